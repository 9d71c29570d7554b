"""The brief: what a lead mediator reads first.

Danger: a claim set as a finding; a change shown without the words it changed from; silence taken for "nothing new".
Duty: how the talks stand as claimed, what changed since a chosen hour, who said what, which figures stand against each
other, what is dated ahead; also as it was known at an hour in the past.
Shape: `brief(desk, lang, …) -> Brief`, a pure question over the reader's own folds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from wasata import words
from wasata.carry.pace import Claim, one_per_author
from wasata.desk.access import Desk
from wasata.desk.case import BUREAU, Root, case_head, moment, names_for, note_at_head
from wasata.desk.changes import Change, Changes, changes
from wasata.desk.disagreement import all_conflicts
from wasata.desk.figure import ConflictSet, Correction, Drawer, origin_of, quote_of
from wasata.desk.filed import Ahead, Clock, Filed, Known, day_or_none, micros
from wasata.desk.marked import HandLine
from wasata.desk.notice import NoticeLine, table
from wasata.desk.press import PRESS
from wasata.desk.truce import TruceClock, clock
from wasata.desk.voice import Certainty, Origin, Quote, Who, author_shown, rule_certainty
from wasata.errors import HourWrong
from wasata.values import Lang

CLAIMS = 8
CONFLICTS = 5
AHEAD = 8
PACE = 60
LINES_A_BODY = 3
BODIES_A_PARTY = 4
DAYS_OF_STATEMENTS = 3
"""Statements of the last three days are shown, or of the last twenty reports where those days hold fewer."""
REPORTS_OF_STATEMENTS = (20, 80)
_CLAIMS_LOOKED_AT = 600
VALUES_COMPARED = 400
"""Of each thing counted, about the newest four hundred values: days in a crowded case, everything in a small one."""


@dataclass(frozen=True, slots=True)
class StateClaim:
    """How the talks stand, as one author claims it.

    `state` is one of `carry.pace.STATES` (words under `pace.state.<state>`), `status` as read (`report.status.<it>`),
    `when` the day the words speak of (the day of publication if they fix none: then `undated`). `also` are other
    reports that carry the same claim by the same author on the same day. `correction`: the report was corrected since and
    this claim left as it was; a claim that a correction takes back is not shown here but among the changes.
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
    correction: Correction | None = None
    hand: HandLine | None = None
    """Whose hand gave it, where the reader gave it otherwise or not at all."""

    @classmethod
    def example(cls) -> "StateClaim":
        return cls(
            "truce_extended", "happened", date(2023, 11, 27), False, Who.example(), None, Quote.example(), "explicit"
        )


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement: when, which voice of the party, what act (`report.act.<act>`), the words, where; and whether its
    report was corrected since."""

    when: date | None
    who: Who
    via: str | None
    act: str
    direct: bool
    quote: Quote
    certainty: Certainty
    correction: Correction | None = None
    hand: HandLine | None = None

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
    root: Root | None = None
    """The last daily root over the record's heads, for readers who hold `bureau`."""

    @classmethod
    def example(cls) -> "Brief":
        at = datetime(2023, 11, 30, 3, 30, tzinfo=UTC)
        change = Change.example()
        body = BodyStatements("ansari", "Majed al-Ansari", (StatementLine.example(),), 1)
        return cls(
            "doha-2023", "Doha talks", "October–December 2023", "en", at, "recorded", ("press",), 31,
            StateNote("Nobody we have read says the talks have stopped.", "en", "duty", at), (StateClaim.example(),), 1,
            (PacePoint(date(2023, 11, 27), "truce_extended", "explicit", "qatar", "p0", "Qatar", "r-0007"),),
            Changes(at - timedelta(hours=9), (), (change,), (), 0, 1, 0, 2),
            (PartyStatements("qatar", "Qatar", "p0", (body,), 1),), 1, (ConflictSet.example(),), 1,
            (DatedAhead.example(),), 1, TruceClock.example(),
        )  # fmt: skip


# questions


