"""The heuristic AI: probabilities, symmetry, direction of each feature, and not knowing."""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ai import FeatureSnapshot, is_quiet, predict, quiet_bounds
from bot.ai.heuristic import MACRO_MULTIPLIER, prediction_at
from bot.domain import Action, MacroInsight
from tests.support.drawn_configs import NOON

percents = st.floats(-50, 50)
features_ = st.builds(
    FeatureSnapshot,
    ema_gap_pct=percents,
    momentum_pct=percents,
    rsi_distance_from_mid=percents,
    volatility_pct=st.floats(0, 50),
)
STILL = FeatureSnapshot(
    ema_gap_pct=0.0, momentum_pct=0.0, rsi_distance_from_mid=0.0, volatility_pct=1.0
)


def insight(bias: float, confidence: float) -> MacroInsight:
    return MacroInsight(
        as_of=NOON, symbol="BTC/USDT", bias=bias, confidence=confidence, summary="made for the test"
    )


insights = st.none() | st.builds(insight, st.floats(-1, 1), st.floats(0, 0.99))


@given(features_, insights)
def test_the_probabilities_sum_to_one_and_the_likeliest_is_the_action(features, macro):
    seen = predict(features, macro)
    of_action = {
        Action.LONG: seen.probability_long,
        Action.SHORT: seen.probability_short,
        Action.FLAT: seen.probability_flat,
    }
    assert sum(of_action.values()) == pytest.approx(1)
    assert all(0 < probability < 1 for probability in of_action.values())
    assert seen.confidence == max(of_action.values()) == of_action[seen.action]
    assert seen.features == features
    assert seen.summary


@given(features_)
def test_mirrored_features_swap_long_and_short(features):
    mirrored = FeatureSnapshot(
        ema_gap_pct=-features.ema_gap_pct,
        momentum_pct=-features.momentum_pct,
        rsi_distance_from_mid=-features.rsi_distance_from_mid,
        volatility_pct=features.volatility_pct,
    )
    seen, image = predict(features), predict(mirrored)
    assert image.probability_long == pytest.approx(seen.probability_short)
    assert image.probability_flat == pytest.approx(seen.probability_flat)
    assert image.expected_move_pct == pytest.approx(-seen.expected_move_pct, abs=1e-12)
    if abs(seen.probability_flat - max(seen.probability_long, seen.probability_short)) > 1e-12:
        assert image.action.sign == -seen.action.sign


@pytest.mark.parametrize("name", ["ema_gap_pct", "momentum_pct", "rsi_distance_from_mid"])
@given(features=features_, rise=st.floats(0.01, 20), macro=insights)
def test_a_higher_feature_makes_long_no_less_and_short_no_more_likely(name, features, rise, macro):
    higher = replace(features, **{name: getattr(features, name) + rise})
    before, after = predict(features, macro), predict(higher, macro)
    assert after.probability_long >= before.probability_long - 1e-12
    assert after.probability_short <= before.probability_short + 1e-12


@given(features_, st.floats(0.01, 20))
def test_more_volatility_makes_flat_no_less_likely(features, rise):
    higher = replace(features, volatility_pct=features.volatility_pct + rise)
    assert predict(higher).probability_flat >= predict(features).probability_flat - 1e-12


@given(features_, st.floats(0.01, 1), st.floats(0.01, 0.99))
def test_bullish_news_makes_long_more_likely_and_bearish_news_short(features, bias, confidence):
    without = predict(features)
    assert predict(features, insight(bias, confidence)).probability_long > without.probability_long
    bearish = predict(features, insight(-bias, confidence))
    assert bearish.probability_short > without.probability_short


@pytest.mark.parametrize("name", [field.name for field in fields(FeatureSnapshot)])
def test_an_unknown_feature_asserts_nothing(name):
    seen = predict(replace(STILL, **{name: math.nan}), insight(1.0, 0.9))
    assert (seen.action, seen.confidence, seen.expected_move_pct) == (Action.FLAT, 0.0, 0.0)
    assert (seen.probability_long, seen.probability_short, seen.probability_flat) == (0, 0, 1)
    assert seen.summary == "AI: not enough candles yet"


def test_no_lean_at_all_is_flat_with_long_and_short_alike():
    seen = predict(STILL)
    assert seen.action is Action.FLAT
    assert seen.probability_long == seen.probability_short
    flat = math.exp(0.4 + 0.8 * (1 - math.exp(-1 / 3)))
    assert seen.probability_flat == pytest.approx(flat / (flat + 2))


def test_a_small_feature_counts_nearly_in_proportion_and_a_huge_one_saturates():
    def odds(gap: float) -> float:
        seen = predict(replace(STILL, ema_gap_pct=gap))
        return math.log(seen.probability_long / seen.probability_short) / 2

    assert odds(0.001) == pytest.approx(0.001, rel=1e-3)
    assert odds(1.0) == pytest.approx(1 - math.exp(-1))
    assert odds(1e6) == pytest.approx(1)


shares = st.floats(-3.0, 3.0)


@given(
    probability=st.floats(0.34, 0.99),
    gap=shares,
    momentum=shares,
    distance=st.floats(-50.0, 50.0),
    volatility=st.floats(0.0, 30.0),
    lean=st.floats(-1.0, 1.0) | st.just(0.0),
)
def test_what_is_quiet_never_predicts_above_the_probability(
    probability, gap, momentum, distance, volatility, lean
):
    features = (gap, momentum, distance, volatility, lean)
    if is_quiet(*features, quiet_bounds(probability)):
        assert prediction_at(*features)[1] <= probability


@pytest.mark.parametrize("probability", [0.4, 0.6, 0.9])
def test_a_lean_a_hair_beyond_the_bound_is_predicted_above_the_probability(probability):
    least, volatility = quiet_bounds(probability)
    lean = (least + 2e-9) / MACRO_MULTIPLIER
    assert prediction_at(0.0, 0.0, 0.0, 0.0, lean)[1] > probability
    assert is_quiet(0.0, 0.0, 0.0, 0.0, lean - 4e-9, (least, volatility)) is (volatility > 0.0)


def test_no_threshold_is_never_quiet_and_certainty_always():
    assert not is_quiet(0.0, 0.0, 0.0, 0.0, 0.0, quiet_bounds(0.0))
    assert is_quiet(99.0, 99.0, 50.0, 99.0, 1.0, quiet_bounds(1.0))
