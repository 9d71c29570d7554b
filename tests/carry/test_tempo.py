"""The measured pace of a line: a change is seen soon, an even series is left in peace, dark hours and silence are told right."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.carry.tempo import FEW, Answer, Gap, Move, around, changes, few, gaps, grade, window

BEGIN = datetime(2031, 1, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def series(lot: random.Random, every: timedelta, n: int, *, spread: float = 0.15, slow_after: int | None = None,
           times: float = 2.0) -> list[datetime]:  # fmt: skip
    """Contacts with gaps of a gamma law around `every`, `spread` their standard deviation as a part of it."""
    k, at, found = 1 / spread**2, BEGIN, [BEGIN]
    for i in range(n):
        gap = every * lot.gammavariate(k, 1 / k) * (times if slow_after is not None and i >= slow_after else 1.0)
        found.append(at := at + gap)
    return found


@pytest.mark.parametrize("every", [8 * HOUR, DAY])
def test_a_halving_of_pace_is_seen_within_three_contacts(every: timedelta):
    lot, seen = random.Random(7), 0
    for _ in range(200):
        came = series(lot, every, 33, slow_after=30)
        found = changes(came, (), came[-1])
        seen += bool(found) and found[-1].since >= came[29] and found[-1].times > 1.5
    assert seen >= 0.95 * 200


@pytest.mark.parametrize("every", [8 * HOUR, DAY])
@pytest.mark.parametrize("spread", [0.15, 0.4, 1.0])
def test_an_even_pace_is_called_changed_at_most_once_in_a_hundred_weeks(every: timedelta, spread: float):
    lot, weeks, alarms = random.Random(11), 0.0, 0
    while weeks < 600:
        came = series(lot, every, int(26 * 7 * DAY / every), spread=spread)
        weeks += (came[-1] - came[0]) / (7 * DAY)
        alarms += len(changes(came, (), came[-1]))
    assert alarms / weeks <= 1 / 100


def test_a_quickening_is_seen_too_and_named_as_such():
    came = series(random.Random(3), DAY, 36, slow_after=30, times=0.4)
    (found,) = changes(came, (), came[-1])
    assert found.times < 0.6
    assert grade(found.times) == "much_faster"


def test_silence_alone_tells_of_slowing_before_the_next_contact():
    came = series(random.Random(5), 8 * HOUR, 40)
    assert changes(came, (), came[-1] + 9 * HOUR) == ()
    (found,) = changes(came, (), came[-1] + 60 * HOUR)
    assert found.since == came[-1]
    assert found.times > 3


def test_a_contact_that_has_just_ended_is_no_quickening():
    came = series(random.Random(5), 8 * HOUR, 40)
    assert changes(came, (), came[-1] + timedelta(minutes=1)) == ()


def test_with_few_contacts_nothing_is_found_however_they_lie():
    came = [BEGIN + timedelta(hours=h) for h in (0, 1, 2, 3, 4, 200)][: FEW - 2]
    assert changes(came, (), came[-1] + 30 * DAY) == ()


def test_hours_in_which_the_line_was_dark_are_no_silence():
    came = series(random.Random(9), 8 * HOUR, 30)
    dark = [(came[-1] + HOUR, came[-1] + HOUR + 4 * DAY)]
    after = [dark[0][1] + 6 * HOUR * n for n in (1, 2)]
    assert changes([*came, *after], dark, after[-1]) == ()
    assert changes([*came, *after], (), after[-1]) != (), "without the darkness it would be one"


def test_a_contact_in_hours_noted_as_dark_is_no_quickening():
    came = series(random.Random(9), 8 * HOUR, 30)
    dark = [(came[-1] + HOUR, came[-1] + 60 * HOUR)]
    came.append(dark[0][1] - 9 * HOUR)
    came += [came[-1] + 8 * HOUR * n for n in (1, 2, 3)]
    assert changes(came, dark, came[-1]) == ()


def test_after_a_darkness_silence_counts_from_when_the_line_was_lit():
    came = series(random.Random(9), 8 * HOUR, 30)
    lit = came[-1] + 5 * DAY
    dark = [(came[-1] + HOUR, lit)]
    assert changes(came, dark, lit + 9 * HOUR) == ()
    assert changes(came, dark, lit + 60 * HOUR) != ()


def test_a_call_that_broke_off_and_was_taken_up_is_one_contact():
    came = [BEGIN, BEGIN + timedelta(minutes=4), BEGIN + timedelta(minutes=20), BEGIN + 8 * HOUR]
    assert [g.lasted for g in gaps(came, (), BEGIN + 9 * HOUR)] == [8 * HOUR, HOUR]


def test_contacts_to_come_are_not_counted():
    came = [BEGIN, BEGIN + DAY]
    assert gaps(came, (), BEGIN + HOUR) == (Gap(BEGIN, BEGIN + HOUR, HOUR, True, False),)


@given(st.lists(st.integers(0, 60 * 24 * 90), max_size=60), st.integers(0, 60 * 24 * 20))
def test_gaps_fill_the_time_from_the_first_contact_to_now(minutes: list[int], later: int):
    came = [BEGIN + timedelta(minutes=m) for m in minutes]
    now = max(came, default=BEGIN) + timedelta(minutes=later)
    found = gaps(came, (), now)
    assert sum((g.lasted for g in found), timedelta()) == (now - min(came) if came else timedelta())
    for change in changes(came, (), now):
        assert change.since <= change.seen_at <= now


@given(st.lists(st.integers(1, 60 * 24 * 5), min_size=10, max_size=60), st.integers(0, 10**6))
def test_what_was_told_at_an_hour_hangs_on_nothing_later(steps: list[int], cut: int):
    """The changes found by an hour are those found later, as far as they were seen by then, but for the silence at its end."""
    came = [BEGIN]
    for step in steps:
        came.append(came[-1] + timedelta(minutes=step))
    n = cut % len(came)
    early, late = changes(came[: n + 1], (), came[n]), changes(came, (), came[-1])
    assert early == tuple(c for c in late if c.seen_at <= came[n])


def test_a_window_counts_what_passed_in_it_and_answers_where_their_words_were_said():
    moves = [
        Move(BEGIN + HOUR * h, w)
        for h, w in ((0, "contact"), (1, "tried"), (2, "theirs"), (3, "ours"), (30, "contact"))
    ]
    answers = [
        Answer(BEGIN + 2 * HOUR, BEGIN + 5 * HOUR, "us"),
        Answer(BEGIN + 3 * HOUR, BEGIN + 9 * HOUR, "them"),
        Answer(BEGIN + 4 * HOUR, BEGIN + 40 * HOUR, "them"),
        Answer(BEGIN + 5 * HOUR, None, "them"),
    ]
    day = window(moves, answers, [(BEGIN + 12 * HOUR, BEGIN + 24 * HOUR)], BEGIN, BEGIN + DAY)
    assert (day.contacts, day.tried, day.theirs, day.ours) == (1, 1, 1, 1)
    assert (day.we_answer_in, day.they_answer_in) == (3 * HOUR, 6 * HOUR)
    assert (day.we_owe, day.they_owe) == (0, 2), "an answer that came after the window was owed in it"
    assert day.per_day == pytest.approx(2.0), "half of the day the line was dark"
    dark_all_day = window(moves, answers, [(BEGIN, BEGIN + DAY)], BEGIN, BEGIN + DAY)
    assert dark_all_day.per_day is None


@pytest.mark.parametrize(
    ("before", "after", "told"), [(1, 1, True), (7, 0, True), (0, 7, True), (4, 4, False), (8, 0, False)]
)
def test_two_windows_tell_once_there_are_eight_contacts_in_them(before: int, after: int, told: bool):
    moves = [Move(BEGIN + n * HOUR, "contact") for n in range(before)]
    moves += [Move(BEGIN + DAY + n * HOUR, "contact") for n in range(after)]
    moves += [Move(BEGIN + n * HOUR, "tried") for n in range(9)]
    first, second = (window(moves, [], (), since, since + DAY) for since in (BEGIN, BEGIN + DAY))
    assert few(first, second) is told


def test_before_and_after_an_event_are_equally_long():
    before, after = around([], [], (), BEGIN, BEGIN + 3 * DAY)
    assert (before.since, before.until, after.until) == (BEGIN - 3 * DAY, BEGIN, BEGIN + 3 * DAY)
    before, after = around([], [], (), BEGIN, BEGIN + 90 * DAY)
    assert after.until - after.since == before.until - before.since == 14 * DAY


@pytest.mark.parametrize(
    ("times", "word"),
    [(3.0, "much_slower"), (1.3, "slower"), (1.1, "even"), (0.9, "even"), (0.7, "faster"), (0.4, "much_faster")],
)
def test_a_change_has_its_word(times: float, word: str):
    assert grade(times) == word
