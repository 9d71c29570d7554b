"""What goes on the common table beside notices: names, days, commitments, each written, seen as the parties will see it, put.

Danger: a name or a day on the table tells every side at once that the others know it too.
Duty: the forms for a name, a day, a day moved or struck, a commitment and its withdrawal, in two steps; nothing is put, or
asked for where a second person puts it, that was not looked at in both languages.
Shape: one address a thing; the form is sent to it to be looked at, and once more with `put` to be done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk import for_table
from wasata.desk import table as desk_table
from wasata.desk.access import Desk, new_act_id
from wasata.desk.case import case_head, names_for
from wasata.desk.coming import today_of_case
from wasata.desk.commitment import may_owe, require_commitment
from wasata.desk.for_table import Wish
from wasata.desk.table import called_on_table, one_of
from wasata.errors import ListenError, TableWrong
from wasata.listen.asked import day_typed
from wasata.listen.reader import language_of
from wasata.room import wiring
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, needs, show
from wasata.values import LANGS, Lang

LOGS = ("table",)
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class TableForm:
    """A thing for the table being written. `what`: `name`, `day`, `move`, `strike`, `commitment`, `withdraw`; `looked`: it waits
    for the last word. `called`: whom or what it is about; `to`: who is owed."""

    what: str
    typed: dict[str, str]
    looked: bool
    day: date | None
    at: datetime | None
    called: str
    choices: tuple[Choice, ...]
    trouble: Trouble | None
    address: str
    act: str
    waits: bool
    """A second person puts it there."""
    to: str = ""


def _typed(request: HttpRequest, *fields: str) -> dict[str, str]:
    return {f: request.POST.get(f, "").replace("\r\n", "\n").strip()[: LONGEST + 1] for f in fields}


def _wrong(told: dict[str, str], *, needed: bool = True) -> Trouble | None:
    lang = page_language()
    for written in LANGS:
        text = told[written]
        if not text and (needed or any(told[other] for other in LANGS)):
            return Trouble(words.say(f"room.table_missing_{written}", lang), "")
        if len(text) > LONGEST:
            return Trouble(words.say("room.table_too_long", lang, limit=LONGEST, n=len(text)), "")
        if text and language_of(text) != written:
            return Trouble(words.say(f"room.table_letters_{written}", lang), "")
    return None


def _wrong_either(told: dict[str, str], ar: str = "ar", en: str = "en", *, needed: bool = True) -> Trouble | None:
    """Written in one language at least, each in its own."""
    lang = page_language()
    if needed and not (told[ar] or told[en]):
        return Trouble(words.say("table.why.no_words", lang), "")
    for field, written in ((ar, "ar"), (en, "en")):
        text = told[field]
        if len(text) > LONGEST:
            return Trouble(words.say("room.table_too_long", lang, limit=LONGEST, n=len(text)), "")
        if text and language_of(text) != written:
            return Trouble(words.say(f"room.table_letters_{written}", lang), "")
    return None


def _draw(request: HttpRequest, desk: Desk, what: str, typed: dict[str, str], **more: Any) -> HttpResponse:
    given: dict[str, Any] = {"looked": False, "day": None, "at": None, "called": "", "choices": (), "trouble": None}
    page = TableForm(
        what, typed, **(given | more), address=request.path, act=new_act_id(), waits=for_table.waits_for_second(desk)
    )
    status = 400 if page.trouble else 200
    return show(request, "room/table/form.html", page, desk=desk, here="table", logs=LOGS, status=status)


def _done(desk: Desk) -> HttpResponse:
    return redirect(reverse("table", kwargs={"case": desk.case}))


def _try(put: Callable[[], object]) -> Trouble | None:
    try:
        put()
    except TableWrong as error:
        return Trouble.of(error)
    return None


def called(desk: Desk, who: str, lang: Lang) -> str:
    """Whom a name is for, as the team knows him."""
    if who == desk_table.MEDIATOR:
        return words.say("table.the_team", lang)
    return (names_for(desk, lang).of(who) if desk.holds("press") else None) or who


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def table_name(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A name for the team or a party, as every delegate's page shows it."""
    needs(desk, *LOGS)
    desk.require("name_on_table")
    lang = page_language()
    with desk.hold():
        choices = tuple(Choice(who, called(desk, who, lang)) for who in desk_table.may_be_named(desk))
    if request.method != "POST":
        return _draw(request, desk, "name", {"who": desk_table.MEDIATOR, "ar": "", "en": ""}, choices=choices)
    typed = _typed(request, "who", *LANGS)
    name = next((c.name for c in choices if c.code == typed["who"]), "")
    trouble = _wrong(typed)
    if "change" in request.POST or trouble:
        return _draw(
            request, desk, "name", typed, choices=choices, trouble=None if "change" in request.POST else trouble
        )
    if "put" not in request.POST:
        return _draw(request, desk, "name", typed, choices=choices, looked=True, called=name)
    told: dict[Lang, str] = {"ar": typed["ar"], "en": typed["en"]}
    act = act_id_of(request, "name", *typed.values())
    trouble = _try(lambda: for_table.offer(desk, Wish("name", told, typed["who"]), act_id=act))
    return _draw(request, desk, "name", typed, choices=choices, trouble=trouble) if trouble else _done(desk)


