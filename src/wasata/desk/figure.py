"""Figures: one thing counted, every author, every date; side by side, never averaged.

Danger: two authors' numbers made into one; a number shown without its words.
Duty: which things are counted, each value with its author, day, certainty, composition and holder, where values
conflict and by how much; what two readings of the same words make of them.
Shape: `figures(desk, lang) -> FiguresPage` (all things), `figure_page(desk, thing, lang) -> FigurePage` (one thing).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.amount import amount_shown, thing_label
from wasata.desk.case import moment, names_for
from wasata.desk.disagreement import LOOKED_AT, all_conflicts, conflicts_in, live_values, quarrels_in
from wasata.desk.filed import Clock, Filed, Known, day_or_none, instant
from wasata.desk.hand import BY_HAND, Mark, span_of
from wasata.desk.marked import HandLine
from wasata.desk.press import PRESS, Press
from wasata.desk.voice import Certainty, Names, Origin, Quote, Who, rule_certainty
from wasata.errors import ThingUnknown
from wasata.values import Lang
from wasata.watch.conflict import Conflict, revisions, spreads
from wasata.watch.figure import COMPARED, Counted, Number, Quarrel, thing_key, thing_parts

STALE_AFTER = timedelta(days=30)
SHOWN = 240
"""How many values one picture and its table hold; earlier ones are counted, and shown when asked for."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as given: `low` = `high` but for a range. `shown` says it in the page's words ("more than 7,000")."""

    low: Decimal
    high: Decimal
    qualifier: str
    unit: str | None
    shown: str

    @classmethod
    def example(cls, value: int = 97, qualifier: str = "exact") -> "Amount":
        return cls(Decimal(value), Decimal(value), qualifier, None, f"{value:,}")


