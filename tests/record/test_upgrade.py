"""Homes of every earlier version: today's code opens each and loses nothing; brought up on a copy; a failed upgrade leaves the
old one as it was, byte for byte."""

import hashlib
import json
import os
import socket
import sqlite3
import tarfile
from pathlib import Path
from typing import Any

import pytest

from wasata.errors import HomeInUse, UpgradeFailed
from wasata.record import upgrade
from wasata.record.home import Home

HOMES = sorted((Path(__file__).parents[1] / "old" / "homes").glob("*.tar.xz"))
STEPS = ("copy", "open", "tables", "verify", "exchange")


class Killed(BaseException):
    """The machine went down: nothing is cleaned up."""


def unpacked(archive: Path, into: Path) -> tuple[Path, dict[str, Any]]:
    with tarfile.open(archive) as packed:
        packed.extractall(into, filter="data")
    return into / "home", json.loads((into / "expected.json").read_text("utf-8"))


@pytest.fixture(params=HOMES, ids=[path.name.removesuffix(".tar.xz") for path in HOMES])
def old(request, tmp_path) -> tuple[Path, dict[str, Any]]:
    return unpacked(request.param, tmp_path)


@pytest.fixture
def oldest(tmp_path) -> Path:
    return unpacked(HOMES[0], tmp_path)[0]


def bytes_of(home: Path) -> dict[str, str]:
    """Every file of a home by its bytes; folders too."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(home.rglob("*"))
    }


def told(home: Home) -> dict[str, Any]:
    """What stands in each log, as `expected.json` has it."""
    ledger = home.ledger("talks", home.logs("talks"))
    return {
        log: {
            "head": ledger.head(log).hash, "seq": ledger.head(log).seq,
            "entries": [
                [e.kind, e.version, e.author, e.recorded_at.isoformat(), hashlib.sha256(e.body).hexdigest()]
                for e in ledger.entries(log)
            ],
        }
        for log in ledger.logs
    }  # fmt: skip


def no_tables(_: Path) -> None:
    """The tables are brought up elsewhere."""


def beside(home: Path) -> list[str]:
    return sorted(path.name.split(".before-")[0] for path in home.parent.iterdir() if path.name.startswith("home."))


def test_today_every_old_home_opens_and_has_all_that_was_recorded(old):
    home, expected = old
    with Home.open(home) as opened:
        assert told(opened) == expected
        verdict = opened.ledger("talks", opened.logs("talks")).verify()
        assert (verdict.whole, verdict.signed, verdict.anchored) == (True, True, True)


def test_brought_up_it_has_all_that_was_recorded_and_nothing_old_and_the_old_one_stands_beside(old):
    home, expected = old
    before = bytes_of(home)
    aside = upgrade.upgrade(home, no_tables)
    assert upgrade.old_parts(home) == ()
    assert not (home / upgrade.MARK).exists()
    assert {name: told for name, told in bytes_of(aside).items() if name != "lock"} == before, "but for an empty lock"
    with Home.open(home) as opened:
        assert told(opened) == expected
    for ring in (home / "keys").glob("*.ring"):
        assert b"wasata.keyring.2" in ring.read_bytes()


def test_the_first_two_are_old_in_what_they_say(tmp_path):
    parts = {}
    for n, archive in enumerate(HOMES):
        parts[archive.name[:12]] = upgrade.old_parts(unpacked(archive, tmp_path / str(n))[0])
    assert (
        list(parts.values()) == [("heads", "rings"), ("heads", "rings"), ("rings",)] or list(parts.values())[-1] == ()
    )


@pytest.mark.parametrize("step", STEPS)
def test_a_failed_upgrade_leaves_the_old_home_byte_for_byte_and_says_where_it_failed(oldest, step):
    before = bytes_of(oldest)

    def fails(name: str) -> None:
        if name == step:
            raise OSError(28, "No space left on device")

    with pytest.raises(UpgradeFailed) as failed:
        upgrade.upgrade(oldest, no_tables, step=fails)
    assert str(failed.value.values["step"]) == f"upgrade.step.{step}"
    assert bytes_of(oldest) == before
    assert beside(oldest) == []
    upgrade.upgrade(oldest, no_tables)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_old_home_stands_and_the_next_one_begins_anew(oldest, step):
    before = bytes_of(oldest)

    def dies(name: str) -> None:
        if name == step:
            raise Killed

    with pytest.raises(Killed):
        upgrade.upgrade(oldest, no_tables, step=dies)
    assert bytes_of(oldest) == before
    upgrade.upgrade(oldest, no_tables)
    assert upgrade.old_parts(oldest) == ()
    assert beside(oldest) == ["home"]


def test_killed_after_they_changed_places_the_old_home_is_put_aside_and_never_removed(oldest, monkeypatch):
    before = bytes_of(oldest)
    monkeypatch.setattr(upgrade, "_put_aside", lambda *_: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        upgrade.upgrade(oldest, no_tables)
    monkeypatch.undo()
    assert upgrade.old_parts(oldest) == ()
    upgrade.tidy(oldest)
    (aside,) = (path for path in oldest.parent.iterdir() if ".before-" in path.name)
    assert {name: told for name, told in bytes_of(aside).items() if name != "lock"} == before, "but for an empty lock"
    assert not (oldest / upgrade.MARK).exists()


def test_tables_that_cannot_be_brought_up_leave_all_as_it_was(oldest):
    before = bytes_of(oldest)

    def spoilt(copy: Path) -> None:
        (copy / "room" / "people.sqlite3").write_bytes(b"half")
        raise ValueError("no such column")

    with pytest.raises(UpgradeFailed):
        upgrade.upgrade(oldest, spoilt)
    assert bytes_of(oldest) == before


def test_a_copy_whose_chain_does_not_hold_never_takes_the_place(oldest, monkeypatch):
    before, whole = bytes_of(oldest), upgrade._bring_up

    def changed(copy: Path, dsn: str | None) -> None:
        whole(copy, dsn)
        with sqlite3.connect(copy / "record.sqlite3") as db:
            (drop,) = [
                n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE '%update%'")
            ][:1]
            kept = db.execute("SELECT sql FROM sqlite_master WHERE name=?", (drop,)).fetchone()[0]
            table = db.execute("SELECT tbl_name FROM sqlite_master WHERE name=?", (drop,)).fetchone()[0]
            db.execute(f"DROP TRIGGER {drop}")
            db.execute(f"UPDATE {table} SET sealed = zeroblob(length(sealed))")
            db.execute(kept)
        db.close()

    monkeypatch.setattr(upgrade, "_bring_up", changed)
    with pytest.raises(UpgradeFailed):
        upgrade.upgrade(oldest, no_tables)
    assert bytes_of(oldest) == before


def test_the_doors_that_a_room_that_was_killed_left_behind_are_not_copied(oldest):
    """Once such a home could not be brought up at all."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(oldest / "keys" / "p-1"))
    os.mkfifo(oldest / "keys" / "pipe")
    aside = upgrade.upgrade(oldest, lambda _: None)
    assert not {"p-1", "pipe"} & {path.name for path in oldest.rglob("*")}
    assert (aside / "keys" / "p-1").is_socket(), "the old home is as it was"


