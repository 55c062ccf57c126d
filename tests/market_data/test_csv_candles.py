"""Reading candles from CSV files: every spelling, every damage, and the speed."""

from datetime import UTC, datetime
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.errors import DataError, MarketDataError
from bot.market_data import CsvMarketDataClient, read_candles_csv
from tests.support.candles import assert_checked, even_candles
from tests.support.real_data import ohlcv_files, read_raw

HEADER = "timestamp,open,high,low,close,volume\n"


def written(path: Path, text: str) -> Path:
    file = path / "candles.csv"
    file.write_text(text, encoding="utf-8")
    return file


def of_times(path: Path, *times: str) -> list[str]:
    """The open times read of a file whose rows have the given timestamps."""
    rows = "".join(f"{time},10,11,9,10,1\n" for time in times)
    candles = read_candles_csv(written(path, HEADER + rows))
    assert_checked(candles)
    return [stamp.isoformat() for stamp in candles.index]


@pytest.mark.parametrize(
    "spelled",
    [
        "2025-01-01T00:00:00Z",
        "2025-01-01 00:00:00",
        "2025-01-01T00:00:00.000000Z",
        "2025-01-01",
        "2025-01-01T02:00:00+02:00",
        "1735689600",
        "1735689600.0",
        "1735689600000",
        "1735689600000000",
        "1735689600000000000",
    ],
)
def test_every_spelling_of_a_time_is_read_as_utc(tmp_path: Path, spelled: str) -> None:
    assert of_times(tmp_path, spelled) == ["2025-01-01T00:00:00+00:00"]


def test_milliseconds_may_become_microseconds_within_one_file(tmp_path: Path) -> None:
    times = of_times(tmp_path, "1735689540000", "1735689600000000")
    assert times == ["2024-12-31T23:59:00+00:00", "2025-01-01T00:00:00+00:00"]


def test_times_spelled_differently_within_one_file_are_all_read(tmp_path: Path) -> None:
    spelled = ["2025-01-01T00:00:00Z", "2025-01-01T01:00:00.5Z", "1735696800", "nonsense", ""]
    assert of_times(tmp_path, *spelled) == [
        "2025-01-01T00:00:00+00:00",
        "2025-01-01T01:00:00.500000+00:00",
        "2025-01-01T02:00:00+00:00",
    ]


def test_an_offset_that_is_as_long_as_the_seconds_is_no_second(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"need times such as .*, the first was"):
        of_times(tmp_path, "2025-01-01T00:00+01Z")


def test_eight_digits_are_a_date_and_epoch_seconds_where_they_can_be_none(tmp_path: Path) -> None:
    assert of_times(tmp_path, "20250101") == ["2025-01-01T00:00:00+00:00"]
    assert of_times(tmp_path, "92016000") == ["1972-12-01T00:00:00+00:00"]


def test_a_number_too_large_for_a_time_is_none(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"need times such as .*, the first was"):
        of_times(tmp_path, "9" * 30)


def test_names_in_any_case_and_order_and_further_columns_are_accepted(tmp_path: Path) -> None:
    text = (
        "\ufeffClose,,Trades, HIGH ,Low,Open,TIMESTAMP,\n10.5,x,7,11,9,10,2025-01-01T00:00:00Z,\n"
    )
    candles = read_candles_csv(written(tmp_path, text))
    assert_checked(candles)
    np.testing.assert_array_equal(candles, [[10, 11, 9, 10.5, np.nan]])
    assert candles.attrs["warnings"] == ["there is no volume: 0 is used"]


def test_dirty_rows_are_dropped_and_told_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        "2025-01-01T00:00:00Z,10,11,9,10,1",
        "2025-01-01T01:00:00Z,ten,11,9,10,1",
        "2025-01-01T02:00:00Z,10,11,9,10,1,surplus",
        "",
        "2025-01-01T03:00:00Z,10,11,9",
        "2025-01-01T04:00:00Z,10,11,9,10,1",
    ]
    candles = read_candles_csv(written(tmp_path, HEADER + "\n".join(rows)))
    assert_checked(candles)
    assert candles.index.hour.tolist() == [0, 4]
    told = candles.attrs["warnings"]
    assert told[0] == "dropped 1 row with more fields than the header"
    assert told[1].startswith("dropped 2 candles with a missing or infinite price")


