"""Noun phrases: where one ends that can be a voice.

Danger: a source cut short ("رئيس" for "رئيس الوزراء") or one that swallows what was said.
Duty: the noun phrase after (or before) a cue, with title, apposition and name, without time, place, relative clause or
the one addressed. Word indexes of `Words` throughout.
"""

from typing import NamedTuple

from wasata.listen.ar import forms
from wasata.listen.ar.appositions import only_a_name, past_sign
from wasata.listen.ar.forms import CLASS_SHIFT, HE, NOUN, VERB_BIT, form_of
from wasata.listen.ar.lexicon import (
    ADJ,
    ANON,
    MASDAR,
    NAME,
    NATION,
    ORG,
    OUTLET,
    PLACE,
    PREP,
    PRON,
    REL,
    SAID,
    THING,
    TIME,
    TITLE,
    these,
)
from wasata.listen.ar.line import Words
from wasata.listen.ar.traits import ASKED, ENDS_A_NOUN, MAY_END_A_NOUN, THAT, VERB
from wasata.listen.ar.voice_words import MASDAR_SHAPE, SPEAKERS, article, can_speak, classes, is_verb, joined
from wasata.values import SourceKind

LONGEST = 32
"""Words a source may have; longer is a misreading."""

_ENVOYS = these("مبعوث المبعوث سفير السفير موفد الموفد مندوب المندوب مبعوثه المبعوثه سفيره السفيره")


_ACTING = these("بالوكاله بالانابه بالنيابه")
_OF_THE_PRESS = these("للصحفيين للصحافيين للصحافه للاعلام للاعلاميين")
_UNIONS = these("اتحاد نقابه جمعيه رابطه منتدي شبكه مركز مجلس نادي")
_MAY_STAY = _ACTING | _OF_THE_PRESS | these("بها به بهم هذا هذه هذين هؤلاء تلك ذلك")
_OF_NO_ADJECTIVE = ("ون", "تهم", "تها", "اهم", "اها")
"""After a definite noun, an unknown word so ended is a verb or another's noun."""
_ITSELF = these("ذاتها ذاتهم")
_UNNAMED = these("عدم حجب اخفاء كشف الكشف ذكر الافصاح")
"""After `ASKED`, how an unnamed source asked to stay so ("عضو في اللجنة ⟦طلب⟧ عدم الكشف عن اسمه")."""
_NAMES_TOO = these("صباح فجر سحر مساء رمضان رجب شعبان خميس")
"""Words of time that are names as well."""
_ALL_OF = these("جميع كل كافه سائر كلا طرفي الاطراف المجتمع البلدان الطرفين الجانبين")
"""They open the one addressed ("دعا المجلس ⟦جميع الأطراف⟧ إلى…")."""


class Speaker(NamedTuple):
    """A noun phrase that speaks: words `first` to `last` (not in it). `feminine` and `plural` as its verb agrees."""

    first: int
    last: int
    kind: SourceKind
    actor: str | None
    feminine: bool


class Phrase(NamedTuple):
    """How far a noun phrase goes, and whether a personal name stands in it."""

    last: int
    named: bool


_HEADS = {"person": TITLE, "outlet": OUTLET}
"""The class of a phrase that begins with such a mention; with any other it is an organisation."""


