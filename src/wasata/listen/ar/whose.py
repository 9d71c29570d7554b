"""Whose people those counted are, in Arabic.

Danger: the dead of one side counted to the other; a people guessed where the report names none.
Duty: the people by what is said with the number, by the prison, the place or the town, by who counts them and who was hit;
only then by the only people the report names.
Shape: `Whose` is what a judge of figures asks, after it has given the measure.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import compress

from wasata.listen.ar import lands
from wasata.listen.ar.counting import Counting
from wasata.listen.ar.forms import NATION_IDS
from wasata.listen.ar.governors import CLAUSE_ENDS
from wasata.listen.ar.lexicon import these
from wasata.listen.ar.line import words_of
from wasata.listen.ar.quantities import DOERS, PRISONS, SENTENCE_ENDS
from wasata.listen.figures import BETWEEN, PERSONS, Around, Draft, people_of, people_there
from wasata.values import Span


class Whose:
    """Gives a draft the people it counts."""

    def __init__(self, reader: Counting, around: Around) -> None:
        self.r = reader
        self.words = reader.words
        self.around = around
        self.only: dict[bool, str | None] = {}
        self.scenes: list[tuple[int, str]] | None = None

    def same_sentence(self, a: Draft, b: Draft) -> bool:
        return _ENDS.isdisjoint(self.words[a.after : b.first])

    def party(self, n: int, d: Draft) -> None:
        if d.rule == "ar.figure.percent":
            self.share(d)
            return
        self.party_beside(n, d)
        self.judged_last(d)

    def party_beside(self, n: int, d: Draft) -> None:
        if d.party is not None or d.measure not in PERSONS or not (d.human or d.bare or d.measure == "population"):
            return
        inside = [m.party for m in self.around.between(d.start, d.end) if m.party]
        if inside:
            d.party = people_of(inside[0]) if inside[0] not in {"houthis", "hamas", "hezbollah", "pij"} else inside[0]
            return
        own = self.his_fighters(d)
        if own is not None:
            d.party = own
            return
        noun = self.noun_word(d)
        if d.after + 1 < len(self.words) and self.words[d.after] == "من":
            theirs = self.around.between(self.r.starts[d.after + 1], self.r.ends[min(len(self.words) - 1, d.after + 2)])
            if theirs and theirs[0].party and theirs[0].what in ("party", "body"):  # "120 أسيرا من حركة فتح"
                d.party = theirs[0].party
                return
            if not theirs and self.words[d.after + 1] == "الجيش":
                d.party = words_of(self.r.page).army  # "120 أسيرا من الجيش"
                return
            if not theirs and self.words[d.after + 1] in _A_GROUP:
                d.party = "other"  # "ثمانية أفراد من القبيلة": no people of the roster's
                return
            if theirs and self.words[d.after + 1] == "سكان":
                d.party = people_there(theirs[0])
                return
        if d.measure == "detained" and noun in {"اسير", "اسيره", "معتقل", "سجين"}:
            d.party = self.from_prison(d) or self.jailed_people()
            if d.party is not None:
                return
        if d.holder is not None and d.measure in {"held", "released", "detained"}:
            holders = [m.party for m in self.around.between(*d.holder) if m.party]
            who = holders[0] if holders else self.last_party(d)
            d.party = self.around.other_side(who)
            if d.party is not None:
                return
        captive = noun in {"رهينه", "محتجز", "مختطف", "مخطوف"} and d.measure in {"held", "released", "killed"}
        if (captive or d.measure == "held") and self.hamas_holds():
            d.party = "israel"
            return
        if (
            noun in {"اسير", "معتقل", "سجين", "اسيره", "سجينه", "معتقله"}
            and d.measure in ("released", "detained")
            and self.hamas_holds()
        ):
            previous = self.r.drafts[n - 1] if n else None
            opposite = (
                previous is not None
                and previous.party == "palestinians"
                and previous.measure == "released"
                and "مقابل" in self.words[previous.after : d.first]
            )
            d.party = "israel" if opposite else "palestinians"
            return
        if noun in ("اجنبي",):
            d.party = "other"
            return
        if noun == "شهيد" and self.around.speaks_of("palestinians"):
            d.party = "palestinians"
            return
        if d.measure in {"held", "released", "detained"}:
            d.party = self.from_prison(d)
            if d.party is not None:
                return
        if d.measure in {"killed", "wounded", "displaced", "population", "missing"}:
            if self.militant(d):
                ours = self.words[max(0, d.first - 40) : d.after + 20]
                d.party = "other" if not _OF_NO_LAND.isdisjoint(ours) else None
                return  # those who fight there are not the people of the place
            if noun in _SOLDIERS and (own := self.own_soldiers(d)) is not None:
                d.party = own
                return
            d.party = self.from_place(d) or self.from_place_before(d) or self.victim(d) or self.from_source(d)
            if d.party is None and noun == "شهيد":
                d.party = self.of_speaker(d)
            if d.party is None:
                previous = self.r.drafts[n - 1] if n else None
                if previous is not None and previous.party and self.same_sentence(previous, d) and previous.measure in (
                    "killed", "wounded", "displaced", "missing",
                ):  # fmt: skip
                    d.party = previous.party

    def his_fighters(self, d: Draft) -> str | None:
        """ "ثلاثة من ⟦عناصرها⟧": of the side named last before it in its sentence, else of who says so."""
        if _FIGHTERS_OF.isdisjoint(self.words[d.first : d.after + 2]):
            return None
        first = self.r.sentence_start(d.first)
        statement = self.around.saying(self.r.page.folded.span(d.start, d.end))
        begin = self.r.starts[first]
        if statement is not None:  # who speaks, unless his words name another before
            begin = max(begin, self.r.page.folded.back(statement.content.start))
        named = [m.party for m in self.around.between(begin, d.start) if m.party and m.what in _SIDES]
        if named:
            return named[-1]
        return statement.actor if statement is not None else None

    def share(self, d: Draft) -> None:
        """ "70% من ⟦سكان المدينة⟧": a share of a people."""
        words = self.words
        k = d.after
        if k + 1 >= len(words) or words[k] != "من" or words[k + 1] not in _A_PEOPLE:
            return
        for j in range(k + 1, min(k + 6, len(words))):
            if words[j] in CLAUSE_ENDS:
                break
            people = people_of(self.r.nations.get(words[j])) or lands.people_at(words, j)
            people = people or next(
                (p for p in map(people_there, self.around.between(self.r.starts[j], self.r.ends[j])) if p), None
            )
            if people is not None:
                d.party = people
                return
        d.party = self.from_scene(d)

    def judged_last(self, d: Draft) -> None:
        """Whose people still nobody said: the only people the whole report names, other than to credit its words.

        Not of captives let go or held, unless by rescue: who tells of them is often a mediator, and the only one named.
        """
        if d.party is not None or not (d.human or d.bare) or self.militant(d):
            return
        if d.measure in _OF_THEIR_OWN or (d.measure == "people" and self.noun_word(d) in _WHO_LIVE_THERE):
            d.party = self.from_scene(d)
            if d.party is not None:
                return
        rescued = d.measure == "released" and not _RESCUE.isdisjoint(self.words[max(0, d.first - 12) : d.first])
        if rescued or d.measure in _OF_THEIR_OWN:
            d.party = self.only_people(speakers=rescued)

    def folded(self, span: Span) -> str:
        """The folded words of a span of the report."""
        folded = self.r.page.folded
        return folded.text[folded.back(span.start) : folded.back(span.end)]

    def militant(self, d: Draft) -> bool:
        """Whether those counted are called by their fighting: they need not be the people of the place."""
        return any(w.startswith(_MILITANTS) for w in self.words[d.first : d.after])

    def only_people(self, *, speakers: bool) -> str | None:
        """The one people a report names by any name, None where it names several or none.

        Args:
            speakers: whether those count whom it names only as speaking.
        """
        if speakers not in self.only:
            tokens = words_of(self.r.page)
            found: set[str] = set()
            voices = [] if speakers else [s.source for s in self.r.page.statements]
            for k in tokens.sides:
                at = self.r.page.folded.to(tokens.at[k])
                if any(v.start <= at < v.end for v in voices):
                    continue
                here = tokens.mention.get(k)
                if here is not None:
                    m = here[0]
                    party = None if m.what == "outlet" else m.party
                else:
                    party = NATION_IDS[(tokens.value[k] >> 20 & 63) - 1]
                if party is None or party in {"un", "icrc", "eu", "vatican"}:
                    continue
                found.add(people_of(party) or party)
                if len(found) > 1:
                    break
            self.only[speakers] = found.pop() if len(found) == 1 and not found & _NOT_PEOPLES else None
        return self.only[speakers]

    def jailed_people(self) -> str | None:
        """Prisoners of nobody named: those of the jailer's other side."""
        jailer = "israel" if self.around.speaks_of("israel") and self.around.speaks_of("palestinians") else None
        return self.around.other_side(jailer) if jailer else None

    def of_speaker(self, d: Draft) -> str | None:
        """ "3 شهداء" in the words of a state: its own people."""
        statement = self.around.saying(self.r.page.folded.span(d.start, d.end))
        return people_of(statement.actor) if statement is not None else None

    def from_prison(self, d: Draft) -> str | None:
        """ "المفرج عنهم من السجون الإسرائيلية": the other side of whose prisons they leave."""
        for k in range(max(0, d.first - 8), min(len(self.words), d.after + 8)):
            if self.words[k] in PRISONS:
                for m in range(k + 1, min(len(self.words), k + 3)):
                    jailer = people_of(self.r.nations.get(self.words[m]))
                    if jailer is not None and self.same_span(d, m):
                        return self.around.other_side(jailer)
        return None

    def same_span(self, d: Draft, k: int) -> bool:
        """Whether piece `k` stands in the sentence of a figure."""
        first, after = (k, d.first) if k < d.first else (d.after, k)
        return SENTENCE_ENDS.isdisjoint(self.words[first:after])

    def noun_word(self, d: Draft) -> str:
        for k in range(d.first, d.after):
            noun = self.r.nouns.get(self.words[k])
            if noun is not None:
                return noun.stem
        return ""

    def hamas_holds(self) -> bool:
        return self.around.speaks_of("palestinians") and self.around.speaks_of("israel")

    def last_party(self, d: Draft) -> str | None:
        """The side that "الجماعة", "الحركة" goes back to."""
        said = [m for m in self.around.between(max(0, d.start - 400), d.start) if m.party]
        return said[-1].party if said else None

    def from_place(self, d: Draft) -> str | None:
        """ "قتيلا في لبنان": the people of the place that follows."""
        words = self.words
        for k in range(d.after, min(len(words) - 1, d.after + 7)):
            if words[k] in CLAUSE_ENDS:
                break
            if words[k] in {"في", "داخل", "جنوب", "شمال", "بمدينه", "وسط"} or words[k].startswith("ب"):
                for m in self.around.between(self.r.starts[k], self.r.starts[k] + 40):
                    if m.start > self.r.ends[min(len(words) - 1, k + 3)]:
                        break
                    people = people_there(m)
                    if people is not None:
                        return people
        return None

    def from_place_before(self, d: Draft) -> str | None:
        """ "وفي غزة، قتل 12 شخصا": the people of the place with which the sentence begins."""
        first = self.r.sentence_start(d.first)
        if self.words[first] not in ("في", "وفي") or first + 1 >= len(self.words):
            return None
        for m in self.around.between(self.r.starts[first + 1], self.r.ends[min(len(self.words) - 1, first + 3)]):
            return people_there(m)
        return None

    def own_soldiers(self, d: Draft) -> str | None:
        """ "أعلن الجيش مقتل 3 جنود": its own, unless they are called another's."""
        statement = self.around.saying(self.r.page.folded.span(d.start, d.end))
        if statement is None or statement.source_kind == "outlet":
            return None
        source = self.folded(statement.source)
        if not _ARMIES.search(source):
            return None
        return statement.actor if statement.actor in _NOT_PEOPLES else people_of(statement.actor)

    def victim(self, d: Draft) -> str | None:
        """ "شن هجوما على ⟦جنوب البلاد⟧ أسفر عن 12 قتيلا": the people of the place hit, told before the figure."""
        words = self.words
        for k in range(d.first - 2, max(self.r.sentence_start(d.first) - 1, d.first - 30), -1):
            if words[k] not in _AGAINST and not _HIT.match(words[k]):
                continue
            if not any(map(_ATTACK.search, words[max(0, k - 8) : k + 1])):
                continue
            for j in range(k + 1, min(k + 6, d.first)):
                people = lands.people_at(words, j)
                if people is None:
                    people = next(
                        (p for p in map(people_there, self.around.between(self.r.starts[j], self.r.ends[j])) if p), None
                    )
                if people is not None:
                    return people
                if words[j] in CLAUSE_ENDS:
                    break
        return None

    def from_scene(self, d: Draft) -> str | None:
        """The people of the only land that the sentence's places, else the nearest of the three sentences before, lie in."""
        begin = self.r.sentence_start(d.first)
        end = d.after
        while end < len(self.words) and end - d.after < 40 and self.words[end] not in SENTENCE_ENDS:
            end += 1
        if self.scenes is None:
            self.scenes = self.lands_told_of()
        for _ in range(4):
            low, high = bisect_left(self.scenes, (begin, "")), bisect_left(self.scenes, (end, ""))
            found = {people for _, people in self.scenes[low:high]}
            if found:
                return found.pop() if len(found) == 1 else None
            if begin < 2:
                return None
            end = begin - 1
            begin = self.r.sentence_start(max(0, end - 1))
        return None

    def lands_told_of(self) -> list[tuple[int, str]]:
        """Where the report names a place or town whose people are one side's, but for lands where one mostly meets."""
        words, starts = self.words, self.r.starts
        found = [
            (k, lands.people_at(words, k))
            for k in compress(range(len(words)), map(lands.town_words().__contains__, words))
        ]
        for m in self.around.mentions:
            if m.what not in ("place", "party"):
                continue
            k = max(0, bisect_right(starts, m.start) - 1)
            if m.what == "place" or (k and words[k - 1] in _WITHIN):
                found.append((k, people_there(m)))
        return sorted((k, people) for k, people in found if people is not None and people not in BETWEEN)

    def from_source(self, d: Draft) -> str | None:
        """The people of the health ministry, rescuers or state that count them; else those against whom the attack was."""
        statement = self.around.saying(self.r.page.folded.span(d.start, d.end))
        attacker = self.attacker_after(d) or self.attacker(d, statement.source if statement is not None else None)
        if statement is None:
            return self.unsaid(d, attacker)
        people = people_of(statement.actor)
        source = self.folded(statement.source)
        if people is None:
            nation = next((n for n in map(self.r.nations.get, _WORD.findall(source)) if n), None)
            people = people_of(nation)
        if people is not None and (_COUNTERS.search(source) or (attacker is not None and attacker != people)):
            return people
        if attacker is not None:
            return self.attacked(d, attacker)
        return None

    def unsaid(self, d: Draft, attacker: str | None) -> str | None:
        """Nobody is credited: the other side of an attack, else the only people the sentence names."""
        first = self.r.sentence_start(d.first)
        attack = _ATTACK.search(self.r.text[self.r.starts[first] : d.end + 80]) is not None
        if attack and attacker is not None:
            return self.attacked(d, attacker)
        named = self.named(first, d.first)
        return named[0] if len(named) == 1 and not attack else None

    def named(self, first: int, after: int) -> list[str]:
        """The peoples that pieces `first` to `after` name, by mention or by nationality, in order."""
        places = [
            (m.start, people_of(m.party))
            for m in self.around.between(
                self.r.starts[first], self.r.ends[after - 1] if after > first else self.r.starts[first]
            )
            if m.party
        ]
        places += [(self.r.starts[k], people_of(self.r.nations.get(self.words[k]))) for k in range(first, after)]
        return list(dict.fromkeys(p for _, p in sorted(places, key=lambda x: x[0]) if p))

    def attacker(self, d: Draft, source: Span | None) -> str | None:
        """The people last named before the figure in its sentence, outside the one who is credited with it."""
        folded = self.r.page.folded
        for k in range(d.first - 1, max(-1, d.first - 30), -1):
            if self.words[k] in SENTENCE_ENDS:
                return None
            people = people_of(self.r.nations.get(self.words[k]))
            if people is None:
                for m in self.around.between(self.r.starts[k], self.r.ends[k]):
                    if m.what != "place" and (people := people_of(m.party)) is not None:
                        break
                else:
                    continue
            place = folded.to(self.r.starts[k])
            if source is not None and source.start <= place < source.end:
                continue
            if any(map(_ATTACK.search, self.words[max(0, k - 12) : k + 12])):
                return people  # else named, but not beside any attack
        return None

    def attacker_after(self, d: Draft) -> str | None:
        """ "قتلوا خلال الغارة التي قادتها حماس": who is named after the figure as its doer."""
        for k in range(d.after, min(len(self.words) - 1, d.after + 18)):
            if self.words[k] in SENTENCE_ENDS:
                return None
            if self.words[k] in DOERS:
                for m in self.around.between(self.r.starts[k], self.r.starts[k] + 40):
                    if people_of(m.party) is not None:
                        return people_of(m.party)
        return None

    def attacked(self, d: Draft, attacker: str) -> str | None:
        """Against whom: the other people of the sentence if it names one, else the other side of the report."""
        rest = [p for p in self.named(self.r.sentence_start(d.first), d.first) if p != attacker]
        return rest[0] if len(rest) == 1 else self.around.other_side(attacker)


