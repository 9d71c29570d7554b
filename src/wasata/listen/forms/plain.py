"""Plain text and Markdown, with a head between two "---" lines if there is one.

Danger: a rule of dashes taken for a head, so that the first paragraph is lost; a line of signs that open and never close, looked
through anew from each of them.
Duty: the head's fields, the words without the signs of Markdown. Each line is gone through once, however it is written.
"""

import re
from bisect import bisect_left
from typing import Any

from wasata.listen.forms.incoming import Incoming, incoming

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.S)


def plain(
    text: str, name: str, encoding: str = "utf-8", *, markdown: bool = False, head: dict[str, Any] | None = None
) -> Incoming:
    """One text. What its own head says counts before what its form said of it (`head`)."""
    said = dict(head or {})
    front = _FRONT.match(text)
    if front:
        own = _front_matter(front[1])
        said |= own
        text = text[front.end() :] if own else text
    if markdown:
        text = _without_markdown(text)
    return incoming(said, text.strip("\n"), name, name, encoding)


def _front_matter(block: str) -> dict[str, Any]:
    """The head's fields; empty when a line is no "field: value", for then it was a rule and no head."""
    head: dict[str, Any] = {}
    for line in block.splitlines():
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"[A-Za-z_]+", key.strip()):
            return {}
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        head[key.strip().lower()] = value or None
    return head


def _without_markdown(text: str) -> str:
    """The words without the signs of Markdown: heads, emphasis, links, images."""
    text = "\n".join(_without_links(_without_links(line, "!["), "[") for line in text.split("\n"))
    text = re.sub(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", "", text, flags=re.M)
    text = re.sub(r"^[ \t]*(?:[-*_][ \t]*){3,}$", "", text, flags=re.M)
    return "\n".join(_without_emphasis(line) for line in text.split("\n"))


def _without_links(line: str, opens: str) -> str:
    """The words of links (`[`), and nothing of images (`![`): `opens`, no `]`, then `](`, then anything up to the first `)`."""
    kept, at, middle = "", 0, line.find("](")
    while middle >= 0 and (ends := line.find(")", middle + 2)) >= 0:
        begins = line.find(opens, line.rfind("]", at, middle) + 1 or at, middle)
        words = line[begins + 1 : middle] if opens == "[" else ""
        if begins >= 0 and (words or opens != "["):
            kept, at = kept + line[at:begins] + words, ends + 1
        middle = line.find("](", max(at, middle + 2))
    return kept + line[at:]


_OPENS = re.compile(r"(?=(\*\*|__)\S)")
_CLOSES = {"**": re.compile(r"(?<=\S)(?=\*\*)"), "__": re.compile(r"(?<=\S)(?=__)")}


def _without_emphasis(line: str) -> str:
    """What stands between two of the same sign, the first before a letter and the second after one, without them."""
    closes = {
        sign: [found.start() for found in there.finditer(line)] for sign, there in _CLOSES.items() if sign in line
    }
    kept, at = "", 0
    for opens in _OPENS.finditer(line) if closes else ():
        if (begins := opens.start()) < at:
            continue
        known = closes[opens[1]]
        if (n := bisect_left(known, begins + 3)) < len(known):
            kept, at = kept + line[at:begins] + line[begins + 2 : known[n]], known[n] + 2
    return kept + line[at:]
