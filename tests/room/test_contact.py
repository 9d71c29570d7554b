"""Contacts in the browser: recorded, written up, their files handed out to be kept, and bare."""

import io
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse
from tests.carry.planted import jpeg, jpeg_segment
from tests.room.conftest import TALKS
from tests.room.test_line import fill, hidden

from wasata.desk.contact import contact, contacts, keep_piece, record_contact, write_readout
from wasata.room.pages.contact import plain_name

pytestmark = pytest.mark.django_db


def at(name: str, **more: str) -> str:
    return reverse(name, kwargs={"case": TALKS, "line": "coast", **more})


@pytest.fixture
def call(desk_in_talks) -> str:
    officer = desk_in_talks("coast-officer")
    return record_contact(officer, "coast", "call", "in", datetime.now(UTC) - timedelta(hours=2), answered=True, minutes=12,
                          theirs=("envoy",), about="the list")  # fmt: skip


def upload(content: bytes, name: str = "map.jpg", kind: str = "image/jpeg") -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    file.content_type = kind  # type: ignore[attr-defined]
    return file


def test_a_contact_is_recorded_by_a_form_once_however_often_it_is_sent(talks, enter, desk_in_talks):
    client = enter("coast-officer")
    form = at("contact_record")
    page = client.get(form).content.decode()
    sent = {"act": hidden(page, "act"), "channel": hidden(page, "channel"), "medium": "meeting", "way": "out", "answered": "yes",
            "on": "2026-01-02", "clock": "18:20", "minutes": "90", "theirs": ["envoy"], "ours": "coast-officer, lead",
            "place": "the old port", "about": "five days"}  # fmt: skip
    first, second = client.post(form, sent), client.post(form, sent)
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    (one,) = contacts(desk_in_talks("coast-officer"), "coast")
    assert (one.medium, one.minutes, one.theirs, one.ours) == ("meeting", 90, ("envoy",), ("coast-officer", "lead"))
    assert one.began_at == datetime(2026, 1, 2, 18, 20, tzinfo=UTC)
    shown = client.get(first["Location"]).content.decode()
    for said in ("Envoy of the coast", "the old port", "five days"):
        assert said in shown


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"answered": "no", "minutes": "3"}, "nobody answered, so it had no length"),
        ({"on": "2999-01-01"}, "still to come"),
        ({"minutes": "-1"}, "Whole minutes"),
        ({"minutes": "long"}, "Whole minutes"),
        ({"ours": "somebody, <b>"}, "is no name to sign in with"),
        ({"clock": ""}, "This is needed"),
    ],
)
def test_a_contact_that_cannot_be_so_is_refused_and_nothing_typed_is_lost(talks, enter, desk_in_talks, more, said):
    client = enter("coast-officer")
    given = {
        "medium": "call",
        "way": "out",
        "answered": "yes",
        "on": "2026-01-02",
        "clock": "18:20",
        "about": "words I typed",
    }
    answer = fill(client, f"/en/case/{talks}/lines/coast/contacts/record/", {**given, **more})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert "words I typed" in answer.content.decode()
    assert not contacts(desk_in_talks("coast-officer"), "coast")


def test_readouts_stand_side_by_side_and_theirs_is_in_their_voice(talks, enter, desk_in_talks, call):
    client = enter("coast-officer")
    form, to = at("contact", contact=call), at("contact_readout", contact=call)
    ours = {"whose": "ours", "text": "They spoke of five days.", "lang": "en"}
    theirs = {"whose": "theirs", "text": "لم نذكر أياما.", "lang": "ar", "published": "their news office"}
    for given in (ours, theirs, {**ours, "text": "They spoke of five days, if."}):
        assert fill(client, form, given, to=to, after="readout/").status_code == 302
    page = client.get(f"/en/case/{talks}/lines/coast/contacts/{call}/").content.decode()
    assert page.index("Our readout") < page.index("They spoke of five days, if.") < page.index("Their readout")
    assert 'class="notice voice" lang="ar" dir="rtl">لم نذكر أياما.' in page
    assert "their news office" in page
    assert "1 earlier readout" in page
    empty = fill(client, form, {**ours, "text": " "}, to=to, after="readout/")
    assert empty.status_code == 400


def test_a_file_is_handed_out_to_be_kept_and_never_to_be_opened(talks, enter, desk_in_talks, call):
    client = enter("coast-officer")
    page = client.get(at("contact", contact=call)).content.decode()
    sent = {"act": "f-1", "channel": hidden(page, "channel")}
    evil = b"<script>alert(1)</script>"
    for _ in range(2):
        file = upload(evil, "..\\..\\خريطة\u202egpj.html", "text/html")
        assert client.post(at("contact_keep", contact=call), {**sent, "file": file}).status_code == 302
    (piece,) = contact(desk_in_talks("coast-officer"), "coast", call).pieces
    answer = client.get(at("contact_file", contact=call, piece=piece.piece))
    assert answer.content == evil
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "\u202e" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert enter("lead").get(at("contact_file", contact=call, piece=piece.piece)).status_code == 200
    for other in ("hills-officer", "coast-delegate", "analyst"):
        assert enter(other).get(at("contact_file", contact=call, piece=piece.piece)).status_code == 404


