"""What does not fit the schema, told to whoever sent it: in his language, by field, with what he sent and the next move.

Danger: an answer in a library's own words, in one language; a password said back.
Duty: each kind of fault has two sentences (`unfit.…`), any other the general ones. They are made of the request alone: of what
the schema does not know only the name is told, of a file or a secret nothing, of long words the beginning.
Shape: `faults` keeps what was found; `told` gives, for each, its place and kind for programs and its sentences for people.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ninja.errors import ValidationErrorContext
from pydantic_core import PydanticCustomError

from wasata import words
from wasata.values import Lang
from wasata.words import Key

Fault = Mapping[str, Any]
"""What pydantic says of one place: `loc`, `type`, `input`, `ctx`."""

MOST = 50
"""Faults that are told one by one; who has more begins with these."""
_LONGEST, _LONGEST_FIELD = 60, 80
_BODY = "told"
"""What is sent with an act, by the name each act has for it."""

_KINDS = {
    "missing": "missing", "union_tag_not_found": "missing", "extra_forbidden": "unknown",
    "string_too_long": "too_long", "string_too_short": "too_short", "too_long": "too_many", "too_short": "too_few",
    "string_pattern_mismatch": "pattern", "literal_error": "not_one_of", "enum": "not_one_of",
    "union_tag_invalid": "not_one_of", "greater_than_equal": "too_small", "less_than_equal": "too_large",
    "model_type": "object", "model_attributes_type": "object", "dict_type": "object", "dataclass_type": "object",
    "list_type": "list", "tuple_type": "list", "finite_number": "number",
    "other_language": "other_language", "no_base64": "no_base64", "no_passage": "no_passage", "with_offset": "with_offset",
    "hour_without_day": "hour_without_day",
}  # fmt: skip
_FAMILIES = {
    "string_": "text", "bytes_": "text", "int_": "whole_number", "decimal_": "number", "float_": "number", "bool_": "yes_no",
    "datetime_": "moment", "timezone_": "moment", "date_": "day", "time_": "clock",
}  # fmt: skip
_SECRET = re.compile(
    r"passw|passphrase|pwd|secret|token|cookie|credential|(?:^|_)(?:key|code|pin|otp|content)(?:$|_)", re.I
)
_A_KEY = re.compile(r"wasata-[0-9a-f]")


def unfit(kind: str, **values: Any) -> PydanticCustomError:
    """A fault that a check of our own found: its kind stands in `_KINDS`."""
    assert kind in _KINDS, kind
    return PydanticCustomError(kind, kind, values or None)  # its own words are never shown


def faults(contexts: Sequence[ValidationErrorContext[Any]]) -> Iterator[Fault]:
    """What was found, each with where it stands in the request: `("query", "page")`, `("body", "told", "words")`."""
    for context in contexts:
        model = context.model
        for found in context.pydantic_validation_error.errors(include_url=False):
            loc = model.__ninja_flatten_map_reverse__.get(found["loc"], found["loc"])
            yield {**found, "loc": (model.__ninja_param_source__, *loc)}


def fields(found: Sequence[Fault], lang: Lang) -> str:
    """The fields that are meant, each once."""
    named = (str(_field(fault, lang)) for fault in found[:MOST])
    return words.say("room.list_comma", lang).join(dict.fromkeys(named))[:400]


def told(found: Sequence[Fault], lang: Lang) -> list[dict[str, Any]]:
    """Each fault in the language that was asked for: `loc` and `type` for programs, `what` and `next` for people."""
    return [_told(fault, lang) for fault in found[:MOST]]


def _told(fault: Fault, lang: Lang) -> dict[str, Any]:
    key = f"unfit.{kind_of(fault['type'])}"
    bounds = fault.get("ctx") or {}
    values = {
        "field": _field(fault, lang), "value": _value(fault, lang), "pattern": bounds.get("pattern", ""),
        "least": bounds.get("min_length", bounds.get("ge", "")), "most": bounds.get("max_length", bounds.get("le", "")),
        "choices": words.say("room.list_comma", lang).join(
            re.findall("'([^']*)'", str(bounds.get("expected", bounds.get("expected_tags", ""))))
        ),
    }  # fmt: skip
    what, move = words.say(key, lang, **values), words.say(f"{key}.next", lang, **values)
    return {"loc": list(fault["loc"]), "type": fault["type"], "what": what, "next": move}


def kind_of(type_: str) -> str:
    """Which of our sentences tells a fault of this type; `general` where none is meant for it."""
    family = (kind for start, kind in _FAMILIES.items() if type_.startswith(start))
    return _KINDS.get(type_) or next(family, "general")


def _field(fault: Fault, lang: Lang) -> str:
    """The place as a path: `passages.0.words`."""
    parts = [str(part) for part in fault["loc"][1:]]
    if parts[:1] == [_BODY] and fault["loc"][0] == "body":
        parts = parts[1:]
    bounds = fault.get("ctx") or {}
    parts += [str(bounds[name]).strip("'") for name in ("discriminator", "under") if name in bounds]
    return _cut(".".join(parts), _LONGEST_FIELD) or words.say("unfit.whole", lang)


def _value(fault: Fault, lang: Lang) -> object:
    """What was sent there, as it can be said back."""
    sent = (fault.get("ctx") or {}).get("tag", fault.get("input"))
    if any(_SECRET.search(str(part)) for part in fault["loc"]) or (isinstance(sent, str) and _A_KEY.search(sent)):
        return Key("unfit.not_shown")
    if sent is None or isinstance(sent, bool):
        return {None: "null", True: "true", False: "false"}[sent]
    if isinstance(sent, str):
        return words.say("unfit.value", lang, value=_cut(sent, _LONGEST))
    if isinstance(sent, int | float):
        return _cut(str(sent), _LONGEST)
    return Key("unfit.a_list" if isinstance(sent, list | tuple) else "unfit.an_object")


def _cut(text: str, longest: int) -> str:
    whole = text.encode("utf-8", "replace").decode()  # half a letter cannot be sent back
    return whole if len(whole) <= longest else f"{whole[:longest]}…"
