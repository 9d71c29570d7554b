"""Statements: who said what, in Arabic, by the grammar of reporting.

Danger: words put in the wrong mouth.
Duty: every cue with its source, its content, the one who carried it, and what kind of act it is; each with its rule.
Shape: per sentence, cues become `Hit`s (where the clause begins, who, where the content opens); then contents are closed
by the next hit that stands beside and not inside; then pronouns and implied subjects take the nearest earlier mention.
"""

from bisect import bisect_left
from typing import TYPE_CHECKING

from wasata.listen.ar import phrases, subjects
from wasata.listen.ar.carriers import Carriers
from wasata.listen.ar.colons import colon
from wasata.listen.ar.contents import IN_TURN as _IN_TURN
from wasata.listen.ar.contents import close_contents, edge_of
from wasata.listen.ar.cues import CUES, Cue
from wasata.listen.ar.forms import CLASS_SHIFT, HE, NOUN, PARTICIPLE, PARTICIPLE_F, SHE, TWO, WE, cue_of, form_of
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import (
    ADV,
    ANON,
    KAN,
    MASDAR,
    NAME,
    NEG,
    OUTLET,
    PLACE,
    PREP,
    PRON,
    REL,
    SAID,
    SUB,
    THING,
    TITLE,
    these,
)
from wasata.listen.ar.line import LONGEST, Words, words_of
from wasata.listen.ar.marking import mark_of, start_of
from wasata.listen.ar.noun_phrases import (
    MASDAR_SHAPE,
    Phrase,
    Speaker,
    can_speak,
    noun_phrase,
    without_object,
)
from wasata.listen.ar.openings import Opening, in_own_words, opened_before, opening, past_dashes
from wasata.listen.ar.sources import speaker
from wasata.listen.ar.traits import THAT
from wasata.listen.ar.voices import Voices
from wasata.listen.marks import Statement

if TYPE_CHECKING:
    from wasata.listen.reader import Page


_BEFORE_A_QUOTE = these(": ان بان انه بانه انها")
_AS = these("حسب بحسب وفق وفقا طبقا ، -")
"""Before "ما" and a verb of saying: "وفق ⟦ما أعلن⟧ فلان", not "إذا ⟦ما أعلن⟧"."""
_WHOEVER = these("من لمن بمن عمن ومن فمن كمن ولمن وبمن")
"""Right before a verb: whoever does so ("بالنسبة ⟦لمن يشكك⟧ في…"), nobody in particular."""
_IMPERSONAL = these("ذكر توقع رجح اعتقد زعم ظن قدر قال شدد")
_BEFORE_VERB = these("قد وقد فقد لكنه لكنها ولكنه فيما بينما ثم")
_PRONOUNED = these("لكنه لكنها لكنهم ولكنه ولكنها انه انها انهم بانه بانها وانه وانها")
"""Particles that carry the verb's subject as a pronoun."""
_ANSWERS = ("رفض", "نفي", "القول", "اتهام", "ان", "تاكيد", "التاكيد", "دعو", "الرفض", "النفي", "تحذير", "تهديد")
_HIS_OWN = these("بلاده بلادها ادارته ادارتها حكومته حكومتها دولته دولتها")
_MORE = these("وان وانه وانها وانهم")
"""After a comma: what was said goes on."""
_A_STATEMENT = these("بيان البيان بلاغ البلاغ")
_ATTITUDES = these("اعتقد توقع أمل رأى تمنى ظن اعتبر")
_PRONOUN_THAT = these("انه انها انهم انهما بانه بانها بانهم انني بانني اننا باننا")
_NEEDS_OBJECT = these("اتهم شكر حث أبلغ أخبر")
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
_OF_THE_PRESS = these("صحفي صحافي صحفيه صحافيه اعلامي اعلاميه تلفزيوني متلفز رسمي رسميه مشترك مقتضب خاص")
"""After "تصريح", "إعلان": what kind of saying it was, nobody's."""
_SETS_SUBJECT = these("رد علق استبعد نفى رفض أيد تحدث واصل تابع وافق أدان انتقد أجاب")
_WHOLE_OPENINGS = frozenset(("that", "quote", "colon", "noun"))
_WISHED = tuple(these("باحر بخالص بالشكر بالعزاء بالتعازي بتعازي باصدق بصادق بالتهنئ بجزيل بوافر بعظيم"))
"""With these, "تقدم" is no advance: condolences, thanks, wishes."""
_HELD_BACK = these("التعليق الادلاء الكشف الاجابه الخوض الافصاح الرد تسميته ذكر")


