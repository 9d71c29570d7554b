"""Words around numbers in Arabic: qualifiers, words that end a count, words that name by number.

Danger: "يوميا" taken for what is counted; "القناة 13" counted.
Duty: the closed lists that counting asks, folded once.
"""

from functools import cache

from wasata.listen.ar import numbers
from wasata.listen.ar.nouns import duals
from wasata.listen.letters import fold_word
from wasata.listen.pieces import folded_set
from wasata.values import Qualifier

PARTS = {"نصف": 2, "ربع": 4}
"""Before a power of ten they count: "نصف مليون"."""
WHO_FLED = folded_set("لاجئ لاجئا لاجئة نازح نازحا نازحة")
"""Beside a person counted they only say who it is: "طفل لاجئ"."""
BEFORE: tuple[tuple[Qualifier, str], ...] = (
    ("about", "نحو|حوالي|قرابة|زهاء|ما يقارب|ما يقرب من|يقارب|تقارب|قارب|يناهز|ما يناهز|تناهز|ناهز|بضعة و|بحدود|في حدود"),
    (
        "more_than",
        "أكثر من|أزيد من|ما يزيد على|ما يزيد عن|يزيد على|يزيد عن|تزيد على|تزيد عن|زاد على|زاد عن|زادت على|زادت عن|يفوق|"
        "تفوق|ما يفوق|فاق|فاقت|تجاوز|تجاوزت|يتجاوز|تتجاوز|ما يتجاوز|متجاوزا|متجاوزة|تخطى|تخطت|يتخطى|"
        "تتخطى|ما يربو على|يربو على|تربو على|"
        "أعلى من|ما ينوف على|ينوف على|أكبر من|لأكثر من",
    ),
    ("at_least", "ما لا يقل عن|لا يقل عن|لا تقل عن|ليس أقل من|على الأقل|بما لا يقل عن|ما لايقل عن"),
    ("less_than", "أقل من|ما يقل عن|يقل عن|تقل عن|لا يعادل|لا تعادل|لم يبلغ|دون ال"),
    (
        "up_to",
        "ما يصل إلى|يصل إلى|تصل إلى|حتى|لا يتجاوز|لا تتجاوز|لم يتجاوز|لم تتجاوز|ما لا يتجاوز|لا يزيد "
        "على|لا يزيد عن|لا تزيد على|"
        "لا تزيد عن|ما لا يزيد على|ما لا يزيد عن|لا يتعدى|لا تتعدى|لم يتعد|بحد أقصى|أقصاها|أقصاه|كحد أقصى",
    ),
)  # fmt: skip
_AFTER: tuple[tuple[str, Qualifier], ...] = (
    ("على الأقل", "at_least"), ("كحد أدنى", "at_least"), ("بحد أدنى", "at_least"), ("أو أكثر", "at_least"),
    ("فأكثر", "at_least"), ("فما فوق", "at_least"), ("تقريبا", "about"), ("كحد أقصى", "up_to"), ("بحد أقصى", "up_to"),
    ("على الأكثر", "up_to"), ("أو أقل", "up_to"),
)  # fmt: skip
AFTER: dict[tuple[str, ...], Qualifier] = {tuple(map(fold_word, words.split())): q for words, q in _AFTER}
PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب")

