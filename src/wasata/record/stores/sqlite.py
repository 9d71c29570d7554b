"""A store in one SQLite file, with nothing but the standard library.

Danger: `INSERT OR REPLACE` deletes without firing a DELETE trigger; a commit that the disk has not got; a connection
carried over a fork.
Duty: rows in order, each act whole; triggers that refuse what would change an entry, checked at start.
Shape: WAL, `synchronous=FULL` (a commit answered is a commit on disk: the heads beside the keys rely on it), one
connection a thread, dropped after a fork. The file takes one writer at a time: they wait for each other at a lock beside it,
for a commit and no longer, since SQLite's own waiting looks again after ever longer sleeps.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from wasata.errors import DiskFull, GuardMissing, HomeReadOnly, RecordError, StoreFailed
from wasata.record import files
from wasata.record.chain import EMPTY, Head
from wasata.record.files import FULL_TO_SQLITE
from wasata.record.stores import Act, Moved, Row
from wasata.record.stores.connections import Connections

_TABLES = (
    """CREATE TABLE IF NOT EXISTS entries (
        log TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0), sealed BLOB NOT NULL, hash TEXT NOT NULL,
        signature BLOB NOT NULL, PRIMARY KEY (log, seq)) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS acts (tag BLOB PRIMARY KEY NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID",
)


def _guard(name: str, when: str, condition: str, reason: str) -> tuple[str, str]:
    return name, f"CREATE TRIGGER {name} BEFORE {when} {condition}BEGIN SELECT RAISE(ABORT, 'wasata: {reason}'); END"


GUARDS = dict(
    (
        _guard("entries_keep", "UPDATE ON entries", "", "an entry is never changed"),
        _guard("entries_stay", "DELETE ON entries", "", "an entry is never deleted"),
        _guard(
            "entries_follow", "INSERT ON entries",
            "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries WHERE log = NEW.log) ",
            "an entry follows the last and replaces none",
        ),
        _guard("acts_keep", "UPDATE ON acts", "", "an act is never changed"),
        _guard("acts_stay", "DELETE ON acts", "", "an act is never deleted"),
        _guard(
            "acts_once", "INSERT ON acts", "WHEN EXISTS (SELECT 1 FROM acts WHERE tag = NEW.tag) ",
            "an act is done once",
        ),
    )
)  # fmt: skip

_LOGS = """
WITH RECURSIVE l(log) AS (
    SELECT min(log) FROM entries
    UNION ALL SELECT (SELECT min(log) FROM entries e WHERE e.log > l.log) FROM l WHERE l.log IS NOT NULL)
SELECT log FROM l WHERE log IS NOT NULL ORDER BY log
"""  # from log to log along the key; DISTINCT would read every entry

_BATCH = 256
_ENTRY = "INSERT INTO entries (log, seq, sealed, hash, signature) VALUES (?, ?, ?, ?, ?)"
_ACT = "INSERT INTO acts (tag, sealed) VALUES (?, ?)"


