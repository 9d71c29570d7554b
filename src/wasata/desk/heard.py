"""Who is heard: which values, claims and events are of one voice; kept by the fold of the press.

Danger: a story printed forty times heard as forty voices; two known speakers made one because one paper printed both.
Duty: by what two values, claims or events are told to be of one author; what a reprint repeats of its story is the voice of
that story; the disagreements of a day and the authors of a thing, remembered until somebody is heard otherwise.
Shape: `Heard` is what `desk.press.Press` knows of voices; its state is the press's own.
"""

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from wasata.carry.pace import Claim, Pace
from wasata.desk.correction import Corrections
from wasata.desk.filed import Ahead, Filed, Known, Link
from wasata.desk.tellings import Tellings, Told
from wasata.desk.voice import Authors
from wasata.listen.roster import Roster
from wasata.watch.conflict import Conflict, conflicts_among
from wasata.watch.figure import Counted, Figures

_POSITIVE = (1 << 62) - 1

_CALLED_AGAIN = re.compile(
    r"(?:the|that|this)(?: same)? (?:source|official|diplomat|person|man)s?"
    r"|ال(?:مصدر|مصادر|مسؤول|مسؤولون|مسؤولين)(?: نفسه| ذاته| نفسها)?",
    re.I,
)
"""How an unnamed voice is called when it speaks again."""


def _is_known(author: str) -> bool:
    """Whether an author is somebody the roster names."""
    return not author.startswith(("unnamed=", "unnamed@", "words=", "outlet=", "report:"))


