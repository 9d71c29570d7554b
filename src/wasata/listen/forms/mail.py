"""Mail: one message (RFC 5322) as a report, with what is attached to it as reports of their own.

Danger: a colleague's "see below" taken for the report; the day somebody passed a bulletin on taken for the day it came out;
a footer of addresses read as news; a message built to keep a machine busy.
Duty: plain text before HTML unless it is empty; every transfer and letter encoding, and those that lie; the bulletin inside
a forwarded message with its own sender, day and subject; quoted answers, signatures and footers left out where they can be
told for sure.
Shape: sender → outlet, `Date` → published_at, its day by the sender's own clock → published, `Subject` → title. Where a
forward inside the text states no readable date, the report has none: the forwarder's day is not the report's.
"""

import binascii
import quopri
import re
from collections.abc import Callable, Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32, compat32
from email.utils import parsedate_to_datetime
from typing import Any

from wasata.errors import FormBroken, FormRefused, LeftOut, ListenError, ReportEmpty
from wasata.listen.decoding import decode, decode_declared
from wasata.listen.forms.incoming import Incoming, Refusal, incoming, require_size
from wasata.listen.forms.outlets import outlet_kind_of
from wasata.words import Key

MAX_PARTS = 200
"""Parts of one message; more are no bulletin."""
MAX_BOUNDARIES = 400
MAX_DEPTH = 12
COVER_LETTERS = 200
"""What stands above a forwarded message and is shorter is a cover note, and no report."""

Door = Callable[[bytes, str, str | None], Iterator[Incoming | Refusal]]
"""The intake itself, for what is attached: bytes, name, content type → what comes of it."""


