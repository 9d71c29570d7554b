"""What was said in confidence, for acts that write where others read it: matters, the watch log, definitions, the table.

Danger: a sentence of one line in a log that the whole team reads, or that another side does.
Duty: the run of words that a text repeats from a message or an answer on any line its writer holds, or from what we wrote of
it: a readout, a position, a note.
Shape: `repeats(desk, text)` inside `hold`; what may be repeated is for relays to say, and for nobody else. Words of ours that
they said after us are no words of theirs.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from wasata.carry.relay import overheard, overheard_anew
from wasata.desk.access import Desk
from wasata.desk.line_stands import channels_held, lines_held
from wasata.desk.message import channel_talk, line_talk
from wasata.record.entry import Entry
from wasata.record.fold import View

Heard = list[tuple[str, datetime]]
_ANSWERS = frozenset({"definition.objected", "package.answered", "draft.clause_answered"})
"""What they say in answer to something that was put to them."""


def _objected(heard: Heard, entry: Entry) -> Heard:
    if entry.kind in _ANSWERS and entry.data["words"]:
        heard.append((entry.data["words"], entry.recorded_at))
    return heard


@cache
def _objections(line: str) -> View[Heard]:
    return View("confidence.objections", 2, (f"channel/{line}",), list, _objected)


_OF_OURS = {
    "contact.recorded": ("about",),
    "contact.readout_written": ("words",),
    "position.noted": ("words",),
    "position.dropped": ("reason",),
    "line.noted": ("note",),
    "line.media_changed": ("note",),
    "line.dark_rule_agreed": ("note",),
    "line.person_left": ("reason",),
    "line.deadline_set": ("words",),
    "line.deadline_closed": ("note",),
    "line.delegation_moved": ("delegation", "place", "decided_by"),
    "line.pressure_noted": ("words",),
}
"""Where we wrote of a line in our own words. Estimates are not among them: no view but their own reads those."""


def _wrote(noted: Heard, entry: Entry) -> Heard:
    d = entry.data
    is_public = bool(d.get("published"))  # what they published of a talk themselves
    told = [] if is_public else [d[name] for name in _OF_OURS.get(entry.kind, ()) if d.get(name)]
    told += [e["words"] for e in d.get("evidence", ()) if e["words"]] + [c["words"] for c in d.get("only_if", ())]
    noted += [(words, entry.recorded_at) for words in told]
    return noted


@cache
def _ours_of(line: str) -> View[Heard]:
    return View("confidence.ours", 2, (f"line/{line}",), list, _wrote)


def noted(desk: Desk, but: str | None = None) -> Iterator[tuple[str, datetime]]:
    """What we wrote of every line this reader holds, but for one: readouts, positions, notes; and when. Ask inside `hold`."""
    for line in lines_held(desk):
        if line != but:
            yield from desk.fold(_ours_of(line))


def _heard(desk: Desk, but: str | None) -> Iterator[tuple[str, datetime]]:
    """The words of theirs on every line this reader holds, but for one, and when they stood there."""
    channels = [x for x in channels_held(desk) if x != but]
    talks = [desk.fold(channel_talk(x)) for x in channels] + [
        desk.fold(line_talk(x)) for x in lines_held(desk) if x != but
    ]
    for talk in talks:
        for message in talk.messages.values():
            if not message.ours:
                yield from ((passage.words, message.at) for passage in message.passages)
    for line in channels:
        yield from desk.fold(_objections(line))
    yield from noted(desk, but)


def repeats(
    desk: Desk, text: str, *, but: str | None = None, ours: Iterable[str] = (), written_at: datetime | None = None
) -> str | None:
    """The first run of words that stands so in a message of theirs; None where nothing is repeated. Ask inside `hold`.

    Args:
        but: a line whose words may stand there: the text goes to it.
        ours: what we said before: whoever repeats it repeats us.
        written_at: when the text was written, if not now: what they said since they may have from it.
    """
    kept = [words for words, at in _heard(desk, but) if written_at is None or at <= written_at]
    before = tuple(ours)
    return overheard_anew(text, kept, before) if before else next(iter(overheard(text, kept)), None)


def of_another_line(desk: Desk, line: str, told: Iterable[str | None], *, also: Iterable[str] = ()) -> str | None:
    """The first run of what is written beside a line that stands on another line this reader holds, and was never said in this
    channel: who reads beside this line may not hold the other. `also`: what else this side was shown. Ask inside `hold`."""
    others = [words for words, _ in _heard(desk, line)]
    known = [p.words for m in desk.fold(channel_talk(line)).messages.values() for p in m.passages] + [*also]
    runs = (overheard_anew(text, others, known) for text in told if text)
    return next((run for run in runs if run is not None), None)


def of_a_line(desk: Desk, told: Iterable[str | None]) -> str | None:
    """The same of what is written in the cell: who reads it may hold no line."""
    return next((run for text in told if text and (run := repeats(desk, text)) is not None), None)
