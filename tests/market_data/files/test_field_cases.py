"""Files laid out as programs and vendors write them hold the candles of our own form's file."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from bot.domain import DAY_FIRST
from bot.domain.errors import DataError
from bot.market_data import CsvMarketDataClient, read_candles_csv
from tests.support.candles import PRICES

LAYOUTS = {
    "ABCUSDT-1h-2024-03.zip": ("1h", 1, "Binance's klines (zip)"),
    "ABC_USDT-1h.feather": ("1h", 1, "a table by date, as Stooq, freqtrade and pandas write it"),
    "binance_api_titles.csv": ("1h", 1, "Binance's klines"),
    "bybit.csv": ("1h", 1, "Bybit's klines"),
    "candles.parquet": ("1h", 1, ""),
    "canonical.csv.gz": ("1h", 1, "our own form (gzip)"),
    "ccxt_rows.json": ("1h", 1, "rows of time, open, high, low, close, volume (JSON)"),
    "coinbase_candles.csv": ("1h", 1, "Coinbase's candles (newest first)"),
    "cryptodatadownload.csv": ("1h", 1, "CryptoDataDownload's table (newest first)"),
    "cryptodatadownload_no_url.csv": ("1h", 1, "CryptoDataDownload's table (newest first)"),
    "date_time_two_columns.csv": ("1h", 1, "a table with date and time"),
    "dd_mm_yyyy.csv": ("1h", 1, "our own form (dd/mm/yyyy)"),
    "dukascopy.csv": ("fx", 1, "Dukascopy's export (dd.mm.yyyy)"),
    "excel_de.csv": ("1h", 1, "our own form (semicolons, decimal commas)"),
    "investing.csv": ("1d", 1, "Investing.com's table (mm/dd/yyyy, newest first)"),
    "kraken_XBTUSD_60.csv": ("1h", 1, "Kraken's OHLCVT"),
    "mt4_EURUSD60.csv": ("fx", 1, "MetaTrader's history"),
    "mt5_EURUSD_H1.csv": ("fx", 1, "MetaTrader 5's export (tabs)"),
    "nasdaq.csv": ("1d", 1, "Nasdaq's table (mm/dd/yyyy, newest first)"),
    "pandas_date_col.csv": (
        "1h",
        1,
        "a table by date, as Stooq, freqtrade and pandas write it",
    ),
    "pandas_datetime_col.csv": ("1h", 1, "a frame written with its index"),
    "pandas_unnamed_index.csv": ("1h", 1, "a frame written with its index"),
    "semicolon_points.csv": ("1h", 1, "our own form (semicolons)"),
    "stooq_ascii.txt": ("1d", 1, "Stooq's ASCII"),
    "stooq_d.csv": ("1d", 1, "a table by date, as Stooq, freqtrade and pandas write it"),
    "thousands.csv": ("1h", 500, ""),
    "tv_iso_indicators.csv": ("1h", 1, "TradingView's export"),
    "tv_unix.csv": ("1h", 1, "TradingView's export"),
    "utf16.csv": ("1h", 1, "our own form (UTF-16)"),
    "yahoo_website.csv": ("1d", 1, "Yahoo's table with adjusted closes"),
    "yahoo_website_null.csv": ("1d", 1, "Yahoo's table with adjusted closes"),
    "yf_download_multi.csv": ("1d", 1, "yf.download's table"),
    "yyyymmdd.csv": ("1d", 1, "our own form (dates without separators)"),
}
"""The canonical file with the same candles, what its prices are multiplied by, what is told."""
OTHER_VOLUMES = {"investing.csv", "mt4_EURUSD60.csv", "mt5_EURUSD_H1.csv"}
"""Rounded by their vendors; those of daily files are whole numbers, a thousand times ours."""


def canonical(real_data: Path, name: str) -> pd.DataFrame:
    return read_candles_csv(real_data / "field_cases" / "formats" / f"00_canonical_{name}.csv")


def test_every_layout_of_the_folder_is_in_the_table(real_data: Path) -> None:
    files = {file.name for file in (real_data / "field_cases" / "formats").iterdir()}
    assert {name for name in files if not name.startswith("00_")} == set(LAYOUTS)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_holds_the_canonical_candles(real_data: Path, name: str) -> None:
    same, factor, recognized = LAYOUTS[name]
    candles = read_candles_csv(
        real_data / "field_cases" / "formats" / name,
        date_format=DAY_FIRST if name == "dd_mm_yyyy.csv" else None,
    )
    expected = canonical(real_data, same)
    if name == "yahoo_website_null.csv":
        expected = expected.drop(pd.Timestamp("2023-03-13", tz="UTC"))
    assert candles.index.equals(expected.index)
    pd.testing.assert_frame_equal(
        candles[PRICES], expected[PRICES] * factor, rtol=1e-15, check_freq=False
    )
    if name not in OTHER_VOLUMES:
        ratio = candles["volume"] / expected["volume"]
        assert ratio.round(0).nunique() == 1
    assert candles.attrs["warnings"][:1] == ([f"read as {recognized}"] if recognized else [])


def test_our_own_form_is_read_without_a_word(real_data: Path) -> None:
    for name in ("1h", "1d", "fx"):
        assert canonical(real_data, name).attrs["warnings"] == []


def test_days_and_months_that_nothing_tells_apart_are_asked_for(real_data: Path) -> None:
    with pytest.raises(DataError, match=r"which number of '01/03/2024' is the day.*--date-format"):
        read_candles_csv(real_data / "field_cases" / "formats" / "dd_mm_yyyy.csv")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("binance_vision_1s.csv", "need candles of a minute or longer, were 1 s apart"),
        ("excel_epoch_rounded_ms.csv", r"were rounded to 6 digits \('1.70407E\+12'\)"),
        ("columns_CHLO_mislabelled.csv", "columns open and close are mixed up"),
        ("columns_open_close_high_low_mislabelled.csv", "mixed up: .* in 100 of 100 candles"),
        ("yf_download_with_the_advised_header.csv", "columns open and close are mixed up"),
    ],
)
def test_what_would_give_wrong_numbers_is_refused(real_data: Path, name: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        read_candles_csv(real_data / "field_cases" / name)


def test_epoch_seconds_before_1973_are_times(real_data: Path) -> None:
    candles = read_candles_csv(real_data / "field_cases" / "epoch_seconds_before_1973_1d.csv")
    assert (len(candles), f"{candles.index[0]:%Y-%m-%d}") == (200, "1972-12-01")


def test_a_torn_last_line_loses_itself_and_nothing_else(real_data: Path) -> None:
    file = real_data / "field_cases" / "feed_torn_last_line_1h.csv"
    client = CsvMarketDataClient(file, timeframe="1h")
    for candles in (read_candles_csv(file), client.fetch_ohlcv("BTC/USDT", "1h", 99)):
        assert candles.index.hour.tolist() == [0, 1, 2, 3, 4]
        assert candles.attrs["warnings"] == ["left out a last line without an end"]


def test_the_row_of_a_day_that_still_runs_is_left_out(real_data: Path) -> None:
    candles = read_candles_csv(real_data / "field_cases" / "yahoo_live_row_odd_time_1d.csv")
    assert candles.attrs["warnings"] == [
        "left out the last candle, which still ran: 2024-04-10T15:59:58Z is off the timetable"
    ]
    assert f"{candles.index[-1]:%Y-%m-%d}" == "2024-04-09"


def test_weeks_stamped_in_new_york_are_those_dates(real_data: Path) -> None:
    candles = read_candles_csv(real_data / "field_cases" / "yf_history_weekly_ny_offsets_1w.csv")
    assert len(candles) == 120
    assert set(candles.index.hour) == {0}
    assert set(candles.index.day_of_week) == {0}


def test_no_real_series_loses_its_last_candle_or_is_called_mixed_up(real_data: Path) -> None:
    for file in sorted((real_data / "ohlcv").rglob("*.[cp][sa][vr]*")):
        candles = read_candles_csv(file, now=datetime(2026, 9, 1, tzinfo=UTC))
        assert [said for said in candles.attrs["warnings"] if "left out" in said] == [], file
