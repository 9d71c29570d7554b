"""The process that draws one PDF: bytes in, its pages as pictures out. Started by `bare_pdf`, and ends with it.

Danger: a file that makes its reader run for ever, or breaks out of memory: it must take nothing with it but this process.
Duty: bounds on processor time, memory and files before the first byte is looked at; comments taken off each page, filled
fields of forms kept; each page drawn and packed.
Shape: eight digits, so many letters of JSON ({"pages": [[wide, high, across, down, coloured, length], …], "text_layer",
"comment", "file", "properties"} or {"refused": why}), then the packed pictures one after the other.
"""

import json
import resource
import sys
import zlib
from typing import Any

MEMORY = 1536 * 1024 * 1024
MAX_PAGES = 60
DOTS_AN_INCH = 150
MAX_SIDE = 4000
"""Pixels along a side: a large page is drawn with fewer dots."""
_PROPERTIES = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")


def bound(seconds: int) -> None:
    """Sets the bounds of this process; the system ends it when it goes beyond them."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The pages of a document and what was taken out, or why there are none."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(error)
        return {"refused": "locked" if locked else "broken"}, []
    if not pages:
        return {"refused": "broken"}, []
    if pages > MAX_PAGES:
        return {"refused": "pages"}, []
    told: dict[str, Any] = {
        "pages": [],
        "text_layer": 0,
        "comment": 0,
        "file": raw.FPDFDoc_GetAttachmentCount(document),
    }
    told["properties"] = sum(bool(document.get_metadata_value(name)) for name in _PROPERTIES)
    pictures: list[bytes] = []
    for n in range(pages):
        try:
            page = document[n]
            told["comment"] += _without_comments(page, raw)
            text = page.get_textpage()
            told["text_layer"] |= int(text.count_chars() > 0)
            text.close()
            size, picture = _picture(page)
            page.close()
        except pypdfium2.PdfiumError:
            return {"refused": "broken"}, []  # a page left out would be another letter
        told["pages"].append([*size, len(picture)])
        pictures.append(picture)
    return told, pictures


def _without_comments(page: Any, raw: Any) -> int:
    """Takes off the page whatever was laid over it but fields and links; gives how much that was."""
    off = 0
    for n in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        note = raw.FPDFPage_GetAnnot(page, n)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind not in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_LINK):
            raw.FPDFPage_RemoveAnnot(page, n)
            off += kind != raw.FPDF_ANNOT_POPUP
    return off


def _picture(page: Any) -> tuple[tuple[float, float, int, int, int], bytes]:
    """A page as it looks: its size in points and pixels, whether it has colours, and the packed picture."""
    import numpy

    wide, high = page.get_size()
    scale = min(DOTS_AN_INCH / 72, MAX_SIDE / max(wide, high, 1))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    pixels = bitmap.to_numpy()
    if pixels.ndim == 3 and pixels.shape[2] >= 3:
        pixels = pixels[:, :, :3]
        coloured = bool((pixels[:, :, 0] != pixels[:, :, 1]).any() or (pixels[:, :, 1] != pixels[:, :, 2]).any())
        pixels = pixels if coloured else pixels[:, :, 0]
    else:
        coloured = False
    down, across = pixels.shape[:2]
    packed = zlib.compress(numpy.ascontiguousarray(pixels).tobytes(), 6)
    bitmap.close()
    return (float(wide), float(high), int(across), int(down), int(coloured)), packed


def main() -> None:
    bound(int(sys.argv[1]))
    try:
        told, pictures = drawn(sys.stdin.buffer.read())
    except MemoryError:
        told, pictures = {"refused": "bounds"}, []
    account = json.dumps(told).encode()
    sys.stdout.buffer.write(b"%08d" % len(account) + account + b"".join(pictures))


if __name__ == "__main__":
    main()
