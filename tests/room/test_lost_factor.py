"""A second factor that was lost, on the pages: two say so, what he had falls at once, and he sees who they were."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.room.test_factor import SECRET, code, set_up, sign_in

from wasata.desk import lost_factor as lost
from wasata.desk.access import Desk, admit_reader
from wasata.room import lost_factor, second_factor, wiring
from wasata.room.models import Person, SignIn

pytestmark = pytest.mark.django_db

CASE = "test-case"
PAGE = f"/en/case/{CASE}/second-factors/"
HOW = "Rang the number I have had for two years."


@pytest.fixture
def two(home, enter, person) -> tuple[Client, Client]:
    """The browsers of a lead and an officer; an analyst with an app and ten codes."""
    analyst = person("analyst")
    TOTP.activate(analyst, SECRET)
    RecoveryCodes.activate(analyst)
    return enter("lead"), enter("officer")


def post(client: Client, what: str, **fields: str):
    return client.post(f"{PAGE}{what}/", {"act": fields.get("how", what), **fields})


def waiting(reader: str = "analyst") -> str:
    return lost.of_person(wiring.home(), reader, wiring.now())[-1].request


def recovered(two: tuple[Client, Client], reader: str = "analyst") -> None:
    lead, officer = two
    assert post(officer, "report", reader=reader, how=HOW)["Location"].endswith("?done=report")
    assert post(lead, "confirm", request=waiting(reader), how="Met her in the corridor.")["Location"].endswith(
        "?done=fell"
    )


def second_step(client: Client, shown: str):
    return client.post("/en/sign-in/second/", {"code": shown})


def enters_with_code(room_clock) -> Client:
    client = sign_in("analyst")
    assert second_step(client, code(room_clock)).status_code == 302
    assert client.get(f"/en/case/{CASE}/press/").status_code == 200
    return client


def test_one_alone_takes_nothing_from_anybody(two, room_clock):
    lead, _ = two
    assert post(lead, "report", reader="analyst", how=HOW).status_code == 302
    assert post(lead, "confirm", request=waiting(), how="I say it twice.").status_code == 400
    lost_factor.settle(wiring.home())
    assert Authenticator.objects.filter(user__username="analyst").count() == 2
    enters_with_code(room_clock)


def test_with_the_second_it_falls_he_is_out_everywhere_and_the_next_page_that_opens_is_where_he_sets_up_another(
    two, room_clock
):
    analyst = enters_with_code(room_clock)
    recovered(two)
    assert not Authenticator.objects.filter(user__username="analyst").exists()
    assert not SignIn.objects.filter(person__username="analyst").exists()
    assert analyst.get(f"/en/case/{CASE}/press/").status_code == 302
    again = sign_in("analyst")
    for address in (f"/en/case/{CASE}/press/", "/en/", "/en/account/", "/en/account/second/"):
        assert again.get(address)["Location"] == "/en/account/second/first/", (
            "also where the room asks it of nobody else"
        )
    assert again.get(f"/api/cases/{CASE}/reports").status_code == 403
    first = again.get("/en/account/second/first/").content.decode()
    assert "opens nothing any more" in first
    for who in ("officer", "lead", HOW, "Met her in the corridor."):
        assert who in first
    room_clock.on(minutes=1)
    set_up(again, room_clock)
    assert again.get(f"/en/case/{CASE}/press/").status_code == 200
    assert HOW in again.get("/en/account/").content.decode(), "and it stays to be read"


def test_what_he_had_opens_nothing_and_he_who_set_up_another_keeps_it(two, room_clock):
    codes = RecoveryCodes(Authenticator.objects.get(user__username="analyst", type="recovery_codes")).get_unused_codes()
    half_way = sign_in("analyst")  # his password was typed before, and the code is asked of him
    recovered(two)
    for old in (code(room_clock), codes[0]):
        second_step(half_way, old)
        assert half_way.get(f"/en/case/{CASE}/press/").status_code == 302
    again = sign_in("analyst")
    room_clock.on(minutes=1)
    secret = set_up(again, room_clock)
    for _ in range(2):
        lost_factor.settle(wiring.home())
    assert Authenticator.objects.filter(user__username="analyst", type="totp").exists(), "it falls once"
    assert again.get(f"/en/case/{CASE}/press/").status_code == 200
    room_clock.on(minutes=1)
    new = sign_in("analyst")
    assert second_step(new, code(room_clock)).status_code == 200, "the old secret"
    assert second_step(new, code(room_clock, secret)).status_code == 302


def test_his_password_is_needed_as_before(two):
    recovered(two)
    client = Client()
    client.post("/en/sign-in/", {"login": "analyst", "password": "another long password 8"})
    assert client.get("/en/account/second/first/").status_code == 302
    assert client.get("/en/account/second/app/").status_code == 302


def test_it_falls_also_where_somebody_was_broken_off_between_the_record_and_the_table(two, home):
    lead = Desk.open(home, CASE, "lead")
    lost.confirm(lead, lost.report(Desk.open(home, CASE, "officer"), "analyst", HOW), HOW)
    assert Authenticator.objects.filter(user__username="analyst").exists(), "the record alone was written"
    from wasata.room.awake import turn

    turn()
    assert not Authenticator.objects.filter(user__username="analyst").exists()
    assert Person.objects.get(username="analyst").factor_fell is not None


def test_while_it_waits_all_who_could_confirm_see_it_and_he_himself_can_end_it(two, room_clock):
    lead, officer = two
    analyst = enters_with_code(room_clock)
    post(officer, "report", reader="analyst", how=HOW)
    assert "waits for a second person" in lead.get(f"/en/case/{CASE}/brief/").content.decode()
    assert "waits for a second person" not in officer.get(f"/en/case/{CASE}/brief/").content.decode(), "he said it"
    assert "you have lost your second factor" in analyst.get(f"/en/case/{CASE}/brief/").content.decode()
    mine = analyst.get("/en/account/").content.decode()
    assert HOW in mine
    assert "/account/second/lost-nothing/" in mine
    request = waiting()
    assert analyst.post("/en/account/second/lost-nothing/")["Location"] == "/en/account/?denied"
    assert post(lead, "confirm", request=request, how=HOW).status_code == 400
    assert Authenticator.objects.filter(user__username="analyst").count() == 2
    assert "Ended by the person himself" in lead.get(PAGE).content.decode()


def test_it_is_refused_with_a_reason_and_expires_after_a_day(two, room_clock):
    lead, officer = two
    post(officer, "report", reader="analyst", how=HOW)
    assert post(lead, "stop", request=waiting(), reason="").status_code == 400
    assert post(lead, "stop", request=waiting(), reason="The voice was another.").status_code == 302
    assert "The voice was another." in officer.get(PAGE).content.decode()
    post(officer, "report", reader="analyst", how="Rang again.")
    room_clock.on(hours=24)
    assert "Expired" in enters(officer, "officer").get(PAGE).content.decode()
    assert post(officer, "stop", request=waiting(), reason="late").status_code == 400


def enters(client: Client, name: str) -> Client:
    """A day later he signs in again."""
    client.force_login(Person.objects.get(username=name))
    return client


def test_the_page_tells_whether_he_has_set_up_another_since(two, room_clock):
    recovered(two)
    lead = two[0]
    assert "has not set up another yet" in lead.get(PAGE).content.decode()
    room_clock.on(minutes=1)
    set_up(sign_in("analyst"), room_clock)
    assert "He has set up another" in lead.get(PAGE).content.decode()


def test_the_page_tells_before_it_is_needed_for_whom_too_few_could_speak(two, home):
    told = two[0].get(PAGE).content.decode()
    assert "Could not get in again" in told
    few = re.search(r'aria-labelledby="h-few".*?</section>', told, re.DOTALL)[0]
    assert '<bdi dir="ltr">lead</bdi> <b>(you)</b>' in few
    assert ">analyst<" not in few, "two could speak for her"
    admit_reader(Desk.open(home, CASE, "lead"), "second-lead", "lead")
    few = re.search(r'aria-labelledby="h-few".*?</section>', two[0].get(PAGE).content.decode(), re.DOTALL)
    assert few is None or ">lead<" not in few[0]


def test_somebody_without_a_sign_in_and_a_name_nobody_has_are_told_alike(two):
    answers = [post(two[0], "report", reader=name, how=HOW) for name in ("aid_monitor", "no-such-name")]
    assert {a.status_code for a in answers} == {400}
    seen = [
        a.content.decode().replace(name, "NAME")
        for a, name in zip(answers, ("aid_monitor", "no-such-name"), strict=True)
    ]
    shown = [re.search(r'role="alert">.*?</div>', one, re.DOTALL)[0] for one in seen]
    assert shown[0] == shown[1]


def test_what_was_typed_and_refused_stands_in_the_form_again(two):
    answer = post(two[0], "report", reader="nobody", how="A long sentence nobody wants to type twice.")
    assert "A long sentence nobody wants to type twice." in answer.content.decode()


def test_of_a_delegate_only_who_keeps_his_line_hears_and_no_page_of_another_delegate_changes(
    enter, talks, home, room_clock
):
    enter("coast-delegate")
    hills, address = enter("hills-delegate"), "/en/case/talks/channel/"
    before = [hills.get(x).content for x in (address, "/en/account/")]
    page = "/en/case/talks/second-factors/"
    coast, his = enter("coast-officer"), enter("coast-delegate")
    masked = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    own = masked.sub(b"", his.get(address).content)
    assert coast.post(f"{page}report/", {"reader": "coast-delegate", "how": HOW}).status_code == 302
    assert "coast-delegate" in coast.get(page).content.decode()
    assert masked.sub(b"", his.get(address).content) == own, (
        "nor does his own channel tell it: the page of his account does"
    )
    assert HOW in his.get("/en/account/").content.decode()
    other = enter("hills-officer").get(page).content.decode()
    assert "coast-delegate" not in other
    assert "waits for a second person" not in other
    lead = enter("lead")
    assert lead.post(f"{page}confirm/", {"request": waiting("coast-delegate"), "how": HOW}).status_code == 302
    assert Person.objects.get(username="coast-delegate").factor_fell is not None
    after = [hills.get(x).content for x in (address, "/en/account/")]
    assert [masked.sub(b"", x) for x in before] == [masked.sub(b"", x) for x in after]


def test_his_own_key_opens_by_his_password_as_before(two, home, room_clock):
    """It is sealed by his password, and nothing here touches it."""
    enters_with_code(room_clock)
    file = {f: f.read_bytes() for f in home.persons.folder.rglob("*") if f.is_file()}
    assert file, "his key was made when he signed in"
    recovered(two)
    assert {f: f.read_bytes() for f in file} == file
    assert home.persons.open("analyst", "a long enough password 7")


def test_a_room_of_examples_asks_it_of_him_alone(two, enter, person):
    recovered(two)
    assert not second_factor.is_asked_of_all()
    assert enter("auditor").get(f"/en/case/{CASE}/record/").status_code == 200
    assert enter("analyst").get(f"/en/case/{CASE}/press/")["Location"] == "/en/account/second/first/"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_door_says_what_to_do_who_has_lost_it(two, lang):
    told = sign_in("analyst", lang=lang).get(f"/{lang}/sign-in/second/").content.decode()
    assert {"en": "Two of them, who speak with you", "ar": "اثنان منهم يكلمانك"}[lang] in told


def test_who_sits_at_the_page_of_codes_as_it_falls_comes_in_by_the_same_browser(two, room_clock):
    """As most who lost it do: the page of codes is where they notice."""
    here, there = sign_in("analyst"), sign_in("analyst")
    assert here.get("/en/sign-in/second/").status_code == 200
    recovered(two)
    led = here.get("/en/sign-in/second/", follow=True)
    assert (led.redirect_chain, led.status_code) == ([("/en/sign-in/", 302)], 200)
    late = there.post("/en/sign-in/second/", {"code": code(room_clock)}, follow=True)
    assert (late.redirect_chain, late.status_code) == ([("/en/sign-in/", 302)], 200), "the old code opens nothing"
    for client in (here, there):
        assert client.get("/en/account/").status_code == 302, "nobody is in by that"
        sign_in("analyst", client=client)
        assert client.get(f"/en/case/{CASE}/press/")["Location"] == "/en/account/second/first/"
        assert client.get("/en/account/second/first/").status_code == 200
