"""`wasata line`: the lines a reader holds; opening one; what is kept of it; who holds it.

Danger: a line named at a terminal whose reader does not hold it.
Duty: the same questions and acts as the pages. An hour is typed as a day and a clock, in either language, by the case's zone.
"""

import re
from datetime import date, datetime, time
from typing import Annotated, Any, get_args
from zoneinfo import ZoneInfo

import typer

from wasata.carry.line import Due
from wasata.cli.at_desk import Json, apart, as_json, at_desk, heading, worded
from wasata.cli.days import day_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk import line as lines
from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.coming import today_of_case, zone_of_case
from wasata.desk.line import LineCard, LineWhole
from wasata.desk.line_holders import give_line, holders, take_line
from wasata.desk.tempo import long
from wasata.desk.voice import author_shown
from wasata.errors import AskedWrongly
from wasata.record.kinds.line import BodyKind, Cause, LineState, Medium, Moving, OfWhom, Outcome, WhileDark
from wasata.values import Lang
from wasata.words import instant, say

app = typer.Typer(add_completion=False, help=help_of("line.cli.help"), no_args_is_help=True)
Line = Annotated[str, typer.Argument(metavar="LINE", help=help_of("line.cli.line"))]
At = Annotated[str, typer.Option("--at", help=help_of("line.cli.at"))]
Note = Annotated[str, typer.Option("--note", help=help_of("line.cli.note"))]
_CLOCK = re.compile(r"(?:^|[\sT])([01]?\d|2[0-3])[:.]([0-5]\d)\s*$")


def hour_of(desk: Desk, typed: str, option: str = "--at") -> datetime | None:
    """The hour typed: a day and a clock, the clock alone for today; None if nothing was typed.

    Raises:
        AskedWrongly: it has no clock.
        DayUnclear, DayTwoWays, DayMismatch, DaysSeveral: its day is none, or may be another.
    """
    if not typed.strip():
        return None
    plain = typed.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    found = _CLOCK.search(plain)
    if found is None:
        raise AskedWrongly(why=say("line.cli.no_clock", tongue(), option=option, value=typed))
    on: date = day_of(desk, plain[: found.start()].strip()) or today_of_case(desk)
    return datetime.combine(on, time(int(found[1]), int(found[2])), zone_of_case(desk))


def one_of(value: str, allowed: tuple[str, ...], option: str) -> Any:
    """The word chosen.

    Raises:
        AskedWrongly: it is none of those there are.
    """
    if value not in allowed:
        told = say("line.cli.one_of", tongue(), option=option, value=value, words=" ".join(allowed))
        raise AskedWrongly(why=told)
    return value


def words_of(typed: str) -> tuple[str, ...]:
    """Words parted by commas or blanks."""
    return tuple(filter(None, re.split(r"[\s,،]+", typed)))


# questions


@app.command("list", help=help_of("line.cli.list"))
@at_desk
def list_(desk: Desk, json: Json = False) -> None:
    cards = lines.board(desk, tongue())
    if json:
        as_json(cards)
        return
    if not cards:
        print(say("line.none", tongue()))
    for card in cards:
        _say_card(card, zone_of_case(desk))


def _say_card(card: LineCard, zone: ZoneInfo) -> None:
    lang, dot = tongue(), say("figure.dot", tongue())
    told = [apart(card.name), say(f"line.of.{card.of}", lang), _stands(card, zone)]
    print(f"{card.line}  {dot.join(told)}")
    comma = say("room.list_comma", lang)
    ways = comma.join(say(f"line.medium.{m}", lang) for m in card.media)
    by = f"{say(f'line.medium.{card.by}', lang)} {say('line.by_now', lang)}{dot}" if card.by else ""
    people = comma.join(apart(p.name) for p in card.people) or say("line.nobody_named", lang)
    print(f"    {say('line.answers', lang)}: {people}")
    print(f"    {say('line.media', lang)}: {by}{ways}")
    for key, at in (("line.tried_at", card.tried_at), ("line.answered_at", card.answered_at)):
        print(f"    {say(key, lang)}: {instant(at, lang, zone=zone) if at else say('line.never', lang)}")
    for due in card.due:
        told = [worded(due.words), say(f"line.due_of.{due.of}", lang), instant(due.falls.at, lang, zone=zone)]
        print(f"    {due.deadline}  {dot.join((*told, *_falls(due.falls, lang)))}")
    for m in card.delegations:
        print(f"    {say('line.delegation', lang)}: {apart(m.delegation)} {say(f'line.moved.{m.moved}', lang)}{dot}"
              f"{apart(m.place)}")  # fmt: skip


