"""Dates in English.

Danger: "may" and "march" the verbs taken for months; "due to expire on Saturday" told as last Saturday.
Duty: days, weekdays, weeks, weekends and months as agencies write them, with or without a year; "the past week", "three
days ago"; figures; ranges. A day without its year takes it from the words, else from the tense; without a day of
publication only what the words alone fix is resolved.
Shape: one pass over the pieces; each word that may open a date has its opener.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from wasata.listen import dates as calendar
from wasata.listen.dates import Days, Way
from wasata.listen.en import numbers
from wasata.listen.letters import fold
from wasata.listen.marks import Date
from wasata.listen.pieces import Pieces, pieces_of
from wasata.listen.reader import Page
from wasata.values import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_SHORT = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())
_ISLAMIC_MONTHS = {
    "muharram": 1, "safar": 2, "rajab": 7, "shaaban": 8, "sha": 0, "ramadan": 9, "shawwal": 10,
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_SHORT_DAYS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_BEFORE_MONTH = frozenset("in since during until till by from early late mid through last next this of for before after to and between".split())

_FUTURE = frozenset(
    (
        "will would shall due expected scheduled set until till by planned plans planning slated expire expires tomorrow upcoming "
        "deadline begin-on hopes hoping starting beginning postponed delayed begins ends starts opens"
    ).split()
)
_BE = frozenset(("be", "have", "been", "being"))
_PAST = frozenset(
    (
        "said told was were had did began broke came went took made met held sent saw struck hit shot left won lost fell fought "
        "rose spoke gave got fled killed wounded since wrote led became brought found flew drove swept read put set-off cut has have"
    ).split()
)
_NOT_PAST_ED = frozenset(
    "need indeed armed exceed speed bed red led-by proceed succeed united limited unprecedented hundred occupied besieged seed feed breed".split()
)
_STOP = frozenset(".?!;\n")
_DASHES = ("-", "–", "—")


class _Found(NamedTuple):
    start: int
    end: int
    after: int
    days: Days | None
    rule: str


def find(page: Page) -> list[Date]:
    """The dates of a page, in order."""
    folded = page.folded
    marks = []
    for f in _Reader(pieces_of(folded.text), page.published).all():
        first, last = f.days if f.days is not None else (None, None)
        marks.append(Date(folded.span(f.start, f.end), first, last, f"en.date.{f.rule}"))
    return marks


def dates_in(text: str, published: date | None = None) -> list[tuple[Span, Days | None]]:
    """Every date of an English text with its place and its first and last day (None where the words do not fix it)."""
    folded = fold(text, "en")
    return [(folded.span(f.start, f.end), f.days) for f in _Reader(pieces_of(folded.text), published).all()]


class _Reader:
    """One reading of one text's dates. Remembers the years it has met."""

    def __init__(self, pieces: Pieces, published: date | None) -> None:
        self.pieces = pieces
        self.words, self.starts, self.ends = pieces
        self.low = [w.lower() for w in self.words]
        self.published = published
        self.last_year: int | None = None
        self.year_at = -1
        self.known: dict[tuple[int, int], int] = {}

    def all(self) -> list[_Found]:
        found: list[_Found] = []
        i, count = 0, len(self.low)
        while i < count:
            word = self.low[i]
            opener = _OPENERS.get(word) or (_by_digits if word[0].isdigit() else None)
            if opener is not None:
                here = opener(self, i)
                if here is not None:
                    if self.published is None and here.days is not None and here.rule == "dateline":
                        self.published = here.days[0]
                    found.append(here)
                    i = here.after
                    continue
            i += 1
        return found

    def word(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def mark(self, first: int, after: int, days: Days | None, rule: str) -> _Found:
        return _Found(self.starts[first], self.ends[after - 1], after, days, rule)

    # -- parts of a date

    def month_at(self, i: int) -> tuple[int, int] | None:
        """(piece after, month): a month's name, capitalised, with the dot of its abbreviation."""
        word = self.word(i)
        number = _MONTHS.get(word)
        if number is None or not self.words[i][0].isupper():
            return None
        after = i + 1
        if word in _SHORT and self.word(after) == "." and self.pieces.touches(after):
            after += 1
        return after, number

    def day_at(self, i: int) -> tuple[int, int] | None:
        """(piece after, day of the month): "7", "7th"."""
        word = self.word(i)
        if not word.isdigit() or len(word) > 2 or not 1 <= int(word) <= 31:
            return None
        after = i + 1
        if self.word(after) in _SUFFIXES and self.pieces.touches(after):
            after += 1
        elif self.word(after) in (":", "%") and self.pieces.touches(after):
            return None
        return after, int(word)

    def year_at_piece(self, i: int) -> tuple[int, int] | None:
        """(piece after, year), past a comma or "of"."""
        k = i + 1 if self.word(i) in (",", "of") else i
        word = self.word(k)
        if word.isdigit() and len(word) == 4 and 1500 <= int(word) <= 2200:
            return k + 1, int(word)
        return None

    def said_year(self, i: int) -> tuple[int, int | str | None]:
        year = self.year_at_piece(i)
        if year is not None:
            return year
        if self.word(i) == "this" and self.word(i + 1) == "year":
            return i + 2, "this"
        if self.word(i) == "last" and self.word(i + 1) == "year":
            return i + 2, "last"
        if self.word(i) == "next" and self.word(i + 1) == "year":
            return i + 2, "next"
        if self.word(i) == "of" and self.word(i + 1) in ("this", "last", "next") and self.word(i + 2) == "year":
            return i + 3, self.word(i + 1)
        if self.word(i) == "of" and self.word(i + 1) in ("that", "the") and self.word(i + 2) in ("year", "same"):
            return i + (4 if self.word(i + 2) == "same" else 3), "same"
        return i, None

    def year_for(self, at: int, number: int, month: int, said: int | str | None) -> int | None:
        """The year of a day (0: of a month), from what was said with it, the words around it, or the tense."""
        published = self.published
        if isinstance(said, int):
            self.last_year, self.year_at = said, at
            if number:
                self.known[(month, number)] = said
            return said
        if said == "same":
            return self.last_year
        if published is None:
            return self.known.get((month, number)) or self.carried(at)
        if said in ("this", "last", "next"):
            return published.year + {"this": 0, "last": -1, "next": 1}[said]
        year = self.known.get((month, number)) or self.carried(at) or self.following_year(at)
        return year if year is not None else calendar.year_of(published, number, month, self.way_of_day(at))

    def carried(self, at: int) -> int | None:
        """A year named earlier in the same sentence, within some twenty words."""
        if self.last_year is None or self.year_at < 0 or at - self.year_at > 20:
            return None
        return None if self.sentence_ends(self.year_at, at) else self.last_year

    def sentence_ends(self, first: int, after: int) -> bool:
        for k in range(first, after):
            if self.low[k] in _STOP and not (self.low[k] == "." and k and self.low[k - 1] in _SHORT):
                return True
        return False

    def following_year(self, at: int) -> int | None:
        """The year of the second of two days: "between March 3 and May 5, 2021"."""
        for k in range(at + 1, min(at + 6, len(self.low))):
            if self.low[k] in ("and", "to", "until", "through", "-", "–"):
                for m in range(k + 1, min(k + 3, len(self.low))):
                    month = self.month_at(m)
                    if month is not None:
                        day = self.day_at(month[0])
                        year = self.year_at_piece(day[0] if day else month[0])
                        return year[1] if year else None
                return None
        return None

    # -- tense

    def way_of_day(self, i: int) -> Way:
        before = self.word(i - 1)
        if before == "since" or (before in ("of", "the") and self.word(i - 2) in ("since", "attack", "attacks")):
            return "past"
        if before in ("until", "till", "by", "before", "through"):
            return "future"
        if before in ("to", "for"):
            return "near"
        return self.tense(i, "near")

    def cue(self, k: int, i: int) -> Way | None:
        """What the word at piece `k` says of the tense of the date at piece `i`, None when it says nothing."""
        word = self.low[k]
        if word in ("until", "till") and i - k > 3:
            return None
        if word in _FUTURE:
            if word in ("set", "due", "planned", "expected", "scheduled", "by", "delayed", "postponed"):
                if word == "due" and self.word(k + 1) == "to" and self.word(k + 2) in ("the", "a", "an", "its", "their"):
                    return None
                if word == "set" and self.word(k + 1) not in ("to", "for"):
                    return None
                if word == "by":
                    return None
                if word in ("delayed", "postponed") and self.word(k + 1) not in ("until", "to", "till"):
                    return "past"
            return "future"
        if word == "to" and self.word(k - 1) in ("is", "are") or word == "be" and self.word(k - 1) == "to":
            return "future"
        if word in _PAST or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST_ED):
            for m in range(k - 1, max(-1, k - 4), -1):
                if self.low[m] in ("will", "would", "be", "to", "due", "shall", "can", "could", "should"):
                    return "future" if self.low[m] != "to" or self.low[m + 1] == "be" else None
                if self.low[m] in ("was", "were", "had", "has", "have"):
                    break
            return "past"
        return None

    def tense(self, i: int, otherwise: Way) -> Way:
        """Whether the verb that governs piece `i` tells of what was or of what is to come."""
        for k in range(i - 1, max(-1, i - 14), -1):
            if self.low[k] in _STOP and not (self.low[k] == "." and self.pieces.touches(k) and len(self.low[k - 1]) < 5 and k):
                break
            cue = self.cue(k, i)
            if cue is not None:
                return cue
        for k in range(i + 1, min(len(self.low), i + 14)):
            if self.low[k] in _STOP and self.low[k] != ".":
                break
            if self.low[k] == "." and self.word(k + 1) == "\n":
                break
            cue = self.cue(k, i)
            if cue is not None:
                return cue
        return otherwise


