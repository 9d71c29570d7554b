"""The press as the desk keeps it: one fold over `press`, from which press list, brief and figures are all drawn.

Danger: a second reading of a report counted beside the first; five thousand reports kept twice in memory.
Duty: file each report with its readings, links and strikes; hand the figures to `watch.figure` and the claims of state
to `carry.pace`; say which readings stood at a given hour.
Shape: `PRESS` is the view. Texts and statements are kept squeezed; figures, claims and dates
ahead as plain tuples. Times are microseconds since 1970, days ordinals of `date`, 0 where none is known.

*Known at T* has two meanings, and both are asked: `recorded` (it stood in our record) and `published` (it was out in
the world: for samples and old archives, which enter the record on one day).
"""

import gc
import hashlib
import zlib
from bisect import bisect_right, insort
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Literal, NamedTuple

from pydantic_core import from_json, to_json

from wasata.carry.pace import Claim, Pace, statement_in
from wasata.desk import columns
from wasata.desk.roster import roster_kept
from wasata.desk.voice import Authors
from wasata.errors import KindUnknown
from wasata.listen.letters import fold
from wasata.listen.roster import Roster, default_roster
from wasata.listen.sentences import sentences_of
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.values import Lang
from wasata.watch.figure import Conflict, Counted, Figures, conflicts_of_day
from wasata.words import tame

