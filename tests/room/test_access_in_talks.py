"""Every address of confidential talks against everybody in them: who may open it. To whom it is not open, there is none.

`test_access` holds the addresses of press, record and account; a page of lines, relays and what follows from them stands here.
"""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.room.conftest import CASE, TALKS
from tests.room.test_access import HERE, TABLE, routes
from tests.room.test_privacy import reserved

pytestmark = pytest.mark.django_db

WHO = (
    "lead", "coast-officer", "hills-officer", "coast-delegate", "hills-delegate", "analyst", "auditor", "stranger",
    "anonymous",
)  # fmt: skip
OFFICERS = ("lead", "coast-officer", "hills-officer")
TEAM = (*OFFICERS, "analyst")
"""Who holds the bureau."""
COAST = ("lead", "coast-officer")
"""Who holds the line of the coast."""
LINE = {"line": "coast"}
SIDE = {"side": "coast"}
OFFER: dict[str, object] = {"offer": "of-0"}
DELEGATES = ("coast-delegate", "hills-delegate")
TERM: dict[str, object] = {"term": "df-0"}

Expected = dict[str, tuple[int, ...]]


def only(*who: str, good: tuple[int, ...] = HERE, others_in: tuple[str, ...] = (), signed_out: int = 302) -> Expected:
    """`good` for these, 403 for `others_in` (they see it and may not do it), 404 for all others, sign-in for nobody."""
    told = dict.fromkeys(WHO, (404,)) | dict.fromkeys(who, good) | dict.fromkeys(others_in, (403,))
    return told | {"anonymous": (signed_out,)}


