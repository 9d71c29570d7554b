"""One value, one string of bytes; everything else is refused before anything looks at it."""

import contextlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.errors import NotCanonical
from wasata.record import canon
from wasata.record.kinds.base import When
from wasata.record.kinds.report import FigureMark, ReportRead
from wasata.record.kinds.truce import TruceBegun

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)
KEYS = st.text(st.characters(max_codepoint=0x7F), max_size=8)
WHOLE = st.integers(-canon.LARGEST, canon.LARGEST)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def test_the_worked_example():
    value = {
        "text": 'قال: "نعم"\n', "count": 2, "share": Decimal("0.850"),
        "written_at": datetime(2023, 11, 24, 5, tzinfo=UTC), "day": date(2023, 11, 24), "of": (True, None),
    }  # fmt: skip
    assert canon.encode(value).decode() == (
        '{"count":2,"day":"2023-11-24","of":[true,null],"share":"0.85","text":"قال: \\"نعم\\"\\n",'
        '"written_at":"2023-11-24T05:00:00.000000Z"}'
    )


def test_strings_follow_rfc_8785():
    # the string of RFC 8785, section 3.2.2, and every control character
    assert canon.encode('\u20ac$\x0f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()
    short = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}
    for code in range(0x20):
        assert canon.encode(chr(code)).decode() == f'"{short.get(code, f"{chr(92)}u{code:04x}")}"'
    assert canon.encode("\x7f\u2028\u200f\ufeff") == '"\x7f\u2028\u200f\ufeff"'.encode()


@given(VALUES)
def test_what_was_encoded_is_decoded_and_encodes_to_the_same_bytes(value: Any):
    data = canon.encode(value)
    assert canon.decode(data) == value
    assert canon.encode(canon.decode(data)) == data


@given(VALUES, st.data())
def test_any_other_spelling_of_the_same_value_is_refused(value: Any, data: st.DataObject):
    ascii_only, indent, tail = (data.draw(st.sampled_from(x)) for x in ([True, False], [None, 1], ["", " ", "\n"]))
    other = json.dumps(value, ensure_ascii=ascii_only, indent=indent) + tail
    if other.encode() != canon.encode(value):
        with pytest.raises(NotCanonical):
            canon.decode(other.encode())


@given(VALUES, st.integers(0, 10_000), st.integers(0, 7))
def test_a_flipped_bit_is_another_value_or_refused(value: Any, where: int, bit: int):
    data = bytearray(canon.encode(value))
    data[where % len(data)] ^= 1 << bit
    with contextlib.suppress(NotCanonical):
        assert canon.encode(canon.decode(bytes(data))) == bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}', b'{"a":1,"a":2}', b'{"b":1,"a":2}', b'{"a": 1}', b' {"a":1}', b'{"a":1}\n', b'{"a":1.0}', b'{"a":1e3}',
        b"-0",        b"1.5", b"NaN", b"Infinity", b"-Infinity", b"9007199254740992", b"-9007199254740992", b"01", b"+1",
        b'"\\u0041"', b'"\\/"', b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\u000A"', b'"\\u000a"', b"\xff", b'"\xed\xa0\x80"',
        b"", b"{", b"'a'", b"[1,]", b'{"\xd9\x85":1}', b"nul", b"\xef\xbb\xbf{}", b"1" * 5000, b"[" * 100_000 + b"]" * 100_000,
    ],
)  # fmt: skip
def test_bytes_that_are_not_canonical_are_refused(data: bytes):
    with pytest.raises(NotCanonical):
        canon.decode(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [(b'{"a":1,"a":1}', "twice"), (b'{"b":{"a":1,"a":2}}', "twice"), (b"1.5", "float"), (b"[1e3]", "float"), (b"NaN", "float"),
     (b'{"b":1,"a":2}', "otherwise"), (b"\xff", "not_utf8"), (b"{", "not_json"), (b"9007199254740992", "large"),
     (b'"\\ud800"', "surrogate"), (b'{"\xd9\x85":1}', "key_ascii")],
)  # fmt: skip
def test_a_refusal_of_bytes_says_why(data: bytes, why: str):
    with pytest.raises(NotCanonical) as refused:
        canon.decode(data)
    assert refused.value.values["why"] == f"record.why.{why}"


