"""The gate before the room: everything but the team's own leaves on whole ticks from when it came in."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from wasata.room import gate, wiring
from wasata.room.gate import Gate
from wasata.room.middleware import tick
from wasata.room.middleware.tick import Tick

SIGN = "abc123"
HOUR = datetime(2031, 5, 4, 12, 0, 0, 7, tzinfo=UTC)
DONE = b"HTTP/1.1 200 OK\r\nDate: Sun, 04 May 2031 12:00:01 GMT\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwell"
MARKED = DONE.replace(b"Content-Length", b"x-wasata-leaves: at-once\r\nContent-Length")
ASKED = b"GET / HTTP/1.1\r\nHost: room\r\n\r\n"


def bare(answer: bytes) -> bytes:
    """An answer without what the gate closes it with."""
    head, end, body = answer.partition(b"\r\n\r\n")
    closed = [name + b": " + told for name, told in gate.CLOSED]
    return b"\r\n".join(line for line in head.split(b"\r\n") if line not in closed) + end + body


class Room:
    """What stands behind the gate: a clock that goes only when somebody works or waits, and who answers there."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []
        self.heard = b""
        self.works: Callable[[asyncio.StreamWriter], Awaitable[None]] = self.says(DONE)
        self.wants = len(ASKED)

    def says(self, *pieces: bytes, takes: float = 0.1) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
        async def work(out: asyncio.StreamWriter) -> None:
            self.at += takes
            for piece in pieces:
                out.write(piece)
                await out.drain()

        return work

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 9))
        self.at += seconds

    async def answer(self, asked: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        while len(self.heard) < self.wants and (piece := await asked.read(65536)):
            self.heard += piece
        await self.works(out)
        out.close()

    @asynccontextmanager
    async def behind(self, tick: float = 0.25, gone: bool = False) -> AsyncIterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix="wg-"))  # the name of a socket must be short
        try:

            async def dial() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
                self.at += 0.05 if gone else 0
                return await asyncio.open_unix_connection(str(folder / ("nowhere" if gone else "room")))

            keeper = Gate(dial, tick, SIGN, now=lambda: self.at, clock=lambda: HOUR, sleep=self.sleep)
            async with (
                await asyncio.start_unix_server(self.answer, folder / "room"),
                await asyncio.start_unix_server(keeper.let_in, folder / "gate"),
            ):
                yield folder / "gate"
        finally:
            shutil.rmtree(folder)

    def ask(self, *pieces: bytes, tick: float = 0.25, gone: bool = False) -> bytes:
        async def asking() -> bytes:
            async with self.behind(tick, gone) as at:
                answer, out = await asyncio.open_unix_connection(str(at))
                for piece in pieces or (ASKED,):
                    out.write(piece)
                    await out.drain()
                    await asyncio.sleep(0)
                try:
                    return await answer.read()
                except ConnectionResetError:
                    return b""
                finally:
                    out.close()

        with ThreadPoolExecutor(1) as apart:  # a browser test before this one leaves a loop running in its thread
            return apart.submit(asyncio.run, asking()).result()


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.parametrize(("takes", "left"), [(0.1, 0.15), (0.0002, 0.2498), (0.25, 0.0), (0.3, 0.2), (1.1, 0.15)])
def test_an_answer_leaves_on_the_next_whole_tick_from_the_first_byte_of_its_request(room, takes, left):
    room.works = room.says(DONE, takes=takes)
    assert room.ask().endswith(b"well")
    assert room.slept == [left]


def test_what_the_room_marked_as_the_teams_leaves_at_once_and_without_the_mark(room):
    room.works = room.says(MARKED[:30], MARKED[30:])
    answer = room.ask()
    assert not room.slept
    assert answer.endswith(b"\r\n\r\nwell")
    assert b"wasata" not in answer.lower()


def test_words_of_a_page_that_look_like_the_mark_do_not_let_it_out(room):
    page = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\r\nX-Wasata-Leaves: at-once\r\n\r\n"
    room.works = room.says(page)
    assert bare(room.ask()) == page
    assert room.slept


