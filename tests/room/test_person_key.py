"""At the room's door: a person's key is opened by his password, kept for one sign-in, gone when he goes."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.room.conftest import PASSWORD, TALKS

from wasata.desk import holding
from wasata.desk.access import Desk
from wasata.desk.contact import record_contact
from wasata.desk.key import make_key
from wasata.desk.letter import send
from wasata.desk.line_holders import give_line
from wasata.desk.person_key import board, my_key
from wasata.errors import CaseUnknown, NotHeld, PersonKeyClosed
from wasata.record.home import Home
from wasata.record.person_key import Pair
from wasata.room import awake, between, coming, person_key, posting, wiring
from wasata.room.models import Person, SignIn
from wasata.room.second_factor import code_at

SECRET = "They would take forty for eight, and the fishermen first."
LINE, CHANNEL = "line/coast", "channel/coast"
KEPT = f"/en/case/{TALKS}"


@pytest.fixture
def hour() -> Iterator[list[datetime]]:
    """The room's clock."""
    at = [datetime.now(UTC)]
    was = wiring.clock
    wiring.clock = lambda: at[0]
    yield at
    wiring.clock = was


def number(home: Home, name: str) -> str:
    return home.persons.of(name).public.number


def note(home: Home, name: str, client: Client) -> None:
    record_contact(desk_in(client, name), "coast", "call", "out", wiring.now(), answered=True, about=SECRET)


def desk_in(client: Client, name: str) -> Desk:
    """The desk that the pages of this browser are drawn from."""
    client.get(f"{KEPT}/my-key/")
    seats = [seat for seat in wiring._desks if (seat.case, seat.reader) == (TALKS, name) and seat.key]
    assert len(seats) == 1
    return wiring._desks[seats[0]]


def sees_line(client: Client) -> bool:
    return client.get(f"{KEPT}/lines/coast/").status_code == 200


def test_a_key_is_made_when_somebody_first_has_a_password_of_his_own(home: Home, talks: str, person: Any):
    made = person("coast-officer", must_change=True)
    client = Client()
    client.post("/en/sign-in/", {"login": "coast-officer", "password": PASSWORD})
    assert home.persons.names() == (), "a printed password seals no key"
    new = "another long password 8"
    client.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    made.refresh_from_db()
    assert not made.must_change
    assert home.persons.names() == ("coast-officer",)
    assert home.persons.open("coast-officer", new)
    assert client.get(f"{KEPT}/my-key/").status_code == 200
    assert my_key(desk_in(client, "coast-officer")).is_here


def test_a_key_moves_to_a_new_password(home: Home, sign_in: Callable[..., Client]):
    client = sign_in("coast-officer")
    before = number(home, "coast-officer")
    new = "another long password 8"
    client.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert number(home, "coast-officer") == before
    assert home.persons.open("coast-officer", new)
    with pytest.raises(PersonKeyClosed):
        home.persons.open("coast-officer", PASSWORD)
    assert my_key(desk_in(client, "coast-officer")).is_here
    again = sign_in("coast-officer", new)
    assert "wasata_key" in again.cookies


