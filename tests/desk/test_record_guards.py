"""Nothing is taken out that the record does not tell: by whom, for whom, up to where, and once for each time it was asked."""

import json
from collections.abc import Callable

import pytest
from tests.desk.conftest import Clock
from tests.desk.test_record import exported

from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.case import INVENTED, open_case, write_note
from wasata.desk.record import export_log
from wasata.errors import LogNotYours, NotAllowed
from wasata.record.home import Home

AtDesk = Callable[[str], Desk]


@pytest.mark.parametrize("ids", [("form-1", "form-2"), (None, None)])
def test_what_is_asked_twice_is_taken_out_twice_and_told_twice(lead: Desk, ids: tuple[str | None, str | None]):
    given = []
    for act_id in ids:
        write_note(lead, "A note.", "en")
        given.append(export_log(lead, "bureau", recipient="a court", act_id=act_id).count(b"\n"))
    (_, first, _), (_, second, _) = exported(lead)
    assert second == first + 1
    assert given[1] == given[0] + 1


@pytest.mark.parametrize("field", ["recipient", "purpose"])
def test_an_empty_line_of_the_form_is_nobody_and_nothing(lead: Desk, field: str):
    export_log(lead, "table", act_id="form", **{field: ""})
    export_log(lead, "table", act_id="form", **{field: None})
    told = [e.data for e in lead.ledger.entries("access") if e.kind == "access.record_exported"]
    assert [(t["recipient"], t["purpose"]) for t in told] == [(None, None)]


def test_who_may_take_nothing_out_any_more_is_not_given_again_what_he_took(lead: Desk, at_desk: AtDesk):
    admit_reader(lead, "analyst", "lead")
    export_log(at_desk("analyst"), "bureau", act_id="form")
    admit_reader(lead, "analyst", "analyst")
    grant_log(lead, "analyst", "access")
    with pytest.raises(NotAllowed):
        export_log(at_desk("analyst"), "bureau", act_id="form")
    assert len(exported(lead)) == 1


def test_what_was_taken_out_is_not_given_again_to_who_does_not_hold_it_any_more(lead: Desk, at_desk: AtDesk):
    grant_log(lead, "auditor", "bureau")
    assert export_log(at_desk("auditor"), "bureau", act_id="form")
    admit_reader(lead, "auditor", "auditor")
    revoke_log(lead, "auditor", "bureau")
    with pytest.raises(LogNotYours):
        export_log(at_desk("auditor"), "bureau", act_id="form")
    assert len(exported(lead)) == 1


def test_one_form_of_two_people_is_two_exports(lead: Desk, at_desk: AtDesk):
    for desk in (lead, at_desk("auditor")):
        export_log(desk, "table", recipient="a court", act_id="form")
    told = [(e.author, e.data["by"]) for e in lead.ledger.entries("access") if e.kind == "access.record_exported"]
    assert told == [("lead", "lead"), ("auditor", "auditor")]


def test_what_leaves_an_invented_case_says_so_and_what_leaves_one_of_the_world_says_nothing(
    home: Home, lead: Desk, now: Clock
):
    invented = open_case(
        home, "nowhere", names={"ar": "محادثات", "en": "Talks of nowhere"}, period={"ar": "", "en": ""}, lead="lead",
        invented=True, lot=lambda _: None, now=now,
    )  # fmt: skip
    first, of_the_world = (json.loads(export_log(desk, "table").splitlines()[0]) for desk in (invented, lead))
    assert first["note"].startswith(f"{INVENTED} · ")
    assert INVENTED not in of_the_world["note"], "its mark alone"
