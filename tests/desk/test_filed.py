"""What is filed of the press, at an instant."""

import pytest

from wasata.desk.filed import PutAway


@pytest.mark.parametrize(
    ("until", "upto", "holds"),
    [
        (0, None, True), (0, 9, False), (0, 10, True), (0, 99, True),
        (20, None, False), (20, 9, False), (20, 10, True), (20, 19, True), (20, 20, False), (20, 21, False),
        (1, 10, False),
    ],
)  # fmt: skip
def test_a_report_is_put_away_from_its_hour_until_the_hour_it_was_called_back(
    until: int, upto: int | None, holds: bool
):
    assert PutAway(1, "ann", 10, "another case", 3, until).holds(upto) is holds
