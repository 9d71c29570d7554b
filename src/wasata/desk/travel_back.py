"""What comes back from a travel: an officer's reports are taken in once, in his name, with the hours at which he did it.

Danger: what a thief did with a stolen laptop, taken in as his; a word from away that takes the place of one said here since.
Duty: open a report, take in what is beyond doubt, set the rest aside, sealed, until a lead has looked; answer it.
Shape: each act becomes one act here, under a name made of its own, so that a report sent twice changes nothing. Who is away and
what he carried stands in `travel`.
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wasata.desk.access import Desk, name_by
from wasata.desk.assessment import assessments_in
from wasata.desk.confidence import of_another_line
from wasata.desk.contact import contacts_view
from wasata.desk.line_stands import line_view, lines_held
from wasata.desk.message import line_talk
from wasata.desk.position import positions_of
from wasata.desk.travel import (
    AHEAD,
    AWAY_ACT,
    PIECE,
    SetAside,
    Travel,
    away_view,
    brings,
    keys_of,
    travels,
    travels_of,
    wrong,
)
from wasata.desk.travel_pack import Answer, Carried, Report, open_report, opens_report, sign_answer
from wasata.errors import LineUnknown, WasataError
from wasata.record import canon, lift
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import Fact, When
from wasata.record.kinds.travel import Aside, TravelJudged, TravelSetAside, TravelTakenIn
from wasata.record.person_key import Pair

DONE_AWAY = (
    "line.body_named", "line.person_named", "line.person_left", "line.noted", "line.media_changed", "line.dark_rule_agreed",
    "line.deadline_set", "line.deadline_closed", "line.delegation_moved", "line.pressure_noted", "contact.recorded",
    "contact.readout_written", "contact.piece_kept", "message.received", "message.clearance_given", "message.seen",
    "assessment.made", "assessment.closed", "position.dropped",
)  # fmt: skip
"""What is taken in by itself: what was learned and noted away. A letter to a side is not: it would leave hours after it was
written, unseen by anybody here. A lead looks at it first."""
SAID_AGAIN: Mapping[str, tuple[str, ...]] = {
    "line.media_changed": (), "line.dark_rule_agreed": (), "line.body_named": ("body",), "line.person_named": ("person",),
    "line.person_left": ("person",), "line.deadline_set": ("deadline",), "line.deadline_closed": ("deadline",),
    "contact.readout_written": ("contact", "whose"), "message.clearance_given": ("message", "passage"),
    "assessment.closed": ("assessment",), "position.dropped": ("position",),
}  # fmt: skip
"""Of which thing each kind says something where the word that is written last stands, by the fields that name it. Written hours
later, a word from away would take the place of one that was said here meanwhile. What bears its own hour (how a line stood, a
delegation that moved) takes its place by it."""


@dataclass(frozen=True, slots=True)
class Came:
    """What became of a report: how many entries were taken in now, how many were set aside and why; the answer to carry back."""

    travel: str
    line: str
    entries: int
    set_aside: int
    kinds: tuple[str, ...]
    why: tuple[str, ...]
    goes_on: bool
    how: str
    until: datetime
    answer: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Act:
    """One act that was done away: its name there, its entries, the last of them in the laptop's log."""

    act: str
    at: datetime
    seq: int
    entries: tuple[Carried, ...]


