"""An invented case says that it is one: on every page, in every file that leaves, in every answer to a program; found by walking
all addresses, so that a new one is covered by itself. A case of the world never says so."""

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from tests.carry.planted import png
from tests.desk import definitions
from tests.room.conftest import COAST, HILLS, TALKS
from tests.room.test_access import TABLE, routes
from tests.room.test_access_in_talks import TALKS_TABLE
from tests.room.test_made_of import NORTH

from wasata.desk import contact, definition, for_table
from wasata.desk.access import Desk, grant_log
from wasata.desk.case import INVENTED, open_case
from wasata.desk.defined import Text
from wasata.desk.definition_sides import definition as told_of
from wasata.desk.for_table import Wish
from wasata.desk.line import open_line
from wasata.desk.map import keep_map
from wasata.desk.record import export_log, head_file
from wasata.record import bundle
from wasata.record.home import Home
from wasata.room.middleware.invented import BEFORE, HEADER

pytestmark = pytest.mark.django_db
CASE = "nowhere"


@pytest.fixture
def names(home: Home) -> dict[str, str]:
    """An invented case with a line, and something of what is handed out as a file."""
    lead = open_case(
        home, CASE, names={"ar": "محادثات", "en": "Talks of nowhere"}, period={"ar": "", "en": ""}, lead="lead", invented=True,
        parties=("israel", "hamas"), zone="UTC",
        readers=[(role, role) for role in ("officer", "delegate", "auditor")],
        lot=lambda _: None,
    )  # fmt: skip
    open_line(lead, "coast", party="hamas", of="party", names=COAST, langs=("ar",), media=("call",), officers=("officer",),
              lot=lambda free: free[0])  # fmt: skip
    grant_log(lead, "delegate", "channel/coast", may_write=True)
    officer = Desk.open(home, CASE, "officer")
    text = Text(NORTH.names, NORTH.words, map=keep_map(lead, png()))
    term = definition.write(lead, text)
    definitions.put(officer, "coast", term, 1, recipient=COAST["en"])
    met = contact.record_contact(officer, "coast", "call", "in", lead.now(), answered=True)
    piece = contact.keep_piece(officer, "coast", met, "map.png", "image/png", png())
    ask = for_table.ask(lead, Wish("day", COAST, day=date(2031, 1, 2)))
    for_table.approve(officer, ask, for_table.asked(officer, ask, "en").signed)
    assert told_of(lead, term, "en").text.map
    return {"term": term, "line": "coast", "contact": met, "piece": piece, "log": "bureau", "what": "state", "ask": ask,
            "entry": for_table.entry_of(ask)}  # fmt: skip


def opened(case: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """Every address that is opened, with its name, in both languages where it has one."""
    found = []
    for name in sorted(routes(get_resolver().url_patterns)):
        told, method, _ = (TABLE | TALKS_TABLE).get(name, ({}, "get", {}))
        if method != "get":
            continue
        kwargs = {k: names.get(k, v) for k, v in told.items()} if isinstance(told, dict) else {}
        try:
            address = reverse(name, kwargs={**kwargs, "case": case})
        except NoReverseMatch:
            continue
        found.append((name, address))
        if address.startswith("/ar/"):
            found.append((name, address.replace("/ar/", "/en/", 1)))
    return [(name, address) for name, address in found if f"/{case}/" in address or address.endswith(f"/{case}")]


def says_so(name: str, answer: object) -> None:
    """An answer that carries the mark, by its kind."""
    kind, body = answer.headers["Content-Type"].partition(";")[0], answer.content  # type: ignore[attr-defined]
    if kind == "text/html":
        page = body.decode()
        assert 'class="invented"' in page, name
        assert "Invented example" in page or "مثال مختلق" in page, name
        drawings = re.findall(r"<svg viewBox=.*?</svg>", page, re.S)
        assert all("invented-mark" in svg for svg in drawings if 'role="img"' in svg), name
        return
    assert answer.headers[HEADER], name  # type: ignore[attr-defined]
    if kind == "application/json":
        told = json.loads(body)
        for one in told if isinstance(told, list) else [told]:
            assert (one["invented"], one["mark"]) == (True, INVENTED), name
        return
    assert BEFORE in answer.headers["Content-Disposition"], name  # type: ignore[attr-defined]
    if not body.startswith(b"\x89PNG"):  # a picture that came from somebody is handed out as it is
        assert "مثال مختلق" in re.sub(r"\r\n ", "", body.decode("utf-8-sig")), name


@pytest.mark.parametrize("who", ["lead", "delegate", "auditor"])
def test_every_page_and_answer_of_an_invented_case_says_so(names, enter: Callable[[str], Client], who):
    client, kinds = enter(who), set()
    for _, address in opened(CASE, names):
        answer = client.get(address)
        if answer.status_code == 200 and not answer.streaming:
            says_so(f"{who} at {address}", answer)
            kinds.add(answer.headers["Content-Type"].partition(";")[0])
    assert {"text/html", "application/json", "text/calendar"} <= kinds
    if who == "lead":
        assert {"image/png", "application/octet-stream", "text/tab-separated-values"} <= kinds


def test_a_log_taken_out_says_so_to_whoever_opens_it_or_checks_it(names, enter, home, tmp_path):
    answer = enter("lead").post(reverse("record_export", kwargs={"case": CASE, "log": "table"}), {"act": "a1"})
    says_so("export", answer)
    kept = tmp_path / "table.wasata"
    kept.write_bytes(answer.content)
    found = bundle.verify(kept)
    assert (found.good, found.note) == (True, INVENTED)
    first, *_, last = answer.content.splitlines()
    assert json.loads(first)["note"] == json.loads(last)["manifest"]["note"] == INVENTED
    for changed in (answer.content.replace(INVENTED.encode(), b"an example", 1), answer.content.replace(
            f',"note":"{INVENTED}"'.encode(), b"", 1)):  # fmt: skip
        kept.write_bytes(changed)
        assert not bundle.verify(kept).good, "the mark is signed, and cannot be taken off"


def test_a_case_of_the_world_never_says_so(talks, enter, desk_in_talks, home):
    client = enter("lead")
    for name, address in opened(TALKS, {"line": "coast", "log": "bureau", "what": "state"}):
        answer = client.get(address)
        if answer.status_code == 200 and not answer.streaming:
            assert HEADER not in answer.headers, name
            assert INVENTED not in answer.content.decode(errors="replace"), name
            assert 'class="invented"' not in answer.content.decode(errors="replace"), name
    lead = desk_in_talks("lead")
    assert b"note" not in export_log(lead, "table").splitlines()[0]
    assert b'note"' not in head_file(lead, "table")
    assert HILLS["en"] not in INVENTED
