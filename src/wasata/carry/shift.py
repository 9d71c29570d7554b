"""The watch: who listened when, and when nobody did.

Danger: an hour in which everybody thought somebody else was listening.
Duty: from the shifts taken, handed over, accepted and ended, the stretches of time in which somebody was on watch, in which a
hand-over waited, and in which nobody was.
Shape: `stretches(shifts, since, until)`; a shift without a told end counts for `LONGEST`. Nothing here knows a clock or a record.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

LONGEST = timedelta(hours=12)
"""Nobody listens longer: a shift whose end was never told counts for so long, and then there is nobody."""

State = Literal["on", "handed", "nobody"]


class Shift(NamedTuple):
    """One person's turn. `until` as told; `handed_at` when it was handed on; `over_at` when it was accepted, or given up."""

    shift: str
    officer: str
    since: datetime
    until: datetime | None = None
    handed_at: datetime | None = None
    over_at: datetime | None = None

    @property
    def ends(self) -> datetime:
        """When this person's watch is over by what is known: never later than he said, unless it was over before."""
        told = self.until or self.since + LONGEST
        return min(told, self.over_at) if self.over_at is not None else told

    def is_on(self, at: datetime) -> bool:
        """Whether this is somebody's watch at an hour. Handed over but not accepted, it is still his who handed it over."""
        return self.since <= at < self.ends

    def waits(self, at: datetime) -> bool:
        """Whether a hand-over of it waits for its acceptance at an hour."""
        return self.handed_at is not None and self.handed_at <= at and (self.over_at is None or at < self.over_at)


class Stretch(NamedTuple):
    """A piece of time in which the watch stood alike. `handed`: who had it handed it on, and nobody had accepted it yet."""

    state: State
    officers: tuple[str, ...]
    since: datetime
    until: datetime


def stretches(shifts: Iterable[Shift], since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """How the watch stood from `since` to `until`, oldest first, without a hole. Before the first shift there was no watch to
    be kept: it begins there."""
    known: Sequence[Shift] = sorted(shifts, key=lambda s: (s.since, s.shift))
    if not known:
        return ()
    since = max(since, known[0].since)
    edges = {since, until}
    for shift in known:
        edges |= {at for at in (shift.since, shift.handed_at, shift.over_at, shift.ends) if at and since < at < until}
    hours = sorted(edges)
    found: list[Stretch] = []
    for begins, ends in pairwise(hours):
        piece = Stretch(*_stands(known, begins), begins, ends)
        if found and (found[-1].state, found[-1].officers) == (piece.state, piece.officers):
            piece = piece._replace(since=found.pop().since)
        found.append(piece)
    return tuple(found)


def _stands(shifts: Sequence[Shift], at: datetime) -> tuple[State, tuple[str, ...]]:
    on = [s for s in shifts if s.is_on(at)]
    firm = tuple(dict.fromkeys(s.officer for s in on if not s.waits(at)))
    if firm:
        return "on", firm
    if on:
        return "handed", tuple(dict.fromkeys(s.officer for s in on))
    return "nobody", ()