def take_in(desk: Desk, sealed: bytes, *, only: str | None = None) -> Came:
    """Takes in what this officer did away, once: each act as one act, in his name, each fact with the hour at which he did it.
    What is doubtful is set aside. The same report again changes nothing and is answered anew. Where its officer keeps the line no
    more, a lead hands it in: then all of it is set aside.

    Args:
        only: a line whose page it was given to: of no other.

    Raises:
        TravelWrong: it opens for no line he holds, is another's, was cut or changed, or is of another case.
    """
    line, named, pair, secret = _whose(desk, sealed, only)
    desk.require("take_in_travel", line=line)
    report = open_report(sealed, pair, secret)
    travel = travels_of(desk).get(report.travel)
    if travel is None or report.travel != named:
        raise wrong("unknown", report.travel)
    if (report.case, report.line) != (desk.case, line):
        raise wrong("other_case", report.case)
    if report.reader != travel.reader or not brings(desk, line, travel):
        raise wrong("other_reader", travel.reader)
    away = desk.fold(away_view(line))
    known = any(t.report == report.digest for t in away.taken)
    new = [] if known else [a for a in _acts(report) if not _is_known(desk, line, travel, a)]
    good, aside = _sorted(desk, line, travel, new)
    for act in good:
        _append(desk, line, travel, act, report.pieces)
    if aside:
        _set_aside(desk, line, travel, aside, report)
    if not known:
        _note_taken(desk, line, travel, report)
    why = tuple(dict.fromkeys(reason for _, reason in aside))
    kinds = tuple(sorted({e.kind for act, _ in aside for e in act.entries}))
    return _answered(desk, travel, report, sum(len(a.entries) for a in good), aside, kinds, why)


def _whose(desk: Desk, sealed: bytes, only: str | None) -> tuple[str, str, Pair, bytes]:
    """For which line and travel a report was sealed, and with which keys it opens."""
    with desk.hold():
        for line in (x for x in lines_held(desk) if only in (None, x)):
            for travel, (_, packed) in desk.fold(away_view(line)).packed.items():
                keys = keys_of(desk, line, packed)
                pair = Pair(bytes.fromhex(keys["private"])) if "private" in keys else None
                if pair is not None and opens_report(sealed, pair):
                    return line, travel, pair, bytes.fromhex(keys["secret"])
    raise wrong("unknown")


def _acts(report: Report) -> list[Act]:
    """The acts of a report, in the order in which they were done."""
    found: dict[str, list[tuple[int, Carried]]] = {}
    for seq, entry in report.entries:
        found.setdefault(entry.act, []).append((seq, entry))
    acts = [Act(act, told[0][1].at, told[-1][0], tuple(e for _, e in told)) for act, told in found.items()]
    return sorted(acts, key=lambda a: a.seq)


def _here(travel: str, act: str) -> str:
    """What an act that was done away is called here: the same however often it is sent, and no name of an act done here."""
    digest = hashlib.sha256(f"{travel}\n{act}".encode()).hexdigest()
    return f"{AWAY_ACT}{digest[:32]}"


def _is_known(desk: Desk, line: str, travel: Travel, act: Act) -> bool:
    named = _here(travel.travel, act.act)
    return named in desk.fold(away_view(line)).acts_aside or desk.done(named) is not None


def _sorted(desk: Desk, line: str, travel: Travel, acts: list[Act]) -> tuple[list[Act], list[tuple[Act, Aside]]]:
    """What is taken in by itself, and what a lead is to look at, each with the first reason."""
    good: list[Act] = []
    aside: list[tuple[Act, Aside]] = []
    with desk.hold():
        fits, here = _Fits(desk, line), since_packed(desk, line, travel)
        for act in acts:
            why = _doubt(desk, line, travel, act)
            if why is None and clashing(act.entries, here):
                why = "clash"
            if why is None and not fits.takes(act):
                why = "state"
            if why is None:
                good.append(act)
            else:
                aside.append((act, why))
    return good, aside


def _doubt(desk: Desk, line: str, travel: Travel, act: Act) -> Aside | None:
    now = desk.now()
    if travel.reader != desk.reader:
        return "left"
    if travel.how is not None:
        return "ended"
    last = max(e.at for e in act.entries)
    if last >= travel.until:
        return "late"
    if last > now + AHEAD:
        return "ahead"
    mine = f"line/{line}", desk.reader
    if any(e.kind not in DONE_AWAY or (e.log, e.author) != mine for e in act.entries):
        return "kind"
    try:
        facts = [_fact(e) for e in act.entries]
    except (WasataError, ValueError):
        return "kind"
    words = [text for fact in facts for text in words_in(fact.model_dump())]
    return "words" if of_another_line(desk, line, words) is not None else None