# name: (what stands in the address beside the case, method, who gets what)
TALKS_TABLE: dict[str, tuple[dict[str, object], str, Expected]] = {
    "lines": ({}, "get", only(*OFFICERS)),
    "line_open": ({}, "get", only("lead")),
    "line": (LINE, "get", only(*COAST)),
    "api:line_pace": (LINE, "get", only(*COAST, signed_out=401)),
    "line_pace": (LINE, "get", only(*COAST)),
    "line_keep": ({**LINE, "what": "state"}, "get", only(*COAST)),
    "line_holders": (LINE, "get", only("lead", others_in=("coast-officer",))),
    "line_take": (LINE, "post", only("lead", good=(400,), others_in=("coast-officer",))),
    "travels": (LINE, "get", only(*COAST)),
    "travel_pack": (LINE, "post", only(*COAST, good=(400,))),
    "travel_take_in": (LINE, "post", only(*COAST, good=(400,))),
    "travel_report": (LINE, "post", only(*COAST, good=(400,))),
    "travel_answered": (LINE, "post", only(*COAST, good=(400,))),
    "travel_answer": ({**LINE, "travel": "tr-0"}, "get", only(*COAST, good=(400,))),
    "travel_end": ({**LINE, "travel": "tr-0"}, "post", only("lead", good=(400,), others_in=("coast-officer",))),
    "travel_aside": ({**LINE, "aside": "as-0"}, "get", only(*COAST, good=(400,))),
    "travel_judge": ({**LINE, "aside": "as-0"}, "post", only("lead", good=(400,), others_in=("coast-officer",))),
    "travel_follow": ({**LINE, "aside": "as-0"}, "post", only(*COAST, good=(400,))),
    "contacts": (LINE, "get", only(*COAST)),
    "contact_record": (LINE, "get", only(*COAST)),
    "contact": ({**LINE, "contact": "c-0"}, "get", only()),
    "contact_readout": ({**LINE, "contact": "c-0"}, "post", only()),
    "contact_keep": ({**LINE, "contact": "c-0"}, "post", only()),
    "contact_file": ({**LINE, "contact": "c-0", "piece": "0" * 64}, "get", only()),
    "contact_bare": ({**LINE, "contact": "c-0", "piece": "0" * 64}, "get", only()),
    "contact_bare_file": ({**LINE, "contact": "c-0", "piece": "0" * 64}, "get", only()),
    "api:lines": ({}, "get", only(*OFFICERS, signed_out=401)),
    "api:line": (LINE, "get", only(*COAST, signed_out=401)),
    "api:line_holders": (LINE, "get", only("lead", signed_out=401)),
    "api:contacts": (LINE, "get", only(*COAST, signed_out=401)),
    "api:contact": ({**LINE, "contact": "c-0"}, "get", only(signed_out=401)),
    "api:contact_file": ({**LINE, "contact": "c-0", "piece": "0" * 64}, "get", only(signed_out=401)),
    "api:contact_bare": ({**LINE, "contact": "c-0", "piece": "0" * 64}, "get", only(signed_out=401)),
    "api:contact_bare_file": ({**LINE, "contact": "c-0", "piece": "0" * 64}, "get", only(signed_out=401)),
    "api:positions": ({}, "get", only(*TEAM, signed_out=401)),
    "api:position_matters": ({}, "get", only(*TEAM, signed_out=401)),
    "api:position_moves": ({}, "get", only(*TEAM, signed_out=401)),
    "api:position_matter": ({"matter": "mt-0"}, "get", only(signed_out=401)),
    "api:assessments": (LINE, "get", only(*COAST, signed_out=401)),
    "api:assessment": ({**LINE, "assessment": "as-0"}, "get", only(signed_out=401)),
    "api:cell": ({}, "get", only(signed_out=401)),
    "api:assessment_words": ({}, "get", only(*OFFICERS, signed_out=401)),
    "api:watch": ({}, "get", only(*TEAM, signed_out=401)),
    "positions": ({}, "get", only(*TEAM)),
    "position_name": ({}, "post", only(*OFFICERS, good=(400,))),
    "position_moves": ({}, "get", only(*TEAM)),
    "position_matter": ({"matter": "mt-0"}, "get", only()),
    "positions_of_line": (LINE, "get", only(*COAST)),
    "position_note": (LINE, "post", only(*COAST, good=(400,))),
    "position_drop": (LINE, "post", only(*COAST, good=(400,))),
    "assessment_words": ({}, "get", only(*OFFICERS)),
    "assessments": (LINE, "get", only(*COAST)),
    "assessment_make": (LINE, "post", only(*COAST, good=(400,))),
    "assessment": ({**LINE, "assessment": "as-0"}, "get", only()),
    "assessment_revise": ({**LINE, "assessment": "as-0"}, "post", only(*COAST, good=(400,))),
    "assessment_close": ({**LINE, "assessment": "as-0"}, "post", only(*COAST, good=(400,))),
    "cell": ({}, "get", only()),
    "cell_name": ({}, "post", only()),
    "cell_assessment_make": ({}, "post", only()),
    "cell_assessment": ({"assessment": "as-0"}, "get", only()),
    "cell_assessment_revise": ({"assessment": "as-0"}, "post", only()),
    "cell_assessment_close": ({"assessment": "as-0"}, "post", only()),
    "cell_open": ({}, "post", only("lead", good=(302,))),
    "package": ({}, "get", only()),
    "package_issues": ({}, "get", only()),
    "package_issue_save": ({}, "post", only()),
    "package_issue_drop": ({}, "post", only()),
    "package_rule_save": ({}, "post", only()),
    "package_rule_drop": ({}, "post", only()),
    "package_sides": ({}, "post", only()),
    "package_side": (SIDE, "get", only()),
    "package_know": (SIDE, "post", only()),
    "package_withdraw": (SIDE, "post", only()),
    "package_tune": (SIDE, "post", only()),
    "package_ask": (SIDE, "get", only()),
    "package_hold_up": (SIDE, "get", only()),
    "package_put": (SIDE, "post", only()),
    "package_answer": (SIDE, "post", only()),
    "drafts": ({}, "get", only()),
    "draft_write": ({}, "get", only()),
    "draft_save": ({}, "post", only()),
    "draft": ({"number": 1}, "get", only()),
    "draft_compared": ({"before": 1, "after": 2}, "get", only()),
    "draft_file": ({"number": 1, "form": "docx"}, "get", only()),
    "offers": ({}, "get", only()),
    "offer_new": ({}, "get", only()),
    "offer_ask": ({}, "post", only()),
    "offer": (OFFER, "get", only()),
    "offer_approve": (OFFER, "post", only()),
    "offer_take_back": (OFFER, "post", only()),
    "offer_take_down": (OFFER | LINE, "post", only()),
    "door_offer": (OFFER, "get", only()),
    "door_offer_open": (OFFER, "post", only(*DELEGATES, good=(400,))),
    "door_offer_say": (OFFER, "post", only(*DELEGATES, good=(400,))),
    "door_offer_answer": (OFFER, "post", only(*DELEGATES, good=(400,))),
    "api:drafts": ({}, "get", only(signed_out=401)),
    "api:draft": ({"number": 1}, "get", only(signed_out=401)),
    "api:draft_compared": ({"before": 1, "after": 2}, "get", only(signed_out=401)),
    "api:offers": ({}, "get", only(signed_out=401)),
    "api:offer": (OFFER, "get", only(signed_out=401)),
    "api:own_offers": ({}, "get", only(*DELEGATES, signed_out=401)),
    "api:package": ({}, "get", only(signed_out=401)),
    "api:package_issues": ({}, "get", only(signed_out=401)),
    "api:package_side": (SIDE, "get", only(signed_out=401)),
    "watch": ({}, "get", only(*TEAM)),
    "watch_take": ({}, "post", only(*OFFICERS, good=(400,))),
    "watch_note": ({}, "post", only(*OFFICERS, good=(400,))),
    "watch_hand_over": ({}, "post", only(*OFFICERS, good=(400,))),
    "watch_accept": ({}, "post", only(*OFFICERS, good=(400,))),
    "watch_end": ({}, "post", only(*OFFICERS, good=(400,))),
    "relays": ({}, "get", only(*OFFICERS)),
    "api:relays": ({}, "get", only(*OFFICERS, signed_out=401)),
    "api:relay": ({"relay": "rl-none"}, "get", only(signed_out=401)),
    "api:relay_passages": (LINE, "get", only(*COAST, signed_out=401)),
    "relay_draft": (LINE, "get", only(*COAST)),
    "relay": ({"relay": "rl-none"}, "get", only()),
    "relay_file": ({"relay": "rl-none", "digest": "0" * 64}, "get", only()),
    "relay_approve": ({"relay": "rl-none"}, "post", only()),
    "relay_send_back": ({"relay": "rl-none"}, "post", only()),
    "relay_lend": ({"relay": "rl-none"}, "post", only()),
    "relay_force": ({"relay": "rl-none"}, "post", only()),
    "relay_countersign": ({"relay": "rl-none"}, "post", only()),
    "relay_take_back": ({"relay": "rl-none"}, "post", only()),
    "leaks": ({}, "get", only("lead")),
    "api:leaks": ({}, "get", only(signed_out=401)),
    "copy": ({"log": "channel/coast"}, "get", only(*COAST, good=(200,))),
    "copy_out": ({"log": "channel/coast"}, "post", only("lead", good=(400,), others_in=("coast-officer",))),
    "layer_begin": ({"log": "channel/coast"}, "post", only(*COAST, good=(400,))),
    "black_out": ({"log": "channel/coast"}, "post", only(*COAST, good=(400,))),
    "black_lift": ({"log": "channel/coast"}, "post", only(*COAST, good=(400,))),
    "channel_line": (LINE, "get", only(*COAST)),
    "message_bare": ({**LINE, "message": "m-1", "piece": "0" * 64}, "get", only()),
    "message_bare_file": ({**LINE, "message": "m-1", "piece": "0" * 64}, "get", only()),
    "api:channel_file": ({**LINE, "message": "m-1", "piece": "0" * 64}, "get", only(signed_out=401)),
    "api:message_bare": ({**LINE, "message": "m-1", "piece": "0" * 64}, "get", only(signed_out=401)),
    "api:message_bare_file": ({**LINE, "message": "m-1", "piece": "0" * 64}, "get", only(signed_out=401)),
    "api:own_file": ({"message": "m-1", "piece": "0" * 64}, "get", only(signed_out=401)),
    "api:relay_file": ({"relay": "rl-none", "digest": "0" * 64}, "get", only(signed_out=401)),
    "message_file": ({**LINE, "message": "m-1", "piece": "0" * 64}, "get", only()),
    "api:channel_messages": (LINE, "get", only(*COAST, signed_out=401)),
    "api:letters": (LINE, "get", only(*COAST, signed_out=401)),
    "api:definitions_waiting": (LINE, "get", only(*COAST, signed_out=401)),
    "message_write": (LINE, "get", only(*COAST)),
    "message_take_down": (LINE, "get", only(*COAST)),
    "message_hear": (LINE, "get", only(*COAST)),
    "message_send": (LINE, "post", only(*COAST, good=(400,))),
    "message_clear": (LINE | {"message": "m-1"}, "post", only(*COAST, good=(400,))),
    "message_take_back": (LINE | {"message": "m-1"}, "post", only(*COAST, good=(400,))),
    "message_seen": (LINE | {"message": "m-1"}, "post", only(*COAST, good=(400,))),
    "channel": ({}, "get", only(*DELEGATES)),
    "door_write": ({}, "get", only(*DELEGATES)),
    "door_say": ({}, "post", only(*DELEGATES, good=(400,))),
    "door_open": ({"message": "m-0"}, "post", only(*DELEGATES, good=(400,))),
    "door_piece": ({"message": "m-0", "piece": "0" * 64}, "get", only(*DELEGATES, good=(400,))),
    "door_clear": ({"message": "m-0", "number": 1}, "post", only(*DELEGATES, good=(400,))),
    "door_word": ({"term": "df-0"}, "post", only(*DELEGATES, good=(400,))),
    "api:own_channel": ({}, "get", only(*DELEGATES, signed_out=401)),
    "api:definitions": ({}, "get", only(*TEAM, signed_out=401)),
    "api:definition": (TERM, "get", only(signed_out=401)),
    "api:definition_map": (TERM, "get", only(signed_out=401)),
    "api:door_map": (TERM, "get", only(signed_out=401)),
    "api:table_map": (TERM, "get", only(signed_out=401)),
    "definitions": ({}, "get", only(*TEAM)),
    "definition_write": ({}, "get", only(*OFFICERS)),
    "definition": (TERM, "get", only()),
    "definition_map": (TERM, "get", only()),
    "door_map": (TERM, "get", only()),
    "table_map": (TERM, "get", only()),
    "definition_next": (TERM, "get", only()),
    "definition_put": (TERM | LINE, "post", only(*COAST, good=(400,))),
    "definition_put_back": (TERM | LINE, "post", only(*COAST, good=(400,))),
    "definition_word": (TERM | LINE, "post", only(*COAST, good=(400,))),
    "definition_approve": (TERM, "post", only()),
    "definition_agree": (TERM, "post", only()),
    "definition_agree_back": (TERM, "post", only()),
    "table_asked": ({"ask": "tb-0"}, "get", only()),
    "table_approve": ({"ask": "tb-0"}, "post", only()),
    "table_send_back": ({"ask": "tb-0"}, "post", only()),
    "table_take_back": ({"ask": "tb-0"}, "post", only()),
}


