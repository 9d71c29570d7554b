"""Voices: whose voice each statement is put down to.

Danger: words put into the mouth of one who did not say them.
Duty: from a draft in token numbers to a statement: the source looked up, pronouns resolved, its kind and party, the act.
Shape: `Draft` is one statement in token numbers; `Credit` a source already looked up.
"""

from __future__ import annotations

from typing import NamedTuple

from wasata.listen.en import grammar as g
from wasata.listen.en.acts import act_of
from wasata.listen.en.contents import Contents
from wasata.listen.en.grammar import words
from wasata.listen.en.names import Phrase
from wasata.listen.en.parties import NO_PARTY, parties_of
from wasata.listen.en.sources import Sources
from wasata.listen.en.tokens import Tokens, tokens_of
from wasata.listen.marks import UNWEIGHED, Statement
from wasata.listen.reader import Page
from wasata.values import Act, SourceKind

_PRESIDENT_OR_SECRETARY = words("president secretary secretary-general minister king emir")


_AID = words("aid relief humanitarian charity")
_BODIES = words("movement brigade faction alliance group agency organisation organization body charity")


_OF_A_SIDE = words(
    "government government's army military police ministry president minister rebels rebel guerrillas junta separatists "
    "insurgents militants parliament presidential presidency premier prosecutors"
)
"""Words of one who speaks for a state or an armed side, whichever it is."""
_RANKED = words("general colonel lieutenant major captain brigadier commander admiral mayor governor senator lawmaker")
_MINISTRIED = words("usa france uk germany qatar")
_INSIDE = words("which where that when because as while if before after")
_STRETCHES = words("hours hour minutes days day weeks week months month years year")
_OPENERS = words("if when while although though as after because since unless until once")
_FITS = {"m": "mu", "f": "fu", "o": "o", "p": "p"}
_OF_REBELS = words("rebels rebel guerrillas separatists insurgents militants")
_OF_A_STATE = _OF_A_SIDE | _RANKED
_OF_NO_STATE = _OF_REBELS | _BODIES
_ARMED_GROUP = words("group movement militia insurgents militants faction")
_GROUPS = words("hamas pij houthis hezbollah rsf taliban")


_new = tuple.__new__  # a credit or a statement without the call of a named tuple


class Draft(NamedTuple):
    """One statement in token numbers."""

    cue: Phrase
    content: Phrase
    source: Phrase
    act: Act
    rule: str
    via: Phrase | None = None
    inner: bool = False  # the cue stands inside another's words


class Credit(NamedTuple):
    """A source already looked up."""

    phrase: Phrase
    kind: SourceKind
    party: str | None


