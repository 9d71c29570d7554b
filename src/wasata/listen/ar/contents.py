"""Contents: where the clause of a cue begins, and where what was said ends.

Danger: the next speaker's words counted to the one before.
Duty: the edge of a clause that stands beside an earlier statement; the end of a content at the next edge, at a closing
quotation mark, before a mere circumstance; the signs trimmed off.
"""

from wasata.listen.ar.hits import Hit
from wasata.listen.ar.lexicon import MASDAR, PREP, REL, SAID, TIME, joinable, these
from wasata.listen.ar.line import Words
from wasata.listen.ar.noun_phrases import is_verb
from wasata.listen.ar.openings import closing
from wasata.listen.ar.traits import THAT

_LEAD = these(
    "فيما بينما لكن ولكن لكنه لكنها لكنهم غير كما ثم حيث وحيث اذ بعدما قبل حين عندما في وفي من ومن عقب "
    "وعقب بعد وبعد خلال وخلال وقد قد وكان وكانت كان كانت الي علي وعلي الا بيد"
)
_STRAY = these("وذلك بعد عقب اثر قبل ردا تعليقا خلال بعدما عشيه غداه لذلك ولذلك قبيل احتجاجا اعتراضا تزامنا فور منذ")
_WHICH = these("ما مما")
_WHO_IS = these("وهو وهي وهم")
_STRAY_NOUN = these("علي في ضمن وسط بهدف")


_OF_HIS_SIDE = these("جهته جهتها جهتهم جانبه جانبها جانبهم ناحيته ناحيتها")
IN_TURN = joinable("بدوره بدورها بدورهم") | _OF_HIS_SIDE
"""Right before a verb of saying, they open another speaker's turn even where no sign stands."""


def edge_of(words: Words, k: int, begin: int, first: int) -> int | None:
    """Where the clause of the cue at word k begins when it stands beside an earlier statement, None when inside it."""
    joined_and = words.bare_word[k] != words.word[k] or (
        words.word[k] in ("قال", "اضاف") and words.word[k - 1] in ("،", "؛")
    )
    start = first
    j = start - 1
    steps = 0
    if first < k and j > begin and (
        words.word[j] == "و" or (words.word[first][0] == "و" and len(words.word[first]) > 3 and words.word[k][0] in "يت")
    ):  # fmt: skip
        return first  # "…⟦وجماعة كذا⟧ تحذر من"
    if first == k and not joined_and and (at := after_while(words, k, begin)) is not None and k > at + 3:
        return k  # "وبينما أكد المجلس التزامه ⟦رفض⟧ آخرون…"
    if j >= begin and words.word[j] in IN_TURN:
        return j - (words.word[j] in _OF_HIS_SIDE and j > begin and words.word[j - 1].lstrip("و") in ("من", "علي"))
    while j >= begin and steps < 14:
        w = words.word[j]
        if w in "،؛.!؟…|" or (w == "-" and steps == 0):
            lead = words.word[j + 1]
            if (
                j + 1 == start
                or lead in _LEAD
                or words.has(j + 1, TIME)
                or (words.bare_word[j + 1] != lead and words.has(j + 1, PREP))
            ):
                return j + 1
            break
        if w in THAT and not (j > begin and words.word[j - 1] in ("غير", "بيد", "الا", "كما")):
            break
        if w in ("لكنه", "لكنها", "لكنهم", "فيما", "بينما", "ثم"):
            return j
        j -= 1
        steps += 1
    if j < begin:
        return k if joined_and and first == k else begin
    return k if joined_and else None


def after_while(words: Words, k: int, begin: int) -> int | None:
    """The "بينما" that opens the clause before word k, with no sign between."""
    for j in range(k - 1, max(begin - 1, k - 16), -1):
        if words.sign[j] and words.word[j] != '"':
            return None
        if words.word[j] in ("بينما", "وبينما", "وفيما"):
            return j
    return None


_WHILE = joinable("بينما فيما بعدما عندما حينما")
"""At the start of a sentence, they open a clause that the main one follows after a comma."""


def _main_clause(words: Words, start: int, stop: int) -> int:
    """Where the main clause begins, after a comma and with its verb first ("بينما دعا الوزير إلى الحوار، ⟦بدأ⟧ الجيش…")."""
    for j in range(start + 1, stop - 1):
        if words.word[j] == "،" and words.bare_word[j + 1] == words.word[j + 1] and not words.definite[j + 1] and (
            words.value[j + 1] >> 53 & 1 or is_verb(words, j + 1)
        ):  # fmt: skip
            return j
    return stop


