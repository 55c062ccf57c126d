"""What the report tells beyond metrics: reasons, costs, exposure and monthly returns."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backtesting import Backtester, BacktestResult
from bot.domain import DecisionPolicy, ExitReason, StrategyConfig
from bot.reports.backtest.cost_breakdown import cost_breakdown
from bot.reports.backtest.details import trade_details
from bot.reports.backtest.document import full_document
from bot.reports.backtest.market_presence import held_pct, presence_of
from bot.reports.backtest.monthly_returns import monthly_returns, return_pct, yearly_returns
from bot.reports.backtest.trade_reasons import exit_reasons
from tests.support.candles import candles_frame, random_walk

CONFIG = StrategyConfig(
    ema_fast=5, ema_slow=12, allow_short=True, fee_pct=0.001, slippage_pct=0.0007
)


def backtest(seed: int = 4, rows: int = 2_000, **changes) -> BacktestResult:
    config = replace(CONFIG, **changes)
    frame = random_walk(rows, seed=seed, deviation=0.01)
    return Backtester(config, DecisionPolicy(min_confidence=0.2)).run(frame)


@given(seed=st.integers(0, 500), opposite=st.booleans())
def test_costs_and_gross_profit_add_up_to_the_profit(seed, opposite):
    result = backtest(seed, rows=300, exit_on_opposite_signal=opposite)
    costs = cost_breakdown(result, trade_details(result))
    close = {"rel": 1e-9, "abs": 1e-7}
    assert costs.fees == pytest.approx(result.metrics.total_fees, **close)
    assert costs.slippage == pytest.approx(result.statistics.activity.slippage, **close)
    gross = costs.pnl_before_costs - costs.fees - costs.slippage
    assert gross == pytest.approx(result.total_pnl, rel=1e-7, abs=1e-6)


def test_slippage_is_the_distance_from_the_open_and_none_at_a_target():
    result = backtest()
    details, records = trade_details(result), result.trade_records
    opened = result.decisions.candles.open[records["entry_row"]]
    expected = records["quantity"] * opened * CONFIG.slippage_pct
    assert details.entry_slippage == pytest.approx(expected)
    at_target = records["reason"] == ExitReason.TAKE_PROFIT.code
    assert at_target.any()
    assert (~at_target).any()
    assert (details.exit_slippage[at_target] == 0.0).all()
    assert (details.exit_slippage[~at_target] > 0.0).all()


def test_without_costs_nothing_is_lost_to_them():
    document = full_document(backtest(fee_pct=0.0, slippage_pct=0.0))
    costs = document["cost_breakdown"]
    assert (costs["fees"], costs["cost_pct_of_traded"]) == (0.0, 0.0)
    assert costs["slippage"] == pytest.approx(0.0, abs=1e-9)


def test_an_entry_tells_the_reason_of_the_candle_before_it():
    result = backtest()
    for trade, record in zip(
        full_document(result)["trades"], result.trade_records.tolist(), strict=True
    ):
        decision = result.decisions.at(record[0] - 1)
        assert str(decision.action) == trade["direction"]
        assert trade["entry_reason"] == decision.reason


def test_each_kind_of_exit_is_told_with_its_prices():
    result = backtest(exit_on_opposite_signal=True, stop_loss_pct=0.02, take_profit_pct=0.03)
    told = dict.fromkeys(ExitReason, "")
    words = exit_reasons(result, trade_details(result))
    for trade, sentence in zip(result.trades, words, strict=True):
        if "opened" not in sentence:
            told[trade.exit_reason] = sentence
    assert told[ExitReason.STOP_LOSS].split()[0] in ("low", "high")
    assert "touched the stop at" in told[ExitReason.STOP_LOSS]
    assert "touched the target at" in told[ExitReason.TAKE_PROFIT]
    assert told[ExitReason.SIGNAL].startswith("opposite decision: ")


def test_a_touched_order_lies_between_the_low_and_the_high_that_touched_it():
    result = backtest()
    details, candles = trade_details(result), result.decisions.candles
    for k, trade in enumerate(result.trades):
        row = int(result.trade_records["exit_row"][k])
        stopped = trade.exit_reason is ExitReason.STOP_LOSS
        level = (details.last_stop_price if stopped else details.target_price)[k]
        if trade.exit_reason in (ExitReason.STOP_LOSS, ExitReason.TAKE_PROFIT):
            inside = candles.low[row] <= level <= candles.high[row]
            assert inside or details.exit_at_open[k]


def test_a_stop_gapped_through_is_told_as_filled_at_the_open():
    closes = [100.0 + k - 2 * (k % 3 == 0) for k in range(60)]
    climb = [(price, price + 0.2, price - 0.2, price) for price in closes]
    frame = candles_frame([*climb, *[(50.0, 50.5, 49.5, 50.0)] * 3])
    config = StrategyConfig(
        ema_fast=5, ema_slow=12, rsi_overbought=100, stop_loss_pct=0.2, take_profit_pct=0.9
    )
    result = Backtester(config, DecisionPolicy(ai_enabled=False, min_confidence=0.0)).run(frame)
    first = full_document(result)["trades"][0]
    assert first["exit_reason"] == "stop_loss"
    assert first["exit_explanation"].startswith("opened at 50.0000, beyond the stop at ")
    assert trade_details(result).exit_at_open[0]


def test_months_compound_to_the_whole_and_so_do_years():
    result = backtest(rows=6_000)
    months = monthly_returns(result)
    assert [(m.year, m.month) for m in months[:2]] == [(2024, 1), (2024, 2)]
    assert len(months) == 9
    whole = result.equity[-1] / result.initial_balance
    product = math.prod(1.0 + (m.return_pct or 0.0) / 100.0 for m in months)
    assert product == pytest.approx(whole)
    years = yearly_returns(result)
    assert math.prod(1.0 + (v or 0.0) / 100.0 for v in years.values()) == pytest.approx(whole)


def test_a_candle_belongs_to_the_month_it_opens_in():
    flat = candles_frame([(100.0,) * 4] * 3, start="2024-12-31", step="1D")
    result = Backtester(StrategyConfig(timeframe="1d")).run(flat)
    assert [(m.year, m.month) for m in monthly_returns(result)] == [(2024, 12), (2025, 1)]
    assert list(yearly_returns(result)) == [2024, 2025]


def test_a_month_that_begins_with_nothing_has_no_return():
    assert return_pct(0.0, 5.0) is None
    assert return_pct(-1.0, 5.0) is None
    assert return_pct(100.0, 150.0) == 50.0


@given(seed=st.integers(0, 500), opposite=st.booleans())
def test_exposure_equals_the_statistic_and_counts_each_held_candle(seed, opposite):
    result = backtest(seed, rows=300, exit_on_opposite_signal=opposite)
    details = trade_details(result)
    found = presence_of(result, details)
    assert found.candles_pct == pytest.approx(result.statistics.activity.exposure_pct)
    assert found.candles_pct == pytest.approx(found.long_candles_pct + found.short_candles_pct)
    rows = {
        row for record in result.trade_records.tolist() for row in range(record[0], record[1] + 1)
    }
    assert set(np.flatnonzero(held_pct(result, details)).tolist()) == rows


def test_no_trade_can_be_larger_than_the_balance():
    details = trade_details(backtest(risk_per_trade_pct=2.0, stop_loss_pct=0.002))
    assert 90.0 < details.position_pct.max() <= 100.0


@pytest.mark.parametrize("rows", [1, 60])
def test_without_a_trade_what_is_undefined_is_null(rows):
    flat = candles_frame([(100.0,) * 4] * rows)
    document = json.loads(json.dumps(full_document(Backtester(CONFIG).run(flat)), allow_nan=False))
    assert document["trades"] == []
    assert document["exposure"]["average_pct"] is None
    assert document["cost_breakdown"]["cost_pct_of_traded"] is None
    assert document["monthly_returns"] == [{"month": "2024-01", "return_pct": 0.0}]
