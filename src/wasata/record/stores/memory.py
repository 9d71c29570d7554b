"""A store in memory, for rehearsals and tests: it forgets everything when the program ends."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wasata.record.chain import EMPTY, Head
from wasata.record.stores import Act, Moved, Row


class MemoryStore:
    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._acts: dict[bytes, bytes] = {}
        self._lock = threading.Lock()

    def _head(self, log: str) -> Head:
        rows = self._rows.get(log)
        return Head(rows[-1].seq, rows[-1].hash) if rows else EMPTY

    def heads(self, logs: Iterable[str]) -> dict[str, Head]:
        with self._lock:
            return {log: self._head(log) for log in logs}

    def rows(self, log: str, after: int, upto: int) -> Iterator[Row]:
        with self._lock:
            found = self._rows.get(log, [])[max(after, 0) : max(upto, 0)]
        yield from found

    def act(self, tag: bytes) -> bytes | None:
        with self._lock:
            return self._acts.get(tag)

    def append(self, expected: Mapping[str, Head], rows: Sequence[Row], act: Act) -> bytes | None:
        with self._lock:
            done = self._acts.get(act.tag)
            if done is not None:
                return done
            for log, head in expected.items():
                if (found := self._head(log)) != head:
                    raise Moved(log, found)
            self._follow(expected, rows)
            for row in rows:
                self._rows.setdefault(row.log, []).append(row)
            self._acts[act.tag] = act.sealed
            return None

    def acts(self) -> Iterator[Act]:
        with self._lock:
            found = sorted(self._acts.items())
        yield from (Act(*act) for act in found)

    def take_in(self, rows: Sequence[Row], acts: Sequence[Act]) -> None:
        with self._lock:
            self._follow({log: self._head(log) for log in {row.log for row in rows}}, rows)
            if len({act.tag for act in acts} - self._acts.keys()) != len(acts):
                raise ValueError("an act is done once")
            for row in rows:
                self._rows.setdefault(row.log, []).append(row)
            self._acts.update(acts)

    @staticmethod
    def _follow(heads: Mapping[str, Head], rows: Sequence[Row]) -> None:
        next_seq = {log: head.seq + 1 for log, head in heads.items()}
        for row in rows:
            if row.seq != next_seq.get(row.log):
                raise ValueError("rows that do not follow the head")
            next_seq[row.log] += 1

    def logs(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(sorted(self._rows))

    def check(self) -> None:
        """Nothing outside this object can reach the rows."""

    def close(self) -> None:
        """Nothing to close; the rows live as long as the object."""
