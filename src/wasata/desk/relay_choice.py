"""What a relay is made of: the passages of a line that may be picked, and the last draft of a relay to go on from.

Danger: a passage shown as cleared that is not; one told by voice that was read back otherwise since.
Duty: what a line told us, passage by passage with what may be done with it; a passage by its name in forms and commands.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from wasata.desk.access import Desk
from wasata.desk.message import FileLine, read_back, talk_of
from wasata.desk.reading import shows
from wasata.desk.relayed import drafts_of
from wasata.errors import LineUnknown, RelayWrong
from wasata.record.kinds.relay import PassageRef, RelaySentence
from wasata.values import Lang
from wasata.words import Key


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of theirs. `ref` names it in forms; `clearance` as it stands now. `file`: it is a file, and has no words."""

    ref: str
    words: str
    lang: Lang
    clearance: str
    file: FileLine | None = None

    @property
    def may_pass(self) -> bool:
        return self.clearance != "none"


@dataclass(frozen=True, slots=True)
class Said:
    """One message of theirs with its passages, and its files after them."""

    message: str
    where: str
    way: str
    at: datetime
    lang: Lang
    passages: tuple[Passage, ...]


def said(desk: Desk, line: str) -> tuple[Said, ...]:
    """What a line told us, newest first, passage by passage: what was told by voice only as long as it was not read back.

    Raises:
        LineUnknown: this reader holds none of that name.
    """
    if not desk.holds(f"line/{line}", f"channel/{line}"):
        raise LineUnknown(line=line)
    with desk.hold():
        before = read_back(desk, line)
        messages = (*talk_of(desk, line, "channel").messages.values(), *talk_of(desk, line, "line").messages.values())
    found = [
        Said(
            m.message, m.where, m.way, m.at, m.lang,
            (
                *(Passage(f"{m.where}.{m.message}.{p.number}", p.words, m.lang, p.clearance) for p in m.passages),
                *(Passage(f"{m.where}.{m.message}.{f.number}", "", m.lang, f.clearance, f) for f in m.files),
            ),
        )
        for m in messages
        if not m.ours and not (m.where == "line" and m.message in before)
    ]  # fmt: skip
    shows(m.message for m in found)
    return tuple(sorted(found, key=lambda m: (m.at, m.where, m.message), reverse=True))


def ref_of(told: str) -> PassageRef | None:
    """The passage that a form or a command names; None if it names none."""
    where, _, rest = told.partition(".")
    message, _, number = rest.rpartition(".")
    if where not in ("line", "channel") or not number.isdecimal() or len(number) > 3 or not int(number):
        return None
    try:
        return PassageRef(log="line" if where == "line" else "channel", message=message, passage=int(number))
    except ValueError:  # no name at all
        return None


class LastDraft(NamedTuple):
    """What the next draft of a relay begins from. `files`: of which file each copy is, and what it rests on."""

    to: str
    lang: Lang
    sentences: tuple[RelaySentence, ...]
    answers: str | None
    files: tuple[tuple[str, PassageRef], ...]


def last_draft(desk: Desk, line: str, relay: str) -> LastDraft:
    """The last draft of a relay of this line, to go on from.

    Raises:
        RelayWrong: this line has no relay of that name.
    """
    with desk.hold():
        found = drafts_of(desk, line, relay)
    if not found:
        raise RelayWrong(why=Key("relay.why.unknown"), value=relay)
    last = found[-1]
    return LastDraft(last.to, last.lang, last.sentences, last.answers, tuple((p.of, p.rests_on) for p in last.pieces))
