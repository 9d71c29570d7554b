"""Every address against every role: who may open it. An address that is not in the table here, or in that of the talks
(`test_access_in_talks`), fails."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from tests.room.test_privacy import reserved
from tests.room.walked import walked

from wasata.desk.access import ROLES
from wasata.desk.case import write_note
from wasata.desk.notice import post_notice
from wasata.desk.taking import NewReport, take_in_report

pytestmark = pytest.mark.django_db

CASE = "test-case"
PRESS = ("lead", "officer", "analyst", "truce_monitor", "aid_monitor")
TEAM = ("lead", "officer", "analyst")
MONITORS = ("truce_monitor", "aid_monitor")
WHO = ("anonymous", "stranger", *ROLES)
HERE = (200, 302)


def everyone(*good: int) -> dict[str, tuple[int, ...]]:
    return dict.fromkeys(WHO, good)


OPEN = OWN = everyone(*HERE)


def only(*roles: str, others_in: tuple[str, ...] = (), good: tuple[int, ...] = HERE) -> dict[str, tuple[int, ...]]:
    """`good` for these roles, 403 for `others_in` (they may read, not act), 404 for the rest, sign-in for nobody."""
    return everyone(404) | dict.fromkeys(roles, good) | dict.fromkeys(others_in, (403,)) | {"anonymous": (302,)}


OF_THE_LEAD = everyone(403) | {"delegate": (404,), "stranger": (404,), "anonymous": (302,)}
"""Acts of which the team is told that they are the lead's; a delegate hears of none."""

REPORT = {"case": CASE, "report": "r-0001"}
IN_CASE = {"case": CASE}
DONE = (200, 302, 400)  # an act may be let in and then find its form empty

