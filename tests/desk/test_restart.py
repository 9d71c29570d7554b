"""A restart shows what was shown before it: every page from a snapshot, from its rest, or folded from the first entry."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.desk.conftest import Clock, day, read

from wasata.desk import shelf
from wasata.desk.access import Desk, keep_snapshots, new_act_id
from wasata.desk.brief import brief
from wasata.desk.contradiction import contradictions, settle
from wasata.desk.figure import figure_page, figures
from wasata.desk.marking import correct_mark, strike_mark
from wasata.desk.press import PRESS
from wasata.desk.put_away import put_away
from wasata.desk.report import link_reports, press_list, report_page
from wasata.desk.thread import split_thread, thread_page, threads
from wasata.desk.timeline import timeline
from wasata.record import fold
from wasata.record.kinds.report import FigureMark

Put = Callable[..., str]

STORY = (
    "The two sides met in the old hall by the harbour and spoke for most of the night, those who were there say. {} Nobody "
    "would give his name, and the ministry gave no answer when it was asked; but three of those who came out of the room "
    "said that the order of the steps had been settled and that only the hour was left. Both sides are to meet again."
)
FREED = "In all 12 people were freed, says the agency."


def everything(desk: Desk) -> dict[str, Any]:
    """What the pages are drawn from, in full."""
    with desk.hold():
        press = desk.fold(PRESS)
        names = [f.id for f in press.reports]
        things = list(press.figures.things)
    told: dict[str, Any] = {
        "brief": brief(desk, "ar"), "brief at its hour": brief(desk, "en", by="published"), "figures": figures(desk, "en"),
        "press": press_list(desk, "ar"), "contradictions": contradictions(desk, "en", per_page=1000),
        "timeline": timeline(desk, "en"), "stories": threads(desk, "en"),
    }  # fmt: skip
    told |= {f"figure {t}": figure_page(desk, t, "en") for t in things}
    told |= {f"report {n}": report_page(desk, n, "en") for n in names}
    told |= {f"story {n}": thread_page(desk, n, "en") for n in names}
    return told


def restarted(desk: Desk, now: Clock) -> Desk:
    """The same reader at a desk of a process that has just begun: what is folded comes from the snapshots alone."""
    shelf._shelves.pop(desk.home, None)
    return Desk.open(desk.home, desk.case, desk.reader, now=now)


def first_days(desk: Desk, put: Put) -> None:
    for on, outlet in ((20, "Agency"), (21, "Paper C")):
        put(STORY.format(FREED), outlet=outlet, published=day(on), marks={"figures": [("12 people", 12, "released")]})
    put("This paper counts 14 people on the day.", outlet="Paper Z", published=day(21),
        marks={"figures": [("14 people", 14, "released")]})  # fmt: skip
    put("The deal is done.", outlet="Paper A", published=day(20),
        marks={"events": [("The deal is done.", "agreement", "happened")]})  # fmt: skip
    put("There is no deal.", outlet="Paper B", published=day(20),
        marks={"events": [("There is no deal.", "agreement", "denied")]})  # fmt: skip
    put("Some 30 people were held on 25 November.", outlet="Paper D", published=day(22),
        marks={"figures": [("30 people", 30, "held")], "dates": [("25 November", day(25), day(25))]})  # fmt: skip


def later_days(desk: Desk, put: Put) -> None:
    """What a rest must hold: new reports, and old ones that are another thing now."""
    again = STORY.format(FREED).replace("most of the night", "half of the night")
    put(again, outlet="Paper E", published=day(22), marks={"figures": [("12 people", 12, "released")]})
    correction = put("Correction: 31 people were held.", outlet="Paper D", published=day(23),
                     marks={"figures": [("31 people", 31, "held")]})  # fmt: skip
    link_reports(desk, correction, "r-0006", "correction")
    strike_mark(desk, "r-0003", "f1")
    text = "The deal is done."
    fact = read("r-0004", text, reader="2", events=[(text, "truce_start", "happened")])
    desk.ledger.append({"press": (desk.ledger.head("press").seq, [fact])}, author="lead", act=new_act_id())
    put("There is a deal after all.", outlet="Paper F", published=day(20),
        marks={"events": [("There is a deal after all.", "agreement", "happened")]})  # fmt: skip
    [found] = contradictions(desk, "en", kind="denied").lines
    settle(desk, found.key, "different_times", "One was before the other")
    split_thread(desk, "r-0002")
    held = FigureMark(span=(0, 14), value=Decimal(33), qualifier="exact", measure="held", rule="hand")
    correct_mark(desk, "r-0006", "f1", held)
    put_away(desk, "r-0005", "another case")


@pytest.mark.parametrize("rests", [0, 1 << 20])
def test_every_page_is_after_a_restart_what_it_was_and_what_folding_from_the_start_gives(
    lead: Desk, put: Put, now: Clock, monkeypatch: pytest.MonkeyPatch, rests: int
):
    monkeypatch.setattr(fold, "REST_AT_MOST", rests)
    first_days(lead, put)
    keep_snapshots(lead.home)
    assert everything(restarted(lead, now)) == everything(lead)
    later_days(lead, put)
    live = everything(lead)
    keep_snapshots(lead.home)
    folds = lead.home.path / "folds"
    assert any(f.name.endswith(".rest") for f in folds.iterdir()) == (rests == 0)
    kept = everything(restarted(lead, now))
    for file in folds.iterdir():
        file.unlink()
    anew = everything(restarted(lead, now))
    for page, told in anew.items():
        assert kept[page] == told, page
        assert live[page] == told, page


def test_a_reprint_is_no_news_after_a_restart_either(lead: Desk, put: Put, now: Clock):
    first_days(lead, put)
    keep_snapshots(lead.home)
    assert [c.kind for c in contradictions(restarted(lead, now), "en").lines] == ["denied"]


def test_what_clashes_is_found_anew_where_somebody_is_heard_otherwise(lead: Desk, put: Put, now: Clock):
    done, none = "The deal is done.", "There is no deal."
    for outlet in ("Paper A", "Paper B"):
        put(STORY.format(done), outlet=outlet, published=day(20), marks={"events": [(done, "agreement", "happened")]})
    put(none, outlet="Paper A", published=day(20), marks={"events": [(none, "agreement", "denied")]})
    assert contradictions(lead, "en").lines == (), "one paper, which takes back its own word"
    split_thread(lead, "r-0002")
    [found] = contradictions(lead, "en").lines
    assert [c.quote.origin.outlet for c in found.sides[0].claims] == ["Paper B"], "who is no reprint speaks for himself"
    assert everything(lead) == everything(restarted(lead, now))
    put_away(lead, "r-0003", "another case")
    assert contradictions(lead, "en").lines == ()
    assert everything(lead) == everything(restarted(lead, now))
