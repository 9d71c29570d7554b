"""Figures: one thing counted, every author, every date; side by side, never averaged.

Danger: two authors' numbers made into one; a number shown without its words.
Duty: which things are counted, each value with its author, day, certainty, composition and holder, where values
conflict and by how much; what two readings of the same words make of them.
Shape: `figures(desk, lang) -> FiguresPage` (all things), `figure_page(desk, thing, lang) -> FigurePage` (one thing).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from wasata.desk.voice import Certainty, Origin, Quote, Who
from wasata.values import Lang


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
class FigurePoint:
    """One value by one author.

    `first`, `last`: the day or days the words fix (both None: `undated`, and the value stands at `said_on`, the day of
    publication, as undated). `words` is the figure's own span, `sentence` the words around it. `composition` and
    `holder` are kept as said. `revises`: the author gave another value of the same thing for the same day earlier;
    `revised`: he gave another later; both stay. `also`: other reports that carry the same value by the same author.
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
    """Values of the same thing for the same day (or the day beside it) that cannot all be true.

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
    """One thing counted. `series` hold at most the newest `shown` values; `earlier` counts those left out before them.

    `values` is the same set as one list, oldest first, with its words: the table under the picture. `undated` of them
    have no day fixed by their words.
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
