"""The watch of the last days: a bar for each day, filled where somebody listened.

Danger: an hour in which nobody listened that looks like any other.
Duty: a row a day, oldest first, from midnight to midnight by the case's clock; filled where somebody was on watch, hatched where
a hand-over waited, empty and dashed where nobody was; the table beneath tells every stretch.
Shape: `draw(Watch(ident="w", title="…", stretches=(Stretch(…), …), now=…), lang)` → Picture. All times in the case's zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from wasata.room.charts.drawing import Pen, Sheet, plain, width_of
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import short_day
from wasata.values import Lang
from wasata.words import instant, say

State = Literal["on", "handed", "nobody"]
DAY = timedelta(days=1)
HIGH = 15.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of time in which the watch stood alike; `who` in words, empty for nobody."""

    state: State
    who: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    ident: str
    title: str
    stretches: tuple[Stretch, ...]
    now: datetime


def draw(chart: Watch, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: no watch was ever kept.
    """
    if not chart.stretches:
        raise ValueError("a watch needs a stretch")
    wide, narrow = (_drawn(chart, Sheet(form, lang)) for form in ("wide", "narrow"))
    return Picture(wide, narrow, (say("shift.picture.note", lang),), _table(chart, lang))


def pieces(chart: Watch) -> Iterator[tuple[date, float, float, Stretch]]:
    """Each stretch cut at midnight: the day, from which part of it to which (0 to 1), and the stretch."""
    for stretch in chart.stretches:
        begin = stretch.since
        while begin < stretch.until:
            midnight = datetime.combine(begin.date() + DAY, time(), begin.tzinfo)
            end = min(stretch.until, midnight)
            whole = end == midnight
            yield begin.date(), _part(begin), 1.0 if whole else _part(end), stretch
            begin = end


def _part(at: datetime) -> float:
    """How much of its day is gone at an hour, by the clock on the wall."""
    return (at.hour * 3600 + at.minute * 60 + at.second) / 86400


def _drawn(chart: Watch, sheet: Sheet) -> str:
    pen, lang, size = Pen(sheet), sheet.lang, sheet.size
    first, last = chart.stretches[0].since.date(), chart.now.date()
    days = [first + DAY * n for n in range((last - first).days + 1)]
    x0, x1 = (86.0 if sheet.form == "wide" else 62.0), sheet.width - 12
    high = HIGH + sheet.row + 6
    at = {day: 8 + n * high for n, day in enumerate(days)}
    for day, y in at.items():
        pen.words(6, y + HIGH - 3, short_day(day, lang), "t-strong" if day == last else "")
        pen.line(x0, y + HIGH + 0.5, x1, y + HIGH + 0.5, "hair")
    for day, begins, ends, stretch in pieces(chart):
        _bar(pen, x0 + (x1 - x0) * begins, (x1 - x0) * (ends - begins), at[day], stretch, lang)
    now = x0 + (x1 - x0) * _part(chart.now)
    pen.line(now, at[last] - 4, now, at[last] + HIGH + 4, "now-ln")
    foot = 8 + len(days) * high
    for hour in (0, 6, 12, 18, 24):
        x = x0 + (x1 - x0) * hour / 24
        pen.line(x, foot - 4, x, foot, "ax")
        pen.words(x, foot + size + 2, f"{hour:02}:00", "t-faint", "end" if hour == 24 else "middle", ltr=True)
    return pen.finish(foot + 2 * size, chart.ident, chart.title, told(chart, lang))


def _bar(pen: Pen, x: float, wide: float, y: float, stretch: Stretch, lang: Lang) -> None:
    said = say(f"shift.picture.{stretch.state}", lang, who=plain(stretch.who))
    span = f"{instant(stretch.since, lang)} – {instant(stretch.until, lang)}"
    pen.open_mark(f"{said} · {span}", None)
    if stretch.state == "on":
        pen.rect(x, y, max(wide, 1), HIGH, "bar")
    elif stretch.state == "handed":
        pen.rect(x, y, max(wide, 1), HIGH, "box")
        pen.hatch(x, y, max(wide, 1), HIGH, 6)
    else:
        pen.rect(x, y, max(wide, 1), HIGH, "gap-box")
    pen.close_mark()
    words = said if stretch.state == "nobody" else plain(stretch.who)
    if width_of(words, pen.sheet.size) + 6 < wide:
        pen.words(x + 3, y + HIGH + pen.sheet.size, words, "t-strong" if stretch.state == "nobody" else "t-faint")


def told(chart: Watch, lang: Lang) -> str:
    """The picture in words, for who cannot see it: the gaps, or that there are none."""
    gaps = [s for s in chart.stretches if s.state == "nobody"]
    if not gaps:
        return say("shift.picture.no_gap", lang)
    return " ".join(
        say("shift.picture.gap", lang, since=instant(s.since, lang), until=instant(s.until, lang)) for s in gaps
    )


def _table(chart: Watch, lang: Lang) -> Table:
    head = tuple(say(f"shift.picture.col.{name}", lang) for name in ("since", "until", "state"))
    return Table(
        say("chart.oldest_first", lang), head,
        tuple(
            (
                Cell(instant(s.since, lang), "when"), Cell(instant(s.until, lang), "when"),
                Cell(say(f"shift.picture.{s.state}", lang, who=s.who)),
            )
            for s in chart.stretches
        ),
    )  # fmt: skip