def _falls(falls: Due, lang: Lang) -> list[str]:
    """How far off a deadline is or how long past, whether it stands still, and by how much darkness moved it."""
    if falls.paused_since:
        told = [say("line.due.paused", lang, left=long(falls.left, lang))]
    elif falls.is_past:
        told = [say("line.due.past", lang, by=long(-falls.left, lang))]
    else:
        told = [say("line.due.left", lang, left=long(falls.left, lang))]
    return told + ([say("line.due.moved", lang, by=long(falls.moved_by, lang))] if falls.moved_by else [])


def _stands(card: LineCard, zone: ZoneInfo) -> str:
    lang = tongue()
    if card.spell is None:
        return say("line.not_noted", lang)
    cause = f" ({say(f'line.cause.{card.spell.cause}', lang)})" if card.spell.cause else ""
    since = f"{say('line.since', lang)} {instant(card.spell.since, lang, zone=zone)}"
    return f"{say(f'line.state.{card.spell.state}', lang)}{cause} {since}"


@app.command(help=help_of("line.cli.show"))
@at_desk
def show(desk: Desk, line: Line, json: Json = False) -> None:
    whole = lines.line_whole(desk, line, tongue())
    if json:
        as_json(whole)
        return
    zone = zone_of_case(desk)
    _say_card(whole.card, zone)
    _say_whole(whole, zone)


def _say_whole(whole: LineWhole, zone: ZoneInfo) -> None:
    lang, dot = tongue(), say("figure.dot", tongue())
    names = {ident: name for ident, name, _ in whole.bodies}
    heading(say("line.people", lang))
    for ident, name, what in whole.bodies:
        print(f"  {ident}  {apart(name)}{dot}{say(f'line.what.{what}', lang)}")
    for p in whole.people:
        told = [
            apart(p.name),
            apart(names.get(p.body or "", "")) if p.body else "",
            apart(p.role or "") if p.role else "",
        ]
        told += [say("line.may_clear", lang)] if p.may_clear else []
        told += [say("line.act.left", lang)] if p.left_at else []
        print(f"  {p.person}  {dot.join(filter(None, told))}")
    heading(say("line.life", lang))
    for spell in reversed(whole.life):
        cause = f" ({say(f'line.cause.{spell.cause}', lang)})" if spell.cause else ""
        print(f"  {instant(spell.since, lang, zone=zone)}  {say(f'line.state.{spell.state}', lang)}{cause}")
    for until, ways, who, why in whole.media_before:
        named = say("room.list_comma", lang).join(say(f"line.medium.{m}", lang) for m in ways)
        told = [instant(until, lang, zone=zone), author_shown(who, lang), *([apart(why)] if why else ())]
        print(f"  {say('line.media_before', lang)} {named}{dot}{dot.join(told)}")
    heading(say("line.moves", lang))
    for move in whole.moves:
        by = f"{dot}{say('line.decided_by', lang, who=move.decided_by)}" if move.decided_by else ""
        moved = say(f"line.moved.{move.moved}", lang)
        print(f"  {instant(move.at, lang, zone=zone)}  {apart(move.delegation)} {moved}{dot}{apart(move.place)}{by}")
    heading(say("line.pressure", lang))
    for p_ in whole.pressure:
        asked = say("line.asked_by_us" if p_.asked_by_us else "line.of_itself", lang)
        print(f"  {p_.on}: {worded(p_.words)} ({asked})")


@app.command("holders", help=help_of("line.cli.holders"))
@at_desk
def holders_(desk: Desk, line: Line, json: Json = False) -> None:
    told = holders(desk, line)
    if json:
        as_json(told)
        return
    for h in told.held_by:
        what = say("line.holder.line" if h.holds_line else "line.holder.channel", tongue())
        until = instant(h.until, tongue(), zone=zone_of_case(desk)) if h.until else say("line.holder.no_end", tongue())
        print(f"{h.reader:<16} {say(f'access.role.{h.role}', tongue())}: {what} ({until})")


# acts


