"""Acts through the interface: a person who is signed in, under the guards of the pages, and never a key."""

import json
import re
from base64 import b64encode
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.test_handed_in import png
from tests.room.conftest import TALKS
from tests.room.test_access import TABLE
from tests.room.test_access_in_talks import TALKS_TABLE

from wasata.desk.access import ACTS
from wasata.desk.case import open_case
from wasata.desk.for_table import waiting
from wasata.desk.key import make_key
from wasata.room.api.acting import DOORS, OnLine
from wasata.room.api.every import api
from wasata.room.forms.line import KEEPING
from wasata.room.models import Person

pytestmark = pytest.mark.django_db

NO_DOOR = {
    "deliver_message": "a letter leaves by itself when its hour has come",
    "ask_definition": "a definition leaves by itself when its hour has come", "deliver_definition": "the same",
    "deliver_agreement": "the same",
    "deliver_offer": "it leaves by itself when its hour has come", "close_offer": "at the hour that was fixed",
    "reveal_agreement": "the same",
    "follow_relay": "the room notes by itself what became of a relay",
    "read_line": "a question", "read_relays": "a question",
    "admit_reader": "who may enter is set up on the lead's page",
    "give_sign_in": "a password is shown once, to a person, on that page", "take_sign_in": "on that page",
    "report_lost_factor": "after two people were spoken with, on its page", "confirm_lost_factor": "the same",
    "stop_lost_factor": "the same",
    "export_log": "a file for a person, on its page",
    "end_export": "noted on the page of what left",
    "make_key": "a key is shown once, to a person, on its page", "revoke_key": "where keys are made",
    "revoke_any_key": "where keys are made", "note_heads": "the room does it by itself",
    "record_truce": "no page has it yet",
    "keep_case": "keys are for persons, on their pages", "renew_recovery": "where keys are",
    "confirm_person_key": "where keys are",
    "hand_keys": "where keys are", "turn_key": "where keys are", "recover": "where keys are", "write_part": "where keys are",
    "read_precedents": "a question", "draft_precedent": "for every case of the home, on its page",
    "send_back_precedent": "the same", "approve_precedent": "the same", "make_precedent": "the same",
    "make_copies_key": "where keys are", "write_copies_part": "where keys are",
    "lend_to_auditor": "a letter for a person, at the terminal", "export_case": "a folder for a person, at the terminal",
    "begin_travel": "files for a person, on their page", "end_travel": "the same", "pack_travel": "the same",
    "note_pack": "the same", "take_in_travel": "the same", "judge_travel": "the same",
    "plan_closing": "looked at by two people, on its page", "approve_closing": "the same", "stop_closing": "the same",
    "announce_closing": "told with the approval", "place_hold": "on the same page", "lift_hold": "the same",
    "ask_reopening": "the same", "reopen_case": "the same",
    "hand_out_copy": "a file for a person, on its page, after he has looked at it",
    "ask_leaks": "a question", "black_out": "words under a person's eyes, on the page of the copy",
    "black_out_in_cell": "the same",
}  # fmt: skip
"""Acts of the talks that are not done through the interface, each with the reason."""
OF_THE_PRESS = {
    "take_in_report", "read_again", "link_reports", "put_away", "call_back", "confirm_mark",
    "correct_mark", "add_mark", "strike_mark", "lift_hand", "split_thread", "join_thread", "settle_contradiction", "set_roster",
    "read_archive", "keep_in_archive", "call_from_archive", "set_scope", "read_intake", "set_feed", "ask_feed", "fetch_page",
    "stop_outgoing", "allow_outgoing",
}  # fmt: skip


def send(client: Client, path: str, act: str = "first", *, lang: str = "en", **told: Any) -> Any:
    """An act sent as a program would send it."""
    address = f"/api/cases/{TALKS}/{path}?lang={lang}"
    return client.post(address, data=json.dumps({"act": act, **told}), content_type="application/json")


