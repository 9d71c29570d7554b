"""Who may do what, as a person of the house would say it, role by role and log by log.

`access.ACTS` is read act by act; here it is told the other way round. Each sentence says what one would expect of a role or of a
log, and the table of acts must say the same: a wrong entry there contradicts a sentence here.
"""

from pathlib import Path

import pytest

from wasata import desk
from wasata.desk.access import ACTS, CLOSED_IF_PUBLIC, NO_DELEGATE, ROLE_LOGS, ROLES, RoomDesk

SPEAKS_FOR_HIS_SIDE = {"say_in_channel", "clear_passage", "answer_definition", "answer_offer"}
"""Done by a side itself, in its own channel."""

THE_LEAD_ALONE = {
    "open_line", "begin_line", "list_line",  # a line is opened
    "admit_reader", "grant_log", "open_log", "revoke_log", "revoke_any_key",  # who reads what
    "give_sign_in", "take_sign_in",  # and who gets in
    "force_relay",  # an emergency
    "note_heads",  # the record is vouched for
    "keep_case", "renew_recovery", "confirm_person_key", "hand_keys", "turn_key",  # what opens for whom
    "make_copies_key",  # for whom copies are sealed
    "lend_to_auditor",  # an auditor opens a log on his own machine
    "plan_closing", "ask_reopening",  # a case ends, or begins again
    "hand_out_copy", "ask_leaks",  # what left the room, and who had seen it
    "begin_travel", "end_travel", "judge_travel",  # a line is carried away
}  # fmt: skip

SETS_UP_WHAT_IS_READ = {
    "set_roster", "set_scope", "keep_in_archive", "set_feed", "ask_feed", "allow_outgoing",
}  # fmt: skip
"""Names, scope, archive, feeds: for the lead and the analysts."""

WORKS_ON_THE_PRESS = {
    "take_in_report", "read_again", "link_reports", "put_away", "call_back", "read_archive", "call_from_archive",
    "confirm_mark", "correct_mark", "add_mark", "strike_mark", "lift_hand", "split_thread", "join_thread",
    "settle_contradiction", "read_intake", "fetch_page", "stop_outgoing",
}  # fmt: skip
"""For everybody of the team: lead, officers, analysts."""

AN_OFFICERS_ALONE = {"approve_closing", "reopen_case"}
"""What a lead asked for and another person must agree to."""

OF_THE_END = {"approve_closing", "stop_closing", "place_hold", "lift_hold", "reopen_case"}
"""Written in `access` by the room, for those who do not hold it."""

OWN_KEYS = {"make_key", "revoke_key"}

RECOVERS = {"recover", "write_part", "write_copies_part"}
"""For leads and officers: they hold the parts of the recovery key."""

LOST_FACTOR = {"report_lost_factor", "confirm_lost_factor", "stop_lost_factor"}
"""For leads and officers, two of them for one person."""

TO_ALL_AT_ONE_MOMENT = {"deliver_offer", "close_offer"}
"""No side has it before another: one act, at an hour that was fixed before."""

THE_ROOM_ITSELF = {"take_in_report", "link_reports", "keep_in_archive", "ask_feed"}
"""With nobody signed in."""


def may(role: str) -> set[str]:
    return {act for act, rule in ACTS.items() if role in rule.roles}


def test_a_delegate_speaks_for_his_side_and_does_nothing_else():
    assert may("delegate") == SPEAKS_FOR_HIS_SIDE


def test_an_auditor_takes_out_the_record_and_says_what_must_be_kept_and_changes_nothing():
    assert may("auditor") == {"export_log", "export_case", "end_export", "place_hold"}


def test_who_watches_the_truce_writes_down_the_truce_and_who_watches_the_aid_nothing_yet():
    assert may("truce_monitor") == {"record_truce"} | OWN_KEYS
    assert may("aid_monitor") == OWN_KEYS


def test_an_analyst_works_on_what_is_read_writes_notes_and_touches_no_line():
    taught = {"read_precedents", "draft_precedent", "send_back_precedent"}
    assert may("analyst") == WORKS_ON_THE_PRESS | SETS_UP_WHAT_IS_READ | OWN_KEYS | taught | {"write_note"}


def test_an_officer_does_what_the_lead_does_but_for_what_is_the_leads_alone_or_somebody_elses():
    others = THE_LEAD_ALONE | SETS_UP_WHAT_IS_READ | {"record_truce", "export_log", "export_case", "end_export"}
    assert may("officer") == may("lead") - others | AN_OFFICERS_ALONE
    assert others <= may("lead")


