"""Definitions as they stand: ours in the bureau, a side's in its channel, what waits on a line, the agreed text on the table.

Danger: one side told, by a number or by a hint, what another said; a text that has left taken for one that waits.
Duty: the folds of each log's definitions, each counted for itself; what of them waits, and whether it has left.
Shape: frozen values and views; the acts are in `definition`, what leaves when due in `definition_delivery`, what pages ask in
`definition_sides`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cache

from wasata.carry.definition import digest
from wasata.desk.access import Desk
from wasata.desk.voice import to_the_second
from wasata.errors import DefinitionWrong, KindUnknown
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.definition import Map
from wasata.words import Key


@dataclass(frozen=True, slots=True)
class Text:
    """What a version says, in both languages; a number with its unit, a map, or words alone."""

    names: Mapping[str, str]
    words: Mapping[str, str]
    also: tuple[str, ...] = ()
    value: Decimal | None = None
    unit: str | None = None
    map: Map | None = None

    @property
    def digest(self) -> str:
        """What an approver signs."""
        return digest(self.names, self.words, self.value, self.unit, self.map.digest if self.map else None)


@dataclass(frozen=True, slots=True)
class Version:
    """One version as its log counts it."""

    number: int
    text: Text
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A side's word on a version: it confirms, or objects and says what instead. `person`: who said so to an officer."""

    number: int
    confirms: bool
    words: str | None
    person: str | None
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A version that waits before it goes to a side, or to the table: until then who put it can take it back. `digest`: of
    the text he saw, for the table."""

    term: str
    number: int
    until: datetime
    author: str
    at: datetime
    digest: str
    taken_back_at: datetime | None = None
    unconfirmed: bool = False
    """It was taken back because a side did not confirm it any more."""


@dataclass(slots=True)
class Ours:
    """A term in the bureau: its versions, which line was asked for which (and how its channel counts it), who approved, which
    waits for the table."""

    versions: list[Version] = field(default_factory=list)
    asked: dict[tuple[int, str], int] = field(default_factory=dict)
    approved: dict[int, list[tuple[str, str, datetime]]] = field(default_factory=dict)
    held: Held | None = None

    def asked_for(self, number: int) -> tuple[str, ...]:
        """The lines that were asked for a version."""
        return tuple(sorted(line for n, line in self.asked if n == number))


@dataclass(slots=True)
class Theirs:
    """A term in one channel: what was put there, and every word this side said on it, oldest first."""

    versions: list[Version] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def word(self) -> Said | None:
        """What this side says of the version put last."""
        return next((s for s in reversed(self.said) if s.number == len(self.versions)), None)


def _version(entry: Entry) -> Version:
    d = entry.data
    value = None if d["value"] is None else Decimal(d["value"])
    text = Text(d["names"], d["words"], tuple(d["also"]), value, d["unit"], Map(**d["map"]) if d["map"] else None)
    return Version(d["number"], text, entry.author, entry.recorded_at)


def _held(entry: Entry) -> Held:
    d = entry.data
    until = datetime.fromisoformat(d["until"])
    return Held(d["term"], d["number"], until, entry.author, entry.recorded_at, d.get("digest", ""))


def _ours(terms: dict[str, Ours], entry: Entry) -> dict[str, Ours]:
    d = entry.data
    match entry.kind:
        case "definition.written":
            terms.setdefault(d["term"], Ours()).versions.append(_version(entry))
        case "definition.asked":
            terms[d["term"]].asked[d["number"], d["line"]] = d["theirs"]
        case "definition.approved":
            word = (entry.author, d["digest"], entry.recorded_at)
            terms[d["term"]].approved.setdefault(d["number"], []).append(word)
        case "definition.agreement_held":
            terms[d["term"]].held = _held(entry)
        case "definition.agreement_taken_back":
            waits = terms[d["term"]].held
            assert waits is not None  # what is taken back was held
            gone = d["why"] == "unconfirmed"
            terms[d["term"]].held = replace(waits, taken_back_at=entry.recorded_at, unconfirmed=gone)
        case "definition.map_kept":
            pass  # no text names it yet
        case kind if kind.startswith("definition."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # the team's other acts
    return terms


OURS: View[dict[str, Ours]] = View("definition.ours", 2, ("bureau",), dict, _ours)


def _theirs(terms: dict[str, Theirs], entry: Entry) -> dict[str, Theirs]:
    d = entry.data
    match entry.kind:
        case "definition.put":
            terms.setdefault(d["term"], Theirs()).versions.append(_version(entry))
        case "definition.confirmed" | "definition.objected":
            terms[d["term"]].said.append(
                Said(d["number"], entry.kind == "definition.confirmed", d.get("words"), d["person"], entry.author,
                     entry.recorded_at)
            )  # fmt: skip
        case kind if kind.startswith("definition."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # messages and how the channel is known
    return terms


@cache
def definitions_in(line: str) -> View[dict[str, Theirs]]:
    """What was put to one side and what it said, from `channel/<x>` alone: its delegates may ask it."""
    return View("definition.theirs", 1, (f"channel/{line}",), dict, _theirs)


def _waits(held: dict[tuple[str, int], Held], entry: Entry) -> dict[tuple[str, int], Held]:
    d = entry.data
    match entry.kind:
        case "definition.held":
            held[d["term"], d["number"]] = _held(entry)
        case "definition.taken_back":
            place = d["term"], d["number"]
            held[place] = replace(held[place], taken_back_at=entry.recorded_at)
        case kind if kind.startswith("definition."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # what a line is, its contacts, letters, positions
    return held


@cache
def held_on(line: str) -> View[dict[tuple[str, int], Held]]:
    """What was put to one side and waits, left, or was taken back, from `line/<x>` alone: each by its term and our number."""
    return View("definition.held", 1, (f"line/{line}",), dict, _waits)


def _agreed(terms: dict[str, list[Version]], entry: Entry) -> dict[str, list[Version]]:
    match entry.kind:
        case "definition.agreed":
            agreed = replace(_version(entry), at=to_the_second(entry.recorded_at))  # all sides are told it
            terms.setdefault(entry.data["term"], []).append(agreed)
        case kind if kind.startswith("definition."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # notices, names, days
    return terms


AGREED: View[dict[str, list[Version]]] = View("definition.agreed", 2, ("table",), dict, _agreed)


# asked of them, inside `hold`


def known(desk: Desk, term: str) -> Ours:
    """A term as the bureau has it.

    Raises:
        DefinitionWrong: there is none of that name.
    """
    found = desk.fold(OURS).get(term)
    if found is None:
        raise DefinitionWrong(why=Key("definition.why.unknown"), value=term)
    return found


def put_there(desk: Desk, line: str, term: str, ours: Ours, number: int) -> bool:
    """Whether a version of ours stands in a side's channel. That the bureau noted the asking is not enough: what was broken off
    between the two has not left."""
    theirs = desk.fold(definitions_in(line)).get(term, Theirs())
    return 0 < ours.asked.get((number, line), 0) <= len(theirs.versions)


def on_table(desk: Desk, term: str, digest_: str) -> bool:
    """Whether this very text of a term stands on the table now."""
    stands = desk.fold(AGREED).get(term, [])
    return bool(stands) and stands[-1].text.digest == digest_


def unconfirmed(desk: Desk, term: str, ours: Ours, number: int, lines: Iterable[str]) -> str | None:
    """The first of these lines that does not confirm this version of ours, as its channel stands now."""
    for line in lines:
        theirs = desk.fold(definitions_in(line)).get(term, Theirs())
        word = theirs.word
        if len(theirs.versions) != ours.asked[number, line] or word is None or not word.confirms:
            return line
    return None
