"""A store in one schema of a PostgreSQL database. Needs the extra `postgres` (psycopg).

Danger: TRUNCATE fires no DELETE trigger; a replication role fires none at all; two writers that wait for each other.
Duty: as in SQLite: rows in order, each act whole, triggers that refuse what would change an entry, checked at start.
Shape: a schema of its own for each home, away from Django's tables. Writers take advisory locks on the act and its
logs, always in the same order, so none waits in a circle. One connection a thread, dropped after a fork, renewed when
the server went away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from wasata.errors import DiskFull, GuardMissing, RecordError, StoreFailed
from wasata.record.chain import EMPTY, Head
from wasata.record.stores import Act, Moved, Row
from wasata.record.stores.connections import Connections

_TABLES = """
CREATE SCHEMA IF NOT EXISTS {schema};
CREATE TABLE IF NOT EXISTS {schema}.entries (
    log text COLLATE "C" NOT NULL, seq bigint NOT NULL CHECK (seq > 0), sealed bytea NOT NULL, hash text NOT NULL,
    signature bytea NOT NULL, PRIMARY KEY (log, seq));
CREATE TABLE IF NOT EXISTS {schema}.acts (tag bytea PRIMARY KEY, sealed bytea NOT NULL);
ALTER TABLE {schema}.entries ALTER COLUMN sealed SET STORAGE EXTERNAL;
"""

_FUNCTIONS = {
    "refuse": "BEGIN RAISE EXCEPTION 'wasata: what is recorded is never changed or deleted'; END",
    "follow": (
        "BEGIN IF NEW.seq <> (SELECT coalesce(max(e.seq), 0) + 1 FROM {schema}.entries e WHERE e.log = NEW.log) THEN"
        " RAISE EXCEPTION 'wasata: an entry follows the last and replaces none'; END IF; RETURN NEW; END"
    ),
}

_GUARDS = {
    "entries_keep": ("entries", "BEFORE UPDATE OR DELETE OR TRUNCATE", "STATEMENT", "refuse"),
    "entries_follow": ("entries", "BEFORE INSERT", "ROW", "follow"),
    "acts_keep": ("acts", "BEFORE UPDATE OR DELETE OR TRUNCATE", "STATEMENT", "refuse"),
}

_STANDING = """
SELECT t.tgname, t.tgenabled::text, p.prosrc, pg_get_triggerdef(t.oid)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE n.nspname = %s AND NOT t.tgisinternal
"""

_LOGS = """
WITH RECURSIVE l(log) AS (
    SELECT min(log) FROM {schema}.entries
    UNION ALL SELECT (SELECT min(log) FROM {schema}.entries e WHERE e.log > l.log) FROM l WHERE l.log IS NOT NULL)
SELECT log FROM l WHERE log IS NOT NULL ORDER BY log
"""

_BATCH = 256


def _told(error: psycopg.Error) -> RecordError:
    """Our error for one of PostgreSQL's: its class only, never its message, which may hold the address and a password."""
    if isinstance(error, psycopg.errors.DiskFull):
        return DiskFull(path="PostgreSQL")
    return StoreFailed(store="PostgreSQL", why=type(error).__name__)


