"""A report and its marks as one line of the reading contract's JSON.

Danger: letters of a report that command the terminal they are printed in; half a letter that no file can hold.
Duty: what a report came with is kept, the marks are ours; the same object whether one report is read or an archive.
"""

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wasata.listen.intake import Incoming
    from wasata.listen.marks import Reading

_COMMANDING = re.compile("[\x7f-\x9f\u2028\u2029]")
_LONE = re.compile("[\ud800-\udfff]")


def as_object(
    item: "Incoming", reading: "Reading", *, published: date | None = None, explain: bool = False
) -> dict[str, Any]:
    """A report as the reading contract has it.

    Args:
        published: the day it was read against, where that was not its own.
        explain: whether each mark names its rule.
    """
    day = published or item.published_on()
    found: dict[str, Any] = {
        "id": item.id,
        "lang": reading.lang,
        "url": item.url,
        "outlet": item.outlet,
        "published": day.isoformat() if day else None,
        "title": item.title,
    }
    found |= {k: v for k, v in item.head.items() if k not in found}
    return found | {"text": item.text} | reading.as_json(item.text, explain=explain)


def as_line(found: dict[str, Any]) -> str:
    """One line of JSON, readable in Arabic."""
    return plain_letters(json.dumps(found, ensure_ascii=False))


def plain_letters(text: str) -> str:
    """JSON without letters that command a terminal: they stand escaped."""
    return _COMMANDING.sub(lambda m: f"\\u{ord(m[0]):04x}", whole_letters(text))


def whole_letters(text: str) -> str:
    """A text without halves of letters, which stand in names of files that are no UTF-8 and in fields of others' JSON: there is
    no way to write them, and many a reader of JSON refuses a file that has them escaped."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
