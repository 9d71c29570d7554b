"""What every store promises, asked of each in turn: memory, SQLite, PostgreSQL."""

import secrets
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from wasata.errors import DiskFull, GuardMissing, StoreFailed, WasataError
from wasata.record.chain import EMPTY, Head
from wasata.record.stores import Act, Moved, Row, Store
from wasata.record.stores.memory import MemoryStore
from wasata.record.stores.sqlite import SQLiteStore

A, B, C = "a" * 32, "b" * 32, "c" * 32


def row(log: str, seq: int, sealed: bytes = b"sealed") -> Row:
    return Row(log, seq, sealed, f"{log[0]}{seq:063d}", b"s" * 64)


def head(log: str, seq: int) -> Head:
    return Head(seq, f"{log[0]}{seq:063d}") if seq else EMPTY


def act(name: str = "") -> Act:
    return Act((name or secrets.token_hex(8)).encode().ljust(32, b"."), b"note of " + name.encode())


def made(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if kind == "memory":
        return MemoryStore()
    if kind == "sqlite":
        return SQLiteStore(tmp_path / "record.sqlite3", create=True)
    dsn = request.getfixturevalue("postgres")
    from wasata.record.stores.postgres import PostgresStore

    return PostgresStore(dsn, f"t_{secrets.token_hex(6)}", create=True)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    one = made(request.param, request, tmp_path)
    yield one
    one.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The stores that somebody else can reach with a shell."""
    one = made(request.param, request, tmp_path)
    yield one
    one.close()


def test_an_empty_store_has_empty_heads(store: Store):
    assert store.heads((A, B)) == {A: EMPTY, B: EMPTY}
    assert store.logs() == ()
    assert list(store.rows(A, 0, 10)) == []
    store.check()


def test_what_was_appended_comes_back_byte_for_byte_in_order(store: Store):
    every_byte = bytes(range(256)) * 40
    rows = [row(A, n, every_byte[n:]) for n in range(1, 701)]
    assert store.append({A: EMPTY}, rows, act()) is None
    assert list(store.rows(A, 0, 700)) == rows
    assert store.heads((A,)) == {A: head(A, 700)}


def test_rows_are_given_after_one_number_and_up_to_another(store: Store):
    store.append({A: EMPTY}, [row(A, n) for n in range(1, 11)], act())
    assert [r.seq for r in store.rows(A, 3, 6)] == [4, 5, 6]
    assert [r.seq for r in store.rows(A, 8, 99)] == [9, 10]
    assert list(store.rows(A, 10, 10)) == []
    assert list(store.rows(B, 0, 10)) == []


def test_logs_are_listed_once_each(store: Store):
    store.append({B: EMPTY, A: EMPTY}, [row(B, 1), row(A, 1), row(A, 2)], act())
    assert store.logs() == (A, B)


def test_a_moved_head_writes_nothing_in_any_log(store: Store):
    store.append({B: EMPTY}, [row(B, 1)], act("first"))
    late = act("late")
    with pytest.raises(Moved) as moved:
        store.append({A: EMPTY, B: EMPTY, C: EMPTY}, [row(A, 1), row(B, 1), row(C, 1)], late)
    assert (moved.value.log, moved.value.found) == (B, head(B, 1))
    assert store.heads((A, B, C)) == {A: EMPTY, B: head(B, 1), C: EMPTY}
    assert store.act(late.tag) is None


def test_a_head_with_another_hash_counts_as_moved(store: Store):
    store.append({A: EMPTY}, [row(A, 1)], act())
    with pytest.raises(Moved):
        store.append({A: Head(1, "f" * 64)}, [row(A, 2)], act())


def test_a_log_may_be_expected_and_not_written(store: Store):
    store.append({A: EMPTY, B: EMPTY}, [row(A, 1)], act())
    with pytest.raises(Moved):
        store.append({A: EMPTY, B: EMPTY}, [row(B, 1)], act())
    assert store.heads((A, B)) == {A: head(A, 1), B: EMPTY}


def test_an_act_is_written_once_and_its_first_note_given_again(store: Store):
    first = act("once")
    assert store.append({A: EMPTY}, [row(A, 1)], first) is None
    assert store.append({A: EMPTY}, [row(A, 1)], Act(first.tag, b"another note")) == first.sealed
    assert store.append({A: head(A, 1)}, [row(A, 2)], first) == first.sealed
    assert store.act(first.tag) == first.sealed
    assert store.heads((A,)) == {A: head(A, 1)}


@pytest.mark.parametrize("wrong", [[1, 3], [2], [1, 1], [0]])
def test_rows_that_do_not_follow_one_another_are_refused_whole(store: Store, wrong: list[int]):
    with pytest.raises((ValueError, WasataError)):
        store.append({A: EMPTY}, [row(A, n) for n in wrong], act("gap"))
    assert store.heads((A,)) == {A: EMPTY}
    assert store.act(act("gap").tag) is None


@pytest.mark.parametrize("wrong", ["a row", "the act"])
def test_what_breaks_in_the_middle_of_an_act_writes_nothing_of_it(database: Store, wrong: str):
    """The first rows are in when the last of them, or the note of the act, is refused."""
    rows = [row(A, 1), row(B, 1), row(A, 2)._replace(**({"hash": None} if wrong == "a row" else {}))]  # type: ignore[arg-type]
    note = act("half") if wrong == "a row" else Act(act("half").tag, None)  # type: ignore[arg-type]
    with pytest.raises(WasataError):
        database.append({A: EMPTY, B: EMPTY}, rows, note)
    assert database.heads((A, B)) == {A: EMPTY, B: EMPTY}
    assert database.logs() == ()
    assert database.act(act("half").tag) is None
    assert database.append({A: EMPTY}, [row(A, 1)], act("half")) is None


def test_writers_that_stand_in_no_line_lose_and_double_nothing(store: Store):
    """The ledger has its writers stand in line; the store must not need it: two homes may share one database."""
    done: list[str] = []
    failed: list[Exception] = []

    def write(worker: int, logs: tuple[str, str]) -> None:
        n = 0
        while n < 12:
            heads = store.heads(logs)
            rows = [row(log, heads[log].seq + 1, f"{worker}-{n}".encode()) for log in logs]
            try:
                assert store.append(heads, rows, act(f"{worker}-{n}")) is None
            except Moved:
                continue
            except Exception as error:
                failed.append(error)
                return
            done.append(f"{worker}-{n}")
            n += 1

    workers = [threading.Thread(target=write, args=(w, (A, B) if w % 2 else (B, A))) for w in range(4)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert not failed
    for log in (A, B):
        rows = list(store.rows(log, 0, 99))
        assert [r.seq for r in rows] == list(range(1, 49))
        assert sorted(r.sealed.decode() for r in rows) == sorted(done)
    orders = [[r.sealed for r in store.rows(log, 0, 99)] for log in (A, B)]
    assert orders[0] == orders[1]


def test_one_act_sent_by_several_that_stand_in_no_line_is_written_once(store: Store):
    told: list[bytes | None] = []
    ready = threading.Barrier(4)

    def send() -> None:
        for n in range(12):
            ready.wait()
            told.append(store.append({A: head(A, n)}, [row(A, n + 1)], act(f"act-{n}")))

    workers = [threading.Thread(target=send) for _ in range(4)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert len(told) == 48
    assert told.count(None) == 12
    assert store.heads((A,)) == {A: head(A, 12)}


def test_a_full_disk_of_postgresql_is_told_as_such():
    psycopg = pytest.importorskip("psycopg")
    from wasata.record.stores import postgres

    assert type(postgres._told(psycopg.errors.DiskFull("no room"))) is DiskFull
    assert type(postgres._told(psycopg.errors.IoError("no room"))) is StoreFailed


def statements(store: Store) -> Callable[[str], Any]:
    """Somebody with a shell on the database; `{t}` is the place of the tables."""
    if isinstance(store, SQLiteStore):
        import sqlite3

        db = sqlite3.connect(store.path, isolation_level=None)
        return lambda text: db.execute(text.replace("{t}", "main"))
    import psycopg

    pg = psycopg.connect(store._dsn, autocommit=True)  # type: ignore[attr-defined]
    return lambda text: pg.execute(text.replace("{t}", store.schema))  # type: ignore[attr-defined, arg-type]


INSERT = "INTO {t}.entries (log, seq, sealed, hash, signature) VALUES"
ROW_1 = f"('{A}', 1, '', '', '')"


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE {t}.entries SET hash = 'x'",
        f"UPDATE {{t}}.entries SET seq = 9 WHERE log = '{A}' AND seq = 1",
        "DELETE FROM {t}.entries",
        "DELETE FROM {t}.acts",
        "UPDATE {t}.acts SET sealed = ''",
        f"INSERT {INSERT} {ROW_1}",
        f"INSERT {INSERT} ('{A}', 4, '', '', '')",
        f"INSERT {INSERT} ('{C}', 2, '', '', '')",
        f"INSERT {INSERT} {ROW_1} ON CONFLICT (log, seq) DO UPDATE SET hash = 'x'",
    ],
)
def test_a_shell_on_the_database_cannot_change_what_stands(database: Store, spoil: str):
    store = database
    rows = [row(A, 1), row(A, 2)]
    store.append({A: EMPTY}, rows, act("kept"))
    run = statements(store)
    with pytest.raises(Exception, match="wasata"):
        run(spoil)
    assert list(store.rows(A, 0, 10)) == rows
    assert store.act(act("kept").tag) == act("kept").sealed
    store.check()


def test_sqlite_refuses_insert_or_replace_although_it_fires_no_delete_trigger(tmp_path: Path):
    store = SQLiteStore(tmp_path / "r", create=True)
    store.append({A: EMPTY}, [row(A, 1), row(A, 2)], act("kept"))
    run = statements(store)
    for text in (
        f"INSERT OR REPLACE {INSERT} {ROW_1}",
        f"REPLACE {INSERT} ('{A}', 2, '', '', '')",
        "INSERT OR REPLACE INTO {t}.acts SELECT tag, 'x' FROM {t}.acts",
        "UPDATE OR REPLACE {t}.entries SET seq = 1 WHERE seq = 2",
    ):
        with pytest.raises(Exception, match="wasata"):
            run(text)
    assert list(store.rows(A, 0, 10)) == [row(A, 1), row(A, 2)]


def test_postgresql_refuses_truncate_also_for_a_replication_role(postgres: str):
    from wasata.record.stores.postgres import PostgresStore

    store = PostgresStore(postgres, f"t_{secrets.token_hex(6)}", create=True)
    store.append({A: EMPTY}, [row(A, 1)], act())
    run = statements(store)
    run("SET session_replication_role = replica")
    for text in ("TRUNCATE {t}.entries", "TRUNCATE {t}.acts", "DELETE FROM {t}.entries"):
        with pytest.raises(Exception, match="wasata"):
            run(text)
    assert list(store.rows(A, 0, 10)) == [row(A, 1)]


@pytest.mark.parametrize("guard", ["entries_keep", "entries_follow", "acts_keep"])
def test_a_store_without_one_of_its_guards_is_refused(database: Store, guard: str):
    store = database
    run = statements(store)
    run(f"DROP TRIGGER {guard}" + ("" if isinstance(store, SQLiteStore) else f" ON {{t}}.{guard.split('_')[0]}"))
    with pytest.raises(GuardMissing) as missing:
        store.check()
    assert missing.value.values["guard"] == guard


def test_a_guard_that_was_made_harmless_is_noticed(database: Store):
    store = database
    run = statements(store)
    if isinstance(store, SQLiteStore):
        run("DROP TRIGGER entries_keep")
        run("CREATE TRIGGER entries_keep BEFORE UPDATE ON entries BEGIN SELECT 1; END")
    else:
        run("ALTER TABLE {t}.entries DISABLE TRIGGER entries_keep")
    with pytest.raises(GuardMissing):
        store.check()


def test_a_guard_whose_function_was_emptied_is_noticed(postgres: str):
    from wasata.record.stores.postgres import PostgresStore

    store = PostgresStore(postgres, f"t_{secrets.token_hex(6)}", create=True)
    statements(store)(
        "CREATE OR REPLACE FUNCTION {t}.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    )
    with pytest.raises(GuardMissing):
        store.check()


def test_a_store_made_twice_is_the_same_store(tmp_path: Path):
    SQLiteStore(tmp_path / "r", create=True).append({A: EMPTY}, [row(A, 1)], act())
    assert SQLiteStore(tmp_path / "r", create=True).heads((A,)) == {A: head(A, 1)}


def test_a_missing_database_is_told_and_not_made(tmp_path: Path):
    with pytest.raises(StoreFailed):
        SQLiteStore(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_the_address_of_the_database_is_in_no_error():
    pytest.importorskip("psycopg")
    from wasata.record.stores.postgres import PostgresStore

    with pytest.raises(StoreFailed) as failed:
        PostgresStore("postgresql://someone:geheim@127.0.0.1:1/x?connect_timeout=1", "s", create=True)
    assert "geheim" not in str(failed.value)
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__


# copies


def test_every_act_is_given_out_once_in_the_order_of_tags(store: Store):
    done = [act(f"{n:04d}") for n in range(600)]
    for n, one in enumerate(done):
        store.append({A: head(A, n)}, [row(A, n + 1)], one)
    assert list(store.acts()) == sorted(done)


def test_an_empty_store_gives_out_no_act(store: Store):
    assert list(store.acts()) == []


def test_what_a_copy_holds_is_taken_in_and_stands_as_it_stood(store: Store):
    rows, acts = [row(A, 1), row(B, 1), row(A, 2)], [act("a"), act("b")]
    store.take_in(rows, acts)
    store.take_in([row(A, 3)], [])
    assert store.heads((A, B)) == {A: head(A, 3), B: head(B, 1)}
    assert list(store.rows(A, 0, 9)) == [row(A, 1), row(A, 2), row(A, 3)]
    assert store.act(acts[0].tag) == acts[0].sealed
    assert store.append({A: head(A, 3)}, [row(A, 4)], acts[1]) == acts[1].sealed, "done before, also in the copy"


@pytest.mark.parametrize(
    ("rows", "acts"), [([row(A, 2)], []), ([row(A, 3), row(A, 5)], []), ([row(A, 3)], ["known"]), ([], ["new", "new"])]
)
def test_a_copy_that_does_not_follow_is_refused_whole(store: Store, rows: list[Row], acts: list[str]):
    store.take_in([row(A, 1), row(A, 2)], [act("known")])
    with pytest.raises((ValueError, WasataError)):
        store.take_in(rows, [act(name) for name in acts])
    assert store.heads((A,)) == {A: head(A, 2)}
    assert list(store.acts()) == [act("known")]
