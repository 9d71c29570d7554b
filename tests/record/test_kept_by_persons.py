"""A case that persons keep: with nobody there the room reads who was given what, and no word of a side."""

import json
import shutil
from pathlib import Path

import pytest

from wasata.errors import NotHeld, SealBroken
from wasata.record.fold import Folds, View
from wasata.record.home import Home
from wasata.record.kinds.access import RecordRestored
from wasata.record.kinds.case import NoteWritten
from wasata.record.person_key import Pair

SECRET = "They would take forty for eight, and the fishermen first."
LINE = "line/a"


def note(n: int, text: str = SECRET) -> NoteWritten:
    return NoteWritten(note=f"n-{n}", text=text, lang="en")


def write(home: Home, log: str, n: int, by: Pair | None = None) -> None:
    ledger = home.ledger("quiet", (log,), by)
    ledger.append({log: (ledger.head(log).seq, [note(n)])}, author="lead", act=f"a-{n}")


def words(home: Home, log: str, by: Pair | None = None) -> list[str]:
    return [e.fact.text for e in home.ledger("quiet", (log,), by).entries(log) if isinstance(e.fact, NoteWritten)]


@pytest.fixture
def path(tmp_path: Path, recovery: Pair, sara: Pair) -> Path:
    with Home.create(tmp_path / "home") as home:
        home.open_case("quiet", recovery=recovery.public)
        home.open_log("quiet", LINE, persons=(sara.public,))
        write(home, LINE, 1, sara)
        ledger = home.ledger("quiet", ("bureau",))
        ledger.append({"bureau": (0, [note(2, "The watch begins.")])}, author="lead", act="b")
        assert ledger.head("bureau").seq == 1
        told = View(
            "test.words", 1, (LINE,), list, lambda state, entry: [*state, entry.data["text"]],
            pack=lambda state: json.dumps(state).encode(), unpack=lambda packed: json.loads(bytes(packed)),
        )  # fmt: skip
        folds = Folds(home.ledger("quiet", (LINE,), sara))
        assert folds.get(told) == [SECRET]
        folds.keep(1)
        home.ledger("quiet", (LINE,), sara).keep_piece(LINE, SECRET.encode())
    return tmp_path / "home"


def test_whoever_has_the_whole_home_and_no_person_reads_no_word_of_a_side(path: Path):
    with Home.open(path) as home:
        assert home.logs("quiet") == tuple(sorted((*home.opens("quiet"), LINE)))
        assert LINE not in home.opens("quiet")
        with pytest.raises(NotHeld):
            home.ledger("quiet", (LINE,))
        for log in home.opens("quiet"):
            assert SECRET not in words(home, log)
        assert words(home, "bureau") == ["The watch begins."]
    there = [f for f in path.rglob("*") if f.is_file()]
    assert any("folds" in f.parts for f in there), "snapshots were written"
    assert any("pieces" in f.parts for f in there)
    for file in there:
        data = file.read_bytes()
        assert SECRET.encode() not in data, file
        assert b"fishermen" not in data, file


def test_with_her_there_it_reads_as_it_was_written(path: Path, sara: Pair):
    with Home.open(path) as home:
        assert LINE in home.opens("quiet", sara)
        assert words(home, LINE, sara) == [SECRET]
        with pytest.raises(NotHeld):
            home.ledger("quiet", (LINE,), Pair.new())


def test_officers_with_the_recovery_words_read_it_too_and_hand_it_on(path: Path, recovery: Pair):
    omar = Pair.new()
    with Home.open(path) as home:
        assert home.recovery("quiet") == recovery.public
        assert words(home, LINE, recovery) == [SECRET]
        home.hand_key("quiet", LINE, recovery, omar.public)
        assert words(home, LINE, omar) == [SECRET]
    with Home.open(path) as home:
        assert words(home, LINE, omar) == [SECRET]


def test_who_was_taken_off_reads_nothing_that_comes(path: Path, sara: Pair, recovery: Pair):
    omar = Pair.new()
    with Home.open(path) as home:
        home.hand_key("quiet", LINE, sara, omar.public)
        stale = home.ledger("quiet", (LINE,), omar)
        home.take_key("quiet", LINE, omar.name, (sara.public,))
        with pytest.raises(NotHeld):
            home.ledger("quiet", (LINE,), omar)
        write(home, LINE, 3, sara)
        assert words(home, LINE, sara) == [SECRET, SECRET]
        read = iter(stale.entries(LINE))
        assert next(read).fact == note(1), "what he could read he may have copied"
        with pytest.raises(SealBroken):
            next(read)
        assert home.holders("quiet", LINE) == {
            sara.name: frozenset({1, 2}), recovery.name: frozenset({1, 2}),
        }  # fmt: skip


def test_nobody_is_taken_off_and_left_at_once(path: Path, sara: Pair):
    with Home.open(path) as home:
        with pytest.raises(ValueError, match="left"):
            home.take_key("quiet", LINE, sara.name, (sara.public,))
        assert words(home, LINE, sara) == [SECRET]


def test_a_log_closed_to_the_room_still_stands_in_the_day_s_root_and_in_line(path: Path, sara: Pair):
    with Home.open(path) as home:
        fact, sheet = home.note_heads("quiet")
        assert fact.logs == len(home.logs("quiet"))
        assert sheet
        with home.in_line("quiet", (LINE,)):
            pass


def test_a_case_kept_by_the_room_stands_beside_it_as_it_was(path: Path):
    with Home.open(path) as home:
        home.open_case("sample")
        home.open_log("sample", LINE, persons=(Pair.new().public,))
        assert home.recovery("sample") is None
        assert home.opens("sample") == frozenset(home.logs("sample"))
        assert home.holders("sample", LINE) == {"room": frozenset({1})}


def test_a_restore_that_cuts_a_closed_log_off_says_which_it_was(path: Path, tmp_path: Path, sara: Pair):
    shutil.copy(path / "record.sqlite3", tmp_path / "older")
    with Home.open(path) as home:
        write(home, LINE, 4, sara)
    for file in path.glob("record.sqlite3*"):
        if not file.name.endswith(".line"):
            file.unlink()
    shutil.copy(tmp_path / "older", path / "record.sqlite3")
    with Home.open(path, restored=True) as home:
        told = [e.fact for e in home.ledger("quiet", ("access",)).entries("access")]
        (restored,) = [f for f in told if isinstance(f, RecordRestored)]
        assert [(x.log, x.noted, x.found) for x in restored.logs] == [(LINE, 2, 1)]
        assert words(home, LINE, sara) == [SECRET]


def test_keys_of_persons_are_beside_the_rings_and_apart(path: Path):
    with Home.open(path) as home:
        assert home.persons.folder == path / "keys" / "persons"
        assert home.persons.names() == ()
