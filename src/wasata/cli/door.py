"""`wasata door`: a delegate's own channel, and the table, from the terminal: read, opened, written, cleared.

Danger: a passage that may pass because nothing was said of it.
Duty: the same acts as the delegate's page; a letter shows no word before it is opened, and every passage and file begins as not
to be passed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, heading, worded
from wasata.cli.files import Folder, chosen, given, written
from wasata.cli.table import counted, map_told, say_agreed, say_commitments, say_days, say_notices
from wasata.cli.tongue import help_of, tongue
from wasata.desk import door as desk_door
from wasata.desk import letter as desk_letter
from wasata.desk import message as desk_message
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.door import DoorFile, DoorMessage, PutLine, Word, own_line
from wasata.errors import AskedWrongly, MessageWrong
from wasata.listen.reader import language_of
from wasata.record.kinds.message import Clearance, LetterPiece
from wasata.words import Key, count, instant, say

app = typer.Typer(add_completion=False, help=help_of("delegate.cli.help"), no_args_is_help=True)
Named = Annotated[str, typer.Argument(metavar="MESSAGE", help=help_of("delegate.cli.message"))]
CLEARANCES: tuple[Clearance, ...] = ("none", "test", "ours", "theirs")


@app.command(help=help_of("delegate.cli.show"))
@at_desk
def show(desk: Desk, json: Json = False) -> None:
    told = desk_door.door(desk, tongue())
    if json:
        as_json(told)
        return
    zone = ZoneInfo(case_head(desk, tongue()).zone)
    for message in told.messages:
        _tell(message, told.mediator, zone)
    if not told.messages:
        print(say("delegate.no_messages", tongue()))
    if told.put:
        heading(say("delegate.definitions", tongue()))
    for put in told.put:
        _tell_put(put, told.line, zone)
    heading(say("room.page.table", tongue()))
    say_notices(told.notices, zone)
    if not told.notices:
        print(say("room.table_empty", tongue()))
    if told.agreed:
        heading(say("delegate.agreed", tongue()))
        say_agreed(told.agreed)
    heading(say("delegate.days", tongue()))
    say_days(told.days, zone)
    if not told.days:
        print(say("delegate.no_days", tongue()))
    heading(say("delegate.commitments", tongue()))
    say_commitments(told.commitments, zone)
    if not told.commitments:
        print(say("delegate.no_commitments", tongue()))


def _tell_put(put: PutLine, line: str, zone: ZoneInfo) -> None:
    """A definition his side is asked for, with its word on it."""
    lang = tongue()
    state = say("delegate.on_table" if put.agreed else f"delegate.cli.put.{put.state}", lang)
    print(f"{put.term}  {apart(put.name)} ({apart(put.other_name)})  {state}")
    print(f"    {worded(put.words, put.term)}{counted(put.value, put.unit)}")
    if put.map:
        print(f"    {map_told(put.term, f'channel/{line}')}")
    told = [f"{say('delegate.put_at', lang)} {instant(put.at, lang, zone=zone)}"]
    if put.said_at:
        told.append(f"{say(f'delegate.by.{put.by}', lang)} {instant(put.said_at, lang, zone=zone)}")
    print(f"    {say('figure.dot', lang).join(told)}")
    if put.objection:
        print(f"    {worded(put.objection, put.term)}")


def _tell(message: DoorMessage, mediator: str, zone: ZoneInfo) -> None:
    lang = tongue()
    who = say("delegate.letter_from", lang, mediator=mediator) if message.is_letter else say(
        {"you": "delegate.you_wrote", "yours": "delegate.yours_wrote"}.get(message.by, f"delegate.written_down.{message.way}"),
        lang,
    )  # fmt: skip
    told = [message.message, who, instant(message.at, lang, zone=zone)]
    if message.is_letter and message.seen_at:
        told.append(f"{say('delegate.opened', lang)} {instant(message.seen_at, lang, zone=zone)}")
    print("\n" + "  ".join(told))
    if message.answers:
        answers = "delegate.answers_yours" if message.is_letter else "delegate.answers_letter"
        print(f"    {say(answers, lang)}: {message.answers}")
    if message.is_closed:
        print(f"    {say('delegate.closed', lang)}")
    for p in message.passages:
        cleared = "" if message.is_letter else f"  [{say(f'delegate.clearance.{p.clearance}', lang)}]"
        print(f"  {p.number}. {worded(p.words)}{cleared}")
        _tell_history(p.history, zone)
    for f in message.files:
        print(f"  {f.number}. {f.piece[:12]}  {_about(f)}  [{say(f'delegate.clearance.{f.clearance}', lang)}]")
        _tell_history(f.history, zone)
    for piece in message.pieces:
        print(f"  {piece.piece[:12]}  {_about(piece)}")
    if message.answered:
        print(f"    {say('delegate.answered', lang)} {say('report.comma', lang).join(message.answered)}")


def _tell_history(said: Sequence[Word], zone: ZoneInfo) -> None:
    """Every word of his side on a passage, newest first, where there is more than the first."""
    lang = tongue()
    for word in said if len(said) > 1 else ():
        told = [instant(word.at, lang, zone=zone), say(f"delegate.clearance.{word.clearance}", lang)]
        print("      " + say("figure.dot", lang).join([*told, say(f"delegate.by.{word.by}", lang)]))


def _about(file: DoorFile | LetterPiece) -> str:
    return f"{apart(file.name)} ({file.media_type}, {file.size})"


@app.command("open", help=help_of("delegate.cli.open"))
@at_desk
def open_(desk: Desk, message: Named) -> None:
    line = own_line(desk)
    with desk.hold():
        letter = desk_message.talk_of(desk, line, "channel").messages.get(message)
    if letter is None or letter.seen_at is None:
        desk_letter.seen(desk, line, message)
    _tell(
        desk_door.letter(desk, message),
        desk_door.door(desk, tongue()).mediator,
        ZoneInfo(case_head(desk, tongue()).zone),
    )


@app.command("say", help=help_of("delegate.cli.say"))
@at_desk
def say_(
    desk: Desk,
    words: Annotated[list[str], typer.Argument(metavar="PASSAGE", help=help_of("delegate.cli.passage"))],
    clear: Annotated[list[str] | None, typer.Option("--clear", help=help_of("delegate.cli.clear_each"))] = None,
    answers: Annotated[str, typer.Option("--answers", help=help_of("delegate.cli.answers"))] = "",
    file: Annotated[
        list[Path] | None, typer.Option("--file", metavar="FILE", help=help_of("delegate.cli.hand_in"))
    ] = None,
    clear_file: Annotated[
        list[str] | None, typer.Option("--clear-file", metavar="HOW", help=help_of("delegate.cli.clear_file"))
    ] = None,
) -> None:
    cleared = [_clearance(c) for c in clear or ()]
    line = own_line(desk)
    files = given(file, [_clearance(c) for c in clear_file or ()], "door say")
    told: list[tuple[str, Clearance]] = [
        (w, cleared[n] if n < len(cleared) else "none") for n, w in enumerate(words)
    ]  # fmt: skip
    if len(cleared) > len(words):
        raise AskedWrongly(why=say("delegate.cli.too_many", tongue()), command="wasata door say")
    if answers:
        desk_door.letter(desk, answers)
    sent = desk_message.say(desk, line, told, language_of(" ".join(words)), answers=answers or None, files=files)
    print(f"{sent}  {count('delegate.cli.said', len(told), tongue())}")


def _clearance(typed: str) -> Clearance:
    found = next((c for c in CLEARANCES if c == typed), None)
    if found is None:
        raise AskedWrongly(why=say("delegate.cli.no_clearance", tongue(), value=typed), command="wasata door")
    return found


@app.command(help=help_of("delegate.cli.file"))
@at_desk
def file(
    desk: Desk,
    message: Named,
    to: Folder,
    piece: Annotated[str, typer.Option("--piece", help=help_of("delegate.cli.piece"))] = "",
) -> None:
    line = own_line(desk)
    with desk.hold():
        found = desk_message.talk_of(desk, line, "channel").messages.get(message)
    pieces = [*(p.piece for p in found.pieces), *(f.piece for f in found.files)] if found is not None else []
    if not pieces:
        raise MessageWrong(why=Key("message.why.piece"), value=piece or message)
    for one in chosen(pieces, piece, "door file"):
        name, content = desk_door.file(desk, message, one)
        print(written(to, name, content, "door file"))


@app.command(help=help_of("delegate.cli.clear"))
@at_desk
def clear(
    desk: Desk,
    message: Named,
    passage: Annotated[int, typer.Argument(metavar="NUMBER", help=help_of("delegate.cli.number"))],
    clearance: Annotated[str, typer.Argument(metavar="CLEARANCE", help=help_of("delegate.cli.clearance"))],
) -> None:
    chosen = _clearance(clearance)
    desk_message.clear(desk, own_line(desk), message, passage, chosen)
    print(f"{message} {passage}: {say(f'delegate.clearance.{chosen}', tongue())}")
