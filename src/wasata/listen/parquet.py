"""Marks in Parquet: one row a report, marks as lists of structs, for DuckDB, pandas and their like.

Danger: a number that became another on its way into a column.
Duty: the columns, rows to a file, many small files to one.
Shape: needs pyarrow (extra `cluster`). A figure has `low` and `high`, the same for one number; both as doubles, as JSON has
them. A date has `first` and `last`. What else a report came with stands in `head`, as JSON.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from wasata.listen.lines import whole_letters

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
_PLACE = [("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())]
_WHY = [("sure", pa.float32()), ("rule", pa.string())]

COLUMNS = pa.schema([
    ("id", pa.string()), ("lang", pa.string()), ("published", pa.date32()), ("outlet", pa.string()), ("title", pa.string()),
    ("url", pa.string()), ("text", pa.string()), ("head", pa.string()),
    ("statements", pa.list_(pa.struct([
        ("content", _SPAN), ("source", _SPAN), ("source_kind", pa.string()), ("actor", pa.string()), ("via", _SPAN),
        ("cue", _SPAN), ("act", pa.string()), ("direct", pa.bool_()), *_WHY,
    ]))),
    ("figures", pa.list_(pa.struct([
        *_PLACE, ("low", pa.float64()), ("high", pa.float64()), ("qualifier", pa.string()), ("measure", pa.string()),
        ("unit", pa.string()), ("party", pa.string()), ("source", _SPAN), ("composition", _SPAN), ("holder", _SPAN), *_WHY,
    ]))),
    ("dates", pa.list_(pa.struct([*_PLACE, ("first", pa.date32()), ("last", pa.date32()), *_WHY]))),
    ("events", pa.list_(pa.struct([
        *_PLACE, ("kind", pa.string()), ("status", pa.string()), ("actors", pa.list_(pa.string())), *_WHY,
    ]))),
])  # fmt: skip
_OWN = frozenset(COLUMNS.names)


ROWS = 250
"""Reports a row group: what is held in memory as objects at a time."""


@contextmanager
def rows_into(file: BinaryIO) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Writes reports as rows, as they come."""
    waiting: list[dict[str, Any]] = []
    with pq.ParquetWriter(file, COLUMNS, compression="zstd") as writer:

        def flush() -> None:
            if waiting:
                writer.write_table(pa.Table.from_pylist(waiting, COLUMNS))
                waiting.clear()

        def put(found: dict[str, Any]) -> None:
            waiting.append(_row(found))
            if len(waiting) >= ROWS:
                flush()

        yield put
        flush()


def together(parts: Iterable[Path], out: BinaryIO) -> None:
    """Many files as one; a part is a row group, and memory holds one part at a time."""
    with pq.ParquetWriter(out, COLUMNS, compression="zstd") as writer:
        for part in parts:
            table = pq.read_table(part, schema=COLUMNS)
            if table.num_rows:
                writer.write_table(table)


def _row(x: dict[str, Any]) -> dict[str, Any]:
    rest = {k: v for k, v in x.items() if k not in _OWN}
    return {k: v for k, v in x.items() if k in _OWN} | {
        "published": _day(x.get("published")),
        "head": whole_letters(json.dumps(rest, ensure_ascii=False)) if rest else None,
        "id": whole_letters(x["id"]),
        "figures": [_figure(m) for m in x["figures"]],
        "dates": [_date(m) for m in x["dates"]],
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _figure(m: dict[str, Any]) -> dict[str, Any]:
    value = m["value"]
    low, high = value if isinstance(value, list) else (value, value)
    return m | {"low": float(low), "high": float(high)}


def _date(m: dict[str, Any]) -> dict[str, Any]:
    first, _, last = (m["value"] or "").partition("/")
    return m | {"first": _day(first), "last": _day(last or first)}