def since_packed(desk: Desk, line: str, travel: Travel) -> tuple[Entry, ...]:
    """What was written here since the line was packed, but for what came back from this officer. Ask inside `hold`."""
    log, (begun, _) = f"line/{line}", desk.fold(away_view(line)).packed[travel.travel]
    entries = desk.ledger.entries(log, begun, desk.ledger.head(log).seq)
    return tuple(e for e in entries if not (e.author == travel.reader and e.act.startswith(AWAY_ACT)))


def _thing(kind: str, told: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """The thing of which the last word stands, if it is one."""
    if kind not in SAID_AGAIN:
        return None
    noun, _, did = kind.partition(".")
    named = SAID_AGAIN[kind]
    return (noun, *(told[name] for name in named)) if named else (noun, did)


def clashing(away: Iterable[Carried], here: Iterable[Entry]) -> tuple[Entry, ...]:
    """What was said here meanwhile of the same things, and otherwise than away."""
    said: dict[tuple[Any, ...], list[Carried]] = {}
    for one in away:
        try:
            thing = _thing(one.kind, json.loads(one.body))
        except (KeyError, TypeError, ValueError):
            continue  # no such fact: it is refused by its form
        if thing is not None:
            said.setdefault(thing, []).append(one)
    return tuple(
        e
        for e in here
        if (thing := _thing(e.kind, e.data)) in said
        and any((e.kind, _said(e.data)) != (a.kind, _said(json.loads(a.body))) for a in said[thing])
    )


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "happened_at"}


def words_in(told: object) -> Iterator[str]:
    """Every text in a fact, wherever it stands."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for part in told.values():
            yield from words_in(part)
    elif isinstance(told, tuple | list):
        for part in told:
            yield from words_in(part)


def _fact(entry: Carried, pieces: Mapping[str, str] | None = None) -> Fact:
    """A fact as it is written here: with the hour at which it was done, where it tells of none, and its attachments by the names
    they have here.

    Raises:
        KindUnknown: a newer program made it.
        ValueError: it is none.
    """
    body = entry.body
    for was, is_now in (pieces or {}).items():
        body = body.replace(was.encode(), is_now.encode())
    fact = lift.to_fact(entry.kind, entry.version, body)
    return fact if fact.happened_at else fact.model_copy(update={"happened_at": When(instant=entry.at)})


class _Fits:
    """How the line stands with what was taken in so far: what no view of it could go on from is not written."""

    def __init__(self, desk: Desk, line: str) -> None:
        log = f"line/{line}"
        views: tuple[View[Any], ...] = (
            line_view(line), contacts_view(line), line_talk(line), assessments_in(log), positions_of(line),
        )  # fmt: skip
        self._views = [(view, copy.deepcopy(desk.fold(view))) for view in views]
        self._case, self._log, self._at = desk.case, log, desk.now()
        self._seq = desk.ledger.head(log).seq

    def _entry(self, n: int, was: Carried, fact: Fact) -> Entry:
        body = canon.fact_bytes(fact)
        place = self._case, self._log, self._seq + n, self._at
        return Entry(*place, was.author, was.act, "", "", fact.kind, fact.version, body)

    def takes(self, act: Act) -> bool:
        try:
            facts = [(e, _fact(e)) for e in act.entries]
            tried = []
            for view, state in self._views:
                then = copy.deepcopy(state)
                for n, (entry, fact) in enumerate(facts, 1):
                    then = view.step(then, self._entry(n, entry, fact))
                tried.append((view, then))
        except (WasataError, LookupError, TypeError, ValueError, AttributeError):
            return False
        self._views, self._seq = tried, self._seq + len(facts)
        return True


def _write(desk: Desk, line: str, named: str, *facts: Fact) -> None:
    """One act in the line's log, once: what an earlier try wrote under its name stands."""
    desk.do("take_in_travel", lambda: {f"line/{line}": facts}, act_id=named, same=lambda _: True, line=line)