def test_a_trailing_comma_in_every_row_is_no_surplus_field(tmp_path: Path) -> None:
    candles = read_candles_csv(written(tmp_path, HEADER + "2025-01-01,10,11,9,10,1,\n"))
    assert candles.to_numpy().tolist() == [[10, 11, 9, 10, 1]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "need the header timestamp,open,high,low,close,volume, was 'nothing'"),
        (HEADER, "there are no rows"),
        ("1735603200000,1,1,1,1,1\n", "need the header .* was '1735603200000,1,1,1,1,1'"),
        ("timestamp,open,high,low\n", "need the header .* was 'timestamp,open,high,low'"),
        ("timestamp,open,open,high,low,close\n", "need the header"),
        ("timestamp,open,high,low,close,volume,Volume\n", "volume more than once"),
        (HEADER + "x,y,z,a,b,c\n", "need times such as .*, the first was 'x'"),
        (HEADER + "true,1,1,1,1,1\n", "need times such as .*, the first was 'true'"),
    ],
)
def test_a_file_that_is_no_candle_table_is_refused_with_the_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(DataError, match=reason) as caught:
        read_candles_csv(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_a_folder_and_bytes_are_refused_in_one_sentence(tmp_path: Path) -> None:
    bytes_file = tmp_path / "bytes.csv"
    bytes_file.write_bytes(bytes(range(256)) * 4)
    for path in (tmp_path / "nowhere.csv", tmp_path, bytes_file):
        with pytest.raises(DataError, match="cannot read the candles of") as caught:
            read_candles_csv(path)
        assert str(path) in str(caught.value)


field = st.one_of(
    st.sampled_from(["10", "11", "9", "nan", "", "-1", "inf", "1e999", '"', "2025-01-01", "NaT"]),
    st.sampled_from(["2025-01-01T00:00:00Z", "1735689600", "9" * 30, "2025-02-30T00:00:00Z"]),
    st.text(max_size=4),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(field, max_size=8), max_size=6), whole=st.booleans())
def test_no_text_whatever_ends_in_anything_but_candles_or_a_reason(
    tmp_path: Path, rows: list[list[str]], whole: bool
) -> None:
    good = "2024-12-31T00:00:00Z,10,11,9,10,1\n" if whole else ""
    file = tmp_path / "any.csv"
    text = HEADER + good + "\n".join(",".join(row) for row in rows)
    file.write_text(text, encoding="utf-8", errors="replace")
    try:
        assert_checked(read_candles_csv(file))
    except DataError as error:
        assert str(file) in str(error)  # noqa: PT017 - either ending is right


def test_a_client_shows_the_end_of_the_file_and_lives_at_its_close(tmp_path: Path) -> None:
    file = tmp_path / "candles.csv"
    even_candles(10).to_csv(file)
    client = CsvMarketDataClient(file, timeframe="1h")
    pd.testing.assert_frame_equal(
        client.fetch_ohlcv("BTC/USDT", "1h", 3), even_candles(10).iloc[-3:], check_freq=False
    )
    assert len(client.fetch_ohlcv("BTC/USDT", "1h", 99)) == 10
    assert client.now() == datetime(2024, 1, 1, 10, tzinfo=UTC)


def test_a_client_sees_at_the_next_cycle_that_its_file_has_grown(tmp_path: Path) -> None:
    file = tmp_path / "candles.csv"
    even_candles(10).to_csv(file)
    client = CsvMarketDataClient(file, timeframe="1h")
    client.advance()
    even_candles(11).to_csv(file)
    assert len(client.fetch_ohlcv("BTC/USDT", "1h", 99)) == 10
    client.advance()
    assert len(client.fetch_ohlcv("BTC/USDT", "1h", 99)) == 11
    file.unlink()
    with pytest.raises(DataError, match="cannot read the candles"):
        client.advance()


def test_a_line_that_is_still_being_written_is_no_candle_yet(tmp_path: Path) -> None:
    file = tmp_path / "candles.csv"
    even_candles(10).to_csv(file)
    client = CsvMarketDataClient(file, timeframe="1h")
    whole = client.fetch_ohlcv("BTC/USDT", "1h", 100)
    with file.open("a") as writer:
        writer.write("2024-01-01 10:00:00+00:00,100,101,99,10")  # it will be 100.5
        writer.flush()
        client.advance()
        torn = client.fetch_ohlcv("BTC/USDT", "1h", 100)
        assert torn.index.equals(whole.index)
        assert "left out a last line without an end" in torn.attrs["warnings"]
        writer.write("0.5,1\n")
    client.advance()
    assert client.fetch_ohlcv("BTC/USDT", "1h", 1)["close"].tolist() == [100.5]


def test_a_timeframe_that_is_not_the_files_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "candles.csv"
    even_candles(10).to_csv(file)
    with pytest.raises(MarketDataError, match=r"need candles 1d apart, those of .* are 1h apart"):
        CsvMarketDataClient(file, timeframe="1d")
    with pytest.raises(MarketDataError, match="need the timeframe 1h"):
        CsvMarketDataClient(file, timeframe="1h").fetch_ohlcv("BTC/USDT", "15m", 5)


@pytest.mark.parametrize(
    "path", [path for path in ohlcv_files() if path.suffix == ".csv"], ids=lambda path: path.stem
)
def test_every_real_csv_is_read_as_pandas_reads_it(path: Path) -> None:
    candles = read_candles_csv(path)
    assert_checked(candles)
    raw = read_raw(path)
    pd.testing.assert_index_equal(candles.index, raw.index, exact=False)
    assert candles["close"].tolist() == raw["close"].tolist()


def test_raw_exchange_files_read_alike_in_milliseconds_and_microseconds(
    tmp_path: Path, real_data: Path
) -> None:
    files = sorted((real_data / "exchange" / "raw_klines").glob("*.csv"))
    rows = "".join(
        ",".join(line.split(",")[:6]) + "\n"
        for file in files
        for line in file.read_text(encoding="ascii").splitlines()
    )
    candles = read_candles_csv(written(tmp_path, HEADER + rows), timeframe="1m")
    assert_checked(candles)
    assert len(candles) == 2 * 1440
    assert candles.attrs["warnings"] == []