def heads(home: Any) -> dict[str, int]:
    """How long each log is."""
    ledger = home.ledger(TALKS, home.logs(TALKS))
    return {log: head.seq for log, head in ledger.heads(home.logs(TALKS)).items()}


def test_every_act_of_the_talks_has_a_door_or_is_listed_with_the_reason():
    done = {act for door in DOORS.values() for act in door.acts}
    assert done <= set(ACTS), "a door does acts of the table"
    assert set(ACTS) - OF_THE_PRESS - done == set(NO_DOOR)


def test_whatever_is_kept_of_a_line_by_a_form_is_kept_by_an_act_too():
    named = {"left": "person_left", "close": "deadline_close"}
    assert {f"line_{named.get(what, what)}" for what in KEEPING} <= set(DOORS)


def test_every_act_on_a_line_says_in_what_is_sent_which_line_is_meant():
    for door in DOORS.values():
        assert issubclass(door.body, OnLine) == ("{line}" in door.path), door.name


def test_every_field_of_what_is_sent_is_explained_in_both_languages(home):
    told = api.get_openapi_schema()["components"]["schemas"]
    for door in DOORS.values():
        for name, field in told[door.body.__name__]["properties"].items():
            if "$ref" in field or "items" in field or "anyOf" in field:
                field = {
                    "description": json.dumps(field.get("description") or "\nلها وصفها", ensure_ascii=False)
                } | field
            meant = field.get("description", "")
            assert re.search("[a-zA-Z]", meant + name), f"{door.name}.{name}"
            assert re.search("[\u0621-\u064a]", meant), f"{door.name}.{name}"


ACTS_THERE = sorted(
    (name, row) for name, row in (TABLE | TALKS_TABLE).items() if name.startswith("api:") and row[1] == "post"
)


def address(name: str, kwargs: dict[str, object]) -> str:
    return reverse(name, kwargs={"case": TALKS} | {k: v for k, v in kwargs.items() if k != "case"})


def test_every_act_stands_in_the_tables_of_addresses():
    assert {name.removeprefix("api:") for name, _ in ACTS_THERE} == set(DOORS)


def test_no_act_is_done_with_a_key_not_even_beside_a_sign_in(home, talks, desk_in_talks, enter):
    made = make_key(desk_in_talks("lead"), "mine", ["bureau", "table", "line/coast", "channel/coast"], 30)
    lead, before = enter("lead"), None
    for name, (kwargs, _, _) in ACTS_THERE:
        for client, key in ((Client(), made.shown), (lead, made.shown), (lead, "wasata-000000000000-" + "0" * 64)):
            answer = client.post(
                address(name, kwargs), data="{}", content_type="application/json",
                headers={"Authorization": f"Bearer {key}"},
            )  # fmt: skip
            assert (answer.status_code, answer.json()["code"]) == (403, "acting.key"), name
            assert answer.json()["next"]
        before = before or heads(home)
    assert heads(home) == before