Clock = Literal["recorded", "published"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_DAY = 86_400_000_000
_FOR_SEARCH = str.maketrans("ؤئ", "ءء")
GROUPS = ("statements", "figures", "dates", "events")


def micros(at: datetime) -> int:
    """An instant as microseconds since 1970."""
    return (at - _EPOCH) // _MICRO


def instant(us: int) -> datetime:
    return _EPOCH + us * _MICRO


def day_or_none(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


class Statement(NamedTuple):
    """One statement mark as kept: spans as start and end; `via_start` = -1 where nothing carried it."""

    start: int
    end: int
    source_start: int
    source_end: int
    cue_start: int
    cue_end: int
    via_start: int
    via_end: int
    kind: str
    actor: str | None
    act: str
    direct: bool
    rule: str


class Ahead(NamedTuple):
    """A date later than its report, with the sentence that holds it and who says it."""

    report: int
    reading: int
    mark: int
    start: int
    end: int
    first: int
    last: int
    said_on: int
    event: str | None
    status: str | None
    source: str | None
    source_kind: str
    speaks_for: str | None
    resolved: bool
    date_start: int
    date_end: int


class Link(NamedTuple):
    """`later` corrects, rewrites, denies or withdraws `earlier`."""

    relation: str
    earlier: int
    later: int
    at: int
    by: str
    seq: int


class Strike(NamedTuple):
    """An analyst holds the mark at this span of this group wrong."""

    report: int
    group: str
    start: int
    end: int
    at: int
    by: str
    reason: str | None


class Reading(NamedTuple):
    """One reading of a report: its place in the log, when, by which reader, how many marks of each group."""

    seq: int
    at: int
    reader: str
    counts: tuple[int, ...]
    statements: bytes


class Filed:
    """One report as filed. `n` counts from 0 in the order they came."""

    __slots__ = (
        "came_by", "digest", "id", "lang", "n", "outlet", "outlet_kind", "published", "published_at", "readings",
        "received", "same", "seq", "squeezed", "title",
    )  # fmt: skip

    def __init__(self, row: tuple[Any, ...], squeezed: bytes, readings: list[Reading]) -> None:
        (
            self.n, self.id, self.seq, self.title, self.lang, self.outlet, self.outlet_kind, self.published,
            self.published_at, self.received, self.came_by, self.digest, self.same,
        ) = row  # fmt: skip
        self.squeezed = squeezed
        self.readings = readings

    def row(self) -> tuple[Any, ...]:
        return (
            self.n, self.id, self.seq, self.title, self.lang, self.outlet, self.outlet_kind, self.published,
            self.published_at, self.received, self.came_by, self.digest, self.same,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The report as received."""
        return zlib.decompress(self.squeezed).decode()

    @property
    def out(self) -> int:
        """When it was out in the world: its hour of publication, else the end of its day, else when it came in."""
        if self.published_at:
            return int(self.published_at)
        return (self.published - 719_163 + 1) * _DAY - 1 if self.published else int(self.received)

    @property
    def said_on(self) -> int:
        """The day its words were said: that of publication, 0 where it is not known."""
        return int(self.published)

    def known(self, by: Clock) -> int:
        return self.out if by == "published" else int(self.received)


class Known(NamedTuple):
    """What stood at an instant (`upto` None: now): the readings by report, the marks struck, and in `seqs` the numbers of
    the readings whose marks count. A report that was withdrawn has its reading, but nothing in it counts any more.

    `whole`: every reading there is stood, so that nothing need be sifted.
    """

    upto: int | None
    by: Clock
    readings: dict[int, Reading]
    seqs: set[int]
    struck: set[tuple[int, str, int, int]]
    whole: bool

    def figure(self, value: Counted) -> bool:
        """Whether a figure stood: its reading did, and nobody had struck it."""
        return value.reading in self.seqs and not (
            self.struck and (value.report, "figures", value.start, value.end) in self.struck
        )

    def figures(self, values: list[Counted]) -> list[Counted]:
        """Those of many figures that stood."""
        seqs = self.seqs
        standing = values if self.whole else [v for v in values if v.reading in seqs]
        return [v for v in standing if self.figure(v)] if self.struck else standing

    def date(self, ahead: Ahead) -> bool:
        """Whether a date ahead stood."""
        return ahead.reading in self.seqs and not (
            self.struck and (ahead.report, "dates", ahead.date_start, ahead.date_end) in self.struck
        )

    def claim(self, claim: Claim) -> bool:
        """Whether a claim of state stood."""
        return claim.reading in self.seqs and not (
            self.struck and (claim.report, "events", claim.start, claim.end) in self.struck
        )


class Press:
    """What the fold keeps. Read it inside `Desk.hold`."""

    __slots__ = (
        "_authors", "_conflicts", "_figure_authors", "_folded", "_order", "_roster", "_thing_authors", "ahead", "by_id",
        "by_words", "figures", "links", "n_readings", "pace", "reports", "rosters", "strikes",
    )  # fmt: skip

    def __init__(self) -> None:
        self.reports: list[Filed] = []
        self.by_id: dict[str, int] = {}
        self.by_words: dict[str, int] = {}
        self.figures = Figures()
        self.pace = Pace()
        self.ahead: list[Ahead] = []
        self.links: list[Link] = []
        self.strikes: list[Strike] = []
        self.rosters: list[tuple[int, list[dict[str, Any]]]] = []
        self._order: list[tuple[int, int]] = []
        self._folded: list[str | None] = []
        self._roster: Roster | None = None
        self._authors: Authors | None = None
        self._figure_authors: dict[int, list[str | None]] = {}
        self._conflicts: dict[tuple[str, int], tuple[int, list[Conflict]]] = {}
        self._thing_authors: tuple[int, dict[str, set[str]]] = (0, {})
        self.n_readings = 0

    # folding

    def _received(self, entry: Entry) -> None:
        d = entry.data
        text: str = d["text"]
        published = date.fromisoformat(d["published"]).toordinal() if d.get("published") else 0
        published_at = micros(datetime.fromisoformat(d["published_at"])) if d.get("published_at") else 0
        if published_at and not published:
            published = instant(published_at).date().toordinal()
        row = (
            len(self.reports), d["report"], entry.seq, _called(d, text), d["lang"], d.get("outlet") and tame(d["outlet"]),
            d.get("outlet_kind", "unknown"), published, published_at, micros(entry.recorded_at), d["came_by"], d["digest"],
            same_words(text),
        )  # fmt: skip
        self._file(Filed(row, zlib.compress(text.encode(), 6), []))

    def _file(self, filed: Filed) -> None:
        self.reports.append(filed)
        self.by_id[filed.id] = filed.n
        self.by_words.setdefault(filed.same, filed.n)
        self._folded.append(None)
        insort(self._order, (filed.out, filed.n))

    def _read(self, entry: Entry) -> None:
        d = entry.data
        filed = self.reports[self.by_id[d["report"]]]
        text = filed.text
        statements, figures, events = d["statements"], d["figures"], d["events"]
        rows = [
            (
                *s["content"], *s["source"], *s["cue"], *(s["via"] or (-1, -1)), s["source_kind"], s["actor"], s["act"],
                s["direct"], s["rule"],
            )
            for s in statements
        ]  # fmt: skip
        counts = tuple(len(d[g]) for g in GROUPS)
        self.n_readings += 1
        filed.readings.append(
            Reading(entry.seq, micros(entry.recorded_at), d["reader"], counts, zlib.compress(to_json(rows), 1))
        )
        dates = [(n, *m["span"], _ordinal(m["from_day"]), _ordinal(m["to_day"])) for n, m in enumerate(d["dates"])]
        fixed = [(a, b, f, t) for _, a, b, f, t in dates if f and t]
        sentences = [(s.start, s.end) for s in sentences_of(text, filed.lang)]
        place: dict[str, Any] = {
            "report": filed.n, "reading": entry.seq, "text": text, "outlet": filed.outlet, "said_on": filed.said_on,
            "statements": statements, "dates": fixed, "events": events,
        }  # fmt: skip
        self.figures.take(**place, figures=figures, sentences=sentences)
        self.pace.take(**place)
        starts = [a for a, _ in sentences]
        for n, start, end, first, last in dates:
            if not (first and last) or (filed.said_on and last <= filed.said_on):
                continue
            at = bisect_right(starts, start) - 1
            span = sentences[at] if at >= 0 and end <= sentences[at][1] else (start, end)
            said = statement_in(span[0], span[1], statements)
            event = next(
                (e for e in events if tuple(e["span"]) == span and e["status"] in ("planned", "possible")), None
            )
            self.ahead.append(
                Ahead(
                    filed.n, entry.seq, n, span[0], span[1], first, last, filed.said_on, event["event"] if event else None,
                    event["status"] if event else None, text[slice(*said["source"])] if said else None,
                    said["source_kind"] if said else "outlet", said["actor"] if said else None,
                    any(c.isdigit() for c in text[start:end]), start, end,
                )
            )  # fmt: skip

    def step(self, entry: Entry) -> "Press":
        """The press after one more entry.

        Raises:
            KindUnknown: the kind does not belong to this fold; nothing is skipped.
        """
        match entry.kind:
            case "report.received":
                self._received(entry)
            case "report.read":
                self._read(entry)
            case "report.linked":
                d = entry.data
                self.links.append(
                    Link(d["relation"], self.by_id[d["earlier"]], self.by_id[d["report"]], micros(entry.recorded_at),
                         entry.author, entry.seq)
                )  # fmt: skip
            case "report.mark_struck":
                d = entry.data
                self.strikes.append(
                    Strike(self.by_id[d["report"]], d["group"], d["span"][0], d["span"][1], micros(entry.recorded_at),
                           entry.author, d.get("reason"))
                )  # fmt: skip
            case "report.roster_set":
                self.rosters.append((micros(entry.recorded_at), entry.data["entries"]))
                self._roster = self._authors = None
                self._figure_authors.clear()
                self._conflicts.clear()
                self._thing_authors = (0, {})
            case _:
                raise KindUnknown(kind=entry.kind, version=entry.version)
        return self

    # asking

    @property
    def roster(self) -> Roster:
        """The roster of the case: the last one set, or the one that ships."""
        if self._roster is None:
            self._roster = roster_kept(self.rosters[-1][1]) if self.rosters else default_roster()
        return self._roster

    def author(self, value: Counted | Claim | Ahead) -> str:
        """By what two values or claims are told to be of one author."""
        if self._authors is None:
            self._authors = Authors(self.roster)
        filed = self.reports[value.report]
        return self._authors.key(
            value.source, value.source_kind, value.speaks_for, filed.outlet, value.report, filed.lang
        )

    def figure_author(self, value: Counted) -> str:
        """`author` of a figure, remembered by its place: pages ask it of every figure in the case."""
        known = self._figure_authors.setdefault(value.reading, [])
        mark = value.mark
        if mark >= len(known):
            known += [None] * (mark + 1 - len(known))
        found = known[mark]
        if found is None:
            found = known[mark] = self.author(value)
        return found

    def conflicts_on(self, thing: str, day: int, values: list[Counted], known: "Known") -> list[Conflict]:
        """The disagreements of one day among these values, remembered until the values are others.

        When everything stands, a day's values are only ever added to, and their number tells them apart.
        """
        everything = known.whole and not known.struck
        mark = -len(values) if everything else hash(tuple([(v.reading, v.mark) for v in values])) & _POSITIVE
        kept = self._conflicts.get((thing, day))
        if kept is None or kept[0] != mark:
            kept = self._conflicts[thing, day] = (mark, conflicts_of_day(values, self.figure_author))
        return kept[1]

    def newest(self) -> Iterator[Filed]:
        """Reports by publication, newest first."""
        for _, n in reversed(self._order):
            yield self.reports[n]

    def between(self, after: int, upto: int) -> Iterator[Filed]:
        """Reports out in the world after one instant and up to another, newest first."""
        low, high = bisect_right(self._order, (after, 1 << 60)), bisect_right(self._order, (upto, 1 << 60))
        for _, n in reversed(self._order[low:high]):
            yield self.reports[n]

    @property
    def last_out(self) -> int:
        """When the newest report was published; 0 for an empty press."""
        return self._order[-1][0] if self._order else 0

    def statements(self, reading: Reading) -> list[Statement]:
        """The statements of one reading, in order of place."""
        return [Statement(*row) for row in from_json(zlib.decompress(reading.statements))]

    def folded(self, n: int) -> str:
        """A report's headline and text folded for search; made when first asked for."""
        found = self._folded[n]
        if found is None:
            filed = self.reports[n]
            found = self._folded[n] = _folded_quickly(f"{filed.title}\n{filed.text}", filed.lang)
        return found

    def standing(self, upto: int | None = None, by: Clock = "recorded") -> dict[int, Reading]:
        """The reading of each report that stood at an instant (now when None), by the report's number.

        By `published`, a report is known once it was out, with its last reading.
        """
        if upto is None:
            return {f.n: f.readings[-1] for f in self.reports if f.readings}
        if by == "published":
            out = self._order[: bisect_right(self._order, (upto, 1 << 60))]
            return {n: self.reports[n].readings[-1] for _, n in out if self.reports[n].readings}
        found: dict[int, Reading] = {}
        for f in self.reports:
            stood = f.readings
            if stood and stood[-1].at > upto:
                stood = [r for r in stood if r.at <= upto]
            if stood:
                found[f.n] = stood[-1]
        return found

    def struck(self, upto: int | None = None, by: Clock = "recorded") -> set[tuple[int, str, int, int]]:
        """Marks struck by an instant, as (report, group, start, end). By `published` a strike holds from the first."""
        return {
            (s.report, s.group, s.start, s.end)
            for s in self.strikes
            if upto is None or by == "published" or s.at <= upto
        }

    def known(self, upto: int | None = None, by: Clock = "recorded") -> "Known":
        """What stood at an instant: now when None."""
        readings = self.standing(upto, by)
        links = self.linked(-1, 1 << 62 if upto is None else upto, by)
        withdrawn = {link.earlier for link in links if link.relation == "withdrawal"}
        seqs = {r.seq for n, r in readings.items() if n not in withdrawn}
        return Known(upto, by, readings, seqs, self.struck(upto, by), len(seqs) == self.n_readings)

    def authors_of(self, thing: str, known: Known) -> set[str]:
        """All who gave a value of a thing that stood. When everything stands, remembered and only added to."""
        days = self.figures.things[thing]
        if not known.whole or known.struck:
            return {self.figure_author(v) for values in days.values() for v in known.figures(values)}
        at, kept = self._thing_authors
        if at == len(self.figures.by_reading):
            return kept.get(thing, set())
        for values in islice(self.figures.by_reading.values(), at, None):
            for v in values:
                kept.setdefault(v.thing, set()).add(self.figure_author(v))
        self._thing_authors = (len(self.figures.by_reading), kept)
        return kept.get(thing, set())

    def linked(self, after: int, upto: int, by: Clock = "recorded") -> list[Link]:
        """Links made after one instant and up to another; by `published`, links of reports that were out then."""
        return [
            link for link in self.links
            if after < (link.at if by == "recorded" else self.reports[link.later].out) <= upto
        ]  # fmt: skip

    # snapshots

    def pack(self) -> bytes:
        reports, readings, blobs = [], [], []
        for f in self.reports:
            reports.append((*f.row(), len(f.squeezed), len(f.readings)))
            blobs.append(f.squeezed)
            for r in f.readings:
                readings.append((r.seq, r.at, r.reader, *r.counts, len(r.statements)))
                blobs.append(r.statements)
        figures, index = self.figures.rows()
        head = to_json(
            {
                "index": index, "links": self.links, "strikes": self.strikes, "rosters": self.rosters,
                "quarrels": [q for qs in self.figures.quarrels.values() for q in qs],
            }
        )  # fmt: skip
        tables = [columns.pack(rows) for rows in (reports, readings, figures, self.pace.rows(), self.ahead)]
        parts = [head, *tables, b"".join(blobs)]
        return b"".join(len(part).to_bytes(8, "big") for part in parts) + b"".join(parts)

    @classmethod
    def unpack(cls, packed: bytes) -> "Press":
        """The press from its packed form.

        The garbage collector rests meanwhile: half a million small values are made, and none of them is garbage.
        """
        gc.disable()
        try:
            return cls._unpacked(packed)
        finally:
            gc.enable()

    @classmethod
    def _unpacked(cls, packed: bytes) -> "Press":
        press = cls()
        at = _PARTS * 8
        parts = []
        for n in range(_PARTS):
            size = int.from_bytes(packed[n * 8 : n * 8 + 8], "big")
            parts.append(packed[at : at + size])
            at += size
        head = from_json(parts[0])
        readings, blobs, at = columns.unpack(parts[2]), parts[6], 0
        for *row, size, n_readings in columns.unpack(parts[1]):
            squeezed, at = blobs[at : at + size], at + size
            read = []
            for seq, when, reader, *counts, length in islice(readings, n_readings):
                read.append(Reading(seq, when, reader, tuple(counts), blobs[at : at + length]))
                at += length
            filed = Filed(tuple(row), squeezed, read)
            press.reports.append(filed)
            press.n_readings += len(read)
            press.by_id[filed.id] = filed.n
            press.by_words.setdefault(filed.same, filed.n)
        press._folded = [None] * len(press.reports)
        press._order = sorted((f.out, f.n) for f in press.reports)
        press.figures = Figures.of_rows(columns.Rows(parts[3]).at, head["index"], head["quarrels"])
        press.pace = Pace.of_rows(columns.unpack(parts[4]))
        press.ahead = [Ahead._make(a) for a in columns.unpack(parts[5])]
        press.links = [Link._make(a) for a in head["links"]]
        press.strikes = [Strike._make(a) for a in head["strikes"]]
        press.rosters = [(at, entries) for at, entries in head["rosters"]]
        return press


_PARTS = 7
_POSITIVE = (1 << 62) - 1


def folded_for_search(text: str, lang: Lang) -> tuple[str, Any]:
    """A text folded for search, and the fold that leads back to its letters.

    Beyond the reader's folding: hamza on its seat is one letter (مسؤول, مسئول), and Latin letters are small.
    """
    folded = fold(text, lang)
    low = folded.text.translate(_FOR_SEARCH)
    small = low.lower()
    if len(small) != len(low):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in low)
    return small, folded


_LETTERS: dict[Lang, dict[str, str]] = {"ar": {}, "en": {}}


def _folded_quickly(text: str, lang: Lang) -> str:
    """`folded_for_search` without the way back, letter by letter of those that occur: five thousand texts in a third of a
    second at the first search after a start. Folding one letter never depends on its neighbours, and folds once for all."""
    known = _LETTERS[lang]
    for letter in set(text):
        folded = known.get(letter)
        if folded is None:
            folded = known[letter] = folded_for_search(letter, lang)[0]
        if folded != letter:
            text = text.replace(letter, folded)
    return text


def same_words(text: str) -> str:
    """A digest of a text's words, so that the same report with other line ends or spaces is known again."""
    return hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def _called(d: dict[str, Any], text: str) -> str:
    return tame(" ".join((d.get("title") or "").split()) or first_line(text))


def first_line(text: str) -> str:
    """A report without a headline is called by its first line, cut between words."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0]


PRESS: View[Press] = View("press", 6, ("press",), Press, Press.step, Press.pack, Press.unpack)
