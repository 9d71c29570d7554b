"""Subjects: who a cue's verb belongs to.

Danger: the one addressed taken for the one who spoke; a subject borrowed from another clause.
Duty: the noun phrase after the verb (VSO), before it (SVO, كان, headlines), before a relative pronoun, or none (implied).
"""

from wasata.listen.ar.cues import Cue
from wasata.listen.ar.forms import PARTICIPLE, PARTICIPLE_F, cue_of, form_of
from wasata.listen.ar.lexicon import (
    ADJ,
    ADV,
    ANON,
    KAN,
    MASDAR,
    NAME,
    NATION,
    NEG,
    ORG,
    PLACE,
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
    Phrase,
    can_speak,
    is_verb,
    joined,
    noun_phrase,
)
from wasata.listen.ar.traits import ADVERBIAL_B, BEGINS_A_CLAUSE, THAT

_MANNER = these("بشكل بصوره بكل بطريقه بلهجه")
_LATTER = these("الاخير الاخيره")
"""The one just named ("نفت الأخيرة مسؤوليتها"): a subject, though the word alone is no voice."""
_PLAIN = frozenset("tqs")
"""Frames of verbs that take no noun, so that what stands right after them speaks ("قالت ⟦نشرة⟧ «…» إن")."""
_SO_MANY = these("كثيرين كثيرون اخرين اخرون الكثيرين الكثيرون الاخرين الاخرون")
_SON_OF = these("بن ابن ولد بو")
"""They open a surname of two words ("بن حلي")."""
SOME = these("اكثر عدد كثير العديد الكثير")
"""With "من", so many of those who speak ("عبر ⟦عدد من النواب⟧ عن…")."""
_OPENS_CLAUSE = these("لكن ولكن بينما فيما حيث ان بان وان كما بل ف غير")


