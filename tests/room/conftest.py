"""A room for each test: a home of its own with one case and a reader in each role, and people who can sign in."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache as cache_of_calls
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from wasata.desk.access import ROLES, Desk, grant_log
from wasata.desk.case import open_case
from wasata.desk.line import name_person, open_line
from wasata.record.home import Home, database
from wasata.room import wiring
from wasata.room.models import Person

CASE = "test-case"
PASSWORD = "a long enough password 7"


def trial(home: Home) -> None:
    """One open case; a reader named after each role."""
    open_case(
        home, CASE, names={"ar": "محادثات التجربة", "en": "Trial talks"}, period={"ar": "شتاء", "en": "Winter"},
        lead="lead", parties=("israel", "hamas"), mediators=("qatar",), zone="Asia/Gaza", public_only=True,
        readers=[(role, role) for role in ROLES if role != "lead"], lot=lambda _signs: None,
    )  # fmt: skip


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Where a home lies in which this was done, one thing after the other: it was done once, and each test takes a copy."""

    @cache_of_calls
    def made(*doing: Callable[[Home], None]) -> Path:
        path = tmp_path_factory.mktemp("made") / "home"
        with Home.create(path) as home:
            for do in doing:
                do(home)
        return path

    return made


@pytest.fixture
def home(tmp_path: Path, settings, request: pytest.FixtureRequest, made_once: Callable[..., Path]) -> Iterator[Home]:
    """A home with one open case; a reader named after each role. Where the test asks for the talks, with them."""
    path = tmp_path / "home"
    doing = (trial, quiet_talks) if "talks" in request.fixturenames else (trial,)
    if database():
        with Home.create(path, dsn=database()) as made:
            for do in doing:
                do(made)
    else:
        shutil.copytree(made_once(*doing), path)
    settings.WASATA_HOME = path
    wiring.forget()
    yield wiring.home()
    wiring.forget()


@pytest.fixture
def person(db) -> Callable[..., Person]:
    """Makes a person who can sign in."""

    def make(name: str, *, must_change: bool = False, lang: str = "en") -> Person:
        made = Person(username=name, lang=lang, must_change=must_change)
        made.set_password(PASSWORD)
        made.save()
        return made

    return make


@pytest.fixture
def enter(home: Home, person) -> Callable[[str], Client]:
    """A browser in which the reader of this name has signed in."""

    def into(name: str) -> Client:
        found = Person.objects.filter(username=name).first() or person(name)
        client = Client(raise_request_exception=False)
        client.force_login(found)
        return client

    return into


@pytest.fixture
def desk(home: Home) -> Callable[[str], Desk]:
    return lambda reader="lead": Desk.open(home, CASE, reader)


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """Tries at the door are counted in a cache, and a page leaves its language behind: each test begins with none, and in
    English."""
    cache.clear()
    translation.activate("en")
    yield
    cache.clear()


class Clock:
    """The room's clock in a test's hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def room_clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(wiring, "clock", clock)
    return clock


TALKS = "talks"
COAST = {"ar": "مجلس الساحل", "en": "Coast Council"}
HILLS = {"ar": "حكومة التلال", "en": "Hill Government"}


def quiet_talks(home: Home) -> None:
    """A second case of the home, confidential, with two lines: `lead` holds both; `coast-officer` and `hills-officer` one
    each; `coast-delegate` and `hills-delegate` their own channel and the table; `analyst` and `auditor` neither."""
    readers = [(f"{line}-{role}", role) for line in ("coast", "hills") for role in ("officer", "delegate")]
    lead = open_case(
        home, TALKS, names={"ar": "محادثات مكتومة", "en": "Quiet talks"}, period={"ar": "ربيع", "en": "Spring"},
        lead="lead", parties=("israel", "hamas"), mediators=("qatar",), zone="UTC",
        readers=[*readers, ("analyst", "analyst"), ("auditor", "auditor")], lot=lambda _signs: None,
    )  # fmt: skip
    for line, party, names in (("coast", "hamas", COAST), ("hills", "israel", HILLS)):
        open_line(
            lead, line, party=party, of="party", names=names, langs=("ar", "en"), media=("call", "message"),
            officers=(f"{line}-officer",), lot=lambda free: free[0],
        )  # fmt: skip
        grant_log(lead, f"{line}-delegate", f"channel/{line}", may_write=True)
        officer = Desk.open(home, TALKS, f"{line}-officer")
        name_person(officer, line, "envoy", f"Envoy of the {line}", may_clear=True, reader=f"{line}-delegate")


@pytest.fixture
def talks(home: Home) -> str:
    """The name of the quiet talks, which are in the home of a test that asks for them."""
    assert TALKS in home.cases()
    return TALKS


@pytest.fixture
def desk_in_talks(home: Home, talks: str) -> Callable[[str], Desk]:
    return lambda reader="lead": Desk.open(home, talks, reader)


@pytest.fixture
def sign_in(talks: str, person: Any) -> Callable[..., Client]:
    """Somebody signs in with his password, in a browser of his own."""

    def into(name: str, password: str = PASSWORD, *, client: Client | None = None) -> Client:
        if not Person.objects.filter(username=name).exists():
            person(name)
        browser = client or Client(raise_request_exception=False)
        browser.post("/en/sign-in/", {"login": name, "password": password})
        return browser

    return into


@pytest.fixture
def kept(sign_in: Callable[..., Client], home: Home) -> dict[str, Client]:
    """The talks in persons' hands: the lead with the two officers of its lines, done by the pages as they would: the browsers in
    which they signed in."""
    there = {name: sign_in(name) for name in ("lead", "coast-officer", "hills-officer")}
    asked = {"act": "keep"}
    for n, name in ((1, "coast-officer"), (2, "hills-officer")):
        asked |= {f"other-{n}": name, f"digits-{n}": home.persons.of(name).public.number}
    answer = there["lead"].post(f"/en/case/{TALKS}/opens/keep/", asked)
    assert answer.status_code == 302, answer.content.decode()
    assert home.recovery(TALKS) is not None
    return there
