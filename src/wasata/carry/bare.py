"""Bare copies: a file that came with a contact, without anything in it that tells who made it, where, when and with what.

Danger: a name, a place or a struck sentence that goes to the other side inside a picture or a letter nobody looked into.
Duty: from a JPEG, PNG, PDF, Word file or plain text a new file that looks the same and says nothing of its making; what was
taken out is counted and told; what cannot be made bare is refused by name, never passed on half bare.
Shape: `bare(content)` → `Bare(content, media_type, ending, taken_out)`. Every form is *written anew from what is allowed*,
never copied with something cut out: what we do not know does not pass. What a file is, its first bytes say, not its name.
What no copy can take out is in the picture itself: a face, a letterhead, the grain of one camera. Look at it before it goes.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from wasata.carry.bare_letters import seen
from wasata.carry.bare_pdf import bare_pdf
from wasata.carry.bare_pictures import bare_jpeg, bare_png
from wasata.carry.bare_word import bare_word
from wasata.errors import BareRefused
from wasata.words import Key

PDF_BEGINS_WITHIN = 1024
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Taken(NamedTuple):
    """What was taken out, as a key under `contact.bare.out`, and how much of it."""

    what: str
    n: int


@dataclass(frozen=True, slots=True)
class Bare:
    """A bare copy. `ending` for a name of ours: the name they gave the file is no part of it."""

    content: bytes
    media_type: str
    ending: str
    taken_out: tuple[Taken, ...]


_JPEG, _PNG, _ZIP, _OLD_WORD = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain; charset=utf-8"
UNKNOWN = "application/octet-stream"


def kind_of(content: bytes) -> str:
    """What a file is by its own bytes, whatever it is called: one of the five kinds, or none we know. Nothing is unpacked."""
    if content.startswith(_JPEG):
        return "image/jpeg"
    if content.startswith(_PNG):
        return "image/png"
    if b"%PDF-" in content[:PDF_BEGINS_WITHIN]:
        return "application/pdf"
    if content.startswith(_ZIP):
        return WORD if b"word/document.xml" in content else UNKNOWN
    try:
        _decoded(content)
    except BareRefused:
        return UNKNOWN
    return TEXT


def bare(content: bytes) -> Bare:
    """A copy of a file that says nothing of its making.

    Raises:
        BareRefused: it is of another kind, damaged, locked, or holds what cannot be taken out without changing what it shows.
    """
    if content.startswith(_JPEG):
        return _made(*bare_jpeg(content), "image/jpeg", "jpg")
    if content.startswith(_PNG):
        return _made(*bare_png(content), "image/png", "png")
    if b"%PDF-" in content[:PDF_BEGINS_WITHIN]:
        return _made(*bare_pdf(content), "application/pdf", "pdf")
    if content.startswith(_ZIP):
        return _made(*bare_word(content), WORD, "docx")
    if content.startswith(_OLD_WORD):
        raise BareRefused(why=Key("contact.bare.why.old_word"), value="DOC")
    return _made(*bare_text(content), TEXT, "txt")


def _made(content: bytes, taken: dict[str, int], media_type: str, ending: str) -> Bare:
    return Bare(content, media_type, ending, tuple(Taken(what, n) for what, n in taken.items() if n))


def bare_text(content: bytes) -> tuple[bytes, dict[str, int]]:
    """Plain text: its letters and lines. Letters that nobody sees, by which a copy can be known again, are left out, and so
    are blanks at the ends of lines, and blanks of uncommon widths become common ones.

    Raises:
        BareRefused: it is no text in UTF-8, or in UTF-16 that says so.
    """
    text = _decoded(content)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = [seen(line) for line in lines]
    stripped = [line.rstrip() for line in shown]
    taken = {
        "invisible": sum(map(len, lines)) - sum(map(len, shown)),
        "blanks": sum(a != b for a, b in zip(shown, stripped, strict=True)),
    }
    return "\n".join(stripped).encode(), taken


_MARKED_UP = re.compile(
    r"\s*(?:\{\\rtf|<\?xml|<!doctype|<html|<svg|<[a-z]+[\s>]|%!PS|BEGIN:V|MIME-Version:|(?:Received|Return-Path|From|Date):\s)",
    re.I,
)
"""How forms begin that are written in letters and tell of their writer in them."""


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise BareRefused(why=Key("contact.bare.why.kind"), value=_first_bytes(content)) from None
    if _CONTROLS.search(text) or _MARKED_UP.match(text):
        raise BareRefused(why=Key("contact.bare.why.kind"), value=_first_bytes(content))
    return text.replace("\x0c", "\n")


def _first_bytes(content: bytes) -> str:
    return content[:4].hex(" ")