def _told(error: sqlite3.Error, path: Path) -> RecordError:
    """Our error for one of SQLite's, with the path only: its own messages never hold entry words, but stay out too."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if getattr(error, "sqlite_errorname", "") in FULL_TO_SQLITE:
        return DiskFull(path=str(path))
    # on a disk that is only read the log beside the file cannot be made, and SQLite says no more than that it cannot open
    shut = code == sqlite3.SQLITE_CANTOPEN and path.exists() and not os.access(path.parent, os.W_OK)
    if shut or code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return HomeReadOnly(path=str(path))
    return StoreFailed(store=str(path), why=getattr(error, "sqlite_errorname", type(error).__name__))


class SQLiteStore:
    """Opens the file at `path`; makes it, mode 0600, when `create`."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._line = path.with_name(path.name + ".line")
        self._connections = Connections(self._connect)
        if create and not path.exists():
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                pass
            except OSError:
                raise HomeReadOnly(path=str(path)) from None
        if not path.exists():
            raise StoreFailed(store=str(path), why="missing")
        if create:
            with self._telling() as db:
                db.execute("BEGIN IMMEDIATE")
                for table in _TABLES:
                    db.execute(table)
                standing = self._standing(db)
                for name, sql in GUARDS.items():
                    if name not in standing:
                        db.execute(sql)
                db.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        # each thread has its own; another closes it when that thread has ended
        db = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
        db.text_factory = lambda data: data.decode(errors="replace")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA trusted_schema=OFF")
        return db

    @contextmanager
    def _telling(self) -> Iterator[sqlite3.Connection]:
        """A connection; SQLite's errors leave as ours, an open transaction is undone."""
        db: sqlite3.Connection | None = None
        try:
            db = self._connections.mine()
            yield db
        except sqlite3.Error as error:
            if db is not None:
                _undo(db)
            raise _told(error, self.path) from None
        except BaseException:
            if db is not None:
                _undo(db)
            raise

    @staticmethod
    def _standing(db: sqlite3.Connection) -> dict[str, str]:
        return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())

    @staticmethod
    def _head(db: sqlite3.Connection, log: str) -> Head:
        found = db.execute("SELECT seq, hash FROM entries WHERE log = ? ORDER BY seq DESC LIMIT 1", (log,)).fetchone()
        return Head(*found) if found else EMPTY

    def heads(self, logs: Iterable[str]) -> dict[str, Head]:
        with self._telling() as db:
            db.execute("BEGIN")
            found = {log: self._head(db, log) for log in logs}
            db.execute("COMMIT")
        return found

    def rows(self, log: str, after: int, upto: int) -> Iterator[Row]:
        while after < upto:  # in batches, so that no reader holds a lock while a page is thinking
            with self._telling() as db:
                found = db.execute(
                    # CAST: whoever spoilt a row may have changed its type too, and it must still be told, not crash
                    "SELECT seq, CAST(sealed AS BLOB), CAST(hash AS TEXT), CAST(signature AS BLOB)"
                    " FROM entries WHERE log = ? AND seq > ? AND seq <= ?"
                    " ORDER BY seq LIMIT ?",
                    (log, after, upto, _BATCH),
                ).fetchall()
            if not found:
                return
            for row in found:
                yield Row(log, *row)
            after = found[-1][0]

    def act(self, tag: bytes) -> bytes | None:
        with self._telling() as db:
            found = db.execute("SELECT sealed FROM acts WHERE tag = ?", (tag,)).fetchone()
        return found[0] if found else None

    def append(self, expected: Mapping[str, Head], rows: Sequence[Row], act: Act) -> bytes | None:
        with files.locked(self._line), self._telling() as db:
            db.execute("BEGIN IMMEDIATE")
            done = db.execute("SELECT sealed FROM acts WHERE tag = ?", (act.tag,)).fetchone()
            if done is not None:
                db.execute("ROLLBACK")
                return bytes(done[0])
            for log, head in expected.items():
                if (found := self._head(db, log)) != head:
                    raise Moved(log, found)
            db.executemany(_ENTRY, rows)
            db.execute(_ACT, act)
            db.execute("COMMIT")
        return None

    def acts(self) -> Iterator[Act]:
        after = b""
        while True:
            with self._telling() as db:
                found = db.execute(
                    "SELECT tag, sealed FROM acts WHERE tag > ? ORDER BY tag LIMIT ?", (after, _BATCH)
                ).fetchall()
            if not found:
                return
            yield from (Act(*act) for act in found)
            after = found[-1][0]

    def take_in(self, rows: Sequence[Row], acts: Sequence[Act]) -> None:
        with files.locked(self._line), self._telling() as db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany(_ENTRY, rows)
            db.executemany(_ACT, acts)
            db.execute("COMMIT")

    def logs(self) -> tuple[str, ...]:
        with self._telling() as db:
            return tuple(row[0] for row in db.execute(_LOGS))

    def check(self) -> None:
        with self._telling() as db:
            standing = self._standing(db)
        for name, sql in GUARDS.items():
            if standing.get(name) != sql:
                raise GuardMissing(guard=name, store=str(self.path))

    def close(self) -> None:
        self._connections.close()


def _undo(db: sqlite3.Connection) -> None:
    try:
        if db.in_transaction:
            db.execute("ROLLBACK")
    except sqlite3.Error:
        pass  # a failed COMMIT may have rolled back by itself