def test_when_the_room_had_done_is_told_to_nobody_who_is_held(room):
    room.works = room.says(b"HTTP/1.1 100 Continue\r\n\r\n", DONE)
    answer = room.ask()
    assert b"date:" not in answer.lower()
    assert answer.startswith(b"HTTP/1.1 200"), "“go on” tells when the room had come to it"
    assert b"Content-Length: 4" in answer


@pytest.mark.parametrize("says", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"HTTP/1.1 304 No\r\nContent-Length: 9\r\n\r\n"])
def test_what_is_no_answer_of_a_page_is_held_as_well(room, says):
    room.works = room.says(says)
    assert bare(room.ask()) == says
    assert room.slept == [0.15]


def test_an_answer_to_a_question_for_the_head_alone_has_no_body_and_is_whole(room):
    room.works = room.says(DONE.removesuffix(b"well"))
    assert b"200 OK" in room.ask(ASKED.replace(b"GET", b"HEAD"))


CUT = (b"", b"HTTP/1.1 200 OK\r\nConte", b"x" * 200_000, DONE[:-1])


@pytest.mark.parametrize("says", CUT)
@pytest.mark.parametrize(
    ("path", "first", "then"),
    [("/en/cases/", "had done", "تجيبك"), ("/ar/", "تجيبك", "had done"), ("/", "تجيبك", "had done")],
)
def test_an_answer_that_was_cut_off_is_told_by_a_page_in_both_languages_on_the_tick(room, says, path, first, then):
    room.works = room.says(says)
    answer = room.ask(ASKED.replace(b"/", path.encode(), 1)).decode()
    assert room.slept == [0.15]
    head, _, page = answer.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 503 ")
    assert "no-store" in head
    assert f"Content-Length: {len(page.encode())}" in head
    assert 0 < page.index(first) < page.index(then)
    assert "xx" not in answer


def test_the_teams_answer_that_was_cut_off_is_told_at_once_and_no_half_of_it_leaves(room):
    room.works = room.says(MARKED[:-2], takes=0.1)
    answer = room.ask()
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"we</p>" not in answer
    assert not room.slept


def test_a_program_is_told_in_its_own_form_that_its_answer_was_cut_off(room):
    room.works = room.says(b"")
    answer = room.ask(ASKED.replace(b"/", b"/api/cases/a/acts?lang=ar", 1))
    told = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert told["code"] == "serving.cut_off"
    assert "تجيبك" in told["what"]


def test_a_room_that_is_gone_is_told_by_a_page_on_the_tick(room):
    answer = room.ask(gone=True).decode()
    assert "does not answer just now" in answer
    assert room.slept == [0.2]


STATIC = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nCache-Control: max-age=9, public\r\n\r\nwell"


