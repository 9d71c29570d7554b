"""Web archives: the pages that were saved; a record cut short hides no other."""

import gzip
import re
import zlib
from datetime import date

import pytest

from wasata.errors import FormBroken, FormPartMissing, FormRefused, LeftOut
from wasata.listen.forms import incoming as bounds
from wasata.listen.forms import warc as form
from wasata.listen.intake import Incoming, Refusal, take_in

PAGE = (
    '<html lang="en"><head><title>Talks go on</title>'
    '<meta property="article:published_time" content="2023-11-27T10:00:00Z"></head>'
    "<body><article><p>The foreign ministry said on Monday that the talks on a longer pause would go on for some days.</p>"
    "<p>It added that thirteen people had been released in the afternoon, and that trucks had entered.</p></article></body>"
)


def record(body: bytes | str, address: str = "https://news.example/1", kind: str = "response", *, status: str = "200 OK",
           mime: str = "text/html; charset=utf-8", more: str = "") -> bytes:  # fmt: skip
    data = body.encode() if isinstance(body, str) else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{more}Content-Length: {len(data)}\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-05T05:05:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{'0' * 8}-0000-0000-0000-{abs(hash(address)) % 10**12:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )  # fmt: skip
    return head.encode() + http + b"\r\n\r\n"


INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-05-05T05:05:05Z\r\nContent-Length: 3\r\n\r\na:b\r\n\r\n"


def pages(n: int) -> list[bytes]:
    return [record(PAGE.replace("thirteen", f"{k} hundred"), f"https://news.example/{k}") for k in range(n)]


@pytest.mark.parametrize("packed", [False, True])
def test_a_saved_page_is_a_report_of_its_address_and_its_own_day(take, packed: bool):
    parts = [INFO, *pages(2)]
    data = b"".join(gzip.compress(x) for x in parts) if packed else b"".join(parts)
    got = take(data, "saved.warc.gz" if packed else "saved.warc")
    assert [x.url for x in got] == ["https://news.example/0", "https://news.example/1"]
    assert (got[0].title, got[0].published) == ("Talks go on", date(2023, 11, 27))
    assert got[0].head["saved_at"] == "2024-05-05T05:05:05Z"
    assert "0 hundred people" in got[0].text


def test_the_day_of_saving_is_no_day_of_publication(one):
    assert one(record(PAGE.replace("article:published_time", "x")), "a.warc").published is None


def test_arabic_pages_are_read_in_the_encoding_of_their_answer(one):
    html = (
        f"<html><body><p>{'قالت الوزارة إن المحادثات مستمرة وإن الوسطاء على اتصال مع الطرفين. ' * 3}</p></body></html>"
    )
    assert (
        "المحادثات مستمرة" in one(record(html.encode("cp1256"), mime="text/html; charset=windows-1256"), "a.warc").text
    )


def test_packed_answers_are_unpacked(one):
    data = gzip.compress(PAGE.encode())
    assert "thirteen" in one(record(data, more="Content-Encoding: gzip\r\n"), "a.warc").text


def test_what_is_no_page_is_left_out_and_counted(take):
    parts = [
        record("User-agent: *", "https://news.example/robots.txt", mime="text/plain"), record(b"\x89PNG", mime="image/png"),
        record(PAGE, status="404 Not Found"), record(PAGE, kind="revisit"), *pages(1),
    ]  # fmt: skip
    got = take(b"".join(parts), "a.warc")
    assert sum(isinstance(x, Incoming) for x in got) == 1
    left = {str(x.error.values["what"]): x.error.values["n"] for x in got if isinstance(x, Refusal)}
    assert left == {"listen.left.no_page": 2, "listen.left.no_answer": 1, "listen.left.revisit": 1}
    assert all(x.note and isinstance(x.error, LeftOut) for x in got if isinstance(x, Refusal))


def test_a_damaged_member_is_refused_by_its_number_and_the_rest_goes_on(take):
    packed = [bytearray(gzip.compress(x)) for x in pages(5)]
    packed[1][40:60] = b"\xff" * 20
    packed[3] = packed[3][: len(packed[3]) // 2]
    got = take(b"".join(packed), "a.warc.gz")
    assert [x.url[-1] for x in got if isinstance(x, Incoming)] == ["0", "2", "4"]
    broken = [x for x in got if isinstance(x, Refusal)]
    assert broken
    assert all(isinstance(x.error, FormBroken) for x in broken)


def test_an_archive_cut_short_gives_what_came_before(take):
    data = b"".join(gzip.compress(x) for x in pages(3))
    got = take(data[:-60], "a.warc.gz")
    assert [isinstance(x, Incoming) for x in got] == [True, True, False]
    plain = b"".join(pages(3))
    assert sum(isinstance(x, Incoming) for x in take(plain[:-600], "a.warc")) >= 2


def test_a_member_that_unpacks_without_end_is_refused_and_the_rest_goes_on(take, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bounds, "MAX_BYTES", 200_000)
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = bomb.compress(b"WARC/1.0\r\n" + b"\0" * 50_000_000) + bomb.flush()
    got = take(b"".join([gzip.compress(pages(1)[0]), data, gzip.compress(pages(2)[1])]), "a.warc.gz")
    assert [isinstance(x, Incoming) for x in got] == [True, False, True]
    assert isinstance(got[1].error, FormRefused)


def test_an_archive_of_nothing_is_refused(refused):
    assert isinstance(refused(b"WARC/1.0\r\n", "a.warc"), FormBroken)


def test_an_archive_is_read_as_a_stream_from_a_file(tmp_path):
    place = tmp_path / "a.warc.gz"
    place.write_bytes(b"".join(gzip.compress(x) for x in pages(50)))
    found = take_in([place])
    assert next(found).url == "https://news.example/0"
    assert sum(isinstance(x, Incoming) for x in found) == 49


def test_a_missing_part_says_what_to_install(refused, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(form, "find_spec", lambda _: None)
    assert isinstance(refused(pages(1)[0], "a.warc"), FormPartMissing)


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_was_cut_never_passes_for_a_whole_report(take, packed: bool):
    whole, last = pages(2)
    for cut in range(5, len(last) - 4, 41):
        data = whole + last[:-cut] if not packed else gzip.compress(whole) + gzip.compress(last[:-cut])
        first, *rest = take(data, "saved.warc.gz" if packed else "saved.warc")
        assert "0 hundred people" in first.text
        assert not [x for x in rest if isinstance(x, Incoming)], cut
        assert any(isinstance(x, Refusal) for x in rest), cut


def test_a_record_that_says_it_is_longer_than_the_file_is_refused_and_swallows_nothing_in_silence(take):
    one, two = pages(2)
    lied = re.sub(rb"(msgtype=response\r\nContent-Length: )\d+", rb"\g<1>999999999999999", one)
    (told,) = take(lied + two, "saved.warc")
    assert isinstance(told.error, FormBroken)
