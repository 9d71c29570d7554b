"""Guessing at the door: slowed down the more the longer it goes on, and nobody shut out by it."""

import importlib.util
import re
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from wasata.cli import room
from wasata.room import guessing, people, wiring
from wasata.room.guessing import CODES_OF_STRANGERS, FREE, LONGEST_WAIT, Busy, Lane, begin, of, right, wait_after
from wasata.room.models import Failed
from wasata.room.people import admit

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password 7"
NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def sign_in(client: Client, name: str, password: str):
    return client.post("/en/sign-in/", {"login": name, "password": password})


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def guess(name: str = "lead", address: str = "203.0.113.7", what="password", **more):
    return of(RequestFactory().post("/en/sign-in/", REMOTE_ADDR=address, **more), what, name)


def shown_by(client: Client) -> dict[str, str]:
    return {"cookie": f"wasata_device={client.cookies['wasata_device'].value}"}


def said(answer) -> str:
    return answer.content.decode().split('role="alert"')[1].split("</div>")[0]


# the waits


def test_the_wait_grows_and_has_an_end():
    waits = [wait_after(n) for n in range(60)]
    assert waits[:FREE] == [timedelta(0)] * FREE
    assert waits[FREE] == timedelta(seconds=10)
    assert waits[FREE + 1] == timedelta(seconds=20)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT == timedelta(minutes=15)


def test_in_a_night_one_place_tries_few_passwords():
    now, tried = NOW, 0
    for _ in range(12 * 60 * 6):
        tried += begin(guess(), now)
        now += timedelta(seconds=10)
    assert tried < 60


def test_who_must_wait_does_not_make_it_longer_by_trying():
    for _ in range(FREE):
        assert begin(guess(), NOW)
    for second in range(10):
        assert not begin(guess(), NOW + timedelta(seconds=second))
    assert begin(guess(), NOW + timedelta(seconds=10))


def test_many_tries_at_once_are_all_counted():
    assert sum(begin(guess(), NOW) for _ in range(50)) == FREE


def test_what_failed_is_forgotten_when_the_right_one_comes_and_after_half_a_day():
    for _ in range(FREE - 1):
        begin(guess(), NOW)
    begin(guess(), NOW)
    right(guess())
    assert begin(guess(), NOW)
    for _ in range(30):
        begin(guess(), NOW)
    guessing.forget_old(NOW + timedelta(hours=12))
    assert not Failed.objects.exists()


def test_the_table_of_tries_has_an_end(monkeypatch):
    monkeypatch.setattr(guessing, "MOST_ROWS", 10)
    for n in range(25):
        begin(guess(f"name-{n}"), NOW + timedelta(seconds=n))
    guessing.forget_old(NOW + timedelta(minutes=1))
    assert Failed.objects.count() == 10
    assert not begin_many(guess("name-24"), FREE), "the newest are kept"


def begin_many(one, times: int) -> bool:
    return all(begin(one, NOW + timedelta(seconds=30)) for _ in range(times))


def test_no_name_and_no_address_stands_in_the_table_of_tries():
    begin(guess("a-password-typed-in-the-wrong-field"), NOW)
    with CaptureQueriesContext(connection) as asked:
        row = Failed.objects.values_list().get()
        begin(guess("a-password-typed-in-the-wrong-field"), NOW)
    for told in (repr(row), *(query["sql"] for query in asked)):
        assert "wrong-field" not in told
        assert "203.0.113" not in told


def test_every_process_of_the_room_counts_in_the_same_table():
    """Nothing of it is kept in a process: a second one, as it were, reads what the first has written."""
    spec = importlib.util.spec_from_file_location("another_process", guessing.__file__)
    another = importlib.util.module_from_spec(spec)
    sys.modules["another_process"] = another  # its frozen classes look for it
    spec.loader.exec_module(another)
    del sys.modules["another_process"]
    for _ in range(FREE):
        begin(guess(), NOW)
    assert not another.begin(guess(), NOW)


# whom they stop