def _append(desk: Desk, line: str, travel: Travel, act: Act, pieces: Mapping[str, bytes]) -> None:
    log, named = f"line/{line}", _here(travel.travel, act.act)
    if desk.done(named) is not None:
        return
    wanted = {name.decode() for e in act.entries for name in PIECE.findall(e.body)}
    kept = {name: desk.ledger.keep_piece(log, pieces[name]) for name in sorted(wanted & pieces.keys())}
    _write(desk, line, named, *(_fact(e, kept) for e in act.entries))


def _set_aside(desk: Desk, line: str, travel: Travel, aside: list[tuple[Act, Aside]], report: Report) -> None:
    """Keeps what was not taken in, sealed beside the line: nothing of it is lost, and nothing of it counts."""
    log = f"line/{line}"
    told = [{"act": a.act, "entries": [e.told() for e in a.entries], "seq": a.seq, "why": why} for a, why in aside]
    wanted = {name.decode() for a, _ in aside for e in a.entries for name in PIECE.findall(e.body)}
    pieces = {name: desk.ledger.keep_piece(log, report.pieces[name]) for name in sorted(wanted & report.pieces.keys())}
    piece = desk.ledger.keep_piece(log, canon.encode({"acts": told, "pieces": pieces}))
    acts = tuple(_here(travel.travel, a.act) for a, _ in aside)
    named = f"as-{name_by(''.join(acts))}"
    fact = TravelSetAside(
        travel=travel.travel, aside=named, piece=piece, entries=sum(len(a.entries) for a, _ in aside),
        kinds=tuple(sorted({e.kind for a, _ in aside for e in a.entries})),
        why=tuple(dict.fromkeys(why for _, why in aside)), acts=acts,
    )  # fmt: skip
    _write(desk, line, f"{named}.aside", fact)


def _note_taken(desk: Desk, line: str, travel: Travel, report: Report) -> None:
    before = desk.fold(away_view(line)).upto(travel.travel)
    # by how far the laptop's log had come: what a broken taking-in had written before counts too
    entries = [
        (seq, e) for seq, e in report.entries if seq > before and desk.done(_here(travel.travel, e.act)) is not None
    ]
    hours = [e.at for _, e in entries]
    fact = TravelTakenIn(
        travel=travel.travel, entries=len(entries), from_at=min(hours, default=None), to_at=max(hours, default=None),
        made_at=report.made_at, upto=max(report.upto, before), report=report.digest,
    )  # fmt: skip
    _write(desk, line, f"in-{report.digest[:32]}", fact)


def _answered(
    desk: Desk, travel: Travel, report: Report, entries: int, aside: list[tuple[Act, Aside]], kinds: tuple[str, ...],
    why: tuple[str, ...],
) -> Came:  # fmt: skip
    now = desk.now()
    state, count = travel.state(now), sum(len(a.entries) for a, _ in aside)
    goes_on = state == "away"
    answer = Answer(travel.travel, now, goes_on, state, travel.until, report.upto, entries, count)
    return Came(
        travel.travel, travel.line, entries, count, kinds, why, goes_on, state, travel.until,
        sign_answer(answer, desk.home.sign),
    )  # fmt: skip


def answer_to(desk: Desk, line: str, travel: str) -> bytes:
    """The room's answer as it stands now, to be carried to the laptop: go on, or not. For those who hold the line.

    Raises:
        LineUnknown: he holds no such line.
        TravelWrong: there is no such travel with it.
    """
    found = next((t for t in travels(desk, line) if t.travel == travel), None)
    if found is None:
        raise wrong("unknown", travel)
    now, waits = desk.now(), sum(a.entries for a in found.asides if a.let_in is None)
    upto = max((t.upto for t in found.taken), default=0)
    told = Answer(travel, now, found.state == "away", found.state, found.until, upto, found.entries, waits)
    return sign_answer(told, desk.home.sign)


