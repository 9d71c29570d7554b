"""The tables of people in a copy: every one of them, and nobody who is signed in."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from wasata.errors import StoreFailed
from wasata.room.tables import EMPTIED, KEY, TABLES, TAKEN, extra, tables


@pytest.mark.django_db
def test_every_table_of_the_room_is_taken_or_emptied_on_purpose():
    """A new table stands in one of the two: else it would be copied, or lost, without anybody having said so."""
    stand = {name for name in connection.introspection.table_names() if name != "sqlite_sequence"}
    assert stand - TAKEN - EMPTIED == set()
    assert not TAKEN & EMPTIED
    assert {"room_person", "mfa_authenticator"} <= stand & TAKEN
    assert "django_session" in EMPTIED, "who is signed in is in no copy"


def a_room(path: Path) -> sqlite3.Connection:
    (path / "room").mkdir()
    db = sqlite3.connect(path / TABLES, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    for name in ("room_person", "django_session"):
        db.execute(f"CREATE TABLE {name} (told)")
        db.execute(f"INSERT INTO {name} VALUES ('a row of {name}')")
    return db


def test_what_is_emptied_stands_nowhere_in_the_bytes_and_the_room_keeps_it(tmp_path: Path):
    db = a_room(tmp_path)
    data = extra(tmp_path)[TABLES]()
    assert b"a row of room_person" in data
    assert b"a row of django_session" not in data
    assert db.execute("SELECT count(*) FROM django_session").fetchone() == (1,)
    db.close()
    (tmp_path / "copy").write_bytes(data)
    again = sqlite3.connect(tmp_path / "copy")
    assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert again.execute("SELECT count(*) FROM django_session").fetchone() == (0,), (
        "the table stands, for the room to use"
    )
    again.close()


def test_a_home_that_no_room_was_opened_in_has_nothing_beside_the_record(tmp_path: Path):
    assert extra(tmp_path) == {}
    (tmp_path / "room").mkdir()
    (tmp_path / KEY).write_bytes(b"secret")
    assert {name: had() for name, had in extra(tmp_path).items()} == {KEY: b"secret"}


def test_tables_that_cannot_be_read_are_told(tmp_path: Path):
    (tmp_path / "people.sqlite3").write_bytes(b"no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(StoreFailed):
        tables(tmp_path / "people.sqlite3")
