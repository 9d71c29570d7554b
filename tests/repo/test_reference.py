"""The generated reference says what the code says."""

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


def test_the_reference_is_made_from_this_code():
    done = subprocess.run(
        [sys.executable, str(HOUSE / "docs" / "make_reference.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}: run `make docs`"
