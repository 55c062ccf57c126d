"""Exits inside a candle on the finer candles in it."""

from dataclasses import astuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.backtesting import Conditions, Detail, detail_of, span_run
from bot.backtesting.inside import coverage_of, inside_exits
from bot.backtesting.inside.exits import (
    BEYOND_TARGET,
    CONFIRMED,
    GAPPED,
    NOT_INSIDE,
    REORDERED,
    UNDECIDED,
)
from bot.candles import resampled
from bot.domain import DecisionPolicy, ExitReason, StrategyConfig
from bot.domain.errors import ConfigError, DataError
from bot.rules.fills import STOP_LOSS, TAKE_PROFIT, Terms
from tests.backtesting.test_kernel_equals_the_slow_twin import assert_equal_trades
from tests.support.candles import random_walk
from tests.support.drawn_candles import DYADIC_SHARES, Rows, grid_candles, markets, slow_terms
from tests.support.kernel_runs import as_detail, run_kernel
from tests.support.slow_twin import SlowSimulation, SlowTerms

BALANCE = 1000.0
FLAT = (100.0,) * 4
WIDE = (100.0, 120.0, 80.0, 100.0)
BUY, NOTHING = 1, 0
LIFE = Conditions(policy=DecisionPolicy(macro_enabled=False))


def exit_inside(finer: Rows, terms: SlowTerms | None = None, *, later: bool = True):
    """Price and reason of a long of 100 with stop 90 and target 110, left in a WIDE candle.

    It was entered a candle before, or at the open of the wide one itself.
    """
    candles = [FLAT, FLAT, WIDE, FLAT] if later else [FLAT, WIDE, FLAT]
    inside = [[] for _ in candles]
    inside[-2] = finer
    drawn = Terms(*astuple(terms or SlowTerms()))
    trades, _ = run_kernel(candles, [BUY] + [NOTHING] * (len(candles) - 1), drawn, BALANCE, inside)
    assert trades["exit_row"].tolist() == [len(candles) - 2]
    return float(trades["exit_price"][0]), int(trades["reason"][0])


def test_the_finer_candle_that_touches_first_decides():
    up, down = (100.0, 120.0, 95.0, 100.0), (100.0, 105.0, 80.0, 90.0)
    assert exit_inside([up, down]) == (pytest.approx(110), TAKE_PROFIT)
    assert exit_inside([down, up]) == (pytest.approx(90), STOP_LOSS)


def test_a_stop_gapped_through_inside_fills_at_the_finer_open():
    assert exit_inside([FLAT, (82.0, 120.0, 80.0, 100.0)]) == (82.0, STOP_LOSS)
    slipped = exit_inside([FLAT, (82.0, 120.0, 80.0, 100.0)], SlowTerms(slippage_pct=0.01))
    assert slipped == (pytest.approx(82.0 * 0.99), STOP_LOSS)


def test_a_target_gapped_over_inside_fills_at_the_finer_open():
    assert exit_inside([FLAT, (115.0, 120.0, 80.0, 100.0)]) == (115.0, TAKE_PROFIT)


def test_where_one_finer_candle_touches_both_the_stop_came_first():
    assert exit_inside([FLAT, WIDE]) == (pytest.approx(90), STOP_LOSS)


def test_the_open_of_the_first_finer_candle_of_an_entry_is_the_entry():
    """What is beyond the stop there is slippage: the coarse rule fills it at the stop."""
    inside = [(85.0, 88.0, 80.0, 86.0), WIDE]
    assert exit_inside(inside, later=False) == (pytest.approx(90), STOP_LOSS)
    assert exit_inside(inside, later=True) == (85.0, STOP_LOSS)


@pytest.mark.parametrize("finer", [[], [FLAT, FLAT]])
def test_without_a_finer_candle_that_touches_the_coarse_one_decides(finer):
    assert exit_inside(finer) == (pytest.approx(90), STOP_LOSS)


