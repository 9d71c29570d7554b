"""What every fact is.

Danger: a fact that takes what it should refuse (a float for a decimal, a naive time, a key nobody knows).
Duty: the base model, the ways a time in the world can be known, and the public name and version of a kind.
Shape: `class ReportReceived(Fact, kind="report.received", version=1)`; a kind's name is public and never a class path.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs its zone: give it in UTC")
    try:
        return value.astimezone(UTC)
    except OverflowError:  # a zone can push the first day of year 1 out of the calendar
        raise ValueError("a time outside the calendar") from None


Instant = Annotated[datetime, AfterValidator(_utc)]
"""A moment, always UTC. Times of parties are shown in their own zone, never stored in it."""

IDENT = r"^[a-z0-9][a-z0-9_-]{0,63}$"
Ident = Annotated[str, Field(pattern=IDENT)]
"""A short identifier: reports, roster entries, readers, acts."""


class Part(BaseModel):
    """A piece of a fact: strict, frozen, nothing unknown let in; tuples, not lists."""

    # Each kind builds its checks when it is first used: a brief reads thousands of entries and checks none of them.
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


class When(Part):
    """When something happened in the world, as exactly as it is known, and who says so.

    `instant` for a moment, `day` for a calendar day, `from_day`/`to_day` for an interval (inclusive); exactly one of the
    three forms is given.
    """

    instant: Instant | None = None
    day: date | None = None
    from_day: date | None = None
    to_day: date | None = None
    said_by: str | None = None

    def model_post_init(self, _context: Any) -> None:
        forms = (self.instant is not None) + (self.day is not None) + (self.from_day is not None)
        if forms != 1 or (self.from_day is None) != (self.to_day is None):
            raise ValueError("a time is one of: an instant, a day, or an interval with both its ends")
        if self.from_day and self.to_day and self.from_day > self.to_day:
            raise ValueError("an interval ends before it begins: exchange its ends")


class Fact(Part):
    """Something that was said or done, as the record keeps it. `happened_at` is about the world, not about the record."""

    kind: ClassVar[str]
    version: ClassVar[int]

    happened_at: When | None = None

    def __init_subclass__(cls, **_kwargs: Any) -> None:
        super().__init_subclass__()

    @classmethod
    def __pydantic_init_subclass__(cls, kind: str | None = None, version: int = 1, **_kwargs: Any) -> None:
        if kind is not None:
            cls.kind, cls.version = kind, version


Name = dict[Literal["ar", "en"], str]
"""A name in both languages of the room."""
