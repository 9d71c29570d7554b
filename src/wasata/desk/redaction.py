"""Redaction: words blacked out for copies, in a layer over the unchanged original.

Danger: a copy that betrays by the length of a bar, by a second place nobody looked at, or by what lies under it.
Duty: begin a layer, black out words (in one text, or wherever they stand in the log), take a bar off again; and the original as
the layer shows it.
Shape: `under(layer, log, entry)` gives the entry's plain values with each blacked stretch replaced by `BAR`: whatever is made
of a copy is made of these values, and the original is not among them. Places are letters of the text as it was recorded.
"""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from wasata.carry.wording import words_of
from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.texts import texts_at, texts_in
from wasata.errors import LogNotYours, RedactionWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import Fact
from wasata.record.kinds.redaction import BlackLifted, LayerBegun, WordsBlacked
from wasata.words import Key

BAR = "█████"
"""One bar for whatever was there: a name and a page are as wide."""
NAME_LONGEST, WHY_LONGEST = 80, 500
MOST = 500
"""Places one act blacks out at most: more is another text."""


class Span(NamedTuple):
    """A bar: letters `start` to `end` of one text."""

    redaction: str
    seq: int
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bar:
    """What one act blacked out: in how many places, by whom, why, when."""

    redaction: str
    by: str
    why: str
    at: datetime
    places: int


@dataclass(slots=True)
class Layer:
    """One layer. `bars`: by their names, those that stand."""

    layer: str
    log: str
    name: str
    by: str
    at: datetime
    spans: list[Span] = field(default_factory=list)
    bars: dict[str, Bar] = field(default_factory=dict)


Layers = dict[str, Layer]


def _step(layers: Layers, entry: Entry) -> Layers:
    d = entry.data
    match entry.kind:
        case "redaction.layer_begun":
            layers[d["layer"]] = Layer(d["layer"], d["log"], d["name"], entry.author, entry.recorded_at)
        case "redaction.words_blacked":
            layer = layers[d["layer"]]
            layer.spans.append(Span(d["redaction"], d["seq"], d["part"], d["start"], d["end"]))
            places = layer.bars[d["redaction"]].places if d["redaction"] in layer.bars else 0
            layer.bars[d["redaction"]] = Bar(d["redaction"], entry.author, d["why"], entry.recorded_at, places + 1)
        case "redaction.lifted":
            layer = layers[d["layer"]]
            layer.spans = [s for s in layer.spans if s.redaction != d["redaction"]]
            layer.bars.pop(d["redaction"], None)
    return layers


@cache
def _layers_in(log: str) -> View[Layers]:
    return View("redaction", 1, (log,), dict, _step)


def home_of(log: str) -> str | None:
    """The log in which layers for this one stand: none that a side reads. None where nothing is blacked out."""
    if log.startswith(("line/", "channel/")):
        return f"line/{log.partition('/')[2]}"
    return "cell" if log == "cell" else None


def require_home(desk: Desk, log: str) -> str:
    """The log in which layers for this one stand.

    Raises:
        LogNotYours: he does not hold both.
        RedactionWrong: nothing is blacked out in such a log.
    """
    beside = home_of(log)
    if not desk.holds(log):
        raise LogNotYours(log=log)
    if beside is None:
        raise RedactionWrong(why=Key("redaction.why.log"), value=log)
    if not desk.holds(beside):
        raise LogNotYours(log=beside)
    return beside


def layers(desk: Desk, log: str) -> tuple[Layer, ...]:
    """The layers of a log, oldest first. Ask inside `hold`.

    Raises:
        LogNotYours, RedactionWrong: as `require_home`.
    """
    told = desk.fold(_layers_in(require_home(desk, log))).values()
    return tuple(copy.deepcopy(x) for x in told if x.log == log)


def layer_at(desk: Desk, log: str, layer: str, moment: datetime) -> Layer | None:
    """A layer as it stood at a moment. Ask inside `hold`."""
    beside = home_of(log)
    if beside is None or not desk.holds(beside):
        return None
    state: Layers = {}
    for entry in desk.ledger.entries(beside):
        if entry.recorded_at <= moment and entry.kind.startswith("redaction."):
            state = _step(state, entry)
    return state.get(layer)


def layer_of(desk: Desk, log: str, layer: str) -> Layer:
    """One layer. Ask inside `hold`.

    Raises:
        RedactionWrong: the log has none of this name.
    """
    found = next((x for x in layers(desk, log) if x.layer == layer), None)
    if found is None:
        raise RedactionWrong(why=Key("redaction.why.layer"), value=layer[:64])
    return found


# acts


