"""What a room leaves on the disk besides its home: no file while it works, no word when it crashes.

A real room, used, made to stumble, and killed in the middle of an upload: no file it left holds a word of what came in. And
one in this process, every file that it opens for writing watched.
"""

import base64
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from wasata.desk.press import PRESS
from wasata.record.fold import Folds
from wasata.record.home import Home

CASE = "doha-2023"
PLANTED = ("خزعبلانية", "zugzwangers")
TEXT = f"قال مصدر مطلع إن المحادثات {PLANTED[0]} مستمرة يوم الجمعة وإن {PLANTED[1]} دخلت.\n"
PASSWORD = f"{PLANTED[1]} walk slowly 9"


class Visitor:
    """Somebody with a browser: cookies, and the token of the form he last saw."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.ask = build_opener(HTTPCookieProcessor(self.cookies), ProxyHandler({}))
        self.token = ""

    def get(self, path: str) -> str:
        return self._sent(Request(self.address + path))

    def post(self, path: str, **fields: str) -> str:
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._sent(Request(self.address + path, body))

    def upload(self, path: str, *files: tuple[str, bytes]) -> str:
        kind, body = self.form_of(*files)
        return self._sent(Request(self.address + path, body, {"Content-Type": kind}))

    def form_of(self, *files: tuple[str, bytes]) -> tuple[str, bytes]:
        mark = b"----between"
        head = b'--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        body = head % (mark, b"csrfmiddlewaretoken", b"", self.token.encode()) + head % (mark, b"act", b"", b"up-1")
        for name, content in files:
            body += head % (mark, b"reports", b'; filename="%s"' % name.encode(), content)
        return f"multipart/form-data; boundary={mark.decode()}", body + b"--%s--\r\n" % mark

    def _sent(self, request: Request) -> str:
        try:
            with self.ask.open(request, timeout=60) as answer:
                page = answer.read().decode(errors="replace")
        except HTTPError as refused:
            page = refused.read().decode(errors="replace")
        if token := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            self.token = token[1]
        return page


@contextmanager
def room(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str, str]]:
    """`wasata room` with a temporary folder, a home and a working folder of its own, and core dumps allowed."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "WASATA_"))}
    env |= {"WASATA_HOME": str(folder / "home"), "WASATA_LANG": "en", "PYTHONUNBUFFERED": "1"}
    env |= {k: str(folder / "tmp") for k in ("TMPDIR", "TMP", "TEMP")} | {"HOME": str(folder / "user")}
    for name in ("tmp", "user", "here"):
        (folder / name).mkdir()

    def cores() -> None:
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    with (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("wasata"), "room", "--port", "0"], env=env, cwd=folder / "here",
            stdout=subprocess.PIPE, stderr=printed, start_new_session=True, preexec_fn=cores,
        )  # fmt: skip
        assert process.stdout is not None
        said, password, address = b"", "", ""
        for line in process.stdout:
            said += line
            if m := re.match(r"  lead\s+((?:[a-z2-9]{4}-){3}[a-z2-9]{4})\s", line.decode()):
                password = m[1]
            if m := re.search(r"http://localhost:\d+", line.decode()):
                address = m[0]
                break
        assert address, said.decode() + (folder / "printed").read_text()
        try:
            yield process, address, password
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            (folder / "said").write_bytes(process.communicate()[0])


