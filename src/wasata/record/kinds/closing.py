"""The end of a case: what becomes of each log, who said so, what holds it up. Stands in `access`, which is always kept.

Danger: words destroyed that nobody remembers deciding on; a log that was to be kept for somebody and is gone.
Duty: a plan and the word of a second person on it, what was done on the day, holds, and the way back.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Name, Part

Fate = Literal["kept", "sealed", "destroyed"]


class LogFate(Part):
    """What becomes of one log; `relay/*` is every letter that was lent, whenever it was opened."""

    log: str
    fate: Fate


class ClosingPlanned(Fact, kind="closing.planned", version=1):
    """A lead asks that the case be closed at `at`. `notice`: what all sides read of it before, if there are any."""

    plan: Ident
    at: Instant
    fates: tuple[LogFate, ...]
    reason: str = Field(min_length=1, max_length=2_000)
    notice: Name | None = Field(default=None)
    by: Ident


class ClosingApproved(Fact, kind="closing.approved", version=1):
    """An officer, another person, approved exactly this (`digest`: SHA-256 of the plan)."""

    plan: Ident
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    by: Ident


class ClosingStopped(Fact, kind="closing.stopped", version=1):
    """The plan is carried out no more: somebody of the team said so before its hour."""

    plan: Ident
    reason: str = Field(min_length=1, max_length=2_000)
    by: Ident


class CaseClosed(Fact, kind="closing.closed", version=1):
    """The hour of the plan came, and the room closed the case."""

    plan: Ident


class LogEnded(Fact, kind="closing.log_ended", version=1):
    """The room sealed or destroyed one log: how many entries and files it had, and how it ends, by which its chain is known."""

    plan: Ident
    log: str
    fate: Literal["sealed", "destroyed"]
    entries: int = Field(ge=0)
    files: int = Field(ge=0)
    head: str


class ReopeningAsked(Fact, kind="closing.reopening_asked", version=1):
    """A lead asks that the case be opened again, and what was sealed with it."""

    ask: Ident
    reason: str = Field(min_length=1, max_length=2_000)
    by: Ident


class CaseReopened(Fact, kind="closing.reopened", version=1):
    """An officer agreed: the case is open again. What was destroyed stays so."""

    ask: Ident
    by: Ident


class HoldPlaced(Fact, kind="hold.placed", version=1):
    """Nothing of this log, or of the whole case (None), is sealed or destroyed until it is lifted, or until `until`."""

    hold: Ident
    log: str | None = None
    asked_by: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=2_000)
    until: Instant | None = None
    by: Ident


class HoldLiftingAsked(Fact, kind="hold.lifting_asked", version=1):
    """One person asks that a hold be lifted."""

    hold: Ident
    reason: str = Field(min_length=1, max_length=2_000)
    by: Ident


class HoldLifted(Fact, kind="hold.lifted", version=1):
    """Another person agreed: it holds nothing up any more."""

    hold: Ident
    by: Ident


ClosingFact = (
    ClosingPlanned
    | ClosingApproved
    | ClosingStopped
    | CaseClosed
    | LogEnded
    | ReopeningAsked
    | CaseReopened
    | HoldPlaced
    | HoldLiftingAsked
    | HoldLifted
)
