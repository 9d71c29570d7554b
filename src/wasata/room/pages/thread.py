"""Stories: the list, one story with its picture, two prints side by side, and a person's word on what belongs together.

Danger: a print lost from sight because it is counted as one voice with others.
Duty: what the desk answers, drawn; forms that split and join. Every address can be shared and works without scripts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import report as desk_reports
from wasata.desk import thread as desk_thread
from wasata.desk.access import Desk, new_act_id
from wasata.desk.case import case_head
from wasata.desk.thread import Comparison, NumberChanged, Order, PrintLine, ThreadLine, ThreadPage, ThreadsPage
from wasata.room.charts import prints as chart
from wasata.room.charts.picture import Picture
from wasata.room.languages import page_language
from wasata.room.pages.parts import act_id_of, case_act, case_page, needs, sent_to, show
from wasata.values import Lang

LOGS = ("press",)


@dataclass(frozen=True, slots=True)
class StoryItem:
    """One story in the list."""

    line: ThreadLine
    address: str
    begun: str
    last: str


@dataclass(frozen=True, slots=True)
class ListPage:
    told: ThreadsPage
    items: tuple[StoryItem, ...]
    orders: tuple[tuple[str, str, bool], ...]
    page: int
    pages: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that one print changed."""

    no: int
    outlet: str
    changed: tuple[NumberChanged, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    told: ThreadPage
    picture: Picture
    begun: str
    last: str
    numbers: tuple[Numbers, ...]
    near: tuple[tuple[str, str], ...]
    report: str
    act: str

    @property
    def more(self) -> int:
        return self.told.total - len(self.told.prints)


@dataclass(frozen=True, slots=True)
class ComparePage:
    told: Comparison
    before_at: str
    after_at: str
    story: str


def address_of(case: str, report: str) -> str:
    return reverse("thread", kwargs={"case": case, "report": report})


def _zoned(at: datetime | date | None, zone: ZoneInfo) -> datetime | date | None:
    return at.astimezone(zone) if isinstance(at, datetime) else at


def _told(at: datetime | date | None, zone: ZoneInfo, lang: Lang) -> str:
    return chart.told_at(_zoned(at, zone), lang, year=True) if at is not None else ""


@require_GET
@case_page
def threads(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The stories that were printed more than once."""
    lang = page_language()
    order: Order = "most" if request.GET.get("order") == "most" else "newest"
    number = int(request.GET["page"]) if request.GET.get("page", "").isdecimal() and len(request.GET["page"]) < 6 else 1
    told = desk_thread.threads(desk, lang, page=max(1, number), order=order)
    zone = ZoneInfo(case_head(desk, lang).zone)
    address = reverse("threads", kwargs={"case": desk.case})

    def page_at(n: int) -> str:
        return f"{address}?{urlencode({'order': order, 'page': n})}" if 1 <= n <= told.pages else ""

    page = ListPage(
        told,
        tuple(
            StoryItem(x, address_of(desk.case, x.report), _told(x.begun, zone, lang), _told(x.last, zone, lang))
            for x in told.lines
        ),
        tuple((o, words.say(f"thread.order.{o}", lang), o == order) for o in ("newest", "most")),
        told.page, told.pages, page_at(told.page - 1), page_at(told.page + 1),
    )  # fmt: skip
    return show(request, "room/thread/list.html", page, desk=desk, here="press", logs=LOGS)


@require_GET
@case_page
def thread(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """One story with all its prints. A chosen pair in the form leads to the two side by side."""
    needs(desk, "press")
    lang = page_language()
    before, after = request.GET.get("before", "")[:64], request.GET.get("after", "")[:64]
    if before and after:
        return redirect(
            f"{reverse('thread_compare', kwargs={'case': desk.case, 'report': before})}?{urlencode({'with': after})}"
        )
    told = desk_thread.thread_page(desk, report, lang)
    zone = ZoneInfo(case_head(desk, lang).zone)
    near: tuple[tuple[str, str], ...] = ()
    if told.may_change:
        inside = {p.report for p in told.prints}
        newest = desk_reports.press_list(desk, lang, per_page=200).lines
        near = tuple((x.report, x.title) for x in newest if x.report not in inside)
    numbers = tuple(Numbers(p.no, p.outlet or p.report, p.changed) for p in told.prints if p.changed)
    page = StoryPage(
        told, picture_of(told, desk.case, zone, lang), _told(told.line.begun, zone, lang), _told(told.line.last, zone, lang),
        numbers, near, report, new_act_id(),
    )  # fmt: skip
    return show(request, "room/thread/page.html", page, desk=desk, here="press", logs=LOGS)


def picture_of(told: ThreadPage, case: str, zone: ZoneInfo, lang: Lang) -> Picture:
    """The prints of a story in time."""
    drawn = tuple(_print(p, case, zone, lang) for p in told.prints)
    return chart.draw(chart.Prints("prints", words.say("thread.picture", lang), drawn), lang)


def _print(p: PrintLine, case: str, zone: ZoneInfo, lang: Lang) -> chart.Print:
    comma = words.say("report.comma", lang)
    return chart.Print(
        p.no, p.outlet or words.say("thread.nobody", lang), _zoned(p.at, zone), p.after,
        any(c.to == p.after for c in p.credits if c.to is not None), comma.join(c.name for c in p.credits[:3]), p.added,
        p.dropped, len(p.changed), p.title, p.lang, reverse("report", kwargs={"case": case, "report": p.report}),
    )  # fmt: skip


@require_GET
@case_page
def thread_compare(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """Two prints side by side. Without the other one, the story, where it can be chosen."""
    needs(desk, "press")
    other = request.GET.get("with", "")[:64]
    if not other:
        return redirect(address_of(desk.case, report))
    lang = page_language()
    told = desk_thread.compare_prints(desk, report, other, lang)
    zone = ZoneInfo(case_head(desk, lang).zone)
    page = ComparePage(
        told, _told(told.before_at, zone, lang), _told(told.after_at, zone, lang), address_of(desk.case, report)
    )
    return show(request, "room/thread/compare.html", page, desk=desk, here="press", logs=LOGS)


@sent_to("thread")
@case_act
def thread_split(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """Sets one print apart: it tells a story of its own."""
    needs(desk, "press")
    which = request.POST.get("print", "").strip()[:64]
    why = request.POST.get("why", "").strip()
    desk_thread.split_thread(desk, which, why or None, act_id=act_id_of(request, which, why))
    return redirect(address_of(desk.case, report if report != which else which))


@sent_to("thread")
@case_act
def thread_join(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """Puts another report with this story."""
    needs(desk, "press")
    which = request.POST.get("other", "").strip()[:64]
    why = request.POST.get("why", "").strip()
    desk_thread.join_thread(desk, which, report, why or None, act_id=act_id_of(request, which, why))
    return redirect(address_of(desk.case, report))
