"""Questions about relays: where each stands, one relay whole, what the lead sent alone.

Danger: a page that tells an officer more of a line than he holds; a letter shown otherwise than it will be read.
Duty: the relays a reader knows of, each with its hours; one relay as
he may know it; the acts that wait for him. Never asked for a delegate: no log of his tells of a relay.
Shape: what a reader is told comes from `line/<a>`, `relay/<id>`, `line/<b>` and `bureau`, as far as he holds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from wasata.carry.relay import Used
from wasata.desk.access import READERS, Desk, Standing
from wasata.desk.enclosure import opened
from wasata.desk.line import LISTED, channel_head, lines_held
from wasata.desk.message import Held, line_talk, talk_of
from wasata.desk.relay_choice import Passage, said
from wasata.desk.relayed import (
    SIGNED,
    Draft,
    Lent,
    Signed,
    authors_of,
    drafts_in,
    drafts_of,
    end_of,
    not_cleared,
    origin_of,
    ref_text,
    stands_here,
    used_by,
    why_not_countersigned_by,
)
from wasata.errors import RelayWrong
from wasata.record.fold import View
from wasata.record.kinds.message import LetterPiece
from wasata.record.kinds.relay import PassageRef, RelayPiece
from wasata.values import Lang
from wasata.words import Key

S = TypeVar("S")

# how a channel is known


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relay: the line, and how its channel is known. A line kept to a few is told to nobody else: all empty."""

    line: str
    name: str
    sign: str
    pattern: str


NOT_NAMED = End("", "", "p0", "hatch")


def end(desk: Desk, line: str | None, lang: Lang) -> End:
    """A line as this reader may know it: from its channel, or as the team was told of it. Ask inside `hold`."""
    if line is None:
        return NOT_NAMED
    if desk.holds(f"channel/{line}"):
        head = desk.fold(channel_head(line))
        return End(line, head["names"][lang], head["sign"], head["pattern"])
    listed = desk.fold(LISTED).get(line) if desk.holds("bureau") else None
    if listed is None:
        return NOT_NAMED
    return End(line, listed["names"][lang], listed["sign"], listed["pattern"])


def ends(desk: Desk, line: str, lang: Lang) -> tuple[End, ...]:
    """The lines a relay out of this one may go to, in the order of their names."""
    with desk.hold():
        others = {*desk.fold(LISTED), *lines_held(desk)} - {line}
        return tuple(sorted((end(desk, x, lang) for x in others), key=lambda e: (e.name, e.line)))


# where each stands


class _Known(NamedTuple):
    """What a reader holds of one relay."""

    drafts: tuple[Draft, ...]
    line: str | None
    """The line it comes from, if he holds it."""
    lent: Lent | None
    signed: Signed | None
    held: Held | None
    to: str | None

    @property
    def awaited(self) -> Held | None:
        """The letter as the other line holds it, until it is stopped: from then on nobody reads its words there."""
        stopped = self.signed is not None and self.signed.taken_back is not None
        return self.held.without_words if self.held is not None and stopped else self.held

    @property
    def drafted(self) -> Draft | None:
        """The draft that was signed, or the last one."""
        signed = (d for d in self.drafts if self.signed is not None and d.draft == self.signed.draft)
        return next(signed, self.drafts[-1] if self.drafts else None)

    @property
    def authors(self) -> frozenset[str]:
        """Who wrote a draft of it, as far as this reader holds them."""
        return frozenset({d.author for d in self.drafts} | ({self.lent.drafted_by} if self.lent else set()))

    @property
    def from_line(self) -> str | None:
        return (
            self.line
            or (self.lent.from_line if self.lent else None)
            or (self.signed.from_line if self.signed else None)
        )


def _known(desk: Desk, relay: str) -> _Known:
    signed = desk.fold(SIGNED).get(relay) if desk.holds("bureau") else None
    line, log = origin_of(desk, relay), f"relay/{relay}"
    drafts, lent = drafts_of(desk, line, relay), None
    if line is None and drafts:
        lent = desk.fold(drafts_in(log)).lent.get((relay, signed.draft if signed else drafts[-1].draft))
    to = drafts[-1].to if drafts else end_of(desk, signed) if signed is not None else None
    held = None
    if signed is not None and to is not None and desk.holds(f"line/{to}"):
        held = desk.fold(line_talk(to)).held.get(signed.message)
    return _Known(drafts, line, lent, signed, held, to)


