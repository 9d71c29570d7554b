"""Events in English: what happened, is planned, may happen or is denied.

Danger: a demand for a truce taken for a truce; a threat taken for an attack.
Duty: for each sentence, which kinds of event its words speak of (`occurrences`), and with what standing.
Shape: words fall into classes; a rule asks for classes near one another; the standing is read from the words of the same
clause before the trigger. One mark a sentence and kind: happened beats ongoing beats planned beats possible beats denied.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import compress, count

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES
from wasata.listen.en.doers import doer_of
from wasata.listen.en.event_words import BESIDE, Trigger, classes_of
from wasata.listen.en.grammar import words
from wasata.listen.en.occurrences import RULES, Rule
from wasata.listen.en.parties import Parties, parties_of
from wasata.listen.en.tokens import Tokens, tokens_of
from wasata.listen.marks import UNWEIGHED, Event, Statement
from wasata.listen.reader import Page
from wasata.values import EventKind, Span, Status

_CONDITION_OR_REJECTION = words("condition rejection acceptance proposal contact")
_AT_OR_OF = words("at of on to towards toward for and in")
_SHOULD_OR_COULD = words("should could may might must can")
_WHILE_OR_BUT = words("; : while but although whereas")
_WILL_OR_WOULD = words("will would shall won't 'll")
_COULD_OR_MAY = words("could may might should must can cannot")
_AND_OR_THAT = words(", ; . and that which who")
_IN_OR_FROM = words("in from to near at")
_CONTINUED_OR_CONTINUES = words("continued continues continue continuing began started managed")
_CALLS = words("call calls conversation conversations meeting")
_ON_THE_LINE = words("in during by over")
_FORCED = words("forced forcing forces prompted prompting compelled")
_NONE = words("no without")
_CONDEMNING = words("condemn condemns condemned condemning condemnation denounced denounce denouncing deplored")
_REFUSED_OR_REFUSES = words("refused refuses failed fails refusing declined")
_AGREED_OR_DUE = words("agreed due expected scheduled set are is were was yet")
_BOUND = words("agreed due expected scheduled deal agreement taken")
_HOPE_OR_HOPES = words("hope hopes hoped want wants wanted demanded demands")
_AGREED_OR_AGREE = words(
    "agreed agree agrees decided decides due expected scheduled set plans planned planning plan about going pledged promised "
    "vowed deal agreement"
)
_ON_OR_ABOUT = words("on about to over aimed for")

_LONGEST = 400
"""Tokens of one sentence looked at: what has no end sign for so long is no sentence, and reading stays linear."""

_RANK: dict[Status, int] = {"happened": 0, "ongoing": 1, "planned": 2, "possible": 3, "denied": 4}

_WISHING = words(
    "urge urges urged urging demand demands demanded demanding want wants wanted wanting hope hopes hoped hoping "
    "seek seeks sought seeking aim aims aimed aiming push pushes pushed pushing pressed pressing effort efforts "
    "bid attempt attempts trying try tried tries propose proposes proposed proposing proposal proposals offer "
    "offers offered offering threaten threatens threatened threatening warn warns warned warning risk risks "
    "threat danger spectre specter possible possibility "
    "potential could may might should must can need needs needed if unless until calls call "
    "called calling appeal appealed appeals negotiate negotiating negotiations talks discuss discussed discussing "
    "ready willing readiness willingness prospects prospect chance chances toward towards require requires ensure "
    "secure conditions condition insist insisted insists refuse refused refuses commitment committed recommitted importance "
    "need necessity plea pleas appeal way path mediate hopeful consider considering whether allow fear fears feared prevent "
    "avoid avoiding pressure requested request requests guarantee guarantees able delay delays delayed"
)
_COMING = words(
    "awaiting await awaits "
    "will shall would expected expects expect scheduled plan plans planned planning agreed agrees set announced "
    "announces announcement tomorrow upcoming forthcoming coming won't 'll prepared preparing pledged "
    "promised vowed undertook scheduled due"
)
_DENYING = words("denied denies deny denying no not never without false untrue neither nor cannot")
_TO_DENY = words("denied denies deny denying dismissed dismissing dismisses dismiss")
_AFTER = words("after during following since")
_IFS = words("if unless until once provided")
_GOING_ON = words("ongoing continuing continues continue continued still currently underway keeps keep amid")
_ENTERING = words(
    "took takes take taking taken entered enters enter entering came comes come coming went goes go going put"
)
_BY_ANCHOR: dict[str, list[tuple[int, str, str]]] = {}
"""Each anchor class → the rules it may fire, with the two classes that must stand in the sentence too."""
for _n, _rule in enumerate(RULES):
    _BY_ANCHOR.setdefault(_rule.anchor, []).append((_n, _rule.near or _rule.anchor, _rule.needs or _rule.anchor))
_OWN_ACTS = words("condition rejection acceptance proposal contact")
_TOLD = words("began started broke erupted killed left followed was were has had")
_SAYS = words("said says added adds told announced")
_FRAMING = words("ahead despite following after before during amid hours days weeks minutes meanwhile")
_HAS_OR_WAS = g.HAVE | {"was", "were", "been"}
_BREAKS = frozenset(";:") | {"while", "but", "although", "whereas", "which", "who", "where"}
_PARTS = _BREAKS | {"and"}
_PARTING = _WHILE_OR_BUT | {"who"}
_new = tuple.__new__  # a named tuple without its call


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.t: Tokens = tokens_of(page)
        self.parties: Parties | None = None
        self.by_cue: list[Statement] = sorted(page.statements, key=lambda s: s.cue.start)
        self.cue_starts = [s.cue.start for s in self.by_cue]
        self.here: frozenset[str] = frozenset()  # the words of the sentence that is read
        self.out: list[Event] = []

    def run(self) -> list[Event]:
        t = self.t
        classes = list(map(classes_of, t.low))
        for n, first, last in zip(count(), t.first, t.last):
            end = min(last, first + _LONGEST)
            spots: defaultdict[str, list[int]] = defaultdict(list)
            for k in compress(range(first, end), classes[first:end]):
                for name in classes[k]:
                    spots[name].append(k)
            if spots:
                self._sentence(n, first, end, spots)
        return self.out

    def _sentence(self, n: int, first: int, last: int, spots: defaultdict[str, list[int]]) -> None:
        words = self.t.low[first:last]
        self.here = frozenset(words)
        for anchor, beside in BESIDE.items():
            if anchor in spots:
                for name, told in beside:
                    if not told.isdisjoint(self.here):
                        spots[name] += [k for k, word in enumerate(words, first) if word in told]
                        spots[name].sort()
        able: list[int] = []
        for anchor in spots:
            for rule_at, near, needs in _BY_ANCHOR.get(anchor, ()):
                if near in spots and needs in spots:
                    able.append(rule_at)
        if not able:
            return
        able.sort()
        found: dict[EventKind, tuple[Status, str, int]] = {}
        for rule in map(RULES.__getitem__, able):
            kind = rule.kind
            known = found.get(kind)
            if known is not None and known[0] == "happened" and kind != "talks_continue":
                continue  # nothing beats what happened
            for trigger in self._triggers(rule, spots, first, last):
                status = self._standing(rule, trigger, first, last)
                if status is None:
                    continue
                before = found.get(kind)
                if (
                    before is None
                    or _RANK[status] < _RANK[before[0]]
                    or (kind == "talks_continue" and (before[0], status) == ("happened", "ongoing"))
                ):  # "the third round of talks is still under way"
                    found[kind] = (status, rule.name, trigger[0])
        if not found:
            return
        off, on = found.get("talks_suspended"), found.get("talks_continue")
        if off and on and off[2] == on[2]:
            del found["talks_continue"]
        sentence = self.page.sentences[n]
        span = Span(sentence.start, sentence.end)
        said, named = self._taking_part(first, last)
        for kind, (status, name, at) in found.items():
            actors = self._actors(said, named, kind, status, at)
            self.out.append(_new(Event, (span, kind, status, actors, "en.event." + name, UNWEIGHED)))

    # ------------------------------------------------------------------ triggers

    def _triggers(self, rule: Rule, spots: defaultdict[str, list[int]], first: int, last: int) -> list[Trigger]:
        low, check = self.t.low, rule.check
        if not rule.near:
            alone = [_new(Trigger, (k, k, first, last, k)) for k in spots[rule.anchor]]
            return alone if check is None else [t for t in alone if check(low, t)]
        triggers: list[Trigger] = []
        others, reach, talks = spots[rule.near], rule.reach, rule.kind.startswith("talks")
        for k in spots[rule.anchor]:
            if rule.each:
                # the one that fits, not the nearest
                for o in others:
                    if 0 < o - k <= reach and not self._parted(k, o, talks):
                        trigger = _new(Trigger, (k, o, first, last, o))
                        if check is None or check(low, trigger):
                            triggers.append(trigger)
                continue
            at = self._nearest(rule, k, others, talks)
            if at < 0:
                continue
            mark = at if rule.mark_near else k
            trigger = _new(Trigger, (k, mark, first, last, at))
            if low[mark] in ("effect", "force"):
                mark = next((m for m in range(mark, max(first, mark - 4), -1) if low[m] in _ENTERING), mark)
                asked = _new(Trigger, (k, at, first, last, at))
                trigger = _new(Trigger, (k, mark, first, last, at))
            else:
                asked = trigger
            if check is None or check(low, asked):
                triggers.append(trigger)
        return triggers

    def _nearest(self, rule: Rule, k: int, others: Sequence[int], talks: bool) -> int:
        """The near word that goes with the anchor at `k`: the nearest on the side the rule asks for; -1 without one."""
        reach = rule.reach
        least = 1 if rule.after else -reach
        most = -1 if rule.before else reach
        best, size = -1, reach + 1
        for o in others:
            gap = o - k
            if not least <= gap <= most or not gap:
                continue
            away = abs(gap)
            if away < size or (best < k < o and best >= 0 and rule.near == "someone"):  # "rebels freed all those …"
                if self._parted(o, k, talks) if gap < 0 else self._parted(k, o, talks):
                    continue
                best, size = o, away
        return best

    def _parted(self, i: int, j: int, talks: bool) -> bool:
        """Whether a clause boundary stands between two words."""
        low = self.t.low
        between = low[i + 1 : j]
        if _PARTING.isdisjoint(between):
            return False
        for k, word in enumerate(between, i + 1):
            if word == "but" and (low[k + 1] in g.AUXILIARIES or low[k - 1] == "all"):
                continue  # "had not collapsed but were going slower": one subject still
            if word in _WHILE_OR_BUT or (talks and word == "who"):
                return True
        return False

    # ------------------------------------------------------------------ standing

    def _standing(self, rule: Rule, trigger: Trigger, first: int, last: int) -> Status | None:
        """The status of an event, from the words before its trigger in the same clause."""
        if rule.status == "fixed":
            return rule.default
        low, kind = self.t.low, rule.kind
        at = trigger.mark
        if kind == "talks_continue" and low[at] in ("round", "rounds", "talks", "negotiations"):
            # "the third round of talks is still under way"
            at = next((m for m in range(at + 1, min(last, at + 7)) if low[m] in _KEEPS_ON), at)
        if kind == "attack" and self._goes_on(at, first, last):
            return "ongoing"
        start = at
        floor = max(first, at - 16)
        if _PARTS.isdisjoint(low[floor:at]):
            start = floor
        while start > floor:
            before = low[start - 1]
            if before in _PARTS and (before != "and" or low[start] in _SAYS):
                break  # "denied the attack and said it would …": a clause of its own
            start -= 1
        left = low[start:at]
        if "may" in self.here and "may" in left:
            # the month is no "may"
            left = ["" if w == "may" and self.t.raw[start + n] == "May" else w for n, w in enumerate(left)]
        if low[first] in _FRAMING and "," in left and at - first < 24:
            # "Ahead of the announcement, air strikes shook the town": the frame says nothing of the deed
            left = left[len(left) - left[::-1].index(",") :]
        near = left[-4:]
        told, close = frozenset(left), frozenset(near)
        word = low[at]
        follow = low[at + 1 : min(last, at + 6)]
        if not _AFTER.isdisjoint(near[-2:]) and (not word.endswith("ing") or kind == "attack"):
            return "happened" if kind == "escalation" else base_of(rule, word)
        if (
            (
                not _IFS.isdisjoint(told)
                and any(
                    w in _IFS and (w != "provided" or (*left, "")[n + 1] == "that")
                    for n, w in enumerate(left)
                    if len(left) - n <= 12
                )
            )
            or ("unless" in self.here and kind != "condition")
            or ("case" in told and low[start + left.index("case") - 1] == "in" and "of" in told)
            or (kind == "acceptance" and "if" in low[first:at])
            or ("whether" in told and kind != "attack")
        ):
            return "possible"
        if kind == "attack" and word in _DEALT and self._presupposed(at, first, last, near):
            return base_of(rule, word)  # "hopes its incursion changes the war": it came
        if (not _DENYING.isdisjoint(close) or "n't" in " ".join(near)) and not (
            ("only" in close and near[-1:] != ["not"]) or ("not" in close and "only" in follow)
        ):
            return "denied" if rule.deniable else None
        if not _TO_DENY.isdisjoint(told):
            return "denied"
        if rule.mark_near and trigger.at < at and not _NONE.isdisjoint(low[max(first, trigger.at - 3) : trigger.at]):
            return "denied" if rule.deniable else None  # "no ceasefire deal had been reached"
        if kind in ("truce_violation", "attack") and not _CONDEMNING.isdisjoint(told):
            return base_of(rule, word)
        if kind == "truce_violation" and not _ACCUSING.isdisjoint(told):
            return "happened"
        base = base_of(rule, word)
        prev = low[at - 1] if at > first else ""
        if kind in _UNSURE and "any" in near[-2:] and base in ("happened", "ongoing") and not verbal_any(word):
            return "possible"  # "any attack on the mission is a crime"
        if kind == "contact":
            if "followed" in close and word.endswith(("ing", "ings", "s")):
                return base  # "the announcement followed a three-hour meeting"
        elif kind == "release":
            listed = prev == "the" and "and" in close and not _INCLUDING.isdisjoint(told)
            if listed and not _WILL_OR_WOULD.isdisjoint(told):
                return "planned"  # "would include a truce and the release of prisoners"
        if follow[:1] == ["no"] and prev in g.MODALS and kind == "release":
            return "denied"  # "will release no prisoners"
        if "ahead" in told and "ahead" in left[-7:] and _told_nothing(left[left.index("ahead") :]):
            return "planned"  # "ahead of a second round of talks"
        if kind == "contact" and word in _CALLS and not _ON_THE_LINE.isdisjoint(close) and near[-1] not in _ON_THE_LINE:
            return base  # "urged both to hold fire in a telephone call"
        made = (
            "have" in told
            and len(left) > 2
            and "have" in left[1:-1]
            and left[left.index("have", 1) - 1] == "to"
            and word.endswith("ed")
        )
        if made and "have" not in left[-2:]:
            return "possible"  # "a demand to have prisoners released"
        joined = (
            prev in ("and", "or")
            and word in _DEEDS
            and "to" in told
            and low[start + left.index("to") + 1] not in g.DETERMINERS
        )
        verbal = (word.endswith("ed") and word != "bloodshed") or word in _PASTS or (word == "free" and prev == "set")
        if not verbal and follow[:1] in (["that"], ["which"]) and follow[1:2] and follow[1] in _TOLD:
            return "happened" if kind == "escalation" else base  # "the escalation that began on Friday"
        if joined or prev == "to" or (prev.endswith("ly") and at - 2 >= first and low[at - 2] == "to"):
            if not _CONTINUED_OR_CONTINUES.isdisjoint(close) or not _FORCED.isdisjoint(told):
                return base
            if not _REFUSED_OR_REFUSES.isdisjoint(close):
                return "denied" if rule.deniable and kind not in ("rejection", "attack") else base
            if prev == "to" and self._announced(first, at):
                return "planned"  # a headline: "Minister to visit Kabul"
            if (
                (not _AGREED_OR_AGREE.isdisjoint(close) or low[at - 2] in ("are", "is", "was", "were"))
                and "if" not in told
                and "unless" not in told
            ):
                return "planned"
            if not _COMING.isdisjoint(told) and _WISHING.isdisjoint(told):
                return "planned"
            return "possible"
        if word in _BASES and prev in (",", "and", "or", "then"):
            return "possible"
        broken = kind == "talks_suspended" and word in ("collapse", "failure", "breakdown", "suspension")
        ahead = self._modal_ahead(at, last) if not verbal and not broken else None
        if ahead is not None:
            return "possible" if ahead == "planned" and not _HOPE_OR_HOPES.isdisjoint(told) else ahead
        if kind == "release" and (self._put_off(at, last) or not _POSTPONED.isdisjoint(left[-3:])):
            return "planned"
        if kind == "attack" and (
            "recent" in near[-2:] or "killed" in left[-4:] or (word == "lives" and "claimed" in left[-5:])
        ):
            return base  # "those killed in recent clashes", whatever is agreed of them
        if not _WILL_OR_WOULD.isdisjoint(close):
            if kind == "truce_violation" or not _HOPE_OR_HOPES.isdisjoint(told):
                return "possible"
            return "planned" if _IFS.isdisjoint(self.here) else "possible"
        if not _COULD_OR_MAY.isdisjoint(close):
            return "possible"
        if "to" in close and "be" in close:
            if not _AGREED_OR_DUE.isdisjoint(left[-7:]) or not _BOUND.isdisjoint(told):
                return "planned"
            return "possible"
        if (
            verbal
            and (not _HAS_OR_WAS.isdisjoint(close) or g.BE.isdisjoint(close))
            and (word in _PASTS or self._is_finite(at, first))
        ):
            return base
        if verbal and not g.BE.isdisjoint(close):
            return base
        scope = left[-5:] if kind in ("attack", "escalation") else left
        if (
            kind == "attack"
            and not verbal
            and not _RISKS.isdisjoint(told)
            and not _RISKS.isdisjoint(left[-8:])
            and "of" in left[-7:]
        ):
            return "possible"  # "the risk of even greater instability and bloodshed"
        wishes = [
            w
            for n, w in (() if _WISHING.isdisjoint(scope) else enumerate(scope))
            if w in _WISHING
            and not (w == "possible" and scope[n - 1 : n] and (scope[n - 1].endswith("s") or scope[n - 1] == "as"))
            and not (w == "committed" and (scope[n + 1 : n + 2] or [""])[0] != "to")
            and not (w.startswith("call") and (scope[n + 1 : n + 2] or [""])[0] not in ("for", "on", "upon"))
            and not (w in ("talks", "negotiations") and (scope[n + 1 : n + 2] or [""])[0] not in _ON_OR_ABOUT)
        ]
        if word.endswith("ing") and kind == "agreement" and "succeeded" in close:
            return base
        if word.endswith("ing") and kind == "agreement" and prev in _AT_OR_OF:
            return "possible"
        if kind in ("talks_suspended", "truce_end"):
            left = [w for w in left if not w.startswith("announc")]  # "announced a suspension": it is one
        comings = [] if _COMING.isdisjoint(told) else [w for w in left if w in _COMING]
        if "due" in comings and left[left.index("due") - 1] not in g.BE:
            comings.remove("due")  # "wounded due to bombs"
        if "about" in told and "to" in left[left.index("about") + 1 : left.index("about") + 2]:
            comings.append("about")
        if comings and (not wishes or left.index(comings[-1]) > left.index(wishes[-1])):
            return "planned" if base in ("happened", "planned", "ongoing", "possible") else base
        if wishes:
            if kind == "release" and _AIMS.issuperset(wishes) and not _DEALS.isdisjoint(low[first:at]):
                return "planned"  # "a deal that aims at the release of …" binds
            return "possible"
        if not (_GOING_ON.isdisjoint(told) or _GOING_ON.isdisjoint(left[-5:])) or (
            word.endswith("ing") and not g.BE.isdisjoint(close) and g.DETERMINERS.isdisjoint(near[-1:])
        ):
            return "ongoing" if base != "possible" else "possible"
        return base

    def _announced(self, first: int, at: int) -> bool:
        """Whether a heading has only a noun phrase before "to" and a verb: what will be done."""
        low = self.t.low
        if at - first > 9 or not self.page.sentences[self.t.sentence[at]].heading:
            return False
        if any(w.endswith("s") and self.t.raw[k].islower() for k, w in enumerate(low[first : at - 2], first)):
            return False  # "President uses troops to …"
        return not any(
            w in g.AUXILIARIES
            or w in g.VERBISH
            or w in _WISHING
            or w in _COMING
            or w.endswith(("ed", "ing"))
            or w == ","
            for w in low[first : at - 1]
        ) and not any(c.form in ("s", "past") and not c.noun for w in low[first : at - 1] for c in CUES.get(w, ()))

    def _presupposed(self, at: int, first: int, last: int, near: Sequence[str]) -> bool:
        """Whether an attack is spoken of as somebody's or as "this" one, and nobody prepares, fears or stops it."""
        low = self.t.low
        own = next(
            (k for k in (at - 1, at - 2, at - 3) if k >= first and (low[k] in _OWNERS or low[k].endswith("'s"))), -1
        )
        if own < 0 or any(
            low[k] in _COMING or low[k] in _WISHING or low[k] in g.PREPOSITIONS or not low[k][0].isalpha()
            for k in range(own + 1, at)
        ):
            return False
        if not _TO_COME.isdisjoint(low[max(first, at - 7) : at]) or not _TO_DENY.isdisjoint(near):
            return False
        if not _GOING_ON.isdisjoint(low[max(first, at - 5) : own]):
            return False
        return _TO_COME.isdisjoint(low[at + 1 : min(last, at + 7)])

    def _modal_ahead(self, at: int, last: int) -> Status | None:
        """What the verb after an event noun says of it ("the exchange would involve", "a truce could begin")."""
        low = self.t.low
        for k in range(at + 1, min(last, at + 5)):
            word = low[k]
            if word in ("will", "would", "shall"):
                return "planned"
            if word in _SHOULD_OR_COULD:
                return "possible"
            if word in _AND_OR_THAT or word in g.AUXILIARIES:
                return None
        return None

    def _goes_on(self, at: int, first: int, last: int) -> bool:
        """ "The 13-day offensive has killed 90": it lasts, and so does the killing."""
        low = self.t.low
        for k in range(max(first, at - 4), min(last - 1, at + 1)):
            if low[k] in _CAMPAIGNS and low[k + 1] in ("has", "have"):
                return any(w.endswith(_LONG) or w in _SPANS for w in low[max(first, k - 4) : k])
        return False

    def _put_off(self, at: int, last: int) -> bool:
        """ "the release of the two has been postponed": still to come."""
        low = self.t.low
        for k in range(at + 2, min(last, at + 20)):
            if low[k] in ("postponed", "delayed") and (low[k - 1] in ("been", "was", "were") or low[k - 1] == '"'):
                return True
        return False

    def _is_finite(self, at: int, first: int) -> bool:
        """Whether a word in -ed is the verb of its clause."""
        low = self.t.low
        prev = low[at - 1] if at > first else ""
        return prev not in g.DETERMINERS and prev not in g.PREPOSITIONS

    # ------------------------------------------------------------------ actors

    def _taking_part(self, first: int, last: int) -> tuple[list[Statement], list[tuple[str, bool]]]:
        """The statements of a sentence, and the parties it names but as places: each with whether it is a mere speaker."""
        t = self.t
        parties = self.parties = self.parties or parties_of(t)
        to, a = t.page.folded.to, t.a
        said = self._statements_in(to(a[first]), to(t.b[last - 1]))
        spoken: list[Span] = [s.source for s in said] + [s.via for s in said if s.via is not None]
        named: list[tuple[str, bool]] = []
        for i, _, what, party in parties.hits[bisect_left(parties.starts, first) : bisect_left(parties.starts, last)]:
            if not party or party == "other" or what == "place":
                continue
            if what == "nation" and i > first and t.low[i - 1] in _IN_OR_FROM and t.raw[i][-1] not in "ns":
                continue
            place = to(a[i])
            named.append((party, any(start <= place < end for start, end in spoken)))
        return said, named

    def _actors(
        self, said: list[Statement], named: list[tuple[str, bool]], kind: EventKind, status: Status, at: int
    ) -> tuple[str, ...]:
        """The parties that take part: those named in the sentence, without the mere speaker and places."""
        own = doer_of(self.t, said, at, status) if said else None
        also = [party for party, speaks in named if not speaks or kind in _OWN_ACTS]
        return tuple(dict.fromkeys(also if own is None else (own, *also)))

    def _statements_in(self, a: int, b: int) -> list[Statement]:
        low = bisect_left(self.cue_starts, a)
        return [self.by_cue[k] for k in range(low, bisect_left(self.cue_starts, b, low))]


