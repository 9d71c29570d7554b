"""Search finds what a person meant, and marks it in words that stay as they were written."""

from collections.abc import Callable

import pytest

from wasata.desk.access import Desk
from wasata.desk.folded import folded_for_search, folded_quickly
from wasata.desk.report import prepare_search, search
from wasata.desk.search import holds, parse, places

FOUND = [
    ("حماس", "وحماس"), ("حماس", "لحماس"), ("حماس", "بحماس"), ("حماس", "فحماس"), ("حماس", "كحماس"), ("حماس", "ولحماس"),
    ("قطر", "وقطر"), ("قطر", "ولقطر"), ("هدنة", "والهدنة"), ("هدنة", "للهدنة"), ("هدنة", "بالهدنة"), ("هدنة", "هدنه"),
    ("الهدنة", "هدنة"), ("للهدنة", "الهدنة"), ("بالهدنة", "وللهدنة"), ("اسرائيل", "إسرائيل"), ("إسرائيل", "لاسرائيل"),
    ("أسامة", "اسامه"), ("مستشفى", "المستشفي"), ("علي", "على"), ("الأنصاري", "الانصاري"), ("غزة", "غَزَّة"),
    ("غزة", "غـــزة"), ("غزّة", "بغزة"), ("مفاوضات", "المُفاوَضات"), ("مسؤول", "مسئول"), ("شؤون", "شئون"),
    ("لجنة", "للجنة"), ("لجنة", "ولجنة"), ("اللجنة", "باللجنة"), ("للجنة", "اللجنة"), ("وفد", "بالوفد"), ("وفد", "ووفد"),
    ("رد", "والرد"), ("رد", "للرد"), ("ألمانيا", "لألمانيا"), ("ألمانيا", "بالمانيا"), ("١٥٠", "150"), ("باب", "بباب"),
    ("إفراج", "بالإفراج"), ("ورقة", "الورقة"), ("كتائب", "لكتائب"), ("فصائل", "والفصائل"), ("وساطة", "بوساطة"),
    ("15899", "15,899"), ("15899", "١٥٨٩٩"), ("15899", "١٥٬٨٩٩"), ("15,899", "15899"), ("١٥٬٨٩٩", "15,899"), ("1200", "1,200"),
    ('"15899 قتيلا"', "15,899 قتيلا"), ('"نحو 15,899"', "نحو 15899"), ("1234567", "1,234,567"),
]  # fmt: skip

NOT_FOUND = [
    ("قطر", "قطرة"), ("قطر", "قطرات"), ("قطر", "القطرية"), ("قطر", "يقطر"), ("حماس", "حماسة"), ("حماس", "الحماسي"),
    ("جنة", "لجنة"), ("جنة", "للجنة"), ("جنة", "وللجنة"), ("الد", "والد"), ("اب", "باب"), ("صل", "وصل"), ("وصل", "فصل"),
    ("رد", "ورد"), ("رد", "برد"), ("رد", "فرد"), ("رقة", "ورقة"), ("بنان", "لبنان"), ("كرة", "فكرة"), ("أمل", "كامل"),
    ("أفق", "وافق"), ("سائل", "وسائل"), ("لدة", "بلدة"), ("هدنة", "هدنات"), ("غزة", "غزوة"), ("مال", "كمال"),
    ("15", "150"), ("15", "15,899"), ("5899", "15,899"), ("1589", "15,899"), ("15899", "158,99"), ("15899", "15,899,000"),
    ("15899", "115,899"), ("وساطة", "وساطته"), ("1200", "1.200"), ("احد", "واحد"), ("مانيا", "ألمانيا"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "written"), FOUND)
def test_what_is_the_same_word_is_found(query: str, written: str):
    text = folded_for_search(f"قال إن {written} اليوم", "ar")[0]
    assert holds(parse(query), text), f"{query} stands in {written}"


@pytest.mark.parametrize(("query", "written"), NOT_FOUND)
def test_what_only_looks_the_same_is_not_found(query: str, written: str):
    text = folded_for_search(f"قال إن {written} اليوم", "ar")[0]
    assert not holds(parse(query), text), f"{query} does not stand in {written}"


