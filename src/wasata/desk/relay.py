"""Relays: chosen words of one line, written anew for another, approved by a second person. The only lawful way across.

Danger: words that were not cleared, or whose clearance was withdrawn while the letter waited; one person who drafts and
approves; a word of one side that slips into a letter to the other.
Duty: draft within the clearance, lend it to an approver who does not hold the line, approve or send back, hold, take back,
deliver what still stands, follow what became of it; the lead alone in an emergency, countersigned afterwards.
Shape: drafts stand in `line/<a>` (lent: in `relay/<id>`), approvals and links in `bureau` without words, the letter that waits
in `line/<b>`, what was delivered in `channel/<b>` as a letter like any other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from wasata.carry.relay import Used, digest, overheard, refusal
from wasata.desk.access import READERS, Desk, exactly, name_by, new_act_id, of_access
from wasata.desk.line import LISTED, channels_held, lines_held
from wasata.desk.message import HOLD, Message, Where, read_back, require_recipient, talk_of
from wasata.errors import KindUnknown, RelayRefused, RelayWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.access import LogGranted, LogOpened
from wasata.record.kinds.base import Fact
from wasata.record.kinds.message import MessageHeld
from wasata.record.kinds.relay import (
    LentPassage,
    PassageRef,
    RelayApproved,
    RelayCountersigned,
    RelayDrafted,
    RelayForced,
    RelayLent,
    RelayLinked,
    RelaySentBack,
    RelaySentence,
    RelayTakenBack,
)
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
COUNTERSIGN = timedelta(hours=2)
"""Within this time another officer looks at what the lead sent alone."""


# what stands


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft of a letter to another line, with the reason for which it was sent back, if it was."""

    relay: str
    draft: int
    to: str
    lang: Lang
    sentences: tuple[RelaySentence, ...]
    answers: str | None
    author: str
    at: datetime
    sent_back: tuple[str, str] | None = None

    @property
    def digest(self) -> str:
        """What an approver signs."""
        return digest(self.to, self.lang, ((s.words, s.form) for s in self.sentences), self.answers)


@dataclass(slots=True)
class Drafts:
    """The relays drafted in one log, each by its drafts, oldest first; what was lent with them; and to whom."""

    relays: dict[str, list[Draft]] = field(default_factory=dict)
    lent: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)

    def latest(self, relay: str) -> Draft | None:
        return self.relays[relay][-1] if relay in self.relays else None


def _sentence(told: Mapping[str, Any]) -> RelaySentence:
    return RelaySentence(
        words=told["words"], form=told["form"], rests_on=tuple(PassageRef(**ref) for ref in told["rests_on"])
    )


def _draft_step(drafts: Drafts, entry: Entry) -> Drafts:
    d = entry.data
    match entry.kind:
        case "relay.drafted":
            drafts.relays.setdefault(d["relay"], []).append(
                Draft(
                    d["relay"], d["draft"], d["to"], d["lang"], tuple(map(_sentence, d["sentences"])), d["answers"],
                    entry.author, entry.recorded_at,
                )
            )  # fmt: skip
        case "relay.lent":
            drafts.lent[d["relay"], d["draft"]] = d
        case "relay.sent_back":
            word = (entry.author, d["reason"])
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
    return View("relay.drafts", 1, (log,), Drafts, _draft_step)


