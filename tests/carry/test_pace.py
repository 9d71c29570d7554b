"""The state of the talks as claimed: by whom, in which words, how firmly."""

from typing import Any

import pytest

from wasata.carry.pace import STATE_OF, STATES, Pace, in_order, one_per_author, statement_in
from wasata.values import EVENT_KINDS
from wasata.words import has

DAY = 738_850
TEXT = "Qatar said the talks go on. Talks slowed."


def take(kind: str, status: str = "ongoing", *, credited: bool = True, dates: Any = (), said_on: int = DAY) -> Any:
    said = {"content": [11, 26], "source": [0, 5], "via": None, "source_kind": "organisation", "actor": "qatar"}
    pace = Pace()
    pace.take(
        report=0, reading=1, text=TEXT, outlet="A", said_on=said_on, statements=[said] if credited else [], dates=dates,
        events=[{"span": [0, 27], "event": kind, "status": status, "rule": "test"}],
    )  # fmt: skip
    return [c for cs in pace.by_reading.values() for c in cs]


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_only_what_tells_of_the_talks_or_the_truce_claims_a_state(kind: str):
    assert [c.state for c in take(kind)] == ([STATE_OF[kind]] if kind in STATE_OF else [])


def test_a_denied_suspension_is_the_contrary_and_not_a_suspension():
    [claim] = take("talks_suspended", "denied")
    assert (claim.state, claim.status) == ("not_suspended", "denied")


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_words_in_both_languages(state: str):
    assert has(f"pace.state.{state}", "ar")
    assert has(f"pace.state.{state}", "en")


@pytest.mark.parametrize(
    ("status", "credited", "certainty"),
    [
        ("ongoing", True, "explicit"), ("happened", True, "explicit"), ("denied", True, "explicit"),
        ("planned", True, "inferred"), ("ongoing", False, "inferred"), ("possible", True, "weak"), ("possible", False, "weak"),
    ],
)  # fmt: skip
def test_how_firm_a_claim_is_depends_on_who_is_credited_and_on_its_status(status: str, credited: bool, certainty: str):
    assert [c.certainty for c in take("talks_continue", status, credited=credited)] == [certainty]


def test_a_claim_keeps_the_words_of_the_one_credited_and_his_party():
    [claim] = take("talks_continue")
    assert (claim.source, claim.speaks_for, claim.source_kind) == ("Qatar", "qatar", "organisation")
    [bare] = take("talks_continue", credited=False)
    assert (bare.source, bare.source_kind) == (None, "outlet")


def test_a_claim_is_of_the_day_its_sentence_fixes_unless_that_is_yet_to_come():
    assert [c.day for c in take("talks_continue", dates=[(20, 24, DAY - 2, DAY - 2)])] == [DAY - 2]
    assert [c.day for c in take("talks_continue", dates=[(20, 24, DAY + 2, DAY + 2)])] == [DAY]
    assert [c.day for c in take("truce_extension", "planned", dates=[(20, 24, DAY + 2, DAY + 2)])] == [DAY + 2]
    assert [c.day for c in take("talks_continue", dates=[(28, 30, DAY - 2, DAY - 2)])] == [DAY]


def test_the_statement_that_fills_most_of_the_sentence_is_the_one_that_says_it():
    short, long = {"content": [0, 4]}, {"content": [5, 20]}
    assert statement_in(0, 20, [short, long]) is long
    assert statement_in(30, 40, [short, long]) is None


def test_the_same_claim_by_the_same_author_on_one_day_is_told_once_with_the_others_beside_it():
    [claim] = take("talks_continue")
    other = claim._replace(report=1, reading=2)
    older = claim._replace(report=2, reading=3, said_on=DAY - 3)
    found = one_per_author([claim, other, older], lambda c: c.source or "")
    assert [(c.reading, [o.reading for o in others]) for c, others in found] == [(2, [1]), (3, [])]
    assert [c.reading for c in in_order([older, claim, other])] == [2, 1, 3]


def test_a_snapshot_gives_the_claims_back():
    pace = Pace()
    pace.lay([tuple(c) for c in take("talks_continue")])
    assert [c for cs in pace.by_reading.values() for c in cs] == take("talks_continue")
