"""Offers: a package or a version of the text, put to its sides at one moment, by two people's hands.

Danger: an estimate that leaves the cell; a text that one side reads before the other; a package put that breaks a rule nobody
saw.
Duty: ask that something be put, approve exactly that, send it back, take it back while it waits; put it into all channels in one
act when its time has come; take down what a side says of it.
Shape: what goes are the words and whole options that stand in the asking: no chance, no worth, no rank is among them. It
waits as letters do, in the cell. Whoever delivers holds every line it goes to; where nobody present does, it waits on.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.confidence import of_another_line, repeats
from wasata.desk.delivery import still_writes
from wasata.desk.letter import HOLD, HOLDS
from wasata.desk.line import LISTED, channel_head, line_view
from wasata.desk.offer_stands import (
    OURS,
    VERSIONS,
    Content,
    Ours,
    Theirs,
    content_of,
    known,
    offers_in,
    put_to,
    state_of,
)
from wasata.desk.package_stands import space_of, stands_of
from wasata.desk.table import SHARED
from wasata.errors import OfferWrong, WasataError
from wasata.record.kinds.acceptance import OfferApproved, OfferAsked, OfferSentBack, OfferTakenBack
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.draft import ClauseAnswered, DraftReleased, OfferSeen, ReleasedClause
from wasata.record.kinds.package import PackageAnswered, PackagePut, PutLine
from wasata.record.ledger import Written
from wasata.values import LANGS
from wasata.words import Key

SHORTEST, LONGEST = 2 * HOLD, timedelta(days=60)
"""How long sides are given for an answer in confidence: ten minutes at the least, where the room is set to nothing else."""
Why = Literal["author", "late", "not_all_held"]
"""Why one stays: who approved it may not write the cell any more; the time to answer is over before it left; nobody here holds
all the lines it goes to. Words: `offer.stays.<why>`."""


def wrong(why: str, value: object = "") -> OfferWrong:
    return OfferWrong(why=Key(f"offer.why.{why}"), value=value)


def require_name(offer: str) -> None:
    """What is named could be an offer at all.

    Raises:
        OfferWrong: it could not.
    """
    if not re.fullmatch(IDENT, offer):
        raise wrong("unknown", offer[:60])


# ---- asked, approved, taken back


def ask(
    desk: Desk, to: Sequence[str], *, package: Mapping[str, str] | None = None, draft: int | None = None,
    words: Mapping[str, str] | None = None, until: datetime | None = None, act_id: str | None = None,
) -> str:  # fmt: skip
    """Asks that a package, or a version of the text, be put to these sides. Gives the name of the offer.

    Args:
        until: they are asked for a yes in confidence until then; None: for what they think of it.

    Raises:
        OfferWrong: it is neither a package nor a version, or both; a side is none; the package breaks a rule; a language is
            missing; the time is too short or too long, or the table has no name for a side that would be opened on it; or
            the words were said in confidence on a line.
    """
    if (package is None) == (draft is None):
        raise wrong("what")
    if not to or len(set(to)) < len(to):
        raise wrong("to", ", ".join(to))
    told = {lang: (words or {}).get(lang, "").strip() for lang in LANGS}
    if any(told.values()) and not all(told.values()):
        raise wrong("half", next(lang for lang in LANGS if not told[lang]))
    if until is not None and len(to) < 2:
        raise wrong("two_sides", ", ".join(to))
    act_id = act_id or new_act_id()
    named = f"of-{name_by(act_id)}"

    def fact() -> OfferAsked:
        lines = _lines(desk, package) if package is not None else ()
        return OfferAsked(
            offer=named, to=tuple(sorted(to)), package=dict(package) if package is not None else None, lines=lines, draft=draft,
            words=told if any(told.values()) else None, until=until,
        )  # fmt: skip

    def decide() -> dict[str, tuple[Fact, ...]]:
        listed = desk.fold(LISTED)
        stranger = next((line for line in to if line not in listed), None)
        if stranger is not None:
            raise wrong("no_line", stranger)
        if draft is not None and draft not in desk.fold(VERSIONS):
            raise wrong("no_version", draft)
        if until is not None:
            _require_time(desk, until)
            _require_named(desk, to)
        asked = fact()
        _require_open(desk, _content(desk, asked))
        return {"cell": (asked,)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (one,) = was.get("cell", (None,))
        return isinstance(one, OfferAsked) and (one.package, one.draft, one.until, one.to) == (
            dict(package) if package is not None else None, draft, until, tuple(sorted(to)),
        )  # fmt: skip

    desk.do("ask_offer", decide, act_id=act_id, same=same)
    return named


def _lines(desk: Desk, package: Mapping[str, str]) -> tuple[PutLine, ...]:
    """A package in the words it is put in: the names of its issues and options, as they are now.

    Raises:
        OfferWrong: it breaks a rule.
        PackageWrong: it is no package of these issues.
    """
    issues = stands_of(desk).issues
    if issues is None:
        raise wrong("no_issues")
    space = space_of(issues)
    broken = space.broken(space.of(dict(package)))
    if broken:
        raise wrong("rule", issues["rules"][int(broken[0].why)]["why"]["en"])
    names = {(i["issue"], o["option"]): o["names"] for i in issues["issues"] for o in i["options"]}
    return tuple(
        PutLine(issue=i["names"], option=names[i["issue"], package[i["issue"]]]) for i in issues["issues"]
    )  # fmt: skip


def _content(desk: Desk, asked: OfferAsked) -> Content:
    told = asked.model_dump(mode="json")
    ours = Ours(asked.offer, asked.to, None, tuple(told["lines"]), asked.draft, told["words"], None, "", desk.now())
    content = content_of(desk, ours)
    empty = next((c["clause"] for c in content.clauses for lang in LANGS if not c["words"][lang].strip()), None)
    if empty is not None:
        raise wrong("empty_clause", empty)
    return content


def _require_open(desk: Desk, content: Content) -> None:
    """What goes to several sides repeats nothing that one said in confidence."""
    for told in content.words.values() if content.words else ():
        run = repeats(desk, told)
        if run is not None:
            raise wrong("overheard", run)


def _require_time(desk: Desk, until: datetime) -> None:
    left = until - desk.now()
    if not SHORTEST <= left <= LONGEST:
        raise wrong("time", until)


def _require_named(desk: Desk, to: Sequence[str]) -> None:
    """Answers are opened under the names by which the table calls the sides: each has one."""
    names = desk.fold(SHARED).names
    for line in to:
        if desk.holds(f"channel/{line}"):
            party = desk.fold(channel_head(line)).get("party")
            if party is None or party not in names:
                raise wrong("no_name", line)


def _require_waits(desk: Desk, ours: Ours, *states: str) -> None:
    if state_of(desk, ours) not in states:
        raise wrong("decided", ours.offer)


def approve(desk: Desk, offer: str, signed: str, *, hold: timedelta = HOLD, act_id: str | None = None) -> Written:
    """A second person approves exactly what his page showed him; it waits for `hold`, then it leaves.

    Raises:
        OfferWrong: he asked for it himself, he saw something else, it does not wait any more, the time it would wait is not
            offered or ends after the time to answer, or its words were said in confidence on a line he holds.
    """
    if hold not in HOLDS:
        raise wrong("hold", int(hold.total_seconds() // 60))
    until = desk.now() + hold

    def decide() -> dict[str, tuple[Fact, ...]]:
        ours = known(desk, offer)
        if ours.author == desk.reader:
            raise wrong("own", offer)
        _require_waits(desk, ours, "asked")
        content = content_of(desk, ours)
        if ours.signed(content) != signed:
            raise wrong("older", offer)
        if ours.until is not None and ours.until - until < SHORTEST:
            raise wrong("time", ours.until)
        _require_open(desk, content)
        return {"cell": (OfferApproved(offer=offer, digest=signed, hold_until=until),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (one,) = was.get("cell", (None,))
        return isinstance(one, OfferApproved) and (one.offer, one.digest) == (offer, signed)

    return desk.do("approve_offer", decide, act_id=act_id, same=same)


def send_back(desk: Desk, offer: str, reason: str, *, act_id: str | None = None) -> Written:
    """A second person does not approve it; who asked reads why.

    Raises:
        OfferWrong: it is his own, does not wait any more, or the reason is empty or stands so on a line.
    """
    require_name(offer)
    told = reason.strip()
    if not told or len(told) > 2_000:
        raise wrong("reason", len(told))
    fact = OfferSentBack(offer=offer, reason=told)

    def decide() -> dict[str, tuple[Fact, ...]]:
        ours = known(desk, offer)
        if ours.author == desk.reader:
            raise wrong("own", offer)
        _require_waits(desk, ours, "asked")
        run = repeats(desk, told)
        if run is not None:
            raise wrong("overheard", run)
        return {"cell": (fact,)}

    return desk.do("approve_offer", decide, act_id=act_id, same=exactly({"cell": (fact,)}))


def take_back(desk: Desk, offer: str, *, act_id: str | None = None) -> Written:
    """Who asked for it, or who approved it, takes it back as long as it has not left. No side ever knows.

    Raises:
        OfferWrong: it is neither's, has left, or was taken back.
    """
    require_name(offer)
    fact = OfferTakenBack(offer=offer)

    def decide() -> dict[str, tuple[Fact, ...]]:
        ours = known(desk, offer)
        if desk.reader not in (ours.author, ours.approved_by):
            raise wrong("not_yours", offer)
        _require_waits(desk, ours, "asked", "approved")
        return {"cell": (fact,)}

    return desk.do("ask_offer", decide, act_id=act_id, same=exactly({"cell": (fact,)}), alone=True)


# ---- put


def named_lines(lines: Sequence[str]) -> str:
    """Lines as an act on several of them names them."""
    return ",".join(sorted(lines))


def holds_all(desk: Desk, ours: Ours) -> bool:
    """Whether this reader may write every channel an offer goes to."""
    return desk.may("deliver_offer", lines=named_lines(ours.to))


def waits(desk: Desk) -> tuple[Ours, ...]:
    """The offers that were approved and have not left, the next to leave first. Ask inside `hold`."""
    found = {
        (o.hold_until, o.offer): o
        for o in desk.fold(OURS).values()
        if o.hold_until is not None and state_of(desk, o) == "approved"
    }
    return tuple(found[key] for key in sorted(found))


def _due(desk: Desk) -> tuple[Ours, ...]:
    now = desk.now()
    return tuple(ours for ours in waits(desk) if ours.hold_until is not None and ours.hold_until <= now)


def why_it_stays(desk: Desk, ours: Ours) -> Why | None:
    """Why one that waits would not leave from this desk now, if it were due. Ask inside `hold`."""
    if ours.approved_by is None or not still_writes(desk, ours.approved_by, "cell"):
        return "author"
    if ours.until is not None and ours.until <= desk.now():
        return "late"
    return None if holds_all(desk, ours) else "not_all_held"


def deliver(desk: Desk, offer: str) -> Written:
    """Puts what is due into all its channels, in one act: no side has it before another.

    Raises:
        OfferWrong: it is not due, or stays.
    """
    with desk.hold():
        to = known(desk, offer).to
    lines = named_lines(to)
    desk.require("deliver_offer", lines=lines)
    sides = {line: _side(desk, offer, line) for line in to}

    def decide() -> dict[str, tuple[Fact, ...]]:
        ours = known(desk, offer)
        if ours not in _due(desk):
            raise wrong("not_due", offer)
        why = why_it_stays(desk, ours)
        if why is not None:
            raise wrong("not_due", why)
        content = content_of(desk, ours)
        return {f"channel/{line}": (_put(desk, ours, content, line, sides[line]),) for line in to}

    # who takes it back stands in the cell's line as well: it is taken back or it leaves, and never both
    return desk.do("deliver_offer", decide, alone=True, beside=("access",), lines=lines)


def _side(desk: Desk, offer: str, line: str) -> str:
    """How a side is named where answers are opened: by the random name of its log, which nobody of another side knows, so that no
    line can be guessed from it."""
    told = f"{offer}\n{desk.ledger.keys.of(f'channel/{line}').random_name}"
    return f"sd-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def _put(desk: Desk, ours: Ours, content: Content, line: str, side: str) -> Fact:
    told: dict[str, Any] = {
        "offer": ours.offer, "side": side, "words": content.words, "until": ours.until, "digest": content.digest,
    }  # fmt: skip
    if ours.draft is None:
        return PackagePut(lines=tuple(PutLine(**one) for one in content.lines), **told)
    before = sum(theirs.number is not None for theirs in desk.fold(offers_in(line)).values())
    return DraftReleased(number=before + 1, clauses=tuple(ReleasedClause(**one) for one in content.clauses), **told)


@dataclass(frozen=True, slots=True)
class Left:
    """What one round put; and what did not leave because something broke, with the error's code."""

    left: tuple[str, ...]
    broke: Mapping[str, str]


