"""A precedent: what one case teaches another, in words that name nobody. A card waits in `bureau`; what two others than its
author approved stands in `precedents`, a log of the home and of no case.

Danger: a name, or a number that points at one person, told beyond the case.
Duty: the card, the words on it of those who approve, and the card as all teams of the home read it.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Name, Part

Exchange = Literal[
    "held_for_prisoners", "prisoners_for_prisoners", "remains", "people_for_quiet", "aid_for_quiet", "access", "other"
]
About = Literal["terms", "order", "worked", "failed"]


class Point(Part):
    """What is told of one thing: the terms, the order of steps, what worked, what did not."""

    about: About
    words: Name = Field(min_length=1)


class Card(Part):
    """What is told. `given`, `taken`: the ratio, so many of one for so many of the other; `people`: at least so many on the
    smaller side; `days`: from the first step to the last; `steps`: in how many parts."""

    exchange: Exchange
    names: Name = Field(min_length=1)
    points: tuple[Point, ...] = Field(min_length=1)
    given: int | None = Field(default=None, ge=1)
    taken: int | None = Field(default=None, ge=1)
    people: int | None = Field(default=None, ge=1)
    days: int | None = Field(default=None, ge=1)
    steps: int | None = Field(default=None, ge=1)


class PrecedentDrafted(Fact, kind="precedent.drafted", version=1):
    """One of the team wrote a card, in words of his own. In `bureau`."""

    precedent: Ident
    card: Card


class PrecedentApproved(Fact, kind="precedent.approved", version=1):
    """Another person approved exactly this card (`digest`). With the second such word it may cross. In `bureau`."""

    precedent: Ident
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class PrecedentSentBack(Fact, kind="precedent.sent_back", version=1):
    """Another person does not let it go, or its author takes it back. In `bureau`."""

    precedent: Ident
    reason: str = Field(min_length=1, max_length=2_000)


class PrecedentMade(Fact, kind="precedent.made", version=1):
    """The card as all teams of this home read it. In `precedents`; whose case it was stands nowhere there."""

    precedent: Ident
    card: Card


PrecedentFact = PrecedentDrafted | PrecedentApproved | PrecedentSentBack | PrecedentMade
