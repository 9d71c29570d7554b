"""Threads: the stories of a case, each with all its prints: who had it first, who credits whom, what each rewrite changed.

Danger: a reprint shown as news; a print called the first because the others' hours are not known; a print that is lost
because it is counted as one voice with others.
Duty: the list of stories; one story with its prints; two prints side by side; an analyst's word that splits or joins.
Shape: a story is named by any of its reports, so that an address stays good when stories meet. `threads`, `thread_page`,
`compare_prints` are questions, `split_thread` and `join_thread` acts; `story_of` is the line on a report's page. How prints
are found to be one story is in `listen.threads`, how two are compared in `listen.rewrites`.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from wasata import words
from wasata.desk.access import Desk, exactly
from wasata.desk.case import names_for
from wasata.desk.figure import quote_of
from wasata.desk.filed import Filed, day_or_none, instant
from wasata.desk.press import PRESS, Press
from wasata.desk.reason import reason_of
from wasata.desk.reprint import outlet_meant
from wasata.desk.voice import Names, Quote, author_shown, entry_of
from wasata.errors import ReportUnknown, ThreadWrong
from wasata.listen.credits import credits_in
from wasata.listen.rewrites import Rewrite, compare
from wasata.listen.roster import Roster
from wasata.record.kinds.base import Fact
from wasata.record.kinds.thread import ThreadJoined, ThreadSplit
from wasata.record.ledger import Written
from wasata.values import Lang, Span
from wasata.words import Key

PER_PAGE = 40
PRINTS = 60
"""So many prints of one story stand on a page."""
CARRIED = 12
QUOTED_CHANGES = 60

Order = Literal["newest", "most"]


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One story in the list. `report` names it; `first_sure` is False where an undated or unhoured print may be older."""

    report: str
    title: str
    lang: Lang
    prints: int
    outlets: int
    first: str | None
    first_sure: bool
    begun: datetime | date | None
    last: datetime | date | None
    langs: tuple[Lang, ...]

    @classmethod
    def example(cls) -> "ThreadLine":
        return cls("r-0007", "Pause extended by two days", "en", 12, 9, "QNA", True, date(2023, 11, 27), date(2023, 11, 28),
                   ("ar", "en"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThreadsPage:
    """The stories that were printed more than once. `reports` counts all reports of the press, `single` those alone."""

    lang: Lang
    logs: tuple[str, ...]
    order: Order
    total: int
    page: int
    pages: int
    lines: tuple[ThreadLine, ...]
    reports: int
    single: int

    @classmethod
    def example(cls) -> "ThreadsPage":
        return cls("en", ("press",), "newest", 1, 1, 1, (ThreadLine.example(),), 40, 28)


@dataclass(frozen=True, slots=True)
class CreditLine:
    """Whom a print credits. `to`: the number in the story of that one's own print, None where it is not among them."""

    name: str
    quote: Quote
    signed: bool
    to: int | None


@dataclass(frozen=True, slots=True)
class NumberChanged:
    """A number that is another in a rewrite: both as written, and both sentences."""

    was: str
    now: str
    before: Quote
    after: Quote


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One print. `no` counts from 1, the oldest first. `at` is its hour if it is known, else its day.

    `after`: the number of the print it stands under: one it credits, else the older one it shares most with; None for the
    first. `share` is how much of the shorter of it and `after` stands in the other, in hundredths. `added`, `dropped`,
    `changed` are counted against the first print, None where the two are of two languages. `by_hand`: who put it here.
    """

    no: int
    report: str
    title: str
    lang: Lang
    outlet: str | None
    outlet_kind: str
    at: datetime | date | None
    credits: tuple[CreditLine, ...]
    after: int | None
    share: int
    added: int | None
    dropped: int | None
    changed: tuple[NumberChanged, ...]
    by_hand: str | None = None

    @classmethod
    def example(cls) -> "PrintLine":
        return cls(2, "r-0009", "Two more days", "en", "Paper D", "newspaper", date(2023, 11, 28), (), 1, 80, 1, 2, ())


@dataclass(frozen=True, slots=True)
class Carried:
    """A report of another story that carries a piece of this one, or whose piece this one carries."""

    report: str
    title: str
    lang: Lang
    outlet: str | None
    share: int


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One story. `prints` oldest first, at most `PRINTS` of them; `total` counts all."""

    lang: Lang
    logs: tuple[str, ...]
    line: ThreadLine
    total: int
    prints: tuple[PrintLine, ...]
    carried: tuple[Carried, ...]
    may_change: bool

    @classmethod
    def example(cls) -> "ThreadPage":
        return cls("en", ("press",), ThreadLine.example(), 1, (PrintLine.example(),), (), False)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a comparison: `same`, `gone` (in the one before only), `came` (in the later only), `number` (changed)."""

    text: str
    kind: Literal["same", "gone", "came", "number"]


@dataclass(frozen=True, slots=True)
class Row:
    """Two sentences beside each other, or one that has no other. `moved`: it stands elsewhere in the story than it did."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    kind: Literal["same", "changed", "dropped", "added"]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two prints side by side."""

    lang: Lang
    logs: tuple[str, ...]
    before: ThreadLine
    after: ThreadLine
    before_at: datetime | date | None
    after_at: datetime | date | None
    rows: tuple[Row, ...]
    added: int
    dropped: int
    changed: int

    @classmethod
    def example(cls) -> "Comparison":
        row = Row((Piece("Ten were freed", "same"),), (Piece("Ten were freed", "same"),), "same")
        line = ThreadLine.example()
        return cls("en", ("press",), line, line, line.begun, line.last, (row,), 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Story:
    """That a report is one of several prints: how many, which number it has, who had it first."""

    prints: int
    no: int
    first: str | None
    first_sure: bool
    outlets: int


# what a story is made of


def in_order(press: Press, thread: int) -> list[Filed]:
    """The prints of a story, the oldest first: by hour; of one day, those whose hour is not known after the others; those
    whose day is not known last, as they came in.

    What a person put away as not about the case is no print of it; where all are put away, they stand alone.
    """
    prints = sorted(
        (press.reports[m] for m in press.tellings.threads.members[thread]), key=lambda f: (not f.published, f.out, f.n)
    )
    return [f for f in prints if not press.is_away(f.n)] or prints


def _members(press: Press) -> Mapping[int, Sequence[int]]:
    """The reports of each thread, without those a person put away."""
    members = press.tellings.threads.members
    away = press.away_at()
    if not away:
        return members
    kept = {t: [m for m in ms if m not in away] for t, ms in members.items()}
    return {t: ms for t, ms in kept.items() if ms}


def _first_sure(prints: Sequence[Filed]) -> bool:
    """Whether no other print may be older than the first: each has an hour, or is of a later day."""
    first = prints[0]
    if not first.published:
        return False
    return all(
        f.published and (f.published > first.published or (first.published_at and f.published_at)) for f in prints[1:]
    )


def _at(filed: Filed) -> datetime | date | None:
    return instant(filed.published_at) if filed.published_at else day_or_none(filed.published)


def _outlets(roster: Roster, prints: Sequence[Filed]) -> set[str]:
    """Who prints a story; where no outlet is told, each print for itself."""
    return {outlet_meant(roster, f.outlet) or f.id for f in prints}


def _line(roster: Roster, prints: Sequence[Filed]) -> ThreadLine:
    first, last = prints[0], next((f for f in reversed(prints) if f.published), prints[-1])
    outlets = _outlets(roster, prints)
    langs = tuple(dict.fromkeys(f.lang for f in prints))
    return ThreadLine(
        first.id, first.title, first.lang, len(prints), len(outlets), first.outlet, _first_sure(prints), _at(first), _at(last),
        langs,
    )  # fmt: skip


def _number(press: Press, report: str) -> int:
    n = press.by_id.get(report)
    if n is None:
        raise ReportUnknown(report=report)
    return n


# questions


def threads(desk: Desk, lang: Lang, *, page: int = 1, order: Order = "newest", per_page: int = PER_PAGE) -> ThreadsPage:
    """The stories that were printed more than once: the one last printed first, or the one printed most.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        members = _members(press)
        told = [t for t, ms in members.items() if len(ms) > 1]
        newest = {t: max(press.reports[m].out for m in members[t]) for t in told}
        if order == "most":
            told.sort(key=lambda t: (-len(members[t]), -newest[t], t))
        else:
            told.sort(key=lambda t: (-newest[t], -len(members[t]), t))
        pages = max(1, -(-len(told) // per_page))
        page = min(max(1, page), pages)
        shown = told[(page - 1) * per_page : page * per_page]
        return ThreadsPage(
            lang, ("press",), order, len(told), page, pages, tuple(_line(press.roster, in_order(press, t)) for t in shown),
            press.n_reports, sum(len(ms) == 1 for ms in members.values()),
        )  # fmt: skip


def story_of(press: Press, n: int) -> Story | None:
    """The line on a report's page: which of how many prints it is. None for a report alone. Asked inside `Desk.hold`."""
    all_threads = press.tellings.threads
    thread = all_threads.thread_of[n]
    if len(all_threads.members[thread]) == 1 or press.is_away(n):
        return None
    prints = in_order(press, thread)
    if len(prints) == 1:
        return None
    no = next(i for i, f in enumerate(prints, 1) if f.n == n)
    return Story(len(prints), no, prints[0].outlet, _first_sure(prints), len(_outlets(press.roster, prints)))


def story_line(desk: Desk, report: str) -> Story | None:
    """`story_of`, for the page of a report by its name; None too for one that is not there.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        n = press.by_id.get(report)
        return None if n is None else story_of(press, n)


def thread_page(desk: Desk, report: str, lang: Lang) -> ThreadPage:
    """The story that a report tells, with all its prints.

    Raises:
        ReportUnknown: no report of this name stands in the press.
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        n = _number(press, report)
        names = names_for(desk, lang)
        prints = in_order(press, press.tellings.threads.thread_of[n])
        shown = prints[:PRINTS]
        drawn = _Drawn(press, names, shown)
        return ThreadPage(
            lang, ("press",), _line(press.roster, prints), len(prints), tuple(drawn.line(i) for i in range(len(shown))),
            _carried(press, prints), desk.may("split_thread"),
        )  # fmt: skip


class _Drawn:
    """The prints of one story as they are shown; each text is opened once."""

    def __init__(self, press: Press, names: Names, prints: Sequence[Filed]) -> None:
        self.press, self.names, self.prints = press, names, prints
        self.texts = [f.text for f in prints]
        self.entries = [entry_of(names.roster, f.outlet, f.lang, None) if f.outlet else None for f in prints]
        self.numbers = {f.n: i for i, f in enumerate(prints)}
        self.quoted = 0
        words_on = press.tellings.words_on
        self.hands = {w.report: w for w in words_on if w.other >= 0 and press.tellings.threads.placed(w.report)}

    def line(self, i: int) -> PrintLine:
        f = self.prints[i]
        credits = self._credits(i)
        after, share = self._after(i, credits)
        added = dropped = None
        changed: tuple[NumberChanged, ...] = ()
        first = self.prints[0]
        if i and f.lang == first.lang:
            made = compared(first, self.texts[0], f, self.texts[i])
            added, dropped, changed = len(made.added), len(made.dropped), self._changed(i, made)
        hand = self.hands.get(f.n)
        return PrintLine(
            i + 1, f.id, f.title, f.lang, f.outlet, f.outlet_kind, _at(f), credits, after, share, added, dropped, changed,
            author_shown(hand.by, self.names.lang) if hand else None,
        )  # fmt: skip

    def _credits(self, i: int) -> tuple[CreditLine, ...]:
        f, text = self.prints[i], self.texts[i]
        found = []
        for c in credits_in(text, f.lang, self.names.roster):
            if c.entry == self.entries[i]:
                continue  # a paper that names itself
            to = next((j for j, entry in enumerate(self.entries) if entry == c.entry and j != i), None)
            name = self.names.of(c.entry) or c.entry
            found.append(CreditLine(name, quote_of(f, text, *c.span), c.signed, None if to is None else to + 1))
        return tuple(found)

    def _after(self, i: int, credits: Sequence[CreditLine]) -> tuple[int | None, int]:
        """The print it stands under, and how much the two share."""
        if not i:
            return None, 100
        f = self.prints[i]
        threads = self.press.tellings.threads
        shares = {self.numbers[k.report]: k.held for k in threads.kin(f.n) if k.report in self.numbers}
        for j in range(i):  # those that came in later but were out before know of it
            for k in threads.kin(self.prints[j].n):
                if k.report == f.n:
                    shares[j] = k.held
            if self.prints[j].same == f.same:  # of forty verbatim prints not all are tied to each other
                shares[j] = 100
        credited = next((c.to - 1 for c in credits if c.to is not None and c.to - 1 < i), None)
        if credited is not None:
            return credited + 1, shares.get(credited, 0)
        older = {j: share for j, share in shares.items() if j < i}
        if not older:
            return 1, shares.get(0, 0)
        best = max(older, key=lambda j: (older[j], -j))
        return best + 1, older[best]

    def _changed(self, i: int, made: Rewrite) -> tuple[NumberChanged, ...]:
        first, f = self.prints[0], self.prints[i]
        found = []
        for c in made.changed:
            if self.quoted >= QUOTED_CHANGES:
                break
            self.quoted += 1
            found.append(
                NumberChanged(
                    words.tame(c.before.of(self.texts[0])), words.tame(c.after.of(self.texts[i])),
                    quote_of(first, self.texts[0], *c.before_sentence), quote_of(f, self.texts[i], *c.after_sentence),
                )
            )  # fmt: skip
        return tuple(found)


def _carried(press: Press, prints: Sequence[Filed]) -> tuple[Carried, ...]:
    """Reports of other stories that share a piece with this one."""
    threads = press.tellings.threads
    mine = {f.n for f in prints}
    shares: dict[int, int] = {}
    for f in prints:
        for k in threads.kin(f.n):
            if k.report not in mine:
                shares[k.report] = max(k.held, shares.get(k.report, 0))
        for m in threads.later_of(f.n):
            if m not in mine:
                held = next((k.held for k in threads.kin(m) if k.report == f.n), 0)
                shares[m] = max(held, shares.get(m, 0))
    best = sorted((m for m in shares if not press.is_away(m)), key=lambda m: (-shares[m], m))[:CARRIED]
    return tuple(
        Carried(press.reports[m].id, press.reports[m].title, press.reports[m].lang, press.reports[m].outlet, shares[m])
        for m in best
    )  # fmt: skip


_compared: OrderedDict[tuple[str, str], Rewrite] = OrderedDict()
_KEPT = 2_000


def compared(before: Filed, old: str, after: Filed, new: str) -> Rewrite:
    """What a print made of another; places only, by the digests of the two texts, kept for the next page."""
    key = (before.digest, after.digest)
    found = _compared.get(key)
    if found is None:
        found = _compared[key] = compare(old, new, after.lang)
        if len(_compared) > _KEPT:
            _compared.popitem(last=False)
    return found


def compare_prints(desk: Desk, before: str, after: str, lang: Lang) -> Comparison:
    """Two prints side by side, sentence by sentence.

    Raises:
        ReportUnknown: one of them is not in the press.
        ThreadWrong: they are of two languages.
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        a, b = (press.reports[_number(press, r)] for r in (before, after))
        if a.lang != b.lang:
            raise ThreadWrong(why=Key("thread.why.languages"), report=after)
        old, new = a.text, b.text
        made = compared(a, old, b, new)
        return Comparison(
            lang, ("press",), _line(press.roster, [a]), _line(press.roster, [b]), _at(a), _at(b),
            tuple(_rows(old, new, made)), len(made.added), len(made.dropped), len(made.changed),
        )  # fmt: skip


def _rows(old: str, new: str, made: Rewrite) -> list[Row]:
    """The sentences in the order of the later print; what was dropped stands where it stood before."""
    was = [c.before for c in made.changed]
    now = [c.after for c in made.changed]
    rows: list[Row] = []
    dropped = list(made.dropped)
    in_new: list[tuple[Span, Row, int]] = [(s, Row((), (Piece(s.of(new), "came"),), "added"), -1) for s in made.added]
    ordered = [p.before.start for p in made.pairs]
    rising = _rising(ordered)
    for at, p in enumerate(made.pairs):
        left = tuple(_pieces(old, p.before, p.gone, was, "gone"))
        right = tuple(_pieces(new, p.after, p.came, now, "came"))
        kind: Literal["same", "changed"] = "same" if p.same else "changed"
        in_new.append((p.after, Row(left, right, kind, at not in rising), p.before.start))
    for _, row, began in sorted(in_new, key=lambda r: r[0].start):
        while began >= 0 and not row.moved and dropped and dropped[0].start < began:
            rows.append(Row((Piece(dropped.pop(0).of(old), "gone"),), (), "dropped"))
        rows.append(row)
    return [*rows, *(Row((Piece(s.of(old), "gone"),), (), "dropped") for s in dropped)]


def _rising(places: Sequence[int]) -> set[int]:
    """Which of some places keep their order: a longest rising run; the others moved."""
    best: list[int] = [1] * len(places)
    before: list[int] = [-1] * len(places)
    for i in range(len(places)):
        for j in range(i):
            if places[j] < places[i] and best[j] + 1 > best[i]:
                best[i], before[i] = best[j] + 1, j
    at = max(range(len(places)), key=lambda i: best[i], default=-1)
    kept: set[int] = set()
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _pieces(
    text: str, sentence: Span, other: Sequence[Span], numbers: Sequence[Span], kind: Literal["gone", "came"]
) -> list[Piece]:
    marked = [n for n in numbers if sentence.start <= n.start < sentence.end]
    cuts = sorted({*sentence, *(p for s in (*other, *marked) for p in s if sentence.start <= p <= sentence.end)})
    found = []
    for a, b in pairwise(cuts):
        what: Literal["same", "gone", "came", "number"] = "same"
        if any(s.start <= a and b <= s.end for s in marked):
            what = "number"
        elif any(s.start <= a and b <= s.end for s in other):
            what = kind
        found.append(Piece(text[a:b], what))
    return found


# acts


def _require_there(desk: Desk, act: str, *reports: str) -> None:
    """Refuses the act to whom it is not allowed, and then names of reports that are none."""
    desk.require(act)
    with desk.hold():
        press = desk.fold(PRESS)
        for report in reports:
            _number(press, report)


def split_thread(desk: Desk, report: str, reason: str | None = None, *, act_id: str | None = None) -> Written:
    """Says that a report tells a story of its own.

    Raises:
        ReportUnknown: no report of this name stands in the press.
        ThreadWrong: it stands alone already.
        ReasonTooLong: the reason is longer than the record takes.
    """
    _require_there(desk, "split_thread", report)
    facts: Mapping[str, Sequence[Fact]] = {"press": (ThreadSplit(report=report, reason=reason_of(reason)),)}

    def decide() -> Mapping[str, Sequence[Fact]]:
        with desk.hold():
            press = desk.fold(PRESS)
            threads = press.tellings.threads
            n = _number(press, report)
            if not threads.earlier_of(n) and not threads.later_of(n):
                raise ThreadWrong(why=Key("thread.why.alone"), report=report)
        return facts

    return desk.do("split_thread", decide, act_id=act_id, same=exactly(facts))


def join_thread(
    desk: Desk, report: str, with_report: str, reason: str | None = None, *, act_id: str | None = None
) -> Written:
    """Says that a report tells the same story as another.

    Raises:
        ReportUnknown: one of the two is not in the press.
        ThreadWrong: they are one story already, or one and the same report.
        ReasonTooLong: the reason is longer than the record takes.
    """
    _require_there(desk, "join_thread", report, with_report)
    facts: Mapping[str, Sequence[Fact]] = {
        "press": (ThreadJoined(report=report, with_report=with_report, reason=reason_of(reason)),)
    }

    def decide() -> Mapping[str, Sequence[Fact]]:
        with desk.hold():
            press = desk.fold(PRESS)
            thread_of = press.tellings.threads.thread_of
            if thread_of[_number(press, report)] == thread_of[_number(press, with_report)]:
                raise ThreadWrong(why=Key("thread.why.together"), report=report)
        return facts

    return desk.do("join_thread", decide, act_id=act_id, same=exactly(facts))
