"""What changed: new, changed and withdrawn claims between two hours, each with both words.

Danger: a number that was quietly replaced; a report withdrawn and its claim left standing; the same story, rewritten,
counted as news.
Duty: compare what stood at one hour with what stood at a later one. A later value by the same author for the same days,
or another state claimed by the same author, is a change and keeps the words it changed from.
Shape: `changes(drawer, before, after) -> Changes`, over two `Known`.

A report linked as a rewrite brings nothing new. Links are looked at first, so that a correction is told once, as one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Literal, NamedTuple, get_args

from wasata import words
from wasata.carry.pace import Claim
from wasata.desk.altered import Altered, altered
from wasata.desk.amount import thing_label
from wasata.desk.disagreement import live_values
from wasata.desk.figure import Drawer, quote_of
from wasata.desk.filed import Ahead, Filed, Known, Link, Reading, Statement, instant
from wasata.desk.press import Press
from wasata.desk.voice import Quote, Who
from wasata.listen.sentences import sentences_of
from wasata.watch.conflict import replaces
from wasata.watch.figure import COMPARED, Counted

COMPARED_REPORTS = 100
"""How many new reports are compared claim by claim; more come only when somebody asks over days."""
REREAD_COMPARED = 120
"""How many reports that were read again are compared while a page waits; what was compared is remembered."""
REPORTS_OF_STATEMENTS = 12
SHOWN = 12
What = Literal["new", "changed", "withdrawn"]
Cause = Literal["reread", "hand", "away"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
About = Literal["state", "figure", "statement", "date"]
_LOOKED_BACK = 300


class Bearing(NamedTuple):
    """What else a change in the same words bears on, with its value where it has one."""

    about: About
    label: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was at `since`: new, changed or withdrawn, each with both words.

    `about` says of what: a state of the talks, a figure, a statement. `why` says how we know (keys `brief.why.<why>`):
    `said` (a new report says it), `revised` (the same author gives another value), `correction`, `denial`,
    `withdrawal` (a report linked as such), `reread` (a later reading), `struck`, `corrected`, `added`, `kept`, `lifted` (an
    analyst's hand on the mark: struck, given other values, put there, kept where the reader no longer gives it, taken back),
    `beside` (it counts otherwise because of what was done to another mark of its report), `put_away`, `called_back` (a person
    judged that its report is not about the case, or is after all).
    `before` is None only for what is new, `after` None only for what is withdrawn without words of its own.
    `label` is what it is about in the page's words ("Killed · Palestinians", "Suspended"). `also` is what else the same
    words of the same author bear on: they are told once.
    """

    what: What
    about: About
    why: str
    label: str
    who: Who
    before: Quote | None
    after: Quote | None
    before_value: str | None = None
    after_value: str | None = None
    known_at: datetime | None = None
    also: tuple[Bearing, ...] = ()

    @classmethod
    def example(cls) -> "Change":
        return cls("changed", "figure", "revised", "Killed · Israel", Who.example(), Quote.example(), Quote.example(),
                   "1,400", "about 1,200", datetime(2023, 11, 10, tzinfo=UTC))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not as it was. The tuples hold the latest of each; `n_*` count all of them.

    `nothing` is to be said in words, never left as an empty panel. `n_reports` came in since; of those, the `n_beyond`
    oldest were counted but not compared claim by claim (only when hundreds came). `n_reread`: so many more reports were read
    again, whose changes are told in full by `rereading.changed` and not here; by the clock of publication, which knows only
    the last reading of each report, all of them. `reread_by`: by what they read otherwise, with how many: `reread` (read
    again), `hand` (somebody's hand on their marks), `away` (put away or called back).
    """

    since: datetime
    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    withdrawn: tuple[Change, ...]
    n_new: int
    n_changed: int
    n_withdrawn: int
    n_reports: int
    n_beyond: int = 0
    n_reread: int = 0
    reread_by: tuple[tuple[Cause, int], ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.n_new or self.n_changed or self.n_withdrawn or self.n_reread)


class _Comparison:
    """Two hours of one press, and what differs between them."""

    def __init__(self, draw: Drawer, before: Known, after: Known) -> None:
        self.draw = draw
        self.press = draw.press
        self.before = before
        self.after = after
        self.found: list[tuple[tuple[int, int], What, Callable[[], Change]]] = []
        self.settled: set[tuple[int, int]] = set()
        self.settled_claims: set[tuple[int, int]] = set()
        self._claims: dict[str, list[Claim]] | None = None
        self._values: dict[str, dict[str, list[Counted]]] = {}

    # what stood before

    def values_before(self, v: Counted) -> list[Counted]:
        """What the author gave for the same thing in his last report that stood before; empty where he gave nothing."""
        known = self._values.get(v.thing)
        if known is None:
            known = self._values[v.thing] = {}
            for old in live_values(self.press, v.thing, self.before, _LOOKED_BACK):
                mine = known.setdefault(self.press.figure_author(old), [])
                if not mine or mine[0].reading == old.reading:
                    mine.append(old)
        return known.setdefault(self.press.figure_author(v), [])

    def claims_before(self, author: str) -> list[Claim]:
        """What the author claimed of the state in his last report that stood before."""
        if self._claims is None:
            self._claims = {}
            for c in self._claims_standing():
                mine = self._claims.setdefault(self.press.claim_author(c), [])
                if not mine or mine[0].reading == c.reading:
                    mine.append(c)
        return self._claims.setdefault(author, [])

    def _claims_standing(self) -> Iterator[Claim]:
        looked = 0
        for filed in self.press.newest():
            reading = self.before.readings.get(filed.n)
            for c in reversed(self.press.pace.by_reading.get(reading.seq, ())) if reading else ():
                if self.before.claim(c):
                    looked += 1
                    yield c
            if looked > _LOOKED_BACK:
                return

    # telling

    def tell(self, rank: int, filed: Filed, what: What, change: Callable[[], Change]) -> None:
        """Notes a change; it is only put in words if it is one of those shown."""
        self.found.append(((rank, -filed.known(self.after.by)), what, change))

    def words_of_value(self, v: Counted) -> Quote:
        filed = self.press.reports[v.report]
        return quote_of(filed, self.draw.text(filed), v.sent_start, v.sent_end, f"f{v.mark + 1}")

    def words_of_claim(self, c: Claim) -> Quote:
        filed = self.press.reports[c.report]
        return quote_of(filed, self.draw.text(filed), c.start, c.end, f"e{c.mark + 1}")

    def who(self, v: Counted | Claim) -> Who:
        filed = self.press.reports[v.report]
        return self.draw.names.who(v.source, filed.lang, v.source_kind, v.speaks_for, filed.outlet)

    def at(self, filed: Filed) -> datetime:
        return instant(filed.known(self.after.by))

    # comparing

    def values(self, filed: Filed, reading: Reading) -> None:
        """Tells what the figures of a new report change: each author's values against those of his last report.

        What he repeats is no news. One of his new values stands in place of an old one only if he repeats none of the
        old ones; the rest are new.
        """
        groups: dict[tuple[str, str], list[Counted]] = {}
        for v in self.press.figures.by_reading.get(reading.seq, ()):
            if (
                v.measure in COMPARED
                and not v.part
                and self.after.figure(v)
                and (v.reading, v.mark) not in self.settled
            ):
                groups.setdefault((v.thing, self.press.figure_author(v)), []).append(v)
        for mine in groups.values():
            old = self.values_before(mine[0])
            given = {_number(o) for o in old}
            fresh = list({_number(v): v for v in reversed(mine)}.values())[::-1]
            repeats = any(_number(v) in given for v in fresh)
            for v in fresh:
                if _number(v) in given:
                    continue
                replaced = None if repeats else next((o for o in old if replaces(v, o)), None)
                repeats = repeats or replaced is not None
                self._figure(v, replaced, "revised" if replaced else "said", filed)
            old[:] = mine

    def _figure(self, v: Counted, old: Counted | None, why: str, filed: Filed) -> None:
        self.settled.add((v.reading, v.mark))
        what: What = "new" if old is None else "changed"
        self.tell(1, filed, what, lambda: Change(
            what, "figure", why, thing_label(v.thing, self.draw.names), self.who(v),
            self.words_of_value(old) if old else None, self.words_of_value(v),
            self.draw.amount(old).shown if old else None, self.draw.amount(v).shown, self.at(filed),
        ))  # fmt: skip

    def claims(self, filed: Filed, reading: Reading) -> None:
        """Tells what a new report changes in the claimed state of the talks, each author against his last report."""
        groups: dict[str, list[Claim]] = {}
        for c in self.press.pace.by_reading.get(reading.seq, ()):
            if self.after.claim(c) and (c.reading, c.mark) not in self.settled_claims:
                groups.setdefault(self.press.claim_author(c), []).append(c)
        for author, mine in groups.items():
            old = self.claims_before(author)
            claimed = {(o.state, o.status) for o in old}
            fresh = {(c.state, c.status): c for c in reversed(mine) if (c.state, c.status) not in claimed}
            repeats = len(fresh) < len({(c.state, c.status) for c in mine})
            for c in reversed(fresh.values()):
                self._claim(c, old[0] if old and not repeats else None, filed)
                repeats = True
            old[:] = mine

    def _claim(self, c: Claim, old: Claim | None, filed: Filed, why: str = "revised") -> None:
        told = self.state(c)
        what: What = "new" if old is None else "changed"
        self.tell(0, filed, what, lambda: Change(
            what, "state", "said" if old is None else why, told, self.who(c),
            self.words_of_claim(old) if old else None, self.words_of_claim(c), self.state(old) if old else None, told,
            self.at(filed),
        ))  # fmt: skip

    def state(self, c: Claim) -> str:
        told = words.say(f"pace.state.{c.state}", self.draw.lang)
        if c.status not in ("planned", "possible"):
            return told
        status = words.say(f"report.status.{c.status}", self.draw.lang)
        return words.say("report.event_and_status", self.draw.lang, event=told, status=status)

    def said(self, fresh: Sequence[Filed], again: set[int], at_most: int) -> list[Callable[[], Change]]:
        """The newest new statements, those that commit their author (deny, demand, offer …) before what was merely said.

        Only as many reports are opened as are needed for those shown; the others are counted by their readings.
        """
        found: list[tuple[int, Callable[[], Change]]] = []
        for filed in fresh[:REPORTS_OF_STATEMENTS] if at_most > 0 else ():
            if filed.n in again:
                continue
            for s in self.press.statements(self.after.readings[filed.n]):
                found.append((s.act == "say", partial(self.statement, s, filed)))
        return [make for _, make in sorted(found, key=lambda pair: pair[0])[:at_most]]

    def statement(self, s: Statement, filed: Filed) -> Change:
        return Change(
            "new", "statement", "said", words.say(f"report.act.{s.act}", self.draw.lang), self.speaker(s, filed), None,
            self.words_of_statement(s, filed), None, None, self.at(filed),
        )  # fmt: skip

    def speaker(self, s: Statement, filed: Filed) -> Who:
        source = self.draw.text(filed)[s.source_start : s.source_end]
        return self.draw.names.who(source, filed.lang, s.kind, s.actor, filed.outlet)

    def words_of_statement(self, s: Statement, filed: Filed) -> Quote:
        return quote_of(filed, self.draw.text(filed), s.start, s.end, f"s{s.mark + 1}")

    # links

    def link(self, link: Link) -> bool:
        """Tells what a link between two reports changed. True when the later report brings nothing new of its own."""
        earlier, later = self.press.reports[link.earlier], self.press.reports[link.later]
        if link.relation == "rewrite":
            return True
        told = self._corrected(earlier, later, link) if link.relation == "correction" else False
        if not told:
            self._linked(earlier, later, link.relation)
        return False

    def _linked(self, earlier: Filed, later: Filed, relation: str) -> None:
        what: What = "withdrawn" if relation == "withdrawal" else "changed"
        self.tell(0, later, what, lambda: Change(
            what, "statement", relation, words.say(f"report.relation.{relation}", self.draw.lang),
            self.draw.names.who(None, later.lang, "outlet", None, later.outlet), self.opening(earlier),
            (self.denying(later) if relation == "denial" else None) or self.opening(later), None, None, self.at(later),
        ))  # fmt: skip

    def _corrected(self, earlier: Filed, later: Filed, link: Link) -> bool:
        """The figures and claims a correction gives in place of others; what it repeats of them is no news."""
        told = False
        taken = self.after.taken
        repeated = {(o.thing, o.low, o.high) for o in self._figures(earlier, self.after)}
        reading = self.after.readings.get(later.n)
        for v in self._figures(later, self.after):
            if (v.thing, v.low, v.high) in repeated or (v.reading, v.mark) in taken.figures:
                self.settled.add((v.reading, v.mark))
        for o in self._figures(earlier, self.after):
            instead = taken.figures.get((o.reading, o.mark))
            if instead is None or reading is None or instead.reading != reading.seq or o.part or not self.after.said(o):
                continue
            self._figure(instead, o, link.relation, later)
            told = True
        for c in self._claims_of(earlier):
            by = taken.claims.get((c.reading, c.mark))
            if by is not None and reading is not None and by.reading == reading.seq:
                self.settled_claims.add((by.reading, by.mark))
                self._claim(by, c, later, link.relation)
                told = True
        return told

    def _claims_of(self, filed: Filed) -> list[Claim]:
        reading = self.after.readings.get(filed.n)
        return self.press.pace.by_reading.get(reading.seq, []) if reading and reading.seq in self.after.seqs else []

    def _figures(self, filed: Filed, known: Known) -> list[Counted]:
        reading = known.readings.get(filed.n)
        return self.press.figures.by_reading.get(reading.seq, []) if reading else []

    def denying(self, filed: Filed) -> Quote | None:
        """The words of a report that deny something."""
        reading = self.after.readings.get(filed.n)
        for s in self.press.statements(reading) if reading else ():
            if s.act == "deny":
                return self.words_of_statement(s, filed)
        return None

    def opening(self, filed: Filed) -> Quote:
        """A report's first sentence."""
        text = self.draw.text(filed)
        first = next(iter(sentences_of(text, filed.lang)), None)
        return quote_of(filed, text, first.start if first else 0, first.end if first else len(text))

    def unlinked(self, link: Link) -> None:
        """Tells that what a report did to an earlier one counts no more, or again, since it was put away or called back."""
        earlier, later = self.press.reports[link.earlier], self.press.reports[link.later]
        why = "put_away" if link.later in self.after.away else "called_back"
        words_of = [self.opening(earlier), self.opening(later)]
        before, after = words_of[::-1] if why == "put_away" else words_of
        self.tell(0, later, "changed", lambda: Change(
            "changed", "statement", why, words.say(f"report.relation.{link.relation}", self.draw.lang),
            self.draw.names.who(None, later.lang, "outlet", None, later.outlet), before, after, None, None,
            instant(self.press.away[later.n][-1].until or self.press.away[later.n][-1].at),
        ))  # fmt: skip

    # readings and what people did to their marks

    def reread(self, filed: Filed, old: Reading, new: Reading) -> None:
        """Whatever counts otherwise in one report since it was read again, or since somebody's hand was on its marks."""
        for x in altered(self.press, filed, old, new):
            what: What = "new" if x.old is None else "withdrawn" if x.new is None else "changed"
            self.tell(1 if x.group == "figures" else 0, filed, what, partial(self._altered, x, what, filed, new))

    def _altered(self, x: Altered, what: What, filed: Filed, new: Reading) -> Change:
        shown = x.new if x.new is not None else x.old
        assert shown is not None
        at = instant(new.at)
        if isinstance(shown, Counted):
            before, after = (v if isinstance(v, Counted) else None for v in (x.old, x.new))
            things = [thing_label(v.thing, self.draw.names) for v in (before, after) if v]
            return Change(
                what, "figure", x.why, self._became(things), self.who(shown),
                self.words_of_value(before) if before else None, self.words_of_value(after) if after else None,
                self.draw.amount(before).shown if before else None, self.draw.amount(after).shown if after else None, at,
            )  # fmt: skip
        if isinstance(shown, Claim):
            was, now = (c if isinstance(c, Claim) else None for c in (x.old, x.new))
            return Change(
                what, "state", x.why, self.state(shown), self.who(shown), self.words_of_claim(was) if was else None,
                self.words_of_claim(now) if now else None, self.state(was) if was else None,
                self.state(now) if now else None, at,
            )  # fmt: skip
        if isinstance(shown, Statement):
            said, says = (s if isinstance(s, Statement) else None for s in (x.old, x.new))
            acts = [words.say(f"report.act.{s.act}", self.draw.lang) for s in (said, says) if s]
            return Change(
                what, "statement", x.why, self._became(acts), self.speaker(shown, filed),
                self.words_of_statement(said, filed) if said else None,
                self.words_of_statement(says, filed) if says else None, None, None, at,
            )  # fmt: skip
        dated, dates = (a if isinstance(a, Ahead) else None for a in (x.old, x.new))
        return Change(
            what, "date", x.why, words.say("report.group.dates", self.draw.lang),
            self.draw.names.who(shown.source, filed.lang, shown.source_kind, shown.speaks_for, filed.outlet),
            self.words_of_date(dated) if dated else None, self.words_of_date(dates) if dates else None,
            self._days(dated) if dated else None, self._days(dates) if dates else None, at,
        )  # fmt: skip

    def _became(self, labels: list[str]) -> str:
        """What it is about; both, where the same number is now of another thing, or the same words are another act."""
        if len(set(labels)) == 1:
            return labels[0]
        return words.say("briefpage.became", self.draw.lang, was=labels[0], now=labels[1])

    def words_of_date(self, a: Ahead) -> Quote:
        filed = self.press.reports[a.report]
        return quote_of(filed, self.draw.text(filed), a.start, a.end, f"d{a.mark + 1}")

    def _days(self, a: Ahead) -> str:
        first, last = (words.day(date.fromordinal(d), self.draw.lang) for d in (a.first, a.last))
        return first if first == last else words.say("report.date.interval", self.draw.lang, first=first, last=last)


def _number(v: Counted) -> tuple[object, ...]:
    return (v.low, v.high, v.qualifier)


def told_once(found: Sequence[Change]) -> tuple[Change, ...]:
    """Changes in the same words of the same author as one, which names all that the words bear on."""
    kept: list[Change] = []
    for c in found:
        at = next((n for n, k in enumerate(kept) if _same_words(k, c)), None)
        if at is None:
            kept.append(c)
            continue
        first, bearing = kept[at], Bearing(c.about, c.label, c.after_value)
        longer = c.after if _length(c.after) > _length(first.after) else first.after
        kept[at] = replace(first, after=longer, also=(*first.also, *((bearing,) if bearing not in first.also else ())))
    return tuple(kept)


def _same_words(a: Change, b: Change) -> bool:
    if a.after is None or b.after is None or a.before != b.before or (a.why, a.who.shown) != (b.why, b.who.shown):
        return False
    one, other = a.after.origin, b.after.origin
    return one.report == other.report and (
        (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)
    )


def _length(quote: Quote | None) -> int:
    return quote.origin.end - quote.origin.start if quote else 0


def alterations(draw: Drawer, filed: Filed, old: Reading, new: Reading) -> tuple[Change, ...]:
    """All that counts otherwise in one report by the later of two of its readings, put in words."""
    compared = _Comparison(draw, draw.known, draw.known)
    compared.reread(filed, old, new)
    return tuple(make() for _, _, make in compared.found)


def changes(draw: Drawer, since: datetime, before: Known, after: Known) -> Changes:
    """Everything that differs between two hours, the latest of each kind shown, all of them counted."""
    press = draw.press
    compared = _Comparison(draw, before, after)
    upto = after.upto if after.upto is not None else 1 << 60
    since_us = before.upto or 0
    stand = [k for k in press.linked(since_us, upto, after.by) if not {k.earlier, k.later} & after.away]
    again = {k.later for k in stand if compared.link(k)}
    fresh = sorted(
        (press.reports[n] for n in after.readings if n not in before.readings and n not in after.away),
        key=lambda f: (f.known(after.by), f.n), reverse=True,
    )  # fmt: skip
    said = 0
    uncompared: list[Cause] = []
    for filed in reversed(fresh[:COMPARED_REPORTS]):
        if filed.n in again:
            continue
        reading = after.readings[filed.n]
        compared.values(filed, reading)
        compared.claims(filed, reading)
        said += reading.counts[0]
    others = [(n, old, r) for n, r in after.readings.items() if (old := before.readings.get(n)) and old.seq != r.seq]
    others.sort(key=lambda x: -x[2].seq)
    anew = 0
    if after.by == "published":
        uncompared = [_cause(press, f) for n in after.readings if len((f := press.reports[n]).readings) > 1]
    for at, (n, old, later) in enumerate(others):
        anew += (old.seq, later.seq) not in press.altered
        if anew > REREAD_COMPARED:
            uncompared = [_cause(press, press.reports[n], old, r) for n, old, r in others[at:]]
            break
        compared.reread(press.reports[n], old, later)
    for link in press.linked(-1, since_us, after.by):
        if link.relation != "rewrite" and (link.later in after.away) != (link.later in before.away):
            compared.unlinked(link)
    compared.found.sort(key=lambda pair: pair[0])
    by: dict[str, list[Callable[[], Change]]] = {"new": [], "changed": [], "withdrawn": []}
    for _, what, make in compared.found:
        by[what].append(make)
    new, changed, withdrawn = (tuple(make() for make in by[what][:SHOWN]) for what in ("new", "changed", "withdrawn"))
    shown_statements = tuple(make() for make in compared.said(fresh, again, SHOWN - len(new)))
    return Changes(
        since, told_once((new + shown_statements)[:SHOWN]), told_once(changed), told_once(withdrawn),
        len(by["new"]) + said, len(by["changed"]), len(by["withdrawn"]), len(fresh),
        max(0, len(fresh) - COMPARED_REPORTS), len(uncompared),
        tuple((cause, n) for cause in CAUSES if (n := uncompared.count(cause))),
    )  # fmt: skip


def _cause(press: Press, filed: Filed, old: Reading | None = None, new: Reading | None = None) -> Cause:
    """By what a report reads otherwise: between two of its readings, or ever."""
    away = {word.seq for word in press.away.get(filed.n, ())}
    if old is not None and new is not None:
        return "away" if away & {old.seq, new.seq} else "reread" if old.base != new.base else "hand"
    return "reread" if len(filed.bases) > 1 else "hand" if press.hands.get(filed.n) else "away"
