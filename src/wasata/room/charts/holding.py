"""What opens for whom: a row for each sealed log, a column for each who holds a key, for the recovery key and for the server.

Danger: a log that somebody was given drawn as if it opened for him; one that nobody could recover drawn like the others.
Duty: a filled box where it opens, an empty one where it was given and the key not handed, nothing where there is nothing; the
last row is what the server reads.
Shape: `draw(Holding(ident="keys", title="…", rows=(…), columns=(…)), lang)` → Picture; names of columns stand as stairs above
them, each with a line down to its column.
"""

from dataclasses import dataclass
from typing import Literal

from wasata.room.charts.drawing import Pen, Sheet, wrapped
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.values import Lang
from wasata.words import say

Mark = Literal["opens", "waits", "none"]
_BOX = 9.0


@dataclass(frozen=True, slots=True)
class Row:
    """One log in words, and how it stands in each column."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """What opens for whom. Each row has a mark for each column; there is at least one of either."""

    ident: str
    title: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]


def draw(chart: Holding, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: a row without a column, or none at all.
    """
    if not chart.rows or not chart.columns or any(len(row.marks) != len(chart.columns) for row in chart.rows):
        raise ValueError("each log needs a mark in each column")
    wide, narrow = (_drawn(chart, Sheet(form, lang)) for form in ("wide", "narrow"))
    return Picture(wide, narrow, (), _table(chart, lang))


def told(row: Row, column: str, mark: Mark, lang: Lang) -> str:
    """One place of the picture in words."""
    return say(f"holding.chart.told.{mark}", lang, log=row.name, who=column)


def _drawn(chart: Holding, sheet: Sheet) -> str:
    pen, lang, size = Pen(sheet), sheet.lang, sheet.size
    room = sheet.width * (0.38 if sheet.form == "wide" else 0.42)
    step = min((sheet.width - room - 8) / len(chart.columns), 46.0)
    stairs = len(chart.columns) * sheet.row

    def middle(n: int) -> float:
        return room + (n + 0.5) * step

    named = [wrapped(row.name, room - 10, size) for row in chart.rows]
    heights = [max(len(lines) * sheet.row, _BOX + 4) + 7 for lines in named]
    foot = stairs + 8 + sum(heights)
    for n, column in enumerate(chart.columns):
        at = (len(chart.columns) - n) * sheet.row  # the last highest: no line runs through another's name
        pen.words(middle(n) - 4, at, wrapped(column, middle(n) - 6, size)[0], "", "end")
        pen.line(middle(n), at - size * 0.7, middle(n), foot, "gr")
    y = stairs + 8
    for row, lines, height in zip(chart.rows, named, heights, strict=True):
        pen.line(0, y, room + step * len(chart.columns), y, "gr")
        first = y + (height - len(lines) * sheet.row) / 2 + size * 0.95
        pen.lines(0, first, lines)
        for n, mark in enumerate(row.marks):
            pen.open_mark(told(row, chart.columns[n], mark, lang), None)
            pen.rect(room + n * step, y, step, height, "nowhere")  # somewhere for the pointer to stand
            if mark != "none":
                box = "bar" if mark == "opens" else "box"
                pen.rect(middle(n) - _BOX / 2, y + (height - _BOX) / 2, _BOX, _BOX, box)
            pen.close_mark()
        y += height
    spoken = "; ".join(_row_told(chart, row, lang) for row in chart.rows)
    return pen.finish(foot + 4, chart.ident, chart.title, spoken + ".")


def _row_told(chart: Holding, row: Row, lang: Lang) -> str:
    comma = say("room.list_comma", lang)
    opens = comma.join(c for c, m in zip(chart.columns, row.marks, strict=True) if m == "opens")
    return say("holding.chart.row", lang, log=row.name, who=opens or say("holding.chart.nobody", lang))


def _table(chart: Holding, lang: Lang) -> Table:
    head = (say("holding.log", lang), *chart.columns)
    rows = tuple(
        (Cell(row.name), *(Cell(say(f"holding.chart.{mark}", lang)) for mark in row.marks)) for row in chart.rows
    )
    return Table(chart.title, head, rows)
