"""Bare pictures: JPEG and PNG, written anew from the parts that make the picture and from no other.

Danger: the place where a picture was taken, the whole of it before it was cut, the film that a telephone keeps behind it.
Duty: from a JPEG the tables, the frame and the scans; from a PNG its head, palette, transparency and pixels. Camera data,
colour profiles, thumbnails, comments and whatever follows the end stay behind; a picture that is turned stays turned.
Shape: pure, bytes to (bytes, what was taken out); no pixel of a JPEG is decoded, so none is changed. Of a part that is kept
every length is checked, so that nothing rides along in it.
"""

import struct
import zlib
from collections.abc import Callable, Iterator

from wasata.errors import BareRefused
from wasata.words import Key

MAX_PIXEL_BYTES = 256 * 1024 * 1024
"""A PNG that unpacks to more is refused."""

_SOF = frozenset((0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA, 0xCB))
_SOI, _EOI, _SOS, _DQT, _DHT, _DAC, _DRI, _DNL, _COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xCC, 0xDD, 0xDC, 0xFE


def _broken(form: str) -> BareRefused:
    return BareRefused(why=Key("contact.bare.why.broken"), value=form)


# JPEG


def bare_jpeg(data: bytes) -> tuple[bytes, dict[str, int]]:
    """The picture of a JPEG.

    Raises:
        BareRefused: it is damaged or cut off, or of a form that no camera and no program of today writes.
    """
    out = bytearray(b"\xff\xd8")
    taken: dict[str, int] = {}
    turned, frames, scans, jfif = 1, 0, 0, False
    kept: list[bytes] = []
    at = 2
    while True:
        marker, at = _marker(data, at)
        if marker == _EOI:
            break
        if at + 2 > len(data):
            raise _broken("JPEG")
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        if length < 2 or len(body) != length - 2:
            raise _broken("JPEG")
        at += length
        if 0xE0 <= marker <= 0xEF or marker == _COM:
            what, found = _told_in(marker, body)
            jfif = jfif or (marker == 0xE0 and body.startswith(b"JFIF\0"))
            turned = found or turned
            adobe = marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12
            if adobe:  # tells how the colours are written; without it they come out wrong
                kept.append(b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + body[11:12])
            elif what:
                taken[what] = taken.get(what, 0) + 1
            continue
        if not _is_sound(marker, body):
            raise _broken("JPEG")
        frames += marker in _SOF
        kept.append(bytes((0xFF, marker)) + length.to_bytes(2, "big") + body)
        if marker == _SOS:
            scans += 1
            end = _end_of_scan(data, at)
            kept.append(data[at:end])
            at = end
    if frames != 1 or not scans:
        raise _broken("JPEG")
    taken["trailing"] = int(any(data[at:]))
    if jfif:  # only where it was: beside Adobe's own part it would tell the colours otherwise
        out += b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    out += _turned(turned)
    return bytes(out + b"".join(kept) + b"\xff\xd9"), taken


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at this place and where it ends."""
    if at >= len(data) or data[at] != 0xFF:
        raise _broken("JPEG")
    while at < len(data) and data[at] == 0xFF:
        at += 1
    if at >= len(data):
        raise _broken("JPEG")
    return data[at], at + 1


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the letters of a scan end: at the next marker that is none of its own."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _broken("JPEG")
        after = data[at + 1]
        if after == 0 or 0xD0 <= after <= 0xD7:
            at += 2
        elif after == 0xFF:
            at += 1
        else:
            return at


def _is_sound(marker: int, body: bytes) -> bool:
    """Whether a part that makes the picture is exactly as long as it must be."""
    if marker in _SOF:
        return len(body) >= 6 and len(body) == 6 + 3 * body[5] and body[5] in (1, 3, 4) and body[3:5] != b"\0\0"
    if marker == _SOS:
        return len(body) >= 4 and len(body) == 4 + 2 * body[0]
    if marker == _DQT:
        return _fits(body, lambda rest: 129 if rest[0] >> 4 else 65)
    if marker == _DHT:
        return _fits(body, lambda rest: 17 + sum(rest[1:17]))
    if marker == _DAC:
        return len(body) % 2 == 0 and len(body) <= 64
    return marker in (_DRI, _DNL) and len(body) == 2


def _fits(body: bytes, size: Callable[[bytes], int]) -> bool:
    """Whether tables follow each other to the very end."""
    at = 0
    while at < len(body):
        at += size(body[at:])
    return bool(body) and at == len(body)


def _told_in(marker: int, body: bytes) -> tuple[str, int]:
    """What a part tells beside the picture, and how the picture is turned, if it says so (0: it does not)."""
    if marker == 0xE0:
        thumbnail = body.startswith(b"JFXX") or (len(body) > 14 and body.startswith(b"JFIF"))
        return ("thumbnail" if thumbnail else ""), 0
    if marker == 0xE1 and body.startswith(b"Exif\0\0"):
        return "camera", _turning(body[6:])
    if marker == 0xE2 and body.startswith(b"ICC_PROFILE"):
        return "profile", 0
    if marker == 0xE2 and body.startswith(b"MPF"):
        return "other_pictures", 0
    return ("comment" if marker == _COM else "properties"), 0


def _turning(tiff: bytes) -> int:
    """How a camera was held (tag 0x0112): 2 to 8, or 0 where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None or struct.unpack_from(order + "H", tiff, 2)[0] != 42:
            return 0
        first = struct.unpack_from(order + "I", tiff, 4)[0]
        for n in range(struct.unpack_from(order + "H", tiff, first)[0]):
            tag, kind, _many, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * n)
            if (tag, kind) == (0x0112, 3) and 2 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return 0


