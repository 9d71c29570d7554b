"""Who speaks, in templates: a source's own words, where they stand, how surely they were read; pictures and their tables.

Danger: a claim without its mouth; words of a report in our own typeface, or turned round by the page's direction.
Duty: `{% quote q %}`, `{% origin o %}`, `{% who w %}`, `{% firm certainty %}`, `{% short d %}`, `{% picture p %}`.
Shape: each gives safe HTML made of escaped pieces. Words of a report carry `lang` and `dir` of the report, never the page's.
"""

import re
from datetime import date
from functools import lru_cache
from html import escape
from typing import cast

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wasata import words
from wasata.desk.case import INVENTED
from wasata.desk.voice import Origin, Quote, Who
from wasata.room.charts.drawing import safe_path
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import short_day, span_told
from wasata.room.languages import page_language
from wasata.room.templatetags.definitions import told_worded
from wasata.room.templatetags.words import name_html, party
from wasata.values import Lang

register = template.Library()


def _lang(context: template.Context) -> Lang:
    return cast(Lang, context.get("lang") or page_language())


def _plain_year(context: template.Context) -> int | None:
    """The year that goes without saying on this page, if there is one."""
    return getattr(context.get("page"), "year", None)


def direction_of(lang: str) -> str:
    """The direction of words of a report."""
    return "rtl" if lang == "ar" else "ltr"


def voice_html(said: str, lang: str, kind: str = "", *, marked: SafeString | None = None) -> SafeString:
    """Words of a report in the voice face, in their own language and direction. `marked`: the same words with what is marked
    in them, escaped."""
    shown = words.tame(said) if marked is None else marked
    return format_html('<span class="voice {}" lang="{}" dir="{}">{}</span>', kind, lang, direction_of(lang), shown)


@lru_cache(maxsize=8192)
def _report_address(case: str, report: str, _lang: str | None) -> str | None:
    """The address of a report's page; kept, since finding it anew for each mark of a page takes longer than the page."""
    try:
        return reverse("report", kwargs={"case": case, "report": report})
    except NoReverseMatch:
        return None


def words_address(case: str, origin: Origin) -> str | None:
    """Where the words stand: the report's page, at the mark. None while the room has no such page."""
    address = _report_address(case, origin.report, get_language())
    return f"{address}#m-{origin.mark}" if address and origin.mark else address


@register.simple_tag
def quote(said: Quote, kind: str = "") -> SafeString:
    """A source's own words, unchanged, in the voice face and in their own direction."""
    return voice_html(said.words, said.lang, kind)


@register.simple_tag(takes_context=True)
def origin(context: template.Context, where: Origin, dated: bool = True) -> SafeString:
    """The outlet, leading to the words in its report, and the day it was published."""
    return origin_html(
        where, str(context.get("case") or ""), _lang(context), dated=dated, plain_year=_plain_year(context)
    )


def origin_html(
    where: Origin, case: str, lang: Lang, *, dated: bool = True, plain_year: int | None = None
) -> SafeString:
    """See `origin`."""
    name = name_html(where.outlet or words.say("chart.open_words", lang), lang)
    address = words_address(case, where) if case else None
    shown = format_html('<a href="{}">{}</a>', address, name) if address else name
    if dated and where.published is not None:
        day = short_day(where.published, lang, year=where.published.year != plain_year)
        return format_html(
            '<span class="src">{} · <time datetime="{}">{}</time></span>', shown, where.published.isoformat(), day
        )
    return format_html('<span class="src">{}</span>', shown)


def _bare(name: str) -> str:
    """A name without its article, for asking whether two are the same."""
    return name.casefold().removeprefix("the ").strip()


@register.simple_tag(takes_context=True)
def who(context: template.Context, speaker: Who, full: bool = True) -> SafeString:
    """One credited: the party with its shape, then the name in the page's language; `full`: also as the report names him.

    Whom the roster does not know is named by the report's words in any case: a side is not what one of its ministries said.
    """
    lang = _lang(context)
    head = SafeString("")
    if speaker.kind == "anonymous":
        head = party(speaker.party_name or words.say("briefpage.unnamed", lang), speaker.sign or "pn")
    elif speaker.party_name:
        head = party(speaker.party_name, speaker.sign or "p0")
    name = speaker.name if speaker.name and speaker.name != speaker.party_name else ""
    shown = name_html(name, lang) if name else SafeString("")
    said = SafeString("")
    known = {_bare(name), _bare(speaker.party_name or "")}
    if speaker.words and _bare(speaker.words) not in known and (full or not shown):
        said = voice_html(speaker.words, speaker.lang)
    pieces = [p for p in (shown, said) if p]
    under = format_html_join(" · ", "{}", ((p,) for p in pieces)) if pieces else SafeString("")
    if head and under and not full:
        return format_html("{} · {}", head, under)
    if head and under:
        return format_html('{}<span class="sub">{}</span>', head, under)
    return head or under or format_html("<span>{}</span>", words.say("briefpage.nobody_named", lang))


