"""Contents: which words are attributed when they are no clause, and who carried them.

Danger: the one spoken to taken for what was said.
Duty: the one addressed ("told Reuters"), the deed demanded ("urged both to …"), the thing ("rejected the terms"), the charge
("accused X of …"), the feeling; the outlet or platform that carried the words.
"""

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES
from wasata.listen.en.ends import _QUOTES
from wasata.listen.en.grammar import words
from wasata.listen.en.names import PLATFORMS, Phrase
from wasata.listen.en.sides import _CHANNELS, _OCCASION, _WHERE, Sides

_ME_OR_US = words("me us him her them you it")
_HIM_OR_HER = words("him her them us me it himself back out off down up to this that more so")
_OFF_OR_UP = words("off up in out back home him attention reporters police elections 911")
_ME_OR_HIM = words("me us him her them")
_THAT_OR_OF = words('that , : " of to about')
_THAT_OR_TO = words('that , : " ; to he she it they we there how what not i if about why whether')
_MORE_OR_OVER = words("more over between about around near up under")
_IT_OR_THE = words("it the this that for")
_REPORTERS_OR_JOURNALISTS = words(
    "reporters journalists lawmakers supporters parliament viewers councillors delegates voters families"
)
_HER_OR_THIS = words("her this more up that")
_THAT_OR_FOR = words("that for over about at in of with on regarding concerning")
_A_OR_AN = words("a an the its his her their")
_THE_OR_HIS = words("the his her its their social")
_SOCIAL_OR_PLATFORM = words("social platform network media messaging app")
_INTERVIEW_OR_REMARKS = words(
    "interview remarks comments conversation interviews statement statements post video speaking address"
)
_FOR_OR_THAT = words("for that over about regarding")
_PLATFORM_OR_SOCIAL = words("platform social channel account page")
_NOUNS_WITH_TO = words(
    "according due related committed attempt bid effort efforts order decision need way move ability plan plans "
    "ready able unable willing likely deal agreement opportunity chance right commitment pledge readiness"
)


_CARRYING = _CHANNELS | _INTERVIEW_OR_REMARKS | PLATFORMS | words("tweeted tweeting tweet")
"""Words without which no one can have carried the statement."""


_ASIDE_CLAUSES = words("while although though whereas")
_TOWARDS = words("opposition commitment")
_MAY_END = words(", and on after during following when before in at")
"""The words at which a thing attributed may end."""
_COUNTS = words("a one two three four five six seven eight nine ten just only barely less more")
_LENGTHS = words("day days hour hours week weeks month months year years")
_POSTS = words("post posts message messages update statement video channel account page feed thread")


