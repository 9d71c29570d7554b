"""The process that opens one PDF: bytes in, lines with their places out as JSON. Started by `pdf`, and ends with it.

Danger: a file that makes its reader run for ever, or breaks out of memory: it must take nothing with it but this process.
Duty: bounds on processor time, memory, files and processes are set before the first byte is looked at; what is read is
bounded in pages and letters.
Shape: {"title", "author", "pages": [{"height", "lines": [[text, start, end, bottom, top], …]}]} or {"refused": why}; places in
points from the lower left. The text layer comes in reading order from PDFium, Arabic too.
"""

import json
import resource
import sys
from typing import Any

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
    lines = []
    at = 0
    count = text.count_chars()
    letters = [raw.FPDFText_GetUnicode(text.raw, i) for i in range(min(count, MAX_LETTERS))]
    while at < len(letters):
        end = at
        while end < len(letters) and letters[end] not in (10, 13):
            end += 1
        if end > at:
            lines.append([_text(letters[at:end]), *_box(text, at, end, letters)])
        at = end + 1
    return [line for line in lines if line[0].strip()]


def _text(codes: list[int]) -> str:
    """Letters of their codes; PDFium gives those beyond the first 65,536 as two."""
    units = b"".join(min(c, 0xFFFF).to_bytes(2, "little") if c < 0x10000 else chr(c).encode("utf-16-le") for c in codes)
    return units.decode("utf-16-le", "replace").replace("\0", "")


def _box(text: Any, start: int, end: int, letters: list[int]) -> tuple[float, float, float, float]:
    """The box around a line, from a few of its letters: those at its ends and some between."""
    step = max(1, (end - start) // 12)
    boxes = []
    for i in sorted({*range(start, end, step), start, end - 1, max(start, end - 2)}):
        if letters[i] > 32:
            left, bottom, right, top = text.get_charbox(i)
            if right > left and top > bottom:
                boxes.append((left, bottom, right, top))
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    return (
        round(min(b[0] for b in boxes), 1), round(max(b[2] for b in boxes), 1), round(min(b[1] for b in boxes), 1),
        round(max(b[3] for b in boxes), 1),
    )  # fmt: skip


def main() -> None:
    seconds = int(sys.argv[1])
    data = sys.stdin.buffer.read()
    bound(seconds)
    sys.stdout.write(json.dumps(opened(data)))


if __name__ == "__main__":
    main()
