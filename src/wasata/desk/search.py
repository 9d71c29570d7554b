"""Search in Arabic and English: what a person typed, found as he meant it, in words that stay as they were written.

Danger: a report missed because an alif was written without its hamza; a committee (لجنة) found for a garden (جنة).
Duty: fold the query as the texts are folded, let the attached particles و ف ب ك ل ال لل stand before each word, and tell
a particle from a letter of the word.
Shape: `parse` makes a `Query` (words and "phrases", all of which must stand in a report); `first` says whether a folded
text holds it, `places` where, as spans of the folded text.

A word is found whole: قطر stands in وقطر and لقطر, not in قطرة or القطرية. Before a word of three letters or more one
particle or two may stand (ولحماس); before a shorter one only those that end in the article (والرد), because ورد, برد and
فرد are words of their own. Words that merely begin with a particle's letter stand in `lookalikes.txt`: لجنة is never ل + جنة.
Nothing is forgiven after a word: its plural, and a pronoun attached to it (وساطته, مفاوضاتهم), are other words.
A whole number is one number however its thousands are set apart: 15899 stands in 15,899 and in ١٥٬٨٩٩, and the other way.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from wasata.desk.press import folded_for_search

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]*)[\"“”«»„]")
_ARABIC_WORD = re.compile("[\u0621-\u064a]")

_NUMBER_GOES_ON = re.compile(r"[.,][0-9]")
_NUMBER_BEGAN = re.compile(r"[0-9][.,]$")

_WHOLE_NUMBER = re.compile(r"[0-9]{4,}|[0-9]{1,3}(?:,[0-9]{3})+")

_JOINERS = ("", "و", "ف")
_BEFORE = ("ب", "ك", "ل")
ARTICLED = frozenset(
    j + p for j in _JOINERS for p in ("ال", "بال", "كال", "لل")
)  # fmt: skip
"""What may stand before any word: everything that ends in the article."""
BARE = frozenset([*(j + b for j in _JOINERS for b in ("", *_BEFORE))]) - {""}
"""What may stand before a word of three letters or more, unless the whole is a word of its own."""

_ARTICLES_IN_QUERY = ("وبال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")


class Term(NamedTuple):
    """Words that must stand one after the other; `arabic` tells for each whether particles may stand before it."""

    words: tuple[str, ...]
    arabic: tuple[bool, ...]


class Query(NamedTuple):
    """What a person looks for: all of `terms` must stand in a report. `typed` is as he wrote it."""

    typed: str
    terms: tuple[Term, ...]


def parse(typed: str) -> Query:
    """A query from what was typed: words, and phrases between quotation marks. Without letters or digits: no terms."""
    folded = folded_for_search(typed, "ar")[0]
    terms = [_term(m.group(1)) for m in _QUOTED.finditer(folded)]
    terms += [_term(word) for word in _WORD.findall(_QUOTED.sub(" ", folded))]
    return Query(typed, tuple(dict.fromkeys(t for t in terms if t.words)))


def _term(phrase: str) -> Term:
    words = tuple(_joined(_bare(w)) for w in _WORD.findall(phrase))
    return Term(words, tuple(bool(_ARABIC_WORD.match(w)) for w in words))


def _joined(word: str) -> str:
    """A whole number without what sets its thousands apart; any other word as it is."""
    return word.replace(",", "") if _WHOLE_NUMBER.fullmatch(word) else word


@cache
def _written(number: str) -> re.Pattern[str]:
    """A whole number as texts may have it, its thousands set apart or not."""
    first = len(number) % 3 or 3
    return re.compile(",?".join([number[:first], *(number[n : n + 3] for n in range(first, len(number), 3))]))


def _spots(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the letters of a word stand, whether or not they are a word there."""
    if _WHOLE_NUMBER.fullmatch(word):
        yield from (m.span() for m in _written(word).finditer(text))
        return
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + 1)


def _bare(word: str) -> str:
    """A word of the query without its article, so that الهدنة finds هدنة: the article is forgiven on either side.

    Not where too little would be left, nor where the word only begins so (المانيا, الغاء).
    """
    if not _ARABIC_WORD.match(word) or word in lookalikes():
        return word
    for article in _ARTICLES_IN_QUERY:
        rest = word[len(article) :]
        if word.startswith(article) and len(rest) >= 3:
            hidden = "ل" + rest  # للجنة is ل + اللجنة
            return hidden if article.endswith("لل") and hidden in lookalikes() else rest
    return word


@cache
def lookalikes() -> frozenset[str]:
    """Words whose first letter only looks like a particle, folded as texts are."""
    lines = (files("wasata.desk") / "lookalikes.txt").read_text("utf-8").splitlines()
    words = (w for line in lines if not line.startswith("#") for w in line.split())
    return frozenset(folded_for_search(w, "ar")[0] for w in words)


def holds(query: Query, text: str) -> bool:
    """Whether a folded text holds every term of the query."""
    return all(next(_found(term, text), None) is not None for term in query.terms)


def places(query: Query, text: str) -> list[tuple[int, int]]:
    """Where the terms stand in a folded text, in order, not overlapping; particles are outside the places."""
    spans = sorted(span for term in query.terms for span in _found(term, text))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _found(term: Term, text: str) -> Iterator[tuple[int, int]]:
    first = term.words[0]
    for at, end in _spots(first, text):
        if _stands(text, at, end, first, arabic=term.arabic[0]):
            last = _rest(term, text, end)
            if last >= 0:
                yield at, last


def _rest(term: Term, text: str, end: int) -> int:
    """Where a phrase ends whose first word ends at `end`; -1 if its next words do not follow."""
    for word, arabic in zip(term.words[1:], term.arabic[1:], strict=True):
        m = _WORD.search(text, end)
        if m is None or "\n" in text[end : m.start()] or not _joined(m.group()).endswith(word):
            return -1
        at = m.start() if _joined(m.group()) == word else m.end() - len(word)
        if not _stands(text, at, m.end(), word, arabic=arabic):
            return -1
        end = m.end()
    return end


def _stands(text: str, start: int, end: int, word: str, *, arabic: bool) -> bool:
    """Whether the letters at this place are the whole word, or the word after particles."""
    if end < len(text) and text[end].isalnum():
        return False
    if word[-1].isdigit() and (
        _NUMBER_GOES_ON.match(text, end) or _NUMBER_BEGAN.search(text, max(0, start - 2), start)
    ):
        return False
    if start == 0 or not text[start - 1].isalnum():
        return True
    if not arabic:
        return False
    head = start
    while head and text[head - 1].isalnum():
        head -= 1
        if start - head > 4:
            return False
    before = text[head:start]
    if before in ARTICLED:
        return len(word) >= 2 and not _is_its_own(text[head:end], before)
    return before in BARE and len(word) >= 3 and not _is_its_own(text[head:end], before)


def _is_its_own(written: str, before: str) -> bool:
    """Whether the written word, with or without its و or ف, is one of those that only look like particle and word.

    لل before a word that begins with ل hides that letter: للجنة is ل + اللجنة, not لل + جنة.
    """
    known = lookalikes()
    if written in known:
        return True
    inner = written[1:] if before[0] in _JOINERS and len(before) > 1 else written
    if inner is not written and inner in known:
        return True
    return before.endswith("لل") and inner.startswith("لل") and inner[1:] in known
