"""Arabic statements: each hard construct of reporting in small sentences of our own, of many conflicts."""

import sys
from types import FrameType
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wasata.listen.ar import events, statements
from wasata.listen.reader import Page
from wasata.listen.roster import default_roster
from wasata.values import ACTS, SOURCE_KINDS


class Said(NamedTuple):
    source: str
    cue: str
    content: str
    act: str
    kind: str
    actor: str | None
    direct: bool
    via: str | None
    rule: str


def read(text: str) -> list[Said]:
    page = Page(text, "ar", None, default_roster())
    return [
        Said(
            m.source.of(text), m.cue.of(text), m.content.of(text), m.act, m.source_kind, m.actor, m.direct,
            m.via.of(text) if m.via else None, m.rule,
        )
        for m in statements.find(page)
    ]  # fmt: skip


def only(text: str) -> Said:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


# -- verb, source, أن ------------------------------------------------------------------------------------------------

VSO = [
    ("قال المبعوث الأممي هانس غروندبرغ إن الهدنة صامدة.", "المبعوث الأممي هانس غروندبرغ", "الهدنة صامدة"),
    ("وقالت وزارة الدفاع الأوكرانية إن الجسر دمر.", "وزارة الدفاع الأوكرانية", "الجسر دمر"),
    ("فقال الرئيس الكولومبي إن الحوار مستمر.", "الرئيس الكولومبي", "الحوار مستمر"),
    ("وأكد قائد الشرطة المحلية في بيان أن الطريق آمن.", "قائد الشرطة المحلية", "الطريق آمن"),
    ("وقال رئيس الوزراء اليوناني يوم السبت إنه سيزور القاهرة.", "رئيس الوزراء اليوناني", "سيزور القاهرة"),
    ("وأوضح مدير المستشفى الذي تديره منظمة محلية أن الأدوية نفدت.", "مدير المستشفى", "الأدوية نفدت"),
    ("وأضاف مسؤول كبير، طلب عدم الكشف عن هويته، أن القوافل تأخرت.", "مسؤول كبير", "القوافل تأخرت"),
    ("وذكرت صحيفة الغارديان أن المحادثات تأجلت.", "صحيفة الغارديان", "المحادثات تأجلت"),
    ("وأفاد مكتب المدعي العام بأن التحقيق بدأ.", "مكتب المدعي العام", "التحقيق بدأ"),
    ("وأشار محللون إلى أن الأسعار ارتفعت.", "محللون", "الأسعار ارتفعت"),
    ("وشدد الوزير على أن بلاده محايدة.", "الوزير", "بلاده محايدة"),
]


@pytest.mark.parametrize(("text", "source", "content"), VSO)
def test_verb_then_source_then_that(text: str, source: str, content: str) -> None:
    said = only(text)
    assert (said.source, said.content) == (source, content)


def test_old_spelling_without_hamza_reads_the_same() -> None:
    said = only("وقال مصدر امني ان الطريق مغلق.")
    assert (said.source, said.content) == ("مصدر امني", "الطريق مغلق")


def test_coordinated_clauses_stay_inside_the_content() -> None:
    assert only("قال الناطق العسكري إن القصف توقف، وأن القوات عادت إلى مواقعها.").content.endswith("إلى مواقعها")


# -- content without a particle ---------------------------------------------------------------------------------------

