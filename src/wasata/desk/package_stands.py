"""What stands in the cell of packages: what is on the table, what is known of each side, what was suggested after each act.

Danger: a piece of knowledge about an option that is no longer there, read as one about another; an estimate kept in the memory of
a room in which nobody holds the cell any more.
Duty: the fold of `cell`; the pieces as the trade of proposals takes them, and those that fit no more; what follows from all of
them, worked out once.
Shape: `Stands` is changed by the fold alone. What follows hangs on it and is let go with it; working it out takes a moment, and
nobody holds the desk meanwhile.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from wasata.desk.access import Desk
from wasata.errors import KindUnknown, ProposeError
from wasata.propose import (
    HEARSAY,
    LIKELY,
    SURE,
    AgainstNoDeal,
    Compared,
    Condition,
    Issue,
    IssueOrder,
    Known,
    Never,
    OptionOrder,
    Package,
    Part,
    RedLine,
    Space,
    Talks,
    Total,
    Wishes,
)
from wasata.propose.issues import Rule
from wasata.propose.wishes import Wish
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import Fact
from wasata.record.kinds.package import IssuesSet

LOG = "cell"
DOUBTS: Mapping[str, float] = {"sure": SURE, "likely": LIKELY, "hearsay": HEARSAY}
Told = Mapping[str, Any]
"""A part of a fact, as plain values."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something known of a side. `withdrawn`: why it counts no more, None while it stands."""

    piece: str
    side: str
    wish: Told
    doubt: str
    evidence: tuple[Told, ...]
    question: str | None
    author: str
    at: datetime
    withdrawn: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawn is None


@dataclass(frozen=True, slots=True)
class Put:
    """A question that was put to a side."""

    question: str
    side: str
    issue: str | None
    first: Mapping[str, str] | None
    second: Mapping[str, str] | None
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recommended:
    """One package as it was suggested: by which notions; in thousandths, what is kept and how sure, who accepts."""

    package: Mapping[str, str]
    notions: tuple[str, ...]
    kept: int
    sure: int
    accepts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One act, and what was suggested after it. `told`, `withdrawn`: the pieces it was about; `set_anew`: whether the issues
    were."""

    act: str
    author: str
    at: datetime
    told: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    tuned: tuple[str, ...] = ()
    set_anew: bool = False
    after: tuple[Recommended, ...] = ()


@dataclass(slots=True)
class Stands:
    """All of it. `issues`: as they were set last."""

    issues: Told | None = None
    pieces: dict[str, Piece] = field(default_factory=dict)
    tuned: dict[str, Told] = field(default_factory=dict)
    questions: dict[str, Put] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    follows: dict[str, Any] = field(default_factory=dict)
    """What was worked out of it, by name; empty again after the next act."""
    working: threading.RLock = field(default_factory=threading.RLock, compare=False)

    @property
    def sides(self) -> tuple[str, ...]:
        return tuple(self.issues["sides"]) if self.issues else ()

    def of(self, side: str) -> tuple[Piece, ...]:
        """What is known of a side, and what was taken back, in the order it came."""
        return tuple(piece for piece in self.pieces.values() if piece.side == side)


@dataclass(frozen=True, slots=True)
class _By:
    """Who wrote something, in which act, when."""

    act: str
    author: str
    at: datetime


def _with_step(stands: Stands, by: _By, **more: Any) -> None:
    if not stands.steps or stands.steps[-1].act != by.act:
        stands.steps.append(Step(by.act, by.author, by.at))
    last = stands.steps[-1]
    joined: dict[str, Any] = {
        name: (*getattr(last, name), *told) if isinstance(told, tuple) else told for name, told in more.items()
    }
    stands.steps[-1] = replace(last, **joined)


def _laid(stands: Stands, kind: str, d: Mapping[str, Any], by: _By) -> bool:
    """Lays one fact on what stands; whether it is one of these."""
    match kind:
        case "package.issues_set":
            stands.issues = d
            _with_step(stands, by, set_anew=True)
        case "package.side_known":
            stands.pieces[d["piece"]] = Piece(
                d["piece"], d["side"], d["wish"], d["doubt"], tuple(d["evidence"]), d["question"], by.author, by.at
            )
            _with_step(stands, by, told=(d["piece"],))
        case "package.known_withdrawn":
            stands.pieces[d["piece"]] = replace(
                stands.pieces[d["piece"]], withdrawn=d["reason"], withdrawn_by=by.author, withdrawn_at=by.at
            )
            _with_step(stands, by, withdrawn=(d["piece"],))
        case "package.side_tuned":
            stands.tuned[d["side"]] = d
            _with_step(stands, by, tuned=(d["side"],))
        case "package.question_put":
            stands.questions[d["question"]] = Put(
                d["question"], d["side"], d["issue"], d["first"], d["second"], by.author, by.at
            )
        case "package.suggested":
            after = Recommended(d["package"], tuple(d["notions"]), d["kept"], d["sure"], d["accepts"])
            _with_step(stands, by, after=(after,))
        case _:
            return False
    stands.follows = {}
    return True


def _step(stands: Stands, entry: Entry) -> Stands:
    by = _By(entry.act, entry.author, entry.recorded_at)
    if entry.kind.startswith("package.") and not _laid(stands, entry.kind, entry.data, by):
        raise KindUnknown(kind=entry.kind, version=entry.version)
    return stands  # besides these, assessments and blackouts stand in the cell


def supposed(stands: Stands, facts: Sequence[Fact], author: str, at: datetime) -> Stands:
    """What would stand if these facts were written."""
    later = Stands(stands.issues, dict(stands.pieces), dict(stands.tuned))
    for fact in facts:
        _laid(later, fact.kind, fact.model_dump(mode="json"), _By("", author, at))
    return later


STANDS: View[Stands] = View("package.stands", 1, (LOG,), Stands, _step)


# as the trade takes it


def space_of(issues: Told | IssuesSet) -> Space:
    """The issues with their rules. Issues, options and rules go by their own names; a rule's words by its place.

    Raises:
        DomainWrong: they make no agreement.
    """
    told = issues.model_dump(mode="json") if isinstance(issues, IssuesSet) else issues
    made = tuple(
        Issue(
            one["issue"], tuple(o["option"] for o in one["options"]), one["scale"],
            tuple(Decimal(o["amount"]) for o in one["options"]) if all(o["amount"] is not None for o in one["options"]) else (),
        )
        for one in told["issues"]
    )  # fmt: skip
    plain = Space(made)
    return Space(made, tuple(_rule(plain, n, rule) for n, rule in enumerate(told["rules"])))


def _rule(space: Space, n: int, rule: Told) -> Rule:
    if rule["rule"] == "total":
        least, most = (None if rule[end] is None else Decimal(rule[end]) for end in ("at_least", "at_most"))
        return Total(str(n), tuple(rule["issues"]), least, most)
    if rule["rule"] == "never":
        return Never(str(n), tuple(_part(space, part) for part in rule["parts"]))
    what, unless = _part(space, rule["what"]), _part(space, rule["unless"])
    rest = frozenset(range(space.sizes[space.place(unless.issue)])) - unless.options
    return Never(str(n), (what, Part(unless.issue, rest)))


def _part(space: Space, part: Told) -> Part:
    issue = space.issues[space.place(part["issue"])]
    return Part(issue.name, frozenset(issue.option(option) for option in part["options"]))


def wish_of(space: Space, wish: Told) -> Wish | None:
    """A piece as the trade takes it, for the issues as they are now; None where it says nothing of them any more.

    What was said of an option or an issue that is gone is left out; packages that were compared are filled alike where an issue
    came later.
    """
    try:
        return wish_told(space, wish)
    except ProposeError:
        return None


def wish_told(space: Space, wish: Told) -> Wish | None:
    """The same, of a piece that is told now.

    Raises:
        PackageWrong: it names an issue or option that is not there.
    """
    match wish["wish"]:
        case "options":
            issue = space.issues[space.place(wish["issue"])]
            groups = _there(wish["groups"], issue.options)
            return (
                OptionOrder(issue.name, tuple(tuple(issue.option(o) for o in group) for group in groups))
                if groups
                else None
            )
        case "issues":
            named = _there(wish["groups"], [issue.name for issue in space.issues])
            return IssueOrder(named) if named else None
        case "packages":
            return _compared(space, wish)
        case "no_deal":
            return AgainstNoDeal(space.of(dict(wish["package"])), wish["preferred"])
        case "red_line":
            return RedLine(tuple(_part(space, part) for part in wish["parts"]))
        case "condition":
            return Condition(_part(space, wish["what"]), _part(space, wish["unless"]))
        case other:
            raise ValueError(other)


def _there(groups: Iterable[Sequence[str]], names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    known = set(names)
    left = [tuple(one for one in group if one in known) for group in groups]
    return tuple(group for group in left if group)


def _compared(space: Space, wish: Told) -> Compared | None:
    first, second = dict(wish["first"]), dict(wish["second"])
    if any(first[gone] != second[gone] for gone in first.keys() - {issue.name for issue in space.issues}):
        return None
    packages: list[Package] = []
    for told in (first, second):
        packages.append(space.of({i.name: told.get(i.name, i.options[0]) for i in space.issues}))
    return Compared(packages[0], packages[1], wish["preferred"]) if packages[0] != packages[1] else None


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is known, as the trade takes it: the talks; of each side its pieces by their place there; those that fit no more."""

    talks: Talks
    places: Mapping[str, tuple[str, ...]]
    unfit: tuple[str, ...]