def noun_phrase(words: Words, i: int, stop: int, *, before_object: bool = False, addressed: bool = False) -> Phrase:
    """Where the noun phrase that begins at word i ends.

    `before_object`: a noun that is the content may follow without any particle (أعلنت الكتائب مقتل…).
    `addressed`: another noun phrase, the one spoken to or of, may follow (دعا الوزير الدول إلى…).
    """
    k = i
    closed = named = any_name = in_pp = False
    known_person = False
    head = 0
    from_mention = -1
    limit = min(stop, i + LONGEST)
    while k < limit:
        w = words.word[k]
        c = words.kind[k]
        if k in words.mention:
            (start, _, _, what, _), last = words.mention[k]
            begins = words.folded.text[words.at[k] : start] if k > i else ""
            if k > i and not begins.startswith("و"):  # coordinated it is part of the phrase whatever it is
                glued = joined(words, k)
                if (
                    glued == "ل"
                    and (named or what == "outlet" or (addressed and not _office_of(words, k, head, what)))
                    and words.word[k - 1] not in _OF_WHOM
                ):
                    break
                if (
                    glued in ("ب", "ك")
                    and words.word[k - 1] not in _WITH_WHAT
                    and (glued == "ك" or not head & (TITLE | ANON) or any_name)
                ):
                    break
                apposed = begins == "" and w.startswith("ال") and not addressed
                if (
                    closed
                    and not in_pp
                    and not glued
                    and what != "person"
                    and not head & OUTLET
                    and not apposed
                    and not (what == "place" and _place_of(words, k, i, named))
                ):
                    break
                if what == "person" and any_name and closed and (k - 1 in words.mention or words.kind[k - 1] or begins):
                    break
            k = last + 1
            if not head:
                head = _HEADS.get(what, ORG)
            if what == "person":
                any_name = named = True
                known_person = True
            elif what == "outlet" and k < limit and words.word[k] == "نت":
                k += 1
            closed, in_pp = True, False
            from_mention = k
            continue
        if w == "ل" and k > i and _to_an_outlet(words, k, limit):
            break
        if addressed and w == '"' and k > i and k + 1 in words.mention and words.mention[k + 1][0].what == "outlet":
            break  # "أبلغت مصادر ⟦«الشرق الأوسط»⟧ أن"
        if words.sign[k]:
            after = past_sign(words, k, i, limit)
            if after is None:
                break
            if (
                (head & TITLE or not head)
                and closed
                and k > i
                and w in '"،'
                and only_a_name(words, k + 1, after - (w == '"'))
            ):
                named = any_name = True
            k = after
            closed = True
            continue
        if addressed and closed and w in _ALL_OF and k > i:
            break
        if k > i and words.traits[k]:
            traits = words.traits[k]
            if w in _MAY_STAY and (
                stays := _stays(words, k, i, limit, opened=not closed and bool(head & (TITLE | ORG)))
            ):
                k += stays
                continue
            if traits & ENDS_A_NOUN:
                break
            if traits & MAY_END_A_NOUN:
                a_name_too = form_of(words.value[k]) == HE and named and c & NAME
                if traits & VERB and not words.definite[k] and not a_name_too and not words.has(k - 1, PLACE):
                    break
                if (
                    c & TIME
                    and not (c & ADJ and (words.definite[k] or words.has(k - 1, TITLE)))
                    and not (w in _NAMES_TOO and _after_first_name(words, k, i, limit))
                ):
                    break
                foreign = closed and not c and w[0] in "بول" and head & TITLE and _begins_name(words, k, limit)
                if (
                    closed
                    and not c
                    and w[0] == "ب"
                    and len(w) > 4
                    and not foreign
                    and words.word[k - 1] not in _WITH_WHAT
                    and (words.definite[k - 1] or MASDAR_SHAPE.match(w[1:]))
                ):
                    break
                if closed and not c and w.startswith(("وب", "ول")) and len(w) > 4 and not foreign:
                    break
                if w in ASKED and k + 1 < limit and words.word[k + 1] in _UNNAMED:
                    break
        if from_mention == k and k > i and not words.definite[k]:
            if not c and not known_person and head & ORG and (before_object or w.endswith("ه")):
                break  # "رفضت أنقرة ⟦لعب⟧ دور"
            if head == OUTLET and words.value[k] >> VERB_BIT & 1:
                break  # "بحسب رويترز ⟦قتل⟧ 29"
        if closed and k > i:
            if addressed and c & MASDAR and not _nobodys(w) and not words.definite[k]:
                break  # "بررت الميليشيات ⟦نقلها⟧ للأسرى ب…"
            if words.value[k] >> VERB_BIT & 1:
                if not (_a_noun_too(words, k) or in_pp):
                    break  # "من قبل المتمردين ⟦عاد⟧ الهدوء"
            elif not c and w.endswith(_OF_NO_ADJECTIVE) and len(w) > 4 and words.definite[k - 1] and not words.glue[k] and (
                (w[-1] != "ن" or w[0] in "يت") and w not in _ITSELF
            ):  # fmt: skip
                break  # "قادة الحركة ⟦يعيشون⟧ في…", "بعد تصعيد الثوار ⟦لهجتهم⟧"
        if before_object and k == i + 1 and head == ANON and c & MASDAR and not c & (ADJ | SPEAKERS | NATION):
            break  # "أعلنت مصادر ⟦مقتل⟧ ثلاثة"
        if c & PREP and c & TITLE and k > i and not words.original(k).startswith("إ"):
            break  # "أكد الوزير ⟦أمام⟧ الوفد": before them, no imam
        if c & PREP and not c & (NAME | TITLE):
            if k == i or not _preposition_stays(words, k, i, head, named, limit):
                break
            in_pp = True
            k += 1
            continue
        glue = words.glue[k]
        if glue and k > i and not (c & NAME):
            if (
                glue == "ك"
                and k == i + 1
                and words.has(i, NAME)
                and k + 1 < limit
                and words.kind[k + 1] & (TITLE | NAME)
            ):
                named = any_name = closed = True
                k += 1
                continue  # "محمد ⟦كنار⟧ منسق الوكالة": a name, not "as fire"
            if glue == "ك":
                break
            if glue == "ل" and w in _TO_HEAR:
                break
            if (
                glue == "ب"
                and words.word[k - 1] not in _WITH_WHAT
                and not (w == "باسم" or (c & (ORG | PLACE | TITLE) and head & (TITLE | ANON) and not named))
            ):
                break
            onwards = w.startswith("لل") and (
                (c & ORG and "الي" in words.word[k + 1 : min(limit, k + 8)])
                or (c & TITLE and any(words.word[j] in _ENVOYS for j in range(i, k)))
            )
            if (
                glue == "ل"
                and (named or known_person or c & OUTLET or (addressed and closed and not onwards))
                and words.word[k - 1] not in _OF_WHOM
            ):
                break
            in_pp = True
        if w in ("باسم", "بلسان"):
            in_pp, closed = True, False
            k += 1
            continue
        if w[0] == "و" and k > i and len(w) > 3 and not c & NAME:
            rest = words.value[k] >> CLASS_SHIFT
            if (words.bare_word[k] != w or not rest) and (rest or w.startswith("وال")):
                if not closed or not (rest & (SPEAKERS | NATION | ADJ) or w.startswith("وال")):
                    break
                if rest & MASDAR and before_object:
                    break
        definite = words.definite[k]
        if before_object and closed and not in_pp and k > i:
            if c & MASDAR and not c & (NAME | TITLE | ADJ | (ORG if definite else 0)):
                break
            if c & THING and not (c & ORG and not definite):
                break
            if not c and MASDAR_SHAPE.match(w.removeprefix("ال")) and not _latin_name(w):
                break
            if accusative(words, k) or (w.endswith("ا") and words.concept[k] and not words.value[k] >> VERB_BIT & 1):
                break  # "شن رئيس الوفد ⟦هجوما⟧ على…"
            v = words.value[k]
            if not c and v >> 13 & 1 and form_of(v) == NOUN:
                break  # "جددت الخارجية ⟦نفيها⟧…"
        if (
            addressed and closed and from_mention == k and not c & (NATION | ADJ) and not (c & NAME and head & TITLE) and k > i
            and not (w[0] == "و" and c & TITLE)
            and not (not c and head & TITLE and not any_name and _begins_name(words, k, limit))
        ):  # fmt: skip
            break
        in_apposition = (definite and c & (SPEAKERS | NATION | ADJ)) or (c & TITLE and not addressed)
        if known_person and k > i and not in_pp and not in_apposition and closed:
            if w not in _SON or k + 1 >= limit or k + 1 in words.mention:
                break
            k += 3 if words.word[k + 1] == "عبد" and k + 2 < limit else 2
            continue  # "محمد بن سلمان ⟦بن عبد العزيز⟧"
        if closed and k > i and not definite and not in_pp and w[0] != "و":
            if c & ORG and not c & (NAME | ADJ | TITLE | NATION):
                break
            if c & TITLE and addressed and not c & NAME:
                break
        if (
            addressed and closed and definite and k > i and not in_pp and head & (TITLE | ORG)
            and c & (ORG | ANON) and not c & (NATION | ADJ | TITLE | MASDAR | NAME) and words.word[k - 1] not in _HONOURS
            and w[0] != "و"
        ):  # fmt: skip
            break  # "وعد رئيس الجمهورية ⟦الوفد⟧ ب…"
        if addressed and any_name and c & NATION and c & ORG and closed and not in_pp:
            break
        if (
            addressed
            and closed
            and definite
            and named
            and not c & (NATION | ADJ | TITLE)
            and k > i
            and (not words.has(k - 1, NAME) or c & (ORG | ANON))
            and (c or not _a_first_name(words, k - 1, i) or not w.endswith("ي"))
        ):
            break  # "طالب الرئيس محمود عباس ⟦الميليشيات⟧ ب…": no surname
        if not head and c & SPEAKERS:
            head = c & SPEAKERS
        if definite or c & (NATION | ADJ):
            if c & SPEAKERS and definite:
                named = False
            closed = definite or k != i + 1 or not _of_a_body(words, i, k, limit)
            in_pp = False
        elif c & NAME and k >= i:
            named = any_name = closed = True
            in_pp = False
        elif c & (SPEAKERS | PLACE | MASDAR):
            closed = False
        elif not c:
            if words.has(k - 1, PLACE) and k > i:
                closed, in_pp = True, False
            elif k > i and (in_pp or words.has(k - 1, PREP) or (w[0] == "ب" and words.word[k - 1] in _WITH_WHAT)):
                closed = not _open(words, k, limit)
                in_pp = not closed
            elif closed and k > i and w[0] == "ل" and _open(words, k, limit) and words.word[k - 1] not in _HONOURS:
                closed, in_pp = False, True
            elif closed and w[0] == "و" and k > i and len(w) > 3:
                closed = not _open(words, k, limit)
            elif k == i + 1 and not closed and _chain(words, k, limit):
                closed = False
            elif closed or k == i or (head & TITLE and not _open(words, k, limit)):
                named = any_name = True
                closed = True
            else:
                closed = not _open(words, k, limit)
                if closed:
                    in_pp = False
        k += 1
    while k > i + 1 and (
        (words.sign[k - 1] and words.word[k - 1] not in ')"')
        or (words.value[k - 1] >> CLASS_SHIFT & PREP and words.word[k - 1] in _BARE)
    ):
        k -= 1
    return tuple.__new__(Phrase, (k, any_name))  # without the call of a named tuple