NOMINAL = [
    ("أعلنت قوات الدعم السريع مقتل قائدها الميداني.", "قوات الدعم السريع", "مقتل قائدها الميداني", "say"),
    ("نفى مكتب الرئيس التوصل إلى اتفاق.", "مكتب الرئيس", "التوصل إلى اتفاق", "deny"),
    ("طالبت البعثة الأممية بوقف فوري للاشتباكات.", "البعثة الأممية", "وقف فوري للاشتباكات", "demand"),
    ("أفادت الشرطة بمقتل 15 شخصا.", "الشرطة", "مقتل 15 شخصا", "say"),
    ("وأعلن الجيش الليبي عن فتح الطريق الساحلي.", "الجيش الليبي", "فتح الطريق الساحلي", "say"),
    ("دعت باريس الطرفين إلى ضبط النفس.", "باريس", "ضبط النفس", "demand"),
    ("اتهم الرئيس الرواندي كينشاسا بدعم المتمردين.", "الرئيس الرواندي", "دعم المتمردين", "accuse"),
    ("هدد زعيم كوريا الشمالية باستخدام السلاح النووي.", "زعيم كوريا الشمالية", "استخدام السلاح النووي", "threaten"),
    ("حذرت اليونيسف من كارثة صحية.", "اليونيسف", "كارثة صحية", "warn"),
    ("رفضت الحكومة السورية المقترح التركي.", "الحكومة السورية", "المقترح التركي", "reject"),
    ("وافقت جماعة الحوثي على تمديد الهدنة.", "جماعة الحوثي", "تمديد الهدنة", "accept"),
    ("وشكر الرئيس الفنزويلي النرويج على وساطتها.", "الرئيس الفنزويلي", "وساطتها", "thank"),
    ("اشترطت موسكو رفع العقوبات.", "موسكو", "رفع العقوبات", "demand"),
    ("وتوقع البنك الدولي انكماش الاقتصاد.", "البنك الدولي", "انكماش الاقتصاد", "expect"),
    ("وأعرب الأمين العام عن أمله في أن يصمد الاتفاق.", "الأمين العام", "يصمد الاتفاق", "expect"),
    ("وصف الوسيط النرويجي الجولة بأنها مثمرة.", "الوسيط النرويجي", "الجولة بأنها مثمرة", "say"),
]


@pytest.mark.parametrize(("text", "source", "content", "act"), NOMINAL)
def test_content_as_a_noun_phrase(text: str, source: str, content: str, act: str) -> None:
    said = only(text)
    assert (said.source, said.content, said.act) == (source, content, act)


def test_a_personal_name_is_not_cut_by_the_noun_that_follows() -> None:
    said = only("أعلن المتحدث باسم وزارة الداخلية العراقية سعد معن تجاوز الأزمة.")
    assert (said.source, said.content, said.kind) == (
        "المتحدث باسم وزارة الداخلية العراقية سعد معن",
        "تجاوز الأزمة",
        "person",
    )


def test_a_circumstance_after_a_comma_is_not_what_was_announced() -> None:
    assert only("أعلنت طرابلس حالة الطوارئ، وذلك بعد ساعات من القصف.").content == "حالة الطوارئ"


def test_another_gender_makes_what_follows_the_one_accused() -> None:
    found = read("نفت الحركة قصف السوق، واتهمت الجيش السوداني بارتكاب المجزرة.")
    assert [(s.source, s.act) for s in found] == [("الحركة", "deny"), ("الحركة", "accuse")]


# -- participles ------------------------------------------------------------------------------------------------------

PARTICIPLES = [
    ("مشيرا إلى أن المعابر مفتوحة", "المعابر مفتوحة", "say"),
    ("مؤكدا أن المعابر مفتوحة", "المعابر مفتوحة", "confirm"),
    ("موضحا أن المعابر مفتوحة", "المعابر مفتوحة", "say"),
    ("محذرا من إغلاق المعابر", "إغلاق المعابر", "warn"),
    ("داعيا الأطراف إلى فتح المعابر", "فتح المعابر", "demand"),
    ("متهما الجيش بإغلاق المعابر", "إغلاق المعابر", "accuse"),
    ("مشيدا بجهود الوسطاء", "جهود الوسطاء", "thank"),
    ("نافيا إغلاق المعابر", "إغلاق المعابر", "deny"),
    ("مضيفا أن المعابر مفتوحة", "المعابر مفتوحة", "say"),
]


@pytest.mark.parametrize(("participle", "content", "act"), PARTICIPLES)
def test_a_participle_is_a_cue_of_its_own_and_ends_the_content_before_it(
    participle: str, content: str, act: str
) -> None:
    first, second = read(f"قال المنسق الأممي في صنعاء إن القوافل وصلت، {participle}.")
    assert first.content == "القوافل وصلت"
    assert (second.source, second.content, second.act) == (first.source, content, act)


def test_a_feminine_participle_after_a_comma() -> None:
    found = read("قالت المنظمة إن الوباء ينتشر، مؤكدة أنها أرسلت فرقا طبية.")
    assert [s.content for s in found] == ["الوباء ينتشر", "أرسلت فرقا طبية"]


# -- quotations -------------------------------------------------------------------------------------------------------

