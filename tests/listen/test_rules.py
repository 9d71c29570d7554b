"""Every rule a mark can carry is explained in docs/rules, with a sentence in which it still gives a mark."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wasata.listen import reader
from wasata.listen.ar import events as arabic_events
from wasata.listen.en.occurrences import RULES

HOUSE = Path(__file__).resolve().parents[2]
LISTEN = HOUSE / "src" / "wasata" / "listen"
sys.path.insert(0, str(HOUSE / "docs"))
import rules_page  # noqa: E402

ENTRIES = [e for lang in ("ar", "en") for e in rules_page.rules_of(lang)]
ADD = "add a line for it to docs/rules/{lang}.tsv (kind, rule, English, Arabic, a sentence) and run `make docs`"
INWARD = {"ar.statement.silent", "ar.statement.carrier", "ar.statement.aside"}
"""Hits that tell others who speaks and give no mark themselves."""


def constants(node: ast.expr) -> Iterator[str]:
    """The words an expression may be: one, or either of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def rules_in_code() -> set[str]:
    """The rules that stand in the reader's code in full, or as the word that ends them."""
    found = set(arabic_events._NAMES.values()) | {f"en.event.{rule.name}" for rule in RULES}
    for lang in ("ar", "en"):
        for path in set((LISTEN / lang).glob("*.py")) - {LISTEN / "ar" / "asked.py"}:  # it reads no reports
            tree = ast.parse(path.read_text("utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    if re.fullmatch(rf"{lang}\.(statement|figure|date|event)\.[a-z][a-z.-]*[a-z]", node.value):
                        found.add(node.value)
                elif isinstance(node, ast.Call):
                    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    at = {"mark": 4 if lang == "ar" else 3, "Hit": 7, "Draft": 4, "_placed": 7}.get(name)
                    kind = "date" if name == "mark" else "statement"
                    if at is not None and len(node.args) > at:
                        found |= {f"{lang}.{kind}.{word}" for word in constants(node.args[at])}
                    found |= {
                        f"{lang}.statement.{word}"
                        for k in node.keywords
                        if k.arg == "rule" and name in ("_replace", "Draft", "Hit")
                        for word in constants(k.value)
                    }
                elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Name):
                    to = node.targets[0]
                    if isinstance(to, ast.Attribute) and to.attr == "rule" and getattr(to.value, "id", "") == "hit":
                        found |= {f"{lang}.statement.{word}" for word in constants(node.value)}
                    if isinstance(to, ast.Name) and to.id == "rule" and path.name == "dates.py":
                        found |= {f"{lang}.date.{word}" for word in constants(node.value)}
                elif path.name == "frames.py" and isinstance(node, ast.Return):
                    told = getattr(node.value, "elts", ())
                    found |= (
                        {f"{lang}.statement.{word}" for word in constants(told[2]) if len(told) == 4}
                        if told[2:]
                        else set()
                    )
    return found - INWARD


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence that a test of the reader reads."""
    for lang in ("ar", "en"):
        for path in (HOUSE / "tests" / "listen" / lang).glob("test_*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 15:
                    yield lang, node.value


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.rule}")
def test_the_sentence_of_a_rule_gives_a_mark_by_it(entry):
    assert entry.mark() is not None, (
        f"{entry.rule} no longer reads {entry.example!r}: give it another sentence in docs/rules/{entry.lang}.tsv, or take its "
        "line out if the rule is gone"
    )


def test_every_rule_in_the_code_is_explained():
    bare = {rule for rule in rules_in_code() if not rules_page.is_explained(rule)}
    assert not bare, "\n".join(f"{rule}: {ADD.format(lang=rule[:2])}" for rule in sorted(bare))


def test_the_code_is_searched_for_rules_where_they_stand():
    held = rules_in_code()
    for kind, least in (
        ("ar.statement", 17),
        ("ar.date", 15),
        ("ar.event", 24),
        ("ar.figure", 10),
        ("en.statement", 15),
        ("en.event", 50),
    ):
        assert sum(rule.startswith(kind) for rule in held) >= least, (
            f"{kind}: the search finds too few; mend rules_in_code"
        )


def test_every_rule_that_gives_a_mark_in_the_tests_is_explained():
    bare = {}
    for lang, text in sentences():
        found = reader.read(text, lang)
        for m in (*found.statements, *found.figures, *found.dates, *found.events):
            if not rules_page.is_explained(m.rule):
                bare.setdefault(m.rule, text)
    assert not bare, "\n".join(f"{rule} in {text[:90]!r}: {ADD.format(lang=rule[:2])}" for rule, text in bare.items())


def test_no_rule_is_explained_twice_and_each_is_told_in_both_languages():
    names = [e.rule for e in ENTRIES]
    assert len(names) == len(set(names))
    for e in ENTRIES:
        assert re.search("[\u0600-\u06ff]", e.ar), e.rule
        assert not re.fullmatch("[\u0600-\u06ff ]+", e.en), e.rule
