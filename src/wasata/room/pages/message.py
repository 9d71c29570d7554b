"""A message being written: what they said taken down, what they told by voice noted, a letter of ours to them.

Danger: the mistaken officer: words for one line sent to another; a passage cleared that nobody cleared.
Duty: two steps for each: typed, then seen passage by passage; only then recorded or sent. Sending asks for the recipient's name,
and what was sent waits.
Shape: what is typed stays on the page whatever is wrong with it. Each form carries the channel it was drawn for.
"""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from wasata.desk.access import Desk, new_act_id
from wasata.desk.flagged import Watched, watched
from wasata.desk.handed_in import LARGEST
from wasata.desk.letter import HOLDS, send
from wasata.desk.line import channel_head, line_view
from wasata.desk.message import Message, channel_whole, hear, others_held, require_words, take_down, talk_of
from wasata.desk.reading import shows
from wasata.errors import MessageWrong
from wasata.room.bounds import takes_files
from wasata.room.forms.files import PLACES, handed_in, told_of
from wasata.room.forms.message import CLEARANCES, Typed, hold_named, hold_shown, text_of
from wasata.room.languages import page_language
from wasata.room.pages.channel import address_of, logs_of, place_of
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.line import Tab, tabs
from wasata.room.pages.parts import Trouble, act_id_of, case_act, needs, sent_to, show

_LAST = 20
"""So many messages are offered as what a new one answers."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """A message that a new one may answer: its first words, and the passage they begin."""

    message: str
    begins: str
    words: str
    lang: str

    @classmethod
    def of(cls, message: Message) -> "Answerable":
        first = message.passages[0].words
        return cls(message.message, _first_words(first), first, message.lang)


@dataclass(frozen=True, slots=True)
class PersonOffered:
    person: str
    name: str
    may_clear: bool


@dataclass(frozen=True, slots=True)
class WritePage:
    """A message being typed (`looked` false) or seen as it will stand. `kind`: letter, take_down, hear."""

    kind: str
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    flags: Watched
    typed: Typed
    looked: bool
    people: tuple[PersonOffered, ...]
    answerable: tuple[Answerable, ...]
    answered: Answerable | None
    read_back: Message | None
    clearances: tuple[str, ...]
    holds: tuple[tuple[str, str], ...]
    waits: str
    trouble: Trouble | None
    others: tuple[str, ...]
    relay_address: str
    places: tuple[str, ...]
    act: str


def _write_page(
    request: HttpRequest, desk: Desk, line: str, kind: str, typed: Typed, *, looked: bool = False,
    trouble: MessageWrong | None = None,
) -> HttpResponse:  # fmt: skip
    lang, others = page_language(), others_held(desk, line)
    with desk.hold():
        people = desk.fold(line_view(line)).people.values()
        whole = channel_whole(desk, line)
        told = talk_of(desk, line, "line").messages.get(typed.told)
        answerable = tuple(
            Answerable.of(m) for m in whole.messages if m.where == "channel" and m.ours == (kind != "letter")
        )
        shows(a.message for a in answerable[:_LAST])
        relay = address_of("relay_draft", desk.case, line=line) if desk.may("draft_relay", line=line) else ""
        page = WritePage(
            kind, channel_shown(desk, line), tabs(desk, line, "channel_line"), watched(desk, lang), typed, looked,
            tuple(PersonOffered(p.person, p.name, p.may_clear) for p in people if p.left_at is None),
            answerable[:_LAST], next((a for a in answerable if a.message == typed.answers), None), told, CLEARANCES,
            tuple((hold_named(h), hold_shown(h, lang)) for h in HOLDS), hold_shown(typed.hold, lang),
            Trouble.of(trouble), _names(desk, others),
            relay, PLACES if kind == "take_down" else (), new_act_id(),
        )  # fmt: skip
        return show(
            request, f"room/channel/{'write' if kind == 'letter' else 'take_down'}.html", page, desk=desk, here="lines",
            logs=(*logs_of(line), *_channels(desk, others if kind == "letter" else ())),
            status=400 if trouble is not None else 200,
        )  # fmt: skip


def _channels(desk: Desk, others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"channel/{x}" for x in others if desk.holds(f"channel/{x}"))


def _names(desk: Desk, others: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the other channels he holds: those he must not mistake for this one."""
    lang = page_language()
    held = (log.removeprefix("channel/") for log in _channels(desk, others))
    return tuple(desk.fold(channel_head(x))["names"][lang] for x in held) or others


def _first_words(text: str) -> str:
    return text if len(text) <= 70 else text[:70].rsplit(" ", 1)[0] + " …"


# what they say


