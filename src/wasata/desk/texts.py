"""What stands in words in a log: each text with its entry, its place in it, and the things it is of.

Danger: a field with words that nobody looks through, so that a leak is not found there, or a name is handed out that was to be
blacked out.
Duty: every field of every kind in which a person writes words is on the list `WORDED`; `texts_in(log)` gives them one by one. A
test holds the list against the kinds.
Shape: a place is told by its path in the fact (`passages.2.words`); a name in two languages is two texts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from wasata.record.entry import Entry
from wasata.record.fold import View

WORDED = frozenset({
    "about", "also", "answers.names", "basis.words", "clauses.title", "clauses.words", "decided_by", "delegation", "event",
    "evidence.words", "files.name", "issues.names", "issues.options.names", "lines.issue", "lines.option", "name", "names",
    "note", "only_if.words", "passages", "passages.words", "pieces.name", "place", "reason", "role", "rules.why",
    "sentences.words", "text", "why", "words", "would_change",
})  # fmt: skip
"""The fields in which words stand, by their path without numbers."""
NAMED_SO = frozenset(
    {("case.note_written", "note"), ("relay.taken_back", "why"), ("definition.agreement_taken_back", "why")}
)
"""Fields of such a path that hold a name of ours or a code, and no words."""
FIRST = ("names", "name", "words", "text", "passages", "sentences", "about")
"""What is read first of an entry, in this order."""
OF_THINGS = (
    "message",
    "contact",
    "relay",
    "term",
    "assessment",
    "position",
    "matter",
    "deadline",
    "note",
    "notice",
    "ask",
)
"""What an entry is about, by which the pages of it are known."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text. `number`: which passage or sentence of its entry, counted from 1; None where there is one only."""

    log: str
    seq: int
    kind: str
    part: str
    number: int | None
    words: str
    things: tuple[str, ...]
    author: str
    at: datetime


def texts_of(log: str, entry: Entry) -> Iterator[Text]:
    """The texts of one entry, in the order of its fields."""
    data = entry.data
    things = tuple(
        str(data[name]) for name in OF_THINGS if isinstance(data.get(name), str) and _is_name(entry.kind, name)
    )
    for part, words in texts_at(entry.kind, data):
        yield Text(log, entry.seq, entry.kind, part, number_of(part), words, things, entry.author, entry.recorded_at)


def _is_name(kind: str, field: str) -> bool:
    """Whether a field names a thing: one of the same name may hold words, and those are never told as a thing that was opened."""
    return field not in WORDED or (kind, field) in NAMED_SO


def texts_at(kind: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The texts of the plain values of a fact, each with its place: what was said first, then what stands beside it."""
    found = []
    for place, words in _strings(data, ()):
        bare = ".".join(x for x in place if not x.isdecimal() and x not in ("ar", "en"))
        if bare in WORDED and (kind, bare) not in NAMED_SO and words.strip():
            found.append((".".join(place), words))
    return sorted(
        found, key=lambda one: FIRST.index(first) if (first := one[0].partition(".")[0]) in FIRST else len(FIRST)
    )


def number_of(part: str) -> int | None:
    """Which passage of a message or sentence of a letter a place is; None for all else."""
    first, _, rest = part.partition(".")
    return int(rest.partition(".")[0]) + 1 if first in ("passages", "sentences") else None


def _strings(value: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _strings(one, (*place, str(name)))
    elif isinstance(value, list | tuple):
        for n, one in enumerate(value):
            yield from _strings(one, (*place, str(n)))


def _step(texts: list[Text], entry: Entry) -> list[Text]:
    texts.extend(texts_of(entry.log, entry))
    return texts


@cache
def texts_in(log: str) -> View[list[Text]]:
    """All texts of one log, in the order they were written."""
    return View("texts", 2, (log,), list, _step)
