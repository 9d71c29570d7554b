"""The hard constructs of reporting in Arabic, one by one: where a source ends, where its words end, who a short name is."""

from datetime import date

import pytest

from wasata.listen import reader

_DAY = date(2019, 5, 20)


def read(text):
    return reader.read(text, "ar", _DAY)


def said(text):
    return [(s.source.of(text), s.content.of(text)) for s in read(text).statements]


def sides(text):
    return [s.actor for s in read(text).statements]


def counted(text):
    return [(f.span.of(text), f.measure, f.party) for f in read(text).figures]


def told(text):
    return {event.kind: event.status for event in read(text).events}


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "أعلن الملياردير البرازيلي، كارلو بنتو، أن شركته تنقل الوقود.",
            "الملياردير البرازيلي، كارلو بنتو",
            "شركته تنقل الوقود",
        ),
        (
            "وقال مدير الصحة في عدن، الخضر لصور، إن المستشفى أغلق.",
            "مدير الصحة في عدن، الخضر لصور",
            "المستشفى أغلق",
        ),
        ("وكان سانتوس أمر في مارس بوقف القصف.", "سانتوس", "وقف القصف"),
        ("وقال الأديب لـ «الشرق الأوسط» «لن نقبل بأي شرط جديد».", "الأديب", "لن نقبل بأي شرط جديد"),
        ("أضاف أن نبيل الحلبي أبلغ المبعوث أن الجامعة ستدرس الطلب.", "نبيل الحلبي", "الجامعة ستدرس الطلب"),
    ],
)
def test_a_source_ends_before_the_outlet_and_goes_on_through_its_apposition(text, source, content):
    assert (source, content) in said(text)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("وأعلن الجيش، الذي يقاتل على أنه آخر معقل، مقتل ثلاثة جنود.", "الجيش", "مقتل ثلاثة جنود"),
        (
            "بيدرو سانشيز، مثل كثيرين غيره، قال في برنامج إن إسبانيا أمة واحدة.",
            "بيدرو سانشيز",
            "إسبانيا أمة واحدة",
        ),
        ("البلدة، التي قالت تركيا إنها طهرتها، عادت إليها الحياة.", "تركيا", "طهرتها"),
    ],
)
def test_an_aside_between_commas_is_neither_the_source_nor_its_words(text, source, content):
    assert (source, content) in said(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("هدد الحزب بقطع الهدنة إثر الضربات الجوية.", "قطع الهدنة"),
        ("أمر الرئيس بوقف الغارات مع سعي الحكومة إلى التهدئة.", "وقف الغارات"),
        ("قالت اللجنة إن العدد «يرتفع بذلك إلى 96 شهيدا» خلال الاحتجاجات في المدن.", "العدد «يرتفع بذلك إلى 96 شهيدا»"),
        ("احتشد مئات المتظاهرين احتجاجا على ما وصفوه بالانقلاب العسكري الذي نفذه الجيش.", "الانقلاب العسكري"),
    ],
)
def test_what_was_said_ends_before_why_and_when_it_was_said(text, content):
    assert content in [c for _, c in said(text)]


def test_a_straight_quotation_mark_that_is_never_closed_does_not_swallow_the_next_line():
    text = 'وأوضحت الوزيرة "ان الحكومة تهيئ عودة آمنة للنازحين.\nوقال المحافظ إن "المدينة صمدت".'
    assert [c for _, c in said(text)][-1] == "المدينة صمدت"
    assert len(said(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "تنشر القوات إذا ما رفضت الحكومة مطالبها.",
        "بالنسبة لمن يشكك في القائد فهو رجل وطني.",
        "ومما يؤكد هذا الخطر ما جرى أمس.",
        "يعمل في الشركة التي توظف لحسابها خمسة حراس.",
        "عليهم الانخراط مجددا في الحوار، أن يغيروا قياداتهم.",
        "زارت البعثة محافظة حجة، ومدينة صنعاء.",
    ],
)
def test_what_nobody_in_particular_says_is_no_statement(text):
    assert said(text) == []


def test_a_first_person_verb_in_a_quotation_is_no_second_speaker():
    assert len(said("وقال الرئيس: «أمرت بوقف الغارات على المعسكرات».")) == 1


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("قال الوزير إن المحادثات صعبة.\nمضيفا أن الوفد باق.", "الوزير", "الوفد باق"),
        ("تبنت الحركة الانفصالية قتل شرطيين في البلدة.", "الحركة الانفصالية", "قتل شرطيين في البلدة"),
        ("نسبت هيئة الأركان الهجوم إلى المتمردين، وهم ينفون.", "هيئة الأركان", "الهجوم إلى المتمردين"),
        ("تستمر الحركة في المطالبة بالانسحاب الكامل.", "الحركة", "الانسحاب الكامل"),
        ("منذ إعلان قائد الجيش في أكتوبر الماضي إجراءات استثنائية.", "قائد الجيش", "إجراءات استثنائية"),
        ("بعد إعلان الهدنة من قبل المتمردين عاد الهدوء.", "المتمردين", "الهدنة"),
        ("حضت الأمم المتحدة أطراف النزاع على ضبط النفس.", "الأمم المتحدة", "ضبط النفس"),
        ("وأبان الوزير أن الطائرة وصلت.", "الوزير", "الطائرة وصلت"),
        ("قتل سبعة جنود بحسب الأرقام الرسمية.", "الأرقام الرسمية", "قتل سبعة جنود"),
        ("جرى تفريق المظاهرة التي طالبت بالحكم المدني.", "المظاهرة", "الحكم المدني"),
    ],
)
def test_many_shapes_of_one_act_of_saying(text, source, content):
    assert (source, content) in said(text)


