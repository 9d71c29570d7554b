"""No news: words in the form of a verb of saying that say nothing where they stand.

Danger: a title, a masdar or a wish taken for somebody's words ("طالب", "رفض", "قبل أن يقول").
Duty: whether a word is no verb here, is denied, supposed or only told of, is passive, or nobody's in particular; whether
it only describes the noun before it, or opens its sentence after a setting.
"""

from wasata.listen.ar import subjects
from wasata.listen.ar.contents import IN_TURN as _IN_TURN
from wasata.listen.ar.cues import Cue
from wasata.listen.ar.forms import HE, SHE
from wasata.listen.ar.lexicon import (
    ADJ,
    ADV,
    ANON,
    KAN,
    MASDAR,
    NAME,
    NEG,
    OUTLET,
    PREP,
    PRON,
    REL,
    SAID,
    SUB,
    THING,
    TITLE,
    these,
)
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import can_speak
from wasata.listen.ar.openings import Opening
from wasata.listen.ar.traits import THAT

_BEFORE_A_QUOTE = these(": ان بان انه بانه انها")
_I_WANT = these("اريد اود احب ارجو استطيع يمكنني يمكننا نريد نود نحب نرجو علي علينا")
_WHOEVER = these("من لمن بمن عمن ومن فمن كمن ولمن وبمن")
"""Right before a verb: whoever does so ("بالنسبة ⟦لمن يشكك⟧ في…"), nobody in particular."""
_AFTER_EXPRESSED = subjects.IN_IT | subjects.SOME | {"في"}
_IMPERSONAL = these("ذكر توقع رجح اعتقد زعم ظن قدر قال شدد")
_HIS_OWN = these("بلاده بلادها ادارته ادارتها حكومته حكومتها دولته دولتها")
_ATTITUDES = these("اعتقد توقع أمل رأى تمنى ظن اعتبر")
_PRONOUN_THAT = these("انه انها انهم انهما بانه بانها بانهم انني بانني اننا باننا لانني لاننا لانه لانها")


