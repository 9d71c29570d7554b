"""Channels and letters as JSON, at the same `/api/` as the rest.

Danger: a second door with rules of its own; a letter that waits shown to the one it is for.
Duty: the same questions to the same desk as the officers' page. A delegate reads his channel at his own door, not here.
"""

from typing import Any

from django.http import HttpRequest

from wasata.desk import delivery as desk_delivery
from wasata.desk import message as desk_message
from wasata.desk.access import Desk
from wasata.desk.delivery import Waiting
from wasata.desk.message import ChannelWhole
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import api
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
    return desk_message.channel_whole(_officer(request, case, f"line/{line}", f"channel/{line}"), line)


@api.get("/cases/{case}/lines/{line}/letters", response=list[Waiting])
def letters(request: HttpRequest, case: str, line: str) -> Any:
    """The letters that have not left: what waits and until when, what stays and why, what was taken back."""
    return list(desk_delivery.letters(_officer(request, case, f"line/{line}", f"channel/{line}", "bureau"), line))
