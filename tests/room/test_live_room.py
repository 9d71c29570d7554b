"""A room as it is served in earnest, over a sealed line, in processes of its own: what its answers say of themselves, whatever
was asked; that it takes no more than it must; and that no process of it ever turns to another machine.

Each of its processes runs under a guard that Python asks before a connection is opened or a name looked up: what is not this
machine is refused, and noted (`GUARD`).
"""

import http.client
import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPSHandler, ProxyHandler, Request, build_opener

import pytest

from wasata.desk.case import open_case
from wasata.record.home import Home
from wasata.room import certificate, gate

CASE = "test-case"
MEGABYTE = 1_048_576
UPLOAD = f"case/{CASE}/press/upload/"
READERS = {"lead": "lead", "sara": "officer", "hana": "analyst", "envoy": "delegate"}
HERE = ("127.0.0.1", "::1", "localhost", "")
GUARD = f"""
import os, socket, sys

_told = os.open(os.environ["GUARD_TELLS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _tell(*what):
    os.write(_told, (" ".join(map(str, what)) + "\\n").encode())


def _watch(event, given):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        line, address = given[0], given[1]
        where = "file" if line.family == socket.AF_UNIX else address[0] if address else ""
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"):
        where = given[0][0] if isinstance(given[0], tuple) else given[0]
        where = where.decode() if isinstance(where, bytes) else where or ""
    elif event == "open" and str(given[0]).endswith(os.environ.get("GUARD_BREAKS", "\\0")):
        raise ValueError("a template of which the disk is broken")
    else:
        return
    if where not in ("file", *{HERE!r}):
        _tell("OUT", event, where)
        raise OSError("the guard of the tests: no other machine")
    _tell("here", event)


sys.addaudithook(_watch)
_tell("process", os.getpid())
"""


class Live(NamedTuple):
    """`tells`: the file in which the guard notes; `trust`: what a browser was given."""

    port: int
    trust: ssl.SSLContext
    passwords: dict[str, str]
    tells: Path

    @property
    def went_out(self) -> list[str]:
        return [line for line in self.tells.read_text().splitlines() if line.startswith("OUT")]

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, HTTPMessage, bytes]:
        line = http.client.HTTPSConnection("localhost", self.port, timeout=60, context=self.trust)
        line.request(method, path, body=body or None, headers={"Host": "localhost"} | headers)
        answer = line.getresponse()
        told = answer.status, answer.headers, answer.read()
        line.close()
        return told


