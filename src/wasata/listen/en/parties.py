"""Parties: whose side a phrase speaks for, by roster names, nationalities, capitals and the earlier full mention.

Danger: "a former Israeli general" counted as Israel; "the Palestine Red Crescent" as a party.
Duty: nationalities and capitals are geography, not a list of any conflict's names; names of bodies and people come from the
roster of the case.
Shape: `Parties(tokens).of(i, j)` gives the one party of a span of tokens, or None; `.all(i, j)` all of them in order.
"""

from bisect import bisect_left
from itertools import compress

from wasata.listen.en import grammar as g
from wasata.listen.en.grammar import words
from wasata.listen.en.states import STATE_PHRASES, STATES
from wasata.listen.en.tokens import Tokens

_NATIONS = """
israel Israel Israeli Israelis
palestinians Palestinian Palestinians
qatar Qatar Qatari Qataris Doha
egypt Egypt Egyptian Egyptians Cairo
usa American Americans U.S. US USA U.S.A. Washington America
un U.N. UN
icrc ICRC
houthis Houthi Houthis
yemen Yemen Yemeni Yemenis Aden
saudi Saudi Saudis Riyadh
uae Emirati Emiratis UAE U.A.E. Emirates
oman Oman Omani Omanis Muscat
iran Iran Iranian Iranians Tehran
hezbollah Hezbollah
hamas Hamas
lebanon Lebanon Lebanese Beirut
syria Syria Syrian Syrians Damascus
iraq Iraq Iraqi Iraqis Baghdad
jordan Jordanian Jordanians Jordan Amman
turkey Turkey Turkish Turks Turkiye Türkiye Ankara
russia Russia Russian Russians Moscow Kremlin
ukraine Ukraine Ukrainian Ukrainians Kyiv Kiev
rsf RSF
libya Libya Libyan Libyans Tripoli
taliban Taliban
afghanistan Afghanistan Afghan Afghans Kabul
france France French Paris
uk Britain British Briton Britons UK U.K. London
germany Germany German Germans Berlin
eu EU E.U. European Brussels
vatican Vatican Pope
other China Chinese Beijing Japan Japanese Tokyo India Indian Indians Delhi Pakistan Pakistani Pakistanis Islamabad
other Turkmen
other Sudan Sudanese Khartoum Ethiopia Ethiopian Ethiopians Eritrea Eritrean Tigray Tigrayan Somalia Somali Somalis
other Kenya Kenyan Nairobi Uganda Ugandan
other Colombia Colombian Colombians Bogota Venezuela Venezuelan Venezuelans Caracas Cuba Cuban Cubans Havana Mexico
other Mexican Mexicans Brazil Brazilian Brazilians
other Norway Norwegian Norwegians Oslo Sweden Swedish Swedes Denmark Danish Finland Finnish Spain Spanish Madrid
other Italy Italian Italians Rome Portugal Portuguese
other Ireland Irish Dublin Belgium Belgian Netherlands Dutch Hague Switzerland Swiss Geneva Austria Austrian Vienna
other Greece Greek Greeks Athens Poland Polish Poles Warsaw
other Hungary Hungarian Budapest Romania Romanian Bulgaria Bulgarian Serbia Serbian Serbs Belgrade Croatia Croatian
other Bosnia Bosnian Kosovo Kosovar Albania Albanian
other Georgia Georgian Tbilisi Armenia Armenian Armenians Yerevan Azerbaijan Azerbaijani Azeri Baku Belarus
other Belarusian Minsk Moldova Moldovan Kazakhstan Kazakh
other Uzbekistan Uzbek Tajikistan Tajik Kyrgyzstan Kyrgyz Canada Canadian Canadians Ottawa Australia Australian
other Australians Canberra Zealand
other Thailand Thai Bangkok Vietnam Vietnamese Hanoi Philippines Philippine Filipino Filipinos Manila Indonesia
other Indonesian Jakarta Malaysia Malaysian Singapore
other Myanmar Burma Burmese Cambodia Cambodian Laos Bangladesh Bangladeshi Dhaka Nepal Nepalese Lanka Lankan
other Maldives Korea Korean Koreans Seoul Pyongyang Taiwan Taiwanese
other Nigeria Nigerian Nigerians Abuja Niger Mali Malian Bamako Chad Chadian Cameroon Congo Congolese Kinshasa
other Rwanda Rwandan Kigali Burundi Burundian M23
other Africa African Mozambique Zimbabwe Zambia Angola Angolan Senegal Senegalese Ghana Ghanaian Ivorian Burkina
other Guinea Liberia Liberian
other Morocco Moroccan Rabat Algeria Algerian Algiers Tunisia Tunisian Tunis Mauritania Bahrain Bahraini Kuwait
other Kuwaiti Kurdish Kurds Kurdistan
other Argentina Argentine Chile Chilean Peru Peruvian Bolivia Ecuador Ecuadorean Paraguay Uruguay Guatemala Honduras
other Nicaragua Salvador Haiti Haitian
other FARC Farc ELN PKK SDF NATO Nato ASEAN ECOWAS Ecowas IGAD AU OSCE OPEC GCC MILF MNLF TPLF OLF OLA LTTE ISIS ISIL Daesh
other Qaeda Qaida Shabaab Shabab Haram JNIM SPLM SPLA SPLM-N JEM YPG YPJ TTP HTS Nusra ISWAP AQAP FDLR ADF Seleka
plo PNA
other Zaire Zairean Zairian Yugoslavia Yugoslav Rhodesia Rhodesian
other MNLA TNLA MNDAA KNU NUG CMA EZLN NPA
other Sayyaf Naxalite Naxalites Maoist Maoists STC AUC LRA Fano Gbagbo Biafra Kosovars Abkhazia Abkhaz
other Ossetia Ossetian Karabakh Artsakh Chechen Chechnya Dagestan Sinhalese Tamil Tamils Sri Kashmir Kashmiri
other Tuareg Tuaregs Touareg Fulani Hausa Dinka Nuer Oromo Amhara Kachin Karen Rohingya Rohingyas Pashtun Hazara Hazaras
other Baloch Baluch Tatar Uighur Uyghur Zaghawa Masalit Yazidi Yazidis Hutu Hutus Tutsi Tutsis Moro Shan Wa Kokang
other Panama Panamanian Jamaica Costa Luanda Lusaka Harare Maputo Kampala Juba Mogadishu Asmara Ndjamena N'Djamena
other Ouagadougou Niamey Niger Nigerien Dakar Abidjan Accra Conakry Freetown Monrovia Lima Santiago Quito Managua
other Lisbon Copenhagen Helsinki Stockholm Bern Bratislava Slovakia Slovak Slovenia Slovenian Prague Czech Latvia
other Latvian Riga Lithuania Lithuanian Vilnius Estonia Estonian Tallinn Iceland Luxembourg Malta Maltese Cyprus
other Cypriot Nicosia Sofia Bucharest Zagreb Sarajevo Pristina Tirana Skopje Macedonia Macedonian Montenegro
other Astana Tashkent Dushanbe Bishkek Ashgabat Turkmenistan Mongolia Mongolian Colombo Kathmandu Rangoon Yangon
other Naypyidaw Vientiane Timor Timorese Fiji Papua Darfuri Darfuris Djibouti Madagascar Malawi Botswana Namibia
other Namibian Gabon Togo Benin Gambia Gambian Nigeriens Liberians Guinean Mozambican Ugandans Kenyans Rwandans
other Burundians Malians Moroccans Algerians Tunisians Kuwaitis Bahrainis Georgians Azerbaijanis Armenia's Nepali
libya LNA GNA GNU Benghazi Tobruk
sudan_army SAF
saudi Saudi-led Jeddah
usa Pentagon CENTCOM Centcom
un UNICEF UNHCR OCHA UNRWA WFP IOM OHCHR UNIFIL MINUSMA MONUSCO UNAMID UNMISS
un Unifil Monusco Minusca Unamid Unmiss Minurso MINURSO Unmik UNMIK Unhcr
un UNAMA UNSMIL UNDP UNESCO IAEA MINUSCA UNMOGIP UNSMIL UNITAMS UNMHA Unicef Unrwa Minusma
"""

