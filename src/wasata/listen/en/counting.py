"""Counting in English: every number with the noun it counts, in draft.

Danger: "the two sides" counted as two; a resolution's number counted.
Duty: numbers with the noun they count or alone ("put the toll at 18"), "a 60-day truce", money, percentages, ages, ranges,
and their qualifier on either side.
Shape: one pass over the pieces; each draft says whether its noun alone fixes the measure.
"""

from bisect import bisect_left
from decimal import Decimal

from wasata.listen.en import numbers
from wasata.listen.en.cutting import pieces_of, small_pieces_of
from wasata.listen.en.governors import CLAUSE_ENDS
from wasata.listen.en.grammar import DAYS, MONTHS
from wasata.listen.en.nouns import ADJECTIVES, CURRENCIES, SIGNS, Noun, nations, nouns
from wasata.listen.en.number_names import NumberNames
from wasata.listen.en.quantities import (
    MASS,
    MODIFIED,
    NOT_ONE,
    PARTICIPLES,
    STOPS,
    UNITS,
)
from wasata.listen.figures import Draft
from wasata.listen.reader import Page

_SCALE_WORDS = {
    word: Decimal(worth)
    for word, worth in (("thousand", 10**3), ("million", 10**6), ("m", 10**6), ("billion", 10**9), ("bn", 10**9))
}
_GROUPS = frozenset(("us", "hamas", "hezbollah", "taliban", "rsf"))
_NATIONALS = Noun("people", None, True, True, 1, "nation")
_HARMING = frozenset(("killing", "wounding", "injuring", "killed", "wounded", "injured"))
_THING = Noun("other", None, False, False, 1, "thing")
_AFTER_NOUN = STOPS | CLAUSE_ENDS
_AFTER_NATION = _AFTER_NOUN | {""}
_NOT_DESCRIBING = STOPS | PARTICIPLES
_COUNTS_ON = numbers.OPENERS - {"a", "an", "half"}
"""Words that may open the second number of a range."""
_MANY_IN_ONE = frozenset(("police", "crew", "staff", "people", "personnel"))


