"""Tellings: which reports tell one story, and each event as it is told, by whom; kept by the fold of the press.

Danger: a story printed forty times heard as forty voices; an analyst's word undone by the next report.
Duty: the threads (`listen.threads`) as reports come in; every event mark that counts, with its status, who says so and the
days its sentence fixes; what people said of threads, and which contradictions they settled.
Shape: `Tellings` is a part of `desk.press.Press` and is packed with it. An event is a `Told`, a plain tuple; days are
ordinals of `date`, 0 where none is known.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from wasata.carry.pace import statement_in
from wasata.desk import columns
from wasata.desk.filed import Filed, instant, micros
from wasata.listen.threads import Print, Threads
from wasata.record.entry import Entry
from wasata.record.fold import Packed

STANDS = frozenset({"happened", "ongoing"})
"""How an event is told that was or is."""


class Told(NamedTuple):
    """One event as one report tells it. `report`, `reading`: the caller's numbers; `mark` its place among the events.

    `start`, `end` are the sentence; `actors` roster ids, joined by "+"; `source` the words credited (None: the outlet
    itself), `act` the verb's act ("" where nobody is credited); `first`, `last` the days the sentence fixes.
    """

    report: int
    reading: int
    mark: int
    start: int
    end: int
    event: str
    status: str
    actors: str
    source: str | None
    source_kind: str
    speaks_for: str | None
    act: str
    first: int
    last: int
    said_on: int
    rule: str

    @property
    def day(self) -> int:
        """The day it is told of: the last its sentence fixes if that is not after the telling, or is planned; else that of
        the report."""
        if self.last and (self.last <= self.said_on or not self.said_on or self.status in ("planned", "possible")):
            return self.last
        return self.said_on

    @property
    def dated(self) -> bool:
        """Whether its sentence fixes the day, and not only the report."""
        return bool(self.last) and self.day == self.last


Place = tuple[int, str, int, int]
"""Where a claim stands: number of its report, group of its mark, start, end."""


class Settled(NamedTuple):
    """An analyst's word on two claims that seem to exclude each other: both stand, and why."""

    left: Place
    right: Place
    why: str
    reason: str
    by: str
    at: int


class PersonsWord(NamedTuple):
    """What a person said of a report's thread: `joined` another's (`other`), or `split` from its own (`other` = -1)."""

    report: int
    other: int
    by: str
    at: int
    reason: str | None


