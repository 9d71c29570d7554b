"""Sources: what kind of voice a noun phrase is, and for which side it speaks.

Danger: a body counted to the wrong side, a role taken for a person.
Duty: kind, actor and grammatical gender of a phrase, by the phrase alone.
"""

from wasata.listen.ar import forms
from wasata.listen.ar.lexicon import ANON, NAME, NATION, ORG, OUTLET, PLACE, TIME, TITLE, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import Phrase, Speaker
from wasata.values import SourceKind

_new = tuple.__new__  # a voice without the call of a named tuple


def kind_of(words: Words, first: int, last: int, named: bool) -> SourceKind:
    """The kind of voice, by the phrase alone."""
    k = first
    while k < last - 1 and words.sign[k]:
        k += 1
    if words.word[k] == "اكثر" and k + 2 < last:
        k += 2
    c = words.kind[k]
    mention = words.mention.get(k)
    if mention is not None:
        what = mention[0].what
        if what == "person" or (named and not words.has(k, ORG) and what != "outlet" and c & TITLE):
            return "person"
        if what == "outlet":
            return "outlet"
        if not c & TITLE:
            return "organisation"
    if c & ANON and not c & TITLE:
        if named and words.bare_word[k] in ("احد", "احدي"):
            return "person"
        expert = words.bare_word[k].removeprefix("ال").startswith(("خبراء", "محقق")) and _sided(words, k, last)
        return "office" if expert else "anonymous"
    if c & TITLE and not (c & ORG and not named):
        if named and not _in_the_office_of(words, k, last):
            return "person"
        base = words.word[k].removeprefix("ال")
        if base.startswith(("دبلوماسي", "ناشط", "مقاتل", "متظاهر", "وسطاء")) and not _sided(words, k, last):
            return "anonymous"
        if (
            base.startswith(("مسؤول", "ضباط", "ضابط", "قيادي"))
            and not base.startswith("مسؤوله عن")
            and not (_bodied(words, k + 1, last))
        ):
            return "anonymous"  # "مسؤولون": of nothing that is named
        if base in _RANKS and last - k > 1 and not words.kind[last - 1] & ~(NAME | TIME) and not words.sign[k + 1]:
            return "person"  # "الدكتور صباح"
        if base in _TRADES and not words.definite[k] and not _sided(words, k, last):
            return "anonymous"  # "طبيب في المدينة": a trade is no office
        if base in ("كاتب", "صحفي", "مراسل"):
            return "outlet" if base == "مراسل" else "anonymous"
        return "office"
    if c & OUTLET and not c & ORG:
        return "outlet"
    if c & ORG:
        return "organisation"
    if (
        c & NATION
        and named
        and last - k > 1
        and not words.definite[k]
        and not words.kind[k + 1]
        and not words.definite[k + 1]
    ):
        return "person"  # "كوري شولمان"
    if c & NATION:
        return "organisation"
    if any(words.has(j, TITLE) for j in range(k, last)):
        return "person" if named else "office"
    if c & PLACE and words.definite[k] and last - k == 1:
        return "organisation"  # "وطلبت المدينة"
    if k > first and not c and not named:
        return "organisation"  # a name in quotation marks is a body's
    if last - k > 1 and not words.definite[k] and not c and words.definite[k + 1] and not named:
        return "organisation"  # "فرع الدرك": no name begins so
    if last - k == 1 and words.definite[k] and words.word[k].endswith(("ين", "ون")) and not named:
        return "organisation"  # "الانقلابيين"
    return "person" if last - k <= 6 else "organisation"


_RANKS = these(
    "دكتور دكتوره د شيخ سيد سيده استاذ استاذه مهندس مهندسه حاج عقيد عميد لواء فريق جنرال رائد "
    "نقيب ملازم مشير بروفيسور مطران كاردينال"
)
"""Before a name of any kind: a person."""
_TRADES = these("طبيب طبيبه جندي سائق مزارع تاجر عامل طالب موظف موظفه شرطي متدرب مواطن مهندس مدرس معلم")
_STAFFS = these("بمكتب مكتب ديوان بديوان حمله بحمله فريق بفريق طاقم")


def _in_the_office_of(words: Words, first: int, last: int) -> bool:
    """Whether the person named only has the office ("مسؤول بمكتب ⟦ماكرون⟧")."""
    return any(words.word[j] in _STAFFS and j + 1 in words.mention for j in range(first + 1, last - 1))


_OF_ANY_RANK = these(
    "كبير كبار كبيرا رفيع رفيعو رفيعي رفيعا المستوي الرفيع الكبير الكبار اخر اخرون اخرين اخرا محلي محليون محليين محليا مطلع"
)


def _bodied(words: Words, first: int, last: int) -> bool:
    """Whether words `first` to `last` name a body, a nation or a field of office."""
    return any(words.word[j] not in _OF_ANY_RANK for j in range(first, last))


def _sided(words: Words, first: int, last: int) -> bool:
    return any(words.has(j, NATION) or j in words.mention for j in range(first, last))


