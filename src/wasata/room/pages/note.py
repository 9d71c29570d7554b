"""The notes of the team: the room's own words on the talks and the watch.

Danger: a note taken for a finding, or read by a side.
Duty: what was noted, newest first, and the form. Made from `bureau` and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.case import BUREAU, note_at_head
from wasata.desk.own_words import note as write_note
from wasata.desk.voice import author_shown
from wasata.errors import CaseWrong
from wasata.listen.reader import language_of
from wasata.room.languages import page_language
from wasata.room.pages.parts import act_id_of, case_act, needs, show
from wasata.values import Lang

LOGS = ("bureau",)
LONGEST = 4000
SHOWN = 200


@dataclass(frozen=True, slots=True)
class NoteLine:
    note: str
    text: str
    lang: Lang
    about: str
    author: str
    written_at: datetime
    at_head: bool


@dataclass(frozen=True, slots=True)
class NotesPage:
    """`text` and `about` are what was typed, `wrong` why it was not taken."""

    notes: tuple[NoteLine, ...]
    may_write: bool
    act: str
    text: str = ""
    about: str = "state"
    wrong: str = ""


def _page(request: HttpRequest, desk: Desk, *, text: str = "", about: str = "state", wrong: str = "") -> HttpResponse:
    lang = page_language()
    with desk.hold():
        notes = desk.fold(BUREAU).notes[-SHOWN:]
    head = note_at_head(notes, lang)
    lines = tuple(
        NoteLine(n.note, n.text, n.lang, n.about, author_shown(n.author, lang), n.written_at, n is head)
        for n in reversed(notes)
    )
    page = NotesPage(lines, desk.may("write_note"), new_act_id(), text, about, wrong)
    return show(request, "room/note/list.html", page, desk=desk, here="note", logs=LOGS, status=400 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def note(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The notes; a new one is sent to the same address."""
    needs(desk, *LOGS)
    if request.method != "POST":
        return _page(request, desk)
    desk.require("write_note")
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    about: Literal["state", "watch"] = "state" if request.POST.get("about") == "state" else "watch"
    wrong = _wrong(text)
    if wrong:
        return _page(request, desk, text=text, about=about, wrong=wrong)
    try:
        write_note(desk, text, language_of(text), about=about, act_id=act_id_of(request, text, about))
    except CaseWrong as error:
        return _page(request, desk, text=text, about=about, wrong=words.tell(error, page_language())[0])
    return redirect(reverse("note", kwargs={"case": desk.case}))


def _wrong(text: str) -> str:
    lang = page_language()
    if not text:
        return words.say("note.empty", lang)
    return words.say("note.too_long", lang, limit=LONGEST, n=len(text)) if len(text) > LONGEST else ""
