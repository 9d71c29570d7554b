"""What we send, and the time in which it can be taken back."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock
from tests.desk.one_line import delegate_of_a_line, officer_of_a_line, why

from wasata.desk import letter as desk_letter
from wasata.desk.access import Desk
from wasata.desk.delivery import deliver, due_letters
from wasata.desk.letter import HOLD, HOLDS, hold_set, seen, send, take_back
from wasata.desk.line import open_line
from wasata.desk.message import channel_whole, hear, say
from wasata.errors import MessageWrong


@pytest.fixture
def officer(lead: Desk) -> Desk:
    return officer_of_a_line(lead)


@pytest.fixture
def delegate(lead: Desk, officer: Desk) -> Desk:
    return delegate_of_a_line(lead)


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
    assert desk_letter.HOLD is HOLD


@pytest.mark.parametrize("told", ["", "4", "3601", "0", "-5", "5.5", "ten", "٣٠", "99999999999"])
def test_a_room_cannot_be_set_to_a_time_of_waiting_that_is_none(told: str):
    assert hold_set(told) is None


def test_a_room_may_be_set_to_another_time_of_waiting():
    assert hold_set("5") == timedelta(seconds=5)
    assert hold_set("3600") == timedelta(hours=1)
    assert HOLD in HOLDS