class Contents(Sides):
    """The contents of one page."""

    _carried_in = -1
    _carried = False

    def addressee(self, stop: int, end: int) -> Phrase | None:
        """The one spoken to: "told ⟦the U.S. broadcaster PBS⟧ that"."""
        t = self.t
        low, raw = t.low, t.raw
        if stop >= end or low[stop] in _THAT_OR_OF:
            return None
        if low[stop] in _ME_OR_US:
            return (stop, stop + 1)
        k = stop
        while k < end:
            word = low[k]
            if word in _THAT_OR_TO:
                break
            if k > stop and (
                (word in g.DETERMINERS and low[k - 1] not in ("of", "for", "with"))
                or (word in _WHERE and word != "of")
                or word in g.TIMES
                or word == "however"
            ):
                break
            if word == "of" and low[k + 1] in g.POSSESSIVES and (k > stop and self.s.is_outlet(stop, k)):
                break  # "told the BBC of ⟦their fear⟧"
            if word in g.AUXILIARIES or (word in ("and", "but") and low[k + 1] in CUES):
                break
            if k > stop and raw[k][0].isupper() and raw[k - 1][0].islower() and low[k - 1] in _REPORTERS_OR_JOURNALISTS:
                break
            k += 1
            if k - stop > 10:
                break
        return (stop, k) if k > stop else None

    def to_verb(self, stop: int, end: int) -> int | None:
        """In "urged ⟦the parties⟧ to ⟦release …⟧": the token after "to"."""
        t = self.t
        low, raw = t.low, t.raw
        depth = 0
        for m in range(stop, min(end - 1, stop + 22)):
            word = low[m]
            if (word == "to" and m > stop) or (word == "not" and m > stop and low[m + 1] == "to"):
                at = m + 1 if word == "to" else m + 2
                negated = word == "not"
                if at + 1 < end and raw[at] in ('"', "'") and t.quote[at] >= 0 and raw[at + 1].islower():
                    return m if negated else at
                if (
                    at < end
                    and low[at] not in g.DETERMINERS
                    and low[at] not in g.PRONOUNS
                    and low[at] not in g.PREPOSITIONS
                    and not raw[at][0].isupper()
                    and not raw[at][0].isdigit()
                    and raw[at][0].isalpha()
                ) and low[m - 1] not in _NOUNS_WITH_TO:
                    return m if negated else at
            if word in (";", ":", "that") or (word == "," and depth > 2):
                return None
            if word == "and" and m > stop and any(c.form == "past" for c in CUES.get(low[m + 1], ())):
                return None  # "urged restraint and called for talks to resume"
            if word == ",":
                depth += 1
            if word in ("said", "says", "told") or (word in g.AUXILIARIES and word not in g.BE):
                return None
        return None

    def of_what(self, stop: int, end: int, links: tuple[str, ...]) -> int | None:
        """In "accused Israel of ⟦using …⟧", "thanked Oman for ⟦hosting …⟧": the token after the link."""
        low = self.t.low
        found: int | None = None
        for m in range(stop, min(end - 1, stop + 36)):
            if low[m] == "," and (
                low[m + 1].endswith("ing") or low[m + 1] in g.RELATIVES or low[m + 1] in g.SUBORDINATORS
            ):
                break
            if low[m] in links and (m > stop or links != ("of",)):
                if low[m + 1].endswith("ing") or (low[m + 1] == "not" and found is None):
                    return m + 1
                if found is None:
                    found = m + 1
            elif low[m] in (";", ":", "said"):
                break
        return found

    def is_thing(self, stop: int, end: int) -> bool:
        """Whether a noun phrase (or a deed in -ing) stands after the verb."""
        t = self.t
        if stop >= end:
            return False
        word, raw = t.low[stop], t.raw[stop]
        if self.circumstance(stop, end) > stop:
            return False
        if raw in _QUOTES:
            return t.quote[stop] >= 0 and t.quotes[t.quote[stop]][0] == stop
        if not raw[0].isalnum() and raw[0] not in "$€£":
            return False
        if (
            word in g.SUBORDINATORS
            or word in g.COORDINATORS
            or word in g.AUXILIARIES
            or (word in g.TIMES and raw[0].islower() and word not in ("today",))
        ):
            return False
        if word in g.PREPOSITIONS and word not in _MORE_OR_OVER:
            return False
        if word == "citing":
            return False
        if word in _HIM_OR_HER:
            return (
                stop + 1 < end
                and word in _HER_OR_THIS
                and t.raw[stop + 1][0].isalnum()
                and t.low[stop + 1] not in g.PREPOSITIONS
            )
        return not (word.endswith("ly") and stop + 1 >= end)

    def calls(self, stop: int, end: int) -> bool:
        """Whether "called X …" gives X a name: a quotation, "a …" after it."""
        t = self.t
        low = t.low
        if low[stop] in _OFF_OR_UP:
            return False
        if low[stop] in ("a", "an"):
            return True
        for m in range(stop + 1, min(end, stop + 20)):
            if t.raw[m] in _QUOTES and t.quote[m] >= 0:
                return True
            if low[m] in ("a", "an") and low[m - 1] not in g.PREPOSITIONS and low[m - 1] != "and":
                return True
            if low[m] in (";", ","):
                return False
        return low[stop] in _IT_OR_THE and end - stop > 2 and low[stop] != "for"

    def feeling_of(self, at: int, end: int) -> int | None:
        """In "expressed his appreciation to Qatar for ⟦…⟧": where the words begin."""
        low = self.t.low
        for m in range(at, min(end - 1, at + 14)):
            if low[m] in _THAT_OR_FOR and (m == at or low[m] in _FOR_OR_THAT):
                return m + 1
            if low[m] in (",", ";"):
                return None
            if low[m] == "to" and m == at and low[at - 1] in _TOWARDS and low[m + 1] in g.DETERMINERS:
                return m + 1  # "voiced opposition to ⟦the bill⟧"
            if low[m] == "to" and m == at and self.t.raw[m + 1][0].islower() and low[m + 1] not in g.DETERMINERS:
                return m + 1
        return None

    def thing_end(self, at: int, end: int) -> int:
        """Where a content that is a noun phrase ends: before the occasion ("in remarks carried by …", "after consultations")."""
        t = self.t
        low, raw = t.low, t.raw
        m = at
        while m < end:
            if t.quote[m] >= 0 and raw[m] in _QUOTES and t.quotes[t.quote[m]][0] == m and t.quotes[t.quote[m]][1] < end:
                m = t.quotes[t.quote[m]][1] + 1
                continue
            word = low[m]
            if m > at and word in _MAY_END and t.quote[m] < 0:
                if (
                    word == ","
                    and m < at + 9
                    and (raw[m + 1][0].isdigit() or low[m + 1] in _COUNTS)
                    and low[m + 2] in _LENGTHS
                ):
                    return m  # "agreed to a ceasefire, two days after …"
                if word == "," and m < at + 9:
                    deed = low[m + 1].endswith("ing") and low[m + 1] not in g.PREPOSITIONS
                    if deed or low[m + 1] == "with" or low[m + 1] in g.SUBJECT_PRONOUNS:
                        return m
                if word == "and" and low[m + 1] in g.AUXILIARIES and not self._in_relative(at, m):
                    return m  # "declared an emergency and is now running the country"
                if word == "," and low[m + 1] == "but" and self.has_finite(m + 2, min(end, m + 10)):
                    return m  # "rejected the link, but the report has raised fears"
                if word == "," and (
                    low[m + 1] in _ASIDE_CLAUSES or (low[m + 1] == "even" and low[m + 2] in ("as", "though", "if"))
                ):
                    return m
                if word == "," and low[m + 1] in ("who", "which") and self._says_soon(m + 2, end):
                    return m
                if word == "on" and low[m + 1 : m + 3] == ["behalf", "of"]:
                    return m
                if word in ("after", "during", "following", "when") or (word == "before" and low[m - 1] != "day"):
                    return m
                if word in ("in", "at", "on", "during") and m + 1 < end:
                    skipped = self.circumstance(m, end)
                    if skipped >= end and (
                        any(x in _OCCASION for x in low[m + 1 : end]) or (word == "on" and self.s.is_platform(end - 1))
                    ):
                        return m
            m += 1
        return end

    def _in_relative(self, at: int, m: int) -> bool:
        """Whether a relative clause has begun ("a raid that was planned ⟦and is⟧ now known")."""
        return any(self.t.low[x] in g.RELATIVES for x in range(at, m))

    def _says_soon(self, at: int, end: int) -> bool:
        """Whether a relative clause goes on to say something of its own (", who had said that …")."""
        low = self.t.low
        return any(c.strong and not c.noun for m in range(at, min(end, at + 3)) for c in CUES.get(low[m], ()))

    def past_addressee(self, stop: int, end: int) -> int:
        """In "confirmed to me ⟦their commitment⟧": past the one spoken to."""
        low = self.t.low
        if stop + 2 >= end or low[stop] != "to":
            return stop
        if low[stop + 1] in _ME_OR_HIM:
            return stop + 2
        if low[stop + 1].endswith("ing"):
            return stop + 1  # "admitted to ⟦obstructing the transfer⟧"
        for m in range(stop + 2, min(end, stop + 6)):
            if low[m] in _A_OR_AN and low[m - 1] not in g.PREPOSITIONS:
                return m
        return stop

    def clause_end(self, at: int, end: int) -> int:
        """The end of the clause after a noun of saying: a comma or sign, or the verb the noun is subject of is beyond us."""
        low = self.t.low
        for m in range(at, end):
            if low[m] in (";", ",", ":") and m > at + 1:
                return m
        return end

    def via_around(self, subject: Phrase, k: int) -> Phrase | None:
        """The outlet or platform that carried the words: "on X", "in remarks carried by …", "in an interview with …"."""
        t, s = self.t, self.s
        low = t.low
        n = t.sentence[k]
        if self._carried_in != n:
            self._carried_in = n
            span = low[t.first[n] : min(t.last[n], t.first[n] + 120)]
            self._carried = not _CARRYING.isdisjoint(span)
        if not self._carried:
            return None
        for m in range(t.first[n], min(t.last[n] - 1, t.first[n] + 120)):
            word = low[m]
            if (word not in _CARRYING and word != "on") or t.quote[m] >= 0:
                continue
            if word == "on" and m + 1 < t.last[n]:
                q = m + 1
                if low[q] in _THE_OR_HIS:
                    q += 1
                if low[q] in _SOCIAL_OR_PLATFORM:
                    q += 1
                if low[q] in ("platform", "network", "app"):
                    q += 1
                if q < t.last[n] and s.is_platform(q) and (q - m <= 3) and self._near(m, subject, k):
                    j = q + 1
                    while j < t.last[n] and (
                        (low[j] in _PLATFORM_OR_SOCIAL and low[m + 1] == "the")
                        or (low[q] == "truth" and low[j] == "social")
                    ):
                        j += 1
                    i = m + 1 if low[m + 1] in ("the",) else q
                    return (i, j)
            if word in _CHANNELS and low[m + 1] in ("by", "on", "in") and m + 2 < t.last[n] and low[m + 1] != "in":
                phrase = s.after(m + 2, t.last[n])
                if phrase is not None and s.is_outlet(*phrase):
                    return (phrase[0], phrase[1])
            if word in _INTERVIEW_OR_REMARKS and low[m + 1] in ("with", "to", "on", "for"):
                q = m + 2
                phrase = s.after(q, t.last[n])
                if (
                    phrase is not None
                    and phrase[1] - phrase[0] < 9
                    and (s.is_outlet(*phrase) or (low[m + 1] == "on" and s.is_platform(phrase[0])))
                ):
                    return phrase
            if (
                word in PLATFORMS
                and low[m + 1] in _POSTS
                and low[m - 1] in ("a", "an", "in", "another", "separate", "the")
            ):
                return (m, m + 1) if self._near(m, subject, k) and s.is_platform(m) else None  # "in a Telegram post"
            if word in ("tweeted", "tweeting", "tweet"):
                return None
        return None

    def _near(self, m: int, subject: Phrase, k: int) -> bool:
        return abs(m - k) < 16 or m < subject[0]
