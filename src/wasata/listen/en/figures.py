"""Figures in English: how many, of what, in whose words.

Danger: the dead of one clause counted with the wounded of the next; "the two sides" counted as two.
Duty: numbers with the noun they count or alone ("put the toll at 18"), "a 60-day truce", money, percentages, ranges; their
qualifier on either side; the measure from the noun, else from the verb that governs it; whose people they are.
Shape: one pass drafts the figures, a second gives each its measure and party from what stands around it.
"""

from decimal import Decimal
from itertools import pairwise

from wasata.listen.en import numbers
from wasata.listen.en.captives import fate
from wasata.listen.en.counting import Counting
from wasata.listen.en.governors import CLAUSE_ENDS, MEASURE_WORDS, WEAK_RELEASE
from wasata.listen.en.quantities import FOR, MOST, PARTICIPLES, SENTENCE_ENDS
from wasata.listen.en.whose import ROUGHLY, Whose
from wasata.listen.figures import PERSONS, Around, Draft, judged
from wasata.listen.marks import Figure
from wasata.listen.pieces import word_set
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
    return judged(page, drafts, judge, around, counting.low, joints=FOR, ends=SENTENCE_ENDS)


_LONGEST_ROW = 60
"""Pieces after a count in which the verb of a row of counts is looked for: reading stays linear."""
_FORCES = word_set("forced forcing forces force")
_LEAVING = word_set("evacuate flee leave move abandon escape")
_LOSING = word_set("loss losses lost losing")
"""What an army says of its dead ("acknowledged the loss of 44 troops")."""


