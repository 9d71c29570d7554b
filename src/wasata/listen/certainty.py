"""How sure the reader is of each mark: right in kind, in place and in its main fields.

Danger: a number that looks like knowledge and was never held against marks made by hand.
Duty: `sure` of every mark, from the table beside this module (`certainty.tsv`), which `benchmarks/certainty.py` fits and
docs/reference/certainty.md shows beside what was found right.
Shape: the reader's last step. What a mark leaned on is told as a few facts (`facts`: by which rule, which act, whether
the roster knows the source, how far it stands…); each fact has a weight, and the sum tells how sure. Marks alike in all
facts are weighed once. A rule the table does not know is weighed by its parts and the other facts.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wasata.listen.marks import Date, Event, Figure, Reading, Statement

if TYPE_CHECKING:
    from wasata.listen.reader import Page

TABLE: Final = Path(__file__).with_name("certainty.tsv")
LEAST, MOST = 0.02, 0.98
"""No mark is certain, and none is made that is certainly wrong."""

Key = tuple[Any, ...]
Mark = Statement | Figure | Date | Event

NAMED: Final[dict[type, tuple[str, ...]]] = {
    Statement: ("rule", "act", "source", "side", "direct", "via", "content", "place", "shared"),
    Figure: ("rule", "measure", "qualifier", "party", "source", "value", "words"),
    Date: ("rule", "days", "digits"),
    Event: ("rule", "group", "status", "actors", "sentence", "beside", "told", "counted"),
}
"""What each place of a mark's key says; the kind of an event stands in its rule."""

PEOPLE: Final = frozenset(
    ("killed", "wounded", "missing", "held", "released", "detained", "displaced", "population", "people")
)
"""Measures that count people, so that there is somebody they belong to."""

GROUP_OF: Final[dict[str, str]] = {
    kind: group
    for group, kinds in {
        "talks": "talks_continue talks_slow talks_suspended talks_resumed delegation_arrives delegation_leaves contact",
        "terms": "proposal acceptance rejection condition agreement",
        "truce": "truce_start truce_extension truce_violation truce_end",
        "exchange": "release list_exchange",
        "aid": "aid_delivery aid_obstructed evacuation",
        "fighting": "attack escalation blackout",
    }.items()
    for kind in kinds.split()
}

_new = tuple.__new__  # a mark again with its last field filled, without the call of a named tuple


# what a mark leaned on


LENGTHS: Final = tuple("short" if n < 24 else "middling" if n < 140 else "long" for n in range(280))
"""How long a content is called, by its letters: looked up, since this runs for every mark."""


def statement_keys(marks: Sequence[Statement]) -> list[Key]:
    """Each statement's key. `shared`: another statement has the same cue or begins with the same content."""
    cues: dict[int, int] = {}
    for m in marks:
        at = m[2][0]  # places by number, not by name: a name costs three times as much
        cues[at] = cues.get(at, 0) + 1
    keys = []
    for content, source, cue, kind, actor, act, direct, via, rule, _ in marks:
        size, gap = content[1] - content[0], cue[0] - source[1]
        if gap >= 0:
            place = "just-before" if gap < 40 else "before" if gap < 200 else "far-before"
        else:
            place = "same" if source[0] == cue[0] else "after" if source[0] - cue[1] < 40 else "far-after"
        keys.append(
            (
                rule, act, kind, actor is not None, direct, via is not None, LENGTHS[size] if size < 280 else "very-long",
                place, cues[cue[0]] > 1,
            )
        )  # fmt: skip
    return keys


def figure_keys(marks: Sequence[Figure]) -> list[Key]:
    """Each figure's key."""
    return [
        (
            rule, measure, qualifier, party is not None, source is not None,
            "range" if isinstance(value, tuple) else "many" if value >= 13 else "one" if value == 1 else "few",
            "long" if span[1] - span[0] > 30 else "short",
        )
        for span, value, qualifier, measure, _, party, source, _, _, rule, _ in marks
    ]  # fmt: skip


