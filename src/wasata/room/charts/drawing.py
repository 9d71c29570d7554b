"""The pen: SVG in reading direction, so that no form has to think of left and right.

Danger: a name from a report that closes a tag, or turns the line round it; a label whose anchor is right in English and
wrong in Arabic.
Duty: forms draw in *reading coordinates* (x grows from where the line of text begins); the pen mirrors them for Arabic,
states the direction on the root and on every text, escapes all words, and writes classes only, never a style.
Shape: in Arabic on a sheet 640 wide, `pen.line(0, 5, 100, 5, "ax")` → `<line class="ax" x1="640" y1="5" x2="540" y2="5"/>`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from wasata.values import Lang

Align = Literal["start", "middle", "end"]
Form = Literal["wide", "narrow"]
Step = tuple[str, float, float] | tuple[str]
"""One step of a path: ("M", x, y), ("L", x, y) or ("Z",)."""

_FLIPPED: dict[Align, Align] = {"start": "end", "middle": "middle", "end": "start"}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\ufeff]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\ufffe\uffff]+")
_ISOLATES = re.compile("[\u2066-\u2069]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_MARKS = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed\u2066-\u2069\u200e\u200f]")
_THIN = frozenset("iljIfrt.,:;|!'’()[]-·،؛ا أإآدذرزوىلـ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn on: 640 units for a panel with room, 360 for a phone or a side panel, text sized for each."""

    form: Form
    lang: Lang

    @property
    def width(self) -> float:
        return 640.0 if self.form == "wide" else 360.0

    @property
    def size(self) -> float:
        """The height of ordinary words, in units; some 12 px on the screen in either form."""
        latin = 12.5 if self.form == "wide" else 13.5
        return latin + 1.0 if self.lang == "ar" else latin

    @property
    def row(self) -> float:
        """From one line of words to the next."""
        return round(self.size * (1.45 if self.lang == "ar" else 1.3), 1)


def plain(words: str) -> str:
    """A name without what cannot be seen: control signs and signs that turn the line, which a hostile name may carry."""
    return _UNSEEN.sub(" ", _ISOLATES.sub("", words)).strip()


def _written(words: str) -> str:
    """Words as they may stand in a drawing: escaped, without control signs and overrides; isolates of ours are kept."""
    return escape(_CONTROLS.sub(" ", words))


class _Widths(dict[str, float]):
    """How wide each letter stands, in parts of its height; found once for each letter."""

    def __missing__(self, letter: str) -> float:
        if _MARKS.match(letter):
            wide = 0.0
        elif letter == " ":
            wide = 0.29
        elif letter in _THIN:
            wide = 0.36
        elif letter.isdigit():
            wide = 0.61
        elif _ARABIC.match(letter):
            wide = 0.6
        elif letter.isupper() or letter in "mwMW@%&":
            wide = 0.74
        else:
            wide = 0.57
        self[letter] = wide
        return wide


_WIDTHS = _Widths()


def width_of(words: str, size: float) -> float:
    """About how wide words stand, in units, a little too much rather than too little."""
    return sum(map(_WIDTHS.__getitem__, words)) * size