# name: (what stands in the address, method, who gets what)
TABLE: dict[str, tuple[dict[str, object], str, dict[str, tuple[int, ...]]]] = {
    "door": ({}, "get", OPEN),
    "account_login": ({}, "get", OPEN),
    "account_logout": ({}, "get", OPEN),
    "account_inactive": ({}, "get", OPEN),
    "account_reauthenticate": ({}, "get", OWN),
    "mfa_authenticate": ({}, "get", OPEN),
    "mfa_reauthenticate": ({}, "get", OWN),
    "mfa_reauthenticate_webauthn": ({}, "get", OWN),
    "account": ({}, "get", OWN),
    "account_change_password": ({}, "get", OWN),
    "sign_in_left": ({}, "get", OPEN),
    "sign_ins": ({}, "get", OWN),
    "factor_first": ({}, "get", OWN),
    "lost_nothing": ({}, "post", OWN),
    "lost_factors": (IN_CASE, "get", only("lead", "officer", others_in=("analyst", *MONITORS, "auditor"))),
    "lost_factor_do": (
        {**IN_CASE, "what": "report"},
        "post",
        only("lead", "officer", others_in=("analyst", *MONITORS, "auditor"), good=(400,)),
    ),
    "mfa_index": ({}, "get", OWN),
    "mfa_activate_totp": ({}, "get", OWN),
    "mfa_deactivate_totp": ({}, "get", everyone(302, 404)),
    "mfa_view_recovery_codes": ({}, "get", everyone(302, 404)),
    "mfa_generate_recovery_codes": ({}, "get", everyone(200, 302)),
    "mfa_list_webauthn": ({}, "get", OWN),
    "mfa_add_webauthn": ({}, "get", OWN),
    "mfa_remove_webauthn": ({"pk": 1}, "get", everyone(302, 404)),
    "mfa_edit_webauthn": ({"pk": 1}, "get", everyone(302, 404)),
    "cases": ({}, "get", OWN),
    "copies": ({}, "get", only("lead", "officer")),
    "copies_key": ({}, "post", only("lead", others_in=("officer",), good=(400,))),
    "copies_part": ({}, "post", only("lead", "officer", good=(400,))),
    "case": (IN_CASE, "get", only(*ROLES)),
    "press": (IN_CASE, "get", only(*PRESS)),
    "press_add": (IN_CASE, "get", only(*TEAM, others_in=("truce_monitor", "aid_monitor"))),
    "press_paste": (IN_CASE, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=DONE)),
    "press_upload": (IN_CASE, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=DONE)),
    "archive": (IN_CASE, "get", only(*TEAM)),
    "archive_scope": (IN_CASE, "post", only("lead", "analyst", others_in=("officer",))),
    "archive_open": (IN_CASE, "post", only(*TEAM)),
    "archive_report": ({**IN_CASE, "report": "a-0001"}, "get", everyone(404) | {"anonymous": (302,)}),
    "archive_call": ({**IN_CASE, "report": "a-0001"}, "post", everyone(404) | {"anonymous": (302,)}),
    "report": (REPORT, "get", only(*PRESS)),
    "mark_act": (REPORT, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=(400,))),
    "mark_form": (REPORT, "get", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=(400,))),
    "doubt": (IN_CASE, "get", only(*PRESS)),
    "changed": (IN_CASE, "get", only(*PRESS)),
    "second_look": (IN_CASE, "get", only(*PRESS)),
    "read_again": (IN_CASE, "get", only(*TEAM, others_in=("truce_monitor", "aid_monitor"))),
    "read_again_start": (IN_CASE, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=DONE)),
    "report_link": (REPORT, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=DONE)),
    "report_away": (REPORT, "get", only(*TEAM, others_in=("truce_monitor", "aid_monitor"))),
    "sources": (IN_CASE, "get", everyone(404) | {"anonymous": (302,)}),
    "brief": (IN_CASE, "get", only(*PRESS)),
    "figures": (IN_CASE, "get", only(*PRESS)),
    "figure": ({**IN_CASE, "thing": "nothing-such"}, "get", everyone(404) | {"anonymous": (302,)}),
    "threads": (IN_CASE, "get", only(*PRESS)),
    "thread": (REPORT, "get", only(*PRESS)),
    "thread_compare": (REPORT, "get", only(*PRESS)),
    "thread_split": (REPORT, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=(404,))),
    "thread_join": (REPORT, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=(404,))),
    "contradictions": (IN_CASE, "get", only(*PRESS)),
    "contradiction_settle": (IN_CASE, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=(400,))),
    "contradiction_reopen": (IN_CASE, "post", only(*TEAM, others_in=("truce_monitor", "aid_monitor"), good=(400,))),
    "timeline": (IN_CASE, "get", only(*PRESS)),
    "press_fetch": (IN_CASE, "post", only(*TEAM, others_in=MONITORS, good=(400,))),
    "feed": (IN_CASE, "get", only(*TEAM)),
    "feed_open": (IN_CASE, "post", only(*TEAM)),
    "feed_add": (IN_CASE, "get", only("lead", "analyst", others_in=("officer",))),
    "feed_try": (IN_CASE, "post", only("lead", "analyst", others_in=("officer",), good=(400,))),
    "feed_set": (IN_CASE, "post", only("lead", "analyst", others_in=("officer",), good=(400,))),
    "feed_change": ({**IN_CASE, "feed": "nothing-such"}, "get", everyone(404) | {"anonymous": (302,)}),
    "feed_turn": (
        {**IN_CASE, "feed": "nothing-such"},
        "post",
        only("lead", "analyst", others_in=("officer",), good=(404,)),
    ),
    "outgoing": (IN_CASE, "get", only(*TEAM)),
    "outgoing_switch": (IN_CASE, "post", only(*TEAM)),
    "note": (IN_CASE, "get", only(*TEAM)),
    "roster": (IN_CASE, "get", only(*PRESS)),
    "roster_add": (IN_CASE, "get", only("lead", "analyst", others_in=("officer", *MONITORS))),
    "roster_table": (IN_CASE, "get", only(*PRESS, good=(200,))),
    "roster_upload": (IN_CASE, "post", only("lead", "analyst", others_in=("officer", *MONITORS), good=(400,))),
    "roster_set": (IN_CASE, "post", only("lead", "analyst", others_in=("officer", *MONITORS), good=(400,))),
    "roster_read": (IN_CASE, "post", only(*TEAM, others_in=MONITORS)),
    "roster_entry": ({**IN_CASE, "entry": "qatar"}, "get", only(*PRESS)),
    "roster_remove": (
        {**IN_CASE, "entry": "qatar"},
        "post",
        only("lead", "analyst", others_in=("officer", *MONITORS), good=(400,)),
    ),
    "table": (IN_CASE, "get", only(*ROLES)),
    "notice_write": (IN_CASE, "get", only("lead", "officer", others_in=("analyst", *MONITORS, "auditor"))),
    "table_name": (IN_CASE, "get", only("lead", "officer", others_in=("analyst", *MONITORS, "auditor"))),
    "table_day": (IN_CASE, "get", only("lead", "officer", others_in=("analyst", *MONITORS, "auditor"))),
    "table_day_move": (
        {**IN_CASE, "entry": "dy-0"},
        "get",
        only(others_in=("analyst", *MONITORS, "auditor")),
    ),
    "table_commitment": (IN_CASE, "get", only("lead", "officer", others_in=("analyst", *MONITORS, "auditor"))),
    "table_commitment_strike": (
        {**IN_CASE, "commitment": "cm-0"},
        "get",
        only(others_in=("analyst", *MONITORS, "auditor")),
    ),
    "table_day_strike": (
        {**IN_CASE, "entry": "dy-0"},
        "get",
        only(others_in=("analyst", *MONITORS, "auditor")),
    ),
    "api:table": (IN_CASE, "get", only(*ROLES) | {"anonymous": (401,)}),
    "api:calendar": (IN_CASE, "get", only(*ROLES) | {"anonymous": (401,)}),
    "calendar": (IN_CASE, "get", only(*ROLES)),
    "calendar_file": (IN_CASE, "get", only(*ROLES)),
    "api:calendar_file": (IN_CASE, "get", only(*ROLES) | {"anonymous": (401,)}),
    "notice_put": (
        IN_CASE,
        "post",
        only("lead", "officer", others_in=("analyst", *MONITORS, "auditor"), good=(400,)),
    ),
    "key": (IN_CASE, "get", only(*TEAM, *MONITORS, others_in=("auditor",))),
    "key_revoke": (
        {**IN_CASE, "key": "0a1b2c3d4e5f"},
        "post",
        only(*TEAM, *MONITORS, others_in=("auditor",), good=(400,)),
    ),
    "person_key": (IN_CASE, "get", only(*ROLES)),
    "person_key_open": (IN_CASE, "post", only(*ROLES, good=(400,))),
    "person_key_new": (IN_CASE, "post", only(*ROLES, good=(400,))),
    "person_key_part": (IN_CASE, "post", only(*ROLES, good=(400,))),
    "invitation": ({}, "get", OPEN),
    "case_open": ({}, "get", everyone(404) | {"lead": HERE, "anonymous": (302,)}),
    "readers": (IN_CASE, "get", only("lead", "auditor")),
    "readers_give": (IN_CASE, "post", OF_THE_LEAD | {"lead": (400,)}),
    "readers_shut": (IN_CASE, "post", OF_THE_LEAD | {"lead": (400,)}),
    "readers_off": (IN_CASE, "post", OF_THE_LEAD | {"lead": (400,)}),
    "holding": (IN_CASE, "get", only("lead", "auditor")),
    "holding_keep": (IN_CASE, "post", OF_THE_LEAD | {"lead": (400,)}),
    "holding_compare": (IN_CASE, "post", OF_THE_LEAD | {"lead": (400,)}),
    "holding_hand": (IN_CASE, "post", OF_THE_LEAD | {"lead": (400,)}),
    "holding_turn": (IN_CASE, "post", OF_THE_LEAD | {"lead": (400,)}),
    "holding_renew": (IN_CASE, "post", OF_THE_LEAD | {"lead": (400,)}),
    "holding_recover": (IN_CASE, "get", OF_THE_LEAD | {"lead": (400,), "officer": (400,)}),
    "precedents": (IN_CASE, "get", only(*TEAM)),
    "precedent_approve": (
        {**IN_CASE, "precedent": "pr-none"},
        "post",
        only("lead", "officer", good=(400,), others_in=("analyst",)),
    ),
    "precedent_send_back": (
        {**IN_CASE, "precedent": "pr-none"},
        "post",
        only(*TEAM, good=(400,)),
    ),
    "closing": (IN_CASE, "get", only("lead", "officer", "auditor", others_in=("analyst", *MONITORS))),
    "closing_do": (
        {**IN_CASE, "what": "hold"},
        "post",
        only("lead", "officer", "auditor", others_in=("analyst", *MONITORS), good=(400,)),
    ),
    "record": (IN_CASE, "get", only(*ROLES)),
    "record_verify": (IN_CASE, "post", only(*ROLES)),
    "record_head": ({**IN_CASE, "log": "press"}, "get", only(*PRESS, good=(200,))),
    "record_export": ({**IN_CASE, "log": "access"}, "post", only("lead", "auditor", good=(400,))),
    "api:exports": (IN_CASE, "get", only("lead", "auditor") | {"anonymous": (401,)}),
    "exports": (IN_CASE, "get", only("lead", "auditor")),
    "export_end": (IN_CASE, "post", only("lead", "auditor", good=(400,))),
    "api:openapi-json": ({}, "get", everyone(200)),
    "api:api-root": ({}, "get", everyone(200, 404)),
    "api:cases": ({}, "get", everyone(200) | {"anonymous": (401,)}),
    "api:names": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:notes": (IN_CASE, "get", only(*TEAM) | {"anonymous": (401,)}),
    "api:notices": (IN_CASE, "get", only(*ROLES) | {"anonymous": (401,)}),
    "api:agreements": (IN_CASE, "get", only(*ROLES) | {"anonymous": (401,)}),
    "api:record": (IN_CASE, "get", only(*ROLES) | {"anonymous": (401,)}),
    "api:brief": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:figures": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:figure": ({**IN_CASE, "thing": "nothing-such"}, "get", everyone(404) | {"anonymous": (401,)}),
    "api:reports": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:report": (REPORT, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:threads": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:thread": (REPORT, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:compare": ({**REPORT, "other": "r-0001"}, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:contradictions": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:timeline": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:doubt": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:changed": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:second_look": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:outdated": (IN_CASE, "get", only(*PRESS) | {"anonymous": (401,)}),
    "api:archive": (IN_CASE, "get", only(*TEAM) | {"anonymous": (401,)}),
    "api:archive_report": ({**IN_CASE, "report": "a-0001"}, "get", everyone(404) | {"anonymous": (401,)}),
    "api:feeds": (IN_CASE, "get", only(*TEAM) | {"anonymous": (401,)}),
    "api:outgoing": (IN_CASE, "get", only(*TEAM) | {"anonymous": (401,)}),
    "api:table_waiting": (IN_CASE, "get", only("lead", "officer", "analyst") | {"anonymous": (401,)}),
    "api:note_write": (IN_CASE, "post", only(*TEAM, good=(415,)) | {"anonymous": (401,)}),
} | {
    f"api:{name}": (IN_CASE | more, "post", only(
        "lead", "officer", others_in=("analyst", *MONITORS, "auditor"), good=(415,)
    ) | {"anonymous": (401,)})
    for name, more in (
        ("table_notice", {}), ("table_name", {}), ("table_day", {}), ("table_day_move", {"entry": "dy-0"}),
        ("table_day_strike", {"entry": "dy-0"}), ("table_commitment", {}),
        ("table_commitment_strike", {"commitment": "cm-0"}),
    )
}  # fmt: skip


