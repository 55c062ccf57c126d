"""Any strategy's opinion goes the way of EMA/RSI's: macro, AI and the minimum confidence."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.candles import CandleArrays, clean_candles
from bot.decide import (
    Decisions,
    confidence_after_macro,
    decide,
    decision_terms,
    observe,
    required_candles,
)
from bot.decide.rule import combine_opinions
from bot.domain import Action, DecisionPolicy, MacroEvent, StrategyConfig, StrategyParams
from bot.domain.errors import ConfigError
from bot.strategy import strategy_of
from tests.support.candles import random_walk
from tests.support.drawn_configs import SYMBOL, configs, policies
from tests.support.real_data import ohlcv_files, read_raw

OTHERS = [
    StrategyConfig(strategy="bollinger_reversion"),
    StrategyConfig(
        strategy="bollinger_reversion",
        strategy_params=StrategyParams({"period": 60, "width": 1.0}),
    ),
    StrategyConfig(strategy="macd_trend"),
    StrategyConfig(
        strategy="macd_trend",
        strategy_params=StrategyParams(
            {"fast": 20, "slow": 60, "signal": 20, "beyond_zero": False}
        ),
    ),
]
POLICIES = [
    DecisionPolicy(ai_override_confidence=0.5),
    DecisionPolicy(ai_enabled=False, macro_enabled=False),
]


def decided(frame, config, policy, events=()) -> Decisions:
    candles = CandleArrays.of(frame, config.timeframe)
    return decide(candles, config, policy, observe(candles, policy, events, symbol=SYMBOL))


@settings(max_examples=30)
@given(st.integers(1, 300), st.integers(0, 10_000), configs(), policies())
def test_ema_rsi_by_the_registry_decides_as_by_its_compiled_path(count, seed, config, policy):
    found = decided(random_walk(count, seed=seed, deviation=0.01), config, policy)
    opinions = strategy_of(config).opinions(found.candles)
    terms = decision_terms(config, policy)
    for t in range(count):
        one, other = int(opinions.direction[t]), float(opinions.confidence[t])
        seen = [float(row[t]) for row in found.rows]
        action, confidence, override = combine_opinions(
            one, confidence_after_macro(one, other, seen[-1]), *seen, terms
        )
        assert action == found.action[t]
        assert confidence == found.confidence[t]
        assert override == found.ai_override_active[t]


@pytest.mark.parametrize("config", OTHERS, ids=lambda config: config.fingerprint)
def test_with_ai_and_macro_off_the_strategy_alone_decides(config):
    policy = DecisionPolicy(ai_enabled=False, macro_enabled=False, min_confidence=0.0)
    found = decided(random_walk(2000, seed=2, deviation=0.01), config, policy)
    opinions = strategy_of(config).opinions(found.candles)
    assert found.action.tolist() == opinions.direction.tolist()
    assert found.confidence.tolist() == opinions.confidence.tolist()
    assert {-1, 0, 1} == set(found.action.tolist())


def test_the_minimum_confidence_and_the_ai_hold_for_every_strategy():
    frame = random_walk(3000, seed=5, deviation=0.01)
    config = OTHERS[0]
    strict = decided(frame, config, DecisionPolicy(ai_enabled=False, min_confidence=0.7))
    sided = strict.action != 0
    assert sided.any()
    assert (strict.confidence[sided] >= 0.7).all()
    eager = decided(frame, config, DecisionPolicy(ai_override_confidence=0.4))
    at = int(np.flatnonzero(eager.ai_override_active)[0])
    decision = eager.at(at)
    assert decision.ai is not None
    assert decision.action is decision.ai.action
    assert decision.technical.action is not decision.action
    assert "overrides technical" in decision.reason


def test_news_against_a_strategy_s_opinion_weakens_it():
    frame = random_walk(1000, seed=5, deviation=0.01)
    policy = DecisionPolicy(ai_enabled=False, min_confidence=0.0)
    event = MacroEvent(
        title="panic",
        category="macro",
        sentiment="bearish",
        impact="critical",
        published_at=frame.index[0].to_pydatetime(),
    )
    before, after = (decided(frame, OTHERS[2], policy, events) for events in ((), (event,)))
    early = np.arange(len(frame)) < 200
    assert (after.confidence < before.confidence)[early & (before.action > 0)].all()
    assert (after.confidence >= before.confidence)[early & (before.action < 0)].all()


def test_the_decision_tells_its_strategy_s_numbers_and_words():
    found = decided(random_walk(500, seed=5, deviation=0.01), OTHERS[0], POLICIES[1])
    t = int(np.flatnonzero(found.action)[0])
    decision = found.at(t)
    assert decision.technical.action is decision.action is not Action.FLAT
    assert "the Bollinger bands" in decision.reason
    assert set(found.values_at(t)) == {"lower", "middle", "upper"}
    assert decided(random_walk(50), StrategyConfig(), POLICIES[0]).values_at(49) == {}


def test_a_strategy_that_does_not_exist_decides_nothing():
    config = StrategyConfig(strategy="nobody")
    with pytest.raises(ConfigError, match="need a strategy of"):
        decided(random_walk(50), config, POLICIES[0])
    with pytest.raises(ConfigError, match="need a strategy of"):
        required_candles(config)


@settings(max_examples=40)
@given(st.integers(2, 300), st.integers(0, 10_000), st.sampled_from(OTHERS), policies(), st.data())
def test_a_new_candle_changes_no_earlier_decision(count, seed, config, policy, data):
    frame = random_walk(count, seed=seed, deviation=0.01)
    kept = data.draw(st.integers(1, count - 1))
    whole, part = decided(frame, config, policy), decided(frame.iloc[:kept], config, policy)
    assert part.action.tolist() == whole.action[:kept].tolist()
    assert part.confidence.tolist() == whole.confidence[:kept].tolist()
    assert repr(part.last()) == repr(whole.at(kept - 1))


def near_a_tie(whole: Decisions, t: int) -> bool:
    """Whether a comparison of the decision at row t is nearer than 1e-7 to tipping over."""
    values, close, policy = whole.values_at(t), float(whole.candles.close[t]), whole.policy
    ai = whole.at(t).ai
    if "macd" in values:
        distances = [values["macd"] / close, values["histogram"] / close]
    else:
        distances = [close / values["lower"] - 1, close / values["upper"] - 1]
    distances.append(float(whole.confidence[t]) - policy.min_confidence)
    distances.append(1.0 if ai is None else ai.confidence - policy.ai_override_confidence)
    return bool(np.nanmin(np.abs(distances)) < 1e-7)


@pytest.mark.parametrize("path", ohlcv_files()[::2], ids=lambda path: path.name)
def test_a_window_of_a_real_series_decides_as_the_whole_history(path):
    frame = clean_candles(read_raw(path).iloc[-6_000:])
    rng = np.random.default_rng(len(frame))
    for number, config in enumerate(OTHERS):
        policy = POLICIES[number % 2]
        whole, need = decided(frame, config, policy), required_candles(config)
        for end in rng.integers(min(need, len(frame)), len(frame) + 1, 6).tolist():
            window = frame.iloc[max(end - need, 0) : end]
            part, t = decided(window, config, policy), end - 1
            for name, value in whole.values_at(t).items():
                scale = max(float(frame["close"].iloc[t]), 1.0)
                assert part.values_at(len(window) - 1)[name] == pytest.approx(
                    value, rel=0, abs=1e-9 * scale, nan_ok=True
                )
            if not near_a_tie(whole, t):
                assert part.action[-1] == whole.action[t]
                assert part.confidence[-1] == pytest.approx(whole.confidence[t], abs=1e-6)


def test_the_warm_up_is_the_longer_one_of_the_strategy_and_the_features():
    plain = required_candles(StrategyConfig())
    assert required_candles(OTHERS[0]) == plain
    slow = StrategyParams({"fast": 20, "slow": 200, "signal": 20})
    config = dataclasses.replace(OTHERS[2], strategy_params=slow)
    assert required_candles(config) == strategy_of(config).warm_up_candles > plain