def let_in(*who: str, others_in: tuple[str, ...] = ()) -> Expected:
    """An act through the interface is done by these: what they send here is no JSON (415)."""
    return only(*who, good=(415,), others_in=others_in, signed_out=401)


CONTACT, MESSAGE, RELAY = {**LINE, "contact": "c-0"}, {**LINE, "message": "m-1"}, {"relay": "rl-none"}
ESTIMATE: dict[str, object] = {"assessment": "as-0"}
SHIFT: dict[str, object] = {"shift": "w-0"}

TALKS_TABLE |= {
    f"api:{name}": (kwargs, "post", expected)
    for name, kwargs, expected in (
        ("line_open", {}, let_in("lead")),
        ("line_state", LINE, let_in(*COAST)),
        ("line_body", LINE, let_in(*COAST)),
        ("line_person", LINE, let_in(*COAST)),
        ("line_person_left", {**LINE, "person": "envoy"}, let_in(*COAST)),
        ("line_rule", LINE, let_in(*COAST)),
        ("line_media", LINE, let_in(*COAST)),
        ("line_deadline", LINE, let_in(*COAST)),
        ("line_deadline_close", {**LINE, "deadline": "d-0"}, let_in(*COAST)),
        ("line_delegation", LINE, let_in(*COAST)),
        ("line_pressure", LINE, let_in(*COAST)),
        ("line_give", LINE, let_in("lead", others_in=("coast-officer",))),
        ("line_holder_take", LINE, let_in("lead", others_in=("coast-officer",))),
        ("contact_record", LINE, let_in(*COAST)),
        ("contact_readout", CONTACT, let_in()),
        ("contact_keep", CONTACT, let_in()),
        ("message_hear", LINE, let_in(*COAST)),
        ("message_take_down", LINE, let_in(*COAST)),
        ("message_clear", MESSAGE, let_in(*COAST)),
        ("message_send", LINE, let_in(*COAST)),
        ("message_take_back", MESSAGE, let_in(*COAST)),
        ("message_seen", MESSAGE, let_in(*COAST)),
        ("relay_draft", LINE, let_in(*COAST)),
        ("relay_lend", RELAY, let_in()),
        ("relay_approve", RELAY, let_in()),
        ("relay_send_back", RELAY, let_in()),
        ("relay_force", RELAY, let_in()),
        ("relay_countersign", RELAY, let_in()),
        ("relay_take_back", RELAY, let_in()),
        ("definition_write", {}, let_in(*OFFICERS)),
        ("definition_keep_map", {}, let_in(*OFFICERS)),
        ("definition_next", TERM, let_in()),
        ("definition_put", TERM | LINE, let_in()),
        ("definition_put_back", TERM | LINE, let_in()),
        ("definition_word", TERM | LINE, let_in()),
        ("definition_approve", TERM, let_in()),
        ("definition_agree", TERM, let_in()),
        ("definition_agree_back", TERM, let_in()),
        ("table_approve", {"ask": "tb-0"}, let_in()),
        ("table_send_back", {"ask": "tb-0"}, let_in()),
        ("table_take_back", {"ask": "tb-0"}, let_in()),
        ("matter_name", {}, let_in(*OFFICERS)),
        ("position_note", LINE, let_in(*COAST)),
        ("position_drop", {**LINE, "position": "po-0"}, let_in(*COAST)),
        ("assessment_make", LINE, let_in(*COAST)),
        ("assessment_revise", {**LINE, **ESTIMATE}, let_in()),
        ("assessment_close", {**LINE, **ESTIMATE}, let_in()),
        ("cell_assessment_make", {}, let_in()),
        ("cell_assessment_revise", ESTIMATE, let_in()),
        ("cell_assessment_close", ESTIMATE, let_in()),
        ("cell_open", {}, let_in("lead")),
        ("cell_give", {}, let_in()),
        ("cell_take", {}, let_in()),
        ("package_set", {}, let_in()),
        ("package_know", SIDE, let_in()),
        ("package_withdraw", {**SIDE, "known": "kn-0"}, let_in()),
        ("package_tune", SIDE, let_in()),
        ("package_put", SIDE, let_in()),
        ("draft_write", {}, let_in()),
        ("offer_ask", {}, let_in()),
        ("offer_approve", OFFER, let_in()),
        ("offer_send_back", OFFER, let_in()),
        ("offer_take_back", OFFER, let_in()),
        ("offer_take_down", OFFER | LINE, let_in()),
        ("door_offer_open", OFFER, let_in()),
        ("door_offer_say", OFFER, let_in()),
        ("door_offer_answer", OFFER, let_in()),
        ("watch_take", {}, let_in(*OFFICERS)),
        ("watch_stay", SHIFT, let_in(*OFFICERS)),
        ("watch_note", SHIFT, let_in(*OFFICERS)),
        ("watch_hand_over", SHIFT, let_in(*OFFICERS)),
        ("watch_accept", SHIFT, let_in(*OFFICERS)),
        ("watch_end", SHIFT, let_in(*OFFICERS)),
        ("door_say", {}, let_in(*DELEGATES)),
        ("door_open", {"message": "m-0"}, let_in(*DELEGATES)),
        ("door_clear", {"message": "m-0"}, let_in(*DELEGATES)),
        ("door_word", TERM, let_in(*DELEGATES)),
    )
} | {
    "api:table_asked": ({"ask": "tb-0"}, "get", only(signed_out=401)),
    "api:definition_text": (TERM, "get", only(signed_out=401)),
}  # fmt: skip
"""Acts through the interface: under the guards of the pages."""


def test_every_address_stands_in_one_of_the_two_tables():
    assert set(routes(get_resolver().url_patterns)) == set(TABLE) | set(TALKS_TABLE)
    assert not set(TABLE) & set(TALKS_TABLE)


@pytest.mark.parametrize("name", sorted(TALKS_TABLE))
def test_each_gets_what_the_table_says_and_a_case_of_press_has_no_such_page(name, talks, enter):
    kwargs, method, expected = TALKS_TABLE[name]
    for who in WHO:
        client = Client(raise_request_exception=False) if who == "anonymous" else enter(who)
        answer = getattr(client, method)(reverse(name, kwargs={"case": TALKS, **kwargs}))
        assert answer.status_code in expected[who], f"{who} at {name}"
        reserved(answer)
        elsewhere = getattr(client, method)(reverse(name, kwargs={"case": CASE, **kwargs}))
        assert elsewhere.status_code in (404, *expected["anonymous"]), f"{who} at {name} of a case of press"
