"""Precedents: written by one, approved by two others, refused where they tell whose case it was; and then read by all teams."""

from typing import Any

import pytest
from tests.desk.relays import SECRET, another, why

from wasata.desk import precedent
from wasata.desk.access import Desk, admit_reader
from wasata.desk.case import open_case
from wasata.desk.precedent import approve, card_of, draft, drafts, made, precedents, send_back
from wasata.errors import NotAllowed, WasataError
from wasata.record.home import HOUSE, Home
from wasata.record.keyring import OF_HOUSE
from wasata.record.ledger import Ledger

WORDS = {
    "order": {
        "en": "The weakest went first, the lists came a day before.",
        "ar": "خرج الأضعف أولا، وجاءت القوائم قبل يوم.",
    }
}


def card(names: Any = None, points: Any = None, **numbers: Any) -> Any:
    told = {"given": 3, "taken": 1, "people": 50, "days": 7, "steps": 4} | numbers
    return card_of("held_for_prisoners", names or {"en": "In batches", "ar": "على دفعات"}, points or WORDS, **told)


def signed(desk: Desk, name: str) -> str:
    return next(line.signed for line in drafts(desk) if line.draft.precedent == name)


def lets_go(desk: Desk, name: str) -> bool:
    return approve(desk, name, signed(desk, name))


def refused(act: Any) -> tuple[str, Any]:
    with pytest.raises(WasataError) as told:
        act()
    return why(told), told.value.values.get("value")


@pytest.fixture
def elsewhere(home, now) -> Desk:
    """The lead of another case of the same home."""
    words = {"ar": "قضية", "en": "Another"}
    return open_case(home, "another", names=words, period=words, lead="their-lead", now=now, zone="UTC")


def test_two_others_than_its_author_let_it_go_and_then_every_team_reads_it(room, elsewhere):
    name = draft(room.coast, card())
    assert refused(lambda: lets_go(room.coast, name))[0] == "precedent.why.own"
    assert not lets_go(room.hills, name)
    assert precedents(elsewhere) == ()
    assert not lets_go(room.hills, name), "the same person again is no second"
    assert precedents(elsewhere) == ()
    assert lets_go(room.lead, name)
    (found,) = precedents(elsewhere)
    assert found.card == card()
    assert drafts(room.lead) == ()


def test_nothing_of_the_case_goes_along(room, home):
    name = draft(room.coast, card())
    lets_go(room.hills, name)
    lets_go(room.lead, name)
    (entry,) = home.ledger(HOUSE, OF_HOUSE).entries("precedents")
    told = f"{entry.author} {entry.act} {entry.body.decode()}"
    for of_the_case in ("officer", "officer-2", "lead", room.lead.case, "Trial", "hamas"):
        assert of_the_case not in told.replace("held_for_prisoners", "").split()
    assert entry.author == precedent.BY


def test_what_somebody_did_not_see_he_does_not_approve(room):
    name = draft(room.coast, card())
    assert refused(lambda: approve(room.hills, name, "0" * 64))[0] == "precedent.why.older"
    assert refused(lambda: approve(room.hills, "pr-none", "0" * 64))[0] == "precedent.why.unknown"


def test_a_card_that_was_sent_back_goes_nowhere(room):
    name = draft(room.coast, card())
    send_back(room.hills, name, "Too near to the case.")
    assert refused(lambda: lets_go(room.lead, name))[0] == "precedent.why.decided"
    (line,) = drafts(room.coast)
    assert (line.draft.state, line.draft.reason) == ("sent_back", "Too near to the case.")


