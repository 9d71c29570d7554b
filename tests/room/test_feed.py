"""Feeds and what goes out, in the room: pages, buttons, and the thread that asks by itself."""

import random
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from tests.desk.test_feed import item, rss
from tests.listen.misbehaving import Misbehaving, answer, misbehaving, ok

from wasata.desk.feed import INTAKE, NewFeed, feeds, set_feed
from wasata.desk.outgoing import outgoing
from wasata.desk.press import PRESS
from wasata.errors import DiskFull
from wasata.listen.courtesy import Courtesy
from wasata.record.home import Home
from wasata.room import asking
from wasata.room.asking import Asking
from wasata.room.charts import fortnight

pytestmark = pytest.mark.django_db

CASE = "test-case"
FEEDS = f"case/{CASE}/feeds/"
OUT = f"case/{CASE}/outgoing/"


@pytest.fixture
def server(monkeypatch) -> Iterator[Misbehaving]:
    with misbehaving() as made:
        monkeypatch.setenv("WASATA_INSIDE", f"127.0.0.1:{made.port}")
        yield made


class Clock:
    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def by_itself(home, server, clock) -> Asking:
    """The room's asking, turned by hand."""
    courtesy = Courtesy(allowed=[server.place], spacing=0.0)
    return Asking(lambda: home, courtesy, random.Random(3), now=clock, at_a_time=2)


def form(server: Misbehaving, path: str = "/rss", **more) -> dict[str, object]:
    return {"address": server.at(path), "called": "وكالة أ", "form": "auto", "every_minutes": "30", "pages": "yes",
            "act": "a-1"} | more  # fmt: skip


def test_a_feed_is_looked_at_then_set_up_then_asked_by_the_room_itself(home, server, enter, desk, by_itself):
    server.answers["/rss"] = ok(rss(*(item(n) for n in range(1, 8))))
    client = enter("analyst")
    looked = client.post(f"/ar/{FEEDS}try/", form(server, called=""))
    page = looked.content.decode()
    assert looked.status_code == 200
    assert page.count('<li><h3 class="voice"') == 5
    assert "خبر 1" in page
    assert not desk().fold(INTAKE).feeds
    assert not desk().fold(PRESS).reports
    assert client.post(f"/ar/{FEEDS}set/", form(server)).status_code == 302
    assert by_itself.turn() == 1
    assert len(desk().fold(PRESS).reports) == 7
    page = client.get(f"/ar/{FEEDS}").content.decode()
    assert "سليمة" in page
    assert "7 تقارير في الصحافة" in page
    assert by_itself.turn() == 0


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_state_has_its_words_and_its_picture(home, server, enter, desk, by_itself, clock, lang):
    server.answers |= {
        "/well": ok(rss(item(1))),
        "/failing": answer(500),
        "/gone": answer(410),
        "/paused": ok(rss(item(2))),
    }
    for path in ("/well", "/failing", "/gone", "/paused"):
        set_feed(desk(), NewFeed(path[1:], server.at(path)), allowed=[server.place])
    by_itself.turn()
    paused = next(f.feed for f in feeds(desk()).feeds if f.name == "paused")
    client = enter("lead")
    assert client.post(f"/{lang}/{FEEDS}{paused}/turn/", {"what": "pause", "act": "p"}).status_code == 302
    page = client.get(f"/{lang}/{FEEDS}").content.decode()
    assert page.count('class="chart small"') == 4
    assert page.count("<svg viewBox") >= 8
    for state in {"ar": ("سليمة", "تخفق", "موقوفة"), "en": ("well", "failing", "paused")}[lang]:
        assert state in page
    assert "500" in page
    assert f'direction="{"rtl" if lang == "ar" else "ltr"}"' in page


def test_an_officer_sees_feeds_and_may_stop_them_and_is_offered_nothing_else(home, server, enter, desk):
    set_feed(desk(), NewFeed("a", "https://news.example/rss"))
    officer = enter("officer")
    page = officer.get(f"/en/{FEEDS}").content.decode()
    assert "/turn/" not in page
    assert "/feeds/add/" not in page
    assert officer.post(f"/en/{OUT}switch/", {"what": "stop", "act": "s"}).status_code == 302
    assert "are stopped" in officer.get(f"/en/{OUT}").content.decode()
    assert "Allow it again" not in officer.get(f"/en/{OUT}").content.decode()
    assert officer.post(f"/en/{OUT}switch/", {"what": "allow", "act": "s"}).status_code == 403
    assert enter("lead").post(f"/en/{OUT}switch/", {"what": "allow", "act": "s"}).status_code == 302
    assert not desk().fold(INTAKE).stopped


