"""Figures in English: how many, of what, in whose words.

Danger: the dead of one clause counted with the wounded of the next; "the two sides" counted as two.
Duty: numbers with the noun they count or alone ("put the toll at 18"), "a 60-day truce", money, percentages, ranges; their
qualifier on either side; the measure from the noun, else from the verb that governs it; whose people they are.
Shape: one pass drafts the figures, a second gives each its measure and party from what stands around it.
"""

import re
from bisect import bisect_left
from decimal import Decimal

from wasata.listen.en import numbers
from wasata.listen.en.governors import CLAUSE_ENDS, MEASURE_WORDS, STRONG_RELEASE, WEAK_RELEASE
from wasata.listen.en.nouns import CURRENCIES, SIGNS, Noun, nations, nouns
from wasata.listen.figures import PERSONS, Around, Draft, finish, people_of, people_there
from wasata.listen.marks import Figure
from wasata.listen.pieces import pieces_of
from wasata.listen.reader import Page
from wasata.values import Measure, Qualifier

_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    (
        "about",
        "about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|going on|nearing|approaching|"
        "near|circa|just over|just under|upwards of|somewhere around|in the region of|some estimated|the roughly|the estimated|"
        "the approximately|the nearly|the almost|the some",
    ),
    (
        "more_than",
        "more than|over|well over|in excess of|upward of|surpassed|surpasses|surpassing|exceeded|exceeds|exceeding|topped|tops|"
        "topping|passed|greater than|above|north of|far more than|much more than|the more than|beyond",
    ),
    ("at_least", "at least|no fewer than|no less than|not less than|a minimum of|not fewer than"),
    ("less_than", "less than|fewer than|under|below|just under"),
    (
        "up_to",
        "up to|as many as|as much as|no more than|not more than|at most|a maximum of|at the most|not exceeding|as long as",
    ),
)  # fmt: skip
_AFTER: dict[tuple[str, ...], Qualifier] = {
    ("or", "more"): "at_least", ("or", "so"): "about", ("at", "least"): "at_least", ("at", "most"): "up_to",
    ("or", "less"): "up_to", ("or", "fewer"): "up_to", ("plus",): "more_than", ("+",): "more_than",
}  # fmt: skip
_QUALIFIERS: dict[str, list[tuple[tuple[str, ...], Qualifier]]] = {}
for _q, _line in _BEFORE:
    for _phrase in _line.split("|"):
        *_rest, _last = _phrase.split()
        _QUALIFIERS.setdefault(_last, []).append((tuple(_rest), _q))
for _options in _QUALIFIERS.values():
    _options.sort(key=lambda o: -len(o[0]))

_NAMED = frozenset(
    (
        "resolution article channel group no number no. phase page chapter route highway flight case covid season section day "
        "stage annex paragraph line gate camp unit level room boeing airbus type version part tier mark apollo world point pier "
        "grade round fortune week division brigade battalion sector zone area clause item step g"
    ).split()
)
_PARTIES_IN_TWO = frozenset(
    (
        "sides side parties leaders mediators countries nations states presidents ministers men foes neighbours neighbors rivals "
        "armies groups governments generals enemies allies factions camps capitals teams delegations women powers officials "
        "movements organisations organizations territories peoples chiefs diplomats forces"
    ).split()
)
_STOPS = frozenset(
    (
        "in of on at to from by for with without after before since until during while when where as than that which who whom whose "
        "and or but nor if because is are was were be been being has have had do does did will would can could may might must "
        "should shall not no it its he she they them we us you i this these those there here then the a an per each every out into "
        "onto over under about across between among amid against near via said says told say killed wounded injured remain remains "
        "remained came went took left fled died crossed entered arrived so also only more less fewer least however according "
        "including such both up down off"
    ).split()
)
_PARTICIPLES = frozenset("killed wounded injured dead missing hurt displaced arrested detained kidnapped slain".split())
_MASS = frozenset("truck trucks truckload truckloads lorry lorries tonne tonnes ton tons litre litres liter liters prisoner prisoners".split())
_ALONE_AFTER = frozenset("at to among including least by than of and them included includes about some".split())
_UNITS = frozenset("minute hour day week month year decade".split())
_MODIFIED = frozenset("-member -truck -strong -vehicle -person -man -mile -kilometre -kilometer -km -ton -tonne".replace("-", "").split())
_MOST = (
    ("mostly",), ("mainly",), ("largely",), ("predominantly",), ("most", "of", "them"), ("many", "of", "them"),
    ("the", "majority", "of", "them"), ("a", "majority", "of", "them"), ("the", "majority", "of", "whom"), ("most", "of", "whom"),
    ("many", "of", "whom"), ("the", "vast", "majority"), ("majority", "of", "them"),
)  # fmt: skip

