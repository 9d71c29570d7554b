"""Value models: they keep what was told, believe what is doubted less, and are as sure as they are right."""

import numpy as np
import pytest
from tests.propose.made_up import TALKS, values

from wasata.propose import AgainstNoDeal, Compared, IssueOrder, OptionOrder, Wishes
from wasata.propose.frontier import worth
from wasata.propose.mind import Mind
from wasata.propose.rehearse import Side, drawn

RISING = tuple(OptionOrder(issue.name, tuple((n,) for n in range(len(issue.options)))) for issue in TALKS.issues)


def mind(*wishes, doubts=(), no_deal: float | None = 0.0, pairs=()) -> Mind:
    known = Wishes(TALKS)
    for n, wish in enumerate(wishes):
        known = known.told(wish, doubts[n] if n < len(doubts) else 0.0)
    return Mind(known, TALKS.joined(pairs), pairs, no_deal=no_deal)


def of(one: Mind, package: tuple[int, ...]) -> np.ndarray:
    ways = [
        next(k for k, way in enumerate(block.ways) if tuple(way) == tuple(package[n] for n in block.issues))
        for block in one.blocks
    ]
    return one.worth().of(np.array([ways]))[:, 0]


def test_orders_hold_in_every_model():
    one = mind(*RISING, IssueOrder((("the road",), ("first list",), ("days of quiet",))))
    worths = one.worth().blocks
    for own in worths:
        assert (np.diff(own, axis=1) >= -1e-12).all()
    spans = [np.ptp(own, axis=1) for own in worths]
    assert (spans[2] <= spans[1] + 1e-12).all()
    assert (spans[1] <= spans[0] + 1e-12).all()


def test_what_is_wished_for_alike_is_worth_the_same():
    one = mind(OptionOrder("first list", ((0,), (1, 2), (3,))), *RISING[::2])
    own = one.worth().blocks[1]
    assert np.allclose(own[:, 1], own[:, 2])


def test_the_worst_package_is_nothing_and_the_best_is_one_in_every_model():
    one = mind(*RISING[:2])
    rows = TALKS.rows()
    blocks = np.stack([rows[:, n] for n in range(3)], axis=1)
    every = one.worth().of(blocks)
    assert np.allclose(every.min(axis=1), 0)
    assert np.allclose(every.max(axis=1), 1)


def test_an_answer_is_believed_and_a_doubted_one_less():
    first, second = (3, 0, 0), (0, 3, 2)
    sure, doubted, before = (
        (of(m, first) > of(m, second)).mean()
        for m in (
            mind(*RISING, Compared(first, second, "first")),
            mind(*RISING, Compared(first, second, "first"), doubts=(0, 0, 0, 0.4)),
            mind(*RISING),
        )
    )
    assert sure > 0.8  # it was unlikely before, and a side slips now and then
    assert before < doubted < sure


def test_the_same_to_us_is_an_answer():
    first, second = (3, 0, 0), (0, 3, 0)
    told, before = (mind(*RISING, Compared(first, second, "same")), mind(*RISING))
    apart, was = (np.abs(of(m, first) - of(m, second)).mean() for m in (told, before))
    assert apart < 0.4 * was


def test_one_wrong_answer_among_many_is_not_believed():
    right = [Compared((3, 0, 0), (0, k, 1), "first") for k in range(3)]
    one = mind(*RISING, *right, Compared((3, 0, 0), (0, 0, 1), "second"))
    assert (of(one, (3, 0, 0)) > of(one, (0, 0, 1))).mean() > 0.8
    assert one.slips > mind(*RISING, *right).slips


def test_no_deal_is_learnt_from_what_is_accepted_and_rejected():
    low = mind(*RISING, AgainstNoDeal((1, 1, 1), "first"), no_deal=None).worth().no_deal.mean()
    high = mind(*RISING, AgainstNoDeal((2, 2, 1), "second"), no_deal=None).worth().no_deal.mean()
    unknown = mind(*RISING, no_deal=None).worth().no_deal.mean()
    assert low < unknown < high
    assert mind(*RISING).worth().no_deal.max() == 0.0


def test_a_pair_has_values_of_its_own():
    """Quiet without the road is worth nothing, and neither is the road without quiet: no values that add say so."""
    answers = [
        Compared((3, 0, 2), (3, 3, 0), "first"), Compared((0, 3, 2), (3, 0, 0), "first"), Compared((0, 3, 0), (0, 0, 2), "first"),
        Compared((0, 3, 0), (3, 0, 0), "first"),
    ]  # fmt: skip
    known = (RISING[1], *answers)
    added, paired = mind(*known), mind(*known, pairs=((0, 2),))
    fits = [np.mean([one.fulfils(form) for form in one.forms]) for one in (added, paired)]
    assert fits[1] >= fits[0] - 0.05
    assert len(paired.blocks) == 2


def test_a_mind_that_grew_by_answers_is_the_one_drawn_with_all_of_them():
    told = [Compared((3, 0, 0), (0, 3, 0), "first"), Compared((0, 3, 0), (0, 0, 2), "second")]
    grown = mind(*RISING)
    for n in range(len(told)):
        known = grown.wishes.told(told[n])
        assert grown.grows(known)
    whole = mind(*RISING, *told)
    for one, other in zip(grown.worth().blocks, whole.worth().blocks, strict=True):
        assert (one == other).all()
    assert not grown.grows(grown.wishes.without(0))


def test_the_models_are_as_sure_as_they_are_right():
    """Of comparisons whose answer the models expect with a chance, that part comes out so: over sides drawn by lot."""
    expected, came = [], []
    for chance in range(16):
        space, own = drawn(100 + chance, issues=4, options=4)
        side = Side(own[0])
        known = Wishes(space)
        for wish in side.orders(space):
            known = known.told(wish)
        dice = np.random.default_rng(chance)
        rows = np.stack([dice.integers(n, size=40) for n in space.sizes], axis=1)
        truth = worth(own[0], rows)
        for k in range(5):
            a, b = (tuple(int(n) for n in rows[j]) for j in (k, k + 5))
            if a != b:
                known = known.told(Compared(a, b, "first" if truth[k] > truth[k + 5] else "second"))
        worths = Mind(known, space.blocks, models=128).worth().of(rows)
        for j in range(10, 39):
            expected.append((worths[:, j] > worths[:, j + 1]).mean())
            came.append(truth[j] > truth[j + 1])
    chance_, came_ = np.array(expected), np.array(came)
    sure, right = np.maximum(chance_, 1 - chance_), (chance_ > 0.5) == came_
    for low, high in ((0.5, 0.75), (0.75, 1.01)):
        there = (sure >= low) & (sure < high)
        assert abs(sure[there].mean() - right[there].mean()) < 0.1, (low, sure[there].mean(), right[there].mean())


@pytest.mark.parametrize("size", [1, 2])
def test_an_issue_with_one_option_has_no_say(size: int):
    space = TALKS.__class__((TALKS.issues[0], TALKS.issues[2].__class__("fixed", tuple("ab"[:size]))))
    one = Mind(Wishes(space), space.blocks, models=32)
    assert np.isfinite(one.worth().blocks[1]).all()
    if size == 1:
        assert (one.worth().blocks[1] == 0).all()
    assert values(space, 1)