# what was set aside


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One act that was set aside, as a lead sees it. `facts`: each with its kind, hour and values; `meanwhile`: what was said
    here of the same things since, with who said it."""

    act: str
    why: str
    at: datetime
    facts: tuple[tuple[str, datetime, Mapping[str, Any]], ...]
    meanwhile: tuple[tuple[str, datetime, str, Mapping[str, Any]], ...]


def look_at(desk: Desk, line: str, aside: str) -> tuple[Doubtful, ...]:
    """What was set aside, for a lead who holds the line and for the officer whose it is.

    Raises:
        LineUnknown: he holds no such line.
        TravelWrong: nothing of that name was set aside.
    """
    found = _aside(desk, line, aside)
    if travels_of(desk)[found.travel].reader != desk.reader:
        desk.require("judge_travel", line=line)
    acts, _ = _kept_aside(desk, line, found)
    with desk.hold():
        here = since_packed(desk, line, travels_of(desk)[found.travel])
    return tuple(
        Doubtful(
            act.act, why, act.at, tuple((e.kind, e.at, json.loads(e.body)) for e in act.entries),
            tuple((e.kind, e.recorded_at, e.author, e.data) for e in clashing(act.entries, here)),
        )
        for act, why in acts
    )  # fmt: skip


def _aside(desk: Desk, line: str, aside: str) -> SetAside:
    if line not in lines_held(desk):
        raise LineUnknown(line=line)
    with desk.hold():
        found = desk.fold(away_view(line)).asides.get(aside)
    if found is None:
        raise wrong("no_aside", aside)
    return found


def _kept_aside(desk: Desk, line: str, found: SetAside) -> tuple[list[tuple[Act, str]], dict[str, str]]:
    told = canon.decode(desk.ledger.piece(f"line/{line}", found.piece))
    acts = []
    for one in told["acts"]:
        entries = tuple(Carried.read(e) for e in one["entries"])
        acts.append((Act(one["act"], entries[0].at, one["seq"], entries), str(one["why"])))
    return acts, dict(told["pieces"])


def judge(desk: Desk, line: str, aside: str, let_in: bool, *, act_id: str | None = None) -> None:
    """A lead has looked at what was set aside, and lets it in or not. It is written by its own officer, at his next look.

    Raises:
        LineUnknown, TravelWrong: as `look_at`; or it was judged before.
    """
    found = _aside(desk, line, aside)
    fact = TravelJudged(travel=found.travel, aside=aside, let_in=let_in, by=desk.reader)

    def decide() -> dict[str, tuple[Fact, ...]]:
        if _aside(desk, line, aside).let_in is not None:
            raise wrong("judged", aside)
        return {f"line/{line}": (fact,)}

    desk.do("judge_travel", decide, act_id=act_id, same=lambda was: was.get(f"line/{line}") == (fact,), line=line)


def follow(desk: Desk, line: str, aside: str) -> int:
    """The officer writes what a lead let in, in his own name, with the hours at which he did it; a lead in his where the officer
    keeps the line no more. Once is enough. Gives how many entries were written; what does not fit how the line stands stays
    aside.

    Raises:
        LineUnknown, TravelWrong: as `look_at`; or no lead let it in, or it is another's.
    """
    desk.require("take_in_travel", line=line)
    found = _aside(desk, line, aside)
    travel = travels_of(desk)[found.travel]
    if not brings(desk, line, travel):
        raise wrong("other_reader", travel.reader)
    if not found.let_in:
        raise wrong("not_let_in", aside)
    acts, pieces = _kept_aside(desk, line, found)
    written, log = 0, f"line/{line}"
    for act, _ in acts:
        named = _here(travel.travel, act.act)
        with desk.hold():
            done, fits = desk.done(named) is not None, _Fits(desk, line).takes(act)
        mine = all((e.log, e.author) == (log, travel.reader) for e in act.entries)
        if not done and fits and mine and not any(e.kind.startswith("travel.") for e in act.entries):
            _write(desk, line, named, *(_fact(e, pieces) for e in act.entries))
        written += len(act.entries) if done or (fits and mine) else 0
    hours = [e.at for act, _ in acts for e in act.entries]
    fact = TravelTakenIn(
        travel=travel.travel, entries=written, from_at=min(hours), to_at=max(hours), made_at=found.at, upto=0,
        report=hashlib.sha256(aside.encode()).hexdigest(), aside=aside,
    )  # fmt: skip
    _write(desk, line, f"{aside}.in", fact)
    return written
