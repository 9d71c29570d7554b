"""Enclosures: files of one line that go with a letter to another, bare and sealed anew wherever they stand.

Danger: a file that says who made it, where and with what; one whose bytes are not those that were approved.
Duty: bare copies of files that came with a contact or were handed in with a message, sealed beside each log the letter passes
through; showing one.
Shape: a copy's own bytes have one hash (`digest`) on the whole way, and it is looked at in each place; its sealed name is
another in each. Its name is ours, never the one they gave it.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from wasata.desk.access import Desk
from wasata.desk.contact import bare_copy, contacts, piece_of
from wasata.desk.message import FileLine, talk_of
from wasata.errors import ContactUnknown, PieceMissing
from wasata.record.kinds.message import LetterPiece
from wasata.record.kinds.relay import PassageRef, RelayPiece
from wasata.words import Key

Copy = TypeVar("Copy", RelayPiece, LetterPiece)
MOST = 10
"""Files with one letter."""


class Enclosed(NamedTuple):
    """A file that is to go with a letter: of which contact, and the passage with which its party let it pass. Of no contact
    (empty): it was handed in with a message, and `rests_on` is that very file."""

    contact: str
    piece: str
    rests_on: PassageRef


def _as_it_came(desk: Desk, line: str, file: Enclosed) -> bytes:
    ref = file.rests_on
    with desk.hold():
        message = talk_of(desk, line, ref.log).messages.get(ref.message)
        part = message.part(ref.passage) if message is not None else None
    if file.contact:
        if isinstance(part, FileLine):  # one file is no leave for another
            raise ContactUnknown(why=Key("contact.why.piece"), value=file.piece)
        return piece_of(desk, line, file.contact, file.piece)[1]
    if not isinstance(part, FileLine) or part.piece != file.piece:  # what was told by voice has no files
        raise ContactUnknown(why=Key("contact.why.piece"), value=file.piece)
    return desk.ledger.piece(f"channel/{line}", file.piece)


def made_bare(desk: Desk, line: str, files: Sequence[Enclosed]) -> tuple[RelayPiece, ...]:
    """Bare copies of these files of a line, sealed beside its log, under names that tell nothing.

    Raises:
        ContactUnknown: the line has no such file, or one handed in is to go on another's leave.
        BareRefused: no bare copy of one can be made, and why.
    """
    made = []
    for number, file in enumerate(files, 1):
        copy = bare_copy(_as_it_came(desk, line, file))
        made.append(
            RelayPiece(
                piece=desk.ledger.keep_piece(f"line/{line}", copy.content), name=f"enclosure-{number}.{copy.ending}",
                media_type=copy.media_type, size=len(copy.content), digest=hashlib.sha256(copy.content).hexdigest(),
                of=file.piece, rests_on=file.rests_on,
            )
        )  # fmt: skip
    return tuple(made)


def sealed_anew(desk: Desk, pieces: Sequence[Copy], here: str, there: str) -> tuple[Copy, ...]:
    """The same copies sealed beside another log of this reader's.

    Raises:
        PieceMissing: one is not there, or not the bytes that were drafted.
    """
    return tuple(p.model_copy(update={"piece": desk.ledger.keep_piece(there, _content(desk, here, p))}) for p in pieces)


def _content(desk: Desk, log: str, piece: RelayPiece | LetterPiece) -> bytes:
    content = desk.ledger.piece(log, piece.piece)
    if hashlib.sha256(content).hexdigest() != piece.digest:
        raise PieceMissing(log=log, piece=piece.piece)
    return content


def opened(desk: Desk, log: str, pieces: Sequence[RelayPiece | LetterPiece], digest: str) -> tuple[str, bytes] | None:
    """The file of this hash as the other side will be given it: its name and its bytes; None if the letter has none such."""
    found = next((p for p in pieces if p.digest == digest), None)
    return (found.name, _content(desk, log, found)) if found is not None else None


class File(NamedTuple):
    """A file of the line, as it may be chosen: one that came with a contact, or (`rests_on`) was handed in with a message and
    goes by its own clearance. `name`: as they called it, for our eyes alone."""

    contact: str
    piece: str
    name: str
    media_type: str
    size: int
    rests_on: PassageRef | None = None
    clearance: str = ""


def files_of(desk: Desk, line: str) -> tuple[File, ...]:
    """The files of a line: those handed in with messages, the last first, then those that came with contacts, likewise.

    Raises:
        LineUnknown: this reader holds none of that name.
    """
    came = (File(c.contact, p.piece, p.name, p.media_type, p.size) for c in contacts(desk, line) for p in c.pieces)
    return (*_handed_in(desk, line), *came)


def _handed_in(desk: Desk, line: str) -> tuple[File, ...]:
    if not desk.holds(f"channel/{line}"):
        return ()
    with desk.hold():
        messages = reversed(talk_of(desk, line, "channel").messages.values())
        return tuple(
            File("", f.piece, f.name, f.media_type, f.size, PassageRef(log="channel", message=m.message, passage=f.number),
                 f.clearance)
            for m in messages for f in m.files
        )  # fmt: skip
