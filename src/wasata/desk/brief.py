"""The brief: what a lead mediator reads first.

Danger: a claim set as a finding; a change shown without the words it changed from; silence taken for "nothing new".
Duty: how the talks stand as claimed, what changed since a chosen hour, who said what, which figures stand against each
other, what is dated ahead; also as it was known at an hour in the past.
Shape: `brief(desk, lang, …) -> Brief`, a pure question over the reader's own folds.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from wasata.desk.figure import ConflictSet
from wasata.desk.notice import NoticeLine
from wasata.desk.truce import TruceClock
from wasata.desk.voice import Certainty, Origin, Quote, Who
from wasata.values import Lang

Clock = Literal["recorded", "published"]
"""By which time "known at T" is meant: when it entered our record, or when it was published (samples, old archives)."""


@dataclass(frozen=True, slots=True)
class StateClaim:
    """How the talks stand, as one author claims it.

    `state` is one of `carry.pace.STATES` (words under `pace.state.<state>`), `status` as read (`report.status.<it>`),
    `when` the day the words speak of (the day of publication if they fix none: then `undated`). `also` are other
    reports that carry the same claim by the same author on the same day.
    """

    state: str
    status: str
    when: date | None
    undated: bool
    who: Who
    via: str | None
    quote: Quote
    certainty: Certainty
    also: tuple[Origin, ...] = ()

    @classmethod
    def example(cls) -> "StateClaim":
        return cls("extended", "happened", date(2023, 11, 27), False, Who.example(), None, Quote.example(), "explicit")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was at `since`: new, changed or withdrawn, each with both words.

    `about` says of what: a state of the talks, a figure, a statement. `why` says how we know (keys `brief.why.<why>`):
    `said` (a new report says it), `revised` (the same author gives another value), `correction`, `denial`,
    `withdrawal` (a report linked as such), `struck` (an analyst struck the mark), `reread` (a later reading).
    `before` is None only for what is new, `after` None only for what is withdrawn without words of its own.
    `label` is what it is about in the page's words ("Killed · Palestinians", "Suspended").
    """

    what: Literal["new", "changed", "withdrawn"]
    about: Literal["state", "figure", "statement"]
    why: str
    label: str
    who: Who
    before: Quote | None
    after: Quote | None
    before_value: str | None = None
    after_value: str | None = None
    known_at: datetime | None = None

    @classmethod
    def example(cls) -> "Change":
        return cls("changed", "figure", "revised", "Killed · Israel", Who.example(), Quote.example(), Quote.example(),
                   "1,400", "about 1,200", datetime(2023, 11, 10, tzinfo=UTC))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not as it was. The tuples hold the latest of each; `n_*` count all of them.

    `nothing` is to be said in words, never left as an empty panel.
    """

    since: datetime
    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    withdrawn: tuple[Change, ...]
    n_new: int
    n_changed: int
    n_withdrawn: int
    n_reports: int

    @property
    def nothing(self) -> bool:
        return not (self.n_new or self.n_changed or self.n_withdrawn)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement: when, which voice of the party, what act (`report.act.<act>`), the words, where."""

    when: date | None
    who: Who
    via: str | None
    act: str
    direct: bool
    quote: Quote
    certainty: Certainty

    @classmethod
    def example(cls) -> "StatementLine":
        return cls(date(2023, 11, 27), Who.example(), "QNA", "say", False, Quote.example(), "explicit")


@dataclass(frozen=True, slots=True)
class BodyStatements:
    """What one body (or person, or unnamed voice) of a party said, newest first; `name` in the page's language."""

    entry: str | None
    name: str
    lines: tuple[StatementLine, ...]
    n: int


@dataclass(frozen=True, slots=True)
class PartyStatements:
    """What one party said, by body. `party` None: voices that speak for no party. Parties in the page's alphabet."""

    party: str | None
    name: str
    sign: str
    bodies: tuple[BodyStatements, ...]
    n: int


@dataclass(frozen=True, slots=True)
class DatedAhead:
    """What is dated later than the hour of the brief: first and last day, the sentence that says it, who says it.

    `kind` is an event kind where the sentence plans one (`report.event.<kind>`), else None.
    """

    first: date
    last: date
    kind: str | None
    status: str | None
    who: Who
    quote: Quote
    certainty: Certainty

    @classmethod
    def example(cls) -> "DatedAhead":
        return cls(date(2023, 11, 30), date(2023, 11, 30), "truce_end", "planned", Who.example(), Quote.example(),
                   "explicit")  # fmt: skip


@dataclass(frozen=True, slots=True)
class StateNote:
    """The room's own summary, signed and dated: never a finding. Only for readers who hold `bureau`."""

    text: str
    lang: Lang
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class PacePoint:
    """One claim on the line of pace: a day and a state, for the picture. Too few make no trend."""

    day: date
    state: str
    certainty: Certainty
    party: str | None
    sign: str
    name: str
    report: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief for one reader in one language.

    `as_of` is the hour it is drawn for, `by` the clock that is meant; `logs` what it is made from. `claims` are the
    latest first, `states` the count of each state among all claims; `agrees` tells that all authors of the last claims
    claim the same.
    """

    case: str
    case_name: str
    case_period: str
    lang: Lang
    as_of: datetime
    by: Clock
    logs: tuple[str, ...]
    reports: int
    note: StateNote | None
    claims: tuple[StateClaim, ...]
    n_claims: int
    pace: tuple[PacePoint, ...]
    changes: Changes
    statements: tuple[PartyStatements, ...]
    n_statements: int
    conflicts: tuple[ConflictSet, ...]
    n_conflicts: int
    ahead: tuple[DatedAhead, ...]
    n_ahead: int
    truce: TruceClock | None
    notices: tuple[NoticeLine, ...] = ()

    @classmethod
    def example(cls) -> "Brief":
        at = datetime(2023, 11, 30, 3, 30, tzinfo=UTC)
        change = Change.example()
        body = BodyStatements("ansari", "Majed al-Ansari", (StatementLine.example(),), 1)
        return cls(
            "doha-2023", "Doha talks", "October–December 2023", "en", at, "recorded", ("press",), 31,
            StateNote("Nobody we have read says the talks have stopped.", "en", "duty", at), (StateClaim.example(),), 1,
            (PacePoint(date(2023, 11, 27), "extended", "explicit", "qatar", "p0", "Qatar", "r-0007"),),
            Changes(at - timedelta(hours=9), (), (change,), (), 0, 1, 0, 2),
            (PartyStatements("qatar", "Qatar", "p0", (body,), 1),), 1, (ConflictSet.example(),), 1,
            (DatedAhead.example(),), 1, TruceClock.example(),
        )  # fmt: skip
