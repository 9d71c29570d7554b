"""What is sent to the acts of the interface: made from the schema that the interface tells of itself.

Danger: an act of the interface that refuses whatever it is sent, because what it is sent has no form: then nothing was tried.
Duty: for each address that acts, a body as its schema wants it: B's own names, words of his, and by turns each of the choices.
What must name something and has no name of his to give is left out where it can be.
"""

import random
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.barrier.talks import FILE

TOLD: dict[str, Any] = {
    "recipient": "Hill Government", "words": "What he writes.", "passage": 1, "number": 1, "lang": "en", "reason": "Because.",
    "person": "envoy", "reader": "coast-delegate", "name": "report.pdf", "ar": "كلماته", "en": "His words.",
}  # fmt: skip
"""What stands in a field, by its name; in every other what its form allows."""
_NAMES = ("x-0", "0" * 64, "channel.m-1.1")
"""What names something, in one form or another."""


@cache
def _schema() -> Mapping[str, Any]:
    from wasata.room.api.every import api

    return dict(api.get_openapi_schema(path_prefix="/api/"))


@cache
def _forms() -> Mapping[str, Any]:
    """The schema of what is sent, by the operation's name."""
    return {
        told["operationId"]: told["requestBody"]["content"]["application/json"]["schema"]
        for methods in _schema()["paths"].values()
        for method, told in methods.items()
        if method == "post" and "application/json" in told.get("requestBody", {}).get("content", {})
    }


def body_of(name: str, arguments: Mapping[str, Any], turn: int, own: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is sent to the address of this name, where it is one of an act; None where it is not.

    Args:
        own: names of what is his, by the fields they may stand in.
    """
    form = next((s for op, s in _forms().items() if op.endswith(f"_{name.removeprefix('api:')}")), None)
    if form is None:
        return None
    dice = random.Random(f"{name} {turn}")
    named = {k: v for k, v in arguments.items() if isinstance(v, str)}
    known = TOLD | dict(own) | named | {"act": f"of-{name[4:]}-{turn}"}
    body = _filled(form, "", known, dice)
    if not isinstance(body, dict):
        return None
    objects = body.get("word") == "object"  # and says what it should mean instead
    return body | ({"words": TOLD["words"]} if objects else {})


def _names_something(form: Mapping[str, Any]) -> bool:
    return any("pattern" in f and f.get("type") == "string" for f in (form, *form.get("anyOf", ())))


def _filled(form: Mapping[str, Any], name: str, known: Mapping[str, Any], dice: random.Random) -> Any:
    if "$ref" in form:
        form = _schema()["components"]["schemas"][form["$ref"].rpartition("/")[2]]
    choices = [f for f in form.get("anyOf", form.get("oneOf", ())) if f.get("type") != "null"]
    if choices:
        return _filled(dice.choice(choices), name, known, dice)
    if "const" in form or "enum" in form:
        return form.get("const") or dice.choice(form["enum"])
    kind = form.get("type")
    if kind == "object":
        needed = form.get("required", ())
        given = {
            k: f for k, f in form.get("properties", {}).items()
            if k in needed or (dice.random() < 0.3 and (k in known or not _names_something(f)))
        }  # fmt: skip
        return {k: _filled(f, k, known, dice) for k, f in given.items()}
    if kind == "array":
        return [_filled(form.get("items", {}), name, known, dice) for _ in range(max(1, form.get("minItems", 1)))]
    if "contentEncoding" in form:
        return b64encode(FILE).decode()
    if "pattern" in form:
        given_names = (str(known.get(name, "")), *_NAMES)
        return next((v for v in given_names if re.search(form["pattern"], v)), "What he writes.")
    if name in known:
        return known[name]
    if kind in ("integer", "number"):
        return max(1, form.get("minimum", 1))
    if kind == "boolean":
        return dice.random() < 0.5
    hours = {"date": "2031-05-06", "date-time": "2031-05-06T08:00:00Z", "time": "07:30"}
    return hours.get(form.get("format", ""), "What he writes.")