@dataclass(frozen=True, slots=True)
class Correction:
    """That the report some words stand in was corrected since: by which report, on which day.

    `replaced`: the correction takes these words back; `words` and `shown` (a number, in the page's words) stand instead.
    Where it is not, the correction leaves them as they were; they stand, and say so.
    """

    by: Origin
    on: date | None
    replaced: bool
    shown: str | None = None
    words: Quote | None = None

    @classmethod
    def example(cls) -> "Correction":
        return cls(Origin.example(), date(2023, 11, 25), True, "10", Quote.example())


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One value by one author.

    `first`, `last`: the day or days the words fix (both None: `undated`, and the value stands at `said_on`, the day of
    publication, as undated). `words` is the figure's own span, `sentence` the words around it. `composition` and
    `holder` are kept as said. `revises`: the author gave another value of the same thing for the same day earlier;
    `revised`: he gave another later; both stay. `also`: other reports that carry the same value by the same author.
    `part`: it counts some of those a larger figure of the same sentence counts; not to be set against totals. `status`:
    `planned` or `possible` (`report.status.<it>`) where the words only plan what is counted. `span`: `total` for a running
    total, `daily` for so many a day (`figure.span.<it>`). `correction`: its report was corrected since; if the correction
    takes this value back it is `superseded`: to be shown struck through, counted nowhere, drawn in no picture. `hand`: an
    analyst gave it, corrected, added or kept where the reader gives another value or none.
    """

    amount: Amount
    who: Who
    first: date | None
    last: date | None
    said_on: date | None
    known_at: datetime
    certainty: Certainty
    words: Quote
    sentence: Quote
    composition: str | None
    holder: str | None
    revises: bool
    revised: bool
    also: tuple[Origin, ...] = ()
    part: bool = False
    status: str = "happened"
    span: str = ""
    correction: Correction | None = None
    hand: HandLine | None = None

    @property
    def superseded(self) -> bool:
        return self.correction is not None and self.correction.replaced

    @property
    def undated(self) -> bool:
        return self.first is None

    @property
    def at(self) -> date | None:
        """The day to draw it at."""
        return self.last or self.said_on

    @classmethod
    def example(cls, value: int = 97) -> "FigurePoint":
        day = date(2023, 11, 29)
        return cls(Amount.example(value), Who.example(), day, day, day, datetime(2023, 11, 29, 18, 0, tzinfo=UTC),
                   "explicit", Quote.example(), Quote.example(), "mostly women and children", None, False, False)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """One author's values of one thing, oldest first. `shape` is a small number that tells authors' marks apart."""

    who: Who
    shape: int
    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True)
class DaySpread:
    """How far apart all authors' values of a day stand: the lowest, the highest, how many authors."""

    day: date
    low: Decimal
    high: Decimal
    authors: int

    @property
    def apart(self) -> Decimal:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One side of a disagreement: a value and those who give it."""

    amount: Amount
    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True)
class ConflictSet:
    """Values of the same thing for the same day, or totals of the same ended truce, that cannot all be true.

    `sides` in order of date; `apart` is the smallest difference that keeps the outermost sides from agreeing. `same_report`:
    one report carries both. Nothing here is an average, a best value or a finding.
    """

    thing: str
    label: str
    first: date | None
    last: date | None
    sides: tuple[ConflictSide, ...]
    apart: Decimal
    apart_shown: str
    same_report: bool = False

    @classmethod
    def example(cls) -> "ConflictSet":
        day = date(2023, 11, 29)
        sides = tuple(ConflictSide(Amount.example(n), (FigurePoint.example(n),)) for n in (97, 102))
        return cls("released.israel", "Released · held in Gaza", day, day, sides, Decimal(5), "5")


@dataclass(frozen=True, slots=True)
class ReadingQuarrel:
    """The same words of one report read as different numbers: by two marks of one reading, or by two readings.

    `readings`: (value shown, who or what read it so, by which rule).
    """

    words: Quote
    readings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ThingCounted:
    """One thing that is counted: measure, whose people, unit; `key` names it in addresses.

    `latest` are the newest value of each of the newest authors (at most four), for a small picture; `stale_since` is
    the last day any value was said, when that is more than 30 days before the page's hour.
    """

    key: str
    label: str
    measure: str
    party: str | None
    unit: str | None
    values: int
    authors: int
    conflicts: int
    latest: tuple[FigurePoint, ...]
    stale_since: date | None = None


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """All things counted, those with the most values first."""

    lang: Lang
    as_of: datetime
    logs: tuple[str, ...]
    things: tuple[ThingCounted, ...]
    conflicts: tuple[ConflictSet, ...]
    n_conflicts: int
    quarrels: tuple[ReadingQuarrel, ...]


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One thing counted. `series` hold at most the newest `SHOWN` values; `earlier` counts the values before them.

    `values` is the same set as one list, oldest first, with its words: the table under the picture. `undated` of them
    have no day fixed by their words. Those that a correction has taken back stand in `values` alone, struck
    (`FigurePoint.superseded`); `superseded` counts them.
    """

    lang: Lang
    as_of: datetime
    logs: tuple[str, ...]
    thing: ThingCounted
    things: tuple[tuple[str, str], ...]
    series: tuple[FigureSeries, ...]
    values: tuple[FigurePoint, ...]
    undated: int
    earlier: int
    spread: tuple[DaySpread, ...]
    conflicts: tuple[ConflictSet, ...]
    quarrels: tuple[ReadingQuarrel, ...]
    superseded: int = 0

    @classmethod
    def example(cls) -> "FigurePage":
        points = (FigurePoint.example(97), FigurePoint.example(102))
        thing = ThingCounted("released.israel", "Released · held in Gaza", "released", "israel", None, 2, 2, 1, points)
        day = date(2023, 11, 29)
        return cls(
            "en", datetime(2023, 12, 2, tzinfo=UTC), ("press",), thing, (("released.israel", "Released"),),
            tuple(FigureSeries(p.who, n, (p,)) for n, p in enumerate(points)), points, 0, 0,
            (DaySpread(day, Decimal(97), Decimal(102), 2),), (ConflictSet.example(),), (),
        )  # fmt: skip


# from what is kept to what is shown


def origin_of(filed: Filed, start: int, end: int, mark: str | None = None) -> Origin:
    return Origin(
        filed.id, filed.title, filed.outlet, filed.outlet_kind, filed.lang, day_or_none(filed.published),
        instant(filed.published_at) if filed.published_at else None, start, end, mark,
    )  # fmt: skip


