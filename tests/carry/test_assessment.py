"""How the words of confidence come out."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.carry.assessment import FEWEST, RANGES, came_out
from wasata.desk.assessment import WORDS


def of(word: str, borne_out: int, not_borne_out: int, unknown: int = 0):
    told = ["borne_out"] * borne_out + ["not_borne_out"] * not_borne_out + ["unknown"] * unknown
    return next(w for w in came_out((word, outcome) for outcome in told) if w.word == word)


def test_no_chance_is_without_a_word_and_none_has_two():
    assert tuple(RANGES) == WORDS
    assert (RANGES["remote"][0], RANGES["nearly_certain"][1]) == (0, 100)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(RANGES.values()))


def test_under_eight_nothing_is_said_and_the_unknown_count_for_neither():
    assert of("likely", FEWEST - 1, 0, unknown=30).verdict == "too_few"
    assert of("likely", 5, 3).verdict == "in_keeping"
    assert of("likely", 5, 3, unknown=4).closed == 12


@pytest.mark.parametrize(
    ("word", "borne_out", "not_borne_out", "verdict"),
    [
        ("nearly_certain", 6, 4, "less_often"),
        ("nearly_certain", 12, 0, "in_keeping"),
        ("highly_likely", 7, 1, "in_keeping"),
        ("likely", 2, 8, "less_often"),
        ("likely", 30, 0, "more_often"),
        ("likely", 9, 7, "in_keeping"),  # too few for four in five, not for three
        ("likely", 15, 3, "in_keeping"),  # too many for three in five, not for four
        ("remote", 5, 5, "more_often"),
        ("remote", 0, 20, "in_keeping"),
        ("unlikely", 0, 40, "less_often"),
        ("even", 5, 5, "in_keeping"),
    ],
)
def test_a_word_is_out_of_keeping_only_where_chance_would_hardly_do_it(word, borne_out, not_borne_out, verdict):
    assert of(word, borne_out, not_borne_out).verdict == verdict


@given(st.sampled_from(WORDS), st.integers(0, 60), st.integers(0, 60))
def test_more_borne_out_never_turns_a_word_from_too_often_to_too_seldom(word, borne_out, not_borne_out):
    order = {"less_often": 0, "in_keeping": 1, "more_often": 2}
    now, more = of(word, borne_out, not_borne_out), of(word, borne_out + 1, not_borne_out)
    if "too_few" not in (now.verdict, more.verdict):
        assert order[now.verdict] <= order[more.verdict]
