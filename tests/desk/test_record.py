"""The record's page says what was written, in which log, and what was checked; an export is itself recorded."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from tests.desk import on_table
from tests.desk.conftest import day

from wasata.desk import record
from wasata.desk.access import ACTS, Desk
from wasata.desk.archive import set_scope
from wasata.desk.ask import write
from wasata.desk.case import open_log, write_note
from wasata.desk.contradiction import contradictions, reopen, settle
from wasata.desk.feed import NewFeed, allow_outgoing, drop_feed, pause_feed, resume_feed, set_feed, stop_outgoing
from wasata.desk.key import make_key, note_use, revoke_key
from wasata.desk.marking import add_mark, confirm_mark, correct_mark, lift_hand, strike_mark
from wasata.desk.outgoing import fetch_page
from wasata.desk.put_away import call_back, put_away
from wasata.desk.record import export_log, log_name, record_page
from wasata.desk.report import link_reports
from wasata.desk.taking import set_roster
from wasata.desk.thread import join_thread, split_thread
from wasata.desk.truce import begin_truce, end_truce, extend_truce
from wasata.desk.voice import author_shown
from wasata.errors import DiskFull, LogNotYours, NotAllowed
from wasata.listen.fetching import Fetched
from wasata.listen.relevance import Scope
from wasata.listen.roster import default_roster
from wasata.record import bundle
from wasata.record.kinds import KINDS
from wasata.record.kinds.access import LogSetBack, RecordRestored
from wasata.record.kinds.feed import FeedAsked
from wasata.record.kinds.report import DateMark, FigureMark
from wasata.values import Lang
from wasata.words import has

Put = Callable[..., str]
OLD = Path(__file__).resolve().parents[1] / "old"


def fill(lead: Desk, put: Put) -> None:
    """One entry of each kind the house writes by now."""
    first = put("First.", title="A headline", marks={"dates": []})
    second = put("They freed 12 people.", marks={"figures": [("12 people", 12, "released")]}, published=day(3))
    link_reports(lead, second, first, "denial")
    confirm_mark(lead, second, "f1")
    correct_mark(
        lead,
        second,
        "f1",
        FigureMark(span=(11, 20), value=Decimal(13), qualifier="exact", measure="released", rule="hand"),
    )
    strike_mark(lead, second, "f1")
    lift_hand(lead, second, "f1")
    add_mark(lead, second, DateMark(span=(0, 4), rule="hand"))
    put_away(lead, first, "another matter")
    call_back(lead, first)
    join_thread(lead, second, first)
    split_thread(lead, second)
    for text, event, status in (
        ("The deal is done.", "agreement", "happened"),
        ("There is no deal.", "agreement", "denied"),
    ):
        put(text, marks={"events": [(text, event, status)]}, published=day(4), outlet=f"Paper {status}")
    [found] = contradictions(lead, "en").lines
    settle(lead, found.key, "different_things", "one is of the draft")
    reopen(lead, found.key)
    set_roster(lead, default_roster())
    write_note(lead, "A note.", "en")
    on_table.post_notice(lead, ar="إعلان", en="Notice")
    truce = begin_truce(lead, lead.now().replace(hour=7), lead.now().replace(hour=9), said_by="Qatar")
    extend_truce(lead, truce, lead.now().replace(hour=10), said_by="Qatar")
    end_truce(lead, truce, lead.now().replace(hour=11), said_by="Qatar")
    open_log(lead, "line/north")
    fill_intake(lead)
    set_scope(lead, Scope(words=("Wadi Salam",)))
    key = make_key(lead, "weekly table", ["press"], 30).key
    note_use(lead, key)
    revoke_key(lead, key)
    export_log(lead, "table")


def fill_intake(lead: Desk) -> None:
    feed = set_feed(lead, NewFeed("Agency A", "https://news.example/rss"))
    asked = FeedAsked(feed=feed, outcome="unchanged", first_at=lead.now(), last_at=lead.now(), next_at=lead.now())
    write(lead, asked)
    pause_feed(lead, feed)
    resume_feed(lead, feed)
    drop_feed(lead, feed)
    page = b"<html><body><article><p>Words of a page that was asked for.</p></article></body></html>"
    fetch_page(lead, "https://news.example/a", ask=lambda at, **_: Fetched(at, at, "text/html", page))
    stop_outgoing(lead)
    allow_outgoing(lead)


OF_TALKS = (
    "line.", "contact.", "channel.", "message.", "relay.", "shift.", "definition.", "position.", "assessment.", "table.",
    "redaction.", "package.", "draft.", "acceptance.",
)  # fmt: skip
"""Kinds that stand in logs a case opens when it needs them."""


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("kind", sorted({k for k, _ in KINDS if k.startswith(OF_TALKS)}))
def test_a_fact_of_the_talks_is_told_in_a_sentence_without_gaps(lead: Desk, kind: str, lang: Any):
    data = json.loads((OLD / f"{kind}.v1.json").read_bytes())
    told = record.summary(lead, kind, data, lang, ZoneInfo("UTC"))
    assert told
    assert not set("{}") & set(told)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_entry_has_one_sentence_in_the_language_of_the_page(lead: Desk, put: Put, lang: str):
    fill(lead, put)
    page = record_page(lead, lang, per_page=200)
    later = (*OF_TALKS, "closing.", "hold.", "reading.", "travel.", "precedent.", "audit.")
    assert {line.kind for line in page.lines} >= {k for k, _ in KINDS if not k.startswith(later)} - {
        "access.case_kept", "access.key_turned", "access.keys_handed", "access.log_revoked", "access.look_drawn",
        "access.part_written", "access.person_key_confirmed", "access.recovered", "access.record_restored", "case.heads_noted",
        "access.copy_handed", "access.export_ended", "access.copies_key_made", "access.copies_part_written",
        "access.sign_in_given", "access.sign_in_taken", "access.factor_lost", "access.factor_confirmed",
        "access.factor_stopped", "access.factor_fell",
    }  # fmt: skip
    assert all(line.summary and "{" not in line.summary for line in page.lines)
    order = [(x.recorded_at, x.log, x.seq) for x in page.lines]
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("kind", sorted({k for k, _ in KINDS}))
def test_every_kind_of_fact_has_its_sentence(kind: str):
    assert has(f"desk.fact.{kind}", "ar")
    assert has(f"desk.fact.{kind}", "en")


def test_pages_of_one_log_and_of_all_leave_nothing_out(lead: Desk, put: Put):
    fill(lead, put)
    written = lead.ledger.head("press").seq
    one = [record_page(lead, "en", log="press", page=n, per_page=3) for n in range(1, -(-written // 3) + 1)]
    assert [x.seq for page in one for x in page.lines] == list(range(written, 0, -1))
    whole = record_page(lead, "en", per_page=500)
    parts = [record_page(lead, "en", page=n, per_page=10) for n in range(1, whole.pages + 9)]
    seen = [(x.log, x.seq) for page in parts[: parts[0].pages] for x in page.lines]
    assert seen == [(x.log, x.seq) for x in whole.lines]


def test_nothing_is_called_whole_that_was_not_checked(lead: Desk, put: Put):
    fill(lead, put)
    assert {x.checked for x in record_page(lead, "en").logs} == {"unchecked"}
    assert record_page(lead, "en").verdict is None
    checked = record_page(lead, "en", check=True)
    assert {x.checked for x in checked.logs} == {"whole"}
    assert checked.verdict is not None
    assert "not compared with a head kept outside" in checked.verdict


def test_a_log_one_does_not_hold_is_told_like_one_that_is_not_there(at_desk: Callable[[str], Desk]):
    for log in ("bureau", "line/nowhere"):
        with pytest.raises(LogNotYours):
            record_page(at_desk("delegate"), "en", log=log)
    assert [x.log for x in record_page(at_desk("delegate"), "en").logs] == ["table"]


def test_an_export_is_recorded_and_verifies(lead: Desk, put: Put, tmp_path: Path):
    put("First.")
    head = lead.ledger.head("press")
    file = tmp_path / "press.wasata"
    file.write_bytes(export_log(lead, "press", recipient="The court", purpose="Audit"))
    verdict = bundle.verify(file, key=lead.home.public_key)
    assert verdict.good
    assert (verdict.length, verdict.head) == (head.seq, head.hash)
    told = [e.data for e in lead.ledger.entries("access") if e.kind == "access.record_exported"]
    assert [(t["log"], t["length"], t["recipient"], t["purpose"]) for t in told] == [("press", 2, "The court", "Audit")]


def test_the_same_export_sent_twice_is_recorded_once(lead: Desk, put: Put):
    put("First.")
    export_log(lead, "press", act_id="export-1")
    export_log(lead, "press", act_id="export-1")
    assert sum(e.kind == "access.record_exported" for e in lead.ledger.entries("access")) == 1


def test_only_those_who_may_take_a_log_out_do(at_desk: Callable[[str], Desk]):
    with pytest.raises(NotAllowed):
        export_log(at_desk("analyst"), "press")
    with pytest.raises(LogNotYours):
        export_log(at_desk("auditor"), "press")
    assert export_log(at_desk("auditor"), "table")


def exported(desk: Desk) -> list[tuple[str, int, str | None]]:
    told = [e.data for e in desk.ledger.entries("access") if e.kind == "access.record_exported"]
    return [(t["log"], t["length"], t["recipient"]) for t in told]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_log_that_somebody_can_hold_is_called_by_a_word(lang: Lang):
    logs = {
        log.format(line="hills", lines="hills", to="coast", relay="rl-1")
        for act in ACTS.values()
        for log in act.reads + act.writes
    }
    called = {log: log_name(log, lang) for log in logs}
    assert all(log.partition("/")[2] in name and name != log for log, name in called.items())
    assert len(set(called.values())) == len(called)


def test_no_entry_leaves_the_room_that_the_record_does_not_name(lead: Desk, put: Put):
    put("First.")
    once = export_log(lead, "press", recipient="a court", act_id="same")
    put("Second.")
    again = export_log(lead, "press", recipient="a court", act_id="same")
    assert again.count(b"\n") == once.count(b"\n"), "the same act gives what it gave first, and not what came since"
    assert exported(lead) == [("press", 2, "a court")]


def test_a_form_sent_again_with_other_words_is_an_export_of_its_own(
    lead: Desk, put: Put, at_desk: Callable[[str], Desk]
):
    put("First.")
    write_note(lead, "A note.", "en", act_id="same")
    export_log(lead, "press", recipient="a court", act_id="same")
    put("Second.")
    export_log(lead, "press", recipient="somebody else", act_id="same")
    export_log(lead, "table", recipient="a court", act_id="same")
    export_log(at_desk("auditor"), "table", recipient="a court", act_id="same")
    left = [("press", 2, "a court"), ("press", 4, "somebody else"), ("table", 1, "a court"), ("table", 1, "a court")]
    assert exported(lead) == left


def test_the_same_request_at_the_same_moment_leaves_up_to_what_is_recorded(
    lead: Desk, put: Put, monkeypatch: pytest.MonkeyPatch
):
    """The twin is quicker: it takes the log out and records it after this one looked where the log ends."""
    put("First.")
    twin, do, given = lead, Desk.do, []

    def overtaken(desk: Desk, act: str, *args: Any, **how: Any) -> Any:
        monkeypatch.setattr(Desk, "do", do)
        put("Second.")
        given.append(export_log(twin, "press", act_id="same"))
        return do(desk, act, *args, **how)

    monkeypatch.setattr(Desk, "do", overtaken)
    mine = export_log(lead, "press", act_id="same")
    assert exported(lead) == [("press", 4, None)]
    assert [x.count(b"\n") for x in (mine, *given)] == [6, 6], "opening, four entries, manifest"


def test_an_export_that_cannot_be_recorded_does_not_leave(lead: Desk, put: Put, monkeypatch: pytest.MonkeyPatch):
    put("First.")

    def fails(*_: Any, **__: Any) -> None:
        raise DiskFull(path="record")

    monkeypatch.setattr("wasata.record.ledger.Ledger.append", fails)
    taken: list[bytes] = []
    with pytest.raises(DiskFull):
        taken.append(export_log(lead, "press"))
    assert not taken


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("heads", ["kept", "lost"])
def test_a_restored_database_is_told_to_whoever_reads_access(lead: Desk, lang: Lang, heads: Literal["kept", "lost"]):
    shorter = LogSetBack(log="press", noted=9, noted_head="a", found=5, found_head="b")
    other = LogSetBack(log="table", noted=1, noted_head="a", found=2, found_head="b")
    unknown = LogSetBack(log="bureau", found=3, found_head="b")
    fact = RecordRestored(heads=heads, logs=(shorter, other) if heads == "kept" else (unknown,), by="keeper")
    lead.ledger.append({"access": (lead.ledger.head("access").seq, (fact,))}, author="keeper", act="back")
    line = record_page(lead, lang, log="access").lines[0]
    names = ("press", "table") if heads == "kept" else ("bureau",)
    assert all(log_name(log, lang) in line.summary for log in names)
    assert all(n in line.summary for n in (("9", "5", "1", "2") if heads == "kept" else ("3",)))
    assert author_shown(line.author, lang) != "keeper"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_hours_in_the_sentences_are_by_the_clock_of_the_case(lead: Desk, lang: str):
    begin_truce(lead, lead.now().replace(hour=5), lead.now().replace(hour=23), said_by="Qatar")
    line = record_page(lead, lang, log="ground").lines[0]
    assert "07:00" in line.summary, "Gaza is two hours ahead in November"
    assert "01:00" in line.summary
    assert "05:00" not in line.summary


@pytest.mark.parametrize(
    ("lang", "place", "who"), [("ar", "غزة والقدس", "أوتشا"), ("en", "Gaza and Jerusalem", "OCHA")]
)
def test_a_sentence_names_whose_clock_it_goes_by_and_who_announced_a_truce(
    lead: Desk, lang: Lang, place: str, who: str
):
    begin_truce(lead, lead.now().replace(hour=5), lead.now().replace(hour=23), said_by="ocha")
    summary = record_page(lead, lang, log="ground").lines[0].summary
    assert place in summary
    assert who in summary
