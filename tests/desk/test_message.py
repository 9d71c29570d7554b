"""What they say, what may be done with it, what we send, and the time in which it can be taken back."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.desk import message as desk_message
from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.contact import record_contact
from wasata.desk.delivery import deliver, due_letters
from wasata.desk.line import name_person, open_line, person_left
from wasata.desk.message import (
    HOLD,
    HOLDS,
    channel_whole,
    clear,
    hear,
    hold_set,
    note_clearance,
    say,
    seen,
    send,
    take_back,
    take_down,
)
from wasata.errors import LineUnknown, LogNotYours, MessageWrong, NotAllowed

NAMES: dict[Any, str] = {"ar": "مجلس الساحل", "en": "Coast Council"}


@pytest.fixture
def officer(lead: Desk, now: Clock) -> Desk:
    told: Any = {"party": "hamas", "of": "party", "langs": ("ar", "en"), "media": ("call",)}
    open_line(lead, "coast", names=NAMES, officers=("officer",), **told)
    desk = Desk.open(lead.home, lead.case, "officer", now=now)
    name_person(desk, "coast", "one", "Envoy One", may_clear=True, reader="delegate")
    name_person(desk, "coast", "two", "Clerk Two")
    return desk


@pytest.fixture
def delegate(lead: Desk, officer: Desk, now: Clock) -> Desk:
    grant_log(lead, "delegate", "channel/coast", may_write=True)
    return Desk.open(lead.home, lead.case, "delegate", now=now)


def why(refused: pytest.ExceptionInfo[MessageWrong]) -> str:
    return str(refused.value.values["why"]).removeprefix("message.why.")


def clearances(desk: Desk) -> list[list[str]]:
    return [[p.clearance for p in m.passages] for m in channel_whole(desk, "coast").messages]


def test_a_delegate_writes_and_every_passage_stays_where_it_is_unless_he_says_otherwise(delegate: Desk, officer: Desk):
    say(delegate, "coast", [("We accept five days.", "theirs"), ("Perhaps six.", "none")], "en")
    assert clearances(officer) == clearances(delegate) == [["theirs", "none"]]


def test_what_was_told_by_voice_is_ours_until_it_is_read_back(delegate: Desk, officer: Desk):
    heard = hear(officer, "coast", [("Six, not more.", "test")], "en", person="one")
    assert channel_whole(delegate, "coast").messages == ()
    assert clearances(officer) == [["test"]]
    take_down(officer, "coast", [("Six, not more.", "ours")], "en", way="read_back", person="one", told_before=heard)
    assert clearances(delegate) == clearances(officer) == [["ours"]]


@pytest.mark.parametrize(("person", "reason"), [("two", "may_clear"), (None, "may_clear"), ("nobody", "person")])
def test_nobody_clears_but_somebody_of_theirs_who_may(officer: Desk, person: str | None, reason: str):
    with pytest.raises(MessageWrong) as refused:
        hear(officer, "coast", [("Six.", "theirs")], "en", person=person)
    assert why(refused) == reason
    if person != "nobody":
        hear(officer, "coast", [("Six.", "none")], "en", person=person)
        assert clearances(officer) == [["none"]]


def test_who_left_clears_no_more(officer: Desk):
    told = hear(officer, "coast", [("Six.", "none")], "en", person="one")
    person_left(officer, "coast", "one")
    with pytest.raises(MessageWrong) as refused:
        note_clearance(officer, "coast", "line", told, 1, "theirs", person="one", way="voice")
    assert why(refused) == "person"


def test_a_clearance_is_given_taken_back_and_its_history_stays(delegate: Desk, officer: Desk):
    told = say(delegate, "coast", [("Five.", "none")], "en")
    clear(delegate, "coast", told, 1, "theirs")
    clear(delegate, "coast", told, 1, "none")
    (passage,) = channel_whole(officer, "coast").messages[0].passages
    assert [c.clearance for c in passage.history] == ["none", "theirs", "none"]
    assert passage.clearance == "none"
    for number in (0, 2, 99):
        with pytest.raises(MessageWrong):
            clear(delegate, "coast", told, number, "theirs")


def test_a_word_by_voice_narrows_in_the_channel_and_never_widens(delegate: Desk, officer: Desk):
    told = say(delegate, "coast", [("Five.", "ours")], "en")
    with pytest.raises(MessageWrong) as refused:
        note_clearance(officer, "coast", "channel", told, 1, "theirs", person="one", way="voice")
    assert why(refused) == "voice"
    note_clearance(officer, "coast", "channel", told, 1, "none", person="one", way="voice")
    assert clearances(delegate) == [["none"]]


def test_a_letter_waits_and_nothing_of_it_stands_in_the_channel_until_its_time_is_over(
    delegate: Desk, officer: Desk, now: Clock
):
    before = delegate.ledger.head("channel/coast")
    letter = send(officer, "coast", ["Would five be enough?"], "en", recipient="coast  council")
    now.on(seconds=HOLD.total_seconds() - 1)
    with officer.hold():
        assert due_letters(officer, "coast") == ()
    with pytest.raises(MessageWrong):
        deliver(officer, "coast", letter)
    assert delegate.ledger.head("channel/coast") == before
    now.on(seconds=1)
    deliver(officer, "coast", letter)
    (there,) = channel_whole(delegate, "coast").messages
    assert (there.ours, there.passages[0].words) == (True, "Would five be enough?")
    with pytest.raises(MessageWrong):
        deliver(officer, "coast", letter)


def test_a_letter_taken_back_leaves_no_trace_in_the_channel(lead: Desk, delegate: Desk, officer: Desk, now: Clock):
    before = delegate.ledger.head("channel/coast")
    letter = send(officer, "coast", ["The wrong word."], "en", recipient="مجلس الساحل")
    with pytest.raises(MessageWrong) as refused:
        take_back(lead, "coast", letter)
    assert why(refused) == "not_yours"
    take_back(officer, "coast", letter, "wrong word")
    now.on(hours=1)
    with officer.hold():
        assert due_letters(officer, "coast") == ()
    with pytest.raises(MessageWrong):
        deliver(officer, "coast", letter)
    assert delegate.ledger.head("channel/coast") == before
    assert [h.message for h in channel_whole(officer, "coast").taken_back] == [letter]


def test_what_has_left_is_not_taken_back(officer: Desk, now: Clock):
    letter = send(officer, "coast", ["Would five be enough?"], "en", recipient="Coast Council")
    now.on(minutes=5)
    deliver(officer, "coast", letter)
    with pytest.raises(MessageWrong) as refused:
        take_back(officer, "coast", letter)
    assert why(refused) == "left"


@pytest.mark.parametrize("typed", ["", "OK", "coast", "Hill Government", "مجلس التلال"])
def test_sending_asks_for_the_name_of_who_receives_it(officer: Desk, typed: str):
    with pytest.raises(MessageWrong) as refused:
        send(officer, "coast", ["Would five be enough?"], "en", recipient=typed)
    assert why(refused) == "recipient"


def test_who_holds_another_line_sends_only_what_a_second_person_approved(lead: Desk, officer: Desk):
    told: Any = {"party": "israel", "of": "party", "langs": ("en",), "media": ("call",)}
    open_line(lead, "hills", names={"ar": "التلال", "en": "Hills"}, officers=("officer",), **told)
    for line in ("coast", "hills"):
        with pytest.raises(MessageWrong) as refused:
            send(
                officer,
                line,
                ["Would five be enough?"],
                "en",
                recipient={"coast": "Coast Council", "hills": "Hills"}[line],
            )
        assert why(refused) == "two_lines"


def test_an_answer_answers_a_letter_they_were_sent(delegate: Desk, officer: Desk, now: Clock):
    letter = send(officer, "coast", ["Would five be enough?"], "en", recipient="Coast Council")
    with pytest.raises(MessageWrong):
        say(delegate, "coast", [("Yes.", "theirs")], "en", answers=letter)  # it waits: for them there is none
    now.on(minutes=5)
    deliver(officer, "coast", letter)
    seen(delegate, "coast", letter)
    said = say(delegate, "coast", [("Yes.", "theirs")], "en", answers=letter)
    whole = {m.message: m for m in channel_whole(officer, "coast").messages}
    assert whole[letter].seen_at is not None
    assert whole[said].answers == letter


def test_a_delegate_does_nothing_elsewhere_and_officers_nothing_at_his_door(lead: Desk, delegate: Desk, officer: Desk):
    with pytest.raises(LineUnknown):
        channel_whole(delegate, "hills")
    with pytest.raises(NotAllowed):
        hear(delegate, "coast", [("x", "none")], "en")
    with pytest.raises(LogNotYours):
        take_down(delegate, "coast", [("x", "none")], "en", way="letter")
    with pytest.raises(NotAllowed):
        say(officer, "coast", [("x", "none")], "en")
    admit_reader(lead, "officer-2", "officer")
    with pytest.raises((LineUnknown, LogNotYours, NotAllowed)):
        hear(Desk.open(lead.home, lead.case, "officer-2", now=lead.now), "coast", [("x", "none")], "en")


@pytest.mark.parametrize("passages", [[], [("", "none")], [("x", "none"), (" \n", "theirs")]])
def test_nothing_said_is_no_message(delegate: Desk, passages: list[tuple[str, Any]]):
    with pytest.raises(MessageWrong) as refused:
        say(delegate, "coast", passages, "en")
    assert why(refused) == "empty"


def test_a_form_sent_twice_is_one_message(delegate: Desk, officer: Desk):
    first = say(delegate, "coast", [("Five.", "none")], "en", act_id="same")
    assert say(delegate, "coast", [("Five.", "none")], "en", act_id="same") == first
    letter = send(officer, "coast", ["So?"], "en", recipient="Coast Council", act_id="letter")
    officer.now.on(minutes=2)  # type: ignore[attr-defined]
    assert send(officer, "coast", ["So?"], "en", recipient="Coast Council", act_id="letter") == letter
    whole = channel_whole(officer, "coast")
    assert (len(whole.messages), len(whole.waiting)) == (1, 1)


def test_waiting_hours_hang_on_the_channel_and_the_clock_alone(delegate: Desk, officer: Desk, now: Clock):
    """The entry of a delivered letter is recorded at the clock's hour, however busy the line is in that instant."""
    letter = send(officer, "coast", ["So?"], "en", recipient="Coast Council")
    now.on(minutes=5)
    for n in range(5):
        hear(officer, "coast", [(f"Aside {n}", "none")], "en")
    deliver(officer, "coast", letter)
    (there,) = channel_whole(delegate, "coast").messages
    assert there.at == now()
    assert timedelta(0) < HOLD
    assert desk_message.HOLD is HOLD


