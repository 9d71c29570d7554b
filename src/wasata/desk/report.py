"""Reports: the press list, search, and one report with its marks; and, from `taking`, the acts on reports.

Danger: a reading taken for the report; a word lost because it was written with another alif.
Duty: the questions pages ask about reports.
Shape: questions `press_list`, `search`, `report_page`; acts `take_in_report`, `take_in_reports`,
`link_reports`, `strike_mark`, `set_roster`. Only what a page shows is opened: the list is drawn from the fold, one report
from its two entries.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from wasata.desk.access import Desk
from wasata.desk.amount import amount_shown
from wasata.desk.archive import name_in_archive
from wasata.desk.case import names_for
from wasata.desk.filed import GROUPS, Filed, Link, day_or_none, instant
from wasata.desk.marked import Group, HandLine, MarkLine, Run, marks_of, paragraphs_of
from wasata.desk.marking import strike_mark
from wasata.desk.press import PRESS, Press, folded_for_search
from wasata.desk.put_away import AwayLine, away_lines
from wasata.desk.search import Query, holds, parse, places
from wasata.desk.taking import (
    NewReport,
    Taken,
    link_reports,
    read_by_hand,
    set_roster,
    take_in_report,
    take_in_reports,
)
from wasata.desk.verbatim import others
from wasata.desk.voice import Who, author_shown
from wasata.errors import ReportUnknown
from wasata.listen.addresses import masked
from wasata.values import Lang
from wasata.words import day, say

__all__ = [
    "Group", "HandLine", "MarkLine", "NewReport", "PressHit", "PressLine", "PressList", "Relation", "ReportPage", "Run", "Taken",
    "link_reports", "prepare_search", "press_list", "read_by_hand", "report_page", "search",
    "set_roster", "strike_mark", "take_in_report", "take_in_reports",
]  # fmt: skip

PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class PressLine:
    """One report in the press list. `title` is its headline, or its first line where it has none."""

    report: str
    title: str
    lang: Lang
    outlet: str | None
    outlet_kind: str
    published: date | None
    published_at: datetime | None
    received_at: datetime
    came_by: str
    statements: int
    figures: int
    dates: int
    events: int
    relation: str | None = None
    of: str | None = None
    later: str | None = None
    """How a later report stands to it: `correction`, `denial` or `withdrawal`; the last one, by report `by`."""
    by: str | None = None
    away: bool = False
    """A person put it away as not about the case: nothing of it counts."""

    @classmethod
    def example(cls) -> "PressLine":
        return cls("r-0007", "Pause extended by two days", "en", "QNA", "agency", date(2023, 11, 27), None,
                   datetime(2023, 11, 27, 16, 0, tzinfo=UTC), "paste", 3, 2, 4, 2)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PressHit:
    """A report that a search found: the line, how many places, and pieces of the unchanged text with the hits marked."""

    line: PressLine
    places: int
    pieces: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class PressList:
    """A page of the press: newest publication first. With a `query`, `hits` stand instead of `lines`.

    `kinds`, `outlets`: what may be chosen to narrow the list, with counts.
    """

    lang: Lang
    logs: tuple[str, ...]
    query: str
    total: int
    page: int
    pages: int
    lines: tuple[PressLine, ...]
    hits: tuple[PressHit, ...]
    kinds: tuple[tuple[str, int], ...] = ()
    may_add: bool = False

    @classmethod
    def example(cls) -> "PressList":
        return cls("en", ("press",), "", 1, 1, 1, (PressLine.example(),), ())


@dataclass(frozen=True, slots=True)
class Relation:
    """How this report stands to another: `relation` as in the record; `later`: the other one came later.

    Words: `report.relation.<relation>` ("corrects …"), and `report.relation_later.<relation>` ("corrected by …").
    """

    relation: str
    later: bool
    report: str
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report: its head, its text in paragraphs of runs, its marks in order of place.

    `reader` is the version that read it (None: not read yet). `may_strike`, `may_link`: what this reader may do.
    `second_look`: how many acts by hand no longer find the mark that was looked at. `away`: every time a person put it away as
    not about the case, oldest first. `forwarded_from`, `edited_at`: as a channel's own export says; `from_archive`: where it
    stood in the case's archive, for those who hold that. `others`: how many other reports print the very text.
    """

    line: PressLine
    lang: Lang
    logs: tuple[str, ...]
    url: str | None
    file_name: str | None
    seq: int
    read_seq: int | None
    reader: str | None
    readings: int
    digest: str
    paragraphs: tuple[tuple[Run, ...], ...]
    marks: tuple[MarkLine, ...]
    counts: dict[str, int] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    may_strike: bool = False
    may_link: bool = False
    second_look: int = 0
    away: tuple[AwayLine, ...] = ()
    may_put_away: bool = False
    forwarded_from: str | None = None
    edited_at: datetime | None = None
    from_archive: str | None = None
    others: int = 0

    @classmethod
    def example(cls) -> "ReportPage":
        mark = MarkLine("s1", 1, "statements", 0, 9, "The pause", "said", Who.example(), None, "said", None, None,
                        "explicit", "en.statement.cue-that")  # fmt: skip
        runs = (Run("The pause", ("s1",), ("s1",), ("s1",)), Run(" goes on."))
        return cls(PressLine.example(), "en", ("press",), None, None, 1, 2, "1", 1, "0" * 64, (runs,), (mark,),
                   {"statements": 1})  # fmt: skip


