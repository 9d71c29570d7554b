"""Decoding: from the bytes of a file to its letters.

Danger: Arabic read as Western letters ("Þá" for "قل"), and marks that quote words nobody wrote.
Duty: UTF-8, UTF-16 and UTF-32 with or without a mark at the front, windows-1256, ISO-8859-6, windows-1252; what is no
text at all is named (PDF, image, archive) and refused.
Shape: a mark at the front decides; else UTF-8 where it fits; else UTF-16 where every second byte says so; else the
one-byte encodings are weighed by whether the letters they give stand together as letters of one script do, and whether
they are the frequent letters of Arabic. What no encoding makes sense of is refused: nothing is guessed into the record.
"""

import codecs
import re
from contextlib import suppress

from wasata.errors import LettersUnknown, NotText

_MARKS_AT_FRONT = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_BINARIES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP / DOCX / XLSX / ODT"),
    (b"\xd0\xcf\x11\xe0", "DOC / XLS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"SQLite format 3", "SQLite"),
    (b"OggS", "OGG"),
    (b"ID3", "MP3"),
    (b"{\\rtf", "RTF"),
)
_ONE_BYTE = ("cp1256", "iso8859_6", "cp1252")
_NAMES = {
    "windows-1256": "cp1256", "cp1256": "cp1256", "cp-1256": "cp1256", "x-cp1256": "cp1256",
    "iso-8859-6": "iso8859_6", "iso8859-6": "iso8859_6", "arabic": "iso8859_6", "asmo-708": "iso8859_6",
    "iso-8859-6-i": "iso8859_6",
    "windows-1252": "cp1252", "cp1252": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
"""What pages call their encoding, and ours for it. ISO-8859-1 on a page means windows-1252 (WHATWG)."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)|<\?xml[^>]{0,100}?encoding=["']([\w-]+)""", re.I
)
_SAMPLE = 20_000
"""Bytes weighed when an encoding has to be found."""

# Letters of Arabic by how often they stand in running text; what is frequent weighs more.
_WEIGHT = {
    c: w
    for w, letters in ((3.0, "اليمون"), (2.0, "رتبةعدسفهكقأ"), (1.0, "حجشصطخضىذثزغئإ"), (0.5, "ظءؤآ،؛؟"))
    for c in letters
}
_ARABIC = re.compile("[\u0621-\u064a]")
_SIGN = re.compile("[\u064b-\u0652\u0640\u200c\u200d\u200e\u200f]")
_FREQUENT = re.compile("(?<![\u0621-\u064a])(?:و?ال[\u0621-\u064a]{2}|في|من|على|إلى|عن|أن|قال|التي)")
_PUNCTUATION = frozenset("’‘“”„‚…–—«»•·©®°´¸¨¯£€¥§™×÷\u00a0،؛؟٪٫٬")


def decode(data: bytes, path: str, *, declared: bool = False, charset: str | None = None) -> tuple[str, str]:
    """The text of some bytes, newlines as "\\n", and the encoding it was in.

    Args:
        data: the bytes of the file.
        path: what to call them when they are refused.
        declared: whether a page's own `charset` is believed where it fits.
        charset: what the sender called the encoding; believed before the page's own, where it fits.

    Raises:
        NotText: a known binary file, or one with bytes no text has.
        LettersUnknown: no encoding gives sensible letters.
    """
    for front, encoding in _MARKS_AT_FRONT:
        if data.startswith(front):
            return _lines(_tolerant(data, encoding, path)), encoding
    head = data[:64].lstrip()
    for front, what in _KNOWN_BINARIES:
        if head.startswith(front):
            raise NotText(path=path, what=what)
    sixteen = _sixteen(data)
    if sixteen:
        return _lines(_tolerant(data, sixteen, path)), sixteen
    if b"\0" in data:
        raise NotText(path=path, what="NUL")
    if _SEVEN_BIT.search(data[:_SAMPLE]) or _is_utf7(data[:_SAMPLE]):
        raise LettersUnknown(path=path)  # its bytes fit UTF-8, and what they would give are not its letters
    told = [charset] if charset else []
    if declared and (found := _DECLARED.search(data[:4096])):
        told.append((found[1] or found[2]).decode("ascii"))
    for name in told:
        named = _NAMES.get(name.strip().strip("\"'").lower(), "")
        if named in _ONE_BYTE and not _fits_utf8(data) and not _lies(data, named):
            return _lines(_sound(data.decode(named, "replace"), path)), named
    if _fits_utf8(data):
        return _lines(_sound(data.decode("utf-8", "replace"), path)), "utf-8"
    best = max(_ONE_BYTE, key=lambda encoding: _sense(data, encoding))
    if _sense(data, best) <= 0 or (best != "cp1252" and _says_nothing(data, best)):
        mostly = _mostly_utf8(data)
        if mostly is None:
            raise LettersUnknown(path=path)
        return _lines(_sound(mostly, path)), "utf-8"
    return _lines(_sound(data.decode(best, "replace"), path)), best


