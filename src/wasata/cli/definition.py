"""`wasata definition`: what the words of the deal mean: written, put to a side, answered, agreed.

Danger: a text put to the wrong side.
Duty: the same acts as the page, from the terminal; putting asks for the channel's name, and it waits before it leaves: whoever
keeps a room has it left by itself, else `wasata message deliver`.
"""

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, before_showing, heading, worded
from wasata.cli.tongue import help_of, tongue
from wasata.desk import definition as desk_definition
from wasata.desk import definition_sides as sides_of
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.defined import Text
from wasata.desk.definition_sides import DefinitionLine, Waiting
from wasata.desk.letter import HOLD
from wasata.desk.line_stands import require_talks
from wasata.desk.map import keep_map, map_in
from wasata.desk.voice import author_shown
from wasata.errors import AskedWrongly, DefinitionWrong
from wasata.words import Key, instant, number, say

app = typer.Typer(add_completion=False, help=help_of("definition.cli.help"), no_args_is_help=True)
Term = Annotated[str, typer.Argument(metavar="TERM", help=help_of("definition.cli.term"))]
Line = Annotated[str, typer.Argument(metavar="LINE", help=help_of("definition.cli.line"))]
Hold = Annotated[int | None, typer.Option("--hold", help=help_of("definition.cli.hold"))]
Person = Annotated[str, typer.Option("--person", help=help_of("definition.cli.person"))]


@app.command("list", help=help_of("definition.cli.list"))
@at_desk
def list_(desk: Desk, json: Json = False) -> None:
    told = sides_of.definitions(desk, tongue())
    if json:
        as_json(told)
        return
    if not told:
        print(say("definition.none", tongue()))
    for one in told:
        state = say(f"definition.state.{one.state}", tongue())
        print(f"{one.term}  {apart(one.name)}  {say('definition.version', tongue(), n=one.number)}  {state}")


@app.command(help=help_of("definition.cli.show"))
@at_desk
def show(desk: Desk, term: Term, json: Json = False) -> None:
    told = sides_of.definition(desk, term, tongue())
    if json:
        as_json(told)
        return
    _tell(told, ZoneInfo(case_head(desk, tongue()).zone))


def _tell(told: DefinitionLine, zone: ZoneInfo) -> None:
    heading(f"{apart(told.names['ar'])} / {apart(told.names['en'])}")
    for lang in ("ar", "en"):
        print(f"  {worded(told.text.words[lang], told.term)}")
    if told.text.value is not None:
        print(f"  {number(told.text.value, tongue())} {apart(told.text.unit or '')}")
    print(say(f"definition.state.{told.state}", tongue()))
    for side in told.sides:
        print(f"  {side.line}  {apart(side.name)}  {say(f'definition.side.{side.state}', tongue())}")
        if side.said and side.said.words:
            print(f"    {worded(side.said.words, told.term)}")
        if side.waits:
            print(f"    {waits_until(side.waits, zone)}")
    if told.also_asked:
        names = say("report.comma", tongue()).join(map(apart, told.also_asked))
        print(f"  {say('definition.also_asked', tongue(), who=names)}")
    for who in told.approved_by:
        print(say("definition.approved_by", tongue(), who=author_shown(who, tongue())))
    if told.waits:
        print(f"{say('definition.table_waits', tongue())}. {waits_until(told.waits, zone)}")
    elif told.came_back:
        print(say("definition.came_back", tongue()))


def waits_until(waits: Waiting, zone: ZoneInfo) -> str:
    """When it leaves, or why it stays; who put it."""
    if waits.why:
        told = say(f"definition.stays.{waits.why}", tongue())
    elif waits.leaving:
        told = say("definition.leaving", tongue())
    else:
        told = say("definition.cli.waits", tongue(), hour=instant(waits.until, tongue(), zone=zone))
    return f"{told} ({say('definition.put_by', tongue(), who=author_shown(waits.author, tongue()))})"


@app.command(help=help_of("definition.cli.write"))
@at_desk
def write(
    desk: Desk,
    name_ar: Annotated[str, typer.Option("--name-ar", help=help_of("definition.name_ar"))] = "",
    name_en: Annotated[str, typer.Option("--name-en", help=help_of("definition.name_en"))] = "",
    ar: Annotated[str, typer.Option("--ar", help=help_of("definition.words_ar"))] = "",
    en: Annotated[str, typer.Option("--en", help=help_of("definition.words_en"))] = "",
    also: Annotated[list[str] | None, typer.Option("--also", help=help_of("definition.cli.also"))] = None,
    value: Annotated[str, typer.Option("--number", help=help_of("definition.value"))] = "",
    unit: Annotated[str, typer.Option("--unit", help=help_of("definition.unit"))] = "",
    term: Annotated[str, typer.Option("--term", help=help_of("definition.cli.next"))] = "",
    map_: Annotated[Path | None, typer.Option("--map", help=help_of("definition.cli.map"))] = None,
) -> None:
    counted = None
    if value:
        try:
            counted = Decimal(value)
        except InvalidOperation:
            raise DefinitionWrong(why=Key("definition.why.value"), value=value) from None
        if not counted.is_finite():
            raise DefinitionWrong(why=Key("definition.why.value"), value=value)
        counted = Decimal(f"{counted.normalize():f}")
    drawn = keep_map(desk, map_.read_bytes()) if map_ is not None else None
    text = Text({"ar": name_ar, "en": name_en}, {"ar": ar, "en": en}, tuple(also or ()), counted, unit or None, drawn)
    print(say("definition.cli.written", tongue(), term=desk_definition.write(desk, text, term=term or None)))


