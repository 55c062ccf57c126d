"""How numbers and times are written, and what stands where there is none."""

import itertools
import math
from datetime import UTC, datetime

import pytest

from bot.reports import formats
from bot.reports.formats import (
    HYPHEN,
    UNDEFINED,
    any_value,
    money_digits,
    number,
    percent,
    price,
    ratio,
    share,
    short_moment,
    side_cost,
    significant,
    whole,
)

NOON = datetime(2024, 3, 1, 12, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize("value", [None, math.nan])
@pytest.mark.parametrize("write", [number, percent, ratio, significant, whole])
def test_what_is_undefined_is_a_dash(write, value):
    assert write(value) == UNDEFINED


def test_a_table_of_ascii_has_a_hyphen_instead():
    assert number(None, undefined=HYPHEN) == share(None, undefined=HYPHEN) == "-"


def test_thousands_are_apart_unless_a_column_is_narrow():
    assert whole(1_234_567) == "1,234,567"
    assert number(1234.5, 2, "+") == "+1,234.50"
    assert number(1234.5, 2, grouped=False) == "1234.50"
    assert (significant(1234567.0, 9), significant(1234567.0, 9, grouped=True)) == (
        "1234567",
        "1,234,567",
    )


def test_what_has_no_end_is_written_in_powers_of_ten():
    assert (percent(12.345, "+"), percent(1e12)) == ("+12.35 %", "1e+12 %")
    assert (ratio(1.23456), ratio(1e12)) == ("1.235", "1e+12")


def test_a_balance_in_bitcoin_has_more_digits_than_one_in_dollars():
    assert (money_digits(1.0), money_digits(10_000.0)) == (8, 2)


def test_prices_are_written_as_fine_as_they_are_small():
    prices = (43_210.5, 99.5, 0.00001234)
    assert [price(p) for p in prices] == ["43,210.50", "99.5000", "0.00001234"]
    assert all(a != b for a, b in itertools.pairwise(map(price, (0.5, 0.50000001))))


def test_fractions_are_told_in_percent():
    assert (side_cost(0.0005), share(0.125), share(0.9, 0)) == ("0.05 %", "12.5%", "90%")


def test_times_are_told_to_what_a_reader_asks_for():
    assert formats.day(NOON) == "2024-03-01"
    assert formats.minute(NOON) == "2024-03-01 12:05"
    assert formats.second(NOON) == "2024-03-01 12:05:09 UTC"
    assert formats.hours(36.25) == "36.2 h"


def test_a_moment_in_a_table_has_seconds_only_where_there_are_some():
    assert short_moment("2024-03-01T12:00:00Z") == "2024-03-01 12:00"
    assert short_moment("2024-03-01T12:00:30Z") == "2024-03-01 12:00:30"


def test_a_value_of_a_document_is_written_by_its_type():
    values = (None, True, 1234.5, 1234, "text")
    assert [any_value(value, grouped=True) for value in values] == [
        *("—", "yes", "1,234.5", "1,234", "text")
    ]
    assert [any_value(value, grouped=False, undefined="-") for value in values] == [
        *("-", "yes", "1234.5", "1234", "text")
    ]
