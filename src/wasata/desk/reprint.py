"""Reprints: whether words that stand already are another outlet's print of them, or the very print that stands.

Danger: the second of forty prints refused as known, so that nobody sees who carried a story; one print filed twice because its
outlet was once written in Arabic and once in English.
Duty: `outlet_meant` knows an outlet by any of its names; `standing_as` finds the print that a report would be again;
`Prints` keeps, by their words, all that print them.
Shape: pure. The same words of another outlet are a print of their own. Of the same outlet they are known, whatever their
address and day; so are words whose outlet is not told, where anybody prints these words; and so is what was brought from the
very same address before, by whatever name its outlet was called then: two feeds of one paper, a page of one asked for by hand.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from wasata.desk.folded import folded_quickly
from wasata.listen.roster import Roster
from wasata.words import tame


class Prints:
    """Which reports print the same words, in the order they came. Nearly all stand alone: the first is kept by itself.

    Where a print was brought from stands in the record alone; what was asked for once is remembered, since each of four hundred
    prints is set against all before it.
    """

    __slots__ = ("_addresses", "_first", "_more")

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        self._addresses: dict[int, str | None] = {}

    def add(self, same: str, n: int) -> None:
        """Keeps one more print of the words of this digest (`folded.same_words`)."""
        if self._first.setdefault(same, n) != n:
            self._more.setdefault(same, []).append(n)

    def first(self, same: str) -> int | None:
        """The first that came with these words."""
        return self._first.get(same)

    def of(self, same: str) -> tuple[int, ...]:
        """All that print these words."""
        first = self._first.get(same)
        return () if first is None else (first, *self._more.get(same, ()))

    def again(self) -> Iterable[str]:
        """The words of which there is more than one print."""
        return self._more

    def address(self, n: int, kept: Callable[[], dict[str, Any]]) -> str | None:
        """Where a print was brought from; `kept` opens it in the record."""
        if n not in self._addresses:
            self._addresses[n] = kept().get("url")
        return self._addresses[n]

    def __contains__(self, same: str) -> bool:
        return same in self._first

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prints) and (self._first, self._more) == (other._first, other._more)

    __hash__ = None  # type: ignore[assignment]


def standing_as(
    roster: Roster, outlet: str | None, prints: Sequence[tuple[str, str | None]], address: str | None = None,
    address_of: Callable[[str], str | None] = lambda _: None,
) -> str | None:  # fmt: skip
    """Which of these prints of the same words a report of this outlet would be again; None for a print of its own.

    Args:
        prints: name and outlet of each that stands, in the order they came.
        address: where this one was brought from.
        address_of: where one that stands was brought from, by its name.
    """
    meant = outlet_meant(roster, outlet)
    found = next((name for name, of in prints if not meant or outlet_meant(roster, of) == meant), None)
    if found is None and address:
        return next((name for name, _ in prints if address_of(name) == address), None)
    return found


@lru_cache(maxsize=20_000)
def outlet_meant(roster: Roster, outlet: str | None) -> str:
    """Whose an outlet's name is: an entry of the roster where the whole name is one of its names, in either language, else
    the name as folded; "" where none is told.

    "Gulf Times, citing Reuters" is not Reuters: a print too many is one voice all the same, a print refused is lost.
    """
    said = tame(outlet or "").strip()
    bare = _bare(said) or said  # a channel may be called by a picture alone
    entry = _named(roster).get(bare)
    return f"entry={entry}" if entry else bare


@lru_cache(maxsize=8)
def _named(roster: Roster) -> dict[str, str]:
    """Every name of the roster as `outlet_meant` folds it, outlets before others of the name."""
    found: dict[str, str] = {}
    for entry in sorted(roster.entries.values(), key=lambda e: e.what != "outlet"):
        for name in (*entry.ar, *entry.en):
            found.setdefault(_bare(name), entry.id)
    found.pop("", None)
    return found


def _bare(name: str) -> str:
    """The words of a name, folded: without marks between them, and without an English article."""
    folded = folded_quickly(name, "ar" if any("\u0600" <= c <= "\u06ff" for c in name) else "en")
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
