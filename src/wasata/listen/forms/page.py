"""A web page as a report.

Danger: the address or the day of another page taken for this one's.
Duty: what `webpage.read_page` finds, as a head; `head` is what the way it came by says (its address), and the page's own
word counts before it.
"""

from typing import Any

from wasata.listen.decoding import decode
from wasata.listen.forms import incoming as bounds
from wasata.listen.forms.incoming import Incoming, incoming, require_size
from wasata.values import LANGS


def page(data: bytes, name: str, *, charset: str | None = None, head: dict[str, Any] | None = None) -> Incoming:
    """The report of a page.

    Args:
        charset: what the sender of the page called its encoding; believed where it fits the bytes.
    """
    from wasata.listen.webpage import read_page  # the HTML parser loads only for pages

    require_size(len(data), name, bounds.MAX_PAGE_BYTES)
    html, encoding = decode(data, name, declared=True, charset=charset)
    found = read_page(html)
    own = {
        "title": found.title,
        "outlet": found.outlet,
        "url": found.url,
        "published": found.published and found.published.isoformat(),
    }
    said = {**(head or {}), **{k: v for k, v in own.items() if v is not None}}
    said = {k: said.get(k) for k in (*own, *said)}
    if found.lang in LANGS:
        said["lang"] = found.lang
    return incoming(said, found.text, name, name, encoding)