def _relays_known(desk: Desk) -> set[str]:
    found: set[str] = set()
    if desk.holds("bureau"):
        found |= desk.fold(SIGNED).keys()
    for log in desk.sight:
        if log.startswith(("line/", "relay/")):
            found |= desk.fold(drafts_in(log)).relays.keys()
    return found


class Hours(NamedTuple):
    """When a letter was delivered, read, answered; None for what has not been, as far as this reader may know."""

    delivered: datetime | None = None
    seen: datetime | None = None
    answered: datetime | None = None


def _sees_channel(desk: Desk, known: _Known) -> bool:
    return known.to is not None and desk.holds(f"channel/{known.to}")


def _hours(desk: Desk, known: _Known) -> Hours:
    """From the channel it stands in, for who holds it; else when the bureau learned of it, which may be later."""
    signed = known.signed
    if signed is None:
        return Hours()
    if known.to is None or not _sees_channel(desk, known):
        return Hours(*(signed.at_hour(what) for what in Hours._fields))
    there = talk_of(desk, known.to, "channel").messages
    letter = there.get(signed.message)
    if letter is None:
        return Hours()
    answers = (m.at for m in there.values() if not m.ours and m.answers == signed.message)
    return Hours(letter.at, letter.seen_at, min(answers, default=None))


def are_any(desk: Desk) -> bool:
    """Whether there is anything to show this reader of relays: to one who is no officer, or in a case without lines, never."""
    if not desk.may("read_relays"):
        return False
    with desk.hold():
        return any(log.startswith(("line/", "relay/")) for log in desk.sight) or bool(desk.fold(SIGNED))


def state_of(drafted: Draft | None, signed: Signed | None, hours: Hours, now: datetime) -> str:
    """Where a relay stands. Words under `relay.state`."""
    if signed is None:
        return "sent_back" if drafted is not None and drafted.sent_back else "drafted"
    if signed.taken_back is not None:
        return "withdrawn" if signed.taken_back.why == "clearance" else "taken_back"
    became = next((what for what in reversed(Hours._fields) if getattr(hours, what) is not None), None)
    return became or ("waiting" if now < signed.hold_until else "leaving")


@dataclass(frozen=True, slots=True)
class RelayLine:
    """One relay with its hours, as this reader may know it. `alone`: the lead signed it by himself. `yours`: the act that
    waits for this reader: approve, countersign, draft; empty for none."""

    relay: str
    state: str
    from_end: End
    to_end: End
    draft: int
    author: str
    drafted_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    alone: bool
    leaves_at: datetime | None
    stopped_at: datetime | None
    delivered_at: datetime | None
    seen_at: datetime | None
    answered_at: datetime | None
    countersign_by: datetime | None
    is_overdue: bool
    objected: bool
    yours: str
    learned: bool = False
    """Delivered, read, answered: these hours are those at which the team learned of it; the channel is not this reader's."""

    @property
    def at(self) -> datetime | None:
        """The hour by which relays are put in order."""
        return self.approved_at or self.drafted_at


def _line(desk: Desk, relay: str, lang: Lang, now: datetime) -> RelayLine:
    known = _known(desk, relay)
    drafted, signed = known.drafted, known.signed
    hours = _hours(desk, known)
    state = state_of(drafted, signed, hours, now)
    author = known.lent.drafted_by if known.lent else drafted.author if drafted else signed.drafted_by if signed else ""
    open_ = signed is not None and signed.forced and signed.countersigned is None
    return RelayLine(
        relay, state, end(desk, known.from_line, lang), end(desk, known.to, lang), signed.draft if signed else
        drafted.draft if drafted else 0, author, drafted.at if drafted else None, signed.approved_by if signed else "",
        signed.at if signed else None, signed.forced if signed else False,
        signed.hold_until if signed and state in ("waiting", "leaving") else None,
        signed.taken_back.at if signed and signed.taken_back else None,
        *hours,
        signed.countersign_by if signed and open_ else None,
        bool(signed and open_ and signed.countersign_by and signed.countersign_by <= now),
        bool(signed and signed.countersigned and signed.countersigned.objects),
        _yours(desk, relay, known, state), signed is not None and not _sees_channel(desk, known),
    )  # fmt: skip


def _yours(desk: Desk, relay: str, known: _Known, state: str) -> str:
    """The act on a relay that waits for this reader."""
    signed = known.signed
    if signed is not None:
        waits = desk.may("countersign_relay") and why_not_countersigned_by(desk, signed) is None
        return "countersign" if waits else ""
    drafted = known.drafted
    if drafted is None:
        return ""
    mine = drafted.author == desk.reader and known.line is not None
    if state == "sent_back":
        return "draft" if mine else ""
    return "approve" if _may_sign(desk, relay, known, drafted) else ""


