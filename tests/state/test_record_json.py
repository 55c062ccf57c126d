from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import (
    Action,
    BotState,
    CandleRecord,
    EquityPoint,
    SignalEvent,
    Trade,
    WithheldReason,
)
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files.record_json import decode, encode_lines
from tests.support.records import bot_state, candle_record, equity_point, signal, trade

UTC_TIMES = st.datetimes(timezones=st.just(UTC))
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | FLOATS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
OBJECTS = st.dictionaries(TEXTS, JSON_VALUES, max_size=3)


def _values(hint):
    """Values of a field's type, as JSON can give them back."""
    if get_origin(hint) in (Union, UnionType):
        (some,) = (part for part in get_args(hint) if part is not NoneType)
        return st.none() | _values(some)
    if get_origin(hint) is tuple:
        return st.lists(TEXTS if str in get_args(hint) else OBJECTS, max_size=3).map(tuple)
    if is_dataclass(hint):
        return _records(hint)
    if hint == Mapping[str, float | None]:
        return st.dictionaries(TEXTS, st.none() | FLOATS, max_size=3)
    if get_origin(hint) is Mapping:
        return OBJECTS
    plain = {datetime: UTC_TIMES, float: FLOATS, str: TEXTS, int: st.integers(0, 2**53)}
    return plain[hint] if hint in plain else st.from_type(hint)


def _records(kind):
    made = {field.name for field in fields(kind) if field.init}
    hints = get_type_hints(kind).items()
    return st.builds(kind, **{name: _values(h) for name, h in hints if name in made})


@pytest.mark.parametrize("kind", [Trade, EquityPoint, CandleRecord, SignalEvent, BotState])
@given(data=st.data())
def test_every_record_comes_back_equal(kind, data):
    record = data.draw(_records(kind))
    (line,) = encode_lines((record,)).splitlines()
    assert decode(kind, line) == record


def test_every_time_zone_is_written_as_utc():
    berlin = timezone(timedelta(hours=2))
    assert encode(datetime(2024, 6, 1, 2, tzinfo=berlin)) == b'"2024-06-01T00:00:00Z"'
    assert encode(pd.Timestamp("2024-06-01T00:00:00Z")) == b'"2024-06-01T00:00:00Z"'
    with pytest.raises(StateError, match="zone"):
        encode(datetime(2024, 6, 1))  # noqa: DTZ001 the fault itself


def test_numbers_of_numpy_nan_and_infinity_have_a_json_form():
    values = {"a": np.float64(0.1), "b": float("nan"), "c": np.inf, "d": np.int64(3)}
    assert encode(values) == b'{"a":0.1,"b":null,"c":null,"d":3}'


def test_what_json_cannot_hold_is_a_state_error():
    with pytest.raises(StateError, match="object has no JSON form"):
        encode({"a": object()})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"equity": "1"}, 'need a number for equity, was "1"'),
        ({"equity": True}, "need a number for equity"),
        ({"symbol": 3}, "need a text for symbol"),
        ({"timestamp": "yesterday"}, "need an RFC 3339 time"),
        ({"timestamp": "0001-01-01T00:00:00+05:00"}, "need an RFC 3339 time"),
        ({"timestamp": "2024-01-01T00:00:00"}, "need a time with a zone"),
    ],
)
def test_a_wrong_value_is_named_with_its_field(change, words):
    values = {"timestamp": "2024-01-01T00:00:00Z", "symbol": "X", "equity": 1, "balance": 1}
    assert decode(EquityPoint, encode(values)).equity == 1.0
    with pytest.raises(StateError, match=words):
        decode(EquityPoint, encode(values | change))


def test_an_unknown_enum_value_names_the_known_ones():
    line = encode(bot_state(1)).replace(b'"position":"LONG"', b'"position":"UP"')
    with pytest.raises(StateError, match='one of LONG, SHORT, FLAT for position, was "UP"'):
        decode(BotState, line)


def test_a_record_of_another_version_is_read_where_its_required_fields_are_there():
    line = encode(bot_state(1)).replace(b'"cycle":1', b'"added_later":{"x":1}')
    assert decode(BotState, line).cycle == 0
    with pytest.raises(StateError, match="need balance, was missing"):
        decode(EquityPoint, b'{"timestamp":"2024-01-01T00:00:00Z","symbol":"X","equity":1}')


def test_the_sample_records_come_back_equal():
    for record in (bot_state(2), signal(2), equity_point(2), trade(2), candle_record(2)):
        assert decode(type(record), encode_lines((record,))) == record
    assert decode(SignalEvent, encode(signal(1))).action is Action.FLAT


def test_a_field_that_is_written_where_set_is_absent_from_a_line_where_it_is_none():
    plain = signal(1)
    assert b"withheld" not in encode_lines((plain,))
    absent = b',"data_source":null,"revised":null,"withheld":null,"entry_scale":null'
    assert encode_lines((plain,)) == encode(plain).replace(absent, b"") + b"\n"
    late = replace(plain, withheld=WithheldReason.LATE_SOURCE)
    line = encode_lines((late,))
    assert line.endswith(b',"withheld":"late_source"}\n')
    assert decode(SignalEvent, line) == late
    assert decode(SignalEvent, encode_lines((plain,))) == plain


def test_a_line_of_an_older_version_says_that_its_source_was_late():
    reason = (
        "no trade: the newest candle opened at 2024-01-03 11:00 UTC, 9:00:00 ago: "
        "the source is late, no decision until it goes on"
    )
    older = replace(signal(1), reason=reason)
    read = decode(SignalEvent, encode_lines((older,)))
    assert read == replace(older, withheld=WithheldReason.LATE_SOURCE)
