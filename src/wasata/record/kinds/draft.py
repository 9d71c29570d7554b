"""The draft: the single negotiating text, clause by clause, in both languages.

Danger: a version that a side took for the last; one side that reads a version before the other; a reaction shown across.
Duty: versions as they are written (`cell`); a version released to a side, clause by clause, and that side's word on each
clause (`channel/<x>`).
Shape: a version is whole: nothing in it points at another. Versions are counted apart in each log, so that no side learns from a
number how many others there were.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Part
from wasata.record.kinds.package import Both


class ClausePart(Part):
    """One clause. Wording that is not agreed stands in brackets. `options`: what it says of the agreement, as issue and
    option."""

    clause: Ident
    title: Both | None = None
    words: Both
    options: tuple[tuple[Ident, Ident], ...] = Field(default=(), max_length=60)


class DraftWritten(Fact, kind="draft.written", version=1):
    """The next version of the text; `note`: what was changed and why, for ours. In `cell`."""

    number: int = Field(ge=1)
    clauses: tuple[ClausePart, ...] = Field(min_length=1, max_length=300)
    note: str | None = Field(default=None, min_length=1, max_length=2_000)


class ReleasedClause(Part):
    """A clause as a side reads it."""

    clause: Ident
    title: Both | None = None
    words: Both


class DraftReleased(Fact, kind="draft.released", version=1):
    """A version before this side, counted in its channel alone. `words`: what goes with it; `side`, `until` and
    `digest`: as of a package that is put. In `channel/<x>`."""

    offer: Ident
    side: Ident
    number: int = Field(ge=1)
    clauses: tuple[ReleasedClause, ...] = Field(min_length=1, max_length=300)
    words: Both | None = None
    until: Instant | None = None
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class ClauseAnswered(Fact, kind="draft.clause_answered", version=1):
    """What a side says of a clause of a version it has before it. The last word on a clause stands. In `channel/<x>`. `person`:
    who said so, where an officer wrote it down."""

    offer: Ident
    clause: Ident
    stance: Literal["accepts", "changes", "refuses"]
    words: str | None = Field(default=None, min_length=1, max_length=4_000)
    person: Ident | None = None


class OfferSeen(Fact, kind="draft.offer_seen", version=1):
    """They have opened what was put to them, a package or a version: at their door, or said so. In `channel/<x>`."""

    offer: Ident
    way: Literal["door", "told"]


DraftFact = DraftWritten | DraftReleased | ClauseAnswered | OfferSeen
