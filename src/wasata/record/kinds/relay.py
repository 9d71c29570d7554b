"""A relay: chosen words of one line, written anew for another, approved by a second person. The only lawful way across.

Danger: words that were not cleared; a clearance withdrawn a minute before; one person who is author and approver.
Duty: drafts and what they rest on (`line/<a>`), what is lent to an approver who does not hold that line (`relay/<id>`), and
approvals, links and take-backs (`bureau`: names and hashes, no words).
Shape: what arrives stands in `channel/<b>` as `message.sent`, a letter like any other: nothing in it names a relay.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Part
from wasata.record.kinds.message import Clearance, Words
from wasata.values import Lang

Hash = Field(pattern=r"^[0-9a-f]{64}$")
Form = Literal["quote", "paraphrase", "ours", "test"]
"""How a sentence says what it rests on: in their words, in ours as theirs, as the mediator's own, as "what if"."""


class PassageRef(Part):
    """A passage, or a file by its number after them: of which log of the line, which message, which number."""

    log: Literal["line", "channel"]
    message: Ident
    passage: int = Field(ge=1)


class RelaySentence(Part):
    """One passage of the letter, and the passages it rests on. None for words that carry nothing of theirs (a greeting)."""

    words: str = Words
    form: Form
    rests_on: tuple[PassageRef, ...] = ()


class RelayPiece(Part):
    """A file that goes with a letter: a bare copy sealed under `piece` beside the log it is named in. `of`: the file as it was
    received; `digest`: SHA-256 of the copy's bytes; `rests_on`: the passage with which its party let it pass, or that very
    file where it was handed in with a message."""

    piece: str = Hash
    name: str = Field(min_length=1, max_length=200)
    media_type: str = Field(min_length=3, max_length=120)
    size: int = Field(ge=0)
    digest: str = Hash
    of: str = Hash
    rests_on: PassageRef


class RelayDrafted(Fact, kind="relay.drafted", version=1):
    """The letter to line `to` as drafted; the same `relay` again is its next draft. In `line/<a>`, or lent in `relay/<id>`."""

    relay: Ident
    draft: int = Field(ge=1)
    to: Ident
    lang: Lang
    sentences: tuple[RelaySentence, ...] = Field(min_length=1, max_length=60)
    answers: Ident | None = None
    pieces: tuple[RelayPiece, ...] = Field(default=(), max_length=10)


class LentPassage(Part):
    """A cleared passage, word for word, as its line holds it. `media_type` where it is a file: then it has no words, and what it
    shows is its bare copy among the files of the letter."""

    ref: PassageRef
    words: str = Field(max_length=4_000)
    lang: Lang
    clearance: Clearance
    media_type: str | None = Field(default=None, max_length=120)


class RelayLent(Fact, kind="relay.lent", version=1):
    """What an approver who does not hold the line is given for this one relay: the letter and the passages it rests on."""

    relay: Ident
    draft: int = Field(ge=1)
    from_line: Ident
    drafted_by: Ident
    to_reader: Ident
    passages: tuple[LentPassage, ...]


class RelaySentBack(Fact, kind="relay.sent_back", version=1):
    """The approver does not approve this draft, with his reason. Where the draft stood that he read."""

    relay: Ident
    draft: int = Field(ge=1)
    reason: str = Field(min_length=1, max_length=2_000)


class RelayApproved(Fact, kind="relay.approved", version=1):
    """A second person approved exactly these words (`digest`: SHA-256 of the letter's canonical bytes). In `bureau`.

    `hold_until`: the letter leaves then.
    """

    relay: Ident
    draft: int = Field(ge=1)
    digest: str = Hash
    drafted_by: Ident
    hold_until: Instant


class RelayLinked(Fact, kind="relay.linked", version=1):
    """Which draft became which letter. In `bureau`, which alone knows it: ids and hashes, no words. A line kept to a few is
    not named: those who hold it know it by the draft or by the letter."""

    relay: Ident
    from_line: Ident | None
    to_line: Ident | None
    message: Ident
    digest: str = Hash


class RelayTakenBack(Fact, kind="relay.taken_back", version=1):
    """A relay that waited goes nowhere: its author took it back, or a clearance it rests on was withdrawn. In `bureau`."""

    relay: Ident
    why: Literal["author", "clearance", "approver"]


class RelayForced(Fact, kind="relay.forced", version=1):
    """The lead approved a letter, his own or another's, in an emergency, alone, with his reason; another officer countersigns
    by `countersign_by`. In `bureau`: all officers see it."""

    relay: Ident
    draft: int = Field(ge=1)
    digest: str = Hash
    drafted_by: Ident
    reason: str = Field(min_length=1, max_length=2_000)
    countersign_by: Instant
    hold_until: Instant


class RelayCountersigned(Fact, kind="relay.countersigned", version=1):
    """Another officer saw what the lead sent alone: he stands by it, or objects with his reason. In `bureau`."""

    relay: Ident
    objects: bool = False
    reason: str | None = Field(default=None, max_length=2_000)


class RelayFollowed(Fact, kind="relay.followed", version=1):
    """What became of a relay at the other end: it was delivered, read, answered. In `bureau`: that it was so, no words."""

    relay: Ident
    became: Literal["delivered", "seen", "answered"]


RelayFact = (
    RelayDrafted | RelayLent | RelaySentBack | RelayApproved | RelayLinked | RelayTakenBack | RelayForced
    | RelayCountersigned | RelayFollowed
)  # fmt: skip