_SEVEN_BIT = re.compile(rb"\x1b(?:\$[@AB()]|\([IJ])")
"""Where ISO-2022 changes to letters of Japan, China or Korea, in bytes that are all below 128."""
_UTF7 = re.compile(rb"(?<![A-Za-z0-9+/])\+([A-Za-z0-9/]{4,})-?")
_WORDS = re.compile("[\u0621-\u064a]{2,}")
_WORDS_WEIGHED = 8


def _is_utf7(sample: bytes) -> bool:
    """Whether pieces of UTF-7 stand in the text: three or more that give Arabic letters, and nothing else."""
    if b"+" not in sample or not sample.isascii():
        return False
    pieces = _UTF7.findall(sample)[:20]
    given = [(b"+" + piece + b"-").decode("utf-7", "replace") for piece in pieces]
    return sum(all(_ARABIC.match(c) or _SIGN.match(c) for c in text) for text in given) >= 3


def _says_nothing(data: bytes, encoding: str) -> bool:
    """Whether bytes read as Arabic give words, and among many not one of those no Arabic text goes without: they were
    letters of another script."""
    words = [w[0] for w in _WORDS.finditer(data[:_SAMPLE].decode(encoding, "replace"))]
    return len(words) >= _WORDS_WEIGHED and not _FREQUENT.search(" ".join(words))


_OTHERS = re.compile(
    r"iso-?8859-(?:[2-9]|1[03-6])|windows-125[013-578]|cp125[013-578]|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-jp|"
    r"euc-kr|mac-?roman|mac-?arabic"
)
"""Encodings of other scripts that mail may name, and that Python reads letter by letter."""
_SEVEN = re.compile(r"iso-2022-(?:jp(?:-[123])?|kr)|utf-7")
"""Those that stand in bytes below 128, so that they fit UTF-8 whatever they say."""


def decode_declared(data: bytes, path: str, charset: str | None) -> tuple[str, str]:
    """The text of bytes whose sender names their encoding: believed where it fits, and found where it does not."""
    name = (charset or "").strip().strip("\"'").lower().replace("_", "-") if charset else ""
    name = "shift_jis" if name == "shift-jis" else name
    if _SEVEN.fullmatch(name) or (_OTHERS.fullmatch(name) and not _fits_utf8(data)):
        with suppress(LookupError, UnicodeDecodeError):
            return _lines(_sound(data.decode(name.replace("mac-", "mac_")), path)), name
    return decode(data, path, charset=charset)


def _lies(data: bytes, named: str) -> bool:
    """Whether the named encoding gives letters that make no sense while another gives some that do."""
    return _sense(data, named) <= 0 < max(_sense(data, other) for other in _ONE_BYTE)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tolerant(data: bytes, encoding: str, path: str) -> str:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * 50 > len(text):
        raise LettersUnknown(path=path)
    return _sound(text, path)


def _sound(text: str, path: str) -> str:
    """Refuses what is full of control characters: it is no text, whatever it decodes to."""
    head = text[:_SAMPLE]
    controls = sum((c < " " and c not in "\t\n\r\f\x1b") or c == "\x7f" for c in head)
    if controls * 100 > len(head):
        raise NotText(path=path, what="…")
    return text


def _fits_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8; a last letter cut in two is allowed (a download that broke off)."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.start >= len(data) - 3 and error.start > 0
    return True


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, each shown as U+FFFD; None when it is not that."""
    text = data.decode("utf-8", "replace")
    good = sum(c > "\x7f" and c != "\ufffd" for c in text[:_SAMPLE])
    return text if good > 10 * text[:_SAMPLE].count("\ufffd") else None


def _sixteen(data: bytes) -> str:
    """UTF-16 without a mark at the front: every second byte is one of the few pages where letters stand."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or len(data) % 2 or b"\0" not in sample:
        return ""
    pages = frozenset(b"\x00\x06\x20\xfe\xfb")
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if sum(b in pages for b in high) >= 0.95 * len(high) and low.count(0) <= 0.02 * len(low):
            return encoding
    return ""


def _sense(data: bytes, encoding: str) -> float:
    """How much sense one-byte letters make in an encoding: above 0 for text, higher for likelier."""
    sample = data[:_SAMPLE]
    text = sample.decode(encoding, "replace")
    total, high = 0.0, 0
    size = len(text)
    for n, c in enumerate(text):
        if c < "\x80":
            continue
        high += 1
        before = text[n - 1] if n else " "
        after = text[n + 1] if n + 1 < size else " "
        beside = before + after
        if _ARABIC.match(c):
            latin = any("a" <= b.lower() <= "z" for b in beside)
            alone = not any(_ARABIC.match(b) or _SIGN.match(b) for b in beside)
            total += -3.0 if latin else -1.0 if alone and c not in "و" else _WEIGHT.get(c, 0.0)
            if c in "ةى" and _ARABIC.match(after):
                total -= 4.0
        elif _SIGN.match(c):
            total += 0.5 if _ARABIC.match(before) else -2.0
        elif c in _PUNCTUATION:
            total += 0.5
        elif c.isalpha():
            plain = any("a" <= b.lower() <= "z" for b in beside)
            total += 2.0 if plain and not any(b > "\x7f" and b.isalpha() for b in beside) else -2.0
        else:
            total -= 3.0
    if high:
        total += 4.0 * len(_FREQUENT.findall(text))
    return total / max(high, 1)
