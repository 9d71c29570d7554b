"""Counting in Arabic: every number with the noun it counts, in draft.

Danger: a dual that only names the parties counted as two; a channel's number counted.
Duty: numbers with the noun they count, duals, "الأسابيع الثلاثة", "دخلت منها 187", ranges, and their qualifier on either side.
Shape: one pass over the pieces; each draft says whether its noun alone fixes the measure.
"""

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import compress

from wasata.listen.ar import numbers
from wasata.listen.ar.describing import Describing
from wasata.listen.ar.governors import MEASURE_WORDS
from wasata.listen.ar.line import words_of
from wasata.listen.ar.nouns import Noun, duals, nations, nouns
from wasata.listen.ar.quantities import (
    ALONE_AFTER,
    LENGTHS,
    NAMED_BY_NUMBER,
    PARTS,
    PERCENT,
    SENTENCE_ENDS,
    STOPS,
    counting_words,
)
from wasata.listen.figures import PERSONS, Draft
from wasata.listen.reader import Page

_LIST_SIGN = re.compile(r"\s?[-–—ـ.)]")
_OF_A_WHOLE = ("من", *PERCENT)
_TWO = frozenset(("اثنين", "اثنان", "اثنتين", "اثنتان"))
PARTY_STEMS = frozenset(("طرف", "جانب"))


