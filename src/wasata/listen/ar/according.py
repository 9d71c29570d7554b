"""According to: بحسب، وفق، وفقا لـ، نقلا عن، على حد قول، حسبما ذكر.

Danger: "وفق المعاهدة" taken for a voice.
Duty: the phrase with its voice, and the clause it vouches for: what follows, what went before, or the longer.
"""

from wasata.listen.ar import subjects
from wasata.listen.ar.cues import CUES, Cue
from wasata.listen.ar.forms import PARTICIPLE, PARTICIPLE_F, cue_of, form_of
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import ADJ, ANON, NAME, ORG, OUTLET, SAID, TIME, TITLE, joinable, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import (
    Speaker,
    can_speak,
    is_verb,
    joined,
    noun_phrase,
)
from wasata.listen.ar.openings import Opening
from wasata.listen.ar.sources import speaker
from wasata.listen.ar.traits import THAT

_ACCORDING = Cue("بحسب", "-", "-", "-", "-", "say", "")
_DOCUMENTS = these(
    "بيان بيانات بيانا ارقام احصاءات احصائيات احصائيه تقديرات تقدير تقرير تقارير معطيات تصريحات تصريح "
    "معلومات نتائج مراسل مراسلو حصيله اخر رواية روايه افاده افادات شهادات قول تعبير وصف ما اعلان بيانين "
    "حديث تعداد سجلات سجل وثائق محاضر ملفات مستندات"
)
_RECORDS = these("سجلات سجل وثائق وثيقه محاضر محضر ملفات مستندات تسجيلات لائحه صور شهادات")
"""Written things that vouch for a clause by themselves where no body follows: "وفقا ⟦لسجلات القضية⟧ فقد…"."""
_THEN = these("فقد فان فانه فانها ، ,")
_FIGURES = these("ارقام احصاءات احصائيات تقديرات بيانات معطيات")
_NO_DOCUMENTS = these("برنامج اطار سياق شان نهايه بدايه ختام وقت الوقت مناسبه ظل ضوء اجتماع لقاء اول اخر")
"""What a thing may be in accord with, and yet nobody's words ("وفق ⟦برنامج⟧ زمني")."""
_SET_PHRASE = {"وفقا", "طبقا", "استنادا"}
START = these("حسب بحسب وفق حسبما وفقما كما مثلما") | _SET_PHRASE


OPENERS = these("بحسب حسب حسبما وفق وفقما وفقا طبقا نقلا استنادا علي")
"""Words at which an according-to phrase may begin."""


