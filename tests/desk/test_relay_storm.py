"""Relays in a storm: everybody does anything in any order, lines and roles are given and taken, the disk breaks before and after
a write, the room is begun again. What stands in the other channel afterwards is what two people released, and nothing else."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from tests.desk.relays import Room, sentence, signs

from wasata.desk import letter as desk_letter
from wasata.desk import shelf
from wasata.desk.access import Desk, admit_reader
from wasata.desk.delivery import deliver_round
from wasata.desk.line_holders import give_line, take_line
from wasata.desk.message import clear, say, talk_of
from wasata.desk.relay import approve, draft, force, lend, letter_of, send_back, take_back
from wasata.desk.relayed import SIGNED, drafts_in
from wasata.errors import WasataError
from wasata.record.kinds.relay import PassageRef
from wasata.record.ledger import Ledger

NAMES = ("lead", "officer", "officer-2", "officer-3")
OFTEN = ("lead", "lead", "officer", "officer-2", "officer-2", "officer-3")
CLEARED: tuple[Any, ...] = ("theirs", "theirs", "theirs", "theirs", "test", "none")


class Broken(Exception):
    """The disk, before or after a write."""


class Storm:
    """One run by one seed. What has been delivered was looked at in the moment it was."""

    def __init__(self, room: Room, seed: int) -> None:
        self.room, self.lot = room, random.Random(seed)
        admit_reader(room.lead, "officer-3", "officer")
        self.relays: list[str] = []
        self.refs: list[PassageRef] = []
        self.delivered: dict[str, str] = {}
        self.done: set[str] = set()
        self.begin_again()

    def begin_again(self) -> None:
        home, case = self.room.lead.home, self.room.lead.case
        shelf._shelves.pop(home, None)
        self.desks = {name: Desk.open(home, case, name, now=self.room.now) for name in NAMES}
        self.lead = self.desks["lead"]
        self.delegate = Desk.open(home, case, "delegate", now=self.room.now)

    def pick(self, some: Any) -> Any:
        return self.lot.choice(list(some))

    # what is done

    def say(self) -> None:
        told = say(self.delegate, "coast", [(f"Number {len(self.refs)} is five days.", self.pick(CLEARED))], "en")
        self.refs.append(PassageRef(log="channel", message=told, passage=1))

    def clear(self) -> None:
        clear(self.delegate, "coast", self.pick(self.refs[-6:]).message, 1, self.pick(("theirs", "none")))

    def draft(self, relay: str | None = None) -> None:
        words = sentence(f"They would take five, {self.lot.random()}.", "paraphrase", self.pick(self.refs[-6:]))
        desk = self.desks[self.pick(OFTEN)]
        self.relays.append(draft(desk, "coast", "hills", "en", [words], relay=relay))

    def again(self) -> None:
        self.draft(self.relay)

    @property
    def relay(self) -> str:
        return str(self.pick(self.relays[-4:]))

    def lend(self) -> None:
        lend(self.desks[self.pick(OFTEN)], "coast", self.relay, self.pick(NAMES))

    def approve(self) -> None:
        desk, relay, line = self.desks[self.pick(OFTEN)], self.relay, self.pick((None, "coast"))
        told: dict[str, Any] = {"recipient": "Hill Government", "line": line, "act_id": f"a{self.lot.random()}"}
        signed = signs(desk, relay, line)
        for _ in range(self.pick((1, 2))):
            approve(desk, relay, signed, **told)

    def force(self) -> None:
        relay = self.relay
        signed = signs(self.lead, relay, "coast")
        force(self.lead, "coast", relay, signed, "nobody is here", recipient="Hill Government")

    def send_back(self) -> None:
        send_back(self.desks[self.pick(OFTEN)], self.relay, "softer", line=self.pick((None, "coast")))

    def take_back(self) -> None:
        take_back(self.desks[self.pick(OFTEN)], self.relay)

    def take_letter_back(self) -> None:
        desk_letter.take_back(self.desks[self.pick(OFTEN)], "hills", letter_of(self.relay))

    def give(self) -> None:
        give_line(self.lead, self.pick(("coast", "hills")), self.pick(NAMES[1:]))

    def take(self) -> None:
        take_line(self.lead, self.pick(("coast", "hills")), self.pick(NAMES[1:]))

    def role(self) -> None:
        admit_reader(self.lead, self.pick(NAMES[1:]), self.pick(("officer",) * 6 + ("analyst", "delegate")))

    def wait(self) -> None:
        self.room.now.on(minutes=self.pick((1, 5, 7)))

    def deliver(self) -> None:
        here = {n: d for n, d in self.desks.items() if d.may("deliver_message", line="hills")}
        there = [d for d in self.desks.values() if d.may("deliver_message", line="coast")]
        deliver_round(here, "hills", {"coast": self.pick(there)} if self.lot.random() < 0.9 else {})

    def act(self) -> Callable[[], None]:
        if not self.refs or not self.relays:
            return self.say if len(self.refs) % 2 == 0 or self.lot.random() < 0.5 else self.draft
        often = (
            self.say,
            self.draft,
            self.lend,
            self.approve,
            self.approve,
            self.give,
            self.wait,
            self.deliver,
            self.deliver,
        )
        seldom = (
            self.again, self.force, self.send_back, self.take_back, self.take_letter_back, self.take, self.role,
            self.begin_again,
        )  # fmt: skip
        found: Callable[[], None] = self.pick((*often, *often, *seldom))
        return found

    # what holds

    def look(self) -> None:
        with self.lead.hold():
            letters = [m for m in talk_of(self.lead, "hills", "channel").messages.values() if m.ours]
            theirs = talk_of(self.lead, "coast", "channel").messages
            signed = {s.message: s for s in self.lead.fold(SIGNED).values()}
            drafts = self.lead.fold(drafts_in("line/coast")).relays
        for letter in letters:
            known = signed[letter.message]
            sent = next(d for d in drafts[known.relay] if d.draft == known.draft)
            assert known.digest == sent.digest
            assert [p.words for p in letter.passages] == [s.words for s in sent.sentences]
            assert known.forced or known.approved_by not in {d.author for d in drafts[known.relay]}
            assert known.taken_back is None, "taken back and delivered"
            if letter.message not in self.delivered:
                refs = [ref for s in sent.sentences for ref in s.rests_on]
                assert {theirs[ref.message].passages[0].clearance for ref in refs} == {"theirs"}
                self.delivered[letter.message] = known.relay
        for desk in self.desks.values():
            ours = ("line/", "relay/") if desk.role == "delegate" else ("line/", "relay/", "channel/")
            assert desk.role in ("lead", "officer") or not any(log.startswith(ours) for log in desk.sight)


@pytest.mark.parametrize("seed", [0, 4, 9, 10])
def test_what_two_people_released_stands_there_and_nothing_else(room: Room, seed: int, monkeypatch: pytest.MonkeyPatch):
    storm = Storm(room, seed)
    write, breaks = Ledger.append, [""]

    def append(ledger: Ledger, *told: Any, **more: Any) -> Any:
        when, breaks[0] = breaks[0], ""
        if when == "before":
            raise Broken
        written = write(ledger, *told, **more)
        if when == "after":
            raise Broken
        return written

    monkeypatch.setattr(Ledger, "append", append)
    for _ in range(240):
        breaks[0] = storm.lot.choice(("before", "after")) if storm.lot.random() < 0.05 else ""
        act = storm.act()
        try:
            act()
            storm.done.add(act.__name__)
        except (WasataError, Broken):  # refused, or broken off
            pass
        breaks[0] = ""
        storm.look()
    assert storm.delivered, "a storm in which nothing was ever delivered shows nothing"
    assert {"draft", "deliver", "give", "take", "role", "begin_again"} <= storm.done
