"""Keys for programs: what they read, when they end, and that nothing can be done with them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.desk.conftest import CASE

from wasata.desk.access import ACTS, Desk, admit_reader, grant_log, revoke_log
from wasata.desk.case import case_head, write_note
from wasata.desk.coming import zone_of_case
from wasata.desk.key import LONGEST_DAYS, holder_of, list_keys, make_key, note_use, revoke_key
from wasata.errors import ApiKeyRefused, ApiKeyUnknown, ApiKeyWrong, LogNotYours, NotAllowed


def keyed(home, holder) -> Desk:
    return Desk.open(home, holder.case, holder.reader, only=holder.logs)


def test_a_key_reads_the_logs_it_names_and_no_other_of_its_reader(home, at_desk):
    analyst = at_desk("analyst")
    assert {"press", "bureau"} <= set(analyst.sight)
    made = make_key(analyst, "weekly table", ["press"], 30)
    holder = holder_of(home, made.shown, analyst.now())
    assert (holder.reader, holder.case, holder.logs) == ("analyst", analyst.case, {"press"})
    assert keyed(home, holder).sight == ("press",)


def test_a_question_asked_by_a_key_has_the_name_and_the_clock_of_the_case(home, at_desk):
    analyst = at_desk("analyst")
    made = make_key(analyst, "weekly table", ["press"], 30)
    program = keyed(home, holder_of(home, made.shown, analyst.now()))
    ours, theirs = case_head(analyst, "en"), case_head(program, "en")
    assert ours.name != CASE
    assert (theirs.name, theirs.period, theirs.zone) == (ours.name, ours.period, ours.zone)
    assert zone_of_case(program) == zone_of_case(analyst) != ZoneInfo("UTC")
    assert program.sight == ("press",), "and no log with it"


def test_the_secret_stands_nowhere_in_the_record(home, at_desk):
    made = make_key(at_desk("analyst"), "weekly table", ["press"], 30)
    secret = made.shown.rpartition("-")[2]
    told = [e.data for e in home.ledger(CASE, ("access",)).entries("access")]
    assert any(d.get("key") == made.key for d in told)
    assert secret not in str(told)


def test_no_act_that_writes_can_be_done_with_a_key(home, at_desk):
    lead = at_desk("lead")
    made = make_key(lead, "all of mine", [log for log in lead.sight if log != "access"], 30)
    program = keyed(home, holder_of(home, made.shown, lead.now()))
    on = {"line": "coast", "to": "hills", "relay": "rl"}
    assert any(lead.may(act, **on) for act, rule in ACTS.items() if rule.writes)
    assert [act for act, rule in ACTS.items() if rule.writes and program.may(act, **on)] == []
    with pytest.raises(NotAllowed):
        write_note(program, "بخط برنامج", "ar")
    with pytest.raises(NotAllowed):
        make_key(program, "a key from a key", ["press"], 30)


def test_a_key_ends_at_its_hour(home, at_desk):
    analyst = at_desk("analyst")
    made = make_key(analyst, "a day", ["press"], 1)
    until = list_keys(analyst)[0].until
    holder_of(home, made.shown, until - timedelta(seconds=1))
    with pytest.raises(ApiKeyRefused):
        holder_of(home, made.shown, until)


def test_what_is_taken_from_the_reader_is_taken_from_his_key(home, at_desk):
    lead, analyst = at_desk("lead"), at_desk("analyst")
    made = make_key(analyst, "notes", ["bureau", "press"], 30)
    program = keyed(home, holder_of(home, made.shown, lead.now()))
    revoke_log(lead, "analyst", "bureau")
    assert program.sight == ("press",)
    revoke_log(lead, "analyst", "press")
    assert program.sight == ()
    assert [k.state for k in list_keys(analyst)] == ["blind"]
    grant_log(lead, "analyst", "press")
    assert program.sight == ("press",)


def test_a_key_taken_back_opens_nothing_and_stays_listed(home, at_desk):
    analyst = at_desk("analyst")
    made = make_key(analyst, "weekly table", ["press"], 30)
    revoke_key(analyst, made.key)
    with pytest.raises(ApiKeyRefused):
        holder_of(home, made.shown, analyst.now())
    assert [(k.key, k.state, k.revoked_by, k.may_revoke) for k in list_keys(analyst)] == [
        (made.key, "revoked", "analyst", False)
    ]
    revoke_key(analyst, made.key)  # once is enough
    assert sum(e.kind == "access.key_revoked" for e in home.ledger(analyst.case, ("access",)).entries("access")) == 1


def test_the_lead_sees_and_takes_back_all_keys_and_a_reader_only_his_own(home, at_desk):
    analyst, officer, lead = at_desk("analyst"), at_desk("officer"), at_desk("lead")
    made = make_key(analyst, "weekly table", ["press"], 30)
    assert list_keys(officer) == ()
    assert [k.key for k in list_keys(lead)] == [made.key]
    with pytest.raises(ApiKeyUnknown):
        revoke_key(officer, made.key)
    revoke_key(lead, made.key)
    assert list_keys(analyst)[0].revoked_by == "lead"


@pytest.mark.parametrize(
    "shown", ["", "wasata", "wasata-0a1b2c3d4e5f-", "Bearer x", "wasata-0a1b2c3d4e5f-" + "0" * 64, "ω" * 90]
)
def test_what_is_no_key_is_refused_like_an_ended_one(home, at_desk, shown):
    make_key(at_desk("analyst"), "weekly table", ["press"], 30)
    with pytest.raises(ApiKeyRefused):
        holder_of(home, shown, at_desk("analyst").now())


def test_a_key_with_another_secret_is_refused(home, at_desk):
    analyst = at_desk("analyst")
    made = make_key(analyst, "weekly table", ["press"], 30)
    other = "f" if made.shown[-1] != "f" else "0"
    with pytest.raises(ApiKeyRefused):
        holder_of(home, made.shown[:-1] + other, analyst.now())


def test_the_same_form_sent_twice_makes_one_key_and_shows_it_once(home, at_desk):
    analyst = at_desk("analyst")
    first = make_key(analyst, "weekly table", ["press"], 30, act_id="form-1")
    again = make_key(analyst, "weekly table", ["press"], 30, act_id="form-1")
    assert first.key == again.key
    assert first.shown is not None
    assert again.shown is None
    assert len(list_keys(analyst)) == 1


def test_the_first_use_of_a_day_is_recorded_and_later_ones_of_that_day_are_not(home, at_desk):
    analyst = at_desk("analyst")
    made = make_key(analyst, "weekly table", ["press"], 30)
    program = keyed(home, holder_of(home, made.shown, analyst.now()))
    note_use(program, made.key)
    note_use(program, made.key)
    tomorrow = program.now() + timedelta(days=1)
    program.now = lambda: tomorrow
    note_use(program, made.key)
    used = [e for e in home.ledger(analyst.case, ("access",)).entries("access") if e.kind == "access.key_used"]
    assert len(used) == 2
    assert {e.author for e in used} == {"analyst"}
    assert list_keys(analyst)[0].last_used == program.now().date()


@pytest.mark.parametrize(("name", "logs", "days"), [
    ("", ["press"], 30), ("x" * 81, ["press"], 30), ("a", [], 30), ("a", ["press"], 0), ("a", ["press"], LONGEST_DAYS + 1),
])  # fmt: skip
def test_a_key_asked_wrongly_is_not_made(home, at_desk, name, logs, days):
    with pytest.raises(ApiKeyWrong):
        make_key(at_desk("analyst"), name, logs, days)
    assert list_keys(at_desk("analyst")) == ()


def test_no_key_is_made_for_a_log_that_is_not_ones_own_or_that_no_program_reads(home, at_desk):
    with pytest.raises(LogNotYours):
        make_key(at_desk("analyst"), "who sees what", ["access"], 30)
    with pytest.raises(LogNotYours):
        make_key(at_desk("analyst"), "no such", ["line/north"], 30)
    with pytest.raises(ApiKeyWrong):
        make_key(at_desk("lead"), "who sees what", ["access"], 30)


@pytest.mark.parametrize("role", ["delegate", "auditor"])
def test_delegates_and_auditors_make_none(home, at_desk, role):
    with pytest.raises(NotAllowed):
        make_key(at_desk(role), "mine", ["table"], 30)


def test_a_reader_whose_role_makes_no_keys_any_more_leaves_none_behind(home, at_desk):
    lead, analyst = at_desk("lead"), at_desk("analyst")
    made = make_key(analyst, "from before", ["press"], 30)
    admit_reader(lead, "analyst", "delegate")
    with pytest.raises(ApiKeyRefused):
        holder_of(home, made.shown, lead.now())
    assert [k.state for k in list_keys(lead)] == ["blind"]
    admit_reader(lead, "analyst", "analyst")
    assert holder_of(home, made.shown, lead.now()).reader == "analyst"


def test_a_clock_put_back_tells_of_no_earlier_use(home, at_desk):
    analyst = at_desk("analyst")
    made = make_key(analyst, "nightly", ["press"], 30)
    program = Desk.open(home, CASE, "analyst", now=analyst.now, only=frozenset({"press"}))
    note_use(program, made.key)
    written = home.ledger(CASE, ("access",)).head("access").seq
    earlier = Desk.open(home, CASE, "analyst", now=lambda: analyst.now() - timedelta(days=3), only=frozenset({"press"}))
    note_use(earlier, made.key)
    assert home.ledger(CASE, ("access",)).head("access").seq == written
    assert list_keys(analyst)[0].last_used == analyst.now().date()


def test_many_uses_at_one_moment_are_one_use(home, at_desk):
    analyst = at_desk("analyst")
    made = make_key(analyst, "nightly", ["press"], 30)
    before = home.ledger(CASE, ("access",)).head("access").seq
    desks = [Desk.open(home, CASE, "analyst", now=analyst.now, only=frozenset({"press"})) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda desk: note_use(desk, made.key), desks))
    assert home.ledger(CASE, ("access",)).head("access").seq == before + 1


@pytest.mark.parametrize("name", ["\u202e", "\u200b", "\x00", "\u2066\u2069", "…"])
def test_a_name_that_nobody_can_see_is_none(home, at_desk, name):
    with pytest.raises(ApiKeyWrong):
        make_key(at_desk("lead"), name, ["press"], 3)


def test_a_name_cannot_turn_the_line_it_is_shown_in(home, at_desk):
    make_key(at_desk("analyst"), "weekly \u202eelbat\x07", ["press"], 3)
    (line,) = list_keys(at_desk("lead"))
    assert line.name.startswith("weekly ")
    assert not {"\u202e", "\x07"} & set(line.name)