def _one(day: date | None) -> Days | None:
    return (day, day) if day is not None else None


def _by_weekday(r: _Reader, i: int) -> _Found | None:
    return _weekday_from(r, i, i, None)


def _weekday_from(r: _Reader, first: int, at: int, said: Way | str | None) -> _Found | None:
    """A weekday at piece `at` whose mark begins at `first` ("last Friday")."""
    word = r.low[at]
    if not r.words[at][0].isupper():
        return None
    number = _WEEKDAYS[word]
    after = at + 1
    dotted = word in _SHORT_DAYS
    if dotted and r.word(after) == "." and r.pieces.touches(after):
        after += 1
    k = after + 1 if r.word(after) in (",", "(") else after
    if r.word(k) == "the":
        k += 1
    month = r.month_at(k)
    inner = _by_month(r, k) if month and r.day_at(month[0]) else _day_first(r, k)
    if inner is not None and not inner.rule.startswith("month"):
        return r.mark(first, inner.after, inner.days, "weekday-day")
    if dotted:
        return None
    if r.word(at + 1) == "'" and r.word(at + 2) == "s":
        pass
    second = r.low[after + 1] if r.word(after) in _DASHES + ("and", "to", "/") and after + 1 < len(r.low) else ""
    if second in _WEEKDAYS and r.word(after) in _DASHES + ("/",) and r.words[after + 1][0].isupper():
        if r.published is None:
            return r.mark(first, after + 2, None, "two-weekdays")
        start = calendar.weekday(r.published, number, r.tense(first, "past"))
        ahead = (_WEEKDAYS[second] - number) % 7
        return r.mark(first, after + 2, (start, start + timedelta(ahead)), "two-weekdays")
    if r.published is None:
        return r.mark(first, after, None, "weekday")
    if said == "past" or said == "future":
        day = calendar.weekday(r.published, number, said, strictly=True)
    elif said == "this":
        day = calendar.weekday(r.published, number, r.tense(first, "future"))
    else:
        before = r.word(first - 1)
        way: Way = "future" if before in ("until", "till", "by", "before") else r.tense(first, "past")
        day = calendar.weekday(r.published, number, way)
    return r.mark(first, after, _one(day), "weekday")