def begin_layer(desk: Desk, log: str, name: str, *, act_id: str | None = None) -> str:
    """Begins a layer for a log. Gives its name in the record.

    Raises:
        RedactionWrong: it has no name, or nothing is blacked out in such a log.
        LogNotYours, NotAllowed: he does not hold the log, or may not.
    """
    act_id = act_id or new_act_id()
    beside = require_home(desk, log)
    told = _short(name, NAME_LONGEST, "name")
    layer = f"ly-{name_by(act_id)}"
    _do(desk, log, beside, [LayerBegun(layer=layer, log=log, name=told)], act_id)
    return layer


def black_out(
    desk: Desk, log: str, layer: str, words: str, why: str, *, at: tuple[int, str] | None = None, act_id: str | None = None
) -> int:  # fmt: skip
    """Blacks out words wherever they stand in a log, or in one text of it (`at`: its entry and place). Letters that hands write
    for one another count as one. Gives in how many places.

    Raises:
        RedactionWrong: the words stand nowhere there, no reason is given, or there is no such layer.
    """
    act_id = act_id or new_act_id()
    beside = require_home(desk, log)
    reason = _short(why, WHY_LONGEST, "reason")
    redaction = f"rd-{name_by(act_id)}"
    with desk.hold():
        layer_of(desk, log, layer)
        found = [
            (text, start, end)
            for text in desk.fold(texts_in(log))
            if not text.kind.startswith("redaction.") and (at is None or at == (text.seq, text.part))
            for start, end in places(text.words, words)
        ]
    if not found:
        raise RedactionWrong(why=Key("redaction.why.nowhere"), value=" ".join(words.split())[:60])
    if len(found) > MOST:
        raise RedactionWrong(why=Key("redaction.why.many"), value=len(found))
    facts = [
        WordsBlacked(layer=layer, redaction=redaction, seq=text.seq, part=text.part, start=start, end=end, why=reason)
        for text, start, end in found
    ]
    _do(desk, log, beside, facts, act_id)
    return len(found)


def lift(desk: Desk, log: str, layer: str, redaction: str, *, act_id: str | None = None) -> None:
    """Takes a bar off a layer again.

    Raises:
        RedactionWrong: there is none of this name on it.
    """
    beside = require_home(desk, log)
    with desk.hold():
        if redaction not in layer_of(desk, log, layer).bars:
            raise RedactionWrong(why=Key("redaction.why.bar"), value=redaction[:64])
    _do(desk, log, beside, [BlackLifted(layer=layer, redaction=redaction)], act_id or new_act_id())


def _short(told: str, longest: int, what: str) -> str:
    plain = " ".join(told.split())
    if not any(c.isalnum() for c in plain) or len(plain) > longest:
        raise RedactionWrong(why=Key(f"redaction.why.{what}"), value=plain[:60])
    return plain


def _do(desk: Desk, log: str, beside: str, facts: Sequence[Fact], act_id: str) -> None:
    told = {beside: tuple(facts)}
    if log == "cell":
        desk.do("black_out_in_cell", lambda: told, act_id=act_id)
    else:
        desk.do("black_out", lambda: told, act_id=act_id, line=log.partition("/")[2])


# what a layer shows


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where whole words stand in a text."""
    known, asked = words_of(text), [w.plain for w in words_of(words)]
    if not asked:
        return []
    found, n = [], 0
    while n <= len(known) - len(asked):
        if [w.plain for w in known[n : n + len(asked)]] == asked:
            found.append((known[n].start, known[n + len(asked) - 1].end))
            n += len(asked)
        else:
            n += 1
    return found


def barred(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with these stretches blacked out; such as touch or overlap are one bar."""
    told, at = [], 0
    for start, end in _merged(text, spans):
        told += [text[at:start], BAR]
        at = end
    return "".join([*told, text[at:]])


def _merged(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in their order; between two that only blanks and points part there is one bar."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and (start <= kept[-1][1] or not any(c.isalnum() for c in text[kept[-1][1] : start])):
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept


def under(layer: Layer | None, kind: str, seq: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values of an entry as the layer shows them: the words under a bar are in none of them."""
    told: dict[str, Any] = copy.deepcopy(dict(data))
    if layer is None:
        return told
    by_part: dict[str, list[tuple[int, int]]] = {}
    for span in layer.spans:
        if span.seq == seq:
            by_part.setdefault(span.part, []).append((span.start, span.end))
    for part, text in list(texts_at(kind, told)):
        if part in by_part:
            _put(told, part.split("."), barred(text, by_part[part]))
    return told


def _put(told: Any, place: Sequence[str], text: str) -> None:
    for step in place[:-1]:
        told = told[int(step)] if isinstance(told, list) else told[step]
    last: Any = int(place[-1]) if isinstance(told, list) else place[-1]
    told[last] = text
