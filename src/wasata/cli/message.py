"""`wasata message`: what they said and what we send on one line: listed, taken down, cleared, sent, taken back, delivered.

Danger: a letter typed for one line and sent on another.
Duty: the same acts as the officers' page, from the terminal; each names its line, and sending asks for the recipient's name.
"""

import sys
from datetime import timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, worded
from wasata.cli.definition import waits_until
from wasata.cli.files import ClearFile, Folder, WithFile, chosen, given, written
from wasata.cli.tongue import help_of, tongue
from wasata.desk import acceptance, definition_delivery, offer
from wasata.desk import letter as desk_letter
from wasata.desk import message as desk_message
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.contact import bare_copy
from wasata.desk.definition_sides import on_their_way
from wasata.desk.delivery import Waiting, deliver_round, follow, letters
from wasata.desk.letter import HOLD
from wasata.desk.line import channel_head, lines_held
from wasata.desk.message import ChannelWhole, Message, Where, channel_whole
from wasata.desk.reading import shows
from wasata.errors import AskedWrongly, LineUnknown, MessageWrong
from wasata.listen.reader import language_of
from wasata.record.kinds.message import Clearance
from wasata.values import Lang
from wasata.words import Key, count, instant, say

app = typer.Typer(add_completion=False, help=help_of("message.cli.help"), no_args_is_help=True)
WAYS: tuple[Literal["letter", "read_back", "voice"], ...] = ("letter", "read_back", "voice")
Line = Annotated[str, typer.Argument(metavar="LINE", help=help_of("message.cli.line"))]
Words = Annotated[list[str], typer.Argument(metavar="PASSAGE", help=help_of("message.cli.passage"))]
Named = Annotated[str, typer.Argument(metavar="MESSAGE", help=help_of("message.cli.message"))]
Person = Annotated[str, typer.Option("--person", help=help_of("message.cli.person"))]
Cleared = Annotated[list[str] | None, typer.Option("--clear", help=help_of("message.cli.clear_each"))]
Answers = Annotated[str, typer.Option("--answers", help=help_of("message.cli.answers"))]
Written = Annotated[str, typer.Option("--written-in", help=help_of("message.cli.written_in"))]


@app.command("list", help=help_of("message.cli.list"))
@at_desk
def list_(desk: Desk, line: Line, json: Json = False) -> None:
    whole = channel_whole(desk, line)
    shows(m.message for m in whole.messages)
    shows(h.message for h in (*whole.waiting, *whole.taken_back))
    waiting = letters(desk, line) if desk.holds(f"line/{line}") else ()
    definitions = on_their_way(desk, line, tongue()) if desk.holds(f"line/{line}") else ()
    if json:
        as_json({"channel": whole, "letters": waiting, "definitions": definitions})
        return
    with desk.hold():
        name = desk.fold(channel_head(line))["names"][tongue()]
    print(say("message.channel_to", tongue(), name=name))
    zone = ZoneInfo(case_head(desk, tongue()).zone)
    _tell_waiting(waiting, zone)
    for one in definitions:
        print(f"\n{one.term}  {say('definition.one', tongue())}  {waits_until(one.waits, zone)}")
        print(f"    {apart(one.name)}: {worded(one.words, one.term)}")
        if one.waits.mine:
            print(f"    {say('definition.cli.to_take_back', tongue(), term=one.term, line=line)}")
    _tell(whole, zone)


def _tell_waiting(waiting: tuple[Waiting, ...], zone: ZoneInfo) -> None:
    for letter in waiting:
        state = f"message.stays.{letter.why}" if letter.why else f"message.cli.state.{letter.state}"
        print(f"\n{letter.held.message}  {say(state, tongue())}  {instant(letter.since, tongue(), zone=zone)}")
        for words in letter.held.passages:
            print(f"    {worded(words)}")


def _tell(whole: ChannelWhole, zone: ZoneInfo) -> None:
    """The channel on the terminal: messages, and what was told by voice apart."""
    for where, heading in (("channel", "message.messages"), ("line", "message.by_voice")):
        there = [m for m in whole.messages if m.where == where]
        if there:
            print(f"\n{say(heading, tongue())}")
        for message in there:
            _tell_one(message, zone)


