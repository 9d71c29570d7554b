"""What is known of one side: orders, comparisons, answers, red lines, each with what it rests on and how sure it is.

Danger: a guess of an officer that counts as a word of the party; two answers that quarrel and are averaged.
Duty: each piece of knowledge as it was given, with its evidence and doubt; taken back when it is withdrawn; what it says, as
forms that a value model satisfies or not.
Shape: pure. A form says that one sum of options is worth more to the side than another, or as much; forms are likely or
unlikely under a model of its values, never forbidden (`mind.py`). Red lines and conditions are rules of what is proposed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from wasata.errors import AnswerWrong
from wasata.propose.issues import Never, Package, Part, Space
from wasata.words import Key

Groups = tuple[tuple[int, ...], ...]
"""Numbers in order, the least wished for first; what stands in one group is wished for alike."""
Preferred = Literal["first", "second", "same"]


@dataclass(frozen=True, slots=True)
class OptionOrder:
    """A side's order of the options of one issue, from the worst for it to the best. Options that are not named are unknown."""

    issue: str
    groups: Groups


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """A side's order of the issues, by what lies for it between the worst and the best option of each: the least first."""

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Which of two packages a side prefers. «These are the same to us» is an answer."""

    first: Package
    second: Package
    preferred: Preferred


@dataclass(frozen=True, slots=True)
class AgainstNoDeal:
    """«This, or no deal?»; `first` is the package, `second` no deal. A real proposal accepted or rejected is one too."""

    package: Package
    preferred: Preferred


@dataclass(frozen=True, slots=True)
class RedLine:
    """What a side says it will never accept: these parts together, in however good a package."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """«That only if this»: a side accepts `what` in no package without `unless`."""

    what: Part
    unless: Part


Wish = OptionOrder | IssueOrder | Compared | AgainstNoDeal | RedLine | Condition


@dataclass(frozen=True, slots=True)
class Known:
    """One piece of knowledge. `doubt`: the chance that it is the other way round, 0 to 0.5, besides the side's own slips.
    `evidence`: what it rests on, as the caller names it. `withdrawn`: it counts no more."""

    wish: Wish
    doubt: float = 0.0
    evidence: str = ""
    withdrawn: bool = False


SURE, LIKELY, HEARSAY = 0.0, 0.12, 0.3
"""Doubts by how something is known: said by the side itself; an officer's judgement; from others."""


@dataclass(frozen=True, slots=True)
class Form:
    """One side says that `more` is worth more to it than `less`, or as much (`same`). Each is a package or a part of one, as
    places and options; no deal where `less` or `more` is None. `of`: the place of the knowledge that says so."""

    more: tuple[tuple[int, int], ...] | None
    less: tuple[tuple[int, int], ...] | None
    same: bool
    doubt: float
    of: int


