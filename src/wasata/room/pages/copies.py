"""Copies of the room: whether they are made, whether they can be had back, who holds the key; and one's own part of it.

Danger: words of a key left on a screen, in a history, or shown to another than their owner; a page that lets a missing copy pass.
Duty: how the copies stand, as this home remembers it; a lead has the key made; each of the three takes his part down.
Shape: about the home and no case. Leads and officers of any case see it; to everybody else there is no such page. What is done
here is recorded in a case of whoever does it. The words are shown to their owner's own key alone, and the answer is stored
nowhere.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk import copies as desk_copies
from wasata.desk.access import Desk, new_act_id
from wasata.desk.copies import CopiesState, make_copies_key, may_see, state, waits_for_paper, was_made_in, who_may_hold
from wasata.desk.person_key import OTHERS
from wasata.desk.voice import author_shown
from wasata.errors import CopiesWrong, KeyNeeded, NumberWrong, PersonUnknown, WasataError
from wasata.record.copies import Event, Failed
from wasata.room import wiring
from wasata.room.charts import copies as chart
from wasata.room.charts.picture import Picture
from wasata.room.languages import page_language
from wasata.room.pages import head
from wasata.room.pages.parts import Trouble, act_id_of, sent_to, show, typed_in
from wasata.room.pages.person_key import ASKED, Word
from wasata.values import Lang

REFUSED = (CopiesWrong, KeyNeeded, NumberWrong, PersonUnknown)
DONE = ("made", "written")


@dataclass(frozen=True, slots=True)
class Part:
    """Who holds a part, and whether it is on paper."""

    reader: str
    is_written: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of how they stand. `mark`: a shape of the sheet; `late`: what is overdue, in words."""

    name: str
    mark: str
    at: object
    told: str
    late: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A case of this lead in which the key may be made, with the others who can hold a part."""

    case: str
    name: str
    others: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """Who was chosen for a part, and the digits he read, as they were typed: thirty digits are not typed twice for one slip."""

    number: int
    reader: str
    digits: str


@dataclass(frozen=True, slots=True)
class CopiesPage:
    told: CopiesState
    rows: tuple[Row, ...]
    picture: Picture
    groups: tuple[str, ...]
    by: str
    parts: tuple[Part, ...]
    part: tuple[Word, ...]
    part_number: int
    asked: tuple[int, ...]
    waits: str
    """The case in which he opens his own key, where a part waits for him and that is not at hand."""
    cases: tuple[Choice, ...]
    here: Choice | None
    is_here: bool
    others: tuple[Typed, ...]
    act: str
    done: str
    trouble: Trouble | None = None


def _desks(request: HttpRequest) -> list[Desk]:
    """The desks from which he sees this page.

    Raises:
        NotHere: he is neither lead nor officer of any case.
    """
    found = [d for d in wiring.cases_of(wiring.reader_of(request), wiring.pair_of(request)) if may_see(d)]
    if not found:
        raise wiring.NotHere
    return found


def _page(request: HttpRequest, desks: list[Desk], error: WasataError | None = None) -> HttpResponse:
    lang = page_language()
    home, reader, pair = wiring.home(), wiring.reader_of(request), wiring.pair_of(request)
    told = state(home, wiring.now())
    mine = desk_copies.my_part(home, reader, pair)
    listed = tuple(Word(n, w) for n, w in enumerate(mine[1].words.split(), 1)) if mine else ()
    asked = sorted(secrets.SystemRandom().sample(range(1, len(listed) + 1), ASKED)) if listed else ()
    waits = desks[0].case if pair is None and waits_for_paper(home, reader) else ""
    done = request.GET.get("done", "")
    cases = _choices(request, desks, lang)
    page = CopiesPage(
        told, _rows(told, lang), chart.draw(chart.Days("copies", words.say("copies.chart.title", lang), told.days), lang),
        tuple((told.key or "").split()), author_shown(told.by, lang) if told.by else "",
        tuple(Part(author_shown(name, lang), written) for name, written in told.parts), listed, mine[1].number if mine else 0,
        tuple(asked), waits, cases, next((c for c in cases if c.chosen), None), pair is not None,
        _typed(request), new_act_id(), words.say(f"copies.done.{done}", lang) if done in DONE else "",
        Trouble.of(error),
    )  # fmt: skip
    return show(request, "room/copies/page.html", page, status=400 if error else 200)


def _typed(request: HttpRequest) -> tuple[Typed, ...]:
    sent = request.POST
    return tuple(Typed(n, sent.get(f"other-{n}", ""), sent.get(f"digits-{n}", "")[:80]) for n in range(2, OTHERS + 2))


def _choices(request: HttpRequest, desks: list[Desk], lang: Lang) -> tuple[Choice, ...]:
    """The cases of which he is lead, the one that was asked for chosen, or the first in which there are two others."""
    found = []
    for desk in desks:
        if desk.may("make_copies_key"):
            with desk.hold():
                found.append((desk.case, head.of_case(desk, lang).name, who_may_hold(desk)))
    named = request.POST.get("case") or request.GET.get("case", "")
    enough = (case for case, _, others in found if len(others) >= OTHERS)
    chosen = named if named in {case for case, *_ in found} else next(enough, found[0][0] if found else "")
    return tuple(Choice(case, name, others, case == chosen) for case, name, others in found)


def size_told(size: int, lang: Lang) -> str:
    """So many bytes, as a person reads it."""
    for unit, of in (("gb", 10**9), ("mb", 10**6), ("kb", 10**3)):
        if size >= of:
            return words.say(f"copies.size.{unit}", lang, n=round(size / of, 1))
    return words.count("copies.size.bytes", size, lang)


def _rows(told: CopiesState, lang: Lang) -> tuple[Row, ...]:
    def say(key: str, **values: object) -> str:
        return words.say(key, lang, **values)

    made, tried, checked = told.made, told.tried, told.checked
    rows = [
        Row(
            say("copies.row.made"), "s-now" if told.copy_overdue else "s-met", made.at if made else "",
            say("copies.row.copy", part=made.part, told=words.count("copies.n_entries", made.count, lang),
                size=size_told(made.size, lang)) if made else "",
            _late("copy", "made", told.copy_overdue, made, lang),
        ),
        Row(
            say("copies.row.tried"), "s-now" if told.try_overdue else "s-met", tried.at if tried else "",
            say("copies.row.try", part=tried.part) if tried else "",
            _late("try", "tried", told.try_overdue, tried, lang),
        ),
        Row(say("copies.row.checked"), "s-met" if checked else "s-open", checked.at if checked else "",
            "" if checked else say("copies.never.checked")),
    ]  # fmt: skip
    rows += [_failed(event, say("copies.row.failed"), lang) for event in (told.failed, told.spoilt) if event]
    rows.append(Row(say("copies.row.folder"), "s-met" if told.folder else "s-now", "", told.folder or "",
                    "" if told.folder else say("copies.folder_none")))  # fmt: skip
    rows.append(_persons(told, lang))
    return tuple(rows)


def _late(sort: str, what: str, late: bool, last: Event | None, lang: Lang) -> str:
    """What is overdue, in words: since so long, or that it never was."""
    return words.say(f"copies.overdue.{sort}" if last else f"copies.never.{what}", lang) if late else ""


def _failed(event: Event, name: str, lang: Lang) -> Row:
    what, move = words.tell(Failed(event), lang)
    return Row(name, "s-now", event.at, "", what, move)


def _persons(told: CopiesState, lang: Lang) -> Row:
    if told.persons_oldest is None or told.persons_go is None:
        return Row(words.say("copies.row.persons", lang), "s-open", "", words.say("copies.row.persons_none", lang))
    oldest, go = (words.instant(at, lang, zone=UTC) for at in (told.persons_oldest, told.persons_go))
    late = words.say("copies.persons_late", lang, at=go) if told.persons_late else ""
    from_to = words.say("copies.row.persons_from", lang, at=oldest, go=go)
    return Row(words.say("copies.row.persons", lang), "s-now" if late else "s-met", "", from_to, late)


@require_http_methods(["GET", "HEAD"])
@login_required
def copies(request: HttpRequest) -> HttpResponse:
    """How the copies stand."""
    return _page(request, _desks(request))


@sent_to("copies")
@login_required
def copies_key(request: HttpRequest) -> HttpResponse:
    """A lead has a key made, with two others who read him their digits."""
    desks = _desks(request)
    desk = next((d for d in desks if d.case == request.POST.get("case", "")), desks[0])
    try:
        make_copies_key(
            desk,
            {one.reader: one.digits for one in _typed(request) if one.reader},
            act_id=act_id_of(request, typed_in(request)),
        )
    except REFUSED as error:
        return _page(request, desks, error)
    return redirect(f"{reverse('copies')}?done=made")


@sent_to("copies")
@login_required
def copies_part(request: HttpRequest) -> HttpResponse:
    """He has written his part down: two words of it, by their numbers."""
    desks = _desks(request)
    typed = {
        int(name.removeprefix("word-")): str(word)
        for name, word in request.POST.items()
        if name.startswith("word-") and name.removeprefix("word-").isdecimal() and len(name) < 9
    }
    desk = next((d for d in desks if was_made_in(d)), desks[0])
    try:
        if len(typed) != ASKED:
            raise CopiesWrong(why=words.Key("copies.why.word"), value=len(typed))
        desk_copies.write_part(desk, typed, act_id=act_id_of(request))
    except REFUSED as error:
        return _page(request, desks, error)
    return redirect(f"{reverse('copies')}?done=written")
