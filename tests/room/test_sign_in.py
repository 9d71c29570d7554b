"""The door: who comes in, with what, and what happens after."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client

from wasata.room.hashing import Bounded
from wasata.room.models import Failed, Person
from wasata.room.people import SecondFactors, admit, one_time_password
from wasata.room.settings import base

pytestmark = pytest.mark.django_db

CASE = "test-case"
PASSWORD = "a long enough password 7"


def sign_in(client: Client, name: str, password: str, lang: str = "en"):
    return client.post(f"/{lang}/sign-in/", {"login": name, "password": password})


def test_the_right_password_opens_the_door_and_leads_to_the_cases(home, person):
    person("lead")
    client = Client()
    answer = sign_in(client, "lead", PASSWORD)
    assert answer.status_code == 302
    assert answer["Location"] == "/en/"
    assert client.get("/en/account/").status_code == 200


def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(home, person):
    person("lead")
    wrong = sign_in(Client(), "lead", "not the password")
    unknown = sign_in(Client(), "nobody", "not the password")
    assert wrong.status_code == unknown.status_code == 200

    def told(answer) -> str:
        return answer.content.decode().split('role="alert"')[1].split("</div>")[0]

    assert told(wrong) == told(unknown)


def test_the_door_counts_tries_and_closes_for_a_while(home, person):
    person("lead")
    client = Client()
    for _ in range(5):
        sign_in(client, "lead", "not the password")
    answer = sign_in(client, "lead", PASSWORD)
    assert answer.status_code in (200, 429)
    assert client.get("/en/account/").status_code == 302


def test_the_tries_of_others_at_the_same_address_close_the_door_for_nobody_else(home, person):
    for name in ("lead", "officer"):
        person(name)
    for n in range(40):
        sign_in(Client(), f"somebody-{n % 9}" if n % 2 else "lead", "not the password")
    client = Client()
    sign_in(client, "officer", PASSWORD)
    assert client.get("/en/account/").status_code == 200


def test_whether_a_name_was_tried_too_often_is_told_to_nobody_who_tries_it(home, person):
    person("officer")
    first = sign_in(Client(), "officer", "not the password")
    for _ in range(9):
        last = sign_in(Client(), "officer", "not the password")

    def told(answer) -> str:
        return answer.content.decode().split('role="alert"')[1].split("</div>")[0]

    assert told(first) == told(last)
    assert sign_in(Client(), "officer", PASSWORD).status_code == 200, "and the door is shut for a while all the same"


def test_no_number_of_a_second_factor_tells_how_many_others_there_are(home, person):
    numbers = [Authenticator.objects.create(user=person(f"person-{n}"), type="totp", data={}).pk for n in range(8)]
    assert min(numbers) > 2**20, "drawn by lot"
    handles = [
        SecondFactors().get_public_key_credential_user_entity(Person.objects.get(username=name))["id"]
        for name in ("person-0", "person-7")
    ]
    assert len(set(handles)) == 2
    assert {len(handle) for handle in handles} == {32}


def test_a_one_time_password_leads_to_changing_it_and_nowhere_else(home):
    password = admit("lead", lang="en")
    client = Client()
    sign_in(client, "lead", password)
    for path in ("/en/", f"/en/case/{CASE}/press/", "/en/account/", "/en/account/second/"):
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"] == "/en/account/password/", path
    answer = client.post(
        "/en/account/password/",
        {"oldpassword": password, "password1": "mine and long 42", "password2": "mine and long 42"},
    )
    assert answer.status_code == 302
    assert client.get("/en/account/").status_code == 200
    assert not Person.objects.get(username="lead").must_change
    assert sign_in(Client(), "lead", password).status_code == 200  # the printed one no longer opens


@pytest.mark.parametrize("chosen", ["short1", "123456789012", "password1234", ""])
def test_a_weak_password_is_refused_with_a_reason(home, chosen):
    password = admit("lead", lang="ar")
    client = Client()
    sign_in(client, "lead", password, "ar")
    answer = client.post("/ar/account/password/", {"oldpassword": password, "password1": chosen, "password2": chosen})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Person.objects.get(username="lead").must_change


def test_one_time_passwords_differ_and_hold_no_letters_that_are_mistaken():
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("0o1il")


def test_passwords_are_hashed_with_argon2():
    assert base.PASSWORD_HASHERS == ["wasata.room.hashing.Bounded"]
    assert (Bounded.algorithm, Bounded.memory_cost, Bounded.time_cost, Bounded.parallelism) == ("argon2", 102_400, 2, 8)


def test_a_row_that_asks_for_more_work_than_a_hash_of_ours_is_not_computed(monkeypatch, caplog):
    def computed(*_args):
        raise AssertionError("it was computed")

    hasher = Bounded()
    good = hasher.encode("a long password", "a salt of some letters")
    assert hasher.verify("a long password", good)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", computed)
    for asks in (
        "m=1048576,t=2,p=16",
        "m=102400,t=4000,p=8",
        "m=102400,t=2,p=17",
        "m=4294967295,t=2,p=8",
        "m=much",
        "",
    ):
        spoilt = good.replace("m=102400,t=2,p=8", asks)
        assert spoilt != good
        assert not hasher.verify("a long password", spoilt), asks
    assert not hasher.verify("a long password", good[:20])
    assert not hasher.must_update(good[:20])
    assert caplog.text.count("wasata room --person") == 7
    assert good[40:] not in caplog.text


def test_signing_out_needs_a_form_and_ends_the_sign_in(home, enter):
    client = enter("lead")
    assert client.get("/en/sign-out/").status_code == 200  # asks, does not do
    assert client.get("/en/account/").status_code == 200
    assert client.post("/en/sign-out/").status_code == 302
    assert client.get("/en/account/").status_code == 302


def code_of(secret: str) -> str:
    """What a code app shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_code_app_can_be_set_up_and_is_asked_for_from_then_on(home, person):
    person("lead")
    client = Client()
    sign_in(client, "lead", PASSWORD)
    asked = client.get("/en/account/second/app/")
    assert "/sign-in/again/" in asked["Location"], "whoever walked up to an open room does not set up a factor"
    assert client.get(asked["Location"]).status_code == 200
    assert client.post(asked["Location"], {"password": PASSWORD}).status_code == 302
    page = client.get("/en/account/second/app/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert client.post("/en/account/second/app/", {"code": code_of(secret)}).status_code == 302
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert kept != secret, "the secret lies sealed in the table"
    assert SecondFactors().decrypt(kept) == secret
    for path in ("/en/account/second/", "/ar/account/second/codes/", "/en/account/second/codes/new/", "/ar/account/"):
        assert client.get(path).status_code == 200, path

    again = Client()
    answer = sign_in(again, "lead", PASSWORD)
    assert answer["Location"] == "/en/sign-in/second/"
    assert again.get("/en/account/").status_code == 302
    assert again.get("/ar/sign-in/second/").status_code == 200
    assert again.post("/en/sign-in/second/", {"code": "000000"}).status_code == 200


def test_a_security_key_can_be_offered(home, person):
    person("lead")
    client = Client()
    sign_in(client, "lead", PASSWORD)
    client.post("/en/sign-in/again/", {"password": PASSWORD})
    page = client.get("/en/account/second/keys/add/").content.decode()
    assert "creation_options" in page
    assert client.get("/ar/account/second/keys/").status_code == 200


def test_there_is_no_sign_up_no_reset_and_no_admin(home):
    for path in ("/en/signup/", "/en/sign-up/", "/en/accounts/signup/", "/en/password/reset/", "/admin/", "/en/admin/"):
        assert Client().get(path).status_code == 404, path
    assert "django.contrib.admin" not in django_settings.INSTALLED_APPS


def test_language_and_appearance_are_kept(home, enter):
    client = enter("lead")
    answer = client.post("/en/account/", {"lang": "ar", "theme": "dark"})
    assert answer["Location"].startswith("/ar/account/")
    page = client.get("/ar/account/").content.decode()
    assert '<html lang="ar" dir="rtl" data-theme="dark">' in page
    assert client.get("/")["Location"] == "/ar/"


@pytest.mark.parametrize(("asked", "lang"), [("en-GB,en;q=0.9", "en"), ("ar-QA,ar", "ar"), ("fr", "ar"), ("", "ar")])
def test_the_door_speaks_the_language_of_whoever_knocks(home, db, asked, lang):
    assert Client().get("/", headers={"accept-language": asked})["Location"] == f"/{lang}/"


def test_all_that_the_door_says_is_in_the_language_of_the_page(home, person):
    """No sentence of allauth or Django in another language, or in another tone, on a page of ours."""
    person("lead")
    client = Client()
    latin = re.compile("[A-Za-z]{4,}")

    def spoken(answer) -> str:
        main = answer.content.decode().split('tabindex="-1">')[1].split("</main>")[0]
        return re.sub(r"<[^>]+>|lead|Chrom\w+", " ", main)

    pages = [
        sign_in(client, "lead", "not the password", "ar"),
        sign_in(client, "", "", "ar"),
        *[sign_in(client, "lead", "not the password", "ar") for _ in range(6)][-1:],
    ]
    Failed.objects.all().delete()
    cache.clear()
    sign_in(client, "lead", PASSWORD, "ar")
    change = "/ar/account/password/"
    pages += [client.get(change), client.post(change, {"oldpassword": "x", "password1": "short", "password2": "other"})]
    pages += [client.post("/ar/sign-in/again/", {"password": "x"}) for _ in range(12)]
    Failed.objects.all().delete()
    cache.clear()
    client.post("/ar/sign-in/again/", {"password": PASSWORD})
    pages += [client.get("/ar/account/second/"), client.post("/ar/account/second/app/", {"code": "1"})]
    pages += [client.get("/ar/account/second/keys/add/"), client.get("/ar/account/second/keys/")]
    for page in pages:
        words = spoken(page)
        assert page.status_code in (200, 429)
        assert not latin.search(re.sub(r"(?:\b[A-Z2-7]{4}\s+){8}", "", words)), latin.findall(words)
    assert any(page.status_code == 429 for page in pages)


def test_no_cookie_of_the_room_outlives_the_browser(home, person):
    person("lead")
    client = Client()
    client.get("/en/sign-in/")
    sign_in(client, "lead", PASSWORD)
    client.get("/en/account/")
    assert {c.key for c in client.cookies.values()} >= {"wasata_sign_in", "wasata_form"}
    for cookie in client.cookies.values():
        assert not cookie["max-age"], cookie.key
        assert not cookie["expires"], cookie.key
        assert cookie["httponly"], cookie.key
