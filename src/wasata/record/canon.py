"""Canonical bytes, or a refusal.

Danger: two programs that write one fact as different bytes, or read one line of bytes as different facts: hashes then
prove nothing. Pydantic, even strict, takes floats for decimals, naive times and doubled keys.
Duty: `encode` gives the one byte string of a value, `decode` reads only such bytes, `fact_bytes` and `read_fact` do it
for facts. What has no canonical form is refused before anything else looks at it.
Shape: JSON after RFC 8785, narrowed:

    {"count":2,"share":"0.85","text":"قال: \\"نعم\\"","written_at":"2023-11-24T05:00:00.000000Z"}

keys ASCII and sorted, no spaces, only the escapes RFC 8785 has; whole numbers strictly between -2^53 and 2^53, no
floats; decimals as strings without exponent, plus sign or trailing zeros, and no -0; times UTC with six decimals and Z;
text exactly as received, but no lone surrogates.
"""

import json
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError

from wasata.errors import NotCanonical
from wasata.record.kinds.base import Fact
from wasata.words import Key

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 7493)."""

_ZERO = timedelta(0)
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


_Where = tuple[Any, ...]
"""A place in a value as (place above, key), () at the top: cheap to build for each value, written out only to refuse."""


def _refuse(where: str | _Where, why: str) -> NoReturn:
    keys: list[str] = []
    while where and not isinstance(where, str):
        keys.append(str(where[1]))
        where = where[0]
    told = where if isinstance(where, str) else "/" + "/".join(reversed(keys))
    raise NotCanonical(where=told or "/", why=Key(f"record.why.{why}"))


def decimal(value: Decimal, where: str | _Where = "") -> str:
    """A decimal as its one string: `Decimal("2.50")` → "2.5", `Decimal("1E+3")` → "1000"."""
    if not value.is_finite():
        _refuse(where, "number")
    if value.is_zero():
        if value.is_signed():
            _refuse(where, "minus_zero")
        return "0"
    if abs(value.adjusted()) > 400:
        _refuse(where, "long_decimal")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def instant(value: datetime, where: str | _Where = "") -> str:
    """A time as its one string, `2023-11-24T05:00:00.000000Z`. Any zone but UTC is refused, not converted."""
    if value.utcoffset() != _ZERO:
        _refuse(where, "not_utc")
    return f"{value.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def read_instant(text: str) -> datetime:
    """The time that `instant` wrote; any other way of writing it is refused."""
    try:
        value = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):  # a zone can push the first day of year 1 out of the calendar
        _refuse("", "no_time")
    if instant(value) != text:
        _refuse("", "no_time")
    return value


def _plain(value: Any, where: _Where) -> Any:
    """The same value out of dicts, lists, strings, whole numbers, booleans and None only."""
    kind = type(value)
    if kind is str:
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                _refuse(where, "surrogate")
        return value
    if value is None or kind is bool:
        return value
    if kind is int:
        if not -LARGEST <= value <= LARGEST:
            _refuse(where, "large")
        return value
    if isinstance(value, str):  # a kind of text that some library made its own
        return _plain(str.__str__(value), where)
    if isinstance(value, BaseModel):
        return {k: _plain(v, (where, k)) for k, v in value.__dict__.items()}
    if isinstance(value, tuple | list):
        return [_plain(v, (where, i)) for i, v in enumerate(value)]
    if isinstance(value, Mapping):
        for key in value:
            if type(key) is not str or not key.isascii():
                _refuse(where, "key_ascii")
        return {k: _plain(v, (where, k)) for k, v in value.items()}
    if isinstance(value, float):
        _refuse(where, "float" if math.isfinite(value) else "number")
    if isinstance(value, Decimal):
        return decimal(value, where)
    if isinstance(value, datetime):
        return instant(value, where)
    if isinstance(value, date):
        return value.isoformat()
    _refuse(where, "type")


def encode(value: Any) -> bytes:
    """The canonical bytes of a value.

    Raises:
        NotCanonical: naming where in the value, and why; never the value itself.
    """
    return _encoder.encode(_plain(value, ())).encode()


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        _refuse("", "twice")
    return out


def _no_float(_text: str) -> NoReturn:
    _refuse("", "float")


def decode(data: bytes) -> Any:
    """The value of canonical bytes. Anything written otherwise, by one byte, is refused.

    Raises:
        NotCanonical: also for bytes that are no JSON at all.
    """
    try:
        text = data.decode()
        value = json.loads(text, object_pairs_hook=_no_doubles, parse_float=_no_float, parse_constant=_no_float)
    except UnicodeDecodeError:
        _refuse("", "not_utf8")
    except (ValueError, RecursionError):  # ValueError also for whole numbers of thousands of digits
        _refuse("", "not_json")
    try:
        again = encode(value)
    except RecursionError:
        _refuse("", "deep")
    if again != data:
        _refuse("", "otherwise")
    return value


def fact_bytes(fact: Fact) -> bytes:
    """The canonical bytes of a fact, validated once more as they stand: what is written can be read.

    Raises:
        NotCanonical: the fact holds something without canonical form, or what its own kind does not allow.
    """
    data = encode(fact)
    try:
        again = type(fact).model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        _refuse("/" + "/".join(str(p) for p in first["loc"]), "kind")
    if again != fact:
        _refuse("", "other_fact")
    return data


def read_fact(kind: type[Fact], data: bytes) -> Fact:
    """A fact out of canonical bytes from outside the seal (a file, an old sample): checked in full.

    Raises:
        NotCanonical: the bytes are not canonical, or not a fact of this kind, or a decimal or time in them is written
            otherwise than `encode` would.
    """
    decode(data)
    try:
        fact = kind.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        _refuse("/" + "/".join(str(p) for p in first["loc"]), "kind")
    if encode(fact) != data:
        _refuse("", "otherwise")
    return fact
