"""Feeds: what a source publishes by itself, as items. RSS 0.9x–2.0, Atom, JSON Feed, and pages that list articles.

Danger: an item without a date told as of today; an entity that unpacks to a gigabyte; a feed of a hundred thousand items
that keeps the room busy for minutes; a page of an error taken for an empty feed.
Duty: the items of a document with what each says of itself: identity, address, headline, words, when it was published.
Shape: `read_feed(data, …) -> Feed`. Letters are decoded by us before any parser sees them, entities that a document defines
itself are refused, and no more than `MOST` items are taken apart. A date that no rule reads is None. feedparser takes XML
apart (it mends what is broken); JSON Feed and lists are read here.

An Arabic pubDate: «السبت, 28 أكتوبر 2023 14:30:00 +0300» → 2023-10-28, 11:30 UTC; «١٢ ربيع الآخر ١٤٤٥» → None.
"""

import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from wasata.errors import FeedTooLarge, FeedUnread, ListenError
from wasata.listen.fetching import letters_of
from wasata.listen.pubdates import in_utc, published_of
from wasata.listen.tags import Tags
from wasata.values import LANGS, Lang
from wasata.words import Key

FeedForm = Literal["auto", "rss", "atom", "json", "list"]
FORMS: tuple[FeedForm, ...] = ("auto", "rss", "atom", "json", "list")

MOST = 400
"""Items of one document that are looked at; of more, the first and the last, for some list the newest at the end."""
LONGEST_ITEM = 500_000
"""Characters of one item, as for any report."""
MOST_LINKS = 60
"""Articles of a page that are followed from one asking."""
FULL = 400
"""Letters from which a summary may be the whole report, when the item carries nothing else."""
AHEAD = timedelta(minutes=15)
"""How far another machine's clock may be ahead of ours and its date still be believed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `key` tells it from the others of its feed, `digest` its words from what they were before.

    `full` says that `text` is the whole report and not a summary.
    """

    key: str
    digest: str
    address: str | None
    title: str | None
    text: str
    full: bool
    published: date | None = None
    published_at: datetime | None = None
    lang: Lang | None = None
    in_utc: bool = False

    def published_on(self, zone: tzinfo) -> date | None:
        """The day it was published, as the item says it; by this clock where it tells its hour in universal time: late in the
        evening there is the next day here."""
        return self.published_at.astimezone(zone).date() if self.in_utc and self.published_at else self.published


@dataclass(frozen=True, slots=True)
class Feed:
    """A document of items. `left` counts those that were not looked at."""

    form: FeedForm
    title: str | None
    items: tuple[Item, ...]
    left: int = 0
    lang: Lang | None = None


def read_feed(
    data: bytes, address: str, *, now: datetime, content_type: str = "", form: FeedForm = "auto", pattern: str = ""
) -> Feed:
    """The items of a document that was fetched from `address`.

    Args:
        now: against which a date in the future is disbelieved.
        form: what it is, where the person who set it up said so.
        pattern: for a page that lists articles: `/news/*`, the paths that are followed; guessed by their shape when empty.

    Raises:
        FeedUnread: it is no feed, or a page without articles; says what it looks like.
        FeedTooLarge: what is left of it, without the items in the middle of very many, is larger than `XML_MOST`.
        NotText, LettersUnknown: it is no text at all.
    """
    try:
        return _read(data, address, now, content_type, form, pattern)
    except ListenError:
        raise
    except Exception:  # what breaks a parser is no feed: its source is told of, and the others are asked
        raise FeedUnread(why=Key("feed.why.no_feed")) from None


