"""Known words: all that grammar asks of a written word.

Danger: a word's classes worked out anew each time it stands somewhere.
Duty: for each written word what grammar asks again and again; `cutting` keeps it with the word.
"""

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
    anchor: bool  # a statement may hang on it
    outlet: bool
    concept: str  # of a happening (see `happenings`), "" for none
    nation: bool


_OPENERS = frozenset(
    w for word in these("بحسب حسب حسبما وفق وفقما وفقا طبقا نقلا استنادا علي") for w in (word, "و" + word, "ف" + word)
)
"""Words at which an according-to phrase may begin; with the cues, they are all a statement can hang on."""
_SIGNS = frozenset("،؛,;:.؟?!…-–—|()[]\"'/*•◀▪●#_")
_ARTICLES = ("ال", "وال", "بال", "لل", "ولل", "وبال", "فال")


_same: dict[Known, Known] = {}


def known(w: str) -> tuple[str, Known]:
    """A written word without its و or ف where a known word is left, and what is known of it.

    Equal tuples are one and the same, so that the few hundred that matter stay close at hand.
    """
    get = forms.table().get
    value, bare = get(w), w
    if not value and w[0] in "وف" and len(w) > 2:
        value = get(w[1:])
        if value:
            bare = w[1:]
    kind = value >> forms.CLASS_SHIFT & forms.ALL_CLASSES or _possessed(w)
    glue = _glue(w, value)
    concept = value >> forms.EVENT_SHIFT & 127
    found = Known(
        value,
        kind,
        glue,
        _definite(w, value),
        w[0] in _SIGNS,
        traits_of(w, value, kind, glue),
        forms.cue_of(value) > 0 or bare in _OPENERS or w in _OPENERS,
        kind & OUTLET > 0 or bare.endswith("هيئه"),
        CONCEPTS[concept] if concept else "",
        value >> 20 & 63 > 0,
    )
    return bare, _same.setdefault(found, found)


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
