"""What the common table calls people and days (`table`: all parties see it), and what waits to be put there (`bureau`).

Danger: a name or a day on it tells every side that the others know it too; words there that one person alone put.
Duty: the names under which parties and mediator are shown to delegates; the calendar all share; commitments; what one person
asks to be put on the table, and what a second says of it.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Name


class NameShown(Fact, kind="table.name_shown", version=1):
    """How a party, or the mediator, is called on every delegate's page."""

    who: Ident
    names: Name


class DayEntered(Fact, kind="table.day_entered", version=1):
    """Something all sides know of takes place on `day`, or at `at`. The same `entry` again moves it."""

    entry: Ident
    day: date
    at: Instant | None = None
    words: Name


class DayStruck(Fact, kind="table.day_struck", version=1):
    """It does not take place."""

    entry: Ident
    words: Name | None = Field(default=None)


class CommitmentPublished(Fact, kind="table.commitment_published", version=1):
    """Somebody owes something before all: `who` owes and `to` is owed (None: all), each a party by its name on the table or
    `mediator`; by a day, an hour of it, or when something happens. A commitment keeps its name whatever becomes of it."""

    commitment: Ident
    who: Ident
    to: Ident | None = None
    words: Name = Field(min_length=1)
    day: date | None = None
    at: Instant | None = None
    event: Name | None = Field(default=None, min_length=1)


class CommitmentStruck(Fact, kind="table.commitment_struck", version=1):
    """A commitment stands no more; `words`: why, as all read it."""

    commitment: Ident
    words: Name = Field(min_length=1)


class TableAsked(Fact, kind="table.asked", version=1):
    """One of the team asks that this be put on the table: a notice, a name, a day, a day moved (`of`) or struck, a commitment
    (`of` owes it), one withdrawn (`of`). In `bureau`, with all that would stand there."""

    ask: Ident
    what: Literal["notice", "name", "day", "move", "strike", "commitment", "withdraw"]
    of: Ident | None = None
    to: Ident | None = None
    event: Name | None = Field(default=None)
    day: date | None = None
    at: Instant | None = None
    words: Name | None = Field(default=None)


class TableSentBack(Fact, kind="table.sent_back", version=1):
    """A second person does not put it there, with his reason. In `bureau`."""

    ask: Ident
    reason: str = Field(min_length=1, max_length=2_000)


class TableTakenBack(Fact, kind="table.taken_back", version=1):
    """Who asked asks no more. In `bureau`."""

    ask: Ident


class TableApproved(Fact, kind="table.approved", version=1):
    """A second person approved exactly this (`digest`: SHA-256 of what was asked); the act that puts it there is one of its
    own. In `bureau`."""

    ask: Ident
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


TableFact = (
    NameShown
    | DayEntered
    | DayStruck
    | CommitmentPublished
    | CommitmentStruck
    | TableAsked
    | TableSentBack
    | TableTakenBack
    | TableApproved
)