def _tell_one(message: Message, zone: ZoneInfo) -> None:
    seen = (
        f"  {say('message.seen_at', tongue())} {instant(message.seen_at, tongue(), zone=zone)}"
        if message.seen_at
        else ""
    )
    way = say(f"message.way.{message.way}", tongue())
    print(f"\n{message.message}  {way}  {instant(message.at, tongue(), zone=zone)}{seen}")
    for passage in message.passages:
        cleared = "" if message.ours else f"  [{say(f'message.clearance.{passage.clearance}', tongue())}]"
        print(f"  {passage.number}. {worded(passage.words)}{cleared}")
    for f in message.files:
        told = f"{apart(f.name)} ({f.media_type}, {f.size})"
        print(f"  {f.number}. {f.piece[:12]}  {told}  [{say(f'message.clearance.{f.clearance}', tongue())}]")
    for piece in message.pieces:
        print(f"  {piece.piece[:12]}  {apart(piece.name)} ({piece.media_type}, {piece.size})")


# what they say


def _clearance(typed: str, command: str) -> Clearance:
    known: tuple[Clearance, ...] = ("theirs", "ours", "test", "none")
    found = next((c for c in known if c == typed), None)
    if found is None:
        raise AskedWrongly(why=say("message.cli.wrong_clearance", tongue(), value=typed), command=f"wasata {command}")
    return found


def _each(passages: list[str], cleared: list[str] | None, command: str) -> list[tuple[str, Clearance]]:
    """Each passage with its clearance: none, unless `--clear N=HOW` says so."""
    told: list[tuple[str, Clearance]] = [(words, "none") for words in passages]
    for one in cleared or ():
        number, _, how = one.partition("=")
        if not (number.isdecimal() and 0 < int(number[:4]) <= len(told)):
            raise AskedWrongly(why=say("message.cli.wrong_number", tongue(), value=one), command=f"wasata {command}")
        told[int(number) - 1] = told[int(number) - 1][0], _clearance(how, command)
    return told


def _passages(given: list[str]) -> list[str]:
    """The passages given, or those of the standard input where one `-` stands: a blank line between two."""
    if given != ["-"]:
        return given
    return [p.strip() for p in sys.stdin.read().split("\n\n") if p.strip()]


def _lang(written_in: str, passages: list[str]) -> Lang:
    return "ar" if written_in == "ar" else "en" if written_in == "en" else language_of("\n".join(passages))


@app.command(help=help_of("message.cli.hear"))
@at_desk
def hear(
    desk: Desk,
    line: Line,
    passages: Words,
    person: Person = "",
    clear: Cleared = None,
    answers: Answers = "",
    contact: Annotated[str, typer.Option("--contact", help=help_of("message.cli.contact"))] = "",
    written_in: Written = "",
) -> None:
    told = _passages(passages)
    named = desk_message.hear(
        desk, line, _each(told, clear, "message hear"), _lang(written_in, told), person=person or None,
        contact=contact or None, answers=answers or None,
    )  # fmt: skip
    print(say("message.cli.heard", tongue(), message=named))


@app.command("take-down", help=help_of("message.cli.take_down"))
@at_desk
def take_down(
    desk: Desk,
    line: Line,
    passages: Words,
    person: Person = "",
    clear: Cleared = None,
    answers: Answers = "",
    read_back: Annotated[bool, typer.Option("--read-back", help=help_of("message.cli.read_back"))] = False,
    told: Annotated[str, typer.Option("--told", help=help_of("message.cli.told"))] = "",
    written_in: Written = "",
    file: WithFile = None,
    clear_file: ClearFile = None,
) -> None:
    words = _passages(passages)
    how = [_clearance(c, "message take-down") for c in clear_file or ()]
    named = desk_message.take_down(
        desk, line, _each(words, clear, "message take-down"), _lang(written_in, words),
        way="read_back" if read_back or told else "letter", person=person or None, told_before=told or None,
        answers=answers or None, files=given(file, how, "message take-down"),
    )  # fmt: skip
    print(say("message.cli.taken_down", tongue(), message=named))


@app.command(help=help_of("message.cli.clear"))
@at_desk
def clear(
    desk: Desk,
    line: Line,
    message: Named,
    passage: Annotated[int, typer.Argument(metavar="NUMBER", help=help_of("message.cli.number"))],
    how: Annotated[str, typer.Argument(metavar="HOW", help=help_of("message.cli.how"))],
    person: Person = "",
    way: Annotated[str, typer.Option("--way", help=help_of("message.cli.way"))] = "voice",
) -> None:
    cleared = _clearance(how, "message clear")
    said = next((w for w in WAYS if w == way), None)
    if said is None:
        raise AskedWrongly(why=say("message.cli.wrong_way", tongue(), value=way), command="wasata message clear")
    whole = channel_whole(desk, line)
    where: Where = next((m.where for m in (*whole.messages, *whole.read_back) if m.message == message), "channel")
    desk_message.note_clearance(desk, line, where, message, passage, cleared, person=person, way=said)
    print(say("message.cli.cleared", tongue(), message=message, number=passage,
              how=say(f"message.clearance.{cleared}", tongue())))  # fmt: skip