def mail(data: bytes, name: str, door: Door, *, depth: int = 0) -> Iterator[Incoming | Refusal]:
    """The reports of one message: its own words, messages it forwards, and what is attached."""
    require_size(len(data), name)
    if data.lower().count(b"boundary=") > MAX_BOUNDARIES or depth > MAX_DEPTH:
        raise FormRefused(path=name, form="EML", why=Key("listen.refused_why.nested"))
    try:
        message = BytesParser(policy=compat32).parsebytes(_without_envelope(data))
        parts = _Parts()
        parts.gather(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        raise FormBroken(path=name, form="EML", why=Key("listen.broken_why.structure")) from None
    head = _head(message)
    text = _own_words(parts, name)
    given = False
    report = _report(text, head, has_forward=bool(parts.messages))
    if report is not None:
        given = True
        yield incoming(report[1], report[0], name, name)
    for n, inner in enumerate(parts.messages, 1):
        given = True
        yield from _guarded(mail(inner, f"{name}/{n}", door, depth=depth + 1), f"{name}/{n}")
    for called, kind, payload in parts.attached:
        given = True
        yield from door(payload, f"{name}/{called}", kind)
    if parts.beyond:
        yield Refusal(name, FormRefused(path=name, form="EML", why=Key("listen.refused_why.many")))
        given = True
    if parts.others:
        yield Refusal(name, LeftOut(path=name, n=parts.others, what=Key("listen.left.other_kinds")), note=True)
    if not given:
        raise ReportEmpty(path=name)


def _guarded(inner: Iterator[Incoming | Refusal], where: str) -> Iterator[Incoming | Refusal]:
    try:
        yield from inner
    except ListenError as error:
        yield Refusal(where, error)


def _without_envelope(data: bytes) -> bytes:
    """A saved message may begin with the "From " line of a mailbox, or with empty lines."""
    data = data.lstrip(b"\r\n")
    return data.partition(b"\n")[2] if data.startswith(b"From ") else data


# ---- the parts


_READABLE = re.compile(
    r"text/(?:plain|html|markdown)|application/(?:pdf|json|warc|zip|x-zip-compressed|mbox|xhtml\+xml|"
    r"vnd\.openxmlformats-officedocument\.wordprocessingml\.document)|message/rfc822"
)
_BY_ENDING = re.compile(
    r"\.(?:txt|text|md|markdown|html?|xhtml|json|jsonl|ndjson|eml|mbox|pdf|docx|warc|warc\.gz|zip)$", re.I
)


_NO_REPORT = re.compile(r"image/|audio/|video/|text/(?:calendar|x?-?vcard)|application/(?:x-)?(?:pgp|pkcs7)")
"""Attached to many a mail, and no report in it that we left out."""


class _AsItCame(Compat32):
    """Heads as they were written. Folded anew, one with a line's end inside it that is none in mail is refused by the library."""

    def fold_binary(self, name: str, value: str) -> bytes:
        return f"{name}: {value}{self.linesep}".encode("utf-8", "surrogateescape")


_AS_IT_CAME = _AsItCame()


class _Parts:
    """What a message is made of: the pieces of its text (plain or HTML), forwarded messages, attachments."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, bytes, str | None]] = []
        self.messages: list[bytes] = []
        self.attached: list[tuple[str, str | None, bytes]] = []
        self.others = 0
        """Attached files that are of no form we read."""
        self.beyond = False
        """Whether there were more parts than are looked at."""
        self._seen = 0

    def gather(self, part: Message, depth: int = 0) -> None:
        self._seen += 1
        if self._seen > MAX_PARTS or depth > MAX_DEPTH * 2:
            self.beyond = True
            return
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                self.messages.append(inner[0].as_bytes(policy=_AS_IT_CAME))
        elif part.is_multipart():
            children: list[Message] = [p for p in part.get_payload() if isinstance(p, Message)]
            if kind == "multipart/alternative":
                self._best(children, depth)
            elif kind == "multipart/related":
                for child in children[:1]:
                    self.gather(child, depth + 1)
            else:
                for child in children:
                    self.gather(child, depth + 1)
        else:
            self._leaf(part, kind)

    def _best(self, children: list[Message], depth: int) -> None:
        """Of several forms of one text the plain one, unless it is empty or only says that the other should be opened."""
        tried = []
        for child in children:
            found = _Parts()
            found.gather(child, depth + 1)
            tried.append(found)
        plain = [t for t in tried if t.texts and all(kind == "text/plain" for kind, _, _ in t.texts)]
        other = [t for t in tried if t.texts and t not in plain]
        chosen = plain[:1] or other[-1:]
        if plain and other:
            words = sum(len(data.split()) for _, data, _ in plain[0].texts)
            rich = sum(len(re.sub(rb"<[^>]*>", b" ", data).split()) for _, data, _ in other[-1].texts)
            if words < 3 or (words < 25 and rich > 4 * words):
                chosen = other[-1:]
        for found in chosen:
            self.texts += found.texts
        for found in tried:
            self.messages += found.messages
            self.attached += found.attached
            self.others += found.others
            self.beyond = self.beyond or found.beyond

    def _leaf(self, part: Message, kind: str) -> None:
        called = _name_of(part)
        apart = str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")
        if kind in ("text/plain", "text/html") and not apart and not (called and self.texts):
            charset = part.get_param("charset")
            self.texts.append((kind, _payload(part), charset if isinstance(charset, str) else None))
        elif _BY_ENDING.search(called) or (not called and apart and _READABLE.fullmatch(kind)):
            self.attached.append((called or "attachment", kind, _payload(part)))
        elif called and apart and not _NO_REPORT.match(kind):
            self.others += 1


def _name_of(part: Message) -> str:
    try:
        called = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        called = ""
    return re.sub(r"[\x00-\x1f/\\]+", " ", _words(called)).strip()[:120]


def _payload(part: Message) -> bytes:
    """A part's bytes out of its transfer encoding; what is broken in it is left as it is."""
    how = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    if how == "base64":
        raw = part.get_payload()
        return _from_base64(raw.encode("ascii", "ignore") if isinstance(raw, str) else b"")
    found = part.get_payload(decode=True)  # quoted-printable decoded, everything else as it came
    return found if isinstance(found, bytes) else b""


def _from_base64(data: bytes) -> bytes:
    """What is left of base64, signs that do not belong there and a broken end left out."""
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    try:
        return binascii.a2b_base64(clean[: len(clean) - (len(clean) % 4 == 1)] + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return b""


def _is_eight_bit(text: str) -> bool:
    return all(c < "\x80" or "\udc80" <= c <= "\udcff" for c in text)


def _own_words(parts: _Parts, name: str) -> str:
    found = []
    for kind, data, charset in parts.texts:
        if not data.strip():
            continue
        if kind == "text/html":
            from wasata.listen.webpage import read_letter  # the HTML parser loads only where there is HTML

            html, _ = decode(data, name, declared=True, charset=charset)
            found.append(read_letter(html))
        else:
            text, _ = decode_declared(data, name, charset)
            found.append(_unwrapped(text))
    return "\n\n".join(x.strip("\n") for x in found if x.strip())


def _unwrapped(text: str) -> str:
    """Lines that a mail program broke at a fixed width, whole again: a sentence must not end where a line did.

    Only where many lines are nearly as long as the longest, and none is longer than such programs make them.
    """
    lines = text.split("\n")
    full = [len(line) for line in lines if line.strip()]
    widest = max(full, default=0)
    if not 55 <= widest <= 100 or sum(n > 0.75 * widest for n in full) < 0.35 * len(full):
        return text
    made: list[str] = []
    for n, line in enumerate(lines):
        before = lines[n - 1] if n else ""
        first = line.split(" ", 1)[0]
        fitted = len(before.rstrip()) + 1 + len(first) > 0.9 * widest  # the next word would not have fitted
        goes_on = before.strip() and line.strip() and fitted and not re.match(r"\s|[-•*>]|\d+[.)]", line)
        if made and goes_on and not before.startswith((">", "--")):
            made[-1] = f"{made[-1].rstrip()} {line.strip()}"
        else:
            made.append(line)
    return "\n".join(made)


# ---- the head


_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")


def _words(raw: str) -> str:
    """A header's words: encoded words decoded, those of one encoding put together first (letters are cut in two there)."""
    raw = re.sub(r"\r?\n[ \t]*", " ", raw)
    made: list[str] = []
    waiting: list[tuple[str, bytes]] = []

    def settle() -> None:
        while waiting:
            charset, data = waiting.pop(0)
            while waiting and waiting[0][0] == charset:
                data += waiting.pop(0)[1]
            made.append(decode_declared(data, "", charset)[0] if data else "")

    at = 0
    for m in _WORD.finditer(raw):
        between = raw[at : m.start()]
        if between.strip() or not waiting:
            settle()
            made.append(_bare(between))
        waiting.append((m[1].lower(), _encoded(m[2], m[3])))
        at = m.end()
    settle()
    made.append(_bare(raw[at:]))
    return " ".join("".join(made).replace("\0", "").split())


def _encoded(how: str, text: str) -> bytes:
    data = text.encode("ascii", "surrogateescape") if _is_eight_bit(text) else text.encode("utf-8", "replace")
    if how in "qQ":
        return quopri.decodestring(data, header=True)
    return _from_base64(data)


def _bare(text: str) -> str:
    """Letters that stand in a header without being encoded, though they should be."""
    if text.isascii():
        return text
    if _is_eight_bit(text):
        try:
            return decode(text.encode("ascii", "surrogateescape"), "")[0]
        except ListenError:
            return ""
    return text.encode("utf-8", "replace").decode("utf-8")


def _header(message: Message, name: str) -> str:
    """The first header of a name, as words. The parser's own way to them breaks on some that are broken."""
    raw = next((str(v) for k, v in message.raw_items() if k.lower() == name), "")
    try:
        return _words(raw[:4000])
    except ListenError:
        return ""


_SENT_ON = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr|rv|رد|إعادة توجيه|تحويل)\s*:\s*)+", re.I)


