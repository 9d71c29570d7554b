"""Runs tests against mutants: once as it is, to see which test walks which line; then each mutant in a child of its own.

Danger: an hour of work for what a warm process does in minutes; a test that hangs on a mutant and holds up the rest.
Duty: for every mutant the tests that walk its line, those first that killed its neighbours; the first that fails ends it.
Shape: a plugin that takes the place of pytest's own loop. A child is forked for each mutant: everything is imported already.
"""

import gc
import json
import os
import resource
import selectors
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from tests.mutation.mutants import Mutant
from tests.mutation.planting import Planter, forget

SLOWER, AT_LEAST = 5, 1.0
"""A test that takes so many times its own time, and a second, hangs: it would go on for ever."""

STILL = 20.0
"""Seconds by the clock, beyond that, for one test that stands still and asks nothing of the machine."""


@dataclass
class Told:
    """What a run found out."""

    killed: dict[Mutant, str] = field(default_factory=dict)
    survived: list[Mutant] = field(default_factory=list)
    unwalked: list[Mutant] = field(default_factory=list)
    red: list[str] = field(default_factory=list)
    seconds: float = 0.0
    worked: float = 0.0
    """Seconds of all processors: on a machine that does nothing else, so much divided by their number."""


class Running:
    """`chosen` gives the mutants once the modules are imported; `own` the test files that a change of a table is shown to;
    `known` whether a change is listed as changing nothing: it is shown to the tests of its own module alone."""

    def __init__(
        self, source: Path, names: tuple[str, ...], chosen: Callable[[Planter], Sequence[Mutant]],
        own: Callable[[str], tuple[str, ...]], known: Callable[[Mutant], bool], workers: int = 2,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self.source, self.names, self.chosen, self.own, self.known = source, names, chosen, own, known
        self.workers, self.tell = workers, tell
        self.told = Told()

    def pytest_configure(self) -> None:
        hypothesis.settings.register_profile(
            "mutation", derandomize=True, database=None, deadline=None,
            phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        )  # fmt: skip
        hypothesis.settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("not all tests could be read")
        began = time.monotonic()
        planter = Planter(self.source, self.names)
        wanted = self.chosen(planter)
        self._items = {item.nodeid: item for item in session.items}
        self._walked(planter)
        self.tell(f"{len(self._items)} tests walked in {time.monotonic() - began:.0f} s; {len(wanted)} mutants")
        self._all(planter, wanted)
        self.told.seconds = time.monotonic() - began
        of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.told.worked = time.process_time() + of_children.ru_utime + of_children.ru_stime
        return True

    # which test walks which line

    def _walked(self, planter: Planter) -> None:
        files = {str(module.__file__): name for name, module in planter.modules.items()}
        self._lines: dict[str, set[tuple[str, int]]] = {}
        self._cost: dict[str, float] = {}
        for name, item in list(self._items.items()):
            walked: set[tuple[str, int]] = set()

            def step(frame: FrameType, what: str, _: Any, walked: set[tuple[str, int]] = walked) -> Any:
                at = files.get(frame.f_code.co_filename)
                if at is None:
                    return None
                walked.add((at, frame.f_lineno))
                return step

            forget()  # each test walks itself through what one before it had asked already
            threading.settrace(step)
            sys.settrace(step)
            began = time.process_time()
            reports = runtestprotocol(item, nextitem=None, log=False)
            self._cost[name] = time.process_time() - began
            sys.settrace(None)
            threading.settrace(None)  # type: ignore[arg-type]
            self._lines[name] = walked
            if any(r.failed for r in reports):
                self.told.red.append(name)
                del self._items[name]
            elif any(r.skipped for r in reports):
                del self._items[name]

    def _tests_for(self, mutant: Mutant, spans: dict[tuple[str, int], range]) -> list[str]:
        """Those that walk any line of the changed statement; for what is made at import, those of the module itself."""
        files = self.own(mutant.module)
        if mutant.function:
            lines = spans.get((mutant.module, mutant.line), range(mutant.line, mutant.line + 1))
            at = {(mutant.module, line) for line in lines}
            found = [name for name in self._items if self._lines[name] & at]
            if self.known(mutant):
                found = [name for name in found if name.split("::")[0] in files] or found[:1]
        else:
            found = [name for name in self._items if name.split("::")[0] in files]
        # those that bear its module's name are made to notice it: thousands of others that only pass by would come before them
        return sorted(found, key=lambda name: (name.split("::")[0] not in files, self._cost[name]))

    # each mutant

    def _all(self, planter: Planter, wanted: Sequence[Mutant]) -> None:
        spans = {k: v for name, text in planter.texts.items() for k, v in _statements(name, text)}
        killers: dict[tuple[str, str], list[str]] = {}
        waiting = list(reversed(wanted))
        at_work: dict[int, tuple[Mutant, int]] = {}
        gc.collect()
        gc.freeze()  # what stands already is shared with every child, and none walks it
        done = 0
        with selectors.DefaultSelector() as ready:
            while waiting or at_work:
                while waiting and len(at_work) < self.workers:
                    mutant = waiting.pop()
                    tests = self._tests_for(mutant, spans)
                    if not tests:
                        self.told.unwalked.append(mutant)
                        self.tell(f"UNWALKED {mutant}")
                        continue
                    of_it = set(tests)
                    known = [t for t in killers.get((mutant.module, mutant.where), ()) if t in of_it]
                    tests = list(dict.fromkeys([*known[:6], *tests]))
                    pid, pipe = self._fork(planter, mutant, tests)
                    at_work[pipe] = (mutant, pid)
                    ready.register(pipe, selectors.EVENT_READ)
                heard = [int(key.fd) for key, _ in ready.select(timeout=1.0)]
                for pipe in heard:
                    mutant, pid = at_work.pop(pipe)
                    ready.unregister(pipe)
                    with os.fdopen(pipe, "rb") as f:
                        answer = f.read()
                    os.waitpid(pid, 0)
                    done += 1
                    self._heard(mutant, answer, killers)
                    if done % 100 == 0:
                        self.tell(f"… {done} of {len(wanted)}")

    def _heard(self, mutant: Mutant, answer: bytes, killers: dict[tuple[str, str], list[str]]) -> None:
        told = json.loads(answer) if answer else {"killed": "(it hung or died)"}
        if "broken" in told:
            raise AssertionError(told["broken"])
        if told["killed"] is None:
            self.told.survived.append(mutant)
            self.tell(f"SURVIVED {mutant}")
            return
        self.told.killed[mutant] = told["killed"]
        near = killers.setdefault((mutant.module, mutant.where), [])
        if told["killed"] in near:
            near.remove(told["killed"])
        near.insert(0, told["killed"])

    def _fork(self, planter: Planter, mutant: Mutant, tests: Iterable[str]) -> tuple[int, int]:
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid:
            os.close(theirs)
            return pid, ours
        os.close(ours)
        try:
            planter.plant(mutant)
        except BaseException as error:
            # what cannot even be made (a table that does not check itself) is noticed by whoever imports it
            kind = "broken" if isinstance(error, AssertionError) else "killed"
            os.write(theirs, json.dumps({kind: f"(planting: {error!r})"}).encode())
            os._exit(0)
        os.write(theirs, json.dumps({"killed": self._first_failing(tests)}).encode())
        os._exit(0)

    def _first_failing(self, tests: Iterable[str]) -> str | None:
        for name in tests:
            longest = AT_LEAST + SLOWER * self._cost[name]  # nothing catches the alarms: they end the child
            signal.setitimer(signal.ITIMER_PROF, longest)
            signal.setitimer(signal.ITIMER_REAL, STILL + SLOWER * longest)
            try:
                reports = runtestprotocol(self._items[name], nextitem=None, log=False)
            except BaseException:
                return name
            if any(r.failed for r in reports):
                return name
        return None


def _statements(name: str, text: str) -> Iterable[tuple[tuple[str, int], range]]:
    """For each line on which something begins, the lines of the innermost statement around it that has no body."""
    import ast  # only here: the rest of the module knows no trees

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt) and not hasattr(node, "body"):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                yield (name, line), range(node.lineno, (node.end_lineno or node.lineno) + 1)
        elif isinstance(node, ast.If | ast.While):
            for line in range(node.lineno, (node.test.end_lineno or node.lineno) + 1):
                yield (name, line), range(node.lineno, (node.test.end_lineno or node.lineno) + 1)
