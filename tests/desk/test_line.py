"""Opening lines and keeping what stands of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.desk import line
from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.case import TABLE
from wasata.desk.line import (
    agree_dark_rule,
    board,
    change_media,
    close_deadline,
    line_whole,
    move_delegation,
    name_body,
    name_person,
    note_line,
    note_pressure,
    open_line,
    person_left,
    set_deadline,
)
from wasata.desk.message import hear
from wasata.errors import LineNone, LineUnknown, LineWrong, LogNotYours, NotAllowed, PublicOnly

NAMES: dict[Any, str] = {"ar": "مجلس الساحل", "en": "Coast Council"}


def opened(lead: Desk, name: str = "coast", officers: tuple[str, ...] = ("officer",), **more: Any) -> str:
    told: Any = {"party": "hamas", "of": "party", "names": NAMES, "langs": ("ar",), "media": ("call",)} | more
    return open_line(lead, name, officers=officers, **told)


@pytest.fixture
def coast(lead: Desk) -> str:
    return opened(lead)


@pytest.fixture
def officer(lead: Desk, coast: str, now: Clock) -> Desk:
    return Desk.open(lead.home, lead.case, "officer", now=now)


def test_a_line_is_held_by_its_lead_and_officers_and_by_nobody_else(lead: Desk, officer: Desk, now: Clock):
    assert {"line/coast", "channel/coast"} <= set(officer.sight) & set(lead.sight)
    for other in ("analyst", "truce_monitor", "delegate", "auditor"):
        desk = Desk.open(lead.home, lead.case, other, now=now)
        assert not {"line/coast", "channel/coast"} & set(desk.sight)
        with pytest.raises(LineNone):
            board(desk, "ar")


def test_a_line_that_is_not_held_is_unknown_in_the_same_words_as_one_that_is_not_there(
    lead: Desk, coast: str, now: Clock
):
    analyst = Desk.open(lead.home, lead.case, "analyst", now=now)
    told = []
    for name in (coast, "nowhere"):
        with pytest.raises(LineUnknown) as refused:
            line_whole(analyst, name, "en")
        told.append(str(refused.value).replace(name, "X"))
    assert told[0] == told[1]


def test_no_two_channels_of_a_party_a_friend_or_a_mediator_look_alike(lead: Desk):
    for n, (party, of) in enumerate((("hamas", "party"), ("qatar", "mediator"), ("oman", "supporter")) * 4):
        opened(lead, f"x{n}", party=party, of=of, names={"ar": f"خط {n}", "en": f"Line {n}"})
    cards = board(lead, "en")
    with lead.hold():
        parties = {s["sign"] for s in lead.fold(TABLE).opened["signs"]}
    assert len({card.sign for card in cards}) == len({card.pattern for card in cards}) == len(cards) == 12
    assert not parties & {card.sign for card in cards}, "what a party wears tells of no line of it"


def test_opening_broken_off_is_taken_up_again_and_sent_twice_is_one(lead: Desk):
    with pytest.raises(RuntimeError):
        opened(lead, act_id="once", lot=_breaks)
    assert opened(lead, act_id="once") == opened(lead, act_id="once")
    assert len(list(lead.ledger.entries("line/coast"))) == 1
    with pytest.raises(LineWrong):
        opened(lead, act_id="another")


def _breaks(_: object) -> Any:
    raise RuntimeError


def test_only_a_lead_opens_a_line_and_only_for_officers_of_the_case(lead: Desk, officer: Desk):
    with pytest.raises(NotAllowed):
        opened(officer, "hills")
    for stranger in ("analyst", "nobody"):
        with pytest.raises(LineWrong):
            opened(lead, "hills", officers=(stranger,))
    assert "line/hills" not in lead.sight


def test_a_public_case_never_has_a_line(public_lead: Desk):
    with pytest.raises(PublicOnly):
        opened(public_lead, officers=())
    assert not [log for log in public_lead.home.logs(public_lead.case) if log.startswith(("line/", "channel/"))]


@pytest.fixture
def public_lead(home: Any, now: Clock) -> Desk:
    from wasata.desk.case import open_case

    return open_case(
        home, "public", names={"ar": "علنية", "en": "Public"}, period={"ar": "", "en": ""}, lead="lead", public_only=True,
        now=now,
    )  # fmt: skip


def test_a_line_goes_dark_with_its_cause_and_its_deadlines_stand_still(officer: Desk, coast: str, now: Clock):
    with pytest.raises(LineWrong):
        note_line(officer, coast, "dark")
    line.agree_dark_rule(officer, coast, "pauses")
    note_line(officer, coast, "open")
    line.set_deadline(officer, coast, "their answer on the list", now() + timedelta(hours=6), "them")
    now.on(hours=2)
    note_line(officer, coast, "dark", cause="blackout", at=now() - timedelta(hours=1))
    now.on(hours=3)
    (card,) = board(officer, "en")
    assert card.spell is not None
    assert (card.spell.state, card.spell.cause, card.spell.lasted(now())) == ("dark", "blackout", timedelta(hours=4))
    assert card.due[0].falls.paused_since == card.spell.since
    assert card.due[0].falls.left == timedelta(hours=5)


def test_the_rule_of_dark_hours_is_agreed_beforehand(officer: Desk, coast: str, now: Clock):
    note_line(officer, coast, "dark", cause="security")
    now.on(minutes=1)
    with pytest.raises(LineWrong):
        line.agree_dark_rule(officer, coast, "pauses")


def test_a_deadline_is_moved_closed_and_not_moved_again(officer: Desk, coast: str, now: Clock):
    line.set_deadline(officer, coast, "the list", now() + timedelta(hours=6), "us")
    (due,) = board(officer, "en")[0].due
    line.set_deadline(officer, coast, "the list", now() + timedelta(hours=9), "us", deadline=due.deadline)
    line.close_deadline(officer, coast, due.deadline, "met")
    assert board(officer, "en")[0].due == ()
    assert [d.outcome for d in line_whole(officer, coast, "en").closed] == ["met"]
    for wrong in (
        lambda: line.close_deadline(officer, coast, due.deadline, "met"),
        lambda: line.set_deadline(officer, coast, "x", now(), "us", deadline=due.deadline),
    ):
        with pytest.raises(LineWrong):
            wrong()


def test_people_bodies_delegation_and_pressure_are_kept(officer: Desk, coast: str, now: Clock):
    line.name_body(officer, coast, "wing", {"ar": "الجناح", "en": "The wing"}, "armed")
    line.name_person(officer, coast, "one", "Envoy One", body="wing", may_clear=True)
    with pytest.raises(LineWrong):
        line.name_person(officer, coast, "two", "Envoy Two", body="nobody")
    line.person_left(officer, coast, "one", "called home")
    with pytest.raises(LineWrong):
        line.move_delegation(officer, coast, "the negotiators", "recalled", "the host city")
    line.move_delegation(officer, coast, "the negotiators", "recalled", "the host city", decided_by="their council")
    line.note_pressure(officer, coast, "israel", "to open the road", asked_by_us=False)
    whole = line_whole(officer, coast, "ar")
    assert [(p.name, p.may_clear, p.left_at is not None) for p in whole.people] == [("Envoy One", True, True)]
    assert whole.bodies == (("wing", "الجناح", "armed"),)
    assert whole.card.delegations[0].decided_by == "their council"
    assert [p.on for p in whole.pressure] == ["israel"]


def test_an_officer_of_one_line_keeps_no_other(lead: Desk, officer: Desk, now: Clock):
    admit_reader(lead, "officer-2", "officer")
    opened(lead, "hills", officers=("officer-2",), names={"ar": "التلال", "en": "Hills"})
    other = Desk.open(lead.home, lead.case, "officer-2", now=now)
    assert [card.line for card in board(other, "en")] == ["hills"]
    assert [card.line for card in board(officer, "en")] == ["coast"]
    with pytest.raises(LineUnknown):
        note_line(other, "coast", "open")
    grant_log(lead, "officer-2", "line/coast")  # to read it, and not the channel
    with pytest.raises(LogNotYours):
        note_line(other, "coast", "open")
    assert [card.line for card in board(other, "en")] == ["hills"], "half a line breaks no board"


def test_a_line_whose_opening_was_broken_off_is_none_yet(lead: Desk):
    with pytest.raises(RuntimeError):
        opened(lead, act_id="once", lot=_breaks)
    assert board(lead, "en") == ()
    for asked in (lambda: line_whole(lead, "coast", "en"), lambda: note_line(lead, "coast", "open")):
        with pytest.raises(LineUnknown):
            asked()


@pytest.mark.parametrize("act", [note_line, line.agree_dark_rule])
def test_a_form_sent_twice_is_one_entry(officer: Desk, coast: str, act: Callable[..., Any]):
    what = {"note_line": "open", "agree_dark_rule": "pauses"}[act.__name__]
    first = act(officer, coast, what, act_id="same")
    assert act(officer, coast, what, act_id="same").again
    assert first.heads["line/coast"].seq == 2


def test_a_lead_does_not_open_anew_a_line_another_lead_keeps(lead: Desk, coast: str, now: Clock):
    """It would give him both its logs without a word."""
    admit_reader(lead, "lead-2", "lead")
    other = Desk.open(lead.home, lead.case, "lead-2", now=now)
    with pytest.raises(LineWrong):
        opened(other, coast, officers=())
    assert "line/coast" not in other.sight


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Coast", {}),
        ("", {}),
        ("a b", {}),
        ("hills", {"langs": ()}),
        ("hills", {"media": ()}),
        ("hills", {"party": "x y"}),
    ],
)
def test_a_line_that_cannot_be_so_is_refused_before_a_log_is_opened(lead: Desk, name: str, more: dict[str, Any]):
    before = set(lead.home.logs(lead.case))
    with pytest.raises(LineWrong):
        opened(lead, name, **more)
    assert set(lead.home.logs(lead.case)) == before


def test_the_card_tells_who_answers_and_when_it_was_last_tried_and_answered(officer: Desk, coast: str, now: Clock):
    from wasata.desk.contact import record_contact

    line.name_person(officer, coast, "one", "Envoy One")
    line.name_person(officer, coast, "two", "Envoy Two")
    line.person_left(officer, coast, "two")
    (card,) = board(officer, "en")
    assert ([p.name for p in card.people], card.tried_at, card.answered_at) == (["Envoy One"], None, None)
    now.on(hours=5)
    record_contact(officer, coast, "call", "out", now() - timedelta(hours=2), answered=True)
    record_contact(officer, coast, "call", "out", now() - timedelta(hours=1), answered=False)
    record_contact(officer, coast, "call", "out", now() - timedelta(hours=3), answered=True)
    (card,) = board(officer, "en")
    assert card.tried_at == now() - timedelta(hours=1)
    assert card.answered_at == now() - timedelta(hours=2)


def test_the_card_shows_two_weeks_and_no_more(officer: Desk, coast: str, now: Clock):
    note_line(officer, coast, "open")
    now.on(days=3)
    note_line(officer, coast, "dark", cause="rest")
    now.on(days=15)
    (card,) = board(officer, "en")
    assert [(s.state, s.since) for s in card.lately] == [("dark", now() - timedelta(days=14))]
    assert card.spell is not None
    assert card.spell.lasted(now()) == timedelta(days=15)


def test_a_delegation_does_not_move_in_the_future_nor_for_a_body_nobody_named(officer: Desk, coast: str, now: Clock):
    for more in ({"at": now() + timedelta(hours=1)}, {"body": "nobody"}):
        with pytest.raises(LineWrong):
            line.move_delegation(officer, coast, "the negotiators", "arrived", "the host city", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda d: line.name_body(d, "coast", "Not An Ident", {"ar": "x", "en": "x"}, "armed"), "body"),
        (lambda d: line.name_person(d, "coast", "one", "x" * 201), "name"),
        (lambda d: line.set_deadline(d, "coast", "", d.now(), "us"), "words"),
        (lambda d: line.note_pressure(d, "coast", "israel", "x" * 4001, asked_by_us=True), "words"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field_and_never_quoted(officer: Desk, act: Callable[..., Any], field: str):
    with pytest.raises(LineWrong) as refused:
        act(officer)
    assert (refused.value.values["why"], refused.value.values["value"]) == ("line.why.form", field)
    assert "xxx" not in str(refused.value)


def test_the_board_says_by_what_a_line_answers_now_and_that_a_dark_one_answers_by_nothing(officer: Desk, now: Clock):
    def by() -> str | None:
        return board(officer, "en")[0].by

    note_line(officer, "coast", "open", medium="call", at=now())
    assert by() == "call"
    note_line(
        officer, "coast", "degraded", cause="technical", medium="letter", note="calls break off", at=now.on(hours=1)
    )
    assert by() == "letter"
    note_line(officer, "coast", "open", medium="meeting", at=now() - timedelta(minutes=90))
    assert by() == "letter", "what is noted late of an earlier hour displaces nothing"
    note_line(officer, "coast", "dark", cause="blackout", medium="call", at=now.on(hours=1))
    assert by() is None
    note_line(officer, "coast", "open", at=now.on(hours=1))
    assert by() is None, "what was said before it went dark is not said of today"


def test_the_board_says_where_each_delegation_is(officer: Desk, now: Clock):
    for who, place in (("the negotiators", "the host city"), ("the doctors", "the port")):
        line.move_delegation(officer, "coast", who, "arrived", place, at=now.on(hours=1))
    line.move_delegation(
        officer, "coast", "the negotiators", "recalled", "home", decided_by="their council", at=now.on(hours=1)
    )
    told = [(m.delegation, m.moved, m.place) for m in board(officer, "en")[0].delegations]
    assert told == [("the negotiators", "recalled", "home"), ("the doctors", "arrived", "the port")]


def test_by_what_a_line_is_reached_can_be_changed_and_what_it_was_before_stays_told(
    lead: Desk, officer: Desk, coast: str
):
    before = line_whole(officer, coast, "en").card.media
    with pytest.raises(LineWrong):
        change_media(officer, coast, before)
    with pytest.raises(LineWrong):
        change_media(officer, coast, ())
    change_media(officer, coast, ("letter", "meeting", "letter"), note="The road is open again.")
    whole = line_whole(lead, coast, "ar")
    assert whole.card.media == ("letter", "meeting")
    ((_, was, who, why),) = whole.media_before
    assert (was, who, why) == (before, "officer", "The road is open again.")


SAID = "They would open the north road before the first list is read."


def test_what_is_kept_of_a_line_repeats_no_word_of_another_wherever_it_is_written(lead: Desk, coast: str, now: Clock):
    opened(lead, "hills", names={"ar": "التلال", "en": "Hills"})
    hear(lead, "hills", [(SAID, "none")], "en")
    act = {
        "note": lambda: note_line(lead, coast, "open", note=f"Told: {SAID}"),
        "deadline": lambda: set_deadline(lead, coast, SAID, now.at + timedelta(days=1), "them"),
        "pressure": lambda: note_pressure(lead, coast, "israel", SAID, asked_by_us=False),
        "place": lambda: move_delegation(lead, coast, "All of them", "arrived", SAID),
        "decided_by": lambda: move_delegation(lead, coast, "Two", "recalled", "home", decided_by=SAID),
        "rule": lambda: agree_dark_rule(lead, coast, "pauses", note=SAID),
        "media": lambda: change_media(lead, coast, ("letter",), note=SAID),
        "role": lambda: name_person(lead, coast, "two", "Envoy Two", role=SAID),
        "body": lambda: name_body(lead, coast, "wing", {"ar": "الجناح", "en": SAID}, "armed"),
    }
    for what, keep in act.items():
        with pytest.raises(LineWrong) as refused:
            keep()
        assert str(refused.value.values["why"]) == "line.why.other_line", what
    note_line(lead, "hills", "open", note=f"Told: {SAID}")
    set_deadline(lead, coast, "An answer", now.at + timedelta(days=1), "them", act_id="d")
    (due,) = line_whole(lead, coast, "en").card.due
    with pytest.raises(LineWrong):
        close_deadline(lead, coast, due.deadline, "met", note=SAID)
    name_person(lead, coast, "three", "Envoy Three")
    with pytest.raises(LineWrong):
        person_left(lead, coast, "three", SAID)


def test_what_we_kept_of_one_line_is_found_in_the_papers_of_another(lead: Desk, coast: str):
    opened(lead, "hills", names={"ar": "التلال", "en": "Hills"})
    agree_dark_rule(lead, coast, "pauses", note="whoever answers there sleeps at the old mill")
    with pytest.raises(LineWrong):
        note_line(lead, "hills", "open", note="We heard whoever answers there sleeps at the old mill now.")
