"""Intake: from files, folders, pages and pipes to reports.

Danger: one broken file that keeps ninety-nine good ones from being read; a day of publication nobody stated.
Duty: .txt and .md (with a head between two "---" lines, if there is one), .html, .json and .jsonl of the reading contract,
folders, standard input. What cannot be taken in comes back as a `Refusal` in its place, and the rest goes on.
Shape: `take_in(paths)` gives `Incoming | Refusal` one by one, so that a million lines need no memory; `from_bytes` does the
same for one upload. Text inside JSON is kept letter for letter (marks of others point into it); files have their newlines
made "\\n" by decoding. `published` comes from the report's own head only, never from the file's date.

A head:
    ---
    title: Pause extended by two days
    outlet: news agency
    published: 2023-11-27
    ---
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from wasata.errors import (
    FieldWrong,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    FolderEmpty,
    ListenError,
    NotJson,
    ReportEmpty,
    ReportTooLong,
)
from wasata.listen.decoding import decode
from wasata.values import LANGS, Lang

MAX_CHARACTERS = 500_000
"""Longer than any report: a book or a log file, to be cut up by a person first."""
MAX_BYTES = 64 * 1024 * 1024
"""Of one file that is one report, and of one line of a .jsonl."""
MAX_PAGE_BYTES = 16 * 1024 * 1024
"""Of one web page: its report is a small part of it."""

MARKS = ("statements", "figures", "dates", "events")
_PLAIN, _MARKDOWN, _PAGE, _JSON = (
    (".txt", ".text"),
    (".md", ".markdown"),
    (".html", ".htm", ".xhtml"),
    (".json", ".jsonl", ".ndjson"),
)
KINDS = (*_PLAIN, *_MARKDOWN, *_PAGE, *_JSON)
_HEAD_FIELDS = ("id", "title", "outlet", "outlet_kind", "url", "published", "lang")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.S)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One report as it came in.

    `where` is its file, with the line in a file of many. `head` holds all fields it came with, as they came, without marks;
    the other fields are those of the head that the house itself uses.
    """

    where: str
    text: str
    id: str
    lang: Lang | None = None
    published: date | None = None
    title: str | None = None
    outlet: str | None = None
    outlet_kind: str | None = None
    url: str | None = None
    encoding: str = "utf-8"
    head: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be taken in, and why."""

    where: str
    error: ListenError


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
            yield from _guarded(str(place), lambda place=place: _file(place))


def from_bytes(data: bytes, name: str) -> Iterator[Incoming | Refusal]:
    """Takes in one upload. Its kind is told by its name, else by how it begins."""
    yield from _guarded(name, lambda: _from_data(data, name))


def _guarded(where: str, taking: Any) -> Iterator[Incoming | Refusal]:
    """Whatever is refused while one file is taken in comes back as a refusal of that file."""
    try:
        yield from taking()
    except ListenError as error:
        yield Refusal(where, error)
    except FileNotFoundError:
        yield Refusal(where, FileMissing(path=where))
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        yield Refusal(where, FileUnreadable(path=where, why=why))


def _folder(folder: Path) -> Iterator[Incoming | Refusal]:
    try:
        found = sorted(
            p for p in folder.rglob("*")
            if p.suffix.lower() in KINDS and p.is_file() and not any(x.startswith(".") for x in p.relative_to(folder).parts)
        )  # fmt: skip
    except OSError as error:
        yield Refusal(str(folder), FileUnreadable(path=str(folder), why=error.strerror or ""))
        return
    if not found:
        yield Refusal(str(folder), FolderEmpty(path=str(folder), kinds=" ".join(KINDS)))
    for place in found:
        yield from _guarded(str(place), lambda place=place: _file(place))


def _file(place: Path) -> Iterator[Incoming | Refusal]:
    if place.suffix.lower() in _JSON:
        with place.open("rb") as f:
            yield from _json_stream(f, str(place))
        return
    size = place.stat().st_size
    if size > MAX_BYTES:
        raise FileTooLarge(path=str(place), size=size // 1_048_576, limit=MAX_BYTES // 1_048_576)
    with place.open("rb") as f:
        data = f.read(MAX_BYTES + 1)  # one read: a pipe or a growing file says no size
    yield from _from_data(data, str(place))


def _from_stream(stream: BinaryIO) -> Iterator[Incoming | Refusal]:
    first = stream.readline(MAX_BYTES + 1)
    while first and not first.strip():
        first = stream.readline(MAX_BYTES + 1)
    if _is_object(first.removeprefix(b"\xef\xbb\xbf")):
        yield from _json_stream(stream, "-", first)
        return
    data = first + stream.read(MAX_BYTES + 1)
    yield from _from_data(data, "-")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _from_data(data: bytes, name: str) -> Iterator[Incoming | Refusal]:
    if len(data) > MAX_BYTES:
        raise FileTooLarge(path=name, size=len(data) // 1_048_576, limit=MAX_BYTES // 1_048_576)
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise ReportEmpty(path=name)
    kind = Path(name).suffix.lower()
    begins = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind in _JSON or (kind not in KINDS and begins.startswith((b"{", b"[")) and b'"text"' in data):
        yield from _json_whole(decode(data, name)[0], name)
    elif kind in _PAGE or (kind not in KINDS and begins.startswith((b"<!doctype html", b"<html"))):
        if len(data) > MAX_PAGE_BYTES:
            raise FileTooLarge(path=name, size=len(data) // 1_048_576, limit=MAX_PAGE_BYTES // 1_048_576)
        text, encoding = decode(data, name, declared=True)
        yield _page(text, name, encoding)
    else:
        text, encoding = decode(data, name)
        yield _plain(text, name, encoding, markdown=kind in _MARKDOWN)


def _plain(text: str, name: str, encoding: str, *, markdown: bool) -> Incoming:
    head: dict[str, Any] = {}
    front = _FRONT.match(text)
    if front:
        head = _front_matter(front[1])
        text = text[front.end() :] if head else text
    if markdown:
        text = _without_markdown(text)
    return _incoming(head, text.strip("\n"), name, name, encoding)


def _front_matter(block: str) -> dict[str, Any]:
    """The head's fields; empty when a line is no "field: value", for then it was a rule and no head."""
    head: dict[str, Any] = {}
    for line in block.splitlines():
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"[A-Za-z_]+", key.strip()):
            return {}
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        head[key.strip().lower()] = value or None
    return head


