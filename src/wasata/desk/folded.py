"""Texts folded: for search, to know the same words again, and to call a report that has no headline.

Danger: a word not found because it was written with another alif; the same report taken in twice for its line ends.
Duty: `folded_for_search` with the way back to the letters, `folded_quickly` without it; `same_words`; `first_line`.
Shape: plain functions over one text.
"""

import hashlib
from typing import Any

from wasata.listen.letters import fold
from wasata.values import Lang

_FOR_SEARCH = str.maketrans("ؤئ", "ءء")


def folded_for_search(text: str, lang: Lang) -> tuple[str, Any]:
    """A text folded for search, and the fold that leads back to its letters.

    Beyond the reader's folding: hamza on its seat is one letter (مسؤول, مسئول), and Latin letters are small.
    """
    folded = fold(text, lang)
    low = folded.text.translate(_FOR_SEARCH)
    small = low.lower()
    if len(small) != len(low):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in low)
    return small, folded


_LETTERS: dict[Lang, dict[str, str]] = {"ar": {}, "en": {}}


def folded_quickly(text: str, lang: Lang) -> str:
    """`folded_for_search` without the way back, letter by letter of those that occur: five thousand texts in a third of a
    second at the first search after a start. Folding one letter never depends on its neighbours, and folds once for all."""
    known = _LETTERS[lang]
    for letter in set(text):
        folded = known.get(letter)
        if folded is None:
            folded = known[letter] = folded_for_search(letter, lang)[0]
        if folded != letter:
            text = text.replace(letter, folded)
    return text


def same_words(text: str) -> str:
    """A digest of a text's words, so that the same report with other line ends or spaces is known again."""
    return hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def first_line(text: str) -> str:
    """A report without a headline is called by its first line, cut between words."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0]