def _stays(words: Words, k: int, i: int, limit: int, *, opened: bool) -> int:
    """How many words from word k on belong to the phrase that begins at word i, though such words end one elsewhere."""
    w = words.word[k]
    if w in _ACTING or w in _OF_THE_PRESS:  # "الوزير ⟦بالوكالة⟧", "الاتحاد الدولي ⟦للصحفيين⟧"
        return int(w in _ACTING or words.bare_word[i].removeprefix("ال") in _UNIONS)
    if w in _IN_IT:  # "الحكومة المعترف ⟦بها دوليا⟧"
        there = words.word[k - 1] in _RECOGNISED
        return there + (there and k + 1 < limit and words.word[k + 1].endswith("يا"))
    return int(opened and k + 1 < limit and words.definite[k + 1])  # "قائد ⟦هذه⟧ القوات"


def _a_first_name(words: Words, k: int, i: int) -> bool:
    """Whether a name begins and as yet ends at word k ("الرئيس الأسبق ⟦منصف⟧ المرزوقي")."""
    return k > i and not words.kind[k] and not words.definite[k] and (k - 1 == i or words.definite[k - 1])


def _place_of(words: Words, k: int, i: int, named: bool) -> bool:
    """Whether the place at word k still belongs to what stands before it ("العاصمة ⟦صنعاء⟧", "الوفد في محادثات ⟦جنيف⟧")."""
    before = words.word[k - 1]
    return (before in _CAPITAL and words.bare_word[k] == words.word[k]) or (
        k - 2 > i
        and words.has(k - 2, PREP)
        and not (words.definite[k - 1] or k - 1 in words.mention or words.sign[k - 1] or named)
    )


