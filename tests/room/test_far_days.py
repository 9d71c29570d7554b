"""A day at the end of the calendar, which a record may hold, fells no page."""

from datetime import date

import pytest
from tests.desk.conftest import put_report

pytestmark = pytest.mark.django_db

TEXT = "Qatar said on Friday that 12 people were freed. Talks go on."


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("alone", [True, False])
def test_pages_stand_whatever_day_a_report_was_said_to_be_of(enter, desk, day: date, alone: bool):
    marks = {
        "figures": [("12 people", 12, "released", {"source": "Qatar", "party": "israel"})],
        "statements": [("12 people were freed", "Qatar", "said", {"actor": "qatar"})],
        "dates": [("Friday", day, day)],
        "events": [("Talks go on.", "talks_continue", "ongoing")],
    }
    put_report(desk("lead"), TEXT, marks=marks, published=day)
    if not alone:
        put_report(desk("lead"), TEXT.replace("12", "13"), published=date(2023, 11, 24), marks={
            "figures": [("13 people", 13, "released", {"source": "Qatar", "party": "israel"})]
        })  # fmt: skip
    client = enter("lead")
    for lang in ("ar", "en"):
        for page in (
            "brief/",
            "brief/?by=published",
            "press/",
            "press/r-0001/",
            "figures/",
            "timeline/",
            "contradictions/",
        ):
            assert client.get(f"/{lang}/case/test-case/{page}").status_code == 200, page
    for page in ("reports", "figures", "timeline", "brief"):
        assert client.get(f"/api/cases/test-case/{page}").status_code == 200, page
