"""What goes to the sides: a package or a version of the text, by two people's hands, to all at one moment."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.on_the_cell import FIRST, SECOND, both, set_up
from tests.desk.relays import SECRET, Room, another

from wasata.desk import acceptance, offer
from wasata.desk.access import Desk, revoke_log
from wasata.desk.cell import give_cell
from wasata.desk.offer_stands import Theirs, content_of, known, offers_in, state_of
from wasata.errors import LogNotYours, NoSuchAct, OfferWrong, PackageWrong, WasataError
from wasata.record.kinds.package import NeverTogether, OptionsOf

BOTH = ("coast", "hills")
WORDS = both("This is what we think both could accept.")


def why(raised: pytest.ExceptionInfo[Any]) -> str:
    return str(raised.value.values["why"]).rpartition(".")[2]


@pytest.fixture
def cell(named: Room) -> Room:
    """The cell is open for the lead and the coast's officer, and the table has both names."""
    set_up(named.lead, "officer")
    return named


def signs(desk: Desk, name: str) -> str:
    with desk.hold():
        ours = known(desk, name)
        return ours.signed(content_of(desk, ours))


def state(desk: Desk, name: str) -> str:
    with desk.hold():
        return state_of(desk, known(desk, name))


def put(room: Room, **told: Any) -> str:
    """An offer that the officer asked for, the lead approved, and that has left."""
    given: dict[str, Any] = {"package": FIRST, "words": WORDS} | told
    name = offer.ask(room.coast, BOTH, **given)
    offer.approve(room.lead, name, signs(room.lead, name))
    room.now.on(minutes=6)
    assert offer.deliver_round({"lead": room.lead}).left == (name,)
    return name


def theirs(desk: Desk, line: str, name: str) -> Theirs | None:
    with desk.hold():
        return desk.fold(offers_in(line)).get(name)


def heads(room: Room) -> list[int]:
    return [room.lead.ledger.head(log).seq for log in ("channel/coast", "channel/hills", "table")]


def test_nothing_goes_by_one_persons_hand(cell: Room):
    before = heads(cell)
    name = offer.ask(cell.lead, BOTH, package=FIRST)
    with pytest.raises(OfferWrong) as raised:
        offer.approve(cell.lead, name, signs(cell.lead, name))
    assert why(raised) == "own"
    cell.now.on(hours=2)
    assert offer.deliver_round({"lead": cell.lead, "officer": cell.coast}).left == ()
    assert (heads(cell), state(cell.lead, name)) == (before, "asked")


def test_both_sides_have_it_at_one_moment_in_words_and_whole_options(cell: Room):
    name = put(cell)
    found = [theirs(door, line, name) for door, line in ((cell.coast_door, "coast"), (cell.hills_door, "hills"))]
    one, other = found
    assert one is not None
    assert other is not None
    assert one.at == other.at
    assert one.digest == other.digest
    assert [(line["issue"]["en"], line["option"]["en"]) for line in one.content.lines] == [
        ("quiet", "six days"), ("lists", "none"), ("crossing", "open"),
    ]  # fmt: skip
    assert one.side != other.side
    entry = cell.lead.ledger.entry("channel/hills", cell.lead.ledger.head("channel/hills").seq)
    assert set(entry.data) == {"happened_at", "offer", "side", "lines", "words", "until", "digest"}
    for told in ("0.", "chance", "kept", "nash", "coast", "officer"):
        assert told not in str(entry.data)


def test_it_waits_and_is_taken_back_by_either_of_the_two_and_no_side_knows(cell: Room):
    before = heads(cell)
    for who in (cell.coast, cell.lead):
        name = offer.ask(cell.coast, BOTH, package=FIRST, words=both(f"by {who.reader}"))
        offer.approve(cell.lead, name, signs(cell.lead, name))
        offer.take_back(who, name)
        cell.now.on(minutes=10)
        assert offer.deliver_round({"lead": cell.lead}).left == ()
        assert state(cell.lead, name) == "taken_back"
    assert heads(cell) == before
    third = another(cell)
    give_cell(cell.lead, "officer-3")
    name = offer.ask(cell.coast, BOTH, package=FIRST)
    with pytest.raises(OfferWrong) as raised:
        offer.take_back(third, name)
    assert why(raised) == "not_yours"
    offer.approve(cell.lead, name, signs(cell.lead, name))
    cell.now.on(minutes=10)
    offer.deliver_round({"lead": cell.lead})
    with pytest.raises(OfferWrong) as raised:
        offer.take_back(cell.coast, name)
    assert why(raised) == "decided"


def test_only_exactly_what_was_seen_is_approved(cell: Room):
    name = offer.ask(cell.coast, BOTH, package=FIRST)
    other = offer.ask(cell.coast, BOTH, package=SECOND)
    assert signs(cell.lead, name) != signs(cell.lead, other)
    for signed in (signs(cell.lead, other), "0" * 64, "yes"):
        with pytest.raises(OfferWrong) as raised:
            offer.approve(cell.lead, name, signed)
        assert why(raised) == "older"
    offer.send_back(cell.lead, other, "Not before the lists.")
    with pytest.raises(OfferWrong) as raised:
        offer.approve(cell.lead, other, signs(cell.lead, other))
    assert why(raised) == "decided"


