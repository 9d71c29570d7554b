"""The mistaken officer, who holds two lines: what was told on one comes into no paper of the other, nor of the whole team."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.desk import definitions
from tests.desk.relays import SECRET, Room, approve, draft, drafted, sentence, signs

from wasata.desk import defined, definition, own_words
from wasata.desk.access import Desk
from wasata.desk.assessment import assess, close_assessment
from wasata.desk.case import BUREAU
from wasata.desk.cell import open_cell
from wasata.desk.confidence import noted
from wasata.desk.contact import contact, record_contact, write_readout
from wasata.desk.delivery import deliver_due
from wasata.desk.line import name_person
from wasata.desk.message import hear, say, take_down, talk_of
from wasata.desk.position import name_matter, note_position
from wasata.desk.relay import lend
from wasata.errors import (
    AssessmentWrong,
    CaseWrong,
    ContactWrong,
    DefinitionWrong,
    MessageWrong,
    PositionWrong,
    RelayRefused,
)
from wasata.record.kinds.position import Condition, Evidence
from wasata.record.kinds.relay import PassageRef

PASTED = f"Their envoy: {SECRET.upper()}"
FEAR = "They fear that the harbour falls within nine days without help from outside."


def met(desk: Desk, room: Room, line: str) -> str:
    return record_contact(desk, line, "call", "in", room.now.at, answered=True)


def ours(words: str) -> tuple[Evidence, ...]:
    return (Evidence(of="ours", words=words),)


def test_a_note_of_the_team_repeats_no_line(room: Room):
    room.said()
    for told, also in ((PASTED, None), ("Quiet so far.", {"ar": SECRET})):
        with pytest.raises(CaseWrong) as refused:
            own_words.note(room.coast, told, "en", also=also)
        assert str(refused.value.values["why"]) == "case.why.overheard"
    own_words.note(room.hills, PASTED, "en")  # he holds another line: what he did not hear he does not repeat
    with room.lead.hold():
        assert len(room.lead.fold(BUREAU).notes) == 1


@pytest.mark.parametrize("act", [take_down, hear])
def test_what_is_taken_down_on_one_line_is_not_what_another_told_us(room: Room, act: Callable[..., str]):
    room.said()
    way = {"way": "letter"} if act is take_down else {}
    for words in (SECRET, f"{SECRET} And so on."):
        with pytest.raises(MessageWrong) as refused:
            act(room.lead, "hills", [("Good morning.", "none"), (words, "none")], "en", **way)
        assert (str(refused.value.values["why"]), refused.value.values["value"]) == ("message.why.other_line", 2)
    with room.lead.hold():
        assert not talk_of(room.lead, "hills", "channel").messages
        assert not talk_of(room.lead, "hills", "line").messages
    act(room.hills, "hills", [(SECRET, "none")], "en", **way)  # who keeps their line alone heard it there


def test_they_may_say_after_us_what_they_were_sent(room: Room):
    relay = drafted(room, "They will accept five days and then look further.")
    approve(room.lead, relay, signs(room.lead, relay, "coast"), recipient="Hill Government", line="coast")
    say(room.coast_door, "coast", [("Tell them: they will accept five days and then look further.", "none")], "en")
    with pytest.raises(MessageWrong):
        take_down(room.lead, "hills", [("They will accept five days and then?", "none")], "en", way="letter")
    room.now.on(minutes=5)
    assert len(deliver_due(room.hills, "hills", {"coast": room.coast})) == 1
    take_down(room.lead, "hills", [("They will accept five days and then?", "none")], "en", way="letter")


def test_no_contact_readout_position_or_estimate_of_one_line_repeats_another(room: Room):
    room.said()
    matter, named = name_matter(room.lead, {"ar": "الوقود", "en": "Fuel"}), met(room.lead, room, "hills")
    until = room.now.at.date() + timedelta(days=9)
    with pytest.raises(ContactWrong):
        own_words.record_contact(room.lead, "hills", "call", "in", room.now.at, answered=True, about=SECRET)
    with pytest.raises(ContactWrong):
        own_words.write_readout(room.lead, "hills", named, "ours", SECRET, "en")
    for words, condition, evidence in ((SECRET, "x", "x"), ("x", SECRET, "x"), ("x", "x", SECRET)):
        with pytest.raises(PositionWrong):
            note_position(
                room.lead, "hills", "israel", matter, "conditions", words, "en", evidence=ours(evidence),
                only_if=(Condition(matter=matter, words=condition),),
            )  # fmt: skip
    for words, change, evidence in ((SECRET, "x", "x"), ("x", SECRET, "x"), ("x", "x", SECRET)):
        with pytest.raises(AssessmentWrong):
            assess(room.lead, "hills", words, "en", "likely", basis=ours(evidence), would_change=change, until=until)
    named_estimate = assess(room.lead, "hills", "x", "en", "likely", basis=ours("x"), would_change="x", until=until)
    with pytest.raises(AssessmentWrong):
        close_assessment(room.lead, "hills", named_estimate, "borne_out", SECRET)
    own_words.write_readout(room.lead, "hills", named, "theirs", SECRET, "en", published="https://hills.example/1")
    assert len(contact(room.hills, "hills", named).readouts) == 1


def test_on_their_own_line_their_words_are_written_as_they_said_them(room: Room):
    room.said()
    named = own_words.record_contact(room.coast, "coast", "call", "in", room.now.at, answered=True, about=SECRET)
    own_words.write_readout(room.lead, "coast", named, "theirs", SECRET, "en")
    until = room.now.at.date() + timedelta(days=9)
    estimate = assess(room.lead, "coast", SECRET, "en", "likely", basis=ours(SECRET), would_change="x", until=until)
    told = {"basis": ours("x"), "would_change": "x", "until": until, "assessment": estimate}
    assert assess(room.lead, "coast", SECRET, "en", "likely", **told) == estimate


def test_the_cell_repeats_no_line_and_revises_its_own(room: Room):
    room.said()
    open_cell(room.lead)
    told = {"basis": ours("x"), "would_change": "x", "until": room.now.at.date() + timedelta(days=9)}
    with pytest.raises(AssessmentWrong):
        assess(room.lead, None, SECRET, "en", "likely", **told)
    made = assess(room.lead, None, FEAR, "en", "likely", **told)
    assert assess(room.lead, None, FEAR, "en", "even", assessment=made, **told) == made


def test_a_letter_to_one_side_repeats_nothing_that_we_wrote_of_another(room: Room):
    write_readout(room.coast, "coast", met(room.coast, room, "coast"), "ours", FEAR, "en")
    letter = [sentence("Is it so that the harbour falls within nine days?", "ours")]
    with pytest.raises(RelayRefused) as refused:
        draft(room.coast, "coast", "hills", "en", letter)
    assert refused.value.values["words"] == "that the harbour falls within nine"
    with room.coast.hold():
        assert [words for words, _ in noted(room.coast)] == [FEAR]
        assert not list(noted(room.coast, "coast"))
    # what they cleared themselves is theirs to pass, wherever we wrote it too
    told = say(room.coast_door, "coast", [(FEAR, "theirs")], "en")
    rests = PassageRef(log="channel", message=told, passage=1)
    relay = draft(room.coast, "coast", "hills", "en", [sentence(FEAR, "quote", rests)])
    lend(room.coast, "coast", relay, "officer-2")
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")


def test_what_an_approver_wrote_of_his_other_lines_is_seen_when_he_approves(room: Room):
    write_readout(room.lead, "coast", met(room.lead, room, "coast"), "theirs", FEAR, "en")
    relay = draft(room.hills, "hills", "coast", "en", [sentence("We write to you soon.", "ours")])
    approve(room.lead, relay, signs(room.lead, relay, "hills"), recipient="Coast Council", line="hills")
    open_cell(room.lead)
    told = {"basis": ours("x"), "would_change": "x", "until": room.now.at.date() + timedelta(days=9)}
    assess(room.lead, None, "The table will be cleared by the end of spring.", "en", "likely", **told)
    letter = [sentence("We hope the table will be cleared by the end of it.", "ours")]
    again = draft(room.hills, "hills", "coast", "en", letter)
    with pytest.raises(RelayRefused):
        approve(room.lead, again, signs(room.lead, again, "hills"), recipient="Coast Council", line="hills")


def test_an_objection_taken_down_for_one_side_is_not_what_another_said(room: Room):
    name_person(room.hills, "hills", "one", "Envoy Two", may_clear=True)
    words = {"ar": "لا تطلق نار من الفجر إلى الغروب في كل مكان", "en": "No shot is fired from dawn to dusk anywhere."}
    term = definition.write(room.hills, defined.Text({"ar": "هدنة", "en": "pause"}, words))
    definitions.put(room.lead, "hills", term, 1, recipient="Hill Government")
    room.said()
    with pytest.raises(DefinitionWrong) as refused:
        definition.take_down(room.lead, "hills", term, 1, SECRET, person="one")
    assert str(refused.value.values["why"]) == "definition.why.other_line"
    say(room.coast_door, "coast", [(f"Not so: {words['en']}", "none")], "en")
    definition.take_down(room.lead, "hills", term, 1, f"We object to: {words['en']}", person="one")
