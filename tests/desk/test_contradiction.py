"""Only what cannot both hold is listed, each voice once, in either language; what an analyst settled stays visible."""

from collections.abc import Callable

import pytest
from tests.desk.conftest import day

from wasata.desk.access import Desk
from wasata.desk.contradiction import contradictions, reopen, settle
from wasata.desk.marking import strike_mark
from wasata.desk.report import link_reports
from wasata.errors import ClaimUnknown, NotAllowed

Put = Callable[..., str]


def event(
    put: Put, text: str, kind: str, status: str, *, on: int = 20, outlet: str = "Paper A", actors=(), **told
) -> str:
    marks = {"events": [(text, kind, status, {"actors": actors})]}
    return put(text, outlet=outlet, published=day(on), marks=marks, **told)


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(c.kind, c.about) for c in contradictions(desk, "en").lines]


def test_done_against_denied_by_another_voice(lead: Desk, put: Put):
    event(put, "The deal is done.", "agreement", "happened", outlet="Paper A")
    event(put, "There is no deal.", "agreement", "denied", outlet="Paper B")
    [found] = contradictions(lead, "en").lines
    assert found.kind == "denied"
    assert [side.claims[0].quote.words for side in found.sides] == ["The deal is done.", "There is no deal."]
    assert found.why


def test_an_arabic_report_stands_against_an_english_one(lead: Desk, put: Put):
    event(put, "تم التوصل إلى اتفاق.", "agreement", "happened", outlet="صحيفة", lang="ar")
    event(put, "There is no deal.", "agreement", "denied", outlet="Paper B")
    [found] = contradictions(lead, "ar").lines
    assert set(found.langs) == {"ar", "en"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("agreement", "planned", 20), ("agreement", "denied", 20)),
        (("agreement", "possible", 20), ("agreement", "denied", 20)),
        (("agreement", "denied", 18), ("agreement", "happened", 20)),
        (("agreement", "happened", 15), ("agreement", "denied", 20)),
        (("agreement", "happened", 20), ("truce_start", "denied", 20)),
        (("attack", "happened", 20), ("attack", "denied", 20)),
        (("talks_continue", "ongoing", 19), ("talks_suspended", "happened", 20)),
        (("talks_slow", "ongoing", 20), ("talks_continue", "ongoing", 20)),
    ],
)
def test_what_can_both_hold_is_no_contradiction(lead: Desk, put: Put, first, second):
    for n, (kind, status, on) in enumerate((first, second)):
        event(put, f"One sentence, number {n}, of this.", kind, status, on=on, outlet=f"Paper {n}")
    assert told(lead) == []


def test_one_voice_that_changes_its_word_contradicts_nobody(lead: Desk, put: Put):
    event(put, "The deal is done, we hear.", "agreement", "happened", outlet="Paper A")
    event(put, "There is no deal after all.", "agreement", "denied", outlet="Paper A")
    assert told(lead) == []


def test_things_that_happen_often_need_one_person_or_two_places_in_common(lead: Desk, put: Put):
    event(put, "An air strike hit a house in Rafah.", "attack", "happened", outlet="Paper A")
    event(put, "No strike was made in Jabalia.", "attack", "denied", outlet="Paper B")
    event(put, "A school in Rafah was not struck.", "attack", "denied", outlet="Paper C")
    assert told(lead) == []
    event(put, "William Burns met the head of the team in Doha.", "contact", "happened", outlet="Paper D")
    event(put, "William Burns did not meet anyone there.", "contact", "denied", outlet="Paper E")
    assert told(lead) == [("denied", "Call or meeting")]


@pytest.mark.parametrize(
    ("broke", "denies", "found"),
    [
        ((), (), [("denied", "Talks suspended")]),
        (("hamas",), (), [("denied", "Talks suspended")]),
        (("hamas", "israel"), ("hamas",), [("denied", "Talks suspended")]),
        (("hamas",), ("israel",), []),
    ],
)
def test_talks_that_broke_down_and_did_not_need_not_name_a_side_but_of_two_sides_they_are_two(
    lead: Desk, put: Put, broke, denies, found
):
    for n, (text, status, actors) in enumerate(
        (("انهارت المحادثات.", "happened", broke), ("The talks have not collapsed.", "denied", denies))
    ):
        marks = {"events": [(text, "talks_suspended", status, {"actors": actors})]}
        put(text, outlet=f"Paper {n}", published=day(20), marks=marks)
    assert told(lead) == found