def close_contents(words: Words, hits: list[Hit], begin: int, end: int) -> int:
    """Gives every hit its content's end; returns the word up to which a quotation that goes on was used up."""
    reach = 0
    for n, hit in enumerate(hits):
        if hit.opens is None or hit.content is not None:
            continue
        start = hit.opens.word
        limit = end if hit.closes is None else hit.closes
        if hit.closes is None:
            shut = _shut(words, start)
            for later in hits[n + 1 :]:
                if later.edge is not None and shut is not None and later.edge <= shut:
                    continue
                if later.edge is not None and later.edge > start and later.first > start:
                    limit = min(limit, later.edge)
                    break
        if n == 0 and hit.closes is None and words.word[begin] in _WHILE and hit.first <= begin + 5:
            limit = _main_clause(words, start, limit)
        if hit.rule.startswith("colon") and hit.closes is not None:
            hit.content = _trim(words, hit.opens.at, start, limit)
            continue
        quote = start - 1 if start and words.word[start - 1] == '"' else None
        if quote is not None and ("quote" in hit.opens.how or '"' in hit.opens.how or hit.opens.how == "colon"):
            close = closing(words, quote)
            if close is not None and close > start:
                after = close + 1
                while after < len(words.word) and words.word[after] in "،.,؛!؟…":
                    after += 1
                signed = after > close + 1
                if close >= end and close - start < 300:
                    hit.content = _trim(words, hit.opens.at, start, close)
                    reach = max(reach, close)
                    continue
                if close < limit and (after >= limit or signed or _glossed(words, after)):
                    hit.content = _trim(words, hit.opens.at, start, close)
                    continue
                if close < limit and after < limit:
                    hit.content = _trim(words, min(words.at[quote], hit.opens.at), quote, limit)
                    continue
        if hit.opens.how in ("noun", "b", "a", "i", "m", "l", "L", 'n"'):
            limit = _before_stray(words, start, limit)
            if hit.cue.act in ("demand", "threaten", "offer", "reject"):
                limit = _before_its_day(words, start, _before_its_cause(words, start, limit))
        else:
            limit = _before_therefore(words, start, limit)
            limit = _quoted_to(words, start, limit)
        hit.content = _trim(words, hit.opens.at, start, limit)
    return reach


_CAUSE = these("اثر عقب غداه ردا احتجاجا")


def _before_its_cause(words: Words, start: int, limit: int) -> int:
    """What was demanded or threatened ends before why it was ("هدد بقطع الهدنة ⟦إثر⟧ الضربات", "أمر بوقف القصف ⟦مع سعي⟧…")."""
    for j in range(start + 2, limit - 1):
        w = words.word[j]
        if w in _CAUSE or (w == "مع" and words.word[j + 1] in _TRYING):
            return j
        if w in ("لكن", "لكنه", "لكنها", "الا") and (w != "الا" or words.word[j + 1] == "ان"):
            return j  # "دعا إلى حوار ⟦لكن⟧ لم يحرز تقدم"
        if w == "بعد" and words.word[j + 1] in _AFTER_WHAT:
            return j
    return limit


_PAST_DAY = these("امس الماضي الماضيه المنصرم المنصرمه الفائت")
_PART_OF_TIME = these("اوائل مطلع اواخر نهايه منتصف بدايه مساء صباح فجر يوم شهر اسبوع عام العام الشهر الاسبوع اول")


def _before_its_day(words: Words, start: int, limit: int) -> int:
    """What was asked of the future ends before the past day on which it was asked ("دعا إلى الحوار ⟦أوائل العام الماضي⟧")."""
    j = limit
    while j > start + 1 and words.word[j - 1] in "،.":
        j -= 1
    if j <= start + 1 or words.word[j - 1] not in _PAST_DAY:
        return limit
    j -= 1
    while j > start + 1 and (
        words.kind[j - 1] & TIME or words.word[j - 1] in _PART_OF_TIME or words.word[j - 1].isdecimal()
    ):
        j -= 1
    return j if words.word[j - 1] not in ("في", "خلال", "منذ", "بعد", "قبل", "من") else limit


_AFTER_WHAT = these("تقارير مقتل هجوم ان اعلان يوم ايام ساعات اسبوع فشل تعرض قرار انباء سلسله اندلاع وقوع تصاعد")
_TRYING = these("سعي محاوله استمرار تواصل اقتراب تصاعد بدء بدايه دخول تزايد")
_MEANWHILE = these("بعد عقب خلال لدي اثر قبيل اثناء ردا تعليقا")
"""What the speaker was doing, told after a quotation or a noun phrase that was said."""
_HIS_DOING = these(
    "لقائه لقائها لقائهما لقائهم اجتماعه اجتماعها زيارته زيارتها استقباله استقبالها تفقده تفقدها مؤتمره مؤتمرها كلمته كلمتها "
    "جولته جولتها مشاركته مشاركتها حديثه حديثها ترؤسه افتتاحه اتصاله مباحثاته مباحثاتها القائه خطابه مداخلته حضوره تراسه"
)


def _glossed(words: Words, k: int) -> bool:
    """Whether what follows a quotation is the outlet's gloss: "إلى باما» ⟦الواقعة⟧ جنوب…", "» في إشارة إلى…"."""
    return (
        words.has(k, REL)
        or words.word[k] in ("وهو", "وهي", "وهم")
        or words.word[k] in ("الواقعه", "الواقع", "وذلك", "المحاذيه", "المجاوره", "التابعه", "التابع")
        or (words.word[k] == "في" and k + 1 < len(words.word) and words.word[k + 1] in ("اشاره", "ختام", "اعقاب"))
        or words.word[k] in _MEANWHILE
    )


