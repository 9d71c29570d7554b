"""Phrases: where a noun phrase begins and ends, before a verb of saying and after it.

Danger: a subject that swallows the clause before it.
Duty: the subject before a verb, the one named after it ("said Saleh al-Arouri, the deputy head of Hamas"), the subject of a
whole sentence; with title and apposition, without the relative clause.
"""

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES
from wasata.listen.en.grammar import words
from wasata.listen.en.names import _ANONYMOUS, _NAME_PARTS, _OFFICE, _ORGANISATION, Names, Phrase

_BOTH_OR_MANY = words("both many some several others few this that these")
_IN_OR_ON = words(
    "asked in on at after before during for as with by while when speaking despite since following although if from "
    "under over among"
)
_LAST_OR_THIS = words("last this next earlier late early days hours weeks months a two years")
_THAT_OR_BECAUSE = words(
    "that because while after before when although though if unless until whereas but as than since so what how why"
)
_CLAIM_OR_CHARGE = words("claim charge allegation accusation assertion suggestion figure number")
_ALSO_OR_BOTH = words("also both on itself himself meanwhile even somehow likewise")
_ON_OR_AFTER = words("on after before during via through following when as by about without")
_IN_OR_AT = words("in on at to during after by")
_A_OR_AN = words("a an the his her its one")
_IN_OR_TO = words("in at to from with")
_SET_OR_LEFT = words("set left cut put hit led made")
_A_OR_HIS = words("a an his her their its remarks comments response interviews part order")
_FAMILY_OR_ITALY = words("family italy assembly ally july daily weekly monthly")
_DAYS_OR_WEEKS = words("days weeks months years")
_WEEK_OR_MONTH = words("week month year after before today ago later")
_BOTH_OR_ALL = words("both all once so now")
_MINDS = words(
    "think thinks thought believe believes believed know knows knew hope hopes hoped feel feels felt find finds "
    "found fear fears feared"
)
_TANK = words("tank tanks")
_ROUGHLY = words("just only about around barely nearly almost")
_IN_FACT = words("fact turn response return addition particular effect")
_WEEKS = words("week month year weekend")
_OBJECTS = words("me us him them the a an his its their her to")
_AGED = words("year-old year month-old member strong")
_SPEAKING = _OFFICE | _ORGANISATION | _ANONYMOUS | words(")")
_HOUR = words("hours minutes hour minute day week month year")
_SPANS = _DAYS_OR_WEEKS | _HOUR
_TIMES_AND_MONTHS = g.TIMES | g.MONTHS
_NO_LIST = g.PREPOSITIONS | g.LEADS | g.TIMES
_IN_GROUP = (
    g.AUXILIARIES | g.NEGATIONS | {"to"} | g.ADVERBS | g.DAYS_AND_MONTHS | _IN_FACT | _WEEKS | _HOUR | _DAYS_OR_WEEKS
)
"""Words that may stand in a group of a verb; besides them words in -ly and days of the month."""
_STOP = frozenset(";:\"'()-–—|[].!?…*•")
_QUOTE_SIGNS = frozenset("\"'")
_ENDS_LEAD = g.AUXILIARIES | _STOP | g.RELATIVES


