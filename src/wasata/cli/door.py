"""`wasata door`: a delegate's own channel from the terminal: read, opened, written, cleared.

Danger: a passage that may pass because nothing was said of it.
Duty: the same acts as the delegate's page; a letter shows no word before it is opened, and every passage and file begins as not
to be passed.
"""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, worded
from wasata.cli.files import Folder, chosen, given, written
from wasata.cli.tongue import help_of, tongue
from wasata.desk import door as desk_door
from wasata.desk import letter as desk_letter
from wasata.desk import message as desk_message
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.door import DoorFile, DoorMessage, own_line
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
    for put in told.put:
        print(f"\n{put.term}  {apart(put.name)}  {say(f'delegate.cli.put.{put.state}', tongue())}")
        print(f"    {worded(put.words, put.term)}")
    if not told.messages:
        print(say("delegate.no_messages", tongue()))


def _tell(message: DoorMessage, mediator: str, zone: ZoneInfo) -> None:
    who = say("delegate.letter_from", tongue(), mediator=mediator) if message.is_letter else say(
        {"you": "delegate.you_wrote", "yours": "delegate.yours_wrote"}.get(message.by, f"delegate.written_down.{message.way}"),
        tongue(),
    )  # fmt: skip
    print(f"\n{message.message}  {who}  {instant(message.at, tongue(), zone=zone)}")
    if message.is_closed:
        print(f"    {say('delegate.closed', tongue())}")
    for p in message.passages:
        cleared = "" if message.is_letter else f"  [{say(f'delegate.clearance.{p.clearance}', tongue())}]"
        print(f"  {p.number}. {worded(p.words)}{cleared}")
    for f in message.files:
        print(f"  {f.number}. {f.piece[:12]}  {_about(f)}  [{say(f'delegate.clearance.{f.clearance}', tongue())}]")
    for piece in message.pieces:
        print(f"  {piece.piece[:12]}  {_about(piece)}")


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
