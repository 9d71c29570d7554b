"""Lines: the board, one line whole, opening one, and what is kept of it.

Danger: a line named to one who does not hold it; a note that lands on another line than the page it was written on.
Duty: the board of the lines a reader holds, each with its last two weeks; one line with its people, life, deadlines,
delegation, pressure; a form of its own for each thing that can be noted; for the lead, opening a line.
Shape: made from `line/<x>` and `channel/<x>` of that line (and the roster's names, where the reader holds the press). To one
who does not hold both there is no such page. Every form carries the channel it was drawn for (`drawn_for`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_http_methods

from wasata import words
from wasata.desk import case as desk_case
from wasata.desk import line as desk_line
from wasata.desk.access import Desk, name_by, new_act_id, readers
from wasata.desk.coming import today_of_case, zone_of_case
from wasata.desk.flagged import watched
from wasata.desk.line import LATELY, DeadlineLine, LineCard, LineWhole, Person, Pressed
from wasata.desk.travel import TravelLine, who_is_away
from wasata.errors import LineWrong, WasataError
from wasata.room import wiring
from wasata.room.charts import line_states
from wasata.room.charts.picture import Picture
from wasata.room.forms.line import KEEPING, Kept, Opening
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.errors import status_of
from wasata.room.pages.head import duration
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, needs, show

PRESSED_SHOWN = 12
"""So many of the latest notes of pressure stand on the board; all of them on the pages of their lines."""
TABS = ("line", "channel_line", "contacts", "positions_of_line", "assessments", "line_pace", "travels")
"""The pages of one line, by the names of their addresses; a tab stands for each that there is."""


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class DueShown:
    """One deadline: when it falls, how long is left, and what darkness did to it, in words."""

    line: DeadlineLine
    left: str
    darkness: str
    mark: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One line on the board or at the head of its page."""

    card: LineCard
    channel: ChannelShown
    party: str
    picture: Picture
    lasted: str
    due: tuple[DueShown, ...]
    address: str


def logs_of(line: str) -> tuple[str, str]:
    """What a page of a line is made of."""
    return f"line/{line}", f"channel/{line}"


def tabs(desk: Desk, line: str, here: str) -> tuple[Tab, ...]:
    """The tabs of one line's pages, for `parts/line_tabs.html`; `here` is the name of the page's address."""
    found = []
    for name in TABS:
        try:
            address = reverse(name, kwargs={"case": desk.case, "line": line})
        except NoReverseMatch:  # a page that does not stand yet is not offered
            continue
        found.append(Tab(words.say(f"line.tab.{name}", page_language()), address, name == here))
    return tuple(found)


def names_of_parties(desk: Desk) -> dict[str, str]:
    """The parties and mediators with a sign in this case, by roster id, under the names the press log has for them."""
    lang = page_language()
    signs = desk_case.signs(desk)
    if not desk.holds("press"):
        return {ident: ident for ident in signs}
    names = desk_case.names_for(desk, lang)
    return {ident: names.of(ident) or ident for ident in signs}


def name_of_party(desk: Desk, ident: str) -> str:
    """What a roster entry is called on this page; its identifier where the reader holds no roster."""
    return (desk_case.names_for(desk, page_language()).of(ident) if desk.holds("press") else None) or ident


# ---- the board


@dataclass(frozen=True, slots=True)
class Group:
    of: str
    lines: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class AwayShown:
    """Somebody who carries a line; `waits`: how much of what he brought waits for a lead."""

    told: TravelLine
    name: str
    waits: int


@dataclass(frozen=True, slots=True)
class BoardPage:
    groups: tuple[Group, ...]
    pressed: tuple[tuple[Pressed, str], ...]
    away: tuple[AwayShown, ...]
    n: int
    may_open: bool


