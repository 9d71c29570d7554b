"""What befell the counted, in English: the verbs and nouns that govern a number of persons.

Danger: "released a statement" taken for a release of persons.
Duty: each word and the measure it gives to the persons before or after it.
"""

from wasata.listen.pieces import word_set
from wasata.values import Measure

_WORDS: tuple[tuple[Measure, str], ...] = (
    (
        "killed",
        "killed kill kills killing killings deaths death dead died dies dying slain toll fatalities "
        "claimed massacre massacred "
        "murdering slaughtering executing slaying executed assassinated murdered slaughtered perished drowned lives martyred",
    ),
    ("wounded", "wounded wounding wounds injured injuring injures injuries hurt maimed"),
    ("missing", "missing unaccounted disappeared"),
    (
        "held",
        "held holds holding hold captive captives captivity hostage hostages kidnapped kidnapping "
        "abducted abducting abduction "
        "seized captured taken",
    ),
    (
        "released",
        "release released releases releasing free freed freeing exchange exchanged exchanging swap "
        "swapped swapping swaps trade "
        "traded liberated liberate repatriated repatriation freedom returnees pardoned "
        "rescue rescued rescues rescuing liberation liberating",
    ),
    ("detained", "detained detaining detain apprehended apprehending arrested arresting arrest arrests imprisoned jailed "
        "imprisoning jailing rounded"),
    ("displaced", "displaced displacing displacement displaces fled flee fleeing uprooted homeless "
        "driven evacuated evacuation evacuating evacuate refugees refuge"),
    ("population", "population inhabitants populated"),
)  # fmt: skip

MEASURE_WORDS: dict[str, Measure] = {word: measure for measure, words in _WORDS for word in words.split()}

STRONG_RELEASE = word_set("swap swapped exchange exchanged release released freed freeing releasing swaps")
"""Words that show a report to be about people let go."""
WEAK_RELEASE = word_set(
    "return hand handing transfer transferring transported received brought bring bringing flown transferred returned handed got "
    "getting deported repatriated delivered arrived turned"
)
"""Words that say so only in such a report."""

CLAUSE_ENDS = frozenset((",", ".", "?", "!", ";", "\n", ":", "(", ")", '"'))
