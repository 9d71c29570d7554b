"""A report's text with its marks over it: one paragraph in, safe HTML out.

Danger: a letter of the text changed or lost on its way to the page; markup taken from a report.
Duty: the runs of a paragraph as spans. Statements are a wash, figures a box, dates a pill, events a number before the
sentence; each mark's number leads to its card (`#c-f1`), each card's number back to its words (`#m-f1`).
Shape: statements may hold figures and dates, so they are the outer span. Words a search found are `<mark>`.
"""

from collections.abc import Mapping, Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from wasata import words
from wasata.desk.report import MarkLine, Run
from wasata.values import Lang

_CLASS = {"statements": "m-s", "figures": "m-f", "dates": "m-d"}
_FIRM = {"explicit": "", "inferred": " inf", "weak": " wk"}


def paragraph(runs: Sequence[Run], marks: Mapping[str, MarkLine], lang: Lang) -> SafeString:
    """One paragraph. Taking the tags out again gives its text with the marks' numbers, and nothing else."""
    out: list[str] = []
    within = False  # inside a statement's span
    for run in runs:
        here = [marks[m] for m in run.marks if m in marks]
        statements = [m for m in here if m.group == "statements"]
        begins = [marks[m] for m in run.begins if m in marks]
        if within and (not statements or any(m.group == "statements" for m in begins)):
            out.append("</span>")
            within = False
        out += [_event(m, lang) for m in begins if m.group == "events"]
        if statements and not within:
            out.append(f'<span class="{_classes(statements[-1])}">')
            within = True
        # an empty anchor for every mark that begins here, so that its card can lead back to it
        out += [f'<span id="m-{m.id}"></span>' for m in begins if m.group != "events"]
        inner = next((m for m in reversed(here) if m.group in ("figures", "dates")), None)
        text = str(escape(words.tame(run.text)))
        if run.hit:
            text = f"<mark>{text}</mark>"
        out.append(f'<span class="{_classes(inner)}">{text}</span>' if inner else text)
        ends = [marks[m] for m in run.ends if m in marks and marks[m].group != "events"]
        if within and any(m.group == "statements" for m in ends):
            out.append("</span>")
            within = False
        out += [_number(m, lang) for m in sorted(ends, key=lambda m: m.n)]
    if within:
        out.append("</span>")
    return mark_safe("".join(out))  # noqa: S308 (every word of the report was escaped above)


def plain(runs: Sequence[Run]) -> SafeString:
    """A piece of text with only the hits of a search marked."""
    shown = [(escape(words.tame(run.text)), run.hit) for run in runs]
    return mark_safe("".join(f"<mark>{text}</mark>" if hit else str(text) for text, hit in shown))  # noqa: S308 (escaped)


def _classes(mark: MarkLine) -> str:
    struck = " m-struck" if mark.struck else ""
    return f"m {_CLASS[mark.group]}{_FIRM[mark.certainty]}{struck}"


def _event(mark: MarkLine, lang: Lang) -> SafeString:
    label = words.say("press.event_n", lang, n=mark.n)
    return format_html(
        '<a class="m m-e" id="m-{}" href="#c-{}" aria-label="{}">{}</a>', mark.id, mark.id, label, mark.n
    )


def _number(mark: MarkLine, lang: Lang) -> SafeString:
    label = words.say("press.mark_n", lang, n=mark.n)
    off = " off" if mark.struck else ""
    return format_html('<a class="mk{}" href="#c-{}" aria-label="{}">{}</a>', off, mark.id, label, mark.n)