def _due_shown(line: DeadlineLine, card: LineCard) -> DueShown:
    lang, falls = page_language(), line.falls
    if falls.paused_since is not None:
        told, mark = words.say("line.due.paused", lang, left=duration(falls.left, lang)), "s-hold"
    elif falls.is_past:
        told, mark = words.say("line.due.past", lang, by=duration(-falls.left, lang)), "s-now"
    else:
        told, mark = words.say("line.due.left", lang, left=duration(falls.left, lang)), "s-due"
    darkness = ""
    if falls.moved_by:
        darkness = words.say("line.due.moved", lang, by=duration(falls.moved_by, lang))
    elif card.spell is not None and card.spell.state == "dark":
        darkness = words.say(f"line.rule.{card.rule or 'none'}", lang)
    return DueShown(line, told, darkness, mark)


def shown(desk: Desk, card: LineCard) -> Shown:
    """A line as pages show it. Ask inside `hold`."""
    lang = page_language()
    pieces = tuple(
        line_states.Spell(s.state, s.cause, s.since, s.until, duration(s.lasted(card.as_of), lang)) for s in card.lately
    )
    title = words.say("line.chart.title", lang)
    fortnight = line_states.Fortnight(
        f"l-{card.line}", title, pieces, card.as_of - LATELY, card.as_of, zone_of_case(desk)
    )
    drawn = line_states.draw(fortnight, lang)
    lasted = duration(card.spell.lasted(card.as_of), lang) if card.spell else ""
    return Shown(
        card, channel_shown(desk, card.line), name_of_party(desk, card.party), drawn, lasted,
        tuple(_due_shown(d, card) for d in card.due), reverse("line", kwargs={"case": desk.case, "line": card.line}),
    )  # fmt: skip


