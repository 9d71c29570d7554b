"""What guards the barrier is changed in small ways, and some test must notice each change."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.mutation import scope
from tests.mutation.mutants import mutants
from tests.mutation.run import EQUIVALENTS, HOUSE, SOURCE, all_mutants, crossing, equivalents, guards, own


def told(*asked: str, folder: Path) -> dict[str, object]:
    """What a run in a process of its own found out."""
    answer = folder / "told.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation.run", "--told", str(answer), *asked],
        cwd=HOUSE,
        capture_output=True,
        text=True,
    )
    assert answer.exists(), done.stdout[-4000:] + done.stderr[-4000:]
    return json.loads(answer.read_text("utf-8"))


def whole(found: dict[str, object]) -> None:
    assert found["red"] == [], "tests that fail without any change"
    assert found["left"] == [], "changes that no test notices"
    assert found["not_equivalent"] == [], "listed as changing nothing, and a test notices it"


@pytest.mark.long
@pytest.mark.timeout(10_800)
def test_no_change_of_what_guards_the_barrier_goes_unnoticed(tmp_path: Path):
    found = told(folder=tmp_path)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    whole(found)
    assert int(str(found["killed"])) > 2_000


@pytest.mark.timeout(900)
def test_changes_of_the_seal_and_of_the_clearance_are_noticed(tmp_path: Path):
    found = told("--every", "6", "--own", "record/seal", "carry/relay", folder=tmp_path)
    whole(found)
    assert int(str(found["killed"])) > 15


def test_a_change_that_no_test_notices_is_found(tmp_path: Path):
    found = told("--own", "--but", "test_what_was_sealed_long_ago", "record/seal", folder=tmp_path)
    assert any("b'wasata.act.1'" in one for one in found["left"]), "its name in the seal is held by that test alone"


def test_whatever_is_listed_as_changing_nothing_still_stands_in_the_code():
    there = {one.name for module in guards() for one in all_mutants(module)}
    gone = [" · ".join(name) for name in equivalents() if name not in there]
    assert not gone, "strike them from the list"


def test_each_is_listed_once_with_a_reason():
    lines = [line.split("\t") for line in EQUIVALENTS.read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert len({tuple(line[:4]) for line in lines}) == len(lines)
    assert all(len(line) == 5 and len(line[4]) > 20 for line in lines)


@pytest.mark.parametrize("act", scope.CROSSING_ACTS)
def test_whoever_does_a_crossing_act_is_among_what_is_changed(act: str):
    doing = scope.doers(scope.of_desk(SOURCE))[act]
    assert doing, "no function of the desk does it"
    for module, unit in doing:
        assert module in guards()
        assert unit in crossing()[module]
        assert any(own(module)), "no tests bear its name"


def test_what_an_act_rests_on_is_changed_and_what_only_draws_a_page_is_not():
    of_delivery, units = crossing()["desk/delivery"], {unit for found in crossing().values() for unit in found}
    assert {"deliver", "still_writes", "_deliver", "still_cleared", "_stands", "due_letters"} <= of_delivery
    assert not {"letters", "_waiting", "Waiting"} & of_delivery
    assert {"agree", "answer", "repeats", "overheard_for_table", "require_draft_cleared", "line_view", "offer"} <= units
    assert not {"definitions", "calendar_file", "days", "relay_lines", "board"} & units


def test_an_act_under_a_name_given_before_is_found():
    text = """
def send(desk, lent):
    act, more = ("send_back_lent", 1) if lent else ("send_back_relay", 2)
    check(desk)
    desk.do(act, lambda: TABLE)

def check(desk):
    raise ValueError

def page(desk):
    return desk.may("send_back_lent"), check(desk)

def all_of_them(desk):
    if check(desk):
        send(desk, True)

TABLE = {}
"""
    modules = scope.read({"desk/x": text})
    assert scope.doers(modules)["send_back_lent"] == {("desk/x", "send")}
    assert scope.crossing(modules) == {("desk/x", unit) for unit in ("send", "check", "all_of_them", "TABLE")}


def test_a_function_is_changed_in_every_way_that_matters():
    text = "def guard(a, b):\n    if a < 3 and not b:\n        raise ValueError\n    return (a, 'x')\n"
    found = {(m.before, m.after) for m in mutants("m", text)}
    assert {
        ("if a < 3 and (not b)", "if True"),
        ("if a < 3 and (not b)", "if False"),
        ("a < 3 and (not b)", "without a < 3"),
        ("a < 3 and (not b)", "without not b"),
        ("a < 3", "a <= 3"),
        ("3 in a < 3", "4"),
        ("raise ValueError", "(dropped)"),
        ("return (a, 'x')", "return None"),
        ("a in (a, 'x')", "(dropped)"),
        ("'x' in (a, 'x')", "(dropped)"),
    } == found
