"""What every page has: head, navigation, band, foot; and the two doors a page is entered by.

Danger: a page that does not say what it is made of; a navigation entry that hints at a log the reader does not hold.
Duty: `Frame` (everything around a page), `show` (draws a page in its frame), `case_page` (signed in, admitted, from one moment).
Which logs a page was made of is noted while it is made, down to its last word, and told above it.
Shape: a page is `@case_page(here="press")` over `def press(request, desk) -> HttpResponse`, which ends in
`show(request, "room/press/list.html", PressPage(…), desk=desk, here="press", logs=("press",))`. The template sees `page`
(the dataclass), `frame`, `lang`, `desk_case` (for `{% url %}`).
"""

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast, overload
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from wasata import words
from wasata.desk.access import Desk, readers_of
from wasata.desk.carried import Travelling, carried, is_gone
from wasata.desk.case import note_heads_of_the_day, opened, place_of
from wasata.desk.flagged import watched
from wasata.desk.line_stands import are_talks, lines_held
from wasata.desk.lost_factor import Calls, calls
from wasata.desk.relay_life import Alone, sent_alone
from wasata.desk.voice import author_shown
from wasata.errors import RecordError, WasataError
from wasata.record.fold import asked_so_far, noting_what_is_asked
from wasata.room import wiring
from wasata.room.languages import other, page_language, same_page_in
from wasata.room.pages.head import Clock, of_case
from wasata.values import Lang

P = ParamSpec("P")
log = logging.getLogger("wasata.room")

PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("brief", ("press",)),
    ("lines", ("line/",)),
    ("channel", ("channel/", "-line/")),
    ("relays", ("line/", "bureau")),
    ("positions", ("talks", "bureau")),
    ("definitions", ("talks", "bureau")),
    ("watch", ("talks", "bureau")),
    ("cell", ("cell",)),
    ("package", ("cell",)),
    ("press", ("press",)),
    ("figures", ("press",)),
    ("contradictions", ("press",)),
    ("timeline", ("press",)),
    ("feed", ("intake",)),
    ("note", ("bureau",)),
    ("roster", ("press",)),
    ("table", ("table",)),
    ("calendar", ("table",)),
    ("leaks", ("talks", "leads")),
    ("record", ()),
    ("readers", ("access",)),
    ("holding", ("access",)),
    ("person_key", ("kept",)),
)
"""The rooms of a case, in the order of the navigation, each with the logs one must hold for it (none: any one log). `line/`:
some line's; `-line/`: none of any line (a delegate holds his channel and no line); `talks`: he knows that there are talks;
`leads`: he may ask who saw what; `kept`: persons keep the case."""
PAGES_CARRIED = frozenset({"lines", "table", "calendar", "record", "person_key"})
"""Those of a home on a laptop: the others would say of what was left behind that there is nothing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind that a list can be narrowed to: how many it has, and whether it is chosen."""

    code: str
    name: str
    n: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was asked and cannot be answered, and the next move."""

    told: str
    next: str

    @overload
    @classmethod
    def of(cls, error: WasataError) -> "Trouble": ...
    @overload
    @classmethod
    def of(cls, error: WasataError | None) -> "Trouble | None": ...
    @classmethod
    def of(cls, error: WasataError | None) -> "Trouble | None":
        """A refusal, in the language of the page; None where nothing was refused."""
        return cls(*words.tell(error, page_language())) if error is not None else None


@dataclass(frozen=True, slots=True)
class NavItem:
    name: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class SightLog:
    """One log a page is made of: its name and who reads it, in words."""

    log: str
    name: str
    readers: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around a page. `case` and what follows from it are empty outside a case."""

    lang: Lang
    dir: str
    theme: str
    other_lang: Lang
    other_address: str
    person: str | None = None
    role: str | None = None
    case: str | None = None
    case_name: str = ""
    case_period: str = ""
    sample: bool = False
    invented: bool = False
    zone: str = ""
    place: str = ""
    as_of: datetime | None = None
    clock: Clock | None = None
    nav: tuple[NavItem, ...] = ()
    waits: bool = False
    """Something was given to him that does not open yet."""
    tells_logs: bool = False
    """It says above itself which logs it was made of."""
    closed: str = ""
    """That the case is closed, and since when: every page says so."""
    tells_end: bool = False
    """This reader may see what became of it."""
    lost_factors: Calls | None = None
    """Whether somebody's second factor is said to be lost: his own, or that of somebody he may speak about."""
    carried: str = ""
    """That this home stands on a laptop, and until when: every page says so."""
    carried_at: str = ""
    """Where it is reported from."""
    alone: tuple[Alone, ...] = ()
    """What the lead sent alone and nobody has looked at yet; officers see it on every page."""


