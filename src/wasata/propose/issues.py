"""Issues of an agreement, their options, and the packages that can be carried out.

Danger: a package put to a party that nobody can carry out.
Duty: what is on the table and by which rules its options go together; which packages follow all rules.
Shape: a package is a number of an option for each issue, in the order of the issues: `(2, 0, 1)`. Rules join the issues they
speak of into blocks: inside a block stand all ways its issues can be settled together, and blocks are free of each other.
Whatever adds over issues is searched over blocks, and no package that breaks a rule is ever looked at.

    >>> days, list_ = Issue("days of quiet", ("2", "4", "6")), Issue("first list", ("none", "children", "all"))
    >>> space = Space((days, list_), (never("all of them only with 4 days", (days, "2"), (list_, "all")),))
    >>> space.size, [space.told(package)["days of quiet"] for package in space.packages()][:2]
    (8, ['2', '2'])
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wasata.errors import DomainWrong, PackageWrong
from wasata.words import Key

Package = tuple[int, ...]
"""The number of the option chosen for each issue, in the order of the issues."""
Packages = NDArray[np.intp]
"""Packages as rows: M × issues."""

MOST_OPTIONS = 500
MOST_IN_BLOCK = 60_000
"""So many ways to settle the issues of one block are looked through; of more, so many are drawn."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing on the table. `options`: what it can be settled as, named; on a `scale` they stand in their order (days,
    counts), and each side's wish may rise or fall along it. `amounts`: what an option counts in a total, where it counts."""

    name: str
    options: tuple[str, ...]
    scale: bool = False
    amounts: tuple[Decimal, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise DomainWrong(why=Key("propose.why.no_name"), value="")
        if not 1 <= len(self.options) <= MOST_OPTIONS:
            raise DomainWrong(why=Key("propose.why.n_options"), value=self.name)
        if len(set(self.options)) < len(self.options):
            raise DomainWrong(why=Key("propose.why.option_twice"), value=self.name)
        if self.amounts and len(self.amounts) != len(self.options):
            raise DomainWrong(why=Key("propose.why.amounts"), value=self.name)

    @classmethod
    def numbers(cls, name: str, first: int | Decimal, last: int | Decimal, step: int | Decimal = 1) -> "Issue":
        """An issue of exact numbers: from `first` to `last`, both among them, by `step`.

        Raises:
            DomainWrong: the step leads nowhere, or there are more than `MOST_OPTIONS`.
        """
        first, last, step = Decimal(first), Decimal(last), Decimal(step)
        if step <= 0 or last < first or (last - first) / step >= MOST_OPTIONS:
            raise DomainWrong(why=Key("propose.why.numbers"), value=name)
        amounts = tuple(first + step * n for n in range(int((last - first) / step) + 1))
        return cls(name, tuple(f"{amount:f}" for amount in amounts), scale=True, amounts=amounts)

    def option(self, name: str) -> int:
        """The number of an option.

        Raises:
            PackageWrong: there is none of this name.
        """
        try:
            return self.options.index(name)
        except ValueError:
            raise PackageWrong(why=Key("propose.why.no_such_option"), value=name, issue=self.name) from None


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the options of one issue, by their numbers."""

    issue: str
    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Never:
    """These parts never hold all together. `why`: the rule in words, as it is shown."""

    why: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The amounts of these issues together stay within bounds; None: no bound on that side."""

    why: str
    issues: tuple[str, ...]
    at_least: Decimal | None = None
    at_most: Decimal | None = None


Rule = Never | Total


def part(issue: Issue, *options: str) -> Part:
    """Some options of an issue, by their names."""
    return Part(issue.name, frozenset(issue.option(name) for name in options))


def never(why: str, *parts: tuple[Issue, str]) -> Never:
    """«A excludes B»: these options never stand in one package."""
    return Never(why, tuple(part(issue, option) for issue, option in parts))


def only_if(why: str, what: Part, other: Part, among: Issue) -> Never:
    """«X only if Y»: `what` never stands without `other`, which is of the issue `among`."""
    rest = frozenset(range(len(among.options))) - other.options
    return Never(why, (what, Part(other.issue, rest)))


@dataclass(frozen=True, slots=True)
class Block:
    """Issues that rules join, by their places, and the ways to settle them together: K × issues of the block.

    `drawn`: there are more ways than these."""

    issues: tuple[int, ...]
    ways: Packages
    drawn: bool = False


@dataclass(frozen=True)
class Space:
    """The issues of an agreement and the rules between them.

    Raises:
        DomainWrong: no issue, one named twice, or a rule that names one that is not there.
    """

    issues: tuple[Issue, ...]
    rules: tuple[Rule, ...] = ()
    _place: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_place", {issue.name: n for n, issue in enumerate(self.issues)})
        if not self.issues:
            raise DomainWrong(why=Key("propose.why.no_issues"), value="")
        if len(self._place) < len(self.issues):
            twice = next(i.name for n, i in enumerate(self.issues) if self._place[i.name] != n)
            raise DomainWrong(why=Key("propose.why.issue_twice"), value=twice)
        for rule in self.rules:
            self._check(rule)

    def _check(self, rule: Rule) -> None:
        for name in _issues_of(rule):
            if name not in self._place:
                raise DomainWrong(why=Key("propose.why.no_such_issue"), value=name)
        if isinstance(rule, Total):
            bare = [name for name in rule.issues if not self.issues[self._place[name]].amounts]
            if bare:
                raise DomainWrong(why=Key("propose.why.no_amounts"), value=bare[0])
        else:
            for one in rule.parts:
                if not one.options <= set(range(len(self.issues[self._place[one.issue]].options))):
                    raise DomainWrong(why=Key("propose.why.no_such_option"), value=one.issue)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(len(issue.options) for issue in self.issues)

    @property
    def size(self) -> int:
        """How many packages follow the rules; where a block was drawn, at least so many are known."""
        return prod(len(block.ways) for block in self.blocks)

    def place(self, issue: str) -> int:
        """Where an issue stands in a package.

        Raises:
            PackageWrong: there is none of this name.
        """
        try:
            return self._place[issue]
        except KeyError:
            raise PackageWrong(why=Key("propose.why.no_such_issue"), value=issue, issue=issue) from None

    def package(self, **options: str) -> Package:
        """A package by names: an option for every issue.

        Raises:
            PackageWrong: an issue is missing, or an option is none.
        """
        return self.of(options)

    def of(self, options: dict[str, str]) -> Package:
        """As `package`, for issues whose names are no words of Python."""
        for name in options:
            self.place(name)
        for issue in self.issues:
            if issue.name not in options:
                raise PackageWrong(why=Key("propose.why.missing"), value="", issue=issue.name)
        return tuple(issue.option(options[issue.name]) for issue in self.issues)

    def told(self, package: Package) -> dict[str, str]:
        """A package by the names of its options."""
        return {issue.name: issue.options[n] for issue, n in zip(self.issues, self.checked(package), strict=True)}

    def checked(self, package: Sequence[int]) -> Package:
        """The same package, whole numbers of options that are there.

        Raises:
            PackageWrong: it is none of these issues.
        """
        if len(package) != len(self.issues):
            raise PackageWrong(why=Key("propose.why.length"), value=len(package), issue=len(self.issues))
        for issue, n in zip(self.issues, package, strict=True):
            if not 0 <= n < len(issue.options):
                raise PackageWrong(why=Key("propose.why.no_such_option"), value=n, issue=issue.name)
        return tuple(int(n) for n in package)

    def broken(self, package: Package) -> tuple[Rule, ...]:
        """The rules that a package breaks."""
        row = np.array([self.checked(package)], dtype=np.intp)
        return tuple(rule for rule in self.rules if not self._follow(rule, row)[0])

    def allowed(self, packages: Packages) -> NDArray[np.bool_]:
        """Which of these packages follow all rules."""
        found = np.ones(len(packages), dtype=bool)
        for rule in self.rules:
            found &= self._follow(rule, packages)
        return found

    def with_rules(self, *rules: Rule) -> "Space":
        """The same issues, with more rules: the red lines that were told."""
        return Space(self.issues, (*self.rules, *(rule for rule in rules if rule not in self.rules)))

    def _follow(self, rule: Rule, packages: Packages) -> NDArray[np.bool_]:
        if isinstance(rule, Total):
            total = np.zeros(len(packages))
            for name in rule.issues:
                amounts = np.array([float(a) for a in self.issues[self._place[name]].amounts])
                total += amounts[packages[:, self._place[name]]]
            slack = 1e-9 * (1 + np.abs(total))  # amounts are decimals, and are summed as floats
            low = total >= float(rule.at_least) - slack if rule.at_least is not None else True
            high = total <= float(rule.at_most) + slack if rule.at_most is not None else True
            return np.broadcast_to(np.logical_and(low, high), (len(packages),))
        every = np.ones(len(packages), dtype=bool)
        for one in rule.parts:
            n = self._place[one.issue]
            holds = np.zeros(len(self.issues[n].options), dtype=bool)
            holds[list(one.options)] = True
            every &= holds[packages[:, n]]
        return ~every

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The issues in groups that no rule joins, in order, each with the ways to settle it.

        Raises:
            DomainWrong: the rules leave no package at all.
        """
        return self.joined(())

    def joined(self, pairs: Sequence[tuple[int, int]]) -> tuple[Block, ...]:
        """The blocks, where these pairs of issues are joined too."""
        group = list(range(len(self.issues)))
        links = [[self._place[name] for name in _issues_of(rule)] for rule in self.rules]
        for linked in (*links, *pairs):
            into = min(group[n] for n in linked)
            merged = {group[n] for n in linked}
            group = [into if g in merged else g for g in group]
        return tuple(self._block(tuple(n for n, g in enumerate(group) if g == which)) for which in sorted(set(group)))

    def _block(self, issues: tuple[int, ...]) -> Block:
        rules = [rule for rule in self.rules if self._place[_issues_of(rule)[0]] in issues]
        sizes = [len(self.issues[n].options) for n in issues]
        if not rules and prod(sizes) <= MOST_IN_BLOCK:
            return Block(issues, _grid(sizes))
        ways, drawn = self._grown(issues, rules)
        if not len(ways):
            quarrel = self._quarrel(issues, rules)
            raise DomainWrong(why=Key("propose.why.no_package"), value="; ".join(rule.why for rule in quarrel))
        return Block(issues, ways, drawn)

    def _grown(self, issues: tuple[int, ...], rules: Sequence[Rule]) -> tuple[Packages, bool]:
        """Ways grown issue by issue; what breaks a rule already goes at once. Where they become too many, some are kept: drawn
        alike each time, since the same record gives the same suggestion."""
        dice = np.random.default_rng(len(issues))
        rows, drawn = np.zeros((1, len(self.issues)), dtype=np.intp), False
        for k, n in enumerate(issues):
            options = np.arange(len(self.issues[n].options))
            rows = np.repeat(rows, len(options), axis=0)
            rows[:, n] = np.tile(options, len(rows) // len(options))
            settled = set(issues[: k + 1])
            for rule in rules:
                rows = rows[self._may_still(rule, rows, settled)]
            if len(rows) > MOST_IN_BLOCK:
                rows, drawn = rows[np.sort(dice.choice(len(rows), MOST_IN_BLOCK, replace=False))], True
        return rows[:, list(issues)], drawn

    def _may_still(self, rule: Rule, rows: Packages, settled: set[int]) -> NDArray[np.bool_]:
        """Whether a rule can still be followed, whatever comes of the issues not settled yet."""
        places = [self._place[name] for name in _issues_of(rule)]
        if isinstance(rule, Never):
            return self._follow(rule, rows) if settled.issuperset(places) else np.ones(len(rows), dtype=bool)
        open_ = [self.issues[n] for n in places if n not in settled]
        known = tuple(name for name in rule.issues if self._place[name] in settled)
        least = sum((min(issue.amounts) for issue in open_), Decimal(0))
        most = sum((max(issue.amounts) for issue in open_), Decimal(0))
        return self._follow(
            Total("", known, None if rule.at_least is None else rule.at_least - most,
                  None if rule.at_most is None else rule.at_most - least), rows)  # fmt: skip

    def _quarrel(self, issues: tuple[int, ...], rules: Sequence[Rule]) -> list[Rule]:
        """Rules that leave no package, none of which can be left out."""
        left = list(rules)
        for rule in rules:
            fewer = [one for one in left if one is not rule]
            if not len(self._grown(issues, fewer)[0]):
                left = fewer
        return left

    def packages(self) -> Iterator[Package]:
        """Every package that follows the rules, in order. Where a block was drawn, those that are known."""
        for row in self.rows():
            yield tuple(int(n) for n in row)

    def rows(self) -> Packages:
        """The same, as rows. As many as `size`: ask it first."""
        found = _grid([len(block.ways) for block in self.blocks])
        rows = self.from_ways(found)
        return rows[np.lexsort(rows.T[::-1])]

    def from_ways(self, ways: Packages, blocks: "Sequence[Block] | None" = None) -> Packages:
        """Packages from the number of a way for each block: M × blocks → M × issues."""
        rows = np.zeros((len(ways), len(self.issues)), dtype=np.intp)
        for k, block in enumerate(self.blocks if blocks is None else blocks):
            rows[:, list(block.issues)] = block.ways[ways[:, k]]
        return rows


def _issues_of(rule: Rule) -> tuple[str, ...]:
    return rule.issues if isinstance(rule, Total) else tuple(one.issue for one in rule.parts)


def _grid(sizes: Sequence[int]) -> Packages:
    grids: Any = np.meshgrid(*(np.arange(n) for n in sizes), indexing="ij")
    return np.stack([grid.ravel() for grid in grids], axis=1).astype(np.intp)
