"""One report is one report, whichever way it comes."""

import gzip
import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from wasata.desk.access import Desk
from wasata.desk.archive import file_report
from wasata.desk.coming import as_new
from wasata.desk.press import PRESS
from wasata.desk.taking import NewReport, take_in_report
from wasata.errors import ReportKnown
from wasata.listen.feeds import read_feed
from wasata.listen.intake import Incoming, from_bytes

TITLE = "قطر تعلن تمديد الهدنة"
PARAGRAPHS = (
    "قالت وزارة الخارجية القطرية يوم الجمعة إن إسرائيل وحماس اتفقتا على تمديد الهدنة يومين إضافيين، وإن خمسين محتجزا سيفرج عنهم.",
    "وأضاف المتحدث أن المحادثات ما زالت مستمرة في الدوحة، وأن مصر تشارك فيها منذ بدايتها.",
    "ونفت إسرائيل أن تكون قد وافقت على وقف دائم لإطلاق النار في قطاع غزة.",
)
TEXT = "\n\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
PAGE = (
    f"<!doctype html><html><head><meta charset=utf-8><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{HTML}"
)
PAGE += "</article></body></html>"
OTHER = "The central bank of Norway raised its rate by half a point.\n\nFive banks were fined in Oslo, it said."


def by_file(data: bytes, name: str) -> NewReport:
    (came,) = [x for x in from_bytes(data, name) if isinstance(x, Incoming)]
    return as_new(came, "upload", ZoneInfo("Asia/Gaza"))


def mailed(*, rich: bool = False) -> bytes:
    m = EmailMessage()
    m["From"], m["Date"], m["Subject"] = "Agency <a@news.example>", "Fri, 24 Nov 2023 10:00:00 +0000", TITLE
    m.set_content(PAGE, subtype="html") if rich else m.set_content(TEXT)
    return m.as_bytes()


def saved() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1\r\nWARC-Date: 2023-11-24T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n")


def fed() -> NewReport:
    rss = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>x</title><item><guid>1</guid><title>{TITLE}</title><link>https://news.example/1</link>"
        f"<content:encoded><![CDATA[{HTML}]]></content:encoded></item></channel></rss>"
    )
    (item,) = read_feed(rss.encode(), "https://news.example/rss", now=datetime(2023, 11, 24, tzinfo=UTC)).items
    return NewReport(item.text or "", title=item.title, url=item.address, came_by="feed")


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as z:
        z.writestr("./a.eml", mailed())
    return made.getvalue()


ARRIVALS = {
    "paste": lambda: NewReport(TEXT.replace("\n", "\r\n"), title=TITLE),
    "feed": fed,
    "mail": lambda: by_file(mailed(), "a.eml"),
    "page": lambda: by_file(PAGE.encode(), "a.html"),
    "rich mail": lambda: by_file(mailed(rich=True), "a.eml"),
    "web archive": lambda: by_file(saved(), "a.warc.gz"),
    "archive": lambda: by_file(zipped(), "a.zip"),
}


@pytest.mark.parametrize(("first", "second"), list(permutations(ARRIVALS, 2)))
def test_a_report_that_came_one_way_is_known_when_it_comes_another(lead: Desk, first: str, second: str):
    from dataclasses import replace

    take_in_report(lead, replace(ARRIVALS[first](), outlet="Agency"))
    with pytest.raises(ReportKnown):
        take_in_report(lead, replace(ARRIVALS[second](), outlet="Agency"))
    with lead.hold():
        assert len(lead.fold(PRESS).reports) == 1


def test_what_the_archive_holds_is_known_with_its_headline_above_or_beside(lead: Desk):
    title = "Rates rise"
    first = file_report(lead, NewReport(OTHER, title=title, outlet="Markets"))
    second = file_report(lead, NewReport(f"{title}\n\n{OTHER}", title=title, outlet="Markets"))
    assert (first.where, second.where, second.report) == ("archive", "known", first.report)


def test_another_headline_over_another_text_is_another_report(lead: Desk):
    take_in_report(lead, NewReport(TEXT, title=TITLE, outlet="Agency"))
    take_in_report(lead, NewReport(f"{TITLE} يومين\n{TEXT}", title=f"{TITLE} يومين آخرين", outlet="Agency"))
    take_in_report(lead, NewReport(PARAGRAPHS[0], title=PARAGRAPHS[0], outlet="Agency"))
    with lead.hold():
        assert len(lead.fold(PRESS).reports) == 3


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_a_day_no_report_can_be_of_is_nobodys_day(lead: Desk, year: int):
    at = datetime(year, 12, 31, 12, tzinfo=UTC)
    name = take_in_report(lead, NewReport(TEXT, published=at.date(), published_at=at, edited_at=at)).report
    with lead.hold():
        press = lead.fold(PRESS)
        data = lead.ledger.entry("press", press.reports[press.by_id[name]].seq).data
    assert [data.get(x) for x in ("published", "published_at", "edited_at")] == [None, None, None]
