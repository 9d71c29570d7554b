"""`wasata feed`: sources that are asked by themselves: set up, listed, asked, paused, dropped.

Duty: the same acts as the page, from the terminal. `ask` asks now and waits; the running room asks by itself.
"""

import random
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk
from wasata.cli.tongue import help_of, tongue
from wasata.desk.access import Desk
from wasata.desk.ask import Tries, alone, ask_feed, is_due, write
from wasata.desk.case import case_head
from wasata.desk.feed import INTAKE, FeedLine, NewFeed, drop_feed, feed_of, feeds, pause_feed, resume_feed, set_feed
from wasata.desk.outgoing import open_intake, try_feed
from wasata.errors import AskedWrongly
from wasata.listen.addresses import allowed_inside
from wasata.listen.courtesy import Courtesy
from wasata.listen.feeds import FORMS
from wasata.words import count, day, has, instant, say

app = typer.Typer(add_completion=False, help=help_of("feed.cli.help"), no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="FEED", help=help_of("feed.cli.feed"))]


@app.command(help=help_of("feed.cli.add"))
@at_desk
def add(
    desk: Desk,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help=help_of("feed.cli.address"))],
    name: Annotated[str, typer.Option("--name", help=help_of("feed.cli.name"))] = "",
    form: Annotated[str, typer.Option("--form", help=help_of("feed.cli.form"))] = "auto",
    every: Annotated[int, typer.Option("--every", help=help_of("feed.cli.every"))] = 30,
    outlet: Annotated[str, typer.Option("--outlet", help=help_of("feed.cli.outlet"))] = "",
    pattern: Annotated[str, typer.Option("--pattern", help=help_of("feed.cli.pattern"))] = "",
    no_pages: Annotated[bool, typer.Option("--no-pages", help=help_of("feed.cli.no_pages"))] = False,
    only_try: Annotated[bool, typer.Option("--try", help=help_of("feed.cli.try"))] = False,
) -> int:
    kind = next((f for f in FORMS if f == form), None)
    if kind is None:
        raise AskedWrongly(why=form, command="wasata feed add")
    if only_try:
        tried = try_feed(desk, address, form=kind, pattern=pattern, allowed=allowed_inside())
        if tried.feed is None:
            for offer in tried.offers:
                print(offer)
            if tried.error is not None:
                raise tried.error
            return 1
        print(say("feed.found", tongue(), form=say(f"feed.form.{tried.feed.form}", tongue()),
                  title=tried.feed.title or tried.final))  # fmt: skip
        for item in tried.feed.items[:5]:
            on = day(item.published, tongue()) if item.published else say("feed.undated", tongue())
            print(f"  {on}  {apart(item.title or item.address or '')}")
        print(count("feed.n_items", len(tried.feed.items), tongue()))
        return 0
    open_intake(desk)
    host = address.split("//", 1)[-1].split("/", 1)[0]
    new = NewFeed(name or host, address, kind, outlet or None, every_minutes=every, pages=not no_pages,
                  pattern=pattern or None)  # fmt: skip
    print(say("feed.cli.set", tongue(), feed=set_feed(desk, new, allowed=allowed_inside())))
    return 0


@app.command("list", help=help_of("feed.cli.list"))
@at_desk
def list_(
    desk: Desk,
    json: Json = False,
) -> None:
    open_intake(desk)
    told = feeds(desk)
    zone = ZoneInfo(case_head(desk, tongue()).zone)
    if json:
        as_json(told)
        return
    if told.stopped:
        print(say("outgoing.all_stopped", tongue()))
    if not told.feeds:
        print(say("feed.none", tongue()))
    for line in told.feeds:
        print(_line(line, zone))


def _line(line: FeedLine, zone: ZoneInfo) -> str:
    dot = say("figure.dot", tongue())
    told = [apart(line.name), say(f"feed.state.{line.state}", tongue())]
    if line.last_at:
        told.append(f"{say('feed.last_at', tongue())} {instant(line.last_at, tongue(), zone=zone)}")
    told += [count("feed.n_taken", line.taken, tongue()), count("feed.n_archived", line.archived, tongue())]
    trouble = f"\n    {why(line.error, line.host, line.status)}" if line.error else ""
    return f"{line.feed}  {dot.join(told)}\n    {line.address}{trouble}"


@app.command(help=help_of("feed.cli.ask"))
@at_desk
def ask(
    desk: Desk,
    feed: Annotated[str, typer.Argument(metavar="FEED", help=help_of("feed.cli.feed"))] = "",
) -> int:
    open_intake(desk)
    desk.require("ask_feed")
    courtesy, tries = Courtesy(allowed=allowed_inside()), Tries()
    with alone(desk.home, courtesy, wait=True):  # what the room has asked meanwhile is due no more
        failed = _ask_all(desk, feed, courtesy, tries)
    return 1 if failed else 0


def _ask_all(desk: Desk, feed: str, courtesy: Courtesy, tries: Tries) -> int:
    """Asks one feed or all that are due; gives how many failed."""
    failed = 0
    with desk.hold():
        stand = desk.fold(INTAKE).feeds.values()
        wanted = [feed_of(desk, feed)] if feed else [f for f in stand if is_due(f, desk.now())]
    for one in wanted:
        told = ask_feed(desk, one, courtesy, random.SystemRandom(), tries, by=desk.reader)
        write(desk, told)
        went = {where: sum(i.where == where for i in told.items) for where in ("press", "archive", "known")}
        outcome = say(f"feed.outcome.{told.outcome}", tongue())
        if told.error:
            outcome += f". {why(told.error, urlsplit(one.address).netloc, told.status)}"
        failed += told.outcome in ("failed", "unreachable")
        print(say("feed.cli.asked", tongue(), feed=one.feed, outcome=outcome, taken=went["press"],
                  archived=went["archive"], known=went["known"]))  # fmt: skip
    return failed


def why(code: str, host: str, status: int | None) -> str:
    """What went wrong with an asking, said of its code: the values of that moment were not kept."""
    key = f"feed.error.{code.partition('.')[2]}"
    return say(key if has(key, tongue()) else "feed.error.other", tongue(), host=host, status=status or "")


@app.command(help=help_of("feed.cli.pause"))
@at_desk
def pause(
    desk: Desk,
    feed: Name,
    resume: Annotated[bool, typer.Option("--resume", help=help_of("feed.cli.resume"))] = False,
) -> None:
    open_intake(desk)
    resume_feed(desk, feed) if resume else pause_feed(desk, feed)
    state = say("feed.state.waiting" if resume else "feed.state.paused", tongue())
    print(say("feed.cli.turned", tongue(), feed=feed, state=state))


@app.command(help=help_of("feed.cli.drop"))
@at_desk
def drop(
    desk: Desk,
    feed: Name,
) -> None:
    open_intake(desk)
    drop_feed(desk, feed)
    print(say("feed.cli.turned", tongue(), feed=feed, state=say("feed.cli.dropped", tongue())))
