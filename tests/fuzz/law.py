"""What must hold at every door by which bytes from outside come in.

The law: a right reading, or a refusal of the house by its code; no other exception, no more than `SECONDS` of the processor, and
nothing half written. `Door.enter` gives in a few letters what became of the bytes: an input by which something new became of
them is worth changing further.
"""

import contextlib
import random
import shutil
import signal
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import changes

from wasata.errors import WasataError

SECONDS = 20.0
"""Of the processor, for one input of at most `changes.LONGEST` bytes."""


class Wrong(AssertionError):
    """What was read is not right."""


class TooLong(BaseException):
    """It takes longer than it may. No `except Exception` takes it for something else."""


@dataclass(frozen=True)
class Door:
    """`others`: exceptions of a module's own by which it refuses, beside those of the house; `dear`: one input takes so long that
    few are tried."""

    name: str
    starts: Callable[[], list[bytes]]
    enter: Callable[[bytes], str]
    change: Callable[[bytes, random.Random], bytes] = changes.spoilt
    others: tuple[type[Exception], ...] = ()
    dear: bool = False


def told(door: Door, data: bytes) -> str:
    """What became of it. Raises whatever breaks the law."""
    with _bounded():
        try:
            return door.enter(data)
        except WasataError as error:
            return refused(error)
        except door.others as error:
            return type(error).__name__


def changed(door: Door, data: bytes, lot: random.Random, others: list[bytes]) -> bytes:
    """One more input, made of one that is there."""
    knowing = door.change is not changes.spoilt and lot.randrange(3)
    return door.change(data, lot)[: changes.LONGEST] if knowing else changes.spoilt(data, lot, others)


def refused(error: WasataError) -> str:
    return f"{error.code} {error.values.get('why', '')}"[:80]


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooLong(f"more than {SECONDS} s of the processor")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def number_of(data: bytes) -> int:
    """A number of the bytes themselves: what else is asked beside them is the same each time they come."""
    return zlib.crc32(data)


@contextlib.contextmanager
def folder_of_its_own() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="wasata-fuzz-", dir=memory()))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _as_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass" if number_of(data) % 2 else "replace")


def letters(data: bytes) -> str:
    try:
        return _as_text(data)
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")
