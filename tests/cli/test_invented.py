"""Every command on an invented case says once, beside what it prints, that nobody and nothing in it exists; found by asking the
command line itself for every command that takes a case."""

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.cli import main, record
from wasata.cli.tongue import tongue
from wasata.desk.case import INVENTED, open_case
from wasata.desk.line import open_line
from wasata.record.home import Home
from wasata.record.stores.memory import MemoryStore

NAMES = {"ar": "مجلس الساحل", "en": "Coast Council"}
PLACES = {
    "line": "coast", "log": "table", "name": "Name", "days": "3", "thing": "killed", "value": "x", "how": "none",
    "passage": "1", "number": "1", "version": "1", "before": "1", "after": "1", "became": "destroyed",
    "until": "2031-01-01",
}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    now = Clock()
    with Home.create(tmp_path / "home", store=MemoryStore(), now=now) as made:
        lead = open_case(made, "nowhere", names=NAMES, period=NAMES, lead="lead", parties=("israel", "hamas"), zone="UTC",
                         invented=True, lot=lambda _: None, now=now)  # fmt: skip
        open_line(lead, "coast", party="hamas", of="party", names=NAMES, langs=("ar",), media=("call",), officers=())
        open_case(made, "somewhere", names=NAMES, period=NAMES, lead="lead", zone="UTC", lot=lambda _: None, now=now)

        @contextmanager
        def opened(*_: Any, **__: Any) -> Iterator[Home]:
            yield made

        commands()  # every module comes in before anything is put in the place of a name it takes from another
        for name, module in list(sys.modules.items()):
            if name.startswith("wasata.cli.") and hasattr(module, "open_home"):
                monkeypatch.setattr(module, "open_home", opened)
        monkeypatch.setattr(record, "_home", opened)
        monkeypatch.setenv("WASATA_LANG", "en")
        monkeypatch.chdir(tmp_path)
        tongue.cache_clear()
        yield made
        tongue.cache_clear()


def commands() -> list[str]:
    """All that take a case, with something in each place they need."""
    return [
        found
        for noun in main.COMMANDS
        if noun not in ("read", "room")
        for found in _leaves(main.command_of(noun), noun)
    ]


def _leaves(command: Any, words: str) -> Iterator[str]:
    if hasattr(command, "commands"):
        for name, inner in sorted(command.commands.items()):
            yield from _leaves(inner, f"{words} {name}")
        return
    if "case" not in {p.name for p in command.params}:
        return
    for place in command.params:
        if place.param_type_name == "argument":
            words += f" {PLACES.get(place.name, 'coast')}"
        elif place.required:
            words += f" {place.opts[0]}" + ("" if place.is_flag else f" {PLACES.get(place.name, 'coast')}")
    yield words


def options_of(words: str) -> set[str]:
    command = main.command_of(words.split()[0])
    inner = getattr(command, "commands", None)
    return {p.name for p in (inner[words.split()[1]] if inner else command).params}


def run(words: str) -> None:
    with suppress(Exception, SystemExit):  # refused, or its file is not there: it says so all the same
        main._run(shlex.split(words))


def test_every_command_says_once_that_the_case_is_invented(house, capsys):
    told = commands()
    assert len(told) > 100
    silent, twice = [], []
    for words in told:
        if words.startswith("case open"):
            continue  # it makes a case
        run(f"{words} --case nowhere")
        heard = capsys.readouterr().err.count(INVENTED)
        (silent if heard == 0 else twice if heard > 1 else []).append(words)
    assert silent == ASKED_WRONGLY
    assert twice == []


ASKED_WRONGLY: list[str] = []
"""What was refused before any case was opened: none of it printed anything of one."""


def test_of_a_case_of_the_world_no_command_says_so(house, capsys):
    for words in commands():
        if not words.startswith(("case open", "line open")):
            run(f"{words} --case somewhere")
    out = capsys.readouterr()
    assert INVENTED not in out.err + out.out


def test_what_a_command_gives_a_program_or_a_file_carries_the_mark_itself(house, capsys):
    given = 0
    for words in commands():
        if "json" not in options_of(words):
            continue
        capsys.readouterr()
        run(f"{words} --json --case nowhere")
        out = capsys.readouterr().out
        told = json.loads(out) if out.startswith(("{", "[")) else []
        for one in told if isinstance(told, list) else [told]:
            assert one["mark"] == INVENTED, words
            given += 1
    assert given > 10
    run("table day 2031-01-02 --ar غدا --en Tomorrow --case nowhere")
    run("table calendar out.ics --case nowhere")
    assert INVENTED in Path("out.ics").read_text("utf-8").replace("\r\n ", "")
    run("record export table.wasata --log table --to Somebody --purpose check --case nowhere")
    assert INVENTED in Path("table.wasata").read_text("utf-8").splitlines()[0]
    assert INVENTED in Path("table.wasata.head").read_text("utf-8")
    capsys.readouterr()
    run("record verify table.wasata --head table.wasata.head")
    assert INVENTED in capsys.readouterr().out
    run("case roster --case nowhere")
    assert capsys.readouterr().out.startswith(f"# {INVENTED}\n")
    run("case list")
    assert f"[{INVENTED}]" in capsys.readouterr().out
