"""What opens for whom in a case: who waits for his key, what the server reads with nobody signed in, the recovery key.

Danger: a lead who compares a number with himself, on his own screen; a page that makes a stolen key look mended.
Duty: the board for whoever holds `access`; comparing a key, handing what waits, a new key of a log; putting the case into
persons' hands; another recovery key; and for leads and officers, two parts put together.
Shape: the digits of others stand on no page but their own: they are read to a lead, and typed here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.person_key import (
    OTHERS,
    Board,
    LogLine,
    PersonLine,
    board,
    confirm_person_key,
    hand_keys,
    keep_case,
    my_key,
    recover,
    renew_recovery,
    turn_key,
    who_may_keep,
)
from wasata.desk.voice import author_shown
from wasata.errors import AccessWrong, KeepingWrong, KeyNeeded, NumberWrong, PersonUnknown, RecoveryRefused, WasataError
from wasata.record.recovery import NEEDED
from wasata.room.charts import holding as chart
from wasata.room.charts.picture import Picture
from wasata.room.languages import page_language
from wasata.room.pages.errors import status_of
from wasata.room.pages.parts import Trouble, act_id_of, case_act, log_name, needs, sent_to, show, typed_in
from wasata.values import Lang

REFUSED = (AccessWrong, KeepingWrong, KeyNeeded, NumberWrong, PersonUnknown, RecoveryRefused)
DONE = ("kept", "compared", "handed", "turned", "renewed", "recovered", "nothing")


@dataclass(frozen=True, slots=True)
class Line:
    """One log with its name in words, and who holds it."""

    told: LogLine
    name: str
    holders: str


@dataclass(frozen=True, slots=True)
class Waits:
    """One reader who waits, and for which logs in words."""

    told: PersonLine
    logs: str


@dataclass(frozen=True, slots=True)
class HoldingPage:
    told: Board
    by_room: str
    closed: tuple[Line, ...]
    picture: Picture | None
    """Once a log is sealed for persons."""
    waiting: tuple[Waits, ...]
    others: tuple[str, ...]
    me: str
    is_here: bool
    may_act: bool
    """The auditor reads what opens for whom; what is done here is a lead's."""
    may_recover: bool
    n_parts: tuple[int, ...]
    act: str
    done: str
    trouble: Trouble | None = None


def _page(request: HttpRequest, desk: Desk, error: WasataError | None = None) -> HttpResponse:
    lang = page_language()
    comma = words.say("room.list_comma", lang)
    with desk.hold():
        told = board(desk)
    done = request.GET.get("done", "")
    closed = tuple(
        Line(line, log_name(line.log, lang), comma.join(author_shown(h, lang) for h in line.holders))
        for line in told.logs
        if not line.by_room
    )
    page = HoldingPage(
        told,
        comma.join(log_name(log, lang) for log in told.read_by_room),
        closed,
        _picture(told, closed, lang) if closed else None,
        tuple(Waits(p, comma.join(log_name(log, lang) for log in p.waits_for)) for p in told.waiting),
        who_may_keep(desk), desk.reader, my_key(desk).is_here, desk.may("keep_case"), desk.may("recover"),
        tuple(range(1, OTHERS + 1)), new_act_id(),
        words.say(f"holding.done.{done}", lang) if done in DONE else "",
        Trouble.of(error),
    )  # fmt: skip
    status = status_of(error) if error else 200
    return show(request, "room/holding/board.html", page, desk=desk, here="holding", logs=("access",), status=status)


def _picture(told: Board, closed: tuple[Line, ...], lang: Lang) -> Picture:
    """Who opens which sealed log: the server, the recovery key, and each who holds or was given one."""
    given = {p.reader: p.waits_for for p in told.waiting}
    who = tuple(sorted({h for line in closed for h in line.told.holders} | given.keys()))

    def marks(line: LogLine) -> tuple[chart.Mark, ...]:
        held: list[chart.Mark] = ["opens" if line.by_room else "none", "opens" if line.recovered else "none"]
        for one in who:
            held.append("opens" if one in line.holders else "waits" if line.log in given.get(one, ()) else "none")
        return tuple(held)

    columns = (words.say("holding.chart.server", lang), words.say("holding.chart.recovery", lang))
    rows = tuple(chart.Row(line.name, marks(line.told)) for line in closed)
    names = columns + tuple(author_shown(one, lang) for one in who)
    return chart.draw(chart.Holding("keys", words.say("holding.chart.title", lang), rows, names), lang)


