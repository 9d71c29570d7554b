"""The channel of a line as its officers see it: what they said and what we sent, passage by passage, and what waits to leave.

Danger: the mistaken officer; a word told by voice that looks as if they had confirmed it; a letter that stays and nobody sees.
Duty: the page of a channel; and the small acts on it: a clearance noted, a letter taken back, noted as read.
Shape: made of `line/<x>` and `channel/<x>` and nothing else. Every form carries the channel it was drawn for (`drawn_for`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_http_methods

from wasata import words
from wasata.carry.bare import bare
from wasata.desk import letter as desk_letter
from wasata.desk import message as desk_message
from wasata.desk.access import Desk, new_act_id
from wasata.desk.definition_sides import OnItsWay, on_their_way
from wasata.desk.delivery import Waiting, letters
from wasata.desk.flagged import Watched, watched
from wasata.desk.handed_in import plain_name
from wasata.desk.line import line_view
from wasata.desk.message import FileLine, Message, PassageLine, channel_whole, file_of, note_clearance, others_held
from wasata.desk.reading import shows
from wasata.errors import MessageWrong
from wasata.room import posting, wiring
from wasata.room.files import to_keep
from wasata.room.forms.message import CLEARANCES, clearance_typed
from wasata.room.languages import page_language
from wasata.room.pages.bare import bare_page, copy_name
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.line import Tab, tabs
from wasata.room.pages.parts import act_id_of, case_act, case_page, needs, sent_to, show

Way = Literal["letter", "read_back", "voice"]
WAYS: tuple[Way, ...] = ("read_back", "letter", "voice")
A_PAGE = 25
"""Messages of a channel on one page."""
LAST = 12
"""So many letters that did not leave are shown, the latest."""


def logs_of(line: str) -> tuple[str, str]:
    """The logs that every page of a line is made of."""
    return f"line/{line}", f"channel/{line}"


@dataclass(frozen=True, slots=True)
class PassageShown:
    """One passage with its number on the page («12.1»)."""

    number: str
    passage: PassageLine


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file they handed in, with its number on the page."""

    number: str
    file: FileLine


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message: its number, its passages and files, the person at the other end, the message it answers or reads back."""

    number: str
    message: Message
    passages: tuple[PassageShown, ...]
    files: tuple[FileShown, ...]
    person: str
    answers: tuple[str, str] | None
    reads_back: Message | None
    clear_address: str


@dataclass(frozen=True, slots=True)
class WaitingShown:
    """A letter that has not left: how long until its hour, or why it stays."""

    letter: Waiting
    left: str
    why: str
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class DefinitionShown:
    """A definition that was put to them and has not left: as `WaitingShown`."""

    told: OnItsWay
    left: str
    why: str


@dataclass(frozen=True, slots=True)
class ChannelPage:
    """Everything of a channel that its officers see."""

    channel: ChannelShown
    tabs: tuple[Tab, ...]
    flags: Watched
    messages: tuple[MessageShown, ...]
    heard: tuple[MessageShown, ...]
    waiting: tuple[WaitingShown, ...]
    definitions: tuple[DefinitionShown, ...]
    over: tuple[WaitingShown, ...]
    last_theirs: datetime | None
    last_ours: datetime | None
    may_write: bool
    may_keep: bool
    by_relay_only: bool
    relay_address: str
    clearers: tuple[tuple[str, str], ...]
    clearances: tuple[str, ...]
    history: str
    now: datetime
    act: str
    page: int
    pages: int
    before: str
    after: str
    more_over: int


@require_GET
@case_page
def channel_line(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """The channel of a line, for its officers."""
    needs(desk, *logs_of(line))
    page = _page(desk, line, request.GET.get("page", ""), request.GET.get("at", ""))
    return show(request, "room/channel/channel.html", page, desk=desk, here="lines", logs=logs_of(line))


def _page(desk: Desk, line: str, asked: str, wanted: str) -> ChannelPage:
    whole, now = channel_whole(desk, line), desk.now()
    people = desk.fold(line_view(line)).people
    names = {person: p.name for person, p in people.items()}
    numbers = _numbers(whole.messages)
    before = {m.message: m for m in whole.read_back}
    there = [m for m in whole.messages if m.where == "channel"]
    here = _address(desk, line, 1)
    pages = max(1, -(-len(there) // A_PAGE))
    page = min(max(1, int(asked)), pages) if asked[:6].isdecimal() and len(asked) < 6 else 1
    page = next((n // A_PAGE + 1 for n, m in enumerate(there) if m.message == wanted), page)
    at = {m.message: f"{_address(desk, line, n // A_PAGE + 1)}#{m.message}" for n, m in enumerate(there)}
    shown = [_shown(m, numbers, names, before, at, here) for m in there[(page - 1) * A_PAGE : page * A_PAGE]]
    heard = [_shown(m, numbers, names, before, at, here) for m in whole.messages if m.where == "line"]
    waiting = [_waiting(w, desk.case, line, now) for w in letters(desk, line)]
    shows(m.message.message for m in (*shown, *heard))
    shows(w.letter.held.message for w in waiting)
    over = [w for w in waiting if w.letter.state in ("stays", "taken_back")]
    theirs = [m.at for m in whole.messages if not m.ours]
    ours = [m.at for m in whole.messages if m.ours]
    may_send = desk.may("send_message", line=line)
    others = bool(others_held(desk, line))
    return ChannelPage(
        channel_shown(desk, line),
        tabs(desk, line, "channel_line"),
        watched(desk, page_language()),
        tuple(shown),
        tuple(heard),
        tuple(w for w in waiting if w.letter.state in ("waits", "leaving")),
        tuple(_definition(one, desk.case, line, now) for one in on_their_way(desk, line, page_language())),
        tuple(over[:LAST]),
        max(theirs, default=None),
        max(ours, default=None),
        may_send and not others,
        desk.may("hear_message", line=line) and desk.may("take_down_message", line=line),
        may_send and others,
        address_of("relay_draft", desk.case, line=line) if desk.may("draft_relay", line=line) else "",
        _clearers(desk, line),
        CLEARANCES,
        words.say("message.history", page_language()),
        now,
        new_act_id(),
        page,
        pages,
        _address(desk, line, page - 1) if page > 1 else "",
        _address(desk, line, page + 1) if page < pages else "",
        max(0, len(over) - LAST),
    )


def _address(desk: Desk, line: str, page: int) -> str:
    """One page of a channel, by its number."""
    bare = reverse("channel_line", kwargs={"case": desk.case, "line": line})
    return f"{bare}?page={page}" if page > 1 else bare


def place_of(desk: Desk, line: str, message: str) -> str:
    """Where a message stands: the page of the channel that shows it, at the message."""
    with desk.hold():
        there = [m.message for m in channel_whole(desk, line).messages if m.where == "channel"]
    n = there.index(message) if message in there else 0
    return f"{_address(desk, line, n // A_PAGE + 1)}#{message}"


def address_of(name: str, case: str, **more: str) -> str:
    """The address of a page of the case; empty while the room has none of that name."""
    try:
        return reverse(name, kwargs={"case": case, **more})
    except NoReverseMatch:
        return ""


def _numbers(messages: tuple[Message, ...]) -> dict[str, str]:
    """The numbers of messages on the page, oldest first; what was told by voice is counted apart."""
    found: dict[str, str] = {}
    for where, before in (("channel", ""), ("line", "V")):
        there = [m for m in reversed(messages) if m.where == where]
        found |= {m.message: f"{before}{n}" for n, m in enumerate(there, 1)}
    return found


def _shown(
    message: Message, numbers: dict[str, str], names: dict[str, str], before: dict[str, Message], at: dict[str, str],
    here: str,
) -> MessageShown:  # fmt: skip
    number = numbers[message.message]
    answered, clear = message.answers, f"{here}{message.message}/clear/"
    return MessageShown(
        number, message, tuple(PassageShown(f"{number}.{p.number}", p) for p in message.passages),
        tuple(FileShown(f"{number}.{f.number}", f) for f in message.files),
        names.get(message.person or "", ""), (at[answered], numbers[answered]) if answered in at and answered else None,
        before.get(message.told_before or ""), f"{clear}?where={message.where}&passage=",
    )  # fmt: skip


def _waiting(letter: Waiting, case: str, line: str, now: datetime) -> WaitingShown:
    lang, name = page_language(), letter.held.message
    why = letter.why
    if letter.state == "leaving":
        why = posting.stays(case, line).get(name)
    told = words.say(f"message.stays.{why}", lang) if why else ""
    if letter.state == "leaving" and name in posting.broke(case, line):
        told = words.say("message.stays.broke", lang, code=posting.broke(case, line)[name])
    may = letter.mine and letter.held.relay is None and letter.state in ("waits", "leaving")
    return WaitingShown(letter, _left(letter.held.until, now), told, may)


def _definition(told: OnItsWay, case: str, line: str, now: datetime) -> DefinitionShown:
    lang, broke = page_language(), posting.broke(case, line)
    why = words.say(f"definition.stays.{told.waits.why}", lang) if told.waits.why else ""
    if told.waits.leaving and told.named in broke:
        why = words.say("message.stays.broke", lang, code=broke[told.named])
    return DefinitionShown(told, _left(told.waits.until, now), why)


def _left(until: datetime, now: datetime) -> str:
    """How long until something leaves."""
    minutes, lang = int((until - now).total_seconds() // 60), page_language()
    return words.count("message.in_minutes", minutes, lang) if minutes > 0 else words.say("message.in_a_moment", lang)


@require_GET
@case_page
def message_file(_request: HttpRequest, desk: Desk, line: str, message: str, piece: str) -> HttpResponse:
    """A file that went with a letter of ours, as they have it; or one they handed in, as it came."""
    needs(desk, *logs_of(line))
    try:
        told, content = file_of(desk, line, message, piece)
    except MessageWrong:
        raise wiring.NotHere from None
    return to_keep(content, plain_name(told.name))


@require_GET
@case_act
def message_bare(request: HttpRequest, desk: Desk, line: str, message: str, piece: str) -> HttpResponse:
    """What the bare copy of a file leaves out; its making does not hold the desk."""
    needs(desk, *logs_of(line))
    try:
        told, content = file_of(desk, line, message, piece)
    except MessageWrong:
        raise wiring.NotHere from None
    here = {"case": desk.case, "line": line, "message": message, "piece": piece}
    return bare_page(
        request, desk, line, told.name, told.media_type, content, tab="channel_line",
        back=(place_of(desk, line, message), words.say("message.to_channel", page_language())),
        download=reverse("message_bare_file", kwargs=here),
    )  # fmt: skip


@require_GET
@case_act
def message_bare_file(_request: HttpRequest, desk: Desk, line: str, message: str, piece: str) -> HttpResponse:
    """The bare copy itself, under a name of ours."""
    needs(desk, *logs_of(line))
    try:
        _, content = file_of(desk, line, message, piece)
    except MessageWrong:
        raise wiring.NotHere from None
    made = bare(content)
    return to_keep(made.content, copy_name(made))


# the small acts


@dataclass(frozen=True, slots=True)
class ClearPage:
    """One passage of theirs, and the form in which is noted what they say of it now."""

    channel: ChannelShown
    tabs: tuple[Tab, ...]
    flags: Watched
    where: desk_message.Where
    message: str
    lang: str
    passage: PassageLine | FileLine
    clearers: tuple[tuple[str, str], ...]
    clearances: tuple[str, ...]
    ways: tuple[str, ...]
    back: str
    act: str


def _clearers(desk: Desk, line: str) -> tuple[tuple[str, str], ...]:
    """Who of theirs may give leave to pass."""
    people = desk.fold(line_view(line)).people.values()
    return tuple((p.person, p.name) for p in people if p.may_clear and p.left_at is None)


def _passage_asked(asked: QueryDict) -> tuple[desk_message.Where, int]:
    """Which log of the line, and which passage, an address or a form names."""
    number = asked.get("passage", "")[:4]
    return ("line" if asked.get("where") == "line" else "channel"), int(number) if number.isdecimal() else 0


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def message_clear(request: HttpRequest, desk: Desk, line: str, message: str) -> HttpResponse:
    """Notes what somebody at the other end said may be done with a passage."""
    needs(desk, *logs_of(line))
    if request.method != "POST":
        return _clear_page(request, desk, line, message)
    require_drawn_for(request, desk, line)
    where, number = _passage_asked(request.POST)
    sent = request.POST
    way: Way = next((w for w in WAYS if w == sent.get("way") and where == "channel"), "voice")
    clearance, person = clearance_typed(sent.get("clearance", "")), sent.get("person", "")[:64]
    act = act_id_of(request, "clear", line, where, message, str(number), clearance, person, way)
    note_clearance(desk, line, where, message, number, clearance, person=person, way=way, act_id=act)
    return redirect(place_of(desk, line, message))


def _clear_page(request: HttpRequest, desk: Desk, line: str, message: str) -> HttpResponse:
    where, number = _passage_asked(request.GET)
    desk.require("note_clearance_there" if where == "channel" else "note_clearance", line=line)
    with desk.hold():
        try:
            found, passage = desk_message.passage_of(desk, line, where, message, number)
        except MessageWrong:
            raise wiring.NotHere from None
        page = ClearPage(
            channel_shown(desk, line), tabs(desk, line, "channel_line"), watched(desk, page_language()), where, message,
            found.lang, passage, _clearers(desk, line), CLEARANCES, WAYS, place_of(desk, line, message), new_act_id(),
        )  # fmt: skip
        return show(request, "room/channel/clear.html", page, desk=desk, here="lines", logs=logs_of(line))


@sent_to("channel_line")
@case_act
def message_take_back(request: HttpRequest, desk: Desk, line: str, message: str) -> HttpResponse:
    """Its author takes back a letter that waits."""
    needs(desk, *logs_of(line))
    require_drawn_for(request, desk, line)
    why = request.POST.get("why", "").strip()[:2_000]
    act = act_id_of(request, "take-back", line, message, why)
    desk_letter.take_back(desk, line, message, why or None, act_id=act)
    return redirect(_address(desk, line, 1) + "#not-left")


@sent_to("channel_line")
@case_act
def message_seen(request: HttpRequest, desk: Desk, line: str, message: str) -> HttpResponse:
    """They told an officer that they have read a letter."""
    needs(desk, *logs_of(line))
    require_drawn_for(request, desk, line)
    desk_letter.seen(desk, line, message, act_id=act_id_of(request, "seen", line, message))
    return redirect(place_of(desk, line, message))