def quote_of(filed: Filed, text: str, start: int, end: int, mark: str | None = None) -> Quote:
    return Quote(words.tame(text[start:end]), filed.lang, origin_of(filed, start, end, mark))


class Drawer:
    """Turns kept values into shown ones for one page: one press, one language, each text opened once."""

    def __init__(self, press: Press, names: Names, known: Known) -> None:
        self.press = press
        self.names = names
        self.known = known
        self.lang: Lang = names.lang
        self._texts: dict[int, str] = {}

    def text(self, filed: Filed) -> str:
        found = self._texts.get(filed.n)
        if found is None:
            found = self._texts[filed.n] = filed.text
        return found

    def amount(self, v: Counted) -> Amount:
        shown = amount_shown(v.low, v.high, v.qualifier, v.measure, v.unit, self.lang)
        return Amount(Decimal(v.low), Decimal(v.high), v.qualifier, v.unit, shown)

    def point(
        self, v: Counted, also: Sequence[Counted] = (), *, revises: bool = False, revised: bool = False
    ) -> FigurePoint:
        filed = self.press.reports[v.report]
        text = self.text(filed)
        mark = f"f{v.mark + 1}"
        quarrels = any(_over(q, v) for q in self.press.figures.quarrels.get(v.reading, ()))
        return FigurePoint(
            self.amount(v), self.names.who(v.source, filed.lang, v.source_kind, v.speaks_for, filed.outlet),
            day_or_none(v.first), day_or_none(v.last), day_or_none(v.said_on), instant(filed.received),
            "weak" if quarrels else rule_certainty(v.rule), quote_of(filed, text, v.start, v.end, mark),
            quote_of(filed, text, v.sent_start, v.sent_end, mark), _slice(text, v.composition), _slice(text, v.holder),
            revises, revised,
            tuple(origin_of(self.press.reports[o.report], o.start, o.end, f"f{o.mark + 1}") for o in also),
            v.part, v.status, v.span, self.correction(v.report, self.known.taken.figures.get((v.reading, v.mark))),
            self.by_hand(v.report, "figures", v.rule, v.start, v.end),
        )  # fmt: skip

    def by_hand(self, report: int, group: str, rule: str, start: int, end: int) -> HandLine | None:
        """Whose hand gave a mark, where a person's did; the last act there that gave it its values."""
        if not rule.startswith(BY_HAND):
            return None
        acts = [
            h for h in self.press.hands.get(report, ())
            if h.group == group and h.mark is not None and span_of(group, h.mark) == (start, end)
        ]  # fmt: skip
        made = [h for h in acts if h.act != "confirmed"] or acts
        standing = [h for h in made if not h.until] or made
        if not standing:
            return None
        last = standing[-1]
        return replace(HandLine.of(last, self.lang), was=self._read_as(last.read) if group == "figures" else None)

    def _read_as(self, read: Mark | None) -> str | None:
        """The number that the reader had, in the page's words."""
        if read is None:
            return None
        low, high = (
            Decimal(read["value"] if read["value"] is not None else read[bound] or 0) for bound in ("low", "high")
        )
        return amount_shown(low, high, read["qualifier"], read["measure"], read["unit"], self.lang)

    def correction(self, report: int, by: Counted | None = None) -> Correction | None:
        """That a report was corrected since, and for a figure that was taken back, by which other."""
        link = self.known.taken.reports.get(report)
        if by is None:
            if link is None:
                return None
            filed = self.press.reports[link.later]
            return Correction(origin_of(filed, 0, 0), day_or_none(filed.said_on) or instant(link.at).date(), False)
        filed = self.press.reports[by.report]
        quote = quote_of(filed, self.text(filed), by.sent_start, by.sent_end, f"f{by.mark + 1}")
        shown = amount_shown(by.low, by.high, by.qualifier, by.measure, by.unit, self.lang)
        return Correction(
            origin_of(filed, by.start, by.end, f"f{by.mark + 1}"), day_or_none(filed.said_on), True, shown, quote
        )

    def conflict(self, c: Conflict) -> ConflictSet:
        sides: dict[tuple[Number, Number, str], dict[str, list[Counted]]] = {}
        for v in sorted(c.values, key=lambda v: (v.anchor, *_said_first(v, self.press))):
            sides.setdefault((v.low, v.high, v.qualifier), {}).setdefault(self.press.figure_author(v), []).append(v)
        told = tuple(
            ConflictSide(
                self.amount(next(iter(by.values()))[0]), tuple(self.point(vs[0], vs[1:]) for vs in by.values())
            )
            for by in sides.values()
        )
        measure, _, unit = thing_parts(c.thing)
        days = sorted(v.anchor for v in c.values)
        return ConflictSet(
            c.thing, thing_label(c.thing, self.names), day_or_none(days[0]), day_or_none(days[-1]), told, Decimal(c.apart),
            amount_shown(c.apart, c.apart, "exact", measure, unit, self.lang),
            len({v.report for v in c.values}) < len(c.values),
        )  # fmt: skip

    def quarrel(self, q: Quarrel) -> ReadingQuarrel:
        filed = self.press.reports[q.report]
        told = tuple(
            (words.number(_decimal(n), self.lang), words.say(f"figure.reading.{why}", self.lang), rule)
            for n, why, rule in q.readings
        )
        return ReadingQuarrel(quote_of(filed, self.text(filed), q.start, q.end), told)