NATIONS: dict[str, str] = {word: line.split()[0] for line in _NATIONS.strip().splitlines() for word in line.split()[1:]}
for _state in STATES:
    NATIONS.setdefault(_state, "other")
"""Country, nationality or capital → roster id; states off the roster are `other`."""

_PHRASES: dict[tuple[str, ...], str] = {
    ("united", "states"): "usa", ("united", "nations"): "un", ("united", "kingdom"): "uk", ("european", "union"): "eu",
    ("white", "house"): "usa", ("state", "department"): "usa", ("security", "council"): "un", ("saudi", "arabia"): "saudi",
    ("rapid", "support", "forces"): "rsf", ("red", "cross"): "icrc", ("tel", "aviv"): "israel", ("world", "food"): "un",
    ("abu", "dhabi"): "uae", ("holy", "see"): "vatican", ("downing", "street"): "uk", ("palestinian", "president"): "plo",
    ("palestinian", "national", "authority"): "plo", ("palestinian", "official"): "plo", ("palestinian", "minister"): "plo",
    ("palestinian", "prime"): "plo", ("palestinian", "foreign"): "plo", ("palestinian", "authority"): "plo",
    ("palestinian", "ambassador"): "plo", ("palestinian", "envoy"): "plo", ("palestinian", "presidency"): "plo",
    ("office", "for", "the", "coordination", "of", "humanitarian"): "un", ("world", "food", "programme"): "un",
    ("world", "food", "program"): "un", ("children's", "fund"): "un", ("international", "atomic"): "un",
    ("peace", "and", "security", "council"): "other",
    ("human", "rights", "council"): "un", ("un", "secretary-general"): "un", ("sri", "lanka"): "other",
    ("donetsk", "people's"): "other", ("luhansk", "people's"): "other", ("lugansk", "people's"): "other",
    ("sri", "lankan"): "other", ("tamil", "tigers"): "other", ("ivory", "coast"): "other", ("burkina", "faso"): "other",
    ("north", "korea"): "other", ("south", "korea"): "other", ("new", "zealand"): "other", ("islamic", "state"): "other",
    ("boko", "haram"): "other", ("abu", "sayyaf"): "other", ("al", "qaeda"): "other", ("al", "shabaab"): "other",
    ("moro", "islamic", "liberation", "front"): "other", ("libyan", "national", "army"): "libya",
    ("government", "of", "national", "accord"): "libya",
    ("islamic", "jihad"): "pij", ("world", "health", "organization"): "un", ("african", "union"): "other",
    ("arab", "league"): "other", ("arab", "coalition"): "saudi", ("saudi-led", "coalition"): "saudi",
    ("international", "organization", "for", "migration"): "un", ("world", "body"): "un", ("arab", "countries"): "other",
    ("arab-islamic", "summit"): "other", ("arab", "states"): "other", ("arab", "summit"): "other", ("us", "central"): "usa",
    ("south", "africa"): "other", ("south", "sudan"): "other", ("moscow-backed",): "russia", ("kremlin-backed",): "russia",
    ("russian-backed",): "russia", ("russia-backed",): "russia", ("russian-installed",): "russia",
    ("hamas-run",): "hamas", ("houthi-run",): "houthis", ("iran-backed",): "", ("iranian-backed",): "", ("u.s.-led",): "",
    ("us-led",): "", ("u.n.-led",): "un", ("un-led",): "un", ("u.s.-backed",): "", ("us-backed",): "", ("un-backed",): "",
    ("sudanese", "army"): "sudan_army", ("sudan's", "army"): "sudan_army", ("sudanese", "military"): "sudan_army",
    ("sudan's", "military"): "sudan_army", ("sudanese", "armed"): "sudan_army", ("sudanese", "government"): "sudan_army",
    ("gaza", "health", "ministry"): "hamas", ("gaza's", "health", "ministry"): "hamas",
    ("health", "ministry", "in", "gaza"): "hamas",
    ("pentagon",): "usa", ("unicef",): "un", ("unrwa",): "un", ("unhcr",): "un", ("ocha",): "un", ("iom",): "un", ("wfp",): "un",
    ("unifil",): "un", ("who's",): "", ("kremlin",): "russia", ("idf",): "israel", ("mossad",): "israel", ("gaza",): "",
}  # fmt: skip
for _phrase in STATE_PHRASES:
    _PHRASES.setdefault(_phrase, "other")