def test_delegates_and_monitors_learn_nothing_of_feeds(home, server, enter, desk, by_itself):
    quiet = re.compile(r'name="(?:csrfmiddlewaretoken|act)" value="[^"]*"|<p class="asof">.*?</p>')
    clients = {who: enter(who) for who in ("delegate", "auditor", "truce_monitor", "aid_monitor")}
    paths = [f"/en/case/{CASE}/record/", f"/en/case/{CASE}/table/", "/en/?all", f"/en/{FEEDS}", f"/en/{OUT}"]

    def seen() -> list[str]:
        return [quiet.sub("", c.get(p).content.decode()) for c in clients.values() for p in paths]

    before = seen()
    server.answers["/rss"] = answer(500)
    set_feed(desk(), NewFeed("a", server.at("/rss")), allowed=[server.place])
    by_itself.turn()
    assert enter("lead").post(f"/en/{OUT}switch/", {"what": "stop", "act": "s"}).status_code == 302
    assert seen() == before
    for client in clients.values():
        assert client.get(f"/en/{FEEDS}").status_code == client.get(f"/en/{OUT}").status_code == 404


def test_a_page_is_taken_in_from_its_address(home, server, enter, desk):
    words = "قالت قطر إن إسرائيل وحماس اتفقتا على هدنة جديدة، وإن 50 محتجزا سيفرج عنهم يوم الجمعة."
    server.answers["/a"] = ok(f"<html><body><h1>عنوان</h1><article><p>{words}</p></article></body></html>".encode())
    client = enter("officer")
    assert "press/fetch/" in client.get(f"/en/case/{CASE}/press/add/").content.decode()
    sent = {"address": server.at("/a"), "act": "f-1"}
    page = client.post(f"/ar/case/{CASE}/press/fetch/", sent)
    assert page.status_code == 200
    assert "/press/r-0001/" in page.content.decode()
    assert client.post(f"/ar/case/{CASE}/press/fetch/", sent).status_code == 302
    assert server.asked == ["/a"]
    assert "r-0001" in client.get(f"/en/{OUT}").content.decode()