@pytest.mark.parametrize(
    "value",
    [
        1.0, 0.0, float("nan"), float("inf"), 2**53, -(2**53), "\ud800", {"a": ["x", "\udfff"]}, {1: 2}, {"مفتاح": 1},
        Decimal("-0"), Decimal("-0.00"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+9999"),
        datetime(2023, 11, 24), datetime(2023, 11, 24, tzinfo=timezone(timedelta(hours=3))),  # noqa: DTZ001
        b"bytes", {1, 2}, object(),
    ],
)  # fmt: skip
def test_values_without_canonical_form_are_refused(value: Any):
    with pytest.raises(NotCanonical):
        canon.encode(value)
    with pytest.raises(NotCanonical):
        canon.encode({"deep": [value]})


def test_a_refusal_says_where_and_never_what():
    with pytest.raises(NotCanonical) as refused:
        canon.encode({"report": {"marks": [{"text": "secret \ud800"}]}})
    assert refused.value.values["where"] == "/report/marks/0/text"
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [("1", "1"), ("1.50", "1.5"), ("1E+3", "1000"), ("0.000", "0"), ("100", "100"), ("-2.30", "-2.3"), ("1E-7", "0.0000001"),
     ("2300000", "2300000"), ("0.10", "0.1")],
)  # fmt: skip
def test_a_decimal_has_one_string(value: str, text: str):
    assert canon.decimal(Decimal(value)) == text


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=Decimal("-1E+18"), max_value=Decimal("1E+18"), places=9
    )
)
def test_equal_decimals_have_equal_strings_and_keep_their_value(value: Decimal):
    if value.is_zero() and value.is_signed():
        value = abs(value)
    text = canon.decimal(value)
    assert Decimal(text) == value
    assert canon.decimal(value.normalize()) == text
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_has_one_string(value: datetime):
    text = canon.instant(value)
    assert canon.read_instant(text) == value
    assert len(text) == len("2023-11-24T05:00:00.000000Z")


@pytest.mark.parametrize(
    "text",
    ["2023-11-24T05:00:00Z", "2023-11-24T05:00:00.000Z", "2023-11-24T05:00:00.000000+00:00", "2023-11-24 05:00:00.000000Z",
     "2023-11-24T08:00:00.000000+03:00", "2023-11-24T05:00:00.000000z", "20231124T050000.000000Z", "2023-11-24", "now"],
)  # fmt: skip
def test_a_time_written_otherwise_is_refused(text: str):
    with pytest.raises(NotCanonical):
        canon.read_instant(text)


FIGURE = (
    b'{"composition":null,"high":null,"holder":null,"low":null,"measure":"killed","party":null,"qualifier":"exact",'
    b'"rule":"r","source":null,"span":[0,3],"sure":null,"unit":null,"value":"1.5"}'
)


def read_with(value: bytes) -> bytes:
    figure = FIGURE.replace(b'"1.5"', value)
    return (
        b'{"dates":[],"events":[],"figures":['
        + figure
        + b'],"happened_at":null,"reader":"x","report":"r","statements":[]}'
    )


def test_a_fact_of_canonical_bytes_is_read_and_written_back():
    fact = canon.read_fact(ReportRead, read_with(b'"1.5"'))
    assert isinstance(fact, ReportRead)
    assert fact.figures[0].value == Decimal("1.5")
    assert canon.fact_bytes(fact) == read_with(b'"1.5"')


