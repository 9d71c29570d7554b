"""The pace of a line as the desk tells it: over one line alone, with its windows, its sentence, and the press beside it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wasata.desk import sample_talks
from wasata.desk.access import Desk
from wasata.desk.tempo import line_pace, long, rows, sentence
from wasata.errors import LineUnknown
from wasata.record.home import Home

NOW = datetime(2031, 3, 20, 11, 40, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home.create(tmp_path_factory.mktemp("pace") / "home", now=lambda: NOW)
    sample_talks.make(made, now=lambda: NOW)
    return made


def _desk(home: Home, reader: str) -> Desk:
    return Desk.open(home, sample_talks.name(), reader, now=lambda: NOW)


def test_a_line_that_slowed_says_so_since_when_and_from_what(home: Home):
    found = line_pace(_desk(home, "officer-1"), "harbour", "en")
    assert sentence(found, "en", ZONE).startswith("Much slower since")
    assert "every 26 hours" in sentence(found, "en", ZONE)
    assert "أبطأ كثيرا" in sentence(found, "ar", ZONE)
    assert found.week.per_day is not None
    assert found.week_before.per_day is not None
    assert found.week.per_day < found.week_before.per_day / 2


def test_a_line_that_was_dark_is_not_called_slow_for_it(home: Home):
    found = line_pace(_desk(home, "officer-2"), "terraces", "en")
    assert found.dark
    assert found.changes == ()
    assert sentence(found, "en", ZONE).startswith("Even")


def test_with_few_contacts_it_says_that_they_are_too_few(home: Home):
    found = line_pace(_desk(home, "officer-1"), "ostrey", "en")
    assert found.too_few
    assert sentence(found, "en", ZONE).startswith("Too few to tell")
    assert found.every is None
    assert (found.weeks_too_few, found.around_too_few) == (True, False)
    weeks = {lang: rows(found.week_before, found.week, lang) for lang in ("ar", "en")}
    assert {(weeks["en"][0].first, weeks["en"][0].second)} == {("too few to tell",) * 2}
    assert {(weeks["ar"][0].first, weeks["ar"][0].second)} == {("أقل من أن يُحكم عليه",) * 2}
    assert weeks["en"][1].first == str(found.week_before.contacts), "the counts stand"


def test_where_windows_hold_few_contacts_of_a_line_that_has_many_they_say_so_too(home: Home):
    desk = _desk(home, "lead")
    assert not line_pace(desk, "harbour", "en").weeks_too_few
    found = line_pace(desk, "harbour", "en", event=NOW - timedelta(hours=30))
    assert found.before
    assert found.after
    assert (found.too_few, found.weeks_too_few, found.around_too_few) == (False, False, True)
    assert rows(found.before, found.after, "en")[0].second == "too few to tell"
    assert not line_pace(desk, "harbour", "en", event=NOW - timedelta(days=9)).around_too_few


def test_before_and_after_an_hour_are_counted_apart(home: Home):
    recalled = next(
        h for h in line_pace(_desk(home, "lead"), "harbour", "en").happenings if "recalled" in h.words
    )  # fmt: skip
    found = line_pace(_desk(home, "lead"), "harbour", "en", event=recalled.at)
    assert found.before
    assert found.after
    assert found.before.contacts > found.after.contacts
    assert len(rows(found.before, found.after, "ar")) == 11


def test_an_hour_to_come_has_no_sides(home: Home):
    found = line_pace(_desk(home, "lead"), "harbour", "en", event=NOW + timedelta(days=1))
    assert found.before is None


def test_the_press_stands_beside_it_and_changes_no_count(home: Home):
    found = line_pace(_desk(home, "lead"), "harbour", "en")
    assert {c.state for c in found.claimed} >= {"continuing", "slowed"}


@pytest.mark.parametrize("reader", ["officer-2", "delegate", "auditor", "monitor"])
def test_who_does_not_hold_the_line_learns_nothing_of_its_pace(home: Home, reader: str):
    with pytest.raises(LineUnknown):
        line_pace(_desk(home, reader), "harbour", "en")


def test_times_are_said_as_people_say_them():
    hour = timedelta(hours=1)
    assert [long(n * hour, "en") for n in (0.5, 1, 2, 26, 71)] == [
        "30 minutes", "60 minutes", "2 hours", "26 hours", "3 days",
    ]  # fmt: skip