@register.simple_tag(takes_context=True)
def firm(context: template.Context, certainty: str) -> SafeString:
    """How surely it was read: the word, and beneath it the line that means the same."""
    kind = "" if certainty == "explicit" else certainty
    return format_html('<span class="st {}">{}</span>', kind, words.say(f"chart.certainty.{certainty}", _lang(context)))


@register.simple_tag(takes_context=True)
def short(context: template.Context, day: date | None, last: date | None = None) -> SafeString | str:
    """A day, or two as an interval, short, as `<time>`; its year unless the page leaves it out. Nothing for None."""
    if day is None:
        return ""
    shown = span_told(day, last or day, _lang(context), plain_year=_plain_year(context))
    if last is not None and last != day:  # an interval is no value of `<time datetime>`
        return format_html('<span class="when">{}</span>', shown)
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), shown)


@register.simple_tag(takes_context=True)
def picture(context: template.Context, drawn: Picture, kind: str = "") -> SafeString:
    """Both drawings of a picture and the notes that belong beneath it. The drawings escaped their words themselves. In an
    invented case each says in itself that it is one: a drawing is saved without its page."""
    mark = getattr(context.get("frame"), "invented", False)
    wide, narrow = (marked(one) if mark else one for one in (drawn.wide, drawn.narrow))
    notes = format_html_join(" ", "<span>{}</span>", ((n,) for n in drawn.notes))
    caption = format_html("<figcaption>{}</figcaption>", notes) if drawn.notes else SafeString("")
    return format_html(
        '<figure class="chart {}"><div class="wide">{}</div><div class="narrow">{}</div>{}</figure>',
        kind, mark_safe(wide), mark_safe(narrow), caption,  # noqa: S308
    )  # fmt: skip


_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_STRIP = 16
"""So much higher is a drawing that carries its mark beneath."""


def marked(svg: str) -> str:
    """A drawing with the mark of invention in a strip beneath it."""
    box = _BOX.search(svg)
    if box is None:
        return svg
    wide, high = float(box[1]), float(box[2])
    at = f'x="{wide / 2:g}" y="{high + _STRIP - 4:g}" text-anchor="middle" font-size="11" fill="currentColor" direction="rtl"'
    told = svg.replace(box[0], f'viewBox="0 0 {box[1]} {high + _STRIP:g}"', 1)
    return told.replace("</svg>", f'<text class="invented-mark" {at}>{escape(INVENTED)}</text></svg>', 1)


@register.simple_tag(takes_context=True)
def numbers(context: template.Context, table: Table) -> SafeString:
    """The table of a picture: on a narrow screen each row becomes labelled lines. Escaped piece by piece, once."""
    lang = _lang(context)
    head = "".join(
        f'<th scope="col"{NUMBER if number else ""}>{escape(column)}</th>' for column, number in table.columns
    )
    rows = "".join(
        "<tr>" + "".join(_cell(context, column, cell, lang) for column, cell in row) + "</tr>"
        for row in table.named_rows
    )
    return mark_safe(  # noqa: S308
        f'<table class="lines"><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


NUMBER = ' class="num"'
_CELLS = {"number": "num", "when": "when", "voice": "full"}


def _cell(context: template.Context, column: str, cell: Cell, lang: Lang) -> str:
    shown = escape(cell.text)
    if cell.kind == "words":
        shown = name_html(cell.text, lang)
    elif cell.kind == "talks":
        marked, uses = told_worded(context, cell.text)
        shown = name_html(cell.text, lang, marked=marked) + uses
    elif cell.kind == "number":
        shown = f"<b>{shown}</b>"
    elif cell.kind == "certainty":
        shown = f'<span class="st {cell.sign if cell.sign in ("inferred", "weak") else ""}">{shown}</span>'
    elif cell.kind == "voice":
        own = cell.lang or lang
        shown = f'<span class="voice" lang="{own}" dir="{direction_of(own)}">{shown}</span>'
    if cell.href is not None and safe_path(cell.href):
        shown = f'<a href="{escape(cell.href)}">{shown}</a>'
    sub = f'<span class="sub">{name_html(cell.sub, lang)}</span>' if cell.sub else ""
    kind = _CELLS.get(cell.kind, "")
    if cell.sign in ("undated", "unsaid"):
        kind = f"{kind} {cell.sign}".strip()
    label = f' data-h="{escape(column)}"' if cell.kind in ("words", "talks", "certainty") else ""
    return f'<td class="{kind}"{label}>{shown}{sub}</td>'
