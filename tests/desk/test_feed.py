"""Feeds: set up by people, asked with manners, filed by the case; nothing goes out that nobody asked for."""

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest
from tests.desk.conftest import CASE
from tests.listen.misbehaving import answer, leads_to, ok

from wasata.desk.access import Desk
from wasata.desk.archive import ARCHIVE
from wasata.desk.ask import WRITE_AFTER, is_due, is_worth_writing, merged, wait_after, write
from wasata.desk.feed import (
    INTAKE,
    Intake,
    NewFeed,
    allow_outgoing,
    drop_feed,
    feeds,
    pause_feed,
    resume_feed,
    set_feed,
    stop_outgoing,
)
from wasata.desk.outgoing import fetch_page, open_intake, outgoing, try_feed
from wasata.desk.press import PRESS
from wasata.errors import (
    AddressRefused,
    FeedUnknown,
    FeedWrong,
    IntakeNotOpened,
    LogNotYours,
    NotAllowed,
    OutgoingStopped,
)
from wasata.listen.courtesy import Courtesy

ABOUT = "قالت قطر إن إسرائيل وحماس اتفقتا على تمديد الهدنة يومين، وإن 50 محتجزا سيفرج عنهم يوم {n} من الشهر."
OTHER = "فاز فريق المدينة بكأس كرة القدم بعد مباراة طويلة انتهت بركلات الترجيح، وسجل اللاعب رقم {n} هدفين."


def item(
    n: int, text: str = ABOUT, *, guid: str = "", date: str = "Mon, 20 Nov 2023 05:00:00 GMT", more: str = ""
) -> str:
    words = text.format(n=n)
    pub = f"<pubDate>{date}</pubDate>" if date else ""
    return (
        f"<item><guid>{guid or f'g{n}'}</guid><title>خبر {n}</title><link>/news/{n}</link>{pub}{more}"
        f"<content:encoded><![CDATA[<p>{words}</p>]]></content:encoded></item>"
    )


def rss(*items: str) -> bytes:
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}<title>وكالة</title>{''.join(items)}</channel></rss>".encode()


# ---- who may


def test_a_fresh_case_asks_nobody(lead: Desk):
    assert lead.fold(INTAKE) == Intake()
    assert outgoing(lead).feeds == outgoing(lead).fetches == ()


def test_lead_and_analyst_set_feeds_the_officer_sees_them_others_see_nothing(work, at_desk):
    new = NewFeed("a", "https://news.example/rss")
    for who in ("officer", "truce_monitor", "aid_monitor", "delegate", "auditor"):
        with pytest.raises((NotAllowed, LogNotYours)):
            set_feed(at_desk(who), new)
    set_feed(at_desk("analyst"), new)
    assert len(feeds(at_desk("officer")).feeds) == 1
    assert not feeds(at_desk("officer")).may_set
    for who in ("truce_monitor", "aid_monitor", "delegate", "auditor"):
        with pytest.raises((NotAllowed, LogNotYours)):
            feeds(at_desk(who))
        with pytest.raises((NotAllowed, LogNotYours)):
            outgoing(at_desk(who))


def test_the_room_at_work_holds_press_archive_and_intake_and_sees_the_table_and_nothing_else(work):
    desk = work.desk("x")
    assert set(desk.sight) == {"press", "archive", "intake", "table"}
    assert set(desk.ledger.logs) == {"press", "archive", "intake", "table"}
    assert not desk.may_write("table")
    for act in ("write_note", "set_feed", "post_notice", "admit_reader", "export_log", "set_roster", "stop_outgoing",
                "fetch_page", "read_intake", "grant_log"):  # fmt: skip
        assert not desk.may(act), act


def test_the_room_is_no_reader_and_no_person_can_be_called_like_it(work, home):
    from wasata.desk.access import admit_reader
    from wasata.errors import AccessWrong, NotAdmitted

    for name in ("room", "feed:x"):
        with pytest.raises(NotAdmitted):
            Desk.open(home, CASE, name)
    with pytest.raises(AccessWrong):
        admit_reader(work.lead, "feed:x", "analyst")


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"name": " "}, FeedWrong), ({"every_minutes": 1}, FeedWrong), ({"every_minutes": 99_999}, FeedWrong),
        ({"address": "http://127.0.0.1/rss"}, AddressRefused), ({"address": "file:///etc/passwd"}, AddressRefused),
        ({"pattern": "news*"}, FeedWrong), ({"pattern": "/" + "*" * 20}, FeedWrong),
    ],
)  # fmt: skip
def test_a_feed_that_cannot_be_asked_is_not_set_up(lead, told, error):
    with pytest.raises(error):
        set_feed(lead, NewFeed(**({"name": "a", "address": "https://news.example/rss"} | told)))
    assert not lead.fold(INTAKE).feeds


