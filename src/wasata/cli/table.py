"""`wasata table`: what stands on the common table, names and days put there, the calendar as a file.

Danger: a word on the table is seen by all sides at once and cannot be taken back.
Duty: the same acts as the page, from the terminal; what is put there is given in both languages.
"""

from datetime import datetime, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk
from wasata.cli.days import day_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk import door as desk_door
from wasata.desk import notice as desk_notice
from wasata.desk import table as desk_table
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.errors import AskedWrongly
from wasata.words import day as day_in_words
from wasata.words import instant, say

app = typer.Typer(add_completion=False, help=help_of("table.cli.help"), no_args_is_help=True)
Ar = Annotated[str, typer.Option("--ar", help=help_of("table.cli.ar"))]
En = Annotated[str, typer.Option("--en", help=help_of("table.cli.en"))]
Day = Annotated[str, typer.Argument(metavar="DAY", help=help_of("table.cli.day"))]
Hour = Annotated[str, typer.Option("--at", help=help_of("table.cli.at"))]
Entry = Annotated[str, typer.Argument(metavar="ENTRY", help=help_of("table.cli.entry"))]


@app.command(help=help_of("table.cli.show"))
@at_desk
def show(desk: Desk, json: Json = False) -> None:
    lang = tongue()
    notices, agreed = desk_notice.table(desk, lang), desk_door.agreed(desk, lang)
    days, names = desk_table.days(desk, lang), desk_table.names(desk)
    if json:
        as_json({"notices": notices, "agreed": agreed, "days": days, "names": names})
        return
    zone = ZoneInfo(case_head(desk, lang).zone)
    for notice in notices:
        print(f"{instant(notice.posted_at, lang, zone=zone)}  {apart(notice.words)}")
    for term in agreed:
        print(f"{term.term}  {apart(term.name)}: {apart(term.words)}")
    for one in days:
        when = instant(one.at, lang, zone=zone) if one.at else day_in_words(one.day, lang)
        struck = f"  [{say('table.struck', lang)}]" if one.state == "struck" else ""
        print(f"{one.entry}  {when}  {apart(one.words)}{struck}")
    for name in names:
        print(f"{name.who}  {apart(name.ar if lang == 'ar' else name.en)}")
    if not (notices or agreed or days or names):
        print(say("room.table_empty", lang))


@app.command(help=help_of("table.cli.name"))
@at_desk
def name(
    desk: Desk,
    who: Annotated[str, typer.Argument(metavar="WHO", help=help_of("table.cli.who"))],
    ar: Ar = "",
    en: En = "",
) -> None:
    desk_table.show_name(desk, who, {"ar": ar, "en": en})
    print(say("table.cli.named", tongue(), who=who))


@app.command(help=help_of("table.cli.enter"))
@at_desk
def day(desk: Desk, day: Day, ar: Ar = "", en: En = "", at: Hour = "") -> None:
    _enter(desk, day, ar, en, at, None)


@app.command(help=help_of("table.cli.move"))
@at_desk
def move(desk: Desk, entry: Entry, day: Day, ar: Ar = "", en: En = "", at: Hour = "") -> None:
    _enter(desk, day, ar, en, at, entry)


def _enter(desk: Desk, typed: str, ar: str, en: str, hour: str, entry: str | None) -> None:
    found = day_of(desk, typed)
    if found is None:
        raise AskedWrongly(why=say("table.why.day_missing", tongue()), command="wasata table day")
    at = None
    if hour:
        try:
            at = datetime.combine(found, time.fromisoformat(hour), ZoneInfo(case_head(desk, tongue()).zone))
        except ValueError:
            why = say("table.why.hour_unclear", tongue())
            raise AskedWrongly(why=why, command="wasata table day") from None
    named = desk_table.enter_day(desk, found, {"ar": ar, "en": en}, at=at, entry=entry)
    print(say("table.cli.entered", tongue(), entry=named, day=found))


@app.command(help=help_of("table.cli.strike"))
@at_desk
def strike(desk: Desk, entry: Entry, ar: Ar = "", en: En = "") -> None:
    desk_table.strike_day(desk, entry, {"ar": ar, "en": en} if ar or en else None)
    print(say("table.cli.struck", tongue(), entry=entry))


@app.command(help=help_of("table.cli.calendar"))
@at_desk
def calendar(desk: Desk, out: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("table.cli.file"))]) -> None:
    out.write_bytes(desk_table.calendar_file(desk, tongue()))
    print(say("table.cli.written", tongue(), file=str(out)))
