"""The doors of intake: reports in every form, feeds, days as typed, addresses; and the files of which bare copies are made."""

import base64
import gzip
import json
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from tests.carry import planted
from tests.fuzz import changes
from tests.fuzz.law import Door, Wrong, letters, number_of, refused
from tests.listen.forms import test_mail, test_mailbox, test_pdf, test_telegram, test_warc, test_word, test_zipped

from wasata.carry import bare
from wasata.errors import FileUnreadable, WasataError
from wasata.listen import addresses, asked, courtesy, feeds, intake, pubdates, reader, roster

DAY = date(2023, 11, 27)
NOW = datetime(2023, 11, 27, 9, tzinfo=UTC)


def _taken(data: bytes, name: str, **more: Any) -> str:
    became = []
    for got in intake.from_bytes(data, name, **more):
        if isinstance(got, intake.Incoming):
            _sound(got.text)
            for said in (got.title, got.outlet, got.url, got.where, got.id, got.forwarded_from):
                _sound(said or "-")
            if not got.text.strip() or len(got.text) > intake.MAX_CHARACTERS:
                raise Wrong(f"a text of {len(got.text)} letters")
            became.append(f"{got.encoding} {bool(got.published)} {got.lang}")
        elif isinstance(got.error, FileUnreadable):
            raise Wrong(f"its reader broke: {got.error.values['why']}")
        else:
            became.append(refused(got.error))
    return ";".join(sorted(set(became)))[:200]


def _sound(text: str) -> None:
    """It can be kept: no lone surrogate is in it."""
    text.encode()


_CHARSETS = (
    None,
    None,
    None,
    "windows-1256",
    "utf-7",
    "utf-16",
    "idna",
    "x-none",
    "zip",
    "rot13",
    "iso-8859-6",
    "\x00",
    "punycode",
    "undefined",
)


def _text(data: bytes, name: str = "a.txt") -> str:
    return _taken(data, name, charset=_CHARSETS[number_of(data) % len(_CHARSETS)])


_TYPES = (
    None,
    "text/html; charset=windows-1256",
    "message/rfc822",
    "application/zip",
    "application/json",
    'x/y; charset="\x00',
    ";;;=",
)


