"""Numbers go to the exchange and come from it exactly as they are."""

import re
from decimal import Decimal
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from bot.exchange.binance.numbers import moment, number, plain, whole

EXCHANGES_PATTERN = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")


@given(st.integers(1, 10**20), st.integers(-16, 3))
def test_every_number_is_sent_as_plain_digits_and_means_the_same(digits: int, power: int) -> None:
    value = Decimal(digits).scaleb(power) if digits > 10**12 else Decimal(f"{digits}E{power}")
    text = plain(value)
    assert "e" not in text.lower()
    assert Decimal(text) == value
    assert not text.endswith(".")
    if value < 10**20:
        assert EXCHANGES_PATTERN.fullmatch(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E-8", "0.00000001"), ("1E+2", "100"), ("0.10000000", "0.1"), ("100", "100"), ("3.0", "3")],
)
def test_no_exponent_and_no_zeros_beyond_the_precision(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize("value", ["0", "-1", "NaN", "Infinity", "sNaN"])
def test_what_is_no_number_above_zero_is_not_sent(value: str) -> None:
    with pytest.raises(ValueError):
        plain(Decimal(value))


@given(st.decimals(0, 10**12, places=8))
def test_a_number_is_read_exactly(value: Decimal) -> None:
    assert number(format(value, "f")) == value


@pytest.mark.parametrize("garbled", [0.1, 1, None, True, "", "x", "NaN", "-1", [], "Infinity"])
def test_what_was_not_sent_as_the_text_of_a_number_is_garbled(garbled: Any) -> None:
    with pytest.raises(ValueError):
        number(garbled)


@pytest.mark.parametrize("garbled", [None, -1, 1.5, "1", True, 99999999999999])
def test_a_garbled_time_is_none(garbled: Any) -> None:
    with pytest.raises(ValueError):
        moment(garbled)
    if garbled != 99999999999999:
        with pytest.raises(ValueError):
            whole(garbled)
