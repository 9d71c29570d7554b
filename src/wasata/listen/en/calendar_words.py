"""Words of the calendar in English: months, weekdays, and the verbs that tell past from future.

Danger: "need" taken for a past tense; "due to the rain" for a plan.
Duty: the tables that dates ask.
"""

from wasata.listen.pieces import word_set

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
SHORT = word_set("jan feb mar apr jun jul aug sept sep oct nov dec")
ISLAMIC_MONTHS = {
    "muharram": 1, "safar": 2, "rajab": 7, "shaaban": 8, "sha": 0, "ramadan": 9, "shawwal": 10,
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
SHORT_DAYS = word_set("mon tue tues wed thu thur thurs fri sat sun")
NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
SUFFIXES = frozenset(("st", "nd", "rd", "th"))
BEFORE_MONTH = word_set(
    "in since during until till by from early late mid through last next this of for before after to and between"
)

FUTURE = word_set(
    "will would shall due expected scheduled set until till by planned plans planning slated expire expires "
    "tomorrow upcoming deadline begin-on hopes hoping starting beginning postponed delayed begins ends starts "
    "opens"
)
COMING_UP = word_set(
    "meeting visiting holding hosting travelling traveling arriving leaving returning flying convening gathering planning "
    "heading starting beginning opening resuming going"
)
"""After "are" or "is", what is arranged for a day to come ("leaders are meeting on Friday")."""
BE = frozenset(("be", "have", "been", "being"))
PAST = word_set(
    "said told was were had did began broke came went took made met held sent saw struck hit shot left won lost "
    "fell fought rose spoke gave got fled killed wounded since wrote led became brought found flew drove swept "
    "read put set-off cut has have"
)
NOT_PAST_ED = word_set(
    "need indeed armed exceed speed bed red led-by proceed succeed united limited unprecedented hundred occupied "
    "besieged seed feed breed"
)
STOP = frozenset(".?!;\n")
DASHES = ("-", "–", "—")
