"""Commitments on the common table: published by two people, seen by all, withdrawn with a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.desk.on_table import put
from tests.desk.relays import COAST, HILLS, Room

from wasata.desk import calendar, for_table, table
from wasata.desk.access import Desk
from wasata.desk.case import open_case
from wasata.desk.commitment import commitments, may_owe, require_commitment
from wasata.desk.door import door
from wasata.desk.for_table import Wish, commitment_of
from wasata.desk.message import say
from wasata.errors import LogNotYours, TableWrong, WasataError

ROAD = {"ar": "تُفتح الطريق الشمالية ست ساعات كل يوم", "en": "The north road is open six hours a day"}
DAY = date(2023, 11, 22)


def why(raised: pytest.ExceptionInfo[TableWrong]) -> str:
    return str(raised.value.values["why"]).removeprefix("table.why.")


def published(room: Room, **more: object) -> str:
    told = {"what": "commitment", "words": ROAD, "of": "hamas", "day": DAY, "to": "israel"} | more
    return commitment_of(put(room.coast, Wish(**told)))  # type: ignore[arg-type]


def test_every_side_reads_the_same_of_it_and_by_the_names_of_the_table(named: Room):
    made = published(named)
    for lang, coast, hills in (("ar", COAST["ar"], HILLS["ar"]), ("en", COAST["en"], HILLS["en"])):
        told = {who: commitments(d, lang) for who, d in (("team", named.lead), ("coast", named.coast_door),
                                                         ("hills", named.hills_door))}  # fmt: skip
        assert told["team"] == told["coast"] == told["hills"]
        (one,) = told["hills"]
        assert (one.commitment, one.who, one.to, one.words, one.due) == (made, coast, hills, ROAD[lang], DAY)
    assert door(named.hills_door, "en").commitments == commitments(named.hills_door, "en")


def test_one_person_publishes_nothing_where_sides_talk_in_confidence(named: Room):
    wish = Wish("commitment", ROAD, "hamas", DAY)
    ask = for_table.ask(named.lead, wish)
    with pytest.raises(TableWrong) as raised:
        for_table.approve(named.lead, ask, wish.digest)
    assert why(raised) == "own"
    assert commitments(named.hills_door, "en") == ()


def test_who_is_named_has_a_name_on_the_table_and_the_mediator_always_may(room: Room):
    assert may_owe(room.lead) == ("mediator",)
    with pytest.raises(TableWrong) as raised:
        for_table.ask(room.lead, Wish("commitment", ROAD, "hamas", DAY))
    assert why(raised) == "unnamed"
    put(room.lead, Wish("commitment", ROAD, "mediator", DAY))
    (one,) = commitments(room.hills_door, "en")
    assert (one.who, one.to) == (table.mediator_called(room.hills_door, "en"), None)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"words": None}, "no_words"),
        ({"words": {"ar": " "}}, "no_words"),
        ({"day": None}, "no_due"),
        ({"to": "hamas"}, "to_himself"),
        ({"to": "qatar"}, "unnamed"),
        ({"at": datetime(2023, 11, 24, 9, tzinfo=UTC)}, "hour"),
        ({"day": None, "event": {"en": "after the list"}, "at": datetime(2023, 11, 22, 9, tzinfo=UTC)}, "hour"),
    ],
)
def test_what_cannot_be_a_commitment_is_refused_with_its_reason(named: Room, more: dict[str, object], reason: str):
    with pytest.raises(TableWrong) as raised:
        published(named, **more)
    assert why(raised) == reason
    assert for_table.waiting(named.lead, "en") == ()


def test_one_language_is_enough_and_says_in_which_it_is(named: Room):
    published(named, words={"ar": ROAD["ar"]}, day=None, event={"en": "once the list is read"})
    (one,) = commitments(named.hills_door, "en")
    assert (one.words, one.lang, one.event, one.event_lang, one.due, one.state) == (
        ROAD["ar"], "ar", "once the list is read", "en", None, "at_event",
    )  # fmt: skip
    assert commitments(named.hills_door, "ar")[0].event_lang == "en"


def test_its_state_is_of_its_day_alone(named: Room):
    published(named, at=datetime(2023, 11, 22, 9, 30, tzinfo=UTC))
    states = []
    for days in (0, 2, 1):
        named.now.on(days=days)
        states.append(commitments(named.coast_door, "en")[0].state)
    assert states == ["to_come", "today", "past"]


def test_it_is_withdrawn_by_two_with_a_reason_that_all_read_and_stays_told(named: Room):
    made = published(named)
    with pytest.raises(TableWrong) as raised:
        put(named.coast, Wish("withdraw", None, made))
    assert why(raised) == "no_reason"
    put(named.coast, Wish("withdraw", {"en": "The round was put off"}, made))
    (one,) = commitments(named.hills_door, "ar")
    assert (one.state, one.why, one.why_lang, one.words) == ("struck", "The round was put off", "en", ROAD["ar"])
    for commitment in (made, "cm-none"):
        with pytest.raises(TableWrong) as raised:
            put(named.coast, Wish("withdraw", {"en": "Again"}, commitment))
        assert why(raised) == "commitment"
    with pytest.raises(TableWrong), named.lead.hold():
        require_commitment(named.lead, made)


def test_what_a_side_said_in_confidence_is_no_commitment_of_it_nor_its_event(named: Room):
    secret = "We open the old mill road once the sick are brought home."
    say(named.coast_door, "coast", [(secret, "none")], "en")
    for more in ({"words": {"en": secret}}, {"event": {"en": secret}}):
        with pytest.raises(TableWrong) as raised:
            published(named, **more)
        assert why(raised) == "overheard"


def test_its_day_stands_in_the_calendar_and_its_file_and_is_crossed_out_when_withdrawn(named: Room):
    made = published(named)
    published(named, day=None, event={"en": "after the list"})
    events = [e for e in calendar.month(named.hills_door, "en", DAY).events if e.kind == "owed"]
    assert [(e.day, e.words, e.ref) for e in events] == [(DAY, f"Coast Council: {ROAD['en']}", made)]
    file = table.calendar_file(named.hills_door, "en").decode()
    assert f"UID:{made}@" in file
    assert "STATUS:CONFIRMED" in file
    put(named.coast, Wish("withdraw", {"en": "Put off"}, made))
    assert [e.kind for e in calendar.month(named.hills_door, "en", DAY).events if e.ref == made] == ["struck"]
    file = table.calendar_file(named.hills_door, "en").decode()
    assert "STATUS:CANCELLED" in file
    assert "SEQUENCE:1" in file


def test_the_digest_stands_for_who_owes_whom_and_for_the_event():
    some = [
        Wish("commitment", ROAD, "hamas", DAY), Wish("commitment", ROAD, "israel", DAY),
        Wish("commitment", ROAD, "hamas", DAY, to="israel"), Wish("withdraw", ROAD, "hamas"),
        Wish("commitment", ROAD, "hamas", DAY, event={"en": "then"}), Wish("commitment", ROAD, "hamas", DAY + timedelta(1)),
    ]  # fmt: skip
    assert len({wish.digest for wish in some}) == len(some)


def test_where_all_is_public_one_person_publishes_and_withdraws(home, now):
    lead = open_case(home, "public", names=COAST, period=HILLS, lead="lead", public_only=True, now=now, zone="UTC")
    assert for_table.offer(lead, Wish("commitment", ROAD, "mediator", DAY), act_id="a") is None
    for_table.offer(lead, Wish("commitment", ROAD, "mediator", DAY), act_id="a")
    (one,) = commitments(lead, "en")
    for_table.offer(lead, Wish("withdraw", {"ar": "أُجلت"}, one.commitment))
    assert [c.state for c in commitments(lead, "en")] == ["struck"]


@pytest.mark.parametrize("who", ["analyst", "delegate", "auditor", "truce_monitor"])
def test_who_may_not_put_anything_on_the_table_publishes_nothing(named: Room, at_desk, who: str):
    with pytest.raises(WasataError):
        for_table.offer(at_desk(who), Wish("commitment", ROAD, "mediator", DAY))


def test_who_does_not_hold_the_table_is_told_of_no_commitment(named: Room):
    with pytest.raises(LogNotYours):
        commitments(
            Desk.open(named.lead.home, named.lead.case, "lead", now=named.now, only=frozenset(("press",))), "en"
        )
