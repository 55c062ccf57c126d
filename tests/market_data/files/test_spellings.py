"""Times, numbers and columns as people spell them: read in one way, or refused with both."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.domain import DAY_FIRST, MONTH_FIRST
from bot.domain.errors import DataError
from bot.market_data import read_candles_csv
from bot.market_data.files.epochs import epoch_times
from bot.market_data.files.numbers import numbers_of
from bot.market_data.files.timestamps import parse_times

HEADER = "timestamp,open,high,low,close,volume\n"


def read(folder: Path, text: str, **more: str) -> pd.DataFrame:
    file = folder / "candles.csv"
    file.write_text(text, encoding="utf-8")
    return read_candles_csv(file, **more)


def times(*texts: str, date_format: str | None = None) -> list[str]:
    return [f"{t:%Y-%m-%d %H:%M}" for t in parse_times(pd.Series(texts), date_format).times]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "20240131 130000",
            "202401311300",
            "20240131130000",
            "2024.01.31 13:00",
            "2024/01/31 13:00",
        ),
        *("31.01.2024 13:00:00.000", "31/01/2024 13:00", "01/31/2024 01:00 PM", "2024-01-31 01-PM"),
        *("31 Jan 2024 13:00", "Jan 31, 2024 13:00", "31.01.2024 15:00 GMT+0200", "1706706000"),
        *("1706706000000", "2024-01-31 13:00:00 UTC", "2024-01-31T08:00:00-05:00"),
    ],
)
def test_a_time_is_the_same_however_it_is_spelled(text: str) -> None:
    assert times(text) == ["2024-01-31 13:00"]


def test_one_day_above_twelve_orders_all_dates() -> None:
    assert times("01/02/2024", "13/02/2024") == ["2024-02-01 00:00", "2024-02-13 00:00"]
    assert times("02/01/2024", "02/13/2024") == ["2024-02-01 00:00", "2024-02-13 00:00"]


def test_dates_that_leave_it_open_follow_the_flag_and_proof_beats_it() -> None:
    assert times("01/02/2024", date_format=DAY_FIRST) == ["2024-02-01 00:00"]
    assert times("01/02/2024", date_format=MONTH_FIRST) == ["2024-01-02 00:00"]
    with pytest.raises(DataError, match="shows that they are dd/mm/yyyy"):
        times("13/02/2024", date_format=MONTH_FIRST)
    with pytest.raises(DataError, match="days above 12 in both places"):
        times("13/02/2024", "02/13/2024")


@pytest.mark.parametrize(
    "start", ["1950-03-01", "1969-12-20", "1970-01-01", "1972-06-01", "2024-01-01"]
)
@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_epoch_numbers_of_days_are_told_apart_before_1973_too(start: str, unit: str) -> None:
    days = pd.date_range(start, periods=100, freq="1D", tz="UTC", unit="us")
    numbers = days.as_unit(unit).asi8
    assert epoch_times(numbers).equals(days)


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1,5", "2,25"], [1.5, 2.25]),
        (["1.234,5", "2,25"], [1234.5, 2.25]),
        (["1,234.5", "2.25"], [1234.5, 2.25]),
        (["1,234", "2.25"], [1234.0, 2.25]),
        (["1,234,567", "2"], [1234567.0, 2.0]),
        (["$1.50", "€2"], [1.5, 2.0]),
        (["1 234.5", "2"], [1234.5, 2.0]),
        (["0.95M", "1.2K"], [950_000.0, 1_200.0]),
        (["-", "null"], [np.nan, np.nan]),
        (["1_000", "1"], [np.nan, 1.0]),
    ],
)
def test_numbers_are_read_in_the_one_way_that_they_allow(
    texts: list[str], numbers: list[float]
) -> None:
    np.testing.assert_array_equal(numbers_of([pd.Series(texts)]).columns[0], numbers)


def test_a_comma_that_may_part_decimals_or_thousands_is_refused_with_both_readings() -> None:
    with pytest.raises(
        DataError, match=r"'1,234' may have a decimal comma \(1.234\) or .*\(1234\)"
    ):
        numbers_of([pd.Series(["1,234", "5,678"])])


def test_a_name_places_a_column_wherever_it_stands(tmp_path: Path) -> None:
    text = "time,open,close,high,low,volume\n1704067200,10,11,12,9,5\n"
    assert read(tmp_path, text).to_numpy().tolist() == [[10, 12, 9, 11, 5]]


def test_two_columns_of_times_that_disagree_are_refused_with_both(tmp_path: Path) -> None:
    text = "timestamp,datetime,open,high,low,close\n2024-01-01,2024-01-02 01:00,10,11,9,10\n"
    with pytest.raises(DataError, match=r"2024-01-01.* where datetime says 2024-01-02"):
        read(tmp_path, text)


def test_two_closes_that_differ_are_refused_with_both(tmp_path: Path) -> None:
    text = "date,open,high,low,close,price\n2024-01-01,10,11,9,10,10.5\n"
    with pytest.raises(DataError, match=r"close says 10 where price says 10\.5"):
        read(tmp_path, text)


def test_two_symbols_in_one_file_are_refused(tmp_path: Path) -> None:
    text = HEADER.replace("timestamp", "timestamp,symbol")
    text += "2024-01-01,AAA,10,11,9,10,1\n2024-01-01,BBB,20,21,19,20,1\n"
    with pytest.raises(DataError, match="one symbol, had AAA, BBB"):
        read(tmp_path, text)


def bare(*orders: int) -> str:
    """Hourly rows without a header: time, then these of open, high, low, close, then volume."""
    rows = [(10 + n, 13 + n, 8 + n, 11 + n) for n in range(6)]
    return "".join(
        f"{1704067200 + n * 3600},{','.join(str(row[at]) for at in orders)},1\n"
        for n, row in enumerate(rows)
    )


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 3, 1, 2), (2, 1, 0, 3)])
def test_rows_without_a_header_are_told_by_what_encloses_what(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    assert read(tmp_path, bare(*order)).iloc[0].tolist() == [10, 13, 8, 11, 1]


def test_rows_without_a_header_that_fit_two_orders_are_refused_with_both(tmp_path: Path) -> None:
    flat = "".join(f"{1704067200 + n * 3600},10,10,10,10,1\n" for n in range(6))
    with pytest.raises(DataError, match=r"may be rows of time, open.* or Bitfinex"):
        read(tmp_path, flat)


def test_a_table_without_a_close_shows_its_first_line_and_what_was_looked_for(
    tmp_path: Path,
) -> None:
    with pytest.raises(DataError, match=r"was 'date,open,high,low,vwap', without close") as caught:
        read(tmp_path, "date,open,high,low,vwap\n2024-01-01,10,11,9,10\n")
    assert "\n" not in str(caught.value)


def test_midnights_of_new_york_are_dates_and_its_hours_are_times() -> None:
    assert times("2024-01-02 00:00:00-05:00", "2024-07-02 00:00:00-04:00") == [
        "2024-01-02 00:00",
        "2024-07-02 00:00",
    ]
    assert times("2024-01-02 13:00:00-05:00", "2024-01-02 17:00:00-05:00") == [
        "2024-01-02 18:00",
        "2024-01-02 22:00",
    ]
