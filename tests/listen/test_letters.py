"""Letters: one spelling for matching, and every letter's place kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.listen.letters import fold, fold_word

ARABIC_LETTERS = 'أإآٱىةابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ ًٌٍَُِّْـ٠١٢٣،؛؟."“”«»\u200f\u202b\u2067abcXYZ12\n'


def test_alif_ya_and_ta_marbuta_are_one_spelling() -> None:
    assert fold("أعلنت إيران والآن الحكومة على", "ar").text == "اعلنت ايران والان الحكومه علي"


def test_a_vowel_sign_belongs_to_the_letter_before_it() -> None:
    folded = fold("قالتْ هي", "ar")
    assert folded.text == "قالت هي"
    assert folded.span(0, 4).of("قالتْ هي") == "قالتْ"
    assert folded.span(5, 7).of("قالتْ هي") == "هي"


def test_tatweel_and_direction_marks_are_left_out_and_given_back() -> None:
    text = "\u202bلـ«الشرق الأوسط»\u202c"
    folded = fold(text, "ar")
    assert folded.text == 'ل"الشرق الاوسط"'
    at = folded.text.index("الشرق")
    assert folded.span(at, at + len("الشرق الاوسط")).of(text) == "الشرق الأوسط"


def test_arabic_indic_digits_are_digits() -> None:
    assert fold("٢٠٢٣ و۴۵", "ar").text == "2023 و45"


def test_english_quotes_are_straight_and_case_is_kept() -> None:
    assert fold("“US” said ‘us’", "en").text == "\"US\" said 'us'"


def test_nothing_left_out_needs_no_map() -> None:
    folded = fold("قال", "ar")
    assert folded.cuts is None
    assert folded.places is None
    assert folded.to(2) == folded.back(2) == 2


def test_words_for_tables_fold_like_texts() -> None:
    assert fold_word("إعلانُه") == fold("إعلانُه", "ar").text == "اعلانه"


@given(st.text(alphabet=ARABIC_LETTERS, max_size=60))
def test_the_way_back_is_the_list_of_places(text: str) -> None:
    folded = fold(text, "ar")
    places = folded.places if folded.places is not None else list(range(len(text)))
    assert [folded.to(i) for i in range(len(folded.text))] == places
    assert folded.to(len(folded.text)) == len(text)
    for i, place in enumerate(places):
        assert folded.back(place) == i


@given(st.text(max_size=60), st.sampled_from(["ar", "en"]))
def test_any_text_folds_and_every_span_lies_in_it(text: str, lang: str) -> None:
    folded = fold(text, lang)  # type: ignore[arg-type]
    for i in range(len(folded.text)):
        span = folded.span(i, i + 1)
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("text", ["\ud800قال\udfff", "👩\u200d🚀 قالت", "e\u0301قال"])
def test_surrogates_emoji_and_combining_marks_keep_their_places(text: str) -> None:
    folded = fold(text, "ar")
    at = folded.text.index("قال")
    assert folded.span(at, at + 3).of(text) == "قال"
