"""Doubt: the marks the reader is least sure of that nobody has looked at, across all reports.

Danger: an hour of an analyst's work spent on marks that matter to no page.
Duty: `doubts` lists marks by how sure the reader was, the least sure first; of one group, or only those that stand on the
brief; and how many were looked at of how many. What a text says is asked once, whoever prints it (`desk.verbatim`).
Shape: the fold keeps one byte a mark, how sure the reader was in hundredths; a page looks through the bytes of all reports
for the smallest value, then the next, and opens only the reports it shows. The brief is asked what it stands on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wasata.desk.access import Desk
from wasata.desk.brief import Brief, brief
from wasata.desk.case import names_for
from wasata.desk.filed import GROUPS, Filed
from wasata.desk.hand import Standing
from wasata.desk.marked import MarkLine, around, mark_line
from wasata.desk.press import PRESS, UNSAID, Press
from wasata.desk.verbatim import Place, asked_already, others_that_ask
from wasata.desk.voice import Origin
from wasata.values import Lang
from wasata.words import tame

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Doubt:
    """One mark nobody has looked at, with the words before and after it in its paragraph.

    `others`: in how many other prints of the very text the same mark stands that nobody has looked at; they do not ask it again.
    """

    report: str
    title: str
    lang: Lang
    outlet: str | None
    mark: MarkLine
    before: str
    after: str
    others: int = 0

    @classmethod
    def example(cls) -> "Doubt":
        from wasata.desk.report import ReportPage

        return cls("r-0007", "Pause extended", "en", "QNA", ReportPage.example().marks[0], "", " goes on.")


@dataclass(frozen=True, slots=True)
class Doubts:
    """A page of doubts. `looked` of `total` marks were looked at, without those that another print of their text asks; `group`
    and `on_brief` are what it was narrowed to."""

    lang: Lang
    group: str | None
    on_brief: bool
    looked: int
    total: int
    page: int
    pages: int
    marks: tuple[Doubt, ...]
    second_look: int
    may: bool

    @property
    def left(self) -> int:
        return self.total - self.looked

    @classmethod
    def example(cls) -> "Doubts":
        return cls("en", None, False, 412, 1930, 1, 76, (Doubt.example(),), 0, True)


def doubts(
    desk: Desk, lang: Lang, *, group: str | None = None, on_brief: bool = False, report: str | None = None, page: int = 1,
    per_page: int = PER_PAGE,
) -> Doubts:  # fmt: skip
    """The marks nobody has looked at, those the reader is least sure of first.

    Args:
        group: only statements, figures, dates or events.
        on_brief: only marks that the brief, as it stands now, shows.
        report: only in this report, whatever other prints of its text ask.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    shown = frozenset(_on_brief(brief(desk, lang))) if on_brief else None
    with desk.hold():
        press = desk.fold(PRESS)
        wanted = GROUPS.index(group) if group in GROUPS else None
        reports = [
            f for f in press.reports
            if f.base is not None and (report is None or f.id == report) and not press.is_away(f.n)
        ]  # fmt: skip
        chosen = None if shown is None else _places(press, shown)
        again = asked_already(press, lambda p: chosen is None or p in chosen) if report is None else {}
        looked, total = _counted(press, reports, wanted, chosen)
        total -= sum(wanted is None or p[1] == wanted for p in again)
        left = total - looked
        pages = max(1, -(-left // per_page))
        page = min(max(1, page), pages)
        found = (p for p in _least_sure(press, reports, wanted, chosen) if p not in again)
        places = [p for n, p in zip(range(page * per_page), found, strict=False) if n >= (page - 1) * per_page]
        return Doubts(
            lang, group if wanted is not None else None, on_brief, looked, total, page, pages,
            tuple(_told(desk, press, places, lang, alone=report is not None)),
            sum(len(t) for n, t in press.second.items() if not press.is_away(n)), desk.may("confirm_mark"),
        )  # fmt: skip


def _counted(press: Press, reports: Sequence[Filed], wanted: int | None, chosen: set[Place] | None) -> tuple[int, int]:
    """How many marks were looked at, of how many."""
    if chosen is not None:
        of_group = {p for p in chosen if wanted is None or p[1] == wanted}
        return sum((g, n) in press.looked.get(r, ()) for r, g, n in of_group), len(of_group)
    total = looked = 0
    for filed in reports:
        assert filed.base is not None
        total += sum(filed.base.counts) if wanted is None else filed.base.counts[wanted]
        places = press.looked.get(filed.n, ())
        looked += len(places) if wanted is None else sum(g == wanted for g, _ in places)
    return looked, total


def _least_sure(
    press: Press, reports: Sequence[Filed], wanted: int | None, chosen: set[Place] | None
) -> Iterator[Place]:
    """The marks nobody has looked at, from the least sure; of those alike, in the newest reports first."""
    if chosen is not None:
        yield from _chosen(press, wanted, chosen)
        return
    newest = [f for f in reversed(reports) if f.base is not None and f.base.sure]
    values = sorted(set().union(*(set(f.base.sure) for f in newest if f.base)))
    for value in values:
        for filed in newest:
            base = filed.base
            assert base is not None
            low, high = _bounds(base.counts, wanted)
            at = base.sure.find(value, low, high)
            while at >= 0:
                place = _place_at(base.counts, at)
                if place not in press.looked.get(filed.n, ()):
                    yield (filed.n, *place)
                at = base.sure.find(value, at + 1, high)


def _chosen(press: Press, wanted: int | None, chosen: set[Place]) -> Iterator[Place]:
    def sure(place: Place) -> int:
        base = press.reports[place[0]].base
        return base.sure[sum(base.counts[: place[1]]) + place[2]] if base else UNSAID

    for place in sorted(chosen, key=lambda p: (sure(p), -p[0], p[1], p[2])):
        if (wanted is None or place[1] == wanted) and (place[1], place[2]) not in press.looked.get(place[0], ()):
            yield place


def _bounds(counts: Sequence[int], wanted: int | None) -> tuple[int, int]:
    if wanted is None:
        return 0, sum(counts)
    low = sum(counts[:wanted])
    return low, low + counts[wanted]


def _place_at(counts: Sequence[int], at: int) -> tuple[int, int]:
    for group, n in enumerate(counts):
        if at < n:
            return group, at
        at -= n
    raise IndexError(at)


def _told(desk: Desk, press: Press, places: Sequence[Place], lang: Lang, *, alone: bool) -> Iterator[Doubt]:
    names = names_for(desk, lang)
    laid: dict[int, dict[str, list[Standing]]] = {}
    texts: dict[int, str] = {}
    for n, group, place in places:
        filed = press.reports[n]
        if n not in laid:
            laid[n], texts[n] = press.laid(n), filed.text
        text = texts[n]
        s = laid[n][GROUPS[group]][place]
        mark = mark_line(s, text, filed, names)
        left, right = around(text, mark.start, mark.end)
        yield Doubt(filed.id, filed.title, filed.lang, filed.outlet, mark, tame(text[left : mark.start]),
                    tame(text[mark.end : right]), 0 if alone else others_that_ask(press, n, group, s.mark))  # fmt: skip


# what the brief stands on


def _on_brief(b: Brief) -> Iterator[Origin]:
    for c in b.claims:
        yield from (c.quote.origin, *c.also)
    for party in b.statements:
        for body in party.bodies:
            yield from (line.quote.origin for line in body.lines)
    for conflict in b.conflicts:
        for side in conflict.sides:
            for p in side.points:
                yield from (p.words.origin, *p.also)
    for a in b.ahead:
        yield a.quote.origin
    for change in (*b.changes.new, *b.changes.changed):
        if change.after is not None:
            yield change.after.origin


def _places(press: Press, origins: frozenset[Origin]) -> set[Place]:
    """The marks words stand in; those by hand alone were looked at by whoever made them."""
    found: set[Place] = set()
    for o in origins:
        n = press.by_id.get(o.report)
        if n is None or not o.mark:
            continue
        base = press.reports[n].base
        group = next((k for k, g in enumerate(GROUPS) if g[0] == o.mark[0]), None)
        place = int(o.mark[1:]) - 1
        if base is not None and group is not None and 0 <= place < base.counts[group]:
            found.add((n, group, place))
    return found
