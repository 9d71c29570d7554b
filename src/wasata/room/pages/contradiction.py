"""Contradictions: the list, and an analyst's word that both claims of one stand.

Danger: a list so long of false ones that the true one is not read.
Duty: what the desk answers, drawn; forms that settle and open again.
"""

from dataclasses import dataclass
from typing import cast, get_args
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import contradiction as desk_contradiction
from wasata.desk.access import Desk, new_act_id
from wasata.desk.clash import Kind as ClashKind
from wasata.desk.contradiction import WHYS, ContradictionsPage
from wasata.room.languages import page_language
from wasata.room.pages.parts import Kind, act_id_of, case_act, case_page, needs, sent_to, show

LOGS = ("press",)


@dataclass(frozen=True, slots=True)
class ListPage:
    told: ContradictionsPage
    kinds: tuple[Kind, ...]
    whys: tuple[tuple[str, str], ...]
    page: int
    pages: int
    before: str
    after: str
    act: str


@require_GET
@case_page
def contradictions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What cannot both hold, newest first; of one kind, if one was chosen."""
    lang = page_language()
    asked = request.GET.get("kind", "")
    kind = cast(ClashKind, asked) if asked in get_args(ClashKind) else None
    number = int(request.GET["page"]) if request.GET.get("page", "").isdecimal() and len(request.GET["page"]) < 6 else 1
    told = desk_contradiction.contradictions(desk, lang, kind=kind, page=max(1, number))
    address = reverse("contradictions", kwargs={"case": desk.case})

    def page_at(n: int) -> str:
        kept = {"kind": kind} if kind else {}
        return f"{address}?{urlencode(kept | {'page': str(n)})}" if 1 <= n <= told.pages else ""

    kinds = tuple(Kind(k, words.say(f"contradiction.kind.{k}", lang), n, k == kind) for k, n in told.kinds)
    whys = tuple((w, words.say(f"contradiction.settled.{w}", lang)) for w in WHYS)
    page = ListPage(
        told, kinds, whys, told.page, told.pages, page_at(told.page - 1), page_at(told.page + 1), new_act_id()
    )
    return show(request, "room/contradiction/list.html", page, desk=desk, here="contradictions", logs=LOGS)


@sent_to("contradictions")
@case_act
def contradiction_settle(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Records that both claims stand, and why."""
    needs(desk, "press")
    desk.require("settle_contradiction")
    key, why = request.POST.get("key", "")[:40], request.POST.get("why", "")
    reason = request.POST.get("reason", "").strip()
    if why not in WHYS or not reason:
        raise SuspiciousOperation
    desk_contradiction.settle(desk, key, why, reason, act_id=act_id_of(request, key, why, reason))
    return redirect(f"{reverse('contradictions', kwargs={'case': desk.case})}#settled")


@sent_to("contradictions")
@case_act
def contradiction_reopen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Opens a settled one again."""
    needs(desk, "press")
    key = request.POST.get("key", "")[:40]
    desk_contradiction.reopen(desk, key, act_id=act_id_of(request, key))
    return redirect(f"{reverse('contradictions', kwargs={'case': desk.case})}#{key}")
