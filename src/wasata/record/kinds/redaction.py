"""A redaction: words that are blacked out in copies that leave, in a layer over an original that stays as it is.

Danger: an original that is changed to be shown; a copy that hides a word here and shows it there.
Duty: which words of which entry, by their places; who blacked them out and why; what was taken off again.
Shape: a layer is for one log. It stands beside what it covers where no side reads it: in `line/<x>` for the line and its
channel, in `cell` for the cell. The words themselves do not stand here.
"""

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident

Part = Field(min_length=1, max_length=120)


class LayerBegun(Fact, kind="redaction.layer_begun", version=1):
    """A layer for one log, under a name by which the team knows it: for whom or what it is made."""

    layer: Ident
    log: str
    name: str = Field(min_length=1, max_length=80)


class WordsBlacked(Fact, kind="redaction.words_blacked", version=1):
    """In this layer, letters `start` to `end` of one text of an entry are a bar. `part`: the text's place in its fact."""

    layer: Ident
    redaction: Ident
    seq: int = Field(ge=1)
    part: str = Part
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    why: str = Field(min_length=1, max_length=500)


class BlackLifted(Fact, kind="redaction.lifted", version=1):
    """A bar is taken off this layer again: all that one act put under this name."""

    layer: Ident
    redaction: Ident


RedactionFact = LayerBegun | WordsBlacked | BlackLifted