def deliver_round(desks: Mapping[str, Desk], *, pass_over: frozenset[str] = frozenset()) -> Left:
    """Puts what is due, each by itself, from the desk of who approved it, or else of the first here who holds all its lines;
    where there is none it waits on.

    Args:
        desks: of officers of the case, by their names.
    """
    able = {reader: desk for reader, desk in desks.items() if desk.holds("cell")}
    left: list[str] = []
    broke: dict[str, str] = {}
    due: dict[str, Ours] = {}
    for desk in able.values():
        with desk.hold():
            due |= {ours.offer: ours for ours in _due(desk)}
    for offer, ours in due.items():
        if offer in pass_over:
            continue
        try:
            order = sorted(able.values(), key=lambda one: (one.reader != ours.approved_by, one.reader))
            chosen = next((one for one in order if _leaves_from(one, ours)), None)
            if chosen is not None:
                deliver(chosen, offer)
                left.append(offer)
        except Exception as error:  # whatever one did, the others leave; its name alone is told
            note(broke, offer, error)
    return Left(tuple(left), broke)


def _leaves_from(desk: Desk, ours: Ours) -> bool:
    with desk.hold():
        return why_it_stays(desk, ours) is None


def note(broke: dict[str, str], offer: str, error: Exception) -> None:
    """What kept an offer from leaving or closing; nothing where another process was quicker."""
    if isinstance(error, WasataError):
        if str(error.values.get("why")) != "offer.why.not_due":
            broke[offer] = error.code
    else:
        broke[offer] = type(error).__name__


