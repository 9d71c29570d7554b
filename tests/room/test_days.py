"""Days typed on pages: understood in either language, said back with the day they were reckoned by, and never lost."""

import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.room.conftest import CASE

from wasata.desk.archive import file_reports
from wasata.desk.report import press_list, report_page
from wasata.desk.taking import NewReport, take_in_report
from wasata.record.home import Home
from wasata.room import wiring

TUESDAY = datetime(2023, 11, 28, 22, 30, tzinfo=UTC)
"""Half past midnight of Wednesday 29 November by the clock of the case, in Gaza."""


@pytest.fixture
def at_that_hour(home: Home, monkeypatch) -> None:
    """The room's clock stands."""
    monkeypatch.setattr(wiring, "clock", lambda: TUESDAY)


@pytest.fixture
def reports(home: Home, desk) -> dict[int, str]:
    """One report a day from 19 to 26 November, and one without a day."""
    made = {
        n: take_in_report(desk("lead"), NewReport(f"Qatar said talk {n} went on.", published=date(2023, 11, n), lang="en")).report
        for n in range(19, 27)
    }  # fmt: skip
    return made | {0: take_in_report(desk("lead"), NewReport("Egypt said talks went on.", lang="en")).report}


def shown(page: str) -> set[str]:
    return set(re.findall(r"r-\d{4}", page))


@pytest.mark.usefixtures("at_that_hour")
@pytest.mark.parametrize(
    ("lang", "typed", "first", "back"),
    [
        ("en", "last Tuesday", "2023-11-21", "Tuesday 21 November 2023"),
        ("ar", "قبل ثمانية أيام", "2023-11-21", "الثلاثاء 21 نوفمبر 2023"),
        ("en", "٢١ تشرين الثاني ٢٠٢٣", "2023-11-21", "Tuesday 21 November 2023"),
        ("ar", "21 Nov 2023", "2023-11-21", "الثلاثاء 21 نوفمبر 2023"),
    ],
)
@pytest.mark.parametrize("place", ["press/", "timeline/", "press/archive/"])
def test_a_phrase_narrows_a_list_and_is_said_back_with_the_case_s_today(
    reports, enter, lang, typed, first, back, place
):
    lead = enter("lead")
    answer = lead.get(f"/{lang}/case/{CASE}/{place}", {"from": typed, "q": ""})
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["from"] == [first]
    told = lead.get(answer["Location"]).content.decode()
    assert f'value="{typed}"' in told
    assert back in told
    assert "2023-11-29" in told, "today by the clock of the case"


@pytest.mark.usefixtures("at_that_hour")
def test_the_list_holds_the_days_asked_for_and_no_report_without_a_day(reports, enter):
    lead = enter("lead")
    answer = lead.get(f"/en/case/{CASE}/press/", {"from": "last Tuesday", "to": "24 Nov"}, follow=True)
    assert shown(answer.content.decode()) >= {reports[n] for n in range(21, 25)}
    assert not shown(answer.content.decode()) & {reports[n] for n in (19, 20, 25, 26, 0)}
    both = lead.get(f"/en/case/{CASE}/press/", {"from": "21 to 24 November 2023"}, follow=True)
    assert shown(both.content.decode()) == shown(answer.content.decode())


@pytest.mark.usefixtures("at_that_hour")
@pytest.mark.parametrize("place", ["press/", "timeline/", "press/archive/"])
@pytest.mark.parametrize("typed", ["soon<b>", "4/5/2023", "Tuesday 8 November 2023"])
def test_what_is_not_understood_is_named_beside_its_field_and_stays_in_it(reports, enter, place, typed):
    told = enter("lead").get(f"/en/case/{CASE}/{place}", {"from": typed, "to": "2023-11-24"}).content.decode()
    kept = typed.replace("<", "&lt;").replace(">", "&gt;")
    assert f'value="{kept}"' in told
    assert 'value="2023-11-24"' in told
    assert f"“{kept}”" in told
    assert 'aria-invalid="true"' in told


