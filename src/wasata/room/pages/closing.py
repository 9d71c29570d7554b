"""The end of a case: its plan, its holds, the way back.

Danger: somebody who approves what his page did not show; a page that tells a delegate what became of another's channel.
Duty: the one page of leads, officers and the auditor, with what will be lost in words and numbers before anybody agrees; the
forms for each act; and the page behind every delegate's door once the case is closed, the same for all.
Shape: each form carries what it is about; the one that approves carries the sum of the plan that was shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import closing as desk_closing
from wasata.desk.access import Desk, new_act_id
from wasata.desk.closed import LENT, Hold
from wasata.desk.closing import FATES, Loss, State
from wasata.desk.coming import zone_of_case
from wasata.desk.voice import author_shown
from wasata.errors import CaseIsClosed, CaseWrong, ClosingWrong, ReasonTooLong, WasataError
from wasata.record.kinds.closing import Fate
from wasata.room import wiring
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, log_name, sent_to, show, typed_in
from wasata.values import Lang
from wasata.words import Key

ACTS = ("plan", "approve", "stop", "hold", "lift-ask", "lift", "back-ask", "back")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One log: `field` its name in the form, `says` what is lost or shut by the plan, in a sentence; nothing where it is kept."""

    told: Loss
    name: str
    field: str
    chosen: str
    who: str
    out: str
    says: str
    did: str


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold that stands. `lifting`: who asks that it be lifted, in a sentence."""

    told: Hold
    name: str
    lifting: str
    may_lift: bool


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """`lost`, `shut`: what the plan destroys and seals; `can_hold`: of what something is left; `back`: who asks that the case be
    opened again, under the name `ask`."""

    told: State
    logs: tuple[LogLine, ...]
    always: tuple[LogLine, ...]
    lost: tuple[LogLine, ...]
    shut: tuple[LogLine, ...]
    can_hold: tuple[LogLine, ...]
    fates: tuple[Fate, ...]
    stands: str
    holding: tuple[HoldLine, ...]
    ask: str
    back: str
    typed: dict[str, str]
    act: str
    done: str
    trouble: Trouble | None


def called(log: str | None, lang: Lang) -> str:
    """A log of a plan or a hold, in words."""
    if log is None:
        return words.say("closing.whole_case", lang)
    return words.say("closing.lent", lang) if log == LENT else log_name(log, lang)


def _line(loss: Loss, n: int, lang: Lang, zone: ZoneInfo, typed: dict[str, str]) -> LogLine:
    comma = words.say("room.list_comma", lang)
    field, name = f"log-{n}", called(loss.log, lang)
    who = comma.join(author_shown(reader, lang) for reader in loss.holders) or words.say("closing.nobody", lang)
    entries, files = (
        words.count(f"closing.n_{what}", n, lang) for what, n in (("entries", loss.entries), ("files", loss.files))
    )
    out = words.count("closing.n_out", loss.taken_out, lang) if loss.taken_out else ""
    if loss.recipients:
        out = f"{out} {words.say('closing.out_to', lang, who=comma.join(words.tame(r) for r in loss.recipients))}"
    key = {"destroyed": "closing.lost_log", "sealed": "closing.sealed_log"}.get("" if loss.ended else loss.fate, "")
    says = words.say(key, lang, log=name, entries=entries, files=files, who=who) if key else ""
    chosen = typed.get(field, loss.fate) if typed.get(f"{field}-name", loss.log) == loss.log else loss.fate
    if says and loss.holds:
        says = f"{says} {words.say('closing.held_now', lang)}"
    at = words.instant(loss.ended.at, lang, zone=zone) if loss.ended else ""
    did = words.say(f"closing.did.{loss.ended.fate}", lang, at=at) if loss.ended else ""
    return LogLine(loss, name, field, chosen, who, out, says, did)


def _asks(key: str, who: str, why: str, lang: Lang) -> str:
    return words.say(key, lang, who=author_shown(who, lang), why=words.tame(why))


def _hold(desk: Desk, told: State, hold: Hold, lang: Lang) -> HoldLine:
    lifting = _asks("closing.lift_asked", hold.lifting_by, hold.lifting_reason or "", lang) if hold.lifting_by else ""
    return HoldLine(hold, called(hold.log, lang), lifting, told.may_lift and hold.lifting_by not in (None, desk.reader))


def _stands(told: State) -> str:
    if told.closed_at is not None:
        return "closed"
    if told.plan is None:
        return "none"
    return "agreed" if told.plan.approved_by else "waits"


def _draw(request: HttpRequest, desk: Desk, error: WasataError | None = None) -> HttpResponse:
    lang = page_language()
    told = desk_closing.state(desk)
    typed = {key: value for key, value in request.POST.items() if isinstance(value, str)} if error else {}
    done, zone = request.GET.get("done", ""), zone_of_case(desk)
    lines = tuple(_line(loss, n, lang, zone, typed) for n, loss in enumerate(told.logs))
    always = tuple(_line(loss, -1, lang, zone, {}) for loss in told.always)
    page = ClosingPage(
        told, lines, always,
        tuple(x for x in lines if x.says and x.told.fate == "destroyed"),
        tuple(x for x in lines if x.says and x.told.fate == "sealed"),
        tuple(x for x in lines if x.told.log != LENT and (x.told.ended is None or x.told.ended.fate == "sealed")),
        FATES, _stands(told), tuple(_hold(desk, told, hold, lang) for hold in told.holds),
        told.reopening.ask if told.reopening else "",
        _asks("closing.back_asked", told.reopening.by, told.reopening.reason, lang) if told.reopening else "",
        typed, new_act_id(),
        words.say(f"closing.done.{done}", lang) if done in ACTS else "",
        Trouble.of(error),
    )  # fmt: skip
    return show(request, "room/closing/page.html", page, desk=desk, here="record", status=400 if error else 200)


@require_GET
@case_act
def closing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What stands of the end of the case."""
    desk_closing.require_may_see(desk)
    return _draw(request, desk)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise ClosingWrong(why=Key("closing.why.day"), value=typed[:40]) from None


