"""Packages in the words of a page: the issues by their names, each piece of knowledge as a sentence, a question to be put.

Danger: a question whose words tell one side what the other wants; an option named in one language only.
Duty: all that pages, the API and the command line show of the cell's packages, in one language; the question in words that may be
put as they stand.
Shape: frozen values; packages are told as (issue, option) in the order of the issues. A question speaks of the side that is asked
and of nobody else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.evidence import EvidenceLine, evidence_shown
from wasata.desk.line import LISTED
from wasata.desk.outlook import Asked, Outlook, Package, Worth, in_a_word
from wasata.desk.package_stands import DOUBTS as HELD
from wasata.desk.package_stands import Piece, Put, Recommended, Stands, Told, stands_of
from wasata.errors import WeighingWrong
from wasata.values import Lang
from wasata.words import Key

DOUBTS = tuple(HELD)
"""How a piece may be known."""
LATEST = 12
"""So many acts stand in the trail before more is asked for."""


@dataclass(frozen=True, slots=True)
class Settled:
    """One issue of a package: its name and the option, and their own names. `differs`: from the package beside it."""

    issue: str
    option: str
    name: str
    words: str
    differs: bool = False


class Names:
    """The issues and options in one language."""

    def __init__(self, issues: Told, lang: Lang) -> None:
        self.lang = lang
        self.issues: dict[str, str] = {one["issue"]: one["names"][lang] for one in issues["issues"]}
        self.options: dict[tuple[str, str], str] = {
            (one["issue"], o["option"]): o["names"][lang] for one in issues["issues"] for o in one["options"]
        }

    def issue(self, issue: str) -> str:
        """An issue by its name; by its own one where it is there no longer."""
        return self.issues.get(issue, issue)

    def option(self, issue: str, option: str) -> str:
        return self.options.get((issue, option), option)

    def package(self, package: Package, beside: Package | None = None) -> tuple[Settled, ...]:
        """A package, issue by issue; `beside`: another, to see in what they differ."""
        order = [*(i for i in self.issues if i in package), *(i for i in package if i not in self.issues)]
        return tuple(
            Settled(i, package[i], self.issue(i), self.option(i, package[i]), beside is not None and beside.get(i) != package[i])
            for i in order
        )  # fmt: skip

    def listed(self, settled: Iterable[Settled]) -> str:
        """A package in one line."""
        one = words.say("package.and", self.lang)
        return one.join(words.say("package.settled", self.lang, issue=s.name, option=s.words) for s in settled)

    def part(self, part: Told) -> str:
        """Some options of an issue."""
        other = words.say("package.or", self.lang)
        named = other.join(self.option(part["issue"], option) for option in part["options"])
        return words.say("package.settled", self.lang, issue=self.issue(part["issue"]), option=named)

    def groups(self, groups: Sequence[Sequence[str]], issue: str | None = None) -> str:
        """An order in one line, from what is most wished for."""
        alike, then = (words.say(f"package.{which}", self.lang) for which in ("alike", "then"))
        found = (
            alike.join(self.option(issue, one) if issue is not None else self.issue(one) for one in group)
            for group in reversed(groups)
        )
        return then.join(found)


def wish_words(names: Names, wish: Told) -> str:
    """A piece of knowledge as a sentence."""
    lang = names.lang
    match wish["wish"]:
        case "options":
            issue = names.issue(wish["issue"])
            return words.say(
                "package.wish.options", lang, issue=issue, groups=names.groups(wish["groups"], wish["issue"])
            )
        case "issues":
            return words.say("package.wish.issues", lang, groups=names.groups(wish["groups"]))
        case "packages":
            first, second = (
                names.listed(s for s in names.package(wish[a], wish[b]) if s.differs)
                for a, b in (("first", "second"), ("second", "first"))
            )
            if wish["preferred"] == "second":
                first, second = second, first
            key = "same" if wish["preferred"] == "same" else "rather"
            return words.say(f"package.wish.{key}", lang, first=first, second=second)
        case "no_deal":
            told = names.listed(names.package(wish["package"]))
            return words.say(f"package.wish.no_deal.{wish['preferred']}", lang, package=told)
        case "red_line":
            together = words.say("package.and", lang).join(names.part(part) for part in wish["parts"])
            return words.say("package.wish.red_line", lang, parts=together)
        case "condition":
            return words.say(
                "package.wish.condition", lang, what=names.part(wish["what"]), unless=names.part(wish["unless"])
            )
        case other:
            raise ValueError(other)


def rule_words(names: Names, rule: Told) -> str:
    """What a rule says, beside its own words."""
    lang = names.lang
    match rule["rule"]:
        case "never":
            together = words.say("package.and", lang).join(names.part(part) for part in rule["parts"])
            return words.say("package.rule.never", lang, parts=together)
        case "only_if":
            return wish_words(names, {**rule, "wish": "condition"})
        case "total":
            listed = words.say("package.plus", lang).join(names.issue(one) for one in rule["issues"])
            ends = {name: rule[f"at_{name}"] for name in ("least", "most") if rule[f"at_{name}"] is not None}
            return words.say(
                f"package.rule.{'between' if len(ends) == 2 else next(iter(ends))}", lang, issues=listed, **ends
            )
        case other:
            raise ValueError(other)


# ---- a question


@dataclass(frozen=True, slots=True)
class Question:
    """A question for a side, in one language. `words`: as it may be put as it stands; `first`, `second`: what is compared, in
    what they differ; `alike`: what both have; `then`: by answer, what would be suggested, and whether it is another than now."""

    name: str
    kind: str
    issue: str | None
    words: str
    order: tuple[tuple[str, str], ...]
    first: tuple[Settled, ...]
    second: tuple[Settled, ...]
    alike: tuple[Settled, ...]
    chance: float
    then: tuple[tuple[str, tuple[Settled, ...], bool], ...]

    @property
    def word(self) -> str:
        """How likely it is that they answer with the first, in a word."""
        return in_a_word(self.chance)


def question(names: Names, issues: Told, asked: Asked, now: Package | None = None) -> Question:
    """A question in words. `now`: what is suggested before it is answered."""
    lang = names.lang
    first = names.package(asked.first, asked.second) if asked.first else ()
    second = names.package(asked.second, asked.first) if asked.second else ()
    alike = tuple(s for s in first if not s.differs) if second else ()
    shown = tuple(s for s in first if s.differs) if second else first
    order: tuple[tuple[str, str], ...] = ()
    match asked.kind:
        case "options":
            assert asked.issue is not None
            order = tuple((o, names.option(asked.issue, o)) for one in issues["issues"] if one["issue"] == asked.issue
                          for o in (p["option"] for p in one["options"]))  # fmt: skip
            told = words.say("package.ask.options", lang, issue=names.issue(asked.issue), options=_list(lang, order))
        case "issues":
            order = tuple((one["issue"], one["names"][lang]) for one in issues["issues"] if len(one["options"]) > 1)
            told = words.say("package.ask.issues", lang, issues=_list(lang, order))
        case "packages":
            differ = tuple(s for s in second if s.differs)
            told = words.say("package.ask.packages", lang, first=names.listed(shown), second=names.listed(differ))
            if alike:
                told = f"{told} {words.say('package.ask.alike', lang, alike=names.listed(alike))}"
        case "no_deal":
            told = words.say("package.ask.no_deal", lang, package=names.listed(first))
    then = tuple(
        (answer, names.package(package, now), now is not None and dict(package) != dict(now))
        for answer, package in asked.then.items()
    )
    return Question(
        asked.name, asked.kind, asked.issue, told, order, shown, tuple(s for s in second if s.differs), alike, asked.chance, then
    )  # fmt: skip


def _list(lang: Lang, order: Iterable[tuple[str, str]]) -> str:
    return words.say("package.comma", lang).join(name for _, name in order)


# ---- what pages show


@dataclass(frozen=True, slots=True)
class SideLine:
    """One side of what is on the table. `line`: its line; `no_deal`: as it was judged, in hundredths."""

    line: str
    name: str
    known: int
    no_deal: int | None
    pairs: tuple[tuple[str, str], ...]
    next: Question | None
    holds_line: bool


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A package as it is suggested, or stands on the frontier."""

    settled: tuple[Settled, ...]
    notions: tuple[str, ...]
    kept: float | None
    worth: tuple[tuple[str, Worth], ...]


