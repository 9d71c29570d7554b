"""Laws of folding: in pieces or in one go, from a snapshot or from nothing, in whatever order equal instants came."""

import itertools
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wasata.errors import DiskFull, HeadMoved, KindUnknown, StoreFailed
from wasata.record import fold, kinds, lift
from wasata.record.entry import Entry
from wasata.record.fold import Folds, View, let_go
from wasata.record.home import Home
from wasata.record.kinds.base import Fact, Ident
from wasata.record.kinds.case import NoteWritten
from wasata.record.ledger import Ledger
from wasata.record.stores.memory import MemoryStore

LOGS = ("bureau", "press", "table")
T0 = datetime(2023, 11, 24, 5, tzinfo=UTC)


@dataclass
class Clock:
    at: datetime = field(default=T0)

    def __call__(self) -> datetime:
        return self.at


def note(name: str) -> NoteWritten:
    return NoteWritten(note=name, text=f"words of {name}", lang="en")


def home(folder: Path, clock: Clock) -> Home:
    made = Home.create(folder, store=MemoryStore(), now=clock)
    made.open_case("doha")
    return made


def put_back_to_nothing(made: Home) -> None:
    """The database goes back to before its first entry; the snapshots stay."""
    made._store._rows.clear()  # type: ignore[attr-defined]
    made._store._acts.clear()  # type: ignore[attr-defined]


def steps(state: list[Any], entry: Entry) -> list[Any]:
    """Keeps all there is, in order: any difference in what was folded or in which order shows."""
    state.append([entry.log, entry.seq, entry.data["note"], entry.act])
    return state


def by_log(state: list[Any], entry: Entry) -> list[Any]:
    """A view as views are: not finer than the order the record gives (per log, and by time across logs)."""
    state.append([entry.recorded_at.isoformat(), sorted([entry.log])[0], entry.data["note"]])
    return state


def pack(state: list[Any]) -> bytes:
    return json.dumps(state).encode()


def unpack(packed: Any) -> list[Any]:
    return list(json.loads(bytes(packed)))


EVERYTHING: View[list[Any]] = View("everything", 1, LOGS, list, steps, pack, unpack)
UNKEPT: View[list[Any]] = View("unkept", 1, LOGS, list, steps)
ONE_LOG: View[list[Any]] = View("one", 1, ("press",), list, steps, pack, unpack)
VIEWS = (EVERYTHING, UNKEPT, ONE_LOG)

WRITES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(LOGS), min_size=1, max_size=3, unique=True), st.integers(1, 3), st.integers(-2, 3)
    ),
    max_size=12,
)


def write(ledger: Ledger, clock: Clock, acts: Sequence[tuple[list[str], int, int]], name: str) -> None:
    for n, (logs, count, ticks) in enumerate(acts):
        clock.at += timedelta(microseconds=ticks)
        heads = ledger.heads()
        ledger.append(
            {log: (heads[log].seq, [note(f"{name}-{n}-{k}") for k in range(count)]) for log in logs},
            author="lead", act=f"{name}-{n}",
        )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITES, WRITES, st.booleans(), st.booleans())
def test_replaying_a_and_b_is_replaying_b_from_a(
    tmp_path_factory: pytest.TempPathFactory, a: Any, b: Any, snapshot: bool, restart: bool
):
    clock = Clock()
    ledger = home(tmp_path_factory.mktemp("fold"), clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    write(ledger, clock, a, "a")
    for view in VIEWS:
        folds.get(view)
    if snapshot:
        folds.keep()
    if restart:
        folds = Folds(ledger)
    write(ledger, clock, b, "b")
    for view in VIEWS:
        assert folds.get(view) == Folds(ledger).get(View("from nothing", 1, view.logs, list, steps))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITES)
def test_entries_are_folded_by_time_then_log_then_number(tmp_path_factory: pytest.TempPathFactory, acts: Any):
    clock = Clock()
    ledger = home(tmp_path_factory.mktemp("fold"), clock).ledger("doha", LOGS)
    write(ledger, clock, acts, "a")
    every = sorted((e for log in LOGS for e in ledger.entries(log)), key=lambda e: (e.recorded_at, e.log, e.seq))
    assert [s[:2] for s in Folds(ledger).get(EVERYTHING)] == [[e.log, e.seq] for e in every]


