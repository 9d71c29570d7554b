"""What stands of relays: drafts, loans, signatures, what became of each; and whether a letter keeps to its clearance.

Danger: words that were not cleared; a word of another line that slips into a letter.
Duty: the views that the acts of `relay` decide on and the questions of `relay_life` are answered from; the clearances as they
stand now, for whoever holds the line a letter comes from.
Shape: `drafts_in(log)` over `line/<a>` or `relay/<id>`; `SIGNED` over `bureau`, which holds ids, hashes and hours, no words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from wasata.carry.relay import Used, Why, digest, overheard_anew, overheard_in, refusal
from wasata.desk.access import Desk
from wasata.desk.assessment import estimated
from wasata.desk.confidence import noted, repeats
from wasata.desk.line import LISTED, channels_held, lines_held
from wasata.desk.message import FileLine, Message, Where, line_talk, read_back, talk_of
from wasata.errors import FileRefused, KindUnknown, RelayRefused
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.relay import PassageRef, RelayPiece, RelaySentence
from wasata.values import Lang
from wasata.words import Key

# drafts


class SentBack(NamedTuple):
    """Somebody did not approve a draft: who, why, when."""

    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft of a letter to another line, with the reason for which it was sent back, if it was."""

    relay: str
    draft: int
    to: str
    lang: Lang
    sentences: tuple[RelaySentence, ...]
    answers: str | None
    pieces: tuple[RelayPiece, ...]
    author: str
    at: datetime
    sent_back: SentBack | None = None

    @property
    def digest(self) -> str:
        """What an approver signs: the letter as the other side will see it, and what each sentence of it rests on."""
        sentences = ((s.words, s.form, tuple(ref_text(ref) for ref in s.rests_on)) for s in self.sentences)
        pieces = ((p.name, p.digest, ref_text(p.rests_on)) for p in self.pieces)
        return digest(self.to, self.lang, sentences, self.answers, pieces)


class Lent(NamedTuple):
    """What somebody who does not hold the line was given of one draft: where it comes from, who wrote it, the passages."""

    from_line: str
    drafted_by: str
    to_reader: str
    passages: Mapping[PassageRef, Used]
    by: str
    at: datetime


@dataclass(slots=True)
class Drafts:
    """The relays drafted in one log, each by its drafts, oldest first; and what was lent with them."""

    relays: dict[str, list[Draft]] = field(default_factory=dict)
    lent: dict[tuple[str, int], Lent] = field(default_factory=dict)
    lent_to: dict[str, list[str]] = field(default_factory=dict)
    """Everybody a relay was lent to: others who hold its log wrote it or lent it, and approve it by their line or not at all."""
    drafted_by: dict[str, list[str]] = field(default_factory=dict)
    """Everybody who wrote a draft of it that was lent."""

    def latest(self, relay: str) -> Draft | None:
        return self.relays[relay][-1] if relay in self.relays else None

    def numbered(self, relay: str, draft: int) -> Draft | None:
        return next((d for d in self.relays.get(relay, ()) if d.draft == draft), None)


def _sentence(told: Mapping[str, Any]) -> RelaySentence:
    return RelaySentence(
        words=told["words"], form=told["form"], rests_on=tuple(PassageRef(**ref) for ref in told["rests_on"])
    )


def _piece(told: Mapping[str, Any]) -> RelayPiece:
    return RelayPiece(**told)


