"""Where each fact of the sample case was published.

Danger: an example taken for a finding, or for the room's own knowledge.
Duty: every fact of the sample with its public source and the reports here that state it. Other cases have no such page.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata.desk import sample
from wasata.desk.access import Desk
from wasata.desk.case import opened
from wasata.room import wiring
from wasata.room.languages import page_language
from wasata.room.pages.parts import case_page, needs, show


@dataclass(frozen=True, slots=True)
class Source:
    """`address` is empty where only a citation was kept."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class FactLine:
    id: str
    day: date
    words: str
    sources: tuple[Source, ...]
    reports: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    facts: tuple[FactLine, ...]


@require_GET
@case_page
def sources(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The facts of the sample, each with where it was published."""
    needs(desk, "press")
    told = opened(desk)
    if not told.get("sample") or told.get("invented"):
        raise wiring.NotHere
    lang, named = page_language(), sample.report_of(desk)

    def linked(ids: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (named[i], reverse("report", kwargs={"case": desk.case, "report": named[i]})) for i in ids if i in named
        )

    facts = tuple(
        FactLine(f.id, f.day, f.words(lang), tuple(map(_source, f.sources)), linked(f.reports)) for f in sample.facts()
    )
    return show(request, "room/press/sources.html", SourcesPage(facts), desk=desk, here="press", logs=("press",))


def _source(told: str) -> Source:
    if not told.startswith(("https://", "http://")):
        return Source(told, "")
    return Source(told.split("//", 1)[1].split("/", 1)[0].removeprefix("www."), told)
