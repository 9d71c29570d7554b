"""The record, as its page shows it: what was written, in which log, whether the chain stands; taking it out.

Danger: an export nobody remembers; a page that says "whole" of what was never checked.
Duty: lines of the logs a reader holds, the state of each chain, export with its own entry in `access`.
Shape: `record_page(desk, …) -> RecordPage`, `export_log(desk, …)`.
"""

import hashlib
import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.case import opened, place_of
from wasata.desk.press import GROUPS
from wasata.desk.reading import LOG as READING
from wasata.desk.told_beside import mark_of
from wasata.desk.truce import name_of
from wasata.desk.voice import author_shown, to_the_second
from wasata.errors import LogNotYours
from wasata.listen.addresses import masked
from wasata.record import canon
from wasata.record.chain import Head
from wasata.record.entry import Entry, earlier
from wasata.record.fold import note_asked
from wasata.record.kinds.access import RecordExported
from wasata.record.ledger import Verdict
from wasata.values import Lang

THE_TEAM, THEIR_SIDE = "@team", "@side"
"""Whom a delegate is told an entry is by, where it is not by himself: no reader can have such a name."""
PER_PAGE = 50
PAGES_OF_ALL = 20
"""How far back the page of all logs together leafs; further back one log at a time."""


@dataclass(frozen=True, slots=True)
class LogState:
    """One log in the reader's sight. `checked`: what the last check found, `unchecked` before the first one.

    `name` is the log's name in the page's language.
    """

    log: str
    name: str
    length: int
    head: str
    last_at: datetime | None
    checked: Literal["unchecked", "whole", "broken"] = "unchecked"
    broken_at: int | None = None


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One entry: envelope, and one sentence about its fact in the page's words. `report`: the report it is about.

    To a delegate `author` is his own name, `THEIR_SIDE` or `THE_TEAM`; `act` stands with his own entries alone, and of all
    others' hours he is told the second. `earlier`: when it happened, where it was written down later.
    """

    log: str
    seq: int
    recorded_at: datetime
    author: str
    act: str
    kind: str
    version: int
    hash: str
    prev: str
    summary: str
    report: str | None = None
    earlier: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of the record, newest first, of one log or of all the reader holds."""

    lang: Lang
    logs: tuple[LogState, ...]
    chosen: str | None
    lines: tuple[RecordLine, ...]
    page: int
    pages: int
    may_export: bool
    verdict: str | None = None

    @classmethod
    def example(cls) -> "RecordPage":
        at = datetime(2023, 11, 27, 16, 0, tzinfo=UTC)
        line = RecordLine("press", 1, at, "lead", "a1", "report.received", 1, "ab" * 32, "00" * 32,
                          "Report r-0001 came in", "r-0001")  # fmt: skip
        return cls("en", (LogState("press", "Press", 1, "ab" * 32, at, "whole"),), None, (line,), 1, 1, True)


def log_name(log: str, lang: Lang) -> str:
    """A log in the page's words; a line or channel by its own name after the word."""
    family, _, name = log.partition("/")
    told = words.say(f"access.log.{family}", lang)
    return words.say("access.log_called", lang, log=told, name=name) if name else told


