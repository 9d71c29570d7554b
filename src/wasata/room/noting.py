"""Noting: what was opened and is not yet written is written every minute, and when the room closes.

Danger: a trace that hangs in a memory nobody looks into any more.
Duty: has `desk/reading` write what waits: what the team opened again, and all that delegates open, whose answers wait for no
writing. A process that is killed loses at most the last minute of these.
Shape: one quiet thread a process, in the manner of `keeping`.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable

from wasata.desk import reading
from wasata.room import wiring

EVERY_SECONDS = 60
log = logging.getLogger("wasata.room")


def start() -> None:
    """Begins noting, for as long as the process lives."""
    atexit.register(_flush)
    threading.Thread(target=run, name="noting", daemon=True).start()


def run(sleep: Callable[[float], object] = time.sleep) -> None:
    """Writes what waits, again and again."""
    while True:
        sleep(EVERY_SECONDS)
        _flush()


def _flush() -> None:
    try:
        reading.flush(wiring.home())
    except Exception:  # a thread that ended would leave every trace lying, and nobody would be told
        log.exception("what was opened could not be noted")
