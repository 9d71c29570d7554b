"""Parts of a date in English: a month, a day of the month, a year said or carried, the tense.

Danger: a year guessed where the words name one.
Duty: what the openers of dates share while one text is read, with its memory of the years it has met.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from wasata.listen import dates as calendar
from wasata.listen.dates import Days, Way
from wasata.listen.en.calendar_words import (
    COMING_UP,
    FUTURE,
    MONTHS,
    NOT_PAST_ED,
    PAST,
    SHORT,
    STOP,
    SUFFIXES,
)
from wasata.listen.en.cutting import pieces_of, small_pieces_of
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

    def __init__(self, text: str, published: date | None) -> None:
        self.pieces: Pieces = pieces_of(text)
        self.words, self.starts, self.ends = self.pieces
        self.low = small_pieces_of(text)
        self.published = published if published is not None and 1000 <= published.year <= 9000 else None
        self.last_year: int | None = None
        self.year_at = -1
        self.known: dict[tuple[int, int], int] = {}

    def all(self, openers: dict[str, Opener], by_digits: Opener) -> list[Found]:
        """Every date of the text: each word that may open one is asked through its opener."""
        found: list[Found] = []
        reach = 0
        for i in [
            i
            for i, word in enumerate(self.low)
            if word in openers or ((word < ":" or word > "~") and word[0].isdecimal())
        ]:
            if i < reach:
                continue
            here = openers.get(self.low[i], by_digits)(self, i)
            if here is not None:
                if self.published is None and here.days is not None and here.rule == "dateline":
                    self.published = here.days[0]
                found.append(here)
                reach = max(here.after, i + 1)
        return found

    def word(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def mark(self, first: int, after: int, days: Days | None, rule: str) -> Found:
        return Found(self.starts[first], self.ends[after - 1], after, days, rule)

    # -- parts of a date

    def month_at(self, i: int) -> tuple[int, int] | None:
        """(piece after, month): a month's name, capitalised, with the dot of its abbreviation."""
        word = self.word(i)
        number = MONTHS.get(word)
        if number is None or not self.words[i][0].isupper():
            return None
        after = i + 1
        if word in SHORT and self.word(after) == "." and self.pieces.touches(after):
            after += 1
        return after, number

    def day_at(self, i: int) -> tuple[int, int] | None:
        """(piece after, day of the month): "7", "7th"."""
        word = self.word(i)
        if not word.isdecimal() or len(word) > 2 or not 1 <= int(word) <= 31:
            return None
        after = i + 1
        if self.word(after) in SUFFIXES and self.pieces.touches(after):
            after += 1
        elif self.word(after) == "%" and self.pieces.touches(after):
            return None
        elif self.word(after) == ":" and self.pieces.touches(after) and self.word(after + 1)[:1].isdecimal():
            return None  # "at 4:30"; but a dateline's "Jan 4:" is a day
        return after, int(word)

    def year_at_piece(self, i: int) -> tuple[int, int] | None:
        """(piece after, year), past a comma or "of"."""
        k = i + 1 if self.word(i) in (",", "of") else i
        word = self.word(k)
        if word.isdecimal() and len(word) == 4 and 1500 <= int(word) <= 2200:
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
        if self.word(i) == "of" and self.word(i + 1) in {"this", "last", "next"} and self.word(i + 2) == "year":
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
        if said in {"this", "last", "next"}:
            return published.year + {"this": 0, "last": -1, "next": 1}[said]
        year = self.known.get((month, number)) or self.carried(at) or self.following_year(at)
        return year if year is not None else self.year_by_way(published, at, number, month)

    def carried(self, at: int) -> int | None:
        """A year named earlier in the same sentence, within some twenty words."""
        if self.last_year is None or self.year_at < 0 or at - self.year_at > 20:
            return None
        return None if self.sentence_ends(self.year_at, at) else self.last_year

    def sentence_ends(self, first: int, after: int) -> bool:
        for k in range(first, after):
            if self.low[k] in STOP and not (self.low[k] == "." and k and self.low[k - 1] in SHORT):
                return True
        return False

    def following_year(self, at: int) -> int | None:
        """The year of the second of two days: "between March 3 and May 5, 2021"."""
        for k in range(at + 1, min(at + 6, len(self.low))):
            if self.low[k] == ",":
                return None
            if self.low[k] in {"and", "to", "until", "through", "-", "–"}:
                for m in range(k + 1, min(k + 3, len(self.low))):
                    month = self.month_at(m)
                    if month is not None:
                        day = self.day_at(month[0])
                        year = self.year_at_piece(day[0] if day else month[0])
                        return year[1] if year else None
                return None
        return None

    # -- tense

    def year_by_way(self, published: date, at: int, number: int, month: int) -> int:
        """The year from the word before the day where that settles it, else from the tense."""
        settled = self.word(at - 1) in {"since", "until", "till", "by", "before", "through"} or (
            self.word(at - 2) in {"since", "attack", "attacks"}
        )
        ask = calendar.year_of if settled else calendar.year_by_tense
        return ask(published, number, month, self.way_of_day(at))

    def way_of_day(self, i: int) -> Way:
        before = self.word(i - 1)
        if before == "since" or (before in ("of", "the") and self.word(i - 2) in {"since", "attack", "attacks"}):
            return "past"
        if before in {"until", "till", "by", "before", "through"}:
            return "future"
        if before in ("to", "for"):
            return "near"
        return self.tense(i, "near")

    def cue(self, k: int, i: int) -> Way | None:
        """What the word at piece `k` says of the tense of the date at piece `i`, None when it says nothing."""
        word = self.low[k]
        if word in ("until", "till") and i - k > 3:
            return None
        if word in ("are", "is") and k < i and self.word(k + 1) in COMING_UP:
            return "future"
        if word == "ahead":
            return "future" if k < i and self.word(k + 1) == "of" else None
        if word in FUTURE:
            if word in {"set", "due", "planned", "expected", "scheduled", "by", "delayed", "postponed"}:
                if (
                    word == "due"
                    and self.word(k + 1) == "to"
                    and self.word(k + 2) in {"the", "a", "an", "its", "their"}
                ):
                    return None
                if word == "set" and self.word(k + 1) not in ("to", "for"):
                    return None
                if word == "by":
                    return None
                if word in ("delayed", "postponed") and self.word(k + 1) not in {"until", "to", "till"}:
                    return "past"
            return "future"
        if (word == "to" and self.word(k - 1) in ("is", "are")) or (word == "be" and self.word(k - 1) == "to"):
            return "future"
        if word in PAST or (word.endswith("ed") and len(word) > 4 and word not in NOT_PAST_ED):
            for m in range(k - 1, max(-1, k - 4), -1):
                if self.low[m] in {"will", "would", "be", "to", "due", "shall", "can", "could", "should"}:
                    return "future" if self.low[m] != "to" or self.low[m + 1] == "be" else None
                if self.low[m] in {"was", "were", "had", "has", "have"}:
                    break
            return "past"
        return None

    def tense(self, i: int, otherwise: Way) -> Way:
        """Whether the verb that governs piece `i` tells of what was or of what is to come."""
        for k in range(i - 1, max(-1, i - 18), -1):
            if self.low[k] in STOP and not (
                self.low[k] == "." and self.pieces.touches(k) and len(self.low[k - 1]) < 5 and k
            ):
                break
            cue = self.cue(k, i)
            if cue is not None:
                return cue
        for k in range(i + 1, min(len(self.low), i + 14)):
            if self.low[k] in STOP and self.low[k] != ".":
                break
            if self.low[k] == "." and self.word(k + 1) == "\n":
                break
            cue = self.cue(k, i)
            if cue is not None:
                return cue
        return otherwise
