"""Open sign-ins: when they end, what is told then, what stays in the table, and who may end them."""

import json
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.signals import user_logged_out
from django.test import Client

from wasata.room import sign_ins, wiring
from wasata.room.models import Person, SignIn
from wasata.room.people import admit
from wasata.room.sign_ins import coarse, kept_as

pytestmark = pytest.mark.django_db

CASE = "test-case"
PASSWORD = "a long enough password 7"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def lead(home, enter, room_clock) -> Client:
    return enter("lead")


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def told(answer) -> dict[str, str]:
    """What the address of the door says."""
    led = urlsplit(answer["Location"])
    assert (answer.status_code, led.path) == (302, "/en/sign-in/")
    return {key: values[0] for key, values in parse_qs(led.query).items()}


def test_a_sign_in_that_nobody_uses_for_a_quarter_of_an_hour_ends_and_its_row_is_gone(lead, room_clock):
    room_clock.on(minutes=14, seconds=59)
    assert is_in(lead)
    room_clock.on(minutes=15)
    assert not is_in(lead)
    assert not SignIn.objects.exists()


def test_a_sign_in_ends_after_eight_hours_whatever_is_done(lead, room_clock):
    for _ in range(47):
        room_clock.on(minutes=10)
        assert is_in(lead)
    room_clock.on(minutes=9, seconds=59)
    assert is_in(lead)
    room_clock.on(seconds=1)
    answer = lead.get("/en/account/")
    assert told(answer)["ended"] == "absolute"
    assert not SignIn.objects.exists()


def test_nothing_puts_the_last_end_off_not_even_writing_into_the_row(lead, room_clock):
    for _ in range(48):
        room_clock.on(minutes=10)
        session = lead.session
        session["something"] = str(room_clock.at)
        session.save()
        lead.get("/en/account/")
    assert not is_in(lead)


def test_another_tab_keeps_the_sign_in_open_and_a_slow_answer_does_not_put_its_hour_back(lead, room_clock):
    slow = lead.session
    slow.load()
    room_clock.on(minutes=10)
    assert is_in(lead), "the other tab"
    slow["late"] = "an answer that began ten minutes ago"
    slow.save()
    room_clock.on(minutes=10)
    assert is_in(lead)


@pytest.mark.parametrize("path", ["/en/sign-in/left/", "/en/account/?by_itself", f"/en/case/{CASE}/brief/?by_itself"])
def test_what_a_page_asks_by_itself_keeps_nothing_open(lead, room_clock, path):
    for _ in range(15):
        room_clock.on(minutes=1)
        lead.get(path)
    assert not is_in(lead)


def test_how_long_there_is_left_is_told_and_a_persons_hand_keeps_it_open(lead, room_clock):
    def left(ask: str = "") -> dict[str, object]:
        return json.loads(lead.get(f"/en/sign-in/left/{ask}").content)

    room_clock.on(minutes=13)
    assert left() == {"idle": 120, "absolute": 8 * 3600 - 780}
    assert left("?stay") == {"idle": 900, "absolute": 8 * 3600 - 780}
    room_clock.on(minutes=15)
    assert left() == {"ended": "idle"}
    assert left() == {"ended": "gone"}


def test_every_page_that_is_drawn_again_by_itself_says_so_in_its_address():
    templates = Path(sign_ins.__file__).parent / "templates"
    asking = [p for p in templates.rglob("*.html") if 'http-equiv="refresh"' in p.read_text("utf-8")]
    assert asking, "there is one at least"
    for page in asking:
        assert page.read_text("utf-8").count('http-equiv="refresh"') == page.read_text("utf-8").count("url=?by_itself")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_who_was_put_out_is_told_why_and_comes_back_to_his_page(home, person, room_clock, lang):
    person("lead")
    client = Client()
    client.post(f"/{lang}/sign-in/", {"login": "lead", "password": PASSWORD})
    room_clock.on(minutes=16)
    page = f"/{lang}/case/{CASE}/press/?q=Friday"
    led = client.get(page)["Location"]
    door = client.get(led)
    words = {"en": "nobody used the room here for 15 minutes", "ar": "لأن أحدا لم يستعملها هنا مدة 15 دقيقة"}
    assert words[lang] in door.content.decode()
    assert "not saved" not in door.content.decode()
    again = client.post(led, {"login": "lead", "password": PASSWORD, "next": page})
    assert again["Location"] == page


def test_a_form_that_came_too_late_is_told_to_be_lost_and_leads_back_to_where_it_stood(lead, room_clock):
    room_clock.on(minutes=16)
    asked = told(lead.post(f"/en/case/{CASE}/press/paste/", {"text": "words that were typed"}))
    assert asked == {"ended": "idle", "typed": "1", "next": f"/en/case/{CASE}/press/paste/"}
    page = lead.get("/en/sign-in/", asked).content.decode()
    assert "was not saved and was sent to nobody" in page
    assert "words that were typed" not in page


