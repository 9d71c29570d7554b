"""`wasata key`: keys with which programs read through the interface.

Duty: `list`, `make` (the key is printed once, alone on a line, so that it can be piped), `revoke`.
"""

from typing import Annotated

import typer

from wasata.cli.at_desk import CaseName, HomePath, Json, Lang, Reader, apart, as_json, open_desk
from wasata.cli.tongue import help_of, tongue
from wasata.desk import key as keys
from wasata.desk.case import case_head, zone_of
from wasata.desk.record import log_name
from wasata.desk.voice import author_shown
from wasata.words import day, instant, say

app = typer.Typer(add_completion=False, help=help_of("key.help"), no_args_is_help=True)


@app.command("list", help=help_of("key.help.list"))
def list_(
    home: HomePath = None, case: CaseName = "", reader: Reader = "", json: Json = False, lang: Lang = ""  # noqa: ARG001
) -> None:  # fmt: skip
    with open_desk(home, case, reader) as desk:
        if not desk.holds("access"):  # who has none of his own may see all of the case
            desk.require("make_key")
        found = keys.list_keys(desk)
        if json:
            as_json(found)
            return
        zone = zone_of(case_head(desk, tongue()))
        comma, colon = say("report.comma", tongue()), ": "
        for key in found:
            logs = comma.join(log_name(log, tongue()) for log in key.logs)
            used = day(key.last_used, tongue()) if key.last_used else say("key.never_used", tongue())
            print(f"{key.key}  {apart(key.name)}  [{say(f'key.state.{key.state}', tongue())}]")
            print(f"  {say('key.owner', tongue())}{colon}{apart(author_shown(key.reader, tongue()))}")
            print(f"  {say('key.logs', tongue())}{colon}{logs}")
            print(f"  {say('key.until', tongue())}{colon}{instant(key.until, tongue(), zone=zone)}")
            print(f"  {say('key.last_used', tongue())}{colon}{used}")
        if not found:
            print(say("key.none", tongue()))


@app.command(help=help_of("key.help.make"))
def make(
    name: Annotated[str, typer.Argument(metavar="NAME", help=help_of("key.argument.name"))],
    log: Annotated[list[str] | None, typer.Option("--log", help=help_of("key.option.log"))] = None,
    days: Annotated[int, typer.Option("--days", help=help_of("key.option.days"))] = 30,
    home: HomePath = None, case: CaseName = "", reader: Reader = "", lang: Lang = "",  # noqa: ARG001
) -> None:  # fmt: skip
    with open_desk(home, case, reader) as desk:
        made = keys.make_key(desk, name, log or ["press"], days)
        print(made.shown)


@app.command(help=help_of("key.help.revoke"))
def revoke(
    key: Annotated[str, typer.Argument(metavar="KEY", help=help_of("key.argument.key"))],
    home: HomePath = None, case: CaseName = "", reader: Reader = "", lang: Lang = "",  # noqa: ARG001
) -> None:  # fmt: skip
    with open_desk(home, case, reader) as desk:
        keys.revoke_key(desk, key)
        print(say("key.revoked", tongue(), key=key))
