"""The brief: what a lead mediator reads first, on the screen and on two sheets of paper.

Danger: a claim that looks like a finding; "nothing new" because nobody looked since; a clock that stands still.
Duty: asks the desk for the brief of the reader's last visit or of a chosen hour, makes its pictures, chooses what is printed.
Shape: `GET ?since=2023-11-29T20:00&at=2023-11-30T05:30&by=published`, hours in the case's zone. What cannot be read as an
hour is named in an error above a brief as of now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, Literal, TypeVar, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from wasata import words
from wasata.desk import brief as desk_brief
from wasata.desk import case
from wasata.desk.access import Desk
from wasata.desk.brief import Brief, Change, DatedAhead, PartyStatements, StateClaim, StatementLine
from wasata.desk.case import place_of
from wasata.desk.figure import ConflictSet
from wasata.desk.truce import TruceClock
from wasata.desk.voice import Who
from wasata.errors import HourWrong
from wasata.room.charts import pace, timeline, truce
from wasata.room.charts.picture import Picture
from wasata.room.charts.scales import short_day
from wasata.room.languages import page_language
from wasata.room.models import Person, Visit
from wasata.room.pages import paper
from wasata.room.pages.head import duration
from wasata.room.pages.parts import Trouble, case_page, show
from wasata.room.templatetags.voices import words_address
from wasata.values import Lang, Status

T = TypeVar("T")

VISIT_LASTS = timedelta(minutes=30)
"""A visit ends when the brief was not opened for so long; the next one counts what is new from there."""

SAID_SHOWN = 4
"""So many statements of a party stand open on the page; the rest are folded."""

STALE_AFTER = timedelta(days=3)
NOW_WITHIN, SOON_WITHIN = timedelta(hours=3), timedelta(hours=12)

PACE_ROWS: tuple[str, ...] = (
    "agreed", "accepted", "truce_extended", "truce_begun", "proposed", "resumed", "continuing", "not_suspended",
    "slowed", "objected", "suspended", "truce_ended",
)  # fmt: skip
"""States from agreement down to suspension, as the rows of the picture; a state not named here stands in the middle."""


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """One thing in a list, and whether it finds room on paper."""

    value: T
    on_paper: bool
    body: str = ""

    @property
    def hidden(self) -> bool:
        return not self.on_paper


@dataclass(frozen=True, slots=True)
class PartySaid:
    """What one party said, newest first, each line with its voice; `more` are folded away until they are asked for."""

    party: PartyStatements
    lines: tuple[Item[StatementLine], ...]
    more: tuple[Item[StatementLine], ...]

    @property
    def on_paper(self) -> bool:
        return any(line.on_paper for line in self.lines)


@dataclass(frozen=True, slots=True)
class Left:
    """How many of each list are not shown: on paper (`left`) or at all on this page (`beyond`)."""

    claims: int
    changes: int
    conflicts: int
    said: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The hours asked for, as the form shows them again. `from_visit`: counted from the reader's last visit."""

    since: str
    at: str
    from_visit: bool
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Quick:
    address: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True)
class BriefPage:
    """Everything the template sets, in the reader's language."""

    brief: Brief
    asked: Asked
    quick: tuple[Quick, ...]
    year: int
    """Dates of this year are set without it."""
    is_past: bool
    place: str
    """Whose clock the hours are of."""
    as_of_told: str
    since_told: str
    changed_told: str
    claims: tuple[Item[StateClaim], ...]
    changes: tuple[Item[Change], ...]
    conflicts: tuple[Item[ConflictSet], ...]
    said: tuple[PartySaid, ...]
    ahead: tuple[Item[DatedAhead], ...]
    left: Left
    beyond: Left
    stale_since: str
    pace: Picture | None
    dated: Picture | None
    truce: Picture | None
    clock_tone: Literal["now", "soon", ""]
    clock_start: str
    clock_hour: str
    clock_line: str
    clock_zones: tuple[tuple[str, str], ...]


