"""What decides who holds a line and what stands of it, each by a case that only it stops or tells."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk.conftest import CASE, Clock
from tests.desk.relays import Room, drafted, sentence

from wasata.carry.line import Agreed, Noted
from wasata.desk import line, line_holders, line_stands
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.case import open_case
from wasata.desk.contact import record_contact
from wasata.desk.line import open_line
from wasata.desk.line_holders import give_line, take_line
from wasata.desk.line_stands import (
    Deadline,
    Line,
    Move,
    Person,
    Pressure,
    channel_head,
    channels_held,
    line_view,
    lines_held,
)
from wasata.desk.look import PATTERNS, SIGNS, Look
from wasata.desk.relay import draft, lend
from wasata.errors import ActReused, KindUnknown, LineUnknown, LineWrong, NotAllowed, PublicOnly
from wasata.record.home import Home
from wasata.record.kinds.access import LogGranted, LogOpened, LogRevoked, LookDrawn
from wasata.record.kinds.line import LineListed, LineOpened
from wasata.record.kinds.message import ChannelOpened

NAMES: dict[Any, str] = {"ar": "مجلس الساحل", "en": "Coast Council"}
HILLS: dict[Any, str] = {"ar": "التلال", "en": "Hills"}


def opened(lead: Desk, name: str = "coast", officers: tuple[str, ...] = ("officer",), **more: Any) -> str:
    told: Any = {
        "party": "hamas",
        "of": "party",
        "names": NAMES,
        "langs": ("ar", "en"),
        "media": ("call", "letter"),
    } | more
    return open_line(lead, name, officers=officers, **told)


@pytest.fixture
def coast(lead: Desk) -> str:
    return opened(lead, lot=lambda free: free[0])


@pytest.fixture
def officer(lead: Desk, coast: str, now: Clock) -> Desk:
    return Desk.open(lead.home, lead.case, "officer", now=now)


def written(lead: Desk, log: str, act: str) -> list[Any]:
    """The facts of one act in one log."""
    return [e.fact for e in lead.ledger.entries(log) if e.act == act]


def why(refused: pytest.ExceptionInfo[Any]) -> tuple[str, Any]:
    return str(refused.value.values["why"]).removeprefix("line.why."), refused.value.values["value"]


# a line is opened


def test_all_that_is_written_when_a_line_is_opened(lead: Desk):
    drawn: list[tuple[str, ...]] = []

    def lot(free: Any) -> Any:
        drawn.append(tuple(free))
        return free[1]

    assert opened(lead, act_id="one", lot=lot, officers=("officer", "lead", "officer")) == "coast"
    assert drawn == [tuple(Look(sign, pattern) for sign in SIGNS for pattern in PATTERNS)]
    assert written(lead, "access", "one.open0") == [LogOpened(log="line/coast", by="lead")]
    assert written(lead, "access", "one.open1") == [LogOpened(log="channel/coast", by="lead")]
    assert written(lead, "access", "one.give") == [
        LogGranted(reader=reader, log=log, may_write=True, by="lead")
        for reader in ("lead", "officer")
        for log in ("line/coast", "channel/coast")
    ]
    told: Any = {"party": "hamas", "of": "party", "names": NAMES, "langs": ("ar", "en"), "media": ("call", "letter")}
    assert written(lead, "line/coast", "one.line") == [LineOpened(line="coast", **told)]
    look: Any = {"sign": "p5", "pattern": "dots"}
    assert written(lead, "access", "one.look") == [LookDrawn(log="channel/coast", by="lead", **look)]
    known = ChannelOpened(line="coast", party="hamas", names=NAMES, **look)
    assert written(lead, "channel/coast", "one.line") == [known]
    assert written(lead, "bureau", "one.list") == [LineListed(line="coast", of="party", names=NAMES, **look)]


def test_a_line_kept_to_a_few_is_told_to_nobody_else(lead: Desk):
    opened(lead, listed=False)
    assert [e.kind for e in lead.ledger.entries("bureau")] == ["case.opened"]
    assert "line/coast" in lead.sight


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("Coast", {}, ("ident", "Coast")),
        ("hills", {"party": "x y"}, ("ident", "x y")),
        ("hills", {"langs": ()}, ("none_chosen", "hills")),
        ("hills", {"media": ()}, ("none_chosen", "hills")),
        ("hills", {"names": {"ar": "التلال"}}, ("name", "en")),
        ("hills", {"names": {"en": "Hills", "ar": " "}}, ("name", "ar")),
        ("hills", {"officers": ("officer", "analyst")}, ("officer", "analyst")),
        ("hills", {"officers": ("nobody",)}, ("officer", "nobody")),
        ("coast", {}, ("taken", "coast")),
        ("hills", {}, ("name_worn", NAMES["ar"])),
    ],
)
def test_what_cannot_be_a_line_is_refused_by_what_is_wrong(lead: Desk, coast: str, name: str, more: Any, told: Any):
    before = lead.home.logs(lead.case), lead.ledger.head("access")
    with pytest.raises(LineWrong) as refused:
        opened(lead, name, **more)
    assert why(refused) == told
    assert (lead.home.logs(lead.case), lead.ledger.head("access")) == before


def test_who_may_open_no_line_learns_nothing_of_what_he_asked(officer: Desk):
    for name, more in (("Coast", {}), ("coast", {}), ("hills", {"officers": ("nobody",)})):
        with pytest.raises(NotAllowed):
            opened(officer, name, **more)


def test_a_public_case_says_that_it_has_no_line_whatever_else_is_wrong(home: Home, now: Clock):
    told: Any = {"names": NAMES, "period": {"ar": "", "en": ""}, "lead": "lead", "public_only": True, "now": now}
    public = open_case(home, "public", **told)
    for name, more in (("hills", {}), ("Not A Name", {}), ("hills", {"officers": ("nobody",)})):
        with pytest.raises(PublicOnly):
            opened(public, name, **more)
    assert [e.kind for e in public.ledger.entries("access")][-1] == "access.log_granted"


def test_a_line_of_another_lead_is_taken_and_stays_his(lead: Desk, coast: str, now: Clock):
    admit_reader(lead, "lead-2", "lead")
    other = Desk.open(lead.home, lead.case, "lead-2", now=now)
    before = lead.ledger.head("access")
    with pytest.raises(LineWrong) as refused:
        opened(other, coast, officers=())
    assert why(refused) == ("taken", "coast")
    assert (lead.ledger.head("access"), "line/coast" in other.sight) == (before, False)
    opened(other, "hills", names=HILLS, officers=("lead", "officer"))
    assert {"line/hills", "channel/hills"} <= set(lead.sight), "a lead is an officer too"


def _breaks(_: object) -> Any:
    raise RuntimeError


def test_an_opening_broken_off_is_taken_up_by_whoever_began_it_under_another_act_too(lead: Desk):
    with pytest.raises(RuntimeError):
        opened(lead, act_id="one", lot=_breaks)
    opened(lead, act_id="two", lot=lambda free: free[2])
    assert [e.act for e in lead.ledger.entries("line/coast")] == ["two.line"]


def test_an_opening_broken_off_when_its_logs_stood_is_taken_up_under_another_act_too(
    lead: Desk, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(line, "LineOpened", _breaks_off)
        with pytest.raises(RuntimeError):
            opened(lead, act_id="one")
    assert "line/coast" in lead.sight
    opened(lead, act_id="two")
    assert [e.act for e in lead.ledger.entries("line/coast")] == ["two.line"]


def test_a_line_opened_twice_by_one_act_keeps_what_was_drawn_first(lead: Desk):
    opened(lead, act_id="one", lot=lambda free: free[0])
    heads = lead.ledger.heads()
    opened(lead, act_id="one", lot=lambda free: free[3])
    assert lead.ledger.heads() == heads
    with lead.hold():
        assert lead.fold(channel_head("coast"))["pattern"] == "hatch"


def test_a_line_broken_off_before_the_team_was_told_is_listed_as_it_was_drawn(
    lead: Desk, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(line, "LineListed", _breaks_off)
        with pytest.raises(RuntimeError):
            opened(lead, act_id="one", lot=lambda free: free[0])
    opened(lead, act_id="one", lot=lambda free: free[3])
    (told,) = written(lead, "bureau", "one.list")
    assert (told.sign, told.pattern) == ("p5", "hatch")


def _breaks_off(**_: object) -> Any:
    raise RuntimeError


# what stands of it


def test_all_that_is_kept_of_a_line_stands_as_it_was_written(officer: Desk, coast: str, now: Clock):
    def at(seconds: float) -> Any:
        """So many seconds later: the hour of what is written then."""
        return began + timedelta(seconds=seconds)

    def known() -> list[str]:
        with officer.hold():
            return list(officer.fold(line_view(coast)).deadlines)

    now.on(hours=1)
    began = now()
    for n, act in enumerate((
        lambda: line.name_body(officer, coast, "wing", {"ar": "الجناح", "en": "The wing"}, "armed"),
        lambda: line.name_person(
            officer, coast, "one", "Envoy One", body="wing", role="speaker", langs=("ar",), may_clear=True, reader="delegate"
        ),
        lambda: line.name_person(officer, coast, "two", "Envoy Two"),
        lambda: line.person_left(officer, coast, "two", "called home"),
        lambda: line.change_media(officer, coast, ("meeting",), note="the calls are heard"),
        lambda: line.agree_dark_rule(officer, coast, "pauses", note="as last year"),
        lambda: line.note_line(officer, coast, "degraded", cause="technical", medium="call", note="one in three"),
        lambda: line.note_line(officer, coast, "dark", cause="blackout", at=at(6.5), note="the masts are down"),
        lambda: line.note_line(officer, coast, "open", at=at(7.5)),
        lambda: line.set_deadline(officer, coast, "their list", at(9000), "them"),
        lambda: line.set_deadline(officer, coast, "our answer", at(8000), "us"),
        lambda: line.close_deadline(officer, coast, known()[1], "met"),
        lambda: line.move_delegation(
            officer, coast, "the negotiators", "recalled", "the host city", body="wing", decided_by="their council", at=at(11.5)
        ),
        lambda: line.note_pressure(officer, coast, "israel", "to open the road", asked_by_us=True),
    )):  # fmt: skip
        now.on(seconds=(at(n) - now()).total_seconds())
        act()
    with officer.hold():
        stands = officer.fold(line_view(coast))
    one, two = stands.deadlines
    assert stands == Line(
        opened={
            "line": "coast", "party": "hamas", "of": "party", "names": NAMES, "langs": ["ar", "en"],
            "media": ["call", "letter"], "happened_at": None,
        },
        media=("meeting",),
        media_changed=[(at(4), ("call", "letter"), "officer", "the calls are heard")],
        bodies={"wing": {"body": "wing", "names": {"ar": "الجناح", "en": "The wing"}, "what": "armed", "happened_at": None}},
        people={
            "one": Person("one", "Envoy One", "wing", "speaker", ("ar",), True, "delegate"),
            "two": Person("two", "Envoy Two", None, None, (), False, None, at(3)),
        },
        noted=[
            Noted(at(6), "degraded", "technical", at(6), "call"),
            Noted(at(6.5), "dark", "blackout", at(7), None),
            Noted(at(7.5), "open", None, at(8), None),
        ],
        notes=[(at(6), "one in three", "officer"), (at(6.5), "the masts are down", "officer")],
        rules=[Agreed(at(5), "pauses")],
        deadlines={
            one: Deadline(one, "their list", at(9000), "them", at(9)),
            two: Deadline(two, "our answer", at(8000), "us", at(10), "met"),
        },
        moves=[Move("the negotiators", "recalled", "the host city", "wing", "their council", at(11.5), at(12))],
        pressure=[Pressure("israel", "to open the road", True, "officer", at(13))],
    )  # fmt: skip


def test_a_deadline_that_is_moved_was_set_when_it_was_moved_and_new_words_alone_move_nothing(
    officer: Desk, coast: str, now: Clock
):
    def stands() -> Deadline:
        with officer.hold():
            (told,) = officer.fold(line_view(coast)).deadlines.values()
        return told

    due_at, set_at = now() + timedelta(hours=9), now.on(hours=1)
    line.set_deadline(officer, coast, "their list", due_at, "them")
    name = stands().deadline
    now.on(hours=1)
    line.set_deadline(officer, coast, "their whole list", due_at, "us", deadline=name)
    assert stands() == Deadline(name, "their whole list", due_at, "us", set_at)
    moved_at = now.on(hours=1)
    line.set_deadline(officer, coast, "their whole list", due_at + timedelta(hours=20), "us", deadline=name)
    assert stands() == Deadline(name, "their whole list", due_at + timedelta(hours=20), "us", moved_at)


def test_a_line_was_tried_and_answered_when_it_last_was_in_whatever_order_it_is_written(
    officer: Desk, coast: str, now: Clock
):
    def stands() -> tuple[Any, Any]:
        with officer.hold():
            told = officer.fold(line_view(coast))
        return told.tried_at, told.answered_at

    now.on(hours=9)
    at = now()
    for hours, answered, then in (
        (3, False, (3, None)), (2, True, (2, 2)), (1, False, (1, 2)), (4, True, (1, 2)), (5, False, (1, 2)),
    ):  # fmt: skip
        record_contact(officer, coast, "call", "out", at - timedelta(hours=hours), answered=answered)
        assert stands() == tuple(None if h is None else at - timedelta(hours=h) for h in then)


def test_what_a_newer_room_wrote_of_a_line_is_not_passed_over_in_silence():
    view = line_view("coast")
    assert (view.logs, channel_head("coast").logs) == (("line/coast",), ("channel/coast",))
    newer: Any = SimpleNamespace(kind="line.moved_house", version=2, data={})
    with pytest.raises(KindUnknown):
        view.step(view.start(), newer)
    other: Any = SimpleNamespace(kind="message.received", version=1, data={"sign": "p9"})
    assert view.step(view.start(), other) == Line()
    assert line_stands.channel_head("coast").step({}, other) == {}


def test_each_reader_holds_the_lines_and_channels_he_was_given(lead: Desk, officer: Desk, coast: str, now: Clock):
    opened(lead, "hills", names=HILLS, officers=())
    grant_log(lead, "delegate", "channel/hills", may_write=True)
    delegate = Desk.open(lead.home, lead.case, "delegate", now=now)
    held = [(lines_held(desk), channels_held(desk)) for desk in (lead, officer, delegate)]
    assert held == [(("coast", "hills"),) * 2, (("coast",), ("coast",)), ((), ("hills",))]


# who holds it


@pytest.mark.parametrize(
    ("reader", "logs"),
    [("officer-2", ("line", "channel")), ("lead-2", ("line", "channel")), ("delegate", ("channel",))],
)
def test_who_is_given_a_line_gets_what_his_role_holds_of_it_and_no_more(
    lead: Desk, coast: str, now: Clock, reader: str, logs: tuple[str, ...]
):
    admit_reader(lead, "officer-2", "officer")
    admit_reader(lead, "lead-2", "lead")
    until = now() + timedelta(seconds=1)
    give_line(lead, coast, reader, until=until, act_id="one")
    assert written(lead, "access", "one") == [
        LogGranted(reader=reader, log=f"{log}/coast", may_write=True, until=until, by="lead") for log in logs
    ]
    with pytest.raises(ActReused):
        give_line(lead, coast, reader, act_id="one")


def test_a_line_is_not_given_by_who_may_not_or_to_who_cannot_hold_one(
    lead: Desk, officer: Desk, coast: str, now: Clock
):
    for act in (give_line, take_line):
        for name in (coast, "nowhere"):
            with pytest.raises(NotAllowed):
                act(officer, name, "nobody")
        with pytest.raises(LineUnknown):
            act(lead, "nowhere", "nobody")
    for reader, told in (
        ("nobody", ("reader", "nobody")),
        ("analyst", ("role", "analyst")),
        ("auditor", ("role", "auditor")),
    ):
        with pytest.raises(LineWrong) as refused:
            give_line(lead, coast, reader)
        assert why(refused) == told
    for until in (now(), now() - timedelta(days=1)):
        with pytest.raises(LineWrong) as refused:
            give_line(lead, coast, "delegate", until=until)
        assert why(refused) == ("past", until)


def test_a_delegate_is_given_his_own_channel_for_longer_and_no_other_once_it_has_ended(
    lead: Desk, coast: str, now: Clock
):
    opened(lead, "hills", names=HILLS)
    give_line(lead, coast, "delegate", until=now() + timedelta(hours=1))
    give_line(lead, coast, "delegate", until=now() + timedelta(hours=2))
    now.on(hours=1, minutes=30)
    with pytest.raises(LineWrong) as refused:
        give_line(lead, "hills", "delegate")
    assert why(refused) == ("other_channel", "delegate")
    now.on(hours=1)
    with pytest.raises(LineWrong):
        give_line(lead, "hills", "delegate")
    assert not {"channel/coast", "channel/hills"} & set(Desk.open(lead.home, CASE, "delegate", now=now).sight)


@pytest.mark.parametrize(("was", "becomes"), [("officer", "analyst"), ("delegate", "officer"), ("officer", "delegate")])
def test_whose_role_changes_while_he_is_given_a_line_is_given_nothing(
    lead: Desk, coast: str, monkeypatch: pytest.MonkeyPatch, was: Any, becomes: Any
):
    admit_reader(lead, "new", was)
    exactly = line_holders.exactly

    def meanwhile(facts: Any) -> Any:
        admit_reader(lead, "new", becomes)
        return exactly(facts)

    monkeypatch.setattr(line_holders, "exactly", meanwhile)
    with pytest.raises(LineWrong) as refused:
        give_line(lead, coast, "new", act_id="one")
    assert why(refused) == ("role", "new")
    assert written(lead, "access", "one") == []


def test_who_a_line_is_taken_from_holds_neither_log_of_it_nor_a_relay_from_it_or_to_it(room: Room):
    lead = room.lead
    give_line(lead, "hills", "officer")
    one = drafted(room)  # from the coast to the hills
    lend(room.coast, "coast", one, "officer-2")
    back = draft(room.hills, "hills", "coast", "en", [sentence("We write to you soon.", "ours")])
    lend(room.hills, "hills", back, "officer")
    admit_reader(lead, "officer-3", "officer")
    open_line(
        lead, "port", party="hamas", of="party", names={"ar": "الميناء", "en": "Port"}, langs=("en",), media=("call",),
        officers=("officer", "officer-3"),
    )  # fmt: skip
    other = draft(room.coast, "port", "hills", "en", [sentence("We write to them soon.", "ours")])
    lend(room.coast, "port", other, "officer-2")
    for act, line_, relays in (("one", "port", [other]), ("two", "hills", [one, back]), ("three", "coast", [])):
        take_line(lead, line_, "officer", act_id=act)
        logs = [f"line/{line_}", f"channel/{line_}", *sorted(f"relay/{r}" for r in relays)]
        assert written(lead, "access", act) == [LogRevoked(reader="officer", log=log, by="lead") for log in logs]


def test_a_line_is_taken_only_from_who_holds_it_and_never_from_the_last_who_does(
    lead: Desk, officer: Desk, coast: str, now: Clock
):
    def refused(reader: str) -> tuple[str, Any]:
        before = lead.ledger.head("access")
        with pytest.raises(LineWrong) as told:
            take_line(lead, coast, reader)
        assert lead.ledger.head("access") == before
        return why(told)

    for reader in ("nobody", "analyst", "delegate"):
        assert refused(reader) == ("not_held", reader)
    give_line(lead, coast, "delegate")
    take_line(lead, coast, "delegate", act_id="one")
    assert take_line(lead, coast, "delegate", act_id="one").again
    with pytest.raises(ActReused):
        take_line(lead, coast, "officer", act_id="one")
    take_line(lead, coast, "officer")
    give_line(lead, coast, "delegate")  # whose channel keeps no line
    grant_log(lead, "officer", "channel/coast")
    assert refused("lead") == ("last_holder", "lead")
    give_line(lead, coast, "officer", until=now() + timedelta(hours=1))
    grant_log(lead, "officer", "channel/coast")  # longer than the line
    now.on(hours=2)
    assert refused("lead") == ("last_holder", "lead")
    give_line(lead, coast, "officer")
    take_line(lead, coast, "lead")
    assert not {"line/coast", "channel/coast"} & set(lead.sight)


def test_a_line_of_which_one_log_is_left_is_taken_whole(lead: Desk, coast: str, now: Clock):
    for left in ("line/coast", "channel/coast"):
        give_line(lead, coast, "officer")
        revoke_log(lead, "officer", {"line/coast": "channel/coast", "channel/coast": "line/coast"}[left])
        take_line(lead, coast, "officer")
        assert not {"line/coast", "channel/coast"} & set(Desk.open(lead.home, CASE, "officer", now=now).sight)
