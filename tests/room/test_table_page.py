"""Names and days put on the table in the room: written, seen as the parties will see them, put."""

import re

import pytest
from tests.room.conftest import CASE, TALKS

from wasata.desk import notice, table

pytestmark = pytest.mark.django_db

TABLE = f"/en/case/{CASE}/table/"
WORDS = {"ar": "جولة ثانية", "en": "Second round"}


def test_a_day_is_typed_in_words_seen_as_what_it_is_and_then_put(home, enter, desk):
    client = enter("officer")
    looked = client.post(f"{TABLE}day/", {**WORDS, "day": "7 March 2027", "hour": "7:30"})
    page = looked.content.decode()
    assert looked.status_code == 200
    assert "Sunday 7 March 2027, 07:30" in page
    assert not table.days(desk(), "en")
    kept = dict(
        re.findall(r'<input type="hidden" name="(day|hour|ar|en|act|put)" value="([^"]*)"', page.split("change")[0])
    )
    assert kept["day"] == "2027-03-07"
    for _ in range(2):
        assert client.post(f"{TABLE}day/", kept).status_code == 302
    (day,) = table.days(desk(), "en")
    assert day.at.isoformat() == "2027-03-07T05:30:00+00:00", "by the clock of the case"
    for who in ("delegate", "auditor"):
        shown = enter(who).get(TABLE).content.decode()
        assert "Second round" in shown
        assert "/table/day/" not in shown, "nobody is offered what he may not do"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"day": ""}, "the day is missing"), ({"day": "4/5"}, "4/5"), ({"hour": "late"}, "the hour is not understood"),
        ({"ar": ""}, "The Arabic words are missing"), ({"en": "كلمات"}, "exchanged"), ({"en": "x" * 501}, "501"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [{}, {"put": "1", "act": "a1"}])
def test_what_cannot_be_put_says_why(home, enter, desk, more, says, step):
    answer = enter("lead").post(f"{TABLE}day/", {**WORDS, "day": "2027-03-07", "hour": "", **more, **step})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not table.days(desk(), "en")


def test_a_day_is_moved_and_struck_in_two_steps_each(home, enter, desk):
    from datetime import date

    entry = table.enter_day(desk("lead"), date(2027, 3, 7), WORDS)
    client = enter("lead")
    assert 'value="2027-03-07"' in client.get(f"{TABLE}day/{entry}/").content.decode()
    moved = {**WORDS, "day": "2027-03-09", "hour": ""}
    client.post(f"{TABLE}day/{entry}/", moved)
    assert table.days(desk(), "en")[0].day.day == 7
    client.post(f"{TABLE}day/{entry}/", {**moved, "put": "1", "act": "a1"})
    assert table.days(desk(), "en")[0].day.day == 9
    client.post(f"{TABLE}day/{entry}/strike/", {"ar": "", "en": ""})
    assert table.days(desk(), "en")[0].state != "struck"
    one_sided = client.post(f"{TABLE}day/{entry}/strike/", {"ar": "أُرجئت", "en": "", "put": "1"})
    assert one_sided.status_code == 400
    client.post(f"{TABLE}day/{entry}/strike/", {"ar": "", "en": "", "put": "1", "act": "a2"})
    assert table.days(desk(), "en")[0].state == "struck"
    assert client.get(f"{TABLE}day/{entry}/").status_code == 404
    assert client.get(f"{TABLE}day/{entry}/strike/").status_code == 404


def test_the_names_that_delegates_are_shown_are_set_for_the_team_and_the_parties_alone(home, enter, desk):
    client = enter("officer")
    form = client.get(f"{TABLE}name/").content.decode()
    assert re.findall(r'<option value="(\w+)"', form) == ["mediator", "hamas", "israel", "qatar"]
    named = {"who": "mediator", "ar": "مكتب الوساطة", "en": "Mediation Office"}
    client.post(f"{TABLE}name/", named)
    assert not table.names(desk())
    client.post(f"{TABLE}name/", {**named, "put": "1", "act": "a1"})
    assert [n.en for n in table.names(desk())] == ["Mediation Office"]
    refused = client.post(f"{TABLE}name/", {**named, "who": "officer", "put": "1", "act": "a2"})
    assert refused.status_code == 400
    assert "neither the mediator nor a party" in refused.content.decode()


def test_words_can_be_changed_before_they_are_put(home, enter, desk):
    page = (
        enter("lead").post(f"{TABLE}day/", {**WORDS, "day": "2027-03-07", "hour": "", "change": "1"}).content.decode()
    )
    assert "<textarea" in page
    assert "Second round" in page
    assert not table.days(desk(), "en")


# two people, where parties talk in confidence

QUIET = f"/en/case/{TALKS}/table/"
NOTICE = {"ar": "تبدأ الجولة يوم الأحد.", "en": "The round begins on Sunday."}


