"""Two worlds side by side, told the same at the same time.

Duty: start a process for each, tell both, hear both, and compare to the last byte what B got in each.
"""

import difflib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.barrier import frames

HOUSE = Path(__file__).resolve().parents[2]


class Leak(AssertionError):
    """B got something in one world that he did not get in the other."""


class WorldBroke(RuntimeError):
    """A world could not do what it was told: the test itself is at fault, or the product broke."""


class _Process:
    def __init__(self, which: int, folder: Path, source: Path) -> None:
        self.noise = (folder / f"world-{which}.log").open("wb")
        env = os.environ | {"PYTHONPATH": f"{source}{os.pathsep}{HOUSE}", "PYTHONHASHSEED": "0"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.barrier.world", str(which), str(folder / str(which))],
            cwd=HOUSE, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.noise,
        )  # fmt: skip
        assert self.process.stdin
        assert self.process.stdout
        self.to, self.back = self.process.stdin.fileno(), self.process.stdout.fileno()

    def tell(self, told: str, /, *given: Any, **named: Any) -> None:
        frames.send(self.to, (told, given, named))

    def hear(self) -> Any:
        try:
            how, told = frames.receive(self.back)
        except EOFError:
            self.noise.flush()
            raise WorldBroke(Path(self.noise.name).read_text(errors="replace")[-4000:]) from None
        if how == "broke":
            raise WorldBroke(told)
        return told

    def close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.noise.close()


class Worlds:
    """Both. `source`: the folder `wasata` is taken from."""

    def __init__(self, source: Path = HOUSE / "src") -> None:
        quick = Path("/dev/shm")
        self.folder = tempfile.TemporaryDirectory(prefix="barrier-", dir=quick if quick.is_dir() else None)
        place = Path(self.folder.name)
        for which in (1, 2):
            (place / str(which)).mkdir()
        self.both = tuple(_Process(which, place, source) for which in (1, 2))
        try:
            for world in self.both:
                world.hear()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Worlds":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for world in self.both:
            world.close()
        self.folder.cleanup()

    def tell(self, told: str, /, *given: Any, **named: Any) -> tuple[Any, Any]:
        """Tells both and hears both."""
        for world in self.both:
            world.tell(told, *given, **named)
        return self._hear_both()

    def _hear_both(self) -> tuple[Any, Any]:
        """What both answer: both are heard before either is complained of, or they would fall out of step."""
        told: list[Any] = []
        broke: WorldBroke | None = None
        for world in self.both:
            try:
                told.append(world.hear())
            except WorldBroke as error:
                broke = error
        if broke is not None:
            raise broke
        return told[0], told[1]

    def tell_each(self, told: str, first: dict[str, Any], second: dict[str, Any], /) -> tuple[Any, Any]:
        """Tells each its own, and hears both."""
        for world, named in zip(self.both, (first, second), strict=True):
            world.tell(told, **named)
        return self._hear_both()

    def names(self) -> dict[str, list[str]]:
        """The names made last in either world: B tries them in both."""
        one, two = self.tell("latest_names")
        return {kind: sorted({*one.get(kind, ()), *two.get(kind, ())}) for kind in {*one, *two}}

    def alike(self, told: str, /, *given: Any, **named: Any) -> Any:
        """Tells both; what they answer is the same.

        Raises:
            Leak: it is not.
        """
        first, second = self.tell(told, *given, **named)
        if first != second:
            raise Leak(f"{told} {given} {named}\n" + difference(first, second))
        return first

    def all_alike(self, turn: int) -> list[tuple[int, str, str]]:
        """Everything B can obtain is the same. Gives of each answer its status, the kind of the request, the name of its address.

        Raises:
            Leak: it is not; with the page and where it differs.
        """
        first, second = self.tell("everything", self.names(), turn)
        if first != second:
            label = next((a[0] for a, b in zip(first, second, strict=False) if a != b), "how many answers there are")
            raise Leak(f"{label}\n" + difference(*self.tell("show", label)))
        return [told[2:] for told in first]


def difference(first: Any, second: Any) -> str:
    """Where two answers differ."""
    a, b = (
        (x.decode(errors="replace") if isinstance(x, bytes) else str(x)).replace("><", ">\n<").splitlines()
        for x in (first, second)
    )
    return "\n".join(list(difflib.unified_diff(a, b, "world 1", "world 2", lineterm="", n=1))[:40])
