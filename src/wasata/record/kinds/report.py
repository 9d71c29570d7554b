"""A report: one published text, how it was taken in, what was read in it, how it stands to others. Stands in `press`.

Danger: a reading taken for the report. The text is kept as received; a reading is a fact of its own and may be replaced.
Duty: report, reading, relation, whether it is the case's at all, roster. What an analyst does to a mark by hand stands in `hand`.
Shape: marks are offsets into the text (code points, half-open); words are never stored twice.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Name, Part
from wasata.values import Act, CameBy, EventKind, Lang, Measure, OutletKind, Qualifier, SourceKind, Status

Pair = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(gt=0)]]
"""A span as (start, end)."""

Sure = Annotated[Decimal, Field(ge=0, le=1, decimal_places=2)] | None
"""How sure the reader was of a mark, from 0 to 1; None in readings made before it said so, and in marks made by hand."""


class ReportReceived(Fact, kind="report.received", version=2):
    """A published text came in. `text` is as received, never normalised; `digest` is its SHA-256 in UTF-8.

    `from_archive` named it in the case's archive, if a person called it in from there; no longer written, since whoever is
    handed the press alone can look nothing up by it (`came_by` says that it was called in). `forwarded_from`, `edited_at`: what a
    channel's own export says of a post (version 2).
    """

    report: Ident
    text: str = Field(min_length=1)
    lang: Lang
    title: str | None = None
    outlet: str | None = None
    outlet_kind: OutletKind = "unknown"
    url: str | None = None
    published: date | None = None
    published_at: Instant | None = None
    came_by: CameBy
    file_name: str | None = None
    forwarded_from: str | None = None
    edited_at: Instant | None = None
    from_archive: Ident | None = None
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class StatementMark(Part):
    """Who said what: spans of content, source, cue and via; the rest as in the reading contract."""

    content: Pair
    source: Pair
    cue: Pair
    via: Pair | None = None
    source_kind: SourceKind
    actor: str | None = None
    act: Act
    direct: bool
    rule: str
    sure: Sure = None


class FigureMark(Part):
    """How many of what, says who. `value`, or `low` and `high` for a range. Percentages are 85, not 0.85.

    `composition` ("mostly women and children") and `holder` are spans, kept as said, without a number.
    """

    span: Pair
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: Qualifier
    measure: Measure
    unit: str | None = None
    party: str | None = None
    source: Pair | None = None
    composition: Pair | None = None
    holder: Pair | None = None
    rule: str
    sure: Sure = None


class DateMark(Part):
    """When: a day (`from_day` = `to_day`) or an interval; both None where the words alone do not fix it."""

    span: Pair
    from_day: date | None = None
    to_day: date | None = None
    rule: str
    sure: Sure = None


class EventMark(Part):
    """What happened, is planned, or is denied. The span is the whole sentence."""

    span: Pair
    event: EventKind
    status: Status
    actors: tuple[str, ...] = ()
    rule: str
    sure: Sure = None


class ReportRead(Fact, kind="report.read", version=2):
    """One reading of one report by one version of the reader. The latest reading of a report stands."""

    report: Ident
    reader: str
    statements: tuple[StatementMark, ...] = ()
    figures: tuple[FigureMark, ...] = ()
    dates: tuple[DateMark, ...] = ()
    events: tuple[EventMark, ...] = ()


class ReportLinked(Fact, kind="report.linked", version=1):
    """How a report stands to an earlier one: it corrects, rewrites, denies or withdraws it. Says who in the room said so."""

    report: Ident
    earlier: Ident
    relation: Literal["correction", "rewrite", "denial", "withdrawal"]


class ReportPutAway(Fact, kind="report.put_away", version=1):
    """A person judged that a report of the press is not about the case: from here on nothing in it counts, and it stays where
    it is, with `reason`."""

    report: Ident
    reason: str = Field(min_length=1, max_length=2_000)


class ReportCalledBack(Fact, kind="report.called_back", version=1):
    """A report that was put away is the case's after all: what stood of it counts again."""

    report: Ident
    reason: str | None = None


class RosterEntry(Part):
    """One party, body, person, outlet or place: names in each language, what it is part of, whose side it speaks for."""

    id: Ident
    what: Literal["party", "body", "person", "outlet", "place"]
    part_of: Ident | None = None
    names: Name
    also: tuple[str, ...] = ()


class RosterSet(Fact, kind="report.roster_set", version=1):
    """The roster of the case, whole. A later one replaces it; readings say which reader and roster they were made with."""

    entries: tuple[RosterEntry, ...]


ReportFact = ReportReceived | ReportRead | ReportLinked | ReportPutAway | ReportCalledBack | RosterSet
