"""Tries the doors for as long as you like: `python -m tests.fuzz.run --minutes 10`, from the root of the house.

Each door gets its share of the time. An input by which something new becomes of it is changed further; one that breaks the law
is cut as small as it goes and kept in `tests/fuzz/found/<door>/`, where every run of the tests tries it again, for ever. What is
kept is for you to look at: mend the house, not the file.
"""

import argparse
import hashlib
import random
import resource
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.fuzz.doors import DOORS
from tests.fuzz.law import Door, Wrong, changed, told

FOUND = Path(__file__).with_name("found")
MEMORY = 4 << 30
"""Bytes of addresses the process may have: what is unpacked without end breaks here and not the machine."""
_POOL = 400


def fault(door: Door, data: bytes) -> str | None:
    """How these bytes break the law at this door: one line for one fault of the house. None where they do not."""
    return tried(door, data)[0]


def tried(door: Door, data: bytes) -> tuple[str | None, str]:
    """The fault, as `fault` has it, and where there is none, what became of the bytes."""
    try:
        return None, told(door, data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        ours = [f for f in traceback.extract_tb(error.__traceback__) if "/wasata/" in f.filename]
        place = f"{Path(ours[-1].filename).name}:{ours[-1].name}" if ours else "the door"
        return f"{type(error).__name__} in {place} {error if isinstance(error, Wrong) else ''}".strip()[:160], ""


def smaller(data: bytes, still: Callable[[bytes], bool], tries: int = 400) -> bytes:
    """The bytes without what the fault does not need, as far as some hundred tries go."""
    piece = max(1, len(data) // 2)
    while piece and tries:
        at, cut = 0, False
        while at < len(data) and tries:
            less, tries = data[:at] + data[at + piece :], tries - 1
            if still(less):
                data, cut = less, True
            else:
                at += piece
        if not cut:
            piece //= 2
    return data


def keep(door: Door, data: bytes) -> Path:
    """Keeps an input among what was found."""
    path = FOUND / door.name / hashlib.sha256(data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def kept() -> Iterator[tuple[Door, Path]]:
    """All that was found before."""
    for path in sorted(FOUND.glob("*/*")):
        yield DOORS[path.parent.name], path


def at_door(door: Door, seconds: float, lot: random.Random, say: Callable[[str], None]) -> tuple[int, int, int]:
    """Tries one door. Gives how many inputs, how many different things became of them, how many faults were found."""
    until, n, known, faults = time.monotonic() + seconds, 0, set(), set()
    pool = door.starts()
    starts = len(pool)
    while time.monotonic() < until:
        data = changed(door, lot.choice(pool), lot, pool)
        n += 1
        found, became = tried(door, data)
        if found and found not in faults:
            faults.add(found)
            tries = 10 if found.startswith("TooLong") else 400  # each of them takes its 20 seconds
            least = smaller(data, lambda less, found=found: fault(door, less) == found, tries)
            say(f"  {door.name}: {found}\n    kept as {keep(door, least)}")
        if not found and became not in known:
            known.add(became)
            pool.append(data)
            if len(pool) > _POOL:
                del pool[starts]
    return n, len(known), len(faults)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=5.0)
    asked.add_argument("--door", action="append", choices=sorted(DOORS), help="may stand several times; all without it")
    asked.add_argument("--lot", type=int, default=0, help="another number draws other inputs; 0: a new one each time")
    told_to = asked.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")
    lot_number = told_to.lot or random.SystemRandom().randrange(1, 10**9)
    doors = [DOORS[name] for name in told_to.door or DOORS]
    print(f"{len(doors)} doors, {told_to.minutes} minutes, lot {lot_number}", flush=True)
    all_tried = all_faults = 0
    for door in doors:
        seconds = told_to.minutes * 60 / len(doors)
        lot = random.Random(f"{lot_number} {door.name}")
        inputs, ends, faults = at_door(door, seconds, lot, lambda line: print(line, flush=True))
        print(f"{door.name:16} {inputs:8} inputs, {ends:5} different ends, {faults} found", flush=True)
        all_tried, all_faults = all_tried + inputs, all_faults + faults
    print(f"{all_tried} inputs, {all_faults} found")
    return 1 if all_faults else 0


if __name__ == "__main__":
    sys.exit(main())
