"""Travel: who carries a line on a laptop; letting go, packing, taking in, what was set aside, the end.

Danger: a pack given to whoever finds an open browser; what was set aside let in unread.
Duty: one page for the officers of a line and its lead; the pack as a file, once, for the officer's password; the report as a file
that comes in, the answer as one that goes back; what was set aside on a page of its own, above the button that lets it in.
Shape: every form carries which channel it was drawn for. Passwords are tried as at sign-in, and tries are counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from wasata import words
from wasata.desk import carried
from wasata.desk import travel as desk_travel
from wasata.desk import travel_back as desk_back
from wasata.desk.access import Desk, new_act_id
from wasata.desk.carried import Travelling
from wasata.desk.coming import zone_of_case
from wasata.desk.travel import Back, SetAside, TravelLine
from wasata.desk.travel_back import Came
from wasata.desk.travel_told import FactTold
from wasata.desk.travel_told import told as in_words
from wasata.errors import KeyNeeded, PersonKeyClosed, PersonUnknown, TravelWrong, WasataError
from wasata.record.fold import noting_what_is_asked
from wasata.room import wiring
from wasata.room.bounds import takes_files
from wasata.room.charts import travel as chart
from wasata.room.charts.picture import Picture
from wasata.room.files import to_keep
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.errors import status_of
from wasata.room.pages.head import duration
from wasata.room.pages.line import Tab, logs_of, needs_line, tabs
from wasata.room.pages.parts import Trouble, act_id_of, case_act, sent_to, show
from wasata.room.pages.person_key import PasswordWrong

DAYS = (1, 2, 3, 5, 7, 10, 14)
ENDS = ("back", "cut_off", "lost")
DID = ("begin", "judge", "follow")
REFUSED = (TravelWrong, KeyNeeded, PasswordWrong, PersonKeyClosed, PersonUnknown)


@dataclass(frozen=True, slots=True)
class AsideShown:
    """What was set aside: `why` in words; `state` as `travel.judged.<state>`."""

    told: SetAside
    why: str
    state: str
    may_look: bool
    may_follow: bool


@dataclass(frozen=True, slots=True)
class TravelShown:
    told: TravelLine
    picture: Picture
    asides: tuple[AsideShown, ...]
    ends: tuple[str, ...]
    may_answer: bool
    back: tuple[tuple[str, Back], ...]
    """What stands in the line by now, each under its word."""


@dataclass(frozen=True, slots=True)
class TravelPage:
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    travels: tuple[TravelShown, ...]
    officers: tuple[str, ...]
    days: tuple[int, ...]
    may_begin: bool
    pack_until: str
    may_take_in: bool
    came: tuple[str, ...]
    came_of: str
    act: str
    done: str
    trouble: Trouble | None = None


def _why(reasons: tuple[str, ...]) -> str:
    lang = page_language()
    return words.say("room.list_comma", lang).join(words.say(f"travel.aside.{reason}", lang) for reason in reasons)


def _aside(desk: Desk, line: str, one: TravelLine, told: SetAside) -> AsideShown:
    mine = one.reader == desk.reader
    state = (
        "waits" if told.let_in is None else "kept_out" if not told.let_in else "taken_in" if told.taken_in else "let_in"
    )
    judges = desk.may("judge_travel", line=line)
    follows = mine or (judges and one.left)
    return AsideShown(told, _why(told.why), state, mine or judges, follows and state == "let_in")


def _shown(desk: Desk, line: str, one: TravelLine) -> TravelShown:
    lang = page_language()
    contacts = tuple(t.at for t in one.taken if t.aside is None)
    span = chart.Span(
        f"p-{one.travel}", words.say("travel.picture", lang), one.at, one.until, desk.now(), contacts, one.ended_at
    )
    asides = tuple(_aside(desk, line, one, aside) for aside in one.asides)
    may_end = desk.may("end_travel")
    ends = ENDS if one.state in ("away", "expired") else ("cut_off", "lost") if one.state == "back" else ()
    return TravelShown(
        one, chart.draw(span, lang, zone_of_case(desk)), asides, ends if may_end else (),
        one.packed_at is not None and (one.reader == desk.reader or may_end),
        tuple((_sort(b.kind), b) for b in one.back),
    )  # fmt: skip


def _page(
    request: HttpRequest, desk: Desk, line: str, error: WasataError | None = None, came: Came | None = None
) -> HttpResponse:
    lang = page_language()
    with desk.hold():
        found, channel = desk_travel.travels(desk, line), channel_shown(desk, line)
    mine = desk_travel.mine_to_pack(desk, line)
    may_begin, may_judge = desk.may("begin_travel", line=line), desk.may("judge_travel", line=line)
    pack_until = words.instant(mine.until, lang, zone=zone_of_case(desk)) if mine else ""
    done = request.GET.get("done", "")
    key = f"travel.done.{done}" if done in ENDS else f"travel.did.{done}" if done in DID else ""
    page = TravelPage(
        channel, tabs(desk, line, "travels"), tuple(_shown(desk, line, one) for one in found),
        desk_travel.who_may_go(desk, line) if may_begin else (), DAYS, may_begin, pack_until,
        any(one.packed_at and (one.reader == desk.reader or (one.left and may_judge)) for one in found), _came(came, desk),
        came.travel if came else "", new_act_id(), words.say(key, lang) if key else "",
        Trouble.of(error),
    )  # fmt: skip
    status = status_of(error) if error else 200
    return show(request, "room/travel/page.html", page, desk=desk, here="lines", logs=logs_of(line), status=status)


def _came(came: Came | None, desk: Desk) -> tuple[str, ...]:
    if came is None:
        return ()
    lang = page_language()
    told = [words.count("travel.n_taken", came.entries, lang)]
    if came.set_aside:
        told.append(f"{words.count('travel.n_aside', came.set_aside, lang)} {_why(came.why)}")
    until = words.instant(came.until, lang, zone=zone_of_case(desk))
    told.append(
        words.say("travel.goes_on", lang, until=until) if came.goes_on else words.say(f"travel.state.{came.how}", lang)
    )
    return tuple(told)


def _back(desk: Desk, line: str, done: str) -> HttpResponse:
    return redirect(f"{reverse('travels', kwargs={'case': desk.case, 'line': line})}?done={done}")


# on the laptop


@dataclass(frozen=True, slots=True)
class LaptopPage:
    """`done`: how many entries were written here; `left`: how long it stays, in words."""

    channel: ChannelShown
    tabs: tuple[Tab, ...]
    there: Travelling
    picture: Picture
    left: str
    done: int
    told: str
    trouble: Trouble | None = None


def _laptop(
    request: HttpRequest, desk: Desk, line: str, error: WasataError | None = None, told: str = ""
) -> HttpResponse:
    lang, now = page_language(), desk.now()
    there = carried.travelling(desk)
    with desk.hold():
        channel = channel_shown(desk, line)
    span = chart.Span(f"p-{there.travel}", words.say("travel.picture", lang), there.made_at, there.until, now)
    left = words.say("travel.left", lang, left=duration(there.until - now, lang))
    page = LaptopPage(
        channel, tabs(desk, line, "travels"), there, chart.draw(span, lang, zone_of_case(desk)), left,
        len(carried.done_here(desk)), told, Trouble.of(error),
    )  # fmt: skip
    status = status_of(error) if error else 200
    return show(request, "room/travel/laptop.html", page, desk=desk, here="lines", logs=logs_of(line), status=status)


@sent_to("travels")
@case_act
def travel_report(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """On the laptop: what was done there, sealed for the room, as a file."""
    needs_line(desk, line)
    there = carried.travelling(desk)
    require_drawn_for(request, desk, line)
    return to_keep(carried.report(desk), f"{line}-{there.travel}.report")


@sent_to("travels")
@case_act
def travel_answered(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """On the laptop: what the room answered is done."""
    needs_line(desk, line)
    carried.travelling(desk)
    require_drawn_for(request, desk, line)
    sent = request.FILES.get("file")
    try:
        answer = carried.answered(desk.home, desk.case, sent.read() if sent is not None else b"")
    except REFUSED as error:
        return _laptop(request, desk, line, error)
    if not answer.goes_on:
        wiring.let_go(desk.reader)
        return show(request, "room/travel/gone.html", status=410)
    lang = page_language()
    until = words.instant(answer.until, lang, zone=zone_of_case(desk))
    told = [words.count("travel.n_taken", answer.taken, lang)]
    if answer.aside:
        told.append(words.count("travel.n_waits", answer.aside, lang))
    told.append(words.say("travel.goes_on", lang, until=until))
    return _laptop(request, desk, line, told=" ".join(told))


# in the room


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def travels(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Who carries the line; and, sent, an officer let go."""
    needs_line(desk, line)
    if request.method != "POST":
        with noting_what_is_asked(False):
            there = carried.carried(desk.home, desk.case)
        return _laptop(request, desk, line) if there else _page(request, desk, line)
    desk.require("begin_travel", line=line)
    require_drawn_for(request, desk, line)
    reader, days = request.POST.get("reader", "")[:64], request.POST.get("days", "")[:3]
    until = desk.now() + timedelta(days=int(days) if days.isdecimal() else 0)
    act = act_id_of(request, line, reader, days)
    try:
        if act is None or desk.done(act) is None:  # sent twice: his hour is that of the first
            desk_travel.begin_travel(desk, line, reader, until, act_id=act)
    except REFUSED as error:
        return _page(request, desk, line, error)
    return _back(desk, line, "begin")


