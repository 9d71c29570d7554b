"""Closing a case: what becomes of each log, when and by whom; what holds it up; and the way back.

Danger: words destroyed that one person alone decided on, or that somebody had asked to keep; a log said to be destroyed whose
keys still lie there; a delegate who learns from the end of his channel what became of another's.
Duty: a lead plans, an officer approves exactly that, all sides are told alike; holds, lifted by two; on the day the room carries
it out; a lead and an officer open it again. What would be lost is told before, in numbers.
Shape: acts in `access`; `carry_out(home, case, now)` does what is due and may be stopped at any point: keys go first, the word of
it is written after, and whoever comes next does the rest. `state` is what the page shows.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from wasata.desk import shelf
from wasata.desk.access import READERS, Desk, exactly, name_by, new_act_id, of_access
from wasata.desk.case import opened
from wasata.desk.closed import ALWAYS_KEPT, CLOSING, LENT, Closing, Ended, Hold, Plan, Reopening
from wasata.desk.notice import notice_fact
from wasata.desk.reason import reason_of
from wasata.errors import ClosingWrong, WasataError
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.home import Home
from wasata.record.keyring import of_persons
from wasata.record.kinds.base import Fact
from wasata.record.kinds.closing import (
    CaseClosed,
    CaseReopened,
    ClosingApproved,
    ClosingPlanned,
    ClosingStopped,
    Fate,
    HoldLifted,
    HoldLiftingAsked,
    HoldPlaced,
    LogEnded,
    LogFate,
    ReopeningAsked,
)
from wasata.words import Key

WAIT = timedelta(days=7)
"""So long a plan waits at the least after it was approved: time to ask that something be kept."""
CLOSER = "closing"
"""Who carries it out: the room, and no reader of any case."""
FATES: tuple[Fate, ...] = get_args(Fate)

Facts = dict[str, tuple[Fact, ...]]


def closing_of(desk: Desk) -> Closing:
    """The end of this case as it stands. Ask inside `hold`."""
    return of_access(desk.home, desk.case, CLOSING)


def _wrong(why: str, value: object = "") -> ClosingWrong:
    return ClosingWrong(why=Key(f"closing.why.{why}"), value=value)


def _reason(typed: str) -> str:
    told = reason_of(typed, longest=2_000)
    if told is None:
        raise _wrong("reason")
    return told


def hour_of(desk: Desk, day: date) -> datetime:
    """When a day begins, by the clock of the case."""
    return datetime.combine(day, time(), ZoneInfo(opened(desk).get("zone", "UTC")))


def choices(desk: Desk) -> tuple[str, ...]:
    """The logs of which a plan says what becomes of them; what was lent for relays as one, whoever it was lent to."""
    logs = [log for log in desk.home.logs(desk.case) if log not in ALWAYS_KEPT]
    ended = closing_of(desk).ended
    lent = [LENT] if any(log.startswith("relay/") and log not in ended for log in logs) else []
    return (*(log for log in logs if not log.startswith("relay/") and log not in ended), *lent)


# the plan


def plan_closing(
    desk: Desk, day: date, fates: Mapping[str, Fate], reason: str, *, notice: Mapping[str, str] | None = None,
    act_id: str | None = None,
) -> str:  # fmt: skip
    """A lead plans that the case be closed when this day begins. Gives the name of the plan, which waits for an officer.

    Args:
        fates: for each log of `choices` what becomes of it; for one left out, that it is kept.
        notice: what all sides read of it on the table, in both languages; needed where there is a channel.

    Raises:
        ClosingWrong: the day is too near, a log or fate is not known, no reason, no notice, or another plan stands.
    """
    desk.require("plan_closing")
    act_id = act_id or new_act_id()
    named, told = f"cl-{name_by(act_id)}", _reason(reason)
    words = {lang: (notice or {}).get(lang, "").strip() for lang in ("ar", "en")}
    given = {log: fate for log, fate in fates.items() if log not in ALWAYS_KEPT}
    with desk.hold():
        known, at = choices(desk), hour_of(desk, day)
    for log, fate in given.items():
        if log not in known:
            raise _wrong("log", log)
        if fate not in FATES:
            raise _wrong("fate", fate)
    if any(log.startswith("channel/") for log in known):
        notice_fact("t-0", words["ar"], words["en"])
    fact = ClosingPlanned(
        plan=named, at=at, fates=tuple(LogFate(log=log, fate=given.get(log, "kept")) for log in known), reason=told,
        notice={"ar": words["ar"], "en": words["en"]} if all(words.values()) else None, by=desk.reader,
    )  # fmt: skip

    def decide() -> Facts:
        standing = closing_of(desk).standing
        if standing is not None and standing.approved_by is not None:
            raise _wrong("planned", standing.plan)
        _require_time(desk, fact.at)
        return {"access": (fact,)}

    desk.do("plan_closing", decide, act_id=act_id, same=exactly({"access": (fact,)}))
    return named


def _require_time(desk: Desk, at: datetime) -> None:
    if at < desk.now() + WAIT:
        raise _wrong("soon", WAIT.days)


def _known(desk: Desk, plan: str) -> Plan:
    found = closing_of(desk).standing
    if found is None or found.plan != plan:
        raise _wrong("unknown", plan)
    return found


def approve_closing(desk: Desk, plan: str, signed: str) -> None:
    """An officer, another person, approves what his page showed him; then all sides are told on the table. What was broken off
    between the two he takes up by approving again.

    Raises:
        ClosingWrong: it is his own, he saw something else, it is too near, a log was opened since, or it stands no more.
    """
    desk.require("approve_closing")

    def decide() -> Facts:
        found = _known(desk, plan)
        if found.by == desk.reader:
            raise _wrong("own", plan)
        if found.digest != signed:
            raise _wrong("older", plan)
        if found.approved_by is not None:
            raise _wrong("decided", plan)
        new = next((log for log in choices(desk) if log not in found.fates), None)
        if new is not None:
            raise _wrong("opened_since", new)
        _require_time(desk, found.at)
        return {"access": (ClosingApproved(plan=plan, digest=signed, by=desk.reader),)}

    with desk.hold():
        before = _known(desk, plan).approved_by == desk.reader
    if not before:
        desk.do("approve_closing", decide, act_id=f"{plan}.approved", same=lambda _: True)
    with desk.hold():
        notice = _known(desk, plan).notice
    if notice is not None and desk.may("announce_closing"):
        fact = notice_fact(f"t-{plan.removeprefix('cl-')}", notice["ar"], notice["en"])
        desk.do("announce_closing", lambda: {"table": (fact,)}, act_id=f"{plan}.told")


def stop_closing(desk: Desk, plan: str, reason: str) -> None:
    """Anybody of the leads and officers says no before the hour: it is not carried out. That the notice on the table is true no
    more is for them to say there.

    Raises:
        ClosingWrong: no reason, or there is no such plan.
    """
    told = _reason(reason)

    def decide() -> Facts:
        _known(desk, plan)
        return {"access": (ClosingStopped(plan=plan, reason=told, by=desk.reader),)}

    desk.do("stop_closing", decide, act_id=f"{plan}.stopped")


# holds


def place_hold(
    desk: Desk, asked_by: str, reason: str, *, log: str | None = None, until: datetime | None = None,
    act_id: str | None = None,
) -> str:  # fmt: skip
    """Nothing of a log, or of the whole case, is sealed or destroyed until this is lifted. Gives the name of the hold.

    Args:
        asked_by: who wants it kept, in words.

    Raises:
        ClosingWrong: nobody is named, no reason, no such log, it ends before now, or nothing is left of the log.
    """
    act_id = act_id or new_act_id()
    named, who = f"hd-{name_by(act_id)}", reason_of(asked_by, longest=200)
    if who is None:
        raise _wrong("asked_by")
    fact = HoldPlaced(hold=named, log=log, asked_by=who, reason=_reason(reason), until=until, by=desk.reader)

    def decide() -> Facts:
        if log is not None and log not in desk.home.logs(desk.case):
            raise _wrong("log", log)
        if log is not None and getattr(closing_of(desk).ended.get(log), "fate", "") == "destroyed":
            raise _wrong("gone", log)
        if until is not None and until <= desk.now():
            raise _wrong("past", until.date().isoformat())
        return {"access": (fact,)}

    desk.do("place_hold", decide, act_id=act_id, same=exactly({"access": (fact,)}))
    return named


def _standing_hold(desk: Desk, hold: str) -> Hold:
    found = closing_of(desk).holds.get(hold)
    if found is None or not found.stands(desk.now()):
        raise _wrong("no_hold", hold)
    return found


def ask_lifting(desk: Desk, hold: str, reason: str) -> None:
    """One of the leads and officers asks that a hold be lifted; another does it.

    Raises:
        ClosingWrong: no reason, it holds nothing, or somebody has asked before.
    """
    told = _reason(reason)

    def decide() -> Facts:
        if _standing_hold(desk, hold).lifting_by is not None:
            raise _wrong("decided", hold)
        return {"access": (HoldLiftingAsked(hold=hold, reason=told, by=desk.reader),)}

    desk.do("lift_hold", decide, act_id=f"{hold}.asked")


def lift_hold(desk: Desk, hold: str) -> None:
    """Another person agrees: it holds nothing up any more, and what was due meanwhile is done soon.

    Raises:
        ClosingWrong: he asked for it himself, nobody asked, or it holds nothing.
    """

    def decide() -> Facts:
        found = _standing_hold(desk, hold)
        if found.lifting_by is None:
            raise _wrong("not_asked", hold)
        if found.lifting_by == desk.reader:
            raise _wrong("own", hold)
        return {"access": (HoldLifted(hold=hold, by=desk.reader),)}

    desk.do("lift_hold", decide, act_id=f"{hold}.lifted")


# the way back


def ask_reopening(desk: Desk, reason: str, *, act_id: str | None = None) -> str:
    """A lead asks that a closed case be opened again, and what was sealed with it. Gives the name under which it waits.

    Raises:
        ClosingWrong: no reason, or the case is open.
    """
    act_id = act_id or new_act_id()
    fact = ReopeningAsked(ask=f"ro-{name_by(act_id)}", reason=_reason(reason), by=desk.reader)

    def decide() -> Facts:
        if closing_of(desk).closed_at is None:
            raise _wrong("open")
        return {"access": (fact,)}

    desk.do("ask_reopening", decide, act_id=act_id, same=exactly({"access": (fact,)}))
    return fact.ask


def reopen_case(desk: Desk, ask: str) -> None:
    """An officer agrees: the case is open again, and each reads what he read. What was destroyed stays so; where persons keep the
    case, the officers hand out again with the recovery key what was sealed.

    Raises:
        ClosingWrong: he asked for it himself, or nobody asks this.
    """

    def decide() -> Facts:
        found = closing_of(desk).reopening
        if found is None or found.ask != ask:
            raise _wrong("unknown", ask)
        if found.by == desk.reader:
            raise _wrong("own", ask)
        return {"access": (CaseReopened(ask=ask, by=desk.reader),)}

    desk.do("reopen_case", decide, act_id=f"{ask}.done")


# carrying it out


def carry_out(home: Home, case: str, now: Callable[[], datetime]) -> bool:
    """Does what is due of the end of a case: closes it at the hour of an approved plan, then seals and destroys what nothing
    holds. Asked again, it does nothing; stopped anywhere, it is taken up by the next who asks. Says whether anything was done.

    A log is written about after its keys are gone: whoever is stopped between finds it due still, and destroys what is
    destroyed. A home put back to an older copy has its keys again: they go at once, where the record says that they went.
    """
    closing = _closing(home, case)
    did = False
    plan = closing.standing
    if plan is not None and plan.approved_by is not None and plan.at <= now():
        did = _write(home, case, f"{plan.plan}.closed", CaseClosed(plan=plan.plan))
        closing = _closing(home, case)
    plan = closing.plan
    if closing.closed_at is not None and plan is not None:
        for log in home.logs(case):
            if plan.fate_of(log) != "kept" and log not in closing.ended and not closing.holding(log, now()):
                did = _end(home, case, plan, log) or did
        closing = _closing(home, case)
    for log, ended in closing.ended.items():
        if ended.fate == "destroyed":
            if not home.is_destroyed(case, log):
                home.destroy_keys(case, log)
                did = True
            home.remove_files(case, log)  # no key opens them any more; they go last, so that they are counted whole
    shelf.forget(home, case, closing.ended)
    return did


def _closing(home: Home, case: str) -> Closing:
    with shelf.team(home).lock:
        return of_access(home, case, CLOSING)


def _end(home: Home, case: str, plan: Plan, log: str) -> bool:
    fate = plan.fate_of(log)
    head, files = home.blind_ledger(case, (log,)).head(log), home.files_of(case, log)
    shelf.forget(home, case, (log,))
    if fate == "destroyed":
        home.destroy_keys(case, log)
        head = home.blind_ledger(case, (log,)).head(log)  # nobody writes there any more
    else:
        home.seal_away(case, log)
    told = LogEnded(
        plan=plan.plan, log=log, fate="destroyed" if fate == "destroyed" else "sealed", entries=head.seq, files=files,
        head=head.hash,
    )  # fmt: skip
    return _write(home, case, f"{plan.plan}.{name_by(log)}", told)


def _write(home: Home, case: str, act: str, fact: Fact) -> bool:
    """The room writes what it did, once; False where it stands already."""
    ledger = home.ledger(case, ("access",))
    with ledger.in_line():
        if ledger.written(act, CLOSER) is not None:
            return False
        ledger.append({"access": (ledger.head("access").seq, (fact,))}, author=CLOSER, act=act)
    return True


def carry_out_all(home: Home, now: Callable[[], datetime]) -> None:
    """The same for all cases of a home. One that cannot be read keeps no other from its end."""
    for case in home.cases():
        with suppress(WasataError):
            carry_out(home, case, now)


# questions


@dataclass(frozen=True, slots=True)
class Loss:
    """What a log has, told before it ends. `taken_out`: how often it left the room, and for whom; `holders`: who reads it now;
    `holds`: what would keep it. For `relay/*` all of them together."""

    log: str
    fate: Fate
    entries: int
    files: int
    holders: tuple[str, ...]
    taken_out: int
    recipients: tuple[str, ...]
    holds: tuple[str, ...]
    ended: Ended | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The end of a case, as its page shows it. `plan`: what stands or was carried out; what this reader may do now."""

    plan: Plan | None
    closed_at: datetime | None
    logs: tuple[Loss, ...]
    always: tuple[Loss, ...]
    holds: tuple[Hold, ...]
    past_holds: tuple[Hold, ...]
    reopening: Reopening | None
    by_persons: bool
    sides: bool
    soonest: date
    may_plan: bool
    may_approve: bool
    may_stop: bool
    may_hold: bool
    may_lift: bool
    may_ask_back: bool
    may_reopen: bool


