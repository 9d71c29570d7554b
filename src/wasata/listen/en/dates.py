"""Dates in English.

Danger: "may" and "march" the verbs taken for months; "due to expire on Saturday" told as last Saturday.
Duty: days, weekdays, weeks, weekends and months as agencies write them, with or without a year; "the past week", "three
days ago"; figures; ranges. A day without its year takes it from the words, else from the tense; without a day of
publication only what the words alone fix is resolved.
Shape: one pass over the pieces; each word that may open a date has its opener.
"""

import re
from datetime import date, timedelta

from wasata.listen import dates as calendar
from wasata.listen.dates import Days, Way
from wasata.listen.en import numbers
from wasata.listen.en.calendar_words import (
    BEFORE_MONTH,
    DASHES,
    ISLAMIC_MONTHS,
    MONTHS,
    NEAR,
    SHORT,
    SHORT_DAYS,
    WEEKDAYS,
)
from wasata.listen.en.days import DaysReader, Found, Opener
from wasata.listen.letters import fold
from wasata.listen.marks import Date
from wasata.listen.reader import Page
from wasata.values import Span


def find(page: Page) -> list[Date]:
    """The dates of a page, in order."""
    folded = page.folded
    marks = []
    for f in DaysReader(folded.text, page.published).all(_OPENERS, _by_digits):
        first, last = f.days if f.days is not None else (None, None)
        marks.append(Date(folded.span(f.start, f.end), first, last, f"en.date.{f.rule}"))
    return marks


def dates_in(text: str, published: date | None = None) -> list[tuple[Span, Days | None]]:
    """Every date of an English text with its place and its first and last day (None where the words do not fix it)."""
    folded = fold(text, "en")
    return [(folded.span(f.start, f.end), f.days) for f in DaysReader(folded.text, published).all(_OPENERS, _by_digits)]


def _one(day: date | None) -> Days | None:
    return (day, day) if day is not None else None


def _by_weekday(r: DaysReader, i: int) -> Found | None:
    return _weekday_from(r, i, i, None)


_JUST_NOW = 3
"""Days back for which the plain weekday would be said."""


def _weekday_from(r: DaysReader, first: int, at: int, said: Way | str | None) -> Found | None:
    """A weekday at piece `at` whose mark begins at `first` ("last Friday")."""
    word = r.low[at]
    if not r.words[at][0].isupper():
        return None
    number = WEEKDAYS[word]
    after = at + 1
    dotted = word in SHORT_DAYS
    if dotted and r.word(after) == "." and r.pieces.touches(after):
        after += 1
    k = after + 1 if r.word(after) in (",", "(") else after
    if r.word(k) == "the":
        k += 1
    month = r.month_at(k)
    inner = _by_month(r, k) if month and r.day_at(month[0]) else _day_first(r, k)
    if inner is not None and not inner.rule.startswith("month"):
        days = inner.days
        if days is not None and not any(len(w) == 4 and w.isdecimal() for w in r.low[k : inner.after]):
            days = calendar.agreeing(days, number)
        return r.mark(first, inner.after, days, "weekday-day")
    if dotted:
        return None
    if r.word(at + 1) == "'" and r.word(at + 2) == "s":
        pass
    second = r.low[after + 1] if r.word(after) in (*DASHES, "and", "to", "/") and after + 1 < len(r.low) else ""
    if second in WEEKDAYS and r.word(after) in (*DASHES, "/") and r.words[after + 1][0].isupper():
        if r.published is None:
            return r.mark(first, after + 2, None, "two-weekdays")
        start = calendar.weekday(r.published, number, r.tense(first, "past"))
        ahead = (WEEKDAYS[second] - number) % 7
        return r.mark(first, after + 2, (start, start + timedelta(ahead)), "two-weekdays")
    if r.published is None:
        return r.mark(first, after, None, "weekday")
    if said == "last":
        day = calendar.weekday(r.published, number, "past", strictly=True)
        ago = (r.published - day).days
        if ago <= _JUST_NOW and ago <= r.published.weekday():
            day -= timedelta(7)  # of a day this very week nobody says "last": "last Wednesday" told on a Thursday
    elif said in ("past", "future"):
        day = calendar.weekday(r.published, number, "past" if said == "past" else "future", strictly=True)
    elif said == "this":
        day = calendar.weekday(r.published, number, r.tense(first, "future"))
    else:
        before = r.word(first - 1)
        owned = r.word(after) == "'"  # "blamed for Friday's attack"
        ahead_of = before in {"until", "till", "by", "before"} or (before == "for" and not owned)
        way: Way = "future" if ahead_of else r.tense(first, "past")
        day = calendar.weekday(r.published, number, way)
    return r.mark(first, after, _one(day), "weekday")


