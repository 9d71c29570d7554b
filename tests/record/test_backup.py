"""Copies of a home: each with what came since, opened by two officers, and a home again that differs in nothing."""

import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wasata.errors import BackupCut, BackupRefused, HeadsBroken, HomeReadOnly, HomeStands, NotHeld, RecordOlder
from wasata.record import backup, files
from wasata.record.backup import add, check, copies_in, restore
from wasata.record.home import Home
from wasata.record.kinds.case import NoteWritten
from wasata.record.person_key import Cost, Pair
from wasata.record.persons import COPIES_LAST

AT = datetime(2031, 5, 4, 6, 30, tzinfo=UTC)
SECRET = "They would take forty for eight, and the fishermen first."
LINE = "line/a"


def write(home: Home, log: str, count: int, by: Pair | None = None, name: str = "a") -> None:
    for n in range(count):
        ledger = home.ledger("quiet", (log,), by)
        fact = NoteWritten(note=f"{name}-{n}", text=SECRET, lang="en")
        ledger.append({log: (ledger.head(log).seq, [fact])}, author="lead", act=f"{name}-{n}")


@pytest.fixture
def officers() -> Pair:
    """The key that two officers put together."""
    return Pair.new()


@pytest.fixture
def home(tmp_path: Path, sara: Pair) -> Home:
    made = Home.create(tmp_path / "home")
    made.open_case("quiet", recovery=Pair.new().public)
    made.open_log("quiet", LINE, persons=(sara.public,))
    write(made, "bureau", 7)
    write(made, LINE, 3, sara, "b")
    made.ledger("quiet", (LINE,), sara).keep_piece(LINE, b"a photograph")
    made.persons._cost = Cost(passes=1, memory=64, lanes=1)
    made.persons.make("lead", "right", at=AT)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def same(one: Home, other: Home) -> bool:
    logs = sorted(one.heads())
    rows = [[list(home.store.rows(log, 0, 10**6)) for log in logs] for home in (one, other)]
    acts = [list(home.store.acts()) for home in (one, other)]
    return one.heads() == other.heads() and rows[0] == rows[1] and acts[0] == acts[1]


def whole(home: Home) -> bool:
    told = home.ledger("quiet", ("bureau",)).verify()
    return told.whole and told.signed and told.anchored


def test_a_home_restored_differs_in_nothing(home: Home, folder: Path, officers: Pair, sara: Pair, tmp_path: Path):
    part = add(home, folder, officers.public, at=AT)
    assert (part.number, part.entries, part.acts, part.pieces) == (1, 10, 10, 1)
    told = restore(folder, tmp_path / "again", officers)
    assert (told.at, told.entries, told.acts, told.pieces, told.persons) == (AT, 10, 10, 1, 1)
    with Home.open(tmp_path / "again") as again:
        assert same(home, again)
        assert again.public_key == home.public_key
        assert whole(again)
        ledger = again.ledger("quiet", (LINE,), sara)
        assert [e.fact.text for e in ledger.entries(LINE)] == [SECRET] * 3
        (piece,) = (tmp_path / "again" / "pieces").glob("*/*")
        assert ledger.piece(LINE, piece.name) == b"a photograph"
        assert again.persons.open("lead", "right").public == home.persons.of("lead").public
        write(again, "bureau", 1, name="on")
        with pytest.raises(NotHeld):
            again.ledger("quiet", (LINE,))


def test_each_copy_takes_what_came_since_and_together_they_are_the_home(
    home: Home, folder: Path, officers: Pair, sara: Pair, tmp_path: Path
):
    add(home, folder, officers.public, at=AT)
    write(home, "bureau", 2, name="later")
    home.ledger("quiet", (LINE,), sara).keep_piece(LINE, b"another photograph")
    second = add(home, folder, officers.public, at=AT + timedelta(days=1))
    assert (second.number, second.entries, second.acts, second.pieces) == (2, 2, 2, 1)
    third = add(home, folder, officers.public, at=AT + timedelta(days=2))
    assert (third.number, third.entries, third.acts, third.pieces) == (3, 0, 0, 0)
    assert [p.number for p in check(folder, room=home.public_key).parts] == [1, 2, 3]
    told = restore(folder, tmp_path / "again", officers)
    assert (told.entries, told.acts, told.pieces) == (12, 12, 2)
    with Home.open(tmp_path / "again") as again:
        assert same(home, again)