def _head(message: Message) -> dict[str, Any]:
    return _said(_header(message, "from"), _header(message, "date"), _header(message, "subject")) | {
        k: v for k, v in (("message_id", _header(message, "message-id")[:200]),) if v
    }


def _said(sender: str, sent: str, subject: str) -> dict[str, Any]:
    """A message's head as a report's: outlet, day and hour of publication, headline."""
    outlet = _outlet(sender)
    day, hour = _date(sent)
    return {
        "title": _SENT_ON.sub("", subject).strip()[:500] or None, "outlet": outlet, "outlet_kind": outlet_kind_of(outlet),
        "published": day, "published_at": hour,
    }  # fmt: skip


def _outlet(sender: str) -> str | None:
    """Whose bulletin it is: the sender's name, else the domain of his address."""
    m = re.search(r"^\s*(.*?)\s*<([^<>]*)>\s*$", sender)
    plain = re.search(r"[^\s<>\"'(]{1,200}@[\w.-]{1,200}", sender)
    called, address = (m[1], m[2]) if m else ("" if plain else sender, plain[0] if plain else "")
    called = re.sub(r"\s+via\s+\S.*$", "", called.strip().strip("\"'").strip())
    if called and "@" not in called:
        return called[:200]
    return (address or sender).rpartition("@")[2].strip(" <>\"'").lower()[:200] or None


def _date(sent: str) -> tuple[str | None, str | None]:
    """The day by the sender's own clock, and the instant where he names his zone."""
    sent = re.sub(r"\s+at\s+", " ", sent).strip()
    try:
        at = parsedate_to_datetime(sent)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError, RecursionError):
        m = re.match(r"(\d{4})-(\d{2})-(\d{2})", sent)
        return (m[0], None) if m and _is_day(m[0]) else (None, None)
    if not 1985 <= at.year <= 2100:
        return None, None
    return at.date().isoformat(), at.isoformat() if at.tzinfo is not None else None


def _is_day(text: str) -> bool:
    from datetime import date  # one name, two uses in this module

    try:
        return 1985 <= date.fromisoformat(text).year <= 2100
    except ValueError:
        return False


# ---- what is the report in it


