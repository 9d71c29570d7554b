"""Who reads a case: admitted, let in, shut out, taken off, by its lead; and what the record says of it."""

import re

import pytest
from django.test import Client

from wasata.desk.access import Desk, admit_reader, revoke_log
from wasata.desk.record import record_page
from wasata.desk.sign_in import SIGN_INS, leads_all, note_given_by_keeper
from wasata.errors import SignInWrong
from wasata.room.models import Person

pytestmark = pytest.mark.django_db

CASE = "test-case"
OWN = "a long enough password 7"
_PASSWORD = re.compile(r'<code class="key-shown" dir="ltr">([a-z0-9-]{19})</code>')


def post(client: Client, what: str, case: str = CASE, **fields: str):
    return client.post(f"/en/case/{case}/readers/{what}", fields)


def given(answer) -> str:
    return _PASSWORD.search(answer.content.decode())[1]


def may_enter(name: str, password: str) -> bool:
    client = Client()
    client.post("/en/sign-in/", {"login": name, "password": password})
    return client.get("/en/account/password/").status_code == 200


def test_a_lead_admits_a_colleague_and_his_one_time_password_is_shown_once(enter, desk):
    lead = enter("lead")
    assert post(lead, "", name="omar", role="officer", act="1").status_code == 302
    assert "omar" in lead.get(f"/en/case/{CASE}/readers/").content.decode()
    first = post(lead, "give/", reader="omar", act="2")
    password = given(first)
    again = post(lead, "give/", reader="omar", act="2")
    assert not _PASSWORD.search(again.content.decode())
    assert password not in lead.get(f"/en/case/{CASE}/readers/").content.decode()
    assert may_enter("omar", password)
    assert Person.objects.get(username="omar").must_change


def test_that_it_was_given_and_by_whom_stands_in_access_and_what_it_was_stands_nowhere(enter, desk, home):
    lead = enter("lead")
    password = given(post(lead, "give/", reader="officer", act="1"))
    told = desk().fold(SIGN_INS)["officer"]
    assert (told.given_by, told.way, told.times) == ("lead", "page", 1)
    assert [x.summary for x in record_page(desk(), "en").lines if "opens the door" in x.summary]
    for file in home.path.rglob("*"):
        if file.is_file():
            assert password.encode() not in file.read_bytes(), file


def test_somebody_who_is_shut_out_is_out_with_his_next_page_and_comes_in_no_more(enter, desk):
    lead, officer = enter("lead"), enter("officer")
    assert officer.get(f"/en/case/{CASE}/brief/").status_code == 200
    assert post(lead, "shut/", reader="officer", act="1").status_code == 302
    assert officer.get(f"/en/case/{CASE}/brief/").status_code == 302
    assert not may_enter("officer", OWN)
    assert desk().fold(SIGN_INS)["officer"].taken_by == "lead"


def test_who_was_shut_out_is_let_in_again_by_a_new_password(enter):
    lead = enter("lead")
    enter("officer")
    post(lead, "shut/", reader="officer", act="1")
    assert may_enter("officer", given(post(lead, "give/", reader="officer", act="2")))


def test_taken_off_he_holds_nothing_and_stands_among_those_who_left(enter, desk):
    lead, officer = enter("lead"), enter("officer")
    assert post(lead, "off/", reader="officer", act="1").status_code == 302
    assert officer.get(f"/en/case/{CASE}/brief/").status_code in (302, 404)
    assert not desk("officer").sight
    assert "Taken off the case" in lead.get(f"/en/case/{CASE}/readers/").content.decode()


def test_the_last_lead_and_the_last_holder_of_a_line_are_not_taken_off(enter, talks, home):
    lead = enter("lead")
    told = post(lead, "off/", "talks", reader="lead", act="1")
    assert told.status_code == 400
    assert "last lead" in told.content.decode()
    revoke_log(Desk.open(home, talks, "lead"), "lead", "line/coast")
    told = post(lead, "off/", "talks", reader="coast-officer", act="2")
    assert told.status_code == 400
    assert "nobody else holds this line" in told.content.decode()
    assert Desk.open(home, talks, "coast-officer").holds("line/coast")