def is_no_verb(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> bool:
    """Whether the word is a title, a name, a preposition or a masdar here."""
    c = words.kind[k]
    if c & ADV or (words.value[k] >> 13 & 1 and (words.original(k).endswith("ة") or cue.lemma == "رأى")):
        return True  # "إشارة", "دعوة" and "رأيه" are no verbs with a pronoun
    if (
        c & (PREP | TITLE | NAME | OUTLET | ANON)
        and not (c & TITLE and _verbal(words, k, begin))
        and not (
            cue.lemma == "عبر"
            and "عن" in words.word[k + 1 : min(end, k + 8)]
            and not words.has(k + 1, OUTLET)
            and (words.word[k + 1] == "عن" or words.word[k + 1] in _AFTER_EXPRESSED or can_speak(words, k + 1))
        )
    ):
        return True
    joined_and = words.bare_word[k] != words.word[k]
    return bool(  # "إلى التمرد ⟦ورفض⟧ القتال": two nouns
        joined_and and c & MASDAR and form == HE and k - 2 >= begin and words.kind[k - 2] & PREP and words.definite[k - 1]
        and not words.sign[k - 1] and k + 1 < end and words.definite[k + 1] and not can_speak(words, k + 1)
    )  # fmt: skip


def is_no_news(words: Words, cue: Cue, form: int, k: int, begin: int, earlier: int) -> bool:
    """Whether by the word before it the verb is wished, denied, supposed, or only told of.

    Args:
        earlier: the classes of the word before.
    """
    prior = words.word[k - 1]
    if prior == "ان" and k - 2 >= begin and words.word[k - 2] in _I_WANT:
        return True  # "أريد أن أوضح": he is speaking already
    if (
        (earlier & NEG and cue.lemma not in ("استبعد",))
        or (prior in ("ان", "وان", "لان", "كي", "سوف") and not _after_time(words, k))
    ) and not (
        (prior in ("ان", "وان") and form == HE and words.word[k][0] not in "يت")
        or prior == "سوف"
        or (prior == "ان" and k - 2 >= begin and words.word[k - 2].lstrip("و") in ("سبق", "سبقت"))
    ):
        return True
    if prior in ("لطالما", "طالما") and k - 2 > begin and words.has(k - 2, REL):
        return True  # "الذين لطالما دعوا إلى…": told of them, no news
    if (
        prior in ("قد", "كان", "كانت")
        and k - 2 >= begin
        and words.has(k - 2, REL)
        and (prior == "قد" or (cue.lemma == "اعتبر" and not words.value[k] >> 13 & 1))
        and words.bare_word[k][0] in "يت"
    ):
        return True  # "السبب الذي قد يدعو الناس…", "القرابين التي كانت تعتبر لائقة"
    if prior in _WHOEVER or prior in ("مما", "ومما", "اذا", "لو"):
        return True
    if prior == "ما" and k - 2 >= begin and words.word[k - 2].lstrip("وف") == "اذا":
        return True  # "إذا ما رفضت الحكومة"
    if (
        prior == '"'
        and form == SHE
        and words.word[k].endswith("ت")
        and k - 2 >= begin
        and words.word[k - 2] in _BEFORE_A_QUOTE
    ):
        return True  # "وقال: «أمرت بوقف…»": I did
    if prior in ("لما", "عما", "بما") or (prior in ("او", "ولا") and words.bare_word[k][0] in "يت"):
        return True
    if prior == '"' and k - 2 > begin and words.word[k - 2] in ("ذلك", "هذا", "هذه"):
        return True  # "ذلك «يؤكد…»": what is said of a thing
    if words.value[k] >> 13 & 1 and (
        cue.lemma == "كتب" or (cue.lemma in ("أورد", "نقل", "ذكر") and words.kind[k - 1] & SAID)
    ):
        return True  # "في بيان أوردته الوكالة"
    # "قال إنه يأمل": one speaker, one statement
    return cue.lemma in _ATTITUDES and k - 1 > begin and (prior.lstrip("وف") in _PRONOUN_THAT or prior in _HIS_OWN)


def passive(words: Words, cue: Cue, k: int) -> bool:
    """Whether the verb at word k is written as "أُعلن": nobody in particular says it."""
    written = words.original(k).lstrip("وفَ")
    return written[1:2] == "ُ" and written[0] == cue.perfect[0]


def _verbal(words: Words, k: int, begin: int) -> bool:
    """A form that is a title too ("طالب", "كاتب"): a verb only where a clause opens."""
    return (
        (
            k == begin
            or words.sign[k - 1]
            or words.word[k][0] in "وف"
            or words.word[k - 1] in _IN_TURN
            or after_its_setting(words, k, begin)
        )
        and k + 1 < len(words.word)
        and (
            can_speak(words, k + 1)
            or subjects.a_surname(words, k + 1, k)
            or (words.bare_word[k] != words.word[k] and words.kind[k + 1] == NAME)  # "وطالب مروان دياب ب…"
            or (
                words.bare_word[k] != words.word[k]
                and k + 2 < len(words.word)
                and not words.kind[k + 1]
                and not words.traits[k + 1]
                and not words.definite[k + 1]
                and words.definite[k + 2]
                and can_speak(words, k + 2)
            )  # "وطالب مكاوي الأمم المتحدة ب…"
        )
    )


def after_its_noun(words: Words, k: int) -> bool:
    """Whether an indefinite noun, which the verb at word k describes, stands right before it."""
    j = k - 1
    if words.kind[j] & ADJ and not words.definite[j] and not words.glue[j]:
        j -= 1
    c = words.kind[j]
    if j < k - 1 and not c and not words.sign[j] and not words.definite[j] and not words.value[j] >> 53 & 1:
        return len(words.word[j]) > 2
    return c & (THING | SAID | MASDAR) > 0 and not (
        words.definite[j] or words.glue[j] or c & (PREP | PRON | SUB | NEG | ADV | KAN) or words.value[j] >> 13 & 1
    )


def after_its_setting(words: Words, k: int, begin: int) -> bool:
    """Whether only a setting stands before the verb that opens its sentence ("⟦إلى ذلك⟧ طالب الوزير…"), its subject after it."""
    if not (begin < k <= begin + 5 and words.has(begin, PREP) and can_speak(words, k + 1)):
        return False
    return not any(
        words.sign[j] or words.has(j, REL | SUB | NEG) or words.value[j] >> 53 & 1 or words.word[j] in THAT
        for j in range(begin, k)
    )


def _after_time(words: Words, k: int) -> bool:
    return k >= 2 and words.word[k - 2] in ("بعد", "منذ", "وبعد", "قبل")


def impersonal(words: Words, cue: Cue, form: int, k: int, begin: int, opens: Opening) -> bool:
    """يُذكر أن, يُتوقع أن: nobody in particular."""
    if (k > begin and words.has(k - 1, PRON)) or (k > begin and words.word[k - 1] in ("لكنه", "لكنها", "انه")):
        return False
    if form == HE and cue.lemma == "أعلن" and k == begin and words.bare_word[k] == words.word[k]:
        return True  # "أعلن في الخرطوم أن…", with nobody before or after it
    if form != HE or cue.lemma not in _IMPERSONAL or words.bare_word[k][0] != "ي":
        return False
    if opens.how not in ("that", "quote", "noun"):
        return False
    return opens.word - k <= 2 or cue.lemma in ("ذكر",)
