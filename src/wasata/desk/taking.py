"""Acts on reports: taking one in and reading it, reading it by hand, linking it to an earlier one; the roster.

Danger: the same report counted twice because it was pasted twice; another outlet's print of it refused as if it were that
report; an act done twice because a line broke.
Duty: `take_in_report`, `take_in_reports`, `read_by_hand`, `link_reports`, `set_roster`. Acts on marks: `marking`; reading
again: `rereading`.
Shape: the reader works before the act is decided, so that deciding again after a moved head costs nothing; received and
read are written in one act. A repeated act id gives the first result, whatever has come in since.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from wasata.desk.access import Desk, exactly, new_act_id
from wasata.desk.press import PRESS, Press, first_line, same_words
from wasata.desk.reprint import standing_as
from wasata.desk.roster import roster_fact, roster_kept
from wasata.errors import ActReused, LinkWrong, ReportBlank, ReportKnown, ReportUnknown, RosterWrong
from wasata.listen import reader
from wasata.listen.marks import Figure, Reading
from wasata.listen.roster import Roster, default_roster
from wasata.record.kinds.base import Fact
from wasata.record.kinds.report import (
    DateMark,
    EventMark,
    FigureMark,
    ReportLinked,
    ReportRead,
    ReportReceived,
    StatementMark,
)
from wasata.record.ledger import Written
from wasata.values import CameBy, Lang, OutletKind, Span
from wasata.words import Key

Relation = Literal["correction", "rewrite", "denial", "withdrawal"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Between which a report may have been published."""


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report on its way in. Without `lang` the letters tell; `title` is a headline that is not part of the text. A day no press
    report can be of (the year 1 or 9999, which pages state) is nobody's day: it would stretch every picture to it."""

    text: str
    lang: Lang | None = None
    title: str | None = None
    outlet: str | None = None
    outlet_kind: OutletKind = "unknown"
    url: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    came_by: CameBy = "paste"
    file_name: str | None = None
    forwarded_from: str | None = None
    edited_at: datetime | None = None

    def __post_init__(self) -> None:
        for name in ("published", "published_at", "edited_at"):
            told = getattr(self, name)
            if told is not None and not FIRST_YEAR <= told.year <= LAST_YEAR:
                object.__setattr__(self, name, None)


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that is in: its name in the case, and whether this very act had been done before."""

    report: str
    again: bool = False


def take_in_report(desk: Desk, new: NewReport, *, act_id: str | None = None) -> Taken:
    """Takes in one report and reads it.

    Raises:
        ReportBlank: there are no words in it.
        ReportKnown: this outlet's print of these words stands in the press already, or none is told that it is another's
            (`desk.reprint`); says as which report.
        NotAllowed: this reader may not.
        ActReused: the id stands for another report, or for the same with another head, or is another reader's.
    """
    desk.require("take_in_report")
    act_id = act_id or new_act_id()

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:  # never lose words in silence: they were not in that act
        return [_is(new, fact) for fact in _received(was)] == [True]

    with desk.hold():
        if desk.done(act_id, same):
            return _taken_before(desk, act_id)[0]
        roster = desk.fold(PRESS).roster
        _refuse(desk, desk.fold(PRESS), new)
    read = _read(new, roster)
    taken: list[Taken] = []

    def decide() -> dict[str, list[Fact]]:
        taken.clear()
        with desk.hold():
            press = desk.fold(PRESS)
            _refuse(desk, press, new)
            report = _name(len(press.reports))
            # names changed since it was read: a reading with the old ones would pass for one with the new
            now = read if press.roster is roster else _read(new, press.roster)
        taken.append(Taken(report))
        return {"press": _facts(report, new, now)}

    written = desk.do("take_in_report", decide, act_id=act_id, same=same)
    desk.keep_if_due("press")
    return _taken_before(desk, act_id)[0] if written.again else taken[0]


def _received(was: Mapping[str, Sequence[Fact]]) -> list[ReportReceived]:
    return [fact for fact in was.get("press", ()) if isinstance(fact, ReportReceived)]


def _is(new: NewReport, was: ReportReceived) -> bool:
    """Whether what comes now is what was taken in: its words, and what was said about it."""
    said = (_or_none(new.title), _or_none(new.outlet), new.outlet_kind, new.url or None, new.published)
    return same_words(new.text) == same_words(was.text) and said == (
        was.title, was.outlet, was.outlet_kind, was.url, was.published,
    )  # fmt: skip


def take_in_reports(
    desk: Desk, many: Iterable[NewReport], *, at_once: int = 100, act_id: str | None = None
) -> Iterable[Taken | ReportBlank | ReportKnown]:
    """Takes in many reports, `at_once` in one act, and gives for each in turn what became of it.

    A report that is refused does not keep the others out. The same `act_id` with the same reports gives the first result.

    Raises:
        ActReused: the id stands for other reports, or is another reader's.
    """
    desk.require("take_in_report")
    act_id = act_id or new_act_id()
    batch: list[NewReport] = []
    begun = 0
    for new in many:
        batch.append(new)
        if len(batch) == at_once:
            yield from _take_in_batch(desk, batch, f"{act_id}.{begun}")
            batch = []
            begun += 1
    if batch:
        yield from _take_in_batch(desk, batch, f"{act_id}.{begun}")
    desk.keep_if_due("press")


def _take_in_batch(desk: Desk, batch: Sequence[NewReport], act_id: str) -> list[Taken | ReportBlank | ReportKnown]:
    if before := _batch_before(desk, batch, act_id):
        return before
    with desk.hold():
        roster = desk.fold(PRESS).roster
    readings = _Readings(roster)
    for new in batch:
        if _has_words(new.text):
            readings.of(new)
    results: list[Taken | ReportBlank | ReportKnown] = []

    def decide() -> dict[str, list[Fact]]:
        results.clear()
        facts: list[Fact] = []
        here: dict[str, list[tuple[str, NewReport]]] = {}
        with desk.hold():
            press = desk.fold(PRESS)
            at, now = len(press.reports), readings if press.roster is roster else _Readings(press.roster)
            for new in batch:
                try:
                    _refuse(desk, press, new, here)
                except (ReportBlank, ReportKnown) as refused:
                    results.append(refused)
                    continue
                report = _name(at)
                at += 1
                here.setdefault(same_words(new.text), []).append((report, new))
                facts += _facts(report, new, now.of(new))
                results.append(Taken(report))
        if not facts:
            raise _NothingNew
        return {"press": facts}

    with suppress(_NothingNew):
        # `again`: the same form came twice at the same moment; what of it is the same is told one by one
        if desk.do("take_in_report", decide, act_id=act_id, same=lambda _: True).again:
            return _batch_before(desk, batch, act_id)
    return results


class _NothingNew(Exception):
    """Of many reports not one is to be taken in."""


def _batch_before(desk: Desk, batch: Sequence[NewReport], act_id: str) -> list[Taken | ReportBlank | ReportKnown]:
    """What became of each when this act was done first; empty if it was not."""
    done: dict[str, list[ReportReceived]] = {}
    for fact in _facts_before(desk, act_id):
        done.setdefault(same_words(fact.text), []).append(fact)
    return [_became_before(desk, new, done, act_id) for new in batch] if done else []


def _became_before(
    desk: Desk, new: NewReport, done: dict[str, list[ReportReceived]], act_id: str
) -> Taken | ReportBlank | ReportKnown:
    """What became of a report when this act was done first; `done` loses what is told, as the first run told it once.

    Raises:
        ActReused: this report was no part of that act.
    """
    left = done.get(same_words(new.text), [])
    before = next((fact for fact in left if _is(new, fact)), None)
    if before is not None:
        left.remove(before)
        return Taken(before.report, again=True)
    try:
        with desk.hold():
            press = desk.fold(PRESS)
            if standing_as(press.roster, new.outlet, [(fact.report, fact.outlet) for fact in left]):
                raise ActReused(act=act_id)
            _refuse(desk, press, new)
    except (ReportBlank, ReportKnown) as refused:
        return refused
    raise ActReused(act=act_id)


def _name(n: int) -> str:
    return f"r-{n + 1:04d}"


def _has_words(text: str) -> bool:
    return any(c.isalpha() for c in text)


def known_in_press(desk: Desk, press: Press, new: NewReport) -> str | None:
    """As which report of the press this print stands there already. Asked inside `Desk.hold`."""

    def address_of(report: str) -> str | None:
        filed = press.reports[press.by_id[report]]
        return press.prints.address(filed.n, lambda: desk.ledger.entry("press", filed.seq).data)

    stands = (press.known_as(same, new.outlet, new.url, address_of) for same in words_of(new))
    return next((report for report in stands if report is not None), None)


def words_of(new: NewReport) -> tuple[str, ...]:
    """By which words a report is known again. One that came as a page has its headline above its text, one from a feed or a
    mail has it beside: it is the same report whichever way it comes."""
    head, text = (" ".join(told.split()) for told in (new.title or "", new.text))
    if not head or head == text:
        return (same_words(text),)
    rest = text.removeprefix(f"{head} ")
    return (same_words(text), same_words(rest if rest != text else f"{head} {text}"))


def _refuse(
    desk: Desk, press: Press, new: NewReport, here: Mapping[str, Sequence[tuple[str, NewReport]]] | None = None
) -> None:
    """Refuses what has no words, or what is in: a print that stands (`here`: those of this batch, by their words)."""
    if not _has_words(new.text):
        raise ReportBlank
    report = known_in_press(desk, press, new)
    if report is not None:
        raise ReportKnown(report=report, title=press.reports[press.by_id[report]].title)
    came = dict((here or {}).get(same_words(new.text), ()))
    there = [(name, other.outlet) for name, other in came.items()]
    report = standing_as(press.roster, new.outlet, there, new.url, lambda name: came[name].url)
    if report is not None:
        raise ReportKnown(report=report, title=new.title or first_line(new.text))


def _taken_before(desk: Desk, act_id: str) -> list[Taken]:
    """What an act that was done before had taken in."""
    return [Taken(fact.report, again=True) for fact in _facts_before(desk, act_id)]


def _facts_before(desk: Desk, act_id: str) -> list[ReportReceived]:
    done = desk.done(act_id)
    if done is None or "press" not in done.first:
        return []
    entries = desk.ledger.entries("press", done.first["press"] - 1, done.heads["press"].seq)
    return _received({"press": [e.fact for e in entries if e.kind == "report.received"]})


class _Readings:
    """The readings of a batch by one roster. Forty prints of one text under one head and of one day are read once."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._made: dict[tuple[Any, ...], Reading | None] = {}

    def of(self, new: NewReport) -> Reading | None:
        asked = (new.text, new.lang, new.title, _day_of(new))
        if asked not in self._made:
            self._made[asked] = _read(new, self._roster)
        return self._made[asked]


