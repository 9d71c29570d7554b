"""Wasata (وساطة): the operations room of a third-party mediator, as a library.

`wasata.read(text)` reads one press report; the record, the desk and the rest are imported from their own modules.
"""

from datetime import date
from typing import Any

__version__ = "0.1.0"


def read(
    text: str, lang: str | None = None, published: date | str | None = None, *, explain: bool = False
) -> dict[str, Any]:
    """Reads one report and gives the reading contract's JSON: statements, figures, dates, events.

    What each field means stands in docs/reference/reading-contract.md.

    Args:
        text: the report, in Arabic or English.
        lang: "ar" or "en"; found by itself when None.
        published: the day it was published, a date or an ISO date; without it "yesterday" has no value.
        explain: whether each mark says by which rule it was found.
    """
    from wasata.listen import reader  # the reader's tables load only when something is read

    day = date.fromisoformat(published) if isinstance(published, str) else published
    reading = reader.read(text, lang if lang in ("ar", "en") else None, day)  # type: ignore[arg-type]
    return {
        "lang": reading.lang,
        "published": day.isoformat() if day else None,
        "text": text,
        **reading.as_json(text, explain=explain),
    }