def according(words: Words, k: int, begin: int, end: int) -> Hit | None:
    """بحسب، وفق، وفقا لـ، نقلا عن، على حد قول، حسبما ذكر."""
    w = words.bare_word[k]
    s = k + 1
    if s >= end:
        return None
    if w == "نقلا":
        if words.word[s] != "عن":
            return None
        s += 1
    elif w == "علي":
        if not (words.word[s] == "حد" and s + 1 < end):
            return None
        noun = words.word[s + 1]
        if noun in ("قوله", "قولها", "تعبيره", "تعبيرها", "وصفه", "وصفها", "قولهم"):
            return _placed(words, k, s + 2, begin, end, None, None, "according")
        if noun not in ("قول", "تعبير", "وصف", "زعم"):
            return None
        s += 2
    elif w in _SET_PHRASE:
        if w == "استنادا" and words.word[s] == "الي":
            s += 1
        elif not (words.word[s].startswith("ل") or joined(words, s) == "ل"):
            return None
    elif w not in ("حسب", "بحسب", "وفق", "حسبما", "وفقما"):
        return None
    if w in ("حسبما", "وفقما"):
        return _with_verb(words, k, s, begin, end)
    if s < end and words.word[s] in ("ما", "لما", "الي"):
        return _with_verb(words, k, s + 1, begin, end)
    if (
        s < end
        and words.word[s] in ("قوله", "قولها", "قولهم", "تعبيره", "تعبيرها", "المصدر")
        and words.word[s] != "المصدر"
    ):
        return _placed(words, k, s + 1, begin, end, None, None, "according")
    told = s + 1 if s < end and words.word[s] == '"' else s
    if (
        told < end
        and words.word[told].removeprefix("لل").removeprefix("ال") in _FIGURES
        and words.definite[told]
        and told + 1 < end
        and words.has(told + 1, ADJ)
        and (told + 2 >= end or words.sign[told + 2] or not can_speak(words, told + 2))
    ):  # "بحسب الأرقام الرسمية"
        who = Speaker(told, told + 2, "organisation", None, True)
        return _placed(words, k, told + 2, begin, end, who, None, "according")
    record = _record(words, told, end)
    if record is not None:
        return _placed(words, k, record.last, begin, end, record, None, "according")
    first = s
    steps = 0
    while first < end and steps < 6 and (not can_speak(words, first) or _reports_of(words, first, end)):
        if first == s and _of_people(words, first):
            break
        word = words.word[first]
        if (
            steps == 0
            and not words.kind[first]
            and (first + 1 >= end or words.sign[first + 1])
            and word in words.word[max(0, k - 200) : k]
        ):
            break
        bare = word.removeprefix("ل")
        if words.sign[first] and word != '"':
            return None
        if joined(words, first) == "ل" and first == s and w in _SET_PHRASE and bare.removeprefix("ل") not in _DOCUMENTS:
            break
        if steps and joined(words, first) == "ل" and words.kind[first] & (TITLE | ORG | ANON):
            break  # "بحسب حصيلة للحكومة"
        if steps == 0 and not (
            bare in _DOCUMENTS
            or word.removeprefix("لل").removeprefix("ال") in _DOCUMENTS
            or joined(words, first) == "ل"
            or word == '"'
            or words.kind[first] & NAME
            or (words.kind[first] & SAID and bare not in _NO_DOCUMENTS)
        ):
            return None
        first += 1
        steps += 1
    if first >= end:
        return None
    named_before = (
        not words.kind[first]
        and not words.definite[first]
        and words.sign[min(first + 1, len(words.word) - 1)]
        and words.word[first] in words.word[max(0, k - 200) : k]
    )  # "بحسب تان."
    if not can_speak(words, first) and not named_before and not _of_people(words, first):
        glued = joined(words, first) == "ل"
        plain = words.kind[first]
        if not (glued and (plain & (TITLE | ORG | ANON | OUTLET) or first in words.mention)):
            return None
    phrase = noun_phrase(words, first, end)
    if phrase.last <= first:
        return None
    who = speaker(words, first, phrase)
    return _placed(words, k, phrase.last, begin, end, who, None, "according")


def _record(words: Words, s: int, end: int) -> Speaker | None:
    """Records of nobody who speaks, with the noun they are of, before their clause: "لسجلات القضية فقد…"."""
    if s + 2 >= end or words.word[s].removeprefix("لل").removeprefix("ل").removeprefix("ال") not in _RECORDS:
        return None
    last = s + 1
    while (
        last < end
        and last < s + 4
        and words.definite[last]
        and not can_speak(words, last)
        and last not in words.mention
    ):
        last += 1
    return Speaker(s, last, "organisation", None, True) if last > s + 1 and words.word[last] in _THEN else None


def _of_people(words: Words, k: int) -> bool:
    """Whether word k is a definite plural of people, by its ending ("حسب ⟦المنظمين⟧")."""
    w = words.word[k].removeprefix("ل")
    return (
        w.startswith("ال")
        and w.endswith("ين")
        and len(w) > 6
        and not words.kind[k] & ~(NAME | ADJ)
        and not words.has(k, TIME)
    )


def _reports_of(words: Words, k: int, end: int) -> bool:
    """Whether at word k stand reports of a body named right after ("تقارير ⟦الأمم المتحدة⟧"): the body is the voice."""
    return (
        words.bare_word[k] in ("تقارير", "تقرير") and k + 1 < end and k + 1 in words.mention and can_speak(words, k + 1)
    )


