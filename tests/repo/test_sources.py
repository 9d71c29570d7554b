"""The clock and chance are asked at known doors only: elsewhere they are passed in, so that two worlds can be given the same."""

import ast
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src" / "wasata"
DOORS = {
    ("room/wiring.py", "_machines"), ("room/gate.py", "_machines"), ("room/asking.py", "_clock"), ("desk/access.py", "_clock"),
    ("record/home.py", "_clock"), ("cli/copies.py", "_now"), ("cli/record.py", "_now"), ("cli/server.py", "_now"),
}  # fmt: skip
"""Where the machine's hour comes in: what is made there is passed on as `now`."""
ON_ITS_OWN = {
    "desk/sample_talks.py": "the sample is made as of the day it is made",
    "desk/ask.py": "how long ago another process touched a file",
    "record/files.py": "how old a draft of a killed process is",
    "record/fold.py": "how long a snapshot was not asked for",
    "cli/asked.py": "the day as the person at the terminal means it",
}
HOURS = {"now", "today", "utcnow", "time", "time_ns"}
OF = {"datetime", "date", "time", "timezone"}


def _asked(path: Path) -> list[str]:
    """The functions of a file that ask the machine's clock, or draw from chance that nobody can hold."""
    tree, found = ast.parse(path.read_text("utf-8")), []
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.Module):
            continue
        for call in ast.walk(node):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and isinstance(call.func.value, ast.Name)
            ):
                of, what = call.func.value.id, call.func.attr
                if (of in OF and what in HOURS) or of == "uuid":
                    found.append(getattr(node, "name", "module"))
    return found


def test_the_clock_is_asked_at_known_doors_only():
    strangers = []
    for path in sorted(SRC.rglob("*.py")):
        name = str(path.relative_to(SRC))
        asked = _asked(path)
        if name.startswith("listen/") or name in ON_ITS_OWN or not asked:
            continue
        strangers += [(name, where) for where in asked if where != "module" and (name, where) not in DOORS]
        if not {where for where in asked if where != "module"}:
            strangers.append((name, "module"))
    assert not strangers, "pass `now` in, or in the room ask `wiring.now`"


def test_every_door_and_every_exception_still_stands():
    for name, where in DOORS:
        assert where in _asked(SRC / name), (name, where)
    for name in ON_ITS_OWN:
        assert _asked(SRC / name), name
