"""Facts are strict: what does not fit is refused when it is made, not when it is read."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from wasata.record.kinds import KINDS
from wasata.record.kinds.base import Fact, When
from wasata.record.kinds.report import FigureMark, ReportReceived


def test_a_time_in_the_world_has_exactly_one_form():
    When(day=date(2023, 11, 24))
    When(from_day=date(2023, 11, 24), to_day=date(2023, 11, 30), said_by="qatar")
    for wrong in (
        {},
        {"day": date(2023, 11, 24), "instant": datetime(2023, 11, 24, tzinfo=UTC)},
        {"from_day": date(2023, 1, 1)},
    ):
        with pytest.raises(ValidationError):
            When(**wrong)
    with pytest.raises(ValidationError):
        When(from_day=date(2023, 11, 30), to_day=date(2023, 11, 24))


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValidationError):
        When(instant=datetime(2023, 11, 24, 7, 0))  # noqa: DTZ001 - the naive time is the point


def test_a_float_is_no_decimal_and_a_list_no_tuple():
    good = {"span": (0, 3), "qualifier": "exact", "measure": "killed", "rule": "r"}
    FigureMark(**good)
    with pytest.raises(ValidationError):
        FigureMark(**good, value=1.5)
    with pytest.raises(ValidationError):
        FigureMark(**{**good, "span": [0, 3]})


def test_an_unknown_key_is_refused():
    with pytest.raises(ValidationError):
        ReportReceived(report="r1", text="x", lang="ar", came_by="paste", digest="0" * 64, mood="calm")


def test_kinds_have_public_names_and_no_class_paths():
    for (name, version), kind in KINDS.items():
        assert issubclass(kind, Fact)
        assert (kind.kind, kind.version) == (name, version)
        noun, _, verb = name.partition(".")
        assert noun
        assert verb
        assert version >= 1
