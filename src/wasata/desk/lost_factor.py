"""A second factor that was lost: said by one officer or lead, confirmed by another, and it falls.

Danger: somebody who has stolen a password and talks one person into letting him in; one person who is both; a party that learns
from it who else is there.
Duty: who may say of whom that he lost it; when enough have said so; until when it waits; refused, withdrawn, denied by the person
himself. All of it in `access`, with how each made sure. He himself asks by voice: he cannot sign in.
Shape: a person is one in the whole room. A request is one, by its id, in whatever case somebody speaks; `of_person` gathers them.
It is enough where two different people have spoken, neither of them he, and every case in earnest that he reads has one of them
among its leads and officers; of a case in which he is a delegate a lead. What falls is told in every case he reads (`spread`).
What is done with the factors themselves, and with his sign-ins, is the room's (`room/lost_factor.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from weakref import WeakKeyDictionary

from wasata.desk import shelf
from wasata.desk.access import READERS, Desk, Readers, name_by, new_act_id, of_access
from wasata.desk.case import is_in_earnest
from wasata.desk.reason import reason_of
from wasata.errors import HeadMoved, LostFactorWrong, TooBusy
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.home import KEEPER, Home
from wasata.record.kinds.access import FactorConfirmed, FactorFell, FactorLost, FactorStopped
from wasata.words import Key

STANDS = timedelta(hours=24)
"""So long a request waits for the second: whoever lost it wants to work, and nobody remembers tomorrow whom he spoke with."""
NEEDED = 2
JUDGES = frozenset({"lead", "officer"})
TRIES = 5

State = Literal["waits", "fell", "stopped", "expired"]
Lacks = Literal["second", "lead", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Said:
    """One who says that it is he, in which case, when, and how he made sure."""

    by: str
    case: str
    at: datetime
    how: str


@dataclass(slots=True)
class Told:
    """What one case knows of a request. `until` is None where it was only confirmed here."""

    reader: str
    until: datetime | None = None
    said: list[tuple[str, datetime, str]] = field(default_factory=list)
    stopped: tuple[str, datetime, str] | None = None
    fell: tuple[datetime, tuple[str, ...]] | None = None


def _step(told: dict[str, Told], entry: Entry) -> dict[str, Told]:
    data = entry.data
    if not entry.kind.startswith("access.factor_"):
        return told  # the rest of `access` is folded by its own nouns
    one = told.setdefault(data["request"], Told(data["reader"]))
    match entry.kind:
        case "access.factor_lost":
            one.until = datetime.fromisoformat(data["until"])
            one.said.append((data["by"], entry.recorded_at, data["how"]))
        case "access.factor_confirmed":
            one.said.append((data["by"], entry.recorded_at, data["how"]))
        case "access.factor_stopped":
            one.stopped = one.stopped or (data["by"], entry.recorded_at, data["reason"])
        case "access.factor_fell":
            one.fell = one.fell or (entry.recorded_at, tuple(data["said"]))
    return told


LOST: View[dict[str, Told]] = View("access.lost_factors", 1, ("access",), dict, _step)


@dataclass(frozen=True, slots=True)
class Request:
    """One request about a person, over all cases of the room. `said`: who says that it is he, first who began it; `ended_by`,
    `reason`: who stopped it, and why."""

    request: str
    reader: str
    until: datetime
    said: tuple[Said, ...]
    state: State
    ended_at: datetime | None = None
    ended_by: str = ""
    reason: str = ""
    fell_by: tuple[str, ...] = ()


def _gathered(home: Home, now: datetime) -> tuple[Request, ...]:
    """All requests of the room, oldest first."""
    parts: dict[str, list[tuple[str, Told]]] = {}
    with shelf.team(home).lock:
        for case in home.cases():
            for request, told in of_access(home, case, LOST).items():
                parts.setdefault(request, []).append((case, told))
        found = [one for request, of in parts.items() if (one := _joined(request, of, now)) is not None]
    return tuple(sorted(found, key=lambda one: one.said[0].at))


def _joined(request: str, of: Iterable[tuple[str, Told]], now: datetime) -> Request | None:
    of = list(of)
    reader = of[0][1].reader
    until = next((told.until for _, told in of if told.until is not None), None)
    said = sorted((Said(by, case, at, how) for case, told in of for by, at, how in told.said), key=lambda one: one.at)
    if until is None or not said:  # the case in which it began is not there any more
        return None
    fell = min((told.fell for _, told in of if told.fell is not None), default=None)
    stopped = min((told.stopped for _, told in of if told.stopped is not None), default=None, key=lambda one: one[1])
    if fell is not None:
        return Request(request, reader, until, tuple(said), "fell", fell[0], fell_by=fell[1])
    if stopped is not None:
        return Request(request, reader, until, tuple(said), "stopped", stopped[1], stopped[0], stopped[2])
    return Request(request, reader, until, tuple(said), "expired" if now >= until else "waits", until)


def of_person(home: Home, reader: str, now: datetime) -> tuple[Request, ...]:
    """Every request there ever was about a person, oldest first."""
    return tuple(one for one in _gathered(home, now) if one.reader == reader)


def last_fell(home: Home, now: datetime) -> Mapping[str, datetime]:
    """When the second factor of each person last fell, of whom it ever did."""
    return {
        one.reader: one.ended_at for one in _gathered(home, now) if one.state == "fell" and one.ended_at is not None
    }


# who may say it of whom


def _judges(readers: Readers, judge: str, reader: str, now: datetime) -> bool:
    """Whether one reader of a case may say of another that it is he: leads and officers of whoever reads it; of a delegate those
    who could have let him in, a lead or who holds his channel."""
    his, theirs = readers.get(judge), readers.get(reader)
    if his is None or theirs is None or judge == reader or his.role not in JUDGES:
        return False
    held, shown = his.sees(now), theirs.sees(now)
    if not held or not shown:
        return False
    if theirs.role != "delegate" or his.role == "lead":
        return True
    return any(log in held for log in shown if log.startswith("channel/"))


def _cases_of(home: Home, reader: str, now: datetime) -> dict[str, Readers]:
    """The cases whose people are asked about somebody: those in earnest that he reads, or all he reads where there is none."""
    reads = {}
    for case in home.cases():
        readers = of_access(home, case, READERS)
        if reader in readers and readers[reader].sees(now):
            reads[case] = readers
    return {case: readers for case, readers in reads.items() if _is_in_earnest(home, case)} or reads


_known: WeakKeyDictionary[Home, dict[str, bool]] = WeakKeyDictionary()


def _is_in_earnest(home: Home, case: str) -> bool:
    """What a case was opened as never changes: it is read once."""
    known = _known.setdefault(home, {})
    if case not in known:
        earnest = is_in_earnest(home, case)
        if earnest is None:
            return False
        known[case] = earnest
    return known[case]


def may_say(desk: Desk, reader: str) -> bool:
    """Whether whoever sits at this desk may say of this reader that it is he."""
    if not desk.may("report_lost_factor"):
        return False
    with shelf.team(desk.home).lock:
        cases = _cases_of(desk.home, reader, desk.now())
        return desk.case in cases and _judges(cases[desk.case], desk.reader, reader, desk.now())


def lacks(home: Home, reader: str, said: Iterable[Said], now: datetime) -> Lacks | None:
    """What is still missing, by what each is and holds now: a second person, a lead of a case in which he is a delegate, somebody
    of another case he reads. None where it is enough."""
    with shelf.team(home).lock:
        cases = _cases_of(home, reader, now)
        count = {one.by for one in said if one.case in cases and _judges(cases[one.case], one.by, reader, now)}
        if len(count) < NEEDED:
            return "second"
        for readers in cases.values():
            here = {by for by in count if _judges(readers, by, reader, now)}
            if not here:
                return "elsewhere"
            if readers[reader].role == "delegate" and not any(readers[by].role == "lead" for by in here):
                return "lead"
    return None


@dataclass(frozen=True, slots=True)
class Alone:
    """Somebody for whom too few could speak. `n`: how many people could; `elsewhere`: he reads another case, of which none of
    them is."""

    reader: str
    n: int
    elsewhere: bool


def too_few(desk: Desk) -> tuple[Alone, ...]:
    """The readers of the case who could not get in again, if they lost it today: nobody, or one person alone, could speak for
    them."""
    home, now, found = desk.home, desk.now(), []
    with shelf.team(home).lock:
        for reader, standing in sorted(of_access(home, desk.case, READERS).items()):
            if not standing.sees(now) or not (reader == desk.reader or may_say(desk, reader)):
                continue
            cases = _cases_of(home, reader, now)
            able = [
                Said(by, case, now, "") for case, them in cases.items() for by in them if _judges(them, by, reader, now)
            ]
            if (missing := lacks(home, reader, able, now)) is not None:
                found.append(Alone(reader, len({one.by for one in able}), missing == "elsewhere"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Line:
    """One request, for whoever may speak about this person in this case. `lacks`: what is missing while it waits; `mine`: he has
    said so himself."""

    told: Request
    lacks: Lacks | None
    mine: bool


def board(desk: Desk) -> tuple[Line, ...]:
    """The requests about readers of this case of whom he may speak, newest first. None about himself: he sees his own on the page
    of his account (`of_person`)."""
    desk.require("report_lost_factor")
    now = desk.now()
    return tuple(
        Line(one, lacks(desk.home, one.reader, one.said, now), desk.reader in {said.by for said in one.said})
        for one in reversed(_gathered(desk.home, now))
        if may_say(desk, one.reader)
    )


@dataclass(frozen=True, slots=True)
class Calls:
    """What waits and is to be seen on every page: about himself; about somebody of whom he may speak and has not."""

    mine: bool
    others: bool


def calls(desk: Desk) -> Calls:
    """What calls whoever sits here. A delegate's pages say nothing of it: he sees what is about him on his account's page."""
    if desk.only is not None or desk.role == "delegate":
        return Calls(mine=False, others=False)
    waits = [one for one in _gathered(desk.home, desk.now()) if one.state == "waits"]
    return Calls(
        any(one.reader == desk.reader for one in waits),
        any(may_say(desk, one.reader) and all(said.by != desk.reader for said in one.said) for one in waits),
    )


# acts


def _wrong(why: str, value: object = "") -> LostFactorWrong:
    return LostFactorWrong(why=Key(f"lostfactor.why.{why}"), value=value)


def _typed(words: str) -> str:
    told = reason_of(words)
    if told is None:
        raise _wrong("how")
    return told


def report(desk: Desk, reader: str, how: str, *, act_id: str | None = None) -> str:
    """One officer or lead says that somebody lost his second factor. Nothing falls by it. Gives the id of the request.

    Args:
        how: how he made sure that it is he who told him so.

    Raises:
        LostFactorWrong: it is himself; there is nobody of this name of whom he may say it, told alike whether there is one; a
            request about him waits; nothing was said of how.
    """
    desk.require("report_lost_factor")
    reader, how = reader.strip().lower(), _typed(how)
    act_id = act_id or new_act_id()
    request = f"lf-{name_by(act_id)}"

    def decide() -> dict[str, tuple[FactorLost]]:
        _require(desk, reader)
        if any(one.state == "waits" for one in of_person(desk.home, reader, desk.now())):
            raise _wrong("waits", reader)
        until = desk.now() + STANDS
        return {"access": (FactorLost(request=request, reader=reader, how=how, until=until, by=desk.reader),)}

    def same(was: object) -> bool:
        fact = was["access"][0]  # type: ignore[index]
        return isinstance(fact, FactorLost) and (fact.reader, fact.how) == (reader, how)

    with desk.home.in_turn(
        "factors"
    ):  # two cases are two lines: what is said in one is decided on what stands in the other
        desk.do("report_lost_factor", decide, act_id=act_id, same=same)
    return request


def _require(desk: Desk, reader: str) -> None:
    if reader == desk.reader:
        raise _wrong("own", reader)
    if not may_say(desk, reader):
        raise _wrong("nobody", reader)


def confirm(desk: Desk, request: str, how: str, *, act_id: str | None = None) -> Request:
    """Another officer or lead spoke with him too. Where that is enough, it falls: whoever calls sees to it then, by what is
    given back.

    Raises:
        LostFactorWrong: no such request waits about somebody of whom he may speak; he has spoken before; nothing was said of how.
    """
    desk.require("confirm_lost_factor")
    how = _typed(how)

    def decide() -> dict[str, tuple[FactorConfirmed | FactorFell, ...]]:
        found = _waiting(desk, request)
        if any(one.by == desk.reader for one in found.said):
            raise _wrong("twice", found.reader)
        said = (*found.said, Said(desk.reader, desk.case, desk.now(), how))
        told = FactorConfirmed(request=request, reader=found.reader, how=how, by=desk.reader)
        if lacks(desk.home, found.reader, said, desk.now()) is not None:
            return {"access": (told,)}
        fell = FactorFell(request=request, reader=found.reader, said=tuple(one.by for one in said))
        return {"access": (told, fell)}

    def same(was: object) -> bool:
        fact = was["access"][0]  # type: ignore[index]
        return isinstance(fact, FactorConfirmed) and (fact.request, fact.how) == (request, how)

    with desk.home.in_turn("factors"):
        desk.do("confirm_lost_factor", decide, act_id=act_id, same=same)
        spread(desk.home, desk.now())
    return next(one for one in _gathered(desk.home, desk.now()) if one.request == request)


def _waiting(desk: Desk, request: str) -> Request:
    for one in _gathered(desk.home, desk.now()):
        if one.request == request and one.state == "waits" and may_say(desk, one.reader):
            return one
    raise _wrong("gone", request)


def stop(desk: Desk, request: str, reason: str, *, act_id: str | None = None) -> None:
    """It was not he, or he found it again: whoever may speak about him refuses it, or withdraws his own.

    Raises:
        LostFactorWrong: no such request waits about somebody of whom he may speak; no reason.
    """
    desk.require("stop_lost_factor")
    why = _typed(reason)

    def decide() -> dict[str, tuple[FactorStopped]]:
        found = _waiting(desk, request)
        return {"access": (FactorStopped(request=request, reader=found.reader, reason=why, by=desk.reader),)}

    def same(was: object) -> bool:
        fact = was["access"][0]  # type: ignore[index]
        return isinstance(fact, FactorStopped) and fact.request == request

    with desk.home.in_turn("factors"):
        desk.do("stop_lost_factor", decide, act_id=act_id, same=same)


# by the room itself


def deny(home: Home, reader: str, now: datetime) -> bool:
    """Somebody who is signed in says that he has lost nothing: what waits about him is stopped, in the case in which it began.
    The room writes it for him, whatever he holds there. False where nothing waited."""
    with home.in_turn("factors"):
        found = next((one for one in of_person(home, reader, now) if one.state == "waits"), None)
        if found is None:
            return False
        fact = FactorStopped(request=found.request, reader=reader, by=reader)
        _write(home, found.said[0].case, fact, author=reader)
    return True


def spread(home: Home, now: datetime) -> None:
    """What fell is told in every case that the person reads, also where none of those who spoke did so. Once is enough; whoever
    was broken off is followed by the next."""
    for one in _gathered(home, now):
        if one.state != "fell":
            continue
        for case in home.cases():
            with shelf.team(home).lock:
                readers, told = of_access(home, case, READERS), of_access(home, case, LOST)
                due = one.reader in readers and readers[one.reader].sees(now) and _fell_not(told, one.request)
                late = due and readers[one.reader].admitted_at > (one.ended_at or now)
            if due and not late:
                _write(home, case, FactorFell(request=one.request, reader=one.reader, said=one.fell_by), author=KEEPER)


def _fell_not(told: Mapping[str, Told], request: str) -> bool:
    return request not in told or told[request].fell is None


def _write(home: Home, case: str, fact: FactorStopped | FactorFell, *, author: str) -> None:
    ledger, act = home.ledger(case, ("access",)), new_act_id()
    for _ in range(TRIES):
        try:
            ledger.append({"access": (ledger.head("access").seq, (fact,))}, author=author, act=act)
            return
        except HeadMoved:
            continue
    raise TooBusy(act=Key("access.act.stop_lost_factor"), tries=TRIES)
