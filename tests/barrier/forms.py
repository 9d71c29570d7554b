"""The forms of a page, filled in and sent as a browser would: whatever page comes to be, its forms are tried with it.

Duty: find the forms in a page; fill one by a die: what is hidden stays, what is chosen is chosen, what is written is written.
"""

import random
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin


@dataclass
class Form:
    """One form: where it goes, its fields with what may stand in each (None: anything may be written), its buttons."""

    action: str
    method: str
    fields: list[tuple[str, str, list[str] | None]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._choices: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), told.get("method", "get").lower()))
        elif self.forms:
            self._field(self.forms[-1], tag, told)

    def _field(self, form: Form, tag: str, told: dict[str, str]) -> None:
        name, value, kind = told.get("name", ""), told.get("value", ""), told.get("type", "text")
        if tag == "select":
            self._choices = []
            form.fields.append((name, "select", self._choices))
        elif tag == "option" and self._choices is not None:
            self._choices.append(value)
        elif tag == "textarea":
            form.fields.append((name, "textarea", None))
        elif tag == "button" or (tag == "input" and kind == "submit"):
            form.buttons.append((name, value))
        elif tag == "input" and kind in ("radio", "checkbox"):
            known = next((f for f in form.fields if f[0] == name and f[1] == kind), None)
            if known is None or known[2] is None:
                form.fields.append((name, kind, [value]))
            else:
                known[2].append(value)
        elif tag == "input":
            form.fields.append((name, kind, [value] if kind == "hidden" else None))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._choices = None


def forms_of(page: str) -> list[Form]:
    """The forms that send something."""
    parser = _Forms()
    parser.feed(page)
    return [form for form in parser.forms if form.method == "post"]


def filled(form: Form, here: str, dice: random.Random, words: str, file: bytes) -> tuple[str, dict[str, Any]]:
    """Where a form goes, and what it carries when somebody filled it in; `file`: what he hands in where he may."""
    sent: dict[str, Any] = {}
    for name, kind, choices in form.fields:
        if not name:
            continue
        if kind == "hidden":
            sent[name] = (choices or [""])[0]
        elif choices is not None:
            if kind != "checkbox" or dice.random() < 0.7:
                sent[name] = dice.choice(choices or [""])
        elif kind == "file":
            if dice.random() < 0.7:
                sent[name] = file
        elif kind == "textarea" or dice.random() < 0.7:
            sent[name] = words if kind in ("text", "textarea", "search") else "2031-05-06" if kind == "date" else "7"
    if form.buttons:
        name, value = dice.choice(form.buttons)
        if name:
            sent[name] = value
    return urljoin(here, form.action), sent
