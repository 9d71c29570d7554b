"""Frames: what a verb of saying may take, and who may be its subject.

Danger: "demands" the noun, "found" the fact, "held" the meeting taken for sayings.
Duty: for one cue where it stands: its subject, its frame, the words it attributes.
"""

from __future__ import annotations

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES, Cue
from wasata.listen.en.grammar import words
from wasata.listen.en.names import Phrase
from wasata.listen.en.voices import Draft, Voices
from wasata.values import Act

_ALL_OR_BOTH = words("all both many some others")

_ITS_OR_THEIR = words("its their his her efforts")

_THERE_OR_THIS = words("there this that these those what it's")

_TO_OR_FROM = words("to from with for of by")

_THE_OR_AN = words("the a an its his")

_MUTE = words(
    "comment say discuss elaborate confirm answer respond be give speak identify name specify disclose provide"
)

_BOTH_SIDES = words("warring rival both sides parties rivals two and they foes enemies factions leaders each")

_PROPOSALS = words(
    "proposal proposals plan plans offer initiative draft roadmap paper document formula list demands idea ideas"
)

_OWN_MINDS = words("want believe think know feel consider prefer")

_NO_SPEAKERS = words(
    "deal agreement accord pact plan proposal truce ceasefire draft law treaty initiative roadmap talks"
)

_PRESS = words("reporters journalists correspondents reporter journalist media")

_SAYINGS = words("that quote clause after-quote after-clause split-quote inverted according-to shared-subject")


_WHILES = words("when if after as because since while although though once")
_DEED_NOUNS = words(
    "attack attacks strike strikes war wars offensive assault raid raids violence fighting crisis move moves dispute row clashes"
)
_ASKED_OF = words("demand reject accuse threaten offer")
_DASHED = words("- – —")
_NO_DEEDS = g.DETERMINERS | g.PRONOUNS
_ASKING = words("how why whether")


