"""What a definition says, who gives a side's word on it, what stands of it: each guard by a case that only it stops."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk import definitions
from tests.desk.conftest import Clock
from tests.desk.test_definition import NORTH, NORTH_2, asked_both
from tests.desk.test_definition import at as at
from tests.desk.test_definition_guards import At, confirmed, early, watched_lines

from wasata.desk import defined, definition
from wasata.desk.access import Desk
from wasata.desk.defined import OURS, Held, definitions_in, held_on
from wasata.desk.definition_delivery import deliver_round
from wasata.desk.line import person_left
from wasata.desk.message import say
from wasata.errors import ActReused, DefinitionWrong, KindUnknown
from wasata.record.kinds.definition import DefinitionApproved, Map

# what is written, and the word of a side


def said_of(at: At, line: str, term: str) -> tuple[bool, str | None, str | None]:
    word = at("lead").fold(definitions_in(line))[term].word
    assert word is not None
    return word.confirms, word.words, word.person


def test_what_a_side_said_in_confidence_does_not_become_the_name_of_a_definition_either(at: At):
    say(at("coast-delegate"), "coast", [("the valley below the old white mill", "none")], "en")
    names = {**NORTH.names, "en": "the valley below the old white mill"}
    assert early(lambda: definition.write(at("lead"), replace(NORTH, names=names))) == "overheard"
    term = definition.write(at("officer"), replace(NORTH, names=names))  # he has heard nothing of it
    words = {**NORTH.words, "en": "Whatever is in the valley below the old white mill"}
    definition.write(at("lead"), replace(NORTH, words=words), term=term)  # it stands in what we wrote before


def test_a_version_that_says_what_the_one_before_did_is_put_to_the_other_side_though_one_quoted_that(
    at: At, now: Clock
):
    term = definition.write(at("officer"), NORTH)
    second = replace(NORTH, words={**NORTH.words, "en": "all land beyond the dry river as far as the bridge"})
    definition.write(at("officer"), second, term=term)
    definitions.put(at("coast-officer"), "coast", term, 2, recipient="Coast Council")
    now.on(hours=1)
    say(at("coast-delegate"), "coast", [("You say all land beyond the dry river as far as the bridge", "none")], "en")
    now.on(hours=1)
    third = replace(NORTH, words={**NORTH.words, "en": "beyond the dry river as far as the bridge, and the mill"})
    definition.write(at("officer"), third, term=term)
    definitions.put(at("lead"), "hills", term, 3, recipient="Hill Government")
    assert at("hills-delegate").fold(definitions_in("hills"))[term].versions[0].text == third


def test_a_map_is_sealed_beside_a_log_once_however_often_the_act_is_decided(at: At):
    officer = at("officer")
    piece = officer.ledger.keep_piece("bureau", b"a picture")
    drawn = Map(piece=piece, digest=hashlib.sha256(b"a picture").hexdigest(), media_type="image/png")
    there = definition.Copied(at("lead"), "table")
    assert there.text(replace(NORTH, map=drawn)) == there.text(replace(NORTH, map=drawn))
    assert there.text(NORTH) == NORTH


@pytest.mark.parametrize(("term", "number"), [("DF 1", 1), ("df-none", 0), ("", 1), ("df-none", -1)])
def test_what_can_be_no_version_is_refused_by_name(at: At, term: str, number: int):
    for act in (
        lambda: definition.take_back(at("coast-officer"), "coast", term, number),
        lambda: definition.answer(at("coast-delegate"), "coast", term, number),
        lambda: definition.take_down(at("coast-officer"), "coast", term, number, person="envoy"),
    ):
        assert early(act) == "not_put"


def test_what_was_not_put_to_a_side_gets_no_word_of_it_by_nobody(at: At):
    term = definition.write(at("officer"), NORTH)
    definitions.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    for line, named, number in (
        ("hills", term, 1),
        ("hills", "df-none", 1),
        ("coast", "df-none", 1),
        ("coast", term, 2),
    ):
        for act in (
            lambda line=line, named=named, number=number: definition.answer(
                at(f"{line}-delegate"), line, named, number
            ),
            lambda line=line, named=named, number=number: definition.take_down(
                at(f"{line}-officer"), line, named, number, person="envoy"
            ),
        ):
            assert early(act) == "not_put"


def test_an_objection_is_taken_down_with_its_words_and_who_said_it(at: At):
    term = asked_both(at)
    definition.take_down(at("coast-officer"), "coast", term, 1, "Up to the bridge", person="envoy")
    assert said_of(at, "coast", term) == (False, "Up to the bridge", "envoy")
    definition.take_down(at("coast-officer"), "coast", term, 1, person="envoy")
    assert said_of(at, "coast", term) == (True, None, "envoy")
    definition.answer(at("coast-delegate"), "coast", term, 1, "Not so")
    assert said_of(at, "coast", term) == (False, "Not so", None)


def test_who_has_left_a_line_gives_his_sides_word_no_more(at: At, lead: Desk):
    term = asked_both(at)
    person_left(lead, "coast", "envoy")
    assert early(lambda: definition.take_down(at("coast-officer"), "coast", term, 1, person="envoy")) == "person"


def test_what_is_taken_down_of_one_side_repeats_no_other_but_may_repeat_what_we_put_to_it(at: At):
    text = replace(NORTH, words={**NORTH.words, "en": "all land beyond the dry river as far as the bridge"})
    term = asked_both(at, text)
    say(at("hills-delegate"), "hills", [("we read all land beyond the dry river as far as the bridge", "none")], "en")
    say(at("hills-delegate"), "hills", [("nobody will cross before the first snow has come", "none")], "en")
    lead = at("lead")
    told = "They: nobody will cross before the first snow"
    assert early(lambda: definition.take_down(lead, "coast", term, 1, told, person="envoy")) == "other_line"
    definition.take_down(
        lead, "coast", term, 1, "Not all land beyond the dry river as far as the bridge", person="envoy"
    )
    assert said_of(at, "coast", term)[0] is False


def test_the_same_form_of_a_word_is_that_word_also_when_a_newer_text_was_put_since(at: At):
    term = asked_both(at)
    definition.answer(at("coast-delegate"), "coast", term, 1, act_id="s1")
    definition.take_down(at("hills-officer"), "hills", term, 1, person="envoy", act_id="s2")
    asked_both(at, NORTH_2, term)
    definition.answer(at("coast-delegate"), "coast", term, 1, act_id="s1")
    definition.take_down(at("hills-officer"), "hills", term, 1, person="envoy", act_id="s2")
    assert len(at("lead").fold(definitions_in("coast"))[term].said) == 1


def test_the_same_form_of_any_act_is_that_act_also_when_it_could_not_be_done_now(at: At, now: Clock):
    term = definition.write(at("officer"), NORTH, act_id="w1")
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council", act_id="p1")
    for other in (
        lambda: definition.put(at("coast-officer"), "coast", term, 2, recipient="Coast Council", act_id="p1"),
        lambda: definition.take_back(at("coast-officer"), "coast", term, 1, act_id="p1"),
        lambda: definition.write(at("officer"), NORTH, term=term, act_id="w2") and None,
    ):
        with pytest.raises((ActReused, DefinitionWrong)):
            other()
    definition.write(at("officer"), NORTH_2, term=term, act_id="w3")
    definition.write(at("officer"), NORTH_2, term=term, act_id="w3")
    assert definition.write(at("officer"), NORTH, act_id="w1") == term
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council", act_id="p1")
    with pytest.raises(ActReused):
        definition.write(at("officer"), replace(NORTH, also=("other",)), act_id="w1")


# while it is taken back


def test_while_something_is_taken_back_nobody_writes_where_it_would_leave(at: At, monkeypatch: pytest.MonkeyPatch):
    other = confirmed(at)
    term = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    definition.agree(at("lead"), other, NORTH.digest, named="the north")
    stood = watched_lines(monkeypatch)
    definition.take_back(at("coast-officer"), "coast", term, 1)
    definition.take_back_agreement(at("lead"), other)
    assert stood == [{"line/coast", "bureau", "channel/coast"}, {"bureau", "table"}]


# agreed by all


def test_an_act_of_another_kind_is_never_taken_for_this_one(at: At):
    term = definition.write(at("officer"), NORTH)
    definition.write(at("coast-officer"), NORTH, act_id="w1")
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council", act_id="p1")
    definition.take_back(at("coast-officer"), "coast", term, 1, act_id="b1")
    for used in ("b1", "w1"):
        with pytest.raises(ActReused):
            definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council", act_id=used)
    other = confirmed(at)
    lead = at("lead")
    definition.approve(lead, other, act_id="a1")
    definition.put(lead, "coast", term, 1, recipient="Coast Council", act_id="p2")
    definition.write(lead, NORTH, act_id="w2")
    third = at("coast-officer")
    for used in ("w2", "p2"):
        for act in (
            lambda used=used: definition.approve(lead, other, act_id=used),
            lambda used=used: definition.agree(lead, other, NORTH.digest, named="the north", act_id=used),
            lambda used=used: definition.take_back_agreement(lead, other, act_id=used),
        ):
            with pytest.raises(ActReused):
                act()
    with pytest.raises(ActReused):
        definition.agree(lead, other, NORTH.digest, named="the north", act_id="a1")
    with pytest.raises(ActReused):
        definition.take_back_agreement(lead, other, act_id="a1")
    with pytest.raises(ActReused):
        definition.write(third, NORTH, act_id="p1")
    with pytest.raises(ActReused):
        definition.write(lead, NORTH, term=other, act_id="a1")


def test_one_side_alone_agrees_on_nothing_and_that_is_said(at: At):
    term = definition.write(at("officer"), NORTH)
    definitions.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    definition.answer(at("coast-delegate"), "coast", term, 1)
    assert early(lambda: definition.approve(at("coast-officer"), term)) == "two_sides"
    assert early(lambda: definition.agree(at("lead"), term, NORTH.digest, named="the north")) == "two_sides"


def test_who_signed_other_words_approved_none_of_these(at: At):
    term = asked_both(at)
    for line in ("coast", "hills"):
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    ledger = at("coast-officer").ledger
    signed = DefinitionApproved(term=term, number=1, digest=NORTH_2.digest)
    ledger.append({"bureau": (ledger.head("bureau").seq, (signed,))}, author="coast-officer", act="other-words")
    assert early(lambda: definition.agree(at("lead"), term, NORTH.digest, named="the north")) == "second"
    definition.approve(at("hills-officer"), term)
    definition.agree(at("lead"), term, NORTH.digest, named="the north")


def test_a_text_that_stands_on_the_table_is_not_put_there_again_by_way_of_another(at: At):
    term = confirmed(at)
    definitions.agree(at("lead"), term, NORTH.digest)
    asked_both(at, NORTH_2, term)
    asked_both(at, NORTH, term)
    for line in ("coast", "hills"):
        definition.answer(at(f"{line}-delegate"), line, term, 3)
    definition.approve(at("coast-officer"), term)
    assert early(lambda: definition.agree(at("lead"), term, NORTH.digest, named="the north")) == "agreed"


def test_what_goes_on_the_table_waits_for_a_time_that_is_offered(at: At):
    term = confirmed(at)
    for hold in (timedelta(seconds=1), timedelta(0), timedelta(minutes=7)):
        assert early(
            lambda hold=hold: definition.agree(at("lead"), term, NORTH.digest, named="the north", hold=hold)
        ) == ("hold")
    for typed in ("the  _north", "thenorth", "north the"):
        assert early(lambda typed=typed: definition.agree(at("lead"), term, NORTH.digest, named=typed)) == "named"


def test_who_puts_it_on_the_table_takes_back_what_waits_and_nothing_else(at: At):
    term = confirmed(at)
    assert early(lambda: definition.take_back_agreement(at("lead"), term)) == "not_yours"
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    definition.take_back_agreement(at("lead"), term)
    assert early(lambda: definition.take_back_agreement(at("lead"), term)) == "left"
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    definition.take_back_agreement(at("lead"), term)


# what stands


def test_what_waits_is_kept_whole_with_who_put_it_and_what_became_of_it(at: At, now: Clock):
    term = confirmed(at)
    definition.agree(at("lead"), term, NORTH.digest, named="the north", hold=timedelta(minutes=30))
    waits = at("lead").fold(OURS)[term].held
    assert waits is not None
    assert waits == Held(term, 1, waits.until, "lead", waits.at, NORTH.digest)
    assert (waits.taken_back_at, waits.unconfirmed) == (None, False)
    assert waits.until - now() >= timedelta(minutes=30)
    definition.take_back_agreement(at("lead"), term)
    back = at("lead").fold(OURS)[term].held
    assert back is not None
    assert back.taken_back_at is not None
    assert not back.unconfirmed
    other = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", other, 1, recipient="Coast Council")
    held = at("lead").fold(held_on("coast"))[other, 1]
    assert held == Held(other, 1, held.until, "coast-officer", held.at, "")
    definition.take_back(at("coast-officer"), "coast", other, 1)
    gone = at("lead").fold(held_on("coast"))[other, 1]
    assert gone == replace(held, taken_back_at=gone.taken_back_at)
    assert gone.taken_back_at is not None
    assert gone.taken_back_at > held.at


def test_a_text_with_a_map_is_signed_with_its_map(at: At):
    one, other = (
        replace(NORTH, map=Map(piece="0" * 64, digest=each * 64, media_type="image/png")) for each in ("a", "b")
    )
    assert len({NORTH.digest, one.digest, other.digest}) == 3


def test_only_the_sides_that_were_asked_for_this_very_text_count(at: At):
    term = confirmed(at)
    definition.write(at("officer"), NORTH_2, term=term)
    definitions.put(at("hills-officer"), "hills", term, 2, recipient="Hill Government")
    definition.answer(at("hills-delegate"), "hills", term, 2)
    assert early(lambda: definition.approve(at("lead"), term)) == "two_sides"


def test_a_word_on_an_older_text_is_none_on_the_newer(at: At):
    term = confirmed(at)
    asked_both(at, NORTH_2, term)
    for line in ("coast", "hills"):
        assert at("lead").fold(definitions_in(line))[term].word is None
    assert early(lambda: definition.approve(at("lead"), term)) == "unconfirmed"
    assert early(lambda: definition.agree(at("lead"), term, NORTH.digest, named="the north")) == "older"


def test_a_yes_to_the_older_text_does_not_stand_for_the_newer_that_was_noted_and_never_came(
    at: At, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    term = confirmed(at)
    definition.write(at("officer"), NORTH_2, term=term)
    for line, name in (("coast", "Coast Council"), ("hills", "Hill Government")):
        definition.put(at(f"{line}-officer"), line, term, 2, recipient=name)
    now.on(minutes=6)
    lead = at("lead")
    lead.do = lambda act, *given, **named: Desk.do(lead, act, *given, **named) if act == "ask_definition" else None  # type: ignore[method-assign]
    for line in ("coast", "hills"):
        deliver_round({"lead": lead}, line)
    assert at("lead").fold(OURS)[term].asked_for(2) == ("coast", "hills")
    assert early(lambda: definition.approve(at("coast-officer"), term)) == "unconfirmed"


@pytest.mark.parametrize("fold", ["_ours", "_theirs", "_waits", "_agreed"])
def test_a_newer_kind_of_definition_is_passed_over_by_no_fold_and_what_is_none_by_each(fold: str):
    newer: Any = SimpleNamespace(kind="definition.something_newer", version=1, data={})
    with pytest.raises(KindUnknown):
        getattr(defined, fold)({}, newer)
    other: Any = SimpleNamespace(kind="definitions.bound", version=1, data={})
    assert getattr(defined, fold)({}, other) == {}


def test_what_nobody_wrote_is_refused_by_name(at: At):
    for act in (
        lambda: definition.write(at("officer"), NORTH, term="df-none"),
        lambda: definition.put(at("lead"), "coast", "df-none", 1, recipient="Coast Council"),
        lambda: definition.approve(at("lead"), "df-none"),
        lambda: definition.agree(at("lead"), "df-none", NORTH.digest, named="the north"),
        lambda: definition.take_back_agreement(at("lead"), "df-none"),
    ):
        assert early(act) == "unknown"


def test_a_picture_that_was_taken_in_is_no_word_and_stops_no_fold_of_ours():
    taken: Any = SimpleNamespace(kind="definition.map_kept", version=1, data={"map": {}})
    assert defined._ours({}, taken) == {}
