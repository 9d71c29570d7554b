"""Sentences, plurals, numbers and times in both languages."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from wasata import words
from wasata.errors import WasataError


def test_a_missing_sentence_is_an_error_and_never_the_other_language():
    with pytest.raises(words.MissingWords):
        words.say("case.no_such_sentence", "ar")
    with pytest.raises(words.MissingWords):
        words.say("nodomain.at_all", "en")


def test_a_day_reads_in_both_languages_with_the_same_digits():
    day = date(2023, 11, 24)
    assert words.day(day, "ar", weekday=True) == "الجمعة 24 نوفمبر 2023"
    assert words.day(day, "en", weekday=True) == "Friday 24 November 2023"
    assert words.day(day, "en", year=False) == "24 November"


def test_an_instant_is_shown_in_the_zone_that_is_asked_for():
    moment = datetime(2023, 11, 24, 5, 0, tzinfo=UTC)
    assert "07:00" in words.instant(moment, "ar", zone=timezone(timedelta(hours=2)))
    assert "05:00" in words.instant(moment, "en")


@pytest.mark.parametrize(
    ("value", "shown"), [(15899, "15,899"), (Decimal("2300000"), "2,300,000"), (2.5, "2.5"), (0, "0")]
)
def test_numbers_have_digits_0_to_9_in_both_languages(value, shown):
    assert words.number(value, "ar") == words.number(value, "en") == shown


def test_a_sign_before_a_number_keeps_its_place_in_arabic():
    assert words.number(-11, "ar") == "\u200e-11"
    assert words.number(-11, "en") == "-11"


def test_a_foreign_name_inside_a_sentence_is_isolated():
    told = words.say("case.missing_words", "ar", key="brief.title", lang="ar")
    assert "\u2068brief.title\u2069" in told


def test_a_command_in_an_arabic_sentence_holds_no_letter_that_nobody_sees():
    told = words.say("read.part_missing.next", "ar", python="/opt/مجلد/python", part="room")
    assert "/opt/مجلد/python -m pip install 'wasata[room]'" in told
    assert "\u2068" not in words.say("room.start.people_once", "ar", wasata=".venv/bin/wasata")
    assert "\u2068nobody\u2069" in words.say("case.made", "ar", case="nobody", name="قضية"), (
        "elsewhere a foreign word is isolated"
    )


def test_an_error_is_told_as_what_and_what_next():
    what, next_move = words.tell(WasataError(), "ar")
    assert what
    assert next_move
    assert what != words.tell(WasataError(), "en")[0]


def test_direction_follows_the_language():
    assert (words.direction("ar"), words.direction("en")) == ("rtl", "ltr")
