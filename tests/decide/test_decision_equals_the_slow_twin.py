"""The compiled decision and a plain one that shares no code with it, on the same closes."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.arrays import utc_time
from bot.candles import CandleArrays
from bot.decide import decide, observe
from bot.domain import DecisionPolicy, MacroEvent, StrategyConfig
from tests.support.candles import candles_frame, random_walk
from tests.support.drawn_configs import SYMBOL, configs, events_during, policies
from tests.support.slow_decision import SlowEvent, SlowRules, slow_decide, slow_macro


def slow_rules(config: StrategyConfig, policy: DecisionPolicy) -> SlowRules:
    calibration = policy.ai_calibration
    return SlowRules(
        ema_fast=config.ema_fast,
        ema_slow=config.ema_slow,
        rsi_period=config.rsi_period,
        rsi_overbought=config.rsi_overbought,
        rsi_oversold=config.rsi_oversold,
        ai_enabled=policy.ai_enabled,
        min_confidence=policy.min_confidence,
        ai_override_confidence=policy.ai_override_confidence,
        calibration=None
        if calibration is None
        else tuple(
            (line.slope, line.intercept)
            for line in (calibration.long, calibration.short, calibration.flat)
        ),
    )


def slow_event(event: MacroEvent) -> SlowEvent:
    return SlowEvent(
        event.title,
        event.published_at,
        event.impact,
        event.sentiment,
        dict(event.assets),
        event.bias,
    )


def assert_equal_at(rows, frame, config, policy, events, *, count_undated=False) -> None:
    candles = CandleArrays.of(frame, config.timeframe)
    observations = observe(candles, policy, events, symbol=SYMBOL, count_undated=count_undated)
    decisions = decide(candles, config, policy, observations)
    slow_events = [slow_event(event) for event in events] if policy.macro_enabled else []
    half_life = timedelta(hours=policy.macro_half_life_hours)
    closes = frame["close"].tolist()
    for t in rows:
        moment = utc_time(int(candles.close_time[t]))
        bias, weight = slow_macro(slow_events, SYMBOL, moment, half_life, count_undated)
        slow = slow_decide(closes[: t + 1], slow_rules(config, policy), bias * weight)
        if slow.margin < 1e-7:
            continue
        event(f"action {slow.action}, overridden {slow.overridden}")
        fast = decisions.at(t)
        assert (fast.action.sign, fast.ai_override_active) == (slow.action, slow.overridden)
        assert fast.confidence == pytest.approx(slow.confidence, abs=1e-9)
        assert fast.technical.action.sign == slow.technical[0]
        assert fast.technical.confidence == pytest.approx(slow.technical[1], abs=1e-9)
        if fast.ai is not None:
            seen = (fast.ai.probability_long, fast.ai.probability_short, fast.ai.probability_flat)
            assert seen == pytest.approx(slow.probabilities, abs=1e-9)
        if fast.macro is not None:
            assert (fast.macro.bias, fast.macro.confidence) == pytest.approx(
                (bias, weight), abs=1e-9
            )


@settings(max_examples=150)
@given(st.integers(1, 120), st.integers(0, 10_000), configs(), policies(), st.data())
def test_decisions_on_random_walks(count, seed, config, policy, data):
    deviation = data.draw(st.sampled_from([0.001, 0.01, 0.05]))
    frame = random_walk(count, seed=seed, deviation=deviation)
    events = data.draw(events_during(frame.index[0], timedelta(hours=count)))
    rows = {count - 1, *data.draw(st.lists(st.integers(0, count - 1), max_size=4))}
    assert_equal_at(rows, frame, config, policy, events, count_undated=data.draw(st.booleans()))


still = st.integers(1, 30).flatmap(lambda n: st.just([50.0] * n))
steps = st.lists(st.integers(1, 100).map(float), min_size=1, max_size=30)


@settings(max_examples=150)
@given(st.lists(still | steps, min_size=1, max_size=4), configs(), policies())
def test_decisions_on_constant_stretches_and_wild_jumps(stretches, config, policy):
    closes = np.concatenate(stretches)
    frame = candles_frame([(close,) * 4 for close in closes])
    assert_equal_at([len(closes) - 1], frame, config, policy, ())


@settings(max_examples=50)
@given(st.integers(1, 100), configs(), policies())
def test_a_price_that_never_moved_decides_nothing(count, config, policy):
    frame = candles_frame([(0.1,) * 4] * count)
    candles = CandleArrays.of(frame, config.timeframe)
    decisions = decide(candles, config, policy, observe(candles, policy, symbol=SYMBOL))
    assert (decisions.action == 0).all()
    assert (decisions.confidence == 0).all()
    assert "no value yet for" in decisions.last().reason
    assert not any(decisions.ai_override_active)


@given(st.lists(st.floats(0.01, 1e6), min_size=21, max_size=60), configs(), policies())
def test_confidence_stays_within_0_and_1_on_any_prices(closes, config, policy):
    frame = candles_frame([(close,) * 4 for close in closes])
    candles = CandleArrays.of(frame, config.timeframe)
    decisions = decide(candles, config, policy, observe(candles, policy, symbol=SYMBOL))
    assert ((decisions.confidence >= 0) & (decisions.confidence <= 1)).all()
    assert set(decisions.action.tolist()) <= {-1, 0, 1}
