"""The list of what crosses against the table of acts, both ways; and each crossing tried by fewer people than it needs."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.desk import definitions
from tests.desk.on_the_cell import FIRST, set_up
from tests.desk.relays import HILLS, Room, approved, drafted, sentence, signs

from wasata import words
from wasata.desk import acceptance, defined, definition, draft, for_table, lost_factor, notice, offer, precedent, table
from wasata.desk.access import ACTS, Desk, admit_reader, grant_log, revoke_log
from wasata.desk.case import open_case, open_log
from wasata.desk.closing import approve_closing, closing_of, plan_closing
from wasata.desk.commitment import commitments
from wasata.desk.crossing import CROSSINGS, OWN_WORDS, TAKES_BACK, THE_END
from wasata.desk.delivery import deliver
from wasata.desk.for_table import Wish
from wasata.desk.key import make_key
from wasata.desk.letter import send
from wasata.desk.line import open_line
from wasata.desk.message import clear
from wasata.desk.offer_stands import content_of, known
from wasata.desk.record import export_log
from wasata.desk.relay import approve, countersign, force, lend
from wasata.desk.travel import begin_travel
from wasata.errors import DeskError, WasataError
from wasata.record.kinds.draft import ClausePart
from wasata.values import LANGS

WORDS = {"ar": "تبدأ الجولة يوم الأحد.", "en": "The round begins on Sunday."}
TEXT = defined.Text({"ar": "الوقف", "en": "Pause"}, {"ar": "لا نار", "en": "No fire"})
LISTED = {act for crossing in CROSSINGS for act in crossing.acts}


def hands_over(act: str) -> bool:
    """Whether by this act anything comes to where somebody else reads it: to a side, to an approver, or a log to a reader."""
    return any(log.startswith(("channel/", "table", "access", "relay/")) for log in ACTS[act].writes)


def test_every_act_that_brings_anything_to_a_side_or_a_log_to_a_reader_is_told():
    told = LISTED | set(OWN_WORDS) | set(TAKES_BACK) | set(THE_END)
    assert {act for act in ACTS if hands_over(act)} <= told
    assert told <= set(ACTS), "no act is told that is not there"
    assert not LISTED & set(OWN_WORDS)
    assert not (LISTED | set(OWN_WORDS)) & {*TAKES_BACK, *THE_END}
    assert {log for act in THE_END for log in ACTS[act].writes} == {"access"}


def test_each_crossing_writes_where_it_says_and_nowhere_else_a_side_reads():
    for crossing in CROSSINGS:
        written = {log for act in crossing.acts for log in ACTS[act].writes}
        assert set(crossing.into) <= written, crossing.name
        assert {log for log in written if log.startswith(("channel/", "table"))} <= set(crossing.into), crossing.name
    assert len({c.name for c in CROSSINGS}) == len(CROSSINGS)


def test_a_sides_own_words_go_into_its_own_channel_and_no_other_log():
    for act in OWN_WORDS:
        assert ACTS[act].writes == ("channel/{line}",), act


@pytest.mark.parametrize("lang", LANGS)
def test_each_is_told_in_words(lang):
    keys = [f"crossing.{what}.{c.name}" for c in CROSSINGS for what in ("name", "reveals")]
    keys += [f"crossing.words.{c.words}" for c in CROSSINGS] + [f"crossing.own.{act}" for act in OWN_WORDS]
    assert [key for key in keys if not words.has(key, lang)] == []


def test_no_key_of_a_program_does_any_of_it(room, home, now):
    for reader in ("lead", "officer", "delegate"):
        person = Desk.open(home, room.lead.case, reader, now=now)
        program = Desk.open(home, room.lead.case, reader, now=now, only=frozenset(person.sight))
        for act in LISTED | set(OWN_WORDS) | set(TAKES_BACK) | set(THE_END):
            assert not program.may(act, line="coast", to="hills", relay="rl-1"), f"{act} by a key of {reader}"


# each by fewer people than it needs


def relay_by_one(room: Room) -> None:
    """The lead holds both lines and drafts himself."""
    from wasata.desk.relay import draft

    relay = draft(
        room.lead, "coast", "hills", "en", [sentence("They would take five days.", "paraphrase", room.said())]
    )
    approve(room.lead, relay, signs(room.lead, relay, "coast"), recipient=HILLS["en"], line="coast")


def attachment_by_one(room: Room) -> None:
    """There is no way for a file but a relay's: a letter carries none."""
    send(room.hills, "hills", ["See the file."], "en", recipient=HILLS["en"], pieces=())  # type: ignore[call-arg]


def put_by_one(room: Room) -> None:
    definitions.put(room.lead, "coast", definition.write(room.lead, TEXT), 1, recipient="Coast Council")


def agreed_by_one(room: Room) -> None:
    term = definition.write(Desk.open(room.lead.home, room.lead.case, "officer", now=room.now), TEXT)
    for line, names, door in (("coast", "Coast Council", room.coast_door), ("hills", HILLS["en"], room.hills_door)):
        definitions.put(room.lead, line, term, 1, recipient=names)
        definition.answer(door, line, term, 1)
    definition.approve(room.lead, term)
    definitions.agree(room.lead, term, TEXT.digest)


