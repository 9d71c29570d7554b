"""The closed vocabularies are the reading contract's, word for word."""

import re
from pathlib import Path

import pytest

from wasata import values

CONTRACT = Path(__file__).resolve().parents[2] / "shared" / "contracts" / "reading.md"


def test_a_span_quotes_its_text():
    assert values.Span(3, 6).of("قال مصدر") == " مص"


@pytest.mark.skipif(not CONTRACT.exists(), reason="the reading contract is not beside the checkout")
@pytest.mark.parametrize(
    "names", [values.ACTS, values.QUALIFIERS, values.MEASURES, values.EVENT_KINDS, values.STATUSES]
)
def test_every_value_stands_in_the_contract(names):
    told = set(re.findall(r"[a-z_]+", CONTRACT.read_text("utf-8")))
    assert set(names) <= told
