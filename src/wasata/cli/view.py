"""A report with its marks, for a person at a terminal.

Danger: letters in a report that colour, move or clear the terminal, or turn a line round.
Duty: the text with its marks in colour, then each mark in words: who, how many, when, what, and by which rule.
Shape: lines of text, with ANSI colours where wanted. Control letters of the report are shown as "·"; foreign words inside
a line are isolated by U+2068/U+2069.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wasata.listen.marks import plain
from wasata.values import Lang, Span
from wasata.words import count, day, number, say

if TYPE_CHECKING:
    from wasata.listen.intake import Incoming
    from wasata.listen.marks import Date, Event, Figure, Reading, Statement

_COLOUR = {"source": "1;34", "content": "36", "cue": "2;34", "figure": "1;33", "date": "35", "event": "32"}
_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def view(
    item: "Incoming", reading: "Reading", *, lang: Lang, explain: bool = False, coloured: bool = False
) -> Iterator[str]:
    """The report and its marks, line by line."""
    paint = _Paint(coloured)
    head = [x for x in (item.outlet, day(item.published, lang) if item.published else None) if x]
    yield paint(tame(item.title or item.id), "1") + (f"  ({tame(' · '.join(head))})" if head else "")
    yield ""
    yield from _coloured(item.text, reading, paint).splitlines()
    yield ""
    yield from _statements(item.text, reading, lang, explain, paint)
    yield from _figures(item.text, reading, lang, explain, paint)
    yield from _dates(item.text, reading, lang, explain, paint)
    yield from _events(item.text, reading, lang, explain, paint)
    yield ""


class _Paint:
    def __init__(self, coloured: bool) -> None:
        self.coloured = coloured

    def __call__(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.coloured else text


def tame(text: str) -> str:
    """Words of a source for a terminal, which obeys more letters than a page does."""
    return _COMMANDING.sub("·", text)


def _words(text: str, span: Span) -> str:
    return tame(" ".join(span.of(text).split()))


def _quoted(text: str, span: Span) -> str:
    return f"\u2068{_words(text, span)}\u2069"


def _coloured(text: str, reading: "Reading", paint: _Paint) -> str:
    """The text, each letter in the colour of the narrowest mark over it."""
    spans: list[tuple[Span, str]] = []
    for s in reading.statements:
        spans += [(s.content, "content"), (s.source, "source"), (s.cue, "cue")]
    spans += [(f.span, "figure") for f in reading.figures] + [(d.span, "date") for d in reading.dates]
    if not paint.coloured or not spans:
        return tame(text)
    over = [""] * len(text)
    for span, kind in sorted(spans, key=lambda s: s[0].start - s[0].end):
        over[span.start : span.end] = [kind] * (span.end - span.start)
    out: list[str] = []
    start = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or over[n] != over[start]:
            piece = tame(text[start:n])
            out.append(paint(piece, _COLOUR[over[start]]) if over[start] else piece)
            start = n
    return "".join(out)


def _why(mark: "Statement | Figure | Date | Event", explain: bool, lang: Lang, paint: _Paint) -> str:
    """How sure the reader is of a mark, and by which rule it came."""
    sure = "  " + paint(say("read.sure", lang, percent=number(round(mark.sure * 100), lang)), "2")
    return sure + (" " + paint(f"[{mark.rule}]", "2") if explain and mark.rule else "")


def _statements(text: str, reading: "Reading", lang: Lang, explain: bool, paint: _Paint) -> Iterator[str]:
    yield paint(count("read.statements", len(reading.statements), lang), "1")
    for s in reading.statements:
        actor = f" ({s.actor})" if s.actor else ""
        via = say("read.via", lang, via=_words(text, s.via)) if s.via else ""
        act = say(f"read.act.{s.act}", lang)
        head = paint(_quoted(text, s.source), _COLOUR["source"])
        yield f"  • {head}{actor} — {act}: {_quoted(text, s.content)}{' ' + via if via else ''}{_why(s, explain, lang, paint)}"


def _figures(text: str, reading: "Reading", lang: Lang, explain: bool, paint: _Paint) -> Iterator[str]:
    yield paint(count("read.figures", len(reading.figures), lang), "1")
    for f in reading.figures:
        value = (
            "–".join(number(plain(v), lang) for v in f.value)
            if isinstance(f.value, tuple)
            else number(plain(f.value), lang)
        )
        said = say("read.by", lang, source=_words(text, f.source)) if f.source else say("read.by_outlet", lang)
        kind = say(f"read.measure.{f.measure}", lang)
        party = f" ({f.party})" if f.party else ""
        yield (
            f"  • {paint(_quoted(text, f.span), _COLOUR['figure'])} — {say(f'read.qualifier.{f.qualifier}', lang, value=value)}"
            f" · {kind}{party} · {said}{_why(f, explain, lang, paint)}"
        )


def _dates(text: str, reading: "Reading", lang: Lang, explain: bool, paint: _Paint) -> Iterator[str]:
    yield paint(count("read.dates", len(reading.dates), lang), "1")
    for d in reading.dates:
        if d.first is None or d.last is None:
            when = say("read.undated", lang)
        elif d.first == d.last:
            when = day(d.first, lang)
        else:
            when = say("read.from_to", lang, first=day(d.first, lang), last=day(d.last, lang))
        yield f"  • {paint(_quoted(text, d.span), _COLOUR['date'])} — {when}{_why(d, explain, lang, paint)}"


def _events(text: str, reading: "Reading", lang: Lang, explain: bool, paint: _Paint) -> Iterator[str]:
    yield paint(count("read.events", len(reading.events), lang), "1")
    for e in reading.events:
        kind = paint(say(f"read.event.{e.kind}", lang), _COLOUR["event"])
        actors = f" ({', '.join(e.actors)})" if e.actors else ""
        status = say(f"read.status.{e.status}", lang)
        yield f"  • {kind} — {status}{actors}: {_quoted(text, e.span)}{_why(e, explain, lang, paint)}"
