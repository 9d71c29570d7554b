"""Old bytes stay readable: every kind and version ever written has a sample in tests/old/ that still lifts.

A sample is one canonical line, `tests/old/<kind>.v<version>.json`. Samples are never changed: a kind that changes gets a new
version, a lift and a new sample beside the old one.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from wasata.errors import KindUnknown
from wasata.record import canon, kinds, lift
from wasata.record.kinds import KINDS
from wasata.record.kinds.base import Fact, Ident

OLD = Path(__file__).resolve().parents[1] / "old"
SAMPLES = sorted(OLD.glob("*.json"))


def kind_of(path: Path) -> tuple[str, int]:
    name, _, version = path.stem.rpartition(".v")
    return name, int(version)


def test_every_kind_has_old_bytes():
    kept = {kind_of(p) for p in SAMPLES}
    missing = sorted(KINDS.keys() - kept)
    assert not missing, f"no sample in tests/old/ for {missing}: keep one before the kind is first written"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_old_bytes_still_lift_and_validate(path: Path):
    kind, version = kind_of(path)
    data = path.read_bytes().rstrip(b"\n")
    canon.decode(data)
    fact = lift.to_fact(kind, version, data)
    assert (fact.kind, fact.version) in KINDS
    assert fact.version >= version
    assert canon.fact_bytes(fact)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_old_bytes_of_a_present_version_are_what_we_would_write_today(path: Path):
    kind, version = kind_of(path)
    data = path.read_bytes().rstrip(b"\n")
    if (kind, version) in KINDS and (kind, version) not in lift.LIFTS:
        assert canon.fact_bytes(canon.read_fact(KINDS[kind, version], data)) == data


def test_samples_fill_every_field():
    """A sample with empty fields would keep no promise about them."""
    for path in SAMPLES:
        kind, version = kind_of(path)
        values = json.loads(path.read_bytes())
        empty = [k for k, v in values.items() if v in (None, [], {}, "") and k != "happened_at"]
        assert not empty, f"{kind} v{version}: {empty}"


@pytest.fixture
def changed_kind(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A kind in its third version, with lifts from the first two."""

    class CallHeld(Fact, kind="line.call_held", version=3):
        minutes: int
        with_whom: Ident

    monkeypatch.setitem(kinds.KINDS, ("line.call_held", 3), CallHeld)
    monkeypatch.setitem(
        lift.LIFTS,
        ("line.call_held", 1),
        lambda v: {"happened_at": None, "seconds": v["seconds"], "with_whom": "unknown"},
    )
    monkeypatch.setitem(
        lift.LIFTS,
        ("line.call_held", 2),
        lambda v: {k: x for k, x in v.items() if k != "seconds"} | {"minutes": v["seconds"] // 60},
    )
    return CallHeld


def test_an_old_version_is_lifted_step_by_step(changed_kind: Any):
    assert lift.to_fact("line.call_held", 1, b'{"seconds":600}') == changed_kind(minutes=10, with_whom="unknown")
    assert lift.to_data("line.call_held", 1, {"seconds": 600})["minutes"] == 10
    two = b'{"happened_at":null,"seconds":60,"with_whom":"a"}'
    assert lift.to_fact("line.call_held", 2, two) == changed_kind(minutes=1, with_whom="a")


@pytest.mark.parametrize(("kind", "version"), [("line.call_held", 4), ("line.call_held", 0), ("no.such", 1)])
def test_what_is_newer_or_unknown_is_refused_by_kind_and_version(changed_kind: Any, kind: str, version: int):
    for ask in (lambda: lift.require(kind, version), lambda: lift.to_fact(kind, version, b"{}")):
        with pytest.raises(KindUnknown) as refused:
            ask()
        assert refused.value.values == {"kind": kind, "version": version}


def test_every_lift_leads_to_a_present_kind():
    for kind, version in lift.LIFTS:
        while (kind, version) in lift.LIFTS:
            version += 1
        assert (kind, version) in KINDS


def test_a_kind_is_named_as_the_record_names_kinds():
    for kind, version in KINDS:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", kind)
        assert version >= 1
