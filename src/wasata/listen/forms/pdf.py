"""PDF documents: their text layer, as paragraphs in reading order.

Danger: a file made to hang or fill the machine that opens it; the number of a page read as a figure; Arabic in shapes or in
the order of the page instead of letters in the order they are read.
Duty: the letters of the text layer without page headers, footers and page numbers, lines joined to paragraphs; a document
of pictures and an encrypted one are refused by name.
Shape: a process of its own opens the file (`pdf_child`), with bounds on time, memory and what it may say, and gives lines with
their places as JSON; `pdf_layout` makes paragraphs of them. The document's own dates are those of its file, and no day of
publication.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from wasata.errors import FormBroken, FormLocked, FormPartMissing, FormRefused, OnlyPictures
from wasata.listen.forms.dateline import day_under_heading
from wasata.listen.forms.incoming import Incoming, require_size
from wasata.listen.forms.pdf_layout import laid_out
from wasata.listen.forms.pdf_lines import Line
from wasata.listen.forms.plain import plain
from wasata.words import Key

SECONDS = 60
MAX_SAID = 48 * 1024 * 1024
"""Bytes the child may say: the lines of a long report with their places are a hundredth of it."""
FEW_LETTERS = 12
"""Letters a page: fewer on the average are stamps on pictures of pages."""


def pdf(data: bytes, name: str, given: dict[str, Any] | None = None) -> Iterator[Incoming]:
    """The report of a PDF. `given` is what is known of it from elsewhere.

    Raises:
        FormPartMissing: the part that opens PDF is not installed.
        FormLocked: it needs a password.
        FormBroken: it is damaged.
        FormRefused: it did not open within its bounds of time and memory, or has more pages than any report.
        OnlyPictures: it has no text layer.
    """
    require_size(len(data), name)
    if not find_spec("pypdfium2"):
        raise FormPartMissing(
            path=name, form="PDF", part="pypdfium2", command=f"{sys.executable} -m pip install 'wasata[intake]'"
        )
    told = _opened(data, name)
    pages = [[Line(*line) for line in page["lines"]] for page in told["pages"]]
    letters = sum(c.isalpha() for page in pages for line in page for c in line.text)
    if letters < FEW_LETTERS * max(1, len(pages)):
        raise OnlyPictures(path=name, pages=len(pages))
    title, text = laid_out(pages, [page["height"] for page in told["pages"]])
    said = (("title", title), ("document_title", told.get("title")), ("author", told.get("author")))
    head = {**{k: v for k, v in said if v}, **(day_under_heading(text) if title else {})}
    yield plain(text, name, head={**(given or {}), **head})


def _opened(data: bytes, name: str) -> dict[str, Any]:
    """What the child says of the file."""
    environment = {
        k: v for k, v in os.environ.items() if k in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "HOME", "LANG")
    }
    child = subprocess.Popen(  # noqa: S603 (this program's own module; the file is only its input)
        [sys.executable, "-m", "wasata.listen.forms.pdf_child", str(SECONDS)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, close_fds=True,
    )  # fmt: skip
    try:
        said, _ = child.communicate(data, timeout=SECONDS + 5)
    except subprocess.TimeoutExpired:
        raise FormRefused(path=name, form="PDF", why=Key("listen.refused_why.time")) from None
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    if child.returncode or len(said) > MAX_SAID:
        raise FormRefused(path=name, form="PDF", why=Key("listen.refused_why.bounds"))
    try:
        told = json.loads(said)
    except ValueError:
        raise FormRefused(path=name, form="PDF", why=Key("listen.refused_why.bounds")) from None
    match told.get("refused"):
        case None:
            return dict(told)
        case "locked":
            raise FormLocked(path=name, form="PDF")
        case "pages":
            raise FormRefused(path=name, form="PDF", why=Key("listen.refused_why.pages"))
        case _:
            raise FormBroken(path=name, form="PDF", why=Key("listen.broken_why.structure"))