def test_a_log_opened_between_two_copies_is_in_the_second(
    home: Home, folder: Path, officers: Pair, sara: Pair, tmp_path: Path
):
    add(home, folder, officers.public, at=AT)
    home.open_log("quiet", "line/b", persons=(sara.public,))
    write(home, "line/b", 2, sara, "c")
    assert add(home, folder, officers.public, at=AT).entries == 2
    restore(folder, tmp_path / "again", officers)
    with Home.open(tmp_path / "again") as again:
        assert again.ledger("quiet", ("line/b",), sara).head("line/b").seq == 2


def test_no_word_and_no_key_stands_open_in_a_copy(home: Home, folder: Path, officers: Pair):
    add(home, folder, officers.public, at=AT, extra={"room/sign-in.key": lambda: b"a secret of the door"})
    planted = [SECRET.encode(), b"a photograph", b"a secret of the door", b"fishermen", b"quiet", b"bureau"]
    planted += [(home.path / "keys" / name).read_bytes().strip() for name in ("room.key", "signing.key")]
    for file in folder.rglob("*"):
        if file.is_file():
            assert file.stat().st_mode & 0o077 == 0, file
            data = file.read_bytes()
            assert not [p for p in planted if p in data], file


def test_only_the_officers_key_restores(home: Home, folder: Path, officers: Pair, sara: Pair, tmp_path: Path):
    add(home, folder, officers.public, at=AT)
    with pytest.raises(BackupRefused) as told:
        restore(folder, tmp_path / "again", sara)
    assert told.value.values["why"] == "record.why.backup_key"
    assert not (tmp_path / "again").exists()


def test_what_the_room_keeps_beside_the_record_comes_back_as_it_was_last(
    home: Home, folder: Path, officers: Pair, tmp_path: Path
):
    add(home, folder, officers.public, at=AT, extra={"room/people.sqlite3": lambda: b"one"})
    add(home, folder, officers.public, at=AT, extra={"room/people.sqlite3": lambda: b"two"})
    restore(folder, tmp_path / "again", officers)
    assert (tmp_path / "again" / "room" / "people.sqlite3").read_bytes() == b"two"
    restore(folder, tmp_path / "earlier", officers, upto=1)
    assert (tmp_path / "earlier" / "room" / "people.sqlite3").read_bytes() == b"one"


@pytest.mark.parametrize("cut", [0, 1, 500, -1])
def test_a_last_part_that_is_cut_is_told_and_what_came_before_it_can_be_had(
    home: Home, folder: Path, officers: Pair, tmp_path: Path, cut: int
):
    add(home, folder, officers.public, at=AT)
    write(home, "bureau", 2, name="later")
    add(home, folder, officers.public, at=AT + timedelta(days=1))
    path = folder / "000002.part"
    path.write_bytes(path.read_bytes()[:cut])
    for ask in (lambda: check(folder), lambda: restore(folder, tmp_path / "again", officers)):
        with pytest.raises(BackupRefused) as told:
            ask()
        assert isinstance(told.value, BackupCut)
        assert told.value.values == {"path": str(path), "why": "record.why.backup_changed", "upto": 1}
    assert not (tmp_path / "again").exists()
    assert restore(folder, tmp_path / "again", officers, upto=1).entries == 10
    with Home.open(tmp_path / "again") as again:
        assert again.ledger("quiet", ("bureau",)).head("bureau").seq == 7


