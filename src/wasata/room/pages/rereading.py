"""Reading again: which reports an older reader read, the run that reads them, what counts otherwise by it, second looks.

Danger: a press of a button that holds every page for a minute; a changed number nobody is shown.
Duty: the page of reading again with its progress, the list of what changed, the list for a second look.
Shape: a run goes on beside the pages (`desk.rereading.Run`); the page asks again by itself while it does.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.rereading import Altering, Outdated, Run, SecondLook, changed, outdated, second_looks
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, needs, sent_to, show

LOGS = ("press",)


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 1


@dataclass(frozen=True, slots=True)
class ReadAgainPage:
    """`going`: a run goes on, `done` of `total` reports; `ended`: one has ended since this room was opened."""

    outdated: Outdated
    by: tuple[tuple[str, int], ...]
    going: bool
    ended: bool
    done: int
    total: int
    n_changed: int
    n_second: int
    may: bool
    act: str
    trouble: Trouble | None = None


@require_GET
@case_page
def read_again_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which reports today's reader has not read, and how far a run has come."""
    lang = page_language()
    needs(desk, *LOGS)
    desk.require("read_again")
    told, run = outdated(desk), Run.of(desk)
    by = tuple((v or words.say("rereading.never", lang), n) for v, n in told.by)
    trouble = Trouble.of(run.error) if run is not None else None
    page = ReadAgainPage(
        told, by, run is not None and run.going, run is not None and not run.going and trouble is None,
        run.progress.done if run else 0, run.progress.total if run else 0,
        changed(desk, lang, per_page=0, read_only=True).total, second_looks(desk, lang, per_page=0).total,
        desk.may("read_again"), new_act_id(), trouble,
    )  # fmt: skip
    return show(request, "room/hand/read_again.html", page, desk=desk, here="press", logs=LOGS)


@sent_to("read_again")
@case_act
def read_again_start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Starts to read again what is outdated, or one report."""
    needs(desk, *LOGS)
    desk.require("read_again")
    Run.start(desk, act_id=act_id_of(request))
    return redirect(reverse("read_again", kwargs={"case": desk.case}))


@dataclass(frozen=True, slots=True)
class ChangedPage:
    alterings: tuple[Altering, ...]
    total: int
    read_only: bool
    report: str
    page: int
    pages: int
    before: str
    after: str


@require_GET
@case_page
def changed_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every mark that counts otherwise than it was first read, old and new."""
    lang = page_language()
    read_only, report = request.GET.get("by") == "reading", request.GET.get("report", "")[:64]
    told = changed(desk, lang, page=_number(request), report=report or None, read_only=read_only)
    kept = {k: v for k, v in (("by", "reading" if read_only else ""), ("report", report)) if v}
    address = reverse("changed", kwargs={"case": desk.case})

    def page_at(n: int) -> str:
        return f"{address}?{urlencode(kept | {'page': str(n)})}" if 1 <= n <= told.pages else ""

    page = ChangedPage(told.alterings, told.total, read_only, report, told.page, told.pages, page_at(told.page - 1),
                       page_at(told.page + 1))  # fmt: skip
    return show(request, "room/hand/changed.html", page, desk=desk, here="press", logs=LOGS)


@dataclass(frozen=True, slots=True)
class SecondPage:
    looks: tuple[SecondLook, ...]
    total: int
    may: bool
    page: int
    pages: int
    before: str
    after: str
    act: str


@require_GET
@case_page
def second_look(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The acts by hand whose mark a new reading no longer gives as it was looked at."""
    told = second_looks(desk, page_language(), page=_number(request))
    address = reverse("second_look", kwargs={"case": desk.case})

    def page_at(n: int) -> str:
        return f"{address}?page={n}" if 1 <= n <= told.pages else ""

    page = SecondPage(told.looks, told.total, told.may, told.page, told.pages, page_at(told.page - 1),
                      page_at(told.page + 1), new_act_id())  # fmt: skip
    return show(request, "room/hand/second_look.html", page, desk=desk, here="press", logs=LOGS)