def log_name(log: str, lang: Lang) -> str:
    """A log by name: «press», «line (x)»."""
    noun, _, rest = log.partition("/")
    key = f"room.log.{noun}"
    name = words.say(key, lang) if words.has(key, lang) else noun
    return f"{name}/{rest}" if rest else name


MADE_OF = "<!-- made of -->"
"""Where a page tells the logs it was made of: put there once it is drawn. No text of a page can hold it: all are escaped."""

_NO_CONTENT = frozenset({"access.readers", "access.public_only", "once"})
"""Views that say who may and how, and of which nothing is shown."""


def _really_asked(desk: Desk, told: tuple[str, ...]) -> tuple[str, ...]:
    """The logs a page was made of: those it tells of itself, then whatever else was asked while it was made."""
    held = desk.sight
    asked = {log for name, logs in asked_so_far() if name not in _NO_CONTENT for log in logs}
    families = tuple(log[:-1] for log in asked if log.endswith("/*"))
    more = (x for x in held if x not in told and (x in asked or (families and x.startswith(families))))
    return (*(x for x in dict.fromkeys(told) if x in held), *more)


def _sight(desk: Desk, logs: tuple[str, ...], lang: Lang) -> tuple[SightLog, ...]:
    return tuple(SightLog(log, log_name(log, lang), _readers(desk, log, lang)) for log in logs)


def _readers(desk: Desk, log: str, lang: Lang) -> str:
    """Who reads a log, by role. What all parties see says so and names nobody: a delegate learns nothing of the team."""
    if log == "table":
        return words.say("room.read_by_all", lang)
    roles = [words.say(f"room.readers.{role}", lang) for role in readers_of(desk, (log,))]
    key = "room.read_by" if desk.holds(log) else "room.read_by_and_here"
    return words.say(key, lang, who=words.say("room.list_comma", lang).join(roles)) if roles else ""


def _nav(
    case: str,
    held: frozenset[str],
    here: str,
    lang: Lang,
    *,
    opens_lines: bool,
    talks: bool,
    leads: bool,
    kept: bool,
    delegate: bool,
    only: frozenset[str] | None = None,
) -> tuple[NavItem, ...]:
    items = []
    families = {f"{log.partition('/')[0]}/" for log in held if "/" in log}
    has = (
        held
        | families
        | ({"talks"} if talks else set())
        | ({"leads"} if leads else set())
        | ({"kept"} if kept else set())
    )
    for name, needs in PAGES:
        fits = all(need[1:] not in has if need.startswith("-") else need in has for need in needs)
        if only is not None and name not in only:
            continue
        if name == "channel" and not delegate:  # his own page; of the team one may hold a channel whose line was sealed
            continue
        if not held or not (fits or (name == "lines" and opens_lines)):
            continue
        try:
            address = reverse(name, kwargs={"case": case})
        except NoReverseMatch:  # a page that does not stand yet is not offered
            continue
        items.append(NavItem(words.say(f"room.page.{name}", lang), address, name == here))
    return tuple(items)


def _opens_lines(desk: Desk) -> bool:
    """Whether the first line may be opened from the board: it stands for a lead before there is any."""
    return desk.may("open_line") and not opened(desk).get("public_only")


