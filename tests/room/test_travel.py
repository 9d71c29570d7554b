"""The page of travels: let go, packed once, taken in, set aside and let in, cut off; told to those who hold the line alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.room.conftest import PASSWORD, TALKS
from tests.room.test_person_key import hour  # noqa: F401 (a fixture)
from tests.room.walked import walked

from wasata.desk import carried
from wasata.desk.access import Desk
from wasata.desk.contact import record_contact
from wasata.desk.letter import send
from wasata.record.home import Home
from wasata.room import awake

pytestmark = pytest.mark.django_db
AT = f"/en/case/{TALKS}/lines/coast/travel/"
NOTE = "They ask for the list by Sunday."


def channel(page: str) -> str:
    return re.search(r'name="channel" value="([^"]+)"', page)[1]


def read(client: Client, at: str = AT) -> str:
    return client.get(at).content.decode()


@pytest.fixture
def laptop(kept: dict[str, Client], home: Home, tmp_path: Path) -> Callable[[], Desk]:
    """Let go and packed by the pages; opened with the password he signs in with."""
    lead, officer = kept["lead"], kept["coast-officer"]
    sent = {"act": "go", "channel": channel(read(lead)), "reader": "coast-officer", "days": "3"}
    assert lead.post(AT, sent).status_code == 302
    assert lead.post(AT, sent).status_code == 302, "sent twice it is one"
    packed = {"channel": channel(read(officer)), "password": PASSWORD}
    assert officer.post(f"{AT}pack/", packed | {"password": "not his own 77"}).status_code == 409
    answer = officer.post(f"{AT}pack/", packed)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert ".pack" in answer["Content-Disposition"]
    assert officer.post(f"{AT}pack/", packed).status_code == 400, "once"
    carried.open_carried(answer.content, PASSWORD, tmp_path / "laptop")
    there = Home.open(tmp_path / "laptop")

    def desk() -> Desk:
        return Desk.open(there, TALKS, "coast-officer", by=there.persons.open("coast-officer", PASSWORD))

    return desk


def brings(client: Client, report: bytes) -> Any:
    told = {"channel": channel(read(client)), "file": SimpleUploadedFile("today.report", report)}
    return client.post(f"{AT}take-in/", told)


def test_a_line_goes_and_what_was_done_away_comes_back_by_the_pages(kept, laptop):
    officer, desk = kept["coast-officer"], laptop()
    record_contact(desk, "coast", "call", "out", desk.now(), answered=True, about=NOTE)
    page = brings(officer, carried.report(desk)).content.decode()
    assert "1 entry was taken in" in page
    assert NOTE in read(kept["lead"], f"/en/case/{TALKS}/lines/coast/contacts/")
    answer = officer.get(re.search(rf'href="({AT}tr-[^"]+/answer/)"', page)[1]).content
    assert carried.answered(desk.home, TALKS, answer).goes_on
    assert brings(officer, b"a mail").status_code == 400
    assert brings(kept["lead"], carried.report(desk)).status_code == 400, "another's"


def test_what_was_set_aside_is_let_in_where_it_was_read(kept, laptop):
    lead, officer, desk = kept["lead"], kept["coast-officer"], laptop()
    send(desk, "coast", ["Tomorrow at nine."], "en", recipient="Coast Council")
    assert "1 entry set aside" in brings(officer, carried.report(desk)).content.decode()
    look = re.search(rf'href="({AT}aside/[^"]+/)"', read(lead))[1]
    page = read(lead, look)
    assert "Tomorrow at nine." in page
    assert officer.post(f"{look}judge/", {"channel": channel(read(officer)), "let_in": "yes"}).status_code == 403
    assert lead.post(f"{look}judge/", {"act": "j", "channel": channel(page), "let_in": "yes"}).status_code == 302
    assert officer.post(f"{look}follow/", {"channel": channel(read(officer))}).status_code == 302
    assert "taken in" in read(officer)


def test_a_lead_cuts_him_off_and_the_answer_destroys_what_is_there(kept, laptop):
    lead, desk = kept["lead"], laptop()
    page = read(lead)
    end = re.search(rf'action="({AT}tr-[^"]+/end/)"', page)[1]
    told = {"act": "cut", "channel": channel(page), "how": "cut_off"}
    assert kept["coast-officer"].post(end, told).status_code == 403
    assert lead.post(end, told | {"how": "burnt"}).status_code == 400
    assert lead.post(end, told).status_code == 302
    assert "Cut off" in read(lead)
    answer = lead.get(end.replace("/end/", "/answer/")).content
    assert not carried.answered(desk.home, TALKS, answer).goes_on
    assert carried.is_gone(desk.home, TALKS)


def test_who_is_away_stands_on_the_page_of_all_lines_for_those_who_hold_them(kept, laptop):
    board = f"/en/case/{TALKS}/lines/"
    for reader in ("lead", "coast-officer"):
        page = read(kept[reader], board)
        assert f'href="{AT}"' in page, reader
        assert "Who is away with a line" in page
        assert "none yet" in page
    assert "Who is away" not in read(kept["hills-officer"], board)
    desk = laptop()
    send(desk, "coast", ["Tomorrow at nine."], "en", recipient="Coast Council")
    brings(kept["coast-officer"], carried.report(desk))
    assert "1 report" in read(kept["lead"], board)


def test_whoever_does_not_hold_the_line_finds_no_such_page(kept, laptop, enter):
    assert "coast-officer" in read(kept["lead"])
    assert kept["hills-officer"].get(AT).status_code == 404
    for reader in ("coast-delegate", "hills-delegate", "analyst", "auditor"):
        assert enter(reader).get(AT).status_code == 404


def test_a_delegates_page_tells_nothing_of_it(kept, enter, request, hour):  # noqa: F811
    def seen() -> bytes:
        page = enter("coast-delegate").get(f"/en/case/{TALKS}/", follow=True).content
        return re.sub(rb'value="[0-9A-Za-z]{24,64}"|nonce="[^"]+"', b"", page)

    before = seen()
    assert b"Quiet talks" in before
    request.getfixturevalue("laptop")
    assert seen() == before


# the room on the laptop


@pytest.fixture
def laptops_room(kept, laptop, sign_in, settings, tmp_path: Path) -> Any:
    """The officer's browser before the laptop's own room; and a door by which the test goes between the two rooms."""
    here = settings.WASATA_HOME

    def goes(there: bool) -> None:
        settings.WASATA_HOME = tmp_path / "laptop" if there else here

    goes(True)
    yield sign_in("coast-officer"), goes
    goes(False)


def contact_form(client: Client) -> dict[str, str]:
    page = read(client, f"/en/case/{TALKS}/lines/coast/contacts/record/")
    return {
        "act": "call", "channel": channel(page), "medium": "call", "way": "out", "answered": "yes", "on": "2026-01-02",
        "clock": "18:20", "about": NOTE,
    }  # fmt: skip


def test_on_the_laptop_the_pages_are_of_that_line_and_say_so(laptops_room):
    client, _ = laptops_room
    first = client.get(f"/en/case/{TALKS}/")
    assert first["Location"] == f"/en/case/{TALKS}/lines/coast/"
    page = read(client, first["Location"])
    assert "On a laptop: one line alone is here" in page
    nav = re.search(r'<nav class="nav".*?</nav>', page, re.S)[0]
    assert re.findall(r">([A-Z][A-Za-z ]+)</a>", nav) == ["Lines", "Table", "Calendar", "Record", "My key"]
    for part in ("", "channel/", "contacts/", "positions/", "assessments/", "pace/", "travel/"):
        assert client.get(f"{first['Location']}{part}").status_code == 200, part


def test_nothing_on_the_laptops_pages_leads_to_a_refusal(laptops_room):
    client, _ = laptops_room
    seen = walked(client, "officer on a laptop", f"/en/case/{TALKS}/", kind=re.compile(r"(/record/\?log=)[^&]+"))
    assert f"/en/case/{TALKS}/lines/coast/positions/" in seen


def test_by_the_laptops_pages_a_report_goes_out_and_the_answer_comes_in(kept, laptops_room):
    there, goes = laptops_room
    sent = there.post(f"/en/case/{TALKS}/lines/coast/contacts/record/", contact_form(there))
    assert sent.status_code == 302, sent.content.decode()
    told = {"channel": channel(read(there))}
    report = there.post(f"{AT}report/", told)
    assert ".report" in report["Content-Disposition"]
    assert NOTE.encode() not in report.content
    assert there.post(f"{AT}answered/", told | {"file": SimpleUploadedFile("a.answer", b"a mail")}).status_code == 400
    goes(False)
    officer, lead = kept["coast-officer"], kept["lead"]
    page = brings(officer, report.content).content.decode()
    assert "1 entry was taken in" in page
    assert NOTE in read(lead, f"/en/case/{TALKS}/lines/coast/contacts/")
    at = re.search(rf'href="({AT}tr-[^"]+/answer/)"', page)[1]
    go_on, page = officer.get(at).content, read(lead)
    lead.post(at.replace("/answer/", "/end/"), {"act": "cut", "channel": channel(page), "how": "cut_off"})
    cut_off = lead.get(at).content
    goes(True)
    answer = there.post(f"{AT}answered/", told | {"file": SimpleUploadedFile("a.answer", go_on)}).content.decode()
    assert "Go on until" in answer
    answer = there.post(f"{AT}answered/", told | {"file": SimpleUploadedFile("b.answer", cut_off)})
    assert (answer.status_code, "Its keys are destroyed" in answer.content.decode()) == (410, True)
    for path in ("", "lines/coast/", "lines/coast/contacts/", "table/"):
        gone = there.get(f"/en/case/{TALKS}/{path}")
        assert (gone.status_code, NOTE in gone.content.decode()) == (410, False), path


def test_when_the_hour_comes_the_open_room_of_the_laptop_closes_by_itself(laptops_room, hour, sign_in):  # noqa: F811
    there, _ = laptops_room
    assert there.get(AT).status_code == 200
    hour[0] += timedelta(days=3)
    awake.turn()
    there = sign_in("coast-officer")
    assert [there.get(at).status_code for at in (AT, f"/en/case/{TALKS}/lines/coast/")] == [410, 410]


def test_no_page_of_the_laptop_is_in_the_room(kept, laptop):
    officer = kept["coast-officer"]
    assert "On a laptop" not in read(officer)
    for what in ("report", "answered"):
        assert officer.post(f"{AT}{what}/", {"channel": channel(read(officer))}).status_code == 400


def test_a_report_with_pictures_in_it_is_not_too_long_for_its_page(laptop, kept):
    """It is looked at, and told to be none; a colleague without the line is not heard out."""
    large = b"\0" * (9 * 1024 * 1024)
    answer = brings(kept["coast-officer"], large)
    assert answer.status_code != 413
    assert "take-in" in answer.content.decode()
    assert kept["hills-officer"].post(f"{AT}take-in/", {"file": SimpleUploadedFile("x", large)}).status_code == 413
