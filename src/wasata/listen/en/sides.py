"""Sides: the words to the right and to the left of an attribution.

Danger: a content that runs on into what the next one said, or stops before its second half.
Duty: where a clause or a quotation begins after a cue, past the circumstances; where it ends; which words before an
attribution belong to it.
Shape: places are token numbers; a content found on a side says how: `quote`, `that`, `comma` or `bare`.
"""

from wasata.listen.en import grammar as g
from wasata.listen.en.clauses import _SIGNS
from wasata.listen.en.cues import CUES, Cue
from wasata.listen.en.ends import _QUOTES, _STARTERS, Ends
from wasata.listen.en.grammar import words

_TODAY_OR_YESTERDAY = words(
    "here today yesterday again also late early earlier tonight overnight afterwards later repeatedly recently "
    "previously bluntly simply flatly publicly"
)
_OF_OR_ABOUT = words("of about by for against with into onto")
_AS_OR_AFTER = words("as after when while because before since")
_HOW_OR_WHAT = words("how what whether why if where who")
_BUT_OR_AND = words("but and however , yet meanwhile")
_AND_OR_BUT = words("and but while as although when")
_ON_OR_IN = words("on in this that today yesterday")
_THERE_OR_SUCH = words("there such if whether what how why")
_WHEN_OR_WHILE = words("when while as after although if asked speaking because though since once")
_WHERE_OR_WHILE = words("where while with although and but whereas")
_DAY_OR_WEEK = words("day week night month year time evening")
Side = tuple[int, int, str]
_WHERE = words("in at on during after before from via through to by following with for of")
_OCCASION = words(
    "statement interview post tweet briefing conference speech address letter video message remarks comments "
    "communique communiqué memo email report note news call phone filing release article broadcast rally meeting "
    "visit session hearing testimony telephone ceremony op-ed podcast monday tuesday wednesday thursday friday "
    "saturday sunday reporters journalists article posts debate appearance event statements text column blog "
    "press capital audience"
)
_NO_MERE_CIRCUMSTANCE = g.AUXILIARIES | {"that", ";", "and"}
_PERIODS = words("week month year weekend summer spring fall autumn winter morning afternoon evening")
_SHORTLY = words("shortly just soon hours minutes days immediately")
_APART = g.RELATIVES | words(', to and " than as - – —')
_ABOUTS = words("around about over")
_CHANNELS = words("carried published quoted reported broadcast aired posted relayed cited released issued")


