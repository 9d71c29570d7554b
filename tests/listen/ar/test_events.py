"""Arabic events: kinds, statuses and actors, and the words that only look like events."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wasata.listen.ar import events, statements
from wasata.listen.reader import Page
from wasata.listen.roster import default_roster
from wasata.values import EVENT_KINDS, STATUSES


def page_of(text: str) -> Page:
    page = Page(text, "ar", None, default_roster())
    page.statements = statements.find(page)
    return page


def read(text: str) -> dict[str, str]:
    return {e.kind: e.status for e in events.find(page_of(text))}


def actors(text: str, kind: str) -> set[str]:
    return {a for e in events.find(page_of(text)) if e.kind == kind for a in e.actors}


KINDS = [
    ("المفاوضات بين الطرفين مستمرة في جنيف.", "talks_continue", "ongoing"),
    ("تعثرت المحادثات بسبب خلاف على الأسماء.", "talks_suspended", "happened"),
    ("المحادثات تجري بوتيرة أبطأ من المتوقع.", "talks_slow", "ongoing"),
    ("انهارت المفاوضات بين الحكومة الإثيوبية والجبهة.", "talks_suspended", "happened"),
    ("استأنف الوفدان المحادثات في مسقط.", "talks_resumed", "happened"),
    ("وصل المبعوث الأممي إلى طرابلس.", "delegation_arrives", "happened"),
    ("يزور وزير الخارجية التركي موسكو غدا.", "delegation_arrives", "planned"),
    ("غادر الوفد الروسي إسطنبول.", "delegation_leaves", "happened"),
    ("أجرى الرئيس الفرنسي اتصالا هاتفيا مع نظيره اللبناني.", "contact", "happened"),
    ("التقى وزير الخارجية المصري المبعوث الأميركي.", "contact", "happened"),
    ("اقترحت واشنطن هدنة لمدة شهر.", "proposal", "happened"),
    ("وافقت الحكومة الكولومبية على استئناف المحادثات.", "acceptance", "happened"),
    ("رفضت كييف المقترح.", "rejection", "happened"),
    ("لن تبدأ المحادثات إلا بعد انسحاب القوات.", "condition", "happened"),
    ("اشترطت موسكو رفع العقوبات.", "condition", "happened"),
    ("وقع الطرفان اتفاق سلام في جوبا.", "agreement", "happened"),
    ("دخل وقف إطلاق النار حيز التنفيذ فجر الأربعاء.", "truce_start", "happened"),
    ("دعت الأمم المتحدة إلى وقف لإطلاق النار.", "truce_start", "possible"),
    ("مددت الأطراف الهدنة شهرين.", "truce_extension", "happened"),
    ("اتفق الجانبان على تمديد الهدنة.", "truce_extension", "planned"),
    ("خرقت القوات الإريترية الهدنة مرتين.", "truce_violation", "happened"),
    ("انتهت الهدنة مساء الخميس.", "truce_end", "happened"),
    ("أفرجت الحركة عن خمسة رهائن.", "release", "happened"),
    ("أطلقت السلطات سراح 113 أسيرا.", "release", "happened"),
    ("ستفرج طهران عن المحتجزين الأسبوع المقبل.", "release", "planned"),
    ("طالبت المنظمة بالإفراج عن الصحفيين.", "release", "possible"),
    ("تسلم الوسطاء قائمة بأسماء الأسرى.", "list_exchange", "happened"),
    ("دخلت 200 شاحنة مساعدات إلى الإقليم.", "aid_delivery", "happened"),
    ("منع المسلحون دخول القوافل إلى المدينة.", "aid_obstructed", "happened"),
    ("أجلت فرنسا رعاياها من نيامي.", "evacuation", "happened"),
    ("قصفت القوات الروسية محطة للكهرباء.", "attack", "happened"),
    ("يقصف الجيش الأحياء الشرقية.", "attack", "ongoing"),
    ("هدد الناطق باستئناف القتال.", "attack", "possible"),
    ("أدى إطلاق ثلاثة صواريخ إلى أضرار.", "attack", "happened"),
    ("انفجرت عبوة ناسفة قرب الحاجز.", "attack", "happened"),
    ("شهدت الحدود تصعيدا جديدا.", "escalation", "happened"),
    ("قطعت السلطات الإنترنت والاتصالات عن الخرطوم.", "blackout", "happened"),
]


@pytest.mark.parametrize(("text", "kind", "status"), KINDS)
def test_each_kind_with_its_status(text: str, kind: str, status: str) -> None:
    assert read(text).get(kind) == status


NONE = [
    ("دعا الوسطاء إلى وقف العدوان.", "attack"),
    ("طالبوا بوقف إطلاق النار.", "attack"),
    ("ناقشوا بنود الهدنة الأخيرة.", "truce_start"),
    ("تبادل الطرفان الاتهامات.", "release"),
    ("أقر البرلمان الموازنة.", "acceptance"),
    ("اتفاق على خفض التصعيد.", "escalation"),
    ("ارتفعت أسعار الشاحنات.", "aid_delivery"),
    ("خط الاتصال مفتوح.", "contact"),
    ("رفض الوزير هذه الاتهامات.", "rejection"),
    ("نزح السكان إلى القرى المجاورة.", "evacuation"),
]


@pytest.mark.parametrize(("text", "kind"), NONE)
def test_words_that_only_look_like_an_event(text: str, kind: str) -> None:
    assert kind not in read(text)


def test_what_a_party_denies_is_denied() -> None:
    assert read("نفت قوات الدعم السريع قصف سوق في المدينة.") == {"attack": "denied"}


def test_a_deal_not_reached_is_denied() -> None:
    assert read("لم يتوصل الطرفان إلى اتفاق.").get("agreement") == "denied"


def test_happened_beats_planned_within_a_sentence() -> None:
    text = "أفرجت طهران عن محتجز وستفرج عن آخر غدا."
    assert read(text)["release"] == "happened"
    assert len(events.find(page_of(text))) == 1


def test_the_span_is_the_whole_sentence() -> None:
    text = "مقدمة قصيرة. قصفت القوات الروسية محطة للكهرباء! خاتمة."
    (event,) = events.find(page_of(text))
    assert event.span.of(text) == "قصفت القوات الروسية محطة للكهرباء!"


def test_a_mere_speaker_or_place_takes_no_part() -> None:
    text = "قالت وزارة الدفاع الروسية إن الجيش الأوكراني قصف جسرا في سوريا."
    assert actors(text, "attack") == {"ukraine"}


def test_the_freed_and_their_holders_take_part() -> None:
    assert actors("أفرجت إيران عن خمسة أميركيين.", "release") == {"iran", "usa"}


def test_every_event_names_its_rule() -> None:
    for text, kind, _ in KINDS:
        rules = [e.rule.removesuffix("-referred") for e in events.find(page_of(text)) if e.kind == kind]
        assert rules == [f"ar.event.{kind.replace('_', '-')}"]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("قال المبعوث إن الهدنة في اليمن تبدأ يوم الجمعة.", "truce_start", "planned"),
        ("أعلنت الأمم المتحدة التوصل إلى هدنة في السودان لمدة شهرين.", "truce_start", "happened"),
        ("يسعى الوسطاء إلى التوصل إلى هدنة في السودان.", "truce_start", "possible"),
        ("قال الوزير إن الانسحاب مشروط بالإفراج عن الأسرى الأوكرانيين.", "release", "possible"),
        ("قال الوسطاء إنهم يسعون إلى الإفراج عن المحتجزين في صنعاء.", "release", "possible"),
        ("بدأت الهدنة في طرابلس صباح الاثنين.", "truce_start", "happened"),
        ("لن نعود إلى بوغوتا ما لم يُفرج عن المخطوفين.", "release", "possible"),
        ("استعادت كييف 95 أسيرا من روسيا.", "release", "happened"),
    ],
)
def test_what_is_to_come_or_only_sought_is_not_told_as_done(text: str, kind: str, status: str) -> None:
    assert read(text)[kind] == status


@pytest.mark.parametrize("since", ["منذ بدء الهدنة", "منذ بدء سريان الهدنة", "ومنذ بداية الهدنة"])
def test_a_truce_that_only_dates_something_does_not_begin(since: str) -> None:
    assert "truce_start" not in read(f"أفرجت كولومبيا عن 97 سجينا {since}.")


PIECES = st.sampled_from(
    (  # noqa: SIM905
        "لن لم تبدأ المفاوضات إلا بعد وقف إطلاق النار هدنة خرق تمديد قصفت القوات الروسية أفرجت عن أسرى قائمة أسماء سلمت "
        "شاحنة دخلت منع إلى قال إن نفت حماس غزة في . ؟ \n - « » : ، إذا حتى ما شرط تبادل بين جهود الوساطة مستمرة اتفق على "
        "توصل اتفاق \u202b ـ \ud800"
    ).split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_any_text_gives_sound_events_one_per_sentence_and_kind(text: str) -> None:
    page = page_of(text)
    spans = {(s.start, s.end) for s in page.sentences}
    found = events.find(page)
    assert len({(e.span, e.kind) for e in found}) == len(found)
    for e in found:
        assert (e.span.start, e.span.end) in spans
        assert e.kind in EVENT_KINDS
        assert e.status in STATUSES
        assert len(set(e.actors)) == len(e.actors)


NEVER_WAS = [
    ("قال المتحدث إن التفاهم قائم ولم يقع حادث أنهى الهدنة.", "truce_end"),
    ("أكد الناطق أنه لم يحدث أي خرق للهدنة في الجنوب.", "truce_violation"),
    ("وقالت البعثة إنها لم تسجل أي انتهاك لوقف إطلاق النار.", "truce_violation"),
]


@pytest.mark.parametrize(("text", "kind"), NEVER_WAS)
def test_what_is_said_never_to_have_been_is_denied(text: str, kind: str) -> None:
    assert read(text)[kind] == "denied"


def test_what_is_joined_to_a_negation_is_not_denied_by_it() -> None:
    assert read("لم يقع قتلى وانتهت الهدنة.")["truce_end"] == "happened"