QUOTES = [
    "وقال مسؤول أوكراني: «الجيش سيعمل ليلا ونهارا».",
    "وقال مسؤول أوكراني: “الجيش سيعمل ليلا ونهارا”.",
    'وقال مسؤول أوكراني: "الجيش سيعمل ليلا ونهارا".',
    'وقال مسؤول أوكراني "الجيش سيعمل ليلا ونهارا".',
    "وقال مسؤول أوكراني إن «الجيش سيعمل ليلا ونهارا».",
    'وقال مسؤول أوكراني: "الجيش سيعمل ليلا ونهارا.',
    '"الجيش سيعمل ليلا ونهارا"، قال مسؤول أوكراني.',
]


@pytest.mark.parametrize("text", QUOTES)
def test_quotations_of_every_kind_and_unbalanced_ones(text: str) -> None:
    said = only(text)
    assert (said.source, said.content) == ("مسؤول أوكراني", "الجيش سيعمل ليلا ونهارا")
    assert said.direct


def test_partly_quoted_content_is_not_direct_and_keeps_its_marks() -> None:
    said = only("قال الوزير إن الحصار «جريمة كبرى» يجب أن تنتهي.")
    assert said.content == "الحصار «جريمة كبرى» يجب أن تنتهي"
    assert not said.direct


def test_a_quotation_may_run_over_sentences() -> None:
    said = read("وقال قائد الفصيل: «لن نغادر. هذه أرضنا». ثم انتهى المؤتمر.")[0]
    assert said.content == "لن نغادر. هذه أرضنا"
    assert said.direct


def test_a_cue_inside_a_quotation_does_not_cut_it() -> None:
    said = read("يقول الطبيب: «لن نرحل، لكننا نطالب بالدواء».")[0]
    assert said.content == "لن نرحل، لكننا نطالب بالدواء"


# -- colon ------------------------------------------------------------------------------------------------------------


def test_flash_words_are_stripped_from_a_colon_line() -> None:
    said = only("عاجل | وزير الدفاع التركي: العملية انتهت")
    assert (said.source, said.cue, said.content, said.actor) == ("وزير الدفاع التركي", ":", "العملية انتهت", "turkey")


def test_all_bullets_under_one_name_are_one_content() -> None:
    said = read("عاجل | المتحدث باسم الجيش السوداني:\n- قواتنا تتقدم\n- العدو يتراجع\n\nوصل الوفد.")[0]
    assert said.content == "قواتنا تتقدم\n- العدو يتراجع"


def test_a_source_to_an_outlet_before_a_colon() -> None:
    said = only("مصدر في الرئاسة اليمنية للأناضول: لم نتسلم شيئا بعد")
    assert (said.source, said.via, said.kind) == ("مصدر في الرئاسة اليمنية", "للأناضول", "anonymous")


@pytest.mark.parametrize(
    "text", ["عمان ـ ا ف ب: وصل الوفد", "ملاحظة: الأرقام أولية", "الساعة 12:30 ظهرا", "https://example.org/x"]
)
def test_datelines_lists_hours_and_addresses_are_no_speakers(text: str) -> None:
    assert read(text) == []


# -- implied subjects -------------------------------------------------------------------------------------------------


def test_an_implied_subject_takes_the_nearest_earlier_voice() -> None:
    found = read("قال وزير الخارجية العماني إن الجولة انتهت. وأضاف أن الجولة المقبلة في روما.")
    assert [s.source for s in found] == ["وزير الخارجية العماني"] * 2


def test_an_implied_subject_agrees_in_gender() -> None:
    found = read("قالت المفوضية إن الآلاف نزحوا. وقال ناشط إن المخيم مكتظ. وأضافت أن المساعدات لا تكفي.")
    assert found[2].source == "المفوضية"


def test_the_speaker_may_be_the_subject_of_a_sentence_without_a_cue() -> None:
    found = read("استقبل الرئيس المصري وفدا ليبيا، وأكد أن الحل سياسي.")
    assert [s.source for s in found] == ["الرئيس المصري"]


def test_a_cue_whose_speaker_is_never_named_stands_for_him() -> None:
    said = only("وأوضحت أنها ستواصل العمل.")
    assert said.source == said.cue == "أوضحت"
    assert said.rule.endswith("unnamed")


# -- according to -----------------------------------------------------------------------------------------------------

