"""Marks: what reading one report yields, as offsets into its text.

Danger: a mark whose offsets do not quote the report.
Duty: the four marks of the reading contract and their public JSON. No Pydantic here: `wasata read` has half a second.
Shape: spans are half-open, in code points; `rule` names the rule that gave the mark (`ar.statement.cue-that`), and `sure`
how sure the reader is, from 0 to 1, that the mark is right in kind, place and its main fields (`listen/certainty`). Marks
are tuples: made in half the time of frozen dataclasses, and a report has dozens.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from wasata.values import Act, EventKind, Lang, Measure, Qualifier, SourceKind, Span, Status

UNWEIGHED = 0.5
"""How sure a mark is that nobody has weighed: as sure as a coin. Every mark that the reader gives out is weighed."""


class Statement(NamedTuple):
    """Who said what. A pronoun or an implied subject is already resolved: `source` is the nearest earlier full mention."""

    content: Span
    source: Span
    cue: Span
    source_kind: SourceKind
    actor: str | None
    act: Act
    direct: bool
    via: Span | None = None
    rule: str = ""
    sure: float = UNWEIGHED


class Figure(NamedTuple):
    """How many of what, says who. `value` is a number, or (low, high) when the qualifier is `range`.

    `composition` ("mostly women and children", without a number) and `holder` (in whose hands) go beyond the contract.
    """

    span: Span
    value: Decimal | tuple[Decimal, Decimal]
    qualifier: Qualifier
    measure: Measure
    unit: str | None = None
    party: str | None = None
    source: Span | None = None
    composition: Span | None = None
    holder: Span | None = None
    rule: str = ""
    sure: float = UNWEIGHED


class Date(NamedTuple):
    """When: first and last day (the same for one day). Both None where the words alone do not fix it."""

    span: Span
    first: date | None
    last: date | None
    rule: str = ""
    sure: float = UNWEIGHED


class Event(NamedTuple):
    """One kind of event in one sentence; the span is the sentence."""

    span: Span
    kind: EventKind
    status: Status
    actors: tuple[str, ...] = ()
    rule: str = ""
    sure: float = UNWEIGHED


@dataclass(frozen=True, slots=True)
class Reading:
    """All marks of one report, in order of their place in the text."""

    lang: Lang
    statements: tuple[Statement, ...] = field(default=())
    figures: tuple[Figure, ...] = field(default=())
    dates: tuple[Date, ...] = field(default=())
    events: tuple[Event, ...] = field(default=())

    def as_json(self, text: str, *, explain: bool = False) -> dict[str, list[dict[str, Any]]]:
        """The marks as the reading contract has them in JSON, each with how `sure` it is; with `explain`, also its `rule`."""

        def span(s: Span | None) -> dict[str, Any] | None:
            return None if s is None else {"start": s.start, "end": s.end, "text": s.of(text)}

        def why(m: Statement | Figure | Date | Event) -> dict[str, Any]:
            return {"sure": m.sure, "rule": m.rule} if explain else {"sure": m.sure}

        def flat(s: Span) -> dict[str, Any]:
            return {"start": s.start, "end": s.end, "text": s.of(text)}

        return {
            "statements": [
                {
                    "content": span(m.content), "source": span(m.source), "source_kind": m.source_kind,
                    "actor": m.actor, "via": span(m.via), "cue": span(m.cue), "act": m.act, "direct": m.direct,
                } | why(m)
                for m in self.statements
            ],
            "figures": [
                flat(m.span) | {
                    "value": [plain(v) for v in m.value] if isinstance(m.value, tuple) else plain(m.value),
                    "qualifier": m.qualifier, "measure": m.measure, "unit": m.unit, "party": m.party,
                    "source": span(m.source), "composition": span(m.composition), "holder": span(m.holder),
                } | why(m)
                for m in self.figures
            ],
            "dates": [flat(m.span) | {"value": iso(m.first, m.last)} | why(m) for m in self.dates],
            "events": [
                flat(m.span) | {"kind": m.kind, "status": m.status, "actors": list(m.actors)} | why(m)
                for m in self.events
            ],
        }  # fmt: skip


def plain(value: Decimal) -> int | float:
    """A decimal as JSON writes numbers: whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def iso(first: date | None, last: date | None) -> str | None:
    """An ISO day, an ISO interval, or None where the words do not fix one."""
    if first is None or last is None:
        return None
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
