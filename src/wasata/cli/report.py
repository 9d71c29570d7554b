"""`wasata report`: reports into the press, and out to the terminal.

Duty: `add` takes in files, folders or standard input and reads them; `fetch` what stands at an address; `list` shows or
searches the press; `show` one report with its marks. A file that is refused does not keep the others out, and the exit code
says that one was.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from wasata.cli.archive import archive
from wasata.cli.at_desk import Json, apart, as_json, at_desk, heading, who_shown
from wasata.cli.days import Since, Until, day_of, span_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk.access import Desk
from wasata.desk.archive import Filing, file_reports, why_of
from wasata.desk.coming import as_new, zone_of_case
from wasata.desk.doubt import doubts
from wasata.desk.outgoing import fetch_page
from wasata.desk.put_away import call_back, put_away
from wasata.desk.report import MarkLine, NewReport, PressLine, ReportPage, Run, Taken, press_list, report_page
from wasata.desk.rereading import changed, read_many_again, second_looks
from wasata.desk.taking import reports_of, take_in_reports
from wasata.errors import ReportBlank, WasataError
from wasata.listen import intake
from wasata.listen.addresses import allowed_inside, masked
from wasata.words import count, day, number, say, tell

app = typer.Typer(add_completion=False, help=help_of("report.help"), no_args_is_help=True)
app.command("archive", help=help_of("archive.help.archive"))(archive)


@app.command(help=help_of("report.help.add"))
@at_desk
def add(
    desk: Desk,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help=help_of("report.option.paths"))],
    outlet: Annotated[str, typer.Option("--outlet", help=help_of("report.option.outlet"))] = "",
    published: Annotated[str, typer.Option("--published", help=help_of("report.option.published"))] = "",
    sort: Annotated[bool, typer.Option("--sort", help=help_of("archive.option.sort"))] = False,
) -> int:
    refused = 0
    taken = 0
    put_away = 0
    on = day_of(desk, published)
    waiting: list[intake.Incoming] = []
    zone = zone_of_case(desk)

    def coming() -> Iterator[NewReport]:
        nonlocal refused
        for came in intake.take_in(paths):
            if isinstance(came, intake.Refusal):
                refused += not came.note
                _tell_refused(came.where, came.error, note=came.note)
                continue
            waiting.append(came)
            new = as_new(came, "command", zone, outlet=outlet or None, published=on)
            yield replace(new, file_name=named(came.where, paths))

    for result in file_reports(desk, coming()) if sort else take_in_reports(desk, coming()):
        came = waiting.pop(0)
        title = apart(came.title or came.text.strip().partition("\n")[0][:80])
        if isinstance(result, Filing):
            put_away += result.where == "archive"
            taken += result.where == "press"
            refused += result.where == "known"
            key = "archive.kept" if result.where == "archive" else "report.taken"
            known = result.where == "known"
            print(say(result.why if known else key, tongue(), report=result.report, title=title, names="", words=""))
            if result.why == why_of("not_yours"):
                print("    " + say(result.why, tongue()))
        elif isinstance(result, Taken):
            taken += 1
            print(say("report.taken", tongue(), report=result.report, title=title))
        else:
            refused += 1
            _tell_refused(came.where, result)
    print(count("report.n_taken", taken, tongue()))
    if put_away:
        print(count("archive.n_kept", put_away, tongue()))
    if refused:
        print(count("report.n_refused", refused, tongue()))
    return 1 if refused or not (taken or put_away) else 0


def named(where: str, paths: list[str]) -> str:
    """A file as the record keeps it: from what was named on. The folders above it are this machine's, and nobody's to read."""
    for path in map(Path, paths):
        if where == str(path) or where.startswith(tuple(f"{path}{then}" for then in "/#:")):
            return path.absolute().name + where[len(str(path)) :]
    return where


def _tell_refused(where: str, error: WasataError, *, note: bool = False) -> None:
    what, move = tell(error, tongue())
    if note:
        typer.echo(what, err=True)
        return
    typer.echo(say("report.refused", tongue(), where=where, why=what), err=True)
    typer.echo(move, err=True)


@app.command(help=help_of("outgoing.cli.fetch"))
@at_desk
def fetch(
    desk: Desk,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help=help_of("outgoing.cli.address"))],
) -> int:
    got = fetch_page(desk, address, allowed=allowed_inside())
    for new, filing in got.filed:
        if isinstance(filing, ReportBlank):
            _tell_refused(masked(got.final), filing)
            continue
        where = say(f"outgoing.where.{filing.where}", tongue())
        title = apart(new.title or new.text.strip().partition("\n")[0][:80])
        print(say("outgoing.cli.filed", tongue(), report=filing.report, where=where, title=title))
    return 0


@app.command("list", help=help_of("report.help.list"))
@at_desk
def list_(
    desk: Desk,
    query: Annotated[str, typer.Option("--search", "-s", help=help_of("report.option.query"))] = "",
    since: Since = "",
    until: Until = "",
    page: Annotated[int, typer.Option("--page", min=1, help=help_of("report.option.page"))] = 1,
    json: Json = False,
) -> None:
    first, last = span_of(desk, since, until)
    found = press_list(desk, tongue(), query=query, page=page, first=first, last=last)
    if json:
        as_json(found)
        return
    for line in found.lines:
        print(_line(line))
    for hit in found.hits:
        print(f"{_line(hit.line)}  ({count('report.places', hit.places, tongue())})")
        for piece in hit.pieces:
            print("    " + apart("".join(_hit(run) for run in piece).replace("\n", " ")))
    pages = say("report.page_of", tongue(), page=found.page, pages=found.pages)
    print(count("report.n_found", found.total, tongue()) + say("figure.dot", tongue()) + pages)


def _hit(run: Run) -> str:
    return f"[{run.text}]" if run.hit else run.text


def _line(line: PressLine) -> str:
    on = day(line.published, tongue()) if line.published else say("report.undated", tongue())
    dot = say("figure.dot", tongue())
    told = [line.report, on, apart(line.title), *([apart(line.outlet)] if line.outlet else [])]
    if line.away:
        told.append(say("putaway.mark", tongue()))
    if line.relation and line.of:
        told.append(f"{say(f'report.relation.{line.relation}', tongue())} {line.of}")
    if line.later and line.by:
        told.append(f"{say(f'report.relation_later.{line.later}', tongue())} {line.by}")
    return dot.join(told)


@app.command(help=help_of("report.help.show"))
@at_desk
def show(
    desk: Desk,
    report: Annotated[str, typer.Argument(metavar="REPORT", help=help_of("report.argument"))],
    json: Json = False,
) -> None:
    told = report_page(desk, report, tongue())
    if json:
        as_json(told)
    else:
        _print(told)


def _print(told: ReportPage) -> None:
    print(_line(told.line))
    for a in told.away:
        print(f"  {say('putaway.by', tongue(), who=a.by)}: {apart(a.reason)}")
        if a.back_by:
            print(f"  {say('putaway.by_back', tongue(), who=a.back_by)}")
    for r in told.relations:
        key = f"report.relation_later.{r.relation}" if r.later else f"report.relation.{r.relation}"
        print(f"  {say(key, tongue())} {r.report}: {apart(r.title)}")
    print()
    for paragraph in told.paragraphs:
        print(apart("".join(run.text for run in paragraph)))
        print()
    for group in ("statements", "figures", "dates", "events"):
        marks = [m for m in told.marks if m.group == group]
        if marks:
            heading(f"{say(f'report.group.{group}', tongue())} ({len(marks)})")
            for mark in marks:
                print(_mark(mark))


def _mark(mark: MarkLine) -> str:
    dot = say("figure.dot", tongue())
    told = [apart(mark.what)]
    if mark.who:
        told.append(who_shown(mark.who))
    if mark.via:
        told.append(apart(mark.via))
    told += [f"{label}: {apart(value)}" for label, value in mark.parts]
    if mark.certainty != "explicit":
        told.append(say(f"pace.certainty.{mark.certainty}", tongue()))
    if mark.struck:
        told.append(say("report.struck", tongue()))
    told += [f"{say(f'hand.act.{h.act}', tongue())} {say('hand.by', tongue(), who=apart(h.by))}" for h in mark.hands]
    if mark.was:
        told.append(f"{say('hand.reader_said', tongue())} {apart(mark.was)}")
    words = " ".join(mark.words.split())
    return f"  {mark.id:<4} {dot.join(told)}\n       {apart(words)}  [{mark.rule}]"


@app.command(help=help_of("putaway.help.away"))
@at_desk
def away(
    desk: Desk,
    report: Annotated[str, typer.Argument(metavar="REPORT", help=help_of("report.argument"))],
    why: Annotated[str, typer.Option("--why", help=help_of("putaway.option.why"))] = "",
    back: Annotated[bool, typer.Option("--back", help=help_of("putaway.option.back"))] = False,
) -> None:
    if back:
        call_back(desk, report, why)
    else:
        put_away(desk, report, why)
    print(say("putaway.done_back" if back else "putaway.done", tongue(), report=report))


@app.command(help=help_of("report.help.marks"))
@at_desk
def marks(
    desk: Desk,
    report: Annotated[str, typer.Argument(metavar="[REPORT]", help=help_of("report.argument"))] = "",
    doubt: Annotated[bool, typer.Option("--doubt", help=help_of("report.option.doubt"))] = False,
    page: Annotated[int, typer.Option("--page", min=1, help=help_of("report.option.page"))] = 1,
    json: Json = False,
) -> None:
    if report and not doubt:
        told = report_page(desk, report, tongue())
        if json:
            as_json(told.marks)
        else:
            for mark in told.marks:
                print(_mark(mark))
        return
    if report:
        report_page(desk, report, tongue())  # a name that is none is refused, and not an empty list
    found = doubts(desk, tongue(), report=report or None, page=page)
    if json:
        as_json(found)
        return
    for d in found.marks:
        sure = number(d.mark.sure, tongue()) + "%" if d.mark.sure is not None else say("hand.sure.unsaid", tongue())
        print(f"{d.report}  {sure}")
        print(_mark(d.mark))
    looked, total = number(found.looked, tongue()), number(found.total, tongue())
    print(say("hand.progress", tongue(), looked=looked, total=total))


@app.command("read-again", help=help_of("report.help.read_again"))
@at_desk
def read_again(
    desk: Desk,
    reports: Annotated[list[str] | None, typer.Argument(metavar="[REPORT]...", help=help_of("report.argument"))] = None,
    everything: Annotated[bool, typer.Option("--all", help=help_of("report.option.all"))] = False,
) -> None:
    names = tuple(reports) if reports else reports_of(desk) if everything else None
    before, n = changed(desk, tongue(), per_page=0, read_only=True).total, 0
    for p in read_many_again(desk, names):
        n = p.done
        if sys.stderr.isatty():
            print(f"\r{p.done}/{p.total}", end="" if p.done < p.total else "\n", file=sys.stderr, flush=True)
    after, second = (
        changed(desk, tongue(), per_page=0, read_only=True).total,
        second_looks(desk, tongue(), per_page=0).total,
    )
    print(count("rereading.ended", n, tongue()))
    print(count("rereading.n_changed", after - before, tongue()))
    if second:
        print(count("hand.n_second", second, tongue()))