@dataclass(frozen=True, slots=True)
class QuarrelLine:
    """Pieces of one side that cannot all be so."""

    side: str
    pieces: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One act of the trail: what it told or took back; what was suggested after it, and whether that was another than before."""

    at: datetime
    author: str
    set_anew: bool
    told: tuple[tuple[str, str], ...]
    withdrawn: tuple[tuple[str, str], ...]
    tuned: tuple[str, ...]
    after: tuple[Settled, ...]
    moved: bool
    sure: int | None
    kept: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The page of packages. `none`: nothing is on the table; `refused`: why nothing can be suggested, and the next move."""

    sides: tuple[SideLine, ...]
    issues: tuple[tuple[str, tuple[str, ...]], ...]
    suggestions: tuple[PackageLine, ...]
    front: tuple[PackageLine, ...]
    sure: float
    enough: bool
    size: int
    unknown: tuple[str, ...]
    unfit: tuple[tuple[str, str], ...]
    quarrels: tuple[QuarrelLine, ...]
    refused: tuple[str, str] | None
    trail: tuple[StepLine, ...]
    more: int
    may_set: bool
    may_tell: bool

    @property
    def none(self) -> bool:
        return not self.issues


def side_names(desk: Desk, lang: Lang) -> Mapping[str, str]:
    """The lines the team knows, by their names. Ask inside `hold`."""
    return {line: told["names"][lang] for line, told in desk.fold(LISTED).items()} if desk.holds("bureau") else {}


