"""`wasata report archive`: what was put away as not about the case, with why; `--call` takes one in."""

from typing import Annotated

import typer

from wasata.cli.at_desk import Json, apart, as_json, at_desk
from wasata.cli.days import Since, Until, span_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk.access import Desk
from wasata.desk.archive import KeptLine, archive_list, call_from_archive, why_of
from wasata.desk.case import names_for
from wasata.words import count, day, say


@at_desk
def archive(
    desk: Desk,
    query: Annotated[str, typer.Option("--search", "-s", help=help_of("report.option.query"))] = "",
    since: Since = "",
    until: Until = "",
    page: Annotated[int, typer.Option("--page", min=1, help=help_of("report.option.page"))] = 1,
    call: Annotated[str, typer.Option("--call", metavar="REPORT", help=help_of("archive.option.call"))] = "",
    json: Json = False,
) -> None:
    if call:
        taken = call_from_archive(desk, call)
        print(say("report.taken", tongue(), report=taken.report, title=call))
        return
    first, last = span_of(desk, since, until)
    found = archive_list(desk, query=query, page=page, first=first, last=last)
    called = names_for(desk, tongue())
    if json:
        as_json(found)
        return
    comma = say("room.list_comma", tongue())
    for line in found.lines:
        names = comma.join(called.of(n) or n for n in line.names)
        print(_line(line))
        print("    " + say(why_of(line.rule), tongue(), names=names, words=""))
    pages = say("report.page_of", tongue(), page=found.page, pages=found.pages)
    print(count("archive.n", found.total, tongue()) + say("figure.dot", tongue()) + pages)


def _line(line: KeptLine) -> str:
    on = day(line.published, tongue()) if line.published else say("report.undated", tongue())
    told = [line.report, on, apart(line.title), *([apart(line.outlet)] if line.outlet else [])]
    if line.in_press:
        told.append(line.in_press)
    return say("figure.dot", tongue()).join(told)