def test_a_home_that_a_room_serves_from_is_left_alone(oldest):
    with Home.open(oldest) as home, home.serve(), pytest.raises(HomeInUse):
        upgrade.upgrade(oldest, no_tables)


def test_who_wrote_between_the_copy_and_the_change_of_places_is_not_forgotten(oldest):
    """The lock is let go a moment before they change places."""

    def writes(name: str) -> None:
        if name == "exchange":
            with sqlite3.connect(oldest / "room" / "people.sqlite3") as db:
                db.execute("CREATE TABLE late (word TEXT)")
            db.close()

    whole = upgrade._as_it_lies
    lies = iter([whole(oldest)])  # what was seen before that hand came

    def seen(home: Path) -> Any:
        return next(lies, None) or whole(home)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(upgrade, "_as_it_lies", seen)
        with pytest.raises(HomeInUse):
            upgrade.upgrade(oldest, no_tables, step=writes)
    with sqlite3.connect(oldest / "room" / "people.sqlite3") as db:
        assert db.execute("SELECT count(*) FROM late").fetchone() == (0,)
    db.close()
    assert upgrade.old_parts(oldest) == ("heads", "rings")


def test_where_the_record_is_in_postgres_it_stays_there(postgres, tmp_path):
    path = tmp_path / "home"
    with Home.create(path, dsn=postgres) as home:
        home.open_case("talks")
        heads = home.heads()
    aside = upgrade.upgrade(path, no_tables, dsn=postgres)
    assert aside.exists()
    with Home.open(path, dsn=postgres) as home:
        assert (home.cases(), home.heads()) == (("talks",), heads)