class Heard:
    """The press as far as voices are asked of it."""

    __slots__ = (
        "_authors", "_authors_then", "_conflicts", "_event_authors", "_event_days", "_figure_authors", "_thing_authors",
        "clashed",
    )  # fmt: skip

    reports: list[Filed]
    figures: Figures
    pace: Pace
    tellings: Tellings
    stories: dict[int, int]
    links: list[Link]
    n_readings: int
    _authors: Authors | None
    _authors_then: tuple[Any, dict[str, set[str]]]
    _figure_authors: dict[int, list[str | None]]
    _conflicts: dict[tuple[str, int], tuple[int, list[Conflict]]]
    _thing_authors: tuple[int, dict[str, set[str]]]
    _event_authors: dict[int, dict[int, str]]
    _event_days: dict[int, dict[int, int]]
    clashed: dict[tuple[str, str, int, str], tuple[tuple[bytes, ...], Any]]
    """What clashed among which tellings (`desk.clash`): by the rule, the kind, the day, of whom."""
    _retold: set[int]
    _corrections: Corrections

    @property
    def roster(self) -> Roster:
        """The roster of the case."""
        raise NotImplementedError

    def author(self, value: Counted | Claim | Ahead | Told) -> str:
        """By what two values or claims are told to be of one author."""
        if self._authors is None:
            self._authors = Authors(self.roster)
        filed = self.reports[value.report]
        return self._authors.key(
            value.source, value.source_kind, value.speaks_for, filed.outlet, value.report, filed.lang
        )

    def figure_author(self, value: Counted) -> str:
        """Who gives a figure, remembered by its place: pages ask it of every figure in the case.

        What a rewrite of a story repeats of it, number for number, is the voice of that story and not another one.
        """
        known = self._figure_authors.setdefault(value.reading, [])
        mark = value.mark
        if mark >= len(known):
            known += [None] * (mark + 1 - len(known))
        found = known[mark]
        if found is None:
            found = self.author(value)
            found = self._first_voice(found, value.report, lambda first: next(
                (self.figure_author(o) for o in self._figures_of(first)
                 if (o.thing, o.low, o.high, o.who) == (value.thing, value.low, value.high, value.who)), None
            ))  # fmt: skip
            known[mark] = found
        return found

    def claim_author(self, claim: Claim) -> str:
        """Who makes a claim of state; in a rewrite of a story, whoever makes it there.

        "The source" is the source named before him. A report that has one unnamed voice has one, however it is called,
        and where it tells a story again, it is the one voice of that story.
        """
        root = self._root(claim.report)
        if claim.source_kind == "anonymous" and all(
            len(self._unnamed(n, claim.speaks_for)) <= 1 for n in {claim.report, root}
        ):
            return f"unnamed@{root}:{claim.speaks_for or ''}"
        return self._first_voice(self.author(claim), claim.report, lambda first: next(
            (self.claim_author(o) for o in self._claims_of(first) if (o.state, o.status) == (claim.state, claim.status)), None
        ))  # fmt: skip

    def event_author(self, told: Told) -> str:
        """Who tells of an event, as `claim_author`: what a reprint repeats of it is the voice of the story. Remembered."""
        known = self._event_authors.setdefault(told.reading, {})
        found = known.get(told.mark)
        if found is None:
            found = known[told.mark] = self._first_voice(self.author(told), told.report, lambda first: next(
                (self.event_author(o) for o in self._events_of(first)
                 if (o.event, o.status, o.actors) == (told.event, told.status, told.actors)), None
            ))  # fmt: skip
        return found

    def day_told(self, told: Told) -> int:
        """The day an event is told of, remembered. Where only the report dates it, a reprint is of the day its story was
        first told."""
        known = self._event_days.setdefault(told.reading, {})
        found = known.get(told.mark)
        if found is None:
            found = known[told.mark] = self._day_told(told)
        return found

    def _day_told(self, told: Told) -> int:
        if not told.dated:
            for n in self.tellings.threads.earlier_of(told.report):
                for o in self._events_of(n):
                    if (o.event, o.status, o.actors) == (told.event, told.status, told.actors) and o.day:
                        return min(o.day, told.day)
        return told.day

    def reprinted(self, value: Counted) -> bool:
        """Whether an undated figure only repeats what an earlier print of its story gave for another day: it is of that day,
        and no news of its own."""
        if value.last or value.told_of:
            return False
        return any(
            o.anchor and o.anchor < value.anchor
            and (o.thing, o.low, o.high, o.who) == (value.thing, value.low, value.high, value.who)
            for n in self.tellings.threads.earlier_of(value.report) for o in self._figures_of(n)
        )  # fmt: skip

    def ahead_author(self, ahead: Ahead) -> str:
        """Who says that something is dated, as `claim_author`."""
        return self._first_voice(self.author(ahead), ahead.report, lambda first: next(
            (self.ahead_author(o) for o in self._ahead_of(first)
             if (o.first, o.last, o.event) == (ahead.first, ahead.last, ahead.event)), None
        ))  # fmt: skip

    def _ahead_of(self, n: int) -> list[Ahead]:
        readings = self.reports[n].readings
        return self.dated(readings[-1].seq) if readings else []

    def dated(self, seq: int) -> list[Ahead]:
        """The dates ahead of one reading."""
        raise NotImplementedError

    def _unnamed(self, n: int, party: str | None) -> set[str]:
        """The unnamed voices of one party in a report, as first called."""
        return {
            c.source for c in self._claims_of(n)
            if c.source and c.source_kind == "anonymous" and c.speaks_for == party and not _CALLED_AGAIN.fullmatch(c.source)
        }  # fmt: skip

    def _first_voice(self, found: str, report: int, in_first: Callable[[int], str | None]) -> str:
        """The author in the first report that tells the same story, unless both are known and two."""
        root = self.stories.get(report)
        for first in (*(() if root is None else (self._root(report),)), *self.tellings.threads.earlier_of(report)):
            there = in_first(first) if first != report else None
            if there is not None:  # the first who told it decides: asking on would double the way with every print
                return found if _is_known(there) and _is_known(found) else there
        return found

    def _events_of(self, n: int) -> list[Told]:
        readings = self.reports[n].readings
        return self.tellings.by_reading.get(readings[-1].seq, []) if readings else []

    def _figures_of(self, n: int) -> list[Counted]:
        readings = self.reports[n].readings
        return self.figures.by_reading.get(readings[-1].seq, []) if readings else []

    def _claims_of(self, n: int) -> list[Claim]:
        readings = self.reports[n].readings
        return self.pace.by_reading.get(readings[-1].seq, []) if readings else []

    def _retell(self, link: Link) -> None:
        """One report tells the story of another again."""
        self.stories.setdefault(link.later, link.earlier)
        self._retold |= {link.later, link.earlier}

    def _told_anew(self, *changed: int) -> None:
        """Forgets who was found to give what, in reports, in those that tell their story again, and in those that tell it
        after them: whose voice a reprint is was asked of the print before it."""
        again: set[int] = set()
        more = set(changed)
        while more:
            again |= more
            roots = {later for later in self.stories if self._root(later) in more}
            more = roots.union(*map(self.tellings.threads.later_of, more)) - again
        for report in again:
            for reading in self.reports[report].readings:
                self._figure_authors.pop(reading.seq, None)
                self._event_authors.pop(reading.seq, None)
                self._event_days.pop(reading.seq, None)
                for v in self.figures.by_reading.get(reading.seq, ()):
                    self._conflicts.pop((v.thing, v.anchor), None)
                    self._thing_authors[1].pop(v.thing, None)
        if again:
            self.clashed.clear()
        self._authors_then = (None, {})
        for kept in [key for key in self._conflicts if key[1] < 0]:  # totals of a truce, of whatever days
            del self._conflicts[kept]
        self._corrections.clear()

    def _forget_voices(self) -> None:
        """Forgets who was found to say what: the roster is another, and with it who is one author."""
        self._authors = None
        self._corrections.clear()
        for kept in (self._figure_authors, self._event_authors, self._event_days, self._conflicts, self.clashed):
            kept.clear()
        self._thing_authors = (0, {})
        self._authors_then = (None, {})

    def _root(self, n: int) -> int:
        """The report whose story this one tells: as a person tied them, else the first of its thread."""
        seen = {n}
        while (earlier := self.stories.get(n)) is not None and earlier not in seen:
            n = earlier
            seen.add(n)
        return n if len(seen) > 1 else min(self.tellings.threads.earlier_of(n), default=n)

    def conflicts_on(self, thing: str, day: int, values: Sequence[Counted], *, all_stand: bool) -> list[Conflict]:
        """The disagreements among these values of one day, remembered until the values are others.

        Where everything ever said of a day stands (`all_stand`), it is only ever added to, and the number tells.
        """
        mark = -len(values) if all_stand else hash(tuple([(v.reading, v.mark) for v in values])) & _POSITIVE
        kept = self._conflicts.get((thing, day))
        if kept is None or kept[0] != mark:
            kept = self._conflicts[thing, day] = (mark, conflicts_among(values, self.figure_author))
        return kept[1]

    def authors_of(self, thing: str, known: Known) -> set[str]:
        """All who gave a value of a thing that stood: remembered, and only added to where everything stands."""
        days = self.figures.things[thing]
        touched = any(v.thing == thing for v in known.taken.figures.values())
        if not known.whole or touched:
            asked = (self.n_readings, len(self.links), known.upto, known.by)
            if self._authors_then[0] != asked:
                self._authors_then = (asked, {})
            then = self._authors_then[1]
            if thing not in then:
                then[thing] = {self.figure_author(v) for values in days.values() for v in known.figures(values)}
            return then[thing]
        at, kept = self._thing_authors
        for reading in islice(self.figures.by_reading, at, None):  # of what was seen before, no value is asked for
            for v in self.figures.by_reading[reading]:
                if v.thing in kept:
                    kept[v.thing].add(self.figure_author(v))
        self._thing_authors = (len(self.figures.by_reading), kept)
        if thing not in kept:  # not asked before, or forgotten since a story is told by fewer than it seemed
            kept[thing] = {self.figure_author(v) for values in days.values() for v in values}
        return kept[thing]
