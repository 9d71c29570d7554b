"""When an item was published, as the item itself says it.

Danger: a day nobody stated; the fifth of June told as the sixth of May; an Islamic date taken for one of ours.
Duty: RFC 822 and ISO 8601 exactly; else the words of Arabic and English dates, as the reader of reports knows them, where
they fix one day alone. Islamic dates, and whatever stays in doubt, give nothing.
Shape: `published_of("28 تشرين الأول 2023 - 14:30") -> (2023-10-28, None)`: the day as written, and the instant only where
the zone is written too.
"""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_tz

from wasata.listen.reader import read

_FIRST, _LAST = date(1990, 1, 1), date(2100, 1, 1)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?\s*", re.I
)
_IN_TWO_WAYS = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|UTC|GMT|بتوقيت غرينتش|غرينتش|[+-]\d{2}:?\d{2})(?!\d)", re.I
)

_UNIVERSAL = re.compile(r"\d\s*(?:Z|UTC|UT|GMT|[+-]00:?00|بتوقيت غرينتش|غرينتش)\s*(?:\([^)]*\))?\s*$", re.I)


def published_of(said: str) -> tuple[date | None, datetime | None]:
    """The day, as written where it was written, and the instant in UTC; None for each that the words do not fix."""
    words = " ".join(said.translate(_DIGITS).replace("\u200f", " ").replace("\u200e", " ").split())[:200]
    if not words:
        return None, None
    iso = _ISO.fullmatch(words)
    if iso:
        return _of_iso(iso)
    mail = _of_mail(words)
    if mail != (None, None):
        return mail
    day = _of_words(words)
    return (day, _instant(day, words)) if day else (None, None)


def in_utc(said: str) -> bool:
    """Whether an hour is told in universal time: then it says nothing of the clock its publisher lives by, nor of his day."""
    return bool(_UNIVERSAL.search(said.translate(_DIGITS)))


def _of_iso(m: re.Match[str]) -> tuple[date | None, datetime | None]:
    try:
        day = date(int(m[1]), int(m[2]), int(m[3]))
        clock = datetime(
            day.year, day.month, day.day, int(m[4] or 0), int(m[5] or 0), min(int(m[6] or 0), 59), tzinfo=UTC
        )
    except ValueError:
        return None, None
    if not _FIRST <= day < _LAST:
        return None, None
    if m[4] is None or m[7] is None:
        return day, None
    return day, _shifted(clock, m[7])


def _shifted(clock: datetime, zone: str) -> datetime | None:
    """The hour in UTC of an hour by a clock of `zone`."""
    if zone[0] not in "+-":
        return clock
    digits = zone[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes > 14 * 60:
        return None
    seconds = clock.timestamp() - (minutes * 60 if zone[0] == "+" else -minutes * 60)
    return datetime.fromtimestamp(seconds, UTC)


def _of_mail(words: str) -> tuple[date | None, datetime | None]:
    """`Sat, 28 Oct 2023 14:30:00 +0300`, with the zones that mail knows by name."""
    if (
        not re.search(r"\b\d{1,2} [A-Za-z]{3,9} \d{2,4}\b", words)
        or re.search("[\u0600-\u06ff]", words)
        or _IN_TWO_WAYS.search(words)
    ):
        return None, None
    try:
        found = parsedate_tz(words)
    except (ValueError, TypeError, IndexError):
        return None, None
    if found is None:
        return None, None
    try:
        day = date(*found[:3])
        clock = datetime(*found[:5], min(found[5], 59), tzinfo=UTC)
    except (ValueError, OverflowError):  # no such hour, or a number of more digits than any clock has
        return None, None
    if not _FIRST <= day < _LAST:
        return None, None
    offset = found[9]
    stated = re.search(r"(?:[+-]\d{4}|\b[A-Z]{1,5})\s*(?:\([^)]*\))?$", words)
    if offset is None or not stated or abs(offset) > 14 * 3600:
        return day, None
    return day, datetime.fromtimestamp(clock.timestamp() - offset, UTC)


def _of_words(words: str) -> date | None:
    """The one day that the words fix, read as the words of a report are."""
    doubtful = _IN_TWO_WAYS.search(words)
    if doubtful and int(doubtful[1]) <= 12 and int(doubtful[2]) <= 12 and doubtful[1] != doubtful[2]:
        words = words[: doubtful.start()] + words[doubtful.end() :]
    found = {
        mark.first
        for mark in read(words, "ar" if re.search("[\u0600-\u06ff]", words) else "en", None).dates
        if mark.first is not None and mark.first == mark.last and "islamic" not in mark.rule
    }
    days = {day for day in found if _FIRST <= day < _LAST}
    return days.pop() if len(days) == 1 else None


def _instant(day: date, words: str) -> datetime | None:
    """The instant, where an hour is written with its zone."""
    m = _CLOCK.search(words)
    if not m or int(m[1]) > 23 or int(m[2]) > 59:
        return None
    clock = datetime(day.year, day.month, day.day, int(m[1]), int(m[2]), min(int(m[3] or 0), 59), tzinfo=UTC)
    return _shifted(clock, m[4])
