"""The gate: all that leaves the room for a delegate leaves here, on whole ticks from when his request came in.

Danger: the process that draws pages has one lock for all its threads: an answer that is held inside it wakes late while the
other side's officers are being answered, and those few thousandths tell how busy they are.
Duty: passes requests on to the room and answers back; tells the room the hour at which each came, which is what it writes will
bear, and from which address; holds every answer until the next whole tick from the first byte of its request, but those the room
has marked as the team's own (`middleware/tick.py`); takes that mark away, and the hour at which the room had done; closes
whatever the room left open (`CLOSED`), also what no page said; seals the line, if it was given what with (`certificate.py`).
Shape: it runs in the process that watches over the serving one and does nothing else, so nothing it does waits for a page.
One request a connection: the room closes after each answer, so that an answer ends where its bytes end. What is not marked
is held, whatever it is: also a request that no page ever saw, and a room that does not answer. Where the process that drew an
answer ended before it had done, or none is there, the gate says so itself: nobody is left with half a page or none. It does not
look into requests beyond the end of their first line, so that it cannot understand one otherwise than the room does. The line
it adds there has a name that is drawn anew at each start: nobody outside can tell the room another hour.
"""

import asyncio
import contextlib
import json
import os
import socket
import ssl
import tempfile
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from wasata import words
from wasata.values import LANGS, Lang

MARK, AT_ONCE = "X-Wasata-Leaves", "at-once"
"""What the room writes on an answer that need not be held."""
_MARKED = f"\r\n{MARK}: {AT_ONCE}\r\n".lower().encode()
_TAKEN_AWAY = (MARK.lower().encode() + b":", b"date:", b"server:")
"""What serves the room is nobody's matter.

`Date` is written when the room has done, before the answer is held: near the edge of a second it would tell when."""
_HEAD_END = b"\r\n\r\n"
LONGEST_HEAD = 64 * 1024
CONNECTIONS = 400
"""So many are open at once; who comes after them is turned away unread."""
SILENCE_SECONDS = 60.0
"""So long somebody may be silent before his first word, or take nothing of his answer."""
_PIECE = 256 * 1024
_AHEAD = 1024 * 1024
"""So much of a request is taken in however busy the room is: how fast it goes in tells nothing."""

_IN_ONE = 4 * 1024 * 1024
"""An answer to the team that is not longer is seen whole before it leaves; a longer one is a file, and leaves as it comes."""

CAME = "X-Wasata-Came-"
"""The line with the hour of arrival begins so; the rest of its name is the sign that gate and room share."""
FROM = "X-Wasata-From-"
"""And so the line with the address it came from."""
_LONGEST_NAME = 100
HANDSHAKE_SECONDS, FAREWELL_SECONDS = 10.0, 2.0
"""So long somebody may take to agree on how the line is sealed, and to say that he is done with it."""
SEALED = b"X-Forwarded-Proto: https\r\n"
"""Told to the room of a request that came sealed, before all its other lines: a second of the kind is not heard."""

