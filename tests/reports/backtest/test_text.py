"""The text result: everything told, aligned, at most 80 columns, a dash where undefined."""

from dataclasses import replace

import pytest

from bot.backtesting import Backtester, BacktestResult
from bot.domain import DecisionPolicy, StrategyConfig
from bot.reports.backtest.text import text_report
from bot.reports.formats import percent, ratio
from tests.support.candles import candles_frame, random_walk

TOLD = (
    "Starting balance",
    "Ending balance",
    "Total P&L",
    "Buy and hold",
    "Max drawdown",
    "Sharpe ratio",
    "Trades",
    "Winners",
    "Losers",
    "Win rate",
    "Average win",
    "Average loss",
    "Profit factor",
    "Fees paid",
    "Annual return",
    "Sortino ratio",
    "Deepest on",
    "Ulcer index",
    "Value at risk 95 %",
    "Expectancy",
    "Longest streak",
    "Held on average",
    "Turnover",
    "Slippage paid",
    "Alpha",
    "Information ratio",
    "Sharpe above 0",
    "Trades needed",
    "Costs",
    "Strategy",
    "Opinions",
)


@pytest.fixture(scope="module")
def result() -> BacktestResult:
    frame = random_walk(400)
    frame.attrs["warnings"] = ["a sentence about these candles " * 5]
    return Backtester(StrategyConfig()).run(frame)


def value(report: str, label: str) -> str:
    """The words behind a label at the beginning of a line."""
    line = next(line for line in report.splitlines() if line.startswith(label))
    return line.removeprefix(label).strip()


def test_everything_is_told_in_80_columns(result: BacktestResult) -> None:
    report = text_report(result, source="csv " + "long/folder/" * 12 + "candles.csv")
    assert [label for label in TOLD if f"\n{label} " not in report] == []
    assert max(map(len, report.splitlines())) <= 80
    assert value(report, "Candles") == "400 from 2024-01-01T00:00:00Z to 2024-01-17T15:00:00Z"
    assert value(report, "sha256") == result.data.sha256
    assert "8,760 periods a year (crypto)" in report
    assert "  - a sentence about these candles" in report


def test_the_numbers_are_those_of_the_result(result: BacktestResult) -> None:
    report = text_report(result)
    assert result.metrics.total_trades > 5
    assert value(report, "Ending balance") == f"{result.ending_balance:,.2f}"
    assert value(report, "Total P&L").split()[0] == f"{result.total_pnl:+,.2f}"
    assert value(report, "Trades") == str(result.metrics.total_trades)
    assert value(report, "Average loss") == f"{result.avg_loss:,.2f}"
    assert value(report, "Fees paid") == f"{result.metrics.total_fees:,.2f}"
    found = result.statistics
    assert value(report, "Expectancy") == f"{found.trades.expectancy:+,.2f}  a trade"
    assert value(report, "Deepest on").startswith(f"{found.drawdown.trough_at:%Y-%m-%d}  from 2024")
    assert value(report, "Ulcer index") == f"{found.drawdown.ulcer_index_pct:,.2f} %"
    assert value(report, "Largest win / loss") == (
        f"{found.trades.largest_win:,.2f} / {found.trades.largest_loss:,.2f}"
    )


def test_values_are_aligned(result: BacktestResult) -> None:
    lines = text_report(result).splitlines()
    ends = {36 - len(line[:36].rstrip()) for line in lines if line.startswith(TOLD[:5])}
    assert ends == {0}


def test_undefined_numbers_are_a_dash() -> None:
    flat = Backtester(StrategyConfig()).run(candles_frame([(100.0,) * 4] * 30))
    report = text_report(flat)
    undefined = (
        *("Sharpe ratio", "Win rate", "Average win", "Average loss", "Profit factor"),
        *("Sortino ratio", "Deepest on", "Expectancy", "Held on average", "Alpha"),
        *("Information ratio", "Sharpe above 0", "Trades needed"),
    )
    assert [value(report, label)[0] for label in undefined] == ["—"] * 13
    assert "macro on (half-life 72 h)" in report
    assert "macro on (1 event, half-life" in text_report(flat, events=1)
    assert "Warnings" not in report
    assert "Source" not in report


def test_opinions_that_are_off_are_told(result: BacktestResult) -> None:
    policy = DecisionPolicy(ai_enabled=False, macro_enabled=False)
    assert "AI off, macro off, no trade below confidence 0.4" in text_report(
        replace(result, policy=policy)
    )


def test_a_balance_counted_in_bitcoin_keeps_its_digits() -> None:
    run = Backtester(StrategyConfig(), initial_balance=0.5).run(random_walk(400))
    assert value(text_report(run), "Starting balance") == "0.50000000"


def test_a_few_candles_that_extrapolate_without_end_stay_in_their_column() -> None:
    assert percent(1.5e40, "+") == "+1.5e+40 %"
    assert ratio(-1e12) == "-1e+12"
