"""Who is there, and how long he has been away.

Danger: a room left open on a desk; a printed password that goes on opening the door.
Duty: a sign-in ends after `WASATA_IDLE_MINUTES` without a page; a one-time password leads to changing it and nowhere else.
Shape: the sign-in's row keeps one number, when it was last used, written at most once a minute.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from wasata.room import wiring

_LAST = "last_used"
_OPEN_BEFORE_CHANGE = {"account_change_password", "account_logout", "account_reauthenticate", "mfa_reauthenticate"}


class Presence:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(wiring.now().timestamp())
            last = request.session.get(_LAST, now)
            if now - last > settings.WASATA_IDLE_MINUTES * 60:
                logout(request)
            elif now - last >= 60 or _LAST not in request.session:
                request.session[_LAST] = now
        if request.user.is_authenticated and request.user.must_change and not self._may_pass(request):
            return redirect("account_change_password")
        return self.get_response(request)

    @staticmethod
    def _may_pass(request: HttpRequest) -> bool:
        try:
            return resolve(request.path_info).url_name in _OPEN_BEFORE_CHANGE
        except Resolver404:
            return False