def _office_of(words: Words, k: int, head: int, what: str) -> bool:
    """Whether the body in ل at word k is that of the title before it ("عضو اللجنة التنفيذية ⟦لمنظمة…⟧")."""
    return head & TITLE > 0 and what in ("body", "party") and words.definite[k - 1]


def _of_a_body(words: Words, i: int, k: int, limit: int) -> bool:
    """Whether the adjective at word k is part of a title that goes on ("مدير ⟦عام⟧ مكتب الصحة")."""
    return (
        words.kind[k] & ADJ > 0
        and words.has(i, TITLE)
        and k + 2 < limit
        and not words.definite[k + 1]
        and words.kind[k + 1] & (ORG | MASDAR) == ORG
        and words.definite[k + 2]
    )


def _nobodys(w: str) -> bool:
    """Whether a masdar has no ending that says whose it is."""
    return not w.endswith(("ها", "هم", "هما")) and not (w.endswith("ه") and len(w) > 4)


def _a_noun_too(words: Words, k: int) -> bool:
    """Whether word k, which may be a verb of happenings, is a noun here as well."""
    return words.definite[k] or bool(words.kind[k]) or words.bare_word[k] != words.word[k]


def _to_an_outlet(words: Words, k: int, limit: int) -> bool:
    """Whether "لـ" at word k tells to which outlet one speaks ("فلان ⟦لـ«الشرق الأوسط»⟧")."""
    j = k + 2 if k + 1 < limit and words.word[k + 1] == '"' else k + 1
    return j < limit and ((j in words.mention and words.mention[j][0].what == "outlet") or words.has(j, OUTLET))