# ---- what a side says of it


def put_before(desk: Desk, line: str, offer: str) -> Theirs:
    """An offer as one channel has it. Ask inside `hold`.

    Raises:
        OfferWrong: nothing of that name was put there.
    """
    found = desk.fold(offers_in(line)).get(offer) if desk.holds(f"channel/{line}") else None
    if found is None:
        raise wrong("unknown", offer)
    return found


def _word(offer: str, clause: str | None, stance: str, words: str | None, person: str | None) -> Fact:
    require_name(offer)
    told = (words or "").strip() or None
    if person is not None and not re.fullmatch(IDENT, person):
        raise wrong("person", person[:60])
    if stance not in (("accepts", "accepts_if", "refuses") if clause is None else ("accepts", "changes", "refuses")):
        raise wrong("stance", stance[:40])
    if told is None and stance in ("accepts_if", "changes"):
        raise wrong("words", offer)
    told_: Any = {"offer": offer, "stance": stance, "words": told, "person": person}
    if clause is None:
        return PackageAnswered(**told_)
    if not re.fullmatch(IDENT, clause):
        raise wrong("no_clause", clause[:60])
    return ClauseAnswered(clause=clause, **told_)


def _require_answerable(desk: Desk, line: str, offer: str, clause: str | None) -> None:
    theirs = put_before(desk, line, offer)
    if theirs.until is not None:
        raise wrong("in_confidence", offer)
    if clause is None and not theirs.content.lines:
        raise wrong("by_clause", offer)
    if clause is not None and clause not in {c["clause"] for c in theirs.content.clauses}:
        raise wrong("no_clause", clause)


