"""Sizes and stops that adapt, in the kernel and in the slow twin, which shares no code with it."""

from dataclasses import asdict, astuple

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.backtesting import adaptive_over
from bot.backtesting.adapting import exit_levels
from bot.domain import ExitReason, StrategyConfig
from bot.rules.fills import Terms
from tests.backtesting.test_inside_the_candle import detailed_markets
from tests.backtesting.test_kernel_equals_the_slow_twin import assert_equal_trades
from tests.support.candles import random_walk
from tests.support.drawn_candles import markets
from tests.support.kernel_runs import arrays_of_columns, columns_of, run_kernel
from tests.support.slow_twin import SlowRules, SlowRun, SlowSimulation, SlowTerms

BALANCE = 1000.0
SIZINGS = ("fixed", "volatility", "kelly")
STOPS = ("fixed", "atr", "trailing")


@st.composite
def rules(draw: st.DrawFn) -> SlowRules:
    """Every sizing with every stop, the ATR and the record so short that few candles suffice."""
    return SlowRules(
        position_sizing=draw(st.sampled_from(SIZINGS)),
        stop_type=draw(st.sampled_from(STOPS)),
        max_position_pct=draw(st.sampled_from([100.0, 50.0, 12.5])),
        atr_period=draw(st.integers(2, 4)),
        stop_atr_multiple=draw(st.sampled_from([0.5, 1.0, 3.0])),
        target_atr_multiple=draw(st.sampled_from([0.5, 1.0, 4.0])),
        kelly_fraction=draw(st.sampled_from([0.25, 1.0])),
        kelly_trades=draw(st.integers(2, 3)),
    )


def config_of(terms: SlowTerms, rules: SlowRules) -> StrategyConfig:
    return StrategyConfig(**asdict(terms), **asdict(rules))


def terms_of(terms: SlowTerms, rules: SlowRules) -> Terms:
    return Terms(*astuple(terms), rules.max_position_pct / 100)


def both(market, rules, finer=None) -> tuple[np.ndarray, np.ndarray, SlowRun]:
    candles, directions, terms = market
    config, kernel_terms = config_of(terms, rules), terms_of(terms, rules)
    trades, equity = run_kernel(candles, directions, kernel_terms, BALANCE, finer, config)
    slow = SlowSimulation(candles, directions, terms, BALANCE, finer, rules).run()
    return trades, equity, slow


def is_in_doubt(slow: SlowRun) -> bool:
    """Whether rounding decides that Kelly stakes nothing."""
    return any(abs(edge) < 1e-9 for edge in slow.edges)


FALLING_BACK = [(100.0,) * 4, (100.0, 104.0, 100.0, 104.0), (104.0, 108.0, 102.0, 103.0)]
TRAILED = (FALLING_BACK, [1, 0, 0], SlowTerms(stop_loss_pct=1 / 64, take_profit_pct=1 / 2))


@settings(max_examples=500)
@given(markets(), rules())
@example(TRAILED, SlowRules(stop_type="trailing"))
def test_the_kernel_gives_the_trades_and_the_equity_of_the_slow_twin(market, rules):
    trades, equity, slow = both(market, rules)
    assume(not is_in_doubt(slow))
    assert_equal_trades(trades, slow)
    assert equity.tolist() == pytest.approx(slow.equity, rel=1e-9, abs=1e-9)


@settings(max_examples=250)
@given(detailed_markets(), rules())
def test_the_kernel_gives_the_trades_of_the_slow_twin_on_finer_candles(market, rules):
    *coarse, finer = market
    trades, _, slow = both(coarse, rules, finer)
    assume(not is_in_doubt(slow))
    assert_equal_trades(trades, slow)


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("sizing", SIZINGS)
def test_the_kernel_gives_the_trades_of_the_slow_twin_on_long_walks(sizing, stop):
    for seed in range(4):
        rows = random_walk(1500 + seed, seed=seed, deviation=0.01)
        candles = rows[["open", "high", "low", "close"]].to_numpy().tolist()
        rng, busy = np.random.default_rng(seed), 0.2 if seed < 2 else 0.02
        directions = rng.choice([1, 0, -1], len(candles), p=[busy, 1 - 2 * busy, busy]).tolist()
        terms = SlowTerms(
            stop_loss_pct=0.03,
            take_profit_pct=0.05,
            fee_pct=0.001,
            slippage_pct=0.0005,
            allow_short=seed % 2 == 0,
            exit_on_opposite_signal=seed % 3 == 0,
        )
        rules = SlowRules(position_sizing=sizing, stop_type=stop, atr_period=14, kelly_trades=20)
        trades, equity, slow = both((candles, directions, terms), rules)
        assert len(trades) > 5
        assert_equal_trades(trades, slow)
        assert equity.tolist() == pytest.approx(slow.equity, rel=1e-9)


@settings(max_examples=150)
@given(markets(), rules(), st.data())
def test_later_candles_change_no_earlier_trade(market, rules, data):
    candles, directions, terms = market
    kept = data.draw(st.integers(1, len(candles)))
    config, kernel_terms = config_of(terms, rules), terms_of(terms, rules)
    whole, _ = run_kernel(candles, directions, kernel_terms, BALANCE, None, config)
    part, _ = run_kernel(candles[:kept], directions[:kept], kernel_terms, BALANCE, None, config)
    settled = part[part["reason"] != ExitReason.END_OF_DATA.code]
    assert settled.tolist() == whole[: len(settled)].tolist()


@settings(max_examples=250)
@given(markets(), rules())
def test_the_levels_told_of_a_trade_are_those_that_it_was_closed_at(market, rules):
    candles, directions, terms = market
    config, kernel_terms = config_of(terms, rules), terms_of(terms, rules)
    trades, _ = run_kernel(candles, directions, kernel_terms, BALANCE, None, config)
    arrays = arrays_of_columns(columns_of(candles))
    adaptive = adaptive_over(config, arrays)
    stop, target = exit_levels(trades, arrays.high, arrays.low, kernel_terms, adaptive)
    for k, trade in enumerate(trades):
        row, side, opened = trade["exit_row"], trade["direction"], arrays.open[trade["exit_row"]]
        if trade["reason"] == ExitReason.TAKE_PROFIT.code:
            gap = row > trade["entry_row"] and side * (opened - target[k]) >= 0
            assert trade["exit_price"] == (opened if gap else target[k])
        if trade["reason"] == ExitReason.STOP_LOSS.code:
            gap = row > trade["entry_row"] and side * (opened - stop[k]) <= 0
            price = opened if gap else stop[k]
            assert trade["exit_price"] == price * (1.0 - side * terms.slippage_pct)


def test_a_trailing_stop_lies_where_the_candles_before_have_put_it_by_eye():
    """Entered at 100, it lies at 98.4375; the high of 104 moves it to 102.375 for the next one."""
    trades, _, _ = both(TRAILED, SlowRules(stop_type="trailing"))
    assert (trades["exit_row"].tolist(), trades["exit_price"].tolist()) == ([2], [102.375])


def test_no_atr_no_entry():
    candles, directions = [(100.0, 101.0, 99.0, 100.0)] * 3, [1, 0, 0]
    for rules in (SlowRules(stop_type="atr"), SlowRules(position_sizing="volatility")):
        trades, _, _ = both((candles, directions, SlowTerms()), rules)
        assert len(trades) == 0, rules
