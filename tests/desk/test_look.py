"""No two channels of a case look alike or bear one name; and neither what is drawn nor what is refused tells of another."""

import random
from collections import Counter
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.desk import line, look
from wasata.desk.access import Desk, admit_reader
from wasata.desk.line import board, open_line
from wasata.desk.look import LOOKS, PATTERNS, SIGNS, Look, free_looks, name_worn
from wasata.errors import LineWrong
from wasata.record.kinds.access import LookDrawn
from wasata.record.kinds.line import LineListed
from wasata.record.kinds.message import ChannelOpened

COAST: dict[Any, str] = {"ar": "مجلس الساحل", "en": "Coast Council"}
ALL = tuple(Look(sign, pattern) for sign in SIGNS for pattern in PATTERNS)


def opened(lead: Desk, name: str, names: dict[Any, str] | None = None, **more: Any) -> str:
    told: Any = {"party": "hamas", "of": "party", "langs": ("ar",), "media": ("call",), "officers": ()} | more
    return open_line(lead, name, names=names or {"ar": f"خط {name}", "en": f"Line {name}"}, **told)


def another_lead(lead: Desk, now: Clock) -> Desk:
    admit_reader(lead, "lead-2", "lead")
    return Desk.open(lead.home, lead.case, "lead-2", now=now)


def why(refused: pytest.ExceptionInfo[Any]) -> tuple[str, Any]:
    return str(refused.value.values["why"]).removeprefix("line.why."), refused.value.values["value"]


# how they look


def test_there_are_twelve_signs_and_twelve_patterns_and_no_sign_of_a_party_among_them():
    assert (len(set(SIGNS)), len(set(PATTERNS))) == (12, 12)
    assert not {"p0", "p1", "p2", "p3", "p4"} & set(SIGNS)


def test_what_is_free_shares_neither_sign_nor_pattern_with_what_is_worn_while_there_is_enough():
    assert free_looks(()) == ALL
    worn = [Look("p5", "hatch"), Look("p9", "rings"), Look("p1", "dots")]
    free = free_looks(worn)
    assert set(free) == {x for x in ALL if x.sign not in ("p5", "p9") and x.pattern not in ("hatch", "rings", "dots")}


def test_when_all_signs_or_all_patterns_are_worn_every_pair_is_still_worn_once():
    by_signs = [Look(sign, "hatch") for sign in SIGNS]
    by_patterns = [Look("p5", pattern) for pattern in PATTERNS]
    for worn in (by_signs, by_patterns, ALL[:-1]):
        assert free_looks(iter(worn)) == tuple(x for x in ALL if x not in worn) != ()
    assert free_looks(ALL) == ()


def test_a_look_is_drawn_once_and_stands_in_access(lead: Desk):
    drawn = look.draw_look(lead, "coast", lambda free: free[14], "one")
    assert drawn == ALL[14]
    assert look.draw_look(lead, "coast", lambda free: free[0], "two") == drawn
    told = [e.fact for e in lead.ledger.entries("access") if e.kind == "access.look_drawn"]
    assert told == [LookDrawn(log="channel/coast", by="lead", **drawn._asdict())]
    with lead.hold():
        assert lead.fold(LOOKS) == {"channel/coast": drawn}


def test_no_look_is_drawn_twice_even_where_a_lead_knows_of_no_other_line(lead: Desk, now: Clock):
    opened(lead, "coast", listed=False, lot=lambda free: free[0])
    other, seen = another_lead(lead, now), []

    def lot(free: Any) -> Look:
        seen.append(free)
        return free[0]  # type: ignore[no-any-return]

    opened(other, "hills", lot=lot)
    assert "channel/coast" not in other.sight
    assert seen == [free_looks([ALL[0]])]


def test_what_channels_wore_before_looks_were_kept_is_drawn_by_no_other(lead: Desk):
    opened(lead, "coast", lot=lambda free: free[0])
    held = ChannelOpened(line="coast", party="hamas", names=COAST, sign="p6", pattern="dots")
    listed = LineListed(line="far", of="party", names=COAST, sign="p7", pattern="bars")
    lead.do("begin_line", lambda: {"channel/coast": (held,)}, line="coast")
    lead.do("list_line", lambda: {"bureau": (listed,)})
    opened(lead, "hills", lot=lambda free: free[0])
    with lead.hold():
        assert lead.fold(LOOKS)["channel/hills"] == Look("p8", "lattice")


