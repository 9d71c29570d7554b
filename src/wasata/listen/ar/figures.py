"""Figures in Arabic: how many, of what, in whose words.

Danger: the dead of one clause counted with the wounded of the next; a dual that only names the parties counted as two.
Duty: numbers with the noun they count, duals, "الأسابيع الثلاثة", "دخلت منها 187", ranges; their qualifier on either
side; the measure from the noun, else from the verb or masdar that governs it; whose people they are.
Shape: one pass drafts the figures, a second gives each its measure and party from what stands around it.
"""

from decimal import Decimal

from wasata.listen.ar.counting import Counting
from wasata.listen.ar.governors import CLAUSE_ENDS, MEASURE_WORDS, RIGHT_WORDS, STRONG_RELEASE, WEAK_RELEASE
from wasata.listen.ar.lexicon import these
from wasata.listen.ar.quantities import AMONG, FOR, HELD_BY, HOLD, MOST, PRISONS, SENTENCE_ENDS
from wasata.listen.ar.whose import Whose
from wasata.listen.figures import PERSONS, Around, Draft, judged
from wasata.listen.marks import Figure
from wasata.listen.reader import Page
from wasata.values import Measure


def find(page: Page) -> list[Figure]:
    """The figures of a page, in order."""
    counting = Counting(page)
    drafts = counting.drafted()
    if not drafts:
        return []
    around = Around(page)
    judge = _Judge(counting, around)
    return judged(page, drafts, judge, around, counting.words, joints=FOR, ends=SENTENCE_ENDS)


