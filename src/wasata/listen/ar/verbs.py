"""Verbs of saying: the clause of one, with its subject and where its words open.

Danger: a verb that is told of ("الذين قالوا"), denied or another word altogether taken for news of what was said.
Duty: a `Hit` for a finite verb, or none; what single lemmas demand beyond their frames.
"""

from typing import TYPE_CHECKING, NamedTuple

from wasata.listen.ar import according, phrases, subjects
from wasata.listen.ar.contents import IN_TURN as _IN_TURN
from wasata.listen.ar.contents import after_while, edge_of
from wasata.listen.ar.cues import Cue
from wasata.listen.ar.forms import CLASS_SHIFT, HE, SHE, THEY, TWO, WE
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import (
    KAN,
    MASDAR,
    NAME,
    PREP,
    REL,
    SUB,
    THING,
    these,
)
from wasata.listen.ar.line import Words
from wasata.listen.ar.no_news import after_its_noun, after_its_setting, impersonal, is_no_news, is_no_verb, passive
from wasata.listen.ar.noun_phrases import (
    MASDAR_SHAPE,
    Phrase,
    Speaker,
    can_speak,
    without_object,
)
from wasata.listen.ar.openings import Opening, in_own_words, opened_before, opening, past_dashes
from wasata.listen.ar.sources import speaker
from wasata.listen.ar.traits import THAT

if TYPE_CHECKING:
    pass

_CROWDS = these(
    "المظاهره المظاهرات التظاهره المسيره المسيرات الاحتجاجات الحمله العريضه الوثيقه الرساله الجماهير الشعوب الناس"
)
"""No voices of their own, and yet they demand and say ("المظاهرة ⟦التي طالبت⟧ ب…")."""
_ALL_ADDRESSED = these("الناس الجميع الاطراف الدول العالم المجتمع")
_AS = these("حسب بحسب وفق وفقا طبقا ، -")
"""Before "ما" and a verb of saying: "وفق ⟦ما أعلن⟧ فلان", not "إذا ⟦ما أعلن⟧"."""
_TO_IT = these("لها له اليها اليه")
_BY_PARTICLE = frozenset("abilm")
_I_AND_WE = these("نحن لن لقد انا اننا")
_BEFORE_VERB = these("قد وقد فقد لكنه لكنها ولكنه فيما بينما ثم")
_PRONOUNED = these("لكنه لكنها لكنهم ولكنه ولكنها انه انها انهم بانه بانها وانه وانها")
"""Particles that carry the verb's subject as a pronoun."""
_ANSWERS = ("رفض", "نفي", "القول", "اتهام", "ان", "تاكيد", "التاكيد", "دعو", "الرفض", "النفي", "تحذير", "تهديد")
_MORE = these("وان وانه وانها وانهم")
"""After a comma: what was said goes on."""
_A_STATEMENT = these("بيان البيان بلاغ البلاغ")
_NEEDS_OBJECT = these("اتهم شكر حث أبلغ أخبر")
_ADDRESSING = these("نصح حث ناشد حض")
_OF_SOMEBODY = these("أدان دان شجب انتقد استنكر امتدح استهجن")
_SAYINGS = (
    "اهمي",
    "ضرور",
    "حرص",
    "استعداد",
    "دعوت",
    "دعوه",
    "تاكيد",
    "رفض",
    "التزام",
    "مطالب",
    "ادان",
    "تهديد",
    "تحذير",
    "موقف",
    "دعم",
    "نفي",
    "تمسك",
)
_SETS_SUBJECT = these("رد علق استبعد نفى رفض أيد تحدث واصل تابع وافق أدان انتقد أجاب")
_WHOLE_OPENINGS = frozenset(("that", "quote", "colon", "noun"))
_WISHED = tuple(these("باحر بخالص بالشكر بالعزاء بالتعازي بتعازي باصدق بصادق بالتهنئ بجزيل بوافر بعظيم"))
"""With these, "تقدم" is no advance: condolences, thanks, wishes."""
_HELD_BACK = these("تاكيد التعليق الادلاء الكشف الاجابه الخوض الافصاح الرد تسميته ذكر")


