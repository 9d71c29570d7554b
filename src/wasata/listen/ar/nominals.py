"""Participles and nouns of saying: "مشيرا إلى أن…", "إعلان القسام تأجيل…".

Danger: a noun of which nobody is the doer taken for somebody's words.
Duty: a `Hit` for each, with its doer where the noun names one; a participle belongs to its sentence's speaker.
"""

from typing import TYPE_CHECKING

from wasata.listen.ar import phrases
from wasata.listen.ar.cues import Cue
from wasata.listen.ar.forms import NOUN, PARTICIPLE_F
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import (
    NAME,
    PLACE,
    PREP,
    REL,
    TIME,
    TITLE,
    these,
)
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import (
    can_speak,
    noun_phrase,
)
from wasata.listen.ar.openings import Opening, in_own_words, opening
from wasata.listen.ar.sources import speaker
from wasata.listen.ar.traits import THAT

if TYPE_CHECKING:
    pass

_OF_THE_PRESS = these("صحفي صحافي صحفيه صحافيه اعلامي اعلاميه تلفزيوني متلفز رسمي رسميه مشترك مقتضب خاص")
"""After "تصريح", "إعلان": what kind of saying it was, nobody's."""


def participle_hit(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    c = words.kind[k]
    if c & (NAME | PREP | PLACE):
        return None
    before = "،" if k == begin else words.word[k - 1]
    if cue.lemma == "أمل" and words.original(k).lstrip("وف").startswith("أ"):
        return None  # "أملا بالنجاح": in the hope, not "آملا"
    feminine = form == PARTICIPLE_F
    if (words.word[k].endswith("ين") and before != "،") or (k > begin and (words.has(k - 1, PREP) or words.negated(k))):
        return None
    if feminine and before not in ("،", '"') and words.bare_word[k] == words.word[k]:
        nxt = words.word[k + 1] if k + 1 < end else ""
        if nxt not in THAT and not (nxt in ("الي", "من") and k + 2 < end and words.word[k + 2] in THAT):
            return None
    special = phrases.special(words, cue, form, k, begin, end)
    if special is not None:
        return special
    opens = opening(words, cue, k + 1, min(end, k + 16), implied=True) or in_own_words(words, cue, k + 1, end)
    if opens is None or (("s" in cue.frames or cue.lemma == "اقترح") and opens.how == "noun" and before != "،"):
        return None  # "رفضه ⟦مقترحا⟧ دوليا": a noun
    if cue.lemma in (
        "اتهم",
        "طالب",
        "احتج",
        "عارض",
        "تحدث",
        "كتب",
        "قدر",
        "حمل",
        "وجه",
        "عرض",
        "نشر",
        "أبلغ",
        "أخبر",
    ) and not (k == begin or words.sign[k - 1]):
        return None
    if cue.lemma == "جدد" and opens.word > k + 1:
        return None  # "الانخراط مجددا في…": again
    if k == begin and (opens.word > k + 3 or opens.how not in ("that", "quote", "colon")):
        return None
    if c & TITLE and opens.how not in ("that", "quote", "colon") and opens.word > k + 4:
        return None
    return Hit(cue, k, k + 1, form, None, opens, k, f"participle-{'noun' if opens.how == 'noun' else 'particle'}")


def noun_hit(words: Words, cue: Cue, k: int, end: int) -> Hit | None:
    """Nouns of saying with their doer: إعلان القسام تأجيل…, تحذيره من أن…"""
    if cue.lemma == "طالب" and words.word[k] in _DEMANDING:
        return _goes_on_demanding(words, cue, k, end)
    if cue.lemma not in ("أعلن", "أكد", "نفى", "صرح", "هدد", "حذر", "اتهم", "زعم", "ادعى", "قال") or k + 2 >= end:
        return None
    bound = words.value[k] >> 13 & 1
    if bound:
        if cue.lemma == "قال":
            return None
        opens = opening(words, cue, k + 1, min(end, k + 4), implied=True)
        if opens is None or opens.word > k + 3 or opens.how not in ("that", "noun"):
            return None
        if opens.how == "noun" and (opens.word > k + 1 or words.glue[opens.word]):
            return None
        return Hit(cue, k, k + 1, NOUN, None, opens, None, "noun-of-saying")
    if words.word[k].startswith(("ال", "وال")) or cue.lemma == "قال":
        return None
    if not can_speak(words, k + 1):
        return _said_by(words, cue, k, end)
    if words.word[k + 1] in _OF_THE_PRESS:
        return None
    phrase = noun_phrase(words, k + 1, end, before_object=True)
    framed = cue._replace(frames=cue.frames + "a") if cue.lemma in ("زعم", "ادعى") else cue
    opens = opening(words, framed, phrase.last, min(end, phrase.last + 9), implied=False)
    if opens is None or opens.how not in ("that", "quote", "noun", "b", "m", "a"):
        return None
    to_whom = opens.how in ("that", "quote") and words.word[phrase.last : phrase.last + 2] in (["،", "ل"], ["ل", '"'])
    if (
        opens.word > phrase.last + 2
        and not to_whom
        and (opens.how != "noun" or not words.kind[phrase.last] & (PREP | TIME))
    ):
        return None
    return Hit(cue, k, k + 1, NOUN, speaker(words, k + 1, phrase), opens, None, "noun-of-saying")


_BY_WHOM = these("قبل جانب طرف")


def _said_by(words: Words, cue: Cue, k: int, end: int) -> Hit | None:
    """ "إعلان ⟦الهدنة⟧ من قبل الحركة": a noun of saying with its content first."""
    for j in range(k + 2, min(end - 2, k + 9)):
        if words.sign[j] or words.has(j, REL) or words.word[j] in THAT:
            return None
        if words.word[j] == "من" and words.word[j + 1] in _BY_WHOM:
            s = j + 3 if words.word[j + 2] == '"' else j + 2
            if s >= end or not (can_speak(words, s) or words.has(s, NAME)):
                return None
            who = speaker(words, s, noun_phrase(words, s, end))
            hit = Hit(cue, k, k + 1, NOUN, who, Opening(k + 1, words.at[k + 1], "noun"), None, "noun-of-saying")
            hit.closes = j
            return hit
    return None


_DEMANDING = these("المطالبه مطالبته مطالبتها مطالبتهم مطالبتهما")
_GOES_ON = these(
    "يستمر تستمر استمر استمرت يواصل تواصل واصل واصلت كرر كررت يكرر تكرر جدد جددت يجدد تجدد ويواصل وتواصل وكرر وكررت وجدد وجددت"
)


def _goes_on_demanding(words: Words, cue: Cue, k: int, end: int) -> Hit | None:
    """ "تستمر الحركة في ⟦المطالبة⟧ بالانسحاب": who goes on demanding."""
    for j in range(k - 1, max(-1, k - 10), -1):
        if words.sign[j] and words.word[j] != '"':
            return None
        if words.word[j] in _GOES_ON:
            break
    else:
        return None
    opens = opening(words, cue, k + 1, min(end, k + 4), implied=True)
    who = None
    if j + 1 < k and can_speak(words, j + 1):
        who = speaker(words, j + 1, noun_phrase(words, j + 1, k))
    return None if opens is None else Hit(cue, k, k + 1, NOUN, who, opens, None, "noun-of-saying")