def find(page: "Page") -> list[Statement]:
    """All statements of a report, in order of their cues."""
    words = words_of(page)
    if not words.word:
        return []
    voices = Voices(words)
    carriers = Carriers(words)
    marks: list[Statement] = []
    done = 0
    for n, (begin, end) in enumerate(words.sentences):
        for piece in range(begin, end, LONGEST):
            stop = min(end, piece + LONGEST)
            start = max(piece, done)
            if start >= stop:
                continue
            hits = _hits(words, start, stop)
            head = colon(words, n, start, stop, hits) if piece == begin else None
            if head is not None and head.opens is not None:
                hits = [head, *[h for h in hits if h.first > head.last]]
            voices.note_subject(start, stop)
            if not hits:
                continue
            _carried_after(words, hits)
            done = max(done, close_contents(words, hits, stop))
            _name_sources(words, voices, hits, start)
            carriers.fill(hits, start, stop)
            for hit in hits:
                mark = mark_of(words, hit)
                if mark is not None:
                    marks.append(mark)
    marks.sort(key=lambda m: (m.cue.start, m.content.start))
    return marks


def _carried_after(words: Words, hits: list[Hit]) -> None:
    """ "قال فلان إن…، بحسب ما نقل الموقع": after another's words an outlet only carried them."""
    for n in range(1, len(hits)):
        hit = hits[n]
        who = hit.source
        if (
            hit.rule.startswith("according")
            and hit.rule.endswith("-after")
            and who is not None
            and who.kind == "outlet"
            and any(h.opens is not None and h.content is None and h.edge is not None for h in hits[:n])
        ):
            hit.rule, hit.opens, hit.content = "carrier", None, None
            hit.via = words.span(who.first, who.last)


def _hits(words: Words, begin: int, end: int) -> list[Hit]:
    hits: list[Hit] = []
    taken = begin
    anchors = words.anchors
    for n in range(bisect_left(anchors, begin), len(anchors)):
        k = anchors[n]
        if k >= end:
            break
        if k < taken or (
            hits and words.kind[k] & MASDAR and hits[-1].opens is not None and hits[-1].opens.word == k
        ):  # fmt: skip
            continue
        if words.bare_word[k] in phrases.OPENERS:
            hit = phrases.according(words, k, begin, end)
        elif index := cue_of(words.value[k]):
            hit = _cue_hit(words, CUES[index - 1], form_of(words.value[k]), k, begin, end)
        else:
            continue
        if hit is not None:
            if hit.form == WE and hits and hits[-1].opens is not None and hits[-1].opens.how == "quote":
                continue  # "قالت: «نرفض…»": one speaker, one statement
            hits.append(hit)
            taken = hit.last
    return hits


