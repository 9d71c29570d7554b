"""Drafting a relay: passages are picked, the letter is written sentence by sentence, what is refused says why beside it.

Danger: a passage that may not pass picked all the same; a form of one line sent from another's page; typed words lost.
Duty: the choice of passages (what is not cleared is hatched and has no box), the letter with its sentences, and putting it
before a second person. Of those who hold the line alone.
Shape: one address. Opened, it shows the choice, or the last draft of a relay (`?relay=`); `do` says what was pressed.
"""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.carry.relay import Clearance
from wasata.desk.access import Desk, new_act_id
from wasata.desk.enclosure import MOST, Enclosed, File, files_of
from wasata.desk.flagged import Watched, watched
from wasata.desk.message import talk_of
from wasata.desk.relay import draft, refused
from wasata.desk.relay_choice import Passage, Said, last_draft, ref_of, said
from wasata.desk.relay_life import End, end, ends
from wasata.desk.relayed import ref_text
from wasata.errors import BareRefused, RelayRefused, RelayWrong
from wasata.room import wiring
from wasata.room.forms.relay import FORMS, LONGEST, Letter, Typed, as_typed, begun, letter_of
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import drawn_for, require_drawn_for
from wasata.room.pages.message import Answerable
from wasata.room.pages.parts import Trouble, act_id_of, case_act, needs, show
from wasata.values import Lang


@dataclass(frozen=True, slots=True)
class Picked:
    """One picked passage, numbered on the page; `is_gone`: it is not there any more, or may not pass any more."""

    number: int
    passage: Passage | None
    ref: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class SentenceForm:
    """One sentence on the page: as typed, and why it is refused."""

    n: int
    number: int
    typed: Typed
    why: str


