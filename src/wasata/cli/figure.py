"""`wasata figure`: what is counted, by whom, how far apart.

Duty: without a name, the list of things counted and the figures that disagree; with one, every value and its words.
"""

from typing import Annotated

import typer

from wasata.cli.at_desk import CaseName, HomePath, Json, Lang, Reader, apart, as_json, heading, open_desk, origin_shown
from wasata.cli.tongue import help_of, tongue
from wasata.desk.brief import hour_of
from wasata.desk.case import case_head
from wasata.desk.figure import (
    ConflictSet,
    Correction,
    FigurePage,
    FigurePoint,
    FiguresPage,
    ReadingQuarrel,
    figure_page,
    figures,
)
from wasata.words import count, day, say

app = typer.Typer(add_completion=False, help=help_of("figure.help"))


@app.command(help=help_of("figure.help"))
def figure(
    thing: Annotated[str, typer.Argument(metavar="THING", help=help_of("figure.argument"))] = "",
    at: Annotated[str, typer.Option("--at", help=help_of("figure.option.at"))] = "",
    home: HomePath = None,
    case: CaseName = "",
    reader: Reader = "",
    json: Json = False,
    lang: Lang = "",  # noqa: ARG001 (`tongue` has taken it)
) -> None:
    with open_desk(home, case, reader) as desk:
        hour = hour_of(at, case_head(desk, tongue()).zone) if at else None
        if thing:
            one = figure_page(desk, thing, tongue(), as_of=hour)
            as_json(one) if json else _print_one(one)
        else:
            told = figures(desk, tongue(), as_of=hour)
            as_json(told) if json else _print_all(told)


def _print_all(told: FiguresPage) -> None:
    if not told.things:
        print(say("figure.none", tongue()))
        return
    dot = say("figure.dot", tongue())
    for t in told.things:
        counts = [count("figure.values", t.values, tongue()), count("figure.authors", t.authors, tongue())]
        print(f"{t.key:<28} {dot.join([apart(t.label), *counts])}")
    print_conflicts(told.conflicts)
    print_quarrels(told.quarrels)


def _print_one(told: FigurePage) -> None:
    print(told.thing.label)
    for p in told.values:
        print("  " + _point(p))
        print("      " + apart(" ".join(p.sentence.words.split())))
    if told.earlier:
        print(count("figure.earlier", told.earlier, tongue()))
    print_conflicts(told.conflicts)
    print_quarrels(told.quarrels)


def _point(p: FigurePoint) -> str:
    when = day(p.at, tongue()) if p.at else ""
    if p.undated:
        when = f"{when} ({say('figure.undated', tongue())})".strip()
    told = [when, p.amount.shown, author(p)]
    if p.composition:
        told.append(apart(p.composition))
    if p.holder:
        told.append(apart(p.holder))
    if p.status != "happened":
        told.append(say(f"report.status.{p.status}", tongue()))
    if p.part:
        told.append(say("figure.part", tongue()))
    if p.span:
        told.append(say(f"figure.span.{p.span}", tongue()))
    if p.correction:
        told.append(corrected(p.correction))
    return say("figure.dot", tongue()).join([*told, origin_shown(p.words.origin)])


def corrected(c: Correction) -> str:
    """That a report was corrected since, and what now stands instead of these words, if the correction takes them back."""
    key = "figure.corrected" if c.replaced else "figure.since_corrected"
    on = day(c.on, tongue()) if c.on else ""
    return say(key, tongue(), report=c.by.report, day=on, value=c.shown or "")


def author(p: FigurePoint) -> str:
    """Who gives a value: the one credited, or the outlet where it gives it itself."""
    if p.who.words is None and not p.who.name:
        return say("figure.outlet_says", tongue())
    return apart(p.who.shown)


def print_conflicts(found: tuple[ConflictSet, ...]) -> None:
    """Figures that disagree, each value with all who give it, and how far apart they stand."""
    if not found:
        return
    heading(f"{say('figure.conflicts', tongue())}: {say('figure.side_by_side', tongue())}")
    for c in found:
        when = day(c.last, tongue()) if c.last else ""
        if c.first and c.first != c.last:
            when = say("report.date.interval", tongue(), first=day(c.first, tongue()), last=when)
        print(say("figure.dot", tongue()).join(x for x in (c.label, when) if x))
        for side in c.sides:
            by = say("report.comma", tongue()).join(
                f"{author(p)} [{origin_shown(p.words.origin)}]" for p in side.points
            )
            print(f"    {side.amount.shown}  {by}")
        print(f"    {say('figure.apart', tongue(), n=c.apart_shown)}")


def print_quarrels(found: tuple[ReadingQuarrel, ...]) -> None:
    """Words that can be taken for two numbers."""
    if not found:
        return
    heading(say("figure.quarrels", tongue()))
    for q in found:
        print(f"{apart(q.words.words)}  [{origin_shown(q.words.origin)}]")
        for shown, why, _ in q.readings:
            print(f"    {shown}  {why}")
