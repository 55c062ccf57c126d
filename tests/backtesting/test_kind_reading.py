"""The kind reading of a run, held against a simulation that meets every target first."""

from dataclasses import asdict, astuple

import numpy as np
import pytest
from hypothesis import assume, example, given, settings

from bot.backtesting import kind_returns
from bot.backtesting.spans import SpanRun
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.rules.fills import Terms
from bot.statistics import returns_of
from tests.support.candles import candles_frame, random_walk
from tests.support.drawn_candles import markets
from tests.support.kernel_runs import run_kernel
from tests.support.slow_twin import SlowSimulation, SlowTerms

BALANCE = 1000.0
FLAT_CANDLE = (100.0,) * 4
BOTH_TOUCHED = (100.0, 120.0, 80.0, 100.0)


class KindSimulation(SlowSimulation):
    """The slow twin, but for candles that touch stop and target: the target fills."""

    def _inside(self, row):
        if self.open_trade:
            _, high, low, _ = self.candles[row]
            target = self.open_trade["target"]
            if high >= target if self.holding > 0 else low <= target:
                self._leave(row, "take_profit", target)
                return
        super()._inside(row)


def both(market) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The returns as simulated, read kindly, and of the simulation that is kind."""
    candles, directions, terms = market
    trades, equity = run_kernel(candles, directions, Terms(*astuple(terms)), BALANCE)
    kind = np.array(KindSimulation(candles, directions, terms, BALANCE).run().equity)
    returns, arrays = returns_of(equity, BALANCE), CandleArrays.of(candles_frame(candles), "1h")
    read = kind_returns(
        returns,
        SpanRun(metrics=None, equity=equity, trades=trades),
        arrays,
        StrategyConfig(**asdict(terms)),
        BALANCE,
    )
    return returns, read, returns_of(kind, BALANCE)


@settings(max_examples=500)
@given(markets())
@example(([FLAT_CANDLE, BOTH_TOUCHED, FLAT_CANDLE], [1, 1, 0], SlowTerms(fee_pct=0.001)))
@example(([FLAT_CANDLE, FLAT_CANDLE, BOTH_TOUCHED], [-1, 0, 0], SlowTerms(slippage_pct=0.001)))
def test_reading_doubtful_candles_kindly_equals_a_simulation_that_is_kind(market):
    returns, read, simulated = both(market)
    assume((np.minimum(returns, simulated) > -1 + 1e-9).all())  # a ruined account sizes nothing
    assert read == pytest.approx(simulated, rel=1e-7, abs=1e-9)


def test_only_the_candle_that_touched_both_differs():
    market = ([FLAT_CANDLE, FLAT_CANDLE, BOTH_TOUCHED, FLAT_CANDLE], [1, 0, 0, 0], SlowTerms())
    returns, read, _ = both(market)
    assert returns.tolist() == pytest.approx([0.0, 0.0, -0.01, 0.0])
    assert read.tolist() == pytest.approx([0.0, 0.0, 0.01, 0.0])


def test_a_stop_that_was_gapped_through_stays_a_loss_whatever_the_candle_touched_later():
    gap = (85.0, 120.0, 80.0, 100.0)
    returns, read, _ = both(([FLAT_CANDLE, FLAT_CANDLE, gap], [1, 0, 0], SlowTerms()))
    assert returns[2] < 0
    np.testing.assert_array_equal(read, returns)


def test_a_long_run_with_many_doubtful_candles_is_read_exactly():
    rows = random_walk(3000, seed=2, deviation=0.01)[["open", "high", "low", "close"]]
    directions = np.random.default_rng(2).choice([1, 0, -1], 3000).tolist()
    terms = SlowTerms(
        stop_loss_pct=0.004, take_profit_pct=0.006, fee_pct=0.0004, slippage_pct=0.0002
    )
    returns, read, simulated = both((rows.to_numpy().tolist(), directions, terms))
    assert (read != returns).sum() > 100
    assert (read >= returns).all()
    assert read == pytest.approx(simulated, rel=1e-7, abs=1e-9)
