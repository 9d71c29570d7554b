"""Fetching: the one function by which the room asks another machine for anything.

Danger: a request into the mediator's own network, made because a page elsewhere said so; an answer that never ends; a name
that means one machine when it is checked and another when it is connected to; a request nobody asked for.
Duty: `fetch` looks the name up once, refuses every address that is not public, connects to the very address it checked and
looks again at whom it is connected to; follows redirects by hand with the same checks; verifies certificates against the
name; bounds time, size, size unpacked and length of the head. It sends no cookie, no referrer, no person's name, and knows
no proxy: what the environment says of proxies is not read.
Shape: `fetch("https://…") -> Fetched`, or `NotModified` where nothing is newer than what was had; everything else is an
`OutgoingError`. No other module of the house opens a connection; a test searches for it. `allowed` names exact
(host, port) pairs for which a private address is right: tests, and a source the team runs on its own network.

What goes out:

    GET /rss.xml HTTP/1.1
    Host: news.example
    User-Agent: Wasata/0.1
    Accept-Encoding: gzip
    Connection: close
"""

import ipaddress
import math
import re
import select
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from errno import EHOSTUNREACH, EINPROGRESS, ENETDOWN, ENETUNREACH, ETIMEDOUT
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from io import BufferedReader, RawIOBase
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urljoin

from wasata import __version__
from wasata.errors import (
    AnswerBroken,
    AnswerRefused,
    AnswerTooLarge,
    AskingStopped,
    CertificateRefused,
    HostSilent,
    NoNetwork,
    OutgoingError,
    RedirectRefused,
    TooSlow,
)
from wasata.listen.addresses import PORTS, Address, Allowed, address_of, is_public, refused
from wasata.listen.decoding import decode
from wasata.words import Key

AGENT = f"Wasata/{__version__}"
"""Who asks: the software, never a person, a team or a case."""

_SLICE = 0.5
"""Seconds after which a line that gives nothing is looked at again: is it too late, was all asking stopped?"""

