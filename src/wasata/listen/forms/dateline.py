"""The day that stands by itself under a heading: the day of the report, as its own page prints it.

Danger: a day of the story taken for the day of the report.
Duty: only a short line, right under the heading, that says a day and hardly anything else.
"""

import re
from typing import Any

from wasata.listen.pubdates import published_of

_WORD = re.compile(r"\w+")
MOST_WORDS = 7


def day_under_heading(text: str) -> dict[str, Any]:
    """`published` (and `published_at` where its hour and zone are written), as a report's head has them; empty if the first
    line of the text is no such line."""
    first = text.lstrip().split("\n", 1)[0].strip()
    if (
        not first
        or len(_WORD.findall(first)) > MOST_WORDS
        or not re.search(r"\d", first)
        or first.endswith((".", "؟", "?"))
    ):
        return {}
    day, at = published_of(first)
    if day is None:
        return {}
    return {"published": day.isoformat()} | ({"published_at": at.isoformat()} if at else {})
