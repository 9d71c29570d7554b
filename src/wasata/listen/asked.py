"""Days as a person types them («الثلاثاء الماضي», "last Tuesday", "7 Nov 2023", 2023-11-07): the one door for all who ask.

Danger: a filter or a report on another day than was meant, and nobody told; 4/5 read as April by one and as May by another.
Duty: `days_typed` and `day_typed` understand a phrase of either language, or refuse it by name: what is left over, what can
mean two days, a weekday that is not that day's. `understood` says back in words and figures, and by which today.
Shape: ISO and figures first, then the whole phrase by the rules of its language (`ar.asked`, `en.asked`), then two days with
"to" between them. Nothing of the phrase may be left over but small words.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from wasata.errors import DayMismatch, DaysBackwards, DaysSeveral, DayTwoWays, DayUnclear
from wasata.listen import dates as calendar
from wasata.listen.ar import asked as arabic
from wasata.listen.ar.calendar_words import months as arabic_months
from wasata.listen.ar.calendar_words import weekdays as arabic_weekdays
from wasata.listen.dates import Days
from wasata.listen.en import asked as english
from wasata.listen.en.calendar_words import ISLAMIC_MONTHS, WEEKDAYS
from wasata.listen.letters import fold_word
from wasata.listen.pieces import folded_set, word_set
from wasata.values import Lang, Span
from wasata.words import Key, day, say

LONGEST = 80
"""A longer phrase is no date."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EASTERN = re.compile("[٠-٩۰-۹]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W_]+")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_YEAR = re.compile(r"(?:(?:in|the year|year|في|عام|سنة|في عام|في سنة)\s+)?(\d{4})")
_YEARS = {
    "this year": 0, "last year": -1, "next year": 1,
    "هذا العام": 0, "هذه السنه": 0, "العام الحالي": 0, "العام الجاري": 0, "السنه الحاليه": 0,
    "العام الماضي": -1, "السنه الماضيه": -1, "العام الفائت": -1, "العام المقبل": 1, "العام القادم": 1, "السنه المقبله": 1,
}  # fmt: skip
_NOW = frozenset(("now", "الان"))
_VAGUE = word_set("few several some about around early late mid") | folded_set(
    "بضعة بضع عدة حوالي نحو مطلع أوائل أواخر"
)
_SMALL = word_set("on the of in at from since day by until till to through and between date") | folded_set(
    "في يوم من منذ حتى إلى تاريخ بتاريخ الموافق لغاية بين و شهر ال"
)
"""What may be left over of a phrase beside its days."""
_BETWEEN = word_set("to until till through and") | folded_set("إلى حتى لغاية و")
_OR = frozenset(("or", "او"))
_BETWEEN_SIGNS = re.compile(r"[-–—]")
_TIGHT = re.compile(r"(?<=[^\W\d_])-(?=\d)|(?<=\d)-(?=[^\W\d_])")
_OF_OUR_ERA = re.compile(r"(?<=\d)\s?م(?!\w)")
_CUT = re.compile(
    r"(?:(?:from|between|من|بين)\s+)?(.+?)\s*(?:\s(?:to|until|till|through|إلى|الى|حتى|لغاية)\s|\s[-–—]\s)\s*(.+)", re.I
)


class DaysTyped(NamedTuple):
    """What was understood: the first and last day, by which today. `iso`: typed as 2023-11-07, so nothing need be said back;
    `between`: both ends were typed ("3 to 7 November"); `islamic`: by a calendar that only the moon settles."""

    typed: str
    first: date
    last: date
    today: date
    iso: bool = False
    between: bool = False
    islamic: bool = False


