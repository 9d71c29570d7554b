"""Dates in a question in English: what a person types where a date is asked for ("last tuesday", "two months ago", "the 15th").

Danger: a count read as a day. So this is never used on reports, only where a date is what is expected.
Duty: besides all that `dates` reads, what only a question may leave so short or write in small letters: lengths of time
before or after today whatever their unit, a bare day of this month, the first or last weekday of a month.
Shape: the short forms are tried on the whole phrase; what is none of them is read as `dates` reads a report.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from wasata.listen import dates as calendar
from wasata.listen.dates import Days
from wasata.listen.en import dates, numbers
from wasata.listen.en.calendar_words import MONTHS, WEEKDAYS
from wasata.values import Span

_NAMES = re.compile(rf"\b(?:{'|'.join(sorted({*MONTHS, *WEEKDAYS}, key=len, reverse=True))})\b", re.I)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNITS = {"day": (0, 1), "week": (0, 7), "fortnight": (0, 14), "month": (1, 0), "year": (12, 0)}
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}

_NEAR = re.compile(r"(?:the )?day (before yesterday|after tomorrow)")
_LENGTH = re.compile(
    rf"(in |after )?(a|an|one|[a-z]+|\d{{1,4}}) ({'|'.join(_UNITS)})s?( ago| before today| from now| from today| hence)?"
)
_BARE_DAY = re.compile(r"(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (?:this|the) month)?")
_OF_MONTH = re.compile(rf"(?:the )?({'|'.join(_NTH)}) ({_WEEKDAY}) (?:of|in) ({_MONTH})(?:,? (\d{{4}}))?")


def dates_asked(text: str, published: date) -> list[tuple[Span, Days]]:
    """The dates a person means by a short text, seen from `published`; those that do not exist are left out."""
    plain = " ".join(text.lower().replace(".", " ").split())
    for form in _FORMS:
        day = form(plain, published)
        if day is not None:
            return [(Span(0, len(text)), (day, day))] if text else []
    if plain in MONTHS:
        whole = calendar.month(calendar.year_of(published, 0, MONTHS[plain], "past"), MONTHS[plain])
        return [(Span(0, len(text)), whole)] if whole else []
    raised = _NAMES.sub(_as_printed, text)
    if len(raised) != len(text):  # a short weekday by itself ("last tue") has its full name here
        return [(Span(0, len(text)), days) for days in _only(dates.dates_in(raised, published), raised)]
    return [(span, days) for span, days in dates.dates_in(raised, published) if days is not None]


def _as_printed(m: re.Match[str]) -> str:
    """A month or weekday as papers print it; a weekday shortened to three letters, with no day beside it, in full."""
    word = m[0].lower()
    alone = not re.search(r"\d", m.string)
    return _FULL[WEEKDAYS[word]] if word in WEEKDAYS and alone else word.capitalize()


def _only(found: list[tuple[Span, Days | None]], text: str) -> list[Days]:
    """The one date of a text in which nothing but it stands."""
    whole = len(text.strip(" ."))
    return [days for span, days in found if days is not None and span.end - span.start >= whole]


def _near(plain: str, today: date) -> date | None:
    m = _NEAR.fullmatch(plain)
    if m is None:
        return today if plain == "now" else None
    return calendar.shift(today, -2 if m[1].startswith("before") else 2)


def _length(plain: str, today: date) -> date | None:
    """ "two months ago", "in 3 days", "a fortnight from now"."""
    m = _LENGTH.fullmatch(plain)
    if m is None or bool(m[1]) == bool(m[4]):
        return None
    many = _many(m[2])
    if many is None:
        return None
    months, days = _UNITS[m[3]]
    sign = -1 if m[4] in (" ago", " before today") else 1
    whole = calendar.months_from(today, sign * many * months)
    if whole is None:
        return None
    there = calendar.day(whole[0].year, whole[0].month, min(today.day, whole[1].day))
    return calendar.shift(there, sign * many * days) if there is not None else None


def _many(word: str) -> int | None:
    if word in ("a", "an"):
        return 1
    if word.isdecimal():
        return int(word)
    value = numbers.SMALL.get(word)
    return int(value) if value is not None else None


def _bare_day(plain: str, today: date) -> date | None:
    """ "the 15th": that day of this month."""
    m = _BARE_DAY.fullmatch(plain)
    return calendar.day(today.year, today.month, int(m[1])) if m else None


def _nth_weekday(plain: str, today: date) -> date | None:
    """ "first Friday of July", "the last Monday of November 2023"."""
    m = _OF_MONTH.fullmatch(plain)
    if m is None:
        return None
    nth, weekday, month = _NTH[m[1]], WEEKDAYS[m[2]], MONTHS[m[3]]
    year = int(m[4]) if m[4] else calendar.year_of(today, 0, month, "past")
    whole = calendar.month(year, month)
    if whole is None:
        return None
    if nth < 0:
        return whole[1] - timedelta((whole[1].weekday() - weekday) % 7)
    return calendar.day(year, month, 1 + (weekday - whole[0].weekday()) % 7 + 7 * (nth - 1))


_FORMS: tuple[Callable[[str, date], date | None], ...] = (_near, _length, _bare_day, _nth_weekday)
