"""What a person types for a day is understood in both languages, said back, or refused by name."""

from datetime import date

import pytest

from wasata.errors import DayMismatch, DaysBackwards, DaysSeveral, DayTwoWays, DayUnclear
from wasata.listen.asked import LONGEST, day_typed, days_typed, understood

TUESDAY = date(2023, 11, 28)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023-11-07", (11, 7), (11, 7)),
        ("last tuesday", (11, 21), (11, 21)),
        ("last Tue", (11, 21), (11, 21)),
        ("7 nov 2023", (11, 7), (11, 7)),
        ("7-nov-2023", (11, 7), (11, 7)),
        ("Tuesday, 7 November 2023", (11, 7), (11, 7)),
        ("the day before yesterday", (11, 26), (11, 26)),
        ("two months ago", (9, 28), (9, 28)),
        ("three weeks ago", (11, 7), (11, 7)),
        ("in 2 weeks", (12, 12), (12, 12)),
        ("the 15th", (11, 15), (11, 15)),
        ("first Friday of July", (7, 7), (7, 7)),
        ("last Monday of October 2023", (10, 30), (10, 30)),
        ("march", (3, 1), (3, 31)),
        ("last week", (11, 20), (11, 26)),
        ("November 2023", (11, 1), (11, 30)),
        ("2023", (1, 1), (12, 31)),
        ("13/5/2023", (5, 13), (5, 13)),
        ("الثلاثاء الماضي", (11, 21), (11, 21)),
        ("قبل ثلاثة أيام", (11, 25), (11, 25)),
        ("٧ تشرين الثاني ٢٠٢٣", (11, 7), (11, 7)),
        ("٧ نوفمبر ٢٠٢٣م", (11, 7), (11, 7)),
        ("٤/٥/٢٠٢٣", (5, 4), (5, 4)),
        ("أول أمس", (11, 26), (11, 26)),
        ("الآن", (11, 28), (11, 28)),
        ("الأسبوع الماضي", (11, 20), (11, 26)),
        ("عام ٢٠٢٣", (1, 1), (12, 31)),
    ],
)
def test_a_phrase_of_either_language_is_understood_on_a_page_of_either(typed, first, last):
    for lang in ("ar", "en"):
        found = days_typed(typed, TUESDAY, lang)
        assert (found.first, found.last) == (date(2023, *first), date(2023, *last))


@pytest.mark.parametrize(
    "typed", ["3 to 7 November", "three weeks ago to yesterday", "من ٣ إلى ٧ نوفمبر", "بين 3 نوفمبر و7 ديسمبر 2023"]
)
def test_two_ends_typed_at_once_are_a_span(typed):
    found = days_typed(typed, TUESDAY, "ar")
    assert found.between
    assert found.first < found.last


def test_nothing_typed_is_no_day_and_only_iso_goes_without_saying():
    assert days_typed("  ", TUESDAY, "en") is None
    assert days_typed("2023-11-07", TUESDAY, "en").iso
    assert not days_typed("7 Nov 2023", TUESDAY, "en").iso


def test_figures_that_may_be_two_days_are_refused_in_english_and_are_day_first_in_arabic():
    with pytest.raises(DayTwoWays) as told:
        days_typed("4/5/2023", TUESDAY, "en")
    assert {told.value.values["one"], told.value.values["other"]} == {date(2023, 5, 4), date(2023, 4, 5)}
    assert days_typed("4/5/2023", TUESDAY, "ar").first == date(2023, 5, 4)
    assert days_typed("٤/٥/٢٠٢٣", TUESDAY, "en").first == date(2023, 5, 4)
    assert days_typed("5/5/2023", TUESDAY, "en").first == date(2023, 5, 5)


@pytest.mark.parametrize("typed", ["Monday or Tuesday", "الاثنين أو الثلاثاء"])
def test_two_days_to_choose_from_are_not_chosen_from(typed):
    with pytest.raises(DayTwoWays):
        days_typed(typed, TUESDAY, "en")


@pytest.mark.parametrize(
    "typed",
    ["soon", "قريبا", "30 February", "٣٠ فبراير", "end of November", "مطلع نوفمبر", "a few days ago", "قبل بضعة أيام",
     "7 Nov 2023 or so", "last Tuesday الماضي", "2023-13-01", "50", "؟", "7 November " + "x" * LONGEST],
)  # fmt: skip
def test_what_is_vague_or_partly_understood_is_refused_and_named(typed):
    with pytest.raises(DayUnclear) as told:
        days_typed(typed, TUESDAY, "en")
    assert str(told.value.values["value"]).rstrip("…") in typed


@pytest.mark.parametrize("typed", ["Tuesday 8 November 2023", "الثلاثاء ٨ نوفمبر ٢٠٢٣"])
def test_a_weekday_that_is_not_that_days_is_refused(typed):
    with pytest.raises(DayMismatch):
        days_typed(typed, TUESDAY, "en")


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(DaysBackwards):
        days_typed("Nov 7 to Nov 3", TUESDAY, "en")


def test_where_one_day_is_asked_for_a_week_is_refused():
    assert day_typed("yesterday", TUESDAY, "en").first == date(2023, 11, 27)
    with pytest.raises(DaysSeveral):
        day_typed("الأسبوع الماضي", TUESDAY, "ar")


def test_it_is_said_back_in_words_and_figures_with_the_day_it_was_reckoned_by():
    told = understood(days_typed("last tuesday", TUESDAY, "en"), "en")
    assert "last tuesday" in told
    assert "Tuesday 21 November 2023" in told
    assert "2023-11-21" in told
    assert "2023-11-28" in told
    told = understood(days_typed("الثلاثاء الماضي", TUESDAY, "ar"), "ar")
    assert "الثلاثاء 21 نوفمبر 2023" in told
    assert "\u20662023-11-21\u2069" in told


def test_a_day_of_the_islamic_calendar_is_said_to_be_reckoned():
    assert days_typed("١٥ رمضان ١٤٤٥", TUESDAY, "ar").islamic
    assert days_typed("15 Ramadan 1445", TUESDAY, "en").islamic
    assert not days_typed("الأحد الثاني", TUESDAY, "ar").islamic
    assert not days_typed("٧ تشرين الثاني", TUESDAY, "ar").islamic
