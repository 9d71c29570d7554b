"""Who is there, and how long he has been away.

Danger: a room left open on a desk; a printed password that goes on opening the door; a page that asks by itself and so keeps open
what nobody looks at; somebody who is put out and does not know why, nor that what he typed is gone.
Duty: a sign-in that has ended opens nothing (`sign_ins.py`); whoever is led to the door by that is told why, and comes back to
the page he was on. What a person asks keeps his sign-in open; what a page asks by itself (`by_itself` in its address) does not. A
one-time password leads to changing it and nowhere else.
"""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from wasata.room import guessing, sign_ins, wiring

_OPEN_BEFORE_CHANGE = {
    "account_change_password", "account_logout", "account_reauthenticate", "mfa_reauthenticate", "sign_in_left",
}  # fmt: skip


class Presence:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not _asks_by_itself(request):
            sign_ins.use(request, wiring.now())
        if request.user.is_authenticated and request.user.must_change and not may_pass(request, _OPEN_BEFORE_CHANGE):
            return redirect("account_change_password")
        return _told_why(request, self.get_response(request))


def may_pass(request: HttpRequest, open_pages: set[str]) -> bool:
    """Whether this page is open to somebody who must do something else first."""
    try:
        return resolve(request.path_info).url_name in open_pages
    except Resolver404:
        return False


def _asks_by_itself(request: HttpRequest) -> bool:
    return sign_ins.BY_ITSELF in request.GET or may_pass(request, {"sign_in_left"})


def _told_why(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Who is led to the door because his sign-in has ended is told so there; where he had sent a form, that it was not done."""
    led = urlsplit(response.headers.get("Location", ""))
    why = sign_ins.over(request) if response.status_code == 302 and led.path == reverse(settings.LOGIN_URL) else ""
    if why:
        asked = {key: values[0] for key, values in parse_qs(led.query).items()}
        asked = {REDIRECT_FIELD_NAME: request.get_full_path(), **asked, "ended": why}
        if request.method == "POST":
            asked["typed"] = "1"
        response.headers["Location"] = f"{led.path}?{urlencode(asked)}"
    return response


class Device:
    """Lays beside whoever has just signed in what tells his device again (`guessing.py`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        device = getattr(request, "device_now", None)
        if device is not None:
            guessing.give(response, device)
        return response
