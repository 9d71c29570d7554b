"""`wasata room`: sets up what is missing, opens the room, says where it is.

Danger: a room that others on the net can reach with a sample in it; two rooms on one home; a person left without a
word while something is being made.
Duty: home, keys, tables, static files, sample case, sign-ins, a folder of reports if asked; the lock; then the server.
Shape: the steps in order, each said in words. Only this module starts the web.
"""

import logging
import multiprocessing
import os
import secrets
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wasata import words
from wasata.cli import upgrade
from wasata.cli.tongue import help_of, tongue
from wasata.desk.access import Desk, keep_snapshots, readers
from wasata.desk.carried import carried, expire
from wasata.desk.case import any_lead, is_sample, never_opened
from wasata.desk.letter import LONGEST_HOLD, SHORTEST_HOLD, hold_set
from wasata.desk.line import channel_head
from wasata.desk.sign_in import note_given_by_keeper
from wasata.errors import AnswerRefused, AskedWrongly, CaseEmpty, OutgoingError, WasataError
from wasata.listen.fetching import fetch
from wasata.record.clock import is_set_by_another, judge, last_recorded
from wasata.record.home import Home, database
from wasata.room import between, gate, opening
from wasata.room.invitation import Invitations
from wasata.words import Key

if TYPE_CHECKING:
    from wasata.room.certificate import Sealing

app = typer.Typer(add_completion=False, help=help_of("room.cli.help"))


def _say(key: str, **values: object) -> None:
    print(words.say(key, tongue(), **values), flush=True)


@app.command(help=help_of("room.cli.help"))
def room(
    port: Annotated[int, typer.Option(min=0, max=65535, help=help_of("room.cli.port"))] = 8111,
    host: Annotated[str, typer.Option(help=help_of("room.cli.host"))] = "127.0.0.1",
    origin: Annotated[str, typer.Option(help=help_of("room.cli.origin"))] = "",
    reports: Annotated[Path | None, typer.Option(help=help_of("room.cli.reports"))] = None,
    case: Annotated[str, typer.Option(help=help_of("room.cli.case"))] = "",
    new_passwords: Annotated[bool, typer.Option("--new-passwords", help=help_of("room.cli.new_passwords"))] = False,
    person: Annotated[list[str] | None, typer.Option(help=help_of("room.cli.person"))] = None,
    certificate: Annotated[Path | None, typer.Option(help=help_of("room.cli.certificate"))] = None,
    certificate_key: Annotated[Path | None, typer.Option(help=help_of("room.cli.certificate_key"))] = None,
    clock_is_right: Annotated[bool, typer.Option("--clock-is-right", help=help_of("room.cli.clock_is_right"))] = False,
    processes: Annotated[int, typer.Option(min=1, max=32, help=help_of("serving.processes"))] = 1,
    second_factor: Annotated[bool, typer.Option("--second-factor", help=help_of("factor.cli"))] = False,
    lang: Annotated[str, typer.Option(help=help_of("room.cli.lang"))] = "",  # noqa: ARG001 (`tongue` has taken it)
) -> None:
    opening.ask_parts()
    _ask_hold()
    if second_factor:
        os.environ["WASATA_SECOND_FACTOR"] = "always"  # also for the process that serves
    sealing = _sealing(certificate, certificate_key, origin)
    path = Path(os.environ.get("WASATA_HOME", "var")).absolute()
    _say("room.start.home", path=str(path))
    if (path / "home.json").exists() and upgrade.old_parts(path):
        upgrade.bring_up(path)
    home = _home(path)
    with home.serve():
        _ask_clock(home, anyway=clock_is_right)
        if sealing and sealing.standing.is_due(home.now()):
            _say("certificate.due", at=sealing.standing.ends)
        for case_there in home.cases():
            expire(home, case_there, home.now())
        port = opening.ask_port("127.0.0.1" if host == "localhost" else host, port)
        origin = origin or f"{'https' if sealing else 'http'}://localhost:{port}"
        _set_up(home, path, origin)
        _refuse_open_sample(home, host)
        if host not in opening.LOOPBACK and not origin.startswith("https://"):
            raise opening.OriginNeeded(host=host)
        _people(home, path, new_passwords=new_passwords, named=person or [])
        if reports is not None:
            _take_in(home, reports, case)
        home.close()
        opening.let_go()
        _serve(host, port, origin, processes, sealing)
    _say("room.start.closed")


def _sealing(certificate: Path | None, key: Path | None, origin: str) -> "Sealing | None":
    """What the line to browsers is sealed with; None where another does it, or nobody but this machine asks."""
    if certificate is None or key is None:
        if certificate is not key:
            raise AskedWrongly(why=Key("room.why.certificate"), command="wasata room")
        return None
    if origin and not origin.startswith("https://"):
        raise AskedWrongly(why=Key("room.why.origin_sealed"), command="wasata room")
    from wasata.room import certificate as certificates  # not for whoever serves his own machine

    return certificates.line(certificate, key)


