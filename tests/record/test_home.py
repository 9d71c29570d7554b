"""A home: keys for its owner only, one room at a time, and no going back behind the signed heads."""

import os
import shutil
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from wasata.errors import (
    DiskFull,
    GuardMissing,
    HeadsBroken,
    HomeInUse,
    HomeMissing,
    HomeReadOnly,
    HomeWrong,
    KeyRefused,
    NotCanonical,
    NotHeld,
    RecordOlder,
    SealBroken,
    StoreFailed,
    WasataError,
)
from wasata.record import canon, chain, files
from wasata.record.chain import EMPTY, Head
from wasata.record.fold import Folds, View
from wasata.record.home import KEEPER, Home
from wasata.record.keyring import OPENED, Keyring
from wasata.record.kinds.access import RecordRestored
from wasata.record.kinds.case import NoteWritten
from wasata.record.ledger import Ledger
from wasata.record.stores import Act, Row
from wasata.record.stores.memory import MemoryStore


def note(n: int, text: str = "Nothing changed.") -> NoteWritten:
    return NoteWritten(note=f"n-{n}", text=text, lang="en")


def write(ledger: Ledger, count: int, name: str = "a") -> None:
    for n in range(count):
        ledger.append({"bureau": (ledger.head("bureau").seq, [note(n)])}, author="lead", act=f"{name}-{n}")


def write_to(home: Home, case: str, log: str) -> None:
    ledger = home.ledger(case, (log,))
    ledger.append({log: (ledger.head(log).seq, [note(0)])}, author="lead", act=f"to-{log.replace('/', '-')}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Home.create(tmp_path / "home") as home:
        home.open_case("doha")
        write(home.ledger("doha", ("bureau",)), 5)
    return tmp_path / "home"


def database(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path / "record.sqlite3", isolation_level=None)


def without_guards(path: Path, *statements: str) -> None:
    """Somebody who owns the file takes the guards away, does his work, and puts them back."""
    db = database(path)
    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    for _, sql in guards:
        db.execute(sql)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def end_of(path: Path, log: str) -> Path:
    """The file of one log's signed head."""
    with Home.open(path) as home:
        return path / "keys" / "ends" / home.ledger("doha", (log,)).keys.of(log).random_name


def test_a_home_made_twice_is_one_home(path: Path):
    with Home.create(path) as home:
        assert home.cases() == ("doha",)
        assert home.ledger("doha", ("bureau",)).head("bureau").seq == 5


@pytest.mark.parametrize("step", range(1, 6))
def test_a_home_whose_making_was_broken_off_is_made_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
):
    steps, write_whole = [0], files.write_whole

    def broken_off(path: Path, data: bytes, **how: bool) -> None:
        steps[0] += 1
        if steps[0] == step:
            raise KeyboardInterrupt
        write_whole(path, data, **how)

    with monkeypatch.context() as patched:
        patched.setattr("wasata.record.files.write_whole", broken_off)
        if step < 5:
            with pytest.raises(KeyboardInterrupt):
                Home.create(tmp_path / "home")
        else:
            Home.create(tmp_path / "home").close()
            assert steps == [4], "every file of a new home was met"
    with Home.create(tmp_path / "home") as home:
        home.open_case("doha")
        write(home.ledger("doha", ("bureau",)), 1)
        assert home.ledger("doha", ("bureau",)).verify().anchored


def test_every_file_is_for_its_owner_only(path: Path):
    with Home.open(path) as home:
        ledger = home.ledger("doha", ("bureau",))
        ledger.keep_piece("bureau", b"attachment")
        folds = Folds(ledger)
        folds.get(View("n", 1, ("bureau",), int, lambda s, _: s + 1, lambda s: str(s).encode(), int))
        folds.keep()
        modes = {p.relative_to(path): p.stat().st_mode & 0o777 for p in (path, *path.rglob("*"))}
    assert not {p: oct(m) for p, m in modes.items() if m & 0o077}
    assert not [p for p in path.rglob(".*") if p.name != ".making"]