@require_http_methods(["GET", "HEAD"])
@case_act
def holding(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What opens for whom."""
    needs(desk, "access")
    return _page(request, desk)


def _done(request: HttpRequest, desk: Desk, done: Callable[[], str]) -> HttpResponse:
    needs(desk, "access")
    try:
        told = done()
    except REFUSED as error:
        return _page(request, desk, error)
    return redirect(f"{reverse('holding', kwargs={'case': desk.case})}?done={told}")


def _others(request: HttpRequest) -> dict[str, str]:
    """The two others who were chosen, each with the digits that were typed for him."""
    chosen = (
        (request.POST.get(f"other-{n}", "")[:64], request.POST.get(f"digits-{n}", "")[:80])
        for n in range(1, OTHERS + 1)
    )
    return {reader: digits for reader, digits in chosen if reader}


@sent_to("holding")
@case_act
def holding_keep(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Persons keep the case from now on."""
    desk.require("keep_case")

    def act() -> str:
        keep_case(desk, _others(request), act_id=act_id_of(request, typed_in(request)))
        return "kept"

    return _done(request, desk, act)


@sent_to("holding")
@case_act
def holding_compare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The digits that somebody read: his key is his, and what waits is handed to him."""
    desk.require("confirm_person_key")
    reader, typed = request.POST.get("reader", "")[:64], request.POST.get("digits", "")[:80]

    def act() -> str:
        confirm_person_key(desk, reader, typed, act_id=act_id_of(request, reader, typed))
        return "compared"

    return _done(request, desk, act)


@sent_to("holding")
@case_act
def holding_hand(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits for somebody whose key was compared is handed to him."""
    desk.require("hand_keys")
    reader = request.POST.get("reader", "")[:64]
    return _done(request, desk, lambda: "handed" if hand_keys(desk, reader) else "nothing")


@sent_to("holding")
@case_act
def holding_turn(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new key of one log."""
    desk.require("turn_key")
    log = request.POST.get("log", "")[:100]

    def act() -> str:
        turn_key(desk, log, act_id=act_id_of(request, log))
        return "turned"

    return _done(request, desk, act)


@sent_to("holding")
@case_act
def holding_renew(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Another recovery key."""
    desk.require("renew_recovery")

    def act() -> str:
        renew_recovery(desk, _others(request), _parts(request), act_id=act_id_of(request, typed_in(request)))
        return "renewed"

    return _done(request, desk, act)


def _parts(request: HttpRequest) -> list[str]:
    """The parts of the recovery key that were typed."""
    typed = (" ".join(request.POST.get(f"part-{n}", "")[:600].split()) for n in range(1, NEEDED + 1))
    return [part for part in typed if part]


@dataclass(frozen=True, slots=True)
class RecoverPage:
    act: str
    n_parts: tuple[int, ...]
    done: str = ""
    trouble: Trouble | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def holding_recover(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Two parts of the recovery key, put together by whoever of the officers is left."""
    desk.require("recover")
    if not my_key(desk).kept_by_persons:
        raise KeepingWrong(why=words.Key("keeping.why.room"), value=desk.case)
    lang, error, done = page_language(), None, request.GET.get("done", "")
    if request.method == "POST":
        reader, typed = request.POST.get("reader", "").strip()[:64], request.POST.get("digits", "")[:80]
        try:
            numbers = {reader: typed} if reader else {}
            handed = recover(desk, _parts(request), numbers, act_id=act_id_of(request, reader, typed))
            told = "recovered" if handed else "recovered_none"
            return redirect(f"{reverse('holding_recover', kwargs={'case': desk.case})}?done={told}")
        except REFUSED as refused:
            error = refused
    page = RecoverPage(
        new_act_id(), tuple(range(1, NEEDED + 1)),
        words.say(f"holding.{done}", lang) if done in ("recovered", "recovered_none") else "",
        Trouble.of(error),
    )  # fmt: skip
    status = status_of(error) if error else 200
    return show(request, "room/holding/recover.html", page, desk=desk, here="holding", status=status)
