"""The page of promises names for each the test that holds it; in both languages the same, and each is there."""

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PAGES = {lang: HOUSE / "docs" / "explanation" / f"security{more}.md" for lang, more in (("en", ""), ("ar", ".ar"))}
_PROMISE = re.compile(r"^- \*\*P(\d+)\.\*\* (.+) \((?:\S+ )+?`(tests/\S+\.py)::(test_\w+)`\)$", re.MULTILINE)


def promises(lang: str) -> list[tuple[int, str, str, str]]:
    return [(int(n), told, file, test) for n, told, file, test in _PROMISE.findall(PAGES[lang].read_text("utf-8"))]


@pytest.mark.parametrize("lang", PAGES)
def test_every_promise_is_numbered_told_and_held_by_a_test_of_its_own(lang: str):
    found = promises(lang)
    assert [n for n, *_ in found] == list(range(1, len(found) + 1))
    assert len(found) == PAGES[lang].read_text("utf-8").count("**P")
    assert len({(file, test) for *_, file, test in found}) == len(found) > 30
    assert all(len(told) > 20 for _, told, *_ in found)


def test_the_test_of_each_promise_is_there():
    for n, _, file, test in promises("en"):
        known = {
            node.name for node in ast.parse((HOUSE / file).read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
        }
        assert test in known, f"P{n}: {file} has no {test}"


def test_both_languages_promise_the_same():
    assert [(n, *held) for n, _, *held in promises("en")] == [(n, *held) for n, _, *held in promises("ar")]
    for lang, page in PAGES.items():
        rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
        assert len(rows) == len([x for x in PAGES["en"].read_text("utf-8").splitlines() if x.startswith("| ")]), lang