def _may_sign(desk: Desk, relay: str, known: _Known, drafted: Draft) -> bool:
    """Whether he may be the second person: he wrote no draft of it, holds both lines or was lent it."""
    if desk.reader in known.authors:
        return False
    if known.line is not None:
        return desk.may("approve_relay", line=known.line, to=drafted.to) and desk.holds(f"channel/{drafted.to}")
    return (
        known.lent is not None
        and desk.reader in desk.fold(drafts_in(f"relay/{relay}")).lent_to.get(relay, ())
        and desk.may("approve_lent", relay=relay, to=drafted.to)
        and desk.holds(f"channel/{drafted.to}")
    )


class _AtOnce(Desk):
    """The desk of a reader for one question, inside `hold`: what he holds and what stands is looked up once, for all relays."""

    def __init__(self, desk: Desk) -> None:
        at = desk.now()
        super().__init__(desk.home, desk.case, desk.reader, lambda: at, only=desk.only)
        self._stands, self._held = desk._standing(), desk.sight
        self._states: dict[tuple[str, tuple[str, ...]], Any] = {}

    def _standing(self) -> Standing:
        return self._stands

    @property
    def sight(self) -> tuple[str, ...]:
        return self._held

    def fold(self, view: View[S]) -> S:
        key = (view.name, view.logs)
        if key not in self._states:
            self._states[key] = super().fold(view)
        state: S = self._states[key]
        return state


def relays(desk: Desk, lang: Lang = "en") -> tuple[RelayLine, ...]:
    """The relays this reader knows of, newest first: drafts of his lines, what was lent to him, what the bureau tells."""
    with desk.hold():
        at_once = _AtOnce(desk)
        now = at_once.now()
        found = [_line(at_once, relay, lang, now) for relay in _relays_known(at_once)]
    # of equal hours, those with none last
    return tuple(sorted(found, key=lambda r: (r.at is not None, r.at and r.at.timestamp(), r.relay), reverse=True))


# what the lead sent alone


@dataclass(frozen=True, slots=True)
class Alone:
    """What the lead sent alone and nobody has countersigned yet. `yours`: this reader may. `nobody`: no officer can, as far as
    who holds `access` knows; it is to be lent to one."""

    relay: str
    by: str
    at: datetime
    countersign_by: datetime
    is_overdue: bool
    yours: bool
    nobody: bool


def sent_alone(desk: Desk) -> tuple[Alone, ...]:
    """What waits for an officer's countersignature, the most urgent first, shown to each of them; `yours` is for who can read it.
    Nothing for those who are no officers."""
    if not desk.holds("bureau") or not desk.may("countersign_relay"):
        return ()
    with desk.hold():
        now = desk.now()
        waiting = (s for s in desk.fold(SIGNED).values() if s.forced and s.countersigned is None and s.countersign_by)
        return tuple(
            Alone(
                s.relay, s.approved_by, s.at, s.countersign_by, s.countersign_by <= now,
                why_not_countersigned_by(desk, s) is None, _nobody_countersigns(desk, s),
            )
            for s in sorted(waiting, key=lambda s: (s.countersign_by, s.relay))
            if s.countersign_by is not None
        )  # fmt: skip


def _nobody_countersigns(desk: Desk, signed: Signed) -> bool:
    """Whether no officer is left who may look at it: for who holds `access` and the line it comes from; who keeps which line is
    nobody else's to read, and to them it is never said. Ask inside `hold`."""
    line, now = origin_of(desk, signed.relay), desk.now()
    if line is None or not desk.holds("access") or not signed.forced or signed.countersigned is not None:
        return False
    theirs, lent = {f"line/{line}", f"channel/{line}"}, f"relay/{signed.relay}"
    not_they = {signed.approved_by, signed.drafted_by, *authors_of(desk, signed.relay)}
    officers = (s for reader, s in desk.fold(READERS).items() if reader not in not_they and s.may_write("bureau", now))
    held = ({log for log, grant in s.grants.items() if grant.holds(now)} for s in officers)
    return not any(theirs <= logs or lent in logs for logs in held)


# one relay


