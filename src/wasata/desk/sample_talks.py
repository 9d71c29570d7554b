"""The invented sample case: five weeks of talks between parties that do not exist, on lines that nobody holds.

Danger: an example of confidential work made of real people's words; an invented case taken for a real one.
Duty: makes the case from the data in `wasata/sample/marzana/` by the same acts that people do, each at its own hour before
today, so that boards, paces and pictures look as they would after five weeks.
Shape: `make(home)` opens the case and goes on where it was broken off; the steps stand one a line in `talks.jsonl`, each with
its day, its hour, who does it and what. `as` names what a step makes; `$name` is that name in a later one.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from wasata.desk.access import Desk
from wasata.desk.case import open_case, write_note
from wasata.desk.sample import Standing, standing_of
from wasata.desk.sample_steps import Done, Step, hour_of
from wasata.errors import WasataError
from wasata.record.home import Home

OPENED, WHOLE = "talks-opened", "talks-whole"
"""The ids of the first and the last act of the sample: by them one that was broken off is known."""


def _data(name: str) -> str:
    return (files("wasata") / "sample" / "marzana" / name).read_text("utf-8")


@cache
def told_case() -> dict[str, Any]:
    """The case as its data has it: names, parties, readers."""
    found: dict[str, Any] = json.loads(_data("case.json"))
    return found


def name() -> str:
    """The case's name in a home."""
    return str(told_case()["case"])


def standing(home: Home) -> Standing:
    """How far the case came in a home."""
    return standing_of(home, name(), OPENED, WHOLE)


@dataclass(slots=True)
class _Clock:
    """The hour of the step that is being done; what the record writes down as its own."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


DAYS = 36
"""How long before today the case was opened."""


def make(home: Home, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> str:
    """Makes the invented case, or what is missing of one that was broken off, and gives its name.

    What somebody did in it meanwhile stays: a step that he has made impossible is left out.

    Raises:
        CaseExists: it stands there already, whole.
    """
    begun = standing(home) == "begun"
    if begun:
        opened_at = home.ledger(name(), ("bureau",)).entry("bureau", 1).recorded_at
        today = opened_at + timedelta(days=DAYS)
    else:
        today = now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    clock = _Clock(today - timedelta(days=DAYS))
    house = home.by(clock)
    if not begun:
        _open(house, clock)
    desks = {
        reader: Desk.open(house, name(), reader, now=clock)
        for reader in ("lead", *(r for r, _ in told_case()["readers"]))
    }
    done = Done(desks, today, lambda: _data("roster.tsv"))
    for n, (at, step) in enumerate(_in_order(today)):
        clock.now = at
        with suppress(WasataError) if begun else nullcontext():
            done.do(step, f"talks-{n}")
    clock.now = today - timedelta(hours=1)
    last = told_case()["last_note"]
    write_note(desks["lead"], last["en"], "en", also={"ar": last["ar"]}, act_id=WHOLE)
    return name()


def _open(home: Home, clock: _Clock) -> None:
    told = told_case()
    open_case(
        home, name(), names=told["names"], period=told["period"], lead="lead", parties=told["parties"],
        mediators=told["mediators"], words=told["words"], zone=told["zone"], sample=True, invented=True,
        readers=told["readers"], act_id=OPENED, now=clock,
    )  # fmt: skip


def _in_order(today: datetime) -> list[tuple[datetime, Step]]:
    """All steps, the earliest first: those that stand one a line, the reports, and the many contacts told by their gaps."""
    steps = [(hour_of(step, today), step) for step in map(json.loads, _data("talks.jsonl").splitlines())]
    for line in map(json.loads, _data("reports.jsonl").splitlines()):
        step = {"by": "analyst", "do": "report", "at": "19:00", **line}
        steps.append((hour_of(step, today), step))
    for line, told in json.loads(_data("contacts.json")).items():
        steps += _contacts(line, told, today)
    return sorted(steps, key=lambda s: s[0])


def _contacts(line: str, told: dict[str, Any], today: datetime) -> Iterator[tuple[datetime, Step]]:
    at, end, n = today + timedelta(days=told["from"], hours=9), today + timedelta(days=told["to"], hours=20), 0
    slow = today + timedelta(days=told.get("slow_from", 0))
    dark = [today + timedelta(days=day) for day in told.get("dark", ())]
    while at < end:
        silent = n in told["silent"] or (dark and dark[0] <= at < dark[1])
        theirs = () if silent else tuple(told["theirs"])
        yield at, {
            "by": told["by"], "do": "contact", "line": line, "medium": "call", "way": "in" if n % 3 else "out",
            "answered": not silent, "minutes": None if silent else 6 + 7 * n % 31, "theirs": theirs,
        }  # fmt: skip
        gaps = told["slow_gaps"] if "slow_gaps" in told and at >= slow else told["gaps"]
        at, n = at + timedelta(hours=gaps[n % len(gaps)]), n + 1
