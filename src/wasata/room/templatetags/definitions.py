"""Words of the deal whose meaning is not agreed, flagged wherever a page shows them.

Danger: a word in a letter that each side reads its own way, and nothing on the page that says so.
Duty: `{% flagged watched text %}` gives the text with each use underlined; `{% open_terms watched text as terms %}` names those
it uses, for the note beneath it (`room/parts/open_terms.html`).
Shape: `watched` is `desk.flagged.watched(desk, lang)`: what this reader may know. Every letter of the text is escaped.
"""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from wasata import words
from wasata.carry.definition import Term
from wasata.desk.flagged import Watched
from wasata.room.languages import page_language

register = template.Library()


@register.simple_tag(takes_context=True)
def flagged(context: template.Context, watched: Watched | None, text: str) -> SafeString:
    """A text in which every use of an open term is underlined, and says so to whoever points at it or hears it."""
    shown = words.tame(str(text))
    told, at = "", 0
    title = words.say("definition.open", context.get("lang") or page_language())
    for use in watched.uses(shown) if watched else ():
        told += escape(shown[at : use.start])
        told += format_html('<span class="open-term" title="{}">{}</span>', title, use.word)
        at = use.end
    return mark_safe(told + escape(shown[at:]))  # noqa: S308 (each piece is escaped above)


@register.simple_tag
def open_terms(watched: Watched | None, text: str) -> tuple[Term, ...]:
    """The open terms a text uses, each once."""
    return watched.named(words.tame(str(text))) if watched else ()
