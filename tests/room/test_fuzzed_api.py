"""The interface, asked by a program that knows nothing but its schema: whatever it sends, it is answered as the schema says.

The requests are drawn by schemathesis from the schema that the room gives out; into half of their addresses names are put that
answers before them bore. What was found so stands in `FOUND` and is asked again each time.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from wasata.desk import sample_talks
from wasata.record.home import Home
from wasata.room import wiring
from wasata.room.api.reading import api

pytestmark = pytest.mark.django_db

FOUND = ("names", "cell", "definitions", "lines", "watch", "timeline", "lines/{line}/pace", "contradictions")
"""Their answers were not as the schema said: it told of ten shapes by the names of others."""


@pytest.fixture
def invented(tmp_path: Path, settings) -> Iterator[str]:
    """The invented talks, with something of everything in them."""
    path = tmp_path / "home"
    with Home.create(path, now=wiring.now) as home:
        sample_talks.make(home, now=wiring.now)
    settings.WASATA_HOME = path
    wiring.forget()
    yield sample_talks.name()
    wiring.forget()


@pytest.fixture
def program(invented, person):
    def of(reader: str) -> "Program":
        client = Client(raise_request_exception=False)
        client.force_login(person(reader))
        return Program(client, invented)

    return of


@cache
def _told() -> Any:
    return Client().get("/api/openapi.json").json()


@cache
def _schema() -> Any:
    return schemathesis.openapi.from_dict(_told())


@cache
def _shape(path: str, method: str, status: int) -> tuple[frozenset[str], Any] | None:
    """What the schema says of an answer: of which types it may be, and what holds JSON to its shape. None: it says nothing."""
    responses = _told()["paths"][path][method]["responses"]
    if str(status) not in responses:
        return None
    content = responses[str(status)].get("content", {})
    shape = content.get("application/json", {}).get("schema")
    return frozenset(content), jsonschema_rs.Draft202012Validator(
        {"components": _told()["components"], **shape}
    ) if shape else None


def _names(value: Any, found: dict[str, set[str]]) -> None:
    """Collects the short names in an answer, by what they are called there."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and 0 < len(inner) < 40 and len(found[key]) < 20:
                found[key].add(inner)
            _names(inner, found)
    elif isinstance(value, list):
        for inner in value[:20]:
            _names(inner, found)


class Program:
    """One who is signed in, and sends whatever is drawn."""

    def __init__(self, client: Client, case: str) -> None:
        self.client, self.case = client, case
        self.known: dict[str, set[str]] = defaultdict(set)
        self.lot = random.Random(7)
        self.statuses: Counter[int] = Counter()

    def send(self, drawn: Any) -> None:
        named = {k: str(v) for k, v in (drawn.path_parameters or {}).items()} | {"case": self.case}
        for k in named:
            if self.known[k] and k != "case" and self.lot.getrandbits(1):
                named[k] = self.lot.choice(sorted(self.known[k]))
        sent = drawn.body if isinstance(drawn.body, dict) else None
        if sent is not None and "line" in sent and "line" in named:
            sent = sent | {"line": named["line"]}
        headers = {k: v for k, v in (drawn.headers or {}).items() if k.lower() != "authorization"}
        self.ask(drawn.method.lower(), drawn.operation.path, named, drawn.query or {}, sent, headers)

    def ask(
        self, method: str, path: str, named: dict[str, str], query: dict[str, Any], sent: Any, headers: dict[str, str]
    ) -> None:
        at = path.format(**{k: quote(v, safe="") for k, v in named.items()})
        if method == "get":
            answer = self.client.get(at, query, headers=headers)
        else:
            answer = self.client.post(at, json.dumps(sent), content_type="application/json", headers=headers)
        self.statuses[answer.status_code] += 1
        asked = f"{method} {at} {query} {sent}"
        assert answer.status_code < 500, asked
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        shape = _shape(path, method, answer.status_code)
        assert shape is not None, f"{asked}: answered {answer.status_code}, which the schema does not know"
        types, held = shape
        kind = answer.headers["Content-Type"].partition(";")[0]
        assert kind in types or not types, f"{asked}: answered with {kind}, the schema knows {sorted(types)}"
        if kind == "application/json" and held is not None:
            value = json.loads(body)
            faults = [f"{list(e.instance_path)}: {e.message[:200]}" for e in held.iter_errors(value)]
            assert not faults, f"{asked}: {faults[:3]}"
            _names(value, self.known)


def _ask_all(program: Program, drawn: int) -> None:
    for found in _schema().get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=drawn, deadline=None, database=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(operation.as_strategy())
        def ask(case: Any) -> None:
            program.send(case)

        ask()


@pytest.mark.parametrize(("reader", "drawn"), [("lead", 2), ("delegate", 1)])
def test_whatever_is_sent_is_answered_as_the_schema_says(program, reader: str, drawn: int):
    at_work = program(reader)
    _ask_all(at_work, drawn)
    assert {200, 404} <= at_work.statuses.keys()


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("reader", ["lead", "officer-1", "delegate", "analyst", "auditor"])
def test_sixty_times_whatever_is_sent_is_answered_as_the_schema_says(program, reader: str):
    at_work = program(reader)
    _ask_all(at_work, 60)
    assert at_work.statuses.total() > 5_000


def test_what_was_found_is_answered_as_the_schema_says(program):
    at_work = program("lead")
    for question in FOUND:
        at_work.ask("get", f"/api/cases/{{case}}/{question}", {"case": at_work.case, "line": "harbour"}, {}, None, {})
    assert at_work.statuses == {200: len(FOUND)}


def test_each_shape_of_an_answer_has_a_name_of_its_own():
    """Three are called `Waiting` in the house: each is told by what it has."""
    shapes = api.get_openapi_schema(path_prefix="")["components"]["schemas"]
    waiting = [frozenset(s["properties"]) for name, s in shapes.items() if s.get("title") == "Waiting"]
    assert len(waiting) == len(set(waiting)) == 3
    known = set(shapes)
    asked = {ref.split("/")[-1] for ref in _refs_in(api.get_openapi_schema(path_prefix=""))}
    assert asked <= known


def _refs_in(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        yield from (v for k, v in shape.items() if k == "$ref")
        for inner in shape.values():
            yield from _refs_in(inner)
    elif isinstance(shape, list):
        for inner in shape:
            yield from _refs_in(inner)