def test_what_breaks_a_rule_or_was_said_in_confidence_is_not_asked_for(cell: Room):
    cell.said()
    rule = NeverTogether(
        why=both("open only with a list"),
        parts=(OptionsOf(issue="lists", options=("none",)), OptionsOf(issue="crossing", options=("open",))),
    )
    from tests.desk.on_the_cell import ISSUES

    from wasata.desk.package import set_issues

    until = cell.now() + timedelta(hours=5)
    refusals: list[tuple[Any, str]] = [
        (lambda: offer.ask(cell.lead, BOTH), "what"),
        (lambda: offer.ask(cell.lead, BOTH, package=FIRST, draft=1), "what"),
        (lambda: offer.ask(cell.lead, (), package=FIRST), "to"),
        (lambda: offer.ask(cell.lead, ("coast", "coast"), package=FIRST), "to"),
        (lambda: offer.ask(cell.lead, ("coast", "islands"), package=FIRST), "no_line"),
        (lambda: offer.ask(cell.lead, BOTH, draft=3), "no_version"),
        (lambda: offer.ask(cell.lead, BOTH, package=FIRST, words={"en": "only one"}), "half"),
        (lambda: offer.ask(cell.lead, ("coast",), package=FIRST, until=until), "two_sides"),
        (lambda: offer.ask(cell.lead, BOTH, package=FIRST, until=cell.now()), "time"),
        (lambda: offer.ask(cell.lead, BOTH, package=FIRST, until=cell.now() + timedelta(days=90)), "time"),
        (lambda: offer.ask(cell.lead, BOTH, package=FIRST, words=both(SECRET)), "overheard"),
    ]  # fmt: skip
    for act, reason in refusals:
        with pytest.raises(OfferWrong) as raised:
            act()
        assert why(raised) == reason
    with pytest.raises(PackageWrong):
        offer.ask(cell.lead, BOTH, package={"quiet": "six-days"})
    set_issues(cell.lead, BOTH, ISSUES, (rule,))
    with pytest.raises(OfferWrong) as raised:
        offer.ask(cell.lead, BOTH, package=FIRST)
    assert why(raised) == "rule"


def test_it_waits_for_one_who_holds_all_its_lines(cell: Room):
    name = offer.ask(cell.lead, BOTH, package=FIRST)
    offer.approve(cell.coast, name, signs(cell.coast, name))
    cell.now.on(minutes=10)
    assert offer.deliver_round({"officer": cell.coast}).left == ()
    assert offer.deliver_round({"officer-2": cell.hills}).left == ()
    with cell.coast.hold():
        (waits,) = offer.waits(cell.coast)
        assert offer.why_it_stays(cell.coast, waits) == "not_all_held"
    with pytest.raises(LogNotYours):
        offer.deliver(cell.coast, name)
    assert offer.deliver_round({"officer": cell.coast, "lead": cell.lead}).left == (name,)
    assert offer.deliver_round({"officer": cell.coast, "lead": cell.lead}).left == ()


def test_it_stays_when_who_approved_it_may_not_read_the_cell_any_more_or_its_time_is_over(cell: Room):
    name = offer.ask(cell.lead, BOTH, package=FIRST)
    offer.approve(cell.coast, name, signs(cell.coast, name))
    revoke_log(cell.lead, "officer", "cell")
    cell.now.on(minutes=10)
    assert offer.deliver_round({"lead": cell.lead}).left == ()
    give_cell(cell.lead, "officer")
    late = offer.ask(cell.coast, BOTH, package=SECOND, until=cell.now() + timedelta(minutes=30))
    offer.approve(cell.lead, late, signs(cell.lead, late))
    cell.now.on(hours=1)
    assert offer.deliver_round({"lead": cell.lead}).left == (name,), "what nobody could put in time is not put"
    with cell.lead.hold():
        (waits,) = offer.waits(cell.lead)
        assert offer.why_it_stays(cell.lead, waits) == "late"


def test_a_side_says_what_it_thinks_and_the_other_never_sees_it(cell: Room):
    name = put(cell)
    before = theirs(cell.hills_door, "hills", name)
    offer.seen(cell.coast_door, "coast", name)
    offer.answer(cell.coast_door, "coast", name, "accepts_if", "If the lists come first.")
    offer.answer(cell.coast_door, "coast", name, "refuses")
    found = theirs(cell.lead, "coast", name)
    assert found is not None
    assert [(s.stance, s.words) for s in found.said] == [("accepts_if", "If the lists come first."), ("refuses", None)]
    assert found.seen_at is not None
    assert theirs(cell.hills_door, "hills", name) == before
    offer.take_down(cell.coast, "coast", name, "accepts", person="one")
    found = theirs(cell.coast_door, "coast", name)
    assert found is not None
    assert found.word is not None
    assert (found.word.stance, found.word.person) == ("accepts", "one")


def test_a_word_that_cannot_be_one_is_refused(cell: Room):
    name = put(cell)
    door = cell.coast_door
    refusals: list[tuple[Any, str]] = [
        (lambda: offer.answer(door, "coast", "of-none", "accepts"), "unknown"),
        (lambda: offer.answer(door, "coast", "No Name", "accepts"), "unknown"),
        (lambda: offer.answer(door, "coast", name, "perhaps"), "stance"),
        (lambda: offer.answer(door, "coast", name, "accepts_if", "  "), "words"),
        (lambda: offer.answer(door, "coast", name, "accepts", clause="c-1"), "no_clause"),
        (lambda: offer.take_down(cell.coast, "coast", name, "accepts", person="nobody"), "person"),
        (lambda: acceptance.answer(door, "coast", name, "yes"), "not_asked"),
    ]  # fmt: skip
    before = heads(cell)
    for act, reason in refusals:
        with pytest.raises(OfferWrong) as raised:
            act()
        assert why(raised) == reason
    assert heads(cell) == before
    for desk, line in ((cell.coast_door, "hills"), (cell.hills_door, "coast")):
        with pytest.raises(WasataError):
            offer.answer(desk, line, name, "accepts")
    with pytest.raises(NoSuchAct):
        offer.ask(cell.coast_door, BOTH, package=FIRST)
