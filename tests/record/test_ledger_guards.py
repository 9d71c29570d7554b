"""What a ledger refuses, when to the letter, and what it says of a record that was spoilt behind its back."""

import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from wasata.errors import ActReused, EntryMissing, HeadMoved, HeadsBroken, NameRefused, PieceMissing, SealBroken
from wasata.record import canon, chain, seal
from wasata.record.chain import EMPTY, NOTHING, Head
from wasata.record.home import Home
from wasata.record.kinds.base import Fact
from wasata.record.kinds.case import NoteWritten
from wasata.record.ledger import Ledger
from wasata.record.stores import Act, Moved, Row
from wasata.record.stores.memory import MemoryStore

MOMENT = datetime(2023, 11, 24, 5, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


class Open(MemoryStore):
    """A store whose rows lie open to whoever spoils them; and which may be as if another machine had been quicker."""

    def __init__(self) -> None:
        super().__init__()
        self.quicker: BaseException | bytes | None = None
        self.asked: list[tuple[str, int, int]] = []

    def spoil(self, of: str, number: int, **changed: Any) -> None:
        self._rows[of][number - 1] = self._rows[of][number - 1]._replace(**changed)

    def rows(self, log: str, after: int, upto: int) -> Iterator[Row]:
        self.asked.append((log, after, upto))
        return super().rows(log, after, upto)

    def append(self, expected: Mapping[str, Head], rows: Sequence[Row], act: Act) -> bytes | None:
        if isinstance(self.quicker, BaseException):
            raise self.quicker
        return self.quicker or super().append(expected, rows, act)


class At:
    at = MOMENT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def store() -> Open:
    return Open()


@pytest.fixture
def clock() -> At:
    return At()


@pytest.fixture
def home(tmp_path: Path, store: Open, clock: At) -> Iterator[Home]:
    with Home.create(tmp_path / "home", store=store, now=clock) as made:
        made.open_case("doha")
        yield made


def note(n: int, text: str = "Nothing changed.") -> NoteWritten:
    return NoteWritten(note=f"n-{n}", text=text, lang="en")


def notes(many: Iterable[int]) -> list[Fact]:
    return [note(n) for n in many]


@pytest.fixture
def ledger(home: Home) -> Ledger:
    """Five notes in the bureau."""
    made = home.ledger("doha", ("bureau", "press"))
    made.append({"bureau": (0, notes(range(5)))}, author="sara", act="first")
    return made


def name_of(ledger: Ledger, log: str = "bureau") -> str:
    return ledger.keys.of(log).random_name


def shown(entries: Iterable[Any]) -> list[str]:
    return [e.data["note"] for e in entries]


# reading


def test_entries_are_read_after_one_and_up_to_another(ledger: Ledger):
    assert shown(ledger.entries("bureau")) == ["n-0", "n-1", "n-2", "n-3", "n-4"]
    assert shown(ledger.entries("bureau", 1)) == ["n-1", "n-2", "n-3", "n-4"]
    assert shown(ledger.entries("bureau", 2, 4)) == ["n-2", "n-3"]
    assert shown(ledger.entries("bureau", 0, 1)) == ["n-0"]
    assert shown(ledger.entries("bureau", -3, 2)) == ["n-0", "n-1"]
    assert shown(ledger.entries("bureau", 5)) == shown(ledger.entries("bureau", 9, 12)) == []
    assert [(e.seq, e.prev, e.hash) for e in ledger.entries("bureau", 2, 3)] == [
        (3, ledger.hash_at("bureau", 2), ledger.hash_at("bureau", 3))
    ]


def test_what_is_not_there_has_no_number(ledger: Ledger):
    assert ledger.entry("bureau", 1).data["note"] == "n-0"
    assert ledger.entry("bureau", 5).data["note"] == "n-4"
    for seq in (0, -1, 6):
        with pytest.raises(EntryMissing) as missing:
            ledger.entry("bureau", seq)
        assert missing.value.values == {"log": "bureau", "seq": seq}


def test_a_hash_is_told_without_opening_its_entry(ledger: Ledger, store: Open):
    whole = [row.hash for row in store.rows(name_of(ledger), 0, 5)]
    store.spoil(name_of(ledger), 3, sealed=b"nothing that opens")
    assert [ledger.hash_at("bureau", n) for n in range(7)] == [NOTHING, *whole, None]
    assert ledger.head("bureau") == Head(5, whole[-1])
    assert ledger.heads() == {"bureau": Head(5, whole[-1]), "press": EMPTY}
    assert ledger.heads(("press",)) == {"press": EMPTY}


def test_reading_one_entry_asks_the_store_for_no_more(ledger: Ledger, store: Open):
    store.asked.clear()
    ledger.entry("bureau", 3)
    ledger.hash_at("bureau", 4)
    assert {upto - after for _, after, upto in store.asked} == {1}


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_changed_entry_is_refused_with_its_log_and_number(ledger: Ledger, store: Open, seq: int):
    row = next(iter(store.rows(name_of(ledger), seq - 1, seq)))
    store.spoil(name_of(ledger), seq, sealed=row.sealed[:-1] + bytes([row.sealed[-1] ^ 1]))
    with pytest.raises(SealBroken) as broken:
        list(ledger.entries("bureau"))
    assert broken.value.values == {"log": "bureau", "seq": seq}


def test_an_entry_under_another_number_is_refused_even_when_it_is_read_alone(ledger: Ledger, store: Open):
    store.spoil(name_of(ledger), 3, seq=4)
    for after in (0, 2):
        with pytest.raises(SealBroken) as broken:
            list(ledger.entries("bureau", after))
        assert broken.value.values == {"log": "bureau", "seq": 3}


def test_an_entry_is_refused_where_the_one_before_was_exchanged(ledger: Ledger, store: Open):
    store.spoil(name_of(ledger), 2, hash="0" * 64)
    with pytest.raises(SealBroken):
        ledger.entry("bureau", 3)


# writing


def test_a_name_may_be_as_long_as_the_record_says_and_no_longer(ledger: Ledger):
    longest = "a" * 128
    ledger.append({"bureau": (5, notes([5]))}, author=longest, act=longest)
    for author, act, what in (("a" * 129, "x", "author"), ("x", "a" * 129, "act"), ("a\n", "x", "author")):
        with pytest.raises(NameRefused) as refused:
            ledger.append({"bureau": (6, notes([6]))}, author=author, act=act)
        assert refused.value.values == {"what": what, "name": author if what == "author" else act}


@pytest.mark.parametrize("name", ["9a.b_c:d@e-f", "Z"])
def test_a_name_may_hold_the_signs_of_an_address(ledger: Ledger, name: str):
    assert ledger.append({"bureau": (5, notes([5]))}, author=name, act=name).act == name


def test_whoever_decided_on_an_older_head_is_told_where_the_log_stands(ledger: Ledger):
    for expected in (4, 6):
        with pytest.raises(HeadMoved) as moved:
            ledger.append({"bureau": (expected, notes([7]))}, author="sara", act=f"late-{expected}")
        assert moved.value.values == {"log": "bureau", "expected": expected, "found": 5}
    assert ledger.head("bureau").seq == 5


def test_another_machine_that_was_quicker_is_told_of_as_a_moved_head(ledger: Ledger, store: Open):
    store.quicker = Moved(name_of(ledger), Head(9, "f" * 64))
    with pytest.raises(HeadMoved) as moved:
        ledger.append({"press": (0, []), "bureau": (5, notes([7]))}, author="sara", act="late")
    assert moved.value.values == {"log": "bureau", "expected": 5, "found": 9}


def test_another_machine_that_did_the_same_act_is_believed_and_one_that_did_another_is_not(
    ledger: Ledger, home: Home, store: Open
):
    other = home.ledger("doha", ("bureau", "press"))
    first = other.append({"bureau": (5, notes([5]))}, author="sara", act="same")
    note_of_it = store.act(other._tag("same", "sara"))
    store._acts.clear()  # as if it came between the look and the write
    store.quicker = note_of_it
    again = ledger.append({"bureau": (6, notes([5]))}, author="sara", act="same")
    assert again.again
    assert (again.first, again.heads, again.recorded_at) == (first.first, first.heads, first.recorded_at)
    with pytest.raises(ActReused) as reused:
        ledger.append({"bureau": (6, notes([6]))}, author="sara", act="same")
    assert reused.value.values == {"act": "same"}


def test_what_an_act_wrote_is_told_log_by_log(ledger: Ledger, home: Home):
    first = ledger.append({"bureau": (5, notes([5, 6])), "press": (0, [])}, author="sara", act="two")
    assert (first.act, first.again, first.recorded_at) == ("two", False, MOMENT + 5 * TICK)
    assert dict(first.first) == {"bureau": 6}
    assert dict(first.heads) == {"bureau": ledger.head("bureau"), "press": EMPTY}
    again = ledger.written("two", "sara")
    assert again is not None
    assert (again.act, again.again, again.recorded_at) == ("two", True, first.recorded_at)
    assert (again.first, again.heads) == (first.first, first.heads)
    narrow = home.ledger("doha", ("press",)).written("two", "sara")
    assert narrow is not None
    assert (dict(narrow.first), dict(narrow.heads)) == ({}, {"press": EMPTY})


def test_every_entry_has_a_moment_of_its_own_whatever_the_clock_says(ledger: Ledger, home: Home, clock: At):
    def moments() -> list[timedelta]:
        return [e.recorded_at - MOMENT for e in home.ledger("doha", ("bureau",)).entries("bureau")]

    assert moments() == [n * TICK for n in range(5)]
    clock.at = MOMENT - timedelta(hours=1)
    ledger.append({"bureau": (5, notes([5, 6]))}, author="sara", act="back")
    assert moments()[5:] == [5 * TICK, 6 * TICK]
    clock.at = (MOMENT + timedelta(hours=1)).astimezone(timezone(timedelta(hours=3)))
    written = ledger.append({"bureau": (7, notes([7]))}, author="sara", act="on")
    assert moments()[7:] == [timedelta(hours=1)]
    assert written.recorded_at.tzinfo == UTC
    home.ledger("doha", ("bureau",)).append({"bureau": (8, notes([8]))}, author="omar", act="other-hand")
    ledger.append({"bureau": (9, notes([9]))}, author="sara", act="again")
    assert moments()[8:] == [timedelta(hours=1) + TICK, timedelta(hours=1) + 2 * TICK]


def test_entries_bear_their_author_their_act_and_a_signature(ledger: Ledger, store: Open):
    ledger.append({"bureau": (5, notes([5]))}, author="omar", act="his")
    last = ledger.entry("bureau", 6)
    assert (last.author, last.act, last.case, last.log) == ("omar", "his", "doha", "bureau")
    for row in store.rows(name_of(ledger), 0, 6):
        assert chain.is_signed(ledger._signer.public, chain.hash_message(row.hash), row.signature)


def test_the_heads_beside_the_keys_follow_every_act(ledger: Ledger):
    ledger.append({"bureau": (5, notes([5])), "press": (0, [])}, author="sara", act="on")
    kept = ledger._book.read()
    assert kept[name_of(ledger)] == ledger.head("bureau")
    assert kept[name_of(ledger, "press")] == EMPTY, "nothing stands in it"


def test_a_log_that_was_only_looked_at_has_no_file_touched(ledger: Ledger, home: Home):
    end = home.path / "keys" / "ends" / name_of(ledger)
    before = end.stat().st_ino
    written = ledger.append({"bureau": (5, []), "press": (0, [note(1)])}, author="sara", act="on")
    assert end.stat().st_ino == before
    assert (dict(written.first), written.heads["bureau"]) == ({"press": 1}, ledger.head("bureau"))


def test_the_digest_of_an_act_is_made_of_author_logs_kinds_and_words(ledger: Ledger):
    def sent(act: str, log: str, *facts: Fact, author: str = "sara") -> str:
        head = ledger.head(log).seq
        ledger.append({log: (head, facts)}, author=author, act=act)
        found = ledger._found(act, author)
        assert found is not None
        return ledger._note(act, found)[0]

    same = sent("1", "bureau", note(1))
    assert same == sent("2", "bureau", note(1))
    others = {
        sent("3", "bureau", note(1), author="omar"), sent("4", "press", note(1)), sent("5", "bureau", note(2)),
        sent("6", "bureau", note(1), note(1)),
    }  # fmt: skip
    assert len({same, *others}) == 5


def test_the_note_of_an_act_that_was_changed_is_refused(ledger: Ledger, store: Open):
    (tag, sealed), = store._acts.items()  # fmt: skip
    store._acts[tag] = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(SealBroken) as broken:
        ledger.written("first", "sara")
    assert broken.value.values == {"log": "acts", "seq": 0}
    store._acts[tag] = sealed
    store._acts[ledger._tag("other", "sara")] = sealed
    with pytest.raises(SealBroken):
        ledger.written("other", "sara")


def test_a_store_learns_neither_author_nor_act(ledger: Ledger, store: Open):
    tags = set(store._acts)
    ledger.append({"bureau": (5, notes([5]))}, author="sara", act="second")
    ledger.append({"bureau": (6, notes([6]))}, author="omar", act="second")
    new = set(store._acts) - tags
    assert len(new) == 2
    assert {len(tag) for tag in new} == {32}
    assert not any(b"sara" in tag or b"second" in tag for tag in new)


def test_what_is_kept_of_an_act_is_made_with_the_keys_of_its_logs(ledger: Ledger):
    """Were its tag or its digest made otherwise, an act of before would be done once more, or refused as another."""
    fact = note(7)
    ledger.append({"bureau": (5, [fact]), "press": (0, [])}, author="omar", act="second")
    tag, body = second_of_omar(ledger, fact)
    told = canon.encode([["case.note_written", 1, body]])
    key = ledger.keys.of("bureau").epochs[1]
    content = {"bureau": hmac.digest(key, b"wasata.act.content.1\n" + told, "sha256").hex()}
    sealed = ledger._store.act(tag)
    assert sealed is not None
    note_of = canon.decode(seal.unseal(ledger.keys.case_keys, seal.ACT, sealed, tag))
    assert note_of["digest"] == hashlib.sha256(canon.encode({"author": "omar", "content": content})).hexdigest()
    assert note_of["epochs"] == {name_of(ledger): 1}
    head = ledger.head("bureau")
    assert note_of["wrote"] == {name_of(ledger): [6, 6, head.hash], name_of(ledger, "press"): [1, 0, NOTHING]}


def second_of_omar(ledger: Ledger, fact: NoteWritten) -> tuple[bytes, str]:
    """The tag of his act, and the digest of what it wrote."""
    tag = hmac.digest(ledger.keys.case_keys[1], b"wasata.tag.2\nomar\nsecond", "sha256")
    return tag, hashlib.sha256(canon.fact_bytes(fact)).hexdigest()


def test_an_act_whose_note_holds_a_plain_digest_is_known_again(ledger: Ledger, store: Open):
    """So they were kept before persons had keys."""
    fact = note(7)
    first = ledger.append({"bureau": (5, [fact]), "press": (0, [])}, author="omar", act="second")
    tag, body = second_of_omar(ledger, fact)
    digest = hashlib.sha256(
        canon.encode({"author": "omar", "content": {"bureau": [["case.note_written", 1, body]], "press": []}})
    )
    note_of = canon.decode(seal.unseal(ledger.keys.case_keys, seal.ACT, store._acts[tag], tag))
    del note_of["epochs"]
    old = canon.encode(note_of | {"digest": digest.hexdigest()})
    store._acts[tag] = seal.seal(ledger.keys.case_keys, seal.ACT, old, tag)
    again = ledger.append({"bureau": (5, [fact]), "press": (0, [])}, author="omar", act="second")
    assert again.again
    assert again.heads == first.heads
    with pytest.raises(ActReused):
        ledger.append({"bureau": (5, [note(8)]), "press": (0, [])}, author="omar", act="second")


def test_an_act_of_before_in_a_log_out_of_sight_is_nobodys_here(home: Home, ledger: Ledger, store: Open):
    other, blind = home.ledger("doha", ("press",)), home.ledger("doha", ("table",))
    other.append({"press": (0, [note(1)])}, author="omar", act="once")
    tag = hmac.digest(ledger.keys.case_keys[1], b"wasata.tag.1\nonce", "sha256")
    done = other._found("once", "omar")
    assert done is not None
    plain = seal.unseal(ledger.keys.case_keys, seal.ACT, done.sealed, done.tag)
    store._acts[tag] = seal.seal(ledger.keys.case_keys, seal.ACT, plain, tag)
    del store._acts[done.tag]
    assert other.written("once", "omar") is not None
    assert other.written("once", "sara") is None
    assert blind.written("once", "omar") is None


def test_who_writes_on_reads_no_entry_again(ledger: Ledger, store: Open):
    store.asked.clear()
    ledger.append({"bureau": (5, [note(5)]), "press": (0, [note(1)])}, author="sara", act="on")
    ledger.append({"bureau": (6, [note(6)]), "press": (1, [note(2)])}, author="sara", act="and-on")
    assert store.asked == []


def test_who_finds_anothers_entry_at_the_end_reads_when_it_was(home: Home, ledger: Ledger, store: Open, clock: At):
    clock.at = MOMENT + timedelta(hours=1)
    home.ledger("doha", ("bureau",)).append({"bureau": (5, [note(5)])}, author="omar", act="later")
    clock.at = MOMENT
    store.asked.clear()
    written = ledger.append({"bureau": (6, [note(6)])}, author="sara", act="on")
    assert written.recorded_at == MOMENT + timedelta(hours=1) + TICK
    assert store.asked


# in line


def test_within_the_block_one_may_append_and_enter_it_again(ledger: Ledger):
    with ledger.in_line():
        with ledger.in_line():
            ledger.append({"bureau": (5, notes([5]))}, author="sara", act="within")
        assert ledger._lines.mine, "the inner block does not let others in"
    assert not ledger._lines.mine


def test_who_names_logs_stands_in_their_lines_and_who_names_none_in_all_of_his(ledger: Ledger):
    with ledger.in_line(("press",)):
        assert ledger._lines.mine == {name_of(ledger, "press")}
    with ledger.in_line(()):
        assert ledger._lines.mine == frozenset()
    with ledger.in_line():
        assert ledger._lines.mine == {name_of(ledger, log) for log in ("bureau", "press")}


def test_nobody_else_writes_within_the_block(ledger: Ledger, home: Home):
    other, done = home.ledger("doha", ("bureau",)), threading.Event()

    def write() -> None:
        other.append({"bureau": (6, notes([6]))}, author="omar", act="outside")
        done.set()

    thread = threading.Thread(target=write)
    with ledger.in_line():
        thread.start()
        assert not done.wait(0.3)
        ledger.append({"bureau": (5, notes([5]))}, author="sara", act="within")
    assert done.wait(20)
    thread.join()


def test_a_block_that_breaks_off_lets_others_in(ledger: Ledger):
    with pytest.raises(KeyError), ledger.in_line():
        raise KeyError
    assert not ledger._lines.mine


# attachments


def test_a_piece_opens_beside_its_own_log_and_its_changed_bytes_nowhere(ledger: Ledger, home: Home):
    name = ledger.keep_piece("bureau", b"a map")
    lies = home.path / "pieces" / name_of(ledger) / name
    assert ledger.piece("bureau", name) == b"a map"
    other = home.path / "pieces" / name_of(ledger, "press")
    other.mkdir(parents=True)
    (other / name).write_bytes(lies.read_bytes())
    for log, spoil in (("press", b""), ("bureau", b"\0")):
        lies.write_bytes(lies.read_bytes() + spoil)
        with pytest.raises(SealBroken) as broken:
            ledger.piece(log, name)
        assert broken.value.values == {"log": log, "seq": 0}
    for missing in (secrets.token_hex(32), name.upper(), name[:-1], name + "0", f"../{name}"):
        with pytest.raises(PieceMissing) as gone:
            ledger.piece("bureau", missing)
        assert gone.value.values == {"log": "bureau", "piece": missing}


def test_a_bundle_ends_at_the_head_it_was_asked_for_and_takes_along_what_its_entries_name(
    ledger: Ledger, home: Home, clock: At
):
    first, later, of_none = (ledger.keep_piece("bureau", content) for content in (b"a map", b"a list", b"never sent"))
    ledger.append({"bureau": (5, [note(5), note(6, first)])}, author="lead", act="names-1")
    ledger.append({"bureau": (7, [note(7, later)])}, author="lead", act="names-2")
    (home.path / "pieces" / name_of(ledger) / "half-written").write_bytes(b"a draft that a crash left")
    clock.at = MOMENT.astimezone(timezone(timedelta(hours=3)))
    told = [(None, 8, {first, later}), (Head(7, str(ledger.hash_at("bureau", 7))), 7, {first})]
    told.append((Head(3, str(ledger.hash_at("bureau", 3))), 3, set()))
    for head, length, named in told:
        lines = [json.loads(line) for line in ledger.export("bureau", head)]
        manifest = lines[-1]["manifest"]
        assert (manifest["length"], manifest["head"]) == (length, ledger.hash_at("bureau", length))
        assert manifest["pieces"] == sorted(named), "not what no entry names: it was never sent"
        assert of_none not in json.dumps(lines)
        assert manifest["exported_at"] == "2023-11-24T05:00:00.000000Z"
        assert (manifest["case"], manifest["log"]) == (ledger.keys.case_random, name_of(ledger))
        assert "note" not in manifest, "none unless one is given"
    assert json.loads(list(ledger.export("press"))[-1])["manifest"]["pieces"] == []
    alone = ledger.keep_piece("press", b"a picture")
    ledger.append({"press": (0, [note(1, alone)])}, author="lead", act="names-3")
    assert json.loads(list(ledger.export("press"))[-1])["manifest"]["pieces"] == [alone], (
        "its very first entry names it"
    )


def test_a_head_file_tells_the_head_it_was_asked_for(ledger: Ledger, clock: At):
    clock.at = MOMENT.astimezone(timezone(timedelta(hours=3)))
    for head in (None, Head(3, str(ledger.hash_at("bureau", 3)))):
        said = json.loads(ledger.head_file("bureau", head))["head"]
        assert (said["seq"], said["hash"]) == (head.seq if head else 5, ledger.hash_at("bureau", said["seq"]))
        assert said["noted_at"] == "2023-11-24T05:00:00.000000Z"
        assert (said["case"], said["log"]) == (ledger.keys.case_random, name_of(ledger))
        assert "note" not in said, "none unless one is given"


def test_a_piece_is_sealed_for_its_case_and_its_log(ledger: Ledger, home: Home):
    name = ledger.keep_piece("bureau", b"a map")
    sealed = (home.path / "pieces" / name_of(ledger) / name).read_bytes()
    place = canon.encode({"case": ledger.keys.case_random, "log": name_of(ledger)})
    assert seal.unpadded(seal.unseal(ledger.keys.of("bureau").epochs, seal.PIECE, sealed, place)) == b"a map"


def test_a_piece_keeps_the_name_it_was_carried_by_and_no_other_word(ledger: Ledger, home: Home):
    carried = "c" * 64
    assert ledger.keep_piece("bureau", b"a map", carried) == carried
    assert ledger.piece("bureau", carried) == b"a map"
    for odd in ("../../keys", "a map", carried.upper(), ""):
        name = ledger.keep_piece("bureau", b"a list", odd)
        sealed = (home.path / "pieces" / name_of(ledger) / name).read_bytes()
        assert name == hashlib.sha256(sealed).hexdigest()


def test_whoever_opens_nothing_takes_all_pieces_along_and_nothing_else_that_lies_there(ledger: Ledger, home: Home):
    name = ledger.keep_piece("bureau", b"a map")
    (home.path / "pieces" / name_of(ledger) / "half-written").write_bytes(b"a draft that a crash left")
    case = home.cases()[0]
    blind = home.blind_ledger(case, ("bureau",))
    manifest = json.loads(list(blind.export("bureau"))[-1])["manifest"]
    assert manifest["pieces"] == [name]


def test_a_bundle_begins_with_the_first_entry(ledger: Ledger, store: Open):
    lines = [json.loads(line) for line in ledger.export("bureau")]
    assert [line["seq"] for line in lines if "seq" in line] == [1, 2, 3, 4, 5]


# verifying


def found(ledger: Ledger) -> tuple[bool, bool, bool, list[tuple[str, int]]]:
    bureau, press = ledger.verify().logs
    assert (press.whole, press.signed, press.anchored, press.faults, press.log) == (True, True, True, (), "press")
    assert (bureau.log, bureau.random_name, bureau.head) == ("bureau", name_of(ledger), ledger.head("bureau"))
    return bureau.whole, bureau.signed, bureau.anchored, [(f.what, f.seq) for f in bureau.faults]


def test_each_way_a_log_can_be_spoilt_has_its_own_name(ledger: Ledger, store: Open):
    name, rows = name_of(ledger), list(store.rows(name_of(ledger), 0, 5))
    assert found(ledger) == (True, True, True, [])
    store.spoil(name, 2, signature=bytes(64))
    assert found(ledger) == (True, False, True, [("signature", 2)])
    store.spoil(name, 2, **rows[1]._asdict() | {"sealed": rows[2].sealed})
    assert found(ledger) == (False, True, True, [("chain", 2)])
    del store._rows[name][1]
    assert found(ledger) == (False, True, True, [("missing", 2), ("chain", 3)])
    store._rows[name] = rows[:4]
    assert found(ledger) == (True, True, False, [("anchor", 5)])
    store._rows[name] = [*rows]
    store.spoil(name, 5, hash="0" * 64)
    whole, signed, anchored, faults = found(ledger)
    assert (whole, signed, anchored) == (False, False, False)
    assert faults == [("chain", 5), ("signature", 5), ("anchor", 5)]


def test_an_entry_is_missed_though_the_chain_was_drawn_past_it_with_every_key(ledger: Ledger, store: Open):
    last = ledger.head("bureau")
    rows, _ = ledger._sealed("bureau", Head(6, last.hash), [(note(6), canon.fact_bytes(note(6)))], MOMENT, "x", "x")
    store._rows[name_of(ledger)] += rows
    assert found(ledger) == (False, True, True, [("missing", 6)])


def test_the_head_kept_beside_the_keys_stands_in_its_own_place(ledger: Ledger, store: Open):
    last = str(ledger.hash_at("bureau", 5))
    store.spoil(name_of(ledger), 3, hash=last)
    store.spoil(name_of(ledger), 5, hash="0" * 64)
    assert found(ledger)[2] is False


def test_a_verdict_needs_the_head_of_every_log_it_is_about(ledger: Ledger, home: Home):
    press = home.path / "keys" / "ends" / name_of(ledger, "press")
    press.unlink()
    assert home.ledger("doha", ("bureau",)).verify().anchored
    with pytest.raises(HeadsBroken):
        ledger.verify()


def test_a_verdict_is_as_good_as_its_worst_log(ledger: Ledger, store: Open):
    verdict = ledger.verify()
    assert (verdict.whole, verdict.signed, verdict.anchored) == (True, True, True)
    store.spoil(name_of(ledger), 2, signature=bytes(64))
    verdict = ledger.verify()
    assert (verdict.whole, verdict.signed, verdict.anchored) == (True, False, True)
    del store._rows[name_of(ledger)][4:]
    verdict = ledger.verify()
    assert (verdict.whole, verdict.signed, verdict.anchored) == (True, False, False)
    del store._rows[name_of(ledger)][0]
    assert not ledger.verify().whole


def test_a_ledger_says_of_itself_its_case_and_its_logs(ledger: Ledger):
    assert (ledger.case, ledger.logs) == ("doha", ("bureau", "press"))