def answer(
    desk: Desk, line: str, offer: str, stance: str, words: str | None = None, *, clause: str | None = None,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """A delegate says what his side thinks of a package, or of a clause of the text. It may change its word.

    Raises:
        OfferWrong: it was not put to them, is asked for in confidence, or a condition or a change has no words.
    """
    fact = _word(offer, clause, stance, words, None)

    def decide() -> dict[str, tuple[Fact, ...]]:
        _require_answerable(desk, line, offer, clause)
        return {f"channel/{line}": (fact,)}

    return desk.do("answer_offer", decide, act_id=act_id, line=line)


def take_down(
    desk: Desk, line: str, offer: str, stance: str, words: str | None = None, *, person: str, clause: str | None = None,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """An officer writes into the channel what somebody at the other end, who may give his side's word, said of it.

    Raises:
        OfferWrong: as `answer`; or nobody of that name is there, he may not give his side's word, or the words are another
            line's.
    """
    fact = _word(offer, clause, stance, words, person)

    def decide() -> dict[str, tuple[Fact, ...]]:
        _require_answerable(desk, line, offer, clause)
        require_speaks(desk, line, person)
        content = put_before(desk, line, offer).content
        run = of_another_line(desk, line, (words,), also=[content.text(lang) for lang in LANGS])
        if run is not None:
            raise wrong("other_line", run)
        return {f"channel/{line}": (fact,)}

    return desk.do("take_down_offer", decide, act_id=act_id, line=line)


def require_speaks(desk: Desk, line: str, person: str) -> None:
    """Refuses a word of somebody who is not there, or who may not give his side's.

    Raises:
        OfferWrong: he is not, or may not.
    """
    speaks = desk.fold(line_view(line)).people.get(person)
    if speaks is None or speaks.left_at is not None:
        raise wrong("person", person)
    if not speaks.may_clear:
        raise wrong("may_clear", speaks.name)


def seen(desk: Desk, line: str, offer: str, *, act_id: str | None = None) -> Written:
    """They have opened it: the delegate at his door, or told an officer.

    Raises:
        OfferWrong: nothing of that name was put there.
    """
    require_name(offer)
    at_door = desk.role == "delegate"
    fact = OfferSeen(offer=offer, way="door" if at_door else "told")

    def decide() -> dict[str, tuple[Fact, ...]]:
        put_before(desk, line, offer)
        return {f"channel/{line}": (fact,)}

    return desk.do("answer_offer" if at_door else "take_down_offer", decide, act_id=act_id, line=line)


def said_by(desk: Desk, ours: Ours) -> Mapping[str, Theirs]:
    """What each side that this reader holds said of an offer. Ask inside `hold`."""
    return put_to(desk, ours)