_OF_WHOM = these(
    "التابع التابعه التابعين الموالي المواليه الموالين المنتمي المنتميه المؤيد المؤيده المناهض المناهضه تابع تابعه"
)
"""Adjectives that take ل: what follows says whose ("القوات ⟦التابعة للحكومة⟧")."""
_WITH_WHAT = these("الخاص الخاصه المتعلق المتعلقه المعني المعنيه المعنيين المكلف المكلفه المكلفين المختص المختصه")
"""Adjectives that take ب ("المبعوث ⟦الخاص بليبيا⟧", "اللجنة ⟦المعنية بالأسرى⟧")."""
_IN_IT = these("بها به بهم")
_RECOGNISED = these("المعترف المعترفه")
_CAPITAL = these("العاصمه المدينه البلده القريه")
"""Right before a place's name, they are the place ("سكان في العاصمة ⟦صنعاء⟧")."""
_SON = these("بن ابن")
_KNOWING = these("درايه اطلاع صله علم")
"""After "على": what a source is ("مصادر ⟦على دراية⟧ بالأمر")."""
_BARE = these("في من علي الي عن لدي عند")


def without_object(words: Words, first: int, last: int) -> int:
    """Where the subject ends when the phrase ran on into the one addressed ("الرئيس الرواندي ⟦كينشاسا⟧ بدعم…")."""
    k = last - 1
    for start in range(k, max(first, k - 8), -1):
        if start in words.mention and words.mention[start][1] >= k:
            k = start
            break
    while k > first + 1 and words.definite[k] and words.kind[k] & (NATION | ADJ) and not words.kind[k] & ORG:
        k -= 1
    opened = words.kind[k - 1] & (SPEAKERS | PLACE) and not words.definite[k - 1] if k > first else True
    return last if k <= first or opened else k


def _chain(words: Words, k: int, limit: int) -> bool:
    """Whether an unknown word after an indefinite title opens a chain of nouns ("أمينة ⟦مظالم حقوق الإنسان⟧")."""
    return (
        k + 2 < limit
        and not words.definite[k]
        and not words.definite[k + 1]
        and not words.kind[k + 1]
        and not words.glue[k + 1]
        and words.definite[k + 2]
        and not words.glue[k + 2]
    )


