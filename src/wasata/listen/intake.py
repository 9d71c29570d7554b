"""Intake: from files, folders, pages, mail, documents, archives and pipes to reports.

Danger: one broken file that keeps ninety-nine good ones from being read; a day of publication nobody stated.
Duty: the one door for all forms. What kind a file is its bytes tell first, then its name, then what its sender called it.
What cannot be taken in comes back as a `Refusal` in its place, and the rest goes on.
Shape: `take_in(paths)` gives `Incoming | Refusal` one by one, so that a million lines need no memory; `from_bytes` does the
same for one upload or one fetched page. Each form stands in a module of `forms` of its own, and loads when it is met.

    .txt .md          text, with a head between two "---" lines if there is one
    .html             a web page
    .json .jsonl      the reading contract; or Telegram's export of a channel
    .eml .mbox        mail, with what is attached; a Maildir folder
    .pdf .docx        documents with a text layer
    .warc .warc.gz    web archives
    .zip              any of these

A head:
    ---
    title: Pause extended by two days
    outlet: news agency
    published: 2023-11-27
    ---
"""

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from wasata.errors import FileMissing, FileUnreadable, FolderEmpty, FormRefused, LeftOut, ListenError, ReportEmpty
from wasata.listen.decoding import decode, decode_declared
from wasata.listen.forms import incoming as bounds
from wasata.listen.forms.contract import MARKS, is_object, json_stream, json_whole
from wasata.listen.forms.incoming import MAX_CHARACTERS, Incoming, Refusal, require_size
from wasata.listen.forms.page import page
from wasata.listen.forms.plain import plain

__all__ = ["KINDS", "MARKS", "MAX_CHARACTERS", "Incoming", "Refusal", "from_bytes", "kind_of", "take_in"]

_ENDINGS: dict[str, tuple[str, ...]] = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "page": (".html", ".htm", ".xhtml"),
    "json": (".json", ".jsonl", ".ndjson"),
    "mail": (".eml",),
    "mailbox": (".mbox",),
    "pdf": (".pdf",),
    "word": (".docx",),
    "warc": (".warc", ".warc.gz"),
    "zip": (".zip",),
}
KINDS = tuple(chain.from_iterable(_ENDINGS.values()))
"""The endings of files that are read; a file named by itself is read whatever its ending."""

_BY_TYPE = {
    "text/plain": "text", "text/markdown": "markdown", "text/html": "page", "application/xhtml+xml": "page",
    "application/json": "json", "application/x-ndjson": "json", "message/rfc822": "mail", "application/mbox": "mailbox",
    "application/pdf": "pdf", "application/warc": "warc", "application/zip": "zip", "application/x-zip-compressed": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
}  # fmt: skip
_STREAMED = ("json", "mailbox", "warc", "zip")
"""Forms of many reports: never read into memory whole."""
_BEGINNING = 1 << 16
MAX_NESTED = 4
"""Archives and mails in one another."""


