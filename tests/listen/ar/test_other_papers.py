"""Arabic reports of other states, years and papers: classes of sentences that the press writes of any war."""

from datetime import date

import pytest

from wasata.listen import reader

DAY = date(2016, 3, 10)


def read(text: str) -> reader.Reading:
    return reader.read(text, "ar", DAY)


@pytest.mark.parametrize(
    ("text", "source", "kind", "actor"),
    [
        ("وقال مسؤول من مالي إن الطريق مغلق.", "مسؤول من مالي", "office", "other"),
        ("وأعلن الجيش النيجيري أن الطريق مغلق.", "الجيش النيجيري", "organisation", "other"),
        ("من جانبها، اتهمت كينيا الحركة بخرق الاتفاق.", "كينيا", "organisation", "other"),
        ("قال المتحدث باسم الجيش “توماس بارو” إن الطريق مغلق.", "المتحدث باسم الجيش “توماس بارو”", "person", None),
        ("وأكد وزير الدفاع الإيطالي باولو برناردي أن الطريق مغلق.", "وزير الدفاع الإيطالي باولو برناردي", "person", "other"),
        ("وقالت مديرة شؤون اللاجئين في كينيا، ليودا بروكا، إن المخيم مفتوح.",
         "مديرة شؤون اللاجئين في كينيا، ليودا بروكا", "person", "other"),
        ("أكد تقرير سنوي لخبراء الأمم المتحدة أن الحظر قائم.", "تقرير سنوي لخبراء الأمم المتحدة", "organisation", "un"),
        ("وجاء في بيان لوزارة الدفاع السورية: «الطريق مغلق».", "وزارة الدفاع السورية", "organisation", "syria"),
        ("وأعلن مركز الدرك المحلي أن الطريق مغلق.", "مركز الدرك المحلي", "organisation", None),
    ],
)  # fmt: skip
def test_who_speaks_for_a_state_off_the_roster(text: str, source: str, kind: str, actor: str | None) -> None:
    said = read(text).statements
    assert [(s.source.of(text), s.source_kind, s.actor) for s in said] == [(source, kind, actor)]


def test_an_office_that_names_no_state_takes_the_side_of_the_state_before_it() -> None:
    text = "وصلت قوات من مالي إلى البلدة. وقال المتحدث باسم الجيش إن الطريق مغلق."
    assert [s.actor for s in read(text).statements] == ["other"]


def test_the_statement_that_adds_something_is_whoever_issued_it() -> None:
    text = "قالت الحكومة الكينية في بيان إن الطريق مغلق. وأضاف البيان أن المدرسة مفتوحة."
    assert [s.source.of(text) for s in read(text).statements] == ["الحكومة الكينية", "الحكومة الكينية"]


def test_an_attitude_inside_ones_own_words_is_no_second_statement() -> None:
    text = "قال الوزير الكيني إن بلاده تأمل أن تعود الوفود، وأضاف إنه يتوقع أن تنجح."
    assert [s.cue.of(text) for s in read(text).statements] == ["قال", "أضاف"]


def test_also_before_a_verb_is_not_as_he_said() -> None:
    text = "كما أعلن الوزير الكيني أن المدرسة مفتوحة."
    (said,) = read(text).statements
    assert (said.cue.of(text), said.content.of(text)) == ("أعلن", "المدرسة مفتوحة")


def test_what_an_outlet_only_carried_is_one_statement_through_it() -> None:
    text = "قال الوزير الكيني إن المدرسة مفتوحة، بحسب ما نقلت رويترز."
    (said,) = read(text).statements
    assert (said.content.of(text), said.via and said.via.of(text)) == ("المدرسة مفتوحة", "رويترز")