@require_GET
@case_page
def lines(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every line this reader holds."""
    held = desk_line.lines_held(desk)
    may_open = desk.may("open_line")
    if not held and not (may_open and not _is_public(desk)):
        raise wiring.NotHere
    cards = desk_line.board(desk, page_language())
    found = {of: tuple(shown(desk, c) for c in cards if c.of == of) for of in ("party", "supporter", "mediator")}
    pressed = tuple(
        (p, name_of_party(desk, p.told.on)) for p in desk_line.pressed(desk, page_language())[:PRESSED_SHOWN]
    )
    names = {c.line: c.name for c in cards}
    away = tuple(AwayShown(t, names[t.line], sum(a.let_in is None for a in t.asides)) for t in who_is_away(desk))
    page = BoardPage(tuple(Group(of, some) for of, some in found.items() if some), pressed, away, len(cards), may_open)
    logs = tuple(log for line in held for log in logs_of(line))
    return show(request, "room/line/board.html", page, desk=desk, here="lines", logs=logs)


def _is_public(desk: Desk) -> bool:
    return desk_case.case_head(desk, page_language()).public_only


# ---- one line


@dataclass(frozen=True, slots=True)
class BodyShown:
    """One body with its people; `name` is empty for those of whom no body is known."""

    ident: str
    name: str
    what: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class PressureShown:
    on: str
    words: str
    asked_by_us: bool
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LinePage:
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    shown: Shown
    whole: LineWhole
    bodies: tuple[BodyShown, ...]
    left: tuple[Person, ...]
    life: tuple[tuple[Any, str], ...]
    pressure: tuple[PressureShown, ...]
    may_keep: bool
    may_give: bool
    done: str


def needs_line(desk: Desk, line: str) -> None:
    """To whoever does not hold the line with its channel there is no such page."""
    needs(desk, *logs_of(line))


@require_GET
@case_page
def line(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """One line whole."""
    needs_line(desk, line)
    lang, whole = page_language(), desk_line.line_whole(desk, line, page_language())
    here = [p for p in whole.people if p.left_at is None]
    known = {ident for ident, _, _ in whole.bodies}
    bodies = [
        BodyShown(ident, name, what, tuple(p for p in here if p.body == ident)) for ident, name, what in whole.bodies
    ]
    alone = tuple(p for p in here if p.body not in known)
    if alone:
        bodies.append(BodyShown("", "", "", alone))
    now = whole.card.as_of
    done = request.GET.get("done", "")
    page = LinePage(
        channel_shown(desk, line), tabs(desk, line, "line"), shown(desk, whole.card), whole, tuple(bodies),
        tuple(p for p in whole.people if p.left_at is not None),
        tuple((spell, duration(spell.lasted(now), lang)) for spell in reversed(whole.life)),
        tuple(
            PressureShown(name_of_party(desk, p.on), p.words, p.asked_by_us, p.author, p.recorded_at)
            for p in whole.pressure
        ),
        desk.may("keep_line", line=line), desk.may("grant_log"),
        words.say(f"line.done.{done}", lang) if done in (*KEEPING, "open") else "",
    )  # fmt: skip
    return show(request, "room/line/line.html", page, desk=desk, here="lines", logs=logs_of(line))


# ---- keeping


@dataclass(frozen=True, slots=True)
class KeepPage:
    """The form of one thing that is noted of a line."""

    channel: ChannelShown
    tabs: tuple[Tab, ...]
    what: str
    form: Kept
    act: str
    empty: bool
    trouble: Trouble | None = None


def _body(desk: Desk, line: str, form: Kept, act: str) -> None:
    given = form.told()
    desk_line.name_body(
        desk, line, given["body"] or f"b-{name_by(act)}", given["names"], given["what"], act_id=act
    )  # fmt: skip


def _person(desk: Desk, line: str, form: Kept, act: str) -> None:
    given = form.told()
    named = given.pop("person") or f"p-{name_by(act)}"
    desk_line.name_person(desk, line, named, given.pop("name"), **given, act_id=act)


def _left(desk: Desk, line: str, form: Kept, act: str) -> None:
    given = form.told()
    desk_line.person_left(desk, line, given["person"], given["reason"], act_id=act)


def _state(desk: Desk, line: str, form: Kept, act: str) -> None:
    desk_line.note_line(desk, line, **form.told(), at=_at(desk, form), act_id=act)


def _rule(desk: Desk, line: str, form: Kept, act: str) -> None:
    desk_line.agree_dark_rule(desk, line, **form.told(), act_id=act)


def _deadline(desk: Desk, line: str, form: Kept, act: str) -> None:
    at = _at(desk, form)
    assert at is not None, "the form asks for it"
    desk_line.set_deadline(desk, line, due_at=at, **form.told(), act_id=act)


def _close(desk: Desk, line: str, form: Kept, act: str) -> None:
    desk_line.close_deadline(desk, line, **form.told(), act_id=act)


def _moved(desk: Desk, line: str, form: Kept, act: str) -> None:
    desk_line.move_delegation(desk, line, **form.told(), at=_at(desk, form), act_id=act)


def _pressure(desk: Desk, line: str, form: Kept, act: str) -> None:
    desk_line.note_pressure(desk, line, **form.told(), act_id=act)


def _media(desk: Desk, line: str, form: Kept, act: str) -> None:
    desk_line.change_media(desk, line, **form.told(), act_id=act)


def _at(desk: Desk, form: Kept) -> datetime | None:
    return form.at(zone_of_case(desk).key, today_of_case(desk))


ACTS: dict[str, Callable[[Desk, str, Kept, str], None]] = {
    "state": _state, "person": _person, "left": _left, "body": _body, "deadline": _deadline, "close": _close, "rule": _rule,
    "delegation": _moved, "pressure": _pressure, "media": _media,
}  # fmt: skip


def _initial(whole: LineWhole, what: str, of: str) -> dict[str, Any]:
    """What a form that changes something shows before it is changed."""
    if what == "person":
        found = next((p for p in whole.people if p.person == of and p.left_at is None), None)
        if found is not None:
            return {"person": of, "name": found.name, "body": found.body or "", "role": found.role or "",
                    "langs": list(found.langs), "may_clear": found.may_clear, "reader": found.reader or ""}  # fmt: skip
    if what == "media":
        return {"ways": list(whole.card.media)}
    if what == "left":
        return {"person": of}
    if what == "close":
        return {"deadline": of}
    if what == "deadline":
        due = next((d for d in whole.card.due if d.deadline == of), None)
        if due is not None:
            return {"deadline": of, "text": due.words, "of": due.of}
    if what == "state" and whole.card.spell is None:
        return {"state": "open"}
    return {}


def _keep_page(
    request: HttpRequest, desk: Desk, line: str, what: str, form: Kept, error: WasataError | None = None
) -> HttpResponse:
    with desk.hold():
        channel, whole = channel_shown(desk, line), form.stands
    assert whole is not None, "only a line that stands is kept"
    nothing = (what == "left" and not whole.card.people) or (what == "close" and not whole.card.due)
    page = KeepPage(channel, tabs(desk, line, ""), what, form, new_act_id(), nothing, Trouble.of(error))
    status = status_of(error) if error else 400 if form.is_bound and form.errors else 200
    return show(request, "room/line/keep.html", page, desk=desk, here="lines", logs=logs_of(line), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def line_keep(request: HttpRequest, desk: Desk, line: str, what: str) -> HttpResponse:
    """One thing noted of a line: its empty form, or the note recorded."""
    needs_line(desk, line)
    if what not in KEEPING:
        raise wiring.NotHere
    desk.require("keep_line", line=line)
    whole, today = desk_line.line_whole(desk, line, page_language()), today_of_case(desk)
    with desk.hold():
        parties, flags = names_of_parties(desk), watched(desk, page_language())
    if request.method != "POST":
        initial = _initial(whole, what, request.GET.get("of", "")[:64])
        form = KEEPING[what](whole, today, parties=parties, flags=flags, initial=initial)
        return _keep_page(request, desk, line, what, form)
    require_drawn_for(request, desk, line)
    form = KEEPING[what](whole, today, request.POST, parties=parties, flags=flags)
    if not form.is_taken():
        return _keep_page(request, desk, line, what, form)
    try:
        ACTS[what](desk, line, form, act_id_of(request, line, what, repr(form.cleaned_data)) or new_act_id())
    except LineWrong as error:
        return _keep_page(request, desk, line, what, form, error)
    return redirect(f"{reverse('line', kwargs={'case': desk.case, 'line': line})}?done={what}")


# ---- opening


@dataclass(frozen=True, slots=True)
class OpenPage:
    form: Opening
    act: str
    trouble: Trouble | None = None


def _opening(desk: Desk, data: Any = None) -> Opening:
    """The form of a new line: the parties of the case, all others of its roster, its officers."""
    lang = page_language()
    with desk.hold():
        parties = names_of_parties(desk)
        others: dict[str, str] = {}
        if desk.holds("press"):
            names = desk_case.names_for(desk, lang)
            found = (
                (e.id, names.of(e.id) or e.id) for e in names.roster.entries.values() if e.what in ("party", "body")
            )
            others = dict(sorted(found, key=lambda pair: pair[1].casefold()))
        officers = [
            (r.reader, r.reader) for r in readers(desk) if r.role in ("officer", "lead") and r.reader != desk.reader
        ]
    initial = {"of": "party", "langs": ["ar"], "ways": ["call", "message"], "listed": True}
    return Opening(
        today_of_case(desk), *((data,) if data is not None else ()), readers=officers, others=others, parties=parties,
        initial=initial,
    )  # fmt: skip


def _open_page(request: HttpRequest, desk: Desk, form: Opening, error: WasataError | None = None) -> HttpResponse:
    page = OpenPage(form, new_act_id(), Trouble.of(error))
    status = status_of(error) if error else 400 if form.is_bound and form.errors else 200
    return show(request, "room/line/open.html", page, desk=desk, here="lines", logs=("access", "table"), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def line_open(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new line: its form, or the line opened."""
    needs(desk, "bureau", "table", "access")
    desk.require("open_line")
    if _is_public(desk):
        raise wiring.NotHere  # a case of press and public facts never has a line
    if request.method != "POST":
        return _open_page(request, desk, _opening(desk))
    form = _opening(desk, request.POST)
    if not form.is_valid():
        return _open_page(request, desk, form)
    told = form.told()
    try:
        made = desk_line.open_line(
            desk, told.pop("line"), **told, act_id=act_id_of(request, repr(sorted(told.items())))
        )
    except LineWrong as error:
        return _open_page(request, desk, form, error)
    return redirect(f"{reverse('line', kwargs={'case': desk.case, 'line': made})}?done=open")