@app.command(help=help_of("message.cli.file"))
@at_desk
def file(
    desk: Desk,
    line: Line,
    message: Named,
    to: Folder,
    piece: Annotated[str, typer.Option("--piece", help=help_of("message.cli.piece"))] = "",
    bare: Annotated[bool, typer.Option("--bare", help=help_of("message.cli.bare"))] = False,
) -> None:
    if not desk.holds(f"line/{line}", f"channel/{line}"):  # a delegate's files are behind his own door
        raise LineUnknown(line=line)
    with desk.hold():
        found = desk_message.talk_of(desk, line, "channel").messages.get(message)
    pieces = [*(p.piece for p in found.pieces), *(f.piece for f in found.files)] if found is not None else []
    if not pieces:
        raise MessageWrong(why=Key("message.why.piece"), value=piece or message)
    for one in chosen(pieces, piece, "message file"):
        told, content = desk_message.file_of(desk, line, message, one)
        name = told.name
        if bare:
            made = bare_copy(content)
            name, content = f"attachment.{made.ending}", made.content
            for taken in made.taken_out:
                print(f"  {count(f'contact.bare.out.{taken.what}', taken.n, tongue())}")
        print(written(to, name, content, "message file"))


# what we send


@app.command(help=help_of("message.cli.send"))
@at_desk
def send(
    desk: Desk,
    line: Line,
    passages: Words,
    to: Annotated[str, typer.Option("--to", help=help_of("message.cli.to"))] = "",
    answers: Answers = "",
    hold: Annotated[int | None, typer.Option("--hold", help=help_of("message.cli.hold"))] = None,
    written_in: Written = "",
) -> None:
    words = _passages(passages)
    named = desk_letter.send(
        desk,
        line,
        words,
        _lang(written_in, words),
        recipient=to,
        answers=answers or None,
        hold=HOLD if hold is None else timedelta(minutes=hold),
    )
    until = next(w.held.until for w in letters(desk, line) if w.held.message == named)
    hour = instant(until, tongue(), zone=ZoneInfo(case_head(desk, tongue()).zone))
    print(say("message.cli.sent", tongue(), message=named, hour=hour))


@app.command("take-back", help=help_of("message.cli.take_back"))
@at_desk
def take_back(
    desk: Desk,
    line: Line,
    message: Named,
    why: Annotated[str, typer.Option("--why", help=help_of("message.cli.why"))] = "",
) -> None:
    desk_letter.take_back(desk, line, message, why or None)
    print(say("message.cli.taken_back", tongue(), message=message))


@app.command(help=help_of("message.cli.seen"))
@at_desk
def seen(desk: Desk, line: Line, message: Named) -> None:
    desk_letter.seen(desk, line, message)
    print(say("message.cli.noted_seen", tongue(), message=message))


@app.command(help=help_of("message.cli.deliver"))
@at_desk
def deliver(
    desk: Desk, line: Annotated[str, typer.Argument(metavar="[LINE]", help=help_of("message.cli.deliver_line"))] = ""
) -> int:
    with desk.hold():
        held = lines_held(desk)
    if line and line not in held:
        raise LineUnknown(line=line)
    origin = dict.fromkeys(held, desk)
    left, broke = 0, False
    for one in (line,) if line else held:
        done = deliver_round({desk.reader: desk}, one, origin)
        follow(desk, one)
        left += len(done.left)
        for message, why in done.stays.items():
            print(f"{message}  {say(f'message.stays.{why}', tongue())}")
        words = definition_delivery.deliver_round({desk.reader: desk}, one)
        left += len(words.left)
        for what, code in {**done.broke, **words.broke}.items():
            broke = True
            print(f"{what}  {say('message.cli.broke', tongue(), code=code)}")
    if not line:
        here = {desk.reader: desk}
        for done_ in (
            definition_delivery.deliver_agreements(here),
            offer.deliver_round(here),
            acceptance.close_round(here),
        ):
            left += len(done_.left)
            for what, code in done_.broke.items():
                broke = True
                print(f"{what}  {say('message.cli.broke', tongue(), code=code)}")
    print(count("message.cli.n_left", left, tongue()))
    return 1 if broke else 0