KEPT_SEALED = (b"Strict-Transport-Security", b"max-age=31536000")
CLOSED = (
    (b"Cache-Control", b"private, no-store"),
    (b"Content-Security-Policy", b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    (b"X-Content-Type-Options", b"nosniff"),
    (b"X-Frame-Options", b"DENY"),
    (b"Referrer-Policy", b"same-origin"),
    (b"Cross-Origin-Opener-Policy", b"same-origin"),
    (b"Cross-Origin-Resource-Policy", b"same-origin"),
    (b"Permissions-Policy", b"camera=(), microphone=(), geolocation=(), browsing-topics=()"),
)
"""On every answer that does not say it itself: static files, and what the server says of a request that reached no page."""

AWAKE_SECONDS = 0.003
"""So long before an answer leaves the gate is awake. A processor that nobody uses is slow to wake, by a thousandth; one that the
other side keeps busy is not: whoever was woken at the tick itself would tell which."""

Dial = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


def _machines() -> datetime:
    return datetime.now(UTC)


async def _exactly(seconds: float) -> None:
    """Sleeps so long and no longer: awake at the end of it, and others go on meanwhile."""
    until = (now := asyncio.get_running_loop().time)() + seconds
    await asyncio.sleep(seconds - AWAKE_SECONDS)
    while now() < until:
        await asyncio.sleep(0)


class Gate:
    """`tick` in seconds; `now`, `clock` and `sleep` as a test gives them."""

    def __init__(
        self, dial: Dial, tick: float, sign: str, *, now: Callable[[], float] | None = None,
        clock: Callable[[], datetime] = _machines, sleep: Callable[[float], Awaitable[object]] = _exactly,
        sealed: bool = False,
    ) -> None:  # fmt: skip
        self._dial = dial
        self._tick = tick
        self._sign = sign
        self._sealed = SEALED if sealed else b""
        self._closed = (*CLOSED, KEPT_SEALED) if sealed else CLOSED
        self._clock = clock
        self._now = now or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._open = 0

    async def let_in(self, theirs: asyncio.StreamReader, ours: asyncio.StreamWriter) -> None:
        """One connection: one request, one answer."""
        self._open += 1
        try:
            if self._open <= CONNECTIONS:
                async with asyncio.timeout(SILENCE_SECONDS):
                    first = await theirs.read(_PIECE)
                    came, hour = self._now(), self._clock()
                    while first and b"\n" not in first and len(first) <= LONGEST_HEAD:
                        first += await theirs.readexactly(1)
                if first:
                    await self._answer(self._told(first, hour, _address(ours)), came, theirs, ours)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # he is gone, or the room is: there is nobody to tell
        finally:
            self._open -= 1
            await _close(ours)

    def _told(self, first: bytes, hour: datetime, address: str) -> bytes:
        """The request with the hour it came, and from where, just after its first line."""
        asked, end, rest = first.partition(b"\n")
        lines = f"{CAME}{self._sign}: {hour.isoformat()}\r\n{FROM}{self._sign}: {address}\r\n"
        return asked + end + self._sealed + lines.encode() + rest

    async def _answer(
        self, first: bytes, came: float, theirs: asyncio.StreamReader, ours: asyncio.StreamWriter
    ) -> None:
        held, at_once = b"", False
        try:
            answer, room = await self._dial()
        except OSError:
            await self._hold(came)
            await _send(ours, self._own(first, "serving.gone"))
            return
        room.transport.set_write_buffer_limits(high=_AHEAD)
        passing = asyncio.create_task(_pass_on(first, theirs, room))
        try:
            head, rest = await _head(answer)
            at_once = rest is not None and _MARKED in (head + _HEAD_END).lower()
            length = _length(head)
            if at_once and (length is None or length > _IN_ONE):
                await _send(ours, self._leaving(head) + (rest or b""))
                while piece := await answer.read(_PIECE):
                    await _send(ours, piece)
                return
            body = b"" if rest is None else rest + await answer.read()
            if rest is not None and (len(body) - len(_HEAD_END) >= (length or 0) or _has_no_body(first, head)):
                held = self._leaving(head) + body
        except OSError:
            pass  # broken off in the middle
        finally:
            passing.cancel()
            await _close(room)
        if not at_once:
            await self._hold(came)
        await _send(ours, held or self._own(first, "serving.cut_off"))

    def _leaving(self, head: bytes) -> bytes:
        """The head of an answer as it leaves: without the mark, and closed where the room left it open."""
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(_TAKEN_AWAY)]
        said = {line.partition(b":")[0].strip().lower() for line in lines[1:]}
        return b"\r\n".join(
            (*lines, *(b"%s: %s" % (name, told) for name, told in self._closed if name.lower() not in said))
        )

    def _own(self, asked: bytes, key: str) -> bytes:
        head, end, body = no_answer(asked, key).partition(_HEAD_END)
        return self._leaving(head) + end + body

    async def _hold(self, came: float) -> None:
        if self._tick > 0:
            await self._sleep(-(self._now() - came) % self._tick)


def _address(theirs: asyncio.StreamWriter) -> str:
    peer = theirs.get_extra_info("peername")
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


async def _pass_on(first: bytes, theirs: asyncio.StreamReader, room: asyncio.StreamWriter) -> None:
    """The request, for as long as anything of it comes."""
    with contextlib.suppress(OSError):
        piece = first
        while piece:
            room.write(piece)
            await room.drain()
            piece = await theirs.read(_PIECE)


