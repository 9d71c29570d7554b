"""Who holds a line: given and taken back by a lead."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.line import board, open_line
from wasata.desk.line_holders import give_line, holders, take_line
from wasata.errors import AccessWrong, LineUnknown, LineWrong, LogNotYours, NotAllowed


@pytest.fixture
def opened(lead: Desk) -> Desk:
    for line in ("coast", "hills"):
        told: Any = {"party": "hamas", "of": "party", "langs": ("ar",), "media": ("call",)}
        open_line(lead, line, names={"ar": f"خط {line}", "en": line}, officers=(), **told)
    return lead


def sight(lead: Desk, reader: str, now: Clock) -> set[str]:
    return {log for log in Desk.open(lead.home, lead.case, reader, now=now).sight if "/" in log}


def why(refused: Any) -> str:
    return str(refused.value.values["why"])


def test_an_officer_is_given_both_logs_and_a_delegate_his_channel_alone(opened: Desk, now: Clock):
    give_line(opened, "coast", "officer")
    give_line(opened, "coast", "delegate")
    assert sight(opened, "officer", now) == {"line/coast", "channel/coast"}
    assert sight(opened, "delegate", now) == {"channel/coast"}
    told = holders(opened, "coast")
    assert [(h.reader, h.holds_line, h.may_write) for h in told.held_by] == [
        ("delegate", False, True), ("lead", True, True), ("officer", True, True),
    ]  # fmt: skip
    assert (told.officers, told.delegates) == ((), ())
    assert [c.line for c in board(Desk.open(opened.home, opened.case, "officer", now=now), "en")] == ["coast"]


def test_a_delegate_has_one_channel_and_never_a_second(opened: Desk, now: Clock):
    give_line(opened, "coast", "delegate")
    assert holders(opened, "hills").delegates == ()
    with pytest.raises(LineWrong) as refused:
        give_line(opened, "hills", "delegate")
    assert why(refused) == "line.why.other_channel"
    assert sight(opened, "delegate", now) == {"channel/coast"}


def test_who_held_one_channel_is_given_no_other_when_it_was_taken_back_or_has_ended(opened: Desk, now: Clock):
    admit_reader(opened, "delegate-2", "delegate")
    give_line(opened, "coast", "delegate")
    take_line(opened, "coast", "delegate")
    give_line(opened, "coast", "delegate-2", until=now() + timedelta(hours=1))
    now.on(hours=2)
    for reader in ("delegate", "delegate-2"):
        assert reader not in holders(opened, "hills").delegates
        with pytest.raises(LineWrong) as refused:
            give_line(opened, "hills", reader)
        assert why(refused) == "line.why.other_channel"
        with pytest.raises(AccessWrong) as not_his:
            grant_log(opened, reader, "channel/hills")
        assert why(not_his) == "access.why.channel"
        assert sight(opened, reader, now) == set()
        assert reader in holders(opened, "coast").delegates
        give_line(opened, "coast", reader)
        assert sight(opened, reader, now) == {"channel/coast"}


def test_an_officer_who_kept_a_line_is_no_delegate_of_another(opened: Desk, now: Clock):
    give_line(opened, "coast", "officer")
    admit_reader(opened, "officer", "delegate")
    with pytest.raises(LineWrong):
        give_line(opened, "hills", "officer")
    give_line(opened, "coast", "officer")
    assert sight(opened, "officer", now) == {"channel/coast"}


@pytest.mark.parametrize("reader", ["analyst", "auditor", "truce_monitor", "nobody"])
def test_nobody_but_officers_and_delegates_of_the_case_is_given_a_line(opened: Desk, now: Clock, reader: str):
    with pytest.raises(LineWrong):
        give_line(opened, "coast", reader)


def test_what_is_given_until_an_hour_ends_then_and_may_be_given_anew(opened: Desk, now: Clock):
    give_line(opened, "coast", "officer", until=now() + timedelta(hours=2))
    assert holders(opened, "coast").held_by[-1].until == now() + timedelta(hours=2)
    now.on(hours=3)
    assert sight(opened, "officer", now) == set()
    assert holders(opened, "coast").officers == ("officer",)
    with pytest.raises(LineWrong):
        give_line(opened, "coast", "officer", until=now() - timedelta(hours=1))


def test_only_a_lead_who_holds_the_line_gives_it_and_sees_who_holds_it(opened: Desk, now: Clock):
    give_line(opened, "coast", "officer")
    officer = Desk.open(opened.home, opened.case, "officer", now=now)
    with pytest.raises(NotAllowed):
        give_line(officer, "coast", "delegate")
    with pytest.raises(LogNotYours):
        holders(officer, "coast")
    admit_reader(opened, "lead-2", "lead")
    other = Desk.open(opened.home, opened.case, "lead-2", now=now)
    for refused in (lambda: give_line(other, "coast", "delegate"), lambda: take_line(other, "coast", "officer"),
                    lambda: holders(other, "coast")):  # fmt: skip
        with pytest.raises(LineUnknown):
            refused()


def test_a_line_is_never_left_with_nobody(opened: Desk, now: Clock):
    with pytest.raises(LineWrong) as refused:
        take_line(opened, "coast", "lead")
    assert why(refused) == "line.why.last_holder"
    with pytest.raises(LineWrong) as refused:
        take_line(opened, "coast", "officer")
    assert why(refused) == "line.why.not_held"


def test_giving_and_taking_sent_twice_is_one_entry(opened: Desk, now: Clock):
    give_line(opened, "coast", "officer", act_id="g")
    assert give_line(opened, "coast", "officer", act_id="g").again
    take_line(opened, "coast", "officer", act_id="t")
    assert take_line(opened, "coast", "officer", act_id="t").again
    assert sight(opened, "officer", now) == set()
