"""The key of whoever asks, at hand for as long as one request is answered.

Danger: a key that is used for somebody who is signed in no more.
Duty: takes it from the sign-in's row and the browser's cookie (`room/person_key.py`) and lays it beside the request; keeps one
that was opened by a password, once its owner has shown his second factor too; takes the cookie away from who has gone.
Shape: `request.person_key`, which `wiring.pair_of` reads.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wasata.room import person_key


class PersonKey:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.person_key = person_key.kept(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        person_key.keep(request, response)
        if person_key.cookie() in request.COOKIES and person_key.ROW not in request.session:
            response.delete_cookie(person_key.cookie(), path="/", samesite="Strict")
        return response