@pytest.mark.parametrize(
    ("finer", "code"),
    [
        ([], UNDECIDED),
        ([FLAT, FLAT], UNDECIDED),
        ([FLAT, WIDE], CONFIRMED),
        ([FLAT, (82.0, 120.0, 80.0, 100.0)], GAPPED),
        ([FLAT, (115.0, 120.0, 80.0, 100.0)], REORDERED),
        ([(100.0, 120.0, 95.0, 100.0), FLAT], REORDERED),
    ],
)
def test_each_exit_inside_is_held_against_that_of_the_coarse_candle(finer, code):
    candles, terms = [FLAT, FLAT, WIDE, FLAT], Terms(*astuple(SlowTerms()))
    assert codes_of(candles, [[], [], finer, []], terms) == ([code], [True])


def test_a_target_that_fills_beyond_itself_is_told_from_one_that_fills_at_it():
    candles, terms = [FLAT, FLAT, (100.0, 120.0, 95.0, 100.0)], Terms(*astuple(SlowTerms()))
    beyond = [[], [], [FLAT, (115.0, 120.0, 95.0, 100.0)]]
    assert codes_of(candles, beyond, terms) == ([BEYOND_TARGET], [False])
    assert codes_of(candles, [[], [], [candles[2]]], terms) == ([CONFIRMED], [False])


def test_an_exit_at_the_open_is_none_inside_the_candle():
    candles, terms = [FLAT, FLAT, (80.0,) * 4, FLAT], Terms(*astuple(SlowTerms()))
    assert codes_of(candles, [[], [], [(80.0,) * 4], []], terms) == ([NOT_INSIDE], [False])
    assert codes_of(candles[:2], [[], []], terms) == ([NOT_INSIDE], [False])


def codes_of(candles: Rows, finer: list[Rows], terms: Terms) -> tuple[list[int], list[bool]]:
    """What is said of the exits of a long that the first close decides."""
    directions = [BUY] + [NOTHING] * (len(candles) - 1)
    trades, _ = run_kernel(candles, directions, terms, BALANCE, finer)
    open_, high, low = (np.array(column, float) for column in list(zip(*candles, strict=True))[:3])
    exits = inside_exits(open_, high, low, trades, terms, as_detail(finer))
    return exits.code.tolist(), exits.touched_both.tolist()


@st.composite
def detailed_markets(draw: st.DrawFn) -> tuple[Rows, list[int], SlowTerms, list[Rows]]:
    """Markets with finer candles that may be absent, and may know nothing of the coarse ones."""
    candles, directions, terms = draw(markets())
    price = st.sampled_from(sorted({p for row in candles for p in row}))
    prices = st.lists(price, min_size=2, max_size=4)
    inside = st.lists(prices.map(lambda p: (p[0], max(p), min(p), p[-1])), max_size=3)
    finer = draw(st.lists(inside, min_size=len(candles), max_size=len(candles)))
    return candles, directions, terms, finer


@settings(max_examples=500)
@given(detailed_markets())
def test_the_kernel_gives_the_trades_of_the_slow_twin(market):
    candles, directions, terms, finer = market
    trades, equity = run_kernel(candles, directions, Terms(*astuple(terms)), BALANCE, finer)
    slow = SlowSimulation(candles, directions, terms, BALANCE, finer).run()
    assert_equal_trades(trades, slow)
    assert equity.tolist() == pytest.approx(slow.equity, rel=1e-9, abs=1e-9)


@settings(max_examples=150)
@given(markets())
def test_one_finer_candle_that_is_the_coarse_one_changes_nothing(market):
    candles, directions, terms = market
    drawn = Terms(*astuple(terms))
    trades, equity = run_kernel(candles, directions, drawn, BALANCE)
    same, same_equity = run_kernel(candles, directions, drawn, BALANCE, [[row] for row in candles])
    assert same.tolist() == trades.tolist()
    assert same_equity.tolist() == equity.tolist()


