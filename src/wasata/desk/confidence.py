"""What was said in confidence, for acts that write where others read it: matters, the watch log, definitions, the table.

Danger: a sentence of one line in a log that the whole team reads, or that another side does.
Duty: the run of words that a text repeats from a message or an objection on any line its writer holds.
Shape: `repeats(desk, text)` inside `hold`; what may be repeated is for relays to say, and for nobody else. Words of ours that
they said after us are no words of theirs.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from wasata.carry.relay import TELLING, overheard
from wasata.desk.access import Desk
from wasata.desk.line import channels_held, lines_held
from wasata.desk.message import channel_talk, line_talk
from wasata.record.entry import Entry
from wasata.record.fold import View

Heard = list[tuple[str, datetime]]


def _objected(heard: Heard, entry: Entry) -> Heard:
    if entry.kind == "definition.objected":
        heard.append((entry.data["words"], entry.recorded_at))
    return heard


@cache
def _objections(line: str) -> View[Heard]:
    return View("confidence.objections", 1, (f"channel/{line}",), list, _objected)


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
    runs = overheard(text, kept)
    before = tuple(ours)
    if not runs or not before:
        return runs[0] if runs else None
    theirs = [words for words in kept if overheard(text, (words,))]
    words = re.findall(r"\w+", text)
    windows = (" ".join(words[n : n + TELLING]) for n in range(len(words) - TELLING + 1))
    return next((w for w in windows if overheard(w, theirs) and not overheard(w, before)), None)
