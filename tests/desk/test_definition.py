"""Definitions: written, put to each side apart, answered, agreed by two people; flagged where they are used meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.desk import definitions, on_table

from wasata.desk import definition, definition_sides, for_table
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.defined import AGREED, OURS, Text, definitions_in
from wasata.desk.definition_delivery import (
    Left,
    deliver_agreements,
    deliver_put,
    deliver_round,
    waits,
    why_it_stays,
)
from wasata.desk.flagged import flagged
from wasata.desk.for_table import Wish
from wasata.desk.letter import HOLD
from wasata.desk.line import name_person, open_line
from wasata.desk.message import say
from wasata.errors import DefinitionWrong, LineNone, LineUnknown, MessageWrong, NotAllowed, TableWrong
from wasata.record.home import Home

NORTH = Text(
    {"ar": "الشمال", "en": "the north"},
    {"ar": "ما وراء النهر الجاف", "en": "all land beyond the dry river"},
    ("northern area",),
)
NORTH_2 = Text(
    NORTH.names,
    {"ar": "ما وراء النهر الجاف حتى الجسر", "en": "all land beyond the dry river up to the bridge"},
    NORTH.also,
)
NAMES = {
    "coast": {"ar": "مجلس الساحل", "en": "Coast Council"},
    "hills": {"ar": "حكومة التلال", "en": "Hill Government"},
}


@pytest.fixture
def at(home: Home, lead: Desk, at_desk: Callable[[str], Desk]) -> Callable[[str], Desk]:
    """Two lines, each with an officer, a delegate and an envoy whose word counts; the lead holds both."""
    for line, party in (("coast", "hamas"), ("hills", "israel")):
        for role in ("officer", "delegate"):
            admit_reader(lead, f"{line}-{role}", role)
        open_line(
            lead, line, party=party, of="party", names=NAMES[line], langs=("ar",), media=("call",),
            officers=(f"{line}-officer",), lot=lambda free: free[0],
        )  # fmt: skip
        grant_log(lead, f"{line}-delegate", f"channel/{line}", may_write=True)
        name_person(lead, line, "envoy", "Envoy", may_clear=True)
        name_person(lead, line, "guard", "Guard")
    return at_desk


def asked_both(at: Callable[[str], Desk], text: Text = NORTH, term: str | None = None) -> str:
    """Written by the officer who is on neither line, put by each line's own."""
    term = definition.write(at("officer"), text, term=term)
    number = len(at("officer").fold(OURS)[term].versions)
    for line in NAMES:
        definitions.put(at(f"{line}-officer"), line, term, number, recipient=NAMES[line]["en"])
    return term


def why(raised: pytest.ExceptionInfo[DefinitionWrong]) -> str:
    return str(raised.value.values["why"])


def test_a_definition_is_written_put_confirmed_by_both_and_agreed_by_two_people(at):
    term = asked_both(at)
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    definition.approve(at("coast-officer"), term)
    definitions.agree(at("lead"), term, NORTH.digest)
    told = definition_sides.definition(at("coast-officer"), term, "en")
    assert (told.state, told.agreed.text, told.approved_by) == ("agreed", NORTH, ("coast-officer",))
    assert at("coast-delegate").fold(AGREED)[term][0].text == NORTH


def test_what_one_side_is_told_does_not_hang_on_what_the_other_said(at):
    """The coast objects, the text is changed: to the hills the second text is the first they see, with the number of a first."""
    term = definition.write(at("officer"), NORTH)
    definitions.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    definition.answer(at("coast-delegate"), "coast", term, 1, "Up to the bridge and no further")
    definition.write(at("officer"), NORTH_2, term=term)
    definitions.put(at("hills-officer"), "hills", term, 2, recipient="Hill Government")
    definitions.put(at("coast-officer"), "coast", term, 2, recipient="Coast Council")
    assert [v.number for v in at("hills-delegate").fold(definitions_in("hills"))[term].versions] == [1]
    assert [v.number for v in at("coast-delegate").fold(definitions_in("coast"))[term].versions] == [1, 2]
    definition.answer(at("hills-delegate"), "hills", term, 1)
    definition.answer(at("coast-delegate"), "coast", term, 2)
    definition.approve(at("hills-officer"), term)
    definitions.agree(at("lead"), term, NORTH_2.digest)
    assert [v.number for v in at("hills-delegate").fold(AGREED)[term]] == [1], "the table counts for itself"


