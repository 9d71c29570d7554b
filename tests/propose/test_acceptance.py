"""A double yes in confidence: nothing is known of a lone answer, and none can be changed after the close."""

from dataclasses import replace

import pytest

from wasata.propose.acceptance import Opened, changed, digest_of, outcome

TEXT = digest_of({"ar": "أربعة أيام", "en": "Four days"})


def opened(side: str, answer: str = "yes", salt: str = "5a") -> Opened:
    return Opened("a-1", TEXT, side, answer, salt * 32)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answers",
    [{"north": "yes", "south": "no"}, {"north": "no", "south": "no"}, {"north": "yes"}, {}, {"north": "no"}],
)
def test_a_no_and_a_silence_are_one(answers):
    assert outcome(frozenset({"north", "south"}), answers) == "not_agreed"


def test_all_must_say_yes_and_somebody_must_have_been_asked():
    assert outcome(frozenset({"north", "south"}), {"north": "yes", "south": "yes"}) == "agreed"
    assert outcome(frozenset(), {}) == "not_agreed"


def test_a_commitment_tells_nothing_without_its_number_and_is_another_for_each_word_in_it():
    one = opened("north")
    others = [
        replace(one, answer="no"), replace(one, salt="5b" * 32), replace(one, side="south"), replace(one, asked="a-2"),
        replace(one, text=digest_of({"ar": "أربعة أيام", "en": "Five days"})),
    ]  # fmt: skip
    assert len({one.commitment, *(other.commitment for other in others)}) == 6
    assert "yes" not in one.commitment


def test_each_side_sees_that_no_answer_was_changed():
    told = {side: opened(side) for side in ("north", "south")}
    committed = {side: one.commitment for side, one in told.items()}
    assert changed(told, committed, "a-1", TEXT) == ()
    assert changed(told, {"north": committed["north"]}, "a-1", TEXT) == ()


@pytest.mark.parametrize(
    "after",
    [
        {"south": opened("south", "no")}, {"south": opened("south", salt="77")}, {"south": opened("north")}, {},
        {"south": Opened("a-2", TEXT, "south", "yes", "5a" * 32)},
    ],
)  # fmt: skip
def test_whatever_was_changed_after_the_close_is_found(after: dict[str, Opened]):
    committed = {side: opened(side).commitment for side in ("north", "south")}
    assert changed({"north": opened("north"), **after}, committed, "a-1", TEXT) == ("south",)
