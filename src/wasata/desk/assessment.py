"""Assessments: what one of us holds likely, on what basis, how sure, what would change it, and how it came out.

Danger: a guess that is quoted as a fact a month later.
Duty: make one, revise it, close it; the assessments of a line or of the cell with their rivals beside them and those that are
due to be looked at again; how each word of confidence came out.
Shape: an assessment of a line stands in `line/<x>`; `line` None means `cell`. Nothing but this module reads these kinds, and
what it tells is shown on pages of assessments alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, get_args

from wasata.carry.assessment import RANGES, Outcome, Verdict, WordRecord, came_out
from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.coming import today_of_case, zone_of_case
from wasata.desk.confidence import of_a_line, of_another_line
from wasata.desk.evidence import EvidenceLine, evidence_shown, require_evidence
from wasata.desk.line import lines_held
from wasata.errors import AssessmentWrong, EvidenceWrong, KindUnknown, LineUnknown, LogNotYours
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.assessment import AssessmentClosed, AssessmentMade, Confidence
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.position import Evidence
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key

WORDS: tuple[Confidence, ...] = get_args(Confidence)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Kept:
    """One assessment as its log has it: the facts as made and revised, oldest first, each with its hour; how it was closed."""

    made: tuple[tuple[dict[str, Any], datetime], ...]
    closed: dict[str, Any] | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None

    @property
    def told(self) -> dict[str, Any]:
        return self.made[-1][0]


Assessments = dict[str, Kept]


def _step(known: Assessments, entry: Entry) -> Assessments:
    match entry.kind:
        case "assessment.made":
            d = entry.data
            was = known.get(d["assessment"])
            known[d["assessment"]] = Kept((*was.made, (d, entry.recorded_at)) if was else ((d, entry.recorded_at),))
        case "assessment.closed":
            d = entry.data
            known[d["assessment"]] = replace(
                known[d["assessment"]], closed=d, closed_at=entry.recorded_at, closed_by=entry.author
            )
        case kind if kind.startswith("assessment."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # whatever else stands in a line's log, or in the cell: each folded by its own noun
    return known


@cache
def assessments_in(log: str) -> View[Assessments]:
    """The assessments of one line, or of the cell, over that log alone."""
    return View("assessment", 1, (log,), dict, _step)


def log_of(line: str | None) -> str:
    """Where the assessments of a line stand, and those of no line."""
    return "cell" if line is None else f"line/{line}"


def _held(desk: Desk, line: str | None) -> Assessments:
    """The assessments in one log. Ask inside `hold`.

    Raises:
        LineUnknown, LogNotYours: this reader does not hold it.
    """
    if line is not None and line not in lines_held(desk):
        raise LineUnknown(line=line)
    return desk.fold(assessments_in(log_of(line)))


# acts


def _do(desk: Desk, line: str | None, fact: Fact, require: Any, act_id: str | None) -> Written:
    log = log_of(line)

    def decide() -> dict[str, tuple[Fact, ...]]:
        require()
        return {log: (fact,)}

    same = exactly({log: (fact,)})
    if line is None:
        return desk.do("assess_in_cell", decide, act_id=act_id, same=same)
    return desk.do("assess", decide, act_id=act_id, same=same, line=line)


def assess(
    desk: Desk, line: str | None, words: str, lang: Lang, confidence: Confidence, *, basis: Sequence[Evidence],
    would_change: str, until: date, rivals: Sequence[str] = (), assessment: str | None = None, act_id: str | None = None,
) -> str:  # fmt: skip
    """Makes an assessment, held by whoever makes it, or revises one of his own (`assessment`). Gives its name.

    Args:
        line: whose line it is about; None: it stands in the cell.
        basis: on what it rests. In the cell nothing rests on a line.
        would_change: what would change his mind.
        until: by when it is looked at again.
        rivals: other assessments in the same log that cannot be so if this one is.

    Raises:
        AssessmentWrong: something is not said; the day is past; a rival is not there; or the one to revise is closed,
            unknown, or held by another.
        EvidenceWrong: what it rests on is not there.
    """
    for told, why in ((words, "empty"), (would_change, "would_change")):
        if not told.strip():
            raise AssessmentWrong(why=Key(f"assessment.why.{why}"), value="")
    if not basis:
        raise EvidenceWrong(why=Key("position.why.no_evidence"), value="")
    if until < today_of_case(desk):
        raise AssessmentWrong(why=Key("assessment.why.past"), value=until)
    _require_names([assessment] if assessment is not None else [], "unknown")
    _require_names(rivals, "rival")
    act_id = act_id or new_act_id()
    fact = AssessmentMade(
        assessment=assessment or f"as-{name_by(act_id)}", words=words, lang=lang, confidence=confidence,
        basis=tuple(basis), would_change=would_change, rivals=tuple(dict.fromkeys(rivals)), holder=desk.reader, until=until,
    )  # fmt: skip

    def require() -> None:
        known = _held(desk, line)
        if assessment is not None:
            was = _open(known, assessment)
            if was.told["holder"] != desk.reader:
                raise AssessmentWrong(why=Key("assessment.why.holder"), value=was.told["holder"])
        stranger = next((r for r in fact.rivals if r not in known or r == fact.assessment), None)
        if stranger is not None:
            raise AssessmentWrong(why=Key("assessment.why.rival"), value=stranger)
        require_evidence(desk, line, fact.basis)
        _require_apart(desk, line, words, would_change, *(e.words for e in basis))

    _do(desk, line, fact, require, act_id)
    return fact.assessment


def _require_apart(desk: Desk, line: str | None, *told: str | None) -> None:
    """It repeats no line that its readers may not hold.

    Raises:
        AssessmentWrong: six words in a row stand so on another line; or, in the cell, on any.
    """
    run = of_a_line(desk, told) if line is None else of_another_line(desk, line, told)
    if run is not None:
        raise AssessmentWrong(why=Key("assessment.why.other_line"), value=run)


def close_assessment(
    desk: Desk,
    line: str | None,
    assessment: str,
    outcome: Outcome,
    words: str | None = None,
    *,
    act_id: str | None = None,
) -> Written:
    """Says how it came out. Its holder does, or the lead.

    Raises:
        AssessmentWrong: it is not there, is closed, or is held by another.
    """
    _require_names([assessment], "unknown")
    fact = AssessmentClosed(assessment=assessment, outcome=outcome, words=(words or "").strip() or None)

    def require() -> None:
        was = _open(_held(desk, line), assessment)
        if was.told["holder"] != desk.reader and desk.role != "lead":
            raise AssessmentWrong(why=Key("assessment.why.holder"), value=was.told["holder"])
        _require_apart(desk, line, words)

    return _do(desk, line, fact, require, act_id)


def _require_names(named: Sequence[str], why: str) -> None:
    """Refuses what can be no name of an assessment, in the same words as one that is not there."""
    wrong = next((name for name in named if not re.fullmatch(IDENT, name)), None)
    if wrong is not None:
        raise AssessmentWrong(why=Key(f"assessment.why.{why}"), value=wrong)


def _open(known: Assessments, assessment: str) -> Kept:
    was = known.get(assessment)
    if was is None:
        raise AssessmentWrong(why=Key("assessment.why.unknown"), value=assessment)
    if was.closed is not None:
        raise AssessmentWrong(why=Key("assessment.why.closed"), value=assessment)
    return was


# questions


def estimated(desk: Desk, but: str) -> tuple[str, ...]:
    """The words of every estimate this reader holds, in the cell and of all lines but one, so that no letter to that one
    repeats them. Ask inside `hold`."""
    lines = [x for x in lines_held(desk) if x != but]
    logs: list[str | None] = [*lines, *([None] if desk.holds("cell") else [])]
    made = (told for line in logs for kept in _held(desk, line).values() for told, _ in kept.made)
    return tuple(w for d in made for w in (d["words"], d["would_change"], *(e["words"] for e in d["basis"])) if w)


@dataclass(frozen=True, slots=True)
class Version:
    """The assessment as it was at one time."""

    words: str
    lang: Lang
    confidence: str
    low: int
    high: int
    would_change: str
    until: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RivalLine:
    """Another assessment that cannot be so if this one is: its words, its holder, how sure he is, how it came out."""

    assessment: str
    words: str
    lang: Lang
    confidence: str
    holder: str
    outcome: str | None


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment as it stands. `line` None: of the cell. `overdue`: it should have been looked at again by now."""

    assessment: str
    line: str | None
    now: Version
    before: tuple[Version, ...]
    holder: str
    basis: tuple[EvidenceLine, ...]
    rivals: tuple[RivalLine, ...]
    overdue: bool
    outcome: str | None
    closing: str | None
    closed_on: date | None
    closed_by: str | None
    may_revise: bool
    may_close: bool

    @property
    def rival_names(self) -> tuple[str, ...]:
        return tuple(r.assessment for r in self.rivals)


