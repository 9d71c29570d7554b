"""Word documents (.docx): paragraphs and tables in their order.

Danger: a deleted sentence read as said; a header of every page read once a page; an archive that unpacks to a disk full; the
day somebody saved the file taken for the day the report came out.
Duty: text as the document shows it with all changes accepted; headers, footers, notes, comments and field codes left out.
Shape: the parts are read straight from the archive by a streaming parser that refuses every document type declaration, so
no entity is ever expanded. Title and author come from the core properties; their dates go into the head under other names.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, XMLPullParser
from xml.parsers.expat import ExpatError

from wasata.errors import FormBroken, FormLocked, FormRefused
from wasata.listen.forms.dateline import day_under_heading
from wasata.listen.forms.incoming import Incoming, require_size
from wasata.listen.forms.plain import plain
from wasata.words import Key

MAX_PART = 48 * 1024 * 1024
MAX_RATIO = 200
"""How far a part may unpack: text packs to a tenth, a bomb to a thousandth."""
_CHUNK = 1 << 18

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LEFT_OUT = frozenset((
    "del", "moveFrom", "delText", "delInstrText", "instrText", "footnoteReference", "commentReference", "rPr", "pPr",
    "Fallback", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr",
))  # fmt: skip


_FIRST_HEADING = frozenset(("Heading1", "heading1", "Heading 1", "1"))
"""What Word calls a heading of the first order; in some languages only by its number."""


def word(data: bytes, name: str, given: dict[str, Any] | None = None) -> Iterator[Incoming]:
    """The report of a Word document. `given` is what is known of it from elsewhere; what it says itself counts before.

    Raises:
        FormLocked: it is encrypted.
        FormBroken: it is no Word document, or damaged.
        FormRefused: it unpacks to more than any report, or declares entities.
    """
    require_size(len(data), name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # an encrypted .docx is wrapped in the old container
        raise FormLocked(path=name, form="DOCX")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text, title = _body(parts, name)
            head = {**(given or {}), **_properties(parts, name)}
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise FormBroken(path=name, form="DOCX", why=Key("listen.broken_why.structure")) from error
    if title:
        head |= {"title": title} | {k: v for k, v in day_under_heading(text).items() if k not in head}
    yield plain(text, name, head=head)


def is_word(stream: BinaryIO) -> bool:
    """Whether an archive is a Word document."""
    try:
        with zipfile.ZipFile(stream) as parts:
            return any(n in parts.namelist()[:4000] for n in ("word/document.xml", "word/document2.xml"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _part(parts: zipfile.ZipFile, called: str, name: str) -> Iterator[bytes]:
    """A part, piece by piece; never more than it may be, whatever it says of its own size."""
    try:
        told = parts.getinfo(called)
    except KeyError:
        return
    if told.flag_bits & 1:
        raise FormLocked(path=name, form="DOCX")
    limit = min(MAX_PART, max(1 << 20, told.compress_size * MAX_RATIO))
    size = 0
    try:
        with parts.open(told) as f:
            while chunk := f.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise FormRefused(path=name, form="DOCX", why=Key("listen.refused_why.unpacks"))
                yield chunk
    except (RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise FormBroken(path=name, form="DOCX", why=Key("listen.broken_why.structure")) from error


def _events(parts: zipfile.ZipFile, called: str, name: str) -> Iterator[tuple[str, Element]]:
    """The elements of a part as they begin and end.

    Raises:
        FormRefused: the part has a document type declaration, with which entities could be named.
        FormBroken: it is no sound XML.
    """
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    seen = b""
    try:
        for chunk in _part(parts, called, name):
            if len(seen) < _CHUNK:
                seen += chunk
                if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0D\0O|\0<\0!\0D", seen, re.I):
                    raise FormRefused(path=name, form="DOCX", why=Key("listen.refused_why.entities"))
            parser.feed(chunk)
            yield from parser.read_events()  # type: ignore[misc]
        if not seen:
            return
        parser.close()
        yield from parser.read_events()  # type: ignore[misc]
    except (ExpatError, SyntaxError):
        raise FormBroken(path=name, form="DOCX", why=Key("listen.broken_why.structure")) from None


def _bare(tag: object) -> str:
    return str(tag).rpartition("}")[2]


class _Cell:
    """What stands between two walls of a table, or in the whole document: finished lines and the open one."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.open: list[str] = []

    def close(self) -> None:
        line = re.sub(r"[ \t]+", " ", "".join(self.open).replace("\u00ad", "")).strip()
        self.open.clear()
        if line:
            self.lines.extend(x.strip() for x in line.split("\n") if x.strip())


