"""A month of the calendar: weeks from Sunday, the table's days in them, and no month beyond what is drawn."""

from datetime import UTC, date, datetime

import pytest
from tests.desk.on_table import enter_day, post_notice, strike_day

from wasata.desk import calendar

WORDS = {"ar": "جولة ثانية", "en": "Second round"}


def test_a_month_is_whole_weeks_from_sunday_with_its_own_days_marked(lead):
    month = calendar.month(lead, "en", date(2023, 11, 15))
    assert (month.first, month.before, month.after) == (date(2023, 11, 1), date(2023, 10, 1), date(2023, 12, 1))
    assert [week[0].day.isoweekday() for week in month.weeks] == [7] * 5
    assert {len(week) for week in month.weeks} == {7}
    assert sum(cell.inside for week in month.weeks for cell in week) == 30
    assert [cell.day for week in month.weeks for cell in week if cell.today] == [date(2023, 11, 20)]


def test_what_stands_on_the_table_is_on_its_day_in_the_order_of_hours(lead, now):
    enter_day(lead, date(2023, 11, 20), WORDS)
    enter_day(lead, date(2023, 11, 20), WORDS, at=datetime(2023, 11, 20, 5, 0, tzinfo=UTC))
    post_notice(lead, ar="إعلان للجميع", en="To all")
    struck = enter_day(lead, date(2023, 12, 2), WORDS)
    strike_day(lead, struck, {"ar": "أُرجئت", "en": "Put off"})
    events = calendar.month(lead, "en").events
    assert [e.kind for e in events] == ["day", "notice", "day"]
    assert events[-1].at is None
    (other,) = calendar.month(lead, "en", date(2023, 12, 31)).events
    assert (other.kind, other.why) == ("struck", "Put off")


def test_a_day_is_that_of_the_clock_of_the_case(lead, now):
    now.at = datetime(2023, 11, 30, 23, 0, tzinfo=UTC)
    post_notice(lead, ar="إعلان للجميع", en="To all")
    assert calendar.month(lead, "en").first == date(2023, 12, 1)
    assert [e.day for e in calendar.month(lead, "en").events] == [date(2023, 12, 1)]


@pytest.mark.parametrize(
    ("asked", "first"), [(date(1, 1, 1), date(1900, 1, 1)), (date(9999, 12, 31), date(2199, 12, 1))]
)
def test_far_months_end_at_a_bound(lead, asked, first):
    month = calendar.month(lead, "en", asked)
    assert month.first == first
    assert None in (month.before, month.after)
