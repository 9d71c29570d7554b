"""The roster of a case: as a fact of the record, and as the reader uses it.

Danger: a name that changes its language on the way through the record.
Duty: both directions, beside each other. The fact keeps each language's first name apart and the others together; on the
way back each goes to the language in whose letters it is written. And what a person may change in it, entry by entry,
with what is refused before it is recorded.
Shape: `put_entry`, `drop_entry` make a new roster from one that stands; `taking.change_roster` records it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from wasata.errors import RosterWrong
from wasata.listen.roster import IDENT, KINDS, Entry, Roster
from wasata.record.kinds.report import RosterEntry, RosterSet
from wasata.values import LANGS, Lang
from wasata.words import Key

LONGEST_NAME = 200
_UNFIT = re.compile(r"[\t\r\n\x00-\x1f]| \| ")
"""What parts the cells and names of the table."""


def roster_fact(roster: Roster) -> RosterSet:
    """The roster, whole, as it is recorded."""
    return RosterSet(
        entries=tuple(
            RosterEntry(
                id=e.id, what=e.what, part_of=e.part_of,
                names={lang: e.names(lang)[0] for lang in LANGS if e.names(lang)}, also=(*e.ar[1:], *e.en[1:]),
            )
            for e in roster.entries.values()
        )
    )  # fmt: skip


def roster_kept(entries: list[dict[str, Any]]) -> Roster:
    """The roster of a recorded fact's entries, as plain JSON values."""
    return Roster(
        {e["id"]: Entry(e["id"], e["what"], e["part_of"], *(_names(e, lang) for lang in LANGS)) for e in entries}
    )


def _names(entry: dict[str, Any], lang: Lang) -> tuple[str, ...]:
    """The names of an entry in a language: the one pages show first, then the others written in its letters."""
    first = entry["names"].get(lang)
    also = tuple(n for n in entry["also"] if _in_arabic(n) == (lang == "ar"))
    return ((first,) if first else ()) + also


def _in_arabic(name: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in name)


# changing it


def put_entry(roster: Roster, entry: Entry, *, was: Entry | None) -> Roster:
    """The roster with an entry added (`was` None), or in the place of the one it was.

    Raises:
        RosterWrong: the entry cannot be used, or what it was meant to replace is no longer as it was seen.
    """
    stands = roster.entries.get(entry.id)
    if was is None and stands is not None:
        raise RosterWrong(why=Key("roster.why.taken"), value=entry.id)
    if was is not None and stands != was:
        raise RosterWrong(why=Key("roster.why.moved" if stands else "roster.why.gone"), value=entry.id)
    _require_usable(entry)
    _require_own_names(roster, entry, was)
    made = Roster({**roster.entries, entry.id: entry})
    _require_top(made, entry)
    return made


def drop_entry(roster: Roster, was: Entry, *, signed: Collection[str] = ()) -> Roster:
    """The roster without an entry.

    Args:
        signed: parties and mediators of the case, which stay.

    Raises:
        RosterWrong: others are part of it, the case gave it a sign, or it is no longer as it was seen.
    """
    stands = roster.entries.get(was.id)
    if stands != was:
        raise RosterWrong(why=Key("roster.why.moved" if stands else "roster.why.gone"), value=was.id)
    if was.id in signed:
        raise RosterWrong(why=Key("roster.why.signed"), value=was.id)
    parts = [e.id for e in roster.entries.values() if e.part_of == was.id]
    if parts:
        raise RosterWrong(why=Key("roster.why.parts"), value=" ".join(parts[:8]))
    return Roster({i: e for i, e in roster.entries.items() if i != was.id})


@dataclass(frozen=True, slots=True)
class Differences:
    """What one roster has otherwise than another, by the ids of its entries."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def none(self) -> bool:
        return not (self.added or self.changed or self.removed)


def differences(before: Roster, after: Roster) -> Differences:
    """What would change if the one roster took the place of the other."""
    old, new = before.entries, after.entries
    return Differences(
        tuple(i for i in new if i not in old), tuple(i for i in new if i in old and new[i] != old[i]),
        tuple(i for i in old if i not in new),
    )  # fmt: skip


def _require_usable(entry: Entry) -> None:
    if not IDENT.fullmatch(entry.id):
        raise RosterWrong(why=Key("roster.why.id"), value=entry.id)
    if entry.what not in KINDS:
        raise RosterWrong(why=Key("roster.why.what"), value=entry.what)
    if not entry.ar and not entry.en:
        raise RosterWrong(why=Key("roster.why.no_name"), value=entry.id)
    for lang in LANGS:
        for name in entry.names(lang):
            if len(name) > LONGEST_NAME or _UNFIT.search(name):
                raise RosterWrong(why=Key("roster.why.name"), value=name[:LONGEST_NAME])
            if _in_arabic(name) != (lang == "ar"):
                raise RosterWrong(why=Key(f"roster.why.letters_{lang}"), value=name)


def _require_own_names(roster: Roster, entry: Entry, was: Entry | None) -> None:
    """A name that stands for two leaves the reader to guess: refused, unless it stood there before."""
    new = {*entry.ar, *entry.en} - ({*was.ar, *was.en} if was else set())
    for other in roster.entries.values():
        if other.id != entry.id and (twice := new.intersection((*other.ar, *other.en))):
            raise RosterWrong(why=Key("roster.why.named_already"), value=f"{min(twice)} ({other.id})")


def _require_top(roster: Roster, entry: Entry) -> None:
    seen, here = {entry.id}, entry
    while here.part_of:
        if here.part_of not in roster.entries:
            raise RosterWrong(why=Key("roster.why.part_of"), value=here.part_of)
        here = roster.entries[here.part_of]
        if here.id in seen:
            raise RosterWrong(why=Key("roster.why.circle"), value=entry.part_of or "")
        seen.add(here.id)
