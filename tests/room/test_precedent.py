"""The page of precedents: written, let go by two others, read by the team of another case."""

import re

import pytest
from tests.room.conftest import CASE, TALKS

pytestmark = pytest.mark.django_db

AT = f"/en/case/{TALKS}/precedents/"
FORM = {
    "act": "p1", "exchange": "held_for_prisoners", "names_en": "In batches", "names_ar": "على دفعات",
    "order_en": "The weakest went first.", "given": "3", "taken": "1", "people": "50", "days": "7", "steps": "4",
}  # fmt: skip


def signs(page: str) -> tuple[str, str]:
    return re.search(r'precedents/([^/"]+)/approve/', page)[1], re.search(r'name="signed" value="([^"]+)"', page)[1]


def test_two_others_let_a_card_go_and_the_team_of_another_case_reads_it(home, enter, desk_in_talks):
    writer, second, third = enter("coast-officer"), enter("hills-officer"), enter("lead")
    assert writer.post(AT, FORM).status_code == 302
    assert "/approve/" not in writer.get(AT).content.decode()
    assert "The weakest went first." not in enter("officer").get(f"/en/case/{CASE}/precedents/").content.decode()
    for client in (second, third):
        name, signed = signs(client.get(AT).content.decode())
        assert client.post(f"{AT}{name}/approve/", {"signed": signed}).status_code == 302
    page = enter("officer").get(f"/en/case/{CASE}/precedents/").content.decode()
    for told in ("The weakest went first.", "3 for 1", "50 people at least", "على دفعات"):
        assert told in page, told
    assert "Quiet talks" not in page, "the name of the other case"
    assert enter("coast-delegate").get(AT).status_code == 404


def test_what_may_not_be_told_is_said_back_with_all_that_was_typed(home, enter, desk_in_talks):
    answer = enter("coast-officer").post(AT, FORM | {"order_en": "Qatar went first.", "worked_ar": "الصبر"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "it names somebody" in page
    assert "Qatar went first." in page
    assert "الصبر" in page
    answer = enter("coast-officer").post(AT, FORM | {"days": "many"})
    assert (answer.status_code, "many" in answer.content.decode()) == (400, True)


def test_a_card_is_sent_back_with_a_reason(home, enter, desk_in_talks):
    enter("coast-officer").post(AT, FORM)
    name, _ = signs(enter("lead").get(AT).content.decode())
    assert enter("lead").post(f"{AT}{name}/send-back/", {"reason": "Too near."}).status_code == 302
    assert "Too near." in enter("coast-officer").get(AT).content.decode()
