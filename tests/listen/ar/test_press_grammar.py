"""How the Arabic press tells of happenings and of who said what: each class of sentence by two or three of its own."""

from datetime import date

import pytest

from wasata.listen import reader

_DAY = date(2016, 3, 10)


def read(text):
    return reader.read(text, "ar", _DAY)


def told(text):
    return {event.kind: event.status for event in read(text).events}


def said(text):
    return [(s.source.of(text), s.act, s.content.of(text)) for s in read(text).statements]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("أخلت السلطات سبيل 30 معتقلا من السجن المركزي.", "release", "happened"),
        ("استعادت أربع نساء خطفن قبل عام حريتهن.", "release", "happened"),
        ("عاد الصحفيان المخطوفان إلى ذويهما.", "release", "happened"),
        ("غادر الأسرى السجن فجر اليوم.", "release", "happened"),
        ("خطف مسلحون المهندسة في مارس. وقال البيان إن المهندسة جرى تحريرها.", "release", "happened"),
        ("ستستضيف الصين المحادثات الأفغانية.", "talks_continue", "planned"),
        ("بعد يومين من المفاوضات الشاقة لم يتغير شيء.", "talks_continue", "happened"),
        ("هددت الحكومة بوقف الحوار.", "talks_suspended", "possible"),
        ("انسحب وفد المعارضة من مفاوضات السلام.", "talks_suspended", "happened"),
        ("أعلن الوسيط تأجيل المفاوضات إلى أجل غير مسمى.", "talks_suspended", "happened"),
        ("تراوح المفاوضات مكانها منذ شهر.", "talks_slow", "ongoing"),
        ("بدأ المبعوث الأممي جولة في المنطقة تشمل ثلاث عواصم.", "delegation_arrives", "happened"),
        ("وكان رئيس البعثة الدولية قد وصل إلى العاصمة أمس.", "delegation_arrives", "happened"),
        ("أعلنت الحكومة موافقة مصر على فتح المعبر أمام المسافرين.", "acceptance", "happened"),
        ("استجابت الحكومة اليمنية لطلب الوسيط.", "acceptance", "happened"),
        ("تحدث الرئيس هاتفيا مع قادة المنطقة.", "contact", "happened"),
        ("قال: إذا خرج أسرانا من السجون نفرج عن الجنود.", "condition", "happened"),
        ("أدت العملية إلى أضرار، وهي العملية التي جرت أمس وأدت إلى مقتل ثلاثة جنود.", "attack", "happened"),
        ("تضررت المستشفيات كثيرا بسبب القتال.", "attack", "happened"),
        ("سقط صاروخان على قاعدة عسكرية.", "attack", "happened"),
        ("يتلقى النازحون مساعدات في ثلاثة مخيمات.", "aid_delivery", "ongoing"),
        ("خرجت الدفعة الأولى من المدنيين عبر الممر الآمن.", "evacuation", "happened"),
        ("لم تتمكن قوافل الإغاثة من الوصول إلى البلدة.", "aid_obstructed", "happened"),
        ("تظاهر الآلاف للمطالبة بإطلاق سراح الرهائن.", "release", "possible"),
        ("سيطر المقاتلون على القاعدة بعد معارك ضارية.", "attack", "happened"),
    ],
)
def test_the_press_has_many_words_for_one_kind_of_happening(text, kind, status):
    assert told(text).get(kind) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("حذر الوزير من نتائج الحرب الأهلية التي شهدتها البلاد.", "attack"),
        ("يخشى السكان الخروج خوفا من هجمات جديدة.", "attack"),
        ("دخلت الهدنة حيز التنفيذ بوساطة من الأمم المتحدة.", "talks_resumed"),
        ("زار أهالي الجنود ذويهم بعدما سمحت الجبهة بزيارة لعائلات العسكريين.", "delegation_arrives"),
        ("على هامش اللقاء أجرى مراسل المحطة مقابلة مع القائد.", "contact"),
        ("انتهت الهدنة دون تجديد.", "truce_extension"),
        ("انطلقت الجولة الثالثة من المفاوضات بين الطرفين.", "talks_continue"),
        ("أطلق الوزير حملة للتلقيح.", "release"),
        ("إخراج البلاد من الأزمة يحتاج إلى وقت.", "evacuation"),
        ("اتفقا على وقف لإطلاق النار يبدأ فجر الغد.", "attack"),
        ("سلمت الحركة الوسطاء ردها على المقترح.", "proposal"),
        ("رفض زعيم المتمردين التوقيع على اتفاق السلام.", "agreement"),
        ("لم تتمكن قوافل الإغاثة من الوصول إلى البلدة.", "aid_delivery"),
        ("قال إن الجولة الثانية من المحادثات أرجئت إلى الأسبوع المقبل.", "talks_continue"),
    ],
)
def test_what_only_looks_like_a_happening_is_none(text, kind):
    assert kind not in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "أدان رئيس الوزراء د. سالم القحطاني تفجير السوق.",
            ("رئيس الوزراء د. سالم القحطاني", "say", "تفجير السوق"),
        ),
        (
            "حذر الوزير أمس من كارثة صحية خلال زيارته المخيم.",
            ("الوزير", "warn", "كارثة صحية"),
        ),
        (
            'قالت الطبيبة هناء إن "الوضع لا يحتمل التأخير" بعد جولة على المخيم.',
            ("الطبيبة هناء", "say", "الوضع لا يحتمل التأخير"),
        ),
        (
            "وكانت هيئة الموانئ أعلنت في 26 مارس/آذار 2015، وقف رحلاتها إلى الجزيرة.",
            ("هيئة الموانئ", "say", "وقف رحلاتها إلى الجزيرة"),
        ),
        (
            "أطلق المفوض السامي للأمم المتحدة نداء إلى الدول المانحة لسد العجز.",
            ("المفوض السامي للأمم المتحدة", "demand", "سد العجز"),
        ),
        (
            'رفع المحتجون لافتات كتب عليها "افتحوا الطريق إلى المدينة".',
            ("المحتجون", "demand", "افتحوا الطريق إلى المدينة"),
        ),
        (
            "طالب الوزير المجتمع الدولي بالاهتمام بالمخيمات، التي وصفها بالمنسية.",
            ("الوزير", "say", "المنسية"),
        ),
        ("وبدوره طالب ممثل المفوضية بإدخال الدواء.", ("ممثل المفوضية", "demand", "إدخال الدواء")),
        ("ودان الاتحاد الأوروبي بشدة قصف المدرسة.", ("الاتحاد الأوروبي", "say", "قصف المدرسة")),
        ("وبحسب مصادر طبية فإن عدد القتلى ارتفع.", ("مصادر طبية", "say", "عدد القتلى ارتفع")),
        ("وجددت الخارجية الإيرانية نفيها إرسال السلاح.", ("الخارجية الإيرانية", "deny", "نفيها إرسال السلاح")),
        ("وتقدم الرئيس من عائلات الضحايا بأحر العزاء.", ("الرئيس", "say", "أحر العزاء")),
    ],
)
def test_the_press_has_many_ways_to_report_words(text, expected):
    assert expected in said(text)


