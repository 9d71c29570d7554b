"""Manners towards those the room asks by itself."""

import threading
from collections.abc import Iterator

import pytest
from tests.listen.misbehaving import Misbehaving, answer, leads_to, misbehaving, ok

from wasata.errors import AddressRefused, AnswerRefused, HostSilent, OutgoingStopped, RobotsForbid
from wasata.listen.courtesy import LONGEST_DELAY, ROBOTS_FOR, SPACING, Courtesy


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as made:
        yield made


class Time:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def courtesy(server, time) -> Courtesy:
    return Courtesy(allowed=[server.place], clock=lambda: time.at, sleep=time.sleep)


def test_requests_to_one_host_stand_apart(server, courtesy, time):
    server.answers |= {f"/{n}": ok(b"x") for n in range(4)}
    for n in range(4):
        courtesy.get(server.at(f"/{n}"))
    assert server.asked == ["/robots.txt", "/0", "/1", "/2", "/3"]
    assert time.slept == [SPACING] * 4
    assert courtesy.requests == 5


def test_robots_are_kept_to_and_asked_once_a_day(server, courtesy, time):
    server.answers |= {
        "/robots.txt": ok(b"User-agent: *\nDisallow: /private\nCrawl-delay: 9", "text/plain"),
        "/a": ok(b"x"),
    }
    courtesy.get(server.at("/a"))
    for _ in range(2):
        with pytest.raises(RobotsForbid):
            courtesy.get(server.at("/private/x"))
    assert server.asked == ["/robots.txt", "/a"]
    courtesy.get(server.at("/a"))
    assert time.slept[-1] == 9
    time.at += ROBOTS_FOR
    courtesy.get(server.at("/a"))
    assert server.asked.count("/robots.txt") == 2


def test_a_crawl_delay_of_a_day_is_not_waited_for(server, courtesy, time):
    server.answers |= {"/robots.txt": ok(b"User-agent: Wasata\nCrawl-delay: 86400", "text/plain"), "/a": ok(b"x")}
    courtesy.get(server.at("/a"))
    courtesy.get(server.at("/a"))
    assert time.slept[-1] == LONGEST_DELAY


def test_robots_that_are_not_there_forbid_nothing_and_robots_that_break_forbid_all(server, courtesy):
    server.answers["/a"] = ok(b"x")
    server.answers["/robots.txt"] = answer(503)
    with pytest.raises(AnswerRefused):
        courtesy.get(server.at("/a"))
    assert "/a" not in server.asked
    for robots in (answer(403), leads_to("/robots.txt"), leads_to("http://10.0.0.1/"), ok(b"\xff\xfe\0" * 999)):
        server.answers["/robots.txt"] = robots
        courtesy._hosts.clear()
        courtesy.get(server.at("/a"))


def test_where_a_redirect_leads_is_asked_for_its_robots_too(server, courtesy):
    with misbehaving() as other:
        courtesy._allowed = [server.place, other.place]
        other.answers["/robots.txt"] = ok(b"User-agent: *\nDisallow: /", "text/plain")
        server.answers["/a"] = leads_to(other.at("/b"))
        with pytest.raises(RobotsForbid):
            courtesy.get(server.at("/a"))
        assert other.asked == ["/robots.txt"]


def test_never_two_requests_to_one_host_at_a_time(server):
    at_once, most, lock = [0], [0], threading.Lock()

    def slow(line) -> None:
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        server.over.wait(0.02)
        with lock:
            at_once[0] -= 1
        line.sendall(ok(b"x"))

    server.answers |= {f"/{n}": slow for n in range(8)} | {"/robots.txt": slow}
    courtesy = Courtesy(allowed=[server.place], spacing=0.0)
    threads = [threading.Thread(target=courtesy.get, args=(server.at(f"/{n}"),)) for n in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(server.asked) == 9
    assert most[0] == 1


def test_two_hosts_that_lead_to_one_another_do_not_wait_for_each_other_for_ever(server):
    with misbehaving() as other:
        server.answers |= {"/a": leads_to(other.at("/end")), "/end": ok(b"here")}
        other.answers |= {"/a": leads_to(server.at("/end")), "/end": ok(b"there")}
        courtesy = Courtesy(allowed=[server.place, other.place], spacing=0.0)
        got = []
        threads = [
            threading.Thread(target=lambda h=h: got.append(courtesy.get(h.at("/a")).data)) for h in (server, other) * 4
        ]
        for t in threads:
            t.start()
        for t in threads:
            t.join(60)
        assert sorted(got) == [b"here"] * 4 + [b"there"] * 4


def test_a_host_is_free_again_after_it_failed(server, courtesy):
    server.answers["/a"] = b"HTTP/1.1 200 OK\r\n"
    for _ in range(2):
        with pytest.raises(Exception):  # noqa: B017
            courtesy.get(server.at("/a"))
    server.answers["/a"] = ok(b"x")
    assert courtesy.get(server.at("/a")).data == b"x"


def test_a_host_that_is_silent_is_asked_for_nothing_more(courtesy, monkeypatch):
    monkeypatch.setattr("wasata.listen.fetching.has_a_way_out", lambda: True)

    def nobody(_host: str, _port: int) -> list[str]:
        raise OSError

    courtesy._more = {"resolve": nobody}
    with pytest.raises(HostSilent):
        courtesy.get("https://news.example/rss")
    assert courtesy.requests == 1


def test_a_document_from_outside_leads_to_nothing_that_is_allowed_inside(server, courtesy):
    server.answers["/a"] = ok(b"x")
    with pytest.raises(AddressRefused):
        courtesy.get(server.at("/a"), led_by="https://news.example/rss")
    assert server.asked == []
    assert courtesy.get(server.at("/a"), led_by=server.at("/rss")).data == b"x"


def test_stopped_while_it_waits_its_turn_nothing_goes_out_not_even_for_robots(server, courtesy, time):
    server.answers["/a"] = ok(b"x")
    courtesy.get(server.at("/a"))

    def leave() -> None:
        raise OutgoingStopped

    for place in (server.at("/a"), server.at("/a", host="localhost")):
        with pytest.raises((OutgoingStopped, AddressRefused)):
            courtesy.get(place, leave=leave)
    time.at += ROBOTS_FOR
    with pytest.raises(OutgoingStopped):
        courtesy.get(server.at("/a"), leave=leave)
    assert server.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "line", ["Crawl-delay: ²", "Disallow: http://[", "Request-rate: ²/³", "Allow: //[x", "Crawl-delay: " + "9" * 5000]
)
def test_a_line_of_robots_that_breaks_the_library_counts_for_nothing_and_the_others_stand(server, courtesy, line):
    server.answers |= {
        "/robots.txt": ok(f"User-agent: *\n{line}\nDisallow: /private\n{line}".encode()),
        "/a": ok(b"a"),
        "/private": ok(b"b"),
    }
    assert courtesy.get(server.at("/a")).data == b"a"
    with pytest.raises(RobotsForbid):
        courtesy.get(server.at("/private"))
    assert server.asked.count("/robots.txt") == 1


def test_after_another_process_asked_the_first_request_waits_as_after_ones_own(server, courtesy, time):
    server.answers["/a"] = ok(b"a")
    courtesy.others_asked(1.0)
    courtesy.get(server.at("/a"))
    assert time.slept[0] == pytest.approx(SPACING - 1.0)
    time.slept.clear()
    courtesy.others_asked(-9.0)  # a clock put back
    time.at += 100
    courtesy.get(server.at("/a"))
    assert not time.slept
