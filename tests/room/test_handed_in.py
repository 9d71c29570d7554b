"""Files handed in at the delegate's door and taken down by officers, in the room: refused without losing a word, saved and never
shown, cleared, relayed, taken out by whoever may."""

import json
import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk.test_handed_in import NAME, png
from tests.room.conftest import TALKS

from wasata.desk.message import channel_whole
from wasata.room.forms import files as form_files
from wasata.room.pages.drawn_for import drawn_for

pytestmark = pytest.mark.django_db

DOOR, COAST = f"/en/case/{TALKS}/channel/", f"/en/case/{TALKS}/lines/coast/channel/"


def sent(name: str = NAME, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png() if content is None else content, "text/html")


@pytest.fixture
def hand_in(talks, enter, desk_in_talks):
    """A letter with files from the delegate's own form."""

    def send(act="a1", *, line="coast", words="We send a sketch.", **files):
        told = {"words": [words], "clearance": ["none"], "act": act, **files}
        told["channel"] = drawn_for(desk_in_talks(f"{line}-delegate"), line)
        return enter(f"{line}-delegate").post(f"{DOOR}say/", told)

    return send


@pytest.fixture
def messages(desk_in_talks):
    return lambda who="coast-officer", line="coast": channel_whole(desk_in_talks(who), line).messages


def test_the_last_step_of_writing_has_places_for_files_and_each_begins_as_not_to_be_passed(talks, enter, desk_in_talks):
    told = {
        "words": ["We send a sketch."],
        "clearance": ["ours"],
        "channel": drawn_for(desk_in_talks("coast-delegate"), "coast"),
    }
    page = enter("coast-delegate").post(f"{DOOR}write/", told).content.decode()
    assert page.count('type="file"') == 5
    assert 'enctype="multipart/form-data"' in page
    for place in form_files.PLACES:
        choice = re.search(rf'<select id="file-clear{place}".*?</select>', page, re.S)[0]
        assert re.findall(r'value="(\w+)"', choice)[0] == "none"
        assert "selected" not in choice


def test_files_stand_with_the_letter_each_with_its_own_leave(hand_in, messages, enter):
    given = {"file": sent(), "file-clear": "theirs", "file-3": sent("b.txt", b"Words."), "file-clear-2": "theirs"}
    assert hand_in(**given).status_code == 302
    assert hand_in(**given | {"file": sent(), "file-3": sent("b.txt", b"Words.")}).status_code == 302, "once"
    (said,) = messages()
    assert [(f.name, f.media_type, f.clearance) for f in said.files] == [
        (NAME, "image/png", "theirs"),
        ("b.txt", "text/plain; charset=utf-8", "none"),
    ]
    for who, page in (("coast-delegate", DOOR), ("coast-officer", COAST), ("lead", COAST)):
        shown = enter(who).get(page).content.decode()
        assert NAME in shown
        assert "<bdi>PNG picture</bdi> · <bdi>1 KB</bdi>" in shown
        assert "b.txt" in shown


def test_a_file_is_saved_and_never_shown_whatever_it_calls_itself(hand_in, messages, enter):
    hand_in(file=sent("نص <b>.html", b"<script>alert(1)</script>"))
    (said,) = messages()
    (file,) = said.files
    at = f"{said.message}/file/{file.piece}/"
    asked = [("coast-delegate", DOOR + at), ("coast-officer", COAST + at), ("lead", COAST + at)]
    asked += [
        ("coast-delegate", f"/api/cases/{TALKS}/channel/{said.message}/files/{file.piece}"),
        ("coast-officer", f"/api/cases/{TALKS}/lines/coast/channel/{said.message}/files/{file.piece}"),
    ]
    for who, address in asked:
        answer = enter(who).get(address)
        assert (answer.status_code, answer.content) == (200, b"<script>alert(1)</script>")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert unquote(answer["Content-Disposition"]).endswith("نص <b>.html")
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_to_everybody_else_there_is_no_such_file(hand_in, messages, enter):
    hand_in(file=sent())
    (said,) = messages()
    at = f"{said.message}/file/{said.files[0].piece}/"
    for who in ("hills-delegate", "hills-officer", "analyst", "auditor"):
        for address in (DOOR + at, COAST + at, f"{COAST}{at}bare/", f"{COAST}{at}bare/file/"):
            answer = enter(who).get(address)
            assert answer.status_code in (400, 404)
            assert b"PNG" not in answer.content
        for address in (f"channel/{said.message}", f"lines/coast/channel/{said.message}"):
            assert enter(who).get(f"/api/cases/{TALKS}/{address}/files/{said.files[0].piece}").status_code == 404
    assert enter("coast-delegate").get(f"{COAST}{at}").status_code == 404, "at his door and nowhere else"