def test_words_in_an_interview_are_of_the_one_interviewed():
    text = 'أجرت القناة مقابلة مع كريم الحلبي، قال فيها "لن نترك أحدا خلفنا ما دمنا أحياء".'
    assert ("كريم الحلبي", "say", "لن نترك أحدا خلفنا ما دمنا أحياء") in said(text)


def test_words_in_a_call_are_of_the_caller():
    text = "تلقى الوزير اتصالا من الأمين العام للأمم المتحدة، عبّر فيه عن قلقه من المعارك."
    assert [source for source, _, content in said(text) if content.startswith("قلقه")] == ["الأمين العام للأمم المتحدة"]


def test_officials_of_nothing_named_are_anonymous_and_officials_of_a_ministry_are_not():
    plain = "قال مسؤولون إن الجسر مغلق."
    (statement,) = read(plain).statements
    assert statement.source_kind == "anonymous"
    (statement,) = read("قال مسؤولون في وزارة الدفاع إن الجسر مغلق.").statements
    assert statement.source_kind == "office"


def test_a_delegation_speaks_for_its_government_and_not_for_its_host():
    text = "تدخل الحرب في اليمن عامها الثامن. وهدد وفد الحكومة في العاصمة الأردنية بالتوقف عن المشاورات."
    (statement,) = read(text).statements
    assert (statement.actor, statement.act) == ("yemen", "threaten")


def test_a_company_with_a_country_in_its_name_speaks_for_no_side():
    (statement,) = read("أعلنت شركة مصر للطيران أن رحلاتها متوقفة.").statements
    assert statement.actor is None


def test_a_paper_that_received_a_statement_carried_it():
    text = "وأفاد المكتب -في بيان تلقت الأناضول نسخة منه- أن الطريق مغلق."
    (statement,) = read(text).statements
    assert statement.via is not None
    assert statement.via.of(text) == "الأناضول"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("عاد نصف مليون طالب إلى المدارس.", ("نصف مليون طالب", 500_000, "people", None)),
        ("تعليم 300 ألف طفل لاجئ سوري واجب.", ("300 ألف طفل لاجئ سوري", 300_000, "people", "syria")),
        ("يعاني خمسة ملايين شخص من سكان تعز.", ("خمسة ملايين شخص", 5_000_000, "population", "yemen")),
        ("قتل ثلاثة متطرفين في أفغانستان.", ("ثلاثة متطرفين", 3, "killed", None)),
    ],
)
def test_halves_of_a_million_refugees_inhabitants_and_militants_are_counted_as_such(text, counted):
    (figure,) = read(text).figures
    assert (figure.span.of(text), figure.value, figure.measure, figure.party) == counted


