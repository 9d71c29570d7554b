"""How bytes are spoilt: without knowing what they are, and as somebody spoils them who knows their form.

All of it is drawn by one `random.Random`: the same lot makes the same bytes.
"""

import base64
import contextlib
import gzip
import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from wasata.record import canon

LONGEST = 400_000
"""Bytes an input may grow to: what a bound is for is tried by growing, and thousands are tried a minute."""

TOKENS: tuple[bytes, ...] = (
    b"",
    b"\0",
    b"\n",
    b"\r\n\r\n",
    b"\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"-1",
    b"0",
    b"1e400",
    b"-0",
    b"NaN",
    b"Infinity",
    b"9" * 400,
    b"99999999999999999999",
    b"2147483648",
    b"-9223372036854775809",
    b"\\ud800",
    b"\\u0000",
    b"../../../../etc/passwd",
    b"%s%n",
    b"%00",
    b"{{7*7}}",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    b"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>&c;",
    b"&x;",
    b"&#xD800;",
    b"&#0;",
    b"&#99999999;",
    b"[" * 3000,
    b'{"a":' * 2000,
    b"<b>" * 2000,
    b"(" * 500,
    b"\xe2\x80\xae",
    b"\xd9\x8b" * 300,
    b"0001-01-01",
    b"9999-12-31T23:59:59.999999+23:59",
    b"0000-00-00",
    b"2023-02-30",
    b"Mon, 99 Foo 99999 99:99:99 +9999",
    b"=?utf-8?B?////?=",
    b"=?x-none?Q?=FF?=",
    b"base64",
    b"quoted-printable",
    b"uuencode",
    b"charset=utf-7",
    b"charset=idna",
    b"charset=zip",
    b"charset=\x00",
    b"boundary=",
    b"Content-Length: -1\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"WARC/1.0\r\n",
    b"From ",
    b"\n\n",
    b"---\n",
    b"\t\t\t\t\t",
    b"\xd9\xa3\xd9\xa5",
    b"1445 \xd9\x87\xd9\x80",
)

ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    -2,
    7,
    2**31,
    2**53,
    2**63,
    10**30,
    -(10**30),
    1.5,
    -0.0,
    1e308,
    float("inf"),
    float("nan"),
    "",
    " ",
    "0",
    "-1",
    "a" * 64,
    "f" * 64,
    "0" * 32,
    "g" * 64,
    "A" * 64,
    "\ud800",
    "\x00",
    "\u202e",
    "é",
    "../../x",
    "/etc/passwd",
    ".",
    "..",
    "x" * 5000,
    [],
    {},
    [[]],
    [None],
    ["x"],
    {"": 0},
    {"a": {"a": {}}},
    "2023-11-24T05:00:00.000000Z",
    "2023-02-30T05:00:00.000000Z",
    "9999-12-31T23:59:59.999999+00:00",
    "0001-01-01T00:00:00+14:00",
    "QQ==",
    "QR==",
    "====",
    "ar",
    "en",
    "fr",
    [0, 1, 2],
    "٣",
)


