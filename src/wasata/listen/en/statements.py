"""Statements in English: who said what.

Danger: words put into the mouth of one who did not say them; a denial read as a claim.
Duty: every word that can carry a statement looked at where it stands.
Shape: `find(page)` → the statements in order of place. Each carries the rule that gave it (`en.statement.<rule>`).
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES, EXPRESSING, SAYING_NOUNS, Cue
from wasata.listen.en.grammar import words
from wasata.listen.en.names import Phrase
from wasata.listen.en.speakers import Speakers
from wasata.listen.en.voices import Credit, Draft
from wasata.listen.marks import Statement
from wasata.listen.reader import Page

_THAT_OR_ALL = words("that all both some many others this these those")

_AND_OR_BUT = words("and but or then ;")

_ON_OR_WITH = words("on with in at upon among between")

_ANNOUNCE_OR_REPORT = words("announce report propose reveal agree describe disclose")

_THE_OR_A = words("the a joint press full official remarks text transcript of media video")

_STATEMENT_OR_COMMUNIQUE = words(
    "statement communique communiqué readout remarks message letter address speech release declaration"
)

_ON_OR_LAST = words("on last earlier in this upon at during")

_ON_OR_TO = words("on to at regarding for following")


_SAY_OR_STATE = words("say state tell speak note know think")

_SACKED = words(
    "officers officer commander commanders general generals minister ministers soldiers people employees "
    "men staff him her chief pm premier prime"
)
_WIDELY = words("widely generally commonly often broadly officially")
_NO_WORDS = words("anonymity tank tanks himself herself itself themselves")
_OF_THINGS = words("repeat dismiss claim")
_PASSIVELY = words("accuse urge tell warn")
_LATER_TOO = words("also later earlier separately previously further")

_BESIDE = words("by near under against through via amid")
_DASHES = words("- – — ― |")

_WAKING = (
    frozenset(CUES) | frozenset(SAYING_NOUNS) | EXPRESSING | _DASHES
    | words("according per put puts putting placed places quoted cited quotes cites quoting grateful thankful indebted :")
)  # fmt: skip
"""The words that can begin or carry a statement: all others are passed over."""

_PROGRESSIVE = words(
    "say threaten urge demand call_for call_on ask warn insist accuse offer refuse claim tell push_for plan "
    "expect hope argue appeal_for request seek deny propose ask_for promise vow predict express report suggest "
    "plead"
)


_DEEDS = words(
    "present submit unveil table offer propose order approve judge highlight guarantee estimate forecast cite"
)
"""What is done to a thing more often than it is said of it."""
_BIDS = words("urge order instruct press exhort encourage")
_OF_STATE = words("radio television tv media news department police security run-down newspaper agency prosecutors")
_HEARSAY = words("reported quoted understood")
_BY_WIRE = words("telephone phone email e-mail satellite radio mail fax video text message")
_AGO = words("this last earlier , on early late")
_SPELLS = words("week month year weekend summer spring fall autumn winter") | g.DAYS


def flags_free(flags: frozenset[str]) -> bool:
    """Whether no auxiliary stands in the verb group: a past form may then be a participle."""
    return not flags & {"have", "do", "modal"}


LONGEST = 400
"""Tokens of one sentence read together: what has no end sign for so long is no sentence, and reading stays linear."""


class _Finder(Speakers):
    """The walk over one page."""

    woken: list[int]
    """The words of the page that can begin or carry a statement."""

    def run(self) -> list[Statement]:
        t = self.t
        self.woken = list(compress(range(len(t.low)), map(_WAKING.__contains__, t.low)))
        for n, (first, last) in enumerate(zip(t.first, t.last, strict=True)):
            for start in range(first, last, LONGEST):
                self._sentence(n, start, min(last, start + LONGEST))
        seen: set[tuple[int, int, int, int, bool]] = set()
        kept = []
        for m in sorted(self.out, key=_place):
            who = (m.cue.start, m.cue.end, m.source.start, m.source.end, m.rule.endswith(".continued"))
            if who not in seen:
                seen.add(who)
                kept.append(m)
        return kept

    def _sentence(self, n: int, first: int, last: int) -> None:
        t, s = self.t, self.s
        low = t.low
        self.first = self.c.past_dateline(first, last)
        self.last = last
        self.end = self.c.without_sign(first, last)
        self.drafts = []
        self.taken = set()
        self.heading = self.page.sentences[n].heading
        if n < 4:
            self._header(first, last)
        woken = self.woken
        for k in woken[bisect_left(woken, self.first) : bisect_left(woken, last)]:
            word = low[k]
            cues = CUES.get(word) if k not in self.taken else None
            draft: Draft | None = None
            if cues:
                draft = self._verb(k, cues)
            if draft is None and word in SAYING_NOUNS:
                draft = self._noun(k)
            if draft is None:
                if word == "according" and k + 1 < last and low[k + 1] == "to":
                    draft = self._according(k)
                elif word == "per" and low[k - 1] in (",", '"') and k > self.first:
                    draft = self._according(k, 1)
                elif word in ("put", "puts", "putting", "placed", "places"):
                    draft = self._puts(k)
                elif word == "quoting":
                    draft = self._citing(k, k + 1)
                elif word in ("quoted", "cited", "quotes", "cites"):
                    start, flags = s.group_start(k, self.first)
                    draft = self._quoted(k, start, flags)
                elif word in EXPRESSING:
                    draft = self._express(k)
                elif word in ("grateful", "thankful", "indebted"):
                    draft = self._grateful(k)
                elif word == ":":
                    draft = (self._colon(k) if k - self.first <= 9 else None) or self._trailing(k)
                elif word in _DASHES:
                    draft = self._signed(k) if low[k - 1] in ('"', "'") and k else self._trailing(k)
            if draft is not None:
                if draft.inner:
                    draft = self._within(draft, k)
                draft = self._without_background(draft)
                self._clip(draft, k)
                self.drafts.append(draft)
        if t.quote[self.first] < 0:
            lead = s.lead(self.first, last)
            if lead is not None and lead not in [d.source for d in self.drafts]:
                self._note(lead)
        if len(self.drafts) > 1:
            self._without_frames()
        for d in self.drafts:
            self._write(d)

    def _within(self, draft: Draft, k: int) -> Draft:
        """What is told inside another's words ends, at the latest, where those end."""
        i, j = draft.content
        if i > k:
            for d in self.drafts:
                if d.content[0] <= draft.source[0] and i < d.content[1] < j and k < d.content[1] and d.cue[0] < k:
                    return draft._replace(content=(i, d.content[1]))
        return draft

    def _without_background(self, draft: Draft) -> Draft:
        """ "urged its citizens to leave after militants seized …": what was demanded, not on what occasion."""
        t = self.t
        low = t.low
        i, j = draft.content
        if draft.act != "demand" or i < draft.cue[1]:
            return draft
        for m in range(i + 1, j - 2):
            if low[m] == "after" and t.quote[m] < 0 and self._told_as_past(m + 1, j):
                while m - 1 > i and (low[m - 1] in g.TIMES or low[m - 1] in _SPELLS or low[m - 1] in _AGO):
                    m -= 1
                return draft._replace(content=(i, m))
        return draft

    def _told_as_past(self, at: int, end: int) -> bool:
        """Whether a clause of what happened begins here ("militants abducted …", "its shells had hit …")."""
        low = self.t.low
        for m in range(at + 1, min(end, at + 7)):
            if low[m] in (",", "the") and m > at + 1:
                return False
            if low[m] in ("was", "were", "had", "killed", "hit", "struck", "seized", "took", "fired") or (
                low[m].endswith("ed") and len(low[m]) > 4 and low[m - 1] not in g.DETERMINERS
            ):
                return m > at
        return False

    def _clip(self, draft: Draft, k: int) -> None:
        """An attribution that stands after its words ends what earlier cues of the sentence could reach."""
        if draft.content[1] > k:
            return
        edge = draft.content[1]
        for n, d in enumerate(self.drafts):
            if d.content[0] < edge < d.content[1] and d.content[0] >= draft.content[0]:
                self.drafts[n] = d._replace(content=(d.content[0], edge))

    def _verb(self, k: int, cues: tuple[Cue, ...]) -> Draft | None:
        t = self.t
        low = t.low
        quoted = t.quote[k] >= 0
        if t.raw[k][0].isupper() and k > self.first and not self._title_case():
            return None
        for cue in cues:
            stop = k + 1
            if cue.link:
                if stop < self.last and low[stop] == cue.link:
                    stop += 1
                elif cue.link == "for" and low[stop] == "in" and "for" in low[stop + 1 : min(self.last, stop + 6)]:
                    # "calls in the strongest terms for"
                    stop = low.index("for", stop) + 1
                elif (
                    stop + 1 < self.last
                    and low[stop + 1] == cue.link
                    and (low[stop].endswith("ly") or low[stop] in ("again", "back"))
                ):
                    stop += 2
                else:
                    continue
            elif cue.lemma == "call" and stop < self.last and self._no_naming(stop):
                continue
            draft = self._with_cue(k, stop, cue, quoted)
            if draft is not None:
                return draft
        return None

    def _title_case(self) -> bool:
        """Whether a headline writes its words with capitals ("Israel Says Talks Will Resume")."""
        raw = self.t.raw
        words = [w for w in raw[self.first : self.last] if len(w) > 3]
        return bool(words) and sum(w[0].isupper() for w in words) * 10 > 8 * len(words)

    def _with_cue(self, k: int, stop: int, cue: Cue, quoted: bool) -> Draft | None:
        t, s = self.t, self.s
        low, raw = t.low, t.raw
        floor = t.quotes[t.quote[k]][0] + 1 if quoted else self.first
        floor = max(floor, self.first)
        start, flags = s.group_start(k, floor)
        if cue.lemma == "cite" and "as" in low[stop : stop + 12]:
            return self._quoted(k, start, flags)
        ahead = low[stop]
        if ahead in _NO_WORDS and (ahead not in ("tank", "tanks") or low[k] == "think"):
            return None
        if cue.act == "demand" and self._to_be_unnamed(stop):
            return None
        first_person = start > floor and low[start - 1] in ("i", "we") and not quoted
        if first_person and (self.issuer is None or ("t" in cue.frames and cue.lemma in _SAY_OR_STATE)):
            return None
        if cue.form == "ing" and "be" not in flags:
            return self._participle(k, stop, cue, floor, quoted)
        if "have" in flags and low[start] == "having" and cue.form in ("past", "part"):
            return self._participle(start, stop, cue, floor, quoted, k)
        if "to" in flags:
            return self._infinitive(k, stop, cue, start, floor, quoted)
        if cue.form == "ing" and not (cue.lemma in _PROGRESSIVE or "have" in flags):
            return None
        if "be" in flags and cue.form in ("past", "part"):
            return self._by_whom(k, stop, cue, start, floor) if not quoted and "not" not in flags else None
        if "not" in flags and not (cue.lemma == "want" and cue.form == "base" and "do" in flags):
            return None
        if cue.form == "base" and ("modal" in flags or "have" in flags):
            return None
        if cue.form == "base" and "do" not in flags and raw[k][0].isupper() and k == floor:
            return None
        if cue.lemma == "state" and low[stop] in _OF_STATE:
            return None  # "state radio said"
        by = cue.form in ("past", "part") and stop < self.last and low[stop] == "by" and "have" not in flags
        if by and not (cue.strong and low[stop + 1] in _BY_WIRE):
            return None
        if cue.form == "past" and cue.lemma in _BIDS and low[stop] == "to" and "have" not in flags:
            return None  # a headline: "Rebels urged to disarm"
        if cue.form == "part" and "have" not in flags:
            return None
        return self._finite(k, stop, cue, start, floor, quoted, flags)

    def _by_whom(self, k: int, stop: int, cue: Cue, start: int, floor: int) -> Draft | None:
        """ "The resolution was welcomed by Israel": the one behind "by" speaks, of the subject."""
        low = self.t.low
        if low[stop] != "by" or cue.lemma in _DEEDS:
            return None
        told = cue.lemma in _PASSIVELY
        if not told and ("n" not in cue.frames or cue.strong):
            return None
        source = self.s.after(stop + 1, self.last)
        if source is None or self.s.kind(*source) is None or low[source[0]] in g.THIRD:
            return None
        if told:
            said = self._done_to(cue, source, k)
            if said is None:
                return None
            source = (source[0], min(source[1], said[0] - 1))
            act = "demand" if cue.lemma == "tell" and low[said[0] - 1] == "to" else cue.act
            return Draft((k, stop), said, source, act, "passive")
        content = self.s.before(start, floor)
        if content is None or low[content[0]] in g.PRONOUNS:
            return None
        return Draft((k, stop), content, source, cue.act, "passive")

    def _done_to(self, cue: Cue, source: Phrase, k: int) -> Phrase | None:
        """ "was accused by Israel of ⟦hiding arms⟧", "were urged by the UN to ⟦leave⟧", "was told by the army that ⟦…⟧"."""
        low = self.t.low
        ran_on = (
            m for m in range(source[0] + 1, source[1]) if low[m] == "to" or (low[m] == "of" and cue.lemma != "urge")
        )
        at = next((m for m in ran_on if low[m] == "to" or low[m + 1].endswith("ing")), source[1])
        link = low[at] if at < self.end else ""
        if (cue.lemma == "accuse" and link == "of") or (
            cue.lemma in ("urge", "tell", "warn") and link in ("to", "that", "of")
        ):
            if link == "to" and (low[at + 1] in g.DETERMINERS or self.t.raw[at + 1][0].isupper()):
                return None
            return (at + 1, self.c.cut(at + 1, self.end, k)) if self.end - at > 2 else None
        return None

    def _finite(
        self, k: int, stop: int, cue: Cue, start: int, floor: int, quoted: bool, flags: frozenset[str]
    ) -> Draft | None:
        t, s = self.t, self.s
        low, raw = t.low, t.raw
        prev = low[start - 1] if start > floor else ""
        if (prev.endswith("'s") and len(prev) > 4) or prev == "'":
            return None
        lemma = cue.lemma
        if lemma in _OF_THINGS and self._of_a_thing(stop, lemma, cue.form, prev):
            return None
        another = prev == "one" and low[start - 2] in ("another", "this", "the", "no")
        if prev in g.DETERMINERS and prev not in _THAT_OR_ALL and cue.form != "s" and not another:
            return None
        if cue.form == "base" and prev.endswith("ed") and len(prev) > 4 and not flags and raw[start - 1].islower():
            return None  # "sparked hope for the talks"
        if cue.noun and (
            prev in g.DETERMINERS
            or prev in g.PREPOSITIONS
            or prev.endswith("'s")
            or prev == "'"
            or (prev in ("and", "or") and cue.form != "past" and not self.drafts)
            or (cue.form == "s" and any(c.form == "past" for c in CUES.get(prev, ())))  # "rejected claims that …"
        ):
            return None
        if (
            cue.noun
            and cue.form != "past"
            and (
                low[stop] in g.AUXILIARIES
                or low[stop] in g.VERBISH
                or (low[stop].endswith("ed") and len(low[stop]) > 4)
            )
        ):
            return None  # "gun blasts erupted"
        if cue.noun and cue.form in ("base", "s"):
            if start - 2 >= floor and low[start - 2] in _BESIDE and raw[start - 1].islower():
                return None  # "emboldened by court orders"
            if low[stop] == "as" and start - 1 > floor and self._beside_preposition(start - 1, floor):
                return None  # "described in official reports as"
            if low[stop] == "and" or (low[stop] == "," and low[stop + 1] == "and"):
                return None  # "in areas near UNIFIL posts, and said": things, joined to a verb
        subject: Phrase | None = None
        rule = "subject"
        inverted = False
        if (
            prev == "to"
            and "have" in flags
            and low[start - 2] in _HEARSAY
            and low[start - 3] in g.BE
            and start - 3 > floor
        ):
            # "the minister was reported to have told a meeting that …"
            teller = s.before(s.group_start(start - 2, floor)[0], floor)
            if teller is None or not self._may_speak(teller, cue):
                return None
            return self._framed(k, stop, cue, start - 3, teller, "reported-to-have", quoted)
        if start == floor or prev in _AND_OR_BUT:
            if start == floor:
                if (t.quote[k] < 0 and self.first > 0 and low[self.first - 1] in ('"', "'") and not quoted) or (
                    low[k] == "said" and self._quote_before(start)
                ):
                    inverted = True
                else:
                    return None
            else:
                if quoted or (prev == "or" and not g.NEGATIONS.isdisjoint(low[max(floor, start - 16) : start])):
                    return None  # "have not claimed the raid or confirmed any losses"
                subject = self._shared(k, cue, start, quoted)
                rule = "shared-subject"
                if subject is None:
                    return None
        elif prev in ("who", "which", "that") and not (prev == "that" and low[start - 2] in ("said", "says")):
            subject = s.before(start - 1 if low[start - 2] != "," else start - 2, floor)
            for link in ("by", "from", "with") if prev == "which" else ("by", "from"):
                # "the account given by the spokesman, who said", "no comment from the army, which says"
                if subject is not None and link in low[subject[0] : subject[1] - 1]:
                    subject = (subject[0] + low[subject[0] : subject[1]].index(link) + 1, subject[1])
            if subject is not None and prev == "who" and self.s.kind(*subject) not in ("person", "office"):
                # "a truce with rebels who declared …": whoever stands last can speak
                for m in range(subject[1] - 2, subject[0], -1):
                    if low[m] in ("with", "against", "for", "to", "from", "by", "among") and self.s.kind(
                        m + 1, subject[1]
                    ):
                        subject = (m + 1, subject[1])
                        break
            if subject is not None and self._begins_with_saying(subject, ("past", "s")):
                subject = (subject[0] + 1, subject[1])  # ""…," explains the envoy, who thinks …"
            rule = "relative"
            named = subject is not None and self.parties.what(*subject) in ("nation", "party", "body")
            if prev in ("which", "that") and not cue.strong and not (prev == "which" and named):
                return None
        elif prev in (",", '"', "'", "-", "–", "—"):
            subject = s.before(start, floor) if prev in (",", "-", "–", "—") else None
            if subject is not None and prev == "," and self._speaker_follows(stop, start, cue):
                subject = None
            if subject is not None and not self._is_parenthesis(subject, stop, cue):
                subject = None
            if subject is None:
                inverted = True
        else:
            subject = s.before(start, floor)
            if (
                subject is not None
                and low[subject[0] - 1] == "had"
                and subject[1] - subject[0] == 1
                and cue.form == "past"
            ):
                return None  # "would have got less, had she admitted it"
        aside = cue.strong and self._aside_closed(start, stop)
        if inverted and prev == "," and (aside or not cue.strong) and not quoted and not self.drafts:
            lead = s.lead(self.first, self.last)  # "The mission, a force fighting the rebels, condemned …"
            after = lead[1] if lead is not None else start
            if low[after] == "(" and ")" in low[after : after + 6]:
                after = low.index(")", after) + 1
            if lead is not None and after < start and low[after] == "," and s.kind(*lead) is not None:
                subject, inverted = lead, False
        if (
            prev in (",", '"')
            and cue.strong
            and not quoted
            and (inverted or subject is None or subject[0] > self.first)
        ):
            far = self._far_speaker(start, cue)
            if far is not None and (inverted or subject is None or far[0] < subject[0]):
                subject, inverted = far, False
        if inverted and not quoted and cue.strong and prev in (",", '"') and not _LATER_TOO.isdisjoint(low[start:k]):
            # "The minister, stressing the need for talks, also said": an adverb never stands before "said X"
            lead = s.lead(self.first, self.last)
            if lead is not None and lead[1] < start and s.kind(*lead) is not None:
                subject, inverted = lead, False
        if prev == "," and start < k and "c" in cue.frames and not flags and low[k - 1] in _WIDELY:
            return None  # "Norway, widely considered a friend, considers …"
        if inverted:
            return self._inverted(k, stop, cue, start, quoted)
        if subject is None:
            return None
        for d in self.drafts:  # "X said A and Y said B": what X said ends where Y begins
            if subject[0] < d.content[1] < subject[1] and low[d.content[1]] == "and" and d.content[1] > d.cue[0]:
                subject = (d.content[1] + 1, subject[1])
        if low[subject[0] - 1] in ("if", "unless") and cue.act in ("accept", "reject", "offer"):
            return None
        if rule == "subject":
            if (
                low[subject[0]] in ("this", "last", "next")
                and low[subject[0] + 1] in _SPELLS
                and subject[1] - subject[0] > 2
            ):
                subject = (subject[0] + 2, subject[1])  # "Earlier this month Norway said"
            for m in range(subject[1] - 2, subject[0], -1):
                if low[m] in ("the", "its", "his", "their") and t.raw[m - 1][0].isupper() and self._is_told(m - 1):
                    subject = (m, subject[1])  # "told Reuters the rebels had wanted …"
                    break
            if low[subject[0] - 1] == "," and self._begins_with_saying(subject, ("s",)):
                subject = (subject[0] + 1, subject[1])  # "the envoy, Ms Ade, says the evidence suggests …"
            if t.raw[subject[0]].isdecimal() and len(t.raw[subject[0]]) == 4 and subject[1] - subject[0] > 1:
                subject = (subject[0] + 1, subject[1])  # "since 2002 Rabat has insisted"
            subject = self._behind_who(self._handed_on(subject))
        if not self._may_speak(subject, cue):
            return None
        if cue.noun and cue.form in ("base", "s") and "do" not in flags and not self._agrees(subject, cue):
            return None
        if cue.lemma in ("agree", "agree_to") and self._several(subject) and low[stop] != "that":
            return None
        if cue.lemma == "agree" and stop < self.last and low[stop] in _ON_OR_WITH:
            return None
        if (
            cue.form == "past"
            and flags_free(flags)
            and cue.lemma in _ANNOUNCE_OR_REPORT
            and low[subject[0] - 1] not in (",", '"', "-", "–", "—")
            and stop < self.last
            and (low[stop] in g.TIMES or low[stop] in _ON_OR_LAST)
            and "that" not in low[stop : stop + 9]
            and not any(x in low[stop : self.last] for x in ('"', ":"))
            and not self._clause_follows(stop)
        ):
            return None
        return self._framed(k, stop, cue, start, subject, rule, quoted)

    def _of_a_thing(self, stop: int, lemma: str, form: str, prev: str) -> bool:
        """Whether a verb of saying does something else here: officers dismissed, lives claimed, repeated provocations."""
        low = self.t.low
        if lemma == "repeat":
            return form == "past" and (prev.endswith("ing") or prev in g.PREPOSITIONS)
        if lemma == "dismiss":
            return not _SACKED.isdisjoint(low[stop : stop + 4])
        return "lives" in low[stop : stop + 6] or "life" in low[stop : stop + 6]

    def _header(self, first: int, last: int) -> None:
        """The issuer of a communiqué: "Statement by X on …", "Readout of X's call", "Joint statement from …"."""
        t, s = self.t, self.s
        low = t.low
        if self.issuer is not None:
            return
        if low[last - 1] == ":" and low[first] == "the" and low[first + 1] in ("following", "below"):
            # "The following statement was issued today by the Spokesman for …:"
            by = next((x for x in range(last - 1, first, -1) if low[x] in ("by", "to")), -1)
            phrase = s.after(by + 1, last - 1) if by > 0 else None
            if phrase is not None:
                self._issued_by(*phrase)
            return
        if not self.heading:
            return
        k = first
        while k < last and low[k] in _THE_OR_A:
            if low[k] == "remarks":
                break
            k += 1
        if k + 2 >= last or low[k] not in _STATEMENT_OR_COMMUNIQUE:
            return
        m = k + 1
        if low[m] not in ("by", "from", "of"):
            return
        phrase = s.after(m + 1, last)
        if phrase is None:
            return
        i, j = phrase
        if low[m] == "of":
            own = next((x for x in range(i, j) if t.raw[x].endswith(("'s", "'"))), -1)
            if own >= 0:
                j = own + 1
            elif low[k] != "statement" or s.kind(i, j) not in ("office", "organisation"):
                return  # "Joint statement of the foreign ministers of …" has its issuer
        for x in range(i + 1, j):
            if low[x] in _ON_OR_TO and low[x - 1] not in (
                "envoy",
                "ambassador",
            ):
                j = x
                break
        self._issued_by(i, j)

    def _issued_by(self, i: int, j: int) -> None:
        kind = self.s.kind(i, j)
        if kind is None:
            return
        party = self.parties.of(i, j)
        self.issuer = Credit((i, j), kind, party)
        self.s.remember((i, j), kind, party)
        self.parties.remember(i, j, party)


def _place(m: Statement) -> tuple[int, int, int, int]:
    return m.content.start, m.content.end, m.cue.start, m.cue.end


def find(page: Page) -> list[Statement]:
    """The statements of an English page, in order of place."""
    return _Finder(page).run()
