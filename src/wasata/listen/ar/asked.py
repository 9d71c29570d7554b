"""Dates in a question in Arabic: what a person types where a date is asked for ("22-4", "في 15", "قبل شهرين").

Danger: a score read as a day. So this is never used on reports, only where a date is what is expected.
Duty: besides all that `dates` reads, what only a question may leave so short: a bare day of this month, day and month in
figures, years of two digits or in words, lengths of time before or after today, "أول جمعة من يوليو", "اليوم التالي".
Shape: at each piece these short forms are tried first, then the openers of `dates`.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from wasata.listen import dates as calendar
from wasata.listen.ar import dates, numbers
from wasata.listen.ar.calendar_words import FUTURE, PAST, weekdays
from wasata.listen.ar.days import DaysReader, Found
from wasata.listen.ar.nouns import nouns
from wasata.listen.dates import Days
from wasata.listen.letters import fold
from wasata.listen.pieces import pieces_of
from wasata.values import Span

_NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})(?:\2(\d{2,4}))?(?:\s?[,،]\s?(\d{2}|\d{4}))?(?![\d/.-]\d)")
_NTH = {"الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5}
_BEFORE, _AFTER = frozenset(("قبل", "منذ")), frozenset(("بعد", "خلال"))
_FEW = frozenset(("بضعه", "بضع", "عده"))
_STEP = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}


def dates_asked(text: str, published: date) -> list[tuple[Span, Days]]:
    """The dates a person means by a short text, seen from `published`; those that do not exist are left out."""
    folded = fold(text, "ar")
    reader = DaysReader(pieces_of(folded.text), folded.text, published)
    found: list[Found] = []
    i, count = 0, len(reader.words)
    while i < count:
        here = _asked(reader, i, published)
        if here is None:
            opener = dates.openers().get(reader.words[i])
            here = opener(reader, i) if opener is not None else None
        if here is None and reader.words[i][0].isdecimal():
            here = dates.by_digits(reader, i)
        if here is None:
            i += 1
            continue
        found.append(here)
        i = max(here.after, i + 1)
    return [(folded.span(f.start, f.end), f.days) for f in found if f.days is not None]


def _asked(r: DaysReader, i: int, published: date) -> Found | None:
    for form in _forms():
        here = form(r, i, published)
        if here is not None:
            return here
    return None


def _one(r: DaysReader, first: int, after: int, day: date | None) -> Found:
    """The mark of one day; of a day that does not exist a mark without days, so that nothing else is read into it."""
    return r.mark(first, 0, after, (day, day) if day is not None else None, "asked")


def _numeric(r: DaysReader, i: int, published: date) -> Found | None:
    """ "22-4", "4/22", "22/4/21", "08/12, 2015": the month may stand first where the day cannot."""
    m = _NUMERIC.match(r.text, r.starts[i]) if r.words[i][0].isdecimal() else None
    if m is None or (i and r.pieces.touches(i) and r.words[i - 1] in "/-."):
        return None
    one, two, three = int(m[1]), int(m[3]), m[4] or m[5]
    if len(m[1]) == 4:
        year = one
        day = calendar.day(year, two, int(three)) if three else None
    else:
        year = _whole_year(three) if three else published.year
        day = calendar.day(year, one, two) if m[5] else calendar.day(year, two, one)
        day = day or calendar.day(year, one, two)
    after = i
    while after < len(r.words) and r.starts[after] < m.end():
        after += 1
    return _one(r, i, after, day) if day is not None else None


def _whole_year(word: str) -> int:
    return int(word) if len(word) == 4 else 2000 + int(word[-2:])


def _year_in_words(r: DaysReader, k: int) -> tuple[int, int] | None:
    """(piece after, year) of "2018", "ألفين وثمانية عشر", past a comma or "من"."""
    k += 1 if r.word(k) in {"،", ",", "من", "."} else 0
    if not r.word(k):
        return None
    number = numbers.number_at(r.pieces, k, r.atoms)
    if number is None or number.value != int(number.value) or not 1000 <= number.value <= 2200:
        return None
    return number.after, int(number.value)


def _month_first(r: DaysReader, i: int, published: date) -> Found | None:
    """ "يناير-1", "سبتمبر الحادي والعشرين من ألف وتسعمئة", "العاشر من سبتمبر، ألفين"."""
    first = i
    i += 1 if r.word(i) == "يوم" and r.word(i + 1) in weekdays() else 0
    if r.word(i) in weekdays():
        i += 2 if r.word(i + 1) in ("،", ",") else 1
    month = r.month_at(i)
    if month is not None:
        k = month[0] + (1 if r.word(month[0]) == "-" else 0)
        day = r.day_at(k)
        if day is None or month[3]:
            return None
        after, number, of_month = day[0], day[1], month[1]
    else:
        day = r.day_at(i)
        month = r.month_at(_past_signs(r, day[0])) if day is not None else None
        if day is None or month is None or month[3]:
            return None
        after, number, of_month = month[0], day[1], month[1]
    year = _year_in_words(r, after)
    if year is not None:
        return _one(r, first, year[0], calendar.day(year[1], of_month, number))
    if r.day_at(i) is not None:
        return None
    return _one(r, first, after, calendar.day(calendar.year_of(published, number, of_month, "past"), of_month, number))


def _past_signs(r: DaysReader, k: int) -> int:
    while r.word(k) in {"من", "شهر", ".", "-", "/"}:
        k += 1
    return k


def _nth_weekday(r: DaysReader, i: int, published: date) -> Found | None:
    """ "الأحد الثاني" of this month; "أول يوم جمعة من يوليو"."""
    if r.word(i) in ("اول", "اخر") and r.word(i + 1) == "يوم":
        number = weekdays().get("ال" + r.word(i + 2))
        if number is None:
            return _one(r, i, i + 2, published - timedelta(1)) if r.word(i) == "اخر" else None
        k = i + 3 + (1 if r.word(i + 3) in ("من", "في") else 0)
        if r.word(k) == "هذا" and r.word(k + 1) == "الشهر":
            return _one(r, i, k + 2, _nth(published.year, published.month, number[0], 1))
        month = r.month_at(k)
        if month is None:
            return None
        year = calendar.year_of(published, 0, month[1], "past")
        return _one(r, i, month[0], _nth(year, month[1], number[0], 1))
    first, i = i, i + 1 if r.word(i) == "يوم" else i
    number = weekdays().get(r.word(i))
    if number is None or r.word(i + 1) not in _NTH or r.word(i + 2) in {"من", "عشر", "والعشرين", "والعشرون"}:
        return None
    return _one(r, first, i + 2, _nth(published.year, published.month, number[0], _NTH[r.word(i + 1)]))


def _nth(year: int, month: int, weekday: int, n: int) -> date | None:
    first = calendar.day(year, month, 1)
    return calendar.day(year, month, 1 + (weekday - first.weekday()) % 7 + 7 * (n - 1)) if first else None


def _near(r: DaysReader, i: int, published: date) -> Found | None:
    """ "اليوم التالي", "اليوم الماضي", "هذا يوم الجمعة"."""
    if r.word(i) == "اليوم" and r.word(i + 1) in FUTURE | PAST:
        return _one(r, i, i + 2, published + timedelta(1 if r.word(i + 1) in FUTURE else -1))
    if r.word(i) == "هذا" and r.word(i + 1) == "يوم" and r.word(i + 2) in weekdays():
        return _one(r, i, i + 3, calendar.week(published, 0)[0] + timedelta(weekdays()[r.word(i + 2)][0]))
    return None


def _length(r: DaysReader, i: int, published: date) -> Found | None:
    """ "قبل شهر", "بعد أسبوعين من الآن", "2 سنة و1 شهر و21 يوما من الآن"."""
    word = r.word(i)
    before, after = word in _BEFORE, word in _AFTER
    k = i + 1 if before or after else i
    months = days = 0
    parts = 0
    while k < len(r.words) and parts < 4:
        if parts and r.word(k) in {"و", "،", ","}:
            k += 1
        part = _part(r, k, joined=parts > 0)
        if part is None:
            break
        k, (more_months, more_days) = part[0], part[1]
        months, days, parts = months + more_months, days + more_days, parts + 1
    if not parts:
        return None
    now = r.word(k) == "من" and r.word(k + 1) in ("الان", "اليوم")
    if not (before or after or now) or r.word(k) == "امس":
        return None
    if now:
        k += 2
    sign = 1 if after else -1
    whole = calendar.months_from(published, sign * months)
    if whole is None:
        return None
    there = calendar.day(whole[0].year, whole[0].month, min(published.day, whole[1].day))
    return _one(r, i, k, calendar.shift(there, sign * days) if there is not None else None)


def _part(r: DaysReader, k: int, *, joined: bool) -> tuple[int, tuple[int, int]] | None:
    """(piece after, (months, days)) of one length: "شهر", "أسبوعين", "21 يوما", "بضعة أيام"."""
    many = 1
    word = r.word(k)
    if word in _FEW:
        many, k = 3, k + 1
    elif word and (word[0].isdecimal() or word in r.atoms):
        number = numbers.number_at(r.pieces, k, r.atoms)
        if number is None or number.value != int(number.value) or number.value > 1000:
            return None
        many, k = int(number.value), number.after
    word = r.word(k)
    noun = nouns().get(word) or (nouns().get(word[1:]) if joined and word.startswith("و") else None)
    if noun is None or noun.definite or noun.unit not in _STEP or noun.measure != "duration":
        return None
    many *= 2 if noun.many == "two" else 1
    months, days = _STEP[noun.unit]
    return k + 1, (many * months * noun.times, many * days)


def _bare_day(r: DaysReader, i: int, published: date) -> Found | None:
    """ "في 15", "إلى 27", "للثلاثين": that day of this month."""
    k = i + 1 if r.word(i) in {"في", "يوم", "الي"} else i
    day = r.day_at(k)
    opened = k > i or (day is not None and r.words[k].startswith("لل"))
    if day is None or not opened:
        return None
    nxt = r.word(day[0])
    if nxt.isalpha() or (nxt and nxt in "%/-:"):
        return None
    return _one(r, i, day[0], calendar.day(published.year, published.month, day[1]))


@cache
def _forms() -> tuple[Callable[[DaysReader, int, date], Found | None], ...]:
    return (_numeric, _month_first, _nth_weekday, _near, _length, _bare_day)