@dataclass(frozen=True, slots=True)
class AssessmentsPage:
    """The assessments of a line or of the cell: those still open, what is overdue first; those closed, the last first."""

    line: str | None
    today: date
    open: tuple[AssessmentLine, ...]
    closed: tuple[AssessmentLine, ...]
    may_make: bool

    @property
    def overdue(self) -> int:
        return sum(a.overdue for a in self.open)


def _version(told: dict[str, Any], at: datetime) -> Version:
    low, high = RANGES[told["confidence"]]
    return Version(
        told["words"], told["lang"], told["confidence"], low, high, told["would_change"], date.fromisoformat(told["until"]),
        at,
    )  # fmt: skip


def _may(desk: Desk, line: str | None) -> bool:
    return desk.may("assess_in_cell") if line is None else desk.may("assess", line=line)


def _rivals(known: Assessments, assessment: str) -> tuple[RivalLine, ...]:
    """Those it names, and those that name it: whichever of two was made first, they stand beside each other."""
    named = [r for r in known[assessment].told["rivals"] if r in known]
    naming = [other for other, kept in known.items() if assessment in kept.told["rivals"]]
    found = []
    for rival in dict.fromkeys((*named, *naming)):
        told = known[rival].told
        closed = known[rival].closed
        found.append(
            RivalLine(
                rival,
                told["words"],
                told["lang"],
                told["confidence"],
                told["holder"],
                closed["outcome"] if closed else None,
            )
        )
    return tuple(found)