@dataclass(frozen=True, slots=True)
class Basis:
    """One passage that the letter rests on, numbered on the page. `clearance` as it stands now, or as it was lent; None: it is
    not there any more. A file has a `media_type` and no words."""

    number: int
    ref: str
    words: str
    lang: str
    clearance: str | None
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """One sentence of the letter, its form, the numbers of what it rests on; `why` it would not pass now, empty if it would."""

    number: int
    words: str
    form: str
    rests_on: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of a relay: what (words under `relay.step`), when, by whom, and the reason that was given."""

    what: str
    at: datetime
    by: str
    reason: str = ""
    learned: bool = False
    """The hour is that at which the team learned of it: the channel it happened in is not this reader's."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with the letter, bare; `rests_on`: the number of the passage with which its party let it pass, 0 where
    the reader does not know it."""

    name: str
    media_type: str
    size: int
    digest: str
    rests_on: int


@dataclass(frozen=True, slots=True)
class RelayWhole:
    """One relay whole, as this reader may know it.

    `letter`: the words as the other side reads them, empty for whoever holds neither end. `sentences`, `basis`, `behind`: for
    those who hold the line it comes from or were lent it. `stands`: every clearance allows it now; None where he cannot know.
    `acts`: what this reader may do now: approve, send_back, force, lend, take_back, countersign, draft.
    """

    line: RelayLine
    letter: tuple[str, ...]
    lang: str
    answers: str | None
    pieces: tuple[Enclosure, ...]
    digest: str
    sentences: tuple[SentenceLine, ...]
    basis: tuple[Basis, ...]
    behind: tuple[Passage, ...]
    is_lent: bool
    lent_to: tuple[str, ...]
    stands: bool | None
    reason: str
    objection: str
    steps: tuple[Step, ...]
    acts: tuple[str, ...]
    not_asked: str
    """Why this reader is not asked to countersign what still waits for it, under `relay.why`; empty where he is, or none is."""
    nobody: bool
    """As `Alone.nobody`."""
    origin: str | None
    """The line it comes from, if this reader holds it: the acts are done on that line."""


def relay_whole(desk: Desk, relay: str, lang: Lang) -> RelayWhole:
    """One relay.

    Raises:
        RelayWrong: this reader knows none of that name.
    """
    with desk.hold():
        if relay not in _relays_known(desk):
            raise RelayWrong(why=Key("relay.why.unknown"), value=relay)
        now = desk.now()
        known, line = _known(desk, relay), _line(desk, relay, lang, now)
        drafted, signed = known.drafted, known.signed
        used = _used(desk, known, drafted)
        numbers = {ref: n for n, ref in enumerate(used, 1)}
        wrong = {w.sentence: w.why for w in not_cleared(drafted.sentences, drafted.lang, used)} if drafted else {}
        sentences = tuple(
            SentenceLine(n, s.words, s.form, tuple(numbers[ref] for ref in s.rests_on), wrong.get(n, ""))
            for n, s in enumerate(drafted.sentences if drafted else (), 1)
        )
        letter, in_lang = _letter(drafted, known.awaited)
        pieces = tuple(
            Enclosure(p.name, p.media_type, p.size, p.digest, numbers[p.rests_on] if isinstance(p, RelayPiece) else 0)
            for _, p in _pieces(relay, known)
        )
        return RelayWhole(
            line, letter, in_lang, drafted.answers if drafted else known.held.answers if known.held else None,
            pieces,
            drafted.digest if drafted else "", sentences,
            tuple(
                Basis(numbers[ref], ref_text(ref), u.words, u.lang, u.clearance, u.media_type) for ref, u in used.items()
            ),
            _behind(desk, known, used), known.lent is not None, _lent_to(desk, relay),
            _stands(known, used),
            signed.reason or "" if signed else "",
            signed.countersigned.reason or "" if signed and signed.countersigned else "",
            _steps(known, line), _acts(desk, relay, known, line),
            (why_not_countersigned_by(desk, signed) or "") if line.countersign_by else "",
            signed is not None and _nobody_countersigns(desk, signed), known.line,
        )  # fmt: skip


def _used(desk: Desk, known: _Known, drafted: Draft | None) -> Mapping[PassageRef, Used]:
    if drafted is None:
        return {}
    if known.line is not None:
        return used_by(desk, known.line, drafted.sentences, drafted.pieces)
    if known.lent is not None:
        return known.lent.passages
    return {}


def _stands(known: _Known, used: Mapping[PassageRef, Used]) -> bool | None:
    """Whether every clearance allows it now; None for who does not hold the line it comes from."""
    drafted = known.drafted
    if drafted is None or known.line is None:
        return None
    files = all(used[p.rests_on].clearance == "theirs" for p in drafted.pieces)
    return files and not not_cleared(drafted.sentences, drafted.lang, used)


def _letter(drafted: Draft | None, held: Held | None) -> tuple[tuple[str, ...], str]:
    if drafted is not None:
        return tuple(s.words for s in drafted.sentences), drafted.lang
    return (held.passages, held.lang) if held is not None else ((), "")


def _pieces(relay: str, known: _Known) -> tuple[tuple[str, RelayPiece | LetterPiece], ...]:
    """The files of the letter with the log that this reader can open each from."""
    if known.drafted is not None:
        log = f"line/{known.line}" if known.line is not None else f"relay/{relay}"
        return tuple((log, p) for p in known.drafted.pieces)
    held = known.awaited.pieces if known.awaited is not None else ()
    return tuple((f"line/{known.to}", p) for p in held)


def enclosure(desk: Desk, relay: str, digest: str) -> tuple[str, bytes]:
    """A file of a relay as the other side will be given it, for whoever may read the letter.

    Raises:
        RelayWrong: this reader knows no such file.
    """
    with desk.hold():
        found = _pieces(relay, _known(desk, relay))
    told = next((opened(desk, log, (p,), digest) for log, p in found if p.digest == digest), None)
    if told is None:
        raise RelayWrong(why=Key("relay.why.unknown"), value=relay)
    return told


def _behind(desk: Desk, known: _Known, used: Mapping[PassageRef, Used]) -> tuple[Passage, ...]:
    """What stays: the other passages of the messages that the letter rests on, for who holds their line."""
    if known.line is None:
        return ()
    messages = {(ref.log, ref.message) for ref in used}
    taken = {ref_text(ref) for ref in used}
    found = (m for m in said(desk, known.line) if (m.where, m.message) in messages)
    return tuple(p for m in found for p in m.passages if p.ref not in taken)


def _lent_to(desk: Desk, relay: str) -> tuple[str, ...]:
    log = f"relay/{relay}"
    if not desk.holds(log):
        return ()
    return tuple(dict.fromkeys(lent.to_reader for lent in desk.fold(drafts_in(log)).lent.values()))


def _steps(known: _Known, line: RelayLine) -> tuple[Step, ...]:
    steps: list[Step] = []
    for d in known.drafts:
        author = known.lent.drafted_by if known.lent else d.author
        steps.append(Step("drafted" if d.draft == 1 else "drafted_anew", d.at, author))
        if d.sent_back is not None:
            steps.append(Step("sent_back", d.sent_back.at, d.sent_back.by, d.sent_back.reason))
    s = known.signed
    if s is not None:
        steps.append(Step("forced" if s.forced else "approved", s.at, s.approved_by, s.reason or ""))
        if s.taken_back is not None:
            clearance = s.taken_back.why == "clearance"
            steps.append(
                Step("withdrawn" if clearance else "taken_back", s.taken_back.at, "" if clearance else s.taken_back.by)
            )
        if s.countersigned is not None:
            word = s.countersigned
            steps.append(Step("objected" if word.objects else "countersigned", word.at, word.by, word.reason or ""))
    hours = (("delivered", line.delivered_at), ("seen", line.seen_at), ("answered", line.answered_at))
    steps += [Step(what, at, "", learned=line.learned) for what, at in hours if at is not None]
    return tuple(sorted(steps, key=lambda step: step.at))


def _acts(desk: Desk, relay: str, known: _Known, line: RelayLine) -> tuple[str, ...]:
    """What this reader may do with a relay as it stands."""
    signed, drafted = known.signed, known.drafted
    if signed is not None:
        acts = []
        waits = line.state == "waiting" or (line.state == "leaving" and stands_here(desk, signed))
        if waits and desk.reader in (signed.drafted_by, signed.approved_by):
            acts.append("take_back")
        if line.countersign_by and known.line is not None and desk.may("open_for_relay", line=known.line):
            acts.append("lend")
        return (*acts, *(("countersign",) if line.yours == "countersign" else ()))
    if drafted is None:
        return ()
    acts = []
    if drafted.sent_back is None:
        if _may_sign(desk, relay, known, drafted):
            acts += ["approve", "send_back"]
        if known.line is not None and desk.may("force_relay", line=known.line, to=drafted.to):
            acts.append("force")
        if known.line is not None and desk.may("open_for_relay", line=known.line):
            acts.append("lend")
    if known.line is not None and desk.may("draft_relay", line=known.line):
        acts.append("draft")
    return tuple(acts)
