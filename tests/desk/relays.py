"""Two lines with their officers, a lead who holds both, a delegate each; and what tests of relays do again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.delivery import deliver_due
from wasata.desk.line import name_person, open_line
from wasata.desk.line_holders import give_line
from wasata.desk.message import channel_whole, say
from wasata.desk.relay import (
    approve,
    draft,
    to_approve,
)
from wasata.desk.relay_life import relays
from wasata.desk.relayed import SIGNED, Signed
from wasata.errors import (
    MessageWrong,
    RelayWrong,
)
from wasata.record.kinds.relay import PassageRef, RelaySentence

COAST: Any = {"ar": "مجلس الساحل", "en": "Coast Council"}
HILLS: Any = {"ar": "حكومة التلال", "en": "Hill Government"}
SECRET = "We shall never hold out longer than eleven days without fuel."


@dataclass
class Room:
    """Two lines, an officer each, a lead who holds both, a delegate each."""

    lead: Desk
    coast: Desk
    hills: Desk
    coast_door: Desk
    hills_door: Desk
    now: Any

    def said(self, words: str = "We accept five days.", clearance: Any = "theirs") -> PassageRef:
        told = say(self.coast_door, "coast", [(words, clearance), (SECRET, "none")], "en")
        return PassageRef(log="channel", message=told, passage=1)

    def deliver(self) -> tuple[str, ...]:
        return deliver_due(self.hills, "hills", {"coast": self.coast})

    def letters(self) -> list[str]:
        return [m.passages[0].words for m in channel_whole(self.hills_door, "hills").messages if m.ours]


def make_lines(lead: Desk, now: Any) -> None:
    for name in ("officer-2", "delegate-2"):
        admit_reader(lead, name, "officer" if name.startswith("officer") else "delegate")
    told: Any = {"of": "party", "langs": ("ar", "en"), "media": ("call",)}
    open_line(lead, "coast", party="hamas", names=COAST, officers=("officer",), **told)
    open_line(lead, "hills", party="israel", names=HILLS, officers=("officer-2",), **told)
    grant_log(lead, "delegate", "channel/coast", may_write=True)
    grant_log(lead, "delegate-2", "channel/hills", may_write=True)
    officer = Desk.open(lead.home, lead.case, "officer", now=now)
    name_person(officer, "coast", "one", "Envoy One", may_clear=True, reader="delegate")


def room_of(lead: Desk, now: Any) -> Room:
    """The desks of a case in which the lines were made."""
    names = ("officer", "officer-2", "delegate", "delegate-2")
    return Room(lead, *(Desk.open(lead.home, lead.case, name, now=now) for name in names), now)


def another(room: Room, name: str = "officer-3", *lines: str) -> Desk:
    """Another officer, who keeps these lines."""
    admit_reader(room.lead, name, "officer")
    for line in lines:
        give_line(room.lead, line, name)
    return Desk.open(room.lead.home, room.lead.case, name, now=room.now)


def sentence(words: str, form: Any, *rests_on: PassageRef) -> RelaySentence:
    return RelaySentence(words=words, form=form, rests_on=rests_on)


def drafted(room: Room, words: str = "The other side would take five days.", form: Any = "paraphrase") -> str:
    return draft(room.coast, "coast", "hills", "en", [sentence(words, form, room.said())])


def signs(desk: Desk, relay: str, line: str | None = None) -> str:
    with desk.hold():
        return to_approve(desk, relay, line).draft.digest


def approved(room: Room, relay: str) -> str:
    return approve(room.lead, relay, signs(room.lead, relay, "coast"), recipient="Hill Government", line="coast")


def why(refused: pytest.ExceptionInfo[Any]) -> str:
    return str(refused.value.values["why"]).removeprefix("relay.why.")


def signed(room: Room, relay: str) -> Signed:
    with room.lead.hold():
        return room.lead.fold(SIGNED)[relay]


def state(room: Room, relay: str) -> str:
    return next(r.state for r in relays(room.lead) if r.relay == relay)


def reasons(*acts: Callable[[], Any]) -> list[str]:
    """Why each of these acts is refused."""
    told = []
    for act in acts:
        with pytest.raises((RelayWrong, MessageWrong)) as refused:
            act()
        told.append(str(refused.value.values["why"]))
    return told
