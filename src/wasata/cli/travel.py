"""`wasata travel`: a line on a laptop: let go, packed, opened there, reported, taken in, answered, ended.

Danger: a pack or a report left lying where others read it; a password in a history.
Duty: `begin`, `pack`, `take-in`, `look`, `judge`, `follow`, `end` and `show` in the room; `open`, `report` and `answer` on the
laptop.
Shape: files are written for their owner alone, and never over one that stands. Passwords are asked as `own_key.py` does.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from wasata.cli.at_desk import HomePath, Json, Lang, apart, as_json, at_desk, before_showing, home_path, open_home
from wasata.cli.own_key import open_own_key, password_of
from wasata.cli.tongue import help_of, tongue
from wasata.desk import carried, travel_back
from wasata.desk import travel as travels
from wasata.desk.access import Desk
from wasata.desk.coming import zone_of_case
from wasata.desk.travel import TravelLine
from wasata.desk.travel_back import Came
from wasata.desk.travel_pack import person_of
from wasata.desk.voice import author_shown
from wasata.errors import FileUnreadable, KeyNeeded, TravelWrong
from wasata.record import files
from wasata.words import Key, count, instant, say

app = typer.Typer(add_completion=False, help=help_of("travel.cli.help"), no_args_is_help=True)

Line = Annotated[str, typer.Argument(metavar="LINE", help=help_of("line.cli.line"))]
Out = Annotated[Path, typer.Argument(metavar="OUT", help=help_of("travel.cli.out"))]
In = Annotated[Path, typer.Argument(metavar="FILE", help=help_of("travel.cli.file"))]
Named = Annotated[str, typer.Argument(metavar="TRAVEL", help=help_of("travel.cli.named"))]
Aside = Annotated[str, typer.Argument(metavar="ASIDE", help=help_of("travel.cli.aside"))]


def _write(path: Path, content: bytes) -> None:
    before_showing()
    files.write_whole(path, content)


def _free(path: Path) -> None:
    """Refused before anything is done: a pack is made once, and has to have its place."""
    if path.exists() or not path.absolute().parent.is_dir():
        raise TravelWrong(why=Key("travel.why.stands"), value=str(path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(path=str(path), why=type(error).__name__) from None


def _password(person: str) -> str:
    password = password_of(person)
    if password is None:
        raise KeyNeeded(reader=person)
    return password


# in the room


@app.command(help=help_of("travel.cli.help.begin"))
@at_desk
def begin(
    desk: Desk,
    line: Line,
    who: Annotated[str, typer.Argument(metavar="READER", help=help_of("travel.cli.reader"))],
    days: Annotated[int, typer.Option("--days", min=1, max=14, help=help_of("travel.cli.days"))] = 3,
) -> None:
    until = desk.now() + timedelta(days=days)
    named = travels.begin_travel(desk, line, who, until)
    print(named)
    print(say("travel.done.begin", tongue(), reader=author_shown(who, tongue()), until=_hour(desk, until)))


@app.command(help=help_of("travel.cli.help.pack"))
@at_desk
def pack(
    desk: Desk,
    line: Line,
    out: Out,
    attachments: Annotated[bool, typer.Option("--attachments", help=help_of("travel.attachments"))] = False,
) -> None:
    _free(out)
    made = travels.pack(desk, line, _password(desk.reader), attachments=attachments)
    _write(out, made.content)
    print(f"{out}  {made.mark}")
    print(say("travel.done.pack", tongue(), until=_hour(desk, made.until)))


@app.command("take-in", help=help_of("travel.cli.help.take_in"))
@at_desk
def take_in(
    desk: Desk, file: In, answer: Annotated[Path, typer.Option("--answer", help=help_of("travel.cli.answer"))]
) -> None:
    _free(answer)
    open_own_key(desk, needed=True)
    came = travel_back.take_in(desk, _read(file))
    _write(answer, came.answer)
    for sentence in came_in_words(desk, came):
        print(sentence)
    print(say("travel.done.answer", tongue(), path=str(answer)))


def came_in_words(desk: Desk, came: Came) -> list[str]:
    """What became of a report, in sentences."""
    lang, comma = tongue(), say("report.comma", tongue())
    told = [count("travel.n_taken", came.entries, lang)]
    if came.set_aside:
        why = comma.join(say(f"travel.aside.{reason}", lang) for reason in came.why)
        told.append(f"{count('travel.n_aside', came.set_aside, lang)} {why} ({', '.join(came.kinds)})")
    until = _hour(desk, came.until)
    told.append(say("travel.goes_on", lang, until=until) if came.goes_on else say(f"travel.state.{came.how}", lang))
    return told


@app.command(help=help_of("travel.cli.help.show"))
@at_desk
def show(desk: Desk, line: Line, json: Json = False) -> None:
    found = travels.travels(desk, line)
    if json:
        as_json(found)
        return
    for one in found:
        _say(desk, one)
    if not found:
        print(say("travel.none", tongue()))


def _say(desk: Desk, one: TravelLine) -> None:
    lang = tongue()
    dot = say("figure.dot", lang)
    until = say("travel.until", lang, until=_hour(desk, one.until))
    print(dot.join((one.travel, author_shown(one.reader, lang), say(f"travel.state.{one.state}", lang), until)))
    last = _hour(desk, one.last_contact) if one.last_contact else say("travel.no_contact", lang)
    print(f"  {say('travel.last_contact', lang)}: {last}{dot}{count('travel.n_back', one.entries, lang)}")
    for back in one.back:
        done = _hour(desk, back.done_at) if back.done_at else say("travel.back_typed", lang)
        told = (
            f"{say('travel.back_done', lang)}: {done}",
            f"{say('travel.back_taken', lang)}: {_hour(desk, back.taken_at)}",
        )
        print(f"  {dot.join((back.kind, *told))}")
    for aside in one.asides:
        why = say("report.comma", lang).join(say(f"travel.aside.{reason}", lang) for reason in aside.why)
        judged = "waits" if aside.let_in is None else "let_in" if aside.let_in else "kept_out"
        state = say(f"travel.judged.{judged}", lang)
        print(f"  {dot.join((aside.aside, count('travel.n_aside', aside.entries, lang), why, state))}")


@app.command(help=help_of("travel.cli.help.look"))
@at_desk
def look(desk: Desk, line: Line, aside: Aside, json: Json = False) -> None:
    found = travel_back.look_at(desk, line, aside)
    if json:
        as_json(found)
        return
    for act in found:
        print(f"{_hour(desk, act.at)}  {say(f'travel.aside.{act.why}', tongue())}")
        for kind, _, values in act.facts:
            print(f"  {kind}")
            for words in travel_back.words_in(values):
                print(f"    {apart(words)}")
        for kind, at, by, values in act.meanwhile:
            print(f"  {say('travel.meanwhile', tongue())}: {kind}  {author_shown(by, tongue())}  {_hour(desk, at)}")
            for words in travel_back.words_in(values):
                print(f"    {apart(words)}")


@app.command(help=help_of("travel.cli.help.judge"))
@at_desk
def judge(
    desk: Desk,
    line: Line,
    aside: Aside,
    let_in: Annotated[bool, typer.Option("--let-in/--keep-out", help=help_of("travel.cli.let_in"))],
) -> None:
    travel_back.judge(desk, line, aside, let_in)
    print(say(f"travel.judged.{'let_in' if let_in else 'kept_out'}", tongue()))


@app.command(help=help_of("travel.cli.help.follow"))
@at_desk
def follow(desk: Desk, line: Line, aside: Aside) -> None:
    print(count("travel.n_taken", travel_back.follow(desk, line, aside), tongue()))


@app.command(help=help_of("travel.cli.help.end"))
@at_desk
def end(
    desk: Desk, named: Named, how: Annotated[str, typer.Argument(metavar="HOW", help=help_of("travel.cli.how"))]
) -> None:
    travels.end_travel(desk, named, travels.how_of(how))
    print(say(f"travel.done.{how.replace('-', '_')}", tongue()))


def _hour(desk: Desk, at: object) -> str:
    return instant(at, tongue(), zone=zone_of_case(desk))  # type: ignore[arg-type]


# on the laptop


@app.command("open", help=help_of("travel.cli.help.open"))
def open_(
    file: In, home: HomePath = None, lang: Lang = ""  # noqa: ARG001 (`tongue` took it)
) -> None:  # fmt: skip
    packed, path = _read(file), home_path(home)
    found = carried.open_carried(packed, _password(person_of(packed)), path)
    print(say("travel.done.open", tongue(), path=str(path), reader=found.reader, until=instant(found.until, tongue())))
    print(say("travel.done.open_next", tongue()))


@app.command(help=help_of("travel.cli.help.report"))
@at_desk
def report(desk: Desk, out: Out) -> None:
    _free(out)
    open_own_key(desk, needed=True)
    _write(out, carried.report(desk))
    print(say("travel.done.report", tongue(), path=str(out)))


@app.command(help=help_of("travel.cli.help.answer"))
def answer(
    file: In, home: HomePath = None, lang: Lang = ""  # noqa: ARG001 (`tongue` took it)
) -> None:  # fmt: skip
    with open_home(home) as opened:
        case = next((name for name in opened.cases() if carried.carried(opened, name)), "")
        if not case:
            raise TravelWrong(why=Key("travel.why.not_carried"), value=str(opened.path))
        told = carried.answered(opened, case, _read(file))
    if told.goes_on:
        print(say("travel.goes_on", tongue(), until=instant(told.until, tongue())))
    else:
        print(say(f"travel.state.{told.how}", tongue()))
        print(say("travel.done.destroyed", tongue()))