@pytest.mark.parametrize("order", list(itertools.permutations(LOGS)))
def test_equal_instants_in_whatever_order_they_were_written_give_one_state(tmp_path: Path, order: tuple[str, ...]):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    for log in order:  # three acts at one instant, each folded as it comes
        ledger.append({log: (0, [note(f"in-{log}")])}, author="lead", act=f"at-{log}")
        folds.get(EVERYTHING)
    assert [s[0] for s in folds.get(EVERYTHING)] == sorted(LOGS)
    assert folds.get(EVERYTHING) == Folds(ledger).get(EVERYTHING)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(9)), st.booleans())
def test_acts_at_equal_instants_permuted_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: Sequence[int], in_pieces: bool
):
    """Nine acts: three in each log at the same three instants, interleaved in any order that keeps each log's own."""
    per_log = {log: iter(range(3)) for log in LOGS}
    clock = Clock()
    ledger = home(tmp_path_factory.mktemp("fold"), clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    for n in order:
        log = LOGS[n % 3]
        k = next(per_log[log])
        clock.at = T0 + timedelta(seconds=k)
        ledger.append({log: (k, [note(f"{log}-{k}")])}, author="lead", act=f"{log}-{k}")
        if in_pieces:
            folds.get(EVERYTHING)
    assert [s[:2] for s in folds.get(EVERYTHING)] == [[log, k + 1] for k in range(3) for log in LOGS]


def test_an_entry_that_comes_late_from_another_process_is_folded_in_its_place(tmp_path: Path):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    clock.at = T0 + timedelta(seconds=9)
    ledger.append({"press": (0, [note("later")])}, author="lead", act="1")
    folds.get(EVERYTHING)
    folds.keep()
    clock.at = T0
    ledger.append({"bureau": (0, [note("earlier")])}, author="lead", act="2")
    assert [s[2] for s in folds.get(EVERYTHING)] == ["earlier", "later"]
    assert [s[2] for s in Folds(ledger).get(EVERYTHING)] == ["earlier", "later"]  # from the snapshot


def test_a_new_entry_is_one_step(tmp_path: Path):
    clock, stepped = Clock(), []

    def counting(state: list[Any], entry: Entry) -> list[Any]:
        stepped.append(entry.seq)
        return steps(state, entry)

    view: View[list[Any]] = View("counted", 1, LOGS, list, counting, pack, unpack)
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    for n in range(5):
        ledger.append({"press": (n, [note(f"n-{n}")])}, author="lead", act=f"{n}")
        folds.get(view)
        folds.get(view)
    assert stepped == [1, 2, 3, 4, 5]
    folds.keep()
    Folds(ledger).get(view)
    assert stepped == [1, 2, 3, 4, 5]


def test_as_we_knew_it_at_a_moment(tmp_path: Path):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    for n in range(6):
        clock.at = T0 + timedelta(hours=n)
        ledger.append({LOGS[n % 3]: (n // 3, [note(f"n-{n}")])}, author="lead", act=f"{n}")
    for n in range(6):
        for moment in (T0 + timedelta(hours=n), T0 + timedelta(hours=n, minutes=59)):
            assert [s[2] for s in folds.at(EVERYTHING, moment)] == [f"n-{k}" for k in range(n + 1)]
    assert folds.at(EVERYTHING, T0 - timedelta(seconds=1)) == []
    assert len(folds.get(EVERYTHING)) == 6


def test_a_view_reads_the_logs_of_the_sight_and_no_other(tmp_path: Path):
    clock = Clock()
    made = home(tmp_path, clock)
    made.open_log("doha", "line/a")
    made.open_log("doha", "line/b")
    everything = made.ledger("doha", (*LOGS, "line/a", "line/b"))
    for log in everything.logs:
        everything.append(
            {log: (0, [note(f"in-{log.replace('/', '-')}")])}, author="lead", act=f"to-{log.replace('/', '-')}"
        )
    lines: View[list[Any]] = View("lines", 1, ("line/*", "press"), list, steps, pack, unpack)
    for sight, seen in (
        (("press", "table"), ["press"]), (("line/a", "press"), ["line/a", "press"]), (("line/b",), ["line/b"]),
        (everything.logs, ["line/a", "line/b", "press"]), (("table",), []),
    ):  # fmt: skip
        folds = Folds(made.ledger("doha", sight))
        assert sorted(s[0] for s in folds.get(lines)) == seen
        folds.keep()  # the next reader, with another sight, must not be given this snapshot
        assert sorted(s[0] for s in Folds(made.ledger("doha", sight)).get(lines)) == seen


def test_a_snapshot_opens_only_with_the_keys_of_every_log_it_came_from(tmp_path: Path):
    clock = Clock()
    made = home(tmp_path, clock)
    ledger = made.ledger("doha", LOGS)
    write(ledger, clock, [(list(LOGS), 2, 1)], "a")
    folds = Folds(ledger)
    folds.get(EVERYTHING)
    folds.keep()
    (file,) = (tmp_path / "folds").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"words of" not in file.read_bytes()
    fewer = Folds(made.ledger("doha", ("press", "bureau")))
    keys, place, name = fewer._keys(EVERYTHING)
    assert name != file.name
    from wasata.record import seal

    with pytest.raises(seal.Unopened):
        seal.unseal(keys, seal.FOLD, file.read_bytes(), place)


@pytest.mark.parametrize(
    "spoil", [lambda d: d[:-1], lambda d: d[:40], lambda d: b"", lambda d: bytes([*d[:-1], d[-1] ^ 1])]
)
def test_a_spoilt_snapshot_is_passed_over(tmp_path: Path, spoil: Any):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    write(ledger, clock, [(list(LOGS), 2, 1)], "a")
    folds = Folds(ledger)
    state = folds.get(EVERYTHING)
    folds.keep()
    (file,) = (tmp_path / "folds").iterdir()
    file.write_bytes(spoil(file.read_bytes()))
    assert Folds(ledger).get(EVERYTHING) == state


def test_a_full_disk_costs_a_snapshot_and_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    write(ledger, clock, [(list(LOGS), 2, 1)], "a")
    folds = Folds(ledger)
    state = folds.get(EVERYTHING)

    def full(path: Path, *_: Any, **__: Any) -> None:
        raise DiskFull(path=str(path))

    with monkeypatch.context() as patched:
        patched.setattr("wasata.record.files.write_whole", full)
        folds.keep()
    assert not list((tmp_path / "folds").iterdir())
    assert folds.get(EVERYTHING) == state
    folds.keep()
    assert list((tmp_path / "folds").iterdir())


def test_a_snapshot_of_an_older_view_or_of_another_record_is_passed_over(tmp_path: Path):
    clock = Clock()
    made = home(tmp_path, clock)
    ledger = made.ledger("doha", LOGS)
    write(ledger, clock, [(["press"], 3, 1)], "a")
    folds = Folds(ledger)
    folds.get(EVERYTHING)
    folds.keep()
    newer: View[list[Any]] = View("everything", 2, LOGS, list, by_log, pack, unpack)
    assert Folds(ledger).get(newer) == Folds(ledger).get(View("n", 1, LOGS, list, by_log))
    put_back_to_nothing(made)
    for n, count in enumerate((1, 4)):  # shorter than what was folded, then longer
        write(ledger, clock, [(["press"], count, 1)], f"other{n}")
        told = [s[2] for s in Folds(ledger).get(View("n", 1, LOGS, list, steps))]
        assert [s[2] for s in Folds(ledger).get(EVERYTHING)] == told
        assert [s[2] for s in folds.get(EVERYTHING)] == told
        assert all(name.startswith("other") for name in told)


@pytest.mark.parametrize("kept", [True, False])
def test_a_database_exchanged_under_a_fold_for_a_longer_one_is_folded_anew(tmp_path: Path, kept: bool):
    clock = Clock()
    made = home(tmp_path, clock)
    ledger = made.ledger("doha", LOGS)
    write(ledger, clock, [(["press"], 3, 1)], "a")
    folds = Folds(ledger)
    folds.get(EVERYTHING)
    folds.keep()
    put_back_to_nothing(made)
    write(ledger, clock, [(["press"], 5, 1)], "other")
    again = folds if kept else Folds(ledger)
    assert [s[2] for s in again.get(EVERYTHING)] == [f"other-0-{n}" for n in range(5)]


def snapshots(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / "folds").iterdir())


def test_a_view_has_one_snapshot_whatever_its_version_or_the_key_of_its_logs(tmp_path: Path):
    clock = Clock()
    made = home(tmp_path, clock)
    write(made.ledger("doha", LOGS), clock, [(list(LOGS), 2, 1)], "a")
    newer: View[list[Any]] = View("everything", 2, LOGS, list, by_log, pack, unpack)
    for view in (EVERYTHING, newer, ONE_LOG):
        folds = Folds(made.ledger("doha", LOGS))
        folds.get(view)
        folds.keep()
    both = snapshots(tmp_path)
    assert len(both) == 2
    ring = made._ring("doha")
    for log in LOGS:
        ring.turn(log, made._master, (made._master,))
    ring.keep()
    before = {n: (tmp_path / "folds" / n).read_bytes() for n in both}
    turned = made.ledger("doha", LOGS)
    write(turned, clock, [(list(LOGS), 1, 1)], "b")
    folds = Folds(turned)
    folds.get(newer)
    folds.get(ONE_LOG)
    folds.keep()
    assert snapshots(tmp_path) == both
    assert all((tmp_path / "folds" / n).read_bytes() != data for n, data in before.items())
    assert Folds(turned).get(newer) == folds.get(newer)


def test_a_snapshot_that_belongs_to_nothing_any_more_is_taken_away(tmp_path: Path):
    """After a restore it would still hold what was given up."""
    clock = Clock()
    made = home(tmp_path, clock)
    ledger = made.ledger("doha", LOGS)
    write(ledger, clock, [(["press"], 3, 1)], "a")
    folds = Folds(ledger)
    folds.get(EVERYTHING)
    folds.keep()
    put_back_to_nothing(made)
    Folds(ledger).get(EVERYTHING)
    assert snapshots(tmp_path) == []


def test_snapshots_nobody_asks_for_are_let_go_and_those_in_use_stay(tmp_path: Path):
    clock = Clock()
    made = home(tmp_path, clock)
    ledger = made.ledger("doha", LOGS)
    write(ledger, clock, [(list(LOGS), 2, 1)], "a")
    for view in (EVERYTHING, ONE_LOG):
        folds = Folds(ledger)
        folds.get(view)
        folds.keep()
    long_ago = 400 * 86400
    every = snapshots(tmp_path)
    for name in every:  # a home that rested for a year keeps what it had
        os.utime(tmp_path / "folds" / name, (long_ago, long_ago))
    let_go(tmp_path / "folds")
    assert snapshots(tmp_path) == every
    assert Folds(ledger).get(ONE_LOG)  # asked for again
    let_go(tmp_path / "folds")
    assert snapshots(tmp_path) == [Folds(ledger)._keys(ONE_LOG)[2]]
    let_go(tmp_path / "nowhere")


def since(state: list[Any], seqs: Any) -> bytes:
    return json.dumps(state[sum(seqs.values()) :]).encode()


def lay(state: list[Any], packed: bytes) -> list[Any]:
    """Lays row by row, so that what breaks in the middle has been laid in half."""
    for row in json.loads(bytes(packed)):
        state.append([row[0], row[1], row[2], row[3]])
    return state


def rested(step: Any = steps) -> View[list[Any]]:
    return View("rested", 1, ("press",), list, step, pack, unpack, since, lay)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Home, Ledger, Path]:
    """A record of forty-four entries, forty in a snapshot and three in its rest, written by one process that is gone."""
    clock = Clock()
    made = home(tmp_path, clock)
    ledger = made.ledger("doha", LOGS)
    folds = Folds(ledger)
    for count, name in ((40, "a"), (3, "b")):
        write(ledger, clock, [(["press"], count, 1)], name)
        folds.get(rested())
        folds.keep()
    write(ledger, clock, [(["press"], 1, 1)], "c")
    return made, ledger, next((tmp_path / "folds").glob("*.rest"))


def from_nothing(ledger: Ledger) -> list[Any]:
    return Folds(ledger).get(View("from nothing", 1, ("press",), list, steps))


def stepped(ledger: Ledger) -> list[int]:
    """The entries that a process which begins now folds anew."""
    seqs: list[int] = []

    def counting(state: list[Any], entry: Entry) -> list[Any]:
        seqs.append(entry.seq)
        return steps(state, entry)

    assert Folds(ledger).get(rested(counting)) == from_nothing(ledger)
    return seqs


def test_what_came_since_a_snapshot_is_written_beside_it_and_folded_no_more(kept: tuple[Home, Ledger, Path]):
    _, ledger, rest = kept
    assert stepped(ledger) == [44]
    assert b"words of" not in rest.read_bytes()
    assert rest.stat().st_mode & 0o777 == 0o600


def test_what_was_written_and_never_asked_for_is_in_the_snapshot_too(tmp_path: Path):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    write(ledger, clock, [(["press"], 2, 1)], "a")
    folds.get(rested())
    write(ledger, clock, [(["press"], 4, 1)], "b")
    folds.keep(7)
    assert snapshots(tmp_path) == [], "six entries are fewer"
    folds.keep(6)
    assert stepped(ledger) == []


def test_a_rest_that_grew_to_a_tenth_gives_way_to_a_snapshot_of_all(kept: tuple[Home, Ledger, Path]):
    _, ledger, rest = kept
    whole = rest.with_suffix("")
    before = whole.read_bytes()
    folds = Folds(ledger)
    folds.get(rested())
    folds.keep()
    assert whole.read_bytes() == before, "four of forty are a tenth"
    ledger.append({"press": (44, [note("d")])}, author="lead", act="d")
    folds.keep(1, whole=6)
    assert whole.read_bytes() == before, "it grew by five"
    folds.keep(1, whole=5)
    assert whole.read_bytes() != before
    assert not rest.exists()
    assert stepped(ledger) == []


@pytest.mark.parametrize(
    "spoil", [lambda d: d[:-1], lambda d: d[:40], lambda d: b"", lambda d: bytes([*d[:-1], d[-1] ^ 1])]
)
def test_a_spoilt_rest_is_taken_away_and_its_snapshot_serves(kept: tuple[Home, Ledger, Path], spoil: Any):
    _, ledger, rest = kept
    rest.write_bytes(spoil(rest.read_bytes()))
    assert stepped(ledger) == [41, 42, 43, 44]
    assert not rest.exists()


def test_a_rest_that_breaks_in_the_middle_leaves_nothing_of_itself(kept: tuple[Home, Ledger, Path]):
    _, ledger, _ = kept

    def broken(state: list[Any], packed: bytes) -> list[Any]:
        lay(state, packed)
        raise ValueError("in the middle")

    view = View("rested", 1, ("press",), list, steps, pack, unpack, since, broken)
    assert Folds(ledger).get(view) == from_nothing(ledger)


def test_a_rest_is_laid_on_its_own_snapshot_only(kept: tuple[Home, Ledger, Path]):
    _, ledger, rest = kept
    older = rest.read_bytes()
    folds = Folds(ledger)
    folds.get(rested())
    with patch.object(fold, "REST_AT_MOST", 1 << 20):
        folds.keep()  # all of it anew
    rest.write_bytes(older)
    assert stepped(ledger) == []
    assert not rest.exists()
    whole = rest.with_suffix("")
    whole.rename(rest)
    assert stepped(ledger) == list(range(1, 45)), "a rest alone is nothing"
    rest.rename(whole)
    rest.write_bytes(whole.read_bytes())
    assert stepped(ledger) == [], "a snapshot is no rest"
    assert not rest.exists()


def test_a_snapshot_another_process_has_written_is_given_no_rest_of_ours(kept: tuple[Home, Ledger, Path]):
    _, ledger, rest = kept
    ours, theirs = Folds(ledger), Folds(ledger)
    for folds in (ours, theirs):
        folds.get(rested())
    with patch.object(fold, "REST_AT_MOST", 1 << 20):
        theirs.keep()
    ours.keep()
    assert not rest.exists()
    assert stepped(ledger) == []


def test_a_rest_of_a_newer_view_or_of_another_record_is_passed_over(kept: tuple[Home, Ledger, Path]):
    made, ledger, rest = kept
    newer: View[list[Any]] = View("rested", 2, ("press",), list, steps, pack, unpack, since, lay)
    sealed = rest.read_bytes()
    assert Folds(ledger).get(newer) == from_nothing(ledger)
    assert not rest.exists(), "it went with its snapshot"
    rest.write_bytes(sealed)
    put_back_to_nothing(made)
    write(ledger, Clock(), [(["press"], 50, 1)], "other")
    assert all(name.startswith("other") for _, _, name, _ in Folds(ledger).get(rested()))


def test_a_record_that_gives_nothing_more_costs_a_snapshot_and_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    write(ledger, clock, [(["press"], 2, 1)], "a")
    folds = Folds(ledger)
    folds.get(rested())

    def away(*_: Any) -> None:
        raise StoreFailed(store="PostgreSQL", why="away")

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "heads", away)
        folds.keep()
    assert snapshots(tmp_path) == []
    folds.keep()
    assert stepped(ledger) == []


def test_a_database_that_does_not_answer_costs_no_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    write(ledger, clock, [(list(LOGS), 2, 1)], "a")
    folds = Folds(ledger)
    folds.get(EVERYTHING)
    folds.keep()

    def away(*_: Any) -> None:
        raise StoreFailed(store="PostgreSQL", why="away")

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "hash_at", away)
        with pytest.raises(StoreFailed):
            Folds(ledger).get(EVERYTHING)
    assert snapshots(tmp_path)


