"""The last days of copies: a bar for a day on which one was made, a cross where making or checking failed, a ring above for a
restore that was tried, with a cross in it where that failed.

Danger: a day without a copy that looks like one with; a failure hidden by a copy made an hour later.
Duty: nothing at all for a day on which nothing was done; a failure is drawn beside what went well on the same day.
Shape: `draw(Days(ident="copies", title="…", days=(…)), lang)` → Picture; the days run in reading direction, oldest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wasata.desk.copies import Day
from wasata.room.charts.drawing import Pen, Sheet
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import short_day
from wasata.values import Lang
from wasata.words import count, number, say

_HIGH, _RING = 18.0, 5.0
_SORTS = ("made", "failed", "tried", "try_failed")


@dataclass(frozen=True, slots=True)
class Days:
    """The days, oldest first. At least one."""

    ident: str
    title: str
    days: tuple[Day, ...]


def draw(chart: Days, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: there is no day to draw.
    """
    if not chart.days:
        raise ValueError("a picture of days needs one day")
    wide, narrow = (_drawn(chart, Sheet(form, lang)) for form in ("wide", "narrow"))
    return Picture(wide, narrow, (), _table(chart.days, lang))


def told(day: Day, lang: Lang) -> str:
    """One day in words."""
    parts = [count(f"copies.chart.{sort}", n, lang) for sort, n in _counts(day) if n]
    return " · ".join((short_day(day.day, lang), *(parts or [say("copies.chart.none", lang)])))


def _counts(day: Day) -> tuple[tuple[str, int], ...]:
    return tuple((sort, getattr(day, sort)) for sort in _SORTS)


def _drawn(chart: Days, sheet: Sheet) -> str:
    pen, size = Pen(sheet), sheet.size
    x0, x1 = 6.0, sheet.width - 6.0
    ring_at, foot = _RING + 3, 2 * _RING + 10 + _HIGH
    step = (x1 - x0) / len(chart.days)
    wide = min(step * 0.62, 14.0)
    for n, day in enumerate(chart.days):
        middle = x0 + (n + 0.5) * step
        pen.open_mark(told(day, sheet.lang), None)
        pen.rect(middle - step / 2, 0, step, foot, "nowhere")  # somewhere for the pointer to stand
        if day.tried or day.try_failed:
            pen.circle(middle, ring_at, _RING, "box")
        if day.try_failed:
            _cross(pen, middle, ring_at, 2.6)
        if day.made:
            pen.rect(middle - wide / 2, foot - _HIGH, wide, _HIGH, "bar")
        if day.failed:
            _cross(pen, middle, foot - _HIGH / 2, min(wide / 2, 4.0), over=bool(day.made))
        pen.close_mark()
    pen.line(x0, foot, x1, foot, "ax")
    pen.words(x0, foot + size + 4, short_day(chart.days[0].day, sheet.lang), "t-faint")
    pen.words(x1, foot + size + 4, short_day(chart.days[-1].day, sheet.lang), "t-faint", "end")
    spoken = "; ".join(told(d, sheet.lang) for d in chart.days if any(n for _, n in _counts(d)))
    return pen.finish(
        foot + size + 10, chart.ident, chart.title, (spoken or say("copies.chart.never", sheet.lang)) + "."
    )


def _cross(pen: Pen, x: float, y: float, arm: float, *, over: bool = False) -> None:
    """A cross; over a bar it stands on a ground of its own, or it would be lost in it."""
    if over:
        pen.rect(x - arm - 1.5, y - arm - 1.5, 2 * arm + 3, 2 * arm + 3, "ground")
    pen.path(
        [("M", x - arm, y - arm), ("L", x + arm, y + arm), ("M", x + arm, y - arm), ("L", x - arm, y + arm)], "tl-x"
    )


def _table(days: Sequence[Day], lang: Lang) -> Table:
    head = tuple(say(f"copies.chart.column.{c}", lang) for c in ("day", *_SORTS))
    rows = tuple(
        (Cell(short_day(d.day, lang, year=True), "when"), *(Cell(number(n, lang), "number") for _, n in _counts(d)))
        for d in days
    )
    return Table(say("chart.oldest_first", lang), head, rows)
