"""The machine's clock, held against what was recorded and against the network's.

Danger: a record whose hours are wrong: a deadline that passed too late, a truce that ended too early, a certificate nobody takes.
Duty: the last hour that any log holds; whether the machine's clock is set by another; what follows.
Shape: `judge` is pure. A log's own hours rise whatever the clock does (`ledger`): a clock that goes back makes them stand still.
"""

import ctypes
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wasata.record.home import Home

TOLERATED = timedelta(minutes=2)
"""So far a clock that is set by others may step back."""
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""Before this there was no Wasata: a machine whose battery is empty believes so."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What was found. `behind`: how far the clock stands before the last recorded hour, zero where it does not. `is_set`: whether
    another clock sets it; None where the machine does not tell."""

    now: datetime
    last: datetime | None
    behind: timedelta
    is_set: bool | None

    @property
    def is_wrong(self) -> bool:
        """Nothing is to be written by it."""
        return self.behind > TOLERATED or self.now < EARLIEST


def judge(now: datetime, last: datetime | None, is_set: bool | None) -> Clock:
    """The clock against the last hour that was recorded."""
    return Clock(now, last, max(last - now, timedelta()) if last else timedelta(), is_set)


def last_recorded(home: Home, cases: Iterable[str]) -> datetime | None:
    """The latest hour in these cases, of the logs the room itself opens; None where nothing was recorded."""
    latest: datetime | None = None
    for case in cases:
        ledger = home.ledger(case, home.opens(case))
        for log, head in ledger.heads().items():
            if head.seq:
                at = ledger.entry(log, head.seq).recorded_at
                latest = at if latest is None else max(latest, at)
    return latest


class _Time(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("parts", ctypes.c_long))


class _Timex(ctypes.Structure):
    """`struct timex` of Linux."""

    _fields_ = (
        ("modes", ctypes.c_uint), ("offset", ctypes.c_long), ("freq", ctypes.c_long), ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long), ("status", ctypes.c_int), ("constant", ctypes.c_long), ("precision", ctypes.c_long),
        ("tolerance", ctypes.c_long), ("time", _Time), ("tick", ctypes.c_long), ("ppsfreq", ctypes.c_long),
        ("jitter", ctypes.c_long), ("shift", ctypes.c_int), ("stabil", ctypes.c_long), ("jitcnt", ctypes.c_long),
        ("calcnt", ctypes.c_long), ("errcnt", ctypes.c_long), ("stbcnt", ctypes.c_long), ("tai", ctypes.c_int),
        ("rest", ctypes.c_int * 11),
    )  # fmt: skip


_UNSYNC = 0x0040
"""`STA_UNSYNC`."""


def is_set_by_another() -> bool | None:
    """Whether the kernel's clock is kept by another (a time server, a receiver); asked, nothing is changed by it. None where the
    machine does not tell."""
    if not sys.platform.startswith("linux"):
        return None
    told = _Timex()
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.byref(told))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else not told.status & _UNSYNC
