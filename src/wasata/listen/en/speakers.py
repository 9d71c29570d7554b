"""Speakers: whose verb of saying it is, where other words stand between.

Danger: an apposition, an aside or a relative clause taken for the one who speaks.
Duty: the subject far before its verb, right after a quotation, behind "who", or after the verb at the end of a clause.
"""

from __future__ import annotations

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES, Cue
from wasata.listen.en.grammar import words
from wasata.listen.en.names import Phrase
from wasata.listen.en.turns import Turns

_FOR_OR_ON = words("for on upon off in it")
_LEADING_IN = words("before after during in on at near with against from under")


_UNNAMED = words("anonymous anonymity unnamed unidentified nameless")
_KEPT = words("remain stay be go for of")
_NAMING = words("named identified quoted used published mentioned disclosed revealed photographed")


class Speakers(Turns):
    """The speakers of one page."""

    def _far_speaker(self, start: int, cue: Cue) -> Phrase | None:
        """ "“…,” Mr Ade, a former envoy who left two years ago, and lives abroad, told CNN": named right after the quotation."""
        t, s = self.t, self.s
        low, raw = t.low, t.raw
        begin = -1
        for m in range(start - 2, self.first, -1):
            q = t.quote[m - 1] if raw[m] in ('"', "'") else -1
            if (
                q >= 0
                and t.quotes[q][1] == m
                and raw[m - 1] in (",", "?", "!")
                and m - t.quotes[q][0] > 4
                and m < start - 3
            ):
                begin = m + 1
                break
        if begin < 0:
            if cue.lemma != "tell" or '"' not in low[self.first : start]:
                return None
            begin = self.first
        head = s.after(begin, start)
        if (
            head is None
            or head[1] >= start - 1
            or (low[head[1]] not in (",", "who", "whose", "(") and raw[head[1]] != '"')
        ):
            return None
        name = next((m for m in range(head[0], head[1]) if low[m] == ","), head[1])
        if s.kind(head[0], name) not in ("person", "office", "anonymous") or low[head[0]] in g.THIRD:
            return None
        said = any(
            c.strong and not c.noun and c.form == "past"
            for m in range(head[1], start - 1)
            for c in CUES.get(low[m], ())
        )
        return None if said else head

    def _beside_preposition(self, at: int, floor: int) -> bool:
        """Whether a preposition and small letters alone stand before a noun ("in official reports")."""
        low = self.t.low
        return self.t.raw[at].islower() and (low[at] in g.PREPOSITIONS or low[max(floor, at - 1)] in g.PREPOSITIONS)

    def _speaker_follows(self, stop: int, start: int, cue: Cue) -> bool:
        """ "…, a town in the north, said an officer close to the talks": whoever follows speaks, with no verb of his own."""
        low = self.t.low
        if not cue.strong or "t" not in cue.frames or low[stop] in ("that", ":", '"', "'"):
            return False
        source = self.s.after(stop, self.last)
        if source is None or self.s.kind(*source) is None or low[source[0]] in g.THIRD:
            return False
        stops = next((m for m in range(stop, self.end) if low[m] in g.RELATIVES or low[m] == ","), self.end)
        return (
            source[1] >= min(stops, self.end) - 8
            and not any(self._is_finite(m) for m in range(stop, stops))
            and self.c.has_finite(self.first, start)
            and (
                stops == self.end
                or low[stops] in g.RELATIVES
                or source[1] > stops
                or (source[1] == stops and not self.c.has_finite(stops + 1, self.end))
            )
        )

    def _without_frames(self) -> None:
        """ "X confirmed, Reuters reported, that …": the words are X's, whoever reports stands between; it carried them."""
        for d in self.drafts[:]:
            last = d.content[1] - 1
            if d.content[1] > d.cue[0] or last - d.content[0] > 7:
                continue
            for n, e in enumerate(self.drafts):
                if e is not d and e.cue[0] <= last < e.cue[1] and e.content[0] >= d.cue[1]:
                    via = e.via or d.via or (d.source if self.s.is_outlet(*d.source) else None)
                    self.drafts[n] = e._replace(via=via)
                    self.drafts.remove(d)
                    break

    def _to_be_unnamed(self, stop: int) -> bool:
        """ "asked not to be named", "asked that her name not be used", "asked to remain anonymous": nothing is said by it."""
        reach = self.t.low[stop : min(self.end, stop + 9)]
        for m, word in enumerate(reach):
            if word in (",", ";", '"'):
                return False
            if word in _UNNAMED and not _KEPT.isdisjoint(reach[:m]):
                return True
            if word in _NAMING and reach[m - 1] == "be" and "not" in reach[:m]:
                return True
        return False

    def _aside_closed(self, start: int, stop: int) -> bool:
        """Whether "X, speaking on condition of anonymity because …, said" has X far back, and a clause after it."""
        low = self.t.low
        before = low[self.first : start - 1]
        comma = self.first + before.index(",") if "," in before else -1
        opened = comma > 0 and (low[comma + 1].endswith("ing") or low[comma + 1] in ("who", "whose", "asked", "quoted"))
        return opened and low[stop] not in (".", ",") and self.c.has_finite(stop, self.end)

    def _is_finite(self, m: int) -> bool:
        low = self.t.low
        return (
            low[m] in g.AUXILIARIES
            or low[m] in g.VERBISH
            or (low[m].endswith("ed") and len(low[m]) > 4 and low[m - 1] not in g.DETERMINERS)
            or any(c.form == "past" for c in CUES.get(low[m], ()))
        )

    def _no_naming(self, stop: int) -> bool:
        """Whether "call" goes on as "call for", "call off" …; "calling it a crime" names a thing."""
        low = self.t.low
        return low[stop] in _FOR_OR_ON and not (low[stop] == "it" and low[stop + 1] in ('"', "a", "an", "the"))

    def _is_told(self, k: int) -> bool:
        """Whether a capital just before stands at the end of "told Reuters"."""
        return any(self.t.low[m] in ("told", "tells", "telling") for m in range(max(self.first, k - 4), k))

    def _behind_who(self, subject: Phrase) -> Phrase:
        """ "A man who placed a call before the attack said": the man; what a preposition leads in is no subject."""
        low = self.t.low
        if low[subject[0] - 1] not in _LEADING_IN or subject[0] - 1 <= self.first:
            return subject
        for m in range(subject[0] - 2, max(self.first, subject[0] - 18), -1):
            if low[m] == ",":
                break
            if low[m] == "who":
                man = self.s.before(m, self.first)
                return man if man is not None and self.s.kind(*man) is not None else subject
        return subject

    def _handed_on(self, subject: Phrase) -> Phrase:
        """ "A document seen by Reuters and shared by activists said": the document, not whoever handed it on."""
        low = self.t.low
        behind = max(self.first, subject[0] - 5)
        before = low[behind + 1 : subject[0]]
        if "by" not in before:
            return subject
        by = behind + len(before) - before[::-1].index("by")
        if not (subject[0] == by + 1 or "and" in low[by + 1 : subject[0]]):
            return subject
        lead = self.s.lead(self.first, self.last)
        if lead is None or lead[1] >= by or self.s.kind(*lead) is None:
            return subject
        after = low[lead[1]]
        passive = after.endswith("ed") or after in ("seen", "drawn", "sent", "read", "written", "given", "shown", "put")
        return lead if passive else subject

    def _quote_before(self, start: int) -> bool:
        t = self.t
        return (
            start > 0
            and t.low[start - 1] in ('"', "'")
            and t.paragraph[t.sentence[start - 1]] == t.paragraph[t.sentence[start]]
        )

    def _is_parenthesis(self, subject: Phrase, stop: int, cue: Cue) -> bool:
        """Whether "X, …, said" has X for its subject and not the clause before the comma for its content."""
        t, s = self.t, self.s
        nxt = t.low[stop] if stop < self.last else "."
        if nxt in ("that", ":", '"') or cue.lemma in ("tell", "accuse", "urge") or cue.link:
            return True
        if subject[0] > self.first + 8:
            return s.kind(*subject) is not None
        return s.kind(*subject) is not None

    def _begins_with_saying(self, subject: Phrase, forms: tuple[str, ...]) -> bool:
        """Whether a verb of saying got into a subject (""…," explains the envoy, who …")."""
        if subject[1] - subject[0] < 2 or not self.t.raw[subject[0]].islower():
            return False
        return any(c.strong and not c.noun and c.form in forms for c in CUES.get(self.t.low[subject[0]], ()))
