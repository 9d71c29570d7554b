"""A web page: its report, without menus, banners and scripts.

Danger: a menu's "Hostilities in Gaza | 24 dead" read as part of the report; the day of saving taken for the day of publishing.
Duty: the main text, the headline, the day of publication the page itself states, its language.
Shape: the standard library's parser gathers paragraphs under the elements they stand in; the element with most running
text wins. When the `intake` extra is installed, trafilatura finds the main text and ours stands by for what it refuses.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec

from wasata.listen.tags import Tags

_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select",
    "option", "svg", "iframe", "object", "figcaption", "menu", "dialog",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "pre", "td", "th", "tr", "table", "dd", "dt", "dl", "figure", "body", "br", "hr", "address",
    "center",
))  # fmt: skip
_TEXT_BLOCKS = frozenset((
    "p", "h2", "h3", "h4", "blockquote", "pre", "li", "dd",
))  # fmt: skip
_ASIDE_NAMES = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation)?|menu|footer|sidebar|comments?|related|shar(?:e|ing)|social|breadcrumbs?|adverts?|ads?|"
    r"promo|newsletter|cookies?)(?![a-z])",
    re.I,
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "pubdate", "publishdate", "publish-date", "sailthru.date", "parsely-pub-date", "citation_publication_date",
)  # fmt: skip
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says of its report. None where the page says nothing."""

    text: str
    title: str | None
    published: date | None
    lang: str | None
    url: str | None
    outlet: str | None


@dataclass(slots=True)
class _Node:
    tag: str
    parent: "_Node | None"
    skipped: bool
    blocks: list[str] = field(default_factory=list)
    weight: float = 0.0
    order: list["_Node | str"] = field(default_factory=list)


def read_page(html: str) -> WebPage:
    """The report of a page. `text` is empty when no running text was found."""
    parser = _Gatherer()
    parser.feed(html)
    parser.close()
    parser.finish()
    text = (_by_trafilatura(html) if find_spec("trafilatura") else "") or parser.main_text()
    return WebPage(
        text,
        parser.meta.get("og:title") or parser.heading or parser.title or None,
        _day(parser),
        (parser.lang or "")[:2].lower() or None,
        parser.meta.get("og:url") or parser.canonical or None,
        parser.meta.get("og:site_name") or None,
    )


def read_letter(html: str) -> str:
    """All running text of a mail written in HTML, a paragraph a line: it has no menus around it that could be left out."""
    parser = _Gatherer()
    parser.feed(html)
    parser.close()
    parser.finish()
    return parser.all_text()


def _by_trafilatura(html: str) -> str:
    import trafilatura  # type: ignore[import-not-found,unused-ignore]  # optional, and slow to import: only for web pages

    try:
        return str(trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True) or "")
    except Exception:
        return ""  # a page that breaks trafilatura is read by our own parser


def _day(parser: "_Gatherer") -> date | None:
    said = [parser.meta.get(name, "") for name in _PUBLISHED]
    said += parser.json_days
    said += parser.times[:1]
    for words in said:
        m = _DAY.match(words.strip())
        if m:
            try:
                return date(int(m[1]), int(m[2]), int(m[3]))
            except ValueError:
                continue
    return None


class _Gatherer(Tags):
    """Gathers the paragraphs of a page under the elements they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.lang = ""
        self.canonical = ""
        self.title = ""
        self.heading = ""
        self.times: list[str] = []
        self.json_days: list[str] = []
        self._root = _Node("html", None, False)
        self._here = self._root
        self._depth = 0
        self._words: list[str] = []
        self._catching = ""
        self._caught: list[str] = []
        self._nodes: list[_Node] = [self._root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "html":
            self.lang = given.get("lang", "") or given.get("xml:lang", "")
        elif tag == "meta":
            name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
            if name and given.get("content"):
                self.meta.setdefault(name, given["content"].strip())
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.canonical = given.get("href", "")
        elif tag == "time" and given.get("datetime"):
            self.times.append(given["datetime"])
        if tag == "title" and not self.title and not self._catching:
            self._catching, self._caught = "title", []
        elif tag == "h1" and not self.heading and not self._here.skipped:
            self._catching, self._caught = "h1", []
        elif tag == "script" and given.get("type", "").lower() == "application/ld+json":
            self._catching, self._caught = "json", []
        if tag in _BLOCKS:
            self._close_block()
        if tag in _VOID:
            return
        named = f"{given.get('class', '')} {given.get('id', '')} {given.get('role', '')}"
        skipped = (
            self._here.skipped
            or tag in _SKIPPED
            or "hidden" in given
            or given.get("aria-hidden") == "true"
            or bool(_UNSEEN.search(given.get("style", "")))
            or (tag in ("div", "section", "ul", "ol") and bool(_ASIDE_NAMES.search(named)))
        )
        if self._depth > 400:
            return  # nested deeper than any page a person wrote: what follows stays in the element reached
        node = _Node(tag, self._here, skipped)
        self._here.order.append(node)
        self._nodes.append(node)
        self._here = node
        self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self._catching and tag == {"title": "title", "h1": "h1", "json": "script"}[self._catching]:
            caught = _SPACE.sub(" ", "".join(self._caught)).strip()
            if self._catching == "title":
                self.title = caught
            elif self._catching == "h1":
                self.heading = caught
            else:
                self._days_in(caught)
            self._catching = ""
        if tag in _BLOCKS:
            self._close_block()
        node: _Node | None = self._here
        while node is not None and node.tag != tag:
            node = node.parent
        if node is None or node.parent is None:
            return
        while self._here is not node:
            self._here = self._here.parent or self._root
            self._depth -= 1
        self._here = node.parent
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._catching:
            self._caught.append(data)
        if not self._here.skipped and self._here.tag != "title":
            self._words.append(data)

    def finish(self) -> None:
        """Closes what the page left open."""
        self._close_block()

    def _close_block(self) -> None:
        words = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if not words or self._here.skipped:
            return
        home = self._here
        while home.tag not in _BLOCKS and home.parent is not None:
            home = home.parent
        home.order.append(words)
        weight = len(words) * (2.0 if home.tag in _TEXT_BLOCKS else 1.0) if len(words) > 40 else 0.0
        lift: _Node | None = home if home.tag not in _TEXT_BLOCKS else home.parent
        for share in (1.0, 0.6, 0.3):
            if lift is None:
                break
            lift.weight += weight * share * (1.3 if lift.tag in ("article", "main") else 1.0)
            lift = lift.parent

    def _days_in(self, text: str) -> None:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return
        items = found if isinstance(found, list) else [found]
        for item in list(items):
            if isinstance(item, dict) and isinstance(item.get("@graph"), list):
                items = [*items, *item["@graph"]]
        self.json_days += [
            str(i["datePublished"]) for i in items if isinstance(i, dict) and isinstance(i.get("datePublished"), str)
        ]

    def main_text(self) -> str:
        """The paragraphs of the element with most running text, one a line; of the whole page when none stands out."""
        best = max(self._nodes, key=lambda node: node.weight)
        lines = _paragraphs(best if best.weight else self._root)
        return "\n\n".join(lines)

    def all_text(self) -> str:
        """The paragraphs of the whole page, one a line."""
        return "\n\n".join(_paragraphs(self._root))


def _paragraphs(node: _Node) -> list[str]:
    found: list[str] = []
    waiting: list[_Node | str] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if not found or found[-1] != item:
                found.append(item)
        elif not item.skipped:
            waiting.extend(reversed(item.order))
    return found
