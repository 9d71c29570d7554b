"""What one of the team asked to be put on the table: looked at by a second person, approved, sent back, taken back.

Danger: something approved that its page did not show; who asked, approving his own words.
Duty: the page of one asking, with what every party will see in both languages; a form for each word on it.
Shape: the form carries the digest of what was shown (`signed`); to who is not of the team there is no such page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import for_table
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.for_table import AskedLine, Wish
from wasata.desk.table import called_on_table
from wasata.errors import CaseWrong, TableWrong
from wasata.room import wiring
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, case_act, case_page, needs, sent_to, show
from wasata.room.pages.table import called
from wasata.values import LANGS

LOGS = ("bureau", "table")


@dataclass(frozen=True, slots=True)
class AskedPage:
    """One asking. `called`: whom a name is for, who owes, or the day or commitment that is moved, struck or withdrawn;
    `again`: where its words are written anew, with `typed` as the form there has them."""

    told: AskedLine
    called: str
    words: dict[str, str]
    again: str
    typed: dict[str, str]
    reason: str
    trouble: Trouble | None
    stands_on: str
    to: str
    event: dict[str, str]


def _again(desk: Desk, wish: Wish) -> tuple[str, dict[str, str]]:
    """Where these words can be written anew, and what stands in the form there."""
    typed: dict[str, str] = {lang: (wish.words or {}).get(lang, "") for lang in LANGS}
    case = {"case": desk.case}
    if wish.what == "notice":
        return reverse("notice_write", kwargs=case), typed
    if wish.what == "name":
        return reverse("table_name", kwargs=case), {"who": wish.of or "", **typed}
    if wish.what == "strike":
        return reverse("table_day_strike", kwargs={**case, "entry": wish.of}), typed
    if wish.what == "withdraw":
        return reverse("table_commitment_strike", kwargs={**case, "commitment": wish.of}), typed
    zone = ZoneInfo(case_head(desk, page_language()).zone)
    hour = f"{wish.at.astimezone(zone):%H:%M}" if wish.at else ""
    typed = {"day": wish.day.isoformat() if wish.day else "", "hour": hour, **typed}
    if wish.what == "commitment":
        event = {f"event_{lang}": (wish.event or {}).get(lang, "") for lang in LANGS}
        return reverse("table_commitment", kwargs=case), {"who": wish.of or "", "to": wish.to or "", **typed, **event}
    if wish.what == "move":
        return reverse("table_day_move", kwargs={**case, "entry": wish.of}), typed
    return reverse("table_day", kwargs=case), typed


def _when(desk: Desk, told: AskedLine) -> str:
    """The day, or the hour, at which what is moved or struck stands now."""
    lang, stands = page_language(), told.stands_on
    if isinstance(stands, datetime):
        return words.instant(stands, lang, zone=ZoneInfo(case_head(desk, lang).zone))
    return words.day(stands, lang) if stands else ""


def _draw(request: HttpRequest, desk: Desk, ask: str, reason: str = "", trouble: Trouble | None = None) -> HttpResponse:
    lang = page_language()
    try:
        told = for_table.asked(desk, ask, lang)
    except TableWrong as error:
        raise wiring.NotHere from error
    wish = told.asked.wish
    with desk.hold():
        owes = called_on_table(desk, wish.of or "", lang) if wish.what == "commitment" else ""
        to = called_on_table(desk, wish.to, lang) if wish.to else ""
    name = called(desk, wish.of or "", lang) if wish.what == "name" else owes or told.stands or ""
    event = {x: text for x, text in (wish.event or {}).items() if text}
    told_words = {lang: text for lang, text in (wish.words or {}).items() if text}
    page = AskedPage(
        told,
        name,
        cast(dict[str, str], told_words),
        *_again(desk, wish),
        reason,
        trouble,
        _when(desk, told),
        to,
        cast(dict[str, str], event),
    )
    status = 400 if trouble else 200
    return show(request, "room/table/asked.html", page, desk=desk, here="table", logs=LOGS, status=status)


@require_GET
@case_page
def table_asked(request: HttpRequest, desk: Desk, ask: str) -> HttpResponse:
    """What is asked for, as every party would see it, and what may be done with it."""
    needs(desk, *LOGS)
    return _draw(request, desk, ask)


def _did(request: HttpRequest, desk: Desk, ask: str, act: Callable[[], None], reason: str = "") -> HttpResponse:
    needs(desk, *LOGS)
    try:
        for_table.asked(desk, ask, page_language())
    except TableWrong as error:
        raise wiring.NotHere from error
    try:
        act()
    except (TableWrong, CaseWrong) as error:
        return _draw(request, desk, ask, reason, Trouble.of(error))
    return redirect(reverse("table", kwargs={"case": desk.case}))


@sent_to("table_asked")
@case_act
def table_approve(request: HttpRequest, desk: Desk, ask: str) -> HttpResponse:
    """A second person approves what he saw, and it stands on the table."""
    return _did(request, desk, ask, lambda: for_table.approve(desk, ask, request.POST.get("signed", "")))


@sent_to("table_asked")
@case_act
def table_send_back(request: HttpRequest, desk: Desk, ask: str) -> HttpResponse:
    """A second person sends it back, with his reason."""
    reason = request.POST.get("reason", "").replace("\r\n", "\n").strip()
    return _did(request, desk, ask, lambda: for_table.send_back(desk, ask, reason), reason)


@sent_to("table_asked")
@case_act
def table_take_back(request: HttpRequest, desk: Desk, ask: str) -> HttpResponse:
    """Who asked takes it back."""
    return _did(request, desk, ask, lambda: for_table.take_back(desk, ask))
