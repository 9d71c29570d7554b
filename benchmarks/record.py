"""How fast the record is: `python benchmarks/record.py [REPORTS]` (5,000 unless told), in a home of its own that is deleted.

Reports of 2,500 letters, each with a reading of 28 marks: two entries a report. What is printed is what was seen on this machine;
the README quotes it with the machine's name.
"""

import hashlib
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from wasata.record import bundle
from wasata.record.entry import Entry
from wasata.record.fold import Folds, View
from wasata.record.home import Home
from wasata.record.kinds.report import DateMark, EventMark, FigureMark, ReportRead, ReportReceived, StatementMark
from wasata.record.ledger import Ledger

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + " " * 6


def report(n: int, rng: random.Random) -> ReportReceived:
    text = "".join(rng.choices(LETTERS, k=2500))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ReportReceived(report=f"r-{n}", text=text, lang="ar", came_by="paste", digest=digest)


def reading(n: int) -> ReportRead:
    return ReportRead(
        report=f"r-{n}",
        reader="1",
        statements=tuple(
            StatementMark(
                content=(k, k + 50), source=(k, k + 5), cue=(k, k + 3), source_kind="person", actor="x", act="say",
                direct=False, rule="ar.colon",
            ) for k in range(8)
        ),
        figures=tuple(
            FigureMark(span=(k, k + 9), value=Decimal(n + k), qualifier="exact", measure="killed", rule="ar.number")
            for k in range(8)
        ),
        dates=tuple(
            DateMark(span=(k, k + 9), from_day=date(2023, 11, 24), to_day=date(2023, 11, 24), rule="r")
            for k in range(6)
        ),
        events=tuple(EventMark(span=(k, k + 90), event="release", status="happened", rule="r") for k in range(6)),
    )  # fmt: skip


def step(state: dict[str, Any], entry: Entry) -> dict[str, Any]:
    data = entry.data
    if entry.kind == "report.received":
        state[data["report"]] = [data["text"], None]
    else:
        state[data["report"]][1] = [[m["span"], m["measure"], m["value"]] for m in data["figures"]]
    return state


VIEW: View[dict[str, Any]] = View(
    "benchmark", 1, ("press",), dict, step, lambda s: json.dumps(s, ensure_ascii=False).encode(), json.loads
)


def timed(what: str, do: Callable[[], Any], unit: float = 1.0, name: str = "s") -> Any:
    began = time.perf_counter()
    found = do()
    print(f"{what:<58}{(time.perf_counter() - began) * unit:>10.3f} {name}", flush=True)
    return found


def memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB"


def fill(path: Path, count: int) -> None:
    rng = random.Random(1)
    with Home.create(path) as home:
        home.open_case("doha")
        ledger = home.ledger("doha", ("press",))

        def many() -> None:
            for n in range(0, count, 250):
                facts = [f for k in range(n, min(n + 250, count)) for f in (report(k, rng), reading(k))]
                ledger.append({"press": (2 * n, facts)}, author="s", act=f"many-{n}")

        def singly() -> None:
            for n in range(count, count + 100):
                ledger.append({"press": (2 * n, [report(n, rng), reading(n)])}, author="s", act=f"one-{n}")

        timed(f"{count} reports in acts of 250", many)
        timed("one report in an act of its own (mean of 100)", singly, 10, "ms")
        timed("verify the live log", ledger.verify)
        timed("export", lambda: bundle.write(path / "b", ledger.export("press")))
        timed("verify the bundle", lambda: bundle.verify(path / "b"))
        print(f"{'database':<58}{(path / 'record.sqlite3').stat().st_size / 1e6:>10.1f} MB")
        print(f"{'most memory while writing, verifying, exporting':<58}{memory():>13}")


def read(path: Path) -> None:
    with timed("open the home", lambda: Home.open(path), 1000, "ms") as home:
        ledger: Ledger = home.ledger("doha", ("press",))
        timed("decrypt every entry", lambda: sum(1 for _ in ledger.entries("press")))
        timed("… and give its plain data", lambda: sum(1 for e in ledger.entries("press") if e.data))
        timed("… or the validated fact", lambda: sum(1 for e in ledger.entries("press") if e.fact))
        folds = Folds(ledger)
        timed("fold from nothing", lambda: folds.get(VIEW))
        timed("keep a sealed snapshot", folds.keep)
        print(f"{'most memory while reading everything':<58}{memory():>13}")


def restart(path: Path) -> None:
    with timed("open the home", lambda: Home.open(path), 1000, "ms") as home:
        ledger: Ledger = home.ledger("doha", ("press",))
        folds = Folds(ledger)
        timed("state from the snapshot", lambda: folds.get(VIEW), 1000, "ms")
        timed("state again, nothing new", lambda: folds.get(VIEW), 1000, "ms")
        head, rng = ledger.head("press").seq, random.Random(2)
        facts = [report(head, rng), reading(head)]
        timed(
            "append a report",
            lambda: ledger.append({"press": (head, facts)}, author="s", act=f"last-{head}"),
            1000,
            "ms",
        )
        timed("state with the new report", lambda: folds.get(VIEW), 1000, "ms")
        print(f"{'most memory after a restart':<58}{memory():>13}")


def main() -> None:
    if len(sys.argv) > 2:
        {"fill": lambda p: fill(p, int(sys.argv[3])), "read": read, "restart": restart}[sys.argv[1]](Path(sys.argv[2]))
        return
    folder = Path(tempfile.mkdtemp(prefix="wasata-bench-"))
    try:
        for part in ("fill", "read", "restart"):  # each in a process of its own, so that memory is its own
            print(f"— {part}", flush=True)
            subprocess.run(
                [sys.executable, __file__, part, str(folder / "home"), sys.argv[1] if sys.argv[1:] else "5000"],
                check=True,
            )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
