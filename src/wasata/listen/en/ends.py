"""Ends: where the words attributed to somebody end.

Danger: a content that runs on into what the next one said, or into what the paper itself goes on to tell.
Duty: the end of a content: before the next saying of the same speaker or of another, an aside's comma, the paper's remark.
"""

from __future__ import annotations

from itertools import compress

from wasata.listen.en import grammar as g
from wasata.listen.en.clauses import Clauses
from wasata.listen.en.cues import CUES
from wasata.listen.en.grammar import words

_CALLED_SO = words(
    "warning claim charge accusation allegation assertion demand denial suggestion remark comment move step decision figure"
)
_GOES_ON = words("that which denied rejected dismissed he she they it the by")
_AND_OR_WHILE = words("and but while whereas though although")
_TURNS = _AND_OR_WHILE | frozenset((",", ";", '"', "'"))
"""Where a content may end, or a quotation in it begin."""
_ACCUSE_OR_WARN = words(
    "accuse warn call_on call_for urge reject describe vow threaten denounce condemn criticise criticize blame welcome dismiss"
)
_AFTER_SAYING = g.DETERMINERS | {"to", "that"}
_QUOTES = frozenset(('"', "'"))
_STARTERS = words("there he she it they we i you this that these those") | g.DETERMINERS


class Ends(Clauses):
    """The ends of the contents of one page."""

    def cut(self, at: int, end: int, k: int) -> int:
        """Where a content that begins at `at` ends: before the next cue of the same speaker or of another one."""
        t = self.t
        low, raw = t.low, t.raw
        cue_forms = {c.form for c in CUES.get(low[k], ())} or {"past"}
        past = bool(cue_forms & {"past", "part"}) or low[k] in ("according", "quoted")
        perfect = k > 0 and low[k - 1] in ("has", "have")
        beside = low[k].endswith("ing")
        aside = (k > 0 and low[k - 1] in (",", "having") and low[k].endswith("ing")) or (
            k > 1 and low[k - 1] == "having"
        )
        reach = at
        for m in compress(
            range(at, end), map(_TURNS.__contains__, low[at:end])
        ):  # a content is long, and few words can end it
            if m < reach:
                continue
            word = low[m]
            if aside and word == "," and m + 1 < end and self._main_verb(m + 1):
                return m
            if t.quote[m] >= 0 and raw[m] in _QUOTES and t.quotes[t.quote[m]][0] == m and t.quotes[t.quote[m]][1] < end:
                close = t.quotes[t.quote[m]][1]
                if m == at and raw[close - 1] == "," and close + 1 < end:
                    return close
                reach = close + 1
                if aside and raw[close - 1] == "," and reach < end and self._main_verb(reach):
                    return reach
                if (
                    m > at
                    and raw[close - 1] == ","
                    and reach < end
                    and any(c.form == "ing" and "t" in c.frames for c in CUES.get(low[reach], ()))
                ):
                    return reach  # "condemned the “inadmissible act,” posting: …"
                continue
            if word == ";" and t.quote[m] < 0:
                return m
            if word == "," and m + 3 < end and low[m + 1] in ("a", "an") and t.quote[m] < 0:
                noun = m + 2 if low[m + 2] in _CALLED_SO else m + 3
                if low[noun] in _CALLED_SO and noun + 1 < end and low[noun + 1] in _GOES_ON:
                    return m  # "…, a warning that drew scorn": what the paper makes of it
            if word == "," and m + 3 < end and low[m + 1] == "with" and t.quote[m] < 0:
                said = next((x for x in range(m + 2, min(end, m + 9)) if low[x].endswith("ing") and low[x] in CUES), -1)
                if said > 0 and any(c.strong for c in CUES[low[said]]) and "," not in low[m + 1 : said]:
                    return m  # "vowed to respond, with the premier warning that …"
            if word == "," and m + 1 < end:
                nxt = m + 1
                while nxt < end - 1 and (
                    low[nxt] in g.ADVERBS
                    or (low[nxt].endswith("ly") and low[nxt] != "family")
                    or (low[nxt] in ("while", "and") and low[nxt + 1].endswith("ing"))
                ):
                    nxt += 1
                here = low[nxt]
                cues = CUES.get(here)
                if cues and any(
                    c.form == "ing"
                    and (c.strong or c.lemma in ("cite", "call_for", "call_on") or ("b" not in c.frames and beside))
                    for c in cues
                ):
                    return m
                if cues and past and nxt == m + 1 and any(c.strong and c.form == "past" for c in cues):
                    return m
                if here == "according" and nxt + 1 < end and low[nxt + 1] == "to" and m > at + 1:
                    return m
                if here in ("expressing", "voicing", "referring"):
                    return m
            if word in _AND_OR_WHILE and m > at and t.quote[m] < 0 and self._next_saying(m, end, past, at, perfect):
                return m
        return end

    def _main_verb(self, m: int) -> bool:
        """Whether the verb of the sentence's own subject follows an aside ("workers, claiming it is safe, ⟦said⟧ …")."""
        word = self.t.low[m + 1 if self.t.low[m] in ("also", "later", "earlier") else m]
        return word in g.AUXILIARIES or any(
            c.strong and not c.noun and c.form in ("past", "s") for c in CUES.get(word, ())
        )

    def _other_says(self, m: int, at: int, end: int, past: bool) -> bool:
        """Whether "and" without a comma joins another speaker's words ("X said … and the governor said …").

        Only after a whole clause: in "said the army and the police said so" two speak together.
        """
        t = self.t
        low = t.low
        for x in range(m + 2, min(end - 1, m + 9)):
            if low[x] in (",", ";", '"', "and") or low[x] in g.AUXILIARIES or low[x] in g.RELATIVES:
                return False
            cues = CUES.get(low[x])
            if cues and any(c.strong and not c.noun and c.form == ("past" if past else "s") for c in cues):
                speaks = low[x - 1] not in g.DETERMINERS and self.s.kind(m + 1, x) is not None
                return speaks and low[x + 1] not in ("by", ".", ",") and self.has_finite(at, m)
        return False

    def _next_saying(self, m: int, end: int, past: bool, at: int, perfect: bool = False) -> bool:
        """Whether a verb of saying of the same rank follows the conjunction at `m`, with or without its own subject."""
        t = self.t
        low, raw = t.low, t.raw
        q = m + 1
        while q < end and (
            low[q] in g.ADVERBS or low[q] in g.HAVE or (low[q].endswith("ly") and low[q] not in ("only",))
        ):
            q += 1
        if q >= end:
            return False
        word = low[q]
        if low[m] in ("and", "but"):
            cues = CUES.get(word)
            if cues:
                for c in cues:
                    linked = (
                        not c.link or (q + 1 < end and low[q + 1] == c.link) or (q + 2 < end and low[q + 2] == c.link)
                    )
                    if not linked:
                        continue
                    if c.frames == "b" and not (q + 1 < end and low[q + 1] == "that"):
                        continue
                    if not past and c.form == "past" and q + 1 < end and low[q + 1] == "that":
                        return True
                    if (
                        perfect
                        and c.form == "s"
                        and c.strong
                        and not c.noun
                        and q + 1 < end
                        and low[q + 1] in _STARTERS
                    ):
                        return True  # "has denied … and says it will …"
                    if not past and c.form == "past" and low[q - 1] in ("has", "have") and (c.strong or c.act != "say"):
                        return True  # "claims the land and has vowed to take it"
                    if past and c.form in ("past",):
                        return not (q + 1 < end and low[q + 1] == "by")
                    if (
                        not past
                        and c.form == "s"
                        and (not c.noun or c.link or (q + 1 < end and low[q + 1] in _AFTER_SAYING))
                    ):
                        return True
                    if low[m] == "but" and low[m - 1] == "," and c.form == "past" and (c.strong or c.link):
                        return True
                    if not past and c.form == "base" and not c.noun and not raw[q][0].isupper():
                        return low[m - 1] == ","
                    if c.form == "ing" and low[m - 1] == ",":
                        return c.strong
            if (
                word in ("expressed", "voiced") or (word == "extended" and q + 1 < end and low[q + 1] in g.POSSESSIVES)
            ) and past:
                return True
            if low[m - 1] != "," and low[m] != "but" and low[m - 2 : m] != [",", '"']:
                return low[m] == "and" and self._other_says(m, at, end, past)
        if low[m] == "but" and low[q] in g.PREPOSITIONS:
            # "but in a move to avert the war, the mediators called for …"
            comma = next((x for x in range(q + 1, min(end, q + 18)) if low[x] in (",", '"')), -1)
            q = comma + 1 if comma > 0 and low[comma] == "," else q
        # a new speaker: ", and Hamas said", "while an official told"
        for x in range(q, min(end, q + 11)):
            if low[x] == "," and low[m] == "but" and x > q + 1:
                continue
            if low[x] in (",", ";", '"') or (low[x] in g.AUXILIARIES and low[x] not in g.HAVE) or low[x] in g.RELATIVES:
                return False
            cues = CUES.get(low[x])
            if cues and x > q and low[x - 1] not in g.DETERMINERS:
                forms = ("past",) if past else ("s", "base", "past") if low[m] == "but" else ("s", "base")
                return any(
                    (c.strong or c.lemma in _ACCUSE_OR_WARN)
                    and c.form in forms
                    and (not c.link or (x + 1 < end and low[x + 1] == c.link))
                    for c in cues
                )
        return False
