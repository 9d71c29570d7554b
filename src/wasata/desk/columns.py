"""Rows of plain values as columns of bytes, for snapshots that are read back in a tenth of a second.

Danger: a snapshot that takes longer to read than the page it serves may take.
Duty: `pack` and `unpack` rows (tuples of numbers, short words, None, now and then something else) by columns: numbers as
machine integers, words (and yes, no, none) as places in a table, whatever does not fit beside its place as JSON. `Rows`
gives some of them only: a command that shows ten values does not make a hundred thousand.
Shape: eight bytes of length, a JSON head {"rows": n, "columns": [{"kind", "size", "table", "odd"}, …]}, then the columns.
Worked example: rows [("a", 1), ("a", 2)] become a table ["a"], the places 0 0, and the numbers 1 2.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic_core import from_json, to_json

from wasata.record.fold import Packed

_KINDS = ("b", "h", "i", "q")
"""Machine integers, the narrowest first; `b` is of one byte, `q` of eight."""
_PLACES = ("B", "H", "I")
_IN_TABLE = {str, bool, type(None)}
_BIGGEST = 1 << 62


def pack(rows: Sequence[Sequence[Any]]) -> bytes:
    """The rows as bytes. All have the same length; values are what JSON can hold."""
    heads: list[dict[str, Any]] = []
    bodies: list[bytes] = []
    for column in zip(*rows, strict=True):
        head, body = _numbers(column) if type(column[0]) is int else _words(column)
        heads.append(head | {"size": len(body)})
        bodies.append(body)
    told = to_json({"rows": len(rows), "columns": heads})
    return b"".join((len(told).to_bytes(8, "big"), told, *bodies))


def _numbers(column: Sequence[Any]) -> tuple[dict[str, Any], bytes]:
    odd: dict[int, Any] = {}
    if set(map(type, column)) != {int} or max(column) >= _BIGGEST or min(column) <= -_BIGGEST:
        odd = {n: v for n, v in enumerate(column) if type(v) is not int or not -_BIGGEST < v < _BIGGEST}
    plain = [0 if n in odd else v for n, v in enumerate(column)] if odd else column
    low, high = min(plain), max(plain)
    kind = next(
        k for k in _KINDS if -(1 << (array(k).itemsize * 8 - 1)) <= low and high < 1 << (array(k).itemsize * 8 - 1)
    )
    return {"kind": kind, "table": None, "odd": list(odd.items())}, array(kind, plain).tobytes()


def _words(column: Sequence[Any]) -> tuple[dict[str, Any], bytes]:
    odd: dict[int, Any] = {}
    if not set(map(type, column)) <= _IN_TABLE:
        odd = {n: v for n, v in enumerate(column) if type(v) not in _IN_TABLE}
        column = [None if n in odd else v for n, v in enumerate(column)]
    table = list(dict.fromkeys(column))
    places = {value: n for n, value in enumerate(table)}
    kind = next(k for k in _PLACES if len(table) <= 1 << (array(k).itemsize * 8))
    body = array(kind, map(places.__getitem__, column))
    return {"kind": kind, "table": table, "odd": list(odd.items())}, body.tobytes()


def unpack(packed: Packed) -> Iterable[tuple[Any, ...]]:
    """The rows, one after the other. Lists among their values stay lists."""
    rows = Rows(packed)
    return rows.at(range(len(rows)))


class Rows:
    """Packed rows of which any may be asked for by its number."""

    def __init__(self, packed: Packed) -> None:
        size = int.from_bytes(packed[:8], "big")
        told = from_json(bytes(packed[8 : 8 + size]))
        self._n = int(told["rows"])
        self._columns: list[tuple[Sequence[int], Sequence[Any] | None, dict[int, Any]]] = []
        at = 8 + size
        for head in told["columns"]:
            places: array[int] = array(head["kind"])
            places.frombytes(packed[at : at + head["size"]])
            at += head["size"]
            self._columns.append((places, head["table"], dict(head["odd"])))

    def __len__(self) -> int:
        return self._n

    def at(self, numbers: Sequence[int]) -> Iterable[tuple[Any, ...]]:
        """The rows of these numbers, in the order asked."""
        columns: list[Sequence[Any]] = []
        everything = isinstance(numbers, range) and numbers == range(self._n)
        for places, table, odd in self._columns:
            if everything:
                values: Any = places if table is None else [table[n] for n in places]
            else:
                values = [places[n] for n in numbers] if table is None else [table[places[n]] for n in numbers]
            if odd:
                values = [odd.get(n, v) for n, v in zip(numbers, values, strict=True)]
            columns.append(values)
        return zip(*columns, strict=True)
