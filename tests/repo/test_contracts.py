"""The import contracts hold, and each of them fails when it is broken on purpose."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]

BREAKS = {
    "Floors": ("words.py", "from wasata import desk\n"),
    "strangers": ("watch/figure.py", "from wasata import carry\n"),
    "exhaustive": ("utils.py", '"""A stray room."""\n'),
    "Django": ("desk/access.py", "import django\n"),
    "Pydantic": ("listen/marks.py", "import pydantic\n"),
    "Stores": ("desk/access.py", "from wasata.record import stores\n"),
    "circle": ("record/canon.py", "from wasata.record import ledger\n"),
}


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--config",
        str(house / "pyproject.toml"),
        "--no-cache",
    ]
    env = {"PYTHONPATH": str(house / "src"), "PATH": str(Path(sys.executable).parent)}
    return subprocess.run(command, cwd=house, capture_output=True, text=True, env=env)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(HOUSE / "src", house / "src", ignore=shutil.ignore_patterns("__pycache__", "*.mo", "*.automaton"))
    shutil.copy(HOUSE / "pyproject.toml", house)
    return house


def test_the_contracts_hold(copy: Path):
    done = lint(copy)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_contract_is_seen(copy: Path, name: str):
    file, line = BREAKS[name]
    path = copy / "src" / "wasata" / file
    before = path.read_text("utf-8") if path.exists() else None
    path.write_text((before or "") + "\n" + line, "utf-8")
    try:
        done = lint(copy)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, "utf-8")
    assert done.returncode == 1, f"{name} was broken and nobody saw it"
    assert "BROKEN" in done.stdout or "Broken" in done.stdout or "exhaustive" in done.stdout.lower(), done.stdout[
        -2000:
    ]
