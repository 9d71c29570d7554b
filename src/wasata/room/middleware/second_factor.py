"""Nobody passes without a second factor where the room asks everybody for one.

Danger: a door beside the pages: the interface, a file, an address nobody thought of.
Duty: whoever is signed in and has none is led to where he sets one up, and may open nothing else; a program that asks by his
sign-in is refused. A program with a key of its own is judged by that alone.
Shape: stands behind `Presence`, before every address there is.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wasata.room import second_factor
from wasata.room.middleware.presence import may_pass
from wasata.room.pages import errors

OPEN_BEFORE = {
    "factor_first", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "account_change_password", "account_logout", "sign_in_left", "door",
}  # fmt: skip


class SecondFactor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or may_pass(request, OPEN_BEFORE):
            return self.get_response(request)
        by_key = request.path_info.startswith("/api/") and "Authorization" in request.headers
        if by_key or not second_factor.must_set_up(request):
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            return errors.refused(request, second_factor.SecondFactorFirst())
        return redirect("factor_first")
