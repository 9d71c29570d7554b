"""Counted nouns in English: what is counted.

Danger: "victims" of a flood counted as killed by an army; "bodies" counted as persons killed.
Duty: for each noun, singular and plural, its measure, its unit and whether it names persons; nationalities and the party
they point at.
Shape: lines of "singular/plural"; a plain word takes "s".
"""

from functools import cache
from typing import NamedTuple

from wasata.listen.en.states import STATES
from wasata.values import Measure


class Noun(NamedTuple):
    """A counted noun. `times` is how many units one stands for (a decade is ten years)."""

    measure: Measure
    unit: str | None
    human: bool
    plural: bool
    times: int = 1
    stem: str = ""


_LINES: tuple[tuple[Measure, str | None, bool, str], ...] = (
    ("killed", None, True, "dead/dead fatality/fatalities death martyr life/lives "
        "casualty/casualties slain/slain killed/killed"),
    ("people", None, True, "sick/sick"),
    ("wounded", None, True, "wounded/wounded injured/injured injury/injuries hurt/hurt"),
    ("missing", None, True, "missing/missing"),
    ("held", None, True, "hostage captive abductee kidnapped/kidnapped"),
    ("detained", None, True, "prisoner detainee inmate arrest arrested/arrested detained/detained pow internee"),
    ("displaced", None, True, "refugee displaced/displaced evacuee"),
    ("population", None, True, "inhabitant"),
    ("aid_trucks", None, False, "truck truckload lorry/lorries tanker"),
    (
        "aid", "", False,
        "tonne ton litre liter meal parcel tent blanket dose ration kilogram kilogramme kg/kg gallon loaf/loaves package",
    ),
    ("duration", "minute", False, "minute"),
    ("duration", "hour", False, "hour"),
    ("duration", "day", False, "day night"),
    ("duration", "week", False, "week"),
    ("duration", "month", False, "month"),
    ("duration", "year", False, "year"),
    ("countries", None, False, "country/countries nation"),
    (
        "people", None, True,
        "person/people person/persons man/men woman/women child/children boy girl baby/babies infant "
        "minor teenager youth adult "
        "civilian soldier officer fighter militant gunman/gunmen insurgent rebel "
        "combatant troop/troops force/forces commander general "
        "policeman/policemen police/police guard reporter journalist doctor nurse medic paramedic "
        "worker employee staff/staff "
        "staffer member resident citizen national foreigner expatriate volunteer protester demonstrator activist suspect "
        "defendant migrant passenger student pupil teacher official diplomat minister lawmaker senator leader politician "
        "expert mercenary/mercenaries settler patient family-member relative pilot sailor seafarer "
        "fisherman/fishermen driver "
        "farmer judge lawyer monitor observer mediator envoy delegate representative witness/witnesses operative conscript "
        "serviceman/servicemen servicewoman/servicewomen veteran engineer contractor tourist pilgrim player peacekeeper "
        "returnee survivor victim personnel/personnel terrorist attacker assailant bomber sniper "
        "daughter son sister brother "
        "mother father parent sibling grandmother other/others aide adviser advisor bodyguard male "
        "female deserter individual "
        "elderly/elderly crew/crew people/people negotiator source candidate voter banker "
        "conservative liberal delegate miner investor prosecutor detective manager shopper "
        "mourner worshipper worshiper student-athlete caller reader viewer customer owner lecturer "
        "professor scholar scientist "
        "sheikh preacher imam priest nun monk rabbi king prince farmer-worker neighbour neighbor friend colleague partner "
        "trooper marine ranger cadre elder villager islander trader herder shepherd trucker bystander pedestrian motorist "
        "commuter guest recruit reservist paratrooper commando jihadist jihadi islamist extremist loyalist separatist "
        "guerrilla paramilitary/paramilitaries militiaman/militiamen tribesman/tribesmen airman/airmen crewman/crewmen "
        "seaman/seamen coastguard mayor clerk cleric missionary/missionaries bishop humanitarian rescuer firefighter "
        "technician trainee cadet athlete orphan widow newborn toddler schoolchild/schoolchildren schoolgirl schoolboy "
        "grandchild/grandchildren cousin nephew niece uncle aunt wife/wives husband adolescent youngster pensioner "
        "deportee exile traveller traveler visitor christian muslim sunni shiite shi'ite yazidi rohingya/rohingya alawite "
        "druze/druze hutu tutsi jew kashmiri buddhist hindu catholic houthi tamil/tamils seeker beings/beings soul "
        "deserters/deserters defender comrade seminarist seminarian "
        "captor abductor legionnaire gunner nomad "
        "policewoman/policewomen herdsman/herdsmen "
        "secularist contractor kidnapper hijacker pirate smuggler trafficker gangster juvenile "
        "servant gendarme constable ranger protestor policewoman/policewomen "
        "congressman/congressmen councillor councilor academic intellectual dissident blogger "
        "photographer cameraman/cameramen broadcaster singer ambulance-worker intern janitor cook barber",
    ),
    (
        "other", None, False,
        "airstrike strike raid attack blast explosion rocket missile shell drone plane "
        "aircraft/aircraft helicopter tank vehicle "
        "ship boat vessel flight hospital school mosque church/churches house home building town "
        "city/cities village site area "
        "point clause condition phase stage batch/batches round agreement resolution list kilometre "
        "kilometer km/km foot/feet inch/inches mile metre "
        "meter vote seat crossing province unit battalion brigade faction group party/parties organisation organization "
        "agency/agencies car bus/buses case tunnel bomb mine camp centre center bridge file document "
        "request body/bodies corpse "
        "family/families household target operation violation breach/breaches clash/clashes base "
        "corridor university/universities "
        "bakery/bakeries well apartment proposal option reason name ministry/ministries "
        "company/companies mission tower checkpoint "
        "prison barrel road question sanction message draft line bullet percent/percent point "
        "hectare acre job bed office convoy "
        "state side region district meeting session call time-zone remains/remains coffin "
        "warplane jet launcher warship",
    ),
)  # fmt: skip

