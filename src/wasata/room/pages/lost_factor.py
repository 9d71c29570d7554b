"""A second factor that somebody lost: said by one, confirmed by another, seen by all who could have spoken, and by himself.

Danger: two forms that are sent without anybody having spoken with anybody; a home in which nobody could help, found out on the
day it is needed; an abuse of which its victim never hears.
Duty: the page of leads and officers: what waits, who said what, what is still missing, for whom too few could speak; the acts;
and the form by which the person himself says that he has lost nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wasata import words
from wasata.desk import lost_factor as desk_lost
from wasata.desk.access import Desk, new_act_id
from wasata.desk.lost_factor import Alone, Line
from wasata.errors import LostFactorWrong, ReasonTooLong, WasataError
from wasata.room import lost_factor, second_factor, wiring
from wasata.room.languages import page_language
from wasata.room.models import Person
from wasata.room.pages.errors import status_of
from wasata.room.pages.parts import Trouble, act_id_of, case_act, sent_to, show, typed_in
from wasata.words import Key

REFUSED = (LostFactorWrong, ReasonTooLong)
DONE = ("report", "confirm", "fell", "stop")


@dataclass(frozen=True, slots=True)
class Shown:
    """One request. `has_one`: since it fell he has set up another."""

    line: Line
    has_one: bool


@dataclass(frozen=True, slots=True)
class LostPage:
    waiting: tuple[Shown, ...]
    over: tuple[Shown, ...]
    too_few: tuple[Alone, ...]
    me: str
    act: str
    done: str
    reader: str = ""
    how: str = ""
    """What was typed and refused, beside the request it was typed for."""
    about: str = ""
    trouble: Trouble | None = None


def _page(request: HttpRequest, desk: Desk, error: WasataError | None = None) -> HttpResponse:
    lang = page_language()
    told = desk_lost.board(desk)
    people = Person.objects.filter(username__in=[line.told.reader for line in told])
    has_one = {str(person.username) for person in people if second_factor.has_one(person)}
    shown = tuple(Shown(line, line.told.reader in has_one) for line in told)
    done, typed = request.GET.get("done", ""), request.POST if error else {}
    page = LostPage(
        tuple(x for x in shown if x.line.told.state == "waits"),
        tuple(x for x in shown if x.line.told.state != "waits"),
        desk_lost.too_few(desk), desk.reader, new_act_id(),
        words.say(f"lostfactor.done.{done}", lang) if done in DONE else "",
        typed.get("reader", request.GET.get("reader", ""))[:64], typed.get("how", typed.get("reason", ""))[:4000],
        typed.get("request", "")[:64], Trouble.of(error),
    )  # fmt: skip
    status = status_of(error) if error else 200
    return show(request, "room/lost_factor/page.html", page, desk=desk, here="readers", status=status)


@case_act
def lost_factors(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was said of lost second factors in this case."""
    desk.require("report_lost_factor")
    return _page(request, desk)


def _report(desk: Desk, sent: dict[str, str], act_id: str | None) -> str:
    reader = sent.get("reader", "").strip().lower()[:64]
    if reader != desk.reader and not Person.objects.filter(username=reader).exists():
        raise LostFactorWrong(why=Key("lostfactor.why.nobody"), value=reader)
    desk_lost.report(desk, reader, sent.get("how", ""), act_id=act_id)
    return "report"


def _confirm(desk: Desk, sent: dict[str, str], act_id: str | None) -> str:
    found = desk_lost.confirm(desk, sent.get("request", ""), sent.get("how", ""), act_id=act_id)
    if found.state != "fell":
        return "confirm"
    lost_factor.settle(desk.home)
    return "fell"


def _stop(desk: Desk, sent: dict[str, str], act_id: str | None) -> str:
    desk_lost.stop(desk, sent.get("request", ""), sent.get("reason", ""), act_id=act_id)
    return "stop"


ACTS: dict[str, Callable[[Desk, dict[str, str], str | None], str]] = {
    "report": _report, "confirm": _confirm, "stop": _stop
}  # fmt: skip


@sent_to("lost_factors")
@case_act
def lost_factor_do(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """One act of it."""
    desk.require("report_lost_factor")
    if what not in ACTS:
        raise wiring.NotHere
    sent = {key: str(value).replace("\r\n", "\n") for key, value in request.POST.items()}
    try:
        done = ACTS[what](desk, sent, act_id_of(request, what, typed_in(request)))
    except REFUSED as error:
        return _page(request, desk, error)
    return redirect(f"{reverse('lost_factors', kwargs={'case': desk.case})}?done={done}")


@sent_to("account")
@login_required
def lost_nothing(request: HttpRequest) -> HttpResponse:
    """He is here, and has lost nothing."""
    stopped = desk_lost.deny(wiring.home(), wiring.reader_of(request), wiring.now())
    return redirect(f"{reverse('account')}{'?denied' if stopped else ''}")
