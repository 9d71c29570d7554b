"""Forms: every written form of the cues and of the word classes, made once, kept in one automaton.

Danger: a table older than its words; a reader that builds twenty thousand forms each time it starts.
Duty: conjugate the cues (tense, person, gender, number, object pronoun, future س), put the article and the attached
particles before the nouns, and give each written word one number that says what it may be.
Shape: `value = cue | form << 9 | with_object << 13 | future << 14 | article << 15 | joined << 16 | nation << 20 | classes << 26 |
concept << 46 | verb << 53`.
The conjunctions و and ف are not stored: `look_up` tries a word without them.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick

from wasata.listen.ar import happenings as told
from wasata.listen.ar import lexicon as lex
from wasata.listen.ar.cues import CUES
from wasata.listen.letters import fold_word

HE, SHE, THEY, THEY_F, TWO, WE, PARTICIPLE, PARTICIPLE_F, NOUN = range(1, 10)
"""What a written form of a cue is: the person of a verb, a participle, or the noun."""

NATION_IDS: tuple[str, ...] = tuple(lex.NATIONS)
JOINED = {"": 0, "ب": 1, "ل": 2, "ك": 3}
"""The preposition attached to a noun, as a number."""

CLASS_SHIFT = 26
ALL_CLASSES = (1 << 20) - 1
_CUE = (1 << 9) - 1


def cue_of(value: int) -> int:
    """Index of the cue plus one, 0 for none."""
    return value & _CUE


def form_of(value: int) -> int:
    return value >> 9 & 15


def _conjugated(perfect: str, imperfect: str) -> dict[str, int]:
    """Third person (and first) of a verb, without clitics."""
    forms: dict[str, int] = {}
    if perfect != "-":
        p = fold_word(perfect)
        weak = perfect[-1] in "اىي" and len(p) > 2  # as written: "بدأ" ends in a hamza and is not weak
        stem = p[:-1] if weak else p
        for form, who in ((stem + "ت", SHE), (stem + "وا", THEY), (stem + "تا", TWO), (p if weak else p + "ن", THEY_F)):
            forms.setdefault(form, who)
        forms.setdefault(stem + ("يا" if weak else "ا"), TWO)
        hollow = len(p) > 2 and p[-2] == "ا" and not weak
        first = p[:-2] + p[-1] if hollow else (stem + "ي" if weak else p)
        forms.setdefault(first + "نا", WE)
        forms[p] = HE
    if imperfect != "-":
        i = fold_word(imperfect)[1:]
        weak = i[-1] in "وي"
        stem = i[:-1] if weak else i
        forms.setdefault("ي" + i, HE)
        forms.setdefault("ت" + i, SHE)
        forms.setdefault("ن" + i, WE)
        if not weak or len(i) > 2:
            forms.setdefault("ا" + i, WE)
        if len(i) > 3 and i[-2] in "اي" and not weak:
            forms.setdefault("ي" + i[:-2] + i[-1], HE)  # "لم ينهر": short after the negation, as long verbs show it
            forms.setdefault("ت" + i[:-2] + i[-1], SHE)
        forms.setdefault("ي" + stem + "ون", THEY)
        forms.setdefault("ي" + stem + "وا", THEY)
        forms.setdefault("ي" + i + "ان", TWO)
        forms.setdefault("ت" + i + "ان", TWO)
    return forms


def _add(table: dict[str, int], word: str, value: int) -> None:
    """Joins what a written word may be: the first cue stays, classes add up."""
    old = table.get(word, 0)
    if cue_of(old) and cue_of(value):
        value &= ~(_CUE | 15 << 9)
    table[word] = old | value


def _cue_forms(table: dict[str, int]) -> None:
    for index, cue in enumerate(CUES, 1):
        for form, who in _conjugated("-" if "w" in cue.frames else cue.perfect, cue.imperfect).items():
            value = index | who << 9
            _add(table, form, value)
            if form[0] in "يتن" and cue.imperfect != "-" and form != fold_word(cue.perfect):
                _add(table, "س" + form, value | 1 << 14)
            stem = form[:-1] if form.endswith("وا") else form
            if stem.endswith("ي") and len(stem) > 3:
                stem = stem[:-1] + "ا" if form == fold_word(cue.perfect) else stem
            for pronoun in ("ه", "ها", "هم", "هما", "نا"):
                if stem + pronoun not in table:
                    _add(table, stem + pronoun, value | 1 << 13)
        if cue.participle != "-":
            p = fold_word(cue.participle)
            weak = p.endswith("ي")
            base = p[:-1] if weak else p
            accusative = base + ("يا" if weak or (p in ("ناف", "محتج", "راء") and p == "ناف") else "ا")
            _add(table, accusative, index | PARTICIPLE << 9)
            for end in ("يه" if weak or p == "ناف" else "ه",):
                _add(table, base + end, index | PARTICIPLE_F << 9)
            for end in ("ين", "تين"):
                _add(table, base + end, index | PARTICIPLE << 9)
        for n in map(fold_word, cue.noun.split("/")):
            if n == "-":
                break
            _add(table, n, index | NOUN << 9)
            stem = n[:-1] + "ت" if n.endswith("ه") else n
            for pronoun in ("ه", "ها", "هم", "هما"):
                _add(table, stem + pronoun, index | NOUN << 9 | 1 << 13)
            if cue.lemma == "طالب":
                _add(table, "ال" + n, index | NOUN << 9 | 1 << 15)
            for joined in "بل":
                _add(table, joined + n, index | NOUN << 9 | JOINED[joined] << 16)


def _class_forms(table: dict[str, int]) -> None:
    for flag, words in lex.WORDS.items():
        for word in map(fold_word, words.split()):
            if flag == lex.ADJ and len(word) > 3 and not word.endswith("ه"):
                for end in ("ون", "ين"):
                    _noun(table, word + end, flag << CLASS_SHIFT, bare=False)
            _noun(
                table, word, flag << CLASS_SHIFT, bare=flag in (lex.PREP, lex.REL, lex.SUB, lex.NEG, lex.ADV, lex.KAN)
            )
    for word in map(fold_word, lex.WORDS[lex.MASDAR].split()):
        stem = word[:-1] + "ت" if word.endswith("ه") else word
        for ending in ("ه", "ها", "هم"):
            if not table.get(stem + ending, 0) >> CLASS_SHIFT & ALL_CLASSES:
                _add(table, stem + ending, lex.MASDAR << CLASS_SHIFT | 1 << INFLECTS)
    for number, (_, stems) in enumerate(lex.NATIONS.items(), 1):
        for stem in map(fold_word, stems.split()):
            for end in ("", "ه", "ين", "ون", "ان", "ا", "ات", "تين", "تان"):
                _noun(table, stem + end, number << 20 | lex.NATION << CLASS_SHIFT, bare=False)
    other = list(lex.NATIONS).index("other") + 1
    for word in map(fold_word, lex.COUNTRIES_OFF_THE_ROSTER.split()):
        _noun(table, word, other << 20 | (lex.NATION | lex.ORG) << CLASS_SHIFT, bare=False)


_RADICAL = (
    "التزام",
    "التقا",
    "التماس",
    "الغاء",
    "الحاق",
    "القاء",
    "الهام",
    "الوي",
    "الماني",
    "البان",
    "التحاق",
    "التباس",
)
"""Words whose first two letters look like the article."""


def _noun(table: dict[str, int], word: str, value: int, *, bare: bool) -> None:
    """A noun as the table keeps it: alone. Its article and attached prepositions are put before it by `Table.get`."""
    has_article = word.startswith("ال") and len(word) > 4 and not word.startswith(_RADICAL)
    _add(table, word, value | (1 << 15 if has_article else 0) | (0 if bare else 1 << INFLECTS))


_COUNTED_BY_TWO = frozenset(("attack", "weapon", "contact", "round", "truce", "deal", "proposal"))
"""Concepts of events whose nouns have a dual of their own."""


def _event_forms(table: dict[str, int]) -> None:
    """Words of events: the first concept a written word has stays."""
    made: dict[str, int] = {}
    for concept, words in [*told.NOUNS.items(), *told.EXTRA.items()]:
        number = told.NUMBER[concept] << EVENT_SHIFT
        for written in words.split():
            word = fold_word(written)
            forms: dict[str, int] = {}
            _noun(forms, word, number, bare=False)
            if concept in _COUNTED_BY_TWO and not word.endswith(("ات", "ون", "ين", "ان", "ا")) and len(word) > 3:
                pair = word[:-1] + "ت" if word.endswith("ه") else word  # "هجومان", "غارتين"
                for ending in ("ان", "ين"):
                    forms[pair + ending] = number | 1 << INFLECTS
            if word.endswith(("ين", "ون")) or written.endswith("ى"):  # "معتقليهم", "أسراهم"
                whose = word[:-2] + "ي" if word.endswith(("ين", "ون")) else word[:-1] + "ا"
                for ending in ("ه", "ها", "هم", "هما", "نا"):
                    forms[whose + ending] = number | 1 << INFLECTS
            stem = word[:-1] + "ت" if word.endswith("ه") else word
            if word[-1] not in "هاتيء" and len(word) > 3:
                forms[word + "ا"] = number
            for ending in ("ه", "ها", "هم", "هما"):
                forms[stem + ending] = number | 1 << INFLECTS
            for form, value in forms.items():
                made.setdefault(form, value)
    for concept, verbs in told.VERBS.items():
        number = told.NUMBER[concept] << EVENT_SHIFT | 1 << VERB_BIT
        for perfect, imperfect in verbs:
            for form, who in _conjugated(perfect, imperfect).items():
                if who == WE:
                    continue  # nobody tells his own war in a report; and "أجرى" must stay free of "جرى"
                made.setdefault(form, number)
                if form[0] in "يتن" and form != fold_word(perfect):
                    made.setdefault("س" + form, number | 1 << 14)
                if not form.endswith(("ون", "ان")):
                    stem = form[:-1] if form.endswith("وا") else form
                    for pronoun in ("ه", "ها", "هم"):
                        made.setdefault(stem + pronoun, number)
    for form, value in made.items():
        table[form] = table.get(form, 0) | value
        for joined in "بل":  # a cue's noun with ب or ل stands in the table by itself
            if joined + form in table and not table[joined + form] >> EVENT_SHIFT & 127 and not value >> VERB_BIT & 1:
                table[joined + form] |= value & 127 << EVENT_SHIFT


EVENT_SHIFT = 46
VERB_BIT = 53
INFLECTS = 54
"""The bit of a noun before which the article and ب ل ك may stand."""


def make_table() -> dict[str, int]:
    table: dict[str, int] = {}
    _cue_forms(table)
    _class_forms(table)
    _event_forms(table)
    return table


def _file() -> Path:
    return Path(str(files("wasata.listen.ar"))) / "forms.automaton"


def write_tables() -> None:
    """Writes the automaton beside this module.

    An automaton's values are 32 bits, too few: each is the number of one of some hundred distinct values, which stand in
    the same file as keys behind a NUL, a letter no written word has.
    """
    from wasata.listen.build import put_in_place  # only who builds needs it

    words = make_table()
    numbers = {0: 0}
    scanner = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for word, value in words.items():
        scanner.add_word(word, numbers.setdefault(value, len(numbers)))
    for value, number in numbers.items():
        scanner.add_word(f"\0{number}\0{value}", 0)
    put_in_place(scanner, _file())


class Table(NamedTuple):
    """The automaton and the distinct values its numbers stand for."""

    scanner: Any
    values: list[int]

    def get(self, word: str, missing: int = 0) -> int:
        """What a written word may be: as it stands, else without its article and attached preposition; 0 if unknown."""
        scanner, values = self.scanner, self.values
        number = scanner.get(word, 0)
        if number:
            return int(values[number])
        for prefix, bits in _PREFIXES.get(word[:1], ()):
            if word.startswith(prefix) and len(word) > len(prefix) + 1:
                stem = word[len(prefix) :]
                value: int = values[scanner.get(stem, 0)]
                if not value and bits >> 15 & 1:
                    value = values[scanner.get("ال" + stem, 0)]
                if value >> INFLECTS & 1 and not (value >> 15 & 1 and not bits >> 15 & 1):
                    return value & ~_OF_A_CUE | bits
        return missing


_PREFIXES: dict[str, tuple[tuple[str, int], ...]] = {
    "ا": (("ال", 1 << 15),),
    "ب": (("بال", 1 << 15 | JOINED["ب"] << 16), ("ب", JOINED["ب"] << 16)),
    "ك": (("كال", 1 << 15 | JOINED["ك"] << 16), ("ك", JOINED["ك"] << 16)),
    "ل": (("لل", 1 << 15 | JOINED["ل"] << 16), ("ل", JOINED["ل"] << 16)),
}
_OF_A_CUE = _CUE | 15 << 9 | 1 << 13 | 1 << 14 | 1 << VERB_BIT
"""What is only said of the word without article or preposition."""


@cache
def table() -> Table:
    """The table, loaded; built on the spot only where the house was never built."""
    if not _file().exists():
        write_tables()
    scanner = ahocorasick.load(str(_file()), int)
    pairs = [key.split("\0") for key in scanner.keys("\0")]
    values = [0] * len(pairs)
    for _, number, value in pairs:
        values[int(number)] = int(value)
    return Table(scanner, values)