def test_the_right_password_is_refused_where_many_wrong_ones_came_from_and_taken_after_the_wait(
    home, person, room_clock
):
    person("lead")
    client = Client()
    for _ in range(FREE):
        sign_in(client, "lead", "not the password")
    sign_in(client, "lead", PASSWORD)
    assert not is_in(client)
    room_clock.on(seconds=10)
    sign_in(client, "lead", PASSWORD)
    assert is_in(client)


def test_a_stranger_who_guesses_at_the_leads_name_does_not_stop_the_lead(home, person, room_clock):
    person("lead")
    for n in range(200):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{n % 9}"), "lead", f"guess {n}")
    at_home = Client(REMOTE_ADDR="192.0.2.44")
    sign_in(at_home, "lead", PASSWORD)
    assert is_in(at_home), "a browser nobody knows, from where nobody guessed"


def test_a_device_that_was_in_before_comes_in_from_the_very_address_of_who_guesses(home, person, room_clock):
    person("lead")
    known = Client()
    sign_in(known, "lead", PASSWORD)
    known.post("/en/sign-out/")
    for n in range(40):
        sign_in(Client(), "lead", f"guess {n}")
    new = Client()
    sign_in(new, "lead", PASSWORD)
    assert not is_in(new)
    sign_in(known, "lead", PASSWORD)
    assert is_in(known)


def test_a_known_device_is_slowed_by_its_own_failures(home, person, room_clock):
    person("lead")
    stolen = Client()
    sign_in(stolen, "lead", PASSWORD)
    stolen.post("/en/sign-out/")
    for _ in range(FREE):
        sign_in(stolen, "lead", "not the password")
    sign_in(stolen, "lead", PASSWORD)
    assert not is_in(stolen)


def test_the_cookie_of_a_device_is_worth_nothing_for_another_name_nor_changed(home, person, room_clock):
    for name in ("lead", "officer"):
        person(name)
    known = Client()
    sign_in(known, "officer", PASSWORD)
    cookie = known.cookies["wasata_device"].value
    assert "officer" not in cookie
    stranger = guess("lead")
    for told in (cookie, cookie[:-1] + "x", "x", "", "a" * 9000):
        shown = guess("lead", headers={"cookie": f"wasata_device={told}"})
        assert (shown.stranger, shown.tried) == (True, stranger.tried)
    assert not guess("officer", headers={"cookie": f"wasata_device={cookie}"}).stranger


def test_the_cookie_goes_with_the_browser_unless_its_owner_wants_it_kept(home, person, room_clock):
    person("lead")
    client = Client()
    sign_in(client, "lead", PASSWORD)
    assert not client.cookies["wasata_device"]["max-age"]
    first = guessing.device_of(RequestFactory().get("/", headers=shown_by(client)))
    client.post("/en/account/sign-ins/", {"keep": "yes"})
    kept = client.cookies["wasata_device"]
    assert (kept["max-age"], kept["httponly"], kept["samesite"]) == (90 * 86_400, True, "Strict")
    client.post("/en/sign-out/")
    sign_in(client, "lead", PASSWORD)
    again = guessing.device_of(RequestFactory().get("/", headers=shown_by(client)))
    assert again.kept
    assert again.id == first.id
    client.post("/en/account/sign-ins/", {"keep": "no"})
    assert not client.cookies["wasata_device"]["max-age"]


def test_a_new_password_from_who_keeps_the_room_opens_at_once(home, person, room_clock):
    person("lead")
    client = Client()
    for _ in range(30):
        sign_in(client, "lead", "forgotten")
    sign_in(client, "lead", admit("lead"))
    assert client.get("/en/")["Location"] == "/en/account/password/"


def test_a_name_in_other_letters_is_the_same_name():
    assert len({guess(name).tried for name in ("lead", "LEAD", " lead ", "Lead")}) == 1


# what is told, and when