def after(words: Words, cue: Cue, k: int, stop: int) -> tuple[int, Phrase] | None:
    """The subject after the verb at word k: its first word and how far it goes."""
    s = k + 1
    while s + 1 < stop and words.word[s] in ADVERBIAL_B and words.word[s] in _MANNER:
        s += 2
    while s < stop and (
        (words.has(s, ADV) and not can_speak(words, s))
        or words.word[s] in ("قد", "ايضا", "له", "لها", "لهم", "فيه", "فيها")
    ):
        s += 1
    if s >= stop:
        return None
    w = words.word[s]
    if w == "كل" and s + 2 < stop and words.word[s + 1] == "من" and not words.has(s + 2, REL | PRON):
        s += 2  # "دعا ⟦كل من⟧ الوزير والسفير"
        w = words.word[s]
    if w == "امام" and words.original(s).startswith("أ"):
        return None  # "أكدت أمام الصحافيين": before them, no imam
    if w == "بان" and s + 1 < stop and "بان كي" in words.folded.text and (
        words.word[s + 1] in THAT or words.sign[s + 1] or words.kind[s + 1] & (PREP | TIME)
    ):  # fmt: skip
        return s, Phrase(s + 1, True)  # the man of that name, not "that"
    quoted = w == '"' and s + 2 < stop and words.word[min(s + 2, stop - 1)] == '"'
    if w == '"' and not quoted and "q" in cue.frames:
        shut = next((j for j in range(s + 2, min(stop - 1, s + 6)) if words.word[j] == '"'), None)
        quoted = (
            shut is not None
            and (words.has(shut + 1, TITLE) or words.word[shut + 1] in THAT)
            and not any(words.kind[j] & ~NAME or words.sign[j] for j in range(s + 1, shut))
        )
    if w == '"' and not quoted and s + 1 < stop and words.kind[s + 1] & ORG:
        shut = next((j for j in range(s + 2, min(stop, s + 8)) if words.word[j] == '"'), None)
        quoted = shut is not None and any(words.word[j] in THAT or words.word[j] == ":" for j in range(shut, stop))
    if w == '"' and not quoted and s + 1 in words.mention:
        shut = words.mention[s + 1][1] + 1  # "ولفتت «واشنطن بوست» إلى…"
        quoted = shut < stop and words.word[shut] == '"'
    if (w in THAT and s not in words.mention) or (words.sign[s] and not quoted):
        return None
    if w in _LATTER:
        return s, Phrase(s + 1, False)
    first = s + 1 if quoted else s
    c = words.kind[first]
    speaks = can_speak(words, first)
    before_object = "n" in cue.frames or "x" in cue.frames
    addressed = "o" in cue.frames or "x" in cue.frames
    if not speaks:
        if (
            w in SOME
            and s + 2 < stop
            and words.word[s + 1] == "من"
            and (words.has(s + 2, ANON | TITLE) or (w != "اكثر" and words.has(s + 2, NATION)))
        ):
            return s, noun_phrase(words, s + 2, stop, before_object=before_object)  # "أكد أكثر من مصدر"
        if words.definite[first] and not c & ~(SAID | MASDAR) and body_named_before(words, first):
            return s, Phrase(first + 1, False)  # "وأوضح ⟦البرنامج⟧ أن", where a programme was named
        if (
            (before_object or addressed)
            and first + 1 < stop
            and a_surname(words, first, k)
            and not words.has(first + 1, TITLE)
        ):
            return s, Phrase(_past_a_surname(words, first, k, stop), True)
        if (
            cue.lemma == "طلب"
            and words.definite[first]
            and s + 1 < stop
            and words.word[s + 1] == "من"
            and not c & ~PLACE
        ):
            return s, Phrase(s + 1, False)  # "وطلبت المدينة من المسؤولين المساعدة"
        if (c & (PREP | REL | SUB | NEG | TIME | PRON | KAN) and not c & (NAME | ADV)) or (
            is_verb(words, first) and not words.original(first).endswith("ة")
        ):
            return None
        if (joined(words, first) or w[1:] in ADVERBIAL_B) and not c & NAME:
            return None
        if (
            c & (MASDAR | THING)
            and not c & NAME
            and not (
                _PLAIN.issuperset(cue.frames)
                and s + 1 < stop
                and (words.has(s + 1, ADJ | NATION) or words.word[s + 1] == '"')
            )
        ):
            return None
        v = words.value[first]
        if (cue_of(v) and form_of(v) in (PARTICIPLE, PARTICIPLE_F)) or w in ADVERBIAL_B:
            return None
        if (
            before_object
            and not c & (NAME | NATION)
            and (words.definite[first] or not _looks_like_name(words, first, stop))
        ):
            if _named_before(words, first, k):
                return s, Phrase(first + 1, True)
            plain = noun_phrase(words, s, stop, addressed=addressed)
            if MASDAR_SHAPE.match(w.removeprefix("ال")):
                return None
            if plain.last + 2 < stop and words.word[plain.last] == "امام" and plain.last == s + 1 and any(
                words.word[j] in THAT for j in range(plain.last + 2, min(stop, plain.last + 5))
            ):  # fmt: skip
                return s, plain  # "وأكد لحود ⟦أمام⟧ الوفد أن"
            if plain.last < stop and words.word[plain.last] in THAT and not words.word[plain.last].startswith("با"):
                return s, plain
            if (
                plain.last + 1 < stop
                and words.word[plain.last] == "،"
                and words.word[plain.last + 1] in THAT
                and plain.named
            ):
                return s, plain  # "الملياردير، فلان الفلاني، أن…"
            return None
    if cue.lemma == "تقدم" and "من" in words.word[s + 1 : min(stop, s + 10)]:
        stop = words.word.index("من", s + 1)  # "تقدم الوزير ⟦من⟧ عائلة الشهيد"
    phrase = noun_phrase(words, s, stop, before_object=before_object, addressed=addressed)
    return (s, phrase) if phrase.last > s else None


