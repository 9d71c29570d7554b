"""The second factor: asked of everybody where the room holds a case in earnest; kept sealed; each code worth one entry."""

import json
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.exceptions import InvalidTag
from django.conf import settings as django_settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.room.test_access import TABLE

from wasata.desk.case import is_in_earnest, open_case
from wasata.desk.key import make_key
from wasata.errors import CaseUnknown
from wasata.record.home import Home
from wasata.room import second_factor, wiring
from wasata.room.invitation import Invitations
from wasata.room.middleware.second_factor import OPEN_BEFORE
from wasata.room.models import SignIn
from wasata.room.people import WHERE_TO, SecondFactors
from wasata.room.second_factor import accept, code_at, step_of
from wasata.room.settings import base

pytestmark = pytest.mark.django_db

CASE = "test-case"
PASSWORD = "a long enough password 7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def asked(settings) -> None:
    """The room as it is in earnest: the tests' own asks nobody."""
    settings.WASATA_SECOND_FACTOR = "in_earnest"
    second_factor._made_up.clear()


def code(now, secret: str = SECRET, steps: int = 0) -> str:
    return code_at(secret, int(now().timestamp()) // 30 + steps)


def sign_in(name: str, *, lang: str = "en", client: Client | None = None, **more) -> Client:
    client = client or Client(raise_request_exception=False)
    client.post(f"/{lang}/sign-in/", {"login": name, "password": PASSWORD, **more})
    return client


def set_up(client: Client, now) -> str:
    """Sets up an app: its secret."""
    page = client.get("/en/account/second/app/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert client.post("/en/account/second/app/", {"code": code(now, secret)}).status_code == 302
    return secret


# whom it is asked of


def open_another(home: Home, name: str, **kind) -> None:
    open_case(
        home, name, names={"ar": "قضية", "en": "A case"}, period={"ar": "شتاء", "en": "Winter"}, lead="lead",
        parties=("israel", "hamas"), mediators=("qatar",), zone="UTC", readers=(), lot=lambda _signs: None, **kind,
    )  # fmt: skip


@pytest.mark.parametrize(("kind", "earnest"), [({}, True), ({"sample": True}, False), ({"invented": True}, False)])
def test_one_case_in_earnest_is_enough_and_samples_and_inventions_are_none(tmp_path, settings, asked, kind, earnest):
    with Home.create(tmp_path / "home") as house:
        open_another(house, "first", sample=True)
        open_another(house, "second", **kind)
        assert is_in_earnest(house, "second") is earnest
    settings.WASATA_HOME = tmp_path / "home"
    wiring.forget()
    try:
        assert second_factor.is_asked_of_all() is earnest
        settings.WASATA_SECOND_FACTOR = "always"
        assert second_factor.is_asked_of_all()
    finally:
        wiring.forget()


def test_a_home_to_which_somebody_was_invited_is_one_in_earnest_before_its_first_case(tmp_path, settings, asked):
    with Home.create(tmp_path / "home") as house:
        open_another(house, "first", sample=True)
    settings.WASATA_HOME = tmp_path / "home"
    wiring.forget()
    try:
        assert not second_factor.is_asked_of_all()
        Invitations(tmp_path / "home").make("sara", wiring.now(), opens_cases=True)
        assert second_factor.is_asked_of_all()
    finally:
        wiring.forget()


def test_a_case_that_is_opened_while_the_room_runs_is_seen_at_once(tmp_path, settings, asked):
    with Home.create(tmp_path / "home") as house:
        open_another(house, "first", sample=True)
    settings.WASATA_HOME = tmp_path / "home"
    wiring.forget()
    try:
        assert not second_factor.is_asked_of_all()
        with Home.open(tmp_path / "home") as elsewhere:
            open_another(elsewhere, "second")
        assert second_factor.is_asked_of_all()
    finally:
        wiring.forget()


def test_a_case_that_cannot_be_read_is_taken_for_earnest(home, monkeypatch):
    def gone(*_args, **_named):
        raise CaseUnknown(case=CASE)

    monkeypatch.setattr(home, "ledger", gone)
    assert is_in_earnest(home, CASE) is True


def routes(patterns, space: str = ""):
    for p in patterns:
        if isinstance(p, URLResolver):
            yield from routes(p.url_patterns, f"{p.namespace}:" if p.namespace else space)
        elif isinstance(p, URLPattern):
            yield f"{space}{p.name}", p


BEFORE = {
    "factor_first", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "account_change_password", "account_logout", "sign_in_left", "door",
}  # fmt: skip


@pytest.mark.parametrize("role", ["lead", "delegate"])
def test_without_one_no_address_opens_but_those_at_which_it_is_set_up(home, enter, asked, role):
    assert OPEN_BEFORE == BEFORE
    client = enter(role)
    passed = set()
    for name, (kwargs, method, _) in TABLE.items():
        path = reverse(name, kwargs=kwargs)
        answer = getattr(client, method)(path)
        if name.startswith("api:"):
            if name not in ("api:openapi-json", "api:api-root"):
                assert (answer.status_code, json.loads(answer.content)["code"]) == (403, "factor.first"), name
        elif (answer.status_code, answer.headers.get("Location")) != (302, reverse("factor_first")):
            passed.add(name)
        if name == "account_logout":
            client = enter(role)
    assert passed <= BEFORE | {"account_login", "mfa_authenticate", "account_inactive"}, passed
    assert client.get("/en/nothing-here/")["Location"] == reverse("factor_first")


def test_every_address_there_is_was_tried(home):
    """The table of addresses is the one by which access is tested; those of the talks stand behind the same door."""
    open_ones = {name for name, _ in routes(get_resolver().url_patterns)} & BEFORE
    assert open_ones == BEFORE


def test_the_schema_of_the_interface_is_no_case_and_acts_by_a_sign_in_are_refused_too(home, enter, asked):
    client = enter("lead")
    answer = client.post(f"/api/cases/{CASE}/notes", data="{}", content_type="application/json")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (403, "factor.first")
    assert "second factor" in json.loads(answer.content)["what"]


def test_a_program_with_a_key_is_judged_by_its_key(home, enter, desk, asked):
    made = make_key(desk("lead"), "weekly", ["press"], 7)
    bearer = {"Authorization": f"Bearer {made.shown}"}
    assert Client(headers=bearer).get(f"/api/cases/{CASE}/reports").status_code == 200
    beside = enter("officer")
    assert beside.get(f"/en/case/{CASE}/press/", headers=bearer)["Location"] == reverse("factor_first"), "only there"


def test_in_a_room_of_examples_it_is_offered_and_the_page_says_so(home, enter, settings):
    client = enter("lead")
    page = client.get("/en/account/").content.decode()
    assert "offered and not demanded" in page
    assert client.get(f"/en/case/{CASE}/press/").status_code == 200


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_who_must_comes_from_his_password_to_his_codes_and_on_without_being_asked_twice(
    home, person, asked, room_clock, lang
):
    person("lead")
    client = sign_in("lead", lang=lang)
    assert client.get(f"/{lang}/case/{CASE}/press/")["Location"] == f"/{lang}/account/second/first/"
    first = client.get(f"/{lang}/account/second/first/").content.decode()
    assert {"en": "no other page opens", "ar": "لا تُفتح صفحة أخرى"}[lang] in first
    page = client.get(f"/{lang}/account/second/app/")
    assert "data:image/svg+xml" in page.content.decode()
    secret = page.context["form"].secret
    assert page.content.decode().count('class="four"') == 8, "in groups, to be typed off"
    done = client.post(f"/{lang}/account/second/app/", {"code": code(room_clock, secret)})
    assert done["Location"] == f"/{lang}/account/second/codes/"
    codes = client.get(done["Location"])
    shown = re.sub(r"<[^>]+>", "", codes.content.decode())
    assert all(one in shown.replace(" ", "") for one in codes.context["unused_codes"])
    assert client.get(f"/{lang}/case/{CASE}/press/").status_code == 200


def test_who_left_an_open_browser_at_the_first_page_is_asked_for_his_password_again(home, person, asked, room_clock):
    person("lead")
    client = sign_in("lead")
    room_clock.on(minutes=11)
    assert "/sign-in/again/" in client.get("/en/account/second/app/")["Location"]


def test_recovery_codes_are_shown_once(home, person, asked, room_clock):
    person("lead")
    client = sign_in("lead")
    set_up(client, room_clock)
    first = client.get("/en/account/second/codes/")
    assert first.context["unused_codes"][0].isdigit()
    again = client.get("/en/account/second/codes/")
    assert set(again.context["unused_codes"]) == {"****"}
    shown = again.content.decode()
    assert "10 codes are left" in shown
    assert "are not shown again" in shown
    assert client.get("/en/account/second/codes/file/").status_code == 404, "no file of them is handed out"


def test_who_takes_the_last_one_away_sets_up_another_before_anything_else(home, person, asked, room_clock):
    person("lead")
    client = sign_in("lead")
    set_up(client, room_clock)
    assert client.get(f"/en/case/{CASE}/press/").status_code == 200
    client.post("/en/account/second/app/remove/")
    assert not Authenticator.objects.exists()
    assert client.get(f"/en/case/{CASE}/press/")["Location"] == reverse("factor_first")


def test_who_has_one_shows_it_again_and_not_his_password_before_it_is_changed(home, person, room_clock):
    person("lead")
    TOTP.activate(person("officer"), SECRET)
    client = sign_in("officer")
    client.post("/en/sign-in/second/", {"code": code(room_clock)})
    assert client.get("/en/account/").status_code == 200
    led = client.get("/en/account/second/app/remove/")["Location"]
    assert led.startswith("/en/sign-in/second/again/")
    assert client.get("/en/sign-in/again/")["Location"].startswith("/en/sign-in/second/again/")
    client.post("/en/sign-in/again/", {"password": PASSWORD})
    assert client.get("/en/account/second/app/remove/").status_code == 302, "his password is not enough"
    room_clock.on(seconds=30)
    assert client.post(led, {"code": code(room_clock)}).status_code == 302
    assert client.get("/en/account/second/app/remove/").status_code == 200


def test_another_factor_ends_every_other_sign_in(home, person, room_clock, django_capture_on_commit_callbacks):
    person("lead")
    here, there = sign_in("lead"), sign_in("lead")
    here.post("/en/sign-in/again/", {"password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        set_up(here, room_clock)
    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302


# codes


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B (SHA-1, the last six of its eight digits)."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for at, shown in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert code_at(secret, at // 30) == shown


def test_a_code_works_once_and_none_before_it_any_more(home, person, room_clock):
    lead = person("lead")
    TOTP.activate(lead, SECRET)
    early, now, late = (code(room_clock, steps=n) for n in (-1, 0, 1))
    assert accept(lead, now, room_clock())
    for passed in (0, 29, 60, 300):
        at = room_clock() + timedelta(seconds=passed)
        assert not accept(lead, now, at), "seen on a screen, it opens nothing more"
        assert not accept(lead, early, at)
    assert accept(lead, late, room_clock())
    assert not accept(lead, late, room_clock() + timedelta(seconds=30))


@pytest.mark.parametrize("steps", [-2, 2, 40])
def test_a_code_of_another_time_opens_nothing(steps, room_clock):
    assert step_of(SECRET, code(room_clock, steps=steps), room_clock()) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\ud800", "0" * 5000])
def test_what_is_no_code_is_refused(home, person, room_clock, typed):
    lead = person("lead")
    TOTP.activate(lead, SECRET)
    RecoveryCodes.activate(lead)
    assert accept(lead, typed, room_clock()) is None


def test_a_code_may_be_typed_with_the_gap_that_the_app_shows(room_clock):
    shown = code(room_clock)
    assert step_of(SECRET, f"{shown[:3]} {shown[3:]}", room_clock()) is not None


def test_the_code_by_which_an_app_was_set_up_does_not_let_anybody_in(home, person, room_clock):
    person("lead")
    client = sign_in("lead")
    client.post("/en/sign-in/again/", {"password": PASSWORD})
    secret = set_up(client, room_clock)
    over_the_shoulder = sign_in("lead")
    over_the_shoulder.post("/en/sign-in/second/", {"code": code(room_clock, secret)})
    assert over_the_shoulder.get("/en/account/").status_code == 302
    room_clock.on(seconds=30)
    over_the_shoulder.post("/en/sign-in/second/", {"code": code(room_clock, secret)})
    assert over_the_shoulder.get("/en/account/").status_code == 200


def test_a_recovery_code_works_once_also_as_it_is_written_on_the_paper(home, person, room_clock):
    lead = person("lead")
    TOTP.activate(lead, SECRET)
    one = RecoveryCodes.activate(lead).get_unused_codes()[3]
    client = sign_in("lead")
    client.post("/en/sign-in/second/", {"code": f"{one[:4]} {one[4:]}"})
    assert client.get("/en/account/").status_code == 200
    again = sign_in("lead")
    again.post("/en/sign-in/second/", {"code": one})
    assert again.get("/en/account/").status_code == 302


def test_who_knows_the_password_and_types_codes_is_slowed_down_and_stops_nobody(home, person, room_clock):
    TOTP.activate(person("lead"), SECRET)
    his = sign_in("lead")
    his.post("/en/sign-in/second/", {"code": code(room_clock)})
    his.post("/en/sign-out/")
    room_clock.on(seconds=60)
    thief = sign_in("lead", client=Client(REMOTE_ADDR="198.51.100.9"))
    tried = [thief.post("/en/sign-in/second/", {"code": f"{n:06}"}).status_code for n in range(5)]
    assert tried == [200] * 5
    thief.post("/en/sign-in/second/", {"code": code(room_clock)})
    assert thief.get("/en/account/").status_code == 302, "right, and not even tried"
    sign_in("lead", client=his)
    his.post("/en/sign-in/second/", {"code": code(room_clock)})
    assert his.get("/en/account/").status_code == 200


# sealed


def every_byte(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.iterdir() if p.name != "sign-in.key")


@pytest.mark.django_db(databases=[])
def test_neither_the_tables_nor_their_journal_nor_a_dump_hold_a_secret(tmp_path):
    """In the tables of a running room, on the disk: while an app is set up, afterwards, and after a code was used."""
    done = subprocess.run(
        [sys.executable, "-c", SETS_UP, str(tmp_path / "home")], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    secrets = json.loads(done.stdout.splitlines()[-1])
    room = tmp_path / "home" / "room"
    kept = every_byte(room)
    with sqlite3.connect(room / "people.sqlite3") as tables:
        dump = "\n".join(tables.iterdump()).encode()
    assert b"planted-in-the-clear" in kept, "what is not sealed would be found"
    assert b"planted-in-the-clear" in dump
    told = [*secrets["codes"], *secrets["secrets"], secrets["seed"], secrets["cookie"], secrets["where"]]
    assert len(told) >= 14
    for one in told:
        for form in (one, one.lower(), one.encode().hex(), one[::-1]):
            assert form.encode() not in kept, "in the tables or their journal"
            assert form.encode() not in dump
    for row in secrets["rows"]:
        assert not [one for one in told if one in row]


SETS_UP = """
import base64, json, os, sys
from pathlib import Path
home = Path(sys.argv[1])
from wasata.record.home import Home
Home.create(home).close()
from wasata.room import opening
opening.prepare(home, "http://localhost:8111")
opening.make_tables(home)
from django.conf import settings
settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from allauth.mfa.models import Authenticator
from wasata.room import second_factor, wiring
from wasata.room.models import Person, SignIn
person = Person(username="planted-in-the-clear"); person.set_password("a long enough password 7"); person.save()
rows = lambda: [r.get_decoded() for r in SignIn.objects.all()]
client = Client(HTTP_HOST="localhost")
page = "/en/case/test/lines/the-line-of-the-mountain/?q=planted"
seen = []
client.post("/en/sign-in/", {"login": person.username, "password": "a long enough password 7"})
client.post("/en/sign-in/again/", {"password": "a long enough password 7"})
secret = client.get("/en/account/second/app/").context["form"].secret
seen += [json.dumps(r) for r in rows()]
step = int(wiring.now().timestamp()) // 30
client.post("/en/account/second/app/", {"code": second_factor.code_at(secret, step)})
codes = list(client.get("/en/account/second/codes/").context["unused_codes"])
seen += [json.dumps(r) for r in rows()]
half = Client(HTTP_HOST="localhost")
half.post("/en/sign-in/", {"login": person.username, "password": "a long enough password 7", "next": page})
half.post("/en/sign-in/second/", {"code": codes[0]})
last = Client(HTTP_HOST="localhost")
last.post("/en/sign-in/", {"login": person.username, "password": "a long enough password 7", "next": page})
seen += [json.dumps(r) for r in rows()]
from allauth.mfa.utils import decrypt
seed = decrypt(Authenticator.objects.get(type="recovery_codes").data["seed"])
raw = base64.b32decode(secret).hex()
assert len(seen) >= 4 and any("where_to" in s for s in seen) and any("mfa.totp.secret" in s for s in seen)
cookie = client.cookies["wasata_sign_in"].value
told = {"secrets": [secret, raw], "codes": codes, "seed": seed, "cookie": cookie, "rows": seen}
print(json.dumps(told | {"where": "the-line-of-the-mountain"}))
sys.stdout.flush(); os._exit(0)
"""


def test_with_the_tables_alone_nothing_is_opened(home, person, settings):
    TOTP.activate(person("lead"), SECRET)
    kept = Authenticator.objects.get().data["secret"]
    assert SecondFactors().decrypt(kept) == SECRET
    settings.SECRET_KEY = "another room's"
    with pytest.raises(InvalidTag):
        SecondFactors().decrypt(kept)


def test_where_somebody_was_going_is_kept_sealed_while_he_signs_in(home, person, room_clock):
    TOTP.activate(person("lead"), SECRET)
    page = f"/en/case/{CASE}/press/?q=Friday"
    client = sign_in("lead", next=page)
    row = SignIn.objects.get()
    told = json.dumps(row.get_decoded())
    assert WHERE_TO in told
    assert "Friday" not in told
    assert CASE not in told
    assert client.post("/en/sign-in/second/", {"code": code(room_clock)})["Location"] == page


def test_the_running_room_asks_in_earnest(settings):
    assert base.WASATA_SECOND_FACTOR == "in_earnest"
    assert "wasata.room.middleware.second_factor.SecondFactor" in django_settings.MIDDLEWARE
