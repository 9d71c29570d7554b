"""Contacts of a line: each call, meeting, message and letter; readouts side by side; files as received, and bare.

Danger: their account shown as ours; a file that opens itself in the browser of whoever looks at it; a name in a picture
that goes on to the other side.
Duty: the list, one contact, the forms; a file is only ever handed out to be kept, never shown; beside each file the copy of
it that says nothing of its making, with what was taken out, or why there is none.
Shape: made from `line/<x>` and `channel/<x>` (whose sign the page wears) and nothing else.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from wasata import words
from wasata.carry.bare import kind_of
from wasata.desk import contact as desk_contact
from wasata.desk import line as desk_line
from wasata.desk import own_words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.coming import today_of_case, zone_of_case
from wasata.desk.contact import Contact, Piece, Readout
from wasata.desk.handed_in import plain_name
from wasata.errors import ContactWrong, WasataError
from wasata.room.bounds import takes_files
from wasata.room.files import to_keep, weight
from wasata.room.forms.contact import FileForm, ReadoutForm, Recording
from wasata.room.languages import page_language
from wasata.room.pages.bare import bare_page, copy_name
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.errors import status_of
from wasata.room.pages.line import Tab, logs_of, needs_line, tabs
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, sent_to, show

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ContactShown:
    """One contact with the names of those who took part on their side."""

    contact: Contact
    theirs: tuple[str, ...]
    address: str
    kind: str
    """Whether anything happened: `held`, or `tried`."""


@dataclass(frozen=True, slots=True)
class ContactsPage:
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    contacts: tuple[ContactShown, ...]
    n: int
    n_tried: int
    tried_at: datetime | None
    answered_at: datetime | None
    page: int
    pages: int
    may_record: bool


def _shown(desk: Desk, line: str, found: Contact) -> ContactShown:
    people = desk.fold(desk_line.line_view(line)).people
    names = tuple(people[p].name if p in people else p for p in found.theirs)
    address = reverse("contact", kwargs={"case": desk.case, "line": line, "contact": found.contact})
    return ContactShown(found, names, address, "held" if found.answered else "tried")


@require_GET
@case_page
def contacts(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Every contact with the line, the latest first."""
    needs_line(desk, line)
    found = desk_contact.contacts(desk, line)
    asked = request.GET.get("page", "")
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(max(1, int(asked) if asked.isdecimal() and len(asked) < 5 else 1), pages)
    tried, answered = desk_contact.last_contact(desk, line)
    page = ContactsPage(
        channel_shown(desk, line), tabs(desk, line, "contacts"),
        tuple(_shown(desk, line, c) for c in found[(number - 1) * PER_PAGE : number * PER_PAGE]), len(found),
        sum(not c.answered for c in found), tried, answered, number, pages, desk.may("record_contact", line=line),
    )  # fmt: skip
    return show(request, "room/contact/list.html", page, desk=desk, here="lines", logs=logs_of(line))


# ---- recording one


@dataclass(frozen=True, slots=True)
class RecordPage:
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    form: Recording
    act: str
    trouble: Trouble | None = None