class PostgresStore:
    """The schema `schema` of the database at `dsn`; made when `create`."""

    def __init__(self, dsn: str, schema: str, *, create: bool = False) -> None:
        self.schema = schema
        self._dsn = dsn
        self._connections: Connections[psycopg.Connection[Any]] = Connections(self._connect, lambda db: not db.closed)
        if create:
            with self._telling() as db, db.transaction():
                db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (schema,))
                db.execute(self._sql(_TABLES))
                for name, body in _FUNCTIONS.items():
                    db.execute(
                        self._sql("CREATE OR REPLACE FUNCTION {schema}.{name}() RETURNS trigger LANGUAGE plpgsql AS {body}",
                                  name=sql.Identifier(name), body=sql.Literal(self._body(body)))
                    )  # fmt: skip
                standing = {row[0] for row in db.execute(_STANDING, (schema,))}
                for name, (table, when, each, function) in _GUARDS.items():
                    if name not in standing:
                        parts: dict[str, sql.Composable] = {
                            "name": sql.Identifier(name),
                            "table": sql.Identifier(table),
                        }
                        parts |= {"when": sql.SQL(when), "each": sql.SQL(each), "function": sql.Identifier(function)}
                        db.execute(
                            self._sql(
                                "CREATE TRIGGER {name} {when} ON {schema}.{table} FOR EACH {each}"
                                " EXECUTE FUNCTION {schema}.{function}()",
                                **parts,
                            )
                        )
                        # ALWAYS: fires for a replication role too
                        db.execute(self._sql("ALTER TABLE {schema}.{table} ENABLE ALWAYS TRIGGER {name}", **parts))

    def __repr__(self) -> str:
        return f"PostgresStore({self.schema})"

    def _body(self, body: str) -> str:
        return body.replace("{schema}", self.schema)

    def _sql(self, text: str, **parts: sql.Composable) -> sql.Composed:
        return sql.SQL(text).format(schema=sql.Identifier(self.schema), **parts)

    def _connect(self) -> "psycopg.Connection[Any]":
        db = psycopg.connect(self._dsn, autocommit=True)
        db.execute("SET synchronous_commit = on")
        return db

    @contextmanager
    def _telling(self) -> Iterator["psycopg.Connection[Any]"]:
        """A connection; PostgreSQL's errors leave as ours."""
        try:
            yield self._connections.mine()
        except psycopg.Error as error:
            raise _told(error) from None

    def heads(self, logs: Iterable[str]) -> dict[str, Head]:
        names = list(logs)
        with self._telling() as db:  # one statement: the heads of one moment
            found = db.execute(
                self._sql(
                    "SELECT l, e.seq, e.hash FROM unnest(%s::text[]) l LEFT JOIN LATERAL (SELECT seq, hash FROM"
                    " {schema}.entries WHERE log = l ORDER BY seq DESC LIMIT 1) e ON true"
                ),
                (names,),
            ).fetchall()
        heads = {log: EMPTY if seq is None else Head(seq, digest) for log, seq, digest in found}
        return {log: heads[log] for log in names}

    def rows(self, log: str, after: int, upto: int) -> Iterator[Row]:
        while after < upto:
            with self._telling() as db, db.cursor(binary=True) as cursor:
                found = cursor.execute(
                    self._sql(
                        "SELECT log, seq, sealed, hash, signature FROM {schema}.entries"
                        " WHERE log = %s AND seq > %s AND seq <= %s ORDER BY seq LIMIT %s"
                    ),
                    (log, after, upto, _BATCH),
                ).fetchall()
            if not found:
                return
            yield from map(Row._make, found)
            after = found[-1][1]

    def act(self, tag: bytes) -> bytes | None:
        with self._telling() as db:
            return self._act(db, tag)

    def _act(self, db: "psycopg.Connection[Any]", tag: bytes) -> bytes | None:
        found = db.execute(self._sql("SELECT sealed FROM {schema}.acts WHERE tag = %s"), (tag,)).fetchone()
        return bytes(found[0]) if found else None

    def append(self, expected: Mapping[str, Head], rows: Sequence[Row], act: Act) -> bytes | None:
        with self._telling() as db, db.transaction():
            # one lock a statement: the order of locks inside one statement is not ours to say
            for name in sorted([*expected, act.tag.hex()]):
                db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"{self.schema}/{name}",))
            if (done := self._act(db, act.tag)) is not None:
                return done
            for log, found in self.heads(expected).items():
                if found != expected[log]:
                    raise Moved(log, found)
            self._insert(db, rows, (act,))
        return None

    def _insert(self, db: "psycopg.Connection[Any]", rows: Sequence[Row], acts: Sequence[Act]) -> None:
        with db.cursor() as cursor:
            cursor.executemany(
                self._sql(
                    "INSERT INTO {schema}.entries (log, seq, sealed, hash, signature) VALUES (%s, %s, %s, %s, %s)"
                ),
                rows,
            )
            cursor.executemany(self._sql("INSERT INTO {schema}.acts (tag, sealed) VALUES (%s, %s)"), acts)

    def acts(self) -> Iterator[Act]:
        after = b""
        while True:
            with self._telling() as db, db.cursor(binary=True) as cursor:
                found = cursor.execute(
                    self._sql("SELECT tag, sealed FROM {schema}.acts WHERE tag > %s ORDER BY tag LIMIT %s"),
                    (after, _BATCH),
                ).fetchall()
            if not found:
                return
            yield from map(Act._make, found)
            after = found[-1][0]

    def take_in(self, rows: Sequence[Row], acts: Sequence[Act]) -> None:
        with self._telling() as db, db.transaction():
            self._insert(db, rows, acts)

    def logs(self) -> tuple[str, ...]:
        with self._telling() as db:
            return tuple(row[0] for row in db.execute(self._sql(_LOGS)))

    def check(self) -> None:
        with self._telling() as db:
            standing = {row[0]: row[1:] for row in db.execute(_STANDING, (self.schema,))}
        for name, (_, _, each, function) in _GUARDS.items():
            enabled, source, definition = standing.get(name, ("", "", ""))
            if enabled != "A" or source != self._body(_FUNCTIONS[function]) or f"FOR EACH {each}" not in definition:
                raise GuardMissing(guard=name, store="PostgreSQL")

    def close(self) -> None:
        self._connections.close()