@pytest.mark.parametrize(
    "address", ["", "http://169.254.169.254/latest/", "file:///etc/passwd", "http://10.1.1.1/", "x" * 3000]
)
def test_an_address_that_is_not_asked_says_why_and_what_then(home, server, enter, desk, address):
    answer = enter("lead").post(f"/ar/case/{CASE}/press/fetch/", {"address": address, "act": "f-1"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not outgoing(desk()).fetches


def test_what_comes_from_outside_is_shown_as_words_only(home, server, enter, desk, by_itself):
    evil = "<script>alert(1)</script>"
    one = f"<item><guid>1</guid><title>{evil.replace('<', '&amp;lt;')}</title><link>javascript:alert(1)</link><description>قطر وإسرائيل وحماس: هدنة {evil.replace('<', '&amp;lt;')}</description></item>"  # noqa: E501
    server.answers["/rss"] = ok(rss(one))
    client = enter("lead")
    page = client.post(f"/en/{FEEDS}try/", form(server, called=evil)).content.decode()
    assert "<script>alert" not in page
    assert "javascript:" not in page
    client.post(f"/en/{FEEDS}set/", form(server, called=evil))
    by_itself.turn()
    for path in (FEEDS, OUT, f"case/{CASE}/press/"):
        assert "<script>alert" not in client.get(f"/en/{path}").content.decode()


def test_a_move_for_good_is_offered_and_followed_when_somebody_says_so(home, server, enter, desk, by_itself, clock):
    from tests.listen.misbehaving import leads_to

    server.answers |= {"/rss": leads_to("/new", 301), "/new": ok(rss(item(1)))}
    feed = set_feed(desk(), NewFeed("a", server.at("/rss")), allowed=[server.place])
    by_itself.turn()
    client = enter("lead")
    assert server.at("/new") in client.get(f"/en/{FEEDS}").content.decode()
    assert client.post(f"/en/{FEEDS}{feed}/turn/", {"what": "follow", "act": "m"}).status_code == 302
    (line,) = feeds(desk()).feeds
    assert (line.address, line.moved_to, line.taken) == (server.at("/new"), None, 1)


def test_the_button_asks_now_and_the_record_says_who_pressed_it(home, server, enter, desk, by_itself, monkeypatch):
    monkeypatch.setattr(asking, "_asking", by_itself)
    server.answers["/rss"] = ok(rss(item(1)))
    feed = set_feed(desk(), NewFeed("a", server.at("/rss")), allowed=[server.place])
    by_itself.turn()
    client = enter("analyst")
    assert client.post(f"/en/{FEEDS}{feed}/turn/", {"what": "ask", "act": "n"}).status_code == 302
    assert "being asked now" in client.get(f"/en/{FEEDS}").content.decode()
    assert by_itself.turn() == 1
    last = desk().ledger.entry("intake", desk().ledger.head("intake").seq)
    assert (last.kind, last.data["by"], last.author) == ("feed.asked", "analyst", f"feed:{feed}")
    assert "being asked now" not in client.get(f"/en/{FEEDS}").content.decode()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_record_says_every_fact_of_the_intake_in_words(home, server, enter, desk, by_itself, lang):
    server.answers |= {"/rss": ok(rss(item(1))), "/gone": answer(410)}
    client = enter("lead")
    for path in ("/rss", "/gone"):
        set_feed(desk(), NewFeed(path, server.at(path)), allowed=[server.place])
    by_itself.turn()
    for feed in desk().fold(INTAKE).feeds:
        for what in ("pause", "resume", "drop"):
            client.post(f"/en/{FEEDS}{feed}/turn/", {"what": what, "act": what})
    client.post(f"/en/case/{CASE}/press/fetch/", {"address": server.at("/rss"), "act": "f"})
    for what in ("stop", "allow"):
        client.post(f"/en/{OUT}switch/", {"what": what, "act": what})
    answered = client.get(f"/{lang}/case/{CASE}/record/?log=intake")
    page = answered.content.decode()
    assert answered.status_code == 200
    for kind in ("feed.set", "feed.asked", "feed.paused", "feed.resumed", "feed.dropped", "fetch.asked", "outgoing.stopped",
                 "outgoing.allowed"):  # fmt: skip
        assert f'<code class="faint">{kind}</code>' in page


# ---- the thread


def test_nothing_goes_out_of_a_case_where_nothing_was_set_up(by_itself, server):
    assert by_itself.turn() == 0
    assert not server.asked


def test_a_quiet_feed_is_asked_in_its_time_and_written_once_an_hour(home, server, desk, by_itself, clock):
    server.answers["/rss"] = ok(rss(item(1)))
    feed = set_feed(desk(), NewFeed("a", server.at("/rss"), every_minutes=10), allowed=[server.place])
    asked = 0
    for _ in range(13 * 4):  # a little over two hours in steps of a quarter of its interval
        asked += by_itself.turn()
        clock.at += timedelta(minutes=2, seconds=30)
    assert 10 <= asked <= 14
    written = [
        e for e in desk().ledger.entries("intake", 0, desk().ledger.head("intake").seq) if e.kind == "feed.asked"
    ]
    assert len(written) <= 4
    waiting = by_itself.waiting(CASE, feed)
    assert sum(e.data["asks"] for e in written) + (waiting.asks if waiting else 0) == asked


def test_one_feed_that_breaks_keeps_no_other_from_being_asked(home, server, desk, by_itself, monkeypatch):
    server.answers |= {"/a": b"", "/b": ok(rss(item(1))), "/c": answer(500)}
    for path in ("/a", "/b", "/c"):
        set_feed(desk(), NewFeed(path, server.at(path)), allowed=[server.place])
    assert by_itself.turn() == 3
    assert {f.name: f.state for f in feeds(desk()).feeds} == {"/a": "failing", "/b": "well", "/c": "failing"}


def test_a_stopped_case_is_left_alone(home, server, desk, by_itself, enter):
    server.answers["/rss"] = ok(rss(item(1)))
    set_feed(desk(), NewFeed("a", server.at("/rss")), allowed=[server.place])
    enter("lead").post(f"/en/{OUT}switch/", {"what": "stop", "act": "s"})
    assert by_itself.turn() == 0
    assert not server.asked


def test_one_feed_that_breaks_the_program_leaves_the_others_and_the_room_at_work(
    home, server, desk, by_itself, monkeypatch
):
    server.answers |= {"/a": ok(rss(item(1))), "/b": ok(rss(item(2)))}
    for path in ("/a", "/b"):
        set_feed(desk(), NewFeed(path, server.at(path)), allowed=[server.place])
    asked = asking.ask_feed

    def broken(desk, feed, *more, **how):
        if feed.name == "/a":
            raise AssertionError
        return asked(desk, feed, *more, **how)

    monkeypatch.setattr(asking, "ask_feed", broken)
    assert by_itself.turn() == 2
    assert len(desk().fold(PRESS).reports) == 1


def test_a_dropped_feed_is_left_alone(home, server, desk, by_itself, enter):
    feed = set_feed(desk(), NewFeed("a", server.at("/rss")), allowed=[server.place])
    enter("lead").post(f"/en/{FEEDS}{feed}/turn/", {"what": "drop", "act": "s"})
    assert by_itself.turn() == 0
    assert "No feed is set up" in enter("lead").get(f"/en/{FEEDS}").content.decode()


# ---- the picture


def test_the_days_of_a_feed_run_in_reading_direction_with_their_table():
    days = tuple(
        fortnight.Day(datetime(2023, 11, n, tzinfo=UTC).date(), 4, n % 3 == 0, n % 4, n % 5, 1) for n in range(1, 15)
    )
    for lang in ("ar", "en"):
        drawn = fortnight.draw(fortnight.Fortnight("x", "<t>", days), lang)
        assert len(drawn.table.rows) == 14
        assert "&lt;t&gt;" in drawn.wide
        assert drawn.wide.count("<title>") == 14
        xs = [float(x) for x in re.findall(r'<rect class="nowhere" x="([\d.]+)"', drawn.wide)]
        assert xs == sorted(xs, reverse=lang == "ar")


# ---- two who ask, and what cannot be written


def test_two_rooms_on_one_home_ask_each_feed_once_and_count_each_failure_once(home, server, desk, clock):
    server.answers |= {"/rss": ok(rss(item(1), item(2))), "/bad": answer(500)}
    for path in ("/rss", "/bad"):
        set_feed(desk(), NewFeed(path, server.at(path)), allowed=[server.place])
    another = Home.open(home.path)
    rooms = [
        Asking(lambda it=it: it, Courtesy(allowed=[server.place], spacing=0.0), random.Random(3), now=clock)
        for it in (home, another)
    ]
    gate = threading.Barrier(2)

    def turn(room: Asking) -> int:
        gate.wait()
        return room.turn()

    try:
        with ThreadPoolExecutor(2) as pool:
            asked = list(pool.map(turn, rooms))
        asked.append(sum(room.turn() for room in rooms))
    finally:
        another.close()
    assert sum(asked) == 2
    assert [server.asked.count(x) for x in ("/rss", "/bad")] == [1, 1]
    stand = {f.name: f for f in desk().fold(INTAKE).feeds.values()}
    assert (stand["/rss"].taken, stand["/rss"].known, stand["/bad"].failed_in_row) == (2, 0, 1)
    assert len(desk().fold(PRESS).reports) == 2


@pytest.mark.parametrize("what", ["write", "ask_feed"])
def test_what_cannot_be_written_is_not_asked_for_again_at_every_turn(
    home, server, desk, by_itself, clock, monkeypatch, what
):
    server.answers["/rss"] = ok(rss(item(1)))
    set_feed(desk(), NewFeed("a", server.at("/rss")), allowed=[server.place])
    real = getattr(asking, what)

    def full(*how, **more):
        real(*how, **more) if what == "ask_feed" else None
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(asking, what, full)
        for _ in range(40):  # ten minutes
            by_itself.turn()
            clock.at += timedelta(seconds=15)
        assert server.asked.count("/rss") == 2
        by_itself.want(CASE, next(iter(desk().fold(INTAKE).feeds)), "lead")
        by_itself.turn()
        assert server.asked.count("/rss") == 3, "a person who asks is served"
    clock.at += timedelta(hours=1)
    assert by_itself.turn() == 1
    assert feeds(desk()).feeds[0].state == "well"
    assert len(desk().fold(PRESS).reports) == 1


def test_a_secret_in_a_feeds_address_is_on_no_page_and_is_kept_when_the_feed_is_changed(home, server, enter, desk):
    path = "/rss?token=open-sesame-77"
    feed = set_feed(desk("lead"), NewFeed("وكالة", server.at(path)), allowed=[server.place])
    lead = enter("lead")
    pages = [f"/en/{FEEDS}", f"/ar/{FEEDS}", f"/en/{OUT}", f"/en/{FEEDS}{feed}/", f"/en/case/{CASE}/record/?log=intake",
             f"/api/cases/{CASE}/feeds", f"/api/cases/{CASE}/outgoing"]  # fmt: skip
    told = {p: lead.get(p).content.decode() for p in pages}
    assert not [p for p, page in told.items() if "open-sesame" in page]
    shown = re.search(r'name="address" value="([^"]*)"', told[f"/en/{FEEDS}{feed}/"])[1]
    assert shown == server.at("/rss?token=•••")
    changed = form(server) | {"address": shown, "feed": feed, "called": "New name"}
    assert lead.post(f"/en/{FEEDS}set/", changed).status_code == 302
    (kept,) = desk("lead").fold(INTAKE).feeds.values()
    assert (kept.name, kept.address) == ("New name", server.at(path))
    answer = lead.post(f"/en/{FEEDS}set/", changed | {"address": f"{shown}x"})
    assert answer.status_code == 400
    assert "•••x" in answer.content.decode()


def test_a_feed_over_the_bound_says_so_on_the_page_of_feeds(home, server, enter, desk, by_itself):
    large = "<item><guid>1</guid><description>" + "x" * (9 << 20) + "</description></item>"
    server.answers["/rss"] = ok(rss(large))
    set_feed(desk("lead"), NewFeed("وكالة", server.at("/rss")), allowed=[server.place])
    by_itself.turn()
    assert "larger than 8 MB" in enter("lead").get(f"/en/{FEEDS}").content.decode()
    assert "أكبر من 8" in enter("lead").get(f"/ar/{FEEDS}").content.decode()
