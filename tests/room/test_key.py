"""The page of keys, and programs that come with one."""

import re
import sqlite3

import pytest
from django.test import Client
from tests.room.conftest import TALKS
from tests.room.test_access_in_talks import TALKS_TABLE

from wasata.desk.access import revoke_log
from wasata.desk.key import list_keys, make_key, revoke_key
from wasata.desk.report import press_list
from wasata.desk.taking import NewReport, take_in_report
from wasata.room.api import entry
from wasata.room.api.every import api
from wasata.room.models import Person

pytestmark = pytest.mark.django_db

CASE = "test-case"


def asks(shown: str, path: str, client: Client | None = None):
    return (client or Client()).get(f"/api/{path}", headers={"Authorization": f"Bearer {shown}"})


@pytest.fixture
def report_in(home, desk) -> str:
    return take_in_report(
        desk("lead"), NewReport("قالت قطر إن 50 محتجزا سيفرج عنهم يوم الجمعة.", outlet="وكالة")
    ).report


def test_a_key_is_made_on_the_page_shown_once_and_reads_what_it_names(home, enter, report_in):
    analyst = enter("analyst")
    answer = analyst.post(
        f"/en/case/{CASE}/keys/", {"act": "f1", "name": "weekly table", "log": ["press"], "days": "30"}
    )
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
    for path, there in Client().get("/api/openapi.json").json()["paths"].items():
        at = path.replace("{case}", CASE).replace("{report}", report_in)
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(Client(), method)(at, headers={"Authorization": f"Bearer {made.shown}"})
            assert answer.status_code == (403 if method in there else 405), f"{method} {at}"


HELD_BY = {
    "cases": "", "names": "press", "notes": "bureau", "notices": "table", "record": "", "brief": "press",
    "figures": "press", "figure": "press", "reports": "press", "report": "press", "threads": "press", "thread": "press",
    "compare": "press", "contradictions": "press", "timeline": "press", "doubt": "press", "changed": "press",
    "second_look": "press", "outdated": "press", "archive": "archive press", "archive_report": "archive press", "feeds": "intake",
    "outgoing": "intake", "exports": "access",
    "table": "table", "agreements": "table", "calendar": "table", "calendar_file": "table", "table_waiting": "bureau table",
}  # fmt: skip
"""Every question of the interface about press and table, and the logs it is asked from; a new one stands here before it is
let in, or among those of the talks (`test_access_in_talks`)."""
OF_TALKS = {
    name.removeprefix("api:")
    for name, (_, method, _) in TALKS_TABLE.items()
    if name.startswith("api:") and method == "get"
}


@pytest.mark.parametrize("logs", ["press", "bureau", "table", "ground", "archive", "archive press", "intake"])
def test_a_key_opens_the_questions_of_its_logs_and_of_no_other(home, desk, report_in, logs):
    made = make_key(desk("lead"), "mine", logs.split(), 30)
    elsewhere = asks(made.shown, "cases/no-such-case/brief")
    names = questions()
    assert set(names) == set(HELD_BY) | OF_TALKS
    for name, path in names.items():
        at = path.replace("{case}", CASE).replace("{report}", report_in).replace("{other}", report_in)
        at = re.sub(r"\{(number|before|after)\}", "1", at)
        answer = asks(made.shown, re.sub(r"\{\w+\}", "nothing-such", at))
        if name not in HELD_BY:  # lines, channels, relays: in a case of press there are none
            assert (answer.status_code, answer.json()) == (404, elsewhere.json()), f"{name} by {logs}"
        elif set(HELD_BY[name].split()) <= set(logs.split()):
            assert answer.status_code == 200 or name in ("figure", "archive_report"), f"{name} by {logs}"
        else:
            assert (answer.status_code, answer.json()) == (404, elsewhere.json()), f"{name} by {logs}"


@pytest.mark.parametrize(
    "logs", [("press",), ("bureau",), ("table",), ("channel/coast",), ("line/coast", "channel/coast", "bureau")]
)
def test_a_key_of_an_officer_reads_the_lines_it_names_and_no_other(desk_in_talks, logs):
    made = make_key(desk_in_talks("coast-officer"), "mine", list(logs), 30)
    opens = "line/coast" in logs
    for path in ("lines", "lines/coast", "lines/coast/contacts", "lines/coast/channel", "lines/coast/pace"):
        assert asks(made.shown, f"cases/{TALKS}/{path}").status_code == (200 if opens else 404), path
    for path in ("lines/hills", "lines/hills/channel", "lines/hills/pace", "lines/nothing-such"):
        assert asks(made.shown, f"cases/{TALKS}/{path}").status_code == 404, path
    if opens:
        assert [card["line"] for card in asks(made.shown, f"cases/{TALKS}/lines").json()] == ["coast"]


def questions() -> dict[str, str]:
    """Every question of the interface by its name, with its address."""
    return {
        o.view_func.__name__: path.lstrip("/")
        for _, r in api._routers
        for path, v in r.path_operations.items()
        for o in v.operations
        if "GET" in o.methods
    }


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


def test_the_answer_does_not_wait_for_its_note_where_the_record_is_locked(home, desk, report_in, monkeypatch):
    made = make_key(desk("lead"), "nightly", ["press"], 30)
    monkeypatch.setattr(entry, "_PATIENCE", 0.05)
    before = home.ledger(CASE, ("access",)).head("access").seq
    other = sqlite3.connect(home.path / "record.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # another process writes, and takes its time
    try:
        for _ in range(3):
            assert asks(made.shown, f"cases/{CASE}/brief").status_code == 200
        assert enter_page(desk) == [report_in], "nobody who reads waits either"
        assert home.ledger(CASE, ("access",)).head("access").seq == before
    finally:
        other.execute("ROLLBACK")
        other.close()
    entry._noting.submit(int).result(30)  # the one that waits for the record has had its turn
    assert home.ledger(CASE, ("access",)).head("access").seq == before + 1
    assert list_keys(desk("lead"))[0].last_used is not None


def enter_page(desk) -> list[str]:
    """The reports, as a page asks for them: with the desk held."""
    lead = desk("lead")
    with lead.hold():
        return [line.report for line in press_list(lead, "en").lines]