def _day(request: HttpRequest, desk: Desk, entry: str | None, what: str, first: dict[str, str]) -> HttpResponse:
    needs(desk, *LOGS)
    desk.require("enter_day")
    if request.method != "POST":
        return _draw(request, desk, what, first)
    typed = _typed(request, "day", "hour", *LANGS)
    if "change" in request.POST:
        return _draw(request, desk, what, typed)
    day, at, unclear = _when(desk, typed)
    trouble = _wrong(typed) or unclear
    if day is None and trouble is None:
        trouble = Trouble(words.say("table.why.day_missing", page_language()), "")
    if trouble or day is None:
        return _draw(request, desk, what, typed, trouble=trouble)
    typed["day"] = day.isoformat()
    if "put" not in request.POST:
        return _draw(request, desk, what, typed, looked=True, day=day, at=at)
    told: dict[Lang, str] = {"ar": typed["ar"], "en": typed["en"]}
    act = act_id_of(request, what, entry or "", *typed.values())
    trouble = _try(lambda: for_table.offer(desk, Wish("move" if entry else "day", told, entry, day, at), act_id=act))
    return _draw(request, desk, what, typed, trouble=trouble) if trouble else _done(desk)


def _when(desk: Desk, typed: dict[str, str]) -> tuple[date | None, datetime | None, Trouble | None]:
    """The day and hour as typed, and what is wrong with them."""
    lang = page_language()
    try:
        found = day_typed(typed["day"], today_of_case(desk), lang)
    except ListenError as error:
        return None, None, Trouble.of(error)
    day = found.first if found else None
    if day is None or not typed["hour"]:
        return day, None, Trouble(words.say("table.why.day_missing", lang), "") if typed["hour"] else None
    at = _hour(desk, day, typed["hour"])
    return day, at, None if at else Trouble(words.say("table.why.hour_unclear", lang), "")


