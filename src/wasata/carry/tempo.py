"""Tempo: how fast the talks move on one line, measured by the line's own contacts.

Danger: "the talks have slowed" said of a quiet weekend; a real slowing called chance for a week.
Duty: the gaps between contacts, but for those in which the line was dark; where their length changed, and how surely; the
figures of two windows side by side; how long answers took.
Shape: pure. `changes(contacts, dark, now)` looks at a line as it stood after each contact, in order, and finds what could
have been seen then; the time since the last contact counts as a gap that is at least so long.

A change is told when the last gaps differ from those before by more than chance would let them in `QUIET_WEEKS` quiet weeks:
Student's t of the gaps, for every number of last gaps up to `LOOK_BACK`, the chance allowed to each look shared out by how
often the line is reached. It must hold on two scales, logarithms and cube roots: whichever way gaps scatter, one of them is
nearly even, and the other's false alarms do not count.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from math import erfc, exp, log, sqrt
from statistics import median
from typing import Literal, NamedTuple

FEW = 8
"""Under so many contacts nothing is said of the pace."""

LOOK_BACK = 24
"""The most gaps after a change that are looked at together."""

REMEMBERED = 80
"""The most gaps before a change it is held against: a pace of months ago is no measure of today's."""

QUIET_WEEKS = 100.0
"""A change is told wrongly once in so many weeks of an even pace, or less often."""

LOOKS = 6.0
"""How many tests in a row, each looking back over all lengths, are worth one that stands alone; found by counting false
alarms in even series (`benchmarks/tempo.py`)."""

AT_ONCE = timedelta(minutes=30)
"""Contacts that begin so close together are one: a call, a message that it broke off, the call again."""

LEAST_SPREAD = 0.12
"""Gaps are never held to be more regular than this (the standard deviation of their logarithms): clocks are rounded."""

Spell = tuple[datetime, datetime]


class Gap(NamedTuple):
    """The time between two contacts. `is_open`: it ends now, with no contact, and counts from when the line was last lit.
    `torn`: the line was dark in it, and how long it would have been nobody knows."""

    start: datetime
    end: datetime
    lasted: timedelta
    is_open: bool
    torn: bool


@dataclass(frozen=True, slots=True)
class Change:
    """The pace changed: contacts came every `before`, and since `since` every `after` (middle of the gaps, by their logarithms).

    `seen_at` is when it could first be told, `seen_after` how many contacts after the change that was.
    """

    since: datetime
    seen_at: datetime
    seen_after: int
    before: timedelta
    after: timedelta

    @property
    def times(self) -> float:
        """How many times longer the gaps are; below 1, shorter."""
        return self.after / self.before


def gaps(contacts: Sequence[datetime], dark: Sequence[Spell], now: datetime) -> tuple[Gap, ...]:
    """The gaps between contacts in order, contacts at once taken as one; the last is open.

    Args:
        contacts: when each began, in any order; those after `now` are left out.
        dark: the spells in which the line could not be reached, in order, none overlapping.
    """
    begun: list[datetime] = []
    for at in sorted(c for c in contacts if c <= now):
        if not begun or at - begun[-1] >= AT_ONCE:
            begun.append(at)
    found = [Gap(a, b, b - a, False, any(x < b and a < y for x, y in dark)) for a, b in pairwise(begun)]
    if begun:
        lit_since = max((min(y, now) for x, y in dark if x < now and begun[-1] < y), default=begun[-1])
        found.append(Gap(begun[-1], now, now - lit_since, True, False))
    return tuple(found)


def _lit(start: datetime, end: datetime, dark: Sequence[Spell]) -> timedelta:
    lost = sum((max(timedelta(), min(end, b) - max(start, a)) for a, b in dark), timedelta())
    return end - start - lost


def changes(contacts: Sequence[datetime], dark: Sequence[Spell], now: datetime) -> tuple[Change, ...]:
    """Where the pace changed, the earliest first, each as it could have been told at the time; the last may be told by the
    silence since the last contact alone."""
    found_gaps = [gap for gap in gaps(contacts, dark, now) if not gap.torn]
    hours = [max(g.lasted, AT_ONCE) / timedelta(hours=1) for g in found_gaps]
    scales = (_Scale(hours, log, 1.0), _Scale(hours, _cube_root, 1 / 3))
    found: list[Change] = []
    first = 0
    for n in range(FEW, len(hours) + 1):
        after = _changed(scales, max(first, n - REMEMBERED - LOOK_BACK), n, found_gaps[n - 1].is_open)
        if after:
            at = n - after
            before, since = (_middle(hours[a:b]) for a, b in ((first, at), (at, n)))
            found.append(Change(found_gaps[at].start, found_gaps[n - 1].end, after, before, since))
            first = at
    return tuple(found)


def _middle(hours: Sequence[float]) -> timedelta:
    return timedelta(hours=exp(sum(map(log, hours)) / len(hours)))


def _cube_root(x: float) -> float:
    return float(x ** (1 / 3))


