"""That somebody opened what is confidential: recorded before he sees it, in a log of its own, and in no log that he read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import CASE
from tests.desk.relays import Room, drafted

from wasata.desk import reading
from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.message import channel_whole
from wasata.desk.relay_life import relay_whole
from wasata.errors import AccessWrong, DiskFull
from wasata.record.home import Home
from wasata.record.kinds.reading import ReadingOpened
from wasata.record.ledger import Ledger

Ask = Callable[[], Any]


def look(desk: Desk, ask: Ask, page: str = "channel_line", **more: Any) -> None:
    """Somebody asks a question through a door."""
    with reading.noting() as asked:
        ask()
    reading.opened(desk, page, asked, way="page", **more)


def told(home: Home) -> list[ReadingOpened]:
    ledger = home.ledger(CASE, ("reading",))
    return [fact for e in ledger.entries("reading") if isinstance(fact := e.fact, ReadingOpened)]


def test_who_opens_a_channel_is_recorded_before_he_sees_it_with_its_log_and_the_things_on_it(room: Room):
    message = room.said().message
    with reading.noting() as asked:
        channel_whole(room.coast, "coast")
        reading.shows([message])
    assert told(room.lead.home) == []
    reading.opened(room.coast, "channel_line", asked, way="page")
    [fact] = told(room.lead.home)
    [opening] = fact.openings
    assert (fact.reader, fact.way, fact.key) == ("officer", "page", None)
    assert (opening.page, opening.logs, opening.things) == ("channel_line", ("channel/coast", "line/coast"), (message,))
    assert opening.first == opening.last == room.now.at


def test_nothing_of_it_stands_in_the_log_that_was_read_nor_in_any_other(room: Room):
    before = room.lead.home.heads()
    look(room.coast, lambda: channel_whole(room.coast, "coast"))
    grown = {log for log, head in room.lead.home.heads().items() if before.get(log) != head}
    name = room.lead.home.ledger(CASE, ("reading",)).keys.of("reading").random_name
    assert grown == {name}


def test_no_word_that_was_read_stands_in_it(room: Room):
    room.said("The lighthouse keeps its lamp.")
    look(room.coast, lambda: channel_whole(room.coast, "coast"), named=("m-0",))
    assert "lighthouse" not in repr(told(room.lead.home))


def test_what_is_opened_again_on_a_day_is_told_in_one_entry_with_its_hours_and_how_often(room: Room):
    for _ in range(4):
        look(room.coast, lambda: channel_whole(room.coast, "coast"))
        room.now.on(minutes=1)
    assert len(told(room.lead.home)) == 1
    assert reading.flush(room.lead.home) == 1
    again = told(room.lead.home)[1].openings[0]
    assert again.times == 3
    assert again.last - again.first == timedelta(minutes=2)
    assert reading.flush(room.lead.home) == 0


def test_the_first_opening_of_the_next_day_is_written_at_once(room: Room):
    look(room.coast, lambda: channel_whole(room.coast, "coast"))
    room.now.on(days=1)
    look(room.coast, lambda: channel_whole(room.coast, "coast"))
    assert len(told(room.lead.home)) == 2


def test_a_thing_not_seen_today_is_written_at_once_beside_things_that_were(room: Room):
    look(room.coast, lambda: channel_whole(room.coast, "coast"), named=("m-1",))
    look(room.coast, lambda: channel_whole(room.coast, "coast"), named=("m-1",))
    look(room.coast, lambda: channel_whole(room.coast, "coast"), named=("m-1", "m-2"))
    assert len(told(room.lead.home)) == 2


def test_a_search_is_written_each_time_and_says_that_it_was_one(room: Room):
    for _ in range(2):
        look(room.coast, lambda: channel_whole(room.coast, "coast"), searched=True)
    assert [f.openings[0].searched for f in told(room.lead.home)] == [True, True]


def test_what_a_delegate_opens_waits_for_no_writing_and_is_written_with_the_next_batch(room: Room, monkeypatch):
    def broken(*_: Any, **__: Any) -> Any:
        raise AssertionError("a delegate waited for a disk")

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "append", broken)
        patch.setattr(Ledger, "in_line", broken)
        look(room.coast_door, lambda: channel_whole(room.coast_door, "coast"), "channel")
    assert told(room.lead.home) == []
    reading.flush(room.lead.home)
    [fact] = told(room.lead.home)
    assert (fact.reader, fact.openings[0].logs) == ("delegate", ("channel/coast",))


def test_what_the_team_opens_changes_nothing_that_a_delegates_desk_folds(room: Room):
    """`access` says who he is and is asked at every request of his: it must not grow because others read."""
    look(room.coast_door, lambda: channel_whole(room.coast_door, "coast"), "channel")
    before = room.lead.ledger.head("access")
    for page in range(5):
        look(room.lead, lambda: channel_whole(room.lead, "hills"), f"page-{page}", named=(f"m-{page}",))
    assert room.lead.ledger.head("access") == before
    assert not room.coast_door.holds("reading")


def test_where_it_cannot_be_written_nothing_may_be_shown(room: Room, monkeypatch):
    def full(*_: Any, **__: Any) -> Any:
        raise DiskFull(path="x")

    monkeypatch.setattr(Ledger, "append", full)
    with pytest.raises(DiskFull):
        look(room.coast, lambda: channel_whole(room.coast, "coast"))


def test_a_batch_that_cannot_be_written_waits_on_and_loses_nothing(room: Room, monkeypatch):
    look(room.coast_door, lambda: channel_whole(room.coast_door, "coast"), "channel")
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "append", lambda *_, **__: (_ for _ in ()).throw(DiskFull(path="x")))
        assert reading.flush(room.lead.home) == 0
        look(room.coast_door, lambda: channel_whole(room.coast_door, "coast"), "channel")
    assert reading.flush(room.lead.home) == 1
    assert told(room.lead.home)[0].openings[0].times == 2


def test_a_page_made_of_the_press_the_bureau_and_the_table_leaves_nothing(room: Room):
    from wasata.desk.case import BUREAU, TABLE

    look(room.lead, lambda: (room.lead.fold(BUREAU), room.lead.fold(TABLE)), "brief")
    reading.flush(room.lead.home)
    assert told(room.lead.home) == []


def test_a_relay_is_told_with_the_lines_it_was_shown_from(room: Room):
    relay = drafted(room)
    look(room.lead, lambda: relay_whole(room.lead, relay, "en"), "relay", named=(relay,))
    [opening] = told(room.lead.home)[0].openings
    assert relay in opening.things
    assert "line/coast" in opening.logs


def test_who_reads_this_log_is_recorded_in_it_too(room: Room):
    from wasata.desk.record import record_page

    look(room.lead, lambda: record_page(room.lead, "en", log="reading"), "record")
    assert told(room.lead.home)[0].openings[0].logs == ("reading",)


def test_nobody_but_lead_and_auditor_is_ever_given_it(room: Room):
    assert {r for r in ("lead", "auditor") if Desk.open(room.lead.home, CASE, r, now=room.now).holds("reading")} == {
        "lead",
        "auditor",
    }
    for reader in ("officer", "analyst", "delegate", "truce_monitor"):
        with pytest.raises(AccessWrong):
            grant_log(room.lead, reader, "reading")
    admit_reader(room.lead, "auditor", "officer")
    assert not Desk.open(room.lead.home, CASE, "auditor", now=room.now).holds("reading")


def test_nobody_writes_to_it_by_an_act_of_his_own():
    from wasata.desk.access import ACTS

    assert not [act for act, rule in ACTS.items() if "reading" in rule.writes]


def test_a_case_from_before_is_given_the_log_with_the_first_opening_and_says_so(room: Room, monkeypatch):
    """Its keyring knows no such log: it is opened by the room, and given to the lead and the auditor."""
    home = room.lead.home
    stood = home.logs(CASE)
    opened_now: list[str] = []
    true_logs, true_open = Home.logs, Home.open_log
    monkeypatch.setattr(
        Home, "logs", lambda self, case: tuple(x for x in true_logs(self, case) if x in opened_now or x != "reading")
    )
    monkeypatch.setattr(
        Home, "open_log", lambda self, case, log, **more: (opened_now.append(log), true_open(self, case, log, **more))
    )
    before = room.lead.ledger.head("access").seq
    look(room.coast, lambda: channel_whole(room.coast, "coast"))
    assert opened_now == ["reading"]
    assert home.logs(CASE) == stood
    [first] = list(room.lead.ledger.entries("access", before))
    assert (first.kind, first.author, first.data["log"]) == ("access.log_opened", "room", "reading")
    assert len(told(home)) == 1