_FORWARD = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:Forwarded message|Original Message|رسالة تم تحويلها|الرسالة الأصلية|رسالة محولة|رسالة معاد توجيهها)"
    r"[ \t]*-{2,}|Begin forwarded message:|بداية الرسالة المحولة:|بدء الرسالة المعاد توجيهها:)[ \t]*$",
    re.I | re.M,
)
_HEAD_LINE = re.compile(
    r"^[ \t>*]*(From|Date|Sent|Subject|To|Cc|Reply-To|من|التاريخ|تاريخ|أرسلت|الموضوع|إلى|نسخة)[ \t]*\*?:\*?[ \t]*(.*)$",
    re.I,
)
_MEANS = {"from": "from", "من": "from", "date": "date", "sent": "date", "التاريخ": "date", "تاريخ": "date", "أرسلت": "date",
          "subject": "subject", "الموضوع": "subject"}  # fmt: skip
_WROTE = re.compile(r"^(?:On .{6,160} wrote:|في .{6,160} كتب.{0,80}:|بتاريخ .{6,160} كتب.{0,80}:)[ \t]*$", re.M | re.S)
_FOOTER = re.compile(
    r"\bunsubscribe\b|opt[ -]out of|manage (?:your )?(?:preferences|subscription)|update (?:your )?(?:subscription )?preferences|"
    r"you(?:'re| are) receiving this|this (?:e-?mail|message) was sent to|"
    r"إلغاء الاشتراك|لإلغاء اشتراكك|وصلت?ك هذه الرسالة|تصلك هذه الرسالة|تلقيت هذه الرسالة|إدارة الاشتراك",
    re.I,
)
_OPENER = re.compile(
    r"view (?:this|it|in|online).{0,40}(?:browser|online|web)|trouble (?:viewing|reading)|"
    r"عرض (?:هذه الرسالة|الرسالة|هذا البريد)?.{0,20}المتصفح|اضغط هنا لعرض",
    re.I,
)


def _report(text: str, head: dict[str, Any], *, has_forward: bool) -> tuple[str, dict[str, Any]] | None:
    """The report in a message's own words, and its head; None where they are only a cover note."""
    m = _FORWARD.search(text)
    if m is not None:
        above = _without_tail(text[: m.start()])
        if len(above.strip()) < COVER_LETTERS:
            below, told = _forwarded(text[m.end() :])
            if told:
                text, head = below, told | {k: v for k, v in head.items() if k == "message_id"}
        else:
            text = above
    text = _without_tail(_without_opener(text))
    if has_forward and len(text.strip()) < COVER_LETTERS:
        return None
    return (text, head) if text.strip() else None


def _forwarded(text: str) -> tuple[str, dict[str, Any]]:
    """The words under the mark of a forward, and the head that stands above them; an empty head where there is none."""
    lines = text.split("\n")
    found: dict[str, str] = {}
    begins, begun = 0, False
    for begins, line in enumerate(lines):  # noqa: B007 (where the body begins is what the loop is for)
        m = _HEAD_LINE.match(line)
        if m:
            begun = True
            means = _MEANS.get(m[1].lower())
            if means:
                found.setdefault(means, m[2].strip().strip("*"))
        elif line.strip(" \t>"):
            if not begun or not line.startswith((" ", "\t")):
                break
        elif begun:
            break
    if "from" not in found:
        return text, {}
    body = lines[begins:]
    if all(line.startswith(">") or not line.strip() for line in body):
        body = [re.sub(r"^> ?", "", line) for line in body]
    return "\n".join(body), _said(found["from"], found.get("date", ""), found.get("subject", ""))


def _without_opener(text: str) -> str:
    """Without the line at the top that offers to show the message in a browser."""
    lines = text.split("\n")
    top = [n for n, line in enumerate(lines[:8]) if len(line) < 160 and _OPENER.search(line)]
    return "\n".join(lines[top[-1] + 1 :]) if top else text


def _without_tail(text: str) -> str:
    """Without a quoted answer, a signature under "-- ", a footer of the sender's addresses: each only at the end."""
    m = _WROTE.search(text)
    if m is not None:
        rest = [line for line in text[m.end() :].split("\n") if line.strip()]
        if rest and all(line.startswith(">") for line in rest):
            text = text[: m.start()]
    lines = text.rstrip().split("\n")
    while lines and lines[-1].startswith(">"):
        lines.pop()
    for n in range(max(0, len(lines) - 16), len(lines)):
        if lines[n].rstrip("\r") in ("-- ", "--") and n:
            lines = lines[:n]
            break
    letters = sum(map(len, lines))
    before = 0
    for n, line in enumerate(lines):
        if _FOOTER.search(line) and before > 0.4 * letters and letters - before < max(1500, 0.3 * letters):
            start = n
            while start and not lines[start - 1].strip():
                start -= 1
            lines = lines[:start]
            break
        before += len(line)
    return "\n".join(lines).rstrip()
