"""Dates in Arabic.

Danger: "مارس" the verb taken for March, "أمس الحاجة" for yesterday; a weekday to come told as one gone by.
Duty: days, weekdays, weeks and months as the press writes them: Egyptian, Levantine and Maghrebi month names, doubled
with a slash or in brackets; Islamic dates; "أول من أمس"; "قبل أربعة أيام"; figures; ranges. A day without its year
takes it from the words, else from the tense; without a day of publication only what the words alone fix is resolved.
Shape: one pass over the pieces; each word that may open a date has its opener.
"""

import re
from datetime import date, timedelta
from functools import cache

from wasata.listen import dates as calendar
from wasata.listen.ar import numbers
from wasata.listen.ar.calendar_words import (
    ATTACHED,
    BEFORE_MONTH,
    FUTURE,
    NEWSPAPERS,
    NOT_TODAY,
    PAST,
    ROUND,
    THIS,
    UNSURE,
    months,
    ordinals,
    weekdays,
)
from wasata.listen.ar.days import DaysReader, Found, Opener
from wasata.listen.ar.line import words_of
from wasata.listen.dates import Days, Way
from wasata.listen.letters import fold
from wasata.listen.marks import UNWEIGHED, Date
from wasata.listen.pieces import folded_set, pieces_of
from wasata.listen.reader import Page
from wasata.values import Span

_new = tuple.__new__  # a mark without the call of a named tuple


def find(page: Page) -> list[Date]:
    """The dates of a page (`wasata.listen.reader.Page`), in order."""
    folded = page.folded
    published = page.published
    words = words_of(page)
    found = DaysReader(words.pieces, folded.text, published).all(openers(), by_digits, words.figures)
    marks = []
    for f in found:
        first, last = f.days if f.days is not None else (None, None)
        marks.append(_new(Date, (folded.span(f.start, f.end), first, last, f"ar.date.{f.rule}", UNWEIGHED)))
    return marks


def dates_in(text: str, published: date | None = None) -> list[tuple[Span, Days | None]]:
    """Every date of an Arabic text with its place and its first and last day (None where the words do not fix it)."""
    folded = fold(text, "ar")
    found = DaysReader(pieces_of(folded.text), folded.text, published).all(openers(), by_digits)
    return [(folded.span(f.start, f.end), f.days) for f in found]


# -- openers: each is asked at a word that may open a date


def _by_weekday(r: DaysReader, i: int) -> Found | None:
    return _weekday_from(r, i, i, weekdays()[r.words[i]][1])


def _weekday_from(r: DaysReader, first: int, at: int, cut: int) -> Found | None:
    """A weekday at piece `at` whose mark begins at piece `first` ("يوم الجمعة", "أمس الاثنين")."""
    number = weekdays()[r.words[at]][0]
    if first == at and r.word(at - 1) in _NO_DAYS:
        return None
    after = at + 1
    nxt = after + 1 if r.word(after) in {"،", ",", "("} and r.day_at(after + 1) else after
    if r.word(nxt) in ("الموافق", "الموافقه") or r.word(nxt) == "في":
        nxt += 1
    dated = _day_month(r, nxt) if r.day_at(nxt) else None
    if dated is not None:
        end = dated.after
        if r.word(nxt - 1) == "(" and r.word(end) == ")":
            end += 1
        days = dated.days
        if days is not None and not any(len(w) == 4 and w.isdecimal() for w in r.words[nxt : dated.after]):
            days = calendar.agreeing(days, number)
        return r.mark(first, cut, end, days, "weekday-day")
    joint = r.word(after)
    second = after + 1 if joint in {"-", "–", "/"} else after
    if r.word(second) in weekdays() and (weekdays()[r.words[second]][0] - number) % 7 == 1:
        attached = weekdays()[r.words[second]][1]
        if not attached or r.word(first - 1) in {"ليل", "ليله", "بين"}:
            days = _weekday_days(r, at, number, None)
            both = (days[0], days[0] + timedelta(1)) if days else None
            if both and r.published and both[1] > r.published and r.tense(at, "past") == "past":
                both = (both[0] - timedelta(7), both[1] - timedelta(7))
            return r.mark(first, cut, second + 1, both, "two-weekdays")
    bare = _weekday_and_day(r, first, cut, after, number)
    if bare is not None:
        return bare
    if r.word(after) == "من" and r.word(after + 1) in ("الاسبوع", "هذا"):
        of_week = _by_week(r, after + 1 if r.word(after + 1) == "الاسبوع" else after + 2)
        if of_week is not None and of_week.rule == "week":
            return r.mark(first, cut, of_week.after, _in_week(of_week.days, number), "weekday-week")
    word = r.word(after)
    said: Way | None = "past" if word in PAST else "future" if word in FUTURE and word != "التالي" else None
    if said is not None or word in THIS:
        after += 1
    return r.mark(first, cut, after, _weekday_days(r, first, number, said), "weekday")


