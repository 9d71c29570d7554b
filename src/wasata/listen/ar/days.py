"""Parts of a date in Arabic: a month with its double, a day of the month, a year said or carried, the tense.

Danger: a year guessed where the words name one.
Duty: what the openers of dates share while one text is read, with its memory of the years it has met.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import compress
from typing import NamedTuple

from wasata.listen import dates as calendar
from wasata.listen.ar import numbers
from wasata.listen.ar.calendar_words import (
    END,
    FUTURE,
    PAST,
    ROUND,
    SAME,
    TENTHS,
    THIS,
    TOLLED,
    YEAR_WORDS,
    cue,
    months,
    ordinals,
)
from wasata.listen.dates import Days, Way
from wasata.listen.pieces import Pieces


class Found(NamedTuple):
    start: int
    end: int
    after: int
    days: Days | None
    rule: str


Opener = Callable[["DaysReader", int], "Found | None"]
"""What is asked at a word that may open a date: the reader and the piece; the date found there, or None."""


class DaysReader:
    """One reading of one text's dates. Remembers the years it has met."""

    def __init__(self, pieces: Pieces, text: str, published: date | None) -> None:
        self.pieces = pieces
        self.words, self.starts, self.ends = pieces
        self.count = len(self.words)
        self.text = text
        self.published = published if published is not None and 1000 <= published.year <= 9000 else None
        self.last_year: int | None = None
        self.year_at = -1  # the piece at which the last explicit year stood
        self.known: dict[tuple[int, int], int] = {}
        self.atoms = numbers.atoms()

    def all(
        self, openers: Mapping[str, Opener], by_digits: Opener, figures: Iterable[int] | None = None
    ) -> list[Found]:
        """Every date of the text: each word that may open one is asked through its opener.

        Args:
            openers: what is asked at a word.
            by_digits: what is asked at a piece that begins with a figure.
            figures: these pieces, where somebody has them; looked for when None.
        """
        words = self.words
        if figures is None:
            figures = (i for i, word in enumerate(words) if word[0].isdecimal())
        found: list[Found] = []
        past = 0
        for i in sorted({*compress(range(len(words)), map(openers.get, words)), *figures}):
            if i < past:
                continue
            here = openers.get(words[i], by_digits)(self, i)
            if here is not None:
                if self.published is None and here.days is not None and here.rule == "dateline":
                    self.published = here.days[0]
                found.append(here)
                past = here.after
        return found

    # -- pieces

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < self.count else ""

    def mark(self, first: int, cut: int, after: int, days: Days | None, rule: str) -> Found:
        return tuple.__new__(Found, (self.starts[first] + cut, self.ends[after - 1], after, days, rule))

    # -- parts of a date

    def month_at(self, i: int) -> tuple[int, int, int, bool, bool] | None:
        """(piece after, month, letters to cut, Islamic, doubled) of a month name, with its double."""
        one = self._month_name(i)
        if one is None:
            return None
        after, number, cut, islamic = one
        sign = self.word(after)
        if sign in {"/", "-", "–", "(", "او", "\\", "،"}:
            other = self._month_name(after + 1)
            if other is not None and other[2] == 0 and other[3] == islamic and (other[1] == number):
                end = other[0]
                if sign == "(" and self.word(end) == ")":
                    end += 1
                return end, number, cut, islamic, True
        other = self._month_name(after)
        if other is not None and other[1] == number and not other[2] and other[3] == islamic:
            return other[0], number, cut, islamic, True  # "سبتمبر أيلول"
        return after, number, cut, islamic, False

    def _month_name(self, i: int) -> tuple[int, int, int, bool] | None:
        for rest, number, cut, islamic in months().get(self.word(i), ()):
            if all(self.word(i + 1 + k) == w for k, w in enumerate(rest)):
                return i + 1 + len(rest), number, cut, islamic
        return None

    def day_at(self, i: int) -> tuple[int, int, int] | None:
        """(piece after, day of the month, letters to cut): "7", "السابع", "الحادي والعشرين", "ثلاثة وعشرين"."""
        word = self.word(i)
        if word.isdecimal():
            return (i + 1, int(word), 0) if len(word) <= 2 and 1 <= int(word) <= 31 else None
        ordinal = ordinals().get(word)
        if ordinal is not None:
            number, cut = ordinal
            after = self.word(i + 1)
            if after in TENTHS:
                return i + 2, number + TENTHS[after], cut
            if after in ("عشر", "عشره"):
                return i + 2, number + 10, cut
            return i + 1, number, cut
        if word in ROUND:
            return i + 1, ROUND[word], 0
        if word in self.atoms:
            spelt = numbers.number_at(self.pieces, i, self.atoms)
            fits = spelt is not None and 1 <= spelt.value <= 31 and spelt.value == int(spelt.value)
            if spelt and fits and (self._month_name(spelt.after) or self._month_name(self.past_from(spelt.after))):
                return spelt.after, int(spelt.value), self.atoms[word].cut
        return None

    def past_from(self, i: int) -> int:
        """The piece where the month's name should stand: past "من", "من شهر", "شهر"."""
        if self.word(i) in {"من", ".", "/", "-"} and (self.word(i) == "من" or self.pieces.touches(i)):
            i += 1
        if self.word(i) in ("شهر", "لشهر"):
            i += 1
        return i

    def year_after(self, i: int, *, islamic: bool = False) -> tuple[int, int | str | None]:
        """(piece after, the year or "past"/"future"/"this"/"same") that follows a month."""
        k = i
        if self.word(k) in {"،", ",", "."} and self.word(k + 1).isdecimal() and len(self.word(k + 1)) == 4:
            k += 1
        if self.word(k) in {"من", "في", "ل"} and self.word(k + 1) in YEAR_WORDS:
            k += 1
        if self.word(k) in YEAR_WORDS:
            k += 1
        word = self.word(k)
        if (
            word.isdecimal() and len(word) == 4 and 1000 <= int(word) <= 2200
            and (islamic or not 1300 <= int(word) <= 1500 or self.word(k + 1) != "ه")
        ):  # fmt: skip
            after = k + 1
            if islamic and self.word(after) == "ه":
                after += 1
            return after, int(word)
        if word in PAST:
            return k + 1, "past" if k == i else "last"
        if word in FUTURE and word != "التالي":
            return k + 1, "future" if k == i else "next"
        if word in THIS:
            return k + 1, "this"
        if word in SAME and k > i:
            return k + 1, "same"
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
        if said == "past":
            return calendar.year_of(published, number, month, "past")
        if said == "future":
            return calendar.year_of(published, number, month, "future")
        if said in {"this", "last", "next"}:
            return published.year + {"this": 0, "last": -1, "next": 1}[said]
        known = self.known.get((month, number)) or self.carried(at)
        if known is not None:
            return known
        ahead = self.following_year(at)
        if ahead is not None:
            return ahead
        return self.year_by_way(published, at, number, month)

    def carried(self, at: int) -> int | None:
        """A year named earlier in the same sentence, within some twenty words."""
        if self.last_year is None or at - self.year_at > 20 or self.year_at < 0:
            return None
        return None if END.intersection(self.words[self.year_at : at]) else self.last_year

    def following_year(self, at: int) -> int | None:
        """The year of the second of two days: "بين 3 مارس و5 مايو 2021"."""
        for k in range(at + 1, min(at + 8, len(self.words))):
            word = self.words[k]
            if word in END or word in ("،", ","):
                return None
            if word in {"و", "الي", "حتي"} or word.startswith("و"):
                for m in range(k, min(k + 4, len(self.words))):
                    month = self.month_at(m)
                    if month is not None:
                        year = self.year_after(month[0])[1]
                        if year == "last" and self.published is not None:
                            return self.published.year - 1
                        return year if isinstance(year, int) else None
                return None
        return None

    # -- tense

    def year_by_way(self, published: date, at: int, number: int, month: int) -> int:
        """The year from the word before the day where that settles it, else from the tense."""
        settled = self.word(at - 1) in {"منذ", "ومنذ", "حتي", "بحلول", "وحتي", "لغايه"}
        ask = calendar.year_of if settled else calendar.year_by_tense
        return ask(published, number, month, self.way_of_day(at))

    def way_of_day(self, i: int) -> Way:
        before = self.word(i - 1)
        if before in ("منذ", "ومنذ"):
            return "past"
        if before in {"حتي", "بحلول", "وحتي", "لغايه"}:
            return self.until(i)
        return self.tense(i, "near")

    def until(self, i: int) -> Way:
        """ "حتى الثلاثاء": to come, but gone by where the dead or the freed were counted up to it ("قتلوا حتى الثلاثاء")."""
        for k in range(i - 2, max(-1, i - 16), -1):
            word = self.words[k]
            if word in END or cue(word) == "future":
                break
            if word in TOLLED:
                return "past"
        return "future"

    def tense(self, i: int, otherwise: Way) -> Way:
        """Whether the verb that governs piece `i` tells of what was or of what is to come."""
        words = self.words
        for k in range(i - 1, max(-1, i - 14), -1):
            word = words[k]
            if word in END:
                break
            said = cue(word)
            if said == "future" and words[k - 1] in {"لم", "ولم", "كان", "كانت", "وكان", "وكانت"} and k:
                return "past"
            if said is not None:
                return said
        for k in range(i + 1, min(len(words), i + 12)):
            word = words[k]
            if word in END:
                break
            said = cue(word)
            if said is not None:
                return said
        return otherwise
