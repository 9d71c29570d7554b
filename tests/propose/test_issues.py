"""Issues, options, rules: every package that follows the rules, and no other."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from tests.propose.made_up import DAYS, LIST, ROAD, TALKS, spaces

from wasata.errors import DomainWrong, PackageWrong
from wasata.propose import Issue, Never, Part, Space, Total, never, only_if, part
from wasata.propose import issues as propose_issues


def follows(space: Space, package: tuple[int, ...]) -> bool:
    """The rules read anew, one by one."""
    at = {issue.name: n for n, issue in enumerate(space.issues)}
    for rule in space.rules:
        if isinstance(rule, Never):
            if all(package[at[one.issue]] in one.options for one in rule.parts):
                return False
        else:
            total = sum(space.issues[at[name]].amounts[package[at[name]]] for name in rule.issues)
            if (rule.at_most is not None and total > rule.at_most) or (
                rule.at_least is not None and total < rule.at_least
            ):
                return False
    return True


@settings(deadline=None)
@given(spaces())
def test_the_packages_are_those_that_follow_all_rules(space: Space):
    every = {p for p in product(*(range(n) for n in space.sizes)) if follows(space, p)}
    if not every:
        with pytest.raises(DomainWrong):
            list(space.packages())
        return
    found = list(space.packages())
    assert set(found) == every
    assert len(found) == space.size == len(every)
    for package in product(*(range(n) for n in space.sizes)):
        assert (space.broken(package) == ()) == (package in every)


def test_a_package_is_told_by_names_and_read_from_them():
    package = TALKS.of({"days of quiet": "4", "first list": "all", "the road": "open"})
    assert package == (1, 3, 2)
    assert TALKS.told(package) == {"days of quiet": "4", "first list": "all", "the road": "open"}


def test_only_if_and_never_say_what_they_are_named_for():
    space = Space(
        (DAYS, LIST, ROAD),
        (
            only_if("all of them only with 6 days", part(LIST, "all"), part(DAYS, "6", "8"), DAYS),
            never("not both", (ROAD, "open"), (LIST, "none")),
        ),
    )
    assert [rule.why for rule in space.broken((0, 3, 2))] == ["all of them only with 6 days"]
    assert [rule.why for rule in space.broken((3, 0, 2))] == ["not both"]
    assert space.broken((3, 3, 2)) == ()


def test_totals_of_broken_numbers_are_summed_as_they_are_written():
    tenth = Issue.numbers("a", Decimal("0.1"), Decimal("0.3"), Decimal("0.1"))
    space = Space((tenth, Issue.numbers("b", Decimal("0.1"), Decimal("0.3"), Decimal("0.1"))), (
        Total("three tenths", ("a", "b"), at_least=Decimal("0.3"), at_most=Decimal("0.3")),
    ))  # fmt: skip
    assert set(space.packages()) == {(0, 1), (1, 0)}


def test_rules_that_leave_nothing_are_named_and_no_other():
    small, large = (
        Total("at most 4", ("days of quiet",), at_most=Decimal(4)),
        Total("at least 6", ("days of quiet",), at_least=Decimal(6)),
    )
    other = never("not both", (ROAD, "open"), (DAYS, "2"))
    with pytest.raises(DomainWrong) as told:
        Space((DAYS, LIST, ROAD), (other, small, large)).size  # noqa: B018
    assert told.value.values["value"] == "at most 4; at least 6"


def test_a_block_of_too_many_ways_is_drawn_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(propose_issues, "MOST_IN_BLOCK", 50)
    issues = tuple(Issue.numbers(f"area {n}", 0, 9) for n in range(5))
    bound = Total("twenty in all", tuple(issue.name for issue in issues), at_least=Decimal(20), at_most=Decimal(20))
    space = Space(issues, (bound,))
    assert space.blocks[0].drawn
    assert 0 < space.size <= 50
    assert space.allowed(space.rows()).all()
    assert space == Space(issues, (bound,))
    assert (space.rows() == Space(issues, (bound,)).rows()).all()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: Space(()), "no_issues"),
        (lambda: Space((DAYS, DAYS)), "issue_twice"),
        (lambda: Issue(" ", ("a",)), "no_name"),
        (lambda: Issue("a", ()), "n_options"),
        (lambda: Issue("a", ("b", "b")), "option_twice"),
        (lambda: Issue("a", ("b", "c"), amounts=(Decimal(1),)), "amounts"),
        (lambda: Issue.numbers("a", 1, 3, 0), "numbers"),
        (lambda: Issue.numbers("a", 1, 5000), "numbers"),
        (lambda: Space((LIST,), (Total("", ("first list",)),)), "no_amounts"),
        (lambda: Space((LIST,), (Never("", (Part("elsewhere", frozenset({0})),)),)), "no_such_issue"),
        (lambda: Space((LIST,), (Never("", (Part("first list", frozenset({9})),)),)), "no_such_option"),
    ],
)
def test_issues_that_make_no_agreement_are_refused(make, why: str):
    with pytest.raises(DomainWrong) as told:
        make()
    assert told.value.values["why"] == f"propose.why.{why}"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"days of quiet": "4"}, "missing"),
        ({"days of quiet": "5", "first list": "all", "the road": "open"}, "no_such_option"),
        ({"elsewhere": "4"}, "no_such_issue"),
    ],
)
def test_what_is_no_package_is_refused(options: dict[str, str], why: str):
    with pytest.raises(PackageWrong) as told:
        TALKS.of(options)
    assert told.value.values["why"] == f"propose.why.{why}"
    with pytest.raises(PackageWrong):
        TALKS.checked((0, 0))
    with pytest.raises(PackageWrong):
        TALKS.checked((0, 9, 0))