def test_names_of_cases_and_logs_stand_nowhere_on_the_disk(path: Path):
    with Home.open(path) as home:
        home.open_case("a-secret-case")
        home.open_log("a-secret-case", "line/quietly")
    everything = b"".join(p.read_bytes() + str(p.relative_to(path)).encode() for p in path.rglob("*") if p.is_file())
    for name in (b"a-secret-case", b"quietly", b"bureau", b"press", b"line/"):
        assert name not in everything


@pytest.mark.parametrize("where", ["nowhere", "file/below", "empty"])
def test_no_home_is_told(tmp_path: Path, where: str):
    (tmp_path / "file").write_text("")
    (tmp_path / "empty").mkdir()
    with pytest.raises(HomeMissing) as missing:
        Home.open(tmp_path / where)
    assert missing.value.values["path"] == str(tmp_path / where)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"format":"wasata.home.2"}', b"\xff"])
def test_a_damaged_home_file_is_told(path: Path, data: bytes):
    (path / "home.json").write_bytes(data)
    with pytest.raises(HomeWrong):
        Home.open(path)


def test_a_home_of_another_store_is_not_opened_with_this_one(path: Path, tmp_path: Path):
    with pytest.raises(HomeWrong):
        Home.open(path, dsn="postgresql://nowhere/x")
    with pytest.raises(HomeWrong):
        Home.open(path, store=MemoryStore())
    Home.create(tmp_path / "given", store=MemoryStore()).close()
    with pytest.raises(HomeWrong):
        Home.open(tmp_path / "given")


# keys


@pytest.mark.parametrize("name", ["room.key", "signing.key", "*.ring"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666])
def test_a_key_file_open_to_others_is_refused(path: Path, name: str, mode: int):
    (file,) = (path / "keys").glob(name)
    file.chmod(mode)
    with pytest.raises(KeyRefused) as refused:
        Home.open(path).ledger("doha", ("bureau",))
    assert refused.value.values["path"] == str(file)


@pytest.mark.parametrize("name", ["room.key", "signing.key"])
@pytest.mark.parametrize("data", [b"", b"abc", b"zz" * 32, b"00" * 31, b"\xff" * 64])
def test_a_damaged_key_file_is_refused(path: Path, name: str, data: bytes):
    (path / "keys" / name).write_bytes(data)
    with pytest.raises(KeyRefused):
        Home.open(path)
    (path / "keys" / name).unlink()
    with pytest.raises(KeyRefused):
        Home.open(path)


def test_keys_of_another_room_open_nothing(path: Path, tmp_path: Path):
    Home.create(tmp_path / "other").close()
    shutil.copy(tmp_path / "other" / "keys" / "room.key", path / "keys" / "room.key")
    with Home.open(path) as home, pytest.raises(KeyRefused):
        home.ledger("doha", ("bureau",))


@pytest.mark.parametrize(
    "spoil", [lambda d: d[:-1], lambda d: b"{}", lambda d: d.replace(b'"1"', b'"2"'), lambda d: b""]
)
def test_a_damaged_keyring_is_refused(path: Path, spoil: Callable[[bytes], bytes]):
    (ring,) = (path / "keys").glob("*.ring")
    ring.write_bytes(spoil(ring.read_bytes()))
    with pytest.raises(KeyRefused), Home.open(path) as home:
        home.ledger("doha", ("bureau",))


# heads


def copied(path: Path, to: Path) -> None:
    db = database(path)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    shutil.copytree(path, to)


def put_back(path: Path, copy: Path) -> None:
    for p in path.glob("record.sqlite3*"):
        p.unlink()
    shutil.copy(copy / "record.sqlite3", path / "record.sqlite3")


