"""Mailboxes: mbox files and Maildir folders, message by message.

Danger: a mailbox of a hundred thousand messages in memory at once; one broken message that hides those after it.
Duty: each message a report of its own or a refusal by its number; "From " at the beginning of a line of text is no message.
Shape: an mbox is read as a stream. A line "From …" with a year in it parts messages where an empty line stands before it.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from wasata.errors import FormBroken, ListenError
from wasata.listen.forms import incoming as bounds
from wasata.listen.forms.incoming import Incoming, Refusal, require_size
from wasata.listen.forms.mail import Door, mail
from wasata.words import Key

_FROM = re.compile(rb"From \S.*(?:19|20)\d\d")
_LONGEST_LINE = 1 << 20


def mailbox(stream: BinaryIO, name: str, door: Door) -> Iterator[Incoming | Refusal]:
    """The reports of an mbox, in order. Refusals carry the number of their message, counted from 1."""
    n = 0
    for n, (data, whole) in enumerate(_messages(stream), 1):
        where = f"{name}:{n}"
        try:
            if not whole:
                require_size(bounds.MAX_BYTES + 1, where)
            yield from mail(data, where, door)
        except ListenError as error:
            yield Refusal(where, error)
    if not n:
        raise FormBroken(path=name, form="MBOX", why=Key("listen.broken_why.no_message"))


def _messages(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each message's bytes, and whether they are all; of one that is too large only the beginning is kept."""
    lines: list[bytes] = []
    size, begun, blank, line_begins = 0, False, True, True
    for line in iter(lambda: stream.readline(_LONGEST_LINE), b""):
        if blank and line_begins and _FROM.match(line):
            if begun:
                yield b"".join(lines), size <= bounds.MAX_BYTES
            lines, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= bounds.MAX_BYTES:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = line_begins and not line.strip()
        line_begins = line.endswith(b"\n")
    if begun:
        yield b"".join(lines), size <= bounds.MAX_BYTES
