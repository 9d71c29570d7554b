"""Names: whether words name a person, an office, a body, an outlet or somebody unnamed.

Danger: a place or a ministry taken for a person; a reporter's paper taken for the one who speaks.
Duty: the kind of source a noun phrase names, from its head noun, its capitals and the roster.
Shape: places are token numbers of `Tokens`; phrases are half-open pairs of them.
"""

from wasata.listen.en import grammar as g
from wasata.listen.en.grammar import words
from wasata.listen.en.parties import NATIONS, Parties
from wasata.listen.en.tokens import Tokens
from wasata.values import SourceKind

Phrase = tuple[int, int]
_SOURCE_OR_SOURCES = words("source sources witnesses witness eyewitnesses residents resident")
_WHO_OR_WHICH = words(", ( who which briefed familiar close whose cited quoted involved")
_IN_OR_OF = words("in of at from near for on to")
_OFFICE_OR_GOVERNMENT = words("office government cabinet administration team campaign")
_THE_OR_HIS = words("the his her its their our")
_TIMES_OR_POST = words(
    "Times Post News Herald Tribune Journal Gazette Press Telegraph Guardian Observer Chronicle TV Radio"
)
_BRIEFED_OR_FAMILIAR = words("briefed familiar close knowledge involved anonymity")
_OFFICE_OR_SPOKESMAN = words("office spokesman spokeswoman spokesperson adviser aide")
_OF_A_STATE = words("military security government defence defense army police health intelligence")
_REGIONS = words("european western arab african asian eu")
_SOME_OR_MANY = words("some many one most number group dozens majority minority handful")
_ANONYMOUS = words(
    "source sources witness witnesses resident residents eyewitness eyewitnesses diplomat diplomats relative "
    "relatives survivor survivors activist activists insider insiders aide aides people person man woman men "
    "women someone somebody many some others critics supporters locals villagers refugees neighbors neighbours "
    "farmers drivers employees workers voters protesters demonstrators fighters teacher student students "
    "observers analysts experts analyst expert scholars doctor doctors medics medic lawyer lawyers family "
    "families friend friends victims victim rescuers everyone nobody rebel defector defectors mother father "
    "brother sister wife husband son daughter brothers "
    "sisters mothers fathers wives sons daughters parents mediator insurgents opponents "
    "hostage hostages captive captives prisoner prisoners detainee detainees abductee "
    "abductees passenger passengers"
)
_OFFICE = words(
    "secretary-general under-secretary-general official officials spokesman spokeswoman spokesperson member "
    "members spokesmen spokespeople spokespersons minister ministers president presidents premier leader leaders "
    "chief chiefs commander commanders general officer officers ambassador ambassadors envoy envoys secretary "
    "king prince emir amir sultan pope governor mayor judge prosecutor prosecutors senator senators lawmaker "
    "lawmakers negotiator negotiators representative representatives director head deputy adviser advisers "
    "advisor advisors coordinator commissioner chancellor speaker chairman chairwoman chair congressman "
    "congresswoman candidate candidates delegate delegates attorney counsel sheriff inspector soldiers soldier "
    "policeman general-secretary sheikh undersecretary monarch dictator nominee mp mps legislators republicans "
    "co-chair co-chairs co-chairman democrats executive executives ceo founder author editor professor economist coach owner "
    "vice-president"
)
_ORGANISATION = words(
    "ministry government army military group movement party agency office council committee commission union "
    "police authority authorities house court parliament senate congress assembly cabinet administration "
    "department bureau embassy delegation force forces troops navy command coalition alliance bloc front brigade "
    "brigades militia rebels company firm corporation bank university institute foundation fund centre center "
    "organisation organization organisations organizations summit body charity charities ngo hospital hospitals "
    "state states country countries nation nations republic kingdom campaign team board league federation "
    "association society network crescent cross service services mission secretariat presidency leadership side "
    "sides factions faction mediators parties unit staff groups governments ministries agencies companies church "
    "mosque airline junta headquarters regime command neighbourhood community communities tribe tribes tribunal prosecution "
    "guerrillas insurgents separatists "
    "jury watchdog observatory institution institutions ministry's capital palace kremlin pentagon board "
    "resolution communique club school city town village"
)
_OF_SEVERAL = words(
    "officials members leaders commanders officers supporters representatives envoys negotiators lawmakers ministers"
)
_TERMS = words("deal agreement accord pact plan proposal truce ceasefire draft law treaty initiative roadmap talks")
_DOCUMENT = words(
    "evidence poll polls survey surveys study studies report reports analysis data figures documents document records memo "
    "statistics census filing filings letter article book transcript affidavit indictment complaint lawsuit "
    "investigation research statement email emails paper release tally estimate estimates count polling charter "
    "communique"
)
_OUTLET = words(
    "newspaper daily weekly magazine channel broadcaster television tv radio station outlet outlets media agency agencies "
    "newswire media website tabloid paper journal reporters correspondent journalists reporter journalist"
)
_OUTLET_NAMES = words(
    "reuters afp ap bbc cnn cnbc msnbc nbc abc cbs pbs npr fox aljazeera bloomberg axios politico guardian "
    "telegraph haaretz ynet kan dpa tass ria interfax xinhua anadolu wafa sana irna tasnim saba spa wam petra "
    "bbc's axios's asharq al-awsat al-arabiya al-masirah al-mayadeen al-manar al-akhbar al-ahram haberturk "
    "hurriyet efe ansa kyodo yonhap france24 dw rfi euronews newsweek time economist lemonde spiegel breitbart "
    "huffpost buzzfeed vox upi pti ians irrawaddy rappler inquirer tolo tolonews khaama pajhwok ariana rudaw "
    "kurdistan24 shafaq trt nhk cgtn cctv voa rfe rfa rte itv cbc ctv kommersant meduza unian suspilne ukrinform rtve rai "
    "lbc mtv lbci semana caracol rcn presstv mehr isna fars novosti vesti ntv ard zdf bild faz lefigaro elpais swissinfo "
    "reliefweb tamazuj dabanga novaya pravda rbc al-wasat al-ghad al-rai al-qahera al-ikhbariya al-jazeera infobae o'globo "
    "hromadske nexta tut.by belta armenpress azertac civil.ge interpressnews"
)
_OUTLET_PAIRS = {
    ("al", "jazeera"), ("associated", "press"), ("new", "york"), ("washington", "post"), ("wall", "street"), ("sky", "news"),
    ("al", "arabiya"), ("al", "manar"), ("al", "akhbar"), ("al", "mayadeen"), ("fox", "news"), ("news", "agency"),
    ("agence", "france-presse"), ("france", "24"), ("deutsche", "welle"), ("channel", "12"), ("channel", "13"),
    ("press", "agency"), ("state", "media"), ("state", "television"), ("state", "tv"), ("state", "radio"), ("usa", "today"),
    ("press", "tv"), ("sahara", "reporters"), ("ukrainska", "pravda"), ("novaya", "gazeta"), ("addis", "standard"),
    ("daily", "sabah"), ("libya", "observer"), ("libya", "herald"), ("radio", "tamazuj"), ("global", "times"), ("radio", "free"),
    ("news", "agencies"), ("press", "agencies"),
    ("people's", "daily"), ("daily", "mail"), ("colombia", "reports"), ("premium", "times"), ("punch", "newspaper"),
    ("daily", "star"), ("globe", "and"), ("public", "radio"), ("press", "trust"), ("ria", "novosti"),
    ("financial", "times"), ("jerusalem", "post"), ("los", "angeles"), ("sudan", "tribune"), ("kyiv", "independent"),
    ("el", "tiempo"),
    ("el", "espectador"), ("radio", "dabanga"), ("le", "monde"), ("saudi", "gazette"), ("arab", "news"), ("local", "media"),
}  # fmt: skip
_OUTLET_WORDS = frozenset(
    form
    for word in (_OUTLET | _OUTLET_NAMES | {w.lower() for w in _TIMES_OR_POST} | {first for first, _ in _OUTLET_PAIRS})
    for form in (word, word + "'s")
)
"""The words without which no outlet can be named."""
PLATFORMS = words("x twitter telegram facebook instagram truth youtube whatsapp tiktok weibo linkedin")
_NAME_PARTS = words("al bin ibn bint abu abd al- el ben von van der de la da dos di du le st mac ul")


