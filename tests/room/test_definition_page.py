"""Definitions in the room: written in two steps, put by a typed name, a side's word written down, agreed by two people."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk import definitions
from tests.room.conftest import TALKS

from wasata.desk import definition, definition_sides
from wasata.desk.assessment import assess
from wasata.desk.contact import record_contact, write_readout
from wasata.desk.defined import AGREED, Text, definitions_in, held_on
from wasata.desk.line import move_delegation, set_deadline
from wasata.desk.map import keep_map
from wasata.desk.message import say
from wasata.desk.notice import table as notices
from wasata.desk.relay import draft
from wasata.desk.shift import note_watch, take_watch
from wasata.record.kinds.position import Evidence
from wasata.record.kinds.relay import PassageRef, RelaySentence
from wasata.room.pages.drawn_for import drawn_for
from wasata.room.posting import Posting

pytestmark = pytest.mark.django_db

PAGE = f"/en/case/{TALKS}/definitions/"
NAMES = {"coast": "Coast Council", "hills": "Hill Government"}
TYPED = {
    "name_ar": "الشمال", "name_en": "the north", "words_ar": "ما وراء النهر", "words_en": "beyond the river",
    "also": "northern area\n\nnorthern area\nشمالي النهر", "value": "12.50", "unit": "km",
}  # fmt: skip


@pytest.fixture
def written(desk_in_talks) -> str:
    """A word written by the lead."""
    text = Text({"ar": "الشمال", "en": "the north"}, {"ar": "ما وراء النهر", "en": "beyond the river"})
    return definition.write(desk_in_talks("lead"), text)


def form(desk_in_talks, line: str, who: str | None = None, **more) -> dict[str, str]:
    return {"channel": drawn_for(desk_in_talks(who or f"{line}-officer"), line), "number": "1", "act": "a1", **more}


def test_a_definition_is_seen_as_each_side_will_read_it_before_it_is_kept(talks, enter, desk_in_talks):
    client = enter("lead")
    assert "No definition is written yet" in client.get(PAGE).content.decode()
    looked = client.post(f"{PAGE}write/", TYPED).content.decode()
    assert '<div lang="ar" dir="rtl"><h3>الشمال</h3>' in looked
    assert not definition_sides.definitions(desk_in_talks("lead"), "en")
    for _ in range(2):
        assert client.post(f"{PAGE}write/", {**TYPED, "keep": "1", "act": "a1"}).status_code == 302
    (told,) = definition_sides.definitions(desk_in_talks("lead"), "en")
    assert (told.text.also, str(told.text.value), told.text.unit) == (("northern area", "شمالي النهر"), "12.5", "km")
    assert "beyond the river" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"words_ar": ""}, "missing"), ({"words_ar": "beyond the river"}, "exchanged"), ({"value": "many"}, "not understood"),
        ({"value": "NaN"}, "not understood"), ({"words_en": "x" * 4001}, "4,000"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [{}, {"keep": "1"}])
def test_a_text_that_cannot_be_kept_says_why_and_stays_in_its_fields(talks, enter, desk_in_talks, more, says, step):
    answer = enter("lead").post(f"{PAGE}write/", {**TYPED, **more, **step})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert "northern area" in answer.content.decode()
    assert not definition_sides.definitions(desk_in_talks("lead"), "en")


def test_its_next_version_begins_with_its_last(talks, enter, desk_in_talks, written):
    client = enter("coast-officer")
    assert "beyond the river" in client.get(f"{PAGE}of/{written}/write/").content.decode()
    client.post(f"{PAGE}of/{written}/write/", {**TYPED, "keep": "1", "act": "a1"})
    page = client.get(f"{PAGE}of/{written}/").content.decode()
    assert "version 2" in page
    assert client.get(f"{PAGE}of/df-none/").status_code == 404


def post(desk_in_talks, *readers: str) -> int:
    """The room's own round, once every time of waiting is over."""
    now = definitions.later(desk_in_talks("lead"), timedelta(hours=2)).now
    here = [definitions.later(desk_in_talks(reader), timedelta(hours=2)) for reader in readers]
    return Posting(lambda: here, now=now).turn()


