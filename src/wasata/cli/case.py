"""`wasata case`: the cases of a home.

Duty: `sample` makes a sample case, `open` a new one, `admit` lets a reader in, `list` and `show` tell what stands, `readers`
who reads what, `roster` prints who is who in a case or sets it from a table.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from wasata.cli.at_desk import (
    CaseName,
    HomePath,
    Json,
    Lang,
    Reader,
    apart,
    as_json,
    at_desk,
    open_desk,
    open_home,
    tell_invented,
)
from wasata.cli.tongue import help_of, tongue
from wasata.desk import case as cases
from wasata.desk import rereading, taking
from wasata.desk.access import Desk, ReaderLine, admit_reader, keep_snapshots, readers
from wasata.desk.record import log_name
from wasata.desk.sign_in import take_off
from wasata.desk.told_beside import marked_table
from wasata.errors import AccessWrong, CaseEmpty, CaseNone
from wasata.listen.roster import as_table, roster_from
from wasata.record.home import Home
from wasata.record.kinds.access import Role
from wasata.words import Key, count, instant, say, tell

app = typer.Typer(add_completion=False, help=help_of("case.help"), no_args_is_help=True)


@app.command(help=help_of("case.help.sample"))
def sample(
    invented: Annotated[bool, typer.Option("--invented", help=help_of("case.option.invented"))] = False,
    home: HomePath = None,
    lang: Lang = "",  # noqa: ARG001 (`tongue` has taken it)
) -> None:
    from wasata.desk import sample as doha  # its texts load only when the sample is made
    from wasata.desk import sample_talks

    with open_home(home, create=True) as house:
        name = sample_talks.name() if invented else str(doha.told_case()["case"])
        standing = sample_talks.standing(house) if invented else doha.standing(house)
        if standing == "whole":
            print(say("case.sample_stands", tongue(), case=name))
            return
        if standing != "none":
            print(say("case.sample_goes_on", tongue(), case=name), flush=True)
        (sample_talks if invented else doha).make(house)
        keep_snapshots(house)
        _tell_made(cases.any_lead(house, name), name, house)


@app.command("open", help=help_of("case.help.open"))
def open_(
    name: Annotated[str, typer.Argument(metavar="CASE", help=help_of("case.argument"))],
    ar: Annotated[str, typer.Option("--ar", help=help_of("case.option.ar"))],
    en: Annotated[str, typer.Option("--en", help=help_of("case.option.en"))],
    period_ar: Annotated[str, typer.Option("--period-ar", help=help_of("case.option.period_ar"))] = "",
    period_en: Annotated[str, typer.Option("--period-en", help=help_of("case.option.period_en"))] = "",
    lead: Annotated[str, typer.Option("--lead", help=help_of("case.option.lead"))] = "",
    party: Annotated[list[str] | None, typer.Option("--party", help=help_of("case.option.party"))] = None,
    mediator: Annotated[list[str] | None, typer.Option("--mediator", help=help_of("case.option.mediator"))] = None,
    word: Annotated[list[str] | None, typer.Option("--word", help=help_of("archive.option.word"))] = None,
    zone: Annotated[str, typer.Option("--zone", help=help_of("case.option.zone"))] = "UTC",
    public: Annotated[bool, typer.Option("--public", help=help_of("case.option.public"))] = False,
    home: HomePath = None,
    lang: Lang = "",  # noqa: ARG001 (`tongue` has taken it)
) -> None:
    who = lead or os.environ.get("USER") or "lead"
    with open_home(home, create=True) as house:
        cases.open_case(
            house, name, names={"ar": ar, "en": en}, period={"ar": period_ar, "en": period_en}, lead=who,
            parties=party or (), mediators=mediator or (), words=word or (), zone=zone, public_only=public,
        )  # fmt: skip
        _tell_made(who, name, house)


def _tell_made(reader: str, name: str, house: Home) -> None:
    desk = Desk.open(house, name, reader)
    tell_invented(desk)
    head = cases.case_head(desk, tongue())
    print(say("case.made", tongue(), case=name, name=head.name))


@app.command("list", help=help_of("case.help.list"))
def list_(home: HomePath = None, json: Json = False, lang: Lang = "") -> None:  # noqa: ARG001
    with open_home(home) as house:
        empty = [name for name in house.cases() if cases.never_opened(house, name)]
        cards = [
            card
            for name in house.cases()
            if name not in empty
            for card in cases.cases(house, cases.any_lead(house, name), tongue())
            if card.case == name
        ]
        for name in empty:
            print(*tell(CaseEmpty(case=name), tongue()), file=sys.stderr)
        if json:
            as_json(cards)
            return
        if not cards and not empty:
            raise CaseNone(home=str(house.path))
        for card in cards:
            dot = say("figure.dot", tongue())
            told = [apart(card.name), card.period, count("case.reports", card.reports, tongue())]
            mark = f"  [{cases.INVENTED}]" if card.invented else ""
            print(f"{card.case}  " + dot.join(t for t in told if t) + mark)


@app.command(help=help_of("case.help.show"))
def show(
    home: HomePath = None, case: CaseName = "", reader: Reader = "", json: Json = False, lang: Lang = ""  # noqa: ARG001
) -> None:  # fmt: skip
    with open_desk(home, case, reader) as desk:
        head = cases.case_head(desk, tongue())
        if json:
            as_json(head)
            return
        names = cases.names_for(desk, tongue())
        comma = say("report.comma", tongue())
        kinds = [say(f"case.{k}", tongue()) for k in ("sample", "public_only", "invented") if getattr(head, k)]
        rows = [
            ("case.period", head.period),
            ("case.as_of", instant(head.as_of, tongue(), zone=cases.zone_of(head))),
            ("case.role", say(f"access.role.{head.role}", tongue())),
            ("case.logs", comma.join(log_name(log, tongue()) for log in head.logs)),
            ("case.parties", comma.join(f"{names.of(p) or p} ({s})" for p, s in head.signs)),
        ]
        print(f"{head.case}  {apart(head.name)}" + (f"  [{comma.join(kinds)}]" if kinds else ""))
        for key, value in rows:
            if value:
                print(f"  {say(key, tongue())}: {value}")


@app.command(help=help_of("case.help.admit"))
@at_desk
def admit(
    desk: Desk,
    name: Annotated[str, typer.Argument(metavar="NAME", help=help_of("case.argument.name"))],
    role: Annotated[str, typer.Option("--role", help=help_of("case.option.role"))],
) -> None:
    if any(line.reader == name for line in readers(desk)):
        raise AccessWrong(why=Key("access.why.admitted"), value=name)
    admit_reader(desk, name, cast("Role", role))  # any other is refused there, in words
    (admitted,) = (line for line in readers(desk) if line.reader == name)
    told = say(f"access.role.{role}", tongue())
    print(say("case.admitted", tongue(), name=name, role=told, logs=_logs(admitted)))


@app.command("take-off", help=help_of("readers.help.take_off"))
@at_desk
def take_off_(
    desk: Desk, name: Annotated[str, typer.Argument(metavar="NAME", help=help_of("case.argument.name"))]
) -> None:
    take_off(desk, name)
    print(say("readers.taken_off", tongue(), name=name))


@app.command("readers", help=help_of("case.help.readers"))
def readers_(
    home: HomePath = None, case: CaseName = "", reader: Reader = "", json: Json = False, lang: Lang = ""  # noqa: ARG001
) -> None:  # fmt: skip
    with open_desk(home, case, reader) as desk:
        lines = readers(desk)
        if json:
            as_json(lines)
            return
        for line in lines:
            print(f"{line.reader:<16} {say(f'access.role.{line.role}', tongue())}: {_logs(line)}")


def _logs(line: ReaderLine) -> str:
    """The logs a reader holds, in words."""
    return say("report.comma", tongue()).join(log_name(log, tongue()) for log, _write, _until in line.logs)


@app.command(help=help_of("case.help.roster"))
def roster(
    table: Annotated[Path | None, typer.Option("--set", metavar="FILE", help=help_of("case.option.roster"))] = None,
    again: Annotated[bool, typer.Option("--read-again", help=help_of("case.option.read_again"))] = False,
    home: HomePath = None, case: CaseName = "", reader: Reader = "", lang: Lang = "",  # noqa: ARG001
) -> None:  # fmt: skip
    with open_desk(home, case, reader) as desk:
        if table is not None:
            given = roster_from(table)
            taking.set_roster(desk, given)
            print(count("case.roster_set", len(given.entries), tongue()))
        elif not again:
            sys.stdout.write(marked_table(desk, as_table(taking.roster_of(desk))))
        if again:
            names = taking.reports_of(desk)
            for p in rereading.read_many_again(desk, names):
                if sys.stderr.isatty():
                    print(f"\r{p.done}/{p.total}", end="" if p.done < p.total else "\n", file=sys.stderr, flush=True)
            print(count("case.read_again", len(names), tongue()))
