"""Sweeping: copies of the table of persons' keys that are older than they may be kept go by themselves, while the room is open.

Danger: somebody who was forgotten here and stays in a copy for ever, because no copy was made on time to take it away.
Duty: looks round each hour at every folder to which copies of this home went. A medium that is not there is swept when it is.
Shape: one quiet thread a process, in the manner of `ending`.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from wasata.desk.copies import sweep
from wasata.room import wiring

EVERY_SECONDS = 3600


def turn() -> int:
    """One look round. Gives how many went."""
    return sweep(wiring.home().path, wiring.now())


def start() -> None:
    """Begins, for as long as the process lives."""
    threading.Thread(target=run, name="sweeping", daemon=True).start()


def run(sleep: Callable[[float], object] = time.sleep) -> None:
    """Looks round for ever."""
    while True:
        with suppress(Exception):  # a medium that fails must not end it: nobody would be told
            turn()
        sleep(EVERY_SECONDS)
