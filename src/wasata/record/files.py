"""Files of the home: whole or not at all, for the owner's eyes only.

Danger: half a key file after a power cut; a full disk told as a traceback; a file others can read.
Duty: write, read and lock, with the operating system's errors told as ours.
"""

import errno
import fcntl
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from wasata.errors import DiskFull, HomeReadOnly, HomeWrong, RecordError

_DRAFT = re.compile(r"\..+\.[0-9a-f]{8}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL_TO_SQLITE = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"})
"""What SQLite calls a full disk: the last where a process opens a database and has no room for what it shares with others."""
_SHUT = {errno.EROFS, errno.EACCES, errno.EPERM}


def told(error: OSError, path: Path) -> RecordError:
    """Our error for one of the operating system's."""
    if error.errno in _FULL:
        return DiskFull(path=str(path))
    if error.errno in _SHUT:
        return HomeReadOnly(path=str(path))
    return HomeWrong(path=str(path), why=os.strerror(error.errno) if error.errno else type(error).__name__)


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Replaces a file by `data`, mode 0600, so that a reader sees the old bytes or the new, never a mixture.

    Args:
        lasting: wait until the disk has it. Caches need not.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as f:
                f.write(data)
                f.flush()
                if lasting:
                    os.fsync(f.fileno())
            os.replace(draft, path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
        if lasting:
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise told(error, path) from None


def sweep(folder: Path, *, older_than: float = 3600) -> None:
    """Takes away drafts that a killed process left in a folder; younger ones may still be somebody's."""
    for path in folder.glob(".*"):
        with suppress(OSError):  # somebody else swept it, or may not be swept: no reason not to open
            if _DRAFT.fullmatch(path.name) and time.time() - path.stat().st_mtime > older_than:
                path.unlink()


def private(path: Path) -> BinaryIO:
    """A file opened for writing anew, mode 0600. The system's errors leave as they are."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def make_folder(path: Path) -> None:
    """Makes a folder, mode 0700, and those above it."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, path) from None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Waits until no other process holds this lock file, and holds it for the block. Freed by the system if we die."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise told(error, path) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def written_over(path: Path) -> Iterator[None]:
    """Where the block puts another file in the place of this one, the bytes of the old are written over. On a disk that writes
    elsewhere (most do) they may still lie there."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        raise told(error, path) from None
    try:
        yield
        old = os.fstat(handle)
        if old.st_nlink == 0:  # it has another name, or stands as it was: then it is somebody's still
            os.pwrite(handle, bytes(old.st_size), 0)
            os.fsync(handle)
    finally:
        os.close(handle)
