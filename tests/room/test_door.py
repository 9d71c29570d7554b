"""The delegate's door in the room: what he finds there, what he writes, clears, confirms; and that nothing else is there."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from tests.desk import definitions, on_table
from tests.room.conftest import TALKS

from wasata.desk import definition, definition_sides
from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.defined import Text
from wasata.desk.delivery import deliver
from wasata.desk.door import door
from wasata.desk.letter import send
from wasata.desk.message import clear, talk_of
from wasata.errors import AccessWrong
from wasata.record.kinds.access import LogGranted
from wasata.room.pages.drawn_for import drawn_for

pytestmark = pytest.mark.django_db

DOOR = f"/en/case/{TALKS}/channel/"
NORTH = Text({"ar": "الشمال", "en": "the north"}, {"ar": "ما وراء النهر", "en": "beyond the river"})
NAMES = {"coast": "Coast Council", "hills": "Hill Government"}


@pytest.fixture
def letter(home, desk_in_talks):
    """A letter of the mediator to a line, delivered: its time of waiting is over."""

    def put(line: str, *words: str) -> str:
        officer = desk_in_talks(f"{line}-officer")
        sent = send(officer, line, words, "en", recipient=NAMES[line])
        deliver(Desk(home, TALKS, officer.reader, lambda: datetime.now(UTC) + timedelta(hours=1)), line, sent)
        return sent

    return put


def sign(desk_in_talks, who: str = "coast-delegate", line: str = "coast") -> str:
    return drawn_for(desk_in_talks(who), line)


def test_a_delegate_lands_at_his_channel_and_no_other_page_of_the_talks_is_offered(talks, enter):
    client = enter("coast-delegate")
    answer = client.get("/en/", follow=True)
    assert answer.redirect_chain[-1][0] == DOOR
    nav = re.search(r'<nav class="nav".*?</nav>', answer.content.decode(), re.S)[0]
    assert re.findall(r"/en/case/talks/([a-z]+)/", nav) == ["channel", "table", "calendar", "record"]


def test_a_letter_shows_no_word_until_it_is_opened_and_the_mediator_sees_that_it_was(
    talks, enter, letter, desk_in_talks
):
    sent = letter("coast", "Sixty trucks tomorrow.", "Is that enough?")
    client = enter("coast-delegate")
    page = client.get(DOOR).content.decode()
    assert "Sixty trucks" not in page
    assert "1 letter you have not opened" in page
    opened = client.post(f"{DOOR}{sent}/open/", {"channel": sign(desk_in_talks), "act": "a1"}, follow=True)
    assert "Sixty trucks tomorrow." in opened.content.decode()
    seen = talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages[sent].seen_at
    assert seen
    client.post(f"{DOOR}{sent}/open/", {"channel": sign(desk_in_talks), "act": "a2"})
    assert talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages[sent].seen_at == seen


def test_a_letter_that_is_merely_asked_for_is_not_opened(talks, enter, letter, desk_in_talks):
    sent = letter("coast", "Sixty trucks tomorrow.")
    assert enter("coast-delegate").get(f"{DOOR}{sent}/open/").status_code == 302
    assert talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages[sent].seen_at is None
    assert enter("coast-delegate").get(f"{DOOR}write/?answers={sent}").status_code == 400, "nor answered unread"


def typed(desk_in_talks, *pairs, **more):
    return {"words": [w for w, _ in pairs], "clearance": [c for _, c in pairs], "channel": sign(desk_in_talks), **more}


def test_a_message_is_written_passage_by_passage_and_seen_before_it_stands(talks, enter, desk_in_talks):
    client = enter("coast-delegate")
    blank = client.get(f"{DOOR}write/").content.decode()
    assert re.findall(r'<option value="(\w+)" selected>', blank) == ["none"] * 3, (
        "nothing passes unless somebody says so"
    )
    told = typed(desk_in_talks, ("We accept one search.", "ours"), ("", "theirs"), ("Not past Thursday.", "none"))
    looked = client.post(f"{DOOR}write/", told).content.decode()
    assert "As it will stand" in looked
    assert not talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages
    for _ in range(2):
        assert client.post(f"{DOOR}say/", {**told, "act": "a1"}).status_code == 302
    (said,) = talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages.values()
    assert [(p.words, p.clearance) for p in said.passages] == [
        ("We accept one search.", "ours"),
        ("Not past Thursday.", "none"),
    ]
    assert said.way == "door"


def test_more_passages_are_added_and_what_was_typed_stays(talks, enter, desk_in_talks):
    told = typed(desk_in_talks, ("One.", "test"), more="1")
    page = enter("coast-delegate").post(f"{DOOR}write/", told).content.decode()
    assert page.count("<textarea") == 3
    full = typed(desk_in_talks, *((f"Passage {n}.", "none") for n in range(59)), more="1")
    assert enter("coast-delegate").post(f"{DOOR}write/", full).content.decode().count("<textarea") == 60


@pytest.mark.parametrize(
    ("words", "says"), [("", "Nothing is written yet"), ("x" * 4001, "at most 4,000 letters; this one has 4,001")]
)
@pytest.mark.parametrize("step", ["write", "say"])
def test_what_cannot_be_sent_says_why_and_keeps_what_was_typed(talks, enter, desk_in_talks, words, says, step):
    answer = enter("coast-delegate").post(f"{DOOR}{step}/", typed(desk_in_talks, (words, "none"), act="a1"))
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert words in answer.content.decode()
    assert not talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages


def test_a_clearance_that_is_no_clearance_passes_nothing(talks, enter, desk_in_talks):
    enter("coast-delegate").post(f"{DOOR}say/", typed(desk_in_talks, ("We accept.", "everything"), act="a1"))
    (said,) = talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages.values()
    assert said.passages[0].clearance == "none"


def test_a_clearance_is_widened_and_withdrawn_and_its_history_stays(talks, enter, desk_in_talks):
    client = enter("coast-delegate")
    client.post(f"{DOOR}say/", typed(desk_in_talks, ("We accept.", "none"), act="a1"))
    (said,) = talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages
    for n, clearance in enumerate(("theirs", "none")):
        form = {"channel": sign(desk_in_talks), "act": f"b{n}", "clearance": clearance}
        assert client.post(f"{DOOR}{said}/1/", form).status_code == 302
    found = talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages[said].passages[0]
    assert [c.clearance for c in found.history] == ["none", "theirs", "none"]
    client.post(f"{DOOR}{said}/1/", {"channel": sign(desk_in_talks), "act": "b9"})
    assert len(talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages[said].passages[0].history) == 3
    assert client.post(f"{DOOR}{said}/2/", {"channel": sign(desk_in_talks), "clearance": "ours"}).status_code == 400


@pytest.mark.parametrize("act", ["say/", "m-0/open/", "m-0/1/", "definition/df-0/"])
def test_a_form_that_was_drawn_for_another_channel_is_refused_and_names_none(talks, enter, desk_in_talks, act):
    for channel in ("", sign(desk_in_talks, "hills-delegate", "hills"), sign(desk_in_talks, "coast-delegate", "hills")):
        answer = enter("coast-delegate").post(
            f"{DOOR}{act}", {"channel": channel, "words": "Words.", "clearance": "none", "word": "confirm"}
        )
        assert answer.status_code == 400
        assert "Hill" not in answer.content.decode()
    assert not talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages


def test_an_answer_names_its_letter_and_the_letter_its_answers(talks, enter, letter, desk_in_talks):
    sent = letter("coast", "Is sixty enough?")
    client = enter("coast-delegate")
    client.post(f"{DOOR}{sent}/open/", {"channel": sign(desk_in_talks)})
    assert "Is sixty enough?" in client.get(f"{DOOR}write/?answers={sent}").content.decode()
    client.post(f"{DOOR}say/", typed(desk_in_talks, ("It is.", "ours"), act="a1", answers=sent))
    told = door(desk_in_talks("coast-delegate"), "en")
    assert told.messages[1].answered == (told.messages[0].message,)
    assert told.messages[0].answers == sent


def asked(desk_in_talks, text=NORTH) -> str:
    term = definition.write(desk_in_talks("lead"), text)
    definitions.put(desk_in_talks("coast-officer"), "coast", term, 1, recipient="Coast Council")
    return term


def test_a_definition_is_confirmed_or_objected_to_at_the_door(talks, enter, desk_in_talks):
    term = asked(desk_in_talks)
    client = enter("coast-delegate")
    assert "1 waits for your word" in client.get(DOOR).content.decode()
    form = {"channel": sign(desk_in_talks), "number": "1", "act": "a1"}
    client.post(f"{DOOR}definition/{term}/", {**form, "word": "object", "words": "Up to the bridge."})
    assert "Up to the bridge." in client.get(DOOR).content.decode()
    empty = client.post(f"{DOOR}definition/{term}/", {**form, "act": "a2", "word": "object", "words": " "})
    assert empty.status_code == 400
    client.post(f"{DOOR}definition/{term}/", {**form, "act": "a3", "word": "confirm"})
    (side,) = definition_sides.definition(desk_in_talks("coast-officer"), term, "en").sides
    assert side.state == "confirmed"
    assert "beyond the river" not in enter("hills-delegate").get(f"/en/case/{TALKS}/channel/").content.decode()


def test_a_word_that_was_put_and_is_not_agreed_is_flagged_in_letters(talks, enter, letter, desk_in_talks):
    sent = letter("coast", "Sixty trucks to the north & <b>more</b>.")
    client = enter("coast-delegate")
    client.post(f"{DOOR}{sent}/open/", {"channel": sign(desk_in_talks)})
    assert 'class="open-term"' not in client.get(DOOR).content.decode()
    asked(desk_in_talks)
    page = client.get(DOOR).content.decode()
    assert re.search(r'<span class="open-term" title="[^"]+">north</span> &amp; &lt;b&gt;more', page)
    assert "what it means is not agreed yet" in page


def test_several_delegates_of_one_line_see_one_channel_and_each_his_own_words_as_his(talks, enter, home, desk_in_talks):
    lead = desk_in_talks("lead")
    admit_reader(lead, "coast-second", "delegate")
    grant_log(lead, "coast-second", "channel/coast", may_write=True)
    enter("coast-delegate").post(f"{DOOR}say/", typed(desk_in_talks, ("We accept.", "ours"), act="a1"))
    assert "You wrote" in enter("coast-delegate").get(DOOR).content.decode()
    other = enter("coast-second").get(DOOR).content.decode()
    assert "Your delegation wrote" in other
    assert "coast-delegate" not in other
    (said,) = door(desk_in_talks("coast-second"), "en").messages
    clear(desk_in_talks("coast-second"), "coast", said.message, 1, "none")
    assert [w.by for w in door(desk_in_talks("coast-delegate"), "en").messages[0].passages[0].history] == [
        "yours",
        "you",
    ]


def test_no_page_a_delegate_can_open_names_anybody_of_the_team_or_anything_of_the_other_side(
    talks, enter, letter, desk_in_talks
):
    """Everything is planted that could leak; then every page he is led to is read."""
    lead = desk_in_talks("lead")
    letter("coast", "To the coast.")
    letter("hills", "To the hills alone.")
    on_table.post_notice(desk_in_talks("coast-officer"), ar="تُستأنف المحادثات.", en="The talks go on.")
    on_table.enter_day(desk_in_talks("hills-officer"), datetime.now(UTC).date(), {"ar": "جولة", "en": "A round"})
    term = definition.write(lead, NORTH)
    for line in NAMES:
        definitions.put(desk_in_talks(f"{line}-officer"), line, term, 1, recipient=NAMES[line])
    definition.answer(desk_in_talks("hills-delegate"), "hills", term, 1, "Never beyond the mill.")
    client = enter("coast-delegate")
    pages = {a: client.get(a).content.decode() for a in _within_reach(client)}
    pages |= {
        a: client.get(a).content.decode()
        for a in (f"/api/cases/{TALKS}/record", f"/api/cases/{TALKS}/notices", "/api/cases")
    }
    assert len(pages) > 12
    for address, page in pages.items():
        for word in (
            "hills",
            "Hill Government",
            "حكومة التلال",
            "coast-officer",
            "lead",
            "the mill",
            "Hills",
            "bureau",
        ):
            said = re.sub(r'"(?:leading|lead)[a-z-]*"', "", page)
            assert word not in said, f"{word} at {address}"


def _within_reach(client) -> set[str]:
    """Every address of the case and the account that a page leads to, from his first page on."""
    waiting, found = [DOOR, f"/ar/case/{TALKS}/channel/"], set()
    while waiting:
        address = waiting.pop()
        if address in found or address.endswith((".css", ".svg", ".ics")):
            continue
        found.add(address)
        page = client.get(address)
        if "html" not in page.headers["Content-Type"]:
            continue
        links = re.findall(r'href="(/(?:en|ar)/[^"#]*)"', page.content.decode())
        waiting += [link.replace("&amp;", "&") for link in links if "month=" not in link]
    return found


def test_the_auditor_and_the_press_hear_the_team_speak_on_the_table_and_no_name(talks, enter, desk_in_talks):
    on_table.post_notice(desk_in_talks("coast-officer"), ar="تُستأنف المحادثات.", en="The talks go on.")
    for who in ("coast-delegate", "auditor"):
        (told,) = enter(who).get(f"/api/cases/{TALKS}/notices").json()
        assert told["author"] == ""
    assert enter("analyst").get(f"/api/cases/{TALKS}/notices").json()[0]["author"] == "lead", "who put it there"


def test_the_calendar_shows_a_delegate_his_letters_and_nobody_else_s(talks, enter, letter, desk_in_talks):
    letter("coast", "To the coast.")
    letter("hills", "To the hills.")
    letter("hills", "To the hills again.")
    address = reverse("calendar", kwargs={"case": TALKS})
    page = enter("coast-delegate").get(f"/en/{address[4:]}").content.decode()
    assert page.count("letter to you") == 3, "in its cell, in the list, and as its kind"
    assert "letter to you" not in enter("analyst").get(f"/en/{address[4:]}").content.decode()


@pytest.mark.parametrize("month", ["2026-13", "x", "0001-01", "9999-12", "", "٢٠٢٦-١١"])
def test_a_month_that_is_none_shows_one_that_is(talks, enter, month):
    answer = enter("coast-delegate").get(f"/ar/case/{TALKS}/calendar/", {"month": month})
    assert answer.status_code == 200
    assert answer.content.decode().count("<tr>") in (5, 6, 7)


def test_the_file_of_the_calendar_holds_the_table_and_no_letter(talks, enter, letter, desk_in_talks):
    letter("coast", "To the coast.")
    on_table.enter_day(desk_in_talks("lead"), datetime.now(UTC).date(), {"ar": "جولة", "en": "A round"})
    files = [
        enter(who).get(f"/en/case/{TALKS}/calendar/table.ics") for who in ("coast-delegate", "hills-delegate", "lead")
    ]
    assert len({f.content for f in files}) == 1
    assert files[0].content.count(b"BEGIN:VEVENT") == 1
    assert files[0].headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_who_holds_two_channels_in_an_old_record_is_nobody_s_delegate(talks, enter, desk_in_talks):
    lead = desk_in_talks("lead")
    with pytest.raises(AccessWrong):
        grant_log(lead, "coast-delegate", "channel/hills")
    given = LogGranted(reader="coast-delegate", log="channel/hills", by="lead")
    lead.ledger.append({"access": (lead.ledger.head("access").seq, [given])}, author="lead", act="from-before")
    assert enter("coast-delegate").get(DOOR).status_code == 404


def test_who_may_only_read_his_channel_finds_letters_open_and_no_form(talks, enter, letter, desk_in_talks):
    lead = desk_in_talks("lead")
    admit_reader(lead, "coast-reader", "delegate")
    grant_log(lead, "coast-reader", "channel/coast")
    sent = letter("coast", "Sixty trucks tomorrow.")
    asked(desk_in_talks)
    client = enter("coast-reader")
    page = client.get(DOOR).content.decode()
    assert "Sixty trucks tomorrow." in page
    assert "/channel/write/" not in page
    assert f'action="/en/case/{TALKS}/channel/' not in page
    told = {"channel": sign(desk_in_talks, "coast-reader"), "words": "We accept.", "clearance": "ours", "act": "a1"}
    assert client.post(f"{DOOR}say/", told).status_code == 403
    assert talk_of(desk_in_talks("coast-officer"), "coast", "channel").messages[sent].seen_at is None


def test_the_interface_tells_a_delegate_what_his_pages_tell_and_no_more(talks, enter, letter, desk_in_talks):
    sent = letter("coast", "Sixty trucks tomorrow.")
    on_table.enter_day(desk_in_talks("lead"), datetime.now(UTC).date(), {"ar": "جولة", "en": "A round"})
    client = enter("coast-delegate")
    told = client.get(f"/api/cases/{TALKS}/channel").json()
    (closed,) = told["messages"]
    assert (closed["message"], closed["is_closed"], closed["passages"]) == (sent, True, [])
    assert told["mediator"] == "the mediator"
    client.post(f"{DOOR}{sent}/open/", {"channel": sign(desk_in_talks)})
    (opened,) = client.get(f"/api/cases/{TALKS}/channel").json()["messages"]
    assert opened["passages"][0]["words"] == "Sixty trucks tomorrow."
    assert client.get(f"/api/cases/{TALKS}/table").json()["days"][0]["words"] == "A round"
    kinds = [e["kind"] for e in client.get(f"/api/cases/{TALKS}/calendar").json()["events"]]
    assert sorted(kinds) == ["day", "letter"]
    authors = {line["author"] for line in client.get(f"/api/cases/{TALKS}/record").json()["lines"]}
    assert authors == {"coast-delegate", "@team"}


def test_a_notice_that_repeats_what_a_side_said_is_not_put_and_stays_in_its_form(talks, enter, desk_in_talks):
    secret = "we shall not wait for the second convoy past Thursday"
    enter("coast-delegate").post(f"{DOOR}say/", typed(desk_in_talks, (secret, "theirs"), act="a1"))
    told = {"ar": "إعلان للجميع", "en": f"Know that {secret}.", "act": "a2"}
    answer = enter("coast-officer").post(f"/en/case/{TALKS}/table/put/", told)
    assert answer.status_code == 400
    assert "said in confidence on a line" in answer.content.decode()
    assert f"Know that {secret}." in answer.content.decode()
    assert "convoy" not in enter("hills-delegate").get(f"/en/case/{TALKS}/table/").content.decode()


def test_the_band_at_his_door_says_his_sides_name_as_the_table_has_it_and_the_channels_only_until_then(
    talks, enter, desk_in_talks
):
    client, pages = enter("coast-delegate"), ("channel/", "channel/write/", "calendar/")

    def bands() -> set[str]:
        found: set[str] = set()
        for page in pages:
            band = re.search(
                r'<div class="channel-band.*?</div>', client.get(f"/en/case/{talks}/{page}").content.decode(), re.S
            )
            found.add(re.sub(r"<[^>]+>", "", re.search(r"<b class=.party.>.*?</b>", band[0], re.S)[0]).strip())
        return found

    assert bands() == {"Coast Council"}
    on_table.show_name(
        desk_in_talks("coast-officer"), "hamas", {"ar": "مجلس الساحل الموحد", "en": "The Council of the Coast"}
    )
    assert bands() == {"The Council of the Coast"}
    officers = enter("coast-officer").get(f"/en/case/{talks}/lines/coast/channel/").content.decode()
    assert "The Council of the Coast" not in re.search(r'<div class="channel-band.*?</div>', officers, re.S)[0]
    assert "مجلس الساحل الموحد" in client.get(f"/ar/case/{talks}/channel/").content.decode()
