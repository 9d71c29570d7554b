"""Numbers in English: one value for every way of writing it."""

from decimal import Decimal

import pytest

from wasata.listen.en.numbers import numbers_in, parse_number


@pytest.mark.parametrize(
    ("written", "worth"),
    [
        ("1,400", 1400),
        ("2.3 million", 2_300_000),
        ("half a million", 500_000),
        ("half-million", 500_000),
        ("two dozen", 24),
        ("a dozen", 12),
        ("a hundred", 100),
        ("three and a half", Decimal("3.5")),
        ("two and a half million", 2_500_000),
        ("two hundred and fifteen", 215),
        ("twenty-five", 25),
        ("Seventy-four", 74),
        ("fifteen hundred", 1500),
        ("three hundred thousand two hundred and one", 300_201),
        ("5m", 5_000_000),
        ("$", None),
        ("1.5bn", 1_500_000_000),
    ],
)
def test_a_number_is_worth_the_same_in_digits_in_words_and_in_both(written, worth):
    assert parse_number(written) == worth


@pytest.mark.parametrize("vague", ["dozens", "hundreds", "thousands", "third", "1st", "a", "", "12 and 13"])
def test_what_has_no_one_value_is_no_number(vague):
    assert parse_number(vague) is None


def test_numbers_side_by_side_stay_apart():
    assert [v for _, v in numbers_in("seven eight, 59 and 69")] == [7, 8, 59, 69]


def test_a_number_quotes_its_words():
    text = "Nearly two and a half million of them"
    assert [s.of(text) for s, _ in numbers_in(text)] == ["two and a half million"]
