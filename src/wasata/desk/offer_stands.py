"""Offers as they stand: what is to be put to which sides, in the cell; what was put to one side and what it said, in its channel.

Danger: a side told, by a number, an hour or a hint, what another said; an answer in confidence that is shown to anybody before
the close, or after it where not all said yes.
Duty: the folds of each log's offers, each for itself; the versions of the text; agreements on the table; the words that are
put, and their digest, alike for all sides.
Shape: frozen values and views; the acts are in `offer`, `draft` and `acceptance`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any, Literal

from wasata.desk.access import Desk
from wasata.desk.voice import to_the_second
from wasata.errors import KindUnknown, OfferWrong
from wasata.propose.acceptance import Answer, digest_of
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.values import LANGS, Lang
from wasata.words import Key

Told = Mapping[str, Any]
State = Literal["asked", "approved", "put", "closed", "agreed", "sent_back", "taken_back"]


# ---- what is put


@dataclass(frozen=True, slots=True)
class Content:
    """What is put: a package, issue by issue, or a version of the text, clause by clause; and words that go with it."""

    lines: tuple[Told, ...] = ()
    clauses: tuple[Told, ...] = ()
    words: Told | None = None

    def text(self, lang: Lang) -> str:
        """All of it in one language, as its digest is made of it."""
        told = [f"{line['issue'][lang]}: {line['option'][lang]}" for line in self.lines]
        for clause in self.clauses:
            told += [clause["title"][lang]] if clause["title"] else []
            told.append(clause["words"][lang])
        return "\n".join([*told, *([self.words[lang]] if self.words else [])])

    @property
    def digest(self) -> str:
        """By which a side sees that the others were asked about the same words."""
        return digest_of({lang: self.text(lang) for lang in LANGS})


# ---- ours, in the cell


@dataclass(frozen=True, slots=True)
class Ours:
    """An offer in the cell. `to`: lines; `until`: asked for a yes in confidence until then."""

    offer: str
    to: tuple[str, ...]
    package: Mapping[str, str] | None
    lines: tuple[Told, ...]
    draft: int | None
    words: Told | None
    until: datetime | None
    author: str
    at: datetime
    approved_by: str | None = None
    hold_until: datetime | None = None
    sent_back: str | None = None
    sent_back_by: str | None = None
    taken_back_at: datetime | None = None

    def signed(self, content: Content) -> str:
        """What the second person signs: all that goes, to whom, until when."""
        told = {
            "digest": content.digest, "to": sorted(self.to), "until": self.until.isoformat() if self.until else None,
        }  # fmt: skip
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _ours(offers: dict[str, Ours], entry: Entry) -> dict[str, Ours]:
    d = entry.data
    match entry.kind:
        case "acceptance.offer_asked":
            until = datetime.fromisoformat(d["until"]) if d["until"] else None
            offers[d["offer"]] = Ours(
                d["offer"], tuple(d["to"]), d["package"], tuple(d["lines"]), d["draft"], d["words"], until, entry.author,
                entry.recorded_at,
            )  # fmt: skip
        case "acceptance.offer_approved":
            offers[d["offer"]] = replace(
                offers[d["offer"]], approved_by=entry.author, hold_until=datetime.fromisoformat(d["hold_until"])
            )
        case "acceptance.offer_sent_back":
            offers[d["offer"]] = replace(offers[d["offer"]], sent_back=d["reason"], sent_back_by=entry.author)
        case "acceptance.offer_taken_back":
            offers[d["offer"]] = replace(offers[d["offer"]], taken_back_at=entry.recorded_at)
        case kind if kind.startswith("acceptance."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # estimates, packages, versions of the text
    return offers


OURS: View[dict[str, Ours]] = View("offer.ours", 1, ("cell",), dict, _ours)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the text. `clauses`: as the record keeps them."""

    number: int
    clauses: tuple[Told, ...]
    note: str | None
    author: str
    at: datetime


def _versions(versions: dict[int, Version], entry: Entry) -> dict[int, Version]:
    d = entry.data
    if entry.kind == "draft.written":
        versions[d["number"]] = Version(
            d["number"], tuple(d["clauses"]), d["note"], entry.author, entry.recorded_at
        )  # fmt: skip
    elif entry.kind.startswith("draft."):
        raise KindUnknown(kind=entry.kind, version=entry.version)
    return versions


VERSIONS: View[dict[int, Version]] = View("draft.versions", 1, ("cell",), dict, _versions)


# ---- theirs, in a channel


@dataclass(frozen=True, slots=True)
class Said:
    """A side's word on a package or a clause. `person`: who said so to an officer."""

    stance: str
    words: str | None
    person: str | None
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """A side's answer in confidence, with all that its commitment was made of. No page of ours shows one."""

    answer: Answer
    salt: str
    commitment: str
    person: str | None
    author: str
    at: datetime


@dataclass(slots=True)
class Theirs:
    """What was put to one side, and all it said of it. `number`: of a version, counted in this channel."""

    offer: str
    side: str
    content: Content
    number: int | None
    until: datetime | None
    digest: str
    at: datetime
    seen_at: datetime | None = None
    said: list[Said] = field(default_factory=list)
    on_clauses: dict[str, list[Said]] = field(default_factory=dict)
    closed_at: datetime | None = None

    @property
    def word(self) -> Said | None:
        """What it says of a package, last."""
        return self.said[-1] if self.said else None


