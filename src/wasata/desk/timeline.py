"""Timeline: events and statements on one line in time, narrowed by party, kind, status, language and days.

Danger: a plan that looks like a thing done; a day taken for the event's that is only the report's; forty prints of one
sentence as forty events.
Duty: each event with its status and who says so, each statement that tells of no event; by the day its sentence fixes, else
by that of the report, and it is said which; a sentence that tells of several events once, with all of them; reprints merged
with their count; what each party's lane holds by day.
Shape: `timeline(desk, lang, asked)`. Rows are made once for each reading and kept in memory (`_Rows`); `prepare_timeline`
makes them ahead. Only what a page shows is opened.
"""

import gc
import time
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence, Set
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
from wasata.values import EVENT_KINDS, LANGS, STATUSES, Lang
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
class Happening:
    """One kind of event that a sentence tells of, in words, with its status; of a statement its act, without one."""

    what: str
    status: str


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One statement, or all events of one sentence by one source. `what` names all of `happenings`, `status` is that of the
    first. `dated`: the sentence fixes `day`; else it is the day of the report. `prints`: how many reports of one story carry
    it; `also` the others of them."""

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
    happenings: tuple[Happening, ...] = ()

    @classmethod
    def example(cls) -> "TimelineItem":
        return cls("events", date(2023, 11, 27), True, "Truce extended", "happened", (("Qatar", "p0"),), Who.example(),
                   Quote.example(), 3, (), (Happening("Truce extended", "happened"),))  # fmt: skip


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


Kinds = tuple[tuple[str, str], ...]
"""Kinds of event with their status; of a statement "" with its act."""


class Row(NamedTuple):
    """One statement, or the events of one sentence, as kept: `marks` their places in their group, `kinds` what each is;
    `parties` whose lanes it stands in."""

    day: int
    dated: bool
    report: int
    reading: int
    marks: tuple[int, ...]
    kinds: Kinds
    parties: tuple[str, ...]

    @property
    def is_event(self) -> bool:
        return bool(self.kinds[0][0])

    def only(self, those: Sequence[int]) -> "Row":
        """The row of some of its marks, by their places in it."""
        if len(those) == len(self.marks):
            return self
        return self._replace(marks=tuple(self.marks[i] for i in those), kinds=tuple(self.kinds[i] for i in those))


Kept = tuple[int, Kinds, tuple[str, ...], Lang]
"""What entries are kept together by, and narrowed by: day, kinds with their status, parties, language."""


class _Rows:
    """What stands now, by what it can be narrowed to. A report more changes a few entries; nothing is made anew.

    `entries` are the first prints of all that is told, `more` the reprints of those that have any; `first`: by thread, the
    entry of each thing told in it, for threads of several prints. `stands`: for each report its reading and its thread
    when its rows were filed; `filed`: which of its rows are entries.
    """

    __slots__ = ("by_reading", "entries", "filed", "first", "made_for", "more", "stands")

    def __init__(self) -> None:
        self.by_reading: dict[int, list[Row]] = {}
        self.entries: dict[Kept, list[Row]] = {}
        self.more: dict[Row, list[Row]] = {}
        self.first: dict[int, dict[tuple[object, ...], Row]] = {}
        self.stands: dict[int, tuple[int, int]] = {}
        self.filed: dict[int, list[Row]] = {}
        self.made_for: tuple[object, ...] = ()

    def clear(self, *, read: bool) -> None:
        """Forgets what stands; with `read` also what was read."""
        self.entries, self.more, self.first, self.stands, self.filed = {}, {}, {}, {}, {}
        if read:
            self.by_reading = {}


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
    sentences: dict[tuple[object, ...], list[Told]] = {}
    for t in told:
        sentences.setdefault((t.start, t.end, t.day, t.dated, t.source, t.source_kind, t.speaks_for), []).append(t)
    for together in sentences.values():
        once = list({(t.event, t.status): t for t in reversed(together)}.values())[::-1]
        acting: set[str] = set()
        for t in together:
            acting |= {party_of(a) or a for a in t.actors.split("+") if a} or (
                {t.speaks_for} if t.speaks_for else set()
            )
        of = together[0]
        found.append(
            Row(of.day, of.dated, n, seq, tuple(t.mark for t in once), tuple((t.event, t.status) for t in once),
                tuple(sorted(filter(None, acting))))
        )  # fmt: skip
    spans = [(t.start, t.end) for t in told]
    for s in press.statements(reading):
        if not any(a < s.end and s.start < b for a, b in spans):  # else its event stands here already
            found.append(Row(filed.said_on, False, n, seq, (s.mark,), (("", s.act),), (s.actor,) if s.actor else ()))
    return found


def _standing(press: Press, known: Known) -> _Rows:
    """The entries that stand, reprints merged. Only what changed since it was last asked is filed anew."""
    rows = _rows_of(press)
    taken = known.taken.claims
    made_for = (len(press.rosters), frozenset(taken))
    if rows.made_for != made_for:
        rows.clear(read=rows.made_for[:1] != made_for[:1])
        rows.made_for = made_for
    thread_of = press.tellings.threads.thread_of
    stands = {n: (r.seq, thread_of[n]) for n, r in known.readings.items() if r.seq in known.seqs}
    if stands == rows.stands:
        return rows
    dirty = {n for n in (*rows.stands, *stands) if rows.stands.get(n) != stands.get(n)}
    threads = {place[n][1] for place in (rows.stands, stands) for n in dirty if n in place}
    with_them = {n for place in (rows.stands, stands) for n, (_, thread) in place.items() if thread in threads}
    _take_out(rows, with_them, threads)
    for n in sorted(with_them & stands.keys()):
        _file(press, rows, n, stands[n], taken)
    return rows


def _take_out(rows: _Rows, reports: Set[int], threads: Set[int]) -> None:
    lists = {}
    for n in reports & rows.stands.keys():
        del rows.stands[n]
        for row in rows.filed.pop(n, ()):
            rows.more.pop(row, None)
            for key in ((row.day, row.kinds, row.parties, lang) for lang in LANGS):
                if key in rows.entries:
                    lists[key] = rows.entries[key]
    for key, entries in lists.items():
        entries[:] = [row for row in entries if row.report not in reports]
        if not entries:
            del rows.entries[key]
    for thread in threads:
        rows.first.pop(thread, None)


def _file(press: Press, rows: _Rows, n: int, place: tuple[int, int], taken: Container[tuple[int, int]]) -> None:
    """Files the rows of one report; those that tell what an earlier print of its story told are that one's reprints."""
    seq, thread = rows.stands[n] = place
    filed = press.reports[n]
    told = {t.mark: t for t in press.tellings.by_reading.get(seq, ())}
    several = len(press.tellings.threads.members[thread]) > 1
    said: dict[int, Statement] = {}
    if several:
        reading = next(r for r in reversed(filed.readings) if r.seq == seq)
        said = {s.mark: s for s in press.statements(reading)}
    nth: Counter[tuple[object, ...]] = Counter()
    mine = rows.filed[n] = []
    for whole in _read(press, rows, n, seq):
        row = whole
        if row.is_event:
            stand = [i for i, mark in enumerate(row.marks) if (row.reading, mark) not in taken]
            if not stand:
                continue
            row = row.only(stand)
        if several:
            there = rows.first.setdefault(thread, {})
            alike: list[tuple[object, ...]] = []
            for mark in row.marks:
                like: tuple[object, ...]
                if row.is_event:
                    t = told[mark]
                    like = (row.day, t.event, t.status, t.actors, t.source_kind)
                else:
                    s = said[mark]
                    like = (row.day, s.act, s.actor, " ".join(filed.text[s.start : s.end].split()[:8]))
                nth[like] += 1
                alike.append((nth[like], *like))
            for first in dict.fromkeys(there[like] for like in alike if like in there):
                rows.more.setdefault(first, []).append(row)
            fresh = [i for i, like in enumerate(alike) if like not in there]
            if not fresh:
                continue
            row = row.only(fresh)
            there.update((alike[i], row) for i in fresh)
        mine.append(row)
        rows.entries.setdefault((row.day, row.kinds, row.parties, filed.lang), []).append(row)


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
        _standing(press, moment(desk, None, None)[2])
    gc.freeze()  # what was made lives as long as the process: walking it would stop a page for a third of a second


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
        rows = _standing(press, known)
        fitting = {key: len(entries) for key, entries in rows.entries.items() if _fits(asked, key)}
        total = sum(fitting.values())
        pages = max(1, -(-total // per_page))
        page = min(max(1, asked.page), pages)
        shown = _page_of(press, rows, fitting, (page - 1) * per_page, per_page)
        drawn = _Drawn(press, Drawer(press, names, known), names, lang)
        days = [day for day, *_ in fitting if day]
        first, last = (date.fromordinal(min(days)), date.fromordinal(max(days))) if days else (None, None)
        by_week = first is not None and last is not None and (last - first).days >= DRAWN_DAYS
        return TimelinePage(
            lang, hour, ("press",), asked, total, page, pages, tuple(drawn.item(row, rows.more.get(row, ())) for row in shown),
            drawn.lanes(fitting, by_week=by_week), first, last, by_week, *_choices(rows, names, lang),
        )  # fmt: skip


def _page_of(press: Press, rows: _Rows, fitting: Mapping[Kept, int], skip: int, n: int) -> list[Row]:
    """The entries of one page: newest day first, of one day the newest report; whole days before it are only counted."""
    by_day: dict[int, list[Kept]] = {}
    for key in fitting:
        by_day.setdefault(key[0], []).append(key)
    found: list[Row] = []
    for day in sorted(by_day, reverse=True):
        many = sum(fitting[key] for key in by_day[day])
        if skip >= many:
            skip -= many
            continue
        of_day = [row for key in by_day[day] for row in rows.entries[key]]
        of_day.sort(key=lambda row: (-press.reports[row.report].out, row.report, not row.is_event, row.marks))
        found += of_day[skip : skip + n - len(found)]
        skip = 0
        if len(found) == n:
            break
    return found


def _fits(asked: Asked, key: Kept) -> bool:
    day, kinds, parties, written_in = key
    if asked.party and asked.party not in (parties or (NO_PARTY,)):
        return False
    if not any(_is_asked(asked, kind, status) for kind, status in kinds):
        return False
    if asked.lang and written_in != asked.lang:
        return False
    if asked.first and day < asked.first.toordinal():
        return False
    return not (asked.last and day > asked.last.toordinal())


def _is_asked(asked: Asked, kind: str, status: str) -> bool:
    if asked.kind and asked.kind not in (kind or "statements", "events" if kind else "statements"):
        return False
    return not asked.status or (status if kind else "") == asked.status


def _choices(
    rows: _Rows, names: Names, lang: Lang
) -> tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[Choice, ...]]:
    """What the form offers: parties in the order of the case, kinds and statuses in that of the vocabulary."""
    parties: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for (_, told, acting, _), entries in rows.entries.items():
        n = len(entries)
        for party in acting or (NO_PARTY,):
            parties[party] += n
        for kind in {kind or "statements" for kind, _ in told} | ({"events"} if told[0][0] else set()):
            kinds[kind] += n
        for status in {status for kind, status in told if kind}:
            statuses[status] += n
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
        return found[row.marks[0]]

    def _told(self, row: Row) -> Told:
        return next(t for t in self.press.tellings.by_reading[row.reading] if t.mark == row.marks[0])

    def _place(self, row: Row) -> tuple[Filed, int, int, str]:
        filed = self.press.reports[row.report]
        if row.is_event:
            t = self._told(row)
            return filed, t.start, t.end, f"e{row.marks[0] + 1}"
        s = self._statement(row)
        return filed, s.start, s.end, f"s{row.marks[0] + 1}"

    def item(self, row: Row, more: Sequence[Row]) -> TimelineItem:
        filed, start, end, mark = self._place(row)
        text = self.draw.text(filed)
        if row.is_event:
            t = self._told(row)
            who = self.names.who(t.source, filed.lang, t.source_kind, t.speaks_for, filed.outlet)
            told = tuple(Happening(say(f"report.event.{kind}", self.lang), status) for kind, status in row.kinds)
        else:
            s = self._statement(row)
            who = self.names.who(text[s.source_start : s.source_end], filed.lang, s.kind, s.actor, filed.outlet)
            told = (Happening(say(f"report.act.{s.act}", self.lang), ""),)
        parties = tuple(
            (_party_name(p, self.names, self.lang), self.names.signs.get(p, ""))
            for p in sorted(row.parties, key=lambda p: _rank(p, self.names))
        )
        group: Group = "events" if row.is_event else "statements"
        what = say("room.list_comma", self.lang).join(h.what for h in told)
        return TimelineItem(
            group, day_or_none(row.day), row.dated, what, told[0].status, parties, who,
            quote_of(filed, text, start, end, mark), 1 + len(more), tuple(origin_of(*self._place(m)) for m in more[:12]), told,
        )  # fmt: skip

    def lanes(self, fitting: Mapping[Kept, int], *, by_week: bool) -> tuple[Lane, ...]:
        """The lanes of the parties that have most, in the order of the case; what nobody's party is in is one more."""
        counted: dict[str, Counter[tuple[int, str, str]]] = {}
        for (day, kinds, parties, _), n in fitting.items():
            if not day:
                continue
            of = day - (day - 1) % 7 if by_week else day
            by_status = {status if kind else "said": kind for kind, status in reversed(kinds)}  # the first kind of each
            for party in parties or (NO_PARTY,):
                for status, kind in by_status.items():
                    counted.setdefault(party, Counter())[of, status, kind] += n
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
                first, date.fromordinal(min(day + 6, date.max.toordinal())) if by_week else first, status, kinds.total(),
                say(f"report.event.{most}", self.lang) if most else say("timeline.statements", self.lang),
            )  # fmt: skip
