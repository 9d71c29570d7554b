"""From the lines of pages to the paragraphs of a report.

Danger: a sentence cut where a line ends; "Page 3 of 10" read as a figure; two columns read across.
Duty: shapes of Arabic letters to the letters themselves, lines joined to paragraphs, words joined that were parted at a
line's end; page headers, footers and numbers left out. The lines come in reading order (`pdf_lines`).
Shape: a header or footer is a line in the outer tenth of its page that stands apart from the text and comes again, numbers
aside, on at least three pages or on half of them; a page number is a line of a number there.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from wasata.listen.forms.pdf_lines import Line

EDGE = 0.11
LARGER = 1.35
"""A heading is so much higher than a line of text: boxes of letters differ by less."""
LONGEST_HEADING = 240
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\ufb00-\ufb06]+")
_STRETCH = re.compile("(?<=[\u0621-\u064a\u064b-\u0652])\u0640+(?=[\u0621-\u064a\u064b-\u0652])")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(
    r"[\s\-–—|./]*(?:page|p\.|pg\.|صفحة|الصفحة|ص)?[\s.:]*[\d٠-٩۰-۹]{1,4}\s*(?:(?:of|/|من|-)\s*[\d٠-٩۰-۹]{1,4})?[\s\-–—|.]*",
    re.I,
)
_DIGITS = re.compile(r"[\d٠-٩۰-۹]+")
_BULLET = re.compile(r"\s*(?:[•●▪◦‣■□–—*\uf0b7]|[-]\s|\(?[\d٠-٩]{1,2}[.)]\s)")
_ENDS = re.compile(r"[.؟?!…:؛]['\"”»’)\]]*\s*$")


def letters_of(text: str) -> str:
    """A line in letters: shapes of Arabic letters and ligatures as the letters they stand for, without stretching."""
    text = _SHAPES.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return _UNSEEN.sub("", _STRETCH.sub("", text)).replace("\u00a0", " ")


def laid_out(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[str | None, str]:
    """The heading of a document, if its first lines are set larger than the rest, and the text below it: a paragraph a line,
    with an empty line between."""
    kept = _without_edges([[x._replace(text=letters_of(x.text)) for x in page] for page in pages], heights)
    lines = _heading(kept)
    if not lines:
        return None, _paragraphs(kept)
    title = " ".join(" ".join(line.text for line in kept[0][:lines]).split())
    return title, _paragraphs([kept[0][lines:], *kept[1:]])


def _heading(pages: Sequence[Sequence[Line]]) -> int:
    """How many lines at the head of the first page are its heading: set larger than the lines of text, and short."""
    text = [x.top - x.bottom for page in pages for x in page if len(x.text) > 24]
    if not pages or len(text) < 3:
        return 0
    large = LARGER * median(text)
    lines = 0
    while lines < min(len(pages[0]), 3) and pages[0][lines].top - pages[0][lines].bottom >= large:
        lines += 1
    length = sum(len(line.text) for line in pages[0][:lines])
    return lines if 8 <= length <= LONGEST_HEADING else 0


def _paragraphs(kept: Sequence[Sequence[Line]]) -> str:
    made: list[str] = []
    before: Line | None = None
    for page in kept:
        gap = _usual_gap(page)
        wide = _width(page)
        for n, line in enumerate(page):
            if before is not None and made and _goes_on(before, line, gap, wide, new_page=n == 0):
                made[-1] = _joined(made[-1], line.text)
            else:
                made.append(line.text.strip())
            before = line
    return "\n\n".join(x for x in (re.sub(r"[ \t\x02\ufffe]+", " ", p).strip() for p in made) if x)


def _without_edges(pages: list[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Pages without what stands at their upper and lower edge again and again, and without their numbers."""

    def at_edge(page: list[Line], line: Line, height: float) -> bool:
        if not line.top or (line.bottom < height * (1 - EDGE) and line.top > height * EDGE):
            return False
        gap = 1.35 * _usual_gap(page)
        upper = line.bottom >= height * (1 - EDGE)
        inward = [x.bottom for x in page if (x.bottom < line.bottom - 1 if upper else x.bottom > line.bottom + 1)]
        return not inward or abs(line.bottom - (max(inward) if upper else min(inward))) > gap

    seen = Counter(
        key for page, height in zip(pages, heights, strict=True)
        for key in {_masked(x.text) for x in page if at_edge(page, x, height)}
    )  # fmt: skip
    often = {key for key, n in seen.items() if n >= 3 or (len(pages) > 1 and n * 2 >= len(pages) and n > 1)}
    return [
        [
            x for x in page
            if not (at_edge(page, x, height) and (_masked(x.text) in often or _NUMBER.fullmatch(x.text.strip())))
        ]
        for page, height in zip(pages, heights, strict=True)
    ]  # fmt: skip


def _masked(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split())).casefold()


def _usual_gap(page: Sequence[Line]) -> float:
    """How far apart the lines of a page usually stand, from foot to foot."""
    gaps = [a.bottom - b.bottom for a, b in pairwise(page) if 2 < a.bottom - b.bottom < 60]
    return median(gaps) if gaps else 14.0


def _width(page: Sequence[Line]) -> float:
    widths = sorted(x.end - x.start for x in page)
    return widths[int(len(widths) * 0.8)] if widths else 0.0


def _goes_on(before: Line, line: Line, gap: float, wide: float, *, new_page: bool) -> bool:
    """Whether a line continues the paragraph of the one before it."""
    if _BULLET.match(line.text):
        return False
    hyphen = before.text.rstrip().endswith(("-", "\x02", "\ufffe"))
    ended = bool(_ENDS.search(before.text))
    down = before.bottom - line.bottom
    if new_page or down < -gap:  # the next page or column: only an open sentence goes on
        return hyphen or (not ended and before.end - before.start > 0.6 * wide)
    if abs(down) < 2:  # the same line, told in two pieces
        return True
    if down > 1.6 * gap:
        return False
    tall, taller = before.top - before.bottom, line.top - line.bottom
    ratio = tall / taller if tall and taller else 1.0
    if not 0.72 < ratio < 1.38 and not (0.5 < ratio < 2 and _alike(before, line, gap)):
        return False
    return hyphen or before.end - before.start > (0.82 if ended else 0.62) * wide


def _alike(before: Line, line: Line, gap: float) -> bool:
    """Short letters make a low box: only where both lines stand as close as lines of text do may boxes differ so."""
    return before.bottom - line.bottom <= 1.15 * gap and len(before.text) > 20 and len(line.text) > 3


def _joined(left: str, right: str) -> str:
    """Two lines of a paragraph as one; a word parted at the line's end is put together."""
    left, right = left.rstrip(), right.strip()
    if left.endswith(("\x02", "\ufffe", "\u00ad")):
        return left[:-1] + right
    if re.search(r"[a-zà-ÿ]-$", left) and right[:1].islower():
        return left[:-1] + right
    return f"{left} {right}"
