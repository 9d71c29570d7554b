"""Words of the deal found in texts, in both languages, and the digest of a definition."""

from decimal import Decimal

import pytest

from wasata.carry.definition import Term, digest, uses

NORTH = Term("df-1", "the north", ("the north", "الشمال", "northern area", "شمالي النهر"), False)
TRUCE = Term("df-2", "truce", ("truce", "هدنة"), False)
CHILD = Term("df-3", "child", ("child", "children", "طفل", "أطفال"), False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sixty trucks reach the North.", ["North"]),
        ("Northward they went.", []),
        ("the north’s mills; a northern  area", ["north’s", "northern  area"]),
        ("وصلت الشاحنات إلى الشمال.", ["الشمال"]),
        ("وبالشمال جوع", ["وبالشمال"]),
        ("للشمال نصف المساعدات", ["للشمال"]),
        ("في شمالي النهر الجاف", ["شمالي النهر"]),
        ("اشتمل الاتفاق", []),
        ("إلى الشَّمَالِ غدا", ["الشَّمَالِ"]),
    ],
)
def test_a_term_is_found_as_it_is_written_in_a_sentence(text, words):
    assert [u.word for u in uses(text, (NORTH,))] == words


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("هدنتهم انتهت", 1),
        ("الهدنة", 1),
        ("والهدنات", 1),
        ("بهدنتين", 1),
        ("هدناتهم", 1),
        ("هدناء", 0),
        ("truces and a truce.", 2),
    ],
)
def test_endings_written_on_to_a_word_do_not_hide_it(text, n):
    assert len(uses(text, (TRUCE,))) == n


def test_forms_that_no_rule_makes_are_given_with_the_term():
    assert [u.word for u in uses("الأطفال دون التاسعة عشرة، كل طفل", (CHILD,))] == ["الأطفال", "طفل"]
    assert not uses("نساء", (CHILD,))


def test_of_two_terms_in_one_place_the_longer_stands_and_uses_come_in_the_order_of_the_text():
    long = Term("df-9", "humanitarian pause", ("humanitarian pause",), False)
    short = Term("df-8", "pause", ("pause",), False)
    found = uses("A pause is no humanitarian pause.", (short, long))
    assert [(u.word, u.term.term) for u in found] == [("pause", "df-8"), ("humanitarian pause", "df-9")]


def test_letters_of_patterns_in_a_term_mean_themselves_and_an_empty_form_finds_nothing():
    odd = Term("df-7", "(a|b)*", ("(a|b)*", " "), False)
    assert [u.word for u in uses("so (a|b)* it is, ab", (odd,))] == ["(a|b)*"]
    assert not uses("any text", (Term("df-6", "", ("",), False),))


def test_the_digest_changes_with_every_part_that_is_agreed():
    told = ({"ar": "شمال", "en": "north"}, {"ar": "وراء النهر", "en": "beyond the river"}, Decimal("12.5"), "km", None)
    first = digest(*told)
    assert first == digest(*told)
    changed = [
        digest({**told[0], "en": "North"}, *told[1:]), digest(told[0], {**told[1], "ar": "خلف النهر"}, *told[2:]),
        digest(*told[:2], Decimal("12"), *told[3:]), digest(*told[:3], "m", None), digest(*told[:4], "ab" * 32),
    ]  # fmt: skip
    assert len({first, *changed}) == 6