def sides_offered(desk: Desk, stands: Stands, lang: Lang) -> tuple[tuple[str, str, bool], ...]:
    """The lines that may be sides: each with its name and whether it is one; before any are set, those of parties. Ask inside
    `hold`."""
    listed = desk.fold(LISTED) if desk.holds("bureau") else {}
    return tuple(
        (line, told["names"][lang], line in stands.sides if stands.sides else told["of"] == "party")
        for line, told in sorted(listed.items())
    )


def overview(desk: Desk, lang: Lang, found: Outlook | None, *, whole_trail: bool = False) -> Overview:
    """What stands, what is suggested and by what it came. `found`: what follows, worked out before (`outlook`).

    Raises:
        LogNotYours: this reader does not hold the cell.
    """
    with desk.hold():
        stands, called = stands_of(desk), side_names(desk, lang)
        may = desk.may("set_issues"), desk.may("know_side")
        if stands.issues is None or found is None:
            return Overview((), (), (), (), 0.0, False, 0, (), (), (), None, (), 0, *may)
        names = Names(stands.issues, lang)
        steps = [step for step in stands.steps if step.set_anew or step.told or step.withdrawn or step.tuned]
        shown = steps if whole_trail else steps[-LATEST:]
        before = steps[: len(steps) - len(shown)]
        now = found.suggestions[0].package if found.suggestions else None
        return Overview(
            tuple(_side(desk, stands, names, called, side, found, now) for side in stands.sides),
            tuple((one["names"][lang], tuple(o["names"][lang] for o in one["options"])) for one in stands.issues["issues"]),
            tuple(
                PackageLine(names.package(s.package, now), s.notions, s.kept, _worth(s.worth, called))
                for s in found.suggestions
            ),
            tuple(PackageLine(names.package(p.package), (), None, _worth(p.worth, called)) for p in found.front),
            found.sure, found.enough, found.size, tuple(called.get(s, s) for s in found.unknown),
            _pieces(names, stands, found.unfit),
            tuple(
                QuarrelLine(called.get(q.side, q.side), _pieces(names, stands, q.pieces),
                            tuple((names.issue(a), names.issue(b)) for a, b in q.pairs))
                for q in found.quarrels
            ),
            _refused(found, names, stands, called), tuple(reversed(_trail(names, stands, shown, before, called))),
            len(before), *may,
        )  # fmt: skip


def _refused(found: Outlook, names: Names, stands: Stands, called: Mapping[str, str]) -> tuple[str, str] | None:
    if found.refused is None:
        return None
    values = dict(found.refused.values)
    assert stands.issues is not None
    rules = stands.issues["rules"]
    blamed = [
        rules[int(one)]["why"][names.lang] if one.isdecimal() and int(one) < len(rules) else called.get(one, one)
        for one in str(values.get("value", "")).split("; ")
    ]
    told = type(found.refused)(**(values | {"value": "; ".join(dict.fromkeys(blamed))}))
    return words.tell(told, names.lang)


def _side(
    desk: Desk, stands: Stands, names: Names, called: Mapping[str, str], side: str, found: Outlook, now: Package | None
) -> SideLine:  # fmt: skip
    tuned = stands.tuned.get(side, {})
    asked = found.asked(side)
    assert stands.issues is not None
    return SideLine(
        side, called.get(side, side), sum(piece.stands for piece in stands.of(side)), tuned.get("no_deal"),
        tuple((names.issue(a), names.issue(b)) for a, b in tuned.get("pairs", ())),
        question(names, stands.issues, asked[0], now) if asked else None, desk.holds(f"line/{side}"),
    )  # fmt: skip


def _worth(worth: Mapping[str, Worth], called: Mapping[str, str]) -> tuple[tuple[str, Worth], ...]:
    return tuple((called.get(side, side), one) for side, one in worth.items())


