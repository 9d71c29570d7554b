"""Bare PDF: every page as a picture of itself, in a new document that holds nothing else.

Danger: a black bar over words that are still there; the earlier state of a document behind its last; a comment with its
writer's name; a file made to hang whoever opens it.
Duty: each page drawn as it looks, without comments, in a process of its own with bounds; a new document of these pictures.
Shape: the new document is written here, byte by byte: a catalogue, pages, one picture a page. No text can be searched or
copied in it, and that is the price: what is not seen on a page is not in it.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Any, NamedTuple

from wasata.errors import BareRefused
from wasata.words import Key

SECONDS = 90
MAX_OUT = 40 * 1024 * 1024
_LENGTH = 8
"""Digits that say how long the child's account is; the pictures follow it."""


class Page(NamedTuple):
    """One page: its size in points, its picture's size in pixels, whether it has colours, the packed picture."""

    wide: float
    high: float
    across: int
    down: int
    coloured: bool
    packed: bytes


def bare_pdf(data: bytes) -> tuple[bytes, dict[str, int]]:
    """The pages of a PDF as pictures.

    Raises:
        BareRefused: it needs a password, is damaged, has too many pages, or did not open within its bounds; or the part that
            opens PDF is not installed.
    """
    if not find_spec("pypdfium2"):
        raise BareRefused(why=Key("contact.bare.why.part"), value="pypdfium2")
    told, packed = _drawn(data)
    pages, at = [], 0
    for wide, high, across, down, coloured, length in told["pages"]:
        pages.append(Page(wide, high, across, down, bool(coloured), packed[at : at + length]))
        at += length
    taken = {what: int(told[what]) for what in ("text_layer", "comment", "file", "properties")}
    return _document(pages), taken


def _drawn(data: bytes) -> tuple[dict[str, Any], bytes]:
    """What the child says of the document, and its pictures one after the other."""
    kept = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "HOME", "LANG")
    child = subprocess.Popen(  # noqa: S603 (this program's own module; the file is only its input)
        [sys.executable, "-m", "wasata.carry.bare_pdf_child", str(SECONDS)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, close_fds=True,
        env={k: v for k, v in os.environ.items() if k in kept},
    )  # fmt: skip
    try:
        said, _ = child.communicate(data, timeout=SECONDS + 5)
    except subprocess.TimeoutExpired:
        raise _refused("bounds") from None
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    if child.returncode or not said[:_LENGTH].isdigit():
        raise _refused("bounds")
    end = _LENGTH + int(said[:_LENGTH])
    told = dict(json.loads(said[_LENGTH:end]))
    if told.get("refused"):
        raise _refused(str(told["refused"]))
    if len(said) > MAX_OUT:
        raise _refused("large")
    return told, said[end:]


def _refused(why: str) -> BareRefused:
    return BareRefused(why=Key(f"contact.bare.why.{why}"), value="PDF")


def _document(pages: list[Page]) -> bytes:
    """A document of pictures. Objects 1 and 2 are its head, then three a page: the page, how it is drawn, its picture."""
    kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(pages)))
    things = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()]
    for n, page in enumerate(pages):
        own = 3 + 3 * n
        box, name = f"{page.wide:.2f} {page.high:.2f}", "DeviceRGB" if page.coloured else "DeviceGray"
        drawn = f"q {page.wide:.2f} 0 0 {page.high:.2f} 0 0 cm /P Do Q".encode()
        things += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]/Contents {own + 1} 0 R"
            f"/Resources<</XObject<</P {own + 2} 0 R>>>>>>".encode(),
            _stream("", drawn),
            _stream(
                f"/Type/XObject/Subtype/Image/Width {page.across}/Height {page.down}/ColorSpace/{name}"
                "/BitsPerComponent 8/Filter/FlateDecode", page.packed,
            ),
        ]  # fmt: skip
    out, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for n, thing in enumerate(things, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (n, thing)
    begins = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(things) + 1, begins)
    return bytes(out)


def _stream(told: str, content: bytes) -> bytes:
    return f"<<{told}/Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream"
