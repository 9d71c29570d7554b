"""What the tests of forms share: the door, and what came of it."""

from collections.abc import Callable

import pytest

from wasata.errors import ListenError
from wasata.listen.intake import Incoming, Refusal, from_bytes


@pytest.fixture
def take() -> Callable[..., list[Incoming | Refusal]]:
    """All that comes of some bytes."""
    return lambda data, name, **more: list(from_bytes(data, name, **more))


@pytest.fixture
def one(take) -> Callable[..., Incoming]:
    """The one report that comes of some bytes."""

    def only(data: bytes, name: str, **more) -> Incoming:
        (item,) = take(data, name, **more)
        assert isinstance(item, Incoming), item
        return item

    return only


@pytest.fixture
def refused(take) -> Callable[..., ListenError]:
    """Why nothing comes of some bytes."""

    def why(data: bytes, name: str, **more) -> ListenError:
        (item,) = take(data, name, **more)
        assert isinstance(item, Refusal), item
        return item.error

    return why