def test_the_bare_copy_is_told_and_handed_out_under_a_name_of_ours(talks, enter, desk_in_talks, call):
    officer, client = desk_in_talks("coast-officer"), enter("coast-officer")
    content = jpeg(jpeg_segment(0xE1, b"Exif\0\0II*\0Canon 24.4539"), jpeg_segment(0xFE, b"by Nadia"))
    piece = keep_piece(officer, "coast", call, "Nadia at home.jpg", "image/jpeg", content)
    page = client.get(f"/en/case/{talks}/lines/coast/contacts/{call}/files/{piece}/bare/").content.decode()
    assert "camera data: device, hour, place" in page
    assert "a comment" in page
    answer = client.get(at("contact_bare_file", contact=call, piece=piece))
    assert not any(x in answer.content for x in (b"Canon", b"Nadia", b"24.4539"))
    assert answer["Content-Disposition"] == "attachment; filename=\"attachment.jpg\"; filename*=UTF-8''attachment.jpg"
    files = f"/api/cases/{talks}/lines/coast/contacts/{call}/files/{piece}"
    as_it_came, told, copy = (client.get(f"{files}{more}") for more in ("", "/bare?lang=en", "/bare/file"))
    assert as_it_came.content == content
    assert "Nadia at home.jpg" in unquote(as_it_came["Content-Disposition"])
    assert (copy.content, copy["Content-Disposition"]) == (answer.content, answer["Content-Disposition"])
    assert {k: told.json()[k] for k in ("name", "media_type", "size")} == {
        "name": "attachment.jpg", "media_type": "image/jpeg", "size": len(copy.content),
    }  # fmt: skip
    assert [(out["n"], out["words"]) for out in told.json()["taken_out"]] == [
        (1, "camera data: device, hour, place"), (1, "a comment"),
    ]  # fmt: skip
    assert "تعليق" in client.get(f"{files}/bare?lang=ar").json()["taken_out"][1]["words"]
    for other in ("hills-officer", "coast-delegate", "analyst", "auditor"):
        assert {enter(other).get(f"{files}{more}").status_code for more in ("", "/bare", "/bare/file")} == {404}
    assert client.get(files.replace(piece, "0" * 64)).status_code == 404


def test_a_file_that_cannot_be_made_bare_says_why_and_is_not_handed_out(talks, enter, desk_in_talks, call):
    officer, client = desk_in_talks("coast-officer"), enter("coast-officer")
    piece = keep_piece(officer, "coast", call, "a.gif", "image/gif", b"GIF89a\1\0\1\0")
    page = client.get(f"/en/case/{talks}/lines/coast/contacts/{call}/files/{piece}/bare/").content.decode()
    assert "No bare copy can be made: it is none of the five kinds" in page
    refused = client.get(at("contact_bare_file", contact=call, piece=piece))
    assert refused.status_code == 400
    assert b"GIF89a" not in refused.content
    for more in ("/bare", "/bare/file"):
        answer = client.get(f"/api/cases/{talks}/lines/coast/contacts/{call}/files/{piece}{more}")
        assert (answer.status_code, answer.json()["code"]) == (400, "contact.bare_refused")
        assert "none of the five kinds" in answer.json()["what"]


def test_the_list_tells_tries_from_talks(talks, enter, desk_in_talks, call):
    officer = desk_in_talks("coast-officer")
    record_contact(officer, "coast", "call", "out", datetime.now(UTC) - timedelta(hours=1), answered=False)
    write_readout(officer, "coast", call, "ours", "They spoke.", "en")
    page = enter("coast-officer").get(f"/en/case/{talks}/lines/coast/contacts/").content.decode()
    assert "2 contacts" in page
    assert "1 of them tried and not answered" in page
    assert "1 readout" in page
    assert len(re.findall("nobody answered", page)) == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a/b\\c.pdf", "c.pdf"),
        ("\u202e\0x.jpg", "x.jpg"),
        ("...", "file"),
        ("", "file"),
        ("خطاب.docx", "خطاب.docx"),
        ("x" * 300, "x" * 200),
    ],
)
def test_the_name_of_a_file_keeps_no_folder_and_no_commanding_letter(sent: str, kept: str):
    assert plain_name(sent) == kept
