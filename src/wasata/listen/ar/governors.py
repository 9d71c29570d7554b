"""What befell the counted, in Arabic: the verbs, masdars and head nouns that govern a number of persons.

Danger: "أطلقت صواريخ" taken for a release.
Duty: each word, with the conjunctions and particles it is written with, and the measure it gives.
"""

from wasata.listen.letters import fold_word
from wasata.listen.pieces import folded_set
from wasata.values import Measure

_BEFORE: tuple[tuple[Measure, str], ...] = (
    (
        "killed",
        "قتل قتلت قتلوا يقتل تقتل مقتل قتلهم استشهد استشهدت استشهدوا استشهاد أودى أودت تودي يودي "
        "أودوا حصد حصدت مصرع لقي لقيت "
        "مصرعهم حتفهم وفاة توفي توفيت توفوا مات ماتوا موت اغتيال اغتال اغتالت إعدام أعدم أعدمت "
        "أعدموا ضحيتها ضحيته قتلى القتلى "
        "الشهداء شهداء وفيات الوفيات ضحايا الضحايا أرواح أزهقت صفت تصفية قضى قضوا الحصيلة "
        "ارتقاء ارتقى ارتقت استشهادهم قتلنا قتلوا لمقتل",
    ),
    (
        "wounded",
        "أصيب أصيبت أصيبوا أصابوا أصبنا إصابة إصابات الإصابات أصاب أصابت جرح جرحت جرحوا الجرحى جرحى المصابين الجريح إصابته يصاب",
    ),
    ("missing", "فقدان المفقودين مفقودين فقدوا المفقودون"),
    (
        "held",
        "اختطفا احتجزا خطفا خطفوا اختطفوا "
        "احتجاز احتجز احتجزت يحتجز تحتجز احتجزوا خطف اختطاف اختطف اختطفت خطفت يخطف أسر أسرت أسروا تأسر المختطفين المحتجزين "
        "رهائن الرهائن احتجازهم",
    ),
    (
        "released",
        "إطلاق أطلق أطلقت يطلق تطلق سيطلق ستطلق الإفراج إفراج أفرج أفرجت يفرج تفرج ستفرج سيفرج "
        "أفرجوا تحرير حرر حررت تبادل مبادلة "
        "المبادلة التبادل العائدين الإطلاق المحررين استعادة استعاد استعادت استعدنا سراح المفرج مفرج "
        "مقايضة يتبادل تبادلت تبادلا حررنا أفرجنا حرروا حرروهم تحريرهم",
    ),
    ("detained", "اعتقال اعتقل اعتقلت اعتقلوا يعتقل تعتقل توقيف القبض المعتقلين اعتقالات سجن سجنت حبس حبست أوقف"),
    (
        "displaced",
        "نزح نزحت نزحوا نزوح تهجير هجر هجرت تشريد شرد شردت فر فرت فروا فرار النازحين المهجرين "
        "اللاجئين لجأ لجأت النازحون تشرد عبر",
    ),
    ("people", "تظاهر تظاهرت تظاهروا يتظاهر تتظاهر احتشد احتشدت شارك شاركت يشارك تشارك احتج احتجت"),
    ("population", "يقطنه يقطنها تقطنه تقطنها يقطن تقطن يسكنه يسكنها يسكن سكانه سكانها سكان السكان تعداد"),
)  # fmt: skip
_RIGHT: tuple[tuple[Measure, str], ...] = (
    ("killed", "قتلوا قتلن استشهدوا ماتوا توفوا لقوا مصرعهم حتفهم قضوا أعدموا قتيلا قتلى قتل قتلت"),
    ("wounded", "أصيبوا بجروح بجراح جرحوا بإصابات أصيبت"),
    ("missing", "فقدوا مفقودين مفقودون المفقودين"),
    ("held", "احتجزوا خطفوا اختطفوا محتجزين محتجزون أسروا"),
    ("released", "أفرج أطلق المفرج سيفرج"),
    ("detained", "اعتقلوا أوقفوا اعتقلتهم معتقلين سجنوا"),
    ("displaced", "النزوح نزوحهم نزحوا فروا شردوا هجروا نازحين لجؤوا لجأوا"),
)  # fmt: skip

STRONG_RELEASE = folded_set("سراح الإفراج إفراج تبادل بتبادل بالإفراج لتبادل التبادل المبادلة مبادلة والإفراج")
"""Words that show a report to be about people let go."""
WEAK_RELEASE = frozenset(
    head + fold_word(w)
    for w in [
        "أعاد",
        "أعادت",
        "إعادة",
        "عودة",
        "عاد",
        "عادت",
        "نقلت",
        "نقل",
        "تسليم",
        "سلم",
        "سلمت",
        "تسلم",
        "تسلمت",
        "تسلمهم",
        "وصول",
        "وصل",
        "وصلت",
        "العائدين",
        "استقبل",
        "مقابل",
    ]
    for head in ("", "و", "ب", "ف")
)
"""Words that say so only in such a report."""

CLAUSE_ENDS = frozenset(("،", ",", ".", "؟", "!", "؛", "\n", ":", "(", ")", '"'))


def _table(lines: tuple[tuple[Measure, str], ...], heads: tuple[str, ...]) -> dict[str, Measure]:
    table: dict[str, Measure] = {}
    for measure, words in lines:
        for word in words.split():
            for head in heads:
                table.setdefault(head + fold_word(word), measure)
    return table


MEASURE_WORDS = _table(_BEFORE, ("", "و", "ف", "ب", "ل", "وب", "ول"))
"""Before the number; "إطلاق" only with "سراح"."""
RIGHT_WORDS = _table(_RIGHT, ("", "و"))
"""After the number."""
