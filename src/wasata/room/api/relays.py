"""Relays as JSON, at the same `/api/` as the rest.

Danger: a second door with rules of its own; a relay told to somebody who is no officer.
Duty: the same questions to the same desk as the pages: where each stands, one whole, what may be picked of a line.
"""

from typing import Any

from django.http import HttpRequest

from wasata.desk import relay_choice, relay_life
from wasata.desk.access import Desk
from wasata.desk.relay_choice import Said
from wasata.desk.relay_life import RelayLine, RelayWhole
from wasata.errors import RelayWrong
from wasata.room.api.a_file import A_FILE
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api
from wasata.room.files import to_keep
from wasata.room.wiring import NotHere


def _officer(request: HttpRequest, case: str) -> Desk:
    """The desk of an officer; to all others, and in a case without lines, there is no such thing."""
    desk = desk_for(request, case)
    if not relay_life.are_any(desk):
        raise NotHere
    return desk


@api.get("/cases/{case}/relays", response=list[RelayLine])
def relays(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """The relays that the reader knows of, newest first, each with its hours and the act that waits for him."""
    return list(relay_life.relays(_officer(request, case), lang))


@api.get("/cases/{case}/relays/{relay}", response=RelayWhole)
def relay(request: HttpRequest, case: str, relay: str, lang: Asked = "en") -> Any:
    """One relay as the reader may know it: its letter, what each sentence rests on, what stays behind, its life."""
    desk = _officer(request, case)
    try:
        return relay_life.relay_whole(desk, relay, lang)
    except RelayWrong:
        raise NotHere from None


@api.get("/cases/{case}/relays/{relay}/files/{digest}", response=bytes, openapi_extra=A_FILE)
def relay_file(request: HttpRequest, case: str, relay: str, digest: str) -> Any:
    """A file of a relay: the bare copy, as the other side will be given it."""
    try:
        name, content = relay_life.enclosure(_officer(request, case), relay, digest)
    except RelayWrong:
        raise NotHere from None
    return to_keep(content, name)


@api.get("/cases/{case}/lines/{line}/passages", response=list[Said])
def relay_passages(request: HttpRequest, case: str, line: str) -> Any:
    """What a line told us, passage by passage, each with its name for drafting and what may be done with it."""
    desk = desk_for(request, case)
    if not desk.holds(f"line/{line}", f"channel/{line}"):
        raise NotHere
    return list(relay_choice.said(desk, line))
