"""A backtest of a user's file equals that of the same candles in our own form."""

from pathlib import Path

import pytest

from tests.support.backtest_program import Call, assert_refused, document

FLAGS = ("--yes", "--json", "--quiet", "--ema-fast=3", "--ema-slow=8", "--rsi-period=5")
SHORTS = "--allow-short"


@pytest.mark.parametrize(
    ("name", "symbol", "trades", "balance"),
    [
        ("00_canonical_1h.csv", "BTC/USDT", 53, 8122.545704921522),
        ("tv_iso_indicators.csv", "BTC/USDT", 53, 8122.545704921522),
        ("00_canonical_1d.csv", "BTC/USDT", 46, 8608.336147696245),
        ("yf_download_multi.csv", "BTC/USDT", 46, 8608.336147696245),
        ("00_canonical_fx.csv", "EURUSD=X", 33, 10884.974864522846),
        ("mt5_EURUSD_H1.csv", "EURUSD=X", 33, 10884.974864522846),
    ],
)
def test_a_layout_gives_the_trades_of_the_canonical_file(
    call: Call, real_data: Path, name: str, symbol: str, trades: int, balance: float
) -> None:
    file = real_data / "field_cases" / "formats" / name
    found = document(call(*FLAGS, SHORTS, "--symbol", symbol, "--csv", str(file)))
    assert (len(found["trades"]), found["metrics"]["ending_balance"]) == (trades, balance)


def test_dates_that_leave_the_day_open_need_the_flag(call: Call, real_data: Path) -> None:
    file = str(real_data / "field_cases" / "formats" / "dd_mm_yyyy.csv")
    assert_refused(call(*FLAGS, SHORTS, "--csv", file), 3, "--date-format")
    found = document(call(*FLAGS, SHORTS, "--csv", file, "--date-format", "dd/mm/yyyy"))
    assert found["metrics"]["ending_balance"] == 8122.545704921522


def test_seconds_are_refused_in_the_first_sentence(call: Call, real_data: Path) -> None:
    file = str(real_data / "field_cases" / "binance_vision_1s.csv")
    assert_refused(call(*FLAGS, "--csv", file), 3, "need candles of a minute or longer")