@sent_to("travels")
@case_act
def travel_pack(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """The pack as a file, once."""
    needs_line(desk, line)
    desk.require("pack_travel", line=line)
    require_drawn_for(request, desk, line)
    password = request.POST.get("password", "")
    try:
        if not ratelimit.consume(request, action="reauthenticate", user=request.user) or not password:
            raise PasswordWrong
        made = desk_travel.pack(desk, line, password, attachments=request.POST.get("attachments") == "yes")
    except REFUSED as error:
        return _page(request, desk, line, error)
    return to_keep(made.content, f"{line}-{made.mark}.pack")


@takes_files("take_in_travel")
@sent_to("travels")
@case_act
def travel_take_in(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """A report is taken in; the answer is offered on the page that tells what became of it."""
    needs_line(desk, line)
    desk.require("take_in_travel", line=line)
    require_drawn_for(request, desk, line)
    sent = request.FILES.get("file")
    try:
        came = desk_back.take_in(desk, sent.read() if sent is not None else b"", only=line)
    except REFUSED as error:
        return _page(request, desk, line, error)
    return _page(request, desk, line, came=came)


@require_GET
@case_act
def travel_answer(request: HttpRequest, desk: Desk, line: str, travel: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The room's answer as it stands now, as a small file."""
    needs_line(desk, line)
    return to_keep(desk_back.answer_to(desk, line, travel), f"{line}-{travel}.answer")


def _did(request: HttpRequest, desk: Desk, line: str, act: Callable[[], str]) -> HttpResponse:
    require_drawn_for(request, desk, line)
    try:
        return _back(desk, line, act())
    except REFUSED as error:
        return _page(request, desk, line, error)


@sent_to("travels")
@case_act
def travel_end(request: HttpRequest, desk: Desk, line: str, travel: str) -> HttpResponse:
    """A travel ends: he is back, is cut off, or it is lost."""
    needs_line(desk, line)
    desk.require("end_travel")
    how = request.POST.get("how", "")[:16]

    def act() -> str:
        if not any(one.travel == travel for one in desk_travel.travels(desk, line)):
            raise TravelWrong(why=words.Key("travel.why.unknown"), value=travel)
        desk_travel.end_travel(desk, travel, desk_travel.how_of(how), act_id=act_id_of(request, line, travel, how))
        return how

    return _did(request, desk, line, act)


# what was set aside


SORTS = ("line", "contact", "message", "assessment", "position")


def _sort(kind: str) -> str:
    family = kind.partition(".")[0]
    return words.say(f"travel.sort.{family if family in SORTS else 'other'}", page_language())


@dataclass(frozen=True, slots=True)
class ActShown:
    """`meanwhile`: each with when and by whom it was said here."""

    at: datetime
    why: str
    facts: tuple[FactTold, ...]
    meanwhile: tuple[tuple[FactTold, datetime, str], ...]


@dataclass(frozen=True, slots=True)
class AsidePage:
    channel: ChannelShown
    aside: str
    acts: tuple[ActShown, ...]
    may_judge: bool
    act: str


@require_GET
@case_act
def travel_aside(request: HttpRequest, desk: Desk, line: str, aside: str) -> HttpResponse:
    """What was set aside, whole; a lead decides beneath it."""
    needs_line(desk, line)
    found = desk_back.look_at(desk, line, aside)
    told = next(a for one in desk_travel.travels(desk, line) for a in one.asides if a.aside == aside)
    lang = page_language()
    with desk.hold():
        channel = channel_shown(desk, line)
        acts = tuple(
            ActShown(
                act.at, _why((act.why,)),
                tuple(in_words(desk, line, kind, values, lang) for kind, _, values in act.facts),
                tuple((in_words(desk, line, kind, values, lang), at, by) for kind, at, by, values in act.meanwhile),
            )
            for act in found
        )  # fmt: skip
    may_judge = told.let_in is None and desk.may("judge_travel", line=line)
    page = AsidePage(channel, aside, acts, may_judge, new_act_id())
    return show(request, "room/travel/aside.html", page, desk=desk, here="lines", logs=logs_of(line))


@sent_to("travels")
@case_act
def travel_judge(request: HttpRequest, desk: Desk, line: str, aside: str) -> HttpResponse:
    """A lead lets it in, or not."""
    needs_line(desk, line)
    desk.require("judge_travel", line=line)
    told = request.POST.get("let_in", "")

    def act() -> str:
        desk_back.judge(desk, line, aside, told == "yes", act_id=act_id_of(request, line, aside, told))
        return "judge"

    return _did(request, desk, line, act)


@sent_to("travels")
@case_act
def travel_follow(request: HttpRequest, desk: Desk, line: str, aside: str) -> HttpResponse:
    """The officer writes what was let in."""
    needs_line(desk, line)
    desk.require("take_in_travel", line=line)

    def act() -> str:
        desk_back.follow(desk, line, aside)
        return "follow"

    return _did(request, desk, line, act)
