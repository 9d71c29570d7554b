"""Commitments by form: written, looked at, asked for; approved by a second person; on the table and behind each door."""

import re

import pytest
from django.urls import reverse
from tests.desk.on_table import show_name
from tests.room.conftest import COAST, HILLS, TALKS

from wasata.desk import for_table
from wasata.desk.commitment import commitments

pytestmark = pytest.mark.django_db
TYPED = {"who": "hamas", "to": "israel", "day": "2999-01-02", "hour": "", "event_ar": "", "event_en": "after the list",
         "ar": "تُفتح الطريق", "en": ""}  # fmt: skip


@pytest.fixture
def named(desk_in_talks):
    show_name(desk_in_talks("lead"), "hamas", COAST)
    show_name(desk_in_talks("lead"), "israel", HILLS)
    return desk_in_talks


def url(name: str, **more: str) -> str:
    return reverse(name, kwargs={"case": TALKS, **more})


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_commitment_goes_by_two_people_to_every_door(named, enter, lang):
    client = enter("coast-officer")
    address = url("table_commitment")
    assert "مجلس الساحل" in client.get(address.replace("/en/", "/ar/", 1)).content.decode()
    assert "Coast Council" in client.get(address).content.decode()
    looked = client.post(address, TYPED).content.decode()
    assert 'name="put"' in looked
    assert client.post(address, TYPED | {"put": "1", "act": "a"}).status_code == 302
    ((line),) = for_table.waiting(named("lead"), "en")
    second = enter("lead")
    shown = second.get(f"/{lang}{url('table_asked', ask=line.asked.ask)[3:]}").content.decode()
    names = {"ar": (COAST["ar"], HILLS["ar"]), "en": (COAST["en"], HILLS["en"])}[lang]
    assert all(told in shown for told in (*names, "after the list", "تُفتح الطريق"))
    signed = re.search(r'name="signed" value="([^"]+)"', shown)
    assert second.post(url("table_approve", ask=line.asked.ask), {"signed": signed[1]}).status_code == 302
    for who, page in (("hills-delegate", "channel"), ("coast-delegate", "table"), ("analyst", "table")):
        html = enter(who).get(f"/{lang}{url(page)[3:]}").content.decode()
        assert all(told in html for told in (*names, "after the list", "تُفتح الطريق")), who
        assert "table/commitment/" not in html, who
    (one,) = commitments(named("lead"), "en")
    strike = url("table_commitment_strike", commitment=one.commitment)
    assert f'href="{strike}"' in second.get(url("table")).content.decode()
    assert second.post(strike, {"ar": "", "en": ""}).status_code == 400
    assert second.post(strike, {"ar": "", "en": "Put off", "put": "1", "act": "b"}).status_code == 302
    assert [w.asked.wish.what for w in for_table.waiting(named("lead"), "en")] == ["withdraw"]
    assert enter("hills-delegate").get(strike).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"ar": "", "en": ""}, {"ar": "These are no Arabic words at all"}, {"day": "", "event_en": ""}, {"day": "no day"},
        {"event_ar": "these are English words"}, {"day": "", "hour": "09:00"}, {"hour": "when?"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_what_was_typed_stays(named, enter, wrong):
    answer = enter("coast-officer").post(url("table_commitment"), TYPED | wrong)
    assert answer.status_code == 400
    assert 'value="after the list"' in answer.content.decode() or "event_en" in wrong
    assert for_table.waiting(named("lead"), "en") == ()


def test_a_name_the_table_does_not_show_is_refused_when_it_is_put(desk_in_talks, enter):
    answer = enter("coast-officer").post(url("table_commitment"), TYPED | {"put": "1", "act": "a"})
    assert answer.status_code == 400
    assert for_table.waiting(desk_in_talks("lead"), "en") == ()
