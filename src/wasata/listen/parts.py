"""Parts: the folder beside an output that is being made, and what is written into it.

Danger: a part of another run taken for one of this; what was begun and broken off taken for whole; a disk filled with leavings.
Duty: names of the parts; `held` locks the folder for one run; `whole` writes a file that is there whole or not at all.
Shape: what the files are is told in `backlog`, which alone puts them together.
"""

import fcntl
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from wasata.errors import BacklogRunning, BacklogStands, BacklogUnwritable


def folder_of(out: Path) -> Path:
    return out.with_name(out.name + ".parts")


def plan_of(folder: Path) -> Path:
    return folder / "plan.jsonl"


def refused_of(out: Path) -> Path:
    return out.with_name(out.name + ".refused.jsonl")


def part(folder: Path, n: int, form: str) -> Path:
    return folder / f"{n:06d}.{form}"


def beside_part(folder: Path, n: int) -> Path:
    return folder / f"{n:06d}.refused"


def stands(folder: Path, n: int, form: str) -> bool:
    """Whether a shard was read: its part comes last, but both must be there."""
    return part(folder, n, form).is_file() and beside_part(folder, n).is_file()


def refuse_standing(out: Path, folder: Path) -> None:
    """Refuses an output that stands already, with no run broken off behind it.

    Raises:
        BacklogStands.
    """
    if out.exists() and not plan_of(folder).exists():
        raise BacklogStands(path=str(out))


@contextmanager
def place_for(path: Path) -> Iterator[None]:
    """What the system says against writing there, in our words."""
    try:
        yield
    except OSError as error:
        raise BacklogUnwritable(path=str(path), why=error.strerror or type(error).__name__) from None


def held(folder: Path) -> BinaryIO:
    """The lock of the folder, held until it is closed.

    Raises:
        BacklogRunning: somebody holds it.
    """
    path = folder / "lock"
    lock = path.open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not path.exists() or not os.path.samestat(os.fstat(lock.fileno()), path.stat()):
            raise OSError  # whoever held it has just finished and taken the folder away
    except OSError:
        lock.close()
        raise BacklogRunning(path=str(folder)) from None
    return lock


_OURS = re.compile(r"\d{6,}\.(?:jsonl|parquet|refused)|whole|made|.+\.tmp")


def clear(folder: Path, *, everything: bool = False) -> None:
    """Takes away what processes of this machine had begun to write when they were killed; or all parts, of whatever run."""
    for left in folder.iterdir():
        if _OURS.fullmatch(left.name) and left.is_file() and (everything or _is_leaving(left.name)):
            left.unlink(missing_ok=True)


def _is_leaving(name: str) -> bool:
    m = re.search(r"\.([^.@]+)@(\d+)-\d+\.tmp$", name)
    return m is not None and m[1] == _host() and Path("/proc/self").exists() and not Path(f"/proc/{m[2]}").exists()


def _host() -> str:
    return os.uname().nodename.replace(".", "_")


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file that is there whole or not at all, also when the machine goes down: written beside, brought to the disk,
    renamed."""
    beside = path.with_name(f"{path.name}.{_host()}@{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        with beside.open("wb") as f:
            yield f
            f.flush()
            os.fsync(f.fileno())
        beside.replace(path)
    except BaseException:  # on a full disk what was begun would keep the room from being found
        beside.unlink(missing_ok=True)
        raise
