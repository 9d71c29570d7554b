"""What the cell comes to know of what could be agreed, and what it suggests."""

from decimal import Decimal
from typing import Any

import pytest
from tests.desk.on_the_cell import (
    CHILDREN,
    FIRST,
    ISSUES,
    ORDERS,
    OURS,
    SECOND,
    both,
    compared,
    issue,
    set_up,
    tell_orders,
)
from tests.desk.relays import Room, another

from wasata.desk.access import Desk
from wasata.desk.cell import give_cell
from wasata.desk.outlook import outlook
from wasata.desk.package import know, put_question, set_issues, tune, withdraw
from wasata.desk.package_stands import stands_of
from wasata.desk.package_told import overview, side_page
from wasata.errors import (
    DomainWrong,
    EvidenceWrong,
    LogNotYours,
    NoSuchAct,
    NotAllowed,
    PackageWrong,
    WasataError,
    WeighingWrong,
)
from wasata.record.kinds.package import (
    AgainstNoDeal,
    ConditionTold,
    NeverTogether,
    OnlyWith,
    OptionsOf,
    OptionsOrdered,
    PackageSuggested,
    RedLineTold,
    TotalWithin,
)
from wasata.record.kinds.position import Evidence
from wasata.values import LANGS


def why(raised: pytest.ExceptionInfo[Any]) -> str:
    return str(raised.value.values["why"]).rpartition(".")[2]


@pytest.fixture
def cell(room: Room) -> Desk:
    set_up(room.lead, "officer")
    return room.lead


def suggested(desk: Desk) -> list[Any]:
    with desk.hold():
        return [step.after for step in stands_of(desk).steps]


def test_nothing_follows_before_something_is_on_the_table(room: Room):
    from wasata.desk.cell import open_cell

    open_cell(room.lead)
    assert outlook(room.lead) is None
    with pytest.raises(WeighingWrong) as raised:
        know(room.lead, "coast", [compared("first")], "sure", OURS)
    assert why(raised) == "no_issues"


def test_nothing_is_suggested_while_a_side_is_unknown(cell: Desk):
    tell_orders(cell, "coast")
    found = outlook(cell)
    assert found is not None
    assert found.unknown == ("hills",)
    assert suggested(cell) == [(), ()]
    assert [q.kind for q in found.asked("hills")] == ["options", "options", "options", "issues"]


def test_what_is_suggested_stands_in_the_record_with_the_act_that_moved_it(cell: Desk):
    tell_orders(cell, "coast")
    tell_orders(cell, "hills", turned=True)
    first = suggested(cell)[-1]
    assert first
    assert "nash" in first[0].notions
    know(cell, "coast", [AgainstNoDeal(package=dict(first[0].package), preferred="second")], "sure", OURS)
    second = suggested(cell)[-1]
    assert second[0].package != first[0].package, "what a side told to be worse than no deal is not suggested again"


def test_the_page_tells_what_the_record_kept(cell: Desk):
    tell_orders(cell, "coast")
    tell_orders(cell, "hills", turned=True)
    found = outlook(cell)
    assert found is not None
    kept = suggested(cell)[-1]
    assert [dict(one.package) for one in found.suggestions] == [dict(one.package) for one in kept]
    assert outlook(cell) is found, "worked out once"
    assert {side for one in found.suggestions for side in one.worth} == {"coast", "hills"}
    assert all(0 <= w.low <= w.middle <= w.high <= 1 for one in found.front for w in one.worth.values())


def test_a_piece_is_taken_back_and_what_it_moved_is_as_before(cell: Desk):
    tell_orders(cell, "coast")
    tell_orders(cell, "hills", turned=True)
    before = suggested(cell)[-1]
    (piece,) = know(cell, "hills", [RedLineTold(parts=(CHILDREN,))], "sure", OURS)
    assert all(one.package["lists"] != "children" for one in suggested(cell)[-1])
    withdraw(cell, piece, "They said they never meant it so.")
    assert suggested(cell)[-1] == before
    with cell.hold():
        taken = stands_of(cell).pieces[piece]
    assert (taken.stands, taken.withdrawn, taken.withdrawn_by) == (False, "They said they never meant it so.", "lead")
    with pytest.raises(WeighingWrong) as raised:
        withdraw(cell, piece, "again")
    assert why(raised) == "no_piece"


def test_a_condition_and_rules_hold_in_whatever_is_suggested(room: Room):
    rules = (
        NeverTogether(why=both("no list on an open crossing"), parts=(CHILDREN, OptionsOf(issue="crossing", options=("open",)))),
        OnlyWith(why=both("all only with six days"), what=OptionsOf(issue="lists", options=("all",)),
                 unless=OptionsOf(issue="quiet", options=("six-days",))),
    )  # fmt: skip
    set_up(room.lead, rules=rules)
    tell_orders(room.lead, "coast")
    tell_orders(room.lead, "hills", turned=True)
    told = ConditionTold(what=CHILDREN, unless=OptionsOf(issue="quiet", options=("two-days",)))
    know(room.lead, "hills", [told], "sure", OURS)
    found = outlook(room.lead)
    assert found is not None
    for one in (*found.suggestions, *found.front):
        of = one.package
        assert not (of["lists"] == "children" and of["crossing"] == "open")
        assert not (of["lists"] == "all" and of["quiet"] != "six-days")
        assert not (of["lists"] == "children" and of["quiet"] != "two-days")


