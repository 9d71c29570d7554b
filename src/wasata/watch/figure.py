"""Figures: every number a report gives, kept with its author and its day, side by side, never averaged.

Danger: two authors' numbers made into one; a number that loses the day, the people or the time it counts.
Duty: the pure fold of figure marks into things counted, each value with all that decides what it may be set against;
and which words two readings take for different numbers.
Shape: `Figures` is what the fold keeps (plain tuples); `take` adds the figures of one reading. How a number is counted is
read in `counting`; which values cannot all be true is asked in `conflict`; what a correction takes back, in `correction`.

A *thing* is measure, whose people, unit: `killed.palestinians`, `aid.any.litre`. Days are counted as ordinals of
`date`, 0 where no day is known; a range has `low` and `high`, all else has them equal.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Any, NamedTuple, cast

from wasata.watch.counting import Manner, Span, begins, carried, manner_of, of_the_day_before

Number = int | Decimal

COMPARED = frozenset({"killed", "wounded", "missing", "held", "released", "detained", "displaced", "aid_trucks", "aid"})
"""Measures whose values can quarrel. Durations, sums of money, countries and unnamed counts are shown, but two of them on
one day are hardly ever two claims about the same thing."""

STOCK = frozenset({"killed", "wounded", "missing", "held", "displaced"})
"""Measures that count how many there are by now: a later value by the same author replaces his earlier one. The others
count what happened in some days (released, trucks): values of other days stand beside each other."""

TOLD_OF = 3
"""A figure without a date of its own counts for the day its report was telling of, if that is so few days before."""

ONLY_A_TOTAL = 2
"""A number called "in all" that is more than so many times what its report gives for a day can only be a running total."""

_PAIR_OF_KIN = re.compile(
    r"(?<![\u0621-\u0647\u0649\u064a])(?:أم|الأم|والدة|أب|والد|زوجة|زوج|جدة|جد|شقيقة|شقيق)\s+و(?:ابنتها|ابنها|ابنته|ابنه|طفلتها|طفلها|"
    r"زوجها|زوجته|حفيدتها|حفيدها|شقيقتها|شقيقها|شقيقه)(?![\u0621-\u064a])"
    r"|\ba (?:mother|father|grandmother|wife|husband|woman) and (?:her|his) "
    r"(?:daughter|son|child|husband|wife|granddaughter|grandson|sister|brother)\b"
    r"|\ba mother and daughter\b|\ba father and son\b"
)
"""Two people named by kinship and not counted: beside a counted pair they may be the same two, or two more."""

_BESIDE = re.compile(r"\s*(?:,?\s+and\s+|\s+و\s*)")

OTHERS = "other"
"""The party of those who are of no party of the case, as the reader names it."""

_NO_MANNER = Manner("", "", 0, "")

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
    `possible` where the words only plan what is counted; such a value is not set against one that happened.
    `who`, `span`, `since`: how it is counted, as `counting.Manner` has it. `told_of`: the day the report was telling of
    where its sentence fixes none, 0 where none is near; the figure stays undated and is only compared on that day.
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
    who: str = ""
    span: Span = ""
    since: int = 0
    told_of: int = 0

    @property
    def thing(self) -> str:
        return thing_key(self.measure, self.party, self.unit)

    @property
    def anchor(self) -> int:
        """The day it is compared on: the last day its words fix, else the day its report tells of, else of publication."""
        return self.last or self.told_of or self.said_on

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


_MEASURE, _PARTY, _UNIT, _LAST, _SAID_ON, _TOLD_OF = map(
    Counted._fields.index, ("measure", "party", "unit", "last", "said_on", "told_of")
)

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

    def plain(self, numbers: Sequence[int]) -> Iterable[tuple[Any, ...]]:
        return self._rows(numbers)


class Shelf(MutableMapping[int, list[Counted]]):
    """Lists of values by day or by reading; those of a snapshot stand as the numbers of their rows until asked for."""

    __slots__ = ("_values",)

    def __init__(self) -> None:
        self._values: dict[int, list[Counted] | _Rows] = {}

    def later(self, key: int, made: _Made, numbers: Sequence[int]) -> None:
        """Sets down where more values of a key are to be found."""
        found = self._values.get(key)
        if found is None:
            self._values[key] = _Rows([(made, numbers)])
        elif type(found) is _Rows:
            found.places.append((made, numbers))
        else:
            cast(list[Counted], found).extend(made.at(numbers))

    def plain(self, keys: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """The values of these keys as a snapshot has them; none is made for it that was not."""
        made: _Made | None = None
        numbers: list[int] = []  # of rows that are found in one place, to be asked for at once
        for key in keys:
            found = self._values[key]
            places: Sequence[tuple[_Made | None, Sequence[int]]] = ((None, ()),)
            if type(found) is _Rows:
                places = found.places
            for source, some in places:
                if made is not None and source is not made:
                    yield from made.plain(numbers)
                    numbers = []
                made = source
                numbers += some
            if type(found) is not _Rows:
                yield from map(_plain_row, cast(list[Counted], found))
        if made is not None:
            yield from made.plain(numbers)

    def __getitem__(self, key: int) -> list[Counted]:
        found = self._values[key]
        if type(found) is _Rows:
            found = self._values[key] = [v for made, numbers in found.places for v in made.at(numbers)]
        return cast(list[Counted], found)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __setitem__(self, key: int, values: list[Counted]) -> None:
        self._values[key] = values

    def __delitem__(self, key: int) -> None:
        del self._values[key]

    def size(self, key: int) -> int:
        """How many values a key has."""
        found = self._values[key]
        return sum(len(n) for _, n in found.places) if type(found) is _Rows else len(found)

    def __iter__(self) -> Iterator[int]:
        return iter(self._values)

    def __reversed__(self) -> Iterator[int]:
        return reversed(self._values)

    def __len__(self) -> int:
        return len(self._values)


class _Rows(NamedTuple):
    places: list[tuple[_Made, Sequence[int]]]


def _plain_row(v: Counted) -> tuple[Any, ...]:
    """A value as plain JSON values; decimals are strings."""
    return v if type(v[7]) is type(v[8]) is int else (*v[:7], _plain(v.low), _plain(v.high), *v[9:])


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
            figures, statements, events: the marks as the record keeps them (plain JSON values, offsets into `text`); those
                that count, where some were taken out each with its `place` among all.
            dates: (start, end, first, last) of the dates that are fixed, days as ordinals.
            sentences: the sentences of `text` as (start, end), in order.
        """
        voices = {tuple(s["source"]): (s["source_kind"], s["actor"]) for s in statements}
        starts = [s for s, _ in sentences]
        begun = [(d[0], d[1], d[2]) for d in dates if begins(text, d[0])]
        days = [d for d in dates if (d[0], d[1], d[2]) not in begun]
        taken: list[Counted] = []
        called_total: list[bool] = []
        for at_place, f in enumerate(figures):
            n = f.get("place", at_place)
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
            told_of = 0
            status = _status(f["measure"], sent_start, sent_end, events)
            if f["measure"] in COMPARED and f["measure"] not in STOCK and not last:
                told_of = _told_of(sent_start, days, said_on)
            manner = _NO_MANNER
            if f["measure"] in COMPARED:
                dated = first == last > 0
                manner = manner_of(text, (start, end), (sent_start, sent_end), f["measure"], dated=dated, begun=begun)
                if f["measure"] not in STOCK:
                    status = manner.status if status == "happened" and manner.status else status
                    if first == last > 0 and of_the_day_before(text, end, sent_end):
                        first = last = last - 1
                if status != "happened":
                    told_of = 0
            called_total.append(manner.in_all and manner.span == "")
            taken.append(
                Counted(
                    report, reading, n, start, end, sent_start, sent_end, low, high, f["qualifier"], f["measure"],
                    _party(f["party"], manner.who), f["unit"], credited, kind, speaks_for, outlet, first, last, said_on,
                    _span(f["composition"]), _span(f["holder"]), f["rule"], manner.part, status,
                    manner.who, manner.span, manner.since, told_of,
                )
            )  # fmt: skip
        taken = _with_wholes(taken, text)
        taken = [
            v._replace(span="total") if called and _only_a_total(v, taken) else v
            for v, called in zip(taken, called_total, strict=True)
        ]  # fmt: skip
        for value in _with_parts(taken, text):
            self.add(value)
        quarrels = _quarrels_in(taken, text)
        if quarrels:
            self.quarrels[reading] = quarrels

    def rows(self, since: int = 0) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
        """All values of the readings after one as plain tuples, for a snapshot, thing by thing and day by day; and the index
        that leads to them. Decimals are strings.

        The index: how many rows each day of each thing takes, which rows each reading has.
        """
        things: dict[str, dict[int, list[tuple[int, tuple[Any, ...]]]]] = {}
        readings: list[list[int]] = []
        for n, row in enumerate(self.by_reading.plain(self.readings_after(since))):
            thing = thing_key(row[_MEASURE], row[_PARTY], row[_UNIT])
            things.setdefault(thing, {}).setdefault(row[_LAST] or row[_TOLD_OF] or row[_SAID_ON], []).append((n, row))
        ordered = [place for days in things.values() for rows in days.values() for place in rows]
        at = {n: place for place, (n, _) in enumerate(ordered)}
        n = 0
        for reading in self.readings_after(since):
            size = self.by_reading.size(reading)
            readings.append([reading, *map(at.__getitem__, range(n, n + size))])
            n += size
        index = {
            "things": [[thing, [[day, len(rows)] for day, rows in days.items()]] for thing, days in things.items()],
            "readings": readings,
        }
        return [row for _, row in ordered], index

    def readings_after(self, since: int) -> list[int]:
        """The readings after one, which come in order."""
        found = list(takewhile(since.__lt__, reversed(self.by_reading)))
        return found[::-1]

    def lay(self, rows: RowsAsked, index: dict[str, Any], quarrels: Iterable[Sequence[Any]]) -> None:
        """Lays on what a snapshot says came next; what it was made from came out of a seal, and is not checked again.

        A value is made when it is first asked for: most questions look at the newest days of a hundred thousand.
        """
        made = _Made(rows)
        at = 0
        for thing, days in index["things"]:
            kept = self.things.setdefault(thing, Shelf())
            for day, n in days:
                kept.later(day, made, range(at, at + n))
                at += n
        for reading, *numbers in index["readings"]:
            self.by_reading.later(reading, made, numbers)
        for q in map(Quarrel._make, quarrels):
            self.quarrels.setdefault(q.reading, []).append(q)


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


