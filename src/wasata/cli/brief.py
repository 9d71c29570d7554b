"""`wasata brief`: the brief in the terminal, in the language asked for.

Danger: a brief one waits for at every call.
Duty: one brief, printed, well within a second with thousands of reports in the case.
"""

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from wasata.cli.at_desk import (
    CaseName,
    HomePath,
    Json,
    Lang,
    Reader,
    apart,
    as_json,
    heading,
    open_desk,
    origin_shown,
    who_shown,
    worded,
)  # fmt: skip
from wasata.cli.figure import corrected, print_conflicts
from wasata.cli.tongue import help_of, tongue
from wasata.cli.view import tame
from wasata.desk.brief import Brief, Change, Clock, brief, hour_of
from wasata.desk.case import case_head
from wasata.errors import HourWrong
from wasata.words import count, day, instant, number, say

app = typer.Typer(add_completion=False, help=help_of("brief.help"))


@app.command("brief", help=help_of("brief.help"))
def show(
    at: Annotated[str, typer.Option("--at", help=help_of("brief.option.at"))] = "",
    since: Annotated[str, typer.Option("--since", help=help_of("brief.option.since"))] = "",
    by: Annotated[str, typer.Option("--by", help=help_of("brief.option.by"))] = "",
    home: HomePath = None,
    case: CaseName = "",
    reader: Reader = "",
    json: Json = False,
    lang: Lang = "",  # noqa: ARG001 (`tongue` has taken it)
) -> None:
    if by not in ("", "recorded", "published"):
        raise HourWrong(value=by)
    clock: Clock | None = "recorded" if by == "recorded" else "published" if by == "published" else None
    with open_desk(home, case, reader) as desk:
        zone = case_head(desk, tongue()).zone
        told = brief(
            desk, tongue(), as_of=hour_of(at, zone) if at else None, since=hour_of(since, zone) if since else None, by=clock
        )  # fmt: skip
        if json:
            as_json(told)
        else:
            _print(told, ZoneInfo(zone), past=bool(at))


def _print(told: Brief, zone: ZoneInfo, *, past: bool) -> None:
    def hour(at: datetime) -> str:
        return instant(at, tongue(), zone=zone, weekday=True)

    comma = say("report.comma", tongue())
    print(say("brief.title", tongue(), case=told.case_name))
    as_of = say("brief.as_known" if past else "brief.as_of", tongue(), at=hour(told.as_of))
    logs = say("brief.made_from", tongue(), logs=comma.join(say(f"access.log.{log}", tongue()) for log in told.logs))
    print(say("figure.dot", tongue()).join([as_of, count("brief.reports", told.reports, tongue()), logs]))
    if told.note:
        print(worded(told.note.text))
        print(f"  {say('brief.note', tongue(), author=told.note.author, at=hour(told.note.written_at))}")
    _print_truce(told, hour)
    _print_state(told)
    _print_changes(told, hour(told.changes.since))
    if told.conflicts:
        print_conflicts(told.conflicts)
    else:
        heading(say("brief.conflicts", tongue()))
        print(say("brief.no_conflicts", tongue()))
    _print_ahead(told)
    _print_statements(told)
    if told.root:
        print()
        print(say("brief.root", tongue(), at=hour(told.root.noted_at), root=told.root.root))


def _print_truce(told: Brief, hour: object) -> None:
    clock = told.truce
    if clock is None or not callable(hour):
        return
    line = say(f"truce.state.{clock.state}", tongue())
    until = clock.ended if clock.state == "over" else clock.expiry
    if until:
        key = "truce.ended_at" if clock.state == "over" else "truce.until"
        line += " " + say(key, tongue(), at=hour(until))
    print(f"{say('brief.truce', tongue())}: {line}")


