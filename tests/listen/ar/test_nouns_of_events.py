"""Arabic events carried by nouns, and statements whose speaker is only a surname: the grammar of three conflicts each."""

from datetime import date

import pytest

from wasata.listen.reader import Reading, read


def reading(text: str) -> Reading:
    return read(text, "ar", date(2023, 10, 28))


def told(text: str) -> dict[str, str]:
    return {e.kind: e.status for e in reading(text).events}


EVENTS = [
    # clashes, battles and wars with their parties
    ("جاء ذلك غداة اشتباكات شهدتها العاصمة بين قوات الحكومة والمتمردين.", "attack", "happened"),
    ("تدور معارك ضارية في شرق الكونغو للسيطرة على غوما.", "attack", "ongoing"),
    ("نزح السكان منذ بدء الحرب الروسية على أوكرانيا.", "attack", "happened"),
    ("فتح مسلحان صباح الاثنين النار على القنصلية.", "attack", "happened"),
    ("أصابت صواريخ أطلقت من الجو ثلاثة مخازن في لفيف.", "attack", "happened"),
    ("يفرض المتمردون حصارا على البلدة منذ أسابيع.", "attack", "ongoing"),
    ("وصل إلى تعز التي يفرض عليها المسلحون حصارا خانقا.", "attack", "ongoing"),
    ("سقط خمسة آلاف مدني بين قتيل وجريح بسبب أعمال العنف.", "attack", "happened"),
    # visits bound for a place, meetings of sides
    ("تأتي زيارة الوزير إلى موسكو لبحث الأزمة.", "delegation_arrives", "happened"),
    ("وقال إن زيارته للولايات المتحدة جاءت للتنسيق.", "delegation_arrives", "happened"),
    ("ووصل بيتر ماور إلى صنعاء صباح السبت.", "delegation_arrives", "happened"),
    ("أوفدت الجزائر مبعوثا إلى باماكو للقاء الأطراف.", "delegation_arrives", "happened"),
    ("قال ذلك في اجتماع للحلفاء في برلين.", "contact", "happened"),
    ("وبحث الجانبان الأزمة في ليبيا.", "contact", "happened"),
    ("أكدت الوزيرة أن محادثاتها مع الرئيس كانت مثمرة.", "contact", "happened"),
    ("سيتناول اللقاء المرتقب بين الوزيرين الملف اليمني.", "contact", "planned"),
    ("السلطات في البلدين على اتصال لتبادل الجثامين.", "contact", "ongoing"),
    # talks that are over, that made no headway, that were put off
    ("وقال بعد مفاوضات شاقة بين الحكومة والحركة إن الخلاف باق.", "talks_continue", "happened"),
    ("وأوضح أن المباحثات تطرقت إلى الملف السوري.", "talks_continue", "happened"),
    ("استضافت باكستان مفاوضات بين طالبان والحكومة الأفغانية.", "talks_continue", "happened"),
    ("لا تحرز المحادثات بين موسكو وكييف أي تقدم.", "talks_slow", "ongoing"),
    ("أرجأت الأطراف الجولة الثانية من المفاوضات إلى أجل غير مسمى.", "talks_suspended", "happened"),
    ("كان من المقرر عقد جولة من المحادثات الجمعة إلا أن إسلام آباد أرجأتها.", "talks_suspended", "happened"),
    # deals reached and not reached
    ("فشل الوزراء في التوصل إلى اتفاق بشأن الحدود.", "agreement", "denied"),
    ("من الممكن التوصل إلى اتفاق قبل نهاية الشهر.", "agreement", "possible"),
    ("ستبذل واشنطن ما في وسعها لإبرام الاتفاقية.", "agreement", "possible"),
    ("أكدت التزامها بتطبيق اتفاق السلام الموقع في باماكو.", "agreement", "happened"),
    ("طلب المتمردون هدنة مرات عدة، لكن السلطات رفضت ذلك.", "rejection", "happened"),
    ("قيادي في الحركة: لسنا مع هدنة تستمر فيها المعاناة.", "rejection", "happened"),
    ("قالت الحركة إنها لم تغير شروطها للصفقة.", "condition", "happened"),
    ("أمر الرئيس الكولومبي، أمس، بوقف الغارات الجوية على معسكرات المتمردين.", "truce_start", "happened"),
    # aid and prisoners
    ("أقر مجلس الشيوخ مساعدات جديدة لأوكرانيا.", "aid_delivery", "planned"),
    ("حول الاتحاد الأوروبي مساعدات جديدة إلى كييف.", "aid_delivery", "happened"),
    ("أصدر الرئيس عفوا عن 44 صيادا محتجزين منذ أبريل.", "release", "planned"),
]


