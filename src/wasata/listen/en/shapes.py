"""Shapes: the other shapes of reporting beside "X said that".

Danger: "…," said X read the wrong way round.
Duty: inversion, participles, what one went on to say, those quoted through others, "according to".
"""

from __future__ import annotations

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES, Cue
from wasata.listen.en.frames import Frames
from wasata.listen.en.grammar import words
from wasata.listen.en.names import Phrase
from wasata.listen.en.tokens import Tokens
from wasata.listen.en.voices import Draft

_BY_OR_WHILE = words(', - – — by while without in "')

_CONTINUED_OR_CONTINUES = words("continued continues continue took rushed moved sought tried")

_REPORTS_OR_REPORT = words("reports report data statement figures")

_BETWEEN_OR_ABOUT = words(
    "only just nearly almost over more less fewer some around between about around more nearly over some at roughly less up"
)

_NO_ACCORDING = words(
    "plan plans schedule agreement deal treaty terms law laws rules rule protocol convention needs timetable "
    "resolution constitution merit custom tradition alphabet principles"
)

_NEW_SUBJECT = words("the a an this these at some more its their there")
_WITHOUT_COMMA = words("statement letter message post tweet comments remarks memo email posts speech communique")

_OUTLETS_TOO = words("a an the which citing quoting")
_CARRIERS = words(
    "tweets tweet posts post statement statements remarks figures data reports documents comments numbers estimates"
)


def low_colon(t: Tokens, at: int) -> bool:
    """Whether a colon or a quotation stands at `at`."""
    return t.low[at] in (":", '"', "that")


_NO_SPEECH = words("maintain report post note claim")
"""What one goes on doing without speaking ("continues to maintain its posts")."""
_IN_GROUP = g.ADVERBS | g.AUXILIARIES
_JOINING = words("join joins joined joining")
_AS_SAYING = words("saying telling warning confirming adding stating declaring denying describing insisting claiming")


