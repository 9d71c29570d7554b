"""Upgrade: a home of an earlier version becomes one of this version, with the way back kept.

Danger: an upgrade that breaks in the middle and leaves what neither version opens; entries written by an older program meanwhile.
Duty: say what of a home is old; make a copy of it, bring the copy up, verify every log of it, and only then put it in the old
one's place, in one step of the file system. Until that step the old home is not touched; after it, it stands beside, whole.
Shape: `old_parts(path)`, `upgrade(path, tables)`. Beside the home `<home>`: `<home>.upgrading` while it lasts, the copy with a
mark in it; and `<home>.before-<number>` after it, which the owner removes when he is content: it holds the same keys.

No version so far has changed a table of the record itself: what changes are the files beside it and the tables of people.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from wasata.errors import HomeInUse, HomeMissing, NotCanonical, UpgradeFailed, WasataError
from wasata.record import canon, files, keyring
from wasata.record.home import Home
from wasata.words import Key

MARK = "not-yet-home"
"""Stands in the copy until it is the home: so nobody can take an old home for an unfinished copy, or the other way round."""
_LEFT = ("lock", "static", "static.stamp")
"""What is not copied: who serves now; what the room gathers anew."""
_DATABASES = ("record.sqlite3", "room/people.sqlite3")
_COPIED = (stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK)
_EXCHANGE, _AT_CWD = 2, -100
_WAIT_SECONDS = 10

Step = Callable[[str], None]
"""Told at each step which one begins: a test stops it there."""


def old_parts(path: Path) -> tuple[str, ...]:
    """What of a home an earlier version wrote, by name (`upgrade.part.<name>`): `heads` of all logs in one file, `rings` of the
    first format. Opens nothing, changes nothing.

    Raises:
        HomeMissing: no home stands there.
    """
    if not (path / "home.json").exists():
        raise HomeMissing(path=str(path))
    found = ["heads"] if (path / "keys" / "heads").exists() else []
    return (*found, "rings") if any(_is_old(ring) for ring in (path / "keys").glob("*.ring")) else tuple(found)


def _is_old(ring: Path) -> bool:
    try:
        said = canon.decode(ring.read_bytes())
    except (OSError, NotCanonical):
        return False  # whoever opens it says what is wrong
    return isinstance(said, dict) and said.get("format") != keyring.FORMAT


def upgrade(path: Path, tables: Callable[[Path], None], *, dsn: str | None = None, step: Step = lambda _: None) -> Path:
    """Brings a home up to this version. Gives where the old one stands now.

    Args:
        path: no room serves from it; nobody writes to it meanwhile, for who tries is kept waiting.
        tables: brings the tables of people up, in the copy that it is given.
        dsn: where the record is in PostgreSQL: it stays there as it is.

    Raises:
        HomeMissing, HomeInUse: no home, or a room serves from it.
        UpgradeFailed: at which step, and why; the old home stands as it was.
    """
    path = path.absolute()
    copy = path.with_name(f"{path.name}.upgrading")
    tidy(path)
    now = ["begin"]

    def at(name: str) -> None:
        now[0] = name
        step(name)

    try:
        with _no_room(path):
            with _nobody_writes(path):
                at("copy")
                _copy(path, copy)
                at("open")
                _bring_up(copy, dsn)
                at("tables")
                tables(copy)
                at("verify")
                _verify(path, copy, dsn)
                _to_disk(copy)
            was = _as_it_lies(path)
            at("exchange")
            _exchange(path, copy)
            if _as_it_lies(copy) != was:  # somebody who had waited was quicker by a moment
                _exchange(path, copy)
                raise HomeInUse(path=str(path))
    except HomeInUse:
        _let_go(copy)
        raise
    except Exception as error:  # whatever it was: what matters is what stands now
        _let_go(copy)
        why = Key(error.code) if isinstance(error, WasataError) else type(error).__name__
        raise UpgradeFailed(path=str(path), step=Key(f"upgrade.step.{now[0]}"), why=why) from error
    return _put_aside(path, copy)


def tidy(path: Path) -> None:
    """Clears away what an upgrade that was killed left beside a home: a copy that never became the home goes; an old home that
    had changed places already is put aside under its name."""
    copy = path.with_name(f"{path.name}.upgrading")
    _let_go(copy)
    if copy.exists() and path.exists():
        _put_aside(path, copy)


def _put_aside(path: Path, old: Path) -> Path:
    """The old home gets a name of its own, and the new one is the home."""
    names = (path.with_name(f"{path.name}.before-{n}") for n in count(1))
    aside = next(name for name in names if not name.exists())
    os.rename(old, aside)
    (path / MARK).unlink(missing_ok=True)
    return aside


def _let_go(copy: Path) -> None:
    """Removes a copy, its mark last: what bears none may be the old home, and is left."""
    if copy.exists() and not any(copy.iterdir()):
        copy.rmdir()
    if (copy / MARK).exists():
        for one in copy.iterdir():
            if one.name != MARK:
                shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()
        (copy / MARK).unlink()
        copy.rmdir()


@contextmanager
def _no_room(path: Path) -> Iterator[None]:
    """No room serves from the home within the block, and no keyring of it changes."""
    with ExitStack() as held:
        for name in ("lock", ".making"):
            if not (path / name).exists():
                held.callback(_gone, path / name)
        lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        held.callback(os.close, lock)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeInUse(path=str(path)) from None
        held.enter_context(files.locked(path / ".making"))
        yield


def _gone(path: Path) -> None:
    path.unlink(missing_ok=True)


@contextmanager
def _nobody_writes(path: Path) -> Iterator[None]:
    """Nobody writes an entry, or a person, into the files of this home within the block, by a program of whatever version."""
    with ExitStack() as held:
        for name in _DATABASES:
            if (path / name).exists():
                db = held.enter_context(
                    closing(sqlite3.connect(path / name, timeout=_WAIT_SECONDS, isolation_level=None))
                )
                db.execute("BEGIN IMMEDIATE")
                held.callback(db.execute, "ROLLBACK")
        yield


def _as_it_lies(home: Path) -> list[tuple[str, int, int]]:
    """By what it is seen that somebody wrote into the databases of a home."""
    there = [home / f"{name}{end}" for name in _DATABASES for end in ("", "-wal")]
    return [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in there if path.exists()]


def _copy(path: Path, copy: Path) -> None:
    copy.mkdir(mode=0o700)
    files.write_whole(copy / MARK, b"")
    skip = shutil.ignore_patterns(*_LEFT, "*-shm")

    def left(folder: str, names: list[str]) -> set[str]:
        """Also what is neither file, folder nor link: doors of a room that was killed (`room/between.py`) hold nothing."""
        doors = {n for n in names if stat.S_IFMT(os.lstat(Path(folder) / n).st_mode) not in _COPIED}
        return {*skip(folder, names), *doors}

    shutil.copytree(path, copy, dirs_exist_ok=True, ignore=left, ignore_dangling_symlinks=True)


def _bring_up(copy: Path, dsn: str | None) -> None:
    """The files beside the record, as this version writes them."""
    with Home.open(copy, dsn=dsn) as home:
        home.write_rings()


def _verify(path: Path, copy: Path, dsn: str | None) -> None:
    """Every log of the copy is whole, signed and anchored, and none is shorter than it was; nothing of it is old any more.

    Raises:
        UpgradeFailed: it is not so.
    """
    with Home.open(copy, dsn=dsn) as home:
        for case in (*home.cases(), *home.house()):
            opens = home.opens(case)
            rest = [log for log in home.logs(case) if log not in opens]
            for verdict in (home.ledger(case, sorted(opens)).verify(), home.blind_ledger(case, rest).verify()):
                if not (verdict.whole and verdict.signed and verdict.anchored):
                    raise UpgradeFailed(path=str(path), step=Key("upgrade.step.verify"), why=case)
    if old_parts(copy):
        raise UpgradeFailed(path=str(path), step=Key("upgrade.step.open"), why=", ".join(old_parts(copy)))


def _to_disk(folder: Path) -> None:
    """Waits until the disk has all of it: from the next step on it is the home."""
    for at, _, names in os.walk(folder):
        for name in (*names, "."):
            with suppress(OSError):
                handle = os.open(Path(at) / name, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)


def _exchange(path: Path, copy: Path) -> None:
    """The two change places in one step: whoever is killed finds one of them whole under the home's name.

    Raises:
        OSError: the file system cannot, or the home is a place of its own that something is mounted at.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if libc.renameat2(_AT_CWD, os.fsencode(path), _AT_CWD, os.fsencode(copy), _EXCHANGE) != 0:
        found = ctypes.get_errno()
        raise OSError(found, os.strerror(found), str(path))
