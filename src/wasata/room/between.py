"""Between: what the processes that serve one room tell each other, and who of them does what one alone may do.

Danger: a letter delivered by two at once, a feed asked twice as often; a page that says one thing or another by whichever process
drew it; a key that stays in a memory because its owner signed out at another; who is told something he should not be.
Duty: one process does each thing that one alone may do, and another does it when that one is gone; what one knows and people are
shown is known to all within a second.
Shape: `mine(what)`: a lock that is held for as long as the process lives. `tell(topic, value)`: as it stands now, told again
every two seconds, and forgotten when the process is gone; `told(topic)` is what the others said last. `call(topic, value)`: said
once. What is said goes from memory to memory, through sockets in a folder that nobody else may enter, sealed with a word that
`wasata room` draws at each start and that lies on no disk: among it are keys of persons who are signed in. A room of one process
has nobody to tell: `mine` is always true there, `told` is nothing.
"""

import contextlib
import fcntl
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from wasata.record import seal

PLACE, WORD = "WASATA_BETWEEN", "WASATA_BETWEEN_WORD"
"""The folder and the word, as `wasata room` hands them to its processes."""
AGAIN_SECONDS = 2.0
FORGOTTEN_SECONDS = 20.0
"""Whoever says nothing for so long has nothing to say: he hangs, or the machine slept."""
_PURPOSE = b"wasata.room.between.1"
_LARGEST = 1 << 20
_SEND_SECONDS = 1.0


class Between:
    """One process among those of its room."""

    def __init__(self, place: Path, word: bytes) -> None:
        self._place = place
        self._word = {1: word}
        self._name = f"p-{secrets.token_hex(4)}"
        self._told: dict[str, Any] = {}
        self._heard: dict[str, dict[str, tuple[float, Any]]] = {}
        self._listens: dict[str, Callable[[Any], None]] = {}
        self._held: dict[str, int] = {}
        self._lock = threading.Lock()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(place / self._name))
        (place / self._name).chmod(0o600)
        self._socket.settimeout(_SEND_SECONDS)

    def mine(self, what: str) -> bool:
        """Whether this process does `what`: from the first time that nobody else did, until it ends."""
        with self._lock:
            if what in self._held:
                return True
            handle = os.open(self._place / f"one-{what}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                return False
            self._held[what] = handle
            return True

    def tell(self, topic: str, value: Any) -> None:
        """How it stands now, for all others and for whoever comes later."""
        if self._told.get(topic) != value:
            self._told[topic] = value
            self._send("tell", topic, value)

    def call(self, topic: str, value: Any) -> None:
        """Said once, to whoever is there."""
        self._send("call", topic, value)

    def told(self, topic: str) -> tuple[Any, ...]:
        """What each of the others said last."""
        late = time.monotonic() - FORGOTTEN_SECONDS
        with self._lock:
            heard = [(name, of[topic]) for name, of in sorted(self._heard.items()) if topic in of]
        return tuple(value for _, (at, value) in heard if at > late)

    def listen(self, topic: str, to: Callable[[Any], None]) -> None:
        """`to` is called with whatever another calls under `topic`."""
        self._listens[topic] = to

    def _send(self, how: str, topic: str, value: Any) -> None:
        told = json.dumps([self._name, how, topic, value]).encode()
        sealed = seal.seal(self._word, _PURPOSE, told, b"")
        for other in self._place.glob("p-*"):
            if other.name != self._name:
                self._send_to(other, sealed)

    def _send_to(self, other: Path, sealed: bytes) -> None:
        try:
            self._socket.sendto(sealed, str(other))
        except (ConnectionRefusedError, FileNotFoundError):  # its process is gone
            with self._lock:
                self._heard.pop(other.name, None)
            with contextlib.suppress(OSError):
                other.unlink()
        except OSError:
            pass  # it hangs, and hears the next

    def hear(self) -> None:
        """Takes in what comes next, or nothing for a second."""
        try:
            sealed = self._socket.recv(_LARGEST)
            name, how, topic, value = json.loads(seal.unseal(self._word, _PURPOSE, sealed, b""))
        except (OSError, seal.Unopened, ValueError):
            return
        if how == "tell":
            with self._lock:
                self._heard.setdefault(name, {})[topic] = time.monotonic(), value
        elif topic in self._listens:
            with contextlib.suppress(Exception):  # whoever listens badly makes nobody deaf
                self._listens[topic](value)

    def run(self) -> None:
        """Hears and tells for as long as the process lives."""
        again = 0.0
        while True:
            self.hear()
            if time.monotonic() >= again:
                again = time.monotonic() + AGAIN_SECONDS
                for topic, value in list(self._told.items()):
                    self._send("tell", topic, value)

    def close(self) -> None:
        """Gone, as if the process had ended."""
        for handle in self._held.values():
            os.close(handle)
        self._held.clear()
        self._socket.close()


_between: Between | None = None


def start(environ: Mapping[str, str] = os.environ) -> None:
    """Takes this process's place among those of its room; one that is alone has none."""
    global _between
    place, word = environ.get(PLACE, ""), environ.get(WORD, "")
    if place and word:
        _between = Between(Path(place), bytes.fromhex(word))
        for topic, to in _listens.items():
            _between.listen(topic, to)
        threading.Thread(target=_between.run, name="between", daemon=True).start()


_listens: dict[str, Callable[[Any], None]] = {}


def listen(topic: str, to: Callable[[Any], None]) -> None:
    """As `Between.listen`; said when a module is imported, before this process has its place."""
    _listens[topic] = to
    if _between is not None:
        _between.listen(topic, to)


def mine(what: str) -> bool:
    """Whether this process is the one that does `what`."""
    return _between is None or _between.mine(what)


def tell(topic: str, value: Any) -> None:
    """As `Between.tell`."""
    if _between is not None:
        _between.tell(topic, value)


def call(topic: str, value: Any) -> None:
    """As `Between.call`."""
    if _between is not None:
        _between.call(topic, value)


def told(topic: str) -> tuple[Any, ...]:
    """As `Between.told`."""
    return _between.told(topic) if _between is not None else ()