def routes(patterns, space: str = "") -> Iterator[str]:
    for p in patterns:
        if isinstance(p, URLResolver):
            yield from routes(p.url_patterns, f"{p.namespace}:" if p.namespace else space)
        elif isinstance(p, URLPattern):
            yield f"{space}{p.name}"


@pytest.fixture
def report_in(home, desk) -> str:
    new = NewReport("قالت قطر إن 50 محتجزا سيفرج عنهم يوم الجمعة.", title="عنوان لا يراه إلا من له", outlet="وكالة")
    return take_in_report(desk("lead"), new).report


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_gets_what_the_table_says(name, home, enter, report_in):
    kwargs, method, expected = TABLE[name]
    path = reverse(name, kwargs=kwargs)
    for who in WHO:
        client = Client(raise_request_exception=False) if who == "anonymous" else enter(who)
        answer = getattr(client, method)(path)
        assert answer.status_code in expected[who], f"{who} at {path}"
        reserved(answer)
        if who == "anonymous" and answer.status_code == 302 and name != "door":
            assert "/sign-in/" in answer["Location"], path


def bare(answer) -> str:
    """A page without what differs each time it is drawn: form tokens, act ids, the as-of hour."""
    page = answer.content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    page = re.sub(r'name="act" value="[^"]*"', "", page)
    return re.sub(r'<p class="asof">.*?</p>', "", page)


