"""How channels look and what they are called: no two of a case alike.

Danger: two channels that an officer takes for one another; a look, or a refusal, that tells of a line somebody may not know of.
Duty: draw a channel's sign (a shape with its colour) and its pattern by lot from what no channel of the case wears; find the line
that bears a name already, told as a typed recipient is.
Shape: what was drawn stands in `access`, whose readers are told of every log as it is; so no two channels look alike, not even
where he who opens one knows nothing of the other. A channel never wears the sign of its party: a delegate who saw that his does
not would know that another line of his party does. Names are compared with those of lines he who opens knows of, and no other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, get_args

from wasata.desk.access import Desk
from wasata.desk.line_stands import LISTED, channel_head, channels_held
from wasata.errors import LineWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.access import LookDrawn
from wasata.record.kinds.message import ChannelSign, Pattern, Sign
from wasata.words import Key


class Look(NamedTuple):
    """What a channel wears at the head of its pages: a shape with its colour, and a pattern."""

    sign: Sign
    pattern: Pattern


SIGNS: tuple[ChannelSign, ...] = get_args(ChannelSign)
PATTERNS: tuple[Pattern, ...] = get_args(Pattern)
Lot = Callable[[Sequence[Look]], Look]


def _drawn(looks: dict[str, Look], entry: Entry) -> dict[str, Look]:
    if entry.kind == "access.look_drawn":
        looks[entry.data["log"]] = Look(entry.data["sign"], entry.data["pattern"])
    return looks


LOOKS: View[dict[str, Look]] = View("access.looks", 1, ("access",), dict, _drawn)
"""What was drawn for each channel of the case, by its log."""


def free_looks(worn: Iterable[Look]) -> tuple[Look, ...]:
    """What may be drawn: a sign and a pattern nobody wears; when all of one or the other are worn, any pair nobody wears."""
    worn = set(worn)
    signs, patterns = ({look[n] for look in worn} for n in (0, 1))
    own = tuple(Look(s, p) for s in SIGNS if s not in signs for p in PATTERNS if p not in patterns)
    return own or tuple(look for s in SIGNS for p in PATTERNS if (look := Look(s, p)) not in worn)


def _known(desk: Desk) -> Iterator[tuple[str, dict[str, Any]]]:
    """Lines, and how their channels look and are called: those this reader holds, and those the whole team knows of."""
    for line in channels_held(desk):
        yield line, desk.fold(channel_head(line))
    yield from desk.fold(LISTED).items()


def _worn(desk: Desk) -> Iterator[Look]:
    """What channels of the case wear: as drawn, and as those he knows of had it before it was kept in `access`."""
    yield from desk.fold(LOOKS).values()
    for _, known in _known(desk):
        if known:
            yield Look(known["sign"], known["pattern"])


def draw_look(desk: Desk, line: str, lot: Lot, act_id: str) -> Look:
    """Draws what the channel of a line is to wear, once: whoever takes up an opening that was broken off finds it drawn.

    Raises:
        LineWrong: every look there is, is worn.
    """
    log = f"channel/{line}"
    with desk.hold():
        drawn = desk.fold(LOOKS).get(log)
    if drawn is not None:
        return drawn

    def decide() -> dict[str, tuple[LookDrawn]]:
        if log in desk.fold(LOOKS):  # another lead opens a line of this name at this moment
            raise LineWrong(why=Key("line.why.taken"), value=line)
        free = free_looks(_worn(desk))
        if not free:
            raise LineWrong(why=Key("line.why.no_look"), value=line)
        look = lot(free)
        return {"access": (LookDrawn(log=log, sign=look.sign, pattern=look.pattern, by=desk.reader),)}

    desk.do("open_line", decide, act_id=act_id, same=lambda _: True)
    with desk.hold():
        return desk.fold(LOOKS)[log]


def typed_is(typed: str, names: Iterable[str]) -> bool:
    """Whether one of these names was typed, in whatever capitals and with whatever room between its words."""
    return _bare(typed) in map(_bare, names)


def _bare(typed: str) -> list[str]:
    return typed.casefold().split()


def name_worn(desk: Desk, line: str, names: Iterable[str]) -> str | None:
    """The first of these names that another line bears, in either language: one this reader holds, or the whole team knows of.
    Ask inside `hold`. Lines he may not know of are not looked at: a refusal would tell him what they are called."""
    others = [name for x, known in _known(desk) if x != line for name in known.get("names", {}).values()]
    return next((name for name in names if typed_is(name, others)), None)
