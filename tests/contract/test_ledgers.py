"""What a ledger promises, over each store in turn."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wasata.errors import (
    ActReused,
    CaseExists,
    CaseUnknown,
    EntryMissing,
    HeadMoved,
    NameRefused,
    NotCanonical,
    NotHeld,
    PieceMissing,
)
from wasata.record.home import Home
from wasata.record.kinds.base import Fact
from wasata.record.kinds.case import NoteWritten
from wasata.record.kinds.notice import NoticePosted
from wasata.record.kinds.report import ReportReceived
from wasata.record.ledger import Ledger
from wasata.record.stores.memory import MemoryStore


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2023, 11, 24, 5, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def report(n: int, text: str = "قال المتحدث إن المحادثات مستمرة.") -> ReportReceived:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ReportReceived(report=f"r-{n}", text=text, lang="ar", came_by="paste", digest=digest)


def note(n: int) -> NoteWritten:
    return NoteWritten(note=f"n-{n}", text="Nothing changed.", lang="en")


def notice(n: int) -> NoticePosted:
    return NoticePosted(notice=f"t-{n}", words={"ar": "نعم", "en": "Yes"})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def home(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Home]:
    if request.param == "memory":
        made = Home.create(tmp_path / "home", store=MemoryStore(), now=clock)
    elif request.param == "sqlite":
        made = Home.create(tmp_path / "home", now=clock)
    else:
        made = Home.create(tmp_path / "home", dsn=request.getfixturevalue("postgres"), now=clock)
    made.open_case("doha")
    with made:
        yield made


def test_a_case_opens_with_its_five_logs(home: Home):
    assert home.cases() == ("doha",)
    assert home.logs("doha") == ("access", "archive", "bureau", "ground", "intake", "press", "reading", "table")
    with pytest.raises(CaseExists):
        home.open_case("doha")
    with pytest.raises(CaseUnknown):
        home.ledger("geneva", ("press",))


@pytest.mark.parametrize("log", ["line/a", "channel/a", "hands/icrc", "cell", "people"])
def test_every_other_log_of_the_house_can_be_opened(home: Home, log: str):
    home.open_log("doha", log)
    home.open_log("doha", log)
    ledger = home.ledger("doha", (log,))
    ledger.append({log: (0, [note(1)])}, author="lead", act="one")
    assert [e.fact for e in ledger.entries(log)] == [note(1)]


@pytest.mark.parametrize("log", ["diary", "line/", "line/A", "press/a", "../press", "line/a/b", ""])
def test_a_log_the_house_does_not_have_is_refused(home: Home, log: str):
    with pytest.raises(NameRefused):
        home.open_log("doha", log)


@pytest.mark.parametrize("name", ["", "Doha", "دوحة", "a/b", "../x", "x" * 65])
def test_a_case_with_a_name_the_record_does_not_take_is_refused(home: Home, name: str):
    with pytest.raises(NameRefused):
        home.open_case(name)


def test_an_entry_comes_back_as_it_was_written(home: Home, clock: Clock):
    ledger = home.ledger("doha", ("press",))
    text = "قال: «نعم»\r\n\tثمّ سكت \U0001f54a \u200f\x00"
    written = ledger.append({"press": (0, [report(1, text)])}, author="sara", act="act-1")
    (entry,) = ledger.entries("press")
    assert entry.fact == report(1, text)
    assert entry.data["text"] == text
    assert (entry.case, entry.log, entry.seq, entry.author, entry.act) == ("doha", "press", 1, "sara", "act-1")
    assert (entry.kind, entry.version) == ("report.received", 2)
    assert entry.recorded_at == written.recorded_at == clock.at
    assert entry.hash == ledger.head("press").hash == written.heads["press"].hash
    assert entry == ledger.entry("press", 1)


def test_each_entry_knows_the_hash_before_it(home: Home):
    ledger = home.ledger("doha", ("press",))
    for n in range(5):
        ledger.append({"press": (n, [report(n)])}, author="sara", act=f"a{n}")
    entries = list(ledger.entries("press"))
    assert [e.prev for e in entries] == ["0" * 64, *(e.hash for e in entries[:-1])]
    assert [e.seq for e in ledger.entries("press", 2)] == [3, 4, 5]
    assert [e.seq for e in ledger.entries("press", 1, 3)] == [2, 3]
    assert list(ledger.entries("press", 5)) == list(ledger.entries("press", 99)) == []
    for seq in (0, -1, 6):
        with pytest.raises(EntryMissing):
            ledger.entry("press", seq)


def test_recorded_at_rises_strictly_though_the_clock_stands_or_goes_back(home: Home, clock: Clock):
    ledger = home.ledger("doha", ("press",))
    ledger.append({"press": (0, [report(1), report(2)])}, author="sara", act="a")
    ledger.append({"press": (2, [report(3)])}, author="sara", act="b")
    clock.at -= timedelta(days=1)
    home.ledger("doha", ("press",)).append({"press": (3, [report(4)])}, author="sara", act="c")
    clock.at += timedelta(days=2)
    ledger.append({"press": (4, [report(5)])}, author="sara", act="d")
    times = [e.recorded_at for e in ledger.entries("press")]
    assert times == sorted(set(times))
    assert times[-1] == clock.at


def test_an_act_over_three_logs_is_whole_or_not_at_all(home: Home):
    ledger = home.ledger("doha", ("press", "bureau", "table"))
    ledger.append({"press": (0, [report(1)]), "bureau": (0, [note(1)]), "table": (0, [notice(1)])}, author="a", act="1")
    with pytest.raises(HeadMoved) as moved:
        ledger.append(
            {"press": (1, [report(2)]), "bureau": (0, [note(2)]), "table": (1, [notice(2)])}, author="a", act="2"
        )
    assert moved.value.values == {"log": "bureau", "expected": 0, "found": 1}
    assert {log: h.seq for log, h in ledger.heads().items()} == {"press": 1, "bureau": 1, "table": 1}
    assert ledger.written("2", "a") is None


def test_a_fact_that_cannot_be_written_writes_nothing_of_the_act(home: Home):
    ledger = home.ledger("doha", ("press", "bureau"))
    broken = ReportReceived.model_construct(
        report="r", text="\ud800", lang="ar", came_by="paste", digest="0" * 64, outlet_kind="unknown"
    )
    with pytest.raises(NotCanonical):
        ledger.append({"bureau": (0, [note(1)]), "press": (0, [broken])}, author="a", act="1")
    made_past_validation = NoteWritten.model_construct(note="Not An Ident", text="x", lang="en", about="state")
    with pytest.raises(NotCanonical):
        ledger.append({"bureau": (0, [made_past_validation])}, author="a", act="1")
    assert {h.seq for h in ledger.heads().values()} == {0}


def test_an_act_sent_twice_is_written_once(home: Home, clock: Clock):
    ledger = home.ledger("doha", ("press", "bureau"))
    writes: dict[str, tuple[int, list[Fact]]] = {"press": (0, [report(1)]), "bureau": (0, [note(1)])}
    first = ledger.append(writes, author="sara", act="once")
    clock.at += timedelta(hours=1)
    again = home.ledger("doha", ("press", "bureau")).append(writes, author="sara", act="once")
    decided_anew = ledger.append({"press": (1, [report(1)]), "bureau": (1, [note(1)])}, author="sara", act="once")
    for second in (again, decided_anew, ledger.written("once", "sara")):
        assert second is not None
        assert second.again
        assert (second.heads, second.first, second.recorded_at) == (first.heads, first.first, first.recorded_at)
    assert not first.again
    assert [h.seq for h in ledger.heads().values()] == [1, 1]


@pytest.mark.parametrize(
    ("log", "facts"),
    [("press", [report(2)]), ("bureau", [note(1)]), ("press", [report(1), report(2)])],
)
def test_an_act_id_with_other_content_is_refused(home: Home, log: str, facts: list[Fact]):
    ledger = home.ledger("doha", ("press", "bureau"))
    ledger.append({"press": (0, [report(1)])}, author="sara", act="once")
    for expected in (0, ledger.head(log).seq):
        with pytest.raises(ActReused):
            ledger.append({log: (expected, facts)}, author="sara", act="once")
    assert {log: h.seq for log, h in ledger.heads().items()} == {"press": 1, "bureau": 0}


def test_an_act_id_tells_nobody_that_another_used_it(home: Home):
    ledger = home.ledger("doha", ("press", "bureau"))
    ledger.append({"press": (0, [report(1)])}, author="sara", act="once")
    assert ledger.written("once", "omar") is None
    written = home.ledger("doha", ("bureau",)).append({"bureau": (0, [note(1)])}, author="omar", act="once")
    assert not written.again


def test_an_act_of_before_authors_had_ids_of_their_own_is_still_done_once_by_its_author(
    home: Home, monkeypatch: pytest.MonkeyPatch
):
    def as_it_was(self: Ledger, act: str, _author: str) -> bytes:
        return hmac.digest(self.keys.case_keys[1], b"wasata.tag.1\n" + act.encode(), "sha256")

    ledger = home.ledger("doha", ("press",))
    with monkeypatch.context() as then:
        then.setattr(Ledger, "_tag", as_it_was)
        first = ledger.append({"press": (0, [report(1)])}, author="sara", act="once")
    again = ledger.append({"press": (1, [report(1)])}, author="sara", act="once")
    assert again.again
    assert again.heads == first.heads
    with pytest.raises(ActReused):
        ledger.append({"press": (1, [report(2)])}, author="sara", act="once")
    assert ledger.written("once", "omar") is None
    assert not ledger.append({"press": (1, [report(2)])}, author="omar", act="once").again


def test_the_same_act_id_in_two_cases_is_two_acts(home: Home):
    home.open_case("geneva")
    for case in ("doha", "geneva"):
        written = home.ledger(case, ("press",)).append({"press": (0, [report(1)])}, author="sara", act="once")
        assert not written.again


def test_a_log_that_was_only_looked_at_must_stand_where_it_stood(home: Home):
    ledger = home.ledger("doha", ("press", "bureau"))
    ledger.append({"press": (0, [report(1)])}, author="a", act="1")
    with pytest.raises(HeadMoved):
        ledger.append({"press": (0, []), "bureau": (0, [note(1)])}, author="a", act="2")
    ledger.append({"press": (1, []), "bureau": (0, [note(1)])}, author="a", act="2")
    assert {log: h.seq for log, h in ledger.heads().items()} == {"press": 1, "bureau": 1}


def test_a_log_that_was_only_looked_at_moves_no_hour(home: Home, clock: Clock):
    ledger = home.ledger("doha", ("bureau", "table"))
    for n in range(3):  # the clock stands: the third is later than it
        ledger.append({"bureau": (n, [note(n)])}, author="a", act=f"n-{n}")
    assert ledger.entry("bureau", 3).recorded_at > clock.at
    ledger.append({"bureau": (3, []), "table": (0, [notice(1)])}, author="a", act="t")
    assert ledger.entry("table", 1).recorded_at == clock.at


def test_an_act_that_writes_nothing_is_refused(home: Home):
    with pytest.raises(ValueError, match="writes nothing"):
        home.ledger("doha", ("press",)).append({"press": (0, [])}, author="a", act="1")


@pytest.mark.parametrize("name", ["", "سارة", "a b", "a\n", "x" * 129, "-a"])
def test_an_author_or_act_the_record_cannot_name_is_refused(home: Home, name: str):
    ledger = home.ledger("doha", ("press",))
    with pytest.raises(NameRefused):
        ledger.append({"press": (0, [report(1)])}, author=name, act="1")
    with pytest.raises(NameRefused):
        ledger.append({"press": (0, [report(1)])}, author="a", act=name)


def test_a_ledger_cannot_reach_what_it_was_not_given_nor_tell_it_from_what_does_not_exist(home: Home):
    everything = home.ledger("doha", ("press", "bureau"))
    everything.append({"press": (0, [report(1)]), "bureau": (0, [note(1)])}, author="a", act="1")
    ledger = home.ledger("doha", ("press",))
    told = []
    for log in ("bureau", "cell"):  # one stands, one does not
        for reach in (
            lambda log=log: ledger.head(log),
            lambda log=log: list(ledger.entries(log)),
            lambda log=log: ledger.entry(log, 1),
            lambda log=log: ledger.append({log: (1, [note(2)])}, author="a", act="2"),
            lambda log=log: list(ledger.export(log)),
            lambda log=log: ledger.keep_piece(log, b"x"),
        ):
            with pytest.raises(NotHeld) as refused:
                reach()
            told.append(str(refused.value).replace(log, "…"))
    assert told[: len(told) // 2] == told[len(told) // 2 :]
    assert ledger.logs == ("press",)
    assert set(ledger.keys.logs) == {"press"}
    assert "bureau" not in repr(vars(ledger))


def test_keys_are_in_no_representation(home: Home):
    ledger = home.ledger("doha", ("press",))
    shown = repr(ledger) + repr(ledger.keys) + repr(home) + repr(vars(ledger)) + repr(vars(home))
    for key in (*ledger.keys.logs["press"].epochs.values(), *ledger.keys.case_keys.values()):
        assert repr(key) not in shown
        assert key.hex() not in shown


def test_a_live_log_verifies_and_is_anchored_beside_the_keys(home: Home):
    ledger = home.ledger("doha", ("press", "bureau"))
    ledger.append({"press": (0, [report(n) for n in range(5)])}, author="a", act="1")
    verdict = ledger.verify()
    assert (verdict.whole, verdict.signed, verdict.anchored) == (True, True, True)
    assert [(v.log, v.head.seq, v.faults) for v in verdict.logs] == [("press", 5, ()), ("bureau", 0, ())]


def test_an_attachment_comes_back_and_its_size_is_not_told(home: Home):
    ledger = home.ledger("doha", ("press", "bureau"))
    names = {}
    for size in (0, 1, 1000, 1016, 1017, 5000, 70_000, 1_000_000):
        content = secrets.token_bytes(size)
        name = ledger.keep_piece("press", content)
        assert ledger.piece("press", name) == content
        names[size] = next(home.path.glob(f"pieces/*/{name}")).stat().st_size
    assert names[0] == names[1] == names[1000] == names[1016] < names[1017]
    with pytest.raises(PieceMissing):
        ledger.piece("bureau", name)
    with pytest.raises(PieceMissing):
        ledger.piece("press", "../../keys/room.key")


def test_what_was_written_stands_in_a_home_opened_again(home: Home, request: pytest.FixtureRequest):
    home.ledger("doha", ("press",)).append({"press": (0, [report(1)])}, author="a", act="1")
    kind = request.node.callspec.params["home"]
    if kind == "memory":
        again = Home.open(home.path, store=home._store)
    else:
        home.close()
        again = Home.open(home.path, dsn=request.getfixturevalue("postgres") if kind == "postgres" else None)
    with again:
        assert [e.fact for e in again.ledger("doha", ("press",)).entries("press")] == [report(1)]


def test_heads_that_were_lost_are_set_anew_with_a_trace_in_the_record(home: Home, request: pytest.FixtureRequest):
    home.ledger("doha", ("press",)).append({"press": (0, [report(1)])}, author="a", act="1")
    next((home.path / "keys" / "ends").iterdir()).unlink()
    kind = request.node.callspec.params["home"]
    dsn = request.getfixturevalue("postgres") if kind == "postgres" else None
    with Home.open(home.path, store=home._store if kind == "memory" else None, dsn=dsn, restored=True) as again:
        ledger = again.ledger("doha", ("press", "access"))
        (entry,) = ledger.entries("access")
        assert (entry.kind, entry.author, entry.data["heads"]) == ("access.record_restored", "keeper", "lost")
        assert ledger.verify().anchored


def test_many_threads_of_one_room_lose_nothing(home: Home):
    import threading

    def write(worker: int) -> None:
        ledger = home.ledger("doha", ("press", "bureau"))
        done = 0
        while done < 10:
            try:
                heads = ledger.heads()
                ledger.append(
                    {"press": (heads["press"].seq, [report(done)]), "bureau": (heads["bureau"].seq, [note(done)])},
                    author=f"w{worker}", act=f"{worker}-{done}",
                )  # fmt: skip
                done += 1
            except HeadMoved:
                continue

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    ledger = home.ledger("doha", ("press", "bureau"))
    assert {log: h.seq for log, h in ledger.heads().items()} == {"press": 40, "bureau": 40}
    assert len({e.act for e in ledger.entries("press")}) == 40
    verdict = ledger.verify()
    assert verdict.whole
    assert verdict.signed
    assert verdict.anchored


def test_an_act_sent_by_several_at_the_same_moment_is_written_once(home: Home):
    import threading

    results: list[bool] = []
    ready = threading.Barrier(4)

    def send(n: int) -> None:
        ledger = home.ledger("doha", ("press", "bureau"))
        ready.wait()
        for k in range(10):
            written = ledger.append(
                {"press": (k, [report(k)]), "bureau": (k, [note(k)])}, author="sara", act=f"act-{k}"
            )
            results.append(written.again)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert {log: h.seq for log, h in home.ledger("doha", ("press", "bureau")).heads().items()} == {
        "press": 10,
        "bureau": 10,
    }
    assert len(results) == 40
    assert results.count(False) == 10


def test_whoever_decides_in_line_is_never_refused(home: Home):
    import threading

    refused: list[HeadMoved] = []

    def write(worker: int) -> None:
        ledger = home.ledger("doha", ("press",))
        for n in range(12):
            try:
                with ledger.in_line():
                    head = ledger.head("press").seq
                    ledger.append({"press": (head, [report(n)])}, author="a", act=f"{worker}-{n}")
            except HeadMoved as moved:
                refused.append(moved)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not refused
    assert home.ledger("doha", ("press",)).head("press").seq == 48


def test_who_writes_to_one_log_waits_for_nobody_who_writes_to_another(home: Home):
    import threading

    done, refused = threading.Event(), []
    ours, theirs, both = (home.ledger("doha", logs) for logs in (("press",), ("bureau",), ("press", "bureau")))

    def write_theirs() -> None:
        for n in range(3):
            theirs.append({"bureau": (n, [note(n)])}, author="a", act=str(n))

    def write_both() -> None:
        try:
            both.append({"press": (0, [note(3)]), "bureau": (3, [note(3)])}, author="b", act="both")
        except HeadMoved as moved:
            refused.append(moved.values["log"])
        done.set()

    with ours.in_line():
        quick = threading.Thread(target=write_theirs)
        quick.start()
        quick.join(20)
        assert theirs.head("bureau").seq == 3, "who writes to another log waits for nobody"
        waits = threading.Thread(target=write_both)
        waits.start()
        assert not done.wait(0.3), "an act of both waits for whoever writes to one"
        ours.append({"press": (0, [report(1)])}, author="c", act="ours")
    waits.join(20)
    assert refused == ["press"], "what it had decided on has moved"
    ledger = home.ledger("doha", ("press", "bureau"))
    assert {log: head.seq for log, head in ledger.heads().items()} == {"press": 1, "bureau": 3}
    assert ledger.verify().anchored


def test_no_log_moves_the_hour_of_another_not_even_in_one_act(home: Home, clock: Clock):
    ledger = home.ledger("doha", ("press", "bureau", "table"))
    ledger.append({"press": (0, [report(n) for n in range(5)])}, author="a", act="1")  # press is now ahead of the clock
    written = ledger.append(
        {"press": (5, [report(6)]), "bureau": (0, [note(1)]), "table": (0, [])}, author="a", act="2"
    )
    assert ledger.entry("bureau", 1).recorded_at == clock.at < ledger.entry("press", 6).recorded_at
    again = ledger.written("2", "a")
    assert again is not None
    assert written.recorded_at == again.recorded_at == ledger.entry("press", 6).recorded_at
    ledger.append({"table": (0, [notice(1)])}, author="a", act="3")
    assert ledger.entry("table", 1).recorded_at == clock.at  # it was only looked at before
