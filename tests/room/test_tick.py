"""When answers leave: on whole ticks for delegates and for whoever is not known, at once for the team."""

import itertools
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from tests.room.conftest import CASE, PASSWORD

from wasata.desk.case import BUREAU
from wasata.room import wiring
from wasata.room.middleware import tick
from wasata.room.middleware.tick import Tick
from wasata.room.models import Person

pytestmark = pytest.mark.django_db


class Hours:
    """A clock that stands but when somebody works or sleeps."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


def held(request, seconds: float, hours: Hours) -> float:
    """When the answer of work that takes so long leaves, counted from the request's arrival."""
    began = hours.now()

    def work(_request):
        hours.at += seconds
        return HttpResponse()

    Tick(work, now=hours.now, sleep=hours.sleep)(request)
    return round(hours.now() - began, 9)


@pytest.mark.parametrize(
    ("took", "leaves"),
    [(0.0002, 0.25), (0.019, 0.25), (0.2499, 0.25), (0.25, 0.25), (0.2501, 0.5), (1.1, 1.25), (0, 0)],
)
@override_settings(WASATA_TICK_MS=250)
def test_an_answer_leaves_on_the_next_whole_tick_from_its_arrival(took, leaves):
    assert held(RequestFactory().get("/"), took, Hours()) == leaves


def test_what_a_request_writes_bears_the_hour_it_came_however_long_it_waited(home, enter, desk, monkeypatch):
    hours, came = itertools.count(), datetime(2031, 5, 4, tzinfo=UTC)
    monkeypatch.setattr(wiring, "clock", lambda: came)
    client = enter("lead")
    monkeypatch.setattr(wiring, "clock", lambda: came + timedelta(seconds=7 * next(hours)))
    client.post(f"/en/case/{CASE}/notes/", {"text": "First.", "about": "watch", "act": "a-1"})
    first = desk().fold(BUREAU).notes[-1].written_at
    assert first == came
    client.post(f"/en/case/{CASE}/notes/", {"text": "Second.", "about": "watch", "act": "a-2"})
    second = desk().fold(BUREAU).notes[-1].written_at
    assert second > first, "the next request came later"
    assert wiring.now() > second, "outside a request the clock goes on"


@override_settings(WASATA_TICK_MS=0)
def test_no_tick_holds_nothing():
    hours = Hours()
    assert held(RequestFactory().get("/"), 0.1, hours) == 0.1
    assert not hours.slept


@pytest.fixture
def room(monkeypatch):
    """The whole room behind a clock of the test; each time that is looked at takes a bit longer than the last."""
    hours = Hours()
    monkeypatch.setattr(Tick.__init__, "__kwdefaults__", {"now": hours.now, "sleep": hours.sleep})
    return hours


def ask(client: Client, *args, method="get", **kwargs):
    """Asks by a handler whose middleware is made anew, with the clock of the test."""
    client.handler = type(client.handler)(enforce_csrf_checks=False)
    return getattr(client, method)(*args, **kwargs)


@override_settings(WASATA_TICK_MS=250)
def test_whatever_a_delegate_or_a_stranger_asks_is_held_and_what_the_team_asks_is_not(home, enter, talks, room):
    addresses = [
        "/", "/en/", "/en/sign-in/", "/en/account/", "/nowhere", f"/en/case/{CASE}/table/", f"/en/case/{CASE}/press/",
        "/api/cases", f"/en/case/{talks}/lines/", "/static/room/room.css",
    ]  # fmt: skip
    for client, holds in (
        (Client(), True),
        (enter("coast-delegate"), True),
        (enter("delegate"), True),
        (enter("analyst"), False),
    ):
        for address in addresses:
            room.slept.clear()
            ask(client, address)
            unknown = address.startswith("/static") or "sign-in" in address
            assert bool(room.slept) is (holds or unknown), f"{address} for {'one held' if holds else 'the team'}"


@override_settings(WASATA_TICK_MS=250)
def test_a_sign_in_is_held_whoever_it_is_and_so_is_a_refused_one_and_a_form_of_nobody(home, person, room):
    for who in ("delegate", "lead"):
        person(who)
        for typed in (PASSWORD, "a wrong password 99"):
            room.slept.clear()
            answer = ask(Client(), "/en/sign-in/", {"login": who, "password": typed}, method="post")
            assert (answer.status_code == 302) is (typed == PASSWORD)
            assert room.slept, "nobody is known before he is in"
    room.slept.clear()
    ask(Client(), reverse("record_verify", kwargs={"case": CASE}), method="post")
    assert room.slept


@override_settings(WASATA_TICK_MS=250)
def test_who_is_a_delegate_in_one_case_is_held_in_all_and_who_is_in_none_is_held(home, enter, person, room, desk):
    from wasata.desk.access import admit_reader
    from wasata.desk.case import open_case

    open_case(home, "other", names={"ar": "قضية", "en": "Other"}, period={"ar": "", "en": ""}, lead="coast", readers=())
    admit_reader(desk("lead"), "coast", "delegate")
    for who in ("coast", "nobody-of-any-case"):
        room.slept.clear()
        ask(enter(who), "/en/case/other/record/")
        assert room.slept


@override_settings(WASATA_TICK_MS=250)
def test_a_page_that_breaks_is_held_as_well(home, room, monkeypatch):
    def breaks(_request):
        raise RuntimeError("in the middle")

    from wasata.room.pages import cases

    monkeypatch.setattr(cases, "preferred", breaks)
    client = Client(raise_request_exception=False)
    assert ask(client, "/").status_code == 500
    assert room.slept


@override_settings(WASATA_TICK_MS=250)
def test_a_program_with_a_key_of_the_team_is_not_held(home, desk, room):
    from wasata.desk.key import make_key

    made = make_key(desk("analyst"), "program", ["press"], 7)
    answer = ask(Client(), f"/api/cases/{CASE}/names", headers={"Authorization": f"Bearer {made.shown}"})
    assert answer.status_code == 200
    assert json.loads(answer.content) is not None
    assert not room.slept
    ask(Client(), f"/api/cases/{CASE}/names", headers={"Authorization": "Bearer wasata-none"})
    assert room.slept


def test_the_tick_stands_outside_everything_that_makes_an_answer(settings):
    assert settings.MIDDLEWARE[0] == f"{tick.__name__}.Tick"


def test_that_somebody_is_of_the_team_is_remembered_for_seconds_and_of_a_delegate_nothing(
    home, rf, monkeypatch, settings
):
    settings.WASATA_TICK_MS = 250
    hours, asked, team = Hours(), [], {"analyst"}
    monkeypatch.setattr(tick, "of_the_team", lambda reader: asked.append(reader) or reader in team)
    held = Tick(lambda _request: HttpResponse(), now=hours.now, sleep=hours.sleep)

    def goes(who: str) -> bool:
        request = rf.get("/")
        request.user = Person(username=who)
        hours.slept.clear()
        held(request)
        return not hours.slept

    assert goes("analyst")
    assert goes("analyst")
    assert not goes("delegate")
    assert not goes("delegate")
    assert asked == ["analyst", "delegate", "delegate"]
    team.clear()  # he is made a delegate somewhere
    hours.at += tick.REMEMBERED
    assert not goes("analyst")