def _hour(desk: Desk, day: date, typed: str) -> datetime | None:
    try:
        hour = time.fromisoformat(typed.zfill(5))
    except ValueError:
        return None
    return datetime.combine(day, hour, ZoneInfo(case_head(desk, page_language()).zone)) if hour.tzinfo is None else None


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def table_day(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new day for the calendar all share."""
    return _day(request, desk, None, "day", dict.fromkeys(("day", "hour", *LANGS), ""))


def _standing(desk: Desk, entry: str) -> dict[str, str]:
    """A day as it stands, as the form has it.

    Raises:
        NotHere: no such day stands.
    """
    needs(desk, *LOGS)
    with desk.hold():
        found = desk.fold(desk_table.SHARED).days.get(entry)
        if found is None or found.struck:
            raise wiring.NotHere
        zone = ZoneInfo(case_head(desk, page_language()).zone)
        hour = f"{found.at.astimezone(zone):%H:%M}" if found.at else ""
        return {"day": found.day.isoformat(), "hour": hour, "ar": found.words["ar"], "en": found.words["en"]}


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def table_day_move(request: HttpRequest, desk: Desk, entry: str) -> HttpResponse:
    """A day that is moved, or told in other words."""
    needs(desk, *LOGS)
    desk.require("enter_day")
    return _day(request, desk, entry, "move", _standing(desk, entry))


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def table_day_strike(request: HttpRequest, desk: Desk, entry: str) -> HttpResponse:
    """A day that does not take place."""
    needs(desk, *LOGS)
    desk.require("strike_day")
    stands = _standing(desk, entry)
    name = stands[page_language()]
    if request.method != "POST":
        return _draw(
            request, desk, "strike", dict.fromkeys(LANGS, ""), called=name, day=date.fromisoformat(stands["day"])
        )
    typed = _typed(request, *LANGS)
    day = date.fromisoformat(stands["day"])
    trouble = _wrong(typed, needed=False)
    if "change" in request.POST or trouble:
        kept = None if "change" in request.POST else trouble
        return _draw(request, desk, "strike", typed, called=name, day=day, trouble=kept)
    if "put" not in request.POST:
        return _draw(request, desk, "strike", typed, looked=True, called=name, day=day)
    told: dict[Lang, str] | None = {"ar": typed["ar"], "en": typed["en"]} if typed["ar"] else None
    act = act_id_of(request, "strike", entry, *typed.values())
    trouble = _try(lambda: for_table.offer(desk, Wish("strike", told, entry), act_id=act))
    return _draw(request, desk, "strike", typed, called=name, day=day, trouble=trouble) if trouble else _done(desk)


# commitments


def _both(typed: dict[str, str], ar: str = "ar", en: str = "en") -> dict[Lang, str] | None:
    told: dict[Lang, str] = {"ar": typed[ar], "en": typed[en]}
    return {lang: text for lang, text in told.items() if text} or None


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def table_commitment(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A commitment to be published: who owes what to whom, by when or at which event."""
    needs(desk, *LOGS)
    desk.require("publish_commitment")
    lang = page_language()
    with desk.hold():
        choices = tuple(Choice(who, called_on_table(desk, who, lang)) for who in may_owe(desk))
    fields = ("who", "to", "day", "hour", "event_ar", "event_en", *LANGS)
    if request.method != "POST":
        return _draw(request, desk, "commitment", dict.fromkeys(fields, ""), choices=choices)
    typed = _typed(request, *fields)
    names = {c.code: c.name for c in choices}
    day, at, unclear = _when(desk, typed)
    trouble = _wrong_either(typed) or _wrong_either(typed, "event_ar", "event_en", needed=False) or unclear
    if trouble is None and day is None and not (typed["event_ar"] or typed["event_en"]):
        trouble = Trouble(words.say("table.why.no_due", lang), "")
    if "change" in request.POST or trouble:
        kept = None if "change" in request.POST else trouble
        return _draw(request, desk, "commitment", typed, choices=choices, trouble=kept)
    typed["day"] = day.isoformat() if day else ""
    shown: dict[str, Any] = {
        "choices": choices, "day": day, "at": at, "called": names.get(typed["who"], ""), "to": names.get(typed["to"], ""),
    }  # fmt: skip
    wish = Wish(
        "commitment", _both(typed), typed["who"], day, at, typed["to"] or None, _both(typed, "event_ar", "event_en")
    )
    if "put" not in request.POST:
        return _draw(request, desk, "commitment", typed, looked=True, **shown)
    act = act_id_of(request, "commitment", *typed.values())
    trouble = _try(lambda: for_table.offer(desk, wish, act_id=act))
    return _draw(request, desk, "commitment", typed, trouble=trouble, **shown) if trouble else _done(desk)


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def table_commitment_strike(request: HttpRequest, desk: Desk, commitment: str) -> HttpResponse:
    """A commitment that is withdrawn, with a reason all will read."""
    needs(desk, *LOGS)
    desk.require("strike_commitment")
    lang = page_language()
    try:
        with desk.hold():
            stands = require_commitment(desk, commitment)
            who, told = called_on_table(desk, stands.who, lang), one_of(stands.words, lang)[0]
    except TableWrong:
        raise wiring.NotHere from None
    shown: dict[str, Any] = {"called": words.say("table.owes", lang, who=who, words=told), "day": stands.day}
    if request.method != "POST":
        return _draw(request, desk, "withdraw", dict.fromkeys(LANGS, ""), **shown)
    typed = _typed(request, *LANGS)
    trouble = _wrong_either(typed)
    if "change" in request.POST or trouble:
        return _draw(request, desk, "withdraw", typed, trouble=None if "change" in request.POST else trouble, **shown)
    if "put" not in request.POST:
        return _draw(request, desk, "withdraw", typed, looked=True, **shown)
    act = act_id_of(request, "withdraw", commitment, *typed.values())
    trouble = _try(lambda: for_table.offer(desk, Wish("withdraw", _both(typed), commitment), act_id=act))
    return _draw(request, desk, "withdraw", typed, trouble=trouble, **shown) if trouble else _done(desk)
