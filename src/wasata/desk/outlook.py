"""What follows from what is known of the sides: packages to suggest, questions to ask, answers that quarrel.

Danger: an estimate without how sure it is; a page that holds everybody up while it is worked out.
Duty: one frozen view of all that follows, worked out once for a state of the cell and kept beside it; what is suggested after an
act, as the record keeps it.
Shape: `outlook(desk)`; chances and shares are from 0 to 1, what a package is worth to a side from 0, its worst, to 1, its best.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wasata.carry.assessment import RANGES
from wasata.desk.access import Desk
from wasata.desk.package_stands import Fitted, Stands, fitted, stands_of
from wasata.errors import ProposeError
from wasata.propose import Question, Space, Talks
from wasata.propose.ask import Kind
from wasata.propose.solve import quarrels
from wasata.propose.wishes import Preferred
from wasata.record.kinds.package import PackageSuggested

Package = Mapping[str, str]
"""An option for every issue, by their names in the record."""
OFFERED = 4
"""So many questions are offered for a side, of packages that differ in two issues; and one of any."""


def in_a_word(chance: float) -> str:
    """A chance by the word of confidence that means it."""
    return next(word for word, (_, high) in RANGES.items() if chance * 100 <= high)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a package is worth to a side: the tenth, fiftieth and ninetieth hundredth of what may be; the chance that the side
    prefers it to no deal."""

    low: float
    middle: float
    high: float
    accepts: float

    @property
    def word(self) -> str:
        """The chance that the side prefers it to no deal, in a word."""
        return in_a_word(self.accepts)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A package that is suggested. `kept`: the share of the best Nash product expected of it."""

    package: Package
    notions: tuple[str, ...]
    kept: float
    worth: Mapping[str, Worth]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for a side. `chance`: that it prefers `first`; `then`: what would be suggested first after each answer."""

    kind: Kind
    issue: str | None
    first: Package | None
    second: Package | None
    chance: float
    then: Mapping[Preferred, Package]

    @property
    def name(self) -> str:
        """By which a form names it."""
        parts = [self.kind, self.issue or ""]
        parts += [
            "+".join(f"{i}={o}" for i, o in sorted(told.items())) if told else "" for told in (self.first, self.second)
        ]
        return "~".join(parts)


@dataclass(frozen=True, slots=True)
class Quarrelling:
    """Pieces of one side that cannot all be so. `pairs`: issues whose worth may not add up: that would end it."""

    side: str
    pieces: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A package of the frontier as it is reckoned."""

    package: Package
    worth: Mapping[str, Worth]


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that follows. `unknown`: sides of whom nothing is known yet; `unfit`: pieces that speak of issues that are gone;
    `refused`: why nothing can be suggested; `size`: how many packages follow the rules and red lines."""

    suggestions: tuple[Suggested, ...] = ()
    sure: float = 0.0
    enough: bool = False
    questions: Mapping[str, tuple[Asked, ...]] | None = None
    front: tuple[Point, ...] = ()
    quarrels: tuple[Quarrelling, ...] = ()
    unfit: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    refused: ProposeError | None = None
    size: int = 0

    def asked(self, side: str) -> tuple[Asked, ...]:
        """The questions for one side."""
        return (self.questions or {}).get(side, ())


def outlook(desk: Desk) -> Outlook | None:
    """What follows from what stands; None where nothing is on the table yet. Ask outside `hold`: it takes a moment.

    Raises:
        LogNotYours: this reader does not hold the cell.
    """
    with desk.hold():
        stands = stands_of(desk)
        follows, frozen = stands.follows, fitted(stands) if stands.issues is not None else None
        unknown = tuple(side for side in stands.sides if not any(piece.stands for piece in stands.of(side)))
    if frozen is None:
        return None
    with stands.working:
        if "outlook" not in follows:
            follows["outlook"] = _work_out(frozen, unknown)
    found = follows["outlook"]
    assert isinstance(found, Outlook)
    return found


def _work_out(known: Fitted, unknown: tuple[str, ...]) -> Outlook:
    talks, space = known.talks, known.talks.space
    quarrelling = tuple(
        Quarrelling(
            side, tuple(known.places[side][n] for n in one.known),
            tuple((space.issues[a].name, space.issues[b].name) for a, b in one.pairs),
        )
        for side in talks.sides
        for one in quarrels(talks.wishes(side))
    )  # fmt: skip
    try:
        view = talks.view()
    except ProposeError as error:
        return Outlook(quarrels=quarrelling, unfit=known.unfit, unknown=unknown, refused=error)
    at = {side: talks.place(side) for side in talks.sides}

    def worth(m: int) -> dict[str, Worth]:
        return {side: Worth(*view.range_of(k, m), view.accepts(k, m)) for side, k in at.items()}

    suggestions = tuple(
        Suggested(space.told(one.package), one.notions, one.kept, worth(one.candidate)) for one in talks.suggest()
    )
    front = tuple(Point(space.told(view.package(m)), worth(m)) for m in view.front())
    questions = {
        side: tuple(_asked(space, q) for q in talks.next_questions(side, OFFERED)) for side in talks.by_knowledge()
    }
    return Outlook(
        suggestions, talks.sure, talks.enough, questions, front, quarrelling, known.unfit, unknown, size=view.space.size
    )


def _next(talks: Talks, side: str) -> list[Question]:
    """What people can answer comes first: an order that is missing, or packages that differ in two issues."""
    found = list(talks.next_questions(side, OFFERED, width="two"))
    if not any(one.kind in ("options", "issues") for one in found):
        named = {(one.first, one.second) for one in found}
        found += [one for one in talks.next_questions(side, 1) if (one.first, one.second) not in named]
    return found


def _asked(space: Space, one: Question) -> Asked:
    first, second = (space.told(package) if package is not None else None for package in (one.first, one.second))
    return Asked(
        one.kind, one.issue or None, first, second, one.chance,
        {answer: space.told(package) for answer, package in one.then},
    )  # fmt: skip


def suggested_after(stands: Stands) -> tuple[PackageSuggested, ...]:
    """What is suggested as it stands, for the record; nothing while a side is unknown or the rules leave no package."""
    if any(not any(piece.stands for piece in stands.of(side)) for side in stands.sides):
        return ()
    talks = fitted(stands).talks
    try:
        found = talks.suggest()
    except ProposeError:
        return ()
    return tuple(
        PackageSuggested(
            package=talks.space.told(one.package), notions=one.notions, kept=_thousandths(one.kept),
            sure=_thousandths(talks.sure),
            accepts={side: _thousandths(chance) for side, chance in zip(talks.sides, one.accepts, strict=True)},
        )
        for one in found
    )  # fmt: skip


def _thousandths(share: float) -> int:
    return min(1000, max(0, round(share * 1000)))