@settings(max_examples=300)
@given(grid_candles().filter(bool) | st.just([WIDE]), slow_terms(DYADIC_SHARES), st.data())
def test_a_detail_gives_what_a_run_over_the_finer_candles_gives(walk, terms, data):
    """The same decisions at the same closes: no other rule is hidden in the detail."""
    parts = [walk[k : k + 3] for k in range(0, len(walk), 3)]
    candles = [_joined(part) for part in parts]
    direction = st.sampled_from([1, 1, 0, -1])
    directions = data.draw(st.lists(direction, min_size=len(parts), max_size=len(parts)))
    decided = [0] * len(walk)
    for number, part in enumerate(parts):
        decided[3 * number + len(part) - 1] = directions[number]
    drawn = Terms(*astuple(terms))
    trades, _ = run_kernel(candles, directions, drawn, BALANCE, parts)
    finer, _ = run_kernel(walk, decided, drawn, BALANCE)
    finer["entry_row"] //= 3
    finer["exit_row"] //= 3
    assert trades.tolist() == finer.tolist()


def _joined(part: Rows) -> tuple[float, float, float, float]:
    highs, lows = [row[1] for row in part], [row[2] for row in part]
    return part[0][0], max(highs), min(lows), part[-1][3]


def minutes_of(hours: int, seed: int = 5) -> pd.DataFrame:
    return random_walk(60 * hours, seed=seed, step="1min", deviation=0.003)


def test_a_window_reads_the_finer_candles_of_its_own_rows():
    minutes = minutes_of(300)
    candles = resampled(minutes, "1m", "1h")
    config = StrategyConfig(timeframe="1h", stop_loss_pct=0.004, take_profit_pct=0.008)
    detail = detail_of(minutes, "1m", candles, "1h")
    end = len(candles)
    run = span_run(candles, config, LIFE, 100, end, detail)
    at_once = span_run(candles, config, LIFE, 100, end)
    assert len(run.trades) > 10
    assert run.trades["exit_row"].tolist() == at_once.trades["exit_row"].tolist()
    assert run.trades["exit_price"].tolist() != at_once.trades["exit_price"].tolist()
    _follow_every_stop(run.trades, candles, minutes, config)


def _follow_every_stop(trades, candles, minutes, config) -> None:
    """Each exit at the stop or the target was at the first minute that reached it."""
    opens = candles.index[100:]
    for trade in trades[np.isin(trades["reason"], (STOP_LOSS, TAKE_PROFIT))]:
        held = minutes[minutes.index >= opens[trade["entry_row"]]]
        entry, side = trade["entry_price"], trade["direction"]
        stop = entry * (1 - side * config.stop_loss_pct)
        target = entry * (1 + side * config.take_profit_pct)
        worst, best = (held["low"], held["high"]) if side > 0 else (held["high"], held["low"])
        stopped, reached = side * (worst - stop) <= 0, side * (best - target) >= 0
        minute = held[stopped | reached].iloc[0]
        assert minute.name.floor("h") == opens[trade["exit_row"]]
        code = STOP_LOSS if stopped[minute.name] else TAKE_PROFIT
        beyond = side * (minute["open"] - (stop if code == STOP_LOSS else target))
        gapped = beyond < 0 if code == STOP_LOSS else beyond > 0
        price = minute["open"] if gapped else stop if code == STOP_LOSS else target
        slipped = price * (1 - side * config.slippage_pct) if code == STOP_LOSS else price
        assert (trade["reason"], trade["exit_price"]) == (code, pytest.approx(slipped))


def test_finer_candles_count_where_they_open_and_close_inside_a_coarse_one():
    minutes = minutes_of(4)
    candles = resampled(minutes, "1m", "1h").drop(minutes.index[60])
    cut = minutes.drop(minutes.index[[10, 130]])
    detail = detail_of(cut, "1m", candles, "1h")
    assert np.diff(detail.first).tolist() == [59, 59, 60]
    assert detail.open[detail.first[1]] == candles["open"].iloc[1]
    assert np.diff(detail.part(slice(1, 3)).first).tolist() == [59, 60]
    off_grid = cut.set_index(cut.index + pd.Timedelta("30s"))
    assert np.diff(detail_of(off_grid, "1m", candles, "1h").first).tolist() == [58, 58, 59]


