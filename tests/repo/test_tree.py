"""The house is built as its map says: languages side by side, no rooms without a name, nothing physical in CSS."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SRC = HOUSE / "src" / "wasata"


def tracked(*patterns: str) -> list[Path]:
    done = subprocess.run(["git", "ls-files", "--", *patterns], cwd=HOUSE, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout: what is tracked cannot be asked")
    return [HOUSE / line for line in done.stdout.splitlines() if (HOUSE / line).is_file()]


def test_both_languages_are_read_by_the_same_steps():
    steps = {"dates", "statements", "figures", "events", "numbers"}
    for lang in ("ar", "en"):
        assert steps <= {p.stem for p in (SRC / "listen" / lang).glob("*.py")}, lang


def test_no_room_is_without_a_name():
    nameless = {"util", "utils", "helper", "helpers", "common", "misc"}
    assert not [p for p in SRC.rglob("*.py") if p.stem in nameless]


def test_every_module_opens_with_its_duty():
    silent = [
        str(p.relative_to(SRC))
        for p in SRC.rglob("*.py")
        if "migrations" not in p.parts
        and p.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert not silent


def test_css_knows_no_left_and_right():
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
        r"|(?<![\w-])(?:left|right|width|height|min-width|max-width|min-height|max-height)\s*:"
    )
    for file in SRC.rglob("*.css"):
        for n, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            found = None if "@media" in line or "@page" in line else physical.search(line)
            assert not found, f"{file.name}:{n}: {line.strip()}"


def test_templates_carry_no_style_or_script_of_their_own():
    bad = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:|https?://(?!www\.w3\.org)", re.I)
    for file in SRC.rglob("templates/**/*.html"):
        found = bad.search(file.read_text("utf-8"))
        assert not found, f"{file.name}: {found and found.group()}"


def test_nothing_names_a_registry_or_a_path_of_one_machine():
    hosts = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "deb.debian" + ".org"]
    for file in tracked():
        if file.suffix in {".png", ".woff2", ".ttf", ".bin"}:
            continue
        text = file.read_text("utf-8", errors="replace")
        assert not [h for h in hosts if h in text], file


def test_no_lock_file_with_addresses_is_tracked():
    assert not [p for p in tracked() if p.name in {"uv.lock", "package-lock.json", "poetry.lock"}]


def test_every_pin_has_its_hash():
    for file in (HOUSE / "pins").glob("*.txt"):
        text = file.read_text()
        assert "==" in text
        assert "http" not in text
        for block in re.split(r"\n(?=\S)", text):
            assert "--hash=sha256:" in block, f"{file.name}: {block[:60]}"


def test_the_first_screen_of_the_readme_has_the_two_commands():
    first = "\n".join((HOUSE / "README.md").read_text("utf-8").splitlines()[:40])
    assert "make room" in first
    assert "make test" in first
