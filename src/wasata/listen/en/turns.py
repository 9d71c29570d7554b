"""Turns: sayings without a verb of saying.

Danger: a topic label taken for a speaker; a feeling without its words.
Duty: feelings expressed, thanks, nouns of saying, the headline's colon and dash, signed quotations.
"""

from __future__ import annotations

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES, FEELINGS, SAYING_NOUNS
from wasata.listen.en.grammar import words
from wasata.listen.en.names import _OFFICE, _ORGANISATION, Phrase
from wasata.listen.en.parties import NATIONS
from wasata.listen.en.shapes import Shapes
from wasata.listen.en.voices import Draft

_ACCUSATIONS_OR_ACCUSATION = words("accusations accusation denial warning warnings announcement allegations")

_BREAKING_OR_URGENT = words("breaking urgent live update watch exclusive | : - flash just in")

_MINISTRY_OR_ARMY = words("ministry army government military police")


_OF_ONES_OWN = words("a an his her its their another fresh new")
_FINITE = words("has have had is are was were will would could may might can should does did")
_HOLDERS = _OFFICE | _ORGANISATION
_NO_QUALITIES = g.PREPOSITIONS | g.DETERMINERS | g.AUXILIARIES | CUES.keys()
_WITH_A = words("with")
_HEARD = words("call appeal warning pledge plea threat vow promise demand")
_LIGHT_VERBS = words(
    "issued issues issue made makes make repeated repeats repeat renewed renews renew reiterated reiterates launched "
    "voiced sounded sent delivered reissued echoed gave gives dropped maintained"
)


