"""Sentences: where one ends, and where a dot does not end one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.listen.sentences import sentences_of


def cut(text: str, lang: str = "ar") -> list[str]:
    return [text[s.start : s.end] for s in sentences_of(text, lang)]  # type: ignore[arg-type]


def test_a_sentence_ends_at_its_sign_and_keeps_it() -> None:
    assert cut("وصل الوفد. هل يبقى؟ لا! نعم") == ["وصل الوفد.", "هل يبقى؟", "لا!", "نعم"]


def test_the_closing_quotation_mark_belongs_to_the_sentence() -> None:
    assert cut("وقال: «لن نقبل.» ثم غادر.") == ["وقال: «لن نقبل.»", "ثم غادر."]


def test_a_newline_ends_a_sentence_and_makes_a_heading_of_it() -> None:
    found = sentences_of("جهود جديدة\nوصل الوفد.", "ar")
    assert [s.heading for s in found] == [True, False]
    assert [s.paragraph for s in found] == [0, 1]


@pytest.mark.parametrize(
    "text", ["بلغت النسبة 1.6 في المئة", "تحليل دي.إيه.إن جار", "قال د. سالم إنه عائد", "سنة 512 ق.م. مثلا"]
)
def test_a_dot_inside_a_number_a_name_or_a_title_does_not_end_it(text: str) -> None:
    assert cut(text) == [text]


def test_short_arabic_words_do_end_a_sentence() -> None:
    assert cut("لا أهمية له. وصل الوفد.") == ["لا أهمية له.", "وصل الوفد."]


@pytest.mark.parametrize(
    "text", ["The Oct. 7 attack ended.", "A U.S. envoy left.", "Gen. Burhan spoke at 5 p.m. on Friday."]
)
def test_english_abbreviations_do_not_end_a_sentence(text: str) -> None:
    assert cut(text, "en") == [text]


def test_empty_lines_and_white_space_are_no_sentences() -> None:
    assert cut(" \n\t\n") == []


@given(st.text(alphabet='قال .؟!…\n\r\u2028"»«abc 1\ud800', max_size=80), st.sampled_from(["ar", "en"]))
def test_sentences_stand_in_order_without_overlap_and_without_white_space_around(text: str, lang: str) -> None:
    reach = 0
    for s in sentences_of(text, lang):  # type: ignore[arg-type]
        assert reach <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        reach = s.end
    kept = "".join(text[s.start : s.end] for s in sentences_of(text, lang))  # type: ignore[arg-type]
    assert "".join(kept.split()) == "".join(text.split())