ACCORDING = [
    ("وبحسب منظمة الهجرة، نزح ألف شخص.", "منظمة الهجرة", "نزح ألف شخص"),
    ("نزح ألف شخص، وفق منظمة الهجرة.", "منظمة الهجرة", "نزح ألف شخص"),
    ("ووفقا لوزارة الصحة اليمنية، فإن الوباء ينتشر.", "وزارة الصحة اليمنية", "الوباء ينتشر"),
    ("وبلغت حصيلة الزلزال، بحسب السلطات التركية، ألفي قتيل حتى الآن.", "السلطات التركية", "ألفي قتيل حتى الآن"),
    ("لن تبدأ الجولة قبل الخميس، وفق ما أوضحه دبلوماسي غربي.", "دبلوماسي غربي", "لن تبدأ الجولة قبل الخميس"),
    ("سقط الجسر، حسبما ذكر مسؤول محلي.", "مسؤول محلي", "سقط الجسر"),
    ("على حد قول المتحدث العسكري، فإن المطار آمن.", "المتحدث العسكري", "المطار آمن"),
]


@pytest.mark.parametrize(("text", "source", "content"), ACCORDING)
def test_according_to(text: str, source: str, content: str) -> None:
    said = only(text)
    assert (said.source, said.content) == (source, content)


@pytest.mark.parametrize(
    "text", ["وفق المعاهدة ينسحب الجيش.", "بحسب التقويم الهجري يبدأ الصوم غدا.", "وفقا للاتفاق تفتح المعابر."]
)
def test_treaties_and_calendars_are_no_sources(text: str) -> None:
    assert read(text) == []


def test_an_outlet_between_verb_and_particle_carried_the_words() -> None:
    said = only("قال وزير الخارجية الروسي، بحسب وكالة تاس، إن الوثيقة جاهزة.")
    assert (said.source, said.via) == ("وزير الخارجية الروسي", "وكالة تاس")


# -- relayed ----------------------------------------------------------------------------------------------------------

RELAYED = [
    ("نقلت وكالة إنترفاكس عن متحدث باسم الكرملين قوله إن الوثيقة جاهزة.", "متحدث باسم الكرملين", "وكالة إنترفاكس"),
    ("ونقلت رويترز عن مصدرين أن الوثيقة جاهزة.", "مصدرين", "رويترز"),
    ("وذكرت صحيفة كوميرسانت عن مسؤول روسي قوله إن الوثيقة جاهزة.", "مسؤول روسي", "صحيفة كوميرسانت"),
    ("ذكرت صحيفة كوميرسانت، نقلا عن مسؤولين أميركيين، أن الوثيقة جاهزة.", "مسؤولين أميركيين", "صحيفة كوميرسانت"),
    ("وبحسب ما نقلته وكالة الأناضول عن وزير ليبي، الوثيقة جاهزة.", "وزير ليبي", "وكالة الأناضول"),
]


@pytest.mark.parametrize(("text", "source", "via"), RELAYED)
def test_the_inner_source_speaks_and_the_outlet_carries(text: str, source: str, via: str) -> None:
    said = only(text)
    assert (said.source, said.via, said.content) == (source, via, "الوثيقة جاهزة")


def test_two_readings_of_one_clause_are_two_statements() -> None:
    found = read("قال مصدر يمني إن جماعة الحوثي وافقت على تبادل الأسرى.")
    assert [(s.source, s.act) for s in found] == [("مصدر يمني", "say"), ("جماعة الحوثي", "accept")]


def test_a_noun_of_saying_with_its_doer_is_a_statement() -> None:
    said = only("تراجعت الأسعار بعد إعلان موسكو تمديد الاتفاق.")
    assert (said.source, said.cue, said.content) == ("موسكو", "إعلان", "تمديد الاتفاق")


# -- via --------------------------------------------------------------------------------------------------------------

VIA = [
    ("قال وسيط لرويترز إن الجولة انتهت.", "رويترز"),
    ("أفادت مصادر مطلعة للجزيرة نت أن الجولة انتهت.", "للجزيرة نت"),
    ("قال قيادي لـ«الشرق الأوسط» إن الجولة انتهت.", "الشرق الأوسط"),
    ("وفي مقابلة مع قناة العربية، قال الوزير إن الجولة انتهت.", "قناة العربية"),
    ("كتب الرئيس البولندي على منصة إكس أن الجولة انتهت.", "منصة إكس"),
    ("قال الوزير للصحفيين إن الجولة انتهت.", None),
    ("قال الوزير في بيان إن الجولة انتهت.", None),
]


@pytest.mark.parametrize(("text", "via"), VIA)
def test_who_carried_the_words(text: str, via: str | None) -> None:
    assert only(text).via == via