def _until(desk: Desk, typed: str) -> datetime | None:
    return desk_closing.hour_of(desk, _day(typed)) if typed.strip() else None


def _fates(request: HttpRequest) -> dict[str, Fate]:
    """What was chosen for each log, by the log's own name beside it: a log opened meanwhile shifts no choice to another."""
    sent = request.POST
    return {sent[f"{key}-name"]: value for key, value in sent.items() if f"{key}-name" in sent}  # type: ignore[misc]


def _does(request: HttpRequest, desk: Desk, what: str) -> Callable[[], object]:
    """The act a form asks for."""
    sent = {key: str(value) for key, value in request.POST.items()}
    reason, plan, hold = sent.get("reason", "").replace("\r\n", "\n"), sent.get("plan", ""), sent.get("hold", "")
    act_id = act_id_of(request, what, typed_in(request))
    notice = {lang: sent.get(f"notice_{lang}", "").replace("\r\n", "\n") for lang in ("ar", "en")}
    acts: dict[str, Callable[[], object]] = {
        "plan": lambda: desk_closing.plan_closing(
            desk, _day(sent.get("day", "")), _fates(request), reason, notice=notice, act_id=act_id
        ),
        "approve": lambda: desk_closing.approve_closing(desk, plan, sent.get("signed", "")),
        "stop": lambda: desk_closing.stop_closing(desk, plan, reason),
        "hold": lambda: desk_closing.place_hold(
            desk, sent.get("asked_by", ""), reason, log=sent.get("log") or None, until=_until(desk, sent.get("until", "")),
            act_id=act_id,
        ),
        "lift-ask": lambda: desk_closing.ask_lifting(desk, hold, reason),
        "lift": lambda: desk_closing.lift_hold(desk, hold),
        "back-ask": lambda: desk_closing.ask_reopening(desk, reason, act_id=act_id),
        "back": lambda: desk_closing.reopen_case(desk, sent.get("ask", "")),
    }  # fmt: skip
    if what not in acts:
        raise wiring.NotHere
    return acts[what]


@sent_to("closing")
@case_act
def closing_do(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """One act of the end of the case."""
    desk_closing.require_may_see(desk)
    act = _does(request, desk, what)
    try:
        act()
    except (ClosingWrong, CaseWrong, CaseIsClosed, ReasonTooLong) as error:
        return _draw(request, desk, error)
    return redirect(f"{reverse('closing', kwargs={'case': desk.case})}?done={what}")
