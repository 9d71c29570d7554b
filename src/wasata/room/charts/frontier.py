"""The frontier: what packages are worth to each side, as it is reckoned, and how unsure that is.

Danger: an estimate drawn as a point, as if a side's mind could be measured; a place nearer to one side that looks like a
better one.
Duty: two sides: a plane, one side along it and the other upward, both from the worst package to the best; each package of the
frontier a small mark, each suggestion a numbered one with the span in which it may lie. More sides: a row of spans for each
suggestion and side. Beneath, the same as a table.
Shape: `draw(Frontier(ident="f", title="…", sides=("North", "South"), points=(…)), lang)` → Picture. Values from 0 to 1.
"""

from dataclasses import dataclass

from wasata.room.charts.drawing import Pen, Sheet, width_of, wrapped
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.values import Lang
from wasata.words import number, say

Span = tuple[float, float, float]
"""Where a worth may lie: the tenth hundredth, the middle, the ninetieth."""


@dataclass(frozen=True, slots=True)
class Point:
    """A package. `number`: of a suggestion, None for the rest of the frontier; `words`: what it settles; `spans`: by side."""

    spans: tuple[Span, ...]
    words: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Frontier:
    """Packages between sides. The suggestions first, in their order."""

    ident: str
    title: str
    sides: tuple[str, ...]
    points: tuple[Point, ...]


def draw(chart: Frontier, lang: Lang) -> Picture:
    """The picture in `lang`."""
    form = _plane if len(chart.sides) == 2 else _rows
    wide, narrow = (form(chart, Sheet(size, lang)) for size in ("wide", "narrow"))
    notes = (say("package.chart.note", lang), say("package.chart.spans", lang))
    return Picture(wide, narrow, notes, _table(chart, lang))


def _hundredths(value: float) -> int:
    return round(value * 100)


def _plane(chart: Frontier, sheet: Sheet) -> str:
    pen, lang, size = Pen(sheet), sheet.lang, sheet.size
    along, upward = chart.sides
    side = min(sheet.width - 64, 380.0)
    x0 = 40.0
    head = wrapped(say("package.chart.upward", lang, side=upward), sheet.width - 16, size)
    y0 = len(head) * sheet.row + 14
    pen.lines(8, size, head, "t-strong")

    def place(span: Span, other: Span, which: tuple[int, int] = (1, 1)) -> tuple[float, float]:
        return x0 + span[which[0]] * side, y0 + (1 - other[which[1]]) * side

    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        pen.line(x0 + tick * side, y0, x0 + tick * side, y0 + side, "gr")
        pen.line(x0, y0 + tick * side, x0 + side, y0 + tick * side, "gr")
        pen.words(
            x0 + tick * side, y0 + side + size + 4, number(_hundredths(tick), lang), "t-faint", "middle", ltr=True
        )
        pen.words(
            x0 - 6, y0 + (1 - tick) * side + size * 0.35, number(_hundredths(tick), lang), "t-faint", "end", ltr=True
        )
    for point in reversed(chart.points):  # suggestions last: nothing lies over them
        one, other = point.spans
        x, y = place(one, other)
        pen.open_mark(_told(chart, point, lang), None)
        if point.number is not None:
            pen.line(place(one, other, (0, 1))[0], y, place(one, other, (2, 1))[0], y, "rng")
            pen.line(x, place(one, other, (1, 0))[1], x, place(one, other, (1, 2))[1], "rng")
            pen.circle(x, y, 9.0, "mk mk-ours")
            pen.words(x, y + 3.6, number(point.number, lang), "t-no", "middle", ltr=True)
        else:
            pen.circle(x, y, 3.2, "mk")
        pen.close_mark()
    foot = wrapped(say("package.chart.along", lang, side=along), sheet.width - 16, size)
    start = y0 + side + 2 * size + 12
    pen.lines(x0, start, foot, "t-strong")
    spoken = "; ".join(_told(chart, p, lang) for p in chart.points if p.number is not None)
    return pen.finish(start + len(foot) * sheet.row, chart.ident, chart.title, spoken)


def _rows(chart: Frontier, sheet: Sheet) -> str:
    pen, lang, size = Pen(sheet), sheet.lang, sheet.size
    x0 = max(width_of(side, size) for side in chart.sides) + 20 if sheet.form == "wide" else 14.0
    x0, x1, y = min(x0, 220.0), sheet.width - 16, size + 4
    named = [p for p in chart.points if p.number is not None]
    for tick in (0.0, 0.5, 1.0):
        pen.words(x0 + tick * (x1 - x0), y, number(_hundredths(tick), lang), "t-faint", "middle", ltr=True)
    y += 8
    for point in named:
        pen.circle(14.0, y + size * 0.6, 9.0, "mk mk-ours")
        pen.words(14.0, y + size * 0.6 + 3.6, number(point.number or 0, lang), "t-no", "middle", ltr=True)
        y += sheet.row + 4
        for side, (low, middle, high) in zip(chart.sides, point.spans, strict=True):
            if sheet.form == "narrow":
                pen.words(14, y + size * 0.4, side, "t-faint")
                y += sheet.row
            else:
                pen.words(8, y + size * 0.4, side, "t-faint")
            pen.line(x0, y, x1, y, "hair")
            pen.line(x0 + low * (x1 - x0), y, x0 + high * (x1 - x0), y, "rng")
            pen.circle(x0 + middle * (x1 - x0), y, 4.5, "mk")
            y += sheet.row + 2
        y += 6
    spoken = "; ".join(_told(chart, p, lang) for p in named)
    return pen.finish(y, chart.ident, chart.title, spoken)


def _told(chart: Frontier, point: Point, lang: Lang) -> str:
    spans = say("package.comma", lang).join(
        say("package.chart.span", lang, side=side, low=_hundredths(low), high=_hundredths(high))
        for side, (low, _, high) in zip(chart.sides, point.spans, strict=True)
    )
    if point.number is None:
        return f"{point.words} · {spans}"
    return f"{say('package.chart.number', lang, n=point.number)} · {point.words} · {spans}"


def _table(chart: Frontier, lang: Lang) -> Table:
    head = (say("package.col.number", lang), say("package.col.package", lang), *chart.sides)
    rows = tuple(
        (
            Cell(number(p.number, lang) if p.number is not None else ""), Cell(p.words, "talks"),
            *(
                Cell(number(_hundredths(middle), lang), "number",
                     sub=say("package.chart.from_to", lang, low=_hundredths(low), high=_hundredths(high)))
                for low, middle, high in p.spans
            ),
        )
        for p in chart.points
    )  # fmt: skip
    return Table(say("package.chart.table", lang), head, rows)