def _weekday_and_day(r: DaysReader, first: int, cut: int, after: int, number: int) -> Found | None:
    """ "الجمعة 15", "الخميس في الحادي والعشرين": believed when the calendar has such a day within a month or so."""
    at = after + 1 if r.word(after) == "في" else after
    day = r.day_at(at)
    if day is None or r.published is None or (r.words[at] in ordinals() and day[0] == at + 1 and r.words[at][0] != "ل"):
        return None
    for offset in (0, -1, 1):
        whole = calendar.months_from(r.published, offset)
        there = calendar.day(whole[0].year, whole[0].month, day[1]) if whole else None
        if there is not None and there.weekday() == number:
            nxt = r.word(day[0])
            if nxt and nxt.isalpha() and nxt in numbers_nouns():
                return None
            return r.mark(first, cut, day[0], (there, there), "weekday-number")
    return None


@cache
def numbers_nouns() -> frozenset[str]:
    """Words that show a number after a weekday to count something ("قتل الجمعة 15 شخصا")."""
    from wasata.listen.ar.nouns import nouns  # the nouns are only needed for this doubt

    return frozenset(nouns())


def _in_week(days: Days | None, number: int) -> Days | None:
    if days is None:
        return None
    day = days[0] + timedelta(number)
    return day, day


def _weekday_days(r: DaysReader, at: int, number: int, said: Way | None) -> Days | None:
    if r.published is None:
        return None
    if said is not None:
        day = calendar.weekday(r.published, number, said, strictly=True)
    else:
        before = r.word(at - 1)
        way: Way = r.until(at) if before in {"حتي", "بحلول", "وحتي"} else r.tense(at, "past")
        day = calendar.weekday(r.published, number, way)
    return day, day


_NO_DAYS = folded_set("صلاة خطبة وصلاة قوات جيش كأس جمعة")


def _by_day_word(r: DaysReader, i: int) -> Found | None:
    """ "يوم", before a weekday, "أمس" or a day of the month."""
    cut = len(r.words[i]) - 3
    nxt = r.word(i + 1)
    if nxt in weekdays() and weekdays()[nxt][1] == 0 and not nxt.startswith("لل"):
        return _weekday_from(r, i, i + 1, cut)
    if nxt in {"امس", "غد", "الغد", "الامس"}:
        inner = _by_near(r, i + 1)
        return r.mark(i, cut, inner.after, inner.days, inner.rule) if inner else None
    if r.day_at(i + 1):
        dated = _day_month(r, i + 1)
        return r.mark(i, cut, dated.after, dated.days, dated.rule) if dated else None
    return None


_NEAR = {"اليوم": 0, "امس": -1, "الامس": -1, "غدا": 1, "الغد": 1, "غد": 1}


def _by_near(r: DaysReader, i: int) -> Found | None:
    """Today, yesterday, tomorrow, with the weekday that may follow."""
    word = r.words[i]
    cut = 0
    while word not in _NEAR and cut < 2:
        word, cut = word[1:], cut + 1
    offset = _NEAR[word]
    before, nxt = r.word(i - 1), r.word(i + 1)
    first = i
    if word == "اليوم" and nxt not in weekdays():
        if before in NEWSPAPERS or nxt in NOT_TODAY or nxt.isdecimal() or (cut and r.words[i][0] in "بلك"):
            return None
    elif word in ("امس", "الامس"):
        if nxt in {"الحاجه", "حاجه", "القريب"}:
            return None
        if nxt == "الاول":
            return r.mark(i, cut, i + 2, _off(r, -2), "near")
        if not cut and before == "من" and r.word(i - 2) in ("اول", "واول"):
            first, offset = i - 2, -2
        elif not cut and before in ("اول", "قبل"):
            first, offset = i - 1, -2
        elif not cut and before == "يوم" and r.word(i - 2) == "قبل":
            first, offset = i - 2, -2
        if first != i:
            cut = 1 if r.words[first] == "واول" else 0
    elif word in ("غد", "الغد"):
        if before == "بعد":
            first, offset = i - 1, 2
        elif (word == "غد" and before != "يوم") or before in {"صحيفه", "قناه", "تيار", "حزب", "جريده"}:
            return None
    after = i + 1
    if nxt in weekdays() and weekdays()[nxt][1] == 0:
        after += 1
        nxt = r.word(after)
    elif nxt == "(" and r.word(after + 1) in weekdays() and r.word(after + 2) == ")":
        after += 3
    if after > i + 1 and r.day_at(after):
        dated = _day_month(r, after)
        if dated is not None:
            return r.mark(first, cut, dated.after, dated.days, "near-day")
    return r.mark(first, cut, after, _off(r, offset), "near")


