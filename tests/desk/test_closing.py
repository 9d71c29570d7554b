"""The end of a case: planned by one, approved by another, carried out on the day, held up, taken back; and what is left then."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.desk.relays import SECRET, Room, why

from wasata.desk import closing
from wasata.desk.access import ACTS, AFTER_CLOSING, Desk, RoomDesk, admit_reader, grant_log, revoke_log
from wasata.desk.case import any_lead, case_head, never_opened, write_note
from wasata.desk.closed import CLOSING
from wasata.desk.closing import (
    approve_closing,
    ask_lifting,
    ask_reopening,
    carry_out,
    carry_out_all,
    lift_hold,
    place_hold,
    plan_closing,
    reopen_case,
    state,
    stop_closing,
)
from wasata.desk.message import channel_talk, say
from wasata.desk.notice import table
from wasata.desk.record import export_log, record_page
from wasata.errors import CaseIsClosed, CaseWrong, LogGone, LogNotYours, NotAllowed, NotHeld, WasataError
from wasata.record.home import Home
from wasata.record.ledger import Ledger

NOTICE = {"ar": "تُغلق هذه القضية قريبًا.", "en": "This case is closed soon."}
DAY = date(2023, 12, 1)
FATES: Any = {
    "line/coast": "destroyed", "channel/coast": "destroyed", "line/hills": "sealed", "channel/hills": "kept",
}  # fmt: skip
REASON = "The talks ended in agreement."


def planned(room: Room, day: date = DAY, fates: Any = FATES) -> str:
    return plan_closing(room.lead, day, fates, REASON, notice=NOTICE)


def digest(desk: Desk) -> str:
    plan = state(desk).plan
    assert plan is not None
    return plan.digest


def agreed(room: Room, fates: Any = FATES) -> str:
    plan = planned(room, fates=fates)
    approve_closing(room.coast, plan, digest(room.coast))
    return plan


def closed(room: Room, fates: Any = FATES) -> str:
    """Two people agreed, the day came, the room carried it out."""
    plan = agreed(room, fates)
    room.now.on(days=12)
    assert carry_out(room.lead.home, room.lead.case, room.now)
    return plan


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(WasataError) as told:
        act()
    return why(told)


# planned and approved


def test_a_case_is_closed_by_a_lead_and_an_officer_who_are_two_people(room):
    plan = planned(room)
    with pytest.raises(NotAllowed):
        approve_closing(room.lead, plan, digest(room.lead))
    assert refused(lambda: approve_closing(room.coast, plan, "0" * 64)) == "closing.why.older"
    room.now.on(days=20)
    assert not carry_out(room.lead.home, room.lead.case, room.now), "nobody approved it"
    assert room.lead.closed_at is None


def test_who_planned_as_lead_does_not_approve_as_officer(room, at_desk):
    admit_reader(room.lead, "lead-2", "lead")
    second = at_desk("lead-2")
    plan = plan_closing(second, DAY, FATES, REASON, notice=NOTICE)
    admit_reader(room.lead, "lead-2", "officer")
    assert refused(lambda: approve_closing(second, plan, digest(second))) == "closing.why.own"
    approve_closing(room.coast, plan, digest(room.coast))
    assert state(room.lead).plan.approved_by == "officer"


def test_between_the_word_and_the_day_lies_a_week_at_least(room):
    assert refused(lambda: planned(room, date(2023, 11, 26))) == "closing.why.soon"
    plan = planned(room, date(2023, 11, 29))
    room.now.on(days=3)
    assert refused(lambda: approve_closing(room.coast, plan, digest(room.coast))) == "closing.why.soon"


def test_a_plan_says_of_each_log_what_becomes_of_it_and_never_of_what_was_done_and_what_all_saw(room):
    assert refused(lambda: planned(room, fates={"line/nowhere": "kept"})) == "closing.why.log"
    assert refused(lambda: planned(room, fates={"line/coast": "burnt"})) == "closing.why.fate"
    plan = closing.closing_of(room.lead)
    assert plan.plan is None
    planned(room, fates={"access": "destroyed", "table": "destroyed"})
    found = state(room.lead).plan
    assert found.fate_of("access") == found.fate_of("table") == "kept"
    assert set(found.fates) == set(closing.choices(room.lead))


def test_a_log_that_was_opened_after_the_plan_was_written_is_planned_for_anew(room):
    plan = planned(room)
    from wasata.desk.case import open_log

    open_log(room.lead, "cell")
    assert refused(lambda: approve_closing(room.coast, plan, digest(room.coast))) == "closing.why.opened_since"


def test_where_there_is_a_side_it_is_told_before_and_all_sides_alike(room):
    with pytest.raises(CaseWrong):
        plan_closing(room.lead, DAY, FATES, REASON, notice={"en": "Soon."})
    agreed(room)
    told = [[line.words for line in table(door, "en")] for door in (room.coast_door, room.hills_door)]
    assert told == [[NOTICE["en"]], [NOTICE["en"]]]


def test_what_was_broken_off_before_the_sides_were_told_is_taken_up_by_approving_again(room, monkeypatch):
    plan, whole = planned(room), Ledger.append

    def broken(self: Ledger, writes: Any, **named: Any) -> Any:
        if "table" in writes:
            raise OSError
        return whole(self, writes, **named)

    signed = digest(room.coast)
    monkeypatch.setattr(Ledger, "append", broken)
    with pytest.raises(OSError):
        approve_closing(room.coast, plan, signed)
    monkeypatch.setattr(Ledger, "append", whole)
    assert table(room.hills_door, "en") == ()
    approve_closing(room.coast, plan, signed)
    approve_closing(room.coast, plan, signed)
    assert len(table(room.hills_door, "en")) == 1


def test_anybody_of_the_leads_and_officers_stops_it_before_the_hour(room):
    plan = agreed(room)
    assert refused(lambda: planned(room)) == "closing.why.planned"
    stop_closing(room.hills, plan, "A side asked for more time.")
    room.now.on(days=12)
    assert not carry_out(room.lead.home, room.lead.case, room.now)
    room.now.on(days=-12)
    planned(room)


def test_the_page_tells_before_what_would_be_lost(room):
    room.said()
    export_log(room.lead, "channel/coast", recipient="the archive")
    planned(room)
    lost = {loss.log: loss for loss in state(room.coast).logs}
    coast = lost["channel/coast"]
    assert (coast.fate, coast.entries, coast.files) == ("destroyed", room.lead.ledger.head("channel/coast").seq, 0)
    assert (coast.holders, coast.taken_out, coast.recipients) == (("delegate", "lead", "officer"), 1, ("the archive",))
    assert lost["line/hills"].fate == "sealed"


@pytest.mark.parametrize("who", ["analyst", "truce_monitor", "delegate"])
def test_the_end_of_a_case_is_seen_by_leads_officers_and_the_auditor(room, at_desk, who):
    with pytest.raises(WasataError):
        state(at_desk(who))
    state(at_desk("auditor"))


# carried out


def test_nothing_is_written_in_a_closed_case_but_its_end(room, at_desk, now):
    closed(room)
    desks = [at_desk(r) for r in ("lead", "officer", "officer-2", "analyst", "delegate", "truce_monitor", "auditor")]
    desks.append(RoomDesk(room.lead.home, room.lead.case, "feed:one", now))
    named = {"line": "hills", "to": "hills", "relay": "rl-1"}
    does = {act for act in ACTS for desk in desks if ACTS[act].writes and desk.may(act, **named)}
    assert does <= AFTER_CLOSING
    assert {"place_hold", "ask_reopening", "reopen_case", "export_log", "lift_hold", "revoke_log"} <= does
    with pytest.raises(CaseIsClosed):
        write_note(room.lead, "One more word.", "en")
    with pytest.raises(CaseIsClosed):
        say(room.hills_door, "hills", [("We go on.", "none")], "en")
    revoke_log(room.lead, "analyst", "press")


def test_what_is_kept_is_read_as_before_and_what_is_sealed_or_destroyed_by_nobody(room):
    room.said()
    room.hills.fold(channel_talk("hills"))
    room.coast.fold(channel_talk("coast"))
    closed(room)
    assert room.hills.fold(channel_talk("hills")) is not None
    assert {"channel/hills", "press"} <= set(room.hills.sight)
    assert "line/hills" not in room.hills.sight
    for log in ("line/hills", "channel/coast", "line/coast"):
        with pytest.raises((LogGone, LogNotYours)):
            record_page(room.lead, "en", log=log)
    with pytest.raises(LogGone):
        room.coast.fold(channel_talk("coast"))
    with pytest.raises(LogNotYours):
        room.hills.fold(channel_talk("coast"))


def test_the_words_of_a_destroyed_log_are_nowhere_and_its_chain_still_stands(room):
    home, case = room.lead.home, room.lead.case
    room.said()
    piece = room.coast.ledger.keep_piece("line/coast", SECRET.encode())
    stale = home.ledger(case, ("channel/coast", "line/coast"))
    assert any(SECRET.encode() in e.body for e in stale.entries("channel/coast")), "it stood there"
    length = stale.head("channel/coast").seq
    closed(room)
    assert home.is_destroyed(case, "channel/coast")
    with pytest.raises(NotHeld):
        home.ledger(case, ("channel/coast",))
    assert not [p for p in home.path.rglob(piece) if p.is_file()]
    assert not list((home.path / "folds").iterdir())
    verdict = home.blind_ledger(case, ("channel/coast", "line/coast")).verify()
    assert verdict.whole
    assert verdict.signed
    assert verdict.anchored
    ended = state(room.lead).logs
    (told,) = (loss.ended for loss in ended if loss.log == "channel/coast")
    assert (told.fate, told.entries) == ("destroyed", length)


def test_a_chain_that_nobody_opens_is_still_found_broken(room, home):
    closed(room)
    ledger = home.blind_ledger(room.lead.case, ("channel/coast",))
    name = ledger.keys.of("channel/coast").random_name
    rows = home.store._rows[name]  # a store in memory, changed as only its owner's hand could
    rows[-1] = rows[-1]._replace(sealed=rows[-1].sealed[:-1] + bytes([rows[-1].sealed[-1] ^ 1]))
    assert not ledger.verify().whole


def test_the_files_of_a_destroyed_log_are_counted_also_where_it_was_broken_off(room, monkeypatch):
    room.coast.ledger.keep_piece("line/coast", b"a paper")
    agreed(room)
    room.now.on(days=12)
    monkeypatch.setattr(Home, "remove_files", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        carry_out(room.lead.home, room.lead.case, room.now)
    monkeypatch.undo()
    assert room.lead.home.files_of(room.lead.case, "line/coast") == 1
    carry_out(room.lead.home, room.lead.case, room.now)
    assert room.lead.home.files_of(room.lead.case, "line/coast") == 0
    (told,) = (loss for loss in state(room.lead).logs if loss.log == "line/coast")
    assert told.files == told.ended.files == 1


@pytest.mark.parametrize("step", range(7))
def test_killed_anywhere_it_is_finished_by_the_next_who_asks_and_told_once(room, monkeypatch, step):
    """Dies at the step-th effect: a word written, keys thrown away, files taken off."""
    home, case = room.lead.home, room.lead.case
    room.coast.ledger.keep_piece("line/coast", b"a paper")
    agreed(room)
    room.now.on(days=12)
    left = [step]

    def dying(whole: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **named: Any) -> Any:
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return whole(*args, **named)

        return act

    for owner, name in ((Home, "destroy_keys"), (Home, "seal_away"), (Home, "remove_files"), (Ledger, "append")):
        monkeypatch.setattr(owner, name, dying(getattr(owner, name)))
    with pytest.raises(KeyboardInterrupt):
        carry_out(home, case, room.now)
    monkeypatch.undo()
    carry_out_all(home, room.now)
    assert not carry_out(home, case, room.now)
    kinds = [e.kind for e in room.lead.ledger.entries("access") if e.kind.startswith("closing.")]
    assert sorted(kinds) == [
        "closing.approved", "closing.closed", "closing.log_ended", "closing.log_ended", "closing.log_ended", "closing.planned",
    ]  # fmt: skip
    assert home.is_destroyed(case, "line/coast")
    assert home.is_destroyed(case, "channel/coast")


def test_keys_that_an_older_copy_brought_back_are_destroyed_again(room):
    home, case = room.lead.home, room.lead.case
    (ring,) = (home.path / "keys").glob("*.ring")
    before = ring.read_bytes()
    closed(room)
    ring.write_bytes(before)
    assert not home.is_destroyed(case, "line/coast")
    assert carry_out(home, case, room.now)
    assert home.is_destroyed(case, "line/coast")


def test_a_home_with_destroyed_logs_opens_and_answers(room):
    closed(room, dict.fromkeys(closing.choices(room.lead), "destroyed"))
    home, case = room.lead.home, room.lead.case
    assert any_lead(home, case) == "lead"
    assert not never_opened(home, case)
    assert room.lead.sight == ("access", "reading", "table")
    assert case_head(room.lead, "en").name == "Trial talks"
    assert record_page(room.lead, "en", check=True).verdict
    assert not carry_out(home, case, room.now)


def test_every_log_that_was_lent_for_a_relay_ends_by_one_line_of_the_plan(room):
    from tests.desk.relays import drafted

    from wasata.desk.relay import lend

    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    assert closing.LENT in closing.choices(room.lead)
    closed(room, {**FATES, closing.LENT: "destroyed"})
    assert room.lead.home.is_destroyed(room.lead.case, f"relay/{relay}")


# a delegate


def test_every_door_is_shut_alike_whatever_became_of_any_log(room):
    """The hills' channel is kept and the coast's destroyed: neither delegate can tell which is his."""
    closed(room)
    seen = []
    for door, line in ((room.coast_door, "coast"), (room.hills_door, "hills")):
        told = []
        for ask in (lambda d=door, x=line: d.fold(channel_talk(x)), lambda d=door: table(d, "en"),
                    lambda d=door, x=line: say(d, x, [("Hello", "none")], "en")):  # fmt: skip
            with pytest.raises(CaseIsClosed) as refusal:
                ask()
            told.append((type(refusal.value), refusal.value.values))
        assert door.sight == ()
        seen.append(told)
    assert seen[0] == seen[1]


# holds


def test_a_hold_keeps_a_log_while_the_case_is_closed_and_all_else_goes_its_way(room, at_desk):
    agreed(room)
    hold = place_hold(at_desk("auditor"), "The court", "An inquiry.", log="line/coast")
    room.now.on(days=12)
    carry_out(room.lead.home, room.lead.case, room.now)
    assert room.lead.closed_at is not None
    assert not room.lead.home.is_destroyed(room.lead.case, "line/coast")
    assert room.lead.home.is_destroyed(room.lead.case, "channel/coast")
    assert "line/coast" in room.coast.sight, "it is read as before"
    ask_lifting(room.lead, hold, "The inquiry is over.")
    assert refused(lambda: lift_hold(room.lead, hold)) == "closing.why.own"
    assert not carry_out(room.lead.home, room.lead.case, room.now)
    lift_hold(room.coast, hold)
    assert carry_out(room.lead.home, room.lead.case, room.now)
    assert room.lead.home.is_destroyed(room.lead.case, "line/coast")


def test_a_hold_on_the_case_keeps_every_log_of_it_and_ends_by_itself_on_its_day(room):
    agreed(room)
    place_hold(room.lead, "The minister", "Asked by letter.", until=room.now() + timedelta(days=30))
    room.now.on(days=12)
    carry_out(room.lead.home, room.lead.case, room.now)
    assert closing.closing_of(room.lead).ended == {}
    room.now.on(days=19)
    carry_out(room.lead.home, room.lead.case, room.now)
    assert set(closing.closing_of(room.lead).ended) == {"line/coast", "channel/coast", "line/hills"}


def test_a_hold_is_lifted_by_two_people_and_says_who_wanted_it(room, at_desk):
    hold = place_hold(room.lead, "The court", "An inquiry.")
    assert refused(lambda: lift_hold(room.coast, hold)) == "closing.why.not_asked"
    with pytest.raises(NotAllowed):
        ask_lifting(at_desk("auditor"), hold, "I say so.")
    for asked_by, reason, named in (("", "r", "asked_by"), ("The court", " ", "reason")):
        assert refused(lambda a=asked_by, r=reason: place_hold(room.lead, a, r)) == f"closing.why.{named}"
    assert refused(lambda: place_hold(room.lead, "x", "y", log="line/none")) == "closing.why.log"
    assert refused(lambda: place_hold(room.lead, "x", "y", until=room.now())) == "closing.why.past"
    (line,) = state(room.lead).holds
    assert (line.asked_by, line.reason, line.by) == ("The court", "An inquiry.", "lead")


def test_nothing_is_left_to_hold_of_a_log_that_was_destroyed(room):
    closed(room)
    assert refused(lambda: place_hold(room.lead, "The court", "Too late.", log="line/coast")) == "closing.why.gone"


# the way back


def test_a_lead_and_an_officer_open_it_again_and_what_was_destroyed_stays_so(room):
    assert refused(lambda: ask_reopening(room.lead, "Why not.")) == "closing.why.open"
    closed(room)
    ask = ask_reopening(room.lead, "The talks go on.")
    with pytest.raises(NotAllowed):
        reopen_case(room.lead, ask)
    assert refused(lambda: reopen_case(room.coast, "ro-none")) == "closing.why.unknown"
    reopen_case(room.coast, ask)
    assert room.lead.closed_at is None
    assert "line/hills" in room.hills.sight
    assert "line/coast" not in room.lead.sight
    assert refused(lambda: grant_log(room.lead, "officer", "line/coast")) == "access.why.gone"
    say(room.hills_door, "hills", [("We go on.", "none")], "en")
    assert not carry_out(room.lead.home, room.lead.case, room.now)
    admit_reader(room.lead, "new", "officer")
    assert "line/coast" not in Desk.open(room.lead.home, room.lead.case, "new", now=room.now).sight


def test_what_is_recorded_says_who_when_and_what(room):
    plan = closed(room)
    told = room.lead.fold(CLOSING)
    assert (told.plan.plan, told.plan.by, told.plan.approved_by, told.plan.reason) == (plan, "lead", "officer", REASON)
    assert {log: e.fate for log, e in told.ended.items()} == {k: v for k, v in FATES.items() if v != "kept"}
    written = [e for e in room.lead.ledger.entries("access") if e.author == closing.CLOSER]
    assert len(written) == 4
