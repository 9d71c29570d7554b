"""What may be done with a passage, as a chip: `{% clearance c %}`; a file in words: `{% file_about file %}`.

Danger: a chip that says less than it allows.
Duty: the same shape and words as `room/parts/clearance.html`, made once for each language: a page of a channel shows a hundred.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wasata import words
from wasata.room.files import kind_shown, weight
from wasata.room.languages import page_language
from wasata.room.templatetags.words import glyph
from wasata.values import Lang

register = template.Library()


@lru_cache(maxsize=16)
def _chip(code: str, lang: Lang) -> SafeString:
    said = words.say(f"message.clearance.{code}", lang)
    return format_html('<span class="cl {}">{}{}</span>', code, glyph(f"c-{code}"), said)


@register.simple_tag(takes_context=True)
def clearance(context: template.Context, code: str) -> SafeString:
    """The chip of a clearance in the language of the page."""
    return _chip(code, context.get("lang") or page_language())


@register.simple_tag(takes_context=True)
def file_about(context: template.Context, file: Any) -> SafeString:
    """What a file is and what it weighs: «PNG picture · 12 KB», each apart, so that in an Arabic line a number keeps its unit."""
    dot = words.say("figure.dot", context.get("lang") or page_language())
    return format_html("<bdi>{}</bdi>{}<bdi>{}</bdi>", kind_shown(file.media_type), dot, weight(file.size))


@register.simple_tag
def file_kind(media_type: str) -> str:
    """What a file is, where nothing more is known of it."""
    return kind_shown(media_type)