def half_an_upload(visitor: Visitor, path: str, content: bytes) -> socket.socket:
    """Sends the first half of a file, and waits with the rest for ever."""
    kind, body = visitor.form_of(("half.txt", content))
    host, port = visitor.address.removeprefix("http://").split(":")
    cookies = "; ".join(f"{c.name}={c.value}" for c in visitor.cookies)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    line = socket.create_connection((host, int(port)))
    line.sendall(head.encode() + body[: len(body) // 2])
    return line


def shapes(word: str) -> set[bytes]:
    """A word as it might lie in a file."""
    return {
        word.encode(), word.encode("utf-16-le"), json.dumps(word).strip('"').encode(), quote(word).encode(),
        word.encode("windows-1256", "ignore"), base64.b64encode(word.encode())[:-4], repr(word.encode())[2:-1].encode(),
    } - {b""}  # fmt: skip


def test_a_room_that_crashes_in_the_middle_of_an_upload_leaves_no_word_of_it_anywhere(tmp_path: Path):
    with room(tmp_path) as (process, address, password):
        visitor, case = Visitor(address), f"/en/case/{CASE}"
        visitor.get("/en/sign-in/")
        visitor.post("/en/sign-in/", login=PLANTED[1], password=PLANTED[1])  # a stranger
        visitor.post("/en/sign-in/", login="lead", password=password)
        visitor.get("/en/account/password/")
        visitor.post("/en/account/password/", oldpassword=password, password1=PASSWORD, password2=PASSWORD)
        assert 'name="text"' in visitor.get(f"{case}/press/add/"), "signed in"
        assert PLANTED[0] in visitor.post(f"{case}/press/paste/", text=TEXT, title=PLANTED[0], act="p-1")
        visitor.get(f"{case}/press/add/")
        big = (TEXT * 30_000).encode()
        visitor.upload(
            f"{case}/press/upload/", ("one.txt", (TEXT + "2").encode()), ("big.txt", big), (PLANTED[1], b"\xff\0")
        )
        visitor.post(f"{case}/press/paste/", text=TEXT, published=PLANTED[1])
        for path in (f"press/?q={quote(PLANTED[0])}", f"press/{PLANTED[1]}/", "brief/", "record/", "figures/",
                     f"figures/{PLANTED[1]}/", f"brief/?since={PLANTED[1]}", f"record/?log={PLANTED[1]}&page=x"):  # fmt: skip
            visitor.get(f"{case}/{path}")
        visitor.get(f"/{PLANTED[1]}?{PLANTED[1]}")
        visitor.get(f"/api/cases/{CASE}/reports?q={PLANTED[1]}")
        visitor.get(f"{case}/press/add/")
        line = half_an_upload(visitor, f"{case}/press/upload/", big)
        assert PLANTED[0] in visitor.get(f"{case}/press/?q={quote(PLANTED[0])}"), "served while the upload hangs"
        os.killpg(process.pid, signal.SIGABRT)  # a crash of every process of the room: with a core, were one allowed
        process.wait(30)
        line.close()

    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert {"said", "printed", "record.sqlite3-wal"} <= {p.name for p in files}, "a crash: nothing was tidied"
    for file in files:
        data = file.read_bytes()
        for word in (*PLANTED, password):
            assert not [s for s in shapes(word) if s in data], file
            assert word not in str(file)
    assert not [p for p in files if p.name.startswith("core")]
    with Home.open(tmp_path / "home") as home:  # the words did come in, and the record goes on
        ledger = home.ledger(CASE, home.logs(CASE))
        assert any(PLANTED[0] in e.data.get("text", "") for e in ledger.entries("press") if e.kind == "report.received")
        verdict = ledger.verify()
        assert (verdict.whole, verdict.signed, verdict.anchored) == (True, True, True)


def test_a_room_that_is_closed_in_order_leaves_nothing_to_be_folded_anew(tmp_path: Path):
    with room(tmp_path) as (process, address, password):
        visitor, case = Visitor(address), f"/en/case/{CASE}"
        visitor.get("/en/sign-in/")
        visitor.post("/en/sign-in/", login="lead", password=password)
        visitor.get("/en/account/password/")
        visitor.post("/en/account/password/", oldpassword=password, password1=PASSWORD, password2=PASSWORD)
        assert 'name="text"' in visitor.get(f"{case}/press/add/"), "signed in"
        visitor.post(f"{case}/press/paste/", text=TEXT, title=PLANTED[0], act="p-1")
        process.terminate()
        process.wait(30)
    with Home.open(tmp_path / "home") as home:
        ledger = home.ledger(CASE, ("press",))
        kept = Folds(ledger)._from_snapshot(PRESS)
        assert kept is not None
        assert kept.heads == ledger.heads()
        assert PLANTED[0] in kept.state.reports[-1].title


WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_watched: list[str] | None = None


def _watch(event: str, told: tuple[object, ...]) -> None:
    if _watched is None:
        return
    if event == "open" and isinstance(told[0], str | bytes | Path) and isinstance(told[2], int) and told[2] & WRITES:
        _watched.append(os.fsdecode(told[0]))
    elif event.startswith("tempfile."):
        _watched.append(str(told[0]))


@pytest.fixture(scope="module")
def watch() -> Callable[[list[str] | None], None]:
    """Has every file that Python opens for writing put on a list. A hook cannot be taken away, only told to look away."""
    sys.addaudithook(_watch)

    def into(told: list[str] | None) -> None:
        global _watched
        _watched = told

    return into


@pytest.mark.django_db
def test_no_file_but_those_of_the_record_is_opened_for_writing_while_reports_come_in(home, enter, watch):
    client, opened = enter("lead"), []
    case = "/en/case/test-case"
    try:
        watch(opened)
        client.post(f"{case}/press/paste/", {"text": TEXT, "title": PLANTED[0], "act": "a-1"})
        many = [
            SimpleUploadedFile("a.txt", (TEXT * 40_000).encode()),
            SimpleUploadedFile("b.txt", TEXT.encode() + b"\xff\0"),
        ]
        client.post(f"{case}/press/upload/", {"reports": many, "act": "a-2"})
        client.post(f"{case}/press/paste/", {"text": TEXT, "published": PLANTED[1]})
        for path in (
            "press/",
            f"press/?q={quote(PLANTED[0])}",
            "brief/",
            "record/",
            "figures/",
            f"press/{PLANTED[1]}/",
        ):
            client.get(f"{case}/{path}")
        taken = client.post(
            f"{case}/record/export/press/", {"act": "out-1", "recipient": "a court", "purpose": "a check"}
        )
    finally:
        watch(None)
    assert taken.status_code == 200
    assert opened, "the record was written"
    outside = {path for path in opened if not Path(path).is_relative_to(home.path) and path != os.devnull}
    assert not outside
    inside = {Path(path).relative_to(home.path).parts[0] for path in opened}
    sealed_signed_or_empty = {"keys", "folds", "sheets", "lines", "record.sqlite3.line", ".making"}
    assert inside <= sealed_signed_or_empty
