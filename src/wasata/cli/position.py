"""`wasata position`: how each side stands to each matter, what moved, what hangs on what; naming matters, noting positions.

Danger: a position of one line printed for who holds another.
Duty: the same questions and acts as the pages. Each condition is typed as `MATTER: what must hold` or `MATTER/WHOSE: …`.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any, cast

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, heading, worded
from wasata.cli.days import Since, Until, day_of, span_of
from wasata.cli.line import Line, one_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk import position as positions
from wasata.desk.access import Desk
from wasata.desk.coming import today_of_case
from wasata.desk.evidence import EvidenceLine, Of, evidence_typed
from wasata.desk.position import STANCES, PositionLine
from wasata.errors import AskedWrongly
from wasata.listen.reader import language_of
from wasata.record.kinds.base import IDENT
from wasata.record.kinds.position import Condition, Evidence
from wasata.words import count, day, say

app = typer.Typer(add_completion=False, help=help_of("position.cli.help"), no_args_is_help=True)
Matter = Annotated[str, typer.Argument(metavar="MATTER", help=help_of("position.cli.matter"))]
Message = Annotated[list[str] | None, typer.Option("--message", help=help_of("position.cli.message"))]
Contact = Annotated[list[str] | None, typer.Option("--contact", help=help_of("position.cli.contact"))]
Report = Annotated[list[str] | None, typer.Option("--report", help=help_of("position.cli.report"))]
Notice = Annotated[list[str] | None, typer.Option("--notice", help=help_of("position.cli.notice"))]
Ours = Annotated[str, typer.Option("--ours", help=help_of("position.cli.ours"))]
_CONDITION = re.compile(r"\s*([^\s:/]+)(?:/([^\s:/]+))?\s*:\s*(\S.*)", re.S)


Typed = list[str] | None


def evidence_of(
    desk: Desk, message: Typed, contact: Typed, report: Typed, notice: Typed, ours: str
) -> tuple[Evidence, ...]:
    """On what it rests, as typed.

    Raises:
        EvidenceWrong: something typed can be no name of such a thing.
    """
    given: tuple[tuple[Of, Typed], ...] = (
        ("message", message), ("contact", contact), ("report", report), ("notice", notice),
    )  # fmt: skip
    found = [evidence_typed(desk, of, typed) for of, all_typed in given for typed in all_typed or ()]
    return (*found, Evidence(of="ours", words=ours)) if ours.strip() else tuple(found)


def say_evidence(pieces: Sequence[EvidenceLine], indent: str) -> None:
    """On what something rests, a line each, with what has become of it."""
    lang = tongue()
    for e in pieces:
        kind = say(f"position.of.{e.what}", lang, n=e.number or 0)
        named = f"{e.ref}.{e.number}" if e.number else e.ref or ""
        shown = apart if e.of == "report" else worded  # the press is left as it was printed
        told = f"{named}  {shown(e.words_in(lang) or '')}" if e.ref else shown(e.words or "")
        became = f"  [{say(f'position.became.{e.became}', lang)}]" if e.became else ""
        print(f"{indent}{kind}: {told.strip()}{became}")


def a_name(typed: str, option: str) -> str:
    """A name of something in the record.

    Raises:
        AskedWrongly: it can be none.
    """
    if not re.fullmatch(IDENT, typed):
        raise AskedWrongly(
            why=say("position.cli.no_name", tongue(), option=option, value=typed), command="wasata position"
        )
    return typed


def _condition(typed: str) -> Condition:
    found = _CONDITION.fullmatch(typed)
    if found is None:
        raise AskedWrongly(why=say("position.cli.no_condition", tongue(), value=typed), command="wasata position note")
    of = a_name(found[2], "--if") if found[2] else None
    return Condition(matter=a_name(found[1], "--if"), of=of, words=found[3].strip())


# questions


@app.command("list", help=help_of("position.cli.list"))
@at_desk
def list_(
    desk: Desk,
    on: Annotated[str, typer.Option("--on", help=help_of("position.cli.on"))] = "",
    line: Annotated[str, typer.Option("--line", help=help_of("position.cli.only"))] = "",
    json: Json = False,
) -> None:
    lang = tongue()
    told = positions.positions(desk, lang, on=day_of(desk, on), line=line or None)
    if json:
        as_json(told)
        return
    print(f"{say('position.side_by_side', lang)}{say('figure.dot', lang)}{day(told.on, lang)}")
    if not told.matters:
        print(say("position.none", lang))
    for row in told.matters:
        heading(f"{row.matter}  {apart(row.name)}")
        for cell in row.cells:
            if cell is not None:
                _say(cell)
    for circle in told.circles:
        links = [x for n in circle.links for x in told.links if x.number == n]
        print(f"\n{say(f'position.knot.{circle.knot}', lang)}:")
        for x in links:
            gives = say("position.picture.gives_only_if", lang, matter=x.matter_name, on=x.on_name)
            print(f"  {x.number}  {apart(x.voice)} {gives}")


def _say(one: PositionLine) -> None:
    lang, dot = tongue(), say("figure.dot", tongue())
    told = [
        apart(one.voice),
        say(f"position.stance.{one.stance}", lang),
        f"{say('position.since', lang)} {day(one.since, lang)}",
    ]
    told += [say("position.press_alone", lang)] if one.from_the_press_alone else []
    told += [f"{say('position.dropped', lang)} {day(one.dropped, lang)}"] if one.dropped else []
    print(f"  {one.position}  {dot.join(told)}")
    print(f"      {worded(one.words)}")
    for c in one.only_if:
        whose = f"{say('position.move_of', lang)} {apart(c.of_name)}" if c.of_name else say("position.whoever", lang)
        print(f"      {say('position.only_if', lang)} {apart(c.matter_name)}: {worded(c.words)} ({whose})")
    say_evidence(one.evidence, "      ")
    if one.dropped_why:
        print(f"      {say('position.dropped_why', lang)} {worded(one.dropped_why)}")


@app.command("matters", help=help_of("position.cli.matters"))
@at_desk
def matters_(desk: Desk, json: Json = False) -> None:
    told = positions.matters(desk, tongue())
    if json:
        as_json(told)
        return
    for matter, name in told:
        print(f"{matter}  {apart(name)}")


@app.command("show", help=help_of("position.cli.show"))
@at_desk
def show(desk: Desk, matter: Matter, json: Json = False) -> None:
    told = positions.matter(desk, matter, tongue())
    if json:
        as_json(told)
        return
    print(apart(told.name))
    for one in told.history:
        _say(one)


@app.command("moves", help=help_of("position.cli.moves"))
@at_desk
def moves(desk: Desk, since: Since = "", until: Until = "", json: Json = False) -> None:
    first, last = span_of(desk, since, until)
    if first is None:
        raise AskedWrongly(why=say("position.choose_days", tongue()), command="wasata position moves")
    told = positions.difference(desk, first, last or today_of_case(desk), tongue())
    if json:
        as_json(told)
        return
    print(count("position.n_moves", len(told), tongue()))
    for move in told:
        dot, kind = say("figure.dot", tongue()), say(f"position.move.{move.kind}", tongue())
        heading(f"{apart(move.voice)}{dot}{apart(move.matter_name)}: {kind}")
        for one in (move.before, move.after):
            if one is not None:
                _say(one)


# acts


@app.command("name", help=help_of("position.cli.name"))
@at_desk
def name(
    desk: Desk,
    ar: Annotated[str, typer.Option("--ar", help=help_of("position.form.name_ar"))],
    en: Annotated[str, typer.Option("--en", help=help_of("position.form.name_en"))],
    matter: Annotated[str, typer.Option("--matter", help=help_of("position.cli.rename"))] = "",
) -> None:
    named = positions.name_matter(desk, {"ar": ar, "en": en}, matter=matter or None)
    print(say("position.cli.named", tongue(), matter=named))


@app.command("note", help=help_of("position.cli.note"))
@at_desk
def note(
    desk: Desk,
    line: Line,
    matter: Matter,
    stance: Annotated[str, typer.Argument(metavar="STANCE", help=help_of("position.cli.stance"))],
    words: Annotated[str, typer.Argument(metavar="WORDS", help=help_of("position.cli.words"))],
    holder: Annotated[str, typer.Option("--of", help=help_of("position.cli.holder"))] = "",
    since: Annotated[str, typer.Option("--since", help=help_of("position.cli.since"))] = "",
    only_if: Annotated[list[str] | None, typer.Option("--if", help=help_of("position.cli.only_if"))] = None,
    message: Message = None,
    contact: Contact = None,
    report: Report = None,
    notice: Notice = None,
    ours: Ours = "",
) -> None:
    with desk.hold():
        who = holder or positions.voices(desk, line)[0]
    noted = positions.note_position(
        desk, line, who, matter, cast(Any, one_of(stance, STANCES, "STANCE")), words, language_of(words),
        evidence=evidence_of(desk, message, contact, report, notice, ours), only_if=[_condition(c) for c in only_if or ()],
        since=day_of(desk, since),
    )  # fmt: skip
    print(say("position.cli.noted", tongue(), position=noted))


@app.command("drop", help=help_of("position.cli.drop"))
@at_desk
def drop(
    desk: Desk,
    line: Line,
    position: Annotated[str, typer.Argument(metavar="POSITION", help=help_of("position.cli.position"))],
    reason: Annotated[str, typer.Argument(metavar="REASON", help=help_of("position.cli.reason"))],
) -> None:
    positions.drop_position(desk, line, position, reason)
    print(say("position.cli.dropped", tongue(), position=position))