def test_red_lines_that_leave_nothing_are_told_and_lose_nothing(cell: Desk):
    for side in ("coast", "hills"):
        tell_orders(cell, side)
    every = OptionsOf(issue="lists", options=("none", "children", "all"))
    know(cell, "coast", [RedLineTold(parts=(every,))], "sure", OURS)
    found = outlook(cell)
    assert found is not None
    assert isinstance(found.refused, DomainWrong)
    assert suggested(cell)[-1] == ()


def test_answers_that_quarrel_are_shown_by_their_names(cell: Desk):
    (one,) = know(cell, "coast", [compared("first")], "sure", OURS)
    (two,) = know(cell, "coast", [compared("second")], "sure", OURS)
    found = outlook(cell)
    assert found is not None
    assert [(q.side, set(q.pieces)) for q in found.quarrels] == [("coast", {one, two})]
    withdraw(cell, one, "a slip")
    again = outlook(cell)
    assert again is not None
    assert again.quarrels == ()


def test_an_answer_rests_on_what_the_line_holds_and_on_no_other(room: Room):
    set_up(room.lead, "officer", "officer-2")
    said = room.said("We would rather take six days.")
    on_it = Evidence(of="message", ref=said.message, number=1)
    know(room.coast, "coast", [compared("first")], "sure", [on_it])
    for desk, side in ((room.hills, "hills"), (room.hills, "coast"), (room.lead, "hills")):
        with pytest.raises(EvidenceWrong):
            know(desk, side, [compared("second")], "sure", [on_it])
    with pytest.raises(EvidenceWrong):
        know(room.hills, "coast", [compared("second")], "sure", [Evidence(of="contact", ref="c-1")])


def test_no_words_of_a_line_stand_in_the_cell(room: Room):
    set_up(room.lead, "officer")
    room.said("We would take six quiet days and the children first.")
    told = "They would take six quiet days and the children first."
    for act in (
        lambda: know(room.lead, "coast", [compared("first")], "sure", [Evidence(of="ours", words=told)]),
        lambda: set_issues(room.lead, ("coast", "hills"), (issue("quiet", "none"), *ISSUES[1:2]), (
            NeverTogether(why={"ar": "لا", "en": told}, parts=(CHILDREN, CHILDREN)),)),
    ):  # fmt: skip
        with pytest.raises(WeighingWrong) as raised:
            act()
        assert why(raised) == "of_a_line"


def test_whoever_is_not_named_reads_and_writes_nothing_of_it(cell: Desk, room: Room, at_desk):
    for desk, refused in ((room.hills, NotAllowed), (at_desk("analyst"), NotAllowed), (room.coast_door, NoSuchAct)):
        with pytest.raises(refused):
            know(desk, "coast", [compared("first")], "sure", OURS)
        with pytest.raises(LogNotYours):
            outlook(desk)
    third = another(room)
    give_cell(room.lead, "officer-3")
    know(third, "coast", [compared("first")], "likely", OURS)


def test_what_does_not_fit_is_refused_by_name(cell: Desk):
    refusals: list[tuple[Any, str]] = [
        (lambda: know(cell, "coast", [], "sure", OURS), "nothing"),
        (lambda: know(cell, "islands", [compared("first")], "sure", OURS), "no_side"),
        (lambda: know(cell, "coast", [OptionsOrdered(issue="price", groups=(("a",),))], "sure", OURS), "unfit"),
        (lambda: know(cell, "coast", [OptionsOrdered(issue="quiet", groups=(("all",),))], "sure", OURS), "unfit"),
        (lambda: know(cell, "coast", [compared("first")], "sure", OURS, question="qu-1"), "no_question"),
        (lambda: tune(cell, "coast", 100), "no_deal"),
        (lambda: tune(cell, "islands", 10), "no_side"),
        (lambda: tune(cell, "coast", 10, [("quiet", "price")]), "no_issue"),
        (lambda: tune(cell, "coast", 10, [("quiet", "quiet")]), "no_issue"),
        (lambda: withdraw(cell, "kn-1", "no"), "no_piece"),
        (lambda: withdraw(cell, "kn-1", "  "), "reason"),
        (lambda: set_issues(cell, ("coast", "coast"), ISSUES), "sides"),
        (lambda: set_issues(cell, ("coast", "islands"), ISSUES), "no_line"),
        (lambda: set_issues(cell, ("coast", "hills"), (issue("quiet", "two"), issue("quiet", "two"))), "issue_twice"),
    ]  # fmt: skip
    before = cell.ledger.head("cell")
    for act, reason in refusals:
        with pytest.raises(WasataError) as raised:
            act()
        assert why(raised) == reason
    with pytest.raises(PackageWrong):
        know(cell, "coast", [AgainstNoDeal(package={"quiet": "two-days"}, preferred="first")], "sure", OURS)
    assert cell.ledger.head("cell") == before


