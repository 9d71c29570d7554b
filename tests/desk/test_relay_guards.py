"""What nobody may do with a relay, whoever asks and however often, and from however many processes."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import Clock
from tests.desk.relays import (
    COAST,
    HILLS,
    SECRET,
    Room,
    another,
    approved,
    drafted,
    reasons,
    sentence,
    signs,
    state,
    why,
)

from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.case import open_case
from wasata.desk.line import open_line
from wasata.desk.line_holders import give_line, take_line
from wasata.desk.message import hear, line_talk, say, take_down
from wasata.desk.relay import (
    approve,
    countersign,
    draft,
    force,
    lend,
    may_be_lent_to,
    send_back,
    take_back,
)
from wasata.desk.relay_life import relay_whole
from wasata.desk.relayed import drafts_in
from wasata.errors import (
    ActReused,
    LogNotYours,
    NotAllowed,
    RelayRefused,
    RelayWrong,
)
from wasata.record.home import Home
from wasata.record.kinds.relay import PassageRef
from wasata.record.ledger import Ledger

# what is new in lending, and what nobody may write


def test_what_somebody_it_was_lent_to_sends_back_its_author_sees_and_nobody_else_approves(room: Room):
    relay = drafted(room)
    lend(room.lead, "coast", relay, "officer-2")
    send_back(room.hills, relay, "say it as a question")
    assert state(room, relay) == "sent_back"
    assert relay_whole(room.coast, relay, "en").steps[-1].reason == "say it as a question"
    with pytest.raises(RelayWrong) as refused:
        approved(room, relay)
    assert why(refused) == "sent_back"


def test_a_reason_sent_back_to_another_line_repeats_nothing_of_ones_own(room: Room):
    said_there = "They will not hear of any road before the spring comes."
    say(room.hills_door, "hills", [(said_there, "none")], "en")
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    with pytest.raises(RelayWrong) as refused:
        send_back(room.hills, relay, said_there)
    assert why(refused) == "reason_overheard"


def test_the_author_of_what_the_lead_sent_alone_may_take_it_back_too(room: Room):
    relay = drafted(room)
    force(room.lead, "coast", relay, signs(room.lead, relay, "coast"), "the hour ends", recipient="Hill Government")
    take_back(room.coast, relay)
    assert state(room, relay) == "taken_back"


def test_a_letter_answers_only_what_was_said_in_the_channel_it_goes_to(room: Room):
    ref = room.said()
    told = [sentence("Five days?", "test", ref)]
    relay = draft(room.coast, "coast", "hills", "en", told, answers=ref.message)  # he does not hold that channel
    with pytest.raises(RelayWrong) as refused:
        approved(room, relay)
    assert why(refused) == "answers"


def test_a_clearance_given_by_voice_counts_no_more_once_it_was_read_back(room: Room):
    heard = hear(room.coast, "coast", [("Perhaps six days.", "ours")], "en", person="one")
    rests = PassageRef(log="line", message=heard, passage=1)
    relay = draft(room.coast, "coast", "hills", "en", [sentence("Six days may be possible.", "ours", rests)])
    take_down(room.coast, "coast", [("Perhaps six days.", "none")], "en", way="read_back", told_before=heard)
    with pytest.raises(RelayRefused) as refused:
        approved(room, relay)
    assert why(refused) == "gone"


def test_after_its_hour_it_is_taken_back_only_by_who_sees_that_it_has_not_left(room: Room):
    relay = drafted(room)
    approved(room, relay)
    room.now.on(minutes=5)
    with pytest.raises(RelayWrong):  # the author holds no channel to the hills, and cannot know
        take_back(room.coast, relay)
    take_back(room.lead, relay)
    assert room.deliver() == ()
    assert state(room, relay) == "taken_back"


# two processes


@pytest.fixture
def two_processes(tmp_path: Path, now: Clock) -> Iterator[tuple[Home, Home]]:
    """One home opened twice, as the room and a command do, with two lines, and two who hold both."""
    with Home.create(tmp_path / "shared", now=now) as made:
        lead = open_case(
            made, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "ربيع", "en": "Spring"}, lead="lead",
            parties=("israel", "hamas"), mediators=("qatar",), zone="UTC",
            readers=[("officer", "officer"), ("second", "officer"), ("delegate", "delegate")], lot=lambda _: None, now=now,
        )  # fmt: skip
        told: Any = {"of": "party", "langs": ("ar", "en"), "media": ("call",)}
        open_line(lead, "coast", party="hamas", names=COAST, officers=("officer", "second"), **told)
        open_line(lead, "hills", party="israel", names=HILLS, officers=("second",), **told)
        grant_log(lead, "delegate", "channel/coast", may_write=True)
        with Home.open(tmp_path / "shared", now=now) as other:
            yield made, other


@pytest.mark.parametrize("meanwhile", ["approve", "draft", "send_back"])
def test_of_two_acts_on_one_relay_by_two_processes_at_once_one_is_done(
    two_processes: tuple[Home, Home], now: Clock, monkeypatch: pytest.MonkeyPatch, meanwhile: str
):
    """Another process acts between the decision and the writing, as far as it can."""
    here, there = two_processes
    officer, lead = (Desk.open(here, "talks", name, now=now) for name in ("officer", "lead"))
    said = say(Desk.open(here, "talks", "delegate", now=now), "coast", [("We accept five days.", "theirs")], "en")
    told = [sentence("Would five days do?", "test", PassageRef(log="channel", message=said, passage=1))]
    relay = draft(officer, "coast", "hills", "en", told)
    signed = signs(lead, relay, "coast")
    other = Desk.open(there, "talks", "officer" if meanwhile == "draft" else "second", now=now)
    acts: dict[str, Callable[[], Any]] = {
        "approve": lambda: approve(other, relay, signed, recipient="Hill Government", line="coast"),
        "draft": lambda: draft(other, "coast", "hills", "en", [sentence("Thank you.", "ours")], relay=relay),
        "send_back": lambda: send_back(other, relay, "softer", line="coast"),
    }
    refused: list[RelayWrong] = []

    def at_once() -> None:
        try:
            acts[meanwhile]()
        except RelayWrong as error:
            refused.append(error)

    as_it_is = Ledger.append
    begun: list[threading.Thread] = []

    def slow(ledger: Any, *given: Any, **more: Any) -> Any:
        if not begun:
            begun.append(threading.Thread(target=at_once))
            begun[0].start()
            begun[0].join(0.3)
        return as_it_is(ledger, *given, **more)

    monkeypatch.setattr(Ledger, "append", slow)
    approve(lead, relay, signed, recipient="Hill Government", line="coast")
    begun[0].join()
    assert [str(e.values["why"]) for e in refused] == ["relay.why.signed"]
    with lead.hold():
        assert len(lead.fold(line_talk("hills")).held) == 1
        assert len(lead.fold(drafts_in("line/coast")).relays[relay]) == 1


# what each guard is for


def test_a_next_draft_is_one_of_a_relay_of_this_line_to_the_same_line(room: Room):
    relay = drafted(room)
    told: Any = {"lang": "en", "sentences": [sentence("Thank you.", "ours")]}
    open_line(room.lead, "lake", party="qatar", of="mediator", names={"ar": "بحيرة", "en": "Lake"},
              langs=("en",), media=("call",), officers=())  # fmt: skip
    assert reasons(
        lambda: draft(room.coast, "coast", "hills", relay="rl-nowhere", **told),
        lambda: draft(room.coast, "coast", "lake", relay=relay, **told),
        lambda: draft(room.coast, "coast", "hills", "en", [sentence(" ", "ours")]),
        lambda: draft(room.coast, "coast", "hills", "en", []),
    ) == ["relay.why.unknown", "relay.why.other_line", "relay.why.empty", "relay.why.empty"]


def test_what_was_sent_back_or_signed_is_neither_lent_nor_sent_alone(room: Room):
    relay = drafted(room)
    signed_as = signs(room.lead, relay, "coast")
    send_back(room.lead, relay, "softer", line="coast")
    assert (
        reasons(
            lambda: lend(room.coast, "coast", relay, "officer-2"),
            lambda: send_back(room.lead, relay, "softer still", line="coast"),
            lambda: force(room.lead, "coast", relay, signed_as, "the hour ends", recipient="Hill Government"),
        )
        == ["relay.why.sent_back"] * 3
    )
    other = drafted(room)
    approved(room, other)
    assert (
        reasons(
            lambda: lend(room.coast, "coast", other, "officer-2"),
            lambda: send_back(room.lead, other, "softer", line="coast"),
            lambda: force(
                room.lead, "coast", other, signs(room.lead, other, "coast"), "now", recipient="Hill Government"
            ),
        )
        == ["relay.why.signed"] * 3
    )


@pytest.mark.parametrize("minutes", [0, 1, 7, 61])
def test_a_letter_waits_for_a_time_that_is_offered(room: Room, minutes: int):
    relay = drafted(room)
    told: Any = {"recipient": "Hill Government", "hold": timedelta(minutes=minutes)}
    signed_as = signs(room.lead, relay, "coast")
    assert (
        reasons(
            lambda: approve(room.lead, relay, signed_as, line="coast", **told),
            lambda: force(room.lead, "coast", relay, signed_as, "the hour ends", **told),
        )
        == ["message.why.hold"] * 2
    )


def test_a_reason_is_given_and_is_no_essay(room: Room):
    relay = drafted(room)
    assert reasons(
        lambda: send_back(room.lead, relay, " \n", line="coast"),
        lambda: send_back(room.lead, relay, "x" * 2_001, line="coast"),
    ) == ["relay.why.reason", "relay.why.reason_long"]
    signed_as = signs(room.lead, relay, "coast")
    assert reasons(lambda: force(room.lead, "coast", relay, signed_as, "", recipient="Hill Government")) == [
        "relay.why.reason"
    ]
    force(room.lead, "coast", relay, signed_as, "the hour ends", recipient="Hill Government")
    keeps = another(room, "officer-3", "coast")
    assert reasons(
        lambda: countersign(keeps, relay, objects=True),
        lambda: countersign(keeps, relay, reason=f"They say: {SECRET}"),
    ) == ["relay.why.reason", "relay.why.reason_overheard"]


def test_one_act_id_stands_for_one_act(room: Room):
    relay, other = drafted(room), drafted(room, "Five days would do, they say.")
    approve(room.lead, relay, signs(room.lead, relay, "coast"), recipient="Hill Government", line="coast", act_id="a")
    with pytest.raises(ActReused):
        approve(
            room.lead, other, signs(room.lead, other, "coast"), recipient="Hill Government", line="coast", act_id="a"
        )
    send_back(room.lead, other, "softer", line="coast", act_id="b")
    send_back(room.lead, other, "softer", line="coast", act_id="b")
    with pytest.raises(ActReused):
        send_back(room.lead, other, "harder", line="coast", act_id="b")


def test_only_who_holds_access_is_told_to_whom_a_relay_may_be_lent(room: Room):
    relay = drafted(room)
    assert may_be_lent_to(room.lead, "coast", relay) == ("officer-2",)
    assert may_be_lent_to(room.coast, "coast", relay) == ()
    assert may_be_lent_to(room.lead, "coast", "rl-nowhere") == ()
    own = draft(room.lead, "hills", "coast", "en", [sentence("Thank you.", "ours")])
    assert may_be_lent_to(room.lead, "hills", own) == ("officer",)
    for log in ("line/coast", "channel/coast"):
        grant_log(room.lead, "officer-2", log, may_write=True)
    assert may_be_lent_to(room.lead, "coast", relay) == ()  # he holds both lines and needs no loan


def test_lent_to_one_it_is_nobody_elses_and_its_author_learns_who_has_it(room: Room):
    relay = drafted(room)
    lend(room.lead, "coast", relay, "officer-2")
    assert relay_whole(room.coast, relay, "en").lent_to == ("officer-2",)
    admit_reader(room.lead, "officer-3", "officer")
    third = Desk.open(room.lead.home, room.lead.case, "officer-3", now=room.now)
    assert f"relay/{relay}" not in third.sight
    with pytest.raises(RelayWrong):
        relay_whole(third, relay, "en")
    with pytest.raises((NotAllowed, LogNotYours, RelayWrong)):
        approve(third, relay, signs(room.hills, relay), recipient="Hill Government")


def third_officer(room: Room) -> Desk:
    """An officer who keeps neither of the two lines but one of his own."""
    admit_reader(room.lead, "officer-3", "officer")
    open_line(
        room.lead, "plain", party="qatar", of="mediator", names={"ar": "السهل", "en": "The Plain"}, langs=("en",),
        media=("call",), officers=("officer-3",),
    )  # fmt: skip
    return Desk.open(room.lead.home, room.lead.case, "officer-3", now=room.now)


def test_what_one_line_lent_is_opened_by_no_officer_of_another_who_knows_its_name(room: Room):
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    third = third_officer(room)
    with pytest.raises(RelayWrong) as refused:
        draft(third, "plain", "hills", "en", [sentence("Thank you.", "ours")], relay=relay)
    assert why(refused) == "unknown"
    assert f"relay/{relay}" not in third.sight


def test_who_wrote_any_draft_does_not_approve_it_by_way_of_the_loan(room: Room):
    relay = drafted(room)
    for log in ("line/hills", "channel/hills"):
        grant_log(room.lead, "officer", log, may_write=True)
    again = sentence("They would take five days, they say.", "paraphrase", room.said())
    draft(room.lead, "coast", "hills", "en", [again], relay=relay)
    lend(room.lead, "coast", relay, "officer-2")  # the first author holds its log from now on, with or without the line
    for _ in range(2):
        with pytest.raises(RelayWrong) as refused:
            approve(room.coast, relay, signs(room.coast, relay), recipient="Hill Government")
        assert why(refused) == "not_lent"
        assert "approve" not in relay_whole(room.coast, relay, "en").acts
        for log in ("line/coast", "channel/coast"):
            if room.coast.holds(log):
                revoke_log(room.lead, "officer", log)
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")


def test_to_whom_it_was_lent_and_who_then_wrote_of_it_approves_it_no_more(room: Room):
    relay = drafted(room)
    lend(room.lead, "coast", relay, "officer-2")
    for log in ("line/coast", "channel/coast"):
        grant_log(room.lead, "officer-2", log, may_write=True)
    told = [sentence("They would take five days.", "paraphrase", room.said())]
    draft(room.hills, "coast", "hills", "en", told, relay=relay)
    draft(room.coast, "coast", "hills", "en", [sentence("Five days, they say.", "ours", room.said())], relay=relay)
    for line in (None, "coast"):
        with pytest.raises(RelayWrong) as refused:
            approve(room.hills, relay, signs(room.hills, relay, line), recipient="Hill Government", line=line)
        assert why(refused) == "own"


def test_a_loan_broken_off_while_its_log_is_made_keeps_nobody_from_his_work(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    relay = drafted(room)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as broken:
        broken.setattr(Home, "open_log", full)
        with pytest.raises(OSError, match="no space"):
            lend(room.coast, "coast", relay, "officer-2")
    for desk, line in ((room.coast, "coast"), (room.hills, "hills")):
        assert hear(desk, line, [("Good morning.", "none")], "en")
    lend(room.coast, "coast", relay, "officer-2")
    with room.lead.hold():
        told = [e.data["log"] for e in room.lead.ledger.entries("access") if e.kind == "access.log_opened"]
    assert told.count(f"relay/{relay}") == 1
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")


def test_who_keeps_a_line_no_more_reads_nothing_of_it_by_way_of_a_loan(room: Room):
    relay = drafted(room)
    third_officer(room)
    give_line(room.lead, "coast", "officer-3")
    third = Desk.open(room.lead.home, room.lead.case, "officer-3", now=room.now)
    lend(third, "coast", relay, "officer-2")
    log = f"relay/{relay}"
    assert all(desk.holds(log) for desk in (room.coast, third, room.hills))
    for _ in range(2):
        take_line(room.lead, "coast", "officer-3", act_id="a")
    assert not third.holds(log)
    assert third.holds("line/plain"), "what is his elsewhere stays"
    take_line(room.lead, "hills", "officer-2")
    assert not room.hills.holds(log)
    assert room.coast.holds(log)
    give_line(room.lead, "hills", "officer-2")
    lend(room.coast, "coast", relay, "officer-2")
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")
