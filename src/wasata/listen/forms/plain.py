"""Plain text and Markdown, with a head between two "---" lines if there is one.

Danger: a rule of dashes taken for a head, so that the first paragraph is lost.
Duty: the head's fields, the words without the signs of Markdown.
"""

import re
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
    text = re.sub(r"!\[([^\]\n]*)\]\([^)\n]*\)", "", text)
    text = re.sub(r"\[([^\]\n]+)\]\([^)\n]*\)", r"\1", text)
    text = re.sub(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", "", text, flags=re.M)
    text = re.sub(r"^[ \t]*(?:[-*_][ \t]*){3,}$", "", text, flags=re.M)
    return re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