def a_surname(words: Words, i: int, k: int) -> bool:
    """A word that the report used before as the last of a person's name ("حامد رافع ⟦الخيالي⟧", then "وأوضح ⟦الخيالي⟧")."""
    w = words.word[i]
    if w in _SON_OF and i + 1 < k + 2 < len(words.word):
        pair = words.word[i : i + 2]
        earlier = words.word[max(0, k - 400) : k]
        return w in earlier and any(earlier[n : n + 2] == pair for n in range(len(earlier) - 1))
    if words.kind[i] & ~NAME or words.glue[i] or words.sign[i] or len(w) < 4 or i + 1 >= len(words.word):
        return False
    floor = max(0, k - 400)
    j = floor - 1
    for _ in range(words.word[floor:k].count(w)):
        j = words.word.index(w, j + 1, k)
        one = words.kind[j - 1] if j > 1 else TIME
        if one & ~NAME or words.sign[j - 1] or words.definite[j - 1] or MASDAR_SHAPE.match(words.word[j - 1]):
            continue
        if one & NAME or any(words.kind[n] & (TITLE | NAME) for n in (j - 3, j - 2, j + 1) if n >= floor):
            return True
    return False


def _past_a_surname(words: Words, i: int, k: int, stop: int) -> int:
    """The word after a surname of one word or two ("أوغلو" after "جاويش"), with who is joined to it by و."""
    last = i + 1
    pair = words.word[i : i + 2]
    if (
        i + 1 < stop
        and not words.kind[i + 1]
        and not words.traits[i + 1]
        and not words.sign[i + 1]
        and not words.definite[i + 1]
    ):
        earlier = words.word[max(0, k - 400) : k]
        if any(earlier[n : n + 2] == pair for n in range(len(earlier) - 1)):
            last = i + 2
    if last < stop and words.word[last][0] == "و" and last in words.mention and words.mention[last][0].what == "person":
        return words.mention[last][1] + 1
    return last


def _looks_like_name(words: Words, i: int, stop: int) -> bool:
    """Two or more unknown words in a row, the first without article: a name the roster lacks."""
    return (
        i + 1 < stop
        and not words.kind[i]
        and not joined(words, i + 1)
        and not words.kind[i + 1] & ~NAME
        and not (words.definite[i + 1] and MASDAR_SHAPE.match(words.word[i]))
    )


def issuer(words: Words, i: int, stop: int) -> tuple[int, Phrase] | None:
    """Who issued the statement that "قال بيان" speaks of: "لوزير الدفاع", "صادر عن الوزارة", "الوزارة"."""
    for j in range(i, min(stop, i + 4)):
        w = words.word[j]
        if w in THAT or words.sign[j]:
            return None
        if w in ("صادر", "صدر", "عن", "نشرته", "اصدرته", "مشترك"):
            continue
        if can_speak(words, j) or (joined(words, j) == "ل" and words.kind[j] & (TITLE | ORG)):
            phrase = noun_phrase(words, j, stop)
            return (j, phrase) if phrase.last > j else None
        return None
    return None


def _named_before(words: Words, i: int, k: int) -> bool:
    """A name the roster lacks, alone after a verb that opens its sentence, which the report named before."""
    w = words.word[i]
    return (
        not words.kind[i]
        and not words.definite[i]
        and words.bare_word[k] != words.word[k]
        and i + 1 < len(words.word)
        and bool(words.kind[i + 1] & (PREP | MASDAR | THING))
        and not MASDAR_SHAPE.match(w)
        and w in words.word[max(0, k - 200) : k]
    )


def body_named_before(words: Words, i: int) -> bool:
    """Whether the definite noun is the head of a body's name that stands before ("⟦البرنامج⟧" after "برنامج الأغذية")."""
    bare = words.word[i].removeprefix("ال")
    return any(
        j < i and words.mention[j][0].what in ("body", "party") and words.mention[j][1] > j
        and words.bare_word[j] in (bare, "ل" + bare, "ب" + bare)
        for j in words.mention
    )  # fmt: skip