def test_a_database_put_back_to_an_older_day_is_refused_until_the_loss_is_accepted(path: Path, tmp_path: Path):
    copied(path, tmp_path / "copy")
    with Home.open(path) as home:
        write(home.ledger("doha", ("bureau",)), 3, "later")
    put_back(path, tmp_path / "copy")
    with pytest.raises(RecordOlder) as older:
        Home.open(path)
    assert older.value.values == {"log": "doha/bureau", "kept": 8, "found": 5}
    with pytest.raises(RecordOlder):
        Home.create(path)
    with Home.open(path, restored=True) as home:
        assert home.ledger("doha", ("bureau",)).verify().anchored
    with Home.open(path) as home:
        write(home.ledger("doha", ("bureau",)), 1, "on")


def restored_facts(home: Home, case: str = "doha") -> list[tuple[str, RecordRestored]]:
    entries = home.ledger(case, ("access",)).entries("access")
    return [(e.author, e.fact) for e in entries if isinstance(e.fact, RecordRestored)]


def test_a_restore_stands_in_the_cases_it_touches_and_in_no_other(path: Path, tmp_path: Path):
    with Home.open(path) as home:
        home.open_case("geneva")
        write_to(home, "geneva", "press")
    copied(path, tmp_path / "copy")
    with Home.open(path) as home:
        early = home.ledger("doha", ("bureau",)).head("bureau")
        write(home.ledger("doha", ("bureau",)), 3, "later")
        write_to(home, "doha", "access")
        late = home.ledger("doha", ("bureau", "access")).heads()
    put_back(path, tmp_path / "copy")
    with Home.open(path, restored=True) as home:
        ((author, fact),) = restored_facts(home)
        assert (author, fact.heads) == (KEEPER, "kept")
        assert {x.log: (x.noted, x.noted_head, x.found, x.found_head) for x in fact.logs} == {
            "bureau": (8, late["bureau"].hash, 5, early.hash),
            "access": (1, late["access"].hash, 0, "0" * 64),
        }
        assert home.accepted == {"doha": fact}
        assert restored_facts(home, "geneva") == []
        assert home.ledger("doha", ("access", "bureau")).verify().anchored
    with Home.open(path) as home:
        assert len(restored_facts(home)) == 1, "accepted once, told once"
    assert not list((path / "keys").glob("ends.new*"))


def test_lost_heads_that_were_set_anew_stand_in_every_case(path: Path):
    shutil.rmtree(path / "keys" / "ends")
    with Home.open(path, restored=True) as home:
        ((_, fact),) = restored_facts(home)
        assert fact.heads == "lost"
        assert {(x.log, x.noted, x.found) for x in fact.logs} == {
            (log, None, 5 if log == "bureau" else 0) for log in OPENED
        }  # fmt: skip


def test_nothing_is_told_of_a_restore_that_gave_nothing_up(path: Path):
    with Home.open(path, restored=True) as home:
        assert home.accepted == {}
        assert restored_facts(home) == []
        assert home.ledger("doha", ("bureau",)).verify().anchored