def days_typed(typed: str, today: date, lang: Lang) -> DaysTyped | None:
    """The days of a phrase, seen from `today`; None if nothing was typed.

    Args:
        lang: the language of the page or run: in Arabic 4/5 is the fourth of May; in English it may be either.

    Raises:
        DayUnclear: it is no date, or something of it was not understood.
        DayTwoWays: it can mean two days.
        DayMismatch: the weekday typed is not that day's.
        DaysBackwards: it ends before it begins.
    """
    phrase = " ".join(typed.split())
    if not phrase:
        return None
    if len(phrase) > LONGEST:
        raise DayUnclear(value=phrase[:LONGEST] + "…")
    days, between = _days(phrase, today, lang)
    if days[0] > days[1]:
        raise DaysBackwards(value=phrase, first=days[0], last=days[1])
    iso, between = phrase == days[0].isoformat(), between and days[0] != days[1]
    return DaysTyped(phrase, *days, today, iso, between, not _islamic().isdisjoint(_words(phrase)))


def day_typed(typed: str, today: date, lang: Lang) -> DaysTyped | None:
    """The one day of a phrase.

    Raises:
        DaysSeveral: it names more than one day; and all that `days_typed` raises.
    """
    found = days_typed(typed, today, lang)
    if found is not None and found.first != found.last:
        raise DaysSeveral(value=found.typed, first=found.first, last=found.last)
    return found


def understood(days: DaysTyped, lang: Lang, *, clock: str = "case") -> str:
    """What was understood, in words and figures, and by which day today was reckoned. `clock`: `case` or `machine`."""
    told = say(
        f"when.understood_by_{clock}", lang, typed=days.typed, days=in_words(days.first, days.last, lang),
        iso=figures(days.first, days.last), today=day(days.today, lang, weekday=True), today_iso=figures(days.today),
    )  # fmt: skip
    return f"{told} {say('when.islamic', lang)}" if days.islamic else told


def in_words(first: date, last: date, lang: Lang) -> str:
    """A day, or the first and last of several, with its weekday."""
    one = day(first, lang, weekday=True)
    return one if first == last else say("when.from_to", lang, first=one, last=day(last, lang, weekday=True))


def figures(first: date, last: date | None = None) -> str:
    """A day in figures, kept from turning round in an Arabic line; of several both ends."""
    shown = first.isoformat() if last is None or first == last else f"{first.isoformat()} – {last.isoformat()}"
    return f"\u2066{shown}\u2069"


# ---- one phrase


def _days(phrase: str, today: date, lang: Lang) -> tuple[Days, bool]:
    """The days of a phrase, and whether it names both ends."""
    plain = _TIGHT.sub(" ", _OF_OUR_ERA.sub("", phrase.translate(_DIGITS)))
    by_figures = _in_figures(plain, phrase, today, lang)
    if by_figures is not None:
        return by_figures, False
    words = _words(plain)
    if _VAGUE.intersection(words) or bool(_ARABIC.search(plain)) == bool(_LATIN.search(plain)):
        raise DayUnclear(value=phrase)
    year = _YEARS.get(" ".join(words))
    if year is not None:
        return (date(today.year + year, 1, 1), date(today.year + year, 12, 31)), False
    if " ".join(words) in _NOW:
        return (today, today), False
    dates_asked = arabic.dates_asked if _ARABIC.search(plain) else english.dates_asked
    found = dates_asked(plain, today)
    left = _left_over(plain, found)
    if len(found) == 2 and left & _OR and left <= _OR | _SMALL:
        raise DayTwoWays(value=phrase, one=found[0][1][0], other=found[1][1][0])
    if found and left <= _SMALL:
        return _as_one(phrase, plain, words, found, left)
    return _two_ends(plain, phrase, dates_asked, today), True


def _as_one(
    phrase: str, plain: str, words: list[str], found: list[tuple[Span, Days]], left: frozenset[str]
) -> tuple[Days, bool]:
    """The days of a phrase of which nothing is left over."""
    if len(found) == 1:
        days = found[0][1]
        _require_weekday(phrase, words, days)
        return days, bool(_BETWEEN.intersection(words) or _BETWEEN_SIGNS.search(plain))
    (_, one), (_, other), *more = found
    first_end, second_start = found[0][0].end, found[1][0].start
    joined = left & _BETWEEN or _BETWEEN_SIGNS.search(plain[first_end:second_start]) or plain[second_start - 1] == "و"
    if more or not joined:
        raise DayTwoWays(value=phrase, one=one[0], other=other[0])
    return (one[0], other[1]), True