def _by_near(r: _Reader, i: int) -> _Found | None:
    word = r.low[i]
    if word == "tonight" or (word == "today" and r.word(i - 1) in ("even", "still", "of", "until")):
        return None
    if word in ("today", "tomorrow", "yesterday") and r.word(i - 1) in ("usa", "russia") or (
        r.words[i][0].isupper() and i and r.words[i - 1][0].isupper() and r.word(i - 1) not in _WEEKDAYS and r.low[i - 1] != "\n"
    ):
        return None
    first, offset = i, _NEAR[word]
    if word == "tomorrow" and r.low[max(0, i - 3) : i] == ["the", "day", "after"]:
        first, offset = i - 3, 2
    elif word == "yesterday" and r.low[max(0, i - 3) : i] == ["the", "day", "before"]:
        first, offset = i - 3, -2
    after = i + 1
    if r.word(after) == "'" and r.word(after + 1) == "s" and word == "today":
        pass
    k = after + 1 if r.word(after) == "," else after
    if r.word(k) in _WEEKDAYS and r.words[k][0].isupper() and r.word(k) not in _SHORT_DAYS and k == after:
        after = k + 1
    return r.mark(first, after, _one(calendar.shift(r.published, offset)) if r.published else None, "near")


def _by_month(r: _Reader, i: int) -> _Found | None:
    """ "Oct. 7, 2023", "October 7th", "May 22-29", "April 2023", "in May"."""
    month = r.month_at(i)
    if month is None:
        return None
    after, name = month
    day = r.day_at(after)
    if day is not None:
        end, number = day
        last, last_month = number, name
        if r.word(end) in _DASHES + ("to", "and", "through") and r.day_at(end + 1):
            other = r.day_at(end + 1)
            assert other is not None
            tight = r.word(end) in _DASHES or r.word(end) in ("to", "through") or (
                r.word(i - 1) == "between" or _no_noun(r, other[0])
            )
            if other[1] > number and tight and not _is_counted(r, other[0]):
                end, last = other
        elif r.word(end) in _DASHES and r.month_at(end + 1):
            second = r.month_at(end + 1)
            assert second is not None
            other = r.day_at(second[0])
            if other is not None:
                end, last, last_month = other[0], other[1], second[1]
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
    end, said = r.said_year(after)
    before = r.word(i - 1)
    first = i
    if said is None:
        if r.low[i] in ("may", "march", "mar", "sun", "august", "jan", "april", "june") and (
            before not in _BEFORE_MONTH or (before in ("to", "and", "for") and r.low[i] in ("may", "march"))
        ):
            if not (before == "-" and r.word(i - 2) == "mid"):
                return None
        if r.low[i] in _SHORT and before not in _BEFORE_MONTH and before not in ("mid", "-"):
            return None
        if before in ("last", "next", "this") and r.published is not None:
            year = _near_year(r, before, name)
            return r.mark(i - 1, end, calendar.month(year, name), "month")
        if before in ("last", "next", "this"):
            return r.mark(i - 1, end, None, "month")
    year_found = r.year_for(i, 0, name, said)
    if before == "-" and r.word(i - 2) == "mid" or before == "mid":
        first = i - 1 if before == "mid" else i - 2
        middle = calendar.day(year_found, name, 15) if year_found else None
        return r.mark(first, end, _one(middle), "mid-month")
    return r.mark(first, end, calendar.month(year_found, name) if year_found else None, "month")


