"""A double yes: told when all said it, and else nothing at all."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.on_the_cell import FIRST
from tests.desk.relays import Room
from tests.desk.test_offer import BOTH, cell, heads, put, signs, state, theirs, why

from wasata.desk import acceptance, offer
from wasata.desk.access import Desk
from wasata.desk.offer_stands import REACHED
from wasata.errors import OfferWrong
from wasata.propose.acceptance import Opened
from wasata.record.kinds.acceptance import OfferClosed

__all__ = ["cell"]


@pytest.fixture
def asked(cell: Room) -> str:
    """Both sides are asked in confidence for five hours."""
    return put(cell, until=cell.now() + timedelta(hours=5))


def of_side(desk: Desk, line: str, name: str) -> acceptance.Asked:
    with desk.hold():
        found = acceptance.asked_of_side(desk, line, name)
    assert found is not None
    return found


def over(room: Room) -> tuple[str, ...]:
    room.now.on(hours=6)
    return acceptance.close_round({"officer": room.coast, "lead": room.lead}).left


def test_a_yes_of_all_is_opened_on_the_table_and_each_side_can_check_it(cell: Room, asked: str):
    acceptance.answer(cell.coast_door, "coast", asked, "yes")
    acceptance.answer(cell.hills_door, "hills", asked, "yes")
    assert acceptance.close_round({"lead": cell.lead}).left == (), "not before the hour that was fixed"
    assert over(cell) == (asked,)
    assert state(cell.lead, asked) == "agreed"
    for door, line in ((cell.coast_door, "coast"), (cell.hills_door, "hills")):
        found = of_side(door, line, asked)
        assert (found.stands, found.checked) == ("agreed", ())
        assert found.receipt is not None
        mine = found.receipt
        assert Opened(mine.offer, mine.text, mine.side, mine.answer, mine.salt).commitment == mine.commitment
    with cell.hills_door.hold():
        reached = cell.hills_door.fold(REACHED)[asked]
    assert sorted(a["names"]["en"] for a in reached.answers) == ["Coast Council", "Hill Government"]
    assert reached.content.text("en").startswith("quiet: six days")
    assert over(cell) == ()


@pytest.mark.parametrize("other", ["no", None, "changed"])
def test_a_lone_yes_is_told_to_nobody_and_a_no_looks_like_no_answer(cell: Room, asked: str, other: Any):
    acceptance.answer(cell.coast_door, "coast", asked, "yes")
    if other == "changed":
        acceptance.answer(cell.hills_door, "hills", asked, "yes")
        acceptance.answer(cell.hills_door, "hills", asked, "no")
    elif other:
        acceptance.answer(cell.hills_door, "hills", asked, other)
    before = heads(cell)
    assert over(cell) == (asked,)
    assert [now - was for now, was in zip(heads(cell), before, strict=True)] == [1, 1, 0]
    for log in ("channel/coast", "channel/hills"):
        last = cell.lead.ledger.entry(log, cell.lead.ledger.head(log).seq)
        assert last.fact == OfferClosed(offer=asked), "the same in all, whoever answered"
    assert of_side(cell.coast_door, "coast", asked).stands == "not_agreed"
    with cell.coast_door.hold():
        assert cell.coast_door.fold(REACHED) == {}


def test_until_the_close_nothing_tells_one_side_whether_the_other_answered(cell: Room, asked: str):
    acceptance.answer(cell.hills_door, "hills", asked, "yes")
    before = theirs(cell.hills_door, "hills", asked), of_side(cell.hills_door, "hills", asked)
    acceptance.answer(cell.coast_door, "coast", asked, "no")
    assert (theirs(cell.hills_door, "hills", asked), of_side(cell.hills_door, "hills", asked)) == before
    cell.now.on(hours=6)
    assert of_side(cell.hills_door, "hills", asked).stands == "counting"


def test_an_answer_may_be_changed_until_the_close_and_not_after(cell: Room, asked: str):
    door = cell.coast_door
    acceptance.answer(door, "coast", asked, "no")
    first = of_side(door, "coast", asked).receipt
    acceptance.answer(door, "coast", asked, "yes")
    second = of_side(door, "coast", asked).receipt
    assert first is not None
    assert second is not None
    assert (first.commitment, first.salt) != (second.commitment, second.salt)
    cell.now.on(hours=6)
    for act in (
        lambda: acceptance.answer(door, "coast", asked, "no"),
        lambda: acceptance.take_down(cell.coast, "coast", asked, "no", person="one"),
    ):
        with pytest.raises(OfferWrong) as raised:
            act()
        assert why(raised) == "over"
    assert over(cell) == (asked,)
    with pytest.raises(OfferWrong):
        acceptance.answer(door, "coast", asked, "yes")


def test_one_who_does_not_hold_all_lines_closes_nothing(cell: Room, asked: str):
    cell.now.on(hours=6)
    assert acceptance.close_round({"officer": cell.coast, "officer-2": cell.hills}).left == ()
    assert acceptance.close_round({"lead": cell.lead}).left == (asked,)


def test_what_an_officer_writes_down_for_his_side_counts(cell: Room, asked: str):
    acceptance.take_down(cell.coast, "coast", asked, "yes", person="one")
    found = of_side(cell.coast_door, "coast", asked)
    assert found.receipt is not None
    assert found.receipt.by_us
    acceptance.answer(cell.hills_door, "hills", asked, "yes")
    assert over(cell) == (asked,)
    assert state(cell.lead, asked) == "agreed"


def test_an_answer_that_was_changed_after_the_close_is_found_by_its_own_side(cell: Room, asked: str):
    acceptance.answer(cell.coast_door, "coast", asked, "yes")
    acceptance.answer(cell.hills_door, "hills", asked, "yes")
    over(cell)
    with cell.coast_door.hold():
        reached = cell.coast_door.fold(REACHED)[asked]
    mine = of_side(cell.coast_door, "coast", asked).receipt
    assert mine is not None
    forged = [dict(a) for a in reached.answers]
    for one in forged:
        if one["side"] == mine.side:
            one["salt"] = "0" * 64
            one["commitment"] = Opened(asked, reached.digest, mine.side, "yes", "0" * 64).commitment
    from dataclasses import replace

    false = replace(reached, answers=tuple(forged))
    assert acceptance.wrong_in(false) == (), "by itself it holds"
    their_own = theirs(cell.coast_door, "coast", asked)
    with cell.coast_door.hold():
        from wasata.desk.offer_stands import answers_in

        given = cell.coast_door.fold(answers_in("coast"))[asked]
    assert acceptance.wrong_in(false, their_own, given) == (mine.side,)
    other_words = replace(reached, digest="1" * 64)
    assert len(acceptance.wrong_in(other_words)) == 2


def test_it_is_asked_only_of_sides_the_table_has_a_name_for(room: Room):
    from tests.desk.on_the_cell import set_up

    set_up(room.lead, "officer")
    with pytest.raises(OfferWrong) as raised:
        offer.ask(room.lead, BOTH, package=FIRST, until=room.now() + timedelta(hours=5))
    assert why(raised) == "no_name"


def test_that_the_close_opened_the_answers_stands_in_the_record_of_reading(cell: Room, asked: str):
    from wasata.desk.reading import LOG

    over(cell)
    ledger = cell.lead.home.ledger(cell.lead.case, (LOG,))
    told = [e.data for e in ledger.entries(LOG, 0, ledger.head(LOG).seq)]
    assert any(o["page"] == "offer_close" and asked in o["things"] for d in told for o in d["openings"])


def test_signing_names_the_hour_of_the_close(cell: Room):
    one = offer.ask(cell.coast, BOTH, package=FIRST, until=cell.now() + timedelta(hours=5))
    other = offer.ask(cell.coast, BOTH, package=FIRST, until=cell.now() + timedelta(hours=6))
    assert signs(cell.lead, one) != signs(cell.lead, other)
