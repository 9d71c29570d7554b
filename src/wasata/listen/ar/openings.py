"""Openings: where the words attributed begin, and where a quotation closes.

Danger: a source cut in two by the particle of its own relative clause; a conditional إن taken for "that".
Duty: from the word after a source, the earliest opening that the cue's frames allow; matching quotation marks of every kind.
"""

from typing import NamedTuple

from wasata.listen.ar import forms
from wasata.listen.ar.cues import Cue
from wasata.listen.ar.forms import CLASS_SHIFT, NOUN, PARTICIPLE, VERB_BIT, cue_of, form_of
from wasata.listen.ar.lexicon import (
    ADJ,
    ADV,
    ANON,
    MASDAR,
    NAME,
    NEG,
    ORG,
    OUTLET,
    PREP,
    PRON,
    REL,
    SAID,
    SUB,
    THING,
    TIME,
    TITLE,
    these,
)
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import (
    MASDAR_SHAPE,
    accusative,
    is_verb,
    joined,
    noun_phrase,
)
from wasata.listen.ar.traits import ADVERBIAL_B, COUNTERPART, LETTERS, MAY_OPEN, QUOTING, THAT

_CLASSES = (1 << 20) - 1
_new = tuple.__new__  # an opening without the call of a named tuple
FARTHEST = 48
"""Words between a source and what it says; beyond, the particle belongs to something else."""


class Opening(NamedTuple):
    """Content begins at folded offset `at`, in word `word`; `how` is that, quote, colon, noun or the preposition's letter."""

    word: int
    at: int
    how: str


_BEFORE_NOT_THAT = these(
    "بعد قبل منذ رغم مع دون بدون حيث غير الا بيد كما حتي لولا شرط بشرط شريطه مجرد لمجرد خاصه خصوصا سيما "
    "علما بما يمكن يجب ينبغي يفترض المقرر المتوقع المرجح الممكن الضروري يريد تريد نريد لاجل اجل بل لدرجه "
    "او لكون قبيل فور مخافه خشيه شرطه وبما ومع ورغم بالرغم يعني"
)
_OF_A_TIME = these("الماضي الماضيه الجاري الجاريه المقبل المقبله الفائت الفائته المنصرم القادم القادمه الحالي")
_ASIDE = these("طلب طلبت طلبا رفض رفضت فضل فضلت اشترط اشترطت تحدث تحدثت لم")
"""Verbs of an aside about the source ("، طلب عدم الكشف عن هويته،")."""
_NAMING = these("الكشف كشف ذكر الافصاح تسميته تسميتها نشر الادلاء الخوض تحديد اعطاء ان التعليق")
_BUILT = these("بناء بناءا")
"""Before "على": on the grounds of."""
_OF_ANOTHER = these("ان انه انها انهم انهما")
"""After a colon without quotation marks, they still only join ("قال⟦: إنه⟧ تناول…")."""
_CLOSERS = {"“": "”", "«": "»", "„": "”", '"': '"', "‟": "”", "”": "”"}


def opening(words: Words, cue: Cue, i: int, stop: int, *, implied: bool) -> Opening | None:
    """The earliest opening from word i on that the cue's frames allow."""
    frames = cue.frames
    explicit = _explicit(words, cue, i, stop)
    if "n" in frames:
        nominal = _nominal(words, i, stop if explicit is None else explicit.word, implied=implied)
        if nominal is not None:
            return nominal
    return explicit