@app.command("map", help=help_of("definition.cli.map_out"))
@at_desk
def map_out(
    desk: Desk,
    term: Term,
    out: Annotated[Path, typer.Option("--out", help=help_of("contact.cli.out"))],
    log: Annotated[str, typer.Option("--log", help=help_of("definition.cli.map_log"))] = "bureau",
) -> None:
    if log not in ("bureau", "table") and not log.startswith("channel/"):
        raise AskedWrongly(why=say("definition.cli.map_log", tongue()), command="wasata definition map")
    if log == "bureau":
        require_talks(desk)
    _, content = map_in(desk, log, term)
    try:
        before_showing()
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise AskedWrongly(
            why=say("contact.cli.there", tongue(), out=str(out)), command="wasata definition map"
        ) from None
    print(out)


@app.command(help=help_of("definition.cli.put"))
@at_desk
def put(
    desk: Desk,
    term: Term,
    line: Line,
    to: Annotated[str, typer.Option("--to", help=help_of("definition.recipient"))] = "",
    hold: Hold = None,
) -> None:
    newest = sides_of.definition(desk, term, tongue()).number
    desk_definition.put(desk, line, term, newest, recipient=to, hold=_hold(hold))
    print(say("definition.cli.was_put", tongue(), term=term, line=line))
    _tell_hour(desk, next(s.waits for s in sides_of.definition(desk, term, tongue()).sides if s.line == line))


def _hold(minutes: int | None) -> timedelta:
    return HOLD if minutes is None else timedelta(minutes=minutes)


def _tell_hour(desk: Desk, waits: Waiting | None) -> None:
    if waits is not None:
        print(waits_until(waits, ZoneInfo(case_head(desk, tongue()).zone)))


@app.command("take-back", help=help_of("definition.cli.take_back"))
@at_desk
def take_back(
    desk: Desk,
    term: Term,
    line: Annotated[str, typer.Argument(metavar="[LINE]", help=help_of("definition.cli.line"))] = "",
) -> None:
    if line:
        newest = sides_of.definition(desk, term, tongue()).number
        here = [one.waits for one in sides_of.on_their_way(desk, line, tongue()) if one.term == term]
        of_it = [waits.number for waits in here if waits.mine] or [waits.number for waits in here]
        desk_definition.take_back(desk, line, term, max(of_it, default=newest))
    else:
        desk_definition.take_back_agreement(desk, term)
    print(say("definition.cli.taken_back", tongue(), term=term))


@app.command(help=help_of("definition.cli.confirm"))
@at_desk
def confirm(desk: Desk, term: Term, line: Line, person: Person = "") -> None:
    _word(desk, term, line, None, person)


@app.command("object", help=help_of("definition.cli.object"))
@at_desk
def object_(
    desk: Desk,
    term: Term,
    line: Line,
    words: Annotated[str, typer.Argument(metavar="WORDS", help=help_of("definition.instead"))],
    person: Person = "",
) -> None:
    _word(desk, term, line, words, person)


def _word(desk: Desk, term: str, line: str, objection: str | None, person: str) -> None:
    """A side's word: its delegate's own, or an officer's on the word of `person`."""
    with desk.hold():
        latest = len(desk_definition.put_to(desk, line, term))
    if desk.role == "delegate":
        desk_definition.answer(desk, line, term, latest, objection)
    else:
        desk_definition.take_down(desk, line, term, latest, objection, person=person)
    state = say(f"definition.side.{'confirmed' if objection is None else 'objected'}", tongue())
    print(say("definition.cli.said", tongue(), term=term, line=line, state=state))


@app.command(help=help_of("definition.cli.approve"))
@at_desk
def approve(desk: Desk, term: Term) -> None:
    desk_definition.approve(desk, term)
    print(say("definition.cli.approved", tongue(), term=term))


@app.command(help=help_of("definition.cli.agree"))
@at_desk
def agree(
    desk: Desk,
    term: Term,
    to: Annotated[str, typer.Option("--word", help=help_of("definition.cli.to_table"))] = "",
    hold: Hold = None,
) -> None:
    told = sides_of.definition(desk, term, tongue())
    desk_definition.agree(desk, term, told.text.digest, named=to, hold=_hold(hold))
    print(say("definition.cli.agreed", tongue(), term=term))
    _tell_hour(desk, sides_of.definition(desk, term, tongue()).waits)
