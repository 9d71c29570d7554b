"""`wasata closing`: the end of a case at the terminal, and what is due done by whichever command comes next."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.cli.test_feed import run

from wasata.cli.tongue import tongue
from wasata.desk import closing
from wasata.desk.access import Desk
from wasata.desk.case import open_case, open_log
from wasata.record.home import Home

SOON = (datetime.now(UTC) + timedelta(days=12)).date().isoformat()


@pytest.fixture
def talks(tmp_path, monkeypatch):
    with Home.create(tmp_path / "home") as home:
        lead = open_case(home, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
                         zone="UTC", readers=[("ann", "officer"), ("audrey", "auditor")], lot=lambda _: None)  # fmt: skip
        open_log(lead, "cell")
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    yield tmp_path / "home"
    tongue.cache_clear()


def test_it_is_planned_by_one_and_approved_by_another_who_gives_the_sum_he_read(talks, capsys):
    code, out, err = run(capsys, "closing", "plan", SOON, "--destroy", "cell", "--reason", "It is over.")
    assert code == 0, err
    plan = out.split()[0]
    shown = run(capsys, "closing", "show", "--reader", "ann")[1]
    assert "Cell: destroyed" in shown
    total = re.search(r"Sum of the plan: ([0-9a-f]{64})", shown)[1]
    assert run(capsys, "closing", "approve", plan, "--sum", total[:4], "--reader", "ann")[0] == 1, "too few letters"
    assert run(capsys, "closing", "approve", plan, "--sum", total[:16])[0] == 1, "the lead's own"
    assert run(capsys, "closing", "approve", plan, "--sum", total[:16], "--reader", "ann")[0] == 0
    assert json.loads(run(capsys, "closing", "show", "--json")[1])["plan"]["approved_by"] == "ann"
    assert run(capsys, "closing", "stop", plan, "--reason", "Not yet.", "--reader", "ann")[0] == 0


def test_a_hold_is_placed_and_lifted_by_two(talks, capsys):
    code, out, err = run(
        capsys, "closing", "hold", "--asked-by", "The court", "--reason", "An inquiry.", "--reader", "audrey"
    )
    assert code == 0, err
    hold = out.split()[0]
    assert run(capsys, "closing", "lift", hold, "--reason", "Over.")[0] == 0
    assert run(capsys, "closing", "lift", hold)[0] == 1
    assert run(capsys, "closing", "lift", hold, "--reader", "ann")[0] == 0


def test_whichever_command_comes_next_does_what_is_due_and_the_chains_still_stand(talks, capsys):
    past = lambda: datetime.now(UTC) - timedelta(days=30)  # noqa: E731
    with Home.open(talks) as home:
        lead, ann = (Desk.open(home, "talks", who, now=past) for who in ("lead", "ann"))
        plan = closing.plan_closing(lead, (past() + timedelta(days=10)).date(), {"cell": "destroyed"}, "It is over.")
        closing.approve_closing(ann, plan, closing.closing_of(ann).plan.digest)
    assert run(capsys, "case", "show")[0] == 0
    with Home.open(talks) as home:
        assert home.is_destroyed("talks", "cell")
    assert run(capsys, "closing", "carry-out")[1].strip() == "Nothing is due."
    code, out, _ = run(capsys, "record", "check")
    assert code == 0
    assert "cell: nobody opens it here" in out
    assert run(capsys, "closing", "reopen", "--reason", "The talks go on.")[0] == 0
    assert run(capsys, "closing", "reopen", "--reader", "ann")[0] == 0
    assert "The case is open" in run(capsys, "closing", "show")[1]