Out = dict[str, tuple[int, tuple[str, ...]]]


def _out(out: Out, entry: Entry) -> Out:
    if entry.kind == "access.record_exported":
        n, recipients = out.get(entry.data["log"], (0, ()))
        to = entry.data.get("recipient")
        out[entry.data["log"]] = n + 1, recipients if to is None or to in recipients else (*recipients, to)
    if entry.kind == "audit.case_exported":
        for end in entry.data["logs"]:
            n, recipients = out.get(end["log"], (0, ()))
            to = entry.data["recipient"]
            out[end["log"]] = n + 1, recipients if to in recipients else (*recipients, to)
    return out


TAKEN_OUT: View[Out] = View("closing.taken_out", 1, ("access",), dict, _out)
"""How often each log left the room, and for whom."""


def _loss(desk: Desk, closing: Closing, plan: Plan | None, log: str) -> Loss:
    readers, out = of_access(desk.home, desk.case, READERS), of_access(desk.home, desk.case, TAKEN_OUT)
    now, all_logs = desk.now(), desk.home.logs(desk.case)
    logs = [x for x in all_logs if x.startswith("relay/")] if log == LENT else [log]
    heads = desk.home.blind_ledger(desk.case, logs).heads()
    ended = closing.ended.get(log)
    return Loss(
        log,
        plan.fate_of(log if log != LENT else "relay/0") if plan else "kept",
        sum(head.seq for head in heads.values()),
        ended.files if ended else sum(desk.home.files_of(desk.case, x) for x in logs),
        tuple(sorted({name for name, s in readers.items() if any(x in s.sees(now) for x in logs)})),
        sum(out.get(x, (0, ()))[0] for x in logs),
        tuple(dict.fromkeys(to for x in logs for to in out.get(x, (0, ()))[1])),
        tuple(dict.fromkeys(h.hold for x in logs for h in closing.holding(x, now))),
        ended,
    )  # fmt: skip


