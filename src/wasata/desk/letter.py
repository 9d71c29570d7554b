"""Letters: what we send on one line. A letter waits before it leaves (`delivery`), and its author can take it back.

Danger: a letter gone to the wrong side, or gone although it was taken back; one that carries words of another line.
Duty: ask for whom it is, let it wait, take it back, note that it was read. One line at a time: what crosses
from one line to another is a `relay`.
Shape: what waits stands in `line/<x>`, what was delivered in `channel/<x>`; both are folded in `message`.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache

from wasata.carry.relay import overheard
from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.line import channel_head
from wasata.desk.look import typed_is
from wasata.desk.message import others_held, require_letter, require_names, require_words, talk_of
from wasata.errors import MessageWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import Fact
from wasata.record.kinds.message import MessageHeld, MessageSeen, MessageTakenBack
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key

SHORTEST_HOLD, LONGEST_HOLD = timedelta(seconds=5), timedelta(hours=1)


def hold_set(told: str) -> timedelta | None:
    """The time of waiting that a room was set to, in seconds; None for what cannot be one."""
    seconds = timedelta(seconds=int(told)) if told.isascii() and told.isdecimal() and len(told) < 6 else None
    return seconds if seconds is not None and SHORTEST_HOLD <= seconds <= LONGEST_HOLD else None


def waits_as_set(room: Mapping[str, str]) -> timedelta:
    """How long a letter waits in a room of these settings: five minutes, where it was set to nothing else that can be."""
    return hold_set(room.get("WASATA_HOLD_SECONDS", "")) or timedelta(minutes=5)


def waits_offered(usual: timedelta) -> tuple[timedelta, ...]:
    """The times an author may choose from, the shortest first."""
    return tuple(sorted({usual, *(timedelta(minutes=n) for n in (2, 5, 10, 15, 30, 60))}))


HOLD = waits_as_set(os.environ)
"""How long a letter waits before it leaves, so that its author can take it back. Whoever keeps the room may set another."""
HOLDS = waits_offered(HOLD)
"""The times of waiting an author may choose from. Unless the room is set so, none is so short that a mistake cannot be seen."""


def require_recipient(desk: Desk, line: str, typed: str) -> None:
    """Whoever sends types for whom it is: the name of the channel, in either language.

    Raises:
        MessageWrong: he typed another.
    """
    with desk.hold():
        names: Mapping[str, str] = desk.fold(channel_head(line)).get("names", {})
    if not typed_is(typed, names.values()):
        raise MessageWrong(why=Key("message.why.recipient"), value=typed)


def send(
    desk: Desk, line: str, passages: Sequence[str], lang: Lang, *, recipient: str, answers: str | None = None,
    hold: timedelta = HOLD, act_id: str | None = None,
) -> str:  # fmt: skip
    """An officer writes to his line in the mediator's name. It waits for `hold` in `line/<x>`; then it is delivered.

    Raises:
        MessageWrong: nothing is said; another recipient was typed; it answers what they never said; it would wait for a time
            that is not offered; the author holds another line too: then his letter passes as a relay, which a second person
            approves; or it repeats what was lent to him of another line.
    """
    require_words(passages)
    if hold not in HOLDS:
        raise MessageWrong(why=Key("message.why.hold"), value=int(hold.total_seconds() // 60))
    desk.require("send_message", line=line)
    require_recipient(desk, line, recipient)
    others = others_held(desk, line)
    if others:
        raise MessageWrong(why=Key("message.why.two_lines"), value=line)
    act_id = act_id or new_act_id()
    named = f"m-{name_by(act_id)}"
    until = desk.now() + hold

    def decide() -> dict[str, tuple[Fact, ...]]:
        if answers is not None and answers not in talk_of(desk, line, "channel").messages:
            raise MessageWrong(why=Key("message.why.letter"), value=answers)
        _require_nothing_lent(desk, line, passages)
        held = MessageHeld(message=named, lang=lang, passages=tuple(passages), until=until, answers=answers)
        return {f"line/{line}": (held,)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (fact,) = was.get(f"line/{line}", (None,))
        return isinstance(fact, MessageHeld) and (fact.passages, fact.lang, fact.answers) == (
            tuple(passages),
            lang,
            answers,
        )

    desk.do("send_message", decide, act_id=act_id, same=same, line=line)
    return named


def _lent_step(lent: list[str], entry: Entry) -> list[str]:
    if entry.kind == "relay.lent":
        lent += [p["words"] for p in entry.data["passages"]]
    elif entry.kind == "relay.drafted":
        lent += [s["words"] for s in entry.data["sentences"]]
    return lent


@cache
def _lent_words(log: str) -> View[list[str]]:
    return View("message.lent", 1, (log,), list, _lent_step)


def _require_nothing_lent(desk: Desk, line: str, passages: Sequence[str]) -> None:
    """Who was lent passages of another line for one relay writes no letter of his own with them, nor with the draft, while
    the relay has not brought those words here."""
    lent = [w for log in desk.sight if log.startswith("relay/") for w in desk.fold(_lent_words(log))]
    told = [p.words for m in talk_of(desk, line, "channel").messages.values() for p in m.passages] if lent else []
    for number, words in enumerate(passages, 1):
        if any(not overheard(run, told) for run in overheard(words, lent)):
            raise MessageWrong(why=Key("message.why.lent"), value=number)


# while it waits


def take_back(desk: Desk, line: str, message: str, reason: str | None = None, *, act_id: str | None = None) -> Written:
    """The author takes back a letter that waits. The other side never knows that there was one.

    Raises:
        MessageWrong: it is not his, has left, or was taken back; or it is a relay's, which is taken back as a relay: the bureau
            follows it by that, and the officer it comes from.
    """
    require_names(message=message)
    fact = MessageTakenBack(message=message, reason=reason)

    def decide() -> dict[str, tuple[Fact, ...]]:
        held = talk_of(desk, line, "line").held.get(message)
        if held is None or held.author != desk.reader:
            raise MessageWrong(why=Key("message.why.not_yours"), value=message)
        if held.taken_back_at is not None or message in talk_of(desk, line, "channel").messages:
            raise MessageWrong(why=Key("message.why.left"), value=message)
        if held.relay is not None:
            raise MessageWrong(why=Key("message.why.of_relay"), value=held.relay)
        return {f"line/{line}": (fact,)}

    same = exactly({f"line/{line}": (fact,)})
    return desk.do("take_back_message", decide, act_id=act_id, same=same, alone=True, line=line)


# once it was delivered


def seen(desk: Desk, line: str, message: str, *, act_id: str | None = None) -> Written:
    """They have read a letter of ours: the delegate says so at his door, or told an officer.

    Raises:
        MessageWrong: no such letter was delivered.
    """
    require_names(message=message)
    at_door = desk.role == "delegate"
    fact = MessageSeen(message=message, way="door" if at_door else "told")

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_letter(desk, line, message)
        return {f"channel/{line}": (fact,)}

    return desk.do("say_in_channel" if at_door else "take_down_message", decide, act_id=act_id, line=line)
