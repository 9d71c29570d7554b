"""`wasata leak`: where words that appeared outside stand on the record, and who had seen them.

Danger: the words of a leak in the history of a shell.
Duty: the same questions as the page. Words come from a file or are typed in; a thing is named.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, heading
from wasata.cli.tongue import help_of, tongue
from wasata.desk import leak as leaks
from wasata.desk.access import Desk
from wasata.desk.coming import zone_of_case
from wasata.desk.leak import Leak, Standing
from wasata.desk.voice import author_shown
from wasata.errors import AskedWrongly
from wasata.words import count, instant, say

app = typer.Typer(add_completion=False, help=help_of("leak.cli.help"), no_args_is_help=True)
Until = Annotated[str, typer.Option("--until", metavar="HOUR", help=help_of("leak.cli.until"))]


@app.command(help=help_of("leak.cli.find"))
@at_desk
def find(
    desk: Desk, file: Annotated[str, typer.Argument(metavar="FILE", help=help_of("leak.cli.file"))], until: Until = "",
    json: Json = False,
) -> None:  # fmt: skip
    desk.require("ask_leaks")
    try:
        words = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise AskedWrongly(
            why=say("leak.cli.no_file", tongue(), value=apart(file)), command="wasata leak find"
        ) from None
    _say(desk, leaks.find(desk, words, tongue(), until=leaks.hour_typed(until, zone_of_case(desk))), json=json)


@app.command("of", help=help_of("leak.cli.of"))
@at_desk
def of(
    desk: Desk, thing: Annotated[str, typer.Argument(metavar="THING", help=help_of("leak.cli.thing"))], until: Until = "",
    json: Json = False,
) -> None:  # fmt: skip
    _say(desk, leaks.of_thing(desk, thing, tongue(), until=leaks.hour_typed(until, zone_of_case(desk))), json=json)


def _say(desk: Desk, found: Leak, *, json: bool) -> None:
    if json:
        as_json(found)
        return
    lang, zone = tongue(), zone_of_case(desk)
    for x in found.marked:
        print(f"{x.mark}: {apart(x.recipient or '—')} ({instant(x.at, lang, zone=zone)})")
    print(count("leak.n_places", len(found.standings), lang))
    for standing in found.standings:
        _say_one(desk, standing)
    if found.more:
        print(count("leak.n_more", found.more, lang))
    print()
    for key in ("verdict", "screen", "machine", "opened"):
        print(say(f"leak.not.{key}", lang))
    print(say("leak.not.logs", lang, logs=say("report.comma", lang).join(name for _, name in found.searched)))


def _say_one(desk: Desk, standing: Standing) -> None:
    lang, zone = tongue(), zone_of_case(desk)
    heading(f"{standing.log_name} {standing.seq}: {apart(standing.told)}")
    grade = say(f"leak.grade.{standing.grade}", lang)
    print(f"[{grade}] {say('leak.same_of', lang, same=standing.same, asked=standing.asked)}")
    print("  " + apart("".join(p.words if p.same else f"[{p.words}]" for p in standing.pieces)))
    for p in standing.people:
        hours = f"  {instant(p.first, lang, zone=zone)}" if p.first else ""
        print(f"  {apart(author_shown(p.reader, lang))}: {say(f'leak.how.{p.how}', lang)}{hours}")
    for c in standing.copies:
        barred = f" · {say('leak.barred', lang)}" if c.barred else ""
        print(
            f"  {c.left.mark or '—'} · {apart(c.left.recipient or '—')} · {say(f'export.form.{c.left.form}', lang)}{barred}"
        )
