"""A message: words between us and a line, passage by passage, each with what may be done with it.

Danger: a passage that passes without its party's word; a letter that went to the wrong side.
Duty: what came (in `channel/<x>` where they wrote or confirmed it, in `line/<x>` where they told it by voice), what may pass,
what we sent; a letter that waits stands in `line/<x>` and in no log of theirs until its time is over.
Shape: a passage is named by its message and number. A clearance is `none` unless its party says otherwise.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Part
from wasata.values import Lang

Clearance = Literal["theirs", "ours", "test", "none"]
"""What may be done with a passage: say it as theirs; say it as ours, no origin named; only ask it as "what if"; do not pass."""
ChannelSign = Literal["p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12", "p13", "p14", "p15", "p16"]
"""The shapes that channels draw from, each with a colour of its own; no party and no mediator wears one."""
Sign = Literal["p0", "p1", "p2", "p3", "p4"] | ChannelSign
"""A shape with its colour. `p0` … `p4` are those of mediators and parties: channels opened before wear them."""
Pattern = Literal[
    "hatch", "dots", "bars", "lattice", "waves", "bricks", "rules", "checks", "rings", "wedges", "dashes", "zigzag"
]
Words = Field(min_length=1, max_length=4_000)


class ChannelOpened(Fact, kind="channel.opened", version=2):
    """Stands first in `channel/<x>`: how this channel is known to ours, and how it looks, drawn by lot. `party`: whose voice it
    is, by which the table names it to its delegates; None where that was not kept."""

    line: Ident
    party: Ident | None = None
    names: dict[Lang, str]
    sign: Sign
    pattern: Pattern


class Passage(Part):
    """One piece of a message that is cleared or kept as a whole."""

    words: str = Words
    clearance: Clearance = "none"


class ReceivedFile(Part):
    """A file they handed in with a message, as it came: sealed under `piece` beside their channel, with its own data (author,
    place, device) in it. `media_type`: what its first bytes say it is; `digest`: SHA-256 of its bytes. A file is cleared as a
    passage is, and numbered after the passages of its message."""

    piece: str = Field(pattern=r"^[0-9a-f]{64}$")
    name: str = Field(min_length=1, max_length=200)
    media_type: str = Field(min_length=3, max_length=120)
    size: int = Field(ge=1)
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    clearance: Clearance = "none"


class MessageReceived(Fact, kind="message.received", version=1):
    """They told us something. `way`: written by a delegate at his door, on paper, read back to them and confirmed, or told by
    voice (then it stands in `line/<x>`, its clearances as we understood them, and no file is with it).

    `told_before`: what was told by voice before, and is read back here. `answers`: a message of ours.
    """

    message: Ident
    way: Literal["door", "letter", "read_back", "voice"]
    lang: Lang
    passages: tuple[Passage, ...] = Field(min_length=1, max_length=60)
    person: Ident | None = None
    contact: Ident | None = None
    told_before: Ident | None = None
    answers: Ident | None = None
    files: tuple[ReceivedFile, ...] = Field(default=(), max_length=10)


class ClearanceGiven(Fact, kind="message.clearance_given", version=1):
    """What may be done with a passage, or with a file by its number after them, from now on, until a letter made of it is
    delivered. Stands in the passage's own log."""

    message: Ident
    passage: int = Field(ge=1)
    clearance: Clearance
    person: Ident | None = None
    way: Literal["door", "letter", "read_back", "voice"]


class LetterPiece(Part):
    """A file that goes with a letter: a bare copy, without author, place or device, sealed under `piece` beside the log it is
    named in. `digest`: SHA-256 of its own bytes, the same wherever it is sealed anew."""

    piece: str = Field(pattern=r"^[0-9a-f]{64}$")
    name: str = Field(min_length=1, max_length=200)
    media_type: str = Field(min_length=3, max_length=120)
    size: int = Field(ge=0)
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class MessageHeld(Fact, kind="message.held", version=1):
    """A letter of ours to this line is signed and waits until `until`: so long its author can take it back. In `line/<x>`."""

    message: Ident
    lang: Lang
    passages: tuple[str, ...] = Field(min_length=1, max_length=60)
    until: Instant
    relay: Ident | None = None
    answers: Ident | None = None
    pieces: tuple[LetterPiece, ...] = Field(default=(), max_length=10)


class MessageTakenBack(Fact, kind="message.taken_back", version=1):
    """A letter that waited goes nowhere. In `line/<x>`: the other side never knows that there was one."""

    message: Ident
    reason: str | None = Field(default=None, max_length=2_000)


class MessageSent(Fact, kind="message.sent", version=1):
    """A letter of the mediator stands in `channel/<x>`: delivered."""

    message: Ident
    lang: Lang
    passages: tuple[str, ...] = Field(min_length=1, max_length=60)
    answers: Ident | None = None
    pieces: tuple[LetterPiece, ...] = Field(default=(), max_length=10)


class MessageSeen(Fact, kind="message.seen", version=1):
    """They have read a letter of ours: opened at their door, or said so."""

    message: Ident
    way: Literal["door", "told"]


MessageFact = (
    ChannelOpened | MessageReceived | ClearanceGiven | MessageHeld | MessageTakenBack | MessageSent | MessageSeen
)
