"""Who reads a case, for its lead: admitted, given what opens the door once, shut out, taken off.

Danger: a one-time password that stays on a page, in a history or with whoever keeps the machine; a colleague's name given to
somebody else; a delegate admitted as an officer by a slip.
Duty: the list with what each holds and how he got in; four acts. A one-time password stands in the answer to its own form, once,
and nowhere else.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk import sign_in
from wasata.desk.access import ROLES, Desk, new_act_id
from wasata.errors import AccessWrong, SignInWrong, WasataError
from wasata.record.home import KEEPER
from wasata.room.languages import page_language
from wasata.room.models import Person
from wasata.room.pages.errors import status_of
from wasata.room.pages.parts import Trouble, act_id_of, case_act, log_name, needs, sent_to, show
from wasata.room.people import admit, shut

REFUSED = (AccessWrong, SignInWrong)
DONE = ("opened", "admitted", "off", "shut")


@dataclass(frozen=True, slots=True)
class Line:
    """One reader. `door`: none, once (printed and not changed yet), own (a password of his own), shut."""

    told: sign_in.Line
    logs: str
    door: str
    by_keeper: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What was given just now. `shown` is empty where the same form was sent before."""

    reader: str
    shown: str


@dataclass(frozen=True, slots=True)
class ReadersPage:
    here: tuple[Line, ...]
    gone: tuple[Line, ...]
    roles: tuple[str, ...]
    me: str
    may_act: bool
    act: str
    door_address: str
    done: str = ""
    given: Given | None = None
    name: str = ""
    role: str = "officer"
    asks_same: bool = False
    """Somebody of the name that was typed has a sign-in: is it he?"""
    trouble: Trouble | None = None


def _door(person: Person | None) -> str:
    if person is None:
        return "none"
    return "shut" if not person.is_active else "once" if person.must_change else "own"


def _page(
    request: HttpRequest, desk: Desk, *, error: WasataError | None = None, given: Given | None = None
) -> HttpResponse:
    lang = page_language()
    comma = words.say("room.list_comma", lang)
    told = sign_in.lines(desk)
    known = {p.username: p for p in Person.objects.filter(username__in=[line.reader for line in told])}
    lines = [
        Line(
            line, comma.join(log_name(log, lang) for log in line.logs), _door(known.get(line.reader)),
            KEEPER in (line.told.given_by, line.told.taken_by),
        )
        for line in told
    ]  # fmt: skip
    done = request.GET.get("done", "")
    typed = request.POST if error else {}
    page = ReadersPage(
        tuple(x for x in lines if x.told.here), tuple(x for x in lines if not x.told.here), ROLES, desk.reader,
        desk.may("admit_reader"), new_act_id(), request.build_absolute_uri(reverse("account_login")),
        words.say(f"readers.done.{done}", lang) if done in DONE else "", given,
        typed.get("name", "")[:64], typed.get("role", "officer"),
        error is not None and error.values.get("why") == "readers.why.same_name",
        Trouble.of(error),
    )  # fmt: skip
    status = status_of(error) if error else 200
    return show(request, "room/readers/list.html", page, desk=desk, here="readers", logs=("access",), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def readers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The readers; and, sent, somebody admitted."""
    needs(desk, "access")
    if request.method != "POST":
        return _page(request, desk)
    name, role = request.POST.get("name", "").strip().lower()[:64], request.POST.get("role", "")[:32]
    same = request.POST.get("same") == "yes"
    desk.require("admit_reader")
    try:
        sign_in.admit_new(
            desk, name, role, has_sign_in=Person.objects.filter(username=name).exists(), same_person=same,
            act_id=act_id_of(request, name, role),
        )  # fmt: skip
    except REFUSED as error:
        return _page(request, desk, error=error)
    return _back(desk, "admitted")


def _back(desk: Desk, done: str) -> HttpResponse:
    return redirect(f"{reverse('readers', kwargs={'case': desk.case})}?done={done}")


def _who(request: HttpRequest) -> str:
    return request.POST.get("reader", "")[:64]


@sent_to("readers")
@case_act
def readers_give(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A one-time password, shown once."""
    desk.require("give_sign_in")
    needs(desk, "access")
    who = _who(request)
    try:
        again = Person.objects.filter(username=who).exists()
        written = sign_in.give_sign_in(desk, who, again=again, act_id=act_id_of(request, who))
    except REFUSED as error:
        return _page(request, desk, error=error)
    shown = "" if written.again else admit(who, lang=page_language())
    return _page(request, desk, given=Given(who, shown))


@sent_to("readers")
@case_act
def readers_shut(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Somebody comes in no more."""
    desk.require("take_sign_in")
    needs(desk, "access")
    who = _who(request)
    try:
        sign_in.take_sign_in(desk, who, act_id=act_id_of(request, who))
    except REFUSED as error:
        return _page(request, desk, error=error)
    shut(who)
    return _back(desk, "shut")


@sent_to("readers")
@case_act
def readers_off(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Somebody is taken off the case."""
    desk.require("revoke_log")
    needs(desk, "access")
    who = _who(request)
    try:
        sign_in.take_off(desk, who, act_id=act_id_of(request, who))
    except REFUSED as error:
        return _page(request, desk, error=error)
    if who == desk.reader:  # the page is not there for him any more
        return redirect(reverse("cases"))
    return _back(desk, "off")