def require_may_see(desk: Desk) -> None:
    """The end of a case is planned and watched by leads, officers and the auditor.

    Raises:
        NotAllowed: anybody else.
    """
    desk.require("place_hold")


def state(desk: Desk) -> State:
    """What stands of the end of this case, and what each log has that would be lost.

    Raises:
        NotAllowed: he is neither lead nor officer nor auditor.
    """
    require_may_see(desk)
    with desk.hold():
        closing, now = closing_of(desk), desk.now()
        plan = closing.plan if closing.closed_at is not None else closing.standing
        shown = [*choices(desk), *closing.ended]
        if plan is None and not desk.holds(
            "access"
        ):  # what logs there are, who does not hold that is told with a plan alone
            shown = [log for log in shown if desk.holds(log)]
        standing = tuple(h for h in closing.holds.values() if h.stands(now))
        back, is_open, waits = (
            closing.reopening,
            closing.closed_at is None,
            plan is not None and plan.approved_by is None,
        )
        return State(
            plan, closing.closed_at,
            tuple(_loss(desk, closing, plan, log) for log in dict.fromkeys(shown)),
            tuple(_loss(desk, closing, plan, log) for log in ALWAYS_KEPT),
            standing, tuple(h for h in closing.holds.values() if h not in standing),
            back,
            desk.home.recovery(desk.case) is not None,
            any(log.startswith("channel/") for log in shown),
            (now + WAIT).astimezone(ZoneInfo(opened(desk).get("zone", "UTC"))).date() + timedelta(days=1),
            is_open and desk.may("plan_closing") and (plan is None or waits),
            is_open and waits and desk.may("approve_closing") and plan is not None and plan.by != desk.reader,
            is_open and plan is not None and desk.may("stop_closing"),
            desk.may("place_hold"), desk.may("lift_hold"),
            not is_open and back is None and desk.may("ask_reopening"),
            back is not None and back.by != desk.reader and desk.may("reopen_case"),
        )  # fmt: skip


def sealed_for_good(desk: Desk, log: str) -> bool:
    """Whether what is sealed of this log opens with the recovery key alone, and not by the room."""
    return of_persons(log) and desk.home.recovery(desk.case) is not None
