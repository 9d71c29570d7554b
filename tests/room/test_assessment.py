"""The pages of assessments: they alone show any, and the cell is for whoever was named."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from tests.room.conftest import TALKS
from tests.room.test_access import TABLE, routes
from tests.room.test_access_in_talks import TALKS_TABLE
from tests.room.test_position import hidden

from wasata.desk.assessment import assess, assessment, assessments, close_assessment
from wasata.desk.cell import open_cell, who_holds_it
from wasata.record.kinds.position import Evidence

pytestmark = pytest.mark.django_db
OURS = (Evidence(of="ours", words="they asked twice"),)
TODAY = datetime.now(UTC).date()
TELLING = "WE-HOLD-THAT-THEY-WAIT"
OWN = {
    "assessments", "assessment", "cell", "cell_assessment", "assessment_make", "assessment_revise", "assessment_close",
    "cell_assessment_make", "cell_assessment_revise", "cell_assessment_close", "cell_name", "api:assessments", "api:assessment",
    "api:cell",
}  # fmt: skip
"""The only addresses that may show an assessment."""


def make(desk, line: str | None = "coast", words: str = TELLING, **more: Any) -> str:
    told: dict[str, Any] = {"basis": OURS, "would_change": "an answer", "until": TODAY + timedelta(days=3)} | more
    return assess(desk, line, words, "en", "likely", **told)


def at(name: str, **kwargs: str) -> str:
    return f"/en{reverse(name, kwargs={'case': TALKS, **kwargs})[3:]}"


def test_one_is_made_revised_and_closed_by_forms_and_each_once(enter, desk_in_talks):
    client, desk = enter("coast-officer"), desk_in_talks("coast-officer")
    make_at = at("assessment_make", line="coast")
    sent = hidden(client.get(at("assessments", line="coast")).content.decode(), make_at) | {
        "words": "هم ينتظرون", "confidence": "highly_likely", "would_change": "جواب", "until": str(TODAY), "ours": "سألوا مرتين",
    }  # fmt: skip
    assert client.post(make_at, sent | {"ours": ""}).status_code == 400, "it rests on nothing"
    done = [client.post(make_at, sent) for _ in range(2)]
    assert [d.status_code for d in done] == [302, 302]
    (one,) = assessments(desk, "coast").open
    assert (one.holder, one.now.lang, one.now.confidence) == ("coast-officer", "ar", "highly_likely")
    whole = client.get(done[0].url).content.decode()
    revise_at = at("assessment_revise", line="coast", assessment=one.assessment)
    again = hidden(whole, revise_at) | {k: v for k, v in sent.items() if k not in ("act", "channel")}
    assert client.post(revise_at, again | {"words": "They wait no longer."}).status_code == 302
    assert [v.words for v in assessment(desk, "coast", one.assessment).before] == ["هم ينتظرون"]
    close_at = at("assessment_close", line="coast", assessment=one.assessment)
    closing = hidden(client.get(done[0].url).content.decode(), close_at)
    assert client.post(close_at, closing).status_code == 400
    assert client.post(close_at, closing | {"outcome": "borne_out", "told": "so it was"}).status_code == 302
    assert assessment(desk, "coast", one.assessment).outcome == "borne_out"
    assert "so it was" in client.get(done[0].url).content.decode()


def test_what_is_overdue_is_told_and_rivals_stand_beside_it(enter, desk_in_talks):
    one = make(desk_in_talks("coast-officer"), until=TODAY)
    make(desk_in_talks(), words="THE-RIVAL", rivals=(one,))
    html = enter("coast-officer").get(at("assessment", line="coast", assessment=one)).content.decode()
    assert ("THE-RIVAL" in html, "Beside it" in html) == (True, True)
    assert "should have been looked at again" not in html


def test_another_does_not_find_the_forms_and_cannot_send_them(enter, desk_in_talks):
    mine = make(desk_in_talks())
    client = enter("coast-officer")
    html = client.get(at("assessment", line="coast", assessment=mine)).content.decode()
    assert at("assessment_revise", line="coast", assessment=mine) not in html
    sign = hidden(client.get(at("assessments", line="coast")).content.decode(), at("assessment_make", line="coast"))
    refused = client.post(at("assessment_close", line="coast", assessment=mine), sign | {"outcome": "unknown"})
    assert (refused.status_code, "another holds it" in refused.content.decode()) == (400, True)
    assert assessment(desk_in_talks(), "coast", mine).outcome is None


def test_a_form_of_one_line_is_refused_on_another(enter, desk_in_talks):
    lead = enter("lead")
    sign = hidden(lead.get(at("assessments", line="coast")).content.decode(), at("assessment_make", line="coast"))
    sent = sign | {"words": "x", "confidence": "even", "would_change": "y", "until": str(TODAY), "ours": "z"}
    assert lead.post(at("assessment_make", line="hills"), sent).status_code == 400
    assert assessments(desk_in_talks(), "hills").open == ()


def test_the_lead_opens_the_cell_names_its_readers_and_takes_it_back(enter, desk_in_talks):
    lead, officer = enter("lead"), enter("coast-officer")
    html = lead.get(at("assessments", line="coast")).content.decode()
    assert at("cell_open") in html
    assert at("cell_open") not in officer.get(at("assessments", line="coast")).content.decode()
    assert (officer.post(at("cell_open")).status_code, lead.get(at("cell")).status_code) == (404, 404)
    assert lead.post(at("cell_open"), {"act": "a"}).status_code == 302
    assert at("cell") in lead.get(at("lines")).content.decode()
    make(desk_in_talks(), None)
    assert (TELLING in lead.get(at("cell")).content.decode(), officer.get(at("cell")).status_code) == (True, 404)
    assert "cell" not in officer.get(at("lines")).content.decode()
    assert lead.post(at("cell_name"), {"act": "b", "reader": "coast-officer"}).status_code == 302
    assert lead.post(at("cell_name"), {"act": "c", "reader": "analyst"}).status_code == 400
    html = officer.get(at("cell")).content.decode()
    assert (TELLING in html, "Who reads the cell" in html) == (True, False)
    assert officer.post(at("cell_name"), {"act": "d", "reader": "hills-officer"}).status_code == 404
    lead.post(at("cell_name"), {"act": "e", "reader": "coast-officer", "take": "1"})
    assert (who_holds_it(desk_in_talks()), officer.get(at("cell")).status_code) == ((("lead", "lead"),), 404)


def test_how_the_words_came_out_is_told_of_words_and_of_no_person(enter, desk_in_talks):
    desk = desk_in_talks("coast-officer")
    for n in range(8):
        close_assessment(desk, "coast", make(desk, words=f"guess {n}"), "borne_out" if n else "not_borne_out")
    html = enter("coast-officer").get(at("assessment_words")).content.decode()
    assert re.search(r"likely</th>.*?<b><bdi[^>]*>8</bdi></b>.*?<b><bdi[^>]*>7</bdi></b>.*?in keeping", html, re.S)
    assert "too few to tell" in html
    assert "coast-officer" not in html.split("<main", 1)[1]


def test_no_other_address_shows_anything_of_an_assessment_to_anybody(enter, desk_in_talks, talks):
    """Every address there is, those with a line with this line, as everybody in the talks."""
    open_cell(desk_in_talks(), ["coast-officer"])
    one, other = make(desk_in_talks("coast-officer")), make(desk_in_talks("coast-officer"), None)
    holder = enter("coast-officer")
    for name, line in (("assessments", {"line": "coast"}), ("cell", {})):
        assert TELLING in holder.get(at(name, **line)).content.decode(), "it is there to be leaked"
    asked = 0
    for who in ("lead", "coast-officer", "hills-officer", "coast-delegate", "hills-delegate", "analyst", "auditor"):
        client = enter(who)
        for name in set(routes(get_resolver().url_patterns)) - OWN:
            kwargs, method, _ = TALKS_TABLE[name] if name in TALKS_TABLE else TABLE[name][:3]
            if method != "get" or "case" in kwargs or name.startswith(("mfa_", "account")):
                continue
            filled = {k: {"line": "coast"}.get(k, v) for k, v in kwargs.items()}
            for case in ({"case": TALKS}, {}):
                try:
                    address = reverse(name, kwargs={**case, **filled})
                except Exception:
                    continue
                told = client.get(f"{address}?q={one}").content.decode("utf-8", "replace")
                asked += 1
                assert TELLING not in told, f"{who} at {name}"
                assert other not in told, f"{who} at {name}"
    assert asked > 100
