"""What goes out because a person asked, and the list of all that goes out: recorded whatever came of it, shown without the
secrets of its addresses, opened to those who hold the intake and to nobody else."""

import json

import pytest
from tests.desk.test_feed import ABOUT, item, rss
from tests.listen.misbehaving import leads_to, ok

from wasata.desk.access import Desk
from wasata.desk.feed import NewFeed, feeds, pause_feed, set_feed, stop_outgoing
from wasata.desk.outgoing import fetch_page, open_intake, outgoing, try_feed
from wasata.desk.record import record_page
from wasata.desk.report import report_page
from wasata.errors import AddressRefused, AnswerRefused, LogNotYours, NotAllowed, OutgoingStopped, ReportEmpty
from wasata.listen.addresses import HIDDEN

# ---- a page's address


def test_a_page_is_taken_in_from_its_address_and_recorded(work, server, at_desk):
    head = '<html><head><meta property="article:published_time" content="2023-11-19"></head>'
    page = f"{head}<body><h1>عنوان</h1><article><p>{ABOUT.format(n=1)}</p></article>"
    server.answers |= {"/old": leads_to("/new"), "/new": ok(page.encode("cp1256"), "text/html; charset=windows-1256")}
    told = fetch_page(at_desk("officer"), server.at("/old"), allowed=[server.place], act_id="one")
    ((_new, filing),) = told.filed
    assert filing.where == "press"
    data = work.lead.ledger.entry("press", 1).data
    assert (data["came_by"], data["url"], data["published"]) == ("address", server.at("/new"), "2023-11-19")
    assert "الهدنة" in data["text"]
    (line,) = outgoing(work.lead).fetches
    assert (line.by, line.address, line.final, line.outcome, line.reports) == (
        "officer", server.at("/old"), server.at("/new"), "found", ("r-0001",),
    )  # fmt: skip
    fetch_page(at_desk("officer"), server.at("/old"), allowed=[server.place], act_id="one")
    assert server.asked == ["/old", "/new"]


def test_what_states_only_its_hour_is_of_the_day_by_the_cases_clock_and_keeps_what_its_channel_says(work, server):
    told = {
        "name": "Channel", "type": "public_channel", "id": 1,
        "messages": [{
            "id": 1, "type": "message", "date_unixtime": "1700433000", "edited_unixtime": "1700436600",
            "forwarded_from": "Another", "text": ABOUT.format(n=1),
        }],
    }  # fmt: skip
    server.answers["/result.json"] = ok(json.dumps(told).encode(), "application/json")
    fetch_page(work.lead, server.at("/result.json"), allowed=[server.place])
    data = work.lead.ledger.entry("press", 1).data
    assert data["published_at"].startswith("2023-11-19T22:30")
    assert (data["published"], data["forwarded_from"]) == ("2023-11-20", "Another")
    assert data["edited_at"].startswith("2023-11-19T23:30")


def test_a_page_that_cannot_be_had_is_recorded_too_and_one_that_may_not_be_asked_never_went_out(work, server):
    with pytest.raises(AnswerRefused):
        fetch_page(work.lead, server.at("/none"), allowed=[server.place])
    server.answers["/empty"] = ok(b"<html><body></body></html>")
    with pytest.raises(ReportEmpty):
        fetch_page(work.lead, server.at("/empty"), allowed=[server.place])
    with pytest.raises(AddressRefused):
        fetch_page(work.lead, "http://10.0.0.1/")
    assert [(f.outcome, f.error, f.status) for f in outgoing(work.lead).fetches] == [
        ("failed", ReportEmpty.code, None), ("failed", "outgoing.refused", 404),
    ]  # fmt: skip


def test_a_page_that_leads_where_nothing_may_be_asked_did_go_out_and_is_listed_with_every_request(work, server):
    server.answers["/away"] = leads_to("/inside")
    server.answers["/inside"] = leads_to("http://169.254.169.254/latest")
    with pytest.raises(AddressRefused):
        fetch_page(work.lead, server.at("/away"), allowed=[server.place])
    with pytest.raises(AddressRefused):
        try_feed(work.lead, server.at("/inside"), allowed=[server.place])
    assert [(f.why, f.address, f.error, f.requests) for f in outgoing(work.lead).fetches] == [
        ("feed", server.at("/inside"), "outgoing.address_refused", 1),
        ("report", server.at("/away"), "outgoing.address_refused", 2),
    ]


