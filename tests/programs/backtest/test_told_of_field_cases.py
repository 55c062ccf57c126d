"""What is told of candles as users bring them: the right values of the field cases."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.backtest_program import Call, document

QUICK = ["--ema-fast", "3", "--ema-slow", "8", "--rsi-period", "5"]


@pytest.fixture
def on_case(call: Call, real_data: Path):
    """The document of a backtest of a field case."""

    def run(name: str, *flags: str) -> dict[str, Any]:
        file = str(real_data / "field_cases" / name)
        return document(call("--yes", "--csv", file, "--json", *QUICK, *flags))

    return run


def test_a_pair_without_a_separator_is_crypto_and_told(on_case) -> None:
    result = on_case("BTCUSDT_12_days_1h.csv", "--symbol", "BTCUSDT")
    assert result["data"]["periods_per_year"] == 8760
    assert result["metrics"]["sharpe_ratio"] == pytest.approx(-1.967, abs=5e-4)
    assert any("taken for crypto (BTC/USDT)" in told for told in result["warnings"])


def test_a_session_of_an_equity_holds_two_candles_of_four_hours(on_case) -> None:
    exits = ["--stop-loss-pct", "0.02", "--take-profit-pct", "0.04"]
    name = "equity_4h_two_bars_a_session.csv"
    result = on_case(name, "--symbol", "AAPL", *exits)
    assert result["data"]["periods_per_year"] == 504
    assert result["metrics"]["sharpe_ratio"] == pytest.approx(-1.2268, abs=5e-5)
    annual = result["metrics"]["returns"]["annual_return_pct"]
    assert annual == pytest.approx(-2.48, abs=5e-3)
    assert result["warnings"] == []
    stated = on_case(name, "--symbol", "AAPL", *exits, "--periods-per-year", "126")
    assert stated["data"]["periods_per_year"] == 126
    assert stated["metrics"]["sharpe_ratio"] == pytest.approx(-1.2268 / 2, abs=5e-5)


def test_candles_missing_in_a_market_that_never_closes_are_counted_whatever_their_share(
    on_case,
) -> None:
    (told,) = on_case("crypto_45h_outage_1h.csv", "--symbol", "BTC/USDT")["warnings"]
    assert told.startswith("45 candles missing in 1 gap, the longest 1 day, 22:00:00 after ")


def test_hours_missing_every_day_are_told_as_such(on_case) -> None:
    (told,) = on_case("crypto_3h_missing_every_day_1h.csv", "--symbol", "BTC/USDT")["warnings"]
    assert ", 3 of them after 23:00 UTC on most days, the longest 4:00:00 after " in told


def test_candles_of_another_length_are_told_and_no_gap(on_case) -> None:
    (told,) = on_case("mixed_1h_then_4h.csv", "--symbol", "BTC/USDT")["warnings"]
    assert "on are not 1h apart but 4h at first: candles of another length" in told


@pytest.mark.parametrize(
    ("name", "jump"),
    [
        ("unadjusted_split_4to1_1d.csv", "to about 1/4 of the price at 2020-08-20T00:00:00Z"),
        (
            "pence_pounds_100x_one_day_1d.csv",
            "there and back: to about 100 times the price at 2022-06-20T00:00:00Z for 1 candle",
        ),
        ("jump_10x_after_gap_5m.csv", "to about 10 times the price at 2022-03-01T18:30:00Z"),
    ],
)
def test_a_jump_is_told_with_its_time_and_ratio(on_case, name: str, jump: str) -> None:
    (told,) = [told for told in on_case(name, "--symbol", "AAPL")["warnings"] if "jump" in told]
    assert jump in told


def test_fills_in_candles_without_volume_are_counted(on_case) -> None:
    result = on_case("zero_volume_flat_1h.csv", "--symbol", "BTC/USDT")
    (told,) = result["warnings"]
    assert "lie in candles without volume, the first at " in told
    assert told.endswith("(50 of 200 candles are without volume)")