def guarded(folder: Path, **more: str) -> dict[str, str]:
    """What a process is started with, so that it runs under the guard."""
    (folder / "guard").mkdir(exist_ok=True)
    (folder / "guard" / "sitecustomize.py").write_text(GUARD)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "WASATA_", "PYTHON"))}
    return env | {"PYTHONPATH": str(folder / "guard"), "GUARD_TELLS": str(folder / "tells")} | more


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A small room that seals its own line; one of its templates cannot be read."""
    folder = tmp_path_factory.mktemp("live")
    with Home.create(folder / "home") as made:
        readers = [(name, role) for name, role in READERS.items() if name != "lead"]
        open_case(made, CASE, names={"ar": "صغيرة", "en": "Little"}, period={"ar": "", "en": ""}, lead="lead",
                  readers=readers, invented=True, public_only=True, lot=lambda _signs: None)  # fmt: skip
    tls = folder / "tls"
    certificate.make(tls, ("localhost",), datetime.now(UTC).replace(microsecond=0))
    env = guarded(folder, WASATA_HOME=str(folder / "home"), WASATA_LANG="en", PYTHONUNBUFFERED="1",
                  GUARD_BREAKS="room/invitation.html")  # fmt: skip
    wasata = Path(sys.executable).with_name("wasata")
    room = subprocess.Popen(
        [wasata, "room", "--port", "0", "--certificate", tls / "server.pem", "--certificate-key", tls / "server.key"],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    assert room.stdout is not None
    said, at, passwords = [], 0, {}
    for line in room.stdout:
        said.append(line)
        if m := re.match(r"  (\w+)\s+((?:[a-z2-9]{4}-){3}[a-z2-9]{4})\s", line):
            passwords[m[1]] = m[2]
        if m := re.search(r"https://localhost:(\d+)", line):
            at = int(m[1])
            break
    assert at, "".join(said)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.load_verify_locations(tls / "authority.pem")
    yield Live(at, trust, passwords, folder / "tells")
    os.killpg(room.pid, signal.SIGKILL)  # how a room is closed in order stands in `test_killed_room`
    rest, _ = room.communicate(timeout=20)
    assert "Traceback" not in rest


# ---- what an answer says of itself


MANY_HEADERS = {f"X-{n}": "a" for n in range(300)}
ASKED = (
    ("GET", "/en/sign-in/", b"", {}, 200),
    ("HEAD", "/en/sign-in/", b"", {}, 200),
    ("GET", "/", b"", {}, 302),
    ("GET", "the style", b"", {}, 200),
    ("GET", "/static/room/nothing.css", b"", {}, 404),
    ("GET", "/static/../home.json", b"", {}, 404),
    ("GET", "/en/nowhere/", b"", {}, 404),
    ("GET", "/favicon.ico", b"", {}, 404),
    ("GET", f"/api/cases/{CASE}/reports", b"", {}, 401),
    ("PUT", "/en/sign-in/", b"", {}, 403),
    ("TRACE", "/en/sign-in/", b"", {}, 405),
    ("POST", "/en/sign-in/", b"x" * 200_000, {"Content-Type": "application/x-www-form-urlencoded"}, 413),
    ("GET", "/en/sign-in/", b"", {"Host": "elsewhere.example"}, 400),
    ("GET", "/en/sign-in/", b"", MANY_HEADERS, 431),
    ("GET", "/en/invitation/", b"", {}, 500),
)
NAMES_NOBODY_NEEDS = re.compile(rb"granian|django|hyper|whitenoise|python|CSRF_|Traceback|wasata/", re.I)


@pytest.mark.parametrize(("method", "path", "body", "headers", "status"), ASKED, ids=lambda x: str(x)[:24])
def test_whatever_is_asked_over_a_sealed_line_is_answered_closed(live, method, path, body, headers, status):
    if path == "the style":
        path = re.search(rb'href="(/static/room/room\.[^"]+)"', live.ask("GET", "/en/sign-in/")[2])[1].decode()
    became, told, page = live.ask(method, path, body, **headers)
    assert became == status
    said = told["Content-Security-Policy"]
    assert (
        said.count("frame-ancestors 'none'") == said.count("default-src 'none'") == said.count("base-uri 'none'") == 1
    )
    assert "unsafe" not in said
    for name, value in gate.CLOSED:
        assert len(told.get_all(name.decode())) == 1, name
        assert name in (b"Cache-Control", b"Content-Security-Policy") or told[name.decode()] == value.decode()
    assert told["Strict-Transport-Security"] == "max-age=31536000"
    assert ("no-store" in told["Cache-Control"]) == (not path.startswith("/static/room/room."))
    assert not {"server", "date", "via", "x-powered-by", "x-wasata-leaves"} & {name.lower() for name in told}
    assert not NAMES_NOBODY_NEEDS.search(b"" if path.startswith("/static/room/room.") else page)
    for cookie in told.get_all("Set-Cookie") or ():
        assert cookie.startswith("__Host-"), cookie
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; ")), cookie


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
@pytest.mark.parametrize("path", ["/ar/sign-in/", f"/ar/{UPLOAD}", "/ar/nothing/here/"])
def test_a_long_body_is_answered_over_a_real_line_and_the_room_serves_on(live, kind, path):
    status, _, page = live.ask("POST", path, b"x" * (20 * MEGABYTE), **{"Content-Type": kind})
    assert status in (413, 404)
    assert status == 404 or "لم تسجّل الدخول" in page.decode()
    assert live.ask("GET", "/en/sign-in/")[0] == 200


# ---- nothing goes out


class Visitor:
    """Somebody with a browser."""

    def __init__(self, live: Live, name: str) -> None:
        self.live, self.token = live, ""
        self.address = f"https://localhost:{live.port}"
        self._ask = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}), HTTPSHandler(context=live.trust))
        self.seen: set[str] = set()
        given, new = live.passwords[name], f"a long password of {name}"
        self.get("/en/sign-in/")
        if "/account/password/" in self.post("/en/sign-in/", login=name, password=new):
            return
        self.post("/en/sign-in/", login=name, password=given)
        self.get("/en/account/password/")
        self.post("/en/account/password/", oldpassword=given, password1=new, password2=new)

    def get(self, path: str) -> str:
        self.seen.add(path)
        return self._sent(Request(self.address + path))

    def post(self, path: str, **fields: str) -> str:
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._sent(Request(self.address + path, body, {"Origin": self.address}))

    def _sent(self, request: Request) -> str:
        try:
            with self._ask.open(request, timeout=60) as answer:
                page = answer.read().decode(errors="replace")
        except HTTPError as refused:
            page = refused.read().decode(errors="replace")
        if token := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            self.token = token[1]
        return page

    def walk(self, most: int) -> int:
        """Opens what pages offer, from the first on. How many it opened."""
        open_ones, begun = ["/en/", "/ar/"], len(self.seen)
        while open_ones and len(self.seen) - begun < most:
            if (path := open_ones.pop(0)) in self.seen:
                continue
            found = re.findall(r'(?:href|src)="(/[^"#]*)"', self.get(path))
            open_ones += [urlsplit(one.replace("&amp;", "&")).geturl() for one in found if "/sign-out/" not in one]
        return len(self.seen) - begun


def acts(visitor: Visitor) -> None:
    case = f"/en/case/{CASE}"
    visitor.get(f"{case}/press/add/")
    text = "Qatar said that 50 people held in Gaza will be released on Friday. See https://elsewhere.example/page."
    assert "50 people" in visitor.post(
        f"{case}/press/paste/", text=text, title="A title", act="a", url="https://elsewhere.example/"
    )
    visitor.post(f"{case}/notes/", text="See https://elsewhere.example/ as well.", act="n")
    visitor.post(f"{case}/record/verify/", act="v")


def test_no_process_of_the_room_turns_to_another_machine(live):
    visitor = Visitor(live, "lead")
    acts(visitor)
    assert visitor.walk(12) == 12
    assert live.went_out == []
    noted = live.tells.read_text()
    assert len(set(re.findall(r"process \d+", noted))) >= 2, "those that draw pages run under the guard too"
    assert "here socket.connect" in noted
    case = f"/en/case/{CASE}"
    visitor.get(f"{case}/press/add/")
    visitor.post(f"{case}/press/fetch/", address="https://93.184.216.34/page", act="f")
    assert [line.split()[2] for line in live.went_out] == ["93.184.216.34"], (
        "a person asked: the guard sees what goes out"
    )


def test_the_guard_refuses_and_notes_what_is_not_this_machine(tmp_path):
    asks = ("import socket\nfor ask in (lambda: socket.create_connection(('192.0.2.1', 9), 0.1),"
            " lambda: socket.getaddrinfo('elsewhere.example', 80), lambda: socket.gethostbyname('elsewhere.example'),"
            " lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))):\n"
            "    try:\n        ask()\n    except OSError as e:\n        assert 'guard' in str(e), e\n")  # fmt: skip
    subprocess.run([sys.executable, "-c", asks], env=guarded(tmp_path), check=True)
    noted = (tmp_path / "tells").read_text().splitlines()
    assert sum(line.startswith("OUT") for line in noted) >= 4


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", READERS)
def test_nothing_goes_out_whoever_opens_whatever_is_offered(live, name):
    before = live.went_out
    assert Visitor(live, name).walk(600) > 20
    assert live.went_out == before