def wrapped(words: str, room: float, size: float) -> tuple[str, ...]:
    """Words in lines no wider than `room`; a single longer word is broken, never cut off."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        piece = word
        while width_of(piece, size) > room and len(piece) > 2:
            cut = len(piece)
            while cut > 2 and width_of(piece[:cut], size) > room:
                cut -= 1
            if line:
                lines.append(line)
                line = ""
            lines.append(piece[:cut])
            piece = piece[cut:]
        longer = f"{line} {piece}" if line else piece
        if width_of(longer, size) <= room or not line:
            line = longer
        else:
            lines.append(line)
            line = piece
    if line:
        lines.append(line)
    return tuple(lines) or ("",)


def _n(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


class Pen:
    """Gathers the drawing on one sheet. Coordinates are reading coordinates; see the module."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rtl = sheet.lang == "ar"
        self._parts: list[str] = []

    def _x(self, x: float) -> str:
        return _n(self.sheet.width - x if self.rtl else x)

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        self._parts.append(f'<line class="{kind}" x1="{self._x(x1)}" y1="{_n(y1)}" x2="{self._x(x2)}" y2="{_n(y2)}"/>')

    def rect(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        left = self.sheet.width - x - width if self.rtl else x
        self._parts.append(
            f'<rect class="{kind}" x="{_n(left)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'
        )

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        self._parts.append(f'<circle class="{kind}" cx="{self._x(x)}" cy="{_n(y)}" r="{_n(radius)}"/>')

    def path(self, steps: Iterable[Step], kind: str) -> None:
        self._parts.append(f'<path class="{kind}" d="{self.trace(steps)}"/>')

    def trace(self, steps: Iterable[Step]) -> str:
        """The `d` of a path in sheet coordinates."""
        return "".join(s[0] if len(s) == 1 else f"{s[0]}{self._x(s[1])} {_n(s[2])}" for s in steps)

    def hatch(self, x: float, y: float, width: float, height: float, gap: float = 7) -> None:
        """Slanted lines over a rectangle: not known. Never to be taken for zero."""
        steps: list[Step] = []
        at = gap
        while at < width + height:
            x1, y1 = (x + at, y) if at <= width else (x + width, y + at - width)
            x2, y2 = (x, y + at) if at <= height else (x + at - height, y + height)
            steps += [("M", x1, y1), ("L", x2, y2)]
            at += gap
        self.path(steps, "hat")

    def words(
        self, x: float, y: float, text: str, kind: str = "", align: Align = "start", *, ltr: bool = False
    ) -> None:
        """Words that begin (`start`), stand about (`middle`) or end (`end`) at `x`, in the reader's sense.

        `ltr` for numbers and other things that run left to right inside an Arabic picture too.
        """
        direction = "ltr" if ltr or not self.rtl else "rtl"
        anchor = _FLIPPED[align] if self.rtl and ltr else align
        cls = f' class="{kind}"' if kind else ""
        self._parts.append(
            f'<text{cls} x="{self._x(x)}" y="{_n(y)}" text-anchor="{anchor}" direction="{direction}">{_written(text)}</text>'
        )

    def lines(self, x: float, y: float, texts: Sequence[str], kind: str = "", align: Align = "start") -> None:
        """Several lines of words, the first with its foot at `y`."""
        for i, text in enumerate(texts):
            self.words(x, y + i * self.sheet.row, text, kind, align)

    def arrow(self, x: float, y: float) -> None:
        """The head of the axis of time, at the end where the latest stands."""
        self.path([("M", x - 7, y - 4), ("L", x, y), ("L", x - 7, y + 4)], "ax")

    def open_mark(self, told: str, href: str | None) -> None:
        """What follows up to `close_mark` is one mark: `told` on pointing at it, a link to the words where there is one.

        The link is a short cut for the pointer only: the table beneath holds the same link for every hand.
        """
        if href is not None and safe_path(href):
            self._parts.append(f'<a class="pt" href="{escape(href)}" tabindex="-1"><title>{_written(told)}</title>')
        else:
            self._parts.append(f'<g class="pt"><title>{_written(told)}</title>')
        self._open = "</a>" if href is not None and safe_path(href) else "</g>"

    def close_mark(self) -> None:
        self._parts.append(self._open)

    def finish(self, height: float, ident: str, title: str, told: str) -> str:
        """The whole drawing, named and told in words; `ident` must be its own on the page."""
        name = f"{ident}-{self.sheet.form}"
        return (
            f'<svg viewBox="0 0 {_n(self.sheet.width)} {_n(height)}" role="img" direction="{"rtl" if self.rtl else "ltr"}"'
            f' lang="{self.sheet.lang}" aria-labelledby="{name}-t {name}-d">'
            f'<title id="{name}-t">{_written(title)}</title><desc id="{name}-d">{_written(told)}</desc>'
            + "".join(self._parts)
            + "</svg>"
        )


def safe_path(href: str) -> bool:
    """Whether a link stays in the room: a path or an anchor of this page, nothing that leads out or runs."""
    return href.startswith("#") or (href.startswith("/") and not href.startswith(("//", "/\\")))