def _off(r: DaysReader, days: int) -> Days | None:
    if r.published is None:
        return None
    day = calendar.shift(r.published, days)
    return (day, day) if day else None


def _by_first(r: DaysReader, i: int) -> Found | None:
    """ "أول من أمس", "أول أمس"; otherwise an ordinal."""
    if r.word(i + 1) == "من" and r.word(i + 2) == "امس":
        return _by_near(r, i + 2)
    if r.word(i + 1) == "امس":
        return _by_near(r, i + 1)
    return _by_ordinal(r, i)


def _by_cardinal(r: DaysReader, i: int) -> Found | None:
    """ "واحد وعشرين مايو"."""
    day = r.day_at(i)
    return _day_month(r, i) if day is not None else None


def _by_ordinal(r: DaysReader, i: int) -> Found | None:
    return _day_month(r, i)


def by_digits(r: DaysReader, i: int) -> Found | None:
    word = r.words[i]
    if r.pieces.touches(i) and r.words[i - 1] in {"/", "-", ".", ":", "#"}:
        return None
    numeric = _numeric(r, i)
    if numeric is not None:
        return numeric
    return _day_month(r, i) if len(word) <= 2 else None


_DMY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def _numeric(r: DaysReader, i: int) -> Found | None:
    """ "24/11/2023", "2023-11-24", "24.11.2023"; "7/10" after a word of time."""
    words, touches = r.words, r.pieces.touches
    dotted = _DMY.fullmatch(words[i])
    if dotted:
        day = calendar.day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return r.mark(i, 0, i + 1, (day, day), "numeric") if day else None
    sign = r.word(i + 1)
    if sign not in ("/", "-") or not touches(i + 1) or not (r.word(i + 2).isdecimal() and touches(i + 2)):
        return None
    one, two = words[i], words[i + 2]
    if not one.isdecimal() or len(one) > 4 or len(two) > 2:
        return None
    if (
        r.word(i + 3) == sign
        and touches(i + 3)
        and r.word(i + 4).isdecimal()
        and touches(i + 4)
        and len(words[i + 4]) <= 4
    ):
        three = words[i + 4]
        if len(one) == 4 and len(three) <= 2:
            day = calendar.day(int(one), int(two), int(three))
        elif len(three) == 4 and len(one) <= 2:
            year = int(three)
            if 1300 <= year <= 1500:
                day = calendar.islamic(year, int(two), int(one))
            else:
                day = calendar.day(year, int(two), int(one)) or calendar.day(year, int(one), int(two))
        else:
            return None
        return r.mark(i, 0, i + 5, (day, day), "numeric") if day else None
    if sign == "/" and r.word(i - 1) in _BEFORE_NUMERIC and len(one) <= 2 and r.word(i + 3) != "/":
        number, month = int(one), int(two)
        named = r.year_for(i, number, month, None) if 1 <= month <= 12 and 1 <= number <= 31 else None
        day = calendar.day(named, month, number) if named else None
        return r.mark(i, 0, i + 3, (day, day), "numeric") if day else None
    return None


_BEFORE_NUMERIC = folded_set("في يوم منذ بتاريخ تاريخ حتى قبل بعد أحداث هجوم عملية هجمات")


_PARTS_OF_TIME = folded_set("النصف الشطر الربع الأسبوع الثلث الجزء العقد")


