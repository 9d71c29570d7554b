"""Acts on packages: the issues set, what is known of a side noted and taken back, a question noted as put.

Danger: a piece of knowledge noted of another side than was meant.
Duty: the desk's own acts. Issues, rules and wishes have the form the record has for them.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter

from wasata.desk import package as packages
from wasata.desk.access import Desk
from wasata.desk.outlook import outlook
from wasata.desk.package_stands import stands_of
from wasata.errors import WeighingWrong
from wasata.record.kinds.package import Doubt, IssuePart, RulePart, WishPart
from wasata.record.kinds.position import Evidence
from wasata.room.api.acting import REASON, Body, Named, act, holds, said
from wasata.room.wiring import NotHere
from wasata.words import Key


def _in_json(kind: Any) -> Any:
    """A part as the record keeps it, out of JSON: there lists are what the record holds as tuples."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    return BeforeValidator(lambda told: adapter.validate_json(json.dumps(told)) if isinstance(told, dict) else told)


Issue = Annotated[IssuePart, _in_json(IssuePart)]
Rule = Annotated[RulePart, _in_json(RulePart)]
Wish = Annotated[WishPart, _in_json(WishPart)]


def _sets(desk: Desk, _names: Mapping[str, str]) -> None:
    holds(desk, "cell")
    desk.require("set_issues")


def _tells(desk: Desk, names: Mapping[str, str]) -> None:
    holds(desk, "cell")
    desk.require("know_side")
    with desk.hold():
        stands = stands_of(desk)
        if names["side"] not in stands.sides:
            raise NotHere
        if "known" in names and names["known"] not in {piece.piece for piece in stands.of(names["side"])}:
            raise NotHere


class OnTheTable(Body):
    """What is on the table, whole: in place of what was set before."""

    sides: Annotated[list[Named], said("package.sides", min_length=2, max_length=8)]
    issues: Annotated[list[Issue], said("package.issues_lead", min_length=1, max_length=60)]
    rules: Annotated[list[Rule], said("package.rules_note", max_length=200)] = []


@act("package/issues", "set_issues", asks=_sets)
def package_set(desk: Desk, told: OnTheTable, act_id: str) -> None:
    """Sets what is on the table between these sides."""
    packages.set_issues(desk, told.sides, told.issues, told.rules, act_id=act_id)


class Learnt(Body):
    """What is known of a side: several wishes that rest on the same."""

    wishes: Annotated[list[Wish], said("package.tell_note", min_length=1, max_length=80)]
    doubt: Annotated[Doubt, said("package.form.doubt")]
    evidence: Annotated[list[Evidence], said("position.form.rests", min_length=1, max_length=20)]
    question: Annotated[Named | None, said("package.cli.question")] = None


@act("package/of/{side}/known", "know_side", asks=_tells)
def package_know(desk: Desk, side: str, told: Learnt, act_id: str) -> str:
    """Notes what is known of a side; gives the name of the first piece."""
    pieces = packages.know(
        desk, side, told.wishes, told.doubt, told.evidence, question=told.question, act_id=act_id
    )  # fmt: skip
    return pieces[0]


class Unlearnt(Body):
    """Why a piece counts no more."""

    reason: Annotated[str, said("package.reason", min_length=1, max_length=REASON)]


@act("package/of/{side}/known/{known}/withdraw", "know_side", asks=_tells)
def package_withdraw(desk: Desk, side: str, known: str, told: Unlearnt, act_id: str) -> None:  # noqa: ARG001 (asked before)
    """Takes a piece back."""
    packages.withdraw(desk, known, told.reason, act_id=act_id)


class Judged(Body):
    """What no deal is worth to a side, and which two issues have a worth together."""

    no_deal: Annotated[int | None, said("package.form.no_deal", ge=0, le=99)] = None
    pairs: Annotated[list[list[Named]], said("package.form.pairs_help", max_length=20)] = []


@act("package/of/{side}/judgement", "know_side", asks=_tells)
def package_tune(desk: Desk, side: str, told: Judged, act_id: str) -> None:
    """Notes a judgement of ours about a side."""
    pairs = [(pair[0], pair[-1]) for pair in told.pairs if pair]
    packages.tune(desk, side, told.no_deal, pairs, act_id=act_id)


class PutToThem(Body):
    """A question that is offered, by its name."""

    question: Annotated[str, said("package.cli.question", min_length=1, max_length=2_000)]


@act("package/of/{side}/questions", "know_side", asks=_tells)
def package_put(desk: Desk, side: str, told: PutToThem, act_id: str) -> str:
    """Notes that a question was put to a side; gives the name by which its answer is noted."""
    found = outlook(desk)
    asked = next((one for one in found.asked(side) if one.name == told.question), None) if found is not None else None
    if asked is None:
        raise WeighingWrong(why=Key("package.why.question_gone"), value=told.question[:40])
    return packages.put_question(desk, side, asked, act_id=act_id)
