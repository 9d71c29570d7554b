"""Traits: what a written word can do in a clause by its form alone, whatever stands around it.

Danger: a rule that looks at the word in a list here and at the list in another place, and the two part.
Duty: the small words that open what was said, end a noun phrase or begin a clause, and one number for each written form
that says which loops have to look at it more closely: all other words they pass over in one step.
"""

from wasata.listen.ar.forms import CLASS_SHIFT, PARTICIPLE, PARTICIPLE_F, cue_of, form_of
from wasata.listen.ar.lexicon import (
    ADJ,
    ADV,
    ANON,
    KAN,
    MASDAR,
    NAME,
    NEG,
    ORG,
    OUTLET,
    PREP,
    PRON,
    REL,
    SUB,
    THING,
    TIME,
    TITLE,
    joinable,
    these,
)

VERB, ENDS_A_NOUN, MAY_END_A_NOUN, MAY_OPEN, BEGINS_A_CLAUSE = (1 << n for n in range(5))
"""VERB: a finite verb of saying and hardly anything else. ENDS_A_NOUN, MAY_END_A_NOUN: a noun phrase that has begun ends
before it, always or by what stands around. MAY_OPEN: what was said may open here, or can no more. BEGINS_A_CLAUSE: a
clause begins after it, or may."""

QUOTING = these("قوله قولها قولهم قولهما تاكيده تاكيدها تصريحه تصريحها اشارته تشديده وصفه نفيه نفيها تحذيره")
"""Nouns that open relayed words ("نقلت القناة عن مسؤول ⟦قوله⟧ إن")."""

THAT = these("ان انه انها انهم انهما انهن انني اني اننا انا انك انكم بان بانه بانها بانهم بانهما باننا بانني")
LETTERS = {"الي": "i", "من": "m", "عن": "a", "علي": "l", "في": "f"}
"""Prepositions that may open what was said, with their letter in the frames of `cues`."""
_AUDIENCE = joinable(
    "للصحفيين للصحافيين للاعلاميين للصحافه لصحفيين لصحافيين للصحفيات لوسائل للبرنامج لبرنامج لمراسل "
    "لمراسلي للمراسلين لمراسلنا للاعلام لمستمعين لجمهور لانصاره لمؤيديه للامه لشعبه لنظيره لنظيرته"
)
ADVERBIAL_B = these(
    "بكل بشكل بصوره بشده بقوه بوضوح بحزم بسرعه باسم بين بشان بسبب بحضور بحق بعد بعض بدوره بدورها بدورهم "
    "بدون بخصوص بعدما بالاضافه بالتالي بالمقابل بالتزامن بموجب بناء بلاده بلادها بلاد بيان بيانا باب بهدف "
    "بغيه برفقه بمناسبه بالنيابه بحسب بطريقه باشد باقوي باقسي باعلي بعيدا بينهم بينها بما به بها بهم بذلك "
    "بهذا بهذه بلغه بلهجه بصفته بصفتها بقيت بقي بات بلغ بلغت بدا بدات بحث بعث بعثت بثت بث بثته بغزه "
    "بالقول بقوله بقولها بالهاتف بالفعل بالكامل بالعاصمه ببيان بحلول بدلا بصراحه بجديه بمقر بتاريخ "
    "بالعربيه بالانجليزيه بالعبريه بدايه بديل بر بريه بسلام بنحو بنسبه بواسطه بوساطه بارز بارزه باكثر "
    "باغلبيه بالاغلبيه باجماع بالاجماع بقيمه بتهمه بلد بلدان بلده بيت"
)


COUNTERPART = these("نظيره نظيرته نظيرها نظرائه نظراءه نظرائها")
"""The one addressed ("أبلغ الوزير ⟦نظيره⟧ المصري أن…")."""
ASKED = these("طلب طلبت طلبوا رفض رفضت رفضوا فضل فضلت فضلوا اشترط اشترطت اشترطوا")
_INDEED = these("قد وقد فقد لقد ولقد")
"""Between a subject and its verb ("القناة قد أعلنت"), never part of a name."""


_OUTSIDE = _AUDIENCE | _INDEED | COUNTERPART | these("القول")
_THEN = these("فان فانه فانها فانهم")
_CLAUSE = these("وان وانه وانها فيما بينما لكن ولكن حيث كما") | _THEN
_NO_MORE = frozenset(':؛".؟?!…|•،')
_AT_A_CLAUSE = frozenset("،؛:.|…!؟-")
_LISTED = THAT | QUOTING | ADVERBIAL_B | ASKED | _OUTSIDE | _CLAUSE | _NO_MORE | _AT_A_CLAUSE | frozenset(LETTERS)
"""All the words and signs that are looked for by their form."""


def traits_of(w: str, value: int, kind: int, glue: str) -> int:
    """The traits of a written word with this value, these classes and this preposition glued to it."""
    if not value and not kind and w not in _LISTED:  # most rare words: only what is attached to them matters
        attached = glue in ("ب", "ل") or w.lstrip("وف").startswith(("ب", "ل"))
        return (MAY_OPEN if attached else 0) | (MAY_END_A_NOUN if w.startswith(("ب", "وب", "ول")) else 0)
    form = form_of(value)
    said = (
        bool(cue_of(value))
        and form < PARTICIPLE
        and not value >> CLASS_SHIFT & (TITLE | ORG | ANON | OUTLET | PREP | NAME | MASDAR | THING)
    )
    ends = (
        (
            w in THAT
            or w in QUOTING
            or w in _OUTSIDE
            or w in _THEN
            or (w in ADVERBIAL_B and w != "باسم" and not kind & ADJ)
        )
        or (kind & (REL | SUB) and not kind & (TITLE | ORG | NAME))
        or (kind & NEG and not kind & (NAME | MASDAR))
        or (kind & ADV and not kind & (ADJ | TITLE))
        or kind & (KAN | PRON)
        or (form in (PARTICIPLE, PARTICIPLE_F) and not kind & (ADJ | TITLE | NAME | ANON))
    )
    may_end = said or kind & TIME or w in ASKED or (not kind and w.startswith(("ب", "وب", "ول")))
    opens = (
        (w in THAT or w in _NO_MORE or w in LETTERS)
        or glue in ("ب", "ل")
        or w.lstrip("وف").startswith(("ب", "ل"))
        or (form == PARTICIPLE and w.endswith("ا"))
    )
    clause = w in THAT or w in _CLAUSE or w in _AT_A_CLAUSE
    return (
        (VERB if said else 0)
        | (ENDS_A_NOUN if ends else 0)
        | (MAY_END_A_NOUN if may_end else 0)
        | (MAY_OPEN if opens or said else 0)
        | (BEGINS_A_CLAUSE if clause else 0)
    )