@case_page
def brief(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brief of a case for the reader, as of now or of a chosen hour."""
    lang = page_language()
    zone = ZoneInfo(case.case_head(desk, lang).zone)
    hour = case.page_hour(desk)
    since, at, trouble = _hours(request, zone, hour, lang)
    asked_by = request.GET.get("by")
    by: desk_brief.Clock | None = asked_by if asked_by in ("recorded", "published") else None  # type: ignore[assignment]
    from_visit = False
    if at is None and since is None and trouble is None:
        since = visit(request, desk.case, desk.now())
        from_visit = since is not None and since < hour  # a sample stands in its own time, before any visit
    found = desk_brief.brief(desk, lang, as_of=at, since=since, by=by)
    asked = Asked(
        f"{found.changes.since.astimezone(zone):%Y-%m-%dT%H:%M}", f"{at.astimezone(zone):%Y-%m-%dT%H:%M}" if at else "",
        from_visit, trouble,
    )  # fmt: skip
    page = page_of(found, asked, zone, quick=_quick(found, zone, lang, at=asked.at), is_past=at is not None)
    return show(
        request, "room/brief/page.html", page, desk=desk, here="brief", logs=found.logs, status=400 if trouble else 200
    )


def visit(request: HttpRequest, named: str, now: datetime) -> datetime | None:
    """When this person stood before this brief last, before the visit that lasts now; None the first time."""
    person = cast(Person, request.user)
    seen, created = Visit.objects.get_or_create(person=person, case=named, defaults={"seen": now})
    if created:
        return None
    if now - seen.seen > VISIT_LASTS:
        seen.before = seen.seen
    if now - seen.seen > timedelta(minutes=1) or seen.before == seen.seen:
        seen.seen = now
        seen.save(update_fields=["seen", "before"])
    return seen.before


def _hours(
    request: HttpRequest, zone: ZoneInfo, now: datetime, lang: Lang
) -> tuple[datetime | None, datetime | None, Trouble | None]:
    """The hours asked for, or what is wrong with them."""
    found: dict[str, datetime | None] = {}
    for name in ("since", "at"):
        asked = request.GET.get(name, "").strip()
        try:
            found[name] = hour_of(asked, zone) if asked else None
        except (HourWrong, ValueError, OverflowError):
            return None, None, _trouble("briefpage.not_an_hour", lang, asked=asked[:60])
    since, at = found["since"], found["at"]
    if at is not None and at > now:
        return None, None, _trouble("briefpage.hour_ahead", lang, asked=words.instant(at, lang, zone=zone))
    if since is not None and since > (at or now):
        return None, at, _trouble("briefpage.since_ahead", lang, asked=words.instant(since, lang, zone=zone))
    return since, at, None


def hour_of(asked: str, zone: ZoneInfo) -> datetime:
    """An hour as a form or a link gives it, in the case's zone unless it names its own.

    Raises:
        HourWrong: it is no hour.
        ValueError: it is none of our time.
        OverflowError: it is none of any.
    """
    hour = desk_brief.hour_of(asked, zone.key).astimezone(UTC)
    if not 1970 < hour.year < 9000:
        raise ValueError(asked)
    return hour


def _trouble(key: str, lang: Lang, **values: object) -> Trouble:
    return Trouble(words.say(key, lang, **values), words.say(f"{key}.next", lang, **values))


def _quick(found: Brief, zone: ZoneInfo, lang: Lang, *, at: str = "") -> tuple[Quick, ...]:
    out = []
    for name, hours in (("day", 24), ("three_days", 72), ("week", 168)):
        since = found.as_of - timedelta(hours=hours)
        asked = {"since": f"{since.astimezone(zone):%Y-%m-%dT%H:%M}", "by": found.by}
        if at:
            asked["at"] = at
        here = abs(found.changes.since - since) < timedelta(minutes=2)
        out.append(Quick(f"?{urlencode(asked)}#changes", words.say(f"briefpage.quick.{name}", lang), here))
    return tuple(out)


def page_of(
    found: Brief, asked: Asked, zone: ZoneInfo, *, quick: tuple[Quick, ...] = (), is_past: bool = False
) -> BriefPage:
    """What the template sets, made of a brief alone: the same for every reader of the same logs."""
    lang = found.lang
    if is_past and found.note is not None and found.note.written_at > found.as_of:
        found = replace(found, note=None)  # a summary written later knows more than the hour of this brief did
    as_of = found.as_of.astimezone(zone)
    changes = (*found.changes.changed, *found.changes.withdrawn, *found.changes.new)
    pictured = _pace(found, lang)
    clock = _truce_days(found.truce, zone, lang)
    in_turn = _in_turn(found.statements)
    stale = _stale_since(found, lang)
    printed = paper.fit(
        {
            "claims": [_claim_high(c, lang) for c in found.claims],
            "changes": [_change_high(c, lang) for c in changes],
            "conflicts": [_conflict_high(c, lang) for c in found.conflicts],
            "ahead": paper.beside(
                [_high(a.quote.words, 0.36, 2.2, lang) for a in found.ahead], _clock_high(found, clock, lang) - 30
            ),
            "said": [_said_high(line, party, lang) for party, line in in_turn],
        },
        taken=_taken(found, pictured, clock, lang) + (34 if is_past else 0) + (32 if stale else 0),
    )
    printed_lines = frozenset(id(line) for _, line in in_turn[: printed["said"]])
    told = found.changes
    since = words.instant(told.since, lang, zone=zone, weekday=True)
    return BriefPage(
        brief=found, asked=asked, quick=quick, year=as_of.year, is_past=is_past, place=place_of(zone.key, lang),
        as_of_told=words.instant(as_of, lang, weekday=True),
        since_told=since,
        changed_told=_changed_told(found, asked, since, lang),
        claims=_items(found.claims, printed["claims"]),
        changes=_items(changes, printed["changes"]),
        conflicts=_items(found.conflicts, printed["conflicts"]),
        ahead=_items(found.ahead, printed["ahead"]),
        said=_said(found.statements, printed_lines, lang),
        left=Left(*(n - printed[name] for name, n in (
            ("claims", len(found.claims)), ("changes", len(changes)), ("conflicts", len(found.conflicts)),
            ("said", len(in_turn)), ("ahead", len(found.ahead)),
        ))),
        beyond=Left(
            max(0, found.n_claims - len(found.claims)),
            max(0, told.n_new + told.n_changed + told.n_withdrawn - sum(1 + len(c.also) for c in changes)),
            max(0, found.n_conflicts - len(found.conflicts)),
            max(0, found.n_statements - sum(len(_newest_first(p)) for p in found.statements)),
            max(0, found.n_ahead - len(found.ahead)),
        ),
        stale_since=stale,
        pace=pictured, dated=_dated(found, zone, lang), truce=clock,
        **_clock(found.truce, zone, lang, is_past=is_past),
    )  # fmt: skip


def _items(values: Sequence[T], printed: int) -> tuple[Item[T], ...]:
    return tuple(Item(value, i < printed) for i, value in enumerate(values))


def _newest_first(party: PartyStatements) -> list[tuple[str, StatementLine]]:
    """A party's statements, newest first, each with the name of its voice."""
    lines = [("" if body.name == party.name else body.name, line) for body in party.bodies for line in body.lines]
    return sorted(lines, key=lambda x: x[1].when or date.min, reverse=True)


def _in_turn(parties: Sequence[PartyStatements]) -> list[tuple[PartyStatements | None, StatementLine]]:
    """Statements in the order in which they are printed: the newest of each party in turn, so that none fills the sheet alone.

    Beside its first statement stands the party, whose heading it brings along. What is folded away is not printed.
    """
    queues = [_newest_first(party)[:SAID_SHOWN] for party in parties]
    out: list[tuple[PartyStatements | None, StatementLine]] = []
    for turn in range(SAID_SHOWN):
        for party, queue in zip(parties, queues, strict=True):
            if turn < len(queue):
                out.append((party if turn == 0 else None, queue[turn][1]))
    return out


def _said(parties: Iterable[PartyStatements], printed: frozenset[int], lang: Lang) -> tuple[PartySaid, ...]:
    out = []
    for party in parties:
        lines = [
            Item(line, id(line) in printed, name or _voice_of(line.who, lang)) for name, line in _newest_first(party)
        ]
        out.append(PartySaid(party, tuple(lines[:SAID_SHOWN]), tuple(lines[SAID_SHOWN:])))
    return tuple(out)


def _voice_of(who: Who, lang: Lang) -> str:
    return words.say("briefpage.unnamed", lang) if who.kind == "anonymous" else who.shown


def _changed_told(found: Brief, asked: Asked, since: str, lang: Lang) -> str:
    told = found.changes
    n = told.n_new + told.n_changed + told.n_withdrawn
    key = "briefpage.new_since_visit" if asked.from_visit else "briefpage.new_since"
    return words.count(key, n, lang, at=since)


def _stale_since(found: Brief, lang: Lang) -> str:
    last = max((c.when for c in found.claims if c.when is not None and c.when <= found.as_of.date()), default=None)
    if last is None or found.as_of.date() - last <= STALE_AFTER:
        return ""
    return short_day(last, lang, year=True)


def state_told(state: str, lang: Lang) -> str:
    """A state of the talks in words."""
    return words.say(f"pace.state.{state}", lang)


def _rank(state: str) -> int:
    return len(PACE_ROWS) - PACE_ROWS.index(state) if state in PACE_ROWS else len(PACE_ROWS) // 2


def _pace(found: Brief, lang: Lang) -> Picture | None:
    """The picture of the pace; the words of its claims stand in the table above it where the brief has them."""
    if not found.pace:
        return None
    address: dict[str, str | None] = {
        c.quote.origin.report: words_address(found.case, c.quote.origin) for c in found.claims
    }
    claims = tuple(
        pace.Claim(
            p.day, state_told(p.state, lang), _rank(p.state), p.name, p.certainty, href=address.get(p.report),
        )
        for p in found.pace
    )  # fmt: skip
    return pace.draw(pace.Pace("pace", words.say("briefpage.pace", lang), claims), lang)


def _dated(found: Brief, zone: ZoneInfo, lang: Lang) -> Picture | None:
    """Claims and dated plans on one axis; each thing once."""
    things: dict[tuple[str, date | None, str], timeline.Dated] = {}
    for c in found.claims:
        label = state_told(c.state, lang)
        things.setdefault(
            (label, c.when, c.who.shown),
            timeline.Dated(
                label, cast(Status, c.status), _author(c.who, lang), c.when, c.when, c.certainty,
                c.quote.words, c.quote.lang, words_address(found.case, c.quote.origin),
            ),
        )  # fmt: skip
    for a in found.ahead:
        label = words.say(f"report.event.{a.kind}", lang) if a.kind else words.say("briefpage.some_date", lang)
        things.setdefault(
            (label, a.first, a.who.shown),
            timeline.Dated(
                label, cast(Status, a.status or "planned"), _author(a.who, lang), a.first, a.last, a.certainty,
                a.quote.words, a.quote.lang, words_address(found.case, a.quote.origin),
            ),
        )  # fmt: skip
    if len(things) < 2:
        return None
    chart = timeline.Timeline(
        "dated", words.say("briefpage.dated", lang), found.as_of.astimezone(zone), tuple(things.values())
    )
    return timeline.draw(chart, lang)


def _author(who: Who, lang: Lang) -> str:
    if who.kind == "anonymous":
        unnamed = words.say("briefpage.unnamed", lang)
        return f"{who.party_name} ({unnamed})" if who.party_name else unnamed
    if who.party_name and who.name and who.name != who.party_name:
        return f"{who.party_name}, {who.name}" if lang == "en" else f"{who.party_name}، {who.name}"
    return who.party_name or who.shown


def _truce_days(clock: TruceClock | None, zone: ZoneInfo, lang: Lang) -> Picture | None:
    if clock is None or clock.start is None or clock.expiry is None or clock.state == "none":
        return None
    ends = [s.until.astimezone(zone) for s in clock.steps if s.what != "ended" and s.until is not None]
    if not ends or ends[-1] != clock.expiry:
        ends.append(clock.expiry.astimezone(zone))
    start = clock.start.astimezone(zone)
    if ends[-1] <= start:
        return None
    ended = clock.ended.astimezone(zone) if clock.ended else None
    chart = truce.TruceDays(
        "truce", words.say("briefpage.clock", lang), start, tuple(sorted(set(ends))), clock.now.astimezone(zone), ended
    )
    return truce.draw(chart, lang)


def _clock(clock: TruceClock | None, zone: ZoneInfo, lang: Lang, *, is_past: bool = False) -> dict[str, Any]:
    """What the truce clock says: the hour first, how long is left second."""
    out: dict[str, Any] = {"clock_tone": "", "clock_start": "", "clock_hour": "", "clock_line": "", "clock_zones": ()}
    if clock is None or clock.state == "none":
        return out
    if clock.start is not None:
        out["clock_start"] = words.instant(clock.start, lang, zone=zone)
    hour = {"ahead": clock.start, "in_force": clock.expiry, "expired": clock.expiry, "over": clock.ended}[clock.state]
    if hour is None:
        return out
    local = hour.astimezone(zone)
    out["clock_hour"] = f"{local:%H:%M}"
    if zone.key != "UTC":
        out["clock_zones"] = ((place_of(zone.key, lang), f"{local:%H:%M}"), ("UTC", f"{hour.astimezone(UTC):%H:%M}"))
    left = duration(clock.left, lang) if clock.left is not None else ""
    out["clock_line"] = words.say(
        f"briefpage.clock_line.{clock.state}", lang, day=words.day(local.date(), lang, weekday=True), left=left
    )
    if clock.state == "in_force" and clock.left is not None and not is_past:  # of a past hour nothing is to be done now
        out["clock_tone"] = "now" if clock.left <= NOW_WITHIN else "soon" if clock.left <= SOON_WITHIN else ""
    return out


# ---- how high things stand on paper, in points: about, and a little too much


def _high(quoted: str, part: float, more_lines: float, lang: Lang) -> float:
    return (paper.lines_of(quoted, part, lang) + more_lines) * paper.line_high(lang) + 4


def _claim_high(claim: StateClaim, lang: Lang) -> float:
    who = claim.who
    named = " · ".join(w for w in (who.name if who.name != who.party_name else "", who.words) if w)
    lines = 1 + paper.lines_of(named, 0.25, lang) + (1 if claim.via else 0)
    return max(
        _high(claim.quote.words, 0.56, 1 + min(4, len(claim.also)) * 0.4, lang), lines * paper.line_high(lang) + 5
    )


def _change_high(change: Change, lang: Lang) -> float:
    both = [q.words for q in (change.before, change.after) if q is not None]
    part = 0.4 if len(both) == 2 else 0.8
    return _high(max(both, key=len, default=""), part, 3 if change.before or change.after_value else 2.1, lang)


def _said_high(line: StatementLine, heading: PartyStatements | None, lang: Lang) -> float:
    head = paper.line_high(lang) * 1.6 if heading is not None else 0.0
    return max(_high(line.quote.words, 0.6, 1, lang), paper.line_high(lang) * 2 + 4) + head


def _conflict_high(conflict: ConflictSet, lang: Lang) -> float:
    rows = -(-len(conflict.sides) // 2)
    deepest = max((min(4, len(side.points)) for side in conflict.sides), default=1)
    least = (paper.lines_of(conflict.label, 0.15, lang) + 1) * paper.line_high(lang)
    return max(rows * (1.4 + 1.1 * deepest) * paper.line_high(lang), least) + 6


def _clock_high(found: Brief, clock: Picture | None, lang: Lang) -> float:
    line = paper.line_high(lang)
    if found.truce is None:
        return 0.0
    return line * (6 + 1.2 * len(found.truce.steps)) + (_picture_high(clock.narrow, 198) if clock else 0)


def _taken(found: Brief, pictured: Picture | None, clock: Picture | None, lang: Lang) -> float:
    """What stands on the sheets in any case: head, foot, the clock, the room's own summary, headings, the picture of the pace."""
    line = paper.line_high(lang)
    fixed = 128 + _clock_high(found, clock, lang) + 5 * (line * 1.7 + 12)
    if found.note is not None:
        fixed += (paper.lines_of(found.note.text, 0.8, lang) * 1.3 + 1.5) * line
    fixed += sum((paper.lines_of(n.words, 0.9, lang) + 1.2) * line for n in found.notices) + (
        line * 3 if found.notices else 0
    )
    if found.root is not None:
        fixed += 2 * line
    fixed += sum(30 for empty in (found.claims, found.conflicts, found.statements) if not empty)
    if pictured is not None:
        fixed += _picture_high(pictured.wide, 312) + line * 4
    return fixed


def _picture_high(svg: str, wide: float) -> float:
    """How high a drawing stands when it is `wide` points wide: its own box says it."""
    box = svg.partition('viewBox="0 0 ')[2].partition('"')[0].split()
    return float(box[1]) / float(box[0]) * wide