def test_the_lead_does_everything_but_speak_for_a_side_and_agree_to_what_he_asked_for():
    assert may("lead") == set(ACTS) - SPEAKS_FOR_HIS_SIDE - AN_OFFICERS_ALONE


def test_some_acts_nobody_does_but_the_lead():
    assert {act for act, rule in ACTS.items() if rule.roles == {"lead"}} == THE_LEAD_ALONE


def test_with_nobody_signed_in_the_room_asks_feeds_and_files_what_came():
    assert may("room") == THE_ROOM_ITSELF


def test_nobody_else_does_anything():
    assert {role for rule in ACTS.values() for role in rule.roles} == {*ROLES, "room"}


def test_the_room_writes_for_somebody_only_what_he_decides_about_himself_or_lends_the_end_of_a_case_and_what_it_taught():
    assert {act for act, rule in ACTS.items() if rule.by_room} == OWN_KEYS | RECOVERS | OF_THE_END | LOST_FACTOR | {
        "open_for_relay",
        "note_pack",
        "make_precedent",
    }


# log by log: what an act writes, and what its reader must hold besides

LINE, CHANNEL, RELAY = "line/{line}", "channel/{line}", "relay/{relay}"
TOUCHED: list[tuple[str, str, str, set[str]]] = [
    ("what is done with a report is written in the press", "press", "",
     {"take_in_report", "read_again", "link_reports", "put_away", "call_back", "confirm_mark", "correct_mark", "add_mark",
      "strike_mark", "lift_hand", "split_thread", "join_thread", "settle_contradiction", "set_roster"}),
    ("what is not the case's lies in the archive", "archive", "", {"keep_in_archive", "set_scope"}),
    ("who reads the archive holds it", "", "archive", {"read_archive"}),
    ("what is called from there goes to the press", "press", "archive", {"call_from_archive"}),
    ("what goes out to other machines stands in the intake", "intake", "",
     {"set_feed", "ask_feed", "fetch_page", "stop_outgoing", "allow_outgoing"}),
    ("who looks at feeds holds the intake", "", "intake", {"read_intake"}),
    ("what the whole team reads stands in the bureau", "bureau", "",
     {"write_note", "note_heads", "list_line", "name_matter", "keep_watch", "write_definition", "approve_definition",
      "send_back_from_table", "countersign_relay", "take_back_relay"}),
    ("a truce is written on the ground", "ground", "", {"record_truce"}),
    ("who reads what stands in access", "access", "",
     {"admit_reader", "revoke_log", "export_log", "export_case", "lend_to_auditor", "make_key", "revoke_key",
      "hand_out_copy"}),
    ("and who gets in", "access", "", {"give_sign_in", "take_sign_in"}),
    ("and who lost what he shows at the door besides his password", "access", "",
     {"report_lost_factor", "confirm_lost_factor", "stop_lost_factor"}),
    ("and what opens for whom", "access", "",
     {"keep_case", "renew_recovery", "confirm_person_key", "hand_keys", "turn_key", "recover", "write_part"}),
    ("and for whom copies of the room are sealed", "access", "", {"make_copies_key", "write_copies_part"}),
    ("who asks who had seen words reads who opened what", "", "access reading", {"ask_leaks"}),
    ("who takes any key away, or notes what became of what left, sees them all", "access", "access",
     {"revoke_any_key", "end_export"}),
    ("what others may learn waits in the bureau", "bureau", "",
     {"draft_precedent", "send_back_precedent", "approve_precedent"}),
    ("and stands in a log of no case", "precedents", "bureau", {"make_precedent"}),
    ("how a case ends, and what is held, stands there too", "access", "",
     {"plan_closing", "approve_closing", "stop_closing", "place_hold", "lift_hold", "ask_reopening", "reopen_case"}),
    ("and all sides read of it on the table", "table", "", {"announce_closing"}),
    ("who lets a line go holds it, and that it goes stands in access", "access", f"{LINE} {CHANNEL}", {"begin_travel"}),
    ("as does what left", "access", f"{LINE} {CHANNEL} table", {"note_pack"}),
    ("and its end, which a lead tells also of a line he holds no more", "access", "", {"end_travel"}),
    ("what is carried is ours of the line with its channel and the table", LINE, f"{CHANNEL} table", {"pack_travel"}),
    ("what comes back is ours", LINE, CHANNEL, {"take_in_travel"}),
    ("as is a lead's word on it", LINE, "", {"judge_travel"}),
    ("who gives a log knows whether all is public", "access", "bureau", {"grant_log", "open_log"}),
    ("who opens a line knows those there are and what the table calls their parties", "access", "bureau table",
     {"open_line"}),
    ("a line begins with both its logs", f"{LINE} {CHANNEL}", "", {"begin_line"}),
    ("who reads a line holds both its logs", "", f"{LINE} {CHANNEL}", {"read_line"}),
    ("what is ours about a line stands in its own log, and whoever writes it sees what they were told",
     LINE, CHANNEL, {"keep_line", "hear_message", "note_clearance", "send_message", "take_back_message", "assess",
                     "send_back_relay", "black_out"}),
    ("a contact is ours", LINE, "", {"record_contact"}),
    ("a position hangs on a matter of the team", LINE, f"{CHANNEL} bureau", {"note_position"}),
    ("and is dropped with it", LINE, "bureau", {"drop_position"}),
    ("a relay is drafted beside the line it comes from", LINE, f"{CHANNEL} bureau", {"draft_relay"}),
    ("and beside what was lent of it", f"{LINE} {RELAY}", f"{CHANNEL} bureau", {"draft_lent_relay"}),
    ("a side speaks in its channel, and needs nothing else", CHANNEL, "",
     {"say_in_channel", "clear_passage", "answer_definition", "answer_offer"}),
    ("whoever else writes into a channel holds what is ours of that line", CHANNEL, LINE,
     {"take_down_message", "note_clearance_there", "deliver_message", "take_down_definition", "take_down_offer"}),
    ("what is put to several sides comes from the cell, to all of them at once", "channel/{lines}", "cell table line/{lines}",
     {"deliver_offer", "close_offer"}),
    ("what all said yes to is opened by who holds what they said", "table", "cell line/{lines} channel/{lines}",
     {"reveal_agreement"}),
    ("and the bureau for what the team wrote", CHANNEL, f"{LINE} bureau", {"deliver_definition"}),
    ("and waits on the line before it goes there", LINE, f"{CHANNEL} bureau", {"put_definition"}),
    ("that it was put there is told to the team", "bureau", f"{LINE} {CHANNEL}", {"ask_definition"}),
    ("what became of a relay too", "bureau", f"{LINE} {CHANNEL}", {"follow_relay"}),
    ("who sees relays, or what other cases taught, holds the bureau", "", "bureau", {"read_relays", "read_precedents"}),
    ("who lends a relay holds the line it comes from", RELAY, f"{LINE} {CHANNEL}", {"lend_relay"}),
    ("the room opens what is lent, for one who holds that line", "access", LINE, {"open_for_relay"}),
    ("what was lent is sent back where it was lent", RELAY, "", {"send_back_lent"}),
    ("who releases a relay holds both lines", "bureau line/{to}", f"{LINE} {CHANNEL}", {"approve_relay", "force_relay"}),
    ("or the line it goes to, and what was lent to him of the other", "bureau line/{to}", RELAY, {"approve_lent"}),
    ("the cell is for who holds it", "cell", "",
     {"assess_in_cell", "black_out_in_cell", "know_side", "write_draft", "approve_offer"}),
    ("what is on the table is set by who knows the lines", "cell", "bureau", {"set_issues"}),
    ("what is put to them is asked for by who knows the lines and their names", "cell", "bureau table", {"ask_offer"}),
    ("in a public case one person writes the table", "table", "",
     {"post_notice", "name_on_table", "enter_day", "strike_day", "publish_commitment", "strike_commitment"}),
    ("elsewhere it is asked for among the team, by who sees what stands there", "bureau", "table",
     {"ask_for_table", "approve_for_table", "agree_definition"}),
    ("and put there by who saw it asked", "table", "bureau", {"put_on_table", "deliver_agreement"}),
]  # fmt: skip


