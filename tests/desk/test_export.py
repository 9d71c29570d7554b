"""What left the room: for whom, with a mark of its own, until a day; and what became of it."""

import ast
import json
from pathlib import Path

import pytest

from wasata import desk as desk_package
from wasata.desk import export, record
from wasata.desk.access import Desk
from wasata.desk.export import end_export, exports, for_whom, take_out
from wasata.errors import ExportWrong, LogNotYours, NotAllowed
from wasata.record.kinds.access import RecordExported
from wasata.record.lift import to_fact

SRC = Path(desk_package.__path__[0]).parents[0]


def test_each_leaving_bears_a_mark_of_its_own_which_names_its_recipient(lead: Desk):
    marks = set()
    for to in ("A court", "The minister"):
        bundle, mark = take_out(lead, "table", for_whom(lead, to, "a check", 30))
        first, last = json.loads(bundle.splitlines()[0]), json.loads(bundle.splitlines()[-1])
        assert first["note"] == last["manifest"]["note"] == mark
        assert next(x.recipient for x in exports(lead) if x.mark == mark) == to
        marks.add(mark)
    assert len(marks) == 2


def test_the_same_request_again_bears_the_same_mark_and_is_told_once(lead: Desk):
    to = for_whom(lead, "A court", "a check", 30)
    first, again = take_out(lead, "table", to, act_id="form"), take_out(lead, "table", to, act_id="form")
    assert first[1] == again[1]
    assert len(exports(lead)) == 1


@pytest.mark.parametrize(
    ("to", "why", "days"), [("", "x", 30), ("  ", "x", 30), ("x", "", 30), ("x", "…", 30), ("x", "x", 0), ("x", "x", 367),
                            ("x" * 201, "x", 30), ("x", "x" * 501, 30)],
)  # fmt: skip
def test_nothing_leaves_for_nobody_for_nothing_or_for_ever(lead: Desk, to: str, why: str, days: int):
    with pytest.raises(ExportWrong):
        for_whom(lead, to, why, days)


def test_what_is_past_its_day_stands_first_until_somebody_notes_what_became_of_it(lead: Desk, now):
    _, early = take_out(lead, "table", for_whom(lead, "A court", "a check", 7))
    now.on(days=1)
    _, late = take_out(lead, "table", for_whom(lead, "The minister", "to read", 90))
    assert [(x.mark, x.is_overdue) for x in exports(lead)] == [(late, False), (early, False)]
    now.on(days=7)
    assert [(x.mark, x.is_overdue) for x in exports(lead)] == [(early, True), (late, False)]
    end_export(lead, early, "destroyed", "shredded before two of us")
    [other, ended] = exports(lead)
    assert (other.mark, ended.mark, ended.became, ended.note, ended.is_overdue) == (
        late, early, "destroyed", "shredded before two of us", False,
    )  # fmt: skip


def test_the_day_itself_is_not_past(lead: Desk, now):
    take_out(lead, "table", for_whom(lead, "A court", "a check", 7))
    now.on(days=7)
    assert not exports(lead)[0].is_overdue


@pytest.mark.parametrize("mark", ["", "0000-0000", "nothing", "IIII-OOOO", "0000-00000"])
def test_of_what_never_left_nothing_is_noted(lead: Desk, mark: str):
    take_out(lead, "table", for_whom(lead, "A court", "a check", 7))
    with pytest.raises(ExportWrong):
        end_export(lead, mark, "lost")


def test_who_holds_no_access_sees_no_list_and_notes_nothing(lead: Desk, at_desk):
    _, mark = take_out(lead, "table", for_whom(lead, "A court", "a check", 7))
    for who in ("officer", "analyst", "delegate"):
        with pytest.raises(LogNotYours):
            exports(at_desk(who))
        with pytest.raises((NotAllowed, LogNotYours)):
            end_export(at_desk(who), mark, "lost")
    end_export(at_desk("auditor"), mark, "returned")


def test_what_left_before_marks_is_on_the_list_with_none(lead: Desk):
    old = b'{"by":"lead","happened_at":null,"head":"ef","length":12,"log":"press","purpose":null,"recipient":"the auditor"}'
    told = to_fact("access.record_exported", 1, old)
    assert isinstance(told, RecordExported)
    assert (told.recipient, told.mark, told.destroy_by) == ("the auditor", None, None)


def test_no_door_takes_a_log_out_past_the_question_for_whom():
    """`record.export_log` writes down whatever it is told; pages and commands come to it through `export.take_out`."""
    callers = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and "export_log" in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    }
    assert callers == {"desk/export.py"}
    assert export.export_log is record.export_log
