"""The machine's clock against the record."""

from datetime import UTC, datetime, timedelta

import pytest

from wasata.cli import server
from wasata.cli.main import main
from wasata.desk.access import Desk
from wasata.desk.case import open_case
from wasata.record.clock import TOLERATED, is_set_by_another, judge, last_recorded
from wasata.record.home import Home

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    with Home.create(tmp_path / "home", now=lambda: NOON) as made:
        open_case(made, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead")
        yield made


def test_a_clock_that_went_back_before_the_last_entry_is_wrong_and_a_small_step_is_not():
    assert judge(NOON - timedelta(hours=1), NOON, True).is_wrong
    assert judge(NOON - timedelta(hours=1), NOON, True).behind == timedelta(hours=1)
    assert not judge(NOON - TOLERATED, NOON, True).is_wrong
    assert not judge(NOON, NOON, False).is_wrong


def test_a_machine_that_has_forgotten_the_year_is_wrong_also_where_nothing_was_recorded():
    assert judge(datetime(1970, 1, 1, 3, tzinfo=UTC), None, None).is_wrong
    assert not judge(NOON, None, None).is_wrong


def test_the_last_hour_of_all_logs_of_all_cases_is_found(home):
    at = last_recorded(home, home.cases())
    assert at is not None
    assert NOON <= at < NOON + timedelta(seconds=1)
    assert Desk.open(home, "talks", "lead").sight
    assert last_recorded(home, ()) is None


def test_whether_another_clock_sets_it_is_asked_and_nothing_is_changed_by_it():
    before = datetime.now(UTC)
    assert is_set_by_another() in (True, False, None)
    assert abs(datetime.now(UTC) - before) < timedelta(minutes=1)


@pytest.mark.parametrize(("is_set", "code"), [(True, 0), (None, 0), (False, 1)])
def test_the_terminal_says_how_it_stands_and_its_exit_code_says_it_too(home, monkeypatch, capsys, is_set, code):
    monkeypatch.setattr(server, "_now", lambda: NOON + timedelta(minutes=5))
    monkeypatch.setattr(server, "is_set_by_another", lambda: is_set)
    with pytest.raises(SystemExit) as ended:
        main(["keep", "clock", "--home", str(home.path), "--lang", "en"])
    assert ended.value.code == code
    assert "4 May 2031, 12:00" in capsys.readouterr().out


def test_a_wrong_clock_is_told_by_the_command_and_keeps_the_room_shut(home, monkeypatch, capsys):
    from wasata.cli import room
    from wasata.room.opening import ClockWrong

    monkeypatch.setattr(server, "_now", lambda: NOON - timedelta(days=1))
    with pytest.raises(SystemExit) as ended:
        main(["keep", "clock", "--home", str(home.path), "--lang", "en"])
    assert ended.value.code == 1
    assert "before what was recorded" in capsys.readouterr().out
    home.close()
    with Home.open(home.path, now=lambda: NOON - timedelta(days=1)) as again:
        with pytest.raises(ClockWrong):
            room._ask_clock(again, anyway=False)
        room._ask_clock(again, anyway=True)
