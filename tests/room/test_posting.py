"""Letters leave by themselves: once, after a restart and after a kill too; what stays and what broke is kept in mind."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.room.conftest import TALKS

from wasata.desk import delivery
from wasata.desk.access import Desk
from wasata.desk.delivery import letters
from wasata.desk.letter import send, take_back
from wasata.desk.message import channel_whole, clear, say
from wasata.desk.relay import approve, draft, to_approve
from wasata.errors import MessageWrong, StoreFailed
from wasata.record.home import Home
from wasata.record.kinds.relay import PassageRef, RelaySentence
from wasata.record.ledger import Ledger
from wasata.room import wiring
from wasata.room.posting import BROKE_WAIT, TICK, Posting, next_look, tick_of

pytestmark = pytest.mark.django_db

NAMES = {"coast": "Coast Council", "hills": "Hill Government"}


class Clock:
    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def at(home: Home, talks: str, clock: Clock) -> Callable[[str], Desk]:
    return lambda reader: Desk.open(home, TALKS, reader, now=clock)


@pytest.fixture
def posted(at: Callable[[str], Desk], clock: Clock) -> Callable[..., Posting]:
    """The room's posting, turned by hand, as after these readers asked for a page."""
    return lambda *readers: Posting(lambda: [at(reader) for reader in readers], now=clock)


def letter(desk: Desk, line: str = "coast", words: str = "Would five be enough?") -> str:
    return send(desk, line, [words], "en", recipient=NAMES[line])


def told(desk: Desk, line: str = "coast") -> list[str]:
    return [m.passages[0].words for m in reversed(channel_whole(desk, line).messages) if m.ours]


def relayed(at: Callable[[str], Desk]) -> None:
    said = say(at("coast-delegate"), "coast", [("We accept five days.", "theirs")], "en")
    rests_on = (PassageRef(log="channel", message=said, passage=1),)
    words = RelaySentence(words="The other side would take five days.", form="paraphrase", rests_on=rests_on)
    relay = draft(at("coast-officer"), "coast", "hills", "en", [words])
    lead = at("lead")
    with lead.hold():
        signed = to_approve(lead, relay, "coast").draft.digest
    approve(lead, relay, signed, recipient="Hill Government", line="coast")


def test_a_letter_leaves_when_its_time_is_over_and_once(at, posted, clock):
    letter(at("coast-officer"))
    by_itself = posted("coast-officer")
    assert by_itself.turn() == 0
    clock.on(minutes=4, seconds=59)
    assert by_itself.turn() == 0
    clock.on(seconds=1)
    assert by_itself.turn() == 1
    assert [by_itself.turn() for _ in range(3)] == [0, 0, 0]
    assert told(at("coast-delegate")) == ["Would five be enough?"]


def test_nothing_leaves_before_an_officer_of_the_line_has_come(at, posted, clock):
    letter(at("coast-officer"))
    clock.on(hours=3)
    for others in ((), ("hills-officer", "coast-delegate", "analyst", "auditor")):
        assert posted(*others).turn() == 0
    assert told(at("coast-delegate")) == []
    assert posted("lead").turn() == 1, "whoever holds the line"


def test_a_relay_leaves_once_somebody_of_the_line_it_comes_from_has_come_too(at, posted, clock):
    relayed(at)
    clock.on(minutes=5)
    by_itself = posted("hills-officer")
    assert by_itself.turn() == 0
    assert list(by_itself.stays(TALKS, "hills").values()) == ["no_origin"]
    assert by_itself.stays(TALKS, "coast") == {}
    assert posted("hills-officer", "coast-officer").turn() == 1
    assert told(at("hills-delegate"), "hills") == ["The other side would take five days."]


def test_what_breaks_on_one_line_is_told_tried_again_later_and_stops_no_other(at, posted, clock, monkeypatch):
    broken, whole = letter(at("coast-officer")), letter(at("hills-officer"), "hills")
    clock.on(minutes=5)
    tries: list[str] = []
    as_it_is = delivery.deliver

    def breaks(desk: Desk, line: str, message: str, **more: Any) -> Any:
        tries.append(message)
        if message == broken:
            raise StoreFailed(why="full")
        return as_it_is(desk, line, message, **more)

    monkeypatch.setattr(delivery, "deliver", breaks)
    by_itself = posted("coast-officer", "hills-officer")
    assert by_itself.turn() == 1
    assert by_itself.broke(TALKS, "coast") == {broken: StoreFailed.code}
    assert by_itself.broke(TALKS, "hills") == {}
    by_itself.turn()
    assert tries == [broken, whole], "left alone for a while"
    clock.on(seconds=BROKE_WAIT.total_seconds())
    by_itself.turn()
    clock.on(seconds=BROKE_WAIT.total_seconds())
    by_itself.turn()
    assert tries == [broken, whole, broken], "longer each time"
    monkeypatch.undo()
    clock.on(minutes=5)
    assert by_itself.turn() == 1
    assert by_itself.broke(TALKS, "coast") == {}