def _day_of(new: NewReport) -> date | None:
    return new.published or (new.published_at.date() if new.published_at else None)


def _read(new: NewReport, roster: Roster) -> Reading | None:
    """A report's reading; None where the reader broke on it. Then it is taken in unread, and stands among those to be read
    again: one such report must keep no other out, nor silence the feed that brings it."""
    try:
        return reader.read(new.text, new.lang, _day_of(new), title=new.title, roster=roster)
    except Exception:  # whatever broke is the reader's fault, and is told as such when it is read again
        return None


def _or_none(given: str | None) -> str | None:
    """A headline or outlet of nothing but spaces is none."""
    return given if given and given.strip() else None


def _facts(report: str, new: NewReport, reading: Reading | None) -> list[Fact]:
    lang = reading.lang if reading else new.lang or reader.language_of(new.text)
    received = ReportReceived(
        report=report, text=new.text, lang=lang, title=_or_none(new.title), outlet=_or_none(new.outlet),
        outlet_kind=new.outlet_kind, url=new.url or None, published=new.published, published_at=new.published_at,
        came_by=new.came_by, file_name=new.file_name or None, forwarded_from=_or_none(new.forwarded_from),
        edited_at=new.edited_at,
        digest=hashlib.sha256(new.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )  # fmt: skip
    return [received, fact_of(report, reading)] if reading else [received]


def fact_of(report: str, reading: Reading, *, by: str = reader.VERSION) -> ReportRead:
    """A reading as the record keeps it."""
    return ReportRead(
        report=report,
        reader=by,
        statements=tuple(
            StatementMark(
                content=_pair(m.content), source=_pair(m.source), cue=_pair(m.cue), via=_pair(m.via) if m.via else None,
                source_kind=m.source_kind, actor=m.actor, act=m.act, direct=m.direct, rule=m.rule, sure=_sure(m.sure),
            )
            for m in reading.statements
        ),
        figures=tuple(_figure(m) for m in reading.figures),
        dates=tuple(
            DateMark(span=_pair(m.span), from_day=m.first, to_day=m.last, rule=m.rule, sure=_sure(m.sure))
            for m in reading.dates
        ),
        events=tuple(
            EventMark(
                span=_pair(m.span), event=m.kind, status=m.status, actors=m.actors, rule=m.rule, sure=_sure(m.sure)
            )
            for m in reading.events
        ),
    )  # fmt: skip


def _figure(m: Figure) -> FigureMark:
    values: dict[str, Any] = (
        {"low": _exact(m.value[0]), "high": _exact(m.value[1])}
        if isinstance(m.value, tuple)
        else {"value": _exact(m.value)}
    )
    return FigureMark(
        span=_pair(m.span), qualifier=m.qualifier, measure=m.measure, unit=m.unit, party=m.party,
        source=_pair(m.source) if m.source else None, composition=_pair(m.composition) if m.composition else None,
        holder=_pair(m.holder) if m.holder else None, rule=m.rule, sure=_sure(m.sure), **values,
    )  # fmt: skip


def _sure(sure: float) -> Decimal:
    """How sure the reader is, to the hundredth."""
    return _exact(Decimal(round(100 * min(max(sure, 0.0), 1.0))) / 100)


def _exact(value: Decimal | int) -> Decimal:
    """A decimal without exponent or trailing zeros, as the record's bytes want it."""
    value = Decimal(value)
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _pair(span: Span) -> tuple[int, int]:
    return (span.start, span.end)


def read_by_hand(desk: Desk, report: str, reading: ReportRead, *, act_id: str | None = None) -> Written:
    """Records a reading that was not made by this reader: an analyst's own, or marks that came with the report.

    Its `reader` says whose it is (`analyst:…`, `given`). Where its numbers differ from another reading's over the same
    words, both are shown as quarrelling.
    """

    def decide() -> dict[str, list[Fact]]:
        with desk.hold():
            _number(desk.fold(PRESS), report)
        return {"press": [reading]}

    return desk.do("read_again", decide, act_id=act_id)


def link_reports(desk: Desk, report: str, earlier: str, relation: Relation, *, act_id: str | None = None) -> Written:
    """Says how a report stands to an earlier one: it corrects, rewrites, denies or withdraws it.

    Raises:
        ReportUnknown: one of the two is not in the press.
        LinkWrong: a report is linked to itself, or the same link stands already.
    """
    facts = {"press": (ReportLinked(report=report, earlier=earlier, relation=relation),)}

    def decide() -> Mapping[str, Sequence[Fact]]:
        with desk.hold():
            press = desk.fold(PRESS)
            later_n, earlier_n = _number(press, report), _number(press, earlier)
            if later_n == earlier_n:
                raise LinkWrong(why=Key("report.link_why.self"), report=report, earlier=earlier)
            if any((k.relation, k.earlier, k.later) == (relation, earlier_n, later_n) for k in press.links):
                raise LinkWrong(why=Key("report.link_why.twice"), report=report, earlier=earlier)
        return facts

    return desk.do("link_reports", decide, act_id=act_id, same=exactly(facts))


def set_roster(desk: Desk, roster: Roster, *, act_id: str | None = None) -> Written:
    """Sets the roster of the case, whole. Reports already read keep their readings until they are read again."""
    return desk.do("set_roster", lambda: {"press": [roster_fact(roster)]}, act_id=act_id)


def change_roster(desk: Desk, change: Callable[[Roster], Roster], *, act_id: str | None = None) -> Written:
    """Sets the roster to what `change` makes of the one that stands; asked again when the press has grown meanwhile."""

    def decide() -> dict[str, list[Fact]]:
        with desk.hold():
            stands = desk.fold(PRESS).roster
        return {"press": [roster_fact(change(stands))]}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        """Whether `change` makes what was written then of a roster that stood here."""
        with desk.hold():
            stood = [default_roster(), *(roster_kept(entries) for _, entries in desk.fold(PRESS).rosters)]
        for roster in stood:
            with suppress(RosterWrong):
                if exactly({"press": (roster_fact(change(roster)),)})(was):
                    return True
        return False

    return desk.do("set_roster", decide, act_id=act_id, same=same)


def roster_of(desk: Desk) -> Roster:
    """Who is who in this case: the roster last set, or the one that ships."""
    with desk.hold():
        return desk.fold(PRESS).roster


def reports_of(desk: Desk) -> tuple[str, ...]:
    """The names of all reports, in the order they came in."""
    with desk.hold():
        return tuple(desk.fold(PRESS).by_id)


def _number(press: Press, report: str) -> int:
    n = press.by_id.get(report)
    if n is None:
        raise ReportUnknown(report=report)
    return n