@pytest.mark.parametrize(("writes", "reads", "acts"), [row[1:] for row in TOUCHED], ids=[row[0] for row in TOUCHED])
def test_what_an_act_touches(writes: str, reads: str, acts: set[str]):
    for act in acts:
        assert (set(ACTS[act].writes), set(ACTS[act].reads)) == (set(writes.split()), set(reads.split())), act


def test_of_every_act_it_is_said_once_what_it_touches():
    told = [act for *_, acts in TOUCHED for act in acts]
    assert sorted(told) == sorted(ACTS)


# and what must hold of every act, of those too that are added some day


def test_only_who_speaks_for_a_side_writes_its_channel_without_holding_what_is_ours_of_it():
    for act, rule in ACTS.items():
        if any(log.startswith("channel/") for log in rule.writes) and act != "begin_line":
            assert rule.roles == {"delegate"} or {LINE, "line/{lines}"} & set(rule.reads), act
            if act not in TO_ALL_AT_ONE_MOMENT:
                assert rule.writes == (CHANNEL,), f"{act} writes other logs: the hour of its entry would hang on them"


def test_a_delegates_act_touches_his_channel_and_the_table_and_nothing_else():
    for act in may("delegate"):
        assert {*ACTS[act].reads, *ACTS[act].writes} <= {CHANNEL, "table"}, act