def test_later_cues_of_the_sentence_keep_the_carrier() -> None:
    found = read("قال مسؤول تشادي لرويترز إن الحدود آمنة، محذرا من عودة القتال.")
    assert [s.via for s in found] == ["رويترز", "رويترز"]


# -- order, lead-ins, كان ----------------------------------------------------------------------------------------------


def test_after_kana_the_subject_stands_before_the_verb() -> None:
    said = only("وكان رئيس المجلس الرئاسي رشاد العليمي قد أكد أن الطريق مفتوح.")
    assert (said.source, said.content) == ("رئيس المجلس الرئاسي رشاد العليمي", "الطريق مفتوح")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("موسكو تعلن وقف العملية", "موسكو"),
        ("وزارة الخارجية الكويتية تدعو إلى الحوار", "وزارة الخارجية الكويتية"),
        ("«هيومن رايتس ووتش» تتهم الجيش بقصف المدنيين", "هيومن رايتس ووتش"),
    ],
)
def test_a_headline_has_its_subject_first(text: str, source: str) -> None:
    assert only(text).source == source


@pytest.mark.parametrize("lead", ["من جهته، ", "في المقابل، ", "وفي باريس، ", "بدوره، "])
def test_lead_ins_are_no_part_of_the_source(lead: str) -> None:
    assert only(f"{lead}قال الوزير الفرنسي إن الجولة انتهت.").source == "الوزير الفرنسي"


# -- what is none -----------------------------------------------------------------------------------------------------

NONE = [
    "ويُذكر أن قطر استضافت الجولة السابقة.",
    "يُتوقع أن يصل الوفد غدا.",
    "نفت بيروت ذلك.",
    "ولم يوضح المتحدث موعد الجولة.",
    "رفض الوزير التعليق.",
    "وصل قبل أن تبدأ الجولة بين الطرفين.",
    "في عرض البحر قبالة السواحل الليبية.",
    "نقل الجرحى إلى المستشفى.",
    "تبلغ مساحة الإقليم ألف كيلومتر.",
    "يجب أن يعلن الطرفان موقفهما.",
    "سلم الجيش الموقع بعد أن غادره.",
]


@pytest.mark.parametrize("text", NONE)
def test_impersonal_negated_and_look_alike_words_are_no_statements(text: str) -> None:
    assert read(text) == []


# -- fields -----------------------------------------------------------------------------------------------------------

KINDS = [
    ("قال وزير الدفاع السوداني إن القتال مستمر.", "office", "sudan_army"),
    ("قال فولوديمير زيلينسكي إن القتال مستمر.", "person", "ukraine"),
    ("قالت وزارة الدفاع الروسية إن القتال مستمر.", "organisation", "russia"),
    ("قال مصدر مطلع إن القتال مستمر.", "anonymous", None),
    ("قال شهود عيان إن القتال مستمر.", "anonymous", None),
    ("قال دبلوماسي غربي إن القتال مستمر.", "anonymous", None),
    ("ذكرت هيئة الإذاعة البريطانية أن القتال مستمر.", "outlet", None),
    ("قال مصدر أمني عراقي إن القتال مستمر.", "anonymous", "iraq"),
    ("قال قيادي في جماعة الحوثي إن القتال مستمر.", "office", "houthis"),
    ("قال الرئيس الأميركي السابق إن القتال مستمر.", "office", None),
]


@pytest.mark.parametrize(("text", "kind", "actor"), KINDS)
def test_kind_and_side_of_a_voice(text: str, kind: str, actor: str | None) -> None:
    said = only(text)
    assert (said.kind, said.actor) == (kind, actor)


ACTS_BY_WORDS = [
    ("قال المتحدث العسكري إنه لا صحة للأنباء عن انسحاب.", "deny"),
    ("قال الرئيس الصومالي: «لن نقبل بأي وجود أجنبي».", "reject"),
    ("قال الوزير إنه يجب فتح المعابر.", "demand"),
    ("قال الناطق إن الجولة انتهت.", "say"),
]


@pytest.mark.parametrize(("text", "act"), ACTS_BY_WORDS)
def test_a_neutral_cue_gives_way_to_what_the_words_do(text: str, act: str) -> None:
    assert only(text).act == act


def test_a_short_mention_takes_its_side_from_the_fuller_one() -> None:
    found = read("قال المتحدث باسم الخارجية الإيرانية ناصر كنعاني إن الوفد عاد. وأكد كنعاني أن الجولة مفيدة.")
    assert [s.actor for s in found] == ["iran", "iran"]