def test_a_step_that_fails_leaves_no_half_folded_state(tmp_path: Path):
    clock, failing = Clock(), [True]

    def fragile(state: list[Any], entry: Entry) -> list[Any]:
        if entry.seq == 3 and failing[0]:
            raise RuntimeError("in the middle")
        return steps(state, entry)

    view: View[list[Any]] = View("fragile", 1, ("press",), list, fragile)
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    write(ledger, clock, [(["press"], 1, 1)], "a")
    folds.get(view)
    write(ledger, clock, [(["press"], 3, 1)], "b")
    with pytest.raises(RuntimeError):
        folds.get(view)
    failing[0] = False
    assert [s[1] for s in folds.get(view)] == [1, 2, 3, 4]


@pytest.fixture
def a_newer_program(monkeypatch: pytest.MonkeyPatch) -> Any:
    class CallHeld(Fact, kind="line.call_held", version=3):
        note: Ident

    monkeypatch.setitem(kinds.KINDS, ("line.call_held", 3), CallHeld)
    yield CallHeld
    assert ("line.call_held", 3) not in lift.LIFTS


def test_an_older_program_verifies_a_newer_kind_and_refuses_to_fold_it(
    tmp_path: Path, a_newer_program: Any, monkeypatch: pytest.MonkeyPatch
):
    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    ledger.append({"press": (0, [note("known"), a_newer_program(note="new"), note("after")])}, author="lead", act="1")
    assert len(Folds(ledger).get(EVERYTHING)) == 3
    monkeypatch.delitem(kinds.KINDS, ("line.call_held", 3))  # the older program
    verdict = ledger.verify()
    assert (verdict.whole, verdict.signed, verdict.anchored) == (True, True, True)
    for ask in (
        lambda: Folds(ledger).get(EVERYTHING),
        lambda: Folds(ledger).at(EVERYTHING, clock.at + timedelta(days=1)),
    ):
        with pytest.raises(KindUnknown) as refused:
            ask()
        assert refused.value.values == {"kind": "line.call_held", "version": 3}
    entry = ledger.entry("press", 2)
    assert (entry.kind, entry.version, entry.author) == ("line.call_held", 3, "lead")
    for read in (lambda: entry.fact, lambda: entry.data):
        with pytest.raises(KindUnknown):
            read()
    ignoring: View[int] = View("counts only", 1, LOGS, int, lambda s, _: s + 1)  # would skip it if it were let to
    with pytest.raises(KindUnknown):
        Folds(ledger).get(ignoring)


def test_two_threads_never_fold_an_entry_twice(tmp_path: Path):
    import threading

    clock = Clock()
    ledger = home(tmp_path, clock).ledger("doha", LOGS)
    folds = Folds(ledger)
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            with folds.hold():
                numbers = [s[1] for s in folds.get(ONE_LOG)]
                if numbers != list(range(1, len(numbers) + 1)):
                    wrong.append(numbers)

    wrong: list[Any] = []
    readers = [threading.Thread(target=read) for _ in range(3)]
    for r in readers:
        r.start()
    for n in range(60):
        try:
            ledger.append({"press": (n, [note(f"n-{n}")])}, author="lead", act=f"{n}")
        except HeadMoved:
            pytest.fail("nobody else writes")
    stop.set()
    for r in readers:
        r.join()
    assert not wrong
    assert len(folds.get(ONE_LOG)) == 60