def _near_year(r: _Reader, said: str, month: int) -> int:
    published = r.published
    assert published is not None
    if said == "last":
        return published.year if month < published.month else published.year - 1
    if said == "next":
        return published.year if month > published.month else published.year + 1
    return published.year


def _no_noun(r: _Reader, k: int) -> bool:
    return r.word(k) in ("", ".", ",", "\n", ")", ";")


def _is_counted(r: _Reader, k: int) -> bool:
    """Whether a noun follows, so that the number counts something ("Oct 7 and 12 hostages")."""
    word = r.word(k)
    return word.endswith("s") and word.isalpha() and word not in ("as", "is", "was", "has", "this")


def _is_dateline(r: _Reader, i: int, end: int) -> bool:
    """Whether a day with its year stands at the head of a line, before a dash or the line's end."""
    line = i
    while line and r.low[line - 1] != "\n" and i - line < 12:
        line -= 1
    return (line == 0 or r.low[line - 1] == "\n") and r.word(end) in ("-", "–", "—", ":", "(", "\n", "", ")")


def _day_first(r: _Reader, i: int) -> _Found | None:
    """ "7 October 2023", "the 7th of October", "22-29 May"."""
    day = r.day_at(i)
    if day is None:
        return None
    after, number = day
    last = number
    if r.word(after) in _DASHES + ("to", "and") and r.day_at(after + 1):
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


def _islamic(r: _Reader, i: int, after: int, number: int) -> _Found | None:
    """ "1 Ramadan 1445"."""
    name = _ISLAMIC_MONTHS.get(r.word(after), 0)
    if not name or not r.words[after][0].isupper():
        return None
    end = after + 1
    year: int | None = None
    if r.word(end).isdigit() and len(r.word(end)) == 4 and 1300 <= int(r.word(end)) <= 1500:
        year, end = int(r.word(end)), end + 1
        end += 1 if r.word(end) == "ah" else 0
    elif r.published is not None:
        year = calendar.islamic_year(r.published)
    return r.mark(i, end, _one(calendar.islamic(year, name, number)) if year else None, "islamic")


def _by_digits(r: _Reader, i: int) -> _Found | None:
    if r.pieces.touches(i) and r.low[i - 1] in ("/", "-", ".", ":", "#", "$"):
        return None
    return _numeric(r, i) or (_day_first(r, i) if len(r.low[i]) <= 2 else None)