def test_an_address_is_set_up_once_and_changed_under_its_name(lead):
    new = NewFeed("a", "https://news.example/rss")
    feed = set_feed(lead, new, act_id="one")
    assert set_feed(lead, new, act_id="one") == feed
    with pytest.raises(FeedWrong):
        set_feed(lead, NewFeed("b", "https://news.example/rss"))
    set_feed(lead, NewFeed("b", "https://news.example/rss", every_minutes=60), feed=feed)
    assert [(f.name, f.every_minutes) for f in feeds(lead).feeds] == [("b", 60)]
    drop_feed(lead, feed)
    assert not feeds(lead).feeds
    with pytest.raises(FeedUnknown):
        pause_feed(lead, feed)
    assert set_feed(lead, new) != feed


# ---- what comes in


def test_new_items_are_filed_by_the_case_in_the_order_they_were_published(work, server):
    server.answers["/rss"] = ok(
        rss(item(3, date="Mon, 20 Nov 2023 05:30:00 GMT"), item(2, OTHER, date="Mon, 20 Nov 2023 05:20:00 GMT"),
            item(1, date="Mon, 20 Nov 2023 05:10:00 GMT")), "application/rss+xml", 'ETag: "e1"')  # fmt: skip
    feed = work.set(outlet="وكالة أ", outlet_kind="agency")
    told = work.asked(feed)
    assert told.outcome == "new"
    assert [i.where for i in told.items] == ["press", "archive", "press"]
    assert [r.title for r in work.press] == ["خبر 1", "خبر 3"]
    entry = work.lead.ledger.entry("press", 1)
    assert (entry.author, entry.data["came_by"], entry.data["outlet"]) == (f"feed:{feed}", "feed", "وكالة أ")
    assert entry.data["url"] == server.at("/news/1")
    assert entry.data["published_at"].startswith("2023-11-20T05:10")
    assert len(work.lead.fold(ARCHIVE).kept) == 1
    assert work.kept(feed).etag == '"e1"'


def test_what_was_seen_is_not_taken_again_and_nothing_new_costs_one_condition(work, server):
    server.by_head = lambda path, head: (
        None if path != "/rss" else answer(304) if 'If-None-Match: "e1"' in head
        else ok(rss(item(1), item(2)), "application/rss+xml", 'ETag: "e1"')
    )  # fmt: skip
    feed = work.set()
    assert len(work.asked(feed).items) == 2
    assert work.asked(feed).outcome == "unchanged"
    assert len(work.press) == 2
    server.by_head = None
    server.answers["/rss"] = ok(rss(item(1), item(2), item(3)))
    assert [i.report for i in work.asked(feed).items] == ["r-0003"]


def test_an_item_whose_words_changed_comes_in_again_as_a_rewrite(work, server):
    server.answers["/rss"] = ok(rss(item(1)))
    feed = work.set()
    work.asked(feed)
    server.answers["/rss"] = ok(rss(item(7, guid="g1")))
    (changed,) = work.asked(feed).items
    assert (changed.report, changed.rewrites) == ("r-0002", "r-0001")
    links = work.lead.fold(PRESS).links
    assert [(k.relation, k.earlier, k.later) for k in links] == [("rewrite", 0, 1)]
    assert work.asked(feed).outcome == "unchanged"


def test_asked_again_after_a_sudden_end_nothing_is_filed_twice(work, server):
    server.answers["/rss"] = ok(rss(item(1), item(2, OTHER)))
    feed = work.set()
    work.ask(feed)  # and the room is killed before this is written
    told = work.asked(feed)
    assert [i.where for i in told.items] == ["archive", "press"]
    assert (len(work.press), len(work.lead.fold(ARCHIVE).kept)) == (1, 1)


