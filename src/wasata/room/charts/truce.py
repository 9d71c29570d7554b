"""The days of a truce: gone, running, announced and not beyond.

Danger: a count-down to an hour nobody announced; a day drawn as agreed because it is next.
Duty: a box for each day of the truce from its start to its announced end, with where now stands; the first day not announced
dashed and said so; extensions marked where they begin.
Shape: `draw(TruceDays(ident="c", title="…", start=…, expiry=…, now=…, extended_from=(…)), lang)` → Picture. All times in the
zone in which the case shows its clock.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wasata.room.charts.drawing import Pen, Sheet, width_of
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import short_day
from wasata.values import Lang
from wasata.words import instant, say

DRAWN_UP_TO = 14
"""A longer truce is drawn as its last days; the first day is always written."""


@dataclass(frozen=True, slots=True)
class TruceDays:
    """A truce as announced. A truce day begins at the hour of `start`; `expiries` are the ends announced, in order."""

    ident: str
    title: str
    start: datetime
    expiries: tuple[datetime, ...]
    now: datetime
    ended: datetime | None = None

    @property
    def expiry(self) -> datetime:
        return self.expiries[-1]


def draw(chart: TruceDays, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: the truce has no announced end, or ends before it begins.
    """
    if not chart.expiries or chart.expiry <= chart.start:
        raise ValueError("a truce needs an announced end after its start")
    wide, narrow = (_drawn(chart, Sheet(form, lang)) for form in ("wide", "narrow"))
    return Picture(wide, narrow, (), _table(chart, lang))


def _days(chart: TruceDays) -> list[tuple[date, bool]]:
    """Each day of the truce with whether it was announced, and one beyond while it runs."""
    whole = -(-(chart.expiry - chart.start) // timedelta(days=1))
    days = [((chart.start + timedelta(days=i)).date(), True) for i in range(whole)]
    if chart.ended is None:
        days.append(((chart.start + timedelta(days=whole)).date(), False))
    return days


def _drawn(chart: TruceDays, sheet: Sheet) -> str:
    pen, lang, size = Pen(sheet), sheet.lang, sheet.size
    days = _days(chart)
    first_shown = max(0, len(days) - DRAWN_UP_TO)
    shown = days[first_shown:]
    wide = (sheet.width - 10) / len(shown)
    top, high = 10 + size, 14.0
    gone = (min(chart.now, chart.ended or chart.now) - chart.start) / timedelta(days=1) - first_shown
    last = 0.0
    for i, (day, announced) in enumerate(shown):
        x = 5 + i * wide
        part = min(max(gone - i, 0.0), 1.0) if announced else 0.0
        if part:
            pen.rect(x + 1, top, (wide - 2) * part, high, "bar")
        pen.rect(x + 1, top, wide - 2, high, "box" if announced else "box-d")
        words = short_day(day, lang) if i == 0 or day.day == 1 else str(day.day)
        half = width_of(words, size) / 2
        at = max(x + wide / 2, half + 2)
        if at - half > last:
            pen.words(at, top + high + 4 + size, words, "t-faint" if announced else "t-strong", "middle")
            last = at + half + 4
    taken = 0.0
    for n, expiry in enumerate(chart.expiries[:-1]):
        at = 5 + ((expiry - chart.start) / timedelta(days=1) - first_shown) * wide
        if at > 5:
            pen.line(at, top - 4, at, top + high + 4, "ax")
            words = say("chart.extension", lang, n=n + 1)
            reach = width_of(words, size)
            if at > taken and at + reach < sheet.width - _beyond_room(lang, size):
                pen.words(at + 2, top - 7, words, "t-faint")
                taken = at + reach + 8
    if chart.ended is None:
        if 0 <= gone <= len(shown):
            pen.line(5 + gone * wide, top - 5, 5 + gone * wide, top + high + 5, "now-ln")
        pen.words(sheet.width - 5, top - 7, say("chart.not_announced", lang), "t-strong", "end")
    return pen.finish(top + high + 2 * size, chart.ident, chart.title, _spoken(chart, lang))


def _beyond_room(lang: Lang, size: float) -> float:
    return width_of(say("chart.not_announced", lang), size) + 16


def _spoken(chart: TruceDays, lang: Lang) -> str:
    return say(
        "chart.truce_told", lang, start=instant(chart.start, lang), expiry=instant(chart.expiry, lang),
        now=instant(chart.now, lang),
    )  # fmt: skip


def _table(chart: TruceDays, lang: Lang) -> Table:
    head = (say("chart.column.thing", lang), say("chart.column.moment", lang))
    rows = [(Cell(say("chart.truce.start", lang)), Cell(instant(chart.start, lang), "when"))]
    for n, expiry in enumerate(chart.expiries):
        name = say("chart.truce.expiry", lang) if n == 0 else say("chart.truce.extended_to", lang)
        rows.append((Cell(name), Cell(instant(expiry, lang), "when")))
    if chart.ended is not None:
        rows.append((Cell(say("chart.truce.ended", lang)), Cell(instant(chart.ended, lang), "when")))
    return Table(say("chart.oldest_first", lang), head, tuple(rows))