def put_forms(client, path: str, typed: dict[str, str]) -> str:
    """Writes it, looks at it, sends the last form as the page has it. Gives the page it was looked at on."""
    page = client.post(path, typed).content.decode()
    form = page.split('name="change"')[0]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    to = re.findall(r'action="([^"]+)"', form.split('name="act"')[0])[-1]
    assert client.post(to, sent).status_code == 302
    return page


def asked(client) -> list[str]:
    return re.findall(r"/table/asked/(tb-\w+)/", client.get(QUIET).content.decode())


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("write/", NOTICE), ("day/", {**NOTICE, "day": "2031-03-07", "hour": "07:30"}),
        ("name/", {"who": "mediator", "ar": "مكتب الوساطة", "en": "Mediation Office"}),
    ],
)  # fmt: skip
def test_what_one_of_the_team_writes_waits_and_a_second_who_saw_it_puts_it_there(
    talks, enter, desk_in_talks, path, typed
):
    author, second = enter("coast-officer"), enter("hills-officer")
    assert "a second person" in put_forms(author, QUIET + path, typed)
    (ask,) = asked(author)
    own = author.get(f"{QUIET}asked/{ask}/").content.decode()
    assert "/approve/" not in own
    assert "/take-back/" in own
    page = second.get(f"{QUIET}asked/{ask}/").content.decode()
    for lang, direction in (("ar", "rtl"), ("en", "ltr")):
        assert f'lang="{lang}" dir="{direction}">{typed[lang]}</p>' in page
    assert "/take-back/" not in page
    for who in ("coast-delegate", "hills-delegate", "auditor"):
        shown = enter(who).get(QUIET).content.decode()
        assert typed["en"] not in shown
        assert "second person" not in shown
        for where in ("", "approve/", "send-back/", "take-back/"):
            method = "get" if not where else "post"
            answer = getattr(enter(who), method)(f"{QUIET}asked/{ask}/{where}")
            assert answer.status_code == 404, f"{who} at {where}"
    signed = re.search(r'name="signed" value="(\w{64})"', page)[1]
    assert author.post(f"{QUIET}asked/{ask}/approve/", {"signed": signed}).status_code == 400
    assert second.post(f"{QUIET}asked/{ask}/approve/", {"signed": "0" * 64}).status_code == 400
    for _ in range(2):
        assert second.post(f"{QUIET}asked/{ask}/approve/", {"signed": signed}).status_code == 302
    assert asked(second) == []
    desk = desk_in_talks("coast-delegate")
    stands = [*notice.table(desk, "en"), *table.days(desk, "en"), *table.names(desk)]
    assert len(stands) == 1
    shown = enter("coast-delegate").get(QUIET).content.decode()
    assert typed["en"] in shown
    assert "officer" not in shown


def test_it_goes_back_with_a_reason_and_is_written_anew(talks, enter, desk_in_talks):
    author, second = enter("coast-officer"), enter("lead")
    put_forms(author, f"{QUIET}day/", {**NOTICE, "day": "2031-03-07", "hour": "07:30"})
    (ask,) = asked(author)
    assert second.post(f"{QUIET}asked/{ask}/send-back/", {"reason": " "}).status_code == 400
    assert second.post(f"{QUIET}asked/{ask}/send-back/", {"reason": "Say where."}).status_code == 302
    assert asked(second) == []
    page = author.get(f"{QUIET}asked/{ask}/").content.decode()
    assert "Say where." in page
    anew = page.split('name="change"')[1].split("</form>")[0]
    again = dict(re.findall(r'name="(day|hour|ar|en)" value="([^"]*)"', anew))
    assert again == {**NOTICE, "day": "2031-03-07", "hour": "07:30"}
    assert author.post(f"{QUIET}day/", {**again, "change": "1"}).status_code == 200
    assert author.post(f"{QUIET}asked/{ask}/take-back/").status_code == 302
    assert asked(author) == []


def test_a_day_is_moved_and_struck_by_two(talks, enter, desk_in_talks):
    from datetime import date

    from tests.desk import on_table

    entry = on_table.enter_day(desk_in_talks("coast-officer"), date(2031, 3, 7), WORDS)
    author, second = enter("coast-officer"), enter("hills-officer")
    for path, typed in (
        (f"day/{entry}/", {**WORDS, "day": "2031-03-09", "hour": ""}),
        (f"day/{entry}/strike/", {"ar": "", "en": ""}),
    ):
        put_forms(author, QUIET + path, typed)
        (ask,) = asked(second)
        page = second.get(f"{QUIET}asked/{ask}/").content.decode()
        assert "Second round" in page
        assert ("7 March 2031" if path == f"day/{entry}/" else "9 March 2031") in page, "when it stands now"
        signed = re.search(r'name="signed" value="(\w{64})"', page)[1]
        second.post(f"{QUIET}asked/{ask}/approve/", {"signed": signed})
    (day,) = table.days(desk_in_talks("lead"), "en")
    assert (day.day, day.state) == (date(2031, 3, 9), "struck")
