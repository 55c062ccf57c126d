"""A run's whole JSON document against plain sums and loops over its candles, trades and equity."""

import json
import math
from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest

from bot.backtesting import Backtester, BacktestResult
from bot.command_line import as_json
from bot.domain import DecisionPolicy, StrategyConfig, rfc3339
from bot.reports.backtest.document import full_document
from tests.support.candles import random_walk
from tests.support.trade_documents import trade_dict

GAINED = {
    *("slippage", "position_pct", "candles_held", "entry_reason", "exit_explanation"),
}


@pytest.fixture(scope="module", params=[False, True])
def result(request: pytest.FixtureRequest) -> BacktestResult:
    config = StrategyConfig(
        ema_fast=5, ema_slow=12, allow_short=True, exit_on_opposite_signal=request.param
    )
    frame = random_walk(1_500, seed=4, deviation=0.01)
    return Backtester(config, DecisionPolicy(min_confidence=0.2)).run(frame)


@pytest.fixture(scope="module")
def document(result: BacktestResult) -> dict:
    return json.loads(as_json(full_document(result)))


def near(value: float | None) -> object:
    return value if value is None else pytest.approx(value, rel=1e-12, abs=1e-15)


def mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def deviation(values: list[float]) -> float:
    middle = mean(values)
    return math.sqrt(math.fsum((v - middle) ** 2 for v in values) / (len(values) - 1))


def growth(values: list[float]) -> list[float]:
    return [after / before - 1.0 for before, after in pairwise(values)]


def test_every_part_is_there(document: dict) -> None:
    assert list(document) == [
        *("config", "policy", "costs", "data", "metrics", "trades", "equity", "warnings"),
        *("cost_breakdown", "exposure", "monthly_returns", "yearly_returns", "assumptions"),
    ]


def test_trades_are_those_of_the_result_exactly(result: BacktestResult, document: dict) -> None:
    assert len(document["trades"]) == len(result.trades) > 20
    config, balance = result.config, result.initial_balance
    rows = result.trade_records[["entry_row", "exit_row"]].tolist()
    for told, trade, (entered, left) in zip(document["trades"], result.trades, rows, strict=True):
        assert {k: v for k, v in told.items() if k not in GAINED} == trade_dict(trade)
        side = trade.direction.sign
        assert told["stop_price"] == trade.entry_price * (1 - side * config.stop_loss_pct)
        assert told["target_price"] == trade.entry_price * (1 + side * config.take_profit_pct)
        notional = trade.quantity * trade.entry_price
        assert told["position_pct"] == near(notional / balance * 100)
        assert told["candles_held"] == left - entered + 1
        assert told["entry_reason"] == result.decisions.at(entered - 1).reason
        if told["exit_reason"] == "signal":
            reason = result.decisions.at(left - 1).reason
            assert told["exit_explanation"] == f"opposite decision: {reason}"
        balance += trade.pnl


def test_equity_is_every_close_with_its_time(result: BacktestResult, document: dict) -> None:
    curve = [[rfc3339(moment), equity] for moment, equity in result.equity_curve]
    assert document["equity"] == curve


def test_returns_and_what_holding_earned_are_plain_sums(
    result: BacktestResult, document: dict
) -> None:
    candles, year = result.decisions.candles, math.sqrt(result.periods_per_year)
    earned = growth([result.initial_balance, *result.equity.tolist()])
    held = growth([float(candles.open[0]), *candles.close.tolist()])
    found, beside = document["metrics"]["returns"], document["metrics"]["benchmark"]
    downside = math.sqrt(mean([min(r, 0.0) ** 2 for r in earned]))
    assert found["volatility_pct"] == near(deviation(earned) * year * 100)
    assert found["sharpe_ratio"] == near(mean(earned) / deviation(earned) * year)
    assert found["sortino_ratio"] == near(mean(earned) / downside * year)
    apart = [a - b for a, b in zip(earned, held, strict=True)]
    assert beside["information_ratio"] == near(mean(apart) / deviation(apart) * year)
    assert beside["buy_and_hold_sharpe_ratio"] == near(mean(held) / deviation(held) * year)
    ours, theirs = mean(earned), mean(held)
    together = [(a - ours) * (b - theirs) for a, b in zip(earned, held, strict=True)]
    beta = math.fsum(together) / (len(held) - 1) / deviation(held) ** 2
    assert beside["beta"] == pytest.approx(beta, rel=1e-11)
    alpha = (mean(earned) - beta * mean(held)) * result.periods_per_year * 100
    assert beside["alpha_pct"] == pytest.approx(alpha, rel=1e-11)


def test_falls_are_those_of_a_loop(result: BacktestResult, document: dict) -> None:
    peak, depths = result.initial_balance, []
    for equity in result.equity.tolist():
        peak = max(peak, equity)
        depths.append(1.0 - equity / peak)
    found = document["metrics"]["drawdown"]
    trough = depths.index(max(depths))
    assert found["max_drawdown_pct"] == near(max(depths) * 100)
    assert found["ulcer_index_pct"] == near(math.sqrt(mean([d * d for d in depths])) * 100)
    times = [rfc3339(moment) for moment, _ in result.equity_curve]
    before = [row for row in range(trough) if depths[row] == 0.0]
    after = [row for row in range(trough, len(depths)) if depths[row] == 0.0]
    assert found["trough_at"] == times[trough]
    assert found["started_at"] == (times[before[-1]] if before else document["data"]["first"])
    assert found["recovered_at"] == (times[after[0]] if after else None)


def test_the_record_and_its_tail_are_those_of_sorted_lists(
    result: BacktestResult, document: dict
) -> None:
    earned = growth([result.initial_balance, *result.equity.tolist()])
    worst, size = sorted(earned), 0.05 * len(earned)
    tail, record = document["metrics"]["tail_risk"], document["metrics"]["track_record"]
    assert tail["value_at_risk_95_pct"] == near(-float(np.quantile(earned, 0.05)) * 100)
    shortfall = (math.fsum(worst[: int(size)]) + (size - int(size)) * worst[int(size)]) / size
    assert tail["conditional_value_at_risk_95_pct"] == near(-shortfall * 100)
    spread = deviation(earned) * math.sqrt((len(earned) - 1) / len(earned))
    middle = mean(earned)
    off = [(r - middle) / spread for r in earned]
    skew, kurt = mean([u**3 for u in off]), mean([u**4 for u in off])
    assert record["skewness"] == near(skew)
    assert record["kurtosis"] == near(kurt)
    sharpe = mean(earned) / deviation(earned)
    error = math.sqrt(1 - skew * sharpe + (kurt - 1) / 4 * sharpe**2)
    z = sharpe * math.sqrt(len(earned) - 1) / error
    assert record["probabilistic_sharpe_ratio"] == pytest.approx(NormalDist().cdf(z), rel=1e-9)


def test_exposure_counts_the_candles_of_the_trades(result: BacktestResult, document: dict) -> None:
    owner = {}
    for trade in result.trade_records.tolist():
        owner |= dict.fromkeys(range(trade[0], trade[1] + 1), trade[2])
    sides, rows = list(owner.values()), len(result.equity)
    found = document["exposure"]
    assert found["candles_pct"] == near(len(sides) / rows * 100)
    assert found["long_candles_pct"] == near(sides.count(1) / rows * 100)
    assert found["short_candles_pct"] == near(sides.count(-1) / rows * 100)
    assert document["metrics"]["activity"]["exposure_pct"] == near(len(sides) / rows * 100)
