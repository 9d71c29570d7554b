"""Appositions: what stands behind a sign and still belongs to the voice before it.

Danger: the next clause taken for the speaker's office.
Duty: past a comma with a name or an office, a bracket, quotation marks, a tight dash: where the noun phrase goes on.
"""

from wasata.listen.ar.forms import CLASS_SHIFT, VERB_BIT
from wasata.listen.ar.lexicon import ADJ, MASDAR, NAME, NATION, ORG, PLACE, PREP, PRON, REL, THING, TIME, TITLE, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.traits import ENDS_A_NOUN, THAT, VERB
from wasata.listen.ar.voice_words import SPEAKERS, can_speak, is_verb

BEFORE_A_NAME = these("ل ب و باسم بلسان")


def only_a_name(words: Words, first: int, last: int) -> bool:
    """Whether these words can only be a personal name: one to four, unknown or names, none with the article alone."""
    return (
        1 <= last - first <= 4
        and all(
            not (words.kind[j] & ~(NAME | PLACE) or words.sign[j] or words.traits[j] & ENDS_A_NOUN)
            for j in range(first, last)
        )
        and not (words.definite[first] and (last - first == 1 or words.definite[first + 1] or words.value[first]))
        and not words.word[first].isdigit()
    )


def _an_office(words: Words, first: int, last: int) -> bool:
    """Whether these words are a title and what it is of, with no verb, clause or sign in them."""
    return not any(
        words.sign[j]
        or words.value[j] >> VERB_BIT & 1
        or words.kind[j] & (REL | PRON | TIME)
        or words.traits[j] & (ENDS_A_NOUN | VERB)
        for j in range(first, last)
    )


_DOCTOR = these("د ا م أ")


def past_sign(words: Words, k: int, i: int, limit: int) -> int | None:
    """The index after a sign that belongs to the phrase with what it encloses, None where the phrase ends before it."""
    sign = words.word[k]
    end = min(limit, k + 10)
    if sign == "." and words.word[k - 1] in _DOCTOR and k - 1 > i:
        return k + 1  # "رئيس الوزراء د. محمد…"
    if sign == "(":
        for j in range(k + 1, end):
            if words.word[j] == ")":
                return j + 1
        return None
    if sign == '"':
        if k > i and k + 3 < limit and words.word[k + 2] == '"' and words.definite[k - 1] and not words.kind[k + 1] and (
            k - 1 >= i and words.word[k - 1] not in THAT and len(words.word[k + 1]) > 3
        ):  # fmt: skip
            return k + 3  # "بعثة الأمم المتحدة في العراق ⟦«يونامي»⟧"
        if k > i and not (
            words.value[k - 1] >> CLASS_SHIFT & (SPEAKERS | ADJ | NATION) or words.word[k - 1] in BEFORE_A_NAME
        ):
            return None
        plain = k == i or words.value[k - 1] >> CLASS_SHIFT & (SPEAKERS | ADJ) or words.word[k - 1] in BEFORE_A_NAME
        for j in range(
            k + 1, min(limit, k + (9 if plain and k > i and words.has(k - 1, TITLE) else 6 if plain else 3))
        ):
            if words.word[j] == '"':
                return j + 1
        return None
    if sign in "-–_/":
        tight = k > 0 and words.at[k] == words.to[k - 1] and k + 1 < limit and words.at[k + 1] == words.to[k]
        return k + 1 if tight else None
    if sign in "#'":
        return k + 1
    if sign == "،" and k + 1 < limit and k > i:
        nxt = words.kind[k + 1]
        if (
            nxt & (TITLE | ORG)
            and not words.value[k + 1] >> 16 & 3
            and words.bare_word[k + 1] == words.word[k + 1]
            and not is_verb(words, k + 1)
        ):
            for j in range(k + 2, min(limit, k + 16)):
                if words.word[j] in "،":
                    return j
                if words.word[j] == '"' and j + 1 in words.mention and words.mention[j + 1][0].what == "outlet":
                    return j - (words.word[j - 1] == "ل")  # "أبلغ فلان، عضو المجلس ⟦«الشرق الأوسط»⟧ أن"
                if (words.word[j] == ":" or words.word[j] in THAT) and j - k <= 5 and only_a_name(words, k + 2, j):
                    return j  # "المتحدث باسم الأهالي، الشيخ عمر حيدر: …"
                if (words.word[j] == ":" or words.word[j] in THAT) and nxt & TITLE and _an_office(words, k + 1, j):
                    return j  # "اللواء أحمد العمامي، رئيس وفد القيادة العامة: «…»"
                if is_verb(words, j) or words.word[j] in THAT or words.word[j] in ".:":
                    return None
        for j in range(k + 2, min(limit - 1, k + 6)):
            if words.word[j] == "،":
                said = (
                    words.word[j + 1] in THAT
                    or words.word[j + 1] in ":"
                    or words.kind[j + 1] & (PREP | TIME | MASDAR | THING)
                    or (words.definite[j + 1] and j - k > 2 and can_speak(words, j + 1))
                    or words.word[j + 1] == "قد"
                )
                if said and j - k > 2 and only_a_name(words, k + 1, j) and (words.has(i, TITLE) or not words.kind[i]):
                    return j
                break
        if k + 1 in words.mention and words.mention[k + 1][0].what == "person":
            last = words.mention[k + 1][1]
            if last + 1 < limit and words.word[last + 1] == "،":
                return last + 1
    return None