class Shapes(Frames):
    """The shapes of one page."""

    def _inverted(self, k: int, stop: int, cue: Cue, start: int, quoted: bool) -> Draft | None:
        """ "…," said X."""
        if cue.form not in ("past", "s", "base") or ("t" not in cue.frames and "l" not in cue.frames):
            return None
        if quoted:
            return None
        t, s, c = self.t, self.s, self.c
        source = s.after(stop, self.last)
        if source is None:
            return None
        if t.low[source[1]] in g.AUXILIARIES and not (t.low[source[0]] in g.THIRD and t.low[source[1] - 1] in g.THIRD):
            # "thanked Norway, said the bridge would stay shut": a third verb of the subject before
            shared = self._shared(k, cue, start, quoted)
            return self._framed(k, stop, cue, start, shared, "shared-subject", quoted) if shared is not None else None
        if not cue.strong and s.kind(*source) is None and t.low[source[0]] not in g.THIRD:
            return None
        one_more = not cue.strong or s.kind(*source) is None
        if (
            one_more
            and t.low[start - 1] == ","
            and t.raw[start - 2] not in ('"', "'")
            and t.low[source[0]] not in g.THIRD
        ):
            # "expressed regret, urged restraint and called for …": one more verb of the same subject
            shared = self._shared(k, cue, start, quoted) if self.drafts else None
            return self._framed(k, stop, cue, start, shared, "shared-subject", quoted) if shared is not None else None
        left = c.left(start, self.first, self._claimed(k))
        at = source[1]
        right = None
        if at < self.end:
            got = c.right(at, self.end, k, strict=False, cue=cue)
            if got is not None and (got[2] in ("quote", "that") or (left is None and low_colon(t, at))):
                right = got
        if right is None and left is not None and left[2] == "quote":
            right = c.following(k)
        if not cue.strong and (left is None or left[2] != "quote"):
            return None
        if left is None and right is None:
            return None
        best = left if right is None else right if left is None else c.main_side(left, right, k)
        assert best is not None
        return Draft((k, stop), best[:2], source, cue.act, "inverted", c.via_around(source, k))

    def _participle(
        self, k: int, stop: int, cue: Cue, floor: int, quoted: bool, word: int | None = None
    ) -> Draft | None:
        """…, saying / warning / adding that; having vowed to."""
        t, s = self.t, self.s
        at = k if word is None else word
        low = t.low
        if cue.frames == "l" or cue.lemma in ("refer_to", "point_to", "allude_to"):
            return None
        if cue.lemma == "offer" and any(
            low[m] in ("details", "comment", "evidence", "explanation") for m in range(stop, stop + 4)
        ):
            return None  # "offering few details"
        if k == floor:
            return self._leading_participle(k, stop, cue)
        m = k - 1
        while m > floor and (low[m] in g.ADVERBS or (low[m].endswith("ly") and len(low[m]) > 4)):
            m -= 1
        prev = low[m]
        subject: Phrase | None = None
        if prev in _BY_OR_WHILE or (prev in ("and", "but") and self.drafts):
            if prev == "without":
                return None
            joined = (
                next((x for x in range(m - 1, max(floor, m - 12), -1) if low[x] in _JOINING), -1)
                if prev == "in"
                else -1
            )
            if joined > 0:  # "Qatar joined the envoy in calling for a truce"
                subject = s.before(s.group_start(joined, floor)[0], floor)
                if subject is None or not self._may_speak(subject, cue):
                    return None
                return self._framed(at, stop, cue, k, subject, "participle", quoted)
            if prev == "in" and cue.lemma not in ("say", "announce", "declare", "write"):
                return None
        elif prev in _WITHOUT_COMMA or (False):
            pass
        elif cue.lemma == "cite":
            return self._citing(k, stop)
        elif (
            (not cue.strong and cue.act != "demand" and not self._absolute(k, floor))
            or (prev in g.DETERMINERS and not self._absolute(k, floor))
            or prev in g.PREPOSITIONS
            or prev in g.AUXILIARIES
            or (cue.noun and cue.form != "ing")
        ):
            return None
        else:
            # "a resolution demanding …": the noun just before is the one who speaks
            subject = s.before(k, floor)
            if subject is not None and low[subject[0]] == "with":
                subject = (subject[0] + 1, subject[1])
            elif subject is not None and subject[1] != k:
                start = next((x for x in range(k - 1, max(floor, k - 8), -1) if low[x] in ("with", ",")), -1)
                subject = (start + 1, k) if start > 0 and low[start] == "with" else subject
            if subject is None or subject[1] != k or s.kind(*subject) is None or low[k - 1].endswith("ed"):
                return None
            if t.raw[subject[0]].islower() and any(c.form in ("past", "part") for c in CUES.get(low[subject[0]], ())):
                return None  # "dismissed reports suggesting that …"
            return self._framed(at, stop, cue, k, subject, "participle", quoted)
        near = [d for d in self.drafts if t.sentence[d.cue[0]] == t.sentence[k] and d.rule != "noun-of-saying"]
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

    def _absolute(self, k: int, floor: int) -> bool:
        """Whether "with" and a bare subject stand before a participle (", with both sides accusing each other of …")."""
        low = self.t.low
        at = next((x for x in range(k - 1, max(floor, k - 9), -1) if low[x] == "with" or low[x] in (",", '"')), -1)
        return at > 0 and low[at] == "with" and low[at - 1] in (",", "-", "–", "—") and k - at > 1

    def _leading_participle(self, k: int, stop: int, cue: Cue) -> Draft | None:
        """ "Saying that …, X left"; "Citing …, X said"."""
        thing = not cue.strong and "n" in cue.frames and cue.act in ("demand", "say", "reject")
        if cue.lemma == "cite" or not (cue.strong or thing):
            return None
        t = self.t
        comma = next((m for m in range(stop, self.end) if t.low[m] == ","), -1)
        if comma < 0:
            return None
        subject = self.s.lead(comma + 1, self.last)
        if subject is None or self.s.kind(*subject) is None:
            return None
        if thing:  # "Calling for a calm vote, the premier defended …"
            said = self.c.is_thing(stop, comma) and comma - stop > 1
            return Draft((k, stop), (stop, comma), subject, cue.act, "participle") if said else None
        got = self.c.right(stop, comma, k, strict=True, cue=cue)
        return Draft((k, stop), got[:2], subject, cue.act, "participle") if got else None

    def _citing(self, k: int, stop: int) -> Draft | None:
        """ "Kan reported …, citing officials": the official's words, carried by Kan."""
        source = self.s.after(stop, self.last)
        if (
            source is not None
            and self.t.low[source[1] - 1] in _WITHOUT_COMMA
            and self.t.raw[source[1] - 2].endswith("'s")
        ):
            source = (source[0], source[1] - 1)
        if source is None or self.s.kind(*source) not in ("office", "anonymous", "person", "organisation"):
            return None
        for n in range(len(self.drafts) - 1, -1, -1):
            d = self.drafts[n]
            if self.s.is_outlet(*d.source) and self.t.sentence[d.cue[0]] == self.t.sentence[k]:
                self.drafts[n] = d._replace(source=source, via=d.source, rule="citing")
                return None
        return None

    def _infinitive(self, k: int, stop: int, cue: Cue, start: int, floor: int, quoted: bool) -> Draft | None:
        """ "went on to say", "I want to thank"."""
        t, s = self.t, self.s
        low = t.low
        if start <= floor:
            return None
        before = low[start - 1]
        begin = start - 1
        while begin > floor and low[begin - 1] in _IN_GROUP:
            begin -= 1
        if (
            before in ("want", "wish", "like")
            and begin > floor
            and low[begin - 1] in ("i", "we")
            and self.issuer
            and not quoted
        ):
            return self._framed(k, stop, cue, begin, (begin - 1, begin), "issuer", quoted)
        if before == "on" and low[start - 2] in ("went", "goes", "going") and start - 3 >= floor:
            subject = s.before(start - 2, floor)
            if subject is None and self.drafts:
                subject = self.drafts[-1].source
            if subject is not None and self._may_speak(subject, cue):
                return self._framed(k, stop, cue, start - 2, subject, "went-on", quoted)
            return None
        if (
            before in _CONTINUED_OR_CONTINUES
            and (cue.strong or (cue.act == "demand" and before.startswith("cont")))
            and cue.lemma not in _NO_SPEECH
        ):
            subject = s.before(begin, floor)
            if subject is not None and self._may_speak(subject, cue):
                return self._framed(k, stop, cue, begin, subject, "went-on", quoted)
        return None

    def _quoted(self, k: int, start: int, flags: frozenset[str]) -> Draft | None:
        """ "Reuters quoted an official as saying …", "X was quoted by Y as saying …", "X, quoted by Reuters, said"."""
        t, s, c = self.t, self.s, self.c
        low = t.low
        end = self.end
        saying = next(
            (
                m
                for m in range(k + 1, min(end, k + 22))
                if low[m] in _AS_SAYING and (low[m - 1] == "as" or "be" not in flags)
            ),
            -1,
        )
        if saying > 0:
            self.taken.add(saying)
        if "be" in flags:
            source = s.before(start, self.first)
            if source is not None and saying < 0 and low[k + 1] in ("in", "by"):
                quote = c.left(source[0], self.first, self._claimed(k))  # ""…," Faisal was quoted in a statement"
                if quote is None or quote[2] != "quote":
                    return None
                carrier = s.after(k + 2, self.last) if low[k + 1] == "by" else None
                return Draft(
                    (k - 1 if low[k - 1] in g.BE else k, k + 1), quote[:2], source, "say", "quoted-as", carrier
                )
            if source is None or saying < 0:
                return None
            via = None
            if low[k + 1] == "by":
                via = s.after(k + 2, saying - 1)
            right = c.right(saying + 1, end, k, strict=False, cue=CUES["saying"][0])
            left = c.left(source[0], self.first, self._claimed(k))
            if right is not None and right[2] == "bare" and left is not None and self._weak_right(saying + 1, right):
                right = None
            best = right or left
            if best is None:
                return None
            cue = (k - 1 if low[k - 1] in g.BE else k, k + 1)
            return Draft(cue, best[:2], source, "say", "quoted-as", via)
        if saying < 0:
            return None
        teller = s.before(start, self.first)
        source = s.after(k + 1, saying - 1 if low[saying - 1] == "as" else saying)
        if source is None:
            return None
        right = c.right(saying + 1, end, k, strict=False, cue=CUES["saying"][0])
        if right is None and teller is not None:
            right = c.left(teller[0], self.first, self._claimed(k))
        if right is None:
            return None
        via = teller if teller is not None and s.is_outlet(*teller) else None
        return Draft((k, k + 1), right[:2], source, "say", "quoted-as", via)

    def _puts(self, k: int) -> Draft | None:
        """ "puts the toll at 18", "whose number his office puts at between 59 and 69"."""
        t, s, c = self.t, self.s, self.c
        low, raw = t.low, t.raw
        at = next((m for m in range(k + 1, min(self.end - 1, k + 9)) if low[m] == "at"), -1)
        if at < 0 or not (raw[at + 1][0].isdigit() or low[at + 1] in _BETWEEN_OR_ABOUT):
            return None
        if low[at + 1] not in ("between",) and not any(
            raw[m][0].isdigit() for m in range(at + 1, min(self.end, at + 5))
        ):
            return None
        start, flags = s.group_start(k, self.first)
        if "modal" in flags or "be" in flags or t.quote[k] >= 0:
            return None
        if start > self.first and low[start - 1] in ("and", "but"):
            subject = self._shared(k, CUES["said"][0], start, False)
        else:
            begin = max(
                (m + 1 for m in range(self.first, start) if low[m] in (";", "whose", "which")), default=self.first
            )
            if begin > self.first and low[begin - 1] == "whose":
                begin += 1
            subject = s.before(start, begin)
        if subject is None or (low[subject[1] - 1] in g.PRONOUNS and low[subject[0]] not in g.THIRD):
            return None
        first = k + 1 if at > k + 1 else at + 1
        return Draft((k, k + 1), (first, c.cut(first, self.end, k)), subject, "say", "puts-at")

    def _without_comma(self, source: Phrase, comma: int) -> int:
        """Where the clause begins in "According to regional authorities ⟦the shelling began at nine⟧"; -1 with a comma."""
        low = self.t.low
        for m in range(source[0] + 1, source[1]):
            if low[m] in _NEW_SUBJECT and low[m - 1] not in g.PREPOSITIONS and low[m - 1] not in (",", "and"):
                whole = self.s.kind(source[0], m) is not None and not self.t.raw[m - 1].endswith(("'s", "'"))
                return m if whole and self.c.has_finite(m, min(comma, self.end)) else -1
        return -1

    def _comma_after(self, rest: Phrase) -> int:
        """Where the first piece of what stands behind an attribution ends."""
        low = self.t.low
        return next((m for m in range(rest[0], rest[1]) if low[m] == ","), rest[1])

    def _according(self, k: int, size: int = 2) -> Draft | None:
        """ "…, according to X", "…, per X"; `size` is the length of the cue."""
        t, s, c = self.t, self.s, self.c
        low = t.low
        at = k + size
        carrier = next(
            (
                m
                for m in range(at, min(self.last - 1, at + 3))
                if low[m] in _CARRIERS and low[m + 1] in ("by", "from", "of")
            ),
            -1,
        )
        if carrier >= 0 and (t.raw[carrier + 2][0].isupper() or low[carrier + 2] in g.DETERMINERS):
            at = carrier + 2
        told = next((m for m in range(at + 2, min(self.end, at + 12)) if low[at] == "what" and low[m] in CUES), -1)
        if told > 0:
            at += 1  # "according to what the ministry said": one saying
            self.taken.add(told)
        source = s.after(at, self.last)
        if source is None:
            return None
        if told > 0:
            source = (source[0], min(source[1], told))
        comma = next((m for m in range(source[0] + 1, source[1]) if low[m] == ","), -1)
        if comma > 0 and s.is_outlet(source[0], comma) and low[comma + 1] not in _OUTLETS_TOO:
            source = (source[0], comma)  # "according to AFP, Mr X, the spokesman, …": the paper alone
        head = low[s._head(*source) - 1]
        if head in _NO_ACCORDING or (
            s.kind(*source) is None and head not in _REPORTS_OR_REPORT and not g.are_doers(head)
        ):
            return None
        via = None
        content: Phrase | None = None
        end = self.end
        if t.quote[k] >= 0:
            return None
        before = self.drafts[-1] if self.drafts and s.is_outlet(*source) else None
        if before is not None and before.rule == "inverted" and before.source[1] <= k:
            between = range(before.source[1], k)
            if all(low[m] in g.TIMES or low[m] in g.MONTHS or low[m] in ("on", ",") for m in between):
                self.drafts[-1] = before._replace(via=source)  # ""…," said X on Monday, according to AFP"
                return None
        if self.drafts and low[k - 1] == "," and s.is_outlet(*source) and self.drafts[-1].cue[1] == k - 1:
            # ""…," Putin said, according to Reuters": who carried it
            self.drafts[-1] = self.drafts[-1]._replace(via=source)
            return None
        if k <= self.first + 1:
            m = source[1]
            while m < end and low[m] != ",":
                m += 1
            if m + 1 < end and low[m + 1] in ("which", "who", "whose"):
                m = next((x for x in range(m + 2, end) if low[x] == ","), m)  # past what it is
            split = self._without_comma(source, min(m, end)) if k == self.first else -1
            if split > 0:
                source, content = (source[0], split), (split, c.cut(split, end, k))
            elif m < end:
                content = (m + 1, c.cut(m + 1, end, k))
        else:
            left = c.left(k, self.first, self._claimed(k), according=True)
            m = source[1]
            while m < end and low[m] not in (",",):
                m += 1
            rest = (m + 1, end) if m + 1 < end and low[k - 1] in (",", "that") else None
            if rest is not None and (
                low[rest[0]] in CUES
                or low[rest[0]] in g.RELATIVES
                or low[rest[0]] in g.COORDINATORS
                or low[rest[0]] in g.SUBORDINATORS
                or low[rest[0]].endswith("ing")
            ):
                rest = None
            if left is not None:
                content = left[:2]
                if rest is not None and c.has_finite(*content) and not c.has_finite(rest[0], self._comma_after(rest)):
                    rest = None
                if rest is not None and t.b[rest[1] - 1] - t.a[rest[0]] > t.b[content[1] - 1] - t.a[content[0]]:
                    content = rest
            else:
                content = rest
        if content is None:
            return None
        return Draft((k, k + size), content, source, "say", "according-to", via)
