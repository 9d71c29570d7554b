"""`python -m tests.mutation.run [module …]`: the mutants of what guards the barrier, and which of them no test notices.

The modules, the tests they are shown to, and the list of those mutants that change nothing (`equivalents.tsv`).
"""

import argparse
import functools
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.mutation import scope
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.planting import Planter
from tests.mutation.running import Running, Told

HOUSE = Path(__file__).resolve().parent.parent.parent
SOURCE = HOUSE / "src" / "wasata"
EQUIVALENTS = Path(__file__).with_name("equivalents.tsv")

ROLES = ("lead", "officer", "analyst", "truce_monitor", "aid_monitor", "delegate", "auditor", "room")

WHOLE = (
    "record/seal",
    "record/ledger",
    "record/lines",
    "record/heads",
    "carry/relay",
    "desk/access",
    "desk/shelf",
    "desk/readers",
    "desk/holding",
)
"""Changed in every place. Of the desk's other modules only what a crossing act rests on is (`scope`)."""

MORE_TESTS: dict[str, tuple[str, ...]] = {
    "record/heads": ("tests/record/test_ledger_guards.py", "tests/record/test_home.py"),
    "record/lines": ("tests/record/test_ledger_guards.py",),
    "record/ledger": (
        "tests/contract/test_ledgers.py",
        "tests/record/test_home.py",
        "tests/record/test_kept_by_persons.py",
    ),
    "desk/access": (
        "tests/desk/test_person_key.py",
        "tests/desk/test_closing.py",
        "tests/desk/test_who_may.py",
        "tests/desk/test_shelf.py",
        "tests/desk/test_restart.py",
        "tests/desk/test_key.py",
        "tests/desk/test_travel.py",
    ),
    "desk/handout": ("tests/desk/test_redaction.py",),
    "desk/sign_in": ("tests/room/test_readers.py", "tests/room/test_invitation.py"),
    "desk/holding": ("tests/desk/test_person_key.py",),
    "desk/key_made": ("tests/desk/test_key.py", "tests/desk/test_key_guards.py", "tests/desk/test_person_key.py"),
    "desk/readers": (
        "tests/desk/test_access.py",
        "tests/desk/test_access_guards.py",
        "tests/desk/test_closing.py",
        "tests/desk/test_travel.py",
    ),
    "desk/travel_back": ("tests/desk/test_travel.py",),
    "desk/travel_pack": ("tests/desk/test_travel.py",),
    "desk/carried": ("tests/desk/test_travel.py",),
    "desk/assessment": ("tests/desk/test_confidence_guards.py",),
    "desk/cell": ("tests/desk/test_assessment.py", "tests/desk/test_case_guards.py"),
    "desk/confidence": ("tests/desk/test_own_words.py", "tests/desk/test_definition.py"),
    "desk/contact": ("tests/desk/test_confidence_guards.py",),
    "desk/defined": ("tests/desk/test_definition.py",),
    "desk/definition": ("tests/desk/test_defined_guards.py",),
    "desk/definition_delivery": ("tests/desk/test_defined_guards.py",),
    "desk/delivery": ("tests/desk/test_crossing_guards.py",),
    "desk/enclosure": ("tests/desk/test_handed_in.py", "tests/desk/test_relay_drafts.py"),
    "desk/handed_in": ("tests/desk/test_enclosure.py",),
    "desk/letter": ("tests/desk/test_message.py", "tests/desk/test_crossing_guards.py", "tests/desk/test_held_back.py"),
    "desk/message": ("tests/desk/test_handed_in.py", "tests/desk/test_crossing_guards.py"),
    "desk/notice": ("tests/desk/test_table_guards.py",),
    "desk/acceptance": ("tests/desk/test_offer.py", "tests/desk/test_offer_guards.py"),
    "desk/draft": ("tests/desk/test_offer.py", "tests/desk/test_offer_guards.py"),
    "desk/offer": ("tests/desk/test_offer_guards.py", "tests/desk/test_acceptance.py"),
    "desk/offer_stands": (
        "tests/desk/test_acceptance.py",
        "tests/desk/test_draft.py",
        "tests/desk/test_offer_guards.py",
    ),
    "desk/package_stands": ("tests/desk/test_offer.py",),
    "desk/relay": (
        "tests/desk/test_relay_drafts.py",
        "tests/desk/test_relay_lent.py",
        "tests/desk/test_crossing_guards.py",
        "tests/desk/test_held_back.py",
    ),
    "desk/relayed": ("tests/desk/test_relay.py", "tests/desk/test_relay_guards.py", "tests/desk/test_held_back.py"),
    "desk/shelf": ("tests/desk/test_access.py", "tests/desk/test_access_guards.py", "tests/desk/test_restart.py"),
    "desk/table": ("tests/desk/test_for_table.py",),
}
"""Tests of a module besides those that bear its name."""

NOT_YET: tuple[str, ...] = ()
"""Guards of which not every change is known to be noticed: a run tells what is left there, and does not fail for it. Whoever
closes the last gap of one strikes it here."""

BESIDE = (
    "tests/desk/test_case.py", "tests/desk/test_line.py", "tests/desk/test_line_holders.py",
    "tests/desk/test_calendar.py", "tests/desk/test_record.py", "tests/desk/test_crossing.py",
)  # fmt: skip
"""Other tests that walk through them."""

