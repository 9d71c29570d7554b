"""`wasata table`: what stands on the common table, names and days put there, the calendar as a file.

Danger: a word on the table is seen by all sides at once and cannot be taken back.
Duty: the same acts as the page, from the terminal; what is put there is given in both languages. Who approves gives the digest
that `look` printed.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk, heading, worded
from wasata.cli.days import day_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk import calendar as desk_calendar
from wasata.desk import door as desk_door
from wasata.desk import for_table
from wasata.desk import notice as desk_notice
from wasata.desk import table as desk_table
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.commitment import CommitmentLine, commitments
from wasata.desk.door import AgreedLine
from wasata.desk.for_table import AskedLine, Wish
from wasata.desk.notice import NoticeLine
from wasata.desk.table import DayLine, called_on_table, one_of
from wasata.desk.voice import author_shown
from wasata.errors import AskedWrongly
from wasata.values import LANGS, Lang
from wasata.words import day as day_in_words
from wasata.words import instant, number, say

app = typer.Typer(add_completion=False, help=help_of("table.cli.help"), no_args_is_help=True)
Ar = Annotated[str, typer.Option("--ar", help=help_of("table.cli.ar"))]
En = Annotated[str, typer.Option("--en", help=help_of("table.cli.en"))]
Day = Annotated[str, typer.Argument(metavar="DAY", help=help_of("table.cli.day"))]
Hour = Annotated[str, typer.Option("--at", help=help_of("table.cli.at"))]
Ask = Annotated[str, typer.Argument(metavar="ASK", help=help_of("table.cli.ask"))]
Entry = Annotated[str, typer.Argument(metavar="ENTRY", help=help_of("table.cli.entry"))]


@app.command(help=help_of("table.cli.show"))
@at_desk
def show(desk: Desk, json: Json = False) -> None:
    lang = tongue()
    notices, agreed = desk_notice.table(desk, lang), desk_door.agreed(desk, lang)
    days, names, owed = desk_table.days(desk, lang), desk_table.names(desk), commitments(desk, lang)
    if json:
        as_json({"notices": notices, "agreed": agreed, "days": days, "names": names, "commitments": owed})
        return
    zone = ZoneInfo(case_head(desk, lang).zone)
    say_notices(notices, zone)
    say_agreed(agreed)
    say_days(days, zone)
    say_commitments(owed, zone)
    for name in names:
        print(f"{name.who}  {apart(name.ar if lang == 'ar' else name.en)}")
    if not (notices or agreed or days or names or owed):
        print(say("room.table_empty", lang))


def say_notices(told: Sequence[NoticeLine], zone: ZoneInfo) -> None:
    """The notices of the table, a line each."""
    for notice in told:
        print(f"{instant(notice.posted_at, tongue(), zone=zone)}  {worded(notice.words)}")


def say_agreed(told: Sequence[AgreedLine]) -> None:
    """The words that all have agreed on, a line each."""
    for term in told:
        drawn = f" ({map_told(term.term, 'table')})" if term.map else ""
        print(
            f"{term.term}  {apart(term.name)}: {worded(term.words, term.term)}{counted(term.value, term.unit)}{drawn}"
        )


def counted(value: Decimal | None, unit: str | None) -> str:
    """The number that stands with a definition, after its words."""
    if value is None:
        return ""
    return say("figure.dot", tongue()) + f"{number(value, tongue())} {apart(unit) if unit else ''}".rstrip()


def map_told(term: str, log: str) -> str:
    """That a definition has a map, and how it is taken out."""
    return say("definition.cli.map_there", tongue(), term=term, log=log)


def say_days(told: Sequence[DayLine], zone: ZoneInfo) -> None:
    """The days of the table, a line each."""
    lang = tongue()
    for one in told:
        when = instant(one.at, lang, zone=zone) if one.at else day_in_words(one.day, lang)
        struck = f"  [{say('table.struck', lang)}]" if one.state == "struck" else ""
        why = f" {worded(one.why)}" if one.why else ""
        print(f"{one.entry}  {when}  {worded(one.words)}{struck}{why}")


@app.command("month", help=help_of("table.cli.month"))
@at_desk
def month_(
    desk: Desk,
    day: Annotated[str, typer.Option("--of", help=help_of("table.cli.month_of"))] = "",
    json: Json = False,
) -> None:
    lang = tongue()
    told = desk_calendar.month(desk, lang, day_of(desk, day))
    if json:
        as_json(told)
        return
    zone = ZoneInfo(case_head(desk, lang).zone)
    heading(say("table.month", lang, month=say(f"date.month.{told.first.month}", lang), year=str(told.first.year)))
    for one in told.events:
        when = instant(one.at, lang, zone=zone) if one.at else day_in_words(one.day, lang)
        kind = say(f"delegate.event.{one.kind}", lang)
        words = f"  {worded(one.words)}" if one.words else f"  {one.ref}"
        why = f" {worded(one.why)}" if one.why else ""
        print(f"{when}  {kind}{words}{why}")
    if not told.events:
        print(say("table.nothing", lang))


def _offer(desk: Desk, wish: Wish, done: str) -> None:
    """Puts it there or asks for it, and says which."""
    ask = for_table.offer(desk, wish)
    print(say("table.cli.waits", tongue(), ask=ask) if ask else done)


@app.command(help=help_of("table.cli.notice"))
@at_desk
def notice(desk: Desk, ar: Ar = "", en: En = "") -> None:
    _offer(desk, Wish("notice", {"ar": ar, "en": en}), say("table.cli.noticed", tongue()))


@app.command(help=help_of("table.cli.name"))
@at_desk
def name(
    desk: Desk,
    who: Annotated[str, typer.Argument(metavar="WHO", help=help_of("table.cli.who"))],
    ar: Ar = "",
    en: En = "",
) -> None:
    _offer(desk, Wish("name", {"ar": ar, "en": en}, who), say("table.cli.named", tongue(), who=who))


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
    at = _hour(desk, found, hour)
    wish = Wish("move" if entry else "day", {"ar": ar, "en": en}, entry, found, at)
    _offer(desk, wish, say("table.cli.entered", tongue(), entry=entry or "", day=found))


def _hour(desk: Desk, on: date, typed: str) -> datetime | None:
    if not typed:
        return None
    try:
        return datetime.combine(on, time.fromisoformat(typed), ZoneInfo(case_head(desk, tongue()).zone))
    except ValueError:
        raise AskedWrongly(why=say("table.why.hour_unclear", tongue()), command="wasata table day") from None


@app.command(help=help_of("table.cli.strike"))
@at_desk
def strike(desk: Desk, entry: Entry, ar: Ar = "", en: En = "") -> None:
    wish = Wish("strike", {"ar": ar, "en": en} if ar or en else None, entry)
    _offer(desk, wish, say("table.cli.struck", tongue(), entry=entry))


@app.command(help=help_of("table.cli.commit"))
@at_desk
def commit(
    desk: Desk,
    who: Annotated[str, typer.Argument(metavar="WHO", help=help_of("table.cli.owes"))],
    ar: Ar = "",
    en: En = "",
    to: Annotated[str, typer.Option("--to", help=help_of("table.cli.to"))] = "",
    on: Annotated[str, typer.Option("--on", help=help_of("table.cli.on"))] = "",
    at: Hour = "",
    event_ar: Annotated[str, typer.Option("--event-ar", help=help_of("table.cli.event_ar"))] = "",
    event_en: Annotated[str, typer.Option("--event-en", help=help_of("table.cli.event_en"))] = "",
) -> None:
    found = day_of(desk, on)
    event: dict[Lang, str] = {"ar": event_ar, "en": event_en}
    hour = _hour(desk, found, at) if found is not None else None
    told = {lang: text for lang, text in event.items() if text} or None
    wish = Wish("commitment", _written(ar, en), who, found, hour, to or None, told)
    _offer(desk, wish, say("table.cli.committed", tongue()))


@app.command(help=help_of("table.cli.withdraw"))
@at_desk
def withdraw(
    desk: Desk,
    commitment: Annotated[str, typer.Argument(metavar="COMMITMENT", help=help_of("table.cli.commitment"))],
    ar: Ar = "",
    en: En = "",
) -> None:
    done = say("table.cli.withdrawn", tongue(), commitment=commitment)
    _offer(desk, Wish("withdraw", _written(ar, en), commitment), done)


def _written(ar: str, en: str) -> dict[Lang, str]:
    told: dict[Lang, str] = {"ar": ar, "en": en}
    return {lang: text for lang, text in told.items() if text}


def say_commitments(told: Sequence[CommitmentLine], zone: ZoneInfo) -> None:
    """The commitments of the table, a line each."""
    lang = tongue()
    for one in told:
        when = instant(one.at, lang, zone=zone) if one.at else day_in_words(one.due, lang) if one.due else ""
        due = say("figure.dot", lang).join(filter(None, (when, worded(one.event) if one.event else "")))
        whom = f"{say('table.owed_to', lang)} {apart(one.to)}" if one.to else say("table.owed_to_all", lang)
        state = f"  [{say(f'table.owed.{one.state}', lang)}]" if one.state in ("struck", "today", "past") else ""
        why = f" {worded(one.why)}" if one.why else ""
        print(f"{one.commitment}  {due}  {apart(one.who)}: {worded(one.words)} ({whom}){state}{why}")


@app.command(help=help_of("table.cli.waiting"))
@at_desk
def waiting(desk: Desk, json: Json = False) -> None:
    if not desk.holds("bureau"):  # to who is not of the team nothing waits
        desk.require("ask_for_table")
    told = for_table.waiting(desk, tongue())
    if json:
        as_json(told)
        return
    for line in told:
        print(_told(desk, line))
    if not told:
        print(say("table.cli.none_waits", tongue()))


def _told(desk: Desk, line: AskedLine) -> str:
    lang, asked = tongue(), line.asked
    zone = ZoneInfo(case_head(desk, lang).zone)
    words = one_of(asked.wish.words, lang)[0] or line.stands or ""
    what, state = say(f"table.asked.{asked.wish.what}", lang), say(f"table.state.{asked.state}", lang)
    by = apart(author_shown(asked.author, lang))
    return f"{asked.ask}  {instant(asked.at, lang, zone=zone)}  {by}  {what}  {worded(words)}  [{state}]"


@app.command(help=help_of("table.cli.look"))
@at_desk
def look(desk: Desk, ask: Ask, json: Json = False) -> None:
    told = for_table.asked(desk, ask, tongue())
    if json:
        as_json(told)
        return
    wish, lang = told.asked.wish, tongue()
    print(_told(desk, told))
    if wish.day:
        zone = ZoneInfo(case_head(desk, lang).zone)
        print(instant(wish.at, lang, zone=zone) if wish.at else day_in_words(wish.day, lang))
    if wish.what == "name":
        print(f"{say('table.asked_for', lang)} {wish.of}")
    if wish.what == "commitment":
        with desk.hold():
            who, to = (called_on_table(desk, one, lang) if one else "" for one in (wish.of, wish.to))
        whom = f"{say('table.owed_to', lang)} {apart(to)}" if to else say("table.owed_to_all", lang)
        print(f"{say('table.who_owes', lang)}: {apart(who)} ({whom})")
        for written, text in (wish.event or {}).items():
            print(f"{say('table.event', lang)} ({written}): {worded(text)}")
    if told.stands:
        zone, on = ZoneInfo(case_head(desk, lang).zone), told.stands_on
        when = instant(on, lang, zone=zone) if isinstance(on, datetime) else day_in_words(on, lang) if on else ""
        print(f"{say('table.stands_now', lang)} {when}  {worded(told.stands)}")
    for written in LANGS:
        if wish.words:
            print(f"{written}: {worded(wish.words.get(written, ''))}")
    if told.asked.reason:
        print(
            f"{say('table.sent_back_by', lang)} {apart(author_shown(told.asked.by or '', lang))}: {worded(told.asked.reason)}"
        )
    print(f"{say('table.cli.digest_is', lang)} {told.signed}")


@app.command(help=help_of("table.cli.approve"))
@at_desk
def approve(
    desk: Desk, ask: Ask, digest: Annotated[str, typer.Argument(metavar="DIGEST", help=help_of("table.cli.digest"))]
) -> None:
    for_table.approve(desk, ask, digest)
    print(say("table.cli.approved", tongue(), ask=ask))


@app.command("send-back", help=help_of("table.cli.send_back"))
@at_desk
def send_back(
    desk: Desk, ask: Ask, reason: Annotated[str, typer.Option("--reason", help=help_of("table.cli.reason"))] = ""
) -> None:
    for_table.send_back(desk, ask, reason)
    print(say("table.cli.went_back", tongue(), ask=ask))


@app.command("take-back", help=help_of("table.cli.take_back"))
@at_desk
def take_back(desk: Desk, ask: Ask) -> None:
    for_table.take_back(desk, ask)
    print(say("table.cli.taken_back", tongue(), ask=ask))


@app.command(help=help_of("table.cli.calendar"))
@at_desk
def calendar(desk: Desk, out: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("table.cli.file"))]) -> None:
    out.write_bytes(desk_table.calendar_file(desk, tongue()))
    print(say("table.cli.written", tongue(), file=str(out)))
