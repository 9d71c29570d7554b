"""Channels and letters as JSON, at the same `/api/` as the rest.

Danger: a second door with rules of its own; a letter that waits shown to the one it is for.
Duty: the same questions to the same desk as the officers' page; files as they came and bare, to be saved. A delegate reads
his channel at his own door, not here.
"""

from typing import Any

from django.http import HttpRequest

from wasata.desk import delivery as desk_delivery
from wasata.desk import message as desk_message
from wasata.desk.access import Desk
from wasata.desk.definition_sides import OnItsWay, on_their_way
from wasata.desk.delivery import Waiting
from wasata.desk.handed_in import plain_name
from wasata.desk.message import ChannelWhole
from wasata.desk.reading import shows
from wasata.errors import MessageWrong
from wasata.room.api.a_file import A_FILE, BareTold, bare_to_keep, bare_told
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api
from wasata.room.files import to_keep
from wasata.room.wiring import NotHere


def _officer(request: HttpRequest, case: str, *logs: str) -> Desk:
    """The desk of one who holds these logs; to all others there is no such thing."""
    desk = desk_for(request, case)
    if not desk.holds(*logs):
        raise NotHere
    return desk


@api.get("/cases/{case}/lines/{line}/channel", response=ChannelWhole)
def channel_messages(request: HttpRequest, case: str, line: str) -> Any:
    """A channel, newest first: what they wrote, what was read back, what was told by voice, what we sent; each passage with
    the history of its clearance; letters that wait."""
    whole = desk_message.channel_whole(_officer(request, case, f"line/{line}", f"channel/{line}"), line)
    shows(m.message for m in (*whole.messages, *whole.read_back))
    shows(h.message for h in (*whole.waiting, *whole.taken_back))
    return whole


@api.get("/cases/{case}/lines/{line}/channel/{message}/files/{piece}", response=bytes, openapi_extra=A_FILE)
def channel_file(request: HttpRequest, case: str, line: str, message: str, piece: str) -> Any:
    """A file of a message: one they handed in, as it came, its own data in it; or one that went with a letter of ours."""
    name, content = _file(request, case, line, message, piece)
    return to_keep(content, plain_name(name))


def _file(request: HttpRequest, case: str, line: str, message: str, piece: str) -> tuple[str, bytes]:
    """A file of a message by its name there, for who holds the line."""
    desk = _officer(request, case, f"line/{line}", f"channel/{line}")
    try:
        told, content = desk_message.file_of(desk, line, message, piece)
    except MessageWrong:
        raise NotHere from None
    return told.name, content


@api.get("/cases/{case}/lines/{line}/channel/{message}/files/{piece}/bare", response=BareTold)
def message_bare(request: HttpRequest, case: str, line: str, message: str, piece: str, lang: Asked = "en") -> Any:
    """What the bare copy of a message's file leaves out; why there is none, where none can be made."""
    return bare_told(_file(request, case, line, message, piece)[1], lang)


@api.get("/cases/{case}/lines/{line}/channel/{message}/files/{piece}/bare/file", response=bytes, openapi_extra=A_FILE)
def message_bare_file(request: HttpRequest, case: str, line: str, message: str, piece: str) -> Any:
    """The bare copy itself, under a name of ours."""
    return bare_to_keep(_file(request, case, line, message, piece)[1])


@api.get("/cases/{case}/lines/{line}/letters", response=list[Waiting])
def letters(request: HttpRequest, case: str, line: str) -> Any:
    """The letters that have not left: what waits and until when, what stays and why, what was taken back."""
    told = desk_delivery.letters(_officer(request, case, f"line/{line}", f"channel/{line}", "bureau"), line)
    shows(letter.held.message for letter in told)
    return list(told)


@api.get("/cases/{case}/lines/{line}/definitions-waiting", response=list[OnItsWay])
def definitions_waiting(request: HttpRequest, case: str, line: str, lang: Asked = "en") -> Any:
    """The definitions that were put to this side and have not left: until when each waits, whose it is to take back, and why
    one stays."""
    return list(on_their_way(_officer(request, case, f"line/{line}", f"channel/{line}", "bureau"), line, lang))
