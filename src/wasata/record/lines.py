"""The lines before the logs: who writes to a log stands in its line, and in no other's.

Danger: who writes to one channel waits for who writes to another, and so learns how busy it is; two who wait for each other.
Duty: one line for each log, in every process of this machine; lines are joined in one order by everybody, so nobody waits
in a circle.
Shape: `lines/<random name>`, empty files that are locked; nothing on the disk says what a log is called. A channel's line is
joined last: while an act waits for what the whole team writes to, no channel waits for that act.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from wasata.record import files


class Lines:
    """The lines of one home; all its ledgers share them. A thread keeps its places until its block ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine = threading.local()

    @property
    def mine(self) -> frozenset[str]:
        """The logs, by random name, in whose lines this thread is first now."""
        kept: frozenset[str] = getattr(self._mine, "names", frozenset())
        return kept

    @contextmanager
    def alone(self, whose: str) -> Iterator[None]:
        """A line that is no log's: whoever stands first in it may join any other. Nobody joins it out of another."""
        files.make_folder(self._folder)
        with files.locked(self._folder / f"turn-{whose}"):
            yield

    @contextmanager
    def first(self, logs: Mapping[str, str]) -> Iterator[None]:
        """Nobody else writes to these logs within the block, in any process. Who stands there already goes on.

        Args:
            logs: what each is called, and its random name.

        Raises:
            RuntimeError: this thread stands in other lines: joining more of them out of order could make a circle.
        """
        wanted, mine = frozenset(logs.values()), self.mine
        if wanted <= mine:
            yield
            return
        if mine:
            raise RuntimeError("lines are joined all at once")
        files.make_folder(self._folder)
        with ExitStack() as places:
            for _, name in sorted((called.startswith("channel/"), name) for called, name in logs.items()):
                places.enter_context(files.locked(self._folder / name))
            self._mine.names = wanted
            try:
                yield
            finally:
                self._mine.names = frozenset()
