"""From two delegates' first answers to a double yes in confidence, in real browsers: two delegates, the lead, an officer.

The harbour's people read Arabic, the terraces' English. Until the close nobody of the team is shown an answer, and neither
delegate ever is sent a word of the other's.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.seat import CASE, Seat
from tests.browser.test_relay_journey import write

ANSWERS = {
    "harbour": "من بين الاثنين نفضل الأول على أن يبقى كلامنا هذا عندكم.",
    "terraces": "Of the two the first suits us better, and that stays between us and you.",
}
TOGETHER = 40
"""Seconds from the asking to the close: the time it waits, both answers, and as much again."""


def note_answer(lead: Seat, line: str, said: str) -> None:
    """The lead puts the next question to a side, holds it up, and notes what its delegate answered: by his message."""
    lead.go(f"package/of/{line}/ask/")
    lead.press("form[action$='/put/'] button")
    lead.go(f"package/of/{line}/ask/")
    asked = lead.page.inner_text("h2.q")
    lead.press("a[href*='held-up']")
    assert asked in lead.look()
    lead.go(f"package/of/{line}/ask/")
    places = lead.page.locator("select[name^=rank-]")
    for place in range(places.count()):
        places.nth(place).select_option(str(place + 1))
    if not places.count():
        lead.page.check("input[name=preferred][value=first]")
    lead.page.click("details.rests summary")
    lead.page.select_option("select[name=message]", said)
    lead.press("form[action$='/answer/'] button.main")
    assert lead.page.locator("[role=alert]").count() == 0, lead.look()[:1500]


def call(seat: Seat, path: str, told: dict[str, Any]) -> Any:
    """An act by the room's interface, as a program of his would do it from the page he is on."""
    token = seat.page.locator("main input[name=csrfmiddlewaretoken]").first.input_value()
    answer = seat.page.request.post(
        f"{seat.room.address}/api/cases/marzana-invented/{path}", data=json.dumps(told),
        headers={"X-CSRFToken": token, "Content-Type": "application/json", "Referer": seat.page.url},
    )  # fmt: skip
    assert answer.status in (200, 201), answer.text()
    return answer.json()


def test_from_two_first_answers_to_a_double_yes_in_confidence(seat: Callable[..., Seat]) -> None:
    of_harbour, of_terraces = seat("delegate", "ar"), seat("delegate-2", "en")
    lead, officer = seat("lead", "en"), seat("officer-1", "ar")
    doors = {"harbour": of_harbour, "terraces": of_terraces}

    # each side answers its mediator; the lead notes it by the message it stands in
    for line, door in doors.items():
        said = write(door, [(ANSWERS[line], "none")])
        note_answer(lead, line, said)
        lead.go(f"package/of/{line}/")
        assert lead.page.locator(f"a[href*='{said}']").count(), "the answer shows what it rests on"

    # what both could accept; the first of it is put to both, for a yes in confidence
    lead.go("package/")
    suggested = lead.page.locator("ol.packages > li").first
    href = suggested.locator("a[href*='in-']").get_attribute("href")
    package = dict(re.findall(r"in-([\w-]+)=([\w-]+)", href))
    lead.go(href.split(f"{CASE}/")[1])
    filled = {i: lead.page.input_value(f"#in-{i}") for i in package}
    assert package
    assert filled == package, "the form comes filled in"
    until = datetime.now(UTC) + timedelta(seconds=TOGETHER)
    offer = call(lead, "offers", {
        "act": "put-to-both", "to": ["harbour", "terraces"], "package": package, "until": until.isoformat(timespec="seconds"),
        "words": {"ar": "هل تقبلون هذا كله كما هو؟", "en": "Would you accept all of this, as it stands?"},
    })["made"]  # fmt: skip
    lead.go(f"offers/{offer}/")
    assert lead.page.locator("form[action$='/approve/']").count() == 0, "nobody approves his own"

    officer.go(f"offers/{offer}/")
    officer.press("form.stack.down button.main")
    assert officer.page.locator("[role=alert]").count() == 0, officer.look()[:1500]

    # at one moment it lies at both doors, closed; each opens it and says yes for himself
    for door in doors.values():
        door.until("channel/", f"/channel/put/{offer}/")
    for line, door in doors.items():
        door.go(f"channel/put/{offer}/")
        door.press("form.door-closed button.main")
        lead.go(f"offers/{offer}/")
        shown = lead.page.inner_text(f"section[aria-labelledby=h-{line}]")
        door.page.check("input[name=answer][value=yes]")
        door.press(f"form[action$='/{offer}/answer/'] button.main")
        assert door.page.locator("dl.mono").count() == 1, f"{line} holds what its answer can be checked by"
        lead.go(f"offers/{offer}/")
        assert lead.page.inner_text(f"section[aria-labelledby=h-{line}]") == shown, "an answer changes nothing there"
    before = of_harbour.go("table/"), of_harbour.page.content()
    assert offer not in before[1], "nothing is told before the hour"
    assert datetime.now(UTC) < until, "the answers came in time"

    # at the hour it stands on the table, and each side checks it by what it holds
    of_terraces.until("table/", "All said yes")
    of_harbour.until("table/", "قال الجميع نعم")
    for door in doors.values():
        door.go(f"channel/put/{offer}/")
        assert door.page.locator("p.stop.enough").count() == 1, door.look()[:1500]

    # neither was ever sent what the other wrote, or what we reckon of either
    salts = {line: door.page.inner_text("dl.mono dd:nth-of-type(5)") for line, door in doors.items()}
    assert salts["harbour"] != salts["terraces"]
    for line, other in (("harbour", "terraces"), ("terraces", "harbour")):
        heard = doors[line].heard
        assert not [
            told[:300] for told in heard if ANSWERS[other] in told or f"/lines/{other}" in told or "package/" in told
        ]
