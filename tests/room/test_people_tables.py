"""When the tables of people cannot be written or read: a page that says so, in the reader's language; never a bare one."""

import sqlite3

import pytest
from django.db import OperationalError, connection
from django.test import Client
from tests.room.test_privacy import reserved

from wasata.room.forms.sign_in import Again
from wasata.room.gate import CLOSED
from wasata.room.models import Person, SignIn
from wasata.room.pages import errors

pytestmark = pytest.mark.django_db(transaction=True)  # what fails in earnest fails outside any transaction

CASE = "test-case"
PASSWORD = "a long enough password 7"


class Failing:
    """What the store does when its disk is full, or nothing of it can be reached any more."""

    def __init__(self, said: str, name: str, *, reads: bool = True) -> None:
        self.said, self.name, self.reads = said, name, reads

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("SELECT") and self.reads:
            return execute(sql, params, many, context)
        cause = sqlite3.OperationalError(self.said)
        cause.sqlite_errorname = self.name
        raise OperationalError(self.said) from cause


FULL = Failing("database or disk is full", "SQLITE_FULL")
NO_ROOM_TO_SHARE = Failing("disk I/O error", "SQLITE_IOERR_SHMSIZE", reads=False)
READ_ONLY = Failing("attempt to write a readonly database", "SQLITE_READONLY")
GONE = Failing("unable to open database file", "SQLITE_CANTOPEN", reads=False)


@pytest.mark.parametrize("trouble", [FULL, NO_ROOM_TO_SHARE, READ_ONLY, GONE])
@pytest.mark.parametrize(("lang", "stands"), [("ar", "ما سُجِّل باق كما هو"), ("en", "What is recorded stands")])
@pytest.mark.parametrize("path", ["", f"case/{CASE}/brief/", f"case/{CASE}/table/", "account/"])
def test_a_reader_is_told_and_sent_to_the_keeper(home, enter, room_clock, trouble, lang, stands, path):
    client = enter("lead")
    room_clock.on(minutes=1)  # his sign-in was used again: that is written
    with connection.execute_wrapper(trouble):
        answer = client.get(f"/{lang}/{path}", follow=True)
    page = answer.content.decode()
    assert answer.status_code == 503
    reserved(answer)
    assert stands in page
    assert f'lang="{lang}"' in page
    full = {"ar": "امتلأ القرص", "en": "disk of the room’s machine is full"}[lang]
    assert (full in page) == (trouble in (FULL, NO_ROOM_TO_SHARE))


@pytest.mark.parametrize("trouble", [FULL, READ_ONLY, GONE])
def test_one_who_signs_in_is_told_and_so_is_one_who_changes_his_password(home, enter, person, trouble):
    person("lead")
    with connection.execute_wrapper(trouble):
        answer = Client(raise_request_exception=False).post(
            "/ar/sign-in/", {"login": "lead", "password": PASSWORD}
        )  # fmt: skip
    assert answer.status_code == 503
    assert "ما سُجِّل باق" in answer.content.decode()
    client = enter("lead")
    with connection.execute_wrapper(trouble):
        answer = client.post("/en/account/", {"lang": "ar", "theme": "dark"})
    assert answer.status_code == 503
    assert Person.objects.get(username="lead").theme == ""


def test_the_room_serves_on_when_the_disk_has_room_again(home, enter):
    client = enter("lead")
    with connection.execute_wrapper(FULL):
        assert client.get(f"/en/case/{CASE}/brief/").status_code == 503
    assert client.get(f"/en/case/{CASE}/brief/").status_code == 200


def test_where_even_the_page_of_trouble_breaks_both_languages_say_so(home, enter, monkeypatch):
    def breaks(*_args, **_kwargs):
        raise ValueError("a file of the style is missing")

    client = enter("lead")
    monkeypatch.setattr(errors, "render", breaks)
    answer = client.get("/en/nothing-here/")
    assert answer.status_code == 500
    assert {(name.decode(), told.decode()) for name, told in CLOSED} <= set(answer.headers.items())
    page = answer.content.decode()
    assert "Nothing already recorded is lost" in page
    assert 'lang="ar" dir="rtl"' in page
    assert "missing" not in page


def test_a_sign_in_that_was_ended_in_another_window_leads_to_the_door(home, enter, monkeypatch):
    client = enter("lead")
    settle = Again.is_valid

    def ended_meanwhile(form):
        SignIn.objects.all().delete()
        return settle(form)

    monkeypatch.setattr(Again, "is_valid", ended_meanwhile)
    answer = client.post("/en/sign-in/again/", {"password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/en/sign-in/")
