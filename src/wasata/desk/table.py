"""What the common table calls people and days, and the calendar made of it.

Danger: a name or a day on the table tells every side at once that the others know it too; a delegate's page that names
anybody by another log.
Duty: what may be put there as a name or a day, and the acts that do it where all is public (elsewhere `for_table`: two people);
what stands there: names, days, the calendar file that may be taken away. Delegates are shown these names and no other.
Shape: all of it stands in `table`. The team itself goes by the name of `MEDIATOR`; parties by their names in the case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from wasata import words
from wasata.desk.access import PUBLIC, Desk, exactly, name_by, new_act_id
from wasata.desk.case import INVENTED, TABLE
from wasata.desk.confidence import repeats
from wasata.desk.voice import to_the_second
from wasata.errors import KindUnknown, TableWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import Fact
from wasata.record.kinds.table import DayEntered, DayStruck, NameShown
from wasata.record.ledger import Written
from wasata.values import LANGS, Lang
from wasata.words import Key

MEDIATOR = "mediator"
"""Under this name the table calls the team as a whole."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar all share. `at`: the hour, if one is fixed. `changes`: how often it was moved or struck since."""

    entry: str
    day: date
    at: datetime | None
    words: Mapping[str, str]
    recorded_at: datetime
    changes: int
    struck: bool = False
    why: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody owes before all. `who` and `to` as the table names them; by `day`, by `at`, or at an `event`. `changes`: 1
    once it was withdrawn."""

    commitment: str
    who: str
    to: str | None
    words: Mapping[str, str]
    day: date | None
    at: datetime | None
    event: Mapping[str, str] | None
    published_at: datetime
    recorded_at: datetime
    changes: int = 0
    struck: bool = False
    why: Mapping[str, str] | None = None


@dataclass(slots=True)
class Shared:
    """The names, days and commitments of the table, each as it stands."""

    names: dict[str, Mapping[str, str]] = field(default_factory=dict)
    days: dict[str, Day] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)


def _step(shared: Shared, entry: Entry) -> Shared:
    d = entry.data
    match entry.kind:
        case "table.name_shown":
            shared.names[d["who"]] = d["names"]
        case "table.day_entered":
            at = datetime.fromisoformat(d["at"]) if d["at"] else None
            before = shared.days.get(d["entry"])
            shared.days[d["entry"]] = Day(
                d["entry"], date.fromisoformat(d["day"]), at, d["words"], to_the_second(entry.recorded_at),
                before.changes + 1 if before else 0,
            )  # fmt: skip
        case "table.day_struck":
            was = shared.days[d["entry"]]
            shared.days[d["entry"]] = replace(
                was, struck=True, why=d["words"], changes=was.changes + 1, recorded_at=to_the_second(entry.recorded_at)
            )
        case "table.commitment_published":
            at = datetime.fromisoformat(d["at"]) if d["at"] else None
            day = date.fromisoformat(d["day"]) if d["day"] else None
            shared.commitments[d["commitment"]] = Commitment(
                d["commitment"],
                d["who"],
                d["to"],
                d["words"],
                day,
                at,
                d["event"],
                to_the_second(entry.recorded_at),
                to_the_second(entry.recorded_at),
            )
        case "table.commitment_struck":
            owed = shared.commitments[d["commitment"]]
            shared.commitments[d["commitment"]] = replace(
                owed, struck=True, why=d["words"], changes=1, recorded_at=to_the_second(entry.recorded_at)
            )
        case kind if kind.startswith("table."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # the case as opened, notices, agreed definitions: each folded by its own noun
    return shared


SHARED: View[Shared] = View("table.shared", 3, ("table",), Shared, _step)


# what may be put there


def _require_both(told: Mapping[Lang, str]) -> None:
    missing = next((lang for lang in LANGS if not told.get(lang, "").strip()), None)
    if missing:
        raise TableWrong(why=Key("table.why.words"), value=missing)


def require_public(desk: Desk) -> None:
    """Refuses what one person would put on a table that parties in confidence look at. Ask inside `hold`.

    Raises:
        TableWrong: the case is not public only: a second person puts it there (`for_table`).
    """
    if not desk.fold(PUBLIC):
        raise TableWrong(why=Key("table.why.second"), value=desk.case)


def overheard_for_table(desk: Desk, told: Iterable[str]) -> str | None:
    """The first run of words for the table that was said in confidence on a line this reader holds, and does not stand on
    the table already. Ask inside `hold`."""
    table, shared = desk.fold(TABLE), desk.fold(SHARED)
    stands = [w for _, words, _, _ in table.notices for w in words.values()]
    stands += [w for d in shared.days.values() for w in d.words.values()]
    stands += [w for c in shared.commitments.values() for told in (c.words, c.event or {}) for w in told.values()]
    return next((run for text in told if (run := repeats(desk, text, ours=stands)) is not None), None)


def require_open(desk: Desk, told: Iterable[str]) -> None:
    """Raises:
    TableWrong: the words were said in confidence on a line this reader holds.
    """
    run = overheard_for_table(desk, told)
    if run is not None:
        raise TableWrong(why=Key("table.why.overheard"), value=run)


def may_be_named(desk: Desk) -> tuple[str, ...]:
    """Whom the table can name: the team, and those who have a sign in the case. Ask inside `hold`."""
    return (MEDIATOR, *(s["party"] for s in desk.fold(TABLE).opened["signs"]))


def name_fact(desk: Desk, who: str, names: Mapping[Lang, str]) -> NameShown:
    """A name as it would stand on the table. Ask inside `hold`.

    Raises:
        TableWrong: a language is missing, or it is neither the team nor a party.
    """
    _require_both(names)
    if who not in may_be_named(desk):
        raise TableWrong(why=Key("table.why.who"), value=who)
    return NameShown(who=who, names=dict(names))


def day_fact(
    desk: Desk, named: str, day: date, told: Mapping[Lang, str], at: datetime | None, *, moves: bool
) -> DayEntered:
    """A day as it would stand on the table, or the one of this name moved. Ask inside `hold`.

    Raises:
        TableWrong: a language is missing, no such day stands, or the hour is of another day.
    """
    _require_both(told)
    if moves:
        require_day(desk, named)
    zone = ZoneInfo(desk.fold(TABLE).opened["zone"])
    if at is not None and at.astimezone(zone).date() != day:
        raise TableWrong(why=Key("table.why.hour"), value=day)
    return DayEntered(entry=named, day=day, at=at, words=dict(told))


def strike_fact(desk: Desk, entry: str, told: Mapping[Lang, str] | None) -> DayStruck:
    """A day struck, with the reason all will read. Ask inside `hold`.

    Raises:
        TableWrong: no such day stands, or the reason lacks a language.
    """
    if told is not None:
        _require_both(told)
    require_day(desk, entry)
    return DayStruck(entry=entry, words=dict(told) if told else None)


def require_day(desk: Desk, entry: str) -> None:
    """Refuses what is to be done to a day that does not stand. Ask inside `hold`.

    Raises:
        TableWrong: none of this name does.
    """
    found = desk.fold(SHARED).days.get(entry)
    if found is None or found.struck:
        raise TableWrong(why=Key("table.why.day"), value=entry)


# acts of one person, where all is public


def show_name(desk: Desk, who: str, names: Mapping[Lang, str], *, act_id: str | None = None) -> Written:
    """Says how the team, or a party of the case, is called on every delegate's page: in a case that is public only.

    Raises:
        TableWrong: as `name_fact`; or the case is not public only.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_public(desk)
        return {"table": (name_fact(desk, who, names),)}

    return desk.do("name_on_table", decide, act_id=act_id)


