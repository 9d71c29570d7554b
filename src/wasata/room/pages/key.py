"""Keys for programs: a reader's own, and for the lead all of the case.

Danger: a secret that stays on a page, in a history or in a log of requests.
Duty: what keys stand, the form for a new one, taking one back. A new key is shown in the answer to its own form, once,
and the answer is stored nowhere.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.key import NEVER, KeyLine, NewKey, list_keys, make_key, revoke_key
from wasata.desk.voice import author_shown
from wasata.errors import ApiKeyWrong, LogNotYours
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, log_name, sent_to, show

DAYS = (7, 30, 90, 366)


@dataclass(frozen=True, slots=True)
class Line:
    """One key: its logs and its owner in words."""

    told: KeyLine
    logs: str
    owner: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A log, or a number of days, that may be chosen."""

    code: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class KeysPage:
    keys: tuple[Line, ...]
    all_of_case: bool
    logs: tuple[Choice, ...]
    days: tuple[Choice, ...]
    act: str
    schema: str
    name: str = ""
    made: NewKey | None = None
    trouble: Trouble | None = None


def _page(
    request: HttpRequest, desk: Desk, *, made: NewKey | None = None, trouble: Trouble | None = None
) -> HttpResponse:
    lang = page_language()
    typed = request.POST if trouble else {}
    chosen = request.POST.getlist("log") if trouble else ["press"]
    comma = words.say("room.list_comma", lang)
    lines = tuple(
        Line(k, comma.join(log_name(x, lang) for x in k.logs), author_shown(k.reader, lang)) for k in list_keys(desk)
    )
    page = KeysPage(
        lines, desk.holds("access"),
        tuple(Choice(x, log_name(x, lang), x in chosen) for x in desk.sight if x.partition("/")[0] not in NEVER),
        tuple(Choice(str(n), words.count("key.n_days", n, lang), str(n) == typed.get("days", "30")) for n in DAYS),
        new_act_id(), request.build_absolute_uri(reverse("api:openapi-json")), typed.get("name", ""), made, trouble,
    )  # fmt: skip
    return show(request, "room/key/list.html", page, desk=desk, here="key", status=400 if trouble else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def key(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The keys; a new one is sent to the same address."""
    desk.require("make_key")
    if request.method != "POST":
        return _page(request, desk)
    name, logs, days = request.POST.get("name", ""), request.POST.getlist("log"), request.POST.get("days", "")
    try:
        made = make_key(
            desk, name, logs, int(days) if days.isdecimal() and len(days) < 5 else 0,
            act_id=act_id_of(request, name, *logs, days),
        )  # fmt: skip
    except (ApiKeyWrong, LogNotYours) as error:
        return _page(request, desk, trouble=Trouble.of(error))
    return _page(request, desk, made=made)


@sent_to("key")
@case_act
def key_revoke(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """Takes one back."""
    desk.require("make_key")
    revoke_key(desk, key)
    return redirect(reverse("key", kwargs={"case": desk.case}))