class Frames(Voices):
    """The frames of one page."""

    def _framed(
        self, k: int, stop: int, cue: Cue, start: int, subject: Phrase, rule: str, quoted: bool
    ) -> Draft | None:
        t, c = self.t, self.c
        low, raw = t.low, t.raw
        end = t.quotes[t.quote[k]][1] if quoted else self.end
        end = min(end, self.end)  # what one quotes another as saying ends with the sentence
        if rule == "relative" and low[subject[1]] == ",":
            end = self._aside_ends(stop, end)
        frames = cue.frames
        nxt = low[stop] if stop < end else ""
        inner = self._is_inner(subject, k)
        cue_span = (k, stop)
        if low[subject[0] - 1] == "what" and nxt in g.BE and cue.strong and subject[0] > self.first:
            stop, nxt = stop + 1, low[stop + 1]  # "what they say is ⟦the marginalisation of …⟧"

        def draft(content: Phrase | None, name: str, via: Phrase | None = None, act: Act | None = None) -> Draft | None:
            if content is None or content[0] >= content[1]:
                return None
            if low[content[1] - 1] in _TO_OR_FROM and name.endswith("to-do"):
                return None
            if content[1] - content[0] == 1 and low[subject[0] - 1] in g.RELATIVES:
                return None  # "all those who they had promised to release"
            if inner and cue.lemma in _OWN_MINDS:
                return None
            if low[subject[0] - 1] in _WHILES and content[0] > k and name != "as-said" and self._opens(subject[0] - 1):
                # "When the troops felt they were trapped, they fired": the clause ends at its comma
                comma = next(
                    (m for m in range(content[0] + 1, content[1]) if low[m] == "," and (quoted or t.quote[m] < 0)),
                    content[1],
                )
                if c.has_finite(content[0], comma) and low[comma + 1 : comma + 2] and low[comma + 1] not in g.RELATIVES:
                    content = (content[0], comma)
            if inner and name not in _SAYINGS:
                # "insisted that it had agreed to three deals but that …": the outer speaker goes on
                on = next(
                    (
                        m
                        for m in range(content[0] + 1, content[1] - 1)
                        if low[m : m + 2] in (["but", "that"], ["and", "that"])
                    ),
                    content[1],
                )
                content = (content[0], on)
            if via is None:
                via = c.via_around(subject, k)
            told = name if rule == "subject" else f"{rule}.{name}"
            return Draft(cue_span, content, subject, act or cue.act, told, via, inner)

        if cue.lemma == "claim" and rule == "relative" and low[subject[1]] != ",":
            frames = frames.replace("i", "")  # "callers who claimed to speak for the rebels telephoned …"
        if (
            "i" in frames
            and nxt == "to"
            and stop + 1 < end
            and low[stop + 1] not in g.DETERMINERS
            and not (cue.lemma in ("decline", "refuse") and low[stop + 1] in _MUTE)
        ):
            at = stop + 1
            if not raw[at][0].isupper() and low[at] not in g.PRONOUNS:
                return draft((at, c.cut(at, end, k)), "to-do")
        if ("i" in frames and nxt in ("on", "in", "at", "late", "again")) or nxt in g.DAYS:
            later = c.circumstance(stop, end)
            if later + 1 < end and low[later] == "to" and low[later + 1] not in g.DETERMINERS and "i" in frames:
                return draft((later + 1, c.cut(later + 1, end, k)), "to-do")
        if "p" in frames and nxt not in ("that", '"', ":", ",") and cue.lemma != "tell":
            if cue.lemma == "want" and nxt == "to" and g.DO.isdisjoint(low[start:k]):
                return None  # "they want to begin an airlift to fly people home": asked of nobody
            to = c.to_verb(stop, end)
            if cue.lemma == "push" and not (raw[stop][0].isupper() or low[stop] in ("both", "all")):
                return None  # "pushed the rebels to the border"
            not_to = cue.lemma == "want" and any(low[m] in g.DO for m in range(start, k))
            if not_to and not (inner and not quoted):
                # "the government does not want to concede the post": refused
                at = stop + 1 if nxt == "to" else stop
                if self.s.kind(*subject) is None or low[subject[0]] in ("i", "we"):
                    return None
                return draft((at, c.cut(at, end, k)), "does-not-want", None, "reject") if end - at > 1 else None
            if not_to:
                return None
            if to is not None and (cue.lemma != "want" or to - stop < 9):
                return draft((to, c.cut(to, end, k)), "someone-to-do", None, "demand" if cue.lemma == "want" else None)
            if cue.lemma == "want" and not self._wants_a_thing(
                subject, stop, end, inner or rule not in ("subject", "shared-subject")
            ):
                return None
        if cue.lemma == "ask" and nxt == "that" and not inner:
            return draft((stop + 1, c.cut(stop + 1, end, k)), "that", None, "demand")
        if cue.lemma == "ask" and nxt in _ASKING and not inner:
            return draft((stop, c.cut(stop, end, k)), "asked-how", None, "say")
        if "l" in frames or "t" in frames or "b" in frames or "o" in frames:
            spoken = self._spoken(k, stop, cue, start, subject, end)
            if spoken is not None:
                return draft(spoken[0], spoken[2], spoken[1], spoken[3])
            if frames == "l":
                return None
        if cue.lemma in ("decline", "refuse") and nxt == "to" and stop + 1 < end and low[stop + 1] in _MUTE:
            return None
        if ("i" in frames and nxt == "to") or (
            "i" in frames and stop + 1 < end and low[stop + 1] == "to" and low[stop] in ("not", "again")
        ):
            deed = stop + 1 if nxt == "to" else stop + 2
            if deed < end and nxt == "not" and not raw[deed][0].isupper():
                return draft((stop, c.cut(stop, end, k)), "to-do")  # "vowed ⟦not to give in⟧"
            if deed < end and low[deed] not in _NO_DEEDS and not raw[deed][0].isupper():
                return draft((deed, c.cut(deed, end, k)), "to-do")
        if "a" in frames:
            charge = c.of_what(stop, end, ("of",) if cue.lemma == "accuse" else ("of", "with", "for", "over"))
            if charge is not None:
                return draft((charge, c.cut(charge, end, k)), "someone-of")
            return None
        if "f" in frames:
            cause = c.of_what(stop, end, ("for", "on") if cue.lemma == "congratulate" else ("for",))
            if cause is not None and self._thing_first(stop, cause):
                return draft((cause, c.cut(cause, end, k)), "someone-for")
        if "m" in frames:
            at = c.past_addressee(stop, end)
            if not any(low[m] in _PROPOSALS for m in range(at, min(end, at + 6))):
                return None
            return draft((at, c.cut(at, end, k)), "something")
        if cue.lemma in ("call_for", "appeal_for", "push_for"):
            to = c.to_verb(stop, end)  # "called for those involved to lay down arms"
            if to is not None and any(low[m] in (",", "between") for m in range(stop, to)):
                to = None
            who = self.s.kind(stop, self.s._head(stop, to - 1)) if to is not None else None
            if to is not None and (
                who in ("person", "office", "organisation") or low[stop] in ("those", "both", "everyone")
            ):
                return draft((to, c.cut(to, end, k)), "someone-to-do")
        if "n" in frames:
            at = c.past_addressee(stop, end)
            at = max(at, c.circumstance(at, end)) if at < end else at
            if c.is_thing(at, end):
                return draft((at, c.thing_end(at, c.cut(at, end, k))), "something")
        if "c" in frames and subject[0] > self.first and low[subject[0] - 1] == "what":
            at = stop + 1 if stop < end and low[stop] == "as" else stop
            return draft((at, c.clause_end(at, end)), "called")
        if "c" in frames and stop < end and (cue.lemma != "call" or c.calls(stop, end)):
            return draft((stop, c.cut(stop, end, k)), "called")
        return None

    def _opens(self, at: int) -> bool:
        """Whether a subordinate clause at `at` begins its sentence or quotation."""
        return at == self.first or self.t.low[at - 1] in ('"', "'")

    def _wants_a_thing(self, subject: Phrase, stop: int, end: int, inner: bool) -> bool:
        """ "The rebels want better prisons": what a side wants is its demand; what somebody would like is not."""
        low = self.t.low
        sided = self.s.kind(*subject) == "organisation" and self.parties.of(*subject) is not None
        return not inner and sided and stop < end and low[stop] not in g.PRONOUNS and low[stop] != "to"

    def _aside_ends(self, at: int, end: int) -> int:
        """The comma that closes "X, who had said …, went home": before the verb of the sentence's own subject."""
        t = self.t
        low = t.low
        m = at
        while m + 2 < end:
            if t.quote[m] >= 0 and t.quotes[t.quote[m]][0] == m and t.quotes[t.quote[m]][1] < end:
                m = t.quotes[t.quote[m]][1]
            nxt = low[m + 1]
            finite = nxt in g.AUXILIARIES or nxt in g.VERBISH or (nxt.endswith("ed") and low[m + 2] != ",")
            if low[m] == "," and m > at and (finite or any(c.form in ("past", "s") for c in CUES.get(nxt, ()))):
                return m
            m += 1
        return end

    def _thing_first(self, stop: int, at: int) -> bool:
        """Whether the one thanked is a someone, not a deed ("praised the efforts for peace")."""
        low = self.t.low
        return low[stop] not in _ITS_OR_THEIR or at - stop > 1

    def _spoken(
        self, k: int, stop: int, cue: Cue, start: int, subject: Phrase, end: int
    ) -> tuple[Phrase, Phrase | None, str, Act | None] | None:
        """Content of a verb that takes a clause or a quotation, on either side."""
        t, c = self.t, self.c
        low = t.low
        via: Phrase | None = None
        at = stop
        if cue.lemma == "tell":
            deed = c.to_verb(stop, end)
            if deed is not None and not self._tells_a_clause(stop, deed - 1):
                return (deed, c.cut(deed, end, k)), via, "someone-to-do", "demand"
        if "t" in cue.frames and low[stop : stop + 1] == ["to"]:
            ear = c.addressee(stop + 1, end)  # "as a source explained to Reuters, …"
            if ear is not None and self.s.is_outlet(*ear) and low[ear[1] - 1] not in _PRESS:
                via, at = ear, ear[1]
        if "o" in cue.frames:
            addressee = c.addressee(stop, end)
            if addressee is not None:
                if (
                    self.s.is_outlet(*addressee)
                    and low[addressee[1] - 1] not in _PRESS
                    and cue.lemma in ("tell", "inform", "assure")
                ):
                    via = addressee
                at = addressee[1]
                if cue.lemma == "tell" and at + 1 < end and low[at] == "of" and addressee[1] - addressee[0] < 6:
                    return (at + 1, c.cut(at + 1, end, k)), via, "told-of", None
                if (
                    cue.lemma == "tell"
                    and at < end
                    and low[at] == "to"
                    and at + 1 < end
                    and low[at + 1] not in g.DETERMINERS
                ):
                    return (at + 1, c.cut(at + 1, end, k)), via, "someone-to-do", "demand"
            elif "t" not in cue.frames:
                return None
        as_said = subject[0] - 1 >= self.first and low[subject[0] - 1] == "as"
        if as_said and subject[0] - 2 >= self.first and low[subject[0] - 2] not in (",", '"', "-", "(", "just"):
            # "the swap comes as Russia said it had retaken a village": a clause of its own follows
            behind = next((m for m in range(at, end) if low[m] == ","), end)
            as_said = not (low[at] in g.SUBJECT_OPENERS and c.has_finite(at, behind))
        right = c.right(at, end, k, strict="t" not in cue.frames and "o" not in cue.frames, cue=cue)
        if cue.frames == "l" and right is not None and right[2] == "bare":
            right = None  # "Israel, Syria continue talks": no speech
        left = None
        aside = cue.form == "ing" and start == k
        if right is None and "n" in cue.frames and c.is_thing(c.past_addressee(at, end), end):
            return None
        if not as_said and not aside:
            left = c.left(subject[0], self.first, self._claimed(k))
        if as_said:
            comma = next((m for m in range(stop, end) if low[m] == ","), -1)
            if right is not None and right[2] in ("that", "quote"):
                return right[:2], via, "as-said", None
            if comma > 0 and cue.strong:
                return (comma + 1, end), via, "as-said", None
            return None
        if left is not None and left[2] == "quote" and right is None:
            right = c.following(k)
        if left is not None and left[2] == "comma" and low[stop] in _DASHED:
            # "sirens - a false alarm, the army said - after …": what stands between the dashes
            dash = next((m for m in range(left[1] - 1, left[0], -1) if low[m] == low[stop]), -1)
            if dash > 0 and left[1] - dash > 2:
                return (dash + 1, left[1]), via, "after-clause", None
        said_on = stop + 1 < end and low[stop + 1].endswith("ing")
        if left is None and right is None and low[stop : stop + 1] == [","] and not (as_said or aside or said_on):
            # "the park, she said, is full": the longer side
            right = (stop + 1, c.cut(stop + 1, end, k), "bare") if end - stop > 2 and subject[0] > self.first else None
        elif (
            left is not None
            and left[2] == "comma"
            and right is None
            and at == stop
            and low[stop : stop + 1] == [","]
            and end - stop > 3
        ):
            rest = (stop + 1, c.cut(stop + 1, end, k), "bare")
            if (
                c.has_finite(*rest[:2])
                and low[stop + 1] not in g.PREPOSITIONS
                and low[stop + 1] not in CUES
                and low[stop + 1] not in g.COORDINATORS
                and low[stop + 1] not in g.SUBORDINATORS
                and not (low[stop + 1] in ("even", "just") and low[stop + 2] in g.SUBORDINATORS)
                and not low[stop + 1].endswith("ing")
                and rest[1] - rest[0] > left[1] - left[0]
            ):
                return rest[:2], via, "parenthesis", None
        if right is not None and left is not None:
            if left[2] == "quote" and right[2] == "quote":
                return c.main_side(left, right, k)[:2], via, "split-quote", None
            if left[2] == "quote" or (left[2] == "comma" and right[2] in ("bare",) and self._weak_right(at, right)):
                return left[:2], via, "after-quote" if left[2] == "quote" else "after-clause", None
        if right is not None:
            return right[:2], via, "that" if right[2] == "that" else "quote" if right[2] == "quote" else "clause", None
        if left is not None and ("t" in cue.frames or "l" in cue.frames or "o" in cue.frames or "b" in cue.frames):
            if left[2] == "comma" and cue.frames == "l":
                return None
            return left[:2], via, "after-quote" if left[2] == "quote" else "after-clause", None
        return None

    def _tells_a_clause(self, stop: int, to: int) -> bool:
        """Whether a clause of its own stands before "to" ("told reporters he wanted to leave")."""
        low = self.t.low
        return (
            to - stop > 11
            or any(
                low[m] in g.SUBJECT_PRONOUNS or low[m] in ("that", ",", ":", '"') or (m > stop and low[m] in CUES)
                for m in range(stop, to)
            )
            or self.c.has_finite(stop + 1, to)
        )

    def _weak_right(self, at: int, right: tuple[int, int, str]) -> bool:
        """Whether what follows an end-of-sentence attribution is only its circumstance ("…, he said as he left")."""
        low = self.t.low
        if right[0] != at:
            return True
        return (
            low[at] in g.SUBORDINATORS or low[at] in g.PREPOSITIONS or low[at] == "," or low[at].endswith(("ly", "ing"))
        )

    def _claimed(self, k: int) -> int:
        """Where the words of this sentence that earlier cues already hold end."""
        ends = [
            d.content[1]
            for d in self.drafts
            if d.content[1] < k - 2 and d.rule.rsplit(".", 1)[-1] in _SAYINGS and not d.inner
        ]
        return max([*ends, self.first])

    def _is_inner(self, subject: Phrase, k: int) -> bool:
        if not self.drafts:
            return False
        return any(d.content[0] <= subject[0] and k < d.content[1] and d.source != subject for d in self.drafts)

    def _may_speak(self, subject: Phrase, cue: Cue) -> bool:
        i, j = subject
        low = self.t.low
        if low[i] in ("with", "neither", "nobody", "none", "lets", "let") or (
            j - i == 1 and cue.noun and cue.form in ("s", "base") and self._mere_adjective(i)
        ):  # "with no casualties reported", "according to preliminary reports"
            return False
        if j - i > 3 and low[i + 1] == "to" and self.t.raw[i][0].islower():
            return False  # "a deal that plans to withdraw troops in return for Taliban guarantees"
        if j - i == 1:
            word = low[i]
            if word in ("i", "we"):
                return self.issuer is not None
            if word == "you" or word in _THERE_OR_THIS:
                return False
            if word in _ALL_OR_BOTH:
                return cue.strong
            if word == "it" and cue.lemma in ("mean", "show", "feel", "expect"):
                return False
        if low[self.s._head(i, j) - 1] in _NO_SPEAKERS:
            return False
        if (
            cue.lemma in ("threaten", "promise", "signal", "hint", "suggest")
            and low[self.s._head(i, j) - 1] in _DEED_NOUNS
        ):
            return False  # "the attack threatened to cause a rift"
        kind = self.s.kind(i, j)
        if kind is None and cue.lemma == "report" and low[i] in ("a", "an") and low[i - 1] == ",":
            return False  # ", a phenomenon rarely reported in the north"
        if kind is None and j - i == 1 and low[i] in g.THIRD:
            return True
        if (
            kind is None
            and cue.strong
            and cue.form in ("past", "s", "base")
            and low[j - 1] not in g.PRONOUNS
            and not low[j - 1].endswith("ing")
        ):
            return not low[j - 1].endswith(("ly", "ed")) and low[j - 1].replace("-", "").isalpha()
        if kind is None and cue.act in _ASKED_OF:
            head = low[self.s._head(i, j) - 1]
            if g.are_doers(head):
                return True  # "organisers called for …"
        return not (kind is None and not (j - i == 2 and low[j - 1] in ("statement", "communique", "communiqué")))

    def _mere_adjective(self, k: int) -> bool:
        """Whether a word before a noun of saying describes it: small letters, one, no plural and no article before it."""
        low = self.t.low
        plain = self.t.raw[k].islower() and not low[k].endswith("s") and low[k] not in g.PRONOUNS
        return plain and low[k] not in ("police", "people") and low[k - 1] not in g.DETERMINERS

    def _shared(self, k: int, cue: Cue, start: int, quoted: bool) -> Phrase | None:
        """The subject of a verb that follows "and": that of the verb of saying before it, or of the sentence."""
        t = self.t
        for d in reversed(self.drafts):
            if ";" in t.low[d.cue[0] : k]:
                continue
            if t.sentence[d.cue[0]] == t.sentence[k] and (t.quote[d.cue[0]] >= 0) == quoted and not d.inner:
                first = d.cue[0]
                last_cues = CUES.get(t.low[first])
                if last_cues and not self._same_tense(last_cues, cue) and t.low[start] not in ("has", "have"):
                    continue
                return d.source
        if cue.noun and cue.form != "past" and t.low[k - 1] not in g.DO:
            return None
        begin = max((m + 1 for m in range(self.first, start) if t.low[m] == ";"), default=self.first)
        lead = self.s.lead(begin, self.last)
        if lead is None or lead[1] >= start or any(t.low[m] in g.SUBORDINATORS for m in range(lead[1], start - 1)):
            return None
        kind = self.s.kind(*lead)
        if kind is None and t.low[lead[0]] not in g.THIRD:
            return None
        if cue.form == "base" and t.low[k - 1] not in g.DO and not self._agrees(lead, cue):
            return None
        return lead

    @staticmethod
    def _same_tense(before: tuple[Cue, ...], cue: Cue) -> bool:
        forms = {c.form for c in before}
        if cue.form in ("past", "part"):
            return bool(forms & {"past", "part", "ing"})
        if cue.form in ("s", "base"):
            return bool(forms & {"s", "base", "ing"})
        return True

    def _agrees(self, subject: Phrase, cue: Cue) -> bool:
        """Number: "officials demand", "Israel demands"; else the word is a noun ("peace demands")."""
        low, raw = self.t.low, self.t.raw
        i, j = subject
        last = low[self.s._head(i, j) - 1]
        if last in g.SUBJECT_PRONOUNS:
            return (cue.form == "s") == (last in ("he", "she", "it"))
        plural = (last.endswith("s") and not last.endswith("ss") and not raw[j - 1][0].isupper()) or last in (
            "people",
            "police",
            "men",
            "women",
        )
        if "and" in low[i:j]:
            plural = True
        if cue.form == "s":
            return not plural
        return plural or self.heading

    def _several(self, subject: Phrase) -> bool:
        low = self.t.low
        words = low[subject[0] : subject[1]]
        joined = low[subject[0] - 1] in ("and", ",") and self.s.kind(*subject) == "organisation"
        return joined or any(w in _BOTH_SIDES for w in words)

    def _clause_follows(self, stop: int) -> bool:
        """Whether a subject of its own follows a circumstance ("announced on Sunday it would")."""
        low = self.t.low
        return any(
            low[m] in g.SUBJECT_PRONOUNS
            or low[m] in _THE_OR_AN
            or (
                self.t.raw[m][0].isupper()
                and low[m] not in g.DAYS
                and low[m] not in g.MONTHS
                and low[m - 1] not in g.PREPOSITIONS
            )
            for m in range(stop + 1, min(self.last, stop + 6))
        )
