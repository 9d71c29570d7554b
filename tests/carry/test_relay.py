"""What a relay may say of a passage, and what it may not."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.carry.relay import ALLOWED, Used, digest, overheard, overheard_anew, overheard_in, refusal

THEIRS = Used("We accept five days, if the road is open.", "theirs", "en")
OURS = Used("نقبل بخمسة أيام إن فُتح الطريق.", "ours", "ar")
TEST = Used("Perhaps six.", "test", "en")
KEPT = Used("Never seven.", "none", "en")


def test_a_passage_is_words_unless_it_is_said_to_be_a_file():
    assert Used("Perhaps six.", "test", "en").media_type == ""


def test_a_passage_nobody_cleared_passes_in_no_form():
    for form in ("quote", "paraphrase", "ours", "test"):
        assert refusal("Never seven?", form, "en", [KEPT]) == "not_cleared"  # type: ignore[arg-type]


def test_each_clearance_allows_what_the_heavier_ones_allow_and_more():
    order = ("none", "test", "ours", "theirs")
    for heavier, lighter in itertools.pairwise(order):
        assert ALLOWED[heavier] < ALLOWED[lighter]  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "form", "lang", "used", "why"),
    [
        ("five days, if the road is open", "quote", "en", THEIRS, None),
        ("six days, if the road is open", "quote", "en", THEIRS, "not_their_words"),
        ("They would take five days for an open road.", "paraphrase", "en", THEIRS, None),
        ("Five days seem possible.", "ours", "en", OURS, None),
        ("They would take five days.", "paraphrase", "en", OURS, "form"),
        ("What if it were six?", "test", "en", TEST, None),
        ("ماذا لو كانت ستة؟", "test", "ar", TEST, None),
        ("It would be six.", "test", "en", TEST, "no_question"),
        ("It could be six.", "ours", "en", TEST, "form"),
        ("نقبل بخمسة أيام", "quote", "ar", Used("نَقْبَلُ بخمسة أيام", "theirs", "ar"), None),
        ("We accept", "quote", "ar", THEIRS, "not_their_words"),
        ("five days", "quote", "en", Used("We accept twenty-five days.", "theirs", "en"), "not_their_words"),
        ("500 trucks", "quote", "en", Used("They ask for 1,500 trucks.", "theirs", "en"), "not_their_words"),
        ("1,500 trucks", "quote", "en", Used("They ask for 1,500 trucks.", "theirs", "en"), None),
        ("x", "ours", "en", Used("", None, "en"), "gone"),
        ("What if it were six?_", "test", "en", TEST, "no_question"),
        ("«What if it were six?» .", "test", "en", TEST, None),
        ("five  days,\n«if» the “road” is open.", "quote", "en", THEIRS, None),
        ("five days", "quote", "en", Used('We accept "five"  \n days.', "theirs", "en"), None),
        ("five days_", "quote", "en", Used("We accept five days.", "theirs", "en"), "not_their_words"),
        (" . ", "quote", "en", THEIRS, "not_their_words"),
    ],
)
def test_a_sentence_keeps_to_what_its_passage_was_cleared_for(
    words: str, form: str, lang: str, used: Used, why: str | None
):
    assert refusal(words, form, lang, [used]) == why  # type: ignore[arg-type]


def test_a_sentence_on_two_passages_keeps_to_the_heavier():
    assert refusal("They accept five, perhaps six.", "paraphrase", "en", [THEIRS, TEST]) == "form"
    assert refusal("What if it were five or six?", "test", "en", [THEIRS, TEST]) is None
    assert refusal("What if it were seven?", "test", "en", [THEIRS, KEPT]) == "not_cleared"


def test_a_quotation_on_two_passages_stands_in_one_of_them():
    assert refusal("if the road is open", "quote", "en", [THEIRS, Used("Ask us again.", "theirs", "en")]) is None


def test_words_that_rest_on_nothing_are_the_mediators_own():
    assert refusal("We thank you for your answer.", "ours", "en", []) is None
    for form in ("quote", "paraphrase", "test"):
        assert refusal("They thank you?", form, "en", []) == "rests_on_nothing"  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.text(), st.sampled_from(["ours", "test"])), min_size=1, max_size=4), st.integers(0, 3))
def test_the_digest_changes_with_every_word_and_order_of_the_letter(told: list[tuple[str, str]], which: int):
    n = which % len(told)
    words, form = told[n]
    sentences = [(*s, ("channel.m-1.1",)) for s in told]
    signed = digest("hills", "en", sentences, None)
    changed, otherwise = [*sentences], [*sentences]
    changed[n] = (words + "x", form, ("channel.m-1.1",))
    otherwise[n] = (words, form, ("channel.m-1.2",))
    assert digest("hills", "en", otherwise, None) != signed
    assert digest("hills", "en", sentences, None, [("map.pdf", "ab")]) != signed
    assert digest("hills", "en", changed, None) != signed
    assert digest("coast", "en", sentences, None) != signed
    assert digest("hills", "en", sentences, "m-1") != signed
    assert digest("hills", "en", [*sentences, ("", "ours", ())], None) != signed


def test_the_digest_of_a_letter_is_for_ever_the_same():
    """Approvals that stand in old records were given to it: whoever checks one with a program of his own makes it so."""
    told = (
        '{"answers":"m-1","lang":"ar","pieces":[["map.pdf","ab"]],'
        '"sentences":[["نقبل بخمسة أيام","quote",["channel.m-2.1"]],["\ud800","ours",[]]],"to":"hills"}'
    )
    sentences = [("نقبل بخمسة أيام", "quote", ("channel.m-2.1",)), ("\ud800", "ours", ())]
    signed = digest("hills", "ar", sentences, "m-1", [("map.pdf", "ab")])
    assert signed == hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def test_six_words_of_another_line_in_a_row_are_heard():
    kept = ["We will never accept more than seven days of it."]
    assert overheard("They WILL NEVER accept more than seven days", kept) == ("will never accept more than seven",)
    assert overheard("They will never accept more than eight days", kept) == ()
    assert overheard("They will ne\u200bver ac\u00adcept more than seven days", kept) != ()
    assert overheard("نقول ان المعبر لن يفتح قبل الاحد", ["إنَّ المعبر لن يُفتح قبل الأحد أبدا"]) == (
        "إن المعبر لن يفتح قبل الأحد",
    )
    assert overheard("نقول: لن نقبل أبدا بأكثر من سبعة", ["لن نَقبل أبدا بأكثر من سبعة أيام"]) == (
        "لن نقبل أبدا بأكثر من سبعة",
    )


def test_of_many_sentences_each_that_repeats_is_told_with_the_first_run_of_each_text():
    kept = ["We will never accept more than seven days of it.", "No road opens before the first of the month."]
    said = [
        "Thank you.",
        "They will never accept more than seven days of it.",
        "No road opens before the first of May.",
    ]
    assert overheard_in(said, kept) == ((1, "will never accept more than seven"), (2, "no road opens before the first"))
    assert overheard_in(["Thank you."], kept) == overheard_in([], kept) == ()


def test_what_stands_in_both_is_no_news_and_the_first_that_is_news_is_named():
    kept = ("one two three four five six seven eight nine", "ten eleven twelve thirteen fourteen fifteen")
    text = "zero one two three four five six seven eight"
    assert overheard_anew(text, kept, ()) == "one two three four five six"
    assert overheard_anew(text, kept, ("One, two, three, four, five, six.",)) == "two three four five six seven"
    assert overheard_anew(text, kept, (text,)) is None
    assert overheard_anew("one two three four five seven", kept, ()) is None
    assert overheard_anew("two three four five six seven", kept, ()) == "two three four five six seven"
    assert overheard_anew(text, (), ()) is None


def test_of_what_may_not_pass_only_what_is_no_news_there_is_let_through():
    kept = ["Ask us again.", "We will never accept more than seven days of it."]
    said = "They will never accept more than seven days"
    assert overheard_anew(said, kept, []) == "will never accept more than seven"
    assert overheard_anew(said, kept, ["You will never accept more than seven."]) == "never accept more than seven days"
    assert overheard_anew(said, kept, ["They will never accept more than seven days."]) is None
    assert overheard_anew("We will never accept less than seven days of it.", kept, []) is None
    assert overheard_anew("than seven days of it", kept, []) is None
    assert overheard_anew(said, [], []) is None


def test_neither_vowel_marks_nor_signs_nobody_sees_hide_a_run_that_is_news_there():
    kept = ["لن نقبل أبدا بأكثر من سبعة أيام"]
    assert overheard_anew("نقول لن نَقْبَلَ أبدا بأكثر من سبعة", kept, []) == "لن نقبل أبدا بأكثر من سبعة"
    told = overheard_anew(
        "will ne\u200bver ac\u00adcept more than seven", ["We will never accept more than seven."], []
    )
    assert told == "will never accept more than seven"