def test_rules_that_leave_nothing_are_refused_when_they_are_set(cell: Desk):
    total = TotalWithin(why=both("not over two"), issues=("quiet",), at_most=Decimal(2))
    with pytest.raises(DomainWrong):
        set_issues(cell, ("coast", "hills"), ISSUES, (total,))
    every = OptionsOf(issue="lists", options=("none", "children", "all"))
    with pytest.raises(DomainWrong):
        set_issues(cell, ("coast", "hills"), ISSUES, (NeverTogether(why=both("no"), parts=(every,)),))


def test_what_was_known_stays_known_where_its_issue_stays(cell: Desk):
    tell_orders(cell, "coast")
    tell_orders(cell, "hills", turned=True)
    (about,) = know(cell, "coast", [compared("first")], "sure", OURS)
    (deal,) = know(cell, "coast", [AgainstNoDeal(package=FIRST, preferred="first")], "sure", OURS)
    more = issue("price", "low", "high")
    set_issues(cell, ("coast", "hills"), (*ISSUES, more))
    found = outlook(cell)
    assert found is not None
    assert found.unfit == (deal,), (
        "no deal was weighed against a package without the new issue; the comparison still tells"
    )
    assert [q.issue for q in found.asked("coast") if q.kind == "options"] == ["price"]
    fewer = (issue("quiet", "two-days", "six-days", scale=True), ISSUES[2])
    set_issues(cell, ("coast", "hills"), fewer)
    again = outlook(cell)
    assert again is not None
    with cell.hold():
        gone = {stands_of(cell).pieces[name].wish["wish"] for name in again.unfit}
    assert about in again.unfit, "the two differ in an issue that is gone"
    assert gone == {"packages", "options", "no_deal"}


def test_a_question_is_known_by_its_answer(cell: Desk):
    tell_orders(cell, "coast")
    tell_orders(cell, "hills", turned=True)
    found = outlook(cell)
    assert found is not None
    asked = found.asked("coast")[0]
    named = put_question(cell, "coast", asked)
    assert outlook(cell) is not found
    assert asked.first is not None
    with pytest.raises(WeighingWrong):
        know(cell, "hills", [compared("first")], "sure", OURS, question=named)
    know(cell, "coast", [compared("first")], "sure", OURS, question=named)
    with cell.hold():
        stands = stands_of(cell)
        assert [p.question for p in stands.of("coast")][-1] == named
        assert stands.questions[named].first == asked.first


def test_the_same_sent_twice_is_one_act(cell: Desk):
    tell_orders(cell, "hills")
    one = know(cell, "coast", [compared("first")], "sure", OURS, act_id="a-piece")
    assert know(cell, "coast", [compared("first")], "sure", OURS, act_id="a-piece") == one
    with cell.hold():
        assert len(stands_of(cell).of("coast")) == 1
    kinds = [type(e.fact) for e in cell.ledger.entries("cell", 0, cell.ledger.head("cell").seq)]
    assert kinds.count(PackageSuggested) > 0


def test_what_no_deal_is_worth_and_pairs_that_do_not_add_up_are_a_judgement(cell: Desk):
    tell_orders(cell, "coast")
    tell_orders(cell, "hills", turned=True)
    tune(cell, "coast", 40, [("quiet", "lists")])
    found = outlook(cell)
    assert found is not None
    with cell.hold():
        assert stands_of(cell).tuned["coast"]["no_deal"] == 40
    assert set(ORDERS) == set(SECOND)
    assert found.suggestions[0].worth["coast"].accepts > 0


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_tells_all_of_it_in_its_language(cell: Desk, lang: Any):
    tell_orders(cell, "coast")
    tell_orders(cell, "hills", turned=True)
    know(cell, "coast", [compared("second"), AgainstNoDeal(package=FIRST, preferred="same"), RedLineTold(parts=(CHILDREN,))],
         "likely", OURS)  # fmt: skip
    know(
        cell,
        "hills",
        [ConditionTold(what=CHILDREN, unless=OptionsOf(issue="quiet", options=("two-days",)))],
        "hearsay",
        OURS,
    )
    before = outlook(cell)
    assert before is not None
    know(cell, "hills", [AgainstNoDeal(package=dict(before.suggestions[0].package), preferred="second")], "sure", OURS)
    found = outlook(cell)
    page = overview(cell, lang, found)
    assert [side.known for side in page.sides] == [7, 6]
    assert page.suggestions
    assert page.trail[0].after
    assert page.trail[0].moved
    assert any(s.differs for s in page.trail[0].after)
    side = side_page(cell, "coast", lang, found)
    for told in (*(p.words for p in side.pieces), *(q.words for q in side.questions)):
        assert ("«" in told) == (lang == "ar"), told
    assert any("[" in p.words for p in side.pieces)
