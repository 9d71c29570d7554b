"""Relays: chosen words of one line, written anew for another, approved by a second person. The only lawful way across.

Danger: words that were not cleared, or whose clearance was withdrawn while the letter waited; one person who drafts and
approves; a word of one side that slips into a letter to the other.
Duty: draft within the clearance, lend it to an approver who does not hold the line, approve or send back, hold, take back;
the lead alone in an emergency, countersigned afterwards. `delivery` delivers what still stands and follows it.
Shape: drafts stand in `line/<a>` (lent: in `relay/<id>` too), approvals and links in `bureau` without words, the letter that
waits in `line/<b>`, what was delivered in `channel/<b>` as a letter like any other. What stands is folded in `relayed`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from wasata.carry.relay import Used
from wasata.desk import holding
from wasata.desk.access import READERS, Desk, Readers, exactly, name_by, new_act_id, of_access
from wasata.desk.case import LOGS_OPENED
from wasata.desk.enclosure import Enclosed, made_bare, sealed_anew
from wasata.desk.letter import HOLD, HOLDS, require_recipient
from wasata.desk.line import LISTED, lines_held
from wasata.desk.message import talk_of
from wasata.desk.relayed import (
    SIGNED,
    Draft,
    NotSo,
    drafts_in,
    drafts_of,
    in_the_open,
    not_cleared,
    repeated,
    require_cleared,
    require_draft_cleared,
    require_files_cleared,
    require_nothing_overheard,
    stands_here,
    used_by,
    why_not_countersigned_by,
    words_of_lines,
)
from wasata.errors import MessageWrong, RelayWrong
from wasata.record.kinds.access import LogGranted, LogOpened
from wasata.record.kinds.base import Fact
from wasata.record.kinds.message import LetterPiece, MessageHeld
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

COUNTERSIGN = timedelta(hours=2)
"""Within this time another officer looks at what the lead sent alone."""
LONGEST_REASON = 2_000
"""Letters of a reason, as the record keeps them."""


def _no(why: str, value: object = "") -> RelayWrong:
    return RelayWrong(why=Key(f"relay.why.{why}"), value=value)


def _require_reason(reason: str) -> str:
    told = reason.strip()
    if not told:
        raise _no("reason")
    if len(told) > LONGEST_REASON:
        raise _no("reason_long", LONGEST_REASON)
    return told


def _require_wait(hold: timedelta) -> None:
    """A letter waits for one of the times that are offered: none so short that a mistake cannot be seen."""
    if hold not in HOLDS:
        raise MessageWrong(why=Key("message.why.hold"), value=int(hold.total_seconds() // 60))


# drafting


def refused(
    desk: Desk, line: str, to: str, lang: Lang, sentences: Sequence[RelaySentence]
) -> tuple[NotSo, ...]:  # fmt: skip
    """Every sentence that `draft` would refuse, and why: the form shows each beside its sentence."""
    with desk.hold():
        used = used_by(desk, line, sentences)
        told = (*not_cleared(sentences, lang, used), *repeated(desk, line, to, sentences, used))
    return tuple(sorted(told))


def draft(
    desk: Desk, line: str, to: str, lang: Lang, sentences: Sequence[RelaySentence], *, relay: str | None = None,
    answers: str | None = None, files: Sequence[Enclosed] = (), act_id: str | None = None,
) -> str:  # fmt: skip
    """Drafts a letter to line `to` out of cleared passages of `line`, or its next draft (`relay`). Gives the relay's name.

    `files` go with it as bare copies. A relay that was lent is drafted anew in what was lent too, so that nobody approves an
    older letter than its author's.

    Raises:
        RelayRefused: a sentence or a file passes its clearance, or a sentence repeats what it does not rest on.
        BareRefused: of a file no bare copy can be made.
        RelayWrong: the same line, a line the team does not know, an answer to what they never said, or a relay that was
            approved already.
    """
    act_id = act_id or new_act_id()
    named = relay or f"rl-{name_by(act_id)}"
    if to == line:
        raise _no("same_line", to)
    if not sentences or not all(s.words.strip() for s in sentences):
        raise _no("empty")
    desk.require("draft_relay", line=line)
    log = f"relay/{named}"
    is_lent = log in desk.home.logs(desk.case)
    if is_lent and not desk.holds(log):
        with desk.hold():  # what another line lent is opened to nobody by its name
            _drafts(desk, line, named)
        _open_log_of(desk, line, named, (desk.reader,), act_id)
    pieces = made_bare(desk, line, files)

    def decide() -> dict[str, tuple[Fact, ...]]:
        if to not in desk.fold(LISTED) and to not in lines_held(desk):
            raise _no("no_line", to)
        drafts = desk.fold(drafts_in(f"line/{line}"))
        before = drafts.latest(named)
        if relay is not None and before is None:
            raise _no("unknown", relay)
        if before is not None and before.to != to:
            raise _no("other_line", to)
        _require_unsigned(desk, named)
        if not is_lent and log in desk.home.logs(desk.case):  # somebody lends it at this moment
            raise _no("changed", named)
        used = used_by(desk, line, sentences, pieces)
        require_cleared(sentences, lang, used)
        require_files_cleared(pieces, used)
        require_nothing_overheard(desk, line, to, sentences, used)
        _require_answered(desk, to, answers)
        number = before.draft + 1 if before else 1
        fact = RelayDrafted(
            relay=named, draft=number, to=to, lang=lang, sentences=tuple(sentences), answers=answers, pieces=pieces
        )
        facts: dict[str, tuple[Fact, ...]] = {f"line/{line}": (fact,)}
        if is_lent:
            lent = desk.fold(drafts_in(log))
            last = lent.latest(named)
            to_reader = lent.lent[named, last.draft].to_reader if last else desk.reader
            copies = sealed_anew(desk, pieces, f"line/{line}", log)
            letter = fact.model_copy(update={"pieces": copies})
            facts[log] = (letter, _lending(desk, line, fact, desk.reader, to_reader))
        return facts

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get(f"line/{line}", (None,))
        asked = (to, lang, tuple(sentences), answers, [(p.of, p.rests_on) for p in pieces])
        return isinstance(fact, RelayDrafted) and asked == (
            fact.to, fact.lang, fact.sentences, fact.answers, [(p.of, p.rests_on) for p in fact.pieces],
        )  # fmt: skip

    act = "draft_lent_relay" if is_lent else "draft_relay"
    desk.do(act, decide, act_id=act_id, same=same, alone=True, line=line, relay=named)
    return named


def _require_unsigned(desk: Desk, relay: str) -> None:
    if relay in desk.fold(SIGNED):
        raise _no("signed", relay)


def _require_answered(desk: Desk, to: str, answers: str | None) -> None:
    """What a letter answers was said in the channel it goes to: a name from another log would tell of it there. Whoever
    drafts may not hold that channel; whoever approves does."""
    if answers is None or not desk.holds(f"channel/{to}"):
        return
    found = talk_of(desk, to, "channel").messages.get(answers)
    if found is None or found.ours:
        raise _no("answers", answers)


def _drafts(desk: Desk, line: str | None, relay: str) -> tuple[Draft, ...]:
    found = drafts_of(desk, line, relay)
    if not found:
        raise _no("unknown", relay)
    return found


def _authors(drafts: Iterable[Draft]) -> frozenset[str]:
    """Everybody who wrote a draft of it: none of them approves it."""
    return frozenset(d.author for d in drafts)


# lending


def lend(desk: Desk, line: str, relay: str, to_reader: str, *, act_id: str | None = None) -> None:
    """Gives an officer who does not hold the line the letter and the passages it rests on, for this one relay: a log of its
    own, that he, its author and whoever lends it hold and nobody else. What was broken off is taken up again.

    Raises:
        RelayWrong: it is no relay of this line, he wrote it, is no officer, or does not keep the line written to; or it was
            sent back, or signed, and does not wait for a countersignature.
        KeyNeeded: persons keep the case and his key was compared with nobody: nothing can be sealed for him.
        RelayRefused: a clearance has been withdrawn meanwhile.
    """
    act_id = act_id or new_act_id()
    log = f"relay/{relay}"
    desk.require("open_for_relay", line=line)
    with desk.hold():
        authors = _authors(_to_lend(desk, line, relay, to_reader))
        standings = of_access(desk.home, desk.case, READERS)
    holding.require_compared(desk.home, desk.case, to_reader)
    held_by = (r for r in sorted(authors) if f"line/{line}" in standings[r].grants)
    _open_log_of(desk, line, relay, (desk.reader, *held_by, to_reader), act_id)

    def decide() -> dict[str, tuple[Fact, ...]]:
        now = _to_lend(desk, line, relay, to_reader)[-1]
        letter = RelayDrafted(
            relay=relay, draft=now.draft, to=now.to, lang=now.lang, sentences=now.sentences, answers=now.answers,
            pieces=sealed_anew(desk, now.pieces, f"line/{line}", log),
        )  # fmt: skip
        known = desk.fold(drafts_in(log)).numbered(relay, now.draft)
        lent = _lending(desk, line, letter, now.author, to_reader)
        return {log: (lent,) if known is not None else (letter, lent)}

    # whoever signs it reads its line or what was lent, and so waits for this; the bureau need not stand still
    desk.do("lend_relay", decide, act_id=f"{act_id}.lend", same=lambda _: True, alone=True, line=line, relay=relay)


def _to_lend(desk: Desk, line: str, relay: str, to_reader: str) -> tuple[Draft, ...]:
    """The drafts of a relay of which the last may be lent to this reader as things stand."""
    drafts = _drafts(desk, line, relay)
    standings = of_access(desk.home, desk.case, READERS)
    if to_reader not in _may_approve_lent(standings, drafts[-1].to, desk.now()) or to_reader in _authors(drafts):
        raise _no("approver", to_reader)
    if drafts[-1].sent_back is not None:
        raise _no("sent_back", relay)
    require_draft_cleared(desk, line, drafts[-1])
    if not _waits_for_countersignature(desk, relay):
        _require_unsigned(desk, relay)
    return drafts


def _waits_for_countersignature(desk: Desk, relay: str) -> bool:
    """Whether it was sent alone and nobody has looked at it: it is lent to who then may."""
    signed = desk.fold(SIGNED).get(relay)
    return signed is not None and signed.forced and signed.countersigned is None


def may_be_lent_to(desk: Desk, line: str, relay: str) -> tuple[str, ...]:
    """The officers whom this relay may be lent to. For whoever holds `access`: others must know the name they type, for who
    keeps which line is no officer's to read."""
    if not desk.may("open_for_relay", line=line) or not desk.holds("access"):
        return ()
    with desk.hold():
        drafts = drafts_of(desk, line, relay)
        standings = desk.fold(READERS)
        return tuple(
            reader
            for reader in (_may_approve_lent(standings, drafts[-1].to, desk.now()) if drafts else ())
            if reader not in _authors(drafts)
            and not {f"line/{line}", f"channel/{line}"} <= standings[reader].grants.keys()
        )


