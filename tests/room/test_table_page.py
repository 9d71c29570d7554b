"""Names and days put on the table in the room: written, seen as the parties will see them, put."""

import re

import pytest
from tests.room.conftest import CASE

from wasata.desk import table

pytestmark = pytest.mark.django_db

TABLE = f"/en/case/{CASE}/table/"
WORDS = {"ar": "جولة ثانية", "en": "Second round"}


def test_a_day_is_typed_in_words_seen_as_what_it_is_and_then_put(home, enter, desk):
    client = enter("officer")
    looked = client.post(f"{TABLE}day/", {**WORDS, "day": "7 March 2027", "hour": "7:30"})
    page = looked.content.decode()
    assert looked.status_code == 200
    assert "Sunday 7 March 2027, 07:30" in page
    assert not table.days(desk(), "en")
    kept = dict(
        re.findall(r'<input type="hidden" name="(day|hour|ar|en|act|put)" value="([^"]*)"', page.split("change")[0])
    )
    assert kept["day"] == "2027-03-07"
    for _ in range(2):
        assert client.post(f"{TABLE}day/", kept).status_code == 302
    (day,) = table.days(desk(), "en")
    assert day.at.isoformat() == "2027-03-07T05:30:00+00:00", "by the clock of the case"
    for who in ("delegate", "auditor"):
        shown = enter(who).get(TABLE).content.decode()
        assert "Second round" in shown
        assert "/table/day/" not in shown, "nobody is offered what he may not do"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"day": ""}, "the day is missing"), ({"day": "4/5"}, "4/5"), ({"hour": "late"}, "the hour is not understood"),
        ({"ar": ""}, "The Arabic words are missing"), ({"en": "كلمات"}, "exchanged"), ({"en": "x" * 501}, "501"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [{}, {"put": "1", "act": "a1"}])
def test_what_cannot_be_put_says_why(home, enter, desk, more, says, step):
    answer = enter("lead").post(f"{TABLE}day/", {**WORDS, "day": "2027-03-07", "hour": "", **more, **step})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not table.days(desk(), "en")


def test_a_day_is_moved_and_struck_in_two_steps_each(home, enter, desk):
    from datetime import date

    entry = table.enter_day(desk("lead"), date(2027, 3, 7), WORDS)
    client = enter("lead")
    assert 'value="2027-03-07"' in client.get(f"{TABLE}day/{entry}/").content.decode()
    moved = {**WORDS, "day": "2027-03-09", "hour": ""}
    client.post(f"{TABLE}day/{entry}/", moved)
    assert table.days(desk(), "en")[0].day.day == 7
    client.post(f"{TABLE}day/{entry}/", {**moved, "put": "1", "act": "a1"})
    assert table.days(desk(), "en")[0].day.day == 9
    client.post(f"{TABLE}day/{entry}/strike/", {"ar": "", "en": ""})
    assert table.days(desk(), "en")[0].state != "struck"
    one_sided = client.post(f"{TABLE}day/{entry}/strike/", {"ar": "أُرجئت", "en": "", "put": "1"})
    assert one_sided.status_code == 400
    client.post(f"{TABLE}day/{entry}/strike/", {"ar": "", "en": "", "put": "1", "act": "a2"})
    assert table.days(desk(), "en")[0].state == "struck"
    assert client.get(f"{TABLE}day/{entry}/").status_code == 404
    assert client.get(f"{TABLE}day/{entry}/strike/").status_code == 404


def test_the_names_that_delegates_are_shown_are_set_for_the_team_and_the_parties_alone(home, enter, desk):
    client = enter("officer")
    form = client.get(f"{TABLE}name/").content.decode()
    assert re.findall(r'<option value="(\w+)"', form) == ["mediator", "hamas", "israel", "qatar"]
    named = {"who": "mediator", "ar": "مكتب الوساطة", "en": "Mediation Office"}
    client.post(f"{TABLE}name/", named)
    assert not table.names(desk())
    client.post(f"{TABLE}name/", {**named, "put": "1", "act": "a1"})
    assert [n.en for n in table.names(desk())] == ["Mediation Office"]
    refused = client.post(f"{TABLE}name/", {**named, "who": "officer", "put": "1", "act": "a2"})
    assert refused.status_code == 400
    assert "neither the mediator nor a party" in refused.content.decode()


def test_words_can_be_changed_before_they_are_put(home, enter, desk):
    page = (
        enter("lead").post(f"{TABLE}day/", {**WORDS, "day": "2027-03-07", "hour": "", "change": "1"}).content.decode()
    )
    assert "<textarea" in page
    assert "Second round" in page
    assert not table.days(desk(), "en")