def clause_start(words: Words, k: int, floor: int) -> int:
    """The first word of the clause in which word k stands."""
    j = k
    traits = words.traits
    while j > floor:
        if not traits[j - 1] & BEGINS_A_CLAUSE:
            j -= 1
            continue
        w = words.word[j - 1]
        if (
            w in "،؛:.|…!؟"
            or w in THAT
            or w in ("وان", "وانه", "وانها", "فيما", "بينما", "لكن", "ولكن", "حيث", "كما", "فان")
        ):
            return j
        if w == "-" and not (words.at[j - 1] == words.to[j - 2] if j > 1 else False):
            return j
        j -= 1
    return floor


def before(words: Words, k: int, floor: int) -> tuple[int, Phrase] | None:
    """The subject before the verb at word k: after كان, at the start of a clause, or a headline's."""
    start = clause_start(words, k, floor)
    at = k - 1
    if at >= floor and words.word[at] in _SO_MANY and words.word[k].endswith(("وا", "ون")):
        return at, Phrase(k, False)  # "لكن ⟦كثيرين⟧ حثوا أنقرة على…"
    if at > start and words.bare_word[k][0] in "يت" and at in words.mention and words.word[at][0] == "و":
        m, last = words.mention[at]
        if last == at and m.party and m.start > words.at[at] and can_speak(words, at):
            return at, Phrase(k, False)  # "…إلى روسيا وكييف تتحدث عن نهب"
    if at > start and words.bare_word[k][0] in "يت" and (beside := _begun_by_and(words, start, k)) is not None:
        return beside
    if start == k:
        if k - 1 > floor and words.word[k - 1] == "،" and words.bare_word[k] == words.word[k]:
            return _filled(words, clause_start(words, k - 1, floor), k - 1, exact=True) or _before_an_aside(
                words, k, floor
            )
        return None
    return (
        _filled(words, start, k, exact=False)
        or _many_after_that(words, start, k, floor)
        or _headline_name(words, start, k)
        or _name_after_that(words, start, k, floor)
    )


def _begun_by_and(words: Words, start: int, k: int) -> tuple[int, Phrase] | None:
    """A clause that "و" joins to another with a verb of its own: "المجلس يلتزم ⟦وجماعة كذا⟧ تحذر", "و⟦«الجنوبي»⟧ يطالب"."""
    if words.word[k - 1] == '"':
        opener = next((j for j in range(k - 2, max(start, k - 6), -1) if words.word[j] == '"'), None)
        if opener is None or opener - 1 <= start or words.word[opener - 1] != "و" or opener + 1 >= k - 1:
            return None
        return (opener, Phrase(k, False)) if _has_a_verb(words, start, opener - 1) else None
    for j in range(k - 1, max(start + 2, k - 6), -1):
        if words.sign[j]:
            return None
        w = words.word[j]
        if w[0] != "و" or len(w) < 4:
            continue
        if j in words.mention:
            m = words.mention[j][0]
            speaks = m.start == words.at[j] + 1 and m.what != "outlet"
        else:
            speaks = words.bare_word[j] != w and bool(words.kind[j] & (ORG | TITLE)) and not words.kind[j] & MASDAR
        if not speaks or not _has_a_verb(words, start, j):
            return None
        phrase = noun_phrase(words, j, k)
        return (j, phrase) if phrase.last == k else None
    return None


def _has_a_verb(words: Words, start: int, stop: int) -> bool:
    """Whether a finite verb in the present stands among these words."""
    return any(
        words.bare_word[j][0] in "يت"
        and not words.definite[j]
        and (is_verb(words, j) or words.value[j] >> 53 & 1 or (not words.value[j] and len(words.word[j]) > 3))
        for j in range(start + 1, stop)
    )