def test_an_officer_sees_where_his_own_line_stands_and_of_the_other_nothing(at):
    term = asked_both(at)
    definition.answer(at("coast-delegate"), "coast", term, 1, "Up to the bridge")
    (told,) = definition_sides.definitions(at("hills-officer"), "en")
    assert [(s.line, s.state) for s in told.sides] == [("hills", "waiting")]
    assert "bridge" not in repr(told)
    (seen,) = definition_sides.definitions(at("lead"), "en")
    assert [(s.line, s.state, s.said and s.said.words) for s in seen.sides] == [
        ("coast", "objected", "Up to the bridge"), ("hills", "waiting", None),
    ]  # fmt: skip


def test_no_word_goes_on_the_table_that_not_all_have_confirmed_at_that_moment(at):
    term = asked_both(at)
    with pytest.raises(DefinitionWrong) as early:
        definition.approve(at("coast-officer"), term)
    assert why(early) == "definition.why.unconfirmed"
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    definition.approve(at("coast-officer"), term)
    definition.answer(at("hills-delegate"), "hills", term, 1, "Not any more")
    with pytest.raises(DefinitionWrong) as late:
        definitions.agree(at("lead"), term, NORTH.digest)
    assert why(late) == "definition.why.unconfirmed"
    assert not at("lead").fold(AGREED)


def test_one_person_alone_puts_nothing_on_the_table_nor_one_who_does_not_see_all_answers(at):
    term = asked_both(at)
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    definition.approve(at("lead"), term)
    refused = {}
    for who in ("lead", "coast-officer"):
        with pytest.raises(DefinitionWrong) as raised:
            definitions.agree(at(who), term, NORTH.digest)
        refused[who] = why(raised)
    assert refused == {"lead": "definition.why.second", "coast-officer": "definition.why.not_all_held"}
    definition.approve(at("coast-officer"), term)
    with pytest.raises(DefinitionWrong) as other_text:
        definitions.agree(at("lead"), term, NORTH_2.digest)
    assert why(other_text) == "definition.why.older"
    definitions.agree(at("lead"), term, NORTH.digest)
    with pytest.raises(DefinitionWrong) as again:
        definitions.agree(at("lead"), term, NORTH.digest)
    assert why(again) == "definition.why.agreed"


def test_who_wrote_the_text_does_not_put_it_and_whoever_puts_it_types_for_whom(at):
    term = definition.write(at("coast-officer"), NORTH)
    with pytest.raises(DefinitionWrong) as own:
        definitions.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    assert why(own) == "definition.why.own"
    with pytest.raises(MessageWrong):
        definitions.put(at("lead"), "coast", term, 1, recipient="Hill Government")
    with pytest.raises(LineUnknown):
        definitions.put(at("coast-officer"), "hills", term, 1, recipient="Hill Government")
    definitions.put(at("lead"), "coast", term, 1, recipient="مجلس الساحل")
    with pytest.raises(DefinitionWrong) as twice:
        definitions.put(at("lead"), "coast", term, 1, recipient="Coast Council")
    assert why(twice) == "definition.why.put_before"


def test_what_is_put_to_a_side_waits_and_its_author_takes_it_back_as_long_as_it_does(at, now):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    (side,) = definition_sides.definition(at("coast-officer"), term, "en").sides
    assert (side.state, side.waits.until - now.at, side.waits.mine, side.may_put) == ("held", HOLD, True, False)
    now.on(minutes=4)
    assert deliver_round({"lead": at("lead")}, "coast").left == ()
    assert term not in at("coast-delegate").fold(definitions_in("coast")), "nothing of it is in their channel"
    assert at("officer").fold(OURS)[term].asked == {}, "nobody was asked yet"
    for who, line, reason in (("lead", "coast", "not_yours"), ("lead", "hills", "not_yours")):
        with pytest.raises(DefinitionWrong) as refused:
            definition.take_back(at(who), line, term, 1)
        assert why(refused) == f"definition.why.{reason}"
    with pytest.raises(LineUnknown):
        definition.take_back(at("hills-officer"), "coast", term, 1)
    for _ in range(2):
        definition.take_back(at("coast-officer"), "coast", term, 1, act_id="back")
    with pytest.raises(DefinitionWrong) as twice:
        definition.take_back(at("coast-officer"), "coast", term, 1)
    assert why(twice) == "definition.why.left"
    now.on(minutes=9)
    assert deliver_round({"coast-officer": at("coast-officer")}, "coast").left == ()
    assert definition_sides.definition(at("coast-officer"), term, "en").sides[0].state == "unasked"
    definition.put(at("lead"), "coast", term, 1, recipient="Coast Council", hold=timedelta(minutes=10))
    now.on(minutes=10)
    assert deliver_round({"coast-officer": at("coast-officer")}, "coast").left == (f"{term}.1",)
    assert len(at("coast-delegate").fold(definitions_in("coast"))[term].versions) == 1
    with pytest.raises(DefinitionWrong) as late:
        definition.take_back(at("lead"), "coast", term, 1)
    assert why(late) == "definition.why.left"
    with pytest.raises(DefinitionWrong) as other:
        definition.put(at("lead"), "hills", term, 1, recipient="Hill Government", hold=timedelta(seconds=1))
    assert why(other) == "definition.why.hold"


