"""Rewrites: what one print of a story added, dropped or changed in number, against another.

Danger: a sentence called new that only moved; a number said to have changed between sentences that speak of two things.
Duty: the sentences of two texts in pairs, what has no pair on either side, and in each pair the words and numbers that differ.
Shape: `compare(before, after, lang)` → `Rewrite`. Spans are those of the two texts as received. Sentences pair by the words
they share, the likest first, each once; numbers are compared only where they stand in the same place among the same words,
and spelled-out numbers are read before they are compared ("ten", "10" and «عشرة» are one).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from wasata.listen.ar.numbers import parse_number as number_in_arabic
from wasata.listen.en.numbers import parse_number as number_in_english
from wasata.listen.letters import fold
from wasata.listen.sentences import sentences_of
from wasata.values import Lang, Span

PAIRED = 0.5
"""Two sentences that share so much of their words (twice the shared over both) are one sentence told again."""
FEWEST = 4
"""A line of fewer words (a byline, a place) is neither added nor dropped."""
LONGEST = 400
"""Sentences beyond so many are not compared: no report of news has them."""
NUMBER_WORDS = 6

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


class Changed(NamedTuple):
    """A number that is another in the same place: spans of the numbers, and of the sentences they stand in."""

    before: Span
    after: Span
    was: Decimal
    now: Decimal
    before_sentence: Span
    after_sentence: Span


class Pair(NamedTuple):
    """A sentence in both. `same`: no word differs. `gone`, `came`: the runs of words that stand in one only."""

    before: Span
    after: Span
    same: bool
    gone: tuple[Span, ...] = ()
    came: tuple[Span, ...] = ()


class Rewrite(NamedTuple):
    """What `after` made of `before`: sentences `dropped` (spans of `before`), `added` (spans of `after`), the pairs in the
    order of `after`, and the numbers that changed."""

    dropped: tuple[Span, ...]
    added: tuple[Span, ...]
    pairs: tuple[Pair, ...]
    changed: tuple[Changed, ...]


class _Sentence(NamedTuple):
    span: Span
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    bag: frozenset[str]


def compare(before: str, after: str, lang: Lang) -> Rewrite:
    """What the later text made of the earlier one, both in one language."""
    old, new = list(_sentences(before, lang)), list(_sentences(after, lang))
    matched = _matched(old, new)
    pairs: list[Pair] = []
    changed: list[Changed] = []
    for i, j in sorted(matched, key=lambda m: m[1]):
        pair, numbers = _differences(old[i], new[j], lang)
        pairs.append(pair)
        changed += numbers
    kept_old, kept_new = {i for i, _ in matched}, {j for _, j in matched}
    return Rewrite(
        tuple(s.span for i, s in enumerate(old) if i not in kept_old and len(s.words) >= FEWEST),
        tuple(s.span for j, s in enumerate(new) if j not in kept_new and len(s.words) >= FEWEST),
        tuple(pairs), tuple(changed),
    )  # fmt: skip


def _sentences(text: str, lang: Lang) -> Iterator[_Sentence]:
    for s in sentences_of(text, lang)[:LONGEST]:
        words, spans = _words(text, s.start, s.end, lang)
        if words:
            yield _Sentence(Span(s.start, s.end), words, spans, frozenset(words))


def _words(text: str, start: int, end: int, lang: Lang) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    folded = fold(text[start:end], lang)
    words, spans = [], []
    for m in _WORD.finditer(folded.text):
        at = folded.span(*m.span())
        words.append(m.group().lower().replace(",", ""))
        spans.append(Span(start + at.start, start + at.end))
    return tuple(words), tuple(spans)


def _matched(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> list[tuple[int, int]]:
    """Pairs of sentences, the likest first; of equally like ones those that stand nearest to where they stood."""
    holding: dict[str, list[int]] = {}
    for i, s in enumerate(old):
        for word in s.bag:
            holding.setdefault(word, []).append(i)
    likely: list[tuple[float, int, int, int]] = []
    for j, s in enumerate(new):
        shared: dict[int, int] = {}
        for word in s.bag:
            for i in holding.get(word, ()):
                shared[i] = shared.get(i, 0) + 1
        for i, n in shared.items():
            share = 2 * n / (len(s.bag) + len(old[i].bag))
            if share >= PAIRED:
                likely.append((-share, abs(i - j), i, j))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    found = []
    for _, _, i, j in sorted(likely):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            found.append((i, j))
    return found


def _differences(old: _Sentence, new: _Sentence, lang: Lang) -> tuple[Pair, list[Changed]]:
    if old.words == new.words:
        return Pair(old.span, new.span, True), []
    gone: list[Span] = []
    came: list[Span] = []
    changed: list[Changed] = []
    for what, a, b, c, d in SequenceMatcher(None, old.words, new.words, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if a < b:
            gone.append(Span(old.spans[a].start, old.spans[b - 1].end))
        if c < d:
            came.append(Span(new.spans[c].start, new.spans[d - 1].end))
        if a < b and c < d:
            changed += _numbers_changed(old, new, _reach(old, a, b, lang), _reach(new, c, d, lang))
    return Pair(old.span, new.span, not gone and not came, tuple(gone), tuple(came)), changed


_Number = tuple[Span, Decimal]


def _numbers_changed(
    old: _Sentence, new: _Sentence, was: Sequence[_Number], now: Sequence[_Number]
) -> Iterator[Changed]:
    """Numbers in the place of numbers, one for one; where their count differs nobody knows which stands for which."""
    if len(was) != len(now):
        return
    for (before, a), (after, b) in zip(was, now, strict=True):
        if a != b:
            yield Changed(before, after, a, b, old.span, new.span)


def _reach(sentence: _Sentence, start: int, end: int, lang: Lang) -> list[_Number]:
    """The numbers among some words of a sentence; a spelled-out number that begins before or ends after them is whole."""
    parse = number_in_arabic if lang == "ar" else number_in_english
    words = sentence.words
    at = start
    while at > max(0, start - 2) and _is_number(words[at - 1], lang) and _is_number(words[at], lang):
        at -= 1
    found: list[_Number] = []
    while at < end:
        if not _is_number(words[at], lang):
            at += 1
            continue
        stop = at + 1
        while stop < min(len(words), at + NUMBER_WORDS) and _goes_on(words, stop, lang):
            stop += 1
        for upto in range(stop, at, -1):
            value = parse(" ".join(words[at:upto]))
            if value is not None:
                found.append((Span(sentence.spans[at].start, sentence.spans[upto - 1].end), value))
                at = upto
                break
        else:
            at += 1
    return found


def _goes_on(words: Sequence[str], at: int, lang: Lang) -> bool:
    """Whether a number goes on with this word: "twenty one", "a hundred and six"."""
    if words[at] == "and":
        return at + 1 < len(words) and _goes_on(words, at + 1, lang)
    return words[at] == "one" or _is_number(words[at], lang)


_KNOWN: dict[tuple[str, Lang], bool] = {}


def _is_number(word: str, lang: Lang) -> bool:
    """Whether a word is a number or part of one; «واحد» and "one" alone are words, and say no number that changed."""
    found = _KNOWN.get((word, lang))
    if found is None:
        bare = word[1:] if lang == "ar" and word.startswith("و") and len(word) > 3 else word
        parse = number_in_arabic if lang == "ar" else number_in_english
        found = bare[0].isdecimal() or (bare not in _NO_NUMBERS and parse(bare) is not None)
        if len(_KNOWN) < 50_000:
            _KNOWN[word, lang] = found
    return found


_NO_NUMBERS = frozenset(
    {"one", "a", "an", "first", "second", "third", "واحد", "واحده", "احد", "احدي", "اول", "ثاني", "ثانيه"}
)
