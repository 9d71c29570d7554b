"""JSON of the reading contract: one object, a list of objects, or one object a line.

Danger: one broken line that keeps a million good ones from being read.
Duty: each object a report or a refusal in its place. Text inside JSON is kept letter for letter: marks of others point
into it.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from wasata.errors import FieldWrong, ListenError, NotJson, ReportEmpty
from wasata.listen.decoding import decode
from wasata.listen.forms import incoming as bounds
from wasata.listen.forms.incoming import Incoming, Refusal, incoming, require_size, shown

MARKS = ("statements", "figures", "dates", "events")


def is_object(line: bytes) -> bool:
    """Whether a line is one whole object of JSON."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def json_stream(stream: BinaryIO, name: str, first: bytes = b"") -> Iterator[Incoming | Refusal]:
    """A file of JSON: one object a line where the first line looks like one, else one object or list over the whole file."""
    limit = bounds.MAX_BYTES
    line = first or stream.readline(limit + 1)
    bare = line.removeprefix(b"\xef\xbb\xbf").strip()
    if bare.startswith(b"{") and bare.endswith(b"}"):
        yield from json_lines(chain([line], lines_of(stream)), name)
        return
    data = line + stream.read(limit + 1)
    require_size(len(data), name)
    if not data.strip():
        raise ReportEmpty(path=name)
    yield from json_whole(decode(data, name)[0], name)


def lines_of(stream: BinaryIO, end: int | None = None) -> Iterator[bytes]:
    """The lines of a stream from where it stands, up to a place in it. Of a line larger than any report only the beginning is
    held, so that it is refused as one line and costs no memory; the rest of it is passed over."""
    at = stream.tell() if end is not None else 0

    def next_line(most: int) -> bytes:
        nonlocal at
        line = stream.readline(most if end is None else min(most, end - at))
        at += len(line)
        return line

    while line := next_line(bounds.MAX_BYTES + 1):
        rest = line if len(line) > bounds.MAX_BYTES else b""
        while rest and not rest.endswith(b"\n"):
            rest = next_line(1 << 20)
        yield line


def is_lines(path: Path) -> bool:
    """Whether a file holds one report a line, so that it can be read from any line on. One that cannot be opened is none:
    why not is told when it is read."""
    if path.suffix.lower() not in (".jsonl", ".ndjson", ".json"):
        return False
    try:
        with path.open("rb") as f:
            line = f.readline(bounds.MAX_BYTES + 1)
    except OSError:
        return False
    from wasata.listen.forms.telegram import is_export  # one of the forms that load when they are met

    bare = line.removeprefix(b"\xef\xbb\xbf").strip()
    return bare.startswith(b"{") and bare.endswith(b"}") and not is_export(line[: 1 << 16])


def json_lines(lines: Iterable[bytes], name: str, first: int = 1) -> Iterator[Incoming | Refusal]:
    """Takes in lines of a file of many; the first of them is its line `first`."""
    for n, raw in enumerate(lines, first):
        where = f"{name}:{n}"
        if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            require_size(len(raw), where)
            try:
                text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
            except UnicodeDecodeError:
                text = decode(raw, where)[0]
            yield from _objects(_parsed(text, where), where)
        except ListenError as error:
            yield Refusal(where, error)


def json_whole(text: str, name: str) -> Iterator[Incoming | Refusal]:
    """JSON that is in memory whole."""
    try:
        found = _parsed(text, name)
    except NotJson:
        if text.strip().count("\n") == 0:
            raise
        yield from json_lines((line.encode("utf-8", "surrogatepass") for line in text.splitlines()), name)
        return
    yield from _objects(found, name)


def _short(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}: {error.lineno}:{error.colno}"
    return type(error).__name__


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:  # ValueError also: a number of more digits than Python takes
        raise NotJson(path=where, why=_short(error)) from None


def _finite(told: str) -> float:
    number = float(told)
    return number if isfinite(number) else _no_number(told)


def _no_number(told: str) -> NoReturn:
    """`NaN`, `Infinity` and 1e999 are no JSON, though Python takes them: other programs could not read an output with them."""
    raise ValueError(told)


def _objects(found: Any, where: str) -> Iterator[Incoming | Refusal]:
    if isinstance(found, list):
        for n, item in enumerate(found, 1):
            try:
                yield _object(item, f"{where}[{n}]")
            except ListenError as error:
                yield Refusal(f"{where}[{n}]", error)
        if not found:
            raise ReportEmpty(path=where)
    else:
        yield _object(found, where)


def _object(found: Any, where: str) -> Incoming:
    if not isinstance(found, dict):
        raise NotJson(path=where, why=type(found).__name__)
    text = found.get("text")
    if not isinstance(text, str):
        raise FieldWrong(path=where, field="text", value=shown(text))
    head = {k: v for k, v in found.items() if k != "text" and k not in MARKS}
    return incoming(head, text, where, where)
