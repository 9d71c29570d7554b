"""Definitions: what each word of the deal means, where each side stands, and what goes on the table.

Danger: a text put to the wrong side; a page that tells an officer what a side said whose line he does not hold.
Duty: the list, one definition with the sides its reader holds, writing in two steps, putting it to a side by its typed name,
taking it back while it waits, writing down a side's word, and the two people's acts that put it on the table.
Shape: made of `bureau`, `table`, and the lines and channels its reader holds. Forms that touch a channel carry it.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from wasata import words
from wasata.desk import definition as desk_definition
from wasata.desk import definition_sides as sides_of
from wasata.desk.access import Desk, new_act_id
from wasata.desk.defined import Text
from wasata.desk.definition_sides import DefinitionLine, Side
from wasata.desk.letter import HOLD, HOLDS
from wasata.desk.line import lines_held
from wasata.desk.map import keep_map, kept_map, map_in
from wasata.desk.voice import author_shown
from wasata.errors import DefinitionWrong, MessageWrong
from wasata.listen.reader import language_of
from wasata.room import wiring
from wasata.room.bounds import takes_files
from wasata.room.forms.message import hold_named, hold_shown, hold_typed
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.parts import (
    Trouble,
    act_id_of,
    case_act,
    case_page,
    needs,
    needs_a_line,
    needs_talks,
    sent_to,
    show,
)
from wasata.values import LANGS, Lang

LONGEST = 4_000
FIELDS = ("name_ar", "name_en", "words_ar", "words_en", "also", "value", "unit", "map")


@dataclass(frozen=True, slots=True)
class SideShown:
    """One side with its channel as its pages wear it."""

    told: Side
    channel: ChannelShown
    said_by: str
    waits_by: str


@dataclass(frozen=True, slots=True)
class OnePage:
    told: DefinitionLine
    author: str
    sides: tuple[SideShown, ...]
    approved_by: tuple[str, ...]
    older: tuple[tuple[int, str], ...]
    own: bool
    trouble: Trouble | None
    act: str
    holds: tuple[tuple[str, str], ...]
    hold: str
    waits_by: str
    also_asked: str
    may_write: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    definitions: tuple[DefinitionLine, ...]
    may_write: bool


def _may_write(desk: Desk) -> bool:
    return bool(lines_held(desk)) and desk.may("write_definition")


@require_GET
@case_page
def definitions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All words of the deal that were written."""
    needs_talks(desk)
    page = ListPage(sides_of.definitions(desk, page_language()), _may_write(desk))
    return show(request, "room/definition/list.html", page, desk=desk, here="definitions", logs=_logs(page.definitions))


def _logs(told: tuple[DefinitionLine, ...]) -> tuple[str, ...]:
    lines = sorted({s.line for d in told for s in d.sides})
    return ("bureau", *(f"channel/{line}" for line in lines), "table")


def _one(request: HttpRequest, desk: Desk, term: str, trouble: Trouble | None = None) -> HttpResponse:
    lang = page_language()
    with desk.hold():
        told = sides_of.definition(desk, term, lang)
        sides = tuple(SideShown(s, channel_shown(desk, s.line), _said_by(s), _by(s.waits, lang)) for s in told.sides)
    page = OnePage(
        told, author_shown(told.author, lang), sides, tuple(author_shown(by, lang) for by in told.approved_by),
        tuple((v.number, v.text.words[lang]) for v in told.versions[1:]), told.author == desk.reader, trouble, new_act_id(),
        tuple((hold_named(h), hold_shown(h, lang)) for h in HOLDS), hold_named(HOLD), _by(told.waits, lang),
        words.say("room.list_comma", lang).join(told.also_asked), _may_write(desk),
    )  # fmt: skip
    status = 400 if trouble else 200
    return show(
        request, "room/definition/one.html", page, desk=desk, here="definitions", logs=_logs((told,)), status=status
    )


def _by(waits: sides_of.Waiting | None, lang: Lang) -> str:
    return author_shown(waits.author, lang) if waits is not None else ""


def _said_by(side: Side) -> str:
    """Who said it to an officer, by name where he is still there; empty where a delegate said it at his door."""
    person = side.said.person if side.said else None
    return next((name for known, name in side.people if known == person), person or "")


@require_GET
@case_page
def definition(request: HttpRequest, desk: Desk, term: str) -> HttpResponse:
    """One word."""
    needs_talks(desk)
    try:
        return _one(request, desk, term)
    except DefinitionWrong:
        raise wiring.NotHere from None


# writing