def _ask_clock(home: Home, *, anyway: bool) -> None:
    """Nothing is recorded by a clock that went back; that nobody sets it is told."""
    cases = (case for case in home.cases() if not is_sample(home, case))
    told = judge(home.now(), last_recorded(home, cases), is_set_by_another())
    if told.is_wrong and not anyway:
        raise opening.ClockWrong(now=told.now, last=told.last or told.now)
    if told.is_set is False and Invitations(home.path).in_earnest:
        _say("clock.not_set")


def _ask_hold() -> None:
    """A setting that cannot be one is named here; nobody is to believe that letters wait as he set it."""
    told = os.environ.get("WASATA_HOLD_SECONDS", "")
    if told and hold_set(told) is None:
        shortest, longest = (str(hold // timedelta(seconds=1)) for hold in (SHORTEST_HOLD, LONGEST_HOLD))
        raise opening.HoldWrong(value=told, shortest=shortest, longest=longest)


def _set_up(home: Home, path: Path, origin: str) -> None:
    opening.prepare(path, origin)
    opening.make_tables(path)
    if opening.gather_static(path):
        _say("room.start.static")
    _finish_sample(home)


def _home(path: Path) -> Home:
    """The home, whole or not at all: a new one is made beside its place, sample and all, and moved there when done."""
    if (path / "home.json").exists() or (path.exists() and any(path.iterdir())):  # `_finish_sample` sees to the sample
        return Home.create(path, dsn=database())
    making = path.with_name(f".{path.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        with Home.create(making, dsn=database()) as home:
            _make_sample(home)
            _make_invented(home)
        making.rename(path)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return Home.open(path, dsn=database())


def _finish_sample(home: Home) -> None:
    """Makes the samples in a home that holds no other case, and goes on with one that was broken off.

    One that was broken off before its first entry is left where other cases stand: a real room must not find one in it.
    """
    from wasata.desk import sample, sample_talks  # as below

    if any(carried(home, name) for name in home.cases()):
        return  # a laptop is for what it carries, which may be called as a sample is
    if Invitations(home.path).in_earnest:
        return
    names = {str(sample.told_case()["case"]), sample_talks.name()}
    for name, standing, made in (
        (str(sample.told_case()["case"]), sample.standing(home), _make_sample),
        (sample_talks.name(), sample_talks.standing(home), _make_invented),
    ):
        if standing == "begun" or (standing != "whole" and set(home.cases()) <= names):
            if standing != "none":
                _say("case.sample_goes_on", case=name)
            made(home)


def _make_sample(home: Home) -> None:
    from wasata.desk import sample  # its texts load only when the sample is made

    _say("room.start.sample")
    sample.make(home)


def _make_invented(home: Home) -> None:
    from wasata.desk import sample_talks  # its texts load only when the sample is made

    _say("room.start.invented")
    sample_talks.make(home)


def _lead_of(home: Home, case: str) -> Desk:
    """The desk of the case's first lead: whose acts the machine's keeper does at the terminal."""
    return Desk.open(home, case, any_lead(home, case))


def _sample_cases(home: Home) -> list[str]:
    return [name for name in home.cases() if is_sample(home, name)]


def _refuse_open_sample(home: Home, host: str) -> None:
    if host not in opening.LOOPBACK:
        for name in _sample_cases(home):
            raise opening.NotLoopback(host=host, case=name)


def _people(home: Home, path: Path, *, new_passwords: bool, named: list[str]) -> None:
    """Prints each reader's one-time password, once. In a home in earnest a lead gives them, on the page of readers: here only for
    whom one is asked by name, and the cases he reads are told."""
    earnest = Invitations(path).in_earnest
    roles: dict[str, str] = {}
    for name in home.cases():
        if never_opened(home, name):
            print("  " + " ".join(words.tell(CaseEmpty(case=name), tongue())), file=sys.stderr, flush=True)
            continue
        for line in readers(_lead_of(home, name)):
            roles.setdefault(line.reader, line.role)
    for name in named:
        if name not in roles:
            raise opening.NoSuchReader(reader=name)
    given = opening.give_sign_ins(
        path, () if earnest else roles, anew=(*(roles if new_passwords else ()), *named), lang=tongue(),
        before=lambda name, again: note_given_by_keeper(home, name, again=again),
    )  # fmt: skip
    if not given and earnest:
        _say("room.start.in_earnest")
        return
    if not given:
        _say("room.start.people_stand", wasata=sys.argv[0])
        return
    _say("room.start.people")
    lang, beside = tongue(), places(home)
    for name, password in given.items():
        role = words.say(f"room.role.{roles[name]}", lang)
        print(f"  {name:<14} {password}   {' · '.join((role, *beside.get(name, ())))}", flush=True)
    _say("room.start.people_once", wasata=sys.argv[0])


def places(home: Home) -> dict[str, list[str]]:
    """For which sample each reader is there, and on which lines of it. Of a case of one's own nothing is told here."""
    found: dict[str, list[str]] = {}
    lang = tongue()
    for case in _sample_cases(home):
        desk = _lead_of(home, case)
        for reader in readers(desk):
            lines = [log.removeprefix("channel/") for log, _, _ in reader.logs if log.startswith("channel/")]
            named = words.say("room.list_comma", lang).join(desk.fold(channel_head(x))["names"][lang] for x in lines)
            named = words.say("room.start.every_line", lang) if lines and reader.role == "lead" else named
            found.setdefault(reader.reader, []).append(f"{case} ({named})" if named else case)
    return found


def _take_in(home: Home, folder: Path, case: str) -> None:
    """Takes a folder of reports into a case, telling how far it is."""
    from wasata.desk.taking import NewReport, Taken, take_in_reports  # the reader's tables load only when needed
    from wasata.errors import ReportKnown
    from wasata.listen import intake
    from wasata.values import OUTLET_KINDS

    desk = _lead_of(home, case or next((n for n in home.cases() if not never_opened(home, n)), home.cases()[0]))
    _say("room.start.reports", path=str(folder), case=desk.case)
    refused = 0

    def complain(error: WasataError, note: bool = False) -> None:
        nonlocal refused
        refused += not note
        print("  " + " ".join(words.tell(error, tongue())), file=sys.stderr, flush=True)

    def coming() -> Iterator[NewReport]:
        for found in intake.take_in([folder]):
            if isinstance(found, intake.Refusal):
                complain(found.error, note=found.note)
                continue
            kind: Any = found.outlet_kind if found.outlet_kind in OUTLET_KINDS else "unknown"
            yield NewReport(found.text, found.lang, found.title, found.outlet, kind, found.url, found.published,
                            came_by="command", file_name=Path(found.where).name)  # fmt: skip

    taken = known = 0
    told = time.monotonic()
    for became in take_in_reports(desk, coming()):
        if isinstance(became, Taken):
            taken += 1
        elif isinstance(became, ReportKnown):
            known += 1
        else:
            complain(became)
        if time.monotonic() - told > 1:
            told = time.monotonic()
            _say("room.start.reports_at", n=taken + known + refused)
    if taken:
        keep_snapshots(home)
    _say("room.start.reports_done", taken=taken, known=known, refused=refused)


def _serve(host: str, port: int, origin: str, processes: int, sealing: "Sealing | None") -> None:
    """Runs the server until Ctrl-C: the pages in processes of their own, the gate before them in this one."""
    from django.conf import settings  # needs `opening.prepare`
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from wasata.room.serving import Serving  # the server is an extra

    # The server's processes begin afresh: what the set-up folded and read stays behind in this one.
    multiprocessing.set_start_method("spawn", force=True)
    sign = os.environ["WASATA_GATE_SIGN"] = secrets.token_hex(16)
    behind = gate.socket_in(settings.WASATA_HOME / "room")
    if processes > 1:
        _set_between(behind.parent)
    server = Serving(
        "wasata.room.wsgi:application",
        uds=behind,
        uds_permissions=0o600,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(keep_alive=False),  # an answer ends where its connection ends: see room/gate.py
        workers=processes,
        blocking_threads=24,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=settings.LOGGING
        | {"loggers": settings.LOGGING["loggers"] | {"_granian": {}, "granian.access": {}}},
        log_access=False,
        workers_kill_timeout=10,
        say=_say_again,
    )
    # most of its threads wait for the disk and for each other: its advice to keep as few as cores is not for us
    # and that one has ended is said in our own words
    logging.getLogger("_granian").addFilter(lambda line: not any(x in line.getMessage() for x in _NOT_FOR_US))
    at = gate.bind("127.0.0.1" if host == "localhost" else host, port)
    gate.keep_gate(at, behind, settings.WASATA_TICK_MS / 1000, sign, sealing.by if sealing else None)
    threading.Thread(target=_tell_when_up, args=(host, port, origin, sealing), daemon=True).start()
    server.serve()


def _say_again(n: int) -> None:
    with suppress(OSError):  # the terminal it was started from is gone: no reason to end
        _say("serving.again", n=n)


_NOT_FOR_US = ("Python threads", "Unexpected exit", "CPU cores")


def _set_between(folder: Path) -> None:
    """Where the processes of this room find each other, and the word by which they know each other: drawn anew at each start."""
    for left in (*folder.glob("p-*"), *folder.glob("one-*")):
        left.unlink(missing_ok=True)
    os.environ[between.PLACE], os.environ[between.WORD] = str(folder), secrets.token_hex(32)


def _tell_when_up(host: str, port: int, origin: str, sealing: "Sealing | None" = None) -> None:
    """Says where the room is, once it answers there."""
    here = "127.0.0.1" if host in ("0.0.0.0", "localhost") else host  # noqa: S104
    name = f"[{here}]" if ":" in here else here
    how, trust = ("https", sealing.known_by) if sealing else ("http", None)
    for _ in range(300):
        try:
            # the first page also warms what all pages use
            fetch(f"{how}://{name}:{port}/{tongue()}/sign-in/", allowed=[(here.lower(), port)], trust=trust)
        except AnswerRefused:
            _say("room.start.broken")
            return
        except OutgoingError:
            time.sleep(0.1)
        else:
            _say("room.start.open")
            print(f"\n  {origin}\n", flush=True)  # on a line of its own, with no invisible sign in it: it gets copied
            return
