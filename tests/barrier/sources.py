"""One clock and one chance for a whole world: whatever the product asks of either, it asks here.

Danger: two worlds that differ because a die fell differently; a difference blamed on a die.
Duty: stand in for the machine's clock and for the operating system's randomness, beneath `time`, `secrets`, `random`,
`uuid` and Django, before any of them is used.
Shape: chance is drawn from streams. A stream is named by whose request it is and how many he made before, so that more
draws in one person's part never move those of another. What is sealed draws by the place it is sealed for.
"""

import hashlib
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

BEGINNING = datetime(2031, 5, 4, 6, 30, tzinfo=UTC)
"""No day of ours: a date of the machine's own clock on a page would be seen at once."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = BEGINNING
        self.waited = timedelta(0)

    def __call__(self, *_: Any) -> datetime:
        return self.at + self.waited

    def move(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)

    @contextmanager
    def late(self, waited: timedelta) -> Iterator[None]:
        """What is done in this block is done so much later than it was asked: others were answered first."""
        before, self.waited = self.waited, waited
        try:
            yield
        finally:
            self.waited = before


class Chance:
    """Bytes from the stream that is open now."""

    def __init__(self) -> None:
        self._stream: tuple[object, ...] = ("none",)
        self._drawn: dict[tuple[object, ...], int] = {}

    def __call__(self, n: int) -> bytes:
        drawn = self._drawn.get(self._stream, 0)
        self._drawn[self._stream] = drawn + 1
        return hashlib.shake_256(repr((self._stream, drawn)).encode()).digest(n)

    @contextmanager
    def within(self, *stream: object) -> Iterator[None]:
        """Everything drawn in this block comes from the stream of this name."""
        before, self._stream = self._stream, stream
        random.seed(repr(stream))
        try:
            yield
        finally:
            self._stream = before


clock = Clock()
chance = Chance()


def install() -> None:
    """Puts both in place. Before Django and the product are imported."""
    time.time = lambda: clock().timestamp()
    time.time_ns = lambda: int(clock().timestamp()) * 1_000_000_000
    os.urandom = chance
    random._urandom = chance  # type: ignore[attr-defined]
    os.fsync = lambda _handle: None  # a world lives for a minute: its disk need not last


def install_in_django() -> None:
    """Django's own hour, before anybody takes it by name."""
    from django.utils import timezone  # not before `install`

    timezone.now = lambda: clock().astimezone(UTC)
    from django.contrib.auth.hashers import BasePasswordHasher  # asks the hour of nobody

    salt = BasePasswordHasher.salt

    def salt_apart(self: Any) -> str:
        """A password is hashed for a name that is none as well, with a salt of its own: it must not move what follows."""
        with chance.within("salt"):
            return str(salt(self))

    BasePasswordHasher.salt = salt_apart  # type: ignore[method-assign]


def install_in_product() -> None:
    """The hour of desks and homes that nobody gave a clock, of the room, and the seal's dice."""
    from wasata.desk import access
    from wasata.record import home, seal
    from wasata.room import wiring

    wiring.clock = clock
    for module in (access, home):
        _stand_in(module._clock)
    plainly = seal.seal

    def seal_by_place(keys: Any, purpose: bytes, plain: bytes, place: bytes) -> bytes:
        with chance.within("seal", purpose, place):
            return plainly(keys, purpose, plain, place)

    seal.seal = seal_by_place
    done = access.Desk.do
    counts: dict[tuple[object, ...], int] = {}

    def do(self: Any, act: str, *given: Any, **named: Any) -> Any:
        on = (self.case, self.reader, act, tuple(sorted((k, v) for k, v in named.items() if isinstance(v, str))))
        counts[on] = counts.get(on, 0) + 1
        with chance.within("act", *on, counts[on]):
            return done(self, act, *given, **named)

    access.Desk.do = do  # type: ignore[method-assign]


def _stand_in(function: Callable[[], datetime]) -> None:
    """Gives a function the code of ours: others keep it as a default, and would not see another in its place."""
    function.__globals__["_clock_of_the_test"] = clock
    exec("def stand_in():\n    return _clock_of_the_test()", function.__globals__, made := {})
    function.__code__ = made["stand_in"].__code__
