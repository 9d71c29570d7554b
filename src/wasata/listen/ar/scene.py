"""Scenes: one sentence as the rules of events see it: where each concept of a happening stands.

Danger: a rule that looks across a sentence's end.
Duty: places of concepts, distances between them, truces and parties named; nothing here decides.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator

from wasata.listen.ar.forms import VERB_BIT
from wasata.listen.ar.happenings import NUMBER
from wasata.listen.ar.line import Words
from wasata.listen.ar.parties import sides_in
from wasata.values import Status

_BIT = {concept: 1 << number for concept, number in NUMBER.items()}
"""Each concept as a bit of a sentence's mask."""


class Sentence:
    """One sentence: where each concept stands."""

    __slots__ = ("_parties", "_truces", "_word", "begin", "end", "mask", "places", "words")

    def __init__(self, words: Words, begin: int, end: int) -> None:
        self.words, self.begin, self.end = words, begin, end
        self._word = words.word
        self._truces: list[int] | None = None
        self._parties: list[tuple[int, str, bool]] | None = None
        self.places: dict[str, list[int]] = {}
        self.mask = 0
        places, told, concepts = self.places, words.told, words.concept
        for n in range(bisect_left(told, begin), len(told)):
            k = told[n]
            if k >= end:
                break
            concept = concepts[k]
            if concept in places:
                places[concept].append(k)
            else:
                places[concept] = [k]
                self.mask |= _BIT[concept]

    def all(self, *concepts: str) -> list[int]:
        """Where any of these stand, in order."""
        places = self.places
        found: list[int] = []
        for concept in concepts:
            here = places.get(concept)
            if here:
                found = sorted(found + here) if found else here
        return found

    def near(self, k: int, *concepts: str, before: int = 0, after: int = 6) -> int | None:
        """The nearest of these concepts around word k."""
        best: int | None = None
        places = self.places
        low, high = k - before, k + after
        for concept in concepts:
            for j in places.get(concept, ()):
                if low <= j <= high and j != k and (best is None or abs(j - k) < abs(best - k)):
                    best = j
        return best

    def word(self, k: int) -> str:
        return self._word[k] if self.begin <= k < self.end else ""

    def verb(self, k: int) -> bool:
        return bool(self.words.value[k] >> VERB_BIT & 1)

    def any_word(self, start: int, stop: int, wanted: frozenset[str]) -> int | None:
        """The first word from `start` to `stop` that is one of these (`joinable` words, so with or without a joined و)."""
        word = self._word
        if start < self.begin:
            start = self.begin
        if stop > self.end:
            stop = self.end
        if start >= stop or wanted.isdisjoint(word[start:stop]):
            return None
        while word[start] not in wanted:
            start += 1
        return start

    def is_truce(self, k: int) -> bool:
        """وقف إطلاق النار in its forms, at its first word."""
        if not self.word(k).endswith(("وقف", "وقفا", "ايقاف")):
            return False
        if self.word(k + 1) in {"النار", "للنار", "ناري"}:
            return True
        if self.word(k + 1) in ("الاعمال", "للاعمال") and self.word(k + 2) in {"القتاليه", "العدائيه", "العسكريه"}:
            return True
        return any(
            "طلاق" in self.word(j) and ("النار" in (self.word(j + 1), self.word(j + 2)) or self.word(j + 1) == "نار")
            for j in range(k + 1, k + 5)
        )

    @property
    def truces(self) -> list[int]:
        """Where a truce or ceasefire is named."""
        if self._truces is None:
            places = self.places
            self._truces = list(places.get("truce", ()))
            if "ceasing" in places:
                self._truces += [k for k in places["ceasing"] if self.is_truce(k)]
                self._truces.sort()
        return self._truces

    @property
    def parties(self) -> list[tuple[int, str, bool]]:
        """Sides named in the sentence: word, roster id, whether only as a place."""
        if self._parties is None:
            self._parties = sides_in(self.words, self.begin, self.end)
        return self._parties


Found = tuple[int, Status | None]
Rule = Callable[["Sentence"], Iterator[Found]]