@pytest.mark.parametrize("spoil", [lambda data: data[:40], lambda _: b"", None])
def test_a_list_that_was_cut_off_takes_no_copy_along(
    home: Home, folder: Path, officers: Pair, tmp_path: Path, spoil: Callable[[bytes], bytes] | None
):
    """What is written last is the list of the parts: a medium that was pulled out may hold a piece of it, or none."""
    add(home, folder, officers.public, at=AT)
    write(home, "bureau", 2, name="later")
    add(home, folder, officers.public, at=AT + timedelta(days=1))
    path = folder / backup.INDEX
    path.unlink() if spoil is None else path.write_bytes(spoil(path.read_bytes()))
    for ask in (lambda: check(folder), lambda: restore(folder, tmp_path / "again", officers)):
        with pytest.raises(BackupCut) as told:
            ask()
        assert told.value.values["upto"] == 2
    assert backup.sealed_for(folder) == officers.public
    assert restore(folder, tmp_path / "again", officers, upto=2).entries == 12


def test_copies_whose_list_was_lost_are_gone_on_with_and_none_is_written_over(
    home: Home, folder: Path, officers: Pair, tmp_path: Path
):
    add(home, folder, officers.public, at=AT)
    first = (folder / "000001.part").read_bytes()
    (folder / backup.INDEX).unlink()
    write(home, "bureau", 2, name="later")
    part = add(home, folder, officers.public, at=AT + timedelta(days=1))
    assert (part.number, part.entries) == (2, 2)
    assert (folder / "000001.part").read_bytes() == first
    assert restore(folder, tmp_path / "again", officers).entries == 12
    (folder / backup.INDEX).unlink()
    (folder / "000001.part").write_bytes(b"spoilt")
    with pytest.raises(BackupRefused):
        add(home, folder, officers.public, at=AT + timedelta(days=2))
    assert not (folder / "000003.part").exists()


def test_what_a_killed_copy_left_behind_goes_with_the_next(home: Home, folder: Path, officers: Pair):
    add(home, folder, officers.public, at=AT)
    (folder / ".000002.part").write_bytes(b"half")
    add(home, folder, officers.public, at=AT)
    assert not (folder / ".000002.part").exists()
    assert [p.number for p in check(folder).parts] == [1, 2]


def test_how_far_a_copy_is_is_told(home: Home, folder: Path, officers: Pair, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(backup, "_TOLD_EVERY", 4)
    told: list[tuple[int, int]] = []
    add(home, folder, officers.public, at=AT, progress=lambda done, of: told.append((done, of)))
    assert told == [(4, 10), (8, 10)]


def test_heads_that_outlived_their_home_are_asked_for_what_the_copies_lack(
    home: Home, folder: Path, officers: Pair, tmp_path: Path
):
    add(home, folder, officers.public, at=AT)
    write(home, "bureau", 2, name="later")
    home.open_log("quiet", "line/late")
    ends = home.path / "keys" / "ends"
    restore(folder, tmp_path / "again", officers, outlived=ends)
    with pytest.raises(RecordOlder) as older:
        Home.open(tmp_path / "again")
    assert older.value.values == {"log": "quiet/bureau", "kept": 9, "found": 7}
    for end in ends.iterdir():
        end.write_bytes(end.read_bytes().replace(b'"seq":9', b'"seq":8'))
    with pytest.raises(HeadsBroken):
        restore(folder, tmp_path / "forged", officers, outlived=ends)
    assert not (tmp_path / "forged").exists()


@pytest.mark.parametrize("name", ["000001.part", "000001.list", backup.INDEX])
def test_what_was_taken_out_of_the_folder_is_missed(
    home: Home, folder: Path, officers: Pair, tmp_path: Path, name: str
):
    add(home, folder, officers.public, at=AT)
    add(home, folder, officers.public, at=AT)
    (folder / name).unlink()
    if name != "000001.list":
        with pytest.raises(BackupRefused):
            restore(folder, tmp_path / "again", officers)
    if name == "000001.list":
        with pytest.raises(BackupRefused) as told:
            add(home, folder, officers.public, at=AT)
        assert told.value.values["why"] == "record.why.missing"


def test_a_list_that_was_changed_would_leave_something_out_and_is_found(home: Home, folder: Path, officers: Pair):
    add(home, folder, officers.public, at=AT)
    (folder / "000001.list").write_bytes(b'["pieces/x/y"]')
    with pytest.raises(BackupRefused) as told:
        add(home, folder, officers.public, at=AT)
    assert told.value.values["why"] == "record.why.backup_changed"
    assert [p.number for p in copies_in(folder).parts] == [1]


@pytest.mark.parametrize(
    "change", [(b'"number":1', b'"number":2'), (b'"entries":10', b'"entries":11'), (b"backup.1", b"backup.2")]
)
def test_an_index_that_was_changed_is_refused(home: Home, folder: Path, officers: Pair, change: tuple[bytes, bytes]):
    add(home, folder, officers.public, at=AT)
    path = folder / backup.INDEX
    assert change[0] in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(*change))
    with pytest.raises(BackupRefused) as told:
        check(folder)
    assert told.value.values["why"] == "record.why.backup_signature"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"format":"wasata.backup.1"}'])
