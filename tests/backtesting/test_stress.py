"""Crises: what their definition says happens to prices, and candles stay candles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backtesting import Backtester
from bot.backtesting.robustness.shocks import SHOCKS, Shock
from bot.backtesting.robustness.stress_tests import PLACES, shocked, stress
from bot.domain import DecisionPolicy, StrategyConfig
from bot.reports.backtest.robustness_text import stress_lines
from tests.support.candles import assert_checked, candles_frame, random_walk

HOUR = 3_600_000_000_000
STEADY = candles_frame([(100.0, 101.0, 99.0, 100.0)] * 400)
TESTER = Backtester(StrategyConfig(), DecisionPolicy(min_confidence=0.2))


def shock(name: str) -> Shock:
    return next(one for one in SHOCKS if one.name == name)


@given(
    st.sampled_from(SHOCKS),
    st.integers(0, 59),
    st.integers(0, 2**16),
    st.sampled_from([HOUR // 60, HOUR, 24 * HOUR, 168 * HOUR]),
)
def test_candles_stay_candles(one: Shock, start: int, seed: int, length: int) -> None:
    before = random_walk(60, seed=seed, deviation=0.05)
    after = shocked(before, one, start, length)
    after.attrs["warnings"] = []
    assert_checked(after)
    np.testing.assert_array_equal(after.iloc[:start], before.iloc[:start])
    assert after["volume"].equals(before["volume"])


def test_a_liquidity_crash_halves_prices_in_a_day_and_comes_back_to_80() -> None:
    after = shocked(STEADY, shock("liquidity_crash"), 100, HOUR)
    close = after["close"]
    assert close.iloc[99] == 100.0
    assert close.iloc[123] == pytest.approx(50.0)
    assert close.iloc[100 + 8 * 24 - 1 :].to_numpy() == pytest.approx(80.0)
    assert (close.iloc[100:124].diff().dropna() < 0).all()
    assert (after["open"].iloc[101:] / close.iloc[100:-1].to_numpy()).to_numpy() == pytest.approx(1)
    inside, later = after.iloc[150], after.iloc[300]
    assert inside["low"] / min(inside["open"], inside["close"]) == pytest.approx(0.99**2)
    assert later["low"] / later["close"] == pytest.approx(0.99)


def test_on_daily_candles_the_crash_is_one_of_them() -> None:
    close = shocked(STEADY, shock("liquidity_crash"), 100, 24 * HOUR)["close"]
    assert close.iloc[[99, 100, 107]].to_numpy() == pytest.approx([100.0, 50.0, 80.0])


def test_a_slow_bear_falls_evenly_by_64_percent_in_a_year() -> None:
    close = shocked(STEADY, shock("slow_bear"), 10, 24 * HOUR)["close"].to_numpy()
    assert close[374] == pytest.approx(36.0)
    assert close[375:] == pytest.approx(36.0)
    assert close[10:375] / close[9:374] == pytest.approx(0.36 ** (1 / 365))


def test_a_slow_bear_takes_all_candles_where_a_year_has_more() -> None:
    one = shock("slow_bear")
    assert one.rows(HOUR, 400) == 400
    assert shocked(STEADY, one, 0, HOUR)["close"].iloc[-1] == pytest.approx(36.0)


def test_a_flash_crash_opens_30_percent_lower_and_closes_as_it_did() -> None:
    after = shocked(STEADY, shock("flash_crash"), 5, HOUR)
    assert after.iloc[5][:4].tolist() == pytest.approx([70.0, 101.0, 70.0, 100.0])
    assert after.drop(after.index[5]).equals(STEADY.drop(STEADY.index[5]))


def test_a_volatility_spike_triples_moves_and_keeps_the_net_change() -> None:
    close = [100.0, 102.0, 99.0, 101.0]
    before = candles_frame([(100.0, 103.0, 98.0, price) for price in close])
    after = shocked(before, shock("volatility_spike"), 0, HOUR)
    assert after["close"].iloc[-1] == pytest.approx(101.0)
    line = np.exp(np.linspace(np.log(100.0), np.log(101.0), 5)[1:])
    far = np.log(after["close"] / line) / np.log(before["close"] / line)
    assert far.iloc[:3].to_numpy() == pytest.approx(3.0)


def test_each_crisis_is_put_in_nine_places_and_backtested_there() -> None:
    frame = random_walk(1500, seed=3)
    found = stress(frame, "1h", TESTER.run)
    assert [test.name for test in found] == [one.name for one in SHOCKS]
    assert [len(test.outcomes) for test in found] == [PLACES, 1, PLACES, PLACES]
    crash = found[0]
    place = crash.outcomes[4]
    row = frame.index.get_loc(place.started_at)
    alone = TESTER.run(shocked(frame, SHOCKS[0], row, HOUR))
    assert (place.total_pnl_pct, place.max_drawdown_pct) == (
        alone.total_pnl_pct,
        alone.max_drawdown_pct,
    )
    assert crash.worst.total_pnl_pct == min(o.total_pnl_pct for o in crash.outcomes)
    assert crash.worst.total_pnl_pct <= crash.median_pnl_pct


def test_a_gap_through_the_stop_costs_what_it_says() -> None:
    held = StrategyConfig(risk_per_trade_pct=50.0, stop_loss_pct=0.1, take_profit_pct=0.9)
    walk = random_walk(400, seed=3, deviation=0.002)
    run = Backtester(held, DecisionPolicy(min_confidence=0.2)).run
    usual = run(walk)
    assert usual.metrics.total_trades == 1
    flash = next(test for test in stress(walk, "1h", run) if test.name == "flash_crash")
    assert flash.worst.total_pnl_pct < usual.total_pnl_pct - 25.0


def test_a_single_candle_survives_every_crisis() -> None:
    for test in stress(random_walk(1), "1h", TESTER.run):
        assert len(test.outcomes) == 1


def test_the_text_shows_every_definition_in_80_columns() -> None:
    lines = stress_lines(stress(random_walk(300), "1h", TESTER.run), 1.5)
    assert max(map(len, lines)) <= 80
    words = " ".join(" ".join(lines).split())
    assert [one.title for one in SHOCKS if one.definition not in words] == []
