"""Sources: the noun phrase that is credited, what kind of source it is, whom a pronoun stands for.

Danger: words credited to one who did not say them.
Duty: the noun phrase before or after a verb of saying, with title and apposition and without its relative clause; its kind
and its party; the nearest earlier full mention for "he", "she", "it", "they".
Shape: places are token numbers of `Tokens`; phrases are half-open pairs of them.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES
from wasata.listen.en.parties import NATIONS, Parties
from wasata.listen.en.tokens import Tokens
from wasata.values import SourceKind

Phrase = tuple[int, int]

_ANONYMOUS = frozenset(
    "source sources witness witnesses resident residents eyewitness eyewitnesses diplomat diplomats relative relatives "
    "survivor survivors activist activists insider insiders aide aides people person man woman men women someone somebody "
    "many some others critics supporters locals villagers refugees neighbors neighbours farmers drivers employees workers "
    "voters protesters demonstrators fighters teacher student students observers analysts experts analyst expert scholars "
    "doctor doctors medics medic lawyer lawyers family families friend friends victims victim rescuers everyone nobody "
    "rebel defector defectors mother father brother sister wife husband son daughter parents mediator insurgents opponents"
    .split()
)
_OFFICE = frozenset(
    "official officials spokesman spokeswoman spokesperson member members spokesmen spokespeople spokespersons minister ministers president "
    "presidents premier leader leaders chief chiefs commander commanders general officer officers ambassador ambassadors envoy "
    "envoys secretary king prince emir amir sultan pope governor mayor judge prosecutor prosecutors senator senators lawmaker "
    "lawmakers negotiator negotiators representative representatives director head deputy adviser advisers advisor "
    "advisors coordinator commissioner chancellor speaker chairman chairwoman chair congressman congresswoman candidate "
    "candidates delegate delegates attorney counsel sheriff inspector soldiers soldier policeman general-secretary sheikh "
    "undersecretary monarch dictator nominee mp mps legislators republicans democrats executive executives ceo founder author "
    "editor professor economist coach owner vice-president".split()
)
_ORGANISATION = frozenset(
    "ministry government army military group movement party agency office council committee commission union police "
    "authority authorities house court parliament senate congress assembly cabinet administration department bureau embassy "
    "delegation force forces troops navy command coalition alliance bloc front brigade brigades militia rebels company firm "
    "corporation bank university institute foundation fund centre center organisation organization organisations "
    "organizations summit body charity charities ngo hospital hospitals state states country countries nation nations "
    "republic kingdom campaign team board league federation association society network crescent cross service services "
    "mission secretariat presidency leadership side sides factions faction mediators parties unit staff groups governments "
    "ministries agencies companies church mosque airline junta regime command neighbourhood community communities tribe tribes "
    "tribunal prosecution jury watchdog observatory institution institutions ministry's capital palace kremlin pentagon board "
    "resolution communique club school city town village".split()
)
_TERMS = frozenset("deal agreement accord pact plan proposal truce ceasefire draft law treaty initiative roadmap talks".split())
_MINDS = frozenset("think thinks thought believe believes believed know knows knew hope hopes hoped feel feels felt find finds found fear fears feared".split())
_DOCUMENT = frozenset(
    "poll polls survey surveys study studies report reports analysis data figures documents document records memo statistics "
    "census filing filings letter article book transcript affidavit indictment complaint lawsuit investigation research "
    "statement email emails paper release tally estimate estimates count polling charter communique".split()
)
_OUTLET = frozenset(
    "newspaper daily weekly magazine channel broadcaster television tv radio station outlet outlets media agency newswire media "
    "website tabloid paper journal reporters correspondent journalists reporter journalist".split()
)
_OUTLET_NAMES = frozenset(
    "reuters afp ap bbc cnn cnbc msnbc nbc abc cbs pbs npr fox aljazeera bloomberg axios politico guardian telegraph "
    "haaretz ynet kan dpa tass ria interfax xinhua anadolu wafa sana irna tasnim saba spa wam petra bbc's axios's "
    "asharq al-awsat al-arabiya al-masirah al-mayadeen al-manar al-akhbar al-ahram haberturk hurriyet efe ansa kyodo yonhap "
    "france24 dw rfi euronews newsweek time economist lemonde spiegel breitbart huffpost buzzfeed vox"
    .split()
)
_OUTLET_PAIRS = {
    ("al", "jazeera"), ("associated", "press"), ("new", "york"), ("washington", "post"), ("wall", "street"), ("sky", "news"),
    ("al", "arabiya"), ("al", "manar"), ("al", "akhbar"), ("al", "mayadeen"), ("fox", "news"), ("news", "agency"),
    ("agence", "france-presse"), ("france", "24"), ("deutsche", "welle"), ("channel", "12"), ("channel", "13"),
    ("press", "agency"), ("state", "media"), ("state", "television"), ("state", "tv"), ("state", "radio"), ("usa", "today"),
    ("financial", "times"), ("jerusalem", "post"), ("los", "angeles"), ("sudan", "tribune"), ("kyiv", "independent"), ("el", "tiempo"),
    ("el", "espectador"), ("radio", "dabanga"), ("le", "monde"), ("saudi", "gazette"), ("arab", "news"), ("local", "media"),
}  # fmt: skip
_PLATFORMS = frozenset("x twitter telegram facebook instagram truth youtube whatsapp tiktok weibo linkedin".split())
_PLURAL_NOT = frozenset("united nations states emirates forces house authorities brigades".split())
_STOP = frozenset(';:"()-–—|[]') | frozenset((".", "!", "?", "…", "*", "•"))


class Antecedent(NamedTuple):
    """An earlier full mention. `sex`: m, f, o (a body), p (several), or u (a person, unknown)."""

    phrase: Phrase
    sex: str
    party: str | None


@dataclass(slots=True)
class Sources:
    """The sources of one page."""

    tokens: Tokens
    parties: Parties
    earlier: list[Antecedent] = field(default_factory=list)
    _kinds: dict[Phrase, SourceKind | None] = field(default_factory=dict)
    _surnames: dict[str, bool] | None = None

    # ------------------------------------------------------------------ phrases

    def group_start(self, verb: int, floor: int) -> tuple[int, frozenset[str]]:
        """Where the verb group that ends in `verb` begins, and what stands in it (be, have, modal, not, to, do)."""
        low = self.tokens.low
        seen = set()
        k = verb
        while k > floor:
            word = low[k - 1]
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
            elif (
                word in g.ADVERBS and not (word in ("both", "all", "once", "so", "now") and k - 1 == floor)
            ) or (word.endswith("ly") and len(word) > 4 and word not in ("family", "italy", "assembly", "ally", "july", "daily")):
                k -= 1
            elif word in g.DAYS and k - 2 >= floor and low[k - 2] in ("on", "late", "early"):
                k -= 2
                if k - 1 >= floor and low[k - 1] in ("late", "early"):
                    k -= 1
            elif word in g.DAYS and k - 2 >= floor and low[k - 2] != ",":
                k -= 1
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
            k = last - 1
            while k > floor and low[k] != sign and low[k] not in _STOP:
                k -= 1
            if k <= floor or low[k] != sign:
                return None
            first = low[k + 1]
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
            if word in _STOP or word == "," or word in ("that", "because", "while", "after", "before", "when", "although",
                                                        "though", "if", "unless", "until", "whereas", "but", "as", "than",
                                                        "since", "so", "what", "how", "why"):  # fmt: skip
                break
            k -= 1
            steps += 1
        start = k + 1
        if k >= floor and low[k] == "," and start <= last:
            start = self._over_list(k, start, floor)
        found = self._trim(start, tail if tail <= end else end)
        if found is not None and k > floor and low[k] == "," and raw[k - 1][0].isupper() and (low[found[0]] in g.TITLES or low[found[0]] in ("a", "an", "the") or low[found[0]] in _OFFICE):
            # "Corneille Nangaa, leader of …": the name before the comma
            m = k
            while m > floor and k - m < 5 and (raw[m - 1][0].isupper() or low[m - 1] in _NAME_PARTS):
                m -= 1
            if k - m >= 2 and low[m] not in g.PREPOSITIONS and low[k - 1] not in g.DAYS and self.name_in(m, k):
                return (m, found[1])
        if found is not None and low[found[0]] in g.PREPOSITIONS and low[found[0]] not in ("like", "about", "over") and k > floor and low[k] == ",":
            # "Hamas, in a statement said": the one before the comma
            return self.before(k, floor) or found
        return found

    def _over_list(self, comma: int, start: int, floor: int) -> int:
        """A subject that is a list ("the U.N., the EU and France said") begins before its commas."""
        low = self.tokens.low
        if "and" not in low[start : start + 8] or comma - 1 < floor:
            return start
        k = comma - 1
        while k > floor and low[k] not in _STOP and low[k] != "," and k > comma - 6:
            k -= 1
        if low[k] == "," and k > floor and self.tokens.raw[comma - 1][0].isupper() and self.tokens.raw[k + 1][0].isupper():
            return k + 1
        return start

    def _trim(self, start: int, end: int) -> Phrase | None:
        """Cuts a clause down to the noun phrase that opens it (or follows its last verb)."""
        low, raw = self.tokens.low, self.tokens.raw
        if start < end and low[start] in ("which", "whom", "who"):
            return None
        for k in range(start + 1, end):
            if low[k] in g.RELATIVES:
                end = k
                break
        for k in range(start, end - 1):
            if low[k] in ("claim", "charge", "allegation", "accusation", "assertion", "suggestion", "figure", "number") and low[k - 1] in ("a", "an", "the") and (
                low[k + 1] in g.DETERMINERS or raw[k + 1][0].isupper()
            ):
                return None
        while start < end and (low[start] in g.LEADS or low[start] in ("and", "or", ",")):
            start += 1
        if start + 1 < end and low[start] == "according":
            start += 2
        if start < end and low[start] in g.PREPOSITIONS and low[start] not in ("like", "about", "over"):
            start = self._past_preposition(start, end)
        for k in range(end - 1, start - 1, -1):
            word = low[k]
            if word in g.VERBISH and not (word in ("set", "left", "cut", "put", "hit", "led", "made") and low[k - 1] in g.DETERMINERS):
                start = k + 1
                break
            if k > start and (self._is_past(k, end) or self._is_saying(k)) or low[k] in _MINDS and k + 1 < end:
                after = [m for m in range(k + 1, end) if low[m] in ("and", "but")]
                if after:
                    start = after[-1] + 1
                    break
                if self._is_saying(k) or low[k] in _MINDS or low[k + 1 : k + 2] in (["a"], ["an"], ["the"]) and low[k] not in ("named", "called", "dubbed"):
                    start = k + 1
                    break
        while start < end and (
            low[start] in g.LEADS or low[start] in g.COORDINATORS or low[start] in g.TIMES
            or (low[start].endswith("ly") and raw[start][0].islower())
        ):  # fmt: skip
            start += 1
        while end > start and (low[end - 1] in g.TIMES or low[end - 1] in ("also", "both", "on", "itself", "himself")):
            end -= 1
        if start >= end or end - start > 26:
            return None
        if low[end - 1] in g.PREPOSITIONS or low[end - 1] in g.COORDINATORS or low[end - 1] == "the":
            return None
        if low[start] in g.PREPOSITIONS and low[start] not in ("like", "about", "over"):
            start = self._past_preposition(start, end)
        if low[start].endswith("ing") and (raw[start][0].islower() or end - start == 1 and low[start] not in self.surnames()):
            return None
        if end - start > 3 and low[end - 1] == "part" and low[end - 2] in g.POSSESSIVES:
            end -= 3
        while end - 2 > start and low[end - 2] in ("last", "this", "next") and low[end - 1] in ("week", "month", "year", "weekend"):
            end -= 2
        if end - start == 1 and low[start] in g.DETERMINERS and low[start] not in ("both", "many", "some", "several", "others", "few", "this", "that", "these"):
            return None
        return (start, end)

    def _past_preposition(self, start: int, end: int) -> int:
        """Past a leading "on Thursday", "in a joint statement", "for her part"."""
        low, raw = self.tokens.low, self.tokens.raw
        k = start + 1
        if k < end and low[k] in g.TIMES | g.MONTHS:
            k += 1
            while k < end and (raw[k][0].isdigit() or low[k] in (".", ",")):
                k += 1
            return k
        k += 1
        while k < end:
            if low[k] in g.DETERMINERS or low[k] in g.SUBJECT_PRONOUNS:
                return k
            if raw[k][0].isupper() and raw[k - 1][0].islower() and low[k - 1] not in g.PREPOSITIONS and low[k - 1] not in g.DETERMINERS:
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

    def _has_verb(self, i: int, j: int) -> bool:
        low = self.tokens.low
        return any(low[k] in g.AUXILIARIES or low[k] in ("said", "says") for k in range(i, j))

    def after(self, start: int, limit: int) -> Phrase | None:
        """The noun phrase that begins at token `start` ("said ⟦Saleh al-Arouri, the deputy head of Hamas⟧, who …")."""
        low, raw = self.tokens.low, self.tokens.raw
        k = start
        while k < limit:
            word = low[k]
            if word in _STOP or word in g.RELATIVES or word in g.AUXILIARIES or word in g.TIMES:
                break
            if word in g.SUBORDINATORS and not (word == "as" and low[k - 1] in ("such", "known")):
                break
            if word == "," :
                if k == start or not self._apposition(k, limit):
                    break
                k += 1
                continue
            if word in g.SUBJECT_PRONOUNS:
                if k == start:
                    return (k, k + 1)
                break
            if k > start:
                if word in ("on", "after", "before", "during", "via", "through", "following", "when", "as", "by", "about", "without"):
                    break
                if word in ("in", "at", "to", "from", "with") and k + 1 < limit and (
                    low[k + 1] in ("a", "an", "his", "her", "their", "its", "remarks", "comments", "response", "interviews", "part", "order")
                    or low[k + 1] in g.MONTHS or low[k + 1] in g.TIMES or raw[k + 1][0].isdigit()
                ):  # fmt: skip
                    break
                if word in CUES and (any(c.form == "ing" for c in CUES[word]) or self._is_saying(k)):
                    break
                if word in ("and", "but") and k + 1 < limit and (low[k + 1] in CUES or low[k + 1] in g.SUBJECT_PRONOUNS or low[k + 1] in g.VERBISH):
                    break
                if word.endswith("ly") and raw[k][0].islower():
                    break
            k += 1
            if k - start > 24:
                break
        while k > start and (low[k - 1] == "," or low[k - 1] in g.PREPOSITIONS or low[k - 1] in ("and", "the", "late", "early")):
            k -= 1
        return (start, k) if k > start and low[start] not in ("in", "on", "at", "to", "during", "after", "by") else None

    def _apposition(self, comma: int, limit: int) -> bool:
        """Whether what follows the comma names the same one again."""
        low, raw = self.tokens.low, self.tokens.raw
        k = comma + 1
        if k >= limit:
            return False
        word = low[k]
        if word in g.RELATIVES or word in g.SUBJECT_PRONOUNS or word in g.PREPOSITIONS or word in g.COORDINATORS or word in g.LEADS:
            return False
        if word in CUES or word.endswith("ing") or word in _STOP or word in g.TIMES:
            return False
        if not (word in ("a", "an", "the", "his", "her", "its", "one") or word in g.TITLES or raw[k][0].isupper() or word in _OFFICE):
            return False
        for m in range(k, min(limit, k + 25)):
            if low[m] in (",", ".", ";") or low[m] in _STOP:
                return True
            if low[m] in g.AUXILIARIES or (low[m] in CUES and self._is_saying(m)) or low[m] in g.VERBISH:
                return False
        return True

    def lead(self, first: int, last: int) -> Phrase | None:
        """The subject of a sentence: the noun phrase before its first verb."""
        low, raw = self.tokens.low, self.tokens.raw
        k = first
        while k < last and (low[k] in g.LEADS or low[k] in _STOP or low[k] == "'"):
            k += 1
        if k < last and low[k] in ("in", "on", "at", "after", "before", "during", "for", "as", "with", "by", "while", "when", "speaking", "despite", "since", "following", "although", "if", "from", "under", "over", "among"):
            m = k
            while m < last and low[m] != ",":
                m += 1
            if m < last - 2 and m - k < 25:
                k = m + 1
        if k < last and low[k] in ("last", "this", "next", "earlier", "late", "early", "days", "hours", "weeks", "months", "a", "two", "years"):
            m = next((x for x in range(k, min(last, k + 7)) if low[x] == ","), -1)
            if m > 0 and any(low[x] in g.TIMES or low[x] in g.MONTHS or low[x] in ("week", "month", "year", "after", "before", "today", "ago", "later") for x in range(k, m)):
                k = m + 1
        while k < last and (low[k] in g.LEADS or low[k] == ","):
            k += 1
        start = k
        while k < last:
            word = low[k]
            if word in g.AUXILIARIES or word in g.VERBISH or word in _STOP or word in g.RELATIVES:
                break
            cues = CUES.get(word)
            if k > start and cues and any(c.form in ("past", "s", "base") for c in cues) and not (
                cues[0].noun and (low[k - 1] in g.DETERMINERS or low[k - 1].endswith("'s") or low[k - 1] in g.PREPOSITIONS)
            ):
                break
            if k > start and word.endswith("ed") and len(word) > 4 and raw[k].islower() and low[k - 1] not in g.DETERMINERS and "-" not in word:
                break
            if k > start and word == ",":
                if not self._apposition(k, last):
                    break
            if k > start and raw[k].islower() and word.endswith("ly"):
                break
            k += 1
            if k - start > 20:
                return None
        end = k
        while end > start and (low[end - 1] in (",", "also") or low[end - 1] in g.PREPOSITIONS or low[end - 1] in g.TIMES):
            end -= 1
        return (start, end) if end > start else None

    # ------------------------------------------------------------------ kinds

    def kind(self, i: int, j: int) -> SourceKind | None:
        """What kind of source the words i..j name; None where they name nobody who could speak."""
        key = (i, j)
        if key not in self._kinds:
            self._kinds[key] = self._kind(i, j)
        return self._kinds[key]

    def _kind(self, i: int, j: int) -> SourceKind | None:
        low, raw = self.tokens.low, self.tokens.raw
        what = self.parties.what(i, j)
        head = self._head(i, j)
        if head < j and low[head - 1].removesuffix("'s") in _ORGANISATION and not self.is_outlet(i, j):
            return "organisation"
        if what == "person" and not low[j - 1] in ("office", "government", "cabinet", "administration", "team", "campaign"):
            if not any(low[k] in ("office", "spokesman", "spokeswoman", "spokesperson", "adviser", "aide") for k in range(i, j)):
                return "person"
        words = low[i:j]
        bare = [w.removesuffix("'s") for w in words]
        if self.is_outlet(i, j):
            return "outlet"
        named = self.name_in(i, j)
        if named:
            return "person"
        core = low[i:head]
        core_set = set(core)
        last = core[-1] if core else ""
        if last in ("source", "sources", "witnesses", "witness", "eyewitnesses", "residents", "resident"):
            return "anonymous"
        if last in ("diplomat", "diplomats") or (last in _ANONYMOUS and last not in _OFFICE):
            if last in ("analysts", "experts", "mediator") and what:
                return "office"
            return "anonymous"
        if last in _OFFICE:
            sided = what is not None or core_set & _ORGANISATION or any(raw[k][0].isupper() for k in range(i + 1, head)) or "-" in raw[i] or raw[i][0].isupper() is True and any(
                raw[k][0].isupper() for k in range(i + 1, j)
            )
            definite = bool(core) and core[0] in ("the", "his", "her", "its", "their", "our")
            if sided or definite or core_set & {"military", "security", "government", "defence", "defense", "senior", "army", "police", "health", "intelligence"} - {"senior"}:
                return "office"
            if len(core) == 1 or core[0] in ("both", "two", "three", "several"):
                return "office"
            if any(w in ("briefed", "familiar", "close", "knowledge", "involved", "anonymity") for w in words):
                return "anonymous"
            if last in ("official", "officials", "officer"):
                return "anonymous"
            return "office"
        if last.removesuffix("'s") in _ORGANISATION or core_set & {"ministry", "government"}:
            return "organisation"
        if what in ("body", "party", "nation"):
            return "organisation"
        if core_set & _OFFICE and len(core) > 1 and not core_set & _ORGANISATION:
            return "office"
        if core_set & _ORGANISATION:
            return "organisation"
        if any(w in _ANONYMOUS for w in core):
            return "anonymous"
        if last in _TERMS:
            return None
        if last in _DOCUMENT:
            return "organisation"
        del bare
        capitals = [k for k in range(i, j) if raw[k][0].isupper() and low[k] not in g.DETERMINERS]
        if what is not None:
            return "organisation"
        if len(capitals) == 1 and capitals[0] == head - 1 and capitals[0] == i and len(raw[i]) > 2 and not raw[i].isupper():
            return "person"
        if capitals:
            return "organisation"
        return None

    def _head(self, i: int, j: int) -> int:
        """The end of the phrase's own words, before "of …", "in …", a comma."""
        low = self.tokens.low
        for k in range(i + 1, j):
            if low[k] in g.PREPOSITIONS and not (low[k] == "of" and low[k - 1] in ("some", "many", "one", "most", "number", "group", "dozens")):
                return k
            if low[k] in (",", "(", "who", "which", "briefed", "familiar", "close", "whose", "cited", "quoted"):
                return k
        return j

    def name_in(self, i: int, j: int) -> bool:
        """Whether a person's name stands in the words i..j."""
        low, raw = self.tokens.low, self.tokens.raw
        k = i
        while k < j:
            if not raw[k][0].isupper() or low[k] in g.DETERMINERS:
                k += 1
                continue
            covered = self.parties.covered(k)
            if covered > k:
                k = covered
                continue
            m = k
            while m < j and (raw[m][0].isupper() or (low[m] in _NAME_PARTS and m + 1 < j and raw[m + 1][0].isupper()) or low[m] == "." and len(raw[m - 1]) <= 2):
                m += 1
            if self._is_name(k, m, i, j):
                return True
            k = m + 1
        return False

    def _is_name(self, k: int, m: int, i: int, j: int) -> bool:
        """Whether the capitalised run k..m is (or ends in) a person's name."""
        low, raw = self.tokens.low, self.tokens.raw
        titled = k > i and low[k - 1] in g.TITLES
        run = list(range(k, m))
        if raw[m - 1].endswith(("'s", "'")) and m < j:
            return False
        if any(low[t].removesuffix("'s") in _ORGANISATION or low[t] in _OUTLET for t in run):
            return False
        while run and (low[run[0]] in g.TITLES or raw[run[0]].removesuffix("'s") in NATIONS or raw[run[0]].endswith("'s")
                       or raw[run[0]].removesuffix("'s").isupper() and len(raw[run[0]]) > 1 or raw[run[0]] in ("United", "States", "House", "Vice")):  # fmt: skip
            titled = titled or low[run[0]] in g.TITLES
            run.pop(0)
        if not run or any(raw[t] in NATIONS for t in run):
            return False
        if k > i and low[k - 1] in ("in", "of", "at", "from", "near", "for", "on", "to") and not titled:
            return False
        if k > i and low[k - 1] == "the" and len(run) == 1 and not titled:
            return False
        if titled or len(run) >= 2:
            return not (len(run) >= 2 and k > i and low[k - 1] == "the" and not titled)
        word = raw[run[0]]
        if word.isupper() and len(word) > 1:
            return False
        return self._is_surname(word) if len(run) == 1 else True

    def _is_surname(self, word: str) -> bool:
        """Whether a lone capitalised word is the last part of a name given in full earlier (or unknown, and no place)."""
        low_word = word.lower().removesuffix("'s")
        return self.surnames().get(low_word, False)

    def surnames(self) -> dict[str, bool]:
        """Words that end a run of two or more capitals in this report, with no organisation in it."""
        if self._surnames is None:
            found: dict[str, bool] = {}
            raw, low = self.tokens.raw, self.tokens.low
            n = len(raw)
            k = 0
            while k < n:
                if not raw[k][0].isupper():
                    k += 1
                    continue
                m = k
                while m < n and (raw[m][0].isupper() and raw[m] not in ("I",) or (low[m] in _NAME_PARTS and m + 1 < n and raw[m + 1][0].isupper())
                                 or low[m] == "." and m + 1 < n and len(raw[m - 1]) == 1 and raw[m + 1][0].isupper()):  # fmt: skip
                    m += 1
                if m - k >= 2 and not any(low[t].removesuffix("'s") in _ORGANISATION or low[t] in _OUTLET or low[t] in g.DAYS for t in range(k, m)):
                    last = low[m - 1].removesuffix("'s")
                    if raw[m - 1].removesuffix("'s") not in NATIONS and not raw[m - 1].isupper() and last not in g.TITLES:
                        found.setdefault(last, True)
                k = max(m, k + 1)
            self._surnames = found
        return self._surnames

    def is_outlet(self, i: int, j: int) -> bool:
        """Whether the words i..j name a news organisation (or one of its reporters)."""
        low, raw = self.tokens.low, self.tokens.raw
        head = self._head(i, j)
        if self.parties.what(i, head) == "outlet":
            return True
        for k in range(i, head):
            word = low[k].removesuffix("'s")
            if word in _OUTLET and k == head - 1 and not (word == "agency" and low[k - 1] not in ("news", "press")) and not (word == "media" and low[k - 1] == "social"):
                return True
            if word in _OUTLET and k + 1 < head and raw[k + 1][0].isupper():
                return True
            if word in _OUTLET_NAMES and raw[k][0].isupper() and (k == head - 1 or k == i or low[k] == "al-awsat"):
                return True
            if k + 1 < j and (word, low[k + 1].removesuffix("'s")) in _OUTLET_PAIRS:
                return True
            if k > i and k == head - 1 and raw[k] in ("Times", "Post", "News", "Herald", "Tribune", "Journal", "Gazette", "Press", "Telegraph", "Guardian", "Observer", "Chronicle", "TV", "Radio"):
                return True
        return False

    def is_platform(self, i: int) -> bool:
        """Whether token i is a place where one posts."""
        return self.tokens.low[i] in _PLATFORMS and self.tokens.raw[i][0].isupper()

    # ------------------------------------------------------------------ memory

    def remember(self, phrase: Phrase, kind: SourceKind | None, party: str | None) -> None:
        """Keeps a full mention for the pronouns after it."""
        self.earlier.append(Antecedent(phrase, self._sex(phrase, kind), party))

    def _sex(self, phrase: Phrase, kind: SourceKind | None) -> str:
        low = self.tokens.low
        i, j = phrase
        words = [w.removesuffix("'s") for w in low[i:j]]
        if kind in ("organisation", "outlet", None):
            head = low[self._head(i, j) - 1]
            if head in ("officials", "authorities", "forces", "mediators", "rebels", "police", "parties", "factions", "countries", "states", "governments", "leaders") and "united" not in words:
                return "p"
            return "o"
        head_end = self._head(i, j)
        head = low[head_end - 1]
        if kind != "person" and (head.endswith("s") and head not in ("boss", "press") or head in ("people", "men", "women", "both", "some", "many") or words[0] in ("both", "two", "three", "some", "several", "many", "dozens")):
            return "p"
        if kind == "person" and "and" in low[i:head_end]:
            return "p"
        for word in words:
            if word in g.FEMALE or word in g.FEMALE_NAMES:
                return "f"
        for word in words:
            if word in g.MALE:
                return "m"
        return "u"

    def resolve(self, pronoun: str) -> Antecedent | None:
        """The nearest earlier full mention a pronoun can stand for."""
        sex = g.THIRD.get(pronoun)
        if sex is None:
            return None
        fits = {"m": "mu", "f": "fu", "o": "o", "p": "p"}[sex]
        for k in range(len(self.earlier) - 1, -1, -1):
            found = self.earlier[k]
            if found.sex in fits:
                if found.sex == "u" and sex in "mf":
                    self.earlier[k] = found._replace(sex=sex)
                    self._settle(found.phrase, sex)
                return found
        if sex == "p":
            for found in reversed(self.earlier):
                if found.sex == "o":
                    return found
        if sex == "o" and self.earlier:
            return next((f for f in reversed(self.earlier) if f.sex == "p"), None)
        return None

    def _settle(self, phrase: Phrase, sex: str) -> None:
        """One who was "she" once is not "he" later, under any form of the name."""
        low = self.tokens.low
        name = low[phrase[1] - 1]
        for k, found in enumerate(self.earlier):
            if found.sex == "u" and low[found.phrase[1] - 1] == name:
                self.earlier[k] = found._replace(sex=sex)


_NAME_PARTS = frozenset("al bin ibn bint abu abd al- el ben von van der de la da dos di du le st mac ul".split())