class _Judge(Whose):
    """Gives each draft its measure, party, composition and holder from what stands around it."""

    def measure(self, n: int, d: Draft) -> None:
        self.composition(d)
        self.holder(d)
        self._measured(n, d)
        if d.measure in ("held", "detained"):
            before = self.around.between(self.r.starts[self.r.sentence_start(d.first)], d.start)
            d.measure = fate(self.low, d, sided=any(m.party for m in before))

    def _measured(self, n: int, d: Draft) -> None:
        if not d.own and not d.human and not d.bare and d.measure == "other" and self.befallen(d):
            d.human, d.measure = True, "people"
        if d.own or not (d.human or d.bare):
            if d.measure == "aid_trucks" and not _REMAINS.isdisjoint(self.low[d.after : d.after + 5]):
                d.measure = "other"  # "trucks with the bodies of …"
            return
        if self.low[d.first - 1] == "of" and self.r.word(d.first - 2) in _REMAINS and not d.bare:
            d.measure = "other"  # "the bodies of two soldiers": bodies are counted
            return
        own_part = next((MEASURE_WORDS[w] for w in self.low[d.first + 1 : d.after - 1] if w in _LET_GO_OR_TAKEN), None)
        if own_part is not None:
            d.measure = own_part  # "five previously exchanged fighters"
            if d.party is None:
                d.party = self.of_body(d)
            return
        previous = self.previous(n, d)
        own = d.measure
        if previous is not None and self.among(d, previous):
            d.measure = previous.measure
            d.party = d.party or previous.party
            d.human = True
            d.rule += ".among"
            return
        if previous is not None and previous.measure == "released" and self.in_exchange(d) and own in _EXCHANGED:
            d.measure = "released"
            return
        if d.holder is not None and own in ("held", "people"):
            d.measure = self.in_the_end(d) or self.before(d) or "held"
            return
        if d.bare and self.low[d.first - 1] == "of" and self.r.word(d.first - 2) in _PLACES_OF_PEOPLE:
            d.measure, d.human = "population", True  # "a territory of 260,000"
            return
        if d.bare and self.low[d.first - 1] == "of" and self.r.word(d.first - 2) in _BODIES_OF_PEOPLE:
            d.measure, d.human = "people", True  # "a force of up to 15,000"
            return
        if d.other and self.low[d.after - 1] == "them" and n:
            last = self.r.drafts[n - 1]
            if last.measure not in PERSONS and d.first - last.after < 30:
                d.measure, d.human = last.measure, False  # "four rockets. Two of them hit …"
                return
        if d.bare and self.r.word(d.first - 1) in _LEFT_IN:
            d.measure, d.human = "people", True
            return
        if own == "held" and self.r.word(d.first - 1) in {"took", "take", "taken", "taking", "holding", "hold"}:
            return  # "killed eight civilians and took 30 hostages"
        if (
            previous is not None
            and previous.measure == "released"
            and own in _EXCHANGED
            and (self.joined(previous, d) or (own != "people" and self.in_row(previous, d)))
        ):
            d.measure = "released"
            return
        governor = self.governor(d)
        if governor is None and self.among_the_freed(d):
            governor = "released"
        if governor is None and own == "people" and previous is not None and self.goes_on(previous, d):
            governor = previous.measure  # "in captivity are six French, three Malaysians, two Germans"
        if d.bare and self.low[d.after : d.after + 2] == ["of", "the"]:
            whole = next((x for x in self.r.drafts[n + 1 : n + 2] if x.first - d.after <= 3), None)
            if whole is not None:
                d.party = d.party or whole.party
                governor = self.in_the_end(d) or governor
        if d.bare and governor is None and self.r.word(d.after) == "of":
            governor = self.in_the_end(d)
        if d.bare or d.other:
            if governor is not None:
                d.measure = governor
                d.human = True
                if previous is not None and self.low[d.after - 1] in ("them", "whom"):
                    d.party = d.party or previous.party
            elif previous is not None and d.first - previous.after < 30 and (d.other or self.like(d, previous)):
                d.measure = previous.measure
                d.party = d.party or previous.party
                d.human = True
            return
        if governor is None:
            return
        if own in ("held", "detained"):
            d.measure = governor if governor in {"released", "killed", "wounded", "missing"} else own
        else:
            d.measure = governor

    def in_exchange(self, d: Draft) -> bool:
        """ "… in exchange for 240 prisoners", "in return for almost 2,000"."""
        near = self.low[max(0, d.first - 3) : d.first]
        return near[-2:] in (["exchange", "for"], ["return", "for"])

    def like(self, d: Draft, previous: Draft) -> bool:
        """Whether a bare number goes on counting what was counted before it ("crossed …, compared with some 200 a day")."""
        between = self.low[previous.after : d.first]
        return not any(w in {"%", "$", "from", "-"} for w in between) and self.low[d.after : d.after + 1] != ["-"]

    def previous(self, n: int, d: Draft) -> Draft | None:
        for k in range(n - 1, max(-1, n - 4), -1):
            p = self.r.drafts[k]
            if p.measure in PERSONS or p.measure == "aid_trucks":
                return p if d.first - p.after < 50 else None
        return None

    def among(self, d: Draft, previous: Draft) -> bool:
        """ "among them two children", "including 12 women", "- five Britons, two Americans": parts of the figure before."""
        if not self.same_sentence(previous.after, d.first):
            return False
        between = self.low[previous.after : d.first]
        if len(between) > 22 or ("were" in between and between[-1:] == ["and"]):
            return False  # "22 people, including children, were killed and 19 others were injured"
        if "among" in between or "including" in between or "whom" in between:
            near = self.low[max(previous.after, d.first - 4) : d.first]
            return (
                "including" in near
                or "among" in near
                or "whom" in near
                or between[-1:] == ["and"]
                or between[-1:] == [","]
            )
        if between and between[0] in {"-", "–", "—", ":", "("}:
            return len(between) == 1
        return previous.rule.endswith(".among") and between in ([","], ["and"], [",", "and"])

    def governor(self, d: Draft) -> Measure | None:
        """The measure that a verb or noun gives the persons it governs."""
        low = self.low
        if self.r.word(d.after) in _SPEAKING:
            return None  # they speak; what they tell befell others
        if self.low[d.after : d.after + 1] == ["to"] and MEASURE_WORDS.get(self.r.word(d.after + 1)) == "displaced":
            return "displaced"  # "caused five million to flee"
        if not _FORCES.isdisjoint(low[max(0, d.first - 8) : d.first]) and self.forced_out(d):
            return "displaced"  # "forced 37,635 people, in three provinces, to evacuate"
        right = self.right(d)
        caught = self.r.word(d.after + (self.r.word(d.after) == ",")) in _CAUGHT
        if not caught and right is not None and right[0] in ("held", "detained"):
            caught = self.told_apart(d)
        if caught and (right is None or right[0] in ("held", "detained")):
            freed = self.in_the_end(d) or self.before(d)  # "the release of two men held by rebels"
            if freed in ("released", "killed"):
                return freed
        if right is not None and right[1]:
            return right[0]
        if self.low[d.after : d.after + 2] == [",", "whose"] and self.r.word(d.after + 2) in _TAKING:
            return "held"  # "the two soldiers, whose abduction …"
        left: Measure | None = None
        crossed = 0
        for k in range(d.first - 1, max(-1, d.first - 14), -1):
            word = low[k]
            if word in {"when", "while", "because", "if"}:
                break  # "was killed when he and three others tried to flee"
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

    def forced_out(self, d: Draft) -> bool:
        for k in range(d.after, min(len(self.low) - 1, d.after + 10)):
            if self.ends(k):
                return False
            if self.low[k] == "to" and self.low[k + 1] in _LEAVING:
                return True
        return False

    def goes_on(self, previous: Draft, d: Draft) -> bool:
        """Whether a row of nations that met one fate goes on with this count."""
        return (
            previous.measure in _BEFELL
            and self.low[previous.after : d.first] in ([","], ["and"], [",", "and"])
            and all(any(w in self.r.nations for w in self.low[x.first : x.after]) for x in (previous, d))
        )

    def told_apart(self, d: Draft) -> bool:
        """Whether what was done to them stands in a relative clause ("people that were kidnapped", "…, who were held")."""
        for k in range(d.after, min(len(self.low), d.after + 10)):
            if self.low[k] in {"who", "that", "which"}:
                return not _AUXILIARIES.isdisjoint(self.low[k + 1 : k + 4])
            if self.ends(k) or self.low[k] in _AUXILIARIES:
                return False
        return False

    def of_body(self, d: Draft) -> str | None:
        """ "fighters of the Azov unit", "members of Hamas": whose they are."""
        if self.r.word(d.after) != "of":
            return None
        named = self.around.between(self.r.starts[d.after], self.r.ends[min(len(self.low) - 1, d.after + 4)])
        return next((m.party for m in named if m.party), None)

    def in_the_end(self, d: Draft) -> Measure | None:
        """What the main verb says of people told apart by what befell them first ("girls kidnapped by …, were freed")."""
        low = self.low
        if low[d.first - 1] == "of" and self.r.word(d.first - 2) not in _BODIES_OF_PEOPLE:
            return None  # "twenty-one of more than 200 girls …, have been freed": the twenty-one
        for k in range(d.after, min(len(low) - 2, d.after + 28)):
            if self.ends(k) or low[k] == ";":
                return None
            if low[k] in {"were", "was", "been", "be"}:
                for word in low[k + 1 : k + 3]:
                    fate = self.word_measure(k + 1) if word == low[k + 1] else MEASURE_WORDS.get(word)
                    if fate in ("released", "killed"):
                        return fate
        return None

    def before(self, d: Draft) -> Measure | None:
        """The measure of a verb or noun that stands before the number in the same clause, with no sign between."""
        for k in range(d.first - 1, max(-1, d.first - 8), -1):
            if self.low[k] in CLAUSE_ENDS:
                return None
            measure = self.word_measure(k)
            if measure is not None:
                return measure
        return None

    def word_measure(self, k: int) -> Measure | None:
        word = self.low[k]
        if word == "forced" and self.r.word(k + 1) in ("from", "out"):
            return "displaced"
        measure = MEASURE_WORDS.get(word)
        if measure is None and word in _LOSING:
            nxt = self.r.word(k + 1)
            counted = nxt == "of" or nxt[:1].isdecimal() or nxt in numbers.SMALL or nxt in ROUGHLY
            return "killed" if counted else None
        if measure is None:
            weak = word in WEAK_RELEASE and self.r.word(k - 1) != "in"
            if word in {"brought", "bring", "bringing"}:
                weak = "home" in self.low[k : k + 3]
            if word in ("hand", "handing"):
                weak = "over" in self.low[k : k + 2]
            if word in ("got", "getting"):
                weak = self.r.word(k + 1) == "back"
            return "released" if self.exchange and weak else None
        nxt, before = self.r.word(k + 1), self.r.word(k - 1)
        if word in {"held", "hold", "holding", "holds"} and nxt in (
            "talks",
            "a",
            "the",
            "in",
            "its",
            "meeting",
            "meetings",
            "on",
            "elections",
        ):
            # "239 people are held in the north" is no meeting held in the north
            if word != "held" or before not in _BEING or nxt not in {"in", "the", "on"}:
                return None
            return "detained" if not _CELLS.isdisjoint(self.low[k + 1 : k + 6]) else "held"
        if (
            word in ("held", "holding")
            and not (nxt == "since" and before in _BEING)
            and nxt in {"since", "firm", "up", "steady", "largely", "together", "its"}
        ):
            return None  # "the ceasefire has held since July"
        if (
            word in ("release", "released")
            and nxt in ("a", "of")
            and self.r.word(k + 2) in {"statement", "video", "figures", "a"}
        ):
            return None
        if word == "taken" and "hostage" not in self.low[k : k + 4] and "captive" not in self.low[k : k + 4]:
            return None
        if word == "claimed" and "lives" not in self.low[k : k + 8]:
            return None
        if word in {"trade", "exchange", "free"} and before in {"stock", "of", "for", "in"} and word != "exchange":
            return None
        if word == "driven" and nxt != "from":
            return None
        if word == "rounded" and nxt != "up":
            return None
        if word in ("captured", "seized") and nxt in {"the", "a", "territory", "control"}:
            return None
        return measure

    def right(self, d: Draft) -> tuple[Measure, bool] | None:
        """(measure, surely) of a verb after its subject: "were killed", "have fled", "who were held"."""
        low = self.low
        sure = True
        k = d.after - 1
        reach = d.after + 14
        nxt = self.r.word(d.after + 1)
        parted = nxt in _PARTED or ((nxt[:1].isdecimal() or nxt in numbers.SMALL) and self.r.word(d.after + 2) == "of")
        if low[d.after : d.after + 1] == [","] and parted:
            for m in range(d.after + 2, min(len(low), d.after + 16)):  # past "including three children,"
                if low[m] == "," or self.ends(m):
                    k, reach = m, m + 10
                    break
        if low[d.after : d.after + 1] == ["including"]:
            for m in range(
                d.after + 2, min(len(low), d.after + 10)
            ):  # "127 people including 30 children have been killed"
                if low[m] in _AUXILIARIES:
                    k, reach = m - 1, m + 8
                    break
                if low[m] == "," or self.ends(m):
                    break
        if low[d.after : d.after + 1] == [","] and nxt in {"who", "whose", "which", "aged", "in", "on", "from", "all"}:
            for m in range(d.after + 3, min(len(low) - 1, d.after + 34)):  # past "who were stationed there,"
                if self.ends(m):
                    break
                if low[m] == "," and low[m + 1] in _AUXILIARIES:
                    k, reach = m, m + 8
                    break
        if low[d.after : d.after + 1] == [","] and (
            nxt[:1].isdecimal() or nxt in numbers.SMALL or nxt in ROUGHLY or nxt == "and"
        ):
            row = self.row_end(d.after)
            if row and self.before(d) is None:
                k, reach = row - 1, row + 8
        while k + 1 < min(len(low), reach):
            k += 1
            word = low[k]
            if self.ends(k) or word == ";":
                break
            if k == d.after + 1 and low[k - 1] == "," and word in PARTICIPLES:
                break  # "1,500 fighters, injured and sick people"
            if k == d.after and word in {"-", "–", "—"}:  # past "- five Britons, two Americans -"
                for m in range(k + 1, min(len(low), k + 26)):
                    if low[m] == word and not self.r.pieces.touches(m):
                        k, reach = m, m + 10
                        break
                    if self.ends(m):
                        break
                continue
            if word in _MEETINGS:
                break  # "where the talks were held": another subject
            if word in (
                ",",
                "(",
                ")",
                "-",
                "–",
                "who",
                "that",
                "which",
                "for",
                "while",
                "said",
                "says",
                "they",
                "it",
                "he",
            ):
                sure = False
            if k > d.after and word in {"while", "after", "when", "said", "but"}:
                break
            if k > d.after and word == "and":  # "members and volunteers were freed", not "were freed and 12 others …"
                follows = self.r.word(k + 1)
                if follows[:1].isdecimal() and _AUXILIARIES.isdisjoint(low[d.after : k]) and self.before(d) is None:
                    continue  # "1,061 people in Lebanon and 135 Israelis have been killed"
                if k - d.after > 8 or follows[:1].isdecimal() or low[k - 1] not in self.r.nouns:
                    break
                continue
            number = word[0].isdecimal() or (word in numbers.SMALL and word != "one")
            if number and k > d.after + 1 and k not in self.r.dated:
                if self.adds(k) and _AUXILIARIES.isdisjoint(low[d.after : k]) and self.before(d) is None:
                    reach = min(max(reach, k + 8), d.after + _LONGEST_ROW)
                    continue
                break
            if number and k == d.after + 1 and (low[d.after] != "and" or self.r.word(k + 1) in _AUXILIARIES):
                break  # but "one soldier and four civilians were wounded"
            measure = self.word_measure(k)
            if word in WEAK_RELEASE and _AUXILIARIES.isdisjoint(low[d.after : k]) and word in ("received", "brought"):
                continue  # "seven teenagers received wounds"
            if measure is not None and self.is_active(k, d):
                break  # "two commanders led attacks, killing hundreds": what they did to others
            if word in ("live", "lived") and isinstance(d.value, Decimal) and d.value >= 10_000:
                return "population", sure
            if measure is None or measure == "population" or (measure == "released" and word == "exchange"):
                continue
            if low[k - 1] == "and" and k > d.after + 1 and not _AUXILIARIES.intersection(low[d.after : k]):
                break
            if low[k - 1] == "and" and k == d.after + 1:
                break  # "killed nine people and wounded 40 others"
            if word in _NAMES_TOO and low[k - 1] in {"in", "the", "for", "a", "of", "to"}:
                continue
            passive = not _AUXILIARIES.isdisjoint(low[d.after : k]) or word in _DONE or low[d.after] in _COMPELLED
            return measure, passive and (sure or k - d.after <= 3)
        return None

    def row_end(self, m: int) -> int:
        """Where the shared verb of "two soldiers, three policemen and four civilians were …" stands; 0 without one."""
        r = self.r
        while r.word(m) == ",":
            m += 1
            joint = r.word(m) == "and"
            m = self.past_count(m + joint)
            if m and not joint and r.word(m) == "and":
                joint = True
                m = self.past_count(m + 1)
            if not m or joint:
                return m if r.word(m) in _AUXILIARIES or r.word(m) in _DONE else 0
        return 0

    def past_count(self, m: int) -> int:
        """The token after "some 12 regular soldiers"; 0 where no count with its noun begins."""
        r = self.r
        while r.word(m) in ROUGHLY:
            m += 1
        word = r.word(m)
        if not (word[:1].isdecimal() or word in numbers.SMALL):
            return 0
        first = m = m + 1
        while m - first < 4 and r.word(m).isalpha() and r.word(m) not in _AUXILIARIES and r.word(m) not in _ENDS_ROW:
            m += 1
        return m if m > first else 0

    def adds(self, k: int) -> bool:
        """Whether "and" stands before the number at k, with no more than "more than" or "at least" between."""
        if self.r.word(k + 1) in _AUXILIARIES:
            return False  # "sent 200 troops and 40 were killed"
        while self.low[k - 1] in ROUGHLY:
            k -= 1
        return self.low[k - 1] == "and"

    def joined(self, previous: Draft, d: Draft) -> bool:
        """Whether only "and" stands between two counts and nothing after tells another fate of the second."""
        between = [w for w in self.low[previous.after : d.first] if w not in {",", "-", "–", "—"}]
        return between == ["and"] and self.right(d) is None

    def among_the_freed(self, d: Draft) -> bool:
        """ "The freed included … and three citizens": the sentence tells who was let go."""
        first = self.r.sentence_start(d.first)
        head = self.low[first : min(d.first, first + 6)]
        return any(
            a in ("freed", "released") and b in {"included", "include", "includes", "were"} for a, b in pairwise(head)
        )

    def in_row(self, previous: Draft, d: Draft) -> bool:
        """Whether only names and signs stand between two counts ("five prisoners, Samir Aziz and four others captured")."""
        between = self.low[previous.after : d.first]
        if not 0 < len(between) <= 9 or between[-1] not in ("and", ","):
            return False
        return all(w in (",", "and") or (w.isalpha() and w not in _BREAKING) for w in between)

    def befallen(self, d: Draft) -> bool:
        """Whether a noun nobody listed names people, since what befell it befalls only them ("killed four troopers")."""
        head = self.low[d.after - 1]
        if head in self.r.nouns or d.rule != "en.figure.number":
            return False
        if self.r.word(d.first - 1) in _FATES:
            return True
        nxt = self.r.word(d.after)
        return nxt in _FATES or (nxt in _AUXILIARIES and not _FATES.isdisjoint(self.low[d.after + 1 : d.after + 4]))

    def is_active(self, k: int, d: Draft) -> bool:
        """Whether a word of harm after a number tells what those counted did ("three gunmen killed a guard")."""
        word, nxt = self.low[k], self.r.word(k + 1)
        if word in _OWN_FATE or word in {"hostage", "captive", "captives", "hostages", "captivity"}:
            return False
        if word.endswith("ing"):
            return self.low[k - 1] != "being"
        if not word.endswith(("ed", "ld", "en")) or not _AUXILIARIES.isdisjoint(self.low[max(d.after, k - 4) : k]):
            return False
        return (
            nxt in _OBJECT_BEGINS or nxt[:1].isdecimal() or nxt in numbers.SMALL or nxt in self.r.nations
        ) and self.low[d.after : k] != []

    def composition(self, d: Draft) -> None:
        """ "mostly women and children", "most of them civilians": who they mostly are, without a number."""
        low = self.low
        if _MOSTLY.isdisjoint(low[d.after : d.after + 8]):
            return
        for k in range(d.after, min(len(low), d.after + 8)):
            if self.ends(k) or low[k][0].isdecimal():
                return
            if any(tuple(low[k : k + len(m)]) == m for m in MOST.get(low[k], ())):
                end = k + 1
                while (
                    end < len(low)
                    and end - k < 10
                    and low[end] not in CLAUSE_ENDS
                    and low[end] not in {"were", "have", "had", "in", "since", "are", "was"}
                ):
                    end += 1
                if end > k + 1:
                    d.composition = (self.r.starts[k], self.r.ends[end - 1])
                return

    def holder(self, d: Draft) -> None:
        """In whose hands: "held by Hamas"."""
        low = self.low
        if "by" not in low[d.after : d.after + 6]:
            return
        for k in range(d.after, min(len(low) - 1, d.after + 5)):
            if self.ends(k) or low[k] == ",":
                return
            if low[k] in {"held", "captured", "seized", "kidnapped", "abducted"} and self.r.word(k + 1) == "by":
                end = k + 2
                while (
                    end < len(low)
                    and end - k < 8
                    and low[end] not in CLAUSE_ENDS
                    and low[end] not in {"in", "since", "on", "during", "for", "were"}
                ):
                    end += 1
                if end > k + 2:
                    d.holder = (self.r.starts[k + 2], self.r.ends[end - 1])
                return


