"""When the decision trades, when not, who carried it, and that its reason says so."""

import math
import re
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.candles import CandleArrays
from bot.decide import DecisionTerms, decide, decide_row, decision_terms, observe
from bot.domain import Action, DecisionPolicy, MacroEvent, StrategyConfig
from tests.support.candles import candles_frame, random_walk
from tests.support.drawn_configs import SYMBOL, configs, events_during, policies

OFF = DecisionPolicy(ai_enabled=False, macro_enabled=False)
CONFIG = StrategyConfig(ema_fast=3, ema_slow=8, rsi_period=5)


def decided(frame, policy, events=(), config=CONFIG):
    candles = CandleArrays.of(frame, config.timeframe)
    return decide(candles, config, policy, observe(candles, policy, events, symbol=SYMBOL))


def one_row(terms: DecisionTerms, *, fast=101.0, rsi=60.0, momentum_pct=0.0, lean=0.0):
    """decide_row beside a close and a slow EMA of 100, deviation 1."""
    return decide_row(100.0, fast, 100.0, rsi, 1.0, momentum_pct, lean, terms)


def terms(**changes: float | bool) -> DecisionTerms:
    return decision_terms(StrategyConfig(), replace(OFF, **changes))


@pytest.mark.parametrize(
    ("fast", "rsi", "expected"),
    [
        (101.0, 69.9, 1),
        (99.0, 30.1, -1),
        (99.0, 29.9, 1),
        (101.0, 70.1, -1),
        (101.0, 70.0, 0),
        (99.0, 30.0, 0),
        (100.0, 50.0, 0),
        (100.0, 29.9, 1),
        (100.0, 70.1, -1),
        (math.nan, 50.0, 0),
        (101.0, math.nan, 0),
    ],
)
def test_the_first_rule_that_holds_gives_the_action(fast, rsi, expected):
    assert one_row(terms(min_confidence=0.0), fast=fast, rsi=rsi)[0] == expected


def test_confidence_is_half_trend_and_half_room():
    action, confidence, _ = one_row(terms(), fast=103.0, rsi=60.0)
    assert action == 1
    assert confidence == pytest.approx((3 / 4 + 10 / 40) / 2)


def test_a_confidence_below_the_minimum_is_flat_and_at_it_is_not():
    _, confidence, _ = one_row(terms(min_confidence=0.0))
    assert one_row(terms(min_confidence=confidence))[0] == 1
    above = float(np.nextafter(confidence, 1))
    assert one_row(terms(min_confidence=above)) == (0, confidence, False)


def test_the_ai_overrides_only_above_its_own_threshold():
    against = {"fast": 100.01, "momentum_pct": -9.0, "rsi": 31.0}
    eager = terms(ai_enabled=True, ai_override_confidence=0.0, min_confidence=0.0)
    action, probability, overridden = one_row(eager, **against)
    assert (action, overridden) == (-1, True)
    at_it = eager._replace(ai_override_confidence=probability)
    assert one_row(at_it, **against)[::2] == (1, False)
    below = eager._replace(ai_override_confidence=float(np.nextafter(probability, 0)))
    assert one_row(below, **against)[::2] == (-1, True)


def test_an_agreeing_ai_lends_its_confidence_and_is_no_override():
    eager = terms(ai_enabled=True, ai_override_confidence=0.0, min_confidence=0.0)
    _, technical, _ = one_row(terms(min_confidence=0.0), fast=100.1, rsi=68.0)
    action, confidence, overridden = one_row(eager, fast=100.1, rsi=68.0, momentum_pct=9.0)
    assert (action, overridden) == (1, False)
    assert confidence > technical


def test_news_strengthens_an_agreeing_signal_and_weakens_an_opposed_one():
    without = one_row(terms())[1]
    assert one_row(terms(), lean=0.2)[1] == pytest.approx(without * 1.2)
    assert one_row(terms(), lean=-0.2)[1] == pytest.approx(without * 0.8)
    down = one_row(terms(), fast=99.0, rsi=40.0)
    assert one_row(terms(), fast=99.0, rsi=40.0, lean=-0.2)[1] == pytest.approx(down[1] * 1.2)
    assert one_row(terms(), lean=0.99, fast=110.0, rsi=31.0)[1] == 1


