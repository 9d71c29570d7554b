"""What the common table calls people and days. Stands in `table`: all parties see it.

Danger: a name or a day on it tells every side that the others know it too.
Duty: the names under which parties and mediator are shown to delegates; the calendar all share.
"""

from datetime import date

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


TableFact = NameShown | DayEntered | DayStruck