def _name_after_that(words: Words, start: int, k: int, floor: int) -> tuple[int, Phrase] | None:
    """ "أضاف أن ⟦نبيل العربي⟧ أبلغ…": a name the roster lacks, between "that" and a verb."""
    if not (start > floor and words.word[start - 1] in THAT and 2 <= k - start <= 4):
        return None
    plain = all(
        not words.kind[j] & ~(NAME | (ADJ | NATION if j == k - 1 and words.definite[j] else 0))
        and not words.sign[j]
        and not words.glue[j]
        for j in range(start, k)
    )
    return (
        (start, Phrase(k, True))
        if plain and not words.definite[start] and not MASDAR_SHAPE.match(words.word[start])
        else None
    )


def _many_after_that(words: Words, start: int, k: int, floor: int) -> tuple[int, Phrase] | None:
    """ "وأن ⟦الانقلابيين⟧ أبدوا…": a plural of persons, whoever they are, between "that" and a verb in the plural."""
    if not (start > floor and words.word[start - 1].lstrip("و") in THAT and 1 <= k - start <= 2):
        return None
    w = words.word[start]
    if not (words.definite[start] and w.endswith("ين") and len(w) > 5 and not words.kind[start] & ~(ADJ | NATION)):
        return None
    many = words.word[k].endswith(("وا", "ون"))
    return (start, Phrase(k, False)) if many and (k - start == 1 or words.definite[start + 1]) else None


_ASIDES = these("مثل وهو وهي الذي التي الذين احد احدي ومعه كما بدوره بدورها في خلال")


def _before_an_aside(words: Words, k: int, floor: int) -> tuple[int, Phrase] | None:
    """ "فلان الفلاني، ⟦مثل كثيرين غيره⟧، قال": the subject that opens its sentence, before an aside."""
    shut = next((j for j in range(k - 3, max(floor, k - 18), -1) if words.word[j] == "،"), None)
    if shut is None or words.word[shut + 1] not in _ASIDES:
        return None
    first = floor + 1 if words.has(floor, KAN) else floor
    if not 1 <= shut - first <= 10 or any(words.sign[j] and words.word[j] != '"' for j in range(first, shut)):
        return None
    if all(not words.kind[j] & ~NAME and not words.glue[j] for j in range(first, shut)) and shut - first > 1:
        return first, Phrase(shut, True)
    if not can_speak(words, first):
        return None
    phrase = noun_phrase(words, first, shut)
    return (first, phrase) if phrase.last == shut else None


def _headline_name(words: Words, start: int, k: int) -> tuple[int, Phrase] | None:
    """A name the roster lacks, alone before a verb in the present ("فيليب موريس تعلن")."""
    if words.bare_word[k][0] not in "يت" or not 1 <= k - start <= 4:
        return None
    if all(not words.kind[j] & ~NAME and not words.definite[j] and not words.sign[j] for j in range(start, k)):
        return (start, Phrase(k, True)) if any(words.has(j, NAME) for j in range(start, k)) else None
    return None


def _filled(words: Words, start: int, k: int, *, exact: bool) -> tuple[int, Phrase] | None:
    """The noun phrase that fills words start to k, but for adverbs and prepositional phrases at its end."""
    s = start
    was = False
    while s < k and (
        words.has(s, KAN)
        or words.word[s] in ("قد", "وقد", "فقد", "غير", "ان", "الا", "◀", "•", "-", "#")
        or (words.sign[s] and words.word[s] != '"')
    ):
        was = was or words.has(s, KAN)
        s += 1
    if s >= k:
        return None
    first = s + 1 if words.word[s] == '"' else s
    if first > s and '"' not in words.word[first : min(k, s + 7)]:
        s = first  # a quotation that goes on, not a name in quotation marks
    if words.word[s] == '"' and words.word[k - 1] == '"' and 3 <= k - s <= 7 and not can_speak(words, first):
        return s, Phrase(k, False)
    if first >= k or not (can_speak(words, first) or (was and not words.kind[first] & (PREP | THING))):
        return None
    if joined(words, first) in ("ب", "ك"):
        return None
    phrase = noun_phrase(words, s, k)
    rest = phrase.last
    if exact:
        return (s, phrase) if rest >= k else None
    while rest < k:
        c = words.kind[rest]
        w = words.word[rest]
        if w in ("قد", "،", ",") or c & (TIME | ADV) or w == '"' or (c & KAN and rest + 3 > k):
            rest += 1
        elif c & PREP or joined(words, rest) in ("ب", "ل") or w.startswith(("وب", "ب", "ول")):
            rest = (
                max(rest + 1, min(k, noun_phrase(words, rest + (1 if c & PREP else 0), k).last)) if rest + 1 < k else k
            )
        elif c & REL:
            rest = k
        elif was and phrase.last < rest and not any(
            words.sign[j] or words.value[j] >> 53 & 1 or is_verb(words, j) or words.word[j] in THAT
            for j in range(rest, k)
        ):  # fmt: skip
            rest = k  # "كان الجيش، في إطار عملية ⟦إعادة الأمل⟧ أعلن…": more of the setting
        else:
            return None
    return s, phrase