def on_table_by_one(wish: Wish) -> Callable[[Room], None]:
    def act(room: Room) -> None:
        for_table.approve(room.lead, for_table.ask(room.lead, wish), wish.digest)

    return act


def offered_by_one(room: Room, version: int | None = None) -> str:
    """He asks for it and approves it himself."""
    set_up(room.lead)
    if version is not None:
        draft.write(room.lead, (ClausePart(clause="c1", words={"ar": "هدوء", "en": "Quiet"}),), after=0)
    return offer.ask(room.lead, ("coast", "hills"), package=FIRST if version is None else None, draft=version)


def package_by_one(room: Room) -> None:
    approve_offer(room, offered_by_one(room))


def text_by_one(room: Room) -> None:
    approve_offer(room, offered_by_one(room, 1))


def approve_offer(room: Room, named: str) -> None:
    with room.lead.hold():
        ours = known(room.lead, named)
        signed = ours.signed(content_of(room.lead, ours))
    offer.approve(room.lead, named, signed)


def question_by_one(room: Room) -> None:
    """He puts it without anybody's approval."""
    named = offered_by_one(room)
    room.now.on(days=1)
    offer.deliver(room.lead, named)


def end_by_one(room: Room) -> None:
    """He says it is over, or that all said yes, of what nobody was asked."""
    named = offered_by_one(room)
    room.now.on(days=1)
    acceptance.close(room.lead, named)


def closed_by_one(room: Room) -> None:
    plan = plan_closing(room.lead, date(2024, 1, 1), {}, "It is over.", notice=WORDS)
    approve_closing(room.lead, plan, closing_of(room.lead).plan.digest)


def taught_by_one(room: Room) -> None:
    card = precedent.card_of("remains", {"en": "In batches"}, {"worked": {"en": "Patience."}})
    named = precedent.draft(room.lead, card)
    (line,) = precedent.drafts(room.lead)
    precedent.approve(room.lead, named, line.signed)


def carried_by_one(room: Room) -> None:
    """A lead who lets himself go."""
    begin_travel(room.lead, "coast", room.lead.reader, room.now() + timedelta(days=1))


def factor_by_one(room: Room) -> None:
    """The lead says it of the officer, and says it once more in the second person's place."""
    named = lost_factor.report(room.lead, "officer", "I know his voice.")
    lost_factor.confirm(room.lead, named, "I know his voice.")


BY_ONE: dict[str, Callable[[Room], None]] = {
    "relay": relay_by_one,
    "attachment": attachment_by_one,
    "definition_put": put_by_one,
    "definition_agreed": agreed_by_one,
    "package_put": package_by_one,
    "text_released": text_by_one,
    "asked_in_confidence": question_by_one,
    "double_yes": end_by_one,
    "no_agreement": end_by_one,
    "notice": on_table_by_one(Wish("notice", WORDS)),
    "name": on_table_by_one(Wish("name", WORDS, "mediator")),
    "day": on_table_by_one(Wish("day", WORDS, day=date(2023, 11, 22))),
    "commitment": on_table_by_one(Wish("commitment", WORDS, "mediator", date(2023, 11, 22))),
    "closing_told": closed_by_one,
    "precedent": taught_by_one,
    "travel": carried_by_one,
    "factor_fell": factor_by_one,
}


def test_each_crossing_of_more_than_one_person_is_tried_by_one():
    assert set(BY_ONE) == {c.name for c in CROSSINGS if c.hands >= 2}


def seen_by_sides(room: Room) -> tuple[int, ...]:
    return tuple(room.lead.ledger.head(log).seq for log in ("channel/coast", "channel/hills", "table", "line/hills"))


REFUSED = {
    "relay": "relay.why.own", "attachment": "", "definition_put": "definition.why.own",
    "definition_agreed": "definition.why.second", "package_put": "offer.why.own", "text_released": "offer.why.own",
    "asked_in_confidence": "offer.why.not_due", "double_yes": "offer.why.not_due", "no_agreement": "offer.why.not_due",
    "notice": "table.why.own", "name": "table.why.own",
    "day": "table.why.own", "commitment": "table.why.own", "closing_told": "",
    "precedent": "precedent.why.own", "travel": "travel.why.own", "factor_fell": "lostfactor.why.twice",
}  # fmt: skip
"""Why one person alone is refused; a letter has no place for a file at all, and no lead approves the end of a case."""


@pytest.mark.parametrize("name", sorted(BY_ONE))
def test_what_needs_two_people_one_cannot_do_and_nothing_of_it_reaches_a_side(room, name):
    room.said()
    with pytest.raises((DeskError, TypeError)) as refused:
        BY_ONE[name](room)
    assert str(getattr(refused.value, "values", {}).get("why", "")) == REFUSED[name]
    room.now.on(hours=1)
    room.deliver()
    assert room.letters() == []
    assert notice.table(room.hills_door, "en") == ()
    assert table.names(room.hills_door) == ()
    assert table.days(room.hills_door, "en") == ()
    assert commitments(room.hills_door, "en") == ()
    assert room.hills_door.fold(defined.AGREED) == {}
    assert precedent.precedents(room.lead) == ()
    put = room.coast_door.fold(defined.definitions_in("coast"))
    assert bool(put) is (name == "definition_agreed"), "put by a second person before, for their word"


