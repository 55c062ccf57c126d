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
