"""The page of the watch: who is on, what waits, the gap, and the acts of whoever is on."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from tests.room.conftest import TALKS
from tests.room.test_position import hidden

from wasata.desk.shift import take_watch, watch
from wasata.room.charts import watch as chart
from wasata.values import LANGS

pytestmark = pytest.mark.django_db


def at(name: str) -> str:
    return f"/en{reverse(name, kwargs={'case': TALKS})[3:]}"


def shown(client) -> str:
    answer = client.get(at("watch"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_watch_from_its_taking_to_its_acceptance_by_forms(enter, desk_in_talks):
    coast, hills = enter("coast-officer"), enter("hills-officer")
    assert "No watch was taken yet" in shown(coast)
    take = hidden(shown(coast), at("watch_take")) | {"hours": "8"}
    assert [coast.post(at("watch_take"), take).status_code for _ in range(2)] == [302, 302]
    html = shown(coast)
    note = hidden(html, at("watch_note"))
    assert coast.post(at("watch_note"), note | {"words": ""}).status_code == 400
    assert coast.post(at("watch_note"), note | {"words": "كل الخطوط جُربت", "important": "on"}).status_code == 302
    over = hidden(shown(coast), at("watch_hand_over"))
    wrong = coast.post(at("watch_hand_over"), over | {"to": "analyst", "must_know": "KEPT-WORDS"})
    assert (wrong.status_code, "KEPT-WORDS" in wrong.content.decode()) == (400, True)
    assert (
        coast.post(at("watch_hand_over"), over | {"to": "hills-officer", "must_know": "Ask at noon"}).status_code == 302
    )
    html = shown(hills)
    assert ("not accepted" in html, "Ask at noon" in html, at("watch_accept") in html) == (True, True, True)
    assert at("watch_accept") not in shown(coast), "it is not for him"
    accept = hidden(html, at("watch_accept")) | {"hours": "6"}
    assert coast.post(at("watch_accept"), accept).status_code == 400
    assert hills.post(at("watch_accept"), accept).status_code == 302
    told = watch(desk_in_talks())
    assert ([o.officer for o in told.on], told.waiting) == (["hills-officer"], ())
    assert [x.what for x in told.log] == ["accepted", "handed", "noted", "taken"]
    stay = hidden(shown(hills), at("watch_take")) | {"hours": "9"}
    assert hills.post(at("watch_take"), stay).status_code == 302
    assert watch(desk_in_talks()).on[0].until > told.on[0].until + timedelta(hours=2)
    end = hidden(shown(hills), at("watch_end")) | {"why": "all lines rest"}
    assert hills.post(at("watch_end"), end).status_code == 302
    html = shown(coast)
    assert ("nobody is on watch" in html, "all lines rest" in html) == (True, True)


def test_the_analyst_reads_the_watch_and_keeps_none_and_to_who_has_no_bureau_there_is_none(enter, talks, desk_in_talks):
    """As the foot of the page says who reads it."""
    take_watch(desk_in_talks("coast-officer"))
    page = enter("analyst").get(at("watch")).content.decode()
    assert ("coast-officer" in page, 'action="' in page[page.index("<main") :]) == (True, False)
    assert "analysts" in page[: page.index("<main")]
    for path in ("definitions", "positions", "watch"):
        assert at(path) in page, "offered in the navigation"
        assert '<form method="post"' not in enter("analyst").get(at(path)).content.decode().partition("<main")[2]
    for who in ("coast-delegate", "auditor"):
        assert enter(who).get(at("watch")).status_code == 404


def test_a_form_of_another_watch_does_nothing(enter, desk_in_talks):
    shift = take_watch(desk_in_talks("coast-officer"))
    hills = enter("hills-officer")
    for name, more in (
        ("watch_note", {"words": "x"}),
        ("watch_end", {}),
        ("watch_hand_over", {"to": "lead", "must_know": "x"}),
    ):
        assert hills.post(at(name), {"act": "a", "shift": shift} | more).status_code == 400
    assert len(watch(desk_in_talks()).log) == 1


# ---- the picture


DAY = datetime(2031, 3, 1, tzinfo=UTC)


def hours(state: chart.State, who: str, begins: float, ends: float) -> chart.Stretch:
    return chart.Stretch(state, who, DAY + timedelta(hours=begins), DAY + timedelta(hours=ends))


def a_watch() -> chart.Watch:
    stretches = (
        hours("on", "one", 20, 30),
        hours("nobody", "", 30, 33),
        hours("on", "two", 33, 40),
        hours("handed", "two", 40, 44),
    )
    return chart.Watch("w", "The watch", stretches, DAY + timedelta(hours=44))


def test_a_stretch_over_midnight_is_drawn_on_both_days():
    told = [(day.day, round(a * 24), round(b * 24), s.state) for day, a, b, s in chart.pieces(a_watch())]
    assert told == [(1, 20, 24, "on"), (2, 0, 6, "on"), (2, 6, 9, "nobody"), (2, 9, 16, "on"), (2, 16, 20, "handed")]


@pytest.mark.parametrize("lang", LANGS)
def test_a_gap_has_a_form_of_its_own_and_is_told_in_words(lang):
    drawn = chart.draw(a_watch(), lang)
    for svg in (drawn.wide, drawn.narrow):
        assert len(re.findall(r'class="gap-box"', svg)) == 1
        assert len(re.findall(r'<rect class="bar"', svg)) == 3
        assert len(re.findall(r'class="hat"', svg)) == 1
        assert {"en": "Nobody from", "ar": "لا أحد من"}[lang] in svg
    assert len(drawn.table.rows) == 4


def test_time_runs_with_the_line_of_text():
    def begins(lang):
        return [float(x) for x in re.findall(r'<rect class="bar" x="([\d.]+)"', chart.draw(a_watch(), lang).wide)]

    assert begins("en")[1] < begins("en")[2]
    assert begins("ar")[1] > begins("ar")[2]


def test_a_watch_that_was_never_kept_has_no_picture():
    with pytest.raises(ValueError, match="stretch"):
        chart.draw(chart.Watch("w", "x", (), DAY), "en")
