"""A line on a laptop, in real browsers before two real rooms: let go, packed, worked on while the room is out of reach, reported,
decided where somebody had said otherwise meanwhile, cut off. All by pages and by the commands an officer has.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import NEW_PASSWORD, Room, running, sign_in

pytestmark = pytest.mark.long
CASE = "case/marzana-invented"
HARBOUR = f"{CASE}/lines/harbour/"
SAID = "They say the gate opens at noon and nobody is to know."


@contextmanager
def browser_of(chromium: Any, room: Room, reader: str) -> Iterator[Any]:
    context = chromium.new_context(accept_downloads=True)
    page = context.new_page()
    if reader in room.passwords:
        sign_in(page, room, reader)
    else:  # he has chosen his own before
        page.goto(f"{room.address}/en/sign-in/")
        page.fill("input[name=login]", reader)
        page.fill("input[name=password]", NEW_PASSWORD)
        press(page, "main button")
    yield page
    context.close()


def go(page: Any, room: Room, path: str) -> str:
    page.goto(f"{room.address}/en/{path}")
    return str(page.inner_text("main"))


def press(page: Any, what: str) -> str:
    with page.expect_navigation():
        page.click(what)
    return str(page.inner_text("main"))


def choose(page: Any, name: str, value: str) -> None:
    """One of several: in a list that opens, or by its button."""
    listed = page.locator(f"select[name={name}]")
    if listed.count():
        listed.select_option(value)
    else:
        page.locator(f"[name={name}][value={value}]").check()


def taken_out(page: Any, what: str, to: Path) -> Path:
    with page.expect_download() as waited:
        page.click(what)
    waited.value.save_as(to)
    return to


def digits(page: Any, room: Room) -> str:
    found = re.search(r"(\d{5}\s+){5}\d{5}", go(page, room, f"{CASE}/my-key/"))
    assert found is not None
    return found[0]


def kept_by_persons(lead: Any, others: dict[str, Any], room: Room) -> None:
    told = {name: digits(page, room) for name, page in others.items()}
    go(lead, room, f"{CASE}/opens/")
    form = lead.locator("form[action$='opens/keep/']")
    for n, (name, number) in enumerate(told.items(), 1):
        form.locator(f"[name=other-{n}]").select_option(name)
        form.locator(f"[name=digits-{n}]").fill(number)
    with lead.expect_navigation():
        form.locator("button").click()


def closes_deadline(page: Any, room: Room, outcome: str, note: str) -> None:
    go(page, room, HARBOUR)
    with page.expect_navigation():
        page.get_by_role("link", name="It is over").first.click()
    choose(page, "outcome", outcome)
    page.fill("[name=note]", note)
    press(page, "main form button.btn.main")


def test_a_line_is_carried_worked_on_out_of_reach_brought_home_and_cut_off(chromium, tmp_path, monkeypatch):
    password = tmp_path / "password"
    password.touch(0o600)
    password.write_text(NEW_PASSWORD)
    monkeypatch.setenv("WASATA_PASSWORD_FILE", str(password))
    pack, laptop = tmp_path / "harbour.pack", tmp_path / "laptop"
    with (
        running(tmp_path / "home") as room,
        browser_of(chromium, room, "lead") as lead,
        browser_of(chromium, room, "officer-1") as officer,
    ):
        with browser_of(chromium, room, "officer-2") as other:
            kept_by_persons(lead, {"officer-1": officer, "officer-2": other}, room)
        go(lead, room, f"{HARBOUR}travel/")
        lead.select_option("#reader", "officer-1")
        assert "Away" in press(lead, "form:has(#reader) button.main")
        go(officer, room, f"{HARBOUR}travel/")
        officer.fill("#password", NEW_PASSWORD)
        taken_out(officer, "form:has(#password) button.main", pack)
    # the room is out of reach: its server is down
    wasata = Path(sys.executable).with_name("wasata")
    subprocess.run([wasata, "travel", "open", pack, "--home", laptop], check=True, capture_output=True)
    pack.unlink()
    with running(laptop) as there, browser_of(chromium, there, "officer-1") as page:
        assert page.url.endswith(f"/{HARBOUR}")
        go(page, there, f"{HARBOUR}contacts/record/")
        page.fill("[name=about]", SAID)
        for name, value in (("on", str(datetime.now(UTC).date() - timedelta(days=1))), ("clock", "10:30")):
            page.fill(f"[name={name}]", value)
        for name, value in (("medium", "call"), ("way", "out"), ("answered", "yes")):
            choose(page, name, value)
        assert SAID in press(page, "main form button.btn.main")
        closes_deadline(page, there, "missed", "Nothing came to the hotel.")
        assert "2 entries" in go(page, there, f"{HARBOUR}travel/")
        report = taken_out(page, "form[action$='travel/report/'] button", tmp_path / "a.report")
        for part in ("channel/", "positions/", "assessments/", "pace/"):
            go(page, there, HARBOUR + part)
        assert NEW_PASSWORD not in page.content()
    disk = b"".join(f.read_bytes() for f in (*laptop.rglob("*"), report) if f.is_file())
    for words in (SAID, "Nothing came to the hotel.", NEW_PASSWORD):
        assert words.encode() not in disk, "a thief finds no word"
    with (
        running(tmp_path / "home") as room,
        browser_of(chromium, room, "lead") as lead,
        browser_of(chromium, room, "officer-1") as officer,
    ):
        closes_deadline(lead, room, "met", "It came by hand.")
        go(officer, room, f"{HARBOUR}travel/")
        officer.set_input_files("#file", report)
        came = press(officer, "form:has(#file) button.main")
        assert "1 entry was taken in" in came
        assert "something else was said in the room meanwhile" in came
        assert "Done away" in came
        go(lead, room, f"{HARBOUR}travel/")
        seen = press(lead, "a[href*='/aside/']")
        assert "Nothing came to the hotel." in seen
        assert "It came by hand." in seen
        press(lead, "button[value=yes]")
        go(officer, room, f"{HARBOUR}travel/")
        assert "Written into the line" in press(officer, "form[action$='/follow/'] button")
        assert SAID in go(lead, room, f"{HARBOUR}contacts/")
        go(lead, room, f"{HARBOUR}travel/")
        lead.locator("main details summary").first.click()
        assert "Cut off" in press(lead, "button[value=cut_off]")
        answer = taken_out(lead, "a[href$='/answer/']", tmp_path / "a.answer")
    with running(laptop) as there, browser_of(chromium, there, "officer-1") as page:
        go(page, there, f"{HARBOUR}travel/")
        page.set_input_files("#file", answer)
        assert "Its keys are destroyed" in press(page, "form:has(#file) button.main")
        assert "Its keys are destroyed" in go(page, there, HARBOUR)
