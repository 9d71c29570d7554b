"""`wasata package`: what is on the table, what is known of each side, the next question, what is suggested and why.

Danger: an answer noted of the wrong side; an estimate printed for who was not named.
Duty: the same questions and acts as the pages. Issues and options may be typed by their own names or as they are called in either
language; orders as `ISSUE: best > next = next > worst`, options together as `ISSUE=OPTION + ISSUE=OPTION`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from wasata.cli.at_desk import Json, as_json, at_desk, heading
from wasata.cli.line import one_of
from wasata.cli.position import Contact, Message, Notice, Ours, Report, evidence_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk import package as packages
from wasata.desk import package_told
from wasata.desk.access import Desk
from wasata.desk.outlook import Asked, outlook
from wasata.desk.package_stands import Told, stands_of
from wasata.desk.package_told import Settled, asked_of
from wasata.errors import AskedWrongly, WeighingWrong
from wasata.record.kinds.package import (
    AgainstNoDeal,
    ConditionTold,
    IssuesOrdered,
    IssuesSet,
    OptionsOf,
    OptionsOrdered,
    PackagesCompared,
    RedLineTold,
)
from wasata.words import Key, count, instant, say

app = typer.Typer(add_completion=False, help=help_of("package.cli.help"), no_args_is_help=True)
Side = Annotated[str, typer.Argument(metavar="SIDE", help=help_of("package.cli.side"))]
Doubted = Annotated[str, typer.Option("--how", help=help_of("package.cli.how"))]
ANSWERS = ("first", "second", "same")


def _issues(desk: Desk) -> Told:
    with desk.hold():
        issues = stands_of(desk).issues
    if issues is None:
        raise WeighingWrong(why=Key("package.why.no_issues"), value="")
    return issues


# questions


@app.command("show", help=help_of("package.cli.show"))
@at_desk
def show(
    desk: Desk,
    all_: Annotated[bool, typer.Option("--all", help=help_of("package.cli.all"))] = False,
    json: Json = False,
) -> None:
    lang = tongue()
    told = package_told.overview(desk, lang, outlook(desk), whole_trail=all_)
    if json:
        as_json(told)
        return
    if told.none:
        print(say("package.none", lang))
        return
    if told.refused:
        print("\n".join(told.refused))
    for q in told.quarrels:
        print(say("package.quarrel", lang, side=q.side))
        for piece, words in q.pieces:
            print(f"    {piece}  {words}")
    heading(say("package.suggested", lang))
    print(count("package.n_packages", told.size, lang))
    if told.unknown:
        print(f"{say('package.unknown', lang)} {say('package.comma', lang).join(told.unknown)}")
    elif told.suggestions:
        print(say("package.enough" if told.enough else "package.not_enough", lang))
    for n, one in enumerate(told.suggestions, 1):
        print(f"{n}. {say('figure.dot', lang).join(say(f'package.notion.{notion}', lang) for notion in one.notions)}")
        _say_package(one.settled)
        for side, worth in one.worth:
            print(f"    {side}: {say(f'package.accepts.{worth.word}', lang)}")
    print(say("package.estimate", lang))
    heading(say("package.next", lang))
    for side_ in told.sides:
        print(f"{side_.line}  {side_.name}: {side_.next.words if side_.next else say('package.no_question', lang)}")
    heading(say("package.trail", lang))
    for step in told.trail:
        moved = say("package.step.moved" if step.moved else "package.step.stays", lang) if step.after else ""
        print(f"{instant(step.at, lang)}  {step.author}  {moved}")
        for piece, words in (*step.told, *step.withdrawn):
            print(f"    {piece}  {words}")


def _say_package(settled: tuple[Settled, ...]) -> None:
    for s in settled:
        print(f"    {say('package.settled', tongue(), issue=s.name, option=s.words)}")


@app.command("issues", help=help_of("package.cli.issues"))
@at_desk
def issues(desk: Desk, json: Json = False) -> None:
    lang = tongue()
    if json:
        as_json({name: told for name, told in _issues(desk).items() if name != "happened_at"})
        return
    told = package_told.on_table(desk, lang)
    for one in told.issues:
        print(f"{one.issue}  {one.name}")
        for option, words in one.options:
            print(f"    {option}  {words}")
    for rule in told.rules:
        print(f"{rule.n}  {rule.why} · {rule.says}")


@app.command("side", help=help_of("package.cli.side_help"))
@at_desk
def side(desk: Desk, side: Side, json: Json = False) -> None:
    lang = tongue()
    told = package_told.side_page(desk, side, lang, outlook(desk))
    if json:
        as_json(told)
        return
    heading(told.side.name)
    for piece in told.pieces:
        print(f"{piece.piece}  {piece.words} · {say(f'package.doubt.{piece.doubt}', lang)}")
    for piece in told.gone:
        print(f"{piece.piece}  {say('package.step.withdrawn', lang)} {piece.words}")
    heading(say("package.next", lang))
    for n, q in enumerate(told.questions, 1):
        print(f"{n}. {q.words}")
    for name, words, at in told.waiting:
        print(f"{name}  {say('package.waiting', lang)} ({instant(at, lang)}): {words}")


# acts


@app.command("set", help=help_of("package.cli.set"))
@at_desk
def set_(desk: Desk, path: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("package.cli.file"))]) -> None:
    try:
        told = IssuesSet.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        first = str(error).splitlines()[1:2] or [str(error)]
        raise WeighingWrong(why=Key("package.why.file"), value=f"{path.name}: {first[0].strip()}") from None
    packages.set_issues(desk, told.sides, told.issues, told.rules)
    print(count("package.n_issues", len(told.issues), tongue()))


@app.command("know", help=help_of("package.cli.know"))
@at_desk
def know(
    desk: Desk,
    side: Side,
    order: Annotated[list[str] | None, typer.Option("--order", help=help_of("package.cli.order"))] = None,
    weights: Annotated[str, typer.Option("--weights", help=help_of("package.cli.weights"))] = "",
    red_line: Annotated[list[str] | None, typer.Option("--red-line", help=help_of("package.cli.red_line"))] = None,
    only_if: Annotated[list[str] | None, typer.Option("--only-if", help=help_of("package.cli.only_if"))] = None,
    accepts: Annotated[list[str] | None, typer.Option("--accepts", help=help_of("package.cli.accepts"))] = None,
    refuses: Annotated[list[str] | None, typer.Option("--refuses", help=help_of("package.cli.refuses"))] = None,
    how: Doubted = "sure",
    message: Message = None,
    contact: Contact = None,
    report: Report = None,
    notice: Notice = None,
    ours: Ours = "",
) -> None:
    names = _Typed(_issues(desk))
    wishes: list[Any] = [names.order(one) for one in order or ()]
    wishes += [IssuesOrdered(groups=names.groups(weights, names.issue))] if weights else []
    wishes += [RedLineTold(parts=names.parts(one)) for one in red_line or ()]
    wishes += [names.condition(one) for one in only_if or ()]
    for typed, preferred in ((accepts, "first"), (refuses, "second")):
        wishes += [AgainstNoDeal(package=names.package(one), preferred=preferred) for one in typed or ()]  # type: ignore[arg-type]
    doubt: Any = one_of(how, package_told.DOUBTS, "--how")
    evidence = evidence_of(desk, message, contact, report, notice, ours)
    pieces = packages.know(desk, side, wishes, doubt, evidence)
    print(say("package.cli.noted", tongue(), pieces=say("package.comma", tongue()).join(pieces)))


@app.command("ask", help=help_of("package.cli.ask"))
@at_desk
def ask(
    desk: Desk, side: Side, n: Annotated[int, typer.Option("--question", help=help_of("package.cli.n"))] = 1
) -> None:
    found = outlook(desk)
    told = package_told.side_page(desk, side, tongue(), found)
    if found is None or not 0 < n <= len(told.questions):
        raise AskedWrongly(why=say("package.no_question", tongue()), command="wasata package ask")
    print(told.questions[n - 1].words)
    named = packages.put_question(desk, side, found.asked(side)[n - 1])
    print(say("package.cli.put", tongue(), question=named))


@app.command("answer", help=help_of("package.cli.answer"))
@at_desk
def answer(
    desk: Desk,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=help_of("package.cli.question"))],
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help=help_of("package.cli.answer_help"))],
    how: Doubted = "sure",
    message: Message = None,
    contact: Contact = None,
    report: Report = None,
    notice: Notice = None,
    ours: Ours = "",
) -> None:
    names = _Typed(_issues(desk))
    with desk.hold():
        put = stands_of(desk).questions.get(question)
    if put is None:
        raise WeighingWrong(why=Key("package.why.no_question"), value=question)
    wish = _answered(names, asked_of(put), answer)
    doubt: Any = one_of(how, package_told.DOUBTS, "--how")
    evidence = evidence_of(desk, message, contact, report, notice, ours)
    pieces = packages.know(desk, put.side, [wish], doubt, evidence, question=question)
    print(say("package.cli.noted", tongue(), pieces=pieces[0]))


def _answered(names: "_Typed", asked: Asked, answer: str) -> Any:
    if asked.kind == "options":
        assert asked.issue is not None
        issue = asked.issue
        return OptionsOrdered(issue=issue, groups=names.groups(answer, lambda typed: names.option(issue, typed)))
    if asked.kind == "issues":
        return IssuesOrdered(groups=names.groups(answer, names.issue))
    preferred: Any = one_of(answer, ANSWERS, "ANSWER")
    assert asked.first is not None
    if asked.second is None:
        return AgainstNoDeal(package=dict(asked.first), preferred=preferred)
    return PackagesCompared(first=dict(asked.first), second=dict(asked.second), preferred=preferred)


@app.command("withdraw", help=help_of("package.cli.withdraw"))
@at_desk
def withdraw(
    desk: Desk,
    piece: Annotated[str, typer.Argument(metavar="PIECE", help=help_of("package.cli.piece"))],
    reason: Annotated[str, typer.Option("--why", help=help_of("package.reason"))],
) -> None:
    packages.withdraw(desk, piece, reason)
    print(say("package.cli.withdrawn", tongue(), piece=piece))


@app.command("tune", help=help_of("package.cli.tune"))
@at_desk
def tune(
    desk: Desk,
    side: Side,
    no_deal: Annotated[int | None, typer.Option("--no-deal", help=help_of("package.form.no_deal"))] = None,
    pair: Annotated[list[str] | None, typer.Option("--pair", help=help_of("package.cli.pair"))] = None,
) -> None:
    names = _Typed(_issues(desk))
    pairs = [(names.issue(a), names.issue(b)) for a, b in (_cut(one, "+", 2) for one in pair or ())]
    packages.tune(desk, side, no_deal, pairs)
    print(say("package.step.tuned", tongue(), side=side))


def issues_typed(desk: Desk) -> "_Typed":
    """The issues and options of a case, by what people type.

    Raises:
        WeighingWrong: nothing is on the table yet.
    """
    return _Typed(_issues(desk))


# what is typed


def _cut(typed: str, sign: str, parts: int | None = None) -> list[str]:
    found = [one.strip() for one in typed.split(sign)]
    if not all(found) or (parts is not None and len(found) != parts):
        raise WeighingWrong(why=Key("package.why.typed"), value=typed)
    return found


class _Typed:
    """The issues and options by what people type: their own names, or as they are called in either language."""

    def __init__(self, issues: Told) -> None:
        self._issues: dict[str, str] = {
            called: one["issue"] for one in issues["issues"] for called in _called(one, "issue")
        }
        self._options: dict[tuple[str, str], str] = {
            (one["issue"], called): o["option"]
            for one in issues["issues"]
            for o in one["options"]
            for called in _called(o, "option")
        }

    def issue(self, typed: str) -> str:
        if typed.casefold() not in self._issues:
            raise WeighingWrong(why=Key("package.why.no_issue"), value=typed)
        return self._issues[typed.casefold()]

    def option(self, issue: str, typed: str) -> str:
        if (issue, typed.casefold()) not in self._options:
            raise WeighingWrong(why=Key("package.why.unfit"), value=typed)
        return self._options[issue, typed.casefold()]

    def groups(self, typed: str, name: Any) -> tuple[tuple[str, ...], ...]:
        """`best > next = next > worst`, as the record has it: the worst first."""
        return tuple(tuple(name(one) for one in _cut(group, "=")) for group in reversed(_cut(typed, ">")))

    def order(self, typed: str) -> OptionsOrdered:
        """`ISSUE: best > worst`."""
        called, order = _cut(typed, ":", 2)
        issue = self.issue(called)
        return OptionsOrdered(issue=issue, groups=self.groups(order, lambda one: self.option(issue, one)))

    def parts(self, typed: str) -> tuple[OptionsOf, ...]:
        """`ISSUE=OPTION + ISSUE=OPTION`."""
        found: dict[str, list[str]] = {}
        for one in _cut(typed, "+"):
            called, option = _cut(one, "=", 2)
            issue = self.issue(called)
            found.setdefault(issue, []).append(self.option(issue, option))
        return tuple(OptionsOf(issue=issue, options=tuple(dict.fromkeys(options))) for issue, options in found.items())

    def condition(self, typed: str) -> ConditionTold:
        """`ISSUE=OPTION if ISSUE=OPTION`."""
        what, unless = (self.parts(one) for one in _cut(typed, " if ", 2))
        if len(what) != 1 or len(unless) != 1:
            raise WeighingWrong(why=Key("package.why.typed"), value=typed)
        return ConditionTold(what=what[0], unless=unless[0])

    def package(self, typed: str) -> dict[str, str]:
        """`ISSUE=OPTION + …`, one for every issue."""
        return {part.issue: part.options[0] for part in self.parts(typed)}


def _called(told: Mapping[str, Any], own: str) -> set[str]:
    return {told[own], *(name.casefold() for name in told["names"].values())}
