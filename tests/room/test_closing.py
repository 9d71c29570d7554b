"""The page of the end of a case, what every other page says then, and the doors of delegates, all shut alike."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.room.conftest import TALKS

from wasata.desk import closing
from wasata.desk.access import Desk
from wasata.desk.message import say
from wasata.room import ending, wiring

pytestmark = pytest.mark.django_db

AT = f"/en/case/{TALKS}/closing/"
SECRET = "We shall never hold out longer than eleven days without fuel."
NOTICE = {"notice_ar": "تُغلق هذه القضية قريبا.", "notice_en": "This case is closed soon."}


@pytest.fixture
def told(desk_in_talks) -> Callable[[str], Desk]:
    say(desk_in_talks("coast-delegate"), "coast", [(SECRET, "none")], "en")
    return desk_in_talks


def form(page: str) -> dict[str, str]:
    """The plan's form as a person would send it back: each log with its name beside it."""
    sent = dict(re.findall(r'<input type="hidden" name="(log-\d+-name)" value="([^"]+)"', page))
    kept = {key.removesuffix("-name"): "kept" for key in sent}
    return {
        **sent,
        **kept,
        "act": "f1",
        "day": (wiring.now() + timedelta(days=20)).date().isoformat(),
        "reason": "It is over.",
        **NOTICE,
    }


def planned(lead: Client, **fates: str) -> Any:
    sent = form(lead.get(AT).content.decode())
    for key, log in list(sent.items()):
        if key.endswith("-name") and log in fates:
            sent[key.removesuffix("-name")] = fates[log]
    return lead.post(AT + "plan/", sent)


def close(home: Any, desk: Callable[[str], Desk], **fates: Any) -> None:
    """By the desk, as if three weeks had gone by."""
    past = lambda: wiring.now() - timedelta(days=30)  # noqa: E731
    lead, officer = (Desk.open(home, TALKS, who, now=past) for who in ("lead", "coast-officer"))
    notice = {"ar": NOTICE["notice_ar"], "en": NOTICE["notice_en"]}
    plan = closing.plan_closing(lead, (past() + timedelta(days=10)).date(), fates, "It is over.", notice=notice)
    closing.approve_closing(officer, plan, closing.closing_of(officer).plan.digest)
    ending.turn()


FATES = {"channel/coast": "destroyed", "line/coast": "destroyed", "line/hills": "sealed"}


def test_a_plan_is_made_seen_with_what_is_lost_and_approved_by_another_on_the_page(home, enter, told):
    lead, officer = enter("lead"), enter("coast-officer")
    assert planned(lead, **FATES).status_code == 302
    mine = lead.get(AT).content.decode()
    assert "closing/approve/" not in mine, "his own"
    page = officer.get(AT).content.decode()
    assert "No one reads them again." in page
    assert SECRET not in page
    plan, signed = (re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("plan", "signed"))
    assert officer.post(AT + "approve/", {"plan": plan, "signed": "0" * 64}).status_code == 400
    assert officer.post(AT + "approve/", {"plan": plan, "signed": signed}).status_code == 302
    assert NOTICE["notice_en"] in enter("hills-delegate").get(f"/en/case/{TALKS}/table/").content.decode()
    assert lead.post(AT + "stop/", {"plan": plan, "reason": "Not yet."}).status_code == 302
    assert "Nobody has planned its end" in lead.get(AT).content.decode()


def test_what_was_typed_is_said_back_with_what_is_wrong(home, enter, told):
    sent = form(enter("lead").get(AT).content.decode()) | {"day": wiring.now().date().isoformat()}
    answer = enter("lead").post(AT + "plan/", sent)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "so many days at least" in page
    assert "It is over." in page
    assert NOTICE["notice_ar"] in page


def test_a_hold_is_placed_asked_to_be_lifted_and_lifted_by_another(home, enter, told):
    auditor, lead, officer = enter("auditor"), enter("lead"), enter("coast-officer")
    sent = {"act": "h1", "asked_by": "The court", "reason": "An inquiry.", "log": "", "until": ""}
    assert auditor.post(AT + "hold/", sent).status_code == 302
    page = lead.get(AT).content.decode()
    assert "The court" in page
    hold = re.search(r'name="hold" value="([^"]+)"', page)[1]
    assert lead.post(AT + "lift-ask/", {"hold": hold, "reason": "Over."}).status_code == 302
    assert lead.post(AT + "lift/", {"hold": hold}).status_code == 400
    assert officer.post(AT + "lift/", {"hold": hold}).status_code == 302
    assert "Nothing is held." in lead.get(AT).content.decode()


def test_an_act_that_is_none_is_no_address(home, enter, told):
    assert enter("lead").post(AT + "burn/").status_code == 404


def test_every_page_says_that_the_case_is_closed_and_none_breaks(home, enter, told):
    lead, officer = enter("lead"), enter("coast-officer")
    lead.get(f"/en/case/{TALKS}/lines/")
    close(home, told, **FATES)
    for client in (lead, officer, enter("analyst")):
        first = client.get(f"/en/case/{TALKS}/record/").content.decode()
        for address in re.findall(r'href="([^"]+)"', first.split('<nav class="nav"')[1].split("</nav>")[0]):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert "This case is closed since" in answer.content.decode(), address
            assert "&lt;time" not in answer.content.decode()
            assert SECRET not in answer.content.decode()
    assert officer.get(f"/en/case/{TALKS}/lines/coast/").status_code == 404
    assert officer.get(f"/api/cases/{TALKS}/lines/coast/channel").status_code in (403, 404)
    assert home.is_destroyed(TALKS, "channel/coast")


def test_the_doors_are_shut_alike_to_the_side_whose_channel_is_kept_and_the_one_whose_is_gone(home, enter, told):
    close(home, told, **FATES)
    places = ("", "channel/", "table/", "calendar/", "record/", "lines/", "closing/", "nothing-such/")
    shown = []
    for who in ("coast-delegate", "hills-delegate"):
        client = enter(who)
        answers = [client.get(f"/{lang}/case/{TALKS}/{place}") for place in places for lang in ("en", "ar")]
        answers += [client.get(f"/api/cases/{TALKS}/{place}") for place in ("notices", "record", "door")]
        answers += [client.post(f"/en/case/{TALKS}/channel/say/", {"text": "Hello"})]
        shown.append(
            [
                (a.status_code, re.sub(r'value="[A-Za-z0-9]{64}"', "", a.content.decode()).replace(who, "x"))
                for a in answers
            ]
        )
    assert shown[0] == shown[1]
    assert shown[0][0][0] == 200
    assert "were closed" in shown[0][0][1]


def test_it_is_opened_again_on_the_page_by_two(home, enter, told):
    close(home, told, **FATES)
    lead, officer = enter("lead"), enter("hills-officer")
    assert lead.post(AT + "back-ask/", {"act": "b1", "reason": "The talks go on."}).status_code == 302
    page = officer.get(AT).content.decode()
    ask = re.search(r'name="ask" value="([^"]+)"', page)[1]
    assert officer.post(AT + "back/", {"ask": ask}).status_code == 302
    assert officer.get(f"/en/case/{TALKS}/lines/hills/").status_code == 200
    assert "This case is closed" not in officer.get(f"/en/case/{TALKS}/lines/hills/").content.decode()
    assert enter("hills-delegate").get(f"/en/case/{TALKS}/channel/").status_code == 200
