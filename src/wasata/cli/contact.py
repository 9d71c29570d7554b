"""`wasata contact`: the contacts with a line; recording one, writing a readout, keeping a file and taking it out, as it came
or bare.

Danger: a file written over another; one handed on with its maker's name in it.
Duty: the same questions and acts as the pages.
"""

import mimetypes
from pathlib import Path
from typing import Annotated, Any, get_args
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, before_showing, heading, worded
from wasata.cli.line import Line, hour_of, one_of, words_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk import contact as contacts
from wasata.desk import line as lines
from wasata.desk import own_words
from wasata.desk.access import Desk
from wasata.desk.coming import zone_of_case
from wasata.desk.contact import Contact
from wasata.errors import AskedWrongly
from wasata.listen.reader import language_of
from wasata.record.kinds.line import Medium
from wasata.words import count, instant, say

app = typer.Typer(add_completion=False, help=help_of("contact.cli.help"), no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="CONTACT", help=help_of("contact.cli.contact"))]


@app.command("list", help=help_of("contact.cli.list"))
@at_desk
def list_(desk: Desk, line: Line, json: Json = False) -> None:
    found = contacts.contacts(desk, line)
    if json:
        as_json(found)
        return
    if not found:
        print(say("contact.none", tongue()))
    for one in found:
        print(_line(one, zone_of_case(desk)))


def _line(one: Contact, zone: ZoneInfo) -> str:
    lang, dot = tongue(), say("figure.dot", tongue())
    told = [instant(one.began_at, lang, zone=zone), say(f"line.medium.{one.medium}", lang),
            say(f"contact.way.{one.way}", lang)]  # fmt: skip
    if not one.answered:
        told.append(say("contact.tried", lang))
    if one.minutes is not None:
        told.append(count("room.clock.minutes", one.minutes, lang))
    told += [count("contact.n_readouts", len(one.readouts), lang)] if one.readouts else []
    told += [count("contact.n_files", len(one.pieces), lang)] if one.pieces else []
    return f"{one.contact}  {dot.join(told)}"


@app.command(help=help_of("contact.cli.show"))
@at_desk
def show(desk: Desk, line: Line, contact: Name, json: Json = False) -> None:
    one = contacts.contact(desk, line, contact)
    if json:
        as_json(one)
        return
    lang = tongue()
    print(_line(one, zone_of_case(desk)))
    people = {p.person: p.name for p in lines.line_whole(desk, line, lang).people}
    comma = say("report.comma", lang)
    theirs = comma.join(apart(people.get(p, p)) for p in one.theirs) or say("contact.nobody", lang)
    print(f"  {say('contact.field.theirs', lang)}: {theirs}")
    print(f"  {say('contact.field.ours', lang)}: {comma.join(one.ours) or say('contact.nobody', lang)}")
    for key, value in (("place", one.place), ("about", one.about)):
        if value:
            print(f"  {say(f'contact.field.{key}', lang)}: {worded(value)}")
    sides: Any = ("ours", "theirs")
    for whose in sides:
        told = one.readout(whose)
        heading(say(f"contact.whose.{whose}", lang))
        print(worded(told.words) if told else say(f"contact.no_{whose}", lang))
    if one.pieces:
        heading(say("contact.files", lang))
        for piece in one.pieces:
            print(f"  {piece.piece}  {apart(piece.name)} ({piece.size})")


@app.command(help=help_of("contact.cli.record"))
@at_desk
def record(
    desk: Desk,
    line: Line,
    medium: Annotated[str, typer.Argument(metavar="HOW", help=help_of("contact.cli.medium"))],
    at: Annotated[str, typer.Option("--at", help=help_of("contact.cli.at"))] = "",
    way: Annotated[str, typer.Option("--way", help=help_of("contact.cli.way"))] = "out",
    tried: Annotated[bool, typer.Option("--not-answered", help=help_of("contact.cli.tried"))] = False,
    minutes: Annotated[int | None, typer.Option("--minutes", help=help_of("contact.field.minutes"))] = None,
    ours: Annotated[str, typer.Option("--ours", help=help_of("contact.field.ours"))] = "",
    theirs: Annotated[str, typer.Option("--theirs", help=help_of("contact.cli.theirs"))] = "",
    place: Annotated[str, typer.Option("--place", help=help_of("contact.field.place"))] = "",
    about: Annotated[str, typer.Option("--about", help=help_of("contact.field.about"))] = "",
) -> None:
    made = own_words.record_contact(
        desk, line, one_of(medium, get_args(Medium), "HOW"), one_of(way, ("in", "out"), "--way"),
        hour_of(desk, at) or desk.now(), answered=not tried, minutes=minutes, ours=words_of(ours) or (desk.reader,),
        theirs=words_of(theirs), place=place or None, about=about or None,
    )  # fmt: skip
    print(say("contact.cli.recorded", tongue(), contact=made))


@app.command(help=help_of("contact.cli.readout"))
@at_desk
def readout(
    desk: Desk,
    line: Line,
    contact: Name,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("contact.cli.words"))],
    theirs: Annotated[bool, typer.Option("--theirs", help=help_of("contact.cli.whose"))] = False,
    published: Annotated[str, typer.Option("--published", help=help_of("contact.field.published"))] = "",
) -> None:
    words = file.read_text("utf-8").strip()
    written: Any = language_of(words)
    own_words.write_readout(
        desk, line, contact, "theirs" if theirs else "ours", words, written, published=published or None
    )
    print(say("contact.cli.written", tongue(), contact=contact))


@app.command(help=help_of("contact.cli.keep"))
@at_desk
def keep(
    desk: Desk,
    line: Line,
    contact: Name,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("contact.cli.file"))],
) -> None:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    print(contacts.keep_piece(desk, line, contact, file.name[-200:], kind, file.read_bytes()))


@app.command(help=help_of("contact.cli.take_out"))
@at_desk
def file(
    desk: Desk,
    line: Line,
    contact: Name,
    piece: Annotated[str, typer.Argument(metavar="PIECE", help=help_of("contact.cli.piece"))],
    out: Annotated[Path, typer.Option("--out", help=help_of("contact.cli.out"))],
    bare: Annotated[bool, typer.Option("--bare", help=help_of("contact.cli.bare"))] = False,
) -> None:
    content = contacts.piece_of(desk, line, contact, piece)[1]
    if bare:
        made = contacts.bare_copy(content)
        content = made.content
        for taken in made.taken_out:
            print(f"  {count(f'contact.bare.out.{taken.what}', taken.n, tongue())}")
    try:
        before_showing()
        with out.open("xb") as f:
            f.write(content)
    except FileExistsError:
        raise AskedWrongly(
            why=say("contact.cli.there", tongue(), out=str(out)), command="wasata contact file"
        ) from None
    print(say("contact.cli.saved", tongue(), out=str(out)))