def test_after_a_restart_the_first_page_of_an_officer_makes_what_is_due_leave_and_a_delegates_does_not(
    home: Home, talks: str, enter
):
    earlier = Desk.open(home, TALKS, "coast-officer", now=lambda: datetime.now(UTC) - timedelta(minutes=6))
    letter(earlier)
    wiring.forget()  # the room was closed before it was due, and opens again
    by_itself = Posting(wiring.entered)
    assert by_itself.turn() == 0
    enter("coast-delegate").get(reverse("table", kwargs={"case": TALKS}))
    assert by_itself.turn() == 0
    assert [d.reader for d in wiring.entered()] == ["coast-delegate"]
    enter("coast-officer").get(reverse("table", kwargs={"case": TALKS}))
    assert (by_itself.turn(), by_itself.turn()) == (1, 0)
    assert told(wiring.desk_of("coast-delegate", TALKS)) == ["Would five be enough?"]


def test_an_officers_page_never_delivers_by_itself(home: Home, talks: str, enter):
    earlier = Desk.open(home, TALKS, "coast-officer", now=lambda: datetime.now(UTC) - timedelta(minutes=6))
    letter(earlier)
    for who in ("coast-officer", "coast-delegate", "lead"):
        enter(who).get(reverse("table", kwargs={"case": TALKS}))
    assert told(wiring.desk_of("coast-delegate", TALKS)) == []


def test_a_program_with_a_key_makes_nothing_leave(home: Home, talks: str):
    wiring.desk_of("coast-officer", TALKS, only=frozenset({"press"}))
    assert wiring.entered() == ()


DELIVERS = """
import sys
from pathlib import Path
from wasata.desk.access import Desk
from wasata.desk.delivery import deliver_due
from wasata.record.home import Home

with Home.open(Path(sys.argv[1])) as house:
    while True:
        deliver_due(Desk.open(house, sys.argv[2], "coast-officer"), "coast", {})
"""


@pytest.fixture
def killed_midway(home: Home, talks: str) -> int:
    """Many letters are due; a process that delivers them is killed as soon as some have left. Gives how many there were."""
    before = Desk.open(home, TALKS, "coast-officer", now=lambda: datetime.now(UTC) - timedelta(minutes=6))
    for n in range(25):
        letter(before, words=f"Letter {n}.")
    process = subprocess.Popen([sys.executable, "-c", DELIVERS, str(home.path), TALKS])
    delegate = Desk.open(home, TALKS, "coast-delegate")
    while process.poll() is None and not told(delegate):
        time.sleep(0.02)
    process.kill()
    process.wait()
    return 25


def test_letters_of_a_process_that_was_killed_leave_once_each(home: Home, killed_midway: int):
    delegate = Desk.open(home, TALKS, "coast-delegate")
    assert told(delegate), "it had begun"
    officer = Desk.open(home, TALKS, "coast-officer")
    by_itself = Posting(lambda: [officer])
    by_itself.turn()
    by_itself.turn()
    assert sorted(told(delegate)) == sorted(f"Letter {n}." for n in range(killed_midway))