NAMED_BY_NUMBER = folded_set(
    "القرار قرار للقرار القرارات رقم الرقم برقم القناة قناة للقناة المادة مادة للمادة الفصل البند بند الساعة عام "
    "العام لعام بعام عامي سنة لسنة مونديال كوفيد طراز صفحة الصفحة القانون قانون المرسوم مجموعة الموقع الطريق "
    "اللواء الفرقة الكتيبة المنطقة ساعة خط حدود أحداث القرن القرنين حرب نكبة نكسة انتخابات إف اف ميغ سوخوي بوينغ "
    "أجندة خطة رؤية المربع الحلقة العدد المجلد الدورة منتصف فئة سن موسم دورة هاتف بوينج شاهد فجر اليوم يوم كيه "
    "أيه تي الملحق ملحق"
) - {"فجر", "فئه", "خط", "ساعه"}
STOPS = folded_set(
    "في من إلى على عن مع بعد قبل خلال منذ حتى بين عند لدى ضد حول نحو أن إن أنه أنها التي الذي الذين هو هي هم كان "
    "كانت كانوا و أو ثم لكن بل لا لم لن ما قد لقد هذا هذه ذلك تلك كما حيث إذ إذا لو كل بعض غير سوى فقط جميعا أيضا "
    "حاليا سنويا يوميا شهريا أسبوعيا أمس اليوم غدا بينهم بينها منهم منها منهما فيما بينما مقابل دون بدون وفق وفقا "
    "بحسب حسب عبر ضمن داخل خارج تحت فوق أمام وراء تقريبا معظمهم غالبيتهم أغلبهم جلهم بما مما كذلك أكثر أقل تم قتل "
    "قتلوا قتلت أصيب أصيبوا اعتقل اعتقلوا يوم عاما بجروح بجراح بقصف بنيران لقوا نقلوا كانوا سقطوا ميلادية ميلادي "
    "هجرية آلاف عشرات مئات سواء أي إما مرات ليلا صباحا مساء بقيمة بنسبة بصورة بصفة بطريقة برفقة بحالة بجهة بتهمة "
    "بدرجة بمساحة بقوة بكلفة بتكلفة بسرعة بواسطة بمشاركة بعبوة بعملية بطائرة بغارة بضربة بسيارة بقذيفة بنوبة "
    "بجولة بهجوم وحتى وبعد وقبل وخلال ومن وفي وعن وإلى وعلى ومع وهذا وهذه وذلك للمرة أثناء إثر جراء بسبب نتيجة "
    "عقب طيلة طوال ابتداء اعتبارا بالمئة بالمائة المئة المائة أول آخر وهو وهي وهم"
)
ADVERBS = folded_set(
    "يوميا شهريا سنويا أسبوعيا تقريبا حاليا أيضا جميعا معا مؤخرا ليلا صباحا فورا قسرا ميلاديا تماما جوا برا بحرا"
)
ALONE_AFTER = folded_set(
    "بينهم بينها بينهن منهم منها منهن مقابل وبينهم وبينها ومنهم ومنها إلى بلغ بلغت يبلغ تبلغ من أصل بعد بمقتل "
    "بإصابة عددهم"
)
AMONG = folded_set("بينهم بينها بينهن منهم منهن وبينهم وبينها ومنهم ضمنهم بضمنهم وضمنهم من_بينهم هم وهم هن")
MOST = folded_set(
    "معظمهم معظمها غالبيتهم غالبيتها أغلبهم أغلبها جلهم جلها أكثرهم أكثريتهم أغلبيتهم معظمهن غالبيتهن نصفهم ثلثهم"
)
HOLD = folded_set("تحتجزهم يحتجزهم تحتجزها يحتجزها احتجزتهم احتجزهم تأسرهم")
HELD_BY = frozenset(map(fold_word, ["لدى", "بيد", "بأيدي"]))
FOR = frozenset(("مقابل", "لقاء"))
SENTENCE_ENDS = frozenset(".؟!\n")
KIN = folded_set("ذوي أقارب أفراد مرافقي رفاق زملاء أبناء أنصار مؤيدي عناصر")
PERCENT = ("%", "٪")


@cache
def qualifiers() -> dict[str, list[tuple[tuple[str, ...], Qualifier]]]:
    """Last word of a qualifier → (the words before it, what it says), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Qualifier]]] = {}
    for qualifier, line in BEFORE:
        for phrase in line.split("|"):
            *rest, last = map(fold_word, phrase.split())
            table.setdefault(last, []).append((tuple(rest), qualifier))
    for options in table.values():
        options.sort(key=lambda o: -len(o[0]))
    for last in [w for w, options in table.items() if any(not rest for rest, _ in options)]:
        for head in PARTICLES:
            table.setdefault(head + last, []).extend(((), q) for rest, q in table[last] if not rest)
    return table


@cache
def plain_qualifiers() -> frozenset[str]:
    return frozenset(fold_word(p) for _, line in BEFORE for p in line.split("|") if " " not in p)


PRISONS = folded_set("سجون السجون سجن السجن معتقلات المعتقلات بسجون أسر معتقلاته سجونه")
DOERS = folded_set("قادتها قادها شنتها شنته شنها نفذتها نفذها نفذته بنيران برصاص بقصف يد أيدي قبل")
"""What stands before the one who did it: "برصاص", "على يد", "من قبل"."""
OF_TIME = folded_set(
    "إضافية إضافيا إضافيين إضافيان كاملة كاملا كاملين كاملان متتالية متتاليا متتاليين متواصلة متواصلا متواصلين أخرى آخرين جديدة"
)
"""Adjectives of a length of time; what else follows one belongs to the next words."""
_ONES = frozenset(("واحد", "واحده", "واحدا", "ونصف"))


LENGTHS = folded_set("عام سنة شهر أسبوع يوم عقد قرن ساعة دقيقة ليلة")
"""Lengths of time that a qualifier alone makes a figure ("أكثر من عام")."""


@cache
def counting_words() -> frozenset[str]:
    """The words at which a figure may begin, besides those that begin with a figure."""
    return frozenset((*_ONES, *numbers.atoms(), *duals(), *LENGTHS))
