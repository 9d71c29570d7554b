"""What counts otherwise in one report: between two readings of it, or before and after somebody's hand was on its marks.

Danger: a figure on a brief that is another than yesterday, and nobody was told.
Duty: `altered` pairs what counted with what counts: figures, claims of state, statements, dates ahead; and says why.
Shape: pure, over the fold of the press. Marks that count alike are no news, by whatever rule and in whatever order they
were given; of the others, those over the same or overlapping words are one change.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from wasata.carry.pace import Claim
from wasata.desk.filed import Ahead, Filed, Reading, Statement
from wasata.desk.hand import BY_HAND, GROUPS, stacks_of
from wasata.desk.press import Press
from wasata.watch.figure import Counted

Seen = Counted | Claim | Statement | Ahead


class Altered(NamedTuple):
    """One mark that counts otherwise: `old` None where it is new, `new` None where it counts no more."""

    group: str
    old: Seen | None
    new: Seen | None
    why: str


T = TypeVar("T", Counted, Claim, Statement, Ahead)


def altered(press: Press, filed: Filed, old: Reading, new: Reading) -> list[Altered]:
    """Everything in a report that counts otherwise by the later of two of its readings."""
    known = press.altered.get((old.seq, new.seq))
    if known is not None:
        return known
    found: list[Altered] = []

    def compare(
        group: str, was: Sequence[T], now: Sequence[T], span: Callable[[T], tuple[int, int]], *but: str
    ) -> None:
        for a, b in _pairs(was, now, span, but):
            found.append(Altered(group, a, b, _why(press, filed, old, new, group, a, b)))

    by_place = ("reading", "mark", "rule")
    compare(
        "figures",
        press.figures.by_reading.get(old.seq, []),
        press.figures.by_reading.get(new.seq, []),
        _over,
        *by_place,
    )
    compare("events", press.pace.by_reading.get(old.seq, []), press.pace.by_reading.get(new.seq, []), _over, *by_place)
    compare("statements", press.statements(old), press.statements(new), _over, "mark", "rule", "cue_start", "cue_end")
    compare(
        "dates", press.dated(old.seq), press.dated(new.seq), lambda a: (a.date_start, a.date_end), "reading", "mark"
    )
    press.altered[old.seq, new.seq] = found
    return found


def _over(mark: Any) -> tuple[int, int]:
    return (mark.start, mark.end)


def _pairs(
    was: Sequence[T], now: Sequence[T], span: Callable[[T], tuple[int, int]], but: Sequence[str]
) -> Iterator[tuple[T | None, T | None]]:
    """What differs: (old, new) over the same words, then over words that overlap, then what has no other."""

    def told(mark: T) -> tuple[Any, ...]:
        return tuple(v for name, v in zip(mark._fields, mark, strict=True) if name not in but)

    alike: dict[tuple[Any, ...], list[T]] = {}
    for b in now:
        alike.setdefault(told(b), []).append(b)
    left = [a for a in was if not _taken_off(alike, told(a))]
    right = [b for several in alike.values() for b in several]
    for exactly in (True, False):
        for a in list(left):
            x, y = span(a)
            other = next(
                (b for b in right if (span(b) == (x, y) if exactly else span(b)[0] < y and x < span(b)[1])), None
            )
            if other is not None:
                yield a, other
                left.remove(a)
                right.remove(other)
    for a in left:
        if not _said_beside(a, now, told):
            yield a, None
    for b in right:
        if not _said_beside(b, was, told):
            yield None, b


def _said_beside(mark: T, others: Sequence[T], told: Callable[[T], tuple[Any, ...]]) -> bool:
    """Whether the report says the same in other words too: what it says twice was one value on every page before one of the two
    was struck, and is one after."""

    def bare(one: T) -> tuple[Any, ...]:
        return told(one._replace(start=0, end=0, sent_start=0, sent_end=0)) if isinstance(one, Counted) else ()

    return isinstance(mark, Counted) and any(bare(other) == bare(mark) for other in others)


def _taken_off(alike: dict[tuple[Any, ...], list[T]], key: tuple[Any, ...]) -> bool:
    several = alike.get(key)
    if not several:
        return False
    several.pop(0)
    return True


def _why(press: Press, filed: Filed, old: Reading, new: Reading, group: str, a: Any, b: Any) -> str:
    """Why it counts otherwise: by a hand on it, or since the report was read again."""
    away = {word.seq for word in press.away.get(filed.n, ())}
    if away & {old.seq, new.seq}:
        return "put_away" if new.seq in away else "called_back"
    hands = press.hands.get(filed.n, ())
    rule = str(getattr(b, "rule", "")) if b is not None else ""
    if rule.startswith(BY_HAND):
        return rule.removeprefix(BY_HAND)
    start, end = (
        (a or b).date_start if group == "dates" else (a or b).start,
        ((a or b).date_end if group == "dates" else (a or b).end),
    )
    on = [h for h in hands if h.group == group and h.start < end and start < h.end]
    struck = {t for t, acts in stacks_of(on).items() if acts[-1].act == "struck"}
    if b is None and struck:
        return "struck"
    if old.base != new.base:
        return "reread"
    if group == "dates" and any(not h.until and h.act in ("corrected", "added") for h in on):
        return "corrected"
    lifted = any(h.until and old.at < h.until <= new.at for h in on)
    return "lifted" if lifted else "beside"


__all__ = ["GROUPS", "Altered", "Seen", "altered"]