def test_talks_that_go_on_and_are_suspended_the_same_day(lead: Desk, put: Put):
    event(put, "The talks go on.", "talks_continue", "ongoing", outlet="Paper A")
    event(put, "The talks are suspended.", "talks_suspended", "happened", outlet="Paper B")
    assert [kind for kind, _ in told(lead)] == ["talks"]


def test_a_truce_that_holds_and_is_over_the_same_day(lead: Desk, put: Put):
    event(put, "The truce is holding.", "truce_start", "ongoing", outlet="Paper A")
    event(put, "The truce has ended.", "truce_end", "happened", outlet="Paper B")
    assert [kind for kind, _ in told(lead)] == ["truce"]


def test_a_number_that_cannot_be_both(lead: Desk, put: Put):
    for n, outlet in ((12, "Paper A"), (14, "Paper B")):
        text = f"{n} people were freed by the evening."
        put(text, outlet=outlet, published=day(20), marks={"figures": [(f"{n} people", n, "released")]})
    [found] = contradictions(lead, "en", kind="number").lines
    assert found.thing == "released.any"
    assert "12" in found.why
    assert "14" in found.why


COPY = (
    "The deal is done. Delegates who left the building late at night said they had initialled every page of the text and "
    "would meet again in the morning to set the hour at which the guns are to fall silent along the whole of the line."
)


def test_a_side_printed_forty_times_is_one_voice(lead: Desk, put: Put):
    for n in range(40):
        put(
            COPY,
            outlet=f"Paper {n}",
            published=day(20),
            marks={"events": [("The deal is done.", "agreement", "happened")]},
        )
    event(put, "There is no deal.", "agreement", "denied", outlet="Ministry")
    [found] = contradictions(lead, "en").lines
    assert [side.voices for side in found.sides] == [1, 1]
    assert found.sides[0].claims[0].prints == 40


def test_a_denial_printed_again_the_next_day_is_no_second_contradiction(lead: Desk, put: Put):
    event(put, "The deal is done.", "agreement", "happened", outlet="Paper A")
    denial = COPY.replace("The deal is done.", "There is no deal.")
    for on, outlet in ((20, "Ministry"), (21, "Paper C")):
        put(denial, outlet=outlet, published=day(on), marks={"events": [("There is no deal.", "agreement", "denied")]})
    [found] = contradictions(lead, "en").lines
    assert found.sides[1].claims[0].prints == 2


def test_a_count_printed_again_the_next_day_is_set_against_nothing_of_that_day(lead: Desk, put: Put):
    text = COPY.replace("The deal is done.", "In all 12 people were freed, says the agency.")
    for on, outlet in ((20, "Agency"), (21, "Paper C")):
        put(text, outlet=outlet, published=day(on), marks={"figures": [("12 people", 12, "released")]})
    other = "This paper counts 14 people on the day."
    put(other, outlet="Paper Z", published=day(21), marks={"figures": [("14 people", 14, "released")]})
    assert told(lead) == []


def test_what_was_struck_or_withdrawn_contradicts_nothing(lead: Desk, put: Put):
    first = event(put, "The deal is done.", "agreement", "happened", outlet="Paper A")
    second = event(put, "There is no deal.", "agreement", "denied", outlet="Paper B")
    strike_mark(lead, second, "e1")
    assert told(lead) == []
    third = event(put, "No deal was made.", "agreement", "denied", outlet="Paper C")
    assert len(told(lead)) == 1
    link_reports(lead, third, first, "withdrawal")
    assert told(lead) == []


