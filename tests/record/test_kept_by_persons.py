"""A case that persons keep: with nobody there the room reads who was given what, and no word of a side."""

import json
import shutil
import threading
from pathlib import Path

import pytest

from wasata.errors import ActReused, KeyTurned, NotHeld, SealBroken, TwoNeeded
from wasata.record import canon, seal
from wasata.record.fold import Folds, View
from wasata.record.home import Home
from wasata.record.kinds.access import RecordRestored
from wasata.record.kinds.case import NoteWritten
from wasata.record.ledger import Ledger
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
        home.take_keys("quiet", LINE, (omar.name,), (sara.public,))
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
            home.take_keys("quiet", LINE, (sara.name,), (sara.public,))
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
    with pytest.raises(TwoNeeded):
        Home.open(path, restored=True)  # the owner of the machine alone
    asked: list[str | None] = []

    def consent(_home: Home, case: str | None) -> tuple[str, ...]:
        asked.append(case)
        return ("omar", "sara")

    with Home.open(path, restored=True, consent=consent) as home:
        assert asked == ["quiet"]
        told = [e.fact for e in home.ledger("quiet", ("access",)).entries("access")]
        (restored,) = [f for f in told if isinstance(f, RecordRestored)]
        assert [(x.log, x.noted, x.found) for x in restored.logs] == [(LINE, 2, 1)]
        assert restored.accepted_by == ("omar", "sara")
        assert words(home, LINE, sara) == [SECRET]


def test_keys_of_persons_are_beside_the_rings_and_apart(path: Path):
    with Home.open(path) as home:
        assert home.persons.folder == path / "keys" / "persons"
        assert home.persons.names() == ()


def test_whoever_opened_before_a_turn_does_not_go_on_writing_under_the_old_key(path: Path, sara: Pair):
    omar = Pair.new()
    with Home.open(path) as home, Home.open(path) as other:
        home.hand_key("quiet", LINE, sara, omar.public)
        before = home.ledger("quiet", (LINE,), sara)
        other.take_keys("quiet", LINE, (omar.name,), (sara.public,))  # as another process would
        with pytest.raises(KeyTurned):
            before.append({LINE: (1, [note(7)])}, author="lead", act="late")
        with pytest.raises(KeyTurned):
            before.keep_piece(LINE, SECRET.encode())
        anew = home.ledger("quiet", (LINE,), sara)
        anew.append({LINE: (1, [note(7)])}, author="lead", act="late")
        assert anew.head(LINE).seq == 2
        assert not list((path / "pieces").glob("*/.*")), "nothing was left half"


def test_a_turn_waits_for_who_is_writing(path: Path, sara: Pair):
    ended: list[str] = []
    with Home.open(path) as home, Home.open(path) as other:
        ledger = home.ledger("quiet", (LINE,), sara)
        turning = threading.Thread(
            target=lambda: (other.take_keys("quiet", LINE, (), (sara.public,)), ended.append("turned"))
        )
        with ledger.in_line():
            turning.start()
            turning.join(0.2)
            assert not ended
            ledger.append({LINE: (1, [note(8)])}, author="lead", act="first")
        turning.join(10)
        assert ended == ["turned"]


def test_the_stamp_of_a_case_moves_with_its_keys_and_with_nothing_else(path: Path, sara: Pair):
    with Home.open(path) as home, Home.open(path) as other:
        before = home.stamp("quiet")
        write(home, LINE, 9, sara)
        assert home.stamp("quiet") == before
        other.take_keys("quiet", LINE, (), (sara.public,))
        assert home.stamp("quiet") != before
        assert home.holders("quiet", LINE)[sara.name] == frozenset({1, 2}), "what was read of the ring is read again"


def test_the_note_of_an_act_tells_the_room_nothing_of_a_short_answer(path: Path, sara: Pair):
    """The room has the key of the case: it opens the note, and could try every short answer there is."""
    answers = [note(10, word) for word in ("yes", "no")]
    with Home.open(path) as home:
        ledger = home.ledger("quiet", (LINE,), sara)
        first = ledger.append({LINE: (1, [answers[0]])}, author="lead", act="answer")
        stored = home.ledger("quiet", ("bureau",))
        kept = stored._store.act(stored._tag("answer", "lead"))
        told = canon.decode(seal.unseal(stored._keys.case_keys, seal.ACT, kept, stored._tag("answer", "lead")))
        tried = [Ledger._digest(stored, "lead", {LINE: [(fact, canon.fact_bytes(fact))]}, None) for fact in answers]
        assert told["digest"] not in tried
        assert ledger.append({LINE: (1, [answers[0]])}, author="lead", act="answer").heads == first.heads
        with pytest.raises(ActReused):
            ledger.append({LINE: (1, [answers[1]])}, author="lead", act="answer")


def test_an_act_is_known_again_after_a_turn_and_by_nobody_who_has_not_its_key(path: Path, sara: Pair):
    omar = Pair.new()
    with Home.open(path) as home:
        write(home, LINE, 11, sara)
        home.take_keys("quiet", LINE, (), (sara.public, omar.public))
        done = home.ledger("quiet", (LINE,), sara).append({LINE: (1, [note(11)])}, author="lead", act="a-11")
        assert done.again
        with pytest.raises(ActReused):  # he was handed the new key alone
            home.ledger("quiet", (LINE,), omar).append({LINE: (1, [note(11)])}, author="lead", act="a-11")


def test_a_case_the_room_has_kept_is_taken_over_by_persons(tmp_path: Path, sara: Pair, recovery: Pair):
    with Home.create(tmp_path / "home") as home:
        home.open_case("quiet")
        home.open_log("quiet", LINE)
        home.open_log("quiet", "cell")
        ledger = home.ledger("quiet", (LINE,))
        ledger.append({LINE: (0, [note(1)])}, author="lead", act="a")
        home.keep_by_persons("quiet", recovery.public, {LINE: (sara.public,)})
        assert LINE not in home.opens("quiet")
        assert words(home, LINE, sara) == [SECRET]
        assert words(home, LINE, recovery) == [SECRET]
        with pytest.raises(KeyTurned):
            ledger.append({LINE: (1, [note(2)])}, author="lead", act="b")
        write(home, LINE, 3, sara)
        with pytest.raises(SealBroken):
            list(ledger.entries(LINE))
        assert home.opens("quiet", recovery) >= {LINE, "cell"}, "what nobody held opens by the recovery key"
        with pytest.raises(ValueError, match="already"):
            home.keep_by_persons("quiet", recovery.public, {})


def test_another_recovery_key_takes_the_place_of_the_old(path: Path, sara: Pair, recovery: Pair):
    new = Pair.new()
    with Home.open(path) as home:
        home.open_log("quiet", "cell")
        with pytest.raises(NotHeld, match="cell"):  # she does not hold it: with the old key gone it would be lost
            home.keep_by_persons("quiet", new.public, {LINE: (sara.public,)}, by=sara)
        assert home.recovery("quiet") == recovery.public
        home.keep_by_persons("quiet", new.public, {LINE: (sara.public,)}, by=recovery)
        assert home.recovery("quiet") == new.public
        write(home, LINE, 12, sara)
        assert words(home, LINE, new) == [SECRET, SECRET]
        assert "cell" in home.opens("quiet", new)
        assert not {LINE, "cell"} & home.opens("quiet", recovery)
        assert recovery.name not in home.holders("quiet", LINE)
        home.open_case("sample")
        with pytest.raises(ValueError, match="room keeps"):
            home.keep_by_persons("sample", new.public, {}, by=recovery)
