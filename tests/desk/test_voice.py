"""Who wrote something in this room is said in words where his sign-in is the name of his work."""

import pytest

from wasata.desk.voice import author_shown
from wasata.values import Lang


@pytest.mark.parametrize(
    ("author", "lang", "shown"),
    [
        ("lead", "ar", "قائد الوساطة"), ("lead", "en", "Lead mediator"), ("officer-2", "en", "Officer 2"),
        ("officer-2", "ar", "ضابط الاتصال 2"), ("officer-rana", "en", "officer-rana"), ("rana", "ar", "rana"),
    ],
)  # fmt: skip
def test_a_sign_in_named_after_its_work_is_said_in_words_and_a_name_stays(author: str, lang: Lang, shown: str):
    assert author_shown(author, lang) == shown
