"""One connection a thread.

Danger: a connection used by two threads; one carried over a fork and closed there, which ends the parent's too; one
kept open for every thread that ever was.
Duty: give each thread its own, close those of threads that ended, leave inherited ones alone.
"""

import os
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Closes(Protocol):
    def close(self) -> None: ...


C = TypeVar("C", bound=Closes)


class Connections(Generic[C]):
    def __init__(self, connect: Callable[[], C], is_usable: Callable[[C], bool] = lambda _: True) -> None:
        self._connect = connect
        self._is_usable = is_usable
        self._lock = threading.Lock()
        self._open: dict[tuple[int, int], tuple[threading.Thread, C]] = {}

    def mine(self) -> C:
        """This thread's connection, opened when there is none that can be used."""
        thread = threading.current_thread()
        key = (os.getpid(), id(thread))
        held = self._open.get(key)
        if held is not None and held[0] is thread and self._is_usable(held[1]):
            return held[1]
        made = self._connect()
        with self._lock:
            for other, (owner, connection) in list(self._open.items()):
                if other[0] == os.getpid() and (not owner.is_alive() or other == key):
                    del self._open[other]
                    connection.close()
            self._open[key] = (thread, made)
        return made

    def close(self) -> None:
        """Closes all that this process opened. An inherited one stays as it is: closing it would end the parent's."""
        with self._lock:
            for key, (_, connection) in list(self._open.items()):
                if key[0] == os.getpid():
                    del self._open[key]
                    connection.close()