@dataclass(frozen=True, slots=True)
class Signed:
    """What the bureau knows of a relay: ids, hashes and hours, no words."""

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
    from_line: str = ""
    to_line: str = ""
    message: str = ""
    taken_back: tuple[str, str] | None = None
    countersigned: tuple[str, bool, str | None] | None = None
    became: tuple[tuple[str, datetime], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may still be delivered."""
        return self.taken_back is None and not any(what == "delivered" for what, _ in self.became)


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
                d["relay"], d["draft"], d["digest"], entry.author, entry.author, True, d["reason"],
                datetime.fromisoformat(d["countersign_by"]), datetime.fromisoformat(d["hold_until"]), entry.recorded_at,
            )  # fmt: skip
        case "relay.linked":
            link = {"from_line": d["from_line"], "to_line": d["to_line"], "message": d["message"]}
            signed[d["relay"]] = replace(signed[d["relay"]], **link)
        case "relay.taken_back":
            signed[d["relay"]] = replace(signed[d["relay"]], taken_back=(entry.author, d["why"]))
        case "relay.countersigned":
            word = (entry.author, d["objects"], d["reason"])
            signed[d["relay"]] = replace(signed[d["relay"]], countersigned=word)
        case "relay.followed":
            was = signed[d["relay"]]
            signed[d["relay"]] = replace(was, became=(*was.became, (d["became"], entry.recorded_at)))
        case kind if kind.startswith("relay."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass
    return signed


SIGNED: View[dict[str, Signed]] = View("relay.signed", 1, ("bureau",), dict, _signed_step)


# the clearance


def _used(desk: Desk, line: str, ref: PassageRef) -> Used:
    where: Where = ref.log
    found = talk_of(desk, line, where).messages.get(ref.message)
    if found is None or found.ours or not 0 < ref.passage <= len(found.passages):
        return Used("", None, "")
    passage = found.passages[ref.passage - 1]
    # what was read back since stands as they confirmed it, in the channel: what we heard before gives no leave any more
    over = where == "line" and ref.message in read_back(desk, line)
    return Used(passage.words, "none" if over else passage.clearance, found.lang)


def _lent(passages: Sequence[Mapping[str, Any]]) -> dict[PassageRef, Used]:
    return {PassageRef(**p["ref"]): Used(p["words"], p["clearance"], p["lang"]) for p in passages}


def require_cleared(sentences: Sequence[RelaySentence], lang: Lang, used: Mapping[PassageRef, Used]) -> None:
    """Each sentence keeps to the clearance of the passages it rests on.

    Raises:
        RelayRefused: the first that does not, and why.
    """
    for n, sentence in enumerate(sentences, 1):
        why = refusal(sentence.words, sentence.form, lang, [used[ref] for ref in sentence.rests_on])
        if why is not None:
            raise RelayRefused(why=Key(f"relay.why.{why}"), sentence=n, words=sentence.words)


def used_by(desk: Desk, line: str, sentences: Sequence[RelaySentence]) -> dict[PassageRef, Used]:
    return {ref: _used(desk, line, ref) for s in sentences for ref in s.rests_on}


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


def _require_nothing_overheard(desk: Desk, line: str, to: str, sentences: Sequence[RelaySentence]) -> None:
    """No sentence repeats what stands in a passage it does not rest on.

    Raises:
        RelayRefused: one does; `words` are those it repeats.
    """
    rests_on = frozenset((line, ref) for s in sentences for ref in s.rests_on)
    kept = tuple(_kept_elsewhere(desk, to, rests_on))
    for n, sentence in enumerate(sentences, 1):
        runs = overheard(sentence.words, kept)
        if runs:
            raise RelayRefused(why=Key("relay.why.overheard"), sentence=n, words=runs[0])


# drafting


def draft(
    desk: Desk, line: str, to: str, lang: Lang, sentences: Sequence[RelaySentence], *, relay: str | None = None,
    answers: str | None = None, act_id: str | None = None,
) -> str:  # fmt: skip
    """Drafts a letter to line `to` out of cleared passages of `line`, or its next draft (`relay`). Gives the relay's name.

    Raises:
        RelayRefused: a sentence passes its clearance, or repeats what it does not rest on.
        RelayWrong: the same line, a line the team does not know, or a relay that was approved already.
    """
    act_id = act_id or new_act_id()
    named = relay or f"rl-{name_by(act_id)}"
    if to == line or not sentences:
        raise RelayWrong(why=Key("relay.why.same_line" if to == line else "relay.why.empty"), value=to)

    def decide() -> dict[str, tuple[Fact, ...]]:
        if to not in desk.fold(LISTED) and to not in lines_held(desk):
            raise RelayWrong(why=Key("relay.why.no_line"), value=to)
        before = desk.fold(drafts_in(f"line/{line}")).latest(named)
        if relay is not None and before is None:
            raise RelayWrong(why=Key("relay.why.unknown"), value=relay)
        _require_unsigned(desk, named)
        require_cleared(sentences, lang, used_by(desk, line, sentences))
        _require_nothing_overheard(desk, line, to, sentences)
        number = before.draft + 1 if before else 1
        fact = RelayDrafted(relay=named, draft=number, to=to, lang=lang, sentences=tuple(sentences), answers=answers)
        return {f"line/{line}": (fact,)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get(f"line/{line}", (None,))
        asked = (to, lang, tuple(sentences), answers)
        return isinstance(fact, RelayDrafted) and (fact.to, fact.lang, fact.sentences, fact.answers) == asked

    desk.do("draft_relay", decide, act_id=act_id, same=same, line=line)
    return named


def _require_unsigned(desk: Desk, relay: str) -> None:
    signed = desk.fold(SIGNED).get(relay)
    if signed is not None:
        raise RelayWrong(why=Key("relay.why.signed"), value=relay)


def _latest(desk: Desk, log: str, relay: str) -> Draft:
    if not desk.holds(log):
        raise RelayWrong(why=Key("relay.why.unknown"), value=relay)
    found = desk.fold(drafts_in(log)).latest(relay)
    if found is None:
        raise RelayWrong(why=Key("relay.why.unknown"), value=relay)
    return found


def lend(desk: Desk, line: str, relay: str, to_reader: str, *, act_id: str | None = None) -> None:
    """Gives an officer who does not hold the line the letter and the passages it rests on, for this one relay: a log of its
    own, that he and its author hold and nobody else. What was broken off is taken up again.

    Raises:
        RelayWrong: it is no relay of this line, he is its author, no officer, or does not keep the line written to.
        RelayRefused: a clearance has been withdrawn meanwhile.
    """
    act_id = act_id or new_act_id()
    log = f"relay/{relay}"
    desk.require("open_for_relay", line=line)
    with desk.hold():
        drafted = _latest(desk, f"line/{line}", relay)
        standing = of_access(desk.home, desk.case, READERS).get(to_reader)
        grants = standing.grants if standing else {}
        keeps = f"line/{drafted.to}" in grants and grants[f"line/{drafted.to}"].may_write
        if standing is None or standing.role not in ("officer", "lead") or to_reader == drafted.author or not keeps:
            raise RelayWrong(why=Key("relay.why.approver"), value=to_reader)
        used = used_by(desk, line, drafted.sentences)
        require_cleared(drafted.sentences, drafted.lang, used)
        _require_unsigned(desk, relay)
    opened: tuple[Fact, ...] = (
        LogOpened(log=log, by=desk.reader),
        *(
            LogGranted(reader=r, log=log, may_write=True, by=desk.reader)
            for r in dict.fromkeys((desk.reader, to_reader))
        ),
    )
    desk.do("open_for_relay", lambda: {"access": opened}, act_id=f"{act_id}.open", line=line)
    desk.home.open_log(desk.case, log)
    passages = tuple(
        LentPassage(ref=ref, words=u.words, lang=_lang(u.lang), clearance=u.clearance)
        for ref, u in used.items()
        if u.clearance is not None
    )
    letter = RelayDrafted(
        relay=relay,
        draft=drafted.draft,
        to=drafted.to,
        lang=drafted.lang,
        sentences=drafted.sentences,
        answers=drafted.answers,
    )
    lent = RelayLent(
        relay=relay,
        draft=drafted.draft,
        from_line=line,
        drafted_by=drafted.author,
        to_reader=to_reader,
        passages=passages,
    )
    desk.do("lend_relay", lambda: {log: (letter, lent)}, act_id=f"{act_id}.lend", line=line, relay=relay)


def _lang(told: str) -> Lang:
    return "ar" if told == "ar" else "en"


# the second person


@dataclass(frozen=True, slots=True)
class ToApprove:
    """What a second person decides on: the letter as the other side will see it, who drafted it, the passages it rests on,
    each with its words and clearance. `is_lent`: the line it comes from is not his."""

    draft: Draft
    from_line: str
    is_lent: bool
    drafted_by: str
    rests_on: Mapping[PassageRef, Used]


def to_approve(desk: Desk, relay: str, line: str | None = None) -> ToApprove:
    """One relay as its approver sees it. Ask inside `hold`.

    Raises:
        RelayWrong: he holds no such draft.
    """
    if line is not None:
        drafted = _latest(desk, f"line/{line}", relay)
        return ToApprove(drafted, line, False, drafted.author, used_by(desk, line, drafted.sentences))
    log = f"relay/{relay}"
    drafted = _latest(desk, log, relay)
    lent = desk.fold(drafts_in(log)).lent[relay, drafted.draft]
    return ToApprove(drafted, lent["from_line"], True, lent["drafted_by"], _lent(lent["passages"]))


def _require_second(desk: Desk, seen: ToApprove) -> None:
    if desk.reader == seen.drafted_by:
        raise RelayWrong(why=Key("relay.why.own"), value=seen.draft.relay)
    if seen.draft.sent_back is not None:
        raise RelayWrong(why=Key("relay.why.sent_back"), value=seen.draft.relay)


def approve(
    desk: Desk, relay: str, signed: str, *, recipient: str, line: str | None = None, hold: timedelta = HOLD,
    act_id: str | None = None,
) -> str:  # fmt: skip
    """A second person approves exactly the letter he saw. It waits in `line/<b>`; nothing stands in `channel/<b>` yet.

    Args:
        signed: the digest of the letter as his page showed it: a newer draft is another letter.
        recipient: the name of the channel it goes to, as he typed it.
        line: the line it comes from, if he holds it; None if it was lent to him.

    Raises:
        RelayWrong: it is his own draft, was sent back, was approved, or has changed since he saw it.
        RelayRefused: a clearance no longer allows it.
        MessageWrong: another recipient was typed.
    """
    act_id = act_id or new_act_id()
    with desk.hold():
        to = to_approve(desk, relay, line).draft.to
    act, named = (
        ("approve_lent", {"relay": relay, "to": to}) if line is None else ("approve_relay", {"line": line, "to": to})
    )
    desk.require(act, **named)
    require_recipient(desk, to, recipient)
    until = desk.now() + hold

    def decide() -> dict[str, tuple[Fact, ...]]:
        seen = to_approve(desk, relay, line)
        _require_second(desk, seen)
        _require_unsigned(desk, relay)
        if seen.draft.digest != signed or seen.draft.to != to:
            raise RelayWrong(why=Key("relay.why.changed"), value=relay)
        require_cleared(seen.draft.sentences, seen.draft.lang, seen.rests_on)
        _require_nothing_overheard(desk, seen.from_line, to, seen.draft.sentences)
        approved = RelayApproved(
            relay=relay, draft=seen.draft.draft, digest=signed, drafted_by=seen.drafted_by, hold_until=until
        )
        return _letter_waits(seen.draft, seen.from_line, approved, until)

    desk.do(act, decide, act_id=act_id, same=lambda was: _is_of(was, relay, signed), **named)
    return letter_of(relay)


def _is_of(was: Mapping[str, Sequence[Fact]], relay: str, signed: str) -> bool:
    """Whether an act done before signed this very letter."""
    first = next(iter(was.get("bureau", ())), None)
    return isinstance(first, RelayApproved | RelayForced) and (first.relay, first.digest) == (relay, signed)


def letter_of(relay: str) -> str:
    """The name of the letter a relay becomes: an officer's pages may tell it before it stands anywhere."""
    return f"m-{name_by(relay)}"


def _letter_waits(
    drafted: Draft, from_line: str, signed: RelayApproved | RelayForced, until: datetime
) -> dict[str, tuple[Fact, ...]]:
    letter = letter_of(drafted.relay)
    held = MessageHeld(
        message=letter, lang=drafted.lang, passages=tuple(s.words for s in drafted.sentences), until=until,
        relay=drafted.relay, answers=drafted.answers,
    )  # fmt: skip
    link = RelayLinked(
        relay=drafted.relay, from_line=from_line, to_line=drafted.to, message=letter, digest=drafted.digest
    )
    return {"bureau": (signed, link), f"line/{drafted.to}": (held,)}


def send_back(desk: Desk, relay: str, reason: str, *, line: str | None = None, act_id: str | None = None) -> Written:
    """The second person does not approve, with his reason: its author drafts anew.

    Raises:
        RelayWrong: it is his own draft, or was sent back or approved before.
    """
    log = f"line/{line}" if line is not None else f"relay/{relay}"

    def decide() -> dict[str, tuple[Fact, ...]]:
        seen = to_approve(desk, relay, line)
        _require_second(desk, seen)
        _require_unsigned(desk, relay)
        return {log: (RelaySentBack(relay=relay, draft=seen.draft.draft, reason=reason),)}

    act, named = ("send_back_lent", {"relay": relay}) if line is None else ("send_back_relay", {"line": line})
    return desk.do(act, decide, act_id=act_id, same=lambda _: True, **named)


# the lead alone


def force(
    desk: Desk, line: str, relay: str, signed: str, reason: str, *, recipient: str, hold: timedelta = HOLD,
    countersign_in: timedelta = COUNTERSIGN, act_id: str | None = None,
) -> str:  # fmt: skip
    """In an emergency the lead signs alone, his own draft or another's: all officers see it, and one countersigns in time.
    What was not cleared does not pass by this either.

    Raises:
        RelayWrong, RelayRefused, MessageWrong: as `approve`, but that it may be his own.
    """
    act_id = act_id or new_act_id()
    with desk.hold():
        to = to_approve(desk, relay, line).draft.to
    desk.require("force_relay", line=line, to=to)
    require_recipient(desk, to, recipient)
    now = desk.now()

    def decide() -> dict[str, tuple[Fact, ...]]:
        seen = to_approve(desk, relay, line)
        _require_unsigned(desk, relay)
        if seen.draft.digest != signed or seen.draft.to != to:
            raise RelayWrong(why=Key("relay.why.changed"), value=relay)
        require_cleared(seen.draft.sentences, seen.draft.lang, seen.rests_on)
        _require_nothing_overheard(desk, line, to, seen.draft.sentences)
        forced = RelayForced(
            relay=relay, draft=seen.draft.draft, digest=signed, reason=reason, countersign_by=now + countersign_in,
            hold_until=now + hold,
        )  # fmt: skip
        return _letter_waits(seen.draft, line, forced, now + hold)

    desk.do("force_relay", decide, act_id=act_id, same=lambda was: _is_of(was, relay, signed), line=line, to=to)
    return letter_of(relay)


def countersign(
    desk: Desk, relay: str, *, objects: bool = False, reason: str | None = None, act_id: str | None = None
) -> Written:  # fmt: skip
    """Another officer looked at what the lead sent alone: he stands by it, or objects with his reason.

    Raises:
        RelayWrong: it was not sent alone, was sent by himself, or was countersigned; or an objection lacks its reason.
    """
    fact = RelayCountersigned(relay=relay, objects=objects, reason=reason)

    def decide() -> dict[str, tuple[Fact, ...]]:
        signed = desk.fold(SIGNED).get(relay)
        if signed is None or not signed.forced or signed.approved_by == desk.reader or signed.countersigned is not None:
            raise RelayWrong(why=Key("relay.why.countersign"), value=relay)
        if objects and not (reason or "").strip():
            raise RelayWrong(why=Key("relay.why.reason"), value=relay)
        return {"bureau": (fact,)}

    return desk.do("countersign_relay", decide, act_id=act_id, same=exactly({"bureau": (fact,)}))


# until it leaves


def take_back(desk: Desk, relay: str, *, act_id: str | None = None) -> Written:
    """Its author, or who approved it, takes back a relay that waits. The other side never knows that there was one.

    Raises:
        RelayWrong: it is neither's, or does not wait any more.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        signed = desk.fold(SIGNED).get(relay)
        if signed is None or desk.reader not in (signed.drafted_by, signed.approved_by):
            raise RelayWrong(why=Key("relay.why.not_yours"), value=relay)
        if not signed.is_open or signed.hold_until <= desk.now():
            raise RelayWrong(why=Key("relay.why.left"), value=relay)
        why: Any = "author" if desk.reader == signed.drafted_by else "approver"
        return {"bureau": (RelayTakenBack(relay=relay, why=why),)}

    return desk.do("take_back_relay", decide, act_id=act_id, same=lambda _: True)


# questions


@dataclass(frozen=True, slots=True)
class RelayLine:
    """One relay as this reader may know it: what the bureau tells, and the draft if he holds it."""

    relay: str
    state: str
    drafted: Draft | None
    signed: Signed | None
    line: str | None


def relays(desk: Desk) -> tuple[RelayLine, ...]:
    """The relays this reader knows of, newest first: drafts of his lines, what was lent to him, what the bureau tells."""
    with desk.hold():
        now = desk.now()
        signed = desk.fold(SIGNED) if desk.holds("bureau") else {}
        drafts: dict[str, tuple[Draft, str | None]] = {}
        for log in desk.sight:
            if log.startswith(("line/", "relay/")):
                line = log.removeprefix("line/") if log.startswith("line/") else None
                for relay, known in desk.fold(drafts_in(log)).relays.items():
                    if line is not None or relay not in drafts:
                        drafts[relay] = known[-1], line
        found = [
            RelayLine(
                relay, _state(drafts.get(relay, (None, None))[0], signed.get(relay), now),
                *_known(drafts.get(relay), signed.get(relay)),
            )
            for relay in {*drafts, *signed}
        ]  # fmt: skip
    return tuple(sorted(found, key=_newest, reverse=True))


def _known(
    drafted: tuple[Draft, str | None] | None, signed: Signed | None
) -> tuple[Draft | None, Signed | None, str | None]:
    return (drafted[0] if drafted else None, signed, drafted[1] if drafted else None)


def _newest(relay: RelayLine) -> tuple[datetime, str]:
    at = relay.signed.at if relay.signed else relay.drafted.at if relay.drafted else _BEGINNING
    return at, relay.relay


def _state(drafted: Draft | None, signed: Signed | None, now: datetime) -> str:
    """Where a relay stands. Words under `relay.state`."""
    if signed is None:
        return "sent_back" if drafted is not None and drafted.sent_back else "drafted"
    if signed.taken_back is not None:
        return "withdrawn" if signed.taken_back[1] == "clearance" else "taken_back"
    became = [what for what, _ in signed.became]
    if became:
        return next(what for what in ("answered", "seen", "delivered") if what in became)
    return "waiting" if now < signed.hold_until else "leaving"