def bare_frame(request: HttpRequest) -> Frame:
    """The frame of a page outside any case: sign-in, account, cases, errors."""
    lang = page_language()
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return Frame(
        lang=lang, dir=words.direction(lang), theme=user.theme if signed_in and user else "",
        other_lang=other(lang), other_address=same_page_in(request, other(lang)),
        person=str(user.get_username()) if signed_in and user else None,
    )  # fmt: skip


def frame_for_nobody(request: HttpRequest) -> Frame:
    """The frame of a page that must not ask who looks at it: the tables that know do not answer."""
    lang = page_language()
    return Frame(lang=lang, dir=words.direction(lang), theme="", other_lang=other(lang),
                 other_address=same_page_in(request, other(lang)))  # fmt: skip


def case_frame(request: HttpRequest, desk: Desk, here: str) -> Frame:
    """The frame of a page of a case, made only of logs the reader holds."""
    with noting_what_is_asked(False):  # it is the same around every page
        return _case_frame(request, desk, here)


def _closed(desk: Desk, zone: str, lang: Lang) -> str:
    at = desk.closed_at
    return words.say("closing.banner", lang, at=words.instant(at, lang, zone=ZoneInfo(zone))) if at is not None else ""


def _carried(there: Travelling | None, zone: str, lang: Lang) -> str:
    return (
        words.say("travel.banner", lang, until=words.instant(there.until, lang, zone=ZoneInfo(zone))) if there else ""
    )


def _case_frame(request: HttpRequest, desk: Desk, here: str) -> Frame:
    bare = bare_frame(request)
    lang = bare.lang
    told = of_case(desk, lang)
    held, kept = frozenset(desk.sight), desk.home.recovery(desk.case) is not None
    there = carried(desk.home, desk.case)
    nav = _nav(desk.case, held, here, lang, opens_lines=_opens_lines(desk), talks=are_talks(desk), kept=kept,
               leads=desk.may("ask_leaks"), delegate=desk.role == "delegate",
               only=PAGES_CARRIED if there else None)  # fmt: skip
    return Frame(
        lang=lang, dir=bare.dir, theme=bare.theme, other_lang=bare.other_lang, other_address=bare.other_address,
        person=bare.person, role=told.role, case=desk.case, case_name=told.name, case_period=told.period,
        sample=told.sample, invented=told.invented, zone=told.zone, place=place_of(told.zone, lang), as_of=told.as_of,
        clock=told.clock,
        nav=nav, carried=_carried(there, told.zone, lang),
        carried_at=reverse("travels", kwargs={"case": desk.case, "line": there.line}) if there else "",
        waits=kept and here != "person_key" and bool(desk.waits_for),
        tells_logs=True, closed=_closed(desk, told.zone, lang), tells_end=desk.may("place_hold"),
        lost_factors=calls(desk),
        alone=tuple(replace(a, by=author_shown(a.by, lang)) for a in sent_alone(desk)),
    )  # fmt: skip


