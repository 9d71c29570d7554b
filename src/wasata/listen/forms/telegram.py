"""Telegram's own export (result.json): each post of a channel a report.

Danger: a private conversation taken in as a published report; an export of gigabytes in memory at once.
Duty: the posts of channels and public groups, in one export or in that of a whole account; service messages and posts
without words left out; conversations of persons never taken in.
Shape: the file is read as a stream, post by post. The channel's name → outlet, `date_unixtime` → published_at (the day is that
of the clock of the case), `forwarded_from` and the hour of an edit are kept.
"""

import codecs
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from wasata.errors import FormBroken, LeftOut, ListenError, NotPublished
from wasata.listen.forms.incoming import Incoming, Refusal, incoming, shown
from wasata.listen.forms.outlets import outlet_kind_of
from wasata.words import Key

PUBLISHED = ("public_channel", "private_channel", "public_supergroup")
"""Kinds of chat whose posts are published to whoever follows them."""
MAX_POST = 8 * 1024 * 1024
MAX_DEPTH = 8
_CHUNK = 1 << 18
_SIGN = re.compile(
    rb'"type"\s*:\s*"(?:public|private)_(?:channel|supergroup|group)"|"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages)"'
    rb'|"(?:chats|left_chats)"\s*:\s*\{\s*"(?:about|list)"'
)


def is_export(begins: bytes) -> bool:
    """Whether a file begins as an export of Telegram does."""
    head = begins.lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and bool(_SIGN.search(head[:65536]))


def telegram(stream: BinaryIO, name: str) -> Iterator[Incoming | Refusal]:
    """The posts of an export, in order.

    Raises:
        NotPublished: it holds one conversation, and that is private.
        FormBroken: it breaks off or is no JSON; what came before was given.
    """
    private, wordless, given = 0, 0, False
    for chat, post in _posts(_Json(stream, name)):
        if chat.get("type") not in PUBLISHED:
            private += 1
            continue
        where = f"{name}#{_number(chat, post)}"
        if post is None or post.get("type") != "message":
            continue
        text = _text(post.get("text"))
        if not any(c.isalpha() for c in text):
            wordless += 1
            continue
        given = True
        try:
            yield _post(chat, post, text, where)
        except ListenError as error:
            yield Refusal(where, error)
    if private and not given:
        raise NotPublished(path=name)
    for n, what in ((private, "private"), (wordless, "wordless")):
        if n:
            yield Refusal(name, LeftOut(path=name, n=n, what=Key(f"listen.left.{what}")), note=True)
    if not given and not wordless:
        raise FormBroken(path=name, form="Telegram", why=Key("listen.broken_why.no_message"))


def _number(chat: dict[str, Any], post: dict[str, Any] | None) -> str:
    own = shown((post or {}).get("id", "?"))
    return f"{shown(chat.get('id', '?'))}.{own}" if chat.get("of_many") else own


def _post(chat: dict[str, Any], post: dict[str, Any], text: str, where: str) -> Incoming:
    outlet = _short(chat.get("name"))
    head = {
        "outlet": outlet, "outlet_kind": outlet_kind_of(outlet), "published_at": _instant(post.get("date_unixtime")),
        "edited_at": _instant(post.get("edited_unixtime")), "forwarded_from": _short(post.get("forwarded_from")),
    }  # fmt: skip
    if head["published_at"] is None:  # older exports know only the exporter's own clock: its day is all that is sure
        said = str(post.get("date") or "")[:10]
        head["published"] = said if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said) else None
    return incoming({k: v for k, v in head.items() if v is not None}, text, where, where)


def _short(value: object) -> str | None:
    return " ".join(value.split())[:200] if isinstance(value, str) and value.strip() else None


def _instant(value: object) -> str | None:
    """Seconds since 1970, as exports write them: in letters."""
    text = str(value)
    if value is None or not re.fullmatch(r"[0-9]{10}", text):  # else before there was any Telegram, or in 300 years
        return None
    return datetime.fromtimestamp(int(text), UTC).isoformat()


def _text(value: object) -> str:
    """A post's words: in one piece, or in pieces of which some are links, names or bold."""
    if isinstance(value, str):
        return value.strip("\n")
    if isinstance(value, list):
        pieces = (x if isinstance(x, str) else x.get("text") if isinstance(x, dict) else "" for x in value)
        return "".join(p for p in pieces if isinstance(p, str)).strip("\n")
    return ""


# ---- reading JSON as a stream


def _posts(source: "_Json") -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Each post with its chat; a chat that has none is given once with None."""
    if source.peek() != "{":
        raise source.broken()
    yield from _chat(source, depth=0, of_many=False)


def _chat(source: "_Json", *, depth: int, of_many: bool) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """An object: a chat with its posts, or what holds chats."""
    chat: dict[str, Any] = {"of_many": of_many}
    for key in source.entries():
        first = source.peek()
        if key == "messages" and first == "[":
            empty = True
            for _ in source.items():
                empty = False
                post = source.value()
                yield chat, post if isinstance(post, dict) else None
            if empty:
                yield chat, None
        elif key in ("chats", "left_chats") and first == "{" and depth < MAX_DEPTH:
            yield from _chat(source, depth=depth + 1, of_many=True)
        elif key == "list" and first == "[" and depth < MAX_DEPTH:
            for _ in source.items():
                if source.peek() == "{":
                    yield from _chat(source, depth=depth + 1, of_many=True)
                else:
                    source.value()
        else:
            value = source.value()
            if key in ("name", "type", "id"):
                chat[key] = value


class _Json:
    """JSON taken apart while it is read: never more than one value in memory."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self._stream = stream
        self._letters = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._text = ""
        self._at = 0
        self._ended = False
        self._decoder = json.JSONDecoder()

    def broken(self) -> FormBroken:
        return FormBroken(path=self.name, form="Telegram", why=Key("listen.broken_why.structure"))

    def _more(self) -> bool:
        data = self._stream.read(_CHUNK)
        self._ended = not data
        self._text = self._text[self._at :] + self._letters.decode(data, final=not data)
        self._at = 0
        return not self._ended

    def peek(self) -> str:
        """The first sign of what comes next, white space left out; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _take(self, sign: str) -> None:
        if self.peek() != sign:
            raise self.broken()
        self._at += 1

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        tried = 0
        while True:
            if len(self._text) - self._at > tried or self._ended:
                try:
                    found, end = self._decoder.raw_decode(self._text, self._at)
                    if end < len(self._text) or self._ended:  # a number might go on
                        self._at = end
                        return found
                except RecursionError:
                    raise self.broken() from None
                except ValueError:
                    if self._ended:
                        raise self.broken() from None
            tried = 2 * (
                len(self._text) - self._at
            )  # a long value is tried anew only when there is twice as much of it
            if len(self._text) - self._at > MAX_POST:
                raise self.broken()
            while len(self._text) - self._at <= tried and self._more():
                pass

    def entries(self) -> Iterator[str]:
        """The keys of the object that begins here; whoever asks takes each value before the next key."""
        self._take("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            key = self.value()
            self._take(":")
            yield key if isinstance(key, str) else ""
            if self.peek() == "}":
                self._at += 1
                return
            self._take(",")

    def items(self) -> Iterator[None]:
        """Once for each item of the list that begins here; whoever asks takes the item."""
        self._take("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield None
            if self.peek() == "]":
                self._at += 1
                return
            self._take(",")
