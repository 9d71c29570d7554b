"""`wasata keep upgrade`: tables and all; afterwards every command answers."""

import re
import sqlite3
from contextlib import closing

import pytest
from tests.cli.test_feed import run
from tests.record.test_upgrade import HOMES, unpacked

from wasata.cli import room
from wasata.cli import upgrade as command
from wasata.cli.tongue import tongue
from wasata.errors import HomeMissing
from wasata.record.home import Home

ASKED = (
    "case list", "case show", "case readers", "brief", "record show", "record check", "figure", "report list", "feed list",
    "key list", "closing show", "precedent list", "line list", "line show coast", "message list coast", "position list",
    "relay list", "definition list", "shift now", "contact list coast", "pace coast", "table waiting", "holding show",
    "door show --reader delegate",
)  # fmt: skip


@pytest.fixture
def home(tmp_path, monkeypatch):
    path, _ = unpacked(HOMES[1], tmp_path)
    monkeypatch.setenv("WASATA_HOME", str(path))
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    yield path
    tongue.cache_clear()


def migrations(home) -> set[tuple[str, str]]:
    with sqlite3.connect(home / "room" / "people.sqlite3") as db:
        found = set(db.execute("SELECT app, name FROM django_migrations"))
        people = db.execute("SELECT count(*) FROM room_person").fetchone()[0]
    db.close()
    assert people == 6, "everybody who could sign in still can"
    return found


def test_a_home_of_an_earlier_version_is_brought_up_with_its_people_and_every_command_answers(home, capsys):
    before = migrations(home)
    assert "first format" in run(capsys, "keep", "upgrade", "--look")[1]
    code, out, err = run(capsys, "keep", "upgrade")
    assert code == 0, err
    aside = re.search(r"The old home stands at (\S+), as it was", out)[1]
    assert migrations(type(home)(aside)) == before
    assert migrations(home) >= before
    assert "Nothing of the home" in run(capsys, "keep", "upgrade")[1]
    for asked in ASKED:
        code, _, err = run(capsys, *asked.split())
        assert code == 0, f"{asked}: {err}"


def test_what_failed_is_said_with_the_next_move(home, capsys, monkeypatch):
    def fails(_):
        raise ValueError("no such column")

    monkeypatch.setattr(command, "tables", fails)
    code, _, err = run(capsys, "keep", "upgrade")
    assert code == 1
    assert "bringing up the tables of people" in err
    assert "It stands as it was." in err
    assert "wasata keep upgrade" in err


def test_a_room_that_is_opened_on_an_old_home_brings_it_up_on_a_copy_first(home, capsys, monkeypatch):
    before = migrations(home)

    def opens(path):
        assert command.old_parts(path) == (), "nothing is old when it is opened"
        raise HomeMissing(path=str(path))  # far enough

    monkeypatch.setattr(room, "_home", opens)
    _, out, _ = run(capsys, "room", "--port", "0")
    aside = re.search(r"The old home stands at (\S+), as it was", out)[1]
    assert migrations(type(home)(aside)) == before < migrations(home)


def test_a_home_of_today_has_nothing_old_and_one_whose_tables_lack_a_step_has(tmp_path):
    with Home.create(tmp_path / "home"):
        pass
    assert command.old_parts(tmp_path / "home") == (), "nobody signs in yet"
    (people := tmp_path / "home" / "room" / "people.sqlite3").parent.mkdir(exist_ok=True)
    people.touch()
    command.tables(tmp_path / "home")
    assert command.old_parts(tmp_path / "home") == ()
    with closing(sqlite3.connect(people)) as db, db:
        db.execute("DELETE FROM django_migrations WHERE app = 'mfa' AND name LIKE '0003%'")
    assert command.old_parts(tmp_path / "home") == ("tables",)