def test_what_waits_stays_once_a_newer_text_is_written_or_its_author_keeps_the_line_no_more(at, now, lead):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    definition.put(at("hills-officer"), "hills", term, 1, recipient="Hill Government")
    with pytest.raises(DefinitionWrong) as twice:
        definition.put(at("lead"), "hills", term, 1, recipient="Hill Government")
    assert why(twice) == "definition.why.put_before"
    revoke_log(lead, "hills-officer", "line/hills")
    now.on(minutes=6)
    (side,) = [s for s in definition_sides.definition(at("lead"), term, "en").sides if s.line == "hills"]
    assert (side.state, side.waits.why, side.waits.leaving) == ("held", "author", True)
    definition.write(at("officer"), NORTH_2, term=term)
    for line in NAMES:
        assert deliver_round({"lead": at("lead")}, line) == Left((), {})
        with pytest.raises(DefinitionWrong) as stays:
            deliver_put(at("lead"), line, term, 1)
        assert why(stays) == "definition.why.not_due"
        assert term not in at(f"{line}-delegate").fold(definitions_in(line))
    with at("lead").hold():
        (old,) = waits(at("lead"), "coast")
        assert why_it_stays(at("lead"), old, "line/coast") == "older"
    definitions.put(at("lead"), "coast", term, 2, recipient="Coast Council")
    assert [v.number for v in at("coast-delegate").fold(definitions_in("coast"))[term].versions] == [1]


def test_who_puts_it_on_the_table_types_the_word_and_takes_it_back_as_long_as_it_waits(at, now):
    term = asked_both(at)
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    definition.approve(at("coast-officer"), term)
    for typed in ("", "south", "the table"):
        with pytest.raises(DefinitionWrong) as other:
            definition.agree(at("lead"), term, NORTH.digest, named=typed)
        assert why(other) == "definition.why.named"
    definition.agree(at("lead"), term, NORTH.digest, named=" The  north ", act_id="a1")
    definition.agree(at("lead"), term, NORTH.digest, named="الشمال", act_id="a1")
    told = definition_sides.definition(at("lead"), term, "en")
    assert (told.waits.mine, told.may_agree, told.state) == (True, False, "asked")
    with pytest.raises(DefinitionWrong) as twice:
        definition.agree(at("lead"), term, NORTH.digest, named="the north")
    assert why(twice) == "definition.why.agreed"
    with pytest.raises(DefinitionWrong) as other_hand:
        definition.take_back_agreement(at("coast-officer"), term)
    assert why(other_hand) == "definition.why.not_yours"
    assert deliver_agreements({"lead": at("lead")}).left == ()
    definition.take_back_agreement(at("lead"), term)
    now.on(minutes=6)
    assert deliver_agreements({"lead": at("lead")}) == Left((), {})
    assert not at("lead").fold(AGREED)
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    now.on(minutes=6)
    assert deliver_agreements({r: at(r) for r in ("officer", "coast-officer")}) == Left((), {}), (
        "neither sees all answers"
    )
    assert deliver_agreements({r: at(r) for r in ("coast-officer", "lead")}).left == (f"{term}.1",)
    assert at("hills-delegate").fold(AGREED)[term][0].text == NORTH
    with pytest.raises(DefinitionWrong) as late:
        definition.take_back_agreement(at("lead"), term)
    assert why(late) == "definition.why.left"


