"""The commands that act in a reader's name, as B: found by asking the command line itself.

Danger: a command that answers `--reader B` with more than B's pages do.
Duty: every command that takes `--reader`, with something in each place it needs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.barrier.cast import TALKS, B

from wasata.cli.main import COMMANDS, command_of

APART = ("read", "room")
"""They act in nobody's name: one reads texts, the other serves."""
PLACES: dict[str, str] = {
    "line": "coast", "log": "channel/coast", "path": "/nonexistent/file", "file": "/nonexistent/file", "report": "r-0001",
    "out": "out", "name": "Name", "address": "https://example.org/feed", "days": "3",
}  # fmt: skip
"""What stands in a place of a command, by its name; in every place without a name here stands `coast`."""
OWN: dict[str, str] = {
    "line": "hills", "log": "channel/hills", "passage": "1", "number": "1", "clearance": "ours", "words": "What he says.",
    "to": "out", "recipient": "Hill Government",
}  # fmt: skip
"""The same, of what is his own; the names of his letters and terms come on top."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words, and the places it needs: the option before each (empty: none) and its name."""

    words: tuple[str, ...]
    places: tuple[tuple[str, str], ...]

    def filled(self, told: Mapping[str, str]) -> tuple[str, ...]:
        given = [*self.words]
        for option, name in self.places:
            given += [option, told.get(name, "coast")] if option else [told.get(name, "coast")]
        return (*given, "--case", TALKS, "--reader", B)


@cache
def commands_of_b() -> tuple[Command, ...]:
    """All of them."""
    return tuple(found for noun in COMMANDS if noun not in APART for found in _leaves(command_of(noun), (noun,)))


def command_of_b(pick: int, own: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One of them, in one language or the other, on what is his own or on what is another's."""
    known = commands_of_b()
    his = {name: values[0] for name, values in own.items() if values}
    if "term" in his:
        his["definition"] = his["term"]
    told = (PLACES | OWN | his, PLACES)[pick // len(known) % 2]
    return (*known[pick % len(known)].filled(told), "--lang", ("en", "ar")[pick // 3 % 2])


def _leaves(command: Any, words: tuple[str, ...]) -> Iterator[Command]:
    if hasattr(command, "commands"):
        for name, inner in sorted(command.commands.items()):
            yield from _leaves(inner, (*words, name))
        return
    if "reader" not in {p.name for p in command.params}:
        return
    places = [p for p in command.params if p.param_type_name == "argument" or p.required]
    yield Command(words, tuple(("" if p.param_type_name == "argument" else p.opts[0], p.name) for p in places))