def _shown(desk: Desk, line: str | None, known: Assessments, assessment: str, today: date, may: bool) -> AssessmentLine:
    kept = known[assessment]
    told, closed = kept.told, kept.closed
    versions = [_version(d, at) for d, at in kept.made]
    mine = may and closed is None
    return AssessmentLine(
        assessment, line, versions[-1], tuple(reversed(versions[:-1])), told["holder"],
        evidence_shown(desk, line, told["basis"]), _rivals(known, assessment),
        closed is None and versions[-1].until < today, closed["outcome"] if closed else None,
        closed["words"] if closed else None,
        kept.closed_at.astimezone(zone_of_case(desk)).date() if kept.closed_at else None, kept.closed_by,
        mine and told["holder"] == desk.reader, mine and (told["holder"] == desk.reader or desk.role == "lead"),
    )  # fmt: skip


def assessments(desk: Desk, line: str | None) -> AssessmentsPage:
    """The assessments of a line, or of the cell.

    Raises:
        LineUnknown, LogNotYours: this reader does not hold it.
    """
    with desk.hold():
        known, today, may = _held(desk, line), today_of_case(desk), _may(desk, line)
        shown = [_shown(desk, line, known, one, today, may) for one in known]
        return AssessmentsPage(
            line, today, tuple(sorted((a for a in shown if not a.outcome), key=lambda a: (a.now.until, a.assessment))),
            tuple(sorted((a for a in shown if a.outcome), key=_closed_last, reverse=True)), may,
        )  # fmt: skip


def _closed_last(one: AssessmentLine) -> tuple[date, datetime]:
    return one.closed_on or date.min, one.now.made_at


def assessment(desk: Desk, line: str | None, named: str) -> AssessmentLine:
    """One assessment whole.

    Raises:
        LineUnknown, LogNotYours: this reader does not hold its log.
        AssessmentWrong: there is none of that name.
    """
    with desk.hold():
        known = _held(desk, line)
        if named not in known:
            raise AssessmentWrong(why=Key("assessment.why.unknown"), value=named)
        return _shown(desk, line, known, named, today_of_case(desk), _may(desk, line))


@dataclass(frozen=True, slots=True)
class WordLine:
    """How one word came out, with what it means and whether that is in keeping."""

    word: str
    low: int
    high: int
    closed: int
    borne_out: int
    not_borne_out: int
    unknown: int
    verdict: Verdict


def words_came_out(desk: Desk) -> tuple[WordLine, ...]:
    """How the words of confidence came out, over the closed assessments of every log this reader holds: of words, never of
    persons. Each counts once, by the word it had when it was closed.

    Raises:
        LogNotYours: he holds neither a line nor the cell.
    """
    with desk.hold():
        held = [*lines_held(desk), *([None] if desk.holds("cell") else [])]
        if not held:
            raise LogNotYours(log="line/")
        closed = [
            (kept.told["confidence"], kept.closed["outcome"])
            for line in held
            for kept in _held(desk, line).values()
            if kept.closed is not None
        ]
    return tuple(_word(told) for told in came_out(closed))


def _word(told: WordRecord) -> WordLine:
    return WordLine(
        told.word, told.low, told.high, told.closed, told.borne_out, told.not_borne_out, told.unknown, told.verdict
    )
