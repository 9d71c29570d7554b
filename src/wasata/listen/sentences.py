"""Sentences: where one ends.

Danger: a dot in "1.6" or "U.S. envoy" that cuts a statement in two.
Duty: a sentence ends at `. ؟ ? ! …` with the closing quotation mark after it, before white space or the end, or at a newline.
The end sign is in the span; white space around it is not.
"""

import re
from typing import NamedTuple

from wasata.values import Lang


class Sentence(NamedTuple):
    """A sentence as a half-open span; `paragraph` counts lines from 0; `heading` is a line without an end sign."""

    start: int
    end: int
    paragraph: int
    heading: bool


_new = tuple.__new__  # a sentence without the call of a named tuple
_END = re.compile(
    "[.؟?!…][.؟?!…]*+[\"”»’')\\]]*+(?=\\s|$)"
)  # one sign, then more: a plain first sign is looked for quicker
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Brig|Cmdr|Amb|Adm|Sen|Rep|Gov|Pres|Prof|Rev|Jr|Sr|vs|No|Inc|Ltd|Co|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|dept|est|e\.g|i\.e|a\.m|p\.m|U\.S|U\.N|U\.K|E\.U|D\.C)"
    r"|(?<![\w\u0600-\u06ff])[\u0621-\u064a])\.$"
)
_STARTS_NEW = re.compile(
    r"\s+[\"“'‘(]*(?:The|A|An|In|On|At|He|She|It|They|We|I|But|And|However|This|That|These|Those|There|Its|His|Her|Their|As|"
    r"After|Before|When|While|If|For|From|According|Meanwhile|Earlier|Later|Both|Some|Many|No|Not|Under|With|Since|Despite)\b"
)
"""Words that open a sentence after "the U.S.": any other capital goes on with a name ("the U.S. Army")."""


def sentences_of(text: str, lang: Lang) -> list[Sentence]:
    """The sentences of a text, in order."""
    found: list[Sentence] = []
    paragraph = -1
    line_start = 0
    for line in text.splitlines(keepends=True):
        here, line_end = line_start, line_start + len(line)
        line_start = line_end
        stripped_end = here + len(line.rstrip())
        here += len(line) - len(line.lstrip())
        if here >= stripped_end:
            continue
        paragraph += 1
        start = here
        for m in _END.finditer(text, here, stripped_end):
            begin, end = m.span()
            if end < stripped_end and text[begin] == "." and _goes_on(text, start, end, lang):
                continue
            found.append(_new(Sentence, (start, end, paragraph, False)))
            start = end
            while start < stripped_end and text[start].isspace():
                start += 1
        if start < stripped_end:
            found.append(_new(Sentence, (start, stripped_end, paragraph, True)))
    return found


def _goes_on(text: str, start: int, end: int, lang: Lang) -> bool:
    """Whether the dot that ends at `end` belongs to an abbreviation."""
    last = text[end - 2 : end - 1]
    if not last.isascii() and end - 3 >= start and text[end - 3].isalnum():
        return False  # a word of another script, of two letters at least: no abbreviation here ends so
    m = _ABBREVIATION.search(text, max(start, end - 8), end)
    if m is None:
        return False
    if lang == "ar":
        return True
    word = m.group()
    if word in ("a.m.", "p.m.", "U.S.", "U.N.", "U.K.", "D.C.", "E.U."):
        return not _STARTS_NEW.match(text[end : end + 30])
    return True
