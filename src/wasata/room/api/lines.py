"""Lines and contacts as JSON, at the same `/api/` as the rest.

Danger: a second door with rules of its own; a line named to one who does not hold it.
Duty: the same questions to the same desk as the pages; files as they came and bare, to be saved.
"""

from typing import Any

from django.http import HttpRequest

from wasata.desk import contact as desk_contact
from wasata.desk import line as desk_line
from wasata.desk import line_holders as desk_holders
from wasata.desk.contact import Contact
from wasata.desk.handed_in import plain_name
from wasata.desk.line import LineCard, LineWhole
from wasata.desk.line_holders import Holders
from wasata.room.api.a_file import A_FILE, BareTold, bare_to_keep, bare_told
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api
from wasata.room.files import to_keep


@api.get("/cases/{case}/lines", response=list[LineCard])
def lines(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """The lines this reader holds: who answers, how each stands and since when, what is due, where the delegation is."""
    return list(desk_line.board(desk_for(request, case), lang))


@api.get("/cases/{case}/lines/{line}", response=LineWhole)
def line(request: HttpRequest, case: str, line: str, lang: Asked = "en") -> Any:
    """One line: its people and bodies, its life, deadlines, delegation, pressure."""
    return desk_line.line_whole(desk_for(request, case), line, lang)


@api.get("/cases/{case}/lines/{line}/holders", response=Holders)
def line_holders(request: HttpRequest, case: str, line: str) -> Any:
    """Who holds a line, for the lead who holds it too: officers the line, delegates its channel, until when; and who could be
    given it."""
    return desk_holders.holders(desk_for(request, case), line)


@api.get("/cases/{case}/lines/{line}/contacts", response=list[Contact])
def contacts(request: HttpRequest, case: str, line: str) -> Any:
    """The contacts with a line, the latest first, with their readouts."""
    return list(desk_contact.contacts(desk_for(request, case), line))


@api.get("/cases/{case}/lines/{line}/contacts/{contact}", response=Contact)
def contact(request: HttpRequest, case: str, line: str, contact: str) -> Any:
    """One contact."""
    return desk_contact.contact(desk_for(request, case), line, contact)


@api.get("/cases/{case}/lines/{line}/contacts/{contact}/files/{piece}", response=bytes, openapi_extra=A_FILE)
def contact_file(request: HttpRequest, case: str, line: str, contact: str, piece: str) -> Any:
    """A file that came with a contact, as it came, its own data in it."""
    kept, content = desk_contact.piece_of(desk_for(request, case), line, contact, piece)
    return to_keep(content, plain_name(kept.name))


@api.get("/cases/{case}/lines/{line}/contacts/{contact}/files/{piece}/bare", response=BareTold)
def contact_bare(request: HttpRequest, case: str, line: str, contact: str, piece: str, lang: Asked = "en") -> Any:
    """What the bare copy of a contact's file leaves out; why there is none, where none can be made."""
    return bare_told(desk_contact.piece_of(desk_for(request, case), line, contact, piece)[1], lang)


@api.get("/cases/{case}/lines/{line}/contacts/{contact}/files/{piece}/bare/file", response=bytes, openapi_extra=A_FILE)
def contact_bare_file(request: HttpRequest, case: str, line: str, contact: str, piece: str) -> Any:
    """The bare copy itself, under a name of ours."""
    return bare_to_keep(desk_contact.piece_of(desk_for(request, case), line, contact, piece)[1])
