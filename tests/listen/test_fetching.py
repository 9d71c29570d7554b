"""What goes out of the room, and to whom it never goes; and an other side that misbehaves."""

import datetime as dt
import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from tests.listen.misbehaving import Hurrying, Misbehaving, answer, leads_to, misbehaving, ok

from wasata.errors import (
    AddressRefused,
    AnswerBroken,
    AnswerRefused,
    AnswerTooLarge,
    AskingStopped,
    CertificateRefused,
    HostSilent,
    NoNetwork,
    OutgoingError,
    RedirectRefused,
    TooSlow,
)
from wasata.listen import addresses, fetching
from wasata.listen.addresses import address_of, allowed_inside, is_public
from wasata.listen.fetching import Fetched, Limits, NotModified, fetch
from wasata.words import tell

SMALL = Limits(head=8 * 1024, body=200_000, unpacked=400_000)


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as made:
        yield made


def get(server: Misbehaving, path: str, **more) -> Fetched:
    got = fetch(server.at(path), allowed=[server.place], **({"limits": SMALL} | more))
    assert isinstance(got, Fetched)
    return got


# ---- who is asked


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.127.255.254", "192.0.0.8", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "192.88.99.1", "203.0.113.9", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1",
        "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1",
        "2002:7f00:1::", "2002:808:808::1", "2001:0:1::1", "fe80::1%eth0", "100::1", "not-an-address",
    ],
)  # fmt: skip
def test_no_address_inside_a_network_is_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "1.1.1.1", "82.148.96.1", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"]
)
def test_addresses_out_in_the_world_are_public(ip):
    assert is_public(ip)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_any_ipv6_dress_is_never_public(ip):
    n = int(ip)
    for dressed in (f"::ffff:{ip}", f"64:ff9b::{ip}", f"2002:{n >> 16:x}:{n & 0xFFFF:x}::1", f"::{ip}"):
        assert not is_public(dressed)


@pytest.mark.parametrize(
    "address",
    [
        "", "news.example", "//news.example/a", "file:///etc/passwd", "ftp://news.example/a", "gopher://news.example",
        "javascript:alert(1)", "data:text/html,x", "http://", "http:///a", "http://user@news.example/",
        "http://user:secret@news.example/", "http://@news.example/", "http://localhost/", "http://LOCALHOST/",
        "http://a.localhost/", "http://printer.local/", "http://router/", "http://db.internal/", "http://x.home.arpa/",
        "http://news.example:22/", "http://news.example:8080/", "https://news.example:80/", "http://news.example:99999/",
        "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/",
        "http://0177.0.0.1/", "http://[::1%25lo]/", "http://[fe80::1%eth0]/", "http://a b.example/", "http://a.example\\@b.c/",
        "http://a.example/\r\nX: y", "http://-a.example/", "http://a..example/", "http://a.example/" + "x" * 2100,
    ],
)  # fmt: skip
def test_what_is_no_plain_address_of_the_world_is_refused_before_anything_is_looked_up(address):
    def nobody(_host: str, _port: int) -> list[str]:
        raise AssertionError("looked up")

    with pytest.raises(AddressRefused) as refused:
        fetch(address, resolve=nobody)
    for lang in ("ar", "en"):
        assert all(tell(refused.value, lang))


def test_full_width_digits_do_not_hide_an_address():
    asked = []

    def spy(host: str, _port: int) -> list[str]:
        asked.append(host)
        return []

    with pytest.raises(AddressRefused):
        fetch("http://１２７.０.０.１/", resolve=spy)
    assert not asked


def test_what_the_keeper_allows_inside_is_exact(monkeypatch):
    assert allowed_inside() == frozenset()
    monkeypatch.setenv("WASATA_INSIDE", "mirror.example:8080, 10.1.2.3:80,[::1]:81,nonsense,:9,a:b")
    assert allowed_inside() == {("mirror.example", 8080), ("10.1.2.3", 80), ("::1", 81)}
    address_of("http://mirror.example:8080/rss", allowed_inside())
    with pytest.raises(AddressRefused):
        address_of("http://mirror.example:8081/rss", allowed_inside())