def _any(data: bytes) -> str:
    n = number_of(data)
    name = ("a" + (*intake.KINDS, "", ".exe")[n % (len(intake.KINDS) + 2)]) if n % 5 else "https://news.example/a?b"
    return _taken(data, name, content_type=_TYPES[n // 7 % len(_TYPES)], head={"url": "https://news.example/a"})


_CONTRACT: tuple[dict[str, Any], ...] = (
    {"text": test_mail.ENGLISH, "id": "1", "published": "2023-11-27", "lang": "en", "title": "Talks", "outlet": "QNA"},
    {"text": test_mail.ARABIC, "id": 2, "published_at": "2023-11-27T10:00:00+03:00", "url": "https://a.example/1"},
)


def _mails() -> list[bytes]:
    html = base64.encodebytes(test_mail.HTML.encode())
    return [
        test_mail.letter(test_mail.ENGLISH),
        test_mail.letter(test_mail.ARABIC.encode("cp1256"), "text/plain; charset=windows-1256"),
        test_mail.letter(html, "text/html; charset=utf-8", "base64"),
        test_mail.forwarded(test_mail.letter(test_mail.ARABIC)),
        test_mail.several(("text/plain", test_mail.ENGLISH), ("text/html", test_mail.HTML)),
        test_mail.attached(
            ("a.txt", "text/plain", test_mail.ARABIC.encode()), ("p.html", "text/html", test_mail.HTML.encode())
        ),
        test_mail.HEAD.encode() + b"Content-Type: message/partial; id=1; number=1; total=2\n\nx\n",
        test_mail.HEAD.encode()
        + b"Content-Type: text/plain; charset*0*=utf-8''utf; charset*1=-8; format=flowed; delsp=yes\n\na \nb\n",
    ]


def _words() -> list[bytes]:
    rich = test_word.p("The talks ", '<w:del w:id="1"><w:r><w:delText>no</w:delText></w:r></w:del>', "go on.") + (
        "<w:tbl><w:tr><w:tc>" + test_word.p("13") + "</w:tc></w:tr></w:tbl>"
    )
    return [test_word.document(rich, title="Talks"), test_word.document(test_word.p(test_mail.ARABIC) * 3)]


def _warcs() -> list[bytes]:
    page = test_warc.record(test_warc.PAGE)
    arabic = test_warc.record(
        test_mail.ARABIC.encode("cp1256"), mime="text/html; charset=windows-1256", more="Content-Encoding: gzip\r\n"
    )
    plain = test_warc.INFO + page + arabic + test_warc.record(test_warc.PAGE, kind="resource")
    packed = test_warc.record(gzip.compress(test_warc.PAGE.encode()), more="Content-Encoding: gzip\r\n")
    chunked = test_warc.record(b"5\r\nhello\r\n0\r\n\r\n", more="Transfer-Encoding: chunked\r\n")
    return [plain, packed, chunked, b"".join(gzip.compress(x, mtime=0) for x in (test_warc.INFO, page))]


def _zips() -> list[bytes]:
    return [
        test_zipped.of(
            {
                "one.txt": test_mail.ENGLISH,
                "in/خبر.md": "# عنوان\nالمحادثات مستمرة.",
                "m.eml": _mails()[1],
                "p.html": test_warc.PAGE,
            }
        ),
        test_zipped.of(
            {
                "a.docx": _words()[0],
                "b.json": json.dumps(_CONTRACT),
                "c.warc.gz": _warcs()[3],
                "d.zip": test_zipped.of({"x.txt": "x"}),
            }
        ),
    ]


def _pdfs() -> list[bytes]:
    page = test_pdf.drawn((60.0, 700.0, "The talks go on"), (60.0, 680.0, "for five days."))
    return [test_pdf.made(page, page), planted.pdf("Terms", author="N", comment="c", under_a_bar="x")]


def _json(data: bytes) -> str:
    return _taken(data, "a.json" if number_of(data) % 2 else "a.jsonl")


def _telegrams() -> list[bytes]:
    posts = [
        test_telegram.post(5),
        test_telegram.post(6, ["a ", {"type": "bold", "text": "b"}, 7, None], forwarded_from="x"),
        test_telegram.post(7, edited_unixtime="1701124200", reply_to_message_id=5, photo="p.jpg"),
    ]
    one = test_telegram.channel(*posts)
    return [test_telegram.data(one), test_telegram.data({"about": "x", "chats": {"about": "y", "list": [one, one]}})]


# ---- feeds and the words of a source

_RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>وكالة</title><language>ar</language>
<item><guid isPermaLink="false">1</guid><title>Talks</title><link>/a?b=1</link>
<pubDate>السبت, 28 أكتوبر 2023 14:30:00 +0300</pubDate>
<description>&lt;p&gt;Words of it&lt;/p&gt;</description></item>
<item><title>Two</title><link>https://n.example/2</link></item></channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>urn:1</id><title type="html">&lt;b&gt;x</title>
<updated>2023-11-27T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>w</p></div></content></entry></feed>"""
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "t",
    "items": [
        {"id": 1, "url": "/a", "title": "x", "content_html": "<p>w</p>", "date_published": "2023-11-27T10:00:00Z"}
    ],
}
_LIST = "<html><body>" + "".join(
    f'<a href="/news/2023/11/{n}/talks-go-on-{n}">Talks go on and on {n}</a>' for n in range(9)
)


def _fed(data: bytes) -> str:
    n = number_of(data)
    found = feeds.read_feed(
        data,
        "https://n.example/feed",
        now=NOW,
        form=(*feeds.FORMS, "auto", "auto")[n % 7],
        content_type=("", "text/xml; charset=utf-7", "application/json")[n // 7 % 3],
    )
    for item in found.items:
        _sound(f"{item.title}{item.text}{item.address}{item.key}")
        if item.address and not item.address.startswith(("http://", "https://")):
            raise Wrong(f"an address that is none: {item.address[:80]}")
    return f"{found.form} {len(found.items)} {found.left} {any(i.published for i in found.items)}"


def _robots(data: bytes) -> str:
    told = courtesy.RobotFileParser()
    told.parse(data[: courtesy._ROBOTS_SIZE].decode("utf-8", "replace").splitlines())
    return f"{told.can_fetch(courtesy._NAME, 'https://n.example/a')} {bool(told.crawl_delay(courtesy._NAME))}"


def _days(data: bytes) -> str:
    typed, became = letters(data), ""
    for lang in ("ar", "en"):
        try:
            found = asked.days_typed(typed, DAY, lang)
        except WasataError as error:
            became += error.code
            continue
        if found is not None:
            asked.understood(found, lang)
            if found.first > found.last:
                raise Wrong("it ends before it begins")
        became += f"{found is not None and (found.iso, found.between, found.islamic)}"
    return became


def _published(data: bytes) -> str:
    said = letters(data)
    day, at = pubdates.published_of(said)
    pubdates.in_utc(said)
    return f"{day is not None} {at is not None}"


def _roster(data: bytes) -> str:
    made = roster.parse_roster(letters(data))
    for ident in made.entries:
        made.party_of(ident)
    return f"{len(made.entries)}"


def _address(data: bytes) -> str:
    typed = letters(data)
    addresses.masked(typed)
    found = addresses.address_of(typed)
    found.target.encode("ascii")
    if any(c in found.target + found.host for c in "\r\n\0 "):
        raise Wrong("an address that ends a line of a request")
    return f"{found.scheme} {found.port} {'?' in found.target}"


def _read(data: bytes) -> str:
    text = letters(data)[:20_000]
    if not text.strip():
        return "nothing"
    read = reader.read(text, ("ar", "en", None)[number_of(data) % 3], DAY)
    for span in [*(m.content for m in read.statements), *(m.span for m in (*read.figures, *read.dates, *read.events))]:
        if not 0 <= span.start <= span.end <= len(text):
            raise Wrong("a mark outside its text")
    json.dumps(read.as_json(text, explain=True))
    return f"{read.lang} {bool(read.statements)} {bool(read.figures)} {bool(read.dates)} {bool(read.events)}"


# ---- bare copies


def _bare(data: bytes) -> str:
    bare.kind_of(data)
    made = bare.bare(data)
    if bare.bare(made.content).content != made.content and made.ending in ("jpg", "png"):
        raise Wrong("a bare copy of a bare copy is another")
    return f"{made.ending} {sorted(t.what for t in made.taken_out)}"


_REST = (
    b'<w:p><w:r><w:t>x</w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    b'<w:sectPr><w:pgSz w:w="1" w:h="2"/></w:sectPr>'
).decode()


DOORS = (
    Door(
        "text",
        lambda: [
            b"---\ntitle: Talks\npublished: 2023-11-27\n---\nThe talks go on.",
            test_mail.ARABIC.encode(),
            test_mail.ARABIC.encode("cp1256"),
            test_mail.ARABIC.encode("utf-16"),
        ],
        _text,
    ),
    Door(
        "markdown",
        lambda: ["# عنوان\n\nقالت **الوزارة** إن [المحادثات](http://a.example) مستمرة.\n\n- 1\n".encode()],
        partial(_text, name="a.md"),
    ),
    Door(
        "page",
        lambda: [
            test_warc.PAGE.encode(),
            test_mail.HTML.encode(),
            b'<script type="application/ld+json">{"datePublished":"2023-11-27","@graph":[{}]}</script>'
            b"<article><p>w</p></article>",
        ],
        partial(_text, name="a.html"),
    ),
    Door(
        "json",
        lambda: [json.dumps(_CONTRACT).encode(), b"\n".join(json.dumps(x).encode() for x in _CONTRACT)],
        _json,
        changes.in_json,
    ),
    Door("telegram", _telegrams, partial(_taken, name="result.json"), changes.in_json),
    Door("mail", _mails, partial(_taken, name="a.eml"), changes.in_base64),
    Door(
        "mailbox",
        lambda: [
            test_mailbox.box(*test_mailbox.many(3)),
            *(b"From a@b.example Mon Nov 27 10:00:00 2023\n" + m for m in _mails()),
        ],
        partial(_taken, name="a.mbox"),
        changes.in_base64,
    ),
    Door("pdf", _pdfs, partial(_taken, name="a.pdf"), dear=True),
    Door("word", _words, partial(_taken, name="a.docx"), changes.in_a_zip),
    Door("warc", _warcs, partial(_taken, name="a.warc.gz"), changes.in_gzip),
    Door("zip", _zips, partial(_taken, name="a.zip"), changes.in_a_zip),
    Door(
        "any",
        lambda: [*_zips(), *_mails()[:2], *_words(), *_warcs()[:1], *_telegrams()[:1], test_warc.PAGE.encode()],
        _any,
    ),
    Door("feed", lambda: [_RSS.encode(), _ATOM.encode(), json.dumps(_JSON_FEED).encode(), _LIST.encode()], _fed),
    Door(
        "robots",
        lambda: [b"User-agent: *\nDisallow: /a\nCrawl-delay: 3\n\nUser-agent: wasata\nAllow: /\nRequest-rate: 1/5\n"],
        _robots,
    ),
    Door(
        "days",
        lambda: [
            x.encode()
            for x in (
                "الثلاثاء الماضي",
                "last Tuesday",
                "7 Nov 2023",
                "2023-11-07",
                "4/5/23",
                "من ٣ إلى ٧ نوفمبر",
                "three weeks ago to yesterday",
                "١٢ ربيع الآخر ١٤٤٥",
                "from 3 to 7 November 2023",
                "1445",
            )
        ],
        _days,
    ),
    Door(
        "published",
        lambda: [
            x.encode()
            for x in (
                "السبت, 28 أكتوبر 2023 14:30:00 +0300",
                "Mon, 27 Nov 2023 10:00:00 GMT",
                "2023-11-27T10:00:00+03:00",
                "١٢ ربيع الآخر ١٤٤٥",
            )
        ],
        _published,
    ),
    Door(
        "roster",
        lambda: [
            "id\twhat\tpart_of\tar\ten\nqatar\tparty\t\tقطر | دولة قطر\tQatar\ndoha\tplace\tqatar\tالدوحة\tDoha\n".encode()
        ],
        _roster,
    ),
    Door(
        "address",
        lambda: [
            x.encode()
            for x in ("https://n.example/أخبار?q=1&token=abc#x", "http://[2001:db8::1]:80/", "https://أخبار.example/")
        ],
        _address,
    ),
    Door(
        "reading",
        lambda: [
            test_mail.ARABIC.encode(),
            test_mail.ENGLISH.encode(),
            "قال المتحدث باسم «حماس» أمس إن ثلاثة وعشرين شخصا قُتلوا (بينهم 5 أطفال) في 7 أكتوبر/تشرين الأول.".encode(),
        ],
        _read,
    ),
    Door(
        "jpeg",
        lambda: [
            planted.jpeg(
                planted.jpeg_segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0"), behind=b"x"
            )
        ],
        _bare,
    ),
    Door(
        "png",
        lambda: [planted.png(planted.png_chunk(b"tEXt", b"Author\0N"), planted.png_chunk(b"eXIf", b"II*\0"))],
        _bare,
    ),
    Door(
        "bare-word", lambda: [planted.docx(_REST, picture=planted.png()), planted.docx(_REST)], _bare, changes.in_a_zip
    ),
    Door(
        "bare-text",
        lambda: ["خمسة\u200b أيام\u2060 \u200eABC\u200e\r\nمی\u200cخواهم".encode("utf-16"), test_mail.ARABIC.encode()],
        _bare,
    ),
    Door("bare-pdf", _pdfs, _bare, dear=True),
)
