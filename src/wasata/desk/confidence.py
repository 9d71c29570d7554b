"""What was said in confidence, for acts that write where others read it: matters, the watch log.

Danger: a sentence of one line in a log that the whole team reads.
Duty: the run of words that a text repeats from a message on any line its writer holds.
Shape: `repeats(desk, text)` inside `hold`; what may be repeated is for relays to say, and for nobody else.
"""

from collections.abc import Iterator

from wasata.carry.relay import overheard
from wasata.desk.access import Desk
from wasata.desk.line import channels_held, lines_held
from wasata.desk.message import channel_talk, line_talk


def _passages(desk: Desk) -> Iterator[str]:
    """The words of theirs on every line this reader holds."""
    talks = [desk.fold(channel_talk(x)) for x in channels_held(desk)] + [
        desk.fold(line_talk(x)) for x in lines_held(desk)
    ]
    for talk in talks:
        for message in talk.messages.values():
            if not message.ours:
                yield from (passage.words for passage in message.passages)


def repeats(desk: Desk, text: str) -> str | None:
    """The first run of words that stands so in a message of theirs; None where nothing is repeated. Ask inside `hold`."""
    return next(iter(overheard(text, _passages(desk))), None)