def test_a_side_that_changes_its_word_while_it_waits_keeps_it_off_the_table_until_two_people_put_it_anew(at, now):
    term = asked_both(at)
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    definition.approve(at("coast-officer"), term)
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    definition.answer(at("hills-delegate"), "hills", term, 1, "Not any more")
    now.on(minutes=6)
    assert deliver_agreements({"lead": at("lead")}) == Left((), {})
    assert definition_sides.definition(at("lead"), term, "en").came_back is not None
    definition.answer(at("hills-delegate"), "hills", term, 1)
    now.on(hours=6)
    assert deliver_agreements({"lead": at("lead")}).left == ()
    assert not at("lead").fold(AGREED), "what was said since does not send it by itself"
    definitions.agree(at("lead"), term, NORTH.digest)
    assert at("lead").fold(AGREED)[term]
    assert definition_sides.definition(at("lead"), term, "en").came_back is None


def test_what_one_breaks_on_its_way_stops_no_other_and_is_told_by_its_name(at, now, monkeypatch):
    terms = [definition.write(at("officer"), t) for t in (NORTH, NORTH_2)]
    for term in terms:
        definition.put(at("lead"), "coast", term, 1, recipient="Coast Council")
    now.on(minutes=6)
    desk = at("lead")
    real = desk.do

    def breaks(act, decide, **named):
        if act == "ask_definition" and decide().get("bureau", (None,))[0].term == terms[0]:
            raise OSError
        return real(act, decide, **named)

    monkeypatch.setattr(desk, "do", breaks)
    assert deliver_round({"lead": desk}, "coast") == Left((f"{terms[1]}.1",), {f"{terms[0]}.1": "OSError"})
    monkeypatch.undo()
    assert deliver_round({"lead": desk}, "coast", pass_over=frozenset({f"{terms[0]}.1"})).left == ()
    assert deliver_round({"lead": desk}, "coast").left == (f"{terms[0]}.1",)


def test_what_was_broken_off_between_its_two_acts_is_taken_up_at_the_next_round(at, now, monkeypatch):
    term = definition.write(at("officer"), NORTH)
    officer = at("coast-officer")
    for _ in range(2):
        definition.put(officer, "coast", term, 1, recipient="Coast Council", act_id="a1")
    now.on(minutes=6)
    real, broken = officer.do, []

    def break_off(act, *args, **named):
        if act == "deliver_definition" and not broken:
            broken.append(act)
            raise OSError
        return real(act, *args, **named)

    monkeypatch.setattr(officer, "do", break_off)
    assert deliver_round({"coast-officer": officer}, "coast").broke == {f"{term}.1": "OSError"}
    assert term not in officer.fold(definitions_in("coast"))
    with pytest.raises(DefinitionWrong) as left:
        definition.take_back(officer, "coast", term, 1)
    assert why(left) == "definition.why.left", "the team was told that they are asked"
    assert deliver_round({"coast-officer": officer}, "coast").left == (f"{term}.1",)
    assert deliver_round({"coast-officer": officer}, "coast") == Left((), {})
    assert len(officer.fold(definitions_in("coast"))[term].versions) == 1
    assert officer.fold(OURS)[term].asked == {(1, "coast"): 1}


def test_what_a_side_said_in_confidence_does_not_become_the_words_of_a_definition(at):
    say(at("coast-delegate"), "coast", [("we shall never count beyond the old stone bridge", "none")], "en")
    words = {"ar": "ما وراء النهر", "en": "Nothing counts: never count beyond the old stone bridge"}
    with pytest.raises(DefinitionWrong) as raised:
        definition.write(at("lead"), Text(NORTH.names, words))
    assert why(raised) == "definition.why.overheard"
    term = definition.write(at("officer"), Text(NORTH.names, words))  # he has heard nothing, and cannot have copied it
    with pytest.raises(DefinitionWrong) as put:
        definitions.put(at("lead"), "hills", term, 1, recipient="Hill Government")
    assert why(put) == "definition.why.overheard"
    definitions.put(at("lead"), "coast", term, 1, recipient="Coast Council")


def test_a_side_speaks_by_its_delegate_or_by_an_officer_on_the_word_of_somebody_who_may(at):
    term = asked_both(at)
    definition.take_down(at("coast-officer"), "coast", term, 1, person="envoy")
    for person, reason in (("guard", "may_clear"), ("nobody", "person")):
        with pytest.raises(DefinitionWrong) as raised:
            definition.take_down(at("hills-officer"), "hills", term, 1, person=person)
        assert why(raised) == f"definition.why.{reason}"
    with pytest.raises(NotAllowed):
        definition.answer(at("hills-officer"), "hills", term, 1)
    with pytest.raises(NotAllowed):
        definition.answer(at("coast-delegate"), "hills", term, 1)
    with pytest.raises(DefinitionWrong) as blank:
        definition.answer(at("hills-delegate"), "hills", term, 1, "  ")
    assert why(blank) == "definition.why.objection"
    said = at("coast-delegate").fold(definitions_in("coast"))[term].word
    assert (said.confirms, said.person) == (True, "envoy")