def as_said(words: Words, k: int, begin: int, end: int) -> Hit | None:
    """كما قال فلان, حسبما ذكر, after or before the words."""
    return _with_verb(words, k - 1, k, begin, end)


def _with_verb(words: Words, k: int, s: int, begin: int, end: int) -> Hit | None:
    """ "وفق ما أوضحه دبلوماسي", "بحسب ما نقلته وكالة عن فلان": cue at words k to s, verb at s."""
    if s >= end:
        return None
    index = cue_of(words.value[s])
    if not index or form_of(words.value[s]) >= PARTICIPLE:
        return None
    cue = CUES[index - 1]
    found = subjects.after(words, cue, s, end)
    if found is None:
        if (
            s + 2 < end
            and words.word[s + 1] in ("به", "عنه", "اليه", "عليه")
            and (can_speak(words, s + 2) or not words.kind[s + 2] & ~NAME)
            and not words.sign[s + 2]
        ):
            found = (s + 2, noun_phrase(words, s + 2, end))
        else:
            return None
    first, phrase = found
    if not can_speak(words, first) and not words.kind[first] & NAME and not phrase.named:
        return None
    via = None
    last = phrase.last
    who = speaker(words, first, phrase)
    if cue.lemma == "نقل" and last < end and words.word[last] == "عن" and last + 1 < end:
        via = words.span(first, last)
        inner = noun_phrase(words, last + 1, end)
        who = speaker(words, last + 1, inner)
        last = inner.last
    hit = _placed(words, k, last, begin, end, who, via, "according-verb")
    if hit is not None:
        hit.last = s + 1
        hit.cue = hit.cue._replace(act=cue.act)
    return hit


def _placed(
    words: Words, k: int, after: int, begin: int, end: int, who: Speaker | None, via: object, rule: str
) -> Hit | None:
    """An according-to phrase at words k to `after`, and its clause: what follows, what went before, or the longer."""
    hit = Hit(_ACCORDING, k, _cue_end(words, k), 0, who, None, k, rule, via=via)  # type: ignore[arg-type]
    while after < end and words.word[after] in ")":
        after += 1
    left = k
    while left > begin and words.word[left - 1] in "،,(":
        left -= 1
    if after + 1 < end and words.word[after] in ("جاء", "وجاء") and words.word[after + 1] == "ذلك":
        return None
    enclosed = _inside_cue(words, k, begin)
    if any(words.word[j].endswith(("المتوقع", "المرجح", "المنتظر")) for j in range(max(begin, left - 3), left)):
        hit.act = "expect"
    follows = after
    while follows < end and words.word[follows] in "،,:.":
        follows += 1
    if follows < end and words.word[follows] in ("فقد", "فان", "فانه", "ان", "انه", "قد"):
        follows += 1
    if (
        left - begin <= 2
        and not enclosed
        and (left == begin or follows < end)
        and not (left > begin and words.has(left - 1, TITLE | NAME))
    ):
        if follows >= end:
            return None
        hit.opens = _at(words, follows)
        hit.edge = begin if left - begin <= 2 else k
        return hit
    if left > begin and words.word[left - 1] in THAT and follows < end:
        hit.opens = _at(words, follows)  # "أكدت المنظمة أنه، وفقا لنتائج البعثة، فقد وصل…"
        hit.edge = None
        return hit
    if enclosed:
        if via is not None:
            hit.rule = "carrier"  # "أكدت الحركة، وفق ما نقلت ⟦رويترز⟧ عن مصدر، أن…"
        elif who is not None and who.kind == "outlet":
            hit.rule = "carrier"
            hit.via = words.span(who.first, who.last)
        else:
            hit.rule = "aside"
        hit.edge = None
        return hit
    hit.edge = left
    right = 0
    if after < end and words.word[after] in "،,":
        right = end - follows
        if follows < end and (
            (is_verb(words, follows) and words.bare_word[follows] != words.word[follows])
            or words.word[follows] in ("فيما", "بينما", "لكن", "وذلك", "في", "وان", "مشيرا", "مؤكدا")
        ):
            right = 0
        if follows < end and form_of(words.value[follows]) in (PARTICIPLE, PARTICIPLE_F):
            right = 0
    start = subjects.clause_start(words, left, begin) if words.word[k - 1] == "(" else _bracketed(words, begin, left)
    if right > left - start and right > 2:
        hit.opens = _at(words, follows)
        return hit
    if start == begin and ":" in words.word[begin : min(begin + 9, left)] and begin in words.mention and (
        words.mention[begin][0].what == "place" or words.word[words.mention[begin][1] + 1] in "-–—(/"
    ):  # fmt: skip
        start = words.word.index(":", begin) + 1  # "كييف - «الوكالة»: قتل جندي…، وفق ما أعلن…"
    start = _counted_from(words, start, left)
    hit.opens = Opening(start, words.at[start], "before")
    hit.content = (words.at[start] + _conjunction(words, start), words.to[left - 1])
    hit.rule = rule + "-after"
    return hit


