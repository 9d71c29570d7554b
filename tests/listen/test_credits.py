"""Whom a print credits, and who is only written about."""

import pytest

from wasata.listen.credits import credits_in
from wasata.listen.roster import default_roster


def credited(text: str, lang: str) -> list[tuple[str, bool]]:
    return [(c.entry, c.signed) for c in credits_in(text, lang, default_roster())]


@pytest.mark.parametrize(
    ("lang", "text", "entry"),
    [
        ("en", "GAZA (Reuters) - Ten people were freed on Friday.", "reuters"),
        ("en", "DOHA, Nov 24 (AFP) - Ten people were freed on Friday.", "afp"),
        ("ar", "غزة - أ ف ب: أفرج عن عشرة أشخاص يوم الجمعة.", "afp"),
        ("ar", "الدوحة (رويترز) - أفرج عن عشرة أشخاص يوم الجمعة.", "reuters"),
        ("ar", "أفرج عن عشرة أشخاص يوم الجمعة.\n(د ب أ)", "dpa"),
        ("ar", "الخرطوم (الشرق الأوسط) - أفرج عن عشرة أشخاص يوم الجمعة.", "asharq-awsat"),
        ("ar", "الخرطوم - سونا: أفرج عن عشرة أشخاص يوم الجمعة.", "suna"),
        ("ar", "صنعاء (سبأ) - أفرج عن عشرة أشخاص يوم الجمعة.", "saba"),
        ("en", "KHARTOUM (SUNA) - Ten people were freed on Friday.", "suna"),
    ],
)
def test_a_signature_in_the_dateline_or_the_last_line(lang, text, entry):
    assert (entry, True) in credited(text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "entry"),
    [
        ("en", "Ten people were freed, an official told Al Jazeera.", "aljazeera"),
        ("en", "Ten people were freed, according to Reuters.", "reuters"),
        ("ar", "أفرج عن عشرة أشخاص، بحسب وكالة رويترز.", "reuters"),
        ("ar", "أفرج عن عشرة أشخاص نقلا عن قناة الجزيرة.", "aljazeera"),
    ],
)
def test_running_words_that_credit(lang, text, entry):
    assert (entry, False) in credited(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A court closed the office of Al Jazeera on Sunday."),
        ("ar", "أغلقت محكمة مكتب قناة الجزيرة يوم الأحد."),
        ("ar", "مقتل مراسل الجزيرة في صنعاء - مصادر طبية"),
        ("ar", "زار وفد مدينة مأرب، عاصمة مملكة سبأ - وهي في اليمن."),
        ("en", "Al Jazeera - whose office was closed on Sunday - is not on the air."),
        (
            "en",
            "The AP wire machine stood in the corner of the room that was shown to visitors of the museum last week.",
        ),
    ],
)
def test_an_outlet_that_is_written_about_is_not_credited(lang, text):
    assert credited(text, lang) == []
