"""`wasata assessment`: what one of us holds likely, of a line or in the cell; how the words came out; who reads the cell.

Danger: an estimate meant for the cell written into a line, or the other way round.
Duty: the same questions and acts as the pages. `--line` or `--cell` says where: neither is taken for granted.
"""

from typing import Annotated, Any

import typer

from wasata.cli.at_desk import Json, as_json, at_desk, heading, worded
from wasata.cli.days import day_of
from wasata.cli.line import one_of
from wasata.cli.position import Contact, Message, Notice, Ours, Report, a_name, evidence_of, say_evidence
from wasata.cli.tongue import help_of, tongue
from wasata.desk import assessment as assessments
from wasata.desk import cell as cells
from wasata.desk.access import Desk
from wasata.desk.assessment import OUTCOMES, WORDS, AssessmentLine
from wasata.errors import AskedWrongly
from wasata.listen.reader import language_of
from wasata.words import count, day, say

app = typer.Typer(add_completion=False, help=help_of("assessment.cli.help"), no_args_is_help=True)
OfLine = Annotated[str, typer.Option("--line", help=help_of("assessment.cli.line"))]
InCell = Annotated[bool, typer.Option("--cell", help=help_of("assessment.cli.cell"))]
Name = Annotated[str, typer.Argument(metavar="ASSESSMENT", help=help_of("assessment.cli.assessment"))]
Officer = Annotated[str, typer.Argument(metavar="READER", help=help_of("assessment.cli.reader"))]


def _where(line: str, *, cell: bool) -> str | None:
    """The line meant, or None for the cell.

    Raises:
        AskedWrongly: neither was said, or both.
    """
    if bool(line) == cell:
        raise AskedWrongly(why=say("assessment.cli.where", tongue()), command="wasata assessment")
    return line or None


# questions


@app.command("list", help=help_of("assessment.cli.list"))
@at_desk
def list_(desk: Desk, line: OfLine = "", cell: InCell = False, json: Json = False) -> None:
    told = assessments.assessments(desk, _where(line, cell=cell))
    if json:
        as_json(told)
        return
    lang = tongue()
    if told.overdue:
        print(count("assessment.n_overdue", told.overdue, lang))
    for key, of in (("open", told.open), ("closed", told.closed)):
        heading(say(f"assessment.{key}", lang))
        for one in of:
            _say(one)
        if not of:
            print(say("assessment.none", lang))


def _say(one: AssessmentLine) -> None:
    lang, dot = tongue(), say("figure.dot", tongue())
    sure = say("assessment.word_and_range", lang, word=say(f"assessment.confidence.{one.now.confidence}", lang), low=one.now.low,
               high=one.now.high)  # fmt: skip
    told = [say("assessment.mark", lang), f"{say('assessment.held_by', lang)} {one.holder}", sure]
    if one.outcome:
        told.append(say(f"assessment.outcome.{one.outcome}", lang))
    else:
        key = "overdue" if one.overdue else "until"
        told.append(f"{say(f'assessment.{key}', lang)} {day(one.now.until, lang)}")
    print(f"{one.assessment}  {dot.join(told)}")
    print(f"    {worded(one.now.words)}")


@app.command("show", help=help_of("assessment.cli.show"))
@at_desk
def show(desk: Desk, assessment: Name, line: OfLine = "", cell: InCell = False, json: Json = False) -> None:
    one = assessments.assessment(desk, _where(line, cell=cell), assessment)
    if json:
        as_json(one)
        return
    lang = tongue()
    _say(one)
    say_evidence(one.basis, "    ")
    print(f"    {say('assessment.would_change', lang)}: {worded(one.now.would_change)}")
    for r in one.rivals:
        print(f"    {say('assessment.rivals', lang)}: {r.assessment} {worded(r.words)}")
    for v in one.before:
        print(
            f"    {say('assessment.before', lang)}: {worded(v.words)} ({say(f'assessment.confidence.{v.confidence}', lang)})"
        )
    if one.closing:
        print(f"    {worded(one.closing)}")