class Counting(NumberNames):
    """One reading of one page's figures."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pieces = pieces_of(page.folded.text)
        self.words, self.starts, self.ends = self.pieces
        self.low = small_pieces_of(page.folded.text)
        self.nouns = nouns()
        self.nations = nations()
        self.drafts: list[Draft] = []
        self.dated = self._dated()

    def _dated(self) -> dict[int, int]:
        """Pieces inside dates, each → the piece after its date. Lengths of time count although they are dates too."""
        places = self.page.folded.places
        inside: dict[int, int] = {}
        for d in self.page.dates:
            if d.rule.endswith((".last-days", ".ago")):
                continue
            start = d.span.start if places is None else bisect_left(places, d.span.start)
            end = d.span.end if places is None else bisect_left(places, d.span.end)
            last = bisect_left(self.starts, end)
            for k in range(bisect_left(self.starts, start), last):
                inside[k] = last
        return inside

    # -- first pass: what is counted

    def drafted(self) -> list[Draft]:
        """Every figure of the page in draft, in order."""
        openers, dated = numbers.OPENERS, self.dated
        reach = 0
        for i in [
            i
            for i, word in enumerate(self.low)
            if word in openers or ((word < ":" or word > "~") and word[0].isdecimal())
        ]:
            if i < reach or i in dated:
                continue
            draft = self.counted(i)
            if draft is not None:
                self.drafts.append(draft)
                reach = max(i + 1, draft.after)
        return self.drafts

    def counted(self, i: int) -> Draft | None:
        word = self.low[i]
        if word in {"single", "a", "an", "one"}:
            unnumbered = self.unnumbered(i)
            if unnumbered is not None or word in ("single",):
                return unnumbered
        number = numbers.number_at(self.pieces, i, self.low)
        if number is None or self.is_name(i, number):
            return None
        pair = self.second_of_range(number)
        after = pair[1] if pair else number.after
        value: Decimal | tuple[Decimal, Decimal] = (pair[0], pair[2]) if pair else number.value
        draft = Draft(
            i,
            after,
            number.start,
            self.ends[after - 1],
            value,
            "range" if pair else "exact",
            "other",
            "en.figure.number",
        )
        if pair and self.word(i - 1) == "between":
            draft.first, draft.start = i - 1, self.starts[i - 1]
        elif pair and self.word(i - 1) in SIGNS and self.word(i - 2) == "between":
            draft.unit, draft.measure, draft.own = SIGNS[self.word(i - 1)], "money", True
            draft.first, draft.start = i - 2, self.starts[i - 2]
            return draft
        if not self.noun_after(draft):
            return None
        self.qualify(draft)
        if draft.bare and not self.may_stand_alone(draft, number):
            return None
        return draft

    def unnumbered(self, i: int) -> Draft | None:
        """ "a single man", "more than a year", "one hostage": singulars that count."""
        word = self.low[i]
        k = i + 1
        if word == "a" and self.word(k) == "single":
            k += 1
            word = "single"
        noun = self.nouns.get(self.word(k))
        steps = 0
        while (
            noun is None
            and word in ("single", "one")
            and steps < 2
            and self.word(k).isalpha()
            and self.word(k) not in STOPS
        ):
            k, steps = k + 1, steps + 1
            noun = self.nouns.get(self.word(k))
        if noun is None or (noun.plural and noun.stem != "nation" and noun.measure != "killed"):
            return None
        if word in ("a", "an"):
            if noun.measure != "duration":
                return None
            if self.low[k + 1 : k + 4] == ["and", "a", "half"]:
                draft = self.one(i, k + 4, noun, Decimal("1.5") * noun.times)
                self.qualify(draft)
                return draft
            draft = self.one(i, k + 1, noun, Decimal(noun.times))
            self.qualify(draft)
            return (
                draft
                if draft.qualifier in {"more_than", "less_than", "at_least", "up_to"}
                or (draft.qualifier == "about" and self.low[draft.first] not in {"some", "near", "about", "around"})
                else None
            )
        if word == "one" and (
            self.word(i - 1) in {"no", "any", "day", "the", "this", "that"} or (noun.stem in NOT_ONE and not noun.human)
        ):
            return None
        if word == "one" and self.word(k + 1) == "of" and noun.stem != "day":
            return None
        if word == "one" and noun.human and self.word(k + 1) in {"said", "told", "says", "added", "who", "described"}:
            return None  # "one official said"
        first = i
        follow = self.nouns.get(self.word(k + 1))
        nxt = self.word(k + 1)
        if follow is None and noun.human and word == "one" and nxt.isalpha() and nxt not in _NOT_DESCRIBING:
            after = self.word(k + 2)
            if (
                nxt == self.words[k + 1]
                and not nxt.endswith(("ed", "ly", "s"))
                and (after in STOPS or not after.isalpha())
            ):
                k, noun = k + 1, _THING  # "one rebel post"
        if follow is not None and not follow.plural and noun.stem == ("nation" if follow.human else "other"):
            k, noun = k + 1, follow  # "one Armenian soldier", "one other faction"
        draft = self.one(first, k + 1, noun, Decimal(noun.times))
        for m in range(i + 1, k + 1):
            draft.party = draft.party or self.nations.get(self.low[m])
        self.qualify(draft)
        return draft

    def one(self, first: int, after: int, noun: Noun, value: Decimal) -> Draft:
        draft = Draft(
            first, after, self.starts[first], self.ends[after - 1], value, "exact", noun.measure, "en.figure.one"
        )
        draft.unit, draft.human = noun.unit, noun.human
        draft.own = noun.measure not in {"people", "other", "held", "detained"}
        return draft

    def second_of_range(self, number: numbers.Number) -> tuple[Decimal, int, Decimal] | None:
        """(low, piece after, high) when a second number follows that makes a range."""
        k = number.after
        joint, before = self.word(k), self.word(number.first - 1)
        if before in SIGNS:
            before = self.word(number.first - 2)
        if joint == "and":
            if before != "between":
                return None
        elif joint in {"-", "–", "—"}:
            if not self.pieces.touches(k):
                return None
        elif joint in ("to", "or"):
            if joint == "to" and before == "from":
                return None
        else:
            return None
        at = k + 1
        while self.word(at) in SIGNS:
            at += 1
        if not self.word(at) or not (self.word(at)[0].isdecimal() or self.word(at) in _COUNTS_ON):
            return None
        other = numbers.number_at(self.pieces, at, self.low)
        if other is None:
            return None
        low, high = number.value, other.value
        scale = _SCALE_WORDS.get(self.word(other.after - 1))
        if scale is not None and number.digits and low < 1000 <= high and low * scale < high:
            low *= scale  # "1.2 to 1.5 million"
        return (low, other.after, high) if low < high else None

    def noun_after(self, draft: Draft) -> bool:
        """Takes the counted noun into the draft. False when what follows shows that nothing is counted."""
        k = draft.after
        word = self.word(k)
        if word == "%" or word in ("percent", "pct") or (word == "per" and self.word(k + 1) == "cent"):
            self.take(draft, k + (2 if word == "per" else 1))
            draft.rule, draft.own = "en.figure.percent", True
            if self.word(draft.after) == "of":
                return True
            return True
        if word == "percentage":
            return False
        before = self.word(draft.first - 1)
        if before in SIGNS:
            draft.first -= 1
            draft.start = self.starts[draft.first]
            draft.unit, draft.measure, draft.own = SIGNS[before], "money", True
            if self.word(draft.first - 1) in ("us", "u") and self.pieces.touches(draft.first):
                draft.first -= 1
                draft.start = self.starts[draft.first]
            draft.rule = "en.figure.money"
            return True
        if word == "-" and self.pieces.touches(k):
            return self.hyphened(draft, k + 1)
        if k in self.dated or not word or not (word[0].isalpha()):
            draft.bare = True
            return True
        head = self.head_noun(k)
        if head is None:
            if (
                self.is_name_word(k)
                and word not in self.nations
                and word not in DAYS
                and word not in MONTHS
                and word not in self.nouns
            ):
                return False  # "the 400 Mawozo gang": a name
            draft.bare = True
            return True
        at, noun = head
        self.take(draft, at + 1)
        self.describe(draft, noun, k, at)
        return True

    def hyphened(self, draft: Draft, k: int) -> bool:
        """ "a 60-day deadline", "a four-year-old", "seven-member"."""
        word = self.word(k)
        noun = _NATIONALS if word == "strong" else self.nouns.get(word)  # "the 11,000-strong force"
        if noun is None or not (word in UNITS or word in MODIFIED):
            if draft.qualifier == "range" or self.word(k)[:1].isdecimal():
                draft.bare = True
                return True
            return False
        after = k + 1
        if self.low[after : after + 3] == ["-", "old"] or self.low[after : after + 2] == ["-", "old"]:
            after += 2
        self.take(draft, after)
        draft.measure, draft.unit, draft.human = noun.measure, noun.unit, noun.human
        draft.own, draft.rule = noun.measure != "people", "en.figure.hyphen"
        if noun.times > 1 and isinstance(draft.value, Decimal):
            draft.value *= noun.times
        return True

    def head_noun(self, k: int) -> tuple[int, Noun | None] | None:
        """(piece, noun) of the head of the noun phrase that begins at piece `k`; None when no noun follows."""
        low, words = self.low, self.words
        if low[k] == "of":
            return self.of_noun(k)
        best: tuple[int, Noun | None] | None = None
        reach = k + (11 if words[k][0].isupper() else 6)
        for at in range(k, min(len(low), reach)):
            word = low[at]
            if at in self.dated or not word[0].isalpha():
                if word == "-" and self.pieces.touches(at) and best is None and at > k:
                    continue
                if at > k + 1 and low[at - 1] == "-" and self.pieces.touches(at) and words[at - 2][0].isupper():
                    continue  # "two Kh-59 missiles"
                if word == "'" and self.word(at + 1) == "s":
                    break
                if word == "." and at and low[at - 1] in {"u", "n", "s", "e"} and self.pieces.touches(at):
                    continue
                break
            if best is None and word in ADJECTIVES and self.goes_on(at + 1):
                continue
            if at == k and word == "more" and self.goes_on(at + 1):
                continue
            if word in PARTICIPLES:
                if best is None:
                    return at, self.nouns.get(word)
                break
            if (
                word == "or"
                and best is None
                and at + 1 < len(words)
                and words[at - 1][0].isupper()
                and words[at + 1][0].isupper()
            ):
                continue  # "four Iskander-M or KN-23 missiles"
            if (
                word == "and"
                and at > k
                and low[at - 1] in self.nations
                and self.word(at + 1) in self.nations
                and best is None
            ):
                continue  # "12 Canadian and American missionaries"
            if word in STOPS and not (word == "us" and words[at] == "US"):
                break
            noun = self.nouns.get(word)
            if noun is not None and noun.plural:
                follow = self.nouns.get(self.word(at + 1))
                beyond = self.word(at + 1)
                if (
                    noun.stem == "nation"
                    and follow is None
                    and self.words[at + 1 : at + 2] == [beyond.upper()]
                    and len(beyond) > 1
                ):
                    after = self.nouns.get(self.word(at + 2))
                    if after is not None and after.plural:
                        continue  # "three Chinese UN peacekeepers"
                if (
                    follow is not None
                    and follow.plural
                    and noun.stem == "nation"
                    and self.word(at + 1) not in PARTICIPLES
                ):
                    best = (at, noun)
                    continue
                best = (at, noun)
                if noun.human and word in _MANY_IN_ONE and follow is not None and follow.plural and follow.human:
                    best = (at + 1, follow)  # "police officers", "crew members"
                break
            if (
                word.endswith("s")
                and not word.endswith(("ss", "us", "ous"))
                and len(word) > 3
                and word not in ("hamas", "others")
            ) and not (words[at][0].isupper() and self.word(at + 1) in self.nouns):
                best = best or (at, noun)
                if noun is None and not words[at][0].isupper():
                    break
            if (
                noun is not None
                and noun.measure in ("aid_trucks",)
                and best is None
                and self.word(at + 1) in ("convoy",)
            ):
                break
            two_nations = self.word(at + 1) == "and" and self.word(at + 2) in self.nations and self.goes_on(at + 3)
            if best is None and self.word(at + 1) in _AFTER_NATION and self.is_people(at) and not two_nations:
                best = (at, noun or _NATIONALS)
                break
        if best is None:
            return None
        at, noun = best
        of_what = self.word(at + 2)
        if (
            low[at] in MASS
            and self.word(at + 1) == "of"
            and of_what.isalpha()
            and of_what not in {"the", "them", "its"}
        ):
            at += 2
            follows = self.word(at + 1)
            if (
                of_what in {"humanitarian", "medical", "relief", "cooking"}
                and follows.isalpha()
                and follows not in STOPS
            ):
                at += 1
        if noun is not None and noun.measure == "duration" and self.word(at + 1) == "old":
            at += 1
        if noun is not None and noun.human and noun.plural and self.word(at + 1) == "and":  # "women and children"
            other = self.nouns.get(self.word(at + 2))
            if other is not None and other.human and other.plural and other.measure == noun.measure:
                at += 2
        return at, noun

    def goes_on(self, at: int) -> bool:
        """Whether a counted plural follows within three plain words: what stands before it only describes it."""
        for k in range(at, min(len(self.low), at + 3)):
            word = self.low[k]
            if word in STOPS or not word[0].isalpha():
                return False
            noun = self.nouns.get(word)
            if noun is not None and noun.plural and word not in ADJECTIVES:
                return True
        return False

    def is_people(self, at: int) -> bool:
        """Whether a word that names a nation stands for its people ("6 French", "eleven Dutch")."""
        word = self.low[at]
        return word in self.nations and self.words[at][0].isupper() and word not in _GROUPS

    def of_noun(self, k: int) -> tuple[int, Noun | None] | None:
        """ "215 of its fighters and foreign volunteers", "two hundred of the captives"; "two of them" is the number alone."""
        low = self.low
        if self.word(k + 1) not in {"the", "its", "his", "her", "their", "our", "these", "those", "them", "whom"}:
            return None
        if self.word(k + 1) in ("them", "whom"):
            return k + 1, None
        for at in range(k + 2, min(len(low), k + 8)):
            word = low[at]
            if word in STOPS or not (word[0].isalpha() or word == "'"):
                return None
            if word in ADJECTIVES and self.goes_on(at + 1):
                continue
            noun = self.nouns.get(word)
            unknown = noun is None and word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3
            if unknown and self.word(at + 1) in _AFTER_NOUN:
                return at, None
            if noun is not None and noun.plural:
                end = at
                if self.word(at + 1) == "and":
                    for m in range(at + 2, min(len(low), at + 5)):
                        joined = self.nouns.get(self.word(m))
                        if joined is not None and joined.plural and joined.human and noun.human:
                            end = m
                            break
                        if self.word(m) in STOPS or not self.word(m)[:1].isalpha():
                            break
                return end, noun
        return None

    def describe(self, draft: Draft, noun: Noun | None, first: int, at: int) -> None:
        """What the noun and its adjectives say of the measure, the unit and the party."""
        for k in range(first, at + 1):
            party = self.nations.get(self.low[k])
            if (
                party is not None
                and (self.words[k][0].isupper())
                and not (self.low[k] == "us" and self.words[k] != "US")
            ):
                mixed = draft.party not in (None, party) and self.word(k - 1) == "and"
                draft.party = None if mixed else party
        if self.low[at] in ("them", "whom"):
            draft.human = draft.other = True
            draft.measure = "people"
            return
        if noun is None:
            if self.low[at].endswith(("ists", "ians", "crats", "workers", "makers", "holders")):
                draft.measure, draft.human = "people", True
            return
        draft.measure, draft.unit, draft.human = noun.measure, noun.unit, noun.human
        draft.other = noun.stem == "other"
        draft.own = noun.measure not in {"people", "other", "held", "detained"}
        if noun.measure == "people" and noun.stem != "other":
            for k in range(first, at):  # "three wounded guards"
                if self.low[k] in ADJECTIVES and self.low[k] != "elderly":
                    draft.measure = self.nouns[self.low[k]].measure
                    draft.own = draft.measure not in ("held", "detained")
        if noun.measure == "aid":
            for k in range(first, at + 1):
                found = self.nouns.get(self.low[k])
                if found is not None and found.measure == "aid":
                    span = self.page.folded.span(self.starts[k], self.ends[k])
                    draft.unit = span.of(self.page.text)
                    break
        if noun.times > 1 and isinstance(draft.value, Decimal):
            draft.value *= noun.times
        if noun.measure == "money":
            draft.unit = CURRENCIES.get(self.low[at])

    def may_stand_alone(self, draft: Draft, number: numbers.Number) -> bool:
        """Whether a number without its noun counts something that is understood."""
        draft.rule = "en.figure.alone"
        if self.word(draft.first - 1) in {"aged", "ages", "age"}:
            draft.measure, draft.unit, draft.own, draft.rule = "duration", "year", True, "en.figure.age"
            return True
        if self.low[draft.first] == "under":
            return False  # "children under five"
        if draft.qualifier != "exact":
            return True
        before, nxt = self.word(draft.first - 1), self.word(draft.after)
        if number.digits:
            named = self.words[draft.first - 1] if draft.first else ""
            if before == "," and nxt in {",", ".", ")", "-", "–", "—"} and draft.first > 1 and 0 < number.value <= 115 and (
                self.is_name_word(draft.first - 2)
            ):  # fmt: skip
                draft.measure, draft.unit, draft.own, draft.rule = "duration", "year", True, "en.figure.age"
                return True
            if named[:1].isupper() and named.isalpha() and draft.first > 1 and self.low[draft.first - 2] not in ".?!:\n" and (
                nxt not in {"were", "was", "are", "have", "had", "died", "people", "remain", "remained", "and", "to"}
            ):  # fmt: skip
                return False
            if nxt == "-" and self.pieces.touches(draft.after) and self.word(draft.after + 1)[:1].isalpha():
                return False
            return not (
                before in {".", ",", "-"}
                and self.pieces.touches(draft.first)
                and not self.word(draft.first - 2)[:1].isdecimal()
            )
        if number.value >= 100:
            return True
        if nxt == "out" and self.word(draft.after + 1) == "of":
            return number.value > 1 or self.word(draft.after + 2)[:1].isdecimal()  # "eight out of 11 points"
        if nxt == "of" and number.value > 1:
            of_what = self.word(draft.after + 1)  # "twenty-one of more than 200 girls"
            if of_what[:1].isdecimal() or of_what in {"more", "about", "nearly", "some", "over", "around", "almost"}:
                return True
        if (
            nxt
            in {"were", "was", "have", "had", "are", "remain", "remained", "died", "to", "is", "of", "others", "killed"}
            and number.value > 1
        ):
            return nxt not in {"of", "to", "is"}
        if before in _HARMING and number.value > 1 and nxt in {"and", ".", ",", ";", "\n"}:
            return True  # "killing three and injuring more than 100"
        return (
            before in {"among", "including", "to", "from", "at"}
            and number.value > 1
            and nxt in {".", ",", ")", "\n", ";", "to", "in", "on"}
        )

    def is_name_word(self, i: int) -> bool:
        word = self.words[i]
        return word[0].isupper() and word.isalpha() and len(word) > 1

    def sentence_start(self, i: int) -> int:
        n = 0
        while (
            i > 0
            and n < 80
            and not (self.low[i - 1] in {"?", "!", "\n"} or (self.low[i - 1] == "." and not self.pieces.touches(i)))
        ):
            i, n = i - 1, n + 1
        return i
