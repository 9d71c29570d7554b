"""Words blacked out in a copy: a layer over an original that stays as it is, and a copy in which nothing of it is left."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.relays import Room

from wasata.desk.access import Desk
from wasata.desk.export import exports, for_whom
from wasata.desk.handed_in import HandedIn
from wasata.desk.handout import Form, copied_logs, copy_of, hand_out
from wasata.desk.message import channel_whole, hear, say
from wasata.desk.redaction import BAR, barred, begin_layer, black_out, layers, lift, places
from wasata.errors import ExportWrong, LogNotYours, NotAllowed, RedactionWrong, WasataError

NAME = "Hassan al-Marsad"
CHANNEL = "channel/coast"


def told(room: Room, *passages: str, files: tuple[HandedIn, ...] = ()) -> str:
    return say(room.coast_door, "coast", [(p, "theirs") for p in passages], "en", files=files)


def layered(room: Room, words: str = NAME) -> str:
    layer = begin_layer(room.coast, CHANNEL, "for the minister")
    black_out(room.coast, CHANNEL, layer, words, "a name")
    return layer


def handed(room: Room, layer: str | None, form: Form = "page", log: str = CHANNEL, **more: Any) -> bytes:
    to = for_whom(room.lead, "The minister’s office", "to read before Sunday", 7)
    seen = copy_of(room.lead, log, layer, "en")
    return hand_out(room.lead, log, layer, form, "en", to, signed=seen.signed, **more)[0]


@pytest.mark.parametrize("form", ["page", "json"])
def test_nothing_of_what_is_blacked_out_is_in_the_bytes_that_leave(room: Room, form: Any):
    told(room, f"{NAME} will cross on Sunday.", f"Ask for {NAME}, and for nobody else.",
         files=(HandedIn(f"letter of {NAME}.txt", b"x", "none"),))  # fmt: skip
    assert NAME.encode() in handed(room, None, form)
    left = handed(room, layered(room), form)
    for form_of_it in (NAME, *NAME.split(), NAME.encode().hex(), json.dumps(NAME)[1:-1]):
        assert form_of_it.encode() not in left, form_of_it
    assert left.count(BAR.encode()) >= 3
    assert b"will cross on Sunday" in left


def test_the_original_stays_and_so_does_its_chain(room: Room):
    message = told(room, f"{NAME} will cross.")
    before = room.lead.ledger.head(CHANNEL)
    layered(room)
    assert room.lead.ledger.head(CHANNEL) == before
    found = next(m for m in channel_whole(room.coast, "coast").messages if m.message == message)
    assert found.passages[0].words == f"{NAME} will cross."
    assert room.lead.ledger.verify().whole


def test_who_looks_at_it_here_sees_both(room: Room):
    told(room, f"{NAME} will cross.")
    seen = copy_of(room.coast, CHANNEL, layered(room), "en")
    text = next(t for e in seen.entries for t in e.texts if BAR in t.words)
    assert (text.words, text.original) == (f"{BAR} will cross.", f"{NAME} will cross.")


def test_numbers_and_hashes_are_those_of_the_log(room: Room):
    told(room, f"{NAME} will cross.", "A second passage.")
    seen = json.loads(handed(room, layered(room), "json"))
    entries = {e.seq: e.hash for e in room.lead.ledger.entries(CHANNEL)}
    assert {e["seq"]: e["hash"] for e in seen["entries"]} == entries
    assert (seen["length"], seen["head"]) == (max(entries), entries[max(entries)])
    assert [
        t["number"] for e in seen["entries"] if len(e["texts"]) == 2 for t in e["texts"] if "passage" in t["words"]
    ] == [2]


@pytest.mark.parametrize("words", ["Ali", "Ali and the whole council of the coast with all its members"])
def test_a_bar_betrays_no_length(room: Room, words: str):
    told(room, f"Speak to {words} first.")
    layer = begin_layer(room.coast, CHANNEL, "x")
    black_out(room.coast, CHANNEL, layer, words, "a name")
    seen = copy_of(room.coast, CHANNEL, layer, "en")
    assert [t.words for e in seen.entries for t in e.texts if BAR in t.words] == [f"Speak to {BAR} first."]


def test_names_that_stand_side_by_side_are_one_bar(room: Room):
    told(room, "With Ali, Omar and Sara.")
    layer = begin_layer(room.coast, CHANNEL, "x")
    for name in ("Ali", "Omar"):
        black_out(room.coast, CHANNEL, layer, name, "a name")
    seen = copy_of(room.coast, CHANNEL, layer, "en")
    assert f"With {BAR} and Sara." in [t.words for e in seen.entries for t in e.texts]


def test_letters_that_hands_write_for_one_another_are_blacked_out_alike(room: Room):
    say(room.coast_door, "coast", [("قال أحمد إنهم موافقون، وأكد احمد ذلك.", "theirs")], "ar")
    layer = begin_layer(room.coast, CHANNEL, "x")
    assert black_out(room.coast, CHANNEL, layer, "احمد", "اسم") == 2
    assert "حمد" not in handed(room, layer).decode()


def test_one_text_alone_can_be_chosen(room: Room):
    told(room, "Five days.", "Five days, they said.")
    seq = room.lead.ledger.head(CHANNEL).seq
    layer = begin_layer(room.coast, CHANNEL, "x")
    assert black_out(room.coast, CHANNEL, layer, "five days", "a figure", at=(seq, "passages.1.words")) == 1
    words = [t.words for e in copy_of(room.coast, CHANNEL, layer, "en").entries for t in e.texts]
    assert {"Five days.", f"{BAR}, they said."} <= set(words)


def test_a_bar_that_is_taken_off_shows_the_words_again(room: Room):
    told(room, f"{NAME} will cross.")
    layer = layered(room)
    with room.coast.hold():
        [bar] = layers(room.coast, CHANNEL)[0].bars.values()
    assert (bar.by, bar.why, bar.places) == ("officer", "a name", 1)
    lift(room.coast, CHANNEL, layer, bar.redaction)
    assert NAME.encode() in handed(room, layer)
    with pytest.raises(RedactionWrong):
        lift(room.coast, CHANNEL, layer, bar.redaction)


def test_the_layer_stands_where_no_side_reads_it_and_leaves_with_no_copy(room: Room):
    hear(room.coast, "coast", [(f"By voice: {NAME}.", "none")], "en")
    before, seen = room.coast_door.ledger.heads(), channel_whole(room.coast_door, "coast")
    layer = begin_layer(room.coast, "line/coast", "for the minister")
    black_out(room.coast, "line/coast", layer, NAME, "he asked not to be named")
    assert (room.coast_door.ledger.heads(), channel_whole(room.coast_door, "coast")) == (before, seen)
    left = handed(room, layer, "json", "line/coast").decode()
    assert "for the minister" not in left
    assert "he asked not to be named" not in left
    assert copy_of(room.lead, "line/coast", layer, "en").left_out == 2


def test_no_name_of_ours_stands_in_a_copy(room: Room):
    hear(room.coast, "coast", [("Words.", "none")], "en")
    left = handed(room, None, "json", "line/coast")
    assert b'"officer"' not in left
    assert b'"team"' in left


@pytest.mark.parametrize("form", ["page", "json"])
def test_each_copy_bears_its_mark_its_recipient_and_its_day_and_is_recorded(room: Room, form: Any):
    told(room, "Words.")
    to = for_whom(room.lead, "The <b>office</b>", "to read", 7)
    seen = copy_of(room.lead, CHANNEL, None, "en")
    left, mark = hand_out(room.lead, CHANNEL, None, form, "en", to, signed=seen.signed)
    entries = len(seen.entries)
    assert left.count(mark.encode()) == (entries + 4 if form == "page" else 1), (
        "title, head, foot, table, and each entry"
    )
    assert b"<b>office" not in left or form == "json"
    [line] = exports(room.lead)
    assert (line.mark, line.form, line.recipient, line.log, line.destroy_by) == (
        mark,
        form,
        to.recipient,
        CHANNEL,
        to.destroy_by,
    )
    fact = room.lead.ledger.entry("access", room.lead.ledger.head("access").seq).data
    assert fact["digest"] == hashlib.sha256(left).hexdigest()


def test_two_recipients_are_never_given_the_same_bytes(room: Room):
    told(room, "Words.")
    seen = copy_of(room.lead, CHANNEL, None, "en")
    given = {
        hand_out(room.lead, CHANNEL, None, "page", "en", for_whom(room.lead, to, "x", 7), signed=seen.signed)[0]
        for to in ("One", "Two")
    }
    assert len(given) == 2


def test_the_same_request_again_gives_the_same_bytes_also_after_more_was_written(room: Room):
    told(room, f"{NAME} will cross.")
    layer, to = layered(room), for_whom(room.lead, "The office", "to read", 7)
    seen = copy_of(room.lead, CHANNEL, layer, "en")
    first = hand_out(room.lead, CHANNEL, layer, "page", "en", to, signed=seen.signed, act_id="form")
    room.now.on(minutes=1)
    told(room, "More words.")
    with room.coast.hold():
        [bar] = layers(room.coast, CHANNEL)[0].bars
    lift(room.coast, CHANNEL, layer, bar)
    assert hand_out(room.lead, CHANNEL, layer, "page", "en", to, signed=seen.signed, act_id="form") == first
    assert len(exports(room.lead)) == 1


def test_what_came_or_was_taken_off_since_it_was_looked_at_does_not_leave(room: Room):
    told(room, f"{NAME} will cross.")
    layer, to = layered(room), for_whom(room.lead, "The office", "to read", 7)
    seen = copy_of(room.lead, CHANNEL, layer, "en")
    told(room, f"And {NAME} again.")
    with pytest.raises(ExportWrong):
        hand_out(room.lead, CHANNEL, layer, "page", "en", to, signed=seen.signed)
    assert exports(room.lead) == ()


def test_who_does_not_hold_the_log_sees_no_copy_and_no_layer_and_hands_out_none(room: Room):
    told(room, f"{NAME} will cross.")
    layer = layered(room)
    to = for_whom(room.lead, "x", "x", 7)
    seen = copy_of(room.lead, CHANNEL, layer, "en")
    for desk in (
        room.hills,
        room.hills_door,
        room.coast_door,
        Desk.open(room.lead.home, room.lead.case, "analyst", now=room.now),
    ):
        for act in (
            lambda d: copy_of(d, CHANNEL, layer, "en"), lambda d: begin_layer(d, CHANNEL, "x"),
            lambda d: black_out(d, CHANNEL, layer, "x", "x"), lambda d: layers(d, CHANNEL),
        ):  # fmt: skip
            with pytest.raises(LogNotYours):
                act(desk)
        with pytest.raises(WasataError):
            hand_out(desk, CHANNEL, layer, "page", "en", to, signed=seen.signed)
        assert CHANNEL not in copied_logs(desk)
    with pytest.raises(NotAllowed):
        hand_out(room.coast, CHANNEL, layer, "page", "en", to, signed=seen.signed)
    assert copied_logs(room.coast) == (CHANNEL, "line/coast")


@pytest.mark.parametrize(
    ("words", "why", "code"),
    [("nobody said this", "x", "nowhere"), ("", "x", "nowhere"), ("…", "x", "nowhere"), (NAME, "", "reason"), (NAME, "x" * 501,
    "reason")],
)  # fmt: skip
def test_what_cannot_be_blacked_out_is_refused_by_its_reason(room: Room, words: str, why: str, code: str):
    told(room, f"{NAME} will cross.")
    layer = begin_layer(room.coast, CHANNEL, "x")
    with pytest.raises(RedactionWrong) as refused:
        black_out(room.coast, CHANNEL, layer, words, why)
    assert str(refused.value.values["why"]) == f"redaction.why.{code}"


def test_of_press_bureau_and_table_no_readable_copy_is_made_here(room: Room):
    for log in ("press", "bureau", "table", "access"):
        with pytest.raises(ExportWrong):
            copy_of(room.lead, log, None, "en")
        with pytest.raises(RedactionWrong):
            begin_layer(room.lead, log, "x")


TEXT = st.lists(
    st.sampled_from(["one", "two", "three", "عشرة", "five", "،", ".", "أحمد", "احمد"]), min_size=1, max_size=12
).map(" ".join)


@given(TEXT, st.sampled_from(["one", "two three", "احمد", "five"]))
def test_under_bars_no_blacked_word_is_left_and_all_others_are(text: str, words: str):
    found = places(text, words)
    left = barred(text, found)
    assert not places(left, words)
    assert left.count(BAR) <= len(found)
    assert [w for w in left.split() if BAR not in w and w not in "،."] == [
        w for n, w in enumerate(text.split()) if w not in "،." and not _inside(text, n, found)
    ]


def _inside(text: str, n: int, spans: list[tuple[int, int]]) -> bool:
    start = len(" ".join(text.split()[:n])) + (1 if n else 0)
    return any(a <= start < b for a, b in spans)
