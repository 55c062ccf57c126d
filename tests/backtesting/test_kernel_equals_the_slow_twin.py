"""The compiled kernel and a plain simulation that shares no code with it, on the same candles."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain import ExitReason
from bot.rules.fills import Terms
from tests.support.candles import random_walk
from tests.support.drawn_candles import markets
from tests.support.kernel_runs import run_kernel
from tests.support.slow_twin import SlowRun, SlowSimulation, SlowTerms

BALANCE = 1000.0
FLAT_CANDLE = (100.0,) * 4
OPPOSITE = SlowTerms(exit_on_opposite_signal=True)
AT_THE_STOP = ([FLAT_CANDLE, FLAT_CANDLE, (90.0,) * 4, FLAT_CANDLE], [1, -1, -1, 0], OPPOSITE)
AT_THE_TARGET = (
    [(64.0,) * 4, (64.0,) * 4, (72.0,) * 4, (64.0,) * 4],
    [1, -1, -1, 0],
    SlowTerms(stop_loss_pct=1 / 8, take_profit_pct=1 / 8, exit_on_opposite_signal=True),
)


def both(market) -> tuple[np.ndarray, np.ndarray, SlowRun]:
    candles, directions, terms = market
    trades, equity = run_kernel(candles, directions, Terms(*astuple(terms)), BALANCE)
    return trades, equity, SlowSimulation(candles, directions, terms, BALANCE).run()


def assert_equal_trades(trades: np.ndarray, slow: SlowRun) -> None:
    assert len(trades) == len(slow.trades)
    for fast_trade, slow_trade in zip(trades, slow.trades, strict=True):
        assert fast_trade["entry_row"] == slow_trade.entry_row
        assert fast_trade["exit_row"] == slow_trade.exit_row
        assert fast_trade["direction"] == slow_trade.direction
        assert ExitReason.of_code(int(fast_trade["reason"])) == slow_trade.reason
        for name in ("quantity", "entry_price", "exit_price", "fees"):
            assert fast_trade[name] == pytest.approx(getattr(slow_trade, name), rel=1e-9), name
        notional = slow_trade.quantity * slow_trade.entry_price
        assert fast_trade["pnl"] == pytest.approx(slow_trade.pnl, rel=1e-9, abs=1e-12 * notional)


@settings(max_examples=500)
@given(markets())
@example(AT_THE_STOP)
@example(AT_THE_TARGET)
def test_the_kernel_gives_the_trades_of_the_slow_twin(market):
    trades, _, slow = both(market)
    assert_equal_trades(trades, slow)


@settings(max_examples=500)
@given(markets(), st.data())
def test_what_is_withheld_enters_nothing_and_closes_as_before(market, data):
    candles, directions, terms = market
    rows = st.lists(st.booleans(), min_size=len(candles), max_size=len(candles))
    withheld = data.draw(rows)
    trades, _ = run_kernel(candles, directions, Terms(*astuple(terms)), BALANCE, withheld=withheld)
    assert_equal_trades(
        trades, SlowSimulation(candles, directions, terms, BALANCE, withheld=withheld).run()
    )
    assert not any(withheld[row - 1] for row in trades["entry_row"])


@pytest.mark.parametrize("stop", [0.004, 0.03, 0.3])
def test_the_kernel_gives_the_trades_of_the_slow_twin_on_long_walks(stop):
    """Trades and pauses that last for hundreds of candles too."""
    for seed in range(6):
        frame = random_walk(1500 + seed, seed=seed, deviation=0.01)
        rows = frame[["open", "high", "low", "close"]].to_numpy().tolist()
        rng, busy = np.random.default_rng(seed), 0.2 if seed < 3 else 0.005
        directions = rng.choice([1, 0, -1], len(rows), p=[busy, 1 - 2 * busy, busy]).tolist()
        terms = SlowTerms(
            stop_loss_pct=stop,
            take_profit_pct=2 * stop,
            fee_pct=0.001,
            slippage_pct=0.0005,
            allow_short=seed % 2 == 0,
            exit_on_opposite_signal=seed % 3 == 0,
        )
        trades, equity, slow = both((rows, directions, terms))
        assert len(trades) > 0
        assert_equal_trades(trades, slow)
        assert equity.tolist() == pytest.approx(slow.equity, rel=1e-9)


@settings(max_examples=250)
@given(markets())
def test_the_kernel_gives_the_equity_of_the_slow_twin(market):
    _, equity, slow = both(market)
    assert equity.tolist() == pytest.approx(slow.equity, rel=1e-9, abs=1e-9)


@settings(max_examples=250)
@given(markets())
def test_no_money_appears_or_vanishes(market):
    candles, _, _ = market
    trades, equity, slow = both(market)
    assert equity[-1] == pytest.approx(BALANCE + trades["pnl"].sum(), rel=1e-9, abs=1e-9)
    assert trades["fees"].sum() == pytest.approx(slow.fees_paid[-1], rel=1e-9, abs=1e-12)
    for row, (_, _, _, close) in enumerate(candles):
        closed = trades[trades["exit_row"] <= row]
        held = trades[(trades["entry_row"] <= row) & (trades["exit_row"] > row)]
        assert len(held) <= 1
        bought = (held["direction"] * held["quantity"] * (close - held["entry_price"])).sum()
        entry_fees = (held["quantity"] * held["entry_price"]).sum() * market[2].fee_pct
        balance = BALANCE + closed["pnl"].sum() - entry_fees
        assert equity[row] == pytest.approx(balance + bought, rel=1e-9, abs=1e-9)
        assert slow.holding[row] == pytest.approx((held["direction"] * held["quantity"]).sum())


@settings(max_examples=150)
@given(markets(), st.data())
def test_later_candles_change_no_earlier_trade(market, data):
    candles, directions, terms = market
    kept = data.draw(st.integers(1, len(candles)))
    whole, equity = run_kernel(candles, directions, Terms(*astuple(terms)), BALANCE)
    part, part_equity = run_kernel(
        candles[:kept], directions[:kept], Terms(*astuple(terms)), BALANCE
    )
    settled = part[part["reason"] != ExitReason.END_OF_DATA.code]
    assert settled.tolist() == whole[: len(settled)].tolist()
    assert part_equity[:-1].tolist() == equity[: kept - 1].tolist()


def test_the_twin_alone_does_the_fills_by_eye():
    """So that an equal mistake in both would have to be made against these numbers too."""
    terms = SlowTerms(slippage_pct=0.01, fee_pct=0.001, risk_per_trade_pct=0.1)
    run = SlowSimulation([(100,) * 4, (100, 120, 100, 115), (115,) * 4], [1, 0, 0], terms, 1000.0)
    trade = run.run().trades[0]
    assert trade.quantity == pytest.approx(1000 * 0.001 / (101 * 0.1))
    assert trade.exit_price == pytest.approx(111.1)
    assert trade.pnl == pytest.approx(trade.quantity * (10.1 - 0.101 - 0.1111))
