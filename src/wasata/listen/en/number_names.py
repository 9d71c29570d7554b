"""Numbers that name in English: "Channel 12", "Resolution 2735", "the two sides", the clock, points of a list.

Danger: a resolution's number counted; "the two sides" counted as two.
Duty: whether a number names or dates a thing and counts nothing.
"""

from wasata.listen.en import numbers
from wasata.listen.en.nouns import SIGNS, Noun
from wasata.listen.en.qualifying import Qualifying
from wasata.listen.en.quantities import NAMED, PARTIES_IN_TWO, STOPS

_SIDES = frozenset(("sides", "parties", "foes", "rivals", "enemies", "factions", "camps"))
"""What "two" after an owner names without counting ("the country's two warring sides")."""


class NumberNames(Qualifying):
    """What counting knows of numbers that only name."""

    nouns: dict[str, Noun]

    def is_name(self, i: int, number: numbers.Number) -> bool:
        """Whether a number names or dates a thing and counts nothing."""
        words, touches = self.words, self.pieces.touches
        before, nxt = self.word(i - 1), self.word(number.after)
        joined = touches(number.after) if number.after < len(words) else False
        if number.digits:
            if touches(i) and before == "%":
                return True
            if (
                nxt == "."
                and joined
                and number.after == i + 1
                and len(words[i]) <= 2
                and (not before or before in ".!?:;\n")
            ):
                return True  # the number of a paragraph or point
            if touches(i) and (
                (before in "-/#_:'" and i > 1 and touches(i - 1)) or before.isalpha() or before in {"#", "_", ".", "@"}
            ):
                return not (before == "-" and words[i - 2][0].isdecimal())
            if joined and (
                nxt in {"st", "nd", "rd", "th"} or (nxt in (":", "/") and self.word(number.after + 1)[:1].isdecimal())
            ):
                return True
            if joined and nxt in ("'", "s") and len(words[i]) <= 4:
                return True
            if nxt in {"am", "pm", "a", "p", "gmt", "o"} and self.is_clock(number.after):
                return True
            if joined and nxt.isalpha() and nxt not in {"kg", "km", "m", "bn", "k"}:
                return True
            whole = words[i]
            if len(whole) > 13:
                return True
            if len(whole) == 4 and whole.isdecimal() and (whole[0] == "0" or (before == "at" and nxt == "hours")):
                return True  # "0500 hours"
            if number.after == i + 1 and len(whole) == 4 and whole.isdecimal() and 1500 <= int(whole) <= 2100:
                noun = self.nouns.get(nxt)
                if before not in SIGNS and nxt not in ("%", "percent") and not self.left_qualifier(i):
                    return (
                        noun is None
                        or not noun.plural
                        or not (noun.human or noun.measure in {"aid", "aid_trucks", "duration", "money"})
                    )
            if nxt in (".", ")") and (i == 0 or before in ("\n", "(")) and number.after == i + 1 and len(whole) <= 2:
                return True
        if (
            before in NAMED
            and i
            and (
                words[i - 1][0].isupper()
                or before in {"no", "number", "phase", "page", "stage", "article", "resolution"}
            )
        ):
            return not (before == "no" and nxt in ("more",))
        if before == "." and self.word(i - 2) in ("no", "art") and touches(i - 1):
            return True
        if (
            nxt == "-"
            and joined
            and self.word(number.after + 1)
            in (
                "state",
                "way",
                "sided",
                "pronged",
                "thirds",
                "third",
                "time",
                "point",
                "step",
                "fold",
                "stage",
                "party",
            )
        ):
            return True
        if self.low[i] == "dozen" or (
            self.low[i] in {"dozen", "hundred", "thousand", "million", "billion"}
            and before in {"couple", "few", "several", "many", "per", "some", "quarter"}
        ):
            return True
        if before == "in" and self.word(i - 2) in ("one", "1"):
            return True  # "one in three"
        if not number.digits and nxt in ("of", "or") and self.low[i] == "one":
            return True
        if (self.low[i] == "one" and number.after == i + 1) or self.low[i] == "zero":
            return True
        if before == "-" and touches(i) and not number.digits and i > 1 and words[i - 2].isalpha():
            return True
        if self.low[i] in {"two", "three", "four", "five"} and nxt in (
            "thirds",
            "quarters",
            "third",
            "quarter",
            "fifths",
        ):
            return True
        owned = before == "s" and self.word(i - 2) == "'"
        if self.low[i] == "two" and (owned or before in {"the", "these", "those", "both", "other", "its", "their"}):
            k = number.after
            for _ in range(3):
                if self.word(k) in PARTIES_IN_TWO and (not owned or self.word(k) in _SIDES):
                    return True
                if self.word(k) in STOPS or not self.word(k).isalpha():
                    return self.nouns.get(self.word(k - 1)) is None
                if self.word(k) in self.nouns and self.nouns[self.word(k)].plural:
                    return False
                k += 1
        return self.low[i] == "two" and nxt in ("sides", "parties")

    def is_clock(self, k: int) -> bool:
        word = self.word(k)
        if word in {"am", "pm", "gmt"}:
            return True
        if word in ("a", "p"):
            return self.word(k + 1) == "." and self.word(k + 2) == "m"
        return word == "o" and self.word(k + 1) == "'"