def _by_near(r: DaysReader, i: int) -> Found | None:
    word = r.low[i]
    if word == "tonight" or (word == "today" and r.word(i - 1) in {"even", "still", "of", "until"}):
        return None
    if (word in {"today", "tomorrow", "yesterday"} and r.word(i - 1) in ("usa", "russia")) or (
        r.words[i][0].isupper()
        and i
        and r.words[i - 1][0].isupper()
        and r.word(i - 1) not in WEEKDAYS
        and r.low[i - 1] != "\n"
    ):
        return None
    first, offset = i, NEAR[word]
    if word == "tomorrow" and r.low[max(0, i - 3) : i] == ["the", "day", "after"]:
        first, offset = i - 3, 2
    elif word == "yesterday" and r.low[max(0, i - 3) : i] == ["the", "day", "before"]:
        first, offset = i - 3, -2
    after = i + 1
    if r.word(after) == "'" and r.word(after + 1) == "s" and word == "today":
        pass
    k = after + 1 if r.word(after) == "," else after
    if r.word(k) in WEEKDAYS and r.words[k][0].isupper() and r.word(k) not in SHORT_DAYS and k == after:
        after = k + 1
    return r.mark(first, after, _one(calendar.shift(r.published, offset)) if r.published else None, "near")


def _by_month(r: DaysReader, i: int) -> Found | None:
    """ "Oct. 7, 2023", "October 7th", "May 22-29", "April 2023", "in May"."""
    month = r.month_at(i)
    if month is None:
        return None
    after, name = month
    day = r.day_at(after)
    if day is not None:
        end, number = day
        last, last_month = number, name
        if r.word(end) in (*DASHES, "to", "and", "through") and r.day_at(end + 1):
            other = r.day_at(end + 1)
            assert other is not None
            tight = (
                r.word(end) in DASHES
                or r.word(end) in ("to", "through")
                or (r.word(i - 1) == "between" or _no_noun(r, other[0]))
            )
            if other[1] > number and tight and not _is_counted(r, other[0]):
                end, last = other
        elif r.word(end) in DASHES and r.month_at(end + 1):
            second = r.month_at(end + 1)
            assert second is not None
            other = r.day_at(second[0])
            if other is not None:
                end, last, last_month = other[0], other[1], second[1]
        if r.word(end) in _NAMED_BY_DAY and r.words[end][0].isupper():
            return None  # "the March 23 Movement"
        end, said = r.said_year(end)
        year = r.year_for(i, number, name, said)
        if calendar.day(2000, name, number) is None:
            return None
        rule = "dateline" if isinstance(said, int) and last == number and _is_dateline(r, i, end) else "month-day"
        if year is None:
            return r.mark(i, end, None, rule)
        first_day = calendar.day(year, name, number)
        last_day = calendar.day(year + (1 if last_month < name else 0), last_month, last)
        return r.mark(i, end, (first_day, last_day) if first_day and last_day else None, rule.replace("month-", "day-"))
    second = r.month_at(after + 1) if r.word(after) in DASHES else None
    if second is not None and second[1] > name and r.day_at(second[0]) is None:
        end, said = r.said_year(second[0])  # "July-August 2006"
        year = r.year_for(i, 0, name, said)
        if year is None:
            return r.mark(i, end, None, "months")
        begin, close = calendar.month(year, name), calendar.month(year, second[1])
        return r.mark(i, end, (begin[0], close[1]) if begin and close else None, "months")
    end, said = r.said_year(after)
    before = r.word(i - 1)
    first = i
    if said is None:
        if (
            r.low[i] in {"may", "march", "mar", "sun", "august", "jan", "april", "june"}
            and (before not in BEFORE_MONTH or (before in {"to", "and", "for"} and r.low[i] in ("may", "march")))
            and not (before == "-" and r.word(i - 2) == "mid")
        ):
            return None
        if r.low[i] in SHORT and before not in BEFORE_MONTH and before not in ("mid", "-"):
            return None
        if before in {"last", "next", "this"} and r.published is not None:
            year = _near_year(r, before, name)
            return r.mark(i - 1, end, calendar.month(year, name), "month")
        if before in {"last", "next", "this"}:
            return r.mark(i - 1, end, None, "month")
    year_found = r.year_for(i, 0, name, said)
    if (before == "-" and r.word(i - 2) == "mid") or before == "mid":
        first = i - 1 if before == "mid" else i - 2
        middle = calendar.day(year_found, name, 15) if year_found else None
        return r.mark(first, end, _one(middle), "mid-month")
    return r.mark(first, end, calendar.month(year_found, name) if year_found else None, "month")


