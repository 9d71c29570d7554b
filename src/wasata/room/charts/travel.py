"""One travel in time: a bar from the leave to the hour at which it ends, full as far as it has come; a ring for each contact, a
cross where it was ended.

Danger: a picture on which somebody who was cut off looks as if he were still away.
Duty: what has passed is full and what is to come is empty; after the end nothing is full.
Shape: `draw(Span(ident="tr-1", title="…", …), lang, zone)` → Picture; time runs in reading direction.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from wasata.room.charts.drawing import Pen, Sheet
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.values import Lang
from wasata.words import instant, say

_MIDDLE, _HIGH, _RING = 14.0, 10.0, 5.0


@dataclass(frozen=True, slots=True)
class Span:
    """One travel. `ended`: when somebody ended it before its hour."""

    ident: str
    title: str
    begun: datetime
    until: datetime
    now: datetime
    contacts: tuple[datetime, ...] = ()
    ended: datetime | None = None


def draw(chart: Span, lang: Lang, zone: tzinfo) -> Picture:
    """The picture in `lang`, its hours by `zone`."""
    wide, narrow = (_drawn(chart, Sheet(form, lang), zone) for form in ("wide", "narrow"))
    return Picture(wide, narrow, (), _table(chart, lang, zone))


def _told(chart: Span) -> list[tuple[str, datetime]]:
    """What happened, in its order, under the words `travel.chart.<what>`."""
    found = [("begun", chart.begun), *(("contact", at) for at in chart.contacts)]
    if chart.ended is not None:
        found.append(("ended", chart.ended))
    return [*sorted(found, key=lambda one: one[1]), ("until", chart.until)]


def _drawn(chart: Span, sheet: Sheet, zone: tzinfo) -> str:
    pen, size, lang = Pen(sheet), sheet.size, sheet.lang
    x0, x1 = 8.0, sheet.width - 8.0
    last = max([chart.until, *chart.contacts, *([chart.ended] if chart.ended else [])])
    whole = max((last - chart.begun).total_seconds(), 1.0)

    def at(hour: datetime) -> float:
        return x0 + min(max((hour - chart.begun).total_seconds() / whole, 0.0), 1.0) * (x1 - x0)

    come = min(chart.now, chart.until, chart.ended or chart.until)
    pen.rect(x0, _MIDDLE - _HIGH / 2, at(chart.until) - x0, _HIGH, "box")
    pen.rect(x0, _MIDDLE - _HIGH / 2, at(come) - x0, _HIGH, "bar")
    for what, hour in _told(chart):
        pen.open_mark(f"{say(f'travel.chart.{what}', lang)}: {instant(hour, lang, zone=zone)}", None)
        if what == "contact":
            pen.circle(at(hour), _MIDDLE, _RING + 1.5, "ground")
            pen.circle(at(hour), _MIDDLE, _RING, "box")
        elif what == "ended":
            pen.rect(at(hour) - 6, _MIDDLE - 6, 12, 12, "ground")
            x, arm = at(hour), 4.0
            pen.path(
                [("M", x - arm, _MIDDLE - arm), ("L", x + arm, _MIDDLE + arm), ("M", x + arm, _MIDDLE - arm),
                 ("L", x - arm, _MIDDLE + arm)], "tl-x",
            )  # fmt: skip
        else:
            pen.line(at(hour), _MIDDLE - 9, at(hour), _MIDDLE + 9, "ax")
        pen.close_mark()
    foot = _MIDDLE + 14
    pen.words(x0, foot + size, instant(chart.begun, lang, zone=zone), "t-faint")
    if sheet.form == "wide" and at(chart.until) > (x0 + x1) / 2:
        pen.words(at(chart.until), foot + size, instant(chart.until, lang, zone=zone), "t-faint", "end")
    spoken = "; ".join(
        f"{say(f'travel.chart.{what}', lang)}: {instant(hour, lang, zone=zone)}" for what, hour in _told(chart)
    )
    return pen.finish(foot + size + 8, chart.ident, chart.title, spoken + ".")


def _table(chart: Span, lang: Lang, zone: tzinfo) -> Table:
    head = (say("travel.chart.when", lang), say("travel.chart.what", lang))
    rows = tuple(
        (Cell(instant(hour, lang, zone=zone), "when"), Cell(say(f"travel.chart.{what}", lang), "words"))
        for what, hour in _told(chart)
    )
    return Table(say("chart.oldest_first", lang), head, rows)
