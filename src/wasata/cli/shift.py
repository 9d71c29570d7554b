"""`wasata shift`: who is on watch, what waits, the gaps; taking, noting, handing over, accepting, leaving.

Danger: a watch thought taken because somebody meant to.
Duty: the same question and acts as the page. What is one's own needs no name: the watch one is on, the hand-over one was given.
"""

from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, as_json, at_desk, heading, worded
from wasata.cli.tongue import help_of, tongue
from wasata.desk import shift as watches
from wasata.desk.access import Desk
from wasata.desk.coming import zone_of_case
from wasata.desk.shift import WatchPage
from wasata.errors import ShiftWrong
from wasata.listen.reader import language_of
from wasata.words import Key, instant, say

app = typer.Typer(add_completion=False, help=help_of("shift.cli.help"), no_args_is_help=True)
Hours = Annotated[int, typer.Option("--hours", min=1, max=12, help=help_of("shift.cli.hours"))]
Words = Annotated[str, typer.Argument(metavar="WORDS", help=help_of("shift.cli.words"))]


def _until(desk: Desk, hours: int) -> datetime:
    return (desk.now() + timedelta(hours=hours)).replace(second=0, microsecond=0)


def _mine(desk: Desk) -> str:
    """The watch this reader is on.

    Raises:
        ShiftWrong: he is on none.
    """
    found = watches.watch(desk).mine
    if found is None:
        raise ShiftWrong(why=Key("shift.why.not_yours"), value=desk.reader)
    return found


@app.command("now", help=help_of("shift.cli.now"))
@at_desk
def now_(desk: Desk, json: Json = False) -> None:
    told = watches.watch(desk)
    if json:
        as_json(told)
        return
    _say(told, zone_of_case(desk))


def _say(told: WatchPage, zone: ZoneInfo) -> None:
    lang = tongue()

    def at(hour: datetime) -> str:
        return instant(hour, lang, zone=zone)

    for o in told.on:
        span = f"{say('shift.since', lang)} {at(o.since)} {say('shift.until', lang)} {at(o.until)}"
        print(f"{say('shift.now', lang)}: {o.officer} {span}")
    if not told.on:
        since = f" {say('shift.since', lang)} {at(told.gap)}" if told.gap else ""
        print(say("shift.never", lang) if told.never else f"{say('shift.nobody', lang)}{since}")
    for w in told.waiting:
        whom = f"{say('shift.handed_to', lang)} {w.to}, {say('shift.by', lang)} {w.by}, {at(w.at)}"
        print(f"{say('shift.not_accepted', lang)}: {whom}")
        print(f"    {worded(w.words)}")
    for gap in told.gaps:
        print(say("shift.picture.gap", lang, since=at(gap.since), until=at(gap.until)))
    heading(say("shift.log", lang))
    for x in told.log:
        to = f" {x.to}" if x.to else ""
        words = f": {worded(x.words)}" if x.words else ""
        important = f"{say('shift.form.important', lang)} " if x.weight == "important" and x.what == "noted" else ""
        print(f"{at(x.at)}  {x.author} {important}{say(f'shift.what.{x.what}', lang)}{to}{words}")


@app.command(help=help_of("shift.cli.take"))
@at_desk
def take(desk: Desk, hours: Hours = 8) -> None:
    watches.take_watch(desk, until=_until(desk, hours))
    _say_on(desk)


@app.command(help=help_of("shift.cli.stay"))
@at_desk
def stay(desk: Desk, hours: Hours = 8) -> None:
    watches.move_end(desk, _mine(desk), _until(desk, hours))
    _say_on(desk)


def _say_on(desk: Desk) -> None:
    for o in watches.watch(desk).on:
        if o.mine:
            until = instant(o.until, tongue(), zone=zone_of_case(desk))
            print(f"{say('shift.now', tongue())}: {o.officer} {say('shift.until', tongue())} {until}")


@app.command(help=help_of("shift.cli.note"))
@at_desk
def note(
    desk: Desk,
    words: Words,
    important: Annotated[bool, typer.Option("--important", help=help_of("shift.form.important"))] = False,
) -> None:
    watches.note_watch(desk, _mine(desk), words, language_of(words), weight="important" if important else "routine")
    print(say("shift.cli.noted", tongue()))


@app.command("hand-over", help=help_of("shift.cli.hand_over"))
@at_desk
def hand_over(
    desk: Desk,
    to: Annotated[str, typer.Argument(metavar="READER", help=help_of("shift.form.to"))],
    words: Words,
) -> None:
    watches.hand_over(desk, _mine(desk), to, words, language_of(words))
    print(say("shift.cli.handed", tongue(), to=to))


@app.command(help=help_of("shift.cli.accept"))
@at_desk
def accept(desk: Desk, hours: Hours = 8) -> None:
    given = next((w.shift for w in watches.watch(desk).waiting if w.for_me), None)
    if given is None:
        raise ShiftWrong(why=Key("shift.why.not_handed"), value=desk.reader)
    watches.accept_watch(desk, given, until=_until(desk, hours))
    _say_on(desk)


@app.command(help=help_of("shift.cli.end"))
@at_desk
def end(desk: Desk, why: Annotated[str, typer.Option("--why", help=help_of("shift.form.why"))] = "") -> None:
    watches.end_watch(desk, _mine(desk), why)
    print(say("shift.cli.ended", tongue()))