async def _head(answer: asyncio.StreamReader) -> tuple[bytes, bytes | None]:
    """The head of the answer, and what came with it; None for a head that never ended. “Go on” and its like are let fall: when
    they come tells of the room."""
    got = b""
    while True:
        head, end, rest = got.partition(_HEAD_END)
        if end and head[9:10] == b"1" and head.startswith(b"HTTP/1."):
            got = rest
        elif end:
            return head, end + rest
        elif len(got) > LONGEST_HEAD or not (piece := await answer.read(_PIECE)):
            return got, None
        else:
            got += piece


def _length(head: bytes) -> int | None:
    """How long the room said that the answer is, if it said so."""
    for line in head.lower().split(b"\r\n")[1:]:
        name, _, told = line.partition(b":")
        if name == b"content-length" and told.strip().isdigit():
            return int(told)
    return None


def _has_no_body(asked: bytes, head: bytes) -> bool:
    """Whether an answer tells the length of what does not come with it."""
    return asked.startswith(b"HEAD ") or head[9:12] in (b"204", b"304")


def no_answer(asked: bytes, key: str) -> bytes:
    """What the gate says in the room's place: both languages, the one of the address first; to a program in its own form."""
    path = asked.partition(b"\n")[0].split(b" ")[1:2]
    where = path[0] if path else b""
    if where.startswith(b"/api/"):
        lang: Lang = "ar" if b"lang=ar" in where else "en"
        told = {"code": key, "what": words.say(key, lang), "next": words.say(f"{key}.next", lang)}
        kind, body = b"application/json", json.dumps(told).encode()
    else:
        first = sorted(LANGS, key=lambda lang: not where.startswith(f"/{lang}/".encode()))
        parts = "".join(
            f'<div lang="{lang}" dir="{words.direction(lang)}"><h1>{words.say(key, lang)}</h1>'
            f"<p>{words.say(f'{key}.next', lang)}</p></div>"
            for lang in first
        )
        kind = b"text/html; charset=utf-8"
        body = f'<!doctype html><meta charset="utf-8"><title>{words.say("room.name", first[0])}</title>{parts}'.encode()
    head = (
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    ) % (kind, len(body))
    return head + (b"" if asked.startswith(b"HEAD ") else body)


async def _send(ours: asyncio.StreamWriter, told: bytes) -> None:
    for at in range(0, len(told), _PIECE):
        ours.write(told[at : at + _PIECE])
        async with asyncio.timeout(SILENCE_SECONDS):
            await ours.drain()


async def _close(end: asyncio.StreamWriter) -> None:
    end.close()
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(SILENCE_SECONDS):
            await end.wait_closed()


def keep_gate(bound: socket.socket, room: Path, tick: float, sign: str, sealing: ssl.SSLContext | None = None) -> None:
    """Opens the gate at a bound address in a thread of its own, as soon as the room can be reached at its own socket.

    Args:
        sealing: by which the line is sealed (TLS). A tick begins when the handshake is over, with the first byte of the request.
    """

    async def stand() -> None:
        while not await _reached(room):
            await asyncio.sleep(0.05)
        gate = Gate(lambda: asyncio.open_unix_connection(str(room)), tick, sign, sealed=sealing is not None)
        async with await asyncio.start_server(
            gate.let_in, sock=bound, backlog=1024, ssl=sealing,
            ssl_handshake_timeout=HANDSHAKE_SECONDS if sealing else None,
            ssl_shutdown_timeout=FAREWELL_SECONDS if sealing else None,
        ) as standing:  # fmt: skip
            await standing.serve_forever()

    threading.Thread(target=asyncio.run, args=(stand(),), name="gate", daemon=True).start()


async def _reached(room: Path) -> bool:
    try:
        _, writer = await asyncio.open_unix_connection(str(room))
    except OSError:
        return False
    await _close(writer)
    return True


def socket_in(folder: Path) -> Path:
    """Where the room stands behind its gate: in its home, or, where that name is longer than the system takes, in a folder
    of its own that nobody else may enter. One that was left behind by a room that was killed is taken away."""
    place = folder / "behind"
    if len(os.fsencode(place)) > _LONGEST_NAME:
        place = Path(tempfile.mkdtemp(prefix="wasata-")) / "behind"
    place.unlink(missing_ok=True)
    return place


def bind(host: str, port: int) -> socket.socket:
    """The address the room is asked at. Nobody else can have it from now on; nobody is let in yet."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    return bound