def spoilt(data: bytes, lot: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Bytes changed at a few places, by somebody who does not know what they are."""
    out = bytearray(data)
    for _ in range(lot.choice((1, 1, 1, 2, 3, 5, 9))):
        at = lot.randrange(len(out) + 1)
        end = min(len(out), at + lot.choice((1, 1, 2, 4, 8, 40, 300, 5000)))
        match lot.randrange(9):
            case 0 if out:
                out[at % len(out)] ^= 1 << lot.randrange(8)
            case 1 if out:
                out[at % len(out)] = lot.randrange(256)
            case 2:
                del out[at:end]
            case 3:
                out[at:at] = out[at:end] * lot.choice((1, 1, 2, 50, 2000))
            case 4:
                out[at:at] = lot.choice(TOKENS)
            case 5:
                out[at:end] = lot.choice(TOKENS)
            case 6 if others:
                other = lot.choice(others)
                start = lot.randrange(len(other) + 1)
                out[at:end] = other[start : start + lot.choice((4, 60, 2000))]
            case 7:
                out[:] = _number_changed(bytes(out), lot)
            case _:
                del out[at:]
                out += lot.choice((b"", b"", b"\n", data[-20:]))
        del out[LONGEST:]
    return bytes(out)


def _number_changed(data: bytes, lot: random.Random) -> bytes:
    places = list(re.finditer(rb"\d+", data[:20_000]))
    if not places:
        return data
    m = lot.choice(places)
    told = lot.choice(
        (b"0", b"-1", str(int(m[0][:30]) + 1).encode(), b"65536", b"4294967295", b"9" * 25, m[0] + b"0", b"1.5")
    )
    return data[: m.start()] + told + data[m.end() :]


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a value in JSON, as the keys that lead to it."""
    found = [here]
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(inner, (*here, key))
    return found


def put(value: Any, place: tuple[Any, ...], what: Any) -> Any:
    """The value with something else at a place."""
    if not place:
        return what
    copied: Any = dict(value) if isinstance(value, dict) else list(value)
    copied[place[0]] = put(value[place[0]], place[1:], what)
    return copied


def other_value(value: Any, lot: random.Random) -> Any:
    """A value in JSON with something else at a place or two: another value, a key more or less, two things exchanged."""
    for _ in range(lot.choice((1, 1, 1, 2, 3))):
        place = lot.choice(places(value)[:3000])
        there = value
        for key in place:
            there = there[key]
        match lot.randrange(6):
            case 0 if isinstance(there, dict) and there:
                without = lot.choice(sorted(map(str, there)))
                value = put(value, place, {k: v for k, v in there.items() if k != without})
            case 1 if isinstance(there, dict):
                key = lot.choice(("z", "é", "", "\x00", *map(str, list(there)[:4])))
                value = put(value, place, there | {key: lot.choice(ODD)})
            case 2 if isinstance(there, list):
                value = put(value, place, there * lot.choice((0, 2, 40)) + [lot.choice(ODD)])
            case 3 if isinstance(there, str):
                changed = spoilt(there.encode("utf-8", "surrogatepass")[:20_000], lot).decode("utf-8", "replace")
                value = put(value, place, changed)
            case 4 if isinstance(there, int) and not isinstance(there, bool):
                value = put(value, place, there + lot.choice((-1, 1, -there, 2**31, -2 * there)))
            case _:
                value = put(value, place, lot.choice(ODD))
    return value


def in_json(data: bytes, lot: random.Random) -> bytes:
    """JSON with other values in it, written carefully or carelessly; what is no JSON is spoilt as bytes."""
    try:
        value = other_value(json.loads(data), lot)
    except (ValueError, RecursionError):
        return spoilt(data, lot)
    how: dict[str, Any] = lot.choice(
        ({"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}, {}, {"indent": 1})
    )
    return json.dumps(value, **how).encode("utf-8", "surrogatepass")


def in_canon(data: bytes, lot: random.Random) -> bytes:
    """As `in_json`, and written in the one form the record reads: what is not of that form is refused before anything looks."""
    for _ in range(20):
        with contextlib.suppress(Exception):
            return canon.encode(other_value(json.loads(data), lot))
    return spoilt(data, lot)


def in_lines_of_json(data: bytes, lot: random.Random) -> bytes:
    """Some of many lines of JSON changed, doubled, moved or gone."""
    lines = data.splitlines()
    for _ in range(lot.choice((1, 1, 2))):
        if not lines:
            break
        n = lot.randrange(len(lines))
        match lot.randrange(4):
            case 0:
                lines.insert(lot.randrange(len(lines)), lines[n])
            case 1:
                del lines[n]
            case _:
                lines[n] = in_json(lines[n], lot)
    return b"".join(line + b"\n" for line in lines)


_NAMES = (
    "../../../etc/passwd",
    "/etc/passwd",
    "a\\..\\b.txt",
    "C:\\x.txt",
    "a\u0000.txt",
    ".",
    "..",
    "",
    "x" * 400 + ".txt",
    "a.txt",
    "b.html",
    "m.eml",
    "in.zip",
    "w.docx",
    "c.json",
    "a.warc.gz",
    "n.mbox",
    "p.pdf",
    "word/document.xml",
    "word/styles.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
    "\u202etxt.exe",
    "word/media/../../x.xml",
    "docProps/core.xml",
)


def in_a_zip(data: bytes, lot: random.Random, inside: Callable[[bytes, random.Random], bytes] = spoilt) -> bytes:
    """An archive packed anew with something else in it; what is none is spoilt as bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as was:
            parts = [(m.filename, was.read(m)) for m in was.infolist()[:40] if m.file_size < LONGEST]
    except Exception:
        return spoilt(data, lot)
    for _ in range(lot.choice((1, 1, 2))):
        n = lot.randrange(len(parts)) if parts else 0
        match lot.randrange(8):
            case 0 if parts:
                parts[n] = (lot.choice(_NAMES), parts[n][1])
            case 1 if parts:
                del parts[n]
            case 2:
                parts.insert(n, (lot.choice(_NAMES), lot.choice(parts)[1] if parts else b"x"))
            case 3 if parts:
                parts[n] = (parts[n][0], lot.choice((b"a", b"\0", b"<b>", b"<w:p>")) * 300_000)
            case _ if parts:
                parts[n] = (parts[n][0], inside(parts[n][1], lot))
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(out, "w", lot.choice((0, 8, 8, 8, 12, 14))) as made:
            for name, content in parts:
                member = zipfile.ZipInfo(name.replace("\0", "\u2400"))
                member.compress_type = lot.choice((0, 8, 8))
                member.external_attr = lot.choice((0, 0, 0, 0o120777 << 16, 0o040755 << 16))
                made.writestr(member, content[:LONGEST])
    except Exception:
        return spoilt(data, lot)
    packed = out.getvalue()
    return _head_of_zip_changed(packed, lot) if lot.randrange(4) == 0 else packed


def _head_of_zip_changed(packed: bytes, lot: random.Random) -> bytes:
    """Sizes, flags and ways of packing told otherwise than they are."""
    at = packed.find(lot.choice((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")))
    if at < 0:
        return packed
    out = bytearray(packed)
    for _ in range(lot.choice((1, 2))):
        out[min(len(out) - 1, at + lot.randrange(4, 46))] = lot.choice((0, 1, 8, 9, 14, 99, 255))
    return bytes(out)


def in_gzip(data: bytes, lot: random.Random) -> bytes:
    """What is packed changed, and packed again; else spoilt as bytes."""
    try:
        plain = zlib.decompressobj(31).decompress(data, LONGEST)
    except zlib.error:
        return spoilt(data, lot)
    return gzip.compress(spoilt(plain, lot), mtime=0)


def in_base64(data: bytes, lot: random.Random) -> bytes:
    """One stretch of base64 in a text changed within; else spoilt as bytes."""
    found = list(re.finditer(rb"[A-Za-z0-9+/\n]{40,}={0,2}", data))
    if not found:
        return spoilt(data, lot)
    m = lot.choice(found)
    try:
        plain = base64.b64decode(m[0])
    except ValueError:
        return spoilt(data, lot)
    return data[: m.start()] + base64.encodebytes(spoilt(plain, lot)) + data[m.end() :]