_NAMED_BY_DAY = frozenset(("movement", "brigade", "brigades", "alliance", "coalition", "martyrs", "revolutionary"))


def _near_year(r: DaysReader, said: str, month: int) -> int:
    published = r.published
    assert published is not None
    if said == "last":
        return published.year if month < published.month else published.year - 1
    if said == "next":
        return published.year if month > published.month else published.year + 1
    return published.year


def _no_noun(r: DaysReader, k: int) -> bool:
    return r.word(k) in {"", ".", ",", "\n", ")", ";"}


def _is_counted(r: DaysReader, k: int) -> bool:
    """Whether a noun follows, so that the number counts something ("Oct 7 and 12 hostages")."""
    word = r.word(k)
    return word.endswith("s") and word.isalpha() and word not in {"as", "is", "was", "has", "this"}


def _is_dateline(r: DaysReader, i: int, end: int) -> bool:
    """Whether a day with its year stands at the head of a line, before a dash or the line's end."""
    line = i
    while line and r.low[line - 1] != "\n" and i - line < 12:
        line -= 1
    return (line == 0 or r.low[line - 1] == "\n") and r.word(end) in {"-", "–", "—", ":", "(", "\n", "", ")"}


def _day_first(r: DaysReader, i: int) -> Found | None:
    """ "7 October 2023", "the 7th of October", "22-29 May"."""
    day = r.day_at(i)
    if day is None:
        return None
    after, number = day
    last = number
    if r.word(after) in (*DASHES, "to", "and") and r.day_at(after + 1):
        other = r.day_at(after + 1)
        assert other is not None
        k = other[0] + 1 if r.word(other[0]) == "of" else other[0]
        if other[1] > number and r.month_at(k):
            after, last = other
    k = after + 1 if r.word(after) == "of" else after
    month = r.month_at(k)
    if month is None:
        k = after + 1 if r.word(after) in ("-",) else after
        month = r.month_at(k) if k > after else None
        if month is None:
            return _islamic(r, i, after, number)
    end, name = month
    if r.day_at(end) and not r.year_at_piece(end):
        return None  # "5 May 10": no such date
    end, said = r.said_year(end)
    if calendar.day(2000, name, number) is None:
        return None
    year = r.year_for(i, number, name, said)
    rule = "dateline" if isinstance(said, int) and last == number and _is_dateline(r, i, end) else "day-month"
    if year is None:
        return r.mark(i, end, None, rule)
    first_day, last_day = calendar.day(year, name, number), calendar.day(year, name, last)
    return r.mark(i, end, (first_day, last_day) if first_day and last_day else None, rule)


