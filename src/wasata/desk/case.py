"""Cases: opening one, its name and parties, the list of those a reader may enter, the team's notes.

Danger: a case opened with signs that speak for a side; a public case that takes a channel.
Duty: `open_case`, `open_log`, `write_note`, `cases`, `case_head`, `page_hour`.
Shape: what all parties may know of a case (its names, period, signs) stands in `table` as well as first in `bureau`, so
that every reader's pages show the same signs and no page needs a log its reader does not hold.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wasata.desk.access import READERS, ROLE_LOGS, Desk, admission, exactly, name_by, new_act_id, refuse_if_public
from wasata.desk.filed import Clock, Known, instant, micros
from wasata.desk.press import PRESS
from wasata.desk.scope import fact_of, opening_scope
from wasata.desk.voice import Names, to_the_second
from wasata.errors import CaseEmpty, CaseExists, CaseWrong, HeadMoved, KindUnknown, NotAdmitted, RecordError
from wasata.listen.roster import default_roster
from wasata.record.entry import Entry
from wasata.record.fold import View, noting_what_is_asked
from wasata.record.home import Home
from wasata.record.keyring import OPENED, require_log_name
from wasata.record.kinds.access import LogGranted, LogOpened
from wasata.record.kinds.base import Fact
from wasata.record.kinds.case import CaseOpened, NoteWritten, PartySign
from wasata.record.ledger import Written
from wasata.values import LANGS, Lang
from wasata.words import Key, has, say

INVENTED = "مثال مختلق / invented example"
"""The mark of a case in which nobody and nothing exists, as files and programs are given it: in both languages at once."""


@dataclass(frozen=True, slots=True)
class CaseCard:
    """One case in the list of those the reader may enter."""

    case: str
    name: str
    period: str
    role: str
    logs: tuple[str, ...]
    reports: int
    sample: bool
    invented: bool


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands at the head of every page: the case, its clock's zone, the parties' signs, whose page it is."""

    case: str
    name: str
    period: str
    lang: Lang
    zone: str
    sample: bool
    public_only: bool
    invented: bool
    signs: tuple[tuple[str, str], ...]
    role: str | None
    logs: tuple[str, ...]
    as_of: datetime


# what stands on the table and in the bureau


@dataclass(slots=True)
class Table:
    """What all see: the case as opened, and the notices, oldest first, as (notice, words, author, posted at)."""

    opened: dict[str, Any] = field(default_factory=dict)
    notices: list[tuple[str, dict[str, str], str, datetime]] = field(default_factory=list)


def _table(table: Table, entry: Entry) -> Table:
    match entry.kind:
        case "case.opened":
            table.opened = entry.data
        case "notice.posted":
            data = entry.data
            table.notices.append((data["notice"], data["words"], entry.author, to_the_second(entry.recorded_at)))
        case kind if kind.startswith(("case.", "notice.")):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # names, days, agreed definitions: each folded by its own noun
    return table


TABLE: View[Table] = View("table", 2, ("table",), Table, _table)


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the team, as written. Notes of one `act` are one note in several languages."""

    note: str
    text: str
    lang: Lang
    about: str
    author: str
    written_at: datetime
    act: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """One salted root over the heads of all logs of the case, to be printed: whoever holds it knows what stood then."""

    root: str
    logs: int
    noted_at: datetime


@dataclass(slots=True)
class Bureau:
    """The team's own acts: the case as opened, notes and daily roots oldest first."""

    opened: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    roots: list[Root] = field(default_factory=list)


