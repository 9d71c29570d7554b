"""Clauses: where the words of a sentence begin and end, and whether a verb stands among them.

Danger: a dateline read as part of what was said; a heading taken for a clause.
Duty: past the dateline, before the end sign; the finite verb without which words are no clause.
"""

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES
from wasata.listen.en.grammar import words
from wasata.listen.en.sources import Sources
from wasata.listen.en.tokens import Tokens

_ITS_OR_HES = words(
    "it's he's she's they're we're i'm that's there's i've we've they've i'll i'd we'll he'd what's you're"
)
_SIGNS = frozenset((".", "?", "!", "…"))


class Clauses:
    """The clauses of one page."""

    def __init__(self, tokens: Tokens, sources: Sources) -> None:
        self.t = tokens
        self.s = sources

    def past_dateline(self, first: int, last: int) -> int:
        """Past "CAIRO/DOHA, Dec 3 - " and "MUSCAT (Reuters) — "."""
        t = self.t
        raw, low = t.raw, t.low
        if last - first < 4:
            return first
        word = raw[first]
        n = t.sentence[first]
        if n and t.paragraph[n - 1] == t.paragraph[n]:
            return first
        bare = word.replace("-", "").replace("'", "")
        signed = raw[first + 1] in ("(", "/", ",") or (raw[first + 2] == "(" and raw[first + 1][0].isupper())
        town = (bare.isupper() and len(bare) > 2) or (signed and word[0].isupper())
        if raw[first + 1] == ":" and self.s.parties.what(first, first + 1) == "place":
            return first + 2
        if not town and low[first] in g.MONTHS and raw[first + 1][0].isdigit():
            town = "(" in raw[first : first + 6]  # "Nov 9, 2006 (AFP) - "
        if not town or raw[first + 1] == "|":
            return first  # "BREAKING | Hamas: …": the flash word is no town, and who speaks stands behind it
        for k in range(first + 1, min(first + 16, last - 2)):
            if raw[k] == ")" and k <= first + 9 and raw[k + 1][0].isupper() and self.s.is_outlet(k - 1, k):
                return k + 1  # "BOGOTA, Sep 20 (Reuters) Colombia has …"
            if raw[k] == ":" and k <= first + 3 and word.replace("-", "").isupper() and len(word) > 3:
                return k + 1
            if raw[k] == ":" and k <= first + 6:  # "Baku, Nov 15 : …", "Geneva/Riyadh: …"
                dated = any(low[m] in g.MONTHS for m in range(first + 1, k)) and raw[k - 1][0].isdigit()
                return k + 1 if dated or (raw[first + 1] == "/" and k == first + 3) else first
            if raw[k] in ("-", "–", "—", "_", ">", "•") and (
                raw[k - 1] == ")"
                or all(
                    raw[m][0].isupper()
                    or raw[m][0].isdigit()
                    or not raw[m][0].isalnum()
                    or low[m] == "wires"
                    or raw[m - 1] == "("
                    for m in range(first, k)
                )
            ):
                return k + 2 if raw[k + 1] == ">" else k + 1
            if (low[k] in g.AUXILIARIES and raw[k] != "May") or low[k] in ("said", "says"):
                return first
        return first

    def without_sign(self, first: int, last: int) -> int:
        """The end of a sentence without its end sign (a closing quotation mark stays)."""
        raw = self.t.raw
        while last > first and raw[last - 1] in _SIGNS:
            last -= 1
        return last

    def has_finite(self, i: int, j: int) -> bool:
        low = self.t.low
        for m in range(i, j):
            word = low[m]
            if word in g.AUXILIARIES or word in g.VERBISH or word in _ITS_OR_HES:
                return True
            if m > i and word.endswith("ed"):
                if low[m - 1] not in g.DETERMINERS and not (m + 1 < j and low[m + 1] == "by"):
                    return True  # but "waters claimed by both" has no verb of its own
            elif (
                m > i
                and word in CUES
                and any(
                    c.form in ("past", "s", "base") and (not c.link or low[m + 1 : m + 2] == [c.link])
                    for c in CUES[word]
                )
            ):
                return True
            if (
                m > i
                and word.endswith("s")
                and not word.endswith(("ss", "'s"))
                and self.t.raw[m][0].islower()
                and m + 1 < j
                and (low[m + 1] in g.DETERMINERS or low[m + 1] in ("to", "not") or low[m - 1].endswith("ly"))
            ):
                return True
            if m > i and low[m - 1] in g.SUBJECT_PRONOUNS and word not in g.ADVERBS:
                return True
        return False
