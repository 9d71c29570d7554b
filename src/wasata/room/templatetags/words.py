"""The house's sentences in templates.

Danger: a sentence written into a template exists in one language only.
Duty: `{% say key a=b %}`, `{% count_words key n %}`, `{% day d %}`, `{% instant t %}`, `{% number n %}`, in the language of
the page; and the small shapes a page repeats: `{% sign party %}`, `{% glyph name %}`.
Shape: every tag escapes what it is given; sentences may hold U+2068 … U+2069 around the other script.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wasata import words
from wasata.room.languages import page_language
from wasata.values import Lang

register = template.Library()


def _lang(context: template.Context) -> Lang:
    return context.get("lang") or page_language()


@register.simple_tag(takes_context=True)
def say(context: template.Context, key: str, **values: Any) -> str:
    """The sentence of a key. A `lang=` here chooses another language than the page's (the link to the other one)."""
    lang: Lang = values.pop("lang", None) or _lang(context)
    return words.say(key, lang, **values)


@register.simple_tag(takes_context=True)
def say_key(context: template.Context, before: str, name: str, **values: Any) -> str:
    """The sentence of a key made of two parts: `{% say_key "report.relation." relation %}`."""
    return words.say(f"{before}{name}", _lang(context), **values)


@register.simple_tag(takes_context=True)
def say_ended(context: template.Context, why: str) -> str:
    """Why a sign-in has ended, as the address of the door says it."""
    minutes, hours = settings.WASATA_IDLE_MINUTES, settings.WASATA_SIGN_IN_HOURS
    known = why if why in ("idle", "absolute") else "gone"
    return words.say(f"signin.ended.{known}", _lang(context), minutes=minutes, hours=hours)


@register.simple_tag(takes_context=True)
def count_words(context: template.Context, key: str, n: int, **values: Any) -> str:
    """The sentence of a key in the plural form that `n` asks for."""
    return words.count(key, n, _lang(context), **values)


@register.simple_tag(takes_context=True)
def label_of(context: template.Context, field: Any) -> str:
    """A form field's label: ours where the form is allauth's, else the one the form was given."""
    key = f"signin.field.{field.name}"
    return words.say(key, _lang(context)) if words.has(key, _lang(context)) else str(field.label)


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | None, year: bool = True, weekday: bool = False) -> SafeString | str:
    """A day in words, as `<time>`. Nothing for None."""
    if value is None:
        return ""
    shown = words.day(value, _lang(context), year=year, weekday=weekday)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag(takes_context=True)
def instant(context: template.Context, value: datetime | None, weekday: bool = False) -> SafeString | str:
    """A day and the clock, in the case's zone where the page has one, as `<time>`. Nothing for None."""
    if value is None:
        return ""
    frame = context.get("frame")
    zone = ZoneInfo(frame.zone) if frame is not None and frame.zone else None
    shown = words.instant(value, _lang(context), zone=zone, weekday=weekday)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag(takes_context=True)
def number(context: template.Context, value: int | float | Decimal | None) -> SafeString | str:
    """A number in digits 0–9, kept left to right. Nothing for None."""
    if value is None:
        return ""
    return format_html('<bdi class="n" dir="ltr">{}</bdi>', words.number(value, _lang(context)).strip("\u200e"))


@lru_cache(maxsize=8192)
def name_html(name: str, lang: Lang, *, marked: SafeString | None = None) -> SafeString:
    """A name set apart from the words around it; one written in the other language's letters carries that language. `marked`:
    the same words with what is marked in them, escaped."""
    written, shown = _written_in(name), name if marked is None else marked
    if written is None or written == lang:
        return format_html("<bdi>{}</bdi>", shown)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', written, words.direction(written), shown)


def _written_in(name: str) -> Lang | None:
    """The language whose letters alone a name is written in; None for both, or for neither."""
    arabic = any("\u0600" <= c <= "\u06ff" for c in name)
    latin = any("a" <= c <= "z" or "A" <= c <= "Z" for c in name)
    return None if arabic == latin else "ar" if arabic else "en"


@register.filter
def tame(text: object) -> str:
    """Somebody's words as they may be shown: see `words.tame`."""
    return words.tame(str(text))


@register.simple_tag(takes_context=True)
def named(context: template.Context, name: object) -> SafeString:
    """A name in the page: see `name_html`."""
    return name_html(words.tame(str(name)), _lang(context))


@register.simple_tag
def in_fours(letters: str) -> SafeString:
    """Letters to be typed off, in groups of four; copied, they come without what parts them."""
    fours = (letters[n : n + 4] for n in range(0, len(letters), 4))
    return format_html_join("", '<span class="four">{}</span>', ((four,) for four in fours))


@register.simple_tag
def glyph(name: str, extra: str = "") -> SafeString:
    """A small shape from the sheet at the head of the page (`p1`, `s-now` …). It says nothing a word beside it does not."""
    return format_html(
        '<svg class="gl {}" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><use href="#{}"/></svg>',
        extra,
        name,
    )


@register.simple_tag
def party(name: str, sign: str | None = "p0") -> SafeString:
    """A party: its name, then its shape and hue (`sign`: p0 … p16, `pn` for one unnamed)."""
    sign = sign or "p0"
    hue = "g0" if sign == "pn" else f"g{sign[1:]}"
    return format_html('<span class="party">{}<span>{}</span></span>', glyph(sign, hue), name)