_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def _numeric(r: _Reader, i: int) -> _Found | None:
    """ "2023-11-24", "24/11/2023", "24.11.2023". The day stands first unless that is no day."""
    low, touches = r.low, r.pieces.touches
    dotted = _DOTTED.fullmatch(low[i])
    if dotted:
        return _if_day(r, i, i + 1, calendar.day(int(dotted[3]), int(dotted[2]), int(dotted[1])))
    sign = r.word(i + 1)
    if sign not in ("/", "-") or r.word(i + 3) != sign or not all(touches(i + k) for k in range(1, 5) if i + k < len(low)):
        return None
    one, two, three = low[i], r.word(i + 2), r.word(i + 4)
    if not (one.isdigit() and two.isdigit() and three.isdigit()) or len(two) > 2:
        return None
    if len(one) == 4 and len(three) <= 2:
        return _if_day(r, i, i + 5, calendar.day(int(one), int(two), int(three)))
    if len(three) == 4 and len(one) <= 2:
        year = int(three)
        return _if_day(r, i, i + 5, calendar.day(year, int(two), int(one)) or calendar.day(year, int(one), int(two)))
    return None


def _if_day(r: _Reader, first: int, after: int, day: date | None) -> _Found | None:
    return r.mark(first, after, (day, day), "numeric") if day else None


_PAST_WORDS = frozenset(("last", "past", "previous"))


def _by_last(r: _Reader, i: int) -> _Found | None:
    """ "last Friday", "next week", "this weekend", "the past three days"."""
    word = r.low[i]
    nxt = r.word(i + 1)
    first = i
    if nxt in _WEEKDAYS and nxt not in _SHORT_DAYS:
        if word in ("past", "previous", "coming", "following"):
            if word == "past" and r.word(i - 1) == "this":
                return _weekday_from(r, i - 1, i + 1, "past")
            if word == "coming" and r.word(i - 1) in ("this", "the"):
                return _weekday_from(r, i, i + 1, "future")
            return None
        return _weekday_from(r, i, i + 1, {"last": "past", "next": "future", "this": "this"}[word])
    if word in ("last", "next", "this") and nxt in _MONTHS and r.month_at(i + 1):
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
    if word in ("last", "past", "next", "coming", "previous") and nxt:
        return _last_days(r, i)
    return None


def _week_or_month(r: _Reader, i: int) -> _Found | None:
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


def _last_days(r: _Reader, i: int) -> _Found | None:
    """ "the past three days", "the next two weeks"; hours are no date."""
    if not (r.low[i + 1][0].isdigit() or r.low[i + 1] in numbers.SMALL):
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
        return r.mark(first, after, (far + timedelta(1), r.published) if past else (r.published + timedelta(1), far), "last-days")
    count = int(number.value) * _UNITS[unit]
    if past:
        return r.mark(first, after, calendar.ending(r.published, count), "last-days")
    end = calendar.shift(r.published, count)
    return r.mark(first, after, (r.published + timedelta(1), end) if end else None, "last-days")


def _by_weekend(r: _Reader, i: int) -> _Found | None:
    """ "over the weekend"."""
    if r.word(i - 1) != "the" or r.word(i + 1) in ("of", "before", "after"):
        return None
    if r.published is None:
        return r.mark(i - 1, i + 1, None, "weekend")
    return r.mark(i - 1, i + 1, calendar.weekend(r.published, r.tense(i - 1, "past")), "weekend")


def _by_ago(r: _Reader, i: int) -> _Found | None:
    """ "three days ago", "a week ago"; months and years ago only last, they fix no day."""
    unit = r.word(i - 1)
    if unit not in _UNITS:
        return None
    first = None
    count = 0
    if r.word(i - 2) in ("a", "one", "an"):
        first, count = i - 2, 1
    else:
        for k in range(max(0, i - 4), i - 1):
            if r.low[k][0].isdigit() or r.low[k] in numbers.SMALL:
                number = numbers.number_at(r.pieces, k, r.low)
                if number is not None and number.after == i - 1 and number.value == int(number.value) <= 60:
                    first, count = k, int(number.value)
                    break
    if first is None or (_UNITS[unit] == 7 and count > 2):
        return None
    if r.word(first - 1) in ("than", "about", "some", "nearly", "almost", "over", "around"):
        return None
    days = _one(calendar.shift(r.published, -count * _UNITS[unit])) if r.published else None
    return r.mark(first, i + 1, days, "ago")


_OPENERS: dict[str, Callable[[_Reader, int], _Found | None]] = (
    dict.fromkeys(_MONTHS, _by_month)
    | dict.fromkeys(_WEEKDAYS, _by_weekday)
    | dict.fromkeys(_NEAR, _by_near)
    | dict.fromkeys(("last", "next", "this", "past", "previous", "coming"), _by_last)
    | {"weekend": _by_weekend, "ago": _by_ago}
)
