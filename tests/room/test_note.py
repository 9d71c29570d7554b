"""The team's notes in the room."""

import pytest

from wasata.desk.case import BUREAU, write_note

pytestmark = pytest.mark.django_db

CASE = "test-case"
NOTES = f"case/{CASE}/notes/"


def test_a_note_is_recorded_in_the_language_it_is_written_in_and_stands_on_the_page(home, enter, desk):
    client = enter("officer")
    answer = client.post(
        f"/en/{NOTES}", {"text": "المحادثات متوقفة بحسب قطر.\r\nننتظر.", "about": "state", "act": "a-1"}
    )
    assert answer.status_code == 302
    note = desk().fold(BUREAU).notes[-1]
    assert (note.text, note.lang, note.about, note.author) == (
        "المحادثات متوقفة بحسب قطر.\nننتظر.",
        "ar",
        "state",
        "officer",
    )
    page = client.get(f"/en/{NOTES}").content.decode()
    assert 'lang="ar" dir="rtl">المحادثات متوقفة بحسب قطر.' in page
    assert "stands at the head of the brief" in page
    assert "المحادثات متوقفة" in enter("lead").get(f"/en/case/{CASE}/brief/").content.decode()


def test_a_note_sent_twice_is_written_once_and_other_words_are_another_note(home, enter, desk):
    client = enter("lead")
    for text in ("First.", "First.", "Second."):
        assert client.post(f"/en/{NOTES}", {"text": text, "about": "watch", "act": "a-1"}).status_code == 302
    assert [n.text for n in desk().fold(BUREAU).notes] == ["First.", "Second."]


def test_the_number_of_another_readers_form_stands_for_nothing(home, enter, desk):
    sent = {"text": "First.", "about": "watch", "act": "a-1"}
    for who in ("officer", "lead"):
        assert enter(who).post(f"/en/{NOTES}", sent).status_code == 302
    notes = desk().fold(BUREAU).notes
    assert [(n.text, n.author) for n in notes] == [("First.", "officer"), ("First.", "lead")]
    assert len({n.note for n in notes}) == 2


@pytest.mark.parametrize(("text", "says"), [(" \n", "Write the note first"), ("x" * 4001, "this one has 4,001")])
def test_a_note_that_cannot_be_taken_stays_in_the_form_and_says_why(home, enter, desk, text, says):
    answer = enter("lead").post(f"/en/{NOTES}", {"text": text, "about": "watch", "act": "a-1"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in page
    assert text.strip() in page
    assert 'value="watch" checked' in page
    assert not desk().fold(BUREAU).notes


def test_what_is_written_is_shown_as_words_only(home, enter):
    enter("lead").post(f"/en/{NOTES}", {"text": "<script>alert(1)</script> & more", "about": "watch", "act": "a-1"})
    page = enter("analyst").get(f"/ar/{NOTES}").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_those_outside_the_team_have_no_such_page(home, enter, desk):
    write_note(desk(), "For the team.", lang="en")
    for who in ("delegate", "auditor", "truce_monitor", "stranger"):
        assert enter(who).get(f"/en/{NOTES}").status_code == 404
        assert enter(who).post(f"/en/{NOTES}", {"text": "I was here.", "act": "a-1"}).status_code == 404
    assert len(desk().fold(BUREAU).notes) == 1


def test_the_note_marked_as_standing_at_the_head_is_the_one_the_brief_shows(home, enter, desk):
    write_note(desk(), "An older summary.", "en", about="state")
    write_note(desk(), "خلاصة أحدث.", "ar", about="state")
    page = enter("lead").get(f"/en/{NOTES}").content.decode()
    mark = '<span class="st disputed">stands at the head of the brief</span>'
    newer, _, older = page.partition("An older summary.")
    assert (mark in newer, mark in older) == (True, False)
    assert "خلاصة أحدث." in enter("lead").get(f"/en/case/{CASE}/brief/").content.decode()
