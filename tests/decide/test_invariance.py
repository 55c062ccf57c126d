"""A new candle changes no earlier decision; a long-enough window decides as all history does."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.candles import CandleArrays, clean_candles
from bot.decide import Decisions, decide, observe, required_candles
from bot.domain import DecisionPolicy, StrategyConfig
from tests.support.candles import random_walk
from tests.support.drawn_configs import SYMBOL, configs, events_during, policies
from tests.support.real_data import ohlcv_files, read_raw

# corners and middles of the optimizer's ranges
CONFIGS = [
    StrategyConfig(),
    StrategyConfig(ema_fast=8, ema_slow=30, rsi_period=7, rsi_overbought=65, rsi_oversold=35),
    StrategyConfig(ema_fast=30, ema_slow=100, rsi_period=30, rsi_overbought=85, rsi_oversold=15),
    StrategyConfig(ema_fast=29, ema_slow=30, rsi_period=30, rsi_overbought=70, rsi_oversold=20),
    StrategyConfig(ema_fast=8, ema_slow=100, rsi_period=7, rsi_overbought=80, rsi_oversold=30),
]
POLICIES = [
    DecisionPolicy(ai_override_confidence=0.5),
    DecisionPolicy(ai_enabled=False, macro_enabled=False),
]
LAST_CANDLES = 12_000


def decided(frame, config, policy, events=()) -> Decisions:
    candles = CandleArrays.of(frame, config.timeframe)
    return decide(candles, config, policy, observe(candles, policy, events, symbol=SYMBOL))


@settings(max_examples=150)
@given(st.integers(2, 300), st.integers(0, 10_000), configs(), policies(), st.data())
def test_a_new_candle_changes_no_earlier_decision(count, seed, config, policy, data):
    frame = random_walk(count, seed=seed, deviation=0.01)
    events = data.draw(events_during(frame.index[0], timedelta(hours=count)))
    kept = data.draw(st.integers(1, count - 1))
    whole = decided(frame, config, policy, events)
    part = decided(frame.iloc[:kept], config, policy, events)
    assert part.action.tolist() == whole.action[:kept].tolist()
    assert part.confidence.tolist() == whole.confidence[:kept].tolist()
    assert part.ai_override_active.tolist() == whole.ai_override_active[:kept].tolist()
    assert repr(part.last()) == repr(whole.at(kept - 1))  # every word, NaN included


@settings(max_examples=50)
@given(st.integers(30, 200), configs(), policies(), st.data())
def test_news_changes_no_decision_at_a_candle_that_closed_before_it(count, config, policy, data):
    frame = random_walk(count, seed=count, deviation=0.01)
    events = data.draw(events_during(frame.index[0], timedelta(hours=count)))
    before = decided(frame, config, policy)
    after = decided(frame, config, policy, events)
    moments = [event.published_at for event in events if event.published_at is not None]
    first = min(moments, default=frame.index[-1] + timedelta(days=1))
    unaware = np.flatnonzero(frame.index + timedelta(hours=1) < first)
    assert after.confidence[unaware].tolist() == before.confidence[unaware].tolist()
    assert after.action[unaware].tolist() == before.action[unaware].tolist()


def near_a_tie(whole: Decisions, t: int) -> bool:
    """Whether a comparison of the decision at row t is nearer than 1e-7 to tipping over."""
    rows, policy, config = whole.rows, whole.policy, whole.config
    ai = whole.at(t).ai
    distances = [
        rows.ema_fast[t] / rows.ema_slow[t] - 1,
        rows.rsi[t] - config.rsi_overbought,
        rows.rsi[t] - config.rsi_oversold,
        whole.confidence[t] - policy.min_confidence,
        1.0 if ai is None else ai.confidence - policy.ai_override_confidence,
    ]
    return bool(np.nanmin(np.abs(distances)) < 1e-7)


def assert_windows_decide_as_the_history(
    frame: pd.DataFrame, config: StrategyConfig, policy: DecisionPolicy, seed: int, windows: int
) -> None:
    whole = decided(frame, config, policy)
    need = required_candles(config)
    rng = np.random.default_rng(seed)
    for end in rng.integers(need, len(frame) + 1, windows):
        length = min(need + int(rng.integers(0, 200)), end)
        part = decided(frame.iloc[end - length : end], config, policy)
        t = int(end) - 1
        for name in ("ema_fast", "ema_slow", "rsi"):
            ours, theirs = getattr(part.rows, name)[-1], getattr(whole.rows, name)[t]
            assert ours == pytest.approx(theirs, rel=0, abs=1e-8, nan_ok=True), (name, t)
        if not near_a_tie(whole, t):
            assert part.action[-1] == whole.action[t]
            assert part.ai_override_active[-1] == whole.ai_override_active[t]
            assert part.confidence[-1] == pytest.approx(whole.confidence[t], abs=1e-7)


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.fingerprint)
def test_a_window_of_a_random_walk_decides_as_the_whole_history(config):
    for seed in range(3):
        frame = random_walk(4000, seed=seed, deviation=0.01)
        for policy in POLICIES:
            assert_windows_decide_as_the_history(frame, config, policy, seed, 20)


@pytest.mark.parametrize("path", ohlcv_files(), ids=lambda path: path.name)
def test_a_window_of_a_real_series_decides_as_the_whole_history(path):
    frame = clean_candles(read_raw(path).iloc[-LAST_CANDLES:])
    for number, config in enumerate(CONFIGS):
        if required_candles(config) <= len(frame):
            policy = POLICIES[number % 2]
            assert_windows_decide_as_the_history(frame, config, policy, number, 12)


def test_every_candle_of_one_real_series_decides_alike_in_its_window(real_data):
    path = real_data / "ohlcv/crypto/binance_BTCUSDT_1h_2017-2021.csv"
    frame = clean_candles(read_raw(path))
    config, policy = CONFIGS[1], POLICIES[0]
    assert_windows_decide_as_the_history(frame, config, policy, 0, 1000)
