"""Questions that are answered with a file: what the schema says of them; a map to be saved; what a bare copy leaves out.

Danger: a copy that is taken to say nothing while a face or a name stands in it.
Duty: the same bytes as the pages hand out, always to be saved; of a bare copy what was taken out, counted and in words.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.contact import bare_copy
from wasata.desk.map import map_in
from wasata.errors import DefinitionWrong
from wasata.room.files import to_keep
from wasata.room.pages.bare import copy_name
from wasata.room.wiring import NotHere
from wasata.values import Lang

A_FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file, to be saved and never shown.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Something a bare copy leaves out, how many of it, and in words."""

    what: str
    n: int
    words: str


@dataclass(frozen=True, slots=True)
class BareTold:
    """A bare copy before it is asked for: the name it is given out under, what it is and weighs, what it leaves out."""

    name: str
    media_type: str
    size: int
    taken_out: tuple[TakenOut, ...]


def bare_told(content: bytes, lang: Lang) -> BareTold:
    """What the bare copy of a file leaves out.

    Raises:
        BareRefused: none can be made.
    """
    made = bare_copy(content)
    out = tuple(TakenOut(t.what, t.n, words.count(f"contact.bare.out.{t.what}", t.n, lang)) for t in made.taken_out)
    return BareTold(copy_name(made), made.media_type, len(made.content), out)


def bare_to_keep(content: bytes) -> HttpResponse:
    """The bare copy of a file, under a name of ours.

    Raises:
        BareRefused: none can be made.
    """
    made = bare_copy(content)
    return to_keep(made.content, copy_name(made))


def map_to_keep(desk: Desk, log: str, term: str) -> HttpResponse:
    """The map of the newest text of a term in one log: written anew by us when it was taken in.

    Raises:
        NotHere: he does not hold that log, or it has none for this term.
    """
    if not desk.holds(log):
        raise NotHere
    try:
        told, content = map_in(desk, log, term)
    except DefinitionWrong:
        raise NotHere from None
    return to_keep(content, f"map.{ENDINGS[told.media_type]}")
