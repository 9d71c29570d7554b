"""Voices' words: what a single word can be to one who speaks.

Danger: a common noun taken for a voice.
Duty: the preposition attached to a word, whether it is a finite verb of saying, whether a noun phrase that begins with it
is plainly a voice.
"""

import re

from wasata.listen.ar.lexicon import ANON, MASDAR, NATION, ORG, OUTLET, TITLE
from wasata.listen.ar.line import Words
from wasata.listen.ar.traits import VERB

SPEAKERS = TITLE | ORG | ANON | OUTLET


MASDAR_SHAPE = re.compile(
    r"(?:ا\wا\wه|ت\w\w?ي\w|تفعله|ا\wت\wا\w|ان\w\wا\w|است\w\w?ا\w|م\wا\w[^ي]ه|ا\w\wا\w|ت\wا\w\w|ت\wو?ي\wه?)(?:ه|ها|هم|هما)?$"
)


def article(words: Words, i: int) -> bool:
    """Whether word i is definite by the article."""
    return words.definite[i]


def joined(words: Words, i: int) -> str:
    """The preposition attached to word i: ب, ل, ك or none."""
    if i in words.mention:
        at, start = words.at[i], words.mention[i][0].start
        head = words.folded.text[at:start].lstrip("وف") if start > at else ""
        return head[0] if head and head[0] in "بلك" else ("ل" if words.word[i].startswith("لل") else "")
    return words.glue[i]


def classes(words: Words, i: int) -> int:
    """Word classes, looking through a possessive ending where the word alone is unknown ("رئيسها", "مكتبه")."""
    return words.kind[i]


def is_verb(words: Words, i: int) -> bool:
    """Whether word i is a finite verb of saying and hardly anything else."""
    return words.traits[i] & VERB > 0


def can_speak(words: Words, i: int) -> bool:
    """Whether a noun phrase beginning at word i is plainly a voice."""
    if i in words.mention:
        m = words.mention[i][0]
        if joined(words, i) not in ("", "ل" if words.word[i].startswith("ال") else ""):
            return False
        return not (m.what == "place" and m.party is None)
    c = words.kind[i]
    if words.value[i] >> 16 & 3:
        return False
    if (
        c & MASDAR
        and not c & (TITLE | ANON)
        and not words.definite[i]
        and c & SPEAKERS == ORG
        and words.word[i] not in ("قوات", "وفد")
    ):
        return False
    if c & SPEAKERS:
        return True
    return bool(c & NATION and (words.word[i].endswith(("ون", "ين")) or c & ORG))
