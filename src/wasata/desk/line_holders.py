"""Who holds a line: its officers, its delegates; given and taken back by the lead.

Danger: a delegate with a second channel, at once or after another, or with what is ours about his own; an officer thought gone
who still reads.
Duty: give an officer a line (both its logs), a delegate his channel (that log alone, and only one); take back; who holds it.
Shape: a lead gives what he holds himself, to readers admitted before. What each holds are facts in `access`.
"""

from dataclasses import dataclass
from datetime import datetime

from wasata.desk.access import READERS, Desk, Standing, exactly
from wasata.desk.line import lines_held
from wasata.desk.relayed import drafts_in
from wasata.errors import LineUnknown, LineWrong
from wasata.record.kinds.access import LogGranted, LogRevoked
from wasata.record.kinds.base import Fact
from wasata.record.ledger import Written
from wasata.words import Key

OFFICERS = ("lead", "officer")


@dataclass(frozen=True, slots=True)
class Holder:
    """A reader who holds a line or its channel. `until`: when that ends by itself."""

    reader: str
    role: str
    holds_line: bool
    may_write: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds a line, and who could be given it: officers the line, delegates its channel."""

    held_by: tuple[Holder, ...]
    officers: tuple[str, ...]
    delegates: tuple[str, ...]


def holders(desk: Desk, line: str) -> Holders:
    """Who holds this line, for those who hold `access` beside it.

    Raises:
        LineUnknown: this reader holds none of that name.
        LogNotYours: he holds the line and not `access`.
    """
    with desk.hold():
        _require_held(desk, line)
        now, readers = desk.now(), desk.fold(READERS)
        found, officers, delegates = [], [], []
        for name, standing in sorted(readers.items()):
            grants = {log: g for log, g in standing.grants.items() if g.holds(now)}
            known = [grants[log] for log in (f"line/{line}", f"channel/{line}") if log in grants]
            if known:
                ends = min((g.until for g in known if g.until is not None), default=None)
                writes = any(g.may_write for g in known)
                found.append(Holder(name, standing.role, f"line/{line}" in grants, writes, ends))
            elif standing.role in OFFICERS:
                officers.append(name)
            elif standing.role == "delegate" and not standing.knows_another(f"channel/{line}"):
                delegates.append(name)
        return Holders(tuple(found), tuple(officers), tuple(delegates))


def _require_held(desk: Desk, line: str) -> None:
    if line not in lines_held(desk):
        raise LineUnknown(line=line)


def _standing(desk: Desk, reader: str) -> Standing:
    found = desk.fold(READERS).get(reader)
    if found is None:
        raise LineWrong(why=Key("line.why.reader"), value=reader)
    return found


def give_line(
    desk: Desk, line: str, reader: str, *, until: datetime | None = None, act_id: str | None = None
) -> Written:
    """Gives a reader of the case what is his of a line: an officer the line with its channel, a delegate the channel alone.

    Raises:
        LineUnknown: he who gives holds no such line.
        LineWrong: nobody of that name was admitted, or he is neither officer nor delegate; a delegate was given
            another channel once; `until` is past.
    """
    desk.require("grant_log")
    with desk.hold():
        _require_held(desk, line)
        role = _standing(desk, reader).role
    if until is not None and until <= desk.now():
        raise LineWrong(why=Key("line.why.past"), value=until)
    logs = {"lead": ("line", "channel"), "officer": ("line", "channel"), "delegate": ("channel",)}.get(role)
    if logs is None:
        raise LineWrong(why=Key("line.why.role"), value=reader)
    facts: tuple[Fact, ...] = tuple(
        LogGranted(reader=reader, log=f"{log}/{line}", may_write=True, until=until, by=desk.reader) for log in logs
    )

    def decide() -> dict[str, tuple[Fact, ...]]:
        standing = _standing(desk, reader)
        if standing.role != role:
            raise LineWrong(why=Key("line.why.role"), value=reader)
        if role == "delegate" and standing.knows_another(f"channel/{line}"):
            raise LineWrong(why=Key("line.why.other_channel"), value=reader)
        return {"access": facts}

    return desk.do("grant_log", decide, act_id=act_id, same=exactly({"access": facts}))


def take_line(desk: Desk, line: str, reader: str, *, act_id: str | None = None) -> Written:
    """Takes a line, or a delegate's channel, back from a reader: from the next page on it is not there for him, nor is any relay
    from it or to it that he wrote or was lent.

    Raises:
        LineUnknown: he who takes it holds no such line.
        LineWrong: the reader does not hold it, or nobody else would.
    """
    desk.require("revoke_log")
    both = (f"line/{line}", f"channel/{line}")
    facts: tuple[Fact, ...] = tuple(LogRevoked(reader=reader, log=log, by=desk.reader) for log in both)
    with desk.hold():
        _require_held(desk, line)

    def decide() -> dict[str, tuple[Fact, ...]]:
        now, readers = desk.now(), desk.fold(READERS)
        if reader not in readers or not any(log in readers[reader].grants for log in both):
            raise LineWrong(why=Key("line.why.not_held"), value=reader)
        rest = [
            name
            for name, s in readers.items()
            if name != reader and both[0] in s.grants and s.grants[both[0]].holds(now)
        ]
        if not rest:
            raise LineWrong(why=Key("line.why.last_holder"), value=reader)
        lent = sorted(_relays_of(desk, line) & readers[reader].grants.keys())
        return {"access": (*facts, *(LogRevoked(reader=reader, log=log, by=desk.reader) for log in lent))}

    return desk.do("revoke_log", decide, act_id=act_id, same=lambda was: was.get("access", ())[: len(facts)] == facts)


def _relays_of(desk: Desk, line: str) -> set[str]:
    """The logs of the relays from this line or to it, as far as whoever takes it back holds where they were drafted."""
    drafts = ((x, desk.fold(drafts_in(f"line/{x}")).relays.items()) for x in lines_held(desk))
    return {f"relay/{relay}" for x, relays in drafts for relay, told in relays if line in (x, told[-1].to)}