def _explicit(words: Words, cue: Cue, i: int, stop: int) -> Opening | None:
    frames = cue.frames
    word, at = words.word, words.at
    says = "t" in frames or "l" in frames or "i" in frames
    quoted = "q" in frames or "t" in frames
    limit = min(stop, i + FARTHEST)
    k = i
    commas = 0
    past_quote = -1
    traits = words.traits
    while k < limit:
        if not traits[k] & MAY_OPEN:
            k += 1
            continue
        w = word[k]
        if w in THAT:
            if k not in words.mention and _is_that(words, cue, k, says):
                return _after_that(words, k, limit)
        elif w in ":؛":
            if w == ":" and quoted and k + 2 < stop and word[k + 1] in THAT and (
                word[k + 2] == '"' or word[k + 1] in _OF_ANOTHER
            ):  # fmt: skip
                return _after_that(words, k + 1, limit)
            if w == ":" and quoted and k + 1 < stop and word[k + 1] != "/":
                return _inside(words, k + 1, "colon")
            return None
        elif w == '"':
            close = closing(words, k)
            aside = close is not None and close - k < 8 and "-" in word[i:k] and "-" in word[close : close + 8]
            if (
                quoted
                and not aside
                and (close is None or close - k > 4 - (frames == "tn") or _a_clause(words, k, close))
                and (k == i or not words.sign[k - 1] or word[k - 1] in "،)-" or k - 1 == past_quote)
            ):
                return _new(Opening, (k + 1, at[k] + 1, "quote")) if k + 1 < stop else None
            if close is not None:
                k = past_quote = close
        elif w in ".؟?!…|•":
            if w != "." or len(word[k - 1]) > 1 or "(" not in word[max(i, k - 6) : k]:
                return None  # "لوكالة الأنباء (د.ب.أ) إن…"
        elif w == "،":
            commas += 1
            past = past_relative(words, k, limit)
            if past is not None:
                k = past
            elif k + 1 < limit and word[k + 1] in _ASIDE and _is_aside(words, k + 1):
                k = next((j for j in range(k + 2, min(limit, k + 14)) if word[j] == "،"), k)
            if commas > 3 and "t" not in frames:
                return None
        elif w in LETTERS and LETTERS[w] in frames and k + 1 < stop and not (w == "علي" and word[k - 1] in _BUILT):
            if (named := _so_called(words, k + 1, stop, LETTERS[w])) is not None:
                return named
            if word[k + 1] not in THAT and not (
                words.kind[k + 1] & (TIME | OUTLET | (SAID if w == "في" else 0))
                or (words.sign[k + 1] and word[k + 1] != '"')
            ):
                return _inside(words, k + 1, LETTERS[w])
        elif "b" in frames and _takes_b(words, k) and not ("t" in frames and k in words.mention):
            if k == i and words.kind[k] & (ORG | MASDAR) == ORG and any(
                words.word[j][0] == "ب" and _takes_b(words, j) for j in range(k + 2, min(limit, k + 6))
            ):  # fmt: skip
                k += 1
                continue  # "أقر مدير المكتب ⟦بوزارة العدل⟧ بوجود انتهاكات": where he serves
            cut = 2 if w[0] in "وف" else 1
            if w in ("ب", "وب"):
                return _inside(words, k + 1, "b") if k + 1 < stop else None
            return _new(Opening, (k, at[k] + cut, "b"))
        elif "L" in frames and (_takes_l(words, k) or (cue.lemma == "أسف" and joined(words, k) == "ل")):
            return _new(Opening, (k, at[k] + (0 if w.startswith("لل") else 1), "L"))
        elif form_of(words.value[k]) == PARTICIPLE and w.endswith("ا") and not words.has(k, TITLE | NAME):
            return None
        elif (
            commas and is_verb(words, k) and not words.negated(k) and word[k - 1] in ("،", "لكنه", "لكنها", "وقد", "قد")
        ):
            past = _past_aside(words, k, limit) if word[k - 1] == "،" and words.bare_word[k] == w else None
            if past is None:
                return None
            k = past
        k += 1
    return None


def _a_clause(words: Words, k: int, close: int) -> bool:
    """Whether a short quotation, opened at word k, is a clause and no name: "قال المدير «الوضع يزداد سوءا»"."""
    if close - k < 3:
        return False
    if words.word[k + 1] in _OWN_WORDS:
        return True
    if close - k < 4:
        return False
    verb = words.word[k + 2]
    return (
        words.definite[k + 1] and k + 1 not in words.mention and verb[0] in "يت" and len(verb) > 3
        and not words.definite[k + 2] and not words.kind[k + 2] & ~(SAID | MASDAR) and verb[-1] not in "هي"
    )  # fmt: skip


_CALLED = these(
    "وصفه وصفها وصفوه وصفوها وصفته وصفتها سماه سماها اسماه اسماها سمته سمتها اسمته اسمتها سموه سموها اعتبره اعتبرها اعتبرته"
)


def _so_called(words: Words, k: int, stop: int, how: str) -> Opening | None:
    """ "دعا إلى ⟦ما وصفه ب⟧تعاون حقيقي": what was asked begins after what it is called."""
    if k + 3 >= stop or words.word[k] != "ما" or words.word[k + 1] not in _CALLED:
        return None
    j = k + 2
    if words.word[j] in ("ب", "بـ"):
        return _inside(words, j + 1, how)
    if words.word[k + 1].startswith("وصف"):
        return _new(Opening, (j, words.at[j] + 1, how)) if words.word[j][0] == "ب" else None
    return _inside(words, j, how)


