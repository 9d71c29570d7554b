"""What they say, and what may be done with it."""

from typing import Any

import pytest
from tests.desk.one_line import delegate_of_a_line, officer_of_a_line, why

from wasata.desk.access import Desk, admit_reader
from wasata.desk.contact import record_contact
from wasata.desk.letter import seen, send, take_back
from wasata.desk.line import person_left
from wasata.desk.message import channel_whole, clear, hear, note_clearance, say, take_down
from wasata.errors import LineUnknown, LogNotYours, MessageWrong, NoSuchAct, NotAllowed


@pytest.fixture
def officer(lead: Desk) -> Desk:
    return officer_of_a_line(lead)


@pytest.fixture
def delegate(lead: Desk, officer: Desk) -> Desk:
    return delegate_of_a_line(lead)


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


def test_a_delegate_does_nothing_elsewhere_and_officers_nothing_at_his_door(lead: Desk, delegate: Desk, officer: Desk):
    with pytest.raises(LineUnknown):
        channel_whole(delegate, "hills")
    with pytest.raises(NotAllowed):
        hear(delegate, "coast", [("x", "none")], "en")
    with pytest.raises(NoSuchAct):
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