@pytest.mark.parametrize("says", [STATIC, b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", MARKED, MARKED[:-2]])
def test_whatever_no_page_said_is_closed_by_the_gate_as_a_page_is(room, says):
    room.works = room.says(says)
    head = room.ask().partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    told = dict(line.split(": ", 1) for line in head)
    assert len(told) == len(head), "nothing is told twice"
    assert told["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert told["Cross-Origin-Resource-Policy"] == told["Cross-Origin-Opener-Policy"] == "same-origin"
    assert (told["X-Frame-Options"], told["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert told["Cache-Control"] == ("max-age=9, public" if says is STATIC else "private, no-store")


def test_what_a_page_says_of_itself_stands_as_it_said_it(room):
    room.works = room.says(DONE.replace(b"Content-Length", b"content-security-policy: sandbox\r\nContent-Length"))
    assert room.ask().lower().count(b"content-security-policy:") == 1


def test_without_a_tick_nothing_is_held(room):
    assert room.ask(tick=0).endswith(b"well")
    assert not room.slept


@pytest.mark.parametrize("pieces", [(ASKED,), (b"G", b"ET / HT", b"TP/1.1\r", b"\nHost: room\r\n\r\n")])
def test_the_room_is_told_the_hour_at_which_the_first_byte_came_and_from_where(room, pieces):
    room.wants = len(ASKED) + len(f"X-Wasata-Came-{SIGN}: {HOUR.isoformat()}\r\nX-Wasata-From-{SIGN}: \r\n")
    room.ask(*pieces)
    assert room.heard == (
        b"GET / HTTP/1.1\r\nX-Wasata-Came-abc123: 2031-05-04T12:00:00.000007+00:00\r\n"
        b"X-Wasata-From-abc123: \r\nHost: room\r\n\r\n"
    )


def test_a_long_request_and_a_long_answer_pass_whole(room):
    body = bytes(range(256)) * 20_000
    asked = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    room.wants = len(asked)
    room.works = room.says(MARKED, body)
    assert room.ask(asked).endswith(b"well" + body)
    assert room.heard.endswith(body)
    room.heard, room.works = b"", room.says(DONE, body)
    assert room.ask(asked).endswith(b"well" + body)


def test_whoever_says_nothing_is_let_go(room, monkeypatch):
    monkeypatch.setattr(gate, "SILENCE_SECONDS", 0.01)
    assert room.ask(b"") == b""
    assert not room.heard


def test_more_than_are_let_in_at_once_are_turned_away_unread(room, monkeypatch):
    monkeypatch.setattr(gate, "CONNECTIONS", 0)
    assert room.ask() == b""
    assert not room.heard


def test_the_place_behind_the_gate_is_in_the_home_where_its_name_is_short_and_what_a_killed_room_left_is_gone(tmp_path):
    folder = Path(tempfile.mkdtemp(prefix="wg-"))
    try:
        (folder / "behind").touch()
        assert gate.socket_in(folder) == folder / "behind"
        assert not (folder / "behind").exists()
        place = gate.socket_in(tmp_path / ("a" * 120))
        assert len(str(place)) <= 100
        assert place.parent.stat().st_mode & 0o077 == 0
        place.parent.rmdir()
    finally:
        folder.rmdir()


# the room's side of it


def behind_gate(settings, monkeypatch, *, team: bool, **headers: str) -> tuple[HttpResponse, datetime]:
    """The answer of the room behind a gate, and the hour its clock showed meanwhile."""
    settings.WASATA_TICK_MS, settings.WASATA_GATE_SIGN = 250, SIGN
    monkeypatch.setattr(Tick, "_goes_at_once", lambda _self, _request: team)
    hours = []

    def work(_request):
        hours.append(wiring.now())
        return HttpResponse(headers={"Expires": "Sun, 04 May 2031 12:00:01 GMT", gate.MARK: "what a page wrote"})

    def sleep(_seconds):
        raise AssertionError("a thread of the room was kept")

    return Tick(work, sleep=sleep)(RequestFactory().get("/", headers=headers)), hours[0]


def test_behind_a_gate_the_room_keeps_no_thread_and_marks_what_is_the_teams_alone(settings, monkeypatch):
    answer, _ = behind_gate(settings, monkeypatch, team=True)
    assert answer[gate.MARK] == gate.AT_ONCE
    answer, _ = behind_gate(settings, monkeypatch, team=False)
    assert gate.MARK not in answer
    assert "Expires" not in answer


def test_what_a_request_writes_bears_the_hour_it_came_to_the_gate_and_nobody_else_can_tell_one(settings, monkeypatch):
    _, hour = behind_gate(settings, monkeypatch, team=False, **{f"X-Wasata-Came-{SIGN}": HOUR.isoformat()})
    assert hour == HOUR
    for name in ("X-Wasata-Came-", "X-Wasata-Came-abc124", "X-Wasata-Came"):
        _, hour = behind_gate(settings, monkeypatch, team=False, **{name: HOUR.isoformat()})
        assert hour != HOUR
    settings.WASATA_GATE_SIGN = ""
    request = RequestFactory().get("/", headers={"X-Wasata-Came-": HOUR.isoformat()})
    assert tick._hour_of(request) is None
