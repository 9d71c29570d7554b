"""Nothing with content in it is kept by anybody on the way.

Danger: a page of the room found later in a browser's cache, a proxy, a preview.
Duty: `Cache-Control: private, no-store` on every answer that is not a static file, and the last headers others leave out.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wasata.room import keeping

_ANSWER = Callable[[HttpRequest], HttpResponse]


class Reserve:
    def __init__(self, get_response: _ANSWER) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        keeping.asked()
        response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