def _after_first_name(words: Words, k: int, i: int, limit: int) -> bool:
    """Whether a word of time at word k is a name, being right after a name and before no time ("عيد ⟦صباح⟧، المدير…")."""
    before = words.kind[k - 1]
    return (
        k - 1 not in words.mention
        and not words.definite[k - 1]
        and (not before or (before & NAME > 0 and k - 1 == i))
        and (k + 1 >= limit or not words.has(k + 1, TIME))
        and (k + 1 >= limit or words.sign[k + 1] or words.word[k + 1] in THAT)
    )


def _begins_name(words: Words, k: int, limit: int) -> bool:
    """Whether an unknown word in ب, و or ل after a closed title begins a name ("الإيطالي ⟦باولو جينتيلوني⟧ أن")."""
    j = k + 1
    return (
        not forms.table().get(words.word[k][1:], 0)
        and j < limit
        and not words.sign[j]
        and not words.definite[j]
        and not words.kind[j] & ~NAME
        and not words.glue[j]
        and (j + 1 >= limit or words.word[j + 1] in THAT or words.sign[j + 1] or bool(words.kind[j + 1]))
    )


def _open(words: Words, k: int, limit: int) -> bool:
    """Whether the next word still belongs to word k as its second half (شؤون ⟦الأسرى⟧)."""
    return k + 1 < limit and (words.definite[k + 1] and not joined(words, k + 1))


def _latin_name(w: str) -> bool:
    return w.endswith(("وف", "سكي", "يان", "يني", "ستي"))


def accusative(words: Words, k: int) -> bool:
    """An indefinite noun in the accusative (حدادا وطنيا): with its sign, or two in a row ending in ا."""
    w = words.word[k]
    if not w.endswith("ا") or len(w) < 4 or words.definite[k]:
        return False
    original = words.original(k)
    if original.endswith(("ًا", "اً")):
        return True
    if k + 1 < len(words.word):
        after = words.word[k + 1]
        return after.endswith("ا") and len(after) > 3 and not words.has(k, NAME)
    return False


_HONOURS = these("السيد السيده الشيخ الدكتور الاستاذ المهندس الملا القس الاب")
"""Right before a name, whatever letter it begins with."""
_TO_HEAR = these("لاحاطه لبحث لمناقشه لشرح لكلمه لتقرير لعرض لاستعراض")


def _preposition_stays(words: Words, k: int, i: int, head: int, named: bool, limit: int) -> bool:
    """Whether the preposition at word k continues the noun phrase."""
    w = words.word[k]
    if k + 1 >= limit or words.sign[k + 1]:
        return False
    nxt = words.kind[k + 1]
    before = words.word[k - 1]
    if w == "في":
        return (
            not named
            and not nxt & (SAID | TIME)
            and words.word[k + 1] not in THAT
            and words.word[k + 1] != "غياب"
            and not words.word[k + 1][0].isdecimal()
        )
    if w == "من":
        return (
            not named
            and bool(head & (ANON | TITLE))
            and not nxt & (REL | PRON | TIME)
            and words.word[k + 1] not in ("ان", "انه", "انها")
        )
    if w == "عن":
        return before.startswith(("نائب", "النائب", "صادر", "مسؤول", "المسؤول", "ممثل", "الممثل", "مدافع", "النواب"))
    if w == "علي":
        return before.startswith(("مطلع", "مشرف", "المشرف", "المطلع")) or words.word[k + 1] in _KNOWING
    if w == "الي":
        return any(words.word[j] in _ENVOYS for j in range(i, k)) and words.word[k + 1] not in THAT
    if w in ("لدي", "عند"):
        return bool(head & TITLE)
    return w in ("شمال", "جنوب", "شرق", "غرب")


__all__ = [
    "MASDAR_SHAPE",
    "Phrase",
    "Speaker",
    "accusative",
    "article",
    "can_speak",
    "classes",
    "is_verb",
    "joined",
    "noun_phrase",
    "without_object",
]