def _day_month(r: DaysReader, i: int) -> Found | None:
    """A day of a month: "7 أكتوبر/تشرين الأول 2023", "السابع من أكتوبر", "24-30 نوفمبر", "5 رمضان 1445"."""
    one = r.day_at(i)
    if one is None or r.word(i - 1) in _PARTS_OF_TIME:
        return None
    after, number, cut = one
    last = number
    digits = r.words[i].isdecimal()
    joint = r.word(after)
    second = after + 1 if joint in {"-", "–", "الي", "و", "او", "حتي"} else -1
    if second < 0 and joint.startswith("و") and joint in ordinals():
        second = after
    if second > 0 and r.day_at(second):
        other = r.day_at(second)
        assert other is not None
        if other[1] > number:
            month = r.month_at(r.past_from(other[0]))
            if month is not None and month[2] == 0:
                after, last = other[0], other[1]
    at = r.past_from(after)
    month = r.month_at(at)
    if month is None or month[2] or (at == after and not digits and r.words[i] not in ("اول",) and not _bare_ok(r, at)):
        return _day_of_this(r, i, after, number, cut, at)
    end, name, _, islamic, _ = month
    end, said = r.year_after(end, islamic=islamic)
    if islamic:
        return _islamic(r, i, cut, end, number, last, name, said)
    if r.word(end) == "ميلادي" or r.word(end) == "م":
        end += 1
    year = r.year_for(i, number, name, said)
    days: Days | None = None
    if year is not None:
        first_day, last_day = calendar.day(year, name, number), calendar.day(year, name, last)
        if first_day is None or last_day is None:
            if calendar.day(2000, name, number) is None:
                return None
        else:
            days = (first_day, last_day)
    elif calendar.day(2000, name, number) is None:
        return None
    rule = "day-month"
    if isinstance(said, int) and number == last and _is_dateline(r, i, end):
        rule = "dateline"
    return r.mark(i, cut, end, days, rule)


def _bare_ok(r: DaysReader, at: int) -> bool:
    """ "السابع أكتوبر" without "من" is a day too, when the month cannot be anything else."""
    return r.words[at] not in UNSURE


def _day_of_this(r: DaysReader, i: int, after: int, number: int, cut: int, at: int) -> Found | None:
    """ "العاشر من الشهر الجاري", "20 من الشهر المقبل"."""
    if at == after or r.word(at) != "الشهر" or r.published is None:
        if r.word(after) != "من" or r.word(after + 1) not in ("الشهر", "هذا"):
            return None
        at = after + 1
    word = r.word(at + 1)
    offset = -1 if word in PAST else 1 if word in FUTURE else 0 if word in THIS or word == "الشهر" else None
    if offset is None or r.published is None:
        return None
    days = calendar.months_from(r.published, offset)
    day = calendar.day(days[0].year, days[0].month, number) if days else None
    return r.mark(i, cut, at + 2, (day, day), "day-of-month") if day else None


def _is_dateline(r: DaysReader, i: int, end: int) -> bool:
    """Whether a day with its year stands at the head of a line, before a dash or the line's end."""
    line = i
    while line and r.words[line - 1] != "\n" and i - line < 12:
        line -= 1
    return (line == 0 or r.words[line - 1] == "\n") and r.word(end) in {"-", "–", "—", ":", "(", "\n", "", "ـ", ")"}


def _islamic(
    r: DaysReader, i: int, cut: int, end: int, number: int, last: int, month: int, said: int | str | None
) -> Found | None:
    year = said if isinstance(said, int) else calendar.islamic_year(r.published) if r.published else None
    if isinstance(year, int) and year > 1600:
        return None
    first_day = calendar.islamic(year, month, number) if year else None
    last_day = calendar.islamic(year, month, last) if year else None
    if r.word(end) in ("الموافق", "الموافقه") or (r.word(end) in {"/", "(", "،"} and r.day_at(end + 1)):
        skip = end + 1
        if r.word(skip) in ("ل", "يوم"):
            skip += 1
        civil = _day_month(r, skip) if r.day_at(skip) else None
        if civil is not None:
            stop = civil.after + (1 if r.word(end) == "(" and r.word(civil.after) == ")" else 0)
            return r.mark(i, cut, stop, civil.days, "islamic-double")
    days = (first_day, last_day) if first_day and last_day else None
    return r.mark(i, cut, end, days, "islamic")


