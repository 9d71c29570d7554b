"""The page of keys, and programs that come with one."""

import re

import pytest
from django.test import Client

from wasata.desk.access import revoke_log
from wasata.desk.key import make_key, revoke_key
from wasata.desk.taking import NewReport, take_in_report
from wasata.room.models import Person

pytestmark = pytest.mark.django_db

CASE = "test-case"


def asks(shown: str, path: str, client: Client | None = None):
    return (client or Client()).get(f"/api/{path}", headers={"Authorization": f"Bearer {shown}"})


@pytest.fixture
def report_in(home, desk) -> str:
    return take_in_report(desk("lead"), NewReport("قالت قطر إن 50 محتجزا سيفرج عنهم يوم الجمعة.", outlet="وكالة")).report


def test_a_key_is_made_on_the_page_shown_once_and_reads_what_it_names(home, enter, report_in):
    analyst = enter("analyst")
    answer = analyst.post(f"/en/case/{CASE}/keys/", {"act": "f1", "name": "weekly table", "log": ["press"], "days": "30"})
    assert "no-store" in answer["Cache-Control"]
    shown = re.search(r"wasata-[0-9a-f]{12}-[0-9a-f]{64}", answer.content.decode())[0]
    assert shown not in analyst.get(f"/en/case/{CASE}/keys/").content.decode()
    assert [r["report"] for r in asks(shown, f"cases/{CASE}/reports").json()["lines"]] == [report_in]
    assert asks(shown, f"cases/{CASE}/brief").status_code == 200
    assert asks(shown, f"cases/{CASE}/notes").status_code == 404, "the analyst reads notes; this key does not"
    assert asks(shown, "cases").json()[0]["logs"] == ["press"]
    assert "weekly table" in analyst.get(f"/ar/case/{CASE}/keys/").content.decode()


def test_a_key_gives_no_page_and_is_no_sign_in(home, desk, report_in):
    made = make_key(desk("lead"), "mine", ["press"], 30)
    client = Client()
    asks(made.shown, f"cases/{CASE}/brief", client)
    assert client.get(f"/en/case/{CASE}/brief/", headers={"Authorization": f"Bearer {made.shown}"}).status_code == 302
    assert client.get("/api/cases").status_code == 401


def test_a_bad_key_is_refused_even_beside_a_good_sign_in(home, enter, report_in):
    answer = asks("wasata-000000000000-" + "0" * 64, f"cases/{CASE}/brief", enter("lead"))
    assert answer.status_code == 401
    assert answer.json()["code"] == "key.refused"
    assert answer.json()["next"]


@pytest.mark.parametrize("header", ["Basic bGVhZDpsZWFk", "Bearer", "wasata-000000000000-" + "0" * 64])
def test_a_header_that_is_no_key_lets_nobody_in_beside_a_sign_in(home, enter, header):
    assert enter("lead").get("/api/cases", headers={"Authorization": header}).status_code == 401


def test_taking_back_on_the_page_shuts_the_door(home, enter, desk, report_in):
    made = make_key(desk("analyst"), "mine", ["press"], 30)
    assert asks(made.shown, f"cases/{CASE}/figures").status_code == 200
    assert enter("officer").post(f"/en/case/{CASE}/keys/{made.key}/revoke/").status_code in (400, 404)
    assert asks(made.shown, f"cases/{CASE}/figures").status_code == 200
    assert enter("analyst").post(f"/en/case/{CASE}/keys/{made.key}/revoke/").status_code == 302
    assert asks(made.shown, f"cases/{CASE}/figures").status_code == 401


def test_who_lost_the_log_or_the_sign_in_reads_nothing_by_his_key(home, enter, desk, report_in):
    enter("analyst")
    made = make_key(desk("analyst"), "mine", ["press", "bureau"], 30)
    revoke_log(desk("lead"), "analyst", "press")
    assert asks(made.shown, f"cases/{CASE}/brief").status_code == 404
    assert asks(made.shown, f"cases/{CASE}/notes").status_code == 200
    Person.objects.filter(username="analyst").update(is_active=False)
    assert asks(made.shown, f"cases/{CASE}/notes").status_code == 401


def test_every_answer_is_reading_only(home, desk, report_in):
    made = make_key(desk("lead"), "mine", ["press", "bureau", "table", "ground"], 30)
    for path in Client().get("/api/openapi.json").json()["paths"]:
        at = path.replace("{case}", CASE).replace("{report}", report_in)
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(Client(), method)(at, headers={"Authorization": f"Bearer {made.shown}"})
            assert answer.status_code == 405, f"{method} {at}"


def test_an_ended_key_and_none_are_told_alike(home, desk):
    made = make_key(desk("lead"), "mine", ["press"], 30)
    revoke_key(desk("lead"), made.key)
    assert asks(made.shown, "cases").json() == asks("nothing", "cases").json()


def test_a_key_asked_wrongly_says_why_and_keeps_what_was_typed(home, enter):
    answer = enter("analyst").post(f"/en/case/{CASE}/keys/", {"act": "f1", "name": "weekly", "days": "30"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "choose at least one log" in page
    assert 'value="weekly"' in page