def test_two_files_in_one_place_are_two_files_and_none_is_left_out(hand_in, messages):
    assert hand_in(**{"file-2": [sent("a.txt", b"A"), sent("b.txt", b"B")], "file-clear-2": "ours"}).status_code == 302
    assert [(f.name, f.clearance) for f in messages()[0].files] == [("a.txt", "ours"), ("b.txt", "ours")]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"file": sent("empty.txt", b"")}, "the file is empty (empty.txt)"),
        (
            {"file": sent(), "file-2": sent("large.txt", b"x" * 3_000)},
            "larger than 20 MB, or came with more than 64 MB at once (large.txt)",
        ),
    ],
)
def test_a_file_that_is_refused_costs_no_word_of_the_letter(hand_in, messages, monkeypatch, settings, files, says):
    settings.WASATA_UPLOAD_LIMIT = 2_000
    for file in files.values():
        file.seek(0)
    answer = hand_in(words="A long letter, typed with care.", **files)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in page
    assert "A long letter, typed with care." in page
    assert '<details class="file-places" open>' in page
    assert messages() == ()


def test_files_beyond_all_bounds_cost_no_word_either(hand_in, messages, settings):
    """Such as come with more than is read at once: the letter is read all the same."""
    settings.WASATA_UPLOAD_LIMIT = 100_000
    files = {f"file{p}": sent(f"{n}.bin", b"\0" * 700_000) for n, p in enumerate(form_files.PLACES)}
    answer = hand_in(words="A long letter, typed with care.", **files)
    assert answer.status_code == 400
    assert "A long letter, typed with care." in answer.content.decode()
    assert "(0.bin)" in answer.content.decode()
    assert messages() == ()


def test_one_large_file_alone_is_left_out_and_named(hand_in, messages, monkeypatch):
    from wasata.room.pages import door

    monkeypatch.setattr(door.door_say, "each_at_most", 1_000)
    answer = hand_in(
        words="Typed.", file=sent("small.txt", b"x" * 900), **{"file-2": sent("large.txt", b"x" * 200_000)}
    )
    assert answer.status_code == 400
    assert "(large.txt)" in answer.content.decode()
    assert "Typed." in answer.content.decode()
    assert messages() == ()


def test_leave_for_a_file_is_changed_at_the_door_and_noted_by_an_officer(hand_in, messages, enter, desk_in_talks):
    hand_in(file=sent())
    (said,) = messages()
    sign = drawn_for(desk_in_talks("coast-delegate"), "coast")
    form = {"channel": sign, "act": "b1", "clearance": "theirs"}
    assert enter("coast-delegate").post(f"{DOOR}{said.message}/2/", form).status_code == 302
    assert messages()[0].files[0].clearance == "theirs"
    page = enter("coast-officer").get(f"{COAST}{said.message}/clear/?where=channel&passage=2").content.decode()
    assert NAME in page
    noted = {
        "channel": drawn_for(desk_in_talks("coast-officer"), "coast"), "act": "b2", "where": "channel", "passage": "2",
        "clearance": "none", "person": "envoy", "way": "voice",
    }  # fmt: skip
    assert enter("coast-officer").post(f"{COAST}{said.message}/clear/", noted).status_code == 302
    assert [c.clearance for c in messages()[0].files[0].history] == ["none", "theirs", "none"]
    assert [p.clearance for p in messages()[0].passages] == ["none"]


def test_an_officer_sees_what_the_bare_copy_leaves_out_before_it_goes(hand_in, messages, enter):
    hand_in(file=sent())
    (said,) = messages()
    at = f"{COAST}{said.message}/file/{said.files[0].piece}/bare/"
    page = enter("coast-officer").get(at).content.decode()
    assert "What the copy leaves out" in page
    bare = enter("coast-officer").get(f"{at}file/")
    assert bare.content == png(b"")
    assert "attachment.png" in bare["Content-Disposition"]
    files = f"/api/cases/{TALKS}/lines/coast/channel/{said.message}/files/{said.files[0].piece}"
    told, copy = (enter("coast-officer").get(f"{files}{more}") for more in ("/bare", "/bare/file"))
    assert copy.content == bare.content
    assert (told.json()["name"], told.json()["size"]) == ("attachment.png", len(bare.content))
    assert told.json()["taken_out"]
    for other in ("hills-officer", "coast-delegate", "analyst"):
        assert {enter(other).get(f"{files}{more}").status_code for more in ("/bare", "/bare/file")} == {404}
    hand_in("a2", file=sent("a.exe", b"MZ\x90\0"))
    newest = messages()[0]
    refused = enter("coast-officer").get(f"{COAST}{newest.message}/file/{newest.files[0].piece}/bare/").content.decode()
    assert "none of the five kinds" in refused


