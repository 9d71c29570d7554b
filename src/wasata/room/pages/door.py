"""The delegate's door: the letters he was sent, what his side wrote, the definitions he was asked for, the table.

Danger: anything on it that was made from a log that is not his; a passage that may pass because a box stood so when he came.
Duty: one page made of `channel/<own>` and `table`; writing passage by passage in two steps (written, seen as it will stand,
sent), opening a letter, saying what may be done with a passage, confirming a definition or objecting to it.
Shape: whoever is no delegate of one channel finds no such page. Every form carries the channel it was drawn for.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from wasata import words
from wasata.desk import definition as desk_definition
from wasata.desk import door as desk_door
from wasata.desk import letter as desk_letter
from wasata.desk import message as desk_message
from wasata.desk.access import Desk, new_act_id
from wasata.desk.door import Door, DoorMessage, own_line
from wasata.desk.flagged import Watched, watched
from wasata.desk.handed_in import LARGEST, plain_name
from wasata.desk.message import talk_of
from wasata.desk.offer_told import PutShown, door_offers
from wasata.desk.table import mediator_called
from wasata.errors import MessageWrong
from wasata.listen.reader import language_of
from wasata.record.kinds.message import Clearance
from wasata.room import wiring
from wasata.room.bounds import takes_files
from wasata.room.files import to_keep
from wasata.room.forms.files import PLACES, handed_in, told_of
from wasata.room.languages import page_language
from wasata.room.pages.definition import picture
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.parts import act_id_of, case_act, case_page, sent_to, show
from wasata.values import Lang

CLEARANCES: tuple[Clearance, ...] = ("none", "test", "ours", "theirs")
"""From what may pass least to what may pass most: the first stands in every new passage."""
AT_FIRST, MORE, MOST = 3, 2, 60
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class DoorPage:
    channel: ChannelShown
    told: Door
    offers: tuple[PutShown, ...]
    flags: Watched
    clearances: tuple[Clearance, ...]
    act: str


def _logs(line: str) -> tuple[str, ...]:
    return f"channel/{line}", "table"


def _back(desk: Desk, place: str = "") -> HttpResponse:
    return redirect(reverse("channel", kwargs={"case": desk.case}) + (f"#{place}" if place else ""))


@require_GET
@case_page
def channel(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What stands behind this delegate's door."""
    line, lang = own_line(desk), page_language()
    page = DoorPage(
        channel_shown(desk, line), desk_door.door(desk, lang), door_offers(desk, lang), watched(desk, lang), CLEARANCES,
        new_act_id(),
    )  # fmt: skip
    return show(request, "room/door/page.html", page, desk=desk, here="channel", logs=_logs(line))


# writing


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage as typed, with what may be done with it, and what is wrong with it."""

    number: int
    words: str
    clearance: Clearance
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class WritePage:
    """A message being written. `looked`: it is shown as it will stand, and waits for the last word."""

    channel: ChannelShown
    mediator: str
    answers: DoorMessage | None
    pieces: tuple[Piece, ...]
    clearances: tuple[Clearance, ...]
    looked: bool
    lang: Lang
    wrong: str
    full: bool
    places: tuple[str, ...]
    act: str


def _clearance(told: str) -> Clearance:
    """What was chosen; what is no choice passes nothing."""
    return next((c for c in CLEARANCES if c == told), "none")


def _typed(request: HttpRequest) -> tuple[Piece, ...]:
    told = [t.replace("\r\n", "\n").strip() for t in request.POST.getlist("words")[:MOST]]
    chosen = request.POST.getlist("clearance")[:MOST]
    cleared = [*map(_clearance, chosen), *["none"] * len(told)]
    kept = [(t, c) for t, c in zip(told, cleared, strict=False) if t]
    return tuple(Piece(n, t, _clearance(c), _wrong(t)) for n, (t, c) in enumerate(kept, 1))


def _wrong(text: str) -> str:
    if len(text) <= LONGEST:
        return ""
    return words.say("delegate.too_long", page_language(), limit=LONGEST, n=len(text))


def _write_page(
    request: HttpRequest, desk: Desk, pieces: tuple[Piece, ...], *, looked: bool = False, wrong: str = "", more: int = 0
) -> HttpResponse:
    line, lang = own_line(desk), page_language()
    asked = (request.POST if request.method == "POST" else request.GET).get("answers", "")[:64]
    with desk.hold():
        answers = desk_door.letter(desk, asked) if asked else None
        shown, mediator = channel_shown(desk, line), mediator_called(desk, lang)
    blank = 0 if looked else max(AT_FIRST - len(pieces), more)
    if not looked:
        pieces += tuple(Piece(len(pieces) + n, "", "none") for n in range(1, blank + 1))
    told = " ".join(p.words for p in pieces)
    page = WritePage(
        shown, mediator, answers, pieces[:MOST], CLEARANCES, looked, language_of(told), wrong, len(pieces) >= MOST,
        PLACES, new_act_id(),
    )  # fmt: skip
    bad = bool(wrong) or any(p.wrong for p in pieces)
    return show(
        request, "room/door/write.html", page, desk=desk, here="channel", logs=_logs(line), status=400 if bad else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def door_write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form, and what was written in it as it will stand. Nothing is sent yet."""
    line = own_line(desk)
    if request.method != "POST":
        return _write_page(request, desk, ())
    require_drawn_for(request, desk, line)
    pieces = _typed(request)
    if "more" in request.POST:
        return _write_page(request, desk, pieces, more=MORE)
    if "change" in request.POST:
        return _write_page(request, desk, pieces)
    return _looked(request, desk, pieces) or _write_page(request, desk, pieces, looked=True)


