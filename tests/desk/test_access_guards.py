"""What a reader holds, to the hour and to the log; and what no role ever holds, whoever gives it."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk.conftest import CASE, Clock
from tests.desk.relays import Room

from wasata.desk import access, shelf
from wasata.desk import readers as readers_of_case
from wasata.desk.access import (
    Desk,
    Grant,
    RoomDesk,
    Standing,
    admission,
    admit_reader,
    exactly,
    grant_log,
    name_by,
    new_act_id,
    readers,
    readers_of,
    require_may_hold,
    revoke_log,
)
from wasata.desk.case import BUREAU, open_case, open_log, write_note
from wasata.desk.notice import notice_fact
from wasata.errors import (
    AccessWrong,
    ActReused,
    HeadMoved,
    KindUnknown,
    LogNotYours,
    NotAllowed,
    NotHeld,
    PublicOnly,
    TooBusy,
)
from wasata.record.home import Home
from wasata.record.kinds.access import LogGranted, LogOpened, ReaderAdmitted
from wasata.record.kinds.case import NoteWritten
from wasata.record.ledger import Ledger

AtDesk = Callable[[str], Desk]
HELD = (
    "table",
    "archive",
    "intake",
    "press",
    "bureau",
    "ground",
    "access",
    "line/x",
    "channel/x",
    "relay/x",
    "cell",
    "people",
    "hands/x",
)


def why(refused: pytest.ExceptionInfo[AccessWrong]) -> str:
    return str(refused.value.values["why"])


def test_a_grant_has_ended_at_its_hour_and_not_a_moment_before(now: Clock):
    ends = Grant(True, now.at)
    assert not ends.holds(now.at)
    assert ends.holds(now.at - timedelta(microseconds=1))
    assert Grant(True, None).holds(now.at)


def test_what_has_ended_is_not_written_either(lead: Desk, at_desk: AtDesk, now: Clock):
    grant_log(lead, "aid_monitor", "bureau", may_write=True, until=now.at + timedelta(hours=1))
    desk = at_desk("aid_monitor")
    assert desk.may_write("bureau")
    now.on(hours=1)
    assert not desk.may_write("bureau")
    assert "bureau" not in desk.sight
    assert [line.logs for line in readers(lead) if line.reader == "aid_monitor"] == [
        (("ground", True, None), ("press", False, None), ("table", False, None))
    ]


@pytest.mark.parametrize(
    ("was", "role", "never"),
    [
        ("lead", "lead", ()),
        ("officer", "officer", ()),
        ("lead", "officer", ("access",)),
        ("delegate", "officer", ("access", "channel/x")),
        ("delegate", "lead", ("channel/x",)),
        ("officer", "analyst", ("access", "line/x", "channel/x", "relay/x", "cell")),
        ("lead", "auditor", ("line/x", "channel/x", "relay/x", "cell")),
        ("analyst", "analyst", ("line/x", "channel/x", "relay/x", "cell")),
        ("officer", "delegate", tuple(log for log in HELD if log != "table")),
        (
            "delegate", "delegate",
            ("press", "ground", "bureau", "access", "archive", "intake", "line/x", "relay/x", "cell", "people", "hands/x"),
        ),
    ],
)  # fmt: skip
def test_what_each_role_never_holds(was: str, role: str, never: tuple[str, ...]):
    found = {log for log in HELD if access._never_for(role, log, was=was)}
    assert found == set(never)


def test_a_delegate_is_given_one_channel_and_no_other_ever(now: Clock):
    def standing(role: str, *given: str) -> Standing:
        return Standing(role, now.at, {"table": Grant(True, None)}, {f"channel/{line}" for line in given})

    for given, log in (((), "channel/a"), (("a",), "channel/a"), (("a",), "table"), (("a", "b"), "table")):
        require_may_hold(standing("delegate", *given), log)
    require_may_hold(standing("officer", "a", "b"), "channel/c")
    for given in (("b",), ("a", "b")):
        with pytest.raises(AccessWrong) as refused:
            require_may_hold(standing("delegate", *given), "channel/a")
        assert why(refused) == "access.why.channel"


def test_every_channel_he_was_ever_given_is_remembered_whatever_became_of_it():
    readers: dict[str, Standing] = {}
    for kind, data in (
        ("reader_admitted", {"reader": "ann", "role": "officer"}),
        ("log_granted", {"reader": "ann", "log": "line/coast", "may_write": True}),
        ("log_granted", {"reader": "ann", "log": "channel/coast", "may_write": True}),
        ("log_revoked", {"reader": "ann", "log": "channel/coast"}),
        ("reader_admitted", {"reader": "ann", "role": "delegate"}),
        ("log_granted", {"reader": "ann", "log": "channel/hills", "may_write": True, "until": "2031-01-01T00:00:00Z"}),
        ("reader_admitted", {"reader": "ben", "role": "delegate"}),
    ):
        readers = readers_of_case._step(readers, told(f"access.{kind}", **data))
    assert readers["ann"].channels == {"channel/coast", "channel/hills"}
    assert set(readers["ann"].grants) == {"line/coast", "channel/hills"}
    assert readers["ben"].channels == set()


def test_a_refusal_says_which_log_is_missing_or_that_it_is_not_his_to_do(lead: Desk, at_desk: AtDesk):
    with pytest.raises(LogNotYours) as missing:
        at_desk("auditor").require("read_archive")
    assert missing.value.values == {"log": "archive"}
    with pytest.raises(NotAllowed) as refused:
        at_desk("analyst").require("note_heads")
    assert str(refused.value.values["act"]) == "access.act.note_heads"
    assert lead.require("note_heads") is None


def test_a_program_with_a_key_reads_its_logs_and_does_nothing(home: Home, lead: Desk, now: Clock):
    desk = Desk.open(home, CASE, "lead", now=now, only=frozenset({"bureau", "line/none"}))
    assert desk.sight == ("bureau",)
    assert desk.ledger.logs == ("bureau",)
    assert desk.holds("bureau")
    assert not desk.holds("bureau", "press")
    assert desk.holds()
    assert not desk.may_write("bureau")
    for act in ("write_note", "make_key", "revoke_key"):
        assert not desk.may(act)
        assert lead.may(act)
    with pytest.raises(NotAllowed):
        write_note(desk, "Nothing.", "en")


def test_a_desk_knows_whether_anything_was_written_from_it(lead: Desk, at_desk: AtDesk):
    desk = at_desk("officer")
    assert not desk.acted
    desk.fold(BUREAU)
    assert not desk.acted
    write_note(desk, "Nothing.", "en", act_id="noted")
    assert desk.acted
    again = at_desk("officer")
    write_note(again, "Nothing.", "en", act_id="noted")
    assert not again.acted, "it had been done before"


def test_who_is_admitted_again_keeps_what_his_role_holds(lead: Desk, at_desk: AtDesk):
    open_log(lead, "line/x")
    grant_log(lead, "officer", "line/x", may_write=True)
    admit_reader(lead, "officer", "officer")
    assert at_desk("officer").may_write("line/x")
    admit_reader(lead, "officer", "analyst")
    assert at_desk("officer").role == "analyst"
    assert at_desk("officer").sight == ("archive", "bureau", "ground", "intake", "press", "table")


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_the_last_lead_becomes_nothing_else(lead: Desk, at_desk: AtDesk, role: str):
    with pytest.raises(AccessWrong) as refused:
        admit_reader(lead, "lead", role)
    assert why(refused) == "access.why.last_lead"
    admit_reader(lead, "lead", "lead")
    admit_reader(lead, "officer", "lead")
    admit_reader(lead, "lead", role)
    assert at_desk("lead").role == role


def test_what_is_not_held_is_not_taken_back(lead: Desk):
    for reader, log in (("stranger", "press"), ("delegate", "press")):
        with pytest.raises(AccessWrong) as refused:
            revoke_log(lead, reader, log)
        assert why(refused) == "access.why.not_held"
    revoke_log(lead, "lead", "ground")
    revoke_log(lead, "auditor", "access")


def test_an_admission_is_written_out_log_by_log():
    first, *given = admission("sara", "auditor", "lead")
    assert first == ReaderAdmitted(reader="sara", role="auditor", by="lead")
    assert given == [
        LogGranted(reader="sara", log="access", may_write=True, by="lead"),
        LogGranted(reader="sara", log="table", may_write=False, by="lead"),
        LogGranted(reader="sara", log="reading", may_write=False, by="lead"),
    ]
    assert admission("sara", "auditor", "lead", logs={}) == (first,)
    for reader, role, told in (("sara", "king", "access.why.role"), ("Sara!", "lead", "access.why.name")):
        with pytest.raises(AccessWrong) as refused:
            admission(reader, role, "lead")
        assert why(refused) == told


def test_the_band_tells_which_roles_read_all_of_these_logs_by_rule(lead: Desk):
    assert readers_of(lead, ("bureau", "press")) == ("lead", "officer", "analyst")
    assert readers_of(lead, ("access",)) == ("lead", "auditor")
    assert readers_of(lead, ("line/x",)) == ()


def test_an_act_is_decided_five_times_and_no_more(lead: Desk, monkeypatch: pytest.MonkeyPatch):
    decided: list[int] = []

    def moved(*_: object, **__: object) -> None:
        raise HeadMoved(log="bureau", expected=1, found=2)

    def decide() -> dict[str, tuple[NoteWritten, ...]]:
        decided.append(len(decided))
        return {"bureau": (NoteWritten(note="n-x", text="Too late.", lang="en"),)}

    monkeypatch.setattr(Ledger, "append", moved)
    with pytest.raises(TooBusy) as busy:
        lead.do("write_note", decide)
    assert len(decided) == busy.value.values["tries"] == 5
    assert not lead.acted


def test_an_act_whose_logs_are_out_of_sight_now_is_told_as_one_of_other_content(lead: Desk, at_desk: AtDesk):
    write_note(at_desk("analyst"), "Mine.", "en", act_id="mine")
    assert at_desk("analyst").done("mine") is not None
    assert at_desk("analyst").done("other") is None
    revoke_log(lead, "analyst", "bureau")
    with pytest.raises(ActReused):
        at_desk("analyst").done("mine")


def test_names_made_of_an_act_are_the_same_for_ever():
    """A form of yesterday that is sent again must make the same name."""
    assert name_by("form-1") == hashlib.sha256(b"0\nform-1").hexdigest()[:12]
    assert name_by("form-1", 2) == hashlib.sha256(b"2\nform-1").hexdigest()[:12]
    assert len(new_act_id()) == 24
    assert new_act_id() != new_act_id()


def test_the_same_act_is_one_that_wrote_these_facts_and_no_other():
    one, other = (NoteWritten(note=n, text="Words.", lang="en") for n in ("n-1", "n-2"))
    same = exactly({"bureau": [one], "press": []})
    assert same({"bureau": (one,)})
    assert not same({"bureau": (other,)})
    assert not same({"bureau": (one, other)})
    assert not same({"bureau": (one,), "press": (one,)})


def told(kind: str, **data: object) -> Any:
    return SimpleNamespace(kind=kind, version=1, data=data, recorded_at=None)


def test_a_grant_to_somebody_nobody_admitted_admits_nobody():
    empty: dict[str, Standing] = {}
    assert readers_of_case._step(empty, told("access.log_granted", reader="ghost", log="press", may_write=True)) == {}
    assert readers_of_case._step(empty, told("access.log_revoked", reader="ghost", log="press")) == {}


def test_what_was_opened_taken_out_or_read_by_a_key_changes_nobodys_sight(now: Clock):
    stand = {"sara": Standing("lead", now.at, {"press": Grant(True, None)})}
    for kind in (
        "log_opened",
        "look_drawn",
        "record_exported",
        "record_restored",
        "key_made",
        "key_revoked",
        "key_used",
    ):
        assert readers_of_case._step(stand, told(f"access.{kind}", reader="sara", log="press")) == {
            "sara": Standing("lead", now.at, {"press": Grant(True, None)})
        }
    with pytest.raises(KindUnknown):
        readers_of_case._step(stand, told("access.something_newer"))


def test_readers_share_no_grants(now: Clock):
    one, other = Standing("lead", now.at), Standing("lead", now.at)
    one.grants["press"] = Grant(True, None)
    one.channels.add("channel/coast")
    assert (other.grants, other.channels) == ({}, set())


def test_an_act_on_a_line_is_one_on_that_lines_logs(now: Clock):
    rule = access._act("lead officer", reads=("line/{line}", "press"), writes=("bureau", "line/{to}"))
    assert rule == (frozenset(("lead", "officer")), ("line/{line}", "press"), ("bureau", "line/{to}"), False)
    assert rule.on({"line": "coast", "to": "hills"}) == (
        rule.roles, ("line/coast", "press"), ("bureau", "line/hills"), False,
    )  # fmt: skip
    assert access._act("lead", by_room=True).on({}).by_room
    assert not access.Act(frozenset(), (), ()).by_room


def test_a_few_entries_are_not_worth_a_snapshot():
    assert shelf.DUE_AFTER == 200


def test_two_cases_of_one_home_share_nothing(home: Home, lead: Desk, now: Clock):
    other = open_case(
        home, "other-case", names={"ar": "أخرى", "en": "Other"}, period={"ar": "", "en": ""}, lead="lead", lot=lambda _: None,
        now=now,
    )  # fmt: skip
    write_note(lead, "Here alone.", "en")
    here, there = lead.fold(BUREAU), other.fold(BUREAU)
    assert here is not there
    assert repr(here) != repr(there)
    assert "Here alone." not in repr(other.fold(BUREAU))


def test_readers_who_hold_the_same_logs_share_one_state(lead: Desk, at_desk: AtDesk):
    write_note(lead, "Folded once.", "en")
    assert at_desk("officer").fold(BUREAU) is lead.fold(BUREAU)


def test_the_hand_on_the_record_follows_what_is_held(lead: Desk, at_desk: AtDesk):
    desk = at_desk("analyst")
    assert desk.ledger is desk.ledger
    assert "bureau" in desk.ledger.logs
    revoke_log(lead, "analyst", "bureau")
    assert "bureau" not in desk.ledger.logs
    with pytest.raises(NotHeld):
        desk.ledger.head("bureau")
    grant_log(lead, "analyst", "bureau")
    assert desk.ledger.head("bureau").seq > 0


def test_an_act_needs_every_log_it_writes_and_to_write_it(lead: Desk, at_desk: AtDesk):
    officer = at_desk("officer")
    for log in ("line/x", "channel/x", "relay/r"):
        open_log(lead, log)
    for log in ("line/x", "channel/x"):
        grant_log(lead, "officer", log, may_write=True)
    named = {"line": "x", "relay": "r"}
    assert officer.may("draft_lent_relay", **named) is False
    grant_log(lead, "officer", "relay/r")
    assert officer.may("draft_lent_relay", **named) is False
    grant_log(lead, "officer", "relay/r", may_write=True)
    assert officer.may("draft_lent_relay", **named) is True
    assert officer.require("draft_lent_relay", **named) is None
    revoke_log(lead, "officer", "bureau")
    with pytest.raises(LogNotYours) as missing:
        officer.require("draft_lent_relay", **named)
    assert missing.value.values == {"log": "bureau"}
    assert officer.may("launch") is False
    assert officer.may("make_key") is True, "the room writes it for him"
    note = NoteWritten(note="n-1", text="Words.", lang="en")
    written = officer.do("record_contact", lambda: {"line/x": (note,)}, line="x")
    assert dict(written.first) == {"line/x": 1}


def test_whoever_was_overtaken_decides_again_in_line_and_whoever_acts_alone_at_once(
    lead: Desk, at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
):
    officer, standing, in_line = at_desk("officer"), [0], []
    as_it_is = Home.in_line

    @contextmanager
    def watched(self: Home, case: str, logs: Any) -> Iterator[None]:
        with as_it_is(self, case, logs):
            standing[0] += 1
            yield
            standing[0] -= 1

    monkeypatch.setattr(Home, "in_line", watched)

    def decide() -> dict[str, tuple[NoteWritten, ...]]:
        in_line.append(standing[0] > 0)
        if len(in_line) == 1:
            write_note(lead, "Quicker.", "en")
        return {"bureau": (NoteWritten(note=f"n-{len(in_line)}", text="Words.", lang="en"),)}

    officer.do("write_note", decide)
    assert in_line == [False, True]
    officer.do("write_note", decide, alone=True)
    assert in_line == [False, True, True]


def test_an_act_writes_into_its_own_logs_and_into_no_other(lead: Desk):
    note = NoteWritten(note="n-1", text="Words.", lang="en")
    before = lead.ledger.heads(("bureau", "press"))
    for facts in ({"press": (note,)}, {"bureau": (note,), "press": (note,)}):
        with pytest.raises(ValueError, match="write_note writes bureau"):
            lead.do("write_note", lambda facts=facts: facts)
    assert lead.ledger.heads(("bureau", "press")) == before


def test_an_act_stands_in_line_for_what_it_writes_and_reads_and_what_is_beside(
    lead: Desk, monkeypatch: pytest.MonkeyPatch
):
    stood: list[tuple[str, ...]] = []
    as_it_is = Home.in_line
    monkeypatch.setattr(
        Home, "in_line", lambda self, case, logs: (stood.append(tuple(logs)), as_it_is(self, case, logs))[1]
    )
    note = NoteWritten(note="n-1", text="Words.", lang="en")
    lead.do("ask_for_table", lambda: {"bureau": (note,)}, alone=True, beside=("press",))
    assert stood == [("bureau", "table", "press")]


def test_what_an_act_only_reads_may_not_grow_while_it_is_decided(lead: Desk):
    decided: list[int] = []

    def decide() -> dict[str, tuple[NoteWritten, ...]]:
        decided.append(len(decided))
        if len(decided) == 1:
            head = lead.ledger.head("table").seq
            lead.ledger.append({"table": (head, [notice_fact("t-9", "إعلان", "Notice")])}, author="lead", act="quicker")
        return {"bureau": (NoteWritten(note="n-1", text="Words.", lang="en"),)}

    lead.do("ask_for_table", decide)
    assert decided == [0, 1]


def test_what_the_room_writes_for_somebody_hangs_on_what_it_writes_and_not_on_what_he_reads(room: Room):
    opened = LogOpened(log="relay/rl-1", by="officer")
    written = room.coast.do("open_for_relay", lambda: {"access": (opened,)}, line="coast")
    assert dict(written.first) == {"access": written.heads["access"].seq}
    assert not room.coast.holds("access")


def test_a_form_sent_again_is_known_though_others_wrote_since(lead: Desk, at_desk: AtDesk):
    first = write_note(at_desk("officer"), "Mine.", "en", act_id="mine")
    write_note(lead, "Yours.", "en")
    again = write_note(at_desk("officer"), "Mine.", "en", act_id="mine")
    assert (again.first, again.heads, again.again) == (first.first, first.heads, True)


def test_a_desk_goes_by_the_rooms_clock_unless_it_is_given_another(home: Home, lead: Desk):
    assert Desk.open(home, CASE, "lead").now().tzinfo is UTC


def test_the_room_at_work_holds_of_its_four_logs_those_that_stand(home: Home, lead: Desk, now: Clock):
    room = RoomDesk(home, CASE, "feed:f-1", now)
    assert (room.role, room.sight) == ("room", ("archive", "intake", "press", "table"))
    assert [log for log in room.sight if room.may_write(log)] == ["archive", "intake", "press"]
    assert room.may("take_in_report")
    assert not room.may("write_note")
    assert room._standing().admitted_at.tzinfo is UTC


def test_the_room_holds_nothing_that_does_not_stand(
    home: Home, lead: Desk, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Home, "logs", lambda *_: ("bureau", "press"))
    assert RoomDesk(home, CASE, "feed:f-1", now).sight == ("press",)


def test_snapshots_are_kept_when_what_came_is_worth_it(home: Home, lead: Desk, monkeypatch: pytest.MonkeyPatch):
    head = lead.ledger.head("bureau").seq
    many = [NoteWritten(note=f"n-{n}", text="Words.", lang="en") for n in range(30 - head)]
    lead.ledger.append({"bureau": (head, many)}, author="lead", act="many")
    lead.fold(BUREAU)
    asked: list[tuple[int, dict[str, int]]] = []
    monkeypatch.setattr(shelf.Folds, "keep", lambda _, after, **more: asked.append((after, more)))
    lead.keep_if_due("bureau")
    assert asked == [(200, {"whole": 3})]
    asked.clear()
    access.keep_snapshots(home)
    assert {after for after, _ in asked} == {1}


def test_an_act_that_another_process_did_meanwhile_is_looked_for_again(lead: Desk, monkeypatch: pytest.MonkeyPatch):
    refusals, append = [ActReused(act="x"), HeadMoved(log="bureau", expected=1, found=2)], Ledger.append

    def once(self: Ledger, *given: Any, **named: Any) -> Any:
        if refusals:
            raise refusals.pop()
        return append(self, *given, **named)

    monkeypatch.setattr(Ledger, "append", once)
    assert write_note(lead, "In the end.", "en") is not None
    assert refusals == []


def test_who_is_admitted_to_a_case_of_before_the_archive_is_granted_what_stands(
    lead: Desk, monkeypatch: pytest.MonkeyPatch
):
    stand = tuple(log for log in lead.home.logs(CASE) if log not in ("archive", "intake"))
    monkeypatch.setattr(type(lead.home), "logs", lambda *_: stand)
    admit_reader(lead, "new", "analyst")
    (new,) = (line for line in readers(lead) if line.reader == "new")
    assert [log for log, *_ in new.logs] == ["bureau", "ground", "press", "table"]


def test_a_lead_without_his_hand_on_access_is_none_that_could_be_left(lead: Desk):
    admit_reader(lead, "second", "lead")
    revoke_log(lead, "second", "access")
    for step in (lambda: revoke_log(lead, "lead", "access"), lambda: admit_reader(lead, "lead", "officer")):
        with pytest.raises(AccessWrong) as refused:
            step()
        assert why(refused) == "access.why.last_lead"


def test_a_public_case_gives_what_is_public_and_stays_public(home: Home):
    desk = open_case(
        home, "public", names={"ar": "علني", "en": "Public"}, period={"ar": "", "en": ""}, lead="lead", public_only=True
    )
    write_note(desk, "Later than its opening.", "en")
    access.refuse_if_public(desk, "press")
    with pytest.raises(PublicOnly):
        access.refuse_if_public(desk, "line/x")
