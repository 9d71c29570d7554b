"""The sample case: the Doha talks of October–December 2023, as they were publicly reported.

Danger: a newcomer who takes an example for a finding; an example that says what nobody published.
Duty: makes the case from the data in `wasata/sample/` by the same acts that take in a user's reports, and says for each
fact where it was published.
Shape: `make(home)` opens the case and takes the reports in, and goes on where it was broken off; `standing(home)` tells
cheaply how far it came; `facts()` is the table for the page of sources; `report_of(desk)` finds which report of the case
stands for which of the sample.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any, Literal, get_args

from wasata.desk.access import Desk
from wasata.desk.case import never_opened, open_case, write_note
from wasata.desk.notice import post_notice
from wasata.desk.press import PRESS, same_words
from wasata.desk.taking import NewReport, link_reports, take_in_reports
from wasata.desk.truce import begin_truce, end_truce, extend_truce, truce_of
from wasata.errors import LinkWrong, ReportBlank, TruceWrong
from wasata.listen.intake import Incoming, from_bytes
from wasata.record.home import Home
from wasata.values import Lang, OutletKind

READERS = (
    ("officer-1", "officer"),
    ("officer-2", "officer"),
    ("analyst", "analyst"),
    ("monitor", "truce_monitor"),
    ("auditor", "auditor"),
    ("delegate", "delegate"),
)
"""Who is admitted beside the lead: a reader of each role, and a second officer, so that a newcomer can see what each sees."""


OPENED, REPORTS, WHOLE = "sample-opened", "sample-reports", "sample-whole"
"""The ids of the first act of the sample, of the one that takes its reports in, and of its last. Each of its acts has an
id of its own, by which a sample that was broken off knows what of it stands."""


@dataclass(frozen=True, slots=True)
class SampleFact:
    """One fact of the sample: what was reported, for which day, where it was published, which reports state it.

    `sources` are the addresses where it was published. `reports` are the sample's own ids (`s-01`).
    """

    id: str
    day: date
    en: str
    ar: str
    sources: tuple[str, ...]
    reports: tuple[str, ...] = ()

    def words(self, lang: Lang) -> str:
        return self.ar if lang == "ar" else self.en


Standing = Literal["none", "empty", "begun", "whole"]


def standing(home: Home) -> Standing:
    """How far the sample case of a home came."""
    return standing_of(home, str(told_case()["case"]), OPENED, WHOLE)


def standing_of(home: Home, case: str, opened_by: str, whole_by: str) -> Standing:
    """How far a case came that is made by acts of known ids: not there, broken off before its first entry, or after, or whole.

    One of its name that was not begun by `opened_by` counts as whole: it is somebody's own, and is left as it is.
    """
    if case not in home.cases():
        return "none"
    if never_opened(home, case):
        return "empty"
    written = home.ledger(case, ("bureau",)).written
    return "begun" if written(opened_by, "lead") is not None and written(whole_by, "lead") is None else "whole"


def make(home: Home, *, now: Callable[[], datetime] | None = None) -> str:
    """Makes the sample case in a home, or what is missing of one that was broken off, and gives its name.

    What somebody did in it meanwhile stays: a step that he has taken already, or has made impossible, is left out.

    Raises:
        CaseExists: it stands there already, whole.
    """
    told = told_case()
    if standing(home) == "begun":
        desk = Desk.open(home, told["case"], "lead", now=now) if now else Desk.open(home, told["case"], "lead")
    else:
        desk = open_case(
            home, told["case"], names=told["names"], period=told["period"], lead="lead", parties=told["parties"],
            mediators=told["mediators"], words=told["words"], zone=told["zone"], sample=True, public_only=True, readers=READERS,
            act_id=OPENED, now=now,
        )  # fmt: skip
    _take_in(desk)
    for act, do in _steps(desk, report_of(desk)):
        if desk.done(act) is None:
            with suppress(LinkWrong, TruceWrong):
                do(act_id=act)
    return str(told["case"])


def _take_in(desk: Desk) -> None:
    """Takes in the reports that are not there yet. They know each other by their words, so none comes in twice."""
    there = report_of(desk)
    missing = [_new(r) for r in reports() if r.id not in there]
    act = None if desk.done(f"{REPORTS}.0") else REPORTS  # a newer program may have more of them
    for became in take_in_reports(desk, missing, act_id=act):
        if isinstance(became, ReportBlank):
            raise became  # the sample's own data is wrong: a test finds it before a person does


def _steps(desk: Desk, names: dict[str, str]) -> Iterator[tuple[str, Callable[..., object]]]:
    """What is told after the reports, step by step: the id of the act, and the act. `names`: what each of the sample's
    reports is called in the case."""
    told = told_case()
    for later in reports():
        if "earlier" in later.head:
            pair = names[later.id], names[later.head["earlier"]]
            yield f"sample-link-{later.id}", partial(link_reports, desk, *pair, later.head["relation"])
    yield from _truce_steps(desk, told["truce"], names)
    for n, notice in enumerate(told["notices"]):
        yield f"sample-notice-{n}", partial(post_notice, desk, ar=notice["ar"], en=notice["en"])
    for n, note in enumerate(told["notes"], 1):
        act = WHOLE if n == len(told["notes"]) else f"sample-note-{n}"
        yield act, partial(write_note, desk, note["en"], "en", also={"ar": note["ar"]}, about=note["about"])


def _new(incoming: Incoming) -> NewReport:
    kind: OutletKind = next((k for k in get_args(OutletKind) if k == incoming.outlet_kind), "unknown")
    return NewReport(
        text=incoming.text,
        lang=incoming.lang,
        title=incoming.title,
        outlet=incoming.outlet,
        outlet_kind=kind,
        published=incoming.published,
        published_at=datetime.fromisoformat(incoming.head["published_at"]),
        came_by="sample",
    )


def _truce_steps(
    desk: Desk, told: dict[str, Any], names: dict[str, str]
) -> Iterator[tuple[str, Callable[..., object]]]:
    """The hours of the truce, each as it was announced."""

    def at(step: dict[str, Any], key: str) -> datetime:
        return datetime.fromisoformat(step[key])

    def by(step: dict[str, Any]) -> dict[str, Any]:
        return {
            "said_by": step["said_by"],
            "report": names[step["report"]],
            "announced_at": at(step, "announced_at"),
        }

    begun, ended, begin = told["begun"], told["ended"], "sample-truce-begun"
    yield begin, partial(begin_truce, desk, at(begun, "start"), at(begun, "expiry"), **by(begun))
    for n, step in enumerate(told["extended"]):
        yield f"sample-truce-{n}", partial(extend_truce, desk, truce_of(begin), at(step, "expiry"), **by(step))
    yield "sample-truce-ended", partial(end_truce, desk, truce_of(begin), at(ended, "ended"), **by(ended))


# the data


def _data(name: str) -> bytes:
    return (files("wasata") / "sample" / name).read_bytes()


@cache
def told_case() -> dict[str, Any]:
    """The case as its data has it: names, parties, truce hours, notices, notes."""
    found: dict[str, Any] = json.loads(_data("case.json"))
    return found


@cache
def reports() -> tuple[Incoming, ...]:
    """The sample's reports, oldest first, taken in like a user's file."""
    return tuple(r for r in from_bytes(_data("reports.jsonl"), "reports.jsonl") if isinstance(r, Incoming))


@cache
def facts() -> tuple[SampleFact, ...]:
    """What the sample states, with the public source of each."""
    stated: dict[str, list[str]] = {}
    for report in reports():
        for fact in report.head["facts"]:
            stated.setdefault(fact, []).append(report.id)
    found: list[SampleFact] = []
    for line in _data("facts.tsv").decode("utf-8").splitlines()[1:]:
        ident, day, en, ar, sources = line.split("\t")
        told = tuple(sources.split(" | "))
        found.append(SampleFact(ident, date.fromisoformat(day), en, ar, told, tuple(stated.get(ident, ()))))
    return tuple(found)


def report_of(desk: Desk) -> dict[str, str]:
    """Which report of the case stands for which of the sample's ids, found by their words: of the same outlet, else the first
    that somebody took in with them."""
    found: dict[str, str] = {}
    with desk.hold():
        press = desk.fold(PRESS)
        for r in reports():
            same = same_words(r.text)
            name = press.known_as(same, r.outlet) or press.known_as(same, None)
            if name is not None:
                found[r.id] = name
    return found