_ENVOYS = words("ambassador envoy representative")


class Names:
    """The names of one page."""

    def __init__(self, tokens: Tokens, parties: Parties) -> None:
        self.tokens = tokens
        self.parties = parties
        self._kinds: dict[Phrase, SourceKind | None] = {}
        self._heads: dict[Phrase, int] = {}
        self._surnames: dict[str, bool] | None = None

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
        if what == "person" and head < j and self._several(head):
            what = None  # "officials from Mr Adel's union": not he
        if (
            what == "person"
            and head == j
            and raw[j - 1].islower()
            and any(w.endswith(("'s", "s'")) for w in raw[i : head - 1])
        ):
            # "Netanyahu's latest excuse": a thing of his, unless it can speak
            return "organisation" if low[head - 1] in _OFFICE_OR_GOVERNMENT else self._kind_by_head(low[head - 1])
        if what == "person" and low[j - 1] not in _OFFICE_OR_GOVERNMENT and _OFFICE_OR_SPOKESMAN.isdisjoint(low[i:j]):
            return "person"
        if self.is_outlet(i, j):
            return "outlet"
        if head > i and low[head - 1] in _SOURCE_OR_SOURCES:
            return "anonymous"  # "Informed Zairean sources"
        named = self.name_in(i, j) and not (head < j and self._several(head))
        if named:
            return "person"
        core = low[i:head]
        core_set = set(core)
        last = core[-1].removesuffix("'s").removesuffix("'") if core else ""
        if last in _SOURCE_OR_SOURCES:
            return "anonymous"
        if last in ("diplomat", "diplomats") or (last in _ANONYMOUS and last not in _OFFICE):
            if last in ("analysts", "experts", "mediator") and what:
                return "office"
            if last.startswith("diplomat") and what in ("nation", "party") and core_set.isdisjoint(_REGIONS):
                return "office"  # of a named state
            if "and" in core and core_set & {"officials", "officers"}:
                return "office"  # "hospital officials and aid workers"
            return "anonymous"
        if last in _OFFICE:
            sided = (
                what is not None
                or core_set & _ORGANISATION
                or any(raw[k][0].isupper() for k in range(i + 1, head))
                or "-" in raw[i]
                or (raw[i][0].isupper() is True and any(raw[k][0].isupper() for k in range(i + 1, j)))
            )
            definite = bool(core) and core[0] in _THE_OR_HIS
            if sided or definite or not core_set.isdisjoint(_OF_A_STATE):
                return "office"
            if len(core) == 1 or core[0] in ("both", "two", "three", "several"):
                return "office"
            if any(w in _BRIEFED_OR_FAMILIAR for w in low[i:j]):
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
        capitals = [k for k in range(i, j) if raw[k][0].isupper() and low[k] not in g.DETERMINERS]
        if what is not None:
            return "organisation"
        if (
            len(capitals) == 1
            and capitals[0] == head - 1
            and capitals[0] == i
            and len(raw[i]) > 2
            and not raw[i].isupper()
        ):
            return "person"
        if capitals:
            named = (head == i + 1 and low[head : head + 2] in ([",", "a"], [",", "an"])) or "year-old" in low[i:j]
            return "person" if named else "organisation"  # "Yury, a 50-year-old resident"
        return None

    def _several(self, head: int) -> bool:
        """Whether the phrase whose own words end here names people by what they are ("officials from …")."""
        return self.tokens.low[head - 1] in _OF_SEVERAL and self.tokens.raw[head - 1].islower()

    @staticmethod
    def _kind_by_head(head: str) -> SourceKind | None:
        """The kind of one known by what he is to somebody ("Netanyahu's spokesman", "his wife")."""
        if head in _OFFICE:
            return "office"
        if head in _ANONYMOUS:
            return "anonymous"
        if head in _ORGANISATION or head in _DOCUMENT:
            return "organisation"
        return "anonymous" if head.endswith("s") and not head.endswith("ss") else None

    def _head(self, i: int, j: int) -> int:
        """The end of the phrase's own words, before "of …", "in …", a comma."""
        key = (i, j)
        head = self._heads.get(key)
        if head is None:
            head = self._heads[key] = self._head_of(i, j)
        return head

    def _head_of(self, i: int, j: int) -> int:
        low, raw = self.tokens.low, self.tokens.raw
        for k in range(i + 1, j):
            if (
                low[k] in g.PREPOSITIONS
                and raw[k][0].islower()
                and not (low[k] == "of" and low[k - 1] in _SOME_OR_MANY)
            ):
                return k
            if low[k] in _WHO_OR_WHICH:
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
            while m < j and (
                raw[m][0].isupper()
                or raw[m].startswith(("el-", "al-", "ad-", "as-", "ash-"))
                or (low[m] in _NAME_PARTS and m + 1 < j and raw[m + 1][0].isupper())
                or (low[m] == "." and len(raw[m - 1]) <= 2)
            ):
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
        bodies = [t for t in run if low[t].removesuffix("'s") in _ORGANISATION or low[t] in _OUTLET]
        if bodies:
            roles = [t for t in run if low[t] in g.TITLES and t > bodies[-1] and t < m - 1]
            if not roles:
                return False
            run, titled = [t for t in run if t > roles[-1]], True  # "Navy Commander D K P Dassanayake"
        sent = low[k - 2 : k] in (["to", "the"], ["in", "the"]) and raw[run[0]] in NATIONS and len(run) > 2
        if sent and not _ENVOYS.isdisjoint(low[i:k]):
            return True  # "Russia's ambassador to the US Anatoly Antonov"
        while run and self._before_name(run[0]):
            titled = titled or low[run[0]] in g.TITLES
            run.pop(0)
        if not run or any(raw[t] in NATIONS for t in run) or all(low[t] in g.DAYS_AND_MONTHS for t in run):
            return False
        if k > i and low[k - 1] in _IN_OR_OF and not titled:
            return False
        if k > i and low[k - 1] == "the" and len(run) == 1 and not titled:
            return False
        if titled or len(run) >= 2:
            return not (len(run) >= 2 and k > i and low[k - 1] == "the" and not titled)
        word = raw[run[0]]
        if word.isupper() and len(word) > 1:
            return False
        return self._is_surname(word) if len(run) == 1 else True

    def _before_name(self, t: int) -> bool:
        """Whether a capitalised word only leads to a name: a title, a nation, a possessive, an abbreviation."""
        word = self.tokens.raw[t]
        bare = word.removesuffix("'s")
        if self.tokens.low[t] in g.TITLES or bare in NATIONS or word.endswith("'s"):
            return True
        return (bare.isupper() and len(word) > 1) or word in ("United", "States", "House", "Vice")

    def _is_surname(self, word: str) -> bool:
        """Whether a lone capitalised word is the last part of a name given in full earlier (or unknown, and no place)."""
        low_word = word.lower().removesuffix("'s")
        return self.surnames().get(low_word, False)

    def _in_run(self, m: int) -> bool:
        """Whether token m goes on with a run of capitals: a capital, "al" before one, the dot of an initial."""
        raw, low = self.tokens.raw, self.tokens.low
        if raw[m][0].isupper():
            return raw[m] != "I"
        if m + 1 >= len(raw) or not raw[m + 1][0].isupper():
            return False
        return low[m] in _NAME_PARTS or (low[m] == "." and len(raw[m - 1]) == 1)

    def surnames(self) -> dict[str, bool]:
        """Words that end a run of two or more capitals in this report, with no organisation in it."""
        if self._surnames is None:
            found: dict[str, bool] = {}
            raw, low = self.tokens.raw, self.tokens.low
            n = len(raw)
            reach = 0
            for k in self.tokens.capitals:
                if k < reach or low[k] in g.DETERMINERS or low[k] in g.PREPOSITIONS:
                    continue
                if not (k + 1 < n and raw[k] != "I" and self._in_run(k + 1)):
                    continue
                m = k + 2
                while m < n and self._in_run(m):
                    m += 1
                reach = m
                if not any(
                    low[t].removesuffix("'s") in _ORGANISATION or low[t] in _OUTLET or low[t] in g.DAYS
                    for t in range(k, m)
                ):
                    last = low[m - 1].removesuffix("'s")
                    if (
                        raw[m - 1].removesuffix("'s") not in NATIONS
                        and not raw[m - 1].isupper()
                        and last not in g.TITLES
                        and last not in _TERMS
                        and last not in _DOCUMENT
                    ):
                        found.setdefault(last, True)
            self._surnames = found
        return self._surnames

    def is_outlet(self, i: int, j: int) -> bool:
        """Whether the words i..j name a news organisation (or one of its reporters)."""
        low, raw = self.tokens.low, self.tokens.raw
        head = self._head(i, j)
        if head - i == 2 and low[head - 1] == "agency" and low[i] in ("a", "an", "the"):
            return True
        if self.parties.what(i, head) == "outlet":
            return True
        if _OUTLET_WORDS.isdisjoint(low[i:head]):
            return False
        for k in range(i, head):
            word = low[k].removesuffix("'s")
            if (
                word in _OUTLET
                and k == head - 1
                and not (word in ("agency", "agencies") and low[k - 1] not in ("news", "press"))
                and not (word == "media" and low[k - 1] == "social")
            ):
                return True
            if word in _OUTLET and k + 1 < head and raw[k + 1][0].isupper():
                return True
            if word in _OUTLET_NAMES and raw[k][0].isupper() and (k == head - 1 or k == i or low[k] == "al-awsat"):
                return True
            if k + 1 < j and (word, low[k + 1].removesuffix("'s")) in _OUTLET_PAIRS:
                return True
            if k > i and k == head - 1 and raw[k] in _TIMES_OR_POST:
                return True
        return False

    def is_platform(self, i: int) -> bool:
        """Whether token i is a place where one posts."""
        return self.tokens.low[i] in PLATFORMS and self.tokens.raw[i][0].isupper()