def test_the_subject_of_a_sentence_whose_verb_says_nothing_speaks_in_it():
    text = "قال الوزير إن الطريق مفتوح.\nعلى صعيد آخر، تظاهر أهالي المخطوفين في الشارع، مطالبين بخطوات جدية."
    assert said(text)[-1] == ("أهالي المخطوفين", "خطوات جدية")


def test_those_told_of_inside_anothers_words_are_not_who_goes_on_speaking():
    text = (
        "قال أحمد فوزي المتحدث باسم الأمم المتحدة إن المبعوث التقى خلال زيارته رئيس الحزب. وأضاف أن اللقاء كان مفيدا."
    )
    assert said(text)[-1] == ("أحمد فوزي المتحدث باسم الأمم المتحدة", "اللقاء كان مفيدا")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("نقلت ميليشيات الحوثي السجناء إلى صنعاء. وقالت الميليشيات إن الطريق مغلق.", "houthis"),
        ("زار وفد وزارة الدفاع الروسية البلدة. وقالت الوزارة إن الطريق مفتوح.", "russia"),
        ("قالت وزارة الصحة التي تديرها حركة طالبان إن المستشفى مغلق.", "taliban"),
        ("قال المبعوث الدولي إلى اليمن إن الحوار مستمر.", "un"),
        ("قال السفير الأميركي لدى اليمن إن الحوار مستمر.", "usa"),
        ("قال محافظ كركوك إن المدينة آمنة.", "iraq"),
        ("قالت نقابة أطباء السودان إن المستشفيات مغلقة.", None),
    ],
)
def test_the_side_of_a_body_is_whose_it_is_and_not_where_it_is(text, actor):
    assert sides(text)[-1] == actor


@pytest.mark.parametrize(
    ("text", "measure", "party"),
    [
        ("قصفت الطائرات مدينة خيرسون مساء أمس. وأسفر القصف عن مقتل أربعة أشخاص.", "killed", "ukraine"),
        ("أعلن الجيش التركي مقتل 3 جنود في كمين.", "killed", "turkey"),
        ("شن المسلحون هجوما على جنوب لبنان أسفر عن 12 قتيلا.", "killed", "lebanon"),
        ("يواجه 70% من سكان تعز الجوع.", "other", "yemen"),
    ],
)
def test_the_counted_are_those_of_the_place_or_of_the_army_that_tells_of_them(text, measure, party):
    assert next((m, p) for _, m, p in counted(text)) == (measure, party)


def test_a_part_told_in_between_does_not_hide_what_befell_the_whole():
    text = "إن 57 مدنيا بينهم 12 طفلا وست نساء قتلوا في القصف."
    assert [m for _, m, _ in counted(text)] == ["killed", "killed", "killed"]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("أمر الرئيس أمس بوقف الغارات على معسكرات المتمردين.", "truce_start", "happened"),
        ("أوقفت الجماعة إطلاق النار.", "truce_start", "happened"),
        ("أعلنت القيادة بدء هدنة اعتبارا من يوم الأحد المقبل.", "truce_start", "planned"),
        ("هدد الحزب بقطع الهدنة.", "truce_end", "possible"),
        ("وأسفر الهجوم عن أزمة حادة.", "attack", "happened"),
        ("تبنت الحركة قتل شرطيين.", "attack", "happened"),
        ("اشتد القتال حول القاعدة.", "escalation", "happened"),
        ("فشلت صفقة تبادل الأسرى بين الطرفين.", "release", "denied"),
        ("تسعى الأمم المتحدة لتسهيل المحادثات بين الأطراف.", "talks_continue", "ongoing"),
        ("سيتوجه المبعوث بعد ذلك إلى الرياض.", "delegation_arrives", "planned"),
        ("لن تستأنف الغارات إلا بأمر من الرئيس.", "condition", "happened"),
        ("أعلن السفير تخصيص 90 مليون يورو لمساعدة النازحين.", "aid_delivery", "planned"),
    ],
)
def test_happenings_told_in_nouns_and_halts_by_one_side(text, kind, status):
    assert told(text).get(kind) == status


def test_tear_gas_and_sharp_words_are_no_attack():
    assert "attack" not in told("أطلقت الشرطة قنابل الغاز المسيل للدموع.")
    assert "attack" not in told("شن النائب هجوما لاذعا على الحكومة.")


def test_an_attack_told_is_told_apart_from_one_only_referred_to():
    news = "قتل ثلاثة مدنيين في هجوم انتحاري استهدف سوقا في كابل."
    trial = "بدأت محاكمة المتهمين في تفجير الحافلتين أمس."
    assert [e.rule for e in read(news).events if e.kind == "attack"] == ["ar.event.attack"]
    assert {e.rule for e in read(trial).events if e.kind == "attack"} <= {"ar.event.attack-referred"}