@pytest.mark.parametrize(("finer", "coarse"), [("1h", "1h"), ("4h", "1h"), ("45m", "1h")])
def test_candles_of_which_no_whole_number_makes_a_coarse_one_are_refused(finer, coarse):
    candles = random_walk(10)
    with pytest.raises(ConfigError, match=f"makes one of {coarse}, were of {finer}"):
        detail_of(candles, finer, candles, coarse)


def test_a_detail_without_any_finer_candle_is_the_coarse_run():
    candles = random_walk(200, seed=3)
    none = np.empty(0)
    detail = Detail(none, none, none, np.zeros(201, np.int64), np.zeros(200, np.bool_))
    config = StrategyConfig(timeframe="1h")
    run, same = (span_run(candles, config, LIFE, 0, 200, d) for d in (None, detail))
    assert same.trades.tolist() == run.trades.tolist()
    assert ExitReason.STOP_LOSS.code in run.trades["reason"]


def test_how_many_candles_have_finer_ones_and_how_many_are_left_by_them_is_counted():
    minutes = minutes_of(4)
    candles = resampled(minutes, "1m", "1h")
    missing = minutes.drop(minutes.index[60:120])
    assert coverage_of(detail_of(missing, "1m", candles, "1h")) == (4, 3, 0)
    wild = missing.copy()
    wild.loc[wild.index[130], "high"] *= 2.0
    detail = detail_of(wild, "1m", candles, "1h")
    assert coverage_of(detail) == (4, 3, 1)
    last = slice(2, 4)
    assert coverage_of(detail.part(last)) == (2, 2, 1)


@pytest.mark.parametrize("scale", [4.0, 1.02, 0.98, 1.001])
def test_finer_candles_at_prices_that_their_candle_never_had_are_none_of_it(scale):
    minutes = minutes_of(4)
    candles = resampled(minutes, "1m", "1h")
    minutes.loc[minutes.index[60:120], ["open", "high", "low", "close"]] *= scale
    detail = detail_of(minutes, "1m", candles, "1h")
    assert np.diff(detail.first).tolist() == [60, 0, 60, 60]
    assert detail.open.tolist() == minutes["open"].drop(minutes.index[60:120]).tolist()
    assert detail.outside.tolist() == [False, True, False, False]


@pytest.mark.parametrize("scale", [1.0004, 0.9996])
def test_finer_candles_that_their_source_rounded_otherwise_are_read(scale):
    minutes = minutes_of(4)
    detail = detail_of(minutes * scale, "1m", resampled(minutes, "1m", "1h"), "1h")
    assert np.diff(detail.first).tolist() == [60, 60, 60, 60]
    assert not detail.outside.any()


def test_exits_are_undecided_where_finer_candles_have_a_split_that_the_coarse_ones_have_not():
    """The trades are those of a run for which the first half has no finer candle at all."""
    minutes = minutes_of(300)
    candles = resampled(minutes, "1m", "1h")
    config = StrategyConfig(timeframe="1h", stop_loss_pct=0.004, take_profit_pct=0.008)
    half = len(minutes) // 2
    split = minutes.copy()
    split.iloc[:half] *= 4.0
    later = detail_of(minutes.iloc[half:], "1m", candles, "1h")
    run, expected = (
        span_run(candles, config, LIFE, 0, len(candles), detail)
        for detail in (detail_of(split, "1m", candles, "1h"), later)
    )
    assert len(run.trades) > 10
    assert run.trades.tolist() == expected.trades.tolist()


def test_finer_candles_of_another_time_or_market_are_refused():
    minutes = minutes_of(4)
    candles = resampled(minutes, "1m", "1h")
    later = minutes.set_index(minutes.index + pd.Timedelta("1D"))
    with pytest.raises(DataError, match="same time"):
        coverage_of(detail_of(later, "1m", candles, "1h"))
    with pytest.raises(DataError, match="were at prices outside the candle around them in 4 of 4"):
        coverage_of(detail_of(minutes * 2.0, "1m", candles, "1h"))
