"""Amounts: a number as it was given, and the thing it counts, in the page's words.

Danger: "more than 7,000" shown as 7,000; a plural that Arabic does not have.
Duty: `amount_shown`, `thing_label`, `people_of`, `measure_label`.
Shape: pure functions over plain values and one language.
"""

from wasata import words
from wasata.desk.voice import OTHERS, Names
from wasata.values import Lang
from wasata.watch.figure import Number, thing_key, thing_parts


def measure_label(measure: str, lang: Lang) -> str:
    """What is counted, in the page's words."""
    return words.say(f"figure.measure.{measure}", lang)


def amount_shown(low: Number, high: Number, qualifier: str, measure: str, unit: str | None, lang: Lang) -> str:
    """A number as given, in the page's words: "more than 7,000", «أكثر من 7,000», "3 weeks"."""
    if qualifier == "range" or low != high:
        told = words.say(
            "figure.qualifier.range", lang, low=words.number(low, lang), high=words.number(high, lang)
        )  # fmt: skip
        return _with_unit(told, high, measure, unit, lang, counted=False)
    told = _with_unit(words.number(low, lang), low, measure, unit, lang, counted=True)
    return words.say(f"figure.qualifier.{qualifier}", lang, n=told)


def _with_unit(told: str, n: Number, measure: str, unit: str | None, lang: Lang, *, counted: bool) -> str:
    if unit is None:
        return told
    unit = thing_parts(thing_key(measure, None, unit))[2] or unit
    if measure == "duration" and words.has(f"figure.unit.{unit}", lang):
        whole = isinstance(n, int) or n == n.to_integral_value()
        if counted and whole:
            return words.count(f"figure.unit.{unit}", int(n), lang)
        return words.say("figure.with_unit", lang, n=told, unit=words.say(f"figure.units.{unit}", lang))
    plain = f"figure.units.{unit}"
    return words.say("figure.with_unit", lang, n=told, unit=words.say(plain, lang) if words.has(plain, lang) else unit)


def thing_label(key: str, names: Names) -> str:
    """A thing counted, in the page's words: "Killed · Palestinians", "Aid · litres"."""
    measure, party, unit = thing_parts(key)
    parts = [measure_label(measure, names.lang)]
    if party:
        whose = f"figure.people_of.{measure}"
        known = people_of(party, names)
        parts.append(words.say(whose, names.lang, party=known) if words.has(whose, names.lang) else known)
    if unit:
        plain = f"figure.units.{unit}"
        parts.append(words.say(plain, names.lang) if words.has(plain, names.lang) else unit)
    return words.say("figure.dot", names.lang).join(parts)


def people_of(party: str, names: Names) -> str:
    """Whose people are counted, in the page's words."""
    return words.say("figure.people_of_others", names.lang) if party == OTHERS else names.of(party) or party