def _may_approve_lent(standings: Readers, to: str, now: datetime) -> tuple[str, ...]:
    """Who keeps the line written to, as officers alone can, and may sign."""
    needed = (f"line/{to}", "bureau")
    return tuple(reader for reader, s in sorted(standings.items()) if all(s.may_write(log, now) for log in needed))


def _open_log_of(desk: Desk, line: str, relay: str, readers: Sequence[str], act_id: str) -> None:
    """A relay's own log stands and these readers hold it: that it is opened is recorded in `access` first, and it is given once
    it stands. Who held a log that is not there could do nothing at all."""
    log = f"relay/{relay}"
    opened: tuple[Fact, ...] = (LogOpened(log=log, by=desk.reader),)
    with desk.hold():
        recorded = log in of_access(desk.home, desk.case, LOGS_OPENED)
    if not recorded:
        desk.do("open_for_relay", lambda: {"access": opened}, line=line)
    desk.make_log(log, readers)
    given = tuple(LogGranted(reader=r, log=log, may_write=True, by=desk.reader) for r in dict.fromkeys(readers))
    desk.do("open_for_relay", lambda: {"access": given}, act_id=f"{act_id}.open", line=line)


def _lending(desk: Desk, line: str, letter: RelayDrafted, drafted_by: str, to_reader: str) -> RelayLent:
    used = used_by(desk, line, letter.sentences, letter.pieces)
    passages = (
        LentPassage(
            ref=ref,
            words=u.words,
            lang="ar" if u.lang == "ar" else "en",
            clearance=u.clearance,
            media_type=u.media_type or None,
        )
        for ref, u in used.items()
        if u.clearance is not None
    )
    return RelayLent(
        relay=letter.relay, draft=letter.draft, from_line=line, drafted_by=drafted_by, to_reader=to_reader,
        passages=tuple(passages),
    )  # fmt: skip