_BY_FIRST: dict[str, list[tuple[list[str], str]]] = {}
for _phrase, _party in sorted(_PHRASES.items(), key=lambda p: -len(p[0])):
    _BY_FIRST.setdefault(_phrase[0], []).append((list(_phrase), _party))

_BEFORE_NAMES = g.PREPOSITIONS | g.SUBORDINATORS | g.COORDINATORS | g.LEADS | g.DETERMINERS | g.DAYS | g.MONTHS
NO_PARTY = words("former ex retired ex-president ngo ngos crescent charity watchdog observatory amnesty lawyers")
_HEADS = words(
    "ministry army military government group movement militia president minister agency office council committee "
    "statement leader spokesman spokeswoman spokesperson envoy ambassador organisation organization body bloc "
    "kingdom republic force forces party delegation summit emir king chief secretary authority administration "
    "rebels paramilitary paramilitaries coalition"
)


_PERSONS = words("spokesman spokeswoman spokesperson envoy ambassador leader chief minister president secretary")
_PEOPLES = {
    "hamas": "palestinians", "pij": "palestinians", "plo": "palestinians", "houthis": "yemen", "hezbollah": "lebanon",
    "taliban": "afghanistan", "sudan_army": "other", "rsf": "other",
}  # fmt: skip
_BYSTANDERS = words("un icrc usa eu france uk germany qatar vatican")
_GROUPS = words("hamas pij houthis hezbollah rsf taliban")
_REBELLING = words("rebel rebels insurgent insurgents guerrilla guerrillas separatist separatists")
_RULING = words("ministry government authorities municipality")
_OPPOSING = words("council coalition delegation group groups fighters factions negotiators alliance")
_NEW = words("new newly top senior chief deputy former")
_POSTS = g.TITLES - words(
    "foreign prime defence defense interior finance health acting former interim caretaker senior special national "
    "security state press campaign veteran"
)
_RANKS = words(
    "army military navy police government opposition and rebel information justice oil trade home affairs air force intelligence "
    "under-secretary commander chiefs warlord strongman presidential vice brigadier parliament legislator"
)
_BY_ONE = {"rebel": "rebels", "paramilitary": "paramilitaries"}
"""One word of a body for its many ("a rebel spokesman": of the rebels spoken of)."""
_AGAINST = words("pro anti non ex post trans cross inter mid")


