"""Awake: keys of persons stay in this process's memory only while somebody uses them.

Danger: a key that lies in memory all night because a browser was closed without signing out; a grant that has ended, and whose
key still opens.
Duty: lets go of keys that nobody has used for as long as a sign-in stays open by itself; takes the keys of grants that have
ended; lets second factors fall that were to fall when somebody was broken off; on a laptop destroys what its hour is over for.
Shape: one quiet thread a process; `turn` is one look. Of several that serve one room one takes keys back.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from wasata.desk import holding
from wasata.desk.carried import expire
from wasata.errors import WasataError
from wasata.room import between, lost_factor, wiring

LOOK_SECONDS = 30


def turn() -> None:
    """One look: at the keys in memory, and at the grants of every case that persons keep."""
    wiring.let_go()
    if not between.mine("grants"):
        return
    home = wiring.home()
    with suppress(WasataError):
        lost_factor.settle(home)
    for case in home.cases():
        with suppress(WasataError):  # one case that cannot be read keeps no other's keys
            expire(home, case, wiring.now())
            holding.settle(home, case, wiring.now())


def run(sleep: Callable[[float], object] = time.sleep) -> None:
    """Looks for as long as the process lives."""
    while True:
        sleep(LOOK_SECONDS)
        with suppress(Exception):  # a thread that ended would leave every key lying in memory
            turn()


def start() -> None:
    """Begins looking."""
    threading.Thread(target=run, name="awake", daemon=True).start()
