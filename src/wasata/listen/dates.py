"""Dates: what the calendar says, whatever the language that asks.

Danger: a day that the words do not fix, filled in from the day of reading; a year guessed across a new year.
Duty: weekdays, weeks, months, the year of a day that is named without one, and the Islamic calendar.
Shape: pure functions over `datetime.date`; weeks run from Monday to Sunday. A day that does not exist gives None.
"""

from datetime import date, timedelta
from typing import Literal

Way = Literal["past", "future", "near"]
Days = tuple[date, date]

_ISLAMIC_EPOCH = 1_948_440  # the Julian day number of 1 Muharram of year 1, civil reckoning
_ORDINAL_TO_JULIAN = 1_721_425
_FAR = 200  # a coming day further off than this was rather meant as one gone by
_AHEAD = 45  # how many days ahead of publication a day named without year or tense is still taken for a coming one


def day(year: int, month: int, number: int) -> date | None:
    """A day of the Gregorian calendar, or None when there is no such day."""
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


def month(year: int, number: int) -> Days | None:
    """A whole month."""
    first = day(year, number, 1)
    if first is None:
        return None
    after = day(year + number // 12, number % 12 + 1, 1)
    return (first, after - timedelta(1)) if after is not None else (first, date(year, number, 31))


def shift(of: date, days: int) -> date | None:
    """The day so many days later, or None beyond the calendar."""
    try:
        return of + timedelta(days)
    except OverflowError:
        return None


def weekday(published: date, number: int, way: Way, *, strictly: bool = False) -> date:
    """The nearest such weekday (Monday is 0) up to publication, or from it on.

    `strictly` leaves the day of publication itself out ("next Friday" said on a Friday).
    """
    if way == "future":
        ahead = (number - published.weekday()) % 7
        return published + timedelta(ahead or (7 if strictly else 0))
    back = (published.weekday() - number) % 7
    return published - timedelta(back or (7 if strictly else 0))


def week(published: date, offset: int) -> Days:
    """The week from Monday to Sunday, `offset` weeks from that of publication."""
    monday = published + timedelta(7 * offset - published.weekday())
    return monday, monday + timedelta(6)


def weekend(published: date, way: Way, *, weeks: int = 0) -> Days:
    """Saturday and Sunday: the latest that has begun, or the next from publication on."""
    saturday = weekday(published, 5, way if way != "near" else "past") + timedelta(7 * weeks)
    if way == "future" and published.weekday() == 6 and not weeks:
        saturday = published - timedelta(1)
    return saturday, saturday + timedelta(1)


def ending(published: date, days: int) -> Days | None:
    """So many days that end with the day of publication ("the past three days")."""
    first = shift(published, 1 - days)
    return (first, published) if first is not None and days > 0 else None


def months_from(published: date, offset: int) -> Days | None:
    """The whole month `offset` months from that of publication."""
    n = published.year * 12 + published.month - 1 + offset
    return month(n // 12, n % 12 + 1)


def year_by_tense(published: date, number: int, of_month: int, way: Way) -> int:
    """The year of a day named without one, from the tense of its sentence alone, which may be another verb's.

    A tense that leads most of a year away is not believed against a day close by on the other side.
    """
    year = year_of(published, number, of_month, way)
    there = day(year, of_month, min(number or 15, 28))
    if there is None or way == "near":
        return year
    away = (there - published).days
    if away > _FAR or away < -(366 - _AHEAD):
        return year_of(published, number, of_month, "near")
    return year


def year_of(published: date, number: int, of_month: int, way: Way) -> int:
    """The year of a day (`number` 0: of a month) named without one.

    Said in the past it is the latest that has begun, in the future the first that has not ended; without a tense the
    latest, unless one is some weeks ahead.
    """
    first = number or 1
    year = published.year
    this = (of_month, first)
    today = (published.month, published.day)
    if way == "past":
        begun = this <= today
        return year if begun else year - 1
    if way == "future":
        over = of_month < published.month if not number else this < today
        return year + 1 if over else year
    here = day(year, of_month, min(first, 28))
    if here is None:
        return year
    ahead = (here - published).days
    if ahead <= 0:
        return year + 1 if ahead + 365 <= _AHEAD else year
    return year if ahead <= _AHEAD else year - 1


def agreeing(days: Days, number: int) -> Days:
    """The same day in the year, this or the one before or after, in which it falls on the weekday said with it."""
    if days[0] != days[1] or days[0].weekday() == number:
        return days
    for year in (days[0].year + 1, days[0].year - 1):
        there = day(year, days[0].month, days[0].day)
        if there is not None and there.weekday() == number:
            return there, there
    return days


def islamic(year: int, of_month: int, number: int) -> date | None:
    """A day of the Islamic calendar as a Gregorian day.

    By the tabular (civil) reckoning with thirty-year cycles. It stands within a day or two of the Umm al-Qura calendar
    that is followed in the Gulf, and of the sighted new moon: good for finding a report's week, never for a deadline.
    """
    if not (1 <= of_month <= 12 and 1 <= number <= 30 and 1 <= year <= 3000):
        return None
    julian = number + (59 * (of_month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _ISLAMIC_EPOCH - 1
    return shift(date.min, julian - _ORDINAL_TO_JULIAN - 1)


def islamic_month(year: int, of_month: int) -> Days | None:
    """A whole month of the Islamic calendar (the same reckoning as `islamic`)."""
    first = islamic(year, of_month, 1)
    after = islamic(year + of_month // 12, of_month % 12 + 1, 1)
    if first is None or after is None:
        return None
    return first, after - timedelta(1)


def islamic_year(published: date) -> int:
    """The Islamic year in which a Gregorian day falls."""
    year = int((published.toordinal() + _ORDINAL_TO_JULIAN - _ISLAMIC_EPOCH) / 354.36667) + 1
    start = islamic(year, 1, 1)
    return year - 1 if start is not None and start > published else year