def test_a_restore_that_cannot_be_recorded_is_not_accepted(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    copied(path, tmp_path / "copy")
    with Home.open(path) as home:
        write(home.ledger("doha", ("bureau",)), 3, "later")
    put_back(path, tmp_path / "copy")

    def fails(*_: object, **__: object) -> None:
        raise DiskFull(path="record")

    with monkeypatch.context() as full:
        full.setattr(Ledger, "append", fails)
        with pytest.raises(DiskFull):
            Home.open(path, restored=True)
    with pytest.raises(RecordOlder):
        Home.open(path)
    with Home.open(path, restored=True) as home:
        assert len(restored_facts(home)) == 1


def test_nothing_is_accepted_while_a_room_serves(path: Path):
    with Home.open(path) as home, home.serve(), pytest.raises(HomeInUse):
        Home.open(path, restored=True)


def test_a_database_rewritten_after_it_was_put_back_is_refused(path: Path, tmp_path: Path):
    copied(path, tmp_path / "copy")
    with Home.open(path) as home:
        write(home.ledger("doha", ("bureau",)), 3, "later")
    with Home.open(tmp_path / "copy") as other:  # the same keys and signatures, another history of the same length
        write(other.ledger("doha", ("bureau",)), 4, "forged")
    copied(tmp_path / "copy", tmp_path / "forged")
    put_back(path, tmp_path / "forged")
    with pytest.raises(RecordOlder):
        Home.open(path)
    with Home.open(path, restored=True) as home:
        ((_, fact),) = restored_facts(home)
        assert [(x.log, x.noted, x.found) for x in fact.logs] == [("bureau", 8, 9)]


def test_a_tail_cut_off_in_the_live_store_is_refused(path: Path):
    without_guards(path, "DELETE FROM entries WHERE seq = 5")
    with pytest.raises(RecordOlder) as older:
        Home.open(path)
    assert older.value.values == {"log": "doha/bureau", "kept": 5, "found": 4}


def test_an_emptied_store_is_refused(path: Path):
    without_guards(path, "DELETE FROM entries", "DELETE FROM acts")
    with pytest.raises(RecordOlder):
        Home.open(path)


@pytest.mark.parametrize(
    "spoil", [None, lambda d: b"", lambda d: d.replace(b'"seq":5', b'"seq":4'), lambda d: d[:-2], lambda d: b"[]"]
)
def test_heads_missing_changed_or_not_ours_are_refused(path: Path, spoil: Callable[[bytes], bytes] | None):
    heads = end_of(path, "bureau")
    if spoil is None:
        heads.unlink()
    else:
        heads.write_bytes(spoil(heads.read_bytes()))
    with pytest.raises(HeadsBroken):
        Home.open(path)
    with Home.open(path, restored=True) as home:
        assert home.ledger("doha", ("bureau",)).verify().anchored


def test_heads_that_lag_behind_a_crash_are_no_fault(path: Path):
    before = end_of(path, "bureau").read_bytes()
    with Home.open(path) as home:
        write(home.ledger("doha", ("bureau",)), 2, "later")
    end_of(path, "bureau").write_bytes(before)  # killed between the commit and the heads
    with Home.open(path) as home:
        ledger = home.ledger("doha", ("bureau",))
        assert ledger.verify().anchored
        write(ledger, 1, "on")
        assert home._book.read()[ledger.keys.of("bureau").random_name].seq == 8


def as_before(path: Path) -> dict[str, Head]:
    """The home as it was when one file held the heads of all logs; gives these."""
    with Home.open(path) as home:
        heads, signer = home.heads(), home._signer
    shutil.rmtree(path / "keys" / "ends")
    plain = {log: {"hash": h.hash, "seq": h.seq} for log, h in heads.items()}
    signature = signer.sign(b"wasata.heads.1\n" + canon.encode(plain)).hex()
    one = canon.encode({"format": "wasata.heads.1", "heads": plain, "signature": signature})
    (path / "keys" / "heads").write_bytes(one)
    for name in ("keys/heads.lock", "line"):
        (path / name).write_bytes(b"")
    return heads


def test_a_home_with_one_file_of_heads_gets_one_for_each_log(path: Path):
    heads = as_before(path)
    with Home.open(path) as home:
        assert home._book.read() == dict.fromkeys(home._log_names(), EMPTY) | heads
        assert len(home._log_names()) == len(OPENED)
        write(home.ledger("doha", ("bureau",)), 1, "on")
    assert not [name for name in ("keys/heads", "keys/heads.lock", "line") if (path / name).exists()]
    Home.open(path).close()


def test_the_one_file_takes_no_head_back(path: Path):
    as_before(path)
    one = (path / "keys" / "heads").read_bytes()
    with Home.open(path) as home:
        write(home.ledger("doha", ("bureau",)), 3, "later")
    (path / "keys" / "heads").write_bytes(one)  # from a copy of the keys, laid over these
    with Home.open(path) as home:
        assert home._book.head(home.ledger("doha", ("bureau",)).keys.of("bureau").random_name).seq == 8


def test_a_database_put_back_is_refused_by_the_one_file_too(path: Path, tmp_path: Path):
    copied(path, tmp_path / "copy")
    with Home.open(path) as home:
        write(home.ledger("doha", ("bureau",)), 3, "later")
    as_before(path)
    put_back(path, tmp_path / "copy")
    with pytest.raises(RecordOlder):
        Home.open(path)
    with Home.open(path, restored=True) as home:
        ((_, fact),) = restored_facts(home)
        assert [(x.log, x.noted, x.found) for x in fact.logs] == [("bureau", 8, 5)]


def test_one_file_that_is_not_ours_is_refused_until_its_loss_is_accepted(path: Path):
    as_before(path)
    (path / "keys" / "heads").write_bytes(b"{}")
    with pytest.raises(HeadsBroken):
        Home.open(path)
    with Home.open(path, restored=True) as home:
        ((_, fact),) = restored_facts(home)
        assert fact.heads == "lost"
    Home.open(path).close()


def test_the_head_of_a_log_that_was_taken_away_is_missed_though_nothing_stands_in_it(path: Path):
    end_of(path, "table").unlink()
    with pytest.raises(HeadsBroken):
        Home.open(path)


def test_a_log_whose_opening_was_broken_off_hinders_nobody(path: Path, monkeypatch: pytest.MonkeyPatch):
    def broken_off(_: Keyring) -> None:
        raise KeyboardInterrupt

    with Home.open(path) as home:
        with monkeypatch.context() as patched:
            patched.setattr(Keyring, "keep", broken_off)
            with pytest.raises(KeyboardInterrupt):
                home.open_log("doha", "line/coast")
        assert "line/coast" not in home.logs("doha")
        home.open_log("doha", "line/coast")
        write_to(home, "doha", "line/coast")
    with Home.open(path) as home:
        assert home.ledger("doha", ("line/coast",)).verify().anchored


def test_a_log_opened_twice_keeps_its_head(path: Path):
    with Home.open(path) as home:
        home.open_log("doha", "bureau")
        assert home._book.head(home.ledger("doha", ("bureau",)).keys.of("bureau").random_name).seq == 5


def test_the_room_stands_in_the_lines_of_logs_it_does_not_open(path: Path):
    with Home.open(path) as home:
        names = {log: home.ledger("doha", (log,)).keys.of(log).random_name for log in ("bureau", "press")}
        with home.in_line("doha", ("bureau", "press")):
            assert home._lines.mine == set(names.values())
            write(home.ledger("doha", ("bureau",)), 1, "within")
            assert home.by(home._now)._lines is home._lines
        with pytest.raises(NotHeld) as missing, home.in_line("doha", ("bureau", "line/coast")):
            pass
        assert missing.value.values == {"log": "line/coast"}


def test_a_home_whose_guards_were_taken_away_is_refused(path: Path):
    database(path).execute("DROP TRIGGER entries_stay")
    with pytest.raises(GuardMissing):
        Home.open(path)


# the live store spoilt behind the guards' back


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        ("UPDATE entries SET sealed = substr(sealed, 1, 50) || x'00' || substr(sealed, 52) WHERE seq = 3", [("chain", 3)]),
        ("UPDATE entries SET hash = 'g' || substr(hash, 2) WHERE seq = 3", [("chain", 3), ("signature", 3), ("chain", 4)]),
        ("UPDATE entries SET hash = x'ff00' WHERE seq = 3", [("chain", 3), ("signature", 3), ("chain", 4)]),
        ("UPDATE entries SET signature = zeroblob(64) WHERE seq = 2", [("signature", 2)]),
        ("DELETE FROM entries WHERE seq = 2", [("missing", 2), ("chain", 3)]),
    ],
)  # fmt: skip
def test_a_live_log_spoilt_behind_its_guards_is_found_and_named(
    path: Path, statement: str, faults: list[tuple[str, int]]
):
    without_guards(path, statement)
    with Home.open(path) as home:
        ledger = home.ledger("doha", ("bureau", "press"))
        verdict = ledger.verify()
        assert not (verdict.whole and verdict.signed)
        bureau, press = verdict.logs
        assert [(f.what, f.seq) for f in bureau.faults] == faults
        assert press.faults == ()
        if "sealed" in statement or "DELETE" in statement:
            with pytest.raises(SealBroken) as broken:
                list(ledger.entries("bureau"))
            assert broken.value.values == {"log": "bureau", "seq": faults[0][1]}