class Turns(Shapes):
    """The turns of one page."""

    def _express(self, k: int) -> Draft | None:
        """ "expressed his appreciation to Qatar for …", "voiced concern that …"."""
        t, s, c = self.t, self.s, self.c
        low = t.low
        if t.quote[k] >= 0:
            return None
        noun = next((m for m in range(k + 1, min(self.end, k + 6)) if low[m] in FEELINGS), -1)
        if noun < 0 or any(low[m] in g.PREPOSITIONS for m in range(k + 1, noun)):
            return None
        start, flags = s.group_start(k, self.first)
        if "not" in flags or "modal" in flags or ("to" in flags and low[start - 1] not in ("want", "wish", "like")):
            return None
        subject: Phrase | None
        if low[k].endswith("ing") and "be" not in flags:
            subject = self.drafts[-1].source if self.drafts else s.lead(self.first, self.last)
        elif start > self.first and low[start - 1] in ("and", "but"):
            subject = self._shared(k, CUES["said"][0], start, False)
        else:
            subject = s.before(start, self.first)
        if subject is None or (
            s.kind(*subject) is None and low[subject[0]] not in g.THIRD and low[subject[0]] not in ("i", "we")
        ):
            return None
        at = c.feeling_of(noun + 2 if low[noun + 1] == '"' else noun + 1, self.end)
        if at is None:
            return None
        return Draft((k, noun + 1), (at, c.cut(at, self.end, k)), subject, FEELINGS[low[noun]], "feeling")

    def _grateful(self, k: int) -> Draft | None:
        t, s, c = self.t, self.s, self.c
        if t.quote[k] >= 0:
            return None
        start, flags = s.group_start(k, self.first)
        shortened = start > self.first and t.low[start - 1].endswith(("'re", "'m", "'s"))
        if ("be" not in flags or "not" in flags) and not shortened:
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
        return Draft((k, k + 1), (at, c.cut(at, self.end, k)), subject, "thank", "feeling")

    def _noun(self, k: int) -> Draft | None:
        """ "Hamas's claim that …", "his call for …", "the announcement by X that"."""
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
            while m > self.first and (
                low[m] not in g.DETERMINERS
                and not raw[m].endswith(("'s", "s'"))
                and raw[m] != "'"
                and m > k - 4
                and raw[m][0].islower()
            ):
                m -= 1
            if low[m] in ("his", "her", "its", "their"):
                source = None
                found = self.s.resolve({"his": "he", "her": "she", "its": "it", "their": "they"}[low[m]])
                inside = next((d.source for d in self.drafts), None)
                owner = self._owner_before(m, low[m]) if inside is None else None
                if inside is not None:
                    source = inside
                elif owner is not None:
                    source = owner
                elif found is not None:
                    source = found.phrase
            elif raw[m].endswith("'s") or raw[m] == "'" or raw[m].endswith("s'"):
                start = m
                while (
                    start - 1 >= self.first
                    and (raw[start - 1][0].isupper() or low[start - 1] in ("the", "of"))
                    and low[start - 1] not in g.LEADS
                ):
                    start -= 1
                if start < m + 1:
                    source = (start, m + 1)
        if source is None and nxt in ("that", "to", "for", "of"):
            own = next((x for x in (k - 1, k - 2) if x > self.first and raw[x] in NATIONS), -1)
            said = SAYING_NOUNS[low[k]]
            if (
                own > 0
                and raw[k].islower()
                and (own == k - 1 or low[k - 1] not in _NO_QUALITIES)
                and low[own - 1] in ("the", "a", "an", "this", "latest", "new", "on", "of", "to", "by")
                and (nxt != "of" or said in ("offer", "accuse"))
                and s.kind(own, own + 1) == "organisation"
            ):
                source, at = (own, own + 1), k + 2  # "the U.S. proposal of ⟦a truce⟧"
        light = self._light_verb(k) if nxt in ("that", "to", "for") else None
        if light is not None:
            source = light
        elif nxt == "by":
            found_by = s.after(k + 2, self.last)
            if found_by is not None and found_by[1] < self.end and low[found_by[1]] in ("that", "to"):
                source, at = found_by, found_by[1] + 1
        if source is None or at < 0:
            return None
        if low[source[0]] == "of":
            source = (source[0] + 1, source[1])
        if low[source[1] - 1] in ("people's", "public's"):
            return None
        if nxt == "of" and low[k] not in _ACCUSATIONS_OR_ACCUSATION and low[k] not in ("proposal", "offer"):
            return None
        if nxt == "for" and SAYING_NOUNS[low[k]] not in ("demand", "offer"):
            return None
        if nxt == "to" and (
            SAYING_NOUNS[low[k]] not in ("demand", "offer", "threaten", "reject")
            or low[at] in g.DETERMINERS
            or raw[at][0].isupper()
        ):
            return None
        kind = s.kind(*source)
        if kind not in ("person", "organisation", "office", "anonymous"):
            return None
        end = c.clause_end(at, self.end)
        if nxt in ("to", "for", "of"):
            end = self._before_its_verb(at, end)
        return Draft((k, k + 1), (at, end), source, SAYING_NOUNS[low[k]], "noun-of-saying")

    def _owner_before(self, m: int, own: str) -> Phrase | None:
        """ "Netanyahu's case rests on ⟦his⟧ refusal to …": whose thing the sentence speaks of."""
        raw = self.t.raw
        for x in range(m - 1, self.first - 1, -1):
            if not raw[x].endswith("'s") or not raw[x][0].isupper():
                continue
            start = x
            while start > self.first and raw[start - 1][0].isupper():
                start -= 1
            kind = self.s.kind(start, x + 1)
            if kind == ("person" if own in ("his", "her") else "organisation"):
                return (start, x + 1)
        return None

    def _before_its_verb(self, at: int, end: int) -> int:
        """ "China's refusal to condemn the invasion ⟦has⟧ added to fears": the noun is a subject, and its verb no content."""
        low = self.t.low
        for m in range(at + 1, end):
            if low[m] in g.SUBORDINATORS or low[m] in g.RELATIVES or self.t.quote[m] >= 0:
                return end
            if low[m] in _FINITE and low[m - 1] != "to":
                return m
        return end

    def _light_verb(self, k: int) -> Phrase | None:
        """ "issued a warning that …", "renewed his appeal for …", "took command with a call for …": whose noun it is."""
        t, s = self.t, self.s
        low = t.low
        m = k - 1
        while m > self.first and m > k - 5 and low[m] not in g.DETERMINERS and t.raw[m][0].islower():
            m -= 1
        if low[m] not in _OF_ONES_OWN or m - 1 <= self.first:
            return None
        verb = m - 1
        if low[verb] in _WITH_A and low[k] in _HEARD and self._with_own_verb(verb):
            lead = s.lead(self.first, self.last)
            return lead if lead is not None and lead[1] < verb and s.kind(*lead) is not None else None
        if low[verb] not in _LIGHT_VERBS:
            return None
        start, flags = s.group_start(verb, self.first)
        if flags & {"be", "not", "modal", "to"} or start <= self.first:
            return None
        if low[start - 1] in ("and", ","):
            return self._shared(verb, CUES["said"][0], start, False) if self.drafts else None
        if low[verb].endswith("ing"):
            return None
        subject = s.before(start, self.first)
        return subject if subject is not None and s.kind(*subject) not in (None, "outlet") else None

    def _with_own_verb(self, at: int) -> bool:
        """Whether the sentence has said what its subject did before "with a call for …"."""
        return self.c.has_finite(self.first, at) and "," not in self.t.low[self.first : at]

    def _colon(self, k: int) -> Draft | None:
        """ "X: content" at the head of a line."""
        t, s = self.t, self.s
        low, _raw = t.low, t.raw
        if k + 2 >= self.end or k == self.first or any(d.cue[0] < k for d in self.drafts):
            return None
        n = t.sentence[k]
        if n and t.paragraph[n - 1] == t.paragraph[n]:
            return None
        i = self.first
        while i < k and (low[i] in _BREAKING_OR_URGENT and i + 1 < k):
            i += 1
        if k - i > 7 or any(low[m] in g.AUXILIARIES or low[m] in (",", '"') for m in range(i, k)):
            return None
        soon = range(k + 2, min(self.end, k + 12))
        if any(low[m - 1] in g.DAYS and any(c.strong and c.form == "past" for c in CUES.get(low[m], ())) for m in soon):
            return None  # "United Nations: The envoy on Tuesday urged …": where it was written
        if "/" in low[i:k] and all(w == "/" or t.raw[m][0].isupper() for m, w in enumerate(low[i:k], i)):
            return None  # "Geneva/Riyadh: …": where it was written
        kind = s.kind(i, k)
        what = self.parties.what(i, k)
        owned = any(t.raw[m].endswith(("'s", "s'")) for m in range(i, k - 1))
        if owned and low[k - 1] not in _HOLDERS and not s.name_in(i, k):
            return None  # "India's border dilemma: …": a topic
        if k - i == 1 and (what in ("nation", "place") or (what is None and low[i] not in s.surnames())):
            return None
        if kind is None or (
            kind == "organisation" and self.parties.what(i, k) is None and low[k - 1] not in _MINISTRY_OR_ARMY
        ):
            return None
        if kind == "outlet" or (t.b[k] < len(self.page.folded.text) and not self.page.folded.text[t.b[k]].isspace()):
            return None
        return Draft((k, k + 1), (k + 1, self.end), (i, k), "say", "colon")

    def _signed(self, k: int) -> Draft | None:
        """ ""…" — Name": a quotation signed."""
        t, s = self.t, self.s
        q = t.quote[k - 2] if k >= 2 else -1
        if q < 0 or t.quotes[q][1] != k - 1 or t.quotes[q][1] - t.quotes[q][0] < 4:
            return None
        source = s.after(k + 1, self.last)
        if source is None or (source[1] < self.last and t.raw[source[1]] not in (".", ",", '"', "(")):
            return None
        if s.kind(*source) is None or not t.raw[source[0]][0].isupper():
            return None
        return Draft((k, k + 1), t.quotes[q], source, "say", "signed")

    def _trailing(self, k: int) -> Draft | None:
        """A headline's "… - official", "… — UN", "…: sources"."""
        t, s = self.t, self.s
        if t.low[k] == ":" and s.kind(k + 1, self.last) not in ("anonymous", "office", "person"):
            return None
        if not self.heading or k <= self.first + 3 or self.last - k > 6 or k + 1 >= self.last or self.drafts:
            return None
        if s.kind(k + 1, self.last) is None or t.paragraph[t.sentence[k]] > 1:
            return None
        return Draft((k, k + 1), (self.first, k), (k + 1, self.last), "say", "trailing")