def test_what_is_of_a_line_is_for_the_lead_and_officers_and_its_own_side():
    of_lines = [
        act for act, rule in ACTS.items()
        if any(log.startswith(("line/", "channel/", "relay/", "cell")) for log in (*rule.reads, *rule.writes))
    ]  # fmt: skip
    assert len(of_lines) > 30
    for act in of_lines:
        assert ACTS[act].roles <= {"lead", "officer"} or act in SPEAKS_FOR_HIS_SIDE, act


def test_no_act_but_the_opening_of_a_line_and_a_relay_writes_of_two_lines_or_of_both_sides_of_one():
    lines = {act: [log for log in rule.writes if log.startswith(("line/", "channel/"))] for act, rule in ACTS.items()}
    assert {act for act, logs in lines.items() if len(logs) > 1} == {"begin_line"}


def test_an_act_of_the_table_writes_there_alone():
    for act, rule in ACTS.items():
        if "table" in rule.writes:
            assert rule.writes == ("table",), act
            assert rule.roles == {"lead", "officer"}, act


def test_every_act_of_the_table_of_acts_is_done_or_asked_about_somewhere():
    texts = {path.stem: path.read_text("utf-8") for path in Path(desk.__path__[0]).glob("*.py")}
    named = "".join(text for stem, text in texts.items() if stem != "crossing")
    assert [act for act in ACTS if named.count(f'"{act}"') < 2] == [], "told in the table alone"


# what a role is given when somebody is admitted: does he hold it, and write it?


def given(log: str) -> dict[str, bool]:
    return {role: ROLE_LOGS[role][log] for role in ROLES if log in ROLE_LOGS[role]}


def test_everybody_holds_the_table_and_whoever_talks_to_sides_writes_it():
    assert given("table") == dict.fromkeys(ROLES, False) | {"lead": True, "officer": True}


def test_all_but_delegates_and_auditors_read_the_press_and_the_team_writes_it():
    assert given("press") == dict.fromkeys(("lead", "officer", "analyst"), True) | dict.fromkeys(
        ("truce_monitor", "aid_monitor"), False
    )


def test_the_bureau_and_what_comes_in_are_the_teams():
    assert given("bureau") == given("intake") == {"lead": True, "officer": True, "analyst": True}
    assert given("archive") == {"lead": True, "officer": False, "analyst": True}


def test_the_ground_is_written_by_who_watches_it_and_the_lead():
    assert given("ground") == {
        "lead": True, "officer": False, "analyst": False, "truce_monitor": True, "aid_monitor": True,
    }  # fmt: skip


def test_who_reads_what_is_known_to_the_lead_and_the_auditor():
    assert given("access") == {"lead": True, "auditor": True}
    assert given("reading") == {"lead": False, "auditor": False}, "the room writes it"


def test_no_role_brings_a_line_a_channel_the_cell_or_people():
    assert {log for logs in ROLE_LOGS.values() for log in logs} == {
        "table", "press", "bureau", "intake", "archive", "ground", "access", "reading",
    }  # fmt: skip
    assert tuple(ROLE_LOGS) == ROLES


@pytest.mark.parametrize("log", ["line/x", "channel/x", "hands/x", "cell", "people"])
def test_a_public_case_is_closed_to_each_log_of_confidence(log: str):
    assert log.startswith(CLOSED_IF_PUBLIC)


@pytest.mark.parametrize("log", ["press", "bureau", "ground", "table", "access", "archive", "intake"])
def test_a_public_case_is_open_to_the_logs_of_public_facts(log: str):
    assert not log.startswith(CLOSED_IF_PUBLIC)


def test_a_delegate_can_be_given_a_channel_and_the_table_and_nothing_that_is_the_teams():
    for log in (
        "line/x",
        "relay/x",
        "cell",
        "hands/x",
        "people",
        "bureau",
        "access",
        "archive",
        "intake",
        "reading",
        "press",
        "ground",
    ):
        assert log.startswith(NO_DELEGATE)
    assert not any(log.startswith(NO_DELEGATE) for log in ("channel/x", "table"))


def test_the_room_with_nobody_signed_in_holds_the_press_and_what_feeds_it():
    assert RoomDesk.HOLDS == {"press": True, "archive": True, "intake": True, "table": False}
