"""What goes out: every request of the room to other machines on one page, one switch for all of it, and a page's address.

Danger: a request nobody remembers; a switch that stops all but one.
Duty: the list of feeds and of pages that people asked for, each with who wanted it, its last use and what came of it; stop
and allow; taking in a page from its address. Made from `intake` and nothing else.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.archive import Filing
from wasata.desk.feed import FeedLine, allow_outgoing, stop_outgoing
from wasata.desk.outgoing import FetchLine, Page, fetch_page
from wasata.desk.outgoing import Outgoing as Told
from wasata.desk.outgoing import outgoing as all_outgoing
from wasata.desk.taking import NewReport, roster_of
from wasata.desk.voice import author_shown
from wasata.errors import DeskError, ListenError, NotAllowed, ReportBlank, WasataError
from wasata.listen.addresses import allowed_inside, masked
from wasata.room import asking
from wasata.room.forms.roster import name_of
from wasata.room.languages import page_language
from wasata.room.pages.errors import status_of
from wasata.room.pages.feed import LOGS, in_words
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, needs, sent_to, show

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class FeedOut:
    """One feed in the list: who set it up and how its last asking went, in words."""

    line: FeedLine
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class FetchOut:
    """One page that somebody asked for."""

    line: FetchLine
    by: str
    outcome: str
    reports: tuple[tuple[str, str], ...]
    """Name and address of what was taken in; no address for what lies in an archive that the reader does not hold."""


@dataclass(frozen=True, slots=True)
class OutgoingPage:
    told: Told
    feeds: tuple[FeedOut, ...]
    fetches: tuple[FetchOut, ...]
    switched_by: str
    inside: tuple[str, ...]
    act: str


@require_GET
@case_page
def outgoing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that goes out of the case."""
    needs(desk, *LOGS)
    lang = page_language()
    told = all_outgoing(desk)
    page = OutgoingPage(
        told,
        tuple(_feed(asking.as_of_now(desk.case, line)) for line in told.feeds),
        tuple(_fetch(desk, line) for line in told.fetches[:PER_PAGE]),
        author_shown(told.switched_by, lang) if told.switched_by else "",
        tuple(sorted(f"{host}:{port}" for host, port in allowed_inside())), new_act_id(),
    )  # fmt: skip
    return show(request, "room/outgoing/list.html", page, desk=desk, here="feed", logs=LOGS)


def _feed(line: FeedLine) -> FeedOut:
    lang = page_language()
    outcome = words.say(f"feed.state.{line.state}", lang)
    if line.error:
        outcome = in_words(line.error, line.host, line.status)[0]
    return FeedOut(line, author_shown(line.set_by, lang), outcome)


def _fetch(desk: Desk, line: FetchLine) -> FetchOut:
    lang = page_language()
    outcome = words.say(f"outgoing.outcome.{line.outcome}_{line.why}", lang)
    if line.error:
        outcome = in_words(line.error, line.host, line.status)[0]
    reports = tuple(
        (r, reverse(page, kwargs={"case": desk.case, "report": r}) if (page := _page_of(desk, r)) else "")
        for r in line.reports
    )
    return FetchOut(line, author_shown(line.by, lang), outcome, reports)


def _page_of(desk: Desk, report: str) -> str:
    """The page of what was taken in, for whom there is one."""
    if report.startswith("r-"):
        return "report"
    return "archive_report" if desk.holds("archive") else ""


@sent_to("outgoing")
@case_act
def outgoing_switch(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Stops all that goes out of the case, or allows it again."""
    needs(desk, *LOGS)
    if request.POST.get("what") == "allow":
        allow_outgoing(desk, act_id=act_id_of(request, "allow"))
    else:
        stop_outgoing(desk, act_id=act_id_of(request, "stop"))
    return redirect(reverse("outgoing", kwargs={"case": desk.case}))


# ---- a page's address


@dataclass(frozen=True, slots=True)
class Found:
    """One report that was found at the address: where it went, and why."""

    title: str
    lang: str
    text: str
    outlet: str
    published: object
    where: str
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class FetchedPage:
    asked: str
    final: str
    found: tuple[Found, ...]
    act: str
    trouble: Trouble | None = None


@sent_to("press_add")
@case_act
def press_fetch(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Takes in what stands at an address. The desk is not held while the other side answers."""
    needs(desk, "press")
    if not desk.may("take_in_report"):
        raise NotAllowed(act=words.Key("access.act.fetch_page"), role=words.Key(f"access.role.{desk.role}"))
    address = request.POST.get("address", "").strip()[:2000]
    try:
        got = fetch_page(desk, address, allowed=allowed_inside(), act_id=act_id_of(request, address))
    except (ListenError, DeskError) as error:
        if isinstance(error, NotAllowed):
            raise
        return _fetched(request, desk, address, error=error)
    if not got.filed:
        return redirect(reverse("outgoing", kwargs={"case": desk.case}))
    return _fetched(request, desk, address, got)


def _fetched(
    request: HttpRequest, desk: Desk, address: str, got: Page | None = None, error: WasataError | None = None
) -> HttpResponse:
    found = tuple(_found(desk, new, filing) for new, filing in got.filed) if got else ()
    trouble = Trouble.of(error)
    page = FetchedPage(masked(address), masked(got.final) if got else "", found, new_act_id(), trouble)
    status = status_of(error) if error else 200
    return show(request, "room/outgoing/fetched.html", page, desk=desk, here="press", logs=("press",), status=status)


def _found(desk: Desk, new: NewReport, filing: Filing | ReportBlank) -> Found:
    lang = page_language()
    text = " ".join(new.text.split())
    cut = text if len(text) <= 320 else text[:320].rsplit(" ", 1)[0] + "…"
    written = "ar" if sum("\u0600" <= c <= "\u06ff" for c in cut) * 3 > len(cut) else "en"
    title = words.tame(new.title or cut[:120])
    if isinstance(filing, ReportBlank):
        return Found(title, written, "", new.outlet or "", new.published, "refused", words.tell(filing, lang)[0], "")
    address = ""
    if filing.report.startswith("r-"):
        address = reverse("report", kwargs={"case": desk.case, "report": filing.report})
    return Found(title, written, words.tame(cut), new.outlet or "", new.published, filing.where,
                 _why(desk, filing), address)  # fmt: skip


def _why(desk: Desk, filing: Filing) -> str:
    """Why a report went where it went, in the page's words."""
    lang = page_language()
    known = roster_of(desk).entries
    names = (name_of(known[n]) if n in known else n for n in filing.names)
    comma = words.say("room.list_comma", lang)
    return words.say(filing.why, lang, names=comma.join(names), words=comma.join(filing.words))