def _draft_step(drafts: Drafts, entry: Entry) -> Drafts:
    d = entry.data
    match entry.kind:
        case "relay.drafted":
            drafts.relays.setdefault(d["relay"], []).append(
                Draft(
                    d["relay"], d["draft"], d["to"], d["lang"], tuple(map(_sentence, d["sentences"])), d["answers"],
                    tuple(map(_piece, d["pieces"])), entry.author, entry.recorded_at,
                )
            )  # fmt: skip
        case "relay.lent":
            passages = {
                PassageRef(**p["ref"]): Used(p["words"], p["clearance"], p["lang"], p.get("media_type") or "")
                for p in d["passages"]
            }
            drafts.lent[d["relay"], d["draft"]] = Lent(
                d["from_line"], d["drafted_by"], d["to_reader"], passages, entry.author, entry.recorded_at
            )
            drafts.lent_to.setdefault(d["relay"], []).append(d["to_reader"])
            drafts.drafted_by.setdefault(d["relay"], []).append(d["drafted_by"])
        case "relay.sent_back":
            word = SentBack(entry.author, d["reason"], entry.recorded_at)
            drafts.relays[d["relay"]] = [
                replace(known, sent_back=word) if known.draft == d["draft"] else known
                for known in drafts.relays[d["relay"]]
            ]
        case kind if kind.startswith("relay."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass
    return drafts


@cache
def drafts_in(log: str) -> View[Drafts]:
    """The relays drafted in a line's own log, or lent in `relay/<id>`."""
    return View("relay.drafts", 4, (log,), Drafts, _draft_step)


def drafts_of(desk: Desk, line: str | None, relay: str) -> tuple[Draft, ...]:
    """The drafts of one relay, oldest first: from the line it comes from, with what somebody it was lent to said of them as far
    as this reader holds that; with `line` None as they were lent. Ask inside `hold`."""
    log = f"relay/{relay}"
    lent = desk.fold(drafts_in(log)) if desk.holds(log) else Drafts()
    if line is None:
        return tuple(lent.relays.get(relay, ()))
    known = desk.fold(drafts_in(f"line/{line}")).relays.get(relay, ()) if desk.holds(f"line/{line}") else ()
    back = {d.draft: d.sent_back for d in lent.relays.get(relay, ())}
    return tuple(replace(d, sent_back=d.sent_back or back.get(d.draft)) for d in known)


def origin_of(desk: Desk, relay: str) -> str | None:
    """The line of this reader's in which a relay was drafted; None where he holds none such. Ask inside `hold`."""
    return next((x for x in lines_held(desk) if relay in desk.fold(drafts_in(f"line/{x}")).relays), None)


# what was signed


class Stopped(NamedTuple):
    """A relay that waited goes nowhere: who noted it, why (author, approver, clearance), when."""

    by: str
    why: str
    at: datetime


class Countersigned(NamedTuple):
    """Another officer's word on what the lead sent alone."""

    by: str
    objects: bool
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """What the bureau knows of a relay: ids, hashes and hours, no words. A line kept to a few is None."""

    relay: str
    draft: int
    digest: str
    drafted_by: str
    approved_by: str
    forced: bool
    reason: str | None
    countersign_by: datetime | None
    hold_until: datetime
    at: datetime
    from_line: str | None = None
    to_line: str | None = None
    message: str = ""
    taken_back: Stopped | None = None
    countersigned: Countersigned | None = None
    became: tuple[tuple[str, datetime], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may still be delivered."""
        return self.taken_back is None and not any(what == "delivered" for what, _ in self.became)

    def at_hour(self, what: str) -> datetime | None:
        """When it was delivered, seen, answered."""
        return next((at for became, at in self.became if became == what), None)


def _signed_step(signed: dict[str, Signed], entry: Entry) -> dict[str, Signed]:
    d = entry.data
    match entry.kind:
        case "relay.approved":
            signed[d["relay"]] = Signed(
                d["relay"], d["draft"], d["digest"], d["drafted_by"], entry.author, False, None, None,
                datetime.fromisoformat(d["hold_until"]), entry.recorded_at,
            )  # fmt: skip
        case "relay.forced":
            signed[d["relay"]] = Signed(
                d["relay"], d["draft"], d["digest"], d["drafted_by"], entry.author, True, d["reason"],
                datetime.fromisoformat(d["countersign_by"]), datetime.fromisoformat(d["hold_until"]), entry.recorded_at,
            )  # fmt: skip
        case "relay.linked":
            link = {"from_line": d["from_line"], "to_line": d["to_line"], "message": d["message"]}
            signed[d["relay"]] = replace(signed[d["relay"]], **link)
        case "relay.taken_back":
            signed[d["relay"]] = replace(
                signed[d["relay"]], taken_back=Stopped(entry.author, d["why"], entry.recorded_at)
            )
        case "relay.countersigned":
            word = Countersigned(entry.author, d["objects"], d["reason"], entry.recorded_at)
            signed[d["relay"]] = replace(signed[d["relay"]], countersigned=word)
        case "relay.followed":
            was = signed[d["relay"]]
            signed[d["relay"]] = replace(was, became=(*was.became, (d["became"], entry.recorded_at)))
        case kind if kind.startswith("relay."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass
    return signed


SIGNED: View[dict[str, Signed]] = View("relay.signed", 2, ("bureau",), dict, _signed_step)


def in_the_open(desk: Desk, line: str) -> str | None:
    """The name of a line as the bureau may know it: none of one that is kept to a few. Ask inside `hold`."""
    return line if line in desk.fold(LISTED) else None


def end_of(desk: Desk, signed: Signed) -> str | None:
    """The line a signed relay goes to; of one kept to a few only its own people know it. Ask inside `hold`."""
    if signed.to_line is not None:
        return signed.to_line
    return next((x for x in lines_held(desk) if signed.message in desk.fold(line_talk(x)).held), None)


def stands_here(desk: Desk, signed: Signed) -> bool:
    """Whether this reader sees that a letter has not left: he holds the channel it goes to, and it is not there. Ask inside
    `hold`."""
    to = end_of(desk, signed)
    there = talk_of(desk, to, "channel").messages if to is not None and desk.holds(f"channel/{to}") else None
    return there is not None and signed.message not in there


def authors_of(desk: Desk, relay: str) -> frozenset[str]:
    """Who wrote a draft of it, as far as this reader holds them: of what was lent, not who lent it. Ask inside `hold`."""
    line, log = origin_of(desk, relay), f"relay/{relay}"
    if line is not None:
        return frozenset(d.author for d in drafts_of(desk, line, relay))
    return frozenset(desk.fold(drafts_in(log)).drafted_by.get(relay, ()) if desk.holds(log) else ())


def why_not_countersigned_by(desk: Desk, signed: Signed | None) -> str | None:
    """Why this reader is not who looks at what the lead sent alone, under `relay.why`; None where he is. He neither sent it nor
    wrote a draft of it, and reads the letter and what it rests on as an approver does: by its line, or lent. Ask inside
    `hold`."""
    if signed is None or not signed.forced or signed.countersigned is not None or desk.reader == signed.approved_by:
        return "countersign"
    if desk.reader == signed.drafted_by or desk.reader in authors_of(desk, signed.relay):
        return "countersign_own"
    line, log = origin_of(desk, signed.relay), f"relay/{signed.relay}"
    if desk.holds(f"channel/{line}"):  # of no line there is no channel
        return None
    is_lent = desk.holds(log) and desk.reader in desk.fold(drafts_in(log)).lent_to.get(signed.relay, ())
    return None if is_lent else "countersign_unread"


# the clearance


def ref_text(ref: PassageRef) -> str:
    """A passage as forms and commands name it: `channel.m-1.2`."""
    return f"{ref.log}.{ref.message}.{ref.passage}"


GONE = Used("", None, "")
"""A passage that is not there, or not any more."""


def _used(desk: Desk, line: str, ref: PassageRef) -> Used:
    where: Where = ref.log
    found = talk_of(desk, line, where).messages.get(ref.message)
    # what was told by voice and read back since counts no more: what they confirmed then stands, in the channel
    if found is None or found.ours or ref.message in read_back(desk, line):
        return GONE
    part = found.part(ref.passage)
    if part is None:
        return GONE
    if isinstance(part, FileLine):
        return Used("", part.clearance, found.lang, part.media_type)
    return Used(part.words, part.clearance, found.lang)


def used_by(
    desk: Desk, line: str, sentences: Sequence[RelaySentence], pieces: Sequence[RelayPiece] = ()
) -> dict[PassageRef, Used]:
    """The passages a letter and its files rest on, as they are cleared now. Ask inside `hold`."""
    refs = dict.fromkeys((*(ref for s in sentences for ref in s.rests_on), *(p.rests_on for p in pieces)))
    return {ref: _used(desk, line, ref) for ref in refs}


class NotSo(NamedTuple):
    """Why a sentence does not pass, and the words it is about."""

    sentence: int
    why: Why
    words: str


def not_cleared(sentences: Sequence[RelaySentence], lang: Lang, used: Mapping[PassageRef, Used]) -> tuple[NotSo, ...]:
    """The sentences that do not keep to the clearance of what they rest on."""
    told = (
        (n, s, refusal(s.words, s.form, lang, [used[ref] for ref in s.rests_on])) for n, s in enumerate(sentences, 1)
    )
    return tuple(NotSo(n, why, s.words) for n, s, why in told if why is not None)


def require_cleared(sentences: Sequence[RelaySentence], lang: Lang, used: Mapping[PassageRef, Used]) -> None:
    """Each sentence keeps to the clearance of the passages it rests on.

    Raises:
        RelayRefused: the first that does not, and why.
    """
    for wrong in not_cleared(sentences, lang, used):
        raise RelayRefused(why=Key(f"relay.why.{wrong.why}"), sentence=wrong.sentence, words=wrong.words)


def require_files_cleared(pieces: Sequence[RelayPiece], used: Mapping[PassageRef, Used]) -> None:
    """A file is theirs as it stands: it goes only with a passage that may be said as theirs, or if that is said of the file.

    Raises:
        FileRefused: the first that does not.
    """
    for piece in pieces:
        if used[piece.rests_on].clearance != "theirs":
            raise FileRefused(name=piece.name)


def require_draft_cleared(desk: Desk, line: str, drafted: Draft) -> None:
    """The letter and its files keep to the clearances of the line as they stand now. Ask inside `hold`.

    Raises:
        RelayRefused: they do not, and why.
    """
    used = used_by(desk, line, drafted.sentences, drafted.pieces)
    require_cleared(drafted.sentences, drafted.lang, used)
    require_files_cleared(drafted.pieces, used)


def _kept_elsewhere(desk: Desk, to: str, rests_on: frozenset[tuple[str, PassageRef]]) -> Iterator[str]:
    """The passages of all lines this reader holds, but for the one written to, that the letter does not rest on."""
    held: set[tuple[str, Where]] = {(x, "line") for x in lines_held(desk)} | {
        (x, "channel") for x in channels_held(desk)
    }
    for line, where in sorted(held):
        if line == to:
            continue
        for message in talk_of(desk, line, where).messages.values():
            if not message.ours:
                yield from _unused(line, where, message, rests_on)


def _unused(line: str, where: Where, message: Message, rests_on: frozenset[tuple[str, PassageRef]]) -> Iterator[str]:
    for p in message.passages:
        if (line, PassageRef(log=where, message=message.message, passage=p.number)) not in rests_on:
            yield p.words


def repeated(
    desk: Desk, line: str, to: str, sentences: Sequence[RelaySentence], used: Mapping[PassageRef, Used]
) -> tuple[NotSo, ...]:  # fmt: skip
    """The sentences that repeat what stands in a passage the letter does not rest on, or what we wrote of a line in our own
    words and neither those passages nor the channel it goes to have. Ask inside `hold`."""
    rests_on = frozenset((line, ref) for s in sentences for ref in s.rests_on)
    kept = tuple(_kept_elsewhere(desk, to, rests_on))
    first: dict[int, str] = {}
    for place, run in overheard_in([s.words for s in sentences], kept):
        first.setdefault(place + 1, run)
    wrote = [*(words for words, _ in noted(desk, to)), *estimated(desk, to)]
    known = [u.words for u in used.values()] + _stands_in_channel(desk, to) if wrote else []
    for number, sentence in enumerate(sentences, 1):
        run_of_ours = overheard_anew(sentence.words, wrote, known)
        if run_of_ours is not None:
            first.setdefault(number, run_of_ours)
    return tuple(NotSo(n, "overheard", run) for n, run in sorted(first.items()))


def _stands_in_channel(desk: Desk, line: str) -> list[str]:
    if not desk.holds(f"channel/{line}"):
        return []
    return [p.words for m in talk_of(desk, line, "channel").messages.values() for p in m.passages]


def require_nothing_overheard(
    desk: Desk, line: str, to: str, sentences: Sequence[RelaySentence], used: Mapping[PassageRef, Used]
) -> None:  # fmt: skip
    """No sentence repeats what stands in a passage it does not rest on.

    Raises:
        RelayRefused: one does; `words` are those it repeats.
    """
    for wrong in repeated(desk, line, to, sentences, used):
        raise RelayRefused(why=Key("relay.why.overheard"), sentence=wrong.sentence, words=wrong.words)


def words_of_lines(desk: Desk, text: str, but: str | None = None) -> str | None:
    """The first run of words in a note of ours that stands in a passage of a line this reader holds; None if there is none.

    What the whole team reads, or another line's officer, names a reason and not what a party said. `but`: a line whose
    words may stand there. Ask inside `hold`.
    """
    return repeats(desk, text, but=but)
