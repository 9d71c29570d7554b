"""Files as pages hand them out: to be saved, never to be opened in the room.

Danger: a file that a browser opens as a page of ours; a name that leads out of a folder.
Duty: the answer that carries a file, or days of a calendar; what a file weighs, and what it is, in words.
"""

from urllib.parse import quote

from django.http import HttpResponse

from wasata import words
from wasata.carry.bare import TEXT, WORD
from wasata.room.languages import page_language

KINDS = {"image/jpeg": "jpeg", "image/png": "png", "application/pdf": "pdf", WORD: "word", TEXT: "text"}
"""Kinds that have a name; all else is another kind. Words: `message.kind.<code>`."""


def to_keep(content: bytes, name: str) -> HttpResponse:
    """A file to be kept and never to be opened in the room: no kind a browser shows, no script, no place in a store."""
    ascii_name = "".join(c if (c.isalnum() and c.isascii()) or c in "-_." else "_" for c in name) or "file"
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    return answer


def days_to_keep(content: bytes, case: str) -> HttpResponse:
    """A calendar file, for a telephone."""
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{case}.ics"'
    return answer


def weight(size: int) -> str:
    """What a file weighs, in words."""
    lang = page_language()
    if size < 1024 * 1024:
        return words.say("contact.kilobytes", lang, n=max(1, round(size / 1024)))
    return words.say("contact.megabytes", lang, n=round(size / 1024 / 1024, 1))


def kind_shown(media_type: str) -> str:
    """What a file is, in words."""
    return words.say(f"message.kind.{KINDS.get(media_type, 'other')}", page_language())
