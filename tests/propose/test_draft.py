"""The single negotiating text: what is in brackets, what changed, what does not fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.propose.made_up import TALKS

from wasata.errors import DraftWrong
from wasata.propose.draft import (
    Bracket,
    Clause,
    Draft,
    Flaw,
    against,
    brackets,
    compare,
    flaws,
    numbers_in,
    word_by_word,
)

QUIET = Clause("quiet", "يصمت السلاح 4 أيام.", "The guns are silent for 4 days.", (("days of quiet", "4"),))
ROAD = Clause("road", "يبقى الطريق مفتوحا.", "The road stays open.", (("the road", "open"),))
LISTS = Clause("lists", "تُسلَّم القائمة.", "The list is handed over.", (("first list", "all"),))
DRAFT = Draft((QUIET, ROAD, LISTS))


def test_brackets_hold_choices_and_brackets():
    text = "for [two / three [or four] / ten] days[, and a night]"
    assert brackets(text) == (
        Bracket(4, 33, ("two", "three [or four]", "ten")),
        Bracket(38, 53, (", and a night",)),
    )
    assert [text[b.start : b.end][0] + text[b.start : b.end][-1] for b in brackets(text)] == ["[]", "[]"]


@pytest.mark.parametrize("text", ["[two", "two]", "[two [three]", "]["])
def test_a_bracket_that_is_not_closed_is_refused_by_its_clause(text: str):
    with pytest.raises(DraftWrong) as told:
        Draft((Clause("quiet", "يومان", text),))
    assert told.value.values["value"] == "quiet"


def test_two_clauses_of_one_name_are_refused():
    with pytest.raises(DraftWrong):
        Draft((QUIET, QUIET))


def test_clauses_in_brackets_are_open():
    assert Draft((QUIET, Clause("road", "[يفتح / يغلق]", "open"), LISTS)).open() == ("road",)


def test_what_changed_is_told_clause_by_clause():
    after = Draft((
        LISTS,
        Clause("quiet", QUIET.ar, "The guns are silent for 6 days.", QUIET.options),
        Clause("aid", "تدخل الشاحنات.", "Trucks go in."),
    ))  # fmt: skip
    found = {change.name: change for change in compare(DRAFT, after)}
    assert {name: change.kind for name, change in found.items()} == {
        "quiet": "changed", "lists": "moved", "aid": "new", "road": "gone",
    } or {name: change.kind for name, change in found.items()} == {
        "lists": "changed", "quiet": "moved", "aid": "new", "road": "gone",
    }  # fmt: skip
    assert found["quiet"].one_language == "en"
    assert found["aid"].one_language is None
    assert compare(DRAFT, DRAFT) == ()


def test_a_clause_that_says_something_else_of_the_agreement_is_told_though_its_words_stayed():
    after = Draft((Clause("quiet", QUIET.ar, QUIET.en, (("days of quiet", "6"),)), ROAD, LISTS))
    (found,) = compare(DRAFT, after)
    assert (found.name, found.kind, found.langs, found.linked) == ("quiet", "changed", (), True)


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_of_two_texts_make_both(before: str, after: str):
    pieces = word_by_word(before, after)
    assert "".join(p.text for p in pieces if p.kind != "new") == before
    assert "".join(p.text for p in pieces if p.kind != "gone") == after


def test_numbers_that_differ_between_the_languages_are_pointed_at():
    assert flaws(DRAFT) == ()
    other = Draft((Clause("quiet", "يصمت السلاح ٦ أيام.", QUIET.en),))
    assert flaws(other) == (Flaw("quiet", "numbers", None, "4, 6"),)
    assert flaws(Draft((Clause("aid", "٤٬٠٠٠ شاحنة و٢٫٥ طن", "4,000 trucks and 2.5 tons"),))) == ()
    assert numbers_in("٤٬٠٠٠ و ٢٫٥ و 1,000,000") == ["4000", "2.5", "1000000"]


def test_what_a_language_does_not_say_or_holds_open_alone_is_pointed_at():
    found = flaws(Draft((Clause("road", " ", "The road."), Clause("quiet", "[يومان / ثلاثة]", "two days"))))
    assert [(flaw.clause, flaw.kind, flaw.lang) for flaw in found] == [
        ("road", "empty", "ar"),
        ("quiet", "brackets", None),
    ]


def test_words_of_a_term_that_is_not_confirmed_are_pointed_at():
    terms = {"en": ["silent", "guns are"], "ar": ["السِلاح", "قائمة"]}
    found = flaws(DRAFT, terms)
    assert {(flaw.clause, flaw.lang, flaw.value) for flaw in found} == {
        ("quiet", "en", "silent"), ("quiet", "en", "guns are"), ("quiet", "ar", "السِلاح"),
    }  # fmt: skip


def test_a_text_that_does_not_say_what_the_package_says_is_pointed_at():
    package = TALKS.of({"days of quiet": "6", "first list": "all", "the road": "open"})
    assert against(DRAFT, TALKS, package) == (Flaw("quiet", "not_in_package", None, "days of quiet: 4"),)
    assert against(Draft((QUIET,)), TALKS, package)[1:] == (
        Flaw("", "missing", None, "first list: all"), Flaw("", "missing", None, "the road: open"),
    )  # fmt: skip
