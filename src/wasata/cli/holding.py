"""`wasata holding`: what opens for whom in a case that persons keep, at the terminal.

Danger: words of a recovery key in a history or a file that stays.
Duty: `show`, one's own `number`, `compare`, `hand`, `turn`, `keep`, `renew`, `recover`; one's own part with `part`.
Shape: words of parts are typed at the terminal, not echoed, or come as lines on the standard input.
"""

import secrets
import sys
from getpass import getpass
from typing import Annotated

import typer

from wasata.cli.at_desk import CaseName, HomePath, Json, Lang, Reader, apart, as_json, at_desk, open_desk
from wasata.cli.own_key import open_own_key
from wasata.cli.tongue import help_of, tongue
from wasata.desk import person_key as keys
from wasata.desk.access import Desk
from wasata.desk.record import log_name
from wasata.desk.voice import author_shown
from wasata.record.recovery import NEEDED
from wasata.words import say

app = typer.Typer(add_completion=False, help=help_of("holding.cli.help"), no_args_is_help=True)

Who = Annotated[str, typer.Argument(metavar="READER", help=help_of("holding.cli.reader"))]
Digits = Annotated[str, typer.Argument(metavar="DIGITS", help=help_of("holding.cli.digits"))]
Others = Annotated[list[str], typer.Argument(metavar="READER=DIGITS...", help=help_of("holding.cli.others"))]


@app.command(help=help_of("holding.cli.help.show"))
def show(
    home: HomePath = None, case: CaseName = "", reader: Reader = "", json: Json = False, lang: Lang = ""  # noqa: ARG001
) -> None:  # fmt: skip
    with open_desk(home, case, reader) as desk:
        found = keys.board(desk)
        if json:
            as_json(found)
            return
        told, comma = tongue(), say("report.comma", tongue())
        print(say("holding.lead_persons" if found.kept_by_persons else "holding.lead_room", told))
        for line in found.logs:
            opens = (
                say("holding.cli.server", told)
                if line.by_room
                else comma.join(author_shown(h, told) for h in line.holders)
            )
            print(f"  {log_name(line.log, told)}: {apart(opens) if opens else say('holding.by_nobody', told)}")
        for who, written in found.parts:
            print(f"  {apart(who)}: {say('holding.written' if written else 'holding.not_written', told)}")
        for person in found.waiting:
            logs = comma.join(log_name(log, told) for log in person.waits_for)
            print(
                f"{say('holding.waits', told)}: {apart(person.reader)} ({say(f'holding.state.{person.state}', told)}): {logs}"
            )


@app.command(help=help_of("holding.cli.help.number"))
@at_desk
def number(desk: Desk) -> None:
    found = keys.my_key(desk)
    print(found.number or say("personkey.none", tongue()))
    print(say("personkey.compared" if found.compared else "personkey.not_compared", tongue()))


@app.command(help=help_of("holding.cli.help.compare"))
@at_desk
def compare(desk: Desk, who: Who, digits: Digits) -> None:
    open_own_key(desk, needed=True)
    handed = keys.confirm_person_key(desk, who, digits)
    print(say("holding.done.compared", tongue()))
    _print_logs(handed)


@app.command(help=help_of("holding.cli.help.hand"))
@at_desk
def hand(desk: Desk, who: Who) -> None:
    open_own_key(desk, needed=True)
    handed = keys.hand_keys(desk, who)
    print(say("holding.done.handed" if handed else "holding.done.nothing", tongue()))
    _print_logs(handed)


def _print_logs(logs: tuple[str, ...]) -> None:
    for log in logs:
        print(f"  {log_name(log, tongue())}")


@app.command(help=help_of("holding.cli.help.turn"))
@at_desk
def turn(desk: Desk, log: Annotated[str, typer.Argument(metavar="LOG", help=help_of("holding.cli.log"))]) -> None:
    keys.turn_key(desk, log)
    print(say("holding.done.turned", tongue()))


def _others(told: list[str]) -> dict[str, str]:
    """`sara=01234 …`: who was chosen, and the digits each read."""
    return {name: digits for name, _, digits in (one.partition("=") for one in told)}


@app.command(help=help_of("holding.cli.help.keep"))
@at_desk
def keep(desk: Desk, others: Others) -> None:
    open_own_key(desk, needed=True)
    keys.keep_case(desk, _others(others))
    print(say("holding.done.kept", tongue()))


@app.command(help=help_of("holding.cli.help.renew"))
@at_desk
def renew(
    desk: Desk,
    others: Others,
    parts: Annotated[bool, typer.Option("--parts", help=help_of("holding.cli.parts"))] = False,
) -> None:
    open_own_key(desk, needed=True)
    keys.renew_recovery(desk, _others(others), _parts() if parts else ())
    print(say("holding.done.renewed", tongue()))


Person = Annotated[
    list[str] | None, typer.Option("--person", metavar="READER=DIGITS", help=help_of("holding.cli.person"))
]


@app.command(help=help_of("holding.cli.help.recover"))
@at_desk
def recover(desk: Desk, person: Person = None) -> None:
    handed = keys.recover(desk, _parts(), _others(person or []))
    print(say("holding.recovered" if handed else "holding.recovered_none", tongue()))
    for who, logs in handed.items():
        print(apart(who))
        _print_logs(logs)


def _parts() -> list[str]:
    """Two parts of the recovery key, as they stand on paper."""
    if sys.stdin.isatty():
        asked = (say("holding.part", tongue(), number=n) + ": " for n in range(1, NEEDED + 1))
        return [getpass(one, stream=sys.stderr) for one in asked]
    return [line for line in (sys.stdin.readline().strip() for _ in range(NEEDED)) if line]


@app.command(help=help_of("holding.cli.help.part"))
@at_desk
def part(desk: Desk) -> None:
    open_own_key(desk, needed=True)
    mine = keys.my_part(desk)
    if mine is None:
        print(say("holding.cli.no_part", tongue()))
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(say("holding.cli.part_at_terminal", tongue()), file=sys.stderr)
        raise typer.Exit(1)
    for n, word in enumerate(mine.words.split(), 1):
        print(f"{n:>4}  {word}")
    asked = sorted(secrets.SystemRandom().sample(range(1, len(mine.words.split()) + 1), 2))
    typed = {n: getpass(say("personkey.word", tongue(), number=n) + ": ", stream=sys.stderr) for n in asked}
    keys.write_part(desk, typed)
    print(say("personkey.done.written", tongue()))
