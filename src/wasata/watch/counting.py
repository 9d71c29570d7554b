"""How a number is counted, as its own words say: of whom, over which time, begun when, or only planned.

Danger: a day's count set against a running total; women and children against everybody; trucks sent against trucks in.
Duty: `manner_of` reads around one figure, in Arabic and English, and only in its own clause: what it counts (`who`),
whether it is a day's count, a running `total` or so many a day (`daily`), from which day a total runs (`since`), and
whether the words only plan it or hold it possible. `carried` tells a sum that takes in what another day brought.
Shape: pure functions over the report's text; they know no other figure and no clock. Where the words say nothing, a
`Manner` says nothing: what follows from that is decided in `watch/conflict.py`.

Worked example: "102 people have been released since the truce began" → total, since TRUCE. "24 women" → women.
"300 شاحنة ستدخل يوميًا" → daily, planned.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

Span = Literal["", "total", "daily"]
TRUCE = -1
"""A total that runs from the beginning of a truce, or counts what a truce brought."""

_POINTS = re.compile("[\u064b-\u0652\u0670\u0640]")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile("[؛;]")
_NEXT = re.compile(r"[\d،,]")

_WHO: dict[str, str] = {
    "women": "woman women mother mothers female females امرأة امرأتان امرأتين نساء نسوة سيدة سيدات سيدتان سيدتين فتاة فتيات "
    "أسيرات سجينات معتقلات",
    "minors": "child children minor minors boy boys girl girls teenager teenagers infant infants baby babies "
    "طفل أطفال طفلة طفلان طفلين قاصر قاصران قاصرين قاصرون قصر فتى فتية فتيان رضيع رضع",
    "men": "man men male males رجل رجال رجلان رجلين",
    "elderly": "elderly مسن مسنون مسنين مسنة مسنات مسنتان مسنتين",
    "civilians": "civilian civilians مدني مدنيون مدنيين مدنية مدنيات",
    "armed": "soldier soldiers fighter fighters militant militants gunman gunmen "
    "جندي جنود مجندة مجندات مقاتل مقاتلون مقاتلين مسلح مسلحون مسلحين ضابط ضباط عسكري عسكريون عسكريين",
    "foreign": "foreigner foreigners foreign أجنبي أجانب أجنبية أجنبيات",
    "thai": "thai thais تايلاندي تايلنديون تايلنديين تايلاندية تايلانديون تايلانديين تايلندي",
    "filipino": "filipino filipinos filipina فلبيني فلبينية فلبينيون فلبينيين",
    "nepali": "nepali nepalis nepalese نيبالي نيباليون نيباليين",
    "indian": "indian indians هندي هنود",
    "chinese": "chinese صيني صينيون صينيين",
    "argentine": "argentine argentines argentinian أرجنتيني أرجنتينيون أرجنتينيين",
    "fuel": "fuel diesel petrol وقود سولار ديزل بنزين محروقات",
    "gas": "gas غاز",
    "water": "water ماء مياه",
    "food": "food flour طعام غذاء دقيق طحين أغذية",
    "medicine": "medicine medicines medical أدوية دواء طبية",
}
"""Kinds of people and of goods that are counted apart. Whoever is not named here is everybody."""

_ROLES: dict[str, str] = {
    "prisoners": "prisoner prisoners inmate inmates سجين سجناء سجينان سجينين",
    "hostages": "hostage hostages captive captives "
    "محتجز محتجزون محتجزين محتجزة محتجزات محتجزتان محتجزتين رهينة رهينتان رهينتين رهائن مختطف مختطفون مختطفين",
}
"""Words for the people of either side of an exchange: one side's are never set against the other's."""

_STAGES: dict[str, str] = {
    "sent": "sent dispatched despatched departed أرسل أرسلت أرسلتها انطلقت غادرت توجهت",
    "checked": "checked inspected screened فتشت خضعت فحصت",
    "offloaded": "offloaded unloaded distributed أفرغت فرغت وزعت",
    "in": "entered enter crossed cross arrived reached دخلت تدخل ستدخل دخل عبرت وصلت",
}
"""How far trucks have come. Those that are in are the plain case."""

_AREAS: dict[str, str] = {"north": "north northern شمال شمالي الشمال"}

_GOODS = frozenset({"aid", "aid_trucks"})


def _plain(word: str) -> str:
    return _POINTS.sub("", word.lower()).replace("أ", "ا").replace("إ", "ا").replace("آ", "ا").replace("ى", "ي")


def _table(groups: dict[str, str]) -> dict[str, str]:
    return {_plain(word): name for name, words in groups.items() for word in words.split()}


_WHO_OF, _ROLE_OF, _STAGE_OF, _AREA_OF = _table(_WHO), _table(_ROLES), _table(_STAGES), _table(_AREAS)
_HEADS = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "ولل", "فال", "وب", "ول")


def _looked_up(word: str, table: dict[str, str]) -> str | None:
    """A word in a table: as it stands, without an ending of case, without what is attached before it."""
    if word in table:
        return table[word] or None
    if len(table) > _REMEMBERED:
        return _found(word, table)
    found = table[word] = _found(word, table)
    return found or None


_REMEMBERED = 20_000
"""Words met in texts are remembered in the tables, up to so many: most are met again and again, and stand in none."""


def _found(word: str, table: dict[str, str]) -> str:
    plain = _plain(word)
    if plain.isascii():
        return table.get(plain, "")
    for head in _HEADS:
        if plain.startswith(head):
            bare = plain[len(head) :]
            if found := table.get(bare) or (table.get(bare[:-1]) if bare.endswith("ا") else ""):
                return found
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(_POINTS.sub("", text))


class Manner(NamedTuple):
    """How a figure is counted. `who`: the kinds it counts, joined by "+", "" for everybody; `since`: the day a total
    begins, `TRUCE`, or 0 where nothing says; `status`: `planned` or `possible` where its own clause says so, else "";
    `in_all`: it is called a total, of the day or of all days ("in all", «إجمالي»); `part`: it is said to be some of those
    spoken of before ("of those released, 9 were women", «بينهم 9 نساء»)."""

    who: str
    span: Span
    since: int
    status: str
    in_all: bool = False
    part: bool = False


_SINCE_AT_END = re.compile(
    r"(?:منذ|بعد|من يوم|اعتبار[اً]+ من|بدء[اً]+ من|ابتداء[اً]? من|\bsince|\bafter|\bfrom|\bstarting|\bbeginning)"
    r"(?:\s+(?:يوم|هجوم|هجمات|the|on|attack|attacks|of))*\s*$"
    r"|(?:\bsince|منذ)\s[^.,;:،؛\d]{0,45}$"
)
"""Before a date: the count begins there, so that day is not the day of the value."""

_RUNNING = re.compile(
    r"\bsince\b(?!\s+(?:this |early |the )?(?:morning|dawn|midnight|noon))"
    r"|\bso far\b|\bto date\b|\buntil now\b|\bup to now\b|\bthus far\b|\bcumulative"
    r"|\bbring(?:s|ing)? (?:the|its|their) (?:total|number|toll|count)\b"
    r"|منذ(?!\s+(?:ال)?(?:صباح|فجر|ساع|قليل|لحظات|ليل|منتصف))|حتى الآن|إلى الآن|حتى اللحظة|حتى الساعة|حتى هذه اللحظة"
    r"|(?:ليرتفع|ليصل|ليبلغ|يرتفع|ارتفع|وبذلك (?:بلغ|يبلغ|يرتفع|ارتفع))\s+(?:عدد|إجمالي|مجموع|العدد)"
)
_IN_ALL = re.compile(r"\b(?:in total|in all|a total of|altogether|overall)\b|إجمال|مجموع|بالمجمل")
_OF_A_TRUCE = re.compile(
    r"\b(?:during|over|throughout|under|in|since)\s+(?:the\s+)?(?:(?!day)[\w'-]+\s+){0,3}?"
    r"(?:truce|pause|cease-?fire|agreement|deal)\b"
    r"|(?:خلال|طوال|أثناء|بموجب|ضمن|في إطار|في|منذ|مدة|فترة)\s+"
    r"(?:(?:بدء|بداية|سريان|انطلاق|أيام|مدة|فترة)\s+)?(?:ال)?(?:هدنة|تهدئة|اتفاق|صفقة|وقف)"
)
_SOME_DAYS = re.compile(
    r"\b(?:in|over|within|during) (?:the |these |those |its )?(?:past |last |first )?"
    r"(?:\d+|two|three|four|five|six|seven|several) (?:days|weeks)\b"
    r"|خلال\s+(?:\d+|يومين|ثلاثة|أربعة|خمسة|ستة|سبعة|عدة)?\s*(?:أيام|يوما|أسبوع)"
)
_A_DAY = re.compile(r"\b(?:a|per|each|every) day\b|\bdaily\b|يومي|في اليوم الواحد|كل يوم|باليوم")
_TO_COME = re.compile(
    r"\b(?:will|would|shall|to) be (?:released|freed|handed|delivered|allowed|exchanged|sent)\b"
    r"|\b(?:will|would) (?:enter|release|free|cross)\b"
    r"|\b(?:is|are|was|were) (?:expected|due|set|scheduled|supposed) to\b"
    r"|(?<![ء-ي])[وف]?(?:سيفرج|ستفرج|سيطلق|ستطلق|سيتم|ستتم|سيدخل|ستدخل|سيسلم|ستسلم|سيكون|سيشمل|ستشمل|سوف|يفترض"
    r"|المقرر|المتوقع)(?![ء-ي])"
)
_MAY_COME = re.compile(
    r"\b(?:may|might|could) be (?:released|freed|handed|delivered|allowed|exchanged)\b"
    r"|\bfor (?:each|every)\b|\bunder discussion\b"
    r"|(?<![ء-ي])[وف]?(?:ب?إمكان|ب?إمكانية|يمكن|قد يفرج|قد يطلق)(?![ء-ي])|(?:عن|مقابل|لقاء) كل(?![ء-ي])"
)
_DONE = re.compile(
    r"\b(?:was|were|has been|have been|had been) (?:released|freed|handed|delivered)\b"
    r"|(?<![ء-ي])[وف]?(?:أفرج|أطلق|أفرجت|أطلقت|دخلت|جرى|تم|سلمت)(?![ء-ي])"
)
_SOME_BEFORE = re.compile(
    r"\b(?:of|among|including) (?:the )?(?:those|them|whom)\b[^.;:\d]{0,30}$"
    r"|(?<![ء-ي])و?(?:منهم|منهن|من بينهم|من بينهن|بينهم|بينهن)\s+$",
    re.I,
)
_SOME_AFTER = re.compile(r"\s+of (?:them|whom|those)\b|\s+(?:منهم|منهن)(?![ء-ي])")
_CARRIED = re.compile(
    r"\bcredit(?:ed|s)?\b|\bcarr(?:ied|y) over\b|\bcarry-over\b|\bthe (?:previous day|day before)\b|\ba day earlier\b"
    r"|احتسب|تحتسب|يحتسب|رحل|اليوم السابق|قبل يوم"
)
_DAY_BEFORE = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}?(?:the day before|the previous day|a day earlier)\b"
    r"|\s*(?:\w+\s+){0,3}?(?:في )?(?:اليوم السابق|قبل يوم)"
)


def begins(text: str, at: int) -> bool:
    """Whether the date that stands at this place is one a count begins on ("since Oct. 7", «منذ 7 أكتوبر»)."""
    return _SINCE_AT_END.search(text, max(0, at - 56), at) is not None


def clause_of(text: str, start: int, end: int, sent_start: int, sent_end: int) -> tuple[int, int]:
    """The clause of a figure: its sentence, cut where a semicolon parts it."""
    cuts = [m.start() for m in _CLAUSE.finditer(text, sent_start, sent_end)]
    return (
        max((c + 1 for c in cuts if c < start), default=sent_start),
        min((c for c in cuts if c >= end), default=sent_end),
    )


def who_counted(text: str, start: int, end: int, clause_end: int, measure: str) -> str:
    """The kinds a figure counts: those its words name, with what "and" joins to them ("50 women and children")."""
    more = re.match(r"\s*(?:,?\s+and\s+[^\W\d_]+|\s+و[^\W\d_]+)", text[end:clause_end])
    words = _words(text[start : end + (more.end() if more else 0)])
    if being := re.match(r"\s+(?:of (?:them|whom|those)\s+)?(?:were|are|was|is)\s+([^\W\d_]+)", text[end:clause_end]):
        words.append(being[1])  # "9 were women"
    if measure in _GOODS:
        words += _words(text[end : min(clause_end, end + 24)])[:3]
    found = {kind for w in words if (kind := _looked_up(w, _WHO_OF))}
    if not found & {"women", "minors", "men"}:
        found |= {role for w in words if (role := _looked_up(w, _ROLE_OF))}
    return "+".join(sorted(found))


def _stage(text: str, start: int, end: int, clause: tuple[int, int]) -> set[str]:
    """How far goods have come and where to: the words beside this number, up to the next number or comma; in Arabic the
    verb stands before it, in English after it."""
    following = _NEXT.search(text, end, clause[1])
    after = _words(text[end : following.start() if following else clause[1]])
    before = _words(_NEXT.split(text[clause[0] : start])[-1])
    nearest = (before, after) if any(not w.isascii() for w in before + after) else (after, before)
    stage = next(
        (found for words in nearest if (found := {s for w in words if (s := _looked_up(w, _STAGE_OF))})), set()
    )
    area = {a for w in after + before if (a := _looked_up(w, _AREA_OF))}
    return (stage - {"in"}) | area


@lru_cache(maxsize=4096)
def _told_by(words: str) -> tuple[str, bool, bool, bool, bool, bool]:
    """What the words of a clause say of all figures in it: (status, so many a day, of a truce, running, of some days,
    called a total)."""
    status = ""
    if not _DONE.search(words):
        status = "possible" if _MAY_COME.search(words) else "planned" if _TO_COME.search(words) else ""
    return (
        status, _A_DAY.search(words) is not None, _OF_A_TRUCE.search(words) is not None, _RUNNING.search(words) is not None,
        _SOME_DAYS.search(words) is not None, _IN_ALL.search(words) is not None,
    )  # fmt: skip


def manner_of(
    text: str,
    span: tuple[int, int],
    sentence: tuple[int, int],
    measure: str,
    *,
    dated: bool,
    begun: Sequence[tuple[int, int, int]] = (),
) -> Manner:
    """How one figure is counted.

    Args:
        dated: its sentence fixes one day for it.
        begun: (start, end, day) of the dates of the report a count begins on.
    """
    start, end = span
    clause = clause_of(text, start, end, *sentence)
    words = _POINTS.sub("", text[clause[0] : clause[1]])
    who = who_counted(text, start, end, clause[1], measure)
    if measure in _GOODS:
        who = "+".join(sorted({*filter(None, who.split("+")), *_stage(text, start, end, clause)}))
    status, daily, of_truce, running, some_days, called_total = _told_by(words)
    part = _SOME_BEFORE.search(text, max(sentence[0], start - 48), start) is not None or (
        _SOME_AFTER.match(text, end) is not None
    )
    if daily:
        return Manner(who, "daily", 0, status, False, part)
    since = next((day for a, b, day in begun if clause[0] <= a and b <= clause[1]), 0)
    in_all = not dated and called_total
    if since or running or (not dated and (of_truce or some_days)):
        return Manner(who, "total", TRUCE if of_truce else since, status, in_all, part)
    return Manner(who, "", 0, status, in_all, part)


def carried(text: str, sentence: tuple[int, int]) -> bool:
    """Whether a sum in this sentence takes in what another day brought ("2 released the day before were credited")."""
    return _CARRIED.search(_POINTS.sub("", text[sentence[0] : sentence[1]])) is not None


def of_the_day_before(text: str, end: int, sent_end: int) -> bool:
    """Whether the words after a figure put it on the day before that of its sentence."""
    return _DAY_BEFORE.match(text[end : min(sent_end, end + 60)]) is not None