def test_an_entry_forged_with_the_rooms_own_signature_does_not_open_and_is_found(path: Path):
    """Whoever has the signing key and not the log's data key: chain and signature fit, the seal does not."""
    with Home.open(path) as home:
        ledger = home.ledger("doha", ("bureau",))
        name, head = ledger.keys.of("bureau").random_name, ledger.head("bureau")
        forged = b"\0\0\0\1" + bytes(80)
        digest = chain.entry_hash(chain.header(ledger.keys.case_random, name, head.hash, 6), forged)
        row = Row(name, 6, forged, digest, home._signer.sign(chain.hash_message(digest)))
        home._store.append({name: head}, [row], Act(b"t" * 32, b"s"))
        (verdict,) = ledger.verify().logs
        assert [(f.what, f.seq) for f in verdict.faults] == [("seal", 6)]
        assert (verdict.whole, verdict.signed) == (False, True)
        with pytest.raises(SealBroken):
            ledger.entry("bureau", 6)


def test_a_tail_cut_off_under_an_open_room_is_found_by_the_next_check(path: Path):
    with Home.open(path) as home:
        ledger = home.ledger("doha", ("bureau", "press"))
        assert ledger.verify().anchored
        without_guards(path, "DELETE FROM entries WHERE seq = 5")
        bureau, press = ledger.verify().logs
        assert (bureau.whole, bureau.signed, bureau.anchored) == (True, True, False)
        assert [(f.what, f.seq) for f in bureau.faults] == [("anchor", 5)]
        assert press.anchored