def _islamic(r: DaysReader, i: int, after: int, number: int) -> Found | None:
    """ "1 Ramadan 1445"."""
    name = ISLAMIC_MONTHS.get(r.word(after), 0)
    if not name or not r.words[after][0].isupper():
        return None
    end = after + 1
    year: int | None = None
    if r.word(end).isdecimal() and len(r.word(end)) == 4 and 1300 <= int(r.word(end)) <= 1500:
        year, end = int(r.word(end)), end + 1
        end += 1 if r.word(end) == "ah" else 0
    elif r.published is not None:
        year = calendar.islamic_year(r.published)
    return r.mark(i, end, _one(calendar.islamic(year, name, number)) if year else None, "islamic")


def _by_digits(r: DaysReader, i: int) -> Found | None:
    if r.pieces.touches(i) and r.low[i - 1] in {"/", "-", ".", ":", "#", "$"}:
        return None
    return _numeric(r, i) or (_day_first(r, i) if len(r.low[i]) <= 2 else None)


_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def _numeric(r: DaysReader, i: int) -> Found | None:
    """ "2023-11-24", "24/11/2023", "24.11.2023". The day stands first unless that is no day."""
    low, touches = r.low, r.pieces.touches
    dotted = _DOTTED.fullmatch(low[i])
    if dotted:
        return _if_day(r, i, i + 1, calendar.day(int(dotted[3]), int(dotted[2]), int(dotted[1])))
    sign = r.word(i + 1)
    if (
        sign not in ("/", "-")
        or r.word(i + 3) != sign
        or not all(touches(i + k) for k in range(1, 5) if i + k < len(low))
    ):
        return None
    one, two, three = low[i], r.word(i + 2), r.word(i + 4)
    if not (one.isdecimal() and two.isdecimal() and three.isdecimal()) or len(two) > 2:
        return None
    if len(one) == 4 and len(three) <= 2:
        return _if_day(r, i, i + 5, calendar.day(int(one), int(two), int(three)))
    if len(three) == 4 and len(one) <= 2:
        year = int(three)
        return _if_day(r, i, i + 5, calendar.day(year, int(two), int(one)) or calendar.day(year, int(one), int(two)))
    return None


def _if_day(r: DaysReader, first: int, after: int, day: date | None) -> Found | None:
    return r.mark(first, after, (day, day), "numeric") if day else None


_PAST_WORDS = frozenset(("last", "past", "previous"))


def _by_last(r: DaysReader, i: int) -> Found | None:
    """ "last Friday", "next week", "this weekend", "the past three days"."""
    word = r.low[i]
    nxt = r.word(i + 1)
    first = i
    if nxt in WEEKDAYS and nxt not in SHORT_DAYS:
        if word in {"past", "previous", "coming", "following"}:
            if word == "past" and r.word(i - 1) == "this":
                return _weekday_from(r, i - 1, i + 1, "past")
            if word == "coming" and r.word(i - 1) in ("this", "the"):
                return _weekday_from(r, i, i + 1, "future")
            return None
        return _weekday_from(r, i, i + 1, {"last": "last", "next": "future", "this": "this"}[word])
    if word in {"last", "next", "this"} and nxt in MONTHS and r.month_at(i + 1):
        return _by_month(r, i + 1)
    if nxt == "weekend":
        if word == "past" and r.word(i - 1) in ("this", "the"):
            first = i - 1
        if r.published is None:
            return r.mark(first, i + 2, None, "weekend")
        if word == "next":
            days = calendar.weekend(r.published, "past", weeks=1)
        elif word in _PAST_WORDS:
            days = calendar.weekend(r.published, "past")
        else:
            days = calendar.weekend(r.published, r.tense(first, "past"))
        return r.mark(first, i + 2, days, "weekend")
    if nxt in ("week", "month"):
        return _week_or_month(r, i)
    if word in {"last", "past", "next", "coming", "previous"} and nxt:
        return _last_days(r, i)
    return None


