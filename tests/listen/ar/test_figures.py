"""Figures in Arabic: how many, of what, in whose words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wasata.listen.ar import dates, figures
from wasata.listen.marks import Statement, plain
from wasata.listen.reader import Page
from wasata.listen.roster import default_roster
from wasata.values import Span


def page_of(text, statements=()):
    page = Page(text, "ar", date(2023, 12, 5), default_roster())
    page.dates = dates.find(page)
    page.statements = list(statements)
    page.figures = figures.find(page)
    return page


def read(text):
    """(words, value, qualifier, measure) of each figure of a text."""
    return [
        (
            f.span.of(text),
            [plain(v) for v in f.value] if isinstance(f.value, tuple) else plain(f.value),
            f.qualifier,
            f.measure,
        )
        for f in page_of(text).figures
    ]


def only(text):
    marks = page_of(text).figures
    assert len(marks) == 1, [m.span.of(text) for m in marks]
    return marks[0]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        # numbers with their noun
        ("سقط 15 ألفا و899 شهيدا منذ بدء الحرب", ("15 ألفا و899 شهيدا", 15899, "exact", "killed")),
        ("وصلت إلى الميناء مئتا شاحنة محملة بالوقود", ("مئتا شاحنة محملة", 200, "exact", "aid_trucks")),
        ("أفرج عن ثلاثة وعشرين أسيرا حوثيا", ("ثلاثة وعشرين أسيرا حوثيا", 23, "exact", "released")),
        ("أفرجت الجماعة، الأحد، عن 13 بحارا", ("13 بحارا", 13, "exact", "released")),
        ("أسفرت الغارة عن 3 قتلى", ("3 قتلى", 3, "exact", "killed")),
        ("لا يزال 40 محتجزا في مأرب", ("40 محتجزا", 40, "exact", "held")),
        ("وزعت 12 طنا من الدقيق في تعز", ("12 طنا من الدقيق", 12, "exact", "aid")),
        ("شارك 12 وزيرا في القمة", ("12 وزيرا", 12, "exact", "people")),
        ("دعت 25 دولة مختلفة إلى الهدوء", ("25 دولة مختلفة", 25, "exact", "countries")),
        ("استعادوا 101 بطارية مدفعية", ("101 بطارية مدفعية", 101, "exact", "other")),
        ("يقطن المدينة 2.3 مليون نسمة", ("2.3 مليون نسمة", 2_300_000, "exact", "population")),
        ("خصصت بريطانيا 4 مليارات دولار", ("4 مليارات دولار", 4_000_000_000, "exact", "money")),
        ("ارتفعت الأسعار بنسبة 20%", ("20%", 20, "exact", "other")),
        ("لا يدخل سوى 10 في المئة من الحاجة", ("10 في المئة", 10, "exact", "other")),
        ("رجل في الـ28 من العمر", ("الـ28 من العمر", 28, "exact", "duration")),
        # duals and single ones
        ("أطلق سراح رهينتين أمريكيتين", ("رهينتين أمريكيتين", 2, "exact", "released")),
        ("استمرت المعركة يوما واحدا", ("يوما واحدا", 1, "exact", "duration")),
        ("قتل جنديان في كمين قرب سبها", ("جنديان", 2, "exact", "killed")),
        ("أصيب فلسطينيان برصاص", ("فلسطينيان", 2, "exact", "wounded")),
        ("أسقطت طائرتي تجسس", ("طائرتي", 2, "exact", "other")),
        ("نزح مليونا شخص داخل السودان", ("مليونا شخص", 2_000_000, "exact", "displaced")),
        ("استغرقت الرحلة ساعة ونصف الساعة", ("ساعة ونصف الساعة", 1.5, "exact", "duration")),
        ("بعد ثلاثة أشهر ونصف من التفاوض", ("ثلاثة أشهر ونصف", 3.5, "exact", "duration")),
        ("قبل عقدين من الآن اندلعت الحرب", ("عقدين", 20, "exact", "duration")),
        # the number after its noun
        ("تلتزم الجماعة بهدنة الأيام الأربعة", ("الأيام الأربعة", 4, "exact", "duration")),
        ("تحتجز السلطات الضباط الأربعة", ("الضباط الأربعة", 4, "exact", "held")),
        # qualifiers on either side, verbs too
        ("أدى القصف إلى مقتل أكثر من 7000 أوكراني", ("أكثر من 7000 أوكراني", 7000, "more_than", "killed")),
        ("أودى القتال بحياة 730 شخصا على الأقل", ("730 شخصا على الأقل", 730, "at_least", "killed")),
        ("قتل ما لا يقل عن 12 مدنيا", ("ما لا يقل عن 12 مدنيا", 12, "at_least", "killed")),
        ("عدد المعتقلين تجاوز 3000 معتقل", ("تجاوز 3000 معتقل", 3000, "more_than", "detained")),
        ("أصاب ما يصل إلى 5500 مدني", ("ما يصل إلى 5500 مدني", 5500, "up_to", "wounded")),
        ("ما يدخل لا يعادل 10% من الحاجة", ("لا يعادل 10%", 10, "less_than", "other")),
        ("أفرج عن نحو مئة أسير", ("نحو مئة أسير", 100, "about", "released")),
        ("أفرج عن ما يقرب من مئة أسير", ("ما يقرب من مئة أسير", 100, "about", "released")),
        ("دخلت 40 شاحنة تقريبا", ("40 شاحنة تقريبا", 40, "about", "aid_trucks")),
        ("يزور البلاد بنحو 50 خبيرا", ("نحو 50 خبيرا", 50, "about", "people")),
        # ranges
        ("يعود الوفد خلال أسبوع أو أسبوعين", ("أسبوع أو أسبوعين", [1, 2], "range", "duration")),
        ("أصيب ما بين 10 و15 شخصا", ("ما بين 10 و15 شخصا", [10, 15], "range", "wounded")),
        ("اعتقل خمسة أو ستة أفراد", ("خمسة أو ستة أفراد", [5, 6], "range", "detained")),
        ("قتل 10-15 مسلحا", ("10-15 مسلحا", [10, 15], "range", "killed")),
        ("تمديد الهدنة ما بين يومين وأربعة أيام", ("ما بين يومين وأربعة أيام", [2, 4], "range", "duration")),
        ("استمرت عامين أو 3 أعوام", ("عامين أو 3 أعوام", [2, 3], "range", "duration")),
        ("قتل 6500 مسلم في مقديشو", ("6500 مسلم", 6500, "exact", "killed")),
    ],
)
def test_a_figure_holds_its_qualifier_its_number_and_what_is_counted(text, figure):
    assert read(text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "حل الدولتين هو السبيل",
        "اتفق الطرفان على مواصلة الحوار",
        "زار الوزيران البلدين",
        "القرار 2735 الصادر عن مجلس الأمن",
        "قالت القناة 13 الإسرائيلية إن الحرب مستمرة",
        "في الساعة 10 صباحا وصلت القافلة",
        "منذ عام 2014 والحرب دائرة",
        "أصيب العشرات ونزح الآلاف وقتل مئات",
        "في المرتبة الثالثة",
        "قمة مجموعة العشرين",
        "القرن الحادي والعشرين",
        "طائرة من طراز إف-16",
        "https://example.org/2023/11/13/85%D9%84",
        "أحد المسؤولين نفى ذلك",
        "وصل مسؤولين كبار",
        "قالت طالبان إنها مستعدة",
        "بعد شهر من التفاوض",
        "7 ـ يبدأ التنفيذ لاحقا",
    ],
)
def test_what_names_or_orders_or_stays_vague_is_no_figure(text):
    assert read(text) == []


def test_a_number_stands_alone_where_its_noun_is_understood():
    text = "عبرت 200 شاحنة إلى معبر أدري، دخلت منها 187، ثم وصلت 61 إلى نيالا"
    assert read(text) == [
        ("200 شاحنة", 200, "exact", "aid_trucks"),
        ("187", 187, "exact", "aid_trucks"),
        ("61", 61, "exact", "aid_trucks"),
    ]
    assert read("أصيب 55 في الخرطوم") == [("55", 55, "exact", "wounded")]
    assert read("أفرج عن خمسة، اثنان منهم سيبقيان")[1][:2] == ("اثنان منهم", 2)


def test_others_are_of_the_kind_their_own_verb_says_else_of_the_figure_before():
    text = "قتل 12 شخصا وأصيب 40 آخرون بجروح"
    assert [m for *_, m in read(text)] == ["killed", "wounded"]
    text = "نقلت اللجنة 357 محتجزا سابقا يوم السبت في عملية تبادل، بعدما نقلت 318 آخرين"
    assert [m for *_, m in read(text)] == ["released", "released"]


def test_the_measure_comes_from_the_verb_after_the_number_when_none_stands_before():
    text = "وتقول كييف إن 1400 شخص، معظمهم من المدنيين، قتلوا خلال الحصار"
    figure = page_of(text).figures[0]
    assert figure.measure == "killed"
    assert figure.composition.of(text) == "معظمهم من المدنيين"


def test_two_figures_joined_share_the_verb_that_follows():
    assert [(value, measure) for _, value, _, measure in read("قالت موسكو إن 14 روسيا و3 أجانب أفرج عنهم.")] == [
        (14, "released"),
        (3, "released"),
    ]


def test_a_part_of_a_figure_is_of_its_kind_and_its_people():
    text = "قتل 20 يمنيا، بينهم ثلاثة أطفال"
    whole, part = page_of(text).figures
    assert (part.measure, part.party) == ("killed", "yemen") == (whole.measure, whole.party)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("أطلق سراح رهينتين أمريكيتين", "usa"),
        ("قتل 16 سعوديا", "saudi"),
        ("أفرج عن ثلاثة كولومبيين", "other"),
        ("أصيب 9 أشخاص في لبنان", "lebanon"),
        ("وفي بيروت، قتل 4 أشخاص", "lebanon"),
        ("شارك 12 شخصا", None),
    ],
)
def test_those_counted_are_named_by_nationality_or_place(text, party):
    assert only(text).party == party


def test_one_side_of_an_exchange_tells_the_other():
    text = "تبادلت روسيا وأوكرانيا الأسرى، فأفرجت كييف عن 100 جندي روسي مقابل 90 جنديا"
    assert [f.party for f in page_of(text).figures] == ["russia", "ukraine"]


def test_who_holds_them_is_quoted():
    text = "تحتجز الجماعة مدنيين. ولا يزال 40 محتجزا لدى الحوثيين منذ سنوات"
    assert only(text.split(". ")[1]).holder.of(text.split(". ")[1]) == "الحوثيين"


def test_the_unit_is_that_of_time_of_money_or_of_the_aid_as_named():
    assert only("استمرت 48 ساعة").unit == "hour"
    assert only("بلغت 500 ريال قطري").unit == "QAR"
    assert only("بلغت 500 يورو").unit == "EUR"
    assert only("وصلت 300 وجبة ساخنة").unit == "وجبة"
    assert only("قتل 3 جنود").unit is None


def test_the_innermost_who_says_a_number_is_its_source():
    text = "نقلت وكالة سونا عن الوزير قوله إن الشرطة أحصت 12 قتيلا. وقبل الجيش هدنة 3 أيام."

    def spans(words):
        return Span(text.index(words), text.index(words) + len(words))

    outer = Statement(
        spans("الشرطة أحصت 12 قتيلا"), spans("الوزير"), spans("نقلت"), "office", None, "say", False, spans("وكالة سونا")
    )
    inner = Statement(spans("12 قتيلا"), spans("الشرطة"), spans("أحصت"), "organisation", None, "say", False)
    accepts = Statement(spans("هدنة 3 أيام"), spans("الجيش"), spans("وقبل"), "organisation", None, "accept", False)
    marks = page_of(text, [outer, inner, accepts]).figures
    assert marks[0].source.of(text) == "الشرطة"
    assert marks[1].source is None


def test_a_length_of_time_that_is_also_a_date_counts_and_a_day_does_not():
    assert read("قتل قبل أربعة أيام") == [("أربعة أيام", 4, "exact", "duration")]
    assert read("خلال الأسابيع الثلاثة الماضية") == [("الأسابيع الثلاثة", 3, "exact", "duration")]
    assert read("في 7 أكتوبر 2023 وفي 24/11/2023") == []


def test_every_figure_names_the_rule_that_gave_it():
    assert {f.rule for f in page_of("قتل 12 شخصا و3 في المئة رهينتين").figures} <= {
        "ar.figure.number",
        "ar.figure.percent",
        "ar.figure.dual",
    }


_PIECES = (
    "قتل أصيب إفراج عن أكثر من نحو 12 3.5 1,400 مئة ألف مليون ونصف شخصا رهينتين آخرين بينهم معظمهم مقابل "
    "لدى حماس بين و أو إلى - % $ ، . ( ) الأيام الأربعة ساعة واحدة من الـ 28 العمر على الأقل ² ـ َ "
    "9999999999999999999999999"
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*_PIECES.split(), "\n", "\ud800"]),
        max_size=30,
    )
)
def test_any_text_is_read_without_an_error_and_every_figure_quotes_it(words):
    text = " ".join(words)
    for figure in page_of(text).figures:
        assert figure.span.of(text).strip()
        assert isinstance(figure.value, tuple) == (figure.qualifier == "range")
        assert (figure.unit is not None) or figure.measure != "duration"
        assert figure.unit is None or figure.measure in ("duration", "money", "aid")
