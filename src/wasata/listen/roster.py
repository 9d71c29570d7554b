"""The roster: parties, bodies, people and outlets of a case, with their names. It is data, not code.

Danger: a body counted to the wrong side.
Duty: the entries, whose side each speaks for, and the good default that ships (`roster.tsv`, editable in any table
program: id, what, part_of, Arabic names, English names, names parted by " | "). A capital is a place that is part of its
state: "Doha said" speaks for Qatar, while a meeting in Doha is at a place.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from wasata.errors import FileMissing, FileUnreadable, ListenError
from wasata.values import Lang

IDENT = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
What = Literal["party", "body", "person", "outlet", "place"]
KINDS: tuple[What, ...] = get_args(What)


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
        """The party an entry speaks for: itself, or the top of its part-of chain; None for outlets and most places."""
        entry = self.entries.get(entry_id)
        while entry is not None and entry.part_of:
            entry = self.entries.get(entry.part_of)
        return entry.id if entry is not None and entry.what == "party" else None


def parse_roster(table: str, *, is_default: bool = False) -> Roster:
    """Reads a roster table.

    Raises:
        BadRoster: a line lacks a column, an id stands twice, `what` is unknown, `part_of` names nobody or leads back to
            the entry itself.
    """
    entries: dict[str, Entry] = {}
    line_of: dict[str, int] = {}
    for n, line in enumerate(table.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith(("#", "id\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 5:
            raise BadRoster(line=n, value=len(cells), why="columns")
        ident, what, part_of, ar, en = (c.strip() for c in cells)
        if ident in entries:
            raise BadRoster(line=n, value=ident, why="twice")
        if not IDENT.fullmatch(ident):
            raise BadRoster(line=n, value=ident, why="id")
        kind = next((known for known in KINDS if known == what), None)
        if kind is None:
            raise BadRoster(line=n, value=what, why="what")
        names = [tuple(s.strip() for s in cell.split(" | ") if s.strip()) for cell in (ar, en)]
        entries[ident] = Entry(ident, kind, part_of or None, names[0], names[1])
        line_of[ident] = n
    for entry in entries.values():
        _require_top(entry, entries, line_of[entry.id])
    return Roster(entries, is_default=is_default)


def _require_top(entry: Entry, entries: dict[str, Entry], line: int) -> None:
    """Refuses a part-of chain that ends nowhere or never ends."""
    seen = {entry.id}
    here = entry
    while here.part_of:
        if here.part_of not in entries:
            raise BadRoster(line=line, value=here.part_of, why="part_of")
        here = entries[here.part_of]
        if here.id in seen:
            raise BadRoster(line=line, value=entry.part_of, why="circle")
        seen.add(here.id)


def roster_from(path: Path) -> Roster:
    """Reads a roster file.

    Raises:
        FileMissing: nothing stands at this path.
        FileUnreadable: it may not be read, or is not text in UTF-8.
        BadRoster: a line cannot be used.
    """
    try:
        return parse_roster(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise FileMissing(path=str(path)) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise FileUnreadable(path=str(path), why=why) from None


def as_table(roster: Roster) -> str:
    """A roster as the table that `parse_roster` reads."""
    rows = ["id\twhat\tpart_of\tar\ten"]
    rows += [
        "\t".join((e.id, e.what, e.part_of or "", " | ".join(e.ar), " | ".join(e.en))) for e in roster.entries.values()
    ]
    return "\n".join(rows) + "\n"


@cache
def default_roster() -> Roster:
    """The roster that ships with the house."""
    return parse_roster((files("wasata.listen") / "roster.tsv").read_text("utf-8"), is_default=True)
