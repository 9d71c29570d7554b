"""Who may do what, told a second time by hand.

A table of rights that is tested against itself only is never wrong. So it stands here once more, in other letters: whoever
gives a role an act, or an act a log, says so twice.
"""

import pytest

from wasata.desk.access import ACTS, CLOSED_IF_PUBLIC, PUBLIC, READERS, ROLE_LOGS, ROLES, RoomDesk

WHO_MAY = """
read_press | lead officer analyst truce_monitor aid_monitor delegate auditor | press | -
read_table | lead officer analyst truce_monitor aid_monitor delegate auditor | table | -
read_truce | lead officer analyst truce_monitor aid_monitor delegate auditor | ground | -
take_in_report | lead officer analyst room | - | press
read_again | lead officer analyst | - | press
link_reports | lead officer analyst room | - | press
put_away | lead officer analyst | - | press
call_back | lead officer analyst | - | press
confirm_mark | lead officer analyst | - | press
correct_mark | lead officer analyst | - | press
add_mark | lead officer analyst | - | press
strike_mark | lead officer analyst | - | press
lift_hand | lead officer analyst | - | press
split_thread | lead officer analyst | - | press
join_thread | lead officer analyst | - | press
settle_contradiction | lead officer analyst | - | press
set_roster | lead analyst | - | press
read_archive | lead officer analyst | archive | -
keep_in_archive | lead analyst room | - | archive
call_from_archive | lead officer analyst | archive | press
set_scope | lead analyst | - | archive
read_intake | lead officer analyst | intake | -
set_feed | lead analyst | - | intake
ask_feed | lead analyst room | - | intake
fetch_page | lead officer analyst | - | intake
stop_outgoing | lead officer analyst | - | intake
allow_outgoing | lead analyst | - | intake
write_note | lead officer analyst | - | bureau
note_heads | lead | - | bureau
open_line | lead | bureau table | access
begin_line | lead | - | line/{line} channel/{line}
list_line | lead | - | bureau
read_line | lead officer | line/{line} channel/{line} | -
keep_line | lead officer | channel/{line} | line/{line}
record_contact | lead officer | - | line/{line}
say_in_channel | delegate | - | channel/{line}
clear_passage | delegate | - | channel/{line}
take_down_message | lead officer | line/{line} | channel/{line}
hear_message | lead officer | channel/{line} | line/{line}
note_clearance | lead officer | channel/{line} | line/{line}
note_clearance_there | lead officer | line/{line} | channel/{line}
send_message | lead officer | channel/{line} | line/{line}
take_back_message | lead officer | channel/{line} | line/{line}
deliver_message | lead officer | line/{line} | channel/{line}
read_relays | lead officer | bureau | -
draft_relay | lead officer | channel/{line} bureau | line/{line}
draft_lent_relay | lead officer | channel/{line} bureau | line/{line} relay/{relay}
open_for_relay | lead officer | line/{line} | access | by the room
lend_relay | lead officer | line/{line} channel/{line} | relay/{relay}
send_back_relay | lead officer | channel/{line} | line/{line}
send_back_lent | lead officer | - | relay/{relay}
approve_relay | lead officer | line/{line} channel/{line} | bureau line/{to}
approve_lent | lead officer | relay/{relay} | bureau line/{to}
force_relay | lead | line/{line} channel/{line} | bureau line/{to}
countersign_relay | lead officer | - | bureau
take_back_relay | lead officer | - | bureau
follow_relay | lead officer | line/{line} channel/{line} | bureau
name_matter | lead officer | - | bureau
note_position | lead officer | channel/{line} bureau | line/{line}
drop_position | lead officer | bureau | line/{line}
assess | lead officer | channel/{line} | line/{line}
assess_in_cell | lead officer | - | cell
keep_watch | lead officer | - | bureau
record_truce | lead truce_monitor | - | ground
post_notice | lead officer | - | table
name_on_table | lead officer | - | table
enter_day | lead officer | - | table
strike_day | lead officer | - | table
ask_for_table | lead officer | table | bureau
send_back_from_table | lead officer | - | bureau
approve_for_table | lead officer | table | bureau
put_on_table | lead officer | bureau | table
write_definition | lead officer | - | bureau
ask_definition | lead officer | line/{line} channel/{line} | bureau
put_definition | lead officer | bureau channel/{line} | line/{line}
deliver_definition | lead officer | bureau line/{line} | channel/{line}
answer_definition | delegate | - | channel/{line}
take_down_definition | lead officer | line/{line} | channel/{line}
approve_definition | lead officer | - | bureau
agree_definition | lead officer | table | bureau
deliver_agreement | lead officer | bureau | table
admit_reader | lead | - | access
grant_log | lead | bureau | access
open_log | lead | bureau | access
revoke_log | lead | - | access
export_log | lead auditor | - | access
make_key | lead officer analyst truce_monitor aid_monitor | - | access | by the room
revoke_key | lead officer analyst truce_monitor aid_monitor | - | access | by the room
revoke_any_key | lead | access | access
"""
"""act | roles | logs it reads | logs it writes"""

WHO_HOLDS = """
lead | press bureau access ground table archive intake | -
officer | press bureau table intake | ground archive
analyst | press bureau archive intake | ground table
truce_monitor | ground | press table
aid_monitor | ground | press table
delegate | - | table
auditor | access | table
"""
"""role | logs it writes | logs it only reads"""


def rows(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


def logs(told: str) -> tuple[str, ...]:
    return () if told == "-" else tuple(told.split())


def test_who_may_do_which_act_on_which_logs_is_what_was_written_down_by_hand():
    told = {
        act: (frozenset(roles.split()), logs(reads), logs(writes), bool(room))
        for act, roles, reads, writes, *room in rows(WHO_MAY)
    }
    assert {act: tuple(rule) for act, rule in ACTS.items()} == told


def test_what_each_role_is_given_is_what_was_written_down_by_hand():
    told = {
        role: dict.fromkeys(logs(writes), True) | dict.fromkeys(logs(reads), False)
        for role, writes, reads in rows(WHO_HOLDS)
    }
    assert told == ROLE_LOGS
    assert tuple(told) == ROLES


@pytest.mark.parametrize("log", ["line/x", "channel/x", "hands/x", "cell", "people"])
def test_a_public_case_is_closed_to_each_log_of_confidence(log: str):
    assert log.startswith(CLOSED_IF_PUBLIC)


@pytest.mark.parametrize("log", ["press", "bureau", "ground", "table", "access", "archive", "intake"])
def test_a_public_case_is_open_to_the_logs_of_public_facts(log: str):
    assert not log.startswith(CLOSED_IF_PUBLIC)


def test_the_room_with_nobody_signed_in_holds_the_press_and_what_feeds_it():
    assert RoomDesk.HOLDS == {"press": True, "archive": True, "intake": True, "table": False}


def test_the_views_that_say_who_reads_are_known_by_names_that_old_snapshots_bear():
    assert (READERS.name, READERS.version, READERS.logs) == ("access.readers", 1, ("access",))
    assert (PUBLIC.name, PUBLIC.version, PUBLIC.logs) == ("access.public_only", 1, ("bureau",))