def show(
    request: HttpRequest,
    template: str,
    page: Any = None,
    *,
    desk: Desk | None = None,
    here: str = "",
    logs: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Draws a page in its frame. `logs` are the logs it was made of, in the order in which the band under the navigation names
    them; what else was asked for it follows.

    `flags`: the terms whose meaning is not agreed, looked up only where a template asks for them.
    """
    frame = case_frame(request, desk, here) if desk is not None else bare_frame(request)
    flags = SimpleLazyObject(lambda: watched(desk, frame.lang) if desk is not None else None)
    context = {"page": page, "frame": frame, "lang": frame.lang, "case": frame.case, "flags": flags}
    drawn: str = render_to_string(template, context, request)
    if desk is not None:
        sight = _sight(desk, _really_asked(desk, logs), frame.lang)
        band = render_to_string("room/parts/made_of.html", {"sight": sight, "lang": frame.lang}, request)
        drawn = drawn.replace(MADE_OF, band.strip(), 1)
    return HttpResponse(drawn, status=status)


def for_templates(request: HttpRequest) -> dict[str, Any]:
    """For templates that others draw (allauth's): a bare frame. `show` puts its own in this one's place."""
    return {"frame": bare_frame(request), "lang": page_language()}


def needs(desk: Desk, *logs: str) -> None:
    """Before an act's own rules are asked: to a reader who does not hold the log there is no such page at all.

    Raises:
        NotHere: he does not hold it.
    """
    if not desk.holds(*logs):
        raise wiring.NotHere


def needs_talks(desk: Desk) -> None:
    """What the bureau holds of the talks (words of the deal, matters, the watch) is for whoever holds it; to who knows of no
    talks there is no such page.

    Raises:
        NotHere: he is not of the team, or knows of none.
    """
    needs(desk, "bureau")
    if not are_talks(desk):
        raise wiring.NotHere


def needs_a_line(desk: Desk) -> None:
    """The acts on it are for those who keep a line; to others there is no such act.

    Raises:
        NotHere: he is not of the team, or keeps none.
    """
    needs(desk, "bureau")
    if not lines_held(desk):
        raise wiring.NotHere


_ACT = 64


def act_id_of(request: HttpRequest, *texts: str) -> str | None:
    """The id of this act: the form's own with what was sent in it.

    A browser that goes back may send the same form with other words; those are another act, and are not lost.
    """
    form = request.POST.get("act", "")[:_ACT]
    digest = hashlib.sha256(form.encode("utf-8", "surrogatepass"))
    # his own name as well: what an act makes is named after its id, and two people never make the same
    digest.update(hashlib.sha256(wiring.reader_of(request).encode()).digest())
    for text in texts:
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()[:40] if form else None


_OF_THE_FORM = frozenset({"act", "csrfmiddlewaretoken"})


def typed_in(request: HttpRequest) -> str:
    """All that was typed and chosen in a form, as one text: what a form with many fields gives `act_id_of`."""
    fields = sorted((k, vs) for k, vs in request.POST.lists() if k not in _OF_THE_FORM)
    return "\n".join(f"{k}={v!r}" for k, vs in fields for v in vs)


View = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]


def case_act(view: View[P]) -> Callable[..., HttpResponse]:
    """An act in a case: signed in and admitted. The desk's acts hold what they must; others may read meanwhile.

    The view gets the desk in place of the address's `case`.
    """

    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, case: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with noting_what_is_asked():
            desk = wiring.desk_for(request, case)
            request.asked_of = desk  # type: ignore[attr-defined]  # `middleware/invented` asks it what the answer must say
            with noting_what_is_asked(False):
                gone = is_gone(desk.home, case)
            if gone:
                return show(request, "room/travel/gone.html", status=410)
            if desk.closed_at is not None and desk.role == "delegate":  # the same to every side, at every address
                return show(request, "room/closing/ended.html")
            return view(request, desk, *args, **kwargs)

    return wrapped


def sent_to(back: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """An address that forms are sent to and that shows nothing by itself: whoever merely opens it (the other language's
    link, a sign-in that leads back to it, a page reloaded) is led to `back`, where the form stands.

    Stands over `case_act` or `case_page`, as Django's `require_POST` would.
    """

    def mark(view: Any) -> Any:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return cast(HttpResponse, view(request, *args, **kwargs))
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["POST"])
            for few in (kwargs, {"case": kwargs.get("case")}):
                with suppress(NoReverseMatch):
                    return redirect(reverse(back, kwargs=few))
            raise wiring.NotHere

        return wrapped

    return mark


def _note_the_day(desk: Desk) -> None:
    """The root of the day, with the lead's first page. A record that cannot be written keeps no page from being read."""
    try:
        with noting_what_is_asked(False):
            note_heads_of_the_day(desk)
    except RecordError as error:
        log.error("the root of the day was not noted: %s", error.code)


def case_page(view: View[P]) -> Callable[..., HttpResponse]:
    """A page of a case: signed in, admitted, and drawn from one moment: nobody folds or writes in between."""

    def held(request: HttpRequest, desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        _ = request.POST, request.FILES  # read in full before the desk is held: a slow sender keeps nobody waiting
        _note_the_day(desk)
        with desk.hold():
            return view(request, desk, *args, **kwargs)

    return case_act(held)
