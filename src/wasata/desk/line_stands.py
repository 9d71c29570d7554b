"""What stands of a line: its voice, bodies and people, how it stands, what is due, where its delegation is, whom it presses.

Danger: two voices of one party under one sign; a line named to somebody who does not hold it.
Duty: the views of a line and its channel's head; which lines and channels a reader holds.
Shape: a view is made for each line and reads that line's log alone; which lines there are, a reader learns from the logs he
holds and from nothing else. The acts on lines are in `line`, what was said there in `message`.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from wasata.carry.line import Agreed, Noted
from wasata.desk.access import Desk
from wasata.errors import KindUnknown, LineNone, LineUnknown
from wasata.record.entry import Entry
from wasata.record.fold import View


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the other end. `left_at`: since when he is there no longer."""

    person: str
    name: str
    body: str | None
    role: str | None
    langs: tuple[str, ...]
    may_clear: bool
    reader: str | None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due, of them or of us. `set_at`: when its hour was named last; `outcome` None while it is open."""

    deadline: str
    words: str
    due_at: datetime
    of: str
    set_at: datetime
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A delegation arrived, left or was recalled, on whose decision."""

    delegation: str
    moved: str
    place: str
    body: str | None
    decided_by: str | None
    at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Pressure:
    """Whom they press, for what, and whether we asked for it."""

    on: str
    words: str
    asked_by_us: bool
    author: str
    recorded_at: datetime


@dataclass(slots=True)
class Line:
    """What its log tells of a line itself; contacts, messages and positions are folded by their own nouns, but for the hours
    at which the line was last tried and last answered."""

    opened: dict[str, Any] = field(default_factory=dict)
    media: tuple[str, ...] = ()
    media_changed: list[tuple[datetime, tuple[str, ...], str, str | None]] = field(default_factory=list)
    """By what the line was reached before each change: until when, by what, who changed it, why."""
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    noted: list[Noted] = field(default_factory=list)
    notes: list[tuple[datetime, str, str]] = field(default_factory=list)
    rules: list[Agreed] = field(default_factory=list)
    """What was agreed of deadlines while it is dark, in the order it was."""
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    pressure: list[Pressure] = field(default_factory=list)
    tried_at: datetime | None = None
    answered_at: datetime | None = None


def _step(line: Line, entry: Entry) -> Line:
    d = entry.data
    match entry.kind:
        case "line.opened":
            line.opened, line.media = d, tuple(d["media"])
        case "line.media_changed":
            line.media_changed.append((entry.recorded_at, line.media, entry.author, d["note"]))
            line.media = tuple(d["media"])
        case "line.body_named":
            line.bodies[d["body"]] = d
        case "line.person_named":
            line.people[d["person"]] = Person(
                d["person"], d["name"], d["body"], d["role"], tuple(d["langs"]), d["may_clear"], d["reader"]
            )
        case "line.person_left":
            line.people[d["person"]] = replace(line.people[d["person"]], left_at=entry.recorded_at)
        case "line.noted":
            line.noted.append(Noted(_hour(entry), d["state"], d["cause"], entry.recorded_at, d["medium"]))
            if d["note"]:
                line.notes.append((_hour(entry), d["note"], entry.author))
        case "line.dark_rule_agreed":
            line.rules.append(Agreed(entry.recorded_at, d["rule"]))
        case "line.deadline_set":
            known, due_at = line.deadlines.get(d["deadline"]), datetime.fromisoformat(d["due_at"])
            set_at = known.set_at if known and known.due_at == due_at else entry.recorded_at
            line.deadlines[d["deadline"]] = Deadline(d["deadline"], d["words"], due_at, d["of"], set_at)
        case "line.deadline_closed":
            line.deadlines[d["deadline"]] = replace(line.deadlines[d["deadline"]], outcome=d["outcome"])
        case "line.delegation_moved":
            line.moves.append(
                Move(
                    d["delegation"], d["moved"], d["place"], d["body"], d["decided_by"], _hour(entry), entry.recorded_at
                )
            )
        case "line.pressure_noted":
            line.pressure.append(Pressure(d["on"], d["words"], d["asked_by_us"], entry.author, entry.recorded_at))
        case "contact.recorded":
            began = datetime.fromisoformat(d["began_at"])
            line.tried_at = max(began, line.tried_at or began)
            if d["answered"]:
                line.answered_at = max(began, line.answered_at or began)
        case kind if kind.startswith("line."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # contacts, messages, relays, positions, assessments: each folded by its own noun
    return line


def _hour(entry: Entry) -> datetime:
    """The hour a note tells of: the one it names, or that of its recording."""
    told = entry.data["happened_at"]
    return datetime.fromisoformat(told["instant"]) if told else entry.recorded_at


@cache
def line_view(line: str) -> View[Line]:
    """The view of one line, over its own log."""
    return View("line", 5, (f"line/{line}",), Line, _step)


def _channel(opened: dict[str, Any], entry: Entry) -> dict[str, Any]:
    return entry.data if entry.kind == "channel.opened" else opened


@cache
def channel_head(line: str) -> View[dict[str, Any]]:
    """How a channel is known: names, sign, pattern; over `channel/<x>` alone, so that its delegates may ask it too."""
    return View("channel.head", 1, (f"channel/{line}",), dict, _channel)


def lines_held(desk: Desk) -> tuple[str, ...]:
    """The lines whose own log this reader holds, in the order of their names."""
    return tuple(log.removeprefix("line/") for log in desk.sight if log.startswith("line/"))


def channels_held(desk: Desk) -> tuple[str, ...]:
    """The channels this reader holds; a delegate holds one and no line."""
    return tuple(log.removeprefix("channel/") for log in desk.sight if log.startswith("channel/"))


def require_a_line(desk: Desk) -> None:
    """Refuses whoever holds no line: what is told of lines, and the acts of the watch, are for those who keep one.

    Raises:
        LineNone: he holds none.
    """
    if not lines_held(desk):
        raise LineNone


def _listed(listed: dict[str, dict[str, Any]], entry: Entry) -> dict[str, dict[str, Any]]:
    if entry.kind == "line.listed":
        listed[entry.data["line"]] = entry.data
    return listed


LISTED: View[dict[str, dict[str, Any]]] = View("line.listed", 1, ("bureau",), dict, _listed)
"""The lines the whole team knows of."""


def are_talks(desk: Desk) -> bool:
    """Whether there are talks as far as this reader may know: he keeps a line, or is of the bureau and the team knows of one."""
    with desk.hold():
        return bool(lines_held(desk)) or (desk.holds("bureau") and bool(desk.fold(LISTED)))


def require_talks(desk: Desk) -> None:
    """Refuses whoever knows of no talks: what the bureau holds of them (watch log, definitions, matters) is for who holds it.

    Raises:
        LineNone: he knows of none.
    """
    if not are_talks(desk):
        raise LineNone


def line_at(desk: Desk, line: str) -> Line:
    """The line as it stands. Ask inside `hold`.

    Raises:
        LineUnknown: this reader holds none of that name. The same answer whether there is one or not; one whose opening was
            broken off is none yet.
    """
    stands = desk.fold(line_view(line)) if line in lines_held(desk) else None
    if stands is None or not stands.opened:
        raise LineUnknown(line=line)
    return stands