class Phrases(Names):
    """The noun phrases of one page."""

    def group_start(self, verb: int, floor: int) -> tuple[int, frozenset[str]]:
        """Where the verb group that ends in `verb` begins, and what stands in it (be, have, modal, not, to, do)."""
        low = self.tokens.low
        seen = set()
        k = verb
        while k > floor:
            word = low[k - 1]
            if word not in _IN_GROUP and word[-2:] != "ly" and not word.isdigit():
                break
            if word in g.AUXILIARIES or word in g.NEGATIONS:
                if word in g.BE:
                    seen.add("be")
                if word in g.HAVE:
                    seen.add("have")
                if word in g.DO:
                    seen.add("do")
                if word in g.MODALS:
                    seen.add("modal")
                if word in g.NEGATIONS:
                    seen.add("not")
                k -= 1
            elif word == "to" and not seen - {"not"}:
                seen.add("to")
                return k - 1, frozenset(seen)
            elif (word in g.ADVERBS and not (word in _BOTH_OR_ALL and k - 1 == floor)) or (
                word.endswith("ly") and len(word) > 4 and word not in _FAMILY_OR_ITALY
            ):
                k -= 1
            elif word in g.DAYS and k - 2 >= floor and low[k - 2] in ("on", "late", "early"):
                k -= 2
                if k - 1 >= floor and low[k - 1] in ("late", "early"):
                    k -= 1
            elif word in g.DAYS and k - 2 >= floor and low[k - 2] != ",":
                k -= 1
            elif word in g.MONTHS and k - 2 >= floor and low[k - 2] == "in" and self.tokens.raw[k - 1][0].isupper():
                k -= 2  # "The government in February offered"
            elif word.isdigit() and k - 3 >= floor and low[k - 2] in g.MONTHS and low[k - 3] == "on":
                k -= 3  # "The council on December 4 reaffirmed"
            elif word in _IN_FACT and k - 2 >= floor and low[k - 2] == "in":
                k -= 2
            elif word in _WEEKS and k - 2 >= floor and low[k - 2] in ("this", "last") and low[k - 3] in g.COORDINATORS:
                k -= 2  # "set up a council and this week announced"
            elif word in _HOUR and k - 2 >= floor and low[k] in ("earlier", "later") and low[k - 2] in g.DETERMINERS:
                k -= 2  # "Siniora, who heads a government, a day earlier vowed"
            elif word in _DAYS_OR_WEEKS and k - 4 >= floor and low[k - 3] in ("in", "over") and low[k - 4] in g.HAVE:
                k -= 3  # "has in recent days claimed"
            else:
                break
        return k, frozenset(seen)

    def before(self, end: int, floor: int) -> Phrase | None:
        """The noun phrase that ends just before token `end` and is its subject; None where there is none."""
        tokens = self.tokens
        low, raw = tokens.low, tokens.raw
        last = end - 1
        if last < floor:
            return None
        tail = end
        if low[last] == ")":
            k = last
            while k > floor and low[k] != "(":
                k -= 1
            last = k - 1
            tail = last + 1
        elif low[last] in (",", "-", "–", "—"):
            sign = low[last]
            if sign == "-" and low[last - 1] == "-":
                last -= 1  # "--"
            k = last - 1
            if low[k] == ")" and "(" in low[max(floor, k - 4) : k]:
                k = next(m for m in range(k - 1, floor - 1, -1) if low[m] == "(") - 1
            while k > floor and low[k] != sign and (low[k] not in _STOP or self._opening_of(k) > floor or self._age(k)):
                k = (self._opening_of(k) if low[k] in _STOP and not self._age(k) else k) - 1
                if low[k] == ")" and "(" in low[max(floor, k - 4) : k]:
                    k = next(m for m in range(k - 1, floor - 1, -1) if low[m] == "(") - 1
            if k <= floor or low[k] != sign:
                return None
            first = low[k + 1]
            if sign == "-" and low[k - 1] == "-":
                k -= 1
            inner = self.before(k, floor)
            if inner is None:
                return None
            if low[inner[0]] in g.PREPOSITIONS or low[inner[0]] in g.TIMES:
                own = self._trim(k + 1, last)
                if own is not None and self.kind(*own) is not None:
                    return own
            if first not in g.RELATIVES and self._has_verb(k + 1, last):
                return None
            apposed = first in g.DETERMINERS or first in g.TITLES or raw[k + 1][0].isupper() or first in _OFFICE
            role = next((m for m in range(k + 1, min(last, k + 6)) if low[m] in _OFFICE), -1)
            apposed = apposed or (role > 0 and (role + 1 == last or low[role + 1] in ("of", "for", "in", "at")))
            if apposed and first not in g.RELATIVES and first not in CUES and not self._has_verb(k + 1, last):
                return (inner[0], last)
            return inner
        if last < floor:
            return None
        if low[last] in _STOP or low[last] == ",":
            return None
        if low[last] in g.SUBJECT_PRONOUNS:
            return (last, last + 1)
        k = last
        steps = 0
        while k >= floor and steps < 30:
            word = low[k]
            if word == ")" and k > floor + 1:
                m = k - 1
                while m > floor and m > k - 7 and low[m] != "(":
                    m -= 1
                if low[m] == "(" and m > floor:
                    k = m - 1
                    continue
            if word == "," or word in _THAT_OR_BECAUSE or (word in _STOP and not self._age(k)):
                break
            k -= 1
            steps += 1
        start = k + 1
        if k >= floor and low[k] == "," and start <= last:
            start = self._over_list(k, start, floor)
        found = self._trim(start, tail if tail <= end else end)
        if (
            found is not None
            and k > floor
            and low[k] == ","
            and raw[k - 1][0].isupper()
            and (low[found[0]] in g.TITLES or low[found[0]] in ("a", "an", "the") or low[found[0]] in _OFFICE)
        ):
            # "Corneille Nangaa, leader of …": the name before the comma
            m = k
            while m > floor and k - m < 5 and (raw[m - 1][0].isupper() or low[m - 1] in _NAME_PARTS):
                m -= 1
            if k - m >= 2 and low[m] not in g.PREPOSITIONS and low[k - 1] not in g.DAYS and self.name_in(m, k):
                return (m, found[1])
        if (
            found is not None
            and low[found[0]] in g.PREPOSITIONS
            and low[found[0]] not in ("like", "about", "over")
            and k > floor
            and low[k] == ","
        ):
            # "Hamas, in a statement said": the one before the comma
            return self.before(k, floor) or found
        return found

    def _age(self, k: int) -> bool:
        """Whether the dash at `k` stands inside an age ("65-year-old")."""
        t = self.tokens
        return k > 0 and k + 1 < len(t.low) and t.low[k + 1] in _AGED and t.low[k] == "-" and t.raw[k - 1].isdecimal()

    def _ends_lead(self, k: int, start: int, last: int) -> bool:
        """Whether a word in small letters is the verb after a sentence's subject, or what stands before it."""
        low = self.tokens.low
        word = low[k]
        if word in g.VERBISH:
            return True
        cues = CUES.get(word)
        if cues and any(c.form in ("past", "s", "base") for c in cues):
            think_tank = word == "think" and k + 1 < last and low[k + 1] in _TANK
            noun = cues[0].noun and (
                low[k - 1] in g.DETERMINERS or low[k - 1].endswith("'s") or low[k - 1] in g.PREPOSITIONS
            )
            if not think_tank and not noun:
                return True
        end = word[-2:]
        if end == "ed":
            return len(word) > 4 and low[k - 1] not in g.DETERMINERS and "-" not in word
        if end == "ly":
            return True
        if end[-1] != "s" or k + 1 >= last or low[k + 1] not in _OBJECTS or end in ("ss", "'s"):
            return False
        # "Um's husband Barakat ⟦joins⟧ us", "The resolution ⟦extends⟧ the mandate"
        named = self.tokens.raw[k - 1][0].isupper()
        return named or (k - start > 1 and low[start] in g.DETERMINERS and low[k + 1] in g.DETERMINERS)

    def _past_sign(self, k: int) -> int:
        """Past a sign that stands inside a noun phrase: an age's dash, a name in quotation marks; k for any other."""
        return k + 2 if self._age(k) else self._nickname_end(k)

    def _nickname_end(self, k: int) -> int:
        """Past a name in quotation marks inside a noun phrase ("Ukraine's “Nightingale” battalion"); k where none is."""
        t = self.tokens
        q = t.quote[k] if t.low[k] == '"' else -1
        if q < 0 or t.quotes[q][0] != k or t.quotes[q][1] - k > 3 or not t.raw[k + 1][0].isupper():
            return k
        close = t.quotes[q][1]
        return close + 1 if t.raw[close - 1] not in (",", ".", "?", "!") else k

    def _opening_of(self, k: int) -> int:
        """Where the quotation that ends with token `k` begins; -1 when none does."""
        tokens = self.tokens
        q = tokens.quote[k - 1] if k else -1
        return tokens.quotes[q][0] if q >= 0 and tokens.quotes[q][1] == k else -1

    def _over_list(self, comma: int, start: int, floor: int) -> int:
        """A subject that is a list ("the U.N., the EU and France said") begins before its commas."""
        low = self.tokens.low
        if self._two_in_headline(comma, start, floor):
            return floor
        if "and" not in low[start : start + 8] or comma - 1 < floor:
            return start
        bodies = self._bodies_before(comma, start, floor)
        if bodies != start:
            return bodies
        raw = self.tokens.raw
        begin, listed = start, 0
        while raw[comma - 1][0].isupper():
            k = comma - 1
            while k > floor and low[k] not in _STOP and low[k] != "," and k > comma - 6:
                k -= 1
            if low[k] != "," or k <= floor or low[k + 1] in _NO_LIST:
                break
            if not raw[k + 1][0].isupper():
                # "authors Bonny Lim, Brian Hartley and Ana Sousa": what they are, before the first of them
                roles = listed and low[k + 1].endswith("s") and k + 2 < comma and raw[k + 2][0].isupper()
                return k + 1 if roles else begin
            begin, comma, listed = k + 1, k, listed + 1
        return begin

    def _two_in_headline(self, comma: int, start: int, floor: int) -> bool:
        """ "Kyiv, Moscow announce swap": two sides with only a comma between, in a line without an end sign."""
        tokens, sides = self.tokens, ("nation", "party", "body")
        n = tokens.sentence[start]
        return (
            floor == tokens.first[n]
            and 0 < comma - floor <= 3
            and tokens.raw[tokens.last[n] - 1] not in (".", "!", "?", '"', ":")
            and self.parties.what(floor, comma) in sides
            and self.parties.what(start, start + 1) in sides
            and tokens.low[start + 1] != "agree"  # they agree with one another: no voice
            and self.parties.all(floor, comma) != self.parties.all(start, start + 1)
        )

    def _bodies_before(self, comma: int, start: int, floor: int) -> int:
        """ "Egypt, Qatar and the United States": bodies between commas from the sentence's beginning on."""
        low, raw = self.tokens.low, self.tokens.raw
        joint = low.index("and", start)
        if joint > start and self.kind(start, joint) != "organisation":
            return start
        end = comma
        while True:
            k = end
            while k > floor and end - k < 6 and low[k - 1] not in _STOP and low[k - 1] != ",":
                k -= 1
            if (
                k == end
                or low[k] in g.PREPOSITIONS
                or not raw[end - 1][0].isupper()
                or self.kind(k, end) != "organisation"
            ):
                return start
            if k == floor or (low[k - 1] in _QUOTE_SIGNS and low[k - 2] == ","):
                return k if joint > start or end < comma else start
            if low[k - 1] != ",":
                return start
            end = k - 1

    def _trim(self, start: int, end: int) -> Phrase | None:
        """Cuts a clause down to the noun phrase that opens it (or follows its last verb)."""
        low, raw = self.tokens.low, self.tokens.raw
        if start < end and low[start] in ("which", "whom", "who"):
            return None
        for k in range(start + 1, end) if not g.RELATIVES.isdisjoint(low[start:end]) else ():
            if low[start] == "where":
                start += 1  # ", where officials have said"
                break
            if low[k] == "where" and k + 1 < end and low[k - 1] != ",":
                start = k + 1  # "in the same town where the Red Cross said …"
                break
            if low[k] in g.RELATIVES:
                own = (k + 1, end) if low[k] in ("which", "that", "whom", "who") and end - k > 1 else None
                if own is not None and (low[k + 1] in ("the", "its", "their") or raw[k + 1][0].isupper()):
                    plain = not any(
                        low[m] in g.VERBISH or low[m] in g.AUXILIARIES or low[m] in CUES for m in range(*own)
                    )
                    speaks = (
                        raw[end - 1][0].isupper()
                        or low[end - 1].startswith(("al-", "el-"))
                        or low[end - 1] in _SPEAKING
                    )
                    if plain and speaks and self.kind(*own) is not None:
                        start = k + 1  # "deals which the government says are the best way"
                        break
                end = k
                break
        for k in range(start, end - 1) if not _CLAIM_OR_CHARGE.isdisjoint(low[start:end]) else ():
            if (
                low[k] in _CLAIM_OR_CHARGE
                and low[k - 1] in ("a", "an", "the")
                and (low[k + 1] in g.DETERMINERS or raw[k + 1][0].isupper())
            ):
                return None
        while start < end and (low[start] in g.LEADS or low[start] in ("and", "or", ",")):
            start += 1
        if start + 1 < end and low[start] == "far" and low[start - 1] == "so":
            start += 1
        if start + 4 < end and low[start] in _ROUGHLY and low[start + 1] in g.DETERMINERS:
            start += 1
        if start + 3 < end and low[start] in ("a", "an", "several", "some", "two", "three"):
            past = next(
                (m for m in range(start + 1, min(start + 5, end - 1)) if low[m] in ("later", "earlier", "ago")), -1
            )
            if past > 0 and low[past - 1] in _SPANS:
                start = past + 1  # "A few hours later the government announced"
        if start + 1 < end and low[start] == "according":
            start += 2
        if start < end and low[start] in g.PREPOSITIONS and low[start] not in ("like", "about", "over"):
            start = self._past_preposition(start, end)
        if end - start > 1 and low[start] == "of":
            return None
        for k in range(end - 1, start - 1, -1):
            word = low[k]
            if word in g.VERBISH and not (word in _SET_OR_LEFT and low[k - 1] in g.DETERMINERS):
                start = k + 1
                if word in g.MODALS and "and" in low[start:end]:
                    # "would send a mission and Turkey": a verb follows the modal, and the subject only "and"
                    start = max(m for m in range(start, end) if low[m] == "and") + 1
                elif word in g.BE and start < end and low[start].endswith("ed") and "and" in low[start:end]:
                    # "the truce was violated by both and the army announced": another subject
                    start = max(m for m in range(start, end) if low[m] == "and") + 1
                break
            if word[-2:] != "ed" and word not in CUES and word not in _MINDS:
                continue
            if (k > start and (self._is_past(k, end) or self._is_saying(k))) or (
                low[k] in _MINDS and k + 1 < end and low[k + 1] not in _TANK
            ):
                after = [m for m in range(k + 1, end) if low[m] in ("and", "but")]
                if after:
                    start = after[-1] + 1
                    break
                if (
                    self._is_saying(k)
                    or low[k] in _MINDS
                    or (low[k + 1 : k + 2] in (["a"], ["an"], ["the"]) and low[k] not in ("named", "called", "dubbed"))
                ):
                    start = k + 1
                    break
        while start < end and (
            low[start] in g.LEADS or low[start] in g.COORDINATORS or low[start] in g.TIMES
            or (low[start].endswith("ly") and raw[start][0].islower())
        ):  # fmt: skip
            start += 1
        joint = next((m for m in range(end - 2, start, -1) if low[m] == "and"), -1) if end - start > 6 else -1
        if joint > 0 and raw[joint + 1][0].isupper() and self._has_infinitive(start, joint):
            start = joint + 1  # "made a call to inform him of the deal and Olmert accepted"
        while end > start and (low[end - 1] in g.TIMES or low[end - 1] in _ALSO_OR_BOTH):
            end -= 1
        if start >= end or end - start > 26 or (low[start] in g.SUBJECT_PRONOUNS and end - start > 1):
            return None
        if low[end - 1] in g.PREPOSITIONS or low[end - 1] in g.COORDINATORS or low[end - 1] == "the":
            return None
        if low[start] in g.PREPOSITIONS and low[start] not in ("like", "about", "over"):
            start = self._past_preposition(start, end)
        if low[start].endswith("ing") and (
            raw[start][0].islower() or (end - start == 1 and low[start] not in self.surnames())
        ):
            return None
        if end - start > 3 and low[end - 1] == "part" and low[end - 2] in g.POSSESSIVES:
            end -= 3
        while (
            end - 2 > start
            and low[end - 2] in ("last", "this", "next")
            and low[end - 1] in ("week", "month", "year", "weekend")
        ):
            end -= 2
            while end - 1 > start and low[end - 1] in g.TIMES:
                end -= 1
        if end - start == 1 and low[start] in g.DETERMINERS and low[start] not in _BOTH_OR_MANY:
            return None
        return (start, end)

    def _has_infinitive(self, i: int, j: int) -> bool:
        """Whether "to" and a verb stand in the words i..j: more than a noun phrase, then."""
        low, raw = self.tokens.low, self.tokens.raw
        return any(low[m] == "to" and raw[m + 1].islower() and low[m + 1] not in g.DETERMINERS for m in range(i, j - 1))

    def _past_preposition(self, start: int, end: int) -> int:
        """Past a leading "on Thursday", "in a joint statement", "for her part"."""
        low, raw = self.tokens.low, self.tokens.raw
        k = start + 1
        if k < end and low[k] in _TIMES_AND_MONTHS:
            k += 1
            while k < end and (raw[k][0].isdigit() or low[k] in (".", ",")):
                k += 1
            return k
        k += 1
        while k < end:
            if low[k] in g.DETERMINERS or low[k] in g.SUBJECT_PRONOUNS:
                return k
            if (
                raw[k][0].isupper()
                and raw[k - 1][0].islower()
                and low[k - 1] not in g.PREPOSITIONS
                and low[k - 1] not in g.DETERMINERS
            ):
                return k
            k += 1
        return start

    def _is_past(self, k: int, end: int) -> bool:
        low = self.tokens.low
        word = low[k]
        if not word.endswith("ed") or len(word) < 5 or "-" in word or k + 1 >= end:
            return False
        return low[k - 1] not in g.DETERMINERS and (
            low[k + 1] in g.DETERMINERS or self.tokens.raw[k + 1][0].isupper() or low[k + 1] in ("that", "to")
        )

    def _is_saying(self, k: int) -> bool:
        cues = CUES.get(self.tokens.low[k])
        return cues is not None and any(c.strong and c.form in ("past", "s", "base") and not c.noun for c in cues)

    def _is_deed(self, k: int) -> bool:
        """Whether a word is a finite form of any cue and no noun."""
        return any(c.form in ("past", "s") and not c.noun for c in CUES.get(self.tokens.low[k], ()))

    def _has_verb(self, i: int, j: int) -> bool:
        low = self.tokens.low
        return any(low[k] in g.AUXILIARIES or low[k] in ("said", "says") for k in range(i, j))

    def after(self, start: int, limit: int) -> Phrase | None:
        """The noun phrase that begins at token `start` ("said ⟦Saleh al-Arouri, the deputy head of Hamas⟧, who …")."""
        low, raw = self.tokens.low, self.tokens.raw
        k = start
        while k < limit:
            word = low[k]
            if word in _STOP:
                past = self._past_sign(k) if k > start else k
                if past == k:
                    break
                k = past
                continue
            if word in g.RELATIVES or word in g.AUXILIARIES or word in g.TIMES:
                break
            if word in g.SUBORDINATORS and not (word == "as" and low[k - 1] in ("such", "known")):
                break
            if word == ",":
                if k == start or not self._apposition(k, limit):
                    break
                k += 1
                continue
            if word in g.SUBJECT_PRONOUNS:
                if k == start:
                    return (k, k + 1)
                break
            if k > start:
                if word in _ON_OR_AFTER:
                    break
                if word in _IN_OR_TO and k + 1 < limit and (
                    low[k + 1] in _A_OR_HIS
                    or low[k + 1] in g.MONTHS or low[k + 1] in g.TIMES or raw[k + 1][0].isdigit()
                ):  # fmt: skip
                    break
                if word in CUES and (any(c.form == "ing" for c in CUES[word]) or self._is_saying(k)):
                    break
                if (
                    word in ("and", "but")
                    and k + 1 < limit
                    and (low[k + 1] in CUES or low[k + 1] in g.SUBJECT_PRONOUNS or low[k + 1] in g.VERBISH)
                ):
                    break
                if word.endswith("ly") and raw[k][0].islower() and word not in _FAMILY_OR_ITALY:
                    break
            k += 1
            if k - start > 24:
                break
        while k > start and (
            low[k - 1] == "," or low[k - 1] in g.PREPOSITIONS or low[k - 1] in ("and", "the", "late", "early")
        ):
            k -= 1
        return (start, k) if k > start and low[start] not in _IN_OR_AT else None

    def _apposition(self, comma: int, limit: int) -> bool:
        """Whether what follows the comma names the same one again."""
        low, raw = self.tokens.low, self.tokens.raw
        k = comma + 1
        if k >= limit:
            return False
        word = low[k]
        if (
            word in g.RELATIVES
            or word in g.SUBJECT_PRONOUNS
            or word in g.PREPOSITIONS
            or word in g.COORDINATORS
            or word in g.LEADS
        ):
            return False
        if word in CUES or word.endswith("ing") or word in _STOP or word in g.TIMES:
            return False
        if not (word in _A_OR_AN or word in g.TITLES or raw[k][0].isupper() or word in _OFFICE):
            return False
        for m in range(k, min(limit, k + 25)):
            if low[m] in (",", ".", ";") or low[m] in _STOP or low[m] in ("who", "whose"):
                return True
            if low[m] in g.AUXILIARIES or (low[m] in CUES and self._is_deed(m)) or low[m] in g.VERBISH:
                return False
        return True

    def lead(self, first: int, last: int) -> Phrase | None:
        """The subject of a sentence: the noun phrase before its first verb."""
        low, raw = self.tokens.low, self.tokens.raw
        k = first
        while k < last and (low[k] in g.LEADS or low[k] in _STOP or low[k] == "'"):
            k += 1
        if k < last and low[k] in _IN_OR_ON:
            m = k
            while m < last and low[m] != ",":
                m += 1
            if m < last - 2 and m - k < 25:
                k = m + 1
        if k < last and low[k] in _LAST_OR_THIS:
            m = next((x for x in range(k, min(last, k + 7)) if low[x] == ","), -1)
            if m > 0 and any(low[x] in g.TIMES or low[x] in g.MONTHS or low[x] in _WEEK_OR_MONTH for x in range(k, m)):
                k = m + 1
        if k < last and low[k] == '"' and self._opening_of(k) > first:
            k += 1  # "After calling it “treachery,” Putin left it"
        while k < last and (low[k] in g.LEADS or low[k] == "," or (low[k] == "far" and low[k - 1] == "so")):
            k += 1
        if k + 2 < last and low[k] in ("last", "this", "next") and low[k + 1] in _WEEK_OR_MONTH:
            k += 2  # "Last week junta chief Min Aung Hlaing met …"
        start = k
        if start < last and low[start] in g.SUBORDINATORS and low[start] != "so":
            return None  # "When I went down to …"
        while k < last:
            word = low[k]
            if word in _ENDS_LEAD:
                past = self._past_sign(k) if k > start else k
                if past == k:
                    break
                k = past
                continue
            if k == start:
                if word in g.VERBISH and raw[k].islower():
                    break
            elif word == ",":
                if not self._apposition(k, last):
                    break
            elif raw[k].islower() and self._ends_lead(k, start, last):
                break
            k += 1
            if k - start > 20:
                return None
        end = k
        while end > start and (
            low[end - 1] in (",", "also") or low[end - 1] in g.PREPOSITIONS or low[end - 1] in g.TIMES
        ):
            end -= 1
        return (start, end) if end > start else None
