"""The record's page: checked on request, taken out with a record of it, told when it does not stand."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wasata.desk.notice import post_notice
from wasata.desk.taking import NewReport, take_in_report

pytestmark = pytest.mark.django_db

CASE = "test-case"
PAGE = f"/en/case/{CASE}/record/"


@pytest.fixture
def report_in(home, desk) -> str:
    return take_in_report(
        desk("lead"), NewReport("Qatar said on Friday that talks continue.", title="Talks go on")
    ).report


def test_nothing_is_called_whole_before_it_was_checked(home, enter, report_in):
    client = enter("lead")
    page = client.get(PAGE).content.decode()
    assert "not checked yet" in page
    assert ">whole<" not in page
    checked = client.post(f"{PAGE}verify/").content.decode()
    assert "not checked yet" not in checked
    assert 'role="status"' in checked


def test_a_log_taken_out_verifies_outside_and_its_leaving_is_recorded(home, enter, report_in, tmp_path):
    client = enter("lead")
    given = client.post(f"{PAGE}export/press/", {"act": "out-1", "recipient": "the auditor", "purpose": "yearly check"})
    named = re.fullmatch(
        rf'attachment; filename="{CASE}-press-([0-9A-Z]{{4}}-[0-9A-Z]{{4}})\.wasata"', given["Content-Disposition"]
    )
    assert named is not None
    file, head = tmp_path / "press.wasata", tmp_path / "press.head"
    file.write_bytes(given.content)
    head.write_bytes(client.get(f"{PAGE}head/press/").content)
    wasata = Path(sys.executable).with_name("wasata")
    done = subprocess.run([wasata, "record", "verify", file, "--head", head], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    entry = home.ledger(CASE, ("access",)).entry("access", home.ledger(CASE, ("access",)).head("access").seq)
    assert entry.kind == "access.record_exported"
    assert json.loads(json.dumps(entry.data))["recipient"] == "the auditor"
    assert (entry.data["mark"], given.content.count(named[1].encode())) == (named[1], 2), (
        "in its first line and its last"
    )
    again = client.post(f"{PAGE}export/press/", {"act": "out-1", "recipient": "the auditor", "purpose": "yearly check"})
    assert again.status_code == 200
    assert home.ledger(CASE, ("access",)).head("access").seq == entry.seq, "sent twice, recorded once"


def test_a_log_may_be_chosen_and_only_ones_own(home, enter, report_in):
    page = enter("analyst").get(f"{PAGE}?log=press").content.decode()
    assert "report.received" in page
    assert "access.reader_admitted" not in page
    assert enter("analyst").get(f"{PAGE}?log=access").status_code == 404
    assert enter("analyst").get(f"{PAGE}?log=nothing").status_code == 404


def test_a_broken_chain_is_told_with_its_log_and_place(home, enter, report_in):
    import sqlite3

    name = home.ledger(CASE, ("press",)).keys.of("press").random_name
    with sqlite3.connect(home.path / "record.sqlite3") as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        (sealed,) = db.execute("SELECT sealed FROM entries WHERE log = ? AND seq = 1", (name,)).fetchone()
        db.execute("UPDATE entries SET sealed = ? WHERE log = ? AND seq = 1", (sealed[:-1] + b"\x00\x01", name))
    told = enter("lead").post(f"{PAGE}verify/")
    page = told.content.decode().replace("\u2068", "").replace("\u2069", "")
    assert told.status_code in (200, 409)
    assert "press" in page
    assert "entry 1" in page
    assert "whole<" not in page


def test_a_delegate_is_told_that_the_team_put_a_notice_and_not_which_of_it(home, enter, desk):
    post_notice(desk("officer"), ar="إشعار إلى الأطراف.", en="A notice to the parties.")
    page = enter("delegate").get(PAGE).content.decode()
    assert "the mediation team" in page
    assert "officer" not in page.lower()
    assert "Officer" in enter("auditor").get(PAGE).content.decode()
