"""A person's own key in a case: its number, whether it is at hand, what waits for it, his part of the recovery key.

Danger: recovery words left on a screen, in a history or with whoever comes to an open room; a key made anew by a slip, with which
everything that was handed to the old one is gone.
Duty: the page; opening a key that is not at hand, by the password; making another in its place; taking down one's part.
Shape: passwords are asked here each time, and tries are counted. The words are shown to their owner's own key alone.
"""

import secrets
from dataclasses import dataclass

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.person_key import MyKey, my_key, my_part, write_part
from wasata.errors import DeskError, KeepingWrong, PersonKeyClosed, PersonUnknown, WasataError
from wasata.room import person_key as at_door
from wasata.room.languages import page_language
from wasata.room.pages.errors import status_of
from wasata.room.pages.parts import Trouble, act_id_of, case_act, log_name, sent_to, show

ASKED = 2
"""So many words of his part he types back from his paper."""


class PasswordWrong(DeskError):
    """The password is not the one he signs in with, or was tried too often."""

    code = "personkey.password"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a part, with its number."""

    number: int
    word: str


@dataclass(frozen=True, slots=True)
class MyKeyPage:
    told: MyKey
    groups: tuple[str, ...]
    waits_for: tuple[str, ...]
    part: tuple[Word, ...]
    part_number: int
    asked: tuple[int, ...]
    act: str
    done: str
    closed: bool = False
    """The password he has now does not open it: it was sealed by another."""
    trouble: Trouble | None = None


def _page(request: HttpRequest, desk: Desk, error: WasataError | None = None, *, closed: bool = False) -> HttpResponse:
    lang = page_language()
    with desk.hold():
        told = my_key(desk)
    part = my_part(desk) if told.is_here else None
    listed = tuple(Word(n, w) for n, w in enumerate(part.words.split(), 1)) if part else ()
    asked = sorted(secrets.SystemRandom().sample(range(1, len(listed) + 1), ASKED)) if listed else ()
    done = request.GET.get("done", "")
    page = MyKeyPage(
        told, tuple((told.number or "").split()), tuple(log_name(log, lang) for log in told.waits_for), listed,
        part.number if part else 0, tuple(asked), new_act_id(),
        words.say(f"personkey.done.{done}", lang) if done in ("opened", "made", "written") else "", closed,
        Trouble.of(error),
    )  # fmt: skip
    return show(
        request,
        "room/person_key/mine.html",
        page,
        desk=desk,
        here="person_key",
        status=status_of(error) if error else 200,
    )


@require_http_methods(["GET", "HEAD"])
@case_act
def person_key(request: HttpRequest, desk: Desk) -> HttpResponse:
    """His own key."""
    return _page(request, desk)


def _password(request: HttpRequest) -> str:
    """The password he typed, if it is the one he signs in with.

    Raises:
        PasswordWrong: it is not, or he has tried too often.
    """
    typed = request.POST.get("password", "")
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise PasswordWrong
    if not typed or not request.user.check_password(typed):
        raise PasswordWrong
    return typed


def _back(desk: Desk, done: str) -> HttpResponse:
    return redirect(f"{reverse('person_key', kwargs={'case': desk.case})}?done={done}")


@sent_to("person_key")
@case_act
def person_key_open(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Opens his key with his password; with the one it was sealed by, where that is another."""
    assert request.user.is_authenticated
    was = request.POST.get("was", "")
    try:
        password = _password(request)
        if was:
            at_door.open_with(request, request.user, was, password)
        else:
            at_door.open_at_sign_in(request, request.user, password)
            if not at_door.is_opened(request):
                raise PersonKeyClosed(person=desk.reader)
    except (PasswordWrong, PersonKeyClosed, PersonUnknown) as error:
        return _page(request, desk, error, closed=isinstance(error, PersonKeyClosed))
    return _back(desk, "opened")


@sent_to("person_key")
@case_act
def person_key_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Another key in the place of one that he cannot open any more."""
    assert request.user.is_authenticated
    try:
        password = _password(request)
        if request.POST.get("lost") != "yes":
            raise PersonKeyClosed(person=desk.reader)
        at_door.make_anew(request, request.user, password)
    except (PasswordWrong, PersonKeyClosed) as error:
        return _page(request, desk, error, closed=True)
    return _back(desk, "made")


@sent_to("person_key")
@case_act
def person_key_part(request: HttpRequest, desk: Desk) -> HttpResponse:
    """He has written his part down: two words of it, by their numbers."""
    typed = {
        int(name.removeprefix("word-")): str(word)
        for name, word in request.POST.items()
        if name.startswith("word-") and name.removeprefix("word-").isdecimal() and len(name) < 9
    }
    try:
        if len(typed) != ASKED:
            raise KeepingWrong(why=words.Key("keeping.why.word"), value=len(typed))
        write_part(desk, typed, act_id=act_id_of(request))
    except KeepingWrong as error:
        return _page(request, desk, error)
    return _back(desk, "written")