def past_relative(words: Words, k: int, limit: int) -> int | None:
    """The comma that ends a relative aside about the speaker ("أعلن الجيش⟦، الذي يقاتل هناك،⟧ مقتل…"), begun at word k."""
    if k + 3 >= limit or not (words.has(k + 1, REL) or words.word[k + 1] in ("وهو", "وهي")):
        return None
    shut = next((j for j in range(k + 3, min(limit - 1, k + 34)) if words.word[j] == "،"), None)
    if shut is None:
        return None
    nxt, c = words.word[shut + 1], words.kind[shut + 1]
    return shut if nxt in THAT or nxt in LETTERS or c & MASDAR or _takes_b(words, shut + 1) else None


def _is_aside(words: Words, k: int) -> bool:
    """Whether a verb of refusing is about the source's name ("، رفض الكشف عن هويته،"), not what is said ("، رفض المملكة")."""
    return not words.word[k].startswith("رفض") or (k + 1 < len(words.word) and words.word[k + 1] in _NAMING)


def _past_aside(words: Words, k: int, limit: int) -> int | None:
    """The comma that ends an aside about the source ("، تحدث إلى هيئة البث،"), where an opening follows right after."""
    for j in range(k + 1, min(limit - 1, k + 14)):
        if words.word[j] in THAT:
            return None
        if words.word[j] == "،":
            nxt = words.word[j + 1]
            return j if nxt in THAT or nxt in LETTERS or _takes_b(words, j + 1) else None
    return None


def _after_that(words: Words, k: int, limit: int) -> Opening | None:
    """After أن, إنه…: past a colon or into a quotation that opens there."""
    if k + 1 >= len(words.word):
        return None
    if words.word[k + 1] == ":" and k + 2 < limit:
        return _inside(words, k + 2, "that")
    return _inside(words, k + 1, "that")


def _inside(words: Words, k: int, how: str) -> Opening | None:
    """An opening at word k, inside a quotation mark that stands there."""
    if k >= len(words.word):
        return None
    if words.word[k] == '"' and k + 1 < len(words.word):
        return _new(Opening, (k + 1, words.at[k + 1], "quote" if how in ("that", "colon") else how + '"'))
    return _new(Opening, (k, words.at[k], how))


def _is_that(words: Words, cue: Cue, k: int, says: bool) -> bool:
    frames, w = cue.frames, words.word[k]
    if w == "ان" and words.original(k).startswith("آ"):
        return False
    if w.startswith("با"):
        return "b" in frames or "t" in frames or "i" in frames
    before = words.word[k - 1] if k else ""
    letter = LETTERS.get(before)
    if letter is not None:
        return letter in frames or (letter == "l" and cue.lemma in ("جدد", "كرر"))
    if before in _BEFORE_NOT_THAT or words.bare_word[k - 1] in _BEFORE_NOT_THAT:
        return False
    not_yet = k + 1 < len(words.word) and words.word[k + 1] == "لم"
    if w == "ان" and cue.lemma != "قال" and not_yet and words.original(k).startswith("إ"):
        return False
    if not says and w == "ان" and words.original(k).startswith("إ"):
        return False
    return says or "o" in frames or "n" in frames


def _takes_b(words: Words, k: int) -> bool:
    """Whether word k is ب with a noun that can be what was said."""
    w = words.word[k]
    if k in words.mention:
        return joined(words, k) == "ب" and words.mention[k][0].what != "place"
    bare = w[1:] if w.startswith(("وب", "فب")) else w
    if bare in ("ب", "باي"):
        return True
    if not bare.startswith("ب") or len(bare) < 4 or bare in ADVERBIAL_B:
        return False
    v = words.value[k]
    if v >> 16 & 3 == 1:
        return not v >> CLASS_SHIFT & (TIME | OUTLET | SUB)
    if bare.startswith("بال"):
        return True
    return not v


def _takes_l(words: Words, k: int) -> bool:
    """Whether word k is ل with a noun of action (دعا لإجلاء…)."""
    w = words.word[k]
    if not w.startswith("ل") or len(w) < 4 or k in words.mention:
        return False
    rest = w[2:] if w.startswith("لل") else w[1:]
    c = forms.table().get(rest, 0) >> CLASS_SHIFT & _CLASSES
    return bool(c & (MASDAR | THING)) or (not c and bool(MASDAR_SHAPE.match(rest)))