def _nation_in(word: str) -> str | None:
    """The nation of a possessive or of the first half of a joined word ("Qatar's", "Russian-made")."""
    base = word.removesuffix("'s").removesuffix("'")
    nation = NATIONS.get(base)
    if nation is None and "-" in base:
        head, _, tail = base.partition("-")
        nation = NATIONS.get(head)
        if nation is None and head.lower() not in _AGAINST:
            nation = NATIONS.get(tail)
        if nation and base.lower().endswith(("-led", "-mediated", "-brokered", "-occupied", "-held", "-born")):
            nation = None
    return nation


_BY_SIDE = frozenset(
    (side, name) for side in ("south", "north") for name in ("sudan", "sudanese", "yemen", "yemeni", "korea", "korean")
)


class Parties:
    """Party of a phrase. Keeps what earlier full mentions said of a name or a role."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.known: dict[str, str | None] = {}
        self.roles: dict[str, str | None] = {}
        self.seen_roles: dict[str, list[tuple[int, str]]] = {}
        self._named: set[str] | None = None
        self._group: str | None = None
        self.introduced: dict[str, str] = {}
        raw, low = tokens.raw, tokens.low
        taken: set[int] = set()
        found: list[tuple[int, int, str, str]] = []
        for m in tokens.page.mentions:
            i = bisect_left(tokens.a, m.start)
            j = max(i + 1, bisect_left(tokens.a, m.end))
            if i >= len(raw):
                continue
            if m.what == "person" and j - i == 1 and self._of_another(i):
                continue
            if (
                i
                and low[i - 1] in ("south", "north")
                and raw[i - 1][0].isupper()
                and (low[i - 1], low[i].removesuffix("'s")) in _BY_SIDE
            ):
                continue  # "South Sudan's government" is not Sudan's
            if m.what == "place" and not m.party and j - i == 1 and raw[i].removesuffix("'s") in NATIONS:
                continue
            found.append((i, j, m.what, m.party or ""))
            taken.update(range(i, j))
        named: list[tuple[int, int, str, str]] = []
        within: set[int] = set()
        by_first = _BY_FIRST
        for i in compress(range(len(low)), map(by_first.__contains__, low)):
            for phrase, party in by_first[low[i]]:
                size = len(phrase)
                here = low[i : i + size]
                if here != phrase and (
                    not here[-1].startswith(phrase[-1]) or [w.removesuffix("'s") for w in here] != phrase
                ):
                    continue
                if i not in within and (size > 1 or i not in taken):
                    named.append((i, i + size, "body", party))
                    within.update(range(i, i + size))
                    taken.update(range(i, i + size))
                break
        for i in tokens.capitals:
            if i in taken:
                continue
            nation = NATIONS.get(raw[i])
            if nation is None and ("'" in raw[i] or "-" in raw[i]):
                nation = _nation_in(raw[i])
            if nation is not None:
                found.append((i, i + 1, "nation", nation))
        found = [f for f in found if f[0] not in within or f[1] - 1 not in within] + named
        found.sort()
        self.hits: list[tuple[int, int, str, str]] = found
        for a, b, what, party in found:
            if party and what in {"nation", "party", "body"} and not _HEADS.isdisjoint(low[a : b + 3]):
                k = next(k for k in range(a, b + 3) if low[k] in _HEADS)
                self.seen_roles.setdefault(low[k], []).append((k, party))
        self.army: str | None = None
        """Whose army "the army" is where nothing says so."""
        if "army" in low:
            self._place_army(taken)
        self.starts: list[int] = [f[0] for f in found]
        self._introduce()

    def _place_army(self, taken: set[int]) -> None:
        """Counts "the army" among the parties where the report has one alone, or names only whom one army fights."""
        low, raw = self.tokens.low, self.tokens.raw
        named: set[str] = set()
        for a, b, what, party in self.hits:
            if party == "rsf":
                named.add("sudan_army")
            elif what != "place" and party and "army" in low[a : b + 1]:
                named.add(party)
        if len(named) != 1 or "other" in named:
            return
        self.army = named.pop()
        for k in range(1, len(low) - 1):
            bare = low[k] == "army" and low[k - 1] == "the" and k not in taken
            if bare and low[k + 1] != "of" and not raw[k + 1][0].isupper():
                self.hits.append((k, k + 1, "body", self.army))
        self.hits.sort()

    def _introduce(self) -> None:
        """Names told with their side once: "Zairean President Mobutu", "Sri Lanka's new army chief, Sarath Fonseka"."""
        raw, low = self.tokens.raw, self.tokens.low
        size = len(raw)
        for a, b, what, party in self.hits:
            if what not in {"nation", "party", "body"} or not party:
                continue
            k = b
            role = False
            if k < size and low[k] in ("'s", "'"):
                k += 1
            while k < size and k - b < 6 and (low[k] in g.TITLES or low[k] in _RANKS or (k == b and low[k] in _NEW)):
                role = role or low[k] in _POSTS
                k += 1
            if k < size and role and low[k] == ",":
                k += 1
            if not role or k >= size or not NO_PARTY.isdisjoint(low[max(0, a - 2) : k]):
                continue
            m = k
            while m < size and m - k < 5 and (raw[m][0].isupper() or low[m] in {"al", "bin", "ibn", "de", "van", "el"}):
                m += 1
            if m == k or self.tokens.sentence[a] != self.tokens.sentence[m - 1]:
                continue
            last = low[m - 1].removesuffix("'s")
            if (
                m - k > (1 if low[k - 1] == "," else 0)
                and raw[m - 1].removesuffix("'s") not in NATIONS
                and last not in _HEADS
                and last not in g.NO_NAMES
                and len(last) > 2
            ):
                self.introduced.setdefault(last, party)

    def _of_another(self, i: int) -> bool:
        """Whether a surname the roster knows stands in somebody else's name ("Mohamed Hamdan", "Hamdan Ali")."""
        raw, low = self.tokens.raw, self.tokens.low
        after = raw[i + 1] if i + 1 < len(raw) else ""
        if raw[i].endswith("'s"):
            after = ""
        if after[:1].isupper() and after.isalpha() and low[i + 1] not in g.NO_NAMES:
            return self.tokens.sentence[i] == self.tokens.sentence[i + 1]
        if not i or self.tokens.sentence[i] != self.tokens.sentence[i - 1]:
            return False
        before = raw[i - 1]
        return (
            before[0].isupper()
            and before.isalpha()
            and len(before) > 1
            and not before.isupper()
            and low[i - 1] not in g.TITLES
            and low[i - 1] not in _BEFORE_NAMES
            and before not in NATIONS
        )

    def all(self, i: int, j: int) -> list[str]:
        """Every party named in tokens i..j, each once, in order."""
        seen: list[str] = []
        for k in range(bisect_left(self.starts, i), len(self.hits)):
            a, _, _, party = self.hits[k]
            if a >= j:
                break
            if party and party not in seen:
                seen.append(party)
        return seen

    def _inside(self, i: int, j: int) -> list[tuple[int, int, str, str]]:
        starts = self.starts
        return self.hits[bisect_left(starts, i) : bisect_left(starts, j)]

    def covered(self, k: int) -> int:
        """The end of the body, party or outlet whose name begins at token k, or k."""
        n = bisect_left(self.starts, k)
        end = k
        while n < len(self.hits) and self.hits[n][0] == k:
            if self.hits[n][2] in {"party", "body", "outlet"} and self.hits[n][1] > k + 1:
                end = max(end, self.hits[n][1])
            n += 1
        return end

    def what(self, i: int, j: int) -> str | None:
        """What the roster says stands in tokens i..j: the first of person, outlet, body, party, nation."""
        inside = self._inside(i, j)
        if not inside:
            return None
        kinds = [h[2] for h in inside]
        for kind in ("person", "outlet", "body", "party", "nation", "place"):
            if kind in kinds:
                return kind
        return None

    def of(self, i: int, j: int) -> str | None:
        """The party the phrase of tokens i..j speaks for, or None."""
        low = self.tokens.low
        words = low[i:j]
        if not NO_PARTY.isdisjoint(words):
            return None
        inside = self._inside(i, j)
        kinds = [h[2] for h in inside]
        if "outlet" in kinds:
            return None
        if ("gaza" in words or "gaza's" in words) and not _RULING.isdisjoint(words) and not any(h[3] for h in inside):
            return "hamas"  # who governs there
        if "person" in kinds:
            head = [h[3] for h in inside if h[2] == "person" and h[3]]
            if len(set(head)) > 1 and "and" in words:
                return None
            if head:
                return head[0]
        named = [h for h in inside if h[3]]
        if named:
            parties = list(dict.fromkeys(h[3] for h in named))
            if parties[0] != "other" and all(h[2] == "nation" for h in named):
                armed = not _REBELLING.isdisjoint(words) and self._group_spoken_of() is None
                council = "opposition" in words and not _OPPOSING.isdisjoint(words)
                if armed or council:
                    return "other"  # "Syrian rebels", "the Syrian opposition delegation": not the state
            if len(parties) > 1 and "and" in words:
                first, second = named[0], next(h for h in named if h[3] != named[0][3])
                between = low[first[1] : second[0]]
                if "and" in between or between == [","] or between == [",", "the"]:
                    return None
            if len(named) == 2 and len(parties) > 1 and named[1][1] == j and low[named[0][1] : named[1][0]] == [","]:
                return None  # a headline: "Kyiv, Moscow announce …"
            if len(parties) > 1:
                # "U.N. envoy for Yemen", "Saudi ambassador to Yemen", "Yemen's Houthi group": the body before the place
                return self._chief(named)
            return parties[0]
        if "body" in kinds:
            return None
        for word in reversed(words):
            if self.known.get(word) is not None:
                return self.known[word]
            if word in self.introduced and self.tokens.raw[i + words.index(word)][0].isupper():
                return self.introduced[word]
            if word in self.known:
                return None
        if not _REBELLING.isdisjoint(words):
            two = any(w == "and" and self.tokens.raw[i + n + 1][0].islower() for n, w in enumerate(words[:-1]))
            if not two and self._group_spoken_of() is None:
                return "other"  # no group of the roster: some other armed side
        for word in words:
            word = _BY_ONE.get(word, word)
            if word in _PERSONS and words[0] not in {"the", "his", "her", "its", "their"} and j - i > 3:
                continue  # the spokesman of somebody else
            if word in _HEADS:
                if self.roles.get(word) is not None:
                    return self.roles[word]
                roles = self.seen_roles.get(word, [])
                before = bisect_left(roles, (i, ""))
                if before:
                    return roles[before - 1][1]
        return None

    def _chief(self, named: list[tuple[int, int, str, str]]) -> str:
        low, raw = self.tokens.low, self.tokens.raw
        first, second = named[0], named[1]
        if first[2] == "nation" and second[2] == "body" and second[0] == first[1] and raw[first[1] - 1].endswith("'s"):
            return first[3]  # "Pakistan's Foreign Office"
        for h in named:
            if h[2] in ("body", "person"):
                sent = h is not named[0] and "to" in low[max(0, h[0] - 2) : h[0]]
                return named[0][3] if sent else h[3]  # "the U.S. ambassador to the United Nations"
        for k, h in enumerate(named[:-1]):
            word = raw[h[1] - 1]
            after = low[h[1]] if h[1] < len(low) else ""
            if word.endswith(("'s", "'")) or (after and named[k + 1][0] == h[1]):
                follower = named[k + 1]
                if (
                    follower[0] - h[1] <= 2
                    and follower[2] in ("party", "nation")
                    and follower[3]
                    in (
                        "houthis",
                        "hezbollah",
                        "hamas",
                        "rsf",
                        "taliban",
                        "pij",
                    )
                ):
                    return follower[3]
        return named[0][3]

    def _group_spoken_of(self) -> str | None:
        """The armed group of the roster this report names, if any: "the rebels" may be it."""
        if self._group is None:
            self._group = next((h[3] for h in self.hits if h[3] in _GROUPS), "")
        return self._group or None

    def only_side(self) -> str | None:
        """The one side this report names, beside those who only mediate or watch; `other` when all are off the roster."""
        sides = self._sides()
        return next(iter(sides)) if len(sides) == 1 else None

    def only_people(self) -> str | None:
        """The one people this report speaks of, whatever sides it is divided into."""
        peoples = {_PEOPLES.get(side, side) for side in self._sides()}
        return next(iter(peoples)) if len(peoples) == 1 else None

    def _sides(self) -> set[str]:
        if self._named is None:
            named = [
                party for _, _, what, party in self.hits if party and what != "outlet" and party not in _BYSTANDERS
            ]
            self._named = set(named) if len(named) > 1 else set()
        return self._named

    def remember(self, i: int, j: int, party: str | None) -> None:
        """Keeps the party of a full mention for its later short forms ("Grundberg", "the ministry")."""
        low, raw = self.tokens.low, self.tokens.raw
        for k in range(i, j):
            word = low[k]
            if word in _HEADS:
                self.roles[word] = party
            elif word in g.DETERMINERS or word in g.TITLES or word in {"united", "house", "white", "new"}:
                continue
            elif (
                raw[k][0].isupper()
                and len(word) > 2
                and raw[k] not in NATIONS
                and word.removesuffix("'s") not in _HEADS
            ):
                self.known.setdefault(word, party)


def parties_of(tokens: Tokens) -> Parties:
    """The parties of a page, found once for all its steps."""
    if not isinstance(tokens.parties, Parties):
        tokens.parties = Parties(tokens)
    return tokens.parties
