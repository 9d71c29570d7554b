"""One world: a room with its people and its talks, in a process of its own.

Danger: two worlds that share a cache, a clock or a table, and so cannot differ.
Duty: makes the talks once, and for each run of acts forks a world of its own from them; does what it is told, and answers with
all that B got, to the last byte.
Shape: `python -m tests.barrier.world <1|2> <folder>`, told what to do through its standard input. It runs on whatever
`wasata` is first in the path: the product, or a copy of it with a leak planted.
"""

import hashlib
import io
import json
import os
import random
import re
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.barrier import frames, sources
from tests.barrier.cast import KEPT, PASSWORD, TALKS

from wasata.room import gate

ADDRESS = "192.0.2.7"
"""All come from one address: a hotel in which both delegations sleep."""
SIGN = "of-the-test"
"""What gate and room share (`room/gate.py`): the gate is played by `World.ask`."""
WAITED = timedelta(seconds=1.7)
"""So much later than they came are B's requests answered in the second world, where the room is busy with others."""
OUTSIDE = ("B", "nobody")
TYPED = "What he types.\n" * 3
"""Whatever a command asks him at the terminal."""


class World:
    """What one world holds; `which` it is decides nothing but what happens elsewhere."""

    clock, chance = sources.clock, sources.chance
    now = staticmethod(sources.clock)
    password = PASSWORD

    def __init__(self, which: int, folder: Path) -> None:
        from django.conf import settings

        from wasata.record.home import Home

        self.which = which
        self.folder = folder
        self.settings = settings
        Home.create(folder, now=self.now).close()
        self.done: Counter[str] = Counter()
        self.names: dict[str, list[str]] = {}
        self._browsers: dict[str, Any] = {}
        self._asked: Counter[str] = Counter()
        self._seen: dict[str, bytes] = {}
        self.kept = bool(os.environ.get(KEPT))
        self.pairs: dict[str, Any] = {}
        """In talks that persons keep: the keys of those who take part."""
        self.move_in(folder)

    def move_in(self, folder: Path) -> None:
        """The home this world lives in from now on."""
        from wasata.room import wiring

        self.folder = self.settings.WASATA_HOME = folder
        wiring.forget()
        self.home = wiring.home()
        self._browsers = {}
        if self.kept:  # at the terminal B's password comes from a file
            file = folder / "password"
            file.write_text(PASSWORD)
            file.chmod(0o600)
            os.environ["WASATA_PASSWORD_FILE"] = str(file)

    def desk(self, reader: str) -> Any:
        from wasata.desk.access import Desk

        return Desk.open(self.home, TALKS, reader, now=self.now, by=self.pairs.get(reader))

    def person(self, name: str) -> None:
        from wasata.room.models import Person

        made = Person(username=name, lang="en")
        made.set_password(PASSWORD)
        made.save()

    def note(self, kind: str, name: str) -> None:
        """A name that exists elsewhere: B will try it."""
        self.names.setdefault(kind, []).append(name)

    # at the door and on pages

    def browser(self, who: str) -> Any:
        from tests.barrier.browser import Browser

        if who not in self._browsers:
            self._browsers[who] = Browser(raise_request_exception=False, REMOTE_ADDR=ADDRESS)
        return self._browsers[who]

    def ask(self, who: str, method: str, path: str, data: Any = None, headers: dict[str, str] | None = None) -> bytes:
        """One request, and its whole answer: status, headers, cookies, body."""
        given: dict[str, Any] = {"headers": {f"{gate.CAME}{SIGN}": self.clock.at.isoformat()} | (headers or {})}
        if method not in ("get", "head", "post") or (path.startswith("/api/") and method == "post"):
            sent = {k: v for k, v in (data or {}).items() if not isinstance(v, bytes)}
            given |= {"data": json.dumps(sent), "content_type": "application/json"} if method != "trace" else {}
        else:
            given["data"] = {k: _file(v) if isinstance(v, bytes) else v for k, v in (data or {}).items()} or None
        self._asked[who] += 1
        # to find who is of the team takes as long as the rest: at every fourth the room is asked to mark what is theirs
        self.settings.WASATA_TICK_MS = 0 if who in OUTSIDE and self._asked[who] % 4 else 250
        waited = WAITED if self.which == 2 and who in OUTSIDE else timedelta(0)
        with self.chance.within("asked", who, self._asked[who]), self.clock.late(waited):
            answer = getattr(self.browser(who), method)(path, **given)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        lines = [f"{answer.status_code} {answer.reason_phrase}", *(f"{k}: {v}" for k, v in answer.headers.items())]
        lines += [answer.cookies.output()]
        return "\n".join(lines).encode() + b"\n\n" + bytes(body)

    @staticmethod
    def user(who: str) -> Any:
        from wasata.room.models import Person

        return Person.objects.get(username=who)

    def enter(self, who: str) -> None:
        """Somebody else is signed in; where persons keep the talks, with his key at hand."""
        from wasata.record.person_key import seal_for_sign_in, sign_in_secret
        from wasata.room import person_key

        with self.chance.within("elsewhere", who):
            browser = self.browser(who)
            browser.force_login(self.user(who))
            if who in self.pairs:
                session, secret = browser.session, sign_in_secret()
                session[person_key.ROW] = {"name": who, "sealed": seal_for_sign_in(self.pairs[who], secret, who).hex()}
                session.save()
                browser.cookies[person_key.COOKIE] = secret

    def makes_key(self, who: str) -> None:
        """Somebody has signed in with a password of his own."""
        with self.chance.within("key", who):
            self.pairs[who] = self.home.persons.make(who, PASSWORD, at=self.now())

    def sign_in(self, who: str, password: str, *, as_who: str | None = None) -> bytes:
        """Through the door, as a browser does it: the page first, then the form; and B once more, as for his second factor."""
        browser = as_who or who
        answers = [self.ask(browser, "get", "/en/sign-in/")]
        answers.append(self.ask(browser, "post", "/en/sign-in/", {"login": who, "password": password}))
        if browser == "B":
            answers.append(self.ask(browser, "post", "/en/sign-in/again/", {"password": password}))
        return b"\n====\n".join(answers)

    def sign_out(self, who: str = "B") -> bytes:
        return self.ask(who, "post", "/en/sign-out/")

    def visit(self, pick: int, names: dict[str, list[str]], *, sends: bool) -> tuple[str, str, bytes]:
        """B opens, or sends something to, one of all the addresses there are."""
        from tests.barrier import addresses

        all_of_them = [r for r in addresses.routes() if r.name not in addresses.LAST]
        route = all_of_them[pick % len(all_of_them)]
        own = self.own_names()
        known = addresses.filled(route, own, names, pick, 3)
        path = addresses.address(route, known[pick % len(known)], ("ar", "en")[pick % 2]) or "/en/"
        method = "post" if sends else "get"
        sent = addresses.sent_to(route, known[pick % len(known)], own, pick) or addresses.SENT
        return method, path, self.ask("B", method, path, sent if sends else None)

    def fill(self, who: str, path: str, dice: int, words: str, but: tuple[str, ...] = ()) -> tuple[str, bytes]:
        """Somebody opens a page and sends one of its forms; and, where another form comes back, that one too.

        Args:
            but: where no form is sent to, as patterns of addresses.
        """
        from tests.barrier import forms
        from tests.barrier.talks import FILE

        r = random.Random(dice)
        answer = self.ask(who, "get", path)
        for _ in range(2):
            known = [
                f
                for f in forms.forms_of(answer.decode(errors="replace"))
                if not any(re.search(x, f.action) for x in but)
            ]
            known = [f for f in known if "sign-out" not in f.action and f.action]
            if not known:
                break
            path, sent = forms.filled(r.choice(known), path, r, words, FILE)
            if any(re.search(x, path) for x in but):
                break
            answer = self.ask(who, "post", path, sent)
        return path, answer

    def open(self, who: str, name: str, **arguments: Any) -> None:
        """A page that somebody else opens."""
        from django.urls import reverse

        self.enter(who)
        self.ask(who, "get", reverse(name, kwargs={"case": TALKS, **arguments}))

    def open_at_random(self, who: str, r: random.Random) -> None:
        """Some page somebody else opens; the coast's delegate and the analyst also send to it: nothing of B's is reached."""
        from tests.barrier import addresses
        from tests.barrier.talks import FILE

        route = r.choice([x for x in addresses.routes() if x.name not in addresses.LAST])
        path = addresses.address(route, r.choice(addresses.filled(route, {}, self.names, r.randrange(99), 4)), "en")
        if path is None:
            return
        self.enter(who)
        sends = who in ("coast-delegate", "analyst") and r.getrandbits(1)
        self.ask(
            who, "post" if sends else "get", path, addresses.SENT | {"line": "coast", "file": FILE} if sends else None
        )

    # what it is told to do

    def do(self, what: str, **given: Any) -> Any:
        """Something that crosses or that B does: done alike in both worlds. What came of it, in words."""
        from tests.barrier import talks

        from wasata.errors import WasataError
        from wasata.words import tell

        act = (talks.CROSSING | talks.OF_B)[what]
        try:
            came = repr(act(self, **given))
            self.done[what] += 1
        except WasataError as error:
            self.done[f"{what} refused"] += 1
            came = repr((error.code, tell(error, "en"), tell(error, "ar")))
        return came

    def elsewhere(self, what: str, dice: int, times: int) -> None:
        """Something that is none of B's business, in this world's own way."""
        from tests.barrier import talks

        from wasata.errors import WasataError

        r = random.Random(dice * 2 + self.which)
        for n in range(times):
            with self.chance.within("elsewhere", self.which, what, dice, n):
                r2 = random.Random(r.random())
                try:
                    talks.ELSEWHERE[what](self, r2)
                    self.done[what] += 1
                except WasataError as error:
                    self.done[f"{what} refused: {error.code} {error.values.get('why', '')}"] += 1

    def own_names(self) -> dict[str, list[str]]:
        """The names of what stands in B's own channel, the last of each: first of all that he tries; of letters and messages the
        last with a file in it that he may open. `closed`: the letter that waits longest to be opened; `opened`: the last that
        was; `said`: what he said last."""
        from tests.barrier.cast import B

        from wasata.desk.definition import definitions_in
        from wasata.desk.message import talk_of
        from wasata.desk.offer_stands import offers_in

        desk = self.desk(B)
        if not desk.holds("channel/hills"):
            return {}
        with desk.hold():
            messages = talk_of(desk, "hills", "channel").messages.values()
            his, ours = ([m.message for m in messages if m.ours is side] for side in (False, True))
            opened = [m.message for m in messages if m.ours and m.seen_at]
            files = [(m.message, p.piece) for m in messages for p in (*(m.pieces if m.seen_at else ()), *m.files)][-1:]
            terms, offers = list(desk.fold(definitions_in("hills"))), list(desk.fold(offers_in("hills")))
        first = [message for message, _ in files]
        return {
            "message": first + [m for m in ours[-1:] + his[-1:] if m not in first], "term": terms[-1:],
            "offer": offers[-2:],
            "piece": [piece for _, piece in files], "said": his[-1:], "opened": opened[-1:],
            "closed": ([m for m in ours if m not in opened] or ours)[:1],
        }  # fmt: skip

    def move(self, seconds: int) -> None:
        self.clock.move(seconds)

    def latest_names(self, of_each: int = 2) -> dict[str, list[str]]:
        return {kind: names[-of_each:] for kind, names in self.names.items()}

    def everything(self, names: dict[str, list[str]], turn: int) -> list[tuple[str, str, int, str, str]]:
        """All B can obtain, page by page: what was asked, the digest of the answer, its status, of which kind the request was,
        and its place. What comes with a sign by which it can be known again is asked for again with that sign."""
        from tests.barrier import addresses

        self._seen = {}
        told = []
        for request in addresses.everything(self.own_names(), names, turn):
            answer = self.ask(request.who, request.method, request.path, request.data, request.headers)
            told.append(self._told(request.label, answer, request.kind, request.name))
            again = _signs(answer)
            if again and request.method == "get":
                answer = self.ask(request.who, "get", request.path, request.data, again)
                told.append(self._told(f"{request.label} again", answer, "get again by its sign", request.name))
        mail = _mail()
        self._seen["mail"] = repr(mail).encode()
        return [*told, ("mail", hashlib.sha256(self._seen["mail"]).hexdigest(), len(mail), "mail", "mail")]

    def _told(self, label: str, answer: bytes, kind: str, name: str) -> tuple[str, str, int, str, str]:
        self._seen[label] = answer
        return label, hashlib.sha256(answer).hexdigest(), int(answer[:3]), kind, name

    def show(self, label: str) -> bytes:
        """An answer of the last look at everything."""
        return self._seen.get(label, b"")

    def holds(self, word: str) -> list[str]:
        """The answers in which a word stands."""
        return [label for label, answer in self._seen.items() if word.encode() in answer]

    def command(self, pick: int) -> str:
        """One of the commands that act in B's name: what it printed and how it ended."""
        from tests.barrier import terminal

        from wasata.cli.main import main

        words = terminal.command_of_b(pick, self.own_names())
        out, err = io.StringIO(), io.StringIO()
        code: object = None
        self._asked["terminal"] += 1
        place = self.folder / "terminal"
        place.mkdir()
        before, told_by = os.getcwd(), sys.stdin
        os.chdir(place)
        sys.stdin = io.StringIO(TYPED)  # the real one is what this world is told by
        with (
            self.chance.within("asked", "terminal", self._asked["terminal"]),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                main([*words])
            except SystemExit as end:
                code = end.code
        os.chdir(before)
        sys.stdin = told_by
        made = [(str(f.relative_to(place)), f.read_bytes()) for f in sorted(place.rglob("*")) if f.is_file()]
        shutil.rmtree(place)
        how = "done" if not code else f"ended with {code}"
        self.done[f"at the terminal, {how}"] += 1
        told = f"{words} {code}\n{out.getvalue()}\n{err.getvalue()}\n{made}"
        return told.replace(str(self.folder), "HOME")

    def counts(self) -> Counter[str]:
        return self.done


def _signs(answer: bytes) -> dict[str, str]:
    """By what an answer says that it can be known again: what a browser would ask with."""
    head = answer.partition(b"\n\n")[0].decode(errors="replace")
    said = dict(line.partition(": ")[::2] for line in head.splitlines()[1:])
    asks = {"If-None-Match": said.get("ETag"), "If-Modified-Since": said.get("Last-Modified")}
    return {name: value for name, value in asks.items() if value}


def _mail() -> list[Any]:
    """What was sent by mail in this world, to anybody."""
    from django.core import mail

    return [(m.to, m.subject, m.body) for m in getattr(mail, "outbox", [])]


def _file(content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("report.pdf", content, "application/pdf")


# the process


def _prepare(which: int, folder: Path) -> World:
    sources.install()
    os.environ["DJANGO_SETTINGS_MODULE"] = "wasata.room.settings.test"
    os.environ["WASATA_TEST_HOME"] = os.environ["WASATA_HOME"] = str(folder)
    import django
    from django.conf import settings

    sources.install_in_django()
    django.setup()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.WASATA_GATE_SIGN = SIGN
    sources.install_in_product()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.barrier import addresses, talks

    world = World(which, folder)
    with world.chance.within("making", which):
        talks.make(world)
    addresses.routes()
    world.home.close()
    return world


def _live(world: World, folder: Path) -> None:
    """One run of acts, in a world forked for it."""
    shutil.copytree(world.folder, folder)
    os.environ["WASATA_HOME"] = str(folder)
    world.move_in(folder)
    with suppress(EOFError):
        while True:
            what, given, named = frames.receive(0)
            if what == "end":
                frames.send(_answers, ("done", None))
                break
            try:
                doing: Callable[..., Any] = getattr(world, what)
                with world.chance.within("told", what):
                    frames.send(_answers, ("done", doing(*given, **named)))
            except Exception:
                frames.send(_answers, ("broke", traceback.format_exc()))
    shutil.rmtree(folder, ignore_errors=True)


_answers = 1


def main() -> None:
    global _answers
    _answers, sys.stdout = os.dup(1), sys.stderr  # what the product prints is no answer
    os.dup2(2, 1)
    which, folder = int(sys.argv[1]), Path(sys.argv[2])
    try:
        world = _prepare(which, folder / "talks")
    except Exception:
        frames.send(_answers, ("broke", traceback.format_exc()))
        return
    frames.send(_answers, ("done", datetime.isoformat(world.now())))
    lives = 0
    while True:
        try:
            what, _, _ = frames.receive(0)
        except EOFError:
            return
        if what != "begin":
            return
        lives += 1
        child = os.fork()
        if child == 0:
            try:
                frames.send(_answers, ("done", None))
                _live(world, folder / f"life-{lives}")
            finally:
                os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
