"""What is asked wrongly is answered as that, by every floor: 500 is for what is wrong with the room itself."""

from collections.abc import Iterator

import pytest

from wasata import errors
from wasata.errors import RoomError, WasataError
from wasata.room.pages.errors import status_of


def family(head: type[WasataError]) -> Iterator[type[WasataError]]:
    for one in head.__subclasses__():
        yield one
        yield from family(one)


HEADS = [head for head in WasataError.__subclasses__() if head.__module__ == "wasata.errors.family"]


def test_the_family_has_its_heads_here():
    assert RoomError in HEADS
    assert len(HEADS) >= 5


@pytest.mark.parametrize("head", [head for head in HEADS if head is not RoomError], ids=lambda head: head.__name__)
def test_what_a_floor_refuses_is_no_failure_of_the_room(head: type[WasataError]):
    told = [one for one in family(head) if one.__module__.startswith(errors.__name__)]
    assert told
    assert {one.code: status_of(one()) for one in told if not 400 <= status_of(one()) < 500} == {}
