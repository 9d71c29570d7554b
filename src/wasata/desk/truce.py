"""The truce clock: the hours of a truce as publicly announced.

Danger: a clock that counts to an hour nobody announced, or goes on counting after the hour.
Duty: the latest truce, its steps, what stands at a given instant.
Shape: `clock(desk, now) -> TruceClock | None`; None for a reader who does not hold `ground`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class TruceStep:
    """One announcement: `what` is begun, extended or ended; `until` the hour it sets."""

    what: Literal["begun", "extended", "ended"]
    at: datetime
    until: datetime | None
    said_by: str
    report: str | None


@dataclass(frozen=True, slots=True)
class TruceClock:
    """The clock at `now`.

    `state`: `none` (no truce is recorded), `ahead` (announced, not begun), `in_force`, `expired` (its hour is past and
    no end or extension is recorded), `over` (its end is recorded). `left` is the time to `expiry` while in force, else
    None. Words under `truce.state.<state>`.
    """

    state: Literal["none", "ahead", "in_force", "expired", "over"]
    now: datetime
    start: datetime | None
    expiry: datetime | None
    ended: datetime | None
    left: timedelta | None
    said_by: str | None
    report: str | None
    steps: tuple[TruceStep, ...] = ()

    @classmethod
    def example(cls) -> "TruceClock":
        start = datetime(2023, 11, 24, 5, 0, tzinfo=UTC)
        now, expiry = start + timedelta(days=5, hours=22, minutes=30), start + timedelta(days=6)
        return cls("in_force", now, start, expiry, None, expiry - now, "Qatar, Ministry of Foreign Affairs", "r-0007",
                   (TruceStep("begun", start, start + timedelta(days=4), "Qatar", "r-0005"),))  # fmt: skip
