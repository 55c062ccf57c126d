"""The policy for dirty candles, rule by rule and on arbitrary damage."""

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from bot.candles import clean_candles, infer_timeframe
from bot.domain.errors import DataError
from tests.support.candles import assert_checked, candles_frame, even_candles

GOOD = [10.0, 11.0, 9.0, 10.5, 5.0]


def told(frame: pd.DataFrame, timeframe: str | None = None) -> list[str]:
    candles = clean_candles(frame, timeframe=timeframe)
    assert_checked(candles)
    return list(candles.attrs["warnings"])


def test_clean_candles_are_handed_on_as_they_are_and_nothing_is_told() -> None:
    frame = even_candles(5)
    candles = clean_candles(frame, timeframe="1h")
    assert_checked(candles)
    pd.testing.assert_frame_equal(candles, frame)
    assert candles.attrs == {"warnings": []}
    assert frame.attrs == {}


@pytest.mark.parametrize("price", [np.nan, np.inf, -np.inf])
def test_a_missing_or_infinite_price_drops_the_candle(price: float) -> None:
    frame = candles_frame([GOOD, [10, 11, price, 10, 5], GOOD])
    candles = clean_candles(frame)
    assert len(candles) == 2
    assert candles.attrs["warnings"][0] == (
        "dropped 1 candle with a missing or infinite price, the first at 2024-01-01T01:00:00Z"
    )


@pytest.mark.parametrize("price", [0.0, -37.63])
def test_a_zero_or_negative_price_drops_the_candle_with_the_reason(price: float) -> None:
    frame = candles_frame([GOOD, [18.0, 18.0, min(price, 18.0), price, 5.0], GOOD])
    candles = clean_candles(frame)
    assert len(candles) == 2
    assert "zero or negative price (no return" in candles.attrs["warnings"][0]


@pytest.mark.parametrize("price", [5e-324, 9e-19, 1.1e18, 1e308])
def test_a_price_that_no_market_has_drops_the_candle_also_from_a_frame_else_clean(
    price: float,
) -> None:
    frame = candles_frame([GOOD, [price, price, price, price, 5.0], GOOD])
    candles = clean_candles(frame)
    assert len(candles) == 2
    assert candles.attrs["warnings"][0] == (
        "dropped 1 candle with a price below 1e-18 or above 1e+18,"
        " the first at 2024-01-01T01:00:00Z"
    )


@pytest.mark.parametrize("year", ["NaT", "-0001-01-01", "1899-12-31", "2200-01-01", "20000-01-01"])
def test_a_time_outside_every_market_drops_the_candle(year: str) -> None:
    frame = candles_frame([GOOD, GOOD])
    times = np.array(["2024-01-01", year], dtype="datetime64[us]")
    candles = clean_candles(frame.set_axis(pd.DatetimeIndex(times, name="timestamp", tz="UTC")))
    assert len(candles) == 1
    assert candles.attrs["warnings"] == ["dropped 1 candle without a usable time"]


def test_high_and_low_are_widened_until_they_enclose_open_and_close() -> None:
    frame = candles_frame([[10, 9, 11, 12, 1], [10, 11, 9, 10, 1], [10, 8, 8, 9, 1]])
    candles = clean_candles(frame)
    assert candles[["high", "low"]].to_numpy().tolist() == [[12, 10], [11, 9], [10, 8]]
    assert candles.attrs["warnings"][0].startswith("repaired 2 candles whose high or low")


def test_a_high_below_the_close_by_rounding_alone_is_widened_without_a_word() -> None:
    close = float(np.nextafter(11.0, 12.0))
    frame = candles_frame([[10, 11, 9, close, 1]])
    assert told(frame) == []
    assert clean_candles(frame)["high"].tolist() == [close]


def test_of_candles_with_one_time_the_last_usable_one_is_kept() -> None:
    frame = candles_frame([GOOD, [20, 21, 19, 20, 1], [np.nan, 1, 1, 1, 1]])
    frame.index = frame.index[[0, 0, 0]]
    candles = clean_candles(frame)
    assert candles["open"].tolist() == [20.0]
    assert any("the last one given is kept" in sentence for sentence in candles.attrs["warnings"])


def test_candles_out_of_order_are_sorted() -> None:
    frame = even_candles(4).iloc[[0, 2, 1, 3]]
    candles = clean_candles(frame)
    pd.testing.assert_frame_equal(candles, even_candles(4))
    assert candles.attrs["warnings"] == ["sorted: 1 candle came after a later one"]


