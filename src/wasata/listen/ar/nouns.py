"""Counted nouns in Arabic: what is counted, in every form in which a number or a dual counts it.

Danger: "مسؤولين" the plural taken for two; a captive and a prisoner put into one measure.
Duty: for each written form its measure, its unit, whether it names persons, its party where it is a nationality, and
whether it is singular, dual or plural.
Shape: lines of "singular plural…"; "+" after the singular adds the sound masculine plural, "@" the sound feminine one.
Duals are formed here. All forms are folded.
"""

from functools import cache
from typing import NamedTuple

from wasata.listen.ar import lexicon
from wasata.listen.letters import fold_word
from wasata.listen.pieces import folded_set
from wasata.values import Measure


class Noun(NamedTuple):
    """A counted noun. `many` is "one", "two" or "more"; `sure` is False for a dual that may be a plural."""

    measure: Measure
    unit: str | None
    human: bool
    party: str | None
    times: int
    many: str
    definite: bool
    sure: bool
    stem: str
    accusative: bool


_LINES: tuple[tuple[Measure, str | None, bool, str], ...] = (
    ("killed", None, True, "قتيل قتلى|شهيد شهداء|ضحية ضحايا|وفاة وفيات|قتيلة|شهيدة"),
    ("wounded", None, True, "جريح جرحى|مصاب+|إصابة إصابات|جريحة|مصابة"),
    ("missing", None, True, "مفقود+"),
    ("held", None, True, "رهينة رهائن|محتجز+|مختطف+|مخطوف+|أسير أسرى|محتجزة|أسيرة@|مجندة@"),
    ("detained", None, True, "معتقل+|سجين سجناء مساجين|موقوف+|معتقلة|سجينة@"),
    ("displaced", None, True, "نازح+|مهجر+|مشرد+|لاجئ+"),
    ("population", None, True, "نسمة|ساكن سكان"),
    ("aid_trucks", None, False, "شاحنة@|صهريج صهاريج|مقطورة@"),
    ("aid", "", False, "طن أطنان|لتر@|ليتر@|وجبة@|طرد طرود|سلة سلال|حصة حصص|خيمة خيام|جرعة@|"
        "كيلوغرام@|كيلوجرام@|رغيف أرغفة|بطانية@"),
    ("duration", "minute", False, "دقيقة دقائق"),
    ("duration", "hour", False, "ساعة@"),
    ("duration", "day", False, "يوم أيام|ليلة ليال ليالي"),
    ("duration", "week", False, "أسبوع أسابيع"),
    ("duration", "month", False, "شهر أشهر شهور"),
    ("duration", "year", False, "سنة سنوات سنين|عام أعوام|حول"),
    ("countries", None, False, "دولة دول|بلد بلدان"),
    (
        "people", None, True,
        "شخص أشخاص|إنسان|رجل رجال|امرأة نساء|سيدة@|طفل أطفال|طفلة|قاصر+ قصر|رضيع رضع|فتاة فتيات|فتى فتية|شاب شبان شباب|"
        "شابة|مدني+|عسكري+|جندي جنود|جندية جنديات|ضابط ضباط|مقاتل+|مسلح+|عنصر عناصر|شرطي+|صحفي+|"
        "صحافي+|صحفية|صحافية|طبيب أطباء|"
        "طبيبة|مسعف+|موظف+|عامل عمال عاملين|مسافر+|أجنبي أجانب|مواطن+|متظاهر+|ناشط+ نشطاء|متهم+|مهاجر+|راكب ركاب|طالب طلاب "
        "طلبة|معلم+|مسؤول+|مسئول+|دبلوماسي+|ديبلوماسي+|وزير وزراء|نائب نواب|قائد قادة|زعيم زعماء|عضو أعضاء|خبير خبراء|مرتزق "
        "مرتزقة|مستوطن+|مسن+|مريض مرضى|فرد أفراد|متطوع+|قاض قضاة|محام+|بحار بحارة|طيار+|صياد+|تلميذ "
        "تلاميذ|مراقب+|مبعوث+|وسيط "
        "وسطاء|مندوب+|ممثل+|مزارع+|لاعب+|شاهد شهود|قيادي+|إرهابي+|انتحاري+|مجند+|مشتبه|محرر+|كادر "
        "كوادر|عنصرا|مستخدم+|متمرد+|"
        "إغاثي+|مدرس+|أستاذ أساتذة|حارس حراس|سائق+|حاج حجاج|مستجيب+|أم أمهات|ابن أبناء|ابنة|شقيق "
        "أشقاء|أخ إخوة أشقاء|نزيل نزلاء|"
        "مطلوب+|منفذ+|عالم علماء|مهندس+|فني+|متعاقد+|سائح سياح|محتج+|محكوم+|عميل عملاء|مصدر مصادر|خبيرة",
    ),
    (
        "other", None, False,
        "انفجار@|هجوم هجمات هجمة|غارة@|ضربة@|صاروخ صواريخ|قذيفة قذائف|طائرة@|مسيرة@|مروحية@|دبابة@|"
        "آلية@|مركبة@|مدرعة@|سفينة سفن|"
        "رحلة@|مستشفى مستشفيات|مشفى مشاف|مدرسة مدارس|منزل منازل|بيت بيوت|مبنى مبان مباني|بلدة@|مدينة "
        "مدن|قرية قرى|موقع مواقع|منطقة "
        "مناطق|نقطة نقاط|بند بنود|شرط شروط|مرحلة مراحل|دفعة@|جولة@|اتفاق@ اتفاقيات|قرار@|قائمة قوائم|"
        "كيلومتر@|كلم|كم|متر أمتار|"
        "ميل أميال|صوت أصوات|مقعد مقاعد|معبر معابر|محافظة@|وحدة@|كتيبة كتائب|لواء ألوية|فصيل فصائل|"
        "منظمة@|جهة@|سيارة@|حافلة@|حالة@|"
        "نفق أنفاق|قنبلة قنابل|لغم ألغام|مخيم@|مركز مراكز|جسر جسور|مسجد مساجد|كنيسة كنائس|قضية قضايا|"
        "ملف@|وثيقة وثائق|طلب@|جثة جثث|"
        "جثمان جثامين|أسرة أسر|عائلة@|هدف أهداف|عملية@|خرق خروق خروقات|انتهاك@|اشتباك@|قاعدة قواعد|"
        "ممر@|قتيبة|جامعة@|مخبز مخابز|"
        "بئر آبار|شقة شقق|اقتراح@|مقترح@|خيار@|سبب أسباب|عبوة@|زورق زوارق|قارب قوارب|ناقلة@|مقاتلة@|"
        "جلسة@|اجتماع@|مليشيا ميليشيات|"
        "فريق فرق|لجنة لجان|وزارة@|حكومة@|شركة@|مؤسسة@|بعثة@|برج أبراج|حاجز حواجز|نائبا|مرة@|ضلع|سد "
        "سدود|لوحة@|كلمة@|قسم أقسام|"
        "سرير أسرة|خط خطوط|طريق طرق|سؤال أسئلة|برميل براميل|قرن|عقوبة@|رسالة رسائل|مذكرة@|وعد وعود|"
        "ميناء موانئ|مطار@|غرفة غرف|وكالة@|وثيقة وثائق|ورقة أوراق|واقعة وقائع|ولاية@|بطارية@|بند "
        "بنود|تهمة تهم|مدفع مدافع|بندقية بنادق|طلقة@|"
        "فرقاطة@|ثكنة@|كيلو|هكتار@|فدان|سلاح أسلحة|قطعة قطع|مبادرة@|بيان@|تقرير تقارير|خطة خطط",
    ),
    ("money", "USD", False, "دولار@"),
    ("money", "EUR", False, "يورو"),
    ("money", "ILS", False, "شيكل شواكل شيقل"),
    ("money", "EGP", False, "جنيه@"),
    ("money", None, False, "ريال@|دينار دنانير|درهم دراهم|ليرة@|فرنك@|روبية@"),
    ("money", "RUB", False, "روبل@"),
    ("money", "CNY", False, "يوان"),
    ("money", "UAH", False, "هريفنيا"),
)  # fmt: skip