# questions


def line_of(press: Press, filed: Filed, *, sees_archive: bool) -> PressLine:
    """One report as a line of the list. That a case has an archive is told to those alone who hold it."""
    came_by = "team" if filed.came_by == "archive" and not sees_archive else filed.came_by
    statements, figures, dates, events = filed.readings[-1].counts if filed.readings else (0, 0, 0, 0)
    link = next((k for k in press.links if k.later == filed.n), None)
    later = next((k for k in reversed(press.links) if k.earlier == filed.n and k.relation != "rewrite"), None)
    return PressLine(
        filed.id, filed.title, filed.lang, filed.outlet, filed.outlet_kind, day_or_none(filed.published),
        instant(filed.published_at) if filed.published_at else None, instant(filed.received), came_by,
        statements, figures, dates, events,
        link.relation if link else None, press.reports[link.earlier].id if link else None,
        later.relation if later else None, press.reports[later.later].id if later else None, press.is_away(filed.n),
    )  # fmt: skip


def press_list(
    desk: Desk,
    lang: Lang,
    *,
    query: str = "",
    page: int = 1,
    per_page: int = PER_PAGE,
    kind: str | None = None,
    outlet: str | None = None,
    written_in: Lang | None = None,
    first: date | None = None,
    last: date | None = None,
) -> PressList:
    """A page of the press, newest publication first, narrowed by what was chosen, searched if there is a query.

    Args:
        kind, outlet, written_in: only reports of this kind of outlet, of this outlet, in this language.
        first, last: only reports published from this day on, and up to that one; one without a day is then left out.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    asked = parse(query)
    begin, end = first.toordinal() if first else 0, last.toordinal() if last else date.max.toordinal()
    dated = bool(first or last)
    with desk.hold():
        sees = desk.holds("archive")
        press = desk.fold(PRESS)
        fitting = [
            f for f in press.newest()
            if (kind is None or f.outlet_kind == kind)
            and (outlet is None or f.outlet == outlet)
            and (written_in is None or f.lang == written_in)
            and (not dated or (f.published and begin <= f.published <= end))
            and (not asked.terms or holds(asked, press.folded(f.n)))
        ]  # fmt: skip
        if query.strip() and not asked.terms:
            fitting = []  # nothing to look for but signs: nothing is found, rather than everything
        pages = max(1, -(-len(fitting) // per_page))
        page = min(max(1, page), pages)
        shown = fitting[(page - 1) * per_page : page * per_page]
        kinds = tuple(sorted(Counter(f.outlet_kind for f in press.reports).items()))
        lines = () if asked.terms else tuple(line_of(press, f, sees_archive=sees) for f in shown)
        hits = tuple(_hit(press, f, asked, sees_archive=sees) for f in shown) if asked.terms else ()
        return PressList(
            lang, ("press",), query, len(fitting), page, pages, lines, hits, kinds, desk.may("take_in_report")
        )


def search(desk: Desk, query: str, lang: Lang, *, page: int = 1, per_page: int = PER_PAGE) -> PressList:
    """The reports that hold every word and "phrase" of the query."""
    return press_list(desk, lang, query=query, page=page, per_page=per_page)


def prepare_search(desk: Desk, *, at_once: int = 100) -> None:
    """Folds the texts for search ahead of the first one who asks, a few at a time, so that no page waits for it long.

    For a thread of the room's own, just after a start; it reads nothing but the state already folded.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        n = len(press.reports)
    for start in range(0, n, at_once):
        with desk.hold():
            for number in range(start, min(start + at_once, n)):
                press.folded(number)
        time.sleep(0.001)  # pages first


_AROUND = 70
_PIECES = 3


