"""The house is built wherever its parts lie: `pip install` keeps them in a folder of the build alone."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]


def test_the_tables_are_made_with_the_parts_that_the_build_was_given(tmp_path: Path, monkeypatch: Any):
    given: list[str] = []
    monkeypatch.setattr(
        subprocess, "run", lambda command, check, env: given.extend(env["PYTHONPATH"].split(os.pathsep))
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    found = importlib.util.spec_from_file_location("hatch_build", HOUSE / "hatch_build.py")
    assert found
    assert found.loader
    build = importlib.util.module_from_spec(found)
    found.loader.exec_module(build)
    build.build_tables()
    assert given[0] == str(HOUSE / "src")
    assert str(tmp_path) in given
