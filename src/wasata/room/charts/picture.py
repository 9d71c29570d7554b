"""What a form gives back: two drawings, what must be said beside them, and the table of the same numbers.

Danger: a picture without its numbers, or numbers that are not those of the picture.
Duty: one value that a page can show as it is.
Shape: `Picture(wide, narrow, notes, table)`; the table's cells know what they are, the template how they look.
"""

from dataclasses import dataclass
from typing import Literal

from wasata.values import Lang

CellKind = Literal["words", "talks", "number", "when", "voice", "certainty"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `talks` are the team's words of what is talked of; `voice` a source's own, with their own language; `sub`
    stands small under the cell."""

    text: str
    kind: CellKind = "words"
    href: str | None = None
    lang: Lang | None = None
    sub: str = ""
    sign: str = ""
    """For `certainty` its name (explicit, inferred, weak); else empty."""

    @property
    def direction(self) -> str:
        return "rtl" if self.lang == "ar" else "ltr"


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a picture, oldest first. `head` names the columns, the kinds say which are numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """Each column's name and whether it holds numbers."""
        numbers = [c.kind == "number" for c in self.rows[0]] if self.rows else [False] * len(self.head)
        return tuple(zip(self.head, numbers, strict=True))

    @property
    def named_rows(self) -> tuple[tuple[tuple[str, Cell], ...], ...]:
        """The rows with each cell's column name, for screens too narrow for columns."""
        return tuple(tuple(zip(self.head, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Picture:
    """One thing drawn twice, the notes that belong beneath it, and its table."""

    wide: str
    narrow: str
    notes: tuple[str, ...]
    table: Table
