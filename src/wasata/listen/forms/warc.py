"""Web archives (.warc, .warc.gz): each page that was saved with an answer 200 a report.

Danger: a record cut short that hides a million after it; the day a page was saved taken for the day it was published; a
record that unpacks to a disk full.
Duty: response records that hold a page go through the page reader; their address → url. `WARC-Date` goes into the head as
`saved_at` only. Robots, pictures, revisits and errors are left out and counted.
Shape: a .warc.gz is read member by member, so that one which is cut short or damaged is refused by its number and the next
is looked for; fastwarc reads the records in each.
"""

import io
import sys
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from wasata.errors import FileTooLarge, FormBroken, FormPartMissing, FormRefused, LeftOut, ListenError, ReportEmpty
from wasata.listen.forms import incoming as bounds
from wasata.listen.forms.incoming import Incoming, Refusal
from wasata.listen.forms.page import page
from wasata.words import Key

_CHUNK = 1 << 18
_HELD = 8 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
PAGES = ("text/html", "application/xhtml+xml")


def is_warc(begins: bytes) -> bool:
    """Whether a file begins as a web archive does, packed or not."""
    if begins.startswith(_GZIP):
        try:
            begins = zlib.decompressobj(31).decompress(begins, 64)
        except zlib.error:
            return False
    return begins.startswith(b"WARC/")


def warc(stream: BinaryIO, name: str) -> Iterator[Incoming | Refusal]:
    """The pages of a web archive, in order. Records are counted from 1.

    Raises:
        FormPartMissing: the part that reads web archives is not installed.
    """
    if not find_spec("fastwarc"):
        raise FormPartMissing(
            path=name, form="WARC", part="fastwarc", command=f"{sys.executable} -m pip install 'wasata[intake]'"
        )
    told = _Told(name)
    packed = stream.read(3) == _GZIP
    stream.seek(0)
    if packed:
        for member in _members(stream):
            if isinstance(member, bytes):
                yield from told.records(io.BytesIO(member))
            else:
                yield told.refused(member)
    else:
        yield from told.records(stream)
    for what, n in told.left.items():
        yield Refusal(name, LeftOut(path=name, n=n, what=Key(f"listen.left.{what}")), note=True)
    if not told.given and not told.left:
        raise FormBroken(path=name, form="WARC", why=Key("listen.broken_why.no_record"))


