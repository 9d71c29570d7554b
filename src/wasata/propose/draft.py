"""The single negotiating text: clauses in two languages, versions, wording in brackets, and what differs between two versions.

Danger: a clause changed in one language only; a number that is not the same in both; a version that a side took for the last.
Duty: take a text apart into clauses and brackets; compare two versions, clause by clause and word by word; point at what is wrong
in one version by itself.
Shape: pure. Wording that is not agreed stands in brackets, its choices parted by a slash: `[two / three] days`. Brackets may
stand in brackets. Clauses have names of their own, by which they are known again when they move.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from wasata.errors import DraftWrong
from wasata.propose.issues import Package, Space
from wasata.values import LANGS, Lang
from wasata.words import Key

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_APART = re.compile(r"[,٬](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `ar`, `en`: its words. `options`: what it says of an agreement, as an issue and an option of it."""

    name: str
    ar: str
    en: str
    options: tuple[tuple[str, str], ...] = ()

    def words(self, lang: Lang) -> str:
        """Its words in a language."""
        return self.ar if lang == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Bracket:
    """Wording that is not agreed: its place in the text, brackets included, and the choices in it; one choice: in or out."""

    start: int
    end: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of the text.

    Raises:
        DraftWrong: two clauses bear one name, or a bracket is not closed.
    """

    clauses: tuple[Clause, ...]

    def __post_init__(self) -> None:
        names = Counter(clause.name for clause in self.clauses)
        if names and names.most_common(1)[0][1] > 1:
            raise DraftWrong(why=Key("propose.draft_why.twice"), value=names.most_common(1)[0][0])
        for clause in self.clauses:
            for lang in LANGS:
                brackets(clause.words(lang), clause.name)

    def open(self) -> tuple[str, ...]:
        """The clauses in which something stands in brackets, in either language."""
        return tuple(c.name for c in self.clauses if any(brackets(c.words(lang), c.name) for lang in LANGS))


def brackets(text: str, clause: str = "") -> tuple[Bracket, ...]:
    """The outermost brackets of a text.

    Raises:
        DraftWrong: one is not closed, or closed without having been opened.
    """
    found, depth, start, parts = [], 0, 0, [0]
    for n, sign in enumerate(text):
        if sign == "[":
            if depth == 0:
                start, parts = n, [n + 1]
            depth += 1
        elif sign == "]":
            depth -= 1
            if depth < 0:
                raise DraftWrong(why=Key("propose.draft_why.bracket"), value=clause or text[max(0, n - 20) : n + 1])
            if depth == 0:
                ends = [*(p - 1 for p in parts[1:]), n]
                choices = tuple(text[a:b].strip() for a, b in zip(parts, ends, strict=True))
                found.append(Bracket(start, n + 1, choices))
        elif sign == "/" and depth == 1:
            parts.append(n + 1)
    if depth:
        raise DraftWrong(why=Key("propose.draft_why.bracket"), value=clause or text[start : start + 20])
    return tuple(found)


# ---- two versions


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a comparison: as they were, gone, or new."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a clause. `moved`: it stands before or after others than it did. `langs`: in which languages its words are
    others. `linked`: whether it says something else of the agreement."""

    name: str
    kind: Literal["new", "gone", "changed", "moved"]
    langs: tuple[Lang, ...] = ()
    linked: bool = False

    @property
    def one_language(self) -> Lang | None:
        """The language that alone was changed; None where both were, or neither."""
        return self.langs[0] if self.kind in ("changed", "moved") and len(self.langs) == 1 else None


def compare(before: Draft, after: Draft) -> tuple[Change, ...]:
    """What differs between two versions, in the order of the later one; what is gone stands at the end."""
    was = {clause.name: clause for clause in before.clauses}
    there = {clause.name for clause in after.clauses}
    stayed = _in_place(
        [c.name for c in before.clauses if c.name in there], [c.name for c in after.clauses if c.name in was]
    )
    found = []
    for clause in after.clauses:
        old = was.get(clause.name)
        if old is None:
            found.append(Change(clause.name, "new", LANGS))
            continue
        langs = tuple(lang for lang in LANGS if old.words(lang) != clause.words(lang))
        linked = set(old.options) != set(clause.options)
        if clause.name not in stayed:
            found.append(Change(clause.name, "moved", langs, linked))
        elif langs or linked:
            found.append(Change(clause.name, "changed", langs, linked))
    return (*found, *(Change(c.name, "gone", LANGS) for c in before.clauses if c.name not in there))


def _in_place(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The most clauses that stand in the same order in both."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {name for block in blocks for name in before[block.a : block.a + block.size]}


def word_by_word(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one: words that stayed, that are gone, that are new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        found += [Piece("gone", "".join(old[a:b]))] if a < b else []
        found += [Piece("new", "".join(new[c:d]))] if c < d else []
    return tuple(found)


# ---- what is wrong in one version


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something to look at before a version goes out. `value`: what it is about."""

    clause: str
    kind: Literal["empty", "numbers", "brackets", "unconfirmed", "not_in_package", "missing"]
    lang: Lang | None = None
    value: str = ""


def flaws(draft: Draft, terms: Mapping[Lang, Iterable[str]] | None = None) -> tuple[Flaw, ...]:
    """What does not fit in a version by itself: a language that says nothing, numbers or brackets that differ between the
    languages, words of a term that is not confirmed.

    Args:
        terms: for each language the words of terms that are defined and not confirmed by all.
    """
    return tuple(flaw for clause in draft.clauses for flaw in _flaws_of(clause, terms or {}))


def _flaws_of(clause: Clause, terms: Mapping[Lang, Iterable[str]]) -> Iterator[Flaw]:
    empty = [lang for lang in LANGS if not clause.words(lang).strip()]
    yield from (Flaw(clause.name, "empty", lang) for lang in empty)
    if not empty:
        one, other = (Counter(numbers_in(clause.words(lang))) for lang in LANGS)
        apart = sorted((one - other) + (other - one))
        if apart:
            yield Flaw(clause.name, "numbers", None, ", ".join(apart))
        counts = [len(brackets(clause.words(lang), clause.name)) for lang in LANGS]
        if counts[0] != counts[1]:
            yield Flaw(clause.name, "brackets", None, f"{counts[0]}, {counts[1]}")
    for lang in LANGS:
        words = _plain(clause.words(lang))
        for term in terms.get(lang, ()):
            if re.search(rf"(?<!\w){re.escape(_plain(term))}(?!\w)", words):
                yield Flaw(clause.name, "unconfirmed", lang, term)


def numbers_in(text: str) -> list[str]:
    """The numbers written in digits, in the digits 0–9, thousands not parted."""
    plain = unicodedata.normalize("NFKC", text).translate({ord(a): str(n) for n, a in enumerate("٠١٢٣٤٥٦٧٨٩")})
    return [_APART.sub("", number).replace("٫", ".") for number in _NUMBER.findall(plain)]


def _plain(text: str) -> str:
    """Letters to look words up by: without vowel signs and elongation, in small letters."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\u0640]", "", bare).casefold()


def against(draft: Draft, space: Space, package: Package) -> tuple[Flaw, ...]:
    """Where a text does not say what a package says: a clause of another option, an option no clause speaks of."""
    told = space.told(package)
    found, spoken = [], set()
    for clause in draft.clauses:
        for issue, option in clause.options:
            spoken.add(issue)
            if told.get(issue) != option:
                found.append(Flaw(clause.name, "not_in_package", None, f"{issue}: {option}"))
    found += [Flaw("", "missing", None, f"{issue}: {option}") for issue, option in told.items() if issue not in spoken]
    return tuple(found)
