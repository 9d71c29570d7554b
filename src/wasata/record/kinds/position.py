"""A position: what a party, supporter or fellow mediator wants, refuses, or gives only if. Stands in `line/<x>`.

Danger: a press claim taken for what they told us; a condition forgotten when the other half moved.
Duty: matters of the talks (`bureau`), positions on them with date and evidence, their history; what hangs on what.
Shape: a position is never changed: the next on the same matter of the same holder takes its place from its own date.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Name, Part
from wasata.record.kinds.line import Long
from wasata.values import Lang

Stance = Literal["wants", "accepts", "refuses", "conditions", "silent"]


class MatterNamed(Fact, kind="position.matter_named", version=1):
    """A thing on the table that positions are about. The same `matter` again renames it. In `bureau`."""

    matter: Ident
    names: Name


class Evidence(Part):
    """On what it rests: a message or contact of this line, a report of the press, a notice on the table, or our own reading in
    words.

    `number`: one passage of the message, or one account of the contact, counted from 1 as they were recorded; None: the whole.
    `mark`: one mark of the report, by the place and the beginning of its words.
    """

    of: Literal["message", "contact", "report", "notice", "ours"]
    ref: Ident | None = None
    number: int | None = Field(default=None, ge=1)
    mark: str | None = Field(default=None, max_length=160)
    words: str | None = Field(default=None, max_length=2_000)


class Condition(Part):
    """Only if: on which other matter, and in words what must hold there; `of` whose move it is, if of one party."""

    matter: Ident
    words: str = Long
    of: Ident | None = None


class PositionNoted(Fact, kind="position.noted", version=1):
    """How `holder` stands to a matter since `happened_at`."""

    position: Ident
    holder: Ident
    matter: Ident
    stance: Stance
    words: str = Long
    lang: Lang
    only_if: tuple[Condition, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class PositionDropped(Fact, kind="position.dropped", version=1):
    """We no longer hold that this is their position; what stood before it does not come back."""

    position: Ident
    reason: str = Field(min_length=1, max_length=2_000)


PositionFact = MatterNamed | PositionNoted | PositionDropped