def test_it_is_put_to_a_side_by_typing_its_name_and_by_the_form_of_that_channel(talks, enter, desk_in_talks, written):
    client = enter("coast-officer")
    put = f"{PAGE}of/{written}/put/coast/"
    wrong = client.post(put, form(desk_in_talks, "coast", recipient="Hill Government"))
    assert wrong.status_code == 400
    assert "not that of this channel" in wrong.content.decode()
    crossed = enter("lead").post(put, form(desk_in_talks, "hills", "lead", recipient="Coast Council"))
    assert crossed.status_code == 400
    assert written not in desk_in_talks("coast-officer").fold(definitions_in("coast"))
    for _ in range(2):
        assert client.post(put, form(desk_in_talks, "coast", recipient="Coast Council")).status_code == 302
    waits = client.get(f"{PAGE}of/{written}/").content.decode()
    assert "So long who put it can take it back" in waits
    assert "/put/coast/back/" in waits
    assert "/put/coast/back/" not in enter("lead").get(f"{PAGE}of/{written}/").content.decode(), (
        "who put it takes it back"
    )
    back = f"{put}back/"
    assert enter("lead").post(back, form(desk_in_talks, "coast", "lead")).status_code == 400
    assert client.post(back, form(desk_in_talks, "coast")).status_code == 302
    post(desk_in_talks, "lead", "coast-officer")
    assert written not in desk_in_talks("coast-officer").fold(definitions_in("coast"))
    assert (
        client.post(put, form(desk_in_talks, "coast", recipient="Coast Council", act="a2", hold="2")).status_code == 302
    )
    assert post(desk_in_talks, "lead") == 1
    assert len(desk_in_talks("coast-officer").fold(definitions_in("coast"))[written].versions) == 1
    refused = client.post(f"{PAGE}of/{written}/put/hills/", form(desk_in_talks, "coast", recipient="Hill Government"))
    assert refused.status_code == 404


def test_what_was_put_and_waits_is_listed_in_that_channel_until_when_and_taken_back_there(
    talks, enter, desk_in_talks, written
):
    desk, client, channel = (
        desk_in_talks("coast-officer"),
        enter("coast-officer"),
        f"/en/case/{TALKS}/lines/coast/channel/",
    )
    asked = f"/api/cases/{TALKS}/lines/coast/definitions-waiting"
    assert "h-waiting" not in client.get(channel).content.decode()
    assert client.get(asked).json() == []
    definition.put(desk, "coast", written, 1, recipient="Coast Council")
    page = client.get(channel).content.decode()
    (waiting,) = re.findall(r'<section class="panel is-waiting".*?</section>', page, re.S)
    assert "1 definition waits to leave" in waiting
    assert "beyond the river" in waiting
    assert re.search(
        r'class="hour">leaves at <time datetime="[^"]+">.*?</time></span> <span class="soft">in \d minutes', waiting
    )
    assert re.search(r'<button class="btn main">Take it back</button>.*?Coast Council', waiting, re.S), (
        "it wears the channel"
    )
    assert 'class="open-term"' not in waiting, "its own text is no use of it"
    assert "تعريف واحد ينتظر المغادرة" in client.get(f"/ar{channel[3:]}").content.decode()
    (told,) = client.get(asked).json()
    until = desk.fold(held_on("coast"))[written, 1].until
    assert (told["term"], told["name"], told["waits"]["mine"], told["waits"]["number"]) == (
        written,
        "the north",
        True,
        1,
    )
    assert told["waits"]["until"] == until.isoformat()
    others = enter("lead").get(channel).content.decode()
    assert "1 definition waits to leave" in others
    assert "/put/coast/back/" not in others, "who put it takes it back"
    for address in (f"/en/case/{TALKS}/lines/hills/channel/", f"/api/cases/{TALKS}/lines/hills/definitions-waiting"):
        assert "beyond the river" not in enter("hills-officer").get(address).content.decode()
    sent = form(desk_in_talks, "coast", **{"from": "channel"})
    answer = client.post(f"{PAGE}of/{written}/put/coast/back/", sent)
    assert (answer.status_code, answer["Location"]) == (302, channel)
    assert "beyond the river" not in client.get(channel).content.decode()
    assert client.get(asked).json() == []


def test_what_stays_because_a_newer_version_was_written_is_listed_with_the_reason(talks, enter, desk_in_talks, written):
    definition.put(desk_in_talks("coast-officer"), "coast", written, 1, recipient="Coast Council")
    newer = Text({"ar": "الشمال", "en": "the north"}, {"ar": "ما وراء الجسر", "en": "past the bridge"})
    definition.write(desk_in_talks("lead"), newer, term=written)
    page = enter("coast-officer").get(f"/en/case/{TALKS}/lines/coast/channel/").content.decode()
    (waiting,) = re.findall(r'<section class="panel is-waiting".*?</section>', page, re.S)
    assert "It stays: a newer version was written since." in waiting
    assert ("beyond the river" in waiting, "past the bridge" in waiting) == (True, False)
    assert "/put/coast/back/" in waiting


