"""Deeds: whether one who speaks tells of what he himself did, or only of what others did.

Danger: a denial in which nobody is accused; a ministry that only tells of an acceptance counted among those who accept.
Duty: for a statement, by the grammar of its first words: the noun of a deed without another doer, a pronoun that is the
verb's subject, forces with a possessive ending; else another side right at its head, or mere words of credit.
"""

from bisect import bisect_left

from wasata.listen.ar.forms import CLASS_SHIFT, EVENT_SHIFT, VERB_BIT
from wasata.listen.ar.happenings import NUMBER
from wasata.listen.ar.lexicon import NEG, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import can_speak
from wasata.listen.marks import Statement
from wasata.values import Span

_ANNOUNCED = frozenset(
    NUMBER[c] for c in ("truce", "ceasing", "extend", "release", "swap", "suspend", "resume", "start")
)
_DENIED = (
    "قصف", "استهداف", "اغتيال", "اقتحام", "مهاجم", "اجتياح", "غزو", "مداهم", "شن", "تفجير", "ضرب", "افراج", "اطلاق", "تسليم",
    "مبادل", "خرق", "انتهاك", "مخالف", "نقض", "تعليق", "تجميد", "انسحاب", "توصل", "توقيع", "ابرام", "منع", "عرقل", "اعاق",
    "اغلاق", "تعطيل", "حصار", "محاصر", "احتجاز", "ارسال", "رفض", "قبول", "موافق", "تقديم", "طرح", "عقد", "اجراء",
    "اجتماع", "لقاء", "زيار", "مقاطع",
)  # fmt: skip
"""Nouns of what one does to another: who denies the deed is the one who would have done it. "انهيار", "مقتل" have no doer."""
_HIS_FORCES = these(
    "قواته قواتها قواتهم قواتنا جيشه جيشها جيشهم جيشنا مقاتليه مقاتليها مقاتلوه مقاتلوها مقاتليهم عناصره عناصرها عناصرهم "
    "مسلحيه مسلحيها جنوده جنودها طائراته طائراتها وفده وفدها حركته جماعته"
)
_THAT_HE = these("انه انها انهم بانه بانها بانهم وانه وانها وانهم انهما اننا باننا")
_WHAT_IS_HIT = these(
    "مستشفي مشفي مدرسه مسجد كنيسه سوق مخيم حي قريه بلده مدينه قافله سفاره مطار جامعه مركز محطه معسكر مقر مبني منزل منازل مدنيين "
    "مدنيون سفينه طائره موكب قاعده سجن جسر"
)
"""Right after the noun of a deed they are what it was done to, though some of them may speak elsewhere."""
_BEFORE_A_VERB = these("قد سوف")
_BETWEEN = these("بين من قبل")
_SIDES = frozenset(("party", "body", "person"))


def roles(words: Words, statements: list[Statement]) -> tuple[list[Span], list[Span]]:
    """Where the report's sources stand, in order: the mere speakers, who do not tell of their own deeds; and those of all
    sources who only tell what another side did."""
    speakers, tellers = set(), set()
    back, at, word, mention = words.folded.back, words.at, words.word, words.mention
    last = len(word) - 1
    for content, source, _, _, actor, act, _, _, rule, _ in statements:
        credited = rule.startswith("ar.statement.according")
        if credited:
            tellers.add(source)  # "بحسب الوزارة"
        noun = rule.endswith("-noun")
        if act not in _TELLING or (noun and act != "say" and act != "deny"):
            speakers.add(source)
            continue
        k = bisect_left(at, back(content[0]))
        while k < last and word[k] == '"':
            k += 1
        own = (
            k < last
            and (noun or word[k] in _HIS_FORCES or word[k - 1] in _THAT_HE)
            and _is_his_own(words, act, noun, k)
        )
        if own:
            continue
        speakers.add(source)
        if noun:
            if act == "deny":
                tellers.add(source)  # "نفى المكتب ⟦انهيار⟧ المحادثات"
        elif act != "deny" and k in mention:
            here = mention[k][0]
            if here.party is not None and here.party != actor and here.what in _SIDES:
                tellers.add(source)  # "قالت الوزارة إن ⟦الحركة الفلانية⟧ وافقت"
    return sorted(speakers), sorted(tellers)


_TELLING = frozenset(("say", "deny", "confirm", "accuse", "expect"))


def _is_his_own(words: Words, act: str, noun: bool, k: int) -> bool:
    """Whether the speaker takes part in what he tells: "أعلنت الجبهة ⟦هدنة⟧", "نفى الجيش ⟦قصف⟧ المشفى", "إن ⟦قواته⟧ لم تقصف"."""
    if act == "accuse" or act == "expect":
        return False
    if noun:
        return _he_would_have(words, k) if act == "deny" else words.value[k] >> EVENT_SHIFT & 127 in _ANNOUNCED
    if words.word[k] in _HIS_FORCES:
        return True
    if not k or words.word[k - 1] not in _THAT_HE:
        return False
    while k + 1 < len(words.word) and (words.value[k] >> CLASS_SHIFT & NEG or words.word[k] in _BEFORE_A_VERB):
        k += 1
    return bool(words.value[k] >> VERB_BIT & 1 and words.value[k] >> EVENT_SHIFT & 127)


def _he_would_have(words: Words, k: int) -> bool:
    """Whether the denied noun at word k is a deed, and no other doer follows it."""
    bare = words.word[k].removeprefix("ال")
    if not bare.startswith(_DENIED):
        return False
    if bare.endswith(("ه", "ها", "هم")) and not words.original(k).endswith("ة"):
        return True  # "نفت القوات قصفها المشفى"
    if not words.definite[k] and (k + 1 in words.mention or can_speak(words, k + 1)) and (
        words.word[k + 1].removeprefix("ال") not in _WHAT_IS_HIT
    ):  # fmt: skip
        return k + 1 in words.mention and words.mention[k + 1][0].what == "place"  # "قصف ⟦إسرائيل⟧ المشفى": another's
    return _BETWEEN.isdisjoint(words.word[k + 1 : k + 9]) or "مع" in words.word[k + 1 : k + 12]


__all__ = ["roles"]