@pytest.mark.parametrize("who", ["delegate", "auditor", "stranger"])
def test_what_is_not_there_and_what_is_not_yours_are_told_alike(who, home, enter, report_in):
    client = enter(who)
    there = client.get(f"/en/case/{CASE}/press/{report_in}/")
    not_there = client.get(f"/en/case/{CASE}/press/r-9999/")
    other_case = client.get("/en/case/no-such-case/press/r-0001/")
    assert there.status_code == not_there.status_code == other_case.status_code == 404
    assert bare(there).replace(report_in, "x") == bare(not_there).replace("r-9999", "x")
    assert bare(there).replace(f"{CASE}/press/{report_in}", "x") == bare(other_case).replace(
        "no-such-case/press/r-0001", "x"
    )


def test_a_delegates_pages_do_not_change_by_a_byte_when_things_happen_elsewhere(home, enter, desk):
    client = enter("delegate")
    paths = [
        "/en/",
        f"/en/case/{CASE}/table/",
        f"/en/case/{CASE}/record/",
        f"/ar/case/{CASE}/record/",
        f"/en/case/{CASE}/press/",
        "/en/?all",
    ]
    before = [bare(client.get(path)) for path in paths]
    take_in_report(desk("lead"), NewReport("Qatar said that 50 people held in Gaza will be released on Friday."))
    write_note(desk("lead"), "A note of the team.", lang="en")
    assert [bare(client.get(path)) for path in paths] == before
    post_notice(desk("lead"), ar="إشعار إلى الأطراف جميعا.", en="A notice to all parties.")
    assert [bare(client.get(path)) for path in paths] != before, "what stands on the table is seen"


