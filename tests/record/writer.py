"""A writer in a process of its own, for the tests of faults: appends until it is done or killed.

    python writer.py HOME DSN|- NAME COUNT LOG…

Each act writes one note to each log. After each append that was answered it prints the act's id, so that the test knows
what was acknowledged. A refusal is printed as its code and ends the process with 3.
"""

import sys
from contextlib import nullcontext, suppress
from pathlib import Path

from wasata.errors import HeadMoved, WasataError
from wasata.record.home import Home
from wasata.record.kinds.case import NoteWritten


def main(path: str, dsn: str, name: str, count: str, *logs: str) -> int:
    try:
        with Home.open(Path(path), dsn=None if dsn == "-" else dsn) as home:
            ledger = home.ledger("doha", logs)
            for n in range(int(count)):
                act = f"{name}-{n}"
                facts = [NoteWritten(note=f"n-{act}", text=f"words of {act} " * 40, lang="en")]
                refused = True
                for wait in (nullcontext, ledger.in_line):
                    with wait(), suppress(HeadMoved):
                        heads = ledger.heads()
                        ledger.append({log: (heads[log].seq, facts) for log in logs}, author=name, act=act)
                        refused = False
                        break
                if refused:
                    return 4
                print(act, flush=True)
    except WasataError as error:
        print(error.code, flush=True)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
