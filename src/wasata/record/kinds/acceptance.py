"""Acceptance: what goes to the sides by two people's hands, and a double yes that is told only when all said it.

Danger: a side that said yes alone, and is known to have said so; an answer that was changed after the others were seen.
Duty: what is to be put to which sides, asked by one and approved by a second (`cell`); each side's answer in confidence, bound by
a commitment (`channel/<x>`); at the close the answers opened on the `table` where all said yes, and else nothing but that it is
over.
Shape: "somebody said no" and "somebody did not answer" end alike, in the same fact with the same words.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Part
from wasata.record.kinds.draft import ReleasedClause
from wasata.record.kinds.package import Both, Package, PutLine

Hash = r"^[0-9a-f]{64}$"


class OfferAsked(Fact, kind="acceptance.offer_asked", version=1):
    """One of ours asks that this be put to these sides, to all at one moment: a package, or a version of the text (`draft`).
    `until`: they are asked for a yes in confidence until then; None: for what they think. In `cell`."""

    offer: Ident
    to: tuple[Ident, ...] = Field(min_length=1, max_length=8)
    package: Package | None = None
    lines: tuple[PutLine, ...] = Field(default=(), max_length=60)
    draft: int | None = Field(default=None, ge=1)
    words: Both | None = None
    until: Instant | None = None


class OfferApproved(Fact, kind="acceptance.offer_approved", version=1):
    """A second person approved exactly this (`digest`: SHA-256 of all that goes and to whom); it waits until `hold_until`, so
    long it can be taken back. In `cell`."""

    offer: Ident
    digest: str = Field(pattern=Hash)
    hold_until: Instant


class OfferSentBack(Fact, kind="acceptance.offer_sent_back", version=1):
    """A second person does not approve it, with his reason. In `cell`."""

    offer: Ident
    reason: str = Field(min_length=1, max_length=2_000)


class OfferTakenBack(Fact, kind="acceptance.offer_taken_back", version=1):
    """It goes nowhere: no side knows that there was one. In `cell`."""

    offer: Ident


class AnswerGiven(Fact, kind="acceptance.answer_given", version=1):
    """A side's answer in confidence, the last before the close counts. `commitment`: SHA-256 of the answer with `salt`, what it
    was asked and by which words. In `channel/<x>`, where no page shows it. `person`: who said so, where an officer wrote it
    down."""

    offer: Ident
    answer: Literal["yes", "no"]
    salt: str = Field(pattern=Hash)
    commitment: str = Field(pattern=Hash)
    person: Ident | None = None


class OfferClosed(Fact, kind="acceptance.closed", version=1):
    """The time to answer is over, and not all said yes: somebody refused, or somebody did not answer, and nobody learns which.
    In `channel/<x>`, the same in all."""

    offer: Ident


class OpenedAnswer(Part):
    """An answer opened before all."""

    side: Ident
    names: Both
    answer: Literal["yes"]
    salt: str = Field(pattern=Hash)
    commitment: str = Field(pattern=Hash)


class AgreementReached(Fact, kind="acceptance.agreement_reached", version=1):
    """All who were asked said yes: what they agreed to, in the words that were put to them (`digest`), and their answers. On the
    `table`."""

    offer: Ident
    lines: tuple[PutLine, ...] = Field(default=(), max_length=60)
    clauses: tuple[ReleasedClause, ...] = Field(default=(), max_length=300)
    words: Both | None = None
    digest: str = Field(pattern=Hash)
    answers: tuple[OpenedAnswer, ...] = Field(min_length=2, max_length=8)


AcceptanceFact = (
    OfferAsked | OfferApproved | OfferSentBack | OfferTakenBack | AnswerGiven | OfferClosed | AgreementReached
)  # fmt: skip
