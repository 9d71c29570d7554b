"""The record: what was written, in which log, whether the chain stands; checking it; taking it out.

Danger: a page that says "whole" of what was never checked; an export nobody remembers.
Duty: a page of entries, the state of each log's chain, a check on request, one bundle a log to take away.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import record as desk_record
from wasata.desk.access import Desk, new_act_id
from wasata.desk.export import DAYS, for_whom, take_out
from wasata.desk.handout import copied_logs
from wasata.desk.reason import reason_of
from wasata.desk.record import RecordLine
from wasata.desk.record import RecordPage as Told
from wasata.desk.voice import author_shown
from wasata.room.languages import page_language
from wasata.room.pages.parts import case_act, case_page, log_name, needs, sent_to, show
from wasata.values import Lang


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: `log` by name, `author` in words, `short` the first letters of its fingerprint."""

    told: RecordLine
    log: str
    author: str
    author_id: str
    short: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """`checked`: the chains were gone through for this very page."""

    told: Told
    lines: tuple[Line, ...]
    page: int
    pages: int
    before: str
    after: str
    act: str
    checked: bool
    public_key: str
    may_key: bool
    days: tuple[int, ...]
    told_exports: bool
    copies: tuple[str, ...]
    may_end: bool
    may_learn: bool


def _page(request: HttpRequest, desk: Desk, *, check: bool) -> HttpResponse:
    asked = request.GET
    chosen = asked.get("log", "")[:64] or None
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 7 else 1
    told = desk_record.record_page(desk, page_language(), log=chosen, page=max(1, number), check=check)
    address = reverse("record", kwargs={"case": desk.case})
    kept = {"log": chosen} if chosen else {}

    def page_at(n: int) -> str:
        return f"{address}?{urlencode(kept | {'page': str(n)})}" if 1 <= n <= told.pages else ""

    lang = page_language()
    lines = tuple(Line(x, log_name(x.log, lang), *_author(x.author, lang), x.hash[:12]) for x in told.lines)
    page = RecordPage(told, lines, told.page, told.pages, page_at(told.page - 1), page_at(told.page + 1), new_act_id(),
                      check, desk.home.public_key.hex(), desk.may("make_key"), DAYS, desk.holds("access"), copied_logs(desk),
                      desk.may("place_hold"), desk.may("read_precedents"))  # fmt: skip
    return show(request, "room/record/page.html", page, desk=desk, here="record", logs=tuple(x.log for x in told.logs))


def _author(author: str, lang: Lang) -> tuple[str, str]:
    """Who wrote an entry, in words and as the record names him. To those outside the team it is the team that speaks on the
    table, here as on its own page: which of its members put a notice there is not theirs to know."""
    if author in (desk_record.THE_TEAM, desk_record.THEIR_SIDE):
        return words.say("room.team" if author == desk_record.THE_TEAM else "delegate.your_side", lang), ""
    return author_shown(author, lang), author


@require_GET
@case_page
def record(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was written, newest first."""
    return _page(request, desk, check=False)


@sent_to("record")
@case_page
def record_verify(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Goes through the chains of every log this reader holds, now."""
    return _page(request, desk, check=True)


@require_GET
@case_page
def record_head(request: HttpRequest, desk: Desk, log: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The signed head of a log as a small file, to be kept where this room cannot reach it: the anchor of later checks."""
    needs(desk, log)
    file = desk_record.head_file(desk, log)
    return _file(file, f"{desk.case}-{log.replace('/', '-')}.head")


def _file(content: bytes, name: str) -> HttpResponse:
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/octet-stream", headers=kept)


@sent_to("record")
@case_act
def record_export(request: HttpRequest, desk: Desk, log: str) -> HttpResponse:
    """One log as a bundle to keep; that it left the room is itself recorded."""
    needs(desk, log)
    asked = request.POST
    desk.require("export_log")
    to = for_whom(
        desk, reason_of(asked.get("recipient"), longest=200), reason_of(asked.get("purpose")), days_typed(asked.get("days", "30"))
    )  # fmt: skip
    taken, mark = take_out(desk, log, to, act_id=asked.get("act", "")[:64] or None)
    return _file(taken, f"{desk.case}-{log.replace('/', '-')}-{mark}.wasata")


def days_typed(typed: str | None) -> int:
    """For how many days something may be kept; what is no number is none."""
    told = typed or ""
    return int(told) if told.isdecimal() and len(told) < 5 else 0
