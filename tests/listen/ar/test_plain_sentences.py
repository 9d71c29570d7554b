"""Quite ordinary sentences of a mediator's morning: what is denied, what holds, what nobody said, whose people, who told whom."""

from datetime import date

import pytest

from wasata.listen import reader

_DAY = date(2021, 8, 17)


def read(text):
    return reader.read(text, "ar", _DAY)


def said(text):
    return [(s.source.of(text), s.content.of(text)) for s in read(text).statements]


def told(text):
    return {event.kind: event.status for event in read(text).events}


def doers(text, kind):
    return {actor for event in read(text).events if event.kind == kind for actor in event.actors}


def counted(text):
    return [
        (f.span.of(text), f.measure, f.party, None if f.source is None else f.source.of(text))
        for f in read(text).figures
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("نفت الخارجية العمانية، الأحد، تعثر المشاورات.", "تعثر المشاورات"),
        ("نفى مكتب الوسيط، أمس، انهيار المشاورات.", "انهيار المشاورات"),
        ("أعلنت وزارة العدل، الثلاثاء 3 أغسطس/آب 2021، الإفراج عن 12 معتقلا.", "الإفراج عن 12 معتقلا"),
        ("أعلنت الهيئة، 9 أغسطس/آب، وقف العمليات.", "وقف العمليات"),
        ("أعلنت المديرية اليوم 30 إصابة جديدة.", "30 إصابة جديدة"),
    ],
)
def test_a_day_between_a_speaker_and_his_noun_is_no_part_of_what_he_said(text, content):
    assert [words for _, words in said(text)] == [content]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("نفى مكتب الوسيط انهيار المشاورات.", "denied"),
        ("قال الوسيط إن المشاورات لم تنهر.", "denied"),
        ("لم تتوقف المفاوضات رغم القصف.", "denied"),
        ("انهارت المفاوضات مساء الأحد.", "happened"),
        ("حذر الوسيط من انهيار المفاوضات.", "possible"),
        ("يرجح أن تنهار المفاوضات قريبا.", "possible"),
    ],
)
def test_whether_talks_collapsed(text, status):
    assert told(text).get("talks_suspended") == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("الهدنة في المدينة صامدة.", "ongoing"),
        ("قال المراقب إن الهدنة سارية.", "ongoing"),
        ("لا تزال الهدنة قائمة.", "ongoing"),
        ("الهدنة لا تزال سارية المفعول.", "ongoing"),
        ("أكد المراقبون أن وقف إطلاق النار لا يزال صامدا.", "ongoing"),
        ("يأمل السكان أن تبقى الهدنة قائمة.", "possible"),
        ("إذا صمدت الهدنة عادت المدارس.", "possible"),
        ("لم تعد الهدنة قائمة.", "denied"),
    ],
)
def test_a_truce_that_is_said_to_hold_goes_on(text, status):
    assert told(text).get("truce_start") == status


@pytest.mark.parametrize(
    "text", ["كانت الهدنة قائمة حين وصلنا.", "راقب الفريق الهدنة السارية.", "سقط القتلى في الهدنة، والمدينة صامدة."]
)
def test_a_truce_only_named_or_past_is_not_said_to_hold(text):
    assert "truce_start" not in told(text)


def test_terms_not_kept_are_a_breach_and_no_beginning():
    text = "تحدث القائد متهما طالبان بعدم تنفيذ بنود الهدنة."
    assert told(text) == {"truce_violation": "happened"}


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("نفت طالبان قصف مستشفى في قندهار.", "attack", {"taliban"}),
        ("نفت الحكومة الليبية قصف روسيا المطار.", "attack", {"russia"}),
        ("قال الحوثيون إن قواتهم لم تقصف المطار.", "attack", {"houthis"}),
        ("قالت طالبان إنها أفرجت عن ثلاثة رهائن.", "release", {"taliban"}),
        ("نفى البيت الأبيض انهيار المحادثات.", "talks_suspended", set()),
        ("وافق الحوثيون على الهدنة، بحسب الخارجية الألمانية.", "acceptance", {"houthis"}),
        ("قالت الخارجية الألمانية إن الحوثيين وافقوا على الهدنة.", "acceptance", {"houthis"}),
    ],
)
def test_who_would_have_done_it_takes_part_and_who_only_tells_of_it_does_not(text, kind, who):
    assert kind in told(text)
    assert doers(text, kind) == who


def test_an_attack_that_was_not_is_denied():
    assert told("قال الناطق إن الطائرات لم تقصف السوق.").get("attack") == "denied"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("عاد الفريق قبل أن يصل المبعوث إلى عدن.", "delegation_arrives"),
        ("لم يوضح الناطق أن الهدنة انتهت.", "truce_end"),
        ("لم يحدد الوزير متى يصل الوفد.", "delegation_arrives"),
        ("يزعم أن الوفد غادر العاصمة.", "delegation_leaves"),
    ],
)
def test_what_nobody_asserts_did_not_happen(text, kind):
    assert told(text).get(kind) == "possible"