Resolve = Callable[[str, int], list[str]]
Hop = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds and bytes."""

    connect: float = 10.0
    silence: float = 20.0
    whole: float = 60.0
    head: int = 64 * 1024
    body: int = 16 * 1024 * 1024
    unpacked: int = 32 * 1024 * 1024
    redirects: int = 5


LIMITS = Limits()
WHILE_SOMEBODY_WAITS = Limits(connect=6.0, silence=10.0, whole=25.0)
"""For a request behind a button: whoever pressed it looks at the page meanwhile."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. `address` was asked for, `final` is where it was found; `moved` is where it stands for good from now on.

    `content_type` is the header as sent, `data` the body unpacked. `requests` counts those that went out for it.
    """

    address: str
    final: str
    content_type: str
    data: bytes
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None
    requests: int = 1
    max_age: int = 0

    @property
    def charset(self) -> str:
        found = re.search(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", self.content_type, re.I)
        return found[1].lower() if found else ""

    @property
    def media(self) -> str:
        """The kind of the content, bare: `text/html`."""
        return self.content_type.partition(";")[0].strip().lower()

    def text(self) -> str:
        """The letters: by a mark at the front, by UTF-8 where it fits, by what head or page declare, else by their sense.

        A declaration is believed only for the Arabic encodings: half the servers that say ISO-8859-1 were never asked.

        Raises:
            NotText, LettersUnknown: it is no text.
        """
        return letters_of(self.data, self.final, self.charset)


@dataclass(frozen=True, slots=True)
class NotModified:
    """Nothing there is newer than what was had."""

    address: str
    etag: str | None = None
    last_modified: str | None = None
    requests: int = 1


_ARABIC_SETS = {"windows-1256": "cp1256", "cp1256": "cp1256", "x-cp1256": "cp1256", "iso-8859-6": "iso8859_6"}


def letters_of(data: bytes, name: str, charset: str = "") -> str:
    """The letters of some bytes that came with a declared character set."""
    named = _ARABIC_SETS.get(charset)
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode(named, "replace").replace("\r\n", "\n").replace("\r", "\n")
    return decode(data, name, declared=True)[0]


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def has_a_way_out() -> bool:
    """Whether this machine knows a way to any other network. Its own tables are asked; nothing is sent."""
    for family, place in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as ask:
                ask.connect((place, 9))
        except OSError:
            continue
        return True
    return False


# ---- asking


def fetch(
    address: str, *, etag: str | None = None, last_modified: str | None = None, allowed: Allowed = (),
    limits: Limits = LIMITS, accept: str = "*/*", before: Hop | None = None, stop: threading.Event | None = None,
    clock: Callable[[], float] = time.monotonic, resolve: Resolve = look_up, trust: ssl.SSLContext | None = None,
) -> Fetched | NotModified:  # fmt: skip
    """Asks for an address, and follows where it leads.

    Args:
        etag, last_modified: what came with the answer that was had before; the same again costs both sides nothing.
        allowed: (host, port) pairs, exact, that may stand inside this network.
        before: called with each address before it is asked (the first, and each redirect): waits, or refuses by raising.
        stop: once set, what is under way is broken off within a second.
        clock: seconds that only rise; what is too long is measured by it.
        resolve: the addresses of a name.
        trust: whose certificates are believed; the system's without it.

    Raises:
        AddressRefused, NoNetwork, HostSilent, TooSlow, AnswerTooLarge, AnswerBroken, AnswerRefused, RedirectRefused,
        CertificateRefused, AskingStopped: as their names say.
    """
    began = clock()
    asked = here = address_of(address, allowed)
    seen = {here.whole}
    forever = True
    for n in range(limits.redirects + 1):
        if before is not None:
            before(here.whole)
        line = _Line(here.host, limits, began, clock, stop)
        try:
            connection = line.connect(here, allowed, resolve, trust)
            answer = _ask(connection, line, here, _conditions(etag, last_modified), accept)
            leads = answer.getheader("Location")
            if answer.status in (301, 302, 303, 307, 308) and leads:
                forever = forever and answer.status in (301, 308)
                allowed = (
                    allowed if (here.host, here.port) in allowed else ()
                )  # nobody outside leads to what is allowed inside
                here = _next(here, leads, allowed, seen)
                seen.add(here.whole)
                continue
            return _told(answer, line, asked, here, n + 1, moved=bool(n) and forever)
        finally:
            line.close()
    raise RedirectRefused(host=here.host, why=Key("outgoing.why.many"))


def _conditions(etag: str | None, last_modified: str | None) -> Iterator[tuple[str, str]]:
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
        if value and len(value) <= 512 and re.fullmatch(r"[\x20-\x7e]+", value):
            yield name, value


def _ask(
    connection: HTTPConnection, line: "_Line", here: Address, conditions: Iterator[tuple[str, str]], accept: str
) -> HTTPResponse:
    with line.told_in_words():
        connection.putrequest("GET", here.target, skip_host=True, skip_accept_encoding=True)
        name = f"[{here.host}]" if ":" in here.host else here.host
        connection.putheader("Host", name if here.port == PORTS[here.scheme] else f"{name}:{here.port}")
        connection.putheader("User-Agent", AGENT)
        connection.putheader("Accept", accept)
        connection.putheader("Accept-Encoding", "gzip")
        for header, value in conditions:
            connection.putheader(header, value)
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
    line.head_is_over()
    return answer


def _next(here: Address, leads: str, allowed: Allowed, seen: set[str]) -> Address:
    """Where a redirect leads, held to all that the first address was held to."""
    try:
        told = leads.encode("latin-1").decode("utf-8")
    except UnicodeError:
        told = leads
    try:
        whole = urljoin(here.whole, told.strip())
    except ValueError:  # http://[
        raise refused(here.host, "form") from None
    there = address_of(whole, allowed)
    if here.scheme == "https" and there.scheme == "http":
        raise RedirectRefused(host=there.host, why=Key("outgoing.why.downgrade"))
    if there.whole in seen:
        raise RedirectRefused(host=there.host, why=Key("outgoing.why.circle"))
    return there


def _told(
    answer: HTTPResponse, line: "_Line", asked: Address, here: Address, requests: int, *, moved: bool
) -> Fetched | NotModified:
    etag, last_modified = answer.getheader("ETag"), answer.getheader("Last-Modified")
    if answer.status == 304:
        return NotModified(asked.whole, etag, last_modified, requests)
    if answer.status != 200:
        raise AnswerRefused(host=here.host, status=answer.status, retry_after=_retry_after(answer))
    data = _body(answer, line, here)
    return Fetched(
        asked.whole, here.whole, (answer.getheader("Content-Type") or "")[:200], data, etag, last_modified,
        here.whole if moved else None, requests, _max_age(answer),
    )  # fmt: skip


def _retry_after(answer: HTTPResponse) -> int:
    """Seconds after which to come again, by the other side's own clock; 0 where it does not say, at most a week."""
    told = (answer.getheader("Retry-After") or "").strip()
    if told.isascii() and told.isdigit():
        return min(int(told[:7]), 7 * 86_400)
    try:
        then = parsedate_to_datetime(told)
        theirs = parsedate_to_datetime(answer.getheader("Date") or "")
        wait = (_aware(then) - _aware(theirs)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0
    return min(max(0, math.ceil(wait)), 7 * 86_400)


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _max_age(answer: HTTPResponse) -> int:
    found = re.search(r"max-age\s*=\s*\"?(\d{1,7})", answer.getheader("Cache-Control") or "", re.I)
    return int(found[1]) if found else 0


def _body(answer: HTTPResponse, line: "_Line", here: Address) -> bytes:
    limits = line.limits
    packed = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packed not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise AnswerBroken(host=here.host, why=Key("outgoing.why.packing"))
    announced = answer.length  # None: up to the end of the line, or in pieces
    if announced is not None and announced > limits.body:
        raise _too_large(here, limits.body)
    unpack = _Unpacking(limits.unpacked, here, packed) if packed not in ("identity", "") else None
    pieces: list[bytes] = []
    came = 0
    with line.told_in_words():
        while piece := answer.read(65_536):
            came += len(piece)
            if came > limits.body:
                raise _too_large(here, limits.body)
            pieces.append(unpack.more(piece) if unpack else piece)
    if announced is not None and came < announced:
        raise AnswerBroken(host=here.host, why=Key("outgoing.why.short"))
    if unpack and came and not unpack.whole:
        raise AnswerBroken(host=here.host, why=Key("outgoing.why.short"))
    return b"".join(pieces)


def _too_large(here: Address, limit: int) -> AnswerTooLarge:
    return AnswerTooLarge(host=here.host, limit=max(1, limit // 1_048_576))


class _Unpacking:
    """Unpacks piece by piece and stops at the bound: what unpacks to a thousand times its size is never held whole."""

    def __init__(self, limit: int, here: Address, packed: str) -> None:
        self._left = limit
        self._limit = limit
        self._here = here
        self._raw = packed == "deflate"
        self._one: Any = None
        self._begun = False
        self.whole = False

    def _new(self, first: bytes) -> Any:
        if not self._raw:
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        zlib_head = len(first) > 1 and first[0] & 0x0F == 8 and (first[0] * 256 + first[1]) % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if zlib_head else -zlib.MAX_WBITS)

    def more(self, piece: bytes) -> bytes:
        out: list[bytes] = []
        while piece:
            if self._one is None:
                if self._begun and not piece.strip(b"\0"):
                    break  # padding after the end
                self._one, self._begun, self.whole = self._new(piece), True, False
            try:
                got = self._one.decompress(piece, self._left + 1)
            except zlib.error:
                raise AnswerBroken(host=self._here.host, why=Key("outgoing.why.packing")) from None
            self._left -= len(got)
            if self._left < 0:
                raise _too_large(self._here, self._limit)
            out.append(got)
            if self._one.eof:
                piece, self._one, self.whole = self._one.unused_data, None, True
            else:
                piece = self._one.unconsumed_tail
        return b"".join(out)


# ---- the line itself


class _Line:
    """One connection, from the look-up to the last byte: every wait on it is bounded, and may be broken off."""

    def __init__(
        self, host: str, limits: Limits, began: float, clock: Callable[[], float], stop: threading.Event | None
    ) -> None:
        self.host = host
        self.limits = limits
        self._until = began + limits.whole
        self._clock = clock
        self._stop = stop
        self._socket: socket.socket | None = None
        self._readable: _Reading | None = None

    # waiting

    def look(self, since: float, bound: float) -> float:
        """Seconds that may still be waited, in slices; refuses when none are left.

        Raises:
            TooSlow, AskingStopped.
        """
        if self._stop is not None and self._stop.is_set():
            raise AskingStopped(host=self.host)
        now = self._clock()
        left = min(self._until - now, since + bound - now)
        if left <= 0:
            whole = self._until - now <= 0
            raise TooSlow(host=self.host, seconds=round(self.limits.whole if whole else bound))
        return min(left, _SLICE)

    def _looked_up(self, here: Address, resolve: Resolve) -> list[str]:
        """The addresses of the name. Looked up beside: where the cable is out, a system may think about it for minutes."""
        try:
            return [str(ipaddress.ip_address(here.host))]
        except ValueError:
            pass
        got: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

        def ask() -> None:
            try:
                got.put(resolve(here.host, here.port))
            except (OSError, UnicodeError) as error:
                got.put(error)

        threading.Thread(target=ask, name="look-up", daemon=True).start()
        since = self._clock()
        while True:
            try:
                left = self.look(since, self.limits.connect)
            except TooSlow:
                raise NoNetwork(host=self.host) from None
            try:
                found = got.get(timeout=left)
            except Empty:
                continue
            if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
                raise NoNetwork(host=self.host) from found
            if isinstance(found, OSError) and not has_a_way_out():
                raise NoNetwork(host=self.host) from found
            if isinstance(found, OSError | UnicodeError):
                raise HostSilent(host=self.host, why=Key("outgoing.why.name")) from found
            return found

    def connect(
        self, here: Address, allowed: Allowed, resolve: Resolve, trust: ssl.SSLContext | None
    ) -> HTTPConnection:
        """A connection to an address that was looked up now, checked, and is not looked up again."""
        found = self._looked_up(here, resolve)
        free = (here.host, here.port) in allowed
        fit = [ip for ip in found if free or is_public(ip)]
        if not fit:
            raise refused(here.host, "inside")
        raw = self._first_of(fit[:4], here.port)
        self._socket = raw
        if raw.getpeername()[0] not in fit or not (free or is_public(raw.getpeername()[0])):
            raise refused(here.host, "inside")  # something between here and there answers in another's place
        if here.scheme == "https":
            self._socket = self._sealed(raw, here, trust or ssl.create_default_context())
        raw_reader = self._readable = _Reading(self)
        connection = HTTPConnection(here.host, here.port)
        connection.auto_open = 0  # never by itself: it would look the name up again
        connection.sock = _Ends(self._socket, raw_reader)  # what HTTPConnection uses of one
        return connection

    def _first_of(self, addresses: list[str], port: int) -> socket.socket:
        failed = 0
        for ip in addresses:
            made = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
            try:
                failed = self._connected(made, ip, port)
                if not failed:
                    return made
            except BaseException:
                made.close()
                raise
            made.close()
        if failed in (ENETUNREACH, ENETDOWN, EHOSTUNREACH):
            raise NoNetwork(host=self.host)
        if failed == ETIMEDOUT:
            raise TooSlow(host=self.host, seconds=round(self.limits.connect))
        raise HostSilent(host=self.host, why=Key("outgoing.why.nobody"))

    def _connected(self, made: socket.socket, ip: str, port: int) -> int:
        """0 once connected, else the system's number for why not. Waited for in slices, so that it can be broken off."""
        made.setblocking(False)
        ready = select.poll()
        ready.register(made, select.POLLOUT)
        state = made.connect_ex((ip, port))
        since = self._clock()
        while state == EINPROGRESS:
            try:
                left = self.look(since, self.limits.connect)
            except TooSlow:
                return ETIMEDOUT
            if ready.poll(left * 1000):
                state = made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        return state

    def _sealed(self, raw: socket.socket, here: Address, trust: ssl.SSLContext) -> ssl.SSLSocket:
        raw.settimeout(max(0.1, min(self.limits.connect, self._until - self._clock())))
        try:
            return trust.wrap_socket(raw, server_hostname=here.host)
        except ssl.SSLCertVerificationError as error:
            raise CertificateRefused(host=self.host, why=str(error.verify_message)[:120]) from None
        except TimeoutError:
            raise TooSlow(host=self.host, seconds=round(self.limits.connect)) from None
        except (ssl.SSLError, OSError, ValueError):
            raise AnswerBroken(host=self.host, why=Key("outgoing.why.sealing")) from None

    # reading

    def read_into(self, buffer: Any) -> int:
        """The next bytes, whenever they come within their time."""
        assert self._socket is not None
        since = self._clock()
        while True:
            self._socket.settimeout(self.look(since, self.limits.silence))
            try:
                return self._socket.recv_into(buffer)
            except (TimeoutError, ssl.SSLWantReadError):
                continue

    def head_is_over(self) -> None:
        """From here on the bound of the body holds, not that of the head."""
        assert self._readable is not None
        self._readable.allow(self.limits.body + self.limits.head)

    def told_in_words(self) -> "_InWords":
        return _InWords(self.host)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()


class _InWords:
    """What the standard library raises while an answer is taken apart, as the house says it."""

    def __init__(self, host: str) -> None:
        self._host = host

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        match error:
            case None | OutgoingError():
                return
            case ConnectionError() | IncompleteRead():
                raise AnswerBroken(host=self._host, why=Key("outgoing.why.short")) from None
            case HTTPException() | ValueError():
                raise AnswerBroken(host=self._host, why=Key("outgoing.why.nonsense")) from None
            case ssl.SSLError():
                raise AnswerBroken(host=self._host, why=Key("outgoing.why.sealing")) from None
            case OSError():
                raise HostSilent(host=self._host, why=Key("outgoing.why.broke")) from None


class _Reading(RawIOBase):
    """The bytes of a line as a file, counted: a head that never ends is told as soon as it is too long."""

    def __init__(self, line: _Line) -> None:
        self._line = line
        self._left = line.limits.head
        self._in_head = True

    def allow(self, more: int) -> None:
        self._left, self._in_head = more, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left <= 0:
            host = self._line.host
            if self._in_head:
                raise AnswerBroken(host=host, why=Key("outgoing.why.head"))
            raise AnswerTooLarge(host=host, limit=max(1, self._line.limits.body // 1_048_576))
        got = self._line.read_into(buffer)
        if not got and self._in_head:  # to the library an end is an end of the head
            raise AnswerBroken(host=self._line.host, why=Key("outgoing.why.short"))
        self._left -= got
        return got


class _Ends:
    """What `http.client` uses of a socket: it writes to it, and reads from its file."""

    def __init__(self, to: socket.socket, reading: _Reading) -> None:
        self._to = to
        self._reading = reading

    def sendall(self, data: bytes) -> None:
        self._to.sendall(data)

    def makefile(self, _mode: str) -> BufferedReader:
        return BufferedReader(self._reading, 16_384)

    def close(self) -> None:
        """The line closes itself, when all was read."""
