"""Documents of items: as they should be, and as they come."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wasata.errors import FeedTooLarge, FeedUnread, ListenError
from wasata.listen import feeds
from wasata.listen.feeds import LONGEST_ITEM, MOST, feeds_named_in, matches, read_feed, words_of_html
from wasata.listen.pubdates import published_of

NOW = datetime(2023, 11, 20, 6, 0, tzinfo=UTC)
AT = "https://news.example/feeds/rss.xml"
RSS = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'


def read(data: str | bytes, **more):
    return read_feed(data if isinstance(data, bytes) else data.encode(), AT, now=NOW, **more)


def rss(items: str, head: str = "") -> str:
    return f"{head}{RSS}<channel><title>وكالة</title>{items}</channel></rss>"


WHOLE = "<item><guid>1</guid><title>أ &amp; ب</title><link>/a/1</link><description>موجز…</description><content:encoded><![CDATA[<p>النص كامل هنا.</p><script>x()</script><p>وفقرة ثانية.</p>]]></content:encoded><pubDate>Sun, 19 Nov 2023 23:30:00 +0300</pubDate></item>"  # noqa: E501


def test_an_item_of_rss_comes_with_its_whole_text_and_its_day_as_written():
    found = read(rss(WHOLE))
    (item,) = found.items
    assert (found.form, found.title, found.left) == ("rss", "وكالة", 0)
    assert item.text == "النص كامل هنا.\n\nوفقرة ثانية."
    assert (item.title, item.address, item.full) == ("أ & ب", "https://news.example/a/1", True)
    assert item.published == date(2023, 11, 19)
    assert item.published_at == datetime(2023, 11, 19, 20, 30, tzinfo=UTC)


def test_old_rss_atom_and_json_are_read_alike():
    old = '<rss version="0.91"><channel><title>t</title><item><title>Head</title><link>http://news.example/1</link><description>Words.</description></item></channel></rss>'
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>t</title></channel><item rdf:about="http://news.example/1"><title>Head</title><link>http://news.example/1</link><description>Words.</description></item></rdf:RDF>'  # noqa: E501
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>urn:1</id><title>Head</title><link href="http://news.example/1"/><content type="html">&lt;p&gt;Words.&lt;/p&gt;</content><published>2023-11-19T10:00:00Z</published></entry></feed>'  # noqa: E501
    json = '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":1,"url":"http://news.example/1","title":"Head","content_html":"<p>Words.</p>","date_published":"2023-11-19T10:00:00Z"}]}'
    for document, form in ((old, "rss"), (rdf, "rss"), (atom, "atom"), (json, "json")):
        found = read(document)
        (item,) = found.items
        assert (found.form, item.title, item.text, item.address) == (form, "Head", "Words.", "http://news.example/1"), (
            form
        )
    assert (
        read(atom).items[0].published_at == read(json).items[0].published_at == datetime(2023, 11, 19, 10, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (rss(WHOLE, '<?xml version="1.0" encoding="windows-1256"?>').encode("cp1256"), "application/rss+xml"),
        (rss(WHOLE, '<?xml version="1.0" encoding="utf-8"?>').replace("…", "").encode("cp1256"), "text/xml"),
        (rss(WHOLE, '<?xml version="1.0" encoding="windows-1256"?>').encode(), "text/xml; charset=windows-1256"),
        (rss(WHOLE, '<?xml version="1.0" encoding="ISO-8859-1"?>').encode(), "text/xml; charset=ISO-8859-1"),
        (rss(WHOLE, '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"), "text/xml"),
    ],
)
def test_letters_are_right_whatever_is_declared(data, kind):
    assert read(data, content_type=kind).items[0].text.startswith("النص كامل هنا.")


def test_entities_that_a_document_defines_itself_are_refused_in_any_encoding():
    bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + rss("<item><title>&b;</title></item>")
    outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<item><title>&x;</title></item>")
    for document in (bomb, outside, "<!-- " + "x" * 100_000 + " -->" + bomb):
        for data in (document.encode(), document.encode("utf-16")):
            with pytest.raises(FeedUnread):
                read(data)


def test_a_definition_kept_elsewhere_is_not_asked_for(monkeypatch):
    import socket

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("looked up"))
    document = '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd">' + rss(WHOLE)
    assert len(read(document).items) == 1


def test_of_a_hundred_thousand_items_the_first_and_last_are_looked_at():
    items = "".join(
        f"<item><guid>{n}</guid><title>t{n}</title><description>words {n}</description></item>" for n in range(100_000)
    )
    found = read(rss(items))
    assert len(found.items) == MOST
    assert found.left == 100_000 - MOST
    assert (found.items[0].title, found.items[-1].title) == ("t0", "t99999")


def test_a_feed_of_more_than_eight_megabytes_is_not_taken_apart_and_says_so():
    large = "<item><guid>2</guid><link>/b</link><description>" + "كلمة " * 1_000_000 + "</description></item>"
    with pytest.raises(FeedTooLarge) as told:
        read(rss(large + WHOLE))
    assert told.value.values["limit"] == 8


def test_an_item_of_megabytes_is_no_report_and_keeps_no_other_out():
    large = "<item><guid>2</guid><link>/b</link><description>" + "كلمة " * 700_000 + "</description></item>"
    found = read(rss(large + WHOLE))
    assert [len(i.text) <= LONGEST_ITEM for i in found.items] == [True, True]
    assert found.items[1].full


@pytest.mark.parametrize(
    "document",
    [
        "", "x", "<html><body>Not found</body></html>", "<!DOCTYPE html><html></html>", "{}", '{"items": 3}', "[]", "{" * 100_000,
        "<xml/>", '{"version":"https://jsonfeed.org/version/1.1"}', "plain words about <rss", "\ufeff   ",
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(document):
    with pytest.raises(ListenError):
        read(document)


def test_a_feed_cut_off_in_the_middle_gives_what_came_whole():
    document = rss(WHOLE + WHOLE.replace("<guid>1", "<guid>2"))
    found = read(document[: document.index("<guid>2") + 200])
    assert found.items[0].text.startswith("النص كامل")


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_the_reading(data):
    for wrapped in (data, b"<rss><channel><item>" + data, b'{"items":[' + data + b"]}"):
        try:
            found = read_feed(wrapped, AT, now=NOW)
        except ListenError:
            continue
        assert all(len(i.key) == len(i.digest) == 16 for i in found.items)


def test_items_without_guid_are_known_by_address_and_items_of_one_guid_by_both():
    plain = "<item><link>/a</link><title>one</title></item><item><link>/b</link><title>two</title></item>"
    assert len({i.key for i in read(rss(plain)).items}) == 2
    same = "<item><guid>x</guid><link>/a</link><title>1</title></item><item><guid>x</guid><link>/b</link><title>2</title></item>"
    found = read(rss(same)).items
    assert len({i.key for i in found}) == 2
    assert read(rss(same)).items == found


def test_a_changed_text_changes_the_digest_and_a_changed_date_does_not():
    first = read(rss(WHOLE)).items[0]
    assert read(rss(WHOLE.replace("Nov 2023", "Oct 2023"))).items[0].digest == first.digest
    changed = read(rss(WHOLE.replace("ثانية", "ثالثة"))).items[0]
    assert (changed.key, changed.digest == first.digest) == (first.key, False)


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        ("السبت, 28 أكتوبر 2023 14:30:00 +0300", date(2023, 10, 28), datetime(2023, 10, 28, 11, 30, tzinfo=UTC)),
        ("28 تشرين الأول 2023 - 14:30", date(2023, 10, 28), None), ("السبت ٢٨ أكتوبر ٢٠٢٣", date(2023, 10, 28), None),
        ("28 أكتوبر/تشرين الأول 2023", date(2023, 10, 28), None), ("١٢ ربيع الآخر ١٤٤٥", None, None),
        ("1445/04/13 هـ", None, None), ("منذ ساعتين", None, None), ("أمس", None, None), ("yesterday", None, None),
        ("28 أكتوبر", None, None), ("", None, None), ("غير معروف", None, None), ("05/06/2023", None, None),
        ("28/10/2023 14:30", date(2023, 10, 28), None),
        ("Sat, 28 Oct 2023 14:30:00 GMT", date(2023, 10, 28), datetime(2023, 10, 28, 14, 30, tzinfo=UTC)),
        ("28 Oct 23 14:30 GMT", date(2023, 10, 28), datetime(2023, 10, 28, 14, 30, tzinfo=UTC)),
        ("2023-10-28T14:30:00+03:00", date(2023, 10, 28), datetime(2023, 10, 28, 11, 30, tzinfo=UTC)),
        ("2023-10-28", date(2023, 10, 28), None), ("2023-13-45", None, None), ("Thu, 01 Jan 1970 00:00:00 GMT", None, None),
        ("0000-00-00T00:00:00Z", None, None), ("2023-10-28T99:99:99Z", None, None),
        ("Sat, 28 Oct 2023 14:30:00", date(2023, 10, 28), None),
    ],
)  # fmt: skip
def test_a_day_is_what_the_item_states_and_nothing_else(said, day, at):
    assert published_of(said) == (day, at)


def test_a_date_ahead_of_our_clock_is_not_believed():
    def published(words: str):
        return read(rss(WHOLE.replace("Sun, 19 Nov 2023 23:30:00 +0300", words))).items[0].published

    assert published("Mon, 20 Nov 2023 06:10:00 GMT") == date(2023, 11, 20)  # ten minutes: clocks differ
    assert published("Mon, 20 Nov 2023 09:00:00 GMT") is None
    assert published("Mon, 20 Nov 2033 09:00:00 GMT") is None
    assert published("22 نوفمبر 2023") is None


def test_a_page_of_articles_gives_those_that_look_like_articles_on_its_own_host():
    page = (
        "<html><title>News</title><nav><a href='/about'>About this site and its people</a></nav>"
        + "".join(
            f"<a href='/2023/11/{n}/talks-go-on-in-doha-{n}'>Talks go on in Doha, day {n} of many</a>"
            for n in range(10, 15)
        )
        + "<a href='http://other.example/2023/11/11/talks-go-on-in-cairo-x'>Elsewhere, in another paper's words</a>"
        + "<a href='#top'>up</a>"
    )
    found = read(page, form="list")
    assert [i.address for i in found.items] == [
        f"https://news.example/2023/11/{n}/talks-go-on-in-doha-{n}" for n in range(10, 15)
    ]
    assert all(i.published is None and not i.full for i in found.items)
    assert len(read(page, form="list", pattern="/2023/11/1*").items) == 5
    with pytest.raises(FeedUnread):
        read("<html><a href='/a'>A</a></html>", form="list")


@pytest.mark.parametrize(
    ("path", "pattern", "is_one"),
    [
        ("/news/1", "/news/*", True), ("/news/", "/news/*", True), ("/sport/1", "/news/*", False), ("/a/b/c", "/a/*/c", True),
        ("/a/c", "/a/*/c", False), ("/news", "/news", True), ("/news/1", "/news", False), ("/x.html", "/*.html", True),
        ("/aXbXb", "/a*b", True), ("/ab", "/a*b*b", False), ("/" + "a" * 5000, "/*a*a*a*a*a*a*a*b", False),
    ],
)  # fmt: skip
def test_a_pattern_is_letters_and_stars(path, pattern, is_one):
    assert matches(path, pattern) is is_one


def test_a_page_names_its_feeds():
    page = '<link rel="alternate" type="application/rss+xml" href="/rss"><link type=application/atom+xml href=/atom><link rel="stylesheet" href="/x.css">'  # noqa: E501
    assert feeds_named_in(page, AT) == ("https://news.example/rss", "https://news.example/atom")


def test_words_of_html_are_paragraphs_without_what_is_not_read():
    assert words_of_html("<p>one<br>two</p><style>x{}</style><div>three &amp; four</div>") == "one\ntwo\n\nthree & four"
    assert words_of_html("plain  words") == "plain words"
    assert words_of_html("<p>" * 20_000 + "deep") == "deep"


def test_every_reason_has_its_words():
    from wasata.words import tell

    for why in ("page", "no_feed", "entities", "no_articles"):
        for lang in ("ar", "en"):
            assert all(tell(FeedUnread(why=feeds.Key(f"feed.why.{why}")), lang))


def test_an_address_that_cannot_be_taken_apart_costs_its_item_its_link_and_the_others_nothing():
    told = read_feed(
        b"<rss version='2.0'><channel><item><title>a</title><link>http://[bad</link><description>Words.</description></item>"
        b"<item><title>b</title><link>/good</link></item></channel></rss>",
        "http://news.example/rss", now=datetime(2023, 11, 20, tzinfo=UTC),
    )  # fmt: skip
    assert [(i.title, i.address) for i in told.items] == [("a", None), ("b", "http://news.example/good")]
    assert (
        feeds_named_in('<link rel=alternate type="application/rss+xml" href="http://[bad">', "http://news.example/")
        == ()
    )


@pytest.mark.parametrize(
    ("stamp", "riyadh", "new_york"),
    [
        ("Mon, 20 Nov 2023 22:30:00 GMT", 21, 20),
        ("Mon, 20 Nov 2023 22:30:00 +0000", 21, 20),
        ("2023-11-20T02:30:00Z", 20, 19),
        ("Mon, 20 Nov 2023 23:30:00 +0100", 20, 20),
        ("20 نوفمبر 2023 22:30 بتوقيت غرينتش", 21, 20),
        ("20 نوفمبر 2023", 20, 20),
        ("Mon, 20 Nov 2023 22:30:00", 20, 20),
    ],
)
def test_an_hour_told_in_universal_time_is_of_the_day_of_whoever_reads_it(stamp: str, riyadh: int, new_york: int):
    """A publisher's own clock is believed for his own day; a stamp in GMT says nothing of his clock."""
    whole = rss(WHOLE.replace("Sun, 19 Nov 2023 23:30:00 +0300", stamp)).encode()
    (item,) = read_feed(whole, AT, now=datetime(2023, 12, 1, tzinfo=UTC)).items
    days = [item.published_on(ZoneInfo(zone)) for zone in ("Asia/Riyadh", "America/New_York")]
    assert days == [date(2023, 11, riyadh), date(2023, 11, new_york)]