# what one person does: only he whom the list has in mind


def test_a_relay_goes_alone_by_the_lead_only_and_another_countersigns(room):
    relay = drafted(room)
    with pytest.raises(WasataError):
        force(room.coast, "coast", relay, signs(room.coast, relay, "coast"), "Urgent.", recipient=HILLS["en"])
    force(room.lead, "coast", relay, signs(room.lead, relay, "coast"), "Urgent.", recipient=HILLS["en"])
    with pytest.raises(WasataError):
        countersign(room.lead, relay)
    with pytest.raises(WasataError):
        countersign(room.coast, relay)
    with pytest.raises(WasataError):
        countersign(room.hills, relay)
    lend(room.lead, "coast", relay, "officer-2")
    countersign(room.hills, relay)


def test_a_letter_alone_is_of_who_holds_no_other_line(room):
    with pytest.raises(WasataError):
        send(room.lead, "hills", ["Tomorrow at nine."], "en", recipient=HILLS["en"])
    letter = send(room.hills, "hills", ["Tomorrow at nine."], "en", recipient=HILLS["en"])
    room.now.on(hours=1)
    deliver(room.hills, "hills", letter)
    assert room.letters() == ["Tomorrow at nine."]


def test_what_one_person_puts_on_a_table_he_puts_in_a_public_case_which_has_no_line(room, home, now):
    with pytest.raises(WasataError):
        notice.post_notice(room.lead, ar=WORDS["ar"], en=WORDS["en"])
    public = open_case(home, "public", names=WORDS, period=WORDS, lead="lead", public_only=True, now=now, zone="UTC")
    notice.post_notice(public, ar=WORDS["ar"], en=WORDS["en"])
    table.show_name(public, "mediator", WORDS)
    with pytest.raises(WasataError):
        open_log(public, "channel/coast")


@pytest.mark.parametrize("who", ["officer", "officer-2", "delegate", "analyst", "auditor"])
def test_lines_are_opened_and_logs_given_by_the_lead_and_nobody_else(room, who):
    desk = Desk.open(room.lead.home, room.lead.case, who, now=room.now)
    before = room.lead.ledger.head("access").seq
    for act in (
        lambda: open_line(desk, "third", party="qatar", of="mediator", names=HILLS, langs=("ar",), media=("call",),
                          officers=()),
        lambda: admit_reader(desk, "friend", "delegate"), lambda: grant_log(desk, who, "channel/hills"),
        lambda: open_log(desk, "channel/third"),
    ):  # fmt: skip
        with pytest.raises(WasataError):
            act()
    assert room.lead.ledger.head("access").seq == before


def test_a_relay_is_lent_by_who_holds_its_line_to_an_officer_of_the_other(room):
    relay = drafted(room)
    for desk, to in (
        (room.hills, "officer-2"),
        (room.coast, "delegate-2"),
        (room.coast, "analyst"),
        (room.coast, "delegate"),
    ):
        with pytest.raises(WasataError):
            lend(desk, "coast", relay, to)
    lend(room.coast, "coast", relay, "officer-2")
    assert f"relay/{relay}" in room.hills.sight


@pytest.mark.parametrize("who", ["officer", "delegate", "analyst", "truce_monitor"])
def test_a_log_is_exported_by_the_lead_or_the_auditor_who_hold_it(room, who):
    desk = Desk.open(room.lead.home, room.lead.case, who, now=room.now)
    with pytest.raises(WasataError):
        export_log(desk, "table")
    with pytest.raises(WasataError):
        export_log(Desk.open(room.lead.home, room.lead.case, "auditor", now=room.now), "channel/coast")


def test_a_key_is_made_for_what_its_maker_holds_and_by_no_delegate(room):
    for desk, log in ((room.coast, "channel/hills"), (room.coast_door, "channel/coast"), (room.hills, "line/coast")):
        with pytest.raises(WasataError):
            make_key(desk, "mine", [log], 30)


def test_what_was_approved_by_two_leaves_no_more_once_one_of_them_is_gone_or_the_side_says_no(room):
    """The people the list counts must still stand for it when it crosses."""
    relay = drafted(room)
    approved(room, relay)
    (message,) = _messages(room)
    clear(room.coast_door, "coast", message, 1, "none")
    room.now.on(hours=1)
    assert room.deliver() == ()
    other = drafted(room)
    approved(room, other)
    revoke_log(room.lead, "lead", "line/hills")  # he approved: the letter would leave in his name
    room.now.on(hours=1)
    assert room.deliver() == ()


def _messages(room: Room) -> list[str]:
    from wasata.desk.message import talk_of

    with room.coast.hold():
        return list(talk_of(room.coast, "coast", "channel").messages)
