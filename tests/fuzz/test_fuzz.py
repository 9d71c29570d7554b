"""Whatever comes in from outside is read rightly or refused by the house; what once was neither is tried again for ever.

`python -m tests.fuzz.run --minutes 10` tries for longer, and keeps what it finds beside this file.
"""

import random
from pathlib import Path

import pytest
from tests.fuzz.changes import LONGEST, in_json, spoilt
from tests.fuzz.doors import DOORS
from tests.fuzz.law import Door, Wrong, changed, told
from tests.fuzz.run import FOUND, fault, kept, smaller, tried

from wasata.errors import ListenError
from wasata.listen import intake

LOT = 20_311
CHEAP, DEAR = 15, 1
"""Inputs drawn at each door in every run of the tests: enough to see that the doors stand; the long law tries a thousand."""


def _try(door: Door, inputs: int) -> None:
    lot, pool, known = random.Random(f"{LOT} {door.name}"), door.starts(), set()
    for _ in range(inputs):
        data = changed(door, lot.choice(pool), lot, pool)
        found, became = tried(door, data)
        assert not found, f"{door.name}: {found}\n{data[:400]!r}"
        if became not in known:
            known.add(became)
            pool.append(data)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", DOORS)
def test_whatever_comes_in_by_a_door_is_read_rightly_or_refused_by_the_house(name: str):
    door = DOORS[name]
    for data in door.starts():
        assert not fault(door, data), "what it begins with is sound"
    _try(door, DEAR if door.dear else CHEAP)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", DOORS)
def test_a_thousand_inputs_at_each_door(name: str):
    _try(DOORS[name], 60 if DOORS[name].dear else 1500)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("door", "path"), list(kept()), ids=lambda x: x.name if isinstance(x, Door | Path) else None)
def test_what_was_found_once_is_found_no_more(door: Door, path: Path):
    assert not fault(door, path.read_bytes())


@pytest.mark.parametrize("signs", ["![", "[a](", "](", "**a ", "a](b)", "***a", "- ", "# "])
def test_a_line_of_signs_that_open_and_never_close_is_gone_through_once(signs: str):
    """Found by a run: each sign looked through the rest of the line anew, for minutes."""
    told(DOORS["markdown"], (signs * (LONGEST // len(signs))).encode())


def test_each_find_lies_with_its_door_and_is_small():
    for path in FOUND.glob("*/*"):
        assert path.parent.name in DOORS
        assert path.stat().st_size < 100_000, "cut it smaller: it is read at every run"


def test_each_form_of_intake_has_its_door():
    assert intake._ENDINGS.keys() <= DOORS.keys()
    assert "telegram" in DOORS


# the machine itself


def _door(enter) -> Door:
    return Door("tried", lambda: [b'{"a":[1,2],"b":"words"}'], enter, in_json)


def test_a_door_that_breaks_is_told_by_its_fault_and_a_refusal_is_none():
    def breaks(data: bytes) -> str:
        if b"9" in data:
            raise KeyError("a")
        if b"8" in data:
            raise ListenError
        if b"7" in data:
            raise Wrong("read otherwise")
        return "read"

    door = _door(breaks)
    assert fault(door, b"99") == "KeyError in the door"
    assert fault(door, b"8") is None
    assert fault(door, b"7") == "Wrong in the door read otherwise"
    assert fault(door, b"") is None


def test_a_door_that_never_ends_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.fuzz.law.SECONDS", 0.05)

    def never(_data: bytes) -> str:
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue

    assert (fault(_door(never), b"x") or "").startswith("TooLong")


def test_a_find_is_cut_to_what_its_fault_needs():
    data = b"much before " + b"(" + b" between " * 40 + b")" + b" and after" * 30
    assert smaller(data, lambda less: b"(" in less and b")" in less) == b"()"


def test_the_same_lot_spoils_the_same_bytes_alike_and_another_otherwise():
    made = [[spoilt(b"some words of it", random.Random(n)) for n in (1, 2, 3)] for _ in (1, 2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 1
