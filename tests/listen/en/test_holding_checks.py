"""A truce that holds is told as one. All sentences are our own."""

import pytest

from wasata.listen.reader import read


def told(text: str) -> str | None:
    return {e.kind: e.status for e in read(text, "en").events}.get("truce_start")


@pytest.mark.parametrize(
    "text",
    [
        "The truce is holding.",
        "The truce in Taiz still holds.",
        "The ceasefire remains in effect.",
        "The ceasefire is still in place.",
        "The truce between the two towns has largely held since Monday.",
        "The UN welcomed a truce that has been in effect for a year.",
        "The ceasefire, which has held since April, is the longest so far.",
        "The truce remains intact.",
    ],
)
def test_a_truce_that_holds_goes_on(text):
    assert told(text) == "ongoing"


def test_a_truce_that_does_not_hold_is_denied():
    assert told("The truce is not holding, residents said.") == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "It is unclear whether the truce will hold.",
        "Truce talks held in Doha ended without a deal.",
        "If the truce holds, the convoy will leave.",
        "They held a truce meeting in the town of Safa.",
    ],
)
def test_what_is_hoped_of_a_truce_or_held_about_it_is_no_truce_that_holds(text):
    assert told(text) != "ongoing"


def test_a_truce_that_came_into_force_has_begun():
    assert told("The ceasefire came into force on Monday.") == "happened"