@pytest.mark.parametrize(("text", "kind", "status"), EVENTS)
def test_a_noun_tells_its_event(text: str, kind: str, status: str) -> None:
    assert told(text).get(kind) == status, told(text)


NONE = [
    ("يطمح المدرب إلى أن يستعيد مهاجمه الإيطالي عافيته.", "attack"),
    ("قال إن المهمة الأساسية هي قمع وسائل الإعلام.", "attack"),
    ("خاض الفريق سبع مواجهات تجريبية هذا الصيف.", "attack"),
    ("لا يعني ذلك أن الرئيس تخلى عن طموحاته في المدينة.", "evacuation"),
    ("جدد المبعوث دعوته لوقف إطلاق النار.", "truce_extension"),
    ("أرسل القائد رسالة إلى بغداد.", "delegation_arrives"),
]


@pytest.mark.parametrize(("text", "kind"), NONE)
def test_what_only_looks_like_an_event_is_none(text: str, kind: str) -> None:
    assert kind not in told(text)


SAID = [
    (
        "قال ياسين مكاوي مستشار الرئيس إن القتال مستمر. وطالب مكاوي المنظمات الدولية بضرورة التحرك.",
        [("ياسين مكاوي مستشار الرئيس", "القتال مستمر"), ("مكاوي", "ضرورة التحرك")],
    ),
    (
        "قال حامد رافع الخيالي عميد البلدية إن القتال توقف. وأكد الخيالي وقوع قتلى.",
        [("حامد رافع الخيالي عميد البلدية", "القتال توقف"), ("الخيالي", "وقوع قتلى")],
    ),
    ("أكد أكثر من مصدر في بيروت اختطاف خمسة مواطنين.", [("أكثر من مصدر في بيروت", "اختطاف خمسة مواطنين")]),
    ("وأكدت الجماعة اليوم السبت جاهزيتها للرد.", [("الجماعة", "جاهزيتها للرد")]),
    ("وكانت النيابة العامة طلبت إضافة سبع سنوات.", [("النيابة العامة", "إضافة سبع سنوات")]),
    ("دعا المجلس إلى ما وصفه بحوار حقيقي.", [("المجلس", "حوار حقيقي")]),
    (
        "مجلس القيادة يلتزم بالهدنة وجماعة الحوثي تحذر من خرقها.",
        [("جماعة الحوثي", "خرقها")],
    ),
    ("وقال محمد كنار منسق الوكالة الوطنية إن اللاجئين وصلوا.", [("محمد كنار منسق الوكالة الوطنية", "اللاجئين وصلوا")]),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_the_speaker_and_the_words_are_found(text: str, said: list[tuple[str, str]]) -> None:
    assert [(s.source.of(text), s.content.of(text)) for s in reading(text).statements] == said


def test_a_minister_speaks_for_no_state_where_two_are_as_near() -> None:
    text = "تبادلت إثيوبيا وإريتريا القصف. تقاتلت فرنسا وألمانيا. وقال وزير الدفاع إن الحرب انتهت."
    (statement,) = reading(text).statements
    assert statement.actor is None


COUNTED = [
    ("تبلغ قيمة المساعدات 8ر1 مليار يورو.", 1_800_000_000.0, "money"),
    ("حصلت البلاد على 61ر1 مليار يورو.", 1_610_000_000.0, "money"),
    ("وزع البرنامج 50ر62 مليون دولار.", 62_500_000.0, "money"),
    ("أعلنت البعثة مقتل وإصابة 3440 عراقيا.", 3440.0, "people"),
    ("إن 1.3 مليون يمني أجبروا على النزوح.", 1_300_000.0, "displaced"),
]


@pytest.mark.parametrize(("text", "value", "measure"), COUNTED)
def test_a_number_is_worth_what_its_reader_sees(text: str, value: float, measure: str) -> None:
    (figure,) = reading(text).figures
    assert (float(figure.value), figure.measure) == (value, measure)  # type: ignore[arg-type]


def test_those_counted_keep_the_people_named_with_them() -> None:
    (figure,) = reading("أكدت الشرطة اختطاف 5 مواطنين تشيكيين.").figures
    assert (figure.measure, figure.party) == ("held", "other")