def test_a_lead_gives_nobody_a_new_password_who_also_reads_what_another_leads(enter, talks, home):
    """By it he would walk into the other case in his name."""
    other = Desk.open(home, talks, "lead")
    admit_reader(other, "hanan", "lead")
    first = Desk.open(home, CASE, "lead")
    admit_reader(first, "hanan", "officer")
    assert leads_all(first, "hanan")
    assert not leads_all(Desk.open(home, talks, "hanan"), "hanan")
    hanan = enter("hanan")
    enter("auditor")  # of both cases, and hanan leads one of them
    told = post(hanan, "give/", "talks", reader="auditor", act="1")
    assert told.status_code == 400
    assert "he reads what you do not lead" in told.content.decode()
    assert post(hanan, "shut/", "talks", reader="auditor", act="2").status_code == 400
    assert may_enter("auditor", OWN)


def test_nobody_gives_himself_a_password_and_nobody_is_given_one_who_was_not_admitted(enter):
    lead = enter("lead")
    for who in ("lead", "nobody"):
        assert post(lead, "give/", reader=who, act=who).status_code == 400
    assert not Person.objects.filter(username="nobody").exists()
    assert may_enter("lead", OWN)


def test_a_name_that_somebody_signs_in_by_is_admitted_only_as_the_same_person(enter, talks):
    lead = enter("lead")
    enter("coast-officer")
    told = post(lead, "", name="coast-officer", role="officer", act="1")
    assert told.status_code == 400
    assert 'name="same"' in told.content.decode()
    assert post(lead, "", name="coast-officer", role="officer", same="yes", act="1").status_code == 302


def test_who_is_admitted_twice_or_under_the_keepers_name_is_refused(enter):
    lead = enter("lead")
    assert post(lead, "", name="officer", role="analyst", act="1").status_code == 400
    assert post(lead, "", name="keeper", role="officer", act="2").status_code == 400
    assert post(lead, "", name="No Such Name!", role="officer", act="3").status_code == 400


def test_what_the_keeper_of_the_machine_made_is_told_to_the_lead(enter, home, desk):
    note_given_by_keeper(home, "officer", again=True)
    told = enter("lead").get(f"/en/case/{CASE}/readers/").content.decode()
    assert "Invited at the machine&#x27;s terminal" in told or "Invited at the machine's terminal" in told
    assert desk().fold(SIGN_INS)["officer"].given_by == "keeper"


def test_a_delegate_sees_nothing_of_who_else_was_let_in(enter, talks, home):
    delegate = enter("coast-delegate")
    before = delegate.get("/en/case/talks/channel/").content
    lead = enter("lead")
    post(lead, "", "talks", name="newcomer", role="officer", act="1")
    assert b"newcomer" in lead.get("/en/case/talks/readers/").content
    given(post(lead, "give/", "talks", reader="newcomer", act="2"))
    after = delegate.get("/en/case/talks/channel/").content

    def still(page: bytes) -> bytes:
        return re.sub(rb'(name="(?:csrfmiddlewaretoken|act)" value=")[^"]*|<p class="asof">.*?</p>', b"", page)

    assert still(before) == still(after)
    assert delegate.get("/en/case/talks/readers/").status_code == 404


def test_the_auditor_reads_the_page_and_does_nothing_on_it(enter):
    auditor = enter("auditor")
    page = auditor.get(f"/en/case/{CASE}/readers/")
    assert page.status_code == 200
    assert "<form" not in page.content.decode().split('id="main"')[1]
    assert post(auditor, "give/", reader="officer", act="1").status_code == 403


def test_the_desk_itself_refuses_what_the_page_does_not_offer(home, talks):
    from wasata.desk import sign_in

    lead = Desk.open(home, CASE, "lead")
    with pytest.raises(SignInWrong):
        sign_in.give_sign_in(lead, "lead", again=True)
    with pytest.raises(SignInWrong):
        sign_in.take_sign_in(lead, "coast-officer")
