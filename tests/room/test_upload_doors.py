"""Files that are two things at once, at every door by which a file comes into the room: none becomes a page of ours, none is
taken for what it calls itself, none leads out of a folder.

The doors are read from the addresses themselves: a new one without a line here fails.
"""

import io
import json
import re
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.desk.test_handed_in import png
from tests.room.conftest import TALKS
from tests.room.test_acting import heads, send

from wasata.desk.contact import contact, record_contact
from wasata.desk.message import channel_whole
from wasata.room import wiring
from wasata.room.api.every import api
from wasata.room.forms.files import PLACES
from wasata.room.pages.drawn_for import drawn_for

pytestmark = pytest.mark.django_db

LIVE = b"<script>alert(7)</script>"
"""What would run, were any of them opened as a page."""


def _zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("../../up.html", LIVE)
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(7))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TWOFOLD = (
    ("page.png", b"<!doctype html>" + LIVE, "image/png"),
    ("a.pdf.html", PDF + LIVE, "text/html"),
    ("b.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(7)">' + LIVE + b"</svg>", "image/svg+xml"),
    ("c.gif", b"GIF89a/*" + LIVE + b"*/=1;" + _zipped(), "application/javascript"),
    ('../../x/..\\\u202egnp.\r\nSet-Cookie: a=b;".htm\u2066l', png() + LIVE, 'text/html\r\nX: "y"'),
)
"""A page that calls itself a picture; a document that is also a page; a drawing with a script; a picture that is also an archive
and a script; a right picture with a page behind its end, and a name that turns the line, ends it and leads elsewhere."""
A_PICTURE = 4


def sent(n: int) -> SimpleUploadedFile:
    name, content, kind = TWOFOLD[n]
    file = SimpleUploadedFile("x", content, kind)
    file._name = name  # Django's own would clean it before the room sees it
    return file


# ---- the doors, from the addresses


def routes(patterns: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def _runs(view: Any) -> Iterator[tuple[str, CodeType]]:
    """What a page runs of the room's own: through its wrappers and all it calls by name, with the module it stands in."""
    todo, seen = [view], set()
    while todo:
        one = todo.pop()
        if id(one) in seen or not str(getattr(one, "__module__", "")).startswith("wasata.room"):
            continue
        seen.add(id(one))
        if isinstance(one, FunctionType):
            codes = [one.__code__]
            while codes:
                code = codes.pop()
                yield one.__module__, code
                codes += [c for c in code.co_consts if isinstance(c, CodeType)]
                named = [one.__globals__.get(name) for name in code.co_names]
                todo += [n for n in named if n is not None]
                todo += [getattr(m, name) for m in named if isinstance(m, ModuleType) and m.__name__.startswith("wasata.room")
                         for name in code.co_names if hasattr(m, name)]  # fmt: skip
            todo += [cell.cell_contents for cell in one.__closure__ or ()]
            todo += [one.__wrapped__] if hasattr(one, "__wrapped__") else []


def _takes_a_file(view: Any) -> bool:
    # in `parts` it is only heard out
    return any("FILES" in code.co_names for module, code in _runs(view) if module != "wasata.room.pages.parts")


@cache
def page_doors() -> frozenset[str]:
    return frozenset(name for name, one in routes(get_resolver().url_patterns) if _takes_a_file(one.callback))


def _holds_bytes(shape: Any, every: dict[str, Any]) -> bool:
    if isinstance(shape, dict):
        if "contentEncoding" in shape or shape.get("format") == "binary":
            return True
        inner = every[shape["$ref"].rsplit("/", 1)[1]] if "$ref" in shape else None
        return any(_holds_bytes(x, every) for x in (*shape.values(), inner))
    return isinstance(shape, list) and any(_holds_bytes(x, every) for x in shape)


@cache
def api_doors() -> frozenset[str]:
    told = api.get_openapi_schema(path_prefix="")
    found = set()
    for asked in (one for path in told["paths"].values() for one in path.values()):
        content = asked.get("requestBody", {}).get("content", {})
        assert set(content) <= {"application/json"}, asked["operationId"]
        if _holds_bytes(content, told["components"]["schemas"]):
            found.add("api:" + asked["operationId"].rpartition("_acts_")[2].partition("_")[2])
    return frozenset(found)


KEEPS = {"door_say", "message_take_down", "contact_keep", "api:door_say", "api:message_take_down", "api:contact_keep"}
"""Doors by which a file is kept as it came."""
DRAWS_ANEW = {"definition_write", "definition_next", "api:definition_keep_map"}
"""Only a picture is taken, and a picture of ours is made of it."""
NONE_COMES = {"message_hear"}
"""What was told by voice has no file: one that is sent all the same is not taken."""
READS = {"press_upload", "roster_upload", "travel_take_in", "travel_answered"}
"""It is read for what it holds, and not kept."""


def test_every_door_by_which_a_file_comes_in_is_tried_here():
    assert page_doors() | api_doors() == KEEPS | DRAWS_ANEW | NONE_COMES | READS


# ---- through each of them


DOOR, COAST = f"/en/case/{TALKS}/channel/", f"/en/case/{TALKS}/lines/coast/"


@pytest.fixture
def browsers(talks, enter) -> dict[str, Client]:
    return {who: enter(who) for who in ("coast-delegate", "coast-officer", "lead")}


@pytest.fixture
def signs(desk_in_talks) -> dict[str, str]:
    return {who: drawn_for(desk_in_talks(who), "coast") for who in ("coast-delegate", "coast-officer", "lead")}


def _said(page: Any) -> str:
    return page.content.decode(errors="replace")


def hand_in_everywhere(browsers: dict[str, Client], signs: dict[str, str], call: str) -> None:
    """All five at each door that keeps them."""
    files = {f"file{place}": sent(n) for n, place in enumerate(PLACES)}
    files |= {f"file-clear{place}": "theirs" for place in PLACES}
    at_his = {"words": ["With five files."], "clearance": ["theirs"], "act": "d1", "channel": signs["coast-delegate"]}
    assert browsers["coast-delegate"].post(f"{DOOR}say/", at_his | files).status_code == 302
    files |= {f"file{place}": sent(n) for n, place in enumerate(PLACES)}
    taken = {"channel": signs["coast-officer"], "text": "On paper.", "way": "letter", "person": "envoy", "act": "d2",
             "do": "record", "clear-1": "ours"}  # fmt: skip
    officer = browsers["coast-officer"]
    assert officer.post(f"{COAST}channel/take-down/", taken | files).status_code == 302
    told = [
        {"name": name[:60], "content": b64encode(content).decode(), "clearance": "theirs"}
        for name, content, _ in TWOFOLD
    ]
    assert (
        send(browsers["coast-delegate"], "channel", "d3", passages=[{"words": "Again."}], files=told).status_code == 200
    )
    answer = send(officer, "lines/coast/channel", "d4", line="coast", way="letter", person="envoy", files=told,
                  passages=[{"words": "On paper again."}])  # fmt: skip
    assert answer.status_code == 200, _said(answer)
    for n, (name, content, kind) in enumerate(TWOFOLD):
        kept = {"file": sent(n), "act": f"c{n}", "channel": signs["coast-officer"]}
        assert officer.post(f"{COAST}contacts/{call}/keep/", kept).status_code == 302, name
        answer = send(officer, f"lines/coast/contacts/{call}/files", f"k{n}", line="coast", name=name[:60], media_type=kind,
                      content=b64encode(content).decode())  # fmt: skip
        assert answer.status_code == 200, _said(answer)


def _relayed(
    browsers: dict[str, Client], signs: dict[str, str], message: str, number: int, piece: str
) -> tuple[str, str]:
    """The one of them that is a picture goes along with a relay: the relay, and the digest of the copy."""
    ref = f"channel.{message}.{number}"
    letter = {"channel": signs["coast-officer"], "to": "hills", "letter_lang": "en", "pick": [ref], "form-0": "paraphrase",
              "words-0": "They send a picture.", "rests-0": [ref], "act": "r1", "do": "draft", "file": [piece]}  # fmt: skip
    put = browsers["coast-officer"].post(f"{COAST}relay/", letter)
    assert put.status_code == 302, _said(put)[:2000]
    told = json.loads(browsers["lead"].get(put["Location"].replace("/en/case", "/api/cases").rstrip("/")).content)
    return told["line"]["relay"], told["pieces"][0]["digest"]


def _is_bare(answer: Any, called: str) -> None:
    """A file to be kept: of no kind that a browser shows, in no frame, with no power, under a name that leads nowhere."""
    assert answer.status_code == 200, called
    assert answer["Content-Type"] == "application/octet-stream", called
    assert answer["X-Content-Type-Options"] == "nosniff", called
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'", called
    told = answer["Content-Disposition"]
    assert told.startswith('attachment; filename="') and told.isascii() and told.isprintable(), called  # noqa: PT018
    plain, encoded = re.fullmatch(r"attachment; filename=\"([^\"]*)\"; filename\*=UTF-8''(\S*)", told).groups()
    for name in (plain, unquote(encoded)):
        assert name, called
        assert name.isprintable(), called
        assert not set(name) & set("/\\\u202e\u2066"), called
        assert not name.startswith("."), called


def test_what_is_two_things_at_once_is_handed_out_to_be_kept_and_shown_by_no_page(browsers, signs, desk_in_talks):
    desk = desk_in_talks("coast-officer")
    call = record_contact(desk, "coast", "call", "out", wiring.now(), answered=True, about="the list")
    hand_in_everywhere(browsers, signs, call)
    heard = {"channel": signs["coast-officer"], "text": "By voice.", "person": "envoy", "act": "h1", "do": "record",
             "clear-1": "ours", "file": sent(0), "file-clear": "theirs"}  # fmt: skip
    browsers["coast-officer"].post(f"{COAST}channel/by-voice/", heard)
    messages = channel_whole(desk, "coast").messages
    assert [len(m.files) for m in messages if m.files] == [5, 5, 5, 5], "and none with what was told by voice"

    here, line = {"case": TALKS}, {"case": TALKS, "line": "coast"}
    asked: list[tuple[str, str, dict[str, str]]] = []
    for m in messages:
        for file in m.files:
            of = {"message": m.message, "piece": file.piece}
            asked += [("coast-delegate", name, here | of) for name in ("door_piece", "api:own_file")]
            asked += [("coast-officer", name, line | of) for name in ("message_file", "api:channel_file")]
    pieces = contact(desk, "coast", call).pieces
    assert len(pieces) == 10
    for kept in pieces:
        of = line | {"contact": call, "piece": kept.piece}
        asked += [("coast-officer", name, of) for name in ("contact_file", "api:contact_file")]
    raw = {content for _, content, _ in TWOFOLD}
    for who, name, kwargs in asked:
        answer = browsers[who].get(reverse(name, kwargs=kwargs))
        _is_bare(answer, name)
        assert answer.content in raw, "as it came, and never looked into"

    first = next(m for m in messages if m.files)
    picture = first.files[A_PICTURE]
    relay, digest = _relayed(browsers, signs, first.message, picture.number, picture.piece)
    copies = [("coast-officer", name, line | {"message": first.message, "piece": picture.piece})
              for name in ("message_bare_file", "api:message_bare_file")]  # fmt: skip
    copies += [("coast-officer", name, line | {"contact": call, "piece": pieces[A_PICTURE * 2].piece})
               for name in ("contact_bare_file", "api:contact_bare_file")]  # fmt: skip
    copies += [("lead", name, here | {"relay": relay, "digest": digest}) for name in ("relay_file", "api:relay_file")]
    for who, name, kwargs in copies:
        answer = browsers[who].get(reverse(name, kwargs=kwargs))
        _is_bare(answer, name)
        assert LIVE not in answer.content, name
        assert answer.content.startswith(b"\x89PNG"), name
    tried = {name for _, name, _ in asked + copies}
    by_piece = {name for name, one in routes(get_resolver().url_patterns)
                if {"piece", "digest"} & set(getattr(one.pattern, "converters", {}))}  # fmt: skip
    assert by_piece - tried == {"message_bare", "api:message_bare", "contact_bare", "api:contact_bare"}, (
        "pages of words"
    )

    pages = [("coast-delegate", DOOR), ("coast-officer", f"{COAST}channel/"), ("lead", f"{COAST}channel/"),
             ("coast-officer", f"{COAST}contacts/{call}/"), ("lead", f"/en/case/{TALKS}/relays/{relay}/")]  # fmt: skip
    pages += [("coast-officer", reverse("message_bare", kwargs=line | {"message": first.message, "piece": f.piece}))
              for f in first.files]  # fmt: skip
    pages += [
        ("coast-officer", reverse("contact_bare", kwargs=line | {"contact": call, "piece": p.piece}))
        for p in pieces[:5]
    ]
    for who, at in pages:
        page = browsers[who].get(at)
        assert page.status_code in (200, 400), at
        assert b"page.png" in page.content or "/bare/" in at or "/relays/" in at, at
        assert LIVE not in page.content, at
        assert b"\xe2\x80\xae" not in page.content, "no name turns a line"


def but_who_read(home: Any) -> dict[str, int]:
    return {log: head for log, head in heads(home).items() if log != "reading"}


def _no_page_of_ours(answer: Any, called: str) -> None:
    assert answer.status_code < 500, called
    assert LIVE not in answer.content, called
    assert answer["X-Content-Type-Options"] == "nosniff", called
    assert "script-src 'self'" in answer["Content-Security-Policy"], called
    assert "unsafe" not in answer["Content-Security-Policy"], called


def test_where_a_picture_is_asked_for_nothing_else_is_taken_and_what_is_shown_is_drawn_anew(browsers, home):
    officer = browsers["coast-officer"]
    names = {"name_ar": "الشمال", "name_en": "North", "words_ar": "ما وراء النهر.", "words_en": "Beyond the river."}
    told = {"names": {"ar": "الشمال", "en": "North"}, "words": {"ar": "ما وراء النهر.", "en": "Beyond the river."}}
    term = send(officer, "definitions", "w", **told).json()["made"]
    before = but_who_read(home)
    for n, (name, content, _) in enumerate(TWOFOLD):
        good = n == A_PICTURE
        assert but_who_read(home) == before, "nothing was recorded of what was refused"
        for at in ("definitions/write/", f"definitions/of/{term}/write/"):
            answer = officer.post(f"/en/case/{TALKS}/{at}", names | {"picture": sent(n), "act": f"m{n}"})
            _no_page_of_ours(answer, name)
            assert answer.status_code == (200 if good else 400), name
        answer = send(officer, "maps", f"a{n}", content=b64encode(content).decode())
        assert answer.status_code == (200 if good else 400), name
    drawn = told | {"map": answer.json()["made"]}
    assert send(officer, f"definitions/{term}/versions", "v", **drawn).status_code == 200
    shown = officer.get(f"/en/case/{TALKS}/definitions/of/{term}/map/")
    assert shown["Content-Type"] == "image/png"
    assert (shown["Content-Security-Policy"], shown["X-Content-Type-Options"]) == (
        "sandbox; default-src 'none'",
        "nosniff",
    )
    assert LIVE not in shown.content
    assert shown.content == png(b"")


def test_what_is_read_for_what_it_holds_is_read_as_what_it_is_and_shown_as_words(browsers, signs, enter, home):
    officer = browsers["coast-officer"]
    before = but_who_read(home)
    for n in range(len(TWOFOLD)):
        for at in ("take-in", "answered"):
            answer = officer.post(f"{COAST}travel/{at}/", {"file": sent(n), "channel": signs["coast-officer"]})
            _no_page_of_ours(answer, at)
            assert answer.status_code == 400, at
        answer = enter("analyst").post(f"/en/case/{TALKS}/names/upload/", {"table": sent(n)})
        _no_page_of_ours(answer, "names")
    assert but_who_read(home) == before
    answer = officer.post(
        f"/en/case/{TALKS}/press/upload/", {"reports": [sent(n) for n in range(len(TWOFOLD))], "act": "p"}
    )
    _no_page_of_ours(answer, "press")
    assert answer.status_code == 200
    for at in re.findall(r'href="(/en/case/[^"]+/press/r-\d+/)"', _said(answer)):
        page = officer.get(at)
        _no_page_of_ours(page, at)
        assert b'onload="' not in page.content, at
