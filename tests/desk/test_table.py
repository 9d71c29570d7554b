"""Names and days of the common table, and the calendar file that may be taken away."""

import re
from datetime import UTC, date, datetime

import pytest
from tests.desk import on_table

from wasata.desk import for_table, table
from wasata.desk.for_table import Wish
from wasata.errors import LogNotYours, NotAllowed, TableWrong

TALKS = {"ar": "جولة ثانية", "en": "Second round; bring maps, please"}


def why(raised) -> str:
    return str(raised.value.values["why"])


def test_the_team_goes_by_the_plain_word_until_the_table_names_it(at_desk):
    assert table.mediator_called(at_desk("delegate"), "en") == "the mediator"
    on_table.show_name(at_desk("officer"), "mediator", {"ar": "مكتب الوساطة", "en": "Office of Good Offices"})
    on_table.show_name(at_desk("officer"), "hamas", {"ar": "حماس", "en": "Hamas"})
    assert table.mediator_called(at_desk("delegate"), "ar") == "مكتب الوساطة"
    assert [n.who for n in table.names(at_desk("delegate"))] == ["mediator", "hamas"]


@pytest.mark.parametrize(
    ("who", "names", "reason"),
    [
        ("fatah", {"ar": "فتح", "en": "Fatah"}, "who"),
        ("officer", {"ar": "س", "en": "O"}, "who"),
        ("mediator", {"ar": "س", "en": " "}, "words"),
    ],
)
def test_the_table_names_the_team_and_the_parties_of_the_case_and_nobody_else(at_desk, who, names, reason):
    with pytest.raises(TableWrong) as raised:
        on_table.show_name(at_desk("officer"), who, names)
    assert why(raised) == f"table.why.{reason}"


def test_a_day_is_entered_moved_and_struck_and_stays_to_be_seen(at_desk, now):
    entry = on_table.enter_day(at_desk("officer"), date(2023, 11, 22), TALKS)
    (day,) = table.days(at_desk("delegate"), "en")
    assert (day.state, day.words) == ("to_come", TALKS["en"])
    on_table.enter_day(at_desk("officer"), date(2023, 11, 20), TALKS, entry=entry)
    assert [d.state for d in table.days(at_desk("delegate"), "en")] == ["today"]
    now.on(days=2)
    assert [d.state for d in table.days(at_desk("delegate"), "en")] == ["past"]
    on_table.strike_day(at_desk("lead"), entry, {"ar": "أُرجئت", "en": "Put off"})
    (struck,) = table.days(at_desk("delegate"), "en")
    assert (struck.state, struck.why) == ("struck", "Put off")
    for act in (
        lambda: on_table.strike_day(at_desk("lead"), entry),
        lambda: on_table.enter_day(at_desk("lead"), date(2023, 11, 25), TALKS, entry=entry),
    ):
        with pytest.raises(TableWrong) as raised:
            act()
        assert why(raised) == "table.why.day"


def test_the_hour_of_a_day_is_of_that_day_by_the_clock_of_the_case(at_desk):
    night = datetime(2023, 11, 22, 23, 30, tzinfo=UTC)  # half past one of the 23rd in Gaza
    with pytest.raises(TableWrong) as raised:
        on_table.enter_day(at_desk("lead"), date(2023, 11, 22), TALKS, at=night)
    assert why(raised) == "table.why.hour"
    on_table.enter_day(at_desk("lead"), date(2023, 11, 23), TALKS, at=night)


def test_the_same_form_twice_is_one_day(at_desk):
    for _ in range(2):
        ask = for_table.ask(at_desk("lead"), Wish("day", TALKS, day=date(2023, 11, 22)), act_id="a1")
        for_table.approve(at_desk("officer"), ask, for_table.asked(at_desk("officer"), ask, "en").signed)
    assert len(table.days(at_desk("lead"), "ar")) == 1


def test_who_is_not_of_the_team_puts_nothing_on_the_table(at_desk):
    for who in ("delegate", "auditor", "analyst", "aid_monitor"):
        with pytest.raises(NotAllowed):
            on_table.enter_day(at_desk(who), date(2023, 11, 22), TALKS)
        with pytest.raises(NotAllowed):
            on_table.show_name(at_desk(who), "mediator", TALKS)
        with pytest.raises(NotAllowed):
            on_table.strike_day(at_desk(who), "dy-1")


def unfolded(file: bytes) -> list[str]:
    return re.sub("\r\n ", "", file.decode()).split("\r\n")


def test_the_calendar_file_has_the_same_bytes_whenever_it_is_asked_for_and_whoever_asks(at_desk, now):
    entry = on_table.enter_day(at_desk("lead"), date(2023, 11, 22), TALKS)
    on_table.enter_day(at_desk("lead"), date(2023, 11, 21), TALKS, at=datetime(2023, 11, 21, 7, 0, tzinfo=UTC))
    file = table.calendar_file(at_desk("delegate"), "en")
    now.on(days=3)
    assert table.calendar_file(at_desk("lead"), "en") == file
    lines = unfolded(file)
    assert "DTSTART:20231121T070000Z" in lines
    assert "DTSTART;VALUE=DATE:20231122" in lines
    assert "SUMMARY:Second round\\; bring maps\\, please" in lines
    assert lines.count("SEQUENCE:0") == 2
    on_table.strike_day(at_desk("lead"), entry)
    lines = unfolded(table.calendar_file(at_desk("delegate"), "en"))
    place = lines.index(f"UID:{entry}@test-case.wasata")
    assert "STATUS:CANCELLED" in lines[place : place + 8]
    assert "SEQUENCE:1" in lines[place : place + 8], "a telephone takes the newer word"


def test_no_line_of_the_file_is_longer_than_its_form_allows_and_no_letter_is_cut(at_desk):
    long = {"ar": "اجتماع لجنة الخرائط في البيت الأبيض القديم عند مدخل الوادي " * 3, "en": "Maps " * 40}
    on_table.enter_day(at_desk("lead"), date(2023, 11, 22), long)
    for lang in ("ar", "en"):
        file = table.calendar_file(at_desk("lead"), lang)
        assert max(map(len, file.split(b"\r\n"))) <= 75
        assert f"SUMMARY:{long[lang]}" in unfolded(file)


def test_words_cannot_break_out_of_their_line_of_the_file(at_desk):
    sly = {"ar": "سطر\nEND:VCALENDAR", "en": "Line\r\nBEGIN:VEVENT\rX:1"}
    on_table.enter_day(at_desk("lead"), date(2023, 11, 22), sly)
    for lang in ("ar", "en"):
        lines = unfolded(table.calendar_file(at_desk("lead"), lang))
        assert (lines.count("BEGIN:VEVENT"), lines.count("END:VCALENDAR")) == (1, 1)
        assert not any("\r" in line or "\n" in line for line in lines)


def test_who_does_not_hold_the_table_learns_no_name_and_no_day(at_desk, home, lead):
    from wasata.desk.access import revoke_log

    revoke_log(lead, "delegate", "table")
    for asked in (table.days, table.calendar_file):
        with pytest.raises(LogNotYours):
            asked(at_desk("delegate"), "en")
