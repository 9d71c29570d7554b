"""Recovery: two of three put the key together, one alone learns nothing, a slip of the pen is found."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wasata.errors import RecoveryRefused
from wasata.record.person_key import Pair
from wasata.record.recovery import SHARES, WORDS, put_together, split

pytest.importorskip("shamir_mnemonic", reason="the room's parts are not installed")


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair.new()


def test_any_two_of_three_open_it(pair: Pair):
    shares = split(pair)
    assert [s.number for s in shares] == [1, 2, 3]
    for two in itertools.permutations(shares, 2):
        assert put_together((s.words for s in two), pair.public) == pair
    assert put_together((s.words for s in shares), pair.public) == pair


def test_one_alone_opens_nothing_however_often_it_is_given(pair: Pair):
    one = split(pair)[0].words
    for given_ in ((one,), (one, one), (one, one.upper(), f"  {one} ")):
        with pytest.raises(RecoveryRefused) as told:
            put_together(given_, pair.public)
        assert told.value.values["why"] == "record.why.recovery_few"
        assert told.value.values["value"] == 1


def test_none_at_all_is_too_few(pair: Pair):
    with pytest.raises(RecoveryRefused):
        put_together((), pair.public)


def test_a_share_is_33_words_and_none_tells_the_key(pair: Pair):
    shares = split(pair)
    assert [len(s.words.split(" ")) for s in shares] == [WORDS] * SHARES
    assert len({s.words for s in shares}) == SHARES
    assert all(pair.private.hex() not in s.words for s in shares)


def test_they_may_be_typed_in_capitals_and_over_many_lines(pair: Pair):
    one, two, _ = split(pair)
    assert put_together((one.words.upper(), two.words.replace(" ", " \n ")), pair.public) == pair


@settings(max_examples=40)
@given(at=st.integers(0, WORDS - 1), word=st.sampled_from(["academic", "zero", "yoga", "acid", "", "كلمة", "notaword"]))
def test_a_mistyped_word_is_found_and_it_is_said_in_which_share(at: int, word: str):
    pair = Pair.new()
    one, two, _ = (s.words.split(" ") for s in split(pair))
    if two[at] == word:
        return
    wrong = [*two]
    wrong[at] = word
    with pytest.raises(RecoveryRefused) as told:
        put_together((" ".join(one), " ".join(wrong)), pair.public)
    assert told.value.values == {"why": "record.why.recovery_word", "value": 2}, "and no word of either"


def test_shares_of_two_keys_do_not_go_together(pair: Pair):
    with pytest.raises(RecoveryRefused) as told:
        put_together((split(pair)[0].words, split(Pair.new())[1].words), pair.public)
    assert told.value.values["why"] == "record.why.recovery_other"


def test_shares_of_another_splitting_of_the_same_key_do_not_go_with_the_old(pair: Pair):
    """Who was given new words because a paper was lost: the lost paper goes with none of the new."""
    with pytest.raises(RecoveryRefused):
        put_together((split(pair)[0].words, split(pair)[1].words), pair.public)


def test_shares_of_another_key_are_refused_though_they_fit_each_other(pair: Pair):
    with pytest.raises(RecoveryRefused):
        put_together((s.words for s in split(Pair.new())[:2]), pair.public)


def test_three_of_five_can_be_asked_for(pair: Pair):
    shares = split(pair, needed=3, shares=5)
    assert put_together((s.words for s in shares[2:]), pair.public) == pair
    with pytest.raises(RecoveryRefused):
        put_together((s.words for s in shares[:2]), pair.public)


@pytest.mark.parametrize(("needed", "shares"), [(1, 3), (0, 0), (4, 3), (2, 17)])
def test_never_fewer_than_two_are_needed(pair: Pair, needed: int, shares: int):
    with pytest.raises(ValueError, match="at least two"):
        split(pair, needed=needed, shares=shares)