def test_what_has_crossed_is_not_sent_back(room):
    name = draft(room.coast, card())
    lets_go(room.hills, name)
    lets_go(room.lead, name)
    assert refused(lambda: send_back(room.coast, name, "No."))[0] == "precedent.why.decided"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ({"en": "Qatar proposed it."}, "name"),
        ({"ar": "اقترحت قطر ذلك."}, "name"),
        ({"en": "Coast Council went first."}, "name"),
        ({"en": "Envoy One asked for it."}, "name"),
        ({"en": "Trial talks ended well."}, "name"),
        ({"en": "They let 2 go first."}, "few"),
        ({"ar": "أفرجوا عن ٢ أولا."}, "few"),
        ({"en": SECRET}, "overheard"),
    ],
)
def test_a_card_names_nobody_tells_no_count_under_three_and_repeats_no_line(room, text, reason):
    room.said()
    assert refused(lambda: draft(room.coast, card(points={"order": text})))[0] == f"precedent.why.{reason}"
    assert drafts(room.coast) == ()


def test_who_approves_finds_what_its_author_could_not_know(room):
    """The hills' officer does not hold the coast's channel: he repeats it by chance, and the coast's officer sees it."""
    room.said()
    name = draft(room.hills, card(points={"order": {"en": SECRET}}))
    assert refused(lambda: lets_go(room.coast, name))[0] == "precedent.why.overheard"
    assert refused(lambda: lets_go(room.lead, name))[0] == "precedent.why.overheard"
    assert precedents(room.lead) == ()


def test_a_ratio_is_no_count_and_has_both_its_sides(room):
    draft(room.coast, card(points={"terms": {"en": "It was 1:3 throughout, in 14 days."}}))
    assert refused(lambda: draft(room.coast, card(taken=None)))[0] == "precedent.why.ratio"
    assert refused(lambda: draft(room.coast, card(people=2))) == ("precedent.why.few", 2)
    assert (
        refused(lambda: card(points={}, names={"en": "x"}) and card_of("other", {}, WORDS))[0] == "precedent.why.words"
    )
    assert refused(lambda: card_of("sold", {"en": "x"}, WORDS))[0] == "precedent.why.form"
    assert refused(lambda: card(days=0))[0] == "precedent.why.form"


def test_broken_off_before_it_crossed_it_crosses_by_approving_again(room, monkeypatch):
    name = draft(room.coast, card())
    lets_go(room.hills, name)
    sign, whole = signed(room.lead, name), Ledger.append

    def broken(self: Ledger, writes: Any, **named: Any) -> Any:
        if "precedents" in writes:
            raise OSError
        return whole(self, writes, **named)

    monkeypatch.setattr(Ledger, "append", broken)
    with pytest.raises(OSError):
        approve(room.lead, name, sign)
    monkeypatch.setattr(Ledger, "append", whole)
    assert made(room.lead.home) == {}
    assert approve(room.lead, name, sign)
    assert approve(room.lead, name, sign), "and again changes nothing"
    assert len(made(room.lead.home)) == 1


@pytest.mark.parametrize("who", ["delegate", "auditor", "truce_monitor"])
def test_precedents_are_for_teams(room, at_desk, who):
    with pytest.raises(WasataError):
        precedents(at_desk(who))
    with pytest.raises(WasataError):
        draft(at_desk(who), card())


def test_an_analyst_writes_one_and_lets_none_go(room, at_desk):
    name = draft(at_desk("analyst"), card())
    lets_go(room.hills, name)
    admit_reader(room.lead, "analyst-2", "analyst")
    with pytest.raises(NotAllowed):
        lets_go(at_desk("analyst-2"), name)
    assert lets_go(another(room), name)


def test_the_house_is_no_case_and_nobody_can_open_one_of_its_name(room, home: Home, now):
    name = draft(room.coast, card())
    lets_go(room.hills, name)
    lets_go(room.lead, name)
    assert HOUSE not in home.cases()
    with pytest.raises(WasataError):
        open_case(home, HOUSE, names={"ar": "x", "en": "x"}, period={"ar": "", "en": ""}, lead="x", now=now)
    with pytest.raises(WasataError):
        home.open_log(room.lead.case, "precedents")
    assert home.ledger(HOUSE, OF_HOUSE).verify().anchored


def test_a_closed_case_may_still_teach(room):
    from tests.desk.test_closing import closed

    closed(room)
    name = draft(room.hills, card())
    lets_go(room.lead, name)
    assert lets_go(room.coast, name)