def _words(phrase: str) -> list[str]:
    """The words of a phrase, folded."""
    return [fold_word(w.lower()) for w in _WORD.findall(phrase)]


def _left_over(plain: str, found: list[tuple[Span, Days]]) -> frozenset[str]:
    """The words of a phrase that stand in none of its dates, folded."""
    rest = list(plain)
    for span, _ in found:
        rest[span.start : span.end] = " " * (span.end - span.start)
    return frozenset(_words("".join(rest)))


def _two_ends(
    plain: str, phrase: str, dates_asked: Callable[[str, date], list[tuple[Span, Days]]], today: date
) -> Days:
    """ "three weeks ago to yesterday": each end a phrase of its own."""
    cut = _CUT.fullmatch(plain)
    if cut is None:
        raise DayUnclear(value=phrase)
    ends = []
    for part in cut.groups():
        found = dates_asked(part, today)
        if len(found) != 1 or not _left_over(part, found) <= _SMALL:
            raise DayUnclear(value=phrase)
        ends.append(found[0][1])
    return ends[0][0], ends[1][1]


def _require_weekday(phrase: str, words: list[str], days: Days) -> None:
    """Refuses "Tuesday 8 November 2023": it was a Wednesday, and who knows which of the two was meant."""
    named = {n for w in words if (n := _weekdays().get(w)) is not None}
    if len(named) == 1 and days[0] == days[1] and days[0].weekday() not in named:
        raise DayMismatch(value=phrase, day=days[0], weekday=Key(f"date.weekday.{days[0].isoweekday()}"))


@cache
def _weekdays() -> dict[str, int]:
    return {w: n for w, (n, _) in arabic_weekdays().items()} | WEEKDAYS


@cache
def _islamic() -> frozenset[str]:
    """Words that name only months of the Islamic calendar."""
    others = {word for word, named in arabic_months().items() if any(not islamic for *_, islamic in named)}
    return frozenset(arabic_months()) - others | ISLAMIC_MONTHS.keys()


# ---- figures


def _in_figures(plain: str, phrase: str, today: date, lang: Lang) -> Days | None:
    """A day in figures alone, or a whole year; None where there are words."""
    year = _YEAR.fullmatch(plain)
    if year and 1900 <= int(year[1]) <= 2200:
        return date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
    whole = _YEAR_FIRST.fullmatch(plain)
    if whole:
        return _sure(calendar.day(int(whole[1]), int(whole[2]), int(whole[3])), phrase)
    m = _FIGURES.fullmatch(plain)
    if m is None:
        if not _ARABIC.search(plain) and not _LATIN.search(plain):
            raise DayUnclear(value=phrase)
        return None
    one, sign, two, said = int(m[1]), m[2], int(m[3]), m[4]
    day_first, month_first = _placed(one, two, said, today), _placed(two, one, said, today)
    if lang == "ar" or sign == "." or _EASTERN.search(phrase) or day_first == month_first:
        return _sure(day_first or month_first, phrase)
    if day_first and month_first:
        raise DayTwoWays(value=phrase, one=day_first, other=month_first)
    return _sure(day_first or month_first, phrase)


def _placed(number: int, month: int, said: str | None, today: date) -> date | None:
    """A day of a month in the year said, else in the latest in which it has been."""
    if said is not None:
        return calendar.day(int(said) if len(said) == 4 else 2000 + int(said), month, number)
    return calendar.day(calendar.year_of(today, number, month, "past"), month, number) if 1 <= month <= 12 else None


def _sure(day: date | None, phrase: str) -> Days:
    if day is None:
        raise DayUnclear(value=phrase)
    return day, day