def test_who_wrote_it_is_told_that_somebody_else_puts_it(talks, enter, written):
    page = enter("lead").get(f"{PAGE}of/{written}/").content.decode()
    assert "somebody else who keeps the line puts it" in page
    assert "/put/" not in page
    assert "/put/coast/" in enter("coast-officer").get(f"{PAGE}of/{written}/").content.decode()


def both_asked(desk_in_talks, written) -> None:
    for line, name in NAMES.items():
        definitions.put(desk_in_talks(f"{line}-officer"), line, written, 1, recipient=name)


def test_a_side_s_word_is_written_down_and_shown_to_who_keeps_its_line_alone(talks, enter, desk_in_talks, written):
    both_asked(desk_in_talks, written)
    word = form(desk_in_talks, "coast", word="object", words="As far as the mill.", person="envoy")
    assert enter("coast-officer").post(f"{PAGE}of/{written}/word/coast/", word).status_code == 302
    page = enter("coast-officer").get(f"{PAGE}of/{written}/").content.decode()
    assert "As far as the mill." in page
    assert "said by <" not in page
    assert "Envoy of the coast" in page
    for address in (PAGE, f"{PAGE}of/{written}/", f"/api/cases/{TALKS}/definitions"):
        other = enter("hills-officer").get(address).content.decode()
        assert "the mill" not in other
        assert "Coast Council" in other, "that it was asked stands in the bureau"
        assert "Envoy of the coast" not in other
    read = enter("analyst").get(f"{PAGE}of/{written}/").content.decode()
    assert ("Coast Council, Hill Government" in read, "the mill" in read) == (True, False)
    assert "<form method" not in read.partition("<main")[2]
    assert "/write/" not in read.partition("<main")[2]
    text = enter("analyst").get(f"/api/cases/{TALKS}/definitions/{written}/text")
    assert (text.status_code, enter("auditor").get(text.request["PATH_INFO"]).status_code) == (200, 404)
    empty = form(desk_in_talks, "coast", word="object", words=" ", person="envoy", act="a2")
    assert enter("coast-officer").post(f"{PAGE}of/{written}/word/coast/", empty).status_code == 400


def test_two_people_put_it_on_the_table_and_neither_is_named_there(talks, enter, desk_in_talks, written):
    both_asked(desk_in_talks, written)
    page = f"{PAGE}of/{written}/"
    assert "Not yet" in enter("coast-officer").get(page).content.decode()
    for line in NAMES:
        definition.answer(desk_in_talks(f"{line}-delegate"), line, written, 1)
    assert enter("coast-officer").post(f"{page}approve/", {"act": "a1"}).status_code == 302
    shown = enter("lead").get(page).content.decode()
    signed = re.search(r'name="digest" value="(\w+)"', shown)[1]
    assert enter("lead").post(f"{page}table/", {"act": "a2", "digest": "0" * 64}).status_code == 400
    for _ in range(2):
        told = {"act": "a3", "digest": signed, "named": "the north"}
        assert enter("lead").post(f"{page}table/", told).status_code == 302
    assert enter("lead").post(f"{page}table/", {"act": "a4", "digest": signed, "named": "yes"}).status_code == 400
    assert f"{page}table/back/" not in enter("coast-officer").get(page).content.decode()
    assert f"{page}table/back/" in enter("lead").get(page).content.decode()
    assert enter("coast-officer").post(f"{page}table/back/", {"act": "a5"}).status_code == 400
    assert enter("lead").post(f"{page}table/back/", {"act": "a5"}).status_code == 302
    assert post(desk_in_talks, "lead") == 0
    assert written not in desk_in_talks("lead").fold(AGREED)
    assert enter("lead").post(f"{page}table/", told | {"act": "a6", "hold": "2"}).status_code == 302
    assert post(desk_in_talks, "coast-officer") == 0, "he does not see all answers"
    assert post(desk_in_talks, "coast-officer", "lead") == 1
    assert [v.number for v in desk_in_talks("lead").fold(AGREED)[written]] == [1]
    assert not notices(desk_in_talks("lead"), "en")
    for who in ("coast-delegate", "hills-delegate"):
        table = enter(who).get(f"/en/case/{TALKS}/table/").content.decode()
        assert "beyond the river" in table
        assert "coast-officer" not in table


