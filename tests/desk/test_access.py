"""Who sees what, who may do what, and what happens when two act at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk import on_table
from tests.desk.conftest import CASE, Clock, day, put_report

from wasata.desk import access, case, figure, for_table, marking, notice, record, report, rereading, taking, truce
from wasata.desk.access import ACTS, ROLE_LOGS, ROLES, Desk, admit_reader, grant_log, readers, readers_of, revoke_log
from wasata.desk.brief import brief
from wasata.desk.case import BUREAU, TABLE, open_log, write_note
from wasata.desk.for_table import Wish
from wasata.desk.press import PRESS
from wasata.desk.roster import put_entry
from wasata.desk.taking import NewReport
from wasata.errors import (
    AccessWrong,
    ActReused,
    DiskFull,
    HeadMoved,
    KindUnknown,
    LogNotYours,
    NameRefused,
    NoSuchAct,
    NotAdmitted,
    NotAllowed,
    NotHeld,
    PublicOnly,
    ReportKnown,
    RosterWrong,
    TooBusy,
    TruceWrong,
    WasataError,
)  # fmt: skip
from wasata.listen.roster import Entry, Roster
from wasata.record import kinds
from wasata.record.home import Home
from wasata.record.kinds.base import Fact
from wasata.record.kinds.case import NoteWritten
from wasata.record.ledger import Ledger
from wasata.words import tell

AtDesk = Callable[[str], Desk]


def note(n: int = 0) -> NoteWritten:
    return NoteWritten(note=f"n-{n}", text="A note", lang="en")


@pytest.mark.parametrize("role", ROLES)
def test_a_reader_sees_the_logs_of_his_role_and_no_other(at_desk: AtDesk, role: str):
    desk = at_desk(role)
    assert set(desk.sight) == set(ROLE_LOGS[role])
    assert set(desk.ledger.logs) == set(ROLE_LOGS[role])
    for log in {"press", "bureau", "access", "ground", "table"} - set(ROLE_LOGS[role]):
        with pytest.raises(NotHeld):
            desk.ledger.head(log)


def test_who_was_never_admitted_has_no_desk(home: Home, lead: Desk):
    with pytest.raises(NotAdmitted):
        Desk.open(home, CASE, "stranger")


def test_a_view_of_a_log_not_held_is_refused_even_after_another_reader_folded_it(at_desk: AtDesk):
    at_desk("lead").fold(PRESS)
    with pytest.raises(LogNotYours):
        at_desk("delegate").fold(PRESS)


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("role", ROLES)
def test_an_act_is_allowed_by_role_and_by_the_logs_it_needs(at_desk: AtDesk, act: str, role: str):
    open_named = any("{" in log for log in (*ACTS[act].reads, *ACTS[act].writes))
    named = dict.fromkeys(("line", "to", "relay"), "nowhere") if open_named else {}
    rule, held = ACTS[act].on(named), ROLE_LOGS[role]
    writes = rule.by_room or all(held.get(w) for w in rule.writes)
    allowed = role in rule.roles and all(r in held for r in rule.reads) and writes
    assert at_desk(role).may(act, **named) is allowed


def test_an_act_nobody_named_is_allowed_to_nobody(lead: Desk):
    assert not lead.may("launch")
    with pytest.raises(NotAllowed):
        lead.do("launch", dict)


def test_a_refusal_says_in_both_languages_which_act_and_which_role(at_desk: AtDesk):
    with pytest.raises(NotAllowed) as refused:
        at_desk("auditor").require("take_in_report")
    assert "take in a report" in tell(refused.value, "en")[0]
    assert "مدقق" in tell(refused.value, "ar")[0]


def test_a_delegate_hears_of_no_act_that_is_not_his(lead: Desk, at_desk: AtDesk):
    """Neither of one of the team, with or without a log of theirs, nor of his own in a channel that is not his."""
    open_log(lead, "channel/north")
    desk = at_desk("delegate")
    for act in ("post_notice", "make_key", "read_archive", "read_intake", "say_in_channel", "launch"):
        with pytest.raises(NoSuchAct) as refused:
            desk.require(act, line="north")
        assert (refused.value.values, "table" in tell(refused.value, "en")[1]) == ({}, True)
    for act, error in (("post_notice", NotAllowed), ("launch", NotAllowed), ("read_archive", LogNotYours)):
        with pytest.raises(error) as told:
            at_desk("auditor").require(act)
        assert type(told.value) is error
    grant_log(lead, "delegate", "channel/north")
    with pytest.raises(NotAllowed) as reads:
        desk.require("say_in_channel", line="north")
    assert type(reads.value) is NotAllowed, "of his own channel he is told why"
    grant_log(lead, "delegate", "channel/north", may_write=True)
    desk.require("say_in_channel", line="north")


def test_a_desk_kept_open_sees_no_more_once_a_log_is_taken_back(lead: Desk, at_desk: AtDesk):
    desk = at_desk("analyst")
    desk.fold(PRESS)
    revoke_log(lead, "analyst", "press")
    with pytest.raises(LogNotYours):
        desk.fold(PRESS)
    with pytest.raises(NotHeld):
        desk.ledger.head("press")


def test_a_grant_ends_at_its_hour(lead: Desk, at_desk: AtDesk, now: Clock):
    grant_log(lead, "aid_monitor", "bureau", until=now.at + timedelta(hours=2))
    desk = at_desk("aid_monitor")
    assert desk.holds("bureau")
    now.on(hours=3)
    assert not desk.holds("bureau")
    with pytest.raises(LogNotYours):
        desk.fold(BUREAU)


def test_a_log_given_to_read_is_not_given_to_write(lead: Desk, at_desk: AtDesk):
    grant_log(lead, "officer", "access")
    assert at_desk("officer").holds("access")
    assert not at_desk("officer").may_write("access")


def test_the_last_lead_keeps_his_hand_on_access(lead: Desk):
    with pytest.raises(AccessWrong):
        revoke_log(lead, "lead", "access")
    admit_reader(lead, "second", "lead")
    revoke_log(lead, "lead", "access")


@pytest.mark.parametrize(("reader", "log"), [("stranger", "press"), ("analyst", "diary")])
def test_a_grant_to_nobody_or_of_nothing_is_refused(lead: Desk, reader: str, log: str):
    with pytest.raises(AccessWrong):
        grant_log(lead, reader, log)


def test_only_the_lead_admits(at_desk: AtDesk):
    for role in ROLES[1:]:
        with pytest.raises((NotAllowed, LogNotYours)):
            admit_reader(at_desk(role), "friend", "analyst")


def test_who_reads_the_case_is_told_to_those_who_hold_access(lead: Desk, at_desk: AtDesk):
    told = {line.reader: line for line in readers(lead)}
    assert told["delegate"].logs == (("table", False, None),)
    with pytest.raises(LogNotYours):
        readers(at_desk("analyst"))


@pytest.mark.parametrize("log", ["line/north", "channel/north", "hands/red", "cell", "people"])
def test_a_public_case_never_holds_what_is_confidential(home: Home, log: str):
    desk = case.open_case(
        home, "public", names={"ar": "علني", "en": "Public"}, period={"ar": "", "en": ""}, lead="lead", public_only=True
    )
    with pytest.raises(PublicOnly):
        open_log(desk, log)
    with pytest.raises(PublicOnly):
        grant_log(desk, "lead", log)
    assert log not in home.logs("public")


def test_another_case_may_open_a_line_and_give_it_by_name(lead: Desk, at_desk: AtDesk):
    open_log(lead, "line/north")
    grant_log(lead, "officer", "line/north", may_write=True)
    assert "line/north" in at_desk("officer").sight
    assert "line/north" not in at_desk("analyst").sight


@pytest.mark.parametrize(
    "log", ["line/north", "relay/rl-1", "cell", "people", "hands/red", "bureau", "access", "intake"]
)
def test_no_hand_gives_a_delegate_what_is_ours(lead: Desk, at_desk: AtDesk, log: str):
    if log not in lead.home.logs(lead.case):
        open_log(lead, log)
    with pytest.raises(AccessWrong) as raised:
        grant_log(lead, "delegate", log)
    assert str(raised.value.values["why"]) == "access.why.never"
    assert at_desk("delegate").sight == ("table",)


@pytest.mark.parametrize("reader", ["analyst", "truce_monitor", "auditor"])
def test_a_line_and_its_channel_are_held_by_officers_alone(lead: Desk, at_desk: AtDesk, reader: str):
    for log in ("line/north", "channel/north", "relay/rl-1", "cell"):
        open_log(lead, log)
        with pytest.raises(AccessWrong):
            grant_log(lead, reader, log, may_write=True)
        grant_log(lead, "officer", log)
        assert not at_desk(reader).holds(log)


def test_a_delegate_holds_one_channel_and_never_comes_to_another_when_that_has_ended(
    lead: Desk, at_desk: AtDesk, now: Clock
):
    for line in ("north", "south"):
        open_log(lead, f"channel/{line}")
    grant_log(lead, "delegate", "channel/north", until=now.at + timedelta(hours=1))
    with pytest.raises(AccessWrong) as raised:
        grant_log(lead, "delegate", "channel/south")
    assert str(raised.value.values["why"]) == "access.why.channel"
    grant_log(lead, "delegate", "channel/north", may_write=True, until=now.at + timedelta(hours=2))
    now.on(hours=3)
    with pytest.raises(AccessWrong) as raised:
        grant_log(lead, "delegate", "channel/south")
    assert str(raised.value.values["why"]) == "access.why.channel"
    assert at_desk("delegate").sight == ("table",)


def test_who_becomes_a_delegate_leaves_behind_what_no_delegate_holds(lead: Desk, at_desk: AtDesk):
    for log in ("line/north", "channel/north", "cell"):
        open_log(lead, log)
        grant_log(lead, "officer", log, may_write=True)
    for _ in range(2):
        admit_reader(lead, "officer", "delegate", act_id="same")
    assert at_desk("officer").sight == ("table",), "nothing else exists for him"
    grant_log(lead, "officer", "channel/north")
    admit_reader(lead, "officer", "delegate")
    assert at_desk("officer").holds("channel/north"), "who is admitted again as what he is keeps his channel"


def test_an_officer_who_becomes_an_analyst_leaves_his_lines_behind(lead: Desk, at_desk: AtDesk):
    for log in ("line/north", "channel/north", "cell"):
        open_log(lead, log)
        grant_log(lead, "officer", log, may_write=True)
    admit_reader(lead, "officer", "analyst")
    assert not {"line/north", "channel/north", "cell"} & set(at_desk("officer").sight)


def test_who_is_a_delegate_no_more_leaves_his_channel_behind(lead: Desk, at_desk: AtDesk):
    open_log(lead, "channel/north")
    for role in ("officer", "analyst"):
        admit_reader(lead, "delegate", "delegate")
        grant_log(lead, "delegate", "channel/north", may_write=True)
        admit_reader(lead, "delegate", role)
        assert not at_desk("delegate").holds("channel/north")


def test_who_is_lead_or_auditor_no_more_leaves_what_tells_who_holds_what(lead: Desk, at_desk: AtDesk):
    with pytest.raises(AccessWrong) as raised:
        admit_reader(lead, "lead", "officer")
    assert str(raised.value.values["why"]) == "access.why.last_lead"
    admit_reader(lead, "officer", "lead")
    for reader, role in (("auditor", "officer"), ("lead", "analyst")):
        assert at_desk(reader).holds("access")
        admit_reader(at_desk("officer"), reader, role)
        assert not at_desk(reader).holds("access")
    assert at_desk("officer").may("admit_reader")


def opened(desk: Desk) -> list[tuple[str, str, str]]:
    told = [e for e in desk.ledger.entries("access") if e.kind == "access.log_opened"]
    return [(e.author, e.data["log"], e.data["by"]) for e in told]


def test_who_opened_which_log_stands_in_access_once(lead: Desk):
    open_log(lead, "line/north")
    open_log(lead, "line/north")
    open_log(lead, "cell")
    open_log(lead, "press")
    assert opened(lead) == [("lead", "line/north", "lead"), ("lead", "cell", "lead")]


def test_no_log_stands_that_nobody_was_seen_to_open(lead: Desk, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object, **__: object) -> None:
        raise DiskFull(path="keys")

    with monkeypatch.context() as broken:
        broken.setattr(Home, "open_log", full)
        with pytest.raises(DiskFull):
            open_log(lead, "line/north")
    assert "line/north" not in lead.home.logs(CASE)
    open_log(lead, "line/north")
    assert "line/north" in lead.home.logs(CASE)
    assert len(opened(lead)) == 1
    with monkeypatch.context() as broken:
        broken.setattr(Ledger, "append", full)
        with pytest.raises(DiskFull):
            open_log(lead, "line/south")
    assert "line/south" not in lead.home.logs(CASE)


@pytest.mark.parametrize("log", ["diary", "line/", "line/North", "line/../x"])
def test_a_log_the_house_does_not_have_is_not_recorded_as_opened(lead: Desk, log: str):
    with pytest.raises(NameRefused):
        open_log(lead, log)
    assert not opened(lead)


def test_only_the_lead_opens_a_log(lead: Desk, at_desk: AtDesk):
    for role in ROLES[1:]:
        with pytest.raises((NotAllowed, LogNotYours)):
            open_log(at_desk(role), "line/north")
    assert not opened(lead)


def test_a_kind_of_a_newer_program_is_named_with_what_to_do_in_both_languages(
    lead: Desk, monkeypatch: pytest.MonkeyPatch
):
    class LogLent(Fact, kind="access.log_lent", version=7):
        log: str

    with monkeypatch.context() as newer:
        newer.setitem(kinds.KINDS, ("access.log_lent", 7), LogLent)
        lead.ledger.append(
            {"access": (lead.ledger.head("access").seq, (LogLent(log="press"),))}, author="lead", act="lent"
        )
    with pytest.raises(KindUnknown) as refused:
        readers(lead)
    for lang, then in (("en", "Install the newer program"), ("ar", "ثبّت الإصدار الأحدث من البرنامج")):
        told = tell(refused.value, lang)
        assert "access.log_lent" in told[0]
        assert "7" in told[0]
        assert then in told[1]


# acting at once


def test_an_act_is_decided_again_when_the_log_has_grown(lead: Desk, at_desk: AtDesk):
    seen: list[int] = []

    def decide() -> Mapping[str, Sequence[Fact]]:
        seen.append(len(lead.fold(BUREAU).notes))
        if len(seen) == 1:
            write_note(at_desk("officer"), "Mine came first", "en")
        return {"bureau": (note(),)}

    lead.do("write_note", decide)
    assert seen == [0, 1]
    assert [n.text for n in lead.fold(BUREAU).notes] == ["Mine came first", "A note"]


def test_after_five_tries_it_is_given_up_and_nothing_is_written(lead: Desk, monkeypatch: pytest.MonkeyPatch):
    tries = 0

    def decide() -> Mapping[str, Sequence[Fact]]:
        nonlocal tries
        tries += 1
        return {"bureau": (note(),)}

    def overtaken(*_: object, **__: object) -> None:
        raise HeadMoved(log="bureau", expected=1, found=2)

    monkeypatch.setattr(Ledger, "append", overtaken)
    with pytest.raises(TooBusy):
        lead.do("write_note", decide)
    assert tries == access.TRIES
    assert lead.fold(BUREAU).notes == []


def test_the_same_act_sent_twice_is_done_once(lead: Desk):
    first = lead.do("write_note", lambda: {"bureau": (note(1),)}, act_id="once")
    again = lead.do("write_note", lambda: {"bureau": (note(1),)}, act_id="once")
    assert again.again
    assert again.heads == first.heads
    assert len(lead.fold(BUREAU).notes) == 1


def names_with(name: str) -> Callable[[Roster], Roster]:
    return lambda stands: put_entry(stands, Entry("relief-fund", "body", "qatar", (), (name,)), was=None)


HOUR = datetime(2023, 11, 24, 5, 0, tzinfo=UTC)
SENT: dict[str, tuple[Callable[[Desk, str], object], Callable[[Desk, str], object]]] = {
    "note": (
        lambda d, act: write_note(d, "One.", "en", also={"ar": "واحد."}, act_id=act),
        lambda d, act: write_note(d, "Two.", "en", also={"ar": "واحد."}, act_id=act),
    ),
    "notice": (
        lambda d, act: for_table.ask(d, Wish("notice", {"ar": "إعلان", "en": "Notice"}), act_id=act),
        lambda d, act: for_table.ask(d, Wish("notice", {"ar": "إعلان", "en": "Another"}), act_id=act),
    ),
    "truce": (
        lambda d, act: truce.begin_truce(d, HOUR, HOUR + timedelta(days=1), said_by="Qatar", act_id=act),
        lambda d, act: truce.begin_truce(d, HOUR, HOUR + timedelta(days=2), said_by="Qatar", act_id=act),
    ),
    "end of a truce": (
        lambda d, act: truce.end_truce(d, truce.truce_of("begun"), HOUR + timedelta(days=1), said_by="Qatar", act_id=act),
        lambda d, act: truce.end_truce(d, truce.truce_of("begun"), HOUR + timedelta(days=2), said_by="Qatar", act_id=act),
    ),
    "roster": (
        lambda d, act: taking.change_roster(d, names_with("the Relief Fund"), act_id=act),
        lambda d, act: taking.change_roster(d, names_with("the Other Fund"), act_id=act),
    ),
    "link": (
        lambda d, act: taking.link_reports(d, "r-0002", "r-0001", "rewrite", act_id=act),
        lambda d, act: taking.link_reports(d, "r-0002", "r-0001", "denial", act_id=act),
    ),
    "strike": (
        lambda d, act: marking.strike_mark(d, "r-0001", "f1", "wrong", act_id=act),
        lambda d, act: marking.strike_mark(d, "r-0001", "d1", "wrong", act_id=act),
    ),
    "reading": (
        lambda d, act: rereading.read_again(d, "r-0001", act_id=act),
        lambda d, act: rereading.read_again(d, "r-0002", act_id=act),
    ),
    "report": (
        lambda d, act: taking.take_in_report(d, NewReport("Talks go on.", title="Talks"), act_id=act),
        lambda d, act: taking.take_in_report(d, NewReport("Talks go on.", title="The talks"), act_id=act),
    ),
    "reports": (
        lambda d, act: list(taking.take_in_reports(d, [NewReport("Talks go on."), NewReport("None.")], act_id=act)),
        lambda d, act: list(taking.take_in_reports(d, [NewReport("Talks go on."), NewReport("More.")], act_id=act)),
    ),
    "admission": (
        lambda d, act: admit_reader(d, "newcomer", "analyst", act_id=act),
        lambda d, act: admit_reader(d, "newcomer", "officer", act_id=act),
    ),
    "grant": (
        lambda d, act: grant_log(d, "auditor", "press", act_id=act),
        lambda d, act: grant_log(d, "auditor", "ground", act_id=act),
    ),
    "revocation": (
        lambda d, act: revoke_log(d, "analyst", "table", act_id=act),
        lambda d, act: revoke_log(d, "officer", "table", act_id=act),
    ),
    "opening": (
        lambda d, act: open_log(d, "line/north", act_id=act),
        lambda d, act: open_log(d, "line/south", act_id=act),
    ),
}  # fmt: skip
"""Each act as it is sent, and the same form with other content."""


STANDS: dict[str, type[Exception]] = {"end of a truce": TruceWrong, "report": ReportKnown, "roster": RosterWrong}


@pytest.fixture
def at_work(lead: Desk) -> Desk:
    """A case with something in it to act on."""
    text = "Qatar said 12 people were freed on Friday."
    put_report(lead, text, marks={"figures": [("12 people", 12, "released")], "dates": [("Friday", day(24), day(24))]})
    put_report(lead, "Qatar said 12 people were freed then.")
    truce.begin_truce(lead, HOUR, HOUR + timedelta(days=3), said_by="Qatar", act_id="begun")
    return lead


def written(desk: Desk) -> dict[str, int]:
    return {log: head.seq for log, head in desk.ledger.heads().items()}


def facts_of(desk: Desk, act: str) -> int:
    return sum(e.act.startswith(act) for log in desk.ledger.logs for e in desk.ledger.entries(log))


@pytest.mark.parametrize("what", sorted(SENT))
def test_a_form_sent_again_is_the_same_act_and_with_other_content_it_is_refused(at_work: Desk, what: str):
    sent, other = SENT[what]
    first = sent(at_work, "form-1")
    stands, facts = written(at_work), facts_of(at_work, "form-1")
    assert facts
    again = sent(at_work, "form-1")
    if isinstance(first, str):
        assert again == first, "the truce that was begun, and no other"
    with pytest.raises(ActReused) as refused:
        other(at_work, "form-1")
    assert written(at_work) == stands
    for lang in ("ar", "en"):
        told, then = tell(refused.value, lang)
        assert "form-1" in told
        assert "{" not in told + then
    if what in STANDS:  # a new form is judged anew: by what stands
        with pytest.raises(STANDS[what]):
            other(at_work, "form-2")
    else:
        other(at_work, "form-2")
        assert facts_of(at_work, "form-2")


@pytest.mark.parametrize("what", sorted(SENT))
def test_the_number_of_another_readers_form_is_as_good_as_any(at_work: Desk, at_desk: AtDesk, what: str):
    sent, _ = SENT[what]
    admit_reader(at_work, "second", "lead")
    sent(at_desk("second"), "form-1")
    stands = written(at_work)
    try:
        sent(at_work, "form-1")
    except ActReused:
        pytest.fail("he was told of another's act")
    except WasataError:  # judged by what stands now, and not by the number
        assert written(at_work) == stands


@pytest.mark.parametrize("what", sorted(SENT))
def test_a_form_sent_many_times_at_once_is_one_act_and_every_sender_is_answered(at_work: Desk, what: str):
    sent, _ = SENT[what]
    start, answers = Barrier(4), []

    def send() -> None:
        desk = Desk.open(at_work.home, CASE, "lead", now=at_work.now)
        start.wait(10)
        try:
            answers.append(sent(desk, "form-1"))
        except Exception as error:  # told below, in the test's own thread
            answers.append(error)

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == 4
    assert not [a for a in answers if isinstance(a, Exception)]
    facts = facts_of(at_work, "form-1")
    sent(at_work, "form-1")
    assert facts_of(at_work, "form-1") == facts
    sent_alone = {"note": 2, "reading": 1, "report": 2, "reports": 4, "admission": 7}
    assert facts == sent_alone.get(what, 1)


def test_a_number_used_where_a_reader_cannot_see_tells_him_nothing(lead: Desk, at_desk: AtDesk):
    write_note(lead, "Not for the monitor.", "en", act_id="guessed")
    truce.begin_truce(at_desk("truce_monitor"), HOUR, HOUR + timedelta(days=1), said_by="Qatar", act_id="guessed")


# the barrier


def plain(value: Any) -> Any:
    """A page as the values it shows, to be compared to the last letter."""
    if is_dataclass(value) and not isinstance(value, type):
        return [plain(getattr(value, f.name)) for f in fields(value)]
    return [plain(v) for v in value] if isinstance(value, tuple | list) else repr(value)


def pages(desk: Desk) -> Any:
    """Everything a reader of the press alone may ask for, in both languages."""
    return [
        plain(page)
        for lang in ("ar", "en")
        for page in (
            brief(desk, lang), report.press_list(desk, lang), report.search(desk, "Qatar", lang),
            report.report_page(desk, "r-0001", lang), figure.figures(desk, lang),
            figure.figure_page(desk, "released.any", lang), record.record_page(desk, lang, check=True),
            case.case_head(desk, lang), truce.clock(desk, desk.now()), readers_of(desk, ("press",)),
        )
    ]  # fmt: skip


ELSEWHERE: dict[str, Callable[[Desk, int], object]] = {
    "note": lambda d, n: write_note(d, f"Secret plan {n}", "en", about="state"),
    "notice": lambda d, n: on_table.post_notice(d, ar=f"إعلان {n}", en=f"Notice {n}"),
    "truce": lambda d, n: truce.begin_truce(
        d, d.now() + timedelta(hours=n), d.now() + timedelta(hours=n + 9), said_by="Secret body"
    ),
    "admit": lambda d, n: admit_reader(d, f"secret-{n}", "analyst"),
    "open": lambda d, n: open_log(d, f"line/secret{n}"),
    "heads": lambda d, _: case.note_heads(d),
    "export": lambda d, _: record.export_log(d, "bureau"),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(ELSEWHERE)), st.integers(1, 99)), max_size=6, unique=True))
def test_what_happens_in_other_logs_changes_no_letter_of_a_press_readers_pages(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
):
    from wasata.record.stores.memory import MemoryStore

    now = Clock()
    with Home.create(tmp_path_factory.mktemp("barrier") / "home", store=MemoryStore(), now=now) as home:
        lead = case.open_case(
            home, CASE, names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
            parties=("israel", "hamas"), readers=[("second", "officer")], lot=lambda _: None, now=now,
        )  # fmt: skip
        admit_reader(lead, "press-only", "auditor")
        for log in ("table", "access", "reading"):
            revoke_log(lead, "press-only", log)
        grant_log(lead, "press-only", "press")
        text = "Qatar said 12 people were freed on Friday."
        marks = {"figures": [("12 people", 12, "released")], "dates": [("Friday", day(24), day(24))]}
        put_report(lead, text, marks=marks)
        desk = Desk.open(home, CASE, "press-only", now=now)
        assert desk.sight == ("press",)
        before = pages(desk)
        for what, n in acts:
            ELSEWHERE[what](lead, n)
        after = pages(Desk.open(home, CASE, "press-only", now=now))
        assert after == before
        assert pages(desk) == before
        told = repr(after)
        assert "ecret" not in told
        assert "إعلان" not in told


def test_the_table_shows_a_delegate_what_all_see_and_no_more(lead: Desk, at_desk: AtDesk):
    on_table.post_notice(lead, ar="إعلان للجميع", en="To all")
    write_note(lead, "Not for you", "en", about="state")
    desk = at_desk("delegate")
    assert [n.words for n in notice.table(desk, "en")] == ["To all"]
    assert case.case_head(desk, "en").name == "Trial talks"
    assert desk.fold(TABLE).opened["case"] == CASE
    for page in (lambda: brief(desk, "en"), lambda: report.press_list(desk, "en"), lambda: figure.figures(desk, "en")):
        with pytest.raises(LogNotYours):
            page()
    assert truce.clock(desk, desk.now()) is None
    assert {line.log for line in record.record_page(desk, "en").lines} == {"table"}
