"""What pages of the talks show alike: on what something rests, with the way to it.

Danger: a message's words shown as the page's own; a link to a page that its reader cannot open.
Duty: `{% evidence e line %}`: a piece of evidence by its kind and first words, leading to where it stands, its open terms
flagged; `{% officer name %}`: one of ours as this room calls him.
Shape: safe HTML made of escaped pieces; words of theirs carry their own language.
"""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wasata import words
from wasata.desk.evidence import EvidenceLine
from wasata.desk.voice import author_shown
from wasata.room.languages import page_language
from wasata.room.templatetags.definitions import told_worded
from wasata.room.templatetags.voices import voice_html
from wasata.room.templatetags.words import name_html

register = template.Library()


def _address(case: str, line: str | None, e: EvidenceLine) -> str | None:
    """Where it stands: the passage in its channel, the account on the contact's page, the mark in its report. None where there
    is no such page."""
    try:
        if e.of == "report":
            return reverse("report", kwargs={"case": case, "report": e.ref}) + (f"#c-{e.mark}" if e.mark else "")
        if e.of == "notice":
            return f"{reverse('table', kwargs={'case': case})}#{e.ref}"
        if e.of == "contact" and line:
            at = reverse("contact", kwargs={"case": case, "line": line, "contact": e.ref})
            return at + (f"#r{e.number}" if e.number else "")
        if e.of == "message" and line:
            place = f"{e.ref}.{e.number}" if e.number else e.ref
            return f"{reverse('channel_line', kwargs={'case': case, 'line': line})}?at={e.ref}#{place}"
    except NoReverseMatch:
        return None
    return None


@register.simple_tag(takes_context=True)
def officer(context: template.Context, name: str) -> SafeString:
    """A reader of the case by the name of his work where his sign-in is named after it, else by his sign-in."""
    lang = context.get("lang") or page_language()
    return name_html(author_shown(name, lang), lang)


@register.simple_tag(takes_context=True)
def evidence(context: template.Context, e: EvidenceLine, line: str | None = None) -> SafeString:
    """One piece of evidence: of which kind, its first words, the way there, and what has become of it since."""
    lang = context.get("lang") or page_language()
    kind = words.say(f"position.of.{e.what}", lang, n=e.number or 0)
    told = words.tame(e.words_in(lang) or e.ref or "")
    # the press is left as it was printed
    marked, uses = (None, "") if e.of == "report" else told_worded(context, told)
    shown = voice_html(told, e.lang, marked=marked) if e.lang else name_html(told, lang, marked=marked)
    address = _address(str(context.get("case") or ""), line, e) if e.ref else None
    body = format_html('<a href="{}">{}</a>', address, shown) if address and told else shown
    since = words.say(f"position.became.{e.became}", lang) if e.became else ""
    became = format_html(' <span class="st disputed">{}</span>', since) if since else ""
    return format_html('<span class="rests {}"><b>{}</b> {}{}{}</span>', e.of, kind, body, became, uses)
