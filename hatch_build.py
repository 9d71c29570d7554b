"""What is made when the house is built: compiled catalogues and the reader's tables.

Danger: a wheel without its Arabic sentences; a reader that builds 44,000 forms each time it starts.
Duty: `*.po` → `*.mo` with Babel, in place; `wasata.listen.build` writes the automata; the pins go into the wheel.
`python hatch_build.py` does the same without building a wheel; an editable install does it too.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
SRC = ROOT / "src" / "wasata"


def compile_catalogues() -> int:
    """Compiles every catalogue that is newer than its compiled form; returns how many."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    done = 0
    for po in sorted(SRC.glob("locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime > po.stat().st_mtime:
            continue
        with po.open("rb") as f:
            catalogue = read_po(f, locale=po.parts[-3], abort_invalid=True)
        with mo.open("wb") as f:
            write_mo(f, catalogue)
        done += 1
    return done


def build_tables() -> None:
    """Writes the reader's automata, in a process of its own so that the build needs no installed house.

    It is told where this process finds its parts: `pip install` puts them into a folder of the build alone.
    """
    parts = os.pathsep.join([str(ROOT / "src"), *filter(None, sys.path)])
    subprocess.run([sys.executable, "-m", "wasata.listen.build"], check=True, env={"PYTHONPATH": parts, "PATH": ""})


def make_all() -> None:
    compile_catalogues()
    build_tables()


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    BuildHookInterface = object  # run by hand without hatchling


class WasataBuild(BuildHookInterface):  # type: ignore[misc,valid-type]
    """Hatchling's door to `make_all`; the made files go into the wheel although git ignores them."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        make_all()
        build_data["artifacts"] += ["src/wasata/**/*.mo", "src/wasata/**/*.automaton"]
        if version == "standard":  # one that is installed in place finds them in its tree: `cli/bundle.pins`
            build_data["force_include"][str(ROOT / "pins")] = "wasata/pins"


if __name__ == "__main__":
    make_all()
