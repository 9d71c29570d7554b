"""The truce clock counts to announced hours only, and stops at them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.desk.conftest import Clock

from wasata.desk.access import Desk
from wasata.desk.truce import begin_truce, clock, end_truce, extend_truce
from wasata.errors import NotAllowed, TruceWrong

START = datetime(2023, 11, 24, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_without_a_truce_there_is_none(lead: Desk):
    told = clock(lead, START)
    assert told is not None
    assert (told.state, told.expiry, told.left) == ("none", None, None)


def test_it_goes_through_its_states_at_the_announced_hours(lead: Desk):
    truce = begin_truce(lead, START, START + 4 * DAY, said_by="Qatar", announced_at=START - DAY)
    extend_truce(lead, truce, START + 6 * DAY, said_by="Qatar", announced_at=START + 3 * DAY)
    end_truce(lead, truce, START + 7 * DAY, said_by="UN", announced_at=START + 7 * DAY)

    def at(hour: datetime) -> tuple[str, datetime | None]:
        told = clock(lead, hour)
        assert told is not None
        return told.state, told.expiry

    assert at(START - 2 * DAY) == ("none", None)
    assert at(START - DAY) == ("ahead", START + 4 * DAY)
    assert at(START) == ("in_force", START + 4 * DAY)
    assert at(START + 3 * DAY) == ("in_force", START + 6 * DAY)
    assert at(START + 6 * DAY) == ("expired", START + 6 * DAY)
    assert at(START + 7 * DAY)[0] == "over"


def test_the_time_left_is_to_the_expiry_and_is_told_only_in_force(lead: Desk):
    begin_truce(lead, START, START + DAY, said_by="Qatar", announced_at=START)
    told = clock(lead, START + timedelta(hours=22, minutes=30))
    assert told is not None
    assert told.left == timedelta(hours=1, minutes=30)
    over = clock(lead, START + DAY)
    assert over is not None
    assert over.left is None


def test_a_step_without_its_hour_counts_from_when_it_was_recorded(lead: Desk, now: Clock):
    begin_truce(lead, START, START + DAY, said_by="Qatar")
    before = clock(lead, START, recorded_by=now.at - DAY)
    after = clock(lead, START, recorded_by=now.at + DAY)
    assert before is not None
    assert after is not None
    assert (before.state, after.state) == ("none", "in_force")


def test_hours_that_do_not_go_together_are_refused(lead: Desk):
    with pytest.raises(TruceWrong):
        begin_truce(lead, START, START, said_by="Qatar")
    truce = begin_truce(lead, START, START + DAY, said_by="Qatar")
    with pytest.raises(TruceWrong):
        extend_truce(lead, truce, START - DAY, said_by="Qatar")
    with pytest.raises(TruceWrong):
        extend_truce(lead, "t-none", START + DAY, said_by="Qatar")
    end_truce(lead, truce, START + DAY, said_by="Qatar")
    with pytest.raises(TruceWrong):
        end_truce(lead, truce, START + DAY, said_by="Qatar")


def test_the_clock_is_for_those_who_hold_the_ground(at_desk: Callable[[str], Desk]):
    assert clock(at_desk("delegate"), START) is None
    assert clock(at_desk("aid_monitor"), START) is not None
    with pytest.raises(NotAllowed):
        begin_truce(at_desk("aid_monitor"), START, START + DAY, said_by="Qatar")


def test_who_announced_a_truce_is_named_in_the_language_of_the_page_where_the_roster_knows_him(lead: Desk):
    truce = begin_truce(lead, START, START + DAY, said_by="qatar-mfa", announced_at=START - DAY)
    extend_truce(lead, truce, START + 2 * DAY, said_by="A body of its own", announced_at=START)
    for lang, name in (("en", "Qatar's foreign ministry"), ("ar", "وزارة الخارجية القطرية")):
        told = clock(lead, START + DAY, lang=lang)
        assert told is not None
        assert [s.said_by for s in told.steps] == [name, "A body of its own"]
