"""Pictures of dated claims, drawn as SVG on the server: pure functions, a frozen value in, a picture out.

Danger: a picture that says more than its sources do: a line through three points, a mean nobody gave, a slope that comes
from the scale, a label that stands by the wrong mark, an axis that runs against the reader's eyes.
Duty: one module per form (`over_time`, `spread`, `timeline`, `pace`, `truce`), each with a frozen dataclass and `draw`.
Every picture comes twice, wide and narrow, with the table of the same numbers.
Shape: `drawing` is the pen (reading direction, escaping), `labels` finds room for words, `scales` the axes, `marks` the
shapes of authors and of uncertainty, `picture` what comes out. Nothing here knows Django, the record or the clock.
"""