@pytest.mark.parametrize("text", ["ويعتقد أن له صلة بالهجوم الذي استهدف الثكنة.", "ويعتقد أن الجماعة وراء الهجوم."])
def test_an_attack_that_only_the_guilty_are_supposed_of_still_happened(text):
    assert told(text).get("attack") == "happened"


def test_words_that_the_text_credits_to_nobody_are_nobodys():
    assert [(s.source_kind, s.actor) for s in read("قال إنه سيعود غدا.").statements] == [("anonymous", None)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("أعلن الحوثيون مقتل ثلاثة من مقاتليهم.", ("ثلاثة من مقاتليهم", "killed", "houthis", "الحوثيون")),
        ("أعلن الجيش السوداني مقتل أربعة من جنوده.", ("أربعة من جنوده", "killed", "sudan_army", "الجيش السوداني")),
        (
            "قال القائد إن 90 أسيرا من الجيش محتجزون لدى قوات الدعم السريع.",
            ("90 أسيرا", "held", "sudan_army", "القائد"),
        ),
        ("قتل 11 مدنيا، بحسب وزارة الصحة السودانية.", ("11 مدنيا", "killed", None, "وزارة الصحة السودانية")),
        ("قتل 11 مدنيا سودانيا.", ("11 مدنيا سودانيا", "killed", "other", None)),
        ("تظاهر 40 ألفا (حسب المنظمين) في الساحة.", ("40 ألفا", "people", None, "المنظمين")),
        ("خرج الآلاف (40 ألفا حسب المنظمين) في الساحة.", ("40 ألفا", "other", None, "المنظمين")),
    ],
)
def test_whose_people_are_counted_and_by_whom(text, figure):
    assert counted(text) == [figure]


def test_the_army_is_the_one_the_report_calls_by_its_people():
    text = "قصف الجيش مواقع قوات الدعم السريع."
    assert doers(text, "attack") == {"sudan_army", "rsf"}
    assert [s.actor for s in read("اقترب الجيش اللبناني. وقال الجيش إن الطريق آمن.").statements] == ["lebanon"]


def test_two_armies_named_leave_the_army_nobodys():
    text = "يتقدم الجيش العراقي والجيش التركي. وقصف الجيش القرية."
    assert [e.actors for e in read(text).events if e.kind == "attack"] == [()]


def test_the_paper_somebody_told_is_how_his_words_came():
    text = "قال المتحدث باسم البلدية لسودان تربيون إن الجسر مغلق."
    [statement] = read(text).statements
    assert statement.via is not None
    assert statement.via.of(text) == "سودان تربيون"
    assert statement.source.of(text) == "المتحدث باسم البلدية"


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "وقال ناظر المدرسة إن السور تصدع، وأضاف كشمولة أن الفصول أغلقت.",
            [("ناظر المدرسة", "السور تصدع"), ("كشمولة", "الفصول أغلقت")],
        ),
        ("وافقوا على الحوار، نفى زعيم القبيلة وجود وثيقة.", [("زعيم القبيلة", "وجود وثيقة")]),
        (
            "رفض الوزير الورقة قائلا إن الوقت مبكر.",
            [("الوزير", "الورقة"), ("الوزير", "الوقت مبكر")],
        ),
        (
            "وصل الوزير إلى مسقط. وقال للصحافيين إن اللقاء مفيد.",
            [("الوزير", "اللقاء مفيد")],
        ),
        ("ووفقا لسجلات المحكمة العليا فقد دفع التاجر الغرامة.", [("المحكمة العليا", "دفع التاجر الغرامة")]),
        ("ووفقا لسجلات القضية فقد دفع التاجر الغرامة.", [("سجلات القضية", "دفع التاجر الغرامة")]),
        ("قال الوزير إن الطريق آمن وأن الجسر مفتوح.", [("الوزير", "الطريق آمن وأن الجسر مفتوح")]),
        ("قال الوزير: أريد أن أوضح أن الجسر مفتوح.", [("الوزير", "أريد أن أوضح أن الجسر مفتوح")]),
        ("عاجل | الوزير: لن نفتح الجسر اليوم.", [("الوزير", "لن نفتح الجسر اليوم")]),
        ("قال الوزير إن الطريق آمن. وأضاف «لن نغلقه».", [("الوزير", "الطريق آمن"), ("الوزير", "لن نغلقه")]),
        (
            "وكان المتحدث باسم الهيئة سالم العبري أكد أن الجسر مفتوح.",
            [("المتحدث باسم الهيئة سالم العبري", "الجسر مفتوح")],
        ),
    ],
)
def test_the_hard_constructs_of_the_press(text, statements):
    assert said(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        "يُرجح أن الجسر سيفتح.",
        "يزعم أنها وصلت إلى الميناء.",
        "غادر القاعة قبل أن يعلن النتيجة.",
        "يبدأ الشهر وفق التقويم القديم.",
    ],
)
def test_what_nobody_says(text):
    assert said(text) == []


def test_an_outlet_that_relayed_what_one_confirms_only_carried_it():
    text = "أكدت حماس، وفق ما نقلت رويترز عن مصدر مصري، أن الوفد غادر."
    [statement] = read(text).statements
    assert statement.source.of(text) == "حماس"
    assert statement.via is not None
    assert statement.via.of(text) == "رويترز"
