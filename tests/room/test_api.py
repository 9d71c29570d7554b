"""The interface for programs gives what the pages give, to whom the pages give it."""

import re
from datetime import datetime

import pytest
from django.test import Client

from wasata.desk.taking import NewReport, take_in_report
from wasata.room.api.acting import DOORS

pytestmark = pytest.mark.django_db

CASE = "test-case"


@pytest.fixture
def report_in(home, desk) -> str:
    text = "قال المتحدث باسم الخارجية القطرية إن أكثر من 50 محتجزا سيفرج عنهم يوم الجمعة 24 نوفمبر 2023."
    return take_in_report(desk("lead"), NewReport(text, title="إفراج مرتقب", outlet="وكالة أنباء")).report


def test_the_schema_is_there_and_names_every_question(home, db):
    schema = Client().get("/api/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    acts = {path for path, methods in schema["paths"].items() if "post" in methods}
    assert acts == {f"/api/cases/{{case}}/{door.path}" for door in DOORS.values()}
    assert {method for methods in schema["paths"].values() for method in methods} == {"get", "post"}
    assert {path for path, methods in schema["paths"].items() if "get" in methods} == {
        "/api/cases", "/api/cases/{case}/exports", "/api/cases/{case}/leaks",
        "/api/cases/{case}/brief", "/api/cases/{case}/figures", "/api/cases/{case}/figures/{thing}",
        "/api/cases/{case}/reports", "/api/cases/{case}/reports/{report}", "/api/cases/{case}/names",
        "/api/cases/{case}/notes", "/api/cases/{case}/notices", "/api/cases/{case}/record",
        "/api/cases/{case}/threads", "/api/cases/{case}/threads/{report}",
        "/api/cases/{case}/threads/{report}/compare/{other}", "/api/cases/{case}/contradictions",
        "/api/cases/{case}/timeline", "/api/cases/{case}/doubt", "/api/cases/{case}/changed",
        "/api/cases/{case}/second-look", "/api/cases/{case}/outdated", "/api/cases/{case}/archive",
        "/api/cases/{case}/archive/{report}", "/api/cases/{case}/feeds", "/api/cases/{case}/outgoing",
        "/api/cases/{case}/lines", "/api/cases/{case}/lines/{line}", "/api/cases/{case}/lines/{line}/contacts",
        "/api/cases/{case}/lines/{line}/contacts/{contact}",
        "/api/cases/{case}/positions", "/api/cases/{case}/positions/moves", "/api/cases/{case}/positions/{matter}",
        "/api/cases/{case}/lines/{line}/assessments", "/api/cases/{case}/lines/{line}/assessments/{assessment}",
        "/api/cases/{case}/cell", "/api/cases/{case}/assessments/words", "/api/cases/{case}/watch",
        "/api/cases/{case}/calendar", "/api/cases/{case}/channel", "/api/cases/{case}/definitions",
        "/api/cases/{case}/definitions/{term}", "/api/cases/{case}/lines/{line}/channel",
        "/api/cases/{case}/lines/{line}/letters", "/api/cases/{case}/lines/{line}/definitions-waiting",
        "/api/cases/{case}/lines/{line}/holders",
        "/api/cases/{case}/lines/{line}/pace",
        "/api/cases/{case}/lines/{line}/passages", "/api/cases/{case}/relays", "/api/cases/{case}/relays/{relay}",
        "/api/cases/{case}/table", "/api/cases/{case}/table/asked", "/api/cases/{case}/table/asked/{ask}",
        "/api/cases/{case}/positions/matters",
        "/api/cases/{case}/definitions/{term}/text", "/api/cases/{case}/channel/{message}/files/{piece}",
        "/api/cases/{case}/lines/{line}/channel/{message}/files/{piece}", "/api/cases/{case}/relays/{relay}/files/{digest}",
        "/api/cases/{case}/lines/{line}/channel/{message}/files/{piece}/bare",
        "/api/cases/{case}/lines/{line}/channel/{message}/files/{piece}/bare/file",
        "/api/cases/{case}/lines/{line}/contacts/{contact}/files/{piece}",
        "/api/cases/{case}/lines/{line}/contacts/{contact}/files/{piece}/bare",
        "/api/cases/{case}/lines/{line}/contacts/{contact}/files/{piece}/bare/file",
        "/api/cases/{case}/definitions/{term}/map", "/api/cases/{case}/channel/definitions/{term}/map",
        "/api/cases/{case}/table/definitions/{term}/map", "/api/cases/{case}/calendar/table.ics",
        "/api/cases/{case}/package", "/api/cases/{case}/package/issues", "/api/cases/{case}/package/of/{side}",
        "/api/cases/{case}/draft", "/api/cases/{case}/draft/{number}",
        "/api/cases/{case}/draft/{before}/{after}", "/api/cases/{case}/offers", "/api/cases/{case}/offers/{offer}",
        "/api/cases/{case}/table/agreements", "/api/cases/{case}/channel/put",
    }  # fmt: skip


def test_a_report_comes_with_its_marks_quoting_the_text(home, enter, report_in):
    told = enter("analyst").get(f"/api/cases/{CASE}/reports/{report_in}?lang=ar").json()
    text = "\n\n".join("".join(run["text"] for run in runs) for runs in told["paragraphs"])
    assert "50 محتجزا" in text
    figures = [m for m in told["marks"] if m["group"] == "figures"]
    assert figures
    assert all(m["words"] in text for m in told["marks"])


def test_lists_briefs_and_figures_come_as_the_desk_gives_them(home, enter, report_in):
    client = enter("lead")
    assert [c["case"] for c in client.get("/api/cases").json()] == [CASE]
    assert client.get(f"/api/cases/{CASE}/reports?q=محتجز").json()["total"] in (0, 1)
    assert client.get(f"/api/cases/{CASE}/reports").json()["lines"][0]["report"] == report_in
    assert client.get(f"/api/cases/{CASE}/brief?lang=ar").json()["case"] == CASE
    figures = client.get(f"/api/cases/{CASE}/figures").json()
    thing = figures["things"][0]["key"]
    assert client.get(f"/api/cases/{CASE}/figures/{thing}").status_code == 200


def test_what_is_not_ones_own_is_told_like_what_is_not_there(home, enter, report_in):
    client = enter("delegate")
    held = client.get(f"/api/cases/{CASE}/reports/{report_in}")
    not_there = client.get("/api/cases/no-such-case/reports/r-0001")
    assert held.status_code == not_there.status_code == 404
    assert held.json() == not_there.json()


def test_nobody_gets_anything_without_signing_in(home, db):
    assert Client().get("/api/cases").status_code == 401


def test_wrong_values_are_refused_in_words(home, enter):
    assert enter("lead").get(f"/api/cases/{CASE}/brief?lang=fr").status_code == 422
    assert enter("lead").get(f"/api/cases/{CASE}/figures/no-such-thing").json()["next"]


@pytest.mark.parametrize("since", ["2023-11-20", "2023-11-20T00:00:00", "2023-11-20T00:00:00Z"])
def test_an_hour_with_or_without_its_offset_is_understood(home, enter, report_in, since):
    answer = enter("lead").get(f"/api/cases/{CASE}/brief?since={since}")
    assert answer.status_code == 200


def test_hours_are_given_as_exactly_as_the_record_has_them(home, enter, report_in):
    received = home.ledger(CASE, ("press",)).entry("press", 1).recorded_at
    told = enter("lead").get(f"/api/cases/{CASE}/reports/{report_in}").json()
    assert received in {datetime.fromisoformat(h) for h in hours_in(told)}


def hours_in(told: object) -> list[str]:
    if isinstance(told, dict | list):
        return [h for v in (told.values() if isinstance(told, dict) else told) for h in hours_in(v)]
    return [told] if isinstance(told, str) and re.match(r"\d{4}-\d\d-\d\dT", told) else []


@pytest.mark.parametrize(
    ("path", "shown", "status", "code"),
    [
        ("cases", False, 401, "key.needed"),
        ("nothing-such", True, 404, "room.not_here"),
        (f"cases/{CASE}/reports?page=many", True, 422, "key.asked_wrongly"),
        (f"cases/{CASE}/reports/r-9999", True, 404, "room.not_here"),
    ],
)
def test_every_refusal_has_one_form_and_the_schema_says_it(home, enter, path, shown, status, code):
    client = enter("lead") if shown else Client()
    answer = client.get(f"/api/{path}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["what"]
    assert answer.json()["next"]
    schema = Client().get("/api/openapi.json").json()
    assert "Refusal" in schema["components"]["schemas"]
    assert all(str(status) in asked["responses"] for methods in schema["paths"].values() for asked in methods.values())
