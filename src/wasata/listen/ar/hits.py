"""Hits: one cue found, before its content is closed and its source named.

Danger: a hit that cuts its neighbour's words, or fails to.
Duty: the shape that the rules of statements hand each other.
"""

from dataclasses import dataclass

from wasata.listen.ar.cues import Cue
from wasata.listen.ar.noun_phrases import Speaker
from wasata.listen.ar.openings import Opening
from wasata.values import Act, Span


@dataclass(slots=True)
class Hit:
    """A cue found. `edge` is the word where its clause begins, None when it stands inside another's words.

    `source` None means a pronoun or an implied subject; `opens` None means a silent hit, whose subject alone matters.
    """

    cue: Cue
    first: int
    last: int
    form: int
    source: Speaker | None
    opens: Opening | None
    edge: int | None
    rule: str
    closes: int | None = None
    content: tuple[int, int] | None = None
    via: Span | None = None
    act: Act | None = None