def test_only_the_version_put_last_is_answered(at):
    term = asked_both(at)
    asked_both(at, NORTH_2, term)
    with pytest.raises(DefinitionWrong) as raised:
        definition.answer(at("coast-delegate"), "coast", term, 1)
    assert why(raised) == "definition.why.not_put"
    definition.answer(at("coast-delegate"), "coast", term, 2)
    with pytest.raises(DefinitionWrong) as older:
        definitions.put(at("lead"), "coast", term, 1, recipient="Coast Council")
    assert why(older) == "definition.why.older"


def test_a_line_kept_to_a_few_is_named_to_nobody_by_a_definition(at, lead):
    open_line(
        lead, "valley", party="qatar", of="supporter", names={"ar": "الوادي", "en": "Valley"}, langs=("ar",), media=("call",),
        officers=(), listed=False, lot=lambda free: free[0],
    )  # fmt: skip
    term = definition.write(at("officer"), NORTH)
    with pytest.raises(DefinitionWrong) as raised:
        definitions.put(lead, "valley", term, 1, recipient="Valley")
    assert why(raised) == "definition.why.no_line"
    assert [s.line for s in definition_sides.definition(lead, term, "en").sides] == ["coast", "hills"]


def test_a_number_and_its_unit_are_part_of_the_text_and_the_same_text_twice_is_refused(at):
    truck = Text({"ar": "شاحنة", "en": "truck"}, {"ar": "حمولة", "en": "a load"}, (), Decimal("12.5"), "t")
    term = definition.write(at("lead"), truck, act_id="a1")
    assert definition.write(at("lead"), truck, act_id="a1") == term
    with pytest.raises(DefinitionWrong) as raised:
        definition.write(at("officer"), truck, term=term)
    assert why(raised) == "definition.why.same_text"
    definition.write(at("officer"), Text(truck.names, truck.words, (), Decimal("15"), "t"), term=term)
    assert definition_sides.definition(at("lead"), term, "en").text.value == Decimal("15")
    with pytest.raises(DefinitionWrong) as empty:
        definition.write(at("lead"), Text({"ar": "شاحنة", "en": " "}, truck.words))
    assert why(empty) == "definition.why.empty"


def test_the_team_flags_what_is_written_and_not_agreed_a_delegate_only_what_was_put_to_him(at):
    text = "Sixty trucks to the north."
    term = definition.write(at("officer"), NORTH)
    assert [u.word for u in flagged(at("analyst"), text, "en")] == ["north"]
    assert not flagged(at("coast-delegate"), text, "en")
    definitions.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    assert flagged(at("coast-delegate"), text, "en")
    assert not flagged(at("hills-delegate"), text, "en")
    definitions.put(at("hills-officer"), "hills", term, 1, recipient="Hill Government")
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    assert flagged(at("coast-delegate"), text, "en"), "that both confirmed is told by the table alone"
    definition.approve(at("coast-officer"), term)
    definitions.agree(at("lead"), term, NORTH.digest)
    for who in ("analyst", "coast-delegate", "hills-delegate"):
        assert not flagged(at(who), text, "en")


def test_who_does_not_hold_the_bureau_has_no_page_of_definitions(at):
    definition.write(at("officer"), NORTH)
    for who in ("coast-delegate", "auditor"):
        with pytest.raises(LineNone):
            definition_sides.definitions(at(who), "en")


