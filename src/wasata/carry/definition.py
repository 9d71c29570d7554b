"""Where a word of the deal is used in a text, and whether what it means is settled. Pure.

Danger: a word whose meaning is open that stands in a letter as if all meant the same; a flag on every second word.
Duty: a term's forms in both languages found in a text; the digest of a definition's text, which approvers sign.
Shape: `uses(text, terms)` gives each use with its place. Arabic forms are found behind the particles written on to them, with
or without the article, and before the pronouns and endings written on to them, a ta marbuta opening into its plural; broken
plurals are among the forms of a term.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_MARKS = "[\u064b-\u0652\u0670\u0640]*"
_ALIKE = {
    **dict.fromkeys("اأإآٱ", "[اأإآٱ]"),
    **dict.fromkeys("ىي", "[ىي]"),
    **dict.fromkeys("ةه", "[ةهت]"),
}
"""Letters that writers of one word exchange; a final ta marbuta opens before an ending."""
_BEFORE = f"(?<!\\w)(?:[وف]{_MARKS})?(?:(?:[بكل]{_MARKS})?(?:ا{_MARKS}ل{_MARKS})?|ل{_MARKS}ل{_MARKS})"
_AFTER = f"{_MARKS}(?:ه|ها|هم|هما|كم|كما|نا|ي|ية|يا|ات|ان|ين|ون)?{_MARKS}(?!\\w)"


class Term(NamedTuple):
    """A term as a reader may know it: its name in his language, all forms in both, whether its meaning is agreed by all."""

    term: str
    name: str
    forms: tuple[str, ...]
    settled: bool


class Use(NamedTuple):
    """A term stands at these places of a text; `word` as it is written there."""

    start: int
    end: int
    word: str
    term: Term


def _is_arabic(form: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in form)


def _arabic(form: str) -> str:
    words = []
    for n, word in enumerate(re.sub(_MARKS, "", form).split()):
        bare = word.removeprefix("ال") if len(word) > 4 else word
        letters = _MARKS.join(_ALIKE.get(c, re.escape(c)) for c in bare)
        if len(bare) > 2 and bare[-1] in "ةه":
            letters = f"{letters.removesuffix(_ALIKE['ة'])}(?:{_ALIKE['ة']}|ا{_MARKS}ت)"
        words.append(letters if n == 0 else f"(?:ا{_MARKS}ل{_MARKS})?{letters}")
    return f"{_BEFORE}{(_MARKS + '[ ]+').join(words)}{_AFTER}"


def _english(form: str) -> str:
    words = form.split()
    if len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    joined = r"\s+".join(map(re.escape, words))
    return rf"(?<!\w){joined}(?:s|es|['’]s|['’])?(?!\w)"


def forget_forms() -> None:
    """What was remembered of the forms of terms leaves the memory."""
    _pattern.cache_clear()


@lru_cache(maxsize=512)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    written = sorted({f.strip() for f in forms if f.strip()}, key=lambda f: (-len(f), f))
    told = "|".join(f"(?:{_arabic(f) if _is_arabic(f) else _english(f)})" for f in written)
    return re.compile(told or r"(?!)", re.IGNORECASE)


def uses(text: str, terms: Iterable[Term]) -> tuple[Use, ...]:
    """Where these terms stand in a text, in its order. Where two overlap, the longer stands."""
    found = [Use(m.start(), m.end(), m.group(), t) for t in terms for m in _pattern(t.forms).finditer(text)]
    found.sort(key=lambda u: (u.start - u.end, u.start, u.term.term))
    kept: list[Use] = []
    for use in found:
        if all(use.end <= k.start or use.start >= k.end for k in kept):
            kept.append(use)
    return tuple(sorted(kept))


def digest(
    names: Mapping[str, str], words: Mapping[str, str], value: Decimal | None, unit: str | None, map_: str | None
) -> str:
    """The SHA-256 of a definition's text: whoever approves signs these words, this number and this map, and no other."""
    told = {
        "map": map_,
        "names": dict(names),
        "unit": unit,
        "value": None if value is None else str(value),
        "words": dict(words),
    }
    return hashlib.sha256(
        json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()