def _pieces(names: Names, stands: Stands, named: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((piece, wish_words(names, stands.pieces[piece].wish)) for piece in named)


def _trail(
    names: Names, stands: Stands, shown: Sequence[Any], before: Sequence[Any], called: Mapping[str, str]
) -> list[StepLine]:
    was = next((step.after[0].package for step in reversed(before) if step.after), None)
    lines = []
    for step in shown:
        first: Recommended | None = step.after[0] if step.after else None
        moved = first is not None and was is not None and dict(first.package) != dict(was)
        lines.append(
            StepLine(
                step.at, step.author, step.set_anew, _pieces(names, stands, step.told), _pieces(names, stands, step.withdrawn),
                tuple(called.get(side, side) for side in step.tuned), names.package(first.package, was) if first else (), moved,
                first.sure if first else None, first.kept if first else None,
            )
        )  # fmt: skip
        was = first.package if first is not None else was
    return lines


# ---- one side


@dataclass(frozen=True, slots=True)
class PieceLine:
    """Something known of a side, as a page shows it."""

    piece: str
    words: str
    wish: str
    doubt: str
    evidence: tuple[EvidenceLine, ...]
    author: str
    at: datetime
    withdrawn: str | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    quarrels: bool
    unfit: bool


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue with its options, for forms."""

    issue: str
    name: str
    options: tuple[tuple[str, str], ...]
    scale: bool


@dataclass(frozen=True, slots=True)
class SidePage:
    """What is known of one side, the latest first; what was taken back; the questions offered; those put and not answered."""

    side: SideLine
    pieces: tuple[PieceLine, ...]
    gone: tuple[PieceLine, ...]
    questions: tuple[Question, ...]
    waiting: tuple[tuple[str, str, datetime], ...]
    issues: tuple[IssueLine, ...]
    may_tell: bool


def issue_lines(issues: Told, lang: Lang) -> tuple[IssueLine, ...]:
    """The issues with their options, in order."""
    return tuple(
        IssueLine(one["issue"], one["names"][lang], tuple((o["option"], o["names"][lang]) for o in one["options"]), one["scale"])
        for one in issues["issues"]
    )  # fmt: skip


def side_page(desk: Desk, side: str, lang: Lang, found: Outlook | None) -> SidePage:
    """What is known of one side.

    Raises:
        WeighingWrong: it is no side of what is on the table.
        LogNotYours: this reader does not hold the cell.
    """
    with desk.hold():
        stands, called = stands_of(desk), side_names(desk, lang)
        if stands.issues is None or found is None or side not in stands.sides:
            raise WeighingWrong(why=Key("package.why.no_side"), value=side)
        names = Names(stands.issues, lang)
        now = found.suggestions[0].package if found.suggestions else None
        quarrelling = {piece for one in found.quarrels for piece in one.pieces}
        pieces = [_piece(desk, names, piece, quarrelling, found.unfit) for piece in reversed(stands.of(side))]
        answered = {piece.question for piece in stands.of(side)}
        return SidePage(
            _side(desk, stands, names, called, side, found, now), tuple(p for p in pieces if p.withdrawn is None),
            tuple(p for p in pieces if p.withdrawn is not None),
            tuple(question(names, stands.issues, one, now) for one in found.asked(side)),
            tuple((put.question, _put_words(names, stands.issues, put), put.at)
                  for put in stands.questions.values() if put.side == side and put.question not in answered),
            issue_lines(stands.issues, lang), desk.may("know_side"),
        )  # fmt: skip


def _piece(desk: Desk, names: Names, piece: Piece, quarrelling: set[str], unfit: Sequence[str]) -> PieceLine:
    return PieceLine(
        piece.piece, wish_words(names, piece.wish), piece.wish["wish"], piece.doubt,
        evidence_shown(desk, piece.side, piece.evidence), piece.author, piece.at, piece.withdrawn, piece.withdrawn_by,
        piece.withdrawn_at, piece.piece in quarrelling, piece.piece in unfit,
    )  # fmt: skip


def _put_words(names: Names, issues: Told, put: Put) -> str:
    return question(names, issues, asked_of(put)).words


def asked_of(put: Put) -> Asked:
    """A question that was put, as it is asked."""
    kind: Any = "options" if put.issue else "issues" if put.first is None else "packages" if put.second else "no_deal"
    return Asked(kind, put.issue, put.first, put.second, 0.5, {})


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule between issues: its own words, and what it says."""

    n: int
    why: str
    says: str


@dataclass(frozen=True, slots=True)
class OnTable:
    """What is on the table: between which sides, by their lines and names; the issues; the rules."""

    sides: tuple[tuple[str, str], ...]
    issues: tuple[IssueLine, ...]
    rules: tuple[RuleLine, ...]


def on_table(desk: Desk, lang: Lang) -> OnTable:
    """What is on the table; nothing where nothing is.

    Raises:
        LogNotYours: this reader does not hold the cell.
    """
    with desk.hold():
        stands, called = stands_of(desk), side_names(desk, lang)
        if stands.issues is None:
            return OnTable((), (), ())
        sides = tuple((side, called.get(side, side)) for side in stands.sides)
        return OnTable(sides, issue_lines(stands.issues, lang), rule_lines(stands.issues, lang))


def rule_lines(issues: Told, lang: Lang) -> tuple[RuleLine, ...]:
    """The rules, in order."""
    names = Names(issues, lang)
    return tuple(RuleLine(n, rule["why"][lang], rule_words(names, rule)) for n, rule in enumerate(issues["rules"]))