_DECADES = "عقد عقود"
_CENTURIES = "قرن قرون"

_NATIONS = {
    "palestinians": "فلسطيني غزي", "israel": "إسرائيلي", "usa": "أمريكي أميركي", "saudi": "سعودي", "qatar": "قطري",
    "egypt": "مصري", "lebanon": "لبناني", "syria": "سوري", "iraq": "عراقي", "jordan": "أردني", "turkey": "تركي", "russia": "روسي",
    "ukraine": "أوكراني", "iran": "إيراني", "yemen": "يمني", "houthis": "حوثي", "uae": "إماراتي", "oman": "عماني",
    "libya": "ليبي",
    "afghanistan": "أفغاني", "france": "فرنسي", "uk": "بريطاني إنجليزي", "germany": "ألماني", "hamas": "حمساوي",
    "other": (
        "سوداني تايلاندي تايلندي فلبيني صيني هندي نيبالي كندي أسترالي إيطالي إسباني هولندي بلجيكي "
        "سويدي نرويجي دنماركي بولندي "
        "روماني بلغاري يوناني قبرصي صربي كرواتي سويسري نمساوي مجري برازيلي أرجنتيني مكسيكي كولومبي "
        "فنزويلي تشيلي ياباني كوري "
        "باكستاني بنغالي بنغلاديشي إندونيسي ماليزي فيتنامي كيني إثيوبي إريتري صومالي نيجيري جنوبي تشادي نيجري مالي مغربي "
        "جزائري تونسي موريتاني كويتي بحريني كردي أرمني جورجي أذري أذربيجاني بيلاروسي مولدوفي لاتفي ليتواني أستوني فنلندي "
        "أيرلندي إيرلندي برتغالي أوغندي رواندي كونغولي سنغالي غاني تنزاني سريلانكي أوزبكي طاجيكي "
        "كازاخي أوروبي غربي إفريقي أفريقي"
    ),
}  # fmt: skip
_BROKEN_NATIONS = {
    "روس": "russia", "أتراك": "turkey", "ألمان": "germany", "أفغان": "afghanistan", "هنود": "other", "أكراد": "other",
    "أمريكان": "usa", "يهود": "israel", "أوروبيين": "other", "غزيين": "palestinians",
}  # fmt: skip
_NOT_A_NATION_ALONE = frozenset(("جنوبي", "غربي", "مالي", "غاني", "تركي"))

