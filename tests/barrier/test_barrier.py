"""What B can obtain is a function of his logs, his own requests, the clock and what was released to him: in two worlds."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.barrier import addresses, talks
from tests.barrier.cast import ELSEWHERE
from tests.barrier.machine import Barrier, counted
from tests.barrier.worlds import Worlds

SETTINGS = settings(
    deadline=None, database=None, print_blob=False, report_multiple_bugs=False, suppress_health_check=list(HealthCheck)
)


def the_same(examples: int, steps: int, *, by_chance: bool) -> type[Barrier]:
    """Runs of acts until all are done; fails with what differed first, and the acts that lead there."""
    with Worlds() as worlds:
        run = counted(worlds)
        phases = [Phase.generate, Phase.shrink] if by_chance else [Phase.generate]
        chosen = settings(
            SETTINGS, max_examples=examples, stateful_step_count=steps, derandomize=not by_chance, phases=phases
        )
        run_state_machine_as_test(run, settings=chosen)
    return run


def told(run: type[Barrier]) -> str:
    """What was done, how often in each world; what B was answered."""
    one, two = run.done
    lines = [f"{run.acts} acts; all B can obtain compared {run.looks} times; answers by status {dict(run.statuses)}"]
    lines += [f"  {what}: {one[what]} and {two[what]}" for what in sorted({*one, *two})]
    return "\n".join(lines)


def tried(run: type[Barrier], at_least: int) -> None:
    """Each act was really done, in both worlds; and B had pages to look at."""
    one, two = run.done
    for what in (*talks.CROSSING, *talks.OF_B):
        assert one[what] == two[what] >= at_least, f"{what}\n{told(run)}"
    for what in ELSEWHERE:
        assert one[what] + two[what] >= at_least, f"{what}\n{told(run)}"
        assert two[what], f"{what}\n{told(run)}"
    assert Counter({what: one[what] for what in ELSEWHERE}) != Counter({what: two[what] for what in ELSEWHERE})
    assert run.statuses[200] > 20 * run.looks, told(run)
    assert run.statuses[404] > 100 * run.looks, told(run)


@pytest.mark.timeout(1200)
def test_in_three_hundred_acts_b_obtains_the_same_whatever_happens_elsewhere(capsys):
    run = the_same(3, 100, by_chance=False)
    assert run.acts >= 290
    tried(run, 1)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_in_ten_thousand_acts_b_obtains_the_same_whatever_happens_elsewhere(capsys):
    run = the_same(105, 100, by_chance=True)
    with capsys.disabled():
        print("\n" + told(run))
    assert run.acts >= 10_000
    tried(run, 50)


def test_all_that_happens_elsewhere_is_drawn():
    assert set(talks.ELSEWHERE) == set(ELSEWHERE)


def test_an_address_with_a_name_that_nobody_filled_fails():
    with pytest.raises(AssertionError, match="VALUES"):
        addresses.filled(addresses.Route("new", ("case", "never_heard_of"), in_language=True), {}, {}, 0, 2)


def test_every_address_of_the_room_is_asked_for():
    asked = {r.path for r in addresses.everything({}, {}, 0)}
    for route in addresses.routes():
        if route.name not in addresses.LAST:
            first = addresses.filled(route, {}, {}, 0, 1)[0]
            assert {addresses.address(route, first, lang) for lang in ("ar", "en")} & asked, route.name