def test_no_act_is_done_without_the_token_of_the_sign_in(home, talks, enter):
    enter("lead")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(username="lead"))
    before = heads(home)
    for name, (kwargs, _, _) in ACTS_THERE:
        answer = strict.post(address(name, kwargs), data="{}", content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "acting.token"), name
    assert heads(home) == before
    strict.get("/en/account/password/")
    token = strict.cookies["wasata_form"].value
    told = json.dumps({"act": "a", "words": "The delegations have arrived."})
    answer = strict.post(
        f"/api/cases/{TALKS}/notes", data=told, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200, answer.content
    assert heads(home)["bureau"] == before["bureau"] + 1


def test_whoever_is_not_signed_in_is_told_so(home, talks, db):
    answer = send(Client(), "lines/coast/letters")
    assert (answer.status_code, answer.json()["code"]) == (401, "acting.nobody")


# ---- the mistaken officer


LETTER = {"passages": ["We have received your letter."], "recipient": "Coast Council", "line": "coast"}


def test_a_letter_is_sent_once_however_often_it_comes_and_waits(home, talks, enter):
    officer = enter("coast-officer")
    first = send(officer, "lines/coast/letters", **LETTER)
    assert first.status_code == 200, first.content
    again = send(officer, "lines/coast/letters", **LETTER)
    assert again.json() == first.json()
    waiting = officer.get(f"/api/cases/{TALKS}/lines/coast/letters").json()
    assert [(w["held"]["message"], w["state"]) for w in waiting] == [(first.json()["made"], "waits")]


@pytest.mark.parametrize(
    "other", [{"passages": ["Another letter."]}, {"hold": 30}, {"written_in": "ar"}], ids=["words", "hold", "language"]
)
def test_another_content_under_the_same_name_is_refused(home, talks, enter, other):
    officer = enter("coast-officer")
    assert send(officer, "lines/coast/letters", **LETTER).status_code == 200
    before = heads(home)
    answer = send(officer, "lines/coast/letters", **LETTER | other)
    assert (answer.status_code, answer.json()["code"]) == (409, "record.act_reused")
    assert "“first”" in answer.json()["what"]
    assert "new name in act" in answer.json()["next"], "a program opens no page"
    assert heads(home) == before
    arabic = send(officer, "lines/coast/letters", lang="ar", **LETTER | other).json()
    assert "first" in arabic["what"]
    assert "باسم جديد" in arabic["next"]


def test_a_picture_that_is_sent_again_is_kept_once(home, talks, enter):
    officer, folder = enter("coast-officer"), home.path
    picture, other = png(), png(colour=9)

    def kept() -> int:
        return sum(1 for f in folder.rglob("*") if f.is_file() and f.parent.parent.name == "pieces")

    first = send(officer, "maps", content=b64encode(picture).decode())
    assert first.status_code == 200, first.content
    before, pieces = heads(home), kept()
    assert pieces == 1
    again = send(officer, "maps", content=b64encode(picture).decode())
    assert (again.status_code, again.json()) == (200, first.json())
    refused = send(officer, "maps", content=b64encode(other).decode())
    assert (refused.status_code, refused.json()["code"]) == (409, "record.act_reused")
    assert send(officer, "notes", words="Another act under that name.").status_code == 409
    assert (heads(home), kept()) == (before, pieces), "nothing was kept twice"
    told = {
        "names": {"ar": "الشمال", "en": "North"}, "words": {"ar": "ما وراء النهر.", "en": "Beyond the river."},
        "map": first.json()["made"],
    }  # fmt: skip
    assert send(officer, "definitions", act="write", **told).status_code == 200
    assert kept() == pieces


def test_a_name_stands_for_one_act_on_whichever_line(home, talks, enter):
    lead = enter("lead")
    told = {"state": "open"}
    assert send(lead, "lines/coast/state", line="coast", **told).status_code == 200
    before = heads(home)
    assert send(lead, "lines/hills/state", line="hills", **told).status_code == 409
    assert heads(home) == before
    assert send(lead, "lines/hills/state", act="second", line="hills", **told).status_code == 200


def test_words_for_one_line_are_not_taken_at_the_address_of_another(home, talks, enter):
    lead, before = enter("lead"), heads(home)
    answer = send(lead, "lines/hills/state", line="coast", state="open")
    assert (answer.status_code, answer.json()["code"]) == (400, "acting.another_line")
    assert "coast" in answer.json()["what"]
    assert "hills" in answer.json()["what"]
    assert heads(home) == before


def test_a_letter_to_another_name_is_refused_by_name(home, talks, enter):
    officer, before = enter("coast-officer"), heads(home)
    answer = send(officer, "lines/coast/letters", **LETTER | {"recipient": "Hill Government"})
    assert answer.status_code == 400
    assert "Hill Government" in answer.json()["what"]
    assert heads(home) == before


def test_a_letter_waits_for_one_of_the_times_that_are_offered(home, talks, enter):
    officer = enter("coast-officer")
    told = [
        send(officer, "lines/coast/letters", act=f"{n}", **LETTER | {"hold": n}).status_code for n in (0, 3, 61, 10)
    ]
    assert told == [422, 400, 422, 200]


def test_who_holds_two_lines_sends_only_by_relay_here_too(home, talks, enter):
    assert send(enter("lead"), "lines/coast/letters", **LETTER).status_code == 400


def test_a_letter_that_waits_is_taken_back_by_its_author(home, talks, enter):
    officer = enter("coast-officer")
    made = send(officer, "lines/coast/letters", **LETTER).json()["made"]
    back = f"lines/coast/letters/{made}/take-back"
    assert send(enter("lead"), back, act="no", line="coast").status_code == 400
    assert send(officer, back, act="back", line="coast", why="Too early.").status_code == 200
    assert officer.get(f"/api/cases/{TALKS}/lines/coast/letters").json()[0]["state"] == "taken_back"


# ---- refusals


def test_a_misspelt_field_and_a_missing_one_are_named(home, talks, enter):
    told = {k: v for k, v in LETTER.items() if k != "recipient"} | {"recipent": "Coast Council"}
    answer = send(enter("coast-officer"), "lines/coast/letters", **told)
    assert (answer.status_code, answer.json()["code"]) == (422, "acting.misunderstood")
    assert {"recipient", "recipent"} <= set(re.findall(r"\w+", answer.json()["what"]))


@pytest.mark.parametrize("sent", ['{"act": "a", "act": "b"}', "{", "[]x", '"\\ud800'])
def test_what_is_no_json_or_names_a_field_twice_is_refused(home, talks, enter, sent):
    answer = enter("lead").post(f"/api/cases/{TALKS}/notes", data=sent, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (415, "acting.not_json")


def test_more_than_the_room_takes_is_refused_in_the_form_of_a_refusal(home, talks, enter):
    answer = send(enter("lead"), "notes", words="x" * (8 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "room.too_long")
    assert answer.json()["next"]


def test_refusals_are_told_in_the_language_of_the_reader(home, talks, enter):
    officer = enter("coast-officer")
    Person.objects.filter(username="coast-officer").update(lang="ar")
    told = LETTER | {"recipient": "Hill Government"}
    own = officer.post(
        f"/api/cases/{TALKS}/lines/coast/letters",
        data=json.dumps({"act": "a", **told}),
        content_type="application/json",
    ).json()
    asked = send(officer, "lines/coast/letters", **told).json()
    assert re.search("[\u0621-\u064a]", own["what"])
    assert not re.search("[\u0621-\u064a]", asked["what"])
    assert own["code"] == asked["code"]


def test_what_is_not_ones_own_and_what_is_not_there_are_told_alike(home, talks, enter):
    hills = enter("hills-officer")
    for path in ("lines/{}/letters", "lines/{}/state", "lines/{}/contacts", "lines/{}/relays"):
        held = send(hills, path.format("coast"), line="coast")
        nowhere = send(hills, path.format("nowhere"), line="nowhere")
        odd = send(hills, path.format("no.where"), line="nowhere")
        assert held.status_code == nowhere.status_code == odd.status_code == 404
        assert held.json() == nowhere.json() == odd.json()


def test_what_an_act_on_an_invented_case_is_answered_says_so(home, enter):
    open_case(
        home, "made-up", names={"ar": "محادثات مختلقة", "en": "Invented talks"}, period={"ar": "ربيع", "en": "Spring"},
        lead="lead", parties=("israel", "hamas"), mediators=("qatar",), invented=True, lot=lambda _: None,
    )  # fmt: skip
    told = json.dumps({"act": "n", "words": "The delegations have arrived."})
    answer = enter("lead").post("/api/cases/made-up/notes", data=told, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["invented"] is True


# ---- whole ways


def test_a_relay_goes_its_way_by_two_people_each_with_a_sign_in_of_his_own(home, talks, enter):
    coast, lead, hills = enter("coast-officer"), enter("lead"), enter("hills-officer")
    words = "We would accept that the crossing opens on Sunday."
    said = send(
        coast, "lines/coast/channel", act="down", line="coast", way="letter", person="envoy",
        passages=[{"words": words, "clearance": "ours"}],
    )  # fmt: skip
    assert said.status_code == 200, said.content
    letter = {
        "words": "Could the crossing be opened this week?",
        "form": "ours",
        "rests_on": [f"channel.{said.json()['made']}.1"],
    }
    drafted = {"line": "coast", "to": "hills", "written_in": "en", "sentences": [letter]}
    relay = send(coast, "lines/coast/relays", act="draft", **drafted).json()["made"]
    whole = lead.get(f"/api/cases/{TALKS}/relays/{relay}").json()
    signed = {"to": "hills", "signed": whole["digest"], "recipient": "Hill Government"}
    assert send(coast, f"relays/{relay}/approve", act="own", **signed).status_code in (400, 403, 404)
    assert send(hills, f"relays/{relay}/approve", act="his", **signed).status_code in (400, 403, 404)
    wrong = send(lead, f"relays/{relay}/approve", act="wrong", **signed | {"to": "coast"})
    assert wrong.json()["code"] == "acting.another_line"
    older = send(lead, f"relays/{relay}/approve", act="older", **signed | {"signed": "0" * 64})
    assert older.json()["code"] == "relay.wrong"
    named = send(lead, f"relays/{relay}/approve", act="named", **signed | {"recipient": "Coast Council"})
    assert named.status_code == 400
    done = send(lead, f"relays/{relay}/approve", act="yes", **signed)
    assert done.status_code == 200, done.content
    assert send(lead, f"relays/{relay}/approve", act="yes", **signed).json() == done.json()
    assert lead.get(f"/api/cases/{TALKS}/relays/{relay}").json()["line"]["state"] == "waiting"
    assert send(coast, f"relays/{relay}/take-back", act="back").status_code == 200
    assert lead.get(f"/api/cases/{TALKS}/relays/{relay}").json()["line"]["state"] == "taken_back"


def test_a_sentence_that_is_not_cleared_is_refused_with_the_reason(home, talks, enter):
    coast = enter("coast-officer")
    told = [{"words": "We would accept that the crossing opens on Sunday."}]
    said = send(coast, "lines/coast/heard", act="down", line="coast", person="envoy", passages=told).json()["made"]
    letter = {"words": "Could it be Sunday?", "form": "ours", "rests_on": [f"line.{said}.1"]}
    drafted = {"line": "coast", "to": "hills", "written_in": "en", "sentences": [letter]}
    answer = send(coast, "lines/coast/relays", act="draft", **drafted)
    assert (answer.status_code, answer.json()["code"]) == (400, "relay.refused")
    nothing = send(
        coast, "lines/coast/relays", act="other", **drafted | {"sentences": [letter | {"rests_on": ["nothing"]}]}
    )
    assert nothing.status_code == 422


def test_a_notice_stands_on_the_table_when_a_second_person_signed_what_he_read(home, talks, enter, desk_in_talks):
    coast, lead = enter("coast-officer"), enter("lead")
    words = {"ar": "تُستأنف المحادثات يوم الأحد.", "en": "The talks resume on Sunday."}
    assert send(coast, "table/notices", act="n0", words={"ar": words["en"], "en": words["ar"]}).status_code == 422
    ask = send(coast, "table/notices", act="n1", words=words).json()["made"]
    asked = lead.get(f"/api/cases/{TALKS}/table/asked").json()
    assert [a["asked"]["ask"] for a in asked] == [ask]
    sign = {"signed": asked[0]["signed"]}
    assert send(coast, f"table/asked/{ask}/approve", act="own", **sign).status_code == 400
    assert send(lead, f"table/asked/{ask}/approve", act="bad", signed="0" * 64).status_code == 400
    assert send(lead, f"table/asked/{ask}/approve", act="yes", **sign).status_code == 200
    assert [n["words"] for n in enter("hills-delegate").get(f"/api/cases/{TALKS}/notices").json()] == [words["en"]]
    assert not waiting(desk_in_talks("lead"), "en")


def test_a_commitment_is_asked_for_with_its_day_by_the_clock_of_the_case_and_withdrawn_with_a_reason(
    home, talks, enter
):
    coast, lead = enter("coast-officer"), enter("lead")
    told = {"who": "mediator", "words": {"en": "We open an office."}, "day": "2099-05-04", "hour": "07:30"}
    assert send(coast, "table/commitments", act="a", **told | {"day": None}).status_code == 422
    assert send(coast, "table/commitments", act="b", **told | {"words": {"en": "نفتح مكتبا."}}).status_code == 422
    assert send(coast, "table/commitments", act="c", **told | {"words": {}}).status_code == 400
    ask = send(coast, "table/commitments", act="d", **told).json()["made"]
    asked = lead.get(f"/api/cases/{TALKS}/table/asked/{ask}").json()
    assert asked["asked"]["wish"]["at"] == "2099-05-04T07:30:00+00:00"
    assert send(lead, f"table/asked/{ask}/approve", act="e", signed=asked["signed"]).status_code == 200
    (owed,) = enter("hills-delegate").get(f"/api/cases/{TALKS}/table").json()["commitments"]
    gone = f"table/commitments/{owed['commitment']}/strike"
    assert send(coast, gone, act="f", words={}).status_code == 400
    assert send(coast, gone, act="g", words={"en": "Nobody could agree on the place."}).status_code == 200


def test_a_delegate_writes_opens_and_clears_at_his_door_and_is_told_nothing_more(home, talks, enter):
    side = enter("coast-delegate")
    said = send(side, "channel", act="say", passages=[{"words": "We are ready to talk.", "clearance": "theirs"}])
    assert set(said.json()) == {"made"}
    message = said.json()["made"]
    cleared = send(side, f"channel/{message}/clearances", act="clear", passage=1, clearance="none")
    assert (cleared.status_code, cleared.json()) == (200, {"made": None})
    assert send(side, "channel/m-nowhere/open", act="open").status_code == 400
    told = side.get(f"/api/cases/{TALKS}/channel").json()["messages"][0]
    assert (told["message"], told["passages"][0]["clearance"]) == (message, "none")
    for path in ("lines/coast/state", "relays/rl-0/approve", "watch/take", "positions", "cell", "lines/hills/letters"):
        answer = send(side, path, act="no", line="coast")
        assert (answer.status_code, answer.json()["code"]) == (404, "room.not_here"), path


def test_a_delegate_is_answered_alike_whatever_is_done_elsewhere(home, talks, enter):
    side, lead = enter("hills-delegate"), enter("lead")

    def asked() -> list[bytes]:
        acts = (("channel/m-1/open", {}), ("channel/m-1/clearances", {"passage": 1, "clearance": "ours"}),
                ("channel", {"passages": [{"words": "Yes.", "clearance": "none"}], "answers": "m-1"}),
                ("lines/coast/state", {}), ("table/notices", {}))  # fmt: skip
        return [send(side, path, act="same", **told).content for path, told in acts]

    before = asked()
    assert send(lead, "lines/coast/state", act="dark", line="coast", state="dark", cause="blackout").status_code == 200
    assert send(lead, "notes", act="n", words="Coast is dark.").status_code == 200
    assert asked() == before


def test_lines_contacts_positions_estimates_and_the_watch_are_kept(home, talks, enter):
    lead, coast = enter("lead"), enter("coast-officer")
    on = {"line": "coast"}

    def done(path: str, act: str, **told: Any) -> str | None:
        answer = send(coast, path, act=act, **told)
        assert answer.status_code == 200, f"{path}: {answer.content.decode()}"
        return answer.json()["made"]

    done("lines/coast/bodies", "a1", **on, body="wing", names={"ar": "الجناح", "en": "The wing"}, what="armed")
    person = done("lines/coast/people", "a2", **on, name="A clerk", body="wing", langs=["ar"])
    done(f"lines/coast/people/{person}/left", "a3", **on, reason="Recalled.")
    done("lines/coast/media", "a0", **on, media=["letter", "meeting"], note="Calls are cut.")
    done("lines/coast/rule", "a4", **on, rule="pauses", with_person="envoy")
    due = done("lines/coast/deadlines", "a5", **on, words="Their answer", due_at="2099-05-04T18:20:00+03:00", of="them")
    done(f"lines/coast/deadlines/{due}/close", "a6", **on, outcome="lifted")
    done("lines/coast/delegation", "a7", **on, delegation="Coast", moved="arrived", place="Muscat")
    done("lines/coast/pressure", "a8", **on, on="israel", words="They ask for an answer.", asked_by_us=True)
    talked = {
        "medium": "call",
        "way": "out",
        "began_at": "2020-01-01T10:00:00+00:00",
        "answered": True,
        "theirs": ["envoy"],
    }
    contact = done("lines/coast/contacts", "a9", **on, **talked, minutes=12)
    done(f"lines/coast/contacts/{contact}/readouts", "b1", **on, whose="ours", words="They will answer on Sunday.")
    heard = done("lines/coast/heard", "b2", **on, contact=contact, passages=[{"words": "We need two days."}])
    done(
        f"lines/coast/channel/{heard}/clearances", "b3", **on, where="line", passage=1, clearance="test", person="envoy"
    )
    matter = done("positions", "b4", names={"ar": "المعبر", "en": "The crossing"})
    assert coast.get(f"/api/cases/{TALKS}/positions/matters").json() == [{"matter": matter, "name": "The crossing"}]
    position = done(
        "lines/coast/positions", "b5", **on, matter=matter, stance="wants", words="It opens daily.",
        evidence=[{"of": "contact", "ref": contact}],
    )  # fmt: skip
    done(f"lines/coast/positions/{position}/drop", "b6", **on, reason="They withdrew it.")
    guess = {"words": "They will accept.", "confidence": "likely", "would_change": "A refusal.", "until": "2099-01-01"}
    basis = [{"of": "ours", "words": "Their tone."}]
    made = done("lines/coast/assessments", "b7", **on, **guess, basis=basis)
    done(f"lines/coast/assessments/{made}/versions", "b8", **on, **guess | {"confidence": "even"}, basis=basis)
    done(f"lines/coast/assessments/{made}/close", "b9", **on, outcome="unknown")
    until = {"until": coast.get(f"/api/cases/{TALKS}/watch").json()["now"]}
    assert send(coast, "watch/take", act="c1", **until).status_code == 400, "a watch that is over at once is none"
    board = coast.get(f"/api/cases/{TALKS}/lines/coast").json()
    assert [b[0] for b in board["bodies"]] == ["wing"]
    assert [d["outcome"] for d in board["closed"]] == ["lifted"]
    assert send(lead, "cell/open", act="c2", officers=["coast-officer"]).status_code == 200
    own = done("cell", "c3", **guess, basis=basis)
    assert send(lead, f"cell/{own}/close", act="c4", outcome="borne_out").status_code == 200
    assert send(lead, "cell/holders/take", act="c5", reader="coast-officer").status_code == 200
    assert send(coast, "cell", act="c6", **guess, basis=basis).status_code == 404


def test_a_line_is_opened_and_given_by_the_lead_alone(home, talks, enter):
    lead = enter("lead")
    told = {
        "line": "reef", "party": "qatar", "of": "mediator", "names": {"ar": "الحيد", "en": "The Reef"}, "langs": ["en"],
        "media": ["call"],
    }  # fmt: skip
    assert send(enter("coast-officer"), "lines", act="no", **told).status_code in (403, 404)
    assert send(lead, "lines", act="open", **told).json() == {"made": "reef"}
    assert send(lead, "lines", act="open", **told).json() == {"made": "reef"}
    assert send(lead, "lines/reef/holders", act="give", line="reef", reader="hills-officer").status_code == 200
    assert enter("hills-officer").get(f"/api/cases/{TALKS}/lines/reef").status_code == 200
    assert send(lead, "lines/reef/holders/take", act="take", line="reef", reader="hills-officer").status_code == 200
    assert enter("hills-officer").get(f"/api/cases/{TALKS}/lines/reef").status_code == 404


def test_a_word_is_written_put_to_both_sides_and_goes_on_the_table_by_two_people(home, talks, enter):
    coast, hills, lead = enter("coast-officer"), enter("hills-officer"), enter("lead")
    told = {
        "names": {"ar": "الهدنة", "en": "Pause"}, "words": {"ar": "لا إطلاق نار.", "en": "No shot is fired."}, "value": "5.0",
        "unit": "days",
    }  # fmt: skip
    term = send(coast, "definitions", act="write", **told).json()["made"]
    text = lead.get(f"/api/cases/{TALKS}/definitions/{term}/text").json()
    assert (text["number"], text["text"]["value"]) == (1, "5")
    for line, name in (("coast", "Coast Council"), ("hills", "Hill Government")):
        at = f"definitions/{term}/lines/{line}/put"
        wrong = send(lead, at, act="wrong", line=line, number=1, recipient="Nobody")
        assert wrong.status_code == 400
        put = send(lead, at, act=f"put-{line}", line=line, number=1, recipient=name)
        assert put.status_code == 200, put.content
    assert (
        send(lead, f"definitions/{term}/lines/coast/take-back", act="back", line="coast", number=1).status_code == 200
    )
    early = send(
        hills, f"definitions/{term}/lines/hills/word", act="w", line="hills", number=1, word="confirm", person="envoy"
    )
    assert early.status_code == 400, "it has not left yet"
    assert send(coast, f"definitions/{term}/approve", act="yes").status_code == 400, "two sides have not confirmed"
    signed = {"signed": text["digest"], "named": "Pause"}
    assert send(lead, f"definitions/{term}/table", act="table", **signed).status_code == 400


def test_files_are_handed_in_and_kept_with_a_contact_and_another_file_under_the_same_name_is_refused(
    home, talks, enter
):
    side, coast = enter("coast-delegate"), enter("coast-officer")
    file = {"name": "../list.txt", "content": b64encode(b"Three names.").decode(), "clearance": "theirs"}
    told = {"passages": [{"words": "Here is the list."}], "files": [file]}
    message = send(side, "channel", act="say", **told).json()["made"]
    assert send(side, "channel", act="say", **told).json()["made"] == message
    other = file | {"content": b64encode(b"Four names.").decode()}
    assert send(side, "channel", act="say", **told | {"files": [other]}).status_code == 409
    handed = coast.get(f"/api/cases/{TALKS}/lines/coast/channel").json()["messages"][0]["files"]
    assert [(f["name"], f["history"][-1]["clearance"]) for f in handed] == [("list.txt", "theirs")]
    talked = {"medium": "call", "way": "out", "began_at": "2020-01-01T10:00:00+00:00", "answered": True}
    contact = send(coast, "lines/coast/contacts", act="c", line="coast", **talked).json()["made"]
    at = f"lines/coast/contacts/{contact}/files"
    piece = send(coast, at, act="f", line="coast", name="map.txt", content=file["content"])
    assert piece.status_code == 200, piece.content
    kept = coast.get(f"/api/cases/{TALKS}/lines/coast/contacts/{contact}").json()["pieces"]
    assert [(p["piece"], p["name"], p["size"]) for p in kept] == [(piece.json()["made"], "map.txt", 12)]
    assert send(coast, at, act="g", line="coast", name="x", content="no base64!").status_code == 422
