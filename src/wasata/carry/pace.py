"""Pace: how the talks stand and how fast they move, as claimed in public.

Danger: one paper's word taken for the state of the talks; "has not collapsed" read as "has collapsed".
Duty: the pure fold of event marks into claims of state, each with its author, words, day and certainty.
Shape: `Pace` is what the fold keeps; `take` adds the claims of one reading; it knows no clock.

A claim's *state* is one of `STATES`; a denied event gives its contrary (`not_suspended`: "has not collapsed"). Whether
it happened, is planned or only possible stays beside it as `status`, never inside the state.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

Certainty = Literal["explicit", "inferred", "weak"]

STATE_OF: dict[str, str] = {
    "talks_continue": "continuing",
    "talks_slow": "slowed",
    "talks_suspended": "suspended",
    "talks_resumed": "resumed",
    "agreement": "agreed",
    "proposal": "proposed",
    "acceptance": "accepted",
    "rejection": "objected",
    "truce_start": "truce_begun",
    "truce_extension": "truce_extended",
    "truce_end": "truce_ended",
}
"""Which kind of event claims which state of the talks."""

STATES: tuple[str, ...] = (*STATE_OF.values(), *(f"not_{s}" for s in STATE_OF.values()))
"""Every state a claim may have; words under `pace.state.<state>`."""

STANDING: frozenset[str] = frozenset({"continuing", "slowed", "suspended", "resumed", "agreed"})
"""States of the talks themselves, against moves in them and hours of a truce."""


FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"talks_continue", "talks_slow", "talks_suspended", "talks_resumed"}),
    frozenset({"proposal", "acceptance", "rejection", "agreement"}),
    frozenset({"truce_start", "truce_extension", "truce_end"}),
)
"""Events whose claims stand in each other's place when one is corrected: of the talks, of a text, of a truce."""


class Claim(NamedTuple):
    """One claim of state. `report` and `reading` are the caller's numbers; `mark` the event's place in its reading.

    `start`, `end` are the sentence; `source` the words credited, None where the outlet itself says it; `via` the
    outlet that carried them; `first`, `last` the days the sentence fixes, 0 where none; `said_on` the day of publication.
    """

    report: int
    reading: int
    mark: int
    start: int
    end: int
    event: str
    status: str
    source: str | None
    source_kind: str
    speaks_for: str | None
    via: str | None
    outlet: str | None
    first: int
    last: int
    said_on: int
    certainty: Certainty
    rule: str

    @property
    def state(self) -> str:
        base = STATE_OF[self.event]
        return f"not_{base}" if self.status == "denied" else base

    @property
    def day(self) -> int:
        """The day the claim is about: the last day its words fix if that is not after the words, else their own day."""
        if self.last and (self.last <= self.said_on or not self.said_on or self.status == "planned"):
            return self.last
        return self.said_on