def test_words_that_stand_in_the_press_are_known(work, server):
    server.answers |= {"/a": ok(rss(item(1))), "/b": ok(rss(item(1, guid="other")))}
    first, second = work.set("/a"), work.set("/b")
    work.asked(first)
    (known,) = work.asked(second).items
    assert (known.where, known.report) == ("known", "r-0001")


def test_an_item_without_its_text_is_read_at_its_own_page(work, server):
    page = (
        f"<html><body><nav>قائمة</nav><article><h1>عنوان الصفحة</h1><p>{ABOUT.format(n=9)}</p></article></body></html>"
    )
    bare = "<item><guid>g9</guid><title>خبر 9</title><link>/news/9</link><description>ملخص قصير…</description></item>"
    server.answers |= {"/rss": ok(rss(bare)), "/news/9": ok(page.encode())}
    feed = work.set()
    (one,) = work.asked(feed).items
    assert one.where == "press"
    text = work.lead.ledger.entry("press", 1).data["text"]
    assert "الهدنة" in text
    assert "قائمة" not in text
    assert work.lead.ledger.entry("press", 1).data.get("published") is None  # nobody stated a day


def test_without_pages_the_items_own_words_must_do(work, server):
    bare = f"<item><guid>g9</guid><link>/news/9</link><description>{ABOUT.format(n=4)}</description></item>"
    server.answers["/rss"] = ok(rss(bare))
    work.asked(work.set(pages=False))
    assert "/news/9" not in server.asked
    assert len(work.press) == 1


def test_a_page_that_fails_is_tried_again_and_then_the_summary_must_do(work, server):
    bare = f"<item><guid>g9</guid><link>/news/9</link><description>{ABOUT.format(n=4)}</description></item>"
    server.answers |= {"/rss": ok(rss(bare)), "/news/9": answer(500)}
    feed = work.set()
    told = [work.asked(feed) for _ in range(3)]
    assert [(t.left, len(t.items)) for t in told] == [(1, 0), (1, 0), (0, 1)]
    assert server.asked.count("/news/9") == 3
    assert len(work.press) == 1


def test_many_new_items_come_in_over_several_askings_and_none_is_lost(work, server):
    server.answers["/rss"] = ok(rss(*(item(n) for n in range(100))), "text/xml", 'ETag: "e1"')
    feed = work.set()
    told = [work.asked(feed) for _ in range(3)]
    assert [(len(t.items), t.left) for t in told] == [(40, 60), (40, 20), (20, 0)]
    assert [t.etag for t in told] == [None, None, '"e1"']
    assert len(work.press) == 100


def test_a_list_of_articles_is_followed_on_its_own_host(work, server):
    links = "".join(f'<a href="/news/{n}">عنوان طويل يكفي ليكون خبرا رقم {n}</a>' for n in range(1001, 1004))
    page = f'<html><body><a href="/about">من نحن</a>{links}<a href="http://other.example/news/1009">خارج هذا الموقع</a>'
    server.answers["/list"] = ok(page.encode())
    for n in range(1001, 1004):
        server.answers[f"/news/{n}"] = ok(f"<html><article><p>{ABOUT.format(n=n)}</p></article></html>".encode())
    feed = work.set("/list", form="list")
    assert len(work.asked(feed).items) == 3
    assert work.asked(feed).outcome == "unchanged"
    assert "/about" not in server.asked


# ---- an other side that misbehaves


ENTITIES = b'<!DOCTYPE r [<!ENTITY a "aaaa">]><rss version="2.0"><channel>&a;</channel></rss>'