_TIMES = {"decade": 10, "century": 100}

CURRENCIES = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "shekel": "ILS",
    "shekels": "ILS", "riyal": "QAR", "riyals": "QAR", "rial": None, "rials": None, "rouble": "RUB", "roubles": "RUB",
    "ruble": "RUB",
    "rubles": "RUB", "yuan": "CNY", "hryvnia": "UAH", "hryvnias": "UAH", "dirham": "AED", "dirhams": "AED", "dinar": None,
    "dinars": None,
    "lira": None, "liras": None, "yen": "JPY", "francs": None, "usd": "USD", "eur": "EUR",
    "peso": None, "pesos": None, "rupees": None,
    "naira": "NGN", "birr": "ETB", "afghanis": "AFN", "shillings": None, "kronor": "SEK", "zlotys": "PLN", "lari": "GEL",
}  # fmt: skip
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₪": "ILS", "¥": "JPY"}

_NATIONS = {
    "palestinians": "palestinian gazan", "israel": "israeli", "usa": "american us", "saudi": "saudi", "qatar": "qatari",
    "egypt": "egyptian", "lebanon": "lebanese", "syria": "syrian", "iraq": "iraqi", "jordan": "jordanian",
    "turkey": "turkish turk",
    "russia": "russian", "ukraine": "ukrainian", "iran": "iranian", "yemen": "yemeni", "houthis": "houthi", "uae": "emirati",
    "oman": "omani", "libya": "libyan", "afghanistan": "afghan", "france": "french frenchman", "uk": "british briton",
    "germany": "german", "hamas": "hamas", "hezbollah": "hezbollah", "taliban": "taliban", "rsf": "rsf",
    "other": (
        "sudanese thai filipino filipina chinese indian nepali nepalese canadian australian italian "
        "spanish spaniard dutch belgian "
        "swedish swede norwegian danish dane polish romanian bulgarian greek cypriot serbian serb "
        "croatian croat swiss austrian "
        "hungarian brazilian argentine argentinian mexican colombian venezuelan chilean japanese "
        "korean pakistani bangladeshi "
        "indonesian malaysian vietnamese kenyan ethiopian eritrean somali nigerian chadian moroccan algerian tunisian "
        "mauritanian kuwaiti bahraini kurdish kurd armenian georgian azerbaijani azeri belarusian moldovan finnish irish "
        "portuguese ugandan rwandan congolese senegalese ghanaian tanzanian malian sri-lankan uzbek "
        "tajik kazakh european african"
    ),
}  # fmt: skip


@cache
def nouns() -> dict[str, Noun]:
    """Every counted form in small letters."""
    table: dict[str, Noun] = {}
    for measure, unit, human, line in _LINES:
        for entry in line.split():
            single, _, plural = entry.partition("/")
            table.setdefault(single, Noun(measure, unit, human, single == plural, 1, single))
            table.setdefault(plural or single + "s", Noun(measure, unit, human, True, 1, single))
    for word, times in _TIMES.items():
        table[word] = Noun("duration", "year", False, False, times, word)
        table[{"decade": "decades", "century": "centuries"}[word]] = Noun("duration", "year", False, True, times, word)
    for word in CURRENCIES:
        table[word] = Noun("money", CURRENCIES[word], False, True, 1, word)
    for word in nations():
        if word not in (
            "us",
            "hamas",
            "hezbollah",
            "taliban",
            "rsf",
            "french",
            "polish",
            "danish",
            "spanish",
            "turkish",
            "european",
        ):
            table.setdefault(word, Noun("people", None, True, word.endswith(("s", "ese", "men")), 1, "nation"))
    return table


ADJECTIVES = frozenset(
    ("elderly", "injured", "wounded", "missing", "dead", "kidnapped", "detained", "displaced", "arrested")
)
"""Counted words that may also stand before the noun counted ("two elderly women", "three wounded guards")."""


_ISLES = frozenset(("Barbados", "Bahamas", "Comoros", "Mauritius", "Seychelles", "Castries"))
_DEMONYMS = ("ian", "can", "dan", "man", "gan", "yan", "oan", "uan", "ans", "ese", "stani", "wazi", "rawi", "is")
"""How the names of peoples end; a state so spelt is not counted with a number before it."""


@cache
def nations() -> dict[str, str]:
    """Nationalities, singular and plural, in small letters → party."""
    table: dict[str, str] = {}
    for party, line in _NATIONS.items():
        for word in line.split():
            table[word] = party
            if not word.endswith(("ese", "ish", "ch", "s")) and word not in ("hamas", "hezbollah", "taliban", "rsf"):
                table[word + "s"] = party
    table["frenchmen"] = "france"
    for state in STATES:
        if state.endswith(_DEMONYMS) or (state.endswith("s") and state not in _ISLES):
            table.setdefault(state.lower(), "other")
    return table