@app.command("open", help=help_of("line.cli.open"))
@at_desk
def open_(
    desk: Desk,
    line: Line,
    party: Annotated[str, typer.Option("--party", help=help_of("line.cli.party"))],
    ar: Annotated[str, typer.Option("--ar", help=help_of("line.field.ar"))],
    en: Annotated[str, typer.Option("--en", help=help_of("line.field.en"))],
    of: Annotated[str, typer.Option("--of", help=help_of("line.cli.of"))] = "party",
    langs: Annotated[str, typer.Option("--langs", help=help_of("line.cli.langs"))] = "ar",
    media: Annotated[str, typer.Option("--media", help=help_of("line.cli.media"))] = "call,message",
    officers: Annotated[str, typer.Option("--officers", help=help_of("line.cli.officers"))] = "",
    unlisted: Annotated[bool, typer.Option("--unlisted", help=help_of("line.cli.unlisted"))] = False,
) -> None:
    spoken: Any = tuple(one_of(lang, ("ar", "en"), "--langs") for lang in words_of(langs))
    ways: Any = tuple(one_of(m, get_args(Medium), "--media") for m in words_of(media))
    lines.open_line(
        desk, line, party=party, of=one_of(of, get_args(OfWhom), "--of"), names={"ar": ar, "en": en},
        langs=spoken, media=ways, officers=words_of(officers), listed=not unlisted,
    )  # fmt: skip
    print(say("line.cli.opened", tongue(), line=line))


def _kept(what: str) -> None:
    print(say(f"line.done.{what}", tongue()))


@app.command(help=help_of("line.cli.state"))
@at_desk
def state(
    desk: Desk,
    line: Line,
    stands: Annotated[str, typer.Argument(metavar="STATE", help=help_of("line.cli.stands"))],
    cause: Annotated[str, typer.Option("--cause", help=help_of("line.cli.cause"))] = "",
    at: At = "",
    medium: Annotated[str, typer.Option("--by", help=help_of("line.cli.medium"))] = "",
    note: Note = "",
) -> None:
    why = one_of(cause, get_args(Cause), "--cause") if cause else None
    stood = one_of(stands, get_args(LineState), "STATE")
    by = one_of(medium, get_args(Medium), "--by") if medium else None
    lines.note_line(desk, line, stood, cause=why, medium=by, note=note or None, at=hour_of(desk, at))
    _kept("state")


@app.command(help=help_of("line.cli.media_change"))
@at_desk
def media(
    desk: Desk,
    line: Line,
    ways: Annotated[str, typer.Argument(metavar="MEDIA", help=help_of("line.cli.media"))],
    note: Note = "",
) -> None:
    chosen: Any = tuple(one_of(m, get_args(Medium), "MEDIA") for m in words_of(ways))
    lines.change_media(desk, line, chosen, note=note or None)
    _kept("media")


@app.command(help=help_of("line.cli.body"))
@at_desk
def body(
    desk: Desk,
    line: Line,
    named: Annotated[str, typer.Argument(metavar="BODY", help=help_of("line.cli.named"))],
    ar: Annotated[str, typer.Option("--ar", help=help_of("line.field.ar"))],
    en: Annotated[str, typer.Option("--en", help=help_of("line.field.en"))],
    what: Annotated[str, typer.Option("--what", help=help_of("line.cli.what"))] = "other",
) -> None:
    lines.name_body(desk, line, named, {"ar": ar, "en": en}, one_of(what, get_args(BodyKind), "--what"))
    _kept("body")


@app.command(help=help_of("line.cli.person"))
@at_desk
def person(
    desk: Desk,
    line: Line,
    name: Annotated[str, typer.Argument(metavar="NAME", help=help_of("line.field.name"))],
    named: Annotated[str, typer.Option("--person", help=help_of("line.cli.person_id"))] = "",
    body_: Annotated[str, typer.Option("--body", help=help_of("line.cli.of_body"))] = "",
    role: Annotated[str, typer.Option("--role", help=help_of("line.field.role"))] = "",
    langs: Annotated[str, typer.Option("--langs", help=help_of("line.cli.langs"))] = "",
    may_clear: Annotated[bool, typer.Option("--may-clear", help=help_of("line.field.may_clear"))] = False,
    signs_in: Annotated[str, typer.Option("--signs-in", help=help_of("line.field.reader"))] = "",
) -> None:
    spoken: Any = tuple(one_of(lang, ("ar", "en"), "--langs") for lang in words_of(langs))
    act = new_act_id()
    named = named or f"p-{name_by(act)}"
    lines.name_person(desk, line, named, name, body=body_ or None, role=role or None, langs=spoken, may_clear=may_clear,
                      reader=signs_in or None, act_id=act)  # fmt: skip
    print(say("line.cli.is_named", tongue(), name=named))