def _nominal(words: Words, i: int, stop: int, *, implied: bool) -> Opening | None:
    """A noun phrase that is itself the content, right here or after time, place and parentheses."""
    limit = min(stop, i + 30, len(words.word))
    k = i
    while k < limit:
        w = words.word[k]
        c = words.kind[k]
        if w == "،":
            past = past_relative(words, k, limit)
            k = k + 1 if past is None else past + 1
            if k < limit and words.word[k] in _ASIDE and _is_aside(words, k):
                k = next((j for j in range(k + 1, min(limit, k + 12)) if words.word[j] == "،"), k - 1) + 1
            if k < limit and not (
                words.kind[k] & (PREP | TIME | MASDAR | THING | ADV) or accusative(words, k) or words.word[k][0].isdigit()
                or (not words.kind[k] and words.word[k] not in QUOTING and _noun_of_content(words, k, implied=False))
            ):  # fmt: skip
                return None
            continue
        if w[0].isdigit() and k + 1 < limit and (words.kind[k + 1] & TIME or words.word[k + 1] == "/"):
            k = _past_a_date(words, k, limit)
            continue  # "أعلنت الوزارة، ⟦3 مايو/أيار 2021،⟧ الإفراج عن…"
        if w == "ل" and k + 3 < limit and words.word[k + 1] == '"' and '"' in words.word[k + 3 : k + 6]:
            k = words.word.index('"', k + 2) + 1
            continue  # "نفى المصدر ⟦لـ«الشرق الأوسط»⟧ وصول القضية إلى…"
        if w == '"' and k + 1 < limit:
            return _new(Opening, (k + 1, words.at[k + 1], 'n"')) if _noun_of_content(words, k + 1, implied) else None
        if words.sign[k]:
            return None
        if c & PREP and not c & NAME:
            if k + 1 >= limit:
                return None
            if words.word[k + 1][0].isdigit() or words.kind[k + 1] & TIME:
                k = _past_a_date(words, k + 1, limit)
                continue
            k = max(noun_phrase(words, k + 1, limit, before_object=True).last, k + 2)
            continue
        if c & TIME and not c & MASDAR:
            k += 1
            if k < limit and words.word[k] in _OF_A_TIME:
                k += 1
            if k < limit and words.sign[k] and words.word[k] not in '،"/':
                return None
            continue
        if c & ADV or (accusative(words, k) and k + 1 < limit and words.word[k + 1] in LETTERS):
            k += 1
            continue
        if c & REL and (far := _after_its_relative(words, k, limit)) is not None:
            return far
        if w in ADVERBIAL_B:
            k += 2 if w in ("بشكل", "بصوره", "بكل", "بطريقه", "بلهجه", "باشد", "باقوي", "باقسي") else 1
            while (
                k < limit
                and w.startswith("با")
                and words.definite[k]
                and not words.kind[k] & MASDAR
                and k not in words.mention
            ):
                k += 1
            continue
        if w.startswith("ل") and w[1:] in COUNTERPART:
            k = noun_phrase(words, k, limit, before_object=True).last
            continue
        glue = joined(words, k)
        if glue in ("ب", "ل") and w[0] in "بل":
            k = max(noun_phrase(words, k, limit, before_object=True).last, k + 1)
            continue
        return _new(Opening, (k, words.at[k], "noun")) if _noun_of_content(words, k, implied) else None
    return None


def _after_its_relative(words: Words, k: int, limit: int) -> Opening | None:
    """ "أعلن التحالف ⟦الذي يقاتل هناك⟧ وقفا لإطلاق النار": an indefinite noun of action in the accusative, after the aside."""
    for j in range(k + 2, min(limit, k + 16)):
        if words.sign[j] or words.word[j] in THAT:
            return None
        if words.word[j] in _IN_THE_ACCUSATIVE:
            return _new(Opening, (j, words.at[j], "noun"))
    return None


_IN_THE_ACCUSATIVE = these("وقفا اتفاقا هجوما حدادا دعما رفضا انسحابا قرارا موقفا تمديدا استعدادا اعترافا عفوا")


