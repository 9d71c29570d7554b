"""What stands in words in a log: no field in which a person writes is left out."""

import json
import typing
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from wasata.desk.texts import NAMED_SO, OF_THINGS, WORDED, texts_at, texts_of
from wasata.record.entry import Entry
from wasata.record.kinds import KINDS

OLD = Path(__file__).resolve().parents[1] / "old"
CONFIDENTIAL = (
    "line.", "channel.", "message.", "contact.", "relay.", "position.", "assessment.", "definition.", "package.", "redaction.",
    "case.note", "shift.", "table.", "notice.", "draft.", "acceptance.",
)  # fmt: skip
NO_WORDS = {
    "happened_at.said_by", "basis.mark", "evidence.mark", "files.media_type", "pieces.media_type", "media_type",
    "passages.media_type", "map.media_type", "published", "unit", "log", "part",
}  # fmt: skip
"""Fields that hold letters and no words of anybody: forms, units, an address of what was published, the place of words of the
press."""


def free(annotation: Any, path: tuple[str, ...], told: str = "") -> Iterator[str]:
    """The fields that take any letters, by their path."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is str:
        if "pattern" not in told:
            yield ".".join(path)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, info in annotation.model_fields.items():
            yield from free(info.annotation, (*path, name), str(info))
    elif origin is typing.Annotated:
        yield from free(inner[0], path, told + str(annotation))
    elif origin is dict:
        yield from free(inner[1], path, told)
    elif origin is not typing.Literal:
        for one in inner:
            yield from free(one, path, told)


def test_every_field_in_which_a_person_writes_is_looked_through():
    left = {
        (kind, field)
        for (kind, _), model in KINDS.items()
        if kind.startswith(CONFIDENTIAL)
        for field in free(model, ())
        if field not in WORDED | NO_WORDS
    }
    assert left == set()


def test_nothing_is_on_the_list_that_no_kind_has():
    there = {field for (kind, _), model in KINDS.items() if kind.startswith(CONFIDENTIAL) for field in free(model, ())}
    assert there >= WORDED
    assert all((kind, 1) in KINDS and field in KINDS[kind, 1].model_fields for kind, field in NAMED_SO)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("message.received.v1", {"passages.0.words", "files.0.name"}),
        ("message.sent.v1", {"passages.0", "pieces.0.name"}),
        ("relay.drafted.v1", {"sentences.0.words", "pieces.0.name"}),
        ("position.noted.v1", {"words", "only_if.0.words", "evidence.2.words"}),
        ("definition.put.v1", {"names.ar", "names.en", "words.ar", "words.en", "also.0"}),
    ],
)
def test_each_text_is_told_with_its_place(kind, parts):
    data = json.loads((OLD / f"{kind}.json").read_bytes())
    assert parts <= {part for part, _ in texts_at(kind.removesuffix(".v1"), data)}


def test_a_field_that_holds_words_is_never_told_as_a_thing_that_was_opened():
    at = datetime(2023, 11, 20, 9, tzinfo=UTC)
    for (kind, version), model in KINDS.items():
        words = set(free(model, ()))
        told = {f: "two words" if f in words else "t-1" for f in OF_THINGS if f in model.model_fields}
        entry = Entry("case", "line/coast", 1, at, "sara", "a", "", "", kind, version, json.dumps(told).encode())
        assert all("two words" not in text.things for text in texts_of("line/coast", entry)), kind


def test_a_note_of_how_a_line_stands_is_no_thing():
    told = json.dumps({"state": "open", "note": "late", "message": "m-1"}).encode()
    at = datetime(2023, 11, 20, 9, tzinfo=UTC)
    (text,) = texts_of("line/x", Entry("case", "line/x", 1, at, "sara", "a", "", "", "line.noted", 1, told))
    assert (text.words, text.things) == ("late", ("m-1",))
