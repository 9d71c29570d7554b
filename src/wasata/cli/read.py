"""`wasata read`: reports in, their marks out.

Danger: one bad file that hides the marks of the others; letters of a report that command the terminal.
Duty: files, folders, pages, pipes → one line of the reading contract's JSON a report; a readable view in a terminal.
Shape: no Typer, no Rich, no Pydantic: this command starts and ends in half a second.
Exit codes: 0 all was read · 1 something was refused, the rest was read · 2 asked wrongly.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wasata.cli.tongue import complain, tongue
from wasata.errors import AskedWrongly, ReaderFailed
from wasata.listen.intake import Incoming, Refusal, take_in
from wasata.listen.lines import as_line, as_object, plain_letters
from wasata.values import LANGS, Lang

if TYPE_CHECKING:
    from wasata.listen.marks import Reading
    from wasata.listen.roster import Roster

FORMATS = ("json", "jsonl", "table")
VALUED = ("--format", "--lang", "--published", "--roster", "--out", "--workers", "--dask", "--shard")


@dataclass(slots=True)
class Asked:
    """What was asked for."""

    paths: list[str] = field(default_factory=list)
    form: str | None = None
    explain: bool = False
    lang: Lang | None = None
    published: date | None = None
    roster: str | None = None
    help: bool = False
    backlog: bool = False
    out: str | None = None
    workers: int | None = None
    dask: str | None = None
    shard: int | None = None


def run(words: Sequence[str]) -> int:
    """Reads what the words ask for; gives the exit code."""
    asked = parse(words)
    if asked.help:
        from wasata.words import say

        print(say("read.help.read", tongue()))
        return 0
    if asked.backlog:
        from wasata.cli.backlog import read_backlog  # its pools and progress load only for archives

        return read_backlog(asked)
    if not asked.paths:
        if sys.stdin is None or sys.stdin.isatty():
            raise wrongly("paths")
        asked.paths = ["-"]
    roster = _roster(asked.roster)
    form = asked.form or ("table" if sys.stdout.isatty() else "jsonl")
    refused = 0
    kept: list[dict[str, Any]] = []
    for item in take_in(asked.paths):
        if isinstance(item, Refusal):
            refused += 1
            complain(item.error)
            continue
        try:
            reading = _reading(item, asked, roster)
        except Exception as error:  # one report on which the reader breaks must not hide the marks of the others
            refused += 1
            complain(ReaderFailed(path=item.where, why=type(error).__name__))
            continue
        if form == "table":
            _show(item, reading, asked)
        elif form == "jsonl":
            print(as_line(as_object(item, reading, published=asked.published, explain=asked.explain)))
        else:
            kept.append(as_object(item, reading, published=asked.published, explain=asked.explain))
    if form == "json":
        print(plain_letters(json.dumps(kept, ensure_ascii=False, indent=2)))
    return 1 if refused else 0


def parse(words: Sequence[str]) -> Asked:
    """The words after `read`.

    Raises:
        AskedWrongly: an option is not known, lacks its value, or has one it cannot take.
    """
    asked = Asked()
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--":
            asked.paths += rest
        elif word == "-" or not word.startswith("-"):
            asked.paths.append(word)
        elif word in ("--help", "-h"):
            asked.help = True
        elif word == "--explain":
            asked.explain = True
        elif word == "--backlog":
            asked.backlog = True
        elif name in VALUED:
            given = value if equals else next(rest, None)
            if given is None:
                raise wrongly("needs_value", option=name)
            _set(asked, name, given)
        else:
            raise wrongly("unknown_option", option=word)
    return asked


def _set(asked: Asked, name: str, given: str) -> None:
    if name == "--format":
        if given not in FORMATS:
            raise wrongly("format", value=given)
        asked.form = given
    elif name == "--lang":
        found = next((lang for lang in LANGS if lang == given), None)
        if found is None:
            raise wrongly("lang", value=given)
        asked.lang = found
    elif name == "--published":
        try:
            asked.published = date.fromisoformat(given)
        except ValueError:
            raise wrongly("published", value=given) from None
    elif name in ("--workers", "--shard"):
        if not (given.isdecimal() and 0 < int(given[:9]) <= 1_000_000):
            raise wrongly("whole", option=name, value=given)
        setattr(asked, name[2:], int(given))
    else:
        setattr(asked, name[2:], given)


def wrongly(why: str, **values: object) -> AskedWrongly:
    """A refusal of the words that were given, told in the language of this run."""
    from wasata.words import say

    return AskedWrongly(why=say(f"read.wrongly.{why}", tongue(), **values), command="wasata read")


def _roster(path: str | None) -> "Roster | None":
    if path is None:
        return None
    from wasata.listen.roster import roster_from

    return roster_from(Path(path))


def _reading(item: Incoming, asked: Asked, roster: "Roster | None") -> "Reading":
    from wasata.listen.reader import read  # the reader's tables load only when something is read

    return read(item.text, asked.lang or item.lang, asked.published or item.published, title=item.title, roster=roster)


def _show(item: Incoming, reading: "Reading", asked: Asked) -> None:
    from wasata.cli.view import view  # colours and words load only for a person at a terminal

    for line in view(item, reading, lang=tongue(), explain=asked.explain, coloured=sys.stdout.isatty()):
        print(line)
