"""Shared nouns: what every floor means by a language, a span, a measure, an act of speech.

Danger: two floors that mean different things by one word.
Duty: the closed vocabularies of the reading contract and the smallest values, without any dependency: this module is
imported by `wasata read`, which has half a second to start and end.
"""

from typing import Literal, NamedTuple, get_args

Lang = Literal["ar", "en"]

SourceKind = Literal["person", "office", "organisation", "anonymous", "outlet"]
Act = Literal[
    "say", "confirm", "deny", "demand", "offer", "accept", "reject", "warn", "threaten", "accuse", "expect", "thank"
]
Qualifier = Literal["exact", "about", "more_than", "at_least", "less_than", "up_to", "range"]
Measure = Literal[
    "killed", "wounded", "missing", "held", "released", "detained", "displaced", "population", "aid_trucks", "aid",
    "money", "duration", "countries", "people", "other",
]  # fmt: skip
DurationUnit = Literal["minute", "hour", "day", "week", "month", "year"]
EventKind = Literal[
    "talks_continue", "talks_slow", "talks_suspended", "talks_resumed", "delegation_arrives", "delegation_leaves",
    "contact", "proposal", "acceptance", "rejection", "condition", "agreement",
    "truce_start", "truce_extension", "truce_violation", "truce_end", "release", "list_exchange",
    "aid_delivery", "aid_obstructed", "evacuation", "attack", "escalation", "blackout",
]  # fmt: skip
Status = Literal["happened", "ongoing", "planned", "possible", "denied"]
OutletKind = Literal[
    "agency", "broadcaster", "newspaper", "ministry", "government", "armed_group", "un_body", "aid_body", "unknown"
]
CameBy = Literal["paste", "upload", "command", "sample", "feed", "address", "archive"]
"""How a report came in: pasted, as a file sent to the room, by a command, with the sample, from a feed, from the address of
a page, or called in from the case's archive."""

LANGS: tuple[Lang, ...] = get_args(Lang)
SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)
ACTS: tuple[str, ...] = get_args(Act)
QUALIFIERS: tuple[str, ...] = get_args(Qualifier)
MEASURES: tuple[str, ...] = get_args(Measure)
DURATION_UNITS: tuple[str, ...] = get_args(DurationUnit)
EVENT_KINDS: tuple[str, ...] = get_args(EventKind)
STATUSES: tuple[str, ...] = get_args(Status)
OUTLET_KINDS: tuple[str, ...] = get_args(OutletKind)


class Span(NamedTuple):
    """A half-open piece of a report's text, in Unicode code points. `start < end` always.

    A tuple, since a report has a hundred of them and a frozen dataclass takes twice as long to make.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]
