"""A reason is never cut: one that is too long is refused with what was typed in it, and nothing is written."""

from datetime import date

import pytest

from wasata.desk.marking import add_mark, confirm_mark, let_go, lift_hand, strike_mark
from wasata.desk.put_away import call_back, put_away
from wasata.desk.reason import LONGEST, reason_of
from wasata.desk.report import report_page
from wasata.desk.taking import NewReport, take_in_report
from wasata.desk.thread import join_thread, split_thread
from wasata.errors import ReasonTooLong
from wasata.record.kinds.report import DateMark

LONG = "لأن " * LONGEST


@pytest.fixture
def report(lead) -> str:
    take_in_report(lead, NewReport("Qatar said on Friday that talks go on.", published=date(2023, 11, 20), lang="en"))
    return take_in_report(lead, NewReport("Egypt said that 12 people were held.", lang="en")).report


def test_a_reason_is_taken_as_typed_without_the_spaces_around_it():
    assert reason_of("  misread  ") == "misread"
    assert reason_of(" ") is reason_of(None) is None
    assert reason_of("x" * LONGEST) == "x" * LONGEST


def test_a_longer_one_is_refused_with_its_length_its_bound_and_its_words():
    with pytest.raises(ReasonTooLong) as told:
        reason_of("x" * (LONGEST + 1))
    assert told.value.values == {"n": LONGEST + 1, "limit": LONGEST, "typed": "x" * (LONGEST + 1)}


def test_no_act_of_the_press_takes_a_longer_one_and_none_writes_anything(lead, report):
    token = next(m.token for m in report_page(lead, report, "en").marks if m.group == "figures")
    strike_mark(lead, report, token, "misread")
    token = next(m.token for m in report_page(lead, report, "en").marks if m.group == "figures")
    put_away(lead, "r-0001", "another case")
    new = DateMark(span=(0, 5), from_day=date(2023, 11, 20), to_day=date(2023, 11, 20), rule="by-hand")
    before = lead.ledger.head("press").seq
    for act in (
        lambda: confirm_mark(lead, report, token, LONG),
        lambda: strike_mark(lead, report, token, LONG),
        lambda: lift_hand(lead, report, token, LONG),
        lambda: let_go(lead, report, token, LONG),
        lambda: add_mark(lead, report, new, LONG),
        lambda: put_away(lead, report, LONG * 4),
        lambda: call_back(lead, "r-0001", LONG * 4),
        lambda: split_thread(lead, report, LONG),
        lambda: join_thread(lead, report, "r-0001", LONG),
    ):
        with pytest.raises(ReasonTooLong):
            act()
    assert lead.ledger.head("press").seq == before
