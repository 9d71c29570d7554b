"""Packages: the acts by which the cell comes to know what could be agreed.

Danger: a guess that counts as a party's word; a piece of knowledge in words of a line that the cell's readers may not hold.
Duty: set what is on the table; note what is known of a side, with what it rests on and how sure it is; take it back; say what no
deal is worth to a side; note which question was put. After each of them stands what is suggested then.
Shape: all of it in `cell`. What a piece rests on is named by its line's own names: words of it see those alone who hold the line.
What follows is in `outlook`, what pages ask in `package_told`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.confidence import of_a_line
from wasata.desk.evidence import require_evidence
from wasata.desk.line import LISTED
from wasata.desk.outlook import Asked, suggested_after
from wasata.desk.package_stands import LOG, Piece, Stands, fitted, space_of, stands_of, supposed, wish_told
from wasata.errors import EvidenceWrong, WeighingWrong
from wasata.propose.wishes import Known, Wishes
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.package import (
    Doubt,
    IssuePart,
    IssuesSet,
    KnownWithdrawn,
    PackageSuggested,
    QuestionPut,
    RulePart,
    SideKnown,
    SideTuned,
    WishPart,
)
from wasata.record.kinds.position import Evidence
from wasata.record.ledger import Written
from wasata.words import Key


def _wrong(why: str, value: object = "") -> WeighingWrong:
    return WeighingWrong(why=Key(f"package.why.{why}"), value=value)


def _require_apart(desk: Desk, told: Iterable[str | None]) -> None:
    """The cell repeats no line: who reads it may hold none.

    Raises:
        WeighingWrong: six words in a row stand so on a line this reader holds.
    """
    run = of_a_line(desk, told)
    if run is not None:
        raise _wrong("of_a_line", run)


def _do(
    desk: Desk, act: str, decide: Callable[[Stands], Sequence[Fact]], act_id: str | None, said: Sequence[Fact]
) -> Written:
    """Writes what is decided and what is suggested after it."""

    def whole() -> dict[str, tuple[Fact, ...]]:
        stands = stands_of(desk)
        facts = tuple(decide(stands))
        later = supposed(stands, facts, desk.reader, desk.now())
        return {LOG: (*facts, *suggested_after(later))}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        told = tuple(fact for fact in was.get(LOG, ()) if not isinstance(fact, PackageSuggested))
        return told == tuple(said)

    return desk.do(act, whole, act_id=act_id, same=same)


# what is on the table


def set_issues(
    desk: Desk, sides: Sequence[str], issues: Sequence[IssuePart], rules: Sequence[RulePart] = (), *,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """Sets what is on the table between these sides, in place of what was set before. What is known of an issue that stays
    stays known.

    Raises:
        WeighingWrong: a side is no line the team knows, something is named twice, or a word stands so on a line.
        DomainWrong: the issues and rules make no agreement.
    """
    if len(set(sides)) < len(sides) or len(sides) < 2:
        raise _wrong("sides", ", ".join(sides))
    fact = IssuesSet(sides=tuple(sides), issues=tuple(issues), rules=tuple(rules))
    for issue in fact.issues:
        if any(
            not told.strip() for names in (issue.names, *(o.names for o in issue.options)) for told in names.values()
        ):
            raise _wrong("no_words", issue.issue)
    assert space_of(fact).blocks  # refuses rules that leave no package

    def decide(_: Stands) -> Sequence[Fact]:
        stranger = next((side for side in sides if side not in desk.fold(LISTED)), None)
        if stranger is not None:
            raise _wrong("no_line", stranger)
        told = [issue.names for issue in fact.issues] + [o.names for i in fact.issues for o in i.options]
        told += [rule.why for rule in fact.rules]
        _require_apart(desk, (words for names in told for words in names.values()))
        return (fact,)

    return _do(desk, "set_issues", decide, act_id, (fact,))


# what is known of a side


def know(
    desk: Desk, side: str, wishes: Sequence[WishPart], doubt: Doubt, evidence: Sequence[Evidence], *,
    question: str | None = None, act_id: str | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Notes what is known of a side: one piece for each wish, all with what they rest on. Gives their names.

    Args:
        doubt: `sure`: the side said so itself; `likely`: an officer's judgement; `hearsay`: from others.
        question: the one that was put, where it is an answer to it.

    Raises:
        WeighingWrong: nothing is on the table, it is no side of it, a wish does not fit the issues, the question is unknown,
            or our own words stand so on a line.
        EvidenceWrong: what it rests on is not there.
    """
    if not wishes:
        raise _wrong("nothing", side)
    if not evidence:
        raise EvidenceWrong(why=Key("position.why.no_evidence"), value="")
    act_id = act_id or new_act_id()
    facts = tuple(
        SideKnown(
            piece=f"kn-{name_by(act_id, n)}", side=side, wish=wish, doubt=doubt, evidence=tuple(evidence), question=question
        )
        for n, wish in enumerate(wishes)
    )  # fmt: skip

    def decide(stands: Stands) -> Sequence[Fact]:
        _require_side(stands, side)
        if question is not None and (question not in stands.questions or stands.questions[question].side != side):
            raise _wrong("no_question", question)
        require_evidence(desk, side, evidence)
        _require_apart(desk, (e.words for e in evidence))
        for fact in facts:
            _require_fits(stands, fact)
        return facts

    _do(desk, "know_side", decide, act_id, facts)
    return tuple(fact.piece for fact in facts)


