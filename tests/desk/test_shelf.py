"""Who waits for whom: a delegate for his own side and for nobody else, reading and writing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.desk.conftest import CASE, Clock
from tests.desk.relays import Room, approved, drafted, sentence

from wasata.desk import delivery, shelf
from wasata.desk.access import Desk, admit_reader, revoke_log
from wasata.desk.door import door
from wasata.desk.message import clear, say, talk_of
from wasata.desk.relay import draft
from wasata.errors import NotAdmitted
from wasata.record.home import Home
from wasata.record.kinds.case import NoteWritten
from wasata.record.lines import Lines


class Begun:
    """What goes on in a thread of its own."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self._done = threading.Event()
        self._thread = threading.Thread(target=lambda: (act(), self._done.set()), daemon=True)
        self._thread.start()

    def ends(self, within: float = 3) -> bool:
        """Whether it comes to its end."""
        return self._done.wait(within)


def is_done(act: Callable[[], Any]) -> bool:
    """Whether this comes to its end now."""
    return Begun(act).ends()


@contextmanager
def held(desk: Desk) -> Iterator[None]:
    """Somebody else's page is being drawn."""
    drawing, over = threading.Event(), threading.Event()

    def draw() -> None:
        with desk.hold():
            drawing.set()
            over.wait(30)

    page = threading.Thread(target=draw)
    page.start()
    assert drawing.wait(5)
    try:
        yield
    finally:
        over.set()
        page.join()


def random_name(home: Home, log: str) -> str:
    return home.ledger(CASE, (log,)).keys.of(log).random_name


def test_a_delegate_reads_and_writes_while_a_page_of_the_team_or_of_the_other_side_is_drawn(room: Room):
    for other in (room.lead, room.coast, room.coast_door):
        with held(other):
            assert is_done(lambda: door(room.hills_door, "en"))
            assert is_done(lambda: say(room.hills_door, "hills", [("Words.", "none")], "en"))
            assert is_done(lambda: Desk.open(room.lead.home, CASE, "delegate-2", now=room.now))
            with pytest.raises(NotAdmitted):
                Desk.open(room.lead.home, CASE, "nobody", now=room.now)
    with held(room.lead):
        waits = Begun(lambda: talk_of(room.coast, "coast", "line") and room.coast.role)
        assert not waits.ends()
    assert waits.ends(30)


def test_a_delegate_writes_while_anybody_writes_to_any_other_log(room: Room):
    home, hills = room.lead.home, "channel/hills"
    others = {log: random_name(home, log) for log in home.logs(CASE) if log != hills}
    with held_lines(home, others):
        assert is_done(lambda: say(room.hills_door, "hills", [("Words.", "none")], "en"))
    with held_lines(home, {hills: random_name(home, hills)}):
        assert is_done(lambda: say(room.coast_door, "coast", [("Words.", "none")], "en"))
        waits = Begun(lambda: say(room.hills_door, "hills", [("Words.", "none")], "en"))
        assert not waits.ends()
    assert waits.ends(30)


@contextmanager
def held_lines(home: Home, logs: dict[str, str]) -> Iterator[None]:
    """Another process stands in these lines."""
    with Lines(home.path / "lines").first(logs):
        yield


def test_what_a_delegate_sees_is_what_stands_whoever_folded_it(room: Room):
    told = say(room.hills_door, "hills", [("Words.", "none")], "en")
    with room.hills.hold(), room.hills_door.hold():
        for desk in (room.hills, room.hills_door):
            assert told in talk_of(desk, "hills", "channel").messages


def test_a_delegate_sits_by_himself_and_who_becomes_an_officer_with_the_team(room: Room, now: Clock):
    home, delegate = room.lead.home, room.hills_door
    assert delegate._shelf is shelf.own(home, CASE, "delegate-2")
    assert delegate._shelf is not room.coast_door._shelf
    assert delegate._shelf is not shelf.own(home, "other-case", "delegate-2"), "nor with himself in another case"
    assert {desk._shelf for desk in (room.lead, room.coast, room.hills)} == {shelf.team(home)}
    revoke_log(room.lead, "delegate-2", "channel/hills")
    admit_reader(room.lead, "delegate-2", "officer")
    assert delegate.role == "officer"
    assert delegate._shelf is shelf.team(home)
    assert Desk.open(home, CASE, "delegate-2", now=now)._shelf is shelf.team(home)


def test_what_an_act_only_reads_has_it_decided_again_when_it_grew(room: Room):
    heads: list[int] = []

    def decide() -> dict[str, tuple[NoteWritten, ...]]:
        heads.append(room.coast.ledger.head("channel/coast").seq)
        if len(heads) == 1:
            assert is_done(lambda: say(room.coast_door, "coast", [("At this moment.", "none")], "en"))
        return {"line/coast": (NoteWritten(note="n-1", text="Words.", lang="en"),)}

    before = room.coast.ledger.heads(("line/coast", "channel/coast"))
    room.coast.do("assess", decide, line="coast")
    after = room.coast.ledger.heads(("line/coast", "channel/coast"))
    assert heads == [before["channel/coast"].seq, before["channel/coast"].seq + 1]
    assert {log: after[log].seq - before[log].seq for log in after} == {"line/coast": 1, "channel/coast": 1}


def test_an_act_writes_to_no_log_but_its_own(room: Room):
    before = room.coast.ledger.heads()
    with pytest.raises(ValueError, match="assess writes line/coast"):
        room.coast.do("assess", lambda: {"channel/coast": (NoteWritten(note="n", text="W.", lang="en"),)}, line="coast")
    assert room.coast.ledger.heads() == before


def test_while_a_relay_leaves_nobody_withdraws_what_it_rests_on(
    room: Room, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    approved(room, drafted(room))
    now.on(minutes=10)
    home = room.lead.home
    hangs_on = ("access", "bureau", "channel/coast", "channel/hills", "line/coast", "line/hills")
    asked, seen = delivery.still_cleared, []

    def watched(desk: Desk, relay: str) -> bool:
        seen.append(home._lines.mine)
        return asked(desk, relay)

    monkeypatch.setattr(delivery, "still_cleared", watched)
    assert len(room.deliver()) == 1
    assert seen[-1] == {random_name(home, log) for log in hangs_on}
    assert home._lines.mine == frozenset()


def test_a_clearance_withdrawn_while_its_relay_is_looked_at_keeps_it_here(
    room: Room, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    """Between the first look and the moment it leaves, from the delegate's own desk that waits for nobody."""
    told = room.said()
    relay = draft(
        room.coast, "coast", "hills", "en", [sentence("The other side would take five days.", "paraphrase", told)]
    )
    approved(room, relay)
    now.on(minutes=10)
    as_it_is, withdrawn = delivery.still_cleared, []

    def withdraws(desk: Desk, of: str) -> bool:
        stood = as_it_is(desk, of)
        if not withdrawn:
            withdrawn.append(is_done(lambda: clear(room.coast_door, "coast", told.message, 1, "none")))
        return stood

    monkeypatch.setattr(delivery, "still_cleared", withdraws)
    assert room.deliver() == ()
    assert withdrawn == [True]
    assert room.letters() == []
