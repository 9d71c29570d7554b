"""What stands of a case, and by which acts a log is opened and given in it, the cell among them; each by a case that only it
stops or tells."""

from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk.conftest import CASE, Clock

from wasata.desk import access
from wasata.desk.access import Desk, admit_reader, revoke_log
from wasata.desk.case import (
    BUREAU,
    INVENTED,
    LOGS_OPENED,
    TABLE,
    Bureau,
    Note,
    Root,
    Table,
    note_heads,
    open_case,
    open_for_roles,
    open_log,
    opened,
    write_note,
)
from wasata.desk.cell import give_cell, open_cell, take_cell
from wasata.desk.notice import post_notice
from wasata.errors import AccessWrong, ActReused, KindUnknown, NameRefused, NotAllowed, PublicOnly
from wasata.record import home as record_home
from wasata.record.fold import noting_what_is_asked
from wasata.record.home import Home
from wasata.record.kinds.access import LogGranted, LogOpened, LogRevoked

NAMES: dict[str, Any] = {
    "names": {"ar": "محادثات", "en": "Talks"}, "period": {"ar": "", "en": ""}, "lead": "lead",
}  # fmt: skip


def written(desk: Desk, log: str, act: str) -> list[Any]:
    """The facts of one act in one log."""
    return [e.fact for e in desk.ledger.entries(log) if e.act == act]


def why(refused: pytest.ExceptionInfo[Any]) -> tuple[str, Any]:
    return str(refused.value.values["why"]).removeprefix("access.why."), refused.value.values["value"]


# what stands of a case


def test_the_table_has_the_case_as_opened_and_its_notices_as_posted(home: Home, now: Clock):
    lead = open_case(home, "public", public_only=True, now=now, **NAMES)
    now.on(hours=1)
    words = {"ar": "تبدأ الجولة", "en": "The round begins"}
    post_notice(lead, **words)
    (first, last) = lead.ledger.entries("table")
    with lead.hold():
        assert lead.fold(TABLE) == Table(first.data, [(last.data["notice"], words, "lead", now())])
        assert opened(lead) == first.data
    assert first.data["names"]["en"] == "Talks"
    assert TABLE.logs == ("table",)


def test_the_bureau_has_the_case_as_opened_its_notes_and_its_roots(lead: Desk, now: Clock):
    now.on(hours=1)
    write_note(lead, "Quiet so far.", "en", about="state", also={"ar": "هدوء"}, act_id="one")
    noted = now.on(hours=1)
    root, _ = note_heads(lead)
    entries = list(lead.ledger.entries("bureau"))
    names = [e.data["note"] for e in entries[1:3]]
    with lead.hold():
        assert lead.fold(BUREAU) == Bureau(
            entries[0].data,
            [
                Note(names[0], "Quiet so far.", "en", "state", "lead", entries[1].recorded_at, "one"),
                Note(names[1], "هدوء", "ar", "state", "lead", entries[2].recorded_at, "one"),
            ],
            [Root(root, entries[3].data["logs"], noted)],
        )
    assert BUREAU.logs == ("bureau",)
    assert Note("n-1", "x", "en", "watch", "lead", noted).act == ""


def test_the_case_as_opened_is_read_by_who_holds_the_table_or_the_bureau_or_a_key_of_theirs(lead: Desk, at_desk: Any):
    """What it is called and whose clock it keeps is no part of what a page is made from."""
    told = next(iter(lead.ledger.entries("bureau"))).data

    def read(desk: Desk) -> dict[str, Any]:
        with desk.hold(), noting_what_is_asked() as asked:
            found = opened(desk)
        assert asked == set()
        return found

    program = Desk(lead.home, CASE, "analyst", lead.now, only=frozenset({"press"}))
    assert read(at_desk("analyst")) == read(program) == told
    revoke_log(lead, "analyst", "table")
    assert not at_desk("analyst").holds("table")
    assert read(at_desk("analyst")) == read(program) == told
    revoke_log(lead, "analyst", "bureau")
    assert read(at_desk("analyst")) == read(program) == {}


def test_the_mark_of_a_case_that_is_invented_says_so_in_both_languages():
    assert INVENTED == "مثال مختلق / invented example"


