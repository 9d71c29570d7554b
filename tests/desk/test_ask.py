"""Asking a feed: what somebody turns off meanwhile stays off, and two who ask do not ask at one moment."""

import pytest
from tests.desk.test_feed import ABOUT, item, rss
from tests.listen.misbehaving import leads_to, ok

from wasata.desk.ask import alone
from wasata.desk.feed import NewFeed, drop_feed, feeds, pause_feed, set_feed, stop_outgoing
from wasata.desk.outgoing import fetch_page, outgoing, try_feed
from wasata.errors import FeedWrong, OutgoingStopped

# ---- turned in the middle of an asking


@pytest.mark.parametrize("turn", [pause_feed, drop_feed, "changed"])
def test_a_feed_turned_while_its_pages_are_asked_is_asked_for_no_more_of_them(work, server, turn):
    bare = [f"<item><guid>g{n}</guid><link>/news/{n}</link></item>" for n in range(5)]
    server.answers["/rss"] = ok(rss(*bare))
    feed = work.set()

    def by_head(path: str, _head: str) -> bytes | None:
        if path.startswith("/news/") and len(server.asked) < 4:
            if turn == "changed":
                set_feed(work.lead, NewFeed("b", server.at("/other")), feed=feed, allowed=[server.place])
            else:
                turn(work.lead, feed)
        if path.startswith("/news/"):
            return ok(f"<html><article><p>{ABOUT.format(n=1)}</p></article></html>".encode())
        return None

    server.by_head = by_head
    told = work.asked(feed)
    assert sum(a.startswith("/news/") for a in server.asked) == 1
    assert (len(told.items), told.left) == (1, 4)


def test_a_person_may_have_a_paused_feed_asked(work, server):
    server.answers["/rss"] = ok(rss(item(1)))
    feed = work.set()
    pause_feed(work.lead, feed)
    assert work.ask(feed, by="lead").outcome == "new"


def test_stopped_on_the_way_of_a_redirect_the_way_is_not_gone_on_and_what_went_out_is_listed(work, server):
    def by_head(path: str, _head: str) -> bytes | None:
        if path == "/a":
            stop_outgoing(work.lead)
            return leads_to("/b")
        return ok(f"<html><article><p>{ABOUT.format(n=1)}</p></article></html>".encode())

    server.by_head = by_head
    for ask in (fetch_page, try_feed):
        with pytest.raises(OutgoingStopped):
            ask(work.lead, server.at("/a"), allowed=[server.place])
        assert server.asked == ["/a"]
        fetches = outgoing(work.lead).fetches
        assert [(f.outcome, f.error, f.requests) for f in fetches] == [("failed", "outgoing.broken_off", 1)]
        with pytest.raises(OutgoingStopped):
            ask(work.lead, server.at("/a"), allowed=[server.place])
        assert len(outgoing(work.lead).fetches) == 1, "of what never went out nothing is listed"
        break
    assert not work.press


# ---- two who ask


def test_while_one_asks_another_process_does_not_and_after_it_keeps_the_distance(work, home):
    with alone(home, work.courtesy, wait=False) as first:
        assert first
        with alone(home, work.courtesy, wait=False) as second:
            assert not second
    with alone(home, work.courtesy, wait=False) as again:
        assert again
    work.courtesy._wait(work.courtesy._host("http://news.example/"), None)
    assert 2.0 < work.slept[-1] <= 3.0


# ---- names


def test_a_feeds_name_is_seen_and_cannot_turn_the_line_it_is_shown_in(work, server):
    for name in ("\u202e", "\u200b\u200b", "\x07"):
        with pytest.raises(FeedWrong):
            set_feed(work.lead, NewFeed(name, server.at("/a")), allowed=[server.place])
    set_feed(work.lead, NewFeed("agency \u202eycnega", server.at("/a"), outlet="\u202eoutlet"), allowed=[server.place])
    (line,) = feeds(work.lead).feeds
    assert line.name.startswith("agency ")
    assert "\u202e" not in f"{line.name}{line.outlet}"