def test_a_feeds_address_brings_its_items(work, server):
    server.answers["/rss"] = ok(rss(item(1), item(2)), "application/rss+xml")
    told = fetch_page(work.lead, server.at("/rss"), allowed=[server.place])
    assert [f.report for _, f in told.filed] == ["r-0001", "r-0002"]


def test_trying_a_feed_takes_nothing_in_and_a_page_offers_the_feeds_it_names(work, server):
    server.answers |= {
        "/rss": ok(rss(item(1), item(2))),
        "/": ok(
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>x</body></html>'
        ),
    }
    assert len(try_feed(work.lead, server.at("/rss"), allowed=[server.place]).feed.items) == 2
    tried = try_feed(work.lead, server.at("/"), allowed=[server.place])
    assert (tried.feed, tried.offers) == (None, (server.at("/rss"),))
    assert not work.press
    assert [f.why for f in outgoing(work.lead).fetches] == ["feed", "feed"]


def test_stopped_nothing_goes_out_and_nothing_is_listed_that_did_not(work, server):
    stop_outgoing(work.lead)
    for ask in (fetch_page, try_feed):
        with pytest.raises(OutgoingStopped):
            ask(work.lead, server.at("/rss"), allowed=[server.place])
    told = outgoing(work.lead)
    assert (told.stopped, told.switched_by, told.n_fetches, server.asked) == (True, "lead", 0, [])


# ---- the list


def test_the_list_names_who_wanted_what_and_when_newest_first(work, server, at_desk):
    server.answers["/rss"] = ok(rss(item(1)))
    feed = work.set()
    work.asked(feed)
    fetch_page(at_desk("officer"), server.at("/rss"), allowed=[server.place])
    work.now.on(minutes=5)
    with pytest.raises(AnswerRefused):
        fetch_page(at_desk("analyst"), server.at("/none"), allowed=[server.place])
    told = outgoing(work.lead)
    assert [(f.by, f.outcome, f.requests) for f in told.fetches] == [("analyst", "failed", 1), ("officer", "found", 1)]
    assert told.fetches[0].at == work.now.at > told.fetches[1].at
    ((line,), n) = told.feeds, told.n_fetches
    assert (line.set_by, line.requests, n) == ("lead", 2, 2), "its robots.txt counts too"
    assert line.next_at is not None
    pause_feed(work.lead, feed)
    assert outgoing(work.lead).feeds[0].next_at is None, "what is paused does not go out again"


def test_only_who_holds_the_intake_is_told_what_goes_out(work, at_desk):
    for who in ("lead", "analyst", "officer"):
        assert outgoing(at_desk(who)).zone == "Asia/Gaza"
    for who in ("truce_monitor", "aid_monitor", "delegate", "auditor"):
        with pytest.raises((LogNotYours, NotAllowed)):
            outgoing(at_desk(who))


def test_opening_the_intake_where_it_stands_does_nothing(lead: Desk):
    before = lead.ledger.head("intake").seq
    open_intake(lead)
    assert lead.ledger.head("intake").seq == before


# ---- secrets


def test_a_secret_in_an_address_is_asked_with_and_shown_to_nobody(work, server, at_desk):
    path = "/rss?lang=ar&token=open-sesame-77"
    server.answers[path] = ok(rss(item(1)))
    feed = set_feed(work.lead, NewFeed("وكالة", server.at(path)), allowed=[server.place])
    work.asked(feed)
    fetch_page(work.lead, server.at(path), allowed=[server.place])
    assert [a for a in server.asked if a != "/robots.txt"] == [path, path], "it stays usable"
    shown = [
        repr(feeds(at_desk("officer"))), repr(outgoing(at_desk("officer"))), repr(report_page(work.lead, "r-0001", "en")),
        repr(record_page(work.lead, "en", log="intake")), repr(record_page(work.lead, "ar", log="intake")),
    ]  # fmt: skip
    assert not [page for page in shown if "open-sesame" in page]
    (line,) = feeds(work.lead).feeds
    assert line.address == server.at(f"/rss?lang=ar&token={HIDDEN}")
    assert not line.is_whole
    assert HIDDEN in outgoing(work.lead).fetches[0].address


def test_where_a_feed_moved_to_is_shown_without_its_secret_and_followed_with_it(work, server):
    moved = server.at("/new?key=open-sesame-77")
    server.answers["/rss"] = leads_to(moved, 301)
    server.answers["/new?key=open-sesame-77"] = ok(rss(item(1)))
    feed = work.set()
    work.asked(feed)
    (line,) = feeds(work.lead).feeds
    assert line.moved_to == server.at(f"/new?key={HIDDEN}")
    assert work.kept(feed).moved_to == moved
