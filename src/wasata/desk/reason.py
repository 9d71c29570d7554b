"""Reasons that people type beside an act.

Danger: a reason cut short without a word, so that the record says what nobody meant.
Duty: the bound of every reason, and the refusal of a longer one with what was typed in it: nothing is cut, nothing is lost.
"""

from wasata.errors import ReasonTooLong

LONGEST = 500
_KEPT = 4_000
"""So much of what was typed is said back with the refusal."""


def reason_of(typed: str | None, *, longest: int = LONGEST) -> str | None:
    """A reason as the record takes it; None if nothing was typed.

    Raises:
        ReasonTooLong: it is longer than `longest`.
    """
    told = (typed or "").strip()
    if len(told) > longest:
        raise ReasonTooLong(n=len(told), limit=longest, typed=told if len(told) <= _KEPT else told[:_KEPT] + "…")
    return told or None