def _turned(how: int) -> bytes:
    """Camera data that say how the picture is turned and nothing else; none where it stands upright."""
    if how == 1:
        return b""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, how, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


# PNG

_SIGN = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Where the passes of an interlaced picture begin and how far apart their pixels are: x, y, step across, step down."""
_TELLS = {
    b"eXIf": "camera", b"tEXt": "comment", b"zTXt": "comment", b"iTXt": "comment", b"iCCP": "profile", b"tIME": "hour",
}  # fmt: skip
_HARMLESS = frozenset((b"sRGB", b"gAMA", b"sBIT", b"bKGD", b"cHRM", b"pHYs"))


def bare_png(data: bytes) -> tuple[bytes, dict[str, int]]:
    """The picture of a PNG: its pixels packed anew, so that nothing rides along behind them.

    Raises:
        BareRefused: it is damaged, moves, or unpacks to more than any picture.
    """
    taken: dict[str, int] = {}
    parts: dict[bytes, bytes] = {}
    pixels = bytearray()
    end = len(_SIGN)
    for kind, body, after in _chunks(data):
        end = after
        if kind == b"IDAT":
            pixels += body
        elif kind in (b"IHDR", b"PLTE", b"tRNS") and kind not in parts:
            parts[kind] = body
        elif kind in (b"acTL", b"fcTL", b"fdAT"):
            raise BareRefused(why=Key("contact.bare.why.moves"), value="PNG")
        elif kind[:1].isupper() and kind != b"IEND":
            raise _broken("PNG")  # what may not be left out, and what we do not know
        elif kind != b"IEND" and kind not in _HARMLESS:
            what = _TELLS.get(kind, "properties")
            taken[what] = taken.get(what, 0) + 1
    taken["trailing"] = int(any(data[end:]))
    head = parts.get(b"IHDR", b"")
    if len(head) != 13:
        raise _broken("PNG")
    packed = zlib.compress(_unpacked(bytes(pixels), _size(head)), 6)
    out = [_SIGN, _chunk(b"IHDR", head)]
    if b"PLTE" in parts and len(parts[b"PLTE"]) in range(3, 769, 3):
        out.append(_chunk(b"PLTE", parts[b"PLTE"]))
    if b"tRNS" in parts and len(parts[b"tRNS"]) <= 256:
        out.append(_chunk(b"tRNS", parts[b"tRNS"]))
    return b"".join((*out, _chunk(b"IDAT", packed), _chunk(b"IEND", b""))), taken


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """The parts up to the end, each with where it ends."""
    at = len(_SIGN)
    while True:
        if at + 12 > len(data):
            raise _broken("PNG")
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        told = data[at + 8 + length : at + 12 + length]
        if len(body) != length or len(told) != 4 or zlib.crc32(kind + body) != int.from_bytes(told, "big"):
            raise _broken("PNG")
        at += 12 + length
        yield kind, body, at
        if kind == b"IEND":
            return


def _size(head: bytes) -> int:
    """How many bytes the pixels are, unpacked."""
    width, height, depth, colour, _packing, _filter, interlaced = struct.unpack(">IIBBBBB", head)
    bits = _CHANNELS.get(colour, 0) * depth
    if not bits or depth not in (1, 2, 4, 8, 16) or not width or not height or interlaced > 1:
        raise _broken("PNG")

    def rows(across: int, down: int) -> int:
        return down * (1 + (across * bits + 7) // 8) if across and down else 0

    if not interlaced:
        return rows(width, height)
    return sum(rows(max(0, -((x - width) // sx)), max(0, -((y - height) // sy))) for x, y, sx, sy in _PASSES)


def _unpacked(packed: bytes, size: int) -> bytes:
    if size > MAX_PIXEL_BYTES:
        raise BareRefused(why=Key("contact.bare.why.large"), value="PNG")
    try:
        pixels = zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error:
        raise _broken("PNG") from None
    if len(pixels) < size:
        raise _broken("PNG")
    return pixels[:size]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