def test_two_entries_exchanged_are_found_and_do_not_open(path: Path):
    taken = "(SELECT sealed FROM t WHERE seq = {}) WHERE seq = {}"
    without_guards(
        path,
        "CREATE TEMP TABLE t AS SELECT * FROM entries",
        *(f"UPDATE entries SET sealed = {taken.format(a, b)}" for a, b in ((2, 4), (4, 2))),
    )
    with Home.open(path) as home:
        ledger = home.ledger("doha", ("bureau",))
        assert [(f.what, f.seq) for f in ledger.verify().logs[0].faults] == [("chain", 2), ("chain", 4)]
        with pytest.raises(SealBroken):
            list(ledger.entries("bureau"))


def test_an_entry_moved_to_another_log_of_the_same_case_does_not_open(path: Path):
    with Home.open(path) as home:
        ledger = home.ledger("doha", ("bureau", "press"))
        press = ledger.keys.of("press").random_name
        bureau = ledger.keys.of("bureau").random_name
    without_guards(
        path,
        f"INSERT INTO entries SELECT '{press}', seq, sealed, hash, signature FROM entries WHERE log = '{bureau}' AND seq = 1",
    )
    with Home.open(path) as home:
        ledger = home.ledger("doha", ("bureau", "press"))
        assert [(f.what, f.seq) for f in ledger.verify().logs[1].faults] == [("chain", 1)]
        with pytest.raises(SealBroken):
            ledger.entry("press", 1)


# serving


def test_one_room_at_a_time_and_the_command_line_beside_it(path: Path):
    with Home.open(path) as home, home.serve():
        with Home.open(path) as other:
            with pytest.raises(HomeInUse), other.serve():
                pass
            write(other.ledger("doha", ("bureau",)), 1, "beside")
        code = (
            "import sys, pathlib; from wasata.record.home import Home; "
            "Home.open(pathlib.Path(sys.argv[1])).serve().__enter__()"
        )
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
        assert "home_in_use" in done.stderr
    with Home.open(path) as home, home.serve():
        pass