class Counting(Describing):
    """One reading of one page's figures."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.folded.text
        line = words_of(page)
        self.pieces = line.pieces
        self.figures = line.figures
        self.words, self.starts, self.ends = self.pieces
        self.count = len(self.words)
        self.atoms = numbers.atoms()
        self.nouns = nouns()
        self.duals = duals()
        self.nations = nations()
        self.drafts: list[Draft] = []
        self.dated = self._dated()

    def _dated(self) -> dict[int, int]:
        """Pieces inside dates, each → the piece after its date. Lengths of time count although they are dates too."""
        back = self.page.folded.back
        inside: dict[int, int] = {}
        if not self.page.dates:
            return inside

        for d in self.page.dates:
            if d.rule.endswith((".last-days", ".ago")):
                continue
            start = back(d.span.start)
            end = back(d.span.end)
            first = bisect_left(self.starts, start)
            if first and self.ends[first - 1] > start:
                first -= 1
            last = bisect_left(self.starts, end)
            for k in range(first, last):
                inside[k] = last
        return inside

    # -- first pass: what is counted

    def drafted(self) -> list[Draft]:
        """Every figure of the page in draft, in order."""
        words, atoms, twos, dated = self.words, self.atoms, self.duals, self.dated
        past = 0
        worded = compress(range(len(words)), map(counting_words().__contains__, words))
        for i in sorted({*worded, *self.figures}):
            if i < past:
                continue
            if i in dated:
                past = dated[i]
                continue
            word = words[i]
            if word == "ونصف":
                draft = self.and_a_half(i)
            elif word[0].isdecimal() or word in atoms:
                draft = self.counted(i)
            elif word in twos:
                draft = self.dual(i)
            elif word in LENGTHS:
                draft = self.unnumbered(i)
            else:
                draft = self.single(i)
            if draft is not None:
                self.drafts.append(draft)
                past = draft.after
        return self.drafts

    def counted(self, i: int) -> Draft | None:
        word = self.words[i]
        if word == "وست" and self.noun_info(i + 1) is None:
            return None  # a name; the numeral is never written so without its noun
        if (
            word in _TWO
            and self.drafts
            and (last := self.drafts[-1]).rule == "ar.figure.dual"
            and i - 1 <= last.after <= i
        ):
            last.after, last.end = i + 1, self.ends[i]  # "جنديين لبنانيين ⟦اثنين⟧"
            return None
        people = self.word(i - 1) in self.nations  # "عسكريين ⟦تركيين⟧ اثنين"
        at = i - 2 if people and self.noun_info(i - 2) is not None else i - 1
        if word in _TWO and (two := self.noun_info(at)) is not None and two.human and not two.definite and (
            two.many != "one"
        ):  # fmt: skip
            draft = Draft(at, i + 1, self.starts[at], self.ends[i], Decimal(2), "exact", two.measure, "ar.figure.dual")
            self.describe(draft, two, self.words[at])
            self.qualify(draft)
            return draft
        if word in {"واحد", "واحده", "واحدا"}:
            number = numbers.number_at(self.pieces, i, self.atoms)
            if number is None or number.after == i + 1:
                return self.single(i)
        else:
            number = numbers.number_at(self.pieces, i, self.atoms)
        if number is None:
            return None
        if word in {"مليون", "مليار", "الف"} and (part := PARTS.get(self.word(i - 1))):
            i -= 1  # "نصف مليون طالب"
            number = number._replace(start=self.starts[i], first=i, value=number.value / part)
        if self.is_name(i, number):
            return None
        pair = self.second_of_range(number)
        definite = number.definite or (number.digits and self.word(i - 1) == "ال" and self.pieces.touches(i))
        first = i - 1 if definite and not number.definite else i
        start = self.starts[first] if first != i else number.start
        after = pair[1] if pair else number.after
        if (
            definite
            and pair is None
            and self.word(first - 1) in self.nations
            and self.noun_info(first - 2, definite=True)
        ):
            return self.postposed(first - 1, number)  # "الأسرى الفلسطينيين الستة"
        if definite and pair is None and self.noun_info(first - 1, definite=True):
            return self.postposed(first, number)
        value: Decimal | tuple[Decimal, Decimal] = (pair[0], pair[2]) if pair else number.value
        draft = Draft(
            first, after, start, self.ends[after - 1], value, "range" if pair else "exact", "other", "ar.figure.number"
        )
        if self.word(after) == ")" and self.word(first - 1) == "(" and self.counts_in_brackets(after + 1, number):
            draft.first, draft.start = first - 1, self.starts[first - 1]  # "(120) أسيرا"
            self.take(draft, after + 1)
        if pair:
            self.take_between(draft)
        if not self.noun_after(draft, number, definite):
            return None
        self.qualify(draft)
        if draft.bare and not self.may_stand_alone(draft, number):
            return None
        return draft

    def counts_in_brackets(self, k: int, number: numbers.Number) -> bool:
        """Whether the word after a bracketed number is what it counts."""
        word = self.word(k)
        noun = self.nouns.get(word)
        return (noun is not None and not noun.definite) or (
            noun is None and word.endswith("ا") and word.isalpha() and self.looks_counted(word, k, number)
        )

    def is_name(self, i: int, number: numbers.Number) -> bool:
        """Whether a number names or dates a thing and counts nothing."""
        words = self.words
        before = self.word(i - 1)
        if before == "ال":
            before = self.word(i - 2)
        nxt = self.word(number.after)
        if number.digits:
            touching = self.pieces.touches(i)
            if (
                touching
                and words[i - 1] in {"-", "/", "#", "_", ":", ".", "+"}
                and i > 1
                and (self.pieces.touches(i - 1) or words[i - 1] in "#_+")
                and not (words[i - 1] == "-" and words[i - 2][0].isdecimal())
            ):
                return True
            if (
                i
                and words[i - 1].isascii()
                and words[i - 1].isalpha()
                and len(words[i - 1]) <= 4
                and words[i - 1] != "US"
            ):
                return True
            if touching and words[i - 1] == "/":
                return True
            if (nxt == "/" and self.word(number.after + 1)[:1].isdecimal()) or (
                i > 1 and words[i - 1] == "/" and words[i - 2][0].isdecimal()
            ):
                return True
            if nxt in ("ه", "م") and self.pieces.touches(number.after):
                return True  # "1435هـ"
            if self.opens_list(i, number) or (touching and words[i - 1] == "%"):
                return True
            if (
                before not in NAMED_BY_NUMBER
                and "قرار" in "".join(words[max(0, i - 4) : i])
                and not self.noun_info(number.after)
            ):
                return len(words[i]) in (3, 4)
            if touching and (
                (words[i - 1].isascii() and words[i - 1].isalpha())
                or (words[i - 1] not in {"و", "ال", "ب", "ل", "ف", "ك"} and words[i - 1].isalpha())
            ):
                return True
            if (
                nxt in {":", "/", "+"}
                and self.pieces.touches(number.after)
                and self.word(number.after + 1)[:1].isdecimal()
            ):
                return True
            if (
                nxt
                and nxt.isascii()
                and nxt.isalpha()
                and self.pieces.touches(number.after)
                and nxt not in ("km", "kg")
            ):
                return True
            if nxt in {".", ")", "-", "ـ"} and (i == 0 or words[i - 1] in ("\n", "(")) and number.after - i == 1:
                return not (nxt == ")" and self.counts_in_brackets(number.after + 1, number))
            whole = words[i]
            if (
                number.after == i + 1 and len(whole) == 4 and whole.isdecimal() and 1800 <= int(whole) <= 2100
                and not self.noun_info(number.after) and self.word(number.after) not in _OF_A_WHOLE
                and not self.left_qualifier(i)
            ):  # fmt: skip
                return True
        if before in NAMED_BY_NUMBER:
            counted = self.noun_info(number.after)
            if (
                before in {"الساعه", "عام", "سنه", "بند", "عامي", "منتصف", "قرار"}
                or counted is None
                or counted.definite
            ):
                return True
            return not number.digits or before in {"رقم", "الرقم", "مجموعه", "القرن"}
        if before and before.startswith(
            ("الحادي", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")
        ):
            return number.joined or (number.after > i and not number.digits)
        return False

    def opens_list(self, i: int, number: numbers.Number) -> bool:
        """Whether a number at the head of a line only numbers the line ("7 ـ يبدأ التنفيذ")."""
        if number.after != i + 1 or len(self.words[i]) > 2 or (i and self.words[i - 1] != "\n"):
            return False
        place = self.page.folded.to(self.ends[i] - 1) + 1
        return bool(_LIST_SIGN.match(self.page.text, place))

    def second_of_range(self, number: numbers.Number) -> tuple[Decimal, int, Decimal] | None:
        """(low, piece after, high) when a second number follows that makes a range."""
        k = number.after
        joint = self.word(k)
        between = self.word(number.first - 1) in {"بين", "وبين", "مابين"}
        if joint == "و" and between:
            second = k + 1
        elif between and joint in self.atoms and self.atoms[joint].joined:
            second = k
        elif (joint in {"-", "–", "—"} and self.pieces.touches(k) and self.pieces.touches(k + 1)) or (
            joint in ("او", "الي") and not (joint == "الي" and self.word(number.first - 1) in ("من", "ومن"))
        ):
            second = k + 1
        else:
            return None
        if not self.word(second) or (not self.word(second)[0].isdecimal() and self.word(second) not in self.atoms):
            return None
        other = numbers.number_at(self.pieces, second, self.atoms)
        if other is None:
            return None
        low, high = number.value, other.value
        if low < high and high >= 1000 and low < 1000 and self.words[other.after - 1] in self.atoms:
            scale = self.atoms[self.words[other.after - 1]]
            if scale.kind == "scale" and low * scale.value < high and number.digits:
                low *= scale.value
        return (low, other.after, high) if low < high else None

    def take_between(self, draft: Draft) -> None:
        """Lets the mark of a range begin with "بين"."""
        before = self.word(draft.first - 1)
        if before in {"بين", "وبين", "مابين"}:
            draft.first -= 1
            draft.start = self.starts[draft.first] + (1 if before == "وبين" else 0)
            if self.word(draft.first - 1) in ("ما", "وما"):
                draft.first -= 1
                draft.start = self.starts[draft.first] + (1 if self.words[draft.first] == "وما" else 0)

    def noun_info(self, i: int, *, definite: bool = False) -> Noun | None:
        word = self.word(i)
        noun = self.nouns.get(word)
        if noun is None and definite and len(word) > 4 and word[0] in "وبفلك":
            noun = self.nouns.get(word[1:]) or (self.nouns.get("ال" + word[2:]) if word.startswith("لل") else None)
        return noun if noun is not None and (not definite or noun.definite) else None

    def noun_after(self, draft: Draft, number: numbers.Number, definite: bool) -> bool:
        """Takes the counted noun into the draft. False when what follows shows that nothing is counted."""
        k = draft.after
        word = self.word(k)
        if word in PERCENT or (word in ("في", "ب") and self.word(k + 1) in ("المئه", "المائه")):
            self.take(draft, k + (1 if word in PERCENT else 2))
            draft.rule, draft.own = "ar.figure.percent", True
            return True
        if word in ("بالمئه", "بالمائه"):
            self.take(draft, k + 1)
            draft.rule, draft.own = "ar.figure.percent", True
            return True
        if word in {"$", "€", "£"} or self.word(draft.first - 1) in {"$", "€", "£"}:
            if word in {"$", "€", "£"}:
                self.take(draft, k + 1)
                sign = word
            else:
                draft.first -= 1
                sign = self.words[draft.first]
                draft.start = self.starts[draft.first]
            draft.measure, draft.own = "money", True
            draft.unit = {"$": "USD", "€": "EUR", "£": "GBP"}[sign]
            return True
        if k in self.dated or not word or not word[0].isalpha():
            draft.bare = True
            return True
        if word == "من" and self.word(k + 1) in {"العمر", "عمره", "عمرها"}:
            self.take(draft, k + 2)
            draft.measure, draft.unit, draft.own, draft.rule = "duration", "year", True, "ar.figure.age"
            return True
        if word in ("منها", "منهما") and number.digits:
            self.take(draft, k + 1)
            draft.bare, draft.rule = True, "ar.figure.of-them"
            return True
        if (word == "من" and self.word(k + 1) in ("هم", "هن")) or word in {"منهم", "منهن", "منهما"}:
            self.take(draft, k + 1)
            draft.human = draft.other = True
            draft.measure, draft.rule = "people", "ar.figure.of-them"
            return True
        if word == "من":
            inner = self.word(k + 1)
            noun = self.nouns.get(inner)
            if (
                inner.startswith("ال")
                and (noun is not None or inner.endswith(("ين", "ات")))
                and inner not in ("المقرر", "المتوقع")
            ):
                self.take(draft, k + 2)
                self.describe(draft, noun, inner)
                draft.rule = "ar.figure.of"
                return True
            if noun is None:
                noun = self.possessed(inner)
            if noun is not None and noun.human and noun.many == "more":
                follow = self.word(k + 2)
                genitive = inner in self.nouns and follow.isalpha() and follow not in STOPS and len(follow) > 2
                self.take(draft, k + (3 if genitive and follow[0] not in "وبلف" else 2))
                self.describe(draft, noun, inner)
                if self.word(draft.after) in self.nations:
                    draft.party = self.nations[self.words[draft.after]]
                    self.take(draft, draft.after + 1)
                draft.rule = "ar.figure.of"
                return True
            draft.bare = True
            return True
        noun = self.nouns.get(word)
        if noun is None and not self.looks_counted(word, k, number):
            draft.bare = True
            return True
        if noun is not None and noun.definite and not definite:
            draft.bare = True
            return True
        if noun is not None and noun.many == "two" and noun.sure:
            draft.bare = True
            return True
        self.take(draft, k + 1)
        self.describe(draft, noun, word)
        self.adjectives(draft, word)
        self.half_more(draft, noun)
        if noun is not None and noun.measure in ("aid", "aid_trucks") and self.word(draft.after) == "من":
            k = draft.after + 1
            inner = self.word(k)
            if inner and inner[0].isalpha() and inner not in STOPS and k not in self.dated and len(inner) > 2:
                genitive = not inner.startswith("ال") and self.word(k + 1).startswith("ال")
                self.take(draft, k + (2 if genitive else 1))
        return True

    def looks_counted(self, word: str, k: int, number: numbers.Number) -> bool:
        """Whether an unknown word after a number is the noun it counts."""
        if word in STOPS or word in self.atoms or len(word) < 3 or k in self.dated or word in MEASURE_WORDS:
            return False
        if word.startswith(("ال", "لل", "وال", "بال")) or word.endswith("وا"):
            return False
        inner = word[1:]
        if word[0] in "وبلفك" and (
            inner in self.nouns or inner in STOPS or inner in MEASURE_WORDS or inner in self.nations
        ):
            return False
        value = number.value
        if 3 <= value <= 10:
            return word[0] not in "ولفيب" or word.endswith(("ات", "ين", "ه"))
        if word[0] in "وبلف":
            return word.endswith(("ا", "ه")) and word[0] != "ل"
        if value >= 100 and value % 100 == 0:  # "6500 مسلم": after hundreds and thousands the noun has no ending
            return word[0] not in "يتس"
        return word.endswith(("ا", "ه", "ي")) and word[0] != "ي"

    # -- other shapes of a figure

    def postposed(self, first: int, number: numbers.Number) -> Draft | None:
        """ "الأسابيع الثلاثة", "الرهائن الـ33": the number after its noun."""
        noun_at = first - 1
        word = self.words[noun_at]
        noun = self.noun_info(noun_at, definite=True)
        if noun is None or (noun.stem in PARTY_STEMS and number.value == 2):
            return None
        cut = 0 if word in self.nouns else (0 if word.startswith("لل") else 1)
        draft = Draft(
            noun_at,
            number.after,
            self.starts[noun_at] + cut,
            number.end,
            number.value,
            "exact",
            noun.measure,
            "ar.figure.after-noun",
        )
        self.describe(draft, noun, word)
        draft.party = draft.party or self.nations.get(self.words[first])
        draft.notes["definite"] = True
        return draft

    def dual(self, i: int) -> Draft | None:
        form, cut = self.duals[self.words[i]]
        noun = self.nouns[form]
        nxt = self.word(i + 1)
        if noun.stem == "مره" or (noun.definite and noun.measure == "other" and nxt not in ("الماضيين", "الاخيرين")):
            return None
        if noun.stem in ("دوله", "بلد") and (self.word(i - 1) in ("حل", "بين") or noun.definite):
            return None
        if noun.definite and noun.human and noun.measure != "held" and nxt not in self.nations:
            return None
        draft = Draft(i, i + 1, self.starts[i] + cut, self.ends[i], Decimal(2), "exact", noun.measure, "ar.figure.dual")
        self.describe(draft, noun, form)
        if nxt in {"اثنين", "اثنان", "اثنتين", "اثنتان"}:
            self.take(draft, i + 2)
        if not noun.definite:
            self.adjectives(draft, form)
            self.half_more(draft, noun)
        before = self.word(i - 1)
        if before == "او" and not cut:
            single = self.nouns.get(self.word(i - 2))
            if single is not None and single.stem == noun.stem and single.many == "one":
                draft.first, draft.start = i - 2, self.starts[i - 2]
                draft.value, draft.qualifier = (Decimal(1) * noun.times, Decimal(2) * noun.times), "range"
                return draft
        between = before in {"بين", "وبين", "مابين"} and self.atoms.get(nxt) is not None and self.atoms[nxt].joined
        at = i + 2 if nxt == "او" else i + 1 if between else len(self.words)
        more = numbers.number_at(self.pieces, at, self.atoms) if at < len(self.words) else None
        other = self.nouns.get(self.word(more.after)) if more is not None else None
        if more is not None and other is not None and other.stem == noun.stem and more.value > 2:
            draft.value, draft.qualifier = (Decimal(2) * noun.times, more.value * noun.times), "range"
            self.take(draft, more.after + 1)
            if between:
                self.take_between(draft)
                return draft
        self.qualify(draft)
        return draft

    def single(self, i: int) -> Draft | None:
        """ "يوما واحدا", "رهينة واحدة"."""
        noun = self.nouns.get(self.word(i - 1))
        cut = 0
        if noun is None and self.word(i - 1)[:1] in {"و", "ب", "ل"}:
            noun, cut = self.nouns.get(self.words[i - 1][1:]), 1
        if noun is None or noun.many != "one" or noun.definite or noun.stem in ("مره", "حاله"):
            return None
        if self.word(i + 1) in ("من", "تلو") or self.word(i - 2) in ("اي", "كل"):
            return None
        first = i - 1
        head = self.nouns.get(self.word(i - 2)) if noun.party is not None else None
        if head is not None and head.many == "one" and head.human:  # "جندي ألماني واحد"
            first, cut = i - 2, 0
        draft = Draft(
            first, i + 1, self.starts[first] + cut, self.ends[i], Decimal(1), "exact", noun.measure, "ar.figure.single"
        )
        self.describe(draft, noun, self.words[i - 1])
        self.qualify(draft)
        return draft

    def may_stand_alone(self, draft: Draft, number: numbers.Number) -> bool:
        """Whether a number without its noun counts something that is understood."""
        draft.rule = "ar.figure.alone"
        if draft.qualifier != "exact":
            return True
        before = self.word(draft.first - 1)
        nxt = self.word(draft.after)
        if number.digits:
            if before in (".", ",") or (nxt in ("-", "/") and self.pieces.touches(draft.after)):
                return nxt == "-" and bool(self.word(draft.after + 1)[:1].isdecimal())
            return True
        freed = before == "عن" and MEASURE_WORDS.get(self.word(draft.first - 2)) is not None
        if freed or before in ALONE_AFTER or (before in MEASURE_WORDS and nxt not in ("", "\n")):
            return True
        if number.value >= 1000 and not number.definite and number.after - number.first > 1:
            return True
        last = self.drafts[-1] if self.drafts else None
        return (
            last is not None and last.measure in PERSONS and 2 <= number.value <= 99 and not number.definite
            and draft.first - last.after < 30 and not any(w in (".", "\n") for w in self.words[last.after : draft.first])
            and nxt not in ("من",)
        )  # fmt: skip

    def sentence_start(self, i: int) -> int:
        """The piece at which the sentence of piece `i` begins, at most eighty pieces back."""
        reach = max(0, i - 80)
        while i > reach and self.words[i - 1] not in SENTENCE_ENDS:
            i -= 1
        return i
