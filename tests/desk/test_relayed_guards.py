"""What stands of relays, folded from what was written; and when a letter no longer keeps to its clearance."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk.relays import SECRET, Room, approved, drafted, sentence, signed, signs, why

from wasata.desk.access import Desk, grant_log
from wasata.desk.contact import keep_piece, record_contact, write_readout
from wasata.desk.delivery import deliver, deliver_due
from wasata.desk.enclosure import Enclosed
from wasata.desk.handed_in import HandedIn
from wasata.desk.letter import send
from wasata.desk.line import open_line
from wasata.desk.message import hear, say, take_down, talk_of
from wasata.desk.relay import approve, draft, force, lend, send_back, take_back, to_approve
from wasata.desk.relay_life import relay_whole
from wasata.desk.relayed import SIGNED, Draft, drafts_in, drafts_of, ref_text
from wasata.errors import FileRefused, KindUnknown, RelayRefused
from wasata.record.kinds.relay import PassageRef, RelayPiece

FIRST = PassageRef(log="channel", message="m-1", passage=2)
OTHER = PassageRef(log="line", message="m-1", passage=2)


def piece(name: str = "enclosure-1.txt", rests_on: PassageRef = FIRST) -> RelayPiece:
    return RelayPiece(
        piece="a" * 64, name=name, media_type="text/plain", size=3, digest="b" * 64, of="c" * 64, rests_on=rests_on
    )


def test_a_passage_is_named_by_its_log_its_message_and_its_number():
    assert ref_text(FIRST) == "channel.m-1.2"
    assert ref_text(OTHER) == "line.m-1.2"


def test_whoever_signs_signs_each_file_by_its_name_and_by_what_lets_it_pass(room: Room):
    one = Draft(
        "rl-1", 1, "hills", "en", (sentence("Five days.", "ours", FIRST),), None, (piece(),), "officer", room.now.at
    )
    others = (
        replace(one, pieces=(piece("enclosure-2.txt"),)), replace(one, pieces=(piece(rests_on=OTHER),)),
        replace(one, pieces=()), replace(one, sentences=(sentence("Five days.", "ours", OTHER),)),
        replace(one, answers="m-2"), replace(one, to="lake"), replace(one, lang="ar"),
    )  # fmt: skip
    assert len({d.digest for d in (one, *others)}) == 8
    assert replace(one, draft=2, author="another").digest == one.digest, "the letter alone is signed"


@pytest.mark.parametrize("view", [drafts_in("line/coast"), SIGNED])
def test_what_a_newer_room_wrote_of_relays_is_not_passed_over_in_silence(view: Any):
    newer: Any = SimpleNamespace(kind="relay.forgotten", version=2, data={})
    with pytest.raises(KindUnknown):
        view.step(view.start(), newer)
    other: Any = SimpleNamespace(kind="contact.recorded", version=2, data={})
    assert view.step(view.start(), other) == view.start()


# drafts


def test_only_the_draft_that_was_read_is_sent_back(room: Room):
    relay = drafted(room)
    told = [sentence("They would take five days.", "paraphrase", room.said())]
    draft(room.coast, "coast", "hills", "en", told, relay=relay)
    send_back(room.lead, relay, "softer", line="coast")
    with room.coast.hold():
        drafts = drafts_of(room.coast, "coast", relay)
    assert [d.sent_back and d.sent_back.reason for d in drafts] == [None, "softer"]
    assert [d.draft for d in drafts] == [1, 2]


def test_what_one_who_holds_the_line_sent_back_stays_so_however_it_was_lent(room: Room):
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    send_back(room.lead, relay, "softer", line="coast")
    with room.coast.hold():
        (there,) = drafts_of(room.coast, "coast", relay)
    assert there.sent_back is not None
    assert (there.sent_back.by, there.sent_back.reason) == ("lead", "softer")


# what was signed


def test_a_signature_is_folded_with_both_lines_and_the_letter(room: Room):
    relay = drafted(room)
    digest = signs(room.lead, relay, "coast")
    letter = approved(room, relay)
    told = signed(room, relay)
    assert (told.relay, told.draft, told.digest) == (relay, 1, digest)
    assert (told.drafted_by, told.approved_by) == ("officer", "lead")
    assert (told.forced, told.reason, told.countersign_by, told.countersigned) == (False, None, None, None)
    assert (told.from_line, told.to_line, told.message) == ("coast", "hills", letter)
    assert (told.taken_back, told.became, told.is_open) == (None, (), True)
    take_back(room.coast, relay)
    told = signed(room, relay)
    assert told.taken_back is not None
    assert (told.taken_back.by, told.taken_back.why, told.is_open) == ("officer", "author", False)


def test_a_line_kept_to_a_few_is_named_to_nobody_else_by_what_goes_to_it_or_comes_from_it(room: Room):
    open_line(
        room.lead, "back", party="israel", of="party", langs=("ar", "en"), media=("call",), officers=(), listed=False,
        names={"ar": "خلفية", "en": "Back"},
    )  # fmt: skip
    there = draft(room.coast, "coast", "hills", "en", [sentence("Thank you.", "ours")])
    approved(room, there)
    here = draft(room.lead, "coast", "back", "en", [sentence("Thank you.", "ours")])
    force(room.lead, "coast", here, signs(room.lead, here, "coast"), "the hour ends", recipient="Back")
    back = draft(room.lead, "back", "hills", "en", [sentence("Thank you.", "ours")])
    force(room.lead, "back", back, signs(room.lead, back, "back"), "the hour ends", recipient="Hill Government")
    told = {relay: (signed(room, relay).from_line, signed(room, relay).to_line) for relay in (there, here, back)}
    assert told == {there: ("coast", "hills"), here: ("coast", None), back: (None, "hills")}
    bureau = " ".join(str(e.data) for e in room.lead.ledger.entries("bureau"))
    assert "'back'" not in bureau


# the clearance


def gone(room: Room, *refs: PassageRef) -> None:
    for ref in refs:
        with pytest.raises(RelayRefused) as refused:
            draft(room.coast, "coast", "hills", "en", [sentence("We thank you.", "ours", ref)])
        assert why(refused) == "gone", ref


def test_a_letter_rests_on_nothing_but_what_they_said(room: Room):
    ref = room.said()
    relay = draft(room.hills, "hills", "coast", "en", [sentence("We thank you.", "ours")])
    lend(room.hills, "hills", relay, "officer")
    ours = approve(room.coast, relay, signs(room.coast, relay), recipient="Coast Council")
    room.now.on(minutes=5)
    assert deliver_due(room.coast, "coast", {"hills": room.hills}) == (ours,)
    gone(
        room, PassageRef(log="channel", message=ours, passage=1), PassageRef(log="channel", message="m-no", passage=1),
        PassageRef(log="line", message=ref.message, passage=1), PassageRef(log="channel", message=ref.message, passage=3),
    )  # fmt: skip


def test_what_was_withdrawn_by_being_read_back_is_shown_as_gone_without_its_words(room: Room):
    heard = hear(room.coast, "coast", [("Perhaps six days.", "ours")], "en", person="one")
    rests = PassageRef(log="line", message=heard, passage=1)
    relay = draft(room.coast, "coast", "hills", "en", [sentence("Six days may be possible.", "ours", rests)])
    (basis,) = relay_whole(room.coast, relay, "en").basis
    assert (basis.words, basis.lang, basis.clearance) == ("Perhaps six days.", "en", "ours")
    take_down(room.coast, "coast", [("Perhaps six days.", "none")], "en", way="read_back", told_before=heard)
    (basis,) = relay_whole(room.coast, relay, "en").basis
    assert (basis.words, basis.lang, basis.clearance) == ("", "", None)


# words of others


def test_a_letter_repeats_no_passage_of_any_line_its_author_holds_and_says_which_words(room: Room):
    told = "They will not hear of any road before the spring comes."
    open_line(room.lead, "lake", party="qatar", of="mediator", names={"ar": "بحيرة", "en": "Lake"},
              langs=("en",), media=("call",), officers=())  # fmt: skip
    take_down(room.lead, "lake", [(told, "none")], "en", way="letter")
    ref = room.said()
    with pytest.raises(RelayRefused) as refused:
        draft(
            room.lead, "coast", "hills", "en",
            [sentence("Five days?", "test", ref), sentence("We will not hear of any road before the spring.", "ours")],
        )  # fmt: skip
    assert (why(refused), refused.value.values["sentence"]) == ("overheard", 2)
    assert refused.value.values["words"] == "will not hear of any road"
    # what they said themselves there is said to them as often as one likes
    say(room.hills_door, "hills", [("We shall open the northern road again on Sunday.", "none")], "en")
    draft(room.lead, "coast", "hills", "en", [sentence("You open the northern road again on Sunday.", "ours")])


def test_of_what_it_rests_on_a_letter_may_use_that_passage_and_not_its_neighbour(room: Room):
    words = "We accept five days and not one hour more than that."
    ref = room.said(words)
    draft(room.coast, "coast", "hills", "en", [sentence(words, "quote", ref)])
    beside = PassageRef(log="channel", message=ref.message, passage=2)
    assert beside != ref
    with pytest.raises(RelayRefused) as refused:
        draft(room.coast, "coast", "hills", "en", [sentence(words, "quote", ref), sentence(SECRET, "ours")])
    assert why(refused) == "overheard"
    # another message with the same words, that it does not rest on
    say(room.coast_door, "coast", [("Nobody may know of the road across the marshes.", "none")], "en")
    with pytest.raises(RelayRefused):
        draft(
            room.coast, "coast", "hills", "en",
            [sentence("They know of the road across the marshes.", "paraphrase", ref)],
        )  # fmt: skip


def test_who_only_reads_the_channel_of_another_line_repeats_nothing_of_it(room: Room):
    say(room.hills_door, "hills", [("We shall open the northern road again on Sunday.", "none")], "en")
    ref = room.said()
    open_line(room.lead, "lake", party="qatar", of="mediator", names={"ar": "بحيرة", "en": "Lake"},
              langs=("en",), media=("call",), officers=())  # fmt: skip
    grant_log(room.lead, "officer", "channel/hills", may_write=False)
    coast = Desk.open(room.lead.home, room.lead.case, "officer", now=room.now)
    words = [sentence("They open the northern road again on Sunday.", "paraphrase", ref)]
    with pytest.raises(RelayRefused) as refused:
        draft(coast, "coast", "lake", "en", words)
    assert why(refused) == "overheard"


def test_a_file_rests_on_a_passage_of_its_own_which_is_lent_with_it(room: Room):
    ref, kept = room.said("The map may be shown."), room.said("The map.", "ours")
    contact = record_contact(room.coast, "coast", medium="letter", way="in", began_at=room.now(), answered=True)
    filed = keep_piece(room.coast, "coast", contact, "map.txt", "text/plain", b"The road is drawn in red.\n")
    told = [sentence("We thank you.", "ours")]
    with pytest.raises(FileRefused):
        draft(room.coast, "coast", "hills", "en", told, files=[Enclosed(contact, filed, kept)])
    relay = draft(room.coast, "coast", "hills", "en", told, files=[Enclosed(contact, filed, ref)])
    lend(room.coast, "coast", relay, "officer-2")
    with room.hills.hold():
        lent = to_approve(room.hills, relay).rests_on
    assert {r: u.words for r, u in lent.items()} == {ref: "The map may be shown."}
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")


def test_a_file_they_handed_in_is_lent_as_a_file_of_its_kind_and_a_passage_as_words(room: Room):
    map_of_theirs = HandedIn("map.txt", b"The road is drawn in red.\n", "theirs")
    told = say(room.coast_door, "coast", [("We accept five days.", "theirs")], "ar", files=[map_of_theirs])
    words, file = (PassageRef(log="channel", message=told, passage=n) for n in (1, 2))
    with room.coast.hold():
        (there,) = talk_of(room.coast, "coast", "channel").messages[told].files
    relay = draft(
        room.coast, "coast", "hills", "en", [sentence("They would take five days.", "paraphrase", words)],
        files=[Enclosed("", there.piece, file)],
    )  # fmt: skip
    lend(room.coast, "coast", relay, "officer-2")
    with room.hills.hold():
        lent = to_approve(room.hills, relay).rests_on
    assert {ref: (u.words, u.clearance, u.lang, u.media_type) for ref, u in lent.items()} == {
        words: ("We accept five days.", "theirs", "ar", ""), file: ("", "theirs", "ar", "text/plain; charset=utf-8"),
    }  # fmt: skip
    with room.coast.hold():
        assert to_approve(room.coast, relay, "coast").rests_on == lent
    (written,) = [e.data for e in room.hills.ledger.entries(f"relay/{relay}") if e.kind == "relay.lent"]
    assert [p.get("media_type") for p in written["passages"]] == [None, "text/plain; charset=utf-8"]


def test_what_we_wrote_to_one_line_ourselves_we_may_write_to_another(room: Room):
    words = "We hope to speak of the northern road again on Sunday."
    room.now.on(minutes=5)
    letter = send(room.coast, "coast", [words], "en", recipient="Coast Council")
    room.now.on(minutes=5)
    deliver(room.coast, "coast", letter)
    draft(room.lead, "coast", "hills", "en", [sentence(words, "ours")])


def test_what_we_wrote_of_a_line_does_not_pass_until_it_stands_where_the_letter_goes(room: Room):
    fear = "They fear that the northern road will be closed before spring."
    contact = record_contact(room.lead, "coast", medium="call", way="in", began_at=room.now(), answered=True)
    write_readout(room.lead, "coast", contact, "ours", fear, "en")
    told = [sentence("Good morning.", "ours"), sentence(fear, "ours")]
    for desk in (room.coast, room.lead):
        with pytest.raises(RelayRefused) as refused:
            draft(desk, "coast", "hills", "en", told)
        assert (why(refused), refused.value.values["sentence"]) == ("overheard", 2)
    say(room.hills_door, "hills", [("You know it: " + fear, "none")], "en")
    draft(room.lead, "coast", "hills", "en", told)
    with pytest.raises(RelayRefused):  # he does not hold that channel, and cannot know
        draft(room.coast, "coast", "hills", "en", told)


def test_a_reason_may_use_the_words_of_the_line_to_whose_officers_it_goes(room: Room):
    relay = drafted(room)
    send_back(room.lead, relay, f"Do not come near this: {SECRET}", line="coast")
    assert relay_whole(room.coast, relay, "en").line.state == "sent_back"
