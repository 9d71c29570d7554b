"""Corrections: which figures of a corrected report a correction takes back, and which it leaves as they were.

Danger: an old number that stands beside its correction as if two sources disagreed; a number struck that nobody took back.
Duty: `taken_back` says, for the figures of one corrected report and those of its correction, which stand no more and in
whose place what stands now.
Shape: a pure function over `Counted` values; which numbers the correction itself names as wrong ("not 12", «لا ستة») is
found by the caller, who can read numbers. A corrected value is not gone: it stays visible with its words, struck through,
and is never compared, never counted in a spread, never the latest.

The rules. A value of the correction takes the place of one of the corrected report if both count the same thing (measure,
whose people, unit) in the same way and for the same days where both fix days, and

- the correction names the old number as wrong: then it does not matter whom the old report had it from, for its outlet
  takes back what it printed. (The same number printed elsewhere stands.) Or
- both are given by the same author; or either is the outlet's own count, and they are of the same order.

A number the correction repeats stands. Where it gives one number and the old report had several of that author that it
could replace, none is struck unless it is named: striking the wrong one is worse than showing one too many. All other
figures of the corrected report stand too, and say that their report has been corrected since. A number that the correction
only repeats in order to take it back ("it could be read that six were released; four were") is no count of its own.
"""

from collections.abc import Callable, Collection, Sequence

from wasata.watch.conflict import SAME_ORDER, agree, same_people
from wasata.watch.figure import Counted, Number

Place = tuple[int, int]
"""A figure by its reading and its place in it."""


def taken_back(
    earlier: Sequence[Counted],
    later: Sequence[Counted],
    author: Callable[[Counted], str],
    wrong: Collection[Number],
    misread: Collection[Number] = (),
) -> dict[Place, Counted]:
    """What stands in place of each figure that a correction takes back.

    Args:
        earlier, later: the figures of the corrected report and of its correction.
        wrong: numbers the correction names as wrong.
        misread: numbers the corrected report's words could be taken for, beside its figures.
    """
    found = _only_quoted(earlier, later, author, wrong, misread)
    right = [v for v in later if (v.reading, v.mark) not in found]
    open_: dict[tuple[str, str, bool], list[Counted]] = {}
    for o in earlier:
        if not _repeated(o, right):
            open_.setdefault((o.thing, author(o), o.part), []).append(o)
    for values in open_.values():
        for o in values:
            by = _in_place_of(o, right, author, named=o.low in wrong, alone=len(values) == 1)
            if by is not None:
                found[o.reading, o.mark] = by
    return found


def _only_quoted(
    earlier: Sequence[Counted], later: Sequence[Counted], author: Callable[[Counted], str], wrong: Collection[Number],
    misread: Collection[Number],
) -> dict[Place, Counted]:  # fmt: skip
    """The numbers a correction gives only in order to take them back, with what it gives instead.

    Named as wrong; or, where it gives just two numbers of a thing by one author, the one that the corrected report gave as
    its only one, or could be taken for.
    """
    found: dict[Place, Counted] = {}
    for v in later:
        others = [w for w in later if w is not v and w.thing == v.thing and w.part == v.part and not agree(v, w)]
        instead = next((w for w in others if v.low in wrong and w.low not in wrong), None)
        if instead is None and len(others) == 1 and author(others[0]) == author(v) and not _other_days(v, others[0]):
            given = {o.low for o in earlier if o.thing == v.thing} or set(misread)
            if v.low in given and others[0].low not in given and (len(given) == 1 or v.low in misread):
                instead = others[0]
        if instead is not None:
            found[v.reading, v.mark] = instead
    return found


def _other_days(a: Counted, b: Counted) -> bool:
    return bool(a.last and b.last) and a.scope != b.scope


def _repeated(o: Counted, right: Sequence[Counted]) -> bool:
    return any(v.thing == o.thing and (v.low, v.high) == (o.low, o.high) for v in right)


def _in_place_of(
    o: Counted, right: Sequence[Counted], author: Callable[[Counted], str], *, named: bool, alone: bool
) -> Counted | None:
    """The value that stands in place of one: of its author first; of another only where the old number is named."""
    same = [v for v in right if _same_count(o, v, named=named)]
    ours = [v for v in same if author(v) == author(o)]
    either = ours or [v for v in same if (v.source is None or o.source is None) and (named or _same_order(o, v))]
    days = [v for v in either if o.last and v.last]
    if either and (alone or named or days):
        return (days or either)[0]
    return same[0] if named and same else None


def _same_count(o: Counted, v: Counted, *, named: bool) -> bool:
    """Whether a value of the correction counts what one of the corrected report counts, with another number."""
    same_thing = v.thing == o.thing or (named and v.measure == o.measure and v.unit == o.unit and o.party is None)
    if not same_thing or v.part != o.part or (o.status == "happened") != (v.status == "happened"):
        return False
    if not same_people(o, v) or {o.span, v.span} >= {"total", "daily"} or (o.span != v.span and (o.last or v.last)):
        return False
    return not _other_days(o, v)


def _same_order(a: Counted, b: Counted) -> bool:
    return max(a.high, b.high) <= SAME_ORDER * min(a.low, b.low)