@pytest.mark.parametrize(
    ("view", "kinds"), [(TABLE, ("case.closed_up", "notice.struck_out")), (BUREAU, ("case.closed_up",))]
)
def test_what_a_newer_room_wrote_of_a_case_is_not_passed_over_in_silence(view: Any, kinds: tuple[str, ...]):
    for kind in kinds:
        newer: Any = SimpleNamespace(kind=kind, version=2, data={})
        with pytest.raises(KindUnknown):
            view.step(view.start(), newer)
    other: Any = SimpleNamespace(kind="name.shown", version=1, data={})
    assert view.step(view.start(), other) == view.start()


# a log is opened


def test_a_log_is_opened_once_and_recorded_before_it_stands(lead: Desk, at_desk: Any, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(Home, "open_log", fails)
        with pytest.raises(RuntimeError):
            open_log(lead, "people", act_id="one")
    assert (written(lead, "access", "one"), "people" in lead.home.logs(CASE)) == (
        [LogOpened(log="people", by="lead")],
        False,
    )
    for act in ("one", "two", None):
        open_log(lead, "people", act_id=act)
        assert "people" in lead.home.logs(CASE)
    open_log(lead, "cell")
    with lead.hold():
        assert lead.fold(LOGS_OPENED) == {"people", "cell"}
    assert [e.data["log"] for e in lead.ledger.entries("access") if e.kind == "access.log_opened"] == ["people", "cell"]


def test_one_act_opens_one_log(lead: Desk):
    open_log(lead, "people", act_id="one")
    open_log(lead, "cell", act_id="two")
    for log in ("cell", "line/coast"):
        with pytest.raises(ActReused):
            open_log(lead, log, act_id="one")


def test_a_log_the_case_began_with_is_not_opened_again(lead: Desk):
    before = lead.ledger.head("access")
    for log in record_home.OPENED:
        open_log(lead, log)
    assert lead.ledger.head("access") == before


def test_a_log_whose_opening_the_record_lost_is_recorded_anew(lead: Desk):
    """A database from before it was laid beside the keys of today."""
    lead.home.open_log(CASE, "people")
    open_log(lead, "people", act_id="one")
    assert written(lead, "access", "one") == [LogOpened(log="people", by="lead")]


def test_no_log_is_opened_by_who_may_not_or_that_the_house_does_not_have(
    lead: Desk, home: Home, at_desk: Any, now: Clock
):
    for log in ("people", "cellar", "line/x"):
        with pytest.raises(NotAllowed):
            open_log(at_desk("officer"), log)
    before = lead.ledger.head("access")
    for log in ("cellar", "line/", "line/X", "other/x"):
        with pytest.raises(NameRefused):
            open_log(lead, log)
    assert lead.ledger.head("access") == before, "nor is it recorded"
    public = open_case(home, "public", public_only=True, now=now, **NAMES)
    for log in ("cell", "people", "line/x", "channel/x"):
        with pytest.raises(PublicOnly):
            open_log(public, log)
    assert set(public.home.logs("public")) == set(record_home.OPENED)


def test_a_log_an_older_case_lacks_is_recorded_and_given_to_each_by_his_role_once(
    home: Home, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    readers = [("officer", "officer"), ("analyst", "analyst"), ("delegate", "delegate")]
    lacks = {"archive", "intake"}
    roles = {role: {log: w for log, w in logs.items() if log not in lacks} for role, logs in access.ROLE_LOGS.items()}
    with monkeypatch.context() as older:
        older.setattr(record_home, "OPENED", tuple(log for log in record_home.OPENED if log not in lacks))
        older.setattr(access, "ROLE_LOGS", roles)
        lead = open_case(home, "old", readers=readers, now=now, **NAMES)
    assert "archive" not in home.logs("old")
    open_for_roles(lead, "archive", act_id="one")
    assert written(lead, "access", "one.log") == [LogOpened(log="archive", by="lead")]
    assert written(lead, "access", "one.all") == [
        LogGranted(reader="analyst", log="archive", may_write=True, by="lead"),
        LogGranted(reader="lead", log="archive", may_write=True, by="lead"),
        LogGranted(reader="officer", log="archive", may_write=False, by="lead"),
    ]
    head = lead.ledger.head("access")
    open_for_roles(lead, "archive", act_id="one")
    open_for_roles(lead, "archive", act_id="two")
    open_for_roles(lead, "archive")
    assert lead.ledger.head("access") == head
    revoke_log(lead, "analyst", "archive")
    head = lead.ledger.head("access")
    open_for_roles(lead, "archive", act_id="one")
    assert lead.ledger.head("access") == head, "the same act gives nothing a second time to whom it was taken from"
    open_for_roles(lead, "people")  # which comes with no role
    assert [e.kind for e in lead.ledger.entries("access")][-1] == "access.log_opened"
    open_for_roles(lead, "intake")
    last = [e.fact for e in lead.ledger.entries("access")][-3:]
    assert [(f.reader, f.log) for f in last] == [("analyst", "intake"), ("lead", "intake"), ("officer", "intake")]


# the cell


def test_the_cell_is_given_to_who_opens_it_and_to_those_named_once_each(lead: Desk, at_desk: Any):
    admit_reader(lead, "lead-2", "lead")
    open_cell(lead, ["officer", "lead", "lead-2", "officer"], act_id="one")
    assert written(lead, "access", "one.open") == [LogOpened(log="cell", by="lead")]
    assert written(lead, "access", "one.give") == [
        LogGranted(reader=reader, log="cell", may_write=True, by="lead") for reader in ("lead", "officer", "lead-2")
    ]
    head = lead.ledger.head("access")
    open_cell(lead, ["officer", "lead", "lead-2", "officer"], act_id="one")
    assert lead.ledger.head("access") == head
    admit_reader(lead, "officer-2", "officer")
    open_cell(lead)
    open_cell(lead, ["officer-2"])
    assert "cell" in at_desk("officer-2").sight, "each opening is an act of its own"
    take_cell(lead, "officer-2")
    assert "cell" not in at_desk("officer-2").sight


def test_an_opening_of_the_cell_that_was_broken_off_is_taken_up_again(lead: Desk, at_desk: Any):
    open_log(lead, "cell", act_id="one.open")
    open_cell(lead, ["officer"], act_id="one")
    assert ["cell" in at_desk(reader).sight for reader in ("lead", "officer", "analyst")] == [True, True, False]


@pytest.mark.parametrize("stranger", ["analyst", "delegate", "auditor", "nobody"])
def test_nobody_but_officers_is_named_for_the_cell(lead: Desk, stranger: str):
    before = lead.ledger.head("access")
    with pytest.raises(AccessWrong) as refused:
        open_cell(lead, ["officer", stranger])
    assert why(refused) == ("no_officer", stranger)
    assert (lead.ledger.head("access"), "cell" in lead.home.logs(CASE)) == (before, False)
    open_cell(lead)
    with pytest.raises(AccessWrong) as refused:
        give_cell(lead, stranger)
    assert why(refused) == ("no_officer", stranger)


def test_who_may_open_no_cell_learns_nothing_of_who_is_an_officer(lead: Desk, at_desk: Any):
    for act in (lambda d, r: open_cell(d, [r]), give_cell):
        for reader in ("officer", "nobody"):
            with pytest.raises(NotAllowed):
                act(at_desk("officer"), reader)


def test_the_cell_is_given_to_one_more_and_taken_back_each_as_one_act(lead: Desk, at_desk: Any):
    with pytest.raises(AccessWrong) as refused:
        give_cell(lead, "officer")
    assert why(refused) == ("log", "cell")
    open_cell(lead)
    for _ in range(2):
        give_cell(lead, "officer", act_id="one")
    assert written(lead, "access", "one") == [LogGranted(reader="officer", log="cell", may_write=True, by="lead")]
    for _ in range(2):
        take_cell(lead, "officer", act_id="two")
    assert written(lead, "access", "two") == [LogRevoked(reader="officer", log="cell", by="lead")]
    assert "cell" not in at_desk("officer").sight
    with pytest.raises(AccessWrong) as refused:
        take_cell(lead, "officer")
    assert why(refused) == ("not_held", "officer")