def enter_day(
    desk: Desk, day: date, told: Mapping[Lang, str], *, at: datetime | None = None, entry: str | None = None,
    act_id: str | None = None,
) -> str:  # fmt: skip
    """Puts a day on the table, or moves the one named `entry`, in a case that is public only. Gives its name.

    Args:
        at: the hour, if one is fixed: an instant of that day by the clock of the case.

    Raises:
        TableWrong: as `day_fact`; or the case is not public only.
    """
    act_id = act_id or new_act_id()
    named = entry or f"dy-{name_by(act_id)}"

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_public(desk)
        return {"table": (day_fact(desk, named, day, told, at, moves=entry is not None),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        return exactly({"table": (DayEntered(entry=named, day=day, at=at, words=dict(told)),)})(was)

    desk.do("enter_day", decide, act_id=act_id, same=same)
    return named


def strike_day(
    desk: Desk, entry: str, told: Mapping[Lang, str] | None = None, *, act_id: str | None = None
) -> Written:  # fmt: skip
    """It does not take place, in a case that is public only; `told`: why, as all will read it.

    Raises:
        TableWrong: as `strike_fact`; or the case is not public only.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_public(desk)
        return {"table": (strike_fact(desk, entry, told),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        return exactly({"table": (DayStruck(entry=entry, words=dict(told) if told else None),)})(was)

    return desk.do("strike_day", decide, act_id=act_id, same=same)


# questions


def name_on_table(desk: Desk, who: str, lang: Lang) -> str | None:
    """How the table calls somebody; None where it does not. Ask inside `hold`."""
    names = desk.fold(SHARED).names.get(who)
    return names[lang] if names else None


def one_of(told: Mapping[Lang, str] | Mapping[str, str] | None, lang: Lang) -> tuple[str | None, Lang | None]:
    """Words in this language, or in the other where they were not written in it; and in which they are."""
    found = next((x for x in (lang, *LANGS) if told and told.get(x, "").strip()), None)
    return (told[found], found) if told and found else (None, None)


def called_on_table(desk: Desk, who: str, lang: Lang) -> str:
    """How the table calls a party or the mediator, and nobody by any other log. Ask inside `hold`."""
    plain = words.say("table.mediator", lang) if who == MEDIATOR else who
    return name_on_table(desk, who, lang) or plain


def mediator_called(desk: Desk, lang: Lang) -> str:
    """The team as delegates are shown it: by its name on the table, else by the plain word."""
    with desk.hold():
        return called_on_table(desk, MEDIATOR, lang)


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name on the table, in both languages."""

    who: str
    ar: str
    en: str


def names(desk: Desk) -> tuple[NameLine, ...]:
    """The names the table shows, the team first.

    Raises:
        LogNotYours: the reader does not hold `table`.
    """
    with desk.hold():
        shown = desk.fold(SHARED).names
    return tuple(
        NameLine(who, shown[who]["ar"], shown[who]["en"]) for who in sorted(shown, key=lambda w: (w != MEDIATOR, w))
    )


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the table in the page's language. `state`: `to_come`, `today`, `past` or `struck`."""

    entry: str
    day: date
    at: datetime | None
    words: str
    state: str
    why: str | None


def days(desk: Desk, lang: Lang) -> tuple[DayLine, ...]:
    """The days of the table in their order, struck ones too.

    Raises:
        LogNotYours: the reader does not hold `table`.
    """
    with desk.hold():
        zone = ZoneInfo(desk.fold(TABLE).opened.get("zone", "UTC"))
        today = desk.now().astimezone(zone).date()
        told = [
            DayLine(d.entry, d.day, d.at, d.words[lang], _state(d, today), d.why[lang] if d.why else None)
            for d in desk.fold(SHARED).days.values()
        ]
    return tuple(sorted(told, key=lambda d: (d.day, d.at or datetime.max.replace(tzinfo=UTC), d.entry)))


def _state(day: Day, today: date) -> str:
    if day.struck:
        return "struck"
    return "today" if day.day == today else "to_come" if day.day > today else "past"


# the calendar as a file


def calendar_file(desk: Desk, lang: Lang) -> bytes:
    """The days of the table, and those of its commitments, as an iCalendar file (RFC 5545). The same days give the same bytes: no
    hour of asking is in it, and nothing but the table: it leaves the room for a telephone.

    Raises:
        LogNotYours: the reader does not hold `table`.
    """
    with desk.hold():
        shared = desk.fold(SHARED)
        owed = (_as_day(desk, c, lang) for c in shared.commitments.values())
        shown = sorted((*shared.days.values(), *(d for d in owed if d)), key=lambda d: (d.day, d.entry))
        called = desk.fold(TABLE).opened.get("names", {}).get(lang, desk.case)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wasata//Table//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    mark = f"{INVENTED}: " if desk.fold(TABLE).opened.get("invented") else ""  # a telephone shows each day by itself
    lines.append(f"X-WR-CALNAME:{_escaped(mark + called)}")
    for d in shown:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{d.entry}@{desk.case}.wasata",
            f"DTSTAMP:{d.recorded_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        ]
        if d.at is not None:
            lines.append(f"DTSTART:{d.at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        else:
            lines += [f"DTSTART;VALUE=DATE:{d.day:%Y%m%d}", f"DTEND;VALUE=DATE:{d.day + timedelta(days=1):%Y%m%d}"]
        lines += [f"SEQUENCE:{d.changes}", f"STATUS:{'CANCELLED' if d.struck else 'CONFIRMED'}"]
        lines += [f"SUMMARY:{_escaped(mark + d.words[lang])}", "TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _as_day(desk: Desk, owed: Commitment, lang: Lang) -> Day | None:
    """A commitment as a day of the calendar, with who owes; None where it hangs on an event."""
    if owed.day is None:
        return None
    told = words.say("table.owes", lang, who=called_on_table(desk, owed.who, lang), words=one_of(owed.words, lang)[0])
    return Day(owed.commitment, owed.day, owed.at, {lang: told}, owed.recorded_at, owed.changes, owed.struck, owed.why)


def _escaped(text: str) -> str:
    told = words.tame(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(told.splitlines())


def _folded(line: str) -> str:
    """A line of at most 75 bytes, cut between letters; what follows begins with a blank."""
    pieces, piece, room = [], "", 75
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", 74
        piece, room = piece + letter, room - size
    return "\r\n ".join([*pieces, piece])
