"""Columns give back the rows they were made of."""

from hypothesis import given
from hypothesis import strategies as st

from wasata.desk import columns

values = (
    st.none() | st.text(max_size=8) | st.integers(-(1 << 70), 1 << 70) | st.booleans() | st.lists(st.integers(0, 9))
)


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.tuples(*[values] * n), max_size=12)))
def test_what_is_packed_comes_back(rows: list[tuple[object, ...]]):
    found = list(columns.unpack(columns.pack(rows)))
    assert found == rows
    assert [[type(v) for v in row] for row in found] == [[type(v) for v in row] for row in rows]