def _week_or_month(r: DaysReader, i: int) -> Found | None:
    word, unit = r.low[i], r.word(i + 1)
    if word in ("coming", "following"):
        return None
    if word == "past" or (word == "last" and r.word(i - 1) == "the"):
        if r.word(i + 2) in ("of",):
            return None
        first = i - 1 if r.word(i - 1) == "the" else i
        if r.published is None:
            return r.mark(first, i + 2, None, "past-week")
        if unit == "week":
            return r.mark(first, i + 2, calendar.ending(r.published, 7), "past-week")
        return r.mark(first, i + 2, calendar.ending(r.published, 30), "past-month")
    if word == "previous":
        return None
    if r.published is None:
        return r.mark(i, i + 2, None, "week")
    offset = {"last": -1, "next": 1, "this": 0}[word]
    if unit == "week":
        return r.mark(i, i + 2, calendar.week(r.published, offset), "week")
    return r.mark(i, i + 2, calendar.months_from(r.published, offset), "month-near")


_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}


def _last_days(r: DaysReader, i: int) -> Found | None:
    """ "the past three days", "the next two weeks"; hours are no date."""
    if not (r.low[i + 1][0].isdecimal() or r.low[i + 1] in numbers.SMALL):
        return None
    number = numbers.number_at(r.pieces, i + 1, r.low)
    if number is None or number.value != int(number.value) or not 0 < number.value <= 400:
        return None
    unit = r.word(number.after)
    if unit not in _UNITS and unit != "months":
        return None
    first = i - 1 if r.word(i - 1) in ("the", "these") else i
    after = number.after + 1
    if r.published is None:
        return r.mark(first, after, None, "last-days")
    past = r.low[i] in _PAST_WORDS
    if unit == "months":
        near = calendar.months_from(r.published, -int(number.value) if past else int(number.value))
        far = calendar.day(near[0].year, near[0].month, min(r.published.day, near[1].day)) if near else None
        if far is None:
            return None
        return r.mark(
            first, after, (far + timedelta(1), r.published) if past else (r.published + timedelta(1), far), "last-days"
        )
    count = int(number.value) * _UNITS[unit]
    if past:
        return r.mark(first, after, calendar.ending(r.published, count), "last-days")
    end = calendar.shift(r.published, count)
    return r.mark(first, after, (r.published + timedelta(1), end) if end else None, "last-days")


def _by_weekend(r: DaysReader, i: int) -> Found | None:
    """ "over the weekend"."""
    if r.word(i - 1) != "the" or r.word(i + 1) in {"of", "before", "after"}:
        return None
    if r.published is None:
        return r.mark(i - 1, i + 1, None, "weekend")
    return r.mark(i - 1, i + 1, calendar.weekend(r.published, r.tense(i - 1, "past")), "weekend")


def _by_ago(r: DaysReader, i: int) -> Found | None:
    """ "three days ago", "a week ago"; months and years ago only last, they fix no day."""
    unit = r.word(i - 1)
    if unit not in _UNITS:
        return None
    first = None
    count = 0
    if r.word(i - 2) in {"a", "one", "an"}:
        first, count = i - 2, 1
    else:
        for k in range(max(0, i - 4), i - 1):
            if r.low[k][0].isdecimal() or r.low[k] in numbers.SMALL:
                number = numbers.number_at(r.pieces, k, r.low)
                if number is not None and number.after == i - 1 and number.value == int(number.value) <= 60:
                    first, count = k, int(number.value)
                    break
    if first is None or (_UNITS[unit] == 7 and count > 2):
        return None
    if r.word(first - 1) in {"than", "about", "some", "nearly", "almost", "over", "around"}:
        return None
    days = _one(calendar.shift(r.published, -count * _UNITS[unit])) if r.published else None
    return r.mark(first, i + 1, days, "ago")


_OPENERS: dict[str, Opener] = {
    **dict.fromkeys(MONTHS, _by_month),
    **dict.fromkeys(WEEKDAYS, _by_weekday),
    **dict.fromkeys(NEAR, _by_near),
    **dict.fromkeys(("last", "next", "this", "past", "previous", "coming"), _by_last),
    "weekend": _by_weekend,
    "ago": _by_ago,
}