def _print_state(told: Brief) -> None:
    heading(f"{say('brief.state', tongue())} ({say('brief.state_note', tongue())})")
    if not told.claims:
        print(say("brief.no_claims", tongue()))
    for c in told.claims:
        state = say(f"pace.state.{c.state}", tongue())
        status = f" ({say(f'report.status.{c.status}', tongue())})" if c.status in ("planned", "possible") else ""
        when = day(c.when, tongue(), year=False) if c.when else ""
        firm = say(f"pace.certainty.{c.certainty}", tongue())
        print(say("figure.dot", tongue()).join(x for x in (when, state + status, who_shown(c.who), firm) if x))
        print(f"    {_said(c.quote.words)}  [{origin_shown(c.quote.origin)}]")
        if c.correction:
            print(f"    {corrected(c.correction)}")


def _print_changes(told: Brief, since: str) -> None:
    heading(say("brief.changes", tongue(), since=since))
    if told.changes.nothing:
        print(say("brief.nothing", tongue()))
        return
    if told.changes.n_reread:
        causes = [
            f"{number(n, tongue())} {say(f'rereading.cause.{cause}', tongue())}" for cause, n in told.changes.reread_by
        ]
        on = count("rereading.on_brief", told.changes.n_reread, tongue())
        print(say("figure.dot", tongue()).join([on, *causes, say("rereading.not_compared", tongue())]))
    groups: list[tuple[Literal["new", "changed", "withdrawn"], tuple[Change, ...], int]] = [
        ("changed", told.changes.changed, told.changes.n_changed),
        ("withdrawn", told.changes.withdrawn, told.changes.n_withdrawn),
        ("new", told.changes.new, told.changes.n_new),
    ]
    for what, shown, n in groups:
        for c in shown:
            head = [
                say(f"brief.change.{what}", tongue()),
                c.label
                + "".join(say("figure.dot", tongue()) + " ".join(filter(None, (b.label, b.value))) for b in c.also),
                who_shown(c.who),
                say(f"brief.why.{c.why}", tongue()),
            ]
            print(say("figure.dot", tongue()).join(head))
            if c.before:
                print(
                    f"    {say('brief.before', tongue(), words=_flat(c.before.words))}  [{origin_shown(c.before.origin)}]"
                )
            if c.after:
                key = "brief.after" if c.before else "brief.said"
                print(f"    {say(key, tongue(), words=_flat(c.after.words))}  [{origin_shown(c.after.origin)}]")
        told_of = sum(1 + len(c.also) for c in shown)
        if n > told_of:
            print(f"  {count('brief.more', n - told_of, tongue())}")


def _print_ahead(told: Brief) -> None:
    heading(say("brief.ahead", tongue()))
    if not told.ahead:
        print(say("brief.no_ahead", tongue()))
    for a in told.ahead:
        when = day(a.first, tongue())
        if a.last != a.first:
            when = say("report.date.interval", tongue(), first=a.first, last=a.last)
        what = say(f"report.event.{a.kind}", tongue()) if a.kind else ""
        print(say("figure.dot", tongue()).join(x for x in (when, what, who_shown(a.who)) if x))
        print(f"    {_said(a.quote.words)}  [{origin_shown(a.quote.origin)}]")


def _print_statements(told: Brief) -> None:
    heading(say("brief.statements", tongue()))
    if not told.statements:
        print(say("brief.no_statements", tongue()))
    for party in told.statements:
        print(apart(party.name))
        for body in party.bodies:
            for s in body.lines:
                when = day(s.when, tongue(), year=False) if s.when else ""
                head = [when, apart(s.who.shown), say(f"report.act.{s.act}", tongue())]
                print("  " + say("figure.dot", tongue()).join(x for x in head if x))
                print(f"      {_said(s.quote.words)}  [{origin_shown(s.quote.origin)}]")
                if s.correction:
                    print(f"      {corrected(s.correction)}")


def _said(words: str) -> str:
    return say("brief.said", tongue(), words=_flat(words))


def _flat(words: str) -> str:
    return tame(" ".join(words.split()))