def test_an_index_that_is_none_is_refused(folder: Path, data: bytes):
    folder.mkdir()
    (folder / backup.INDEX).write_bytes(data)
    with pytest.raises(BackupRefused):
        copies_in(folder)


def test_copies_of_two_rooms_or_for_two_keys_are_not_mixed(home: Home, folder: Path, officers: Pair, tmp_path: Path):
    add(home, folder, officers.public, at=AT)
    with pytest.raises(BackupRefused) as told:
        add(home, folder, Pair.new().public, at=AT)
    assert told.value.values["why"] == "record.why.backup_key"
    with Home.create(tmp_path / "other") as other:
        for ask in (lambda: add(other, folder, officers.public, at=AT), lambda: check(folder, room=other.public_key)):
            with pytest.raises(BackupRefused) as told:
                ask()
            assert told.value.values["why"] == "record.why.backup_room"
    assert [p.number for p in check(folder).parts] == [1]


def test_copies_of_another_past_are_not_gone_on_with(home: Home, folder: Path, officers: Pair, tmp_path: Path):
    """The home was put back to an older day and went on otherwise."""
    add(home, folder, officers.public, at=AT)
    restore(folder, tmp_path / "again", officers)
    write(home, "bureau", 2, name="here")
    add(home, folder, officers.public, at=AT)
    with Home.open(tmp_path / "again") as again:
        for count in (1, 1, 1):  # behind, as far, further: never the same
            write(again, "bureau", count, name=f"there{again.ledger('quiet', ('bureau',)).head('bureau').seq}")
            with pytest.raises(BackupRefused) as told:
                add(again, folder, officers.public, at=AT)
            assert told.value.values["why"] == "record.why.backup_past"
    assert [p.number for p in check(folder).parts] == [1, 2]


def spoil(path: Path, sql: str) -> None:
    db = sqlite3.connect(path / "record.sqlite3", isolation_level=None)
    (guard,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'entries_keep'").fetchone()
    db.execute("DROP TRIGGER entries_keep")
    db.execute(sql)
    db.execute(guard)
    db.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET sealed = zeroblob(60) WHERE seq = 2", "UPDATE entries SET signature = zeroblob(64) WHERE seq = 2",
        "UPDATE entries SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 2",
    ],
)  # fmt: skip
def test_a_record_that_is_broken_makes_no_copy_that_would_pass_for_good(
    home: Home, folder: Path, officers: Pair, sql: str
):
    spoil(home.path, sql)
    with pytest.raises(BackupRefused) as told:
        add(home, folder, officers.public, at=AT)
    assert told.value.values["why"] == "record.why.backup_broken"
    assert copies_in(folder) is None
    assert not list(folder.glob("*.part"))
    assert not list(folder.glob(".*.part"))


def test_nothing_is_restored_over_anything(home: Home, folder: Path, officers: Pair, tmp_path: Path):
    add(home, folder, officers.public, at=AT)
    with pytest.raises(HomeStands):
        restore(folder, home.path, officers)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(HomeStands):
        restore(folder, tmp_path / "full", officers)
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    assert restore(folder, tmp_path / "empty", officers).entries == 10