_ENDS = frozenset((".", "؟", "!", "\n"))
_A_GROUP = these("القبيله قبيله العشيره عشيره المتمردين الانفصاليين")
_SOLDIERS = these("جندي ضابط شرطي عسكري مجند")
_ARMIES = re.compile("جيش|قوات|شرط|دفاع|داخلي|اركان|عسكري|حكوم|رئاس")
_A_PEOPLE = these("سكان السكان اهالي الاهالي الاطفال النساء اطفال نساء الشعب النازحين اللاجئين المدنيين الاسر")
_AGAINST = these("علي ضد بحق باتجاه")
_HIT = re.compile("[وف]?(?:استهدف|يستهدف|تستهدف|قصف|هاجم|ضرب)")
_WITHIN = these("في داخل جنوب شمال شرق غرب جنوبي شمالي شرقي غربي وسط")
_WHO_LIVE_THERE = these("شخص طفل امراه مدني مريض عائله اسره نسمه ساكن رضيع مواطن مصاب جريح موظف")
_MILITANTS = ("مسلح", "متطرف", "ارهابي", "متشدد", "جهادي", "انتحاري")
_OF_NO_LAND = these("القاعده داعش بوكو الشباب النصره والقاعده الدواعش الارهابي الارهابيه")
_SIDES = frozenset(("party", "body", "person"))
_FIGHTERS = "عناصر جنود مقاتلي مقاتلو مسلحي مسلحو افراد ضباط عسكريي عسكريو اعضاء اسرا مجندي"
_FIGHTERS_OF = frozenset(
    f"{head}{stem}{whose}"
    for head in ("", "و", "ب", "ل")
    for stem in _FIGHTERS.split()
    for whose in ("ه", "ها", "هم", "نا")
)
_OF_THEIR_OWN = frozenset(("killed", "wounded", "missing", "displaced", "population"))
_NOT_PEOPLES = frozenset(("sudan_army", "rsf", "houthis", "taliban"))
_RESCUE = these("انقاذ بانقاذ وانقاذ انقذ انقذت انقذوا انقذنا حرر حررت تحرير بتحرير وتحرير لتحرير")
_WORD = re.compile(r"\w+")
_ATTACK = re.compile("قصف|غار[هة]|غارات|هجوم|هجمات|ضرب|نيران|رصاص|تفجير|عدوان")
_COUNTERS = re.compile("صحه|صحي|اعلامي|حكوم|داخلي|طوارئ|دفاع المدني|اسعاف|هلال الاحمر|مستشفي|سلطات|انقاذ|طبي")
