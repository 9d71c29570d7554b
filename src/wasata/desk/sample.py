"""The sample case: the Doha talks of October–December 2023, as they were publicly reported.

Danger: a newcomer who takes an example for a finding; an example that says what nobody published.
Duty: makes the case from the data in `wasata/sample/` by the same acts that take in a user's reports, and says for each
fact where it was published.
Shape: `make(home)` opens the case and takes the reports in; `facts()` is the table for the page of sources;
`report_of(desk)` finds which report of the case stands for which of the sample.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from wasata.desk.access import Desk
from wasata.desk.case import open_case, write_note
from wasata.desk.notice import post_notice
from wasata.desk.press import PRESS, same_words
from wasata.desk.taking import NewReport, Taken, link_reports, take_in_reports
from wasata.desk.truce import begin_truce, end_truce, extend_truce
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


def make(home: Home, *, now: Callable[[], datetime] | None = None) -> str:
    """Makes the sample case in a home, and gives its name.

    Raises:
        CaseExists: it stands there already.
    """
    told = told_case()
    desk = open_case(
        home, told["case"], names=told["names"], period=told["period"], lead="lead", parties=told["parties"],
        mediators=told["mediators"], zone=told["zone"], sample=True, public_only=True, readers=READERS, now=now,
    )  # fmt: skip
    names = _take_in(desk)
    _tell_truce(desk, told["truce"], names)
    for notice in told["notices"]:
        post_notice(desk, ar=notice["ar"], en=notice["en"])
    for note in told["notes"]:
        write_note(desk, note["en"], "en", also={"ar": note["ar"]}, about=note["about"])
    return str(told["case"])


def _take_in(desk: Desk) -> dict[str, str]:
    """Takes the reports in and links them; gives the name in the case of each of the sample's ids."""
    many = reports()
    names: dict[str, str] = {}
    for incoming, taken in zip(many, take_in_reports(desk, [_new(r) for r in many]), strict=True):
        if not isinstance(taken, Taken):
            raise taken  # the sample's own data is wrong: a test finds it before a person does
        names[incoming.id] = taken.report
    for incoming in many:
        if "earlier" in incoming.head:
            link_reports(desk, names[incoming.id], names[incoming.head["earlier"]], incoming.head["relation"])
    return names


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


def _tell_truce(desk: Desk, told: dict[str, Any], names: dict[str, str]) -> None:
    """The hours of the truce, each as it was announced."""

    def at(step: dict[str, Any], key: str) -> datetime:
        return datetime.fromisoformat(step[key])

    def by(step: dict[str, Any]) -> dict[str, Any]:
        return {
            "said_by": step["said_by"],
            "report": names[step["report"]],
            "announced_at": at(step, "announced_at"),
        }

    begun, ended = told["begun"], told["ended"]
    truce = begin_truce(desk, at(begun, "start"), at(begun, "expiry"), **by(begun))
    for step in told["extended"]:
        extend_truce(desk, truce, at(step, "expiry"), **by(step))
    end_truce(desk, truce, at(ended, "ended"), **by(ended))


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
    """Which report of the case stands for which of the sample's ids, found by their words."""
    with desk.hold():
        press = desk.fold(PRESS)
        return {
            r.id: press.reports[n].id for r in reports() if (n := press.by_words.get(same_words(r.text))) is not None
        }
