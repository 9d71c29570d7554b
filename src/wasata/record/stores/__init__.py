"""Where sealed bytes lie: memory, SQLite, PostgreSQL. One protocol, one contract suite (tests/contract).

Danger: an entry that can be changed, doubled, lost or half written; a store that learns what it holds.
Duty: keep rows as given, in order, all of an act or none, and refuse everything else. A store sees random names,
numbers and sealed bytes, never a word; it holds no key.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from wasata.record.chain import Head


class Row(NamedTuple):
    """One sealed entry as it lies in a store. `log` is the log's random name, `hash` 64 hex letters."""

    log: str
    seq: int
    sealed: bytes
    hash: str
    signature: bytes


class Act(NamedTuple):
    """That an act was done: a keyed tag of its id, and a sealed note of what it wrote."""

    tag: bytes
    sealed: bytes


class Moved(Exception):
    """The head of a log is not where the act expected it; `log` is its random name."""

    def __init__(self, log: str, found: Head) -> None:
        super().__init__(log, found)
        self.log = log
        self.found = found


class Store(Protocol):
    """What every store does. All methods may be called from any thread and any process."""

    def heads(self, logs: Iterable[str]) -> dict[str, Head]:
        """The heads of these logs as they stood at one moment; empty logs are `EMPTY`."""
        ...

    def rows(self, log: str, after: int, upto: int) -> Iterator[Row]:
        """Rows with `after < seq <= upto`, in order."""
        ...

    def act(self, tag: bytes) -> bytes | None:
        """The sealed note of an act done before, or None."""
        ...

    def append(self, expected: Mapping[str, Head], rows: Sequence[Row], act: Act) -> bytes | None:
        """Writes all rows and the act, or nothing.

        Returns None when written; the sealed note of the earlier act if one with this tag was done (nothing is written).

        Raises:
            Moved: a head is not the expected one.
        """
        ...

    def logs(self) -> tuple[str, ...]:
        """The random names of all logs that have entries."""
        ...

    def acts(self) -> Iterator[Act]:
        """Every act that was done, in the order of their tags: for a copy. What is done meanwhile may be among them or not."""
        ...

    def take_in(self, rows: Sequence[Row], acts: Sequence[Act]) -> None:
        """Writes what a copy holds, all of it or nothing, under the same guards: rows follow the last, no act is there twice.

        For a store that nobody else uses yet: no head is expected.
        """
        ...

    def check(self) -> None:
        """Refuses a store whose guards do not stand (`GuardMissing`)."""
        ...

    def close(self) -> None: ...