def test_an_arabic_address_goes_out_in_the_letters_of_the_line():
    found = address_of("https://موقع.example/أخبار/خبر 1".replace(" ", "-") + "?س=١#x")
    assert found.host.startswith("xn--")
    assert found.target.isascii()
    assert "#" not in found.whole
    assert address_of("https://a.example/%D8%A3?x=%20y").target == "/%D8%A3?x=%20y"


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:127.0.0.1", "100.64.1.1"])
def test_a_name_that_means_an_inner_machine_is_refused_and_never_connected_to(ip, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect_ex", lambda *_: pytest.fail("connected"))
    with pytest.raises(AddressRefused):
        fetch("http://news.example/", resolve=lambda _h, _p: [ip])


def test_the_address_that_was_checked_is_the_one_connected_to(server, monkeypatch):
    """The name means a public machine when asked first, this one when asked again: it is asked once."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    went_to = []

    def spy(_self, place):
        went_to.append(place)
        return 111  # refused

    monkeypatch.setattr(socket.socket, "connect_ex", spy)
    with pytest.raises(HostSilent):
        fetch("http://news.example/", resolve=lambda _h, _p: next(answers))
    assert went_to == [("8.8.8.8", 80)]
    assert next(answers) == ["127.0.0.1"]


def test_who_answers_in_another_s_place_is_found_out(server, monkeypatch):
    """The line was led elsewhere below us: whoever is at its other end is looked at again."""
    true = socket.socket.connect_ex
    monkeypatch.setattr(socket.socket, "connect_ex", lambda self, _place: true(self, server.place))
    with pytest.raises(AddressRefused):
        fetch("http://news.example/", resolve=lambda _h, _p: ["8.8.8.8"])
    assert not server.asked


def test_an_allowed_place_is_that_host_and_port_and_no_other(server):
    server.answers["/"] = ok(b"hello")
    assert get(server, "/").data == b"hello"
    with pytest.raises(AddressRefused):
        fetch(server.at("/"), allowed=[("127.0.0.1", server.port + 1)])
    with pytest.raises(AddressRefused):
        fetch(server.at("/", host="localhost"), allowed=[server.place])
    with pytest.raises(AddressRefused):
        fetch(server.at("/"))


@pytest.mark.parametrize(
    "where",
    [
        "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1/", "http://[::1]/", "http://localhost:22/",
        "file:///etc/passwd", "gopher://127.0.0.1:70/_x", "http://a:b@news.example/", "//10.0.0.1/",
        "http://[::ffff:169.254.169.254]/", "http://0/", "http://news.example:6379/",
    ],
)  # fmt: skip
def test_a_redirect_is_held_to_what_the_first_address_is_held_to(server, where):
    server.answers["/"] = leads_to(where)
    with pytest.raises(AddressRefused):
        get(server, "/", resolve=lambda *_: ["127.0.0.1"])
    assert server.asked == ["/"]


def test_redirects_in_circles_and_without_end_are_told(server):
    server.answers |= {"/a": leads_to("/b"), "/b": leads_to("/a"), "/self": leads_to("/self")}
    server.answers |= {f"/{n}": leads_to(f"/{n + 1}") for n in range(20)}
    for path, why in (("/a", "circle"), ("/self", "circle"), ("/0", "many")):
        with pytest.raises(RedirectRefused) as refused:
            get(server, path)
        assert refused.value.values["why"].endswith(why)
    assert server.asked.count("/a") == server.asked.count("/b") == 1
    assert len([a for a in server.asked if a[1:].isdigit()]) == SMALL.redirects + 1


def test_a_move_for_good_is_told_and_one_for_now_is_not(server):
    server.answers |= {
        "/good": leads_to("/better", 301), "/better": leads_to("/new", 308), "/now": leads_to("/new", 302),
        "/mixed": leads_to("/now", 301), "/new": ok(b"here"),
    }  # fmt: skip
    assert get(server, "/good").moved == server.at("/new")
    assert get(server, "/now").moved is None
    assert get(server, "/mixed").moved is None
    assert get(server, "/new").moved is None
    assert (get(server, "/good").requests, get(server, "/good").final) == (3, server.at("/new"))


def test_nothing_is_sent_of_who_asks(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    server.answers |= {
        "/a": leads_to("/b"), "/b": ok(b"x", "text/plain", "Set-Cookie: who=you", "Set-Cookie: a=b"), "/c": leads_to("/b"),
    }  # fmt: skip
    get(server, "/a")
    get(server, "/c", etag='"e1"', last_modified="Sat, 28 Oct 2023 14:30:00 GMT")
    for head in server.heads:
        names = {line.partition(":")[0].lower() for line in head.split("\r\n")[1:] if line}
        assert names <= {
            "host",
            "user-agent",
            "accept",
            "accept-encoding",
            "connection",
            "if-none-match",
            "if-modified-since",
        }
        assert "User-Agent: Wasata/" in head
        assert "Accept-Encoding: gzip\r\n" in head


def test_a_condition_that_would_break_the_line_is_not_sent(server):
    server.answers["/"] = ok(b"x")
    get(server, "/", etag='"a"\r\nX-Evil: 1', last_modified="قديم")
    assert "Evil" not in server.heads[0]
    assert "If-" not in server.heads[0]


def test_what_was_had_before_is_not_sent_again(server):
    server.by_head = lambda _path, head: (
        answer(304, b"", 'ETag: "e1"') if 'If-None-Match: "e1"' in head else ok(b"x", "text/plain", 'ETag: "e1"')
    )
    first = get(server, "/")
    assert first.etag == '"e1"'
    again = fetch(server.at("/"), allowed=[server.place], etag=first.etag)
    assert isinstance(again, NotModified)


# ---- how it is sealed


def certificate(tmp_path: Path, name: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    cert, secret = tmp_path / f"{name}.pem", tmp_path / f"{name}.key"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert, secret


@pytest.fixture
def sealed(tmp_path) -> Iterator[tuple[int, ssl.SSLContext]]:
    """A server whose certificate names news.example, and who believes it."""
    cert, key = certificate(tmp_path, "news.example")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(cert, key)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
                with serving.wrap_socket(line, server_side=True) as to:
                    path = to.recv(4096).split(b" ")[1]
                    to.sendall(leads_to("http://news.example/") if path == b"/down" else ok(b"sealed"))
            except OSError:
                if listening.fileno() < 0:
                    return

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1], ssl.create_default_context(cafile=str(cert))
    listening.close()


def test_a_certificate_must_be_believed_and_name_the_host(sealed):
    port, trust = sealed

    def ask(name: str, trust: ssl.SSLContext | None, path: str = "/"):
        return fetch(
            f"https://{name}:{port}{path}", allowed=[(name, port)], resolve=lambda *_: ["127.0.0.1"], trust=trust
        )

    assert ask("news.example", trust).data == b"sealed"
    with pytest.raises(CertificateRefused):
        ask("other.example", trust)
    with pytest.raises(CertificateRefused):
        ask("news.example", None)
    with pytest.raises(RedirectRefused) as refused:
        ask("news.example", trust, "/down")
    assert refused.value.values["why"].endswith("downgrade")


def test_a_sealed_line_to_somebody_who_speaks_openly_is_no_answer(server):
    with pytest.raises((AnswerBroken, TooSlow)):
        fetch(f"https://127.0.0.1:{server.port}/", allowed=[server.place], limits=Limits(connect=0.3))


# ---- how much, how long


def drip(line: socket.socket, server: Misbehaving, head: bytes, one: bytes) -> None:
    line.sendall(head)
    while not server.over.wait(0.01):
        line.sendall(one)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"])
def test_a_slow_drip_ends_with_its_time(server, head):
    server.answers["/"] = lambda line: drip(line, server, head, b"x")
    with pytest.raises(TooSlow):
        get(server, "/", clock=Hurrying(1.0))


def test_somebody_who_says_nothing_is_not_waited_for_for_ever(server):
    server.answers["/"] = lambda _line: server.over.wait()
    with pytest.raises(TooSlow):
        get(server, "/", clock=Hurrying(2.0))


def test_what_is_under_way_is_broken_off_when_all_is_stopped(server):
    stop = threading.Event()

    def stopped(_line: socket.socket) -> None:
        stop.set()
        server.over.wait()

    server.answers["/"] = stopped
    with pytest.raises(AskingStopped):
        get(server, "/", stop=stop)


OK = b"HTTP/1.1 200 OK\r\n"
IN_PIECES = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\r\n\r\n",
        b"hello",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"SSH-2.0-x\r\n",
        OK,
        OK + b"Content-Length: 100\r\n\r\nshort",
        OK + b"Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!",
        OK + b"Content-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
        IN_PIECES + b"zz\r\nhello\r\n",
        IN_PIECES + b"5\r\nhel",
        IN_PIECES + b"-5\r\nhello",
        IN_PIECES + b"ffffffffffffffffffff\r\nx",
    ],
)
def test_nonsense_and_what_breaks_off_is_told_and_never_taken_for_an_answer(server, sent):
    server.answers["/"] = sent
    with pytest.raises((AnswerBroken, HostSilent, AnswerTooLarge)) as refused:
        get(server, "/")
    for lang in ("ar", "en"):
        assert all(tell(refused.value, lang))


def test_an_answer_broken_off_in_its_packing_is_told(server):
    packed = gzip.compress(b"hello " * 1000)
    server.answers["/"] = ok(packed[:-9], "text/plain", "Content-Encoding: gzip")
    with pytest.raises(AnswerBroken):
        get(server, "/")


@pytest.mark.parametrize("line", [b"X-%d: y\r\n", b"%d"])
def test_a_head_that_never_ends_is_cut_off(server, line):
    sent = []

    def endless(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\n")
        while not server.over.is_set():
            to.sendall(line.replace(b"%d", b"1") * 100)
            sent.append(1)

    server.answers["/"] = endless
    with pytest.raises(AnswerBroken):
        get(server, "/")
    server.over.set()


def test_a_hundred_continues_are_a_head_that_never_ends(server):
    def endless(to: socket.socket) -> None:
        while not server.over.is_set():
            to.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)

    server.answers["/"] = endless
    with pytest.raises(AnswerBroken):
        get(server, "/")


def test_a_body_too_large_is_refused_by_its_announcement_or_when_it_passes_the_bound(server):
    server.answers["/said"] = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"

    def endless(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not server.over.is_set():
            to.sendall(b"x" * 10_000)

    server.answers["/endless"] = endless
    for path in ("/said", "/endless"):
        with pytest.raises(AnswerTooLarge):
            get(server, path)


def bomb(size: int) -> bytes:
    return gzip.compress(b"\0" * size, 9)


def test_a_bomb_is_never_unpacked_whole(server):
    packed = bomb(50_000_000)
    assert len(packed) < SMALL.body
    deflated = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    raw = deflated.compress(b"\0" * 50_000_000) + deflated.flush()
    server.answers |= {
        "/gzip": ok(packed, "text/html", "Content-Encoding: gzip"),
        "/many": ok(bomb(100_000) * 20, "text/html", "Content-Encoding: x-gzip"),
        "/raw": ok(raw, "text/html", "Content-Encoding: deflate"),
        "/twice": ok(gzip.compress(packed), "text/html", "Content-Encoding: gzip, gzip"),
    }
    for path in ("/gzip", "/many", "/raw"):
        with pytest.raises(AnswerTooLarge):
            get(server, path)
    with pytest.raises(AnswerBroken):
        get(server, "/twice")


def test_what_is_packed_rightly_comes_whole(server):
    words = "هدنة إنسانية " * 500
    deflated = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    server.answers |= {
        "/gzip": ok(gzip.compress(words.encode()), "text/plain", "Content-Encoding: gzip"),
        "/parts": ok(gzip.compress(words[:700].encode()) + gzip.compress(words[700:].encode()), "text/plain",
                     "Content-Encoding: gzip"),
        "/zlib": ok(zlib.compress(words.encode()), "text/plain", "Content-Encoding: deflate"),
        "/raw": ok(deflated.compress(words.encode()) + deflated.flush(), "text/plain", "Content-Encoding: deflate"),
        "/chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(
            b"%x\r\n%s\r\n" % (len(c), c) for c in (words.encode()[:999], words.encode()[999:])) + b"0\r\n\r\n",
    }  # fmt: skip
    for path in list(server.answers):
        assert get(server, path).data.decode() == words, path


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (429, "Retry-After: 120", 120), (503, "Retry-After: x", 0), (500, "X: y", 0), (410, "X: y", 0), (204, "X: y", 0),
        (429, "Retry-After: 99999999999", 7 * 86_400), (429, "Retry-After: -5", 0),
        (503, "Date: Sat, 28 Oct 1999 14:30:00 GMT\r\nRetry-After: Sat, 28 Oct 1999 14:35:00 GMT", 300),
        (503, "Date: Sat, 28 Oct 2099 14:30:00 GMT\r\nRetry-After: Sat, 28 Oct 1999 14:35:00 GMT", 0),
    ],
)  # fmt: skip
def test_a_refusal_says_its_status_and_when_to_come_again_by_their_clock(server, status, header, seconds):
    server.answers["/"] = answer(status, b"", header)
    with pytest.raises(AnswerRefused) as refused:
        get(server, "/")
    assert refused.value.values["status"] == status
    assert refused.value.values["retry_after"] == seconds


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("قالت الوزارة إن الهدنة مستمرة".encode("cp1256"), "text/html; charset=windows-1256"),
        ("قالت الوزارة إن الهدنة مستمرة".encode(), "text/html; charset=ISO-8859-1"),
        ("قالت الوزارة إن الهدنة مستمرة".encode(), "text/html; charset=windows-1256"),
        ("قالت الوزارة إن الهدنة مستمرة في غزة على رغم القصف".encode("cp1256"), "text/html; charset=utf-8"),
        ("قالت الوزارة إن الهدنة مستمرة في غزة على رغم القصف".encode("cp1256"), "text/html; charset=iso-8859-1"),
        ("قالت الوزارة إن الهدنة مستمرة".encode("utf-16"), "text/html"),
        ("قالت الوزارة إن الهدنة مستمرة".encode("iso8859_6"), 'text/html; charset="ISO-8859-6"'),
    ],
)
def test_letters_are_right_whatever_the_other_side_declares(server, body, kind):
    server.answers["/"] = ok(body, kind)
    assert get(server, "/").text().startswith("قالت الوزارة إن الهدنة مستمرة")


# ---- without a network


def test_without_a_network_it_says_so(server):
    def out(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.raises(NoNetwork):
        fetch("http://news.example/", resolve=out)


def test_a_look_up_that_never_comes_back_is_not_waited_for(server):
    over = threading.Event()

    def never(_host: str, _port: int) -> list[str]:
        over.wait()
        return []

    with pytest.raises(NoNetwork):
        fetch("http://news.example/", resolve=never, clock=Hurrying(1.0))
    over.set()


def test_a_name_that_cannot_be_found_is_nobodys_fault_where_there_is_no_way_out(monkeypatch):
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    for way, error in ((True, HostSilent), (False, NoNetwork)):
        monkeypatch.setattr(fetching, "has_a_way_out", lambda way=way: way)
        with pytest.raises(error):
            fetch("http://news.example/", resolve=unknown)


def test_a_name_nobody_has_and_a_port_nobody_listens_on_are_silent(server, monkeypatch):
    monkeypatch.setattr(fetching, "has_a_way_out", lambda: True)

    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(HostSilent):
        fetch("http://news.example/", resolve=unknown)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    listening.close()
    with pytest.raises(HostSilent):
        fetch(f"http://127.0.0.1:{port}/", allowed=[("127.0.0.1", port)])


def test_every_address_on_the_way_is_shown_before_it_is_asked(server):
    server.answers |= {"/a": leads_to("/b"), "/b": ok(b"x")}
    shown = []

    def refuse_second(address: str) -> None:
        shown.append(address)
        if address.endswith("/b"):
            raise OutgoingError(host="x")

    with pytest.raises(OutgoingError):
        get(server, "/a", before=refuse_second)
    assert shown == [server.at("/a"), server.at("/b")]
    assert server.asked == ["/a"]


def test_nobody_outside_leads_to_what_is_allowed_inside(server, monkeypatch):
    monkeypatch.setitem(addresses.PORTS, "http", server.port)
    monkeypatch.setattr(fetching, "is_public", lambda _ip: True)  # the machine outside stands on loopback here
    server.answers |= {"/away": leads_to(server.at("/secret")), "/secret": ok(b"x")}
    with pytest.raises(AddressRefused):
        fetch("http://mirror.example/away", allowed=[server.place], resolve=lambda *_: ["127.0.0.1"], limits=SMALL)
    assert server.asked == ["/away"]
    assert fetch(server.at("/away"), allowed=[server.place], limits=SMALL).data == b"x"


def test_a_redirect_that_no_one_can_take_apart_is_refused(server):
    server.answers["/bad"] = leads_to("http://[bad")
    with pytest.raises(AddressRefused):
        get(server, "/bad")