def record_page(
    desk: Desk, lang: Lang, *, log: str | None = None, page: int = 1, per_page: int = PER_PAGE, check: bool = False
) -> RecordPage:
    """A page of the record: the entries of one log, or of all the reader holds, newest first.

    Args:
        log: only this log.
        check: go through every chain he holds now; takes about a second for ten thousand entries.

    Raises:
        LogNotYours: he does not hold `log`; told alike whether it exists or not.
    """
    with desk.hold():
        ledger = desk.ledger
        if log is not None and not desk.holds(log):
            raise LogNotYours(log=log)
        note_asked("record", (log,) if log else tuple(x for x in desk.sight if x != READING))
        verdict = ledger.verify() if check else None
        heads = ledger.heads()
        states = tuple(_state(desk, name, lang, verdict) for name in sorted(heads))
        # who opened what is many entries a day: among all others they would hide who was given what
        chosen = [log] if log else sorted(heads.keys() - {READING})
        total = sum(heads[name].seq for name in chosen)
        pages = max(1, -(-total // per_page))
        if log is None:
            pages = min(pages, PAGES_OF_ALL)
        page = min(max(1, page), pages)
        if log is not None:
            upto = heads[log].seq - (page - 1) * per_page
            found = list(ledger.entries(log, max(0, upto - per_page), max(0, upto)))[::-1]
        else:
            found = _newest_of_all(desk, {name: heads[name].seq for name in chosen}, page, per_page)
        zone = ZoneInfo(opened(desk).get("zone", "UTC"))
        return RecordPage(
            lang, states, log, tuple(_line(desk, e, lang, zone) for e in found), page, pages, desk.may("export_log"),
            _verdict(verdict, lang) if verdict else None,
        )  # fmt: skip


def _newest_of_all(desk: Desk, lengths: dict[str, int], page: int, per_page: int) -> list[Entry]:
    """A page of several logs together: from each log its newest entries, as many as the page could need."""
    need = page * per_page
    tails: list[Iterator[Entry]] = [
        iter(list(desk.ledger.entries(log, max(0, length - need), length))[::-1]) for log, length in lengths.items()
    ]  # fmt: skip
    merged = list(heapq.merge(*tails, key=lambda e: e.place, reverse=True))
    return merged[need - per_page : need]


def _state(desk: Desk, log: str, lang: Lang, verdict: Verdict | None) -> LogState:
    head = desk.ledger.head(log)
    last = desk.ledger.entry(log, head.seq).recorded_at if head.seq else None
    if last is not None and desk.role == "delegate":
        last = to_the_second(last)
    found = next((v for v in verdict.logs if v.log == log), None) if verdict else None
    if found is None:
        return LogState(log, log_name(log, lang), head.seq, head.hash, last)
    good = found.whole and found.signed and found.anchored
    broken_at = found.faults[0].seq if found.faults else None
    return LogState(log, log_name(log, lang), head.seq, head.hash, last, "whole" if good else "broken", broken_at)


def _verdict(verdict: Verdict, lang: Lang) -> str:
    """What a check found, in words that say which of three was checked: whole, signed, anchored."""
    broken = next((v for v in verdict.logs if v.faults), None)
    if broken is not None:
        name = log_name(broken.log, lang)
        return words.say("desk.verdict.broken", lang, log=name, seq=broken.faults[0].seq)
    return words.say("desk.verdict.good", lang, entries=sum(v.head.seq for v in verdict.logs))


def _line(desk: Desk, entry: Entry, lang: Lang, zone: ZoneInfo) -> RecordLine:
    data = entry.data
    author, act, at = entry.author, entry.act, entry.recorded_at
    if desk.role == "delegate" and author != desk.reader:  # his side, or the team: neither by name
        author, act, at = THEIR_SIDE if _at_the_door(entry) else THE_TEAM, "", to_the_second(at)
    return RecordLine(
        entry.log, entry.seq, at, author, act, entry.kind, entry.version,
        entry.hash, entry.prev, summary(desk, entry.kind, data, lang, zone), data.get("report"),
        None if desk.role == "delegate" else earlier(data, entry.recorded_at),
    )  # fmt: skip


def _at_the_door(entry: Entry) -> bool:
    """Whether a delegate did it himself: no officer writes in this way."""
    return entry.data.get("way") == "door" or (
        entry.kind in ("definition.confirmed", "definition.objected") and entry.data["person"] is None
    )


def summary(desk: Desk, kind: str, data: dict[str, Any], lang: Lang, zone: ZoneInfo) -> str:
    """One sentence about a fact. Logs, roles and who announced a truce are said in words, hours by the clock of the case
    with its place; all else stands as written."""
    values: dict[str, Any] = {k: v for k, v in data.items() if isinstance(v, str | int)}
    if data.get("log"):
        values["log"] = log_name(data["log"], lang)
    if "role" in data and kind.startswith("access."):
        values["role"] = words.say(f"access.role.{data['role']}", lang)
    if "relation" in data:
        values["relation"] = words.say(f"report.relation.{data['relation']}", lang)
    if "group" in data:
        values["group"] = words.say(f"report.group.{data['group']}", lang)
    if "address" in values:
        values["address"] = masked(values["address"])
    if kind == "feed.asked":
        values["outcome"] = words.say(f"feed.outcome.{data['outcome']}", lang)
    if kind == "reading.opened":
        values["n"] = len(data["openings"])
    if kind == "closing.log_ended":
        values["fate"] = words.say(f"closing.was.{data['fate']}", lang)
    if kind == "report.read":
        values["n"] = sum(len(data[g]) for g in GROUPS)
    if kind == "report.roster_set":
        values["n"] = len(data["entries"])
    for hour in ("start", "expiry", "ended", "noted_at", "due_at", "began_at", "until", "countersign_by", "at"):
        if isinstance(data.get(hour), str) and "T" in data[hour]:
            at = words.instant(datetime.fromisoformat(data[hour]), lang, zone=zone)
            values[hour] = words.say("desk.hour_in", lang, at=at, place=place_of(zone.key, lang))
    if kind == "table.day_entered":
        values["day"] = words.day(date.fromisoformat(data["day"]), lang)
    if "said_by" in data:
        values["said_by"] = name_of(desk, data["said_by"], lang)
    if kind == "travel.ended":
        values["how"] = words.say(f"travel.state.{data['how']}", lang)
    if kind == "access.factor_fell":
        values["who"] = words.say("report.comma", lang).join(author_shown(name, lang) for name in data["said"])
    for person in ("reader", "by", "officer", "to_reader"):
        if data.get(person):
            values[person] = author_shown(data[person], lang)
    if kind == "access.record_restored":
        told = words.say("report.comma", lang).join(log_set_back(back, lang) for back in data["logs"])
        told = words.say(f"desk.fact.{kind}" + ("" if data["heads"] == "kept" else "_unknown"), lang, logs=told)
        who = words.say("report.comma", lang).join(author_shown(name, lang) for name in data["accepted_by"])
        return words.say(f"desk.fact.{kind}_by", lang, told=told, who=who) if who else told
    if "n" in values:
        n = values.pop("n")
        return words.count(f"desk.fact.{kind}", n, lang, **values)
    if kind == "access.factor_stopped" and data["by"] == data["reader"]:
        return words.say(f"desk.fact.{kind}_own", lang, **values)
    untitled = kind == "report.received" and not values.get("title")
    return words.say(f"desk.fact.{kind}" + ("_untitled" if untitled else ""), lang, **values)


def log_set_back(back: Mapping[str, Any], lang: Lang) -> str:
    """How far one log goes since a database was accepted, and how far it had been signed: `LogSetBack` in words."""
    how = "unknown" if back["noted"] is None else "shorter" if back["found"] < back["noted"] else "other"
    log = log_name(back["log"], lang)
    return words.say(f"record.set_back.{how}", lang, log=log, noted=back["noted"] or 0, found=back["found"])


def act_of(asked: tuple[str | date | None, ...], given: str | None) -> str:
    """The id of one export: the request's own, with what was asked in it. A form that a browser kept and sends with another log
    or recipient is another export, and is recorded as one."""
    told = [x.isoformat() if isinstance(x, date) else x for x in asked]
    return hashlib.sha256(canon.encode([*told, given or new_act_id()])).hexdigest()


_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not taken for one another when they are read aloud."""


def mark_by(act: str) -> str:
    """The mark of one leaving: eight letters made of its act's id, so that the same request again bears the same one. Of two
    thousand leavings two bear the same mark in one of half a million cases."""
    number = int(hashlib.sha256(f"mark\n{act}".encode()).hexdigest()[:10], 16)
    letters = "".join(_LETTERS[number >> 5 * n & 31] for n in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def export_log(
    desk: Desk,
    log: str,
    *,
    recipient: str | None = None,
    purpose: str | None = None,
    destroy_by: date | None = None,
    act_id: str | None = None,
) -> bytes:
    """Takes one log out as a bundle, and records in `access` that it left: up to where, by whom, for whom, what for, until when.
    The mark of this leaving stands in the bundle. The doors take a log out by `desk/export.take_out`, which asks for whom.

    What is in the bundle ends before that record is written. Nothing leaves that the record does not name: it is written
    first, and the bundle goes up to where it says, also when the same was sent twice at the same moment.

    Args:
        act_id: the request's own id. The same request again gives what it gave first, and is recorded once.

    Raises:
        LogNotYours: the reader does not hold the log.
        NotAllowed: he may not take anything out.
    """
    if not desk.holds(log):
        raise LogNotYours(log=log)
    asked = (log, recipient or None, purpose or None)
    act = act_of((*asked, destroy_by), act_id)

    def decide() -> dict[str, tuple[RecordExported, ...]]:
        head = desk.ledger.head(log)
        told = RecordExported(
            log=log, length=head.seq, head=head.hash, by=desk.reader, recipient=asked[1], purpose=asked[2],
            mark=mark_by(act), destroy_by=destroy_by,
        )  # fmt: skip
        return {"access": (told,)}

    # whatever stands under this id is this very export, also where its twin was quicker, when the log ended elsewhere
    done = desk.do("export_log", decide, act_id=act, same=lambda _: True)
    told = desk.ledger.entry("access", done.first["access"]).data
    head = Head(told["length"], told["head"])
    invented = mark_of(desk)
    mark = str(told["mark"] or "")
    return b"".join(desk.ledger.export(log, head, f"{invented} · {mark}" if invented and mark else invented or mark))


def head_file(desk: Desk, log: str, head: Head | None = None) -> bytes:
    """The signed head of a log (its present one when None), to be kept where the room cannot reach it.

    Raises:
        NotHeld: the reader does not hold the log.
    """
    return desk.ledger.head_file(log, head, mark_of(desk))
