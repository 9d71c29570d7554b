"""A line: one voice we talk to, of a party, a supporter or another mediator. Stands in `line/<x>`, ours alone.

Danger: two bodies of one party heard as one voice; a line thought open that has been dark for a day.
Duty: whose voice it is, its bodies and people, how it stands and why, its deadlines, where its delegation is, whom its
people press for what.
Shape: `line/<x>` opens with `line.opened`. What they and we said to each other stands in `channel/<x>` (`message`), what is
ours about them here.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Name
from wasata.record.kinds.message import Pattern, Sign
from wasata.values import Lang

Medium = Literal["call", "meeting", "message", "letter"]
LineState = Literal["open", "degraded", "dark"]
Cause = Literal["blackout", "security", "travel", "recalled", "refuses", "technical", "rest", "unknown"]
"""Why a line is not open: communications cut where they are, danger to whoever answers, on the way, called home, they will
not talk, our or their equipment, an agreed rest, not known."""
WhileDark = Literal["pauses", "runs_on"]
OfWhom = Literal["party", "supporter", "mediator"]
BodyKind = Literal["political", "armed", "delegation", "government", "office", "other"]
Outcome = Literal["met", "missed", "lifted"]
Moving = Literal["arrived", "left", "recalled"]
Short = Field(min_length=1, max_length=200)
Long = Field(min_length=1, max_length=4_000)


class LineOpened(Fact, kind="line.opened", version=1):
    """A line stands from now on. `party` is its party, supporter or mediator in the roster; `names` tell its voice."""

    line: Ident
    party: Ident
    of: OfWhom
    names: Name
    langs: tuple[Lang, ...] = Field(min_length=1)
    media: tuple[Medium, ...] = Field(min_length=1)


class LineListed(Fact, kind="line.listed", version=1):
    """The team may know that this line stands and how its channel looks, and address relays to it. In `bureau`; a line kept
    to a few is not listed."""

    line: Ident
    of: OfWhom
    names: Name
    sign: Sign
    pattern: Pattern


class BodyNamed(Fact, kind="line.body_named", version=1):
    """A body that speaks on this line: a political bureau, an armed wing, a delegation. The same `body` again replaces it."""

    body: Ident
    names: Name
    what: BodyKind


class PersonNamed(Fact, kind="line.person_named", version=1):
    """Somebody at the other end of the line. The same `person` again replaces what was said before.

    `may_clear`: what he says may pass, may pass: his party stands by his clearances. `reader`: the name with which he enters
    the room, if he has one.
    """

    person: Ident
    name: str = Short
    body: Ident | None = None
    role: str | None = Field(default=None, max_length=200)
    langs: tuple[Lang, ...] = ()
    may_clear: bool = False
    reader: Ident | None = None


class PersonLeft(Fact, kind="line.person_left", version=1):
    """He is no longer at the other end: his clearances stand, new ones are not taken from him."""

    person: Ident
    reason: str | None = Field(default=None, max_length=2_000)


class LineNoted(Fact, kind="line.noted", version=1):
    """How the line stands from `happened_at` on, and why, as we know it."""

    state: LineState
    cause: Cause | None = None
    medium: Medium | None = None
    note: str | None = Field(default=None, max_length=2_000)


class MediaChanged(Fact, kind="line.media_changed", version=1):
    """By what the line is reached from now on, in place of what was said when it was opened."""

    media: tuple[Medium, ...] = Field(min_length=1)
    note: str | None = Field(default=None, max_length=2_000)


class DarkRuleAgreed(Fact, kind="line.dark_rule_agreed", version=1):
    """What was agreed beforehand with this line: whether its deadlines pause or run on while it is dark."""

    rule: WhileDark
    with_person: Ident | None = None
    note: str | None = Field(default=None, max_length=2_000)


class DeadlineSet(Fact, kind="line.deadline_set", version=1):
    """Something is due on this line at `due_at`, of them or of us. The same `deadline` again moves it."""

    deadline: Ident
    words: str = Short
    due_at: Instant
    of: Literal["them", "us"]


class DeadlineClosed(Fact, kind="line.deadline_closed", version=1):
    """A deadline is over: kept, not kept, or given up."""

    deadline: Ident
    outcome: Outcome
    note: str | None = Field(default=None, max_length=2_000)


class DelegationMoved(Fact, kind="line.delegation_moved", version=1):
    """A delegation arrived somewhere, left, or was recalled; `decided_by`: on whose decision, in words."""

    delegation: str = Short
    moved: Moving
    place: str = Short
    body: Ident | None = None
    decided_by: str | None = Field(default=None, max_length=200)


class PressureNoted(Fact, kind="line.pressure_noted", version=1):
    """Whom the people of this line press, and for what: what a supporter or a fellow mediator does for the talks."""

    on: Ident
    words: str = Long
    asked_by_us: bool


LineFact = (
    LineOpened | LineListed | BodyNamed | PersonNamed | PersonLeft | LineNoted | MediaChanged | DarkRuleAgreed | DeadlineSet
    | DeadlineClosed | DelegationMoved | PressureNoted
)  # fmt: skip