@dataclass(frozen=True, slots=True)
class WritePage:
    """A version being written; `looked`: as each side will read it, waiting for the last word."""

    term: str
    typed: dict[str, str]
    looked: bool
    trouble: Trouble | None
    address: str
    act: str


def _typed(request: HttpRequest) -> dict[str, str]:
    return {f: request.POST.get(f, "").replace("\r\n", "\n").strip()[: LONGEST + 1] for f in FIELDS}


def _text(desk: Desk, typed: dict[str, str]) -> Text:
    """What was typed, with the picture that was taken in before.

    Raises:
        DefinitionWrong: a language is missing or exchanged, too long, or the number is none.
    """
    for lang in LANGS:
        for part in ("name", "words"):
            told = typed[f"{part}_{lang}"]
            if not told:
                raise DefinitionWrong(why=words.Key("definition.why.empty"), value=lang)
            if language_of(told) != lang:
                raise DefinitionWrong(why=words.Key("definition.why.language"), value=told)
            if len(told) > LONGEST:
                raise DefinitionWrong(why=words.Key("definition.why.too_long"), value=len(told))
    value = None
    if typed["value"]:
        try:
            value = Decimal(typed["value"].replace(",", "").replace("٫", "."))
        except InvalidOperation:
            raise DefinitionWrong(why=words.Key("definition.why.value"), value=typed["value"]) from None
        if not value.is_finite():
            raise DefinitionWrong(why=words.Key("definition.why.value"), value=typed["value"])
        value = Decimal(f"{value.normalize():f}")
    also = tuple(dict.fromkeys(filter(None, (line.strip() for line in typed["also"].splitlines()))))
    return Text(
        {"ar": typed["name_ar"], "en": typed["name_en"]}, {"ar": typed["words_ar"], "en": typed["words_en"]}, also, value,
        typed["unit"] or None, kept_map(desk, typed["map"]) if typed["map"] else None,
    )  # fmt: skip


def _as_typed(text: Text) -> dict[str, str]:
    return {
        "name_ar": text.names["ar"], "name_en": text.names["en"], "words_ar": text.words["ar"], "words_en": text.words["en"],
        "also": "\n".join(text.also), "value": "" if text.value is None else f"{text.value:f}", "unit": text.unit or "",
        "map": text.map.piece if text.map else "",
    }  # fmt: skip


@takes_files("write_definition")
@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def definition_write(request: HttpRequest, desk: Desk, term: str = "") -> HttpResponse:
    """A word and what it means, or the next version of one: written, looked at, kept."""
    needs_a_line(desk)
    desk.require("write_definition")
    known = None
    if term:
        try:
            known = sides_of.definition(desk, term, page_language())
        except DefinitionWrong:
            raise wiring.NotHere from None

    def draw(typed: dict[str, str], *, looked: bool = False, trouble: Trouble | None = None) -> HttpResponse:
        page = WritePage(term, typed, looked, trouble, request.path, new_act_id())
        status = 400 if trouble else 200
        return show(
            request, "room/definition/write.html", page, desk=desk, here="definitions", logs=("bureau",), status=status
        )

    if request.method != "POST":
        return draw(_as_typed(known.text) if known else dict.fromkeys(FIELDS, ""))
    typed = _typed(request)
    sent: UploadedFile[bytes] | None = request.FILES.get("picture")
    if "change" in request.POST:
        return draw(typed)
    try:
        if sent is not None:
            typed["map"] = keep_map(desk, sent.read()).piece
        elif "no_map" in request.POST:
            typed["map"] = ""
        text = _text(desk, typed)
        if "keep" not in request.POST:
            return draw(typed, looked=True)
        act = act_id_of(request, term, *typed.values())
        kept = desk_definition.write(desk, text, term=term or None, act_id=act)
    except DefinitionWrong as error:
        return draw(typed, trouble=Trouble.of(error))
    return redirect(reverse("definition", kwargs={"case": desk.case, "term": kept}))


