"""Sources: who is credited, and whom a pronoun stands for.

Danger: words credited to one who did not say them.
Duty: the memory of full mentions; the nearest earlier one for "he", "she", "it", "they".
"""

from typing import NamedTuple

from wasata.listen.en import grammar as g
from wasata.listen.en.grammar import words
from wasata.listen.en.names import Phrase
from wasata.listen.en.parties import NATIONS, Parties
from wasata.listen.en.phrases import Phrases
from wasata.listen.en.tokens import Tokens
from wasata.values import SourceKind

_OFFICIALS_OR_AUTHORITIES = words(
    "officials authorities forces mediators rebels police parties factions countries states governments leaders "
    "militants fighters insurgents separatists guerrillas troops gunmen representatives sides groups ministers"
)
_PEOPLE_OR_MEN = words("people men women both some many")
_BOTH_OR_TWO = words("both two three some several many dozens")


_new = tuple.__new__  # an earlier mention without the call of a named tuple
_MEMORY = 60
"""How many full mentions are kept for pronouns: one that stands further back is no longer meant."""


class Antecedent(NamedTuple):
    """An earlier full mention. `sex`: m, f, o (a body), p (several), u (a person, unknown); empty till first asked."""

    phrase: Phrase
    sex: str
    party: str | None
    kind: SourceKind | None


class Sources(Phrases):
    """The sources of one page."""

    def __init__(self, tokens: Tokens, parties: Parties) -> None:
        super().__init__(tokens, parties)
        self.earlier: list[Antecedent] = []

    def remember(self, phrase: Phrase, kind: SourceKind | None, party: str | None) -> None:
        """Keeps a full mention for the pronouns after it."""
        self.earlier.append(_new(Antecedent, (phrase, "", party, kind)))
        if len(self.earlier) > 2 * _MEMORY:
            del self.earlier[:_MEMORY]

    def _at(self, k: int) -> Antecedent:
        """An earlier mention with its sex, which few are ever asked for."""
        found = self.earlier[k]
        if not found.sex:
            found = self.earlier[k] = found._replace(sex=self.sex_of(found.phrase, found.kind))
        return found

    def sex_of(self, phrase: Phrase, kind: SourceKind | None) -> str:
        """m, f, o (a body), p (several) or u (a person, unknown)."""
        low = self.tokens.low
        i, j = phrase
        words = [w.removesuffix("'s") for w in low[i:j]]
        if kind == "outlet" and low[j - 1] in self.surnames() and any(w.endswith("'s") for w in low[i : j - 1]):
            return "u"  # "the BBC's Frank Gardner"
        if kind in ("organisation", "outlet", None):
            head = low[self._head(i, j) - 1]
            if head in _OFFICIALS_OR_AUTHORITIES and "united" not in words:
                return "p"
            if head.endswith(("ans", "is", "ists")) and self.tokens.raw[self._head(i, j) - 1] in NATIONS:
                return "p"  # "Palestinians in Gaza"
            return "o"
        head_end = self._head(i, j)
        head = low[head_end - 1]
        if kind != "person" and (
            (head.endswith("s") and head not in ("boss", "press")) or head in _PEOPLE_OR_MEN or words[0] in _BOTH_OR_TWO
        ):
            return "p"
        if kind == "person" and "and" in low[i:head_end]:
            first = low.index("and", i) - 1
            if self.tokens.raw[first][0].isupper() and low[first] not in g.TITLES:
                return "p"  # but "Druze chief and MP Walid Jumblatt" is one
        for word in words:
            if word in g.FEMALE or word in g.FEMALE_NAMES:
                return "f"
        for word in words:
            if word in g.MALE:
                return "m"
        return "u"

    def resolve(self, pronoun: str, outside: Phrase = (0, 0)) -> Antecedent | None:
        """The nearest earlier full mention a pronoun can stand for; none that stands in the words it speaks itself."""
        sex = g.THIRD.get(pronoun)
        if sex is None:
            return None
        fits = {"m": "mu", "f": "fu", "o": "o", "p": "p"}[sex]
        for k in range(len(self.earlier) - 1, -1, -1):
            found = self._at(k)
            if outside[0] <= found.phrase[0] < outside[1]:
                continue
            if found.sex in fits:
                if found.sex == "u" and sex in "mf":
                    self.earlier[k] = found._replace(sex=sex)
                    self._settle(found.phrase, sex)
                return found
        if sex == "p":
            return self._latest("o")
        return self._latest("p") if sex == "o" else None

    def _latest(self, sex: str) -> Antecedent | None:
        return next((f for k in range(len(self.earlier) - 1, -1, -1) if (f := self._at(k)).sex == sex), None)

    def _settle(self, phrase: Phrase, sex: str) -> None:
        """One who was "she" once is not "he" later, under any form of the name."""
        low = self.tokens.low
        name = low[phrase[1] - 1]
        for k, found in enumerate(self.earlier):
            if low[found.phrase[1] - 1] == name and self._at(k).sex == "u":
                self.earlier[k] = self._at(k)._replace(sex=sex)