_BASES = words("begin start resume extend renew return restart accept deliver allow halt stop free")
_KEEPS_ON = words(
    "continue continues continued continuing continuation ongoing underway still under proceeding pursuing"
)
_CAMPAIGNS = words("offensive assault campaign war bombardment onslaught siege invasion operation")
_SPANS = words("day week month year hour")
_LONG = ("-day", "-week", "-month", "-year", "-old", "-long", "-hour")
_DEALT = words(
    "attack attacks offensive invasion incursion assault onslaught bombardment raid raids strikes airstrikes shelling bombing "
    "massacre ambush counter-offensive"
)
_OWNERS = words("its his her their our this these")
_UNSURE = words("attack escalation talks_continue")
_RISKS = words("risk danger threat fear fears spectre possibility")
_INCLUDING = words("include includes involve involves see")
_TO_COME = words(
    "launch launching begin beginning start starting plan plans planned planning prepare prepares prepared preparing prepares "
    "resume resuming mount mounting carry expect expects expected fear fears feared warn warned warning warns threat threaten "
    "threatened threatens stop halt end stopping halting ending cease pause suspend avert prevent deter repel imminent ahead "
    "before delay postpone redouble anticipated anticipate expand press stepping step widen intensify launched"
)
_AIMS = words("aim aims aimed aiming")
_DEALS = words("deal agreement accord pact")
_POSTPONED = words("postponed delayed postponing delaying postpones delays")
_ACCUSING = words("accuse accuses accused accusing blame blames blamed blaming alleged alleging alleges")
_DEEDS = words(
    "reach sign conclude exchange release swap free extend attack strike hold meet return resume accept deliver end begin "
    "start halt"
)