def test_an_approval_without_all_words_is_refused_on_its_page(talks, enter, desk_in_talks, written):
    both_asked(desk_in_talks, written)
    answer = enter("lead").post(f"{PAGE}of/{written}/approve/", {"act": "a1"})
    assert answer.status_code == 400
    assert "not every side that was asked has confirmed" in answer.content.decode()
    assert enter("lead").post(f"{PAGE}of/df-none/approve/", {"act": "a1"}).status_code == 404


def png(points: bytes = b"\x00\x10\x20\x00\x30\x40") -> bytes:
    """A picture of two by two points, with a word about its maker in it."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
        + chunk(b"tEXt", b"Author\x00officer of the coast") + chunk(b"IDAT", zlib.compress(points))
        + chunk(b"IEND", b"")
    )  # fmt: skip


def test_a_map_goes_with_the_text_to_each_side_and_the_table_bare_of_its_maker(talks, enter, desk_in_talks):
    client = enter("lead")
    picture = SimpleUploadedFile("map of the coast.png", png(), "image/png")
    looked = client.post(f"{PAGE}write/", {**TYPED, "picture": picture}).content.decode()
    assert "A map goes with it." in looked
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', looked.split('name="change"')[0]))
    client.post(f"{PAGE}write/", kept)
    (told,) = definition_sides.definitions(desk_in_talks("lead"), "en")
    both_asked(desk_in_talks, told.term)
    address = f"/en/case/{TALKS}/channel/definition/{told.term}/map/"
    seen = {who: enter(who).get(address).content for who in ("coast-delegate", "hills-delegate")}
    assert len(set(seen.values())) == 1
    assert seen["coast-delegate"].startswith(b"\x89PNG")
    assert b"officer" not in seen["coast-delegate"]
    pieces = {
        line: desk_in_talks(f"{line}-officer").fold(definitions_in(line))[told.term].versions[0].text.map.piece
        for line in NAMES
    }
    assert len({*pieces.values(), told.text.map.piece}) == 3, "each log seals its own"
    for line in NAMES:
        definition.answer(desk_in_talks(f"{line}-delegate"), line, told.term, 1)
    definition.approve(desk_in_talks("coast-officer"), told.term)
    definitions.agree(desk_in_talks("lead"), told.term, told.text.digest)
    assert definition_sides.definition(desk_in_talks("lead"), told.term, "en").state == "agreed"
    on_table = enter("hills-delegate").get(f"/en/case/{TALKS}/table/definition/{told.term}/map/")
    assert on_table.content == seen["coast-delegate"]
    assert on_table.headers["Content-Type"] == "image/png"
    assert enter("analyst").get(f"{PAGE}of/{told.term}/map/").status_code == 200, "as the bureau has it"
    assert enter("auditor").get(f"{PAGE}of/{told.term}/map/").status_code == 404
    for path, who, others in (
        (f"definitions/{told.term}/map", ("lead", "coast-officer", "analyst"), ("auditor", "coast-delegate")),
        (f"channel/definitions/{told.term}/map", ("coast-delegate", "hills-delegate"), ("lead", "coast-officer", "analyst")),
        (f"table/definitions/{told.term}/map", ("hills-delegate", "auditor", "lead"), ("stranger",)),
    ):  # fmt: skip
        for one in who:
            answer = enter(one).get(f"/api/cases/{TALKS}/{path}")
            assert answer.content == seen["coast-delegate"], f"{one} at {path}"
            assert answer["Content-Disposition"].startswith('attachment; filename="map.png"')
            assert answer["Content-Type"] == "application/octet-stream"
        assert {enter(one).get(f"/api/cases/{TALKS}/{path}").status_code for one in others} == {404}, path


def test_a_delegate_is_given_by_program_the_map_that_was_put_to_his_side_and_no_other(talks, enter, desk_in_talks):
    """The other side was put a later version, with a picture of its own: nothing of it is his."""
    officer = desk_in_talks("lead")
    drawn = [keep_map(officer, content) for content in (png(), png(b"\x00\x70\x60\x00\x50\x40"))]
    texts = [
        Text({"ar": "الشمال", "en": "North"}, {"ar": "شمال النهر.", "en": "North of the river."}, map=m) for m in drawn
    ]
    term = definition.write(officer, texts[0])
    at = f"/api/cases/{TALKS}/channel/definitions/{term}/map"
    assert {enter(who).get(at).status_code for who in ("coast-delegate", "hills-delegate")} == {404}, (
        "it was put to nobody"
    )
    definitions.put(desk_in_talks("coast-officer"), "coast", term, 1, recipient=NAMES["coast"])
    first = enter("coast-delegate").get(at).content
    assert enter("hills-delegate").get(at).status_code == 404
    definition.write(officer, texts[1], term=term)
    definitions.put(desk_in_talks("hills-officer"), "hills", term, 2, recipient=NAMES["hills"])
    assert enter("coast-delegate").get(at).content == first == officer.ledger.piece("bureau", drawn[0].piece)
    second = enter("hills-delegate").get(at).content
    assert second == officer.ledger.piece("bureau", drawn[1].piece) != first
    assert enter("lead").get(f"/api/cases/{TALKS}/definitions/{term}/map").content == second


@pytest.mark.parametrize(
    "content", [b"no picture", b"\x89PNG\r\n\x1a\n broken", b"%PDF-1.4 a paper", b"x" * (4 * 1024 * 1024 + 1)]
)
def test_what_is_no_picture_is_refused_by_name(talks, enter, desk_in_talks, content):
    sent = {**TYPED, "picture": SimpleUploadedFile("map.png", content, "image/png")}
    answer = enter("lead").post(f"{PAGE}write/", sent)
    assert answer.status_code == 400
    assert "PNG or JPEG" in answer.content.decode()


def test_a_map_is_left_out_of_the_next_version_and_none_is_named_that_was_not_taken_in(talks, enter, desk_in_talks):
    client = enter("lead")
    made = client.post(f"{PAGE}write/", {**TYPED, "keep": "1", "act": "a1", "map": "0" * 64})
    assert made.status_code == 400
    picture = SimpleUploadedFile("map.png", png(), "image/png")
    client.post(f"{PAGE}write/", {**TYPED, "keep": "1", "act": "a2", "picture": picture})
    (told,) = definition_sides.definitions(desk_in_talks("lead"), "en")
    assert told.text.map
    again = {**TYPED, "keep": "1", "act": "a3", "map": told.text.map.piece, "no_map": "1"}
    client.post(f"{PAGE}of/{told.term}/write/", again)
    assert definition_sides.definition(desk_in_talks("lead"), told.term, "en").text.map is None


def test_the_letter_of_a_relay_shows_its_approver_which_words_are_not_agreed(talks, enter, desk_in_talks, written):
    said = say(desk_in_talks("coast-delegate"), "coast", [("Too few trucks reach the north.", "theirs")], "en")
    rests = (PassageRef(log="channel", message=said, passage=1),)
    told = (
        RelaySentence(words="They tell us that too few trucks reach the north.", form="paraphrase", rests_on=rests),
    )
    relay = draft(desk_in_talks("coast-officer"), "coast", "hills", "en", told)
    page = enter("lead").get(f"/en/case/{TALKS}/relays/{relay}/").content.decode()
    assert re.search(r'<span class="open-term" title="[^"]+">north</span>', page)
    assert "what it means is not agreed yet" in page


def test_a_word_that_is_not_agreed_is_flagged_in_readouts_estimates_deadlines_and_the_watch_log(
    talks, enter, desk_in_talks, written
):
    desk = desk_in_talks("coast-officer")
    met = record_contact(desk, "coast", "call", "in", desk.now() - timedelta(hours=1), answered=True)
    write_readout(desk, "coast", met, "ours", "They asked about the <b>north</b>.", "en")
    set_deadline(desk, "coast", "their map of the north", desk.now() + timedelta(days=2), "them")
    move_delegation(
        desk, "coast", "Envoys of the north", "recalled", "the north gate", decided_by="the council of the north"
    )
    held = assess(desk, "coast", "They will give up the north.", "en", "even", basis=[Evidence(of="ours", words="It is far.")],
                  would_change="a map", until=desk.now().date() + timedelta(days=9))  # fmt: skip
    note_watch(desk, take_watch(desk), "Ask about the north at noon.", "en")
    client = enter("coast-officer")
    case = f"/en/case/{TALKS}/"
    coast = f"{case}lines/coast/"
    flagged = '">north</span>'
    for address in (f"{coast}contacts/{met}/", f"{coast}assessments/", f"{coast}assessments/{held}/", f"{case}watch/"):
        page = client.get(address).content.decode()
        assert (flagged in page, "what it means is not agreed yet" in page) == (True, True), address
        assert "<b>north" not in page
    for address, where in (
        (coast, 4),
        (f"{case}lines/", 3),
    ):  # a deadline, a delegation, its place; and on whose decision
        page = client.get(address).content.decode()
        assert page.count("</b>: what it means is not agreed yet") >= where, address
        assert "Envoys of the <span" in page