def claimed_pace(desk: Desk, lang: Lang) -> tuple[PacePoint, ...]:
    """What the press claims of the pace, as the brief of now has it, without the rest of the brief.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        hour, _, known = moment(desk, None, None)
        draw = Drawer(desk.fold(PRESS), names_for(desk, lang), known)
        return _Told(draw, known, hour).claims()[2]


def brief(
    desk: Desk, lang: Lang, *, as_of: datetime | None = None, since: datetime | None = None, by: Clock | None = None
) -> Brief:
    """The brief for this reader.

    Args:
        as_of: the hour it is drawn for, as things were known then; now, or in a sample its last hour, when None.
        since: from when changes are told: the reader's last visit, or an hour he chose; a day before `as_of` when None
            or not before it.
        by: by which clock things were known; see `case.moment`.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        hour, meant, known = moment(desk, as_of, by)
        draw = Drawer(press, names_for(desk, lang), known)
        told = _Told(draw, known, hour)
        head = case_head(desk, lang)
        recorded_by = as_of if meant == "recorded" else None
        if since is None or since >= hour:
            since = hour - timedelta(days=1)
        claims, n_claims, pace = told.claims()
        parties, n_statements = told.statements()
        found = all_conflicts(press, known, VALUES_COMPARED)
        ahead, n_ahead = told.ahead(hour.astimezone(ZoneInfo(head.zone)).date())
        return Brief(
            desk.case, head.name, head.period, lang, hour, meant,
            tuple(log for log in ("press", "bureau", "ground", "table") if desk.holds(log)), known.n_reports,
            _note(desk, lang, recorded_by), claims, n_claims, pace,
            changes(draw, since, press.known(micros(since), meant), known), parties, n_statements,
            tuple(draw.conflict(c) for c in found[:CONFLICTS]), len(found), ahead, n_ahead,
            clock(desk, hour, recorded_by=recorded_by, lang=lang),
            table(desk, lang)[:3] if desk.holds("table") else (), _root(desk, recorded_by),
        )  # fmt: skip


def hour_of(typed: str, zone: str = "UTC") -> datetime:
    """An hour a person typed: `2023-11-30`, `2023-11-30 05:30`, or with its offset. A day alone is its end.

    Raises:
        HourWrong: it is no day and no hour.
    """
    try:
        at = datetime.fromisoformat(typed.strip())
        if len(typed.strip()) <= 10:
            at = at.replace(hour=23, minute=59, second=59)
    except ValueError:
        raise HourWrong(value=typed) from None
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


def _note(desk: Desk, lang: Lang, recorded_by: datetime | None) -> StateNote | None:
    """The team's last summary of the state that was written by then. Only for those who hold `bureau`."""
    if not desk.holds("bureau"):
        return None
    written = desk.fold(BUREAU).notes
    last = note_at_head([n for n in written if recorded_by is None or n.written_at <= recorded_by], lang)
    if last is None:
        return None
    return StateNote(last.text, last.lang, author_shown(last.author, lang), last.written_at)


def _root(desk: Desk, recorded_by: datetime | None) -> Root | None:
    if not desk.holds("bureau"):
        return None
    known = [r for r in desk.fold(BUREAU).roots if recorded_by is None or r.noted_at <= recorded_by]
    return known[-1] if known else None