@dataclass(frozen=True)
class Wishes:
    """All that is known of one side, in the order it came to be known.

    Raises:
        AnswerWrong: something does not fit the issues, or a doubt is none.
        PackageWrong: a package is none of these issues.
    """

    space: Space
    known: tuple[Known, ...] = ()

    def __post_init__(self) -> None:
        for one in self.known:
            self._check(one)

    def _check(self, one: Known) -> None:
        if not 0.0 <= one.doubt <= 0.5:
            raise AnswerWrong(why=Key("propose.why.doubt"), value=one.doubt)
        match one.wish:
            case OptionOrder(issue, groups):
                named = [option for group in groups for option in group]
                sizes = self.space.sizes[self.space.place(issue)]
                if len(set(named)) < len(named) or not set(named) <= set(range(sizes)) or not all(groups):
                    raise AnswerWrong(why=Key("propose.why.order"), value=issue)
            case IssueOrder(groups):
                names = [name for group in groups for name in group]
                for name in names:
                    self.space.place(name)
                if len(set(names)) < len(names) or not all(groups):
                    raise AnswerWrong(why=Key("propose.why.order"), value=", ".join(names))
            case Compared(first, second, _):
                if self.space.checked(first) == self.space.checked(second):
                    raise AnswerWrong(why=Key("propose.why.alike"), value=", ".join(self.space.told(first).values()))
            case AgainstNoDeal(package, _):
                self.space.checked(package)
            case RedLine(parts):
                for part in parts:
                    self.space.place(part.issue)
            case Condition(what, unless):
                self.space.place(what.issue)
                self.space.place(unless.issue)

    def told(self, wish: Wish, doubt: float = 0.0, evidence: str = "") -> "Wishes":
        """The same, and one piece of knowledge more."""
        return Wishes(self.space, (*self.known, Known(wish, doubt, evidence)))

    def without(self, n: int) -> "Wishes":
        """The same, with the piece at this place withdrawn."""
        return Wishes(
            self.space, tuple(replace(one, withdrawn=True) if k == n else one for k, one in enumerate(self.known))
        )

    def standing(self) -> Iterator[tuple[int, Known]]:
        """What is not withdrawn, with its place."""
        return ((n, one) for n, one in enumerate(self.known) if not one.withdrawn)

    def order(self, issue: int) -> Groups | None:
        """The whole order of an issue's options that the values are built on: the last that is told without doubt."""
        name, size = self.space.issues[issue].name, self.space.sizes[issue]
        found = None
        for _, one in self.standing():
            if isinstance(one.wish, OptionOrder) and one.wish.issue == name and not one.doubt:
                whole = sum(len(group) for group in one.wish.groups) == size
                found = one.wish.groups if whole else found
        return found

    def issue_order(self) -> tuple[tuple[int, ...], ...]:
        """The order of issues that the weights are built on: the last that is told without doubt; empty where there is none.
        Issues that it does not name are unknown."""
        found: tuple[tuple[int, ...], ...] = ()
        for _, one in self.standing():
            if isinstance(one.wish, IssueOrder) and not one.doubt:
                found = tuple(tuple(self.space.place(name) for name in group) for group in one.wish.groups)
        return found

    def rules(self, side: str = "") -> tuple[Never, ...]:
        """The red lines and conditions, as rules of what may be proposed."""
        found = []
        for _, one in self.standing():
            if isinstance(one.wish, RedLine):
                found.append(Never(side, one.wish.parts))
            elif isinstance(one.wish, Condition):
                size = self.space.sizes[self.space.place(one.wish.unless.issue)]
                rest = frozenset(range(size)) - one.wish.unless.options
                found.append(Never(side, (one.wish.what, Part(one.wish.unless.issue, rest))))
        return tuple(found)

    def barred(self) -> tuple[tuple[frozenset[int], ...], ...]:
        """What the side told without doubt to be worse than no deal: each package with whatever its orders put no higher."""
        found = []
        for _, one in self.standing():
            if isinstance(one.wish, AgainstNoDeal) and one.wish.preferred == "second" and not one.doubt:
                found.append(tuple(self._no_better(n, option) for n, option in enumerate(one.wish.package)))
        return tuple(found)

    def _no_better(self, issue: int, option: int) -> frozenset[int]:
        options: list[int] = []
        for group in self.order(issue) or ((option,),):
            options += group
            if option in group:
                break
        return frozenset(options)

    def forms(self) -> list[Form]:
        """What is told as forms, in order; without the orders that the model is built on."""
        found: list[Form] = []
        for n, one in self.standing():
            found += self.forms_of(n, one)
        return found

    def forms_of(self, n: int, one: Known) -> list[Form]:
        """The forms of one piece of knowledge."""
        match one.wish:
            case Compared(first, second, preferred):
                return [_form(_whole(first), _whole(second), preferred, one.doubt, n)]
            case AgainstNoDeal(package, preferred):
                return [_form(_whole(package), None, preferred, one.doubt, n)]
            case OptionOrder(issue, groups):
                place = self.space.place(issue)
                if groups == self.order(place) and not one.doubt:
                    return []
                return _chain([[((place, option),) for option in group] for group in groups], one.doubt, n)
            case IssueOrder(groups):
                places = [[self.space.place(name) for name in group] for group in groups]
                if tuple(map(tuple, places)) == self.issue_order() and not one.doubt:
                    return []
                return self._swings(places, one.doubt, n)
            case RedLine() | Condition():
                return []

    def _swings(self, groups: Sequence[Sequence[int]], doubt: float, n: int) -> list[Form]:
        """«From the worst to the best of this one is more than of that one»: where both orders are known."""
        found = []
        known = [[place for place in group if self.order(place)] for group in groups]
        chain = [group for group in known if group]
        for low, high in pairwise(chain):
            found.append(self._swing(high[0], low[0], doubt, n, same=False))
        for group in chain:
            found += [self._swing(group[0], other, doubt, n, same=True) for other in group[1:]]
        return found

    def _swing(self, high: int, low: int, doubt: float, n: int, *, same: bool) -> Form:
        best, worst = ({place: (self.order(place) or ())[end][0] for place in (high, low)} for end in (-1, 0))
        return Form(
            tuple(sorted(((high, best[high]), (low, worst[low])))), tuple(sorted(((high, worst[high]), (low, best[low])))),
            same, doubt, n,
        )  # fmt: skip


def _whole(package: Package) -> tuple[tuple[int, int], ...]:
    return tuple(enumerate(package))


def _form(
    first: tuple[tuple[int, int], ...], second: tuple[tuple[int, int], ...] | None, preferred: Preferred, doubt: float, n: int
) -> Form:  # fmt: skip
    if preferred == "second":
        return Form(second, first, False, doubt, n)
    return Form(first, second, preferred == "same", doubt, n)


def _chain(groups: Sequence[Sequence[tuple[tuple[int, int], ...]]], doubt: float, n: int) -> list[Form]:
    """An order as comparisons of neighbours, and of those in one group."""
    found = [Form(high[0], low[0], False, doubt, n) for low, high in pairwise(groups)]
    for group in groups:
        found += [Form(group[0], other, True, doubt, n) for other in group[1:]]
    return found
