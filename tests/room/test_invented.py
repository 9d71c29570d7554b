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
from wasata.desk.key import make_key
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


def marked(answer: object) -> bool:
    """Whether a refusal carries the mark, by its kind."""
    told = answer.content.decode()  # type: ignore[attr-defined]
    if answer.headers["Content-Type"].startswith("text/html"):  # type: ignore[attr-defined]
        return 'class="invented"' in told
    return json.loads(told).get("mark") == INVENTED


REFUSED = ("lines/nowhere/", "nothing/such/", "table/write/", "keys/", "archive/reports/none/", "definitions/of/df-0/")
REFUSED_TO_A_PROGRAM = ("lines/nowhere", "nothing", "reports/none", "figures/none", "brief?since=never")


@pytest.mark.parametrize("who", ["lead", "delegate", "auditor", "stranger", "nobody"])
def test_a_refusal_says_so_to_who_is_of_the_case_and_tells_nobody_else_that_there_is_one(names, enter, who):
    """To a stranger and to nobody it is answered as for a case that does not exist."""
    client = Client(raise_request_exception=False) if who == "nobody" else enter(who)
    of_it, refused = who not in ("stranger", "nobody"), 0
    at = [f"/{lang}/case/{{}}/{path}" for lang in ("en", "ar") for path in REFUSED]
    for address in (*at, *(f"/api/cases/{{}}/{path}" for path in REFUSED_TO_A_PROGRAM)):
        answer, nowhere = (client.get(address.format(case)) for case in (CASE, "nowhat"))
        if answer.status_code >= 400:
            refused += 1
            assert marked(answer) == of_it, f"{who} at {address}: {answer.status_code}"
            assert not marked(nowhere), f"{who} at {address}"
        if not of_it:
            assert answer.status_code == nowhere.status_code, address
    assert refused >= (len(at) // 2 if who == "nobody" else len(at) - 4)


@pytest.mark.parametrize("who", ["lead", "delegate"])
def test_a_refused_act_says_so_on_the_page_and_to_a_program(names, enter, who):
    client = enter(who)
    page = client.post(f"/en/case/{CASE}/lines/nowhere/relay/", {"act": "a1"})
    act = client.post(f"/api/cases/{CASE}/table/notices", "no json", content_type="text/plain")
    assert (page.status_code, act.status_code) == (404, 415 if who == "lead" else 404)
    assert marked(page)
    assert marked(act)


def test_a_key_is_told_so_of_the_case_it_is_for_and_of_no_other(names, home, client):
    shown = make_key(Desk.open(home, CASE, "lead"), "weekly", ["press", "table"], 7).shown
    told = {case: client.get(f"/api/cases/{case}/brief?since=never", headers={"Authorization": f"Bearer {shown}"})
            for case in (CASE, "nowhat")}  # fmt: skip
    assert [(case, answer.status_code, marked(answer)) for case, answer in told.items()] == [
        (CASE, 422, True), ("nowhat", 422, False)
    ]  # fmt: skip
    assert not marked(
        client.get(f"/api/cases/{CASE}/brief?since=never", headers={"Authorization": "Bearer wasata-none"})
    )


def test_a_log_taken_out_says_so_to_whoever_opens_it_or_checks_it(names, enter, home, tmp_path):
    answer = enter("lead").post(
        reverse("record_export", kwargs={"case": CASE, "log": "table"}),
        {"act": "a1", "recipient": "a court", "purpose": "a check"},
    )
    says_so("export", answer)
    kept = tmp_path / "table.wasata"
    kept.write_bytes(answer.content)
    found = bundle.verify(kept)
    assert (found.good, found.note.partition(" · ")[0]) == (True, INVENTED)
    first, *_, last = answer.content.splitlines()
    assert json.loads(first)["note"] == json.loads(last)["manifest"]["note"] == found.note
    for changed in (answer.content.replace(INVENTED.encode(), b"an example", 1), answer.content.replace(
            f',"note":"{found.note}"'.encode(), b"", 1)):  # fmt: skip
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
    assert INVENTED.encode() not in export_log(lead, "table").splitlines()[0]
    assert b'note"' not in head_file(lead, "table")
    for path in REFUSED:
        refusal = client.get(f"/en/case/{TALKS}/{path}")
        assert refusal.status_code < 400 or not marked(refusal), path
    assert HILLS["en"] not in INVENTED
