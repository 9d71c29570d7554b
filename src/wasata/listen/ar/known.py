"""Known words: all that grammar asks of a written word, worked out once a form and kept.

Danger: a word's classes worked out anew each time it stands somewhere; a memory of words that grows without end.
Duty: for each written word what grammar asks again and again, from a table that is bounded.
Shape: `known()[word]` is a `Known`. Words repeat from report to report, so nearly every one
is found; equal tuples are kept once, so that the few hundred that matter stay close at hand.
"""

from functools import cache
from typing import NamedTuple

from wasata.listen.ar import forms
from wasata.listen.ar.happenings import CONCEPTS
from wasata.listen.ar.lexicon import OUTLET, these
from wasata.listen.ar.traits import traits_of


class Known(NamedTuple):
    """What is known of a written word."""

    value: int  # from `forms`
    kind: int  # its classes
    glue: str  # the preposition attached: ب, ل, ك or none
    definite: bool
    sign: bool
    traits: int  # from `traits`
    joined: bool  # it carries a و or ف before a known word
    anchor: bool  # a statement may hang on it
    outlet: bool
    concept: str  # of a happening (see `happenings`), "" for none
    nation: bool


_KEPT = 50_000
"""Forms kept, and as many that were kept before. A report has some two hundred, a thousand reports fifty thousand."""

_LONGEST_KEPT = 40
"""Letters of a form that is kept: a text may be one word of fifty million letters."""

_OPENERS = frozenset(
    w for word in these("بحسب حسب حسبما وفق وفقما وفقا طبقا نقلا استنادا علي") for w in (word, "و" + word, "ف" + word)
)
"""Words at which an according-to phrase may begin; with the cues, they are all a statement can hang on."""
_SIGNS = frozenset("،؛,;:.؟?!…-–—|()[]\"'/*•◀▪●#_")
_ARTICLES = ("ال", "وال", "بال", "لل", "ولل", "وبال", "فال")


class _Forms(dict[str, Known]):
    """Known words by their form; a form that is asked for the first time is worked out."""

    def __init__(self) -> None:
        self._before: dict[str, Known] = {}
        self._same: dict[Known, Known] = {}

    def __missing__(self, word: str) -> Known:
        found = self._before.get(word)
        if found is None:
            found = _work_out(word)
            if len(word) > _LONGEST_KEPT:
                return found
            found = self._same.setdefault(found, found)
        if len(self) >= _KEPT:  # what was asked for since the last time is kept once more, the rest let go
            self._before = dict(self)
            self.clear()
        self[word] = found
        return found


@cache
def known() -> _Forms:
    """The words met so far."""
    return _Forms()


def _work_out(w: str) -> Known:
    get = forms.table().get
    value, bare = get(w), w
    if not value and w[0] in "وف" and len(w) > 2:
        value = get(w[1:])
        if value:
            bare = w[1:]
    kind = value >> forms.CLASS_SHIFT & forms.ALL_CLASSES or _possessed(w)
    glue = _glue(w, value)
    concept = value >> forms.EVENT_SHIFT & 127
    return Known(
        value,
        kind,
        glue,
        _definite(w, value),
        w[0] in _SIGNS,
        traits_of(w, value, kind, glue),
        bare is not w,
        forms.cue_of(value) > 0 or bare in _OPENERS or w in _OPENERS,
        kind & OUTLET > 0 or bare.endswith("هيئه"),
        CONCEPTS[concept] if concept else "",
        value >> 20 & 63 > 0,
    )


def _possessed(w: str) -> int:
    """The classes of a noun with a possessive ending ("رئيسها", "مكتبه")."""
    if w[-1] not in "اهم":
        return 0  # none of the endings
    get = forms.table().get
    for ending in ("هما", "ها", "هم", "نا", "ه"):
        if w.endswith(ending) and len(w) > len(ending) + 2:
            stem = w[: -len(ending)]
            found = get(stem) or get(stem[:-1] + "ه" if stem.endswith("ت") else stem)
            return found >> forms.CLASS_SHIFT & forms.ALL_CLASSES
    return 0


def _definite(w: str, value: int) -> bool:
    if value >> 15 & 1:
        return True
    if value and not w.startswith(_ARTICLES[1:]):
        return False
    return w.startswith(_ARTICLES) and len(w) > 4


def _glue(w: str, value: int) -> str:
    """The preposition attached to a word: ب, ل, ك or none."""
    number = value >> 16 & 3
    if number:
        return "بلك"[number - 1]
    bare = w.removeprefix("و")
    return "ل" if bare.startswith("لل") and len(bare) > 4 else "ب" if bare.startswith("بال") and len(bare) > 5 else ""
