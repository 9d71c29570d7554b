"""Figures: every number a report gives, kept with its author and its day, side by side, never averaged.

Danger: two authors' numbers made into one; a day's count set against a running total; a revision that hides the first.
Duty: the pure fold of figure marks into things counted, and what can be said of their values: which cannot all be true,
how far apart they stand, which the same author has revised, which words two readings take for different numbers.
Shape: `Figures` is what the fold keeps (plain tuples); `take` adds the figures of one reading; the questions
(`conflicts`, `spreads`, `revisions`) are pure functions over `Counted` values and know no clock.

A *thing* is measure, whose people, unit: `killed.palestinians`, `aid.any.litre`. Days are counted as ordinals of
`date`, 0 where no day is known; a range has `low` and `high`, all else has them equal.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, cast

Number = int | Decimal

COMPARED = frozenset({"killed", "wounded", "missing", "held", "released", "detained", "displaced", "aid_trucks", "aid"})
"""Measures whose values can quarrel. Durations, sums of money, countries and unnamed counts are shown, but two of them on
one day are hardly ever two claims about the same thing."""

STOCK = frozenset({"killed", "wounded", "missing", "held", "displaced"})
"""Measures that count how many there are by now: a later value by the same author replaces his earlier one. The others
count what happened in some days (released, trucks): values of other days stand beside each other."""

SAME_ORDER = 2
"""Values further apart than this many times are taken to count different things (a day and a total), not to conflict."""

_PAIR_OF_KIN = re.compile(
    r"(?<![\u0621-\u0647\u0649\u064a])(?:أم|الأم|والدة|أب|والد|زوجة|زوج|جدة|جد|شقيقة|شقيق)\s+و(?:ابنتها|ابنها|ابنته|ابنه|طفلتها|طفلها|"
    r"زوجها|زوجته|حفيدتها|حفيدها|شقيقتها|شقيقها|شقيقه)(?![\u0621-\u064a])"
    r"|\ba (?:mother|father|grandmother|wife|husband|woman) and (?:her|his) "
    r"(?:daughter|son|child|husband|wife|granddaughter|grandson|sister|brother)\b"
    r"|\ba mother and daughter\b|\ba father and son\b"
)
"""Two people named by kinship and not counted: beside a counted pair they may be the same two, or two more."""

_SINCE = re.compile(
    r"(?:منذ|بعد|من يوم|اعتبار[اً]+ من|بدء[اً]+ من|ابتداء[اً]? من|\bsince|\bafter|\bfrom|\bstarting|\bbeginning)"
    r"(?:\s+(?:يوم|هجوم|the|on))*\s*$"
)
"""Before a date: the count begins there, so that day is not the day of the value."""

_UNITS = {
    "litre": "litre litres liter liters لتر لترا لترات ليتر",
    "tonne": "tonne tonnes ton tons طن طنا أطنان",
    "meal": "meal meals وجبة وجبات",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}


class Counted(NamedTuple):
    """One figure mark with what its report fixes. `report` and `reading` are the caller's numbers for them.

    `mark` is the place among the reading's figures (0 …); `sent_start`, `sent_end` the sentence; `source` the words
    credited (None: the outlet asserts it), `speaks_for` the party of that source; `first`, `last` the days its sentence
    fixes (0: undated), `said_on` the day of publication (0: unknown). `part`: it counts some of those a larger figure of
    the same sentence counts ("30 people, 16 of them minors"), and is compared with nothing. `status`: `planned` or
    `possible` where the sentence only plans what is counted; such a value is not set against one that happened.
    """

    report: int
    reading: int
    mark: int
    start: int
    end: int
    sent_start: int
    sent_end: int
    low: Number
    high: Number
    qualifier: str
    measure: str
    party: str | None
    unit: str | None
    source: str | None
    source_kind: str
    speaks_for: str | None
    outlet: str | None
    first: int
    last: int
    said_on: int
    composition: tuple[int, int] | None
    holder: tuple[int, int] | None
    rule: str
    part: bool = False
    status: str = "happened"

    @property
    def thing(self) -> str:
        return thing_key(self.measure, self.party, self.unit)

    @property
    def anchor(self) -> int:
        """The day it is compared on: the last day its words fix, else the day of publication."""
        return self.last or self.said_on

    @property
    def scope(self) -> tuple[int, int]:
        return (self.first, self.last)


class Quarrel(NamedTuple):
    """Words of one reading that can be taken for two numbers. `readings`: (number, key of why)."""

    report: int
    reading: int
    start: int
    end: int
    readings: Sequence[Sequence[Any]]


def thing_key(measure: str, party: str | None, unit: str | None) -> str:
    """The name of a thing counted, as addresses carry it. A unit is the same in either language and number."""
    unit = _UNIT_OF.get(unit, unit) if unit else None
    return f"{measure}.{party or 'any'}" + (f".{unit}" if unit else "")


def thing_parts(key: str) -> tuple[str, str | None, str | None]:
    """Measure, party, unit of a key; it need not name a thing that has values."""
    measure, _, rest = key.partition(".")
    party, _, unit = rest.partition(".")
    return measure, None if party in ("any", "") else party, unit or None


RowsAsked = Callable[[Sequence[int]], Iterable[tuple[Any, ...]]]
"""Gives the rows of these numbers out of a snapshot."""


class _Made:
    """The values of a snapshot, each made once, when it is first asked for."""

    def __init__(self, rows: RowsAsked) -> None:
        self._rows = rows
        self._values: dict[int, Counted] = {}

    def at(self, numbers: Sequence[int]) -> list[Counted]:
        values = self._values
        lacking = [n for n in numbers if n not in values]
        for n, row in zip(lacking, self._rows(lacking) if lacking else (), strict=True):
            v = tuple.__new__(Counted, row)
            if type(v[7]) is not int or type(v[8]) is not int:
                v = v._replace(low=_read(str(v.low)), high=_read(str(v.high)))
            if v[20] or v[21]:
                v = v._replace(composition=_span(v.composition), holder=_span(v.holder))
            values[n] = v
        return [values[n] for n in numbers]


class Shelf(MutableMapping[int, list[Counted]]):
    """Lists of values by day or by reading; those of a snapshot stand as the numbers of their rows until asked for."""

    __slots__ = ("_made", "_values")

    def __init__(self, made: _Made | None = None) -> None:
        self._made = made
        self._values: dict[int, list[Counted] | _Rows] = {}

    def later(self, key: int, numbers: Sequence[int]) -> None:
        """Sets down where the values of a key are to be found."""
        self._values[key] = _Rows(numbers)

    def __getitem__(self, key: int) -> list[Counted]:
        found = self._values[key]
        if type(found) is _Rows:
            assert self._made is not None, "only a snapshot has rows"
            found = self._values[key] = self._made.at(found.numbers)
        return cast(list[Counted], found)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __setitem__(self, key: int, values: list[Counted]) -> None:
        self._values[key] = values

    def __delitem__(self, key: int) -> None:
        del self._values[key]

    def __iter__(self) -> Iterator[int]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class _Rows(NamedTuple):
    numbers: Sequence[int]


class Figures:
    """What the fold of figures keeps: values by thing and day, and by reading; words that quarrel, by reading."""

    __slots__ = ("by_reading", "quarrels", "things")

    def __init__(self) -> None:
        self.things: dict[str, Shelf] = {}
        self.by_reading = Shelf()
        self.quarrels: dict[int, list[Quarrel]] = {}

    def add(self, value: Counted) -> None:
        self.things.setdefault(value.thing, Shelf()).setdefault(value.anchor, []).append(value)
        self.by_reading.setdefault(value.reading, []).append(value)

    def take(
        self,
        *,
        report: int,
        reading: int,
        text: str,
        outlet: str | None,
        said_on: int,
        figures: Sequence[dict[str, Any]],
        statements: Sequence[dict[str, Any]],
        dates: Sequence[tuple[int, int, int, int]],
        sentences: Sequence[tuple[int, int]],
        events: Sequence[dict[str, Any]] = (),
    ) -> None:
        """Adds the figures of one reading.

        Args:
            figures, statements, events: the marks as the record keeps them (plain JSON values, offsets into `text`).
            dates: (start, end, first, last) of the dates that are fixed, days as ordinals.
            sentences: the sentences of `text` as (start, end), in order.
        """
        voices = {tuple(s["source"]): (s["source_kind"], s["actor"]) for s in statements}
        starts = [s for s, _ in sentences]
        days = [d for d in dates if not _SINCE.search(text, max(0, d[0] - 24), d[0])]
        taken: list[Counted] = []
        for n, f in enumerate(figures):
            start, end = f["span"]
            at = bisect_right(starts, start) - 1
            sent_start, sent_end = sentences[at] if at >= 0 and end <= sentences[at][1] else (start, end)
            first, last = _day_of(start, end, sent_start, sent_end, days)
            if first > said_on > 0 and f["measure"] in STOCK:
                first = last = 0  # nobody counts the dead of a day to come
            source = f["source"]
            kind, speaks_for = _voice(source, voices)
            credited = text[source[0] : source[1]] if source else None
            low, high = _number(f["value"], f["low"]), _number(f["value"], f["high"])
            status = _status(f["measure"], sent_start, sent_end, events)
            taken.append(
                Counted(
                    report, reading, n, start, end, sent_start, sent_end, low, high, f["qualifier"], f["measure"],
                    f["party"], f["unit"], credited, kind, speaks_for, outlet, first, last, said_on,
                    _span(f["composition"]), _span(f["holder"]), f["rule"], False, status,
                )
            )  # fmt: skip
        for value in _with_parts(taken):
            self.add(value)
        quarrels = _quarrels_in(taken, text)
        if quarrels:
            self.quarrels[reading] = quarrels

    def rows(self) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
        """All values as plain tuples, for a snapshot, thing by thing and day by day; and the index that leads to them.

        Decimals are strings. The index: how many rows each day of each thing takes, which rows each reading has.
        """
        values = [v for days in self.things.values() for vs in days.values() for v in vs]
        place = {(v.reading, v.mark): n for n, v in enumerate(values)}
        index = {
            "things": [[thing, [[day, len(vs)] for day, vs in days.items()]] for thing, days in self.things.items()],
            "readings": [
                [reading, [place[v.reading, v.mark] for v in vs]] for reading, vs in self.by_reading.items()
            ],
        }  # fmt: skip
        return [(*v[:7], _plain(v.low), _plain(v.high), *v[9:]) for v in values], index

    @classmethod
    def of_rows(cls, rows: RowsAsked, index: dict[str, Any], quarrels: Iterable[Sequence[Any]]) -> "Figures":
        """The figures of a snapshot; what it was made from came out of a seal, and is not checked again.

        A value is made when it is first asked for: most questions look at the newest days of a hundred thousand.
        """
        figures = cls()
        made = _Made(rows)
        at = 0
        for thing, days in index["things"]:
            kept = figures.things[thing] = Shelf(made)
            for day, n in days:
                kept.later(day, range(at, at + n))
                at += n
        figures.by_reading = Shelf(made)
        for reading, numbers in index["readings"]:
            figures.by_reading.later(reading, numbers)
        for q in map(Quarrel._make, quarrels):
            figures.quarrels.setdefault(q.reading, []).append(q)
        return figures


def _span(pair: Sequence[int] | None) -> tuple[int, int] | None:
    return (pair[0], pair[1]) if pair else None


def _number(value: str | None, bound: str | None) -> Number:
    return _read(value if value is not None else bound if bound is not None else "0")


def _read(number: str) -> Number:
    exact = Decimal(number)
    return int(exact) if exact == exact.to_integral_value() else exact


def _plain(number: Number) -> int | str:
    return number if isinstance(number, int) else str(number)


_EVENT_OF = {"released": "release", "aid": "aid_delivery", "aid_trucks": "aid_delivery"}


def _status(measure: str, start: int, end: int, events: Sequence[dict[str, Any]]) -> str:
    """Whether what is counted happened, by the event of its kind in the sentence: happened where nothing says otherwise."""
    kind = _EVENT_OF.get(measure)
    here = {e["status"] for e in events if e["event"] == kind and start <= e["span"][0] < end} if kind else set()
    return next((s for s in ("planned", "possible") if here == {s}), "happened")


def _voice(
    source: Sequence[int] | None, voices: dict[tuple[int, ...], tuple[str, str | None]]
) -> tuple[str, str | None]:
    """Kind and party of the one credited: those of the statement with the same source, or one that holds it."""
    if source is None:
        return "outlet", None
    exact = voices.get((source[0], source[1]))
    if exact:
        return exact
    for (start, end), found in voices.items():
        if start < source[1] and source[0] < end:
            return found
    return "organisation", None


def _day_of(
    start: int, end: int, sent_start: int, sent_end: int, dates: Sequence[tuple[int, int, int, int]]
) -> tuple[int, int]:
    """The days the sentence fixes for a figure: those of the date nearest to it, (0, 0) where it fixes none.

    A date inside the figure's own words does not date it ("the last three days" counts days).
    """
    best: tuple[int, int, int] | None = None
    for d_start, d_end, first, last in dates:
        if d_start < sent_start or d_end > sent_end or (d_start < end and start < d_end):
            continue
        gap = d_start - end if d_start >= end else start - d_end
        if best is None or gap < best[0]:
            best = (gap, first, last)
    return (best[1], best[2]) if best else (0, 0)


def _joined(between: str) -> bool:
    """Whether a pair is added to what stands before it by "and": "two Americans and a mother and her daughter"."""
    return bool(re.fullmatch(r"[^.،,:؛;]{0,24}?(?:\s+و\s*|,?\s+and\s+)", between)) and " هما" not in between


def _with_parts(values: Sequence[Counted]) -> list[Counted]:
    """The same figures, those marked that only count some of a larger one before them in their sentence.

    A part comes after its whole, by the same author, of the same people or of none named ("30 Palestinians, 16 minors").
    """
    parts: set[int] = set()
    for n, whole in enumerate(values):
        if n in parts:
            continue
        after = [
            (m, v) for m, v in enumerate(values[n + 1 :], n + 1)
            if v.sent_start == whole.sent_start and v.low < whole.low and v.measure in COMPARED and v.unit == whole.unit
        ]  # fmt: skip
        if whole.measure == "people":  # not said to be of one kind: only the sum can tell
            found = [m for m, v in after if v.party is None]
            parts.update(found if len(found) > 1 and sum(values[m].low for m in found) == whole.low else ())
        elif whole.measure in COMPARED:
            parts.update(
                m for m, v in after
                if v.measure == whole.measure and v.source == whole.source and v.party in (None, whole.party)
            )  # fmt: skip
    return [v._replace(part=True) if n in parts else v for n, v in enumerate(values)]


def _quarrels_in(values: Sequence[Counted], text: str) -> list[Quarrel]:
    """Words of one reading that can be taken for two numbers.

    Two marks over the same words with different values; or a list of counted people with an uncounted pair of kin in
    it, which may be two more or two of those already counted ("two Americans, a mother and her daughter").
    """
    found: list[Quarrel] = []
    for n, a in enumerate(values):
        for b in values[n + 1 :]:
            if b.start >= a.end:
                break
            if (a.low, a.high) != (b.low, b.high) and a.measure == b.measure:
                span = (min(a.start, b.start), max(a.end, b.end))
                found.append(
                    Quarrel(
                        a.report, a.reading, *span, [[_plain(a.low), "mark", a.rule], [_plain(b.low), "mark", b.rule]]
                    )
                )
    lists: dict[tuple[int, int, str], list[Counted]] = {}
    for v in values:
        if v.measure in COMPARED and v.measure != "aid" and v.qualifier == "exact" and isinstance(v.low, int):
            lists.setdefault((v.sent_start, v.sent_end, v.measure), []).append(v)
    for (sent_start, sent_end, _), parts in lists.items():
        pair = _PAIR_OF_KIN.search(text, sent_start, sent_end)
        if pair is None or any(p.start < pair.end() and pair.start() < p.end for p in parts):
            continue
        before = next((p for p in parts if p.low == 2 and _joined(text[p.end : pair.start()])), None)
        total = sum(p.low for p in parts)
        whole = any(p.low >= total - p.low and len(parts) > 1 and p.low > 2 for p in parts)
        if before is None or whole:
            continue
        span = (before.start, max(pair.end(), parts[-1].end))
        readings = [[_plain(total), "same_two", "pair-of-kin"], [_plain(total + 2), "two_more", "pair-of-kin"]]
        found.append(Quarrel(parts[0].report, parts[0].reading, *span, readings))
    return found


# What may be said of values


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


def comparable(a: Counted, b: Counted) -> bool:
    """Whether two values speak of the same days, and both of what happened or both of what is planned.

    An undated value speaks of the day it was published. Neighbouring days are not compared: what is released or brought
    in on two days differs by nature, and the dead grow by the day.
    """
    if (a.status == "happened") != (b.status == "happened"):
        return False
    if a.last and b.last:
        return a.scope == b.scope
    return bool(a.anchor) and a.anchor == b.anchor


class Conflict(NamedTuple):
    """Values of one thing, of the same days, of the same order, by at least two authors, that cannot all be true."""

    thing: str
    values: tuple[Counted, ...]

    @property
    def apart(self) -> Number:
        """From the highest value named to the lowest."""
        return max(v.low for v in self.values) - min(v.high for v in self.values)


def conflicts(values: Iterable[Counted], author: Callable[[Counted], str]) -> list[Conflict]:
    """The disagreements among values of one thing, the latest first.

    Args:
        values: values of one thing.
        author: who gives a value; two values of one author are a revision, not a conflict.
    """
    days: dict[int, list[Counted]] = {}
    for v in values:
        days.setdefault(v.anchor, []).append(v)
    return [c for day in sorted(days, reverse=True) for c in conflicts_of_day(days[day], author)]


def conflicts_of_day(values: Sequence[Counted], author: Callable[[Counted], str]) -> list[Conflict]:
    """The disagreements among values of one thing that are compared on one day (`Counted.anchor`)."""
    if not values or not values[0].anchor or values[0].measure not in COMPARED:
        return []
    said: dict[tuple[Any, ...], list[Counted]] = {}
    for v in values:
        if not v.part:
            said.setdefault((author(v), v.low, v.high, v.qualifier, v.scope, v.status), []).append(v)
    found = []
    for group in _same_order([vs[0] for vs in said.values()]):
        told = [(v, author(v), *bounds(v), v.scope if v.last else None, v.status == "happened") for v in group]
        sides = [
            (a, v) for v, a, low, high, scope, happened in told
            if any(
                a != b and happened == happened_ and (low > high_ or low_ > high)
                and (scope is None or scope_ is None or scope == scope_)
                for _, b, low_, high_, scope_, happened_ in told
            )
        ]  # fmt: skip
        if sides:
            every = [w for a, v in sides for w in said[a, v.low, v.high, v.qualifier, v.scope, v.status]]
            found.append(Conflict(sides[0][1].thing, tuple(every)))
    return found


def _same_order(values: list[Counted]) -> list[list[Counted]]:
    """Values in groups whose highest is at most `SAME_ORDER` times their lowest."""
    groups: list[list[Counted]] = []
    for v in sorted(values, key=lambda v: (v.low, v.anchor, v.report, v.mark)):
        if v.low <= 0:
            continue
        if groups and v.low <= groups[-1][0].low * SAME_ORDER:
            groups[-1].append(v)
        else:
            groups.append([v])
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

    What counts how many there are by now is replaced by any later value, unless both are dated and for other days; what
    counts some days only by a value for the same days.
    """
    if later.part or earlier.part or (later.status == "happened") != (earlier.status == "happened"):
        return False
    if later.measure in STOCK:
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