def actor_of(words: Words, first: int, last: int) -> str | None:
    """The side a phrase speaks for, by its own names and adjectives of nationality."""
    found: list[str] = []
    if first not in words.mention and (
        words.bare_word[first].removeprefix("ال") in _COMPANIES
        or (
            last - first > 1
            and words.word[first] in _BODIES_OF
            and words.word[first + 1].removeprefix("ال") in _PROFESSIONS
        )
    ):
        return None  # "شركة مصر للطيران": no side, whatever its name
    delegation = words.bare_word[first] == "وفد"
    if words.word[first] in _ENVOYS and (
        where := next((j for j in range(first, last) if words.word[j] in _TO or words.word[j] == "في"), None)
    ):
        sent = actor_of(words, first, where)
        if sent is None and not _OF_THE_UN.isdisjoint(words.word[first:where]):
            return "un"
        if sent is not None or not any(
            j in words.mention and words.mention[j][0].what == "person" for j in range(where, last)
        ):
            return sent  # "المبعوث الأميركي ⟦إلى اليمن⟧": where he is sent is not whom he speaks for
        first = next(j for j in range(where, last) if j in words.mention and words.mention[j][0].what == "person")
    k = first
    while k < last:
        here = words.mention.get(k)
        if here is not None:
            (start, _, _, what, side), end = here
            if what == "outlet":
                return None
            if side and not (what == "place" and delegation and not _AT.isdisjoint(words.word[max(first, k - 4) : k])):
                if (
                    found
                    and found[0] != side
                    and words.folded.text[words.at[k] : start] == "و"  # coordinated
                    and not any(words.has(j, TITLE) for j in range(first, k))
                ):
                    return None
                found.append(side)
            k = end + 1
            continue
        number = words.value[k] >> 20 & 63
        if number and not (k > first and words.word[k - 1] in _SEATS):
            party = forms.NATION_IDS[number - 1]
            found.append(_health_of_gaza(words, first, k, party))
        k += 1
    if not found or not _FORMER.isdisjoint(words.word[first:last]):
        return None
    return found[0]


_ENVOYS = these(
    "مبعوث المبعوث سفير السفير موفد الموفد مندوب المندوب مبعوثه المبعوثه سفيره السفيره ممثل الممثل مبعوثها سفيرها"
)
_TO = these("الي لدي")
_OF_THE_UN = these("الاممي الدولي الامميه الدوليه اممي دولي")
"""An envoy so called is sent by the United Nations."""
_COMPANIES = these("شركه بنك مصرف نادي جامعه خطوط نقابه جمعيه رابطه مرصد منتدي معهد")
_BODIES_OF = these("لجنه شبكه اتحاد جمعيه تجمع هيئه")
_PROFESSIONS = these("اطباء صحفيين صحافيين محامين محامي مهنيين معلمين عمال ناشطين")
_AT = these("في العاصمه")
_SEATS = these("العاصمه بالعاصمه الاراضي مدينه المدينه بمدينه الضاحيه الحدود")
"""Where one is: "في العاصمة ⟦الأردنية⟧" makes nobody a Jordanian."""
_FORMER = these("السابق السابقه الاسبق السابقون السابقين سابق سابقون سابقين")


def _health_of_gaza(words: Words, first: int, k: int, party: str) -> str:
    """The Palestinian health authorities that count the dead in Gaza answer to Hamas."""
    if party == "palestinians" and any(words.word[j] in ("الصحه", "الصحيه") for j in range(first, k)):
        return "hamas"
    if party == "palestinians" and any(
        words.word[j] in ("الرئاسه", "السلطه", "الخارجيه", "رئيس", "الرئيس", "وزير") for j in range(first, k)
    ):
        return "plo"
    return party


_FEMININE = these(
    "حماس اسرائيل قطر مصر كتائب الكتائب قوات القوات سرايا مصادر المصادر سلطات السلطات دول احزاب فصائل جيوش قبائل مجالس "
    "فرق لجان صحف وسائل قوي اطراف اجهزه"
)
_ELATIVES = these("الكبري الاخري العظمي العليا")


_MASCULINE_STATES = these("نيجر سنغال كاميرون غابون كونغو لبنان عراق اردن يمن سودان مغرب صومال فاتيكان احتلال")


def is_feminine(words: Words, first: int, last: int) -> bool:
    """Whether the verb of this phrase would be feminine singular."""
    k = first
    if words.sign[k] and k + 1 < last:
        k += 1
    w = words.word[k].removeprefix("ال")
    if k in words.mention and words.mention[k][0].what in ("party", "place") and not words.has(k, TITLE):
        alone = words.mention[k][1] == k
        if alone:
            return w.endswith(("ه", "ات")) or w in _FEMININE or w not in _MASCULINE_STATES
        return w.endswith(("ه", "ات")) or w in _FEMININE or _agrees(words, k, last)
    if words.has(k, NATION) and words.has(k, ORG):
        return w not in _MASCULINE_STATES  # a state off the roster
    return w.endswith(("ه", "ات")) or w in _FEMININE or words.word[k] in _FEMININE or _agrees(words, k, last)


def _agrees(words: Words, k: int, last: int) -> bool:
    """Whether a feminine adjective follows a definite noun: a plural of things agrees so ("الفصائل ⟦المسلحة⟧")."""
    n = k + 1
    return n < last and words.definite[k] and words.definite[n] and not words.glue[n] and (
        (words.word[n].endswith("ه") and not words.has(n, ORG)) or words.word[n] in _ELATIVES
    )  # fmt: skip


def speaker(words: Words, first: int, phrase: Phrase) -> Speaker:
    """The noun phrase as a voice."""
    last = phrase.last
    return _new(
        Speaker,
        (
            first,
            last,
            kind_of(words, first, last, phrase.named),
            actor_of(words, first, last),
            is_feminine(words, first, last),
        ),
    )
