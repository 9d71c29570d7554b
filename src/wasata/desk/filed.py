"""What the fold of the press files: reports, readings, links, strikes, dates ahead; and what of them stood at an hour.

Danger: a mark counted that was struck, withdrawn or corrected by then.
Duty: the plain values of the fold, and `Known`, which says of each figure, claim and date whether it stood.
Shape: times are microseconds since 1970, days ordinals of `date`, 0 where none is known. Texts are kept squeezed.
"""

import zlib
from collections.abc import Set
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from pydantic_core import from_json, to_json

from wasata.carry.pace import Claim
from wasata.desk.correction import NOTHING, Taken
from wasata.desk.hand import GROUPS
from wasata.record.kinds.hand import OF_GROUP
from wasata.watch.figure import Counted

__all__ = [
    "GROUPS", "Ahead", "Base", "Clock", "Filed", "Known", "Link", "PutAway", "Reading", "Statement", "day_or_none", "instant",
    "micros",
]  # fmt: skip

Clock = Literal["recorded", "published"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_DAY = 86_400_000_000


def micros(at: datetime) -> int:
    """An instant as microseconds since 1970."""
    return (at - _EPOCH) // _MICRO


def instant(us: int) -> datetime:
    return _EPOCH + us * _MICRO


def day_or_none(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


FIELDS: dict[str, tuple[str, ...]] = {group: tuple(mark.model_fields) for group, mark in OF_GROUP.items()}
"""The fields of a mark of each group, in the order in which a reading is kept squeezed."""


class Statement(NamedTuple):
    """One statement mark as kept: spans as start and end; `via_start` = -1 where nothing carried it; `mark` its place."""

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
    mark: int


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


class PutAway(NamedTuple):
    """A person's word that a report is not about the case: from `at` until it was called back (`until` 0: it is put away)."""

    report: int
    by: str
    at: int
    reason: str
    seq: int
    until: int = 0
    back_by: str | None = None
    back_reason: str | None = None

    def holds(self, upto: int | None) -> bool:
        """Whether it was put away at an instant; now when None."""
        return not self.until if upto is None else self.at <= upto and not 0 < self.until <= upto


class Reading(NamedTuple):
    """What stood of one report from some moment on: a reading, with what people had done to its marks by then.

    `seq`, `at`: its entry, of the reading itself or of an act by hand on it; `base` the entry of the reading; `reader`
    who read it; `counts` how many marks of each group count.
    """

    seq: int
    at: int
    reader: str
    counts: tuple[int, ...]
    statements: bytes
    base: int


class Base(NamedTuple):
    """The last reading of a report as the reader gave it: what acts by hand are laid over.

    `counts` of all its marks by group; `sure` how sure it was of each, in hundredths, in order of the groups (255: it did
    not say); `marks` squeezed.
    """

    seq: int
    at: int
    reader: str
    counts: tuple[int, ...]
    sure: bytes
    marks: bytes

    @property
    def read(self) -> dict[str, list[dict[str, Any]]]:
        """Its marks, as the record has them."""
        rows = from_json(zlib.decompress(self.marks))
        return {
            g: [dict(zip(FIELDS[g], row, strict=True)) for row in marks] for g, marks in zip(GROUPS, rows, strict=True)
        }

    @staticmethod
    def squeezed(read: dict[str, list[dict[str, Any]]]) -> bytes:
        """Marks as `marks` keeps them: their values alone, in the order of the fields."""
        return zlib.compress(to_json([[[m[f] for f in FIELDS[g]] for m in read[g]] for g in GROUPS]), 6)


class Filed:
    """One report as filed. `n` counts from 0 in the order they came."""

    __slots__ = (
        "base", "bases", "came_by", "digest", "id", "lang", "n", "outlet", "outlet_kind", "published", "published_at", "readings",
        "received", "same", "seq", "squeezed", "title",
    )  # fmt: skip

    def __init__(self, row: tuple[Any, ...], squeezed: bytes, readings: list[Reading]) -> None:
        (
            self.n, self.id, self.seq, self.title, self.lang, self.outlet, self.outlet_kind, self.published,
            self.published_at, self.received, self.came_by, self.digest, self.same,
        ) = row  # fmt: skip
        self.squeezed = squeezed
        self.readings = readings
        self.base: Base | None = None
        self.bases: list[tuple[int, int, str]] = []
        """Every reading it ever had: entry, when, by which reader."""

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
    def words(self) -> str:
        """Headline and text."""
        text = self.text
        return text if text.startswith(self.title) else f"{self.title}\n{text}"

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

    @property
    def stood(self) -> int:
        """The entry from which it stands as it does; 0 before it was read."""
        return self.readings[-1].seq if self.readings else 0

    def known(self, by: Clock) -> int:
        return self.out if by == "published" else int(self.received)


class Known(NamedTuple):
    """What stood at an instant (`upto` None: now): the readings by report, and in `seqs` the numbers of the readings whose
    marks count; what people struck is in none of them. A report that was withdrawn has its reading, but nothing in it counts
    any more.

    `whole`: every reading there is stood, so that nothing need be sifted. `taken`: what corrections took back of them;
    it stands no more, and is shown only as such. `away`: reports that a person had put away as not about the case; the
    readings of these hold no mark.
    """

    upto: int | None
    by: Clock
    readings: dict[int, Reading]
    seqs: set[int]
    whole: bool
    taken: Taken = NOTHING
    away: Set[int] = frozenset()

    @property
    def n_reports(self) -> int:
        """How many reports of the case stood."""
        return len(self.readings) - sum(n in self.readings for n in self.away)

    def said(self, value: Counted) -> bool:
        """Whether a figure was said: its reading stood. It may have been corrected since by another report."""
        return value.reading in self.seqs

    def figure(self, value: Counted) -> bool:
        """Whether a figure stood: it was said, and no correction had taken it back."""
        return self.said(value) and (value.reading, value.mark) not in self.taken.figures

    def figures(self, values: list[Counted]) -> list[Counted]:
        """Those of many figures that stood."""
        seqs, held = self.seqs, self.taken.readings
        standing = values if self.whole else [v for v in values if v.reading in seqs]
        if held and any(v.reading in held for v in standing):
            standing = [v for v in standing if (v.reading, v.mark) not in self.taken.figures]
        return standing

    def date(self, ahead: Ahead) -> bool:
        """Whether a date ahead stood."""
        return ahead.reading in self.seqs and (ahead.reading, ahead.mark) not in self.taken.ahead

    def claim(self, claim: Claim) -> bool:
        """Whether a claim of state stood."""
        return claim.reading in self.seqs and (claim.reading, claim.mark) not in self.taken.claims
