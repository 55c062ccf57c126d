"""Lists and ranges of values, as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.command_line import value_list
from bot.domain.errors import ConfigError

NUMBERS, WHOLE = value_list("float"), value_list("int")


def test_lists_and_ranges_may_be_mixed_and_each_value_counts_once():
    assert WHOLE("5,8,12") == (5, 8, 12)
    assert WHOLE("10:30:5") == (10, 15, 20, 25, 30)
    assert WHOLE(" 20, 5:10:5 ,10") == (5, 10, 20)
    assert WHOLE("10:14:5") == (10,)
    assert [type(value) for value in WHOLE("5,6.0")] == [int, int]


def test_steps_are_decimal_so_that_the_last_value_is_met():
    assert NUMBERS("0.1:0.3:0.1") == (0.1, 0.2, 0.3)
    assert NUMBERS("-1:1:0.5") == (-1.0, -0.5, 0.0, 0.5, 1.0)


@given(first=st.integers(-500, 500), count=st.integers(1, 60), step=st.integers(1, 50))
def test_a_range_of_thousandths_has_every_value_that_its_text_says(first, count, step):
    last = first + (count - 1) * step
    found = NUMBERS(f"{first / 1000}:{last / 1000}:{step / 1000}")
    assert found == tuple((first + k * step) / 1000 for k in range(count))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "not blank"),
        ("5,,6", "a number"),
        ("5,x", "a number"),
        ("5:6", "first:last:step"),
        ("1:2:3:4", "first:last:step"),
        ("5:1:1", "first <= last"),
        ("1:5:0", "step > 0"),
        ("1:5:-1", "step > 0"),
        ("1:nan:1", "finite"),
        ("0:1e9:1", "at most 10,000 values"),
        ("1e300:1e301:1e-300", "at most 10,000 values"),
    ],
)
def test_what_is_no_list_is_refused_with_the_rule(typed, words):
    with pytest.raises(ConfigError, match=words):
        NUMBERS(typed)


def test_a_fraction_is_no_whole_number():
    with pytest.raises(ConfigError, match="whole number"):
        WHOLE("5:6:0.5")
