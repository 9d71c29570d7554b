"""The roster: parties, bodies, people and outlets of a case, with their names. It is data, not code.

Danger: a body counted to the wrong side.
Duty: the entries, whose side each speaks for, and the good default that ships (`roster.tsv`, editable in any table
program: id, what, part_of, Arabic names, English names, names parted by " | ").
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from wasata.errors import ListenError
from wasata.values import Lang

What = Literal["party", "body", "person", "outlet", "place"]


class BadRoster(ListenError):
    """A roster line cannot be used. Values: line, value, why."""

    code = "listen.bad_roster"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. The first name in a language is the one pages show."""

    id: str
    what: What
    part_of: str | None
    ar: tuple[str, ...]
    en: tuple[str, ...]

    def names(self, lang: Lang) -> tuple[str, ...]:
        return self.ar if lang == "ar" else self.en


class Roster:
    """Entries by id. `digest` tells two rosters apart (prebuilt automata are for the default one)."""

    __slots__ = ("entries", "is_default")

    def __init__(self, entries: dict[str, Entry], *, is_default: bool = False) -> None:
        self.entries = entries
        self.is_default = is_default

    def party_of(self, entry_id: str) -> str | None:
        """The party an entry speaks for: itself, or the top of its part-of chain; None for outlets and places."""
        entry = self.entries.get(entry_id)
        while entry is not None and entry.part_of:
            entry = self.entries.get(entry.part_of)
        return entry.id if entry is not None and entry.what == "party" else None


def parse_roster(table: str, *, is_default: bool = False) -> Roster:
    """Reads a roster table.

    Raises:
        BadRoster: a line lacks a column, an id stands twice, `what` is unknown, or `part_of` names nobody.
    """
    entries: dict[str, Entry] = {}
    for n, line in enumerate(table.splitlines(), 1):
        if not line.strip() or line.startswith("#") or line.startswith("id\t"):
            continue
        cells = line.split("\t")
        if len(cells) != 5:
            raise BadRoster(line=n, value=len(cells), why="columns")
        ident, what, part_of, ar, en = (c.strip() for c in cells)
        if ident in entries:
            raise BadRoster(line=n, value=ident, why="twice")
        if what not in ("party", "body", "person", "outlet", "place"):
            raise BadRoster(line=n, value=what, why="what")
        names = [tuple(s.strip() for s in cell.split(" | ") if s.strip()) for cell in (ar, en)]
        entries[ident] = Entry(ident, what, part_of or None, names[0], names[1])
    for n, entry in enumerate(entries.values(), 2):
        if entry.part_of and entry.part_of not in entries:
            raise BadRoster(line=n, value=entry.part_of, why="part_of")
    return Roster(entries, is_default=is_default)


@cache
def default_roster() -> Roster:
    """The roster that ships with the house."""
    return parse_roster((files("wasata.listen") / "roster.tsv").read_text("utf-8"), is_default=True)