def test_a_row_that_was_swept_away_is_told_too_and_who_never_came_in_is_told_nothing(lead, room_clock):
    room_clock.on(minutes=16)
    assert sign_ins.sweep(wiring.now()) == 1
    assert told(lead.get("/en/account/"))["ended"] == "gone"
    assert "ended" not in told(Client().get("/en/account/"))
    assert "ended" not in told(lead.get("/en/account/")), "the cookie is gone with it"


def test_rows_are_swept_though_nobody_comes_back_and_who_is_there_stays(home, enter, room_clock, monkeypatch):
    enter("officer")
    room_clock.on(minutes=10)
    here = enter("lead")
    room_clock.on(minutes=6)
    looks = iter([None])
    monkeypatch.setattr(sign_ins, "connections", SimpleNamespace(close_all=lambda: None))  # the test's own has but one
    with pytest.raises(StopIteration):
        sign_ins.keep_swept(lambda _seconds: next(looks))
    assert {row.person.username for row in SignIn.objects.all() if row.person} == {"lead"}
    assert is_in(here)


def test_whoever_reads_the_table_cannot_sign_in_with_it(lead):
    cookie = lead.cookies["wasata_sign_in"].value
    row = SignIn.objects.get()
    assert cookie not in json.dumps(list(SignIn.objects.values()), default=str)
    assert row.session_key == kept_as(cookie)
    thief = Client()
    thief.cookies["wasata_sign_in"] = row.session_key
    assert not is_in(thief)


def test_a_person_sees_his_sign_ins_and_ends_one_or_all_others(home, person, enter, room_clock):
    made = person("lead")
    enter("officer")
    clients = []
    for agent in (FIREFOX, "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "curl"):
        client = Client(headers={"user-agent": agent})
        client.post("/en/sign-in/", {"login": "lead", "password": PASSWORD})
        clients.append(client)
        room_clock.on(minutes=1)
    here, telephone, other = clients
    page = here.get("/en/account/sign-ins/")
    shown = page.content.decode()
    assert all(words in shown for words in ("Firefox · Linux computer", "Safari · iPhone", "another browser"))
    assert "1 March 2026" in shown
    standing = page.context["page"].open
    assert [one.here for one in standing] == [True, False, False]
    theirs = SignIn.objects.get(person__username="officer")
    here.post("/en/account/sign-ins/", {"end": theirs.session_key[:16]})
    assert SignIn.objects.filter(person__username="officer").exists(), "only one's own"
    phone = next(one for one in standing if one.machine == "iphone")
    here.post("/en/account/sign-ins/", {"end": phone.name})
    assert (is_in(here), is_in(telephone), is_in(other)) == (True, False, True)
    here.post("/en/account/sign-ins/", {"others": "yes"})
    assert (is_in(here), is_in(other)) == (True, False)
    assert SignIn.objects.filter(person=made).count() == 1


@pytest.mark.parametrize("agent", ["", "x" * 100_000, "<script>", "Mozilla/5.0 (Windows NT 10.0) Edg/126.0"])
def test_whatever_a_browser_calls_itself_is_told_in_known_words(agent):
    browser, _, machine = coarse(agent).partition("/")
    assert (browser, machine) in {("other", "other"), ("edge", "windows")}


def test_another_password_ends_every_other_sign_in(home, person, room_clock):
    person("lead")
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/en/sign-in/", {"login": "lead", "password": PASSWORD})
    own = {"oldpassword": PASSWORD, "password1": "mine and long 42", "password2": "mine and long 42"}
    assert here.post("/en/account/password/", own).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert SignIn.objects.filter(person__isnull=False).count() == 1, "not only shut out: the row is gone"


def test_a_new_one_time_password_ends_every_sign_in_of_a_person(lead):
    admit("lead")
    assert not SignIn.objects.filter(person=Person.objects.get(username="lead")).exists()


def test_whoever_keeps_something_for_a_person_hears_that_he_is_gone(lead, room_clock):
    gone: list[str] = []

    def heard(user, **_rest):
        gone.append(user.username)

    user_logged_out.connect(heard)
    try:
        room_clock.on(hours=9)
        sign_ins.sweep(wiring.now())
    finally:
        user_logged_out.disconnect(heard)
    assert gone == ["lead"]


def test_the_room_itself_is_set_so(settings):
    assert sign_ins.ends_after() == (15, 8)
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == timedelta(hours=8)