def take_in(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> Iterator[Incoming | Refusal]:
    """Takes in files, folders (with all below them, in the order of their names) and "-" for standard input."""
    for path in paths:
        if str(path) == "-":
            yield from _guarded("-", lambda: _from_stream(stdin or sys.stdin.buffer))
            continue
        place = Path(path)
        if place.is_dir():
            yield from _folder(place)
        else:
            yield from _guarded(str(place), partial(_file, place))


def from_bytes(
    data: bytes, name: str, *, content_type: str | None = None, charset: str | None = None,
    head: dict[str, Any] | None = None,
) -> Iterator[Incoming | Refusal]:  # fmt: skip
    """Takes in one upload, or what was fetched from an address.

    Args:
        name: the file's name or the address: its ending tells the kind where the bytes do not.
        content_type: what the sender called it ("text/html; charset=windows-1256"); counts where neither bytes nor name tell.
        charset: what the sender called the encoding; believed where it fits the bytes.
        head: fields known of it from elsewhere (`url`, `outlet`, `published`, `title` of a feed's item); for the forms of one
            report each. What the report says itself counts before them.
    """
    kind, _, told = (content_type or "").partition(";")
    if not charset and "charset=" in told.lower():
        charset = told.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    yield from _guarded(name, lambda: _from_data(data, name, kind.strip().lower() or None, charset, head or {}, 0))


def _guarded(where: str, taking: Callable[[], Iterator[Incoming | Refusal]]) -> Iterator[Incoming | Refusal]:
    """Whatever is refused while one file is taken in comes back as a refusal of that file."""
    try:
        yield from taking()
    except ListenError as error:
        yield Refusal(where, error)
    except FileNotFoundError:
        yield Refusal(where, FileMissing(path=where))
    except Exception as error:  # a path with a NUL in it; a file that breaks its parser: the others are read
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        yield Refusal(where, FileUnreadable(path=where, why=why))


def reports_in(folder: Path) -> list[Path]:
    """The files below a folder that can be taken in, in the order of their names; hidden ones are left out. A folder that may
    not be opened stands among them: what lies in it is not read, and that is said by whoever tries."""
    shut: list[Path] = []
    files: list[Path] = []
    for place, _, names in os.walk(folder, onerror=lambda error: shut.append(Path(error.filename))):
        files += (Path(place) / name for name in names)
    return sorted(chain((p for p in files if _is_report(p, folder)), shut))


def _folder(folder: Path) -> Iterator[Incoming | Refusal]:
    try:
        found = reports_in(folder)
    except OSError as error:
        yield Refusal(str(folder), FileUnreadable(path=str(folder), why=error.strerror or ""))
        return
    if not found:
        yield Refusal(str(folder), FolderEmpty(path=str(folder), kinds=" ".join(KINDS)))
    for place in found:
        yield from _guarded(str(place), partial(_file, place))
    left = _left_out(folder) if found else 0
    if left:
        from wasata.words import Key  # words load only where one is said

        yield Refusal(str(folder), LeftOut(path=str(folder), n=left, what=Key("listen.left.other_kinds")), note=True)


def _left_out(folder: Path) -> int:
    """How many files of other kinds lie in a folder: whoever put a .doc there hears that it was not read. What a Maildir keeps
    beside its messages is nobody's report."""
    left = 0
    for place, inside, names in os.walk(folder):
        inside[:] = [x for x in inside if not x.startswith(".")]
        if {"cur", "new"} <= set(inside):
            inside.clear()
            continue
        left += sum(not (x.startswith(".") or _is_readable(x) or _is_in_maildir(Path(place) / x)) for x in names)
    return left


def _is_report(place: Path, folder: Path) -> bool:
    """Whether a file in a folder is read: its ending says so, or it is a message of a Maildir. Hidden ones are not, but a
    Maildir hides its own further folders."""
    parts = place.relative_to(folder).parts
    if _is_in_maildir(place):
        return place.is_file() and not place.name.startswith(".")
    return _is_readable(place.name) and place.is_file() and not any(x.startswith(".") for x in parts)


def _is_in_maildir(place: Path) -> bool:
    return place.parent.name in ("cur", "new") and all((place.parent.parent / d).is_dir() for d in ("cur", "new"))


def _is_readable(name: str) -> bool:
    return name.lower().endswith(KINDS)


def kind_of(name: str, begins: bytes, content_type: str | None = None) -> str:
    """What kind a file is: by its first bytes where they are plain, else by its name, else by what its sender called it."""
    named = next((kind for kind, endings in _ENDINGS.items() if name.lower().endswith(endings)), None)
    if begins.startswith(b"%PDF-") or (b"%PDF-" in begins[:1024] and named == "pdf"):
        return "pdf"
    if begins.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "word" if named == "word" else "zip"
    if named == "word" and begins.startswith(b"\xd0\xcf\x11\xe0"):
        return "word"
    if begins.startswith((b"\x1f\x8b\x08", b"WARC/")):
        from wasata.listen.forms.warc import is_warc  # one of the forms that load when they are met

        if is_warc(begins):
            return "warc"
    start = begins[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if named in (None, "json") and start.startswith(b"{"):
        from wasata.listen.forms.telegram import is_export  # as above

        if is_export(begins):
            return "telegram"
    if named is not None:
        return named
    told = _BY_TYPE.get(content_type or "")
    if told:
        return told
    if start.startswith((b"{", b"[")) and b'"text"' in begins:
        return "json"
    if start.startswith((b"<!doctype html", b"<html")):
        return "page"
    return "mail" if _looks_like_mail(begins) else "text"


def _looks_like_mail(begins: bytes) -> bool:
    """Whether a file without an ending (a Maildir's) is a message: it begins with header lines, and those of mail."""
    head = begins.lstrip(b"\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    lines = [x for x in head.split(b"\n") if x and not x.startswith((b" ", b"\t"))]
    names = {x.partition(b":")[0].strip() for x in lines}
    return len(lines) > 2 and all(b":" in x[:80] for x in lines) and {b"from", b"date"} <= names


def _file(place: Path) -> Iterator[Incoming | Refusal]:
    if place.is_dir():  # one that may not be opened: it says why
        os.scandir(place).close()
    with place.open("rb") as f:
        begins = f.read(_BEGINNING)
        in_maildir = _is_in_maildir(place)
        kind = "mail" if in_maildir else kind_of(place.name, begins)
        if begins and (kind == "telegram" or kind in _STREAMED) and f.seekable():
            f.seek(0)
            yield from _streamed(f, str(place), kind, 0)
            return
        require_size(place.stat().st_size, str(place))
        data = begins + f.read(bounds.MAX_BYTES + 1)  # one read: a pipe or a growing file says no size
    yield from _from_data(data, str(place), "message/rfc822" if in_maildir else None, None, {}, 0)


def _from_stream(stream: BinaryIO) -> Iterator[Incoming | Refusal]:
    first = stream.readline(bounds.MAX_BYTES + 1)
    while first and not first.strip():
        first = stream.readline(bounds.MAX_BYTES + 1)
    if is_object(first.removeprefix(b"\xef\xbb\xbf")) and kind_of("-", first[:_BEGINNING]) != "telegram":
        yield from json_stream(stream, "-", first)
        return
    data = first + stream.read(bounds.MAX_BYTES + 1)
    yield from _from_data(data, "-", None, None, {}, 0)


def _streamed(stream: BinaryIO, name: str, kind: str, depth: int) -> Iterator[Incoming | Refusal]:
    """A form of many reports, from where it lies."""
    match kind:
        case "json":
            yield from json_stream(stream, name)
        case "telegram":
            from wasata.listen.forms.telegram import telegram

            yield from telegram(stream, name)
        case "mailbox":
            from wasata.listen.forms.mailbox import mailbox

            yield from mailbox(stream, name, _door(depth))
        case "warc":
            from wasata.listen.forms.warc import warc

            yield from warc(stream, name)
        case _:
            yield from _archive(stream, name, depth)


def _archive(stream: BinaryIO, name: str, depth: int) -> Iterator[Incoming | Refusal]:
    from wasata.listen.forms.word import is_word, word
    from wasata.listen.forms.zipped import zipped

    if is_word(stream):  # whatever it is called
        stream.seek(0)
        data = stream.read(bounds.MAX_BYTES + 1)
        yield from word(data, name)
        return
    stream.seek(0)
    yield from zipped(stream, name, _door(depth), _is_readable)


def _door(depth: int) -> Callable[[bytes, str, str | None], Iterator[Incoming | Refusal]]:
    """The intake for what lies in another file."""

    def door(data: bytes, name: str, content_type: str | None) -> Iterator[Incoming | Refusal]:
        return _guarded(name, lambda: _from_data(data, name, content_type, None, {}, depth + 1))

    return door


def _from_data(
    data: bytes, name: str, content_type: str | None, charset: str | None, head: dict[str, Any], depth: int
) -> Iterator[Incoming | Refusal]:
    if not data[:_BEGINNING].strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise ReportEmpty(path=name)
    kind = kind_of(name, data[:_BEGINNING], content_type)
    if kind not in ("mailbox", "telegram", "warc", "zip"):  # those hold many reports, and bound each
        require_size(len(data), name)
    if depth > MAX_NESTED or (depth and kind == "zip"):
        from wasata.words import Key  # words load only where one is said

        raise FormRefused(path=name, form=kind.upper(), why=Key("listen.refused_why.nested"))
    match kind:
        case "json":
            yield from json_whole(decode(data, name)[0], name)
        case "page":
            yield page(data, name, charset=charset, head=head)
        case "mail":
            from wasata.listen.forms.mail import mail

            yield from mail(data, name, _door(depth))
        case "pdf":
            from wasata.listen.forms.pdf import pdf

            yield from pdf(data, name, head)
        case "word":
            from wasata.listen.forms.word import word

            yield from word(data, name, head)
        case "mailbox" | "telegram" | "warc" | "zip":
            yield from _streamed(io.BytesIO(data), name, kind, depth)
        case _:
            text, encoding = decode_declared(data, name, charset)
            yield plain(text, name, encoding, markdown=kind == "markdown", head=head)