def test_what_stands_in_the_tables_opens_nothing_without_the_browser(home: Home, sign_in: Callable[..., Client]):
    client = sign_in("coast-officer")
    secret = client.cookies["wasata_key"].value
    private = home.persons.open("coast-officer", PASSWORD).private
    rows = b"".join(row.session_data.encode() for row in SignIn.objects.all())
    told = str([row.get_decoded() for row in SignIn.objects.all()])
    assert secret not in told
    assert secret.encode() not in rows
    assert private.hex() not in told
    assert client.session["person_key"]["sealed"] in told, "its half stands there"
    cookie = client.cookies["wasata_key"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["max-age"], "it goes when the browser closes"


def test_the_cookie_is_only_sent_over_a_line_nobody_hears_where_there_is_one(
    sign_in: Callable[..., Client], settings: Any
):
    settings.SESSION_COOKIE_SECURE = True
    client = sign_in("coast-officer")
    assert client.cookies["wasata_key"]["secure"]


@pytest.mark.parametrize("broken", ["none", "other", "swapped", "row"])
def test_a_browser_without_its_half_reads_what_the_room_reads_and_no_more(
    kept: dict[str, Client], sign_in: Callable[..., Client], broken: str
):
    client = kept["coast-officer"]
    assert sees_line(client)
    if broken == "none":
        del client.cookies["wasata_key"]
    elif broken == "other":
        client.cookies["wasata_key"] = "A" * 43
    elif broken == "swapped":  # of another sign-in of the same person
        client.cookies["wasata_key"] = sign_in("coast-officer").cookies["wasata_key"].value
    else:
        session = client.session
        session["person_key"] = {"name": "x"}
        session.save()
    assert not sees_line(client)
    assert "/my-key/" in client.get(f"{KEPT}/lines/coast/").content.decode(), (
        "whoever looks for it is told why it is not there"
    )
    page = client.get(f"{KEPT}/my-key/").content.decode()
    assert "Your key is not open in this browser" in page
    assert "/my-key/" in client.get(f"{KEPT}/brief/").content.decode(), "he is told that something waits"
    client.post(f"{KEPT}/my-key/open/", {"password": PASSWORD})
    assert sees_line(client)


def test_another_signed_in_browser_opens_nothing_for_one_that_has_no_key(kept: dict[str, Client], enter: Any):
    """A stolen sign-in cookie alone: his other browser is open and at work."""
    thief = enter("coast-officer")
    assert sees_line(kept["coast-officer"])
    assert not sees_line(thief)
    assert thief.get(f"/api/cases/{TALKS}/lines/coast").status_code == 404
    assert kept["coast-officer"].get(f"/api/cases/{TALKS}/lines/coast").status_code == 200


def held_words() -> bool:
    gc.unfreeze()
    gc.collect()
    return any(getattr(o, "about", None) == SECRET for o in gc.get_objects() if type(o).__name__ == "Contact")


def test_when_the_last_who_holds_a_line_has_signed_out_it_leaves_the_memory(home: Home, kept: dict[str, Client]):
    note(home, "coast-officer", kept["coast-officer"])
    assert SECRET in kept["coast-officer"].get(f"{KEPT}/lines/coast/contacts/").content.decode()
    assert SECRET in kept["lead"].get(f"{KEPT}/lines/coast/contacts/").content.decode()
    kept["coast-officer"].post("/en/sign-out/")
    assert "wasata_key" not in kept["coast-officer"].cookies or not kept["coast-officer"].cookies["wasata_key"].value
    assert held_words(), "the lead is still there"
    kept["lead"].post("/en/sign-out/")
    assert not held_words()
    assert not [d for d in wiring.entered() if d.by is not None and d.reader != "hills-officer"]
    assert not [pair for pair in gc.get_objects() if isinstance(pair, Pair) and pair.name == key_of(home, "lead")]
    for desk in wiring.entered():
        assert LINE not in desk.sight
    with pytest.raises(NotHeld):
        home.ledger(TALKS, (LINE,))


def key_of(home: Home, name: str) -> str:
    return home.persons.of(name).public.name


def test_whoever_closed_his_browser_is_let_go_of_when_a_sign_in_would_have_ended(
    home: Home, kept: dict[str, Client], hour: list[datetime], settings: Any
):
    note(home, "coast-officer", kept["coast-officer"])
    assert SECRET in kept["coast-officer"].get(f"{KEPT}/lines/coast/contacts/").content.decode()
    hour[0] += timedelta(minutes=settings.WASATA_IDLE_MINUTES - 1)
    awake.turn()
    assert held_words()
    hour[0] += timedelta(minutes=2)
    awake.turn()
    assert not held_words()
    assert not [d for d in wiring.entered() if d.by is not None]


def test_a_grant_that_has_ended_loses_its_key_with_nobody_there(
    home: Home, kept: dict[str, Client], hour: list[datetime]
):
    give_line(desk_in(kept["lead"], "lead"), "coast", "hills-officer", until=hour[0] + timedelta(minutes=5))
    assert key_of(home, "hills-officer") in home.hold_now(TALKS, LINE)
    hour[0] += timedelta(hours=1)
    awake.turn()
    assert key_of(home, "hills-officer") not in home.holders(TALKS, LINE)


def test_a_letter_leaves_by_who_is_there_and_waits_while_nobody_is(
    home: Home, kept: dict[str, Client], hour: list[datetime]
):
    officer = desk_in(kept["coast-officer"], "coast-officer")
    send(officer, "coast", ["We heard you."], "en", recipient="Coast Council")
    hour[0] += timedelta(minutes=6)
    sends = posting.Posting(wiring.entered, now=lambda: hour[0])
    for name in ("coast-officer", "lead"):
        kept[name].post("/en/sign-out/")
    assert sends.turn() == 0, "nobody is there who opens both its logs"
    kept["coast-officer"].post("/en/sign-in/", {"login": "coast-officer", "password": PASSWORD})
    kept["coast-officer"].get(f"{KEPT}/lines/coast/channel/")
    assert sends.turn() == 1


def test_a_program_opens_with_its_own_secret_while_its_reader_sleeps(home: Home, kept: dict[str, Client]):
    made = make_key(desk_in(kept["coast-officer"], "coast-officer"), "weekly", (LINE, CHANNEL, "table", "bureau"), 7)
    note(home, "coast-officer", kept["coast-officer"])
    kept["coast-officer"].post("/en/sign-out/")
    asked = Client().get(f"/api/cases/{TALKS}/lines/coast/contacts", headers={"Authorization": f"Bearer {made.shown}"})
    assert asked.status_code == 200
    assert SECRET in asked.content.decode()


# the pages


def test_who_was_given_a_line_sees_that_he_waits_and_reads_his_number_to_the_lead(
    home: Home, kept: dict[str, Client], sign_in: Callable[..., Client]
):
    delegate = sign_in("coast-delegate")
    page = delegate.get(f"{KEPT}/my-key/").content.decode()
    digits = number(home, "coast-delegate")
    assert all(group in page for group in digits.split())
    assert delegate.get(f"{KEPT}/channel/").status_code == 404
    lead = kept["lead"]
    shown = lead.get(f"{KEPT}/opens/").content.decode()
    assert "coast-delegate" in shown
    assert not any(group in shown for group in digits.split()), "the number is compared, not looked up"
    wrong = lead.post(f"{KEPT}/opens/compare/", {"reader": "coast-delegate", "digits": "1" * 30, "act": "c"})
    assert wrong.status_code == 400
    assert "not those of the key of coast-delegate" in wrong.content.decode()
    assert delegate.get(f"{KEPT}/channel/").status_code == 404
    lead.post(f"{KEPT}/opens/compare/", {"reader": "coast-delegate", "digits": digits, "act": "c"})
    assert delegate.get(f"{KEPT}/channel/").status_code == 200


def test_each_of_the_three_sees_his_words_once_and_nobody_elses(home: Home, kept: dict[str, Client]):
    seen = {}
    for name, client in kept.items():
        page = client.get(f"{KEPT}/my-key/")
        listed = page.context["page"].part if page.context else ()
        assert len(listed) == 33
        seen[name] = [w.word for w in listed]
        assert "no-store" in page.headers["Cache-Control"]
    assert len({tuple(words) for words in seen.values()}) == 3
    coast = seen["coast-officer"]
    refused = kept["coast-officer"].post(f"{KEPT}/my-key/part/", {"word-3": "zero", "word-9": coast[8]})
    assert refused.status_code == 400
    assert kept["coast-officer"].post(f"{KEPT}/my-key/part/", {"word-3": coast[2]}).status_code == 400
    kept["coast-officer"].post(f"{KEPT}/my-key/part/", {"word-3": coast[2], "word-9": coast[8], "act": "w"})
    assert not kept["coast-officer"].get(f"{KEPT}/my-key/").context["page"].part
    assert dict(board(desk_in(kept["lead"], "lead")).parts) == {
        "lead": False, "coast-officer": True, "hills-officer": False,
    }  # fmt: skip


def test_a_lost_password_is_mended_by_two_officers_with_their_papers(
    home: Home, kept: dict[str, Client], sign_in: Callable[..., Client]
):
    note(home, "coast-officer", kept["coast-officer"])
    words = {
        n: [w.word for w in kept[n].get(f"{KEPT}/my-key/").context["page"].part]
        for n in ("coast-officer", "hills-officer")
    }
    lead = Person.objects.get(username="lead")
    lead.set_password("a password printed by the room")
    lead.must_change = True
    lead.save()
    client = sign_in("lead", "a password printed by the room")
    new = "another long password 8"
    client.post(
        "/en/account/password/", {"oldpassword": "a password printed by the room", "password1": new, "password2": new}
    )
    assert not sees_line(client)
    before = number(home, "lead")
    assert client.post(f"{KEPT}/my-key/open/", {"password": new}).status_code == 409, "it was sealed by what he forgot"
    assert number(home, "lead") == before, "nothing is lost by a try"
    assert client.post(f"{KEPT}/my-key/new/", {"password": new}).status_code == 409, "and nothing by a slip"
    assert number(home, "lead") == before
    client.post(f"{KEPT}/my-key/new/", {"password": new, "lost": "yes"})
    assert number(home, "lead") != before
    assert not sees_line(client)
    told = {f"part-{n}": " ".join(w) for n, w in enumerate(words.values(), 1)}
    officer = kept["hills-officer"]
    wrong = officer.post(f"{KEPT}/recover/", told | {"part-1": told["part-2"], "act": "r"})
    assert wrong.status_code == 409
    done = officer.post(f"{KEPT}/recover/", told | {"reader": "lead", "digits": number(home, "lead"), "act": "r"})
    assert done.status_code == 302, done.content.decode()
    assert SECRET in client.get(f"{KEPT}/lines/coast/contacts/").content.decode()
    assert not sees_line(officer)


def test_a_key_that_was_sealed_by_an_earlier_password_opens_with_it(home: Home, kept: dict[str, Client]):
    client = kept["coast-officer"]
    officer = Person.objects.get(username="coast-officer")
    new = "another long password 8"
    officer.set_password(new)  # a printed one, and then this
    officer.save()
    client.post("/en/sign-in/", {"login": "coast-officer", "password": new})
    assert not sees_line(client)
    assert client.post(f"{KEPT}/my-key/open/", {"password": "not mine at all", "was": PASSWORD}).status_code == 400
    client.post(f"{KEPT}/my-key/open/", {"password": new, "was": PASSWORD})
    assert sees_line(client)
    assert home.persons.open("coast-officer", new)


def test_nobody_but_the_lead_hands_keys_or_turns_them_by_a_page(
    kept: dict[str, Client], sign_in: Callable[..., Client]
):
    for name in ("coast-officer", "coast-delegate", "analyst", "auditor"):
        client = kept.get(name) or sign_in(name)
        for what in ("keep", "compare", "hand", "turn", "renew"):
            answer = client.post(f"{KEPT}/opens/{what}/", {"reader": "coast-officer", "log": LINE, "digits": "1"})
            assert answer.status_code in (403, 404), (name, what)
        seen = client.get(f"{KEPT}/opens/").status_code
        assert seen == (200 if name == "auditor" else 404), name
        recovers = client.get(f"{KEPT}/recover/").status_code
        assert recovers == (200 if name == "coast-officer" else 403 if name != "coast-delegate" else 404), name
    turned = kept["lead"].post(f"{KEPT}/opens/turn/", {"log": LINE, "act": "t"})
    assert turned.status_code == 302
    assert sees_line(kept["coast-officer"])


def test_the_page_says_what_the_server_reads_and_it_is_so(home: Home, kept: dict[str, Client]):
    told = kept["lead"].get(f"{KEPT}/opens/").context["page"].told
    with Home.open(home.path) as alone:
        assert set(told.read_by_room) == alone.opens(TALKS)
        assert set(told.closed) == set(alone.logs(TALKS)) - alone.opens(TALKS)
    assert {LINE, CHANNEL, "line/hills", "channel/hills"} <= set(told.closed)


def test_a_person_who_signed_in_before_there_were_keys_makes_one_as_he_signs_in_again(
    home: Home, enter: Any, talks: str, sign_in: Callable[..., Client]
):
    client = enter("coast-officer")
    assert "You have no key yet" in client.get(f"{KEPT}/my-key/").content.decode()
    client.post(f"{KEPT}/my-key/open/", {"password": PASSWORD})
    assert home.persons.names() == ("coast-officer",)
    assert my_key(desk_in(client, "coast-officer")).is_here


def test_tries_at_a_key_are_counted(kept: dict[str, Client], home: Home):
    client = kept["coast-officer"]
    del client.cookies["wasata_key"]
    answers = [client.post(f"{KEPT}/my-key/open/", {"password": f"guess {n}"}).status_code for n in range(14)]
    assert set(answers) == {400}
    assert client.post(f"{KEPT}/my-key/open/", {"password": PASSWORD}).status_code == 400, (
        "not even the right one, for a while"
    )


def test_settling_is_asked_of_every_case_and_one_that_breaks_stops_no_other(
    home: Home, kept: dict[str, Client], monkeypatch: Any
):

    asked = []

    def settle(_home: Home, case: str, *_: Any) -> None:
        asked.append(case)
        raise CaseUnknown(case=case)

    monkeypatch.setattr(holding, "settle", settle)
    awake.turn()
    assert set(asked) == set(home.cases())


def test_a_wrong_password_opens_no_key(home: Home, sign_in: Callable[..., Client]):
    sign_in("coast-officer")
    client = Client()
    client.post("/en/sign-in/", {"login": "coast-officer", "password": "not the password 9"})
    assert "wasata_key" not in client.cookies
    assert person_key.COOKIE == "wasata_key"


# before the second factor was shown

SHOWN = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def half_way(home: Home, sign_in: Callable[..., Client], person: Any) -> Client:
    """Somebody has given his password, and is asked for his second factor."""
    coming._held.clear()
    TOTP.activate(person("coast-officer"), SHOWN)
    client = sign_in("coast-officer")
    assert client.get("/en/account/")["Location"].startswith("/en/sign-in/"), "he is not in"
    return client


def shows_it(client: Client) -> None:
    client.post("/en/sign-in/second/", {"code": code_at(SHOWN, int(wiring.now().timestamp()) // 30)})


def test_no_half_of_a_key_is_laid_anywhere_before_the_second_factor_was_shown(home: Home, half_way: Client):
    assert home.persons.names() == ("coast-officer",), "the password was right: it opened his key"
    assert "wasata_key" not in half_way.cookies
    told = str([row.get_decoded() for row in SignIn.objects.all()])
    assert "account_login" in told
    assert "sealed" not in told
    assert home.persons.open("coast-officer", PASSWORD).private.hex() not in told
    shows_it(half_way)
    assert "wasata_key" in half_way.cookies
    assert half_way.session["person_key"]["sealed"]
    assert "person_key_coming" not in half_way.session
    assert my_key(desk_in(half_way, "coast-officer")).is_here
    assert not coming._held, "and it waits nowhere any more"


def test_a_wrong_code_lays_nothing_and_the_right_one_after_it_does(half_way: Client):
    half_way.post("/en/sign-in/second/", {"code": "000000"})
    assert "wasata_key" not in half_way.cookies
    shows_it(half_way)
    assert my_key(desk_in(half_way, "coast-officer")).is_here


def test_the_key_of_who_never_shows_it_leaves_the_memory(hour: list[datetime], half_way: Client):
    assert len(coming._held) == 1
    hour[0] += coming.WAITS - timedelta(seconds=1)
    awake.turn()
    assert coming._held
    hour[0] += timedelta(seconds=1)
    awake.turn()
    assert not coming._held


def test_a_key_that_waited_is_given_out_once_and_not_too_late():
    now, pair = datetime.now(UTC), Pair(bytes(range(32)))
    name = coming.hold(pair, now)
    assert coming.take(name, now) == pair
    assert coming.take(name, now) is None
    assert coming.take(coming.hold(pair, now), now + coming.WAITS) is None


def test_no_more_than_three_sign_ins_of_a_person_wait_and_nobody_elses_goes_for_them():
    coming._held.clear()
    now, pair, other = datetime.now(UTC), Pair(bytes(range(32))), Pair(bytes(32))
    elsewhere = coming.hold(other, now)
    names = [coming.hold(pair, now) for _ in range(5)]
    assert [coming.take(name, now) for name in names] == [None, None, pair, pair, pair]
    assert coming.take(elsewhere, now) == other


def test_it_is_given_out_also_where_another_process_took_the_password(monkeypatch: Any):
    now, pair, said = datetime.now(UTC), Pair(bytes(range(32))), []
    there: dict[str, Any] = {}
    monkeypatch.setattr(between, "tell", lambda topic, value: there.update({topic: value}))
    name = coming.hold(pair, now)
    told = there[coming.COMING]
    coming._held.clear()  # this is another process now
    monkeypatch.setattr(between, "told", lambda topic: (told,) if topic == coming.COMING else ())
    monkeypatch.setattr(between, "call", lambda topic, value: said.append((topic, value)))
    assert coming.take("of somebody else", now) is None
    assert coming.take(name, now) == pair
    assert said == [(coming.CAME, name)], "and the first lets go of it"
    held_there = coming.hold(pair, now)
    coming._came(held_there)
    assert not coming._held
