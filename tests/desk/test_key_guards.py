"""Keys for programs, to the hour, to the letter and to whoever may take one back."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk.conftest import CASE, Clock

from wasata.desk import key_made
from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.case import open_log
from wasata.desk.key import NAME_LONGEST, holder_of, list_keys, make_key, revoke_key
from wasata.errors import ActReused, ApiKeyRefused, ApiKeyUnknown, ApiKeyWrong, KindUnknown, NotAllowed
from wasata.record.home import Home
from wasata.record.kinds.access import KeyRevoked, KeyUsed

AtDesk = Callable[[str], Desk]


@pytest.mark.parametrize("log", ["access", "people", "cell"])
def test_no_program_reads_who_sees_what_or_who_is_held_or_what_the_cell_thinks(lead: Desk, log: str):
    if log != "access":
        open_log(lead, log)
        grant_log(lead, "lead", log)
    with pytest.raises(ApiKeyWrong) as refused:
        make_key(lead, "mine", ["press", log], 30)
    assert str(refused.value.values["why"]) == "key.why.never"
    assert refused.value.values["value"] == log
    assert list_keys(lead) == ()


def test_a_program_may_read_a_line_its_reader_holds(lead: Desk):
    open_log(lead, "line/x")
    grant_log(lead, "lead", "line/x")
    make_key(lead, "mine", ["line/x"], 30)
    assert [k.logs for k in list_keys(lead)] == [("line/x",)]


def test_who_makes_no_keys_is_told_so_before_anything_he_asked_is_looked_at(at_desk: AtDesk):
    for name, logs, days in (("", ["table"], 30), ("mine", ["press"], 30), ("mine", ["table"], 0)):
        with pytest.raises(NotAllowed):
            make_key(at_desk("delegate"), name, logs, days)


def test_a_name_is_kept_without_the_spaces_that_nobody_sees_and_may_be_as_long_as_is_told(at_desk: AtDesk, now: Clock):
    analyst = at_desk("analyst")
    make_key(analyst, "  weekly \t table ", ["press"], 30)
    assert [k.name for k in list_keys(analyst)] == ["weekly table"]
    now.on(hours=1)
    make_key(analyst, "x" * NAME_LONGEST, ["press"], 30)
    assert [k.name for k in list_keys(analyst)] == ["x" * 80, "weekly table"], "the newest first"


def test_two_keys_made_without_a_form_are_two(at_desk: AtDesk):
    analyst = at_desk("analyst")
    one, other = (make_key(analyst, name, ["press"], 30) for name in ("one", "other"))
    assert one.key != other.key
    assert {k.key for k in list_keys(analyst)} == {one.key, other.key}


def test_a_form_that_stands_for_another_act_makes_no_key(lead: Desk):
    grant_log(lead, "officer", "press", act_id="form")
    with pytest.raises(ActReused):
        make_key(lead, "mine", ["press"], 30, act_id="form")
    assert list_keys(lead) == ()


def test_the_key_that_is_named_is_taken_back_and_no_other(at_desk: AtDesk, now: Clock):
    analyst = at_desk("analyst")
    older = make_key(analyst, "older", ["press"], 30)
    now.on(hours=1)
    make_key(analyst, "newer", ["press"], 30)
    revoke_key(analyst, older.key)
    assert [(k.name, k.state) for k in list_keys(analyst)] == [("newer", "good"), ("older", "revoked")]
    with pytest.raises(ApiKeyUnknown):
        revoke_key(analyst, "none-such")


def test_one_form_takes_back_one_key(at_desk: AtDesk):
    analyst = at_desk("analyst")
    one, other = (make_key(analyst, name, ["press"], 30).key for name in ("one", "other"))
    revoke_key(analyst, one, act_id="form")
    with pytest.raises(ActReused):
        revoke_key(analyst, other, act_id="form")
    assert {k.key: k.state for k in list_keys(analyst)} == {one: "revoked", other: "good"}


def test_of_keys_of_others_only_a_lead_is_told_that_he_may_take_them_back_and_does(lead: Desk, at_desk: AtDesk):
    made = make_key(at_desk("analyst"), "mine", ["press"], 30)
    grant_log(lead, "officer", "access")
    told = {
        name: [k.may_revoke for k in list_keys(at_desk(name))] for name in ("analyst", "lead", "officer", "auditor")
    }
    assert told == {"analyst": [True], "lead": [True], "officer": [False], "auditor": [False]}
    for name in ("officer", "auditor"):
        with pytest.raises(NotAllowed):
            revoke_key(at_desk(name), made.key)
    assert [(k.state, k.mine) for k in list_keys(lead)] == [("good", False)]
    assert [k.mine for k in list_keys(at_desk("analyst"))] == [True]


def test_a_key_is_told_as_ended_from_its_hour_and_as_blind_when_what_it_shows_has_ended(
    lead: Desk, at_desk: AtDesk, now: Clock
):
    began = now.at
    grant_log(lead, "aid_monitor", "bureau", until=began + timedelta(hours=5))
    make_key(at_desk("aid_monitor"), "mine", ["bureau"], 1)

    def state() -> str:
        [line] = list_keys(at_desk("aid_monitor"))
        return line.state

    assert state() == "good"
    for after, told in (
        (timedelta(hours=5) - timedelta(microseconds=1), "good"),
        (timedelta(hours=5), "blind"),
        (timedelta(days=1) - timedelta(microseconds=1), "blind"),
        (timedelta(days=1), "ended"),
    ):
        now.at = began + after
        assert state() == told


def test_a_key_of_who_makes_none_any_more_shows_nothing_even_of_what_he_still_holds(lead: Desk, at_desk: AtDesk):
    made = make_key(at_desk("officer"), "mine", ["table"], 30)
    assert made.shown
    admit_reader(lead, "officer", "auditor")
    assert at_desk("officer").holds("table")
    assert [k.state for k in list_keys(lead)] == ["blind"]
    with pytest.raises(ApiKeyRefused):
        holder_of(lead.home, made.shown, lead.now())


def test_what_is_told_of_a_key_nobody_made_changes_no_list(home: Home, lead: Desk, at_desk: AtDesk, now: Clock):
    made = make_key(at_desk("analyst"), "mine", ["press"], 30)
    told = (KeyRevoked(key="none-such", by="lead"), KeyUsed(key="none-such", day=now.at.date()))
    ledger = home.ledger(CASE, ("access",))
    ledger.append({"access": (ledger.head("access").seq, told)}, author="lead", act="odd")
    assert [(k.key, k.state, k.last_used) for k in list_keys(lead)] == [(made.key, "good", None)]


def test_a_kind_that_is_none_of_access_is_refused():
    odd: Any = SimpleNamespace(kind="case.note_written", version=1, data={})
    with pytest.raises(KindUnknown):
        key_made._step({}, odd)
    newer: Any = SimpleNamespace(kind="access.log_opened", version=1, data={})
    assert key_made._step({}, newer) == {}
