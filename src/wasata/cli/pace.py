"""`wasata pace`: how fast a line moves, by its own contacts.

Danger: a press claim printed as what was measured.
Duty: the same question as the page: the sentence, where the pace changed, this week and the one before, both sides of an hour.
"""

from datetime import datetime
from typing import Annotated

import typer

from wasata.carry.tempo import Window
from wasata.cli.at_desk import Json, apart, as_json, at_desk, heading
from wasata.cli.line import Line, hour_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk.access import Desk
from wasata.desk.coming import zone_of_case
from wasata.desk.tempo import line_pace, long, rows, sentence
from wasata.words import count, instant, say

app = typer.Typer(add_completion=False, help=help_of("talkpace.help"))


@app.command(help=help_of("talkpace.help"))
@at_desk
def pace(
    desk: Desk,
    line: Line,
    around: Annotated[str, typer.Option("--around", help=help_of("talkpace.option.around"))] = "",
    json: Json = False,
) -> None:
    lang, zone = tongue(), zone_of_case(desk)
    found = line_pace(desk, line, lang, event=hour_of(desk, around, "--around"))
    if json:
        as_json(found)
        return
    print(sentence(found, lang, zone))
    for change in reversed(found.changes):
        since = instant(change.since, lang, zone=zone, weekday=True)
        print(
            f"  {say('talkpace.change', lang, since=since, before=long(change.before, lang), after=long(change.after, lang))}"
        )
        n = count("talkpace.contacts", change.seen_after, lang)
        print(f"    {say('talkpace.seen', lang, at=instant(change.seen_at, lang, zone=zone), n=n)}")
    heading(say("talkpace.windows", lang))
    _side_by_side(found.week_before, found.week, "talkpace.week_before", "talkpace.week")
    if found.before and found.after and isinstance(found.event, datetime):
        heading(say("talkpace.around", lang, at=instant(found.event, lang, zone=zone)))
        _side_by_side(found.before, found.after, "talkpace.before", "talkpace.after")
    if found.claimed:
        heading(say("talkpace.claimed", lang))
        for claim in sorted(found.claimed, key=lambda c: c.day, reverse=True)[:5]:
            print(f"  {claim.day.isoformat()}  {say(f'pace.state.{claim.state}', lang)}  {apart(claim.name)}")


def _side_by_side(first: Window, second: Window, one: str, other: str) -> None:
    lang = tongue()
    print(f"  {say(one, lang)} | {say(other, lang)}")
    for row in rows(first, second, lang):
        print(f"  {row.name}: {row.first} | {row.second}")