_IN_WHICH_MONEY = {
    ("جنيه", "استرليني"): "GBP", ("جنيه", "سوداني"): "SDG", ("ريال", "قطري"): "QAR", ("ريال", "سعودي"): "SAR",
    ("ريال", "يمني"): "YER",
    ("ريال", "عماني"): "OMR", ("ريال", "ايراني"): "IRR", ("دينار", "كويتي"): "KWD", ("دينار", "عراقي"): "IQD",
    ("دينار", "ليبي"): "LYD", ("دينار", "اردني"): "JOD", ("دينار", "بحريني"): "BHD", ("دينار", "جزائري"): "DZD",
    ("دينار", "تونسي"): "TND", ("درهم", "اماراتي"): "AED", ("درهم", "مغربي"): "MAD", ("ليره", "تركيه"): "TRY",
    ("ليره", "سوريه"): "SYP", ("ليره", "لبنانيه"): "LBP", ("فرنك", "سويسري"): "CHF", ("دولار", "كندي"): "CAD",
    ("دولار", "استرالي"): "AUD",
}  # fmt: skip


def currency(noun: Noun, after: str) -> str | None:
    """The ISO code of a sum, from the noun and the adjective after it ("ريال قطري")."""
    bare = after[:-1] if after.endswith("ا") else after
    return _IN_WHICH_MONEY.get((noun.stem, bare), noun.unit)


def _dual(single: str) -> str:
    """The stem to which "ان" and "ين" are added."""
    if single.endswith("ه"):
        return single[:-1] + "ت"
    if single.endswith("ي") and single in ("مستشفي", "مشفي", "مبني", "فتي"):
        return single[:-1] + "ي"
    return single