def _bracketed(words: Words, begin: int, left: int) -> int:
    """Where a bracket that is still open before word `left` opens: "الآلاف (⟦25 ألفا⟧ حسب المنظمين)"; else the beginning."""
    if "(" not in words.word[max(begin, left - 12) : left]:
        return begin
    for j in range(left - 1, max(begin, left - 12) - 1, -1):
        if words.word[j] == ")":
            return begin
        if words.word[j] == "(":
            return j + 1
    return begin


_COST = joinable("اسفر اسفرت خلف خلفت اودي اودت")


def _counted_from(words: Words, start: int, left: int) -> int:
    """Where the clause begins that alone was counted: "شن هجوما ⟦أسفر عن مقتل 40⟧، وفق بيانات الوزارة"."""
    for j in range(left - 3, max(start + 3, left - 24), -1):
        if words.word[j] in _COST:
            return j if any(words.word[m][0].isdigit() for m in range(j + 1, left)) else start
        if words.word[j] in ".؛:":
            return start
    return start


def _conjunction(words: Words, k: int) -> int:
    """1 where the first word carries a و that joins the sentence to the one before."""
    w = words.word[k]
    return (
        1
        if w[0] == "و"
        and len(w) > 2
        and (words.bare_word[k] != w or w.startswith(("ولن", "ولم", "ولا", "وبلغ", "وال")))
        else 0
    )


def _at(words: Words, k: int) -> Opening | None:
    if k >= len(words.word):
        return None
    if words.word[k] == '"' and k + 1 < len(words.word):
        return Opening(k + 1, words.at[k + 1], "quote")
    return Opening(k, words.at[k], "that")


def _cue_end(words: Words, k: int) -> int:
    w = words.bare_word[k]
    if w == "نقلا":
        return k + 2
    if w == "علي":
        return k + 3
    return k + 1


def _inside_cue(words: Words, k: int, begin: int) -> bool:
    """Whether the phrase stands between a verb of saying and its أن ("قال لافروف، بحسب تاس، إن")."""
    verb = None
    for j in range(k - 1, max(begin, k - 5) - 1, -1):  # "وأكد المصدر، وفقا للوكالة، رفض المملكة…"
        if (index := cue_of(words.value[j])) and is_verb(words, j):
            if "n" in CUES[index - 1].frames and not any(words.word[m] in THAT for m in range(j, k)):
                return True
            break
    for j in range(k - 1, max(begin, k - 30) - 1, -1):
        if words.word[j] in THAT or words.word[j] == ":":
            return False
        if cue_of(words.value[j]) and is_verb(words, j):
            verb = j
            break
    if verb is None:
        return False
    for j in range(k + 1, min(len(words.word), k + 16)):
        if words.word[j] in THAT or words.word[j] == ":":
            return True
        if words.word[j] in ".؛":
            return False
    return False