class Sides(Ends):
    """Both sides of every attribution of one page."""

    def bare(self, i: int, j: int) -> tuple[int, int, bool]:
        """A content without joining word, outer quotation marks and edge commas; and whether all of it is quoted."""
        t = self.t
        low, raw = t.low, t.raw
        n = len(raw)
        moved = True
        while moved and i < j:
            moved = False
            while i < j and (
                raw[i] in (",", ":", ";", "-", "–", "—", "…", ".", ")", "]")
                or (low[i] == "that" and i + 1 < j and raw[i + 1] not in ("'",) and raw[i - 1] not in _QUOTES)
            ):
                i += 1
                moved = True
            while i < j and (
                raw[j - 1] in (",", ";", ":", "-", "–", "—", "(") or (raw[j - 1] in _SIGNS and t.quote[j - 1] < 0)
            ):
                j -= 1
                moved = True
            while i < j and low[j - 1] in _AND_OR_BUT:
                j -= 1
                moved = True
            if (
                i < j
                and low[i] in ("and", "but", "so", "yet")
                and i + 2 < j
                and raw[i - 1] != '"'
                and low[i + 1] != "far"
            ):
                i += 1
                moved = True
        if i >= j:
            return i, j, False
        if raw[i] in _QUOTES and t.quote[i] >= 0:
            q = t.quotes[t.quote[i]]
            if q[0] == i and (q[1] >= j - 1 or self._only_signs(q[1] + 1, j)):
                j = min(q[1], n)
                i += 1
                while j > i and raw[j - 1] in (",", ";"):
                    j -= 1
                return i, j, True
        if t.quote[i] >= 0 and raw[i] not in _QUOTES:
            q = t.quotes[t.quote[i]]
            whole = q[0] == i - 1 and q[1] <= j
            if whole and (q[1] >= j - 1):
                j = min(j, q[1])
            while j > i and raw[j - 1] in (",", ";"):
                j -= 1
            return i, j, q[1] >= j
        return i, j, False

    def _only_signs(self, i: int, j: int) -> bool:
        return all(not self.t.raw[k][0].isalnum() for k in range(i, j))

    def right(self, at: int, end: int, k: int, *, strict: bool, cue: Cue) -> Side | None:
        """The words after a verb of saying; `strict` asks for *that*, a quotation or a plain beginning of a clause."""
        t = self.t
        low, raw = t.low, t.raw
        p = self._quote_ahead(at, end)
        rounds = 0
        while p < end and rounds < 8:
            rounds += 1
            word = low[p]
            if word == "that":
                if (p + 1 < end and low[p + 1] in (",",)) or p + 1 >= end:
                    return None if p + 1 >= end else (p + 1, self.cut(p + 1, end, k), "that")
                if (
                    p > at
                    and p + 1 < end
                    and raw[p + 1][0].islower()
                    and (low[p + 1].endswith("ed") or low[p + 1] in g.VERBISH or low[p + 1] in g.AUXILIARIES)
                    and low[p + 1] not in g.DETERMINERS
                ):
                    return None
                if p == at and p + 1 < end and (low[p + 1] in g.AUXILIARIES or low[p + 1] in _DAY_OR_WEEK):
                    return None if low[p + 1] in g.AUXILIARIES and strict else (p, self.cut(p, end, k), "bare")
                return (p + 1, self.cut(p + 1, end, k), "that")
            if word == ":":
                if p + 1 >= len(raw):
                    return None
                nxt = p + 1
                if nxt < len(raw) and raw[nxt] in _QUOTES and t.quote[nxt] >= 0:
                    return (nxt, t.quotes[t.quote[nxt]][1], "quote")
                if nxt >= end:
                    n = t.sentence[min(p, len(raw) - 1)] + 1
                    if n < len(t.first) and t.first[n] < t.last[n]:
                        f = t.first[n]
                        if raw[f] in _QUOTES and t.quote[f] >= 0:
                            return (f, t.quotes[t.quote[f]][1], "quote")
                    return None
                return (nxt, end, "that")
            if raw[p] in _QUOTES and t.quote[p] >= 0 and t.quotes[t.quote[p]][0] == p:
                close = t.quotes[t.quote[p]][1]
                if close >= end - 1 or self._only_signs(close + 1, end):
                    return (p, close, "quote")
                tail = self.cut(close, end, k)
                if tail <= close + 2:
                    return (p, close, "quote")
                if raw[close - 1] in (",", ".", "?", "!"):
                    return (p, close, "quote")
                return (p, tail, "bare")
            if word == ",":
                nxt = p + 1
                if nxt < end and raw[nxt] in _QUOTES and t.quote[nxt] >= 0 and t.quotes[t.quote[nxt]][0] == nxt:
                    p = nxt
                    continue
                if (nxt < end and (low[nxt] == "however" or low[nxt] in _WHERE)) or (
                    p == at and nxt < end and low[nxt] not in CUES and low[nxt] not in g.RELATIVES
                ):
                    close = next((m for m in range(nxt, min(end, nxt + 14)) if low[m] == ","), -1)
                    if (
                        close > 0
                        and close + 1 < end
                        and (
                            low[close + 1] == "that"
                            or raw[close + 1] in _QUOTES
                            or (
                                not strict
                                and low[close + 1] in _STARTERS
                                and (low[nxt] in _WHERE or low[nxt] == "however")
                            )
                        )
                    ):
                        p = close + 1
                        continue
                return None
            skipped = self.circumstance(p, end)
            if skipped > p:
                p = skipped
                continue
            break
        if p >= end:
            return None
        if p > at and low[p] not in _STARTERS:
            # "announced in the capital Kinshasa that", "told a meeting on Thursday afternoon that"
            that = next((m for m in range(p + 1, min(end - 1, p + 5)) if low[m] in ("that", ",", '"')), -1)
            if that > 0 and low[that] == "that" and not self.has_finite(p, that) and low[that + 1] not in g.AUXILIARIES:
                return (that + 1, self.cut(that + 1, end, k), "that")
        return self._clause(p, at, end, k, strict, cue)

    def _quote_ahead(self, at: int, end: int) -> int:
        """Past a long circumstance to the quotation it leads to ("said during a rally in Juba, the capital, "…")."""
        t = self.t
        for m in range(at, min(end, at + 24)):
            if t.raw[m] in _QUOTES and t.quote[m] >= 0 and t.quotes[t.quote[m]][0] == m:
                return m if m > at and t.raw[m - 1] in (",", ":") else at
            word = t.low[m]
            if word in _NO_MERE_CIRCUMSTANCE or (word in CUES and word.endswith("ing")):
                return at
        return at

    def following(self, k: int) -> Side | None:
        """A quotation that goes on in the next sentence of the paragraph (""A," X said. "B""), with no cue of its own."""
        t = self.t
        n = t.sentence[k] + 1
        if n >= len(t.first) or t.paragraph[n] != t.paragraph[n - 1]:
            return None
        f = t.first[n]
        if f >= len(t.raw) or t.raw[f] not in _QUOTES or t.quote[f] < 0 or t.quotes[t.quote[f]][0] != f:
            return None
        close = t.quotes[t.quote[f]][1]
        stop = close + 1
        if t.raw[close - 1] not in (".", "?", "!", "…"):
            return None
        if (
            stop < len(t.raw)
            and t.paragraph[t.sentence[stop]] == t.paragraph[n]
            and t.sentence[stop] == t.sentence[close]
        ):
            return None
        if any(t.low[m] in ("said", "says") for m in range(f + 2, min(close, f + 7))):
            return None  # "The rebels have said …": the words of another, to be told by themselves
        return (f, close, "quote")

    def main_side(self, left: Side, right: Side, k: int) -> Side:
        """Which words a cue in their middle is put to: what stands in its own sentence, its main clause, the longer."""
        t = self.t
        whole = self.has_finite(left[0], left[1]) or left[1] - left[0] > 5
        if whole and t.sentence[right[0]] != t.sentence[k]:
            return left  # ""We want an end to it," she said. "People are tired.""
        hangs = [self._hangs(side) for side in (left, right)]
        if whole and hangs == [False, True]:
            return left  # ""We will not sign," he said, "unless the siege is lifted""
        if hangs == [True, False]:
            return right
        return max(left, right, key=lambda p: t.b[p[1] - 1] - t.a[p[0]])

    def _hangs(self, side: Side) -> bool:
        """Whether a side begins a clause that hangs on another ("unless …", "because …")."""
        at = side[0]
        while at < side[1] and self.t.raw[at] in _QUOTES:
            at += 1
        return self.t.low[at] in g.SUBORDINATORS

    def circumstance(self, p: int, end: int) -> int:
        """Past "on Thursday", "in a statement", "late on Sunday", "again", "in remarks carried by state media"."""
        t = self.t
        low, raw = t.low, t.raw
        word = low[p]
        if word in g.DAYS or word in _TODAY_OR_YESTERDAY:
            if (
                word in ("earlier", "late", "early", "later")
                and p + 1 < end
                and low[p + 1] not in _ON_OR_IN
                and low[p + 1] not in g.DAYS
            ):
                return p + 1 if word in ("earlier", "later") else p
            q = p + 1
            if q < end and low[q] in ("morning", "afternoon", "evening", "night"):
                q += 1
            return q
        if (word in g.ADVERBS or word.endswith("ly")) and p + 1 < end and low[p + 1] == "that":
            return p + 1
        if word in _SHORTLY and p + 2 < end and low[p + 1] in ("after", "before"):
            that = next((m for m in range(p + 2, min(end, p + 9)) if low[m] in ("that", ",", ":")), -1)
            if that > 0 and low[that] == "that":
                return that
        if word in ("this", "last", "next") and p + 1 < end and (low[p + 1] in _PERIODS or low[p + 1] in g.DAYS):
            return p + 2
        if word in g.MONTHS and raw[p][0].isupper() and p + 1 < end and raw[p + 1][0].isdigit():
            return p + 2
        if word not in _WHERE or p + 1 >= end:
            return p
        if word == "to" and not (low[p + 1] in g.DETERMINERS or low[p + 1] in _OCCASION or raw[p + 1][0].isupper()):
            return p
        q = p + 1
        if word == "at" and low[q] in ("least", "most"):
            return p
        if low[q] in g.DAYS or (low[q] in g.MONTHS and raw[q][0].isupper()):
            q += 1
            while q < end and (
                raw[q][0].isdigit()
                or low[q] in ("morning", "afternoon", "evening", "night")
                or (raw[q] in (",", ".") and q + 1 < end and raw[q + 1][0].isdigit())
            ):
                q += 1
            return q
        # to the first word that ends the phrase; only when "that", a sign, another circumstance or the occasion's noun closes it
        noun_seen = False
        while q < end and q - p < 12:
            here = low[q]
            if here == "that" or here in (":", ",") or raw[q] in _QUOTES:
                return q
            if here in _OCCASION:
                noun_seen = True
                q += 1
                if q < end and (low[q] in g.DAYS or low[q] in _WHERE or low[q] == "that" or raw[q] in (":", ",", '"')):
                    return q
                if q < end and low[q] in _CHANNELS:
                    while q < end and low[q] != "that" and raw[q] not in (",", ":", '"') and q - p < 18:
                        q += 1
                    return q
                if q < end and low[q] in _OCCASION:
                    continue
                return q
            if q > p + 1 and here in g.SUBJECT_OPENERS and low[q - 1] not in _WHERE:
                return q
            if q > p + 1 and here in _WHERE and here != "of":
                return q
            if here in g.AUXILIARIES:
                break
            q += 1
        if q >= end:
            return q
        if noun_seen:
            return q
        # "in Dubai the talks", "in Doha Hamas had": one capitalised place, then the clause
        if word in ("in", "at", "from") and raw[p + 1][0].isupper():
            return p + 2
        return p

    def _clause(self, p: int, at: int, end: int, k: int, strict: bool, cue: Cue) -> Side | None:
        t = self.t
        low, raw = t.low, t.raw
        word = low[p]
        if word in _SIGNS or (word in _OF_OR_ABOUT and not (word == "about" and raw[p + 1][0].isdigit())):
            return None
        if word == "to" and cue.lemma not in ("tell",):
            return None
        if word in ("and", "but", "or") or word in ("adding", "saying"):
            return None
        if word in _AS_OR_AFTER and p == at:
            if strict:
                return None
            comma = next((m for m in range(p, min(end, p + 30)) if low[m] == ","), -1)
            if comma < 0 and word not in ("when", "because"):
                return None
            return (p, self.cut(p, end, k), "bare")
        stop = self.cut(p, end, k)
        if stop - p < 2:
            return None
        if cue.lemma == "recall" and word in g.POSSESSIVES:
            return None
        if strict:
            starts = (
                word in _STARTERS
                or raw[p][0].isupper()
                or raw[p][0].isdigit()
                or word in _THERE_OR_SUCH
                or self._bare_subject(p, stop)
            )
            if word in _HOW_OR_WHAT:
                return (p, stop, "bare")
            if not starts or not self.has_finite(p, stop):
                return None
            if word in ("a", "an") and not any(
                low[m] in g.AUXILIARIES or (low[m] in g.VERBISH and low[m + 1] != "by") for m in range(p, stop)
            ):
                return None  # "maintains a blockade of the land wedged between …"
        elif (
            ("n" in cue.frames and (self._mere_thing(p, stop) or not self.has_finite(p, stop)))
            or (not cue.strong and self._only_relative(p, stop))
            or (not self.has_finite(p, stop) and cue.lemma not in ("say", "report", "add"))
        ):
            return None
        if word in ("this", "that", "these", "those") and low[p + 1] in (",", "but"):
            return None  # "recognised this, but kept the name"
        return (p, stop, "bare")

    def _only_relative(self, p: int, stop: int) -> bool:
        """Whether the only verb belongs to what describes a thing ("observe strict rules ⟦that respect the law⟧")."""
        low = self.t.low
        at = next((m for m in range(p + 1, stop) if low[m] in ("that", "which", "who")), -1)
        return (
            at > 0
            and not self.has_finite(p, at)
            and not any(low[m] in g.AUXILIARIES for m in range(min(stop, at + 3), stop))
            and self.t.quote[p] < 0
        )

    def _bare_subject(self, p: int, stop: int) -> bool:
        """Whether a subject without an article and its verb stand here ("thinks ⟦peace talks will resume⟧")."""
        low = self.t.low
        if (
            not low[p][0].isalpha()
            or low[p].endswith("ing")
            or low[p] in g.PRONOUNS
            or low[p] in g.PREPOSITIONS - _ABOUTS
            or low[p] in g.ADVERBS
            or low[p] in CUES
            or low[p] in g.COORDINATORS
        ):
            return False
        for m in range(p + 1, min(stop, p + 6)):
            if low[m] in g.AUXILIARIES and not low[m].startswith("'"):
                return True
            if low[m] in g.SUBORDINATORS or low[m] in g.PRONOUNS or low[m] in _APART:
                return False
        return False

    def _mere_thing(self, p: int, stop: int) -> bool:
        """Whether only a thing stands before a comma and a deed or clause of its own ("confirmed the swap, posting …")."""
        low = self.t.low
        joint = next((m for m in range(p + 1, min(stop - 1, p + 12)) if low[m] == "and"), -1)
        if joint > 0 and low[joint + 1] in g.AUXILIARIES and not self.has_finite(p, joint):
            return True  # "declared an emergency and is now running the country"
        comma = next((m for m in range(p, min(stop - 1, p + 9)) if low[m] == ","), -1)
        if comma < 0 or self.t.quote[p] >= 0 or low[p] in g.SUBJECT_PRONOUNS:
            return False
        nxt = low[comma + 1]
        deed = nxt.endswith("ing") and nxt not in g.PREPOSITIONS
        return (deed or nxt == "with" or nxt in g.SUBJECT_PRONOUNS) and not self.has_finite(p, comma)

    def left(self, edge: int, first: int, claimed: int, *, according: bool = False) -> Side | None:
        """The words before an attribution that stands after them. `edge` is the first token of the attribution."""
        t = self.t
        low, raw = t.low, t.raw
        e = edge
        if e <= 0:
            return None
        if raw[e - 1] in _QUOTES:
            close = e - 1
            if (
                e < len(raw)
                and t.sentence[e] != t.sentence[close]
                and (
                    t.paragraph[t.sentence[e]] != t.paragraph[t.sentence[close]]
                    or raw[close - 1] not in ("?", "!", ",")
                )
            ):
                return None
            q = t.quote[close - 1] if close >= 1 else -1
            if q < 0 or t.quotes[q][1] != close:
                return None
            return self._around_quote(q, first, claimed, close)
        if raw[e - 1] in (",", "-", "–", "—") and e - 2 >= 0 and raw[e - 2] in _QUOTES:
            close = e - 2
            q = t.quote[close - 1] if close >= 1 else -1
            if q >= 0 and t.quotes[q][1] == close:
                return self._around_quote(q, first, claimed, close)
        if e <= first:
            return None
        if raw[e - 1] in (",", "-", "–", "—"):
            stop = e - 1
        elif according:
            stop = e
        else:
            return None
        open_ended = (
            low[stop - 1] in g.SUBORDINATORS
            and low[stop - 2 : stop] != [",", "though"]
            and low[stop - 1] not in ("before", "after", "since")
        )
        if open_ended or low[stop - 1] in g.RELATIVES or low[stop - 1] == "and":
            return None
        start = max(first, claimed)
        for m in range(stop - 1, start, -1):
            if raw[m] == ";" and self.has_finite(m + 1, stop):
                start = m + 1
                break
        if according or claimed > first:
            for m in range(stop - 1, start, -1):
                opens = raw[m] == "," and m + 1 < stop and low[m + 1] in _WHERE_OR_WHILE and stop - m > 5
                if opens and (low[m + 1] in ("where", "while", "although", "whereas") or claimed > first):
                    start = m + 2
                    break
        while start < stop and low[start] in _BUT_OR_AND and low[start + 1] != "far":
            start += 1
        if stop - start < 2:
            return None
        heading = t.page.sentences[t.sentence[start]].heading
        if not according and not heading and not self.has_finite(start, stop) and stop - start < 4:
            return None
        if (
            not according
            and (low[start] in g.PREPOSITIONS or low[start] in _WHEN_OR_WHILE)
            and not self._main_clause(start, stop)
        ):
            return None
        return (start, stop, "comma")

    def _main_clause(self, start: int, stop: int) -> bool:
        """Whether a clause of its own follows the leading circumstance ("On Friday, the talks broke down, …")."""
        low = self.t.low
        comma = next((m for m in range(start, stop) if low[m] == ","), -1)
        if comma < 0:
            return low[start] in g.PREPOSITIONS and self.has_finite(start, stop) and stop - start > 5
        return self.has_finite(comma + 1, stop) and stop - comma > 3

    def _around_quote(self, q: int, first: int, claimed: int, close: int) -> Side | None:
        """The quotation before an attribution; all of the clause where only its end is quoted."""
        t = self.t
        opening = t.quotes[q][0]
        if opening <= first or t.paragraph[t.sentence[opening]] != t.paragraph[t.sentence[max(first, 0)]]:
            return (opening, close, "quote")
        start = max(first, claimed)
        unquoted = [m for m in range(start, opening) if t.raw[m][0].isalnum()]
        if t.quote[first] >= 0 and t.quotes[t.quote[first]][0] <= first:
            return (
                (opening, close, "quote")
                if unquoted and claimed > first
                else (t.quotes[t.quote[first]][0], close, "quote")
            )
        if len(unquoted) < 2 or claimed > first:
            return (opening, close, "quote")
        if t.low[start] in g.PREPOSITIONS and t.raw[opening - 1] == ",":
            return (opening, close, "quote")
        return (start, close + 1, "quote")
