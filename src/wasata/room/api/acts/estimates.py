"""Acts on positions and assessments: matters named, positions noted and dropped; estimates made, revised, closed; the cell.

Danger: a position of one line noted on another; an estimate of the cell given to who was not named.
Duty: the desk's own acts. What they rest on has the form the record has for it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from wasata.carry.assessment import Outcome
from wasata.desk import assessment as assessments
from wasata.desk import cell as cells
from wasata.desk import position as positions
from wasata.desk.access import Desk
from wasata.desk.line import lines_held
from wasata.errors import AssessmentWrong
from wasata.listen.reader import language_of
from wasata.record.kinds.assessment import Confidence
from wasata.record.kinds.position import Condition, Evidence, Stance
from wasata.room.api.acting import LONG, REASON, Asks, Body, InBoth, Named, OnLine, act, holds, on_line, said
from wasata.room.wiring import NotHere
from wasata.values import Lang

WrittenIn = Annotated[Lang | None, said("message.cli.written_in")]


# ---- positions


class MatterTold(Body):
    """A matter of the talks; with `matter`, one that is renamed."""

    names: InBoth
    matter: Annotated[Named | None, said("position.cli.rename")] = None


def _holds_lines(desk: Desk) -> None:
    """To who holds no line there is no such address."""
    holds(desk, "bureau")
    if not lines_held(desk):
        raise NotHere


def _names_matters(desk: Desk, _names: Mapping[str, str]) -> None:
    _holds_lines(desk)
    desk.require("name_matter")


@act("positions", "name_matter", asks=_names_matters)
def matter_name(desk: Desk, told: MatterTold, act_id: str) -> str:
    """Names a matter, or renames one."""
    return positions.name_matter(desk, told.names.told, matter=told.matter, act_id=act_id)


def _of_line(act_: str) -> Asks:
    def asks(desk: Desk, names: Mapping[str, str]) -> None:
        holds(desk, "bureau")
        on_line(act_)(desk, names)

    return asks


class PositionTold(OnLine):
    """How a side stands to a matter: `holder` is the line's party, or one of its bodies."""

    holder: Annotated[Named | None, said("position.cli.holder")] = None
    matter: Annotated[Named, said("position.cli.matter")]
    stance: Annotated[Stance, said("position.cli.stance")]
    words: Annotated[str, said("position.cli.words", min_length=1, max_length=LONG)]
    written_in: WrittenIn = None
    since: Annotated[date | None, said("position.cli.since")] = None
    only_if: Annotated[list[Condition], said("position.form.conditions_help")] = []
    evidence: Annotated[list[Evidence], said("position.form.rests", "position.form.rests_help")] = []


@act("lines/{line}/positions", "note_position", asks=_of_line("note_position"))
def position_note(desk: Desk, line: str, told: PositionTold, act_id: str) -> str:
    """Notes how a side stands to a matter."""
    with desk.hold():
        holder = told.holder or positions.voices(desk, line)[0]
    return positions.note_position(
        desk, line, holder, told.matter, told.stance, told.words, told.written_in or language_of(told.words),
        evidence=told.evidence, only_if=told.only_if, since=told.since, act_id=act_id,
    )  # fmt: skip


class PositionToDrop(OnLine):
    """Why we no longer hold that it is their position."""

    reason: Annotated[str, said("position.cli.reason", max_length=REASON)]


@act("lines/{line}/positions/{position}/drop", "drop_position", asks=_of_line("drop_position"))
def position_drop(desk: Desk, line: str, position: str, told: PositionToDrop, act_id: str) -> None:
    """We no longer hold that it is so."""
    positions.drop_position(desk, line, position, told.reason, act_id=act_id)


# ---- assessments


class Estimate(Body):
    """A hypothesis: how sure, on what it rests, what would change one's mind, and until when."""

    words: Annotated[str, said("assessment.form.words", min_length=1, max_length=LONG)]
    written_in: WrittenIn = None
    confidence: Annotated[Confidence, said("assessment.cli.sure")]
    basis: Annotated[list[Evidence], said("position.form.rests")]
    would_change: Annotated[str, said("assessment.form.would_change", min_length=1, max_length=LONG)]
    until: Annotated[date, said("assessment.form.until")]
    rivals: Annotated[list[Named], said("assessment.cli.rival")] = []


class EstimateOnLine(Estimate, OnLine):
    """A hypothesis on a line."""