def test_without_a_volume_column_volume_is_unknown_and_that_is_told() -> None:
    frame = even_candles(3).drop(columns="volume")
    assert clean_candles(frame)["volume"].isna().all()
    assert told(frame) == ["there is no volume: 0 is used"]


def test_an_unusable_volume_is_unknown_and_that_is_told_once() -> None:
    frame = candles_frame([GOOD, [*GOOD[:4], np.nan], [*GOOD[:4], -1], [*GOOD[:4], np.inf]])
    candles = clean_candles(frame)
    np.testing.assert_array_equal(candles["volume"], [5, np.nan, np.nan, np.nan])
    pd.testing.assert_frame_equal(clean_candles(candles), candles)
    assert told(frame) == ["3 candles had no usable volume: 0 is used"]


def test_columns_in_any_case_and_order_and_text_numbers_are_read() -> None:
    frame = even_candles(2).iloc[:, ::-1].rename(columns=str.upper).astype(str)
    frame["Extra"] = "x"
    frame.index = frame.index.tz_localize(None)
    pd.testing.assert_frame_equal(clean_candles(frame), even_candles(2))


def test_text_that_is_no_number_drops_the_candle() -> None:
    frame = even_candles(2).astype(object)
    frame.iloc[1, 0] = "n/a"
    assert len(clean_candles(frame)) == 1


def test_round_the_clock_every_absent_candle_is_told_and_none_is_filled() -> None:
    frame = even_candles(100).drop(index=even_candles(100).index[[10, 50, 51, 52]])
    candles = clean_candles(frame, timeframe="1h")
    assert len(candles) == 96
    assert candles.attrs["warnings"] == [
        "4 candles missing in 2 gaps, the longest 4:00:00 after 2024-01-03T01:00:00Z:"
        " gaps are never filled"
    ]


def test_nights_weekends_and_holidays_of_a_session_market_are_not_told() -> None:
    hours = pd.date_range("2024-01-01", "2024-03-01", freq="h", tz="UTC")
    session = hours[(hours.day_of_week < 5) & (hours.hour >= 14) & (hours.hour < 21)]
    session = session[session.normalize() != pd.Timestamp("2024-01-15", tz="UTC")]
    frame = even_candles(len(session)).set_axis(session)
    assert told(frame, "1h") == []
    hole = frame.drop(index=pd.Timestamp("2024-02-07 17:00", tz="UTC"))
    assert told(hole, "1h")[0].startswith("nights, weekends and holidays do not explain 1 gap")


def test_a_closure_of_a_week_is_told_even_of_a_session_market() -> None:
    days = pd.bdate_range("2001-08-01", "2001-10-31", tz="UTC")
    days = days[(days < "2001-09-11") | (days >= "2001-09-17")]
    frame = even_candles(len(days)).set_axis(days)
    assert told(frame) == [
        "nights, weekends and holidays do not explain 1 gap, the longest 7 days, 0:00:00"
        " after 2001-09-10T00:00:00Z: gaps are never filled"
    ]


def test_candles_closer_than_the_timeframe_are_told() -> None:
    assert told(even_candles(5), "1d") == [
        "most candles are 1h apart, closer than the timeframe 1d"
    ]


def test_cleaning_twice_tells_nothing_more() -> None:
    frame = candles_frame([GOOD] * 20 + [[10, 9, 9, 10, 1]]).drop(
        index=pd.Timestamp("2024-01-01 05:00", tz="UTC")
    )
    once = clean_candles(frame)
    assert len(once.attrs["warnings"]) == 2
    twice = clean_candles(once)
    assert twice.attrs == once.attrs
    pd.testing.assert_frame_equal(twice, once)


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (even_candles(0), "there are no rows"),
        (candles_frame([[np.nan] * 5]), "dropped 1 candle with a missing or infinite price"),
        (even_candles(2).drop(columns="close"), "need one column named close, had 0"),
        (even_candles(2).reset_index(drop=True), "need a DatetimeIndex of open times"),
        (even_candles(2).rename(columns={"open": "close"}), "need one column named open, had 0"),
    ],
)
def test_a_frame_with_nothing_usable_is_refused_with_the_reason(
    frame: pd.DataFrame, reason: str
) -> None:
    with pytest.raises(DataError, match=reason):
        clean_candles(frame)


@pytest.mark.parametrize(
    ("freq", "timeframe"),
    [("min", "1m"), ("15min", "15m"), ("h", "1h"), ("4h", "4h"), ("D", "1d"), ("7D", "1w")],
)
def test_the_commonest_step_is_the_timeframe(freq: str, timeframe: str) -> None:
    frame = even_candles(9, step=freq)
    assert infer_timeframe(frame.drop(index=frame.index[4])) == timeframe