class _Told:
    """What the records of one archive give."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seen = 0
        self.given = 0
        self.left: dict[str, int] = {}

    def refused(self, why: str) -> Refusal:
        self.seen += 1
        self.given += 1
        where = f"{self.name}:{self.seen}"
        if why == "large":
            return Refusal(where, FormRefused(path=where, form="WARC", why=Key("listen.refused_why.unpacks")))
        return Refusal(where, FormBroken(path=where, form="WARC", why=Key(f"listen.broken_why.{why}")))

    def records(self, stream: Any) -> Iterator[Incoming | Refusal]:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # optional, and only for web archives

        end, reached = stream.seek(0, io.SEEK_END), 0
        stream.seek(0)
        try:
            for record in ArchiveIterator(stream, parse_http=True, auto_decode="all", stream_detect=False):
                self.seen += 1
                where = f"{self.name}:{self.seen}"
                reached = _end_of(record, stream)
                if reached > end:  # half a page would pass for a whole report; nothing comes after it
                    self.given += 1
                    yield Refusal(where, FormBroken(path=where, form="WARC", why=Key("listen.broken_why.cut")))
                    return
                if record.record_type != WarcRecordType.response:
                    if record.record_type == WarcRecordType.revisit:
                        self._leave("revisit")
                    continue
                try:
                    found = self._page(record, where)
                except ListenError as error:
                    found = Refusal(where, error)
                if found is not None:
                    self.given += 1
                    yield found
            stream.seek(reached)
            if stream.read(4096).strip(b"\r\n\0"):  # the head of one more record, and no more of it
                yield self.refused("cut")
        except (OSError, ValueError, EOFError, RuntimeError):
            yield self.refused("cut")
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # how the part that reads records says that it broke
                raise
            yield self.refused("damaged")

    def _leave(self, what: str) -> None:
        self.left[what] = self.left.get(what, 0) + 1

    def _page(self, record: Any, where: str) -> Incoming | Refusal | None:
        address = str(record.headers.get("WARC-Target-URI") or "").strip("<> ")
        http = record.http_headers
        if http is None or urlsplit(address).path == "/robots.txt" or not address.startswith(("http://", "https://")):
            self._leave("no_page")
            return None
        if http.status_code != 200:
            self._leave("no_answer")
            return None
        kind = str(record.http_content_type or "").lower()
        if kind not in PAGES:
            self._leave("no_page")
            return None
        body = record.reader.read(bounds.MAX_PAGE_BYTES + 1)
        if len(body) > bounds.MAX_PAGE_BYTES:
            limit = bounds.MAX_PAGE_BYTES // 1_048_576
            raise FileTooLarge(path=where, size=limit + 1, limit=limit)
        head = {"url": address, "saved_at": str(record.headers.get("WARC-Date") or "")[:40]}
        try:
            return page(body, where, charset=record.http_charset, head=head)
        except ReportEmpty:
            self._leave("wordless")
            return None


def _end_of(record: Any, stream: BinaryIO) -> int:
    """Where a record ends by its own words, in the stream it is read from: the library takes one that was cut for whole."""
    here = stream.tell()
    try:
        stream.seek(record.stream_pos)
        head = b""
        while b"\r\n\r\n" not in head and (more := stream.read(4096)):
            head += more
        if b"\r\n\r\n" not in head:
            return sys.maxsize
        length = str(record.headers.get("Content-Length") or "").strip()
        size = int(length) if length.isascii() and length.isdigit() and len(length) < 19 else 0
        return int(record.stream_pos) + head.find(b"\r\n\r\n") + 4 + size
    finally:
        stream.seek(here)


def _members(stream: BinaryIO) -> Iterator[bytes | str]:
    """The members of a packed file, unpacked one by one; for one that is broken why: `cut`, `damaged`, `large`."""
    waiting = b""
    while True:
        if len(waiting) < 18:
            more = stream.read(_CHUNK) or b""
            waiting += more
            if not waiting.strip(b"\0"):
                return
        inflate = zlib.decompressobj(31)
        held = waiting  # a member that was cut short swallows those after it before it is seen to be broken
        made: list[bytes] = []
        size, why = 0, ""
        while True:
            try:
                piece = inflate.decompress(waiting, bounds.MAX_BYTES + 1 - size)
            except zlib.error:
                why = "damaged"
                break
            size += len(piece)
            made.append(piece)
            if size > bounds.MAX_BYTES:
                why = "large"
                break
            if inflate.eof:
                waiting = inflate.unused_data
                break
            waiting = inflate.unconsumed_tail
            if not waiting:
                waiting = stream.read(_CHUNK) or b""
                held = held + waiting if len(held) < _HELD else waiting
                if not waiting:
                    why = "cut"
                    break
        if not why:
            yield b"".join(made)
            continue
        yield why
        waiting = _next_member(held[3:], stream)  # behind its own sign, or it would be found again
        if not waiting:
            return


def _next_member(waiting: bytes, stream: BinaryIO) -> bytes:
    """The bytes from where the next sound member begins; empty when none comes."""
    while True:
        at = waiting.find(_GZIP)
        while at >= 0:
            if len(waiting) - at < 4096:
                waiting += stream.read(_CHUNK) or b""
            try:
                if zlib.decompressobj(31).decompress(waiting[at : at + 4096], 8).startswith(b"WARC/"):
                    return waiting[at:]
            except zlib.error:
                pass
            at = waiting.find(_GZIP, at + 1)
        more = stream.read(_CHUNK) or b""
        if not more:
            return b""
        waiting = waiting[-2:] + more
