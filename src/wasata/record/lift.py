"""Lifting: old versions of kinds become the present one, by pure functions.

Danger: a changed kind that can no longer be read, or is read as something it did not say.
Duty: `LIFTS[(kind, version)]` turns the plain values of that version into those of the next. What no lift and no kind
knows is refused by name and version; nothing is skipped.
Shape: to change a kind, raise its version, keep its old bytes in tests/old/<kind>.v<version>.json, add the lift here.
"""

import json
from collections.abc import Callable
from typing import Any

from wasata.errors import KindUnknown
from wasata.record.kinds import KINDS
from wasata.record.kinds.base import Fact

Values = dict[str, Any]
_GROUPS = ("statements", "figures", "dates", "events")


def _told_of_a_post(v: Values) -> Values:
    """Version 1 of a report knew neither posts that were forwarded or edited, nor an archive to be called from."""
    return {**v, "forwarded_from": None, "edited_at": None, "from_archive": None}


def _unweighed(v: Values) -> Values:
    """Readings made before the reader said how sure it was of a mark."""
    return v | {group: [mark | {"sure": None} for mark in v[group]] for group in _GROUPS}


def _by_span_alone(v: Values) -> Values:
    """Strikes made before they were bound to the words and to what the mark said of them."""
    return v | {"words": "", "of": "", "source": None, "read": None}


def _of_this_world(v: Values) -> Values:
    """Cases opened before there were invented ones."""
    return v | {"invented": False}


def _unmarked(v: Values) -> Values:
    """Logs taken out before each leaving bore a mark and a day."""
    return v | {"mark": None, "destroy_by": None}


def _accepted_by_the_owner(v: Values) -> Values:
    """Databases accepted before persons kept cases: the owner of the machine did it alone."""
    return v | {"accepted_by": []}


def _of_no_party(v: Values) -> Values:
    """Channels opened before they said whose voice they are."""
    return v | {"party": None}


def _of_the_room(v: Values) -> Values:
    """Keys for programs made before persons kept cases: the room opened everything for them."""
    return v | {"public": None}


LIFTS: dict[tuple[str, int], Callable[[Values], Values]] = {
    ("access.key_made", 1): _of_the_room,
    ("access.record_exported", 1): _unmarked,
    ("access.record_restored", 1): _accepted_by_the_owner,
    ("case.opened", 1): _of_this_world,
    ("channel.opened", 1): _of_no_party,
    ("report.received", 1): _told_of_a_post,
    ("report.read", 1): _unweighed,
    ("report.mark_struck", 1): _by_span_alone,
}


def require(kind: str, version: int) -> None:
    """Says whether this program can read the kind, by refusing when it cannot.

    Raises:
        KindUnknown: with the kind and version.
    """
    if (kind, version) not in KINDS and (kind, version) not in LIFTS:
        raise KindUnknown(kind=kind, version=version)


def to_data(kind: str, version: int, values: Values) -> Values:
    """The values of the present version."""
    while (lift := LIFTS.get((kind, version))) is not None:
        values, version = lift(values), version + 1
    return values


def to_fact(kind: str, version: int, body: bytes) -> Fact:
    """The fact of the present version, validated.

    Raises:
        KindUnknown: neither a kind nor a lift is known for it.
    """
    require(kind, version)
    if (kind, version) not in LIFTS:
        return KINDS[kind, version].model_validate_json(body)
    values = to_data(kind, version, json.loads(body))
    while (kind, version) in LIFTS:
        version += 1
    require(kind, version)
    return KINDS[kind, version].model_validate_json(json.dumps(values))