@dataclass(frozen=True, slots=True)
class FileForm:
    """A file of the line: chosen or not, the passage it goes with, whether it may go at all. One that was handed in with a
    message goes by its own clearance, and its bare copy can be looked at."""

    file: File
    chosen: bool
    rests_on: str
    may_go: bool
    bare_address: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`writing`: the letter is written; else passages are picked. `to_end` is empty until it is chosen."""

    from_end: End
    to_end: End | None
    ends: tuple[End, ...]
    said: tuple[Said, ...]
    letter: Letter
    picked: tuple[Picked, ...]
    sentences: tuple[SentenceForm, ...]
    answerable: tuple[Answerable, ...]
    files: tuple[FileForm, ...]
    forms: tuple[str, ...]
    longest: int
    writing: bool
    channel: str
    act: str
    trouble: Trouble | None
    flags: Watched


def _answerable(desk: Desk, to: str) -> tuple[Answerable, ...]:
    """Messages of the other side that the letter may answer, for who holds their channel; the last ones first."""
    if not desk.holds(f"channel/{to}"):
        return ()
    with desk.hold():
        theirs = [m for m in talk_of(desk, to, "channel").messages.values() if not m.ours]
    theirs.sort(key=lambda m: (m.at, m.message), reverse=True)
    return tuple(Answerable.of(m) for m in theirs[:20])


def _page(
    request: HttpRequest, desk: Desk, line: str, letter: Letter, *, writing: bool, trouble: Trouble | None = None,
    wrong: dict[int, str] | None = None,
) -> HttpResponse:  # fmt: skip
    lang = page_language()
    told = said(desk, line)
    passages = {p.ref: p for m in told for p in m.passages}
    picked = tuple(
        Picked(n, passages.get(ref), ref, ref not in passages or not passages[ref].may_pass)
        for n, ref in enumerate(letter.picked, 1)
    )
    beside = wrong or {}
    sentences = tuple(
        SentenceForm(n, n + 1, typed, beside.get(n, "")) for n, typed in enumerate(letter.sentences if writing else ())
    )
    chosen = dict(letter.files)
    files = tuple(_file_form(desk, line, f, chosen, are_picked=bool(picked)) for f in files_of(desk, line))
    with desk.hold():
        here = end(desk, line, lang)
    others = ends(desk, line, lang)
    to_end = next((e for e in others if e.line == letter.to), None)
    page = DraftPage(
        here, to_end, others, told, letter, picked, sentences, _answerable(desk, letter.to) if to_end else (), files, FORMS,
        LONGEST, writing, drawn_for(desk, line), new_act_id(), trouble, watched(desk, lang),
    )  # fmt: skip
    logs = (f"line/{line}", f"channel/{line}", "bureau")
    status = 400 if trouble or wrong else 200
    return show(request, "room/relay/draft.html", page, desk=desk, here="relays", logs=logs, status=status)


def _file_form(desk: Desk, line: str, f: File, chosen: dict[str, str], *, are_picked: bool) -> FileForm:
    ref = f.rests_on
    if ref is None:
        return FileForm(f, f.piece in chosen, chosen.get(f.piece, ""), are_picked, "")
    at = reverse("message_bare", kwargs={"case": desk.case, "line": line, "message": ref.message, "piece": f.piece})
    return FileForm(f, f.piece in chosen, ref_text(ref), f.clearance == "theirs", at)


def _cleared(desk: Desk, line: str) -> dict[str, Clearance]:
    known: tuple[Clearance, ...] = ("theirs", "ours", "test")
    found = {p.ref: p.clearance for m in said(desk, line) for p in m.passages}
    return {ref: c for ref, told in found.items() for c in known if c == told}


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def relay_draft(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """The choice, the letter, and what was refused of it."""
    needs(desk, f"line/{line}", f"channel/{line}", "bureau")
    desk.require("draft_relay", line=line)
    if request.method != "POST":
        return _opened(request, desk, line)
    require_drawn_for(request, desk, line)
    letter = letter_of(request.POST)
    match request.POST.get("do", ""):
        case "choose":
            return _page(request, desk, line, letter, writing=False)
        case "write":
            return _begin(request, desk, line, letter)
        case "more":
            return _page(request, desk, line, letter.spare(3), writing=True)
        case _:
            return _put_forward(request, desk, line, letter)


def _opened(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """The choice; or the last draft of a relay, to be drafted anew or, after it was stopped, as a relay of its own."""
    relay, after = request.GET.get("relay", "")[:64], request.GET.get("after", "")[:64]
    if not relay and not after:
        return _page(request, desk, line, Letter("", None, (), (), "", ""), writing=False)
    try:
        last = last_draft(desk, line, relay or after)
    except RelayWrong:
        raise wiring.NotHere from None
    typed, files = as_typed(last.sentences), tuple((of, ref_text(ref)) for of, ref in last.files)
    picked = tuple(dict.fromkeys((*(ref for s in typed for ref in s.rests_on), *(ref for _, ref in files))))
    letter = Letter(last.to, last.lang, picked, typed, relay, last.answers or "", files)
    return _page(request, desk, line, letter.spare(1), writing=True)


def _begin(request: HttpRequest, desk: Desk, line: str, letter: Letter) -> HttpResponse:
    """From the choice to the letter."""
    lang = page_language()
    why = ""
    if not any(e.line == letter.to for e in ends(desk, line, lang)):
        why = "relay.form.no_recipient"
    elif letter.lang is None:
        why = "relay.form.no_language"
    if why:
        return _page(request, desk, line, letter, writing=False, trouble=_trouble(why))
    return _page(request, desk, line, begun(letter, _cleared(desk, line)), writing=True)


def _trouble(key: str) -> Trouble:
    lang = page_language()
    return Trouble(words.say(key, lang), words.say("relay.form.nothing_crossed", lang))


def _put_forward(request: HttpRequest, desk: Desk, line: str, letter: Letter) -> HttpResponse:
    """The letter put before a second person, or what is wrong with it beside each sentence."""
    lang = page_language()
    shown = letter if letter.sentences else letter.spare()
    if letter.lang is None:
        return _page(request, desk, line, shown, writing=True, trouble=_trouble("relay.form.no_language"))
    if not letter.written:
        return _page(request, desk, line, shown, writing=True, trouble=_trouble("relay.form.no_words"))
    wrong = _wrong(desk, line, letter, letter.lang, lang)
    if wrong:
        return _page(
            request, desk, line, shown, writing=True, wrong=wrong, trouble=_trouble("relay.form.sentences_wrong")
        )
    files = _enclosed(desk, line, letter)
    if files is None:
        return _page(request, desk, line, shown, writing=True, trouble=_trouble("relay.form.file_rests"))
    try:
        relay = draft(
            desk, line, letter.to, letter.lang, letter.asked, relay=letter.relay or None, answers=letter.answers or None,
            files=files, act_id=act_id_of(request, line, repr(replace(letter, picked=()))),
        )  # fmt: skip
    except (RelayWrong, RelayRefused, BareRefused) as error:
        return _page(request, desk, line, shown, writing=True, trouble=Trouble.of(error))
    return redirect(reverse("relay", kwargs={"case": desk.case, "relay": relay}))


def _enclosed(desk: Desk, line: str, letter: Letter) -> tuple[Enclosed, ...] | None:
    """The files that were chosen; None where one names no passage, is not there, or there are too many. One that was handed in
    rests on itself, whatever the form says."""
    known = {f.piece: f for f in files_of(desk, line)}
    told = [(known.get(piece), ref) for piece, ref in letter.files]
    named = [(file, file.rests_on or ref_of(ref)) for file, ref in told if file is not None]
    found = tuple(Enclosed(file.contact, file.piece, ref) for file, ref in named if ref is not None)
    return found if len(found) == len(told) <= MOST else None


def _wrong(desk: Desk, line: str, letter: Letter, in_lang: Lang, lang: Lang) -> dict[int, str]:
    """What is refused, by the place of the sentence on the page."""
    places = [n for n, _ in letter.written]
    long = {
        n: words.say("relay.form.too_long", lang, limit=LONGEST) for n, s in letter.written if len(s.words) > LONGEST
    }
    if long:
        return long
    told: dict[int, str] = {}
    for wrong in refused(desk, line, letter.to, in_lang, letter.asked):
        why = words.say(f"relay.why.{wrong.why}", lang)
        if wrong.why == "overheard":
            why = words.say("relay.form.overheard", lang, words=wrong.words)
        told.setdefault(places[wrong.sentence - 1], why)
    return told