class _Judge(Whose):
    """Gives each draft its measure, party, composition and holder from what stands around it."""

    def __init__(self, reader: Counting, around: Around) -> None:
        super().__init__(reader, around)
        self.exchange = not STRONG_RELEASE.isdisjoint(self.words)
        self.bare = self.human = self.many = False
        self.first = 0

    def measure(self, n: int, d: Draft) -> None:
        self.composition(d)
        self.holder(d)
        self.bare, self.human, self.first = d.bare, d.human and not d.bare, d.first
        self.many = isinstance(d.value, Decimal) and d.value >= 10_000
        if d.own:
            return
        if not (d.human or d.bare):
            if d.rule == "ar.figure.number" and d.notes.get("unknown"):
                close = self.governor(d, near=True)
                if close in {"killed", "wounded", "detained", "displaced"}:
                    d.measure, d.human = close, True
            return
        previous = self.previous(n, d)
        if d.bare or d.other:
            inherited = self.inherit(d, previous)
            if inherited:
                return
        joined = previous is not None and previous.rule.endswith(".among") and self.coordinated(previous, d)
        if previous is not None and (joined or self.among(d, previous)):
            whole = previous.notes.get("whole", previous)
            assert isinstance(whole, Draft)
            d.notes["whole"] = previous = whole
            d.measure = previous.measure
            d.party = d.party or previous.party
            d.rule += ".among"
            return
        if d.first >= 2 and self.words[d.first - 1] in _AND_WOUNDED and self.words[d.first - 2] in _DEAD:
            d.measure = "people"
            return  # "مقتل وإصابة 3440": both together
        own: Measure = d.measure
        if d.notes.get("held_before") and self.exchange:
            d.measure = "released"
            return
        if own in {"held", "people", "detained"} and self.let_go(d):
            d.measure = "released"
            return
        if own == "held" and self.noun_word(d) in ("اسير", "اسيره") and self.jailed(d):
            d.measure = "detained"
            return
        if d.holder is not None and own in {"held", "people", "detained"} and d.notes.get("holds"):
            d.measure = "held" if own != "detained" else own
            return
        governor = self.governor(d)
        if governor is None:
            if previous is not None and self.coordinated(previous, d) and previous.measure in PERSONS:
                d.measure = previous.measure if own == "people" else own
            return
        if own in ("held", "detained"):
            d.measure = governor if governor in {"released", "killed", "wounded", "missing"} else own
        else:
            d.measure = governor

    def let_go(self, d: Draft) -> bool:
        """ "أطلقت سراح أربع رهائن", "حررنا", "تم إنقاذ 178 شخصا كانوا محتجزين": the verb right before outweighs the noun."""
        words = self.words
        for k in range(d.first - 1, max(-1, d.first - 3), -1):
            word = words[k]
            if word == "سراح" and k and words[k - 1].endswith("طلاق"):
                return False  # "إطلاق سراح 200 رهينة تحتجزهم حماس": still held
            if word == "سراح" or MEASURE_WORDS.get(word) == "released":
                return "اطلاق" not in word and "تبادل" not in word
            if word in _RESCUE:
                after = words[d.after : d.after + 12]
                return self.noun_word(d) in _CAPTIVES or not _CAPTIVE_WORDS.isdisjoint(after)
            if word in CLAUSE_ENDS:
                return False
        return False

    def jailed(self, d: Draft) -> bool:
        """Whether prisoners sit in a state's prison, named in their sentence, and nobody is let go."""
        if self.exchange:
            return False
        first = self.r.sentence_start(d.first)
        return not PRISONS.isdisjoint(self.words[first : d.after + 8]) or not _STRIKE.isdisjoint(self.words)

    def previous(self, n: int, d: Draft) -> Draft | None:
        """The nearest figure before that counts persons, in this sentence or just before it."""
        for k in range(n - 1, max(-1, n - 4), -1):
            p = self.r.drafts[k]
            if p.measure in PERSONS or p.measure == "aid_trucks":
                return p if d.first - p.after < 60 else None
        return None

    def among(self, d: Draft, previous: Draft) -> bool:
        """ "بينهم أربعة صحفيين": a part of the figure before."""
        for k in range(d.first - 1, max(-1, d.first - 4), -1):
            if self.words[k] in AMONG:
                return self.same_sentence(previous, d)
            if self.words[k] in CLAUSE_ENDS:
                break
        gap = self.words[previous.after : d.first]
        return self.same_sentence(previous, d) and len(gap) < 12 and gap[:1] == ["بينهم"]

    def inherit(self, d: Draft, previous: Draft | None) -> bool:
        """A number alone or "آخرين": its own verb if it has one, else the kind of the figure before."""
        governor = self.governor(d, near=d.bare and not d.other)
        if (
            governor is not None
            and not (governor == "released" and previous is not None and previous.measure == "released")
            and not d.own
        ):
            d.measure = governor
            if previous is not None and previous.party and self.same_sentence(previous, d) and d.party is None:
                d.party = previous.party
            return True
        if previous is not None and d.first - previous.after < (60 if d.other else 25):
            d.measure = previous.measure
            d.party = d.party or previous.party
            d.human = True
            return True
        if d.other:
            d.measure = governor or "people"
            return True
        return governor is not None

    def coordinated(self, a: Draft, b: Draft) -> bool:
        return self.same_sentence(a, b) and b.first - a.after <= 2

    def governor(self, d: Draft, *, near: bool = False) -> Measure | None:
        """The measure that a verb, masdar or head noun gives the persons it governs: before the figure, else after it."""
        words = self.words
        far: Measure | None = None
        crossed = 0
        for k in range(d.first - 1, max(-1, d.first - (9 if near else 16)), -1):
            word = words[k]
            if word in CLAUSE_ENDS:
                if word in {".", "؟", "!", "\n", "؛"}:
                    break
                if self.around_a_date(k):
                    continue
                crossed += 1
                if crossed > 1:
                    break
                continue
            measure = self.word_measure(k)
            if measure is not None:
                if crossed == 0 and not (k + 1 < d.first and self.turned(k, d.first)):
                    return measure
                far = far or measure
                break
        right = self.right(d)
        return right or far

    def around_a_date(self, k: int) -> bool:
        """Whether the comma at piece `k` is one of two that only set off a date ("أفرجت الجماعة، الأحد، عن 13 بحارا")."""
        words, dated = self.words, self.r.dated
        if words[k] != "،":
            return False
        if k - 1 in dated:
            j = k - 1
            while j in dated:
                j -= 1
            return j >= 0 and words[j] == "،"
        after = dated.get(k + 1)
        return after is not None and after < len(words) and words[after] == "،"

    def turned(self, k: int, first: int) -> bool:
        """Whether a conjunction of a new clause stands between a governor and its figure."""
        return any(w in ("بينما", "فيما", "حيث", "لكن", "ولكن", "وكان", "ان", "ان") for w in self.words[k + 1 : first])

    def word_measure(self, k: int) -> Measure | None:
        word = self.words[k]
        measure = MEASURE_WORDS.get(word)
        if measure == "people" and not self.bare:
            return None
        if measure is None:
            if self.exchange and word in WEAK_RELEASE and not self.bare:
                return "released"
            if word in ("يعيش", "تعيش") and self.many:
                return "population"
            return None
        if word in {"اطلاق", "واطلاق", "باطلاق", "اطلقت", "اطلق", "واطلقت", "يطلق", "تطلق", "ستطلق", "سيطلق"}:
            persons = self.human and k + 1 == self.first and word.endswith("اطلاق")  # "إطلاق 17 أسيرا"
            return "released" if persons or "سراح" in self.words[k : k + 4] else None
        return measure

    def right(self, d: Draft) -> Measure | None:
        """A verb after its subject ("1400 شخص، معظمهم من المدنيين، قتلوا"), or what befell them ("بجروح")."""
        if d.human and self.words[d.after : d.after + 1] == ["من"] and "سكان" in self.words[d.after + 1 : d.after + 2]:
            return "population"  # "5 ملايين شخص من سكان الولاية"
        for k in range(d.after, min(len(self.words), d.after + 10)):
            word = self.words[k]
            if word in {".", "؟", "!", "\n", "؛"} or (
                word[0].isdecimal() and self.words[k - 1] != "و" and self.words[k - 1] not in AMONG
            ):
                break
            measure = RIGHT_WORDS.get(word)
            if measure is not None:
                if measure == "killed" and k > d.after + 1 and word in {"قتل", "قتلت", "مقتل"}:
                    continue
                if measure == "held" and self.exchange and words_before(self.words, k, ("كانوا", "كان", "كانت")):
                    return "released"
                return measure
            joins = word == "و" and k + 1 < len(self.words) and self.words[k + 1][0].isdecimal()
            if word in {"و", "فيما", "بينما"} and not joins:  # "13 إسرائيليا و4 أجانب أفرج عنهم" share their verb
                break
        return None

    def composition(self, d: Draft) -> None:
        """ "معظمهم من المدنيين", "غالبيتهم أطفال ونساء": who they mostly are, without a number."""
        words = self.words
        k = d.after
        if k < len(words) and words[k] in {"،", ",", "("}:
            k += 1
        if k >= len(words) or words[k] not in MOST:
            return
        end = k + 1
        while (
            end < len(words)
            and end - k < 9
            and words[end] not in CLAUSE_ENDS
            and words[end] not in RIGHT_WORDS
            and words[end] not in {")", "في", "منذ"}
        ):
            end += 1
        if end > k + 1:
            d.composition = (self.r.starts[k], self.r.ends[end - 1])

    def holder(self, d: Draft) -> None:
        """In whose hands: "تحتجزهم حماس", "محتجزا لدى الجماعة"."""
        words = self.words
        for k in range(d.after, min(len(words), d.after + 4)):
            if words[k] in CLAUSE_ENDS:
                return
            if words[k] in HOLD and words[d.after] in ("كان", "كانت") and k > d.after + 1:
                d.holder = (self.r.starts[d.after + 1], self.r.ends[k - 1])
                d.notes["held_before"] = True
                return
            if words[k] in HOLD or words[k] in HELD_BY:
                end = k + 1
                while (
                    end < len(words)
                    and end - k < 7
                    and words[end] not in CLAUSE_ENDS
                    and words[end] not in ("في", "منذ", "مقابل", "منذ", "علي", "بعد")
                ):
                    end += 1
                if end > k + 1:
                    d.holder = (self.r.starts[k + 1], self.r.ends[end - 1])
                    d.notes["holds"] = words[k] in HOLD
                return


def words_before(words: list[str], k: int, wanted: tuple[str, ...]) -> bool:
    """Whether one of some words stands in the two places before piece `k`."""
    return any(w in wanted for w in words[max(0, k - 2) : k])


_RESCUE = these("انقاذ بانقاذ وانقاذ انقذ انقذت انقذوا انقذنا حرر حررت تحرير بتحرير وتحرير لتحرير")
_AND_WOUNDED = these("واصابه وجرح وجرحي واصيب")
_DEAD = these("مقتل قتل بمقتل لمقتل استشهاد قتلي")
_CAPTIVES = these("رهينه محتجز مختطف مخطوف اسير")
_CAPTIVE_WORDS = these("محتجزين محتجزون رهائن مختطفين مختطفون تحتجزهم يحتجزهم احتجزهم اسري مخطوفين")
_STRIKE = these("المضربين مضربين المضربون مضربون اضرابهم الاسيره")
"""Prisoners on a hunger strike sit in a prison."""