def _theirs(request: HttpRequest, desk: Desk, line: str, kind: str, act: str) -> HttpResponse:
    """The two steps of taking down what they say: typed, then each passage with its clearance."""
    needs(desk, *logs_of(line))
    desk.require(act, line=line)
    if request.method != "POST":
        return _write_page(request, desk, line, kind, _as_told(desk, line, Typed.of(request.GET)))
    require_drawn_for(request, desk, line)
    typed = Typed.of(request.POST)
    if "change" in request.POST:
        return _write_page(request, desk, line, kind, typed)
    try:
        require_words(typed.passages)
        if request.POST.get("do") != "record":
            return _write_page(request, desk, line, kind, _cleared_before(desk, line, typed), looked=True)
        named = _record(request, desk, line, kind, typed)
    except MessageWrong as wrong:
        return _write_page(
            request, desk, line, kind, typed, looked=request.POST.get("do") == "record" and bool(typed.passages),
            trouble=wrong,
        )  # fmt: skip
    return redirect(place_of(desk, line, named))


def _record(request: HttpRequest, desk: Desk, line: str, kind: str, typed: Typed) -> str:
    """Writes what was seen; the same form twice is one message."""
    person, answers = typed.person or None, typed.answers or None
    told = (kind, line, typed.text, typed.lang, typed.person, typed.answers, typed.told, typed.way, typed.contact)
    files = handed_in(request) if kind == "take_down" else ()
    act = act_id_of(request, *told, *typed.clearances, *told_of(files))
    if kind == "hear":
        return hear(
            desk,
            line,
            typed.cleared,
            typed.lang,
            person=person,
            contact=typed.contact or None,
            answers=answers,
            act_id=act,
        )
    return take_down(
        desk, line, typed.cleared, typed.lang, way="read_back" if typed.way == "read_back" or typed.told else "letter",
        person=person, told_before=typed.told or None, answers=answers, files=files, act_id=act,
    )  # fmt: skip


def _told(desk: Desk, line: str, typed: Typed) -> Message | None:
    with desk.hold():
        return talk_of(desk, line, "line").messages.get(typed.told) if typed.told else None


def _as_told(desk: Desk, line: str, typed: Typed) -> Typed:
    """What was told by voice, ready to be read back."""
    told = _told(desk, line, typed)
    if told is None:
        return replace(typed, told="")
    text = text_of(tuple(p.words for p in told.passages))
    return replace(typed, text=text, lang_typed=told.lang, person=told.person or "", way="read_back",
                   answers=told.answers or "")  # fmt: skip


def _cleared_before(desk: Desk, line: str, typed: Typed) -> Typed:
    """A passage that is read back unchanged begins with the clearance as we understood it; every other with none."""
    told = _told(desk, line, typed)
    known = {p.words.strip(): p.clearance for p in told.passages} if told is not None else {}
    return replace(typed, clearances=tuple(known.get(p, "none") for p in typed.passages))


@takes_files("take_down_message", each_at_most=LARGEST)
@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def message_take_down(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Takes down what they wrote on paper, or what was read back to them and confirmed, with the files they gave."""
    return _theirs(request, desk, line, "take_down", "take_down_message")


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def message_hear(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Notes what they told by voice, with the clearances as we understood them."""
    return _theirs(request, desk, line, "hear", "hear_message")


# a letter of ours


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def message_write(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """A letter being written; then as it will be read at the other end. Nothing is sent yet."""
    needs(desk, *logs_of(line))
    desk.require("send_message", line=line)
    if request.method != "POST":
        return _write_page(request, desk, line, "letter", Typed.of(request.GET))
    require_drawn_for(request, desk, line)
    typed = Typed.of(request.POST)
    if "change" in request.POST:
        return _write_page(request, desk, line, "letter", typed)
    try:
        require_words(typed.passages)
    except MessageWrong as wrong:
        return _write_page(request, desk, line, "letter", typed, trouble=wrong)
    return _write_page(request, desk, line, "letter", typed, looked=True)


@sent_to("message_write")
@case_act
def message_send(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Sends a letter: it waits in `line/<x>` until its hour. Once, however often the form is sent."""
    needs(desk, *logs_of(line))
    desk.require("send_message", line=line)
    require_drawn_for(request, desk, line)
    typed = Typed.of(request.POST)
    act = act_id_of(request, "send", line, typed.text, typed.lang, typed.answers, typed.waits)
    try:
        named = send(
            desk, line, typed.passages, typed.lang, recipient=typed.recipient, answers=typed.answers or None,
            hold=typed.hold, act_id=act,
        )  # fmt: skip
    except MessageWrong as wrong:
        return _write_page(request, desk, line, "letter", typed, looked=bool(typed.passages), trouble=wrong)
    return redirect(place_of(desk, line, named))
