"""Dates in a question: short forms that are dates only because a date is asked for."""

from datetime import date

import pytest

from wasata.listen.ar.asked import dates_asked
from wasata.listen.ar.dates import dates_in

TUESDAY = date(2023, 12, 5)


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("في 15", date(2023, 12, 15)),
        ("للثلاثين", date(2023, 12, 30)),
        ("22-4", date(2023, 4, 22)),
        ("4/22", date(2023, 4, 22)),
        ("22/4/21", date(2021, 4, 22)),
        ("2021/04/22", date(2021, 4, 22)),
        ("يناير-1", date(2023, 1, 1)),
        ("سبتمبر الحادي والعشرين من ألف وتسعمئة وثمانية وسبعين", date(1978, 9, 21)),
        ("العاشر من سبتمبر، ألفين", date(2000, 9, 10)),
        ("أول يوم جمعة من سبتمبر", date(2023, 9, 1)),
        ("الأحد الثاني", date(2023, 12, 10)),
        ("اليوم التالي", date(2023, 12, 6)),
        ("قبل شهرين", date(2023, 10, 5)),
        ("قبل عام", date(2022, 12, 5)),
        ("بعد أسبوعين من الآن", date(2023, 12, 19)),
        ("2 سنة و1 شهر و21 يوما من الآن", date(2021, 10, 15)),
        ("الجمعة من الأسبوع المقبل", date(2023, 12, 15)),
        ("أمس", date(2023, 12, 4)),
    ],
)
def test_a_short_form_means_a_day_where_a_day_is_asked_for(asked, day):
    assert [days for _, days in dates_asked(asked, TUESDAY)] == [(day, day)]


def test_the_same_short_forms_are_no_dates_in_a_report():
    for text in ("في 15", "22-4", "قبل شهرين"):
        assert dates_in(text, TUESDAY) == []


def test_a_day_that_does_not_exist_is_left_out():
    assert dates_asked("الأحد الخامس", date(2023, 11, 5)) == []
