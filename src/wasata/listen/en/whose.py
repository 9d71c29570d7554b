"""Whose people a figure counts, in English.

Danger: the dead of one side counted to the other; a captive counted among those who hold him.
Duty: the people of a draft, from the words counted, the captor, the prison, the place, the source or the side attacked.
Shape: `Whose` is the half of the judge that asks for the side; `figures` asks for the measure.
"""

import re

from wasata.listen.en.captives import FIGHTING, army_of
from wasata.listen.en.counting import Counting
from wasata.listen.en.governors import CLAUSE_ENDS, STRONG_RELEASE
from wasata.listen.en.parties import NATIONS, parties_of
from wasata.listen.en.tokens import tokens_of
from wasata.listen.figures import PERSONS, Around, Draft, people_of, people_there
from wasata.listen.pieces import word_set


class Whose:
    """Gives each draft its party, from what stands around it."""

    def __init__(self, reader: Counting, around: Around) -> None:
        self.r = reader
        self.low = reader.low
        self.around = around
        self.exchange = not STRONG_RELEASE.isdisjoint(self.low)

    def ends(self, k: int) -> bool:
        """Whether piece `k` ends a sentence."""
        word = self.low[k]
        if word == ".":
            nxt = self.r.words[k + 1] if k + 1 < len(self.low) else "\n"
            return (
                not self.r.pieces.touches(k + 1)
                and (nxt == "\n" or nxt[0].isupper() or nxt[0] in "\"'(")
                and (len(self.low[k - 1]) > 1 if k else True)
            )
        return word in {"?", "!", "\n"}

    def same_sentence(self, a: int, b: int) -> bool:
        return not any(self.ends(k) for k in range(a, b))

    def party(self, n: int, d: Draft) -> None:
        if d.party is not None or d.measure not in PERSONS or not (d.human or d.bare):
            return
        r = self.r
        inside = [m for m in self.around.between(d.start, d.end) if m.party]
        if inside:
            d.party = inside[0].party
            return
        words = r.low[d.first : d.after]
        if not _OWN.isdisjoint(words) or self.r.word(d.first - 1) in _OWN:
            said = [m.party for m in self.around.between(r.starts[r.sentence_start(d.first)], d.start) if m.party]
            if said and (not _OWN.isdisjoint(words) or len(set(said)) == 1):
                d.party = said[0]
                return
            speaker = self.around.saying(r.page.folded.span(d.start, d.end))
            if speaker is not None and speaker.actor is not None:
                d.party = speaker.actor  # "Azerbaijan said 31 of its soldiers died"
                return
        if not FIGHTING.isdisjoint(words):
            d.party = army_of(r.low, d.first, d.after, parties_of(tokens_of(r.page)))
            if d.party is not None:
                return
        if "peacekeepers" in words and any(h[3] == "un" for h in parties_of(tokens_of(r.page)).hits):
            d.party = "un"
            return
        if "group" in words:
            said = [m.party for m in self.around.between(max(0, d.start - 300), d.start) if m.party]
            d.party = said[-1] if said else None
            return
        if any(w in {"foreigner", "foreigners", "foreign", "expatriates"} for w in words):
            follows = self.low[d.after : d.after + 8]
            mixed = "including" in follows and any(self.r.nations.get(w, "other") != "other" for w in follows)
            d.party = None if mixed else "other"  # "44 foreigners, including four Turks": of more sides than one
            return
        prisoner = any(w in {"prisoner", "prisoners", "detainee", "detainees"} for w in words)
        if prisoner and d.measure in ("released", "detained", "held") and self.hamas_holds():
            d.party = "palestinians"
            return
        if d.measure in {"held", "released", "detained"}:
            d.party = self.from_prison(d)
            if d.party is not None:
                return
        captive = any(w in {"hostage", "hostages", "captive", "captives"} for w in words) or d.measure == "held"
        if d.holder is not None:
            holders = [m.party for m in self.around.between(*d.holder) if m.party]
            d.party = self.around.other_side(holders[0]) if holders else None
            if d.party is not None:
                return
        if captive and d.measure in {"held", "released", "killed"} and self.hamas_holds():
            d.party = "israel"
            return
        if d.measure == "held" and d.human and self.around.speaks_of("israel"):
            held_there = self.from_place(d)
            if held_there == "palestinians":
                d.party = "israel"
                return
        again = self.told_before(n, d)
        if again is not None:
            d.party = again
            return
        if d.measure == "released" and (prisoner or captive or d.bare):
            d.party = self.not_the_releasers(d)
            if d.party is not None:
                return
        if d.measure == "released" and r.word(d.after) == "," and r.word(d.after + 1) not in ("including", "among"):
            d.party = next((self.r.nations[w] for w in r.low[d.after + 1 : d.after + 6] if w in self.r.nations), None)
        if d.measure in {"killed", "wounded", "displaced", "missing"}:
            d.party = self.from_place(d) or self.from_place_before(d) or self.from_source(n, d)
            if d.party is None and n and r.word(d.first - 1) in {"included", "include", "includes", "were"}:
                before = r.drafts[n - 1]
                if before.party and before.measure in PERSONS and d.first - before.after < 45:
                    d.party = before.party
        if d.party is None and d.measure in PERSONS and n:
            previous = r.drafts[n - 1]
            hurt = previous.measure in {"killed", "wounded", "displaced", "missing"}
            if previous.party and hurt and self.same_sentence(previous.after, d.first):
                d.party = previous.party
        if (
            d.party is None
            and d.measure in PERSONS
            and _OF_SEVERAL.isdisjoint(r.low[max(0, d.first - 12) : d.after + 12])
        ):
            named = parties_of(tokens_of(r.page))
            d.party = named.only_people() if d.measure in _ANYONE else named.only_side()

    def told_before(self, n: int, d: Draft) -> str | None:
        """ "the two soldiers" after "two Israeli soldiers": the same people, whose side was told when first counted."""
        head = self.low[d.after - 1]
        if self.r.word(d.first - 1) not in {"the", "these", "those"} or d.bare:
            return None
        for before in reversed(self.r.drafts[max(0, n - 12) : n]):
            if before.value == d.value and before.party and self.low[before.after - 1] == head:
                return before.party
        return None

    def not_the_releasers(self, d: Draft) -> str | None:
        """ "the Houthis freed 290 prisoners": those of the other side, where only one other is fought."""
        k = d.first - 1
        while self.low[k] in ROUGHLY:
            k -= 1
        if self.low[k] not in {"freed", "released", "free", "release", "frees", "releases"}:
            return None
        first = self.r.sentence_start(d.first)
        said = [m for m in self.around.between(self.r.starts[max(first, k - 8)], self.r.starts[k]) if m.party]
        return self.around.other_side(said[-1].party) if said else None

    def from_prison(self, d: Draft) -> str | None:
        """ "from Russian captivity", "held in Israeli jails": the other side of whose prisons they leave."""
        low = self.low
        for k in range(max(1, d.first - 8), min(len(low), d.after + 9)):
            if low[k] in {"prison", "prisons", "jail", "jails", "captivity", "custody"}:
                jailer = people_of(self.r.nations.get(low[k - 1]))
                first, after = (k, d.first) if k < d.first else (d.after, k)
                if jailer is not None and not any(self.ends(m) for m in range(first, after)):
                    return self.around.other_side(jailer)
        return None

    def hamas_holds(self) -> bool:
        return self.around.speaks_of("palestinians") and self.around.speaks_of("israel")

    def from_place(self, d: Draft) -> str | None:
        """ "lives in Israel": the people of the place that follows."""
        low = self.low
        after = d.after
        if d.composition is not None:
            while after < len(low) and self.r.starts[after] < d.composition[1]:
                after += 1
            after += 1 if self.r.word(after) == "," else 0
        for k in range(after, min(len(low) - 1, after + 8)):
            if low[k] in CLAUSE_ENDS and (self.ends(k) or low[k] in (",", ";")):
                break
            if low[k] in {"in", "across", "inside", "throughout", "around"}:
                reach = self.r.ends[min(len(low) - 1, k + 5)]
                for m in self.around.between(self.r.starts[k], reach):
                    people = people_there(m)
                    if people is not None:
                        return people
                if "strip" in low[k : k + 5]:
                    return "palestinians"
                for w in self.r.words[k + 1 : k + 5]:
                    if w in CLAUSE_ENDS:
                        break
                    if NATIONS.get(w) == "other" and w not in _SIDES_OF_ITS_OWN:
                        return "other"  # "in northern Mali": a people off the roster
        return None

    def from_place_before(self, d: Draft) -> str | None:
        """ "In the Gaza Strip, at least 12 people were killed": the people of the place with which the sentence begins."""
        first = self.r.sentence_start(d.first)
        if self.low[first] not in ("in", "across") or first + 1 >= len(self.low):
            return None
        for m in self.around.between(self.r.starts[first + 1], self.r.ends[min(len(self.low) - 1, first + 4)]):
            return people_there(m)
        return None

    def from_source(self, n: int, d: Draft) -> str | None:
        """The people of the health ministry, rescuers or state that count them, unless they tell of another's dead."""
        span = self.r.page.folded.span(d.start, d.end)
        statement = self.around.saying(span)
        if statement is None:
            before = self.r.drafts[n - 1] if n and d.bare else None
            if before is not None and before.measure == d.measure and self.same_sentence(before.after, d.first):
                return before.party or self.attacked(d)  # "killed 31 people …, raising the toll to 3,768"
            return self.attacked(d)
        source = statement.source.of(self.r.page.text)
        people = people_of(statement.actor)
        if statement.actor == "other" and _COUNTERS.search(source.lower()) and not self.around.between(d.start, d.end):
            return "other"
        if people is None:
            for w in _WORD.findall(source):
                nation = self.r.nations.get(w.lower())
                people = people or (nation if nation != "other" else None)
        if people is not None and (_COUNTERS.search(source.lower()) or "ministry" in source.lower()):
            return people
        said = [m.party for m in self.around.between(self.r.starts[self.r.sentence_start(d.first)], d.start) if m.party]
        others = [p for p in map(people_of, said) if p and p != people]
        return people if people is not None and others else None

    def attacked(self, d: Draft) -> str | None:
        """ "the attack by Hamas that killed 1,200 people": the other side of whoever is named last before."""
        first = self.r.sentence_start(d.first)
        if _ATTACKS.isdisjoint(self.low[first : d.after + 12]):
            return None
        said = [m.party for m in self.around.between(self.r.starts[first], d.start) if people_of(m.party)]
        doer = said[-1] if said else None
        for k in range(d.first - 1, first - 1, -1):
            nation = people_of(self.r.nations.get(self.low[k])) if self.r.words[k][0].isupper() else None
            if nation is not None:
                if doer is None or self.around.between(self.r.starts[k], d.start) == []:
                    doer = nation
                break
        return self.around.other_side(doer) if doer is not None else None


_SIDES_OF_ITS_OWN = word_set("Sudan Khartoum")
"""Where the roster knows who fights, and no people: who lives there is of no side unless called by his nationality."""
_OWN = word_set("its his their our her")
_OF_SEVERAL = word_set("sides peacekeepers foreign foreigners expatriates tourists mercenaries")
_ANYONE = word_set("killed wounded missing displaced people population")
"""What befalls a whole people; who is held or freed is of one side."""
ROUGHLY = word_set("more than at least about around some over nearly up to approximately almost roughly")
_ATTACKS = word_set(
    "attack attacks strike strikes airstrike airstrikes raid raids shelling bombing bombardment "
    "offensive fire assault drone missile"
)
_WORD = re.compile(r"\w+")
_COUNTERS = re.compile("health|rescue|emergency|civil defen|hospital|authorit|red crescent|red cross|medic|ambulance")
