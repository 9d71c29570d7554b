"""Delivery: the moment a letter leaves, why one stays, and what became of a relay afterwards.

Danger: a relay that leaves although a clearance was withdrawn a minute ago; an entry in one channel whose hour tells how busy
another is; a letter that stays and nobody sees it.
Duty: deliver what is due on one line and still stands, each letter by itself; say what waits and what stays, with the reason;
tell the bureau what became of a relay, by an act of its own.
Shape: whoever delivers holds the line written to; whether the clearances of a relay still stand is asked at the desk of
somebody who holds the line it comes from. The act that writes `channel/<b>` writes nothing of any other line.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from wasata.desk.access import READERS, Desk, of_access
from wasata.desk.enclosure import sealed_anew
from wasata.desk.message import Held, talk_of
from wasata.desk.relayed import SIGNED, Draft, Signed, drafts_in, require_draft_cleared
from wasata.errors import MessageWrong, RelayRefused, RelayWrong, WasataError
from wasata.record.kinds.base import Fact
from wasata.record.kinds.message import MessageSent
from wasata.record.kinds.relay import RelayFollowed, RelayTakenBack
from wasata.record.ledger import Written
from wasata.words import Key

Why = Literal["author", "withdrawn", "relay_taken_back", "no_origin"]
"""Why a letter stays: its author may not write to the line any more; a clearance was withdrawn; its relay was taken back; nobody
who holds the line it comes from has entered the room, to say whether its clearances stand. Words: `message.stays.<why>`."""


# one letter


def due_letters(desk: Desk, line: str) -> tuple[Held, ...]:
    """The letters of a line whose time of waiting is over and which have not left. Ask inside `hold`."""
    sent, now = talk_of(desk, line, "channel").messages, desk.now()
    return tuple(
        held
        for held in talk_of(desk, line, "line").held.values()
        if held.taken_back_at is None and held.until <= now and held.message not in sent
    )


def _always() -> bool:
    return True


def deliver(
    desk: Desk, line: str, message: str, *, may_leave: Callable[[], bool] = _always, hangs_on: Sequence[str] = ()
) -> Written:
    """Puts a letter whose time is over into the channel: an act of its own that writes there and nowhere else, so that its
    hour and number there hang on nothing but the channel and the clock.

    Args:
        may_leave: asked in the moment in which the letter is written, when nobody can withdraw anything.
        hangs_on: the logs that the answer comes from.

    Raises:
        MessageWrong: it is not due, its author may not write to this line any more, or it may not leave.
    """
    desk.require("deliver_message", line=line)
    with desk.hold():
        waits = talk_of(desk, line, "line").held.get(message)
    # files are sealed anew beside the channel before anybody is kept waiting for the act itself
    pieces = sealed_anew(desk, waits.pieces, f"line/{line}", f"channel/{line}") if waits is not None else ()

    def decide() -> dict[str, tuple[Fact, ...]]:
        held = next((h for h in due_letters(desk, line) if h.message == message), None)
        if held is None:
            raise MessageWrong(why=Key("message.why.not_due"), value=message)
        if not still_writes(desk, held.author, f"line/{line}"):
            raise MessageWrong(why=Key("message.stays.author"), value=message)
        if not may_leave():
            raise MessageWrong(why=Key("message.stays.withdrawn"), value=message)
        told: Any = {"answers": held.answers, "pieces": pieces}
        return {f"channel/{line}": (MessageSent(message=message, lang=held.lang, passages=held.passages, **told),)}

    # `access`: in the moment it leaves its author keeps the line
    return desk.do("deliver_message", decide, alone=True, beside=("access", *hangs_on), line=line)


def still_writes(desk: Desk, reader: str, log: str) -> bool:
    """Whether somebody may still write a log: nothing leaves in the name of one from whom it was taken."""
    standing = of_access(desk.home, desk.case, READERS).get(reader)
    return standing is not None and standing.may_write(log, desk.now())


# relays


def _draft_of(desk: Desk, signed: Signed) -> tuple[str, Draft] | None:
    """The draft that was approved and the line it comes from, if this reader holds that line."""
    for log in desk.sight:
        if log.startswith("line/"):
            known = desk.fold(drafts_in(log)).relays.get(signed.relay, ())
            drafted = next((d for d in known if d.draft == signed.draft), None)
            if drafted is not None:
                return log.removeprefix("line/"), drafted
    return None


def still_cleared(desk: Desk, relay: str) -> bool:
    """Whether every clearance a relay rests on still allows it now. Asked at the desk of one who holds the line it comes
    from, at the moment it leaves: until then a party may withdraw.

    Raises:
        RelayWrong: this reader does not hold that line.
    """
    with desk.hold():
        found = _draft_of(desk, desk.fold(SIGNED)[relay])
        if found is None or not desk.may("read_line", line=found[0]):
            raise RelayWrong(why=Key("relay.why.unknown"), value=relay)
        line, drafted = found
        try:
            require_draft_cleared(desk, line, drafted)
        except RelayRefused:
            return False
        return True


def _origin_of(origin: Mapping[str, Desk], relay: str) -> tuple[Desk, str] | None:
    """Of these desks, one that holds the line a relay comes from; and that line."""
    for desk in dict.fromkeys(origin.values()):
        with desk.hold():
            signed = desk.fold(SIGNED).get(relay) if desk.holds("bureau") else None
            found = _draft_of(desk, signed) if signed is not None else None
            if found is not None and desk.may("read_line", line=found[0]):
                return desk, found[0]
    return None


# a round


@dataclass(frozen=True, slots=True)
class Round:
    """What one round delivered on a line; what stays and why; and what did not leave because something broke, with the error's
    code."""

    left: tuple[str, ...]
    stays: Mapping[str, Why]
    broke: Mapping[str, str]


def deliver_round(
    desks: Mapping[str, Desk], line: str, origin: Mapping[str, Desk], *, pass_over: frozenset[str] = frozenset()
) -> Round:
    """Delivers what is due on a line, each letter by itself: what one breaks stops no other.

    Args:
        desks: of officers of the line written to, by their names; at least one. A letter leaves from its author's desk if it is
            among them, and else from the first.
        origin: for each line relays may come from, the desk of somebody who holds it. A relay of a line nobody here holds
            waits on.
        pass_over: letters to leave for a later round.
    """
    first = next(iter(desks.values()))
    with first.hold():
        due = [held for held in due_letters(first, line) if held.message not in pass_over]
    left: list[str] = []
    stays: dict[str, Why] = {}
    broke: dict[str, str] = {}
    for held in due:
        try:
            why = _deliver(desks.get(held.author, first), line, held, origin)
            if why is None:
                left.append(held.message)
            else:
                stays[held.message] = why
        except WasataError as error:
            if str(error.values.get("why")) != "message.why.not_due":  # another process was quicker: it has left
                broke[held.message] = error.code
        except Exception as error:  # whatever one letter did, the others leave; its name alone is told
            broke[held.message] = type(error).__name__
    return Round(tuple(left), stays, broke)


def deliver_due(desk: Desk, line: str, origin: Mapping[str, Desk]) -> tuple[str, ...]:
    """Delivers what is due on a line from one desk. Gives what was delivered. See `deliver_round`."""
    return deliver_round({desk.reader: desk}, line, origin).left


def _deliver(desk: Desk, line: str, held: Held, origin: Mapping[str, Desk]) -> Why | None:
    """Delivers one letter, or gives the reason for which it stays."""
    with desk.hold():
        if not still_writes(desk, held.author, f"line/{line}"):
            return "author"
        signed = desk.fold(SIGNED)[held.relay] if held.relay is not None else None
    if signed is None:
        deliver(desk, line, held.message)
        return None
    relay, stopped = signed.relay, _stopped(signed)
    if stopped is not None:
        return stopped
    found = _origin_of(origin, relay)
    if found is None:
        return "no_origin"
    asked, there = found
    if not still_cleared(asked, relay):
        withdrawn = RelayTakenBack(relay=relay, why="clearance")
        desk.do("take_back_relay", lambda: {"bureau": (withdrawn,)})
        return "withdrawn"
    # where a clearance of it can be withdrawn, or the relay itself taken back
    hangs_on = ("bureau", f"line/{there}", f"channel/{there}")
    deliver(desk, line, held.message, may_leave=lambda: _stands(desk, asked, relay), hangs_on=hangs_on)
    _follow(desk, line, relay, "delivered")
    return None


def _stopped(signed: Signed) -> Why | None:
    """Why a relay stays that was taken back: a clearance was withdrawn, or somebody took it back."""
    if signed.taken_back is None:
        return None
    return "withdrawn" if signed.taken_back[1] == "clearance" else "relay_taken_back"


def _stands(desk: Desk, asked: Desk, relay: str) -> bool:
    """Asked again while the letter is written: what was withdrawn or taken back a moment before does not leave."""
    return desk.fold(SIGNED)[relay].taken_back is None and still_cleared(asked, relay)


# what became of it


class _ToldBefore(Exception):
    """The bureau knows it already: another process was quicker."""


def _follow(desk: Desk, line: str, relay: str, became: Any) -> None:
    """The bureau learns what became of a relay: an entry of its own, so that the channel's own entry hangs on nothing."""

    def decide() -> dict[str, tuple[Fact, ...]]:
        if became in {what for what, _ in desk.fold(SIGNED)[relay].became}:
            raise _ToldBefore
        return {"bureau": (RelayFollowed(relay=relay, became=became),)}

    with suppress(_ToldBefore):
        desk.do("follow_relay", decide, line=line)