def _looked(request: HttpRequest, desk: Desk, pieces: tuple[Piece, ...]) -> HttpResponse | None:
    """The form again where something is wrong with it."""
    if not pieces:
        return _write_page(request, desk, pieces, wrong=words.say("delegate.nothing_written", page_language()))
    return _write_page(request, desk, pieces) if any(p.wrong for p in pieces) else None


@takes_files("say_in_channel", each_at_most=LARGEST)
@sent_to("door_write")
@case_act
def door_say(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Puts the message and its files into the channel, once however often it is sent. Where a file is not taken, nothing is
    sent, and what was written stays on the page."""
    line = own_line(desk)
    require_drawn_for(request, desk, line)
    pieces = _typed(request)
    again = _looked(request, desk, pieces)
    if again is not None:
        return again
    answers = request.POST.get("answers", "")[:64] or None
    if answers is not None:
        desk_door.letter(desk, answers)
    told = [(p.words, p.clearance) for p in pieces]
    try:
        files = handed_in(request)
        act = act_id_of(request, line, answers or "", *(part for pair in told for part in pair), *told_of(files))
        sent = desk_message.say(
            desk, line, told, language_of(" ".join(p.words for p in pieces)), answers=answers, files=files, act_id=act
        )
    except MessageWrong as wrong:
        return _write_page(request, desk, pieces, looked=True, wrong=" ".join(words.tell(wrong, page_language())))
    return _back(desk, sent)


# reading


@sent_to("channel")
@case_act
def door_open(request: HttpRequest, desk: Desk, message: str) -> HttpResponse:
    """Opens a letter: the mediator sees that it was opened."""
    line = own_line(desk)
    require_drawn_for(request, desk, line)
    with desk.hold():
        found = talk_of(desk, line, "channel").messages.get(message)
    if found is None or found.seen_at is None:
        desk_letter.seen(desk, line, message, act_id=act_id_of(request, line, "open", message))
    return _back(desk, message)


@require_GET
@case_act
def door_piece(request: HttpRequest, desk: Desk, message: str, piece: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """A file that came with a letter he has opened, or that his side handed in."""
    name, content = desk_door.file(desk, message, piece)
    return to_keep(content, plain_name(name))


@sent_to("channel")
@case_act
def door_clear(request: HttpRequest, desk: Desk, message: str, number: int) -> HttpResponse:
    """What may be done with a passage of his side, or with a file by its number after them, from now on."""
    line = own_line(desk)
    require_drawn_for(request, desk, line)
    chosen = request.POST.get("clearance", "")
    clearance = next((c for c in CLEARANCES if c == chosen), None)
    if clearance is None:  # nothing was chosen: nothing changes
        return _back(desk, message)
    act = act_id_of(request, line, message, str(number), clearance)
    desk_message.clear(desk, line, message, number, clearance, act_id=act)
    return _back(desk, message)


@require_GET
@case_page
def door_map(request: HttpRequest, desk: Desk, term: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The map of a definition that was put to his side."""
    return picture(desk, f"channel/{own_line(desk)}", term)


@sent_to("channel")
@case_act
def door_word(request: HttpRequest, desk: Desk, term: str) -> HttpResponse:
    """His side's word on a definition that was put to it: it is so, or it should be otherwise."""
    line = own_line(desk)
    require_drawn_for(request, desk, line)
    asked = request.POST
    told = asked.get("words", "").replace("\r\n", "\n").strip()[:LONGEST]
    objection = told if asked.get("word") == "object" else None
    number = int(asked["number"]) if asked.get("number", "").isdecimal() and len(asked["number"]) < 6 else 0
    if asked.get("word") not in ("confirm", "object"):
        raise wiring.NotHere
    act = act_id_of(request, line, term, str(number), asked["word"], told)
    desk_definition.answer(desk, line, term, number, objection, act_id=act)
    return _back(desk, term)