_NOT_ONE = frozenset(
    (
        "side time question point reason option case group party state country nation area region proposal name session clause "
        "condition part step force office list source official percent meeting call"
    ).split()
)
"""Singulars that "one" introduces without counting ("one question", "at one point")."""
_FOR = frozenset(("for", "return", "exchange"))
_SENTENCE_ENDS = frozenset("?!\n")


def find(page: Page) -> list[Figure]:
    """The figures of a page, in order."""
    return _Reader(page).all()


class _Reader:
    """One reading of one page's figures."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pieces = pieces_of(page.folded.text)
        self.words, self.starts, self.ends = self.pieces
        self.low = [w.lower() for w in self.words]
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

    def word(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    # -- first pass: what is counted

    def all(self) -> list[Figure]:
        low, openers, dated = self.low, numbers.OPENERS, self.dated
        i, count = 0, len(low)
        while i < count:
            if i in dated:
                i = dated[i]
                continue
            word = low[i]
            draft = self.counted(i) if word[0].isdigit() or word in openers else None
            if draft is not None:
                self.drafts.append(draft)
                i = max(i + 1, draft.after)
            else:
                i += 1
        if not self.drafts:
            return []
        around = Around(self.page)
        judge = _Judge(self, around)
        for n, draft in enumerate(self.drafts):
            judge.measure(n, draft)
            judge.party(n, draft)
        around.exchanged(self.drafts, _FOR, low, _SENTENCE_ENDS)
        for n, draft in enumerate(self.drafts):
            if draft.party is None and draft.rule.endswith(".among") and n:
                draft.party = self.drafts[n - 1].party
        return finish(self.page, self.drafts, around)

    def counted(self, i: int) -> Draft | None:
        word = self.low[i]
        if word in ("single", "a", "an", "one"):
            unnumbered = self.unnumbered(i)
            if unnumbered is not None or word in ("single",):
                return unnumbered
        number = numbers.number_at(self.pieces, i, self.low)
        if number is None or self.is_name(i, number):
            return None
        pair = self.second_of_range(number)
        after = pair[1] if pair else number.after
        value: Decimal | tuple[Decimal, Decimal] = (pair[0], pair[2]) if pair else number.value
        draft = Draft(i, after, number.start, self.ends[after - 1], value, "range" if pair else "exact", "other", "en.figure.number")
        if pair and self.word(i - 1) == "between":
            draft.first, draft.start = i - 1, self.starts[i - 1]
        elif pair and self.word(i - 1) in SIGNS and self.word(i - 2) == "between":
            draft.unit, draft.measure, draft.own = SIGNS[self.word(i - 1)], "money", True
            draft.first, draft.start = i - 2, self.starts[i - 2]
            return draft
        if not self.noun_after(draft, number):
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
        while noun is None and word in ("single", "one") and steps < 2 and self.word(k).isalpha() and self.word(k) not in _STOPS:
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
            return draft if draft.qualifier in ("more_than", "less_than", "at_least", "up_to") or (
                draft.qualifier == "about" and self.low[draft.first] not in ("some", "near", "about", "around")
            ) else None
        if word == "one" and (self.word(i - 1) in ("no", "any", "day", "the", "this", "that") or noun.stem in _NOT_ONE):
            return None
        if word == "one" and self.word(k + 1) == "of" and noun.stem != "day":
            return None
        first = i
        draft = self.one(first, k + 1, noun, Decimal(noun.times))
        for m in range(i + 1, k + 1):
            draft.party = draft.party or self.nations.get(self.low[m])
        self.qualify(draft)
        return draft

    def one(self, first: int, after: int, noun: Noun, value: Decimal) -> Draft:
        draft = Draft(first, after, self.starts[first], self.ends[after - 1], value, "exact", noun.measure, "en.figure.one")
        draft.unit, draft.human = noun.unit, noun.human
        draft.own = noun.measure not in ("people", "other", "held", "detained")
        return draft

    def is_name(self, i: int, number: numbers.Number) -> bool:
        """Whether a number names or dates a thing and counts nothing."""
        words, touches = self.words, self.pieces.touches
        before, nxt = self.word(i - 1), self.word(number.after)
        joined = touches(number.after) if number.after < len(words) else False
        if number.digits:
            if touches(i) and before == "%":
                return True
            if nxt == "." and joined and number.after == i + 1 and len(words[i]) <= 2 and (not before or before in ".!?:;\n"):
                return True  # the number of a paragraph or point
            if touches(i) and (before in "-/#_:'" and i > 1 and touches(i - 1) or before.isalpha() or before in ("#", "_", ".", "@")):
                return not (before == "-" and words[i - 2][0].isdigit())
            if joined and (nxt in ("st", "nd", "rd", "th") or nxt in (":", "/") and self.word(number.after + 1)[:1].isdigit()):
                return True
            if joined and nxt in ("'", "s") and len(words[i]) <= 4:
                return True
            if nxt in ("am", "pm", "a", "p", "gmt", "o") and self.is_clock(number.after):
                return True
            if joined and nxt.isalpha() and nxt not in ("kg", "km", "m", "bn", "k"):
                return True
            whole = words[i]
            if len(whole) > 13:
                return True
            if number.after == i + 1 and len(whole) == 4 and whole.isdigit() and 1500 <= int(whole) <= 2100:
                noun = self.nouns.get(nxt)
                if before not in SIGNS and nxt not in ("%", "percent") and not self.left_qualifier(i):
                    return noun is None or not noun.plural or not (noun.human or noun.measure in ("aid", "aid_trucks", "duration", "money"))
            if nxt in (".", ")") and (i == 0 or before in ("\n", "(")) and number.after == i + 1 and len(whole) <= 2:
                return True
        if before in _NAMED and i and (words[i - 1][0].isupper() or before in ("no", "number", "phase", "page", "stage", "article", "resolution")):
            return not (before == "no" and nxt in ("more",))
        if before == "." and self.word(i - 2) in ("no", "art") and touches(i - 1):
            return True
        if nxt == "-" and joined and self.word(number.after + 1) in ("state", "way", "sided", "pronged", "thirds", "third", "time", "point", "step", "fold", "stage", "party"):
            return True
        if self.low[i] == "dozen" or (
            self.low[i] in ("dozen", "hundred", "thousand", "million", "billion")
            and before in ("couple", "few", "several", "many", "per", "some", "quarter")
        ):
            return True
        if not number.digits and nxt in ("of", "or") and self.low[i] == "one":
            return True
        if self.low[i] == "one" and number.after == i + 1 or self.low[i] == "zero":
            return True
        if before == "-" and touches(i) and not number.digits and i > 1 and words[i - 2].isalpha():
            return True
        if self.low[i] in ("two", "three", "four", "five") and nxt in ("thirds", "quarters", "third", "quarter", "fifths"):
            return True
        if self.low[i] == "two" and before in ("the", "these", "those", "both", "other"):
            k = number.after
            for _ in range(3):
                if self.word(k) in _PARTIES_IN_TWO:
                    return True
                if self.word(k) in _STOPS or not self.word(k).isalpha():
                    return self.nouns.get(self.word(k - 1)) is None
                if self.word(k) in self.nouns and self.nouns[self.word(k)].plural:
                    return False
                k += 1
        return self.low[i] == "two" and nxt in ("sides", "parties")

    def is_clock(self, k: int) -> bool:
        word = self.word(k)
        if word in ("am", "pm", "gmt"):
            return True
        if word in ("a", "p"):
            return self.word(k + 1) == "." and self.word(k + 2) == "m"
        return word == "o" and self.word(k + 1) == "'"

    def second_of_range(self, number: numbers.Number) -> tuple[Decimal, int, Decimal] | None:
        """(low, piece after, high) when a second number follows that makes a range."""
        k = number.after
        joint, before = self.word(k), self.word(number.first - 1)
        if before in SIGNS:
            before = self.word(number.first - 2)
        if joint == "and":
            if before != "between":
                return None
        elif joint in ("-", "–", "—"):
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
        if not self.word(at) or not (self.word(at)[0].isdigit() or self.word(at) in numbers.OPENERS - {"a", "an", "half"}):
            return None
        other = numbers.number_at(self.pieces, at, self.low)
        if other is None:
            return None
        low, high = number.value, other.value
        scale = high / low if False else Decimal(1)
        if number.digits and low < 1000 <= high and self.word(other.after - 1) in ("million", "billion", "thousand", "m", "bn"):
            scale = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "thousand": 10**3}[self.word(other.after - 1)] * Decimal(1)
            if low * scale < high:
                low *= scale
        return (low, other.after, high) if low < high else None

    def take(self, draft: Draft, after: int) -> None:
        draft.after = after
        draft.end = self.ends[after - 1]

    def noun_after(self, draft: Draft, number: numbers.Number) -> bool:
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
            draft.bare = True
            return True
        at, noun = head
        self.take(draft, at + 1)
        self.describe(draft, noun, k, at)
        return True

    def hyphened(self, draft: Draft, k: int) -> bool:
        """ "a 60-day deadline", "a four-year-old", "seven-member"."""
        word = self.word(k)
        noun = self.nouns.get(word)
        if noun is None or not (word in _UNITS or word in _MODIFIED):
            if draft.qualifier == "range" or self.word(k)[:1].isdigit():
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
        for at in range(k, min(len(low), k + 6)):
            word = low[at]
            if at in self.dated or not word[0].isalpha():
                if word == "-" and self.pieces.touches(at) and best is None and at > k:
                    continue
                if word == "'" and self.word(at + 1) == "s":
                    break
                if word == "." and at and low[at - 1] in ("u", "n", "s", "e") and self.pieces.touches(at):
                    continue
                break
            if word in _PARTICIPLES:
                if best is None:
                    return at, self.nouns.get(word)
                break
            if word in _STOPS:
                break
            noun = self.nouns.get(word)
            if noun is not None and noun.plural:
                follow = self.nouns.get(self.word(at + 1))
                if follow is not None and follow.plural and noun.stem == "nation" and self.word(at + 1) not in _PARTICIPLES:
                    best = (at, noun)
                    continue
                best = (at, noun)
                break
            if word.endswith("s") and not word.endswith(("ss", "us", "ous")) and len(word) > 3 and word not in ("hamas", "others"):
                if not (words[at][0].isupper() and self.word(at + 1) in self.nouns):
                    best = best or (at, noun)
                    if noun is None and not words[at][0].isupper():
                        break
            if noun is not None and noun.measure in ("aid_trucks",) and best is None and self.word(at + 1) in ("convoy",):
                break
            if noun is not None and noun.stem == "nation" and best is None and self.word(at + 1) in _STOPS | CLAUSE_ENDS:
                best = (at, noun)
                break
        if best is None:
            return None
        at, noun = best
        while low[at] in _MASS and self.word(at + 1) == "of" and self.word(at + 2).isalpha() and self.word(at + 2) not in ("the", "them", "its"):
            at += 2
            if self.word(at) in ("humanitarian", "flour", "medical", "food", "relief", "cooking") and self.word(at + 1).isalpha() and self.word(at + 1) not in _STOPS:
                if self.word(at) != "food" and self.word(at) != "flour":
                    at += 1
            break
        if noun is not None and noun.measure == "duration" and self.word(at + 1) == "old":
            at += 1
        return at, noun

    def of_noun(self, k: int) -> tuple[int, Noun | None] | None:
        """ "215 of its fighters and foreign volunteers", "two hundred of the captives"; "two of them" is the number alone."""
        low = self.low
        if self.word(k + 1) not in ("the", "its", "his", "her", "their", "our", "these", "those", "them", "whom"):
            return None
        if self.word(k + 1) in ("them", "whom"):
            return k + 1, None
        for at in range(k + 2, min(len(low), k + 8)):
            word = low[at]
            if word in _STOPS or not (word[0].isalpha() or word == "'"):
                return None
            noun = self.nouns.get(word)
            if noun is not None and noun.plural:
                end = at
                if self.word(at + 1) == "and":
                    for m in range(at + 2, min(len(low), at + 5)):
                        joined = self.nouns.get(self.word(m))
                        if joined is not None and joined.plural and joined.human and noun.human:
                            end = m
                            break
                        if self.word(m) in _STOPS or not self.word(m)[:1].isalpha():
                            break
                return end, noun
        return None

    def describe(self, draft: Draft, noun: Noun | None, first: int, at: int) -> None:
        """What the noun and its adjectives say of the measure, the unit and the party."""
        for k in range(first, at + 1):
            party = self.nations.get(self.low[k])
            if party is not None and (self.words[k][0].isupper()) and not (self.low[k] == "us" and self.words[k] != "US"):
                draft.party = party
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
        draft.own = noun.measure not in ("people", "other", "held", "detained")
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

    # -- qualifiers

    def left_qualifier(self, first: int) -> tuple[int, Qualifier] | None:
        """(first piece, qualifier) of a qualifier that ends just before a piece."""
        for rest, qualifier in _QUALIFIERS.get(self.word(first - 1), ()):
            at = first - 1 - len(rest)
            if at >= 0 and tuple(self.low[at : first - 1]) == rest:
                return at, qualifier
        return None

    def qualify(self, draft: Draft) -> None:
        """Takes the qualifier on either side into the draft."""
        first = draft.first
        if self.word(first - 1) in ("another", "additional") and self.word(first - 1) == "another":
            draft.first = first = first - 1
            draft.start = self.starts[first]
        if self.word(first - 1) in SIGNS:
            first -= 1
        found = self.left_qualifier(first)
        if found is not None and self.is_preposition(found[0], first, draft):
            found = None
        if found is not None:
            draft.first, draft.start = found[0], self.starts[found[0]]
            if draft.qualifier != "range":
                draft.qualifier = found[1]
            more = self.left_qualifier(found[0]) if found[1] == "about" else None
            if more is not None:
                draft.first, draft.start = more[0], self.starts[more[0]]
        elif self.word(first - 3) in ("surpassed", "exceeded", "topped", "passed") and self.word(first - 2) == "the" and False:
            draft.qualifier = "more_than"
        for size in (2, 1):
            after = _AFTER.get(tuple(self.low[draft.after : draft.after + size]))
            if after is not None:
                self.take(draft, draft.after + size)
                if draft.qualifier != "range":
                    draft.qualifier = after
                return

    def is_preposition(self, at: int, first: int, draft: Draft) -> bool:
        """Whether "over", "under", "about" stand before the number only as prepositions ("over three days")."""
        word, before = self.low[at], self.word(at - 1)
        if first - at != 1:
            return False
        if word in ("over", "around"):
            if draft.measure != "duration":
                return False
            return before not in (
                "for", "in", "after", "of", "to", "by", "with", "lasted", "is", "was", "just", "well", "spent", "took", "lasting", "since",
                "and", "or", ",", "from", "than", "last", "held", "been", "little", "",
            )  # fmt: skip
        if word in ("under", "below", "above", "beyond", "near"):
            return draft.measure not in ("money", "duration") and draft.rule != "en.figure.percent" and not draft.bare
        if word == "passed":
            return before not in ("has", "have", "had", "toll", "number", "count", "figure")
        return word == "some" and draft.value == 1

    def may_stand_alone(self, draft: Draft, number: numbers.Number) -> bool:
        """Whether a number without its noun counts something that is understood."""
        draft.rule = "en.figure.alone"
        if draft.qualifier != "exact":
            return True
        before, nxt = self.word(draft.first - 1), self.word(draft.after)
        if number.digits:
            named = self.words[draft.first - 1] if draft.first else ""
            if before == "," and nxt in (",", ".", ")") and draft.first > 1 and 0 < number.value <= 115 and (
                self.words[draft.first - 2][0].isupper() and self.words[draft.first - 2].isalpha() and len(self.words[draft.first - 2]) > 1
            ):  # fmt: skip
                draft.measure, draft.unit, draft.own, draft.rule = "duration", "year", True, "en.figure.age"
                return True
            if named[:1].isupper() and named.isalpha() and draft.first > 1 and self.low[draft.first - 2] not in ".?!:\n" and (
                nxt not in ("were", "was", "are", "have", "had", "died", "people", "remain", "remained", "and", "to")
            ):  # fmt: skip
                return False
            if nxt == "-" and self.pieces.touches(draft.after) and self.word(draft.after + 1)[:1].isalpha():
                return False
            return not (before in (".", ",", "-") and self.pieces.touches(draft.first) and not self.word(draft.first - 2)[:1].isdigit())
        if number.value >= 100:
            return True
        if nxt in ("were", "was", "have", "had", "are", "remain", "remained", "died", "to", "is", "of", "others", "killed") and number.value > 1:
            return nxt not in ("of", "to", "is")
        return before in ("among", "including", "to", "from", "at") and number.value > 1 and nxt in (".", ",", ")", "\n", ";", "to", "in", "on")

    def sentence_start(self, i: int) -> int:
        n = 0
        while i > 0 and n < 80 and not (self.low[i - 1] in ("?", "!", "\n") or self.low[i - 1] == "." and not self.pieces.touches(i)):
            i, n = i - 1, n + 1
        return i


class _Judge:
    """Gives each draft its measure, party, composition and holder from what stands around it."""

    def __init__(self, reader: _Reader, around: Around) -> None:
        self.r = reader
        self.low = reader.low
        self.around = around
        self.exchange = not STRONG_RELEASE.isdisjoint(self.low)

    def ends(self, k: int) -> bool:
        """Whether piece `k` ends a sentence."""
        word = self.low[k]
        if word == ".":
            nxt = self.r.words[k + 1] if k + 1 < len(self.low) else "\n"
            return not self.r.pieces.touches(k + 1) and (nxt == "\n" or nxt[0].isupper() or nxt[0] in "\"'(") and (
                len(self.low[k - 1]) > 1 if k else True
            )
        return word in ("?", "!", "\n")

    def measure(self, n: int, d: Draft) -> None:
        self.composition(d)
        self.holder(d)
        if d.own or not (d.human or d.bare):
            return
        previous = self.previous(n, d)
        own = d.measure
        if previous is not None and self.among(d, previous):
            d.measure = previous.measure
            d.party = d.party or previous.party
            d.human = True
            d.rule += ".among"
            return
        if d.holder is not None and own in ("held", "people"):
            d.measure = "held"
            return
        governor = self.governor(d)
        if d.bare or d.other:
            if governor is not None:
                d.measure = governor
                d.human = True
            elif previous is not None and d.first - previous.after < 30 and (d.other or self.like(d, previous)):
                d.measure = previous.measure
                d.party = d.party or previous.party
                d.human = True
            return
        if governor is None:
            return
        if own in ("held", "detained"):
            d.measure = governor if governor in ("released", "killed", "wounded", "missing") else own
        else:
            d.measure = governor

    def like(self, d: Draft, previous: Draft) -> bool:
        """Whether a bare number goes on counting what was counted before it ("crossed …, compared with some 200 a day")."""
        between = self.low[previous.after : d.first]
        return not any(w in ("%", "$", "from", "-") for w in between) and self.low[d.after : d.after + 1] != ["-"]

    def previous(self, n: int, d: Draft) -> Draft | None:
        for k in range(n - 1, max(-1, n - 4), -1):
            p = self.r.drafts[k]
            if p.measure in PERSONS or p.measure == "aid_trucks":
                return p if d.first - p.after < 50 else None
        return None

    def same_sentence(self, a: int, b: int) -> bool:
        return not any(self.ends(k) for k in range(a, b))

    def among(self, d: Draft, previous: Draft) -> bool:
        """ "among them two children", "including 12 women", "- five Britons, two Americans": parts of the figure before."""
        if not self.same_sentence(previous.after, d.first):
            return False
        between = self.low[previous.after : d.first]
        if len(between) > 22:
            return False
        if "among" in between or "including" in between or "whom" in between:
            near = self.low[max(previous.after, d.first - 4) : d.first]
            return "including" in near or "among" in near or "whom" in near or between[-1:] == ["and"] or between[-1:] == [","]
        if between and between[0] in ("-", "–", "—", ":", "("):
            return len(between) == 1
        return previous.rule.endswith(".among") and between in ([","], ["and"], [",", "and"])

    def governor(self, d: Draft) -> Measure | None:
        """The measure that a verb or noun gives the persons it governs."""
        low = self.low
        right = self.right(d)
        if right is not None and right[1]:
            return right[0]
        left: Measure | None = None
        crossed = 0
        for k in range(d.first - 1, max(-1, d.first - 14), -1):
            word = low[k]
            if word in CLAUSE_ENDS:
                if self.ends(k) or word == ";":
                    break
                if word != "." and word != '"':
                    crossed += 1
                    if crossed > 1:
                        break
                continue
            measure = self.word_measure(k)
            if measure is not None:
                if crossed == 0:
                    return measure
                left = measure
                break
        return right[0] if right is not None else left

    def word_measure(self, k: int) -> Measure | None:
        word = self.low[k]
        measure = MEASURE_WORDS.get(word)
        if measure is None:
            return "released" if self.exchange and word in WEAK_RELEASE else None
        nxt, before = self.r.word(k + 1), self.r.word(k - 1)
        if word in ("held", "hold", "holding", "holds") and nxt in ("talks", "a", "the", "in", "its", "meeting", "meetings", "on", "elections"):
            return None
        if word in ("release", "released") and nxt in ("a", "of") and self.r.word(k + 2) in ("statement", "video", "figures", "a"):
            return None
        if word == "taken" and "hostage" not in self.low[k : k + 4] and "captive" not in self.low[k : k + 4]:
            return None
        if word == "claimed" and "lives" not in self.low[k : k + 8]:
            return None
        if word in ("trade", "exchange", "free") and before in ("stock", "of", "for", "in") and word != "exchange":
            return None
        if word == "driven" and nxt != "from":
            return None
        if word == "rounded" and nxt != "up":
            return None
        if word in ("captured", "seized") and nxt in ("the", "a", "territory", "control"):
            return None
        return measure

    def right(self, d: Draft) -> tuple[Measure, bool] | None:
        """(measure, surely) of a verb after its subject: "were killed", "have fled", "who were held"."""
        low = self.low
        sure = True
        k = d.after - 1
        reach = d.after + 14
        while k + 1 < min(len(low), reach):
            k += 1
            word = low[k]
            if self.ends(k) or word == ";":
                break
            if k == d.after and word in ("-", "–", "—"):  # past "- five Britons, two Americans -"
                for m in range(k + 1, min(len(low), k + 26)):
                    if low[m] == word and not self.r.pieces.touches(m):
                        k, reach = m, m + 10
                        break
                    if self.ends(m):
                        break
                continue
            if word in (",", "(", ")", "-", "–", "who", "that", "which", "for", "while", "said", "says"):
                sure = False
            if word in ("while", "after", "when", "said", "and", "but", "in") and word != "in" and k > d.after:
                if word == "and" and k - d.after < 9 and self.r.word(k + 1)[:1].isdigit() is False and low[k - 1] in self.r.nouns:
                    continue
                break
            if k > d.after and (word[0].isdigit() or word in numbers.SMALL and word != "one") and k not in self.r.dated:
                break
            measure = self.word_measure(k)
            if measure == "population":
                continue
            if word in ("live", "lived") and isinstance(d.value, Decimal) and d.value >= 10_000:
                return "population", sure
            if measure is not None:
                if word in ("free", "exchange", "release", "hostages", "toll", "death", "refugees", "freedom", "dead") and low[k - 1] in ("in", "the", "for", "a", "of", "to"):
                    if not (word == "exchange" and low[k - 1] == "in"):
                        continue
                    continue
                if measure == "released" and word == "exchange":
                    continue
                return measure, sure or k - d.after <= 3
        return None

    def composition(self, d: Draft) -> None:
        """ "mostly women and children", "most of them civilians": who they mostly are, without a number."""
        low = self.low
        for k in range(d.after, min(len(low), d.after + 8)):
            if self.ends(k) or low[k][0].isdigit():
                return
            if any(tuple(low[k : k + len(m)]) == m for m in _MOST):
                end = k + 1
                while end < len(low) and end - k < 10 and low[end] not in CLAUSE_ENDS and low[end] not in ("were", "have", "had", "in", "since", "are", "was"):
                    end += 1
                if end > k + 1:
                    d.composition = (self.r.starts[k], self.r.ends[end - 1])
                return

    def holder(self, d: Draft) -> None:
        """In whose hands: "held by Hamas"."""
        low = self.low
        for k in range(d.after, min(len(low) - 1, d.after + 5)):
            if self.ends(k) or low[k] == ",":
                return
            if low[k] in ("held", "captured", "seized", "kidnapped", "abducted") and self.r.word(k + 1) == "by":
                end = k + 2
                while end < len(low) and end - k < 8 and low[end] not in CLAUSE_ENDS and low[end] not in ("in", "since", "on", "during", "for", "were"):
                    end += 1
                if end > k + 2:
                    d.holder = (self.r.starts[k + 2], self.r.ends[end - 1])
                return

    # -- whose people

    def party(self, n: int, d: Draft) -> None:
        if d.party is not None or d.measure not in PERSONS or not (d.human or d.bare):
            return
        r = self.r
        inside = [m for m in self.around.between(d.start, d.end) if m.party]
        if inside:
            d.party = inside[0].party
            return
        words = r.low[d.first : d.after]
        if "its" in words or "his" in words or "their" in words:
            said = [m.party for m in self.around.between(r.starts[r.sentence_start(d.first)], d.start) if m.party]
            if said:
                d.party = said[0]
                return
        if "group" in words:
            said = [m.party for m in self.around.between(max(0, d.start - 300), d.start) if m.party]
            d.party = said[-1] if said else None
            return
        if any(w in ("foreigner", "foreigners", "foreign", "expatriates") for w in words):
            d.party = "other"
            return
        prisoner = any(w in ("prisoner", "prisoners", "detainee", "detainees") for w in words)
        if prisoner and d.measure in ("released", "detained") and self.hamas_holds():
            d.party = "palestinians"
            return
        captive = any(w in ("hostage", "hostages", "captive", "captives") for w in words) or d.measure == "held"
        if d.holder is not None:
            holders = [m.party for m in self.around.between(*d.holder) if m.party]
            d.party = self.around.other_side(holders[0]) if holders else None
            if d.party is not None:
                return
        if captive and d.measure in ("held", "released", "killed") and self.hamas_holds():
            d.party = "israel"
            return
        if d.measure == "released" and r.word(d.after) == ",":
            d.party = next((self.r.nations[w] for w in r.low[d.after + 1 : d.after + 6] if w in self.r.nations), None)
        if d.measure in ("killed", "wounded", "displaced", "missing"):
            d.party = self.from_place(d) or self.from_source(d)
            if d.party is None and n and r.word(d.first - 1) in ("included", "include", "includes", "were"):
                before = r.drafts[n - 1]
                if before.party and before.measure in PERSONS and d.first - before.after < 45:
                    d.party = before.party
        if d.party is None and d.measure in PERSONS and n:
            previous = r.drafts[n - 1]
            if previous.party and previous.measure in PERSONS and self.same_sentence(previous.after, d.first) and previous.measure in (
                "killed", "wounded", "displaced", "missing",
            ):  # fmt: skip
                d.party = previous.party

    def hamas_holds(self) -> bool:
        return self.around.speaks_of("palestinians") and self.around.speaks_of("israel")

    def from_place(self, d: Draft) -> str | None:
        """ "lives in Israel": the people of the place that follows."""
        low = self.low
        for k in range(d.after, min(len(low) - 1, d.after + 8)):
            if low[k] in CLAUSE_ENDS and (self.ends(k) or low[k] in (",", ";")):
                break
            if low[k] in ("in", "across", "inside", "throughout", "around"):
                reach = self.r.ends[min(len(low) - 1, k + 5)]
                for m in self.around.between(self.r.starts[k], reach):
                    people = people_there(m)
                    if people is not None:
                        return people
                if "strip" in low[k : k + 5]:
                    return "palestinians"
        return None

    def from_source(self, d: Draft) -> str | None:
        """The people of the health ministry, rescuers or state that count them, unless they tell of another's dead."""
        span = self.r.page.folded.span(d.start, d.end)
        statement = self.around.saying(span)
        if statement is None:
            return None
        source = statement.source.of(self.r.page.text)
        people = people_of(statement.actor)
        if people is None:
            for w in _WORD.findall(source):
                nation = self.r.nations.get(w.lower())
                people = people or (nation if nation != "other" else None)
        if people is not None and (_COUNTERS.search(source.lower()) or "ministry" in source.lower()):
            return people
        said = [m.party for m in self.around.between(self.r.starts[self.r.sentence_start(d.first)], d.start) if m.party]
        others = [p for p in map(people_of, said) if p and p != people]
        return people if people is not None and others else None


_WORD = re.compile(r"\w+")
_COUNTERS = re.compile("health|rescue|emergency|civil defen|hospital|authorit|red crescent|red cross|medic|ambulance")