def _holds_a_verb(words: Words, first: int, last: int) -> bool:
    """Whether an unknown word in the present, after a definite one and with no article, stands in it ("الشعب ⟦يفقد⟧ واحدا")."""
    return any(
        words.word[j][0] in "يت"
        and not words.value[j]
        and not words.definite[j]
        and words.definite[j - 1]
        and words.word[j + 1].endswith("ا")
        for j in range(first + 1, last - 1)
    )


def coordinated(words: Words, k: int, floor: int) -> tuple[int, Phrase] | None:
    """The subject of the "أن" clause whose verb in the present the joined one at word k follows, of the same gender."""
    gender = words.bare_word[k][0]
    if gender not in "يت":
        return None
    verb = None
    for j in range(k - 1, max(floor, k - 16), -1):
        w = words.word[j]
        if w in THAT:
            if verb is None or not can_speak(words, j + 1):
                return None
            phrase = noun_phrase(words, j + 1, verb)
            return (j + 1, phrase) if phrase.last == verb else None
        if w in ".؛:؟!" or w == '"':
            return None
        if words.value[j] >> 53 & 1 and words.bare_word[j] == w:
            if w[0] != gender:
                return None
            verb = j
    return None


IN_IT = these("فيها فيه خلالها خلاله")
"""Behind a verb of saying: in the interview or call just told of."""
_WITH_WHOM = {
    "مع": ("مقابل", "حوار", "لقاء", "حديث", "اتصال", "مكالم", "اجتماع"),
    "من": ("اتصال", "رسال", "مكالم", "برقي"),
}


def partner(words: Words, k: int, floor: int) -> tuple[int, Phrase] | None:
    """Who is meant by "قال فيها" after "أجرى مقابلة مع ⟦فلان⟧", by "عبر فيه" after "تلقى اتصالا من ⟦فلان⟧"."""
    for j in range(k - 2, max(floor, k - 40), -1):
        heads = _WITH_WHOM.get(words.word[j])
        if heads is None or not any(
            words.word[m].removeprefix("ال").startswith(heads) for m in range(max(floor, j - 6), j)
        ):
            continue
        if can_speak(words, j + 1) or words.kind[j + 1] & NAME:
            phrase = noun_phrase(words, j + 1, k)
            return (j + 1, phrase) if phrase.last > j + 1 else None
    return None


def antecedent(words: Words, k: int, floor: int) -> tuple[int, Phrase] | None:
    """The noun phrase that a relative pronoun at word k takes up."""
    for s in range(k - 1, max(floor, k - 12) - 1, -1):
        if (can_speak(words, s) and words.has(s, TITLE | ORG | ANON)) or (s in words.mention and can_speak(words, s)):
            phrase = noun_phrase(words, s, k)
            if (
                phrase.last >= k - 1
                and not _holds_a_verb(words, s, phrase.last)
                and not (s > floor and words.has(s - 1, TITLE | ORG | PLACE) and not words.definite[s - 1])
            ):
                return s, phrase
    return None


__all__ = ["after", "antecedent", "before", "clause_start", "issuer"]
