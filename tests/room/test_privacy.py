"""What is sealed stays sealed: no file, table, log line, error page or cache holds a word of it."""

import base64
import io
import json
import logging
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.room.conftest import PASSWORD, TALKS

from wasata.desk import report as desk_report
from wasata.desk.contact import contacts, keep_piece, record_contact
from wasata.desk.key import make_key
from wasata.record import backup
from wasata.record.person_key import Pair
from wasata.room import wiring
from wasata.room.forms.upload import InMemoryOnly
from wasata.room.invitation import Invitations
from wasata.room.middleware.trouble import Reserved
from wasata.room.models import SignIn
from wasata.room.second_factor import code_at
from wasata.room.tables import extra

pytestmark = pytest.mark.django_db

CASE = "test-case"
PLANTED = ("زعفرانية", "quincunxes")
TEXT = f"قال مصدر مطلع إن المحادثات {PLANTED[0]} مستمرة يوم الجمعة وإن {PLANTED[1]} دخلت."


def shapes(word: str) -> set[bytes]:
    """A word as it might lie in a file: in the alphabets of machines, as they are, in hexadecimal, in base64 wherever it begins
    in it, and as it stands in an address."""
    plain = {
        word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), json.dumps(word).strip('"').encode(),
        word.encode("windows-1256", "ignore"), quote(word, safe="").encode(), quote_plus(word).encode(),
    } - {b""}  # fmt: skip
    shown = {form(one) for one in plain for form in (bytes.hex, lambda b: b.hex().upper())}
    shown |= {turned for one in plain for at in range(3) for turned in _in_base64(one, at)}
    return plain | {one.encode() for one in shown}


def _in_base64(word: bytes, at: int) -> set[str]:
    """What stands in base64 of it for certain, when so many bytes come before it and anything after."""
    whole = base64.b64encode(bytes(at) + word).decode().rstrip("=")
    sure = whole[(at * 8 + 5) // 6 : (at + len(word)) * 8 // 6]
    return {sure, sure.translate(str.maketrans("+/", "-_"))}


def found_in(data: bytes, words: Iterable[str] = PLANTED) -> list[str]:
    return [word for word in words if any(s in data for s in shapes(word))]


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
        raise ModuleNotFoundError("No module named 'ortools'", name="ortools")

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
    client = enter("lead")
    client.post(f"/ar/case/{CASE}/press/paste/", {"text": TEXT, "title": PLANTED[0]})
    client.get(f"/ar/case/{CASE}/press/?q={PLANTED[0]}")
    assert SignIn.objects.exists()
    for session in SignIn.objects.all():
        assert not found_in(json.dumps(session.get_decoded(), ensure_ascii=False).encode())


# what a person holds in his hand: passwords, codes, words, cookies, keys of programs


@pytest.mark.parametrize("shape", sorted(shapes("ab?>~cd")))
def test_a_planted_word_is_found_in_every_shape(shape):
    assert found_in(b"before" + shape + b"after", ["ab?>~cd"])


@pytest.mark.parametrize("before", range(4))
def test_a_planted_word_is_found_in_base64_wherever_it_begins(before):
    told = b"x" * before + "ab?>~cd سر".encode() + b"and more"
    for turned in (base64.b64encode(told), base64.urlsafe_b64encode(told)):
        assert found_in(turned, ["ab?>~cd سر"])


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, monkeypatch) -> str:
    """Where the record is kept: its address, or nothing where it is a file of the home."""
    dsn = request.getfixturevalue("postgres") if request.param == "postgres" else ""
    monkeypatch.setenv("WASATA_DSN", dsn)
    return dsn


def every_row(dsn: str) -> bytes:
    """All that a dump of a database would hold: each table of it, as PostgreSQL itself writes it out."""
    import psycopg
    from psycopg import sql

    told = []
    with psycopg.connect(dsn) as db:
        tables = db.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for table in tables:
            with db.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(*table))) as copy:
                told += [bytes(piece) for piece in copy]
    # bytes are written in hexadecimal there: of so much of it, eight digits of a code would be found by chance
    return re.sub(rb"\\\\x((?:[0-9a-f]{2})*)", lambda found: bytes.fromhex(found[1].decode()), b"".join(told))


