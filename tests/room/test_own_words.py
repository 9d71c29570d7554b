"""The mistaken officer at his pages: what was told on one line is refused in the papers of another, and what he typed stays."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from tests.room.conftest import TALKS
from tests.room.test_relay import SECRET, drawn

from wasata.desk.access import Desk
from wasata.desk.case import BUREAU
from wasata.desk.contact import contact, record_contact
from wasata.desk.message import channel_whole, say

pytestmark = pytest.mark.django_db

WHERE = {"en": "stand so on another line", "ar": "وردت هكذا على خط آخر"}


@pytest.fixture
def told(desk_in_talks: Callable[..., Desk]) -> Callable[..., Desk]:
    """The talks, in which the coast told something in confidence."""
    say(desk_in_talks("coast-delegate"), "coast", [(SECRET, "none")], "en")
    return desk_in_talks


def test_a_note_of_the_team_is_refused_and_stays_on_the_page(told: Callable[..., Desk], enter: Callable[[str], Client]):
    for lang, why in (("en", "in confidence on a line"), ("ar", "سرا على أحد الخطوط")):
        answer = enter("lead").post(f"/{lang}/case/{TALKS}/notes/", {"act": "a" * 32, "text": SECRET, "about": "state"})
        page = unescape(answer.content.decode())
        assert (answer.status_code, why in page, SECRET in page) == (400, True, True)
    with told().hold():
        assert not told().fold(BUREAU).notes
    assert SECRET not in enter("analyst").get(f"/en/case/{TALKS}/notes/").content.decode()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_readout_on_the_wrong_line_is_refused_and_stays_on_the_page(
    told: Callable[..., Desk], enter: Callable[[str], Client], lang: str
):
    lead, client = told(), enter("lead")
    named = record_contact(lead, "hills", "call", "in", lead.now(), answered=True)
    at = f"/{lang}/case/{TALKS}/lines/hills/contacts/{named}/"
    sign = drawn(client.get(at).content.decode())
    form = {"act": "b" * 32, "channel": sign, "whose": "ours", "text": SECRET, "lang": "en", "published": ""}
    answer = client.post(f"{at}readout/", form)
    page = unescape(answer.content.decode())
    assert (answer.status_code, WHERE[lang] in page, SECRET in page) == (400, True, True)
    assert not contact(lead, "hills", named).readouts


def test_what_is_taken_down_on_the_wrong_line_is_refused_and_their_side_sees_nothing(
    told: Callable[..., Desk], enter: Callable[[str], Client]
):
    client, at = enter("lead"), f"/en/case/{TALKS}/lines/hills/channel/take-down/"
    sign = drawn(client.get(at).content.decode())
    form = {"act": "c" * 32, "channel": sign, "text": SECRET, "clearance": ["none"], "way": "letter", "do": "record"}
    answer = client.post(at, form)
    page = unescape(answer.content.decode())
    assert (answer.status_code, "stands so on another line" in page, SECRET in page) == (400, True, True)
    assert not channel_whole(told("hills-delegate"), "hills").messages