# nothing unsealed

PLANTED = ("PLANTEDWORD", "كلمةمزروعة")


def test_no_file_of_the_home_holds_a_word_that_was_sealed(tmp_path: Path):
    """Entries, attachments, snapshots, and what is left after refusals: searched as bytes, as UTF-16, and inflated."""
    path = tmp_path / "home"
    planted = " ".join(PLANTED)
    with Home.create(path) as home:
        home.open_case("doha")
        ledger = home.ledger("doha", ("bureau", "press"))
        folds = Folds(ledger)
        view: View[list[str]] = View(
            "words",
            1,
            ("bureau",),
            list,
            lambda s, e: [*s, e.data["text"]],
            lambda s: "\n".join(s).encode(),
            lambda b: b.decode().split("\n"),
        )
        for n in range(20):
            ledger.append(
                {"bureau": (n, [note(n, planted)]), "press": (n, [note(n, planted)])},
                author=PLANTED[0],
                act=f"{PLANTED[0]}-{n}",
            )
            assert planted in folds.get(view)[-1]
            folds.keep()
        ledger.keep_piece("press", planted.encode() * 1000)
        broken = NoteWritten.model_construct(
            note="Broken Ident", text=planted, lang="en", about="state", happened_at=None
        )
        for bad in (broken, NoteWritten.model_construct(note="n", text=planted + "\ud800", lang="en", about="state")):
            with pytest.raises(NotCanonical) as refused:
                ledger.append({"bureau": (20, [bad])}, author="lead", act="bad")
            assert not any(word in str(refused.value) for word in PLANTED)
        with pytest.raises(WasataError):
            ledger.append({"bureau": (3, [note(99, planted)])}, author="lead", act="late")
        found = {
            p: p.read_bytes() for p in path.rglob("*") if p.is_file()
        }  # with the write-ahead log, before it is folded in
    found |= {p.with_suffix(".closed"): p.read_bytes() for p in path.rglob("*") if p.is_file()}
    assert sum(map(len, found.values())) > 100_000
    for file, data in found.items():
        for word in PLANTED:
            assert word.encode() not in data, file
            assert word.encode("utf-16-le") not in data, file
            assert word not in file.name
        for start in range(len(data) - 1):  # a zlib stream inside
            if data[start] == 0x78 and data[start + 1] in (0x01, 0x5E, 0x9C, 0xDA):
                try:
                    inflated = zlib.decompressobj().decompress(data[start:], 10_000)
                except zlib.error:
                    continue
                assert not any(word.encode() in inflated for word in PLANTED), file


def test_the_planted_word_would_be_found_if_it_lay_open(tmp_path: Path):
    """The search above can fail: the same words in a plain note are found."""
    file = tmp_path / "plain"
    file.write_text(" ".join(PLANTED))
    assert all(word.encode() in file.read_bytes() for word in PLANTED)


def test_the_daily_root_covers_every_log_and_changes_with_each(path: Path):
    with Home.open(path) as home:
        home.open_log("doha", "cell")
        first, _ = home.note_heads("doha")
        again, _ = home.note_heads("doha")
        assert first.logs == len(OPENED) + 1
        assert first.root != again.root  # salted anew: equal heads cannot be told from equal roots
        assert isinstance(first.noted_at, datetime)
        ledger = home.ledger("doha", ("bureau",))
        ledger.append({"bureau": (5, [first])}, author="room", act="daily")
        assert ledger.entry("bureau", 6).fact == first


def test_a_store_on_a_disk_that_is_only_read_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "home"
    Home.create(path).close()

    def cannot(*_args: object, **_how: object) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_CANTOPEN, "SQLITE_CANTOPEN"
        raise error

    monkeypatch.setattr(sqlite3, "connect", cannot)
    with pytest.raises(StoreFailed):
        Home.open(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(HomeReadOnly):
        Home.open(path)
