"""Contacts: each call, meeting, message and letter with a line, answered or not; readouts; files that came with them.

Danger: an attempt nobody answered counted as a talk; their account shown as ours.
Duty: record a contact, write a readout of it (ours, theirs), keep a file; the contacts of a line, newest first.
Shape: all of it stands in `line/<x>`: ours. Files are sealed pieces beside that log, and leave it only without their own data.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal

from wasata.carry.bare import Bare, bare
from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.fitting import says_what_does_not_fit
from wasata.desk.line_stands import line_view
from wasata.desk.reading import shows
from wasata.errors import ContactUnknown, ContactWrong, KindUnknown, LineUnknown
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.contact import ContactRecorded, PieceKept, ReadoutWritten
from wasata.record.kinds.line import Medium
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key

LARGEST_PIECE = 20 * 1024 * 1024
"""What a file with a contact may weigh, in bytes."""

LONGEST_MINUTES = 10_080
"""A week: a longer meeting is several."""


@dataclass(frozen=True, slots=True)
class Readout:
    """One account of a contact, by us or by them; `published`: where they published theirs; `number`: the contact's accounts
    are counted as they were written."""

    whose: str
    words: str
    lang: Lang
    published: str | None
    author: str
    at: datetime
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that came with a contact, as received."""

    piece: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. `ended_at` None where nobody knows how long it took."""

    contact: str
    medium: str
    way: str
    began_at: datetime
    minutes: int | None
    answered: bool
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    place: str | None
    about: str | None
    author: str
    recorded_at: datetime
    readouts: tuple[Readout, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def ended_at(self) -> datetime | None:
        return None if self.minutes is None else self.began_at + timedelta(minutes=self.minutes)

    def readout(self, whose: Literal["ours", "theirs"]) -> Readout | None:
        """The last account of one side."""
        return next((r for r in reversed(self.readouts) if r.whose == whose), None)


@dataclass(slots=True)
class Contacts:
    """The contacts of one line, in the order of their recording."""

    contacts: dict[str, Contact] = field(default_factory=dict)


def _step(state: Contacts, entry: Entry) -> Contacts:
    d = entry.data
    match entry.kind:
        case "contact.recorded":
            state.contacts[d["contact"]] = Contact(
                d["contact"], d["medium"], d["way"], datetime.fromisoformat(d["began_at"]), d["minutes"], d["answered"],
                tuple(d["ours"]), tuple(d["theirs"]), d["place"], d["about"], entry.author, entry.recorded_at,
            )  # fmt: skip
        case "contact.readout_written":
            was = state.contacts[d["contact"]]
            number = len(was.readouts) + 1
            told = Readout(d["whose"], d["words"], d["lang"], d["published"], entry.author, entry.recorded_at, number)
            state.contacts[d["contact"]] = replace(was, readouts=(*was.readouts, told))
        case "contact.piece_kept":
            was = state.contacts[d["contact"]]
            piece = Piece(d["piece"], d["name"], d["media_type"], d["size"])
            state.contacts[d["contact"]] = replace(was, pieces=(*was.pieces, piece))
        case kind if kind.startswith("contact."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass
    return state


@cache
def contacts_view(line: str) -> View[Contacts]:
    """The contacts of one line, over its own log."""
    return View("contact", 2, (f"line/{line}",), Contacts, _step)


def _contacts(desk: Desk, line: str) -> dict[str, Contact]:
    if not desk.holds(f"line/{line}"):
        raise LineUnknown(line=line)
    return desk.fold(contacts_view(line)).contacts


def _contact(desk: Desk, line: str, contact: str) -> Contact:
    found = _contacts(desk, line).get(contact)
    if found is None:
        raise ContactUnknown(why=Key("contact.why.unknown"), value=contact)
    return found


# acts

_in_words = says_what_does_not_fit(ContactWrong, "contact.why.form")


@_in_words
def record_contact(
    desk: Desk, line: str, medium: Medium, way: Literal["in", "out"], began_at: datetime, *, answered: bool,
    minutes: int | None = None, ours: Sequence[str] = (), theirs: Sequence[str] = (), place: str | None = None,
    about: str | None = None, act_id: str | None = None,
) -> str:  # fmt: skip
    """Records a contact that took place or was tried. Gives its name.

    Raises:
        ContactWrong: it begins in the future, or had a length or people of theirs though nobody answered, or somebody named
            is not of the line, or no reader could have such a name.
    """
    unfit = next((name for name in ours if not re.fullmatch(IDENT, name)), None)
    if unfit is not None:
        raise ContactWrong(why=Key("contact.why.ours"), value=unfit)
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        raise ContactWrong(why=Key("contact.why.minutes"), value=minutes)
    if began_at > desk.now():
        raise ContactWrong(why=Key("contact.why.to_come"), value=began_at)
    if not answered and (minutes or theirs):
        raise ContactWrong(why=Key("contact.why.not_answered"), value=minutes or theirs[0])
    act_id = act_id or new_act_id()
    told: Any = {"minutes": minutes, "place": place, "about": about}
    fact = ContactRecorded(
        contact=f"c-{name_by(act_id)}", medium=medium, way=way, began_at=began_at, answered=answered, ours=tuple(ours),
        theirs=tuple(theirs), **told,
    )  # fmt: skip

    def decide() -> dict[str, tuple[Fact, ...]]:
        _contacts(desk, line)
        people = desk.fold(line_view(line)).people
        stranger = next((p for p in theirs if p not in people), None)
        if stranger is not None:
            raise ContactWrong(why=Key("contact.why.person"), value=stranger)
        return {f"line/{line}": (fact,)}

    desk.do("record_contact", decide, act_id=act_id, line=line)
    return fact.contact


@_in_words
def write_readout(
    desk: Desk, line: str, contact: str, whose: Literal["ours", "theirs"], words: str, lang: Lang, *,
    published: str | None = None, act_id: str | None = None,
) -> Written:  # fmt: skip
    """Writes what was said of a contact: our own account, or theirs as they gave or published it.

    Raises:
        ContactUnknown: there is no such contact.
        ContactWrong: nothing is written.
    """
    if not words.strip():
        raise ContactWrong(why=Key("contact.why.empty"), value=contact)
    fact = ReadoutWritten(contact=contact, whose=whose, words=words, lang=lang, published=published)

    def decide() -> dict[str, tuple[Fact, ...]]:
        _contact(desk, line, contact)
        return {f"line/{line}": (fact,)}

    return desk.do("record_contact", decide, act_id=act_id, line=line)


@_in_words
def keep_piece(
    desk: Desk, line: str, contact: str, name: str, media_type: str, content: bytes, *, act_id: str | None = None
) -> str:  # fmt: skip
    """Keeps a file that came with a contact, as received, sealed beside the line's log. Gives the name of the piece.

    Raises:
        ContactUnknown: there is no such contact.
        ContactWrong: the file is empty or too large.
    """
    if not 0 < len(content) <= LARGEST_PIECE:
        raise ContactWrong(why=Key("contact.why.size"), value=name)
    desk.require("record_contact", line=line)
    with desk.hold():
        _contact(desk, line, contact)
    act_id = act_id or new_act_id()
    done = desk.done(act_id, same=lambda was: _is_file(was.get(f"line/{line}", ()), contact, name, len(content)))
    if done is not None:
        return str(desk.ledger.entry(f"line/{line}", done.first[f"line/{line}"]).data["piece"])
    piece = desk.ledger.keep_piece(f"line/{line}", content)
    fact = PieceKept(contact=contact, piece=piece, name=name, media_type=media_type, size=len(content))
    desk.do("record_contact", lambda: {f"line/{line}": (fact,)}, act_id=act_id, line=line)
    return piece


def _is_file(was: Sequence[Fact], contact: str, name: str, size: int) -> bool:
    return any(isinstance(f, PieceKept) and (f.contact, f.name, f.size) == (contact, name, size) for f in was)


def piece_of(desk: Desk, line: str, contact: str, piece: str) -> tuple[Piece, bytes]:
    """A file that came with a contact, as it was received.

    Raises:
        ContactUnknown: the contact has no such file.
    """
    with desk.hold():
        kept = next((p for p in _contact(desk, line, contact).pieces if p.piece == piece), None)
    if kept is None:
        raise ContactUnknown(why=Key("contact.why.piece"), value=piece)
    return kept, desk.ledger.piece(f"line/{line}", piece)


def bare_copy(content: bytes) -> Bare:
    """A copy of a file that says nothing of its making, to be relayed. See `carry/bare.py`.

    Raises:
        BareRefused: none can be made, and why.
    """
    return bare(content)


# questions


def contacts(desk: Desk, line: str) -> tuple[Contact, ...]:
    """The contacts of a line, the latest begun first.

    Raises:
        LineUnknown: this reader holds none of that name.
    """
    with desk.hold():
        found = _contacts(desk, line).values()
        shows(c.contact for c in found)
        return tuple(sorted(found, key=lambda c: (c.began_at, c.recorded_at), reverse=True))


def contact(desk: Desk, line: str, named: str) -> Contact:
    """One contact.

    Raises:
        LineUnknown, ContactUnknown: there is none for this reader.
    """
    with desk.hold():
        return _contact(desk, line, named)


def last_contact(desk: Desk, line: str) -> tuple[datetime | None, datetime | None]:
    """When the line was last tried or reached, and when it last answered. Ask inside `hold`."""
    found = _contacts(desk, line).values()
    return (
        max((c.began_at for c in found), default=None),
        max((c.began_at for c in found if c.answered), default=None),
    )
