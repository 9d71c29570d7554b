"""The leak desk: words that appeared outside are pasted here; where they stand, and who had seen them by then.

Danger: words of a leak in an address, a history or a log of requests; a list of names taken for a verdict.
Duty: the form, the answer beneath it, never stored; above all names what the answer cannot know.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk import leak as desk_leak
from wasata.desk.access import Desk
from wasata.desk.coming import zone_of_case
from wasata.desk.leak import LONGEST, CopyLine, Leak, PersonLine, Standing, hour_typed
from wasata.desk.voice import author_shown
from wasata.errors import LeakWrong
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, case_page, needs_talks, show
from wasata.values import Lang


@dataclass(frozen=True, slots=True)
class PersonShown:
    """`role` in words, where the name does not say it."""

    told: PersonLine
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One place where the words stand: who wrote it, and the people by how they stand to it."""

    told: Standing
    author: str
    people: tuple[PersonShown, ...]
    copies: tuple[CopyLine, ...]


@dataclass(frozen=True, slots=True)
class LeaksPage:
    """`leak` is None before anything was asked. `typed`: what was pasted, given back for correction."""

    leak: Leak | None
    places: tuple[PlaceShown, ...]
    searched: str
    typed: str
    thing: str
    until: str
    zone: str
    trouble: Trouble | None


@require_http_methods(["GET", "HEAD", "POST"])
@case_page
def leaks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form; sent to the same address, the answer beneath it."""
    needs_talks(desk)
    desk.require("ask_leaks")
    lang, sent = page_language(), request.POST
    typed, thing, until = sent.get("words", "")[: LONGEST + 1], sent.get("thing", "")[:64], sent.get("until", "")[:40]
    thing = thing or request.GET.get("thing", "")[:64]
    leak, trouble = None, None
    if request.method == "POST":
        request.searched = True  # type: ignore[attr-defined]  # the record of reading tells it
        try:
            hour = hour_typed(until, zone_of_case(desk))
            leak = (desk_leak.find(desk, typed, lang, until=hour) if typed.strip() or not thing else
                    desk_leak.of_thing(desk, thing, lang, until=hour))  # fmt: skip
        except LeakWrong as error:
            trouble = Trouble.of(error)
    comma = words.say("room.list_comma", lang)
    page = LeaksPage(
        leak, tuple(_place(x, lang) for x in leak.standings) if leak else (),
        comma.join(name for _, name in leak.searched) if leak else "", typed[:LONGEST], thing, until,
        str(zone_of_case(desk)), trouble,
    )  # fmt: skip
    logs = ("reading", "access", *(log for log, _ in (leak.searched if leak else ())))
    return show(
        request, "room/leak/page.html", page, desk=desk, here="leaks", logs=logs, status=400 if trouble else 200
    )


def _person(told: PersonLine, lang: Lang) -> PersonShown:
    name = author_shown(told.reader, lang)
    role = words.say(f"room.role.{told.role}", lang) if told.role else ""
    return PersonShown(told, name, "" if role.casefold() in name.casefold() else role)


def _place(told: Standing, lang: Lang) -> PlaceShown:
    people = tuple(_person(p, lang) for p in told.people)
    return PlaceShown(told, author_shown(told.author, lang), people, told.copies)