class Pace:
    """What the fold of pace keeps: the claims by reading, in the order they came."""

    __slots__ = ("by_reading",)

    def __init__(self) -> None:
        self.by_reading: dict[int, list[Claim]] = {}

    def take(
        self,
        *,
        report: int,
        reading: int,
        text: str,
        outlet: str | None,
        said_on: int,
        events: Sequence[dict[str, Any]],
        statements: Sequence[dict[str, Any]],
        dates: Sequence[tuple[int, int, int, int]],
    ) -> None:
        """Adds the claims of one reading; marks are plain JSON values, `dates` (start, end, first, last) of fixed dates."""
        for n, e in enumerate(events):
            n = e.get("place", n)
            if e["event"] not in STATE_OF:
                continue
            start, end = e["span"]
            said = statement_in(start, end, statements)
            source, kind, speaks_for, via = None, "outlet", None, None
            if said is not None:
                s, v = said["source"], said["via"]
                source, kind, speaks_for = text[s[0] : s[1]], said["source_kind"], said["actor"]
                via = text[v[0] : v[1]] if v else None
            first, last = next(((f, t) for a, b, f, t in dates if a >= start and b <= end), (0, 0))
            self.by_reading.setdefault(reading, []).append(
                Claim(report, reading, n, start, end, e["event"], e["status"], source, kind, speaks_for, via, outlet,
                      first, last, said_on, _certainty(e["status"], said is not None), e["rule"])
            )  # fmt: skip

    def rows(self, since: int = 0) -> list[tuple[Any, ...]]:
        """All claims of the readings after one as plain tuples, for a snapshot."""
        return [c for reading, claims in self.by_reading.items() if reading > since for c in claims]

    def lay(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Lays on the claims of a snapshot."""
        by_reading = self.by_reading
        for reading, claims in groupby(map(partial(tuple.__new__, Claim), rows), key=itemgetter(1)):
            by_reading[reading] = list(claims)


def statement_in(start: int, end: int, statements: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The statement whose words fill most of the sentence from `start` to `end`; None where nobody is credited in it."""
    best: tuple[int, dict[str, Any]] | None = None
    for s in statements:
        a, b = s["content"]
        overlap = min(b, end) - max(a, start)
        if overlap > 0 and (best is None or overlap > best[0]):
            best = (overlap, s)
    return best[1] if best else None


def _certainty(status: str, credited: bool) -> Certainty:
    """Explicit: someone is credited with it as a fact. Inferred: planned, or the outlet's own voice. Weak: only possible."""
    if status == "possible":
        return "weak"
    return "explicit" if credited and status != "planned" else "inferred"


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """Claims latest first: by day, then by day of publication, then as they came."""
    return sorted(claims, key=lambda c: (c.day, c.said_on, c.reading, c.mark), reverse=True)


def taken_back(
    earlier: Sequence[Claim], later: Sequence[Claim], author: Callable[[Claim], str]
) -> dict[tuple[int, int], Claim]:
    """What stands in place of each claim (by reading and mark) of a corrected report that its correction takes back.

    A claim is taken back by one of the same family by the same author, or where either is the outlet's own; not if the
    correction repeats it.
    """
    found: dict[tuple[int, int], Claim] = {}
    for o in earlier:
        if any((c.state, c.status) == (o.state, o.status) for c in later):
            continue
        family = next(f for f in FAMILIES if o.event in f)
        by = [
            c for c in later if c.event in family and (author(c) == author(o) or c.source is None or o.source is None)
        ]
        if by:
            found[o.reading, o.mark] = next((c for c in by if author(c) == author(o)), by[0])
    return found


_STOOD = frozenset({"happened", "ongoing"})


class Pause(NamedTuple):
    """A time after a truce: from the day it ended to the day before the next began or this one went on again."""

    ended: int
    until: int


def tells_of_truce(c: Claim) -> bool:
    """Whether a claim says of some day that a truce began, goes on or ended."""
    stood = c.status in _STOOD or (c.event == "truce_extension" and c.status == "planned")
    return c.event in FAMILIES[2] and stood and bool(c.day)


def after_truces(told: Iterable[tuple[int, str]]) -> list[Pause]:
    """The times after a truce, as claimed: each begins with the first who says it ended, on the day he says.

    Args:
        told: day and event of the claims that tell of a truce (`tells_of_truce`).
    """
    found: list[Pause] = []
    open_since = 0
    for day, event in sorted(told, key=lambda t: (t[0], t[1] != "truce_end", t[1])):
        if event == "truce_end":
            open_since = open_since or day
        elif open_since and day > open_since:
            found.append(Pause(open_since, day - 1))
            open_since = 0
    return [*found, Pause(open_since, 1 << 30)] if open_since else found


def one_per_author(claims: Sequence[Claim], author: Callable[[Claim], str]) -> list[tuple[Claim, list[Claim]]]:
    """Claims latest first, with the others that carry the same claim by the same author on the same day."""
    kept: dict[tuple[Any, ...], tuple[Claim, list[Claim]]] = {}
    for c in in_order(claims):
        key = (author(c), c.state, c.status, c.day)
        if key in kept:
            kept[key][1].append(c)
        else:
            kept[key] = (c, [])
    return list(kept.values())
