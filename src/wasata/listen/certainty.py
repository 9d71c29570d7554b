"""How sure the reader is of each mark: right in kind, in place and in its main fields.

Danger: a number that looks like knowledge and was never held against marks made by hand.
Duty: `sure` of every mark, from the table beside this module (`certainty.tsv`), which `benchmarks/certainty.py` fits and
docs/reference/certainty.md shows beside what was found right.
Shape: the reader's last step. What a mark leaned on is told as a few facts (`facts`: by which rule, what kind
of source, whether the roster knows a side…); each fact has a weight, and the sum tells how sure. Marks alike in all facts
are weighed once. A rule the table does not know is weighed by its parts and the other facts. Other facts (the act,
quotation marks, the outlet, how far the source stands) were tried and left out.
"""

from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, Final

from wasata.listen.marks import Date, Event, Figure, Reading, Statement
from wasata.values import Lang

TABLE: Final = Path(__file__).with_name("certainty.tsv")
LEAST, MOST = 0.02, 0.98
"""No mark is certain, and none is made that is certainly wrong."""

Key = tuple[Any, ...]
Mark = Statement | Figure | Date | Event

NAMED: Final[dict[type, tuple[str, ...]]] = {
    Statement: ("rule", "source", "side", "content"),
    Figure: ("rule", "measure", "qualifier", "party"),
    Date: ("rule", "days"),
    Event: ("rule", "status", "actors", "sentence", "beside"),
}
"""What each place of a mark's key says; the kind of an event stands in its rule."""

PEOPLE: Final = frozenset(
    ("killed", "wounded", "missing", "held", "released", "detained", "displaced", "population", "people")
)
"""Measures that count people, so that there is somebody they belong to."""

_new = tuple.__new__  # a mark again with its last field filled, without the call of a named tuple


# what a mark leaned on


LENGTHS: Final = tuple("short" if n < 24 else "middling" if n < 140 else "long" for n in range(280))
"""How long a content is called, by its letters: looked up, since this runs for every mark."""


def statement_keys(marks: Sequence[Statement]) -> list[Key]:
    """Each statement's key: who is said to have said it, whether a side is known, how long the content is."""
    return [
        (m[8], m[3], m[4] is not None, LENGTHS[size] if (size := m[0][1] - m[0][0]) < 280 else "very-long")
        for m in marks
    ]  # fields by number, not by name: a name costs three times as much


def figure_keys(marks: Sequence[Figure]) -> list[Key]:
    """Each figure's key."""
    return [(m[9], m[3], m[2], m[5] is not None) for m in marks]


def date_keys(marks: Sequence[Date]) -> list[Key]:
    """Each date's key."""
    return [(m[3], "open" if m[1] is None else "one" if m[1] == m[2] else "several") for m in marks]


def event_keys(marks: Sequence[Event]) -> list[Key]:
    """Each event's key. `beside`: how many other kinds of event the sentence has."""
    count: dict[int, int] = {}
    for m in marks:
        at = m[0][0]
        count[at] = count.get(at, 0) + 1
    keys = []
    for (start, end), _, status, actors, rule, _ in marks:
        length = end - start
        keys.append(
            (
                rule, status, actors != (), "short" if length < 80 else "long" if length > 320 else "middling",
                min(count[start], 3) - 1,
            )
        )  # fmt: skip
    return keys


def facts(kind: type, key: Key) -> tuple[str, ...]:
    """The facts of a key in words, as the table names them.

    Rules of statements and figures are told by the parts of their names (`vso`, `that`): they are many and each is rare,
    and the parts say as much. Rules of dates and events are told by their names.
    """
    rule: str = key[0]
    told = [f"{name}:{value}" for name, value in zip(NAMED[kind][1:], key[1:], strict=True)]
    lang, _, name = rule.partition(".")
    if kind is Date or kind is Event:
        return (f"lang:{lang}", f"rule:{rule}", *told) if kind is Date else (f"rule:{rule}", *told)
    if kind is Statement:
        told[0] += f", side:{key[2]}"  # a side counts otherwise for an office than for a person
    else:
        told[2] = f"of people:{key[1] in PEOPLE}, {told[2]}"  # lorries belong to nobody
        told.append(f"{told[0]}, party:{key[3]}")  # the killed of nobody known are oftener wrong than so many days
    parts = name.partition(".")[2].replace(".", "-").split("-")
    return (*told, *(f"part:{p}" for p in dict.fromkeys(parts)))


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


def weighed(
    lang: Lang, said: Sequence[Statement], counted: Sequence[Figure], dated: Sequence[Date], events: Sequence[Event]
) -> Reading:
    """The marks of a report, each with how sure it is."""
    return Reading(
        lang,
        tuple([_new(Statement, (*m[:9], _STATEMENTS[k])) for m, k in zip(said, statement_keys(said), strict=True)]),
        tuple([_new(Figure, (*m[:10], _FIGURES[k])) for m, k in zip(counted, figure_keys(counted), strict=True)]),
        tuple([_new(Date, (*m[:4], _DATES[k])) for m, k in zip(dated, date_keys(dated), strict=True)]),
        tuple([_new(Event, (*m[:5], _EVENTS[k])) for m, k in zip(events, event_keys(events), strict=True)]),
    )