def verbal_any(word: str) -> bool:
    """Whether a word is a verb in the past rather than the name of a deed."""
    return word.endswith("ed") or word in _PASTS


def _told_nothing(words_between: Sequence[str]) -> bool:
    """Whether only a noun phrase stands after "ahead of"."""
    return words_between[1:2] == ["of"] and g.VERBISH.isdisjoint(words_between) and "," not in words_between


_LASTING = words("aggression genocide genocidal onslaught still ongoing underway continuing")


def base_of(rule: Rule, word: str) -> Status:
    """What a trigger means with nothing said about it; a lasting deed is going on, an extension is told ahead."""
    if rule.kind == "escalation" and word in ("escalating", "intensifying", "escalation", "widening", "deepening"):
        return "ongoing"
    if rule.kind == "truce_extension" and word in ("extension", "renewal", "prolongation"):
        return "planned"
    lasting = _KEEPS_ON if rule.kind == "talks_continue" else _LASTING
    return "ongoing" if word in lasting and rule.default == "happened" else rule.default


_PASTS = words(
    "freed began broke took came met spoke held left flew struck hit shot fired swapped traded cut sent let fell "
    "brought sat won gave went fought resumed"
)


def find(page: Page) -> list[Event]:
    """The events of an English page, in order of place."""
    return _Finder(page).run()
