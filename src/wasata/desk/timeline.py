"""Timeline: events and statements on one line in time, narrowed by party, kind, status, language and days.

Danger: a plan that looks like a thing done; a day taken for the event's that is only the report's; forty prints of one
sentence as forty events.
Duty: each event with its status and who says so, each statement that tells of no event; by the day its sentence fixes, else
by that of the report, and it is said which; reprints merged with their count; what each party's lane holds by day.
Shape: `timeline(desk, lang, asked)`. Rows are made once for each reading and kept in memory (`_Rows`); `prepare_timeline`
makes them ahead. Only what a page shows is opened.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from wasata.desk.access import Desk
from wasata.desk.case import moment, names_for
from wasata.desk.figure import Drawer, origin_of, quote_of
from wasata.desk.filed import Clock, Filed, Known, Statement, day_or_none
from wasata.desk.press import PRESS, Press
from wasata.desk.tellings import Told
from wasata.desk.voice import Names, Origin, Quote, Who
from wasata.values import EVENT_KINDS, STATUSES, Lang
from wasata.words import say

PER_PAGE = 40
DRAWN_DAYS = 62
"""A picture of more days draws them by the week."""
LANES = 8
NO_PARTY = "none"
Group = Literal["events", "statements"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the timeline is narrowed to; empty means all. `kind`: a kind of event, `events` or `statements`."""

    party: str = ""
    kind: str = ""
    status: str = ""
    lang: Lang | None = None
    first: date | None = None
    last: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One event or statement. `dated`: its sentence fixes `day`; else it is the day of the report. `prints`: how many
    reports of one story carry it; `also` the others of them."""

    group: Group
    day: date | None
    dated: bool
    what: str
    status: str
    parties: tuple[tuple[str, str], ...]
    who: Who
    quote: Quote
    prints: int
    also: tuple[Origin, ...]

    @classmethod
    def example(cls) -> "TimelineItem":
        return cls("events", date(2023, 11, 27), True, "Truce extended", "happened", (("Qatar", "p0"),), Who.example(),
                   Quote.example(), 3, ())  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaneMark:
    """What a lane holds of one day (or of one week, `first` to `last`) in one status: how many, and which it is of most."""

    first: date
    last: date
    status: str
    n: int
    what: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One party's line, or that of those of no party (`party` None)."""

    party: str | None
    name: str
    sign: str
    marks: tuple[LaneMark, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the line can be narrowed to, with how many it has."""

    code: str
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A page of the timeline: newest first. `first`, `last`: the days the picture spans; `by_week`: it draws weeks."""

    lang: Lang
    as_of: datetime
    logs: tuple[str, ...]
    asked: Asked
    total: int
    page: int
    pages: int
    items: tuple[TimelineItem, ...]
    lanes: tuple[Lane, ...]
    first: date | None
    last: date | None
    by_week: bool
    parties: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    statuses: tuple[Choice, ...]

    @classmethod
    def example(cls) -> "TimelinePage":
        day = date(2023, 11, 27)
        lane = Lane("qatar", "Qatar", "p0", (LaneMark(day, day, "happened", 1, "Truce extended"),))
        return cls("en", datetime(2023, 12, 1, 9, 0), ("press",), Asked(), 1, 1, 1, (TimelineItem.example(),),  # noqa: DTZ001
                   (lane,), day, day, False, (), (), ())  # fmt: skip


# rows


class Row(NamedTuple):
    """One event or statement as kept: `mark` its place in its group, `kind` of event or "" for a statement, `parties` whose
    lanes it stands in, `like` what reprints of it have in common."""

    day: int
    dated: bool
    report: int
    reading: int
    mark: int
    kind: str
    status: str
    parties: tuple[str, ...]
    like: tuple[object, ...]


class _Rows:
    """The rows of each reading, and those of what stands now with reprints merged."""

    __slots__ = ("by_reading", "merged", "merged_for")

    def __init__(self) -> None:
        self.by_reading: dict[int, list[Row]] = {}
        self.merged: list[tuple[Row, tuple[Row, ...]]] = []
        self.merged_for: object = None


_kept: dict[int, tuple[Press, _Rows]] = {}
_CASES = 16


def _rows_of(press: Press) -> _Rows:
    """The rows kept for a press: one to each fold in this process."""
    found = _kept.get(id(press))
    if found is None or found[0] is not press:
        if len(_kept) >= _CASES:
            _kept.pop(next(iter(_kept)))
        found = _kept[id(press)] = (press, _Rows())
    return found[1]


def _read(press: Press, rows: _Rows, n: int, seq: int) -> list[Row]:
    """The rows of one reading, made when first asked for."""
    found = rows.by_reading.get(seq)
    if found is not None:
        return found
    found = rows.by_reading[seq] = []
    filed = press.reports[n]
    reading = next(r for r in reversed(filed.readings) if r.seq == seq)
    told = press.tellings.by_reading.get(seq, ())
    party_of = press.roster.party_of
    alone = len(press.tellings.threads.members[press.tellings.threads.thread_of[n]]) == 1
    for t in told:
        acting = {party_of(a) or a for a in t.actors.split("+") if a} or ({t.speaks_for} if t.speaks_for else set())
        like: tuple[object, ...] = () if alone else (t.event, t.status, t.actors, t.source_kind)
        found.append(Row(t.day, t.dated, n, seq, t.mark, t.event, t.status, tuple(sorted(filter(None, acting))), like))
    spans = [(t.start, t.end) for t in told]
    text = ""
    for s in press.statements(reading):
        if any(a < s.end and s.start < b for a, b in spans):
            continue  # its event stands here already
        like = ()
        if not alone:
            text = text or filed.text
            like = (s.act, s.actor, " ".join(text[s.start : s.end].split()[:8]))
        found.append(Row(filed.said_on, False, n, seq, s.mark, "", s.act, (s.actor,) if s.actor else (), like))
    return found


def _merged(press: Press, known: Known) -> list[tuple[Row, tuple[Row, ...]]]:
    """All rows that stood, newest day first, each with its reprints; kept until anything else stands."""
    rows = _rows_of(press)
    asked = (known.upto, known.by, press.n_readings, len(press.links), len(press.tellings.words_on), len(press.rosters))
    if rows.merged_for == asked:
        return rows.merged
    if rows.merged_for is not None and rows.merged_for[4:] != asked[4:]:  # type: ignore[index]
        rows.by_reading.clear()  # stories or names are others
    thread_of = press.tellings.threads.thread_of
    found: list[tuple[Row, list[Row]]] = []
    first: dict[tuple[object, ...], int] = {}
    taken = known.taken.claims
    for n, reading in known.readings.items():
        if reading.seq not in known.seqs:
            continue
        nth: Counter[tuple[object, ...]] = Counter()
        for row in _read(press, rows, n, reading.seq):
            if taken and row.kind and (row.reading, row.mark) in taken:
                continue
            if row.like:
                nth[row.like] += 1
                key = (thread_of[n], row.day, nth[row.like], *row.like)
                at = first.get(key)
                if at is not None and found[at][0].report != n:
                    found[at][1].append(row)
                    continue
                first[key] = len(found)
            found.append((row, []))
    out = [f.out for f in press.reports]
    found.sort(key=lambda r: (-r[0].day, -out[r[0].report], r[0].report, r[0].mark))
    rows.merged = [(row, tuple(more)) for row, more in found]
    rows.merged_for = asked
    return rows.merged


def prepare_timeline(desk: Desk, *, at_once: int = 100) -> None:
    """Makes the rows ahead, a little at a time. For a thread of the room's own, just after a start."""
    with desk.hold():
        press = desk.fold(PRESS)
        n_reports = len(press.reports)
    for start in range(0, n_reports, at_once):
        with desk.hold():
            rows = _rows_of(press)
            for filed in press.reports[start : start + at_once]:
                if filed.readings:
                    _read(press, rows, filed.n, filed.readings[-1].seq)
        time.sleep(0.001)  # pages first
    with desk.hold():
        press = desk.fold(PRESS)
        _merged(press, moment(desk, None, None)[2])


# the question


def timeline(
    desk: Desk, lang: Lang, asked: Asked | None = None, *, as_of: datetime | None = None, by: Clock | None = None,
    per_page: int = PER_PAGE,
) -> TimelinePage:  # fmt: skip
    """The timeline of the case, narrowed to what was asked.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    asked = asked or Asked()
    with desk.hold():
        hour, _, known = moment(desk, as_of, by)
        press = desk.fold(PRESS)
        names = names_for(desk, lang)
        everything = _merged(press, known)
        fitting = [r for r in everything if _fits(press, asked, r[0])]
        pages = max(1, -(-len(fitting) // per_page))
        page = min(max(1, asked.page), pages)
        shown = fitting[(page - 1) * per_page : page * per_page]
        drawn = _Drawn(press, Drawer(press, names, known), names, lang)
        dated = [r for r, _ in fitting if r.day]
        first, last = (date.fromordinal(min(r.day for r in dated)), date.fromordinal(max(r.day for r in dated))) if dated else (None, None)  # fmt: skip # noqa: E501
        by_week = first is not None and last is not None and (last - first).days >= DRAWN_DAYS
        return TimelinePage(
            lang, hour, ("press",), asked, len(fitting), page, pages, tuple(drawn.item(*r) for r in shown),
            drawn.lanes(dated, by_week=by_week), first, last, by_week, *_choices(everything, names, lang),
        )  # fmt: skip


def _fits(press: Press, asked: Asked, row: Row) -> bool:
    if asked.party and asked.party not in (row.parties or (NO_PARTY,)):
        return False
    if asked.kind and asked.kind not in (row.kind or "statements", "events" if row.kind else "statements"):
        return False
    if asked.status and (row.status if row.kind else "") != asked.status:
        return False
    if asked.lang and press.reports[row.report].lang != asked.lang:
        return False
    if asked.first and row.day < asked.first.toordinal():
        return False
    return not (asked.last and row.day > asked.last.toordinal())


def _choices(
    rows: Sequence[tuple[Row, tuple[Row, ...]]], names: Names, lang: Lang
) -> tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[Choice, ...]]:
    """What the form offers: parties in the order of the case, kinds and statuses in that of the vocabulary."""
    parties: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for row, _ in rows:
        parties.update(row.parties or (NO_PARTY,))
        kinds[row.kind or "statements"] += 1
        if row.kind:
            kinds["events"] += 1
            statuses[row.status] += 1
    ordered = sorted(parties, key=lambda p: _rank(p, names))
    return (
        tuple(Choice(p, _party_name(p, names, lang), parties[p]) for p in ordered),
        tuple(
            Choice(k, say(f"timeline.{k}" if k in ("events", "statements") else f"report.event.{k}", lang), kinds[k])
            for k in ("events", "statements", *EVENT_KINDS) if kinds[k]
        ),
        tuple(Choice(s, say(f"report.status.{s}", lang), statuses[s]) for s in STATUSES if statuses[s]),
    )  # fmt: skip


def _rank(party: str, names: Names) -> tuple[int, str, str]:
    """Parties in the order of the signs they drew in this case, then the mediators, others by name, none last."""
    if party == NO_PARTY:
        return (3, "", "")
    sign = names.signs.get(party, "")
    return (0 if sign and sign != "p0" else 1 if sign else 2, sign, (names.of(party) or party).removeprefix("ال"))


def _party_name(party: str, names: Names, lang: Lang) -> str:
    return say("brief.no_party", lang) if party == NO_PARTY else names.of(party) or party


class _Drawn:
    """The rows of one page as they are shown; each text and reading is opened once."""

    def __init__(self, press: Press, draw: Drawer, names: Names, lang: Lang) -> None:
        self.press, self.draw, self.names, self.lang = press, draw, names, lang
        self._statements: dict[int, dict[int, Statement]] = {}

    def _statement(self, row: Row) -> Statement:
        found = self._statements.get(row.reading)
        if found is None:
            reading = next(r for r in self.press.reports[row.report].readings if r.seq == row.reading)
            found = self._statements[row.reading] = {s.mark: s for s in self.press.statements(reading)}
        return found[row.mark]

    def _told(self, row: Row) -> Told:
        return next(t for t in self.press.tellings.by_reading[row.reading] if t.mark == row.mark)

    def _place(self, row: Row) -> tuple[Filed, int, int, str]:
        filed = self.press.reports[row.report]
        if row.kind:
            t = self._told(row)
            return filed, t.start, t.end, f"e{row.mark + 1}"
        s = self._statement(row)
        return filed, s.start, s.end, f"s{row.mark + 1}"

    def item(self, row: Row, more: Sequence[Row]) -> TimelineItem:
        filed, start, end, mark = self._place(row)
        text = self.draw.text(filed)
        if row.kind:
            t = self._told(row)
            who = self.names.who(t.source, filed.lang, t.source_kind, t.speaks_for, filed.outlet)
            what, status = say(f"report.event.{row.kind}", self.lang), row.status
        else:
            s = self._statement(row)
            who = self.names.who(text[s.source_start : s.source_end], filed.lang, s.kind, s.actor, filed.outlet)
            what, status = say(f"report.act.{s.act}", self.lang), ""
        parties = tuple(
            (_party_name(p, self.names, self.lang), self.names.signs.get(p, ""))
            for p in sorted(row.parties, key=lambda p: _rank(p, self.names))
        )
        group: Group = "events" if row.kind else "statements"
        return TimelineItem(
            group, day_or_none(row.day), row.dated, what, status, parties, who, quote_of(filed, text, start, end, mark),
            1 + len(more), tuple(origin_of(*self._place(m)) for m in more[:12]),
        )  # fmt: skip

    def lanes(self, rows: Sequence[Row], *, by_week: bool) -> tuple[Lane, ...]:
        """The lanes of the parties that have most, in the order of the case; what nobody's party is in is one more."""
        counted: dict[str, Counter[tuple[int, str, str]]] = {}
        for row in rows:
            day = row.day - (row.day - 1) % 7 if by_week else row.day
            for party in row.parties or (NO_PARTY,):
                counted.setdefault(party, Counter())[day, row.status if row.kind else "said", row.kind] += 1
        most = sorted(counted, key=lambda p: (p not in self.names.signs, p == NO_PARTY, -counted[p].total()))[:LANES]
        return tuple(
            Lane(
                None if p == NO_PARTY else p, _party_name(p, self.names, self.lang), self.names.signs.get(p, ""),
                tuple(self._marks(counted[p], by_week=by_week)),
            )
            for p in sorted(most, key=lambda p: _rank(p, self.names))
        )  # fmt: skip

    def _marks(self, counted: Counter[tuple[int, str, str]], *, by_week: bool) -> Iterator[LaneMark]:
        days: dict[tuple[int, str], Counter[str]] = {}
        for (day, status, kind), n in counted.items():
            days.setdefault((day, status), Counter())[kind] += n
        for (day, status), kinds in sorted(days.items()):
            most, _ = max(kinds.items(), key=lambda k: (k[1], k[0]))
            first = date.fromordinal(day)
            yield LaneMark(
                first, date.fromordinal(day + 6) if by_week else first, status, kinds.total(),
                say(f"report.event.{most}", self.lang) if most else say("timeline.statements", self.lang),
            )  # fmt: skip
