"""The last two weeks of a feed: a bar a day for what it brought, a cross where asking it failed.

Danger: a day that was not asked taken for a day without news; a failed day taken for a quiet one.
Duty: filled for what went into the press, outlined for what was put into the archive; a dot for a day that was asked and
brought nothing; a cross for a day on which asking failed; nothing at all for a day that was not asked.
Shape: `draw(Fortnight(ident="f1", title="…", days=(…)), lang)` → Picture; the days run in reading direction, oldest first.
"""

from dataclasses import dataclass
from datetime import date

from wasata.room.charts.drawing import Pen, Sheet
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import short_day
from wasata.values import Lang
from wasata.words import number, say

_HIGH = 44.0


@dataclass(frozen=True, slots=True)
class Day:
    """One day: how often it was asked and how often that failed, what was taken in, archived, known already."""

    day: date
    asks: int
    failures: int
    taken: int
    archived: int
    known: int


@dataclass(frozen=True, slots=True)
class Fortnight:
    """The days of one feed, oldest first. At least one."""

    ident: str
    title: str
    days: tuple[Day, ...]


def draw(chart: Fortnight, lang: Lang) -> Picture:
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
    parts = [short_day(day.day, lang)]
    if not day.asks:
        parts.append(say("feed.chart.not_asked", lang))
    else:
        parts.append(say("feed.chart.brought", lang, taken=day.taken, archived=day.archived))
        if day.failures:
            parts.append(say("feed.chart.failed", lang, n=day.failures))
    return " · ".join(parts)


def _drawn(chart: Fortnight, sheet: Sheet) -> str:
    pen, size = Pen(sheet), sheet.size
    x0, x1, foot = 6.0, sheet.width - 6.0, _HIGH + size + 6
    most = max(1, *(d.taken + d.archived for d in chart.days))
    step = (x1 - x0) / len(chart.days)
    wide = min(step * 0.66, 26.0)
    for n, day in enumerate(chart.days):
        middle = x0 + (n + 0.5) * step
        pen.open_mark(told(day, sheet.lang), None)
        pen.rect(middle - step / 2, foot - _HIGH, step, _HIGH, "nowhere")  # somewhere for the pointer to stand
        high = [_HIGH * count / most if count else 0.0 for count in (day.taken, day.archived)]
        high = [max(h, 2.5) if h else 0.0 for h in high]
        pen.rect(middle - wide / 2, foot - high[0], wide, high[0], "bar") if high[0] else None
        pen.rect(middle - wide / 2, foot - high[0] - high[1], wide, high[1], "box") if high[1] else None
        if day.failures:
            at = foot - high[0] - high[1] - 7
            pen.path([("M", middle - 4, at - 4), ("L", middle + 4, at + 4), ("M", middle + 4, at - 4),
                      ("L", middle - 4, at + 4)], "tl-x")  # fmt: skip
        elif day.asks and not any(high):
            pen.circle(middle, foot - 4, 1.8, "bar")
        pen.close_mark()
    pen.line(x0, foot, x1, foot, "ax")
    pen.words(x0, foot + size + 4, short_day(chart.days[0].day, sheet.lang), "t-faint")
    pen.words(x1, foot + size + 4, short_day(chart.days[-1].day, sheet.lang), "t-faint", "end")
    if most > 1:
        pen.words(x0, size, number(most, sheet.lang), "t-faint", ltr=True)
    spoken = "; ".join(told(d, sheet.lang) for d in chart.days if d.asks) or say("feed.chart.never", sheet.lang)
    return pen.finish(foot + size + 10, chart.ident, chart.title, spoken + ".")


def _table(days: tuple[Day, ...], lang: Lang) -> Table:
    head = tuple(say(f"feed.chart.column.{c}", lang) for c in ("day", "asks", "failures", "taken", "archived", "known"))
    rows = tuple(
        (Cell(short_day(d.day, lang, year=True), "when"),
         *(Cell(number(n, lang), "number") for n in (d.asks, d.failures, d.taken, d.archived, d.known)))
        for d in days
    )  # fmt: skip
    return Table(say("chart.oldest_first", lang), head, rows)
