"""The channel of a line for its officers: messages and clearances, letters that wait, and the mistaken officer."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.room.conftest import TALKS

from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.contact import record_contact
from wasata.desk.delivery import deliver_due
from wasata.desk.letter import send
from wasata.desk.message import channel_whole, hear, say
from wasata.errors import StoreFailed
from wasata.record.home import Home
from wasata.record.kinds.message import LetterPiece, MessageHeld
from wasata.room import posting
from wasata.room.forms import message as form
from wasata.room.forms.message import hold_named, hold_shown, hold_typed, passages_of, text_of
from wasata.room.pages.channel import A_PAGE
from wasata.room.posting import Posting

pytestmark = pytest.mark.django_db

SAID = "نقبل خمسة أيام."
SECRET = "Six, if the crossing opens."


def at(name: str, line: str = "coast", **more: str) -> str:
    return reverse(name, kwargs={"case": TALKS, "line": line, **more})


def channel_of(client: Client, line: str = "coast") -> str:
    """The sign that forms of this channel carry, for this reader."""
    return field(client.get(at("message_hear", line)), "channel")


def field(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def whole(desk_in_talks: Callable[[str], Desk], line: str = "coast") -> Any:
    return channel_whole(desk_in_talks(f"{line}-officer"), line)


def earlier(home: Home, reader: str, minutes: int = 6) -> Desk:
    """The desk of a reader some minutes ago: what he sent then is due."""
    return Desk.open(home, TALKS, reader, now=lambda: datetime.now(UTC) - timedelta(minutes=minutes))


# the page


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_shows_what_they_said_what_we_sent_and_what_waits_each_apart(lang, home, talks, enter, desk_in_talks):
    officer = desk_in_talks("coast-officer")
    told = say(desk_in_talks("coast-delegate"), "coast", [(SAID, "theirs"), (SECRET, "none")], "ar")
    heard = hear(officer, "coast", [("Perhaps seven.", "test")], "en", person="envoy")
    sent = send(earlier(home, "coast-officer"), "coast", ["Would five be enough?"], "en", recipient="Coast Council",
                answers=told)  # fmt: skip
    deliver_due(officer, "coast", {})
    waits = send(officer, "coast", ["And on Friday?"], "en", recipient="Coast Council")
    page = enter("coast-officer").get(f"/{lang}/case/{TALKS}/lines/coast/channel/").content.decode()
    for words in (SAID, SECRET, "Perhaps seven.", "Would five be enough?", "And on Friday?"):
        assert words in page
    for name in (told, heard, sent, waits):
        assert f'id="{name}"' in page
    parts = {m[1]: m[0] for m in re.finditer(r'<section[^>]*aria-labelledby="([\w-]+)".*?</section>', page, re.S)}
    assert "Perhaps seven." in parts["h-heard"]
    assert "Perhaps seven." not in parts["h-messages"]
    assert "And on Friday?" in parts["h-waiting"]
    assert "And on Friday?" not in parts["h-messages"]
    assert f'#{told}"' in parts["h-messages"], "what a letter answers"
    assert {"ar": "تنتظر المغادرة", "en": "1 letter waits to leave"}[lang] in parts["h-waiting"]
    assert re.search(r"\d\d:\d\d</time></span> <span class=\"soft\">", parts["h-waiting"]), "the hour first"
    assert parts["h-messages"].count('class="cl theirs"') == 2  # the passage, and its history
    assert 'class="channel-band sign-p' in page
    name = {"ar": "مجلس الساحل", "en": "Coast Council"}[lang]
    assert re.search(rf"channel-band.*?pattern-\w+.*?{name}", page, re.S)
    for button in re.findall(r'<button class="btn main">.*?</p>', page, re.S):
        assert name in button, "each button that sends wears the channel"


def test_an_empty_channel_says_so_and_another_line_is_not_there(talks, enter):
    page = enter("coast-officer").get(at("channel_line")).content.decode()
    assert "Nothing stands in this channel yet" in page
    assert "Hill Government" not in page
    unknown = enter("coast-officer").get(at("channel_line", "nowhere"))
    other = enter("coast-officer").get(at("channel_line", "hills"))
    assert (unknown.status_code, other.status_code) == (404, 404)
    strip = re.compile(rb'nowhere|hills|name="csrfmiddlewaretoken" value="[^"]*"')
    assert strip.sub(b"", unknown.content) == strip.sub(b"", other.content)


# what they say


def test_what_they_wrote_is_taken_down_passage_by_passage_each_with_what_may_be_done(talks, enter, desk_in_talks):
    client = enter("coast-officer")
    form = {"text": f"{SAID}\r\n\r\n{SECRET}", "way": "letter", "person": "envoy", "channel": channel_of(client)}
    looked = client.post(at("message_take_down"), form)
    page = looked.content.decode()
    assert looked.status_code == 200
    assert page.count('name="clear-') == 2
    assert page.count('<option value="none" selected>') == 2, "nothing passes unless they say so"
    assert not whole(desk_in_talks).messages
    done = {**form, "do": "record", "lang": "ar", "clear-1": "theirs", "clear-2": "none", "act": field(looked, "act")}
    for _ in range(2):
        assert client.post(at("message_take_down"), done).status_code == 302
    (message,) = whole(desk_in_talks).messages
    assert [(p.words, p.clearance) for p in message.passages] == [(SAID, "theirs"), (SECRET, "none")]
    assert (message.way, message.person, message.where) == ("letter", "envoy", "channel")


def test_a_clearance_that_nobody_of_theirs_gave_is_refused_and_what_was_typed_stays(talks, enter, desk_in_talks):
    client = enter("coast-officer")
    form = {"text": SECRET, "do": "record", "clear-1": "theirs", "channel": channel_of(client), "act": "a-1"}
    for address in ("message_take_down", "message_hear"):
        refused = client.post(at(address), form)
        assert refused.status_code == 400
        assert "never by an officer" in refused.content.decode()
        assert SECRET in refused.content.decode()
    assert not whole(desk_in_talks).messages


@pytest.mark.parametrize(
    ("text", "says"), [("", "nothing is written"), ("x" * 4001, "4,000"), ("a\n\n" * 61, "60 passages")]
)
def test_words_that_do_not_fit_are_refused_by_name(talks, enter, desk_in_talks, text, says):
    client = enter("coast-officer")
    for address in ("message_take_down", "message_hear", "message_write"):
        refused = client.post(at(address), {"text": text, "channel": channel_of(client)})
        assert refused.status_code == 400
        assert says in refused.content.decode()
    assert not whole(desk_in_talks).messages


def test_what_was_told_by_voice_is_read_back_and_then_stands_in_the_channel(talks, enter, desk_in_talks):
    client, officer = enter("coast-officer"), desk_in_talks("coast-officer")
    heard = hear(officer, "coast", [("Seven days.", "ours"), ("No more.", "none")], "en", person="envoy")
    form = client.get(at("message_take_down") + f"?told={heard}")
    page = form.content.decode()
    assert "Seven days.\n\nNo more." in page
    typed = {"text": "Seven days.\n\nNo more, for now.", "told": heard, "way": "read_back", "person": "envoy",
             "channel": field(form, "channel")}  # fmt: skip
    looked = client.post(at("message_take_down"), typed).content.decode()
    assert '<option value="ours" selected>' in looked, "as it was understood, where the words stand"
    assert looked.count('<option value="none" selected>') == 1, "words they changed begin anew"
    done = {**typed, "do": "record", "clear-1": "ours", "clear-2": "none", "act": "a-1"}
    assert client.post(at("message_take_down"), done).status_code == 302
    (message,) = whole(desk_in_talks).messages
    assert (message.where, message.way, message.told_before) == ("channel", "read_back", heard)
    delegate = channel_whole(desk_in_talks("coast-delegate"), "coast")
    assert [p.words for p in delegate.messages[0].passages] == ["Seven days.", "No more, for now."]


def test_a_clearance_is_noted_and_its_history_stands_on_the_page(talks, enter, desk_in_talks):
    client = enter("coast-officer")
    told = say(desk_in_talks("coast-delegate"), "coast", [(SAID, "theirs")], "ar")
    form = {"where": "channel", "passage": "1", "clearance": "none", "person": "envoy", "way": "voice", "act": "a-1",
            "channel": channel_of(client)}  # fmt: skip
    asked = client.get(at("message_clear", message=told) + "?where=channel&passage=1")
    assert SAID in asked.content.decode()
    assert field(asked, "passage") == "1"
    assert (
        f"{at('message_clear', message=told)}?where=channel&amp;passage=1"
        in client.get(at("channel_line")).content.decode()
    )
    for odd in ("", "?passage=2", "?where=line&passage=1", "?passage=x"):
        assert client.get(at("message_clear", message=told) + odd).status_code == 404
    assert client.post(at("message_clear", message=told), form).status_code == 302
    page = client.get(at("channel_line")).content.decode()
    assert "said at their door" in page
    assert "said by voice" in page
    assert whole(desk_in_talks).messages[0].passages[0].clearance == "none"
    wider = client.post(at("message_clear", message=told), {**form, "clearance": "theirs", "act": "a-2"})
    assert wider.status_code == 400
    assert "widens nothing" in wider.content.decode()
    for odd in ({"passage": "9"}, {"passage": "x"}, {"person": ""}, {"person": "nobody"}):
        assert client.post(at("message_clear", message=told), {**form, **odd, "act": "a-3"}).status_code == 400


# a letter


def written(client: Client, text: str = "Would five be enough?", **more: str) -> dict[str, str]:
    looked = client.post(at("message_write"), {"text": text, "hold": "10", "channel": channel_of(client), **more})
    assert looked.status_code == 200, looked.content.decode()
    return {"text": text, "hold": "10", "channel": channel_of(client), "act": field(looked, "act"), **more}


def test_a_letter_is_seen_then_sent_to_a_name_that_was_typed_and_waits(home, talks, enter, desk_in_talks):
    client = enter("coast-officer")
    form = written(client, "First.\n\nSecond.")
    assert whole(desk_in_talks).waiting == ()
    for typed in ("", "OK", "coast", "Hill Government", "yes"):
        refused = client.post(at("message_send"), {**form, "recipient": typed})
        assert refused.status_code == 400
        assert "is not that of this channel" in refused.content.decode()
        assert "First." in refused.content.decode(), "what was typed stays"
    for _ in range(2):
        assert client.post(at("message_send"), {**form, "recipient": "coast  council"}).status_code == 302
    (held,) = whole(desk_in_talks).waiting
    assert held.passages == ("First.", "Second.")
    assert timedelta(minutes=9) < held.until - datetime.now(UTC) <= timedelta(minutes=10)
    assert channel_whole(desk_in_talks("coast-delegate"), "coast").messages == ()


def test_a_time_of_waiting_is_named_in_forms_and_told_in_words(monkeypatch):
    monkeypatch.setattr(form, "HOLDS", (timedelta(seconds=90), timedelta(minutes=10)))
    assert [hold_typed(hold_named(hold)) for hold in form.HOLDS] == list(form.HOLDS)
    assert hold_shown(timedelta(seconds=90), "en") == "90 seconds"
    assert hold_shown(timedelta(seconds=5), "ar") == "5 ثوان"
    assert hold_shown(timedelta(minutes=10), "ar") == "10 دقائق"
    for odd in ("", "11", "10s", "x", "-1"):
        assert hold_typed(odd) == form.HOLD


def test_its_author_takes_a_letter_back_and_nobody_else_is_offered_it(home, talks, enter, desk_in_talks):
    admit_reader(desk_in_talks("lead"), "second", "officer")
    for log in ("line/coast", "channel/coast"):
        grant_log(desk_in_talks("lead"), "second", log, may_write=True)
    letter = send(desk_in_talks("coast-officer"), "coast", ["The wrong word."], "en", recipient="Coast Council")
    other, client = enter("second"), enter("coast-officer")
    assert "/take-back/" not in other.get(at("channel_line")).content.decode()
    refused = other.post(at("message_take_back", message=letter), {"channel": channel_of(other), "act": "a-1"})
    assert refused.status_code == 400
    assert "/take-back/" in client.get(at("channel_line")).content.decode()
    form = {"channel": channel_of(client), "act": "a-1", "why": "a better word"}
    assert client.post(at("message_take_back", message=letter), form).status_code == 302
    page = client.get(at("channel_line")).content.decode()
    assert "Letters that did not leave" in page
    assert "a better word" in page
    assert not whole(desk_in_talks).waiting


def test_that_they_have_read_a_letter_is_noted_once(home, talks, enter, desk_in_talks):
    letter = send(earlier(home, "coast-officer"), "coast", ["So?"], "en", recipient="Coast Council")
    deliver_due(desk_in_talks("coast-officer"), "coast", {})
    client = enter("coast-officer")
    assert "not known whether read" in client.get(at("channel_line")).content.decode()
    form = {"channel": channel_of(client), "act": "a-1"}
    assert client.post(at("message_seen", message=letter), form).status_code == 302
    page = client.get(at("channel_line")).content.decode()
    assert "not known whether read" not in page
    assert "/seen/" not in page


def test_what_stays_and_what_broke_stands_on_the_page_with_the_reason(home, talks, enter, desk_in_talks, monkeypatch):
    letter = send(earlier(home, "coast-officer"), "coast", ["So?"], "en", recipient="Coast Council")
    client = enter("coast-officer")
    by_itself = Posting(list)
    monkeypatch.setattr(posting, "_posting", by_itself)
    monkeypatch.setattr(by_itself, "broke", lambda *_: {letter: StoreFailed.code})
    assert "the room tries again" in client.get(at("channel_line")).content.decode()
    monkeypatch.setattr(by_itself, "broke", lambda *_: {})
    monkeypatch.setattr(by_itself, "stays", lambda *_: {letter: "no_origin"})
    assert "has entered the room since it was opened" in client.get(at("channel_line")).content.decode()


# the mistaken officer


def test_who_holds_another_line_is_told_why_he_writes_by_relay_only(talks, enter, desk_in_talks):
    client = enter("lead")
    page = client.get(at("message_write")).content.decode()
    assert "a second person reads it and approves it" in page
    assert "Hill Government" in page, "which he holds"
    assert '<textarea id="text"' not in page
    form = {"text": "Would five be enough?", "recipient": "Coast Council", "channel": channel_of(client), "act": "a"}
    refused = client.post(at("message_send"), form)
    assert refused.status_code == 400
    assert not whole(desk_in_talks).waiting


FORMS: dict[str, dict[str, str]] = {
    "message_write": {"text": "x"},
    "message_send": {"text": "x", "recipient": "Hill Government"},
    "message_take_down": {"text": "x", "do": "record", "clear-1": "none"},
    "message_hear": {"text": "x", "do": "record", "clear-1": "none"},
    "message_clear": {"where": "channel", "passage": "1", "clearance": "none", "person": "envoy"},
    "message_take_back": {},
    "message_seen": {},
}


def state(desk: Desk) -> list[tuple[str, int]]:
    return [(log, desk.ledger.head(log).seq) for log in desk.sight if log != "reading"]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_of_one_channel_is_refused_in_another_and_names_only_what_its_sender_holds(
    name, talks, enter, desk_in_talks
):
    message = say(desk_in_talks("hills-delegate"), "hills", [("Six.", "theirs")], "en")
    more = {"message": message} if name in ("message_clear", "message_take_back", "message_seen") else {}
    before = state(desk_in_talks("lead"))
    both = enter("lead")
    refused = both.post(at(name, "hills", **more), {**FORMS[name], "act": "a-1", "channel": channel_of(both, "coast")})
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "channel of the line" in page
    for line in ("coast", "hills"):
        assert line in page
    one, other = enter("hills-officer"), enter("coast-officer")
    for sign in (channel_of(other, "coast"), channel_of(both, "hills"), "", "0" * 32):
        refused = one.post(at(name, "hills", **more), {**FORMS[name], "act": "a-1", "channel": sign})
        page = refused.content.decode()
        assert refused.status_code == 400
        assert "was not drawn for this channel, or not for you" in page
        assert "coast" not in page.lower()
    assert state(desk_in_talks("lead")) == before, "nothing was written anywhere"


def test_the_sign_of_a_form_is_another_for_each_reader_line_and_case(talks, enter):
    signs = {channel_of(enter(who), line) for who, line in (
        ("coast-officer", "coast"), ("lead", "coast"), ("lead", "hills"), ("hills-officer", "hills"),
    )}  # fmt: skip
    assert len(signs) == 4


# for programs


def test_programs_read_the_officers_channel_and_his_letters_and_a_delegate_has_his_own_door(
    home, talks, enter, desk_in_talks
):
    say(desk_in_talks("coast-delegate"), "coast", [(SAID, "theirs")], "ar")
    hear(desk_in_talks("coast-officer"), "coast", [("Perhaps seven.", "none")], "en")
    waits = send(desk_in_talks("coast-officer"), "coast", ["So?"], "en", recipient="Coast Council")
    base = f"/api/cases/{TALKS}/lines/coast"
    client = enter("coast-officer")
    told = client.get(f"{base}/channel").json()
    assert {m["where"] for m in told["messages"]} == {"channel", "line"}
    assert told["messages"][1]["passages"][0]["history"][0]["clearance"] == "theirs"
    (letter,) = client.get(f"{base}/letters").json()
    assert (letter["held"]["message"], letter["state"]) == (waits, "waits")
    for who in ("coast-delegate", "hills-officer", "analyst"):
        for address in ("channel", "letters"):
            assert enter(who).get(f"{base}/{address}").status_code == 404


def test_a_file_that_went_with_a_letter_is_kept_from_the_page_by_its_officers_alone(talks, enter, desk_in_talks):
    officer = desk_in_talks("coast-officer")
    piece = LetterPiece(
        piece=officer.ledger.keep_piece("line/coast", b"a bare map"), name="map.png", media_type="image/png", size=10,
        digest=hashlib.sha256(b"a bare map").hexdigest(),
    )  # fmt: skip
    until = datetime.now(UTC) - timedelta(minutes=1)
    held = MessageHeld(message="m-map", lang="en", passages=("The map.",), until=until, pieces=(piece,))
    officer.do("send_message", lambda: {"line/coast": (held,)}, line="coast")
    deliver_due(officer, "coast", {})
    client = enter("coast-officer")
    address = re.search(r'href="([^"]+/file/[^"]+)"', client.get(at("channel_line")).content.decode())
    assert address
    answer = client.get(address[1])
    assert (answer.status_code, answer.content) == (200, b"a bare map")
    assert answer["Content-Type"] == "application/octet-stream"
    for who in ("coast-delegate", "hills-officer"):
        assert enter(who).get(address[1]).status_code == 404


def test_a_long_channel_comes_in_pages_and_each_message_is_found_on_its_own(talks, enter, desk_in_talks):
    delegate, client = desk_in_talks("coast-delegate"), enter("coast-officer")
    names = [say(delegate, "coast", [(f"Words number {n}.", "none")], "en") for n in range(A_PAGE + 2)]
    first, second = (client.get(at("channel_line") + more).content.decode() for more in ("", "?page=2"))
    assert first.count('<article class="msg"') == A_PAGE
    assert [n for n in names if f'id="{n}"' in second] == names[:2]
    assert f">{A_PAGE + 2}.1<" in first
    assert ">1.1<" in second
    form = {"where": "channel", "passage": "1", "clearance": "none", "person": "envoy", "way": "voice", "act": "a-1",
            "channel": channel_of(client)}  # fmt: skip
    back = client.post(at("message_clear", message=names[0]), form)["Location"]
    assert back.endswith(f"?page=2#{names[0]}")
    assert f'id="{names[0]}"' in client.get(at("channel_line") + f"?at={names[0]}").content.decode()
    for odd in ("0", "-1", "99999999", "x", "٢"):
        assert client.get(at("channel_line") + f"?page={odd}").status_code == 200


def test_what_was_told_in_a_contact_leads_there_and_back(talks, enter, desk_in_talks):
    officer, client = desk_in_talks("coast-officer"), enter("coast-officer")
    contact = record_contact(officer, "coast", "call", "in", datetime.now(UTC) - timedelta(hours=1), answered=True)
    page = client.get(at("contact", contact=contact)).content.decode()
    assert f"{at('message_hear')}?contact={contact}" in page
    form = client.get(at("message_hear") + f"?contact={contact}")
    assert field(form, "contact") == contact
    done = {
        "text": "Seven.",
        "contact": contact,
        "do": "record",
        "clear-1": "none",
        "act": "a",
        "channel": channel_of(client),
    }
    assert client.post(at("message_hear"), done).status_code == 302
    assert at("contact", contact=contact) in client.get(at("channel_line")).content.decode()


# what is typed


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("", ()),
        (" \r\n \n", ()),
        ("one", ("one",)),
        ("one\ntwo", ("one\ntwo",)),
        ("one\r\n\r\ntwo", ("one", "two")),
        ("  one \n \t\n\n  two  \n", ("one", "two")),
        ("نقبل خمسة.\n\nولا نقبل ستة.", ("نقبل خمسة.", "ولا نقبل ستة.")),
    ],
)
def test_a_blank_line_begins_a_new_passage(text, passages):
    assert passages_of(text) == passages


@given(st.lists(st.text(alphabet="ab \n\t", max_size=12), max_size=6))
def test_passages_that_are_read_back_are_as_many_as_were_told_whatever_stands_in_them(told):
    told = [words for words in told if words.strip()]
    typed = passages_of(text_of(tuple(told)))
    assert len(typed) == len(told)
    assert [words.split() for words in typed] == [words.split() for words in told]
