"""The timeline of a case: the picture by party and day, and every entry beneath it.

Danger: an address that shows another person another line than the one that was meant.
Duty: what was asked, read from the address; what the desk answers, drawn. The form works without scripts.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import timeline as desk_timeline
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.timeline import NO_PARTY, Asked, TimelinePage
from wasata.room.charts import lanes as chart
from wasata.room.charts.picture import Picture
from wasata.room.languages import page_language
from wasata.room.pages.days import DaysAsked, days_asked
from wasata.room.pages.parts import case_page, needs, show
from wasata.values import Lang


@dataclass(frozen=True, slots=True)
class LinePage:
    told: TimelinePage
    picture: Picture | None
    narrowed: bool
    days: DaysAsked
    page: int
    pages: int
    before: str
    after: str

    @property
    def year(self) -> int | None:
        """The year that goes without saying, where all entries are of one."""
        days = [i.day for i in self.told.items if i.day]
        return days[0].year if days and all(d.year == days[0].year for d in days) else None


@require_GET
@case_page
def timeline(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Events and statements in time, narrowed to what the address asks."""
    lang = page_language()
    needs(desk, "press")
    days = days_asked(request, desk)
    if days.moved:
        return redirect(days.moved)
    asked = _asked(request, days)
    told = desk_timeline.timeline(desk, lang, asked)
    address = reverse("timeline", kwargs={"case": desk.case})
    kept = _kept(asked)

    def page_at(n: int) -> str:
        return f"{address}?{urlencode(kept | {'page': str(n)})}" if 1 <= n <= told.pages else ""

    today = told.as_of.astimezone(ZoneInfo(case_head(desk, lang).zone)).date()
    page = LinePage(
        told, picture_of(told, address, today, lang), bool(kept) or days.narrowed, days, told.page, told.pages,
        page_at(told.page - 1), page_at(told.page + 1),
    )  # fmt: skip
    return show(request, "room/timeline/page.html", page, desk=desk, here="timeline", logs=("press",))


def _asked(request: HttpRequest, days: DaysAsked) -> Asked:
    """What the address asks for, in its days and besides."""
    get = request.GET
    written_in = get.get("in", "")
    text_lang: Lang | None = "ar" if written_in == "ar" else "en" if written_in == "en" else None
    number = int(get["page"]) if get.get("page", "").isdecimal() and len(get["page"]) < 6 else 1
    return Asked(
        get.get("party", "")[:64], get.get("kind", "")[:40], get.get("status", "")[:20], text_lang, days.first, days.last,
        max(1, number),
    )  # fmt: skip


def _kept(asked: Asked) -> dict[str, str]:
    told = {
        "party": asked.party, "kind": asked.kind, "status": asked.status, "in": asked.lang or "",
        "from": asked.first.isoformat() if asked.first else "", "to": asked.last.isoformat() if asked.last else "",
    }  # fmt: skip
    return {k: v for k, v in told.items() if v}


def picture_of(told: TimelinePage, address: str, today: date, lang: Lang) -> Picture | None:
    """The lanes; a mark leads to the entries of its party and days."""
    if not any(lane.marks for lane in told.lanes):
        return None
    kept = _kept(told.asked)
    drawn = tuple(
        chart.Lane(
            lane.name,
            tuple(
                chart.Mark(
                    m.first, m.last, m.status, m.n, m.what,
                    f"{address}?{urlencode(kept | {'party': lane.party or NO_PARTY, 'from': m.first, 'to': m.last})}#list",
                )
                for m in lane.marks
            ),
        )
        for lane in told.lanes
    )  # fmt: skip
    title = words.say("timeline.picture_week" if told.by_week else "timeline.picture", lang)
    return chart.draw(chart.Lanes("lanes", title, drawn, today), lang)
