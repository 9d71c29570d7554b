"""Words around numbers in English: qualifiers, words that end a count, words that name by number.

Danger: "over three days" read as more than three; "Channel 12" counted.
Duty: the closed lists that counting asks.
"""

from wasata.listen.pieces import word_set
from wasata.values import Qualifier

BEFORE: tuple[tuple[Qualifier, str], ...] = (
    (
        "about",
        "about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|going on|nearing|approaching|"
        "near|circa|just over|just under|upwards of|somewhere around|in the region of|some estimated|"
        "the roughly|the estimated|"
        "the approximately|the nearly|the almost|the some",
    ),
    (
        "more_than",
        "more than|over|well over|in excess of|upward of|surpassed|surpasses|surpassing|exceeded|"
        "exceeds|exceeding|topped|tops|"
        "topping|passed|greater than|above|north of|far more than|much more than|the more than|beyond",
    ),
    ("at_least", "at least|no fewer than|no less than|not less than|a minimum of|not fewer than"),
    ("less_than", "less than|fewer than|under|below|just under"),
    (
        "up_to",
        "up to|as many as|as much as|no more than|not more than|at most|a maximum of|at the most|not exceeding|as long as",
    ),
)  # fmt: skip
AFTER: dict[tuple[str, ...], Qualifier] = {
    ("or", "more"): "at_least", ("or", "so"): "about", ("at", "least"): "at_least", ("at", "most"): "up_to",
    ("or", "less"): "up_to", ("or", "fewer"): "up_to", ("plus",): "more_than", ("+",): "more_than",
}  # fmt: skip
QUALIFIERS: dict[str, list[tuple[tuple[str, ...], Qualifier]]] = {}
for _q, _line in BEFORE:
    for _phrase in _line.split("|"):
        *_rest, _last = _phrase.split()
        QUALIFIERS.setdefault(_last, []).append((tuple(_rest), _q))
for _options in QUALIFIERS.values():
    _options.sort(key=lambda o: -len(o[0]))

NAMED = word_set(
    "resolution article channel group no number no. phase page chapter route highway flight case covid season "
    "section day stage annex paragraph line gate camp unit level room boeing airbus type version part tier mark "
    "apollo world point pier grade round fortune week division brigade battalion sector zone area clause item "
    "step g"
)
PARTIES_IN_TWO = word_set(
    "sides side parties leaders mediators countries nations states presidents ministers men foes neighbours "
    "neighbors rivals armies groups governments generals enemies allies factions camps capitals teams delegations "
    "women powers officials movements organisations organizations territories peoples chiefs diplomats forces"
)
STOPS = word_set(
    "in of on at to from by for with without after before since until during while when where as than that which "
    "who whom whose and or but nor if because is are was were be been being has have had do does did will would "
    "can could may might must should shall not no it its he she they them we us you i this these those there here "
    "then the a an per each every out into onto over under about across between among amid against near via said "
    "says told say killed wounded injured remain remains remained came went took left fled died crossed entered "
    "arrived so also only more less fewer least however according including such both up down off"
)
PARTICIPLES = word_set("killed wounded injured dead missing hurt displaced arrested detained kidnapped slain")
MASS = word_set(
    "truck trucks truckload truckloads lorry lorries tonne tonnes ton tons litre litres liter liters prisoner prisoners"
)
ALONE_AFTER = word_set("at to among including least by than of and them included includes about some")
UNITS = word_set("minute hour day week month year decade")
MODIFIED = frozenset(
    "-member -truck -strong -vehicle -person -man -mile -kilometre -kilometer -km -ton -tonne".replace("-", "").split()
)
_MOST = (
    ("mostly",), ("mainly",), ("largely",), ("predominantly",), ("most", "of", "them"), ("many", "of", "them"),
    ("the", "majority", "of", "them"), ("a", "majority", "of", "them"), ("the", "majority", "of", "whom"), ("most", "of", "whom"),
    ("many", "of", "whom"), ("the", "vast", "majority"), ("majority", "of", "them"),
)  # fmt: skip
MOST: dict[str, list[tuple[str, ...]]] = {}
for _way in _MOST:
    MOST.setdefault(_way[0], []).append(_way)

NOT_ONE = word_set(
    "side time question point reason option case group party state country nation area region proposal name "
    "session clause condition part step force office list source official percent meeting call"
)
"""Singulars that "one" introduces without counting ("one question", "at one point")."""
FOR = frozenset(("for", "return", "exchange"))
SENTENCE_ENDS = frozenset("?!\n")
