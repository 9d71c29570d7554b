"""What goes between the room and a laptop, as bytes: the pack that an officer carries, the report from there, the answer to it.

Danger: a pack that opens for whoever finds it; a report that somebody else wrote; an answer that was not the room's.
Duty: each is sealed whole or refused whole. The pack opens with the officer's password and nothing else; a report opens for those
who hold the line and shows that it comes from where the pack was opened; an answer is signed by the room.
Shape: three files.

    pack     "wasata.travel.pack.1" LF  a person's key file, sealed by his password (canonical JSON) LF  a sealed file
             (`record/sealed_file.py`) for that key: canonical JSON, a line each: what it is, then entries, then attachments
    report   a sealed file for the key the pack carried: 64 hex letters (HMAC-SHA256 under the pack's secret) LF  canonical JSON
    answer   canonical JSON LF  the room's Ed25519 signature, 128 hex letters, over "wasata.travel.answer.1" LF and that JSON
"""

import base64
import hashlib
import hmac
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wasata.errors import NotCanonical, PersonKeyClosed, TravelWrong
from wasata.record import canon
from wasata.record.chain import is_signed
from wasata.record.entry import Entry
from wasata.record.kinds.base import IDENT
from wasata.record.person_key import Pair, PublicKey, open_by_password
from wasata.record.seal import Unopened
from wasata.record.sealed_file import Changed, Cut, OfAnother, open_file, seal_file
from wasata.words import Key

