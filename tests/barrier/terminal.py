"""The commands that act in a reader's name, as B: found by asking the command line itself.

Danger: a command that answers `--reader B` with more than B's pages do.
Duty: every command that takes `--reader`, with something in each place it needs.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.barrier.cast import TALKS, B

from wasata.cli.main import COMMANDS, command_of

APART = ("read", "room")
"""They act in nobody's name: one reads texts, the other serves."""
PLACES: dict[str, str] = {
    "line": "coast", "log": "channel/coast", "path": "/nonexistent/file", "file": "/nonexistent/file", "report": "r-0001",
    "out": "/nonexistent/out", "name": "Name", "address": "https://example.org/feed", "days": "3",
}  # fmt: skip


@cache
def commands_of_b() -> tuple[tuple[str, ...], ...]:
    """All of them, by the home in WASATA_HOME."""
    return tuple(found for noun in COMMANDS if noun not in APART for found in _leaves(command_of(noun), (noun,)))


def command_of_b(pick: int) -> tuple[str, ...]:
    """One of them, in one language or the other."""
    known = commands_of_b()
    return (*known[pick % len(known)], "--lang", ("en", "ar")[pick % 2])


def _leaves(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if hasattr(command, "commands"):
        for name, inner in sorted(command.commands.items()):
            yield from _leaves(inner, (*words, name))
        return
    options = {p.name for p in command.params}
    if "reader" not in options:
        return
    given = [*words]
    for place in command.params:
        if place.param_type_name == "argument":
            given.append(PLACES.get(place.name, "coast"))
        elif place.required:
            given += [place.opts[0], PLACES.get(place.name, "coast")]
    yield (*given, "--case", TALKS, "--reader", B)