def test_an_officer_takes_down_a_letter_with_its_files_and_a_refusal_keeps_what_he_typed(
    talks, enter, messages, desk_in_talks
):
    told = {
        "channel": drawn_for(desk_in_talks("coast-officer"), "coast"), "text": "Our list is ready.", "way": "letter",
        "person": "envoy", "act": "t1", "do": "record", "clear-1": "ours",
    }  # fmt: skip
    looked = enter("coast-officer").post(f"{COAST}take-down/", {**told, "do": ""}).content.decode()
    assert looked.count('type="file"') == 5
    refused = enter("coast-officer").post(f"{COAST}take-down/", {**told, "file": sent("a.txt", b"")})
    assert refused.status_code == 400
    assert "the file is empty (a.txt)" in refused.content.decode()
    assert "Our list is ready." in refused.content.decode()
    given = {"file": sent("list.txt", b"Twelve."), "file-clear": "theirs"}
    assert enter("coast-officer").post(f"{COAST}take-down/", told | given).status_code == 302
    (said,) = messages()
    assert [(f.name, f.clearance, f.history[0].person) for f in said.files] == [("list.txt", "theirs", "envoy")]
    by_voice = enter("coast-officer").post(f"{COAST}by-voice/", {**told, "do": ""}).content.decode()
    assert 'type="file"' not in by_voice, "what was told by voice has none"


def test_a_file_is_chosen_for_a_relay_by_its_own_leave_and_the_second_person_sees_the_copy(
    hand_in, messages, enter, desk_in_talks
):
    hand_in(file=sent(), **{"file-clear": "theirs", "file-2": sent("kept.txt", b"Kept.")})
    (said,) = messages()
    may, kept = said.files
    sign = drawn_for(desk_in_talks("lead"), "coast")
    ref = f"channel.{said.message}.{may.number}"
    letter = {
        "channel": sign, "to": "hills", "letter_lang": "en", "pick": [ref], "words-0": "They send a sketch of the bridge.",
        "form-0": "paraphrase", "rests-0": [ref], "act": "d1",
    }  # fmt: skip
    draft_at = f"/en/case/{TALKS}/lines/coast/relay/"
    chosen = enter("coast-officer").get(draft_at).content.decode()
    assert f'value="{ref}"' in chosen
    assert f'value="channel.{said.message}.{kept.number}"' not in chosen
    sign = drawn_for(desk_in_talks("coast-officer"), "coast")
    page = enter("coast-officer").post(draft_at, letter | {"channel": sign, "do": "write"}).content.decode()
    offered = re.findall(r'name="file" value="(\w+)"', page)
    assert offered == [may.piece]
    put = enter("coast-officer").post(draft_at, letter | {"channel": sign, "do": "draft", "file": [kept.piece]})
    assert put.status_code == 400, "a file without leave is refused also when a form names it"
    put = enter("coast-officer").post(draft_at, letter | {"channel": sign, "do": "draft", "file": [may.piece]})
    assert put.status_code == 302
    seen = enter("lead").get(put["Location"]).content.decode()
    assert "A file they handed in" in seen
    assert "enclosure-1.png" in seen
    told = json.loads(enter("lead").get(put["Location"].replace("/en/case", "/api/cases").rstrip("/")).content)
    digest = told["pieces"][0]["digest"]
    for at in (f"{put['Location']}file/{digest}/", f"/api/cases/{TALKS}/relays/{told['line']['relay']}/files/{digest}"):
        assert enter("lead").get(at).content == png(b"")
    again = enter("coast-officer").get(f"{draft_at}?relay={told['line']['relay']}").content.decode()
    assert re.search(rf'name="file" value="{may.piece}" checked', again)


def test_the_same_file_at_two_doors_is_answered_alike(hand_in, messages, enter):
    answers = [hand_in(line=line, file=sent(), **{"file-clear": "theirs"}) for line in ("coast", "hills")]
    assert [a.status_code for a in answers] == [302, 302]
    assert set(answers[0].headers) == set(answers[1].headers)
    told = [messages(f"{line}-delegate", line)[0].files[0] for line in ("coast", "hills")]
    assert told[0].piece != told[1].piece
    assert told[0].size == told[1].size
    assert messages("hills-delegate", "hills")[0].message != messages()[0].message
