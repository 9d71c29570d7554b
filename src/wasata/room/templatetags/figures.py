"""The table of every value, set in one go.

Danger: a page of hundreds of values that takes longer to set than to reckon.
Duty: `{% value_rows values %}`: a row for each value; each piece is escaped here, once.
Shape: plain strings joined; only `escape` and our own markup go in.
"""

from dataclasses import dataclass
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from wasata import words
from wasata.desk.figure import Amount, Correction, FigurePoint
from wasata.desk.marked import HandLine
from wasata.desk.voice import Origin
from wasata.room.charts.said import range_told
from wasata.room.charts.scales import short_day, span_told
from wasata.room.languages import page_language
from wasata.room.templatetags.voices import direction_of, words_address
from wasata.room.templatetags.words import name_html, party
from wasata.values import Lang

register = template.Library()

ALSO_NAMED = 3
"""Of other reports with the same value by the same author so many are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Value:
    """One row of the table: a value and how it was given."""

    point: FigurePoint
    author: str
    given: str
    address: str | None


@register.simple_tag(takes_context=True)
def value_rows(context: template.Context, values: tuple[Value, ...]) -> SafeString:
    """One row a value: day, number, how given, author, composition and holder as said, certainty, the words."""
    lang: Lang = context.get("lang") or page_language()
    case = str(context.get("case") or "")
    told = {
        key: escape(words.say(key, lang))
        for key in (
            "chart.undated", "chart.not_stated", "figurepage.published", "figurepage.revises", "figurepage.revised",
            "briefpage.also_in", "chart.certainty.explicit", "chart.certainty.inferred", "chart.certainty.weak",
            "chart.open_words",
        )
    }  # fmt: skip
    return mark_safe("".join(_row(value, case, lang, told) for value in values))  # noqa: S308 (escaped piece by piece)


def _row(value: Value, case: str, lang: Lang, told: dict[str, str]) -> str:
    point = value.point
    kind = "" if point.certainty == "explicit" else f" {point.certainty}"
    revised = "".join(
        f'<span class="sub">{told[f"figurepage.{key}"]}</span>'
        for key, so in (("revises", point.revises), ("revised", point.revised))
        if so
    )
    number = _number(point.amount, lang)
    shown = f"<s>{number}</s>" if point.superseded else f"<b>{number}</b>"
    return (
        f'<tr><td class="when">{_day(point, lang, told)}</td>'
        f'<td class="num">{shown}</td><td>{escape(value.given)}{revised}{_corrected(point.correction, lang)}'
        f"{_by_hand(point.hand, lang)}</td>"
        f'<th scope="row">{name_html(value.author, lang)}{_party(value)}</th><td>{_counted(point, told)}</td>'
        f'<td><span class="st{kind}">{told[f"chart.certainty.{point.certainty}"]}</span></td>'
        f'<td class="full">{_words(value)} {_origins(point, case, lang, told)}</td></tr>'
    )


@register.simple_tag(takes_context=True)
def corrected(context: template.Context, correction: Correction | None) -> SafeString:
    """That a report was corrected since, beside words of it that stand."""
    return mark_safe(_corrected(correction, context.get("lang") or page_language()))  # noqa: S308 (escaped there)


@register.simple_tag(takes_context=True)
def by_hand(context: template.Context, hand: HandLine | None) -> SafeString:
    """That an analyst gave what stands, and what the reader had."""
    return mark_safe(_by_hand(hand, context.get("lang") or page_language()))  # noqa: S308 (escaped there)


def _by_hand(hand: HandLine | None, lang: Lang) -> str:
    if hand is None:
        return ""
    told = words.say(f"hand.value.{hand.act}", lang, who=hand.by, day=short_day(hand.at.date(), lang, year=True))
    was = f" {words.say('hand.value_was', lang, value=hand.was)}" if hand.was else ""
    return f'<span class="sub by-hand">{escape(told + was)}</span>'


def _corrected(correction: Correction | None, lang: Lang) -> str:
    """That the report was corrected since; and what stands now, where the correction takes a value back."""
    if correction is None:
        return ""
    key = "figure.corrected" if correction.replaced else "figure.since_corrected"
    on = short_day(correction.on, lang, year=True) if correction.on else ""
    told = words.say(key, lang, report=correction.by.report, day=on, value=correction.shown or "")
    return f'<span class="sub corrected">{escape(told)}</span>'


def _day(point: FigurePoint, lang: Lang, told: dict[str, str]) -> str:
    if point.first is not None:
        shown = escape(span_told(point.first, point.last or point.first, lang))
        if point.last in (None, point.first):
            return f'<time datetime="{point.first.isoformat()}">{shown}</time>'
        return shown
    published = f"{told['figurepage.published']} {short_day(point.said_on, lang, year=True)}" if point.said_on else ""
    sub = f'<span class="sub">{published}</span>' if published else ""
    return f'<span class="undated">{told["chart.undated"]}</span>{sub}'


def _number(amount: Amount, lang: Lang) -> str:
    """The number alone: how it was given stands in a column of its own."""
    shown = words.number(amount.low, lang) if amount.low == amount.high else range_told(amount.low, amount.high, "en")
    return f'<bdi class="n" dir="ltr">{escape(shown)}</bdi>'


def _party(value: Value) -> str:
    who = value.point.who
    if not who.party_name or who.party_name == value.author:
        return ""
    return f'<span class="sub">{party(who.party_name, who.sign)}</span>'


def _counted(point: FigurePoint, told: dict[str, str]) -> str:
    said = " · ".join(escape(x) for x in (point.composition, point.holder) if x)
    return _voice(said, point.words.lang) if said else f'<span class="faint">{told["chart.not_stated"]}</span>'


def _voice(escaped: str, lang: str) -> str:
    return f'<span class="voice" lang="{lang}" dir="{direction_of(lang)}">{escaped}</span>'


def _words(value: Value) -> str:
    shown = _voice(escape(value.point.words.words), value.point.words.lang)
    return f'<a href="{escape(value.address)}">{shown}</a>' if value.address else shown


def _origins(point: FigurePoint, case: str, lang: Lang, told: dict[str, str]) -> str:
    first = _origin(point.words.origin, case, lang, told, dated=True)
    if not point.also:
        return first
    also = " ".join(_origin(o, case, lang, told, dated=False) for o in point.also[:ALSO_NAMED])
    if (more := len(point.also) - ALSO_NAMED) > 0:
        also += f' <span class="faint small">{escape(words.count("figurepage.and_more", more, lang))}</span>'
    return f'{first} <span class="faint small">{told["briefpage.also_in"]}</span> {also}'


def _origin(origin: Origin, case: str, lang: Lang, told: dict[str, str], *, dated: bool) -> str:
    name = name_html(origin.outlet, lang) if origin.outlet else told["chart.open_words"]
    address = words_address(case, origin)
    shown = f'<a href="{escape(address)}">{name}</a>' if address else name
    if dated and origin.published is not None:
        day = escape(short_day(origin.published, lang, year=True))
        shown += f' · <time datetime="{origin.published.isoformat()}">{day}</time>'
    return f'<span class="src">{shown}</span>'