@pytest.mark.usefixtures("at_that_hour")
def test_a_made_up_phrase_in_an_address_is_not_said_back(reports, enter):
    for more in ("from_typed=yesterday&on=2023-11-29", "from_typed=yesterday&on=soon", "from_typed=soon&on=2023-11-29"):
        told = enter("lead").get(f"/en/case/{CASE}/timeline/?from=2023-11-21&{more}").content.decode()
        assert 'value="2023-11-21"' in told
        assert "was understood as" not in told


def test_days_the_wrong_way_round_are_told(reports, enter):
    told = enter("lead").get(f"/en/case/{CASE}/press/?from=2023-11-24&to=2023-11-21").content.decode()
    assert "24 November 2023, then 21 November 2023" in told


@pytest.mark.parametrize("place", ["press/", "timeline/", "press/archive/"])
def test_a_reader_without_the_press_is_not_led_on_by_a_phrase(reports, enter, place):
    assert enter("delegate").get(f"/en/case/{CASE}/{place}", {"from": "last Tuesday"}).status_code == 404


@pytest.mark.usefixtures("at_that_hour")
def test_the_archive_is_narrowed_by_days_too(home, desk, enter):
    list(file_reports(desk("lead"), [
        NewReport(f"Prices of wheat rose on market {n}.", published=date(2023, 11, n), lang="en", title=f"Wheat {n}")
        for n in (20, 23)
    ]))  # fmt: skip
    told = enter("lead").get(f"/en/case/{CASE}/press/archive/", {"from": "22 Nov 2023"}, follow=True).content.decode()
    assert "Wheat 23" in told
    assert "Wheat 20" not in told


@pytest.mark.usefixtures("at_that_hour")
def test_a_report_s_day_typed_in_words_is_looked_at_before_it_is_taken_in(home, desk, enter):
    lead, place = enter("lead"), f"/en/case/{CASE}/press/paste/"
    form = {"text": "Qatar said talks go on.", "title": "A title", "published": "last Tuesday", "act": "a"}
    told = lead.post(place, form).content.decode()
    assert press_list(desk("lead"), "en").total == 0, "nothing is written yet"
    assert "Tuesday 21 November 2023" in told
    assert 'value="2023-11-21"' in told
    assert 'value="A title"' in told
    assert "Qatar said talks go on." in told
    answer = lead.post(place, form | {"published": "2023-11-21"})
    assert answer.status_code == 302
    assert press_list(desk("lead"), "en").lines[0].published == date(2023, 11, 21)


@pytest.mark.usefixtures("at_that_hour")
def test_a_report_s_day_that_is_not_understood_is_refused_and_nothing_typed_is_lost(home, desk, enter):
    form = {"text": "قالت قطر إن المحادثات مستمرة.", "published": "الأسبوع الماضي", "act": "a"}
    answer = enter("lead").post(f"/ar/case/{CASE}/press/paste/", form)
    assert answer.status_code == 400
    told = answer.content.decode()
    assert 'value="الأسبوع الماضي"' in told
    assert form["text"] in told
    assert "أكثر من يوم" in told


@pytest.mark.usefixtures("at_that_hour")
def test_the_day_of_an_added_mark_may_be_typed_as_a_week(reports, desk, enter):
    place = f"/en/case/{CASE}/press/{reports[26]}/mark/form/"
    form = {"group": "dates", "words": "talk 26", "first": "last week", "last": "", "why": "", "act": "a"}
    told = enter("analyst").post(place, form).content.decode()
    assert 'value="2023-11-20"' in told
    assert 'value="2023-11-26"' in told
    assert "was understood as" in told
    answer = enter("analyst").post(place, form | {"first": "2023-11-20", "last": "2023-11-26"})
    assert answer.status_code == 302
    marks = [m for m in report_page(desk("lead"), reports[26], "en").marks if m.group == "dates"]
    assert len(marks) == 1


def test_programs_ask_for_plain_days(reports, enter):
    answer = enter("lead").get(f"/api/cases/{CASE}/reports?first=2023-11-21&last=2023-11-22").json()
    assert {line["report"] for line in answer["lines"]} == {reports[21], reports[22]}
    assert enter("lead").get(f"/api/cases/{CASE}/reports?first=yesterday").status_code == 422
    assert enter("lead").get(f"/api/cases/{CASE}/archive?first=2023-11-21").json()["total"] == 0