@app.command(help=help_of("line.cli.left"))
@at_desk
def left(
    desk: Desk,
    line: Line,
    named: Annotated[str, typer.Argument(metavar="PERSON", help=help_of("line.cli.person_id"))],
    reason: Annotated[str, typer.Option("--reason", help=help_of("line.field.reason"))] = "",
) -> None:
    lines.person_left(desk, line, named, reason or None)
    _kept("left")


@app.command(help=help_of("line.cli.rule"))
@at_desk
def rule(
    desk: Desk,
    line: Line,
    agreed: Annotated[str, typer.Argument(metavar="RULE", help=help_of("line.cli.agreed"))],
    with_person: Annotated[str, typer.Option("--with", help=help_of("line.field.with_person"))] = "",
    note: Note = "",
) -> None:
    told = one_of(agreed.replace("-", "_"), get_args(WhileDark), "RULE")
    lines.agree_dark_rule(desk, line, told, with_person=with_person or None, note=note or None)
    _kept("rule")


@app.command(help=help_of("line.cli.deadline"))
@at_desk
def deadline(
    desk: Desk,
    line: Line,
    words: Annotated[str, typer.Argument(metavar="WORDS", help=help_of("line.cli.words"))],
    at: Annotated[str, typer.Option("--at", help=help_of("line.cli.at"))],
    of: Annotated[str, typer.Option("--of", help=help_of("line.cli.due_of"))] = "them",
    move: Annotated[str, typer.Option("--move", help=help_of("line.cli.move"))] = "",
) -> None:
    due = hour_of(desk, at)
    if due is None:
        raise AskedWrongly(
            why=say("line.cli.no_clock", tongue(), option="--at", value=at), command="wasata line deadline"
        )
    lines.set_deadline(desk, line, words, due, one_of(of, ("them", "us"), "--of"), deadline=move or None)
    _kept("deadline")


@app.command(help=help_of("line.cli.close"))
@at_desk
def close(
    desk: Desk,
    line: Line,
    named: Annotated[str, typer.Argument(metavar="DEADLINE", help=help_of("line.cli.deadline_id"))],
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help=help_of("line.cli.outcome"))],
    note: Note = "",
) -> None:
    lines.close_deadline(desk, line, named, one_of(outcome, get_args(Outcome), "OUTCOME"), note=note or None)
    _kept("close")


@app.command(help=help_of("line.cli.delegation"))
@at_desk
def delegation(
    desk: Desk,
    line: Line,
    who: Annotated[str, typer.Argument(metavar="WHO", help=help_of("line.field.delegation"))],
    moved: Annotated[str, typer.Argument(metavar="MOVED", help=help_of("line.cli.moved"))],
    place: Annotated[str, typer.Argument(metavar="PLACE", help=help_of("line.field.place"))],
    by: Annotated[str, typer.Option("--by", help=help_of("line.field.decided_by"))] = "",
    body_: Annotated[str, typer.Option("--body", help=help_of("line.cli.of_body"))] = "",
    at: At = "",
) -> None:
    how = one_of(moved, get_args(Moving), "MOVED")
    lines.move_delegation(desk, line, who, how, place, body=body_ or None, decided_by=by or None, at=hour_of(desk, at))
    _kept("delegation")


@app.command(help=help_of("line.cli.pressure"))
@at_desk
def pressure(
    desk: Desk,
    line: Line,
    on: Annotated[str, typer.Argument(metavar="ON", help=help_of("line.cli.on"))],
    words: Annotated[str, typer.Argument(metavar="WORDS", help=help_of("line.cli.words"))],
    asked: Annotated[bool, typer.Option("--asked-by-us", help=help_of("line.field.asked_by_us"))] = False,
) -> None:
    lines.note_pressure(desk, line, on, words, asked_by_us=asked)
    _kept("pressure")


@app.command(help=help_of("line.cli.give"))
@at_desk
def give(
    desk: Desk,
    line: Line,
    reader_: Annotated[str, typer.Argument(metavar="READER", help=help_of("line.cli.reader"))],
    until: Annotated[str, typer.Option("--until", help=help_of("line.cli.until"))] = "",
) -> None:
    give_line(desk, line, reader_, until=hour_of(desk, until, "--until"))
    _kept("given")


@app.command(help=help_of("line.cli.take"))
@at_desk
def take(
    desk: Desk,
    line: Line,
    reader_: Annotated[str, typer.Argument(metavar="READER", help=help_of("line.cli.reader"))],
) -> None:
    take_line(desk, line, reader_)
    _kept("taken")
