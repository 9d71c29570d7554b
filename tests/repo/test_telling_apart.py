"""Who tells two heaps of times apart is neither flattered nor fooled: what is alike is not told, what differs is."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import telling_apart

area, quantiles, told_apart = telling_apart.area, telling_apart.quantiles, telling_apart.told_apart


def blocks(lot: random.Random, shift: float = 0.0) -> list[list[float]]:
    return [[lot.gauss(0.25 + shift, 0.01) for _ in range(20)] for _ in range(8)]


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch):
    monkeypatch.setattr(telling_apart, "DRAWS", 400)
    monkeypatch.setattr(telling_apart, "SHUFFLES", 400)


def test_the_area_counts_pairs_and_halves_equals():
    assert area([1, 2], [3, 4]) == 1
    assert area([3, 4], [1, 2]) == 0
    assert area([1, 2, 2], [2]) == pytest.approx((1 + 0.5 + 0.5) / 3)


def test_what_is_alike_is_not_told_apart():
    lot = random.Random(5)
    found = [told_apart(blocks(lot), blocks(lot)) for _ in range(4)]
    assert 0.4 < sum(t.one for t in found) / 4 < 0.6
    assert all(t.chance > 0.02 for t in found)
    assert 0.3 < sum(t.right for t in found) / 4 < 0.7


def test_a_shift_of_half_its_spread_is_hardly_told_by_one_and_surely_by_a_hundred():
    lot = random.Random(6)
    found = told_apart(blocks(lot), blocks(lot, 0.005))
    assert 0.55 < found.one < 0.75
    assert found.one_low < found.one < found.one_high
    assert found.right > 0.95
    assert found.many > 0.98


def test_heaps_that_differ_in_spread_alone_are_told_apart_as_well():
    lot = random.Random(7)
    wide = [[lot.gauss(0.25, 0.04) for _ in range(20)] for _ in range(8)]
    assert told_apart(blocks(lot), wide).right > 0.95


def test_quantiles_are_times_that_were_measured():
    assert quantiles([3, 1, 2], (0.0, 0.5, 0.99)) == [1, 2, 3]
