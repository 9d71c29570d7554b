"""The fold of the press: the same whichever way it is reached, and true of any hour in the past."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk.conftest import Clock, day, put_report, read

from wasata.desk.access import Desk, new_act_id
from wasata.desk.press import PRESS, Press, micros
from wasata.desk.report import link_reports, strike_mark
from wasata.errors import KindUnknown
from wasata.record.entry import Entry
from wasata.record.kinds.hand import HandFact
from wasata.record.kinds.report import ReportFact
from wasata.values import EVENT_KINDS, MEASURES, STATUSES

TEXT = "Qatar said 12 people were freed on Friday. A source said 15 trucks crossed. Talks go on, Egypt said."
SENTENCES = TEXT.split(". ")


def reading(n: int, kinds: tuple[int, int, int]) -> dict[str, Any]:
    """Marks over TEXT that differ with `n`."""
    measure, event, status = (c[k % len(c)] for c, k in zip((MEASURES, EVENT_KINDS, STATUSES), kinds, strict=True))
    return {
        "statements": [("15 trucks crossed", "A source", "A source said", {"source_kind": "anonymous"})],
        "figures": [
            ("12 people", 12 + n, measure, {"party": "israel" if n % 2 else None, "source": "Qatar"}),
            ("15 trucks", (10, 15 + n), "aid_trucks", {"qualifier": "range", "holder": "A source"}),
        ],
        "dates": [("Friday", day(24), day(24) + timedelta(days=n % 5))],
        "events": [("Talks go on, Egypt said.", event, status)],
    }


def entries_of(steps: list[tuple[str, int, tuple[int, int, int]]]) -> list[Entry]:
    """A history of the press: reports, readings, links, strikes, in any order that can happen."""
    import hashlib

    from wasata.record import canon
    from wasata.record.kinds.hand import MarkStruck
    from wasata.record.kinds.report import ReportCalledBack, ReportLinked, ReportPutAway, ReportReceived

    facts: list[Any] = []
    names: list[str] = []
    for what, n, kinds in steps:
        if what == "report" or not names:
            name = f"r-{len(names) + 1}"
            text = f"{TEXT} {len(names)}"
            names.append(name)
            facts.append(
                ReportReceived(
                    report=name, text=text, lang="en", outlet=f"Paper {n % 3}", published=date(2023, 11, 1 + n % 28),
                    came_by="command", digest=hashlib.sha256(text.encode()).hexdigest(),
                )
            )  # fmt: skip
        elif what == "read":
            facts.append(read(names[n % len(names)], TEXT, reader=str(n % 3), **reading(n, kinds)))
        elif what == "link" and len(names) > 1:
            facts.append(ReportLinked(report=names[-1], earlier=names[n % (len(names) - 1)], relation="correction"))
        elif what == "away":
            name = names[n % len(names)]
            facts.append(ReportPutAway(report=name, reason="another case") if n % 2 else ReportCalledBack(report=name))
        elif what == "strike":
            start = TEXT.index("12 people")
            facts.append(MarkStruck(report=names[n % len(names)], group="figures", span=(start, start + 9)))
    begun = Clock().at
    return [
        Entry("c", "press", n, begun + timedelta(minutes=n), "lead", f"a{n}", "0", f"{n}", f.kind, f.version, canon.fact_bytes(f))
        for n, f in enumerate(facts, 1)
    ]  # fmt: skip


steps = st.lists(
    st.tuples(
        st.sampled_from(["report", "read", "read", "link", "strike", "away"]), st.integers(0, 20),
        st.tuples(*[st.integers(0, 30)] * 3),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(0, 14), st.booleans())
def test_a_fold_goes_on_from_a_snapshot_as_if_it_had_never_stopped(
    history: list[tuple[str, int, tuple[int, int, int]]], cut: int, again: bool
):
    entries = entries_of(history)
    whole = Press()
    for e in entries:
        whole.step(e)
    part = Press()
    for e in entries[:cut]:
        part.step(e)
    part = Press.unpack(part.pack())
    for e in entries[cut:]:
        part.step(e)
    if again:
        part = Press.unpack(part.pack())
    assert part.pack() == whole.pack()
    assert part.known() == whole.known()
    assert [f.n for f in part.newest()] == [f.n for f in whole.newest()]
    for thing in whole.figures.things:
        assert part.figures.things[thing] == whole.figures.things[thing]
        assert part.authors_of(thing, part.known()) == whole.authors_of(thing, whole.known())


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(0, 15))
def test_what_stood_at_an_hour_is_what_the_fold_was_then(
    history: list[tuple[str, int, tuple[int, int, int]]], cut: int
):
    entries = entries_of(history)
    then, later = Press(), Press()
    for n, e in enumerate(entries):
        if n < cut:
            then.step(e)
        later.step(e)
    upto = (
        micros(entries[cut - 1].recorded_at) if 0 < cut <= len(entries) else micros(Clock().at) if cut == 0 else 1 << 60
    )
    was, seen = then.known(), later.known(upto)
    assert seen.readings == was.readings
    for thing, days in then.figures.things.items():
        for d, values in days.items():
            assert [tuple(v) for v in seen.figures(later.figures.things[thing][d])] == [
                tuple(v) for v in was.figures(values)
            ]


def test_a_later_reading_stands_and_the_earlier_stays_in_the_past(lead: Desk, put: Callable[..., str], now: Clock):
    text = "Israel said 12 people were freed."
    name = put(text, marks={"figures": [("12 people", 12, "released")]})
    before = now.at
    now.on(hours=1)
    head = lead.ledger.head("press").seq
    fact = read(name, text, reader="2", figures=[("12 people", 13, "released")])
    lead.ledger.append({"press": (head, (fact,))}, author="lead", act=new_act_id())
    press = lead.fold(PRESS)
    values = press.figures.things["released.any"]
    all_values = [v for vs in values.values() for v in vs]
    assert [v.low for v in press.known().figures(all_values)] == [13]
    assert [v.low for v in press.known(micros(before) + 1_000_000).figures(all_values)] == [12]


def test_a_struck_figure_is_left_out_from_then_on(lead: Desk, put: Callable[..., str], now: Clock):
    name = put("Israel said 12 people were freed.", marks={"figures": [("12 people", 12, "released")]})
    before = micros(now.at) + 1_000_000
    now.on(hours=1)
    strike_mark(lead, name, "f1", "counts the other side")
    press = lead.fold(PRESS)
    [values] = press.figures.things["released.any"].values()
    assert press.known().figures(values) == []
    assert len(press.known(before).figures(values)) == 1


def test_by_publication_a_report_is_known_when_it_was_out(lead: Desk, put: Callable[..., str], now: Clock):
    put("Old news.", published=day(1))
    put("Newer news.", published_at=now.at - timedelta(days=2))
    put("No day at all.")
    press = lead.fold(PRESS)
    noon = micros(now.at - timedelta(days=5))
    assert set(press.known(noon, "published").readings) == {0}
    assert set(press.known(micros(now.at - timedelta(days=1)), "published").readings) == {0, 1}
    assert set(press.known(noon, "recorded").readings) == set()
    assert [f.n for f in press.newest()] == [2, 1, 0]


def test_a_kind_that_does_not_belong_here_is_refused_and_not_skipped(lead: Desk):
    entry = next(lead.ledger.entries("table"))
    with pytest.raises(KindUnknown):
        Press().step(entry)


def test_links_are_known_from_the_hour_they_were_made(lead: Desk, put: Callable[..., str], now: Clock):
    first, second = put("First.", published=day(1)), put("Second.", published=day(2))
    made = now.on(hours=1)
    link_reports(lead, second, first, "correction")
    press = lead.fold(PRESS)
    assert press.linked(0, micros(made) - 1) == []
    assert [k.relation for k in press.linked(0, micros(now.on(hours=1)))] == ["correction"]
    assert [k.relation for k in press.linked(0, micros(made), "published")] == ["correction"]


def test_every_kind_of_the_log_is_folded(lead: Desk):
    from typing import get_args

    from wasata.desk.taking import set_roster
    from wasata.listen.roster import default_roster

    set_roster(lead, default_roster())
    press = lead.fold(PRESS)
    assert press.roster.entries.keys() == default_roster().entries.keys()
    assert {k.kind for k in get_args(ReportFact) + get_args(HandFact)} == {
        "report.received", "report.read", "report.linked", "report.put_away", "report.called_back", "report.roster_set",
        "report.mark_confirmed", "report.mark_corrected", "report.mark_added", "report.mark_struck", "report.hand_lifted",
    }  # fmt: skip


def test_names_of_a_set_roster_are_those_of_the_page(lead: Desk):
    from wasata.desk.taking import set_roster
    from wasata.listen.roster import Entry as Line
    from wasata.listen.roster import Roster

    set_roster(
        lead,
        Roster({"north": Line("north", "party", None, ("الشمال", "الطرف الشمالي"), ("The North", "Northern side"))}),
    )
    roster = lead.fold(PRESS).roster
    assert roster.entries["north"].ar == ("الشمال", "الطرف الشمالي")
    assert roster.entries["north"].en == ("The North", "Northern side")


def test_put_report_is_what_it_says(lead: Desk):
    assert put_report(lead, "One.") == "r-0001"
    assert put_report(lead, "Two.") == "r-0002"