@contextmanager
def planted_open(dsn: str, words: str) -> Iterator[None]:
    import psycopg

    with psycopg.connect(dsn, autocommit=True) as db:
        db.execute("CREATE TABLE planted_open (told bytea)")
        db.execute("INSERT INTO planted_open VALUES (%s)", (words.encode(),))
        yield
        db.execute("DROP TABLE planted_open")


NEW = "zugzwang pawns advance 41"
SAID = "They would take forty for eight, and the fishermen first."


def planted_secrets(house, client, kept) -> dict[str, list[str]]:
    """Everything that opens something, brought into the room by its own doors."""
    told = {"passwords": [PASSWORD, NEW, "a password typed as a name 7", "a wrong password typed 8"]}
    client.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    Client().post("/en/sign-in/", {"login": told["passwords"][2], "password": told["passwords"][3]})
    lead = kept["lead"]
    assert lead.post("/en/sign-in/again/", {"password": PASSWORD}).status_code == 302
    secret = lead.get("/en/account/second/app/").context["form"].secret
    code = code_at(secret, int(wiring.now().timestamp()) // 30)
    assert lead.post("/en/account/second/app/", {"code": code}).status_code == 302
    told["secrets of apps"] = [secret, base64.b32decode(secret).hex()]
    told["recovery codes"] = list(lead.get("/en/account/second/codes/").context["unused_codes"])
    words_of = [[w.word for w in one.get(f"/en/case/{TALKS}/my-key/").context["page"].part] for one in kept.values()]
    told["recovery words"] = [" ".join(words[4:9]) for words in words_of] + ["".join(words[4:9]) for words in words_of]
    told["cookies"] = [c.value for one in kept.values() for c in one.cookies.values() if len(c.value) > 12]
    told["invitations"] = [Invitations(house.path).make("hana", wiring.now(), opens_cases=True)]
    desk = next(
        d for seat, d in wiring._desks.items() if (seat.case, seat.reader) == (TALKS, "coast-officer") and seat.key
    )
    told["keys of programs"] = [make_key(desk, "planted", ["line/coast"], 30).shown.rpartition("-")[2]]
    record_contact(desk, "coast", "call", "out", wiring.now(), answered=True, about=SAID)
    keep_piece(desk, "coast", contacts(desk, "coast")[0].contact, "notes.txt", "text/plain", SAID.upper().encode())
    told["sentences"] = [SAID, SAID.upper()]
    return told


def test_no_secret_of_a_person_stands_in_a_dump_a_copy_the_home_or_the_log(database, home, kept, log_lines, tmp_path):
    told = planted_secrets(home, kept["coast-officer"], kept)
    assert {name: len(some) for name, some in told.items()} == {
        "passwords": 4, "secrets of apps": 2, "recovery codes": 10, "recovery words": 6, "cookies": 12, "invitations": 1,
        "keys of programs": 1, "sentences": 2,
    }  # fmt: skip
    every = [one for some in told.values() for one in some]
    tables = connection.connection
    (Path(home.path) / "room" / "people.sqlite3").write_bytes(tables.serialize())
    to = Pair.new()
    backup.add(home, tmp_path / "copies", to.public, at=wiring.now(), extra=extra(Path(home.path)))
    backup.restore(tmp_path / "copies", tmp_path / "again", to)

    files = [f for place in ("home", "copies", "again") for f in (tmp_path / place).rglob("*") if f.is_file()]
    seen = {str(f.relative_to(tmp_path)): f.read_bytes() for f in files}
    seen["the tables of people"] = "\n".join(tables.iterdump()).encode()
    seen["the rows of sign-ins"] = json.dumps([row.get_decoded() for row in SignIn.objects.all()]).encode()
    seen["the log"] = log_lines.getvalue().encode()
    if database:
        seen["a dump of the database"] = every_row(database)
        with planted_open(database, SAID):
            assert found_in(every_row(database), [SAID]), "what is not sealed would be found"
    assert b"coast-officer" in seen["the tables of people"], "what is not sealed is found"
    assert [f for f in seen if f.endswith("people.sqlite3") and found_in(seen[f], ["coast-officer"])], "there too"
    assert {name: found for name, data in seen.items() if (found := found_in(data, every))} == {}
