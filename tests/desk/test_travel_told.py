"""What was written away, as a lead reads it who decides about it: every field of every kind in words of both languages."""

import re
from collections.abc import Iterator
from datetime import timedelta
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from tests.desk.conftest import Clock
from tests.desk.kept import Kept
from tests.desk.test_travel import go, kept  # noqa: F401 (fixtures)

from wasata import words
from wasata.desk import travel_back, travel_told
from wasata.desk.line import close_deadline, set_deadline
from wasata.desk.line_stands import line_view
from wasata.desk.travel import travels
from wasata.desk.travel_back import look_at, take_in
from wasata.desk.travel_told import CHOICES, UNSAID, told
from wasata.record.kinds import KINDS
from wasata.record.kinds.base import Part

WRITTEN = (*travel_back.DONE_AWAY, "message.held", "message.taken_back", "position.noted", "message.sent")


def leaves(made: Any) -> Iterator[Any]:
    """The types a field holds, whatever stands around them."""
    if get_origin(made) in (Union, UnionType, tuple, list, dict):
        for inner in get_args(made):
            yield from leaves(inner)
    else:
        yield made


def fields(kind: str) -> Iterator[tuple[str, str, Any]]:
    """Every field of a kind and of the parts in it: under which list it stands, its name, what it holds."""
    for name, field in KINDS[kind, max(v for k, v in KINDS if k == kind)].model_fields.items():
        for made in leaves(field.annotation):
            yield "", name, made
            if name != "happened_at" and isinstance(made, type) and issubclass(made, Part):
                yield from ((name, inner, x) for inner, f in made.model_fields.items() for x in leaves(f.annotation))


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("kind", WRITTEN)
def test_every_field_and_every_choice_has_its_word(kind: str, lang: words.Lang):
    for of, name, made in fields(kind):
        if of == "" and name not in UNSAID:
            assert words.has(f"travel.field.{name}", lang), name
        if get_origin(made) is Literal and name not in UNSAID | {"names"}:  # names bear languages, and are no choice
            place = next(p for p in (f"{kind}.{name}", f"{of}.{name}", name) if p in CHOICES)
            for choice in get_args(made):
                assert words.has(f"{CHOICES[place]}.{choice}", lang), f"{place} {choice}"


def test_of_a_clash_both_words_are_told_and_no_name_of_the_record(kept: Kept, go, now: Clock):  # noqa: F811
    set_deadline(kept.desk("sara"), "coast", "The list is due", now() + timedelta(days=1), "them")
    (due,) = kept.lead.fold(line_view("coast")).deadlines
    away = go()
    close_deadline(away.desk(), "coast", due, "missed", note="Nobody came.")
    close_deadline(kept.desk("omar"), "coast", due, "met", note="It came by hand.")
    take_in(kept.desk("sara"), away.report())
    ((aside,),) = [t.asides for t in travels(kept.lead, "coast")]
    (doubtful,) = look_at(kept.lead, "coast", aside.aside)
    with kept.lead.hold():
        both = [
            told(kept.lead, "coast", kind, values, "ar")
            for kind, values in (
                (doubtful.facts[0][0], doubtful.facts[0][2]),
                (doubtful.meanwhile[0][0], doubtful.meanwhile[0][3]),
            )
        ]
    shown = [{name: value for name, value, _ in one.values} for one in both]
    assert [one["كيف انتهى"] for one in shown] == [words.say(f"line.outcome.{x}", "ar") for x in ("missed", "met")]
    assert [one["ملاحظة"] for one in shown] == ["Nobody came.", "It came by hand."]
    assert all("The list is due" in one["الموعد"] for one in shown)
    assert not [
        text for one in shown for pair in one.items() for text in pair if re.search(r"\bd-|missed|\bmet\b|_", text)
    ]


def test_letters_that_turn_the_text_round_are_seen_as_such(kept: Kept):  # noqa: F811
    noted = {"on": "them\u202e", "words": "wait\u202d", "asked_by_us": True, "happened_at": None}
    with kept.lead.hold():
        one = told(kept.lead, "coast", "line.pressure_noted", noted, "en")
    assert [(value, own) for _, value, own in one.values] == [("them·", True), ("wait·", True), ("Yes", False)]


def test_what_has_no_word_stands_as_it_is_written(kept: Kept):  # noqa: F811
    with kept.lead.hold():
        one = told(kept.lead, "coast", "line.noted", {"state": "torn", "unheard_of": "x", "happened_at": None}, "en")
    assert one.values == (("The line", "torn", True), ("unheard_of", "x", True))
    assert travel_told.CHOICES["state"] == "line.state"