def _quoted_to(words: Words, start: int, limit: int) -> int:
    """ "إن العدد «يرتفع إلى 96 شهيدا» ⟦خلال الاحتجاجات…⟧": the end of the last quotation, where the outlet's own words follow."""
    if '"' not in words.word[start:limit]:
        return limit
    last = max(j for j in range(start, limit) if words.word[j] == '"')
    if last < start + 4 or words.word[start:limit].count('"') % 2 or last + 4 > limit:
        return limit
    after = last + 1
    if words.word[after] == "،" and words.has(after + 1, REL):
        return last + 1
    return last + 1 if words.word[after] in ("خلال", "وذلك") else limit


def _shut(words: Words, start: int) -> int | None:
    """Where the quotation that opens right before word `start` closes."""
    return closing(words, start - 1) if start and words.word[start - 1] == '"' else None


def _before_stray(words: Words, start: int, limit: int) -> int:
    """A noun phrase that was said ends before a circumstance set off by a comma (، وذلك بعد…)."""
    for j in range(start + 1, limit - 1):
        if words.word[j] == "." and _ends_badly(words, j):
            return j
        if words.word[j] in _MEANWHILE and words.word[j + 1] in _HIS_DOING:
            return j  # "حذر من الكارثة ⟦خلال لقائه⟧…"
        if words.bare_word[j] != words.word[j] and words.bare_word[j][0] in "يت" and words.value[j] >> 13 & 1 and (
            is_verb(words, j)
        ):  # fmt: skip
            return j  # "يدين العملية ⟦ويعتبرها⟧ جريمة"
        if words.word[j] == "،":
            nxt = words.word[j + 1]
            if nxt in ("لكنه", "لكنها", "لكنهم"):
                return j  # "أمر بوقف الغارات، لكنه قرر…"
            if nxt in _WHO_IS and "،" not in words.word[j + 2 : limit]:
                return j  # "طلبت إضافة سبع سنوات، ⟦وهي⟧ أقسى عقوبة"
            if nxt in _WHICH and words.word[j + 2][0] in "يت":
                return j  # "أعلن مقتل ثلاثة، ⟦ما يرفع⟧ الحصيلة إلى…"
            if nxt == "كما" and words.value[j + 2] >> 53 & 1:
                return j  # "طالب بالإخلاء، ⟦كما قصف⟧…"
            if _did(words, j + 1):
                return j  # "توعد بالرد، ⟦وشن⟧ هجوما"
            if nxt in _STRAY or (nxt in _STRAY_NOUN and words.has(j + 2 if j + 2 < limit else j + 1, SAID)):
                return j
    return limit


def _did(words: Words, j: int) -> bool:
    """Whether word j is a joined verb in the past: what the writer tells the speaker did next."""
    bare = words.bare_word[j]
    return (
        bare != words.word[j]
        and words.value[j] >> 53 & 1 > 0
        and bare[0] not in "يتنس"
        and not words.definite[j]
        and words.kind[j] & (MASDAR | SAID) == 0
    )


def _ends_badly(words: Words, j: int) -> bool:
    """A full stop without the space after it ("في الأرواح.ليس هناك"), between words too long for an abbreviation."""
    before, after = words.word[j - 1], words.word[j + 1]
    return len(before) > 3 and len(after) > 2 and before.isalpha() and after.isalpha()


_THEREFORE = these("لذلك لذا وذلك .")


def _before_therefore(words: Words, start: int, limit: int) -> int:
    if limit - start < 4 or _THEREFORE.isdisjoint(words.word[start + 2 : limit - 1]):
        return limit
    for j in range(start + 2, limit - 1):
        w = words.word[j]
        if w == "." and _ends_badly(words, j):
            return j
        if (w in ("لذلك", "لذا") and j < limit - 2) or (w == "وذلك" and words.word[j - 1] == "،"):
            return j
    return limit


_TRIMMED = these("و وذلك فيما بينما لكن كما غير") | frozenset(".،,؛;:!…-–|؟?")


def _trim(words: Words, at: int, start: int, stop: int) -> tuple[int, int] | None:
    """Folded offsets of the content without end signs, unpaired brackets and quotation marks that enclose it."""
    k = stop
    while k > start:
        w = words.word[k - 1]
        if (
            w in _TRIMMED
            or (w == '"' and closing_is_alone(words, start, k - 1))
            or (w in ")]" and "(" not in words.word[start:k] and "[" not in words.word[start:k])
        ):
            k -= 1
        else:
            break
    first = start
    while first < k and words.word[first] in "،,:.-–":
        first += 1
    if first != start:
        at = words.at[first]
    return (at, words.to[k - 1]) if k > first else None


def closing_is_alone(words: Words, start: int, k: int) -> bool:
    """Whether the quotation mark at word k has no partner inside the content."""
    return words.word[start:k].count('"') % 2 == 0