def date_keys(marks: Sequence[Date], text: str) -> list[Key]:
    """Each date's key."""
    return [
        (
            rule, "open" if first is None else "one" if first == last else "several",
            text[span[0]].isdigit() or text[span[1] - 1].isdigit(),
        )
        for span, first, last, rule, _ in marks
    ]  # fmt: skip


def event_keys(marks: Sequence[Event], said: Sequence[Statement], counted: Sequence[Figure]) -> list[Key]:
    """Each event's key. `beside`: how many other kinds of event the sentence has; `told`: somebody is credited in it."""
    count: dict[int, int] = {}
    for m in marks:
        count[m[0][0]] = count.get(m[0][0], 0) + 1
    cues, numbers = sorted([m[2][0] for m in said]), sorted([m[0][0] for m in counted])
    keys = []
    for (start, end), kind, status, actors, rule, _ in marks:
        length = end - start
        keys.append(
            (
                rule, GROUP_OF[kind], status, actors != (), "short" if length < 80 else "long" if length > 320 else "middling",
                min(count[start], 3) - 1, bisect_left(cues, start) < bisect_left(cues, end),
                bisect_left(numbers, start) < bisect_left(numbers, end),
            )
        )  # fmt: skip
    return keys


def facts(kind: type, key: Key) -> tuple[str, ...]:
    """The facts of a key in words, as the table names them: the language, the rule, its parts, and the rest."""
    rule: str = key[0]
    told = [f"{name}:{value}" for name, value in zip(NAMED[kind], key, strict=True)]
    lang, _, name = rule.partition(".")
    parts = name.partition(".")[2].replace(".", "-").split("-")
    if kind is Statement:
        told.append(f"source+side:{key[2]}+{key[3]}")
    elif kind is Figure:
        told.append(f"people+party:{key[1] in PEOPLE}+{key[3]}")
    return (f"lang:{lang}", *told, *(f"part:{p}" for p in dict.fromkeys(parts)))


# the table


@cache
def weights() -> dict[tuple[str, str], float]:
    """The weight of each fact by kind of mark; `all` is the weight every mark of the kind has."""
    table = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, fact, weight, *_ = line.split("\t")
            table[kind, fact] = float(weight)
    return table


def weigh(kind: type, key: Key) -> float:
    """How sure a mark with this key is."""
    table, name = weights(), kind.__name__.lower()
    total = table.get((name, "all"), 0.0) + sum(table.get((name, f), 0.0) for f in facts(kind, key))
    return round(min(max(1 / (1 + exp(-total)), LEAST), MOST), 2)


class _Known(dict[Key, float]):
    """How sure marks of one kind are by their keys, each weighed when it is first met."""

    def __init__(self, kind: type) -> None:
        self._kind = kind

    def __missing__(self, key: Key) -> float:
        sure = self[key] = weigh(self._kind, key)
        return sure


_STATEMENTS, _FIGURES, _DATES, _EVENTS = _Known(Statement), _Known(Figure), _Known(Date), _Known(Event)


def weighed(page: "Page", events: list[Event]) -> Reading:
    """The marks of a page, each with how sure it is."""
    said, counted, dated, text = page.statements, page.figures, page.dates, page.text
    return Reading(
        page.lang,
        tuple([_new(Statement, (*m[:9], _STATEMENTS[k])) for m, k in zip(said, statement_keys(said), strict=True)]),
        tuple([_new(Figure, (*m[:10], _FIGURES[k])) for m, k in zip(counted, figure_keys(counted), strict=True)]),
        tuple([_new(Date, (*m[:4], _DATES[k])) for m, k in zip(dated, date_keys(dated, text), strict=True)]),
        tuple(
            [_new(Event, (*m[:5], _EVENTS[k])) for m, k in zip(events, event_keys(events, said, counted), strict=True)]
        ),
    )