def _past_a_date(words: Words, k: int, limit: int) -> int:
    """The word after a date: "26 مارس/آذار 2015"."""
    while k < limit and (
        words.word[k][0].isdigit()
        or words.kind[k] & TIME
        or "/" in (words.word[k], words.word[k - 1])
        or words.word[k] in _OF_A_TIME
    ):
        k += 1
    return k


def _noun_of_content(words: Words, k: int, implied: bool) -> bool:
    w = words.word[k]
    c = words.kind[k]
    if (
        w in THAT
        or (c & (PREP | REL | NEG | PRON) and not c & MASDAR)
        or (joined(words, k) in ("ب", "ل", "ك") and c & ~MASDAR)
    ):
        return False
    if w in QUOTING:
        return True  # "جددت نفيها…"
    if (
        words.concept[k] and not words.value[k] >> VERB_BIT & 1 and not words.definite[k] and not c and not implied
        and words.bare_word[k] == w and k + 1 < len(words.word) and words.definite[k + 1]
    ):  # fmt: skip
        return True  # "تعثر المشاورات": a noun of what happens
    if is_verb(words, k) and not words.original(k).endswith("ة"):
        return False
    if c & (MASDAR | THING) or accusative(words, k) or w[0].isdigit():
        return True
    v = words.value[k]
    if cue_of(v) and form_of(v) == NOUN:
        return True
    if (
        not c
        and not words.definite[k]
        and (MASDAR_SHAPE.match(w) or w.endswith(("يتها", "يته", "يتهم", "امنها", "امنه")))
    ):
        return True  # "جاهزيتها", "تضامنها"
    if not c and words.word[k - 1] == '"' and w.endswith("يه") and not words.definite[k] and len(w) > 4:
        return True  # "تؤكد «جاهزية» القوات"
    if not implied:
        return False
    return not c & (TITLE | ANON | OUTLET | SUB | ADV) or bool(c & ADJ)


def closing(words: Words, k: int) -> int | None:
    """The word index of the sign that closes the quotation opened at word k, None where none does."""
    text, page = words.page.text, words
    opener = text[page.folded.to(words.at[k])]
    closer = _CLOSERS.get(opener)
    if closer is None:
        return None
    depth = 0
    first = page.folded.to(words.at[k])
    for j in range(k + 1, min(len(words.word), k + 400)):
        if words.word[j] != '"':
            continue
        place = page.folded.to(words.at[j])
        sign = text[place]
        if opener == closer and "\n" in text[first:place]:
            return None  # straight marks do not tell which they are: one of another line closes nothing
        if (sign == opener and opener != closer) or (
            sign == closer == opener and text[place - 1] in " (" and text[place + 1 : place + 2] > " " and j > k + 1
        ):  # fmt: skip
            depth += 1
        elif sign == closer:
            if not depth:
                return j
            depth -= 1
    return None


def opened_before(words: Words, k: int, floor: int) -> int | None:
    """The word index of the sign that opened the quotation closed at word k."""
    text = words.page.text
    closer = text[words.folded.to(words.at[k])]
    for j in range(k - 1, floor - 1, -1):
        if words.word[j] == '"':
            sign = text[words.folded.to(words.at[j])]
            if _CLOSERS.get(sign) == closer:
                return j
    return None


_OWN_WORDS = these("نحن لن لقد انا اننا هذا هذه ليس لا كل ليست سوف")
_PLAIN_SAYING = these("قال أضاف تابع أردف استطرد أكد أوضح صرح ختم")


def in_own_words(words: Words, cue: Cue, s: int, end: int) -> Opening | None:
    """ "مضيفا بالعربية نحن شعب صبور": words that begin in the speaker's own person, without any particle."""
    if cue.lemma not in _PLAIN_SAYING or s >= end:
        return None
    if words.word[s] in ADVERBIAL_B and s + 1 < end:
        s += 1
    return _new(Opening, (s, words.at[s], "that")) if words.word[s] in _OWN_WORDS and s + 2 < end else None


def past_dashes(words: Words, cue: Cue, s: int, end: int) -> Opening | None:
    """ "وأضاف الناطق -على صفحته- لن نقبل…": words without any particle after an aside between dashes."""
    if cue.lemma not in _PLAIN_SAYING or s + 4 >= end or words.word[s] not in "-–":
        return None
    shut = next((j for j in range(s + 2, min(end - 4, s + 16)) if words.word[j] in "-–"), None)
    return None if shut is None else _new(Opening, (shut + 1, words.at[shut + 1], "that"))