class _Told:
    """The parts of one brief, each drawn from what stood at its hour."""

    def __init__(self, draw: Drawer, known: Known, hour: datetime) -> None:
        self.draw = draw
        self.press = draw.press
        self.known = known
        self.hour = hour

    def _newest(self) -> Iterator[Filed]:
        """The reports that stood, newest publication first."""
        upto = self.known.upto if self.known.by == "published" and self.known.upto is not None else 1 << 60
        for filed in self.press.between(0, upto):
            if filed.n in self.known.readings and self.known.readings[filed.n].seq in self.known.seqs:
                yield filed

    def _who(self, v: Claim | Ahead) -> Who:
        filed = self.press.reports[v.report]
        return self.draw.names.who(v.source, filed.lang, v.source_kind, v.speaks_for, filed.outlet)

    # claims

    def claims(self) -> tuple[tuple[StateClaim, ...], int, tuple[PacePoint, ...]]:
        """The last claim of each state by each author, how many claims stand in all, and the points of the pace."""
        by_reading = self.press.pace.by_reading
        held = self.known.taken.readings
        n = sum(
            sum(map(self.known.claim, by_reading.get(r.seq, ()))) if r.seq in held else len(by_reading.get(r.seq, ()))
            for r in self.known.readings.values() if r.seq in self.known.seqs
        )  # fmt: skip
        standing: list[Claim] = []
        for filed in self._newest():
            claims = by_reading.get(self.known.readings[filed.n].seq, ())
            standing += [c for c in claims if self.known.claim(c)]
            if len(standing) >= _CLAIMS_LOOKED_AT:
                break
        ordered = one_per_author(standing, self.press.claim_author)
        last: dict[tuple[str, str], tuple[Claim, list[Claim]]] = {}
        for claim, others in ordered:
            last.setdefault((self.press.claim_author(claim), claim.state), (claim, others))
        shown = tuple(self._claim(c, others) for c, others in list(last.values())[:CLAIMS])
        points = tuple(self._point(c) for c, _ in ordered[:PACE] if c.day and c.status != "possible")
        return shown, n, points[::-1]

    def _claim(self, c: Claim, others: Sequence[Claim]) -> StateClaim:
        filed = self.press.reports[c.report]
        also = {o.report: o for o in others if o.report != c.report}
        return StateClaim(
            c.state, c.status, day_or_none(c.day), not c.last, self._who(c), c.via,
            quote_of(filed, self.draw.text(filed), c.start, c.end, f"e{c.mark + 1}"), c.certainty,
            tuple(origin_of(self.press.reports[o.report], o.start, o.end, f"e{o.mark + 1}") for o in also.values()),
            self.draw.correction(c.report), self.draw.by_hand(c.report, "events", c.rule, c.start, c.end),
        )  # fmt: skip

    def _point(self, c: Claim) -> PacePoint:
        who = self._who(c)
        return PacePoint(
            date.fromordinal(c.day), c.state, c.certainty, who.party, who.sign, who.shown, self.press.reports[c.report].id
        )  # fmt: skip

    # statements

    def statements(self) -> tuple[tuple[PartyStatements, ...], int]:
        """Who said what lately, by party and body; parties in the alphabet of the page, those without one last."""
        names = self.draw.names
        seen: set[tuple[str, str]] = set()
        parties: dict[str | None, dict[str, list[StatementLine]]] = {}
        n = 0
        for filed in self._lately():
            text = self.draw.text(filed)
            for s in self.press.statements(self.known.readings[filed.n]):
                said = text[s.start : s.end]
                source = text[s.source_start : s.source_end]
                if (source, said) in seen:
                    continue
                seen.add((source, said))
                n += 1
                who = names.who(source, filed.lang, s.kind, s.actor, filed.outlet)
                body = names.body_of(who.entry) or source
                lines = parties.setdefault(who.party, {}).setdefault(body, [])
                via = text[s.via_start : s.via_end] if s.via_start >= 0 else None
                lines.append(
                    StatementLine(
                        day_or_none(filed.said_on), who, via, s.act, s.direct,
                        quote_of(filed, text, s.start, s.end, f"s{s.mark + 1}"), rule_certainty(s.rule),
                        self.draw.correction(filed.n),
                        self.draw.by_hand(filed.n, "statements", s.rule, s.start, s.end),
                    )
                )  # fmt: skip
        told = [self._party(party, bodies) for party, bodies in parties.items()]
        return tuple(sorted(told, key=lambda p: (p.party is None, p.name.removeprefix("ال"), p.party or ""))), n

    def _lately(self) -> Iterator[Filed]:
        fewest, most = REPORTS_OF_STATEMENTS
        after = micros(self.hour - timedelta(days=DAYS_OF_STATEMENTS))
        for n, filed in enumerate(self._newest()):
            if n >= most or (n >= fewest and filed.out <= after):
                return
            yield filed

    def _party(self, party: str | None, bodies: dict[str, list[StatementLine]]) -> PartyStatements:
        names = self.draw.names
        told = tuple(
            BodyStatements(
                body if body in names.roster.entries else None, names.of(body) or body, tuple(lines[:LINES_A_BODY]), len(lines)
            )
            for body, lines in list(bodies.items())[:BODIES_A_PARTY]
        )  # fmt: skip
        name = (names.of(party) or party) if party else words.say("brief.no_party", self.draw.lang)
        sign = names.signs.get(party, "") if party else ""
        return PartyStatements(party, name, sign, told, sum(map(len, bodies.values())))

    # ahead

    def ahead(self, today: date) -> tuple[tuple[DatedAhead, ...], int]:
        """What is dated today or later, the nearest first; said by several, told once with the first who said it."""
        first: dict[tuple[int, int, str | None, str], Ahead] = {}
        day = today.toordinal()
        for a in self.press.ahead:
            if a.last < day or a.said_on > day or not self.known.date(a):
                continue
            key = (a.first, a.last, a.event, self.press.ahead_author(a))
            if key not in first:
                first[key] = a
        ordered = sorted(first.values(), key=lambda a: (max(a.first, day), a.last, a.event is None, a.report, a.mark))
        return tuple(self._ahead(a) for a in ordered[:AHEAD]), len(ordered)

    def _ahead(self, a: Ahead) -> DatedAhead:
        filed = self.press.reports[a.report]
        return DatedAhead(
            date.fromordinal(a.first), date.fromordinal(a.last), a.event, a.status, self._who(a),
            quote_of(filed, self.draw.text(filed), a.start, a.end, f"d{a.mark + 1}"),
            "explicit" if a.resolved else "inferred",
        )  # fmt: skip


__all__ = [
    "BodyStatements", "Brief", "Change", "Changes", "Clock", "DatedAhead", "PacePoint", "PartyStatements", "StateClaim",
    "StateNote", "StatementLine", "brief", "hour_of",
]  # fmt: skip