def _decimal(n: int | str) -> int | Decimal:
    return n if isinstance(n, int) else Decimal(n)


def _slice(text: str, span: Sequence[int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None


# questions


def figures(
    desk: Desk, lang: Lang, *, as_of: datetime | None = None, by: Clock | None = None, at_most: int = 8
) -> FiguresPage:
    """All things counted, with the newest values of each, and where values disagree.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        hour, _, known = moment(desk, as_of, by)
        press = desk.fold(PRESS)
        draw = Drawer(press, names_for(desk, lang), known)
        found = all_conflicts(press, known)
        per_thing: dict[str, int] = {}
        for c in found:
            per_thing[c.thing] = per_thing.get(c.thing, 0) + 1
        things = [_thing(draw, key, known, hour, per_thing.get(key, 0)) for key in press.figures.things]
        standing = sorted((t for t in things if t is not None), key=_rank)
        quarrels = quarrels_in(press, known)
        return FiguresPage(
            lang, hour, ("press",), tuple(standing), tuple(draw.conflict(c) for c in found[:at_most]), len(found),
            tuple(draw.quarrel(q) for q in quarrels[:at_most]),
        )  # fmt: skip


def _rank(thing: ThingCounted) -> tuple[int, int, str]:
    """People and aid before all else that is counted; then by how many values there are."""
    return (0 if thing.measure in COMPARED else 1, -thing.values, thing.key)


def _thing(draw: Drawer, key: str, known: Known, hour: datetime, n_conflicts: int) -> ThingCounted | None:
    press = draw.press
    newest: dict[str, Counted] = {}
    n = 0
    days = press.figures.things[key]
    for day in sorted(days, reverse=True):
        values = known.figures(days[day])
        n += len(values)
        if len(newest) < 4:
            for v in reversed(values):
                if len(newest) < 4 and not v.part:
                    newest.setdefault(press.figure_author(v), v)
    if not n:
        return None
    measure, party, unit = thing_parts(key)
    last = max((v.said_on for v in newest.values()), default=0)
    stale = day_or_none(last) if last and hour.date() - date.fromordinal(last) > STALE_AFTER else None
    latest = tuple(draw.point(v) for v in sorted(newest.values(), key=lambda v: (v.anchor, v.said_on, v.reading)))
    return ThingCounted(
        key, thing_label(key, draw.names), measure, party, unit, n, len(press.authors_of(key, known)), n_conflicts, latest, stale
    )  # fmt: skip


def figure_page(
    desk: Desk, thing: str, lang: Lang, *, as_of: datetime | None = None, by: Clock | None = None, shown: int = SHOWN
) -> FigurePage:
    """One thing counted: every author's values side by side, with their words.

    Args:
        shown: how many of the newest values to show; earlier ones are counted in `earlier`.

    Raises:
        ThingUnknown: no value of it stood.
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        hour, _, known = moment(desk, as_of, by)
        press = desk.fold(PRESS)
        draw = Drawer(press, names_for(desk, lang), known)
        live = live_values(press, thing, known, LOOKED_AT) if thing in press.figures.things else []
        if not live:
            raise ThingUnknown(thing=thing)
        found = conflicts_in(press, thing, known)
        told = _thing(draw, thing, known, hour, len(found))
        assert told is not None
        kept = _one_each(live, press)[:shown][::-1]
        values = [v for g in kept for v in g]
        revising, revised = revisions(values, press.figure_author)
        points = [draw.point(g[0], g[1:], revises=g[0] in revising, revised=g[0] in revised) for g in kept]
        struck = [draw.point(g[0], g[1:]) for g in _one_each(_taken_back(press, thing, known), press)[:shown]]
        series: dict[str, list[FigurePoint]] = {}
        for g, p in zip(kept, points, strict=True):
            series.setdefault(press.figure_author(g[0]), []).append(p)
        drawn = {v.reading for v in values}
        quarrels = [q for q in quarrels_in(press, known) if q.reading in drawn and any(_over(q, v) for v in values)]
        return FigurePage(
            lang, hour, ("press",), told, _choices(draw, known),
            tuple(FigureSeries(ps[0].who, n, tuple(ps)) for n, ps in enumerate(series.values())),
            tuple(sorted((*points, *struck), key=_when) if struck else points),
            sum(p.undated for p in points), max(0, told.values - len(values)),
            tuple(
                DaySpread(date.fromordinal(day), Decimal(low), Decimal(high), authors)
                for day, low, high, authors in spreads(values, press.figure_author)
            ),
            tuple(draw.conflict(c) for c in found[:12]), tuple(draw.quarrel(q) for q in quarrels), len(struck),
        )  # fmt: skip


def _taken_back(press: Press, thing: str, known: Known) -> list[Counted]:
    """The values of a thing that corrections took back, newest day first."""
    places = known.taken.figures
    found = [
        v for reading in {reading for reading, _ in places} for v in press.figures.by_reading.get(reading, [])
        if v.thing == thing and (v.reading, v.mark) in places and known.said(v)
    ]  # fmt: skip
    return sorted(found, key=lambda v: (v.anchor, v.said_on, v.reading, v.mark), reverse=True)


def _when(p: FigurePoint) -> tuple[date, date]:
    return (p.at or date.min, p.said_on or date.min)


def _over(q: Quarrel, v: Counted) -> bool:
    return q.report == v.report and q.start < v.end and v.start < q.end


def _one_each(live: Iterable[Counted], press: Press) -> list[list[Counted]]:
    """Values newest first, those of one author with the same number for the same days as one, the first to say it in front."""
    groups: dict[tuple[object, ...], list[Counted]] = {}
    for v in live:
        scope = v.scope if v.last else (0, v.said_on)
        groups.setdefault((press.figure_author(v), v.low, v.high, v.qualifier, scope), []).append(v)
    return [sorted(g, key=lambda v: _said_first(v, press)) for g in groups.values()]


def _said_first(v: Counted, press: Press) -> tuple[int, ...]:
    """By what those who said a thing stand in order: the hour they were out, not when they came in; of no known day last."""
    filed = press.reports[v.report]
    return (not v.said_on, filed.out, v.reading, v.mark)


def _choices(draw: Drawer, known: Known) -> tuple[tuple[str, str], ...]:
    """The things one may choose, as (key, label): those with a standing value, in the order of the labels."""
    things = draw.press.figures.things
    live = [t for t, days in things.items() if any(known.figures(values) for values in days.values())]
    return tuple(sorted(((t, thing_label(t, draw.names)) for t in live), key=lambda pair: pair[1]))


__all__ = [
    "Amount",
    "ConflictSet",
    "ConflictSide",
    "Correction",
    "DaySpread",
    "FigurePage",
    "FigurePoint",
    "FigureSeries",
    "FiguresPage",
    "ReadingQuarrel",
    "ThingCounted",
    "figure_page",
    "figures",
    "thing_key",
]  # fmt: skip