@pytest.mark.parametrize("first", ["deliver", "take_back", "withdraw"])
def test_two_processes_never_deliver_what_the_other_takes_back_or_withdraws_in_that_moment(
    first: str, home: Home, at, clock, monkeypatch
):
    """Another process begins between the decision and the writing, and is given time to finish if nothing stops it."""
    relayed(at)
    letter(at("coast-officer"))
    clock.on(minutes=5)
    with Home.open(home.path) as elsewhere:

        def there(reader: str) -> Desk:
            return Desk.open(elsewhere, TALKS, reader, now=clock)

        own = letters(at("coast-officer"), "coast")[0].held.message
        said = next(m.message for m in channel_whole(at("coast-delegate"), "coast").messages if not m.ours)
        origin = {"coast": at("coast-officer")}
        acts: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
            "deliver": (
                lambda: delivery.deliver(at("coast-officer"), "coast", own),
                lambda: take_back(there("coast-officer"), "coast", own),
            ),
            "take_back": (
                lambda: take_back(at("coast-officer"), "coast", own),
                lambda: delivery.deliver(there("coast-officer"), "coast", own),
            ),
            "withdraw": (
                lambda: delivery.deliver_due(at("hills-officer"), "hills", origin),
                lambda: clear(there("coast-delegate"), "coast", said, 1, "none"),
            ),
        }
        order: list[str] = []

        def other() -> None:
            try:
                acts[first][1]()
                order.append("second")
            except MessageWrong:
                order.append("refused")

        begun: list[threading.Thread] = []
        as_it_is = Ledger.append

        def slow(ledger: Ledger, *given: Any, **more: Any) -> Any:
            if not begun:
                begun.append(threading.Thread(target=other))
                begun[0].start()
                begun[0].join(1.0)
                order.append("first")
            return as_it_is(ledger, *given, **more)

        monkeypatch.setattr(Ledger, "append", slow)
        acts[first][0]()
        begun[0].join()
    assert order == ["first", "second" if first == "withdraw" else "refused"], (
        "who comes second decides after the first"
    )
    line = "hills" if first == "withdraw" else "coast"
    assert len(told(at(f"{line}-delegate"), line)) == (first != "take_back")


def test_what_leaves_in_one_look_bears_one_hour_however_long_the_others_took(home: Home, talks: str, monkeypatch):
    start = datetime.now(UTC)
    asked = iter(range(10**6))
    monkeypatch.setattr(wiring, "clock", lambda: start + timedelta(seconds=next(asked)))
    for line, n in (("coast", 5), ("hills", 1)):
        for _ in range(n):
            send(Desk.open(home, TALKS, f"{line}-officer", now=lambda: start - timedelta(minutes=6)), line, ["So?"], "en",
                 recipient=NAMES[line])  # fmt: skip
    desks = [wiring.desk_of(f"{line}-officer", TALKS) for line in ("coast", "hills")]
    assert Posting(lambda: desks).turn() == 6
    hours = {
        line: [m.at for m in channel_whole(desk, line).messages if m.ours]
        for line, desk in zip(("coast", "hills"), desks, strict=True)
    }
    assert min(hours["coast"]) == hours["hills"][0]


@pytest.mark.parametrize("others", [0, 5])
@pytest.mark.parametrize("seconds", [0.0, 0.5, 4.0, 5.0, 11.0])
def test_the_hour_a_letter_bears_hangs_on_its_own_alone_whatever_leaves_beside_it_and_however_long_that_takes(
    home: Home, talks: str, monkeypatch, others: int, seconds: float
):
    """The clock goes on by a second whenever it is asked, so that what leaves before it takes longer than from look to look."""
    start = datetime(2031, 3, 2, 12, 0, tzinfo=UTC)
    at = [start]

    def asked() -> datetime:
        at[0] += timedelta(seconds=1)
        return at[0]

    monkeypatch.setattr(wiring, "clock", asked)
    written = {"coast": [start] * others, "hills": [start + timedelta(seconds=seconds)]}
    for line, hours in written.items():
        for hour in hours:
            send(Desk.open(home, TALKS, f"{line}-officer", now=lambda hour=hour: hour - timedelta(minutes=5)), line, ["So?"],
                 "en", recipient=NAMES[line])  # fmt: skip
    desks = [wiring.desk_of(f"{line}-officer", TALKS) for line in written]

    class Over(BaseException):
        pass

    def sleep(slept: float) -> None:
        at[0] += timedelta(seconds=slept)
        if at[0] > start + timedelta(seconds=60):
            raise Over

    at[0] = start
    with pytest.raises(Over):
        Posting(lambda: desks).run(sleep)
    (letter,) = [m for m in channel_whole(desks[1], "hills").messages if m.ours]
    assert letter.at == start + timedelta(seconds=-(-seconds // 5) * 5), (
        "the first hour of looking that is not before its own"
    )
    assert len(told(desks[0])) == others


def test_after_a_long_sleep_the_missed_looks_are_one(clock):
    at = tick_of(clock())
    assert at <= clock() < at + TICK
    assert (at.timestamp() % 5, tick_of(at)) == (0, at)
    assert next_look(at, clock()) == next_look(at, at + timedelta(seconds=64)) == at + TICK
    assert next_look(at, at + timedelta(seconds=66)) == at + timedelta(seconds=65)
