"""Marks by doubt: those the reader is least sure of, across all reports, each with its buttons right there.

Danger: a list so long that nobody begins; a place lost after every button.
Duty: the list, narrowed by kind and to what the brief shows, paged; how much of it was looked at.
Shape: what a person last narrowed it to is remembered in his sign-in, so that he goes on where he was.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.doubt import Doubt, Doubts, doubts
from wasata.desk.filed import GROUPS
from wasata.desk.marked import MarkLine
from wasata.room.languages import page_language
from wasata.room.pages.parts import Kind, case_page, show
from wasata.values import Lang

LOGS = ("press",)
STEPS = ((95, 5), (85, 4), (70, 3), (50, 2), (0, 1))
"""How sure in hundredths, from where on it is said in which words."""


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure the reader is: in words (`hand.sure.<step>`), and in hundredths for the bar beside them."""

    words: str
    hundredths: int | None

    @classmethod
    def of(cls, mark: MarkLine, lang: Lang) -> "Sure":
        if mark.by_hand:
            return cls(words.say("hand.by_hand", lang), None)
        if mark.sure is None:
            return cls(words.say("hand.sure.unsaid", lang), None)
        step = next(s for at, s in STEPS if mark.sure >= at)
        return cls(words.say(f"hand.sure.{step}", lang), mark.sure)


@dataclass(frozen=True, slots=True)
class Item:
    """One mark of the list; `n` is its number on the page, by which the page is gone back to."""

    n: int
    doubt: Doubt
    sure: Sure
    group: str
    address: str
    form: str
    following: str


@dataclass(frozen=True, slots=True)
class DoubtPage:
    doubts: Doubts
    items: tuple[Item, ...]
    kinds: tuple[Kind, ...]
    on_brief: bool
    report: str
    page: int
    pages: int
    before: str
    after: str
    kept: tuple[tuple[str, str], ...]
    act: str
    progress: str


@require_GET
@case_page
def doubt(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The marks nobody has looked at, the least sure first."""
    lang = page_language()
    asked = {k: request.GET.get(k, "")[:64] for k in ("kind", "on", "page", "report")}
    if not request.GET:
        asked |= {k: v for k, v in request.session.get("doubt", {}).items() if k in asked}
    kind = asked["kind"] if asked["kind"] in GROUPS else ""
    on_brief, report = asked["on"] == "brief", asked["report"]
    number = int(asked["page"]) if asked["page"].isdecimal() and len(asked["page"]) < 6 else 1
    told = doubts(desk, lang, group=kind or None, on_brief=on_brief, report=report or None, page=number)
    narrowed = {k: v for k, v in (("kind", kind), ("on", "brief" if on_brief else ""), ("report", report)) if v}
    remembered = narrowed | {"page": str(told.page)}
    if not report and request.session.get("doubt") != remembered:
        request.session["doubt"] = remembered
    address = reverse("doubt", kwargs={"case": desk.case})

    def page_at(n: int) -> str:
        return f"{address}?{urlencode(narrowed | {'page': str(n)})}" if 1 <= n <= told.pages else ""

    kept = tuple((f"at_{k}", v) for k, v in (narrowed | {"page": str(told.page)}).items())
    items = tuple(_item(desk, n, d, lang, kept, len(told.marks)) for n, d in enumerate(told.marks, 1))
    kinds = tuple(Kind(g, words.say(f"report.group.{g}", lang), 0, g == kind) for g in GROUPS)
    progress = words.say(
        "hand.progress", lang, looked=words.number(told.looked, lang), total=words.number(told.total, lang)
    )
    page = DoubtPage(told, items, kinds, on_brief, report, told.page, told.pages, page_at(told.page - 1),
                     page_at(told.page + 1), kept, new_act_id(), progress)  # fmt: skip
    return show(request, "room/hand/doubt.html", page, desk=desk, here="press", logs=LOGS)


def _item(desk: Desk, n: int, d: Doubt, lang: Lang, kept: tuple[tuple[str, str], ...], of: int) -> Item:
    report = reverse("report", kwargs={"case": desk.case, "report": d.report})
    reach = (("prints", "all"),) if d.others else ()
    asked = urlencode([("mark", d.mark.token), *reach, ("back", "doubt"), ("at", f"m{n}"), *kept])
    return Item(
        n, d, Sure.of(d.mark, lang), words.say(f"hand.group.{d.mark.group}", lang), f"{report}#c-{d.mark.id}",
        f"{reverse('mark_form', kwargs={'case': desk.case, 'report': d.report})}?{asked}", f"m{min(n, of)}",
    )  # fmt: skip