def test_a_communique_speaks_in_the_first_person() -> None:
    found = read("بيان صادر عن الاتحاد الأفريقي\nيدين الاتحاد الأفريقي الانقلاب. وندعو الأطراف إلى الحوار.")
    assert [(s.act, s.content) for s in found] == [("say", "الانقلاب"), ("demand", "الحوار")]


def test_every_statement_names_the_rule_that_gave_it() -> None:
    for text, *_ in VSO + NOMINAL + ACCORDING:
        assert all(s.rule.startswith("ar.statement.") for s in read(text))


# -- laws -------------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    (  # noqa: SIM905
        "وقال قالت أكد أن إن أنه عن إلى بـ ب ل نقلت رويترز قوله مشيرا مؤكدة وفق ما بحسب على حد قول كان قد المتحدث باسم "
        'وزارة الخارجية القطرية ماجد الأنصاري حماس إسرائيل هدنة وقف إطلاق النار مقتل 15 شخصا “ ” « » " : ، . ؟ ! - • | ( '
        ") \n عاجل لن لم ذلك الذي في بيان أمس X 👩\u200d🚀 \u202b \u202c ـ \ud800 تبادل الاتهامات حمل مسؤولية أعرب أمله شكر "
        "وصف بأنها"
    ).split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
@example("")
@example('"')
@example("قال: ")
@example("نقلت عن")
@example("وفق ما")
@example("على حد قول")
@example("«»: «»")
def test_any_text_is_read_and_every_mark_quotes_it(text: str) -> None:
    page = Page(text, "ar", None, default_roster())
    for m in statements.find(page):
        for span in (m.content, m.source, m.cue, *([m.via] if m.via else [])):
            assert 0 <= span.start < span.end <= len(text)
        assert m.act in ACTS
        assert m.source_kind in SOURCE_KINDS
        assert not (m.cue.start >= m.content.start and m.cue.end <= m.content.end)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قال متحدث باسم الحوثيين إن السفن حرة، لكنه اتهم التحالف بعرقلة وصولها.", "متحدث باسم الحوثيين"),
        ("قال الجيش إن السوق قصفت، فيما نفت الأخيرة مسؤوليتها عن القصف.", "الأخيرة"),
        ("قال عضو في اللجنة طلب عدم الكشف عن اسمه إن الطرفين اتفقا.", "عضو في اللجنة"),
        ("أبلغ وزير الخارجية السوداني نظيره المصري أن بلاده لن توقع.", "وزير الخارجية السوداني"),
    ],
)
def test_words_are_put_in_the_mouth_of_no_one_who_is_only_addressed_or_accused(text: str, source: str) -> None:
    assert read(text)[-1].source == source


@pytest.mark.parametrize(
    "text", ["القناة قد أعلنت أن الوفد وصل إلى جنيف.", "وكانت القناة قد أعلنت أن الوفد وصل إلى جنيف."]
)
def test_a_particle_before_the_verb_is_no_part_of_who_spoke(text: str) -> None:
    assert only(text).source == "القناة"


@pytest.mark.parametrize(
    "text",
    [
        "قال البرهان إن الجيش باق. كما أُعلن أن القافلة وصلت إلى الأبيض.",
        "قال البرهان إن الجيش باق. أعلن في بورتسودان أن القافلة وصلت إلى الأبيض.",
    ],
)
def test_what_was_announced_by_nobody_is_put_in_no_mouth(text: str) -> None:
    assert only(text).content == "الجيش باق"


HOSTILE = [
    "وقال إن ",
    '"',
    "بحسب حماس، ",
    "نقلت رويترز عن ",
    "قصف الجيش هدنة ",
    "اتهم حماس إسرائيل بقصف، مشيرا إلى أن ",
    "قال الذي ",
]


def steps(text: str) -> int:
    """Python calls it takes to read statements and events of a text."""
    counted = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal counted
        counted += event == "call"

    page = Page(text, "ar", None, default_roster())
    sys.setprofile(count)
    try:
        page.statements = statements.find(page)
        events.find(page)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_made_to_stall_takes_steps_in_proportion_to_its_length(piece: str) -> None:
    steps(piece * 400)
    assert steps(piece * 2400) <= 7 * steps(piece * 400) + 1000


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_any_string_at_all_is_read(text: str) -> None:
    statements.find(Page(text, "ar", None, default_roster()))