def test_a_channel_whose_opening_was_broken_off_hinders_no_other(lead: Desk, monkeypatch: pytest.MonkeyPatch):
    def breaks(**_: object) -> Any:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(line, "LineOpened", breaks)
        with pytest.raises(RuntimeError):
            opened(lead, "coast", COAST, lot=lambda free: free[0])
    assert "channel/coast" in lead.sight
    opened(lead, "hills", lot=lambda free: free[0])
    opened(lead, "coast", COAST, lot=lambda free: free[3])
    with lead.hold():
        assert lead.fold(LOOKS) == {"channel/coast": ALL[0], "channel/hills": Look("p6", "dots")}


def test_two_leads_who_open_one_name_at_once_draw_one_look(lead: Desk):
    def lot(free: Any) -> Look:
        look.draw_look(lead, "coast", lambda _: ALL[5], "quicker")
        return free[0]  # type: ignore[no-any-return]

    with pytest.raises(LineWrong) as refused:
        look.draw_look(lead, "coast", lot, "slower")
    assert why(refused) == ("taken", "coast")
    with lead.hold():
        assert lead.fold(LOOKS) == {"channel/coast": ALL[5]}


def test_one_form_sent_twice_at_once_draws_once_for_both(lead: Desk):
    def lot(free: Any) -> Look:
        look.draw_look(lead, "coast", lambda _: ALL[5], "one")
        return free[0]  # type: ignore[no-any-return]

    assert look.draw_look(lead, "coast", lot, "one") == ALL[5]
    assert [e.kind for e in lead.ledger.entries("access")].count("access.look_drawn") == 1


def test_when_every_look_is_worn_no_line_is_opened_and_nothing_is_begun(lead: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(look, "SIGNS", SIGNS[:1])
    monkeypatch.setattr(look, "PATTERNS", PATTERNS[:2])
    for name in ("coast", "hills"):
        opened(lead, name)
    before = lead.home.logs(lead.case), lead.ledger.head("access")
    with pytest.raises(LineWrong) as refused:
        opened(lead, "reef")
    assert why(refused) == ("no_look", "reef")
    assert (lead.home.logs(lead.case), lead.ledger.head("access")) == before
    assert len({(c.sign, c.pattern) for c in board(lead, "en")}) == 2


def test_a_sign_tells_nothing_of_how_many_lines_were_opened_before():
    """Each sign comes as often whether a line is the first or the twelfth: whoever sees his own learns nothing of others."""
    chance, first, last = random.Random(5), Counter[str](), Counter[str]()
    for _ in range(1200):
        worn: list[Look] = []
        while len(worn) < 12:
            worn.append(chance.choice(free_looks(worn)))
        first[worn[0].sign] += 1
        last[worn[-1].sign] += 1
    for told in (first, last):
        assert set(told) == set(SIGNS)
        assert all(60 < n < 145 for n in told.values()), told


# what they are called


@pytest.mark.parametrize(
    "names",
    [
        COAST,
        {"ar": "التلال", "en": "Coast Council"},
        {"ar": "مجلس الساحل", "en": "Hills"},
        {"ar": "coast  COUNCIL ", "en": "Hills"},
        {"ar": "التلال", "en": " مجلس  الساحل"},
    ],
)
def test_a_name_another_line_bears_is_refused_in_either_language_as_it_would_be_typed(lead: Desk, names: Any):
    opened(lead, "coast", COAST)
    before = lead.home.logs(lead.case), lead.ledger.head("access")
    with pytest.raises(LineWrong) as refused:
        opened(lead, "twin", names)
    assert why(refused)[0] == "name_worn"
    assert why(refused)[1] in names.values()
    assert (lead.home.logs(lead.case), lead.ledger.head("access")) == before


def test_a_line_opened_again_by_the_same_act_bears_its_own_name(lead: Desk):
    assert opened(lead, "coast", COAST, act_id="one") == opened(lead, "coast", COAST, act_id="one")
    opened(lead, "hills", {"ar": "مجلس الساحل الشمالي", "en": "Coast"})


def test_a_name_the_team_knows_of_is_refused_to_a_lead_who_does_not_hold_its_line(lead: Desk, now: Clock):
    opened(lead, "coast", COAST)
    other = another_lead(lead, now)
    assert "channel/coast" not in other.sight
    with pytest.raises(LineWrong) as refused:
        opened(other, "twin", COAST)
    assert why(refused) == ("name_worn", "مجلس الساحل")


def test_a_name_of_a_line_he_may_not_know_of_is_refused_to_nobody_and_those_who_hold_it_are_told(
    lead: Desk, now: Clock
):
    opened(lead, "coast", COAST, listed=False)
    other = another_lead(lead, now)
    with lead.hold():
        assert name_worn(lead, "twin", COAST.values()) == "مجلس الساحل"
    with other.hold():
        assert name_worn(other, "twin", COAST.values()) is None
    opened(other, "twin", COAST)
    assert "channel/twin" in other.sight
