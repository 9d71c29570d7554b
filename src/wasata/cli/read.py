"""`wasata read`: reports in, their marks out.

Danger: one bad file that hides the marks of the others; letters of a report that command the terminal.
Duty: files, folders, pages, pipes → one line of the reading contract's JSON a report; a readable view in a terminal.
Shape: no Typer, no Rich, no Pydantic: this command starts and ends in half a second.
Exit codes: 0 all was read · 1 something was refused, the rest was read · 2 asked wrongly.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wasata.cli.asked import Asked, parse, wrongly
from wasata.cli.tongue import complain, tongue
from wasata.errors import ReaderFailed
from wasata.listen.intake import Incoming, Refusal, take_in
from wasata.listen.lines import as_line, as_object, plain_letters

if TYPE_CHECKING:
    from wasata.listen.marks import Reading
    from wasata.listen.roster import Roster


def run(words: Sequence[str]) -> int:
    """Reads what the words ask for; gives the exit code."""
    asked = parse(words)
    if asked.help:
        from wasata.words import say

        print(say("read.help.read", tongue()))
        return 0
    if asked.understood:
        print(asked.understood, file=sys.stderr)
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
            refused += not item.note
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


def _roster(path: str | None) -> "Roster | None":
    if path is None:
        return None
    from wasata.listen.roster import roster_from

    return roster_from(Path(path))


def _reading(item: Incoming, asked: Asked, roster: "Roster | None") -> "Reading":
    from wasata.listen.reader import read  # the reader's tables load only when something is read

    return read(
        item.text, asked.lang or item.lang, asked.published or item.published_on(), title=item.title, roster=roster
    )


def _show(item: Incoming, reading: "Reading", asked: Asked) -> None:
    from wasata.cli.view import view  # colours and words load only for a person at a terminal

    for line in view(item, reading, lang=tongue(), explain=asked.explain, coloured=sys.stdout.isatty()):
        print(line)