class _Clause(NamedTuple):
    """A verb's subject (None where it is implied), the noun phrase after the verb, whether the subject stands before it,
    and the word from which what was said may open."""

    found: tuple[int, Phrase] | None
    follows: tuple[int, Phrase] | None
    svo: bool
    start: int


def _clause(words: Words, cue: Cue, form: int, k: int, begin: int, end: int, relative: int) -> _Clause:
    """Who the verb at word k belongs to.

    Args:
        relative: whether a relative pronoun stands right before it.
    """
    joined_and = words.bare_word[k] != words.word[k]
    found = None
    svo = False
    was = None if joined_and or relative else subjects.before(words, k, begin)
    follows = subjects.after(words, cue, k, end)
    if form == WE:
        was = follows = None
    elif form == THEY:
        follows = None  # "اتهموا القوات بـ": before its subject a verb is singular
    issued = None
    same = (
        k + 2 < end and words.word[k + 1] in ("نفس", "ذات") and words.word[k + 2] in _A_STATEMENT
    )  # "وأوضح نفس البيان"
    if same:
        was = follows = None
    if k + 1 < end and words.word[k + 1] in _A_STATEMENT and form in (HE, SHE):
        issued = subjects.issuer(words, k + 2, end)
        was, follows = None, issued
    plain = "n" not in cue.frames and "o" not in cue.frames and "x" not in cue.frames
    if plain and was is not None and follows is not None and can_speak(words, follows[0]):
        was = None  # such a verb takes no noun: the voice right after it is its subject
    if was is not None and (follows is None or not _verb_first(words, k) or not plain):
        found, svo = was, True
    elif follows is not None:
        found = follows
    elif was is not None:
        found, svo = was, True
    if follows is not None and not svo and ("o" in cue.frames or cue.lemma == "حذر") and (
        _is_object(words, form, follows)
        or (joined_and and (words.word[follows[0]] in _ALL_ADDRESSED or _only_addressed(words, cue, k, follows)))
    ):  # fmt: skip
        found = follows = None
    start = follows[1].last if follows is not None and not svo else k + 1
    if words.word[min(k + 1, end - 1)] in _A_STATEMENT and issued is None and not svo and form in (HE, SHE):
        start = k + 2  # "وأضاف البيان": whoever issued it
    if same:
        start = k + 3
    if relative and follows is None and not words.value[k] >> 13 & 1:
        found = subjects.antecedent(words, k - 1, begin)
        svo = True
        if found is None and k - 2 >= begin and words.word[k - 2] in _CROWDS:
            found = k - 2, Phrase(k - 1, False)  # "المظاهرة التي طالبت ب…"
    return tuple.__new__(_Clause, (found, follows, svo, start))  # without the call of a named tuple