def _body(parts: zipfile.ZipFile, name: str) -> tuple[str, str | None]:
    """The text of a document, and the paragraph that is styled as its title, or as a heading above everything else."""
    called = "word/document.xml" if "word/document.xml" in parts.namelist() else "word/document2.xml"
    cells = [_Cell()]
    rows: list[list[list[str]]] = []
    skipping, title, is_title, any_element, letters = 0, None, False, False, 0
    for event, element in _events(parts, called, name):
        any_element = True
        tag = _bare(element.tag)
        if tag == "pStyle" and event == "start" and skipping == 1:  # among the properties of a paragraph that is shown
            style = next((v for k, v in element.attrib.items() if _bare(k) == "val"), "")
            is_title = style == "Title" or (style in _FIRST_HEADING and not cells[0].lines)
        if tag in _LEFT_OUT:
            skipping += 1 if event == "start" else -1
        elif not skipping and event == "start":
            if tag == "p":
                is_title = False
            elif tag == "tr":
                rows.append([])
            elif tag == "tc":
                cells.append(_Cell())
        elif not skipping:
            here = cells[-1]
            if tag == "t":
                here.open.append(element.text or "")
                letters += len(element.text or "")
            elif tag == "tab":
                here.open.append(" ")
            elif tag in ("br", "cr"):
                here.open.append("\n")
            elif tag == "noBreakHyphen":
                here.open.append("-")
            elif tag == "p":
                before = len(here.lines)
                here.close()
                if is_title and title is None and len(cells) == 1 and len(here.lines) > before:
                    title = here.lines.pop(before)
            elif tag == "tc" and len(cells) > 1:
                here.close()
                done = cells.pop()
                (rows[-1].append(done.lines) if rows else cells[-1].lines.extend(done.lines))
            elif tag == "tr" and rows:
                cells[-1].lines.extend(_row(rows.pop()))
        if event == "end" and tag in ("p", "tr", "tbl", "sdt"):
            element.clear()
        if letters > 4_000_000:
            break
    if not any_element:
        raise FormBroken(path=name, form="DOCX", why=Key("listen.broken_why.no_text_part"))
    cells[0].close()
    return "\n".join(cells[0].lines), title


def _row(row: list[list[str]]) -> list[str]:
    """A row of a table: short cells beside each other on one line; a table that only arranges the page, as its paragraphs."""
    full = [cell for cell in row if cell]
    if len(full) > 1 and all(len(cell) == 1 and len(cell[0]) < 200 for cell in full):
        return [" | ".join(cell[0] for cell in full)]
    return [line for cell in full for line in cell]


def _properties(parts: zipfile.ZipFile, name: str) -> dict[str, str | None]:
    """Title and author as the document states them. The dates are those of the file."""
    found: dict[str, str | None] = {}
    wanted = {"title": "title", "creator": "author", "created": "file_created", "modified": "file_modified"}
    for event, element in _events(parts, "docProps/core.xml", name):
        key = wanted.get(_bare(element.tag))
        if event == "end" and key and element.text and element.text.strip():
            found[key] = " ".join(element.text.split())[:300]
    if _UNTITLED.fullmatch(found.get("title") or ""):
        del found["title"]
    return found


_UNTITLED = re.compile(
    r"(?:microsoft word\b.*|document ?\d*|untitled.*|doc\d+|مستند ?\d*|.*\.docx?|powerpoint.*|template.*)", re.I
)
"""Titles that programs give by themselves."""
