"""Delivery: the moment a letter leaves, and what became of a relay afterwards.

Danger: a relay that leaves although a clearance was withdrawn a minute ago; an entry in one channel whose hour tells how busy
another is.
Duty: deliver what is due on one line and still stands; tell the bureau what became of it, by an act of its own.
Shape: whoever delivers holds the line written to; whether the clearances of a relay still stand is asked at the desk of
somebody who holds the line it comes from. The act that writes `channel/<b>` writes and reads nothing of any other line.
"""

from collections.abc import Mapping
from typing import Any

from wasata.desk.access import Desk
from wasata.desk.message import deliver, due_letters, talk_of
from wasata.desk.relay import SIGNED, Signed, drafts_in, require_cleared, used_by
from wasata.errors import RelayRefused, RelayWrong
from wasata.record.kinds.base import Fact
from wasata.record.kinds.relay import RelayFollowed, RelayTakenBack
from wasata.words import Key


def still_cleared(desk: Desk, relay: str) -> bool:
    """Whether every clearance a relay rests on still allows it now. Asked at the desk of one who holds the line it comes
    from, at the moment it leaves: until then a party may withdraw.

    Raises:
        RelayWrong: this reader does not hold that line.
    """
    with desk.hold():
        signed = desk.fold(SIGNED)[relay]
        drafted = next(
            (
                d
                for d in desk.fold(drafts_in(f"line/{signed.from_line}")).relays.get(relay, ())
                if d.draft == signed.draft
            ),
            None,
        )
        if drafted is None or not desk.may("read_line", line=signed.from_line):
            raise RelayWrong(why=Key("relay.why.unknown"), value=relay)
        try:
            require_cleared(drafted.sentences, drafted.lang, used_by(desk, signed.from_line, drafted.sentences))
        except RelayRefused:
            return False
        return True


def deliver_due(desk: Desk, line: str, origin: Mapping[str, Desk]) -> tuple[str, ...]:
    """Delivers what is due on a line: letters, and relays whose clearances still stand. Gives what was delivered.

    Args:
        desk: of an officer of the line written to.
        origin: for each line relays may come from, the desk of somebody who holds it. A relay of a line nobody here holds
            waits on.
    """
    with desk.hold():
        due = due_letters(desk, line)
        signed = {s.relay: s for s in desk.fold(SIGNED).values()}
    delivered = []
    for held in due:
        if held.relay is not None and not _may_leave(desk, signed[held.relay], origin):
            continue
        deliver(desk, line, held.message)
        delivered.append(held.message)
        if held.relay is not None:
            _follow(desk, line, held.relay, "delivered")
    return tuple(delivered)


def _may_leave(desk: Desk, signed: Signed, origin: Mapping[str, Desk]) -> bool:
    if signed.taken_back is not None or signed.from_line not in origin:
        return False
    if still_cleared(origin[signed.from_line], signed.relay):
        return True
    withdrawn = RelayTakenBack(relay=signed.relay, why="clearance")
    desk.do("take_back_relay", lambda: {"bureau": (withdrawn,)}, same=lambda _: True)
    return False


def _follow(desk: Desk, line: str, relay: str, became: Any) -> None:
    """The bureau learns what became of a relay: an entry of its own, so that the channel's own entry hangs on nothing."""

    def decide() -> dict[str, tuple[Fact, ...]]:
        known = {what for what, _ in desk.fold(SIGNED)[relay].became}
        return {"bureau": (RelayFollowed(relay=relay, became=became),)} if became not in known else {"bureau": ()}

    with desk.hold():
        news = decide()["bureau"]
    if news:
        desk.do("follow_relay", decide, same=lambda _: True, line=line)


def follow(desk: Desk, line: str) -> None:
    """Tells the bureau which relays to this line were read and answered since it was told last."""
    with desk.hold():
        there = talk_of(desk, line, "channel").messages
        answered = {m.answers for m in there.values() if not m.ours}
        relays = {s.message: s for s in desk.fold(SIGNED).values() if s.to_line == line}
        news: list[tuple[str, str]] = []
        for letter, signed in relays.items():
            known = {what for what, _ in signed.became}
            if letter in there:
                happened = {"delivered"} | ({"seen"} if there[letter].seen_at else set()) | (
                    {"answered"} if letter in answered else set()
                )  # fmt: skip
                news += [(signed.relay, what) for what in ("delivered", "seen", "answered") if what in happened - known]
    for relay, what in news:
        _follow(desk, line, relay, what)
