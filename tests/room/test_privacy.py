"""What is sealed stays sealed: no file, table, log line, error page or cache holds a word of it."""

import base64
import io
import json
import logging
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from wasata.desk import report as desk_report
from wasata.room.forms.upload import InMemoryOnly
from wasata.room.middleware.trouble import Reserved

pytestmark = pytest.mark.django_db

CASE = "test-case"
PLANTED = ("زعفرانية", "quincunxes")
TEXT = f"قال مصدر مطلع إن المحادثات {PLANTED[0]} مستمرة يوم الجمعة وإن {PLANTED[1]} دخلت."


def shapes(word: str) -> set[bytes]:
    """A word as it might lie in a file."""
    return {
        word.encode(), word.encode("utf-16-le"), json.dumps(word).strip('"').encode(), word.encode("windows-1256", "ignore"),
        base64.b64encode(word.encode())[:-4],
    } - {b""}  # fmt: skip


def found_in(data: bytes) -> list[str]:
    return [word for word in PLANTED if any(s in data for s in shapes(word))]


@pytest.fixture
def log_lines():
    """Everything that the process would write to its log, as it would write it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Reserved())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_no_file_of_the_home_and_no_table_holds_a_word_after_uploads_and_errors(
    home, enter, log_lines, tmp_path, monkeypatch
):
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    client = enter("lead")
    client.post(f"/ar/case/{CASE}/press/paste/", {"text": TEXT, "title": PLANTED[0], "act": "a-1"})
    big = (TEXT + "\n") * 50_000  # over any bound under which a file would be kept in memory by others
    files = [SimpleUploadedFile("one.txt", (TEXT + " ثانية").encode()), SimpleUploadedFile("two.txt", big.encode()),
             SimpleUploadedFile("three.txt", b"\x00\x01" + TEXT.encode() + b"\xff\xfe\x00")]  # fmt: skip
    client.post(f"/en/case/{CASE}/press/upload/", {"reports": files, "act": "a-2"})
    client.post(f"/en/case/{CASE}/press/paste/", {"text": TEXT, "published": PLANTED[1]})  # an error that quotes
    for path in (
        f"press/?q={PLANTED[0]}",
        "press/r-0001/?q=" + PLANTED[1],
        "record/",
        "brief/",
        "figures/",
        f"press/{PLANTED[1]}/",
    ):
        client.get(f"/ar/case/{CASE}/{path}")
    client.post(f"/en/case/{CASE}/press/r-0001/mark/", {"mark": "s1", "do": "strike", "why": PLANTED[1]})
    assert PLANTED[0] in client.get(f"/ar/case/{CASE}/press/r-0001/").content.decode(), "the words did come in"

    read = 0
    for place in (Path(home.path), spool):
        for file in place.rglob("*"):
            if file.is_file():
                read += 1
                assert not found_in(file.read_bytes()), file
    assert read > 5
    assert connection.connection is not None
    tables = "\n".join(connection.connection.iterdump())
    assert "room_person" in tables
    assert not found_in(tables.encode())
    assert not found_in(log_lines.getvalue().encode())
    assert not found_in(repr(vars(caches["default"])).encode())


def test_what_breaks_is_told_without_its_contents(home, enter, log_lines, monkeypatch):
    def breaks(*_args, **_kwargs):
        secret = PLANTED[0]
        raise ValueError(f"cannot use {secret}")

    monkeypatch.setattr(desk_report, "press_list", breaks)
    answer = enter("lead").get(f"/en/case/{CASE}/press/?q={PLANTED[1]}")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert PLANTED[0] not in page
    assert "Nothing already recorded is lost" in page
    told = log_lines.getvalue()
    assert "ValueError" in told
    assert "breaks" in told, "the place is told"
    assert not found_in(told.encode())


def test_log_lines_of_others_keep_their_template_and_lose_their_values():
    record = logging.LogRecord("some.library", logging.WARNING, "", 1, "Bad: %s at %(place)d", (PLANTED[0],), None)
    assert Reserved().format(record).endswith("WARNING some.library: Bad: … at …")
    ours = logging.LogRecord("wasata.room", logging.WARNING, "", 1, "closed %s", ("press",), None)
    assert Reserved().format(ours).endswith("closed press")
    thrown = logging.LogRecord("some.library", logging.ERROR, "", 1, ValueError(PLANTED[0]), (), None)
    assert Reserved().format(thrown).endswith("ERROR some.library: refused")


def test_a_refused_request_is_logged_by_its_page_and_status_and_nothing_typed(
    home, enter, log_lines, monkeypatch, settings
):
    def missing(*_args, **_kwargs):
        raise ModuleNotFoundError(name="highspy")

    monkeypatch.setattr(desk_report, "press_list", missing)
    client = enter("lead")
    client.get(f"/en/case/{CASE}/press/?q={PLANTED[0]}")
    settings.ALLOWED_HOSTS = ["localhost"]
    client.get(f"/en/case/{CASE}/press/?q={PLANTED[0]}", headers={"host": f"{PLANTED[1]}.example"})
    told = log_lines.getvalue()
    assert "django.request: GET press was answered 503" in told
    assert "django.security.DisallowedHost: " in told
    assert "%s" not in told
    assert not found_in(told.encode())


def test_uploads_never_touch_the_disk():
    assert django_settings.FILE_UPLOAD_HANDLERS == ["wasata.room.forms.upload.InMemoryOnly"]
    assert InMemoryOnly.__mro__[1].__name__ == "MemoryFileUploadHandler"


def test_a_page_whose_part_is_missing_names_it_and_the_command_that_adds_it(home, enter, monkeypatch):
    def needs_a_solver(*_args, **_kwargs):
        raise ModuleNotFoundError("No module named 'highspy'", name="highspy")

    monkeypatch.setattr(desk_report, "press_list", needs_a_solver)
    answer = enter("lead").get(f"/en/case/{CASE}/press/")
    assert answer.status_code == 503
    assert "pip install &#x27;wasata[exchange]&#x27;" in answer.content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/sign-in/", f"/en/case/{CASE}/press/", f"/en/case/{CASE}/record/", "/en/nowhere/",
                                  "/api/openapi.json", f"/api/cases/{CASE}/reports", "/en/account/"])  # fmt: skip
def test_every_answer_is_kept_by_nobody_and_framed_by_nobody(path, home, enter):
    reserved(enter("lead").get(path))
    reserved(Client().get(path))


def reserved(answer) -> None:
    """What every answer of the room says of itself, whoever asked and whatever came of it."""
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert answer["Cross-Origin-Resource-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    for cookie in answer.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in ("Lax", "Strict"), cookie.key


def test_nothing_is_asked_of_anybody_else():
    room = Path(desk_report.__file__).parents[1] / "room"
    for file in [*room.rglob("*.html"), *room.rglob("*.css"), *room.rglob("*.svg")]:
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text, file
        assert "https://" not in text, file
        assert "style=" not in text, file


def test_a_form_without_its_token_is_refused(home, person):

    person("lead")
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/en/sign-in/", {"login": "lead", "password": "x"})
    assert answer.status_code == 403
    assert "too old" in answer.content.decode()


def test_a_sign_in_keeps_no_words(home, enter):
    from wasata.room.models import SignIn

    client = enter("lead")
    client.post(f"/ar/case/{CASE}/press/paste/", {"text": TEXT, "title": PLANTED[0]})
    client.get(f"/ar/case/{CASE}/press/?q={PLANTED[0]}")
    assert SignIn.objects.exists()
    for session in SignIn.objects.all():
        assert not found_in(json.dumps(session.get_decoded(), ensure_ascii=False).encode())