def _by_month(r: DaysReader, i: int) -> Found | None:
    """A month by itself: its whole interval."""
    month = r.month_at(i)
    if month is None:
        return None
    after, name, cut, islamic, doubled = month
    end, said = r.year_after(after, islamic=islamic)
    before = r.word(i - 1)
    unsure = r.words[i][cut:] in UNSURE
    placed = not cut and before in BEFORE_MONTH and (not islamic or before in {"شهر", "بشهر", "لشهر", "وشهر"})
    if unsure and not doubled and said is None and not placed:
        return None
    if islamic:
        year = said if isinstance(said, int) else calendar.islamic_year(r.published) if r.published else None
        if isinstance(year, int) and year > 1600:
            return None
        return r.mark(i, cut, end, calendar.islamic_month(year, name) if year else None, "islamic-month")
    year = r.year_for(i, 0, name, said)
    days = calendar.month(year, name) if year else None
    first = i
    if before in {"شهر", "وشهر", "بشهر", "لشهر"} and not cut:
        first, cut = i - 1, len(before) - 3
        before = r.word(first - 1)
    if before in {"منتصف", "بمنتصف", "ومنتصف"} and cut == 0:
        first, cut = first - 1, len(before) - 5
        middle = calendar.day(year, name, 15) if year else None
        return r.mark(first, cut, end, (middle, middle) if middle else None, "mid-month")
    return r.mark(first, cut, end, days, "month")


def _by_week(r: DaysReader, i: int) -> Found | None:
    """ "الأسبوع الماضي", "هذا الشهر", "نهاية الأسبوع", "منتصف الشهر المقبل"."""
    word = r.words[i]
    cut = word.find("ال") if not word.startswith("لل") else 0
    unit = word[cut:]
    monthly = unit.endswith("شهر")
    before, nxt = r.word(i - 1), r.word(i + 1)
    offset = -1 if nxt in PAST else 1 if nxt in FUTURE else 0 if nxt in THIS else None
    first, after = i, i + 2
    if offset is None:
        after = i + 1
        if before in {"هذا", "وهذا", "لهذا"} and not cut:
            first, offset, cut = i - 1, 0, len(before) - 3
            before = r.word(first - 1)
    if not monthly and before in {"نهايه", "بنهايه", "عطله"} and unit == "الاسبوع":
        first = i - 1 if first == i else first - 1
        cut = len(before) - 5 if before == "بنهايه" else 0
        if r.word(first - 1) in ("عطله", "اجازه"):
            first -= 1
        if r.published is None:
            return r.mark(first, cut, after, None, "weekend")
        if offset is not None and nxt in FUTURE:
            days = calendar.weekend(r.published, "past", weeks=1)
        elif nxt in PAST:
            days = calendar.weekend(r.published, "past")
        else:
            days = calendar.weekend(r.published, r.tense(first, "past"))
        return r.mark(first, cut, after, days, "weekend")
    if offset is None:
        return None
    if before == "منتصف" and monthly:
        first, cut = first - 1, 0
    if r.published is None:
        return r.mark(first, cut, after, None, "week")
    if monthly:
        whole = calendar.months_from(r.published, offset)
        if before == "منتصف" and whole:
            middle = whole[0].replace(day=15)
            return r.mark(first, cut, after, (middle, middle), "mid-month")
        return r.mark(first, cut, after, whole, "month-near")
    days = calendar.week(r.published, offset)
    day_at = after + 1 if r.word(after) == "يوم" else after
    if r.word(day_at) in weekdays() and weekdays()[r.words[day_at]][1] == 0:
        return r.mark(first, cut, day_at + 1, _in_week(days, weekdays()[r.words[day_at]][0]), "weekday-week")
    return r.mark(first, cut, after, days, "week")


_SPANS = {
    "الايام": ("day", 0), "اليومين": ("day", 2), "اليومان": ("day", 2), "الاسبوعين": ("week", 2), "الاسبوعان": ("week", 2),
    "الاسابيع": ("week", 0), "الشهرين": ("month", 2), "الشهران": ("month", 2), "الاشهر": ("month", 0), "الشهور": ("month", 0),
}  # fmt: skip


def _by_span(r: DaysReader, i: int) -> Found | None:
    """ "الأيام الثلاثة الماضية", "اليومين الماضيين", "الـ3 أيام الماضية"."""
    word = r.words[i]
    cut = 1 if word[0] in "وب" and word[1:] in _SPANS else 0
    unit, count = _SPANS[word[cut:]]
    after = i + 1
    if not count:
        if r.word(after) == "ال" and r.word(after + 1).isdecimal():
            after += 1
        number = numbers.number_at(r.pieces, after, r.atoms) if r.word(after) else None
        if number is None or number.value != int(number.value) or not (number.definite or r.word(after - 1) == "ال"):
            return None
        count, after = int(number.value), number.after
    way = r.word(after)
    if (way not in PAST and way not in FUTURE) or count > 400:
        return None
    return r.mark(i, cut, after + 1, _stretch(r, unit, count, way in PAST), "last-days")


