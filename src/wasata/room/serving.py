"""Serving: the processes that draw pages, and that each is started again when it has ended.

Danger: a room that is gone because one process ended twice in a row while the database was away; a process that is started again
without end, as fast as the machine can; one that ended and nobody was told.
Duty: keeps as many processes as were asked for; says when one has ended; waits longer before each start of one that did not live.
Shape: Granian's own server, but for its loop: that one starts nothing again, or gives up altogether at the second end within five
seconds.
"""

import time
from collections.abc import Callable
from typing import Any

from granian.server import MPServer  # the server is an extra

LIVED_SECONDS = 20.0
"""Whoever lived so long had come up: he is started again at once."""
LONGEST_WAIT = 30.0


def wait_before(short_lives: int) -> float:
    """Seconds to wait before a process is started again that has `short_lives` times in a row not come up."""
    return 0.0 if short_lives == 0 else min(2.0 ** (short_lives - 1), LONGEST_WAIT)


class Serving(MPServer):
    """`say(n)` is called with the number of a process that has ended, from 1."""

    def __init__(self, *told: Any, say: Callable[[int], None], **named: Any) -> None:
        super().__init__(*told, **named)
        self._say = say
        self._short: dict[int, int] = {}

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        due: dict[int, float] = {}
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(max(min(due.values()) - time.monotonic(), 0.0) if due else None)
            if self.interrupt_signal:
                return
            self.main_loop_interrupt.clear()
            if self.reload_signal:
                self._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]
            while self.interrupt_children:
                ended = self.interrupt_children.pop()
                due[ended] = self._again_at(ended)
            for n in [n for n, at in due.items() if at <= time.monotonic()]:
                del due[n]
                self._respawn_workers([n], spawn_target, target_loader)

    def _again_at(self, ended: int) -> float:
        lived = time.monotonic() - self.wrks[ended].birth >= LIVED_SECONDS
        self._short[ended] = 0 if lived else self._short.get(ended, 0) + 1
        self._say(ended + 1)
        return time.monotonic() + wait_before(self._short[ended])
