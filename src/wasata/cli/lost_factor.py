"""`wasata keep factor-…`: a second factor that somebody lost, at the terminal.

Danger: whoever keeps the machine, who says it in two officers' names and lets himself in.
Duty: what the page does (`room/pages/lost_factor.py`), each act with the password of the person in whose name it is done: it must
open his own key. Without it nothing is said in his name here.
Shape: what fell by it falls in the room's tables at once, whether the room is open or not.
"""

from typing import Annotated

import typer

from wasata.cli.at_desk import apart, as_json, at_desk
from wasata.cli.own_key import open_own_key
from wasata.cli.tongue import help_of, tongue
from wasata.desk import holding
from wasata.desk import lost_factor as lost
from wasata.desk.access import Desk
from wasata.desk.voice import author_shown
from wasata.errors import LostFactorWrong
from wasata.room import opening
from wasata.words import Key, instant, say

Who = Annotated[str, typer.Argument(metavar="READER", help=help_of("lostfactor.cli.reader"))]
Request = Annotated[str, typer.Argument(metavar="REQUEST", help=help_of("lostfactor.cli.request"))]
How = Annotated[str, typer.Option("--how", help=help_of("lostfactor.cli.how"))]
Reason = Annotated[str, typer.Option("--reason", help=help_of("lostfactor.cli.reason"))]
Json = Annotated[bool, typer.Option("--json", help=help_of("case.option.json"))]


def _require_himself(desk: Desk) -> None:
    """Whoever sits at the terminal knows his password: the key that was compared with others opens by it."""
    open_own_key(desk, needed=True)
    compared = holding.confirmed(desk.home, desk.case).get(desk.reader)
    if desk.by is None or compared not in (None, desk.by.name):
        raise LostFactorWrong(why=Key("lostfactor.why.himself"), value=desk.reader)


def _person_here(desk: Desk, reader: str) -> None:
    """Somebody signs in by this name: told as where there is no such reader."""
    opening.ask_parts()
    opening.prepare(desk.home.path, "http://localhost")
    opening.make_tables(desk.home.path)
    if not opening.has_sign_in(reader):
        raise LostFactorWrong(why=Key("lostfactor.why.nobody"), value=reader)


@at_desk
def show(desk: Desk, json: Json = False) -> None:
    found = lost.board(desk)
    if json:
        as_json(found)
        return
    lang = tongue()
    for line in found:
        one = line.told
        print(
            f"{one.request}  {apart(one.reader)}  {say(f'lostfactor.state.{one.state}', lang)}  {instant(one.until, lang)}"
        )
        for said in one.said:
            print(f"    {apart(author_shown(said.by, lang))}, {instant(said.at, lang)}: {apart(said.how)}")
        if line.lacks is not None and one.state == "waits":
            print(f"    {say(f'lostfactor.lacks.{line.lacks}', lang)}")
    if not found:
        print(say("lostfactor.none", lang))


@at_desk
def report(desk: Desk, who: Who, how: How = "") -> None:
    desk.require("report_lost_factor")
    if who != desk.reader:
        _person_here(desk, who)
    _require_himself(desk)
    print(lost.report(desk, who, how))
    print(say("lostfactor.done.report", tongue()))


@at_desk
def confirm(desk: Desk, request: Request, how: How = "") -> None:
    desk.require("confirm_lost_factor")
    _require_himself(desk)
    found = lost.confirm(desk, request, how)
    if found.state == "fell":
        _person_here(desk, found.reader)
        opening.settle_factors(desk.home)
    print(say("lostfactor.done.fell" if found.state == "fell" else "lostfactor.done.confirm", tongue()))


@at_desk
def stop(desk: Desk, request: Request, reason: Reason = "") -> None:
    desk.require("stop_lost_factor")
    _require_himself(desk)
    lost.stop(desk, request, reason)
    print(say("lostfactor.done.stop", tongue()))