@settings(max_examples=50)
@given(st.integers(1, 150), st.integers(0, 999), configs(), policies(), st.data())
def test_ai_and_macro_switched_off_have_no_influence_and_no_opinion(
    count, seed, config, policy, data
):
    frame = random_walk(count, seed=seed, deviation=0.02)
    events = data.draw(events_during(frame.index[0], timedelta(hours=count)))
    without_macro = replace(policy, macro_enabled=False)
    with_news = decided(frame, without_macro, events, config)
    assert with_news.last().macro is None
    assert (
        with_news.confidence.tolist()
        == decided(frame, without_macro, (), config).confidence.tolist()
    )

    off = [replace(policy, ai_enabled=False, ai_override_confidence=c) for c in (0.0, 1.0)]
    low, high = (decided(frame, each, events, config) for each in off)
    assert low.last().ai is None
    assert low.confidence.tolist() == high.confidence.tolist()
    assert low.action.tolist() == high.action.tolist()
    assert not low.ai_override_active.any()


@settings(max_examples=100)
@given(st.integers(1, 120), st.integers(0, 999), configs(), policies(), st.data())
def test_every_reason_names_what_carried_the_decision_or_which_condition_failed(
    count, seed, config, policy, data
):
    frame = random_walk(count, seed=seed, deviation=0.02)
    events = data.draw(events_during(frame.index[0], timedelta(hours=count)))
    decisions = decided(frame, policy, events, config)
    for t in {count - 1, count // 2, data.draw(st.integers(0, count - 1))}:
        decision = decisions.at(t)
        reason = decision.reason
        assert "nan" not in reason.lower()
        assert decision.technical.reason in reason
        if decision.ai_override_active:
            assert f"above its threshold {policy.ai_override_confidence:g}" in reason
        elif decision.action is not Action.FLAT:
            assert reason.startswith(f"{decision.action} at confidence")
            assert decision.confidence >= policy.min_confidence
            assert ("AI lends" in reason) == (
                decision.ai is not None
                and decision.ai.action is decision.action
                and decision.ai.confidence > policy.ai_override_confidence
                and decision.confidence == decision.ai.confidence
            )
        else:
            assert reason.startswith("no trade: ")
            failing = ("below the minimum", "no value yet", "no rule holds", "technical FLAT")
            assert any(words in reason for words in failing)
        if decision.macro is not None and decision.macro.events:
            assert decision.macro.summary in reason


def test_a_failing_minimum_is_named_with_both_numbers():
    frame = random_walk(60, seed=1)
    decisions = decided(frame, replace(OFF, min_confidence=1.0))
    refused = int(np.flatnonzero(decisions.confidence > 0)[0])
    reason = decisions.at(refused).reason
    assert re.match(r"no trade: confidence 0\.\d+ is below the minimum 1;", reason)


def test_an_ai_that_took_the_signals_place_and_fell_below_the_minimum_is_named():
    policy = DecisionPolicy(ai_override_confidence=0.0, min_confidence=1.0)
    decisions = decided(random_walk(200, seed=2, deviation=0.02), policy)
    carried = [
        decision
        for decision in map(decisions.at, range(30, 200))
        if decision.ai.action is not decision.technical.action is not Action.FLAT
    ]
    assert carried
    assert all(f"no trade: AI {d.ai.action} confidence" in d.reason for d in carried)


def test_the_decision_is_dated_by_its_candles_open_and_the_insight_by_its_close():
    frame = candles_frame([(100.0,) * 4] * 3)
    event = MacroEvent(title="x", bias=1.0, published_at=frame.index[2].to_pydatetime())
    decisions = decided(frame, DecisionPolicy(), [event])
    assert decisions.last().candle_time == frame.index[2]
    assert decisions.last().macro.as_of == frame.index[2] + timedelta(hours=1)
    assert decisions.at(1).macro.events == 1  # published when this candle closed
    assert decisions.at(0).macro.events == 0
