"""What B can obtain is a function of his logs, his own requests, the clock and what was released to him: in two worlds."""

import os
import random

import pytest
from tests.barrier import addresses, talks, terminal
from tests.barrier.cast import ELSEWHERE, KEPT, PASSWORD, B
from tests.barrier.runs import Told, in_workers, the_same
from tests.barrier.worlds import Worlds

TO_BE_OPENED = (
    "channel",
    "table",
    "calendar",
    "calendar_file",
    "record",
    "record_head",
    "door_piece",
    "door_map",
    "table_map",
    "api:door_map",
    "api:table_map",
    "api:calendar_file",
    "api:own_channel",
    "api:own_offers",
    "door_offer",
    *(f"api:door_{act}, done" for act in ("say", "open", "clear", "word")),
)
"""What must have given him a page or a file, or have been done by a program of his, or nothing was compared."""


def tried(run: Told, at_least: int) -> None:
    """Each act was really done, in both worlds; and B had pages to look at."""
    one, two = run.done
    for what in (*talks.CROSSING, *talks.OF_B):
        assert one[what] == two[what] >= at_least, f"{what}\n{run}"
    for what in ELSEWHERE:
        assert one[what] + two[what] >= at_least, f"{what}\n{run}"
        assert two[what], f"{what}\n{run}"
    assert {what: one[what] for what in ELSEWHERE} != {what: two[what] for what in ELSEWHERE}
    assert run.statuses[200] > 20 * run.looks, str(run)
    assert run.statuses[404] > 100 * run.looks, str(run)
    assert not run.statuses[500], str(run)
    assert run.kinds["B post to an act of the interface, answered with a page"] > run.looks, str(run)
    assert run.statuses[0] == run.looks, f"somebody was sent mail\n{run}"
    assert one["the same file, taken"], str(run)
    for name in TO_BE_OPENED:
        assert run.opened[name], f"{name}\n{run}"


@pytest.mark.timeout(1200)
def test_in_three_hundred_acts_b_obtains_the_same_whatever_happens_elsewhere():
    run = the_same(3, 100)
    assert run.acts >= 290
    tried(run, 1)


@pytest.mark.timeout(1200)
def test_it_is_so_too_where_persons_keep_the_talks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(KEPT, "1")
    run = the_same(1, 40)
    assert run.acts >= 36
    assert run.statuses[200] > 20 * run.looks, str(run)
    assert not run.statuses[500], str(run)
    for name in ("channel", "table", "door_piece", "api:own_channel", "person_key"):
        assert run.opened[name], f"{name}\n{run}"


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_in_ten_thousand_acts_b_obtains_the_same_whatever_happens_elsewhere(capsys):
    drawn = int(os.environ.get("WASATA_CHANCE") or random.SystemRandom().randrange(2**32))
    run = in_workers(48, 100, (drawn, drawn + 1), at_least=5_000)
    with capsys.disabled():
        print(f"\ndrawn by {drawn} (WASATA_CHANCE={drawn} draws it again)\n{run}")
    assert run.acts >= 10_000
    tried(run, 50)


@pytest.mark.timeout(600)
def test_every_command_in_his_name_ends_and_tells_the_same():
    """Also one that asks him for something at the terminal: it waits for nobody."""
    every = 2 * len(terminal.commands_of_b())
    with Worlds() as worlds:
        worlds.tell("begin")
        worlds.alike("sign_in", B, PASSWORD, as_who="B")
        for pick in range(every):
            worlds.alike("command", pick)
        one, two = worlds.tell("counts")
        worlds.tell("end")
    assert one == two
    assert sum(n for what, n in one.items() if what.startswith("at the terminal")) == every
    assert one["at the terminal, done"] > 5


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
