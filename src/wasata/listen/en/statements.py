"""Statements in English: who said what.

Danger: words put into the mouth of one who did not say them; a denial read as a claim.
Duty: every cue of `cues` looked at where it stands: its subject, its frame, the words it attributes.
Shape: `find(page)` → the statements in order of place. Each carries the rule that gave it (`en.statement.<rule>`).
"""

from __future__ import annotations

from typing import NamedTuple

from wasata.listen.en import grammar as g
from wasata.listen.en.acts import act_of
from wasata.listen.en.contents import Contents
from wasata.listen.en.cues import CUES, EXPRESSING, FEELINGS, SAYING_NOUNS, Cue
from wasata.listen.en.parties import Parties, parties_of
from wasata.listen.en.sources import Phrase, Sources
from wasata.listen.en.tokens import Tokens, tokens_of
from wasata.listen.marks import Statement
from wasata.listen.reader import Page
from wasata.values import Act, SourceKind, Span

_MUTE = frozenset("comment say discuss elaborate confirm answer respond be give speak identify name specify disclose provide".split())
_NO_ACCORDING = frozenset(
    "plan plans schedule agreement deal treaty terms law laws rules rule protocol convention needs timetable resolution "
    "constitution merit custom tradition alphabet principles".split()
)
_WITHOUT_COMMA = frozenset("statement letter message post tweet comments remarks memo email posts speech communique".split())
_BOTH_SIDES = frozenset("both sides parties rivals two and they foes enemies factions leaders each".split())
_PROPOSALS = frozenset("proposal proposals plan plans offer initiative draft roadmap paper document formula list demands idea ideas".split())
_OWN_MINDS = frozenset("want believe think know feel consider prefer".split())
_NO_SPEAKERS = frozenset("deal agreement accord pact plan proposal truce ceasefire draft law treaty initiative roadmap talks".split())
_CARRIERS = frozenset("tweets tweet posts post statement statements remarks figures data reports documents comments numbers estimates".split())
_PRESS = frozenset("reporters journalists correspondents reporter journalist media".split())
_ATTITUDES = frozenset("expect hope believe think want fear hope_for know feel doubt anticipate prefer understand predict".split())
_NOT_A_SAYING = frozenset("wants want wanted like".split())


class _Draft(NamedTuple):
    """One statement in token numbers."""

    cue: Phrase
    content: Phrase
    source: Phrase
    act: Act
    rule: str
    via: Phrase | None = None
    inner: bool = False  # the cue stands inside another's words