class Voices:
    """The voices of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.t: Tokens = tokens_of(page)
        self.parties = parties_of(self.t)
        self.s = Sources(self.t, self.parties)
        self.c = Contents(self.t, self.s)
        self.credits: dict[Phrase, Credit] = {}
        self.last_credit: Credit | None = None
        self.issuer: Credit | None = None
        self.out: list[Statement] = []
        self._inside: frozenset[str] | None = None
        # the sentence being read: its first and last token, its end without the sign, what was found in it
        self.first = 0
        self.last = 0
        self.end = 0
        self.heading = False
        self.drafts: list[Draft] = []
        self.taken: set[int] = set()

    def _named_inside(self) -> frozenset[str]:
        """Words that stand with a capital somewhere else than at the beginning of a sentence."""
        if self._inside is None:
            openers = set(self.t.first) | {k + 1 for k in self.t.first}
            raw = self.t.raw
            self._inside = frozenset(raw[k].removesuffix("'s") for k in self.t.capitals if k not in openers)
        return self._inside

    def _note(self, phrase: Phrase) -> None:
        """A subject that says nothing here may be "he" in the next sentence."""
        i, j = phrase
        if j - i == 1 and self.t.low[i] in g.THIRD:
            return
        kind = self.s.kind(i, j)
        if kind is None:
            own = next((x for x in range(i, j - 1) if self.t.raw[x].endswith(("'s", "s'"))), -1)
            if own >= 0 and "and" not in self.t.low[i:own] and self.s.kind(i, own + 1) == "person":
                phrase, kind = (i, own + 1), "person"  # "Netanyahu's latest excuse rests on …": he
                i, j = phrase
        elif self.t.low[i].endswith("ing") and "," not in self.t.low[i:j]:
            return  # "Attacking the network"
        elif kind == "organisation" and self.t.low[self.s._head(i, j) - 1] in _STRETCHES:
            return  # "About two hours later"
        if kind == "person" and self.s._head(i, j) - i == 1 and self.t.raw[i] not in self._named_inside():
            return  # "Clashes" has its capital only from the beginning of the sentence
        if kind in ("person", "office", "anonymous"):
            credit = self._credit(phrase)
            party = credit.party if credit is not None else None
            self.s.remember(phrase, kind, party)
            if kind == "person":
                self.parties.remember(i, j, party)
        elif kind == "organisation" and self.t.raw[i][0].isupper():
            self.s.remember(phrase, kind, self.parties.of(i, j))

    def _credit(self, phrase: Phrase, content: Phrase = (0, 0)) -> Credit | None:
        known = self.credits.get(phrase)
        if known is not None:
            return known
        i, j = phrase
        low = self.t.low
        word = low[i]
        if j - i == 1 and word in ("i", "we"):
            return self.issuer
        if j - i == 1 and word in g.THIRD:
            speaks_of_itself = word in ("it", "they") and self.t.quote[content[0]] < 0
            opener = self._of_clause_before(i, word) or self._of_main_clause(i, word)
            if opener is not None:
                return opener
            found = self.s.resolve(word, (0, 0) if speaks_of_itself else content)
            if found is None:
                return self._fallback(content[0] if content[0] < content[1] <= i else i, word)
            kind = found.kind or self.s.kind(*found.phrase) or "organisation"
            return Credit(found.phrase, kind, found.party)
        if j - i == 2 and low[j - 1] in ("statement", "communique", "communiqué", "release") and word == "the":
            return self._of_statement()
        kind = self.s.kind(i, j) or self._kind_of_any(i, j)
        if kind == "outlet" and low[i:j] == ["the", "agency"]:
            found = next((f for f in reversed(self.s.earlier) if f.kind in ("outlet", "organisation")), None)
            if found is not None and found.party is not None:
                return Credit(phrase, "organisation", found.party)  # the U.N. agency spoken of before
        party = None if kind == "outlet" else self.parties.of(i, j)
        if party is None and kind != "outlet" and word in ("his", "her", "its", "their"):
            owner = self.s.resolve({"his": "he", "her": "she", "its": "it", "their": "they"}[word])
            party = owner.party if owner and kind in ("office", "organisation") else None
        if party is None and kind not in ("outlet", "person") and word in ("the", "this", "that"):
            party = self._party_of_same(i, j)
            if party is not None and kind == "anonymous" and low[j - 1] == "diplomat":
                kind = "office"  # the Turkish diplomat of before
            if party is None and not _AID.isdisjoint(low[i:j]) and low[j - 1] in _BODIES:
                party = self._aid_body_before(i)
        if (
            party is None
            and kind in ("organisation", "office", "person")
            and not _OF_A_STATE.isdisjoint(low[i:j])
            and NO_PARTY.isdisjoint(low[i:j])
            and "and" not in low[i:j]
        ):
            side = self._side_spoken_of(i, j)
            last = self.last_credit
            if word == "the" and last is not None and last.party in _MINISTRIED:
                side = last.party  # "France said …  The foreign ministry said …"
            if side == "other" or _OF_NO_STATE.isdisjoint(low[i:j]):
                party = side
        if (
            party is None
            and kind == "office"
            and word in ("the",)
            and self.issuer
            and j - i <= 2
            and low[i + 1] in _PRESIDENT_OR_SECRETARY
        ):
            party = self.issuer.party
        return _new(Credit, (phrase, kind, party))

    def _of_clause_before(self, i: int, word: str) -> Credit | None:
        """ "If Ukraine does not withdraw, it hopes …": the subject of the clause the sentence begins with."""
        t = self.t
        low = t.low
        first = t.first[t.sentence[i]]
        while first < i and (low[first] in g.LEADS or low[first] == '"'):
            first += 1
        if low[first] not in _OPENERS or low[i - 1] != "," or i - first > 30 or t.quote[i] != t.quote[first]:
            return None
        lead = self.s.lead(first + 1, i)
        if lead is None or lead[1] >= i - 1 or low[lead[0]] in g.PRONOUNS or low[lead[0]].endswith("ing"):
            return None
        kind = self.s.kind(*lead)
        if kind is None or kind == "outlet" or self.s.sex_of(lead, kind) not in _FITS[g.THIRD[word]]:
            return None
        return self._credit(lead)

    def _of_main_clause(self, i: int, word: str) -> Credit | None:
        """ "The Serbs held a vote in which they called for …": the subject of the sentence, which has told of no other voice."""
        if word != "they" or self.t.quote[i] >= 0 or self.t.low[i - 1] not in _INSIDE:
            return None
        if any(d.cue[0] < i for d in self.drafts):
            return None
        lead = self.s.lead(self.first, i)
        if lead is None or not self.first <= lead[0] < i or lead[1] >= i - 2 or self.t.low[lead[0]] in g.PRONOUNS:
            return None
        kind = self.s.kind(*lead)
        return self._credit(lead) if kind not in (None, "outlet") and self.s.sex_of(lead, kind) == "p" else None

    def _side_spoken_of(self, i: int, j: int) -> str | None:
        """The one side the report names; a general or an official is somebody's too where all sides are off the roster."""
        side = self.parties.only_side()
        if not _OF_A_SIDE.isdisjoint(self.t.low[i:j]):
            return side
        all_off = {h[3] for h in self.parties.hits if h[3]} <= {"other", "un", "icrc"}
        return side if side == "other" and all_off and "secretary" not in self.t.low[i:j] else None

    def _party_of_same(self, i: int, j: int) -> str | None:
        """The party of the earlier full mention with the same head noun ("The group", "The source")."""
        low = self.t.low
        head = low[self.s._head(i, j) - 1]
        if head in _ARMED_GROUP and j - i == 2:
            hits = self.parties._inside(max(0, i - 300), i)
            group = next((h[3] for h in reversed(hits) if h[3] in _GROUPS), None) or self._party_of_head(head)
            last = self.last_credit
            return group or (last.party if last is not None and last.kind == "organisation" else None)
        return self._party_of_head(head)

    def _party_of_head(self, head: str) -> str | None:
        low = self.t.low
        for found in reversed(self.s.earlier):
            if found.party is not None and head in low[found.phrase[0] : found.phrase[1]]:
                return found.party
        return None

    def _aid_body_before(self, i: int) -> str | None:
        """ "The aid group": the body that helps, named last before."""
        for _, end, what, party in reversed(self.parties._inside(max(0, i - 200), i)):
            if end <= i and what in ("body", "party") and party in ("icrc", "un"):
                return party
        return None

    def _kind_of_any(self, i: int, j: int) -> SourceKind:
        """One who speaks though nothing says what they are: several are people, one is a body."""
        head = self.t.low[self.s._head(i, j) - 1]
        several = (
            (head.endswith("s") and not head.endswith("ss"))
            or head.endswith(("er", "or", "ist", "man", "woman"))
            or head == "percent"
        )
        return "anonymous" if several else "organisation"

    def _of_statement(self) -> Credit | None:
        if self.credits:
            return self.last_credit
        return self.issuer

    def _fallback(self, before: int, pronoun: str) -> Credit | None:
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
                    return Credit((k, j), "person", self.parties.of(k, j))
            k -= 1
        return None

    def _write(self, d: Draft) -> None:
        i, j = d.content
        t = self.t
        i, j, direct = self.c.bare(i, j)
        if i >= j or (j - i == 1 and t.low[i] in g.PRONOUNS):
            return
        if j - i == 2 and t.low[i] in g.PRONOUNS and t.low[i + 1] in g.BE:
            return  # "she is not who the state says she is"
        if d.cue[0] >= i and d.cue[1] <= j:
            return
        credit = self._credit(d.source, d.content)
        if credit is None:
            return
        if self._of_own_words(d, credit):
            return
        self.last_credit = credit
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
            _new(
                Statement,
                (
                    t.span(i, j), t.span(a, b), t.span(*d.cue), credit.kind, credit.party,
                    act_of(d.act, t, i, j, t.low[d.cue[0]], credit.party, self.parties), direct,
                    t.span(*via) if via else None, "en.statement." + d.rule, UNWEIGHED,
                ),
            )
        )  # fmt: skip
        if direct and j <= d.cue[0]:
            self._go_on(d.cue, j)

    def _go_on(self, cue: Phrase, j: int) -> None:
        """ ""A," X said. "B."": the quotation that goes on in the next sentence is a statement of its own by the same cue."""
        further = self.c.following(cue[0]) if self.t.raw[j] in (",", '"', "'", "?", "!", "…") else None
        if further is None:
            return
        i, j, direct = self.c.bare(*further[:2])
        if not direct or i >= j:
            return
        said, t = self.out[-1], self.t
        act = act_of("say", t, i, j, t.low[cue[0]], said.actor, self.parties)
        rule = said.rule + ".continued"
        self.out.append(said._replace(content=t.span(i, j), act=act, rule=rule))

    def _of_own_words(self, d: Draft, credit: Credit) -> bool:
        """ "He said he hopes": what a speaker tells of himself inside his own words is no second statement."""
        low = self.t.low
        if low[d.source[0]] in ("he", "she", "they") and d.source[1] - d.source[0] == 1:
            # "Both sides have said they doubt …": the speaker himself, whatever "they" was before
            for o in self.drafts:
                if (
                    o is not d
                    and 0 <= d.source[0] - o.content[0] <= 1
                    and d.cue[1] <= o.content[1]
                    and o.cue[0] < d.cue[0]
                ):
                    return True
        if low[d.source[0]] not in g.THIRD or d.source[1] - d.source[0] != 1:
            if self.t.quote[d.cue[0]] < 0 or credit.party is None:
                return False
            if credit.kind != "organisation":
                return False
            outside = [
                o
                for o in self.drafts
                if o is not d
                and o.content[0] <= d.source[0]
                and d.cue[1] <= o.content[1]
                and self.t.quote[o.cue[0]] < 0
            ]
            return any(
                (speaker := self._credit(o.source)) is not None and speaker.party == credit.party for o in outside
            )
        for o in self.drafts:
            if o is not d and o.content[0] <= d.source[0] and d.cue[1] <= o.content[1] and o.source != d.source:
                outer = self._credit(o.source)
                if outer is not None and outer.phrase == credit.phrase:
                    return (
                        low[d.source[0] - 1] not in (",", "because", "-", "–", "—") or d.source[0] <= o.content[0] + 1
                    )
            if o is not d and o.content[0] <= d.source[0] and d.cue[1] <= o.content[1] and o.source == d.source:
                return True
        return False
