"""Hours typed in forms: a day in either language and the clock of the case."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from wasata.room.forms.days import DayTyped
from wasata.room.forms.hours import ClockTyped, WithHour

TODAY = date(2031, 3, 16)


class Form(WithHour):
    on = DayTyped()
    clock = ClockTyped()

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__(data)
        self._days_by(TODAY)


@pytest.mark.parametrize(
    ("on", "clock", "at"),
    [
        ("2031-03-02", "18:20", datetime(2031, 3, 2, 16, 20, tzinfo=UTC)),
        ("2031-03-02", "٦:٠٥", datetime(2031, 3, 2, 4, 5, tzinfo=UTC)),
        ("2031-07-02", "0.30", datetime(2031, 7, 1, 21, 30, tzinfo=UTC)),
        ("", "10:00", datetime(2031, 3, 16, 8, 0, tzinfo=UTC)),
        ("", "", None),
    ],
)
def test_a_day_and_a_clock_are_one_moment_by_the_clock_of_the_case(on: str, clock: str, at: datetime | None):
    with override("en"):
        form = Form({"on": on, "clock": clock})
        assert form.is_taken()
        assert form.at("Asia/Gaza", TODAY) == at


@pytest.mark.parametrize(
    ("on", "clock"), [("2031-03-02", ""), ("", "24:00"), ("", "18"), ("", "6:5"), ("someday", "10:00")]
)
def test_what_is_no_hour_is_refused(on: str, clock: str):
    with override("ar"):
        form = Form({"on": on, "clock": clock})
        assert not form.is_taken()
        assert form.errors


def test_a_day_in_words_is_said_back_and_kept_plain_with_its_clock():
    with override("en"):
        form = Form({"on": "yesterday", "clock": "18:20"})
        assert not form.is_taken()
        assert not form.errors
        assert (form.data["on"], form.data["clock"]) == ("2031-03-15", "18:20")
        assert any("15 March 2031" in told for told in form.asked_again)