def test_where_there_are_no_copies_that_is_said(folder: Path, officers: Pair, tmp_path: Path, home: Home):
    for ask in (lambda: check(folder), lambda: restore(folder, tmp_path / "again", officers)):
        with pytest.raises(BackupRefused) as told:
            ask()
        assert told.value.values["why"] == "record.why.missing"
    add(home, folder, officers.public, at=AT)
    with pytest.raises(BackupRefused):
        restore(folder, tmp_path / "again", officers, upto=0)


def test_keys_of_persons_are_copied_apart_and_their_copies_go_after_thirty_days(
    home: Home, folder: Path, officers: Pair, tmp_path: Path
):
    add(home, folder, officers.public, at=AT)
    add(home, folder, officers.public, at=AT + COPIES_LAST)
    assert sorted(p.name for p in (folder / "persons").iterdir()) == ["000001.part", "000002.part"]
    home.persons.forget("lead")
    add(home, folder, officers.public, at=AT + COPIES_LAST + timedelta(days=1))
    assert sorted(p.name for p in (folder / "persons").iterdir()) == ["000002.part", "000003.part"]
    assert restore(folder, tmp_path / "again", officers).persons == 0
    with Home.open(tmp_path / "again") as again:
        assert again.persons.names() == ()
    shutil.rmtree(folder / "persons")
    told = restore(folder, tmp_path / "without", officers)
    assert (told.entries, told.persons, told.persons_at) == (10, 0, None)


def test_a_medium_is_swept_by_anybody_who_comes_with_it(home: Home, folder: Path, officers: Pair):
    add(home, folder, officers.public, at=AT)
    add(home, folder, officers.public, at=AT + timedelta(days=9))
    assert backup.oldest_persons(folder) == AT
    assert backup.forget_persons(folder, AT + COPIES_LAST) == ()
    assert [p.name for p in backup.forget_persons(folder, AT + COPIES_LAST + timedelta(seconds=1))] == ["000001.part"]
    assert backup.oldest_persons(folder) == AT + timedelta(days=9)
    assert len(backup.forget_persons(folder, AT + timedelta(days=99))) == 1
    assert backup.oldest_persons(folder) is None
    assert [p.number for p in check(folder).parts] == [1, 2]


def test_whoever_was_forgotten_since_does_not_come_back_with_an_older_copy(
    home: Home, folder: Path, officers: Pair, tmp_path: Path
):
    home.persons.make("omar", "right too", at=AT)
    add(home, folder, officers.public, at=AT)
    old = home.persons.of("lead").public
    home.persons.forget("omar")
    home.persons.forget("lead")
    home.persons.make("lead", "another", at=AT)
    add(home, folder, officers.public, at=AT + timedelta(days=1))
    told = restore(folder, tmp_path / "again", officers, upto=1)
    assert (told.persons, told.persons_at, told.part, told.last) == (1, AT, 1, 2)
    with Home.open(tmp_path / "again") as again:
        assert again.persons.names() == ("lead",)
        assert again.persons.open("lead", "right").public == old, "what was sealed then was sealed for that key"


def test_a_table_of_persons_that_somebody_else_sealed_is_none(home: Home, folder: Path, officers: Pair, tmp_path: Path):
    """The public half stands in the list: anybody could seal keys of his own for it."""
    add(home, folder, officers.public, at=AT)
    with Home.create(tmp_path / "strangers") as other:
        other.persons._cost = Cost(passes=1, memory=64, lanes=1)
        other.persons.make("lead", "his own", at=AT)
        add(other, tmp_path / "theirs", officers.public, at=AT)
    shutil.copy(tmp_path / "theirs" / "persons" / "000001.part", folder / "persons" / "000001.part")
    with pytest.raises(BackupCut):
        check(folder)
    assert restore(folder, tmp_path / "again", officers, upto=1).persons == 0