def test_the_pairs_are_as_many_as_were_promised():
    assert len(FOUND) >= 40
    assert len(NOT_FOUND) >= 10


@pytest.mark.parametrize(
    ("query", "written", "found"),
    [
        ("qatar", "Qatar's envoy said", True), ("QATAR", "in qatar.", True), ("truce", "a truce-breaker", True),
        ("Qatar", "a Qatari envoy", False), ("ally", "finally", False), ('"a pause"', "It is a pause now", True),
        ('"a pause"', "a long pause", False), ("pause long", "a long pause", True), ("pause short", "a long pause", False),
    ],
)  # fmt: skip
def test_english_is_found_by_whole_words_in_any_case(query: str, written: str, found: bool):
    assert holds(parse(query), folded_for_search(written, "en")[0]) is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"وقف إطلاق النار"', True), ("«وقف اطلاق النار»", True), ('"إطلاق وقف"', False), ("النار وقف", True),
        ('"وقف النار"', False), ("وقف زرافة", False),
    ],
)  # fmt: skip
def test_a_phrase_stands_word_after_word_and_words_stand_anywhere(query: str, found: bool):
    text = folded_for_search("دعا إلى وقفِ إطلاقِ النار في غزة", "ar")[0]
    assert holds(parse(query), text) is found


def test_a_phrase_does_not_run_from_one_paragraph_into_the_next():
    assert not holds(parse('"وقف إطلاق"'), folded_for_search("دعا إلى وقف\nإطلاق سراح", "ar")[0])


def test_places_leave_the_particles_outside():
    text = folded_for_search("وقطر ولقطر", "ar")[0]
    assert [text[a:b] for a, b in places(parse("قطر"), text)] == ["قطر", "قطر"]


def test_a_query_of_signs_alone_looks_for_nothing():
    assert parse(" … «» ").terms == ()


def test_hits_are_marked_in_the_text_as_it_was_written(lead: Desk, put: Callable[..., str]):
    text = "وقالت قَطَرُ إن الهُدْنَةَ قائمة.\nوأضافت أن هدنةً أطول ممكنة بحسب لجنةٍ مشتركة."
    put(text, lang="ar", title="عنوان")
    found = search(lead, "الهدنة قطر", "ar")
    assert found.total == 1
    runs = [run for piece in found.hits[0].pieces for run in piece]
    assert [run.text for run in runs if run.hit] == ["قَطَرُ", "هُدْنَةَ", "هدنةً"]
    assert "".join(run.text for run in runs) in text
    assert found.hits[0].places == 3
    assert search(lead, "جنة", "ar").total == 0


def test_a_hit_in_the_headline_is_shown_when_the_text_lacks_it(lead: Desk, put: Callable[..., str]):
    put("The ministry spoke.", title="Pause extended")
    found = search(lead, "extended", "en")
    assert [run.text for run in found.hits[0].pieces[0] if run.hit] == ["extended"]


def test_nothing_to_look_for_finds_nothing_rather_than_everything(lead: Desk, put: Callable[..., str]):
    put("The ministry spoke.")
    assert search(lead, "؟!", "ar").total == 0
    assert search(lead, "", "ar").total == 1


def test_the_quick_fold_is_the_fold():
    for text in ("وقالت «قَطَر» إنّ ١٥ ألفًا…", "İstanbul's “ÉTÉ”\u200f STRASSE ß", "ﻻ ٱلسلام\u2067x\u2069", "مـــد"):
        for lang in ("ar", "en"):
            assert folded_quickly(text, lang) == folded_for_search(text, lang)[0]


def test_texts_prepared_ahead_are_searched_the_same(lead: Desk, put: Callable[..., str]):
    for n in range(5):
        put(f"Report {n} of Qatar.")
    prepare_search(lead, at_once=2)
    assert search(lead, "qatar", "en").total == 5
    put("One more of Qatar.")
    assert search(lead, "qatar", "en").total == 6
