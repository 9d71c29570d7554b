"""The rules by which reports are read, each with a sentence that is read anew whenever the page is made.

Danger: an example that was true of last year's rule.
Duty: docs/rules/{ar,en}.tsv holds what people write (the rule, what it goes by in both languages, a sentence); this module
reads the sentences and sets beside each the mark it gives.
Shape: `rules_of(lang)` → `Entry`s; `Entry.mark()` reads the sentence; `page()` is docs/reference/reading-rules.md.
A name with a star stands for every rule joined to it (`relative.*`, `*-unnamed`): parts of rules that meet many others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wasata.listen import reader
from wasata.listen.marks import Date, Event, Figure, Reading, Statement, iso, plain

HERE = Path(__file__).resolve().parent / "rules"
KINDS = ("statement", "figure", "date", "event")
TITLES = {"ar": "Arabic", "en": "English"}
HEADS = {"statement": "Statements", "figure": "Figures", "date": "Dates", "event": "Events"}


@dataclass(frozen=True)
class Entry:
    """One rule as people explain it."""

    lang: Any
    kind: str
    name: str
    en: str
    ar: str
    example: str
    published: date | None

    @property
    def rule(self) -> str:
        """The name as marks carry it; with a star, the pattern of such names."""
        return f"{self.lang}.{self.kind}.{self.name}"

    def covers(self, rule: str) -> bool:
        """Whether a mark's rule is this one or joined to it."""
        before, star, after = self.rule.partition("*")
        if not star:
            return rule == before
        return len(rule) > len(before) + len(after) and rule.startswith(before) and rule.endswith(after)

    def mark(self) -> Statement | Figure | Date | Event | None:
        """The mark this rule gives in the example, or None where it gives none."""
        found: Reading = reader.read(self.example, self.lang, self.published)
        return next((m for m in getattr(found, self.kind + "s") if self.covers(m.rule)), None)


@cache
def rules_of(lang: str) -> tuple[Entry, ...]:
    """The rules of one language as they are written down."""
    made = []
    for n, line in enumerate((HERE / f"{lang}.tsv").read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) not in (5, 6) or fields[0] not in KINDS or not all(fields):
            raise ValueError(f"docs/rules/{lang}.tsv, line {n}: kind, rule, English, Arabic, example[, published]")
        day = date.fromisoformat(fields[5]) if len(fields) == 6 else None
        made.append(Entry(lang, *fields[:4], fields[4].replace("\\n", "\n"), day))
    return tuple(made)


def is_explained(rule: str) -> bool:
    """Whether a rule has an entry of its own, or each of its parts has one."""
    entries = rules_of(rule[:2])
    if any(e.rule == rule for e in entries):
        return True
    for e in entries:
        if "*" in e.name and e.covers(rule):
            before, _, after = e.rule.partition("*")
            kind = f"{e.lang}.{e.kind}."
            rest = rule[len(before) : len(rule) - len(after)]
            if any(other.rule == kind + rest for other in entries):
                return True
    return False


def _shown(m: Statement | Figure | Date | Event, text: str) -> str:
    def words(s: Any) -> str:
        return " ".join(s.of(text).split()).replace("|", "\\|")

    if isinstance(m, Statement):
        quoted = ", in quotation marks" if m.direct else ""
        return f"**{words(m.source)}** ({m.act}{quoted}): {words(m.content)}"
    if isinstance(m, Figure):
        value = "–".join(str(plain(v)) for v in m.value) if isinstance(m.value, tuple) else str(plain(m.value))
        return f"**{words(m.span)}** = {value}, {m.measure}" + (f" ({m.unit})" if m.unit else "")
    if isinstance(m, Date):
        return f"**{words(m.span)}** = {iso(m.first, m.last) or 'not fixed by the words'}"
    return f"**{m.kind}**, {m.status}" + (f" ({', '.join(m.actors)})" if m.actors else "")


def page() -> str:
    """docs/reference/reading-rules.md, without its head."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    yield (
        "# The rules by which reports are read\n\n"
        "Every mark carries the name of the rule that gave it (`wasata read --explain`, the card of a mark). Each "
        "rule below "
        "stands with what it goes by and a sentence, invented for this page, in which it gives a "
        "mark; the sentences are read when this page is made. A star stands for any rule that is joined to this one: "
        "`en.statement.relative.that` is `relative.*` and `that`. How often such marks are right: "
        "[certainty](certainty.md).\n"
    )
    for lang in ("ar", "en"):
        for kind in KINDS:
            entries = [e for e in rules_of(lang) if e.kind == kind]
            yield f"\n## {TITLES[lang]}: {HEADS[kind].lower()}\n\n"
            yield "| rule | goes by | بالعربية | a sentence | its mark |\n|---|---|---|---|---|\n"
            for e in entries:
                m = e.mark()
                gives = _shown(m, e.example) if m is not None else "none any more: mend the sentence in docs/rules"
                sentence = e.example.replace("|", "\\|").replace("\n", "<br>")
                day = f" ({e.published})" if e.published else ""
                yield f"| `{e.rule}` | {e.en} | {e.ar} | {sentence}{day} | {gives} |\n"