def _said(entry: Entry) -> Said:
    d = entry.data
    return Said(d["stance"], d["words"], d["person"], entry.author, entry.recorded_at)


def _put(entry: Entry) -> Theirs:
    d = entry.data
    content = Content(tuple(d.get("lines", ())), tuple(d.get("clauses", ())), d["words"])
    until = datetime.fromisoformat(d["until"]) if d["until"] else None
    return Theirs(d["offer"], d["side"], content, d.get("number"), until, d["digest"], entry.recorded_at)


_OF_CHANNEL = frozenset({
    "package.put", "package.answered", "draft.released", "draft.clause_answered", "draft.offer_seen", "acceptance.answer_given",
    "acceptance.closed",
})  # fmt: skip


def _theirs(offers: dict[str, Theirs], entry: Entry) -> dict[str, Theirs]:
    if entry.kind.partition(".")[0] not in ("package", "draft", "acceptance"):
        return offers  # messages, definitions, how the channel is known
    if entry.kind not in _OF_CHANNEL:
        raise KindUnknown(kind=entry.kind, version=entry.version)
    d = entry.data
    match entry.kind:
        case "package.put" | "draft.released":
            offers[d["offer"]] = _put(entry)
        case "package.answered":
            offers[d["offer"]].said.append(_said(entry))
        case "draft.clause_answered":
            offers[d["offer"]].on_clauses.setdefault(d["clause"], []).append(_said(entry))
        case "draft.offer_seen":
            offers[d["offer"]].seen_at = offers[d["offer"]].seen_at or entry.recorded_at
        case "acceptance.closed":
            offers[d["offer"]].closed_at = entry.recorded_at
        case _:
            pass  # an answer in confidence: no state but `answers_in` holds one
    return offers


@cache
def offers_in(line: str) -> View[dict[str, Theirs]]:
    """What was put to one side and what it said, from `channel/<x>` alone: its delegates may ask it."""
    return View("offer.theirs", 1, (f"channel/{line}",), dict, _theirs)


def _answers(answers: dict[str, Given], entry: Entry) -> dict[str, Given]:
    if entry.kind == "acceptance.answer_given":
        d = entry.data
        answers[d["offer"]] = Given(
            d["answer"], d["salt"], d["commitment"], d["person"], entry.author, entry.recorded_at
        )
    return answers


@cache
def answers_in(line: str) -> View[dict[str, Given]]:
    """A side's answers in confidence, the last to each offer, from `channel/<x>` alone. Asked at its own door, at the close, and
    by nothing else; that the close opened them stands in `reading`."""
    return View("acceptance.answers", 1, (f"channel/{line}",), dict, _answers)


# ---- all, on the table


@dataclass(frozen=True, slots=True)
class Reached:
    """An agreement on the table: what all said yes to, and their answers, opened."""

    offer: str
    content: Content
    digest: str
    answers: tuple[Told, ...]
    at: datetime


def _reached(reached: dict[str, Reached], entry: Entry) -> dict[str, Reached]:
    d = entry.data
    if entry.kind == "acceptance.agreement_reached":
        content = Content(tuple(d["lines"]), tuple(d["clauses"]), d["words"])
        reached[d["offer"]] = Reached(
            d["offer"], content, d["digest"], tuple(d["answers"]), to_the_second(entry.recorded_at)
        )
    elif entry.kind.startswith("acceptance."):
        raise KindUnknown(kind=entry.kind, version=entry.version)
    return reached


REACHED: View[dict[str, Reached]] = View("acceptance.reached", 1, ("table",), dict, _reached)


# asked of them, inside `hold`


def known(desk: Desk, offer: str) -> Ours:
    """An offer as the cell has it.

    Raises:
        LogNotYours: this reader does not hold the cell.
        OfferWrong: there is none of that name.
    """
    found = desk.fold(OURS).get(offer)
    if found is None:
        raise OfferWrong(why=Key("offer.why.unknown"), value=offer)
    return found


def content_of(desk: Desk, ours: Ours) -> Content:
    """What an offer puts, in the words it is put in."""
    if ours.draft is None:
        return Content(ours.lines, (), ours.words)
    version = desk.fold(VERSIONS)[ours.draft]
    bare: Sequence[Told] = [{k: c[k] for k in ("clause", "title", "words")} for c in version.clauses]
    return Content((), tuple(bare), ours.words)


def put_to(desk: Desk, ours: Ours) -> dict[str, Theirs]:
    """An offer as the channels that this reader holds have it, by line; empty before it has left."""
    held = [line for line in ours.to if desk.holds(f"channel/{line}")]
    found = {line: desk.fold(offers_in(line)).get(ours.offer) for line in held}
    return {line: theirs for line, theirs in found.items() if theirs is not None}


def state_of(desk: Desk, ours: Ours) -> State:
    """How an offer stands, as far as this reader sees."""
    if ours.sent_back is not None:
        return "sent_back"
    if desk.holds("table") and ours.offer in desk.fold(REACHED):
        return "agreed"
    theirs = put_to(desk, ours)
    if any(one.closed_at for one in theirs.values()):
        return "closed"
    if theirs:
        return "put"
    if ours.taken_back_at is not None:
        return "taken_back"
    return "approved" if ours.approved_by is not None else "asked"