def test_a_dateline_with_its_paper_is_no_voice() -> None:
    text = "الرياض - «الشرق الأوسط»: أعلن الجيش الكيني أن الطريق مغلق."
    assert [s.cue.of(text) for s in read(text).statements] == ["أعلن"]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("سقطت ثلاثة صواريخ على المطار.", "attack", "happened"),
        ("وقع تبادل لإطلاق النار على الحدود.", "attack", "happened"),
        ("وقتل المسلحون ستة أشخاص.", "attack", "happened"),
        ("حررت القوات النيجيرية خلال عملية ليلية 30 رهينة.", "release", "happened"),
        ("أطلق متمردون من الحركة المسلحة في الإقليم أمس سراح الجندي.", "release", "happened"),
        ("قال القائد: «حررنا الرهائن».", "release", "happened"),
        ("وجاء ذلك عقب لقائه بوزير الخارجية الإيطالي.", "contact", "happened"),
        ("وقع رئيس الدولة وزعيم المتمردين في الإقليم اتفاق سلام.", "agreement", "happened"),
        ("توصلت الحكومة والمتمردون، الليلة، إلى اتفاق.", "agreement", "happened"),
        ("وأوقف الرئيس مفاوضات السلام قبل أسبوعين.", "talks_suspended", "happened"),
        ("ستباشر الحكومة في كيتو مفاوضات سلام مع الحركة.", "talks_resumed", "planned"),
        ("وتخوض الحكومة والحركة منذ عام محادثات سلام.", "talks_continue", "ongoing"),
        ("أعلنت الحركة وقف القتال، وأعلن الجيش الكيني وقفا للنار.", "truce_start", "happened"),
    ],
)  # fmt: skip
def test_what_happened_by_the_nouns_and_verbs_of_the_press(text: str, kind: str, status: str) -> None:
    assert (kind, status) in [(e.kind, e.status) for e in read(text).events]


def test_words_said_again_are_no_renewed_truce() -> None:
    assert "truce_extension" not in [e.kind for e in read("جدد الوسيط التزامه بدعم الهدنة.").events]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("شرع (120) أسيرا في الإضراب.", [("(120) أسيرا", 120)]),
        ("بعد أكثر من عقد من الحرب.", [("أكثر من عقد", 10)]),
        ("سقط مدنيان اثنان في القصف.", [("مدنيان اثنان", 2)]),
        ("عقد اللقاء الأحد 26 / 11 / 1435هـ في القاهرة.", []),
    ],
)
def test_what_counts_in_brackets_in_lengths_and_in_dates(text: str, figures: list[tuple[str, int]]) -> None:
    assert [(f.span.of(text), f.value) for f in read(text).figures] == figures


def test_captives_that_are_let_go_are_released_whatever_held_them() -> None:
    text = "تم إنقاذ 178 شخصا كانوا محتجزين لدى الحركة، وأطلقت سراح أربع رهائن احتجزهم مسلحون."
    assert [f.measure for f in read(text).figures] == ["released", "released"]


def test_the_parts_of_a_count_are_the_people_of_the_only_state_named() -> None:
    text = "حرر الجيش النيجيري 30 رهينة بينهم 21 طفلا و9 نساء."
    assert [(f.measure, f.party) for f in read(text).figures] == [("released", "other")] * 3


def test_since_days_and_last_night_are_dates() -> None:
    text = "بدأ الإضراب منذ خمسة أيام، ووصل الوزير الليلة الماضية."
    assert [(d.span.of(text), (d.first, d.last)) for d in read(text).dates] == [
        ("منذ خمسة أيام", (date(2016, 3, 5), date(2016, 3, 5))),
        ("الليلة الماضية", (date(2016, 3, 9), date(2016, 3, 9))),
    ]


def test_a_mediator_who_tells_of_captives_does_not_become_their_people():
    text = "قال المتحدث باسم وزارة الخارجية القطرية إن المحادثات معلقة. وأضاف أن 14 محتجزا أفرج عنهم يوم الاثنين."
    (figure,) = reader.read(text, "ar", date(2023, 11, 21)).figures
    assert (figure.measure, figure.party) == ("released", None)


@pytest.mark.parametrize("did", ["غادروا", "خرجوا من", "عادوا إلى", "وصلوا إلى"])
def test_what_those_counted_did_is_no_adjective_of_theirs(did):
    (figure,) = reader.read(f"وقالت الوزارة إن 12 محتجزا {did} صنعاء.", "ar", None).figures
    assert figure.span.of(f"وقالت الوزارة إن 12 محتجزا {did} صنعاء.") == "12 محتجزا"