@pytest.mark.parametrize("frame", [even_candles(1), even_candles(5, step="90s")])
def test_a_timeframe_that_cannot_be_inferred_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(DataError, match=r"need (two )?candles"):
        infer_timeframe(frame)


def test_candles_a_century_apart_have_no_timeframe() -> None:
    index = pd.DatetimeIndex(["1900-01-01", "2000-01-01T02:00"], tz="UTC", name="timestamp")
    with pytest.raises(DataError, match="as far apart as a timeframe"):
        infer_timeframe(pd.DataFrame({"open": 1.0}, index=index))


numbers = st.one_of(
    st.floats(min_value=0.01, max_value=1e6),
    st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -1.0, 1e308, 5e-324]),
)
rows = st.lists(st.tuples(st.integers(0, 30), *[numbers] * 5), max_size=25)


@settings(max_examples=150, deadline=None)
@given(rows=rows, hole=st.booleans(), timeframe=st.sampled_from([None, "1h", "1d"]))
def test_any_damage_ends_in_checked_candles_or_in_one_reason(
    rows: list[tuple[float, ...]], hole: bool, timeframe: str | None
) -> None:
    start = pd.Timestamp("2024-01-01", tz="UTC")
    index = pd.DatetimeIndex([start + pd.Timedelta(hours=row[0]) for row in rows], tz="UTC")
    frame = pd.DataFrame([row[1:] for row in rows], columns=list("abcde"), index=index)
    frame.columns = ["open", "high", "low", "close", "volume"]
    if hole and len(frame):
        frame.index = frame.index[:-1].append(pd.DatetimeIndex([pd.NaT], tz="UTC"))
    before = frame.copy()
    try:
        candles = clean_candles(frame, timeframe=timeframe)
    except DataError:
        likely = [row for row in rows if all(1e-18 <= price <= 1e18 for price in row[1:5])]
        assert len(likely) <= hole
    else:
        assert_checked(candles)
        assert set(candles.index) <= set(frame.index)
        changed = len(candles) < len(frame) or not np.allclose(candles, frame, rtol=1e-8, atol=0)
        assert candles.attrs["warnings"] or not changed
        again = clean_candles(candles, timeframe=timeframe)
        pd.testing.assert_frame_equal(again, candles)
        assert again.attrs == candles.attrs
    pd.testing.assert_frame_equal(frame, before)


def hours(first: str, last: str) -> pd.DatetimeIndex:
    return pd.date_range(first, last, freq="h", tz="UTC", name="timestamp")


def told_of(times: pd.DatetimeIndex, *, never_closes: bool = False) -> list[str]:
    frame = even_candles(len(times)).set_axis(times)
    return list(clean_candles(frame, never_closes=never_closes).attrs["warnings"])


def test_a_market_with_candles_on_saturdays_never_closes_whatever_is_missing() -> None:
    times = hours("2024-01-01", "2024-01-10")
    (sentence,) = told_of(times.delete(slice(60, 105)))
    assert sentence.startswith("45 candles missing in 1 gap, the longest 1 day, 22:00:00 after")


def test_a_market_that_is_known_to_never_close_needs_no_saturday() -> None:
    times = hours("2024-01-01", "2024-01-03 23:00").delete(slice(24, 48))
    assert told_of(times) == []
    assert told_of(times, never_closes=True)[0].startswith("24 candles missing in 1 gap")


def test_weekends_are_no_gaps_of_what_only_its_name_says_to_never_close() -> None:
    times = hours("2024-01-01", "2024-03-01")
    assert told_of(times[times.day_of_week < 5], never_closes=True) == []


def test_hours_missing_at_the_same_time_every_day_are_said_to_be() -> None:
    times = hours("2024-01-01", "2024-01-20")
    (sentence,) = told_of(times[times.hour >= 3])
    assert "54 candles missing in 18 gaps, 3 of them after 23:00 UTC on most days" in sentence


def test_a_candle_that_comes_a_little_late_is_no_gap() -> None:
    times = hours("2024-01-01", "2024-01-20")
    late = times.where(times < times[200], times + pd.Timedelta("20min"))
    assert told_of(late) == []


def test_candles_of_another_length_are_told_and_are_no_gap() -> None:
    short = hours("2024-01-01", "2024-01-09 23:00")
    long = pd.date_range("2024-01-10", periods=60, freq="4h", tz="UTC")
    (sentence,) = told_of(short.append(long))
    assert sentence == (
        "59 candles from 2024-01-10T00:00:00Z on are not 1h apart but 4h at first: candles of"
        " another length are decided on as if they were 1h"
    )