@pytest.mark.parametrize(
    ("sent", "error", "status"),
    [
        (answer(500), "outgoing.refused", 500),
        (answer(404), "outgoing.refused", 404),
        (ok(b"<html><body>please sign in</body></html>"), "feed.unread", None),
        (ok(b""), None, None),
        (ok(ENTITIES), "feed.unread", None),
        (leads_to("http://169.254.169.254/"), "outgoing.address_refused", None),
        (leads_to("/rss"), "outgoing.redirect_refused", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss", "outgoing.answer_broken", None),
        (ok(b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "application/rss+xml"), None, None),
        (ok(b"{]", "application/json"), "feed.unread", None),
    ],
)
def test_what_goes_wrong_is_a_state_of_the_feed_and_takes_nothing_in(work, server, sent, error, status):
    server.answers["/rss"] = sent
    feed = work.set()
    told = work.asked(feed)
    assert told.outcome == "failed"
    assert told.error == error or error is None
    assert told.status == status
    (line,) = feeds(work.lead).feeds
    assert line.state == "failing"
    assert line.since == work.now.at
    assert not work.press


def test_a_feed_that_fails_is_left_alone_longer_each_time_and_comes_back_at_once_when_it_is_well(work, server):
    server.answers["/rss"] = answer(500)
    feed = work.set(every_minutes=30)
    waits = []
    for _ in range(12):
        told = work.asked(feed)
        waits.append((told.next_at - told.last_at).total_seconds())
        work.now.on(seconds=waits[-1])
    assert all(b > a for a, b in itertools.pairwise(waits[:6]))
    assert max(waits) <= 24 * 3600 * 1.25
    server.answers["/rss"] = ok(rss(item(1)))
    told = work.asked(feed)
    assert (told.next_at - told.last_at) < timedelta(minutes=35)
    assert work.kept(feed).failed_in_row == 0


def test_the_other_side_says_when_to_come_again(work, server):
    server.answers["/rss"] = answer(429, b"", "Retry-After: 7200")
    told = work.asked(work.set(every_minutes=30))
    assert told.next_at - told.last_at >= timedelta(hours=2)


def test_gone_for_good_pauses_with_a_word_and_a_person_may_resume(work, server):
    server.answers["/rss"] = answer(410)
    feed = work.set()
    work.asked(feed)
    (line,) = feeds(work.lead).feeds
    assert (line.state, line.gone) == ("paused", True)
    assert not is_due(work.kept(feed), work.now.at + timedelta(days=30))
    resume_feed(work.lead, feed)
    assert is_due(work.kept(feed), work.now.at)


def test_a_move_for_good_is_noted_and_offered_and_not_made(work, server):
    server.answers |= {"/rss": leads_to("/new", 301), "/new": ok(rss(item(1)))}
    feed = work.set()
    work.asked(feed)
    work.asked(feed)
    (line,) = feeds(work.lead).feeds
    assert (line.address, line.moved_to) == (server.at("/rss"), server.at("/new"))


def test_without_a_network_every_feed_says_so_and_none_is_blamed(work, server):
    import socket

    def out(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "out")

    work.courtesy = Courtesy(resolve=out, sleep=work.slept.append)
    names = [set_feed(work.lead, NewFeed(f"n{n}", f"https://{n}.news.example/")) for n in range(3)]
    for _ in range(4):
        for name in names:
            told = work.asked(name)
            assert told.outcome == "unreachable"
            assert told.next_at - told.last_at < timedelta(minutes=8)
    page = feeds(work.lead)
    assert page.no_network
    assert {line.state for line in page.feeds} == {"unreachable"}
    assert work.kept(names[0]).failed_in_row == 0


def test_a_date_ahead_of_us_is_nobodys_day(work, server):
    server.answers["/rss"] = ok(rss(item(1, date="Mon, 20 Nov 2033 05:00:00 GMT"), item(2, date="السبت 18 نوفمبر 2023"),
                                    item(3, date=""), item(4, date="١٢ ربيع الآخر ١٤٤٥")))  # fmt: skip
    work.asked(work.set())
    days = {work.lead.ledger.entry("press", r.seq).data.get("title"): work.lead.ledger.entry("press", r.seq).data.get("published")
            for r in work.press}  # fmt: skip
    assert days == {"خبر 1": None, "خبر 2": "2023-11-18", "خبر 3": None, "خبر 4": None}


# ---- how much is written


def test_a_feed_with_nothing_new_leaves_one_entry_an_hour(work, server):
    server.answers["/rss"] = ok(rss(item(1)))
    feed = work.set(every_minutes=10)
    waiting, written = None, 0
    for _ in range(36):  # six hours
        told = merged(waiting, work.ask(feed, waiting))
        if is_worth_writing(work.kept(feed), told):
            write(work.desk(feed), told)
            waiting, written = None, written + 1
        else:
            waiting = told
        work.now.on(minutes=10)
    assert written <= 2 + timedelta(hours=6) / WRITE_AFTER
    kept = work.kept(feed)
    assert kept.asks + (waiting.asks if waiting else 0) == 36


def test_an_outage_leaves_one_entry_when_it_begins_and_one_an_hour(work, server):
    server.answers["/rss"] = answer(500)
    feed = work.set(every_minutes=5)
    first = work.ask(feed)
    assert is_worth_writing(work.kept(feed), first)
    write(work.desk(feed), first)
    again = work.ask(feed)
    assert not is_worth_writing(work.kept(feed), again)
    work.now.on(minutes=61)
    assert is_worth_writing(work.kept(feed), merged(again, work.ask(feed, again)))


def test_many_feeds_that_failed_together_do_not_come_back_together(work):
    feed = work.kept(work.set())
    waits = {round(wait_after(feed, "failed", 2, random.Random(n))) for n in range(50)}
    assert len(waits) > 30


def test_the_fold_comes_back_whole_from_its_snapshot(work, server):
    server.answers["/rss"] = ok(rss(item(1), item(2, OTHER)))
    feed = work.set()
    work.asked(feed)
    pause_feed(work.lead, feed)
    intake = work.lead.fold(INTAKE)
    assert Intake.unpack(intake.pack()) == intake


# ---- stopped, paused


def test_stopped_nothing_goes_out_whoever_asks(work, server, at_desk):
    server.answers["/rss"] = ok(rss(item(1)))
    feed = work.set()
    stop_outgoing(at_desk("officer"))
    with pytest.raises(OutgoingStopped):
        work.ask(feed)
    with pytest.raises(OutgoingStopped):
        fetch_page(work.lead, server.at("/rss"), allowed=[server.place])
    with pytest.raises(OutgoingStopped):
        try_feed(work.lead, server.at("/rss"), allowed=[server.place])
    assert not server.asked
    with pytest.raises(NotAllowed):
        allow_outgoing(at_desk("officer"))
    allow_outgoing(at_desk("analyst"))
    assert work.asked(feed).outcome == "new"


def test_stopped_while_pages_are_asked_the_rest_is_not_asked(work, server):
    bare = [f"<item><guid>g{n}</guid><link>/news/{n}</link></item>" for n in range(5)]
    server.answers["/rss"] = ok(rss(*bare))

    def by_head(path: str, _head: str) -> bytes | None:
        if path.startswith("/news/"):
            stop_outgoing(work.lead)
            return ok(f"<html><article><p>{ABOUT.format(n=1)}</p></article></html>".encode())
        return None

    server.by_head = by_head
    told = work.ask(work.set())
    assert sum(a.startswith("/news/") for a in server.asked) == 1
    assert (len(told.items), told.left) == (1, 4)


# ---- a case from before


def test_a_case_older_than_its_intake_goes_on_and_its_lead_opens_it(home, now, monkeypatch):
    from wasata.desk import access, case
    from wasata.record import home as homes
    from wasata.record import keyring

    older = tuple(log for log in keyring.OPENED if log != "intake")
    with monkeypatch.context() as before:
        before.setattr(homes, "OPENED", older)
        without = {r: {k: v for k, v in logs.items() if k != "intake"} for r, logs in access.ROLE_LOGS.items()}
        before.setattr(access, "ROLE_LOGS", without)
        lead = case.open_case(
            home, "older", names={"ar": "أقدم", "en": "Older"}, period={"ar": "", "en": ""}, lead="lead",
            readers=[("analyst", "analyst"), ("delegate", "delegate")], now=now,
        )  # fmt: skip
    assert "intake" not in home.logs("older")
    analyst = Desk.open(home, "older", "analyst", now=now)
    with pytest.raises(IntakeNotOpened):
        fetch_page(analyst, "https://news.example/")
    open_intake(lead)
    open_intake(lead)
    assert analyst.holds("intake")
    assert not Desk.open(home, "older", "delegate", now=now).holds("intake")
    assert set_feed(analyst, NewFeed("a", "https://news.example/rss"))


def test_days_are_those_of_the_cases_clock(work, server):
    server.answers["/rss"] = ok(rss(item(1)))
    feed = work.set()
    work.now.at = datetime(2023, 11, 20, 22, 30, tzinfo=UTC)  # half past midnight in Gaza
    work.asked(feed)
    (line,) = feeds(work.lead).feeds
    assert (line.days[-1].day.isoformat(), line.days[-1].taken) == ("2023-11-21", 1)
    assert len(line.days) == 14