def fitted(stands: Stands) -> Fitted:
    """The talks as they stand.

    Raises:
        DomainWrong: the issues make no agreement.
    """
    assert stands.issues is not None, "nothing is on the table yet"
    space = space_of(stands.issues)
    tuned = {side: stands.tuned.get(side, {}) for side in stands.sides}
    no_deal = {side: told["no_deal"] / 100 if told.get("no_deal") is not None else None for side, told in tuned.items()}
    names = {issue.name for issue in space.issues}
    pairs = {
        side: [(a, b) for a, b in told.get("pairs", ()) if {a, b} <= names and a != b] for side, told in tuned.items()
    }
    talks = Talks(space, stands.sides, no_deal=no_deal, pairs=pairs)
    places: dict[str, tuple[str, ...]] = {}
    unfit: list[str] = []
    for side in stands.sides:
        known: list[Known] = []
        named: list[str] = []
        for piece in stands.of(side):
            if not piece.stands:
                continue
            wish = wish_of(space, piece.wish)
            one = Known(wish, DOUBTS[piece.doubt], piece.piece) if wish is not None else None
            if one is None or not _fits(space, one):
                unfit.append(piece.piece)
                continue
            known.append(one)
            named.append(piece.piece)
        talks.know(side, Wishes(space, tuple(known)))
        places[side] = tuple(named)
    return Fitted(talks, places, tuple(unfit))


def _fits(space: Space, one: Known) -> bool:
    try:
        Wishes(space, (one,))
    except ProposeError:
        return False
    return True


def stands_of(desk: Desk) -> Stands:
    """All of it, for one who holds the cell. Ask inside `hold`.

    Raises:
        LogNotYours: this reader does not hold it.
    """
    return desk.fold(STANDS)