def _require_side(stands: Stands, side: str) -> None:
    if stands.issues is None:
        raise _wrong("no_issues")
    if side not in stands.sides:
        raise _wrong("no_side", side)


def _require_fits(stands: Stands, fact: SideKnown) -> None:
    """What is said to be known speaks of the issues as they are, of nothing that is not there.

    Raises:
        WeighingWrong: it names what is not there, or says nothing.
        AnswerWrong, PackageWrong: it cannot be an answer.
    """
    assert stands.issues is not None
    space = space_of(stands.issues)
    told = fact.wish.model_dump(mode="json")
    gone = next((name for name in _named(told) if name not in _names(stands)), None)
    wish = wish_told(space, told) if gone is None else None
    if wish is None:
        raise _wrong("unfit", gone or fact.wish.wish)
    Wishes(space, (Known(wish),))


def _names(stands: Stands) -> set[str]:
    assert stands.issues is not None
    return {i["issue"] for i in stands.issues["issues"]} | {
        o["option"] for i in stands.issues["issues"] for o in i["options"]
    }


def _named(told: object) -> Iterable[str]:
    """The issues and options that a wish speaks of."""
    if isinstance(told, Mapping):
        for key, value in told.items():
            if key in ("wish", "preferred"):
                continue
            if isinstance(value, str):
                yield value
                if key not in ("issue",):
                    yield key
            else:
                yield from _named(value)
    elif isinstance(told, list | tuple):
        for one in told:
            yield from (one,) if isinstance(one, str) else _named(one)


def withdraw(desk: Desk, piece: str, reason: str, *, act_id: str | None = None) -> Written:
    """A piece counts no more, with the reason.

    Raises:
        WeighingWrong: there is none of this name, it was withdrawn, or the reason is empty or stands so on a line.
    """
    told = reason.strip()
    if not told or len(told) > 2_000:
        raise _wrong("reason", len(told))
    _require_name(piece, "no_piece")
    fact = KnownWithdrawn(piece=piece, reason=told)

    def decide(stands: Stands) -> Sequence[Fact]:
        known: Piece | None = stands.pieces.get(piece)
        if known is None or not known.stands:
            raise _wrong("no_piece", piece)
        _require_apart(desk, (told,))
        return (fact,)

    return _do(desk, "know_side", decide, act_id, (fact,))


def tune(
    desk: Desk, side: str, no_deal: int | None, pairs: Sequence[tuple[str, str]] = (), *, act_id: str | None = None
) -> Written:
    """Says what no deal is worth to a side, in hundredths of the way from its worst package to its best, or that it is not known;
    and which pairs of issues have a worth together that does not add up.

    Raises:
        WeighingWrong: it is no side, no such issue is there, or the number is none of a hundred.
    """
    if no_deal is not None and not 0 <= no_deal <= 99:
        raise _wrong("no_deal", no_deal)
    for name in {one for pair in pairs for one in pair}:
        _require_name(name, "no_issue")
    fact = SideTuned(side=side, no_deal=no_deal, pairs=tuple((a, b) for a, b in pairs))

    def decide(stands: Stands) -> Sequence[Fact]:
        _require_side(stands, side)
        assert stands.issues is not None
        there = {issue["issue"] for issue in stands.issues["issues"]}
        for a, b in pairs:
            if a == b or not {a, b} <= there:
                raise _wrong("no_issue", a if a not in there else b)
        assert fitted(supposed(stands, (fact,), desk.reader, desk.now()))
        return (fact,)

    return _do(desk, "know_side", decide, act_id, (fact,))


def put_question(desk: Desk, side: str, asked: Asked, *, act_id: str | None = None) -> str:
    """Notes that a question was put to a side, so that its answer is known by it. Gives its name.

    Raises:
        WeighingWrong: it is no side of what is on the table.
    """
    act_id = act_id or new_act_id()
    fact = QuestionPut(
        question=f"qu-{name_by(act_id)}", side=side, issue=asked.issue, first=dict(asked.first) if asked.first else None,
        second=dict(asked.second) if asked.second else None,
    )  # fmt: skip

    def decide() -> dict[str, tuple[Fact, ...]]:
        _require_side(stands_of(desk), side)
        return {LOG: (fact,)}

    desk.do("know_side", decide, act_id=act_id, same=exactly({LOG: (fact,)}))
    return fact.question


def _require_name(name: str, why: str) -> None:
    if not re.fullmatch(IDENT, name):
        raise _wrong(why, name)