def _party(party: str | None, who: str) -> str | None:
    """Whose people: foreigners are of none of the parties, whatever the sentence counts beside them."""
    return OTHERS if "foreign" in who.split("+") else party


def _told_of(sent_start: int, dates: Sequence[tuple[int, int, int, int]], said_on: int) -> int:
    """The day a report is telling of at this sentence: the last single day it fixed before, if that is just past."""
    before = [first for _, end, first, last in dates if end <= sent_start and first == last]
    return before[-1] if before and said_on - TOLD_OF <= before[-1] <= said_on else 0


def _only_a_total(v: Counted, values: Sequence[Counted]) -> bool:
    """Whether a value called "in all" can be no day's count: no day is told of, or its report gives a day far less."""
    if v.last or v.measure not in COMPARED:
        return False
    day = max((w.low for w in values if w.mark < v.mark and w.measure == v.measure and not w.span), default=0)
    parts = any(w.sent_start == v.sent_start and w.measure == v.measure and w.mark != v.mark for w in values)
    return v.low > ONLY_A_TOTAL * day if day else not v.told_of and not parts


def _with_wholes(values: list[Counted], text: str) -> list[Counted]:
    """The same figures, with sums told from what they add up.

    A number that takes in people of several parties named before it in its sentence is of no party ("10 Thais and 13
    Israelis: 24 people"). One that adds up counts of the same thing is their whole, and they its parts; but if the
    sentence carries something over from another day, the sum is no day's count, and its parts stand.
    """
    found = list(values)
    for n, v in enumerate(values):
        if v.measure not in COMPARED or v.measure in STOCK:
            continue
        before = [
            (m, w) for m, w in enumerate(values[:n])
            if w.sent_start == v.sent_start and w.measure == v.measure and w.unit == v.unit and w.status == v.status
        ]  # fmt: skip
        if len(before) < 2:
            continue
        total = sum(w.low for _, w in before)
        parties = {w.party for _, w in before}
        if len(parties) > 1 and v.party in parties and total <= v.low < 2 * total:
            found[n] = v._replace(party=None)
        elif total == v.low and all(w.thing == v.thing for _, w in before):
            if carried(text, (v.sent_start, v.sent_end)):
                found[n] = v._replace(span="total")
            else:
                for m, _ in before:
                    found[m] = found[m]._replace(part=True)
    return found