def follow(desk: Desk, line: str) -> None:
    """Tells the bureau which relays to this line were delivered, read and answered since it was told last."""
    with desk.hold():
        there = talk_of(desk, line, "channel").messages
        answered = {m.answers for m in there.values() if not m.ours}
        news: list[tuple[str, str]] = []
        for held in talk_of(desk, line, "line").held.values():
            signed = desk.fold(SIGNED).get(held.relay) if held.relay is not None else None
            if signed is None or held.message not in there:
                continue
            happened = ["delivered"]
            happened += ["seen"] if there[held.message].seen_at else []
            happened += ["answered"] if held.message in answered else []
            known = {what for what, _ in signed.became}
            news += [(signed.relay, what) for what in happened if what not in known]
    for relay, what in news:
        _follow(desk, line, relay, what)


# questions


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that has not left: it waits until its hour, is about to leave (`leaving`), or stays (`why`, since `since`)."""

    held: Held
    state: Literal["waits", "leaving", "stays", "taken_back"]
    why: Why | None
    since: datetime
    mine: bool


def letters(desk: Desk, line: str) -> tuple[Waiting, ...]:
    """The letters of a line that have not left: first what waits, the next to leave first; then what stays or was taken back,
    the latest first.

    Raises:
        LineUnknown: this reader does not hold the line.
    """
    with desk.hold():
        now = desk.now()
        sent = talk_of(desk, line, "channel").messages
        held = [h for h in talk_of(desk, line, "line").held.values() if h.message not in sent]
        found = [_waiting(desk, line, h, now) for h in held]
    waits = sorted((w for w in found if w.state in ("waits", "leaving")), key=lambda w: (w.held.until, w.held.message))
    over = sorted((w for w in found if w.state in ("stays", "taken_back")), key=lambda w: (w.since, w.held.message))
    return (*waits, *reversed(over))


def _waiting(desk: Desk, line: str, held: Held, now: datetime) -> Waiting:
    mine = held.author == desk.reader
    if held.taken_back_at is not None:
        return Waiting(held, "taken_back", None, held.taken_back_at, mine)
    signed = desk.fold(SIGNED).get(held.relay) if held.relay is not None and desk.holds("bureau") else None
    stopped = _stopped(signed) if signed is not None else None
    if stopped is not None:
        return Waiting(held.without_words, "stays", stopped, held.until, mine)
    if not still_writes(desk, held.author, f"line/{line}"):
        return Waiting(held, "stays", "author", held.until, mine)
    return Waiting(held, "waits" if now < held.until else "leaving", None, held.until, mine)
