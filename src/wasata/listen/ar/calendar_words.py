"""Words of the calendar in Arabic: months, weekdays, ordinals, and the verbs that tell past from future.

Danger: "سياسة" taken for a verb to come; "باب" for August.
Duty: the tables that dates ask, folded once, with what may be attached to a word.
"""

import re
from functools import cache

from wasata.listen.dates import Way
from wasata.listen.letters import fold_word
from wasata.listen.pieces import folded_set

MONTHS = (
    "يناير|كانون الثاني|جانفي", "فبراير|شباط|فيفري|فبراير", "مارس|آذار", "أبريل|نيسان|أفريل|ابريل|إبريل",
    "مايو|أيار|ماي|مايس", "يونيو|حزيران|جوان|يونيه", "يوليو|تموز|جويلية|يوليوز|يوليه", "أغسطس|آب|أوت|غشت",
    "سبتمبر|أيلول|شتنبر", "أكتوبر|تشرين الأول|اكتوبر|أوكتوبر", "نوفمبر|تشرين الثاني|نونبر", "ديسمبر|كانون الأول|دجنبر|ديسمبر",
)  # fmt: skip
ISLAMIC_MONTHS = (
    "محرم|المحرم", "صفر", "ربيع الأول", "ربيع الآخر|ربيع الثاني", "جمادى الأولى|جمادى الاول", "جمادى الآخرة|جمادى الثانية",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة|ذي القعدة", "ذو الحجة|ذي الحجة",
)  # fmt: skip
WEEKDAYS = ("الاثنين|الإثنين", "الثلاثاء|الثلثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
ORDINALS = (
    "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر",
)  # fmt: skip

UNSURE = folded_set("مارس آب ماي أوت جوان محرم المحرم صفر رجب شعبان رمضان شوال")
"""Month names that are also verbs, fathers or people: believed only with a day, a year, a double, or a word of time."""

BEFORE_MONTH = folded_set(
    "في منذ شهر خلال أوائل أواخر مطلع بداية نهاية منتصف حتى بحلول أول شهري وشهر بشهر لشهر ومنذ وفي"
)
PAST = folded_set("الماضي الماضية الماضيين الفائت الفائتة المنصرم المنصرمة الأخير الأخيرة الأخيرين")
FUTURE = folded_set("المقبل المقبلة المقبلين القادم القادمة القادمين التالي")
THIS = frozenset(map(fold_word, ["الجاري", "الجارية", "الحالي", "الحالية"]))
SAME = frozenset(map(fold_word, ["نفسه", "ذاته", "نفسها", "ذاتها"]))
YEAR_WORDS = frozenset(map(fold_word, ["عام", "العام", "سنة", "السنة", "لعام", "لسنة"]))

ATTACHED = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
END = frozenset(".؟?!؛\n…")

PAST_VERBS = folded_set(
    "قال قالت قالوا أعلن أعلنت أكد أكدت أضاف أضافت ذكر ذكرت أفاد أفادت صرح صرحت أوضح أوضحت كان كانت كانوا تم تمت "
    "قتل قتلت أصيب أصيبت وقع وقعت شهد شهدت بدأ بدأت انتهى انتهت وصل وصلت غادر غادرت عقد عقدت التقى التقت استقبل "
    "أطلق أطلقت شن شنت قصف قصفت نفذ نفذت اتفق اتفقت اتفقوا وافق وافقت رفض رفضت دعا دعت طالب طالبت أدان أدانت نقل "
    "نقلت دخل دخلت خرج خرجت جرى جرت أجرى أجرت نشر نشرت كشف كشفت اندلع اندلعت استمر استمرت واصل واصلت أفرج أفرجت "
    "سلم سلمت زار زارت توجه توجهت عاد عادت اعتقل اعتقلت انهار انهارت هاجم هاجمت استشهد استشهدت نزح نزحت بحث بحثت "
    "أبلغ أبلغت نفى نفت حذر حذرت ندد نددت رحب رحبت صوت صوتت أقر أقرت تبنى تبنت اعتمد اعتمدت مدد مددت انعقد انعقدت "
    "فشل فشلت أسفر أسفرت أدى أدت سقط سقطت دمر دمرت استهدف استهدفت منذ لقي سيطر سيطرت انسحب انسحبت تسلم تسلمت حدث "
    "حدثت أتمت أتم سيطر سيطروا مساء تراجع ارتفع بلغ بلغت كتب كتبت رد ردت"
) - {"مساء"}
FUTURE_CUES = folded_set(
    "سوف لن المقرر مقرر مقررا مقررة المقررة المتوقع متوقع متوقعة يتوقع يرتقب المرتقب مرتقبة المرتقبة يعتزم تعتزم "
    "ينوي تنوي يفترض المفترض المزمع مزمع المنتظر ينتظر المقرره بحلول حتى تنتهي ينتهي تبدأ يبدأ يعقد تعقد يجتمع "
    "تجتمع يلتقي تلتقي يزور تزور يصل تصل يتوجه تتوجه تستأنف يستأنف تستضيف يستضيف يدخل تدخل ينطلق تنطلق تصوت ليبدأ "
    "سيتم ستتم سيصل ستصل سيقع ستقع سيقف ستقف سيضم ستضم سيرد سترد لتبدأ يمهل أمهل مهلة المهلة إرجاء تأجيل أرجئ أجل تأجل"
)
WILL = re.compile("[وف]?س[يتنا](?!اس|ار|طر|د[اه]?$|نا|ر[ه]|ف|ول|بير|ره|ه$|ات)[^\\W\\d_]{3,}")
NOT_WILL = re.compile(
    "[وف]?(?:سيا|سيد|سير|سين|سيط|سيف|سيم|سيق|ستار|ستال|ستوك|ستاد|ستون|ستين|ستيف|سني|سنه|سنو|سند|سنغ|"
    "ساب|ساح|ساع|سال|سام|سان|ساو|سائ|ساد|ساك|سار)"
)
NEWSPAPERS = folded_set(
    "المصري روسيا إسرائيل أخبار الأخبار رأي عمان العالم صحيفة ذات نفس طوال طيلة كل جريدة مصر في لغاية باليوم"
)
NOT_TODAY = folded_set(
    "التالي الثاني الأول الأخير الذي نفسه ذاته الواحد العالمي الوطني السابق السابع الثالث الرابع الخامس السادس "
    "الثامن التاسع العاشر الموعود الدولي ال الحادي والليلة"
)


@cache
def months() -> dict[str, list[tuple[tuple[str, ...], int, int, bool]]]:
    """First word, as written with what is attached to it → (the words after it, month, letters to cut, Islamic)."""
    table: dict[str, list[tuple[tuple[str, ...], int, int, bool]]] = {}
    for names, islamic in ((MONTHS, False), (ISLAMIC_MONTHS, True)):
        for number, line in enumerate(names, 1):
            for name in dict.fromkeys(map(fold_word, line.split("|"))):
                first, *rest = name.split()
                for head in ATTACHED:
                    entries = table.setdefault(head + first, [])
                    entries.append((tuple(rest), number, len(head), islamic))
                    entries.sort(key=lambda e: -len(e[0]))
    for wrong in ("كاب", "باب", "كماي", "لاب", "فاب"):  # a door, no month
        table.pop(wrong, None)
    return table


@cache
def weekdays() -> dict[str, tuple[int, int]]:
    """Written weekday → (number from Monday, letters to cut)."""
    table: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(WEEKDAYS):
        for name in map(fold_word, line.split("|")):
            for head in ("", "و", "ف", "ب"):
                table[head + name] = (number, len(head))
            table["لل" + name[2:]] = (number, 0)
    return table


@cache
def ordinals() -> dict[str, tuple[int, int]]:
    table: dict[str, tuple[int, int]] = {}
    for number, name in enumerate(map(fold_word, ORDINALS), 1):
        feminine = {"الاول": "الاولي"}.get(name, name + "ه")
        for head in ("", "و", "ب"):
            table[head + name] = table[head + feminine] = (number, len(head))
        table["لل" + name[2:]] = table["لل" + feminine[2:]] = (number, 0)
    for head in ("", "و", "ب"):
        table[head + "الحادي"] = table[head + "الحاديه"] = (1, len(head))
    table["للحادي"] = (1, 0)
    table["اول"] = (1, 0)
    return table


TENTHS = {"والعشرين": 20, "والعشرون": 20, "والثلاثين": 30, "والثلاثون": 30}
ROUND = {"العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30, "للعشرين": 20, "للثلاثين": 30}


TOLLED = frozenset(
    head + word
    for word in folded_set(
        "قتل قتلت قتلوا أصيب أصيبت أصيبوا جرح جرحوا استشهد استشهدوا لقي توفي نزح نزحوا نزحت فر فروا اعتقل اعتقلت فقد "
        "أفرج سجل سجلت وثق وثقت أحصى أحصت بلغ بلغت ارتفع ارتفعت تجاوز تجاوزت دخل دخلت وصل وصلت"
    )
    for head in ("", "و", "ف")
)
"""Verbs that count up what has happened so far."""


@cache
def cue_table() -> dict[str, Way]:
    table: dict[str, Way] = {}
    for words, way in ((FUTURE_CUES, "future"), (PAST_VERBS, "past")):
        for word in words:
            for head in ("", "و", "ف"):
                table[head + word] = way  # type: ignore[assignment]
    return table


def cue(word: str) -> Way | None:
    way = cue_table().get(word)
    if way is None and len(word) > 4 and word[0] in "سوف" and WILL.fullmatch(word) and not NOT_WILL.match(word):
        return "future"
    return way