class _Credit(NamedTuple):
    """A source already looked up."""

    phrase: Phrase
    kind: SourceKind
    party: str | None


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.t: Tokens = tokens_of(page)
        self.parties = parties_of(self.t)
        self.s = Sources(self.t, self.parties)
        self.c = Contents(self.t, self.s)
        self.credits: dict[Phrase, _Credit] = {}
        self.issuer: _Credit | None = None
        self.out: list[Statement] = []

    # ------------------------------------------------------------------ the walk

    def run(self) -> list[Statement]:
        t = self.t
        for n, (first, last) in enumerate(zip(t.first, t.last, strict=True)):
            if first < last:
                self._sentence(n, first, last)
        seen: set[tuple[Span, Span]] = set()
        kept = []
        for m in sorted(self.out, key=lambda m: (m.content, m.cue)):
            if (m.cue, m.source) not in seen:
                seen.add((m.cue, m.source))
                kept.append(m)
        return kept

    def _sentence(self, n: int, first: int, last: int) -> None:
        t, s = self.t, self.s
        low = t.low
        self.first = self.c.past_dateline(first, last)
        self.last = last
        self.end = self.c.without_sign(first, last)
        self.drafts: list[_Draft] = []
        self.taken: set[int] = set()
        self.heading = self.page.sentences[n].heading
        if n < 4:
            self._header(n, first, last)
        k = self.first - 1
        wake = _WAKING
        while k + 1 < last:
            k += 1
            word = low[k]
            if word not in wake:
                continue
            cues = CUES.get(word) if k not in self.taken else None
            draft: _Draft | None = None
            if cues:
                draft = self._verb(k, cues)
            if draft is None and word in SAYING_NOUNS:
                draft = self._noun(k)
            if draft is None:
                if word == "according" and k + 1 < last and low[k + 1] == "to":
                    draft = self._according(k)
                elif word in ("put", "puts", "putting"):
                    draft = self._puts(k)
                elif word in ("quoted", "cited", "quotes", "cites"):
                    start, flags = s.group_start(k, self.first)
                    draft = self._quoted(k, start, flags)
                elif word in EXPRESSING:
                    draft = self._express(k)
                elif word in ("grateful", "thankful", "indebted"):
                    draft = self._grateful(k)
                elif word == ":" and k - self.first <= 9:
                    draft = self._colon(k)
                elif word in _DASHES:
                    draft = self._signed(k) if low[k - 1] in ('"', "'") and k else self._trailing(k)
            if draft is not None:
                self._clip(draft, k)
                self.drafts.append(draft)
        if t.quote[self.first] < 0:
            lead = s.lead(self.first, last)
            if lead is not None and all(d.source != lead for d in self.drafts):
                self._note(lead)
        for d in self.drafts:
            self._write(d)

    def _clip(self, draft: _Draft, k: int) -> None:
        """An attribution that stands after its words ends what earlier cues of the sentence could reach."""
        if draft.content[1] > k:
            return
        edge = draft.content[1]
        for n, d in enumerate(self.drafts):
            if d.content[0] < edge < d.content[1] and d.content[0] >= draft.content[0]:
                self.drafts[n] = d._replace(content=(d.content[0], edge))

    def _note(self, phrase: Phrase) -> None:
        """A subject that says nothing here may be "he" in the next sentence."""
        i, j = phrase
        if j - i == 1 and self.t.low[i] in g.THIRD:
            return
        kind = self.s.kind(i, j)
        if kind in ("person", "office"):
            party = self.parties.of(i, j)
            self.s.remember(phrase, kind, party)
            if kind == "person":
                self.parties.remember(i, j, party)
        elif kind == "organisation" and self.t.raw[i][0].isupper():
            self.s.remember(phrase, kind, self.parties.of(i, j))

    # ------------------------------------------------------------------ sources

    def _credit(self, phrase: Phrase) -> _Credit | None:
        known = self.credits.get(phrase)
        if known is not None:
            return known
        i, j = phrase
        low = self.t.low
        word = low[i]
        if j - i == 1 and word in ("i", "we"):
            return self.issuer
        if j - i == 1 and word in g.THIRD:
            found = self.s.resolve(word)
            if found is None:
                return self._fallback(i, word)
            kind = self.s.kind(*found.phrase) or "organisation"
            return _Credit(found.phrase, kind, found.party)
        if j - i == 2 and low[j - 1] in ("statement", "communique", "communiqué", "release") and word == "the":
            return self._of_statement()
        kind = self.s.kind(i, j) or self._kind_of_any(i, j)
        party = None if kind == "outlet" else self.parties.of(i, j)
        if party is None and kind != "outlet" and word in ("his", "her", "its", "their"):
            owner = self.s.resolve({"his": "he", "her": "she", "its": "it", "their": "they"}[word])
            party = owner.party if owner and kind in ("office", "organisation") else None
        if party is None and kind not in ("outlet", "person") and word in ("the", "this", "that"):
            party = self._party_of_same(i, j)
        if party is None and kind == "office" and word in ("the",) and self.issuer and j - i <= 2 and low[i + 1] in ("president", "secretary", "minister", "king", "emir"):
            party = self.issuer.party
        return _Credit(phrase, kind, party)

    def _party_of_same(self, i: int, j: int) -> str | None:
        """The party of the earlier full mention with the same head noun ("The group", "The source")."""
        low = self.t.low
        head = low[self.s._head(i, j) - 1]
        for found in reversed(self.s.earlier):
            if found.party is not None and head in low[found.phrase[0] : found.phrase[1]]:
                return found.party
        return None

    def _kind_of_any(self, i: int, j: int) -> SourceKind:
        """One who speaks though nothing says what they are: several are people, one is a body."""
        head = self.t.low[self.s._head(i, j) - 1]
        several = head.endswith("s") and not head.endswith("ss") or head.endswith(("er", "or", "ist", "man", "woman")) or head == "percent"
        return "anonymous" if several else "organisation"

    def _of_statement(self) -> _Credit | None:
        if self.credits:
            return list(self.credits.values())[-1]
        return self.issuer

    def _fallback(self, before: int, pronoun: str) -> _Credit | None:
        """A pronoun with nothing in memory: the last person (or body) named before it."""
        t = self.t
        k = before - 1
        stop = max(0, before - 400)
        while k > stop:
            if t.raw[k][0].isupper() and pronoun in ("he", "she") and t.low[k].removesuffix("'s") in self.s.surnames():
                j = k + 1
                while k > 0 and t.raw[k - 1][0].isupper() and t.sentence[k - 1] == t.sentence[j - 1]:
                    k -= 1
                if self.s.name_in(k, j):
                    return _Credit((k, j), "person", self.parties.of(k, j))
            k -= 1
        return None

    def _write(self, d: _Draft) -> None:
        i, j = d.content
        t = self.t
        i, j, direct = self.c.bare(i, j)
        if i >= j or (j - i == 1 and t.low[i] in g.PRONOUNS):
            return
        if d.cue[0] >= i and d.cue[1] <= j:
            return
        credit = self._credit(d.source)
        if credit is None:
            return
        if self._of_own_words(d, credit):
            return
        self.credits.pop(d.source, None)
        self.credits[d.source] = credit
        if credit.phrase != d.source:
            self.credits[credit.phrase] = credit
        self.s.remember(credit.phrase, credit.kind, credit.party)
        if credit.phrase == d.source and credit.kind != "outlet" and credit.phrase[1] - credit.phrase[0] > 1:
            self.parties.remember(*credit.phrase, credit.party)
        a, b = credit.phrase
        via = d.via
        if via is None:
            for other in self.drafts:
                if other.via is not None and other.source == d.source:
                    via = other.via
        self.out.append(
            Statement(
                content=t.span(i, j), source=t.span(a, b), cue=t.span(*d.cue), source_kind=credit.kind,
                actor=credit.party, act=act_of(d.act, t, i, j, t.low[d.cue[0]], credit.party, self.parties),
                direct=direct, via=t.span(*via) if via else None, rule="en.statement." + d.rule,
            )
        )  # fmt: skip

    def _of_own_words(self, d: _Draft, credit: _Credit) -> bool:
        """"He said he hopes": what a speaker tells of himself inside his own words is no second statement."""
        low = self.t.low
        if low[d.source[0]] not in g.THIRD or d.source[1] - d.source[0] != 1:
            if self.t.quote[d.cue[0]] < 0 or credit.party is None:
                return False
            if credit.kind != "organisation":
                return False
            outside = [o for o in self.drafts if o is not d and o.content[0] <= d.source[0] and d.cue[1] <= o.content[1] and self.t.quote[o.cue[0]] < 0]
            return any((speaker := self._credit(o.source)) is not None and speaker.party == credit.party for o in outside)
        for o in self.drafts:
            if o is not d and o.content[0] <= d.source[0] and d.cue[1] <= o.content[1] and o.source != d.source:
                outer = self._credit(o.source)
                if outer is not None and outer.phrase == credit.phrase:
                    return low[d.source[0] - 1] not in (",", "because", "-", "–", "—") or d.source[0] <= o.content[0] + 1
            if o is not d and o.content[0] <= d.source[0] and d.cue[1] <= o.content[1] and o.source == d.source:
                return True
        return False

    # ------------------------------------------------------------------ verbs

    def _verb(self, k: int, cues: tuple[Cue, ...]) -> _Draft | None:
        t = self.t
        low = t.low
        quoted = t.quote[k] >= 0
        if t.raw[k][0].isupper() and k > self.first and not self._title_case(k):
            return None
        for cue in cues:
            stop = k + 1
            if cue.link:
                if stop < self.last and low[stop] == cue.link:
                    stop += 1
                elif stop + 1 < self.last and low[stop + 1] == cue.link and (low[stop].endswith("ly") or low[stop] in ("again", "back")):
                    stop += 2
                else:
                    continue
            elif cue.lemma == "call" and stop < self.last and low[stop] in ("for", "on", "upon", "off", "in", "it"):
                continue
            draft = self._with_cue(k, stop, cue, quoted)
            if draft is not None:
                return draft
        return None

    def _title_case(self, k: int) -> bool:
        """Whether a headline writes its words with capitals ("Israel Says Talks Will Resume")."""
        raw = self.t.raw
        words = [w for w in raw[self.first : self.last] if len(w) > 3]
        return bool(words) and sum(w[0].isupper() for w in words) * 10 > 8 * len(words)

    def _with_cue(self, k: int, stop: int, cue: Cue, quoted: bool) -> _Draft | None:
        t, s = self.t, self.s
        low, raw = t.low, t.raw
        floor = t.quotes[t.quote[k]][0] + 1 if quoted else self.first
        floor = max(floor, self.first)
        start, flags = s.group_start(k, floor)
        if cue.lemma == "cite" and "as" in low[stop : stop + 12]:
            return self._quoted(k, start, flags)
        first_person = start > floor and low[start - 1] in ("i", "we") and not quoted
        if first_person or (start - 2 >= floor and low[start - 1] in ("want", "wish", "would") and False):
            if self.issuer is None or "t" in cue.frames and cue.lemma in ("say", "state", "tell", "speak", "note", "know", "think"):
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
            return None
        if "not" in flags:
            return None
        if "modal" in flags and cue.form == "base":
            return None
        if cue.form == "base" and "do" not in flags and raw[k][0].isupper() and k == floor:
            return None
        if cue.form in ("past", "part") and stop < self.last and low[stop] == "by" and "have" not in flags:
            return None
        if cue.form == "part" and "have" not in flags:
            return None
        return self._finite(k, stop, cue, start, floor, quoted, flags)

    def _finite(self, k: int, stop: int, cue: Cue, start: int, floor: int, quoted: bool, flags: frozenset[str]) -> _Draft | None:
        t, s = self.t, self.s
        low, raw = t.low, t.raw
        prev = low[start - 1] if start > floor else ""
        if prev.endswith("'s") and len(prev) > 4 or prev == "'":
            return None
        if stop < self.last and low[stop] in ("himself", "herself", "itself", "themselves"):
            return None
        if cue.lemma == "claim" and any(w in ("lives", "life") for w in low[stop : stop + 6]):
            return None
        if prev in g.DETERMINERS and prev not in ("that", "all", "both", "some", "many", "others", "this", "these", "those") and cue.form != "s":
            return None
        if cue.noun and (prev in g.DETERMINERS or prev in g.PREPOSITIONS or prev.endswith("'s") or prev == "'" or prev in ("and", "or") and cue.form != "past" and not self.drafts):
            return None
        subject: Phrase | None = None
        rule = "subject"
        inverted = False
        if start == floor or prev in ("and", "but", "or", "then", ";") or (prev == "," and start - 2 >= floor and low[start - 2] not in ('"', "'") and self._conjoined_comma(start)):
            if start == floor:
                if t.quote[k] < 0 and self.first > 0 and low[self.first - 1] in ('"', "'") and not quoted:
                    inverted = True
                elif low[k] == "said" and self._quote_before(start):
                    inverted = True
                else:
                    return None
            else:
                if quoted:
                    return None
                subject = self._shared(k, cue, start, quoted)
                rule = "shared-subject"
                if subject is None:
                    return None
        elif prev in ("who", "which", "that") and not (prev == "that" and low[start - 2] in ("said", "says")):
            subject = s.before(start - 1 if low[start - 2] != "," else start - 2, floor)
            rule = "relative"
            if prev in ("which", "that") and not cue.strong:
                return None
        elif prev in (",", '"', "'", "-", "–", "—"):
            subject = s.before(start, floor) if prev in (",", "-", "–", "—") else None
            if subject is not None and not self._is_parenthesis(subject, stop, cue):
                subject = None
            if subject is None:
                inverted = True
        else:
            subject = s.before(start, floor)
        if inverted:
            return self._inverted(k, stop, cue, start, quoted)
        if subject is None:
            return None
        if not self._may_speak(subject, cue):
            return None
        if cue.noun and cue.form in ("base", "s") and not self._agrees(subject, cue):
            return None
        if cue.lemma in ("agree", "agree_to") and self._several(subject) and low[stop] != "that":
            return None
        if cue.lemma == "agree" and stop < self.last and low[stop] in ("on", "with", "in", "at", "upon", "among", "between"):
            return None
        if cue.form == "past" and flags_free(flags) and cue.lemma in ("announce", "report", "propose", "reveal", "agree", "describe", "disclose") and stop < self.last and (
            low[stop] in g.TIMES or low[stop] in ("on", "last", "earlier", "in", "this", "upon", "at", "during")
        ) and "that" not in low[stop : stop + 9] and not any(x in low[stop : self.last] for x in ('"', ":")) and not self._clause_follows(stop):
            return None
        return self._framed(k, stop, cue, start, subject, rule, quoted)

    def _clause_follows(self, stop: int) -> bool:
        """Whether a subject of its own follows a circumstance ("announced on Sunday it would")."""
        low = self.t.low
        return any(low[m] in g.SUBJECT_PRONOUNS or low[m] in ("the", "a", "an", "its", "his") or self.t.raw[m][0].isupper() and low[m] not in g.DAYS and low[m] not in g.MONTHS and low[m - 1] not in g.PREPOSITIONS for m in range(stop + 1, min(self.last, stop + 6)))

    def _conjoined_comma(self, start: int) -> bool:
        """"…, condemned X, and urged": a comma between two verbs of one subject."""
        return False

    def _quote_before(self, start: int) -> bool:
        t = self.t
        return start > 0 and t.low[start - 1] in ('"', "'") and t.paragraph[t.sentence[start - 1]] == t.paragraph[t.sentence[start]]

    def _is_parenthesis(self, subject: Phrase, stop: int, cue: Cue) -> bool:
        """Whether "X, …, said" has X for its subject and not the clause before the comma for its content."""
        t, s = self.t, self.s
        nxt = t.low[stop] if stop < self.last else "."
        if nxt in ("that", ":", '"') or cue.lemma in ("tell", "accuse", "urge") or cue.link:
            return True
        if subject[0] > self.first + 8:
            return s.kind(*subject) is not None
        return s.kind(*subject) is not None

    def _several(self, subject: Phrase) -> bool:
        low = self.t.low
        words = low[subject[0] : subject[1]]
        return any(w in _BOTH_SIDES for w in words)

    def _agrees(self, subject: Phrase, cue: Cue) -> bool:
        """Number: "officials demand", "Israel demands"; else the word is a noun ("peace demands")."""
        low, raw = self.t.low, self.t.raw
        i, j = subject
        last = low[self.s._head(i, j) - 1]
        if last in g.SUBJECT_PRONOUNS:
            return (cue.form == "s") == (last in ("he", "she", "it"))
        plural = last.endswith("s") and not last.endswith("ss") and not raw[j - 1][0].isupper() or last in ("people", "police", "men", "women")
        if "and" in low[i:j]:
            plural = True
        if cue.form == "s":
            return not plural
        return plural or self.heading

    def _may_speak(self, subject: Phrase, cue: Cue) -> bool:
        i, j = subject
        low = self.t.low
        if j - i == 1:
            word = low[i]
            if word in ("i", "we"):
                return self.issuer is not None
            if word == "you" or word in ("there", "this", "that", "these", "those", "what", "it's"):
                return False
            if word in ("all", "both", "many", "some", "others"):
                return cue.strong
            if word == "it" and cue.lemma in ("mean", "show", "feel", "expect"):
                return False
        if low[self.s._head(i, j) - 1] in _NO_SPEAKERS:
            return False
        kind = self.s.kind(i, j)
        if kind is None and j - i == 1 and low[i] in g.THIRD:
            return True
        if kind is None and cue.strong and cue.form in ("past", "s", "base") and low[j - 1] not in g.PRONOUNS and not low[j - 1].endswith("ing"):
            return not low[j - 1].endswith(("ly", "ed")) and low[j - 1].replace("-", "").isalpha()
        if kind is None and not (j - i == 2 and low[j - 1] in ("statement", "communique", "communiqué")):
            return False
        return True

    def _shared(self, k: int, cue: Cue, start: int, quoted: bool) -> Phrase | None:
        """The subject of a verb that follows "and": that of the verb of saying before it, or of the sentence."""
        t = self.t
        for d in reversed(self.drafts):
            if ";" in t.low[d.cue[0] : k]:
                continue
            if t.sentence[d.cue[0]] == t.sentence[k] and (t.quote[d.cue[0]] >= 0) == quoted and not d.inner:
                first = d.cue[0]
                last_cues = CUES.get(t.low[first])
                if last_cues and not self._same_tense(last_cues, cue, t.low[first], t.low[k]):
                    continue
                return d.source
        if cue.noun and cue.form != "past":
            return None
        begin = max((m + 1 for m in range(self.first, start) if t.low[m] == ";"), default=self.first)
        lead = self.s.lead(begin, self.last)
        if lead is None or lead[1] >= start or any(t.low[m] in g.SUBORDINATORS for m in range(lead[1], start - 1)):
            return None
        kind = self.s.kind(*lead)
        if kind is None and t.low[lead[0]] not in g.THIRD:
            return None
        return lead

    @staticmethod
    def _same_tense(before: tuple[Cue, ...], cue: Cue, one: str, two: str) -> bool:
        forms = {c.form for c in before}
        if cue.form in ("past", "part"):
            return bool(forms & {"past", "part", "ing"})
        if cue.form in ("s", "base"):
            return bool(forms & {"s", "base", "ing"})
        return True

    # ------------------------------------------------------------------ frames

    def _framed(self, k: int, stop: int, cue: Cue, start: int, subject: Phrase, rule: str, quoted: bool) -> _Draft | None:
        t, c = self.t, self.c
        low, raw = t.low, t.raw
        end = t.quotes[t.quote[k]][1] if quoted else self.end
        end = min(end, self.end) if not quoted else end
        frames = cue.frames
        nxt = low[stop] if stop < end else ""
        inner = self._is_inner(subject, k)
        cue_span = (k, stop)

        def draft(content: Phrase | None, name: str, via: Phrase | None = None, act: Act | None = None) -> _Draft | None:
            if content is None or content[0] >= content[1]:
                return None
            if low[content[1] - 1] in ("to", "from", "with", "for", "of", "by") and name.endswith("to-do"):
                return None
            if inner and cue.lemma in _OWN_MINDS:
                return None
            if via is None:
                via = c.via_around(subject, k, stop, end)
            return _Draft(cue_span, content, subject, act or cue.act, name, via, inner)

        if "i" in frames and nxt == "to" and stop + 1 < end and low[stop + 1] not in g.DETERMINERS and not (cue.lemma in ("decline", "refuse") and low[stop + 1] in _MUTE):
            at = stop + 1
            if not raw[at][0].isupper() and low[at] not in g.PRONOUNS:
                return draft((at, c.cut(at, end, k, subject)), "to-do")
        if "p" in frames and nxt not in ("that", '"', ":", ",") and cue.lemma != "tell":
            to = c.to_verb(stop, end)
            if to is not None and (cue.lemma != "want" or to - stop < 9):
                return draft((to, c.cut(to, end, k, subject)), "someone-to-do", None, "demand" if cue.lemma == "want" else None)
            if cue.lemma == "want":
                return None
        if "l" in frames or "t" in frames or "b" in frames or "o" in frames:
            spoken = self._spoken(k, stop, cue, start, subject, end)
            if spoken is not None:
                return draft(spoken[0], spoken[2], spoken[1], spoken[3])
            if frames == "l":
                return None
        if cue.lemma in ("decline", "refuse") and nxt == "to" and stop + 1 < end and low[stop + 1] in _MUTE:
            return None
        if "i" in frames and nxt == "to" or "i" in frames and stop + 1 < end and low[stop + 1] == "to" and low[stop] in ("not", "again"):
            at = stop + 1 if nxt == "to" else stop + 2
            if at < end and low[at] not in g.DETERMINERS and not raw[at][0].isupper() and low[at] not in g.PRONOUNS:
                return draft((at, c.cut(at, end, k, subject)), "to-do")
        if "a" in frames:
            at = c.of_what(stop, end, ("of",) if cue.lemma == "accuse" else ("of", "with", "for"))
            if at is not None:
                return draft((at, c.cut(at, end, k, subject)), "someone-of")
            return None
        if "f" in frames:
            at = c.of_what(stop, end, ("for", "on") if cue.lemma == "congratulate" else ("for",))
            if at is not None and self._thing_first(stop, at):
                return draft((at, c.cut(at, end, k, subject)), "someone-for")
        if "m" in frames:
            at = c.past_addressee(stop, end)
            if not any(low[m] in _PROPOSALS for m in range(at, min(end, at + 6))):
                return None
            return draft((at, c.cut(at, end, k, subject)), "something")
        if "n" in frames:
            at = c.past_addressee(stop, end)
            if c.is_thing(at, end):
                return draft((at, c.thing_end(at, c.cut(at, end, k, subject))), "something")
        if "c" in frames and subject[0] > self.first and low[subject[0] - 1] == "what":
            at = stop + 1 if stop < end and low[stop] == "as" else stop
            return draft((at, c.clause_end(at, end)), "called")
        if "c" in frames and stop < end and (cue.lemma != "call" or c.calls(stop, end)):
            return draft((stop, c.cut(stop, end, k, subject)), "called")
        return None

    def _thing_first(self, stop: int, at: int) -> bool:
        """Whether the one thanked is a someone, not a deed ("praised the efforts for peace")."""
        low = self.t.low
        return low[stop] not in ("its", "their", "his", "her", "efforts") or at - stop > 1

    def _spoken(
        self, k: int, stop: int, cue: Cue, start: int, subject: Phrase, end: int
    ) -> tuple[Phrase, Phrase | None, str, Act | None] | None:
        """Content of a verb that takes a clause or a quotation, on either side."""
        t, c = self.t, self.c
        low = t.low
        via: Phrase | None = None
        at = stop
        if "o" in cue.frames:
            addressee = c.addressee(stop, end)
            if addressee is not None:
                if self.s.is_outlet(*addressee) and low[addressee[1] - 1] not in _PRESS and cue.lemma in ("tell", "inform", "assure"):
                    via = addressee
                at = addressee[1]
                if cue.lemma == "tell" and at < end and low[at] == "to" and at + 1 < end and low[at + 1] not in g.DETERMINERS:
                    return (at + 1, c.cut(at + 1, end, k, subject)), via, "someone-to-do", "demand"
            elif "t" not in cue.frames:
                return None
        as_said = subject[0] - 1 >= self.first and low[subject[0] - 1] == "as"
        right = c.right(at, end, k, subject, strict="t" not in cue.frames and "o" not in cue.frames, cue=cue)
        left = None
        aside = cue.form == "ing" and start == k
        if right is None and "n" in cue.frames and c.is_thing(c.past_addressee(at, end), end):
            return None
        if not as_said and not aside:
            left = c.left(subject[0], self.first, self._claimed(k))
        if as_said:
            comma = next((m for m in range(stop, end) if low[m] == ","), -1)
            if right is not None and right[2] in ("that", "quote"):
                return right[:2], via, "as-said", None
            if comma > 0 and cue.strong:
                return (comma + 1, end), via, "as-said", None
            return None
        if left is not None and left[2] == "quote" and right is None:
            right = c.following(k, end)
        if left is None and right is None and low[stop : stop + 1] == [","] and not as_said and not aside:
            # "the park, she said, is full": the longer side
            right = (stop + 1, c.cut(stop + 1, end, k, subject), "bare") if end - stop > 2 and subject[0] > self.first else None
        elif left is not None and left[2] == "comma" and right is None and at == stop and low[stop : stop + 1] == [","] and end - stop > 3:
            rest = (stop + 1, c.cut(stop + 1, end, k, subject), "bare")
            if c.has_finite(*rest[:2]) and low[stop + 1] not in g.PREPOSITIONS and low[stop + 1] not in CUES and low[stop + 1] not in g.COORDINATORS and low[stop + 1] not in g.SUBORDINATORS and not low[stop + 1].endswith("ing") and rest[1] - rest[0] > left[1] - left[0]:
                return rest[:2], via, "parenthesis", None
        if right is not None and left is not None:
            if left[2] == "quote" and right[2] == "quote":
                best = max(left, right, key=lambda p: t.b[p[1] - 1] - t.a[p[0]])
                return best[:2], via, "split-quote", None
            if left[2] == "quote" or (left[2] == "comma" and right[2] in ("bare",) and self._weak_right(at, right)):
                return left[:2], via, "after-quote" if left[2] == "quote" else "after-clause", None
        if right is not None:
            return right[:2], via, "that" if right[2] == "that" else "quote" if right[2] == "quote" else "clause", None
        if left is not None and ("t" in cue.frames or "l" in cue.frames or "o" in cue.frames or "b" in cue.frames):
            if left[2] == "comma" and cue.frames == "l":
                return None
            return left[:2], via, "after-quote" if left[2] == "quote" else "after-clause", None
        return None

    def _weak_right(self, at: int, right: tuple[int, int, str]) -> bool:
        """Whether what follows an end-of-sentence attribution is only its circumstance ("…, he said as he left")."""
        low = self.t.low
        if right[0] != at:
            return True
        return low[at] in g.SUBORDINATORS or low[at] in g.PREPOSITIONS or low[at] == "," or low[at].endswith(("ly", "ing"))

    def _claimed(self, k: int) -> int:
        """Where the words of this sentence that earlier cues already hold end."""
        ends = [d.content[1] for d in self.drafts if d.content[1] < k - 2 and d.rule in _SAYINGS and not d.inner]
        return max([*ends, self.first])

    def _is_inner(self, subject: Phrase, k: int) -> bool:
        for d in self.drafts:
            if d.content[0] <= subject[0] and k < d.content[1] and d.source != subject:
                return True
        return False

    # ------------------------------------------------------------------ other shapes

    def _inverted(self, k: int, stop: int, cue: Cue, start: int, quoted: bool) -> _Draft | None:
        """"…," said X."""
        if cue.form not in ("past", "s", "base") or "t" not in cue.frames and "l" not in cue.frames:
            return None
        if quoted:
            return None
        t, s, c = self.t, self.s, self.c
        source = s.after(stop, self.last)
        if source is None:
            return None
        if not cue.strong and s.kind(*source) is None and t.low[source[0]] not in g.THIRD:
            return None
        left = c.left(start, self.first, self._claimed(k))
        at = source[1]
        right = None
        if at < self.end:
            got = c.right(at, self.end, k, source, strict=False, cue=cue)
            if got is not None and (got[2] in ("quote", "that") or left is None and low_colon(t, at)):
                right = got
        if right is None and left is not None and left[2] == "quote":
            right = c.following(k, self.end)
        if not cue.strong and (left is None or left[2] != "quote"):
            return None
        if left is None and right is None:
            return None
        best = left if right is None else right if left is None else max(left, right, key=lambda p: t.b[p[1] - 1] - t.a[p[0]])
        assert best is not None
        return _Draft((k, stop), best[:2], source, cue.act, "inverted", c.via_around(source, k, at, self.end))

    def _participle(
        self, k: int, stop: int, cue: Cue, floor: int, quoted: bool, word: int | None = None
    ) -> _Draft | None:
        """…, saying / warning / adding that; having vowed to."""
        t, s = self.t, self.s
        at = k if word is None else word
        low = t.low
        if cue.frames == "l":
            return None
        if k == floor:
            return self._leading_participle(k, stop, cue, quoted)
        m = k - 1
        while m > floor and (low[m] in g.ADVERBS or (low[m].endswith("ly") and len(low[m]) > 4)):
            m -= 1
        prev = low[m]
        subject: Phrase | None = None
        if prev in (",", "-", "–", "—", "by", "while", "without", "in", '"') or (prev in ("and", "but") and self.drafts):
            if prev == "without":
                return None
            if prev == "in" and cue.lemma not in ("say", "announce", "declare", "write"):
                return None
        elif prev in _WITHOUT_COMMA or (prev == "on" and False):
            pass
        elif cue.lemma == "cite":
            return self._citing(k, stop)
        elif not cue.strong and cue.act != "demand":
            return None
        elif prev in g.DETERMINERS or prev in g.PREPOSITIONS or prev in g.AUXILIARIES or cue.noun and cue.form != "ing":
            return None
        else:
            # "a resolution demanding …": the noun just before is the one who speaks
            subject = s.before(k, floor)
            if subject is None or subject[1] != k or s.kind(*subject) is None or low[k - 1].endswith("ed"):
                return None
            return self._framed(at, stop, cue, k, subject, "participle", quoted)
        near = [d for d in self.drafts if t.sentence[d.cue[0]] == t.sentence[k]]
        if near:
            outer = [d for d in near if not d.inner] or near
            subject = outer[-1].source
        else:
            subject = s.lead(self.first, self.last)
            if subject is None or subject[1] > k:
                return None
            if s.kind(*subject) is None and low[subject[0]] not in g.THIRD:
                return None
        if cue.lemma == "cite":
            return self._citing(k, stop)
        return self._framed(at, stop, cue, k, subject, "participle", quoted)

    def _leading_participle(self, k: int, stop: int, cue: Cue, quoted: bool) -> _Draft | None:
        """"Saying that …, X left"; "Citing …, X said"."""
        if cue.lemma == "cite" or not cue.strong:
            return None
        t = self.t
        comma = next((m for m in range(stop, self.end) if t.low[m] == ","), -1)
        if comma < 0:
            return None
        subject = self.s.lead(comma + 1, self.last)
        if subject is None or self.s.kind(*subject) is None:
            return None
        got = self.c.right(stop, comma, k, subject, strict=True, cue=cue)
        return _Draft((k, stop), got[:2], subject, cue.act, "participle") if got else None

    def _citing(self, k: int, stop: int) -> _Draft | None:
        """"Kan reported …, citing officials": the official's words, carried by Kan."""
        source = self.s.after(stop, self.last)
        if source is not None and self.t.low[source[1] - 1] in _WITHOUT_COMMA and self.t.raw[source[1] - 2].endswith("'s"):
            source = (source[0], source[1] - 1)
        if source is None or self.s.kind(*source) not in ("office", "anonymous", "person", "organisation"):
            return None
        for n in range(len(self.drafts) - 1, -1, -1):
            d = self.drafts[n]
            if self.s.is_outlet(*d.source) and self.t.sentence[d.cue[0]] == self.t.sentence[k]:
                self.drafts[n] = d._replace(source=source, via=d.source, rule="citing")
                return None
        return None

    def _infinitive(self, k: int, stop: int, cue: Cue, start: int, floor: int, quoted: bool) -> _Draft | None:
        """"went on to say", "I want to thank"."""
        t, s = self.t, self.s
        low = t.low
        if start <= floor:
            return None
        before = low[start - 1]
        begin = start - 1
        while begin > floor and low[begin - 1] in g.ADVERBS | g.AUXILIARIES:
            begin -= 1
        if before in ("want", "wish", "like") and begin > floor and low[begin - 1] in ("i", "we") and self.issuer and not quoted:
            return self._framed(k, stop, cue, begin, (begin - 1, begin), "issuer", quoted)
        if before == "on" and low[start - 2] in ("went", "goes", "going") and start - 3 >= floor:
            subject = s.before(start - 2, floor)
            if subject is None and self.drafts:
                subject = self.drafts[-1].source
            if subject is not None and self._may_speak(subject, cue):
                return self._framed(k, stop, cue, start - 2, subject, "went-on", quoted)
            return None
        if before in ("continued", "continues", "took", "rushed", "moved", "sought", "tried") and cue.strong:
            subject = s.before(begin, floor)
            if subject is not None and self._may_speak(subject, cue):
                return self._framed(k, stop, cue, begin, subject, "went-on", quoted)
        return None

    def _quoted(self, k: int, start: int, flags: frozenset[str]) -> _Draft | None:
        """"Reuters quoted an official as saying …", "X was quoted by Y as saying …", "X, quoted by Reuters, said"."""
        t, s, c = self.t, self.s, self.c
        low = t.low
        end = self.end
        saying = next((m for m in range(k + 1, min(end, k + 22)) if low[m] in ("saying", "telling", "warning") and (low[m - 1] == "as" or "be" not in flags)), -1)
        if saying > 0:
            self.taken.add(saying)
        if "be" in flags:
            source = s.before(start, self.first)
            if source is None or saying < 0:
                return None
            via = None
            if low[k + 1] == "by":
                via = s.after(k + 2, saying - 1)
            right = c.right(saying + 1, end, k, source, strict=False, cue=CUES["saying"][0])
            left = c.left(source[0], self.first, self._claimed(k))
            if right is not None and right[2] == "bare" and left is not None and self._weak_right(saying + 1, right):
                right = None
            best = right or left
            if best is None:
                return None
            cue = (k - 1 if low[k - 1] in g.BE else k, k + 1)
            return _Draft(cue, best[:2], source, "say", "quoted-as", via)
        if saying < 0:
            return None
        teller = s.before(start, self.first)
        source = s.after(k + 1, saying - 1 if low[saying - 1] == "as" else saying)
        if source is None:
            return None
        right = c.right(saying + 1, end, k, source, strict=False, cue=CUES["saying"][0])
        if right is None and teller is not None:
            right = c.left(teller[0], self.first, self._claimed(k))
        if right is None:
            return None
        via = teller if teller is not None and s.is_outlet(*teller) else None
        return _Draft((k, k + 1), right[:2], source, "say", "quoted-as", via)

    def _puts(self, k: int) -> _Draft | None:
        """"puts the toll at 18", "whose number his office puts at between 59 and 69"."""
        t, s, c = self.t, self.s, self.c
        low, raw = t.low, t.raw
        at = next((m for m in range(k + 1, min(self.end - 1, k + 9)) if low[m] == "at"), -1)
        if at < 0 or not (raw[at + 1][0].isdigit() or low[at + 1] in ("between", "about", "around", "more", "nearly", "over", "some", "at", "roughly", "less", "up")):
            return None
        if low[at + 1] not in ("between",) and not any(raw[m][0].isdigit() for m in range(at + 1, min(self.end, at + 5))):
            return None
        start, flags = s.group_start(k, self.first)
        if "modal" in flags or "be" in flags or t.quote[k] >= 0:
            return None
        if start > self.first and low[start - 1] in ("and", "but"):
            subject = self._shared(k, CUES["said"][0], start, False)
        else:
            begin = max((m + 1 for m in range(self.first, start) if low[m] in (";", "whose", "which")), default=self.first)
            if begin > self.first and low[begin - 1] == "whose":
                begin += 1
            subject = s.before(start, begin)
        if subject is None or s.kind(*subject) is None and low[subject[0]] not in g.THIRD:
            return None
        first = k + 1 if at > k + 1 else at + 1
        return _Draft((k, k + 1), (first, c.cut(first, self.end, k, subject)), subject, "say", "puts-at")

    def _according(self, k: int) -> _Draft | None:
        t, s, c = self.t, self.s, self.c
        low = t.low
        at = k + 2
        carrier = next((m for m in range(at, min(self.last - 1, at + 3)) if low[m] in _CARRIERS and low[m + 1] in ("by", "from", "of")), -1)
        if carrier >= 0 and (t.raw[carrier + 2][0].isupper() or low[carrier + 2] in g.DETERMINERS):
            at = carrier + 2
        source = s.after(at, self.last)
        if source is None:
            return None
        head = low[s._head(*source) - 1]
        if head in _NO_ACCORDING or s.kind(*source) is None and head not in ("reports", "report", "data", "statement", "figures"):
            return None
        via = None
        content: Phrase | None = None
        end = self.end
        if t.quote[k] >= 0:
            return None
        if k <= self.first + 1:
            m = source[1]
            while m < end and low[m] != ",":
                m += 1
            if m < end:
                content = (m + 1, c.cut(m + 1, end, k, source))
        else:
            left = c.left(k, self.first, self._claimed(k), according=True)
            m = source[1]
            while m < end and low[m] not in (",",):
                m += 1
            rest = (m + 1, end) if m + 1 < end and low[k - 1] in (",", "that") else None
            if rest is not None and (low[rest[0]] in CUES or low[rest[0]] in g.RELATIVES or low[rest[0]] in g.COORDINATORS or low[rest[0]] in g.SUBORDINATORS or low[rest[0]].endswith("ing")):
                rest = None
            if left is not None:
                content = left[:2]
                if rest is not None and t.b[rest[1] - 1] - t.a[rest[0]] > t.b[content[1] - 1] - t.a[content[0]]:
                    content = rest
            else:
                content = rest
        if content is None:
            return None
        return _Draft((k, k + 2), content, source, "say", "according-to", via)

    def _express(self, k: int) -> _Draft | None:
        """"expressed his appreciation to Qatar for …", "voiced concern that …"."""
        t, s, c = self.t, self.s, self.c
        low = t.low
        if t.quote[k] >= 0:
            return None
        noun = next((m for m in range(k + 1, min(self.end, k + 6)) if low[m] in FEELINGS), -1)
        if noun < 0 or any(low[m] in g.PREPOSITIONS for m in range(k + 1, noun)):
            return None
        start, flags = s.group_start(k, self.first)
        if "not" in flags or "modal" in flags:
            return None
        subject: Phrase | None
        if low[k].endswith("ing") and "be" not in flags:
            subject = self.drafts[-1].source if self.drafts else s.lead(self.first, self.last)
        elif start > self.first and low[start - 1] in ("and", "but"):
            subject = self._shared(k, CUES["said"][0], start, False)
        else:
            subject = s.before(start, self.first)
        if subject is None or (s.kind(*subject) is None and low[subject[0]] not in g.THIRD and low[subject[0]] not in ("i", "we")):
            return None
        at = c.feeling_of(noun + 1, self.end)
        if at is None:
            return None
        return _Draft((k, noun + 1), (at, c.cut(at, self.end, k, subject)), subject, FEELINGS[low[noun]], "feeling")

    def _grateful(self, k: int) -> _Draft | None:
        t, s, c = self.t, self.s, self.c
        if t.quote[k] >= 0:
            return None
        start, flags = s.group_start(k, self.first)
        if "be" not in flags or "not" in flags:
            if not (start > self.first and t.low[start - 1].endswith(("'re", "'m", "'s"))):
                return None
        subject = s.before(start, self.first)
        if subject is None and t.low[start - 1] in ("we're", "i'm"):
            subject = (start - 1, start)
        if subject is None:
            return None
        if t.low[subject[0]] in ("we're", "i'm"):
            if self.issuer is None:
                return None
            subject = self.issuer.phrase
        at = c.of_what(k + 1, self.end, ("for", "that"))
        if at is None:
            return None
        return _Draft((k, k + 1), (at, c.cut(at, self.end, k, subject)), subject, "thank", "feeling")

    def _noun(self, k: int) -> _Draft | None:
        """"Hamas's claim that …", "his call for …", "the announcement by X that"."""
        t, s, c = self.t, self.s, self.c
        low, raw = t.low, t.raw
        if t.quote[k] >= 0 or k + 1 >= self.end:
            return None
        nxt = low[k + 1]
        source: Phrase | None = None
        at = -1
        if nxt in ("that", "to", "for", "of"):
            at = k + 2
            m = k - 1
            while m > self.first and (low[m] not in g.DETERMINERS and not raw[m].endswith("'s") and raw[m] != "'" and m > k - 4 and raw[m][0].islower()):
                m -= 1
            if low[m] in ("his", "her", "its", "their"):
                source = None
                found = self.s.resolve({"his": "he", "her": "she", "its": "it", "their": "they"}[low[m]])
                inside = next((d.source for d in self.drafts), None)
                if inside is not None:
                    source = inside
                elif found is not None:
                    source = found.phrase
            elif raw[m].endswith("'s") or raw[m] == "'" or raw[m].endswith("s'"):
                start = m
                while start - 1 >= self.first and (raw[start - 1][0].isupper() or low[start - 1] in ("the", "of")) and low[start - 1] not in g.LEADS:
                    start -= 1
                if start < m + 1:
                    source = (start, m + 1)
        elif nxt == "by":
            found_by = s.after(k + 2, self.last)
            if found_by is not None and found_by[1] < self.end and low[found_by[1]] in ("that", "to"):
                source, at = found_by, found_by[1] + 1
        if source is None or at < 0:
            return None
        if nxt == "of" and low[k] not in ("accusations", "accusation", "denial", "warning", "warnings", "announcement", "allegations"):
            return None
        if nxt == "for" and SAYING_NOUNS[low[k]] != "demand":
            return None
        if nxt == "to" and (SAYING_NOUNS[low[k]] not in ("demand", "offer", "threaten", "reject") or low[at] in g.DETERMINERS or raw[at][0].isupper()):
            return None
        kind = s.kind(*source)
        if kind not in ("person", "organisation", "office", "anonymous"):
            return None
        return _Draft((k, k + 1), (at, c.clause_end(at, self.end)), source, SAYING_NOUNS[low[k]], "noun-of-saying")

    def _colon(self, k: int) -> _Draft | None:
        """"X: content" at the head of a line."""
        t, s = self.t, self.s
        low, raw = t.low, t.raw
        if k + 2 >= self.end or k == self.first or any(d.cue[0] < k for d in self.drafts):
            return None
        n = t.sentence[k]
        if n and t.paragraph[n - 1] == t.paragraph[n]:
            return None
        i = self.first
        while i < k and (low[i] in ("breaking", "urgent", "live", "update", "watch", "exclusive", "|", ":", "-", "flash", "just", "in") and i + 1 < k):
            i += 1
        if k - i > 7 or any(low[m] in g.AUXILIARIES or low[m] in (",", '"') for m in range(i, k)):
            return None
        kind = s.kind(i, k)
        what = self.parties.what(i, k)
        if k - i == 1 and (what in ("nation", "place") or what is None and low[i] not in s.surnames()):
            return None
        if kind is None or (kind == "organisation" and self.parties.what(i, k) is None and low[k - 1] not in ("ministry", "army", "government", "military", "police")):
            return None
        if kind == "outlet" or t.b[k] < len(self.page.folded.text) and not self.page.folded.text[t.b[k]].isspace():
            return None
        return _Draft((k, k + 1), (k + 1, self.end), (i, k), "say", "colon")

    def _signed(self, k: int) -> _Draft | None:
        """""…" — Name": a quotation signed."""
        t, s = self.t, self.s
        q = t.quote[k - 2] if k >= 2 else -1
        if q < 0 or t.quotes[q][1] != k - 1 or t.quotes[q][1] - t.quotes[q][0] < 4:
            return None
        source = s.after(k + 1, self.last)
        if source is None or source[1] < self.last and t.raw[source[1]] not in (".", ",", '"', "("):
            return None
        if s.kind(*source) is None or not t.raw[source[0]][0].isupper():
            return None
        return _Draft((k, k + 1), t.quotes[q], source, "say", "signed")

    def _trailing(self, k: int) -> _Draft | None:
        """A headline's "… - official", "… — UN"."""
        t, s = self.t, self.s
        if not self.heading or k <= self.first + 3 or self.last - k > 6 or k + 1 >= self.last or self.drafts:
            return None
        if s.kind(k + 1, self.last) is None or t.paragraph[t.sentence[k]] > 1:
            return None
        return _Draft((k, k + 1), (self.first, k), (k + 1, self.last), "say", "trailing")

    # ------------------------------------------------------------------ communiqués

    def _header(self, n: int, first: int, last: int) -> None:
        """The issuer of a communiqué: "Statement by X on …", "Readout of X's call", "Joint statement from …"."""
        t, s = self.t, self.s
        low = t.low
        if self.issuer is not None or not self.heading:
            return
        k = first
        while k < last and low[k] in ("the", "a", "joint", "press", "full", "official", "remarks", "text", "transcript", "of", "media", "video"):
            if low[k] == "remarks":
                break
            k += 1
        if k + 2 >= last or low[k] not in ("statement", "communique", "communiqué", "readout", "remarks", "message", "letter", "address", "speech", "release", "declaration"):
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
            if own < 0:
                return
            j = own + 1
        for x in range(i + 1, j):
            if low[x] in ("on", "to", "at", "regarding", "for", "following") and low[x - 1] not in ("envoy", "ambassador"):
                j = x
                break
        kind = s.kind(i, j)
        if kind is None:
            return
        party = self.parties.of(i, j)
        self.issuer = _Credit((i, j), kind, party)
        self.s.remember((i, j), kind, party)
        self.parties.remember(i, j, party)


_SAYINGS = frozenset("that quote clause after-quote after-clause split-quote inverted according-to shared-subject".split())
_DASHES = frozenset("- – — ― |".split())
_WAKING = (
    frozenset(CUES) | frozenset(SAYING_NOUNS) | EXPRESSING | _DASHES
    | frozenset("according put puts putting quoted cited quotes cites grateful thankful indebted :".split())
)  # fmt: skip
"""The words that can begin or carry a statement: all others are passed over."""
_PROGRESSIVE = frozenset(
    "say threaten urge demand call_for call_on ask warn insist accuse offer refuse claim tell push_for plan expect hope argue "
    "appeal_for request seek deny propose ask_for promise vow predict express report suggest plead".split()
)


def flags_free(flags: frozenset[str]) -> bool:
    """Whether no auxiliary stands in the verb group: a past form may then be a participle."""
    return not flags & {"have", "do", "modal"}


def low_colon(t: Tokens, at: int) -> bool:
    """Whether a colon or a quotation stands at `at`."""
    return t.low[at] in (":", '"', "that")


def find(page: Page) -> list[Statement]:
    """The statements of an English page, in order of place."""
    return _Finder(page).run()