# the second person


@dataclass(frozen=True, slots=True)
class ToApprove:
    """What a second person decides on: the letter as the other side will see it, who drafted it, the passages it rests on,
    each with its words and clearance. `is_lent`: the line it comes from is not his; `lent_to` are those to whom it was lent."""

    draft: Draft
    from_line: str
    is_lent: bool
    drafted_by: str
    authors: frozenset[str]
    rests_on: Mapping[PassageRef, Used]
    lent_to: frozenset[str] = frozenset()


def to_approve(desk: Desk, relay: str, line: str | None = None) -> ToApprove:
    """One relay as its approver sees it. Ask inside `hold`.

    Raises:
        RelayWrong: he holds no such draft.
    """
    drafts = _drafts(desk, line, relay)
    drafted = drafts[-1]
    if line is not None:
        used = used_by(desk, line, drafted.sentences, drafted.pieces)
        return ToApprove(drafted, line, False, drafted.author, _authors(drafts), used)
    known = desk.fold(drafts_in(f"relay/{relay}"))
    lent = known.lent[relay, drafted.draft]
    authors, lent_to = frozenset(known.drafted_by[relay]), frozenset(known.lent_to[relay])
    return ToApprove(drafted, lent.from_line, True, lent.drafted_by, authors, lent.passages, lent_to)


