"""The common table: written, seen as the parties will see it, put; and never taken back."""

import re

import pytest

from wasata.desk.notice import table

pytestmark = pytest.mark.django_db

CASE = "test-case"
TABLE = f"case/{CASE}/table/"
WORDS = {
    "ar": "تبدأ الهدنة عند السابعة صباحا.\nوتستمر أربعة أيام.",
    "en": "The truce begins at seven.\nIt lasts four days.",
}


def test_a_notice_is_seen_before_it_is_put_and_only_then_stands_for_all(home, enter, desk):
    client = enter("officer")
    assert "/table/write/" in client.get(f"/en/{TABLE}").content.decode()
    looked = client.post(f"/en/{TABLE}write/", WORDS)
    page = looked.content.decode()
    assert looked.status_code == 200
    assert 'lang="ar" dir="rtl">تبدأ الهدنة' in page
    assert "cannot be changed or taken back" in page
    assert not table(desk(), "en"), "nothing is put yet"
    act = re.search(r'name="act" value="([^"]+)"', page)
    assert act
    for _ in range(2):
        assert client.post(f"/en/{TABLE}put/", {**WORDS, "act": act[1]}).status_code == 302
    assert [n.words for n in table(desk(), "en")] == [WORDS["en"]], "once, however often it is sent"
    for who in ("delegate", "auditor", "analyst"):
        shown = enter(who).get(f"/ar/{TABLE}").content.decode()
        assert "تبدأ الهدنة عند السابعة صباحا." in shown
        assert "officer" not in shown, "the team speaks, not one of it"
        assert "/table/write/" not in shown


def test_the_number_of_a_form_stands_for_its_words_and_for_who_sent_them(home, enter, desk):
    client = enter("officer")
    for words in (WORDS, WORDS, {**WORDS, "en": "Other words."}):
        answer = client.post(f"/en/{TABLE}put/", {**words, "act": "a-1"})
        assert (answer.status_code, answer["Location"]) == (302, f"/en/{TABLE}")
    assert enter("lead").post(f"/en/{TABLE}put/", {**WORDS, "act": "a-1"}).status_code == 302
    assert [n.words for n in table(desk(), "en")] == [WORDS["en"], "Other words.", WORDS["en"]]
    assert len({n.notice for n in table(desk(), "en")}) == 3


def test_the_words_can_be_changed_before_they_are_put(home, enter, desk):
    page = enter("lead").post(f"/ar/{TABLE}write/", {**WORDS, "change": "1"}).content.decode()
    assert WORDS["en"] in page
    assert "<textarea id=" in page
    assert not table(desk(), "ar")


@pytest.mark.parametrize(
    ("ar", "en", "says"),
    [
        ("", "Words.", "The Arabic words are missing"),
        ("كلمات.", "", "The English words are missing"),
        ("Words.", "كلمات.", "Are the two fields exchanged?"),
        ("كلمات.", "x" * 2001, "this one has 2,001"),
    ],
)
@pytest.mark.parametrize("step", ["write", "put"])
def test_a_notice_that_lacks_something_is_not_put_and_says_what(home, enter, desk, step, ar, en, says):
    answer = enter("lead").post(f"/en/{TABLE}{step}/", {"ar": ar, "en": en, "act": "a-1"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in page
    assert ar in page, "what was typed stays"
    assert en in page
    assert not table(desk(), "en")


def test_who_may_not_put_a_notice_cannot(home, enter, desk):
    refused = {
        "delegate": 404,
        "analyst": 403,
        "auditor": 403,
        "stranger": 404,
    }  # to a delegate no act of the team exists
    for who, status in refused.items():
        assert enter(who).post(f"/en/{TABLE}put/", {**WORDS, "act": "a-1"}).status_code == status, who
    assert not table(desk(), "en")