def test_who_is_wrong_waits_or_is_nobody_is_told_the_same_after_the_same_work(home, person, room_clock, monkeypatch):
    person("lead")
    hashed: list[str] = []
    for name in ("set_password", "check_password"):
        real = getattr(people.Person, name)

        def counted(self, *args, real=real, **named):
            hashed.append(self.username)
            return real(self, *args, **named)

        monkeypatch.setattr(people.Person, name, counted)
    told = {}
    for what, name in (("wrong", "lead"), ("nobody", "nobody-at-all")):
        told[what] = said(sign_in(Client(), name, "not the password"))
        assert len(hashed) == 1, "one password was hashed"
        hashed.clear()
        for _ in range(FREE):
            sign_in(Client(), name, "not the password")
        hashed.clear()
        told[f"{what}, waiting"] = said(sign_in(Client(), name, "not the password"))
        assert len(hashed) == 1
        hashed.clear()
    assert len(set(told.values())) == 1


def nobody(_person, _name: str) -> None:
    """No such name."""


def plain(person, name: str) -> None:
    person(name)


def with_an_app_and_codes(person, name: str) -> None:
    made = person(name)
    TOTP.activate(made, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(made)


def with_a_key_of_his_own(person, name: str) -> None:
    person(name)
    wiring.home().persons.make(name, PASSWORD, at=wiring.now())


def shut_out(person, name: str) -> None:
    person(name)
    people.shut(name)


def with_a_printed_password(_person, name: str) -> None:
    admit(name)


def signed_in_elsewhere(person, name: str) -> None:
    person(name)
    there = Client()
    sign_in(there, name, PASSWORD)
    assert is_in(there)


KINDS_OF_PEOPLE = (
    nobody, plain, with_an_app_and_codes, with_a_key_of_his_own, shut_out, with_a_printed_password, signed_in_elsewhere,
)  # fmt: skip
_DRAWN = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"')


def test_a_wrong_password_is_answered_alike_and_with_the_same_work_whoever_it_was_tried_for(
    home, person, room_clock, monkeypatch
):
    """Who exists, who has a second factor, whose way in is shut: not in a byte, a cookie, a hash, a question to the tables."""
    hashed: list[str] = []
    for name in ("set_password", "check_password"):
        real = getattr(people.Person, name)

        def counted(self, *args, real=real, **named):
            hashed.append("once")
            return real(self, *args, **named)

        monkeypatch.setattr(people.Person, name, counted)
    opened: list[str] = []
    monkeypatch.setattr(type(home.persons), "open", lambda *_args: opened.append("a key"))
    told = {}
    for n, kind in enumerate(KINDS_OF_PEOPLE):
        name = f"somebody{n}"
        kind(person, name)
        client = Client()
        page = client.get("/en/sign-in/")
        token = page.context["csrf_token"]
        hashed.clear()
        opened.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(
                "/en/sign-in/", {"login": name, "password": "not the password", "csrfmiddlewaretoken": token}
            )
        body = _DRAWN.sub("", answer.content.decode()).replace(name, "NAME")
        asks = tuple(re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b", "?", query["sql"]) for query in asked.captured_queries)
        cookies = {name: (c["max-age"], c["path"], len(c.value)) for name, c in answer.cookies.items()}
        headers = {k: v for k, v in answer.headers.items() if k not in ("Content-Security-Policy", "Content-Length")}
        told[kind.__name__] = (answer.status_code, body, cookies, headers, asks, tuple(hashed), tuple(opened))
    first = told["nobody"]
    assert 'role="alert"' in first[1]
    assert first[5:] == (("once",), ())
    for kind, one in told.items():
        assert one == first, kind


def test_a_hash_for_a_name_that_is_none_costs_what_one_for_a_person_costs():
    hasher = Argon2PasswordHasher()
    assert (hasher.time_cost, hasher.memory_cost, hasher.parallelism) == (2, 102_400, 8), (
        "the same for both: Django's own"
    )


# codes


def test_codes_are_counted_apart_from_passwords():
    for _ in range(FREE):
        begin(guess(), NOW)
    assert not begin(guess(), NOW)
    assert begin(guess(what="code"), NOW)


def test_strangers_together_try_few_codes_and_a_known_device_goes_on(home, person, room_clock):
    person("lead")
    known = Client()
    sign_in(known, "lead", PASSWORD)
    cookie = shown_by(known)
    tried = sum(begin(guess(what="code", address=f"2001:db8:{n:x}::1"), NOW) for n in range(500))
    assert tried == CODES_OF_STRANGERS
    assert begin(guess(what="code", headers=cookie), NOW)
    assert begin(guess("officer", what="code"), NOW), "at another's code they have not tried"
    assert begin(guess(what="code", address="192.0.2.9"), NOW + timedelta(hours=12))


# from where


@pytest.mark.parametrize(
    ("seen", "told", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "", "loopback"),
        ("127.0.0.1", "nonsense", "loopback"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1::/48"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("", "", "loopback"),
    ],
)
def test_an_address_is_the_one_the_gate_saw_or_that_of_a_server_of_this_machine(settings, seen, told, address):
    settings.WASATA_GATE_SIGN = "abc"
    request = RequestFactory().post("/", REMOTE_ADDR="", headers={"X-Wasata-From-abc": seen, "X-Forwarded-For": told})
    assert guessing.address_of(request) == address


def test_nobody_outside_tells_the_room_another_address(settings):
    settings.WASATA_GATE_SIGN = "abc"
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7", headers={"X-Wasata-From-abd": "192.0.2.1"})
    assert guessing.address_of(request) == "203.0.113.7"


# the work


def crowd(lane: Lane, places: list[str], hold: threading.Event, seconds: float = 20) -> dict[str, list[str]]:
    """So many at once: who was let through, and who was turned away."""
    told: dict[str, list[str]] = {"in": [], "busy": []}

    def one(place: str) -> None:
        try:
            with lane.turn(place, seconds):
                told["in"].append(place)
                hold.wait(10)
        except Busy:
            told["busy"].append(place)

    threads = [threading.Thread(target=one, args=(place,)) for place in places]
    for thread in threads:
        thread.start()
        time.sleep(0.002)
    told["threads"] = threads  # type: ignore[assignment]
    return told


def test_one_stranger_at_a_time_and_no_crowd_waits():
    hold = threading.Event()
    told = crowd(Lane(1, 6, 2), [f"address {n}" for n in range(40)], hold)
    assert len(told["in"]) == 1
    assert len(told["busy"]) == 33
    hold.set()
    for thread in told["threads"]:
        thread.join()  # type: ignore[attr-defined]
    assert len(told["in"]) == 7


def test_one_address_does_not_fill_the_lane_of_the_others():
    hold, lane = threading.Event(), Lane(1, 6, 2)
    told = crowd(lane, ["one"] * 30, hold)
    assert len(told["busy"]) == 28
    other = crowd(lane, ["another"], hold)
    hold.set()
    for thread in (*told["threads"], *other["threads"]):
        thread.join()  # type: ignore[attr-defined]
    assert other["in"] == ["another"]


def test_strangers_who_fill_their_lane_keep_no_known_device_waiting(home, person, room_clock, monkeypatch):
    person("lead")
    known = Client()
    sign_in(known, "lead", PASSWORD)
    known.post("/en/sign-out/")
    monkeypatch.setattr(guessing, "STRANGERS", Lane(0, 0, 0))
    refused = sign_in(Client(), "lead", PASSWORD)
    assert said(refused) == said(sign_in(Client(), "nobody", PASSWORD))
    assert "Try once more in a minute" in said(refused)
    sign_in(known, "lead", PASSWORD)
    assert is_in(known)


def test_who_does_not_come_to_his_turn_goes_and_leaves_his_place():
    hold, lane = threading.Event(), Lane(1, 1, 9)
    first = crowd(lane, ["a"], hold)
    with pytest.raises(Busy), lane.turn("b", 0.01):
        pass
    hold.set()
    for thread in first["threads"]:
        thread.join()  # type: ignore[attr-defined]
    with lane.turn("b", 0.01):
        pass


def test_all_lanes_together_are_fewer_than_the_threads_that_serve():
    threads = int(Path(room.__file__).read_text("utf-8").split("blocking_threads=")[1].split(",")[0])
    assert guessing.STRANGERS._most + guessing.KNOWN._most < threads