def _require_second(desk: Desk, seen: ToApprove) -> None:
    if desk.reader in seen.authors:
        raise _no("own", seen.draft.relay)
    if seen.is_lent and desk.reader not in seen.lent_to:
        raise _no("not_lent", seen.draft.relay)
    _require_standing(seen)


def _require_standing(seen: ToApprove) -> None:
    if seen.draft.sent_back is not None:
        raise _no("sent_back", seen.draft.relay)


def _require_this_letter(desk: Desk, seen: ToApprove, signed: str, to: str) -> None:
    _require_unsigned(desk, seen.draft.relay)
    if seen.draft.digest != signed:
        raise _no("changed", seen.draft.relay)
    require_cleared(seen.draft.sentences, seen.draft.lang, seen.rests_on)
    require_files_cleared(seen.draft.pieces, seen.rests_on)
    require_nothing_overheard(desk, seen.from_line, to, seen.draft.sentences, seen.rests_on)
    _require_answered(desk, to, seen.draft.answers)


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
        RelayWrong: he wrote a draft of it, it was sent back, was approved, or has changed since he saw it.
        RelayRefused: a clearance no longer allows it.
        MessageWrong: another recipient was typed, or it would wait for a time that is not offered.
    """
    with desk.hold():
        to = to_approve(desk, relay, line).draft.to
    act, named = (
        ("approve_lent", {"relay": relay, "to": to}) if line is None else ("approve_relay", {"line": line, "to": to})
    )
    desk.require(act, **named)
    _require_wait(hold)
    require_recipient(desk, to, recipient)
    until = desk.now() + hold

    def decide() -> dict[str, tuple[Fact, ...]]:
        seen = to_approve(desk, relay, line)
        _require_second(desk, seen)
        _require_this_letter(desk, seen, signed, to)
        approved = RelayApproved(
            relay=relay, draft=seen.draft.draft, digest=signed, drafted_by=seen.drafted_by, hold_until=until
        )
        return _letter_waits(desk, seen, approved, until)

    desk.do(act, decide, act_id=act_id, same=lambda was: _is_of(was, relay, signed), alone=True, **named)
    return letter_of(relay)


def _is_of(was: Mapping[str, Sequence[Fact]], relay: str, signed: str) -> bool:
    """Whether an act done before signed this very letter."""
    first = next(iter(was.get("bureau", ())), None)
    return isinstance(first, RelayApproved | RelayForced) and (first.relay, first.digest) == (relay, signed)


def letter_of(relay: str) -> str:
    """The name of the letter a relay becomes: an officer's pages may tell it before it stands anywhere."""
    return f"m-{name_by(relay)}"


