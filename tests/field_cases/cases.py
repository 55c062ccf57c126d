"""What is right for each file of field_cases/: one visible table."""

from collections.abc import Mapping
from dataclasses import dataclass

Result = tuple[int, float]
"""Trades and the ending balance."""

HOURS: Result = (53, 8122.545704921522)
DAYS: Result = (46, 8608.336147696245)
FOREX: Result = (33, 10884.974864522846)
"""Those of the canonical files, with which every layout of their candles agrees."""
EUROS = "--symbol=EURUSD=X"
RUINOUS = (
    *("--strategy=always_short", "--no-ai", "--risk-per-trade-pct=100"),
    *("--stop-loss-pct=0.9", "--take-profit-pct=0.9"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCase:
    """What is right for a file: a result, or the words of its refusal; and words that are told."""

    flags: tuple[str, ...] = ()
    result: Result | None = None
    refused: str | None = None
    told: tuple[str, ...] = ()


def _layout(result: Result, *flags: str) -> FieldCase:
    return FieldCase(flags=("--allow-short", *flags), result=result)


def _refused(words: str) -> FieldCase:
    return FieldCase(refused=words)


FORMATS: Mapping[str, FieldCase] = {
    **dict.fromkeys(
        (
            *("00_canonical_1h.csv", "ABCUSDT-1h-2024-03.zip", "ABC_USDT-1h.feather"),
            *("binance_api_titles.csv", "bybit.csv", "candles.parquet", "canonical.csv.gz"),
            *("ccxt_rows.json", "coinbase_candles.csv", "cryptodatadownload.csv"),
            *("cryptodatadownload_no_url.csv", "date_time_two_columns.csv", "excel_de.csv"),
            *("kraken_XBTUSD_60.csv", "pandas_date_col.csv", "pandas_datetime_col.csv"),
            *("pandas_unnamed_index.csv", "semicolon_points.csv"),
            *("tv_iso_indicators.csv", "tv_unix.csv", "utf16.csv"),
        ),
        _layout(HOURS),
    ),
    "thousands.csv": _layout((53, 8122.545704921515)),
    "dd_mm_yyyy.csv": _layout(HOURS, "--date-format=dd/mm/yyyy"),
    **dict.fromkeys(
        (
            *("00_canonical_1d.csv", "investing.csv", "nasdaq.csv", "stooq_ascii.txt"),
            *("stooq_d.csv", "yahoo_website.csv", "yahoo_website_null.csv"),
            *("yf_download_multi.csv", "yyyymmdd.csv"),
        ),
        _layout(DAYS),
    ),
    **dict.fromkeys(
        ("00_canonical_fx.csv", "dukascopy.csv", "mt4_EURUSD60.csv", "mt5_EURUSD_H1.csv"),
        _layout(FOREX, EUROS),
    ),
}
"""Prices of thousands.csv are five hundred times ours, which moves the last bits."""
SITUATIONS: Mapping[str, FieldCase] = {
    "BTCUSDT_12_days_1h.csv": FieldCase(
        flags=("--symbol=BTCUSDT",), told=("BTCUSDT is taken for crypto (BTC/USDT)",)
    ),
    "binance_vision_1s.csv": _refused("need candles of a minute or longer, were 1 s apart"),
    "columns_CHLO_mislabelled.csv": _refused("columns open and close are mixed up"),
    "columns_open_close_high_low_mislabelled.csv": _refused("mixed up: the high is below"),
    "crypto_3h_missing_every_day_1h.csv": FieldCase(
        told=("42 candles missing in 14 gaps, 3 of them after 23:00 UTC on most days",)
    ),
    "crypto_45h_outage_1h.csv": FieldCase(told=("45 candles missing in 1 gap",)),
    "epoch_seconds_before_1973_1d.csv": FieldCase(result=(0, 10_000.0)),
    "equity_4h_two_bars_a_session.csv": FieldCase(
        flags=("--symbol=AAPL", "--stop-loss-pct=0.02", "--take-profit-pct=0.04")
    ),
    "excel_epoch_rounded_ms.csv": _refused("were rounded to 6 digits ('1.70407E+12')"),
    "feed_torn_last_line_1h.csv": FieldCase(told=("left out a last line without an end",)),
    "jump_10x_after_gap_5m.csv": FieldCase(
        told=("to about 10 times the price at 2022-03-01T18:30:00Z", "72 candles missing in 1 gap")
    ),
    "mixed_1h_then_4h.csv": FieldCase(told=("are not 1h apart but 4h at first",)),
    "pence_pounds_100x_one_day_1d.csv": FieldCase(
        flags=("--symbol=VOD.L",),
        told=("there and back: to about 100 times the price at 2022-06-20T00:00:00Z",),
    ),
    "short_gap_x3_equity_below_zero.csv": FieldCase(
        flags=("--allow-short", *RUINOUS), told=("the account is ruined: its equity is -",)
    ),
    "unadjusted_split_4to1_1d.csv": FieldCase(
        flags=("--symbol=AAPL",), told=("to about 1/4 of the price at 2020-08-20T00:00:00Z",)
    ),
    "yahoo_live_row_odd_time_1d.csv": FieldCase(told=("left out the last candle, which still",)),
    "yf_download_with_the_advised_header.csv": _refused("columns open and close are mixed up"),
    "yf_history_weekly_ny_offsets_1w.csv": FieldCase(flags=("--symbol=AAPL",)),
    "zero_volume_flat_1h.csv": FieldCase(told=("lie in candles without volume, the first at",)),
}
FIELD_CASES = {**{f"formats/{name}": case for name, case in FORMATS.items()}, **SITUATIONS}
"""Every file of field_cases/ by its path in it."""
