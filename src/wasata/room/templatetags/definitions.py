"""Words of the deal whose meaning is not agreed, flagged wherever a page shows them.

Danger: a word in a letter that each side reads its own way, and nothing on the page that says so.
Duty: `{% worded text %}` gives a text of ours or theirs with each use underlined, and names the words after it; apart, where the
page has a better place for the names: `{% flagged watched text %}`, and `{% open_terms watched text as terms %}` for the note
beneath (`room/parts/open_terms.html`). `{% listed text %}` for a choice in a list, which holds no markup.
Shape: `watched` is `desk.flagged.watched(desk, lang)`: what this reader may know; `worded` takes the page's own (`flags`). Every
letter of the text is escaped.
"""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from wasata import words
from wasata.carry.definition import Term
from wasata.desk.flagged import Watched, listed_words
from wasata.room.languages import page_language
from wasata.room.templatetags.words import glyph, name_html
from wasata.values import Lang

register = template.Library()


@register.simple_tag(takes_context=True)
def flagged(context: template.Context, watched: Watched | None, text: str) -> SafeString:
    """A text in which every use of an open term is underlined, and says so to whoever points at it or hears it."""
    return _underlined(watched, words.tame(str(text)), context.get("lang") or page_language())


def _underlined(watched: Watched | None, shown: str, lang: Lang) -> SafeString:
    told, at = "", 0
    title = words.say("definition.open", lang)
    for use in watched.uses(shown) if watched else ():
        told += escape(shown[at : use.start])
        told += format_html('<span class="open-term" title="{}">{}</span>', title, use.word)
        at = use.end
    return mark_safe(told + escape(shown[at:]))  # noqa: S308 (each piece is escaped above)


@register.simple_tag
def open_terms(watched: Watched | None, text: str) -> tuple[Term, ...]:
    """The open terms a text uses, each once."""
    return watched.named(words.tame(str(text))) if watched else ()


@register.simple_tag(takes_context=True)
def worded(context: template.Context, text: object, but: str = "") -> SafeString:
    """A text with its open terms underlined, and after it which they are. `but`: the term whose own text it is."""
    shown, lang = words.tame(str(text or "")), context.get("lang") or page_language()
    flags = context.get("flags")
    watched = flags.but(but) if flags and but else flags
    return format_html("{}{}", _underlined(watched, shown, lang), _named_after(watched, shown, lang))


def told_worded(context: template.Context, text: str) -> tuple[SafeString, SafeString]:
    """A text as `worded` gives it, in two: with its open terms underlined, to stand in a link; which they are, to stand after."""
    shown, lang, watched = words.tame(text), context.get("lang") or page_language(), context.get("flags")
    return _underlined(watched, shown, lang), _named_after(watched, shown, lang)


@register.simple_tag(takes_context=True)
def listed(context: template.Context, text: str, whole: str = "") -> str:
    """A choice in a list: its words, and after them the open terms of the whole text they begin."""
    lang = context.get("lang") or page_language()
    return listed_words(context.get("flags"), text, lang, whole=whole)


def _named_after(watched: Watched | None, shown: str, lang: Lang) -> SafeString:
    terms = watched.named(shown) if watched else ()
    if not terms:
        return SafeString("")
    named = mark_safe(words.say("room.list_comma", lang).join(f"<b>{name_html(t.name, lang)}</b>" for t in terms))  # noqa: S308 (escaped by name_html)
    return format_html(
        '<span class="open-terms" role="note">{}<span>{} {}: {}</span></span>', glyph("s-due"),
        words.say("definition.uses", lang), named, words.say("definition.open", lang),
    )  # fmt: skip