def test_what_one_rejects_in_a_quotation_is_one_statement():
    text = 'وقالت الوزارة في بيان لها: "نرفض أي تدخل في شؤوننا".'
    assert said(text) == [("الوزارة", "reject", "نرفض أي تدخل في شؤوننا")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "وقال فرح مساء، مدير الصيدلة في مستشفى النور، لرويترز إن الدواء نفد.",
            "فرح مساء، مدير الصيدلة في مستشفى النور",
        ),
        ('ولفتت "واشنطن بوست" إلى أن الميناء مغلق.', "واشنطن بوست"),
    ],
)
def test_a_name_of_two_words_is_whole(text, source):
    assert said(text)[0][0] == source


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("توعدت إثيوبيا بالقضاء على المتمردين، وشنت هجوما أسفر عن مقتل 40 شخصا.", "القضاء على المتمردين"),
        ("اتهمت إيران الأمم المتحدة بالانحياز ورفضت الحضور.", "الانحياز"),
        ("وأعلن الجيش مقتل 3 جنود، ما يرفع حصيلة قتلاه إلى 361.", "مقتل 3 جنود"),
        ("ردت إثيوبيا وشنت هجوما أسفر عن مقتل 400 شخص، وفق بيانات وزارة الصحة.", "أسفر عن مقتل 400 شخص"),
        ("بدأت الحرب بهجوم شنه المتمردون، أسفر عن مقتل 120 شخصا، حسب تعداد لـ«فرانس برس».", "أسفر عن مقتل 120 شخصا"),
    ],
)
def test_what_the_writer_adds_is_not_said(text, content):
    assert said(text)[0][2] == content


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("أدى الثلج إلى منع إجلاء عشرات الجرحى من البلدة.", "aid_obstructed", "happened"),
        ("تتواصل الغارات الجوية على مناطق الإقليم لليوم العاشر.", "attack", "ongoing"),
        ("قال السكان إن قوات إثيوبية تحاصر المدينة.", "attack", "ongoing"),
        ("قال الناطق إن دبابات الجيش تطلق القذائف باتجاه القرية.", "attack", "ongoing"),
        ("قال الناطق إن الحكومة تعتزم توسيع اجتياحها العسكري للمدينة.", "attack", "planned"),
        ("شكر الوزير نظيره على الجهود المستمرة لتأمين إطلاق سراح الرهائن.", "release", "possible"),
        ("شكر الوزير نظيره على إطلاق سراح الرهائن.", "release", "happened"),
        ("انهارت المرافق جراء القصف الذي يودي بحياة كثيرين.", "attack", "ongoing"),
        ("تحدث وزير الخارجية الكندي فلان الفلاني الجمعة مع وزير الخارجية الكيني.", "contact", "happened"),
    ],
)
def test_what_goes_on_and_what_is_hindered(text, kind, status):
    assert told(text)[kind] == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("زار المفتش مستشفى سمير عدوان في الشمال.", "attack"),
        ("يجب أن تتوقف الحكومة عن الهجمات على القرى.", "attack"),
        ("أدى الثلج إلى منع إجلاء عشرات الجرحى من البلدة.", "evacuation"),
    ],
)
def test_names_and_what_is_to_cease_are_no_events(text, kind):
    assert kind not in told(text)


@pytest.mark.parametrize(
    ("text", "told_by"),
    [
        (
            "وقال الجيش السوداني إنه فتح الطرق وألقى باللوم على خصومه في نهب المخازن.",
            [("الجيش السوداني", "say", "فتح الطرق"), ("الجيش السوداني", "accuse", "نهب المخازن")],
        ),
        ("ألقى الوزير كلمة في الحفل.", []),
        ("ناشدت اللجنة بوقف القصف على المشافي.", [("اللجنة", "demand", "وقف القصف على المشافي")]),
        ("ويعتقد العديد من اليمنيين أن الميناء سيغلق.", [("العديد من اليمنيين", "say", "الميناء سيغلق")]),
        ("نشر الفصيل، عبر حسابه على المنصة، صورا عن المكان.", []),
        (
            "قالت المصادر إن الجيش يحاصر المستشفى ويطالب بإخلائه خلال ساعات.",
            [
                ("المصادر", "say", "الجيش يحاصر المستشفى ويطالب بإخلائه خلال ساعات"),
                ("الجيش", "demand", "إخلائه خلال ساعات"),
            ],
        ),
    ],
)
def test_blame_many_people_and_shared_subjects(text, told_by):
    assert said(text) == told_by


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قال مسؤولون مصريون إن محادثات الهدنة مستمرة.", ["talks_continue"]),
        ("مفاوضات وقف الحرب متواصلة في جنيف.", ["talks_continue"]),
        ("رغم المحادثات، الحرب مستمرة.", []),
    ],
)
def test_what_talks_are_about_does_not_hide_that_they_go_on(text, kinds):
    assert [e.kind for e in reader.read(text, "ar", None).events if e.kind.startswith("talks")] == kinds
