"""Ending: what is due of the end of each case is done by itself, for as long as the room is open.

Danger: a log read in this room after another process destroyed it; a case that stays open past its hour because nobody came.
Duty: looks round every minute: cases whose hour came are closed, what nothing holds is sealed and destroyed; what was folded of
it leaves the memory of this process, and the keys with it.
Shape: one quiet thread a process, in the manner of `asking`; of several that serve one room one carries out. What is broken off
by the end of the process is taken up at the next start: `desk/closing.carry_out` says how.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from wasata.desk.closing import carry_out_all
from wasata.errors import WasataError
from wasata.room import between, wiring

EVERY_SECONDS = 60


def turn() -> None:
    """One look round."""
    if between.mine("ending"):
        carry_out_all(wiring.home(), wiring.now)
    for desk in wiring.sitting():
        with suppress(WasataError):
            _ = desk.ledger  # opened anew where he holds less than before: the keys of what is gone are let go


def start() -> None:
    """Begins, for as long as the process lives."""
    threading.Thread(target=run, name="ending", daemon=True).start()


def run(sleep: Callable[[float], object] = time.sleep) -> None:
    """Looks round for ever."""
    while True:
        with suppress(Exception):  # a thread that ended would close nothing any more, and nobody would be told
            turn()
        sleep(EVERY_SECONDS)