_EXCHANGED = word_set("held detained people")
_AUXILIARIES = word_set("were was been be are is have has had would will remain remained remains being")
_MOSTLY = frozenset(MOST)
_BEING = word_set("are were being been is was still be remain remained")
_CELLS = word_set("custody prison prisons jail jails cells police")
_MEETINGS = word_set("talks election elections meeting meetings vote ceremony rally funeral")
_SPEAKING = word_set("said say says told tell added warned reported")
_ENDS_ROW = word_set("and or but died fled perished drowned killed wounded injured in on from who")
_PARTED = word_set("including among mostly most many all both some")
_DONE = word_set("died fled perished drowned killed wounded injured")
"""Verbs that need no auxiliary after their subject ("124 wounded", "people fled")."""
_FATES = word_set(
    "killed wounded injured arrested detained kidnapped abducted murdered executed assassinated killing wounding injuring "
    "arresting detaining kidnapping abducting fled fleeing died"
)
"""What befalls only persons."""
_LEFT_IN = word_set("left put pushed plunged")
"""Verbs that say of people only in what state they are ("left more than nine million in need")."""
_PLACES_OF_PEOPLE = word_set("territory city town country nation island enclave region state village")
_BODIES_OF_PEOPLE = word_set("force crowd army team group contingent garrison unit")
_BEFELL = word_set("held released killed wounded missing detained")
_REMAINS = word_set("bodies remains corpses coffins")
_LET_GO_OR_TAKEN = word_set("exchanged released freed swapped kidnapped abducted")
_TAKING = word_set("abduction kidnapping capture seizure")
_BREAKING = (
    MEASURE_WORDS.keys() | _AUXILIARIES | word_set("while who that which when after before but said says in on from")
)
"""What shows that another clause has begun."""
_CAUGHT = word_set("held captured seized kidnapped abducted detained jailed imprisoned taken")
_COMPELLED = word_set("forced driven left")
_OWN_FATE = word_set("fleeing dying missing unaccounted remaining fled died perished drowned disappeared")
"""What happens to those who do it themselves."""
_OBJECT_BEGINS = word_set(
    "the a an his her its their more over about nearly almost several dozens hundreds scores others"
)
_NAMES_TOO = frozenset(("free", "release", "hostages", "toll", "death", "refugees", "freedom", "dead"))
"""Words that are no verb after an article or a preposition ("for the release of")."""