def test_navigation_names_only_pages_one_may_open(home, enter, report_in):
    for who in ROLES:
        page = enter(who).get(f"/en/case/{CASE}/record/").content.decode()
        nav = page.split('<nav class="nav"')[1].split("</nav>")[0]
        for address in re.findall(r'href="([^"]+)"', nav):
            assert enter(who).get(address).status_code == 200, f"{who} at {address}"
        assert ("press/" in nav) == (who in PRESS)


@pytest.mark.parametrize("who", ROLES)
def test_no_link_and_no_form_of_any_page_leads_to_a_refusal(who, home, enter, desk, report_in):
    """From the first page on, through every link that is offered; each form is one its reader may send."""
    post_notice(desk("lead"), ar="إشعار إلى الأطراف.", en="A notice to the parties.")
    write_note(desk("lead"), "A note of the team.", lang="en")
    walked(enter(who), who)


def test_a_person_who_may_not_add_reports_is_not_offered_it(home, enter, report_in):
    assert "/press/add/" in enter("analyst").get(f"/en/case/{CASE}/press/").content.decode()
    assert "/press/add/" not in enter("truce_monitor").get(f"/en/case/{CASE}/press/").content.decode()
    page = enter("truce_monitor").get(f"/en/case/{CASE}/press/{report_in}/").content.decode()
    assert "/mark/" not in page
    assert "/link/" not in page
