"""What the room does by itself while nobody asks."""

import pytest

from wasata.desk.press import PRESS
from wasata.room import keeping

pytestmark = pytest.mark.django_db


def test_what_pages_ask_is_worked_out_before_anybody_asks(home, desk, monkeypatch):
    prepared = []
    for name in ("prepare_figures", "prepare_search"):
        monkeypatch.setattr(keeping, name, lambda d, n=name: prepared.append((n, d.case, d.fold(PRESS))))
    keeping._warm()
    mine = desk("analyst").fold(PRESS)
    assert [(name, case) for name, case, _ in prepared] == [
        ("prepare_figures", "test-case"),
        ("prepare_search", "test-case"),
    ]
    assert all(fold is mine for _, _, fold in prepared)  # what is worked out for one reader serves all