def _read(data: bytes, address: str, now: datetime, content_type: str, form: FeedForm, pattern: str) -> Feed:
    charset = re.search(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", content_type, re.I)
    text = letters_of(data, address, charset[1].lower() if charset else "")
    begins = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if form == "list":
        return _listed(text, address, pattern)
    if form == "json" or (form == "auto" and begins.startswith("{")):
        return _believed(_json_feed(text, address), now)
    if re.search(r"<(?:[\w-]+:)?(?:rss|feed|rdf)[\s>]", text[:20_000], re.I):
        return _believed(_xml_feed(text, address), now)
    if form == "auto" and pattern:
        return _listed(text, address, pattern)
    if begins.startswith(("<!doctype html", "<html")) or re.search(r"<(?:html|body|head)[\s>]", begins):
        raise FeedUnread(why=Key("feed.why.page"))
    raise FeedUnread(why=Key("feed.why.no_feed"))


def feeds_named_in(html: str, address: str) -> tuple[str, ...]:
    """The feeds that a page names in its head, to be offered to whoever gave the page's own address."""
    found = []
    for tag in re.findall(r"<link\b[^>]{0,600}>", html[:200_000], re.I):
        if re.search(r"application/(?:rss|atom|feed)\+(?:xml|json)", tag, re.I):
            href = re.search(r"href\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s>]+))", tag, re.I)
            whole = href and _link(address, next(g for g in href.groups() if g))
            if whole:
                found.append(whole)
    return tuple(dict.fromkeys(found))[:5]


def _believed(feed: Feed, now: datetime) -> Feed:
    """Each item without a date that lies ahead: another machine's clock, or a thing announced."""
    return replace(feed, items=tuple(_dated(item, now) for item in feed.items))


def _dated(item: Item, now: datetime) -> Item:
    if item.published_at is not None and item.published_at > now + AHEAD:
        return replace(item, published_at=None, published=None)
    last = (now + timedelta(hours=14)).date()  # today, where the day begins first
    if item.published is not None and item.published > last:
        return replace(item, published_at=None, published=None)
    return item


# ---- XML

_HEAD = 20_000
XML_MOST = 8 << 20
"""No newspaper's feed is larger, and the parser takes long for each megabyte more."""
_ITEM_ENDS = re.compile(r"</(?:[\w-]+:)?(?:item|entry)\s*>", re.I)
_ITEM_BEGINS = re.compile(r"<(?:[\w-]+:)?(?:item|entry)[\s>]", re.I)


def _xml_feed(text: str, address: str) -> Feed:
    import feedparser  # slow to import: only for feeds

    if re.search(r"<!ENTITY", text, re.I):
        raise FeedUnread(why=Key("feed.why.entities"))
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)  # it is UTF-8 from here on, whatever it said
    head = text[
        :_HEAD
    ]  # a document type is at the top, or it is none: of many that never end, each would be searched through
    text = re.sub(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>", "", head, count=1) + text[_HEAD:]
    text, left = _cut(text)
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", " ", text)
    plain = text.encode()
    if len(plain) > XML_MOST:
        raise FeedTooLarge(limit=XML_MOST >> 20)
    # A stream, and nothing that could be taken for an address: what is given as one, feedparser would ask for by itself.
    found = feedparser.parse(
        io.BytesIO(plain), sanitize_html=False, resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )  # fmt: skip
    if not found.version and not found.entries:
        raise FeedUnread(why=Key("feed.why.no_feed"))
    form: FeedForm = "atom" if str(found.version).startswith("atom") else "rss"
    lang = _lang(found.feed.get("language"))
    items = tuple(item for e in found.entries[: 2 * MOST] if (item := _entry(e, address, lang)) is not None)
    return Feed(form, _line(found.feed.get("title")), _one_each(items), left, lang)


def _cut(text: str) -> tuple[str, int]:
    """A document of very many items without those in its middle; and how many were left out."""
    ends = [m.end() for m in _ITEM_ENDS.finditer(text)]
    if len(ends) <= MOST:
        return text, 0
    first, last = MOST * 3 // 4, MOST // 4
    begins = _ITEM_BEGINS.search(text, ends[-last - 1])
    return text[: ends[first - 1]] + text[begins.start() if begins else ends[-1] :], len(ends) - MOST


def _entry(e: Any, address: str, lang: Lang | None) -> Item | None:
    whole = max((str(c.get("value") or "") for c in e.get("content", ())), key=len, default="")
    summary = str(e.get("summary") or "")
    said = e.get("published") or e.get("updated") or e.get("created") or ""
    link = str(e.get("link") or "")
    own = str(e.get("id") or "")
    return _item(
        own, _link(address, link or (own if own.startswith(("http://", "https://")) else "")), _line(e.get("title")),
        whole, summary, str(said), _lang(_said_lang(e)) or lang,
    )  # fmt: skip


def _said_lang(e: Any) -> str:
    detail = e.get("title_detail") or {}
    return str(detail.get("language") or e.get("language") or "")


def _link(address: str, link: str) -> str | None:
    if not link.strip():
        return None
    try:
        found = urljoin(address, link.strip())
    except ValueError:  # http://[
        return None
    return found if found.startswith(("http://", "https://")) and len(found) <= 1000 else None


def _item(
    own: str, link: str | None, title: str | None, whole: str, summary: str, said: str, lang: Lang | None
) -> Item | None:
    """An item of its parts; None for one that has neither words nor an address."""
    text = words_of_html(whole)
    full = bool(text)
    if not text or len(text) < len(summary) // 4:
        short = words_of_html(summary)
        text, full = (short, len(short) >= FULL and not _ends_cut(short)) if len(short) > len(text) else (text, full)
    if not text and not link:
        return None
    if len(text) > LONGEST_ITEM:
        text, full = "", False
    day, at = published_of(said)
    key = _short(own or link or f"{title}\n{text}")
    return Item(
        key, _short(f"{title or ''}\n{' '.join(text.split())}"), link, title, text, full, day, at, lang, in_utc(said)
    )


def _ends_cut(text: str) -> bool:
    return text.rstrip().endswith(("…", "...", "[…]", "[...]")) or "Continue reading" in text[-80:]


def _short(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _line(told: object) -> str | None:
    """A headline without tags, on one line."""
    words = " ".join(words_of_html(str(told or "")).split())
    return words[:500] or None


def _lang(told: object) -> Lang | None:
    code = str(told or "")[:2].lower()
    return next((lang for lang in LANGS if lang == code), None)


def _one_each(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Each item once: some feeds name several by one guid, which are then told apart by their addresses."""
    seen: dict[str, Item] = {}
    for item in items:
        there = seen.get(item.key)
        if there is None:
            seen[item.key] = item
        elif there.digest != item.digest:
            other = replace(item, key=_short(f"{item.key}\n{item.address}"))
            seen.setdefault(other.key, other)
    return tuple(seen.values())


# ---- JSON Feed


def _json_feed(text: str, address: str) -> Feed:
    try:
        told = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise FeedUnread(why=Key("feed.why.no_feed")) from None
    found = told.get("items") if isinstance(told, dict) else None
    if not isinstance(found, list):
        raise FeedUnread(why=Key("feed.why.no_feed"))
    lang = _lang(told.get("language"))
    items = []
    for one in found[:MOST]:
        if not isinstance(one, dict):
            continue
        html, plain = _words(one.get("content_html")), _words(one.get("content_text"))
        item = _item(
            _words(one.get("id")), _link(address, _words(one.get("url")) or _words(one.get("external_url"))),
            _line(one.get("title")), html or plain.replace("<", "&lt;"), _words(one.get("summary")).replace("<", "&lt;"),
            _words(one.get("date_published")) or _words(one.get("date_modified")), _lang(one.get("language")) or lang,
        )  # fmt: skip
        if item is not None:
            items.append(item)
    return Feed("json", _line(told.get("title")), _one_each(tuple(items)), max(0, len(found) - MOST), lang)


def _words(told: object) -> str:
    if isinstance(told, bool) or told is None:
        return ""
    text = str(told) if isinstance(told, str | int) else ""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


# ---- HTML to words

_BLOCKS = frozenset((
    "p", "div", "section", "article", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr",
    "table", "figure", "hr", "header", "footer",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "figcaption", "form", "button"))


class _Words(Tags):
    """The words of a piece of HTML, a paragraph a line."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self.out.append("\n")
        elif tag in _BLOCKS:
            self.out.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self.out.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.out.append(data)


def words_of_html(html: str) -> str:
    """The words of a piece of HTML without tags: paragraphs parted by an empty line."""
    if "<" not in html and "&" not in html:
        return re.sub(r"[ \t]+", " ", html).strip()
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


# ---- pages that list articles


class _Links(Tags):
    """The links of a page with their words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.title = ""
        self._href = ""
        self._said: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._end()
            self._href = next((v for k, v in attrs if k == "href" and v), "")
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end()
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title and not self.title:
            self.title = " ".join(data.split())
        if self._href:
            self._said.append(data)

    def _end(self) -> None:
        if self._href:
            self.found.append((self._href, " ".join("".join(self._said).split())))
        self._href, self._said = "", []


def _listed(html: str, address: str, pattern: str) -> Feed:
    """The articles a page leads to: on its own host, by the pattern given or by the shape most of its headlines share."""
    parser = _Links()
    parser.feed(html[:2_000_000])
    parser.close()
    host = urlsplit(address).netloc
    links: dict[str, str] = {}
    for href, words in parser.found:
        try:
            whole = urljoin(address, href.strip()).partition("#")[0]
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc == host and whole != address and len(whole) <= 1000:
            links[whole] = max(links.get(whole, ""), words, key=len)
    chosen = [a for a in links if matches(urlsplit(a).path, pattern)] if pattern else _articles(links)
    if not chosen:
        raise FeedUnread(why=Key("feed.why.no_articles"))
    items = tuple(Item(_short(a), _short(a), a, links[a][:500] or None, "", full=False) for a in chosen[:MOST_LINKS])
    return Feed("list", parser.title[:500] or None, items, max(0, len(chosen) - MOST_LINKS))


def matches(path: str, pattern: str) -> bool:
    """Whether a path is of a pattern, in which `*` stands for any letters: `/news/*`. Compared piece by piece, never slowly."""
    first, *rest = pattern.split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for n, piece in enumerate(rest):
        last = n == len(rest) - 1
        there = (len(path) - len(piece) if path.endswith(piece) else -1) if last else path.find(piece, at)
        if there < at:
            return False
        at = there + len(piece)
    return at == len(path)


def _shape(path: str) -> tuple[str, ...]:
    """What kind of pieces a path is made of: numbers, dates, long slugs, words of the site."""
    shape = []
    for piece in path.strip("/").split("/"):
        if re.fullmatch(r"(?:19|20)\d\d|[01]?\d|[0-3]\d", piece):
            shape.append("d")
        elif re.search(r"\d{4,}", piece):
            shape.append("n")
        elif piece.count("-") + piece.count("_") >= 3 or len(piece) > 40:
            shape.append("s")
        else:
            shape.append("w")
    return tuple(shape)


def _articles(links: dict[str, str]) -> list[str]:
    """The links that look like articles: of shapes with a number or a slug, whose words are as long as headlines are."""
    by_shape: Counter[tuple[str, ...]] = Counter()
    for address, words in links.items():
        shape = _shape(urlsplit(address).path)
        if {"n", "s"} & set(shape):
            by_shape[shape] += min(len(words), 120) if len(words) >= 20 else 0
    if not by_shape or not max(by_shape.values()):
        return []
    most = max(by_shape.values())
    good = {shape for shape, weight in by_shape.items() if weight * 4 >= most}
    return [a for a, words in links.items() if _shape(urlsplit(a).path) in good and len(words) >= 12]