@cache
def nouns() -> dict[str, Noun]:
    """Every counted form, folded: singular (also with tanwin), dual and plural, each also with the article."""
    table: dict[str, Noun] = {}

    def put(
        form: str, kind: tuple[Measure, str | None, bool, str | None, int], many: str, stem: str, **more: bool
    ) -> None:
        measure, unit, human, party, times = kind
        sure, accusative = more.get("sure", True), more.get("accusative", False)
        for definite, written in ((False, form), (True, "ال" + form)):
            table.setdefault(
                written,
                Noun(measure, unit, human, party, times, many, definite, sure, stem, accusative and not definite),
            )

    def add(words: str, kind: tuple[Measure, str | None, bool, str | None, int]) -> None:
        first, *plurals = words.split()
        sound, feminine = first.endswith("+"), first.endswith("@")
        single = fold_word(first.rstrip("+@"))
        put(single, kind, "one", single)
        if (
            not single.endswith(("ه", "اء", "ي"))
            or single.endswith("ئ")
            or kind[3]
            or single in ("مدني", "عسكري", "جندي")
        ):
            put(single + "ا", kind, "one", single, accusative=True)
        base = _dual(single)
        put(base + "ان", kind, "two", single)
        put(base + "ين", kind, "two", single, sure=not sound)
        if sound:
            put(single + "ون", kind, "more", single)
            table[single + "ين"] = table[single + "ين"]._replace(sure=False)
        if feminine:
            put((single[:-1] if single.endswith("ه") else single) + "ات", kind, "more", single)
        for plural in plurals:
            put(fold_word(plural), kind, "more", single)
            if not plural.endswith(("ى", "ة", "ء", "ي")):
                put(fold_word(plural) + "ا", kind, "more", single)

    for measure, unit, human, line in _LINES:
        for words in line.split("|"):
            add(words, (measure, unit, human, None, 1))
    for words, times in ((_DECADES, 10), (_CENTURIES, 100)):
        for entry in [w for w in table if table[w].stem == fold_word(words.split()[0])]:
            del table[entry]
        add(words, ("duration", "year", False, None, times))
    for party, line in _NATIONS.items():
        for word in line.split():
            kind: tuple[Measure, str | None, bool, str | None, int] = ("people", None, True, party, 1)
            if word not in _NOT_A_NATION_ALONE:
                add(word + "+", kind)
                single = fold_word(word)
                put(single + "ه", kind, "one", single)
                put(single + "تان", kind, "two", single)
                put(single + "تين", kind, "two", single)
                put(single + "ات", kind, "more", single)
    for word, party in _BROKEN_NATIONS.items():
        put(fold_word(word), ("people", None, True, party, 1), "more", fold_word(word))
    for word in ("اخرين", "اخرون", "اخري", "اخر", "اخرا", "اخران"):
        table[word] = Noun("people", None, True, None, 1, "more", False, False, "اخر", False)
    return table


@cache
def nations() -> dict[str, str]:
    """Nationality adjectives in every form, folded → party: "فلسطيني", "أمريكيتين", "لبنانية"."""
    table: dict[str, str] = {}
    lines = [("other", lexicon.NATIONS["other"]), *_NATIONS.items()]
    for party, line in lines:
        for word in map(fold_word, line.split()):
            for ending in ("", "ا", "ه", "ين", "ون", "ان", "ات", "تين", "تان"):
                for head in ("", "ال"):
                    table[head + word + ending] = party
    for word, party in _BROKEN_NATIONS.items():
        table[fold_word(word)] = table["ال" + fold_word(word)] = party
    for word in (
        "تشيلي",
        "خليجي",
        "خليجيه",
        "اسيوي",
        "اسيويه",
        "غيني",
        "غينيا",
        "صحراوي",
        "بيروفي",
        "مالي",
        "ماليه",
        "جنوبي",
        "جنوبيه",
        "غربي",
        "غربيه",
        "ماليا",
        "غربيا",
        "جنوبيا",
    ):
        table.pop(word, None)
        table.pop("ال" + word, None)
    return table