class _Scale:
    """The gaps on a scale on which chance is even: sums and squares of the first so many, so that any stretch is at hand."""

    def __init__(self, hours: Sequence[float], on: Callable[[float], float], step: float) -> None:
        on_scale = [on(h) for h in hours]
        self.sums = [0.0, *accumulate(on_scale)]
        self.squares = [0.0, *accumulate(x * x for x in on_scale)]
        self.step = step
        """What a logarithm's small step is on this scale, as a part of the value; of the logarithm itself, the whole step."""

    def chance(self, first: int, at: int, n: int) -> tuple[float, float]:
        """Student's t of the gaps from `at` to `n` against those from `first` to `at`, and how often chance goes so far."""
        b, a = at - first, n - at
        mean_b, mean_a = (self.sums[at] - self.sums[first]) / b, (self.sums[n] - self.sums[at]) / a
        squares = self.squares[n] - self.squares[first] - b * mean_b**2 - a * mean_a**2
        least = LEAST_SPREAD * (1.0 if self.step == 1.0 else abs(mean_b) * self.step)
        spread = max(sqrt(max(squares, 0.0) / (a + b - 2)), least)
        t = (mean_a - mean_b) / (spread * sqrt(1 / b + 1 / a))
        return t, _two_tails(t, a + b - 2)


def _changed(scales: Sequence[_Scale], first: int, n: int, is_open: bool) -> int:
    """After how many last gaps the change stands that chance explains least; 0 where chance explains all. An open gap may
    grow yet: it can tell of slowing alone."""
    best, best_chance = 0, 1.0
    for after in range(1, min(LOOK_BACK, n - first - FEW + 2) + 1):
        told = [scale.chance(first, n - after, n) for scale in scales]
        chance = 1.0 if is_open and told[0][0] < 0 else max(c for _, c in told)
        if chance < best_chance:
            best, best_chance = after, chance
    if not best:
        return 0
    every = exp((scales[0].sums[n - best] - scales[0].sums[first]) / (n - best - first))
    return best if best_chance < every / 168 / (QUIET_WEEKS * LOOKS) else 0


def _two_tails(t: float, degrees: int) -> float:
    """The chance of a t at least so far from nothing, either way; within 1 % of the true one for four degrees and more
    (D. L. Wallace, "Bounds on normal approximations to Student's and the chi-square distributions", 1959)."""
    z = (8 * degrees + 1) / (8 * degrees + 3) * sqrt(degrees * log(1 + t * t / degrees))
    return erfc(z / sqrt(2))


# two windows side by side


class Move(NamedTuple):
    """Something moved on the line: a message of theirs, a letter of ours, a position that changed."""

    at: datetime
    what: Literal["contact", "tried", "theirs", "ours", "position"]


class Answer(NamedTuple):
    """Words and their answer: how long it took. `by`: who answered. `answered_at` None: nobody did yet."""

    asked_at: datetime
    answered_at: datetime | None
    by: Literal["us", "them"]


@dataclass(frozen=True, slots=True)
class Window:
    """What passed on a line between two hours. Numbers are counts; `reachable` the time in which the line was not dark; the
    middle answer times are None where nothing was answered. Answers are counted where their words were said."""

    since: datetime
    until: datetime
    reachable: timedelta
    contacts: int
    tried: int
    theirs: int
    ours: int
    positions: int
    they_answer_in: timedelta | None
    we_answer_in: timedelta | None
    they_owe: int
    we_owe: int

    @property
    def per_day(self) -> float | None:
        """Contacts a day in which the line could be reached; None under an hour of that."""
        days = self.reachable / timedelta(days=1)
        return self.contacts / days if self.reachable >= timedelta(hours=1) else None


def window(
    moves: Sequence[Move], answers: Sequence[Answer], dark: Sequence[Spell], since: datetime, until: datetime
) -> Window:
    """Counts what passed from `since` on and before `until`."""
    n = Counter(m.what for m in moves if since <= m.at < until)
    asked = [a for a in answers if since <= a.asked_at < until]

    def middle(by: str) -> timedelta | None:
        took = [
            (a.answered_at - a.asked_at).total_seconds()
            for a in asked
            if a.by == by and a.answered_at and a.answered_at < until
        ]
        return timedelta(seconds=median(took)) if took else None

    def owed(by: str) -> int:
        return sum(a.by == by and (a.answered_at is None or a.answered_at >= until) for a in asked)

    return Window(
        since, until, _lit(since, until, dark), n["contact"], n["tried"], n["theirs"], n["ours"], n["position"],
        middle("them"), middle("us"), owed("them"), owed("us"),
    )  # fmt: skip


def few(first: Window, second: Window) -> bool:
    """Whether two windows hold too few contacts between them for the rates in them to tell anything."""
    return first.contacts + second.contacts < FEW


def around(
    moves: Sequence[Move], answers: Sequence[Answer], dark: Sequence[Spell], event: datetime, now: datetime,
    most: timedelta = timedelta(days=14),
) -> tuple[Window, Window]:  # fmt: skip
    """The window before an event and the one after it, equally long: as much as has passed since, or `most`."""
    span = min(now - event, most)
    return window(moves, answers, dark, event - span, event), window(moves, answers, dark, event, event + span)


Grade = Literal["much_slower", "slower", "even", "faster", "much_faster"]


def grade(times: float) -> Grade:
    """A change in a word: gaps twice as long are "much slower", longer by a quarter "slower", and so the other way."""
    if times >= 1.8:
        return "much_slower"
    if times >= 1.25:
        return "slower"
    return "even" if times > 1 / 1.25 else "faster" if times > 1 / 1.8 else "much_faster"
