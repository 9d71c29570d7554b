"""The watch: who is on, what he noted, what he hands over. Stands in `bureau`.

Danger: an hour in which everybody thought somebody else was listening.
Duty: shifts taken, the watch log, hand-overs and their acceptance; a watch that ends with nobody after it says so.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant
from wasata.record.kinds.line import Long
from wasata.values import Lang


class ShiftTaken(Fact, kind="shift.taken", version=1):
    """A person is on watch from now until `until`, if known. The same `shift` again moves its end."""

    shift: Ident
    officer: Ident
    until: Instant | None = None


class WatchNoted(Fact, kind="shift.noted", version=1):
    """A line of the watch log. No word of a line's content belongs here: all of the team read it."""

    shift: Ident
    words: str = Long
    lang: Lang
    weight: Literal["routine", "important"] = "routine"


class ShiftHandedOver(Fact, kind="shift.handed_over", version=1):
    """The watch goes to `to`, with what he must know. It is his when he accepts."""

    shift: Ident
    to: Ident
    words: str = Long
    lang: Lang


class ShiftAccepted(Fact, kind="shift.accepted", version=1):
    """He has read the hand-over and is on watch: `shift` is the one handed over, `next` his own."""

    shift: Ident
    next: Ident


class ShiftEnded(Fact, kind="shift.ended", version=1):
    """He leaves the watch and hands it to nobody: from now on nobody listens, unless somebody else is on watch too."""

    shift: Ident
    words: str | None = Field(default=None, max_length=2_000)


ShiftFact = ShiftTaken | WatchNoted | ShiftHandedOver | ShiftAccepted | ShiftEnded