def _stretch(r: DaysReader, unit: str, count: int, past: bool) -> Days | None:
    """So many days, weeks or months that end with the day of publication, or begin on the day after it."""
    if r.published is None:
        return None
    if unit == "month":
        near = calendar.months_from(r.published, -count if past else count)
        if near is None:
            return None
        far = calendar.day(near[0].year, near[0].month, min(r.published.day, near[1].day))
        if far is None:
            return None
        return (far + timedelta(1), r.published) if past else (r.published + timedelta(1), far)
    days = count * (7 if unit == "week" else 1)
    if past:
        return calendar.ending(r.published, days)
    last = calendar.shift(r.published, days)
    return (r.published + timedelta(1), last) if last else None


_AGO_UNITS = {"ايام": 1, "يوم": 1, "يوما": 1, "اسابيع": 7, "اسبوعا": 7}
_AGO_WORDS = {"يومين": 2, "اسبوع": 7, "اسبوعين": 14}


def _by_ago(r: DaysReader, i: int) -> Found | None:
    """ "قبل أربعة أيام", "قبل يومين", "قبل أسبوع"; not "قبل يومين من الهجوم"."""
    cut = len(r.words[i]) - 3
    nxt = r.word(i + 1)
    since = r.words[i].endswith("منذ")
    if since and (nxt in ("امس", "يوم") or nxt in ("اسبوع", "اسبوعين")):
        return None
    if nxt in ("امس", "يوم") and (nxt == "امس" or r.word(i + 2) == "امس"):
        found = _by_near(r, i + 1 if nxt == "امس" else i + 2)
        return found._replace(start=r.starts[i] + cut) if found else None
    days = _AGO_WORDS.get(nxt)
    after = i + 2
    if days is None:
        number = numbers.number_at(r.pieces, i + 1, r.atoms) if nxt else None
        if number is None or number.value != int(number.value) or number.value > 60:
            return None
        unit = _AGO_UNITS.get(r.word(number.after))
        if unit is None or (unit == 7 and (number.value > 2 or since)):
            return None
        days, after = int(number.value) * unit, number.after + 1
    nxt = r.word(after)
    if nxt in {"من", "علي", "فقط"} and nxt != "فقط":
        return None
    return r.mark(i, cut, after, _off(r, -days), "ago")


def _by_last_night(r: DaysReader, i: int) -> Found | None:
    """ "الليلة الماضية", "الليلة قبل الماضية"."""
    if r.word(i + 1) in {"الماضيه", "الفائته", "المنصرمه"}:
        return r.mark(i, 0, i + 2, _off(r, -1), "near")
    if r.word(i + 1) == "قبل" and r.word(i + 2) == "الماضيه":
        return r.mark(i, 0, i + 3, _off(r, -2), "near")
    return None


def _by_after_tomorrow(r: DaysReader, i: int) -> Found | None:
    if r.word(i + 1) in ("غد", "الغد"):
        return _by_near(r, i + 1)
    return None


@cache
def openers() -> dict[str, Opener]:
    """What is asked at a word. A small table: a memory of all words would take longer to look into."""
    table: dict[str, Opener] = {}
    for word, atom in numbers.atoms().items():
        if atom.kind in {"unit", "ten", "tens"} and atom.value <= 31 and not atom.definite:
            table[word] = _by_cardinal
    for word in months():
        table[word] = _by_month
    for word in ordinals():
        table[word] = _by_ordinal
    for word in ROUND:
        table[word] = _by_ordinal
    for word in weekdays():
        table[word] = _by_weekday
    for head in ATTACHED:
        table[head + "يوم"] = _by_day_word
    for word in _NEAR:
        for head in ("", "و", "ف", "ب", "ل", "وب"):
            table[head + word] = _by_near
    for word in ("اول", "واول"):
        table[word] = _by_first
    for word in ("الاسبوع", "الشهر"):
        for head in ("", "و", "ب", "وب"):
            table[head + word] = _by_week
        table["لل" + word[2:]] = _by_week
    for word in _SPANS:
        for head in ("", "و", "ب"):
            table[head + word] = _by_span
    for word in ("قبل", "وقبل", "منذ", "ومنذ"):
        table[word] = _by_ago
    for word in ("الليله", "ليله"):
        table[word] = _by_last_night
    table["بعد"] = _by_after_tomorrow
    return table
