"""The way of the first lead: invited at the terminal by somebody who may read nothing, found out if he reads."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from wasata.cli import room as start
from wasata.cli.main import main
from wasata.desk.access import Desk
from wasata.desk.case import open_case
from wasata.desk.sign_in import SIGN_INS
from wasata.record.home import Home
from wasata.room import wiring
from wasata.room.invitation import Invitations
from wasata.room.models import Person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OWN = "four small grey stones"


@pytest.fixture
def empty(tmp_path: Path, settings):
    """A home in which nothing stands."""
    Home.create(tmp_path / "home").close()
    settings.WASATA_HOME = tmp_path / "home"
    wiring.forget()
    yield wiring.home()
    wiring.forget()


@pytest.fixture
def kept(empty) -> Invitations:
    return Invitations(empty.path)


def enter(code: str, name: str = "layla", password: str = OWN, client: Client | None = None):
    fields = {"reader": name, "code": code, "password1": password, "password2": password}
    return (client or Client()).post("/en/invitation/", fields)


def signed_in(name: str = "layla", password: str = OWN) -> Client:
    client = Client()
    client.post("/en/sign-in/", {"login": name, "password": password})
    return client


def test_whoever_is_invited_chooses_a_password_nobody_gave_him_and_enters_by_it(kept):
    told = enter(kept.make("layla", NOON, opens_cases=True)).content.decode()
    assert "nobody got in by your name before you" in told
    assert "Nothing stands in this room yet" in told
    assert signed_in().get("/en/").status_code == 200
    assert not Person.objects.get(username="layla").must_change


def test_an_invitation_that_was_used_says_so_with_the_hour_and_offers_no_form(kept):
    """The administrator has used what he was to hand over: the lead is told, and is not led to ask for another."""
    code = kept.make("layla", NOON, opens_cases=True)
    enter(code, password="the administrators own words")
    told = enter(code)
    page = told.content.decode()
    assert told.status_code == 400
    assert "was used before" in page
    assert "somebody else got in by your name" in page
    assert "<form" not in page.split('id="main"')[1]
    assert signed_in().get("/en/").status_code == 302


def test_who_makes_another_after_using_the_first_is_found_out_by_the_list(kept):
    enter(kept.make("layla", NOON, opens_cases=True), password="the administrators own words")
    told = enter(kept.make("layla", NOON, opens_cases=True)).content.decode()
    assert "More than one was made in your name" in told
    assert told.count("used at") == 2


def test_an_invitation_that_was_replaced_opens_nothing(kept):
    first = kept.make("layla", NOON, opens_cases=True)
    kept.make("layla", NOON, opens_cases=True)
    told = enter(first)
    assert told.status_code == 400
    assert "Another invitation was made" in told.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("wrong", ["", "aaaa-aaaa-aaaa-aaaa-aaaa", "الرمز"])
def test_a_code_that_is_none_opens_nothing(kept, wrong):
    kept.make("layla", NOON, opens_cases=True)
    assert enter(wrong).status_code == 400
    assert not Person.objects.exists()


def test_a_code_is_for_its_own_name_and_is_typed_in_any_case_with_any_gaps(kept):
    code = kept.make("layla", NOON, opens_cases=True)
    assert enter(code, name="sara").status_code == 400
    assert enter(f" {code.upper().replace('-', ' ')} ").status_code == 200


def test_a_weak_password_does_not_use_the_invitation_up(kept):
    code = kept.make("layla", NOON, opens_cases=True)
    assert enter(code, password="123456789012").status_code == 400
    assert enter(code, password="layla").status_code == 400
    assert enter(code).status_code == 200


def test_no_code_is_kept_and_nobody_else_reads_the_list(kept, empty):
    code = kept.make("layla", NOON, opens_cases=True)
    file = empty.path / "room" / "invitations.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert code not in file.read_text()
    assert code.replace("-", "") not in file.read_text()


def test_the_first_lead_opens_a_case_and_lets_two_officers_in(kept, empty):
    enter(kept.make("layla", NOON, opens_cases=True))
    lead = signed_in()
    assert "Open a case" in lead.get("/en/").content.decode()
    told = {"ar": "محادثات جدة", "en": "Jeddah talks", "case": "jeddah", "party_1": "rsf", "party_2": "sudan_army",
            "mediator_1": "saudi", "zone": "Asia/Riyadh", "about": "الهدنة\ntruce"}  # fmt: skip
    opened = lead.post("/en/open-case/", told)
    assert opened["Location"] == "/en/case/jeddah/readers/?done=opened"
    assert lead.post("/en/open-case/", told)["Location"] == opened["Location"]  # sent twice
    for n, name in enumerate(("omar", "mona")):
        assert (
            lead.post("/en/case/jeddah/readers/", {"name": name, "role": "officer", "act": f"a{n}"}).status_code == 302
        )
        given = lead.post("/en/case/jeddah/readers/give/", {"reader": name, "act": f"g{n}"}).content.decode()
        password = given.split('class="key-shown" dir="ltr">')[1].split("<")[0]
        assert signed_in(name, password).get("/en/")["Location"] == "/en/account/password/"
    assert {"omar", "mona"} <= set(Person.objects.values_list("username", flat=True))
    assert Desk.open(empty, "jeddah", "omar").role == "officer"


@pytest.mark.parametrize(
    ("field", "value"),
    [("zone", "Mars/Crater"), ("party_2", "rsf"), ("ar", "  "), ("case", "A name!"), ("party_1", "nobody_such")],
)
def test_a_case_that_cannot_be_opened_so_is_refused_and_what_was_typed_stays(kept, empty, field, value):
    enter(kept.make("layla", NOON, opens_cases=True))
    told = {"ar": "محادثات", "en": "Talks of ours", "case": "talks", "party_1": "rsf", "zone": "UTC"} | {field: value}
    answer = signed_in().post("/en/open-case/", told)
    assert answer.status_code == 400
    assert "Talks of ours" in answer.content.decode()
    assert not empty.cases()


def test_only_who_leads_or_was_invited_to_opens_cases(home):
    for name, status in (("lead", 200), ("officer", 404), ("delegate", 404)):
        person = Person.objects.create(username=name)
        client = Client()
        client.force_login(person)
        assert client.get("/en/open-case/").status_code == status, name
        assert ("Open a case" in client.get("/en/?all").content.decode()) is (status == 200), name


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    """`wasata` at the terminal of a server on which nothing stands yet: what it printed, and how it ended."""
    home = tmp_path / "server"
    for name, value in {"WASATA_HOME": str(home), "WASATA_LANG": "en", "WASATA_ORIGIN": ""}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ.get("DJANGO_SETTINGS_MODULE", ""))

    def told(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(words)
        return int(ended.value.code or 0), capsys.readouterr().out

    told.home = home
    return told


def test_the_terminal_makes_an_empty_home_and_tells_every_case_of_an_invitation(terminal):
    code, told = terminal("keep", "invite", "layla")
    assert code == 0
    assert "kept nowhere" in told
    assert "was made for layla before" in terminal("keep", "invite", "layla")[1]
    assert terminal("keep", "invite", "No Name")[0] == 1
    assert terminal("case", "open", "jeddah", "--ar", "جدة", "--en", "Jeddah", "--lead", "layla")[0] == 0
    assert terminal("keep", "invite", "layla")[0] == 0
    assert terminal("keep", "shut-out", "layla")[0] == 1  # she has never entered
    Person.objects.create(username="layla")
    assert terminal("keep", "shut-out", "layla")[0] == 0
    assert not Person.objects.get(username="layla").is_active
    with Home.open(terminal.home) as home:
        assert home.cases() == ("jeddah",)
        told = Desk.open(home, "jeddah", "layla").fold(SIGN_INS)["layla"]
        assert (told.given_by, told.way, told.times) == ("keeper", "terminal", 1)
        assert told.taken_by == "keeper"
    assert [one.opens_cases for one in Invitations(terminal.home).all()] == [True, True, False]


def test_in_a_home_in_earnest_the_room_makes_no_sample_and_prints_no_password(terminal):
    """What it prints at its start goes into the journal, which the administrator reads."""
    terminal("keep", "invite", "layla")
    terminal("case", "open", "jeddah", "--ar", "جدة", "--en", "Jeddah", "--lead", "layla")
    with Home.open(terminal.home) as home:
        start._finish_sample(home)
        start._people(home, terminal.home, new_passwords=False, named=[])
        assert home.cases() == ("jeddah",)
    assert not Person.objects.exists()


def test_no_invitation_is_made_into_a_home_with_samples(terminal, tmp_path):
    with Home.create(terminal.home) as home:
        open_case(
            home, "little", names={"ar": "صغيرة", "en": "Little"}, period={"ar": "", "en": ""}, lead="lead", sample=True
        )
    assert terminal("keep", "invite", "layla")[0] == 1
    assert not Invitations(terminal.home).in_earnest