def _hit(press: Press, filed: Filed, query: Query, *, sees_archive: bool) -> PressHit:
    """A report that was found: its line, and pieces of the unchanged text around the first places."""
    text = filed.text
    low, folded = folded_for_search(text, filed.lang)
    spans = [(s.start, s.end) for s in (folded.span(a, b) for a, b in places(query, low))]
    title_low, title_folded = folded_for_search(filed.title, filed.lang)
    in_title = [(s.start, s.end) for s in (title_folded.span(a, b) for a, b in places(query, title_low))]
    pieces: list[tuple[Run, ...]] = []
    if in_title and not text.startswith(filed.title):
        pieces.append(_marked(filed.title, 0, len(filed.title), in_title))
    at = 0
    for start, end in spans:
        if start < at:
            continue
        if len(pieces) == _PIECES:
            break
        left, right = _between_words(text, max(at, start - _AROUND), min(len(text), end + _AROUND))
        pieces.append(_marked(text, left, right, [s for s in spans if s[0] >= left and s[1] <= right]))
        at = right
    extra = len(in_title) if not text.startswith(filed.title) else 0
    return PressHit(line_of(press, filed, sees_archive=sees_archive), len(spans) + extra, tuple(pieces))


def _between_words(text: str, left: int, right: int) -> tuple[int, int]:
    """A piece that begins and ends between words, inside one paragraph where it can."""
    while left and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    return left, right


def _marked(text: str, left: int, right: int, spans: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = left
    for start, end in spans:
        if start > at:
            runs.append(Run(text[at:start]))
        runs.append(Run(text[start:end], hit=True))
        at = end
    if at < right:
        runs.append(Run(text[at:right]))
    return tuple(runs)


def report_page(desk: Desk, report: str, lang: Lang, *, query: str = "") -> ReportPage:
    """One report with its marks, and the words of a query marked in it.

    Raises:
        ReportUnknown: no report of this name stands in the press.
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        n = press.by_id.get(report)
        if n is None:
            raise ReportUnknown(report=report)
        filed = press.reports[n]
        received = desk.ledger.entry("press", filed.seq).data
        reading = filed.readings[-1] if filed.readings else None
        text: str = received["text"]
        quarrels = press.figures.quarrels.get(reading.seq, []) if reading else []
        gone = _corrected(press, reading.seq, lang) if reading else None
        marks = marks_of(press.laid(n), text, filed, names_for(desk, lang), quarrels, gone)
        hits: list[tuple[int, int]] = []
        if query.strip():
            low, folded = folded_for_search(text, filed.lang)
            hits = [(s.start, s.end) for s in (folded.span(a, b) for a, b in places(parse(query), low))]
        counts: Counter[str] = Counter(m.group for m in marks)
        return ReportPage(
            line_of(press, filed, sees_archive=desk.holds("archive")), filed.lang, ("press",),
            masked(received["url"]) if received.get("url") else None, received.get("file_name"), filed.seq,
            filed.base.seq if filed.base else None, filed.base.reader if filed.base else None,
            len(filed.bases), filed.digest,
            paragraphs_of(text, marks, hits), marks, {g: counts[g] for g in GROUPS},
            _relations(press, filed, lang), desk.may("strike_mark"), desk.may("link_reports"), len(press.second.get(n, ())),
            away_lines(press, n, lang), desk.may("put_away"), received.get("forwarded_from"),
            datetime.fromisoformat(received["edited_at"]) if received.get("edited_at") else None,
            name_in_archive(desk, filed.same, filed.outlet) if received["came_by"] == "archive" else None,
            len(others(press, n)),
        )  # fmt: skip


def _corrected(press: Press, reading: int, lang: Lang) -> dict[str, str]:
    """What corrections put in place of marks of one reading, by the mark's id."""
    taken = press.known().taken
    if reading not in taken.readings:
        return {}

    def told(by: int, value: str) -> str:
        filed = press.reports[by]
        on = day_or_none(filed.said_on) or instant(filed.received).date()
        return say("figure.corrected", lang, report=filed.id, day=day(on, lang), value=value)

    return {
        f"f{mark + 1}": told(v.report, amount_shown(v.low, v.high, v.qualifier, v.measure, v.unit, lang))
        for (seq, mark), v in taken.figures.items() if seq == reading
    } | {
        f"e{mark + 1}": told(c.report, say(f"pace.state.{c.state}", lang))
        for (seq, mark), c in taken.claims.items() if seq == reading
    }  # fmt: skip


def _relations(press: Press, filed: Filed, lang: Lang) -> tuple[Relation, ...]:
    def told(link: Link) -> Relation:
        other = press.reports[link.earlier if link.later == filed.n else link.later]
        return Relation(link.relation, link.earlier == filed.n, other.id, other.title, author_shown(link.by, lang))

    return tuple(told(k) for k in press.links if filed.n in (k.earlier, k.later))


def label(key: str, lang: Lang) -> str:
    """A name of the closed vocabularies (`act.say`, `measure.killed`, …) in the page's words."""
    return say(f"report.{key}", lang)