def _cue_hit(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    if form == NOUN:
        return _noun_hit(words, cue, k, end)
    if form in (PARTICIPLE, PARTICIPLE_F):
        return _participle_hit(words, cue, form, k, begin, end)
    return _verb_hit(words, cue, form, k, begin, end)


def _verb_hit(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
    c = words.kind[k]
    if k in words.damma and _passive(words, cue, k):
        return None
    if form == HE and cue.perfect[0] == "ا" and words.original(k).lstrip("وف")[:1] == "أ":
        form = WE
    if c & ADV or (words.value[k] >> 13 & 1 and (words.original(k).endswith("ة") or cue.lemma == "رأى")):
        return None  # "إشارة", "دعوة" and "رأيه" are no verbs with a pronoun
    if (
        c & (PREP | TITLE | NAME | OUTLET | ANON)
        and not (c & TITLE and _verbal(words, k, begin))
        and not (
            cue.lemma == "عبر"
            and "عن" in words.word[k + 1 : min(end, k + 8)]
            and not words.has(k + 1, OUTLET)
            and (words.word[k + 1] == "عن" or words.word[k + 1] in subjects.IN_IT or can_speak(words, k + 1))
        )
    ):
        return None
    joined_and = words.bare_word[k] != words.word[k]
    if (
        joined_and and c & MASDAR and form == HE and k - 2 >= begin and words.kind[k - 2] & PREP and words.definite[k - 1]
        and not words.sign[k - 1] and k + 1 < end and words.definite[k + 1] and not can_speak(words, k + 1)
    ):  # fmt: skip
        return None  # "إلى التمرد ⟦ورفض⟧ القتال": two nouns
    earlier = words.value[k - 1] >> CLASS_SHIFT if k > begin else 0  # the classes of the word before
    if k > begin:
        prior = words.word[k - 1]
        if (
            (earlier & NEG and cue.lemma not in ("استبعد",))
            or (prior in ("ان", "لان", "كي", "سوف") and not _after_time(words, k))
        ) and not ((prior == "ان" and form == HE and words.word[k][0] not in "يت") or prior == "سوف"):
            return None
        if prior in ("لطالما", "طالما") and k - 2 > begin and words.has(k - 2, REL):
            return None  # "الذين لطالما دعوا إلى…": told of them, no news
        if prior in _WHOEVER:
            return None
        if prior == '"' and form == SHE and words.word[k].endswith("ت") and k - 2 >= begin and words.word[k - 2] in _BEFORE_A_QUOTE:
            return None  # "وقال: «أمرت بوقف…»": I did
        if prior in ("لما", "عما", "بما") or (prior in ("او", "ولا") and words.bare_word[k][0] in "يت"):
            return None
        if prior == '"' and k - 2 > begin and words.word[k - 2] in ("ذلك", "هذا", "هذه"):
            return None  # "ذلك «يؤكد…»": what is said of a thing
        if words.value[k] >> 13 & 1 and (cue.lemma == "كتب" or (cue.lemma in ("أورد", "نقل", "ذكر") and words.kind[k - 1] & SAID)):
            return None  # "في بيان أوردته الوكالة"
        if cue.lemma in _ATTITUDES and k - 1 > begin and (prior.lstrip("وف") in _PRONOUN_THAT or prior in _HIS_OWN):
            return None  # "قال إنه يأمل": one speaker, one statement
        if (
            prior in ("كما", "حسبما", "وفقما", "مثلما", "بما")
            or (prior == "ما" and k - 1 > begin and words.word[k - 2] in _AS)
        ):
            also = prior == "كما" and ("x" in cue.frames or _as_well(words, cue, k, begin, end))
            hit = None if also else phrases.as_said(words, k, begin, end)
            if hit is not None:
                return hit
        if (
            c & (MASDAR | THING)
            and form == HE
            and not (joined_and or words.sign[k - 1] or prior in _BEFORE_VERB or earlier & REL)
        ):
            return None
    if (form == WE and not _speaks_for_itself(words)) or (form == TWO and cue.lemma == "شكر"):
        return None  # "شكرا" is no dual
    special = phrases.special(words, cue, form, k, begin, end)
    if special is not None or cue.lemma in ("أطلق", "أصدر", "ألقى"):
        return special
    strict = "s" in cue.frames
    found = None
    svo = False
    relative = earlier & REL
    was = None if joined_and or relative else subjects.before(words, k, begin)
    follows = subjects.after(words, cue, k, end)
    if form == WE:
        was = follows = None
    issued = None
    same = k + 2 < end and words.word[k + 1] in ("نفس", "ذات") and words.word[k + 2] in _A_STATEMENT  # "وأوضح نفس البيان"
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
    if follows is not None and not svo and "o" in cue.frames and _is_object(words, form, follows):
        found = follows = None
    start = follows[1].last if follows is not None and not svo else k + 1
    if words.word[min(k + 1, end - 1)] in _A_STATEMENT and issued is None and not svo and form in (HE, SHE):
        start = k + 2  # "وأضاف البيان": whoever issued it
    if same:
        start = k + 3
    if relative and follows is None:
        found = subjects.antecedent(words, k - 1, begin)
        svo = True
        if found is None and k - 2 >= begin and words.definite[k - 2] and not words.sign[k - 2]:
            told_of = k - 2 if k - 3 < begin or not words.definite[k - 3] or words.glue[k - 3] else k - 3
            found = told_of, Phrase(k - 1, False)  # "المظاهرة التي طالبت ب…"
    if "x" in cue.frames:
        return None if found is None else Hit(cue, k, k + 1, form, speaker(words, *found), None, None, "silent")
    opens = opening(words, cue, start, end, implied=found is None or svo or cue.lemma in _OF_SOMEBODY)
    if opens is None and not svo and follows is not None and "n" in cue.frames and not can_speak(words, follows[0]):
        found, opens = None, opening(words, cue, k + 1, end, implied=True)
    if (
        cue.lemma in _NEEDS_OBJECT
        and found is not None
        and not svo
        and opens is not None
        and not words.value[k] >> 13 & 1
    ) and opens.word - (opens.how in "il") == found[1].last:
        last = without_object(words, found[0], found[1].last)
        told = joined_and or (k > begin and words.word[k - 1] in _PRONOUNED)
        alone = last == found[1].last and told  # "وحث الطرفين على…": what follows is the one addressed
        found = None if alone else (found[0], Phrase(last, found[1].named))
    if found is None and follows is None and k + 1 < end and words.word[k + 1] in subjects.IN_IT:
        found, svo = subjects.partner(words, k, begin), False
    source = None if found is None else speaker(words, *found)
    if relative and source is not None and source.kind == "person" and not words.kind[source.first] and words.definite[source.first]:
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
        opens is not None
        and opens.how == "noun"
        and cue.lemma in ("جدد", "كرر")
        and not words.word[opens.word].removeprefix("ال").startswith(_SAYINGS)
    ):
        return None
    if opens is None and follows is not None and not svo:
        opens = past_dashes(words, cue, start, end)
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
        elif (svo and found is not None and found[0] and words.has(found[0] - 1, KAN)) or (relative and found is not None):
            pass  # "وكان سانتوس أمر بوقف…", "المظاهرة التي طالبت ب…"
        elif k + 1 < end and words.word[k + 1] in subjects.IN_IT:
            pass  # "وجه خطابا طلب فيه…"
        elif found is not None or not (joined_and or k == begin or words.sign[k - 1]) or opens.how == "noun":
            return None
    if (
        cue.lemma in ("رفض", "طلب", "اقترح")
        and words.word[opens.word] in _HELD_BACK | {"عدم"}
        and (cue.lemma != "رفض" or words.word[opens.word] != "عدم")
    ):
        return None
    if found is None and _impersonal(words, cue, form, k, begin, opens):
        return None
    if (
        source is not None
        and not svo
        and opens.how == "that"
        and not can_speak(words, source.first)
        and _no_voice(words, source)
    ):
        return None
    rule = opens.how if opens.how in _WHOLE_OPENINGS else "particle"
    shared = subjects.coordinated(words, k, begin) if found is None and joined_and else None
    if shared is not None:  # "أن الجيش يحاصر المدينة ⟦ويطالب⟧ بإخلائها"
        return Hit(cue, k, k + 1, form, speaker(words, *shared), opens, None, f"svo-{rule}")
    order = "svo" if svo else "implied" if found is None else "vso"
    if relative and opens.how != "quote":
        shut = next((j for j in range(opens.word + 2, end - 1) if words.word[j] == "،"), None)
        if shut is not None and words.word[opens.word : shut].count('"') % 2 == 0 and words.word[shut + 1] not in _MORE:
            hit = Hit(cue, k, k + 1, form, source, opens, None, f"{order}-{rule}")
            hit.closes = shut
            return hit
    edge = edge_of(words, k, begin, found[0] if svo and found else k)
    if source is None and start == k + 2 and words.word[k + 1] in _A_STATEMENT:
        form = 0  # a statement is masculine; whoever issued it need not be
    return Hit(cue, k, k + 1, form, source, opens, edge, f"{order}-{rule}")


def _passive(words: Words, cue: Cue, k: int) -> bool:
    """Whether the verb at word k is written as "أُعلن": nobody in particular says it."""
    written = words.original(k).lstrip("وفَ")
    return written[1:2] == "ُ" and written[0] == cue.perfect[0]


def _is_object(words: Words, form: int, follows: tuple[int, Phrase]) -> bool:
    """Whether what follows "واتهمت" cannot be its subject, being of the other gender: then it is the one accused."""
    who = speaker(words, *follows)
    if who.kind == "person":
        return False
    if form == SHE:
        return not who.feminine and not words.word[who.first].endswith(("ات", "ون"))
    return form == HE and who.feminine and who.kind in ("organisation",) and follows[0] not in words.mention


def _fits(words: Words, cue: Cue, k: int, opens: Opening, *, bound: bool, found: bool) -> bool:
    """What single lemmas demand of their content beyond their frames."""
    how = opens.how
    if cue.lemma == "أبلغ" and how != "that" and not bound:
        return False
    if cue.lemma == "تقدم":
        return how == "b" and words.word[opens.word].startswith(_WISHED)
    if cue.lemma == "رد" and how == "b":
        return words.word[opens.word].lstrip("ب").startswith(_ANSWERS)
    if cue.lemma == "شرح" and how == "quote" and words.word[opens.word - 2] != ":":
        return False
    if cue.lemma == "تبنى":
        told = words.concept[opens.word] in ("attack", "killed", "killed_v", "fighting")
        return told or words.word[opens.word].startswith("مسؤولي")
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
    return can_speak(words, k + 1 if words.word[k] == '"' and k + 1 < len(words.word) else k)


def _no_voice(words: Words, source: Speaker) -> bool:
    """A phrase that no one would credit with words: a thing of action or a pronoun."""
    c = words.kind[source.first]
    return bool(c & MASDAR) and not c & NAME


def _verbal(words: Words, k: int, begin: int) -> bool:
    """A form that is a title too ("طالب", "كاتب"): a verb only where a clause opens."""
    return (
        (k == begin or words.sign[k - 1] or words.word[k][0] in "وف" or words.word[k - 1] in _IN_TURN)
        and k + 1 < len(words.word)
        and can_speak(words, k + 1)
    )


def _after_time(words: Words, k: int) -> bool:
    return k >= 2 and words.word[k - 2] in ("بعد", "منذ", "وبعد", "قبل")


def _verb_first(words: Words, k: int) -> bool:
    """Whether the verb at k opens its own clause after a full stop of sense, so that what stands before is another's."""
    return k > 0 and words.word[k - 1] in ("،", "؛", ":")


def _speaks_for_itself(words: Words) -> bool:
    """First-person cues count in communiqués only."""
    return any(words.word[j] in ("بيان", "البيان", "بلاغ", "بيانا") for j in range(min(len(words.word), 24)))


def _impersonal(words: Words, cue: Cue, form: int, k: int, begin: int, opens: Opening) -> bool:
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
    if words.word[k - 1] in "،," and cue.lemma in ("قال", "أضاف", "كتب") and source.last >= end - 2:
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


def _participle_hit(words: Words, cue: Cue, form: int, k: int, begin: int, end: int) -> Hit | None:
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
    if opens is None or ("s" in cue.frames and opens.how == "noun" and before != "،"):
        return None
    if (
        cue.lemma
        in (
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
        )
        and not (k == begin or words.sign[k - 1])
    ):
        return None
    if k == begin and (opens.word > k + 3 or opens.how not in ("that", "quote", "colon")):
        return None
    if c & TITLE and opens.how not in ("that", "quote", "colon") and opens.word > k + 4:
        return None
    return Hit(cue, k, k + 1, form, None, opens, k, f"participle-{'noun' if opens.how == 'noun' else 'particle'}")


def _noun_hit(words: Words, cue: Cue, k: int, end: int) -> Hit | None:
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
    if opens is None or opens.how not in ("that", "noun", "b", "m", "a"):
        return None
    if opens.word > phrase.last + 2 and (opens.how != "noun" or not words.kind[phrase.last] & (PREP | TIME)):
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
_GOES_ON = these("يستمر تستمر استمر استمرت يواصل تواصل واصل واصلت كرر كررت يكرر تكرر جدد جددت يجدد تجدد ويواصل وتواصل وكرر وكررت وجدد وجددت")


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


def _name_sources(words: Words, voices: Voices, hits: list[Hit], begin: int) -> None:
    """Implied subjects take the nearest earlier voice; short mentions take their side from an earlier full one."""
    for hit in hits:
        if hit.rule == "aside" and hit.source is not None and words.bare_word[hit.first] == "نقلا":
            _quoted_by_outlet(words, hits, hit)
            continue
        if hit.source is None:
            hit.source = voices.implied(hit.form, hit.first, begin, participle=hit.form in (PARTICIPLE, PARTICIPLE_F))
            if hit.source is None and _stands_alone(hit):
                hit.source = Speaker(hit.first, hit.last, "person", None, hit.form == SHE)
                hit.rule += "-unnamed"
                continue
        else:
            hit.source = voices.known(hit.source, begin)
        if hit.source is not None:
            voices.note(hit.source, hit.first, inside=(hit.edge is None and hit is not hits[0]) or hit.form == NOUN)


def _quoted_by_outlet(words: Words, hits: list[Hit], aside: Hit) -> None:
    """ذكرت الصحيفة، نقلا عن مسؤولين، أن: the officials are the source, the paper carried them."""
    for hit in hits:
        who = hit.source
        if (
            hit.first < aside.first
            and who is not None
            and who.kind == "outlet"
            and hit.opens is not None
            and hit.opens.word > aside.first
        ):
            hit.via = words.cut_span(start_of(words, who.first), words.to[who.last - 1])
            hit.source = aside.source


def _stands_alone(hit: Hit) -> bool:
    """Whether a cue whose speaker the text never names is plain enough to keep; its own word then stands for him."""
    if hit.opens is None or (hit.form >= PARTICIPLE and hit.cue.lemma != "قال") or hit.form == WE:
        return False
    if hit.cue.lemma in ("ادعى", "رأى") and hit.opens.how != "that":
        return False  # "يُدعى", "سيري"
    far = hit.opens.word - hit.first
    if hit.opens.how in ("quote", "colon"):
        return far <= 16 and ("s" not in hit.cue.frames or hit.cue.lemma == "كتب")
    return hit.opens.how == "that" and far <= 4 and "s" not in hit.cue.frames