@pytest.mark.parametrize(
    "value",
    [b'"1.50"', b'"+1.5"', b'"1.5e0"', b'"15E-1"', b'" 1.5"', b'"1_5"', b'"-0"', b'"01.5"', b"1.5", b"1", b'"NaN"', b'"x"',
     b"true",     '"١.٥"'.encode()],
)  # fmt: skip
def test_a_decimal_written_otherwise_is_refused_though_pydantic_would_take_it(value: bytes):
    with pytest.raises(NotCanonical):
        canon.read_fact(ReportRead, read_with(value))


@pytest.mark.parametrize(
    "start",
    [
        "2023-11-24T05:00:00Z",
        "2023-11-24T08:00:00.000000+03:00",
        "2023-11-24T05:00:00.000000",
        "1700802000",
        "2023-11-24",
    ],
)
def test_a_time_in_a_fact_written_otherwise_is_refused(start: str):
    good = '{"expiry":"2023-11-28T05:00:00.000000Z","happened_at":null,"report":null,"said_by":"qatar","start":"%s","truce":"t"}'
    assert canon.read_fact(TruceBegun, (good % "2023-11-24T05:00:00.000000Z").encode())
    with pytest.raises(NotCanonical):
        canon.read_fact(TruceBegun, (good % start).encode())


@pytest.mark.parametrize(
    "data",
    [b"{}", b"[]", b'{"truce":"t"}', b'{"dates":[],"dates":[]}', FIGURE],
)
def test_bytes_of_another_kind_are_refused(data: bytes):
    with pytest.raises(NotCanonical):
        canon.read_fact(ReportRead, data)


def test_a_float_that_pydantic_let_through_is_refused_when_written():
    mark = FigureMark.model_construct(span=(0, 3), value=1.5, qualifier="exact", measure="killed", rule="r")
    fact = ReportRead.model_construct(report="r", reader="x", figures=(mark,))
    with pytest.raises(NotCanonical) as refused:
        canon.fact_bytes(fact)
    assert refused.value.values["where"] == "/figures/0/value"


def test_a_fact_that_would_read_back_as_another_is_refused():
    past_validation = When.model_construct(day=datetime(2023, 11, 24, 5, tzinfo=UTC))
    with pytest.raises(NotCanonical):
        canon.fact_bytes(ReportRead.model_construct(report="r", reader="x", happened_at=past_validation))


@pytest.mark.parametrize(
    "made_past_validation",
    [
        {"figures": [FigureMark(span=(0, 3), qualifier="exact", measure="killed", rule="r")]},  # a list for a tuple
        {
            "figures": (
                FigureMark.model_construct(span=(0, 3), value="1.5", qualifier="exact", measure="killed", rule="r"),
            )
        },
    ],
)
def test_a_fact_that_is_not_what_its_bytes_say_is_refused(made_past_validation: dict[str, Any]):
    with pytest.raises(NotCanonical) as refused:
        canon.fact_bytes(ReportRead.model_construct(report="r", reader="x", **made_past_validation))
    assert refused.value.values["why"] == "record.why.other_fact"


@pytest.mark.parametrize(
    "text",
    ["e\u0301", "\u0627\u0653", "\ufdfa", "ﻣﺤﺎدﺛﺎت", "مـــحادثات", "\u200fنعم\u200e", "ﬁ", "\r\n", "\u2028", "Å"],
)
def test_text_is_never_normalised(text: str):
    assert canon.decode(canon.encode(text)) == text
    assert canon.encode(text) == b'"' + text.replace("\r", "\\r").replace("\n", "\\n").encode() + b'"'


def test_a_time_beyond_the_calendar_is_refused_in_words():
    for text in ("0001-01-01T00:00:00.000000+14:00", "9999-12-31T23:59:59.999999-14:00"):
        with pytest.raises(NotCanonical):
            canon.read_instant(text)


@given(TEXT)
def test_text_is_kept_as_received(text: str):
    fact = ReportRead(report="r", reader=text)
    again = canon.read_fact(ReportRead, canon.fact_bytes(fact))
    assert isinstance(again, ReportRead)
    assert again.reader == text