class CameOut(Body):
    """How an assessment came out, and why we say so."""

    outcome: Annotated[Outcome, said("assessment.cli.outcome")]
    why: Annotated[str | None, said("assessment.closing", max_length=REASON)] = None


class CameOutOnLine(CameOut, OnLine):
    """How an assessment of a line came out."""


def _of_cell(desk: Desk, names: Mapping[str, str]) -> None:
    holds(desk, "cell")
    desk.require("assess_in_cell")
    _require_there(desk, None, names)


def _of_that_line(desk: Desk, names: Mapping[str, str]) -> None:
    on_line("assess")(desk, names)
    _require_there(desk, names["line"], names)


def _require_there(desk: Desk, line: str | None, names: Mapping[str, str]) -> None:
    if "assessment" in names:
        try:
            assessments.assessment(desk, line, names["assessment"])
        except AssessmentWrong:
            raise NotHere from None


def _assess(desk: Desk, line: str | None, told: Estimate, assessment: str | None, act_id: str) -> str:
    return assessments.assess(
        desk, line, told.words, told.written_in or language_of(told.words), told.confidence, basis=told.basis,
        would_change=told.would_change, until=told.until, rivals=told.rivals, assessment=assessment, act_id=act_id,
    )  # fmt: skip


@act("lines/{line}/assessments", "assess", asks=_of_that_line)
def assessment_make(desk: Desk, line: str, told: EstimateOnLine, act_id: str) -> str:
    """Makes an assessment of a line, held by whoever makes it."""
    return _assess(desk, line, told, None, act_id)


@act("lines/{line}/assessments/{assessment}/versions", "assess", asks=_of_that_line)
def assessment_revise(desk: Desk, line: str, assessment: str, told: EstimateOnLine, act_id: str) -> str:
    """Revises one's own assessment."""
    return _assess(desk, line, told, assessment, act_id)


@act("lines/{line}/assessments/{assessment}/close", "assess", asks=_of_that_line)
def assessment_close(desk: Desk, line: str, assessment: str, told: CameOutOnLine, act_id: str) -> None:
    """Says how an assessment came out."""
    assessments.close_assessment(desk, line, assessment, told.outcome, told.why, act_id=act_id)


@act("cell", "assess_in_cell", asks=_of_cell)
def cell_assessment_make(desk: Desk, told: Estimate, act_id: str) -> str:
    """Makes an assessment in the cell."""
    return _assess(desk, None, told, None, act_id)


@act("cell/{assessment}/versions", "assess_in_cell", asks=_of_cell)
def cell_assessment_revise(desk: Desk, assessment: str, told: Estimate, act_id: str) -> str:
    """Revises one's own assessment in the cell."""
    return _assess(desk, None, told, assessment, act_id)


@act("cell/{assessment}/close", "assess_in_cell", asks=_of_cell)
def cell_assessment_close(desk: Desk, assessment: str, told: CameOut, act_id: str) -> None:
    """Says how an assessment of the cell came out."""
    assessments.close_assessment(desk, None, assessment, told.outcome, told.why, act_id=act_id)


# ---- the cell


class CellToOpen(Body):
    """The officers for whom the cell is opened, beside the lead who opens it."""

    officers: Annotated[list[Named], said("assessment.cli.reader")] = []


class CellReader(Body):
    """An officer who is given the cell, or from whom it is taken."""

    reader: Annotated[Named, said("assessment.cli.reader")]


def _keeps_the_cell(desk: Desk, _names: Mapping[str, str]) -> None:
    """Only a lead of talks opens the cell and names who reads it."""
    if not lines_held(desk) or not desk.may("open_log"):
        raise NotHere


def _names_readers(desk: Desk, names: Mapping[str, str]) -> None:
    _keeps_the_cell(desk, names)
    holds(desk, "cell")


@act("cell/open", "open_log", "grant_log", asks=_keeps_the_cell)
def cell_open(desk: Desk, told: CellToOpen, act_id: str) -> None:
    """Opens the cell for the lead and these officers."""
    cells.open_cell(desk, told.officers, act_id=act_id)


@act("cell/holders", "grant_log", asks=_names_readers)
def cell_give(desk: Desk, told: CellReader, act_id: str) -> None:
    """Gives the cell to one more officer."""
    cells.give_cell(desk, told.reader, act_id=act_id)


@act("cell/holders/take", "revoke_log", asks=_names_readers)
def cell_take(desk: Desk, told: CellReader, act_id: str) -> None:
    """Takes the cell back from a reader."""
    cells.take_cell(desk, told.reader, act_id=act_id)