def test_settled_it_is_folded_away_with_its_reason_and_can_be_opened_again(lead: Desk, put: Put):
    event(put, "The deal is done.", "agreement", "happened", outlet="Paper A")
    event(put, "There is no deal.", "agreement", "denied", outlet="Paper B")
    [found] = contradictions(lead, "en").lines
    settle(lead, found.key, "different_things", "one is of the draft")
    page = contradictions(lead, "en")
    assert page.lines == ()
    assert [c.settled and c.settled.reason for c in page.settled] == ["one is of the draft"]
    reopen(lead, found.key)
    assert len(contradictions(lead, "en").lines) == 1


def test_a_new_number_is_a_new_question(lead: Desk, put: Put):
    def count(n: int, outlet: str) -> None:
        text = f"{n} people were freed by the evening."
        put(text, outlet=outlet, published=day(20), marks={"figures": [(f"{n} people", n, "released")]})

    count(12, "Paper A")
    count(14, "Paper B")
    [found] = contradictions(lead, "en").lines
    settle(lead, found.key, "misread", "a comma")
    count(16, "Paper C")
    [again] = contradictions(lead, "en").lines
    assert again.key != found.key


def test_who_may_not_write_settles_nothing_and_a_key_of_nothing_is_refused(lead: Desk, at_desk, put: Put):
    event(put, "The deal is done.", "agreement", "happened", outlet="Paper A")
    event(put, "There is no deal.", "agreement", "denied", outlet="Paper B")
    [found] = contradictions(lead, "en").lines
    with pytest.raises(NotAllowed):
        settle(at_desk("truce_monitor"), found.key, "misread", "x")
    assert not contradictions(at_desk("truce_monitor"), "en").may_settle
    with pytest.raises(ClaimUnknown):
        settle(lead, "c-0", "misread", "x")


def test_the_newest_stand_first_and_of_one_day_the_gravest(lead: Desk, put: Put):
    for on in (18, 20):
        event(put, f"The deal is done, we hear on {on}.", "agreement", "happened", on=on, outlet=f"Paper A{on}")
        event(put, f"There is no deal as of {on}.", "agreement", "denied", on=on, outlet=f"Paper B{on}")
    for n, outlet in ((30, "Paper C"), (35, "Paper D")):
        put(
            f"{n} trucks came in by noon.",
            outlet=outlet,
            published=day(20),
            marks={"figures": [(f"{n} trucks", n, "aid_trucks")]},
        )
    found = contradictions(lead, "en").lines
    assert [(c.last.day, c.kind) for c in found if c.last] == [(20, "denied"), (20, "number"), (18, "denied")]


@pytest.mark.parametrize(
    ("happened", "denied", "found"),
    [
        (("rsf", "sudan_army"), ("rsf",), True),
        (("rsf",), ("rsf", "sudan_army"), True),
        (("rsf",), ("sudan_army",), False),
        ((), ("rsf",), False),
    ],
)
def test_a_release_denied_without_a_name_is_every_release_by_those_sides(lead: Desk, put: Put, happened, denied, found):
    event(put, "أفرجت القوات عن 15 أسيرا.", "release", "happened", outlet="صحيفة", lang="ar", actors=happened)
    event(put, "None of its soldiers was released.", "release", "denied", outlet="Paper B", actors=denied)
    assert bool(told(lead)) == found


def test_a_release_denied_of_one_person_is_only_of_him(lead: Desk, put: Put):
    event(put, "Fifteen prisoners were freed.", "release", "happened", outlet="Paper A", actors=("hamas",))
    event(put, "William Burns was not released.", "release", "denied", outlet="Paper B", actors=("hamas",))
    assert told(lead) == []


def test_a_strike_is_known_again_by_its_place_and_by_what_was_hit(lead: Desk, put: Put):
    event(put, "قصفت الطائرات مستشفى في رفح.", "attack", "happened", outlet="صحيفة", lang="ar")
    event(put, "No hospital in Jabalia was hit.", "attack", "denied", outlet="Paper B")
    event(put, "No school in Rafah was hit.", "attack", "denied", outlet="Paper C")
    assert told(lead) == []
    event(put, "The hospital in Rafah was not hit.", "attack", "denied", outlet="Paper D")
    assert [kind for kind, _ in told(lead)] == ["denied"]