def _joined(between: str) -> bool:
    """Whether a pair is added to what stands before it by "and": "two Americans and a mother and her daughter"."""
    return bool(re.fullmatch(r"[^.،,:؛;]{0,24}?(?:\s+و\s*|,?\s+and\s+)", between)) and " هما" not in between


def _with_parts(values: Sequence[Counted], text: str) -> list[Counted]:
    """The same figures, those marked that only count some of a larger one before them in their sentence.

    A part comes after its whole, by the same author, of the same people or of none named ("30 Palestinians, 16 minors").
    What is only joined to it by "and" stands beside it ("51 Israelis and 18 others").
    """
    parts: set[int] = set()
    for n, whole in enumerate(values):
        if n in parts:
            continue
        after = [
            (m, v) for m, v in enumerate(values[n + 1 :], n + 1)
            if v.sent_start == whole.sent_start and v.low < whole.low and v.measure in COMPARED and v.unit == whole.unit
            and not v.part and v.span == whole.span and (v.status == whole.status or whole.measure == "people")
        ]  # fmt: skip
        if whole.measure == "people":  # not said to be of one kind: only the sum can tell
            found = [m for m, v in after if v.party is None]
            parts.update(found if len(found) > 1 and sum(values[m].low for m in found) == whole.low else ())
        elif whole.measure in COMPARED:
            parts.update(
                m for m, v in after
                if v.measure == whole.measure and v.source == whole.source and v.party in (None, whole.party)
                and v.scope == whole.scope and not _BESIDE.fullmatch(text, whole.end, v.start)
            )  # fmt: skip
    return [v._replace(part=True) if n in parts and not v.part else v for n, v in enumerate(values)]


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
