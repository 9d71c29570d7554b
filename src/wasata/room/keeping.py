"""Keeping the folds: what was folded is kept sealed beside the record, so that the room is up again in a moment.

Danger: a room that must fold ten thousand entries anew while somebody waits for the first page.
Duty: while nobody asks anything, and when the room closes, the desk writes its sealed snapshots.
Shape: one quiet thread a process, which takes the same hold that a page takes.
"""

import atexit
import threading
import time

from wasata.desk.access import keep_snapshots
from wasata.errors import WasataError
from wasata.room import wiring

QUIET_SECONDS = 5
MOVED_BY = 100
"""Entries since the last snapshot that are worth another one while the room is open."""

_last_asked = 0.0


def asked() -> None:
    """Somebody asked for a page just now."""
    global _last_asked
    _last_asked = time.monotonic()


def start() -> None:
    """Begins keeping, for as long as the process lives."""
    threading.Thread(target=_keep_when_quiet, name="keeping", daemon=True).start()
    atexit.register(_keep, 1)


def _keep_when_quiet() -> None:
    while True:
        time.sleep(QUIET_SECONDS)
        if time.monotonic() - _last_asked > QUIET_SECONDS:
            _keep(MOVED_BY)


def _keep(after: int) -> None:
    try:
        keep_snapshots(wiring.home(), after)
    except (WasataError, OSError):
        return  # a snapshot saves time and is never needed
