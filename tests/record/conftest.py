"""Who holds what persons keep."""

import pytest

from wasata.record.person_key import Pair


@pytest.fixture
def recovery() -> Pair:
    """The recovery key of a case, put together."""
    return Pair.new()


@pytest.fixture
def sara() -> Pair:
    """A person who is signed in."""
    return Pair.new()
