"""Mentions: where the roster's names stand in a text.

Danger: "فتح" the verb taken for a party; "عمان" of Oman for Amman.
Duty: the longest names, whole words only, with Arabic's attached particles (و ف ب ل ك ال لل) outside the span.
"""

from typing import NamedTuple

from wasata.listen.letters import Folded
from wasata.listen.roster import Roster
from wasata.values import Lang


class Mention(NamedTuple):
    """A roster name in the text. `party` is the side it speaks for, None for outlets and places."""

    start: int
    end: int
    entry: str
    what: str
    party: str | None


def mentions_in(folded: Folded, lang: Lang, roster: Roster) -> list[Mention]:
    """All mentions in order of place, not overlapping (the longest wins)."""
    return []
