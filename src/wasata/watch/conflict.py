"""Conflicts: which values cannot all be true, and what else may be said of values beside each other.

Danger: a disagreement that is none, which costs the trust of every other; one that is hidden because the two were said
on different days; a number in between that nobody gave.
Duty: what may be set against what (`comparable`), the disagreements that follow, how far apart a day's values stand,
which value stands in place of another, which the same author has revised.
Shape: pure functions over `Counted` values; they know no clock.

The rules, in the order they are asked. Two values are set against each other only if

1. both happened, or both are planned, or both are only possible;
2. neither counts a part of a larger figure, and both count the same kind of people or goods: women and children are
   not set against everybody, prisoners not against those held by the other side, trucks sent not against trucks in;
3. both count a day (or the days their words fix), both are running totals, or both say so many a day. Totals whose
   words begin them on different days are different totals. A total is set against a count that does not say which it
   is only where the latter is higher: a day cannot bring more than all days;
4. they are of the same days: those their words fix; else the day the report was telling of; else that of publication;
5. they are of the same order (`SAME_ORDER`), and by two authors. In one sentence only numbers that are each credited to
   somebody are two claims: "8 were freed, says the agency; 2 more make 10" is one.

Running totals of one truce are also set against each other when they were said on different days, once that truce has
ended: then nothing is added any more, and a later, higher number is another count and not a later one (`after_truces`).
Before its end a later total may simply be higher, and only totals of one day are compared. Nothing is ever averaged.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from wasata.watch.counting import TRUCE
from wasata.watch.figure import COMPARED, STOCK, Counted, Number

SAME_ORDER = 2
"""Values further apart than this many times are taken to count different things (a day and a total), not to conflict."""

TOLLS = frozenset({"killed", "wounded"})
"""Counts of those to whom something was done: they only grow."""

_ROLES = frozenset({"prisoners", "hostages"})


def bounds(value: Counted) -> tuple[float, float]:
    """What a value allows to be true: "more than 200" is 201 and up, "about" leaves a twentieth either way."""
    low, high = float(value.low), float(value.high)
    match value.qualifier:
        case "about":
            return low * 0.95, high * 1.05
        case "more_than":
            return _next(low), float("inf")
        case "at_least":
            return low, float("inf")
        case "less_than":
            return float("-inf"), high - 1 if high.is_integer() else high
        case "up_to":
            return float("-inf"), high
        case _:
            return low, high


def _next(low: float) -> float:
    return low + 1 if low.is_integer() else low


def agree(a: Counted, b: Counted) -> bool:
    """Whether both values can be true of the same thing."""
    a_low, a_high = bounds(a)
    b_low, b_high = bounds(b)
    return a_low <= b_high and b_low <= a_high


def same_people(a: Counted, b: Counted) -> bool:
    """Whether two values count the same kind: women with women, everybody with everybody, one side with that side."""
    if a.who == b.who:
        return True
    ours, theirs = set(filter(None, a.who.split("+"))), set(filter(None, b.who.split("+")))
    roles = ours & _ROLES, theirs & _ROLES
    return ours - _ROLES == theirs - _ROLES and (not roles[0] or not roles[1] or roles[0] == roles[1])


def same_span(a: Counted, b: Counted) -> bool:
    """Whether both count a day, both a running total from the same beginning, or both so many a day."""
    if a.span == b.span:
        return a.span != "total" or not a.since or not b.since or a.since == b.since
    total, other = (a, b) if a.span == "total" else (b, a)
    return total.span == "total" and other.span == "" and not other.last and bounds(other)[0] > bounds(total)[1]


def same_words(a: Counted, b: Counted) -> bool:
    """Whether two numbers of one sentence are one claim: not each of them is credited to somebody."""
    return a.report == b.report and a.sent_start == b.sent_start and (a.source is None or b.source is None)


def alike(a: Counted, b: Counted) -> bool:
    """Whether two values count the same thing in the same way, whatever day they are of."""
    return a.thing == b.thing and _in_one_way(a, b)


def _in_one_way(a: Counted, b: Counted) -> bool:
    """Whether two values of one thing count it in the same way."""
    return a.status == b.status and same_people(a, b) and same_span(a, b)


def comparable(a: Counted, b: Counted) -> bool:
    """Whether two values count the same thing in the same way on the same days.

    An undated value speaks of the day its report tells of, or was published. Neighbouring days are not compared: what is
    released or brought in on two days differs by nature, and the dead grow by the day.
    """
    if not alike(a, b):
        return False
    if a.last and b.last:
        return a.scope == b.scope
    return bool(a.anchor) and a.anchor == b.anchor


class Conflict(NamedTuple):
    """Values of one thing, of the same days or totals of one ended truce, by at least two authors, that cannot all be
    true."""

    thing: str
    values: tuple[Counted, ...]

    @property
    def anchor(self) -> int:
        """The latest day of its values."""
        return max(v.anchor for v in self.values)

    @property
    def apart(self) -> Number:
        """From the highest value named to the lowest."""
        return max(v.low for v in self.values) - min(v.high for v in self.values)


def conflicts(
    values: Iterable[Counted], author: Callable[[Counted], str], ended: Sequence[tuple[int, int]] = ()
) -> list[Conflict]:
    """The disagreements among values of one thing, the latest first.

    Args:
        values: values of one thing.
        author: who gives a value; two values of one author are a revision, not a conflict.
        ended: the times after a truce, as (day it ended, day before the next began).
    """
    days: dict[int, list[Counted]] = {}
    rest, totals = after_truces(list(values), ended)
    for v in rest:
        days.setdefault(v.anchor, []).append(v)
    found = [c for vs in totals.values() for c in conflicts_among(vs, author)]
    found += [c for vs in days.values() for c in conflicts_of_day(vs, author)]
    return sorted(found, key=lambda c: -c.anchor)


def after_truces(
    values: Sequence[Counted], ended: Sequence[tuple[int, int]]
) -> tuple[Sequence[Counted], Mapping[int, list[Counted]]]:
    """(the values to be compared day by day, by the day a truce ended the totals of that truce).

    A total of a truce belongs there if it was said after the end: it can grow no more. So does a count of people released
    that has no day of its own and is of the order of such a total: after a truce it can only be one.
    """
    if not ended or not values or values[0].measure in STOCK or values[0].measure not in COMPARED:
        return values, {}
    totals: dict[int, list[Counted]] = {}
    rest: list[Counted] = []
    for v in values:
        day = _of_ended(v, ended) if v.since == TRUCE and v.span == "total" else 0
        (totals.setdefault(day, []) if day and v.status == "happened" and not v.part else rest).append(v)
    if not totals or values[0].measure != "released":
        return rest, totals
    orders = {
        day: (min(v.low for v in vs) / SAME_ORDER, max(v.high for v in vs) * SAME_ORDER) for day, vs in totals.items()
    }
    kept: list[Counted] = []
    for v in rest:
        free = not v.last and not v.part and v.status == "happened" and v.span != "daily" and not v.since
        day = _of_ended(v, ended) if free else 0
        if day in orders and orders[day][0] <= v.low and v.high <= orders[day][1]:
            totals[day].append(v)
        else:
            kept.append(v)
    return kept, totals


def _of_ended(v: Counted, ended: Sequence[tuple[int, int]]) -> int:
    """The end of the truce that a total counts, if it was over by then: by its one day, or by the day it was said."""
    at = v.last if v.last and v.first == v.last else v.said_on
    return next((day for day, until in ended if day <= at <= until), 0)


def conflicts_of_day(values: Sequence[Counted], author: Callable[[Counted], str]) -> list[Conflict]:
    """The disagreements among values of one thing that are compared on one day (`Counted.anchor`)."""
    return conflicts_among(values, author) if values and values[0].anchor else []


def conflicts_among(values: Sequence[Counted], author: Callable[[Counted], str]) -> list[Conflict]:
    """The disagreements among values of one thing that are of the same day, or totals of one ended truce."""
    if not values or values[0].measure not in COMPARED:
        return []
    said: dict[tuple[Any, ...], list[Counted]] = {}
    for v in values:
        if not v.part:
            key = (author(v), v.low, v.high, v.qualifier, v.scope, v.status, v.who, v.span, v.since)
            said.setdefault(key, []).append(v)
    found = []
    for group in _same_order(list(said.items())):
        told = [(key[0], *bounds(vs[0]), key, vs[0]) for key, vs in group]
        if max(low for _, low, _, _, _ in told) <= min(high for _, _, high, _, _ in told):
            continue  # all can be true at once: no pair needs to be looked at
        rising = sorted(told, key=lambda t: t[1])
        sides = [key for a, low, high, key, v in told if _stands_against(a, low, high, v, rising)]
        if sides:
            found.append(Conflict(said[sides[0]][0].thing, tuple(w for key in sides for w in said[key])))
    return found


def _stands_against(a: str, low: float, high: float, v: Counted, rising: Sequence[tuple[Any, ...]]) -> bool:
    """Whether a value cannot be true together with one of the others: those furthest from it are asked first.

    Args:
        rising: (author, low, high, key, value) of all, by what is least true of them.
    """
    for b, low_, _, _, w in reversed(rising):
        if low_ <= high:
            break  # nor do those below it lie above
        if a != b and _same_days(v, w) and _in_one_way(v, w) and not same_words(v, w):
            return True
    for b, low_, high_, _, w in rising:
        if low_ >= low:
            break
        if high_ < low and a != b and _same_days(v, w) and _in_one_way(v, w) and not same_words(v, w):
            return True
    return False


def _same_days(a: Counted, b: Counted) -> bool:
    """Whether two values of one anchor, or of one ended truce, fix no different days."""
    of_truce = a.span == b.span == "total" and a.since == b.since == TRUCE
    return not a.last or not b.last or a.scope == b.scope or of_truce


_Given = tuple[tuple[Any, ...], list[Counted]]


def _same_order(values: list[_Given]) -> list[list[_Given]]:
    """Values, with all who give each, in groups whose highest is at most `SAME_ORDER` times their lowest."""
    groups: list[list[_Given]] = []
    for given in sorted(values, key=lambda g: (g[1][0].low, g[1][0].anchor, g[1][0].report, g[1][0].mark)):
        low = given[1][0].low
        if low <= 0:
            continue
        if groups and low <= groups[-1][0][1][0].low * SAME_ORDER:
            groups[-1].append(given)
        else:
            groups.append([given])
    return groups


def spreads(values: Iterable[Counted], author: Callable[[Counted], str]) -> list[tuple[int, Number, Number, int]]:
    """For each day with a value: (day, lowest, highest, how many authors), in order of day."""
    days: dict[int, list[Counted]] = {}
    for v in values:
        if v.anchor and not v.part:
            days.setdefault(v.anchor, []).append(v)
    return [
        (day, min(v.low for v in vs), max(v.high for v in vs), len({author(v) for v in vs}))
        for day, vs in sorted(days.items())
    ]


def replaces(later: Counted, earlier: Counted) -> bool:
    """Whether a later value by the same author stands in place of his earlier one, rather than beside it.

    What counts how many there are by now is replaced by any later value, unless both are dated and for other days; so is
    a running total by a later one that begins where it began. What counts some days only is replaced by a value for the
    same days. A toll does not halve: so much less is another count, such as that of the last day.
    """
    if later.part or earlier.part or (later.status == "happened") != (earlier.status == "happened"):
        return False
    if not same_people(later, earlier) or (later.measure in TOLLS and later.high * SAME_ORDER < earlier.low):
        return False
    if later.measure in STOCK or (later.span == earlier.span == "total" and same_span(later, earlier)):
        return not (later.last and earlier.last and later.scope != earlier.scope and later.last < earlier.last)
    return comparable(later, earlier)


def revisions(values: Sequence[Counted], author: Callable[[Counted], str]) -> tuple[set[Counted], set[Counted]]:
    """(those that revise an earlier value, those revised later) among values of one thing.

    A revision is another value by the same author for the same days, in another report, that cannot be true beside it.
    """
    revising: set[Counted] = set()
    revised: set[Counted] = set()
    last: dict[str, list[Counted]] = {}
    for v in sorted(values, key=lambda v: (v.said_on, v.reading, v.mark)):
        mine = last.setdefault(author(v), [])
        for earlier in mine[-6:]:
            if earlier.report != v.report and v.last and comparable(v, earlier) and not agree(earlier, v):
                revised.add(earlier)
                revising.add(v)
        mine.append(v)
    return revising, revised