def _bureau(bureau: Bureau, entry: Entry) -> Bureau:
    data = entry.data
    match entry.kind:
        case "case.opened":
            bureau.opened = data
        case "case.note_written":
            bureau.notes.append(
                Note(
                    data["note"], data["text"], data["lang"], data["about"], entry.author, entry.recorded_at, entry.act
                )
            )
        case "case.heads_noted":
            bureau.roots.append(Root(data["root"], data["logs"], datetime.fromisoformat(data["noted_at"])))
        case kind if kind.startswith("case."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # lines, relays, the watch, definitions, matters: each folded by its own noun
    return bureau


BUREAU: View[Bureau] = View("bureau", 3, ("bureau",), Bureau, _bureau)


def note_at_head(notes: Sequence[Note], lang: Lang) -> Note | None:
    """The last of some notes, oldest first, that is about the state, whatever its language; written in both languages in
    one act, that in `lang`."""
    of_state = [n for n in notes if n.about == "state"]
    if not of_state:
        return None
    last = of_state[-1]
    return next((n for n in of_state if n.act == last.act and n.lang == lang), last)


# acts

SIGNS: tuple[Literal["p1", "p2", "p3", "p4"], ...] = ("p1", "p2", "p3", "p4")


def open_case(
    home: Home,
    case: str,
    *,
    names: Mapping[Literal["ar", "en"], str],
    period: Mapping[Literal["ar", "en"], str],
    lead: str,
    parties: Sequence[str] = (),
    mediators: Sequence[str] = (),
    words: Sequence[str] = (),
    zone: str = "UTC",
    sample: bool = False,
    public_only: bool = False,
    invented: bool = False,
    readers: Sequence[tuple[str, str]] = (),
    lot: Callable[[list[str]], None] | None = None,
    act_id: str | None = None,
    now: Callable[[], datetime] | None = None,
) -> Desk:
    """Opens a case, draws the parties' signs by lot, admits its lead and the first readers. Gives the lead's desk.

    Args:
        parties: roster ids that get a sign of their own, at most four; who gets which is drawn by lot.
        mediators: roster ids that wear the mediators' diamond, `p0`.
        invented: nobody and nothing in it exists: every page and file of it says so.
        words: what else the case is about, beside its parties and mediators: names of the roster, and words that name it.
        readers: further (reader, role) to admit at once.
        lot: shuffles a list in place; `random.SystemRandom().shuffle` unless a test gives its own.
        act_id: under which the opening can be found again.

    Raises:
        CaseWrong: more parties than signs, a party named twice, or an unknown zone.
        ScopeWrong: the words cannot be used.
        CaseExists, NameRefused: as the record says.
    """
    _require_sound(parties, mediators, zone, names)
    scope = opening_scope(parties, mediators, words, default_roster())
    stands = _make_case(home, case)
    drawn = list(parties)
    (lot or random.SystemRandom().shuffle)(drawn)
    signs: dict[str, Any] = {**dict(zip(drawn, SIGNS, strict=False)), **dict.fromkeys(mediators, "p0")}
    told: Any = {
        "case": case, "names": dict(names), "period": dict(period), "zone": zone, "sample": sample,
        "public_only": public_only, "invented": invented,
        "signs": tuple(PartySign(party=p, sign=s) for p, s in sorted(signs.items())),
    }  # fmt: skip
    opened = CaseOpened(**told)
    admitted: list[Fact] = [*admission(lead, "lead", lead)]
    for reader, role in readers:
        admitted += admission(reader, role, lead)
    facts: dict[str, Sequence[Fact]] = {"bureau": (opened,), "table": (opened,), "access": tuple(admitted)}
    if scope.names or scope.words:  # without them its parties alone are what it is about, as they stand in its opening
        facts["archive"] = (fact_of(scope),)
    logs = tuple(facts)
    writes = {log: (stands.get(log, 0), fs) for log, fs in facts.items()}
    try:
        home.ledger(case, logs).append(writes, author=lead, act=act_id or new_act_id())
    except HeadMoved:  # somebody else opened it at this moment
        raise CaseExists(case=case) from None
    return Desk.open(home, case, lead, now=now) if now else Desk.open(home, case, lead)


def never_opened(home: Home, case: str) -> bool:
    """Whether a case has its keys and nothing was ever told in it: its opening was broken off before the first entry (the
    machine went down, the disk was full), or a restored database goes back before it. That one was restored is then all
    that may stand, in `access`, by the keeper."""
    return _keepers_word(home, case) is not None


def _keepers_word(home: Home, case: str) -> dict[str, int] | None:
    """Where the logs of a case end that was never opened: nothing but the keeper's word in `access`. None for any other."""
    heads = home.blind_ledger(
        case, home.logs(case)
    ).heads()  # nobody need open what persons keep, or what was destroyed
    if any(head.seq for log, head in heads.items() if log != "access"):
        return None
    ledger = home.ledger(case, ("access",))
    kept = all(entry.kind == "access.record_restored" for entry in ledger.entries("access", 0, heads["access"].seq))
    return {log: head.seq for log, head in heads.items()} if kept else None


def _make_case(home: Home, case: str) -> dict[str, int]:
    """Makes the case's keys, or takes up again those of a case that was never opened: nobody was admitted to it. Gives the
    lengths of its logs."""
    try:
        home.open_case(case)
    except CaseExists:
        stands = _keepers_word(home, case)
        if stands is None:
            raise
        for log in OPENED:  # its keys may have been made before the house had this log
            home.open_log(case, log)
        return stands
    return {}


def _require_sound(
    parties: Sequence[str], mediators: Sequence[str], zone: str, names: Mapping[Literal["ar", "en"], str]
) -> None:
    if len(parties) > len(SIGNS):
        raise CaseWrong(why=Key("case.why.parties"), value=len(parties))
    twice = next((p for p in parties if [*parties, *mediators].count(p) > 1), None)
    if twice:
        raise CaseWrong(why=Key("case.why.twice"), value=twice)
    missing = next((lang for lang in LANGS if not names.get(lang, "").strip()), None)
    if missing:
        raise CaseWrong(why=Key("case.why.name"), value=missing)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise CaseWrong(why=Key("case.why.zone"), value=zone) from None


def _logs_opened(opened: frozenset[str], entry: Entry) -> frozenset[str]:
    return opened | {entry.data["log"]} if entry.kind == "access.log_opened" else opened


LOGS_OPENED: View[frozenset[str]] = View("access.logs_opened", 1, ("access",), frozenset, _logs_opened)
"""The further logs that were opened in a case, as `access` names them."""


class _Opened(Exception):
    """The log was opened before."""


def open_log(desk: Desk, log: str, *, act_id: str | None = None) -> None:
    """Opens a further log in a case: a line, a channel, the cell, the people; once is enough.

    It is recorded in `access` first, so that no log stands that nobody was seen to open.

    Raises:
        NameRefused: the house has no such log.
        PublicOnly: the case holds press and public facts for ever.
    """
    desk.require("open_log")
    require_log_name(log)
    refuse_if_public(desk, log)
    facts = {"access": (LogOpened(log=log, by=desk.reader),)}

    def decide() -> Mapping[str, Sequence[Fact]]:
        stood_from_first = log in OPENED and log in desk.home.logs(desk.case)
        if stood_from_first or log in desk.fold(LOGS_OPENED):
            raise _Opened
        return facts

    with suppress(_Opened):
        desk.do("open_log", decide, act_id=act_id, same=exactly(facts))
    desk.make_log(log)


def open_for_roles(desk: Desk, log: str, *, act_id: str | None = None) -> None:
    """Opens a log that new cases have from the beginning in a case that is older than it, and gives it to all readers whose
    role holds one. Once is enough."""
    act_id = act_id or new_act_id()
    open_log(desk, log, act_id=f"{act_id}.log")

    def decide() -> dict[str, list[Fact]]:
        return {
            "access": [
                LogGranted(reader=reader, log=log, may_write=ROLE_LOGS[standing.role][log], by=desk.reader)
                for reader, standing in sorted(desk.fold(READERS).items())
                if log in ROLE_LOGS.get(standing.role, {}) and log not in standing.grants
            ]
        }

    with desk.hold():
        if decide()["access"]:
            desk.do("grant_log", decide, act_id=f"{act_id}.all", same=lambda _: True)


def write_note(
    desk: Desk, text: str, lang: Lang, *, about: Literal["state", "watch"] = "watch", also: Mapping[Lang, str] | None = None,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """Writes a note of the team into `bureau`: the room's own words, signed and dated, never a finding.

    Args:
        also: the same note in further languages; a page shows the one in its own.
    """
    told = {lang: text, **(also or {})}
    if not all(words.strip() for words in told.values()):
        raise CaseWrong(why=Key("case.why.note"), value="")
    act_id = act_id or new_act_id()
    notes = tuple(
        NoteWritten(note=f"n-{name_by(act_id, n)}", text=words, lang=tongue, about=about)
        for n, (tongue, words) in enumerate(told.items())
    )
    return desk.do("write_note", lambda: {"bureau": notes}, act_id=act_id)


def note_heads(desk: Desk) -> tuple[str, bytes]:
    """Puts one salted root over the heads of all logs of the case into `bureau`: (the root to be printed, the signed
    sheet that stands behind it, to be kept elsewhere)."""
    fact, sheet = desk.home.note_heads(desk.case, INVENTED if opened(desk).get("invented") else "")
    desk.do("note_heads", lambda: {"bureau": (fact,)})
    return fact.root, sheet


def note_heads_of_the_day(desk: Desk) -> None:
    """Notes the root of the day, by the clock of the case, where this reader may and it does not stand yet.

    Nobody else may write `bureau` by himself, so the first page a lead opens each day does it. The sheet behind the root
    is kept in the home until somebody takes it elsewhere.
    """
    with desk.hold():  # two pages asked for at once note it once
        if not desk.may("note_heads"):
            return
        zone = ZoneInfo(opened(desk).get("zone", "UTC"))
        roots = desk.fold(BUREAU).roots
        today = desk.now().astimezone(zone).date()
        if roots and roots[-1].noted_at.astimezone(zone).date() >= today:
            return
        root, sheet = note_heads(desk)
        desk.home.keep_sheet(sheet, f"{today.isoformat()}-{root[:12]}")


# questions


def opened(desk: Desk) -> dict[str, Any]:
    """The case as opened, from the log the reader holds of those it stands in; empty for one who holds neither.

    A program with a key for other logs reads by the name and the clock of its reader's case: the same question has one answer.
    What a case is called and whose clock it keeps is no part of what a page is made from.
    """
    with noting_what_is_asked(False):
        if desk.holds("table"):
            return desk.fold(TABLE).opened
        if desk.holds("bureau"):
            return desk.fold(BUREAU).opened
    return opened(Desk(desk.home, desk.case, desk.reader, desk.now)) if desk.only is not None else {}


def signs(desk: Desk) -> dict[str, str]:
    """The parties' signs by roster id."""
    return {s["party"]: s["sign"] for s in opened(desk).get("signs", ())}


def names_for(desk: Desk, lang: Lang) -> Names:
    """Who is called what in this case, in this language."""
    return Names(desk.fold(PRESS).roster, lang, signs(desk))


def _stands_in_its_own_time(desk: Desk) -> bool:
    told = opened(desk)
    return bool(told.get("sample")) and not told.get("invented")


def page_hour(desk: Desk) -> datetime:
    """The hour pages are drawn for when none is chosen: now, or in a sample the hour of its last report.

    A sample of the world tells of its own time, so its clock stands where its reports end.
    """
    if _stands_in_its_own_time(desk) and desk.holds("press"):
        last = desk.fold(PRESS).last_out
        if last:
            return min(instant(last), desk.now())
    return desk.now()


def moment(desk: Desk, as_of: datetime | None, by: Clock | None) -> tuple[datetime, Clock, Known]:
    """The hour a page is drawn for, by which clock, and what of the press stood then.

    Without `by`, a sample is asked by publication (its reports all entered the record on one day), any other case by
    its record. Without `as_of`, everything up to the hour of the page.
    """
    clock: Clock = by or ("published" if _stands_in_its_own_time(desk) else "recorded")
    hour = as_of or page_hour(desk)
    everything = as_of is None and clock == "recorded"
    return hour, clock, desk.fold(PRESS).known(None if everything else micros(hour), clock)


def case_head(desk: Desk, lang: Lang) -> CaseHead:
    """What stands at the head of every page of this case for this reader."""
    with desk.hold():
        told = opened(desk)
        return CaseHead(
            desk.case, _in(told.get("names"), lang) or desk.case, _in(told.get("period"), lang), lang,
            told.get("zone", "UTC"), bool(told.get("sample")), bool(told.get("public_only")), bool(told.get("invented")),
            tuple(signs(desk).items()), desk.role, desk.sight, page_hour(desk),
        )  # fmt: skip


def cases(home: Home, reader: str, lang: Lang) -> tuple[CaseCard, ...]:
    """The cases this reader was admitted to, in the order of their names. Of others not even the name."""
    cards = []
    for case in home.cases():
        try:
            desk = Desk.open(home, case, reader)
        except NotAdmitted:
            continue
        cards.append(card_of(desk, lang))
    return tuple(cards)


def card_of(desk: Desk, lang: Lang) -> CaseCard:
    """One case as its reader sees it in a list."""
    with desk.hold():
        head = case_head(desk, lang)
        reports = desk.fold(PRESS).n_reports if desk.holds("press") else 0
        return CaseCard(desk.case, head.name, head.period, desk.role, head.logs, reports, head.sample, head.invented)


def place_of(zone: str, lang: Lang) -> str:
    """Whose clock a zone is, in words where we have them, else the zone's own name."""
    key = f"briefpage.zone.{zone.replace('/', '_').lower()}"
    return say(key, lang) if has(key, lang) else zone


def zone_of(head: CaseHead) -> tzinfo:
    """The zone in which the case shows its clock."""
    return ZoneInfo(head.zone)


def any_lead(home: Home, case: str) -> str:
    """The lead of a case, for the owner's own command line, which acts in his name unless told whose.

    Raises:
        CaseEmpty: it was never opened.
        NotAdmitted: the case has no lead.
    """
    from wasata.record.fold import Folds  # the owner's commands only

    standing = Folds(home.ledger(case, ("access",))).get(READERS)
    lead = next((reader for reader, s in standing.items() if s.role == "lead"), None)
    if lead is None and len(standing) == 1:  # on a laptop nobody is there but who carries it
        lead = next(iter(standing))
    if lead is None and never_opened(home, case):
        raise CaseEmpty(case=case)
    if lead is None:
        raise NotAdmitted(reader="lead", case=case)
    return lead


def is_in_earnest(home: Home, case: str) -> bool | None:
    """Whether a case is neither the sample nor invented, as the room itself sees it. None where nothing was told in it yet; one
    that cannot be read is taken for earnest."""
    try:
        first = next(iter(home.ledger(case, ("bureau",)).entries("bureau", 0, 1)), None)
    except RecordError:
        return True
    if first is None:
        return None
    return not (first.data.get("sample") or first.data.get("invented"))


def is_sample(home: Home, case: str) -> bool:
    """Whether a case is one of the samples."""
    first = next(iter(home.ledger(case, ("bureau",)).entries("bureau", 0, 1)), None)
    return first is not None and first.kind == "case.opened" and bool(first.data.get("sample"))


def _in(name: Mapping[str, str] | None, lang: Lang) -> str:
    """A name in a language, or in the other where it was given in one only."""
    if not name:
        return ""
    return name.get(lang) or next(iter(name.values()), "")
