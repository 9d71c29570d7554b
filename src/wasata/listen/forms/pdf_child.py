"""The process that opens one PDF: bytes in, lines with their places out as JSON. Started by `pdf`, and ends with it.

Danger: a file that makes its reader run for ever, or breaks out of memory: it must take nothing with it but this process.
Duty: bounds on processor time, memory, files and processes are set before the first byte is looked at; what is read is
bounded in pages and letters.
Shape: {"title", "author", "pages": [{"height", "lines": [[text, start, end, bottom, top], …]}]} or {"refused": why}; places in
points from the lower left. PDFium says where each letter stands; its own order of them is not believed, since it turns some
Arabic words round and others not.
"""

import json
import resource
import sys
from ctypes import c_double
from typing import Any

from wasata.listen.forms.pdf_lines import Letter, lines_of

MEMORY = 1536 * 1024 * 1024
MAX_PAGES = 500
MAX_LETTERS = 600_000


def bound(seconds: int) -> None:
    """Sets the bounds of this process; the system ends it when it goes beyond them."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def opened(data: bytes) -> dict[str, Any]:
    """The lines of a document, or why there are none."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
        n_pages = len(document)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = code == raw.FPDF_ERR_PASSWORD or "assword" in str(error) or code == raw.FPDF_ERR_SECURITY
        return {"refused": "locked" if locked else "broken"}
    if not n_pages:
        return {"refused": "broken"}
    if n_pages > MAX_PAGES:
        return {"refused": "pages"}
    pages, letters = [], 0
    for n in range(n_pages):
        try:
            page = document[n]
            text = page.get_textpage()
            lines = _lines(text, raw)
            height = float(page.get_height())
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            continue  # one broken page does not take the others with it
        pages.append({"height": height, "lines": lines})
        letters += sum(len(line[0]) for line in lines)
        if letters > MAX_LETTERS:
            break
    if not pages:
        return {"refused": "broken"}
    told = document.get_metadata_dict()
    return {"title": told.get("Title", "")[:300], "author": told.get("Author", "")[:300], "pages": pages}


def _lines(text: Any, raw: Any) -> list[list[Any]]:
    """The lines of a page with the box each stands in."""
    letters: list[Letter] = []
    x, y, box = c_double(), c_double(), raw.FS_RECTF()
    for n in range(min(text.count_chars(), MAX_LETTERS)):
        code = raw.FPDFText_GetUnicode(text.raw, n)
        if code in (0, 10, 13) or not raw.FPDFText_GetCharOrigin(text.raw, n, x, y):
            continue
        letter = "-" if code in (2, 0xFFFE) else chr(code)
        if 0xD800 <= code < 0xE000 or (letter != " " and not letter.isprintable() and code != 0xAD):
            continue
        raw.FPDFText_GetLooseCharBox(text.raw, n, box)
        left, bottom, right, top = text.get_charbox(n)
        start = min(
            left, box.left, x.value
        )  # from where it is drawn: what it leaves empty there is its own, and no space
        letters.append(Letter(letter, start, max(right, box.right), bottom, top, y.value, n))
    return [list(line) for line in lines_of(letters) if line.text.strip()]


def main() -> None:
    seconds = int(sys.argv[1])
    data = sys.stdin.buffer.read()
    bound(seconds)
    sys.stdout.write(json.dumps(opened(data)))


if __name__ == "__main__":
    main()