def test_entries_move_from_one_kind_of_database_to_another(
    home: Home, folder: Path, officers: Pair, postgres: str, tmp_path: Path
):
    add(home, folder, officers.public, at=AT)
    restore(folder, tmp_path / "in-postgres", officers, dsn=postgres)
    with Home.open(tmp_path / "in-postgres", dsn=postgres) as there:
        assert same(home, there)
        write(there, "bureau", 1, name="on")
        add(there, tmp_path / "its-copies", officers.public, at=AT)
        restore(tmp_path / "its-copies", tmp_path / "and-back", officers)
        with Home.open(tmp_path / "and-back") as back:
            assert same(there, back)


def test_what_is_written_while_copies_are_made_comes_whole_or_with_the_next(
    home: Home, folder: Path, officers: Pair, sara: Pair, tmp_path: Path
):
    """Two write without a pause while copies are made. What they send again later is done if it was not, and never twice."""
    ended = threading.Event()
    written: dict[str, int] = {"bureau": 0, LINE: 0}

    def at_work(log: str, by: Pair | None) -> None:
        while not ended.is_set():
            write(home, log, 1, by, name=f"{log[0]}{written[log]}")
            written[log] += 1

    hands = [threading.Thread(target=at_work, args=given) for given in (("bureau", None), (LINE, sara))]
    for hand in hands:
        hand.start()
    try:
        for _ in range(6):
            add(home, folder, officers.public, at=AT)
    finally:
        ended.set()
        for hand in hands:
            hand.join()
    assert min(written.values()) > 6
    for upto in (1, 3, 6):
        restore(folder, tmp_path / f"{upto}", officers, upto=upto)
        with Home.open(tmp_path / f"{upto}") as again:
            assert whole(again)
            for log, by in (("bureau", None), (LINE, sara)):
                for n in range(written[log]):
                    write(again, log, 1, by, name=f"{log[0]}{n}")
                acts = Counter(e.act for e in again.ledger("quiet", (log,), by).entries(log))
                assert {acts[f"{log[0]}{n}-0"] for n in range(written[log])} == {1}
    add(home, folder, officers.public, at=AT)
    restore(folder, tmp_path / "last", officers)
    with Home.open(tmp_path / "last") as again:
        assert same(home, again)


def test_a_log_that_is_opened_while_a_copy_is_made_begins_it_anew(
    home: Home, folder: Path, officers: Pair, sara: Pair, tmp_path: Path
):
    opened: list[str] = []

    def opening() -> bytes:
        if len(opened) < 2:
            opened.append(f"line/new{len(opened)}")
            home.open_log("quiet", opened[-1], persons=(sara.public,))
            write(home, opened[-1], 1, sara, name=f"n{len(opened)}")
        return b""

    assert add(home, folder, officers.public, at=AT, extra={"room/x": opening}).entries == 12
    restore(folder, tmp_path / "again", officers)
    with Home.open(tmp_path / "again") as again:
        assert same(home, again)


def test_who_opens_logs_all_the_while_is_told_that_no_copy_was_made(home: Home, folder: Path, officers: Pair):
    def opening() -> bytes:
        home.open_log("quiet", f"line/n{len(home.logs('quiet'))}")
        return b""

    with pytest.raises(BackupRefused) as told:
        add(home, folder, officers.public, at=AT, extra={"room/x": opening})
    assert told.value.values["why"] == "record.why.backup_busy"


def test_a_full_or_shut_medium_is_told_and_the_copies_there_stand(
    home: Home, folder: Path, officers: Pair, monkeypatch: pytest.MonkeyPatch
):
    add(home, folder, officers.public, at=AT)
    write(home, "bureau", 1, name="later")

    def shut(_path: Path) -> object:
        raise PermissionError(13, "shut")

    monkeypatch.setattr(files, "private", shut)
    with pytest.raises(HomeReadOnly):
        add(home, folder, officers.public, at=AT)
    monkeypatch.undo()
    assert [p.number for p in check(folder).parts] == [1]
    assert add(home, folder, officers.public, at=AT).entries == 1


def test_a_name_in_a_copy_never_leads_out_of_the_home(tmp_path: Path):
    for name in ("../outside", "/etc/outside", "keys/../../outside"):
        with pytest.raises(BackupRefused):
            backup._put(tmp_path / "home", name, b"x")
    assert not (tmp_path / "outside").exists()
