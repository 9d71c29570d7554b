"""Acts on lines: opening one, what is kept of it, who holds it; contacts and their readouts.

Danger: a note that lands on another line than was meant; a contact's words in the papers of another line.
Duty: the desk's own acts, and nothing decided here.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AwareDatetime

from wasata.desk import contact as desk_contact
from wasata.desk import line as lines
from wasata.desk import own_words
from wasata.desk.access import Desk, name_by
from wasata.desk.case import case_head
from wasata.desk.handed_in import plain_name
from wasata.desk.line_holders import give_line, take_line
from wasata.listen.reader import language_of
from wasata.record.kinds.line import BodyKind, Cause, LineState, Medium, Moving, OfWhom, Outcome, WhileDark
from wasata.room.api.acting import LONG, REASON, SHORT, Body, Bytes, InBoth, Named, OnLine, act, holds, on_line, said
from wasata.room.wiring import NotHere
from wasata.values import Lang

At = Annotated[AwareDatetime | None, said("acting.field.at")]
Note = Annotated[str | None, said("line.cli.note", max_length=REASON)]
OfBody = Annotated[Named | None, said("line.cli.of_body")]
_KEPT = on_line("keep_line")


# ---- opening


class LineToOpen(Body):
    """A new line."""

    line: Annotated[Named, said("line.field.line")]
    party: Annotated[Named, said("line.cli.party")]
    of: Annotated[OfWhom, said("line.cli.of")] = "party"
    names: InBoth
    langs: Annotated[list[Lang], said("line.cli.langs", min_length=1)]
    media: Annotated[list[Medium], said("line.cli.media", min_length=1)]
    officers: Annotated[list[Named], said("line.cli.officers")] = []
    listed: Annotated[bool, said("line.field.listed")] = True


def _opens_lines(desk: Desk, _names: Mapping[str, str]) -> None:
    holds(desk, "bureau", "table", "access")
    desk.require("open_line")
    if case_head(desk, "en").public_only:
        raise NotHere  # a case of press and public facts never has a line


@act("lines", "open_line", "open_log", "begin_line", "list_line", asks=_opens_lines)
def line_open(desk: Desk, told: LineToOpen, act_id: str) -> str:
    """Opens a line and gives it to whoever opens it and to these officers."""
    return lines.open_line(
        desk, told.line, party=told.party, of=told.of, names=told.names.told, langs=tuple(told.langs), media=tuple(told.media),
        officers=tuple(told.officers), listed=told.listed, act_id=act_id,
    )  # fmt: skip


# ---- keeping


class StateNoted(OnLine):
    """How the line stands."""

    state: Annotated[LineState, said("line.cli.stands")]
    cause: Annotated[Cause | None, said("line.cli.cause")] = None
    medium: Annotated[Medium | None, said("line.cli.medium")] = None
    note: Note = None
    at: At = None


@act("lines/{line}/state", "keep_line", asks=_KEPT)
def line_state(desk: Desk, line: str, told: StateNoted, act_id: str) -> None:
    """Notes how a line stands, from an hour on, and why."""
    lines.note_line(
        desk, line, told.state, cause=told.cause, medium=told.medium, note=told.note, at=told.at, act_id=act_id
    )


class BodyNamed(OnLine):
    """A body that speaks on the line; with `body`, one that is named anew."""

    body: OfBody = None
    names: InBoth
    what: Annotated[BodyKind, said("line.cli.what")] = "other"


@act("lines/{line}/bodies", "keep_line", asks=_KEPT)
def line_body(desk: Desk, line: str, told: BodyNamed, act_id: str) -> str:
    """Names a body that speaks on the line."""
    named = told.body or f"b-{name_by(act_id)}"
    lines.name_body(desk, line, named, told.names.told, told.what, act_id=act_id)
    return named


class PersonNamed(OnLine):
    """Somebody at the other end; with `person`, one who is named anew."""

    person: Annotated[Named | None, said("line.cli.person_id")] = None
    name: Annotated[str, said("line.field.name", min_length=1, max_length=SHORT)]
    body: OfBody = None
    role: Annotated[str | None, said("line.field.role", max_length=SHORT)] = None
    langs: Annotated[list[Lang], said("line.cli.langs")] = []
    may_clear: Annotated[bool, said("line.field.may_clear")] = False
    reader: Annotated[Named | None, said("line.field.reader")] = None


@act("lines/{line}/people", "keep_line", asks=_KEPT)
def line_person(desk: Desk, line: str, told: PersonNamed, act_id: str) -> str:
    """Names somebody at the other end of the line."""
    named = told.person or f"p-{name_by(act_id)}"
    lines.name_person(
        desk, line, named, told.name, body=told.body, role=told.role, langs=tuple(told.langs), may_clear=told.may_clear,
        reader=told.reader, act_id=act_id,
    )  # fmt: skip
    return named


class PersonGone(OnLine):
    """Somebody who is at the other end no longer."""

    reason: Annotated[str | None, said("line.field.reason", max_length=REASON)] = None


@act("lines/{line}/people/{person}/left", "keep_line", asks=_KEPT)
def line_person_left(desk: Desk, line: str, person: str, told: PersonGone, act_id: str) -> None:
    """He is at the other end no longer."""
    lines.person_left(desk, line, person, told.reason, act_id=act_id)


class RuleAgreed(OnLine):
    """What was agreed of deadlines while the line is dark."""

    rule: Annotated[WhileDark, said("line.field.rule")]
    with_person: Annotated[Named | None, said("line.field.with_person")] = None
    note: Note = None


@act("lines/{line}/rule", "keep_line", asks=_KEPT)
def line_rule(desk: Desk, line: str, told: RuleAgreed, act_id: str) -> None:
    """Notes what was agreed of deadlines while the line is dark."""
    lines.agree_dark_rule(desk, line, told.rule, with_person=told.with_person, note=told.note, act_id=act_id)


class MediaTold(OnLine):
    """By what the line is reached from now on."""

    media: Annotated[list[Medium], said("line.cli.media", min_length=1)]
    note: Note = None


@act("lines/{line}/media", "keep_line", asks=_KEPT)
def line_media(desk: Desk, line: str, told: MediaTold, act_id: str) -> None:
    """Notes by what the line is reached from now on."""
    lines.change_media(desk, line, told.media, note=told.note, act_id=act_id)


class DeadlineTold(OnLine):
    """What is due; with `deadline`, one that is moved."""

    deadline: Annotated[Named | None, said("line.cli.move")] = None
    words: Annotated[str, said("line.cli.words", min_length=1, max_length=SHORT)]
    due_at: Annotated[AwareDatetime, said("acting.field.due_at")]
    of: Annotated[Literal["them", "us"], said("line.cli.due_of")]


@act("lines/{line}/deadlines", "keep_line", asks=_KEPT)
def line_deadline(desk: Desk, line: str, told: DeadlineTold, act_id: str) -> str:
    """Sets a deadline, or moves one."""
    lines.set_deadline(desk, line, told.words, told.due_at, told.of, deadline=told.deadline, act_id=act_id)
    return told.deadline or f"d-{name_by(act_id)}"


class DeadlineOver(OnLine):
    """What came of a deadline."""

    outcome: Annotated[Outcome, said("line.cli.outcome")]
    note: Note = None


@act("lines/{line}/deadlines/{deadline}/close", "keep_line", asks=_KEPT)
def line_deadline_close(desk: Desk, line: str, deadline: str, told: DeadlineOver, act_id: str) -> None:
    """A deadline is over."""
    lines.close_deadline(desk, line, deadline, told.outcome, note=told.note, act_id=act_id)


class DelegationTold(OnLine):
    """A delegation that arrived, left or was recalled."""

    delegation: Annotated[str, said("line.field.delegation", min_length=1, max_length=SHORT)]
    moved: Annotated[Moving, said("line.cli.moved")]
    place: Annotated[str, said("line.field.place", min_length=1, max_length=SHORT)]
    body: OfBody = None
    decided_by: Annotated[str | None, said("line.field.decided_by", max_length=SHORT)] = None
    at: At = None


@act("lines/{line}/delegation", "keep_line", asks=_KEPT)
def line_delegation(desk: Desk, line: str, told: DelegationTold, act_id: str) -> None:
    """A delegation arrived somewhere, left, or was recalled."""
    lines.move_delegation(
        desk, line, told.delegation, told.moved, told.place, body=told.body, decided_by=told.decided_by, at=told.at,
        act_id=act_id,
    )  # fmt: skip


class PressureTold(OnLine):
    """Whom the people of the line press, and for what."""

    on: Annotated[Named, said("line.cli.on")]
    words: Annotated[str, said("line.cli.words", min_length=1, max_length=LONG)]
    asked_by_us: Annotated[bool, said("line.field.asked_by_us")] = False


@act("lines/{line}/pressure", "keep_line", asks=_KEPT)
def line_pressure(desk: Desk, line: str, told: PressureTold, act_id: str) -> None:
    """Notes whom the people of this line press, and for what."""
    lines.note_pressure(desk, line, told.on, told.words, asked_by_us=told.asked_by_us, act_id=act_id)


# ---- who holds it


class LineGiven(OnLine):
    """A reader who is given the line, or a delegate his channel."""

    reader: Annotated[Named, said("line.cli.reader")]
    until: Annotated[AwareDatetime | None, said("line.cli.until", "acting.field.at")] = None


class LineTaken(OnLine):
    """A reader from whom the line is taken back."""

    reader: Annotated[Named, said("line.cli.reader")]


def _gives_lines(desk: Desk, names: Mapping[str, str]) -> None:
    on_line()(desk, names)
    desk.require("grant_log")
    holds(desk, "access")


@act("lines/{line}/holders", "grant_log", asks=_gives_lines)
def line_give(desk: Desk, line: str, told: LineGiven, act_id: str) -> None:
    """Gives an officer the line, or a delegate his channel."""
    give_line(desk, line, told.reader, until=told.until, act_id=act_id)


@act("lines/{line}/holders/take", "revoke_log", asks=_gives_lines)
def line_holder_take(desk: Desk, line: str, told: LineTaken, act_id: str) -> None:
    """Takes the line, or his channel, back from somebody."""
    take_line(desk, line, told.reader, act_id=act_id)


# ---- contacts


class ContactTold(OnLine):
    """A contact that took place or was tried."""

    medium: Annotated[Medium, said("contact.cli.medium")]
    way: Annotated[Literal["in", "out"], said("contact.cli.way")]
    began_at: Annotated[AwareDatetime, said("acting.field.began_at")]
    answered: Annotated[bool, said("contact.field.answered")]
    minutes: Annotated[int | None, said("contact.field.minutes")] = None
    ours: Annotated[list[Named] | None, said("contact.field.ours")] = None
    theirs: Annotated[list[Named], said("contact.cli.theirs")] = []
    place: Annotated[str | None, said("contact.field.place", max_length=SHORT)] = None
    about: Annotated[str | None, said("contact.field.about", max_length=LONG)] = None


@act("lines/{line}/contacts", "record_contact", asks=on_line("record_contact"))
def contact_record(desk: Desk, line: str, told: ContactTold, act_id: str) -> str:
    """Records a contact, held or only tried."""
    ours = tuple(told.ours) if told.ours is not None else (desk.reader,)
    return own_words.record_contact(
        desk, line, told.medium, told.way, told.began_at, answered=told.answered, minutes=told.minutes, ours=ours,
        theirs=tuple(told.theirs), place=told.place, about=told.about, act_id=act_id,
    )  # fmt: skip


class ReadoutTold(OnLine):
    """What was said of a contact."""

    whose: Annotated[Literal["ours", "theirs"], said("contact.field.whose")]
    words: Annotated[str, said("contact.field.text", min_length=1)]
    written_in: Annotated[Lang | None, said("message.cli.written_in")] = None
    published: Annotated[str | None, said("contact.field.published", max_length=SHORT)] = None


def _knows_contact(desk: Desk, names: Mapping[str, str]) -> None:
    on_line("record_contact")(desk, names)
    desk_contact.contact(desk, names["line"], names["contact"])


@act("lines/{line}/contacts/{contact}/readouts", "record_contact", asks=_knows_contact)
def contact_readout(desk: Desk, line: str, contact: str, told: ReadoutTold, act_id: str) -> None:
    """Writes a readout of a contact: ours, or theirs as they gave or published it."""
    own_words.write_readout(
        desk, line, contact, told.whose, told.words, told.written_in or language_of(told.words), published=told.published,
        act_id=act_id,
    )  # fmt: skip


class PieceSent(OnLine):
    """A file that came with a contact."""

    name: Annotated[str, said("acting.field.file_name", min_length=1, max_length=SHORT)]
    media_type: Annotated[str, said("acting.field.media_type", min_length=3, max_length=120)] = (
        "application/octet-stream"
    )
    content: Annotated[Bytes, said("acting.field.content")]


@act("lines/{line}/contacts/{contact}/files", "record_contact", asks=_knows_contact)
def contact_keep(desk: Desk, line: str, contact: str, told: PieceSent, act_id: str) -> str:
    """Keeps a file that came with a contact, as it is, sealed beside the line."""
    name = plain_name(told.name)
    return desk_contact.keep_piece(desk, line, contact, name, told.media_type, told.content, act_id=act_id)
