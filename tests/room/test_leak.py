"""The leak desk and readable copies as pages: what is typed stays out of addresses, what leaves is what was looked at."""

import re

import pytest
from django.urls import reverse
from tests.room.conftest import TALKS

from wasata.desk.message import say

pytestmark = pytest.mark.django_db
SAID = "The lanternfish swims to the old quay on Sunday at noon."
LEAKS = f"/en/case/{TALKS}/leaks/"
COPY = f"/en/case/{TALKS}/record/copy/channel/coast/"


@pytest.fixture
def said(desk_in_talks) -> str:
    return say(desk_in_talks("coast-delegate"), "coast", [(SAID, "theirs")], "en")


def at(name: str) -> str:
    return reverse(name, kwargs={"case": TALKS, "log": "channel/coast"}).replace("/ar/", "/en/")


def test_who_had_seen_pasted_words_is_told_with_what_cannot_be_known(said, enter, home):
    enter("coast-officer").get(reverse("channel_line", kwargs={"case": TALKS, "line": "coast"}))
    page = enter("lead").post(LEAKS, {"words": "swims to the old quay on Sunday at noon"}).content.decode()
    assert "letter by letter" in page
    assert re.search(r"opened it</b>", page)
    assert "Who runs the machine" in page
    last = home.ledger(TALKS, ("reading",)).entry("reading", home.ledger(TALKS, ("reading",)).head("reading").seq)
    assert (last.author, last.data["openings"][0]["page"], last.data["openings"][0]["searched"]) == (
        "lead",
        "leaks",
        True,
    )
    assert "quay" not in repr(last.data)


def test_a_question_that_cannot_be_answered_is_given_back_with_what_was_typed(said, enter):
    for form in ({"words": ""}, {"thing": "m-0"}, {"words": SAID, "until": "yesterday"}):
        answer = enter("lead").post(LEAKS, form)
        assert answer.status_code == 400
        assert form.get("words", "") in answer.content.decode()


def test_a_program_of_the_leads_sign_in_asks_by_a_name(said, enter):
    told = enter("lead").get(f"/api/cases/{TALKS}/leaks", {"thing": said}).json()
    assert [(x["log"], x["grade"]) for x in told["standings"]] == [("channel/coast", "letters")]


def test_words_are_blacked_out_looked_at_and_handed_out_and_nothing_else_leaves(said, enter):
    client = enter("lead")
    began = client.post(at("layer_begin"), {"name": "for the minister", "act": "a"})
    layer = re.search(r"layer=(ly-[0-9a-f]+)", began["Location"])
    assert layer is not None
    done = client.post(at("black_out"), {"layer": layer[1], "words": "old quay", "why": "a place", "act": "b"})
    assert "quay" not in done["Location"]
    page = client.get(f"{COPY}?layer={layer[1]}").content.decode()
    assert "The lanternfish swims to the █████ on Sunday at noon." in page
    assert SAID in page, "the original, for who looks at it here"
    signed = re.search(r'name="signed" value="([0-9a-f]{64})"', page)
    assert signed is not None
    form = {
        "layer": layer[1],
        "signed": signed[1],
        "recipient": "A minister",
        "purpose": "to read",
        "days": "7",
        "form": "page",
    }
    left = client.post(at("copy_out"), form | {"act": "c"})
    assert left.status_code == 200
    assert "quay" not in left.content.decode()
    assert "attachment" in left["Content-Disposition"]
    listed = client.get(f"/en/case/{TALKS}/record/exports/").content.decode()
    assert "A minister" in listed
    mark = re.search(r"-([0-9A-Z]{4}-[0-9A-Z]{4})\.html", left["Content-Disposition"])
    assert mark is not None
    client.post(f"/en/case/{TALKS}/record/exports/end/", {"mark": mark[1], "became": "destroyed", "act": "d"})
    assert "destroyed" in client.get(f"/en/case/{TALKS}/record/exports/").content.decode()
    assert client.post(at("copy_out"), form | {"act": "e", "signed": "0" * 64}).status_code == 400
    assert client.post(at("copy_out"), form | {"act": "f", "recipient": ""}).status_code == 400


def test_what_cannot_be_blacked_out_is_said_beside_the_form(said, enter):
    client = enter("coast-officer")
    began = client.post(at("layer_begin"), {"name": "x", "act": "a"})
    layer = began["Location"].rpartition("=")[2]
    answer = client.post(at("black_out"), {"layer": layer, "words": "nobody said so", "why": "x", "act": "b"})
    assert answer.status_code == 400
    assert "stand nowhere in this log" in answer.content.decode()
