"""Each leak that is planted in a copy of the product is found by the machine; and one that cannot be planted any more fails."""

from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.barrier import worlds
from tests.barrier.leaks import LEAKS, Leak, PlaceGone, Planting, plant
from tests.barrier.machine import Caught, counted, days
from tests.barrier.runs import SETTINGS

IN_EVERY_RUN = ("how many acts were done, by the number in his forms",)
SOURCE = worlds.HOUSE / "src"
DAYS, ACTS_OF_A_DAY = 4, 66
RUNS, ACTS = 8, 45


def found(one: Leak, folder: Path) -> None:
    """Plants a leak and runs the machine until it is found: first days like any, in which everything has its turn, then acts as
    they are drawn.

    Raises:
        Caught: it was.
    """
    plant(SOURCE, folder, one)
    with worlds.Worlds(folder) as both:
        for first in range(DAYS):
            days(counted(both, once=True), ACTS_OF_A_DAY, 5 * first)
        chosen = settings(
            SETTINGS, max_examples=RUNS, stateful_step_count=ACTS, derandomize=True, phases=[Phase.generate]
        )
        run_state_machine_as_test(counted(both, once=True), settings=chosen)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", IN_EVERY_RUN)
def test_a_planted_leak_is_found(name: str, tmp_path: Path):
    with pytest.raises(Caught):
        found(next(one for one in LEAKS if one.name == name), tmp_path)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("one", [one for one in LEAKS if one.name not in IN_EVERY_RUN], ids=lambda one: one.name)
def test_every_planted_leak_is_found(one: Leak, tmp_path: Path):
    with pytest.raises(Caught):
        found(one, tmp_path)


def test_there_are_leaks_of_many_kinds_and_each_can_still_be_planted(tmp_path: Path):
    assert len({one.name for one in LEAKS}) == len(LEAKS) >= 25
    for n, one in enumerate(LEAKS):
        plant(SOURCE, tmp_path / str(n), one)
        for planting in one.plantings:
            planted = tmp_path / str(n) / "wasata" / planting.file
            if planting.file.endswith(".py"):
                compile(planted.read_text("utf-8"), planting.file, "exec")


def test_a_leak_whose_place_is_gone_fails(tmp_path: Path):
    with pytest.raises(PlaceGone, match="no such words"):
        plant(SOURCE, tmp_path, Leak("no more", (Planting("values.py", "no such words", "x"),)))
    for other in (tmp_path / "wasata").rglob("values.py"):
        assert other.read_bytes() == (SOURCE / "wasata" / other.relative_to(tmp_path / "wasata")).read_bytes()