@require_GET
@case_page
def definition_map(request: HttpRequest, desk: Desk, term: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The map of the newest text, as the team has it."""
    needs_talks(desk)
    return picture(desk, "bureau", term)


@require_GET
@case_page
def table_map(request: HttpRequest, desk: Desk, term: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The map of a definition that stands on the table."""
    needs(desk, "table")
    return picture(desk, "table", term)


def picture(desk: Desk, log: str, term: str) -> HttpResponse:
    """A map to be looked at: written anew by us when it was taken in, PNG or JPEG and nothing else.

    Raises:
        NotHere: that log has none for this term.
    """
    try:
        told, content = map_in(desk, log, term)
    except DefinitionWrong:
        raise wiring.NotHere from None
    answer = HttpResponse(content, content_type=told.media_type)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


# acts on one


def _number(request: HttpRequest) -> int:
    told = request.POST.get("number", "")
    return int(told) if told.isdecimal() and len(told) < 6 else 0


def _back(desk: Desk, term: str) -> HttpResponse:
    return redirect(reverse("definition", kwargs={"case": desk.case, "term": term}))


def _refused(request: HttpRequest, desk: Desk, term: str, error: DefinitionWrong | MessageWrong) -> HttpResponse:
    if str(error.values["why"]) == "definition.why.unknown":
        raise wiring.NotHere
    return _one(request, desk, term, Trouble.of(error))


@sent_to("definition")
@case_act
def definition_put(request: HttpRequest, desk: Desk, term: str, line: str) -> HttpResponse:
    """Puts the newest version to one side, whose channel's name was typed. It waits before it leaves."""
    needs_a_line(desk)
    needs(desk, f"line/{line}", f"channel/{line}")
    require_drawn_for(request, desk, line)
    recipient, number, hold = request.POST.get("recipient", "")[:200], _number(request), request.POST.get("hold", "")
    act = act_id_of(request, "put", term, line, str(number), hold)
    try:
        desk_definition.put(desk, line, term, number, recipient=recipient, hold=hold_typed(hold), act_id=act)
    except (DefinitionWrong, MessageWrong) as error:
        return _refused(request, desk, term, error)
    return _back(desk, term)


@sent_to("definition")
@case_act
def definition_put_back(request: HttpRequest, desk: Desk, term: str, line: str) -> HttpResponse:
    """Takes back what waits to be put to a side."""
    needs_a_line(desk)
    needs(desk, f"line/{line}", f"channel/{line}")
    require_drawn_for(request, desk, line)
    number = _number(request)
    try:
        desk_definition.take_back(desk, line, term, number, act_id=act_id_of(request, "back", term, line, str(number)))
    except DefinitionWrong as error:
        return _refused(request, desk, term, error)
    if request.POST.get("from") == "channel":  # what waits there is listed there as well
        return redirect(reverse("channel_line", kwargs={"case": desk.case, "line": line}))
    return _back(desk, term)


@sent_to("definition")
@case_act
def definition_word(request: HttpRequest, desk: Desk, term: str, line: str) -> HttpResponse:
    """Writes down what somebody at the other end said of it."""
    needs_a_line(desk)
    needs(desk, f"line/{line}", f"channel/{line}")
    require_drawn_for(request, desk, line)
    asked = request.POST
    told = asked.get("words", "").replace("\r\n", "\n").strip()[:LONGEST]
    objection = told if asked.get("word") == "object" else None
    if asked.get("word") not in ("confirm", "object"):
        raise wiring.NotHere
    person, number = asked.get("person", "")[:64], _number(request)
    act = act_id_of(request, "word", term, line, str(number), asked["word"], told, person)
    try:
        desk_definition.take_down(desk, line, term, number, objection, person=person, act_id=act)
    except DefinitionWrong as error:
        return _refused(request, desk, term, error)
    return _back(desk, term)


@sent_to("definition")
@case_act
def definition_approve(request: HttpRequest, desk: Desk, term: str) -> HttpResponse:
    """A first person stands by it that this text goes on the table."""
    needs_a_line(desk)
    try:
        desk_definition.approve(desk, term, act_id=act_id_of(request, "approve", term))
    except DefinitionWrong as error:
        return _refused(request, desk, term, error)
    return _back(desk, term)


@sent_to("definition")
@case_act
def definition_agree(request: HttpRequest, desk: Desk, term: str) -> HttpResponse:
    """A second person puts it there, and types which word it is. It waits before it leaves."""
    needs_a_line(desk)
    signed, hold = request.POST.get("digest", "")[:64], request.POST.get("hold", "")
    typed = request.POST.get("named", "")[:200]
    try:
        desk_definition.agree(
            desk, term, signed, named=typed, hold=hold_typed(hold),
            act_id=act_id_of(request, "agree", term, signed, hold),
        )  # fmt: skip
    except DefinitionWrong as error:
        return _refused(request, desk, term, error)
    return _back(desk, term)


@sent_to("definition")
@case_act
def definition_agree_back(request: HttpRequest, desk: Desk, term: str) -> HttpResponse:
    """Takes back what waits for the table."""
    needs_a_line(desk)
    try:
        desk_definition.take_back_agreement(desk, term, act_id=act_id_of(request, "agree-back", term))
    except DefinitionWrong as error:
        return _refused(request, desk, term, error)
    return _back(desk, term)