def _record_page(
    request: HttpRequest, desk: Desk, line: str, form: Recording, error: WasataError | None = None
) -> HttpResponse:
    with desk.hold():
        channel = channel_shown(desk, line)
    page = RecordPage(channel, tabs(desk, line, "contacts"), form, new_act_id(), Trouble.of(error))
    status = status_of(error) if error else 400 if form.is_bound and form.errors else 200
    return show(request, "room/contact/record.html", page, desk=desk, here="lines", logs=logs_of(line), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def contact_record(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """A contact to be recorded: its form, or the contact recorded."""
    needs_line(desk, line)
    desk.require("record_contact", line=line)
    whole, today = desk_line.line_whole(desk, line, page_language()), today_of_case(desk)
    if request.method != "POST":
        now = desk.now().astimezone(zone_of_case(desk))
        initial = {"way": "out", "answered": "yes", "medium": "call", "on": now.date().isoformat(), "clock": f"{now:%H:%M}",
                   "ours": desk.reader}  # fmt: skip
        return _record_page(request, desk, line, Recording(whole, today, initial=initial))
    require_drawn_for(request, desk, line)
    form = Recording(whole, today, request.POST)
    if not form.is_taken():
        return _record_page(request, desk, line, form)
    began = form.at(zone_of_case(desk).key, today)
    assert began is not None, "the form asks for it"
    try:
        act = act_id_of(request, line, repr(form.cleaned_data))
        made = own_words.record_contact(desk, line, began_at=began, **form.told(), act_id=act)
    except ContactWrong as error:
        return _record_page(request, desk, line, form, error)
    return redirect(reverse("contact", kwargs={"case": desk.case, "line": line, "contact": made}))


# ---- one contact


@dataclass(frozen=True, slots=True)
class PieceShown:
    """A file with what it weighs, in words."""

    piece: Piece
    size: str


@dataclass(frozen=True, slots=True)
class ContactPage:
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    shown: ContactShown
    ours: Readout | None
    theirs: Readout | None
    earlier: tuple[Readout, ...]
    pieces: tuple[PieceShown, ...]
    may_record: bool
    readout: ReadoutForm
    upload: FileForm
    act: str
    open_form: bool
    trouble: Trouble | None = None


def _contact_page(
    request: HttpRequest, desk: Desk, line: str, contact: str, *, readout: ReadoutForm | None = None,
    upload: FileForm | None = None, error: WasataError | None = None,
) -> HttpResponse:  # fmt: skip
    with desk.hold():
        found = desk_contact.contact(desk, line, contact)
        ours, theirs = found.readout("ours"), found.readout("theirs")
        whole = desk_line.line_whole(desk, line, page_language())
        form = readout or ReadoutForm(whole, today_of_case(desk), initial={"whose": "ours", "lang": page_language()})
        page = ContactPage(
            channel_shown(desk, line), tabs(desk, line, "contacts"), _shown(desk, line, found), ours, theirs,
            tuple(r for r in reversed(found.readouts) if r not in (ours, theirs)),
            tuple(PieceShown(p, weight(p.size)) for p in found.pieces), desk.may("record_contact", line=line), form,
            upload or FileForm(), new_act_id(), bool(readout or not found.readouts),
            Trouble.of(error),
        )  # fmt: skip
    wrong = any(f is not None and f.is_bound and f.errors for f in (readout, upload))
    status = status_of(error) if error else 400 if wrong else 200
    return show(request, "room/contact/contact.html", page, desk=desk, here="lines", logs=logs_of(line), status=status)


@require_GET
@case_act
def contact(request: HttpRequest, desk: Desk, line: str, contact: str) -> HttpResponse:
    """One contact with its readouts and files."""
    needs_line(desk, line)
    return _contact_page(request, desk, line, contact)


@sent_to("contact")
@case_act
def contact_readout(request: HttpRequest, desk: Desk, line: str, contact: str) -> HttpResponse:
    """A readout of the contact, ours or theirs."""
    needs_line(desk, line)
    desk.require("record_contact", line=line)
    desk_contact.contact(desk, line, contact)
    require_drawn_for(request, desk, line)
    form = ReadoutForm(desk_line.line_whole(desk, line, page_language()), today_of_case(desk), request.POST)
    if not form.is_valid():
        return _contact_page(request, desk, line, contact, readout=form)
    given = form.cleaned_data
    text = given["text"].replace("\r\n", "\n")
    try:
        own_words.write_readout(
            desk, line, contact, given["whose"], text, given["lang"], published=given["published"] or None,
            act_id=act_id_of(request, line, contact, repr(given)),
        )  # fmt: skip
    except ContactWrong as error:
        return _contact_page(request, desk, line, contact, readout=form, error=error)
    return _back(desk, line, contact)


def _back(desk: Desk, line: str, contact: str) -> HttpResponse:
    return redirect(reverse("contact", kwargs={"case": desk.case, "line": line, "contact": contact}))


# ---- files


@takes_files("record_contact")
@sent_to("contact")
@case_act
def contact_keep(request: HttpRequest, desk: Desk, line: str, contact: str) -> HttpResponse:
    """A file that came with the contact, sealed beside the line."""
    needs_line(desk, line)
    desk.require("record_contact", line=line)
    desk_contact.contact(desk, line, contact)
    require_drawn_for(request, desk, line)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _contact_page(request, desk, line, contact, upload=form)
    sent: UploadedFile[bytes] = form.cleaned_data["file"]
    content = sent.read()
    name, kind = plain_name(str(sent.name)), str(sent.content_type or "application/octet-stream")[:120]
    try:
        desk_contact.keep_piece(
            desk, line, contact, name, kind if len(kind) >= 3 else "application/octet-stream", content,
            act_id=act_id_of(request, line, contact, name, hashlib.sha256(content).hexdigest()),
        )  # fmt: skip
    except ContactWrong as error:
        return _contact_page(request, desk, line, contact, error=error)
    return _back(desk, line, contact)


@require_GET
@case_act
def contact_file(request: HttpRequest, desk: Desk, line: str, contact: str, piece: str) -> HttpResponse:  # noqa: ARG001
    """A file as it was received."""
    needs_line(desk, line)
    kept, content = desk_contact.piece_of(desk, line, contact, piece)
    return to_keep(content, plain_name(kept.name))


@require_GET
@case_act
def contact_bare(request: HttpRequest, desk: Desk, line: str, contact: str, piece: str) -> HttpResponse:
    """What the bare copy of a file leaves out; its making does not hold the desk."""
    needs_line(desk, line)
    kept, content = desk_contact.piece_of(desk, line, contact, piece)
    here = {"case": desk.case, "line": line, "contact": contact}
    return bare_page(
        request, desk, line, kept.name, kind_of(content), content, tab="contacts",
        back=(reverse("contact", kwargs=here), words.say("contact.back_to_one", page_language())),
        download=reverse("contact_bare_file", kwargs=here | {"piece": piece}),
    )  # fmt: skip


@require_GET
@case_act
def contact_bare_file(request: HttpRequest, desk: Desk, line: str, contact: str, piece: str) -> HttpResponse:  # noqa: ARG001
    """The bare copy itself, under a name of ours."""
    needs_line(desk, line)
    _, content = desk_contact.piece_of(desk, line, contact, piece)
    made = desk_contact.bare_copy(content)
    return to_keep(made.content, copy_name(made))