TOO_SLOW = (
    "postgres",
    "test_a_form_sent_many_times_at_once",
    "test_what_happens_in_other_logs_changes_no_letter",
    "test_one_room_at_a_time",
    "test_an_act_is_allowed_by_role_and_by_the_logs_it_needs",
)
"""Tests that need another process or a great many threads: a planted change does not reach the first, the second take seconds;
and six hundred on a table that one test looks at whole."""


def _say(told: str) -> None:
    """To the terminal itself: what is printed is kept by pytest until the end."""
    print(told, file=sys.__stderr__ if _SAID is None else _SAID, flush=True)


_SAID = os.fdopen(os.dup(2), "w", encoding="utf-8") if __name__ == "__main__" else None


@functools.cache
def crossing() -> dict[str, frozenset[str]]:
    """Of each module of the desk what a crossing act rests on."""
    every = scope.of_desk(SOURCE)
    found = scope.crossing(every)
    return {name: frozenset(unit for module, unit in found if module == name) for name in every}


def guards() -> tuple[str, ...]:
    """All modules that are changed, by their names."""
    return (*WHOLE, *(name for name, units in crossing().items() if units and name not in WHOLE))


def own(module: str) -> tuple[str, ...]:
    """The tests of a module: those a change of what is made at import is shown to."""
    floor, _, name = module.partition("/")
    nouns = dict.fromkeys((name, name.partition("_")[0]))
    named = (f"tests/{floor}/test_{noun}{more}.py" for noun in nouns for more in ("_guards", ""))
    return tuple(t for t in (*named, *MORE_TESTS.get(module, ())) if (HOUSE / t).exists())


def all_mutants(module: str, text: str | None = None) -> tuple[Mutant, ...]:
    """Every change of a module that stands in what is changed there."""
    text = (SOURCE / f"{module}.py").read_text("utf-8") if text is None else text
    found = mutants(module, text, ROLES if module == "desk/access" else ())
    if module in WHOLE:
        return found
    return tuple(m for m in found if scope.unit_of(scope.of_desk(SOURCE)[module], m.where) in crossing()[module])


def equivalents() -> dict[tuple[str, str, str, str], str]:
    """Mutants that change nothing anybody could notice: name and reason, written by hand."""
    told = {}
    for line in EQUIVALENTS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            module, where, before, after, reason = line.split("\t")
            told[module, where, before, after] = reason
    return told


def run(
    modules: Sequence[str], *, every: int = 1, within: str = "", own_only: bool = False, but: Sequence[str] = (),
    workers: int = 2,
) -> Told:  # fmt: skip
    """Plants each mutant of these modules (one in `every`; those `within` one function or name) and shows it to the tests: all of
    them, or with `own_only` those of these modules alone; without those whose names hold one of `but`."""

    def chosen(planter: Planter) -> list[Mutant]:
        found = [m for name in modules for m in all_mutants(name, planter.texts[name])]
        return [m for m in found if m.where.startswith(within)][every // 2 :: every]

    known = equivalents()
    running = Running(SOURCE, tuple(modules), chosen, own, lambda m: m.name in known, workers, _say)
    tests = dict.fromkeys(t for name in (modules if own_only else guards()) for t in own(name))
    files = [t for t in (*tests, *(() if own_only else BESIDE)) if (HOUSE / t).exists()]
    with tempfile.TemporaryDirectory(prefix="wmut-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        left_out = " and ".join(f"not {part}" for part in (*TOO_SLOW, *but))
        pytest.main(
            ["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/t", "-k", left_out, "--timeout", "0",
             "-o", "tmp_path_retention_policy=none", *files],
            plugins=[running],
        )  # fmt: skip
    return running.told


def told(found: Told) -> dict[str, object]:
    """What a run says to whoever started it."""
    known = equivalents()
    unnoticed = (*found.survived, *found.unwalked)
    counts: dict[str, dict[str, int]] = {}
    for what, ones in (
        ("killed", tuple(found.killed)),
        ("equivalent", [m for m in unnoticed if m.name in known]),
        ("left", [m for m in unnoticed if m.name not in known]),
    ):
        for one in ones:
            counts.setdefault(one.module, {"killed": 0, "equivalent": 0, "left": 0})[what] += 1
    return {
        "counts": counts,
        "killed": len(found.killed),
        "left": [str(m) for m in unnoticed if m.name not in known and m.module not in NOT_YET],
        "not_yet": [str(m) for m in unnoticed if m.name not in known and m.module in NOT_YET],
        "not_equivalent": [f"{m}: {killer}" for m, killer in found.killed.items() if m.name in known],
        "red": found.red,
        "seconds": round(found.seconds),
        "seconds_of_processors": round(found.worked),
    }


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("modules", nargs="*", help="such as record/seal; all of them if none is named")
    asked.add_argument("--every", type=int, default=1, help="one mutant in so many")
    asked.add_argument("--within", default="", help="only in the function, class or name that begins so")
    asked.add_argument("--own", action="store_true", help="only the tests of these modules")
    asked.add_argument("--but", action="append", default=[], help="without the tests of this name")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--told", type=Path, help="where to write what was found out, as JSON")
    chosen = asked.parse_args()
    how = {"every": chosen.every, "within": chosen.within, "own_only": chosen.own, "workers": chosen.workers}
    result = told(run(chosen.modules or guards(), but=chosen.but, **how))
    written = json.dumps(result, ensure_ascii=False, indent=1)
    if chosen.told:
        chosen.told.write_text(written, "utf-8")
    _say(written)