class Tellings:
    """What the fold of the press keeps of stories and events."""

    __slots__ = ("_by_day", "_by_reading", "_denied", "_packed", "names", "settled", "threads", "words_on")

    def __init__(self, text_of: Callable[[int], str]) -> None:
        self.threads = Threads(text_of)
        self._by_reading: dict[int, list[Told]] = {}
        self._by_day: dict[str, dict[int, list[Told]]] = {}
        self._denied: dict[str, list[Told]] = {}
        self._packed: list[bytes] = []
        self.names: tuple[int, dict[tuple[int, int], frozenset[str]]] = (0, {})
        """What sentences name besides parties, by report and place; found when asked for, for one roster."""
        self.words_on: list[PersonsWord] = []
        self.settled: list[Settled] = []

    @property
    def by_reading(self) -> dict[int, list[Told]]:
        """The events of each reading."""
        if self._packed:
            self._open()
        return self._by_reading

    @property
    def by_day(self) -> dict[str, dict[int, list[Told]]]:
        """Events that were or are, by kind and the day they are told of, of all readings ever."""
        if self._packed:
            self._open()
        return self._by_day

    @property
    def denied(self) -> dict[str, list[Told]]:
        """Events that were denied, by kind, of all readings ever."""
        if self._packed:
            self._open()
        return self._denied

    def _open(self) -> None:
        """Makes the events of a snapshot: tens of thousands, and a brief asks for none of them."""
        packed, self._packed = self._packed, []
        since, self._by_reading = self._by_reading, {}
        told = map(partial(tuple.__new__, Told), chain.from_iterable(map(columns.unpack, packed)))
        for reading, rows in groupby(told, key=itemgetter(1)):
            self._by_reading[reading] = list(rows)
        self._by_reading.update(since)
        for found in self._by_reading.values():
            self._index(found)

    def take(
        self, *, report: int, reading: int, text: str, said_on: int, events: Sequence[dict[str, Any]],
        statements: Sequence[dict[str, Any]], dates: Sequence[tuple[int, int, int, int]],
    ) -> None:  # fmt: skip
        """Adds the events of one reading; marks are plain JSON values, `dates` (start, end, first, last) of fixed dates."""
        found = []
        for n, e in enumerate(events):
            start, end = e["span"]
            said = statement_in(start, end, statements)
            source, kind, speaks_for, act = None, "outlet", None, ""
            if said is not None:
                s = said["source"]
                source, kind, speaks_for, act = text[s[0] : s[1]], said["source_kind"], said["actor"], said["act"]
            first, last = next(((f, t) for a, b, f, t in dates if a >= start and b <= end), (0, 0))
            found.append(
                Told(report, reading, e.get("place", n), start, end, e["event"], e["status"], "+".join(e["actors"]), source,
                     kind, speaks_for, act, first, last, said_on, e["rule"])
            )  # fmt: skip
        if found:
            self._by_reading[reading] = found
            if not self._packed:
                self._index(found)

    def _index(self, found: Sequence[Told]) -> None:
        for told in found:
            if told.status == "denied":
                self._denied.setdefault(told.event, []).append(told)
            elif told.status in STANDS:
                self._by_day.setdefault(told.event, {}).setdefault(told.day, []).append(told)

    # what people say

    def step(self, entry: Entry, numbers: Mapping[str, int]) -> set[int]:
        """A person's word on a thread or a contradiction. Gives the reports whose voices it may change.

        Args:
            numbers: the number of each report by its name.
        """
        d, at = entry.data, micros(entry.recorded_at)
        match entry.kind:
            case "thread.split":
                n = numbers[d["report"]]
                self.words_on.append(PersonsWord(n, -1, entry.author, at, d.get("reason")))
                return self.threads.part(n)
            case "thread.joined":
                n, other = numbers[d["report"]], numbers[d["with_report"]]
                self.words_on.append(PersonsWord(n, other, entry.author, at, d.get("reason")))
                return self.threads.join(n, other)
            case _:
                left, right = (_place(d[side], numbers) for side in ("left", "right"))
                self._settle(Settled(left, right, d.get("why", ""), d.get("reason", ""), entry.author, at))
                return set()

    def _settle(self, settled: Settled) -> None:
        """A later word on the same two claims takes the place of an earlier one; an empty `why` opens the question again."""
        both = {settled.left, settled.right}
        self.settled = [s for s in self.settled if {s.left, s.right} != both]
        if settled.why:
            self.settled.append(settled)

    # snapshots

    def pack(self, since: int = 0, reports: int = 0) -> bytes:
        """What came after one reading and the first so many reports; what people said, whole."""
        if not since and not self._by_reading and len(self._packed) == 1:
            told = self._packed[0]  # nothing came since
        else:
            kept = chain.from_iterable(map(columns.unpack, self._packed))  # not made into events for this
            came = (row for reading, rows in self._by_reading.items() if reading > since for row in rows)
            told = columns.pack([*(row for row in kept if row[1] > since), *came])
        threads = self.threads.pack(reports)
        said = to_json({"words_on": self.words_on, "settled": self.settled})
        parts = (told, threads, said)
        return b"".join(len(p).to_bytes(8, "big") for p in parts) + b"".join(parts)

    def lay(self, packed: Packed, prints: Sequence[Print]) -> None:
        """Lays on what a snapshot says came next. Its events are made when they are first asked for."""
        sizes = [int.from_bytes(packed[n * 8 : n * 8 + 8], "big") for n in range(3)]
        told, threads, said = (packed[24 + sum(sizes[:n]) : 24 + sum(sizes[: n + 1])] for n in range(3))
        assert not self._by_reading, "a snapshot is laid before anything is folded"
        self._packed.append(bytes(told))
        self.threads.lay(threads, prints)
        head = from_json(bytes(said))
        self.words_on = [PersonsWord._make(w) for w in head["words_on"]]
        self.settled = [Settled(tuple(left), tuple(right), *rest) for left, right, *rest in head["settled"]]


def _place(told: Mapping[str, Any], numbers: Mapping[str, int]) -> Place:
    return (numbers[told["report"]], told["group"], told["span"][0], told["span"][1])


def print_of(filed: Filed) -> Print:
    """A report as threads see it: the day it was out, and its outlet."""
    return Print(filed.said_on or instant(filed.received).toordinal(), filed.outlet)
