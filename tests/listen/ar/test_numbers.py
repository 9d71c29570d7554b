"""Numbers in Arabic: one value for every way of writing it."""

from decimal import Decimal

import pytest

from wasata.listen.ar.fractions import numbers_in
from wasata.listen.ar.numbers import parse_number


@pytest.mark.parametrize(
    ("written", "worth"),
    [
        ("15 ألفا و899", 15899),
        ("15 ألفًا و 899", 15899),
        ("ثلاثة آلاف و961", 3961),
        ("16 ألفا و520", 16520),
        ("2.3 مليون", 2_300_000),
        ("٢٫٣ مليون", 2_300_000),
        ("مليون ونصف المليون", 1_500_000),
        ("مليون ونصف مليون", 1_500_000),
        ("مليونين وربع المليون", 2_250_000),
        ("مئتا", 200),
        ("مائتي", 200),
        ("ألفا", 2000),
        ("ألفي", 2000),
        ("مليوني", 2_000_000),
        ("12 ألفا", 12000),
        ("ثلاثة وعشرين", 23),
        ("إحدى وعشرين", 21),
        ("إحدى عشرة", 11),
        ("اثني عشر", 12),
        ("ثمانية عشر", 18),
        ("مئة وخمسة وعشرين ألفا وثلاثمئة", 125_300),
        ("ثلاث مئة وواحد وثلاثون", 331),
        ("ألف وتسعمائة وأربعة", 1904),
        ("ألفين وثلاثمئة", 2300),
        ("٤٬٣٢١", 4321),
        ("1,400", 1400),
        ("1.234.567", 1_234_567),
        ("1 414 021", 1_414_021),
        ("3 دزينات", 36),
        ("أربعة ونصف", Decimal("4.5")),
        ("مئة ألف مليون", 10**11),
        ("7 مليارات", 7 * 10**9),
    ],
)
def test_a_number_is_worth_the_same_in_digits_in_words_and_in_both(written, worth):
    assert parse_number(written) == worth


@pytest.mark.parametrize(
    "vague", ["عشرات", "مئات", "آلاف", "ملايين", "الثالث", "أحد", "إحدى", "بضعة", "", "نعم", "12 و13"]
)
def test_what_has_no_one_value_is_no_number(vague):
    assert parse_number(vague) is None


def test_two_numbers_joined_by_and_stay_two_when_neither_can_hold_the_other():
    assert [v for _, v in numbers_in("بين ألفين وثلاثة آلاف")] == [2000, 3000]
    assert [v for _, v in numbers_in("303 بعد 307 و390")] == [303, 307, 390]
    assert [v for _, v in numbers_in("خمسة وعشرة")] == [5, 10]


def test_particles_stay_outside_the_number_and_the_article_inside():
    text = "بخمسة عشر ألفا وللعشرين"
    assert [s.of(text) for s, _ in numbers_in(text)] == ["خمسة عشر ألفا", "للعشرين"]


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("ثلاثة أرباع", "0.75"),
        ("نصف السكان", "0.5"),
        ("واحد على عشرين", "0.05"),
        ("عشرون وثلاثة أخماس", "20.6"),
        ("سالب خمسة", "-5"),
        ("-12,5", "-12.5"),
        ("خمسة فاصلة خمسة", "5.5"),
        ("3/4", "0.75"),
        ("1e3", "1000"),
    ],
)
def test_fractions_and_signs_are_read_for_who_asks_for_numbers(text, worth):
    assert [v for _, v in numbers_in(text)] == [Decimal(worth)]


def test_endless_digits_are_no_number_and_cost_nothing():
    assert parse_number("9" * 100_000) is None