def _letter_waits(
    desk: Desk, seen: ToApprove, signed: RelayApproved | RelayForced, until: datetime
) -> dict[str, tuple[Fact, ...]]:
    drafted, letter = seen.draft, letter_of(seen.draft.relay)
    held = MessageHeld(
        message=letter, lang=drafted.lang, passages=tuple(s.words for s in drafted.sentences), until=until,
        relay=drafted.relay, answers=drafted.answers, pieces=_enclosed(desk, seen),
    )  # fmt: skip
    link = RelayLinked(
        relay=drafted.relay, from_line=in_the_open(desk, seen.from_line), to_line=in_the_open(desk, drafted.to),
        message=letter, digest=drafted.digest,
    )  # fmt: skip
    return {"bureau": (signed, link), f"line/{drafted.to}": (held,)}


def _enclosed(desk: Desk, seen: ToApprove) -> tuple[LetterPiece, ...]:
    """The files of a letter, sealed anew beside the line it goes to."""
    log = f"relay/{seen.draft.relay}" if seen.is_lent else f"line/{seen.from_line}"
    copies = sealed_anew(desk, seen.draft.pieces, log, f"line/{seen.draft.to}")
    return tuple(LetterPiece(**p.model_dump(include=set(LetterPiece.model_fields))) for p in copies)


def send_back(desk: Desk, relay: str, reason: str, *, line: str | None = None, act_id: str | None = None) -> Written:
    """The second person does not approve, with his reason: its author drafts anew.

    Raises:
        RelayWrong: he wrote it, or it was sent back or approved before; no reason is given, or one that repeats words of
            another line to those who hold this one.
    """
    log = f"line/{line}" if line is not None else f"relay/{relay}"
    told = _require_reason(reason)

    def decide() -> dict[str, tuple[Fact, ...]]:
        seen = to_approve(desk, relay, line)
        _require_second(desk, seen)
        _require_unsigned(desk, relay)
        heard = words_of_lines(desk, told, seen.from_line)
        if heard is not None:
            raise _no("reason_overheard", heard)
        return {log: (RelaySentBack(relay=relay, draft=seen.draft.draft, reason=told),)}

    act, named = ("send_back_lent", {"relay": relay}) if line is None else ("send_back_relay", {"line": line})
    return desk.do(
        act, decide, act_id=act_id, same=lambda was: _is_reason(was, log, told), alone=True, beside=("bureau",), **named
    )