PARTIES_IN_TWO = folded_set(
    "طرف جانب بلد دولة رئيس وزير زعيم حزب حركة جيش وفد حليف جار جارة عدو خصم قوة عاصمة حكومة شعب فريق ضفة وسيط "
    "فصيل جماعة قيادة مسؤول معسكر متحارب منطقة أخ شقيق"
)
"""Nouns whose definite dual only names the parties ("الطرفان", "البلدين") and counts nothing."""


_NAMED_IN_TWO = folded_set(
    "مدينة منطقة بلدة دولة محافظة قرية جهة ولاية وكالة مرحلة جولة امرأة فتاة سنة ساعة دقيقة ليلة ورقة نقطة مبادرة "
    "خطة قائمة دفعة لجنة وزارة حكومة شركة مؤسسة بعثة جامعة عائلة أسرة قضية حالة سيدة رسالة كلمة قاعدة مدرسة غرفة"
)
"""Feminine nouns whose dual before another noun mostly names two things ("مدينتي غزة ورفح") or is "my"."""


@cache
def duals() -> dict[str, tuple[str, int]]:
    """Written duals with what may be attached to them → (the form in `nouns`, letters to cut)."""
    table: dict[str, tuple[str, int]] = {}
    for form, noun in nouns().items():
        if noun.many != "two" or noun.stem in ("كم", "كلم") or (not noun.sure and form.endswith("ين")):
            continue
        if noun.stem in (
            "حول",
            "ام",
            "ابن",
            "عقد",
            "قرن",
            "بيت",
            "ميل",
            "سد",
            "حاله",
            "سبب",
            "ضلع",
            "صوت",
            "خط",
            "اخ",
        ) and (form.endswith("ان") or noun.stem in ("حول", "ام", "ميل", "ضلع", "سد")):
            continue
        if noun.definite:
            if noun.stem in PARTIES_IN_TWO:
                continue
            for head, cut in (("", 0), ("و", 1), ("ب", 1), ("ف", 1)):
                table[head + form] = (form, cut)
            table["لل" + form[2:]] = (form, 0)
        elif noun.stem not in ("طرف", "جانب"):
            for head, cut in (("", 0), ("و", 1), ("ب", 1), ("ل", 1), ("ف", 1), ("ك", 1), ("وب", 2), ("ول", 2)):
                table[head + form] = (form, cut)
    for form, noun in list(nouns().items()):
        if (
            noun.many == "two"
            and noun.stem.endswith("ه")
            and form.endswith("تين")
            and not noun.definite
            and noun.stem not in _NAMED_IN_TWO
        ):
            for head, cut in (("", 0), ("و", 1), ("ب", 1), ("ل", 1), ("ف", 1)):
                table.setdefault(head + form[:-1], (form, cut))  # "طائرتي تجسس"
    for head in ("", "و", "ب", "ل", "ف", "ك", "وب", "ول"):
        table.pop(head + "طالبان", None)  # the movement
    return table


def agrees(noun: str, adjective: str) -> bool:
    """Whether a word after a noun has the ending of an adjective that agrees with it."""
    if adjective.startswith(("ال", "وال", "بال", "لل")):
        return noun.startswith("ال") and adjective.startswith("ال") and adjective.endswith(noun[-1])
    if noun.startswith("ال"):
        return False
    if noun.endswith("ين"):
        return adjective.endswith("ين")
    if noun.endswith(("ان", "ون")):
        return adjective.endswith(noun[-2:]) and adjective[0] not in "يت"
    if noun.endswith("ا"):
        did = adjective.endswith("وا")  # "غادروا" is what they did
        return adjective.endswith("ا") and not did and len(adjective) > 3
    if noun.endswith(("ه", "ات")):
        return adjective.endswith(("ه",)) and len(adjective) > 3
    return adjective.endswith("يه") or (
        adjective.endswith("ه") and adjective.startswith(("م", "ا")) and len(adjective) > 4
    )
