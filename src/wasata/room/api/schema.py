"""The schema that the interface gives out: what each question is answered with, so that a program can hold us to it.

Danger: two shapes of one name, of which the schema tells one: a program that trusts it breaks on the other.
Duty: ninja's schema, in which each shape has a name of its own. The first of a name keeps it, the next ones are counted on.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ninja.openapi.schema import OpenAPISchema

_REF = "#/components/schemas/"
Definitions = Mapping[str, Any]


class Schema(OpenAPISchema):
    """As ninja makes it, operation by operation; shapes are compared with all that they are made of."""

    def __init__(self, *given: Any) -> None:
        self._named: dict[tuple[str, str], str] = {}
        self._called: dict[str, str] = {}
        super().__init__(*given)

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Takes in the shapes of one operation, each under a name that no other shape has."""
        self._called = {name: self._name_of(name, definitions) for name in definitions}
        for name, shape in definitions.items():
            self.schemas[self._called[name]] = _renamed(shape, self._called)

    def _name_of(self, name: str, definitions: Definitions) -> str:
        whole = json.dumps({inner: definitions[inner] for inner in sorted(_made_of(name, definitions))}, sort_keys=True)
        if (name, whole) not in self._named:
            taken, n, free = set(self._named.values()), 1, name
            while free in taken:
                n += 1
                free = f"{name}{n}"
            self._named[name, whole] = free
        return self._named[name, whole]

    def _create_schema_from_model(self, *given: Any, **named: Any) -> tuple[dict[str, Any], bool]:
        self._called = {}
        told, required = super()._create_schema_from_model(*given, **named)
        return _renamed(told, self._called), required


def _refs(shape: Any) -> Iterator[str]:
    if isinstance(shape, Mapping):
        for key, inner in shape.items():
            if key == "$ref" and isinstance(inner, str):
                yield inner.removeprefix(_REF)
            else:
                yield from _refs(inner)
    elif isinstance(shape, list):
        for inner in shape:
            yield from _refs(inner)


def _made_of(name: str, definitions: Definitions) -> set[str]:
    """The names of all shapes that this one is made of, itself among them."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        now = ahead.pop()
        if now not in found and now in definitions:
            found.add(now)
            ahead.extend(_refs(definitions[now]))
    return found


def _renamed(shape: Any, called: Mapping[str, str]) -> Any:
    if isinstance(shape, Mapping):
        return {
            key: _REF + called.get(inner.removeprefix(_REF), inner.removeprefix(_REF))
            if key == "$ref" and isinstance(inner, str)
            else _renamed(inner, called)
            for key, inner in shape.items()
        }
    return [_renamed(inner, called) for inner in shape] if isinstance(shape, list) else shape