@pytest.mark.parametrize("name", ["", "A Name", "../x", "x" * 65, "ü"])
def test_what_cannot_be_a_name_is_refused_by_name(delegate: Desk, officer: Desk, name: str):
    told = say(delegate, "coast", [("Five.", "none")], "en")
    for more in ({"person": name}, {"answers": name}, {"contact": name}):
        with pytest.raises(MessageWrong):
            hear(officer, "coast", [("x", "none")], "en", **more)
    with pytest.raises(MessageWrong):
        take_down(officer, "coast", [("x", "none")], "en", way="read_back", told_before=name)
    with pytest.raises(MessageWrong):
        note_clearance(officer, "coast", "channel", told, 1, "none", person=name, way="voice")
    for act in (take_back, seen):
        with pytest.raises(MessageWrong):
            act(officer, "coast", name)


def test_what_was_told_in_a_contact_names_one_of_the_line(officer: Desk):
    contact = record_contact(officer, "coast", "call", "in", officer.now(), answered=True)
    hear(officer, "coast", [("Six.", "none")], "en", contact=contact)
    with pytest.raises(MessageWrong) as refused:
        hear(officer, "coast", [("Six.", "none")], "en", contact="c-other")
    assert why(refused) == "contact"


@pytest.mark.parametrize("told", ["", "4", "3601", "0", "-5", "5.5", "ten", "٣٠", "99999999999"])
def test_a_room_cannot_be_set_to_a_time_of_waiting_that_is_none(told: str):
    assert hold_set(told) is None


def test_a_room_may_be_set_to_another_time_of_waiting():
    assert hold_set("5") == timedelta(seconds=5)
    assert hold_set("3600") == timedelta(hours=1)
    assert HOLD in HOLDS
