"""What the bare copy of a file leaves out, or why there is none: one page for files of contacts and of messages.

Danger: a copy that is taken to say nothing while a face or a name stands in it.
Duty: the page, with what was taken out counted; its making does not hold the desk.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from wasata import words
from wasata.carry.bare import Bare, bare
from wasata.desk.access import Desk
from wasata.errors import BareRefused
from wasata.room.files import kind_shown, weight
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown
from wasata.room.pages.line import Tab, logs_of, tabs
from wasata.room.pages.parts import Trouble, show


@dataclass(frozen=True, slots=True)
class BarePage:
    """`back`: to where the file stands, and what that is called; `download`: where the copy itself is."""

    channel: ChannelShown
    tabs: tuple[Tab, ...]
    file: str
    about: tuple[str, str]
    taken_out: tuple[str, ...]
    bare_size: str
    name: str
    back: tuple[str, str]
    download: str
    trouble: Trouble | None = None


def copy_name(made: Bare) -> str:
    """A name of ours for a bare copy."""
    return f"attachment.{made.ending}"


def bare_page(
    request: HttpRequest, desk: Desk, line: str, name: str, media_type: str, content: bytes, *, tab: str,
    back: tuple[str, str], download: str,
) -> HttpResponse:  # fmt: skip
    """The page of one file."""
    lang = page_language()
    made: Bare | None = None
    trouble = None
    try:
        made = bare(content)
    except BareRefused as error:
        trouble = Trouble.of(error)
    taken = tuple(words.count(f"contact.bare.out.{t.what}", t.n, lang) for t in made.taken_out) if made else ()
    with desk.hold():
        page = BarePage(
            channel_shown(desk, line), tabs(desk, line, tab), name, (kind_shown(media_type), weight(len(content))), taken,
            weight(len(made.content)) if made else "", copy_name(made) if made else "", back, download, trouble,
        )  # fmt: skip
    return show(request, "room/contact/bare.html", page, desk=desk, here="lines", logs=logs_of(line))
