"""Other costs are other backtests, and the break-even cost leaves nothing."""

from dataclasses import replace

import pytest

from bot.backtesting import Backtester, BacktestResult
from bot.backtesting.robustness.other_costs import MULTIPLES, break_even_fee, costs_sweep
from bot.domain import DecisionPolicy, StrategyConfig
from bot.reports.backtest.robustness_text import costs_lines
from tests.support.candles import candles_frame, random_walk

WALK = random_walk(1200, seed=5, deviation=0.008)
EARNING = StrategyConfig(stop_loss_pct=0.05, take_profit_pct=0.05, fee_pct=0.0004)


def run(config: StrategyConfig, frame=WALK) -> BacktestResult:
    return Backtester(config, DecisionPolicy(min_confidence=0.2)).run(frame)


def test_each_point_is_the_backtest_with_those_costs() -> None:
    found = costs_sweep(EARNING, run)
    assert len(found.points) == len(MULTIPLES) ** 2
    for point in found.points[::7]:
        costs = {"fee_pct": point.fee_pct, "slippage_pct": point.slippage_pct}
        alone = run(replace(EARNING, **costs))
        assert point.total_pnl_pct == alone.total_pnl_pct
        assert (point.total_trades, point.sharpe_ratio) == (
            alone.metrics.total_trades,
            alone.sharpe_ratio,
        )
    actual = [p for p in found.points if (p.fee_pct, p.slippage_pct) == (0.0004, 0.0005)]
    assert [point.total_pnl_pct for point in actual] == [run(EARNING).total_pnl_pct]


def test_the_break_even_costs_leave_nothing() -> None:
    found = costs_sweep(EARNING, run)
    assert found.break_even_cost_pct is not None
    assert found.break_even_fee_pct is not None
    alone = run(replace(EARNING, fee_pct=found.break_even_cost_pct, slippage_pct=0.0))
    assert alone.total_pnl == pytest.approx(0.0, abs=0.1)
    beside = run(replace(EARNING, fee_pct=found.break_even_fee_pct))
    assert beside.total_pnl == pytest.approx(0.0, abs=0.1)
    assert found.break_even_fee_pct < found.break_even_cost_pct


def test_what_is_earned_falls_with_the_fee() -> None:
    found = costs_sweep(EARNING, run)
    earned = [point.total_pnl_pct for point in found.points if point.slippage_pct == 0.0005]
    assert earned == sorted(earned, reverse=True)


def test_costs_of_zero_are_swept_around_the_usual_ones() -> None:
    found = costs_sweep(replace(EARNING, fee_pct=0.0, slippage_pct=0.0), run)
    assert {point.fee_pct for point in found.points} == {0.0, 0.0005, 0.001, 0.002, 0.004}


def test_without_a_profit_or_a_trade_there_is_no_break_even() -> None:
    flat = candles_frame([(100.0,) * 4] * 40)
    falling = candles_frame([(100.0 * 0.99**n,) * 4 for n in range(200)])
    for frame in (flat, falling):
        assert break_even_fee(EARNING, lambda config, frame=frame: run(config, frame)) is None


def test_the_text_says_why_there_is_no_break_even() -> None:
    flat = candles_frame([(100.0,) * 4] * 60)
    untraded = costs_sweep(EARNING, lambda config: run(config, flat))
    assert costs_lines(untraded)[-1].strip() == "— no trade was made"
    losing = costs_sweep(replace(EARNING, stop_loss_pct=0.002, take_profit_pct=0.002), run)
    assert losing.break_even_cost_pct is None
    assert costs_lines(losing)[-1].strip() == "— nothing is earned without it"


def test_costs_beyond_half_of_the_notional_are_left_out() -> None:
    found = costs_sweep(replace(EARNING, fee_pct=0.3, slippage_pct=0.2), run)
    assert max(point.fee_pct for point in found.points) == 0.3
    assert max(point.slippage_pct for point in found.points) == 0.4


def test_the_text_is_a_table_of_80_columns() -> None:
    lines = costs_lines(costs_sweep(EARNING, run))
    assert max(map(len, lines)) <= 80
    assert lines[1].split() == ["0", "%", "0.025", "%", "0.05", "%", "0.1", "%", "0.2", "%"]
    assert any(f"{run(EARNING).total_pnl_pct:+,.2f}" in line for line in lines)