def test_the_team_reads_which_sides_were_asked_and_only_their_own_people_what_they_say(at):
    """As the record of the bureau tells it; an analyst, and an officer who keeps no line, read the texts and no side's word."""
    term = definition.write(at("officer"), NORTH)
    for line, recipient in (("coast", "Coast Council"), ("hills", "Hill Government")):
        definitions.put(at(f"{line}-officer"), line, term, 1, recipient=recipient)
    definition.answer(at("coast-delegate"), "coast", term, 1)
    told = {
        who: definition_sides.definition(at(who), term, "en")
        for who in ("analyst", "officer", "lead", "coast-officer", "hills-officer")
    }
    assert {who: (d.also_asked, [s.line for s in d.sides], d.n_asked) for who, d in told.items()} == {
        "analyst": (("Coast Council", "Hill Government"), [], 2), "officer": (("Coast Council", "Hill Government"), [], 2),
        "lead": ((), ["coast", "hills"], 2), "coast-officer": (("Hill Government",), ["coast"], 2),
        "hills-officer": (("Coast Council",), ["hills"], 2),
    }  # fmt: skip
    assert [s.state for s in told["hills-officer"].sides] == ["waiting"]
    assert not told["analyst"].may_approve
    assert definition_sides.definitions(at("analyst"), "ar")[0].also_asked == ("حكومة التلال", "مجلس الساحل")
    definition.write(at("officer"), replace(NORTH, value=Decimal(7), unit="km"), term=term)
    assert definition_sides.definition(at("analyst"), term, "en").also_asked == (), "for this version nobody was asked"


def test_who_repeats_our_words_to_us_does_not_keep_them_from_the_other_side(at, now):
    """The coast quotes our text in its answer; the hills are asked for the same text, and then for its next version."""
    text = Text(NORTH.names, {"ar": "ما وراء النهر", "en": "all land beyond the dry river as far as the bridge"})
    term = definition.write(at("officer"), text)
    definitions.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    now.on(hours=1)
    quoted = "We read: all land beyond the dry river as far as the bridge, and the mill by the lower ford"
    say(at("coast-delegate"), "coast", [(quoted, "none")], "en")
    definition.answer(at("coast-delegate"), "coast", term, 1, quoted)
    definitions.put(at("lead"), "hills", term, 1, recipient="Hill Government")
    longer = {"ar": "ما وراء النهر كله", "en": "all land beyond the dry river as far as the bridge. Its banks too"}
    definition.write(at("lead"), Text(NORTH.names, longer), term=term)
    theirs = {"ar": "ما وراء النهر", "en": "beyond the river, and the mill by the lower ford"}
    with pytest.raises(DefinitionWrong) as raised:
        definition.write(at("lead"), Text(NORTH.names, theirs), term=term)
    assert why(raised) == "definition.why.overheard"
    assert raised.value.values["value"] == "and the mill by the lower"


def test_nothing_said_in_confidence_goes_on_the_table_by_who_has_heard_it(at):
    secret = "the council will not wait for the second convoy past Thursday"
    say(at("coast-delegate"), "coast", [(secret, "none")], "en")
    told = {"ar": "إعلان", "en": f"Know that {secret}."}
    for wish in (Wish("notice", told), Wish("day", told, day=date(2023, 12, 1)), Wish("name", told, "mediator")):
        for who in ("coast-officer", "lead"):
            with pytest.raises(TableWrong) as raised:
                for_table.ask(at(who), wish)
            assert str(raised.value.values["why"]).endswith("overheard")
    entry = on_table.enter_day(at("lead"), date(2023, 12, 1), {"ar": "يوم", "en": "The second round"})
    with pytest.raises(TableWrong):
        for_table.ask(at("lead"), Wish("strike", told, entry))
    # two who have heard nothing, and cannot have copied it
    ask = for_table.ask(at("hills-officer"), Wish("notice", told))
    for_table.approve(at("officer"), ask, Wish("notice", told).digest)
    for_table.ask(at("lead"), Wish("notice", told))  # it stands there for all to read


@pytest.mark.parametrize(
    ("number", "person", "reason"), [(0, "envoy", "not_put"), (1, "", "person"), (1, "No One", "person")]
)
def test_a_word_on_nothing_or_of_nobody_is_refused_by_name(at, number, person, reason):
    with pytest.raises(DefinitionWrong) as raised:
        definition.take_down(at("coast-officer"), "coast", "df-0", number, person=person)
    assert str(raised.value.values["why"]) == f"definition.why.{reason}"


def test_a_word_is_known_again_in_the_plurals_that_the_reader_of_reports_knows(at):
    said = {"ar": "من لم يبلغ الثامنة عشرة", "en": "Whoever is not eighteen yet"}
    definition.write(at("officer"), Text({"ar": "الطفل", "en": "child"}, said))
    for text, words in (
        ("الأطفال دون التاسعة عشرة، وأطفالهم، كل طفل", ["الأطفال", "وأطفالهم", "طفل"]),
        ("Children under nineteen, a child’s mother.", ["Children", "child’s"]),
        ("childhood, طفيلي", []),
    ):
        assert [u.word for u in flagged(at("analyst"), text, "ar")] == words