PACK, REPORT, ANSWER = "wasata.travel.pack.1", "wasata.travel.report.1", "wasata.travel.answer.1"
_HEAD_LONGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Carried:
    """One entry on its way: its envelope but for its place in a chain, and the bytes of its fact."""

    log: str
    at: datetime
    author: str
    act: str
    kind: str
    version: int
    body: bytes = field(repr=False)

    @classmethod
    def of(cls, entry: Entry) -> "Carried":
        return cls(entry.log, entry.recorded_at, entry.author, entry.act, entry.kind, entry.version, entry.body)

    def told(self) -> dict[str, Any]:
        return {
            "act": self.act, "at": self.at, "author": self.author, "body": self.body.decode(), "kind": self.kind,
            "log": self.log, "version": self.version,
        }  # fmt: skip

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Carried":
        texts = [told[name] for name in ("log", "author", "act", "kind", "body")]
        if not all(isinstance(text, str) for text in texts) or not isinstance(told["version"], int):
            raise ValueError
        log, author, act, kind, body = texts
        return cls(log, canon.read_instant(told["at"]), author, act, kind, told["version"], body.encode())


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was opened. `about`: travel, reader, line, until, made_at, mark, case, room, public, secret; `matters`: what
    the matters of its positions are called (packs of earlier rooms have none)."""

    about: Mapping[str, Any]
    entries: tuple[Carried, ...]
    pieces: Mapping[tuple[str, str], bytes] = field(repr=False)
    person: Mapping[str, Any] = field(repr=False)
    pair: Pair = field(repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was opened. `upto`: how far in the laptop's own log; `digest`: by which it is known again."""

    travel: str
    case: str
    line: str
    reader: str
    made_at: datetime
    upto: int
    entries: tuple[tuple[int, Carried], ...]
    """Each with its number in the laptop's own log."""
    pieces: Mapping[str, bytes] = field(repr=False)
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the room answers: whether he goes on, until when; `how` it ended otherwise; how much was taken in and set aside."""

    travel: str
    made_at: datetime
    goes_on: bool
    how: str
    until: datetime
    upto: int
    taken: int
    aside: int


def _wrong(why: str, value: object = "") -> TravelWrong:
    return TravelWrong(why=Key(f"travel.why.{why}"), value=value)


# the pack


def seal_pack(
    about: Mapping[str, Any], entries: Iterable[Entry], pieces: Iterable[tuple[str, str, bytes]],
    person: Mapping[str, Any], to: PublicKey,
) -> bytes:  # fmt: skip
    """The file that is carried.

    Args:
        pieces: attachments, each with its log and the name that facts know.
        person: his key file for this travel, sealed by his password; `to` its public half.
    """

    def lines() -> Iterator[bytes]:
        yield canon.encode({"format": PACK, **about}) + b"\n"
        for entry in entries:
            yield canon.encode(Carried.of(entry).told()) + b"\n"
        for log, name, content in pieces:
            yield canon.encode({"content": base64.b64encode(content).decode(), "log": log, "piece": name}) + b"\n"

    out = io.BytesIO()
    out.write(PACK.encode() + b"\n" + canon.encode(dict(person)) + b"\n")
    seal_file(lines(), to, out)
    return out.getvalue()


def person_of(packed: bytes) -> str:
    """Whose password opens a pack, as its beginning says.

    Raises:
        TravelWrong: it is no pack.
    """
    return str(_person(io.BytesIO(packed))["person"])


def _person(file: io.BytesIO) -> dict[str, Any]:
    if file.readline(len(PACK) + 1) != PACK.encode() + b"\n":
        raise _wrong("no_pack")
    try:
        person = canon.decode(file.readline(_HEAD_LONGEST).removesuffix(b"\n"))
        if not re.fullmatch(IDENT, person["person"]) or not isinstance(person["sealed"], dict):
            raise ValueError
    except (NotCanonical, KeyError, TypeError, ValueError):
        raise _wrong("changed") from None
    return dict(person)


def open_pack(packed: bytes, password: str) -> Pack:
    """What is in a pack, whole or not at all.

    Raises:
        PersonKeyClosed: another password.
        TravelWrong: it is no pack, or it was cut or changed.
    """
    file = io.BytesIO(packed)
    person = _person(file)
    try:
        pair = open_by_password(person["sealed"], password, person["person"])
    except Unopened:
        raise PersonKeyClosed(person=person["person"]) from None
    plain = _opened(file, pair, "changed")
    try:
        about, *rest = (canon.decode(line) for line in plain.removesuffix(b"\n").split(b"\n"))
        if about["format"] != PACK:
            raise ValueError
        entries = tuple(Carried.read(told) for told in rest if "piece" not in told)
        pieces = {(t["log"], t["piece"]): base64.b64decode(t["content"]) for t in rest if "piece" in t}
    except (NotCanonical, KeyError, TypeError, ValueError):
        raise _wrong("changed") from None
    return Pack(about, entries, pieces, person, pair)


def _opened(file: io.BytesIO, pair: Pair, of_another: str) -> bytes:
    try:
        return b"".join(open_file(file, pair))
    except Cut:
        raise _wrong("cut") from None
    except Changed:
        raise _wrong("changed") from None
    except OfAnother:
        raise _wrong(of_another) from None


# the report


def seal_report(
    about: Mapping[str, Any], entries: Iterable[Entry], pieces: Mapping[str, bytes], secret: bytes, to: PublicKey
) -> bytes:
    """The file that goes to the room.

    Args:
        about: travel, case, line, reader, made_at, upto.
    """
    told = [{"seq": entry.seq, **Carried.of(entry).told()} for entry in entries]
    kept = {name: base64.b64encode(content).decode() for name, content in pieces.items()}
    body = canon.encode({"entries": told, "format": REPORT, "pieces": kept, **about})
    out = io.BytesIO()
    seal_file((hmac.digest(secret, body, "sha256").hex().encode() + b"\n", body), to, out)
    return out.getvalue()


def opens_report(sealed: bytes, pair: Pair) -> bool:
    """Whether a report was sealed for this key; what is in it is not looked at.

    Raises:
        TravelWrong: it is no report, or its beginning is missing.
    """
    try:
        next(open_file(io.BytesIO(sealed), pair))
    except OfAnother:
        return False
    except Cut:
        raise _wrong("cut") from None
    except Changed:
        raise _wrong("changed") from None
    return True


def open_report(sealed: bytes, pair: Pair, secret: bytes) -> Report:
    """What is in a report, whole or not at all.

    Raises:
        TravelWrong: it was cut, changed, or not made where the pack was opened.
    """
    proof, _, body = _opened(io.BytesIO(sealed), pair, "unknown").partition(b"\n")
    if not hmac.compare_digest(proof, hmac.digest(secret, body, "sha256").hex().encode()):
        raise _wrong("changed")
    try:
        told = canon.decode(body)
        if told["format"] != REPORT or not isinstance(told["upto"], int):
            raise ValueError
        entries = tuple((int(one["seq"]), Carried.read(one)) for one in told["entries"])
        pieces = {str(name): base64.b64decode(content) for name, content in told["pieces"].items()}
        texts = [str(told[name]) for name in ("travel", "case", "line", "reader")]
        made_at = canon.read_instant(told["made_at"])
    except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
        raise _wrong("changed") from None
    digest = hashlib.sha256(body).hexdigest()
    return Report(texts[0], texts[1], texts[2], texts[3], made_at, told["upto"], entries, pieces, digest)


# the answer


def sign_answer(answer: Answer, sign: Callable[[bytes], bytes]) -> bytes:
    """The file that goes back. It holds no word of the line."""
    body = canon.encode({
        "aside": answer.aside, "format": ANSWER, "goes_on": answer.goes_on, "how": answer.how, "made_at": answer.made_at,
        "taken": answer.taken, "travel": answer.travel, "until": answer.until, "upto": answer.upto,
    })  # fmt: skip
    return body + b"\n" + sign(_to_sign(body)).hex().encode() + b"\n"


def _to_sign(body: bytes) -> bytes:
    return ANSWER.encode() + b"\n" + body


def read_answer(told: bytes, room: bytes) -> Answer:
    """An answer of the room whose public signing key this is.

    Raises:
        TravelWrong: it is none, or another signed it.
    """
    body, _, signature = told[:_HEAD_LONGEST].removesuffix(b"\n").partition(b"\n")
    try:
        good = is_signed(room, _to_sign(body), bytes.fromhex(signature.decode("ascii")))
        found = canon.decode(body)
        answer = Answer(
            str(found["travel"]), canon.read_instant(found["made_at"]), bool(found["goes_on"]), str(found["how"]),
            canon.read_instant(found["until"]), int(found["upto"]), int(found["taken"]), int(found["aside"]),
        )  # fmt: skip
    except (NotCanonical, KeyError, TypeError, ValueError):
        good = False
    if not good:
        raise _wrong("no_answer")
    return answer