@app.command("words", help=help_of("assessment.cli.words"))
@at_desk
def words(desk: Desk, json: Json = False) -> None:
    told = assessments.words_came_out(desk)
    if json:
        as_json(told)
        return
    lang = tongue()
    for w in told:
        name = say(
            "assessment.word_and_range", lang, word=say(f"assessment.confidence.{w.word}", lang), low=w.low, high=w.high
        )
        counted = [
            f"{say(f'assessment.outcome.{o}', lang)} {n}"
            for o, n in (("borne_out", w.borne_out), ("not_borne_out", w.not_borne_out), ("unknown", w.unknown))
        ]
        shown = say("figure.dot", lang).join([name, *counted])
        print(f"{shown}: {say(f'assessment.verdict.{w.verdict}', lang)}")


# acts


@app.command("make", help=help_of("assessment.cli.make"))
@at_desk
def make(
    desk: Desk,
    told: Annotated[str, typer.Argument(metavar="WORDS", help=help_of("assessment.form.words"))],
    sure: Annotated[str, typer.Option("--sure", help=help_of("assessment.cli.sure"))],
    change: Annotated[str, typer.Option("--change", help=help_of("assessment.form.would_change"))],
    until: Annotated[str, typer.Option("--until", help=help_of("assessment.form.until"))],
    line: OfLine = "",
    cell: InCell = False,
    rival: Annotated[list[str] | None, typer.Option("--rival", help=help_of("assessment.cli.rival"))] = None,
    revise: Annotated[str, typer.Option("--revise", help=help_of("assessment.cli.revise"))] = "",
    message: Message = None,
    contact: Contact = None,
    report: Report = None,
    notice: Notice = None,
    ours: Ours = "",
) -> None:
    by = day_of(desk, until)
    if by is None:
        raise AskedWrongly(why=say("assessment.cli.no_day", tongue()), command="wasata assessment make")
    confidence: Any = one_of(sure, WORDS, "--sure")
    basis = evidence_of(desk, message, contact, report, notice, ours)
    named = assessments.assess(
        desk, _where(line, cell=cell), told, language_of(told), confidence, basis=basis,
        would_change=change, until=by, rivals=[a_name(r, "--rival") for r in rival or ()], assessment=revise or None,
    )  # fmt: skip
    print(say("assessment.cli.made", tongue(), assessment=named))


@app.command("close", help=help_of("assessment.cli.close"))
@at_desk
def close(
    desk: Desk,
    assessment: Name,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help=help_of("assessment.cli.outcome"))],
    line: OfLine = "",
    cell: InCell = False,
    why: Annotated[str, typer.Option("--why", help=help_of("assessment.closing"))] = "",
) -> None:
    came_out: Any = one_of(outcome, OUTCOMES, "OUTCOME")
    assessments.close_assessment(desk, _where(line, cell=cell), assessment, came_out, why)
    print(
        say(
            "assessment.cli.closed",
            tongue(),
            assessment=assessment,
            outcome=say(f"assessment.outcome.{outcome}", tongue()),
        )
    )


@app.command("open-cell", help=help_of("assessment.cli.open_cell"))
@at_desk
def open_cell(
    desk: Desk,
    officers: Annotated[
        list[str] | None, typer.Argument(metavar="READER", help=help_of("assessment.cli.reader"))
    ] = None,
) -> None:
    cells.open_cell(desk, officers or ())
    _say_holders(desk)


@app.command("give-cell", help=help_of("assessment.cli.give_cell"))
@at_desk
def give_cell(desk: Desk, officer: Officer) -> None:
    cells.give_cell(desk, officer)
    _say_holders(desk)


@app.command("take-cell", help=help_of("assessment.cli.take_cell"))
@at_desk
def take_cell(desk: Desk, officer: Officer) -> None:
    cells.take_cell(desk, officer)
    _say_holders(desk)


def _say_holders(desk: Desk) -> None:
    comma = say("report.comma", tongue())
    print(f"{say('assessment.cell_holders', tongue())}: {comma.join(reader for reader, _ in cells.who_holds_it(desk))}")