def _page(html: str, name: str, encoding: str) -> Incoming:
    from wasata.listen.webpage import read_page  # the HTML parser loads only for pages

    page = read_page(html)
    head = {
        "title": page.title,
        "outlet": page.outlet,
        "url": page.url,
        "published": page.published and page.published.isoformat(),
    }
    if page.lang in LANGS:
        head["lang"] = page.lang
    return _incoming(head, page.text, name, name, encoding)


def _without_markdown(text: str) -> str:
    """The words without the signs of Markdown: heads, emphasis, links, images."""
    text = re.sub(r"!\[([^\]\n]*)\]\([^)\n]*\)", "", text)
    text = re.sub(r"\[([^\]\n]+)\]\([^)\n]*\)", r"\1", text)
    text = re.sub(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", "", text, flags=re.M)
    text = re.sub(r"^[ \t]*(?:[-*_][ \t]*){3,}$", "", text, flags=re.M)
    return re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)


def _json_stream(stream: BinaryIO, name: str, first: bytes = b"") -> Iterator[Incoming | Refusal]:
    """A file of JSON: one object a line where the first line looks like one, else one object or list over the whole file."""
    line = first or stream.readline(MAX_BYTES + 1)
    bare = line.removeprefix(b"\xef\xbb\xbf").strip()
    if bare.startswith(b"{") and bare.endswith(b"}"):
        yield from _json_lines(_and_then(line, stream), name)
        return
    data = line + stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileTooLarge(path=name, size=len(data) // 1_048_576, limit=MAX_BYTES // 1_048_576)
    if not data.strip():
        raise ReportEmpty(path=name)
    yield from _json_whole(decode(data, name)[0], name)


def _and_then(line: bytes, stream: BinaryIO) -> Iterator[bytes]:
    while line:
        yield line
        line = stream.readline(MAX_BYTES + 1)


def _json_lines(lines: Iterator[bytes], name: str) -> Iterator[Incoming | Refusal]:
    for n, raw in enumerate(lines, 1):
        where = f"{name}:{n}"
        if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            if len(raw) > MAX_BYTES:
                raise FileTooLarge(path=where, size=len(raw) // 1_048_576, limit=MAX_BYTES // 1_048_576)
            try:
                text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
            except UnicodeDecodeError:
                text = decode(raw, where)[0]
            yield from _objects(_parsed(text, where), where)
        except ListenError as error:
            yield Refusal(where, error)


def _json_whole(text: str, name: str) -> Iterator[Incoming | Refusal]:
    try:
        found = _parsed(text, name)
    except NotJson:
        if text.strip().count("\n") == 0:
            raise
        yield from _json_lines((line.encode("utf-8", "surrogatepass") for line in text.splitlines()), name)
        return
    yield from _objects(found, name)


def _short(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}: {error.lineno}:{error.colno}"
    return type(error).__name__


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also: a number of more digits than Python takes
        raise NotJson(path=where, why=_short(error)) from None


def _objects(found: Any, where: str) -> Iterator[Incoming | Refusal]:
    if isinstance(found, list):
        for n, item in enumerate(found, 1):
            try:
                yield _object(item, f"{where}[{n}]")
            except ListenError as error:
                yield Refusal(f"{where}[{n}]", error)
        if not found:
            raise ReportEmpty(path=where)
    else:
        yield _object(found, where)


def _object(found: Any, where: str) -> Incoming:
    if not isinstance(found, dict):
        raise NotJson(path=where, why=type(found).__name__)
    text = found.get("text")
    if not isinstance(text, str):
        raise FieldWrong(path=where, field="text", value=_shown(text))
    head = {k: v for k, v in found.items() if k != "text" and k not in MARKS}
    return _incoming(head, text, where, where, "utf-8")


def _incoming(head: dict[str, Any], text: str, name: str, where: str, encoding: str) -> Incoming:
    """A report whose head has been looked at: every field the house uses is of its kind or refused by name."""
    if not text.strip():
        raise ReportEmpty(path=where)
    if len(text) > MAX_CHARACTERS:
        raise ReportTooLong(path=where, size=len(text), limit=MAX_CHARACTERS)
    if not text.isascii() and re.search("[\ud800-\udfff]", text):
        raise FieldWrong(path=where, field="text", value="U+D800–U+DFFF")
    said: dict[str, str | None] = {}
    for key in _HEAD_FIELDS:
        value = head.get(key)
        if value is not None and key == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and (not isinstance(value, str) or re.search("[\ud800-\udfff]", value)):
            raise FieldWrong(path=where, field=key, value=_shown(value))
        said[key] = value or None
    lang = said["lang"]
    if lang is not None and lang not in LANGS:
        raise FieldWrong(path=where, field="lang", value=_shown(lang))
    return Incoming(
        where=where,
        text=text,
        id=said["id"] or _id_of(name),
        lang=lang,
        published=_day(said["published"], where),
        title=said["title"],
        outlet=said["outlet"],
        outlet_kind=said["outlet_kind"],
        url=said["url"],
        encoding=encoding,
        head=head,
    )


def _day(value: str | None, where: str) -> date | None:
    """The day of an ISO date, or of an ISO time with its zone as written."""
    if value is None:
        return None
    m = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", value.strip())
    try:
        return date.fromisoformat(m[1] if m else "")
    except ValueError:
        raise FieldWrong(path=where, field="published", value=_shown(value)) from None


def _id_of(name: str) -> str:
    """What a report without an id is called: its file's name, with the line in a file of many."""
    return "stdin" if name == "-" else Path(name).name if ":" in name or "[" in name else Path(name).stem


def _shown(value: object) -> str:
    text = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= 60 else text[:57] + "…"