def _is_reason(was: Mapping[str, Sequence[Fact]], log: str, told: str) -> bool:
    return any(isinstance(fact, RelaySentBack) and fact.reason == told for fact in was.get(log, ()))


# the lead alone


def force(
    desk: Desk, line: str, relay: str, signed: str, reason: str, *, recipient: str, hold: timedelta = HOLD,
    countersign_in: timedelta = COUNTERSIGN, act_id: str | None = None,
) -> str:  # fmt: skip
    """In an emergency the lead signs alone, his own draft or another's: all officers see it, and one who can read it
    countersigns. What was not cleared does not pass by this either; and his reason, which all of them read, names no words.

    Raises:
        RelayWrong, RelayRefused, MessageWrong: as `approve`, but that it may be his own.
    """
    with desk.hold():
        to = to_approve(desk, relay, line).draft.to
    desk.require("force_relay", line=line, to=to)
    _require_wait(hold)
    require_recipient(desk, to, recipient)
    told = _require_reason(reason)
    now = desk.now()

    def decide() -> dict[str, tuple[Fact, ...]]:
        seen = to_approve(desk, relay, line)
        _require_standing(seen)
        _require_this_letter(desk, seen, signed, to)
        heard = words_of_lines(desk, told)
        if heard is not None:
            raise _no("reason_overheard", heard)
        forced = RelayForced(
            relay=relay, draft=seen.draft.draft, digest=signed, drafted_by=seen.drafted_by, reason=told,
            countersign_by=now + countersign_in, hold_until=now + hold,
        )  # fmt: skip
        return _letter_waits(desk, seen, forced, now + hold)

    named = {"line": line, "to": to}
    desk.do("force_relay", decide, act_id=act_id, same=lambda was: _is_of(was, relay, signed), alone=True, **named)
    return letter_of(relay)


def countersign(
    desk: Desk, relay: str, *, objects: bool = False, reason: str | None = None, act_id: str | None = None
) -> Written:  # fmt: skip
    """Another officer, who reads the letter and what it rests on, looked at what the lead sent alone: he stands by it, or
    objects with his reason.

    Raises:
        RelayWrong: it was not sent alone, was sent or drafted by himself, was countersigned, or he holds neither the line it
            comes from nor what was lent of it; or an objection lacks its reason, or a reason repeats words of a line to the
            whole team.
    """
    told = _require_reason(reason or "") if objects or (reason or "").strip() else None
    fact = RelayCountersigned(relay=relay, objects=objects, reason=told)

    def decide() -> dict[str, tuple[Fact, ...]]:
        why = why_not_countersigned_by(desk, desk.fold(SIGNED).get(relay))
        if why is not None:
            raise _no(why, relay)
        heard = words_of_lines(desk, told) if told is not None else None
        if heard is not None:
            raise _no("reason_overheard", heard)
        return {"bureau": (fact,)}

    return desk.do("countersign_relay", decide, act_id=act_id, same=exactly({"bureau": (fact,)}))


# until it leaves


def take_back(desk: Desk, relay: str, *, act_id: str | None = None) -> Written:
    """Its author, or who approved it, takes back a relay that waits; after its hour only who holds the channel it goes to and
    so can see that it has not left. The other side never knows that there was one.

    Raises:
        RelayWrong: it is neither's, or does not wait any more.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        signed = desk.fold(SIGNED).get(relay)
        if signed is None or desk.reader not in (signed.drafted_by, signed.approved_by):
            raise _no("not_yours", relay)
        if not signed.is_open or (signed.hold_until <= desk.now() and not stands_here(desk, signed)):
            raise _no("left", relay)
        why: Literal["author", "approver"] = "author" if desk.reader == signed.drafted_by else "approver"
        return {"bureau": (RelayTakenBack(relay=relay, why=why),)}

    return desk.do("take_back_relay", decide, act_id=act_id, same=lambda _: True, alone=True)
