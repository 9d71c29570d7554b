"""Everything that crosses: by which acts anything comes to one side from beyond its own line, and what each tells of the other.

Danger: an act that carries something across and that nobody wrote down; one that fewer people do than it says here.
Duty: the crossings by name, each with its acts, what it writes, how many people have a hand in it, whose words it carries; and
the acts by which a side's own words enter its own channel. What each reveals of the other side is told in words
(`crossing.reveals.<name>`).
Shape: frozen data; `tests/desk/test_crossing.py` walks the table of acts (`access.ACTS`) against it, both ways.
"""

from dataclasses import dataclass
from typing import Literal

Words = Literal["approved", "own", "drawn", "none"]
"""Whose words cross: written by one and approved by a second; of the officer who writes them, who knows one side; drawn by lot or
given by the lead; none."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """One way across. `into`: the logs it writes, as the table of acts calls them; `hands`: how many people at the least;
    `part_of`: the crossing it rides on, where it has no act of its own."""

    name: str
    acts: tuple[str, ...]
    into: tuple[str, ...]
    hands: int
    words: Words
    part_of: str | None = None


CROSSINGS: tuple[Crossing, ...] = (
    Crossing("relay", ("approve_relay", "approve_lent", "deliver_message"), ("line/{to}", "channel/{line}"), 2, "approved"),
    Crossing("attachment", (), (), 2, "approved", part_of="relay"),
    Crossing("relay_alone", ("force_relay", "deliver_message"), ("line/{to}", "channel/{line}"), 1, "own"),
    Crossing("letter", ("send_message", "deliver_message"), ("line/{line}", "channel/{line}"), 1, "own"),
    Crossing("definition_put", ("put_definition", "deliver_definition"), ("line/{line}", "channel/{line}"), 2, "approved"),
    Crossing("definition_agreed", ("agree_definition", "deliver_agreement"), ("table",), 2, "approved"),
    Crossing("package_put", ("approve_offer", "deliver_offer"), ("channel/{lines}",), 2, "approved"),
    Crossing("text_released", (), (), 2, "approved", part_of="package_put"),
    Crossing("asked_in_confidence", (), (), 2, "approved", part_of="package_put"),
    Crossing("double_yes", ("reveal_agreement",), ("table",), 2, "approved"),
    Crossing("no_agreement", ("close_offer",), ("channel/{lines}",), 2, "none"),
    Crossing("notice", ("put_on_table",), ("table",), 2, "approved"),
    Crossing("name", ("put_on_table",), ("table",), 2, "approved"),
    Crossing("day", ("put_on_table",), ("table",), 2, "approved"),
    Crossing("commitment", ("put_on_table",), ("table",), 2, "approved"),
    Crossing(
        "public_table", ("post_notice", "name_on_table", "enter_day", "strike_day", "publish_commitment", "strike_commitment"),
        ("table",), 1, "own",
    ),
    Crossing("closing_told", ("announce_closing",), ("table",), 2, "approved"),
    Crossing("line_opened", ("open_line", "begin_line"), ("access", "channel/{line}"), 1, "drawn"),
    Crossing("relay_lent", ("open_for_relay", "lend_relay"), ("access", "relay/{relay}"), 1, "none"),
    Crossing("lent_anew", ("draft_lent_relay",), ("relay/{relay}",), 1, "own"),
    Crossing("log_given", ("admit_reader", "grant_log", "open_log"), ("access",), 1, "none"),
    Crossing("sign_in_given", ("give_sign_in",), ("access",), 1, "none"),
    Crossing("factor_fell", ("report_lost_factor", "confirm_lost_factor"), ("access",), 2, "none"),
    Crossing("log_exported", ("export_log",), ("access",), 1, "none"),
    Crossing("travel", ("begin_travel", "note_pack"), ("access",), 2, "none"),
    Crossing("precedent", ("draft_precedent", "approve_precedent", "make_precedent"), ("precedents",), 3, "approved"),
    Crossing("copy_handed", ("hand_out_copy",), ("access",), 1, "none"),
    Crossing("audit_key", ("lend_to_auditor",), ("access",), 1, "none"),
    Crossing("case_exported", ("export_case",), ("access",), 1, "none"),
    Crossing("key", ("make_key",), ("access",), 1, "none"),
    Crossing("kept_by_persons", ("keep_case", "renew_recovery"), ("access",), 1, "none"),
    Crossing("person_key_handed", ("confirm_person_key", "hand_keys"), ("access",), 1, "none"),
    Crossing("recovered", ("recover",), ("access",), 1, "none"),
    Crossing("copies_key", ("make_copies_key",), ("access",), 1, "none"),
)  # fmt: skip
"""Every way across. To keep a case, to hand keys, to recover and to have copies sealed one person acts, by what others read to
him: the digits of a key from its owner's own page, the words of a part from its holder's paper. `lent_anew`: the letter as it
stands in a log lent before, for the officer who is to approve it."""

OWN_WORDS: tuple[str, ...] = (
    "say_in_channel", "clear_passage", "take_down_message", "note_clearance_there", "answer_definition",
    "take_down_definition", "answer_offer", "take_down_offer",
)  # fmt: skip
"""Acts that write a channel and cross nothing: what a side says, opens, clears or answers in its own, itself or by the officer
who writes it down."""

THE_END: tuple[str, ...] = (
    "plan_closing", "approve_closing", "stop_closing", "place_hold", "lift_hold", "ask_reopening", "reopen_case",
)  # fmt: skip
"""Acts of the end of a case: what they take they take from all, and nothing comes by them to anybody who did not hold it."""

TAKES_BACK: tuple[str, ...] = (
    "revoke_log", "revoke_key", "revoke_any_key", "send_back_lent", "turn_key", "write_part", "write_copies_part", "end_export",
    "end_travel", "take_sign_in", "stop_lost_factor",
)  # fmt: skip
"""Acts that take a log, a key or a way in back, turn a key, note that a part was written down or what became of a bundle that
left, or send a lent letter back to its author; nothing comes to anybody by them."""
