"""Sentences in Arabic and English: the only door through which the house speaks.

Danger: a page that is half in one language, a plural that is wrong in Arabic, a Latin name that turns a line round.
Duty: `say` gives the sentence of a key, `count` the right plural form (two in English, six in Arabic), `number`, `day`
and `instant` the figures and times. A key that is missing raises: it never falls back to the other language.
Shape: a key is `domain.name…`; it stands in `locale/<lang>/LC_MESSAGES/<domain>.po` as msgid, its sentence as msgstr, in
both languages. Placeholders are `{name}`. Catalogues are compiled with Babel when the house is built.
"""

import re
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files

from wasata.errors import WasataError
from wasata.values import Lang

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_COMMANDING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")
"""Letters that command a screen, or turn the letters after them round: 05 would be read as 50."""
_BREAKING = re.compile("[\t\n\r\u2028\u2029]+")
_FSI, _PDI, _LRM = "\u2068", "\u2069", "\u200e"


class MissingWords(WasataError):
    """A key has no sentence in this language. A test finds it before a person does."""

    code = "case.missing_words"


@cache
def sentences_of(lang: Lang, domain: str) -> GNUTranslations:
    """The catalogue of one domain in one language, loaded once.

    Raises:
        MissingWords: this domain has no catalogue in this language.
    """
    path = files("wasata") / "locale" / lang / "LC_MESSAGES" / f"{domain}.mo"
    try:
        with path.open("rb") as f:
            return GNUTranslations(f)
    except FileNotFoundError:
        raise MissingWords(key=f"{domain}.*", lang=lang) from None


class Key(str):
    """A value that is itself the key of a sentence: it is said in the language of the sentence it stands in."""

    __slots__ = ()


def _shown(value: object, lang: Lang) -> str:
    """A value as it stands inside a sentence: numbers by `number`, dates by `day`, foreign script isolated."""
    if isinstance(value, Key):
        return say(value, lang)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return number(value, lang)
    if isinstance(value, datetime):
        return instant(value, lang)
    if isinstance(value, date):
        return day(value, lang)
    text = _plain(value)
    foreign = _LATIN if lang == "ar" else _ARABIC
    return f"{_FSI}{text}{_PDI}" if foreign.search(text) else text


def _plain(value: object) -> str:
    return _BREAKING.sub(" ", tame(str(value)))


def tame(text: str) -> str:
    """A source's words as they may be shown: a letter that commands or turns round is seen as "·", each in its place."""
    return _COMMANDING.sub("·", text)


def _fill(sentence: str, lang: Lang, values: dict[str, object]) -> str:
    if "{" not in sentence:
        return sentence
    typed = _typed(sentence) if lang == "ar" else frozenset()
    shown = {k: _plain(v) if k in typed and type(v) is str else _shown(v, lang) for k, v in values.items()}
    return sentence.format(**shown)


_COMMAND = re.compile(r"(?:wasata|pip|\{(?:python|wasata|command)\})[ -~]*")
"""A command inside an Arabic sentence: from its first word on, as far as no Arabic letter stands."""


@cache
def _typed(sentence: str) -> frozenset[str]:
    """The places of a sentence that stand in a command: whoever copies it must not copy a letter that nobody sees."""
    return frozenset(place for run in _COMMAND.findall(sentence) for place in re.findall(r"\{(\w+)\}", run))


def has(key: str, lang: Lang) -> bool:
    """Whether a sentence stands under this key in this language."""
    try:
        catalogue = sentences_of(lang, key.partition(".")[0])
    except MissingWords:
        return False
    return catalogue.gettext(key) != key or catalogue.ngettext(key, key, 1) != key


def say(key: str, lang: Lang, /, **values: object) -> str:
    """The sentence of `key` in `lang`, with `values` in its places.

    Raises:
        MissingWords: the key has no sentence in this language.
    """
    sentence = sentences_of(lang, key.partition(".")[0]).gettext(key)
    if sentence == key:
        raise MissingWords(key=key, lang=lang)
    return _fill(sentence, lang, values)


def count(key: str, n: int, lang: Lang, /, **values: object) -> str:
    """The sentence of `key` in the plural form that `n` asks for; `{n}` is the number itself.

    Arabic has six forms (none, one, two, 3–10, 11–99, 100–102…), each written out in the catalogue.
    """
    sentence = sentences_of(lang, key.partition(".")[0]).ngettext(key, key, n)
    if sentence == key:
        raise MissingWords(key=key, lang=lang)
    return _fill(sentence, lang, {"n": n, **values})


def tell(error: WasataError, lang: Lang) -> tuple[str, str]:
    """An error as two sentences: what is refused, naming the value, and the next move. Where there is no value to name, no
    brackets stand around it."""
    said, following = (say(code, lang, **error.values) for code in (error.code, f"{error.code}.next"))
    return said.replace(" ()", ""), following


def number(value: int | float | Decimal, lang: Lang) -> str:
    """A number in digits 0–9 with thousands apart, in both languages (the team compares across them).

    A sign before a number is held in place in Arabic by U+200E.
    """
    text = f"{value:,}" if isinstance(value, int) else f"{value:,f}" if isinstance(value, Decimal) else f"{value:,.10g}"
    return _LRM + text if lang == "ar" and text.startswith("-") else text


def day(value: date, lang: Lang, *, year: bool = True, weekday: bool = False) -> str:
    """A calendar day in words: «24 نوفمبر 2023», "24 November 2023"."""
    out = f"{value.day} {say(f'date.month.{value.month}', lang)}"
    if year:
        out += f" {value.year}"
    if weekday:
        out = say("date.with_weekday", lang, weekday=say(f"date.weekday.{value.isoweekday()}", lang), day=out)
    return out


def instant(value: datetime, lang: Lang, *, zone: tzinfo | None = None, weekday: bool = False) -> str:
    """A day and the clock (24 h) in `zone`, or in the value's own zone."""
    local = value.astimezone(zone) if zone else value
    return say("date.with_clock", lang, day=day(local.date(), lang, weekday=weekday), clock=f"{local:%H:%M}")


def direction(lang: Lang) -> str:
    """`rtl` or `ltr`, for `dir=`."""
    return "rtl" if lang == "ar" else "ltr"