def verb_hit(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    """The clause of the verb of saying at word k, None where it says nothing here."""
    c = words.kind[k]
    if k in words.damma and passive(words, cue, k):
        return None
    if form == HE and cue.perfect[0] == "ا" and words.original(k).lstrip("وف")[:1] == "أ":
        form = WE
    if is_no_verb(words, cue, form, k, begin, end):
        return None
    if cue.lemma in _ALIKE and _another_verb(words, cue, k, end):
        return None
    joined_and = words.bare_word[k] != words.word[k]
    earlier = words.value[k - 1] >> CLASS_SHIFT if k > begin else 0  # the classes of the word before
    if k > begin:
        if is_no_news(words, cue, form, k, begin, earlier):
            return None
        prior = words.word[k - 1]
        if prior == "كما" and (
            cue.lemma in ("جدد", "كرر") or cue.act in ("demand", "accept", "reject", "offer", "thank")
        ):
            pass  # "كما جدد عفوا", "كما طالب": also
        elif prior in ("كما", "حسبما", "وفقما", "مثلما", "بما") or (
            prior == "ما" and k - 1 > begin and words.word[k - 2] in _AS
        ):
            also = prior == "كما" and ("x" in cue.frames or _as_well(words, cue, k, begin, end))
            hit = None if also else according.as_said(words, k, begin, end)
            if hit is not None:
                return hit
        if (
            (c & MASDAR or (c & THING and earlier & PREP))
            and form == HE
            and not (joined_and or words.sign[k - 1] or prior in _BEFORE_VERB or earlier & REL)
            and not (
                c & MASDAR
                and cue.lemma == "رفض"
                and k + 1 < end
                and can_speak(words, k + 1)
                and after_while(words, k, begin)
            )
        ):
            return None
    if (form == WE and not _speaks_for_itself(words)) or (form == TWO and cue.lemma in ("شكر", "رفض", "أمل")):
        return None  # "شكرا" is no dual
    special = phrases.special(words, cue, form, k, begin, end)
    if special is not None or cue.lemma in ("أطلق", "أصدر", "ألقى"):
        return special
    strict = "s" in cue.frames
    relative = earlier & REL
    found, follows, svo, start = _clause(words, cue, form, k, begin, end, relative)
    if "x" in cue.frames:
        return None if found is None else Hit(cue, k, k + 1, form, speaker(words, *found), None, None, "silent")
    opens = opening(words, cue, start, end, implied=found is None or svo or cue.lemma in _OF_SOMEBODY)
    if opens is None and not svo and follows is not None and "n" in cue.frames and not can_speak(words, follows[0]) and (
        not (follows[1].named and subjects.a_surname(words, follows[0], k))
    ):  # fmt: skip
        found, opens = None, opening(words, cue, k + 1, end, implied=True)
    if (
        cue.lemma in _NEEDS_OBJECT
        and found is not None
        and not svo
        and opens is not None
        and not words.value[k] >> 13 & 1
    ) and (
        opens.word - (opens.how in "il") == found[1].last
        or (words.word[found[1].last] == "،" and opens.how in ("that", "b") and opens.word - found[1].last <= 2)
    ):  # fmt: skip
        apart = words.word[found[1].last] == "،"  # "واتهم فلان الفلاني، بأنه…"
        last = found[1].last if apart else without_object(words, found[0], found[1].last)
        told = joined_and or (k > begin and words.word[k - 1] in _PRONOUNED)
        alone = last == found[1].last and told  # "وحث الطرفين على…": what follows is the one addressed
        word = words.word[found[0]]
        alone = alone or (found[1].last == found[0] + 1 and (word in _ALL_ADDRESSED or word.endswith("ين")))
        found = None if alone else (found[0], Phrase(last, found[1].named))
    if found is None and follows is None and k + 1 < end and words.word[k + 1] in subjects.IN_IT:
        found, svo = subjects.partner(words, k, begin), False
    source = None if found is None else speaker(words, *found)
    if (
        relative
        and source is not None
        and source.kind == "person"
        and not words.kind[source.first]
        and words.definite[source.first]
    ):
        source = source._replace(kind="anonymous")
    bound = words.value[k] >> 13 & 1
    if opens is not None and not _fits(words, cue, k, opens, bound=bool(bound), found=found is not None):
        return None
    if (
        strict
        and form == HE
        and not svo
        and not (
            joined_and
            or relative
            or k == begin
            or words.sign[k - 1]
            or words.word[k - 1] in _BEFORE_VERB
            or words.word[k - 1] in _IN_TURN
            or earlier & SUB
            or (follows is not None and after_its_setting(words, k, begin))
            or (k + 1 < end and words.word[k + 1] in subjects.IN_IT)
            or (opens is not None and opens.how == "that" and follows is not None and can_speak(words, follows[0]))
        )
    ):
        return None
    if (
        found is None and opens is not None and opens.how == "noun" and k > begin
        and not (joined_and or relative or words.sign[k - 1] or words.word[k - 1] in _BEFORE_VERB)
        and words.bare_word[k][0] in "يت" and not words.has(k - 1, SUB) and words.word[k - 1] not in _PRONOUNED
    ):  # fmt: skip
        return None  # "معلومات وردت إلى الأجهزة تؤكد احتجاز…": what no voice says
    if (
        found is None and opens is not None and k > begin and opens.how in _WHOLE_OPENINGS
        and not (joined_and or relative or words.sign[k - 1])
        and (form == THEY or (form in (HE, SHE) and words.bare_word[k][0] in "يت"))
        and after_its_noun(words, k)
    ):  # fmt: skip
        return None  # "أعضاء في المجلس أبدوا معارضتهم", "هذا دليل يوضح أن…": told of them, no news
    if (
        opens is not None
        and opens.how == "noun"
        and cue.lemma in ("جدد", "كرر")
        and not words.word[opens.word].removeprefix("ال").startswith(_SAYINGS)
    ):
        return None
    if opens is None and follows is not None and not svo:
        opens = past_dashes(words, cue, start, end)
    if opens is None and not svo and start < end and words.word[start] in _I_AND_WE:
        opens = in_own_words(words, cue, start, end)
    if opens is None:
        edge = edge_of(words, k, begin, found[0] if svo and found else k)
        return _backward(words, cue, form, k, begin, end, source, follows, edge)
    if strict and opens.how != "that" and not (found is not None and _voice(words, found[0])):
        if found is not None and opens.how in ("colon", "quote") and source is not None and source.kind == "person":
            pass
        elif (
            found is not None and joined_and and found[1].named and not svo
            and (cue.lemma in _OF_SOMEBODY or (opens.how == "noun" and words.kind[opens.word] & MASDAR))
        ):  # fmt: skip
            pass
        elif (svo and found is not None and found[0] and words.has(found[0] - 1, KAN)) or (
            relative and found is not None
        ):
            pass  # "وكان سانتوس أمر بوقف…", "المظاهرة التي طالبت ب…"
        elif found is not None and not svo and found[1].named and (
            (cue.act == "demand" and words.has(found[0], NAME)) or subjects.a_surname(words, found[0], k)
        ):  # fmt: skip
            pass  # "دعا بن حلي الأطراف إلى…", "وطالب مكاوي المجلس بـ"
        elif (
            found is not None and not svo and found[1].named and opens.how in _BY_PARTICLE
            and (joined_and or k == begin or words.sign[k - 1])
            and not words.kind[found[0]] & ~NAME and not words.definite[found[0]]
            and (words.has(found[0], NAME) or words.word[min(opens.word, end) - 2] == "،")
            and found[0] + 1 < end and not words.kind[found[0] + 1] & ~NAME and not words.glue[found[0] + 1]
            and found[1].last - found[0] > 1
        ):  # fmt: skip
            pass  # "وكشف عدنان حزام، الناطق باسم…، عن قيامهم بدور"
        elif found is not None and svo and words.word[found[0]] == '"':
            pass  # "و«الجنوبي» يطالب بـ"
        elif cue.lemma == "طلب" and joined_and and found is not None and start < end and words.word[start] == "من":
            pass  # "وطلبت المدينة من المسؤولين المساعدة"
        elif k + 1 < end and words.word[k + 1] in subjects.IN_IT:
            pass  # "وجه خطابا طلب فيه…"
        elif (
            cue.lemma in ("جدد", "كرر")
            and found is None
            and (joined_and or k == begin or words.sign[k - 1] or words.word[k - 1] == "كما")
        ):
            pass  # "وجددت التأكيد على…", "وجدد دعوته إلى…"
        elif found is not None or not (joined_and or k == begin or words.sign[k - 1]) or opens.how == "noun":
            return None
    if (
        cue.lemma in ("رفض", "طلب", "اقترح")
        and words.word[opens.word] in _HELD_BACK | {"عدم"}
        and (cue.lemma != "رفض" or words.word[opens.word] != "عدم")
    ):
        return None
    if found is None and impersonal(words, cue, form, k, begin, opens):
        return None
    if (
        source is not None
        and not svo
        and opens.how == "that"
        and not can_speak(words, source.first)
        and _no_voice(words, source)
        and not subjects.body_named_before(words, source.first)
    ):
        return None
    rule = opens.how if opens.how in _WHOLE_OPENINGS else "particle"
    shared = subjects.coordinated(words, k, begin) if found is None and joined_and else None
    if shared is not None:  # "أن الجيش يحاصر المدينة ⟦ويطالب⟧ بإخلائها"
        return Hit(cue, k, k + 1, form, speaker(words, *shared), opens, None, f"svo-{rule}")
    order = "svo" if svo else "implied" if found is None else "vso"
    if relative and opens.how != "quote":
        shut = next((j for j in range(opens.word + 1, end - 1) if words.word[j] == "،"), None)
        if shut is not None and words.word[opens.word : shut].count('"') % 2 == 0 and words.word[shut + 1] not in _MORE:
            hit = Hit(cue, k, k + 1, form, source, opens, None, f"{order}-{rule}")
            hit.closes = shut
            return hit
    edge = edge_of(words, k, begin, found[0] if svo and found else k)
    if source is None and start == k + 2 and words.word[k + 1] in _A_STATEMENT:
        form = 0  # a statement is masculine; whoever issued it need not be
    return Hit(cue, k, k + 1, form, source, opens, edge, f"{order}-{rule}")


def _only_addressed(words: Words, cue: Cue, k: int, follows: tuple[int, Phrase]) -> bool:
    """ "ونصح ⟦مريدي الحركة⟧ ب…": whom somebody advised, being no voice."""
    return (
        cue.lemma in _ADDRESSING
        and not words.value[k] >> 13 & 1
        and not follows[1].named
        and not can_speak(words, follows[0])
    )


_ALIKE = frozenset(("دعا", "ادعى", "أطلع", "أجمع"))


def _another_verb(words: Words, cue: Cue, k: int, end: int) -> bool:
    """Whether the word is written like the verb and is another, or speaks of what is known."""
    if cue.lemma == "دعا":
        return k + 1 < end and words.word[k + 1] in _TO_IT  # "جلسة ⟦دعا لها⟧ الرئيس"
    if cue.lemma == "أجمع":
        return not any(w in THAT for w in words.word[k + 1 : min(end, k + 14)])  # "تجمع محتجون أمام السفارة"
    if cue.lemma == "ادعى":
        return words.bare_word[k][0] in "يت" and words.original(k).endswith("ى")  # "يُدعى فلان": he is called
    return not words.value[k] >> 13 & 1 and words.original(k).lstrip("وف")[:1] in "اإي"  # "اطّلع على تقرير": he was told


def _is_object(words: Words, form: int, follows: tuple[int, Phrase]) -> bool:
    """Whether what follows "واتهمت" cannot be its subject, being of the other gender: then it is the one accused."""
    who = speaker(words, *follows)
    here = words.mention.get(who.first)
    first = words.word[who.first]
    plural = words.definite[who.first] and first.endswith("ين") and len(first) > 6
    if plural and (here is None or here[0].what == "party") and form in (HE, SHE):
        return True  # "القرار الذي يدعو ⟦المتمردين⟧ إلى…"
    if who.kind == "person":
        return False
    if form == SHE:
        if here is not None and here[0].what == "body":
            return False  # "ناشدت اليونيسف": an acronym's gender does not show
        return not who.feminine and not words.word[who.first].endswith(("ات", "ون"))
    return form == HE and who.feminine and who.kind in ("organisation",) and follows[0] not in words.mention


def _fits(words: Words, cue: Cue, k: int, opens: Opening, *, bound: bool, found: bool) -> bool:
    """What single lemmas demand of their content beyond their frames."""
    how = opens.how
    if cue.lemma == "اعترض" and bound:
        return False  # "عقبات تعترضها"
    if cue.lemma == "أبلغ" and how != "that" and not bound:
        return False
    if cue.lemma == "تقدم":
        return how == "b" and words.word[opens.word].startswith(_WISHED)
    if cue.lemma == "رد" and how == "b":
        return words.word[opens.word].lstrip("ب").startswith(_ANSWERS)
    if cue.lemma == "شرح" and (
        how == "that" or opens.word > k + 7 or (how == "quote" and words.word[opens.word - 2] != ":")
    ):
        return False
    if cue.lemma == "تبنى":
        told = words.concept[opens.word] in ("attack", "killed", "killed_v", "fighting")
        return told or words.word[opens.word].startswith("مسؤولي")
    if cue.lemma == "أجمع" and how != "that":
        return False  # "تجمع متظاهرون": another verb
    if cue.lemma in ("أظهر", "أثبت") and how != "that":
        return False  # "لكي يظهر المتمردون ما إذا كانوا «مستعدين»"
    if cue.lemma in ("أشار", "لفت", "نوه", "ألمح") and how in ("i", "b"):
        return bool(words.kind[opens.word] & (MASDAR | THING)) or bool(
            MASDAR_SHAPE.match(words.word[opens.word].removeprefix("ب"))
        )
    if cue.lemma == "اعتبر" and how == "noun" and not bound and not found:
        return False
    if bound and how == "noun" and cue.lemma not in ("اعتبر", "وصف"):
        return False
    return not (cue.lemma == "اتهم" and not found and not bound and how == "b" and opens.word <= k + 1)


def _voice(words: Words, k: int) -> bool:
    """Whether a voice stands at word k, perhaps in quotation marks."""
    if words.word[k] in subjects.SOME:
        return True
    return can_speak(words, k + 1 if words.word[k] == '"' and k + 1 < len(words.word) else k)


def _no_voice(words: Words, source: Speaker) -> bool:
    """A phrase that no one would credit with words: a thing of action or a pronoun."""
    c = words.kind[source.first]
    return bool(c & MASDAR) and not c & NAME


def _verb_first(words: Words, k: int) -> bool:
    """Whether the verb at k opens its own clause after a full stop of sense, so that what stands before is another's."""
    return k > 0 and words.word[k - 1] in ("،", "؛", ":")


def _speaks_for_itself(words: Words) -> bool:
    """First-person cues count in communiqués only."""
    return any(words.word[j] in ("بيان", "البيان", "بلاغ", "بيانا") for j in range(min(len(words.word), 24)))


def _backward(
    words: Words,
    cue: Cue,
    form: int,
    k: int,
    begin: int,
    end: int,
    source: Speaker | None,
    follows: object,
    edge: int | None,
) -> Hit | None:
    """Words before the cue: “…”، قال فلان."""
    if (
        "q" not in cue.frames
        or follows is None
        or source is None
        or (not can_speak(words, source.first) and not words.has(source.first, NAME))
    ):
        if cue.lemma in _SETS_SUBJECT and source is not None:
            return Hit(cue, k, k + 1, form, source, None, edge, "silent")
        return None
    j = k - 1
    if j > begin and words.word[j] in "،,":
        j -= 1
    elif j > begin and words.word[j] != '"':
        return None
    if j <= begin:
        return None
    if words.word[j] == '"':
        opener = opened_before(words, j, max(0, begin - 60))
        if opener is not None and j - opener > 2:
            hit = Hit(
                cue, k, k + 1, form, source, Opening(opener + 1, words.at[opener + 1], "quote"), None, "quote-before"
            )
            hit.content = (words.at[opener + 1], words.to[j - 1])
            return hit
    if (
        words.bare_word[k] == words.word[k]
        and words.word[k - 1] in "،,"
        and cue.lemma in ("قال", "أضاف", "كتب")
        and source.last >= end - 2
    ):
        hit = Hit(cue, k, k + 1, form, source, Opening(begin, words.at[begin], "before"), None, "content-before")
        hit.content = (words.at[begin], words.to[j])
        return hit
    return None


def _as_well(words: Words, cue: Cue, k: int, begin: int, end: int) -> bool:
    """Whether "كما" before the verb is "also" ("كما أعلن الوزير أن…"), not "as" ("…، كما قال الوزير")."""
    if k - 1 > begin and words.word[k - 2] not in "،.؛":
        return False
    follows = subjects.after(words, cue, k, end)
    at = k + 1 if follows is None else follows[1].last
    opens = opening(words, cue, at, min(end, at + 14), implied=follows is None)
    return opens is not None
